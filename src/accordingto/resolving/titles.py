"""Short neutral titles: what, of whom or by whom, where, when. No word of a title is taken from one account's own colouring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from accordingto.data import table, words
from accordingto.model.record import Actor, Place
from accordingto.resolving.folding import fold
from accordingto.resolving.labels import any_label, group, is_mishap, label_of, single
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.places import Spot
from accordingto.resolving.profiles import DEED, KILL, Profile

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def what(profile: Profile) -> str:
    """The neutral word for what was done."""
    return _shown(label_of(profile, bool(done_to(profile))), profile)


def _shown(label: str, profile: Profile) -> str:
    """One form of a label; several for a series; of one dead only one death."""
    one, _, several = label.partition("|")
    if one == "Deaths" and {q for q in profile.figures.get("killed", ()) if q != (1.0, 1.0)} == set() and profile.figures.get("killed"):
        return "Death"
    return several if profile.plural else one


def done_to(profile: Profile) -> set[str]:
    """The people whose killing a happening is: named themselves, not only meant, in one in so many of its mentions, or told by all that
    it is told by. Of many dead the few who are named are only some; and a title that names somebody who lives is the worst of errors."""
    toll = max((p[0] or p[1] or 0.0 for p in profile.figures.get("killed", ())), default=0.0)
    least = len(profile.events) / (_SEVERAL if toll > _MANY * len(profile.victims) else _OFTEN)
    most = max((profile.by_name.get(v, 0) for v in profile.victims), default=0)
    if most < max(1.0, least):
        return set()
    return {v for v in profile.victims if profile.by_name.get(v, 0) * _BESIDE >= most}


def _was_killed(profile: Profile) -> bool:
    """Whether enough mentions say that somebody killed; else, and in a crash or a flood, all that is told is that a person died."""
    did = sum(n for lemma, n in profile.lemmas.items() if set(lemma.split()) & (DEED | KILL) - _DIED)
    return not is_mishap(profile) and did * _SEVERAL >= sum(n for lemma, n in profile.lemmas.items() if lemma in _DIED) and did > 0


def place_of(profile: Profile) -> Place | None:
    """The finest place among those given at least a quarter as often as the most frequent one."""
    if not profile.spots:
        return None
    most = max(profile.spot_votes.values(), default=1)
    told = [s for s in profile.spots.values() if profile.spot_votes.get(s.key, 0) * 4 >= most]
    spot: Spot = max(told, key=lambda s: (min(s.rank, 4) if s.rank else 1.5, profile.spot_votes.get(s.key, 0), s.rank, s.key))
    return spot.place


def title_of(profile: Profile, actors: Mapping[str, Actor], place: Place | None, value: str | None) -> str:
    """The title of an incident. Who did a violent deed is contested and stays out of it; who spoke is what an act of speech is."""
    head = what(profile)
    people = _apart(sorted(a.name for v in done_to(profile) if (a := actors.get(v)) and a.kind == "person"))
    if people and head.startswith(("Killing", "Death")):
        head = f"{'Killing' if _was_killed(profile) else 'Death'} of {' and '.join(people[:2])}"
    else:
        told = _done_to(head, profile, actors, place)
        by = profile.family in SPEECH or profile.family in ("sanction", "aid")
        head = _spoken(head, profile, actors) if told == head and by and not _is_in(head, _OF_SOMEBODY) else told
    shown = [place.name] if place and profile.family not in _WORDS_ONLY else []
    parts = [head, *shown, shown_date(value)]
    title = ", ".join(p for p in parts if p)
    if title != head or any(link in head for link in _JOINED):
        return title
    return f"{head}, {'speaker' if profile.family in SPEECH else 'place'} and day not given"


_WORDS_ONLY = frozenset({"accuse", "ask", "support"})  # the places of these are mostly those they speak of


def _spoken(head: str, profile: Profile, actors: Mapping[str, Actor]) -> str:
    """Who spoke, failing that to or about whom."""
    doers = _apart(sorted(_names(profile.agents, actors), key=lambda name: (-_told(name, profile), name)))
    unnamed = Counter({noun: n for noun, n in profile.doers.items() if noun in _speakers()})
    topic = _topic(profile)
    if doers:
        return f"{head} by {' and '.join(doers[:2])}{topic}"
    if unnamed:
        return f"{head} by {min(unnamed, key=lambda k: (-unnamed[k], k))}{topic}"
    others = sorted(_names(profile.recipients | profile.named, actors))
    return head + topic if topic else f"{head} concerning {others[0]}" if others else head


def _apart(names: Sequence[str]) -> list[str]:
    """Names without those that only say another of them with more or fewer words: nobody is named twice in one title."""
    words = [set(fold(name).split()) for name in names]
    return [n for k, n in enumerate(names) if not any(words[k] <= w if j < k else words[k] < w for j, w in enumerate(words) if j != k)]


def _told(name: str, profile: Profile) -> int:
    """How often one of the words of a name stands for who did it."""
    return max((profile.doers.get(word, 0) for word in fold(name).split()), default=0)


def _topic(profile: Profile) -> str:
    """The plain word for what an act of speech speaks of ("about strike"), the most frequent one; "" where none has a plain word."""
    if profile.family not in _WORDS_ONLY:
        return ""
    told: Counter[str] = Counter()
    for lemma, n in profile.topics.items():
        label = any_label(lemma)
        if label:
            told[table("labels")["undone"].get(label, label)] += n
    told = Counter({label: n for label, n in told.items() if n * _SEVERAL >= len(profile.events)})
    if not told:
        return ""
    best = min(told, key=lambda k: (single(k) in group("broad"), single(k) in group("harm"), -told[k], k))
    return f" about {best.partition('|')[0].lower()}"


def _done_to(head: str, profile: Profile, actors: Mapping[str, Actor], place: Place | None) -> str:
    """What it was done to, in a plain noun; of arrests, releases and resignations the person."""
    link = _link(head)
    those = profile.agents if head in _BY_ONESELF else profile.named
    sure = those if head in _BY_ONESELF else {a for a in those if profile.by_name.get(a, 0) * _SEVERAL >= len(profile.events)}
    people = [actors[a].name for a in sure if a in actors and actors[a].kind == "person"]
    if link in _OF_PEOPLE and people and profile.family != "force":
        return f"{head} {link} {' and '.join(sorted(people)[:2])}"
    moving = head.startswith("Deployment")
    there = set(fold(place.name).split()) if place else set()
    only_things = _is_in(head, _OF_THINGS) or link in ("at", "to")
    fitting = _MOVING if moving else _nouns("things") if only_things else _nouns("things") | _nouns("people")
    if _is_in(head, ("Suspension", "Cancellation", "Postponement")):
        fitting |= words("labels", "going_on")
    told = {noun: n for noun, n in profile.objects.items() if noun in fitting and noun not in there}
    mentions = len(profile.events)
    nouns = Counter({noun: n for noun, n in told.items() if n * _RARE >= mentions and (n > 1 or mentions <= _SEVERAL)})
    if link and nouns:
        noun = min(nouns, key=lambda k: (-nouns[k], k))
        return f"{'Death' if head == 'Deaths' and f'{noun}s' in fitting else head} {link} {noun}"
    return head


def _link(head: str) -> str:
    """The word that joins a label to whom or what it was done to, "" where it names none."""
    return next((word for word, labels in table("labels")["links"].items() if _is_in(head, labels)), "")


def _is_in(head: str, labels: Sequence[str]) -> bool:
    """Whether a label, in one form or in several, is among labels in the singular."""
    return any(head in (one, f"{one}s") for one in labels)


_MOVING = words("labels", "movers")
_OF_PEOPLE = ("of", "against", "for")
_OF_SOMEBODY = tuple(table("labels")["of_somebody"])
_OF_THINGS = tuple(table("labels")["of_things"])
_BY_ONESELF = frozenset({"Resignation", "Resignations"})
_DIED = frozenset({"die", "death", "dead"})
_MANY = 2  # dead for each one named, from which those named are only some of them
_BESIDE = 4  # who is named less than once in so many times as the first of the victims is not one of them for sure
_OFTEN = 8  # what fewer than one in so many mentions name is not what a happening is known by
_SEVERAL = 3  # what fewer than one in so many mentions of an act of speech speak of is not what it is about
_RARE = 5  # what fewer than one in so many mentions name is left out
_JOINED = (" by ", " of ", " on ", " at ", " to ", " against ", " for ", " concerning ", " about ")


@cache
def _speakers() -> frozenset[str]:
    """Plain nouns for who speaks: bodies and offices."""
    sources = table("titles")["sources"]
    return frozenset({*sources["organisation"], *_nouns("people")}) - {"regime", "gang", "cartel", "junta", "faction", "outfit", "side"}


@cache
def _nouns(sort: str) -> frozenset[str]:
    return words("labels", sort)


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
