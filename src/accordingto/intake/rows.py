"""One table row as a report."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from accordingto.errors import InputError
from accordingto.intake.assembly import assemble
from accordingto.intake.markup import Mapped, visible
from accordingto.intake.metadata import PageFacts, clean_authors, published_as
from accordingto.model.ids import make_id
from accordingto.model.report import Document, Guess, Source
from accordingto.model.text import Span

_MARKUP = re.compile(r"<(?:p|br|div|span|a)\b[^<>]*>", re.IGNORECASE)


def read_row(data: bytes, name: str, *, sha256: str, outlet: str | None = None) -> Document:
    """The report of one row, whose fields are the JSON object ``data``.

    The source's text is the row's title and text as given, one below the other: offsets are positions in the cells' text,
    not in the table's file.

    Raises:
        InputError: if the row has no text.
    """
    fields: dict[str, str] = json.loads(data)
    title, text = " ".join(fields.get("title", "").split()), fields.get("text", "").strip()
    if not text:
        raise InputError("this row has no text", hint="")
    text = text.removeprefix(title).lstrip() if title and text.startswith(title) else text
    whole = f"{title}\n\n{text}" if title else text
    source = Source(make_id("s", name, whole), name, "table", whole, sha256, "utf-8", fields.get("url"))
    facts = _facts(fields)
    mapped = Mapped.of(whole, 0, len(whole))
    if len(_MARKUP.findall(text)) >= 2:
        start = len(whole) - len(text)
        lines = visible(mapped.cut(start, len(whole)))
        mapped = Mapped.join([*([mapped.cut(0, len(title))] if title else []), *lines], "\n")
    report = assemble(source, mapped, facts, title=title or None, outlet=outlet, where=Span(0, len(whole)))
    return Document(source, (report,))


def _facts(fields: dict[str, str]) -> PageFacts:
    outlet = fields.get("outlet") or None
    authors = clean_authors(re.split(r"\n|,", fields.get("authors", "")), outlet)
    published = published_as(fields.get("published"), "date column")
    facts = PageFacts(
        outlet=Guess(outlet, 0.95, "outlet column") if outlet else Guess(),
        authors=Guess(authors, 0.95, "author column") if authors else Guess(),
        published=published,
        section=fields.get("section") or None,
        url=fields.get("url") or None,
        language=fields.get("language") or None,
        place=fields.get("place") or None,
    )
    return replace(facts, title=Guess(fields["title"], 0.97, "title column")) if fields.get("title") else facts
