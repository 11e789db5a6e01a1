"""Web archives: every HTML page that was fetched with success."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from accordingto.errors import InputError
from accordingto.intake.blobs import Blob, Options, make_blob
from accordingto.model.report import Rejected

_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


def from_warc(name: str, stream: BinaryIO, options: Options) -> Iterator[Blob | Rejected]:
    """The HTML responses of a WARC file, packed or plain, one at a time."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    pages = others = 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response | WarcRecordType.resource, parse_http=True):
            found = _page(name, record, options)
            if found is None:
                others += 1
                continue
            pages += 1
            yield found
    except (OSError, ValueError, EOFError) as error:
        raise InputError("is a damaged or cut-off WARC file", hint=f"{pages} pages before the damage were read ({error})") from error
    if not pages:
        raise InputError("is a WARC file without an HTML page", hint="")
    if others:
        options.note(f"{name}: {pages} HTML pages read, {others} other records left out")


def _page(name: str, record: Any, options: Options) -> Blob | Rejected | None:
    headers = record.http_headers
    kind = str((headers.get("Content-Type") if headers is not None else record.headers.get("Content-Type")) or "")
    if "html" not in kind.lower() or (headers is not None and headers.status_code not in (None, 200)):
        return None
    url = str(record.headers.get("WARC-Target-URI") or "") or None
    label = f"{name}#{url or record.record_id}"
    data = record.reader.read(options.limits.page_bytes + 1)
    if len(data) > options.limits.page_bytes:
        return Rejected(label, f"is larger than {options.limits.page_bytes >> 20} MiB, the most one page may have", "")
    charset = _CHARSET.search(kind)
    return make_blob(label, "html", data, url=url, charset=charset[1] if charset else None)
