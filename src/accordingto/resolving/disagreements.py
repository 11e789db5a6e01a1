"""Where the accounts of one incident part, aspect by aspect, and in what way.

Relations: *conflict* (both cannot be), *update* (a toll that rose with time of publication), *scope* (they count or place
different things), *compatible* (one number could be both), *undecided*.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cache

from accordingto.data import table
from accordingto.model.record import Account, Actor, Disagreement, Quote, RecordVoice, Relation, Value, ValueAspect
from accordingto.resolving.accounts import COUNTS, View
from accordingto.resolving.bearing import Bearing
from accordingto.resolving.folding import fold
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.places import Spot, apart, locate, nested
from accordingto.resolving.profiles import Profile, span_days, stem
from accordingto.resolving.sides import Given, make_disagreement, sides_of
from accordingto.resolving.tolls import numbers_of


def disagreements_of(
    incident: str, profile: Profile, accounts: Sequence[Account], views: Mapping[str, View], actors: Mapping[str, Actor],
    voices: Mapping[str, RecordVoice], plural: bool,
) -> tuple[Disagreement, ...]:  # fmt: skip
    """Every disagreement among the accounts of one incident, most contested first.

    Args:
        plural: the incident is a series: tolls and days of different parts are not set against each other as conflicts.
    """
    given: dict[ValueAspect, list[Given]] = defaultdict(list)
    for account in accounts:
        for value in account.values:
            given[value.aspect].append(Given(value, account))
    bearing = Bearing(profile, views)
    found: list[Disagreement] = []
    for aspect in (*COUNTS, "weight", "votes", "percent", "other"):
        found += numbers_of(incident, aspect, given.get(aspect, []), views, bearing, plural, profile.day is not None)  # type: ignore[call-overload, arg-type]
    found += _when(incident, given.get("when", []), bearing, plural or profile.top(profile.types) == "PROTEST")
    sites = any(g.value.quantity is not None and (g.value.quantity.low or 0) > 1 for g in given.get("targets", []))
    found += _where(incident, given.get("where", []), views, bearing, plural or sites)
    if profile.family == "force":
        found += _who(incident, given.get("who", []), given.get("to_whom", []), actors)
        found += _hands(incident, given.get("who", []), accounts, views, actors, voices)
    if profile.family not in SPEECH:
        found += _whether(incident, given.get("whether", []), profile.day is not None)
    found += _claims(incident, given.get("claim", []), profile, views, {d.aspect for d in found})
    if profile.day is not None:
        found += _called(incident, given.get("called", []), bearing)
    once = {d.id: d for d in reversed(found)}  # two open numbers that leave room for each other are one finding
    return tuple(sorted(once.values(), key=lambda d: (-d.contested, d.id)))


def _when(incident: str, given: Sequence[Given], bearing: Bearing, plural: bool) -> list[Disagreement]:
    """Explicit days that cannot be the same. Days next to each other are shown, as clocks and time zones differ."""
    by_day: dict[tuple[int, int], list[Given]] = defaultdict(list)
    for g in given:
        days = span_days(g.value.interval)
        if days is not None and days[1] - days[0] < 3 and bearing.holds(g):
            by_day[days].append(g)
    groups = _supported(_apart(by_day))
    if len(groups) < 2 or plural:
        return []
    lows = sorted(min((d[1] - d[0], d[0]) for g in group if (d := span_days(g.value.interval)) is not None)[1] for group in groups)
    most, least = (f(len({g.account.report for g in group}) for group in groups) for f in (max, min))
    if lows[-1] - lows[0] > _TOO_FAR and (least < 2 or least * 4 < most):
        return []  # one report alone, days away: rather a day read off the wrong phrase than a disagreement
    if lows[-1] - lows[0] <= 1 and min(len({g.account.report for g in group}) for group in groups) < 2:
        return []  # one report alone, a day away: a clock, or a weekday read wrongly
    relation: Relation = "conflict" if lows[-1] - lows[0] > 1 else "undecided"
    reason = "the days given differ" if relation == "conflict" else "days next to each other: one clock or two"
    return [make_disagreement(incident, "when", relation, sides_of(groups), min(1.0, (lows[-1] - lows[0]) / 7), reason)]


_TOO_FAR = 3  # days
_MANY_TELLERS = 8  # reports that tell of what one alone denies
_BESIDE_NAME = 2  # words beside a name of a doer
_PRONOUNS = frozenset({"i", "we", "he", "she", "it", "they", "you", "who", "which", "that", "this", "these", "those", "one"})
_MANY = 3  # reports that name a place


def _supported(groups: Sequence[list[Given]]) -> list[list[Given]]:
    """Sides given by a tenth of the accounts at least: of many tellings one or two will be read off the wrong phrase."""
    total = len({g.account.id for group in groups for g in group})
    return [group for group in groups if len({g.account.id for g in group}) * 10 >= total]


def _apart(by_day: Mapping[tuple[int, int], list[Given]]) -> list[list[Given]]:
    """Day ranges merged where they overlap, narrowest first; a range that overlaps several goes with the one given most often."""
    groups: list[tuple[tuple[int, int], list[Given]]] = []
    for days in sorted(by_day, key=lambda d: (d[1] - d[0], d)):
        fitting = [at for at, (span, _) in enumerate(groups) if days[0] <= span[1] and span[0] <= days[1]]
        if fitting:
            at = max(fitting, key=lambda at: (len(groups[at][1]), -at))
            groups[at] = (groups[at][0], groups[at][1] + by_day[days])
        else:
            groups.append((days, list(by_day[days])))
    return [members for _, members in groups]


def _where(incident: str, given: Sequence[Given], views: Mapping[str, View], bearing: Bearing, plural: bool) -> list[Disagreement]:
    if plural:
        return []
    spots: dict[str, tuple[Spot, list[Given]]] = {}
    for g in given:
        spot = _spot(g, views)
        if spot is not None and spot.rank > 1 and bearing.holds(g):
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
    told = {g.account.report for g in given}
    if min(map(len, reports)) < 2 and (sum(map(len, reports)) >= _MANY or len(told) > _MANY):
        return []  # one report alone among several: rather a place read off the wrong phrase
    relation: Relation = "scope" if any(nested(a, b) for i, (a, _) in enumerate(groups) for b, _ in groups[i + 1 :]) else "conflict"
    return [make_disagreement(incident, "where", relation, sides_of(sides), 0.5, "places that cannot be one")]


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
        if fold(g.value.text) in _PRONOUNS or actor is None or not _is_called_so(g.value.text, actor):
            continue
        if not g.value.denied and actor.id not in hurt and actor.kind in ("organisation", "armed_group", "state"):
            named[actor.id].append(g)
    roots: list[tuple[str, list[Given]]] = []
    for actor_id in sorted(named, key=lambda a: (-len(named[a]), a)):
        home = next((r for r in roots if _related(r[0], actor_id, actors)), None)
        if home is None:
            roots.append((actor_id, list(named[actor_id])))
        else:
            home[1].extend(named[actor_id])
    most = max((len(members) for _, members in roots), default=0)
    sides = [members for _, members in roots if len(members) * 10 >= most]
    tellers = [{(g.account.report, g.account.chain) for g in members} for members in sides]
    if len(sides) < 2 or max(map(len, tellers)) < 2 or any(a & b for i, a in enumerate(tellers) for b in tellers[i + 1 :]):
        return []
    return [make_disagreement(incident, "who", "conflict", sides_of(sides), 0.8, "different actors are said to have done it")]


def _is_called_so(words: str, actor: Actor) -> bool:
    """Whether words are a name of an actor, with a word or two before it at most: not a phrase that holds the name."""
    said = fold(words).split()
    return any(len(said) - len(fold(form.form).split()) <= _BESIDE_NAME for form in actor.forms if fold(form.form) in " ".join(said))


def _hands(
    incident: str, given: Sequence[Given], accounts: Sequence[Account], views: Mapping[str, View], actors: Mapping[str, Actor],
    voices: Mapping[str, RecordVoice],
) -> list[Disagreement]:  # fmt: skip
    """Somebody is said to have done it and denies it: a denial by the one named, or by what it is part of or a part of it, in
    which nobody denies that it happened."""
    found = []
    accused: dict[str, list[Given]] = defaultdict(list)
    for g in given:
        if g.value.key in actors and not g.value.denied:
            accused[g.value.key].append(g)
    for actor in sorted(accused):
        denials = [
            Given(_denial(account, views[account.report], actor), account)
            for account in accounts
            if _denies(account, views[account.report]) and (who := voices[account.chain[-1]].actor) and _related(who, actor, actors)
        ]
        accusers = [g for g in accused[actor] if not _speaks(g.account, actor, voices)]
        if denials and accusers:
            found.append(
                make_disagreement(incident, "who", "conflict", sides_of([accusers, denials]), 1.0, "said to have done it, and denies it")
            )
    return found


def _denies(account: Account, view: View) -> bool:
    """Whether an account denies a hand in it, and leaves open that it happened."""
    if account.statement is None or len(account.chain) < 2 or any(v.aspect == "whether" and v.denied for v in account.values):
        return False
    statement = view.reading.statements[account.statement]
    cue = " ".join(s.of(view.report.text) for s in statement.cue)
    said = " ".join((cue, *(s.of(view.report.text) for s in statement.content)))
    if re.search(table("disagreements")["opinion"], cue, re.IGNORECASE):
        return False
    return statement.stance == "denies" and bool(re.search(table("disagreements")["hand"], said, re.IGNORECASE))


def _denial(account: Account, view: View, actor: str) -> Value:
    """The words of a denial as a value: its cue, failing that what is said."""
    statement = view.reading.statements[account.statement or 0]
    span = (statement.cue or statement.content)[0]
    return Value("who", span.of(view.report.text), Quote(account.report, span), key=actor, denied=True)


def _speaks(account: Account, actor: str, voices: Mapping[str, RecordVoice]) -> bool:
    return voices[account.chain[-1]].actor == actor


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


def _whether(incident: str, given: Sequence[Given], dated: bool) -> list[Disagreement]:
    sides = [[g for g in given if g.value.denied is flag] for flag in (False, True)]
    if not all(sides):
        return []
    if {g.account.report for g in sides[1]} == {g.account.report for g in sides[0]} and len(
        {g.account.chain for side in sides for g in side}
    ) == 1:
        return []  # one voice that denies one part and tells another
    if not dated and not {g.account.report for g in sides[0]} & {g.account.report for g in sides[1]}:
        return []  # of what nobody dates, two reports may tell of two happenings
    tellers = [len({g.account.report for g in side}) for side in sides]
    if tellers[1] == 1 and tellers[0] > _MANY_TELLERS:
        return []  # one denial among so many tellings is rather of something else told there
    return [make_disagreement(incident, "whether", "conflict", sides_of(sides), 1.0, "said to have happened, and denied")]


def _claims(
    incident: str, given: Sequence[Given], profile: Profile, views: Mapping[str, View], known: Set[ValueAspect]
) -> list[Disagreement]:
    """Claims that another voice of the report denies: whether it happened, where the claim tells of the incident itself; who did it,
    where it accuses; else what is claimed. Not a second time where the incident's accounts part on the same question."""
    pairs: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for g in given:
        pairs[g.account.report, g.value.key].append(g)
    found = []
    for (report, _), members in sorted(pairs.items()):
        sides = [[g for g in members if g.value.denied is flag] for flag in (False, True)]
        if not all(sides):
            continue
        aspect = _asked(sides[0][0], profile, views[report])
        if aspect not in known:
            found.append(make_disagreement(incident, aspect, "conflict", sides_of(sides), 1.0, "claimed by one, denied by another"))
    return found


