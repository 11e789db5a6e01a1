"""What a mention comes after: happenings that its own words speak of, answer or follow.

Nobody condemns what has not happened yet. So an act that no expression dates still lies between what it speaks of, or what its
report is headed by, and the first report of it. Nothing is taken from the date of publication alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accordingto.model.reading import Event, Reading
from accordingto.model.record import Mention
from accordingto.model.text import Span
from accordingto.resolving.day_choice import chosen
from accordingto.resolving.news import BEFORE, HAD, is_news, is_state, put_back
from accordingto.resolving.openings import first_sentence
from accordingto.resolving.profiles import NARROW_DAYS, Profile, family

SAID = frozenset({"accuse", "ask", "talk", "support"})
_REACTIONS = SAID | {"sanction"}
_STEPS = frozenset({"COERCE", "RETREAT", "MOBILIZE", "AID"})  # what is done about something as well
_REACH = 140  # characters after an act of speech in which its sentence still says what it is about
_LINK = re.compile(
    r"\b(?:after|following|since|over|because of|prompted by|(?:response|reaction|reply|answer|retaliation|revenge|reprisal) (?:to|for))"
    r"\s+(?:\w+[\s’'-]+){0,4}$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:this|that|these|those|it|its|them|their|such)\b", re.IGNORECASE)
_NEAR = 6  # sentences over which words said may run
_NEWS = 7  # days after a happening that what is said of it is still news of the day
_LONGEST = 4  # days a bound may span and still be worth saying


def follows(
    index: int, others: Iterable[int], text: str, reading: Reading, start: int = 0, day: int | None = None
) -> tuple[list[int], list[int]]:  # fmt: skip
    """The mentions among ``others`` that the words of mention ``index`` speak of, answer or follow; and those that its report opens
    with, where it is told as news. It cannot lie before any of them.

    Args:
        start: where the body begins.
        day: the last that the report can tell of, as an ordinal.
    """
    event = reading.events[index]
    before = text[max(0, event.trigger.start - 60) : event.trigger.start]
    told = event.statement is not None and any(c.contains(event.trigger) for c in reading.statements[event.statement].content)
    told_as = ("happened", "ongoing", "alleged") if family(event.type) in SAID else ("happened", "ongoing")
    if event.status not in told_as or event.type == "ASSAULT" or (put_back(event, text, reading) and not _shifted(before, told)):
        return [], []
    near = [k for k in others if k != index and abs(reading.events[k].sentence - event.sentence) <= _NEAR]
    known = [k for k in near if reading.events[k].status in ("happened", "ongoing", "alleged")]
    react = family(event.type) in _REACTIONS or event.type in _STEPS
    contents = [c for s in reading.statements if any(q.overlaps(event.trigger) for q in s.cue) for c in s.content] if react else []
    found = [k for k in known if _spoken_of(event, reading.events[k], contents, react) or _linked(event, reading.events[k], text)]
    if not react:
        return found, []
    opening = [k for k in others if k != index and _opens(reading.events[k], start, reading)]
    if event.passing or is_state(event, text):  # told of at some later time, too
        return [k for k in known if _linked(event, reading.events[k], text)], []
    if event.headline:  # the news itself: of the day that the first sentence gives, as far as it gives one
        return found, opening
    found = found or [k for k in known if _pointed_at(event, reading.events[k], text, reading)]
    if not is_news(event, text, reading, day):
        return found, []
    return found, [*opening, *(k for k in others if k != index and _heads(reading.events[k]))]


def _shifted(before: str, told: bool) -> bool:
    """Whether "had" is only how words said are told afterwards ("said that 40 had been held")."""
    return told and not BEFORE.search(HAD.sub(" ", before))


def _spoken_of(event: Event, other: Event, contents: list[Span], react: bool) -> bool:
    """Inside the words said, or named after an act of speech in its own sentence."""
    if any(c.contains(other.trigger) for c in contents):
        return True
    gap = other.trigger.start - event.trigger.end
    return react and not contents and other.sentence == event.sentence and 0 <= gap <= _REACH


def _linked(event: Event, other: Event, text: str) -> bool:
    """Joined in one sentence by a word of sequence: "… after the bombing", "after the bombing, …"."""
    if event.sentence != other.sentence:
        return False
    if event.trigger.start < other.trigger.start:
        return bool(_LINK.search(text[event.trigger.end : other.trigger.start]))
    before, between = text[max(0, other.trigger.start - 60) : other.trigger.start], text[other.trigger.end : event.trigger.start]
    return bool(_LINK.search(before)) and "," in between


def _heads(other: Event) -> bool:
    """The happening that the report is headed by: what is told as said there is said of it, unless the words say earlier."""
    return other.headline and family(other.type) not in SAID and other.status in ("happened", "ongoing")


def _opens(other: Event, start: int, reading: Reading) -> bool:
    """The news that the first sentence of the body brings."""
    return not other.headline and other.status in ("happened", "ongoing") and other.sentence == first_sentence(reading, start)


def _pointed_at(event: Event, other: Event, text: str, reading: Reading) -> bool:
    """Told in the sentence before, or the one before that, where the act's own sentence points back ("called for their release")."""
    if not 1 <= event.sentence - other.sentence <= 2 or family(other.type) in ("accuse", "ask", "talk") or not reading.sentences:
        return False
    sentence = reading.sentences[min(event.sentence, len(reading.sentences) - 1)]
    return bool(_POINTS_BACK.search(text[event.trigger.end : sentence.end]))


