"""Dates and times of publication as papers print them, found in one short line.

`find_dates` only reads; which order an all-figure date has is settled later, by `settle`, on the evidence of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from accordingto.intake.calendar import AMBIGUOUS_ZONES, DAYS, FIXED_ZONES, MONTHS, WALL_ZONES


def _names(table: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))


_M = rf"(?P<m>{_names(MONTHS)})\b\.?"
_D = r"(?P<d>[0-3]?\d)(?:\s?(?:st|nd|rd|th|er|re|e|º|ª|°)\b|\.)?"
_Y = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_Y2 = r"(?P<y>(?:19|20)\d\d|['’]\d\d)(?!\d)"
_OF = r"(?:\s*(?:de|del|di|do|of)\b)?"
_DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m2>[01]?\d)(?P=sep)(?P<d>[0-3]?\d)(?!\d)",
        r"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m2>[01]?\d)\s?[月월]\s?(?P<d>[0-3]?\d)\s?[日일]",
        rf"(?<![\d/.:-]){_D}{_OF}[\s./-]*{_M}{_OF},?[\s./-]*{_Y2}(?:\s?г(?:ода|\.)?| року|r\.)?",
        rf"(?<!\w){_M}\s*(?P<d>[0-3]?\d)(?:st|nd|rd|th|\.)?(?!\d)(?:\s*,\s*|\s+){_Y2}",
        rf"(?<![\d/.:-]){_Y}\.?,?\s+{_M}\s*{_D}(?!\d)",
        r"(?<![\d/.:-])(?P<a>[0-3]?\d)(?P<sep>[/.-])(?P<b>[0-3]?\d)(?P=sep)(?P<y>(?:19|20)?\d\d)(?![\d/.-]?\d)",
        rf"(?<![\d/.:-]){_D}{_OF}[\s./-]*{_M}(?!\w)",
        rf"(?<!\w){_M}\s*(?P<d>[0-3]?\d)(?:st|nd|rd|th|\.)?(?![\d:])(?!\s*(?:am|pm|a\.m|p\.m)\b)",
    )
)
_DAY = re.compile(rf"(?<!\w)(?:(?:on|am|le|el|il|den|op)\s+)?(?P<w>{_names(DAYS)})\b\.?,?\s*(?:den|le|the|,)?\s*$", re.IGNORECASE)
_DAY_AFTER = re.compile(rf"\s*,?\s*\(?(?P<w>{_names(DAYS)})\b\.?\)?", re.IGNORECASE)
_ZONE_WORDS = "|".join(sorted((*FIXED_ZONES, *WALL_ZONES, *AMBIGUOUS_ZONES), key=len, reverse=True))
_ZONE = (
    rf"(?:\s*\(?(?P<z>(?:gmt|utc)\s?[+−-]\s?\d\d?(?::?\d\d)?|[+−-]\d\d:?\d\d|(?:{_ZONE_WORDS})\b)"
    r"(?:\s+(?:standard\s+|daylight\s+|summer\s+)?time)?\)?)?"
)
_HALF = r"(?:\s?(?P<half>a\.?m\.?|p\.?m\.?)(?!\w))"
_TIME = re.compile(
    rf"(?<![\d:.+-])(?:(?P<h>[01]?\d|2[0-3])(?:[:.]|\s?h\s?|\s?Uhr\s?)(?P<min>[0-5]\d)(?!\d)(?::(?P<s>[0-5]\d)(?:\.\d+)?)?"
    rf"(?:\s?(?:h|hrs|hours|Uhr)\b)?{_HALF}?"
    rf"|(?P<h12>1[0-2]|0?\d){_HALF.replace('half', 'half12')}"
    r"|(?P<h24>[01]\d|2[0-3])(?P<min24>[0-5]\d)(?=\s*\(?(?:gmt|utc|z|hrs|hours|local)\b)(?:\s?(?:hrs|hours))?"
    rf"|(?P<huhr>[01]?\d|2[0-3])\s?(?:Uhr|h)\b){_ZONE}(?:\s+local\s+time)?",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"(?:[\s,;|·•–—\-/@()\[\]T]|\b(?:at|um|à|a|alle|a las|às|ore|kl|klo|kell|o|om|om|saat|в|о|as of|on|time)\b\.?){0,6}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DateHit:
    """One date in a line, with the weekday and time printed beside it.

    Attributes:
        start, end: the stretch of the line, weekday, time and zone included.
        year: None when no year is printed. month, day: None while the order of ``numbers`` is open.
        numbers: (first, second) of an all-figure date that does not begin with the year.
        weekday: 1 to 7, if printed. clock: ISO time of day, if printed. zone: as printed.
        style: "words", "iso" or the separator of an all-figure date.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    style: str
    numbers: tuple[int, int] | None = None
    weekday: int | None = None
    clock: str | None = None
    half_day: bool = False
    zone: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether day and month could change places."""
        return self.month is None

    def day_value(self) -> date | None:
        """The calendar day, if year, month and day are known."""
        return _calendar(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Settled:
    """An ISO 8601 value with its confidence and reason; None when it stays open."""

    value: str | None
    confidence: float
    reason: str


def _calendar(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def find_dates(line: str) -> tuple[DateHit, ...]:
    """Every date in ``line``, left to right, not overlapping; the fuller form wins where two overlap."""
    if not any(char.isdigit() for char in line):
        return ()
    hits: list[DateHit] = []
    for form in _DATE_FORMS:
        for found in form.finditer(line):
            if any(found.start() < hit.end and hit.start < found.end() for hit in hits):
                continue
            hit = _hit(found)
            if hit is not None:
                hits.append(_with_clock(line, _with_weekday(line, hit)))
    hits.sort(key=lambda hit: hit.start)
    return tuple(hits)


def find_times(line: str) -> tuple[tuple[int, int], ...]:
    """Where times of day stand in ``line``."""
    return tuple(found.span() for found in _TIME.finditer(line))


def _hit(found: re.Match[str]) -> DateHit | None:
    parts = found.groupdict()
    year = _year(parts.get("y"))
    numbers: tuple[int, int] | None = None
    if parts.get("a"):
        first, second = int(parts["a"]), int(parts["b"])
        if parts["sep"] == "." or first > 12:
            month, day = second, first
        elif second > 12:
            month, day = first, second
        elif first == second:
            month = day = first
        else:
            return DateHit(found.start(), found.end(), year, None, None, parts["sep"], (first, second)) if first and second else None
        style, numbers = parts["sep"], (first, second)
    else:
        month = int(parts["m2"]) if parts.get("m2") else MONTHS.get(parts["m"].lower(), 0)
        day, style = int(parts["d"]), "iso" if parts.get("m2") else "words"
    if not 1 <= month <= 12 or not 1 <= day <= 31 or (year is not None and _calendar(year, month, day) is None):
        return None
    return DateHit(found.start(), found.end(), year, month, day, style, numbers)


def _year(printed: str | None) -> int | None:
    if printed is None:
        return None
    number = int(printed.lstrip("'’"))
    return number if number >= 100 else 2000 + number if number < 70 else 1900 + number


def _with_weekday(line: str, hit: DateHit) -> DateHit:
    before = _DAY.search(line, max(0, hit.start - 24), hit.start)
    if before:
        return replace(hit, start=before.start(), weekday=DAYS[before["w"].lower()])
    after = _DAY_AFTER.match(line, hit.end)
    if after:
        return replace(hit, end=after.end(), weekday=DAYS[after["w"].lower()])
    return hit


def _with_clock(line: str, hit: DateHit) -> DateHit:
    """Take up a time of day that stands right after or right before the date."""
    for found in _TIME.finditer(line):
        low, high = (hit.end, found.start()) if found.start() >= hit.end else (found.end(), hit.start)
        if low > high or not _GLUE.fullmatch(line, low, high):
            continue
        clock, half_day = _clock(found)
        start, end = min(hit.start, found.start()), max(hit.end, found.end())
        return replace(hit, start=start, end=end, clock=clock, half_day=half_day, zone=found["z"])
    return hit


def _clock(found: re.Match[str]) -> tuple[str, bool]:
    hour = int(found["h"] or found["h12"] or found["h24"] or found["huhr"])
    minute = int(found["min"] or found["min24"] or 0)
    half = (found["half"] or found["half12"] or "").lower().replace(".", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" + (f":{found['s']}" if found["s"] else ""), bool(half)


def _offset(zone: str, day: date, clock: str) -> str | None:
    """``+HH:MM`` of a printed zone on a day, or None when the name leaves it open."""
    name = zone.lower().replace("−", "-").replace(" ", "")
    figures = re.fullmatch(r"(?:gmt|utc)?([+-])(\d\d?):?(\d\d)?", name)
    if figures:
        minutes = int(figures[2]) * 60 + int(figures[3] or 0)
        return f"{figures[1]}{minutes // 60:02d}:{minutes % 60:02d}"
    if name in WALL_ZONES:
        try:
            at = datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=ZoneInfo(WALL_ZONES[name]))
        except ZoneInfoNotFoundError:
            return None
        return at.strftime("%z")[:3] + ":" + at.strftime("%z")[3:]
    if name in FIXED_ZONES:
        return datetime.min.replace(tzinfo=timezone(timedelta(minutes=FIXED_ZONES[name]))).isoformat()[-6:]
    return None


def day_first(hits: Sequence[DateHit]) -> tuple[bool | None, str]:
    """Whether all-figure dates on this page put the day first, and the evidence for it.

    Evidence, strongest first: a number above 12, a weekday printed beside, a twelve-hour clock (month first) or a
    twenty-four-hour clock (day first), closeness to the dates of the page that are written out.
    """
    figures = [hit for hit in hits if hit.numbers is not None and hit.style != "."]
    votes = [hit.numbers[0] > 12 for hit in figures if hit.numbers is not None and max(hit.numbers) > 12]
    if votes:
        return (None, "dates on the page contradict one another") if len(set(votes)) > 1 else (votes[0], "a day above 12 shows the order")
    votes = [lead for hit in figures for lead in _by_weekday(hit)]
    if votes:
        return (None, "weekdays on the page contradict one another") if len(set(votes)) > 1 else (votes[0], "a weekday shows the order")
    clocks = {not hit.half_day for hit in figures if hit.clock and (hit.half_day or hit.clock >= "13:00")}
    if len(clocks) == 1:
        lead = clocks.pop()
        return lead, "written with a twenty-four-hour clock" if lead else "written with a twelve-hour clock"
    return _by_nearness(figures, [day for hit in hits if hit.numbers is None and (day := hit.day_value())])


def _by_weekday(hit: DateHit) -> list[bool]:
    if hit.numbers is None or hit.weekday is None or not hit.is_open:
        return []
    first, second = hit.numbers
    fits = [lead for lead, m, d in ((True, second, first), (False, first, second)) if _falls_on(hit.year, m, d, hit.weekday)]
    return fits if len(fits) == 1 else []


def _falls_on(year: int | None, month: int, day: int, weekday: int) -> bool:
    found = _calendar(year, month, day)
    return found is not None and found.isoweekday() == weekday


def _by_nearness(figures: Sequence[DateHit], written: Sequence[date]) -> tuple[bool | None, str]:
    """Reports of one page are mostly days apart, so the order that lands next to the written dates is right."""
    if not written:
        return None, "the order is open"
    votes: set[bool] = set()
    for hit in figures:
        if hit.numbers is None or not hit.is_open:
            continue
        first, second = hit.numbers
        gaps = []
        for month, day in ((second, first), (first, second)):
            found = _calendar(hit.year, month, day)
            gaps.append(min(abs((found - other).days) for other in written) if found else 9999)
        if abs(gaps[0] - gaps[1]) > 14:
            votes.add(gaps[0] < gaps[1])
    return (votes.pop(), "other dates on the page show the order") if len(votes) == 1 else (None, "the order is open")


def settle(hit: DateHit, *, first_is_day: bool | None, why: str, year: int | None = None) -> Settled:
    """The ISO value of a hit, with what settled it."""
    sure, reason = 0.97, "printed in full"
    if hit.is_open and hit.numbers is not None:
        first, second = hit.numbers
        month, day = (first, second) if first_is_day is False else (second, first)
        hit = replace(hit, month=month, day=day)
        sure, reason = (0.5, f"day or month first: {why}; read as day first") if first_is_day is None else (0.85, why)
    if hit.year is None:
        if year is None:
            return Settled(None, 0.0, "no year printed, and none elsewhere on the page")
        hit, sure, reason = replace(hit, year=year), 0.7, "year taken from other dates on the page"
    day_value = hit.day_value()
    if day_value is None:
        return Settled(None, 0.0, "no such day in the calendar")
    if hit.weekday is not None and hit.weekday != day_value.isoweekday():
        sure, reason = min(sure, 0.5), reason + "; the weekday printed beside it is another"
    value = day_value.isoformat()
    if hit.clock:
        offset = _offset(hit.zone, day_value, hit.clock) if hit.zone else None
        value += f"T{hit.clock}{offset or ''}"
        if hit.zone and offset is None:
            meant = AMBIGUOUS_ZONES.get(hit.zone.lower())
            reason += f"; zone {hit.zone} is left open" + (f" ({meant} use it)" if meant else "")
    return Settled(value, sure, reason)
