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
from accordingto.resolving.naming_bodies import body_key
from accordingto.resolving.outlets import outlet_key, site_of, sites_for
from accordingto.resolving.own_voice import speaks_itself
from accordingto.resolving.tables import state_of

_KIND: dict[ActorKind, VoiceKind] = {
    "person": "person", "organisation": "organisation", "armed_group": "organisation", "state": "state", "outlet": "outlet",
    "people": "crowd", "place": "organisation", "other": "organisation",
}  # fmt: skip
_OF = re.compile(r"^(.+?) of (?:the )?(.+)$")
_GOVERNMENT = "government"
_OF_A_STATE = re.compile(r"[A-Z]{2} \S")  # a key of ``naming_bodies``
_NOBODYS_SITE = frozenset(
    {"person", "state", "crowd", "unnamed", "people", "place"}
)  # kinds that the name of a site does not make an outlet


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
        keys: ("label", "body" or "office", key) of everything that is looked up otherwise now.
        actors: ids of the actors that voices call or sort otherwise.
        sites: names of sites that are an outlet's now, or no more.
    """

    keys: set[tuple[str, str]]
    actors: set[str]
    sites: frozenset[str] = frozenset()


class VoiceTables:
    """What every report's voices are looked up in, kept from one time to the next.

    Attributes:
        actors: actor by id.
        outlets: outlet key to the label to show: the most frequent, of equals the first by letters.
        same: outlet key to the key of the outlet it is another name of; those that are known by one name alone are left out.
        offices: office key to the id of the one person who holds it in the record.
        by_form: outlet key of an actor's form to actor id, for organisations and outlets; the least id where several have it.
        by_body: key of a state's body (see ``naming_bodies``) to the id of the one actor that is it.
        sites: outlet keys that are names of sites.
    """

    def __init__(self) -> None:
        self.actors: Mapping[str, Actor] = {}
        self.outlets: dict[str, str] = {}
        self.same: dict[str, str] = {}
        self.offices: dict[str, str] = {}
        self.by_form: dict[str, str] = {}
        self.by_body: dict[str, str] = {}
        self.sites: frozenset[str] = frozenset()
        self._filed: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._keys: dict[str, frozenset[tuple[str, str]]] = {}
        self._facts: dict[str, tuple[object, ...]] = {}

    def update(self, outlets: Iterable[str | None], actors: Mapping[str, Actor]) -> Changes:
        """Take in the outlets of all reports and all actors; actors that are the same objects as last time are not looked at again."""
        known = self.sites
        labels = self._publish(outlets)
        changes = Changes({("label", key) for key in labels}, set(), known ^ self.sites)
        before, self.actors = self.actors, actors
        for key in before.keys() - actors.keys():
            self._file(key, frozenset(), changes)
            del self._facts[key]
        for key, actor in actors.items():
            same = before.get(key) is actor
            if same and not labels:
                continue
            facts = (actor.name, actor.kind, tuple(self.outlet_of(outlet_key(f.form), actor.kind) for f in actor.forms[:5]))
            if facts != self._facts.get(key):
                self._facts[key] = facts
                changes.actors.add(key)
                changes.keys.update(self._keys.get(key, ()))
            if not same:
                self._file(key, _looked_up_by(actor), changes)
        self._name_outlets(changes)
        return changes

    def outlet_of(self, key: str, kind: str) -> str | None:
        """The key of the outlet that goes by a key: as it publishes, by another name, or by the name of its one site."""
        if key in self.same or key in self.outlets:
            return None if key in self.sites and kind in _NOBODYS_SITE else self.same.get(key, key)
        found = sites_for(key) & self.sites if kind not in _NOBODYS_SITE else frozenset()
        site = next(iter(found)) if len(found) == 1 else None
        return self.same.get(site, site) if site is not None else None

    def _name_outlets(self, changes: Changes) -> None:
        """Find the outlets that go by several names: by an actor's forms ("Sarn Press Agency (SPA)"), or initials that fit one alone."""
        homes: dict[str, set[str]] = defaultdict(set)
        for key, label in self.outlets.items():
            actor = self.by_form.get(key)
            if actor is not None and self.actors[actor].kind != "state":
                for form in self.actors[actor].forms:
                    homes[outlet_key(form.form)].add(key)
            sites = sites_for(key) & self.sites - {key}
            if key not in self.sites and len(sites) == 1:
                homes[next(iter(sites))].add(key)
                homes[key].add(key)
            if label.isupper() and " " not in label:
                spelt = [other for other, full in self.outlets.items() if " " in full and key in all_initials(full)]
                if len(spelt) == 1:
                    homes[key].add(spelt[0])
                    homes[spelt[0]].add(spelt[0])
        fresh = {
            key: max(held | {key} & self.outlets.keys(), key=lambda k: (k not in self.sites, k.count(" "), len(k), k))
            for key, held in homes.items()
        }
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
        fresh = {key: min(found, key=lambda f: (site_of(f) is not None, -found[f], f)) for key, found in counts.items()}
        self.sites = frozenset(key for key, found in counts.items() if any(site_of(label) for label in found))
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
            found, table = self._filed[key], {"label": self.by_form, "body": self.by_body, "office": self.offices}[key[0]]
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
    forms = {("label", outlet_key(form.form)) for form in actor.forms}
    own = {body_key(form) for form in (actor.name, *(f.form for f in actor.forms))} if actor.kind == "organisation" else set()
    return frozenset(forms | {("body", key) for key in own if _OF_A_STATE.match(key)})


