"""Times of the clock, and the day they belong to."""

from __future__ import annotations

import re
from datetime import date, timedelta

from accordingto.reading.numbers import cardinal
from accordingto.reading.times.absolute import Match, month_day
from accordingto.reading.times.context import NO_DATE, Context, Value, group, unresolved, word_of
from accordingto.reading.times.days import DAYS_FROM_HERE, weekday_day
from accordingto.reading.times.tokens import WEEKDAYS
from accordingto.reading.times.values import at_grain, first_day

_UNIVERSAL = frozenset(("gmt", "utc"))
_SECOND_CLOCK = re.compile(r",?\(?(?:C|[DNYw])m?Z*\)?,?i?t?(?:(?P<W>W)|(?P<d>d))")
_CLOCK_REACHES = 3  # sentences over which a day dates the times of the clock after it


def clock(context: Context, found: Match) -> Value | None:
    """Reads "10:35 a.m.", "9 p.m. EST on Tuesday", "at 15:30", "1500 GMT": the day is the one told beside it or before it."""
    time = _clock_time(context, found)
    if time is None or not (_is_clock(context, found) or context.hinted(*found.span())):
        return None
    if group(found, "W"):
        number = WEEKDAYS[word_of(context, found, "W").rstrip(".")]
        day = weekday_day(context, found, number)
        anchor = "published"
    elif group(found, "d"):
        own = context.published
        day = own + timedelta(days=DAYS_FROM_HERE[word_of(context, found, "d")]) if own else None
        anchor = "published"
    elif (ahead := _day_after(context, found)) is not None:
        day, anchor = ahead, "published"
    else:
        mention = context.latest("TD")
        near = mention is not None and context.sentence - mention.sentence <= _CLOCK_REACHES
        day = first_day(mention.value) if mention is not None and near else None if context.narrative else context.published
        anchor = "previous" if near else "published"
    if day is None:
        return unresolved(NO_DATE, kind="TIME")
    zone = context.tokens.lows[found.start(_clock_group(found)) : found.end()]
    value = f"{at_grain(day, 'D')}T{time}{'Z' if not _UNIVERSAL.isdisjoint(zone) else ''}"
    return Value("TIME", value, anchor, "time of the clock on the day told")  # type: ignore[arg-type]


def _is_clock(context: Context, found: Match) -> bool:
    """Whether hours and minutes are a time of day: not the length of a video or a verse, which nothing leads to."""
    if found.end() - found.start() > 1:
        return True
    return context.tokens.classes[found.start() - 1 : found.start()] in ("i", "c", "-") and found.start() > 0


def _day_after(context: Context, found: Match) -> date | None:
    """The weekday or "yesterday" that a second clock time separates from the first: "at 04:17 (01:17 GMT) on Monday"."""
    behind = _SECOND_CLOCK.match(context.tokens.classes, found.end())
    if behind is None or context.published is None:
        return None
    if behind["d"]:
        return context.published + timedelta(days=DAYS_FROM_HERE[context.tokens.lows[behind.start("d")]])
    return weekday_day(context, behind, WEEKDAYS[context.tokens.lows[behind.start("W")]])


def _clock_group(found: Match) -> str:
    """The group that holds the hour."""
    return "C" if group(found, "C") else "C2"


def _clock_time(context: Context, found: Match) -> str | None:
    which = _clock_group(found)
    word = word_of(context, found, which)
    mark = "m" if which == "C" else "m2"
    half = word_of(context, found, mark)[0] if group(found, mark) else ""
    hour_text, _, minute_text = word.partition(":")
    if len(word) == 4 and word.isdigit():
        hour_text, minute_text = word[:2], word[2:]
    value = cardinal([hour_text])
    hour, minute = int(value) if value is not None else 99, int(minute_text[:2] or 0)
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def clock_of_date(context: Context, found: Match) -> Value | None:
    """Reads "9 p.m. EST, Nov. 6", "10:35 on 4 March 2019"."""
    time = _clock_time(context, found)
    day = month_day(context, found) if found["M"] else None
    if time is None or day is None or day.value is None:
        return None
    return Value("TIME", f"{day.value}T{time}", day.anchor, "time of the clock and date")
