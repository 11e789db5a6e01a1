"""How likely two profiles tell of one happening, with the reasons."""

from __future__ import annotations

import math
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from accordingto.data import table, words
from accordingto.model.intervals import Quantity
from accordingto.resolving.places import Spot, apart, nested
from accordingto.resolving.profiles import Profile

_GUESSED = 0.6  # what a day of speaking counts that is taken from elsewhere in the report
_HARM = frozenset({"kill"})  # the sort of happening that goes with any other
_MISHAPS, _DOINGS = words("incidents", "mishaps"), words("incidents", "doings")
_MEANT = frozenset({"attack", "assault"})
_STALE = 31  # days before its report from which a date is not that of its news
LEARNT = "by learnt weights: "
SPEECH = frozenset({"accuse", "ask", "talk", "support"})


@dataclass(frozen=True, slots=True)
class Likeness:
    """A probability and what made it: (weight name, value of the feature); ``barred`` names what forbids joining;
    ``total`` is in log-odds, and so are the values if ``learnt``, for which weights of another table were multiplied in already."""

    probability: float
    parts: tuple[tuple[str, float], ...]
    barred: str = ""
    total: float = -30.0
    learnt: bool = False

    def plus(self, name: str, value: float) -> Likeness:
        """The same with one more reason."""
        if not value or self.barred:
            return self
        total = self.total + weights()[name] * value
        return Likeness(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), (*self.parts, (name, value)), self.barred, total)

    def words(self) -> str:
        """One line for people."""
        added = self.parts if self.learnt else [(name, weights()[name] * value) for name, value in self.parts]
        scored = sorted(((name, value) for name, value in added if value), key=lambda p: (-abs(p[1]), p[0]))
        said = ", ".join(f"{name.replace('_', ' ')} {value:+.1f}" for name, value in scored)
        return (f"barred: {self.barred}; " if self.barred else LEARNT if self.learnt else "") + (said or "nothing shared")


@cache
def weights(book: str = "incidents") -> dict[str, float]:
    """The weights of ``incidents.toml``, or of another table."""
    return {name: float(value) for name, value in table(book)["weights"].items()}


@cache
def threshold(name: str) -> float:
    """A threshold of ``incidents.toml``."""
    return float(table("incidents")["thresholds"][name])


def likeness(a: Profile, b: Profile, *, same_report: bool = False, states: Set[str] = frozenset()) -> Likeness:
    """Compare two profiles.

    Args:
        same_report: both are read from one report.
        states: actor ids of states, which are weak evidence in a crisis between states.
    """
    if a.family != b.family:
        return Likeness(0.0, (), "different kinds of event")
    parts, barred = compare_profiles(a, b, same_report=same_report, states=states)
    weight = weights()
    total = weight["bias"]
    for name, value in parts.items():
        total += weight[name] * value
    probability = 0.0 if barred else 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
    return Likeness(probability, tuple(parts.items()), barred, total)


def compare_profiles(a: Profile, b: Profile, *, same_report: bool = False, states: Set[str] = frozenset()) -> tuple[dict[str, float], str]:
    """What two profiles share and where they differ, by the names of the weights; and what bars them from being one, or ""."""
    parts: dict[str, float] = {}
    barred = _answers(a, b) or _types(a, b, parts) or _times(a, b, parts) or _places(a, b, parts)
    barred = barred or _people(a, b, parts, states, same_report)
    if a.figures and b.figures:
        _figures(a, b, parts)
    alike = _cosine(a.words, b.words)
    if same_report or a.reports != b.reports:  # tellings of one report were compared within it
        parts["shared_words"] = alike
    if a.plural != b.plural and not same_report:
        parts["series_single"] = 1.0
    if a.historical != b.historical:
        parts["historical_mix"] = 1.0
    if a.asserted != b.asserted:
        parts["denied_mix"] = 1.0
    if same_report:
        parts["same_report"] = 1.0
        if a.anaphoric or b.anaphoric:
            parts["anaphoric"] = 1.0
    elif a.published and b.published:
        first, last, other, latest = min(a.published), max(a.published), min(b.published), max(b.published)
        gap = min(abs(first - other), abs(first - latest), abs(last - other), abs(last - latest))
        parts["published_near" if gap <= 3 else "published_far"] = 1.0 if gap <= 14 else 2.0
    return parts, barred


