"""Numbers that stand without their noun: what they count, and which number they are set beside."""

from __future__ import annotations

import pytest

from accordingto.reading.figures import find_figures
from accordingto.reading.sentences import split_sentences
from accordingto.reading.times import find_times
from tests.reading.whole import read

Row = tuple[str, str, str | None]  # words, aspect, words of the number it is counted like


def rows(text: str) -> list[Row]:
    sentences = split_sentences(text)
    found = find_figures(text, sentences, times=find_times(text, sentences, published="2031-05-06"))
    return [(f.span.of(text), f.aspect, None if f.like is None else found[f.like].span.of(text)) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Organisers said 8,000 people joined the sit-in; police spoke of 2,200.",
         [("8,000", "protesters", None), ("2,200", "protesters", "8,000")]),
        ("Rescue services counted 40 dead. The opposition says 75. The governor acknowledges 38.",
         [("40", "killed", None), ("75", "killed", "40"), ("38", "killed", "75")]),
        ("The walkout closed 12 of the region's 30 mines, the union said. The owners say it was five.",
         [("12", "other", None), ("30", "other", None), ("five", "other", "12")]),
        ("The depot held up to 700 tonnes of diesel. A driver put it at nearer two thousand.",
         [("700", "weight", None), ("two thousand", "weight", "700")]),
        ("The depot held up to 700 tonnes of diesel. The firm said it had never held more than 90 tons.",
         [("700", "weight", None), ("90", "weight", "700")]),
        ("The toll rose to 19 dead, up from 14.", [("19", "killed", None), ("14", "killed", "19")]),
        ("The port turned 26 ships away, up from the 11 on Monday.", [("26", "vehicles", None), ("11", "vehicles", "26")]),
        ("The league claimed an attendance of 9,000. Stewards said it was nearer 2,500.",
         [("9,000", "other", None), ("2,500", "other", "9,000")]),
        ("Forty-four had crossed by dusk, guards said. The relief agency counted 49.",
         [("Forty-four", "other", None), ("49", "other", "Forty-four")]),
        ("The landslide killed 61 people according to the mayor, 73 according to the clinic.",
         [("61", "killed", None), ("73", "killed", "61")]),
    ],
)  # fmt: skip
def test_a_bare_number_is_set_beside_the_one_before(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The flood killed 40 people. The mayor, who spoke at nine, wept.",
        "The flood killed 40 people. Four escaped through a window.",
        "The flood killed 40 people. The minister said 3 percent of the crop was lost.",
        "The flood killed 40 people. The state has 90,000 in its army.",
        "A guard said the two had left. He gave six reasons.",
        "The team lost by a margin of 12. The coach, a man of 51, said nothing.",
    ],
)
def test_no_number_is_set_beside_one_of_something_else(text: str) -> None:
    found = rows(text)
    assert found and all(like is None for _, _, like in found)


def test_a_question_says_what_its_answers_count() -> None:
    text = "It rained for days. How many are ill? The clinic counts 40. The county says 112, in a letter."
    assert rows(text) == [("40", "injured", None), ("112", "injured", "40")]
    assert rows("How many boats sank? The clinic counts 40.")[0][1] == "vehicles"


def test_a_question_told_of_is_answered_by_people_of_whom_nothing_else_is_said() -> None:
    text = "Nobody can say how many people died in the hall. The council speaks of 11 villagers and no guards."
    assert rows(text)[0] == ("11", "killed", None)
    assert rows("It is not clear how many were hurt. The clinic says 40 villagers live there.")[0][1] != "injured"


def test_harm_named_before_a_list() -> None:
    assert rows("The dead. We have a list of 23 names.") == [("23", "killed", None)]
    assert rows("The dead and the missing. We have a list of 23 names.") == [("23", "other", None)]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("At least 230 students are in custody.", "detained"),
        ("46 people sought medical treatment.", "injured"),
        ("The fever has infected 310 people.", "infected"),
        ("The clinic reported 45 confirmed cases.", "infected"),
        ("The court heard 45 cases.", "other"),
        ("Police put the crowd on Grain Square at 5,000.", "protesters"),
        ("Up to 45 terrorists were eliminated.", "killed"),
        ("Up to 45 jobs were eliminated.", "other"),
    ],
)
def test_what_becomes_of_those_counted(text: str, aspect: str) -> None:
    assert [f.aspect for f in read(text).figures] == [aspect]


def test_two_numbers_of_a_change_are_no_range() -> None:
    assert [words for words, _, _ in rows("The toll rose from 12 to 15.")] == ["12", "15"]
    assert [words for words, _, _ in rows("From 12 to 15 boats sank.")] == ["12 to 15"]


def test_an_age_is_no_toll() -> None:
    assert [words for words, _, _ in rows("We know of two dead, a porter called Sel Anwar and a girl of 17.")] == ["two"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hundreds rallied in Brask, as the death toll of the flood rose to 61. Police said 7,000 took part. The union put the figure at 30,000.",
         [("Hundreds", "protesters", None), ("61", "killed", None), ("7,000", "protesters", None), ("30,000", "protesters", "7,000")]),
        ("A vigil was held in Ost. Some 300 people turned out.", [("300", "protesters", None)]),
        ("The army held an exercise. It said 4,000 took part.", [("4,000", "other", None)]),
        ("The flood killed 61. The firm has shut 30 plants. The union put the figure at 45.",
         [("61", "killed", None), ("30", "other", None), ("45", "other", "30")]),
        ("Six are hurt. The mayor spoke of the missing, whose number she puts at 83.", [("Six", "injured", None), ("83", "missing", None)]),
    ],
)  # fmt: skip
def test_those_who_took_part_and_the_figure_just_before(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("Soldiers arrested what the union said were 120 men.", ["detained"]),
        ("The governor confirmed one death and left.", ["killed"]),
        ("He got one death threat.", []),
        ("Two herders had been shot dead during the raid.", ["killed"]),
        ("Two herders had been shot during the raid.", ["casualties"]),
    ],
)
def test_what_befell_those_counted(text: str, aspects: list[str]) -> None:
    assert [aspect for _, aspect, _ in rows(text)] == aspects
