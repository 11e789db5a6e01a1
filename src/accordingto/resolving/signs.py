"""What tellings of two reports have in common, as the learnt weights of ``joins.toml`` take it.

More than ``likeness`` looks at: who leads its report, how long before a report the day of the other lies, whether one is only harm
or has no word for its sort, whether those it was done to differ. All are numbers from 0 to 1, most of them 0 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Set

from accordingto.resolving.focus import one_sort, suits, tolls_fit
from accordingto.resolving.likeness import SPEECH, compare_profiles, weights
from accordingto.resolving.profiles import Profile, stem

Signs = dict[str, float]

_LIKE_LOW, _LIKE_HIGH = -8.0, 4.0  # log-odds between which the hand-set likeness counts
_WORDS = 8  # words of two sentences in common from which more make no difference
_MENTIONS = 8.0
_DAYS = 5
_HARMED = frozenset({"killed", "injured"})
_APART = ("places_apart", "other_place", "coarse_apart", "framed_apart")  # other places or other times, as far as the words tell
# What counts otherwise for deeds, harm and protests than for acts of speech.
_BY_FORCE = ("lead_both", "dated_both", "dated_one", "dated_none", "suits", "words_share", "same_day", "same_lemma", "same_class",
             "shared_words", "object_other", "object_same")  # fmt: skip


def signs(a: Profile, b: Profile, states: Set[str]) -> Signs | None:
    """The signs of two tellings of one family and of two reports, by name; what is not there is 0. None for two that cannot be one:
    what bars any join, other places or times, or tolls of which one is many times the other."""
    parts, barred = compare_profiles(a, b, states=states)
    if barred or not parts.keys().isdisjoint(_APART) or not tolls_fit(a, b):
        return None
    weight = weights()
    total = weight["bias"] + sum(weight[name] * value for name, value in parts.items())
    found = {name: value for name, value in parts.items() if value}
    found["likeness"] = max(_LIKE_LOW, min(_LIKE_HIGH, total)) / _LIKE_HIGH
    _of_reports(a, b, found)
    _of_sorts(a, b, found)
    _of_people(a, b, found)
    _of_words(a, b, found)
    if a.family in SPEECH:
        found["speech"] = 1.0
    elif a.family == "force":
        found.update({f"force_{name}": found[name] for name in _BY_FORCE if found.get(name)})
        found["force"] = 1.0
    found["day_and_sort"] = found.get("same_day", 0.0) * float("same_lemma" in found or "same_class" in found)
    found["day_and_suits"] = found.get("same_day", 0.0) * found["suits"]
    found["suits_and_lead"] = found["suits"] * found["lead_both"]
    return found


def _of_reports(a: Profile, b: Profile, found: Signs) -> None:
    """Who leads its report, what days they give, and how far their reports and days lie apart."""
    found["lead_both"], found["lead_one"] = float(a.leads and b.leads), float(a.leads != b.leads)
    dated = bool(a.seen.day) + bool(b.seen.day)
    found["dated_both"], found["dated_one"], found["dated_none"] = float(dated == 2), float(dated == 1), float(dated == 0)
    found["placed_both"], found["placed_none"] = float(bool(a.spots and b.spots)), float(not a.spots and not b.spots)
    if a.published and b.published:
        found["reports_apart"] = min(_DAYS, abs(min(a.published) - min(b.published))) / _DAYS
    for undated, other in ((a, b), (b, a)):
        day = other.seen.day
        if day and not undated.seen.day and undated.published:
            gap = min(undated.published) - day[0]
            name = "before" if gap < 0 else "in_a_day" if gap <= 1 else "in_3_days" if gap <= 3 else "in_a_week" if gap <= 7 else "later"
            found[f"told_{name}"] = 1.0
    found["mentions"] = min(_MENTIONS, math.log2(len(a.events) + len(b.events))) / 3
    found["pointing_back"] = float(a.anaphoric or b.anaphoric)
    found["headline"], found["headline_both"] = float(a.headline or b.headline), float(a.headline and b.headline)


def _of_sorts(a: Profile, b: Profile, found: Signs) -> None:
    """Whether the sorts of happening go together."""
    found["harm_one"], found["harm_both"] = float(a.seen.only_harm != b.seen.only_harm), float(a.seen.only_harm and b.seen.only_harm)
    found["harm_with_deed"] = float((a.seen.only_harm and b.seen.tells_deed) or (b.seen.only_harm and a.seen.tells_deed))
    found["no_sort"] = float(not a.seen.classes or not b.seen.classes)
    found["suits"] = float(suits(a, b) or suits(b, a))
    found["sort_fits"] = float(one_sort(a, b))
    found["another"], found["plural"] = float(a.another or b.another), float(a.plural or b.plural)
    found["recalled_both"] = float(a.historical and b.historical)


def _of_people(a: Profile, b: Profile, found: Signs) -> None:
    """Whether it was done to the same, by the same."""
    mine, theirs = a.named | a.recipients | a.heads, b.named | b.recipients | b.heads
    same = not mine.isdisjoint(theirs)
    found["object_same"], found["object_other"] = float(same), float(bool(mine and theirs) and not same)
    harm = found["harm_one"] + found["harm_both"]
    found["harm_object_same"], found["harm_object_other"] = harm * found["object_same"], harm * found["object_other"]
    doers, others = a.doers.keys() | a.agents, b.doers.keys() | b.agents
    found["doer_same"] = float(not doers.isdisjoint(others))
    found["doer_other"] = float(bool(doers and others) and doers.isdisjoint(others))
    told = a.figures.keys() & b.figures.keys()
    found["toll_both"] = float(not told.isdisjoint(_HARMED))


def _of_words(a: Profile, b: Profile, found: Signs) -> None:
    """Words of their sentences in common; people and places of one among the words of the other."""
    shared = len(a.words & b.words)
    found["words_share"] = shared / max(1, min(len(a.words), len(b.words)))
    found["words_count"] = min(shared, _WORDS) / _WORDS
    found["object_among_words"] = (_among(a.objects, b.words) + _among(b.objects, a.words)) / 2
    found["doer_among_words"] = (_among(a.doers, b.words) + _among(b.doers, a.words)) / 2
    found["place_among_words"] = (_among(_places(a), b.words) + _among(_places(b), a.words)) / 2


def _among(phrases: Set[str] | dict[str, int], told: Set[str]) -> float:
    return float(any(stem(word) in told for phrase in phrases for word in phrase.split()))


def _places(profile: Profile) -> set[str]:
    return {key.split(":", 1)[-1] for key in (*profile.spots, *profile.beside)}