def framed_apart(mine: Profile, whole: Profile) -> bool:
    """Whether the sentences of a telling without a day, or without a place, name only other days or places than a happening has."""
    if not mine.said and not mine.beside:
        return False
    if mine.said and not mine.days and not mine.coarse:
        days = whole.days + whole.coarse
        if days and not any(a[0] - 1 <= b[1] and b[0] - 1 <= a[1] for a in mine.said for b in days):
            return True
        if not days and whole.published and all(max(a[1], a[0]) < min(whole.published) - _STALE for a in mine.said):
            return True
    if mine.spots or not mine.beside or not any(s.rank for s in whole.spots.values()):
        return False
    pairs = [(s, t) for s in mine.beside.values() for t in whole.spots.values() if t.rank]
    return not any(s.key == t.key or nested(s, t) or not apart(s, t) for s, t in pairs)


def two_of_report(a: Profile, b: Profile) -> bool:
    """Whether two tellings of one report are of two happenings by its own words: other days, or places that cannot be one."""
    if a.family in SPEECH:
        return False
    parts: dict[str, float] = {}
    barred = _times(a, b, parts) or _places(a, b, parts)
    return bool(barred) or "places_apart" in parts or "coarse_apart" in parts


def _answers(a: Profile, b: Profile) -> str:
    told_apart = (a.apart and not a.apart.isdisjoint(b.events)) or (b.apart and not b.apart.isdisjoint(a.events))
    return "one answers the other" if told_apart else ""


def _types(a: Profile, b: Profile, parts: dict[str, float]) -> str:
    shared = not a.types.keys().isdisjoint(b.types)
    parts["same_type" if shared else "other_type"] = 1.0
    if not a.modes.keys().isdisjoint(b.modes):
        parts["same_mode"] = 1.0
    mine, theirs = a.seen, b.seen
    if not a.lemmas.keys().isdisjoint(b.lemmas):
        parts["same_lemma"] = 1.0
    elif not mine.classes.isdisjoint(theirs.classes):
        parts["same_class"] = 1.0
    elif (mine.only_harm and theirs.tells_deed) or (theirs.only_harm and mine.tells_deed):
        parts["harm_of_deed"] = 1.0
    elif mine.classes and theirs.classes:
        parts["other_sort"] = 1.0
    sorts = _sort_of(mine.classes), _sort_of(theirs.classes)
    if (sorts == ("mishap", "doing") and not _is_meant(a)) or (sorts == ("doing", "mishap") and not _is_meant(b)):
        return "a mishap is no clash, strike, protest or arrest"
    if not shared and ("same_lemma" in parts or "same_class" in parts):
        parts["one_sort"] = 1.0
    return ""


def _is_meant(profile: Profile) -> bool:
    """Whether a telling of what nobody need have done, as of a crash, calls it an attack as well."""
    return not profile.lemmas.keys().isdisjoint(_MEANT)


@cache
def _sort_of(classes: frozenset[str]) -> str:
    """Whether sorts of happening are all mishaps, or all things that somebody does."""
    deeds = classes - _HARM
    return "" if not deeds else "mishap" if deeds <= _MISHAPS else "doing" if deeds <= _DOINGS else ""


def _times(a: Profile, b: Profile, parts: dict[str, float]) -> str:
    x, y = a.seen.day, b.seen.day
    if x and y:
        if x[0] <= y[1] and y[0] <= x[1]:
            parts["same_day"] = _GUESSED if a.family in SPEECH and (a.inferred or b.inferred) else 1.0
        elif max(x[0], y[0]) - min(x[1], y[1]) <= 1:
            parts["days_touch"] = 1.0
        else:
            parts["days_apart"] = 1.0
            return "explicit days lie apart"
        return ""
    for day, coarse, other in ((x, b.coarse, b), (y, a.coarse, a)):
        if day and other.asserted and max(other.published, default=day[0]) < day[0] - 1:  # clocks differ by a day
            return "told before that day"
        if day and coarse:
            holds = any(c[0] <= day[1] and day[0] <= c[1] for c in coarse)
            parts["coarse_holds" if holds else "coarse_apart"] = 1.0
            if not holds and not other.plural:
                return "explicit times lie apart"
    if not x and not y and a.coarse and b.coarse:
        meet = any(c[0] <= d[1] and d[0] <= c[1] for c in a.coarse for d in b.coarse)
        parts["coarse_holds" if meet else "coarse_apart"] = 1.0
    return ""


