"""What a tally is of: the harm anywhere in what the word for the count is said to be of."""

from __future__ import annotations

import pytest

from accordingto.reading.figures import find_figures
from accordingto.reading.sentences import split_sentences
from accordingto.reading.times import find_times


def aspects(text: str) -> list[tuple[str, str]]:
    sentences = split_sentences(text)
    found = find_figures(text, sentences, times=find_times(text, sentences, published="2031-05-06"))
    return [(f.span.of(text), f.aspect) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The staff raised its count of the rebels killed near Ombra to 44 from 39.", [("44", "killed"), ("39", "killed")]),
        ("Rescuers put the number of sailors unaccounted for at \"about eight\".", [("eight", "missing")]),
        ("The number of the deceased stands at 31.", [("31", "killed")]),
        ("Captain Ruiz put his own dead at seven.", [("seven", "killed")]),
        ("Confirmed fatalities since 3 May: 12.", [("12", "killed")]),
        ("Villagers abducted so far: 140.", [("140", "detained")]),
        ("Liquidated since 3 May: 90 militants.", [("90", "killed")]),
        ("They fired on a crowd of about 700.", [("700", "protesters")]),
        ("The crowd, she said, numbered at least 450.", [("450", "protesters")]),
        ("The number of boats lost to the storm rose to 44.", [("44", "other")]),
        ("The number of clashes in which people were killed rose to 12.", [("12", "other")]),
    ],
)
def test_a_number_counts_what_its_tally_is_of(text: str, expected: list[tuple[str, str]]) -> None:
    assert aspects(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry speaks of 40 dead, the surgeons of 18 civilians.", [("40", "killed"), ("18", "killed")]),
        ("The guards lost 14 men, Ruiz said, against “some 80 bandits”.", [("14", "killed"), ("80", "killed")]),
        ("The raid killed 15 if you believe the guards and 70 if you believe the valley.", [("15", "killed"), ("70", "killed")]),
        ("They found 26 bodies on Monday, 11 of them women with wounds in the head.", [("26", "killed"), ("11", "killed")]),
        ("We buried the dead of Ombra. There are 33.", [("33", "killed")]),
        ("The mine had 90 workers on shift, the firm said. A union put the number below ground at 120.", [("90", "people"), ("120", "people")]),
        ("Four pickets died. A fifth, Ada Run, died on Monday.", [("Four", "killed"), ("fifth", "killed")]),
        ("Four pickets died. A sixth of the town burnt; a third died out.", [("Four", "killed")]),
        ("Of our men 40 were arrested.", [("40", "detained")]),
        ("All the raiders, nine in number, fled. Two freed nurses said they had counted a dozen.",
         [("nine", "attackers"), ("Two", "freed"), ("a dozen", "attackers")]),
        ("The raiders, eight in number, fled.", [("eight", "attackers")]),
        ("At least 70 villagers, guards included, were killed.", [("70", "killed")]),
        ("Two were found alive. The list of the dead now holds 31 names.", [("Two", "rescued"), ("31", "killed")]),
        ("The storm killed 12 people. The ministry speaks of 40 dead, the surgeons of 18 tents.", [("12", "killed"), ("40", "killed"), ("18", "other")]),
    ],
)  # fmt: skip
def test_a_number_takes_over_what_the_last_one_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert aspects(text) == expected
