"""From a page to an answer: HTML, JSON or CSV, with a tag so that nothing unchanged travels twice."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from accordingto import __version__
from accordingto.store import Store
from accordingto.views.tables import Table
from accordingto.views.wording import capital, count, number
from accordingto.web.desk import Desk, Visitor
from accordingto.web.render import Frame

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@cache
def adapter(model: type) -> TypeAdapter[Any]:
    """How a page's dataclass becomes JSON."""
    return TypeAdapter(model)


def json_answer(model: type, page: Any) -> Response:
    """A page as JSON."""
    return Response(adapter(model).dump_json(page), media_type="application/json")


def safe_cell(value: Any) -> str:
    """A cell that a spreadsheet will show and not run: what looks like a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    stripped = text.lstrip()
    return "'" + text if stripped.startswith(FORMULA) and not _is_number(stripped) else text.replace("\x00", "\ufffd")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def csv_text(table: Table) -> str:
    """A table as CSV with a header, RFC 4180, every formula disarmed."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([safe_cell(c) for c in row] for row in table.rows)
    return out.getvalue()


def csv_answer(table: Table) -> Response:
    """A table as a CSV download."""
    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in table.name)
    return Response(
        "\ufeff" + csv_text(table),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def etag(desk: Desk, request: Request, visitor: Visitor, *more: str) -> str:
    """A tag over everything an answer depends on: the record's state, the address, the visitor's session, this program."""
    parts = (
        __version__,
        desk.state(),
        str(request.url.path),
        str(request.url.query),
        visitor.session,
        visitor.name,
        request.cookies.get("accordingto_keys", ""),
        *more,
    )
    return 'W/"' + hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest() + '"'


def tagged(response: Response, tag: str) -> Response:
    """The answer with its tag; kept by the browser, asked about every time."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie, Authorization"
    return response


def unchanged(request: Request, tag: str) -> bool:
    """Whether the asker has it already."""
    return tag in [t.strip() for t in request.headers.get("if-none-match", "").split(",")]


def state_line(store: Store) -> str:
    """ "14 reports read, none left unread"."""
    counts = store.counts()
    read = counts.reports - counts.unread
    left = "none left unread" if not counts.unread else f"{number(counts.unread)} kept unread"
    return f"{count(read, 'report')} read, {left}" if read <= 20 else f"{capital(count(read, 'report'))} read, {left}"


def frame_for(
    desk: Desk, store: Store, request: Request, visitor: Visitor, *, current: str = "", twins: str = "", building: Sequence[str] = ("", "")
) -> Frame:
    """What stands around a page."""
    query = [(k, v) for k, v in request.query_params.multi_items() if k not in ("token", "layer")]
    return Frame(
        store.name,
        state_line(store),
        current,
        twins,
        "?" + urlencode(query) if query else "",
        desk.csrf(visitor),
        desk.read_only,
        visitor.name,
        building[0],
        building[1],
        "off" if request.cookies.get("accordingto_keys") == "off" else "on",
    )
