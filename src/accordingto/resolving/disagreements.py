"""Where the accounts of one incident part, aspect by aspect, and in what way.

Relations: *conflict* (both cannot be), *update* (a toll that rose with time of publication), *scope* (they count or place
different things), *compatible* (one number could be both), *undecided*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from accordingto.model.record import Account, Actor, Disagreement, RecordVoice, ValueAspect
from accordingto.resolving.accounts import COUNTS, View
from accordingto.resolving.bearing import Bearing
from accordingto.resolving.called import called_apart
from accordingto.resolving.days_places import days_apart, places_apart
from accordingto.resolving.doers import doers_apart, hands_denied
from accordingto.resolving.elsewhere import Elsewhere
from accordingto.resolving.facts import told_day
from accordingto.resolving.happened import claims_denied, told_and_denied
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.profiles import Profile
from accordingto.resolving.sides import Given
from accordingto.resolving.tolls import numbers_of

_OF_ATTACKS = frozenset({"strikes", "targets"})


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
    elsewhere = Elsewhere(profile, given.get("where", []), views)
    found: list[Disagreement] = []
    for aspect in (*COUNTS, "weight", "votes", "percent", "other"):
        if aspect in _OF_ATTACKS and profile.top(profile.types) == "COERCE":
            continue  # what is found on people who are held was used on nobody
        found += numbers_of(incident, aspect, given.get(aspect, []), views, bearing, elsewhere, plural, told_day(profile) is not None)  # type: ignore[call-overload, arg-type]
    if profile.family not in SPEECH:
        found += days_apart(incident, given.get("when", []), views, bearing, plural or profile.top(profile.types) == "PROTEST")
    sites = any(g.value.quantity is not None and (g.value.quantity.low or 0) > 1 for g in given.get("targets", []))
    found += places_apart(incident, given.get("where", []), views, bearing, plural or sites)
    if profile.family == "force":
        found += doers_apart(incident, given.get("who", []), given.get("to_whom", []), views, actors, bearing)
        found += hands_denied(incident, given.get("who", []), accounts, views, actors, voices, bearing)
    if profile.family not in SPEECH:
        found += told_and_denied(incident, given.get("whether", []), views, told_day(profile) is not None)
    found += claims_denied(incident, given.get("claim", []), profile, views, {d.aspect for d in found})
    found += called_apart(incident, given.get("called", []), accounts, views, bearing, told_day(profile) is not None)
    once = {d.id: d for d in reversed(found)}  # two open numbers that leave room for each other are one finding
    return tuple(sorted(once.values(), key=lambda d: (-d.contested, d.id)))
