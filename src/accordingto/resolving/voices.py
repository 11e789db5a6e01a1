"""Who speaks, across reports: every statement's voice and every report's outlet, and who cites whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from accordingto.model.ids import make_id
from accordingto.model.reading import Reading, Voice, VoiceKind
from accordingto.model.record import Actor, ActorKind, Quote, RecordVoice, Relay
from accordingto.model.report import Report
from accordingto.model.text import cover
from accordingto.resolving.folding import all_initials, fold
from accordingto.resolving.tables import bodies, state_of

_KIND: dict[ActorKind, VoiceKind] = {
    "person": "person", "organisation": "organisation", "armed_group": "organisation", "state": "state", "outlet": "outlet",
    "people": "crowd", "place": "organisation", "other": "organisation",
}  # fmt: skip
_OF = re.compile(r"^(.+?) of (?:the )?(.+)$")


@lru_cache(maxsize=200_000)
def outlet_key(label: str) -> str:
    """What an outlet is known by: folded, without "the", a web domain's ending or a news agency's other names."""
    plain = re.sub(
        r"\.(?:com|org|net|co uk|co|tv)$", "", fold(re.sub(r"\.(com|org|net|co\.uk|co|tv)\b.*$", "", label, flags=re.IGNORECASE))
    )
    plain = plain.removeprefix("the ").removeprefix("www ")
    body = bodies().get(plain)
    return body.key if body is not None and body.kind == "agency" else plain


@lru_cache(maxsize=200_000)
def office_key(label: str) -> str:
    """An office with its state as a code: "the Iraqi prime minister" and "prime minister of Iraq" are one."""
    plain = fold(label)
    for word in ("the ", "a ", "an "):
        plain = plain.removeprefix(word)
    of = _OF.match(plain)
    if of and state_of(of.group(2)):
        return f"{state_of(of.group(2))} {of.group(1)}"
    parts = plain.split()
    for size in (2, 1):
        code = state_of(" ".join(parts[:size]))
        if code and len(parts) > size:
            return f"{code} {' '.join(parts[size:])}"
    return plain


@dataclass(frozen=True, slots=True)
class Changes:
    """What an update of the tables changed.

    Attributes:
        keys: ("label" or "office", key) of everything that is looked up otherwise now.
        actors: ids of the actors that voices call or sort otherwise.
    """

    keys: set[tuple[str, str]]
    actors: set[str]


class VoiceTables:
    """What every report's voices are looked up in, kept from one time to the next.

    Attributes:
        actors: actor by id.
        outlets: outlet key to the label to show: the most frequent, of equals the first by letters.
        same: outlet key to the key of the outlet it is another name of; those that are known by one name alone are left out.
        offices: office key to the id of the one person who holds it in the record.
        by_form: outlet key of an actor's form to actor id, for organisations and outlets; the least id where several have it.
    """

    def __init__(self) -> None:
        self.actors: Mapping[str, Actor] = {}
        self.outlets: dict[str, str] = {}
        self.same: dict[str, str] = {}
        self.offices: dict[str, str] = {}
        self.by_form: dict[str, str] = {}
        self._filed: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._keys: dict[str, frozenset[tuple[str, str]]] = {}
        self._facts: dict[str, tuple[object, ...]] = {}

    def update(self, outlets: Iterable[str | None], actors: Mapping[str, Actor]) -> Changes:
        """Take in the outlets of all reports and all actors; actors that are the same objects as last time are not looked at again."""
        labels = self._publish(outlets)
        changes = Changes({("label", key) for key in labels}, set())
        before, self.actors = self.actors, actors
        for key in before.keys() - actors.keys():
            self._file(key, frozenset(), changes)
            del self._facts[key]
        for key, actor in actors.items():
            same = before.get(key) is actor
            if same and not labels:
                continue
            facts = (actor.name, actor.kind, tuple(self.outlets.get(outlet_key(f.form)) for f in actor.forms[:5]))
            if facts != self._facts.get(key):
                self._facts[key] = facts
                changes.actors.add(key)
                changes.keys.update(self._keys.get(key, ()))
            if not same:
                self._file(key, _looked_up_by(actor), changes)
        self._name_outlets(changes)
        return changes

    def _name_outlets(self, changes: Changes) -> None:
        """Find the outlets that go by several names: by an actor's forms ("Sarn Press Agency (SPA)"), or initials that fit one alone."""
        homes: dict[str, set[str]] = defaultdict(set)
        for key, label in self.outlets.items():
            actor = self.by_form.get(key)
            if actor is not None and self.actors[actor].kind != "state":
                for form in self.actors[actor].forms:
                    homes[outlet_key(form.form)].add(key)
            if label.isupper() and " " not in label:
                spelt = [other for other, full in self.outlets.items() if " " in full and key in all_initials(full)]
                if len(spelt) == 1:
                    homes[key].add(spelt[0])
                    homes[spelt[0]].add(spelt[0])
        fresh = {key: max(held | {key} & self.outlets.keys(), key=lambda k: (k.count(" "), len(k), k)) for key, held in homes.items()}
        fresh = {key: fresh.get(home, home) for key, home in fresh.items() if fresh.get(home, home) != key}
        old, self.same = self.same, fresh
        renamed = {("label", key) for key in old.keys() | fresh.keys() if old.get(key) != fresh.get(key)}
        changes.keys.update(renamed)
        changes.actors.update(actor for key in renamed for actor in self._filed.get(key, ()))

    def _publish(self, outlets: Iterable[str | None]) -> set[str]:
        """Count the outlets' labels; returns the keys whose label is another now."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for label, n in Counter(outlets).items():
            if label:
                counts[outlet_key(label)][label] = n
        fresh = {key: min(found, key=lambda f: (-found[f], f)) for key, found in counts.items()}
        old, self.outlets = self.outlets, fresh
        return {key for key in old.keys() | fresh.keys() if old.get(key) != fresh.get(key)}

    def _file(self, actor: str, keys: frozenset[tuple[str, str]], changes: Changes) -> None:
        """Look an actor up by these keys from now on."""
        old = self._keys.pop(actor, frozenset())
        if keys:
            self._keys[actor] = keys
        for key in old - keys:
            self._filed[key].discard(actor)
        for key in keys - old:
            self._filed[key].add(actor)
        for key in old ^ keys:
            changes.keys.add(key)
            found, table = self._filed[key], self.by_form if key[0] == "label" else self.offices
            if not found:
                del self._filed[key]
            if found and (key[0] == "label" or len(found) == 1):
                table[key[1]] = min(found)
            else:
                table.pop(key[1], None)


def _looked_up_by(actor: Actor) -> frozenset[tuple[str, str]]:
    """A person goes by the offices that the titles name, everyone else by their forms."""
    if actor.kind == "person":
        return frozenset(("office", office_key(title.form)) for title in actor.titles if " " in title.form)
    return frozenset(("label", outlet_key(form.form)) for form in actor.forms)


@dataclass(frozen=True, slots=True)
class VoiceKeys:
    """What one report's voices are looked up by: the outlet's key, and per statement the outlet key, office key and name."""

    outlet: str
    statements: tuple[tuple[str, str, int | None], ...]

    def asked(self) -> set[tuple[str, str]]:
        """All of them as the tables file them."""
        return {("label", self.outlet), *(("label", k) for k, _, _ in self.statements), *(("office", k) for _, k, _ in self.statements)}

    def state(self, names: Sequence[str], tables: VoiceTables) -> tuple[object, ...]:
        """Everything the tables say of these keys: the report's voices are the same as long as this is."""
        found: list[object] = [tables.outlets.get(self.outlet), tables.by_form.get(self.outlet), tables.same.get(self.outlet)]
        for label, office, name in self.statements:
            for actor_id in (tables.by_form.get(label), tables.offices.get(office), names[name] if name is not None else None):
                actor = tables.actors.get(actor_id) if actor_id is not None else None
                found.append((actor.id, actor.name, actor.kind) if actor is not None else None)
            found += [tables.outlets.get(label), tables.same.get(label)]
            if name is not None and (actor := tables.actors.get(names[name])) is not None:
                found += [(tables.outlets.get(k), tables.same.get(k)) for k in (outlet_key(f.form) for f in actor.forms[:5])]
        return tuple(found)


