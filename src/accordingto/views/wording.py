"""The record's own words: numbers inside sentences, dates as people write them, labels of aspects and relations.

Everything here is neutral and the same for every voice. Quotation marks are left to those who are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accordingto.model.intervals import TimeInterval
from accordingto.model.record import Value

WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
ASPECTS = {
    "who": "Did",
    "to_whom": "To whom",
    "when": "When",
    "where": "Where",
    "whether": "Whether",
    "means": "By what",
    "called": "Called",
    "evidence": "Evidence",
    "claim": "Claimed",
    "killed": "Killed",
    "injured": "Injured",
    "casualties": "Casualties",
    "missing": "Missing",
    "trapped": "Trapped",
    "detained": "Detained",
    "freed": "Freed",
    "displaced": "Displaced",
    "rescued": "Rescued",
    "infected": "Infected",
    "aboard": "Aboard",
    "attackers": "Attackers",
    "troops": "Troops",
    "protesters": "Protesters",
    "strikes": "Strikes",
    "targets": "Targets",
    "people": "People",
    "vehicles": "Vehicles",
    "money": "Money",
    "distance": "Distance",
    "area": "Area",
    "duration": "Duration",
    "percent": "Per cent",
    "weight": "Weight",
    "votes": "Votes",
    "other": "Other counts",
}
QUESTIONS = {
    "who": "Who did it",
    "to_whom": "To whom",
    "when": "When",
    "where": "Where",
    "whether": "Whether it happened",
    "means": "By what means",
    "called": "What to call it",
    "evidence": "On what evidence",
    "claim": "What is claimed and denied",
}
UNITS = {
    "killed": "people",
    "injured": "people",
    "casualties": "people",
    "missing": "people",
    "trapped": "people",
    "detained": "people",
    "freed": "people",
    "displaced": "people",
    "rescued": "people",
    "infected": "people",
    "aboard": "people",
    "attackers": "people",
    "troops": "people",
    "protesters": "people",
    "people": "people",
    "strikes": "strikes",
    "targets": "targets",
    "vehicles": "vehicles",
    "percent": "per cent",
    "votes": "votes",
}
RELATION_HELP = {
    "conflict": "cannot both be so",
    "update": "a later count takes the place of an earlier one",
    "scope": "they count different things, or one a part of the other",
    "compatible": "one lies inside the other",
    "undecided": "waits for a person",
}
EXACT_BOUNDS = {"at least": "low", "no fewer than": "low", "up to": "high", "at most": "high", "as many as": "high", "no more than": "high"}
FIGURE_ASPECTS = frozenset(ASPECTS) - frozenset(QUESTIONS)


def number(n: int) -> str:
    """A count inside a sentence: words up to twenty, then digits in groups of three."""
    return WORDS[n] if 0 <= n < len(WORDS) else f"{n:,}"


def count(n: int, one: str, many: str | None = None) -> str:
    """ "fourteen reports", "one report", "no reports"."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def capital(text: str) -> str:
    """The same with its first letter large."""
    return text[:1].upper() + text[1:]


