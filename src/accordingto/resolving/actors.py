"""Who is who across reports: names to actors, each merge with its score, its reason and the two forms.

A name's key (see ``naming_links``) is what it is known by within its report. Keys are joined across reports by what the
reports say (brackets, "known as"), by spelling, by initials and by a surname that only one person bears. Containment
joins nothing. The index counts what every report brings, so that a report can be taken out again without a trace.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from accordingto.data import words
from accordingto.model.ids import make_id
from accordingto.model.reading import Reading
from accordingto.model.record import Actor, ActorKind, Match, Mention, NameForm, Quote
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.compare import Comparison, compare, compare_organisations, word_similarity
from accordingto.resolving.folding import all_initials, sound
from accordingto.resolving.naming_links import LocalNames
from accordingto.resolving.tables import bodies, states
from accordingto.resolving.union import Union

_GROUP = re.compile(
    r"\b(?:militi|militant|rebel|insurgent|paramilitar|jihadi|guerrilla|armed (?:group|faction|wing)|"
    r"terror(?:ist)? (?:group|organi)|brigade|fighters|gunmen)",
    re.IGNORECASE,
)
_SURNAME = 0.85
_DESCENT = ("ian", "an", "n", "ese", "ish", "i")


@dataclass(frozen=True, slots=True)
class ReportNames:
    """One report's names after its own links: per name its key, and what it brings to the index."""

    keys: tuple[str, ...]
    aliases: tuple[tuple[str, str, str, float, Span], ...]
    parts: tuple[tuple[str, str], ...]
    open_short: tuple[tuple[str, str, Span], ...]


def settle(local: LocalNames) -> ReportNames:
    """Apply one report's links and short forms: every name gets the fullest key of its group."""
    union: Union[str] = Union()
    for link in local.links:
        union.join(local.keys[link.left], local.keys[link.right])
    resolved: dict[int, str] = {}
    open_short: list[tuple[str, str, Span]] = []
    for i, longer in local.short.items():
        roots = {union.find(local.keys[j]) for j in longer}
        if len(roots) == 1:
            resolved[i] = local.keys[longer[0]]
        else:
            open_short += [(local.keys[i], local.keys[j], Span(0, 0)) for j in longer]
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(set(local.keys)):
        groups[union.find(key)].append(key)
    best = {root: max(keys, key=_fullness) for root, keys in groups.items()}
    keys = tuple(best[union.find(resolved.get(i, key))] for i, key in enumerate(local.keys))
    aliases = tuple((keys[k.left], local.keys[end], k.reason, k.score, k.span)
                    for k in local.links for end in (k.left, k.right) if local.keys[end] != keys[k.left])  # fmt: skip
    parts = tuple((keys[a], keys[b]) for a, b, _ in local.parts if keys[a] != keys[b])
    return ReportNames(keys, aliases, parts, tuple(open_short))


def _fullness(key: str) -> tuple[bool, int, int, str]:
    return (key.startswith(("state:", "body:")), key.count(" "), len(key), key)


def kind_of_key(key: str) -> str:
    """``person`` or ``other``: which comparison applies."""
    return "person" if key.startswith("p|") else "other"


@dataclass(slots=True)
class _Entry:
    """What all reports bring under one key."""

    forms: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    mentions: dict[str, tuple[Mention, ...]] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)
    armed: Counter[str] = field(default_factory=Counter)


