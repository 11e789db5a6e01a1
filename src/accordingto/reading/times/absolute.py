"""Times that name their place in the calendar: dates, months, years, seasons, quarters, centuries, holidays."""

from __future__ import annotations

import re
from datetime import date

from accordingto.data import table, words
from accordingto.errors import ModelError
from accordingto.reading.numbers import CARDINALS, cardinal, ordinal
from accordingto.reading.times.clauses import is_deadline
from accordingto.reading.times.context import CLOSE, Context, Value, month_in, year_of_month
from accordingto.reading.times.tokens import SEASONS, UNITS, WEEKDAYS
from accordingto.reading.times.values import easter, first_day, nth_weekday

_FIXED: dict[str, list[int]] = table("times")["fixed_days"]
_EASTER: dict[str, int] = table("times")["easter_days"]
_NTH: dict[str, list[int]] = table("times")["nth_days"]

Match = re.Match[str]

EARLY, MID, LATE = "early", "mid", "late"
_COUNTED = words("times", "counted")
_BEFORE_YEARS = words("times", "before_years")
_NAMES_TOO = words("times", "names_too")
_IN_A_NUMBER = re.compile(r"(?:[A-Za-z]+\d\w*|[A-Z]{2,})-\Z")
_NOT_BESIDE_YEARS = frozenset("$€£#+_@&=%°/")

_BY = {
    "early": EARLY, "beginning": EARLY, "start": EARLY, "outset": EARLY, "mid": MID, "middle": MID,
    "late": LATE, "end": LATE, "close": LATE,
}  # fmt: skip


def part_meant(context: Context, found: Match) -> str:
    """The part of the stretch that "early", "the end of" and their like in the match mean, or ""."""
    for group in ("E", "B"):
        if group in found.re.groupindex and found[group]:
            return _BY.get(context.tokens.lows[found.start(group)], "")
    return ""


def _number(context: Context, found: Match, group: str) -> int | None:
    """The number of a one-token group: digits or an ordinal."""
    if group not in found.re.groupindex or found[group] is None:
        return None
    word = context.tokens.lows[found.start(group)]
    return int(word) if word.isdigit() else ordinal(word)


def _day_value(year: int, month: int, day: int) -> str | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if 1000 <= year <= 2999 else None


def iso(context: Context, found: Match) -> Value | None:
    """Reads "2019-12-27", "27/12/2019", "12/27/19", "27.12.2019"; "03/01/2020" is read with the
    day first or the month first, whichever lies nearer to the report's date, and month first without one."""
    word = context.tokens.lows[found.start()]
    if word == "9/11":
        return Value("DATE", "2001-09-11", "none", "name of a day")
    if match := re.match(r"(\d{4})[-/](\d\d?)[-/](\d\d?)(?:t(\d\d:\d\d))?", word):
        value = _day_value(int(match[1]), int(match[2]), int(match[3]))
        if value and match[4]:
            return Value("TIME", f"{value}T{match[4]}", "none", "date and time in digits")
        return Value("DATE", value, "none", "date in digits") if value else None
    parts = [int(part) for part in re.split(r"[/.-]", word)]
    year = parts[2] if parts[2] > 99 else parts[2] + (2000 if parts[2] < 70 else 1900)
    if "." in word and parts[2] < 100 and (context.published is None or abs(year - context.published.year) > 1):
        return None  # "14.5.31" only in a report of that time; else a section or a version
    month_first = _day_value(year, parts[0], parts[1])
    day_first = _day_value(year, parts[1], parts[0])
    if month_first and day_first and month_first != day_first:
        dotted = "." in word
        value = day_first if dotted or _nearer(context, day_first, month_first) else month_first
        return Value("DATE", value, "none", "date in digits, order of day and month by the report's date")
    value = month_first or day_first
    return Value("DATE", value, "none", "date in digits") if value else None


def _nearer(context: Context, one: str, other: str) -> bool:
    """Whether ``one`` lies nearer to the report's date, which is the only evidence on the order of day and month."""
    first, second = first_day(one), first_day(other)
    if context.published is None or first is None or second is None:
        return False
    return abs((first - context.published).days) < abs((second - context.published).days)


def month_day(context: Context, found: Match) -> Value | None:
    """Reads "December 31, 2019", "Dec. 31", "31st of December", "June 15 that year", "Friday, July 21"."""
    month = month_in(context.tokens, found.start("M"))
    day = _number(context, found, "D")
    if day is None or not 1 <= day <= 31:
        return None
    year = _year(context, found)
    if year is not None:
        value = _day_value(year, month, day)
        return Value("DATE", value, "none", "date in full") if value else None
    near = context.year_near()
    if near is not None and (context.narrative or context.tense(*found.span()) != "future"):
        value = _day_value(near, month, day)
        return Value("DATE", value, "previous", "year of the time named before") if value else None
    if context.published is None:
        return Value("DATE", None, "unknown", "needs a year, and the report has no date")
    value = _by_weekday(context, found, month, day)
    if value is None:
        value = _day_value(year_of(context, found, month, day), month, day)
    return Value("DATE", value, "published", "nearest such day to the report's date by tense") if value else None


