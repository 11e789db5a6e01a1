"""What a report tells as news, which is how old it can be.

Nobody's words make a report's own day the day of an act. But an act of speech that a dated report tells as news, with no day, no "had",
"earlier" or "always", is of that day or the one before it: in 59 piles of real reports 85 % of the acts of speech that their words
date are, and as many of those that only another report dates; and so are 86 % of the deeds in a first sentence that dates them (61 %
further down).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from accordingto.model.reading import Event, Reading
from accordingto.model.report import Report
from accordingto.model.stamps import line_stamps
from accordingto.model.text import Span
from accordingto.resolving.openings import first_sentence, opening_sentences
from accordingto.resolving.profiles import day_of, family, span_days
from accordingto.resolving.terms import quoted

FRESH = frozenset({"accuse", "ask", "support"})  # acts of speech that are news of the day; a visit or talks may take days
_BACK = 60  # characters before an act that say when it was, if nothing says so
PAST = re.compile(
    r"\b(?:at the time|before now|in the past|back then|always|long (?:said|denied|accused)|repeatedly"
    r"|for (?:days|weeks|months|years|decades)|since|once|never|often|regularly|periodically|frequently"
    r"|earlier|previous(?:ly)?|former(?:ly)?|had)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(r"\b(?:had|earlier|previously|once|last (?:week|month|year)|already)\b[^.]{0,40}$", re.IGNORECASE)
HAD = re.compile(r"\bhad\b", re.IGNORECASE)
PERFECT = re.compile(r"\b(?:has|have|[’']s|[’']ve)\s+(?:\w+ly\s+|also\s+)?(?:been\s+(?:\w+ly\s+)?)?$", re.IGNORECASE)
_PROGRESSIVE = re.compile(r"(?:\b(?:is|are|am|was|were|be|been)|[’'](?:s|re|m))\s+(?:\w+ly\s+|also\s+|now\s+)?$", re.IGNORECASE)
# By a clock that names no zone, and so is the report's own; midnight sharp is how a date without an hour is written.
_SMALL_HOURS = re.compile(r"\d{4}-\d\d-\d\dT(?!00:00)0[0-3]:\d\d(?::\d\d)?")
_STATES = frozenset({"hold", "keep"})
_LASTING = frozenset({"custody", "detention", "captivity", "imprisonment", "occupation", "insurgency"})
_BEING = re.compile(r"\b(?:been|being|is|are|be|was|were|has|have|still|remains?|remained)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_ASIDE = re.compile(r",\s+(?:who|which|whose|whom|where)\b[^,]*,")


def latest_day(report: Report, reading: Reading) -> int | None:
    """The last day a report can tell of, as an ordinal: that of its publication, or the next one where it tells of something as done
    on that day, since it was published where the day had not turned yet; the one before where it was published in the small hours and
    tells of nothing on the day just begun."""
    published = day_of(report.published.value)
    if published is None:
        return None
    own = published.toordinal()
    days = {span_days(reading.times[t].interval) for e in reading.events if e.status == "happened" for t in e.times}
    if (own + 1, own + 1) in days:
        return own + 1
    return own - (_SMALL_HOURS.fullmatch(report.published.value or "") is not None and (own, own) not in days)


def put_back(event: Event, text: str, reading: Reading) -> bool:
    """Whether the words before an act say that it was before the news ("had denied"); not those of a clause between commas about
    somebody ("the ministry, which had kept silent, denied")."""
    first = max(0, event.trigger.start - _BACK)
    if reading.sentences:
        sentence = reading.sentences[min(event.sentence, len(reading.sentences) - 1)]
        first = min(max(sentence.start, event.trigger.start - 3 * _BACK), event.trigger.start)
    return bool(BEFORE.search(_ASIDE.sub(" ", text[first : event.trigger.start])))


def is_state(event: Event, text: str) -> bool:
    """Whether somebody is told to be held, which says nothing of the day on which he was taken."""
    held = event.lemma in _STATES and (
        event.trigger.of(text).endswith("ing") or bool(_BEING.search(text[max(0, event.trigger.start - 30) : event.trigger.start]))
    )
    return held or event.lemma in _LASTING


def is_background(event: Event, text: str, reading: Reading, start: int) -> bool:
    """Whether an act is told in the perfect behind the opening: what somebody "has said" some time."""
    background = event.sentence not in opening_sentences(reading, start)  # in the opening "has said" brings the news
    return background and bool(PERFECT.search(text[max(0, event.trigger.start - _BACK) : event.trigger.start]))


def is_news(event: Event, text: str, reading: Reading, day: int | None) -> bool:
    """Whether an act's sentence has no day gone by outside the words said, and no word that puts it back."""
    if not reading.sentences:
        return False
    sentence = reading.sentences[min(event.sentence, len(reading.sentences) - 1)]
    said = [c for s in reading.statements for c in s.content if not c.contains(event.trigger)]
    for time in reading.times:
        if not sentence.overlaps(time.span) or time.type not in ("DATE", "TIME"):
            continue
        days = span_days(time.interval)
        gone = days is None or day is None or days[1] < day
        if gone and not any(c.overlaps(time.span) for c in said):
            return False
    within = reading.statements[event.statement].content if event.statement is not None else ()
    if any(c.contains(event.trigger) for c in within):
        own = HAD.sub(" ", " ".join(c.of(text) for c in within))
    else:
        first = max(text.rfind(";", sentence.start, event.trigger.start) + 1, sentence.start)
        last = text.find(";", event.trigger.end, sentence.end)
        own = _without(text, first, sentence.end if last < 0 else last, said)
    return not PAST.search(_ASIDE.sub(" ", own))


