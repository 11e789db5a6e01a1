"""Raw text to a document: words, lines and sentences as the package itself cuts them."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from accordingto.model.text import Span
from accordingto.reading.sentences import split_sentences
from accordingto.reading.words import words
from training.documents import Document


def document_of(name: str, text: str) -> Document:
    """The document of a raw text, nothing annotated yet."""
    spans = words(text)
    return Document(
        name=name,
        words=[span.of(text) for span in spans],
        breaks=[at > 0 and "\n" in text[spans[at - 1].end : span.start] for at, span in enumerate(spans)],
        sentences=sentence_ranges(spans, split_sentences(text)),
        spans=spans,
        text=text,
    )


def sentence_ranges(spans: Sequence[Span], sentences: Iterable[Span]) -> list[tuple[int, int]]:
    """Word ranges of sentences; together they hold every word once, whatever the sentence spans leave out."""
    starts = [span.start for span in spans]
    borders = sorted({bisect_left(starts, sentence.start) for sentence in sentences} | {0})
    borders = [b for b in borders if b < len(spans)] + [len(spans)]
    return [(low, high) for low, high in itertools.pairwise(borders) if low < high]


class WordIndex:
    """Which words of a document a span holds."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The words that share a character with ``start:end``; an empty range where none does."""
        low = bisect_right(self._ends, start)
        return low, max(low, bisect_left(self._starts, end))