def year_of(context: Context, found: Match, month: int, day: int | None) -> int:
    """The year of a bare month or day by the report's date, which must be there, and the tense around the match.

    The end of a wait ("by February", "until March 6") lies ahead.
    """
    own = context.published
    if own is None:
        raise ModelError("a bare month needs the report's date")
    if context.tokens.lows[found.start() - 1 : found.start()] in (["by"], ["until"]):
        return year_of_month(own, month, day, "future", close=False)
    tense, distance = context.tense_and_distance(*found.span())
    if tense in ("unknown", "past") and context.opens_sentence(found.start()):
        tense, distance = context.tense_of_rest(found.end()), CLOSE
    return year_of_month(own, month, day, tense, close=tense != "unknown" and 0 < distance <= CLOSE)


def _by_weekday(context: Context, found: Match, month: int, day: int) -> str | None:
    """The year in which a month's day falls on the weekday named with it, the report's own or the ones beside it."""
    if "W" not in found.re.groupindex or not found["W"] or context.published is None:
        return None
    weekday = WEEKDAYS[context.tokens.lows[found.start("W")].rstrip(".")]
    own = context.published.year
    for year in (own, own - 1, own + 1):
        value = _day_value(year, month, day)
        start = first_day(value) if value else None
        if start is not None and start.isoweekday() == weekday:
            return value
    return None


def range_first_day(context: Context, found: Match) -> Value | None:
    """The "26" of "26-28 April" and of "between 8 and 23 November"."""
    if found["c"] == "c" and context.tokens.classes[found.start() - 1 : found.start()] != "i":
        return None
    return month_day(context, found)


def range_last_day(context: Context, found: Match) -> Value | None:
    """The "7" of "April 6-7"."""
    month = month_in(context.tokens, found.start() - 3)
    day = _number(context, found, "D")
    mention = context.mentions[-1] if context.mentions else None
    start = first_day(mention.value) if mention else None
    if day is None or mention is None or start is None or start.month != month or day <= start.day:
        return None
    value = _day_value(start.year, month, day)
    return Value("DATE", value, "previous", "last day of a range") if value else None


def short_year(context: Context, found: Match) -> Value | None:
    """Reads "16 NOV 89" of datelines: a year of two digits that is no day."""
    digits = context.tokens.lows[found.start("N")]
    day = _number(context, found, "D")
    if len(digits) != 2 or not digits.isdigit() or day is None:
        return None
    value = _day_value(1900 + int(digits), month_in(context.tokens, found.start("M")), day)
    return Value("DATE", value, "none", "date with a year of two digits") if value else None


def _year(context: Context, found: Match) -> int | None:
    """The year a match names in digits or as "that year", "last year"; None if it names none."""
    groups = found.re.groupindex
    if "Y" in groups and found["Y"]:
        return int(context.tokens.lows[found.start("Y")])
    if "R" in groups and found["R"]:
        kind = found["R"][0] if found["R"][0] != "t" else found["R"][1]
        if kind == "h":
            mention = context.mentions[-1] if context.mentions else None
            start = first_day(mention.value) if mention else None
            return start.year if start else None
        if context.published is not None:
            return context.published.year + {"L": -1, "X": 1}.get(kind, 0)
    return None


def month(context: Context, found: Match) -> Value | None:
    """Reads "December 2017", "late November", "the end of March", "January this year", "last April", "October"."""
    at = found.start("M")
    if not _is_month(context, found, at) and not context.hinted(at, at + 1):
        return None
    number = month_in(context.tokens, at)
    by = part_meant(context, found)
    year = _year(context, found)
    if year is not None:
        return Value("DATE", f"{year:04d}-{number:02d}", "none", "month and year", by)
    near = context.year_near()
    which = found["w"]
    if which is None and near is not None and (context.narrative or context.tense(*found.span()) != "future"):
        return Value("DATE", f"{near:04d}-{number:02d}", "previous", "year of the time named before", by)
    own = context.published
    if own is None:
        return Value("DATE", None, "unknown", "needs a year, and the report has no date")
    if which is None:
        year = year_of(context, found, number, None)
    elif which == "L":
        year = own.year if number < own.month else own.year - 1
    elif which == "X":
        year = own.year if number > own.month else own.year + 1
    else:
        year = own.year
    return Value("DATE", f"{year:04d}-{number:02d}", "published", "nearest such month to the report's date", by)


