"""The stretch of days that the front page shows: all of them, or those a reader picks, above a strip that shows where these lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accordingto.errors import UsageError
from accordingto.model.record import Incident
from accordingto.store import DayCount, Store
from accordingto.views.wording import days_between

MOST_BINS = 180


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of the strip: its first and last day, incidents, and how many of them have a conflict."""

    first: date
    last: date
    incidents: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on the strip and days chosen.

    Attributes:
        first, last: the days of the strip; ``bins`` are its bars, days without an incident left out.
        chosen_first, chosen_last: the days shown, the same as the strip's where none were picked.
        picked: whether a reader picked them; ``words`` names them.
    """

    first: date
    last: date
    bins: tuple[Bin, ...]
    chosen_first: date
    chosen_last: date
    picked: bool
    words: str

    @property
    def days(self) -> int:
        """How many days the strip has."""
        return (self.last - self.first).days + 1

    def reaches(self, days: tuple[date, date]) -> bool:
        """Whether any of these days, first and last included, is on the strip."""
        return self.first <= days[1] and days[0] <= self.last


def picked_days(first: str, last: str) -> tuple[date, date] | None:
    """The days a reader asks for, in order; one alone is that day; None where none is asked for.

    Raises:
        UsageError: if one is no day of the calendar.
    """
    try:
        days = sorted(date.fromisoformat(d) for d in (first or last, last or first) if d)
    except ValueError as error:
        asked = " and ".join(f"“{d[:20]}”" for d in (first, last) if d)
        raise UsageError(f"no such day: {asked}", hint="give days of the calendar, as 2025-03-12") from error
    return (days[0], days[-1]) if days else None


def stretch(store: Store, start: datetime | None, end: datetime | None, picked: tuple[date, date] | None) -> Stretch | None:
    """The strip over ``start <= day < end``; None where there is nothing to choose from."""
    if start is None or end is None:
        return None
    first, last = start.date(), (end - timedelta(seconds=1)).date()
    if last <= first:
        return None
    chosen = (max(first, picked[0]), min(last, picked[1])) if picked else (first, last)
    chosen = chosen if chosen[0] <= chosen[1] else (first, last)
    found = _bins(store.days(start, end), first, last)
    whole = chosen == (first, last)
    return Stretch(first, last, found, *chosen, not whole, days_between(*chosen))


def incidents_within(store: Store, first: date, last: date, limit: int) -> tuple[list[Incident], int]:
    """Incidents of these days, most attested first, and how many there are."""
    until = (last + timedelta(days=1)).isoformat()
    page = store.page("incidents", {"from": first.isoformat(), "until": until}, order="-origins", limit=limit)
    found = store.incidents_of(row["id"] for row in page.rows)
    return [found[row["id"]] for row in page.rows if row["id"] in found], page.total


def _bins(days: Sequence[DayCount], first: date, last: date) -> tuple[Bin, ...]:
    step = max(1, -(-((last - first).days + 1) // MOST_BINS))
    counts: dict[int, tuple[int, int]] = {}
    for day in days:
        n = (day.day - first).days // step
        incidents, conflicts = counts.get(n, (0, 0))
        counts[n] = (incidents + day.incidents, conflicts + day.conflicts)
    found = []
    for n, (incidents, conflicts) in sorted(counts.items()):
        start = first + timedelta(days=n * step)
        found.append(Bin(start, min(last, start + timedelta(days=step - 1)), incidents, conflicts))
    return tuple(found)