def _places(a: Profile, b: Profile, parts: dict[str, float]) -> str:
    if not a.spots or not b.spots:
        if framed_apart(a, b) or framed_apart(b, a):
            parts["framed_apart"] = 1.0
        return ""
    shared = a.spots.keys() & b.spots.keys()
    if shared:
        best = max(a.spots[k].rank for k in shared)
        unlisted = any(k.startswith("name:") and a.spots[k].rank == 0 and a.spots[k].place.reason == "not in the gazetteer" for k in shared)
        parts["same_site" if best == 5 else "same_city" if best in (3, 4) or unlisted else "same_wide"] = 1.0
        return ""
    if all(s.rank == 0 for s in (*a.spots.values(), *b.spots.values())):
        words_a, words_b = ({w for s in x.spots.values() for w in s.key.split(":", 1)[-1].split()} for x in (a, b))
        parts["nested_place" if words_a & words_b else "other_place"] = 1.0  # names that no list holds
        return ""
    if any(nested(s, t) for s in a.spots.values() for t in b.spots.values()):
        parts["nested_place"] = 1.0
        return ""
    best_a, best_b = _finest(a), _finest(b)
    if apart(best_a, best_b):
        parts["places_apart"] = 1.0
    return ""


def _finest(profile: Profile) -> Spot:
    return max(profile.spots.values(), key=lambda s: (s.rank, s.key))


def _people(a: Profile, b: Profile, parts: dict[str, float], states: Set[str], same_report: bool) -> str:
    if a.named and b.named:
        if a.named & b.named:
            parts["same_named"] = 1.0
        else:
            parts["other_named"] = 1.0
    if a.agents and b.agents:
        if a.agents & b.agents:
            parts["same_agent"] = 1.0 if (a.agents & b.agents) - states or a.family in SPEECH else 0.6
        elif not (same_report and a.family in SPEECH and (a.agents <= a.loose or b.agents <= b.loose)):
            parts["other_agent"] = 1.0
            if a.family in SPEECH:
                return "different speakers"
    elif a.family in SPEECH and a.speakers and b.speakers and not a.speakers & b.speakers:
        return "different speakers"
    elif a.family in SPEECH and a.doers and b.doers and not a.doers.keys() & b.doers.keys():
        parts["other_doer"] = 2.5 if a.speakers == b.speakers == {"body"} else 1.0
    elif a.family in SPEECH and not same_report and a.spoken and b.spoken and not a.doers.keys() & b.doers.keys():
        parts["no_speaker"] = 1.0
    if a.family in SPEECH and not same_report and (a.pointing or b.pointing):
        return "its words point back within its report"
    others = a.recipients & b.recipients
    if others:
        parts["same_recipient" if others - states else "same_state_recipient"] = 1.0
    if a.heads & b.heads:
        parts["same_head"] = 1.0
    return ""


def _figures(a: Profile, b: Profile, parts: dict[str, float]) -> None:
    for aspect in a.figures.keys() & b.figures.keys():
        exact = a.figures[aspect] & b.figures[aspect]
        if exact:
            parts["same_figure"] = 1.0
        elif any(Quantity(*x).overlaps(Quantity(*y)) for x in a.figures[aspect] for y in b.figures[aspect]):
            parts["figure_overlap"] = 1.0
        else:
            parts["figure_apart"] = 1.0


def _cosine(a: set[str], b: set[str]) -> float:
    shared = len(a & b)
    return shared / math.sqrt(len(a) * len(b)) if shared else 0.0
