"""A report as its numbers stand in it: what each sentence names, which happenings it tells of, and where."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accordingto.data import words
from accordingto.model.reading import Event, Figure
from accordingto.resolving.accounts import View, spot_of
from accordingto.resolving.folding import fold, folded_words
from accordingto.resolving.places import Spot
from accordingto.resolving.profiles import DEED, HARM, KILL, day_of, family, is_place, span_days, stem

_BACK = 3  # sentences before a number, in its paragraph, that may say what it is of
_WORD = re.compile(r"[a-z][a-z'’]+")
_STOP = words("incidents", "stop")
# What heads a number in a list or a bulletin ("Sirin bridge: 14 dead", "11:20 The market: now 29").
_HEADING = re.compile(r"(?:^|[.!?]\s+|\d[:.h]\d\d\s+)([A-Z][^.:;!?\n]{2,40}):\s+(?:[a-z]+\s+){0,3}\Z", re.MULTILINE)
_ITEMS = 3  # headed numbers that make a list
_LINE = 80  # characters before a number in which its heading stands
_COUNTED = HARM | KILL | {"dead", "deaths", "injured", "wounded", "missing", "killed", "rescued", "arrested", "detained", "toll"}
REAL = ("happened", "ongoing", "alleged", "historical")


@dataclass(frozen=True, slots=True)
class Line:
    """What one sentence names.

    Attributes:
        paragraph: its number in the report.
        words: stems of its words that say something.
        names: actor ids of its names.
        days: first and last day of its dates, as ordinals.
    """

    paragraph: int = 0
    words: frozenset[str] = frozenset()
    spots: tuple[Spot, ...] = ()
    names: frozenset[str] = frozenset()
    days: tuple[tuple[int, int], ...] = ()

    def anchors(self) -> set[str]:
        """What a happening can be found by that it speaks of."""
        return {*self.names, *(s.key for s in self.spots if s.rank != 1), *(f"h:{w}" for w in self.words)}


@dataclass(slots=True)
class Scene:
    """One report.

    Attributes:
        own: incident of every event that has one.
        told: by incident, positions of its events here.
        holds: by figure, the event that it belongs to.
        published: its day as an ordinal, 0 where that is not known.
        homes: by figure, the incident found for it so far, or None.
        named: what each sentence names, once a number has asked.
    """

    view: View
    own: Mapping[int, str]
    told: Mapping[str, Sequence[int]]
    holds: Mapping[int, int]
    published: int
    homes: dict[int, str | None] = field(default_factory=dict)
    named: tuple[Line, ...] | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """What each sentence names: made when a number first asks, since most reports have none that does."""
        if self.named is None:
            self.named = lines_of(self.view)
        return self.named

    def sentence(self, figure: Figure) -> int:
        """The number of its sentence."""
        return self.view.reading.sentence_of(figure.span) or 0

    def line(self, at: int) -> Line:
        """A sentence by its number."""
        return self.lines[at] if at < len(self.lines) else Line()

    def before(self, at: int) -> list[Line]:
        """The sentences before one in its paragraph, the nearest first."""
        found = [self.lines[k] for k in range(min(at, len(self.lines)) - 1, max(-1, at - 1 - _BACK), -1)]
        return [line for line in found if line.paragraph == self.line(at).paragraph]

    def owner(self, position: int) -> str | None:
        """The incident of the event that a figure belongs to."""
        return self.own.get(self.holds[position]) if position in self.holds else None

    def heading(self, figure: Figure) -> frozenset[str]:
        """Stems of what heads a number; nothing where that only says what is counted ("Dead: 437")."""
        text, start = self.view.report.text, figure.span.start
        found = _HEADING.search(text[max(0, text.rfind("\n", 0, start) + 1, start - _LINE) : start])
        told = [w for w in _WORD.findall(found[1].lower()) if w not in _STOP and len(w) > 2] if found else []
        return frozenset() if not told or set(told) & _COUNTED else frozenset(stem(w) for w in told)

    def is_listed(self, figure: Figure) -> bool:
        """Whether a number is one item of a list of happenings, each under a heading of its own."""
        alike = (f for f in self.view.reading.figures if f.aspect == figure.aspect)
        return bool(self.heading(figure)) and sum(bool(self.heading(f)) for f in alike) >= _ITEMS

    def elsewhere(self, incident: str, at: int) -> list[Line]:
        """The other sentences that tell of an incident here."""
        told = {self.view.reading.events[i].sentence for i in self.told.get(incident, ())} - {at}
        return [self.lines[k] for k in sorted(told) if k < len(self.lines)]


def scene_of(view: View, own: Mapping[int, str], before: Scene | None = None) -> Scene:
    """A report with the incidents that it tells of; what each sentence names is taken over from another scene of the same view."""
    told: dict[str, list[int]] = defaultdict(list)
    for index in sorted(own):
        told[own[index]].append(index)
    holds = {position: n for n, event in enumerate(view.reading.events) for position in event.figures}
    published = day_of(view.report.published.value)
    lines = before.named if before is not None and before.view is view else None
    return Scene(view, own, told, holds, published.toordinal() if published else 0, named=lines)


def lines_of(view: View) -> tuple[Line, ...]:
    """What each sentence of a report names."""
    reading, text = view.reading, view.report.text
    places = [p for p, n in enumerate(reading.names) if n.kind == "place" and is_place(reading, p, text)]
    named = [(n.span.start, n.span.end, actor) for n, actor in zip(reading.names, view.names, strict=True)]
    found: list[Line] = []
    paragraph, end = 0, 0
    for s in reading.sentences:
        paragraph += "\n" in text[end : s.start]
        end = s.end
        days = (d for t in reading.times if s.overlaps(t.span) and t.type in ("DATE", "TIME") and (d := span_days(t.interval)))
        own = frozenset(stem(w) for w in _WORD.findall(text[s.start : s.end].lower()) if w not in _STOP and len(w) > 2)
        spots = tuple(spot_of(view, p) for p in places if s.contains(reading.names[p].span))
        names = frozenset(actor for start, stop, actor in named if start < s.end and s.start < stop)
        found.append(Line(paragraph, own, spots, names, tuple(days)))
    return tuple(found)


def is_force(event: Event) -> bool:
    """Whether an event is violence, a protest or coercion."""
    return family(event.type) == "force"


def names_doers(event: Event, text: str) -> bool:
    """Whether a mention names those who did it ("the attackers"): nothing is told with it."""
    word = fold(event.trigger.of(text)).rstrip("s")
    return word.endswith("er") and bool({word[:-1], word[:-2]} & (DEED | KILL))


def is_deed(event: Event) -> bool:
    """Whether an event that was or is names a deed or its harm."""
    return event.status in ("happened", "ongoing") and bool(folded_words(event.lemma) & (DEED | HARM | KILL))


def gap(event: Event, figure: Figure) -> int:
    """Characters between a figure and an event's trigger."""
    return max(event.trigger.start - figure.span.end, figure.span.start - event.trigger.end, 0)
