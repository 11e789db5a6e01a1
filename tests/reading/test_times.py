"""Time expressions: what stands where, what it means on the calendar, and what it was resolved against."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.model.reading import Time
from accordingto.model.text import Span
from accordingto.reading.sentences import split_sentences
from accordingto.reading.times import find_times
from accordingto.reading.times.values import easter, interval_of, nth_weekday, shift

PUBLISHED = "2025-03-13"  # a Thursday


def times(text: str, published: str | None = PUBLISHED) -> list[Time]:
    return find_times(text, split_sentences(text), published=published)


CASES: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    # The calendar's own names.
    ("It began on March 3, 2019.", [("March 3, 2019", "DATE", "2019-03-03")]),
    ("on 3rd of March 2019 and 2019-03-05 and 27/12/2019",
     [("3rd of March 2019", "DATE", "2019-03-03"), ("2019-03-05", "DATE", "2019-03-05"), ("27/12/2019", "DATE", "2019-12-27")]),
    ("Friday, July 21, 2017", [("Friday, July 21, 2017", "DATE", "2017-07-21")]),
    ("It rained between July 19 and September 22, 2014.",
     [("July 19", "DATE", "2024-07-19"), ("September 22, 2014", "DATE", "2014-09-22")]),
    ("late 2017", [("late 2017", "DATE", "2017")]),
    ("in the summer of 2014", [("the summer of 2014", "DATE", "2014-SU")]),
    ("since the 1980s and the 19th century", [("the 1980s", "DATE", "198"), ("the 19th century", "DATE", "18")]),
    ("New Year's Eve 2019", [("New Year's Eve 2019", "DATE", "2019-12-31")]),
    ("from 26-28 April 2010", [("26", "DATE", "2010-04-26"), ("28 April 2010", "DATE", "2010-04-28")]),
    ("the third quarter of 2024", [("the third quarter of 2024", "DATE", "2024-Q3")]),
    # Told from the report's date.
    ("He met them on Friday.", [("Friday", "DATE", "2025-03-07")]),
    ("They will meet on Friday.", [("Friday", "DATE", "2025-03-14")]),
    ("They met on Thursday.", [("Thursday", "DATE", "2025-03-13")]),
    ("Tuesday's siege ended.", [("Tuesday", "DATE", "2025-03-11")]),
    ("Police came early on Tuesday.", [("early on Tuesday", "DATE", "2025-03-11")]),
    ("It happened last week.", [("last week", "DATE", "2025-W10")]),
    ("They fought over the weekend.", [("the weekend", "DATE", "2025-W10-WE")]),
    ("Back in September he left.", [("September", "DATE", "2024-09")]),
    ("He left last December.", [("last December", "DATE", "2024-12")]),
    ("It will open in May.", [("May", "DATE", "2025-05")]),
    ("He left two days ago.", [("two days ago", "DATE", "2025-03-11")]),
    ("He left last night at 10 p.m.", [("last night", "TIME", "2025-03-12TNI"), ("10 p.m.", "TIME", "2025-03-12T22:00")]),
    ("earlier this year", [("earlier this year", "DATE", "2025")]),
    ("It had been due to end on Friday.", [("Friday", "DATE", "2025-03-07")]),
    # Told from a time before.
    ("The raid was on March 3, 2019. Two days later he fled.",
     [("March 3, 2019", "DATE", "2019-03-03"), ("Two days later", "DATE", "2019-03-05")]),
    ("It began in 2014. On June 15 that year it ended.", [("2014", "DATE", "2014"), ("June 15 that year", "DATE", "2014-06-15")]),
    ("It fell at 10:35 a.m. on Tuesday. 15 minutes later they came.",
     [("10:35 a.m. on Tuesday", "TIME", "2025-03-11T10:35"), ("15 minutes later", "TIME", "2025-03-11T10:50")]),
    ("Two days before, he had left.", [("Two days before", "DURATION", "P2D")]),
    ("Between January and June, 1,430 drowned.", [("January", "DATE", "2024-01"), ("June", "DATE", "2024-06")]),
    ("Two days before March 3, 2019, he fled.", [("Two days", "DATE", "2019-03-01"), ("March 3, 2019", "DATE", "2019-03-03")]),
    ("The day after Christmas he fled.", [("The day after", "DATE", "2024-12-26"), ("Christmas", "DATE", "2024-12-25")]),
    ("It struck at 04:17 local time (01:17 GMT) on Monday.",
     [("04:17 local time", "TIME", "2025-03-10T04:17"), ("01:17 GMT", "TIME", "2025-03-10T01:17Z"), ("Monday", "DATE", "2025-03-10")]),
    ("In the early hours of Sunday gunmen came.", [("the early hours of Sunday", "TIME", "2025-03-09TMO")]),
    ("It ran from Monday to Friday.", [("Monday", "DATE", "2025-03-03"), ("Friday", "DATE", "2025-03-07")]),
    ("in Q3 2024, published 12/03/2025", [("Q3 2024", "DATE", "2024-Q3"), ("12/03/2025", "DATE", "2025-03-12")]),
    # Lengths, sets, and the present, past and future at large.
    ("the past 48 hours", [("the past 48 hours", "DURATION", "PT48H")]),
    ("For months now, in recent weeks",
     [("months", "DURATION", "PXM"), ("now", "DATE", "PRESENT_REF"), ("recent weeks", "DURATION", "PXW")]),
    ("They meet every Monday, twice a year.", [("every Monday", "SET", "XXXX-WXX-1"), ("a year", "SET", "P1Y")]),
    ("He left two days before the vote.", [("two days", "DURATION", "P2D")]),
    ("He was formerly a docker.", [("formerly", "DATE", "PAST_REF")]),
    ("It took two and a half years.", [("two and a half years", "DURATION", "P2Y6M")]),
    ("The siege lasted three and a half months.", [("three and a half months", "DURATION", "P3.5M")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_type_and_value(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(t.span.of(text), t.type, t.value) for t in times(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said that Mr. March may march.",
        "The fall of the town came when prices spring up.",
        "He had 2014 dollars and 1,950 shares in room 1984.",
        "It is the second time; the 21-year-old won.",
        "They read the order of the day.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [t.span.of(text) for t in times(text)] == []


def test_bare_hours_take_their_half_from_what_is_told() -> None:
    told = times("It fell at 4.40 a.m. on Tuesday. Lorries came shortly after five. At nine, the minister spoke.")
    assert [t.value for t in told] == ["2025-03-11T04:40", "2025-03-11T05:00", "2025-03-11T09:00"]
    by_report = times("Asked at nine whether he would go, he left.", "2025-03-13T10:30")
    assert [t.value for t in by_report] == ["2025-03-13T09:00"]
    open_hour = times("Asked at nine whether he would go, he left.")
    assert [(t.value, t.anchor) for t in open_hour] == [(None, "unknown")]


def test_hints_decide_doubtful_words() -> None:
    text = "May saw two raids."
    assert times(text) == []
    hinted = find_times(text, split_sentences(text), published=PUBLISHED, hints=[Span(0, 3)])
    assert [(t.span.of(text), t.value) for t in hinted] == [("May", "2024-05")]


def test_a_week_at_the_end_of_a_year() -> None:
    assert [t.value for t in times("It happened last week.", "2020-01-02")] == ["2019-W52"]


def test_the_year_turns_with_the_tense() -> None:
    assert [t.value for t in times("He was shot on December 30.", "2020-01-02")] == ["2019-12-30"]
    assert [t.value for t in times("It will open on January 15.", "2019-12-30")] == ["2020-01-15"]


def test_nothing_becomes_the_publication_date() -> None:
    unresolved = times("He left two days earlier. On Friday he came back.", None)
    assert [(t.value, t.anchor) for t in unresolved] == [("P2D", "previous"), (None, "unknown")]
    assert all(t.interval is None for t in unresolved)
    assert all(t.interval is None and t.reason for t in unresolved)


def test_intervals() -> None:
    (time,) = times("in late 2017")
    assert time.interval is not None
    assert time.interval.start == datetime(2017, 7, 2, 12) and time.interval.end == datetime(2018, 1, 1)
    assert interval_of("2019-W52").days == 7  # type: ignore[union-attr]
    # Midnight at the end of a day belongs to that day.
    assert interval_of("2019-12-31T24:00").start.day == 31  # type: ignore[union-attr]
    assert interval_of("PAST_REF") is None and interval_of("2019-02-31") is None


def test_calendar() -> None:
    assert [easter(year).isoformat() for year in (2019, 2020, 2025)] == ["2019-04-21", "2020-04-12", "2025-04-20"]
    assert nth_weekday(2020, 5, 1, -1).isoformat() == "2020-05-25"
    assert shift("2019-03-31", -1, "M") == "2019-02"
    assert shift("2019", -2, "D") is None


WORDS = "on Friday last week two days later , . the 31 February 2019 may every next 10:35 a.m. month 9999 ago morning of and - before"


DATES = [None, "2024-02-29", "0001-01-01", "9999-12-31", "nonsense"]


@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=14).map(" ".join), st.sampled_from(DATES))
def test_laws(text: str, published: str | None) -> None:
    found = times(text, published)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(t.span.of(text).strip() == t.span.of(text) != "" for t in found)
