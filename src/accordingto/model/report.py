"""What intake hands over: sources, and the reports found in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from accordingto.errors import ModelError
from accordingto.model.text import OffsetMap, Span

T = TypeVar("T")

PartKind = Literal[
    "title", "byline", "dateline", "deck", "subhead", "photo_caption", "photo_credit", "separator", "author_bio",
    "link_stub", "promo", "call_to_action", "correction", "pull_quote", "speaker", "other",
]  # fmt: skip
SourceKind = Literal["page", "html", "feed", "table", "warc"]


@dataclass(frozen=True, slots=True)
class Guess(Generic[T]):
    """A value that intake read off a source, with how sure it is and why.

    Attributes:
        value: the value; None is *unknown*, never a guess.
        confidence: from 0 to 1.
        reason: one line for people ("byline 'Outlet | date' on line 3").
    """

    value: T | None = None
    confidence: float = 0.0
    reason: str = "not found"

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ModelError(f"a confidence lies between 0 and 1, got {self.confidence}")


@dataclass(frozen=True, slots=True)
class Source:
    """One file, page, feed, archive member or table row as it came in. Its text never changes.

    Attributes:
        id: ``s`` + hash of name and text.
        name: file name, path inside its archive, URL or ``-`` for standard input; for people, never opened again.
        kind: how it was read.
        text: decoded text, exactly as read (for HTML: the mark-up).
        sha256: hash of the undecoded bytes; builds are incremental by it.
        encoding: the encoding it was decoded with.
        url: where it was published, if the source says so.
    """

    id: str
    name: str
    kind: SourceKind
    text: str
    sha256: str
    encoding: str = "utf-8"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a report that is not running text: its title, a byline, a caption, a promo ..."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One article by one outlet.

    All spans are code points of ``text``; ``offsets`` leads back to the source's text.

    Attributes:
        id: ``r`` + hash over source, place in it and text.
        source: id of the source.
        span: the stretch of the source's text this report was found in.
        text: the report's text, title and byline included.
        offsets: map from ``text`` to the source's text.
        title, outlet, authors, published, place: what the report says of itself. ``published.value`` is ISO 8601,
            a day ("2025-03-11") or a time as printed ("2025-03-11T06:12+02:00"); ``place`` is the dateline's.
        title_span: where the title stands in ``text``.
        parts: every stretch that is not running text, in order, not overlapping.
        language: ISO 639-1 code, "en" is read; other languages are kept and not read.
        unread: why the report is not read, or None.
        boundary: how sure the splitter is of start and end, and why.
        url, section, modified, corrections: as the source says; ``corrections`` are spans of correction notes.
    """

    id: str
    source: str
    span: Span
    text: str
    offsets: OffsetMap
    title: Guess[str]
    outlet: Guess[str]
    authors: Guess[tuple[str, ...]]
    published: Guess[str]
    place: Guess[str]
    title_span: Span | None = None
    parts: tuple[Part, ...] = ()
    language: str = "en"
    unread: str | None = None
    boundary: Guess[str] = Guess()
    url: str | None = None
    section: str | None = None
    modified: str | None = None
    corrections: tuple[Span, ...] = ()

    def body_spans(self) -> tuple[Span, ...]:
        """The running text: what lies between the parts, white space trimmed, empty stretches left out."""
        spans: list[Span] = []
        at = 0
        for part in (*self.parts, Part("other", Span(len(self.text), len(self.text)))):
            low, high = at, part.span.start
            while low < high and self.text[low].isspace():
                low += 1
            while high > low and self.text[high - 1].isspace():
                high -= 1
            if low < high:
                spans.append(Span(low, high))
            at = max(at, part.span.end)
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class Document:
    """A source with the reports found in it, in order."""

    source: Source
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that could not be read; it is listed in the record and does not stop the pile.

    Attributes:
        name: as ``Source.name``.
        reason: one line that says what is wrong.
        hint: one line that says what to do, or empty.
    """

    name: str
    reason: str
    hint: str = ""
