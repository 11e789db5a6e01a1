"""Weeks, months, years and their like, told from the report's date or from a time before: "last week", "two days later"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from accordingto.model.reading import Anchor
from accordingto.reading.numbers import cardinal
from accordingto.reading.times.absolute import Match, month_day, part_meant
from accordingto.reading.times.clauses import is_deadline
from accordingto.reading.times.context import NO_DATE, Context, Value, group, unresolved, word_of
from accordingto.reading.times.periods import period
from accordingto.reading.times.quarters import quarter_near
from accordingto.reading.times.tokens import UNITS
from accordingto.reading.times.values import at_grain, first_day, grain, of_week, shift

_HALF_WEEK = timedelta(days=3)
_DAY_REACHES = 3  # sentences over which "the day" is that of the story


def this_unit(context: Context, found: Match) -> Value | None:
    """Reads "last week", "this year", "next month", "earlier this year", "the end of the year", "that day", "the same week"."""
    unit = UNITS[word_of(context, found, "U")]
    which = found["w"][-1]
    word = word_of(context, found, "w") if len(found["w"]) == 1 else context.tokens.lows[found.end("w") - 1]
    by = part_meant(context, found)
    if which == "h" or word in ("following", "previous", "preceding", "succeeding", "prior"):
        return from_mention(context, found, unit, {"L": -1, "X": 1}.get(which, 0))
    if unit[0] == "T":
        return None
    if word == "past":
        return Value("DURATION", period(1, unit), "none", "length of time")
    own = context.published
    if own is None:
        return unresolved(NO_DATE)
    step = {"L": -1, "X": 1}.get(which, 0)
    if unit == "D":
        if which == "X":
            return from_mention(context, found, unit, 1)
        return Value("DATE", at_grain(own + timedelta(days=step), "D"), "published", "told from the report's date", by)
    value = unit_value(own, unit, step)
    return Value("DATE", value, "published", "told from the report's date", by) if value else None


def unit_value(own: date, unit: str, step: int) -> str | None:
    """The week, weekend, month, quarter, year, decade or century that lies ``step`` from the one of a day."""
    try:
        if unit == "K":
            return of_week(own + timedelta(days=7 * step)) + "-WE"
        if unit == "L":
            return None
        return shift(at_grain(own, unit), step, unit)
    except (ValueError, OverflowError, KeyError):
        return None


def the_unit(context: Context, found: Match) -> Value | None:
    """Reads "for the year", "during the week", "in the fiscal year": the current one, or a length if its end is told."""
    unit = UNITS[word_of(context, found, "U")]
    if unit not in "WMY" or context.tokens.classes[found.end()] == "F":
        return None
    if context.tokens.lows[found.end()] in ("ended", "ending", "through"):
        return Value("DURATION", period(1, unit), "none", "length of time")
    if context.published is None or context.narrative:
        return from_mention(context, found, unit, 0) if context.mentions else None
    value = unit_value(context.published, unit, 0)
    return Value("DATE", value, "published", "told from the report's date") if value else None


def units_end(context: Context, found: Match) -> Value | None:
    """Reads "year-end", "the month's end"."""
    unit = UNITS[word_of(context, found, "U")]
    if unit not in "MY" or word_of(context, found, "B") != "end":
        return None
    return _current(context, found, unit)


def _current(context: Context, found: Match, unit: str) -> Value | None:
    """The week, month or year that the report's date lies in, or the one told before in a narrative, with the part of it that is meant."""
    by = part_meant(context, found)
    if context.published is None or context.narrative:
        return from_mention(context, found, unit, 0)
    value = unit_value(context.published, unit, 0)
    return Value("DATE", value, "published", "told from the report's date", by) if value else None


def during_the_day(context: Context, found: Match) -> Value | None:
    """Reads "died during the day" as the day of the story, or the report's own; not "during the day and at night"."""
    lows = context.tokens.lows
    if lows[found.start() - 1] != "during" or lows[found.start("U")] != "day" or context.tense(*found.span()) != "past":
        return None
    if context.tokens.classes[found.end()] not in "|.,;":
        return None
    mention = context.story_day(_DAY_REACHES)
    start = first_day(mention.value) if mention is not None else context.published
    anchor: Anchor = "previous" if mention is not None else "published"
    return Value("DATE", at_grain(start, "D"), anchor, "the day told of") if start is not None else unresolved(NO_DATE)


