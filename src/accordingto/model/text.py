"""Where words stand: spans and offset maps, always in Unicode code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accordingto.errors import ModelError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``text[start:end]``.

    Raises:
        ModelError: if the span is negative or reversed. An empty span is allowed only for positions.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ModelError(f"a span must run forward from 0 or later, got {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[int]:
        yield self.start
        yield self.end

    def of(self, text: str) -> str:
        """The words of this span in ``text``."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same span in a text that begins ``by`` code points earlier (``by`` may be negative)."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether both share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shared(self, other: Span) -> int:
        """How many code points both have in common."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def iou(self, other: Span) -> float:
        """Shared code points over all code points of both, from 0 to 1."""
        both = self.shared(other)
        every = len(self) + len(other) - both
        return both / every if every else 0.0


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of ``spans``.

    Raises:
        ModelError: if there is none.
    """
    found = list(spans)
    if not found:
        raise ModelError("no span to cover")
    return Span(min(s.start for s in found), max(s.end for s in found))


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps positions in a cleaned text back to its source.

    ``pieces`` are ``(clean_start, source_start, length)``, ordered by ``clean_start`` and not overlapping: code point
    ``clean_start + k`` came from ``source_start + k`` for ``k < length``. Clean code points outside every piece were
    put in by the cleaning (a space for a tag) and have no source.
    """

    pieces: tuple[tuple[int, int, int], ...]

    def __post_init__(self) -> None:
        end = 0
        for clean, source, length in self.pieces:
            if clean < end or source < 0 or length <= 0:
                raise ModelError("pieces of an offset map must be ordered, positive and apart")
            end = clean + length

    @classmethod
    def identity(cls, length: int, *, source_start: int = 0) -> OffsetMap:
        """The map of a text that was cut out of its source unchanged."""
        return cls(((0, source_start, length),)) if length else cls(())

    def to_source(self, position: int) -> int | None:
        """The source position of one clean code point, or None if the cleaning put it in."""
        at = bisect_right(self.pieces, position, key=lambda piece: piece[0]) - 1
        if at < 0:
            return None
        clean, source, length = self.pieces[at]
        return source + position - clean if position < clean + length else None

    def span_to_source(self, span: Span) -> Span | None:
        """The smallest source span that holds the sources of every code point of ``span``; None if there are none."""
        found: list[int] = []
        for clean, source, length in self.pieces:
            low, high = max(clean, span.start), min(clean + length, span.end)
            if low < high:
                found += [source + low - clean, source + high - clean]
        return Span(min(found), max(found)) if found else None
