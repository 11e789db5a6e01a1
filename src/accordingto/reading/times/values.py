"""TIMEX3 values on the calendar: what stretch a value covers, and moving from one value to another.

Values are those of TIMEX3: "2019", "2019-12", "2019-12-27", "2019-W52", "2019-W52-WE", "2019-Q3", "2019-H1", "2014-SU",
"198" (a decade), "19" (a century), "2019-12-27T10:35", "2019-12-27TNI". Seasons are the meteorological ones of the
northern hemisphere; the winter of a year begins in its December. Parts of the day overlap as people use them.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from accordingto.model.intervals import TimeInterval

# First hour and length in hours of the parts of a day.
_PARTS = {"MO": (0, 12), "MI": (11, 3), "AF": (12, 7), "EV": (17, 7), "NI": (18, 12)}
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(.+))?\Z")
_MONTH = re.compile(r"(\d{4})-(\d\d)\Z")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?\Z")
_PART_OF_YEAR = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)\Z")
_YEARS = re.compile(r"\d{2,4}\Z")
_CLOCK = re.compile(r"(\d\d)(?::(\d\d))?")

Grain = str  # one of "T" (within a day), "D", "W", "K" (weekend), "M", "Q", "H", "S", "Y", "E", "C"; fine to coarse

COARSENESS = "TDKWMQHSYEC"


def grain(value: str) -> Grain | None:
    """How fine a calendar value is; None for anything else (durations, "PAST_REF")."""
    found = _DAY.match(value)
    if found:
        return "T" if found[4] else "D"
    if _MONTH.match(value):
        return "M"
    found = _WEEK.match(value)
    if found:
        return "K" if found[3] else "W"
    found = _PART_OF_YEAR.match(value)
    if found:
        return {"Q": "Q", "H": "H"}.get(found[2][0], "S")
    if _YEARS.match(value):
        return {2: "C", 3: "E", 4: "Y"}[len(value)]
    return None


def first_day(value: str) -> date | None:
    """The first day a calendar value covers; None for anything else and for what lies outside years 1 to 9999."""
    try:
        return _first_day(value)
    except ValueError:
        return None


def _first_day(value: str) -> date | None:
    if found := _DAY.match(value):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.match(value):
        return date(int(found[1]), int(found[2]), 1)
    if found := _WEEK.match(value):
        return date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
    if found := _PART_OF_YEAR.match(value):
        part = found[2]
        month = _SEASON_MONTHS.get(part) or 1 + (int(part[1]) - 1) * (3 if part[0] == "Q" else 6)
        return date(int(found[1]), month, 1)
    if _YEARS.match(value):
        return date(int(value.ljust(4, "0")), 1, 1)
    return None


def interval_of(value: str) -> TimeInterval | None:
    """The stretch of the calendar a value covers, or None if it covers none that the calendar can hold."""
    start = first_day(value)
    size = grain(value)
    if start is None or size is None:
        return None
    try:
        if size == "T":
            return _within_day(start, value.partition("T")[2])
        return TimeInterval(datetime.combine(start, time()), datetime.combine(_next_start(start, size), time()))
    except (ValueError, OverflowError):
        return None


def _next_start(start: date, size: Grain) -> date:
    """The first day after a stretch of this grain that begins on ``start``."""
    days = {"D": 1, "K": 2, "W": 7}.get(size)
    if days:
        return start + timedelta(days=days)
    return add_months(start, {"M": 1, "Q": 3, "H": 6, "S": 3, "Y": 12, "E": 120, "C": 1200}[size])


_LAST_MINUTE = 24 * 60 - 1
"""Midnight at the end of a day still belongs to it: "shortly before midnight on Sunday" is on Sunday."""


def _within_day(day: date, part: str) -> TimeInterval | None:
    if part in _PARTS:
        first, hours = _PARTS[part]
        start = datetime.combine(day, time(first))
        return TimeInterval(start, start + timedelta(hours=hours))
    found = _CLOCK.match(part)
    if not found:
        return TimeInterval.of_day(day)
    minutes = min(int(found[1]) * 60 + int(found[2] or 0), _LAST_MINUTE)
    start = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return TimeInterval(start, start + (timedelta(minutes=1) if found[2] else timedelta(hours=1)))


def narrowed(interval: TimeInterval | None, by: str) -> TimeInterval | None:
    """The part of a stretch that "early" (first half), "mid" (middle half) or "late" (last half) leaves of it."""
    if interval is None or interval.start is None or interval.end is None or not by:
        return interval
    length = interval.end - interval.start
    if by == "early":
        return TimeInterval(interval.start, interval.start + length / 2)
    if by == "late":
        return TimeInterval(interval.start + length / 2, interval.end)
    return TimeInterval(interval.start + length / 4, interval.end - length / 4)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last of that month if it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            if not 1 <= year <= 9999:
                raise
    raise ValueError(f"no such month: {year}-{month + 1}")


def of_week(day: date) -> str:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def of_quarter(day: date) -> str:
    """The calendar quarter of a day."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def at_grain(day: date, size: Grain) -> str:
    """The value of this grain that a day lies in."""
    if size == "W":
        return of_week(day)
    if size == "K":
        return of_week(day) + "-WE"
    if size == "Q":
        return of_quarter(day)
    if size == "H":
        return f"{day.year:04d}-H{1 if day.month < 7 else 2}"
    iso = f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
    return iso[: {"D": 10, "T": 10, "M": 7, "Y": 4, "E": 3, "C": 2, "S": 7}[size]]


def shift(value: str, count: int, unit: str) -> str | None:
    """A calendar value moved by some units: days, weeks, months, quarters, years, decades, centuries.

    The result is as fine as the coarser of the unit and of ``value`` allows: two months after a day is a month, a year
    before a quarter is that quarter of the year before. None if ``value`` is too coarse for the unit, or the result
    is no date.
    """
    start, size = first_day(value), grain(value)
    if start is None or size is None:
        return None
    try:
        if unit in "DWK":
            days = count * (1 if unit == "D" else 7)
            if size in "DT":
                return at_grain(start + timedelta(days=days), "D")
            if unit != "D" and size in "WK":
                return at_grain(start + timedelta(days=days), size)
            return None
        months = count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]
        if size == "S" and months % 12 == 0:
            return f"{start.year + months // 12:04d}{value[4:]}"
        keep = unit if COARSENESS.index(size) <= COARSENESS.index(unit) else size
        if unit == "Y" and size in "QMH":
            keep = size
        if COARSENESS.index(size) > COARSENESS.index(unit):
            return None
        return at_grain(add_months(start, months), keep)
    except (ValueError, OverflowError, KeyError):
        return None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month, day = divmod(h - m + r + 90, 25)[0], 0
    day = (h - m + r + month + 19) % 32
    return date(year, month, day)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The n-th Monday (1) to Sunday (7) of a month; -1 is the last."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = add_months(date(year, month, 1), 1) - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)