def voice_keys(report: Report, reading: Reading) -> VoiceKeys:
    """The keys of one report's voices."""
    rows = tuple((outlet_key(s.voice.label), office_key(s.voice.label), s.voice.name) for s in reading.statements)
    return VoiceKeys(outlet_key(report.outlet.value or ""), rows)


@dataclass(frozen=True, slots=True)
class ReportVoices:
    """One report's voices: of the outlet, and of every statement; and the relays it makes."""

    outlet: RecordVoice
    statements: tuple[RecordVoice, ...]
    relays: tuple[Relay, ...]


def report_voices(report: Report, reading: Reading, names: Sequence[str], tables: VoiceTables) -> ReportVoices:
    """Resolve one report's voices.

    Args:
        names: actor id of every name of the report.
    """
    outlet = outlet_voice(report.outlet.value or "", tables)
    voices = tuple(_voice(s.voice, names, tables, report) for s in reading.statements)
    relays = []
    for i, statement in enumerate(reading.statements):
        outer = voices[statement.parent] if statement.parent is not None else outlet
        if voices[i].id != outer.id and voices[i].kind != "unspecified":
            spans = statement.source or statement.cue or statement.content
            relays.append(Relay(outer.id, voices[i].id, Quote(report.id, cover(spans))))
    return ReportVoices(outlet, voices, tuple(relays))


