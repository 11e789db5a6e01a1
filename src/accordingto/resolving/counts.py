"""Which happening a number belongs to that stands without an event of its own ("the hospital speaks of at least 19 dead").

In this order, each with its reason: the happening of the number that it is set beside ("police spoke of 3,500"); one that is told
in its own sentence or the one before and can have brought about what it counts; the only one of the report, or the chief one, with
numbers of its sort; the only one that can have brought it about. Where two are as near, none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from accordingto.model.reading import Aspect, Event, Figure
from accordingto.resolving.accounts import View
from accordingto.resolving.folding import fold
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.profiles import DEED, HARM, KILL, TOLLS, classes_of, family

_NEAR = 1  # sentences before a number in which its happening is told
_HELD = frozenset({"hold"})
# Numbers of people harmed; what else happens to people has doers of another sort.
_HARMED = TOLLS - {"detained", "freed", "displaced"}
# A crowd met with force is hurt; that it is dead is told with a deed.
_SPILT = frozenset({"injured", "casualties"})
_OPENING = 1  # sentences, the headline first, with what a report is about
_CROWD = frozenset({"protesters"})
# Who was there: those it was done by, and those in what it was done to.
_THERE = frozenset({"aboard", "attackers"})
# Things a happening is told with: they go with a deed of their own sentence, or with what they are set beside.
_THINGS = frozenset({"weight", "people", "vehicles", "troops", "targets", "strikes"})
_REAL = ("happened", "ongoing", "alleged", "historical")


@dataclass(frozen=True, slots=True)
class _Told:
    """An event of a report that belongs to an incident."""

    sentence: int
    index: int
    incident: str
    event: Event


def loose_counts(view: View, incidents: Mapping[int, str]) -> dict[str, list[int]]:
    """Figures without an event, by the incident they go with.

    Args:
        incidents: incident id of every event of the report that has one.
    """
    return _Homes(view, incidents).found()


class _Homes:
    """One report's incidents, and where its loose figures go."""

    def __init__(self, view: View, incidents: Mapping[int, str]) -> None:
        self._view = view
        reading = view.reading
        self._told = sorted((reading.events[i].sentence, i, key) for i, key in incidents.items())
        self._events = [_Told(at, i, key, reading.events[i]) for at, i, key in self._told]
        self._of_event = dict(incidents)
        self._held = {position: n for n, event in enumerate(reading.events) for position in event.figures}
        self._beside = {f.like for f in reading.figures if f.like is not None}
        self._homes: dict[int, str | None] = {}

    def found(self) -> dict[str, list[int]]:
        """Incident id to positions of figures."""
        homes: dict[str, list[int]] = defaultdict(list)
        if self._events:
            for position, figure in enumerate(self._view.reading.figures):
                if self._owner(figure, position) is not None:
                    continue
                home = self._home(position)
                if home is not None:
                    homes[home].append(position)
        return homes

    def _home(self, position: int) -> str | None:
        if position not in self._homes:
            self._homes[position] = self._look(position)
        return self._homes[position]

    def _owner(self, figure: Figure, position: int) -> str | None:
        """The incident of the event that holds a figure, or None."""
        event = self._held.get(position, figure.event)
        return None if event is None else self._of_event.get(event)

    def _look(self, position: int) -> str | None:
        figure = self._view.reading.figures[position]
        owner = self._owner(figure, position)
        if owner is not None:
            return owner
        event = self._held.get(position, figure.event)
        if figure.statistic:
            return None  # what many happenings come to is no count of one
        if event is not None and self._view.reading.events[event].status not in _REAL:
            return None  # what is planned or denied counts nothing
        if figure.like is not None and figure.like < position:
            home = self._home(figure.like)
            if home is not None:
                return home
        if figure.aspect in TOLLS | _CROWD | _THERE:
            return self._of_people(figure)
        beside = position in self._beside or figure.like is not None
        if beside or figure.aspect in _THINGS:
            return self._of_things(figure, beside)
        return None

    def _sentence(self, figure: Figure) -> int:
        return next((n for n, s in enumerate(self._view.reading.sentences) if s.overlaps(figure.span)), 0)

    def _of_people(self, figure: Figure) -> str | None:
        """A count of people: by what is told beside it, then by what else the report counts, then by what it tells at all."""
        sentence = self._sentence(figure)
        fitting = [t for t in self._events if _brings_about(t.event, figure.aspect)]
        strong = [t for t in fitting if figure.aspect not in _HARMED or t.event.type != "PROTEST"]
        close = [t for t in (fitting if figure.aspect in _SPILT else strong) if not _names_doers(t.event, self._view.report.text)]
        here = [t for t in close if t.sentence == sentence]
        before = [t for t in close if 0 < sentence - t.sentence <= _NEAR and self._tells_of(t, figure.aspect)]
        if here or before:
            return (here or before)[-1].incident
        fitting = strong or [t for t in fitting if figure.aspect in _SPILT or figure.aspect not in _HARMED]
        if not (figure.quantity.low or figure.quantity.high):
            return None
        counted = Counter(t.incident for t in fitting for f in t.event.figures if self._view.reading.figures[f].aspect == figure.aspect)
        deeds = Counter(t.incident for t in fitting if _is_deed(t.event, figure.aspect))
        for known in (counted, deeds):
            chief = known.most_common(2)
            if chief and (len(chief) == 1 or chief[0][1] >= 2 * chief[1][1]):
                return chief[0][0]
            if chief:
                break
        opening = [t.incident for t in fitting if _is_deed(t.event, figure.aspect) and (t.event.headline or t.sentence <= _OPENING)]
        if len(set(opening)) == 1:
            return opening[0]
        only = {t.incident for t in fitting if t.event.status in ("happened", "ongoing")}
        return only.pop() if len(only) == 1 else None

    def _tells_of(self, told: _Told, aspect: Aspect) -> bool:
        """Whether an event of the sentence before is a deed, or harm of the sort that a number counts, and no other harm."""
        lemma = set(fold(told.event.lemma).split())
        if not lemma & (HARM | KILL) or lemma & DEED:
            return True
        same = any(self._view.reading.figures[f].aspect == aspect for f in told.event.figures)
        return same or (aspect == "killed" and bool(lemma & KILL))

    def _of_things(self, figure: Figure, beside: bool) -> str | None:
        """A count of things: by a deed of its sentence; one set beside another also by the sentence before, or by the headline."""
        sentence = self._sentence(figure)
        deeds = [t for t in self._events if family(t.event.type) not in SPEECH and t.event.status in _REAL]
        here = [t for t in deeds if t.sentence == sentence]
        if here:
            return min(here, key=lambda t: (_gap(t.event, figure), t.index)).incident
        if not beside:
            return None
        before = [t for t in deeds if t.sentence == sentence - 1]
        if before:
            return before[-1].incident
        head = {t.incident for t in deeds if t.event.headline}
        return head.pop() if len(head) == 1 else None


def _names_doers(event: Event, text: str) -> bool:
    """Whether a mention names those who did it ("the attackers"): nothing is told with it."""
    word = fold(event.trigger.of(text)).rstrip("s")
    return word.endswith("er") and bool({word[:-1], word[:-2]} & (DEED | KILL))


def _gap(event: Event, figure: Figure) -> int:
    return max(event.trigger.start - figure.span.end, figure.span.start - event.trigger.end, 0)


def _brings_about(event: Event, aspect: Aspect) -> bool:
    """Whether an event can have brought about what a number of people counts."""
    if family(event.type) != "force":
        return False
    if aspect in _CROWD:
        return event.type == "PROTEST"
    held = bool(classes_of([fold(event.lemma)]) & _HELD)
    if aspect == "detained":
        return held or event.type == "PROTEST"
    return not (aspect in _HARMED and held)


def _is_deed(event: Event, aspect: Aspect) -> bool:
    """Whether an event alone is enough to take a count of the report for its own."""
    if event.status not in ("happened", "ongoing"):
        return False
    if aspect in _CROWD or aspect == "detained":
        return True
    return bool(set(fold(event.lemma).split()) & (DEED | HARM | KILL))