class ActorIndex:
    """All names of all reports. ``add`` and ``remove`` touch only what the report brings; ``resolve`` joins keys into actors."""

    def __init__(self) -> None:
        self.reports: dict[str, ReportNames] = {}
        self.keys: dict[str, tuple[str, ...]] = {}
        self._entries: dict[str, _Entry] = {}
        self._aliases: dict[tuple[str, str], dict[str, tuple[str, float, Quote]]] = defaultdict(dict)
        self._parts: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._blocks: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._near: dict[tuple[str, str], Comparison] = {}
        self._neighbours: dict[str, set[str]] = defaultdict(set)
        self._dirty: set[str] = set()
        self._actors: dict[str, tuple[tuple[str, ...], Actor]] = {}
        self._ends: dict[str, set[str]] = defaultdict(set)
        self._letters: dict[str, set[str]] = defaultdict(set)
        self._bearers: dict[str, list[str]] = {}
        self._matches: dict[str, Match] = {}

    def add(self, report: Report, reading: Reading, names: ReportNames) -> None:
        """Bring in one report's names."""
        self.reports[report.id], self.keys[report.id] = names, names.keys
        positions: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(names.keys):
            positions[key].append(i)
        for key, where in positions.items():
            entry = self._entries.get(key)
            if entry is None:
                entry = self._entries[key] = _Entry()
                self._meet(key)
            self._fill(entry, report, reading, where)
            self._dirty.add(key)
        for left, right, reason, score, span in names.aliases:
            self._aliases[left, right][report.id] = (reason, score, Quote(report.id, span))
        for pair in names.parts:
            self._parts[pair].add(report.id)
            self._dirty.add(pair[0])

    def _fill(self, entry: _Entry, report: Report, reading: Reading, where: Sequence[int], sign: int = 1) -> None:
        text = report.text
        for i in where:
            name = reading.names[i]
            entry.forms[name.span.of(text)] += sign
            entry.kinds[name.kind] += sign
            if name.title is not None:
                entry.titles[name.title.of(text)] += sign
            around = text[max(0, name.span.start - 40) : name.span.start] + " " + text[name.span.end : name.span.end + 30]
            entry.armed["armed" if _GROUP.search(around) or _GROUP.search(name.span.of(text)) else "plain"] += sign
        if sign > 0:
            entry.mentions[report.id] = tuple(Mention(report.id, i) for i in where)
            entry.quotes[report.id] = Quote(report.id, reading.names[where[0]].span)
        else:
            del entry.mentions[report.id], entry.quotes[report.id]

    def remove(self, report: Report, reading: Reading) -> None:
        """Take one report's names out again."""
        names = self.reports.pop(report.id)
        del self.keys[report.id]
        positions: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(names.keys):
            positions[key].append(i)
        for key, where in positions.items():
            self._fill(self._entries[key], report, reading, where, -1)
            self._dirty.add(key)
            if not self._entries[key].mentions:
                del self._entries[key]
                self._leave(key)
        for left, right, *_ in names.aliases:
            self._aliases[left, right].pop(report.id, None)
            if not self._aliases[left, right]:
                del self._aliases[left, right]
        for pair in names.parts:
            self._parts[pair].discard(report.id)
            self._dirty.add(pair[0])
            if not self._parts[pair]:
                del self._parts[pair]

    def naming(self, keys: Iterable[str]) -> set[str]:
        """The reports in which names go by some keys."""
        return {report for key in keys for report in self._entries[key].mentions}

    def _meet(self, key: str) -> None:
        """Compare a new key with those that share a block with it."""
        if key.startswith(("state:", "body:")):
            return
        self._file(key)
        for block in blocks(key):
            for other in self._blocks[block]:
                pair = (min(key, other), max(key, other))
                if pair not in self._near:
                    kind = "person" if kind_of_key(key) == kind_of_key(other) == "person" else "other"
                    found = _compare_keys(key[2:], other[2:], kind)
                    if found.verdict != "different":
                        self._near[pair] = found
                        self._neighbours[key].add(other)
                        self._neighbours[other].add(key)
            self._blocks[block].add(key)

    def _file(self, key: str) -> None:
        """File a new key under the end of a person's name, or under the initials of any other."""
        if key.startswith("p|"):
            end = sound(key.split()[-1].removeprefix("p|"))
            self._ends[end].add(key)
            for other in self._ends[end]:
                self._bearers.pop(other, None)
        elif " " in key:
            for form in all_initials(key[2:]):
                self._letters[form].add(key)

    def _unfile(self, key: str) -> None:
        if key.startswith("p|"):
            end = sound(key.split()[-1].removeprefix("p|"))
            for other in self._ends[end]:
                self._bearers.pop(other, None)
            self._ends[end].discard(key)
        elif key.startswith("n|") and " " in key:
            for form in all_initials(key[2:]):
                self._letters[form].discard(key)

    def _leave(self, key: str) -> None:
        self._unfile(key)
        for block in blocks(key):
            self._blocks[block].discard(key)
        for other in self._neighbours.pop(key, set()):
            self._neighbours[other].discard(key)
            self._near.pop((min(key, other), max(key, other)), None)

    def resolve(self, forced: Iterable[tuple[str, str]] = (), apart: Iterable[tuple[str, str]] = ()) -> ActorSolution:
        """Join keys into actors. ``forced`` and ``apart`` are pairs of keys reviewers joined or kept apart."""
        join = _Joiner(self._entries, frozenset((min(p), max(p)) for p in apart))
        for left, right in sorted(forced):
            join.same(left, right, "a reviewer joined them", 1.0, None)
        self._join_aliases(join)
        self._join_spellings(join)
        self._join_short(join)
        self._join_kinds(join)
        self._join_demonyms(join)
        clusters = join.clusters()
        ids = {key: actor_id(min(keys)) for keys in clusters.values() for key in keys}
        actors = self._build(clusters, ids)
        for names in self.reports.values():
            for short, longer, _ in names.open_short:
                if short in ids and longer in ids and ids[short] != ids[longer]:
                    join.open(short, longer, "several people of the report end in this name", 0.5)
        old, self._matches = self._matches, {m.id: m for m in join.matches(ids, self._entries)}
        self._matches.update((key, old[key]) for key, match in self._matches.items() if old.get(key) == match)
        matches = tuple(self._matches.values())
        self._dirty.clear()
        return ActorSolution(ids, actors, matches)

    def _join_aliases(self, join: _Joiner) -> None:
        targets: dict[str, list[str]] = defaultdict(list)
        for left, right in sorted(self._aliases):
            targets[right].append(left)
        for right, lefts in sorted(targets.items()):
            quotes = {left: next(iter(sorted(self._aliases[left, right].items())))[1] for left in lefts}
            spelt_out = " " in right
            for a, b in itertools.pairwise(lefts):
                if spelt_out or _share_half(a[2:], b[2:]):
                    join.same(a, b, f"both called “{right[2:]}”", 0.85, quotes[b][2])
            if right not in self._entries:
                continue
            roots = {join.find(left) for left in lefts if left in self._entries}
            if len(roots) == 1:
                reason, score, quote = quotes[lefts[0]]
                join.same(lefts[0], right, reason, score, quote)
            else:
                for left in lefts:
                    join.open(left, right, f"{len(roots)} names are shortened to “{right[2:]}”", 0.5)

    def _join_spellings(self, join: _Joiner) -> None:
        for (a, b), found in sorted(self._near.items(), key=lambda item: (-item[1].score, item[0])):
            if a not in self._entries or b not in self._entries:
                continue
            if found.verdict == "same":
                join.guarded(a, b, found.reason, found.score)
            elif join.find(a) != join.find(b):
                join.open(a, b, found.reason, found.score)

    def _join_short(self, join: _Joiner) -> None:
        """A surname alone, where only one person of the record bears it; capitals that only one name is short for."""
        for key in sorted(self._entries):
            if key.startswith("p|"):
                self._short_for(join, key, self._bearers_of(key), f"only bearer of “{key[2:]}” in the record", 0.8)
            elif key.startswith("n|") and " " not in key and 4 < len(key) < 10:
                letters = key[2:]
                full = self._letters.get(letters, set()) | self._letters.get(letters.rstrip("s"), set())
                if full and any(form.isupper() for form in self._entries[key].forms):
                    self._short_for(join, key, sorted(full - {key}), "initials that fit one name only", 0.75)

    def _bearers_of(self, key: str) -> list[str]:
        """The full names that a person's name may be the end of."""
        found = self._bearers.get(key)
        if found is None:
            parts = tuple(key[2:].split())
            others = ((k, tuple(k[2:].split())) for k in self._ends[sound(parts[-1])] if k != key)
            found = self._bearers[key] = sorted(k for k, full in others if _is_end(parts, full))
        return found

    def _short_for(self, join: _Joiner, key: str, longer: list[str], reason: str, score: float) -> None:
        roots = sorted({join.find(k) for k in longer})
        if len(roots) == 1:
            join.guarded(longer[0], key, reason, score)
        elif 1 < len(roots) <= 6:
            for k in longer:
                join.open(k, key, f"{len(roots)} names fit “{key[2:]}”", 1 / len(roots))

    def _join_kinds(self, join: _Joiner) -> None:
        """The same words read once as a group and once as a person or place: the name-finder's slip, where one reading is rare."""
        by_words: dict[str, list[str]] = defaultdict(list)
        family_names = {part for key in self._entries if key.startswith("p|") and " " in key for part in key[2:].split()}
        for key in sorted(self._entries):
            if key[1] == "|":
                by_words[key[2:]].append(key)
        for form, keys in sorted(by_words.items()):
            if len(keys) == 1:
                continue
            sizes = {k: sum(len(m) for m in self._entries[k].mentions.values()) for k in keys}
            top = max(keys, key=lambda k: (sizes[k], k))
            for key in keys:
                rare = sizes[key] * 4 <= sizes[top]
                if key != top and (" " in form or rare or form not in family_names):
                    join.guarded(top, key, "the same words", 0.9)

    def _join_demonyms(self, join: _Joiner) -> None:
        """ "Ardovian" goes with "Ardovia": a capitalised form that is another name with an ending of descent."""
        forms = {key[2:]: key for key in sorted(self._entries, reverse=True) if key[1] == "|" and " " not in key}
        for form, key in sorted(forms.items()):
            for ending in _DESCENT:
                home = forms.get(form.removesuffix(ending)) if form.endswith(ending) and len(form) - len(ending) >= 4 else None
                if home is not None and not key.startswith("p|"):
                    join.same(home, key, f"the same name with the ending -{ending}", 0.85, None)
                    break

    def _build(self, clusters: dict[str, list[str]], ids: dict[str, str]) -> tuple[Actor, ...]:
        wholes: dict[str, set[str]] = defaultdict(set)
        for (part, whole), reports in self._parts.items():
            if part in ids and whole in ids and reports:
                wholes[ids[part]].add(ids[whole])
        actors: list[Actor] = []
        fresh: dict[str, tuple[tuple[str, ...], Actor]] = {}
        for keys in clusters.values():
            key = ids[keys[0]]
            mark = (*sorted(keys), *sorted(wholes[key]))
            old = self._actors.get(key)
            if old is None or old[0] != mark or not self._dirty.isdisjoint(keys):
                old = (mark, self._actor(key, sorted(keys), tuple(sorted(wholes[key] - {key}))))
            fresh[key] = old
            actors.append(old[1])
        self._actors = fresh
        return tuple(sorted(actors, key=lambda a: (-len(a.mentions), a.id)))

    def _actor(self, ident: str, keys: list[str], part_of: tuple[str, ...]) -> Actor:
        forms: Counter[str] = Counter()
        titles: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        armed: Counter[str] = Counter()
        mentions: list[Mention] = []
        for key in keys:
            entry = self._entries[key]
            forms += entry.forms
            titles += entry.titles
            kinds += entry.kinds
            armed += entry.armed
            mentions += [m for ms in entry.mentions.values() for m in ms]
        kind = _kind(keys, kinds, armed)
        part_of = part_of or _state_organ(keys)
        return Actor(ident, _shown(keys, forms, kind), kind, _ordered(forms), tuple(sorted(mentions)), _ordered(titles), part_of)


