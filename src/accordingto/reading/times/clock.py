"""Times of the clock, and the day they belong to."""

from __future__ import annotations

import re
from datetime import date, timedelta

from accordingto.data import words
from accordingto.model.reading import Anchor
from accordingto.reading.numbers import cardinal
from accordingto.reading.times.absolute import Match, iso, month_day
from accordingto.reading.times.context import NO_DATE, Context, Value, group, unresolved, word_of
from accordingto.reading.times.days import DAYS_FROM_HERE, small_hours, told_alone, weekday_day
from accordingto.reading.times.tokens import DAY_PARTS, WEEKDAYS
from accordingto.reading.times.values import at_grain, first_day

_UNIVERSAL = frozenset(("gmt", "utc"))
_SECOND_CLOCK = re.compile(r",?[(\[]?(?:C|[DNYw])m?Z*[)\]]?,?i?t?(?:(?P<W>W)|(?P<d>d))")
_POINTED = re.compile(r"[012]?\d\.[0-5]\d")
_CHANGED = frozenset(("updated", "published", "posted", "changed", "modified", "edited", "update", "change"))  # before a report's hour
_AFTER_HOURS = words("times", "after_hours")
_CLOCK_REACHES = 3  # sentences over which a day dates the times of the clock after it


def clock(context: Context, found: Match) -> Value | None:
    """Reads "10:35 a.m.", "9 p.m. EST on Tuesday", "at 15:30", "1500 GMT": the day is the one told beside it or before it."""
    time = _clock_time(context, found)
    if time is None or _is_length(context, found) or not (_is_clock(context, found) or context.hinted(*found.span())):
        return None
    day = day_of(context, found, time)
    if day is None:
        return unresolved(NO_DATE, kind="TIME")
    day = not_ahead(context, found, day, time)
    zone = context.tokens.lows[found.start(_clock_group(found)) : found.end()]
    universal = not _UNIVERSAL.isdisjoint(zone) and context.tokens.classes[found.end()] not in "+-"
    value = f"{at_grain(day[0], 'D')}T{time}{'Z' if universal else ''}"
    return Value("TIME", value, day[1], "time of the clock on the day told")


def stamp(context: Context, found: Match) -> Value | None:
    """Reads the time of day that opens a line of a running report; its day is that of a line above that is only a day, or the report's."""
    opens = context.stamps.get(context.tokens.starts[found.start("S")])
    day = context.under or context.published
    if opens is None:
        return None
    if day is None:
        return unresolved(NO_DATE, kind="TIME")
    return Value("TIME", f"{at_grain(day, 'D')}T{opens.clock}", "published", "opens a line of a running report")


def pointed(context: Context, found: Match) -> Value | None:
    """Reads "at 05.50", "by 18.15" in a running report that writes its own times so, or with a nought that no price has."""
    tokens, word = context.tokens, word_of(context, found, "C")
    own = any(each.pointed for each in context.stamps.values())
    before = tokens.lows[found.start() - 1]
    if tokens.classes[found.start() - 1] == "x" and before not in _CHANGED:
        return None
    if not _POINTED.fullmatch(word) or not (own or before in _CHANGED or (len(word) == 5 and word[0] == "0")):
        return None
    if tokens.classes[found.end()] not in "|,.;:)-cA" and tokens.lows[found.end()] not in _AFTER_HOURS:
        return None
    return clock(context, found)


def pointed_of_day(context: Context, found: Match) -> Value | None:
    """Reads "at 9.30 yesterday morning", "about 9.15 on Monday evening"; without a part of the day it may be a price."""
    return clock(context, found) if _POINTED.fullmatch(word_of(context, found, "C")) else None


def four_digits(context: Context, found: Match) -> Value | None:
    """Reads "at 0900" and "at 1145 today"; years are left alone."""
    word = word_of(context, found, "C")
    if context.tokens.lows[found.start() - 1] != "at" or len(word) != 4 or not word.isdigit() or word[:2] in ("19", "20"):
        return None
    return clock(context, found) if _of_day(word, "") else None


def _is_length(context: Context, found: Match) -> bool:
    """Whether minutes and seconds stand alone in a line, as the length of a video does; not the hours of a running report."""
    text, first, last = context.tokens.text, context.tokens.starts[found.start()], context.tokens.ends[found.end() - 1]
    alone = not text[text.rfind("\n", 0, first) + 1 : first].strip() and not text[last : (text + "\n").find("\n", last)].strip()
    return alone and "\n" in text and found.end() - found.start() == 1


