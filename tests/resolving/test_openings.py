"""Which sentences open a report's body."""

from __future__ import annotations

from accordingto.model.reading import Reading
from accordingto.model.text import Span
from accordingto.resolving.openings import first_sentence, opening_sentences

SENTENCES = tuple(Span(n * 10, n * 10 + 9) for n in range(6))


def test_the_opening_is_the_first_sentences_behind_the_headline() -> None:
    reading = Reading("r1", "1", sentences=SENTENCES)
    assert list(opening_sentences(reading, 10)) == [1, 2, 3]
    assert list(opening_sentences(reading, 41)) == [5]
    assert first_sentence(reading, 11) == 2


def test_a_body_without_sentences_has_no_opening() -> None:
    reading = Reading("r1", "1", sentences=SENTENCES)
    assert not opening_sentences(reading, 60)
    assert first_sentence(reading, 60) == 0