@dataclass(frozen=True, slots=True)
class Known:
    """The days of a dated incident, as ordinals; ``late``: at the end of its last day, so that what answers it is of the next one."""

    first: int
    last: int
    late: bool = False


def bound(profile: Profile, known: Mapping[Mention, Known]) -> Profile | None:
    """An undated profile with the days it must lie in, or None where nothing bounds it.

    Args:
        known: per mention, the days of the dated incident it belongs to.
    """
    if profile.day and profile.inferred and profile.published and profile.day[0] > min(profile.published) + 1:
        profile = profile.copy()  # a later report's guess, which the first one refutes
        profile.set_days([])
    if profile.day or profile.coarse or profile.plural or profile.historical or not profile.published:
        return None
    counted = {(known[m].first + days, known[m].last + days) for m, days in profile.offsets.items() if m in known}
    if len(counted) == 1:
        return _dated(profile, counted.pop(), "so many days from what its sentence counts from")
    high = min(profile.published)
    before = [known[m] for m in profile.about if m in known and known[m].first <= high]
    low = max((min(k.first + k.late, high) for k in before), default=None)
    scenes = {told[:2] for told in profile.fresh if told[1] < high}
    if len(scenes) == 1 and (low is None or low <= min(scenes)[0]):
        return _dated(profile, scenes.pop(), "of the day of what was told just before it")
    news = max((told for told in profile.fresh if told[1] == high), default=None)
    between = _between(profile, news, low, high)
    named = chosen(profile.chances.values(), low) if news is None or news[0] < news[1] else None
    if named is None:
        return between
    made = _dated(profile, *named)
    made.likely = (between.day if between is not None else None,)
    return made


def _between(profile: Profile, news: tuple[int, int, str] | None, low: int | None, high: int) -> Profile | None:
    """A profile with the days of news, or between the day ``low`` of what it speaks of and that of its first report, ``high``."""
    if news is not None and (low is None or (low < news[0] and high - low <= _NEWS)):
        return _dated(profile, news[:2], f"told as news by its first report, so of {news[2]} ({date.fromordinal(high)})")
    if low is None or not 0 <= high - low < _LONGEST:
        return None
    first, last = date.fromordinal(low), date.fromordinal(high)
    return _dated(profile, (low, high), f"after what it or its report's opening speaks of ({first}), before its first report ({last})")


def _dated(profile: Profile, days: tuple[int, int], why: str) -> Profile:
    made = profile.copy()
    if days[1] - days[0] < NARROW_DAYS:
        made.set_days([days])
    else:
        made.coarse = [days]
    made.inferred = True
    made.bounds = {why}
    return made
