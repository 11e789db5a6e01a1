"""Where disagreements are lost: which question they answer, and how far apart their sides stand."""

from __future__ import annotations

from bench.disagreement_trace import Side, Tracer, asked
from bench.gold_places import Predicted

from accordingto.model.reading import Reading, Statement, Voice
from accordingto.model.record import Record
from accordingto.model.text import Span


def _statement(start: int) -> Statement:
    return Statement((), (), (Span(start, start + 5),), "indirect", "asserts", Voice("unnamed", ""))


def _side(*statements: tuple[str, int]) -> Side:
    return Side("", frozenset(), (), frozenset(), frozenset(), statements)


def test_the_question_of_a_disagreement() -> None:
    """Questions are the first word of a gold's aspect; anything else is a claim."""
    assert asked("D4 W1 with what: conflict") == "with what"
    assert asked("D5 W1 whether the sluice was open: conflict") == asked("D6 W1 happened: conflict") == "whether"
    assert asked("D7 W2 keys handed over: conflict") == "claim"


def test_how_far_apart_two_sides_stand() -> None:
    """The nearest two statements decide; sentences are counted within a report only."""
    sentences = tuple(Span(at, at + 9) for at in range(0, 80, 10))
    reading = Reading("one", "1", sentences=sentences, statements=(_statement(0), _statement(22), _statement(71)))
    tracer = Tracer(Predicted({}, {"one": reading, "two": reading}, Record()))
    assert tracer.reach([_side(("one", 0)), _side(("one", 1))]) == "within three sentences"
    assert tracer.reach([_side(("one", 0)), _side(("one", 2))]) == "one report"
    assert tracer.reach([_side(("one", 0)), _side(("two", 0))]) == "two reports"
    assert tracer.reach([_side(("one", 0)), _side(("two", 0), ("one", 1))]) == "within three sentences"
    assert tracer.reach([_side(("one", 0)), _side()]) == "no statement"
