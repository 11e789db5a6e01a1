"""Times told from the report's date or from a time told before: weekdays, "last week", "two days later", "that night"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from accordingto.reading.numbers import cardinal, ordinal
from accordingto.reading.times.absolute import Match, month_day, part_meant
from accordingto.reading.times.context import Context, Value, group
from accordingto.reading.times.periods import period
from accordingto.reading.times.tokens import DAY_PARTS, UNITS, WEEKDAYS
from accordingto.reading.times.values import at_grain, first_day, grain, of_quarter, of_week, shift

_NO_DATE = "needs the report's date, which is unknown"
_PRECISE = frozenset(("noon", "midnight", "midday", "noontime", "dawn", "dusk", "daybreak", "nightfall", "sunrise", "sunset"))
_UNIVERSAL = frozenset(("gmt", "utc"))
_SECOND_CLOCK = re.compile(r",?\(?(?:C|[DNYw])m?Z*\)?,?i?t?(?:(?P<W>W)|(?P<d>d))")
_CLOCK_REACHES = 3  # sentences over which a day dates the times of the clock after it
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


def _unresolved(reason: str, *, kind: str = "DATE") -> Value:
    return Value("TIME" if kind == "TIME" else "DATE", None, "unknown", reason)


def _word(context: Context, found: Match, name: str) -> str:
    return context.tokens.lows[found.start(name)]


def weekday(context: Context, found: Match) -> Value | None:
    """ "Friday", "last Tuesday", "next Monday", "early on Tuesday", "the previous Friday", "Monday of last week"."""
    number = WEEKDAYS[_word(context, found, "W").rstrip(".")]
    day = weekday_day(context, found, number)
    if day is None:
        return _unresolved(_NO_DATE)
    by = part_meant(context, found)
    part = group(found, "P")
    if part:
        return with_part(context, found, at_grain(day, "D"), "published")
    return Value("DATE", at_grain(day, "D"), "published", "nearest such weekday to the report's date by tense", by)


def weekday_day(context: Context, found: Match, number: int) -> date | None:
    """The day a weekday stands for: the latest one, the report's own day included, unless the words say otherwise."""
    own = context.published
    which = group(found, "w") or ""
    if which == "L" and _word(context, found, "w") in ("previous", "preceding", "prior") and context.latest("TD"):
        own = first_day(context.mentions[-1].value)
    if which == "X" and _word(context, found, "w") in ("following", "succeeding") and context.latest("TD"):
        own = first_day(context.mentions[-1].value)
    if own is None:
        return None
    if context.narrative and not which and context.latest("TD"):
        own = first_day(context.mentions[-1].value) or own
        return own + timedelta(days=(number - own.isoweekday()) % 7)
    of_that = group(found, "u")
    if of_that:
        weeks = {"L": -1, "X": 1}.get(of_that[-2], 0)
        return own + timedelta(days=number - own.isoweekday() + 7 * weeks)
    back = (own.isoweekday() - number) % 7
    if which == "L":  # yesterday is not called "last Thursday"
        return own - timedelta(days=back if back > 1 else back + 7)
    if which == "X":
        return own + timedelta(days=(7 - back) % 7 or 7)
    if which == "T":
        return own + timedelta(days=number - own.isoweekday())
    if _is_ahead(context, found):
        return own + timedelta(days=(7 - back) % 7)
    return own - timedelta(days=back)


def _is_ahead(context: Context, found: Match) -> bool:
    """Whether a weekday lies ahead: by the tense around it, or as the end of a wait ("by Friday", "until Monday").

    A weekday with "'s" names what has happened ("Tuesday's siege") unless "will" follows or "ahead of", "before" leads.
    """
    tokens = context.tokens
    before, after = tokens.lows[max(0, found.start() - 2) : found.start()], tokens.lows[found.end() : found.end() + 5]
    if after[:1] == ["'"]:
        return "will" in after or before[-1:] == ["before"] or before == ["ahead", "of"]
    if tokens.lows[max(0, found.start() - 3) : found.start()] in (["as", "early", "as"], ["as", "soon", "as"]):
        return True
    tense = context.tense(*found.span())
    if before[-1:] in (["until"], ["till"]) and len(before) == 2 and before[0]:
        return True
    if before[-1:] == ["by"] and tense != "past":
        return True
    return tense == "future"


