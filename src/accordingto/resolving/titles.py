"""Short neutral titles: what, of whom or by whom, where, when. No word of a title is taken from one account's own colouring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache

from accordingto.data import table
from accordingto.model.record import Actor, Place
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.places import Spot
from accordingto.resolving.profiles import Profile

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def _by_lemma() -> dict[str, str]:
    lists = table("incidents")["titles"]["lemmas"]
    found: dict[str, str] = {}
    for label, lemmas in lists.items():
        for lemma in lemmas.split():
            found.setdefault(lemma.replace("_", " ").replace("-", " "), label)
    return found


def what(profile: Profile) -> str:
    """The neutral word for what was done."""
    votes: Counter[str] = Counter()
    for lemma, n in profile.lemmas.items():
        label = _by_lemma().get(lemma)
        if label:
            votes[label] += n
    kind = profile.top(profile.types)
    label = min(votes, key=lambda k: (-votes[k], k)) if votes else table("incidents")["titles"]["types"].get(kind, "Event|Events")
    single, _, several = label.partition("|")
    return several if profile.plural else single


def place_of(profile: Profile) -> Place | None:
    """The finest place among those given at least a quarter as often as the most frequent one."""
    if not profile.spots:
        return None
    most = max(profile.spot_votes.values(), default=1)
    told = [s for s in profile.spots.values() if profile.spot_votes.get(s.key, 0) * 4 >= most]
    spot: Spot = max(told, key=lambda s: (min(s.rank, 4) if s.rank else 1.5, profile.spot_votes.get(s.key, 0), s.rank, s.key))
    return spot.place


def title_of(profile: Profile, actors: Mapping[str, Actor], place: Place | None, value: str | None) -> str:
    """The title of an incident."""
    head = what(profile)
    people = sorted(_names(profile.victims, actors))
    if people and head.startswith("Killing"):
        head += " of " + " and ".join(people[:2])
    elif profile.family in SPEECH or profile.family in ("sanction", "aid"):
        doers = sorted(_names(profile.agents, actors))
        head += " by " + " and ".join(doers[:2]) if doers else ""
    parts = [head, place.name if place else "", shown_date(value)]
    return ", ".join(p for p in parts if p)


def _names(ids: set[str], actors: Mapping[str, Actor]) -> list[str]:
    return [actors[a].name for a in ids if a in actors and actors[a].kind in ("person", "organisation", "armed_group", "state")]


def shown_date(value: str | None) -> str:
    """A TIMEX3 value for people: "29 Dec 2019", "Jun 2014", "2003"."""
    if not value:
        return ""
    first, _, last = value.partition("/")
    if last:
        return f"{shown_date(first)} – {shown_date(last)}"
    parts = first[:10].split("-")
    if not all(p.isdigit() for p in parts):
        return first
    if len(parts) == 3:
        return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else parts[0]


def date_value(profile: Profile) -> str | None:
    """The TIMEX3 value of the time all dated mentions share: a day, a month, a year or a range ``a/b``; None if none
    is given. A night goes by the day it begins on."""
    if profile.day:
        return _range(profile.day[0], profile.day[0] if profile.day in profile.nights else profile.day[1])
    if profile.coarse:
        low, high = max(c[0] for c in profile.coarse), min(c[1] for c in profile.coarse)
        if low > high:
            low, high = min(profile.coarse, key=lambda c: (c[1] - c[0], c))
        return _range(low, high)
    return None


def _range(low: int, high: int) -> str:
    first, last = date.fromordinal(low), date.fromordinal(high)
    if first == last:
        return first.isoformat()
    after = date.fromordinal(high + 1) if last < date.max else last
    if first.day == 1 and after.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year:04}-{first.month:02}"
        if first.month == 1 and after.month == 1 and last.year == first.year:
            return f"{first.year:04}"
    return f"{first.isoformat()}/{last.isoformat()}"
