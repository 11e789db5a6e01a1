"""The row of a count: all its values compared two by two, and told once, under the strongest relation in which two of them stand."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from accordingto.model.record import RELATIONS, Between, Disagreement, Relation, Value, ValueAspect
from accordingto.resolving.accounts import View
from accordingto.resolving.bearing import extent, named_beside, replaces, set_beside, states_counted, sums_up
from accordingto.resolving.folding import fold
from accordingto.resolving.parts import is_known, special_words
from accordingto.resolving.profiles import TOLLS, stem
from accordingto.resolving.relations import (
    FALLING,
    LATER_MORE,
    Judged,
    first_told,
    is_vague,
    near_in_size,
    relation_of,
    size_of,
    spread_of,
    told_on_one_day,
    widened,
)
from accordingto.resolving.sides import Given, make_disagreement, sides_of

_HUNDREDS = 100
_THINGS_APART = 5  # times by which two counts of things may differ
_OPENING = 3  # sentences, the headline first
_MANY = 3  # reports beside which one that only names its people by their number tells nothing
_CLOSE = 3  # sentences between two voices that answer each other
# Numbers of these are compared only where a report itself sets two side by side: elsewhere too many things are counted.
# Of an exchange both sides count theirs.
_GO_BOTH_WAYS = frozenset({"freed", "detained", "aboard"})
_ONLY_BESIDE = frozenset({"other", "votes", "percent", "duration", "distance", "area"})
_SAID = "one is said to count a part, or more than the other"


def bounds_of(given: Given) -> str:
    """What a number is grouped by: its bounds, "others" or not."""
    return _bounds(given.value)


def _bounds(value: Value) -> str:
    return value.key.rstrip("+")


def rows_of(
    incident: str, aspect: ValueAspect, members: Sequence[Given], views: Mapping[str, View], plural: bool, dated: bool, placed: bool
) -> list[Disagreement]:
    """All values of one count that part, in one row.

    Args:
        members: values of one count.
        dated, placed: whether it is known when the incident was, and where.
    """
    by_value: dict[str, list[Given]] = defaultdict(list)
    for g in sorted(members, key=lambda g: _stands(g, views)):  # ids of accounts are chance
        by_value[bounds_of(g)].append(g)
    keys = sorted(by_value)
    told = [views[r] for r in sorted({g.account.report for g in members})]
    extents = {k: extent(by_value[k][0].value.quantity, told) for k in keys} if aspect in TOLLS and len(keys) > 1 else {}
    links: dict[tuple[str, str], Judged] = {}
    for a, b in itertools.combinations(keys, 2):
        judged = _judged(aspect, by_value[a], by_value[b], views, plural, dated, placed)
        if judged is not None and _encloses(by_value[a][0], by_value[b][0], extents.get(a, ""), extents.get(b, "")):
            judged = ("scope", _SAID)
        if judged is not None:
            links[a, b] = judged
    if aspect in TOLLS:
        _on_the_rise(links, by_value, views)
    return _told(incident, aspect, by_value, links, _room(aspect, by_value, views, dated, placed), views)


def _judged(
    aspect: ValueAspect, a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View], plural: bool, dated: bool, placed: bool
) -> Judged | None:
    """The relation of two values that cannot both be; None where they can, or are not to be compared."""
    beside = _beside(a, b, views)
    if not beside and (aspect in _ONLY_BESIDE or (aspect not in TOLLS and _far_apart(a[0], b[0]))):
        return None
    judged = relation_of(aspect, a, b, views, plural)
    if judged[0] == "compatible" or not (dated or beside or _one_telling(a, b, views, placed)) or _of_two_peoples(a, b, views):
        return None
    if _summed(a, b, views):
        return "scope", _SAID
    if aspect in TOLLS and judged[0] in ("conflict", "undecided") and not beside:
        small, large = (a, b) if size_of(a[0].value) < size_of(b[0].value) else (b, a)
        lone = len({g.account.origin for g in large}) == 1 and len({g.account.report for g in small}) >= _MANY
        if any(all(is_known(g, views[g.account.report]) for g in side) for side in ((small, large) if lone else (small,))):
            return None
        if (lone and _of_other_sort(large, small, views)) or (aspect in _GO_BOTH_WAYS and _of_other_sort(small, large, views)):
            return None
    return judged


def _on_the_rise(links: dict[tuple[str, str], Judged], by_value: Mapping[str, Sequence[Given]], views: Mapping[str, View]) -> None:
    """Two numbers of one day are stages of one toll where it rose past both later: told in reports apart, the smaller no more after
    that day."""

    def moved(a: str, b: str) -> bool:
        judged = links.get((min(a, b), max(a, b)))
        return judged is not None and judged[0] == "update" and size_of(by_value[a][0].value) < size_of(by_value[b][0].value)

    for (a, b), (kind, _) in sorted(links.items()):
        if kind not in ("conflict", "undecided"):
            continue
        small, large = sorted((a, b), key=lambda k: size_of(by_value[k][0].value))
        if told_on_one_day(by_value[small], by_value[large], views) and any(moved(small, k) and moved(large, k) for k in by_value):
            links[a, b] = ("update", LATER_MORE)


def _beside(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether a report sets two values against each other, or says that one took the other's place."""
    return any(set_beside(x, y, views) or replaces(x, y, views) for x in a for y in b)