def day_word(context: Context, found: Match) -> Value | None:
    """ "today", "yesterday", "tomorrow morning", "tonight", "the day before yesterday"."""
    word = _word(context, found, "d")
    if _in_a_name(context, found.start("d")):
        return None
    if context.published is None:
        return _unresolved(_NO_DATE)
    offset = _DAYS[word]
    if group(found, "A"):
        offset += -1 if _word(context, found, "A") == "before" else 1
    value = at_grain(context.published + timedelta(days=offset), "D")
    if word == "tonight":
        return Value("TIME", value + "TNI", "published", "night of the report's date")
    if group(found, "P"):
        return with_part(context, found, value, "published")
    return Value("DATE", value, "published", "told from the report's date", part_meant(context, found))


def with_part(context: Context, found: Match, day: str, anchor: str) -> Value:
    """A day with the part of the day in group ``P``."""
    part = DAY_PARTS[_word(context, found, "P")]
    how = "previous" if anchor == "previous" else "published" if anchor == "published" else "none"
    return Value("TIME", f"{day}T{part}", how, "part of a day", part_meant(context, found))  # type: ignore[arg-type]


def part_of_day(context: Context, found: Match) -> Value | None:
    """ "last night", "this morning", "that evening", "the next morning", "the morning", "midnight", "overnight"."""
    which = group(found, "w") or ""
    word = _word(context, found, "P")
    own = context.published
    if found.end() - found.start() == 1 and not _stands_alone(context, found, word):
        return None
    if which == "T" or (which == "L" and word == "night" and _word(context, found, "w") == "last"):
        if own is None:
            return _unresolved(_NO_DATE, kind="TIME")
        return with_part(context, found, at_grain(own - timedelta(days=which == "L"), "D"), "published")
    mention = context.latest("TD")
    start = first_day(mention.value) if mention else None
    if start is not None and mention is not None:
        step = {"X": 1, "L": -1}.get(which, 0)
        return with_part(context, found, at_grain(start + timedelta(days=step), "D"), "previous")
    if which in ("X", "h"):
        return _unresolved("needs a day told before, and none is", kind="TIME")
    if own is None or context.narrative:
        return _unresolved("needs a day told before, and none is", kind="TIME")
    back = 1 if word == "overnight" or (which == "L" and word != "night") else 0
    return with_part(context, found, at_grain(own - timedelta(days=back), "D"), "published")


def _stands_alone(context: Context, found: Match, word: str) -> bool:
    """Whether a bare part of the day is a time: "at noon", "overnight", "before dawn", but not "days and nights"."""
    before = context.tokens.classes[found.start() - 1 : found.start()]
    if _in_a_name(context, found.start("P")):
        return False
    return word == "overnight" or (word in _PRECISE and before in ("i", "A", "c", "-", "F"))


