"""Whether it happened at all, and claims that somebody denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from accordingto.model.record import Disagreement, ValueAspect
from accordingto.resolving.accounts import View
from accordingto.resolving.profiles import Profile
from accordingto.resolving.sides import Given, make_disagreement, sides_of

_MANY_TELLERS = 8  # reports that tell of what one alone denies


def told_and_denied(incident: str, given: Sequence[Given], dated: bool) -> list[Disagreement]:
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


def claims_denied(
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
