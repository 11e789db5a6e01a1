"""Whose word an account stands on: the words a voice is known by, and which two voices of one incident are one.

A description is what is left of a label without articles, roles and other words that tell nobody apart: "an official of the port"
and "Port official" are both {port}, "the emergency services" fits "the emergency services ministry".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from accordingto.data import table, words
from accordingto.model.record import Account, RecordVoice
from accordingto.resolving.accounts import View
from accordingto.resolving.folding import fold
from accordingto.resolving.tables import bodies, seats, state_of

# Voices that say who speaks well enough for two reports to have heard the same one.
NAMED = frozenset({"person", "office", "organisation", "state", "document", "outlet"})
_SMALL = words("incidents", "stop")
_COUNTED = re.compile(r"[\d,.]+")
_ASIDE = re.compile(r"\s*(?:[,;(–—]|\bwho\b|\bwhich\b|\bwhom\b).*$", re.DOTALL)
_BRITISH = {"defense": "defence", "labor": "labour", "center": "centre", "harbor": "harbour"}
_GOVERNING = words("incidents", "governing")
_APART = words("incidents", "no_government")
_SPOKEN = re.compile(r"\bspokes(?:man|woman|person|people)\b", re.IGNORECASE)


@cache
def _roles() -> frozenset[str]:
    """Words for people that say what they are and not for whom they speak."""
    titles = table("titles")
    listed = {fold(w) for key in ("honorifics", "roles") for w in titles[key]}
    return frozenset(listed | {f"{w}s" for w in listed}) | words("incidents", "sayers")


@lru_cache(maxsize=50_000)
def description(label: str) -> frozenset[str]:
    """The words that a label tells somebody apart by; states as codes; empty for "officials"."""
    head = _ASIDE.sub("", label) or label
    found = set()
    parts = fold(head).split()
    at = 0
    while at < len(parts):
        size = next((n for n in (3, 2, 1) if at + n <= len(parts) and state_of(" ".join(parts[at : at + n]))), 0)
        if size:
            found.add(f"={state_of(' '.join(parts[at : at + size]))}")
            at += size
            continue
        word = _BRITISH.get(parts[at], parts[at])
        at += 1
        if word not in _SMALL and word not in _roles() and not _COUNTED.fullmatch(word):
            found.add(word.removesuffix("s") if len(word) > 4 and not word.endswith("ss") else word)
    return frozenset(found)


@lru_cache(maxsize=50_000)
def state_spoken_for(label: str, kind: str) -> str | None:
    """Code of the state whose government a voice is or belongs to: the state itself, its seat, an office or body of it by its name or by
    the table of bodies. Parliaments, courts and parties speak for themselves."""
    body = bodies().get(fold(label).removeprefix("the "))
    if body is not None:
        return body.state if body.state and not _APART.intersection(fold(body.name).split()) else None
    parts = set(fold(label).split())
    codes = {w for w in description(label) if w.startswith("=")}
    if kind == "state":
        return state_of(label) or seats().get(fold(label).removeprefix("the "))
    if len(codes) != 1 or parts & _APART:
        return None
    return codes.pop()[1:] if kind == "office" or parts & _GOVERNING else None


def told_apart_by(label: str) -> frozenset[str]:
    """What tells one unnamed voice of a report from another: the description, failing that the role; empty for "a source"."""
    head = _ASIDE.sub("", label) or label
    words_left = frozenset(w.removesuffix("s") for w in fold(head).split() if w not in _SMALL and w not in words("incidents", "sayers"))
    return description(label) or words_left


def tells(found: frozenset[str]) -> bool:
    """Whether a description says which body: more than its state, or of what sort it is and its state ("French, foreign")."""
    own = {w for w in found if not w.startswith("=")}
    return bool(own - words("folding", "loose")) or (bool(own) and len(own) < len(found))


@dataclass(frozen=True, slots=True)
class Ground:
    """Whose word an account stands on.

    Attributes:
        kind: "named", "unnamed", "crowd", or "own": the report's own words, and words given to nobody.
        voice: id of that voice.
        words: what it is described by.
    """

    account: Account
    kind: str
    voice: str
    words: frozenset[str]


def ground_of(account: Account, view: View, voices: Mapping[str, RecordVoice]) -> Ground:
    """Whose word an account stands on. A saying told in the report's own words ("the minister accused …") is the speaker's."""
    inner = voices[account.chain[-1]]
    if len(account.chain) == 1 or inner.kind == "unspecified":
        speaker = _speaker(account, view)
        return Ground(account, "named", speaker.id, frozenset()) if speaker is not None else Ground(account, "own", inner.id, frozenset())
    found = description(inner.label)
    if inner.kind == "document" and inner.actor is None and not _names_something(inner.label):
        return Ground(account, "unnamed", inner.id, found)
    if inner.kind in NAMED:
        return Ground(account, "named", inner.id, found)
    return Ground(account, inner.kind, inner.id, told_apart_by(inner.label))


def _names_something(label: str) -> bool:
    """Whether a document is told apart by a capital or a number ("Resolution 4", "the Orla report")."""
    return bool(re.search(r"\d|(?<=\s)[A-Z]|^(?!(?:The|A|An|Its|His|Her|Their|One)\b)[A-Z]\w*\s+\w", label))


def _speaker(account: Account, view: View) -> RecordVoice | None:
    """The one named voice whose sayings the events of an account are."""
    found: set[RecordVoice] = set()
    for index in account.events:
        trigger = view.reading.events[index].trigger
        mine = {
            view.voices.statements[n]
            for n, s in enumerate(view.reading.statements)
            if any(c.overlaps(trigger) for c in s.cue) and view.voices.statements[n].kind in NAMED - {"outlet", "document"}
        }
        if len(mine) != 1:
            return None
        found |= mine
    return found.pop() if len(found) == 1 and account.events else None


def body_spoken_for(ground: Ground, view: View, label: str) -> tuple[frozenset[str], str]:
    """The words for the source of an account that name the body its speaker speaks for, and the words as they stand; empty if none.

    "Maren Tull, the hospital's spokeswoman" speaks for {hospital}, "a police spokesman" for {police}. Only those who speak in a
    body's name count: spokespeople, and people named with a role in it. ``label`` is what an unnamed voice is called: it may be
    fuller than its words here ("the spokesman").
    """
    statement = ground.account.statement
    if ground.kind == "own" or (statement is None and ground.kind == "named"):
        return frozenset(), ""
    phrase = label
    if statement is not None and (ground.kind == "named" or not _SPOKEN.search(label)):
        phrase = " ".join(s.of(view.report.text) for s in view.reading.statements[statement].source)
    own = set(fold(view.voices.statements[statement].label).split()) if ground.kind == "named" and statement is not None else set()
    folded = fold(phrase).split()
    if not (_SPOKEN.search(phrase) or (ground.kind == "named" and any(w in _roles() for w in folded))):
        return frozenset(), ""
    left = " ".join(w for w in folded if w not in own)
    return description(left), " ".join(phrase.split())


def speaks_in_its_name(phrase: str) -> bool:
    """Whether a source phrase is that of somebody who speaks for a body and not for himself."""
    return bool(_SPOKEN.search(phrase))


def fits(part: frozenset[str], whole: frozenset[str]) -> bool:
    """Whether a description may stand for a fuller one: all its words are there, and it says which body."""
    return tells(part) and part <= whole
