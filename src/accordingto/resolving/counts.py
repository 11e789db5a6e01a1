"""Which happening each number of a report belongs to that has no event of its own, or one that nothing else tells of ("Dead: 437.").

A number set beside another ("police spoke of 3,500") goes where that one goes. Every other is given the likeliest (``counting``) of the
happenings that its report tells of and of those of the days before that share a name, a place or a word with its sentences, or none.
Everything is kept: a number is looked at again only where its report, or a happening that it could belong to, has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from accordingto.data import table
from accordingto.model.reading import Figure
from accordingto.model.record import Disagreement
from accordingto.resolving.accounts import COUNTS, Loose, View
from accordingto.resolving.counting import Row, can_count, chances, features, why
from accordingto.resolving.facts import Facts, facts_of, told_day
from accordingto.resolving.groups import Group
from accordingto.resolving.likeness import SPEECH, weights
from accordingto.resolving.places import apart
from accordingto.resolving.profiles import TOLLS, day_of, family
from accordingto.resolving.surroundings import REAL, Scene, scene_of

COUNTED = frozenset({*COUNTS, "weight", "votes", "percent", "other"})
_PEOPLE = TOLLS | {"protesters", "aboard", "attackers"}
_CANDIDATES = 6  # happenings that the report does not tell of itself, most in common first
_BEFORE, _AFTER = 14, 1  # days from a happening to the report
_SAID = 2  # numbers of a row of which it is said why they are counted there
_TABLE = "counts"
_BESIDE = "the number that it is set beside"
_TOLD_WITH = "what is told last before it"
Mark = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Numbers of one report by incident: those that go with it without an event of it, and those of its events that count another;
    ``why`` says of each of the first, in order, why it goes there."""

    loose: Mapping[str, list[int]]
    gone: Mapping[str, list[int]]
    why: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Asking:
    """What the loose numbers of a report can find a happening by, and the report's day (0: not known)."""

    keys: frozenset[str]
    published: int

    def may_tell_of(self, facts: Facts) -> bool:
        """Whether a happening lies in the days that a report without other words speaks of."""
        return facts.day is not None and (not self.published or -_BEFORE <= facts.day[0] - self.published <= _AFTER)