def _asked(claim: Given, profile: Profile, view: View) -> ValueAspect:
    """Which question a denied claim answers."""
    statement = next((s for s in view.reading.statements if str(s.whole.start) == claim.value.key), None)
    if statement is None:
        return "claim"
    events = view.reading.events
    told = any(m.report == view.report.id and any(c.contains(events[m.index].trigger) for c in statement.content) for m in profile.events)
    if not told or (statement.stance == "accuses" and profile.family != "force"):
        return "claim"
    return "who" if statement.stance == "accuses" else "whether"


@cache
def _stands() -> dict[str, tuple[str, str]]:
    lines = table("incidents")["called"]
    return {stem(word): (axis, name) for axis in lines for name, line in lines[axis].items() for word in line.split()}


def _called(incident: str, given: Sequence[Given], bearing: Bearing) -> list[Disagreement]:
    """Words that take different stands on one question, each by a voice that uses no other, in reports apart."""
    by_stand: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for g in given:
        stand = _stands().get(g.value.key)
        named = any(stem(word) in _stands() for word in fold(g.value.text).split())  # "chanted" names no protest
        if stand is not None and named and bearing.holds(g):
            by_stand[stand].append(g)
    found: list[Disagreement] = []
    for axis in sorted({axis for axis, _ in by_stand}):
        own = {stand: {g.account.chain for g in members} for stand, members in by_stand.items() if stand[0] == axis}
        alone = [s for s in sorted(own) if own[s] - {chain for other in own if other != s for chain in own[other]}]
        most = max((len(own[s]) for s in alone), default=0)
        alone = [s for s in alone if len(own[s]) * 10 >= most]
        reports = {g.account.report for s in alone for g in by_stand[s]}
        if len(alone) > 1 and len(reports) > 1:
            sides = sides_of(by_stand[s] for s in alone)
            found.append(make_disagreement(incident, "called", "conflict", sides, 0.4, f"words that take different stands ({axis})"))
    return found