@dataclass(frozen=True, slots=True)
class Asked:
    """What one statement's voice is looked up by: its label as an outlet's, as a body's and as an office's, and its name."""

    label: str
    body: str
    office: str
    kind: VoiceKind
    name: int | None


@dataclass(frozen=True, slots=True)
class VoiceKeys:
    """What one report's voices are looked up by: the outlet's key, and what every statement asks for."""

    outlet: str
    statements: tuple[Asked, ...]

    def asked(self) -> set[tuple[str, str]]:
        """All of them as the tables file them."""
        found = {("label", self.outlet)}
        for s in self.statements:
            found |= {("label", s.label), ("body", s.body), ("office", s.office)}
        return found

    def state(self, names: Sequence[str], tables: VoiceTables) -> tuple[object, ...]:
        """Everything the tables say of these keys: the report's voices are the same as long as this is."""
        found: list[object] = [tables.outlets.get(self.outlet), tables.by_form.get(self.outlet), tables.same.get(self.outlet)]
        found.append(state_told_of(names, tables))
        for s in self.statements:
            own = names[s.name] if s.name is not None else None
            for actor_id in (tables.by_form.get(s.label), tables.by_body.get(s.body), tables.offices.get(s.office), own):
                actor = tables.actors.get(actor_id) if actor_id is not None else None
                found.append((actor.id, actor.name, actor.kind) if actor is not None else None)
            found += [tables.outlet_of(s.label, s.kind), tables.outlets.get(s.label)]
            if own is not None and (actor := tables.actors.get(own)) is not None:
                homes = [tables.outlet_of(outlet_key(f.form), actor.kind) for f in actor.forms[:5]]
                found += [(home, tables.outlets.get(home)) if home is not None else None for home in homes]
        return tuple(found)


def voice_keys(report: Report, reading: Reading) -> VoiceKeys:
    """The keys of one report's voices."""
    voices = [s.voice for s in reading.statements]
    rows = tuple(Asked(outlet_key(v.label), body_key(v.label), office_key(v.label), v.kind, v.name) for v in voices)
    return VoiceKeys(outlet_key(report.outlet.value or ""), rows)


def state_told_of(names: Sequence[str], tables: VoiceTables) -> str | None:
    """Name of the state that a report is about: named three times or more, and twice as often as any other."""
    found = Counter(a for a in names if a in tables.actors and tables.actors[a].kind == "state")
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return tables.actors[ranked[0][0]].name


@dataclass(frozen=True, slots=True)
class ReportVoices:
    """One report's voices: of the outlet, and of every statement; the relays it makes; ids of voices that a reviewer joined."""

    outlet: RecordVoice
    statements: tuple[RecordVoice, ...]
    relays: tuple[Relay, ...]
    joined: frozenset[str] = frozenset()


