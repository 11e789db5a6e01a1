"""Tellings that were joined to groups: leader clustering of one block, and likenesses that are kept from one time to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from accordingto.model.record import Mention
from accordingto.resolving.likeness import Likeness, two_of_report
from accordingto.resolving.profiles import Profile
from accordingto.resolving.tellings import REPRESENTATIVES, group_likeness

Block = tuple[str, int]
Compared = dict[tuple[int, ...], dict[int, Likeness | None]]


_SAY_SO = 4  # one in so many reports


@dataclass(frozen=True, slots=True)
class Joined:
    """Why a telling was put into a group: the likeness to what was there."""

    telling: Mention
    to: Mention
    like: Likeness


@dataclass(slots=True)
class Group:
    """Tellings held to be one happening."""

    profile: Profile
    tellings: list[Profile]
    joined: list[Joined]

    _state: tuple[int, ...] = ()

    @property
    def head(self) -> Mention:
        """The mention it is known by: the least of all."""
        return self.profile.least

    @property
    def state(self) -> tuple[int, ...]:
        """The serials of its tellings: groups of equal state are the same, unless a reviewer took them apart."""
        if len(self._state) != len(self.tellings):
            self._state = tuple(t.serial for t in self.tellings)
        return self._state


def block_of(telling: Profile) -> Block | None:
    """Where a dated telling is clustered; None without an explicit day."""
    day = telling.day
    return (telling.family, day[0]) if day else None


def specificity(profile: Profile) -> tuple[float, ...]:
    """Most specific first: the order a block is clustered in."""
    rank = max((s.rank for s in profile.spots.values()), default=0)
    return (-(2 * bool(profile.named) + bool(profile.agents) + bool(profile.recipients | profile.heads)
             + rank / 2 + 2 * bool(profile.figures)),
            min(profile.published, default=0))  # fmt: skip


def cluster(found: Iterable[Profile], states: Set[str], least: float, before: Compared) -> tuple[list[Group], Compared]:
    """Leader clustering: each telling, most specific first, joins the group it is most like, or founds one.

    Args:
        before: likenesses from ``least`` on of tellings to groups, by the group's first tellings, of another time; None below.

    Returns:
        The groups, and what was compared this time.
    """
    groups: list[Group] = []
    compared: Compared = defaultdict(dict)
    index: dict[str, list[int]] = defaultdict(list)
    for telling in sorted(found, key=lambda p: (*specificity(p), p.first)):
        best: tuple[float, int, Likeness] | None = None
        for at in _candidates(telling, index, len(groups)):
            like = _alike(telling, groups[at], states, least, before, compared)
            if like is not None and (best is None or like.probability > best[0]) and not held_apart([telling], groups[at]):
                best = (like.probability, at, like)
        if best is None:
            groups.append(Group(telling.copy(), [telling], []))
            at = len(groups) - 1
        else:
            _, at, like = best
            join(groups[at], telling, like)
        for key in telling.seen.anchors:
            if not index[key] or index[key][-1] != at:
                index[key].append(at)
    return groups, compared


def _alike(telling: Profile, group: Group, states: Set[str], least: float, before: Compared, compared: Compared) -> Likeness | None:
    """The likeness of a telling to a group, or None below ``least``; looked up, or worked out and noted."""
    state, serial = group.state[:REPRESENTATIVES], telling.serial
    held = before.get(state)
    if held is not None and serial in held:
        like = held[serial]
    else:
        found = group_likeness(telling, group.tellings, states=states)
        like = found if found.probability >= least else None
    compared[state][serial] = like
    return like


def held_apart(tellings: Sequence[Profile], group: Group) -> bool:
    """Whether reports that tell of both hold some tellings apart from members of a group: they say that one answers the other or lies a
    time away from it, or give them other days or other places. However alike the rest is, such a report knows of two. Of two groups a
    quarter of the reports of the smaller must say so, since each may hold a few mentions that are none of it."""
    apart: set[str] = set()
    for telling in tellings:
        if group.profile.reports.isdisjoint(telling.reports):
            continue
        beside = (other for other in group.tellings if other is not telling and not other.reports.isdisjoint(telling.reports))
        said = not telling.apart.isdisjoint(group.profile.events) if telling.apart else False
        said = said or not group.profile.apart.isdisjoint(telling.events)
        if said or any(two_of_report(telling, other) for other in beside):
            apart |= telling.reports
    smaller = min(len({r for t in tellings for r in t.reports}), len(group.profile.reports))
    return bool(apart) and len(apart) * _SAY_SO >= smaller


def join(group: Group, telling: Profile, like: Likeness) -> None:
    group.joined.append(Joined(telling.least, group.head, like))
    group.profile.take(telling)
    group.tellings.append(telling)


def _candidates(telling: Profile, index: Mapping[str, Sequence[int]], groups: int) -> Iterable[int]:
    if groups <= 40:
        return range(groups)
    seen: dict[int, int] = defaultdict(int)
    for key in telling.seen.anchors:
        for at in index.get(key, ())[:60]:
            seen[at] += 1
    return sorted(seen, key=lambda at: (-seen[at], at))[:40]


class Likenesses:
    """Likenesses of tellings to groups, kept from one time to the next: tellings never change, so neither do they."""

    def __init__(self) -> None:
        self._before: dict[tuple[int, ...], Likeness] = {}
        self._now: dict[tuple[int, ...], Likeness] = {}

    def turn(self) -> None:
        """Begin anew, with what was asked for last time at hand."""
        self._before, self._now = self._now, {}

    def of(self, telling: Profile, group: Group, states: Set[str]) -> Likeness:
        """``group_likeness``, or what it said before."""
        return self._of((telling.serial, *group.state[:REPRESENTATIVES]), telling, group, states)

    def whole(self, group: Group, bare: Profile, other: Group, states: Set[str]) -> Likeness:
        """Likeness of a whole group, as ``bare`` without its day, to another."""
        return self._of((*group.state, 0, *other.state[:REPRESENTATIVES]), bare, other, states)

    def _of(self, key: tuple[int, ...], profile: Profile, group: Group, states: Set[str]) -> Likeness:
        found = self._now.get(key) or self._before.get(key)
        if found is None:
            found = group_likeness(profile, group.tellings, states=states)
        self._now[key] = found
        return found
