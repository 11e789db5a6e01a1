"""From a page to an answer: HTML, JSON or CSV, with a tag so that nothing unchanged travels twice."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from markupsafe import escape
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from accordingto.store import Store
from accordingto.views.tables import Table
from accordingto.views.wording import capital, count, number
from accordingto.web.desk import Desk, Visitor
from accordingto.web.kept import Kept, keep
from accordingto.web.pages import Page
from accordingto.web.render import Frame
from accordingto.web.work import Job

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything a page is made from, and so what it is kept under.

    Attributes:
        program: its version; ``marks`` of the parts of the record that the page follows.
        form: html, json or csv; ``address`` with its query; ``since`` when the visit before this one ended.
        name: of the visitor; ``keys`` on or off; ``building`` whether a line on a running build stands above the page.
    """

    program: str
    marks: tuple[str, ...]
    form: str
    address: str
    since: str
    name: str
    keys: str
    building: bool


@cache
def adapter(model: type) -> TypeAdapter[Any]:
    """How a page's dataclass becomes JSON."""
    return TypeAdapter(model)


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


def made(page: Page, found: Any, form: str) -> Kept:
    """A page as JSON or CSV."""
    if form == "json":
        return keep(adapter(page.model).dump_json(found), {}, "application/json", {})
    table = page.table(found)
    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in table.name)
    download = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return keep(("\ufeff" + csv_text(table)).encode(), {}, "text/csv; charset=utf-8", download)


def etag(asked: Asked, visitor: Visitor, job: Job | None) -> str:
    """A tag over everything an answer depends on: what is asked, the record's state, the visitor's session, work that runs."""
    parts = (repr(asked), visitor.session, f"{job.stage} {job.done}" if job else "")
    return 'W/"' + hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest() + '"'


def dressed(request: Request, kept: Kept, words: Mapping[str, str]) -> Response:
    """A kept answer with the asker's words in it, packed where the asker can unpack."""
    fills = {name: str(escape(text)).encode("utf-8", "surrogatepass") for name, text in words.items()}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(kept.gzip(fills), media_type=kept.media_type, headers={**kept.headers, "Content-Encoding": "gzip"})
    return Response(kept.body(fills), media_type=kept.media_type, headers=dict(kept.headers))


def tagged(response: Response, tag: str) -> Response:
    """The answer with its tag; kept by the browser, asked about every time."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept-Encoding, Authorization, Cookie"
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
    desk: Desk,
    store: Store,
    request: Request,
    visitor: Visitor,
    *,
    current: str = "",
    twins: str = "",
    words: Mapping[str, str] | None = None,
) -> Frame:
    """What stands around a page; ``words`` are stand-ins for what differs from asker to asker, where the page is to be kept."""
    query = [(k, v) for k, v in request.query_params.multi_items() if k not in ("token", "layer")]
    words = words or {"csrf": desk.csrf(visitor), "building": "", "building_href": ""}
    return Frame(
        store.name,
        state_line(store),
        current,
        twins,
        "?" + urlencode(query) if query else "",
        words["csrf"],
        desk.read_only,
        visitor.name,
        words["building"],
        words["building_href"],
        keys_of(request),
    )


def keys_of(request: Request) -> str:
    """Whether single keys are "on" or "off" in this browser."""
    return "off" if request.cookies.get("accordingto_keys") == "off" else "on"