def listing(items: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    found = list(items)
    return found[0] if len(found) == 1 else ", ".join(found[:-1]) + f" and {found[-1]}" if found else ""


def figure_number(value: float) -> str:
    """A number as digits: whole where it is whole."""
    return f"{int(value):,}" if value == int(value) else f"{value:,g}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A published value: a day, or a day with a time, as the report printed it.

    Attributes:
        iso: the value itself, empty where unknown.
        day: the calendar day, None where unknown.
        clock: "06:12", empty for a bare day.
    """

    iso: str
    day: date | None
    clock: str

    @classmethod
    def parse(cls, iso: str | None) -> Moment:
        """Read an ISO day or time; anything else is unknown."""
        if not iso:
            return cls("", None, "")
        try:
            when = datetime.fromisoformat(iso)
        except ValueError:
            return cls("", None, "")
        return cls(iso, when.date(), when.strftime("%H:%M") if "T" in iso else "")

    @property
    def naive(self) -> datetime | None:
        """The moment on the report's own clock; noon for a bare day, so that plots put it in the middle."""
        if self.day is None:
            return None
        if not self.clock:
            return datetime.combine(self.day, datetime.min.time()) + timedelta(hours=12)
        return datetime.fromisoformat(self.iso).replace(tzinfo=None)

    def long(self) -> str:
        """ "Tuesday 11 March 2025, 06:12"."""
        if self.day is None:
            return "date not known"
        return f"{long_day(self.day)} {self.day.year}" + (f", {self.clock}" if self.clock else "")

    def short(self, weekdays: bool) -> str:
        """ "Tue 06:12" where a week-day is enough, else "11 Mar 2025, 06:12"."""
        if self.day is None:
            return "date not known"
        if weekdays:
            return f"{DAYS[self.day.weekday()]} {self.clock or self.day.day}"
        return f"{short_day(self.day)} {self.day.year}" + (f", {self.clock}" if self.clock else "")


def long_day(day: date) -> str:
    """ "Tuesday 11 March"."""
    return f"{LONG_DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def short_day(day: date) -> str:
    """ "11 Mar"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def days_between(first: date, last: date) -> str:
    """ "11 to 15 March 2025", "27 February to 2 March 2025"."""
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {end}"
    start = f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} to {end}" if first.year == last.year else f"{start} {first.year} to {end}"


def interval_text(interval: TimeInterval | None) -> str:
    """A time interval as people write it; empty where nothing is known."""
    if interval is None or (interval.start is None and interval.end is None):
        return ""
    start, end = interval.start, interval.end
    if start is None or end is None:
        known = start or end
        word = "after" if start else "before"
        return f"{word} {known.day} {MONTHS[known.month - 1]} {known.year}" if known else ""
    last = end - timedelta(microseconds=1)
    if (start.hour, start.minute, end.hour, end.minute) == (0, 0, 0, 0):
        return days_between(start.date(), last.date()) if start.date() != last.date() else f"{long_day(start.date())} {start.year}"
    if start.date() == last.date():
        clock = f"{start:%H:%M}" if (end - start) <= timedelta(minutes=1) else f"{start:%H:%M} to {end:%H:%M}"
        return f"{long_day(start.date())} {start.year}, {clock}"
    return f"{start.day} {MONTHS[start.month - 1]}, {start:%H:%M}, to {end.day} {MONTHS[end.month - 1]} {end.year}, {end:%H:%M}"


def date_text(iso: str | None, interval: TimeInterval | None) -> str:
    """When something happened, no more exactly than is known: "2017", "Nov 2016", "2 Jul to 31 Dec 2017", "11 Mar 2025, 04:40"."""
    if iso and re.fullmatch(r"\d{4}", iso):
        return iso
    if iso and (month := re.fullmatch(r"(\d{4})-(\d\d)", iso)):
        return f"{MONTHS[int(month[2]) - 1][:3]} {month[1]}"
    start, end = (interval.start, interval.end) if interval else (None, None)
    if start is None and iso:
        return Moment.parse(iso).short(weekdays=False)
    if start is None or end is None:
        return f"after {short_day(start.date())} {start.year}" if start else ""
    last = (end - timedelta(microseconds=1)).date()
    if start.date() == last:
        whole = end - start >= timedelta(hours=12)
        return f"{short_day(last)} {last.year}" + ("" if whole else f", {start:%H:%M}")
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day} to {short_day(last)} {last.year}"
    first = short_day(start.date()) + ("" if start.year == last.year else f" {start.year}")
    return f"{first} to {short_day(last)} {last.year}"


def split_figure(value: Value) -> tuple[str, str]:
    """Qualifier and number of a figure as they stand side by side in a column.

    The qualifier is always the printed one; the number is printed digits, or the exact value where the text spells it
    out. Where neither is safe (an open interval in words) the printed words stay whole, so that nothing is made exact.
    """
    text = " ".join(value.text.split())
    qualifier = value.qualifier or ""
    if qualifier.casefold() in ("other", "others"):
        qualifier = ""  # it stands behind the number ("eighteen others") and limits nothing
    if qualifier[:1].isupper() and not qualifier[1:2].isupper():
        qualifier = qualifier[0].lower() + qualifier[1:]  # a capital only because it began its sentence
    rest = text
    if qualifier and text.casefold().startswith(qualifier.casefold()):
        rest = text[len(qualifier) :].strip()
    digits = [word.strip("()“”\"'.,;") for word in rest.split() if any(c.isdigit() for c in word)]
    quantity = value.quantity
    if quantity is not None and quantity.is_exact and quantity.low is not None and len(digits) <= 1:
        return qualifier, figure_number(quantity.low)
    if quantity is not None and quantity.low is not None and quantity.high is not None and not digits and not qualifier:
        return "", f"{figure_number(quantity.low)}–{figure_number(quantity.high)}"
    if len(digits) == 1 and (qualifier or (quantity is not None and quantity.is_exact)):
        return qualifier, digits[0]
    if quantity is not None and not digits and qualifier.casefold() in EXACT_BOUNDS:
        bound = quantity.low if EXACT_BOUNDS[qualifier.casefold()] == "low" else quantity.high
        if bound is not None:
            return qualifier, figure_number(bound)
    return ("", text) if not qualifier or qualifier.casefold() in rest.casefold() else (qualifier, rest)


def plain_reason(reason: str) -> str:
    """A reason without its weights, which mean something to the record alone: "same figure +1.6" is "same figure"."""
    return re.sub(r" [+-]\d+\.\d\b", "", reason).replace("same lemma", "same word").replace("strongest tie", "tied most by")


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` code points, cut at a space, with an ellipsis where something was left out."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:–") + "…"
