"""In which relation two numbers of one count stand, and why.

*compatible* (one number could be both), *update* (a report says that one took the other's place, one source revised it, or the toll
moved with time of publication), *scope* (one counts some of those whom the other counts), *conflict* (no number could be both),
*undecided* (counts of a series).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from accordingto.data import words
from accordingto.model.intervals import Quantity
from accordingto.model.record import Relation, Value, ValueAspect
from accordingto.resolving.accounts import View
from accordingto.resolving.bearing import is_earlier, is_left, replaces, rises_to
from accordingto.resolving.folding import fold
from accordingto.resolving.profiles import TOLLS
from accordingto.resolving.sides import Given

_NEAR = words("disagreements", "near")
_DAY = 10  # characters of a day
# Tolls that fall as people are found or let go; all others only rise.
FALLING = frozenset({"missing", "trapped", "detained", "displaced"})
_RISEN = 1.2  # times its least number by which a toll has risen past "at least"
_WORD_ROOM = 10  # times a word for a size by which a number may differ

LATER_MORE, LATER_LESS = "the later the report, the higher the number", "the later the report, the lower the number"
REVISED, REPLACED = "one source gave both, at two times", "a report says that one took the other's place"
STAGED = "the words say that one came before the other"
ONE_DAY = "outlets differ on one day: the number may have moved between them"
SERIES = "the incident is told as a series: they may count different parts"

Judged = tuple[Relation, str]


def relation_of(aspect: ValueAspect, a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View], plural: bool) -> Judged:
    """The relation of two values of one count, each with all who give it, and why in a line (empty where the row says it)."""
    one, two = widened(a[0].value), widened(b[0].value)
    if one is None or two is None or one.overlaps(two) or _rounds(a[0].value, b[0].value):
        return _outgrown(aspect, a, b, views)
    if _touch(one, two) or _loose(a, b) or _loose(b, a):
        return "compatible", ""
    if any(replaces(x, y, views) for x in a for y in b):
        return "update", REPLACED
    if aspect in TOLLS:
        if moved := _moved(aspect, a, b, views):
            return "update", moved
        if _revised(a, b, views):
            return "update", REVISED
        if staged := _staged(aspect, a, b, views):
            return "update", staged
        if _on_one_day(a, b, views):
            return "undecided", ONE_DAY
    return ("undecided", SERIES) if plural and aspect not in TOLLS else ("conflict", "")


def _outgrown(aspect: ValueAspect, a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> Judged:
    """Of two numbers that could be one: a toll told as "at least 6" that a later report gives as 23 has risen past what was known."""
    small, large = (a, b) if size_of(a[0].value) <= size_of(b[0].value) else (b, a)
    least, exact = small[0].value, large[0].value
    opened = least.quantity is not None and least.quantity.high is None and bool(least.qualifier)
    if aspect in TOLLS and opened and exact.quantity is not None and exact.quantity.is_exact and size_of(exact) >= _RISEN * size_of(least):
        moved = _moved(aspect, a, b, views)
        if moved == LATER_MORE:
            return "update", moved
    return "compatible", ""


def is_vague(value: Value) -> bool:
    """A word for a size ("dozens", "hundreds"), whose bounds are a convention."""
    return value.quantity is not None and value.quantity.high is None and not value.qualifier


def size_of(value: Value) -> float:
    """The number a value stands for: its low bound, failing that its high one."""
    return 0.0 if value.quantity is None else value.quantity.low or value.quantity.high or 0.0


def widened(value: Value) -> Quantity | None:
    """The numbers a value stands for: "some 30" for those that round to 30."""
    quantity = value.quantity
    if quantity is None or not quantity.is_exact or not quantity.low or not set(fold(value.qualifier or "").split()) & _NEAR:
        return quantity
    unit = _unit(quantity.low)
    room = max(unit / 2, quantity.low / 10)
    return Quantity(quantity.low - room, quantity.low + room)


def _unit(number: float) -> int:
    unit = 1
    while number % (unit * 10) == 0:
        unit *= 10
    return unit


def _rounds(a: Value, b: Value) -> bool:
    """Whether one number, in round thousands or more, is what the other rounds to: "120,000" for 118,400."""
    small, large = sorted((size_of(a), size_of(b)))
    return any((unit := _unit(n)) >= 1000 and large - small <= min(unit / 2, large / 10) for n in (small, large) if n)


def _touch(a: Quantity, b: Quantity) -> bool:
    """Whether one number ends where the other begins: "50" beside "more than 50"."""
    ends = ((a.high, b.low, b.high), (b.high, a.low, a.high))
    return any(high is not None and low is not None and end is None and 0 < low - high <= 1 for high, low, end in ends)


def _loose(a: Sequence[Given], b: Sequence[Given]) -> bool:
    """Whether the first value is a word for a size, which is set against no number of about that size, and against none at all where
    one origin alone uses it."""
    if not is_vague(a[0].value):
        return False
    other = b[0].value.quantity
    if other is not None and other.high == 0:
        return len({g.account.origin for g in a}) < 2
    p, q = size_of(a[0].value), size_of(b[0].value)
    return is_vague(b[0].value) or len({g.account.origin for g in a}) < 2 or max(p, q) < _WORD_ROOM * max(1.0, min(p, q))


def near_in_size(value: Value, vague: Quantity) -> bool:
    """Whether a number is of the size an open one is used for: "scores" for 50, not for 500."""
    size = value.quantity.low if value.quantity is not None else None
    return size is None or (vague.low is not None and size <= 10 * vague.low)


def spread_of(values: Sequence[Quantity]) -> float:
    """How far apart numbers are: 1 minus the least over the greatest known bound."""
    bounds = [b for q in values for b in (q.low, q.high) if b is not None]
    return 1 - min(bounds) / max(bounds) if bounds and max(bounds) > 0 else 0.0


def first_told(members: Sequence[Given], views: Mapping[str, View]) -> str:
    """When a value was first published; values without a time come last."""
    return min(views[g.account.report].report.published.value or "~" for g in members)


def _moved(aspect: ValueAspect, a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> str:
    """Why two values are one toll at two times, or nothing."""
    small, large = (a, b) if size_of(a[0].value) <= size_of(b[0].value) else (b, a)
    if _precedes(small, large, views):
        return LATER_MORE
    return LATER_LESS if aspect in FALLING and _precedes(large, small, views) else ""


def _staged(aspect: ValueAspect, a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> str:
    """Why words tell that one number took the other's place, or nothing: the larger is what the toll has come to and was not told
    before the smaller ("has risen to 27"), or the smaller is how many are left ("two remain trapped")."""
    small, large = (a, b) if size_of(a[0].value) <= size_of(b[0].value) else (b, a)
    if any(is_earlier(g, views[g.account.report]) for g in small) and not _known_before(large, small, views):
        return STAGED
    came = all(rises_to(g, views[g.account.report]) for g in large) and not _known_before(large, small, views)
    left = aspect in FALLING and all(is_left(g, views[g.account.report]) for g in small) and not _known_before(small, large, views)
    return STAGED if came or left else ""


def _known_before(early: Sequence[Given], late: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether the first value was published before the second, as far as that is known."""
    one, two = first_told(early, views), first_told(late, views)
    return "~" not in (one, two) and _before(one, two)


