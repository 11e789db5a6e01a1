"""Word pieces and shapes."""

from __future__ import annotations

from accordingto.reading.engine import MODELS
from accordingto.reading.wordpiece import MAX_PIECES, UNKNOWN, WordPiece, case_of, shapes

SMALL = WordPiece(["[PAD]", "un", "##fair", "fair", "##ly", "-", "e", "caf", "##e"])


def test_pieces_are_the_longest_that_fit() -> None:
    assert SMALL.pieces("unfairly") == (1, 2, 4)
    assert SMALL.pieces("Fair-fair") == (3, 5, 3)


def test_accents_and_case_are_dropped() -> None:
    assert SMALL.pieces("Café") == (7, 8)


def test_what_has_no_pieces_is_unknown_and_what_is_endless_is_cut() -> None:
    assert SMALL.pieces("xyz") == (UNKNOWN,)
    assert SMALL.pieces("\u200b") == (UNKNOWN,)
    assert len(SMALL.pieces("-" * 99)) == MAX_PIECES


def test_a_word_is_cut_the_same_the_second_time() -> None:
    pieces = WordPiece.load(MODELS / "vocab.txt")
    first = pieces.pieces("Varlandian")
    assert pieces.pieces("Varlandian") == first
    assert all(0 <= number < len(pieces.vocabulary) for number in first)


def test_case() -> None:
    assert [case_of(word) for word in ("talks", "Talks", "NATO", "al-Qadi", "4th", "—", "A")] == [0, 1, 2, 3, 4, 5, 1]


def test_quotation_marks_lift_shapes_until_they_close_or_the_line_ends() -> None:
    words = ["He", "said", '"', "no", "Deal", '"', "today", "“", "Why", "?", "They", "left", "”"]
    breaks = [False] * 10 + [True, False, False]
    assert shapes(words, breaks).tolist() == [1, 0, 11, 6, 7, 11, 0, 11, 7, 11, 1, 0, 5]