def end_of_unit(context: Context, found: Match) -> Value | None:
    """Reads "the end of the month", "later in the year": of the current one, or of the one told before."""
    unit = UNITS[word_of(context, found, "U")]
    if unit == "D":  # "later in the day": the day told before, or the report's own
        if not group(found, "E"):
            return None
        if context.latest("TD"):
            return from_mention(context, found, unit, 0)
        own = context.published
        return Value("DATE", own.isoformat(), "published", "told from the report's date") if own else unresolved(NO_DATE)
    if unit[0] == "T" or unit in "KL":
        return None
    return _current(context, found, unit)


def weekend(context: Context, found: Match) -> Value | None:
    """Reads "the weekend", "over the weekend", "at the weekend": the last one, or by tense the coming one."""
    if UNITS[word_of(context, found, "U")] != "K":
        return None
    own = context.published
    if own is None:
        return unresolved(NO_DATE)
    before = own.isoweekday() < 6
    future = is_deadline(context, found.start("U")) or context.tense(*found.span()) == "future"
    day = own - timedelta(days=7) if before and not future else own
    return Value("DATE", of_week(day) + "-WE", "published", "nearest weekend to the report's date by tense")


def week_of(context: Context, found: Match) -> Value | None:
    """The week of a day just told: "the week of March 6"."""
    day = month_day(context, found)
    start = first_day(day.value) if day and day.value else None
    return Value("DATE", of_week(start), day.anchor, "week of a day") if day and start else day


def from_mention(context: Context, found: Match, unit: str, count: int) -> Value | None:
    """A time so many units from the last time of the text; unresolved where there is none or it is too coarse."""
    mention = context.mentions[-1] if context.mentions else None
    if mention is None:
        return unresolved("needs a time told before, and none is")
    if unit[0] == "T":
        return _by_clock(mention.value, unit, count)
    if count == 0:
        start = first_day(mention.value)
        size = grain(mention.value) or ""
        if start is None or "TDKWMQHSYEC".index(size) > "TDKWMQHSYEC".index(unit if unit in "DWKMQYEC" else "D"):
            return unresolved(f"the time told before ({mention.value}) is too coarse")
        return Value("DATE", at_grain(start, unit), "previous", f"told from {mention.value}")
    value = shift(mention.value, count, unit)
    if value is None:
        return unresolved(f"the time told before ({mention.value}) is too coarse")
    return Value("DATE", value, "previous", f"told from {mention.value}")


def _by_clock(value: str, unit: str, count: int) -> Value:
    """Hours or minutes from an earlier time of the clock."""
    try:
        start = datetime.strptime(value, "%Y-%m-%dT%H:%M")
        moved = start + timedelta(minutes=count * (60 if unit == "TH" else 1))
        return Value("TIME", moved.strftime("%Y-%m-%dT%H:%M"), "previous", f"told from {value}")
    except (ValueError, OverflowError):
        return unresolved("needs a time of the clock told before, and none is", kind="TIME")


def ago(context: Context, found: Match) -> Value | None:
    """Reads "two days ago", "a year ago", "almost four years ago", "months ago"."""
    unit = UNITS[word_of(context, found, "U")]
    count = amount(context, found)
    if count is None:
        return Value("DATE", "PAST_REF", "published", "so long before the report")
    own = context.published
    if own is None:
        return unresolved(NO_DATE)
    if unit == "Y" and count == 1:
        quarter = quarter_near(context)
        if quarter is not None:
            return Value("DATE", shift(quarter, -1, "Y"), "previous", f"the like of {quarter} a year before")
    if unit[0] == "T":
        return _hours_ago(context, own, unit, count)
    if unit == "W" and count == 1:
        return Value("DATE", at_grain(own - timedelta(days=7), "D"), "published", "counted back from the report's date")
    value = _counted(own, -count, unit)
    if value is not None and unit == "W" and count == int(count):  # not a week of the calendar: so many times seven days, more or less
        day = own - timedelta(days=7 * int(count))
        value = replace(value, about=(day - _HALF_WEEK, day + _HALF_WEEK))
    return value