def _without(text: str, first: int, last: int, spans: Sequence[Span]) -> str:
    """A stretch of a text with blanks in place of some of it."""
    for s in spans:
        start, end = max(s.start, first), min(s.end, last)
        if start < end:
            text = text[:start] + " " * (end - start) + text[end:]
    return text[first:last]


def fresh(event: Event, report: Report, reading: Reading, told: Opened) -> tuple[int, int, str] | None:
    """First and last day of what a report tells as news without a day, and why; None if it can be older.

    So told are acts of speech, and deeds that the first sentence or the headline brings: by a verb, in the report's own words, not put
    back, and if in the perfect ("has accused"), then in the opening. And whatever stands under a time of day in a running report.
    """
    text, day = report.text, told.day
    if event.status not in ("happened", "ongoing") or event.passing or any(reading.times[t].interval is not None for t in event.times):
        return None
    said = event.statement is not None and any(c.contains(event.trigger) for c in reading.statements[event.statement].content)
    stamped = any(first <= event.trigger.start < last for first, last in told.stamped)
    if quoted(reading, event.trigger) or put_back(event, text, reading) or (said and not stamped) or _is_aside(event, text):
        return None
    if stamped:
        return (day, day, "the day of a running report that tells it under a time of day") if is_news(event, text, reading, day) else None
    speech = family(event.type) in FRESH
    if event.headline:
        return told.news
    if not speech and (event.sentence != first_sentence(reading, told.start) or event.plural):
        return None
    if is_background(event, text, reading, told.start):
        return None
    return told.news if is_news(event, text, reading, day) else None


def _is_aside(event: Event, text: str) -> bool:
    """Whether a form in "-ing" only goes with another verb ("responded by urging"), which may be of any time."""
    form = event.trigger.of(text).split()[0].lower()
    return form.endswith("ing") and not _PROGRESSIVE.search(text[max(0, event.trigger.start - _BACK) : event.trigger.start])


@dataclass(frozen=True, slots=True)
class Opened:
    """What a report's head says of the days of its news.

    Attributes:
        start: where the body begins; ``day`` the last day that it can tell of, an ordinal.
        lead: whether its first sentence names that day.
        stamped: stretches of the text that stand under a time of day.
        night: whether it was published in the small hours, so that ``day`` is the one before.
    """

    start: int
    day: int
    lead: bool
    stamped: tuple[tuple[int, int], ...]
    night: bool = False

    @property
    def news(self) -> tuple[int, int, str]:
        """The days of what it tells as news."""
        if self.lead:
            return self.day, self.day, "the day that it opens with"
        if self.night:
            return self.day, self.day, "the day that had just ended when it was published"
        return self.day - 1, self.day, "its day or the one before"


def opened(report: Report, reading: Reading, start: int, lead: tuple[int, int] | None) -> Opened | None:
    """The head of a report whose body begins at ``start`` and whose first sentences name the day ``lead``; None if it has no date."""
    day, published = latest_day(report, reading), day_of(report.published.value)
    if day is None or published is None:
        return None
    return Opened(start, day, lead == (day, day), stamped(report), day < published.toordinal())


def stamped(report: Report) -> tuple[tuple[int, int], ...]:
    """The stretches of a running report, each from the time of day that opens its line to the next such line."""
    found = line_stamps(report.text)
    return tuple((a.span.end, b.span.start) for a, b in pairwise(found)) + tuple((s.span.end, len(report.text)) for s in found[-1:])
