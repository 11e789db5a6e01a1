"""Reports from text that came with metadata of its own: HTML pages, feed entries, table rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from accordingto.intake.blocks import split_blocks
from accordingto.intake.boilerplate import report_parts
from accordingto.intake.credits import PageFacts as HeadFacts
from accordingto.intake.credits import credits_of
from accordingto.intake.language import language_of
from accordingto.intake.lines import Header, Line, close_head, read_lines
from accordingto.intake.markup import Mapped
from accordingto.intake.metadata import PageFacts
from accordingto.model.ids import make_id
from accordingto.model.report import Guess, Part, Report, Source
from accordingto.model.text import OffsetMap, Span


def assemble(source: Source, whole: Mapped, facts: PageFacts, *, title: str | None, outlet: str | None, where: Span) -> Report:
    """A report whose text is ``whole``: its title on the first line (if it has one), then its paragraphs.

    Metadata win over what the text's own byline says; the byline fills the gaps.
    """
    lines = read_lines(split_blocks(whole.text))
    header = _header(lines, title)
    own = credits_of(lines, header, len(lines), HeadFacts(None, "the order is open", (), Counter()))
    parts = report_parts(lines, header, len(lines), 0)
    title_span = Span(0, len(title)) if title else None
    parts = _with_title(parts, title_span)
    language, unread = language_of(_running(whole.text, parts), declared=facts.language)
    published = facts.published if facts.published.value else own.published
    place: Guess[str] = own.place if own.place.value else Guess(facts.place, 0.9, "metadata") if facts.place else Guess()
    named = facts.outlet if facts.outlet.value else own.outlet
    if named.value is None and outlet:
        named = Guess(outlet, 0.9, "given with the input")
    offsets = whole.offsets()
    return Report(
        id=make_id("r", source.id, where.start, whole.text),
        source=source.id,
        span=_where(offsets, whole.text, where),
        text=whole.text,
        offsets=offsets,
        title=_titled(facts, title),
        outlet=named,
        authors=facts.authors if facts.authors.value else own.authors,
        published=published,
        place=place,
        title_span=title_span,
        parts=parts,
        language=language,
        unread=unread,
        boundary=Guess("mark-up", 0.95, "bounds given by the source itself"),
        url=facts.url,
        section=facts.section,
        modified=facts.modified or own.modified,
        corrections=tuple(part.span for part in parts if part.kind == "correction"),
    )


def _titled(facts: PageFacts, title: str | None) -> Guess[str]:
    if title is None:
        return Guess()
    return Guess(title, facts.title.confidence or 0.8, facts.title.reason if facts.title.value else "first heading of the page")


def _where(offsets: OffsetMap, text: str, where: Span) -> Span:
    return offsets.span_to_source(Span(0, len(text))) or where


def _header(lines: Sequence[Line], title: str | None) -> Header:
    head = 1 if title is not None and lines else 0
    return close_head(lines, Header(0, head, 0 if head else None, (), (), "below", 0.95, "metadata", len(lines)))


def _with_title(parts: Sequence[Part], title: Span | None) -> tuple[Part, ...]:
    if title is None:
        return tuple(parts)
    return (Part("title", title), *(part for part in parts if not part.span.overlaps(title)))


def _running(text: str, parts: Sequence[Part]) -> str:
    pieces, at = [], 0
    for part in parts:
        pieces.append(text[at : part.span.start])
        at = max(at, part.span.end)
    return "".join((*pieces, text[at:])).strip()