def _is_clock(context: Context, found: Match) -> bool:
    """Whether hours and minutes are a time of day: not the length of a video or a verse, which nothing leads to."""
    if found.end() - found.start() > 1:
        return True
    if ":" not in word_of(context, found, _clock_group(found)):
        return True
    before = context.tokens.lows[found.start() - 1 : found.start()]
    if (before and before[0] in _CHANGED) or context.tokens.classes[max(0, found.start() - 2) : found.start()] == "K/":
        return True  # "last updated 23:40", "08.10.2024 / 07:00"
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
    """Gives "22:35" of "10:35 p.m.", "21:00" of "nine p.m.", "15:00" of "1500"; None if it is no time of day."""
    which = _clock_group(found)
    mark = "m" if which == "C" else "m2"
    half = word_of(context, found, mark)[0] if group(found, mark) else ""
    if not half and group(found, "P") and DAY_PARTS[word_of(context, found, "P")] in ("AF", "EV"):
        half = "p"  # "9.30 yesterday evening"
    return _of_day(word_of(context, found, which), half)


def _of_day(word: str, half: str) -> str | None:
    """Hours and minutes of one word; ``half`` is "a", "p" or ""."""
    hour_text, _, minute_text = word.replace(".", ":").partition(":")
    if len(word) == 4 and word.isdigit():
        hour_text, minute_text = word[:2], word[2:]
    value = cardinal([hour_text])
    hour, minute = int(value) if value is not None else 99, int(minute_text[:2] or 0)
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def date_and_clock(context: Context, found: Match) -> Value | None:
    """Reads a date with its hour as bylines print them: "14 May 2031, 06:12", "9.5.2031 - 20.45", "2031-05-14 08:20"."""
    day = iso(context, found) if group(found, "K") else month_day(context, found)
    if day is None or day.value is None or day.type != "DATE":
        return None
    named = next((name for name in ("N", "N2") if group(found, name)), None)
    if named:
        word, after = word_of(context, found, named), context.tokens.lows[found.end()]
        printed = _POINTED.fullmatch(word) or (named == "N" and len(word) == 4)
        time = _of_day(word, "") if printed and not after.isalpha() else None
    else:
        time = _clock_time(context, found)
    return Value("TIME", f"{day.value}T{time}", day.anchor, "date and time of the clock") if time else None


def not_ahead(context: Context, found: Match, day: tuple[date, Anchor], time: str) -> tuple[date, Anchor]:
    """The day before, where a past hour would lie after the hour at which the report was published."""
    late = context.clock is not None and day[0] == context.published and time > context.clock
    changed = context.tokens.lows[found.start() - 1] in _CHANGED
    if late and not changed and not any(group(found, name) for name in ("W", "d", "T")) and context.tense(*found.span()) == "past":
        return day[0] - timedelta(days=1), day[1]
    return day


def day_of(context: Context, found: Match, time: str = "") -> tuple[date, Anchor] | None:
    """The day named beside an hour, or the one told before it, or the report's own; and what that hangs on.

    Args:
        time: the hour ("03:00"), "" where it is not known yet; after a late evening small hours are the next day's.
    """
    own = context.published
    if group(found, "W"):
        day = weekday_day(context, found, WEEKDAYS[word_of(context, found, "W").rstrip(".")])
        return (day, "published") if day else None
    if group(found, "d") and own is not None:
        return own + timedelta(days=DAYS_FROM_HERE[word_of(context, found, "d")]), "published"
    if group(found, "T"):
        return (own, "published") if own else None
    ahead = _day_after(context, found)
    if ahead is not None:
        return ahead, "published"
    mention = told_alone(context, found, _CLOCK_REACHES)
    start = first_day(mention.value) if mention is not None else None
    if start is not None and mention is not None:
        return start + timedelta(days=small_hours(context, mention, time)), "previous"
    if own is None or context.narrative:
        return None
    day = context.same_hour(time) or context.only_day()
    return (day, "previous") if day is not None else (own, "published")


def clock_of_date(context: Context, found: Match) -> Value | None:
    """Reads "9 p.m. EST, Nov. 6", "10:35 on 4 March 2019"."""
    time = _clock_time(context, found)
    day = month_day(context, found)
    if time is None or day is None or day.value is None:
        return None
    return Value("TIME", f"{day.value}T{time}", day.anchor, "time of the clock and date")