def outlet_voice(label: str, tables: VoiceTables) -> RecordVoice:
    """The voice of an outlet; an outlet that is not known is a voice of its own kind without a label."""
    key = outlet_key(label)
    key = tables.same.get(key, key)
    shown = tables.outlets.get(key, label)
    return RecordVoice(make_id("v", "outlet", key), "outlet", shown, tables.by_form.get(key) if key else None)


def _voice(voice: Voice, names: Sequence[str], tables: VoiceTables, report: Report) -> RecordVoice:
    if voice.kind == "outlet" or outlet_key(voice.label) in tables.outlets:
        return outlet_voice(voice.label, tables)
    if voice.name is not None and voice.kind not in ("unnamed", "crowd"):
        actor = tables.actors.get(names[voice.name])
        if actor is not None:
            if any(outlet_key(f.form) in tables.outlets for f in actor.forms[:5]) and actor.kind != "state":
                return outlet_voice(actor.name, tables)
            office = voice.kind == "office" and actor.kind in ("state", "organisation", "place", "people", "armed_group")
            if not office:
                return RecordVoice(make_id("v", "actor", actor.id), _KIND[actor.kind], actor.name, actor.id)
    if voice.kind == "office":
        key = office_key(voice.label)
        holder = tables.offices.get(key)
        if holder is not None:
            actor = tables.actors[holder]
            return RecordVoice(make_id("v", "actor", actor.id), "person", actor.name, actor.id)
        return RecordVoice(make_id("v", "office", key), "office", voice.label)
    if voice.kind == "unspecified" or not voice.label:
        return RecordVoice(make_id("v", "unspecified"), "unspecified", "")
    if voice.kind in ("person", "organisation", "state"):
        actor_id = tables.by_form.get(outlet_key(voice.label))
        if actor_id is not None:
            actor = tables.actors[actor_id]
            return RecordVoice(make_id("v", "actor", actor.id), _KIND[actor.kind], actor.name, actor.id)
        return RecordVoice(make_id("v", voice.kind, fold(voice.label)), voice.kind, voice.label)
    plain = fold(voice.label).removeprefix("the ").removeprefix("a ").removeprefix("an ")
    state = office_key(voice.label) if voice.kind == "unnamed" else plain
    return RecordVoice(make_id("v", voice.kind, state), voice.kind, voice.label)


def chain_of(reading: Reading, statement: int | None, voices: ReportVoices) -> tuple[str, ...]:
    """Voice ids from the outlet to the innermost speaker; a voice that repeats its parent, or is not given, is left out."""
    inner: list[str] = []
    while statement is not None:
        voice = voices.statements[statement]
        if voice.kind != "unspecified" or not inner:
            inner.append(voice.id)
        statement = reading.statements[statement].parent
    chain = [voices.outlet.id]
    for voice_id in reversed(inner):
        if voice_id != chain[-1]:
            chain.append(voice_id)
    return tuple(chain)
