"""Times that are no place in the calendar: durations, sets, and words for the present, the past and the future."""

from __future__ import annotations

import re

from accordingto.reading.numbers import cardinal
from accordingto.reading.times.absolute import Match
from accordingto.reading.times.context import Context, Value, group
from accordingto.reading.times.tokens import DAY_PARTS, FREQUENCIES, REFERENCES, UNITS, WEEKDAYS

_NAMED = frozenset(
    ("be", "is", "was", "been", "declare", "declared", "proclaim", "proclaimed", "announced", "called", "observe", "observed")
)
_RATE = re.compile(r"[DNYwH](?:x|V)\Z")  # "four flights a week", "24 hours a day"


# A fraction of these is told in so many of the next smaller unit.
_SMALLER = {"TH": (60, "TM"), "TM": (60, "TS"), "D": (24, "TH"), "W": (7, "D"), "Y": (12, "M"), "E": (10, "Y"), "C": (100, "Y")}


def period(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a duration: "P2D", "PT5H30M", "P10Y" of a decade; ``count`` None is a vague one ("PXD")."""
    if count is None:
        return f"PTX{unit[1]}" if unit[0] == "T" else f"PX{'WE' if unit == 'K' else unit}"
    if unit in ("E", "C"):
        count, unit = count * _SMALLER[unit][0], "Y"
    whole, part = divmod(count, 1)
    rest = round(part * _SMALLER[unit][0]) if unit in _SMALLER else 0
    if part and whole and rest and rest == part * _SMALLER[unit][0]:
        smaller = _SMALLER[unit][1]
        mark = "T" if smaller[0] == "T" and unit[0] != "T" else ""
        return f"{period(whole, unit)}{mark}{rest}{smaller[-1]}"
    return f"PT{count:g}{unit[1]}" if unit[0] == "T" else f"P{count:g}{'WE' if unit == 'K' else unit}"


def duration(context: Context, found: Match) -> Value | None:
    """Reads "two days", "16-hour", "at least 20 more years", "the past 48 hours", "recent months", "several weeks", "a decade"."""
    tokens = context.tokens
    unit = UNITS[tokens.lows[found.start("U")]]
    after = tokens.lows[found.end()]
    if after == "old" or (after == "-" and tokens.lows[found.end() + 1] in ("old", "olds")):
        return None
    numbers = group(found, "n")
    if unit == "TM" and after == "read" and tokens.lows[found.end() - 1] in ("min", "minute"):
        return None  # "5 min read" in the head of a report
    if unit == "TH" and found.start() and tokens.classes[found.start() - 1] == "C":
        return None  # "20:00 hours"
    if unit == "D" and numbers == "z" and after == "of" and found.start() and tokens.lows[found.start() - 1] in _NAMED:
        return None  # "will be a day of mourning"
    if unit == "Q" and (tokens.classes[found.end()] == "F" or found.end() - found.start() == 1):
        return None  # "three quarters of the city", "winter quarters"
    if found.end() - found.start() == 1 and tokens.lows[found.start()] in ("hrs", "mins"):
        return None  # "at 05:30 hrs"
    count: float | None = None
    if numbers:
        words = tokens.words(*found.span("n"))
        if words[-1] == "couple" or words[-2:] == ["couple", "of"]:
            count = 2
        else:
            count = cardinal(words)
            if count is None and not any(letter in "q" for letter in numbers):
                return None
    elif found["U"] != "V":
        count = 1
    if count is not None and group(found, "h"):
        count += 0.5
    if count is not None and count > 1e6:
        return None
    return Value("DURATION", period(count, unit), "none", "length of time")


def half(context: Context, found: Match) -> Value | None:
    """Reads "half an hour"."""
    unit = UNITS[context.tokens.lows[found.start("U")]]
    if unit == "TH":
        return Value("DURATION", "PT30M", "none", "length of time")
    return Value("DURATION", "P6M" if unit == "Y" else period(0.5, unit), "none", "length of time")


def repeated(context: Context, found: Match) -> Value | None:
    """Reads "every day", "each month", "every two weeks", "twice a year", "day by day"."""
    unit = UNITS[context.tokens.lows[found.start("U")]]
    numbers = group(found, "n")
    count = cardinal(context.tokens.words(*found.span("n"))) if numbers else 1
    return Value("SET", period(count, unit), "none", "repeated") if count is not None else None


def repeated_weekday(context: Context, found: Match) -> Value | None:
    """Reads "every Monday", "Tuesday nights"."""
    names = ("W", "P") if found["W"] else ("W2", "P2")
    number = WEEKDAYS[context.tokens.lows[found.start(names[0])].rstrip(".")]
    word = context.tokens.lows[found.start(names[1])] if found[names[1]] else ""
    if names[0] == "W2" and not word.endswith("s"):
        return None
    part = f"T{DAY_PARTS[word]}" if word else ""
    return Value("SET", f"XXXX-WXX-{number}{part}", "none", "repeated")


def frequency(context: Context, found: Match) -> Value | None:
    """Reads "daily", "weekly", "annually"."""
    tokens = context.tokens
    word = tokens.lows[found.start()]
    if word == "daily" and tokens.text[tokens.starts[found.start()]] == "D" and tokens.classes[found.start() - 1 : found.start()] != "|":
        return None  # "the Daily Halden"
    if word == "daily" and tokens.text[tokens.starts[found.end()] : tokens.starts[found.end()] + 1].isupper():
        return None  # "the daily Harbour Post"
    if word == "quarterly" and tokens.classes[found.end()] == "x":
        return None  # "quarterly dividend", "quarterly results": a kind of thing
    return Value("SET", FREQUENCIES[word], "none", "repeated")


def reference(context: Context, found: Match) -> Value | None:
    """Reads "now", "recently", "formerly", "soon"."""
    tokens = context.tokens
    word, after = tokens.lows[found.start()], tokens.lows[found.end()]
    if word == "soon" and (after in ("as", "after") or tokens.lows[found.start() - 1] == "as" or context.tense(*found.span()) == "past"):
        return None  # "the town soon fell"
    return Value("DATE", REFERENCES[context.tokens.lows[found.end() - 1]], "published", "the present, past or future at large")


def repeated_part(context: Context, found: Match) -> Value | None:
    """Reads "every night", "each morning"."""
    part = DAY_PARTS[context.tokens.lows[found.start("P")]]
    return Value("SET", f"XXXX-XX-XXT{part}", "none", "repeated")


def per_unit(context: Context, found: Match) -> Value | None:
    """Reads "twice a week", "$5 million a year": once each unit, where a count, a price or "once" stands before it."""
    tokens = context.tokens
    at = found.start()
    before = tokens.lows[max(0, at - 4) : at]
    if before and (before[-1] in ("times", "once", "twice", "%", "percent") or any(w in ("$", "€", "£") for w in before)):
        return Value("SET", period(1, UNITS[tokens.lows[found.start("U")]]), "none", "repeated")
    if _RATE.search(tokens.classes[max(0, at - 3) : at]):
        return Value("SET", period(1, UNITS[tokens.lows[found.start("U")]]), "none", "so many each unit")
    return None


def unit_by_unit(context: Context, found: Match) -> Value | None:
    """Reads "day by day", "year after year" as a repeated time."""
    lows = context.tokens.lows
    first, word, second = lows[found.start() : found.end()]
    if word != "by" or first != second:
        return None
    return Value("SET", period(1, UNITS[first]), "none", "repeated")


_PHRASES = {
    "the future": "FUTURE_REF", "the near future": "FUTURE_REF", "the past": "PAST_REF", "the present": "PRESENT_REF",
    "the moment": "PRESENT_REF", "this moment": "PRESENT_REF", "the present moment": "PRESENT_REF",
    "these days": "PRESENT_REF", "the immediate future": "FUTURE_REF", "the foreseeable future": "FUTURE_REF",
    "the distant future": "FUTURE_REF",
}  # fmt: skip


def phrase(context: Context, found: Match) -> Value | None:
    """Reads "the future", "these days", "at present"; "current" before a noun."""
    tokens = context.tokens
    words = " ".join(tokens.words(*found.span()))
    if words in _PHRASES:
        if words == "the moment" and tokens.lows[found.start() - 1] not in ("at", "for"):
            return None
        after = tokens.classes[found.end()]
        if words == "the past" and after not in ".,|;:)" and tokens.classes[found.start() - 1] != "i":
            return None
        if words == "the future" and after == "F":
            return None  # "the future of the port" is no time
        return Value("DATE", _PHRASES[words], "published", "the present, past or future at large")
    following = tokens.classes[found.end()]
    if words == "current" and following == "x":
        return Value("DATE", "PRESENT_REF", "published", "the present at large")
    if words == "present" and tokens.lows[found.start() - 1] == "at":
        return Value("DATE", "PRESENT_REF", "published", "the present at large")
    return None


def then(context: Context, found: Match) -> Value | None:
    """Reads "then" of a time told before: "the then premier", "since then", "then-President"; else it is no time."""
    tokens = context.tokens
    at = found.start()
    before = tokens.classes[at - 1 : at] if at else ""
    if before not in ("t", "i") and not (tokens.classes[at + 1] == "-" and tokens.text[tokens.ends[at]] == "-"):
        return None
    if not context.mentions:
        return Value("DATE", None, "unknown", "needs a time told before, and none is")
    value = context.mentions[-1].value
    return Value("DATE", value, "previous", f"stands for {value}")
