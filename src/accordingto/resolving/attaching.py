"""Step C of making incidents: which dated group a telling without a day joins, and what need not be looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from accordingto.model.record import Mention
from accordingto.resolving.groups import Group, held_apart
from accordingto.resolving.likeness import Likeness, framed_apart, threshold, weights
from accordingto.resolving.profiles import TOLLS, Profile
from accordingto.resolving.stamps import Stamps
from accordingto.resolving.tellings import REPRESENTATIVES, group_likeness

_CANDIDATES = 15  # groups an undated telling is compared with, most in common first
_MARGIN = 0.5  # log-odds by which the best group must lead the second

Attached = tuple[int, Mention, Likeness] | None
# How a group ranks among the candidates of a telling: by what they have in common, most first, then by its first mention.
First = tuple[str, int, int, str]  # ``Profile.first``
Rank = tuple[int, First]
State = tuple[int, ...]
Known = dict[tuple[str, int | None], dict[State, tuple[First, frozenset[str]]]]  # by family and day
Score = tuple[float, bool]  # likeness in log-odds, and whether something bars the two from being one
Fact = tuple[frozenset[str], int | None]  # what a group can be found by, and its first day
_LAST: Rank = (0, ("", 0, 0, ""))  # behind every group that has anything in common


@dataclass(frozen=True, slots=True)
class Choice:
    """The group a telling joins, if any; the rank of the last group it was compared with (``_LAST`` where all were); how each compared,
    by the group's first tellings."""

    best: Attached
    last: Rank
    scores: Mapping[State, Score]


class Attacher:
    """Step C: which dated group each undated telling joins; what was worked out before stands unless a group that was among the
    candidates, or is now, has changed."""

    def __init__(self) -> None:
        self._stamps = Stamps()
        self._kept: dict[int, tuple[tuple[int, ...], Choice]] = {}
        self._found: Known = {}

    def attach(
        self, undated: Iterable[Profile], dated: Sequence[Group], states: Set[str]
    ) -> tuple[dict[int, list[tuple[Profile, Likeness]]], list[Profile]]:
        """Positions of the dated groups that tellings join, and the tellings that join none.

        A telling joins only if one group is clearly the best.
        """
        world = _Neighbourhoods(dated, self._stamps, self._found)
        self._found = world.found
        at_head = {(group.profile.family, group.head): at for at, group in enumerate(dated)}
        joins: dict[int, list[tuple[Profile, Likeness]]] = defaultdict(list)
        rest: list[Profile] = []
        kept: dict[int, tuple[tuple[int, ...], Choice]] = {}
        for telling in undated:
            near = world.around(telling)
            old = self._kept.get(telling.serial)
            if old is not None and (old[0] == near or not world.touched(telling, old[1].last)):
                choice = old[1]
            else:
                near_by = world.groups(telling)
                choice = best_group(telling, near_by, world.facts, dated, states, old[1].scores if old is not None else {})
            kept[telling.serial] = (near, choice)
            if choice.best is None:
                rest.append(telling)
            else:
                joins[at_head[telling.family, choice.best[1]]].append((telling, choice.best[2]))
        self._kept = kept
        return joins, rest


class _Neighbourhoods:
    """Dated groups by family and day, with a stamp for each day's groups, and which of them were not there before.

    Args:
        before: ``found`` of last time: per family and day, each group's tellings with its head and anchors.
    """

    def __init__(self, dated: Sequence[Group], stamps: Stamps, before: Known) -> None:
        self._days: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._timeless: dict[str, list[int]] = defaultdict(list)
        self.facts = [fact(group) for group in dated]
        for at, (_, day) in enumerate(self.facts):
            if day is None:
                self._timeless[dated[at].profile.family].append(at)
            else:
                self._days[dated[at].profile.family, day].append(at)
        members: dict[tuple[str, int | None], list[int]] = {(kind, None): at for kind, at in self._timeless.items()}
        members.update(self._days.items())
        self.found: Known = {
            key: {dated[at].state: (dated[at].profile.first, self.facts[at][0]) for at in held} for key, held in members.items()
        }
        self._stamp = {key: stamps.of(key, frozenset(self.found[key])) for key in sorted(self._days)}
        self._loose = {kind: stamps.of(kind, frozenset(self.found[kind, None])) for kind in sorted(self._timeless)}
        whole: dict[str, list[tuple[tuple[str, int], int]]] = defaultdict(list)
        for key in sorted(self._days):
            whole[key[0]].append((key, self._stamp[key]))
        self._whole = {kind: stamps.of((kind, "every day"), tuple(found)) for kind, found in sorted(whole.items())}
        self._changed: dict[str, list[tuple[int | None, First, frozenset[str]]]] = defaultdict(list)
        for place in self.found.keys() | before.keys():
            old, new = before.get(place, {}), self.found.get(place, {})
            rows = [old[s] for s in old.keys() - new.keys()] + [new[s] for s in new.keys() - old.keys()]
            self._changed[place[0]] += [(place[1], first, anchors) for first, anchors in rows]

    def touched(self, telling: Profile, last: Rank) -> bool:
        """Whether a group that changed was among the candidates of a telling, or is now.

        Args:
            last: the rank of the last candidate that was looked at.
        """
        changed = self._changed.get(telling.family, ())
        window = None if not changed or self._everywhere(telling) else self._window(telling)
        mine = telling.seen.anchors
        for day, first, anchors in changed:
            if window is None or day is None or day in window:
                shared = len(mine & anchors)
                if shared and (last == _LAST or (-shared, first) <= last):
                    return True
        return False

    def _everywhere(self, telling: Profile) -> bool:
        """Whether its own times or victims may lead outside the fortnight before publication."""
        return bool(telling.coarse or telling.named) or not telling.published

    def _window(self, telling: Profile) -> range:
        published = min(telling.published)
        return range(published - 14, published + 2)

    def around(self, telling: Profile) -> tuple[int, ...]:
        """Stamps of all groups that may matter to a telling."""
        loose = self._loose.get(telling.family, 0)
        if self._everywhere(telling):
            return (loose, self._whole.get(telling.family, 0))
        return (loose, *(self._stamp.get((telling.family, day), 0) for day in self._window(telling)))

    def groups(self, telling: Profile) -> list[int]:
        """The groups that may matter to a telling."""
        if self._everywhere(telling):
            return [at for (kind, _), members in self._days.items() if kind == telling.family for at in members] + self._timeless[
                telling.family
            ]
        found = [at for day in self._window(telling) for at in self._days.get((telling.family, day), ())]
        return found + self._timeless.get(telling.family, [])


