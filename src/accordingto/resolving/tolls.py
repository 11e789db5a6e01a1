"""Figures of one incident set side by side: the numeric disagreements.

What is not of the incident, is told as a part or counts another sort of people or things is sorted out here; ``rows`` compares the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from accordingto.model.record import Disagreement, ValueAspect
from accordingto.resolving.accounts import View
from accordingto.resolving.bearing import Bearing, event_of, figure_at, rejected, replaces, root_of, sentence_at, set_beside, states_counted
from accordingto.resolving.elsewhere import Elsewhere
from accordingto.resolving.folding import fold
from accordingto.resolving.parts import (
    ALL,
    counted_by,
    counts_speakers,
    is_known,
    is_listed,
    is_of_count,
    is_one_thing,
    is_part,
    is_statistic,
    is_whole_of,
    parts_told,
    place_of,
    sort_of,
    special_words,
)
from accordingto.resolving.profiles import TOLLS
from accordingto.resolving.relations import is_vague, size_of
from accordingto.resolving.rows import bounds_of, rows_of
from accordingto.resolving.sides import Given, make_disagreement, sides_of

# Times the middle number by which others may differ: tolls, and things, of which there are more sorts.
_APART, _THINGS_APART = 10, 5
SOME = "some"
_LEAST = 0.2  # of the whole: a smaller part is taken for it by nobody
_SORTS = 3  # sorts of people shown beside a count of all


def numbers_of(
    incident: str, aspect: ValueAspect, given: Sequence[Given], views: Mapping[str, View], bearing: Bearing, elsewhere: Elsewhere,
    plural: bool, dated: bool,
) -> list[Disagreement]:  # fmt: skip
    """Figures of one aspect: values of the same count set side by side, one disagreement per relation; then counts of different things."""
    usable = [g for g in given if g.value.quantity is not None and (not g.value.key.endswith("+") or _others_hurt(g, views))]
    if len({bounds_of(g) for g in usable}) < 2:
        return []
    usable = [g for g in usable if bearing.holds(g) and not elsewhere.tells(g)]
    usable = [g for g in usable if not rejected(g, views[g.account.report]) or _is_answered(g, usable, views)]
    other = (is_statistic, is_whole_of, is_of_count)
    usable = [g for g in usable if not any(is_so(g, views[g.account.report]) for is_so in other)]
    usable = [g for g in usable if aspect not in TOLLS or not counts_speakers(g, views[g.account.report])]
    some = parts_told(usable, views) if aspect in TOLLS or aspect == "aboard" else {}
    parts = {place_of(g) for g in usable if is_part(g, views) or (aspect not in TOLLS and is_one_thing(g))}
    most = max((size_of(g.value) for g in usable if place_of(g) not in parts), default=0.0)
    counts: dict[str, list[Given]] = defaultdict(list)
    for g in usable:
        if place_of(g) in parts and (aspect not in TOLLS or not 0 < most < size_of(g.value)):
            continue  # a part contradicts nothing; "two of whom" are none of those who are fewer
        counts[SOME if place_of(g) in some else _count_of(g, views, aspect)].append(g)
    found: list[Disagreement] = []
    for count in sorted(counts.keys() - {SOME}):
        if count == ALL or aspect not in TOLLS:
            counts[count] = _plausible(counts[count], _APART if aspect in TOLLS else _THINGS_APART, views)
        found += rows_of(incident, aspect, counts[count], views, plural, dated, elsewhere.placed)
    if aspect not in TOLLS:
        return found
    for members in _sorts(usable, parts, some, views):
        found += [d for d in rows_of(incident, aspect, members, views, plural, dated, elsewhere.placed) if not _told_already(d, found)]
    return found + _scopes(incident, aspect, counts, views)


def _sorts(given: Sequence[Given], parts: Set[str], some: Mapping[str, str], views: Mapping[str, View]) -> list[list[Given]]:
    """Numbers of one sort of people that reports count beside others ("six prisoners and two guards"), by sort, where several reports
    count them: each is all of its sort."""
    sorts: dict[str, list[Given]] = defaultdict(list)
    for g in given:
        sort = sort_of(g, views[g.account.report])
        if sort and (place_of(g) not in parts or is_listed(g, views)):
            sorts[sort].append(g)
    beside = {k for k, members in sorts.items() if any(place_of(g) in parts or place_of(g) in some for g in members)}
    return [sorts[k] for k in sorted(beside) if len({g.account.report for g in sorts[k]}) > 1]


def _told_already(row: Disagreement, found: Sequence[Disagreement]) -> bool:
    """Whether a row found before has all sides of a row."""
    return any({s.value.quote for s in row.sides} <= {s.value.quote for s in d.sides} for d in found)


def _is_answered(given: Given, others: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether who turns a number down gives another ("16 houses, not 61"; "nine had died; he dismissed talk of 40")."""
    own = (given.account.report, given.account.chain)
    return any(
        g is not given and (set_beside(given, g, views) or replaces(given, g, views) or (g.account.report, g.account.chain) == own)
        for g in others
    )