def _hours_ago(context: Context, own: date, unit: str, count: float) -> Value:
    if context.clock is None:
        if unit != "TH" or count < 24:
            return unresolved("needs the hour at which the report was published", kind="TIME")
        return Value("DATE", at_grain(own - timedelta(days=count // 24), "D"), "published", "counted back in days")
    seconds = count * {"TH": 3600, "TM": 60, "TS": 1}[unit]
    at = datetime.combine(own, datetime.strptime(context.clock, "%H:%M").time()) - timedelta(seconds=seconds)
    return Value("TIME", at.strftime("%Y-%m-%dT%H:%M"), "published", "counted back from the hour of the report")


def _counted(own: date, count: float, unit: str) -> Value | None:
    base = own.isoformat()
    if count != int(count):
        unit, count = {"Y": ("M", count * 12), "E": ("Y", count * 10), "C": ("Y", count * 100)}.get(unit, ("", count))
        if not unit:
            return Value("DATE", "PAST_REF" if count < 0 else "FUTURE_REF", "published", "so long from the report")
    value = shift(base if unit == "D" else at_grain(own, unit) if unit in "WMQYEC" else "", int(count), unit)
    if value is None:
        return None
    return Value("DATE", value, "published", "counted from the report's date")


def ahead(context: Context, found: Match) -> Value | None:
    """Reads "two weeks from now", "three days from today", "in two days" after a future tense."""
    unit = UNITS[word_of(context, found, "U")]
    count = amount(context, found)
    if count is None:
        return Value("DATE", "FUTURE_REF", "published", "so long after the report")
    if context.published is None:
        return unresolved(NO_DATE)
    return None if unit[0] == "T" else _counted(context.published, count, unit)


def apart(context: Context, found: Match) -> Value | None:
    """Reads "two days later", "a week earlier", "15 minutes later", "the day before", "months later"."""
    unit = UNITS[word_of(context, found, "U")]
    word = word_of(context, found, "A")
    sign = -1 if word in ("before", "earlier") else 1
    count = amount(context, found)
    if count is None:
        return Value("DURATION", period(None, unit), "previous", "so long, not told exactly, from the time told before")
    if unit == "Y" and count == 1 and sign < 0 and (quarter_near(context) or not context.mentions):
        return ago(context, found)
    if count != int(count):
        return unresolved("counts in fractions from a time told before")
    told = from_mention(context, found, unit, sign * int(count))
    if told is None or told.value is not None:
        return told
    return Value(
        "DURATION", period(count, unit), "previous", f"so long {'before' if sign < 0 else 'after'} what is told before; {told.reason}"
    )


def beside(context: Context, found: Match) -> Value | None:
    """Reads "two days before" where nothing follows as told from a time before. Where something follows, it is a length
    of time, or a day ("the day after"), whose date hangs on an event or date that the text names."""
    tokens = context.tokens
    unit = UNITS[word_of(context, found, "U")]
    count = amount(context, found)
    if tokens.classes[found.end()] in "|,.;:)c'\"":
        return apart(context, found) if count is not None else Value("DURATION", period(None, unit), "previous", "length of time", trim=1)
    sign = -1 if word_of(context, found, "A") == "before" else 1
    whole = count is not None and count == int(count) and unit[0] != "T"
    lasted = tokens.lows[found.start() - 1 : found.start()] == ["for"]  # "had stood empty for two weeks before the fire"
    offset = (sign * int(count), unit) if count is not None and whole and not lasted else None
    if not group(found, "n") and found["U"] == "U":
        return Value("DATE", None, "event", "its date hangs on what follows", offset=offset)
    return Value("DURATION", period(count, unit), "event", "its date hangs on what follows", trim=1, offset=offset)


def amount(context: Context, found: Match) -> float | None:
    """The number in group ``n``; 1 for "a" or none; None if it is vague ("several", a bare plural)."""
    numbers = group(found, "n")
    if not numbers:
        return 1 if group(found, "U") and found["U"] != "V" else None
    return cardinal([word for word in context.tokens.words(*found.span("n")) if word not in ("some", "or", "so")])