def _state_organ(keys: Sequence[str]) -> tuple[str, ...]:
    for key in keys:
        for body in bodies().values():
            if key == f"body:{body.key}" and body.state:
                return (actor_id(f"state:{body.state}"),)
    return ()


def _ordered(forms: Counter[str]) -> tuple[NameForm, ...]:
    return tuple(NameForm(f, n) for f, n in sorted(forms.items(), key=lambda item: (-item[1], item[0])) if n > 0)


def _kind(keys: Sequence[str], kinds: Counter[str], armed: Counter[str]) -> ActorKind:
    if any(k.startswith("state:") for k in keys):
        return "state"
    top = min(kinds.items(), key=lambda item: (-item[1], item[0]))[0]
    if any(k.startswith("p|") for k in keys) and top == "person":
        return "person"
    if top in ("place", "facility"):
        return "place"
    if top == "nationality":
        return "people"
    if top == "organisation" or any(k.startswith("body:") for k in keys):
        return "armed_group" if armed["armed"] >= 2 and armed["armed"] * 3 >= armed["plain"] else "organisation"
    return "person" if top == "person" else "other"


def _shown(keys: Sequence[str], forms: Counter[str], kind: ActorKind) -> str:
    for key in keys:
        if key.startswith("state:"):
            return states()[key[6:]].name
    best = [f for f in forms if len(f.split()) > 1 and not f.isupper()] or list(forms)
    if kind == "person":
        return min(best, key=lambda f: (-forms[f], -len(f), f))
    return min(best, key=lambda f: (-forms[f], len(f), f))


