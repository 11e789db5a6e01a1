"""RSS and Atom feeds: one report an entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from accordingto.errors import InputError
from accordingto.intake.assembly import assemble
from accordingto.intake.dates import find_dates, settle
from accordingto.intake.markup import Mapped, unescaped, visible
from accordingto.intake.metadata import PageFacts, clean_authors
from accordingto.model.ids import make_id
from accordingto.model.report import Document, Guess, Report, Source
from accordingto.model.text import Span

_ENTRY = re.compile(r"<(?P<tag>(?:\w+:)?(?:item|entry))(?:\s[^<>]*)?>(?P<inner>.*?)</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE)
_CDATA = re.compile(r"\s*<!\[CDATA\[(?P<inner>.*?)\]\]>\s*", re.DOTALL)
_BODIES = ("content:encoded", "content", "description", "summary")


def read_feed(
    text: str, name: str, *, data: bytes, sha256: str, encoding: str, url: str | None = None, outlet: str | None = None
) -> Document:
    """The entries of a feed that hold text.

    Raises:
        InputError: if it is no feed that can be read, or without entries.
    """
    import feedparser

    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    source = Source(make_id("s", name, text), name, "feed", text, sha256, encoding, url or parsed.feed.get("link"))
    spans = [(found.start("inner"), found.end("inner")) for found in _ENTRY.finditer(text)]
    if not spans:
        why = parsed.get("bozo_exception")
        raise InputError("is a feed without entries", hint=f"{why}"[:120] if why else "")
    known = parsed.entries if len(parsed.entries) == len(spans) else [{}] * len(spans)
    channel = " ".join(str(parsed.feed.get("title") or "").split()) or None
    language = parsed.feed.get("language")
    found = [_entry(source, span, entry, channel, language, outlet) for span, entry in zip(spans, known, strict=True)]
    reports = tuple(report for report in found if report is not None)
    if not reports:
        raise InputError("is a feed whose entries hold no text", hint="")
    return Document(source, reports)


def _entry(
    source: Source, span: tuple[int, int], entry: Any, channel: str | None, language: str | None, outlet: str | None
) -> Report | None:
    title = _first_line(_element(source.text, span, ("title",)))
    lines = visible(_element(source.text, span, _BODIES))
    if title is not None and lines and lines[0].text == title.text:
        lines = lines[1:]
    if not lines:
        return None
    whole = Mapped.join([title, *lines] if title is not None else lines, "\n")
    facts = _facts(source.text[span[0] : span[1]], entry, channel, language)
    if title is not None:
        facts = replace(facts, title=Guess(title.text, 0.97, "title of the feed entry"))
    return assemble(source, whole, facts, title=title.text if title is not None else None, outlet=outlet, where=Span(*span))


def _element(text: str, span: tuple[int, int], names: Sequence[str]) -> Mapped:
    """The longest of some elements, unescaped once (its content may be mark-up in turn)."""
    best = Mapped.of(text, span[0], span[0])
    for name in names:
        form = re.compile(rf"<{name}(?:\s[^<>]*)?(?<!/)>(?P<inner>.*?)</{name}\s*>", re.DOTALL | re.IGNORECASE)
        found = form.search(text, *span)
        if found is None:
            continue
        start, end = found.span("inner")
        data = _CDATA.fullmatch(text, start, end)
        part = Mapped.of(text, *data.span("inner")) if data else unescaped(Mapped.of(text, start, end))
        if len(part.text) > len(best.text):
            best = part
    return best


def _first_line(part: Mapped) -> Mapped | None:
    blocks = visible(part)
    return Mapped.join(blocks, " ") if blocks else None


def _facts(raw: str, entry: Any, channel: str | None, language: str | None) -> PageFacts:
    source = entry.get("source") if entry else None
    named = " ".join(str((source or {}).get("title") or "").split()) or None
    outlet = named or channel
    people = [str(person.get("name") or "") for person in (entry.get("authors") or [])] if entry else []
    people = people or ([str(entry.get("author"))] if entry and entry.get("author") else [])
    people = [re.sub(r"^\S+@\S+\s*\((.+)\)$", r"\1", person) for person in people]
    authors = clean_authors(people, outlet)
    tags = entry.get("tags") if entry else None
    return PageFacts(
        outlet=Guess(outlet, 0.9 if named else 0.75, "source of the feed entry" if named else "title of the feed") if outlet else Guess(),
        authors=Guess(authors, 0.9, "author of the feed entry") if authors else Guess(),
        published=_when(entry.get("published") if entry else None) if entry else Guess(),
        modified=_when(entry.get("updated")).value if entry else None,
        section=str(tags[0].get("term")) if tags and tags[0].get("term") else None,
        url=str(entry.get("link")) if entry and entry.get("link") else None,
        language=str(entry.get("language") or language or "") or None if entry else language,
    )


def _when(printed: str | None) -> Guess[str]:
    for hit in find_dates(str(printed or "")):
        found = settle(hit, first_is_day=None, why="the order is open")
        if found.value:
            return Guess(found.value, found.confidence, "date of the feed entry")
    return Guess()
