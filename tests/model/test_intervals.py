"""Laws of quantities and time intervals."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import ModelError
from accordingto.model.intervals import Quantity, TimeInterval

ends = st.none() | st.integers(0, 40)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Quantity(low, high)


def members(quantity: Quantity) -> set[int]:
    low = 0 if quantity.low is None else int(quantity.low)
    high = 99 if quantity.high is None else int(quantity.high)
    return set(range(low, high + 1))


@given(quantities(), quantities())
def test_quantities_overlap_where_one_number_is_both(a: Quantity, b: Quantity) -> None:
    assert a.overlaps(b) == b.overlaps(a) == bool(members(a) & members(b))


@given(quantities(), quantities())
def test_containment_is_inclusion(a: Quantity, b: Quantity) -> None:
    if a.contains(b):
        assert members(b) <= members(a)
    assert a.contains(a)


@given(quantities(), quantities())
def test_a_sum_holds_every_sum(a: Quantity, b: Quantity) -> None:
    both = a.plus(b)
    if both.low is not None:
        assert both.low == min(members(a)) + min(members(b))
    if both.high is not None:
        assert both.high == max(members(a)) + max(members(b))


@pytest.mark.parametrize(("low", "high"), [(5, 4), (-1, 3), (None, -2)])
def test_a_quantity_runs_upward_from_zero(low: float | None, high: float | None) -> None:
    with pytest.raises(ModelError):
        Quantity(low, high)


moments = st.none() | st.datetimes(datetime(2019, 1, 1), datetime(2020, 1, 1))


@st.composite
def intervals(draw: st.DrawFn) -> TimeInterval:
    start, end = draw(moments), draw(moments)
    if start is not None and end is not None:
        start, end = min(start, end), max(start, end) + timedelta(hours=1)
    return TimeInterval(start, end)


@given(intervals(), intervals())
def test_a_meet_lies_in_both_and_exists_where_they_overlap(a: TimeInterval, b: TimeInterval) -> None:
    meet = a.meet(b)
    assert (meet is not None) == a.overlaps(b) == b.overlaps(a)
    if meet is not None:
        assert a.contains(meet) and b.contains(meet) and meet == b.meet(a)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_is_one_day(day: date) -> None:
    interval = TimeInterval.of_day(day)
    assert interval.days == 1 and interval == TimeInterval.of_days(day, day)
    assert TimeInterval.of_days(day, day + timedelta(days=1)).days == 2


def test_a_time_interval_runs_forward() -> None:
    noon = datetime(2020, 1, 1, 12)
    with pytest.raises(ModelError):
        TimeInterval(noon, noon)


def test_the_last_day_of_the_calendar_stays_open() -> None:
    assert TimeInterval.of_day(date.max).end is None
