"""Where the accounts of one incident part, aspect by aspect, and in what way.

Relations: *conflict* (both cannot be), *update* (a toll that rose with time of publication), *scope* (they count or place
different things), *compatible* (one number could be both), *undecided*.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from accordingto.data import table, words
from accordingto.model.ids import make_id
from accordingto.model.intervals import Quantity
from accordingto.model.record import Account, Actor, Disagreement, Relation, Side, Value, ValueAspect
from accordingto.resolving.accounts import COUNTS, View
from accordingto.resolving.folding import fold
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.places import Spot, apart, locate, nested
from accordingto.resolving.profiles import TOLLS, Profile, span_days, stem

_GENERIC = words("incidents", "generic")


@dataclass(frozen=True, slots=True)
class Given:
    """One value with the account that gives it."""

    value: Value
    account: Account


def disagreements_of(
    incident: str, profile: Profile, accounts: Sequence[Account], views: Mapping[str, View], actors: Mapping[str, Actor], plural: bool
) -> tuple[Disagreement, ...]:
    """Every disagreement among the accounts of one incident, most contested first.

    Args:
        plural: the incident is a series: tolls and days of different parts are not set against each other as conflicts.
    """
    given: dict[ValueAspect, list[Given]] = defaultdict(list)
    for account in accounts:
        for value in account.values:
            given[value.aspect].append(Given(value, account))
    found: list[Disagreement] = []
    for aspect in COUNTS:
        found += _numbers(incident, aspect, given.get(aspect, []), views, plural, profile.day is not None)  # type: ignore[call-overload, arg-type]
    found += _when(incident, given.get("when", []), plural)
    found += _where(incident, given.get("where", []), views, plural)
    found += _who(incident, given.get("who", []), given.get("to_whom", []), actors)
    if profile.family not in SPEECH:
        found += _whether(incident, given.get("whether", []))
    if profile.day is not None:
        found += _called(incident, given.get("called", []))
    once = {d.id: d for d in reversed(found)}  # two open numbers that leave room for each other are one finding
    return tuple(sorted(once.values(), key=lambda d: (-d.contested, d.id)))


def _sides(groups: Iterable[Sequence[Given]]) -> tuple[Side, ...]:
    sides = []
    for group in groups:
        first = min(group, key=lambda g: (g.account.standing != "first hand", g.account.id, g.value.quote.span.start))
        sides.append(Side(first.value, tuple(sorted({g.account.id for g in group})), tuple(sorted({g.account.origin for g in group}))))
    return tuple(sorted(sides, key=lambda s: (-len(s.origins), -len(s.accounts), s.value.key, s.accounts)))


def make_disagreement(incident: str, aspect: ValueAspect, relation: Relation, sides: tuple[Side, ...], spread: float, reason: str,
          internal: str | None = None) -> Disagreement:  # fmt: skip
    key = make_id("g", incident, aspect, relation, internal or "", *(s.value.key for s in sides))
    return Disagreement(key, incident, aspect, relation, sides, contested(sides, relation, spread), internal, reason)


def contested(sides: Sequence[Side], relation: Relation, spread: float) -> float:
    """From 0 to 1: the weaker side's independent origins (1, 2, 3 … give 0, .5, .67 …) and how far apart the values are,
    half each; relations that are no conflict count less."""
    weakest = min(len(s.origins) for s in sides)
    other = sum(len(s.origins) for s in sides) - max(len(s.origins) for s in sides)
    support = 1 - 1 / (max(weakest, other) + 1)
    factor = {"conflict": 1.0, "undecided": 0.6, "update": 0.4, "scope": 0.3, "compatible": 0.1}[relation]
    return round(factor * (0.5 * support + 0.5 * min(1.0, spread)), 3)


def _numbers(
    incident: str, aspect: ValueAspect, given: Sequence[Given], views: Mapping[str, View], plural: bool, dated: bool
) -> list[Disagreement]:
    """Figures of one aspect: values of the same count set side by side, one disagreement per relation; then counts of different things."""
    usable = [g for g in given if g.value.quantity is not None and not g.value.key.endswith("+")]
    scopes: dict[str, list[Given]] = defaultdict(list)
    for g in usable:
        scopes["part" if _is_part(g) else _counted(g, views, aspect)].append(g)
    if aspect in TOLLS:
        scopes[""] = _plausible(scopes.get("", []))
    found: list[Disagreement] = []
    for scope in sorted(scopes):
        found += _one_count(incident, aspect, scopes[scope], views, plural, dated)
    return found + _scopes(incident, aspect, scopes) if aspect in TOLLS else found


def _plausible(members: Sequence[Given]) -> list[Given]:
    """Tolls within a factor of ten of the middle one, zero aside: what lies further out counts another thing, such as a war's dead."""
    sizes = sorted(n for g in members if (n := _size(g)))
    if len(sizes) < 3:
        return list(members)
    middle = sizes[len(sizes) // 2]
    return [g for g in members if not (n := _size(g)) or middle / 10 <= n <= middle * 10]


def _size(given: Given) -> float:
    quantity = given.value.quantity
    return 0.0 if quantity is None else quantity.low or quantity.high or 0.0


def _scopes(incident: str, aspect: ValueAspect, scopes: Mapping[str, Sequence[Given]]) -> list[Disagreement]:
    """A count of some ("only 9 officers") beside a count of all, where the account of some gives no count of all."""
    general = scopes.get("", ())
    tellers = {g.account.id for g in general}
    found = []
    for scope in sorted(scopes):
        some = [g for g in scopes[scope] if g.account.id not in tellers and not _vague(g.value)]
        if scope not in ("", "part") and some and general:
            sides = _sides([[_highest(general)], [_highest(some)]])
            if sides[0].value.key != sides[1].value.key:
                found.append(make_disagreement(incident, aspect, "scope", sides, 0.3, f"one counts all, the other {scope}s only"))
    return found


def _is_part(given: Given) -> bool:
    """Whether an account that gives a larger number of the same thing gives this one as a part of it: it does not contradict itself."""
    mine = given.value.quantity
    if mine is None or not mine.is_exact or mine.low is None:
        return False
    for other in given.account.values:
        theirs = other.quantity
        if other.aspect == given.value.aspect and theirs is not None and not theirs.overlaps(mine) and (theirs.low or 0) > mine.low:
            return True
    return False


def _highest(members: Sequence[Given]) -> Given:
    return min(members, key=lambda g: (-(g.value.quantity.low or 0) if g.value.quantity else 0.0, g.account.id))


def _counted(given: Given, views: Mapping[str, View], aspect: ValueAspect) -> str:
    """What sort of people or things a figure counts: for tolls a part of all, for other counts the head of the counted words."""
    view = views[given.account.report]
    for event in given.account.events:
        for position in view.reading.events[event].figures:
            figure = view.reading.figures[position]
            if figure.counted is not None and figure.span.overlaps(given.value.quote.span):
                counted = [stem(w) for w in fold(figure.counted.of(view.report.text).split(" of ")[0]).split()]
                special = [w for w in counted if w not in _GENERIC]
                if aspect in TOLLS:
                    return special[-1] if special and special[-1] in _SUBSETS else ""
                return counted[-1] if counted else "?"
    return "" if aspect in TOLLS else "?"


# Words that single out a part of those counted: a figure of these is not a figure of all.
_SUBSETS = frozenset(stem(w) for w in words("incidents", "subsets"))


def _one_count(
    incident: str, aspect: ValueAspect, members: Sequence[Given], views: Mapping[str, View], plural: bool, dated: bool
) -> list[Disagreement]:
    """All values of one count, compared two by two; values that stand in one relation are shown together."""
    by_value: dict[str, list[Given]] = defaultdict(list)
    for g in members:
        by_value[g.value.key].append(g)
    keys = sorted(by_value)
    pairs: dict[Relation, set[str]] = defaultdict(set)
    for i, a in enumerate(keys):
        for b in keys[i + 1 :]:
            pairs[_relation(aspect, by_value[a], by_value[b], views, plural)] |= {a, b}
    found: list[Disagreement] = _compatible(incident, aspect, by_value, dated)
    pairs.pop("compatible", None)
    for relation in sorted(pairs):
        groups = [by_value[k] for k in sorted(pairs[relation])]
        spread = _spread([g[0].value.quantity for g in groups if g[0].value.quantity is not None])
        found.append(make_disagreement(incident, aspect, relation, _sides(groups), spread, _WHY[relation], _internal(groups)))
    return found


_HUNDREDS = 100


def _compatible(incident: str, aspect: ValueAspect, by_value: Mapping[str, Sequence[Given]], dated: bool) -> list[Disagreement]:
    """Each open number ("at least 12") with the numbers it leaves room for."""
    found = []
    for key in sorted(by_value):
        mine = by_value[key][0].value.quantity
        if mine is None or mine.is_exact or ((mine.low or 0) < 12 and not by_value[key][0].value.qualifier):
            continue  # "many" and "several" are no numbers to set others against
        if _vague(by_value[key][0].value) and (not dated or (mine.low or 0) >= _HUNDREDS):
            continue  # "hundreds" is a word for many
        fitting = [k for k in sorted(by_value) if k != key and (q := by_value[k][0].value.quantity) is not None and q.overlaps(mine)]
        if _vague(by_value[key][0].value):
            mine_in = {g.account.report for g in by_value[key]}
            fitting = [k for k in fitting if not {g.account.report for g in by_value[k]} <= mine_in]
            fitting = [k for k in fitting if (by_value[k][0].value.quantity or mine).low and _near_in_size(by_value[k][0].value, mine)]
        if fitting:
            groups = [by_value[key], *(by_value[k] for k in fitting)]
            spread = _spread([g[0].value.quantity for g in groups if g[0].value.quantity is not None])
            reason = f"“{by_value[key][0].value.text}” leaves room for the other" + ("s" if len(fitting) > 1 else "")
            found.append(make_disagreement(incident, aspect, "compatible", _sides(groups), spread, reason, _internal(groups)))
    return found


def _near_in_size(value: Value, vague: Quantity) -> bool:
    """Whether a number is of the size a vague word is used for: "scores" for 50, not for 500."""
    size = value.quantity.low if value.quantity is not None else None
    return size is not None and vague.low is not None and size <= 10 * vague.low


_WHY: dict[Relation, str] = {
    "compatible": "one number could be both",
    "update": "the later the report, the higher the toll",
    "conflict": "no number could be both",
    "undecided": "the incident is told as a series: they may count different parts",
    "scope": "they count different things",
}


def _vague(value: Value) -> bool:
    """A word for a size ("dozens", "hundreds"), whose bounds are a convention."""
    return value.quantity is not None and value.quantity.high is None and not value.qualifier


def _vague_near(a: Value, b: Value) -> bool:
    """Whether one is a word for a size and the other less than three times from it."""
    if not (_vague(a) or _vague(b)) or a.quantity is None or b.quantity is None:
        return False
    p, q = (x.low if x.low is not None else x.high or 0.0 for x in (a.quantity, b.quantity))
    return max(p, q) < 3 * max(1.0, min(p, q))


def _relation(aspect: ValueAspect, a: Sequence[Given], b: Sequence[Given], views: Mapping[str, View], plural: bool) -> Relation:
    one, two = a[0].value.quantity, b[0].value.quantity
    if one is None or two is None or one.overlaps(two) or _vague_near(a[0].value, b[0].value):
        return "compatible"
    if aspect in TOLLS and _rises([a, b], views):
        return "update"
    return "undecided" if plural and aspect not in TOLLS else "conflict"


def _internal(groups: Sequence[Sequence[Given]]) -> str | None:
    reports = {g.account.report for group in groups for g in group}
    return reports.pop() if len(reports) == 1 else None


def _spread(values: Sequence[Quantity]) -> float:
    """How far apart numbers are: 1 minus the least over the greatest known bound."""
    bounds = [b for q in values for b in (q.low, q.high) if b is not None]
    return 1 - min(bounds) / max(bounds) if bounds and max(bounds) > 0 else 0.0


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


def _when(incident: str, given: Sequence[Given], plural: bool) -> list[Disagreement]:
    """Explicit days that cannot be the same. Days next to each other are shown, as clocks and time zones differ."""
    by_day: dict[tuple[int, int], list[Given]] = defaultdict(list)
    for g in given:
        days = span_days(g.value.interval)
        if days is not None and days[1] - days[0] < 3:
            by_day[days].append(g)
    groups = _supported(_apart(by_day))
    if len(groups) < 2 or plural:
        return []
    lows = sorted(days[0] for group in groups for g in group if (days := span_days(g.value.interval)) is not None)
    most, least = (f(len({g.account.report for g in group}) for group in groups) for f in (max, min))
    if lows[-1] - lows[0] > _TOO_FAR and (least < 2 or least * 4 < most):
        return []  # one report alone, days away: rather a day read off the wrong phrase than a disagreement
    if lows[-1] - lows[0] <= 1 and min(len({g.account.report for g in group}) for group in groups) < 2:
        return []  # one report alone, a day away: a clock, or a weekday read wrongly
    relation: Relation = "conflict" if lows[-1] - lows[0] > 1 else "undecided"
    reason = "the days given differ" if relation == "conflict" else "days next to each other: one clock or two"
    return [make_disagreement(incident, "when", relation, _sides(groups), min(1.0, (lows[-1] - lows[0]) / 7), reason)]


_TOO_FAR = 3


def _supported(groups: Sequence[list[Given]]) -> list[list[Given]]:
    """Sides given by a tenth of the accounts at least: of many tellings one or two will be read off the wrong phrase."""
    total = len({g.account.id for group in groups for g in group})
    return [group for group in groups if len({g.account.id for g in group}) * 10 >= total]


def _apart(by_day: Mapping[tuple[int, int], list[Given]]) -> list[list[Given]]:
    """Day ranges merged where they overlap, narrowest first."""
    groups: list[tuple[tuple[int, int], list[Given]]] = []
    for days in sorted(by_day, key=lambda d: (d[1] - d[0], d)):
        for at, (span, members) in enumerate(groups):
            if days[0] <= span[1] and span[0] <= days[1]:
                groups[at] = (span, members + by_day[days])
                break
        else:
            groups.append((days, list(by_day[days])))
    return [members for _, members in groups]


def _where(incident: str, given: Sequence[Given], views: Mapping[str, View], plural: bool) -> list[Disagreement]:
    if plural:
        return []
    spots: dict[str, tuple[Spot, list[Given]]] = {}
    for g in given:
        spot = _spot(g, views)
        if spot is not None and spot.rank > 1:
            spots.setdefault(spot.key, (spot, []))[1].append(g)
    groups: list[tuple[Spot, list[Given]]] = []
    for key in sorted(spots):
        spot, members = spots[key]
        home = next((g for g in groups if not apart(g[0], spot)), None)
        if home is None:
            groups.append((spot, list(members)))
        else:
            home[1].extend(members)
    sides = [members for _, members in groups]
    reports = [{g.account.report for g in members} for members in sides]
    if len(sides) < 2 or any(a & b for i, a in enumerate(reports) for b in reports[i + 1 :]):
        return []  # a report that names both places does not see a contradiction in them
    relation: Relation = "scope" if any(nested(a, b) for i, (a, _) in enumerate(groups) for b, _ in groups[i + 1 :]) else "conflict"
    return [make_disagreement(incident, "where", relation, _sides(sides), 0.5, "places that cannot be one")]


def _spot(given: Given, views: Mapping[str, View]) -> Spot | None:
    view = views[given.account.report]
    for i, name in enumerate(view.reading.names):
        if name.span == given.value.quote.span:
            return locate(view.report, view.reading, i, view.context)
    return None


def _who(incident: str, given: Sequence[Given], suffered: Sequence[Given], actors: Mapping[str, Actor]) -> list[Disagreement]:
    """Named doers that are not part of one another and are nowhere among those it was done to; one of them named twice at least."""
    hurt = {g.value.key.partition("~")[0] for g in suffered}
    named: dict[str, list[Given]] = defaultdict(list)
    for g in given:
        actor = actors.get(g.value.key)
        if not g.value.denied and actor is not None and actor.id not in hurt and actor.kind in ("organisation", "armed_group", "state"):
            named[actor.id].append(g)
    roots: list[tuple[str, list[Given]]] = []
    for actor_id in sorted(named, key=lambda a: (-len(named[a]), a)):
        home = next((r for r in roots if _related(r[0], actor_id, actors)), None)
        if home is None:
            roots.append((actor_id, list(named[actor_id])))
        else:
            home[1].extend(named[actor_id])
    sides = [members for _, members in roots]
    tellers = [{(g.account.report, g.account.chain) for g in members} for members in sides]
    if len(sides) < 2 or max(map(len, tellers)) < 2 or any(a & b for i, a in enumerate(tellers) for b in tellers[i + 1 :]):
        return []
    return [make_disagreement(incident, "who", "conflict", _sides(sides), 0.8, "different actors are said to have done it")]


def _related(a: str, b: str, actors: Mapping[str, Actor]) -> bool:
    def wholes(actor: str) -> set[str]:
        seen: set[str] = set()
        todo = [actor]
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo += actors[at].part_of if at in actors else ()
        return seen

    return a in wholes(b) or b in wholes(a) or bool(wholes(a) & wholes(b))


def _whether(incident: str, given: Sequence[Given]) -> list[Disagreement]:
    sides = [[g for g in given if g.value.denied is flag] for flag in (False, True)]
    if not all(sides):
        return []
    if {g.account.report for g in sides[1]} == {g.account.report for g in sides[0]} and len(
        {g.account.chain for side in sides for g in side}
    ) == 1:
        return []  # one voice that denies one part and tells another
    tellers = [len({g.account.report for g in side}) for side in sides]
    if tellers[1] == 1 and tellers[0] > 12:
        return []  # one denial among so many tellings is rather of something else told there
    return [make_disagreement(incident, "whether", "conflict", _sides(sides), 1.0, "said to have happened, and denied")]


@cache
def _stands() -> dict[str, tuple[str, str]]:
    lines = table("incidents")["called"]
    return {stem(word): (axis, name) for axis in lines for name, line in lines[axis].items() for word in line.split()}


def _called(incident: str, given: Sequence[Given]) -> list[Disagreement]:
    """Words that take different stands on one question, each by a voice that uses no other, in reports apart."""
    by_stand: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for g in given:
        stand = _stands().get(g.value.key)
        if stand is not None:
            by_stand[stand].append(g)
    found: list[Disagreement] = []
    for axis in sorted({axis for axis, _ in by_stand}):
        own = {stand: {g.account.chain for g in members} for stand, members in by_stand.items() if stand[0] == axis}
        alone = [s for s in sorted(own) if own[s] - {chain for other in own if other != s for chain in own[other]}]
        reports = {g.account.report for s in alone for g in by_stand[s]}
        if len(alone) > 1 and len(reports) > 1:
            sides = _sides(by_stand[s] for s in alone)
            found.append(make_disagreement(incident, "called", "conflict", sides, 0.4, f"words that take different stands ({axis})"))
    return found
