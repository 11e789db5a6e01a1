"""Two sides, one act: sentences with invented parties whose labels are all known, so that nothing but the frame tells them.

Each frame, a line of ``scenes.txt``, is a row of words. Capital letters stand for parties (``A``, ``B``; ``C`` and ``D`` are
other voices), ``Aj`` for the adjective of A's people and ``An`` for A's bare name (both make A a state), ``T`` for a time, ``P``
for a place, ``Q`` for a number, ``W`` for a nameless voice. A word with braces is marked: ``word{key;TYPE:status;role=key,...}``,
each part optional; the type ``~`` says that it is a predicate of which nothing is said as an event. ``[S1 .. ]``, ``[C1 .. ]``,
``[T1 .. ]`` are the source, cue and content of one statement. Before the bar stands who does it to whom: ``A>B``, ``A=B`` (each
to the other), or ``-``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from training.documents import (
    ATTRIBUTION_TAGS,
    EVENT_TYPES,
    NAME_TAGS,
    PARTY_TAGS,
    ROLE_TAGS,
    STATUS_TAGS,
    Attribution,
    Document,
    Pair,
    tags_of_spans,
)
from training.invented import NameMaker

SPOKEN, SILENT, OPEN = (
    [line for line in block.splitlines() if not line.startswith("#")]
    for block in (Path(__file__).parent / "scenes.txt").read_text(encoding="utf-8").strip().split("\n\n")
)
_TIMES = (("on", "Monday"), ("on", "Tuesday"), ("on", "Friday"), ("overnight",), ("yesterday",), ("on", "Sunday"), ("on", "Thursday"))
_NAMELESS = ("officials", "witnesses", "residents", "the army", "the ministry", "police", "a spokesman", "diplomats", "rescuers", "doctors")
_BODIES = ("army", "police", "government", "parliament", "opposition", "navy", "troops", "rebels", "forces", "authorities", "presidency")
_OFFICES = ("president", "king", "leader", "government", "ambassador", "parliament", "army", "chancellor", "ruler", "finance minister")
_SPEAKING = frozenset({"said", "told", "says", "reported", "citing", "added", "believes"})
_ROLE = {"0": "ARG0", "1": "ARG1", "2": "ARG2", "l": "LOC", "t": "TMP"}
_SLOT = re.compile(r"([ABCD])([jn]?)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that fill a slot: ``head`` among them, names as (first, last, allowed classes)."""

    words: tuple[str, ...]
    head: int
    names: tuple[tuple[int, int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    word: str
    key: str = ""
    event: str = ""
    status: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    marked: bool = False


@dataclass(slots=True)
class Sentence:
    """One filled frame: words with labels, places counted from 0.

    Attributes:
        names, parties: (first, last, allowed classes or label).
        parts: (first, last, source, cue or content, number of the statement).
        events, status: of the predicates that are events.
        roles: (predicate, head, role); ``sides`` are the words of parties, which have no other role than these.
        idle: words that are no event.
        directed: whether parties are who does it and to whom; ``main`` is the type of that act.
        partial: whether a party is told by an adjective, so that its whole phrase is not known.
    """

    words: list[str] = field(default_factory=list)
    names: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    parties: list[tuple[int, int, str]] = field(default_factory=list)
    parts: list[tuple[int, int, str, int]] = field(default_factory=list)
    events: dict[int, str] = field(default_factory=dict)
    status: dict[int, str] = field(default_factory=dict)
    predicates: list[int] = field(default_factory=list)
    roles: list[tuple[int, int, str]] = field(default_factory=list)
    directed: bool = False
    main: str = ""
    sides: set[int] = field(default_factory=set)
    idle: set[int] = field(default_factory=set)
    partial: bool = False


@lru_cache(maxsize=1000)
def _parsed(frame: str) -> tuple[str, tuple[_Item, ...]]:
    header, _, body = frame.partition("|")
    items = []
    for token in body.split():
        match = re.fullmatch(r"([^{]+)\{(.*)\}", token)
        if not match:
            items.append(_Item(token))
            continue
        key, kind, roles = [*match[2].split(";"), "", ""][:3]
        event, _, status = kind.partition(":")
        pairs = tuple((role.partition("=")[0], role.partition("=")[2]) for role in roles.split(",") if role)
        items.append(_Item(match[1], key, event, status, pairs, bool(kind)))
    return header, tuple(items)


class SceneMaker:
    """Fills frames with parties drawn at random."""

    def __init__(self, rng: random.Random) -> None:
        self._rng, self._names = rng, NameMaker(rng)

    def sentence(self, frame: str) -> Sentence:
        """One sentence."""
        header, items = _parsed(frame)
        phrases = self._phrases(items)
        done = Sentence()
        places: dict[str, int] = {}
        wanted: list[tuple[int, str, str]] = []
        slots: dict[str, tuple[int, int]] = {}
        opened: tuple[int, str, int] | None = None
        for item in items:
            at = len(done.words)
            part = re.fullmatch(r"\[([SCT])(\d)", item.word)
            if part:
                opened = (at, {"S": "source", "C": "cue", "T": "content"}[part[1]], int(part[2]))
            elif item.word == "]" and opened:
                done.parts.append((opened[0], at, opened[1], opened[2]))
            elif item.word in phrases:
                phrase = phrases[item.word]
                done.words += phrase.words
                done.names += [(at + low, at + high, classes) for low, high, classes in phrase.names]
                places.setdefault(item.word, at + phrase.head)
                done.idle.update(range(at, len(done.words)))
                if _SLOT.fullmatch(item.word):
                    places.setdefault(item.word[0], at + phrase.head)
                    if item.word[0] not in slots:
                        slots[item.word[0]] = (at, at + len(phrase.words))
                        done.partial |= item.word.endswith("j")
                    done.sides.update(range(at, len(done.words)))
            else:
                done.words.append(item.word)
                if item.key:
                    places[item.key] = at
                if item.marked:
                    done.predicates.append(at)
                    if item.word in _SPEAKING:
                        done.idle.add(at)
                    if item.event != "~":
                        done.events[at], done.status[at] = item.event, item.status
                        done.main = done.main or ("-" if item.status == "denied" else item.event)
                    wanted += [(at, role, ref) for role, ref in item.roles]
        done.roles = [(at, places[ref], _ROLE[role]) for at, role, ref in wanted]
        self._direct(done, header, slots)
        done.words[0] = done.words[0][0].upper() + done.words[0][1:]
        return done

    @staticmethod
    def _direct(done: Sentence, header: str, slots: dict[str, tuple[int, int]]) -> None:
        if header[1:2] == ">" and header[2] in slots:
            done.parties = [(*slots[header[0]], "source"), (*slots[header[2]], "target")]
            done.directed = done.main not in ("", "-")
        elif header[1:2] == "=":
            done.parties = [(*slots["A"], "both"), (*slots["B"], "both")]

    def _phrases(self, items: tuple[_Item, ...]) -> dict[str, Phrase]:
        used = {item.word for item in items}
        states = {m[1] for word in used if (m := _SLOT.fullmatch(word)) and m[2]}
        kind = self._rng.choice(("state", "state", "group", "group", "person", "body", "mixed"))
        found: dict[str, Phrase] = {}
        for slot in "ABCD":
            if slot in states:
                name, people = self._names.state()
                found[slot] = found[slot + "n"] = Phrase((name,), 0, ((0, 1, ("place",)),))
                found[slot + "j"] = Phrase((people,), 0, ((0, 1, ("nationality",)),))
            elif slot in "CD":
                found[slot] = self._voice()
            else:
                # Both sides are of one kind, most often: which of them does it must not follow from what they are.
                found[slot] = self.party(kind)
        found["T"] = self._plain(self._rng.choice(_TIMES))
        found["W"] = self._plain(tuple(self._rng.choice(_NAMELESS).split()))
        found["Q"] = self._plain((str(self._rng.choice((2, 3, 5, 7, 11, 14, 19, 23, 28, 31, 38, 46, 60, 120, 400))),))
        place = self._names.place()
        found["P"] = Phrase((place,), 0, ((0, 1, ("place",)),))
        return {slot: phrase for slot, phrase in found.items() if slot in used or slot in ("A", "B")}

    @staticmethod
    def _plain(words: tuple[str, ...]) -> Phrase:
        return Phrase(words, len(words) - 1)

    def party(self, kind: str) -> Phrase:
        """A party of one kind: state, group, person, body (army, police ... of a state) or, mixed, any of them."""
        pick = self._rng.choice
        if kind == "mixed":
            kind = pick(("state", "group", "person", "body"))
        if kind == "state":
            name = self._names.state()[0]
            return Phrase((name,), 0, ((0, 1, ("place", "organisation", "person")),))
        if kind == "person":
            words = self._names.person()
            allowed = ("person",) if len(words) > 1 else ("place", "organisation", "person")
            return Phrase(words, 0, ((0, len(words), allowed),))
        if kind == "group":
            return self.group()
        name, people = self._names.state()
        if self._rng.random() < 0.3:
            office = tuple(pick(_OFFICES).split())
            return Phrase(("the", *office, "of", name), len(office), ((len(office) + 2, len(office) + 3, ("place",)),))
        return Phrase(("the", people, pick(_BODIES)), 2, ((1, 2, ("nationality",)),))

    def group(self) -> Phrase:
        """An organisation, now and then with its article."""
        words = self._names.group()
        while len(words) == 1 and not words[0].isupper():
            words = self._names.group()
        head = 0 if len(words) > 1 and words[1] in ("of", "and") else len(words) - 1
        article = 1 if self._rng.random() < 0.4 else 0
        name = (article, article + len(words), ("organisation",))
        return Phrase(("the",) * article + words, article + head, (name,))

    def _voice(self) -> Phrase:
        if self._rng.random() < 0.5:
            words = self._names.outlet()
            return Phrase(words, len(words) - 1, ((0, len(words), ("organisation",)),))
        return self.party("mixed")


def scene_documents(count: int, seed: int, size: int = 6) -> Iterator[Document]:
    """``count`` filled frames, ``size`` to a document; in three documents of four every statement is marked, or none is made."""
    rng = random.Random(seed)
    maker = SceneMaker(rng)
    for start in range(0, count, size):
        spoken = start // size % 4 > 0
        blocks = (SPOKEN, SILENT) if spoken else (OPEN, SILENT)
        sentences = [maker.sentence(rng.choice(rng.choice(blocks))) for _ in range(size)]
        yield scene_document(f"scene/{start}", sentences, spoken=spoken)


def scene_document(name: str, sentences: list[Sentence], *, spoken: bool) -> Document:
    """Sentences as one document, a line each; ``spoken``: every statement in them is marked."""
    document = Document(name=name, words=[], breaks=[], sentences=[])
    names: list[int] = []
    parties: list[int] = []
    status: list[int] = []
    events: list[int] = []
    parts: list[tuple[int, int, str]] = []
    for sentence in sentences:
        base, size = len(document.words), len(sentence.words)
        document.words += sentence.words
        document.breaks += [base > 0] + [False] * (size - 1)
        document.sentences.append((base, base + size))
        names += name_bits(size, sentence.names)
        # Where a side is told by its adjective alone, the party is a longer phrase that the frame does not mark.
        whole = bool(sentence.parties) and not sentence.partial
        own = [int(whole)] * size
        for low, high, label in sentence.parties if whole else ():
            for at in range(low, high):
                own[at] = 1 << PARTY_TAGS.index(("B-" if at == low else "I-") + label)
        parties += own
        status += [1 << STATUS_TAGS.index(sentence.status[at]) if at in sentence.status else 0 for at in range(size)]
        events += [1 << EVENT_TYPES.index(sentence.events[at]) if at in sentence.events else int(at in sentence.idle) for at in range(size)]
        document.roles += [(base + p, base + h, ROLE_TAGS.index(role)) for p, h, role in sentence.roles]
        if sentence.directed and sentence.main:
            source, target = ((base + low, base + high) for low, high, _ in sentence.parties)
            document.pairs.append(Pair((base, base + size), source, target, 1 << EVENT_TYPES.index(sentence.main)))
        for number in sorted({part[3] for part in sentence.parts}):
            spans = {
                kind: tuple((base + low, base + high) for low, high, k, n in sentence.parts if k == kind and n == number)
                for kind in ("source", "cue", "content")
            }
            document.attributions.append(Attribution(**spans))
        parts += [(base + low, base + high, kind) for low, high, kind, _ in sentence.parts]
    if spoken:
        document.attribution = tags_of_spans(len(document.words), parts, ATTRIBUTION_TAGS)
    # Only what a frame marks is known to be a predicate; of its other words nothing is said.
    document.predicates = np.full(len(document.words), -1, dtype=np.int64)
    document.no_role = np.zeros(len(document.words), dtype=bool)
    for (base, _), sentence in zip(document.sentences, sentences, strict=True):
        document.predicates[[base + at for at in sentence.predicates]] = 1
        document.no_role[[base + at for at in sentence.sides]] = True
    document.masks = {
        key: np.array(values, dtype=np.int64)
        for key, values in (("names", names), ("parties", parties), ("status", status), ("events", events))
    }
    return document


def name_bits(size: int, names: list[tuple[int, int, tuple[str, ...]]]) -> list[int]:
    """Bit masks over NAME_TAGS of one sentence."""
    bits = [1] * size
    for low, high, classes in names:
        for at in range(low, high):
            bits[at] = sum(1 << NAME_TAGS.index(("B-" if at == low else "I-") + label) for label in classes)
    return bits
