"""The day of what is told on: "police broke up a march on Friday. Eleven people were held." dates both.

A narrative goes on from one sentence to the next of its paragraph where nothing says that it goes back, ahead or elsewhere. Of such deeds
in 13 invented crises 8 of 8 were of the day of the sentence before; of events of TimeBank that are linked to a day of the sentence before
and told in the simple past 11 of 17, most of the others in clauses about somebody or something, which are left out here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from accordingto.model.reading import Reading
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.news import is_news
from accordingto.resolving.profiles import Profile, day_of, span_days
from accordingto.resolving.terms import quoted

Days = tuple[int, int]
_NOT_TOLD = re.compile(
    r"\b(?:who|which|whom|that|whose|where|had|has|have|is|are|be|to|will|would|could|may|might|should|can|if|when|after|before|since)"
    r"(?:\s+(?:\w+ly|not|been|being|also|now|already|just)){0,3}\s+$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:who|which|whose|where|had|since|after|before|until|by|from|following|of|would|will|shall|may|might|should)\b[^.;]*$",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:after|following|since|when|once|before|until|while)\b", re.IGNORECASE)  # its sentence says itself when it was
_CLAUSE = 40  # characters before a verb in which its auxiliaries stand
_BEFORE = 60  # characters before a day that say what it is the day of
_SAID = 24  # characters between a cue and the day on which it was said
_PARAGRAPH = 2  # line breaks that part two paragraphs


def scenes_of(report: Report, reading: Reading, mentions: Mapping[int, Profile]) -> dict[int, Days]:
    """Per deed whose own sentence names no time, the one day that the sentence before it in its paragraph tells of."""
    published = day_of(report.published.value)
    found: dict[int, Days] = {}
    for index, profile in mentions.items():
        number = reading.events[index].sentence
        if profile.family in SPEECH or profile.plural or profile.historical or not 0 < number < len(reading.sentences):
            continue
        before, own = reading.sentences[number - 1], reading.sentences[number]
        if report.text[before.end : own.start].count("\n") >= _PARAGRAPH or not _goes_on(report.text, reading, index):
            continue
        day = _day(report.text, reading, before)
        if day is not None and (published is None or day[0] <= published.toordinal()):
            found[index] = day
    return found


def _goes_on(text: str, reading: Reading, index: int) -> bool:
    """Whether an event is told in the past by a verb of its report, not of a clause about somebody, and in nobody's quoted words."""
    event = reading.events[index]
    told = event.status == "happened" and not event.headline and not event.passing
    if not told or quoted(reading, event.trigger) or _NOT_TOLD.search(text[max(0, event.trigger.start - _CLAUSE) : event.trigger.start]):
        return False
    sentence = reading.sentences[event.sentence]
    return not _DATED.search(sentence.of(text)) and is_news(event, text, reading, None)


def _day(text: str, reading: Reading, sentence: Span) -> Days | None:
    """The one day on which what a sentence tells happened: not that of a phrase or clause in it, and not when somebody spoke."""
    days: set[Days | None] = set()
    for time in reading.times:
        if not sentence.contains(time.span) or time.type not in ("DATE", "TIME"):
            continue
        span = span_days(time.interval)
        phrase = text[time.span.end : time.span.end + 2] in ("’s", "'s")
        aside = _ASIDE.search(text[max(sentence.start, time.span.start - _BEFORE) : time.span.start])
        said = any(0 <= time.span.start - cue.end <= _SAID for s in reading.statements for cue in s.cue)
        days.add(span if span and span[0] == span[1] and not (phrase or aside or said or quoted(reading, time.span)) else None)
    return days.pop() if len(days) == 1 else None
