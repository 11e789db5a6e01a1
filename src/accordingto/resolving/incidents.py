"""Which event mentions speak of one happening.

Mentions are first joined within their report (a telling), then tellings across reports, in blocks:

0. tellings of the killing of a named person, whatever day they carry: a person is killed once;
A. tellings with an explicit day, per family of types and day;
B. what A made, from one day to the next (reports differ on the day, clocks differ);
C. tellings without a day join the one dated incident they fit, if there is only one;
D. what is left, among itself, by the month of publication;
E. small groups whose day alone keeps them from a large one (between B and C);
F. undated tellings for which there is only one happening of their sort in the days before (between C and D);
G. undated tellings of a report that is about one happening by its headline or opening (between F and D);
H. what learnt weights hold to be one, of all that is left (``merging``).

Every block is clustered in an order of its own (most specific telling first), so that the order of arrival and the other
blocks make no difference; a new report changes only the blocks it falls into.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from accordingto.model.record import Mention
from accordingto.resolving.attaching import Attacher, best_group, fact
from accordingto.resolving.follows import Known, bound
from accordingto.resolving.groups import Block, Compared, Group, Joined, Likenesses, block_of, cluster, held_apart, join, specificity
from accordingto.resolving.likeness import SPEECH, Likeness, likeness, threshold
from accordingto.resolving.merging import Merger
from accordingto.resolving.only_one import of_its_report, only_one
from accordingto.resolving.profiles import Profile
from accordingto.resolving.union import Union

Clustered = tuple[tuple[int, ...], list[Group], Compared]
_WEEK = 7
_ABSORB = 1.0  # log-odds, the day left out, from which a small group is taken for a misdated telling of a large one
_BESIDE = 0.0  # the same for one that gives no place and no figures and lies a day away: clocks are read off the wrong day


def join_days(blocks: Mapping[Block, Sequence[Group]], states: Set[str], likenesses: Likenesses) -> list[Group]:
    """Step B: join groups of neighbouring days where everything else speaks for it."""
    result: list[Group] = []
    waiting: dict[str, list[tuple[int, Group]]] = defaultdict(list)
    for (kind, day), groups in sorted(blocks.items()):
        near = [(d, g) for d, g in waiting[kind] if day - d <= 2]
        fresh: list[tuple[int, Group]] = []
        for group in sorted(groups, key=lambda g: g.profile.first):
            best: tuple[float, Group, Likeness] | None = None
            for _, other in (*near, *((d, g) for d, g in fresh if g.profile.victims)):
                like = likenesses.of(group.tellings[0], other, states)
                better = like.probability >= threshold("adjacent") and (best is None or like.probability > best[0])
                if better and not held_apart(group.tellings, other):
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


def by_victim(found: Iterable[Profile], states: Set[str]) -> tuple[list[Group], list[Profile]]:
    """Step 0: tellings of the killing of named people. A person is killed once, so they are joined whatever days they carry;
    people killed together in one telling in ten of the rarer one's go together."""
    held = [p for p in found if p.victims]
    count: Counter[str] = Counter(v for p in held for v in p.victims)
    together: Counter[tuple[str, str]] = Counter((a, b) for p in held for a in p.victims for b in p.victims if a < b)
    union: Union[str] = Union()
    for (a, b), n in sorted(together.items()):
        if n * 10 >= min(count[a], count[b]):
            union.join(a, b)
    groups: dict[str, list[Profile]] = defaultdict(list)
    rest = [p for p in found if not p.victims]
    for telling in held:
        roots = Counter(union.find(v) for v in telling.victims)
        groups[min(roots, key=lambda r: (-roots[r], -count[r], r))].append(telling)
    made: list[Group] = []
    for root in sorted(groups):
        ordered = sorted(groups[root], key=lambda p: (*specificity(p), p.first))
        group = Group(ordered[0].copy(), [ordered[0]], [])
        for telling in ordered[1:]:
            join(group, telling, likeness(telling, ordered[0], states=states).plus("same_named", 1.0))
        made.append(group)
    return made, rest


def absorb(groups: list[Group], states: Set[str], likenesses: Likenesses) -> list[Group]:
    """Step E: a group told by one or two reports on a day of its own joins one told by three times as many within a week,
    if all but the day speaks for it: days are the likeliest thing to be read off the wrong phrase."""
    large = sorted((g for g in groups if len(g.profile.reports) >= 3), key=lambda g: (-len(g.profile.reports), g.profile.first))
    index: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(large):
        for key in group.profile.seen.anchors:
            index[f"{group.profile.family}:{key}"].append(at)
    kept: list[Group] = []
    for group in sorted(groups, key=lambda g: g.profile.first):
        home = None if len(group.profile.reports) > 2 or not group.profile.day else _home(group, large, index, states, likenesses)
        if home is None:
            kept.append(group)
        else:
            for telling in group.tellings:
                join(home[0], telling, home[1])
    return kept


