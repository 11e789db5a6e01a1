"""What of a report is read: titles, decks, captions and running text; nothing else."""

from __future__ import annotations

import itertools

from accordingto.model.report import Guess, Part, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.reader import blocks_of, only, sentences_of

TEXT = (
    "Ferry sinks off Molo\nBy Ada Lund | Isle Post | 3 March 2025\nThe ferry sank on Monday. Nobody was hurt.\n"
    "Also on Isle Post: Bread dearer\n"
)


def _report(parts: tuple[tuple[str, str], ...], title: str | None = "Ferry sinks off Molo") -> Report:
    def at(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    unknown: Guess[str] = Guess()
    return Report(
        "r1", "s1", Span(0, len(TEXT)), TEXT, OffsetMap.identity(len(TEXT)), unknown, unknown, Guess(), unknown, unknown,
        title_span=at(title) if title else None,
        parts=tuple(Part(kind, at(words)) for kind, words in parts),  # type: ignore[arg-type]
    )  # fmt: skip


PARTS = (
    ("title", "Ferry sinks off Molo"),
    ("byline", "By Ada Lund | Isle Post | 3 March 2025"),
    ("promo", "Also on Isle Post: Bread dearer"),
)


def test_boilerplate_is_left_out() -> None:
    assert [s.of(TEXT) for s in sentences_of(_report(PARTS))] == ["Ferry sinks off Molo", "The ferry sank on Monday.", "Nobody was hurt."]


def test_a_title_that_is_no_part_is_read_once() -> None:
    blocks = blocks_of(_report(PARTS[1:]))
    assert next(b.of(TEXT) for b in blocks) == "Ferry sinks off Molo"
    assert all(a.end <= b.start for a, b in itertools.pairwise(blocks))


def test_blanking_keeps_every_position() -> None:
    sentences = sentences_of(_report(PARTS))
    blanked = only(TEXT, sentences)
    assert len(blanked) == len(TEXT)
    assert [s.of(blanked) for s in sentences] == [s.of(TEXT) for s in sentences]
    assert "Lund" not in blanked and "Bread" not in blanked
