"""Which event mentions speak of one happening.

Mentions are first joined within their report (a telling), then tellings across reports, in blocks:

A. tellings with an explicit day, per family of types and day;
B. what A made, from one day to the next (reports differ on the day, clocks differ);
C. tellings without a day join the one dated incident they fit, if there is only one;
D. what is left, among itself, by the month of publication.

Every block is clustered in an order of its own (most specific telling first), so that the order of arrival and the other
blocks make no difference; a new report changes only the blocks it falls into.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accordingto.model.record import Mention
from accordingto.resolving.likeness import SPEECH, Likeness, classes_of, threshold
from accordingto.resolving.profiles import Profile
from accordingto.resolving.tellings import group_likeness

Block = tuple[str, int]
_MARGIN = 0.5  # log-odds by which the best group must lead the second


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

    @property
    def head(self) -> Mention:
        """The mention it is known by: the least of all."""
        return min(self.profile.events)


def block_of(telling: Profile) -> Block | None:
    """Where a dated telling is clustered; None without an explicit day."""
    day = telling.day
    return (telling.family, day[0]) if day else None


def specificity(profile: Profile) -> tuple[float, ...]:
    """Most specific first: the order a block is clustered in."""
    rank = max((s.rank for s in profile.spots.values()), default=0)
    return (-(2 * bool(profile.named) + bool(profile.agents) + bool(profile.recipients | profile.heads) + rank / 2 + 2 * bool(profile.figures)),
            min(profile.published, default=0))  # fmt: skip


def cluster(found: Iterable[Profile], states: frozenset[str] | set[str], least: float) -> list[Group]:
    """Leader clustering: each telling, most specific first, joins the group it is most like, or founds one."""
    groups: list[Group] = []
    index: dict[str, list[int]] = defaultdict(list)
    for telling in sorted(found, key=lambda p: (*specificity(p), min(p.events))):
        best: tuple[float, int, Likeness] | None = None
        for at in _candidates(telling, index, len(groups)):
            like = group_likeness(telling, groups[at].tellings, states=states)
            if like.probability >= least and (best is None or like.probability > best[0]):
                best = (like.probability, at, like)
        if best is None:
            groups.append(Group(telling.copy(), [telling], []))
            at = len(groups) - 1
        else:
            _, at, like = best
            _join(groups[at], telling, like)
        for key in _anchors(telling):
            if not index[key] or index[key][-1] != at:
                index[key].append(at)
    return groups


def _join(group: Group, telling: Profile, like: Likeness) -> None:
    group.joined.append(Joined(min(telling.events), group.head, like))
    group.profile.take(telling)
    group.tellings.append(telling)


def _anchors(profile: Profile) -> list[str]:
    """What a telling can be found by: people, actors, places, head words, lemma."""
    keys = [*profile.named, *profile.recipients, *profile.agents, *profile.spots]
    return sorted(set(keys)) + [f"h:{h}" for h in sorted(profile.heads)] + [f"y:{y}" for y in sorted(profile.lemmas)] + [f"k:{k}" for k in sorted(classes_of(profile))]


def _candidates(telling: Profile, index: Mapping[str, Sequence[int]], groups: int) -> Iterable[int]:
    if groups <= 40:
        return range(groups)
    seen: dict[int, int] = defaultdict(int)
    for key in _anchors(telling):
        for at in index.get(key, ())[:60]:
            seen[at] += 1
    return sorted(seen, key=lambda at: (-seen[at], at))[:40]


def join_days(blocks: Mapping[Block, Sequence[Group]], states: frozenset[str] | set[str]) -> list[Group]:
    """Step B: join groups of neighbouring days where everything else speaks for it."""
    result: list[Group] = []
    waiting: dict[str, list[tuple[int, Group]]] = defaultdict(list)
    for (kind, day), groups in sorted(blocks.items()):
        near = [(d, g) for d, g in waiting[kind] if day - d <= 2]
        fresh: list[tuple[int, Group]] = []
        for group in sorted(groups, key=lambda g: g.head):
            best: tuple[float, Group, Likeness] | None = None
            for _, other in near:
                like = group_likeness(group.tellings[0], other.tellings, states=states)
                if like.probability >= threshold("adjacent") and (best is None or like.probability > best[0]):
                    best = (like.probability, other, like)
            if best is None:
                mine = Group(group.profile.copy(), list(group.tellings), list(group.joined))
                result.append(mine)
                fresh.append((day, mine))
            else:
                best[1].joined += [*group.joined, Joined(group.head, best[1].head, best[2])]
                best[1].profile.take(group.profile)
                best[1].tellings += group.tellings
        waiting[kind] = near + fresh
    return result


def attach(
    undated: Iterable[Profile], dated: Sequence[Group], states: frozenset[str] | set[str]
) -> tuple[dict[int, list[tuple[Profile, Likeness]]], list[Profile]]:
    """Step C: which dated group (by position) each undated telling joins; the rest joins none.

    A telling joins only if one group is clearly the best.
    """
    index: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(dated):
        for key in _anchors(group.profile):
            index[f"{group.profile.family}:{key}"].append(at)
    joins: dict[int, list[tuple[Profile, Likeness]]] = defaultdict(list)
    rest: list[Profile] = []
    for telling in undated:
        seen: dict[int, int] = defaultdict(int)
        for key in _anchors(telling):
            for at in index.get(f"{telling.family}:{key}", ()):
                if _in_window(telling, dated[at].profile):
                    seen[at] += 1
        ranked = sorted(seen, key=lambda at: (-seen[at], dated[at].head))[:40]
        salient = _salience(telling, [dated[at] for at in ranked])
        likes = sorted(
            ((group_likeness(telling, dated[at].tellings, states=states).plus("salient", salient[n]), at) for n, at in enumerate(ranked)),
            key=lambda pair: (-pair[0].total, dated[pair[1]].head),
        )
        clear = likes and likes[0][0].probability >= threshold("attach") and (len(likes) < 2 or likes[0][0].total - likes[1][0].total >= _MARGIN)
        if clear:
            joins[likes[0][1]].append((telling, likes[0][0]))
        else:
            rest.append(telling)
    return joins, rest


def _salience(telling: Profile, groups: Sequence[Group]) -> list[float]:
    """A definite mention without an antecedent, or a headline, speaks of what everyone speaks of in those days: each group's
    share of the reports on the groups of its last four days."""
    if not (telling.anaphoric or telling.headline) or not telling.published:
        return [0.0] * len(groups)
    day = min(telling.published)
    sizes = [len(g.profile.reports) if g.profile.day and 0 <= day - g.profile.day[0] <= 4 else 0 for g in groups]
    return [size / sum(sizes) if size > 1 else 0.0 for size in sizes]


def _in_window(telling: Profile, dated: Profile) -> bool:
    """News without a date speaks of the last two weeks, unless its own words or victims say otherwise."""
    if telling.coarse or telling.named & dated.named or not telling.published or not dated.day:
        return True
    return -14 <= dated.day[0] - min(telling.published) <= 1


def resolve_incidents(found: Mapping[str, Sequence[Profile]], states: frozenset[str] | set[str]) -> list[Group]:
    """All tellings of all reports to incidents (steps A to D)."""
    blocks: dict[Block, list[Profile]] = defaultdict(list)
    undated: list[Profile] = []
    for report in sorted(found):
        for telling in found[report]:
            block = block_of(telling)
            if block is None:
                undated.append(telling)
            else:
                blocks[block].append(telling)
    clustered = {block: cluster(members, states, threshold("join")) for block, members in blocks.items()}
    return finish(clustered, undated, states)


def finish(clustered: Mapping[Block, Sequence[Group]], undated: Sequence[Profile], states: frozenset[str] | set[str]) -> list[Group]:
    """Steps B to D on clustered blocks."""
    dated = join_days(clustered, states)
    joins, rest = attach(undated, dated, states)
    for at, members in joins.items():
        for telling, like in sorted(members, key=lambda pair: min(pair[0].events)):
            _join(dated[at], telling, like)
    months: dict[Block, list[Profile]] = defaultdict(list)
    for telling in rest:
        months[telling.family, min(telling.published, default=0) // 30].append(telling)
    loose = [g for block in sorted(months) for g in cluster(months[block], states, threshold("join"))]
    return [g for g in (*dated, *loose) if g.profile.asserted]


def speech(profile: Profile) -> bool:
    """Whether it is an act of speech."""
    return profile.family in SPEECH
