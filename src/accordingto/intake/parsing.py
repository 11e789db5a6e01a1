"""From blobs to documents."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from accordingto.errors import InputError
from accordingto.intake.blobs import Blob, Options, iter_blobs, open_stream
from accordingto.intake.decoding import declared_encoding, decode
from accordingto.intake.limits import USUAL, Limits
from accordingto.intake.page import split_page
from accordingto.model.report import Document, Rejected


def read_inputs(
    inputs: Sequence[str],
    *,
    limits: Limits = USUAL,
    mapping: Mapping[str, str] | None = None,
    outlet: str | None = None,
    on_note: Callable[[str], None] | None = None,
) -> Iterator[Document | Rejected]:
    """Read files, folders, globs, archives and ``-`` (standard input), lazily and in order.

    Args:
        mapping: for tables, field to column ("text", "title", "outlet", ...), where guessing would be wrong.
        outlet: who published the reports that do not say so themselves.
        on_note: told what is worth knowing and no failure, such as how a table's columns were read.
    """
    for blob in iter_blobs(inputs, limits, mapping=mapping, on_note=on_note):
        if isinstance(blob, Rejected):
            yield blob
            continue
        parsed = parse_blob(blob, limits=limits, outlet=outlet)
        if isinstance(parsed, Rejected):
            yield parsed
        else:
            yield from parsed


def read_bytes(
    name: str, data: bytes, *, limits: Limits = USUAL, mapping: Mapping[str, str] | None = None, outlet: str | None = None
) -> list[Document | Rejected]:
    """Read what was uploaded or pasted, whatever it is."""
    out: list[Document | Rejected] = []
    for blob in open_stream(name, io.BytesIO(data), len(data), Options(limits, mapping)):
        parsed = blob if isinstance(blob, Rejected) else parse_blob(blob, limits=limits, outlet=outlet)
        out += [parsed] if isinstance(parsed, Rejected) else parsed
    return out


def parse_blob(blob: Blob, *, limits: Limits = USUAL, outlet: str | None = None) -> list[Document] | Rejected:
    """The documents of one blob, or why there are none."""
    try:
        return [_parse(blob, limits, outlet)]
    except InputError as error:
        return Rejected(blob.name, error.message, error.hint)


def _parse(blob: Blob, limits: Limits, outlet: str | None) -> Document:
    if blob.kind == "row":
        from accordingto.intake.rows import read_row

        return read_row(blob.data, blob.name, sha256=blob.sha256, outlet=outlet)
    declared = blob.charset or (declared_encoding(blob.data) if blob.kind != "page" else None)
    decoded = decode(blob.data, declared=declared)
    if not decoded.text.strip():
        raise InputError("holds nothing but white space", hint="")
    if blob.kind == "html":
        from accordingto.intake.html import read_html

        return read_html(decoded.text, blob.name, sha256=blob.sha256, encoding=decoded.encoding, url=blob.url, outlet=outlet)
    if blob.kind == "feed":
        from accordingto.intake.feeds import read_feed

        return read_feed(
            decoded.text, blob.name, data=blob.data, sha256=blob.sha256, encoding=decoded.encoding, url=blob.url, outlet=outlet
        )
    _check_lines(decoded.text, limits)
    page = split_page(decoded.text, blob.name, sha256=blob.sha256, encoding=decoded.encoding, url=blob.url, outlet=outlet)
    if not page.reports:
        raise InputError("holds no text that reads like a report", hint="")
    return page


def _check_lines(text: str, limits: Limits) -> None:
    """Refuse a page with a line that no person wrote."""
    breaks = [0, *(at for at in _breaks(text)), len(text)]
    longest = max((end - start for start, end in pairwise(breaks)), default=0)
    if longest > limits.line_chars:
        raise InputError(
            f"has a line of {longest:,} characters, so it is data and no page", hint=f"lines may have up to {limits.line_chars:,}"
        )


def _breaks(text: str) -> Iterator[int]:
    at = text.find("\n")
    while at >= 0:
        yield at
        at = text.find("\n", at + 1)
