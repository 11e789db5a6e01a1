"""What a happening is known by where a number looks for its own: a few tellings, its days, how widely it is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from accordingto.resolving.groups import Group
from accordingto.resolving.places import Spot
from accordingto.resolving.profiles import DEED, HARM, KILL, Profile, classes_of, stem

_FIRST = 6  # tellings that stand for a group: those that join a large one later change nothing
_HELD = frozenset({"hold"})
Bounds = tuple[float | None, float | None]
Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a group is known by.

    Attributes:
        key: the incident's id.
        types: of its events, the most frequent first.
        size: how many binary digits its number of reports has.
        alone: told by one report on no known day.
        days: of its first tellings; ``day`` and ``coarse`` of all of it.
        heads: stems of what it was done to and of the words for it; ``words`` of its sentences.
    """

    key: str
    family: str
    types: tuple[str, ...]
    day: Days | None
    coarse: tuple[Days, ...]
    days: tuple[Days, ...]
    size: int
    alone: bool
    spots: tuple[Spot, ...]
    names: frozenset[str]
    words: frozenset[str]
    heads: frozenset[str]
    held: bool
    harm: bool
    deed: bool
    plural: bool
    historical: bool
    figures: tuple[tuple[str, frozenset[Bounds]], ...]

    def anchors(self) -> set[str]:
        """What a number's sentence can find it by."""
        return {*self.names, *(s.key for s in self.spots if s.rank != 1), *(f"h:{w}" for w in self.heads)}

    def known(self, aspect: str) -> frozenset[Bounds]:
        """The numbers of one aspect that are told of it."""
        return next((values for name, values in self.figures if name == aspect), frozenset())


def facts_of(key: str, group: Group, but: str = "") -> Facts:
    """The facts of a group, but for what one report tells of it."""
    profile = group.profile
    tellings = [t for t in (group.tellings or [profile])[:_FIRST] if but not in t.reports]
    spots: dict[str, Spot] = {}
    types: dict[str, int] = defaultdict(int)
    names: set[str] = set()
    stems: set[str] = set()
    heads: set[str] = set()
    lemmas: set[str] = set()
    figures: dict[str, set[Bounds]] = defaultdict(set)
    for t in tellings:
        spots.update(t.spots)
        names |= t.named | t.recipients | t.agents
        stems |= t.words
        heads |= t.heads | {stem(o) for o in t.objects}
        lemmas |= _lemmas(t)
        for aspect, values in t.figures.items():
            figures[aspect] |= values
    for t in group.tellings[:_FIRST] or [profile]:
        for kind, n in t.types.items():
            types[kind] += n
    every = lemmas or _lemmas(profile)
    return Facts(
        key, profile.family, tuple(sorted(types, key=lambda k: (-types[k], k))), told_day(profile), tuple(sorted(profile.coarse)[:3]),
        tuple(d for t in tellings if (d := t.day) is not None), len(profile.reports).bit_length(),
        told_day(profile) is None and len(profile.reports) == 1, tuple(spots[k] for k in sorted(spots)), frozenset(names), frozenset(stems),
        frozenset(heads | {stem(y) for y in lemmas}), bool(classes_of(every) & _HELD), bool(every & (HARM | KILL)), bool(every & DEED),
        profile.plural, profile.historical, tuple((k, frozenset(figures[k])) for k in sorted(figures)),
    )  # fmt: skip


def told_day(profile: Profile) -> Days | None:
    """The days of a happening without one that is only likely."""
    return profile.likely[0] if profile.likely else profile.day


def _lemmas(profile: Profile) -> set[str]:
    return {word for lemma in profile.lemmas for word in lemma.split()}
