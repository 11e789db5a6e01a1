"""Who speaks, across reports: every statement's voice and every report's outlet, and who cites whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from accordingto.model.ids import make_id
from accordingto.model.reading import Reading, Voice, VoiceKind
from accordingto.model.record import Actor, ActorKind, Quote, RecordVoice, Relay
from accordingto.model.report import Report
from accordingto.model.text import cover
from accordingto.resolving.folding import fold
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
class VoiceTables:
    """What every report's voices are looked up in.

    Attributes:
        actors: actor by id.
        outlets: outlet key to the label to show.
        offices: office key to the id of the one person who holds it in the record.
        by_form: outlet key of an actor's form to actor id, for organisations and outlets.
    """

    actors: Mapping[str, Actor]
    outlets: Mapping[str, str]
    offices: Mapping[str, str]
    by_form: Mapping[str, str]


def voice_tables(reports: Iterable[Report], actors: Iterable[Actor]) -> VoiceTables:
    """Collect outlets and office holders of the whole record."""
    outlets: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        if report.outlet.value:
            outlets[outlet_key(report.outlet.value)].append(report.outlet.value)
    holders: dict[str, set[str]] = defaultdict(set)
    by_form: dict[str, str] = {}
    known: dict[str, Actor] = {}
    for actor in sorted(actors, key=lambda a: a.id):
        known[actor.id] = actor
        if actor.kind == "person":
            for title in actor.titles:
                if " " in title.form:
                    holders[office_key(title.form)].add(actor.id)
        else:
            for form in actor.forms:
                by_form.setdefault(outlet_key(form.form), actor.id)
    offices = {key: ids.copy().pop() for key, ids in holders.items() if len(ids) == 1}
    return VoiceTables(known, {k: min(v, key=lambda f: (-v.count(f), f)) for k, v in outlets.items()}, offices, by_form)


@dataclass(frozen=True, slots=True)
class VoiceKeys:
    """What one report's voices are looked up by: the outlet's key, and per statement the outlet key, office key and name."""

    outlet: str
    statements: tuple[tuple[str, str, int | None], ...]

    def state(self, names: Sequence[str], tables: VoiceTables) -> tuple[object, ...]:
        """Everything the tables say of these keys: the report's voices are the same as long as this is."""
        found: list[object] = [tables.outlets.get(self.outlet), tables.by_form.get(self.outlet)]
        for label, office, name in self.statements:
            for actor_id in (tables.by_form.get(label), tables.offices.get(office), names[name] if name is not None else None):
                actor = tables.actors.get(actor_id) if actor_id is not None else None
                found.append((actor.id, actor.name, actor.kind) if actor is not None else None)
            found.append(tables.outlets.get(label))
            if name is not None and (actor := tables.actors.get(names[name])) is not None:
                found.append(tuple(tables.outlets.get(outlet_key(f.form)) for f in actor.forms[:5]))
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
