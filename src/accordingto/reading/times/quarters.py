"""Quarters and halves of years."""

from __future__ import annotations

from accordingto.data import words
from accordingto.reading.numbers import ordinal
from accordingto.reading.times.absolute import Match
from accordingto.reading.times.context import NO_DATE, Context, Value, group, unresolved, word_of
from accordingto.reading.times.tokens import UNITS
from accordingto.reading.times.values import grain, of_quarter, shift

_BUSINESS = words("times", "business")


def quarter(context: Context, found: Match) -> Value | None:
    """Reads "the third quarter", "fourth-quarter", "the third quarter of 1984", "last year's first quarter", "the quarter"."""
    tokens = context.tokens
    number = ordinal(word_of(context, found, "o")) if group(found, "o") else None
    own = context.published
    if number is not None and not 1 <= number <= 4:
        return None
    if group(found, "Y"):
        if number is None:
            return None
        return Value("DATE", f"{tokens.lows[found.start('Y')]}-Q{number}", "none", "quarter and year")
    if own is None:
        return unresolved(NO_DATE)
    which = group(found, "R")
    if group(found, "l") and tokens.lows[found.start("l")] != "latest":
        return None
    if number is None:
        mention = quarter_near(context)
        if mention is not None:
            return Value("DATE", mention, "previous", "the quarter told before")
        if not _is_of_business(context):
            return None  # "in the quarter" of a town
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


def _is_of_business(context: Context) -> bool:
    """Whether the sentence or the one before it speaks of money."""
    tokens = context.tokens
    low = tokens.breaks[context.sentence - 2] + 1 if context.sentence > 1 else 0
    high = tokens.breaks[context.sentence] if context.sentence < len(tokens.breaks) else len(tokens.lows)
    return not _BUSINESS.isdisjoint(tokens.lows[low:high])


def quarter_near(context: Context) -> str | None:
    """The quarter that the sentence or the one before it is about, or None."""
    for mention in reversed(context.mentions):
        if context.sentence - mention.sentence > 1:
            return None
        if grain(mention.value) == "Q":
            return mention.value
    return None


def year_ago_quarter(context: Context, found: Match) -> Value | None:
    """Reads "the year-ago quarter", "the year-earlier third quarter", "a year-earlier loss": the like a year before."""
    own = context.published
    if UNITS[word_of(context, found, "U")] != "Y":
        return None
    if own is None:
        return unresolved(NO_DATE)
    near = quarter_near(context)
    number = ordinal(word_of(context, found, "o")) if group(found, "o") else None
    if number is not None and 1 <= number <= 4:
        year = int((near or of_quarter(own))[:4]) - 1
        return Value("DATE", f"{year:04d}-Q{number}", "published", "the like a year before")
    if near is None and not group(found, "q"):
        return Value("DATE", f"{own.year - 1:04d}", "published", "the like a year before")
    base = near or shift(of_quarter(own), -1, "Q")
    return Value("DATE", shift(base, -1, "Y") if base else None, "published", "the like a year before")


def half_year(context: Context, found: Match) -> Value | None:
    """Reads "the first half of 1990", "the second half of this year"."""
    number = ordinal(word_of(context, found, "o"))
    if number not in (1, 2):
        return None
    if group(found, "Y"):
        return Value("DATE", f"{word_of(context, found, 'Y')}-H{number}", "none", "half of a year")
    if context.published is None:
        return unresolved(NO_DATE)
    year = context.published.year + {"L": -1, "X": 1}.get(found["R"][-1], 0)
    return Value("DATE", f"{year:04d}-H{number}", "published", "half of a year told from the report's date")


def short(context: Context, found: Match) -> Value | None:
    """Reads "Q3 2019" and "H1 2020"."""
    letter, number = word_of(context, found, "q"), word_of(context, found, "D")
    if (letter, number) not in _SHORT:
        return None
    return Value("DATE", f"{word_of(context, found, 'Y')}-{letter.upper()}{number}", "none", "part of a year")


_SHORT = {("q", "1"), ("q", "2"), ("q", "3"), ("q", "4"), ("h", "1"), ("h", "2")}