def week_of_month(context: Context, found: Match) -> Value | None:
    """Reads "the last week of October": the month, narrowed to its part."""
    word = context.tokens.lows[found.start("o")]
    by = LATE if word in ("last", "final") else EARLY if word == "first" else ""
    number = month_in(context.tokens, found.start("M"))
    year = _year(context, found) or context.year_near()
    if year is None and context.published is None:
        return Value("DATE", None, "unknown", "needs a year, and the report has no date")
    if year is None and context.published is not None:
        year = year_of(context, found, number, None)
    return Value("DATE", f"{year:04d}-{number:02d}", "published", "part of a month", by)


def year_in_words(context: Context, found: Match) -> Value | None:
    """Reads "nineteen ninety-six" and "the year two thousand", as transcripts have them."""
    words = [word for word in context.tokens.words(*found.span("n")) if word != "-"]
    if found.start("n") > found.start():
        value = cardinal(words) if context.tokens.lows[found.start("n") - 1] == "year" else None
        return Value("DATE", f"{int(value):04d}", "none", "year in words") if value and 1000 <= value < 2100 else None
    first, rest = CARDINALS.get(words[0], 0), cardinal(words[1:])
    if not 15 <= first <= 20 or rest is None or not 10 <= rest <= 99:
        return None
    return Value("DATE", f"{first * 100 + int(rest):04d}", "none", "year in words")


def _is_month(context: Context, found: Match, at: int) -> bool:
    """Whether a bare word is a month and not a verb or a name: "May", "March", "June", "Jan" need a word of time before."""
    tokens = context.tokens
    if found.end() - found.start() > 1:
        return True
    if tokens.lows[at].rstrip(".") not in _NAMES_TOO:
        return tokens.classes[at] == "M"
    if tokens.classes[at] == "b":
        return False
    after = tokens.text[tokens.starts[at + 1] : tokens.ends[at + 1]]
    if tokens.classes[at - 1 : at] in ("t", "z") and after.islower() and tokens.classes[at + 1] == "x":
        return True  # "the March accord"
    return tokens.classes[at - 1 : at] in ("i", "F", "c", "A", "-", "(", "E", "B") and at > 0


def year(context: Context, found: Match) -> Value | None:
    """Reads "2017", "late 2017", "fiscal 1989", "the end of 1994"; a bare number is a year only where one may stand."""
    tokens = context.tokens
    at = found.start("Y")
    number = int(tokens.lows[at])
    if found.end() - found.start() == 1 and not (_may_be_year(context, at, number) or context.hinted(at, at + 1)):
        return None
    return Value("DATE", f"{number:04d}", "none", "year", part_meant(context, found))


def _may_be_year(context: Context, at: int, number: int) -> bool:
    """Whether four digits that stand alone are a year and no count, price, street number or part of a name."""
    tokens, text = context.tokens, context.tokens.text
    start, end = tokens.starts[at], tokens.ends[at]
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or before in _NOT_BESIDE_YEARS:
        return False
    if after in _NOT_BESIDE_YEARS or (after and after in ".,:" and text[end + 1 : end + 2].isdigit()):
        return False
    if before == "-" and _IN_A_NUMBER.search(text[max(0, start - 16) : start]):
        return False
    previous = tokens.lows[at - 1] if at else ""
    if previous == "." and tokens.lows[at - 2 : at - 1] == ["no"]:
        return False
    following = tokens.lows[at + 1]
    if tokens.classes[at - 1 : at] in ("i", "F", "c", "A", "-", "(", "E", "t", "h", "n") or previous in _BEFORE_YEARS:
        return following not in _COUNTED and 1000 <= number < 2100
    if (
        following in _COUNTED
        or (tokens.classes[at + 1] in "VZ" and following != "local")
        or previous in ("no", "number", "room", "flight", "highway")
    ):
        return False
    if tokens.classes[at + 1] in "-,.|);:" or 1900 <= number <= 2050:
        return 1500 <= number < 2100
    return False


def range_year(context: Context, found: Match) -> Value | None:
    """The "45" of "1939-45"."""
    start, end = context.tokens.lows[found.start() - 2], context.tokens.lows[found.start()]
    if len(end) != 2 or int(end) <= int(start[2:]) or not _may_be_year(context, found.start() - 2, int(start)):
        return None
    return Value("DATE", start[:2] + end, "none", "last year of a range")


def era(context: Context, found: Match) -> Value | None:
    """Reads "490 BC", written BC0490 as in TIMEX2."""
    number = context.tokens.lows[found.start("N")]
    if "".join(context.tokens.words(found.start() + 1, found.end())).strip(".") not in ("bc", "bce", "b.c"):
        return None
    return Value("DATE", f"BC{int(number):04d}", "none", "year before our era") if number.isdigit() else None


