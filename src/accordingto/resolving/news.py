"""What a report tells as news, which is how old it can be.

Nobody's words make a report's own day the day of an act. But an act of speech that a dated report tells as news, with no day, no "had",
"earlier" or "always", is of that day or the one before it: in 59 piles of real reports 85 % of the acts of speech that their words
date are, and as many of those that only another report dates.
"""

from __future__ import annotations

import re

from accordingto.model.reading import Event, Reading
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.profiles import day_of, family, span_days

FRESH = frozenset({"accuse", "ask", "support"})  # acts of speech that are news of the day; a visit or talks may take days
_LEAD = 3  # sentences of the body in which "has said" brings the news; further down it says what somebody has said some time
_BACK = 60  # characters before an act that say when it was, if nothing says so
PAST = re.compile(
    r"\b(?:at the time|before now|in the past|back then|always|long (?:said|denied|accused)|repeatedly"
    r"|for (?:days|weeks|months|years|decades)|since|once|never|earlier|previous(?:ly)?|former(?:ly)?|had)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(r"\b(?:had|earlier|previously|once|last (?:week|month|year)|already)\b[^.]{0,40}$", re.IGNORECASE)
HAD = re.compile(r"\bhad\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have|[’']s|[’']ve)\s+(?:\w+ly\s+|also\s+)?$", re.IGNORECASE)
_ASIDE = re.compile(r",\s+(?:who|which|whose|whom|where)\b[^,]*,")


def latest_day(report: Report, reading: Reading) -> int | None:
    """The last day a report can tell of, as an ordinal: that of its publication, or the next one where it tells of something as done
    on that day, since it was published where the day had not turned yet."""
    published = day_of(report.published.value)
    if published is None:
        return None
    own = published.toordinal()
    done = (e for e in reading.events if e.status == "happened")
    ahead = any(span_days(reading.times[t].interval) == (own + 1, own + 1) for e in done for t in e.times)
    return own + ahead


def is_news(event: Event, text: str, reading: Reading, day: int | None) -> bool:
    """Whether an act's sentence has no day gone by outside the words said, and no word that puts it back."""
    if not reading.sentences:
        return False
    sentence = reading.sentences[min(event.sentence, len(reading.sentences) - 1)]
    said = [c for s in reading.statements if any(q.overlaps(event.trigger) for q in s.cue) for c in s.content]
    for time in reading.times:
        days = span_days(time.interval)
        gone = days is None or day is None or days[1] < day
        if sentence.overlaps(time.span) and gone and time.type in ("DATE", "TIME") and not any(c.overlaps(time.span) for c in said):
            return False
    first = max(text.rfind(";", sentence.start, event.trigger.start) + 1, sentence.start)
    last = text.find(";", event.trigger.end, sentence.end)
    clause = range(first, sentence.end if last < 0 else last)
    own = "".join(" " if any(c.contains(Span(i, i + 1)) for c in said) else text[i] for i in clause)
    within = reading.statements[event.statement].content if event.statement is not None else ()
    if any(c.contains(event.trigger) for c in within):
        own = HAD.sub(" ", " ".join(c.of(text) for c in within))
    return not PAST.search(_ASIDE.sub(" ", own))


def is_fresh(event: Event, text: str, reading: Reading, start: int, day: int | None) -> bool:
    """Whether an act of speech that no time dates is news of the day of its report or the one before: told by a verb, in the report's
    own words, not put back, and if in the perfect ("has accused"), then in the opening.

    Args:
        start: where the body begins.
        day: the last day that the report can tell of.
    """
    if day is None or family(event.type) not in FRESH or event.status not in ("happened", "ongoing"):
        return False
    if any(reading.times[t].interval is not None for t in event.times):
        return False
    before = text[max(0, event.trigger.start - _BACK) : event.trigger.start]
    told = event.statement is not None and any(c.contains(event.trigger) for c in reading.statements[event.statement].content)
    told = told or any(q.span.contains(event.trigger) for q in reading.quotations)
    if told or event.passing or BEFORE.search(before):
        return False
    if event.headline:
        return True
    opening = [n for n, s in enumerate(reading.sentences) if s.start >= start][:_LEAD]
    if _PERFECT.search(before) and event.sentence not in opening:
        return False
    return is_news(event, text, reading, day)
