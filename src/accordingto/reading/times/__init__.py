"""Time expressions: where they stand, and what they stand for on the calendar.

``find_times`` marks each expression of a text with its TIMEX3 type and value, the stretch of the calendar it covers and
what it was resolved against. An expression that needs an anchor which is not there stays unresolved, with a reason; it
never becomes the report's date.
"""

from __future__ import annotations

from accordingto.reading.times.finder import find_times

__all__ = ["find_times"]
