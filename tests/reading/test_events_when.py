"""When things happened: a stated day reaches its event and no other, read with engine and rules together."""

from __future__ import annotations

import pytest

from tests.reading.whole import read


def days(text: str, trigger: str) -> list[str]:
    """The words of the times of the event with this trigger."""
    reading = read(text, "2031-05-15")
    event = next(e for e in reading.events if e.trigger.of(text) == trigger)
    return [reading.times[t].span.of(text) for t in event.times]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        # Said on one day, done on another or on none that is told.
        ("Minister Oran Petrel said on Thursday that rebels had attacked a convoy near Tolm.", "attacked", []),
        ("Police said two soldiers were shot dead in Balen on Tuesday.", "shot", ["Tuesday"]),
        ("The mayor condemned Friday’s attack on the mosque.", "attack", ["Friday"]),
        ("The mayor condemned Friday’s attack on the mosque.", "condemned", []),
        ("The party, which won Sunday’s election, banned the opposition march.", "banned", []),
        ("In a statement issued late Monday, the union denounced the arrests.", "denounced", ["late Monday"]),
        ("Speaking on Friday in Tolm, the envoy warned of a famine.", "warned", ["Friday"]),
        # One clause, one day.
        ("On Monday night the ferry sank and rescuers pulled 40 people from the water.", "sank", ["Monday night"]),
        ("The dam burst on Saturday, destroying three villages.", "destroying", ["Saturday"]),
        ("The coast guard rescued 80 migrants on Monday and returned them to Tolm on Tuesday.", "rescued", ["Monday"]),
        ("The coast guard rescued 80 migrants on Monday and returned them to Tolm on Tuesday.", "returned", ["Tuesday"]),
        ("Two clerks, arrested last week, were freed on Tuesday.", "arrested", ["last week"]),
        ("Two clerks, arrested last week, were freed on Tuesday.", "freed", ["Tuesday"]),
        ("Four nurses who were abducted last month were freed on Tuesday.", "abducted", ["last month"]),
        ("Four nurses who were abducted last month were freed on Tuesday.", "freed", ["Tuesday"]),
        ("A blast on Monday left nine dead.", "dead", ["Monday"]),
        ("In 2019, post-election riots left 70 people dead.", "dead", ["2019"]),
        ("Guards tried to storm the pit on Tuesday.", "storm", ["Tuesday"]),
        ("The delta has lived through two revolts since independence in 1979.", "revolts", []),
        ("The president resigned on Friday, a day after soldiers surrounded the palace.", "surrounded", ["a day"]),
        (
            "On Tuesday, the embassy was evacuated after thousands of angry demonstrators rallied outside the gates.",
            "rallied",
            ["Tuesday"],
        ),
        ("Shortly before midnight on Sunday, gunmen stormed a hotel, killing nine guests.", "killing", ["midnight on Sunday"]),
        ("A fire at the same terminal in 2021 injured three people.", "injured", ["2021"]),
        ("The strike, which began last week, was called off on Tuesday after talks with the company.", "talks", []),
        ("The death toll of the hotel attack rose to 23 on Thursday.", "attack", []),
        ("Guards shot at men who were trying to climb the fence on Monday night.", "shot", ["Monday night"]),
        ("A spokesman said the attack was suppressed in the early hours of Tuesday by the army.", "attack", []),
        ("Shoes still lay at the scene of the attack on Friday.", "attack", []),
        ("A wave of attacks hit Tolm on Friday.", "attacks", ["Friday"]),
        # A happening between which and its verb the time stands; harm in a dated happening; what somebody answers.
        ("A spokesman for the alliance said the explosion late on Monday had caused heavy damage.", "explosion", ["late on Monday"]),
        ("Two herders had been shot dead during the raid on Tuesday night, villagers said.", "shot", ["Tuesday night"]),
        ("Nine people were killed in Monday's bombing in Tolm.", "killed", ["Monday"]),
        ("Police arrested two men in Monday's stabbing in Tolm.", "arrested", []),
        ("On Tuesday two men were buried who had been shot in Sunday's clashes at the depot.", "shot", ["Sunday"]),
        ("The rebels attacked the depot in retaliation for air strikes last week near Balen.", "attacked", []),
        ("The rebels attacked the depot in retaliation for air strikes last week near Balen.", "air strikes", ["last week"]),
        ("The Front said it carried out the attack in revenge for the shelling of Balen last month.", "attack", []),
        ("The Front said it carried out the attack in revenge for the shelling of Balen last month.", "shelling", ["last month"]),
    ],
)
def test_a_day_belongs_to_its_event(text: str, trigger: str, expected: list[str]) -> None:
    assert days(text, trigger) == expected


def test_fire_that_is_opened_is_an_act() -> None:
    assert days("The gunman opened fire at a school in Harst on Tuesday, killing three.", "opened fire") == ["Tuesday"]
