"""The word lists of ``data/``, loaded once, in the shape the rules ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from accordingto.data import forms, rows, table
from accordingto.model.reading import Stance


@dataclass(frozen=True, slots=True)
class CueSense:
    """One way a lemma reports what is said.

    Attributes:
        stance: the stance it gives by itself.
        frame: where its content stands: "clause", "object", "prep" or "tell".
        act: "speech", "attitude" or "knowledge".
    """

    stance: Stance
    frame: str
    act: str


@dataclass(frozen=True, slots=True)
class EventSense:
    """What a lemma says is done: PLOVER type and mode; weak ones need the engine's or the sentence's support."""

    type: str
    mode: str
    weak: bool


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """A list of a TOML file, as a set."""
    found: Any = table(name)
    for key in path:
        found = found[key]
    return frozenset(cast("list[str]", found))


@cache
def weekdays() -> frozenset[str]:
    """The days of the week, in small letters."""
    return frozenset(table("times")["weekdays"].split())


@lru_cache(maxsize=1)
def verb_cues() -> dict[str, tuple[CueSense, ...]]:
    """Cue lemma, with its particle or preposition if it has one, to its senses, in the order of the file."""
    found: dict[str, list[CueSense]] = {}
    for group in table("cues")["verb"]:
        sense = CueSense(group["stance"], group["frame"], group["act"])
        for lemma in group["lemmas"]:
            found.setdefault(lemma, []).append(sense)
    return {lemma: tuple(dict.fromkeys(senses)) for lemma, senses in found.items()}


@lru_cache(maxsize=2)
def plain_cues(kind: str) -> dict[str, Stance]:
    """Cue nouns (kind "noun") or adjectives (kind "adjective") to their stance."""
    found: dict[str, Stance] = {}
    for group in table("cues")[kind]:
        for lemma in group["lemmas"]:
            found.setdefault(lemma, group["stance"])
    return found


@lru_cache(maxsize=1)
def multiword_cues() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word of the cue lemmas of several words, to their further words, longest first."""
    return _by_first(lemma for lemma in verb_cues() if " " in lemma)


@lru_cache(maxsize=2)
def event_senses(kind: str) -> dict[str, tuple[EventSense, ...]]:
    """Event lemma (kind "verbs" or "nouns"; weak ones are verbs) to its senses, firm ones first."""
    found: dict[str, list[EventSense]] = {}
    for root, modes in table("events").items():
        if not root.isupper():
            continue
        for mode, lists in modes.items():
            plain = "" if mode == "-" else mode
            for lemma in lists.get(kind, ()):
                found.setdefault(lemma, []).insert(0, EventSense(root, plain, False))
            for lemma in lists.get("weak", ()) if kind == "verbs" else ():
                found.setdefault(lemma, []).append(EventSense(root, plain, True))
    for lemma in words("events", "hazard", "nouns") if kind == "nouns" else ():
        found.setdefault(lemma, []).append(EventSense("ASSAULT", "", False))
    return {lemma: tuple(sorted(senses, key=lambda s: (s.weak, not s.mode))) for lemma, senses in found.items()}


def plain_event(lemma: str, kind: str = "always") -> str:
    """The plain word for what a rarer lemma names, "always" or "by_company" of the words around it."""
    return str(table("events")["plain"][kind].get(lemma, lemma))


@lru_cache(maxsize=2)
def multiword_events(kind: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word (verbs) or last word (nouns) of event lemmas of several words, to their other words, longest first."""
    lemmas = (lemma for lemma in event_senses(kind) if " " in lemma)
    return _by_first(lemmas) if kind == "verbs" else _by_last(lemmas)


def _by_first(lemmas: Any) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for lemma in lemmas:
        first, *rest = lemma.split()
        found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in found.items()}


def _by_last(lemmas: Any) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for lemma in lemmas:
        *rest, last = lemma.split()
        found.setdefault(last, []).append(tuple(rest))
    return {last: tuple(sorted(rests, key=len, reverse=True)) for last, rests in found.items()}


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """Lower-case names, demonyms and capitals of states to their ISO 3166 code."""
    found: dict[str, str] = {}
    for code, *cells in rows("states"):
        for cell in cells:
            for form in forms(cell):
                found.setdefault(form.lower(), code)
    return found