class Counts:
    """The happenings that numbers can belong to, and what each report's numbers ask for.

    Args:
        learnt: weights; those that ship with the package if None.
    """

    def __init__(self, learnt: Mapping[str, float] | None = None) -> None:
        self._weights = weights(_TABLE) if learnt is None else learnt
        self._marks: dict[str, Mark] = {}
        self._groups: dict[str, Group] = {}
        self._facts: dict[str, Facts] = {}
        self._index: dict[str, set[str]] = defaultdict(set)
        self._asked: dict[str, set[str]] = defaultdict(set)
        self._asking: dict[str, _Asking] = {}
        self._scenes: dict[str, Scene] = {}
        self._apart: dict[tuple[str, str], tuple[Mark, Facts]] = {}

    def update(self, known: Iterable[tuple[str, Group]]) -> set[str]:
        """Take in all incidents and their groups; returns the reports whose numbers may belong elsewhere for it."""
        old, self._marks, self._groups = self._marks, {}, dict(known)
        before, self._facts = self._facts, {}
        for key, group in self._groups.items():
            profile = group.profile
            self._marks[key] = mark = (group.state, profile.least, told_day(profile), tuple(sorted(profile.coarse)), profile.plural,
                                       profile.historical, len(profile.reports).bit_length())  # fmt: skip
            same = old.get(key) == mark and group.state
            self._facts[key] = before[key] if same else facts_of(key, group)
        self._apart = {asked: held for asked, held in self._apart.items() if self._marks.get(asked[0]) == held[0]}
        touched: set[str] = set()
        for key in before.keys() | self._facts.keys():
            was, now = before.get(key), self._facts.get(key)
            if was == now:
                continue
            for facts, put in ((was, False), (now, True)):
                if facts is not None:
                    self._file(facts, put)
                    touched |= {r for k in facts.anchors() for r in self._asked.get(k, ()) if self._asking[r].may_tell_of(facts)}
            if key in self._groups:
                touched |= self._groups[key].profile.reports & self._asking.keys()
        return touched

    def _file(self, facts: Facts, put: bool) -> None:
        if facts.day is None or facts.family in SPEECH:
            return
        for key in facts.anchors():
            if put:
                self._index[key].add(facts.key)
            else:
                self._index[key].discard(facts.key)
                if not self._index[key]:
                    del self._index[key]

    def forget(self, report: str) -> None:
        """Take out what a report asks for."""
        self._scenes.pop(report, None)
        asking = self._asking.pop(report, None)
        for key in asking.keys if asking is not None else ():
            self._asked[key].discard(report)
            if not self._asked[key]:
                del self._asked[key]

    def place(self, view: View, own: Mapping[int, str]) -> Placed:
        """Where the numbers of a report belong.

        Args:
            own: incident of every event of the report that has one.
        """
        report, reading = view.report.id, view.reading
        scene = scene_of(view, own, self._scenes.get(report))
        self.forget(report)
        self._scenes[report] = scene
        loose: dict[str, list[int]] = defaultdict(list)
        gone: dict[str, list[int]] = defaultdict(list)
        reasons: dict[str, list[str]] = defaultdict(list)
        said: dict[int, str] = {}
        asked: set[str] = set()
        for position, figure in enumerate(reading.figures):
            owner = scene.owner(position)
            scene.homes[position] = owner
            if not self.is_open(scene, position):
                continue
            at = scene.sentence(figure)
            asked.update(k for line in (scene.line(at), *scene.before(at)) for k in line.anchors())
            beside = figure.like if figure.like is not None and figure.like < position else None
            home = scene.homes.get(beside) if beside is not None and owner is None else None
            if home is not None:
                said[position] = _BESIDE
            else:
                home, said[position] = self._likeliest(scene, position)
            scene.homes[position] = home = home or owner
            if beside is not None and scene.homes.get(beside) is None and self.is_open(scene, beside):
                if home is None and figure.quantity != reading.figures[beside].quantity:
                    home, said[position] = self._told_with(scene, at), _TOLD_WITH
                    scene.homes[position] = home
                scene.homes[beside], said[beside] = home, _BESIDE
        for position, place in sorted(scene.homes.items()):
            owner = scene.owner(position)
            if place is not None and place != owner:
                loose[place].append(position)
                reasons[place].append(said[position])
                if owner is not None:
                    gone[owner].append(position)
        if asked:
            published = day_of(view.report.published.value)
            self._asking[report] = _Asking(frozenset(asked), published.toordinal() if published else 0)
            for key in asked:
                self._asked[key].add(report)
        return Placed(loose, gone, reasons)

    def _told_with(self, scene: Scene, at: int) -> str | None:
        """The happening that a report tells last before the end of a sentence, else first after it: two numbers that it sets side by side
        are of something it tells of, though nothing told can have brought about what they count."""
        events = scene.view.reading.events
        done = [i for i in sorted(scene.own) if events[i].status in REAL and family(events[i].type) not in SPEECH]
        before = [i for i in done if events[i].sentence <= at]
        return scene.own[before[-1] if before else done[0]] if done else None

    def is_open(self, scene: Scene, position: int) -> bool:
        """Whether a number looks for its happening: one that has no event, or one of which only its report tells, on no known day."""
        reading = scene.view.reading
        figure = reading.figures[position]
        if figure.aspect not in COUNTED or figure.statistic or scene.is_listed(figure):
            return False  # what many happenings come to is no count of one, nor is an item of a list of them
        owner = scene.owner(position)
        if owner is not None:
            return self._facts[owner].alone
        event = scene.holds.get(position)
        return event is None or reading.events[event].status in REAL  # what is planned or denied counts nothing

    def candidates(self, scene: Scene, position: int) -> list[Facts]:
        """The happenings that a number may belong to: all that its report tells of, and those that share most with its sentences."""
        at = scene.sentence(scene.view.reading.figures[position])
        asking = _Asking(frozenset(k for line in (scene.line(at), *scene.before(at)) for k in line.anchors()), scene.published)
        shared: dict[str, int] = defaultdict(int)
        for key in asking.keys:
            for incident in self._index.get(key, ()):
                shared[incident] += 1
        event = scene.holds.get(position)
        known = event is None or event in scene.own  # of an event that is of no incident, a reviewer may have said so
        fitting = [k for k in shared if known and k not in scene.told and asking.may_tell_of(self._facts[k])]
        ranked = sorted(fitting, key=lambda k: (-shared[k], self._groups[k].profile.first))[:_CANDIDATES]
        report = scene.view.report.id
        here = sorted(scene.told, key=lambda k: scene.told[k][0])
        aspect = scene.view.reading.figures[position].aspect
        found = [*(self._without(k, report) for k in here), *(self._facts[k] for k in ranked)]
        able = [c for c in found if can_count(c, aspect) and not _is_elsewhere(scene, at, c)]
        if aspect in _PEOPLE or _is_beside(scene, position):
            return able
        events = scene.view.reading.events  # things go with what is told in their sentence: there are too many sorts of them
        return [c for c in able if any(events[i].sentence == at for i in scene.told.get(c.key, ()))]

    def _without(self, incident: str, report: str) -> Facts:
        """The facts of an incident but for what one report tells of it."""
        held = self._apart.get((incident, report))
        if held is None or not self._groups[incident].state:
            held = (self._marks[incident], facts_of(incident, self._groups[incident], report))
            self._apart[incident, report] = held
        return held[1]

    def rows(self, scene: Scene, position: int) -> tuple[list[Facts], list[Row]]:
        """The candidates of a number, and what speaks for each of them and for none."""
        found = self.candidates(scene, position)
        return found, features(scene, position, found)

    def _likeliest(self, scene: Scene, position: int) -> tuple[str | None, str]:
        """The happening that a number goes with, and why; none, and nothing, where no candidate is likely enough."""
        found, rows = self.rows(scene, position)
        if not found:
            return None, ""
        figure = scene.view.reading.figures[position]
        beside = _is_beside(scene, position)
        asked = rows[:-1] if beside and scene.told else rows  # what a report sets side by side is of something it tells of
        sure = chances(asked, self._weights)
        best = max(range(len(found)), key=lambda n: (sure[n], -n))
        if sure[best] < _least(figure, scene.owner(position) is not None, beside):
            return None, ""
        return found[best].key, f"{why(rows[best], self._weights)} ({sure[best]:.0%})"