def decade(context: Context, found: Match) -> Value | None:
    """Reads "the 1990s", "the late 1970s", "the '80s"."""
    digits = re.sub(r"\D", "", context.tokens.lows[found.start("I")])
    by = part_meant(context, found)
    if len(digits) == 4:
        return Value("DATE", digits[:3] if digits[2:] != "00" else digits[:2], "none", "decade", by)
    if not digits.endswith("0"):
        return None
    return Value("DATE", ("20" if digits < "30" else "19") + digits[0], "none", "decade, century by custom", by)


def century(context: Context, found: Match) -> Value | None:
    """Reads "the 19th century", "the late twentieth century"."""
    if UNITS[context.tokens.lows[found.start("U")]] != "C":
        return None
    number = ordinal("-".join(word for word in context.tokens.words(*found.span("o")) if word != "-"))
    if number is None or not 1 < number < 30:
        return None
    return Value("DATE", f"{number - 1:02d}", "none", "century", part_meant(context, found))


def season(context: Context, found: Match) -> Value | None:
    """Reads "the summer of 2014", "last fall", "this winter", "spring 2011"."""
    name = SEASONS[context.tokens.lows[found.start("S")]]
    by = part_meant(context, found)
    year = _year(context, found)
    if year is not None:
        return Value("DATE", f"{year:04d}-{name}", "none", "season and year", by)
    which = found["w"]
    if not _is_season(context, found) and not context.hinted(*found.span()):
        return None
    near = context.year_near()
    if which in (None, "h") and near is not None:
        return Value("DATE", f"{near:04d}-{name}", "previous", "year of the time named before", by)
    own = context.published
    if own is None:
        return Value("DATE", None, "unknown", "needs a year, and the report has no date")
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
    begins = own.year if own.month >= first else own.year - 1
    ended = 3 <= own.month < 12 if name == "WI" else own.month > first + 2
    if which == "L":
        chosen = begins if ended or own.month < first else begins - 1
    elif which == "X":
        chosen = begins + 1
    elif which == "T":
        chosen = own.year if name != "WI" or own.month > 6 else own.year - 1
    else:
        ahead = is_deadline(context, found.start()) or context.tense(*found.span()) == "future"
        chosen = begins + 1 if ahead and (ended or (name != "WI" and own.month < first)) else begins
    return Value("DATE", f"{chosen:04d}-{name}", "published", "nearest such season to the report's date", by)


def _is_season(context: Context, found: Match) -> bool:
    """Whether the word is a season: "fall" and "spring" need a year or a word of time, and "the fall of X" is none."""
    classes = context.tokens.classes
    word = context.tokens.lows[found.start("S")]
    bare = found.end() - found.start() == 1
    if word in ("fall", "spring"):
        return not bare and not (found["w"] is None and classes[found.end()] == "F")
    return not bare or classes[found.start() - 1 : found.start()] in ("i", "F", "c", "A")


def holiday_value(name: str, year: int) -> str | None:
    """The day of a holiday (lower-case name of the lexicon) in a year, or None."""
    if name in _FIXED:
        return _day_value(year, *_FIXED[name])
    try:
        if name in _EASTER:
            return date.fromordinal(easter(year).toordinal() + _EASTER[name]).isoformat()
        month, weekday, nth, plus = _NTH[name]
        return date.fromordinal(nth_weekday(year, month, weekday, nth).toordinal() + plus).isoformat()
    except (ValueError, KeyError):
        return None


def holiday(context: Context, name: str, year: int | None, which: str, first: int, last: int) -> Value | None:
    """Reads "Christmas", "last Thanksgiving", "New Year's Eve 2019"."""
    if year is not None:
        return Value("DATE", holiday_value(name, year), "none", "holiday and year")
    own = context.published
    near = context.year_near()
    if near is not None and not which:
        return Value("DATE", holiday_value(name, near), "previous", "year of the time named before")
    if own is None:
        return Value("DATE", None, "unknown", "needs a year, and the report has no date")
    days = [value for y in (own.year - 1, own.year, own.year + 1) if (value := holiday_value(name, y))]
    past = [value for value in days if value < own.isoformat() or (value == own.isoformat() and which != "last")]
    ahead = [value for value in days if value > own.isoformat() or (value == own.isoformat() and which != "next")]
    if which == "this":
        chosen = holiday_value(name, own.year)
    else:
        tense = {"last": "past", "next": "future"}.get(which) or context.tense(first, last)
        fitting = past[-1:] if tense == "past" else ahead[:1] if tense == "future" else days
        if not fitting:
            return None
        chosen = min(fitting, key=lambda value: abs(date.fromisoformat(value).toordinal() - own.toordinal()))
    return Value("DATE", chosen, "published", "nearest such holiday to the report's date")