def _told(
    incident: str, aspect: ValueAspect, by_value: Mapping[str, Sequence[Given]], links: Mapping[tuple[str, str], Judged],
    room: Sequence[tuple[str, str]], views: Mapping[str, View],
) -> list[Disagreement]:  # fmt: skip
    """The one row of a count: its relation is the strongest between two of its values, whose sides come first; then what else parts,
    then what leaves room for a value of the row, in the order in which they were told. Updates alone are told in that order."""
    relation: Relation = next((r for r in RELATIONS if any(kind == r for kind, _ in links.values())), "compatible")
    pairs = {pair: why for pair, (kind, why) in links.items() if kind == relation}
    chain = _chain({pair for pair, (kind, _) in links.items() if kind == "update"}, by_value, views)
    keys = {k for pair in pairs or room for k in pair}
    more = {k for pair in links for k in pair} - keys
    more |= {k for pair in room for k in pair if (keys | more) & set(pair)} - keys
    if not keys:
        return []
    reasons = [_reason(relation, pairs, by_value)] if pairs else []
    if relation != "update" and len(chain) > 1:
        reasons.append(" → ".join(f"“{by_value[k][0].value.text}”" for k in chain) + " with time")
    if any(keys | more >= set(pair) for pair in room):
        reasons.append(_leaves_room(keys | more, room, by_value))

    def told_when(key: str) -> tuple[str, float]:
        size = size_of(by_value[key][0].value)
        return first_told(by_value[key], views), -size if aspect in FALLING else size

    groups = [by_value[k] for k in sorted(keys)]
    others = tuple(s for k in sorted(more, key=told_when) for s in sides_of([by_value[k]]))
    spread = spread_of([g[0].value.quantity for g in groups if g[0].value.quantity is not None])
    row = make_disagreement(incident, aspect, relation, sides_of(groups), spread, "; ".join(reasons), _internal(groups), others)
    if relation == "update":
        order = {by_value[k][0].value.key: told_when(k) for k in keys | more}
        row = replace(row, sides=tuple(sorted(row.sides, key=lambda s: order.get(s.value.key, ("~", 0.0)))))
    return [replace(row, between=_between(row, links, room, by_value))]


def _between(
    row: Disagreement, links: Mapping[tuple[str, str], Judged], room: Sequence[tuple[str, str]], by_value: Mapping[str, Sequence[Given]]
) -> tuple[Between, ...]:
    """How the sides of a row stand to each other, two by two, where they were compared."""
    at = {_bounds(side.value): n for n, side in enumerate(row.sides)}
    found: dict[tuple[int, int], Between] = {}

    def put(a: str, b: str, relation: Relation, reason: str) -> None:
        if a in at and b in at:
            first, second = sorted((at[a], at[b]))
            found.setdefault((first, second), Between(first, second, relation, reason))

    for (a, b), (relation, why) in links.items():
        put(a, b, relation, why or _reason(relation, {(a, b): ""}, by_value))
    for a, b in room:
        put(a, b, "compatible", _leaves_room({a, b}, [(a, b)], by_value))
    return tuple(found[pair] for pair in sorted(found))


def _chain(moved: Collection[tuple[str, str]], by_value: Mapping[str, Sequence[Given]], views: Mapping[str, View]) -> tuple[str, ...]:
    """The values of one toll in the order in which they were told: each took the place of all before it; of several such rows the one
    that most reports tell."""
    linked = {frozenset(pair) for pair in moved}
    order = sorted({k for pair in moved for k in pair}, key=lambda k: (first_told(by_value[k], views), size_of(by_value[k][0].value), k))
    weight = {k: len({g.account.report for g in by_value[k]}) for k in order}

    def told(row: tuple[str, ...]) -> tuple[int, int, bool, list[int]]:
        exact = all((q := by_value[k][0].value.quantity) is not None and q.is_exact for k in row)
        return sum(weight[k] for k in row), len(row), exact, [order.index(k) for k in row]

    best: dict[str, tuple[str, ...]] = {}
    for at, key in enumerate(order):
        before = [best[k] for k in order[:at] if all(frozenset((key, other)) in linked for other in best[k])]
        best[key] = (*max(before, key=told, default=()), key)
    return max(best.values(), key=told, default=())


def _reason(relation: Relation, pairs: Mapping[tuple[str, str], str], by_value: Mapping[str, Sequence[Given]]) -> str:
    """Why, in a line: for numbers that cannot both be, the two given most often."""
    said = sorted({why for why in pairs.values() if why})
    if said:
        return "; ".join(said)
    first = max(sorted(pairs), key=lambda p: min(len({g.account.origin for g in by_value[k]}) for k in p))
    low, high = sorted((by_value[k][0].value for k in first), key=size_of)
    return f"no number could be both “{low.text}” and “{high.text}”"


