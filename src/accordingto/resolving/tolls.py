"""Figures of one incident set side by side: the numeric disagreements.

Relations: *conflict* (no number could be both), *update* (a toll that rises with time of publication, or that its source
revised), *scope* (one counts all, the other a part), *compatible* (one number could be both), *undecided* (a series).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from accordingto.data import table, words
from accordingto.model.intervals import Quantity
from accordingto.model.record import Disagreement, Relation, Value, ValueAspect
from accordingto.resolving.accounts import View
from accordingto.resolving.bearing import (
    Bearing,
    extent,
    figure_at,
    named_beside,
    part_of_those,
    rejected,
    replaces,
    rises_to,
    root_of,
    sentence_at,
    set_beside,
    states_counted,
    sums_up,
)
from accordingto.resolving.folding import fold
from accordingto.resolving.profiles import TOLLS, stem
from accordingto.resolving.sides import Given, make_disagreement, sides_of

_GENERIC = words("incidents", "generic")
# Words that single out a part of those counted: a figure of these is not a figure of all.
_SUBSETS = frozenset(stem(w) for w in words("incidents", "subsets"))
_NEAR = words("disagreements", "near")
_HUNDREDS = 100
# "12 soldiers | and civilians" are no part of anybody.
_AND_OTHERS = re.compile(r"\s+(?:and|or)\s+(?!(?:was|is|has|others|hundreds|dozens|scores|thousands)\b)[a-z]+s\b")
_ALL, _PART = "", "part"
# Times the middle number by which others may differ: tolls, and things, of which there are more sorts.
_APART, _THINGS_APART = 10, 5
_OPENING = 3  # sentences, the headline first
_CLOSE = 3  # sentences between two voices that answer each other
# Numbers of these are compared only where a report itself sets two side by side: elsewhere too many things are counted.
_ONLY_BESIDE = frozenset({"other", "votes", "percent", "duration", "distance", "area"})
_UNITS = {stem(word): name for name, line in table("disagreements")["units"].items() for word in line.split()}


def numbers_of(
    incident: str, aspect: ValueAspect, given: Sequence[Given], views: Mapping[str, View], bearing: Bearing, plural: bool, dated: bool
) -> list[Disagreement]:
    """Figures of one aspect: values of the same count set side by side, one disagreement per relation; then counts of different things."""
    usable = [g for g in given if g.value.quantity is not None and (not g.value.key.endswith("+") or _others_hurt(g, views))]
    if len({_bounds(g) for g in usable}) < 2:
        return []
    usable = [g for g in usable if bearing.holds(g)]
    scopes: dict[str, list[Given]] = defaultdict(list)
    for g in usable:
        scopes[_PART if _is_part(g, views) else _counted(g, views, aspect)].append(g)
    for scope in scopes:
        if scope != _PART and (scope == _ALL or aspect not in TOLLS):
            scopes[scope] = _plausible(scopes[scope], _APART if aspect in TOLLS else _THINGS_APART)
    found: list[Disagreement] = []
    for scope in sorted(scopes):
        if scope != _PART:
            found += _one_count(incident, aspect, scopes[scope], views, plural, dated)
    return found + _scopes(incident, aspect, scopes, views) if aspect in TOLLS else found


def _others_hurt(given: Given, views: Mapping[str, View]) -> bool:
    """Whether "others" and "more" come on top of people harmed otherwise, so that they are all there are of their sort: "killing 25
    people and injuring 50 others"."""
    view, span = views[given.account.report], given.value.quote.span
    if given.value.aspect not in TOLLS:
        return False
    before = {f.aspect for f in view.reading.figures if sentence_at(view, span).start <= f.span.start < span.start}
    return bool(before & TOLLS) and given.value.aspect not in before


def _bounds(given: Given) -> str:
    """What a number is grouped by: its bounds, "others" or not."""
    return given.value.key.rstrip("+")


