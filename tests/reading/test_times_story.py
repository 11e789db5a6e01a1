"""Times that hang on the story: which day an hour told alone is on, what lies ahead, what is no hour."""

from __future__ import annotations

import pytest

from accordingto.reading.sentences import split_sentences
from accordingto.reading.times import find_times

PUBLISHED = "2031-05-15"  # a Thursday


def values(text: str) -> dict[str, str | None]:
    return {t.span.of(text): t.value for t in find_times(text, split_sentences(text), published=PUBLISHED)}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        # Ahead: deadlines, demands, what is set for a day.
        ("The smelter would be shut if wages were not paid by Saturday.", "Saturday", "2031-05-17"),
        ("Divers threatened to quit unless a bonus came by Monday.", "Monday", "2031-05-19"),
        ("Bakers called a stoppage for Tuesday.", "Tuesday", "2031-05-20"),
        ("The court gave the mill until Friday to answer.", "Friday", "2031-05-16"),
        ("The panel is to meet on Sunday.", "Sunday", "2031-05-18"),
        ("Repairs could be done by the weekend.", "the weekend", "2031-W20-WE"),
        ("The lock was closed until Monday.", "Monday", "2031-05-19"),
        # Back: what was so until then.
        ("Looters had held the depot until Tuesday.", "Tuesday", "2031-05-13"),
        ("The crew stayed aboard until Monday.", "Monday", "2031-05-12"),
        ("By Tuesday the ice had gone.", "Tuesday", "2031-05-13"),
        ("She asked if they had left by Tuesday.", "Tuesday", "2031-05-13"),
        # The story's day, not one told in passing.
        ("The mast fell on Tuesday. It had been mended on Saturday. At 3 p.m. the square was shut.", "3 p.m.", "2031-05-13T15:00"),
        ("The mast fell on Tuesday. The firm which put it up on Saturday is silent. By noon it was gone.", "noon", "2031-05-13T12:00"),
        ("The mast fell on Tuesday, the mayor said on Wednesday. Nobody was near at 3 p.m. that day.", "3 p.m.", "2031-05-13T15:00"),
        ("The inquest opens on Monday at 9 a.m. in the town hall.", "Monday at 9 a.m.", "2031-05-19T09:00"),
        # Small hours after a late evening are the next day's.
        ("The kiln burst at 11:30 p.m. on Monday. It was out by 4 a.m.", "4 a.m.", "2031-05-13T04:00"),
        ("The kiln burst late on Monday. Crews left at dawn.", "dawn", "2031-05-13TMO"),
        ("Crews came on Monday. They left at dawn.", "dawn", "2031-05-12TMO"),
        # Nights and mornings.
        ("Three cows died overnight.", "overnight", "2031-05-14TNI"),
        ("The gates stayed shut overnight into Tuesday.", "overnight", "2031-05-12TNI"),
        ("The landslide hit on Monday. Talks were held. A child was found the morning after the landslide.", "the morning", "2031-05-13TMO"),
        ("Nobody knows who came the morning after the wedding.", "the morning", None),
        ("On Tuesday morning, between seven and nine, the lines were dead.", "nine", "2031-05-13T09:00"),
        ("Both sides agreed to a pause from midnight.", "midnight", "2031-05-15T24:00"),
        ("She was told that Sunday is a fast day.", "Sunday", "XXXX-WXX-7"),
    ],
)  # fmt: skip
def test_value(text: str, words: str, value: str | None) -> None:
    found = values(text)
    assert words in found
    assert found[words] == value


@pytest.mark.parametrize(
    "text",
    [
        "The clerk put the toll at nine.",
        "The number of dead stands at seven, the league said.",
        "Floods grew worse after three of the injured died.",
        "Between six and nine people died.",
        "The guild puts the figure at nine, the firm at six.",
    ],
)
def test_what_is_no_hour(text: str) -> None:
    assert values(text) == {}


def test_a_dawn_is_before_the_hour_of_the_report() -> None:
    text = "The warden had been there at dawn."
    found = find_times(text, split_sentences(text), published=f"{PUBLISHED}T10:30")
    assert [t.value for t in found] == ["2031-05-15TMO"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Pickets will meet at the lock on Saturday at noon.", "Saturday at noon", "2031-05-17T12:00"),
        ("The furnace was lit yesterday at dawn.", "yesterday at dawn", "2031-05-14TMO"),
        ("In the 90-second clip a tram burns.", "90-second", "PT90S"),
        ("The weir broke on Tuesday. Two of the bargemen died during the day.", "the day", "2031-05-13"),
        ("The kiln had stood cold for two weeks before last night's blast.", "two weeks", "P2W"),
        ("Some hours passed. Three weeks later the inspector came back.", "Three weeks later", "P3W"),
        ("Correction, 4 March, 09:40: the mill has one owner.", "4 March, 09:40", "2031-03-04T09:40"),
        ("Posted Wed, May 14, 2031 at 8:52 AM by the desk", "Wed, May 14, 2031 at 8:52 AM", "2031-05-14T08:52"),
        ("Last updated 23:40 by the night desk.", "23:40", "2031-05-15T23:40"),
        ("The boiler exploded on Monday. The books were changed the morning after the explosion.", "the morning", "2031-05-13TMO"),
        ("A guard shot at men who had come ashore on Tuesday night. Around ten o'clock they ran.", "ten o'clock", "2031-05-13T22:00"),
        ("He was sacked on Monday. Envoys have met, and both agreed on a pause from midnight.", "midnight", "2031-05-15T24:00"),
        # Nights go by the day they begin on.
        ("He was shot on the night of 2 to 3 May.", "the night of 2 to 3 May", "2031-05-02TNI"),
        ("A raid came in the night from Saturday to Sunday.", "the night from Saturday to Sunday", "2031-05-10TNI"),
        ("A clerk was shot on Monday. Two stalls had burned the night before.", "the night before", "2031-05-11TNI"),
        ("In the night to Monday two barges sank.", "the night to Monday", "2031-05-11TNI"),
    ],
)
def test_a_moment_of_the_story(text: str, words: str, value: str) -> None:
    assert values(text).get(words) == value


