"""The record's own words, as tables."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from accordingto.model.intervals import Quantity, TimeInterval
from accordingto.model.record import Quote, Value
from accordingto.model.text import Span
from accordingto.views.sides import common_words
from accordingto.views.wording import Moment, count, date_text, days_between, interval_text, listing, shorten, split_figure


@pytest.mark.parametrize(
    ("text", "qualifier", "low", "high", "shown"),
    [
        ("at least 12", "at least", 12, None, ("at least", "12")),
        ("At least 12 people", "At least", 12, None, ("at least", "12")),
        ("12 bodies", None, 12, 12, ("", "12")),
        ("Twelve people", None, 12, 12, ("", "12")),
        ("twenty-two", None, 22, 22, ("", "22")),
        ("at least twelve dead", "at least", 12, None, ("at least", "12")),
        ("more than 20", "more than", 21, None, ("more than", "20")),
        ("more than two dozen", "more than", 25, None, ("more than", "two dozen")),
        ("some 30", "some", 27, 33, ("some", "30")),
        ("up to 300", "up to", None, 300, ("up to", "300")),
        ("dozens", None, 24, 99, ("", "24–99")),
        ("between 10 and 20", None, 10, 20, ("", "between 10 and 20")),
        ("hundreds", None, 100, None, ("", "hundreds")),
        ("1,200", None, 1200, 1200, ("", "1,200")),
        ("Eighteen others", "others", 18, 18, ("", "18")),
        ("$2.5 million", None, 2_500_000, 2_500_000, ("", "2,500,000")),
    ],
)
def test_a_figure_keeps_its_qualifier(
    text: str, qualifier: str | None, low: float | None, high: float | None, shown: tuple[str, str]
) -> None:
    value = Value("killed", text, Quote("r", Span(0, 1)), Quantity(low, high), qualifier=qualifier)
    assert split_figure(value) == shown


@pytest.mark.parametrize(
    ("iso", "short", "dated", "long"),
    [
        ("2025-03-11T06:12+02:00", "Tue 06:12", "11 Mar 2025, 06:12", "Tuesday 11 March 2025, 06:12"),
        ("2025-03-11", "Tue 11", "11 Mar 2025", "Tuesday 11 March 2025"),
        ("last week", "date not known", "date not known", "date not known"),
        ("", "date not known", "date not known", "date not known"),
    ],
)
def test_a_moment(iso: str, short: str, dated: str, long: str) -> None:
    moment = Moment.parse(iso)
    assert (moment.short(True), moment.short(False), moment.long()) == (short, dated, long)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (datetime(2025, 3, 11), datetime(2025, 3, 12), "Tuesday 11 March 2025"),
        (datetime(2025, 3, 11), datetime(2025, 3, 16), "11 to 15 March 2025"),
        (datetime(2025, 3, 11, 4, 38), datetime(2025, 3, 11, 5), "Tuesday 11 March 2025, 04:38 to 05:00"),
        (datetime(2025, 3, 11, 4, 40), datetime(2025, 3, 11, 4, 41), "Tuesday 11 March 2025, 04:40"),
        (datetime(2025, 3, 11, 22), datetime(2025, 3, 12, 4), "11 March, 22:00, to 12 March 2025, 04:00"),
        (datetime(2025, 3, 11), None, "after 11 March 2025"),
        (None, datetime(2025, 3, 11), "before 11 March 2025"),
        (None, None, ""),
    ],
)
def test_an_interval(start: datetime | None, end: datetime | None, words: str) -> None:
    assert interval_text(TimeInterval(start, end)) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 3, 11), date(2025, 3, 11), "11 March 2025"),
        (date(2025, 3, 11), date(2025, 3, 15), "11 to 15 March 2025"),
        (date(2025, 2, 27), date(2025, 3, 2), "27 February to 2 March 2025"),
        (date(2024, 12, 30), date(2025, 1, 2), "30 December 2024 to 2 January 2025"),
    ],
)
def test_days(first: date, last: date, words: str) -> None:
    assert days_between(first, last) == words


@pytest.mark.parametrize(
    ("n", "words"), [(0, "no reports"), (1, "one report"), (14, "fourteen reports"), (21, "21 reports"), (12345, "12,345 reports")]
)
def test_counts(n: int, words: str) -> None:
    assert count(n, "report") == words


def test_small_ones() -> None:
    assert [listing(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert shorten("one two three", 20) == "one two three"
    assert shorten("one two three four", 12) == "one two…"
    assert common_words([("explos", "Explosions"), ("explos", "explosions"), ("blast", "blast")]) == ["explosions", "blast"]


@pytest.mark.parametrize(
    ("iso", "start", "end", "words"),
    [
        ("2017", datetime(2017, 1, 1), datetime(2018, 1, 1), "2017"),
        ("2016-11", datetime(2016, 11, 1), datetime(2016, 12, 1), "Nov 2016"),
        ("2025-03-11", datetime(2025, 3, 11), datetime(2025, 3, 12), "11 Mar 2025"),
        ("2025-03-11T04:40", datetime(2025, 3, 11, 4, 40), datetime(2025, 3, 11, 4, 41), "11 Mar 2025, 04:40"),
        (None, datetime(2017, 7, 2), datetime(2018, 1, 1), "2 Jul to 31 Dec 2017"),
        (None, datetime(2016, 7, 2), datetime(2016, 7, 9), "2 to 8 Jul 2016"),
        (None, datetime(2016, 7, 2), datetime(2018, 1, 1), "2 Jul 2016 to 31 Dec 2017"),
        (None, datetime(2016, 7, 2), None, "after 2 Jul 2016"),
        ("2025-03-11", None, None, "11 Mar 2025"),
        (None, None, None, ""),
    ],
)
def test_a_date_is_no_more_exact_than_what_is_known(iso: str | None, start: datetime | None, end: datetime | None, words: str) -> None:
    assert date_text(iso, TimeInterval(start, end) if start or end else None) == words