def _count_of(given: Given, views: Mapping[str, View], aspect: ValueAspect) -> str:
    """What count a number belongs to: people are told by what is said of them ("20 people were trapped", "20 people marched")."""
    count = counted_by(given, views, aspect)
    if aspect != "people":
        return count
    view = views[given.account.report]
    event = event_of(given, view)
    at = figure_at(given.value.quote.span, view)
    if event is None and at is not None and (held := view.reading.figures[root_of(at, view)].event) is not None:
        event = view.reading.events[held]  # "it is 54": what is said of those it is set beside
    return f"{count} {fold(event.lemma) if event is not None else given.account.report}"


def _others_hurt(given: Given, views: Mapping[str, View]) -> bool:
    """Whether "others" and "more" come on top of people harmed otherwise, in the same sentence or the one before, so that they are all
    there are of their sort: "killing 25 people and injuring 50 others"."""
    view, span = views[given.account.report], given.value.quote.span
    if given.value.aspect not in TOLLS:
        return False
    sentence = sentence_at(view, span)
    start = max((s.start for s in view.reading.sentences if s.end <= sentence.start), default=sentence.start)
    before = {f.aspect for f in view.reading.figures if start <= f.span.start < span.start}
    return bool(before & TOLLS) and given.value.aspect not in before


def _plausible(members: Sequence[Given], times: float, views: Mapping[str, View]) -> list[Given]:
    """Numbers within a factor of the middle one, zero aside, and what a report sets beside them: what else lies further out counts
    another thing, such as a war's dead."""
    sizes = sorted(n for g in members if (n := size_of(g.value)))
    if len(sizes) < 3:
        return list(members)
    middle = sizes[len(sizes) // 2]
    near = [g for g in members if not (n := size_of(g.value)) or middle / times <= n <= middle * times]
    return [g for g in members if any(g is k or set_beside(g, k, views) for k in near)]


def _scopes(incident: str, aspect: ValueAspect, counts: Mapping[str, Sequence[Given]], views: Mapping[str, View]) -> list[Disagreement]:
    """Counts of some ("only 9 officers") beside a larger count of all, where neither the account of some nor its outlet gives a count
    of all."""
    general = counts.get(ALL, ())
    if not general:
        return []
    tellers, whole = {g.account.id for g in general}, _highest(general)
    own = {g.account.report for g in general if len(g.account.chain) == 1}  # who reads the part there reads the whole as well
    if is_vague(whole.value):
        return []
    parts: dict[str, list[Given]] = defaultdict(list)
    for count in sorted(counts.keys() - {ALL}):
        for g in counts[count]:
            view = views[g.account.report]
            told = g.account.id in tellers or g.account.report in own or is_vague(g.value) or _of_several(g, views) or is_known(g, view)
            if not told and _LEAST * size_of(whole.value) <= size_of(g.value) < size_of(whole.value):
                parts[bounds_of(g)].append(g)
    if not parts:
        return []
    shown = sorted(parts, key=lambda k: (-len({g.account.report for g in parts[k]}), k))[:_SORTS]
    sides = sides_of([[whole], *([_highest(parts[k])] for k in shown)])
    said = [special_words(_highest(parts[k]), views[_highest(parts[k]).account.report]) or parts[k][0].value.text for k in shown]
    words = " and ".join(f"“{k}”" for k in said)
    theirs = states_counted(whole, views[whole.account.report])
    of_parts = [states_counted(g, views[g.account.report]) for g in map(_highest, (parts[k] for k in shown))]
    counts_what = "other people" if theirs and all(states and not states & theirs for states in of_parts) else "only some of all"
    reason = f"{words} count{'s' if len(shown) == 1 else ''} {counts_what}"
    return [make_disagreement(incident, aspect, "scope", sides, 0.3, reason, around=whole.value)]


def _of_several(given: Given, views: Mapping[str, View]) -> bool:
    """Whether a number is one of several of its sentence ("a contractor and three officers"): together they are all, not a part."""
    sentence = sentence_at(views[given.account.report], given.value.quote.span)
    same = [v for v in given.account.values if v.aspect == given.value.aspect and sentence.contains(v.quote.span)]
    return sum(not is_part(Given(v, given.account), views) for v in same) > 1


def _highest(members: Sequence[Given]) -> Given:
    return min(members, key=lambda g: (-(g.value.quantity.low or 0) if g.value.quantity else 0.0, g.account.id))
