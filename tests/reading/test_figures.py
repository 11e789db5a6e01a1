"""Figures: which numbers count something, within which bounds, and what they count."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.model.reading import Figure
from accordingto.reading.figures import find_figures
from accordingto.reading.sentences import split_sentences
from accordingto.reading.times import find_times
from tests.reading.whole import read

Row = tuple[str, float | None, float | None, str]


def figures(text: str) -> list[Figure]:
    sentences = split_sentences(text)
    return find_figures(text, sentences, times=find_times(text, sentences, published="2025-03-11"))


BOUNDS: list[tuple[str, list[Row]]] = [
    ("At least 25 members of the militia were killed.", [("25", 25, None, "killed")]),
    ("More than two dozen dockers died and scores more were wounded.",
     [("two dozen", 25, None, "killed"), ("scores", 40, None, "injured")]),
    ("Some 60,000 troops remain.", [("60,000", 60000, 60000, "troops")]),
    ("Nearly 40 shops were hit.", [("40", 40, 40, "targets")]),
    ("Up to 30 people were arrested.", [("30", None, 30, "detained")]),
    ("Fewer than 20 villagers fled.", [("20", None, 19, "displaced")]),
    ("No fewer than 80 soldiers were killed.", [("80", 80, None, "killed")]),
    ("Between 10 and 15 rockets fell.", [("10 and 15", 10, 15, "strikes")]),
    ("They lost 10-15 tanks.", [("10-15", 10, 15, "vehicles")]),
    ("Police counted 5-6,000 people.", [("5-6,000", 5000, 6000, "people")]),
    ("As many as 30 to 40 sailors drowned.", [("30 to 40", 30, 40, "killed")]),
    ("Two or three guards were hurt.", [("Two or three", 2, 3, "injured")]),
    ("Tens of thousands of protesters marched.", [("Tens of thousands", 20000, None, "protesters")]),
    ("Several rockets landed; dozens of houses burned.", [("Several", 3, None, "strikes"), ("dozens", 24, None, "targets")]),
    ("A pair of drones and half a dozen boats.", [("A pair of", 2, 2, "strikes"), ("half a dozen", 6, 6, "vehicles")]),
    ("As many as 1.5 million people were displaced.", [("1.5 million", None, 1500000, "displaced")]),
    ("Between 2 and 3 million people left.", [("2 and 3 million", 2000000, 3000000, "people")]),
    ("Fifty or more people were injured.", [("Fifty", 50, None, "injured")]),
    ("Seventy-seven people drowned.", [("Seventy-seven", 77, 77, "killed")]),
    ("No casualties were reported.", [("No", 0, 0, "casualties")]),
    ("The barge never carried more than 90 passengers.", [("90", None, 90, "people")]),
    ("The gym does not hold more than 90 people.", [("90", None, 90, "people")]),
    ("Never more than six boats were there.", [("six", None, 6, "vehicles")]),
    ("He never said that more than 90 people died.", [("90", 91, None, "killed")]),
    ("The toll could top 40.", [("40", 41, None, "killed")]),
    ("The toll of the flood passes 100.", [("100", 101, None, "killed")]),
    ("The road passes 100 houses.", [("100", 100, 100, "targets")]),
    ("The toll may be as high as 90.", [("90", None, 90, "killed")]),
    ("Three strikes at least.", [("Three", 3, None, "strikes")]),
    ("Dead: 19 at the very least.", [("19", 19, None, "killed")]),
    ("They were listed under two names.", [("two", 2, 2, "other")]),
    ("The top 40 officers resigned.", [("40", 40, 40, "people")]),
]  # fmt: skip

ASPECTS: list[tuple[str, list[Row]]] = [
    ("The blast killed 25 and wounded 55.", [("25", 25, 25, "killed"), ("55", 55, 55, "injured")]),
    ("A raid, killing 12 and wounding another 30, hit five targets.",
     [("12", 12, 12, "killed"), ("30", 30, 30, "injured"), ("five", 5, 5, "targets")]),
    ("Twenty-five people were killed and 55 injured.", [("Twenty-five", 25, 25, "killed"), ("55", 55, 55, "injured")]),
    ("The death toll rose to 31.", [("31", 31, 31, "killed")]),
    ("It left 12 dead and 9 missing.", [("12", 12, 12, "killed"), ("9", 9, 9, "missing")]),
    ("They lowered the number of missing from 60 to 41.", [("60", 60, 60, "missing"), ("41", 41, 41, "missing")]),
    ("Two officers were still being held.", [("Two", 2, 2, "detained")]),
    ("Some 47 were hurt. She said the 47 were safe.", [("47", 47, 47, "injured"), ("47", 47, 47, "injured")]),
    ("Rescuers found 31 bodies.", [("31", 31, 31, "killed")]),
    ("Police detained 40 demonstrators.", [("40", 40, 40, "detained")]),
    ("Forty people were killed or wounded.", [("Forty", 40, 40, "casualties")]),
    ("The north sent 750 troops.", [("750", 750, 750, "troops")]),
    ("Twelve were killed in 3 attacks.", [("Twelve", 12, 12, "killed"), ("3", 3, 3, "strikes")]),
    ("It cost $5 million, 12 percent more, 3.5 km away.",
     [("5 million", 5000000, 5000000, "money"), ("12", 12, 12, "percent"), ("3.5", 3.5, 3.5, "distance")]),
    ("Five died and 70 were taken to the district hospital.", [("Five", 5, 5, "killed"), ("70", 70, 70, "injured")]),
    ("The fumes killed five and sickened 70.", [("five", 5, 5, "killed"), ("70", 70, 70, "injured")]),
    ("Five pupils died and 70 fell ill.", [("Five", 5, 5, "killed"), ("70", 70, 70, "injured")]),
    ("The platoon lost six men and two trucks.", [("six", 6, 6, "killed"), ("two", 2, 2, "vehicles")]),
    ("Nine nurses lost their lives.", [("Nine", 9, 9, "killed")]),
    ("Some 20 fighters were eliminated and 300 jobs eliminated.", [("20", 20, 20, "killed"), ("300", 300, 300, "other")]),
    ("Four guards fell, and ten guards fell into the pit.", [("Four", 4, 4, "killed"), ("ten", 10, 10, "troops")]),
    ("The bodies of three missing hikers were found.", [("three", 3, 3, "killed")]),
    ("The mayor put the missing at 50.", [("50", 50, 50, "missing")]),
    ("They read out 80 names of the dead.", [("80", 80, 80, "killed")]),
    ("Relatives of the 12 victims wept.", [("12", 12, 12, "killed")]),
    ("The captain, who spoke of 19 dead, said eight are missing.", [("19", 19, 19, "killed"), ("eight", 8, 8, "missing")]),
]
TOLLS: list[tuple[str, list[Row]]] = [
    ("Forty people drowned. Boats searched the bay. The harbour office put the figure at 46.",
     [("Forty", 40, 40, "killed"), ("46", 46, 46, "killed")]),
    ("Some 4,000 people marched, the league said; police put the number at 900.",
     [("4,000", 4000, 4000, "protesters"), ("900", 900, 900, "protesters")]),
    ("Twelve were hurt. The figure of 30 wagons is wrong.", [("Twelve", 12, 12, "injured"), ("30", 30, 30, "other")]),
    ("Twelve were hurt. The number of boats fell to 30.", [("Twelve", 12, 12, "injured"), ("30", 30, 30, "other")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*BOUNDS, *ASPECTS, *TOLLS])
def test_bounds_and_aspects(text: str, expected: list[Row]) -> None:
    assert [(f.span.of(text), f.quantity.low, f.quantity.high, f.aspect) for f in read(text).figures] == expected


@pytest.mark.parametrize(
    "text",
    [
        "An F-15E and a K1 tank stood at 21WIRE.",
        "Flight 752 left gate 12 under Article 5 of Resolution 1701.",
        "Ada Lind, 34, spoke on March 3, 2025.",
        "Tom Vell (52) is a 52-year-old docker.",
        "The second brigade moved on the first day.",
        "One of them said that no one knew.",
        "1. Open the gate.",
        "It rained for two days in 2019.",
        "Call 555.12.34 or see page 12.",
        "Call 0700 3311, or +44 20 7946; the file is 003312.",
        "The shell killed nobody but the goats; there were no casualties other than these.",
        "The Gang of Eight met (left 3).",
        "Three, the north may strike again.",
        "The fire began in silo two, near quays one and three.",
        "He did not say how many people were hurt; more at eight.",
        "Coordinates: 33°30′21″N 36.26963°E",
        "One in five said so, by a margin of 2-1.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert [f.span.of(text) for f in figures(text)] == []


def test_qualifier_counted_and_additional() -> None:
    text = "A further 4 members of the coast guard were hurt."
    (figure,) = figures(text)
    assert figure.additional
    assert figure.qualifier == "A further" == (figure.qualifier_span.of(text) if figure.qualifier_span else None)
    assert figure.counted is not None
    assert figure.counted.of(text) == "members of the coast guard"


def test_ones_without_a_number() -> None:
    text = "A border guard was killed. The blast wounded an officer of the port. Nobody was arrested."
    found = [(f.span.of(text), f.quantity.low, f.aspect) for f in figures(text)]
    assert found == [("A border guard", 1, "killed"), ("an officer", 1, "injured"), ("Nobody", 0, "detained")]
    assert figures(text)[0].reason.startswith("implied singular")


WORDS = "at least 25 two dozen scores more than 10-15 , . killed people wounded and or 3,000 one $ % up to a few million"


@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=16).map(" ".join))  # fmt: skip
def test_laws(text: str) -> None:
    found = figures(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(f.quantity.low is not None or f.quantity.high is not None for f in found)
