"""Step H of joining: incidents that learnt weights hold to be one.

The steps before are cautious: what gives neither day nor place often stays alone. Here two incidents are compared by the tellings
of different reports, with the signs of ``signs`` and the weights of ``joins.toml``, which `python -m training joins` learns from
the gold of examples and from ECB+. The two that are most alike are joined first, and so on while any reach the threshold.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from accordingto.data import table
from accordingto.resolving.groups import Group, Joined, held_apart
from accordingto.resolving.likeness import Likeness
from accordingto.resolving.likeness import weights as table_weights
from accordingto.resolving.profiles import Profile
from accordingto.resolving.signs import Signs, signs
from accordingto.resolving.tellings import REPRESENTATIVES

_LATER = 31  # days after a happening in which reports may tell of it without a day
_WINDOW = 14  # days between the reports on two incidents without a day
_CANDIDATES = 10  # incidents that one is compared with, most in common first
_DOUBTFUL = 0.7  # more log-odds needed where neither of two gives a day or leads its report (often numbers of years, or background),
# or where their days lie one apart
_COMMON = 150  # incidents of one month that share a word or place, from which it no longer helps to find any
_TABLE = "joins"

Pair = tuple[float, Signs]
Asked = tuple[tuple[int, ...], tuple[int, ...]]  # the states of two groups
_BARRED: Pair = (-math.inf, {})


class Merger:
    """Joins groups; pairs of tellings that were compared last time are not compared again.

    Args:
        learnt: weights; those that ship with the package if None.
        least: log-odds from which two groups are joined; that of the package if None.
    """

    def __init__(self, learnt: Mapping[str, float] | None = None, least: float | None = None) -> None:
        self._weights = table_weights(_TABLE) if learnt is None else learnt
        self._least = float(table(_TABLE)["least"]) if least is None else least
        self._known: Set[int] = frozenset()
        self._told: dict[int, dict[int, Pair]] = {}
        self._before: dict[Asked, float | None] = {}
        self._now: dict[Asked, float | None] = {}

    def merge(self, groups: Sequence[Group], states: Set[str]) -> list[Group]:
        """The groups with those joined that are one."""
        self._before, self._now = self._now, {}
        self._forget({t.serial for g in groups for t in g.tellings[:REPRESENTATIVES]})
        held = dict(enumerate(sorted(groups, key=lambda g: g.profile.first)))
        near: dict[int, set[int]] = defaultdict(set)
        scores: dict[tuple[int, int], float] = {}
        for a, b in _candidates(held):
            near[a].add(b)
            near[b].add(a)
            self._note(scores, held, (a, b), states)
        fresh = len(held)
        while scores:
            a, b = max(scores, key=lambda pair: (scores[pair], -pair[0], -pair[1]))
            held[fresh] = self._joined(held.pop(a), held.pop(b), states)
            scores = {pair: score for pair, score in scores.items() if a not in pair and b not in pair}
            near[fresh] = {other for old in (a, b) for other in near.pop(old) if other in held}
            for other in near[fresh]:
                near[other].add(fresh)
                self._note(scores, held, (other, fresh), states)
            fresh += 1
        return list(held.values())

    def _note(self, scores: dict[tuple[int, int], float], held: Mapping[int, Group], pair: tuple[int, int], states: Set[str]) -> None:
        a, b = held[pair[0]], held[pair[1]]
        asked = (a.state, b.state)
        score = self._before[asked] if asked in self._before else self._wanted(a, b, states)
        self._now[asked] = score
        if score is not None:
            scores[pair] = score

    def _wanted(self, a: Group, b: Group, states: Set[str]) -> float | None:
        """The log-odds of two groups where they are enough to join them."""
        score = self._score(a, b, states)
        needed = self._least + (_DOUBTFUL if _doubtful(a.profile, b.profile, _leads(a) or _leads(b)) else 0.0)
        return score if score is not None and score >= needed and not _apart(a, b) else None

    def _forget(self, serials: Set[int]) -> None:
        """Forget pairs of tellings that are no more."""
        if not self._known <= serials:
            told = {one: found for one, found in self._told.items() if one in serials}
            self._told = {one: {other: pair for other, pair in found.items() if other in serials} for one, found in told.items()}
        self._known = serials

    def _pairs(self, a: Group, b: Group, states: Set[str]) -> list[Pair]:
        ones, others = a.tellings[:REPRESENTATIVES], b.tellings[:REPRESENTATIVES]
        found: list[Pair] = []
        for x in ones:
            for y in others:
                if x.reports.isdisjoint(y.reports):
                    found.append(self._pair(x, y, states))
                    if found[-1] is _BARRED:
                        return found  # the rest can change nothing
        return found

    def _score(self, a: Group, b: Group, states: Set[str]) -> float | None:
        """The log-odds of two groups; None if only one report tells of both. Two tellings that cannot be one keep the rest apart."""
        pairs = self._pairs(a, b, states)
        return _log_odds(pairs) if pairs else None

    def _pair(self, a: Profile, b: Profile, states: Set[str]) -> Pair:
        one, other = (a, b) if a.first <= b.first else (b, a)
        known = self._told.setdefault(one.serial, {})
        found = known.get(other.serial)
        if found is None:
            told, weights = signs(one, other, states), self._weights
            found = _BARRED
            if told is not None:
                found = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in told.items()), told
            known[other.serial] = found
        return found

    def _joined(self, a: Group, b: Group, states: Set[str]) -> Group:
        """Both as one, known by the earlier, with the reasons: the signs of the best pair and of all pairs, half and half."""
        pairs = self._pairs(a, b, states)
        best = max(pairs, key=lambda pair: pair[0])
        parts: dict[str, float] = defaultdict(float)
        for share, told in ((0.5, best[1]), *((0.5 / len(pairs), told) for _, told in pairs)):
            for name, value in told.items():
                parts[name] += share * value
        total = _log_odds(pairs)
        added = tuple((name, self._weights.get(name, 0.0) * parts[name]) for name in sorted(parts))
        like = Likeness(1.0 / (1.0 + math.exp(-total)), added, "", total, learnt=True)
        whole = Group(a.profile.copy(), [*a.tellings, *b.tellings], [*a.joined, *b.joined])
        whole.profile.take(b.profile)
        first, second = (a, b) if a.head < b.head else (b, a)
        whole.joined.append(Joined(second.head, first.head, like))
        return whole


def _log_odds(pairs: Sequence[Pair]) -> float:
    """Half the best of some pairs of tellings, half the mean of all."""
    found = [score for score, _ in pairs]
    return 0.5 * max(found) + 0.5 * sum(found) / len(found)


def _leads(group: Group) -> bool:
    """Whether some report is about it."""
    return any(telling.leads for telling in group.tellings)


def _doubtful(a: Profile, b: Profile, leads: bool) -> bool:
    x, y = a.seen.day, b.seen.day
    if x and y:
        return not (x[0] <= y[1] and y[0] <= x[1])
    return not (x or y or leads)


def _apart(a: Group, b: Group) -> bool:
    """Whether reports that tell of both hold them apart."""
    return held_apart(a.tellings, b) or held_apart(b.tellings, a)


def _candidates(held: Mapping[int, Group]) -> list[tuple[int, int]]:
    """Pairs of groups of one family that lie near enough in time and have something in common, for each the ten with most."""
    index: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for at, group in held.items():
        for key in group.profile.seen.anchors:
            index[group.profile.family, _when(group.profile) // _LATER, key].append(at)
    pairs: set[tuple[int, int]] = set()
    when = {at: _when(group.profile) for at, group in held.items()}
    for at, group in held.items():
        month, kind = when[at] // _LATER, group.profile.family
        shared: dict[int, int] = defaultdict(int)
        for key in group.profile.seen.anchors:
            for near in (month - 1, month, month + 1):
                found: Sequence[int] = index.get((kind, near, key), ())
                if len(found) <= _COMMON:
                    for other in found:
                        shared[other] += 1
        fitting = [o for o in shared if o != at and _near(group.profile, held[o].profile)]
        chosen = sorted(fitting, key=lambda o: (-shared[o], abs(when[o] - when[at]), o))[:_CANDIDATES]
        pairs |= {(min(at, o), max(at, o)) for o in chosen}
    return sorted(pairs)


def _when(profile: Profile) -> int:
    """The day of a happening, failing that of its first report."""
    return profile.seen.day[0] if profile.seen.day else min(profile.published, default=0)


def _near(a: Profile, b: Profile) -> bool:
    """Whether two may be one by their days."""
    x, y = a.seen.day, b.seen.day
    if x and y:
        return max(x[0], y[0]) - min(x[1], y[1]) <= 1
    if x or y:
        day, told = (x, b) if x else (y, a)
        return day is not None and (not told.published or -1 <= min(told.published) - day[0] <= _LATER)
    return not a.published or not b.published or abs(min(a.published) - min(b.published)) <= _WINDOW