def _plausible(members: Sequence[Given], times: float) -> list[Given]:
    """Numbers within a factor of the middle one, zero aside: what lies further out counts another thing, such as a war's dead."""
    sizes = sorted(n for g in members if (n := _size(g)))
    if len(sizes) < 3:
        return list(members)
    middle = sizes[len(sizes) // 2]
    return [g for g in members if not (n := _size(g)) or middle / times <= n <= middle * times]


def _size(given: Given) -> float:
    quantity = given.value.quantity
    return 0.0 if quantity is None else quantity.low or quantity.high or 0.0


def _scopes(incident: str, aspect: ValueAspect, scopes: Mapping[str, Sequence[Given]], views: Mapping[str, View]) -> list[Disagreement]:
    """A count of some ("only 9 officers") beside a larger count of all, where the account of some gives no count of all."""
    general = scopes.get(_ALL, ())
    tellers = {g.account.id for g in general}
    found = []
    for scope in sorted(scopes):
        if scope in (_ALL, _PART) or not general:
            continue
        whole = _highest(general)
        some = [g for g in scopes[scope] if g.account.id not in tellers and not _vague(g.value) and 0 < _size(g) < _size(whole)]
        some = [g for g in some if not _listed(g, views[g.account.report]) and not _of_two_peoples([g], [whole], views)]
        if some and not _vague(whole.value):
            sides = sides_of([[whole], [_highest(some)]])
            found.append(make_disagreement(incident, aspect, "scope", sides, 0.3, f"one counts all, the other {scope}s only"))
    return found


def _listed(given: Given, view: View) -> bool:
    """Whether a number is one of several of its sentence ("a contractor and three officers"): together they are all, not a part."""
    sentence = sentence_at(view, given.value.quote.span)
    same = [v for v in given.account.values if v.aspect == given.value.aspect and sentence.contains(v.quote.span)]
    return len(same) > 1


def _is_part(given: Given, views: Mapping[str, View]) -> bool:
    """Whether a number is told as a part of a larger one: "nine of the injured", or a smaller number of the same thing beside
    the larger one of its own account. Neither contradicts anything."""
    if part_of_those(given, views[given.account.report]):
        return True
    mine = given.value.quantity
    if mine is None or not mine.is_exact or mine.low is None:
        return False
    for other in given.account.values:
        theirs = other.quantity
        if other.aspect != given.value.aspect or theirs is None or theirs.overlaps(mine) or (theirs.low or 0) <= mine.low:
            continue
        beside, view = Given(other, given.account), views[given.account.report]
        if set_beside(given, beside, views) or replaces(given, beside, views) or rejected(beside, view) or rises_to(beside, view):
            continue
        return True
    return False


def _highest(members: Sequence[Given]) -> Given:
    return min(members, key=lambda g: (-(g.value.quantity.low or 0) if g.value.quantity else 0.0, g.account.id))


def _counted(given: Given, views: Mapping[str, View], aspect: ValueAspect) -> str:
    """What sort of people or things a figure counts: for tolls a part of all, for measures the unit, for other counts the head of the
    counted words, its own or those of the number it is set beside."""
    view = views[given.account.report]
    at = figure_at(given.value.quote.span, view)
    if at is None:
        return _ALL if aspect in TOLLS else "?"
    figure = view.reading.figures[at]
    if figure.counted is None:
        figure = view.reading.figures[root_of(at, view)]
    if figure.counted is None:
        return _ALL if aspect in TOLLS else "?"
    counted = [stem(w) for w in fold(figure.counted.of(view.report.text).split(" of ")[0]).split()]
    if aspect in TOLLS:
        if _AND_OTHERS.match(view.report.text, figure.counted.end):
            return _ALL
        special = [w for w in counted if w not in _GENERIC]
        return special[-1] if special and special[-1] in _SUBSETS else _ALL
    if aspect == "protesters":
        return _ALL
    return _UNITS.get(counted[0], counted[0]) if aspect == "weight" and counted else counted[-1] if counted else "?"


def _one_count(
    incident: str, aspect: ValueAspect, members: Sequence[Given], views: Mapping[str, View], plural: bool, dated: bool
) -> list[Disagreement]:
    """All values of one count, compared two by two; values that stand in one relation are shown together."""
    by_value: dict[str, list[Given]] = defaultdict(list)
    for g in sorted(members, key=lambda g: _stands(g, views)):  # ids of accounts are chance
        by_value[_bounds(g)].append(g)
    keys = sorted(by_value)
    told = [views[r] for r in sorted({g.account.report for g in members})]
    extents = {k: extent(by_value[k][0].value.quantity, told) for k in keys} if aspect in TOLLS and len(keys) > 1 else {}
    pairs: dict[Relation, set[str]] = defaultdict(set)
    for i, a in enumerate(keys):
        for b in keys[i + 1 :]:
            relation = _relation(aspect, by_value[a], by_value[b], views, plural)
            beside = any(set_beside(x, y, views) for x in by_value[a] for y in by_value[b])
            if not beside and (aspect in _ONLY_BESIDE or (aspect not in TOLLS and _far_apart(by_value[a][0], by_value[b][0]))):
                continue
            if relation != "compatible" and not dated and not beside and not _one_telling(by_value[a], by_value[b], views):
                continue
            if relation != "compatible" and _of_two_peoples(by_value[a], by_value[b], views):
                continue
            if relation != "compatible" and _summed(by_value[a], by_value[b], views):
                relation = "scope"
            if relation != "compatible" and _encloses(by_value[a][0], by_value[b][0], extents.get(a, ""), extents.get(b, "")):
                relation = "scope"
            pairs[relation] |= {a, b}
    found: list[Disagreement] = _compatible(incident, aspect, by_value, views, dated)
    pairs.pop("compatible", None)
    for relation in sorted(pairs):
        groups = [by_value[k] for k in sorted(pairs[relation])]
        spread = _spread([g[0].value.quantity for g in groups if g[0].value.quantity is not None])
        found.append(make_disagreement(incident, aspect, relation, sides_of(groups), spread, _WHY[relation], _internal(groups)))
    return found


def _stands(given: Given, views: Mapping[str, View]) -> tuple[str, int, int, str]:
    """Where a value stands in the order of publication."""
    report = views[given.account.report].report
    return (report.published.value or "~", report.span.start, given.value.quote.span.start, given.account.id)


def _loose_word(members: Sequence[Given]) -> bool:
    """Whether a word for a size ("hundreds") stands on one origin alone: too little to set against a number."""
    return _vague(members[0].value) and len({g.account.origin for g in members}) < 2


def _of_two_peoples(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether both numbers count people of states, and of no state in common ("four Norwegian soldiers", "two Portuguese soldiers")."""
    first, second = ({c for g in side for c in states_counted(g, views[g.account.report])} for side in (a, b))
    return bool(first and second and not first & second)


def _one_telling(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Of what nobody dates: whether the words that give two numbers name somebody or some place in common, or are two voices of one
    report, one after the other or on what its headline or its first sentences tell."""
    if _share_names(a, b, views):
        return True
    return any(
        x.account.report == y.account.report and x.account.chain != y.account.chain
        and (min(one := _sentence(x, views), two := _sentence(y, views)) < _OPENING or abs(one - two) <= _CLOSE)
        for x in a for y in b
    )  # fmt: skip


def _sentence(given: Given, views: Mapping[str, View]) -> int:
    """The number of the sentence that gives a value, the headline's being 0."""
    view = views[given.account.report]
    return next((n for n, s in enumerate(view.reading.sentences) if s.overlaps(given.value.quote.span)), len(view.reading.sentences))


def _share_names(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether sentences that give two numbers name somebody or some place in common: of what nobody dates little else speaks for
    one happening."""
    first, second = ({n for g in side for n in named_beside(g, views[g.account.report])} for side in (a, b))
    return bool(first & second)


def _far_apart(a: Given, b: Given) -> bool:
    """Whether two counts of things are so far apart that they rather count two things."""
    small, large = sorted((_size(a), _size(b)))
    return small * _THINGS_APART < large


def _summed(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether one report alone gives both, and the larger as the sum with others."""
    reports = {g.account.report for g in (*a, *b)}
    larger = a if _size(a[0]) > _size(b[0]) else b
    return len(reports) == 1 and any(sums_up(g, views[g.account.report]) for g in larger)


def _encloses(a: Given, b: Given, of_a: str, of_b: str) -> bool:
    """Whether a text says that the smaller of two numbers counts a part, or the larger more than others do."""
    small, large = (of_a, of_b) if _size(a) < _size(b) else (of_b, of_a)
    return small == "part" or large == "whole"


def _compatible(
    incident: str, aspect: ValueAspect, by_value: Mapping[str, Sequence[Given]], views: Mapping[str, View], dated: bool
) -> list[Disagreement]:
    """Each open number ("at least 12") with the numbers it leaves room for, and each round one ("some 30") with those it stands for."""
    found = []
    for key in sorted(by_value):
        value = by_value[key][0].value
        mine = _widened(value)
        if mine is None or mine.is_exact or ((mine.low or 0) < 12 and not value.qualifier):
            continue  # "many" and "several" are no numbers to set others against
        if _vague(value) and (not dated or (mine.low or 0) >= _HUNDREDS):
            continue  # "hundreds" is a word for many
        fitting = [k for k in sorted(by_value) if k != key and (q := by_value[k][0].value.quantity) is not None and q.overlaps(mine)]
        fitting = [k for k in fitting if not _vague(by_value[k][0].value) and (dated or _share_names(by_value[key], by_value[k], views))]
        if _vague(value):
            mine_in = {g.account.report for g in by_value[key]}
            fitting = [k for k in fitting if not {g.account.report for g in by_value[k]} <= mine_in]
            fitting = [k for k in fitting if (by_value[k][0].value.quantity or mine).low and _near_in_size(by_value[k][0].value, mine)]
        if fitting:
            groups = [by_value[key], *(by_value[k] for k in fitting)]
            spread = _spread([g[0].value.quantity for g in groups if g[0].value.quantity is not None])
            reason = f"“{value.text}” leaves room for the other" + ("s" if len(fitting) > 1 else "")
            found.append(make_disagreement(incident, aspect, "compatible", sides_of(groups), spread, reason, _internal(groups)))
    return found


def _widened(value: Value) -> Quantity | None:
    """The numbers a value stands for: "some 30" for those that round to 30."""
    quantity = value.quantity
    if quantity is None or not quantity.is_exact or not quantity.low or not set(fold(value.qualifier or "").split()) & _NEAR:
        return quantity
    unit = 1
    while quantity.low % (unit * 10) == 0:
        unit *= 10
    room = max(unit / 2, quantity.low / 10)
    return Quantity(quantity.low - room, quantity.low + room)


def _near_in_size(value: Value, vague: Quantity) -> bool:
    """Whether a number is of the size a vague word is used for: "scores" for 50, not for 500."""
    size = value.quantity.low if value.quantity is not None else None
    return size is not None and vague.low is not None and size <= 10 * vague.low


_WHY: dict[Relation, str] = {
    "compatible": "one number could be both",
    "update": "the later the report, the higher the toll, or its source revised it",
    "conflict": "no number could be both",
    "undecided": "the incident is told as a series: they may count different parts",
    "scope": "one is said to count a part, or more than the other",
}


def _vague(value: Value) -> bool:
    """A word for a size ("dozens", "hundreds"), whose bounds are a convention."""
    return value.quantity is not None and value.quantity.high is None and not value.qualifier


def _vague_near(a: Value, b: Value) -> bool:
    """Whether both are words for a size, or one is and the other less than three times from it."""
    if not (_vague(a) or _vague(b)) or a.quantity is None or b.quantity is None:
        return False
    p, q = (x.low if x.low is not None else x.high or 0.0 for x in (a.quantity, b.quantity))
    return (_vague(a) and _vague(b)) or max(p, q) < 3 * max(1.0, min(p, q))


def _relation(aspect: ValueAspect, a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View], plural: bool) -> Relation:
    one, two = _widened(a[0].value), _widened(b[0].value)
    if one is None or two is None or one.overlaps(two) or _vague_near(a[0].value, b[0].value) or _loose_word(a) or _loose_word(b):
        return "compatible"
    if any(replaces(x, y, views) for x in a for y in b):
        return "update"
    if aspect in TOLLS and (_rises([a, b], views) or _revised(a, b, views)):
        return "update"
    return "undecided" if plural and aspect not in TOLLS else "conflict"


def _internal(groups: Sequence[Sequence[Given]]) -> str | None:
    """The report that contradicts itself: the only one, where one of its voices gives more than one of the numbers."""
    reports = {g.account.report for group in groups for g in group}
    chains = [{g.account.chain for g in group} for group in groups]
    twice = any(a & b for i, a in enumerate(chains) for b in chains[i + 1 :])
    return reports.pop() if len(reports) == 1 and twice else None


def _spread(values: Sequence[Quantity]) -> float:
    """How far apart numbers are: 1 minus the least over the greatest known bound."""
    bounds = [b for q in values for b in (q.low, q.high) if b is not None]
    return 1 - min(bounds) / max(bounds) if bounds and max(bounds) > 0 else 0.0


def _revised(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether one source gave one number first and the other later, in reports of different times: it revised its figure."""
    first, second = _by_source(a, views), _by_source(b, views)
    shared = first.keys() & second.keys()
    return bool(shared) and all(_apart(first[s], second[s]) for s in shared)


def _by_source(members: Sequence[Given], views: Mapping[str, View]) -> dict[str, list[str]]:
    """Times of publication of what each source gives; a report's own words are its outlet's."""
    found: dict[str, list[str]] = defaultdict(list)
    for g in members:
        if g.account.chain:
            found[g.account.chain[-1]].append(views[g.account.report].report.published.value or "")
    return found


def _apart(a: Sequence[str], b: Sequence[str]) -> bool:
    size = min(len(t) for t in (*a, *b))
    return size >= 10 and (max(t[:size] for t in a) < min(t[:size] for t in b) or max(t[:size] for t in b) < min(t[:size] for t in a))


def _rises(groups: Sequence[Sequence[Given]], views: Mapping[str, View]) -> bool:
    """Whether the values order by time of publication: every report with a higher one is later than every report with a lower one."""
    dated: list[tuple[float, list[str]]] = []
    for group in groups:
        quantity = group[0].value.quantity
        if quantity is None or (quantity.low is None and quantity.high is None):
            return False
        times = [views[g.account.report].report.published.value for g in group]
        if any(t is None for t in times):
            return False
        dated.append((quantity.low if quantity.low is not None else quantity.high or 0.0, [t for t in times if t is not None]))
    dated.sort()
    for (_, early), (_, late) in itertools.pairwise(dated):
        size = min(len(t) for t in (*early, *late))
        if size < 10 or max(t[:size] for t in early) >= min(t[:size] for t in late):
            return False
    return True