@lru_cache(maxsize=500_000)
def actor_id(key: str) -> str:
    """The id of the actor whose least key this is."""
    return make_id("a", key)


@lru_cache(maxsize=500_000)
def _match_id(a: str, b: str) -> str:
    return make_id("m", "actor", a, b)


def _compare_keys(a: str, b: str, kind: str) -> Comparison:
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


def _share_half(a: str, b: str) -> bool:
    x, y = a.split(), b.split()
    shared = sum(any(word_similarity(v, w) >= 0.8 for w in y) for v in x)
    return shared * 2 >= max(len(x), len(y))


def _is_end(parts: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if len(full) <= len(parts):
        return False
    return all(word_similarity(a, b) >= _SURNAME for a, b in zip(parts, full[-len(parts) :], strict=True))


def blocks(key: str) -> set[tuple[str, ...]]:
    """Where a key is looked for: each word's consonants with the first sound of another word."""
    if key[1] != "|":
        return set()
    parts = [sound(p) for p in key[2:].split()]
    if not parts:
        return set()
    bones = [re.sub(r"[aiu]", "", p).rstrip("s") or p for p in parts]
    group = "p" if key.startswith("p|") else "n"
    if len(parts) == 1:
        return {(group, bones[0])}
    found = {(group, bones[i], parts[j][0]) for i in range(len(parts)) for j in range(len(parts)) if i != j}
    return found | {(group, "".join(parts)[:24])}


class _Joiner:
    """Union of keys that remembers why, and refuses what must stay apart."""

    def __init__(self, entries: dict[str, _Entry], apart: frozenset[tuple[str, str]]) -> None:
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

    def matches(self, ids: dict[str, str], entries: dict[str, _Entry]) -> Iterable[Match]:
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
        a: str, b: str, ids: dict[str, str], entries: dict[str, _Entry], verdict: str, reason: str, score: float, quote: Quote | None
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