def with_reasons(found: Iterable[Disagreement], loose: Mapping[str, Loose], views: Mapping[str, View]) -> tuple[Disagreement, ...]:
    """Disagreements with a line for the first numbers of theirs that have no event of their own: why they are counted here."""
    told: list[Disagreement] = []
    for d in found:
        reasons: list[str] = []
        for side in d.sides:
            quote = side.value.quote
            more = loose.get(quote.report) if side.value.quantity is not None else None
            for position, reason in zip(more.figures, more.why, strict=True) if more is not None else ():
                if views[quote.report].reading.figures[position].span.overlaps(quote.span):
                    reasons.append(f"“{side.value.text}” is placed by {reason}")
        said = [d.reason, *reasons[:_SAID]] if d.reason else reasons[:_SAID]
        told.append(replace(d, reason="; ".join(said)) if reasons else d)
    return tuple(told)


def _is_elsewhere(scene: Scene, at: int, c: Facts) -> bool:
    """Whether the sentence of a number names only places far from those of a happening that it does not tell of."""
    if any(scene.view.reading.events[i].sentence == at for i in scene.told.get(c.key, ())):
        return False
    theirs = [s for s in c.spots if s.rank > 1] or [s for h in scene.elsewhere(c.key, at) for s in h.spots if s.rank > 1]
    mine = [s for s in scene.line(at).spots if s.rank > 1]
    return bool(mine and theirs) and all(apart(s, t) for s in mine for t in theirs)


def _is_beside(scene: Scene, position: int) -> bool:
    """Whether a report sets a number beside another."""
    figures = scene.view.reading.figures
    return figures[position].like is not None or any(f.like == position for f in figures)


def _least(figure: Figure, owned: bool, beside: bool) -> float:
    """The probability from which a number is given to a happening."""
    return _thresholds()["owned" if owned else "people" if beside or figure.aspect in _PEOPLE else "things"]


@cache
def _thresholds() -> Mapping[str, float]:
    return {name: float(value) for name, value in table(_TABLE)["least"].items()}