def clock(context: Context, found: Match) -> Value | None:
    """ "10:35 a.m.", "9 p.m. EST on Tuesday", "at 15:30", "1500 GMT": the day is the one told beside it or before it."""
    time = _clock_time(context, found)
    if time is None or not (_is_clock(context, found) or context.hinted(*found.span())):
        return None
    if group(found, "W"):
        number = WEEKDAYS[_word(context, found, "W").rstrip(".")]
        day = weekday_day(context, found, number)
        anchor = "published"
    elif group(found, "d"):
        own = context.published
        day = own + timedelta(days=_DAYS[_word(context, found, "d")]) if own else None
        anchor = "published"
    elif (ahead := _day_after(context, found)) is not None:
        day, anchor = ahead, "published"
    else:
        mention = context.latest("TD")
        near = mention is not None and context.sentence - mention.sentence <= _CLOCK_REACHES
        day = first_day(mention.value) if mention is not None and near else None if context.narrative else context.published
        anchor = "previous" if near else "published"
    if day is None:
        return _unresolved(_NO_DATE, kind="TIME")
    zone = context.tokens.lows[found.start(_clock_group(found)) : found.end()]
    value = f"{at_grain(day, 'D')}T{time}{'Z' if not _UNIVERSAL.isdisjoint(zone) else ''}"
    return Value("TIME", value, anchor, "time of the clock on the day told")  # type: ignore[arg-type]


def _is_clock(context: Context, found: Match) -> bool:
    """Whether hours and minutes are a time of day: not the length of a video or a verse, which nothing leads to."""
    if found.end() - found.start() > 1:
        return True
    return context.tokens.classes[found.start() - 1 : found.start()] in ("i", "c", "-") and found.start() > 0


def _in_a_name(context: Context, at: int) -> bool:
    """Whether a word of time stands capitalised behind another capital: "Harbour Tonight", "Merrin Today"."""
    tokens = context.tokens
    if not at or tokens.classes[at - 1] == "|":
        return False
    return tokens.text[tokens.starts[at]].isupper() and tokens.text[tokens.starts[at - 1]].isupper()


def _day_after(context: Context, found: Match) -> date | None:
    """The weekday or "yesterday" that a second clock time separates from the first: "at 04:17 (01:17 GMT) on Monday"."""
    behind = _SECOND_CLOCK.match(context.tokens.classes, found.end())
    if behind is None or context.published is None:
        return None
    if behind["d"]:
        return context.published + timedelta(days=_DAYS[context.tokens.lows[behind.start("d")]])
    return weekday_day(context, behind, WEEKDAYS[context.tokens.lows[behind.start("W")]])


def _clock_group(found: Match) -> str:
    """The group that holds the hour."""
    return "C" if group(found, "C") else "C2"


def _clock_time(context: Context, found: Match) -> str | None:
    which = _clock_group(found)
    word = _word(context, found, which)
    mark = "m" if which == "C" else "m2"
    half = _word(context, found, mark)[0] if group(found, mark) else ""
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
    """ "9 p.m. EST, Nov. 6", "10:35 on 4 March 2019"."""
    time = _clock_time(context, found)
    day = month_day(context, found) if found["M"] else None
    if time is None or day is None or day.value is None:
        return None
    return Value("TIME", f"{day.value}T{time}", day.anchor, "time of the clock and date")


def part_of_date(context: Context, found: Match) -> Value | None:
    """ "the night of January 3", "midnight on Dec. 31"."""
    day = month_day(context, found)
    return with_part(context, found, day.value, day.anchor) if day and day.value else None


def the_unit(context: Context, found: Match) -> Value | None:
    """Reads "for the year", "during the week", "in the fiscal year": the current one, or a length if its end is told."""
    unit = UNITS[_word(context, found, "U")]
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
    unit = UNITS[_word(context, found, "U")]
    if unit not in "MY" or _word(context, found, "B") != "end":
        return None
    by = part_meant(context, found)
    if context.published is None or context.narrative:
        return from_mention(context, found, unit, 0)
    value = unit_value(context.published, unit, 0)
    return Value("DATE", value, "published", "told from the report's date", by) if value else None


