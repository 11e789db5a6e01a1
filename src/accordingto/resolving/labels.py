"""The plain word for what was done: each mention of an incident votes with its lemma, whose sense its arguments settle."""

from __future__ import annotations

from collections import Counter
from functools import cache

from accordingto.data import table, words
from accordingto.resolving.folding import fold
from accordingto.resolving.profiles import Profile

_FAINT = 4  # a word used less than once in so many times as the most frequent one names nothing
_BESIDE_HARM = 8  # what did a harm may be told so much less often than the harm and still name the happening
_MINOR = 3  # a type that fewer than one in so many mentions of the most frequent one have says nothing
_PARTED = 3  # where a second way of attacking is told at least once in so many times as the first, accounts part on the way
_FIRED = frozenset({"heavy-weapons", "firearms", "crowd-control", "aerial", "drone", "explosives"})  # what is fired is no fire
_ARMED = frozenset({"heavy-weapons", "aerial", "drone", "explosives"})
_BY_ARGUMENTS = frozenset({"strike", "hit", "target", "ram", "storm", "bomb", "bombing", "seize", "capture", "take"})


@cache
def _roots() -> dict[str, dict[str, str]]:
    """Type to folded lemma to label."""
    found: dict[str, dict[str, str]] = {}
    for root, labels in table("labels").items():
        if root.isupper():
            found[root] = {fold(w.replace("_", " ")): label for label, told in reversed(labels.items()) for w in told.split()}
    return found


@cache
def any_label(lemma: str) -> str:
    """The label of a lemma whatever the type of its event; "" where it has none."""
    return next((labels[lemma] for labels in _roots().values() if lemma in labels), "")


@cache
def group(name: str) -> frozenset[str]:
    """One group of labels, in the singular."""
    return frozenset(table("labels")["groups"][name])


@cache
def _class(name: str) -> frozenset[str]:
    """A class of nouns of events.toml, with its plurals."""
    nouns = table("events")["classes"][name]
    return frozenset(form for noun in nouns for form in (noun, f"{noun}s", f"{noun[:-1]}ies"))


def single(label: str) -> str:
    """ "Clash|Clashes" to "Clash"."""
    return label.partition("|")[0]


def label_of(profile: Profile, names_victim: bool) -> str:
    """One form and several, as in "Clash|Clashes".

    Args:
        names_victim: whether the title is to say whose death it was.

    What did a harm goes before the harm, unless the title is to name a victim, a plain word before a broad one. Who is told of by
    nobody did nothing: where no account names a doer, nothing says that somebody killed; and where accounts part on the way somebody
    was attacked in, or on whether it was an attack, no way is named.
    """
    return _settled(profile, _voted(profile), names_victim)


def _voted(profile: Profile) -> Counter[str]:
    most = max(profile.types.values(), default=0)
    roots = sorted((r for r, n in profile.types.items() if n * _MINOR >= most), key=lambda r: (-profile.types[r], r))
    votes: Counter[str] = Counter()
    for lemma, n in profile.lemmas.items():
        label = next((_roots()[r][lemma] for r in roots if lemma in _roots().get(r, {})), "")
        label = _by_arguments(lemma, label, profile) if lemma in _BY_ARGUMENTS else label
        if label.startswith("Shooting") and _is_mostly(profile, "crowd-control", "firearms"):
            label = table("labels")["modes"]["crowd-control"]
        if not label and profile.family not in ("force", "moves") and roots:
            label = table("labels")["types"][roots[0]]
        if label:
            votes[label] += n
    return votes


def is_mishap(profile: Profile) -> bool:
    """Whether it is told as what nobody need have done, a crash or a flood, at least as often as it is called an attack."""
    labels = Counter({lemma: n for lemma, n in profile.lemmas.items() if single(any_label(lemma)) in group("mishaps") | group("nature")})
    return labels.total() > sum(
        n for lemma, n in profile.lemmas.items() if single(any_label(lemma)) == "Attack" and lemma not in _BY_ARGUMENTS
    )