def _on_one_day(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether reports apart give two numbers on one day whose hours are not told, one of them only in the outlets' own words."""
    return any(all(len(g.account.chain) == 1 for g in c) for c in (a, b)) and told_on_one_day(a, b, views)


def told_on_one_day(a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether reports apart give two values, all on one day, and not all of them say at what hour."""
    times = {views[g.account.report].report.published.value or "" for g in (*a, *b)}
    apart = not {g.account.report for g in a} & {g.account.report for g in b}
    return apart and len({t[:_DAY] for t in times}) == 1 and min(map(len, times)) == _DAY


def _precedes(early: Sequence[Given], late: Sequence[Given], views: Mapping[str, View]) -> bool:
    """Whether the first value came up before the second and was told no more once the second was known, but for outlets that give it
    in their own words on the day or the next: they lag."""
    told = [(views[g.account.report].report.published.value or "", len(g.account.chain)) for g in early]
    after = [views[g.account.report].report.published.value or "" for g in late]
    if min(map(len, (*after, *(t for t, _ in told)))) < _DAY or not _before(min(t for t, _ in told), min(after)):
        return False
    return not any(_before(known, still) and (said > 1 or _days_between(known, still) > 1) for known in after for still, said in told)


def _before(a: str, b: str) -> bool:
    """Whether one time of publication is before another, as far as both are known."""
    size = min(len(a), len(b))
    return a[:size] < b[:size]


def _days_between(a: str, b: str) -> int:
    """Days from one time of publication to another."""
    return date.fromisoformat(b[:_DAY]).toordinal() - date.fromisoformat(a[:_DAY]).toordinal()


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
    return size >= _DAY and (max(t[:size] for t in a) < min(t[:size] for t in b) or max(t[:size] for t in b) < min(t[:size] for t in a))
