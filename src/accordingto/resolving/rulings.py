"""What reviewers decided of voices that have no actor: which are one, which are not, and what they are called.

A decision holds on to statements. It moves the voice they have: everywhere where the voice is known by its words ("the harbour
ministry"), in its own report where it is not ("two officials"), for nobody knows that another report means the same people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from accordingto.model.ids import make_id
from accordingto.model.record import RecordVoice, Relay
from accordingto.resolving.union import Union
from accordingto.resolving.voices import ReportVoices

Said = tuple[str, int]  # report, position of a statement
Scope = tuple[str, str]  # report or "" for all of them, id of a voice
_OWN_REPORT = frozenset({"unnamed", "crowd", "unspecified"})


@dataclass(frozen=True, slots=True)
class Rulings:
    """Reviewers' decisions on voices.

    Attributes:
        joined: statements of one voice, with the decision that says so; ``apart``: statements whose voice is another than its words say.
        labels: statements whose voice is called something else.
    """

    joined: tuple[tuple[Said, Said, str], ...] = ()
    apart: tuple[tuple[Said, str], ...] = ()
    labels: tuple[tuple[Said, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """What rulings come to: the voice that stands for another, and the ids of voices that a reviewer joined."""

    voices: Mapping[Scope, RecordVoice] = field(default_factory=dict)
    joined: frozenset[str] = frozenset()


NONE = Ruled()


def ruled(rulings: Rulings, plain: Mapping[str, ReportVoices]) -> Ruled:
    """Apply rulings to voices as the machine made them.

    Args:
        plain: voices by report; rulings on reports that are not there change nothing.
    """
    found: dict[Scope, RecordVoice] = {}

    def at(said: Said) -> RecordVoice | None:
        voices = plain.get(said[0])
        return voices.statements[said[1]] if voices is not None and said[1] < len(voices.statements) else None

    def scope(said: Said, voice: RecordVoice) -> Scope:
        return (said[0] if voice.kind in _OWN_REPORT else "", voice.id)

    for said, decision in rulings.apart:
        voice = at(said)
        if voice is not None:
            found[said[0], voice.id] = RecordVoice(make_id("v", "split", decision), voice.kind, voice.label)
    union: Union[Scope] = Union()
    members: dict[Scope, tuple[RecordVoice, str]] = {}
    for one, other, decision in rulings.joined:
        a, b = at(one), at(other)
        if a is None or b is None:
            continue
        for said, voice in ((one, a), (other, b)):
            members.setdefault(scope(said, voice), (voice, decision))
        union.join(scope(one, a), scope(other, b))
    joined = set()
    for root in sorted({union.find(s) for s in members}):
        group = [s for s in members if union.find(s) == root]
        shown = _shown([members[s] for s in group])
        found.update(dict.fromkeys(group, shown))
        joined.add(shown.id)
    for said, label in rulings.labels:
        voice = at(said)
        if voice is not None:
            place = scope(said, voice)
            now = found.get(place, voice)
            relabelled = replace(now, label=label)
            found[place] = relabelled
            found.update({s: relabelled for s, v in found.items() if v.id == now.id})
    return Ruled(found, frozenset(joined))


def _shown(group: Sequence[tuple[RecordVoice, str]]) -> RecordVoice:
    """The voice that stands for a group: an actor\'s, else one known by its words, else a new one of the first\'s kind and label."""
    voice, decision = min(group, key=lambda m: (m[0].actor is None, m[0].kind in _OWN_REPORT, -len(m[0].label), m[0].id))
    return replace(voice, id=make_id("v", "joined", decision)) if voice.kind in _OWN_REPORT else voice


def follow(voices: ReportVoices, report: str, rules: Ruled) -> ReportVoices:
    """One report\'s voices as reviewers left them."""
    if not rules.voices:
        return voices

    def now(voice: RecordVoice) -> RecordVoice:
        return rules.voices.get((report, voice.id)) or rules.voices.get(("", voice.id)) or voice

    known = {v.id: now(v).id for v in (voices.outlet, *voices.statements)}
    relays = [Relay(known.get(r.outer, r.outer), known.get(r.inner, r.inner), r.quote) for r in voices.relays]
    spoken = tuple(now(v) for v in voices.statements)
    return ReportVoices(now(voices.outlet), spoken, tuple(r for r in relays if r.outer != r.inner), rules.joined)