def end_of_unit(context: Context, found: Match) -> Value | None:
    """ "the end of the month", "later in the year": of the current one, or of the one told before."""
    unit = UNITS[_word(context, found, "U")]
    if unit == "D":  # "later in the day": the day told before, or the report's own
        if not group(found, "E"):
            return None
        if context.latest("TD"):
            return from_mention(context, found, unit, 0)
        own = context.published
        return Value("DATE", own.isoformat(), "published", "told from the report's date") if own else _unresolved(_NO_DATE)
    if unit[0] == "T" or unit in "KL":
        return None
    by = part_meant(context, found)
    if context.published is None or context.narrative:
        return from_mention(context, found, unit, 0)
    value = unit_value(context.published, unit, 0)
    return Value("DATE", value, "published", "told from the report's date", by) if value else None


def beside(context: Context, found: Match) -> Value | None:
    """Reads "two days before" where nothing follows as told from a time before. Where something follows, it is a length
    of time, or a day ("the day after"), whose date hangs on an event or date that the text names."""
    tokens = context.tokens
    if tokens.classes[found.end()] in "|,.;:)c'\"":
        return apart(context, found)
    unit = UNITS[_word(context, found, "U")]
    count = amount(context, found)
    sign = -1 if _word(context, found, "A") == "before" else 1
    whole = count is not None and count == int(count) and unit[0] != "T"
    offset = (sign * int(count), unit) if count is not None and whole else None
    if not group(found, "n") and found["U"] == "U":
        return Value("DATE", None, "event", "its date hangs on what follows", offset=offset)
    return Value("DURATION", period(count, unit), "event", "its date hangs on what follows", trim=1, offset=offset)


def hours_of(context: Context, found: Match) -> Value | None:
    """Reads "the early hours of Sunday", "late hours of March 3" as a part of that day."""
    if context.tokens.lows[found.end("E")] != "hours":
        return None
    part = "TMO" if _word(context, found, "E") == "early" else "TNI"
    if group(found, "M"):
        day = month_day(context, found)
        return Value("TIME", day.value + part, day.anchor, "part of a day") if day and day.value else day
    if group(found, "d"):
        own = context.published
        start = own + timedelta(days=_DAYS[_word(context, found, "d")]) if own else None
    else:
        start = weekday_day(context, found, WEEKDAYS[_word(context, found, "W")])
    if start is None:
        return _unresolved(_NO_DATE, kind="TIME")
    return Value("TIME", at_grain(start, "D") + part, "published", "part of a day")


def this_unit(context: Context, found: Match) -> Value | None:
    """ "last week", "this year", "next month", "earlier this year", "the end of the year", "that day", "the same week"."""
    unit = UNITS[_word(context, found, "U")]
    which = found["w"][-1]
    word = _word(context, found, "w") if len(found["w"]) == 1 else context.tokens.lows[found.end("w") - 1]
    by = part_meant(context, found)
    if which == "h" or word in ("following", "previous", "preceding", "succeeding", "prior"):
        return from_mention(context, found, unit, {"L": -1, "X": 1}.get(which, 0))
    if unit[0] == "T":
        return None
    if word == "past":
        return Value("DURATION", period(1, unit), "none", "length of time")
    own = context.published
    if own is None:
        return _unresolved(_NO_DATE)
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


def weekend(context: Context, found: Match) -> Value | None:
    """ "the weekend", "over the weekend", "at the weekend": the last one, or by tense the coming one."""
    if UNITS[_word(context, found, "U")] != "K":
        return None
    own = context.published
    if own is None:
        return _unresolved(_NO_DATE)
    before = own.isoweekday() < 6
    future = context.tense(*found.span()) == "future"
    day = own - timedelta(days=7) if before and not future else own
    return Value("DATE", of_week(day) + "-WE", "published", "nearest weekend to the report's date by tense")


