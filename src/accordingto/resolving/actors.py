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
from functools import cache

from accordingto.model.reading import Reading
from accordingto.model.record import Actor, ActorKind, Match, Mention, NameForm, Quote
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.compare import ONE_LETTER, Comparison, legal_words
from accordingto.resolving.descent import home_of, own_names
from accordingto.resolving.folding import all_initials, fold, shortenings, sound
from accordingto.resolving.naming_bodies import initials_with_state, leading_state, state_in
from accordingto.resolving.naming_joins import ActorSolution, Joiner, actor_id, blocks, compare_keys, is_end, share_half
from accordingto.resolving.naming_links import LocalNames
from accordingto.resolving.tables import bodies, states
from accordingto.resolving.union import Union

_GROUP = re.compile(
    r"\b(?:militi|militant|rebel|insurgent|paramilitar|jihadi|guerrilla|armed (?:group|faction|wing)|"
    r"terror(?:ist)? (?:group|organi)|brigade|fighters|gunmen)",
    re.IGNORECASE,
)
# A name with a word for members of a group right after it: "Reed Front fighters". Nobody says so of a person.
_MEMBERS = re.compile(
    r"\s(?:militants?|fighters?|members?|insurgents?|gunmen|rebels?|terrorists?|extremists?|guerrillas?|commanders?|leaders?)\b"
)
_MOST = 8  # times as many mentions as all other bearers of a surname together: then the surname alone is his


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
    members: int = 0


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
        self._of_states: dict[str, set[str]] = defaultdict(set)
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
            entry.members += sign * bool(_MEMBERS.match(text, name.span.end))
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
                    found = compare_keys(key[2:], other[2:], kind)
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
            for form in all_initials(key[2:]) | initials_with_state(key):
                self._letters[form].add(key)
            if key.startswith("n|="):
                self._of_states[key.partition(" ")[2]].add(key)

    def _unfile(self, key: str) -> None:
        if key.startswith("p|"):
            end = sound(key.split()[-1].removeprefix("p|"))
            for other in self._ends[end]:
                self._bearers.pop(other, None)
            self._ends[end].discard(key)
        elif " " in key:
            for form in all_initials(key[2:]) | initials_with_state(key):
                self._letters[form].discard(key)
            if key.startswith("n|="):
                self._of_states[key.partition(" ")[2]].discard(key)

    def _leave(self, key: str) -> None:
        self._unfile(key)
        for block in blocks(key):
            self._blocks[block].discard(key)
        for other in self._neighbours.pop(key, set()):
            self._neighbours[other].discard(key)
            self._near.pop((min(key, other), max(key, other)), None)

    def resolve(self, forced: Iterable[tuple[str, str]] = (), apart: Iterable[tuple[str, str]] = ()) -> ActorSolution:
        """Join keys into actors. ``forced`` and ``apart`` are pairs of keys reviewers joined or kept apart."""
        join = Joiner(self._entries, frozenset((min(p), max(p)) for p in apart))
        for left, right in sorted(forced):
            join.same(left, right, "a reviewer joined them", 1.0, None)
        self._join_aliases(join)
        self._join_spellings(join)
        self._join_short(join)
        self._join_kinds(join)
        self._join_demonyms(join)
        self._join_comma_places(join)
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

    def _join_aliases(self, join: Joiner) -> None:
        targets: dict[str, list[str]] = defaultdict(list)
        for left, right in sorted(self._aliases):
            targets[right].append(left)
        for right, lefts in sorted(targets.items()):
            quotes = {left: next(iter(sorted(self._aliases[left, right].items())))[1] for left in lefts}
            spelt_out = " " in right
            for a, b in itertools.pairwise(lefts):
                if spelt_out or share_half(a[2:], b[2:]):
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

    def _join_spellings(self, join: Joiner) -> None:
        for (a, b), found in sorted(self._near.items(), key=lambda item: (-item[1].score, item[0])):
            if a not in self._entries or b not in self._entries:
                continue
            if found.verdict == "same" and found.reason == ONE_LETTER and self._side_by_side(a, b):
                join.open(a, b, "one letter apart, and several reports have both", 0.5)
            elif found.verdict == "same":
                join.guarded(a, b, found.reason, found.score)
            elif join.find(a) != join.find(b):
                join.open(a, b, found.reason, found.score)

    def _side_by_side(self, a: str, b: str) -> bool:
        """Whether reports use two spellings beside each other, and not as one and many of a kind."""
        both = self._entries[a].mentions.keys() & self._entries[b].mentions.keys()
        return len(both) > 1 and f"{a}s" != b and f"{b}s" != a

    def _join_short(self, join: Joiner) -> None:
        """A surname alone, where only one person of the record bears it; capitals that only one name is short for; "the foreign
        ministry" where that of one state alone is named."""
        for key in sorted(self._entries):
            if key.startswith("p|"):
                self._short_for(join, key, self._bearers_of(key), f"only bearer of “{key[2:]}” in the record", 0.8)
            elif key.startswith("n|"):
                self._short_for(join, key, sorted(self._of_states.get(key[2:], ())), f"only “{key[2:]}” of a state in the record", 0.75)
                if " " not in key and 4 < len(key) < 10:
                    capitals = {
                        s for form in self._entries[key].forms if form[:1].isupper() and form[1:2].isupper() for s in shortenings(form)
                    }
                    full = {k for s in capitals for k in self._letters.get(s, ())} - {key}
                    self._short_for(join, key, sorted(full), "initials that fit one name only", 0.75)

    def _bearers_of(self, key: str) -> list[str]:
        """The full names that a person's name may be the end of."""
        found = self._bearers.get(key)
        if found is None:
            parts = tuple(key[2:].split())
            others = ((k, tuple(k[2:].split())) for k in self._ends[sound(parts[-1])] if k != key)
            found = self._bearers[key] = sorted(k for k, full in others if is_end(parts, full))
        return found

    def _short_for(self, join: Joiner, key: str, longer: list[str], reason: str, score: float) -> None:
        roots = sorted({join.find(k) for k in longer})
        if len(roots) == 1:
            join.guarded(longer[0], key, reason, score)
        elif len(roots) > 1:
            main = self._main_bearer(join, key, longer)
            if main is not None:
                join.guarded(main, key, f"nearly all who bear “{key[2:]}” in the record are this one", 0.7)
            for k in longer if len(roots) <= 6 else ():
                if join.find(k) != join.find(key):
                    join.open(k, key, f"{len(roots)} names fit “{key[2:]}”", 1 / len(roots))

    def _main_bearer(self, join: Joiner, key: str, longer: Sequence[str]) -> str | None:
        """Of several bearers of a surname the one that the record is about: named in full in more reports than two, and many times as
        often as the others."""
        if not key.startswith("p|"):
            return None
        named: Counter[str] = Counter()
        reports: dict[str, set[str]] = defaultdict(set)
        best: dict[str, str] = {}
        for k in longer:
            root = join.find(k)
            for member in join.members(root):
                if member in self._entries and member not in best:
                    best[member] = root
                    named[root] += sum(map(len, self._entries[member].mentions.values()))
                    reports[root] |= self._entries[member].mentions.keys()
        main, count = min(named.items(), key=lambda item: (-item[1], item[0]))
        alone = count >= _MOST * (sum(named.values()) - count) and len(reports[main]) > 2
        return min(k for k in longer if join.find(k) == main) if alone else None

    def _join_kinds(self, join: Joiner) -> None:
        """The same words read once as a group and once as a person or place: the name-finder's slip, where one reading is rare."""
        by_words: dict[str, list[str]] = defaultdict(list)
        family_names = {part for key in self._entries if key.startswith("p|") and " " in key for part in key[2:].split()}
        for key in sorted(self._entries):
            if key[1] == "|":
                by_words[key[2:]].append(key)
        for form, keys in sorted(by_words.items()):
            if len(keys) == 1:
                continue
            sizes = {k: sum(map(len, self._entries[k].mentions.values())) for k in keys}
            top = max(keys, key=lambda k: (sizes[k], k))
            for key in keys:
                rare = sizes[key] * 4 <= sizes[top]
                if key != top and (" " in form or rare or form not in family_names):
                    join.guarded(top, key, "the same words", 0.9)
            if f"p|{form}" in keys and f"n|{form}" in keys and self._within(join, f"n|{form}", f"p|{form}"):
                join.guarded(f"p|{form}", f"n|{form}", "the same words, in reports that name the person", 0.8)

    def _within(self, join: Joiner, rare: str, often: str) -> bool:
        """Whether a key stands only in reports that have another's group, and many times more seldom."""
        members = [self._entries[k].mentions for k in join.members(often) if k in self._entries]
        mine = self._entries[rare].mentions
        size = sum(map(len, mine.values()))
        return all(any(r in m for m in members) for r in mine) and size * 4 <= sum(len(ms) for m in members for ms in m.values())

    def _join_demonyms(self, join: Joiner) -> None:
        """ "Ardovian" and "Ardovians" go with "Ardovia", "Ostranian" with "Ostrany": a capitalised form that is another name with an
        ending of descent."""
        forms = {key[2:]: key for key in sorted(self._entries, reverse=True) if key[1] == "|" and " " not in key}
        for form, key in sorted(forms.items()):
            found = home_of(form, forms) if not key.startswith("p|") else None
            if found is not None:
                join.same(forms[found[0]], key, f"the same name with the ending -{found[1]}", 0.85, None)

    def _join_comma_places(self, join: Joiner) -> None:
        """ "Halvik, Sarn" is "Halvik" where all that the record says of where that name lies has a word in common."""
        homes: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._entries):
            if key.startswith("l|") and "," in key:
                homes[key.partition(",")[0]].append(key)
        for head, keys in homes.items():
            if head in self._entries and set.intersection(*(set(k.partition(",")[2].split()) for k in keys)):
                for key in keys:
                    join.guarded(head, key, "the same place with what it lies in", 0.85)

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
        members = 0
        mentions: list[Mention] = []
        for key in keys:
            entry = self._entries[key]
            forms += entry.forms
            titles += entry.titles
            kinds += entry.kinds
            armed += entry.armed
            members += entry.members
            mentions += [m for ms in entry.mentions.values() for m in ms]
        kind = _kind(keys, kinds, armed)
        if kind in ("person", "place", "other") and not titles and members > 1 and members * 6 >= len(mentions):
            kind = _kind([f"n|{k[2:]}" for k in keys], Counter(organisation=1), armed)
        part_of = part_of or _state_organ(keys)
        return Actor(ident, _shown(keys, forms, kind), kind, _ordered(forms), tuple(sorted(mentions)), _ordered(titles), part_of)


