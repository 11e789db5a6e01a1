"""Quantities and times that are not exact: intervals that say what is known and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accordingto.errors import ModelError


@dataclass(frozen=True, slots=True)
class Quantity:
    """A closed interval of numbers; ``None`` is an end that is not known ("at least 25" is ``Quantity(25, None)``).

    Raises:
        ModelError: if the interval is upside down or negative.
    """

    low: float | None
    high: float | None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ModelError(f"a quantity must run upward, got {self.low} to {self.high}")
        if (self.low is not None and self.low < 0) or (self.high is not None and self.high < 0):
            raise ModelError(f"a quantity cannot be negative, got {self.low} to {self.high}")

    @classmethod
    def exact(cls, value: float) -> Quantity:
        """The interval of one number."""
        return cls(value, value)

    @property
    def is_exact(self) -> bool:
        """Whether both ends are known and the same."""
        return self.low is not None and self.low == self.high

    def overlaps(self, other: Quantity) -> bool:
        """Whether one number could be both: the accounts that give them are compatible."""
        return (self.low is None or other.high is None or self.low <= other.high) and (
            other.low is None or self.high is None or other.low <= self.high
        )

    def contains(self, other: Quantity) -> bool:
        """Whether every number of ``other`` lies in this interval."""
        low = self.low is None or (other.low is not None and self.low <= other.low)
        high = self.high is None or (other.high is not None and other.high <= self.high)
        return low and high

    def plus(self, other: Quantity) -> Quantity:
        """The interval of the sum of a number of each."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Quantity(low, high)


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """A half-open range of local times, ``start <= t < end``; ``None`` is an end that is not known.

    A day is ``[00:00, 00:00 of the next day)``. Times are naive: the report's own clock.

    Raises:
        ModelError: if the interval is empty or runs backwards.
    """

    start: datetime | None
    end: datetime | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ModelError(f"a time interval must run forward, got {self.start} to {self.end}")

    @classmethod
    def of_day(cls, day: date) -> TimeInterval:
        """The interval of one day."""
        return cls.of_days(day, day)

    @classmethod
    def of_days(cls, first: date, last: date) -> TimeInterval:
        """The interval from the first to the last day, both included."""
        start = datetime.combine(first, time())
        if last == date.max:
            return cls(start, None)
        return cls(start, datetime.combine(last + timedelta(days=1), time()))

    @property
    def days(self) -> float | None:
        """Length in days; None if an end is not known."""
        return None if self.start is None or self.end is None else (self.end - self.start) / timedelta(days=1)

    def overlaps(self, other: TimeInterval) -> bool:
        """Whether one moment could lie in both."""
        return (self.start is None or other.end is None or self.start < other.end) and (
            other.start is None or self.end is None or other.start < self.end
        )

    def contains(self, other: TimeInterval) -> bool:
        """Whether every moment of ``other`` lies in this interval."""
        start = self.start is None or (other.start is not None and self.start <= other.start)
        end = self.end is None or (other.end is not None and other.end <= self.end)
        return start and end

    def meet(self, other: TimeInterval) -> TimeInterval | None:
        """The moments that lie in both; None if there are none."""
        if not self.overlaps(other):
            return None
        starts = [s for s in (self.start, other.start) if s is not None]
        ends = [e for e in (self.end, other.end) if e is not None]
        return TimeInterval(max(starts, default=None), min(ends, default=None))
