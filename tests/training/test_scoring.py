"""How the benches count, on cases small enough to check by hand."""

from __future__ import annotations

import pytest
from bench.errors import kind_of
from bench.figures import Count, class_f1
from bench.tasks.attribution import Statement, found_statements, linked
from bench.tasks.names import merged
from bench.tasks.plover import figures_of, roots_of
from training.readers.names import NEWSWIRE

from accordingto.model.text import Span
from accordingto.reading.tags import PLOVER_TYPES, Link, Tags, TagSpan


def statement(source: set[int], cue: set[int], content: set[int]) -> Statement:
    return Statement(frozenset(source), frozenset(cue), frozenset(content))


def test_a_count_is_right_of_found_and_right_of_gold() -> None:
    count = Count()
    count.add([1, 2, 3, 4], [3, 4, 5])
    assert (count.precision, count.recall) == (2 / 3, 0.5)
    assert count.f1 == pytest.approx(4 / 7)
    assert Count().f1 == 0


LINKED = [
    ("all three touch", statement({0}, {1}, {2, 3}), statement({0}, {1}, {3, 4}), 1),
    ("another speaker", statement({0}, {1}, {2}), statement({9}, {1}, {2}), 0),
    ("no speaker against one", statement(set(), {1}, {2}), statement({0}, {1}, {2}), 0),
    ("no speaker in either", statement(set(), {1}, {2}), statement(set(), {1}, {2}), 1),
    ("another content", statement({0}, {1}, {2}), statement({0}, {1}, {5}), 0),
]


@pytest.mark.parametrize(("name", "gold", "found", "expected"), LINKED)
def test_statements_are_right_if_every_part_touches(name: str, gold: Statement, found: Statement, expected: int) -> None:
    assert linked([gold], [found]) == expected, name


def test_a_gold_statement_is_found_once() -> None:
    gold = statement({0}, {1}, {2, 3, 4})
    assert linked([gold], [gold, statement({0}, {1}, {4})]) == 1


def test_contents_of_one_cue_are_one_statement() -> None:
    spans = (TagSpan(0, 1, "source", 1), TagSpan(1, 2, "cue", 1), TagSpan(2, 4, "content", 1), TagSpan(5, 6, "content", 1))
    links = (Link(1, 0, 2, 1), Link(1, 0, 3, 1))
    tags = Tags(tuple(Span(at, at + 1) for at in range(6)), (), (), (), (), (), attributions=spans, links=links)
    assert found_statements(tags) == [statement({0}, {1}, {2, 3, 5})]


WORDS = ["he", "said", "that", "rebels", "fled", ".", "she", "left"]
KINDS = [
    ((2, 5), [(2, 5 + 1)], [(2, 5)], "edge: mark, article or that"),
    ((2, 5), [], [(2, 5)], "missed"),
    ((2, 5), [(2, 8)], [(2, 5)], "ends too late"),
    ((2, 5), [(2, 8)], [(2, 5), (6, 8)], "joined with another"),
    ((2, 5), [(2, 3), (4, 5)], [(2, 5)], "found in pieces"),
]


@pytest.mark.parametrize(("gold", "found", "every", "expected"), KINDS)
def test_errors_have_one_class(gold: tuple[int, int], found: list[tuple[int, int]], every: list[tuple[int, int]], expected: str) -> None:
    assert kind_of(gold, found, every, [], WORDS) == expected


def test_no_event_is_an_answer_that_can_be_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    figures = figures_of(["AID", "AID", "REJECT"], ["AID", "", "REJECT"])
    assert figures["accuracy"] == pytest.approx(2 / 3, abs=1e-3)
    assert figures["macro_f1"] == pytest.approx((2 / 3 + 1) / 2, abs=1e-3)
    assert "no event" in capsys.readouterr().out


def test_concede_and_retreat_are_one_root() -> None:
    import numpy as np

    scores = np.full(1 + len(PLOVER_TYPES), -np.inf)
    scores[1 + PLOVER_TYPES.index("CONCEDE")] = scores[1 + PLOVER_TYPES.index("RETREAT")] = np.log(0.5)
    assert roots_of(scores)["YIELD"] == pytest.approx(1)


def test_classes_the_corpus_cannot_tell_are_one_group() -> None:
    group = merged(NEWSWIRE)
    assert group["event"] == group["other"]
    assert group["person"] == "person"


def test_every_label_that_occurs_has_a_row() -> None:
    rows = class_f1(["a", "b"], ["a", "c"])
    assert {label: count.f1 for label, count in rows.items()} == {"a": 1, "b": 0, "c": 0}