def _by_arguments(lemma: str, label: str, profile: Profile) -> str:
    """The sense of a word that many things do: a ferry that hits a tree, jets that hit a convoy, a man who hits a policeman."""
    those = {*profile.doers, *profile.objects}
    if lemma == "storm":
        return "Storming|Stormings" if profile.spoken or profile.objects or "attack" in profile.lemmas else "Storm|Storms"
    if label.startswith("Work stoppage"):
        return label
    if label.startswith("Seizure"):
        only_people = set(profile.objects) & words("labels", "people") and not set(profile.objects) & words("labels", "things")
        return "Detention|Detentions" if only_people else label
    if lemma in ("bomb", "bombing"):
        return "Airstrike|Airstrikes" if _is_mostly(profile, "aerial", "explosives") else label
    doers = set(profile.doers)
    armed = bool(_ARMED & set(profile.modes)) or bool(doers & (_class("projectiles") | _class("arms")))
    craft = (_class("craft") | _class("vehicles")) - _class("arms")
    if not armed and (is_mishap(profile) or doers & (craft | words("labels", "drivers"))):
        return label if lemma == "ram" and profile.agents else "Collision|Collisions"
    if lemma == "ram":
        return label
    if armed or (lemma == "strike" and profile.agents and not those & craft):
        return "Strike|Strikes"
    known = _class("attackers") | _class("forces") | _class("fighters") | _class("authorities")
    return "Attack|Attacks" if profile.agents or doers & known else ""


def _is_mostly(profile: Profile, mode: str, other: str) -> bool:
    """Whether a mode is told, and the other no oftener."""
    return profile.modes.get(mode, 0) > 0 and profile.modes[mode] >= profile.modes.get(other, 0)


def _settled(profile: Profile, votes: Counter[str], names_victim: bool) -> str:
    fired = sum(profile.modes.get(mode, 0) for mode in _FIRED)
    votes = Counter({label: n for label, n in votes.items() if single(label) != "Fire" or n > fired})
    told = {single(label): n for label, n in votes.items()}
    attacked = told.get("Attack", 0)
    votes = Counter({label: n for label, n in votes.items() if not (single(label) in group("mishaps") and n < attacked)})
    deeds = Counter({label: n for label, n in votes.items() if single(label) not in group("harm")})
    harm = max((n for label, n in votes.items() if single(label) in group("harm")), default=0)
    if not names_victim and profile.family == "force" and max(deeds.values(), default=0) * _BESIDE_HARM >= harm and (deeds or not harm):
        votes = deeds
    most = max(votes.values(), default=0)
    telling = [label for label in votes if votes[label] * _FAINT >= most]
    if not telling:
        return _plain(profile)
    if all(single(label) in group("harm") for label in telling):
        telling = [label for label in telling if single(label) in ("Killing", "Deaths")] or telling
    best = min(telling, key=lambda label: (single(label) in group("broad"), -votes[label], label))
    best = _without_way(profile, votes, best)
    if not profile.agents:
        best = table("labels")["undone"].get(best, best)
    doers = set(profile.doers)
    if single(best) == "Arrest" and doers & words("labels", "no_authorities") and not doers & _class("authorities"):
        return "Detention|Detentions"  # who is no authority arrests nobody
    return best


def _without_way(profile: Profile, votes: Counter[str], best: str) -> str:
    """The label, or a wider one where accounts part on how somebody was attacked."""
    ways = table("labels")["groups"]["ways"]
    counts = sorted((sum(n for label, n in votes.items() if single(label) in way) for way in ways), reverse=True)
    if not any(single(best) in way for way in ways) or counts[1] * _PARTED < counts[0]:
        return best
    used = {single(label) for label, n in votes.items() if any(single(label) in way for way in ways) and n * _FAINT >= counts[0]}
    if used <= group("blasts"):
        return "Explosion|Explosions" if not profile.agents else "Attack|Attacks"
    return "Attack|Attacks" if profile.spoken else best


def _plain(profile: Profile) -> str:
    """By mode or type, where no lemma has a label. What nobody is said to have done is no attack, but what it did."""
    labels = table("labels")
    found = labels["modes"].get(profile.top(profile.modes))
    kind = profile.top(profile.types)
    if found is None and kind == "ASSAULT" and not profile.spoken:
        for aspect, label in (("killed", "Deaths|Deaths"), ("injured", "Injuries|Injuries"), ("missing", "People missing|People missing")):
            if profile.figures.get(aspect):
                return label
        return "Incident|Incidents"
    return str(found or labels["types"].get(kind, "Event|Events"))