def report_voices(report: Report, reading: Reading, names: Sequence[str], tables: VoiceTables) -> ReportVoices:
    """Resolve one report's voices.

    Args:
        names: actor id of every name of the report.
    """
    outlet = outlet_voice(report.outlet.value or "", tables)
    state = state_told_of(names, tables)
    voices: list[RecordVoice] = []
    for s in reading.statements:  # outer before inner
        above = voices[s.parent] if s.parent is not None else outlet
        itself = above is outlet and speaks_itself(report, reading, s)
        voices.append(outlet if itself else _voice(s.voice, names, tables, state))
    relays = []
    for i, statement in enumerate(reading.statements):
        outer = voices[statement.parent] if statement.parent is not None else outlet
        if voices[i].id != outer.id and voices[i].kind != "unspecified":
            spans = statement.source or statement.cue or statement.content
            relays.append(Relay(outer.id, voices[i].id, Quote(report.id, cover(spans))))
    return ReportVoices(outlet, tuple(voices), tuple(relays))


def outlet_voice(label: str, tables: VoiceTables, kind: str = "outlet") -> RecordVoice:
    """The voice of an outlet; an outlet that is not known is a voice of its own kind without a label."""
    plain = outlet_key(label)
    key = tables.outlet_of(plain, kind) or plain
    shown = tables.outlets.get(key, label)
    return RecordVoice(make_id("v", "outlet", key), "outlet", shown, tables.by_form.get(key) if key else None)


def _voice(voice: Voice, names: Sequence[str], tables: VoiceTables, state: str | None) -> RecordVoice:
    """One statement's voice. ``state`` is the name of the state that the report is about."""
    if voice.kind == "outlet" or tables.outlet_of(outlet_key(voice.label), voice.kind) is not None:
        return outlet_voice(voice.label, tables)
    if voice.name is not None and voice.kind not in ("unnamed", "crowd"):
        actor = tables.actors.get(names[voice.name])
        if actor is not None:
            home = next((h for f in actor.forms[:5] if (h := tables.outlet_of(outlet_key(f.form), actor.kind))), None)
            if home is not None and actor.kind != "state":
                return outlet_voice(tables.outlets.get(home, home), tables)
            if actor.kind == "organisation" and body_key(actor.name).split()[-1:] == [_GOVERNMENT]:
                return _described("organisation", actor.name, state)
            office = voice.kind == "office" and actor.kind in ("state", "organisation", "place", "people", "armed_group")
            if not office:
                return _of_actor(actor)
    if voice.kind == "office":
        holder = tables.offices.get(office_key(voice.label))
        if holder is not None:
            return RecordVoice(make_id("v", "actor", holder), "person", tables.actors[holder].name, holder)
        return RecordVoice(make_id("v", "office", office_key(voice.label)), "office", voice.label)
    if voice.kind == "unspecified" or not voice.label:
        return RecordVoice(make_id("v", "unspecified"), "unspecified", "")
    if voice.kind in ("person", "organisation", "state"):
        actor_id = tables.by_form.get(outlet_key(voice.label)) or tables.by_body.get(body_key(voice.label))
        if actor_id is not None:
            return _of_actor(tables.actors[actor_id])
        return _described(voice.kind, voice.label, state)
    plain = fold(voice.label).removeprefix("the ").removeprefix("a ").removeprefix("an ")
    key = office_key(voice.label) if voice.kind == "unnamed" else plain
    return RecordVoice(make_id("v", voice.kind, key), voice.kind, voice.label)


def _of_actor(actor: Actor) -> RecordVoice:
    return RecordVoice(make_id("v", "actor", actor.id), _KIND[actor.kind], actor.name, actor.id)


def _described(kind: VoiceKind, label: str, state: str | None) -> RecordVoice:
    """A voice without a name of its own. "The government" is that of the state that the report is about, if it is about one."""
    key = body_key(label)
    if key == _GOVERNMENT and state is not None:
        label = f"{state}’{'' if state.endswith('s') else 's'} {_GOVERNMENT}"
        key = body_key(label)
    return RecordVoice(make_id("v", kind, key), kind, label)


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