@cache
def _owners() -> dict[str, str]:
    """Key of every body that a state has, with the state's code."""
    return {f"body:{body.key}": body.state for body in bodies().values() if body.state}


def _state_organ(keys: Sequence[str]) -> tuple[str, ...]:
    for key in keys:
        if key.startswith("n|="):
            return (actor_id(f"state:{key[3:].partition(' ')[0]}"),)
        state = _owners().get(key)
        if state:
            return (actor_id(f"state:{state}"),)
    return ()


def _ordered(forms: Counter[str]) -> tuple[NameForm, ...]:
    return tuple(NameForm(f, n) for f, n in sorted(forms.items(), key=lambda item: (-item[1], item[0])) if n > 0)


def _kind(keys: Sequence[str], kinds: Counter[str], armed: Counter[str]) -> ActorKind:
    if any(k.startswith("state:") for k in keys):
        return "state"
    top = min(kinds.items(), key=lambda item: (-item[1], item[0]))[0]
    if any(k.startswith("p|") for k in keys) and top == "person":
        return "person"
    if (top in ("place", "facility") and any(k.startswith("l|") for k in keys)) or top == "facility":
        return "place"
    if top == "nationality":
        return "place" if own_names(k[2:] for k in keys if k[1] == "|") else "people"
    if top == "organisation" or any(k.startswith("body:") for k in keys):
        return "armed_group" if armed["armed"] >= 2 and armed["armed"] * 3 >= armed["plain"] else "organisation"
    return "other"


def _shown(keys: Sequence[str], forms: Counter[str], kind: ActorKind) -> str:
    for key in keys:
        if key.startswith("state:"):
            return states()[key[6:]].name
    best = [f for f in forms if len(f.split()) > 1 and not f.isupper()] or own_names(forms) or list(forms)
    if kind == "person":
        return min(best, key=lambda f: (-forms[f], -len(f), f))
    if kind == "place":
        best = [f for f in own_names(forms) or forms if "," not in f and not f.isupper()] or best
    plain = [f for f in forms if fold(f).split()[-1:] and fold(f).split()[-1] not in legal_words()]
    if len(plain) < len(forms) and all(f in plain for f in forms if f not in best):
        best = [f for f in best if f in plain] or plain or best
    shown = min(best, key=lambda f: (-forms[f], len(f), f))
    code = next((k[3:].partition(" ")[0] for k in keys if k.startswith("n|=")), None)
    if code is None or _says_state(shown):
        return shown
    state = states()[code].name
    return min(
        (f for f in best if _says_state(f)), key=lambda f: (-forms[f], f), default=f"{state}’{'' if state.endswith('s') else 's'} {shown}"
    )


def _says_state(form: str) -> bool:
    return leading_state(form)[0] is not None or state_in(form)
