"""Pages of glued reports: where each begins and ends, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from accordingto.intake.blocks import split_blocks
from accordingto.intake.boilerplate import report_parts
from accordingto.intake.credits import Credits, PageFacts, credits_of, page_facts, peeled_title
from accordingto.intake.headers import find_headers
from accordingto.intake.language import language_of
from accordingto.intake.lines import Header, Line, read_lines
from accordingto.model.ids import content_hash, make_id
from accordingto.model.report import Document, Guess, Part, Report, Source
from accordingto.model.text import OffsetMap, Span

_CONTINUED = re.compile(
    r"\s*[(\[–—-]*\s*(?:continued|cont['’]?d|cont\.|(?:page|part)\s*\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*/\s*\d+)\s*[)\]]*\s*$", re.IGNORECASE
)
_NOTE = re.compile(r"(?<=[.!?”\"»)] )(?:Corrections?|Clarifications?|Erratum|Editor['’]s note)\s*[:—–][^\n]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """The blocks of one report: its header and the block after its last one; ``joined`` are later pages' headers."""

    header: Header
    end: int
    joined: tuple[Header, ...] = ()


def split_page(
    text: str, name: str, *, sha256: str | None = None, encoding: str = "utf-8", url: str | None = None, outlet: str | None = None
) -> Document:
    """Split a page of one or many reports.

    Args:
        text: the page, never changed; all spans are code points of it.
        name: for people (a file name, ``-``).
        outlet: who published the reports that do not say so themselves.
    """
    source = Source(make_id("s", name, text), name, "page", text, sha256 or content_hash(text), encoding, url)
    lines, headers = find_headers(read_lines(split_blocks(text)))
    pieces = _pieces(lines, headers)
    facts = page_facts(lines, [piece.header for piece in pieces])
    reports = tuple(_report(source, lines, piece, facts, outlet, number) for number, piece in enumerate(pieces, start=1))
    return Document(source, _told_apart(reports))


def _pieces(lines: Sequence[Line], headers: Sequence[Header]) -> list[Piece]:
    """One piece for each header; a later page of one report joins it."""
    pieces: list[Piece] = []
    for header in headers:
        if pieces and header.title is not None:
            above = pieces[-1]
            before = lines[above.header.title].text if above.header.title is not None else None
            if continues(lines[header.title].text, before):
                pieces[-1] = Piece(above.header, header.end, (*above.joined, header))
                continue
        pieces.append(Piece(header, header.end))
    return pieces


def continues(title: str, before: str | None) -> bool:
    """Whether a title is the title above once more, marked as a later page of the same report."""
    if before is None or not _CONTINUED.search(title):
        return False
    return _CONTINUED.sub("", title).casefold().strip() == _CONTINUED.sub("", before).casefold().strip()


def _report(source: Source, lines: Sequence[Line], piece: Piece, facts: PageFacts, outlet: str | None, number: int) -> Report:
    header = piece.header
    start = lines[header.start].block.span.start + _ordinal(lines[header.start].text, number)
    end = lines[max(piece.end - 1, header.start)].block.span.end
    text = source.text[start:end]
    parts = _with_notes(text, _parts(lines, piece, start))
    title, title_span = _title(source.text, lines, header, facts, start)
    known = credits_of(lines, header, piece.end, facts)
    corrections = tuple(part.span for part in parts if part.kind == "correction")
    language, unread = language_of(_running(text, parts))
    return Report(
        id=make_id("r", source.id, start, text),
        source=source.id,
        span=Span(start, end),
        text=text,
        offsets=OffsetMap.identity(len(text), source_start=start),
        title=title,
        outlet=_outlet(known, outlet),
        authors=known.authors,
        published=known.published,
        place=known.place,
        title_span=title_span,
        parts=parts,
        language=language,
        unread=unread,
        boundary=_boundary(piece),
        url=_address(lines, header) or source.url,
        modified=known.modified,
        corrections=corrections,
    )


def _with_notes(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with notes of correction that stand at the end of a paragraph of running text."""
    notes = (Part("correction", Span(m.start(), m.end())) for m in _NOTE.finditer(text))
    found = [note for note in notes if not any(note.span.overlaps(part.span) for part in parts)]
    return tuple(sorted((*parts, *found), key=lambda part: part.span)) if found else parts


def _address(lines: Sequence[Line], header: Header) -> str | None:
    """The web address that stands in the head."""
    texts = (lines[at].text for at, kind in header.others if kind == "link_stub")
    return next((word for text in texts for word in text.split() if "://" in word), None)


def _ordinal(text: str, number: int) -> int:
    """Length of a list number before the first line, if it is this report's own number on the page."""
    found = re.match(r"\(?(\d{1,4})[.)]\s+", text)
    return found.end() if found and int(found[1]) == number else 0


def _outlet(known: Credits, given: str | None) -> Guess[str]:
    return Guess(given, 0.9, "given with the input") if known.outlet.value is None and given else known.outlet


def _parts(lines: Sequence[Line], piece: Piece, origin: int) -> tuple[Part, ...]:
    parts = list(report_parts(lines, piece.header, piece.end, origin))
    for later in piece.joined:
        span = Span(lines[later.start].block.span.start - origin, lines[max(later.start, later.body - 1)].block.span.end - origin)
        parts = [part for part in parts if not part.span.overlaps(span)]
        parts.append(Part("other", span))
    return tuple(sorted(parts, key=lambda part: part.span))


def _title(page: str, lines: Sequence[Line], header: Header, facts: PageFacts, origin: int) -> tuple[Guess[str], Span | None]:
    if header.title is None:
        return Guess(None, 0.0, "no line reads like a title"), None
    span = lines[header.title].block.span
    shift = max(0, origin - span.start)
    printed = lines[header.title].text[shift:]
    span = Span(max(span.start, origin), span.end)
    peeled = peeled_title(lines, header, facts)
    value = printed[max(0, peeled.start - shift) : peeled.end - shift].strip()
    at = page.find(value, span.start, span.end)
    if at >= 0:
        span = Span(at, at + len(value))
    return Guess(value, round(min(0.99, header.sure), 2), header.reason), span.shift(-origin)


def _boundary(piece: Piece) -> Guess[str]:
    header = piece.header
    if piece.joined:
        return Guess("joined", 0.8, f"{header.reason}; {len(piece.joined)} later pages under the same title joined to it")
    return Guess(header.how, round(min(0.99, header.sure), 2), header.reason)


def _running(text: str, parts: Sequence[Part]) -> str:
    pieces, at = [], 0
    for part in parts:
        pieces.append(text[at : part.span.start])
        at = part.span.end
    return "".join((*pieces, text[at:])).strip()


def _told_apart(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Say so where a page brings the same text twice; both are kept, with ids of their own."""
    seen: dict[str, int] = {}
    out: list[Report] = []
    for number, report in enumerate(reports, start=1):
        key = " ".join(report.text.split())
        first = seen.setdefault(key, number)
        if first != number:
            boundary = report.boundary
            report = replace(report, boundary=replace(boundary, reason=f"{boundary.reason}; the same text as report {first} of this page"))
        out.append(report)
    return tuple(out)
