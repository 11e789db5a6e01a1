"""The lexicon of what numbers count, and whether what a verb tells can befall what is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from accordingto.data import forms, rows, table
from accordingto.model.reading import Aspect

_T = table("figures")


def by_word(section: str) -> dict[str, Aspect]:
    """The aspect of every word that a section of the lexicon lists."""
    return {word: cast(Aspect, aspect) for aspect, listed in _T[section].items() for word in listed.split()}


def _roles() -> dict[str, Aspect]:
    """The plurals of the words for people by what they do ("teachers", "envoys"), as people."""
    found: dict[str, Aspect] = {}
    for word in table("titles")["roles"]:
        if word.isalpha() and word not in ("chair", "head", "counsel"):
            found[f"{word[:-1]}ies" if word.endswith(("cy", "ry", "ty")) else f"{word}{'es' if word[-1] == 's' else 's'}"] = "people"
    return found


VERBS = by_word("verbs")
STATES = by_word("states")
NOUNS = {**_roles(), **by_word("nouns")}
SAVED = frozenset(("rescued", "freed"))
# Before a verb of saving these say that it is not done yet.
UNDONE = frozenset(("to", "will", "would", "could", "can", "may", "might", "must", "should"))
# Aspects of nouns of people, and of nouns that count none.
PEOPLE = frozenset(("people", "troops", "protesters", "attackers"))
_NO_PEOPLE = frozenset(("vehicles", "targets", "strikes", "money", "votes", "percent"))
FIGHTERS = frozenset(_T["words"]["fighters"].split())
# What happens to people alone.
_HUMAN = frozenset(
    ("killed", "injured", "casualties", "missing", "trapped", "detained", "freed", "displaced", "rescued", "infected", "attackers")
)  # fmt: skip
_THINGS = frozenset(_T["words"]["things"].split())
_OF_PEOPLE_ONLY = tuple(_T["words"]["of_people_only"].split())
_OF_FIGHTERS_ONLY = tuple(_T["words"]["of_fighters_only"].split())
# These befall anything: a noun that is not known for people is taken for a thing.
_OF_ANYTHING = ("seiz", "sav", "releas", "evacuat")
# "Schoolgirls", "crewmen", "villagers' children" are people by what they end in.
A_PERSON = re.compile(
    r"(?:girls?|boys?|[a-z]{3}(?<!speci)men|women|children|people|folks?|workers?|members?|goers|makers?|keepers?|players?|fighters?)\Z"
)


def _peoples() -> frozenset[str]:
    """The plurals of demonyms, as printed ("Swedes", "Iraqis")."""
    return frozenset(form for _, _, _, demonyms, _ in rows("states") for form in forms(demonyms) if form.endswith("s"))


_PEOPLES = _peoples()
_A_PEOPLE = re.compile(r"[A-Z][a-z]{2,}(?:ans|ese|ites)\Z")


BY_NATURE = by_word("by_nature")
_OWN = frozenset(_T["words"]["lost_people"].split()) - {"people", "person", "lives", "men", "women", "officer", "officers", "patients"}
_CAPTIVES = frozenset((*(word for word, aspect in BY_NATURE.items() if aspect == "detained"), "inmates", "convicts"))


def sort_of(word: str) -> str:
    """What sort a counted noun is of: "captives", "own" (such as are dead if somebody lost them), "people", "things", "" if unknown."""
    low = word.lower()
    if low in _CAPTIVES:
        return "captives"
    if low in _OWN:
        return "own"
    if NOUNS.get(low) in PEOPLE or A_PERSON.search(low) or is_people(word):
        return "people"
    return "things" if low in NOUNS or low in _THINGS else ""


def is_people(word: str) -> bool:
    """Whether a word as printed names people by where they are from."""
    return word in _PEOPLES or _A_PEOPLE.match(word) is not None


@dataclass(frozen=True, slots=True)
class Thing:
    """What is counted, as far as it decides whether a verb can befall it.

    Attributes:
        noun: the aspect of its noun in the lexicon, or None.
        word: that noun.
        head: whether no other noun follows that one.
        last: the last counted word.
        healed: whether it is said behind that they leave hospital.
    """

    noun: Aspect | None
    word: str
    head: bool
    last: str
    healed: bool


def befalls(verb: str, thing: Thing) -> bool:
    """Whether a verb says of what is counted what it says of people: "seized two guns", "evacuated two schools" and "eliminated 40
    jobs" do not."""
    if thing.noun in _NO_PEOPLE and thing.head and (VERBS.get(verb) or STATES.get(verb)) in _HUMAN:
        return False
    if thing.noun == "attackers" and verb.startswith("fle"):
        return False
    if thing.healed and VERBS.get(verb) == "freed":
        return False
    if verb.startswith(_OF_PEOPLE_ONLY) and thing.noun is None:
        last = thing.last.lower()
        if not last or A_PERSON.search(last) or NOUNS.get(last) in PEOPLE or thing.last[0].isupper():
            return True  # "evacuated 40 Lorians"
        return last not in _THINGS and not verb.startswith(_OF_ANYTHING)
    if verb.startswith(_OF_PEOPLE_ONLY):
        return thing.noun in PEOPLE
    if verb.startswith(_OF_FIGHTERS_ONLY):
        killed = verb.startswith(("liquid", "neutral")) and thing.noun == "people"
        return killed or thing.noun in ("troops", "attackers") or thing.word in FIGHTERS
    return True