def from_mention(context: Context, found: Match, unit: str, count: int) -> Value | None:
    """A time so many units from the last time of the text; unresolved where there is none or it is too coarse."""
    mention = context.mentions[-1] if context.mentions else None
    if mention is None:
        return _unresolved("needs a time told before, and none is")
    if unit[0] == "T":
        return _by_clock(mention.value, unit, count)
    if count == 0:
        start = first_day(mention.value)
        size = grain(mention.value) or ""
        if start is None or "TDKWMQHSYEC".index(size) > "TDKWMQHSYEC".index(unit if unit in "DWKMQYEC" else "D"):
            return _unresolved(f"the time told before ({mention.value}) is too coarse")
        return Value("DATE", at_grain(start, unit), "previous", f"told from {mention.value}")
    value = shift(mention.value, count, unit)
    if value is None:
        return _unresolved(f"the time told before ({mention.value}) is too coarse")
    return Value("DATE", value, "previous", f"told from {mention.value}")


def _by_clock(value: str, unit: str, count: int) -> Value:
    """Hours or minutes from an earlier time of the clock."""
    try:
        start = datetime.strptime(value, "%Y-%m-%dT%H:%M")
        moved = start + timedelta(minutes=count * (60 if unit == "TH" else 1))
        return Value("TIME", moved.strftime("%Y-%m-%dT%H:%M"), "previous", f"told from {value}")
    except (ValueError, OverflowError):
        return _unresolved("needs a time of the clock told before, and none is", kind="TIME")


def ago(context: Context, found: Match) -> Value | None:
    """ "two days ago", "a year ago", "almost four years ago", "months ago"."""
    unit = UNITS[_word(context, found, "U")]
    count = amount(context, found)
    if count is None:
        return Value("DATE", "PAST_REF", "published", "so long before the report")
    own = context.published
    if own is None:
        return _unresolved(_NO_DATE)
    if unit == "Y" and count == 1:
        quarter = _quarter_near(context)
        if quarter is not None:
            return Value("DATE", shift(quarter, -1, "Y"), "previous", f"the like of {quarter} a year before")
    if unit[0] == "T":
        return _hours_ago(context, own, unit, count)
    if unit == "W" and count == 1:
        return Value("DATE", at_grain(own - timedelta(days=7), "D"), "published", "counted back from the report's date")
    return _counted(own, -count, unit)


def _quarter_near(context: Context) -> str | None:
    """The quarter that the sentence or the one before it is about, or None."""
    for mention in reversed(context.mentions):
        if context.sentence - mention.sentence > 1:
            return None
        if grain(mention.value) == "Q":
            return mention.value
    return None


def _hours_ago(context: Context, own: date, unit: str, count: float) -> Value:
    if context.clock is None:
        if unit != "TH" or count < 24:
            return _unresolved("needs the hour at which the report was published", kind="TIME")
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
    """ "two weeks from now", "three days from today", "in two days" after a future tense."""
    unit = UNITS[_word(context, found, "U")]
    count = amount(context, found)
    if count is None:
        return Value("DATE", "FUTURE_REF", "published", "so long after the report")
    if context.published is None:
        return _unresolved(_NO_DATE)
    return None if unit[0] == "T" else _counted(context.published, count, unit)