@pytest.mark.parametrize(
    "text",
    [
        "The Sunday Courant has more of it.",
        "The Dawn Movement denied it.",
        "Two carts burnt in the quarter of the tanners, and nobody slept in the quarter.",
        "Lamps are lit during the day and at night.",
    ],
)
def test_a_name_or_a_place_is_no_time(text: str) -> None:
    assert not {t for t, v in values(text).items() if v and t.lower() not in ("at night", "night")}


def test_the_hour_of_the_next_bulletin_is_ahead() -> None:
    text = "That was the news. The next bulletin is at ten."
    found = find_times(text, split_sentences(text), published="2031-05-15T20:00")
    assert [t.value for t in found] == ["2031-05-15T22:00"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        # Published on a Thursday of news from where it was Friday already.
        ("TARVEK — A satellite fell on a school early on Friday. Nobody was in it.", "early on Friday", "2031-05-16"),
        ("Quake off Lomra. It struck at dawn. The mayor said on Friday that two bridges were gone.", "Friday", "2031-05-16"),
        ("Quake off Lomra. The mayor said on Friday that two bridges were gone. It struck at 3 a.m.", "3 a.m.", "2031-05-16T03:00"),
        ("Quake off Lomra. The mayor said on Friday that two bridges were gone. Friday’s shock was the third.", "Friday", "2031-05-16"),
        # It is the Friday before where it lies behind the story, in what is no act of speech further down, in a review of the week.
        ("A clerk who was sacked on Friday set fire to a mill. He was held at noon.", "Friday", "2031-05-09"),
        ("One. Two. Three. Four. Five. Six. The clerk bought a can of oil on Friday.", "Friday", "2031-05-09"),
        ("The week in brief. The mayor said on Friday that he would go. The union said on Monday that he must.", "Friday", "2031-05-09"),
        ("The mill has been shut since Friday. The union said so on Wednesday.", "Friday", "2031-05-09"),
        ("A clerk was held last Friday. The union said so.", "last Friday", "2031-05-09"),
    ],
)  # fmt: skip
def test_the_day_after_the_report(text: str, words: str, value: str) -> None:
    assert values(text).get(words) == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        # A month that opens its sentence is that of the verb which follows, however far away that stands.
        ("In July, a quake measuring six on every scale known to the people of the coast hit Lomra.", "July", "2030-07"),
        ("In July, the house will meet again.", "July", "2031-07"),
        # A date beside a weekday says which one it is.
        ("The bomb went off last Sunday (May 4). Nobody saw it.", "last Sunday", "2031-05-04"),
        ("The bomb went off on Sunday, Ada Noll said on May 13.", "Sunday", "2031-05-11"),
        # An hour told once more is the same; failing that the only day told of is the day.
        (
            "A barge burned on Monday. It began at 9 p.m. Boats came. Few slept. Rain fell. Cows lowed. The 9 p.m. show was off, at 9 p.m. sharp.",
            "9 p.m.",
            "2031-05-12T21:00",
        ),
        (
            "Looting on Monday's fair shocked Lomra. It is a port. It has a fair. On Monday boys came. A. B. C. D. Guards came at 8 p.m. then.",
            "8 p.m.",
            "2031-05-12T20:00",
        ),
    ],
)  # fmt: skip
def test_what_other_times_say_of_one(text: str, words: str, value: str) -> None:
    assert values(text).get(words) == value


def test_two_weeks_ago_is_no_week_of_the_calendar() -> None:
    text = "The dam burst two weeks ago."
    (time,) = find_times(text, split_sentences(text), published=PUBLISHED)
    assert time.value == "2031-W18"
    assert time.interval is not None
    assert time.interval.start is not None
    assert time.interval.end is not None
    assert (time.interval.start.isoformat()[:10], time.interval.end.isoformat()[:10]) == ("2031-04-28", "2031-05-05")


def test_late_at_night_is_before_midnight() -> None:
    text = "The kiln burst late Tuesday night."
    (time,) = find_times(text, split_sentences(text), published=PUBLISHED)
    assert time.value == "2031-05-13TNI"
    assert time.interval is not None
    assert (str(time.interval.start), str(time.interval.end)) == ("2031-05-13 21:00:00", "2031-05-14 00:00:00")