def _leaves_room(keys: Collection[str], room: Sequence[tuple[str, str]], by_value: Mapping[str, Sequence[Given]]) -> str:
    """Which open number leaves room for the others."""
    opened = [a for a, b in room if a in keys and b in keys]
    first = max(sorted(set(opened)), key=lambda k: (opened.count(k), len(by_value[k])))
    return f"“{by_value[first][0].value.text}” leaves room for the other" + ("s" if len(keys) > 2 else "")


def _stands(given: Given, views: Mapping[str, View]) -> tuple[str, int, int, str]:
    """Where a value stands in the order of publication."""
    report = views[given.account.report].report
    return (report.published.value or "~", report.span.start, given.value.quote.span.start, given.account.id)


def _of_two_peoples(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether both numbers count people of states, and of no state in common ("four Norwegian soldiers", "two Portuguese soldiers")."""
    first, second = ({c for g in side for c in states_counted(g, views[g.account.report])} for side in (a, b))
    return bool(first and second and not first & second)


def _one_telling(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View], placed: bool) -> bool:
    """Of what nobody dates: whether the words that give two numbers name somebody or some place in common, where it is known where it
    was, or are two voices of one report, one after the other or on what its headline or its first sentences tell."""
    if placed and _share_names(a, b, views):
        return True
    return any(
        x.account.report == y.account.report and x.account.chain != y.account.chain
        and (min(one := _sentence(x, views), two := _sentence(y, views)) < _OPENING or abs(one - two) <= _CLOSE)
        for x in a for y in b
    )  # fmt: skip


def _sentence(given: Given, views: Mapping[str, View]) -> int:
    """The number of the sentence that gives a value, the headline's being 0."""
    reading = views[given.account.report].reading
    at = reading.sentence_of(given.value.quote.span)
    return len(reading.sentences) if at is None else at


def _share_names(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether sentences that give two numbers name somebody or some place in common: of what nobody dates little else speaks for
    one happening."""
    first, second = ({n for g in side for n in named_beside(g, views[g.account.report])} for side in (a, b))
    return bool(first & second)


def _far_apart(a: Given, b: Given) -> bool:
    """Whether two counts of things are so far apart that they rather count two things."""
    small, large = sorted((size_of(a.value), size_of(b.value)))
    return small * _THINGS_APART < large


def _of_other_sort(some: Sequence[Given], others: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether all who give one number count people of a sort that none of those who say the sort counts with the other."""
    mine, theirs = (
        [{stem(w) for w in fold(words).split()[1:]} for g in side if (words := special_words(g, views[g.account.report]))]
        for side in (some, others)
    )
    return len(mine) == len(some) and bool(theirs) and not any(a & b for a in mine for b in theirs)


def _summed(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether one report alone gives both, and the larger as the sum with others."""
    reports = {g.account.report for g in (*a, *b)}
    larger = a if size_of(a[0].value) > size_of(b[0].value) else b
    return len(reports) == 1 and any(sums_up(g, views[g.account.report]) for g in larger)


def _encloses(a: Given, b: Given, of_a: str, of_b: str) -> bool:
    """Whether a text says that the smaller of two numbers counts a part, or the larger more than others do."""
    small, large = (of_a, of_b) if size_of(a.value) < size_of(b.value) else (of_b, of_a)
    return small == "part" or large == "whole"


def _room(
    aspect: ValueAspect, by_value: Mapping[str, Sequence[Given]], views: Mapping[str, View], dated: bool, placed: bool
) -> list[tuple[str, str]]:
    """Pairs of an open number ("at least 12") or a round one ("some 30") and a number that it leaves room for."""
    found = []
    for key in sorted(by_value):
        value = by_value[key][0].value
        mine = widened(value)
        if mine is None or mine.is_exact or ((mine.low or 0) < 12 and not value.qualifier):
            continue  # "many" and "several" are no numbers to set others against
        if is_vague(value) and (not dated or (mine.low or 0) >= _HUNDREDS):
            continue  # "hundreds" is a word for many
        fitting = [k for k in sorted(by_value) if k != key and (q := by_value[k][0].value.quantity) is not None and q.overlaps(mine)]
        fitting = [k for k in fitting if not is_vague(by_value[k][0].value) and (not mine.low or near_in_size(by_value[k][0].value, mine))]
        if not dated:
            fitting = [k for k in fitting if placed and _share_names(by_value[key], by_value[k], views)]
        if aspect in _ONLY_BESIDE:
            fitting = [k for k in fitting if _beside(by_value[key], by_value[k], views)]
        if is_vague(value):
            mine_in = {g.account.report for g in by_value[key]}
            fitting = [k for k in fitting if not {g.account.report for g in by_value[k]} <= mine_in]
            fitting = [k for k in fitting if (by_value[k][0].value.quantity or mine).low]
        found += [(key, k) for k in fitting]
    return found


def _internal(groups: Sequence[Sequence[Given]]) -> str | None:
    """The report that contradicts itself: the only one, where one of its voices gives more than one of the numbers."""
    reports = {g.account.report for group in groups for g in group}
    chains = [{g.account.chain for g in group} for group in groups]
    twice = any(a & b for i, a in enumerate(chains) for b in chains[i + 1 :])
    return reports.pop() if len(reports) == 1 and twice else None