def _home(
    group: Group, large: Sequence[Group], index: Mapping[str, Sequence[int]], states: Set[str], likenesses: Likenesses
) -> tuple[Group, Likeness] | None:
    bare = group.profile.copy()
    day = bare.day
    bare.set_days([])
    best: tuple[float, Group, Likeness] | None = None
    for at in sorted({at for key in bare.seen.anchors for at in index.get(f"{bare.family}:{key}", ())}):
        other = large[at]
        span = other.profile.day
        if other is group or span is None or day is None or len(other.profile.reports) < 3 * len(group.profile.reports):
            continue
        if abs(span[0] - day[0]) > _WEEK or (bare.victims and other.profile.victims and not bare.victims & other.profile.victims):
            continue
        like = likenesses.whole(group, bare, other, states)
        beside = abs(span[0] - day[0]) <= 1 and not bare.spots and not bare.figures and not bare.another
        enough = not like.barred and like.total >= (_BESIDE if beside else _ABSORB) and (best is None or like.total > best[0])
        if enough and not held_apart(group.tellings, other):
            best = (like.total, other, like)
    return (best[1], best[2]) if best else None


def _is_told(profile: Profile) -> bool:
    """Whether some mention says that it was; or two deny it of a day and a place, which answers somebody who said it was."""
    return profile.asserted or (profile.contested and len(profile.events) > 1)


def _nobody_says(profile: Profile) -> bool:
    """Whether a single mention names an act of speech of nobody, on no day ("the blame is not on them"): no happening."""
    return profile.family in SPEECH and len(profile.events) == 1 and not (profile.spoken or profile.days or profile.coarse)


def _days_asked(groups: Sequence[Group]) -> dict[Mention, Known]:
    """The days of the mentions that undated groups speak of, or count from."""
    asked = {m for g in groups if g.profile.day is None for m in (*g.profile.about, *g.profile.offsets)}
    reports = {m.report for m in asked}
    dated = ((g.profile.day, g.profile) for g in groups if g.profile.day and not reports.isdisjoint(g.profile.reports))
    days = ((Known(*day, day[1] in profile.late), profile.events) for day, profile in dated)
    return {m: known for known, events in days for m in events if m.report in reports and m in asked}


def bounded(groups: Sequence[Group]) -> list[Group]:
    """Groups that no expression dates, with the days between what they speak of and their first report; and those that speak of
    these in turn."""
    made = list(groups)
    for _ in range(2):
        known = _days_asked(made)
        found = [bound(g.profile, known) for g in made]
        made = [g if profile is None else Group(profile, g.tellings, g.joined) for g, profile in zip(made, found, strict=True)]
    return made


class Incidents:
    """Tellings to incidents, steps 0 and A to H; blocks that have not changed since last time are not clustered again.

    Args:
        merger: step H; None for that of the package.
    """

    def __init__(self, merger: Merger | None = None) -> None:
        self._merger = merger or Merger()
        self._attachers = (Attacher(), Attacher())
        self._likenesses = Likenesses()
        self._blocks: dict[tuple[str, Block], Clustered] = {}

    def resolve(self, found: Mapping[str, Sequence[Profile]], states: Set[str]) -> list[Group]:
        """Incidents of all tellings of all reports."""
        self._likenesses.turn()
        blocks: dict[Block, list[Profile]] = defaultdict(list)
        undated: list[Profile] = []
        killings, others = by_victim([t for report in sorted(found) for t in found[report]], states)
        for telling in others:
            block = block_of(telling)
            if block is None:
                undated.append(telling)
            else:
                blocks[block].append(telling)
        fresh: dict[tuple[str, Block], Clustered] = {}
        clustered: dict[Block, list[Group]] = {b: self._cluster("dated", b, members, states, fresh) for b, members in blocks.items()}
        for killing in killings:
            day = killing.profile.day
            if day is not None:
                clustered[killing.profile.family, day[0]] = [killing, *clustered.get((killing.profile.family, day[0]), [])]
        dated = absorb(join_days(clustered, states, self._likenesses), states, self._likenesses)
        for killing in (k for k in killings if k.profile.day is None):
            found_home = best_group(killing.profile, range(len(dated)), [fact(g) for g in dated], dated, states, {}).best
            if found_home is None:
                dated.append(killing)
            else:
                for telling in killing.tellings:
                    join(dated[found_home[0]], telling, found_home[2])
        rest = undated
        for attacher in self._attachers:  # what the first round joined lets the second see what everyone speaks of
            joins, rest = attacher.attach(rest, dated, states)
            for at, members in joins.items():
                for telling, like in sorted(members, key=lambda pair: pair[0].first):
                    if held_apart([telling], dated[at]):  # from another of its report that has just joined
                        rest.append(telling)
                    else:
                        join(dated[at], telling, like)
        rest, homes = only_one(rest, dated, states)
        for at, telling, like in sorted(homes, key=lambda j: j[1].first):
            join(dated[at], telling, like)
        rest, homes = of_its_report(rest, dated, states)
        for at, telling, like in sorted(homes, key=lambda j: j[1].first):
            join(dated[at], telling, like)
        months: dict[Block, list[Profile]] = defaultdict(list)
        for telling in rest:
            months[telling.family, min(telling.published, default=0) // 30].append(telling)
        loose = [g for block in sorted(months) for g in self._cluster("loose", block, months[block], states, fresh)]
        self._blocks = fresh
        return bounded(self._merger.merge([g for g in (*dated, *loose) if _is_told(g.profile) and not _nobody_says(g.profile)], states))

    def _cluster(
        self, step: str, block: Block, members: Sequence[Profile], states: Set[str],
        fresh: dict[tuple[str, Block], Clustered],
    ) -> list[Group]:  # fmt: skip
        mark = tuple(sorted(m.serial for m in members))
        old = self._blocks.get((step, block))
        if old is None or old[0] != mark:
            old = (mark, *cluster(members, states, threshold("join"), old[2] if old is not None else {}))
        fresh[step, block] = old
        return old[1]
