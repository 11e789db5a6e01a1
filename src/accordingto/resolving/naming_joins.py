"""Keys of names joined into groups: which two are compared, what the comparison says, and why each join was made or refused."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from accordingto.data import words
from accordingto.model.ids import make_id
from accordingto.model.record import Actor, Match, Mention, Quote
from accordingto.resolving.compare import Comparison, compare, compare_organisations, full_given_names, legal_words, word_similarity
from accordingto.resolving.folding import sound
from accordingto.resolving.union import Union

_SURNAME = 0.85


class Entry(Protocol):
    """What all reports bring under one key."""

    @property
    def forms(self) -> Mapping[str, int]: ...
    @property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]: ...
    @property
    def quotes(self) -> Mapping[str, Quote]: ...


@lru_cache(maxsize=500_000)
def actor_id(key: str) -> str:
    """The id of the actor whose least key this is."""
    return make_id("a", key)


@lru_cache(maxsize=500_000)
def _match_id(a: str, b: str) -> str:
    return make_id("m", "actor", a, b)


def compare_keys(a: str, b: str, kind: str) -> Comparison:
    """Two keys without their marks, as names of people or of anything else."""
    digits = [{w for w in key.split() if any(c.isdigit() for c in w)} for key in (a, b)]
    if all(digits) and digits[0] != digits[1] and "".join(a.split()) != "".join(b.split()):
        return Comparison("different", 0.0, "another number")
    if a.replace(" ", "") != b.replace(" ", "") and any(all(len(w) < 2 for w in key.split()) for key in (a, b)):
        return Comparison("different", 0.0, "initials alone tell nobody")
    if kind == "person":
        if " " not in a and " " not in b:
            alike = word_similarity(a, b)
            if alike >= 0.97:
                return Comparison("same", alike, "spellings of the same surname")
            return Comparison("undecided" if alike >= 0.85 else "different", alike, "close spellings of one word")
        return compare(a, b, "person")
    found = compare_organisations(a, b)
    if found.verdict != "same":
        x, y = a.split(), b.split()
        sorts = words("folding", "sorts")
        rest_x, rest_y = [w for w in x if w not in sorts], [w for w in y if w not in sorts]
        if len(rest_x) > 1 and rest_x == rest_y and len(x) == len(y):
            return Comparison("same", 0.8, "the same name with another word for its sort of force")
    return found


def share_half(a: str, b: str) -> bool:
    x, y = a.split(), b.split()
    shared = sum(any(word_similarity(v, w) >= 0.8 for w in y) for v in x)
    return shared * 2 >= max(len(x), len(y))


def is_end(parts: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if len(full) <= len(parts):
        return False
    return all(word_similarity(a, b) >= _SURNAME for a, b in zip(parts, full[-len(parts) :], strict=True))


def blocks(key: str) -> set[tuple[str, ...]]:
    """Where a key is looked for: each word's consonants with the first sound of another word."""
    if key[1] != "|":
        return set()
    parts = [sound(p) for p in key[2:].replace(",", "").split()]
    if not parts:
        return set()
    bones = [re.sub(r"[aiu]", "", p).rstrip("s") or p for p in parts]
    group = "p" if key.startswith("p|") else "n"
    if len(parts) == 1:
        return {(group, bones[0])}
    starts = [{p[0]} for p in parts]
    if group == "p":
        starts[0] |= {sound(full)[0] for full in full_given_names(key[2:].split()[0])}
    found: set[tuple[str, ...]] = {(group, bones[i], s) for i in range(len(parts)) for j in range(len(parts)) if i != j for s in starts[j]}
    plain = [w for w in key[2:].split() if w not in legal_words()]
    if group == "n" and len(plain) == 1:
        found.add((group, re.sub(r"[aiu]", "", sound(plain[0])).rstrip("s") or sound(plain[0])))
    return found | {(group, "".join(parts)[:24])}


class Joiner:
    """Union of keys that remembers why, and refuses what must stay apart."""

    def __init__(self, entries: Mapping[str, Entry], apart: frozenset[tuple[str, str]]) -> None:
        self._union: Union[str] = Union()
        self._members: dict[str, set[str]] = {}
        self._apart = apart
        self._same: list[tuple[str, str, str, float, Quote | None]] = []
        self._open: dict[tuple[str, str], tuple[str, float]] = {}
        self._keys = sorted(entries)

    def find(self, key: str) -> str:
        return self._union.find(key)

    def members(self, key: str) -> set[str]:
        root = self._union.find(key)
        return self._members.setdefault(root, {root})

    def same(self, a: str, b: str, reason: str, score: float, quote: Quote | None) -> None:
        """Join two keys unless a reviewer, or their being two states or bodies, keeps them apart."""
        if self.find(a) == self.find(b):
            return
        left, right = self.members(a), self.members(b)
        if any((min(x, y), max(x, y)) in self._apart for x in left for y in right):
            self.open(a, b, "a reviewer keeps them apart", 0.0)
            return
        fixed = {k for k in left | right if k[1] != "|"}
        if len(fixed) > 1:
            return
        root = self._union.join(a, b)
        self._members[root] = left | right
        self._same.append((a, b, reason, score, quote))

    def guarded(self, a: str, b: str, reason: str, score: float) -> None:
        """Join on spelling only if no two members of the two groups contradict it."""
        if self.find(a) == self.find(b):
            return
        left, right = self.members(a), self.members(b)
        if len(left) * len(right) <= 400:
            for x in sorted(left):
                for y in sorted(right):
                    if (
                        (x, y) != (a, b)
                        and x[:2] == y[:2] == "p|"
                        and " " in x
                        and " " in y
                        and compare(x[2:], y[2:], "person").verdict == "different"
                    ):
                        self.open(a, b, f"“{x[2:]}” and “{y[2:]}” differ", score / 2)
                        return
        self.same(a, b, reason, score, None)

    def open(self, a: str, b: str, reason: str, score: float) -> None:
        pair = (min(a, b), max(a, b))
        if pair not in self._open:
            self._open[pair] = (reason, score)

    def clusters(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            found[self.find(key)].append(key)
        return found

    def matches(self, ids: dict[str, str], entries: Mapping[str, Entry]) -> Iterable[Match]:
        """Why keys were joined, and which were left open, most mentions first."""
        for a, b, reason, score, quote in self._same:
            if a in entries and b in entries:
                yield self._match(a, b, ids, entries, "same", reason, score, quote)
        for (a, b), (reason, score) in sorted(self._open.items()):
            if a in entries and b in entries and ids[a] != ids[b]:
                verdict = "different" if score == 0.0 else "undecided"
                yield self._match(a, b, ids, entries, verdict, reason, score, None)

    @staticmethod
    def _match(
        a: str, b: str, ids: dict[str, str], entries: Mapping[str, Entry], verdict: str, reason: str, score: float, quote: Quote | None
    ) -> Match:
        def best(key: str) -> str:
            return min(entries[key].forms.items(), key=lambda item: (-item[1], item[0]))[0]

        def first(key: str) -> Quote:
            return min(entries[key].quotes.items())[1]

        weight = float(min(sum(map(len, entries[k].mentions.values())) for k in (a, b)))
        return Match(_match_id(min(a, b), max(a, b)), "actor", actor_id(a), actor_id(b), best(a), best(b),
                     quote or first(a), first(b), verdict, round(max(0.0, min(1.0, score)), 3), reason, weight)  # type: ignore[arg-type]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActorSolution:
    """Keys to actor ids, the actors, and why."""

    ids: dict[str, str]
    actors: tuple[Actor, ...]
    matches: tuple[Match, ...]