def fact(group: Group) -> Fact:
    seen = group.profile.seen
    return seen.anchors, None if seen.day is None else seen.day[0]


def best_group(
    telling: Profile, near: Sequence[int], facts: Sequence[Fact], dated: Sequence[Group], states: Set[str], before: Mapping[State, Score]
) -> Choice:
    """The group that a telling clearly joins, if there is one.

    Args:
        facts: of every dated group.
        before: how groups compared with it when it was last looked at.
    """
    anchors = telling.seen.anchors
    news = not telling.coarse and bool(telling.published)
    published = min(telling.published, default=0)
    shared: dict[int, int] = {}
    for at in near:
        theirs, day = facts[at]
        common = len(anchors & theirs)
        # News without a date speaks of the last two weeks, unless its own words or victims say otherwise.
        if common and (not news or day is None or -14 <= day - published <= 1 or telling.named & dated[at].profile.named):
            shared[at] = common
    ranked = sorted(shared, key=lambda at: (-shared[at], dated[at].profile.first))[:_CANDIDATES]
    last = (-shared[ranked[-1]], dated[ranked[-1]].profile.first) if len(ranked) == _CANDIDATES else _LAST
    scores: dict[State, Score] = {}
    totals: list[tuple[float, First, int, float]] = []
    for at, salient in zip(ranked, _salience(telling, [dated[at] for at in ranked]), strict=True):
        state = dated[at].state[:REPRESENTATIVES]
        score = before.get(state)
        if score is None:
            like = group_likeness(telling, dated[at].tellings, states=states)
            score = (like.total, bool(like.barred))
        scores[state] = score
        if held_apart([telling], dated[at]):
            continue
        totals.append((-score[0] - (0.0 if score[1] else weights()["salient"] * salient), dated[at].profile.first, at, salient))
    totals.sort()
    if not totals or (len(totals) > 1 and totals[1][0] - totals[0][0] < _MARGIN):
        return Choice(None, last, scores)
    _, _, at, salient = totals[0]
    like = group_likeness(telling, dated[at].tellings, states=states).plus("salient", salient)
    return Choice((at, dated[at].head, like) if like.probability >= threshold("attach") else None, last, scores)


def _salience(telling: Profile, groups: Sequence[Group]) -> list[float]:
    """A mention without day or place of its own speaks of what everyone speaks of in those days: each group's share of the reports on
    the groups of its last four days, in full for a definite phrase without an antecedent, a headline or a toll, half for others."""
    tolls = bool(telling.figures.keys() & TOLLS)
    if not telling.published or telling.another or telling.historical or telling.plural:
        return [0.0] * len(groups)
    known = telling.anaphoric or telling.headline or tolls
    fitting = [not framed_apart(telling, group.profile) for group in groups]
    if not known and (telling.spots or telling.coarse):
        return [0.0] * len(groups)
    day = min(telling.published)
    sizes = [0] * len(groups)
    for n, group in enumerate(groups):
        recent = group.profile.day is not None and 0 <= day - group.profile.day[0] <= 4
        alike = not telling.seen.classes or not telling.seen.classes.isdisjoint(group.profile.seen.classes)
        there = not telling.spots or not telling.spots.keys().isdisjoint(group.profile.spots)
        if recent and alike and there and fitting[n] and (not tolls or _tolls_fit(telling, group.profile)):
            sizes[n] = len(group.profile.reports)
    return [(1.0 if known else 0.5) * size / sum(sizes) if size > 1 else 0.0 for size in sizes]


def _tolls_fit(a: Profile, b: Profile) -> bool:
    """Whether tolls are of one size: within a factor of five of some toll of the same sort."""
    for aspect in a.figures.keys() & b.figures.keys() & TOLLS:
        for x in a.figures[aspect]:
            for y in b.figures[aspect]:
                p, q = (x[0] or x[1] or 0.0), (y[0] or y[1] or 0.0)
                if p and q and max(p, q) <= 5 * min(p, q):
                    return True
    return False