def apart(context: Context, found: Match) -> Value | None:
    """ "two days later", "a week earlier", "15 minutes later", "the day before", "months later"."""
    unit = UNITS[_word(context, found, "U")]
    word = _word(context, found, "A")
    sign = -1 if word in ("before", "earlier") else 1
    count = amount(context, found)
    if count is None:
        return Value("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "previous", "so long from the time told before")
    if unit == "Y" and count == 1 and sign < 0 and (_quarter_near(context) or not context.mentions):
        return ago(context, found)
    if count != int(count):
        return _unresolved("counts in fractions from a time told before")
    return from_mention(context, found, unit, sign * int(count))


def amount(context: Context, found: Match) -> float | None:
    """The number in group ``n``; 1 for "a" or none; None if it is vague ("several", a bare plural)."""
    numbers = group(found, "n")
    if not numbers:
        return 1 if group(found, "U") and found["U"] != "V" else None
    return cardinal([word for word in context.tokens.words(*found.span("n")) if word not in ("some", "or", "so")])


def quarter(context: Context, found: Match) -> Value | None:
    """ "the third quarter", "fourth-quarter", "the third quarter of 1984", "last year's first quarter", "the quarter"."""
    tokens = context.tokens
    number = ordinal(_word(context, found, "o")) if group(found, "o") else None
    own = context.published
    if number is not None and not 1 <= number <= 4:
        return None
    if group(found, "Y"):
        if number is None:
            return None
        return Value("DATE", f"{tokens.lows[found.start('Y')]}-Q{number}", "none", "quarter and year")
    if own is None:
        return _unresolved(_NO_DATE)
    which = group(found, "R")
    if group(found, "l") and tokens.lows[found.start("l")] != "latest":
        return None
    if number is None:
        mention = _quarter_near(context)
        if mention is not None:
            return Value("DATE", mention, "previous", "the quarter told before")
        return Value("DATE", shift(of_quarter(own), -1, "Q"), "published", "the last quarter before the report")
    if which:
        year = own.year + {"L": -1, "X": 1}.get(which[-1], 0)
        return Value("DATE", f"{year:04d}-Q{number}", "published", "quarter of a year told from the report's date")
    here = (own.month + 2) // 3
    tense = context.tense(*found.span())
    year = own.year if number <= here else own.year - 1
    if tense == "future":  # results of the quarter just over are still to come
        year = own.year if number >= here - 1 else own.year + 1
    elif number == here + 1 or (number == here and tense != "past"):
        year = own.year
    if here == 1 and number == 4:
        year = own.year - 1
    return Value("DATE", f"{year:04d}-Q{number}", "published", "nearest such quarter to the report's date")


def year_ago_quarter(context: Context, found: Match) -> Value | None:
    """ "the year-ago quarter", "the year-earlier third quarter", "a year-earlier loss": the like a year before."""
    own = context.published
    if UNITS[_word(context, found, "U")] != "Y":
        return None
    if own is None:
        return _unresolved(_NO_DATE)
    near = _quarter_near(context)
    number = ordinal(_word(context, found, "o")) if group(found, "o") else None
    if number is not None and 1 <= number <= 4:
        year = int((near or of_quarter(own))[:4]) - 1
        return Value("DATE", f"{year:04d}-Q{number}", "published", "the like a year before")
    if near is None and not group(found, "q"):
        return Value("DATE", f"{own.year - 1:04d}", "published", "the like a year before")
    base = near or shift(of_quarter(own), -1, "Q")
    return Value("DATE", shift(base, -1, "Y") if base else None, "published", "the like a year before")


def half_year(context: Context, found: Match) -> Value | None:
    """ "the first half of 1990", "the second half of this year"."""
    number = ordinal(_word(context, found, "o"))
    if number not in (1, 2):
        return None
    if group(found, "Y"):
        return Value("DATE", f"{_word(context, found, 'Y')}-H{number}", "none", "half of a year")
    if context.published is None:
        return _unresolved(_NO_DATE)
    year = context.published.year + {"L": -1, "X": 1}.get(found["R"][-1], 0)
    return Value("DATE", f"{year:04d}-H{number}", "published", "half of a year told from the report's date")


def week_of(context: Context, found: Match) -> Value | None:
    """The week of a day just told: "the week of March 6"."""
    day = month_day(context, found)
    start = first_day(day.value) if day and day.value else None
    return Value("DATE", of_week(start), day.anchor, "week of a day") if day and start else day


def day_of_month(context: Context, found: Match) -> Value | None:
    """ "the 13th", a day of the month told before; rejected where that month is not known."""
    number = ordinal(_word(context, found, "o"))
    mention = context.latest("TDM")
    start = first_day(mention.value) if mention else None
    if start is None or number is None or mention is None or context.sentence - mention.sentence > 2:
        return None
    try:
        return Value("DATE", start.replace(day=number).isoformat(), "previous", "day of the month told before")
    except ValueError:
        return None
