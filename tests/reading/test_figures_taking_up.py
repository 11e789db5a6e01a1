"""Numbers that tell nothing of what they count and are set beside another in no words: which earlier number they take up."""

from __future__ import annotations

import pytest

from accordingto.model.intervals import Quantity
from accordingto.model.reading import Aspect, Figure
from accordingto.model.text import Span
from accordingto.reading.figures.beside import Text, candidates, chances, row, taking_up
from tests.reading.whole import read


def figure(text: str, number: str, aspect: Aspect, counted: str = "", low: float = 0.0) -> Figure:
    at = text.index(number)
    noun = Span(text.index(counted, at), text.index(counted, at) + len(counted)) if counted else None
    return Figure(Span(at, at + len(number)), Quantity.exact(low or float(number)), aspect, counted=noun)


@pytest.mark.parametrize(
    ("text", "number", "aspect", "like"),
    [
        ("The flood killed 34 people, the prefecture says. The guild paper this evening printed 36.", "36", "killed", "34"),
        ("The flood took 34 lives, the prefecture said. A ferryman knew of 29.", "29", "killed", "34"),
        ("The ministry lists 120 arrests. Lawyers at the gate know of 188.", "188", "detained", "120"),
        ("The harbour radio had 14 dead in the hall alone. Sister Ode herself told me that she has seen nine.", "nine", "killed", "14"),
        ("The register shows 11 mills, not 14.", "14", "other", "11"),
    ],
)
def test_a_number_that_somebody_gives_takes_up_the_one_before(text: str, number: str, aspect: str, like: str) -> None:
    figures = read(text).figures
    found = next(f for f in figures if f.span.of(text) == number)
    assert found.aspect == aspect and found.like is not None and figures[found.like].span.of(text) == like


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Guards left 23 rifles in the hall, two lamps, 19 rifles in the barn and a sledge.", "19"),
        ("The flood killed 34 people in Halvik on Monday.\n\nThe guild has 900 members and meets on Fridays.", "900"),
        ("The fire wounded 120 people. The mill, where about 30 people worked, is gone.", "30"),
    ],
)
def test_a_number_of_its_own_takes_up_none(text: str, number: str) -> None:
    assert [f.like for f in read(text).figures if f.span.of(text) == number] == [None]


def test_another_number_of_a_noun_is_a_candidate_only_where_somebody_gives_it() -> None:
    for words, many in (("Guards counted 23 boats. The guild counted 19 boats.", 1), ("Guards saw 23 boats. At dawn 19 boats left.", 0)):
        seen = Text(words, [Span(0, words.index(".") + 1), Span(words.index(".") + 2, len(words))], [0, words.index(".") + 2])
        figures = [figure(words, "23", "other", "boats"), figure(words, "19", "other", "boats")]
        assert len(candidates(seen, figures, 1)) == many


def test_what_is_taken_up_is_said_and_what_tells_its_count_is_left_alone() -> None:
    text = "The clinic has 34 dead. The paper printed 36."
    sentences = [Span(0, 23), Span(24, len(text))]
    made = taking_up(text, sentences, [figure(text, "34", "killed"), figure(text, "36", "other")])
    assert (made[1].aspect, made[1].like) == ("killed", 0) and made[1].reason.endswith("takes up the number before")
    kept = [figure(text, "34", "killed"), figure(text, "36", "injured")]
    assert taking_up(text, sentences, kept) == kept


def test_chances_weigh_what_speaks_for_each_and_end_with_none() -> None:
    text = "The clinic has 34 dead. The paper printed 36."
    seen = Text(text, [Span(0, 23), Span(24, len(text))], [0, 24])
    told = row(seen, [figure(text, "34", "killed"), figure(text, "36", "other")], 1, 0)
    assert {"given, ends, bare", "sentences between: 1", "size: near, large", "theirs: toll"} <= told.keys()
    assert chances([told], {}) == [0.5, 0.5]
    sure = chances([told, {}], {"given, ends": 2.0})
    assert sure[0] > sure[1] == sure[2] and sum(sure) == pytest.approx(1.0)
