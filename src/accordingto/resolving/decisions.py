"""Replay of what reviewers decided, on top of what the machine made.

Decisions hold on to words in reports, so they outlive every rebuild. A decision whose words are gone, or that two reviewers
decided against each other, is not applied and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from accordingto.model.decision import Anchor, Decision
from accordingto.model.reading import Aspect, Reading
from accordingto.model.record import RELATIONS, Mention, Relation, Unapplied
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.amending import Amendment
from accordingto.resolving.rulings import Rulings, Said

_SAME_STATEMENT = 0.5  # words shared of all words: a reader that finds a statement's ends a little elsewhere still finds it


@dataclass(slots=True)
class Plan:
    """Decisions as instructions, in terms of mentions.

    Attributes:
        joined, apart: pairs of name mentions that are one actor, or are not.
        left_open: pairs of name mentions that a reviewer left undecided: kept apart, and shown as open.
        split_off: name mentions that stand for someone else than their form says.
        merged: pairs of event mentions of one incident; ``moved``: event mentions taken out of theirs.
        dropped: event mentions that are no incident.
        names: label for the actor that a name mention belongs to; ``titles`` likewise for incidents.
        relations: relation, or "" for rejected, of the disagreement with a side at these words.
        copies: passages that are no copy.
        voices_joined, voices_apart, voice_labels: of voices without an actor (see ``rulings``).
        amended: by report, the statements, voices and figures that a reviewer rejected, and figures that count something else.
    """

    joined: list[tuple[Mention, Mention]] = field(default_factory=list)
    apart: list[tuple[Mention, Mention]] = field(default_factory=list)
    left_open: list[tuple[Mention, Mention]] = field(default_factory=list)
    split_off: list[tuple[Mention, str]] = field(default_factory=list)
    merged: list[tuple[Mention, Mention]] = field(default_factory=list)
    moved: list[tuple[Mention, str]] = field(default_factory=list)
    dropped: set[Mention] = field(default_factory=set)
    names: list[tuple[Mention, str]] = field(default_factory=list)
    titles: list[tuple[Mention, str]] = field(default_factory=list)
    relations: list[tuple[Anchor, Relation | None]] = field(default_factory=list)
    copies: list[Anchor] = field(default_factory=list)
    amended: dict[str, Amendment] = field(default_factory=dict)
    voices_joined: list[tuple[Said, Said, str]] = field(default_factory=list)
    voices_apart: list[tuple[Said, str]] = field(default_factory=list)
    voice_labels: list[tuple[Said, str]] = field(default_factory=list)
    unapplied: list[Unapplied] = field(default_factory=list)

    def rulings(self) -> Rulings:
        """What was decided of voices that have no actor."""
        return Rulings(tuple(self.voices_joined), tuple(self.voices_apart), tuple(self.voice_labels))


def plan(decisions: Iterable[Decision], reports: Mapping[str, Report], readings: Mapping[str, Reading]) -> Plan:
    """Turn decisions into instructions, oldest first; later decisions of one reviewer replace earlier ones on the same words."""
    result = Plan()
    ordered = sorted(decisions, key=lambda d: (d.at, d.id))
    undone = {d.target for d in ordered if d.kind == "undo"}
    standing: dict[tuple[object, ...], list[Decision]] = defaultdict(list)
    for decision in ordered:
        if decision.kind == "undo" or decision.id in undone:
            continue
        missing = _missing(decision, reports)
        if missing:
            result.unapplied.append(Unapplied(decision.id, missing))
            continue
        standing[_about(decision)].append(decision)
    for about in sorted(standing, key=str):
        for decision in _agreed(standing[about], result):
            _apply(decision, result, reports, readings)
    result.unapplied.sort(key=lambda u: u.decision)
    return result


def _missing(decision: Decision, reports: Mapping[str, Report]) -> str:
    for anchor in decision.anchors:
        report = reports.get(anchor.report)
        if report is None:
            return "its report is not in the record"
        if report.text[anchor.start : anchor.end] != anchor.quote:
            return f"the words “{anchor.quote[:60]}” no longer stand where they stood"
    return ""


def _about(decision: Decision) -> tuple[object, ...]:
    """What a decision is about: decisions about the same can contradict each other."""
    sort = "one" if decision.kind in ("merge", "split", "confirm", "reject", "undecided") else decision.kind
    return (decision.subject, sort, tuple(sorted((a.report, a.start, a.end) for a in decision.anchors)))


def _agreed(found: Sequence[Decision], result: Plan) -> list[Decision]:
    """The latest decision, unless another reviewer's latest says otherwise: then neither."""
    latest: dict[str, Decision] = {}
    for decision in found:
        latest[decision.reviewer] = decision
    kept = list(latest.values())
    if len({(d.kind, d.value) for d in kept}) > 1:
        for decision in kept:
            others = ", ".join(sorted(d.reviewer for d in kept if (d.kind, d.value) != (decision.kind, decision.value)))
            result.unapplied.append(Unapplied(decision.id, f"{others} decided otherwise; neither is applied"))
        return []
    return kept[-1:]


def name_at(anchor: Anchor, reading: Reading) -> Mention | None:
    """The name that stands at an anchor."""
    span = Span(anchor.start, anchor.end)
    best = max(range(len(reading.names)), key=lambda i: (reading.names[i].span.iou(span), -i), default=None)
    return Mention(anchor.report, best) if best is not None and reading.names[best].span.overlaps(span) else None


def event_at(anchor: Anchor, reading: Reading) -> Mention | None:
    """The event mention that stands at an anchor."""
    span = Span(anchor.start, anchor.end)
    best = max(range(len(reading.events)), key=lambda i: (reading.events[i].trigger.iou(span), -i), default=None)
    return Mention(anchor.report, best) if best is not None and reading.events[best].trigger.overlaps(span) else None


def statement_at(anchor: Anchor, reading: Reading) -> int | None:
    """Position of the statement whose words an anchor holds."""
    span = Span(anchor.start, anchor.end)
    best = max(range(len(reading.statements)), key=lambda i: (reading.statements[i].whole.iou(span), -i), default=None)
    return best if best is not None and reading.statements[best].whole.iou(span) > _SAME_STATEMENT else None


def figure_at(anchor: Anchor, reading: Reading) -> int | None:
    """Position of the figure that stands at an anchor."""
    span = Span(anchor.start, anchor.end)
    best = max(range(len(reading.figures)), key=lambda i: (reading.figures[i].span.iou(span), -i), default=None)
    return best if best is not None and reading.figures[best].span.overlaps(span) else None


def _apply(decision: Decision, result: Plan, reports: Mapping[str, Report], readings: Mapping[str, Reading]) -> None:
    if decision.kind in ("status", "note", "boundary"):
        return
    if decision.subject == "statement" or (decision.subject == "voice" and decision.kind == "reject" and len(decision.anchors) == 1):
        _amend(decision, result, readings, "statement", statement_at)
    elif decision.subject == "figure":
        _amend(decision, result, readings, "figure", figure_at)
    elif decision.subject == "voice":
        _apply_voice(decision, result, readings)
    elif decision.subject == "actor":
        _apply_actor(decision, _found(decision, [name_at(a, readings[a.report]) for a in decision.anchors], result, "name"), result)
    elif decision.subject in ("incident", "event"):
        _apply_incident(decision, result, readings)
    elif decision.subject == "disagreement":
        if decision.kind == "reject":
            result.relations += [(a, None) for a in decision.anchors]
        elif decision.kind == "undecided" or (decision.kind == "relabel" and decision.value in RELATIONS):
            relation: Relation = "undecided" if decision.kind == "undecided" else decision.value  # type: ignore[assignment]
            result.relations += [(a, relation) for a in decision.anchors]
    elif decision.subject == "copy" and decision.kind == "reject":
        result.copies += decision.anchors


def _found(decision: Decision, mentions: Sequence[Mention | None], result: Plan, sort: str) -> list[Mention]:
    if any(m is None for m in mentions):
        result.unapplied.append(Unapplied(decision.id, f"no {sort} is read at its words any more"))
        return []
    return [m for m in mentions if m is not None]


def _amend(
    decision: Decision, result: Plan, readings: Mapping[str, Reading], sort: str, find: Callable[[Anchor, Reading], int | None]
) -> None:
    """Take out a statement, its voice or a figure, or have a figure count something else."""
    change = _amendment(decision)
    for anchor in decision.anchors if change is not None else ():
        position = find(anchor, readings[anchor.report])
        if position is None:
            result.unapplied.append(Unapplied(decision.id, f"no {sort} is read at its words any more"))
        elif change is not None:
            result.amended[anchor.report] = change(result.amended.get(anchor.report, Amendment()), position)


def _amendment(decision: Decision) -> Callable[[Amendment, int], Amendment] | None:
    """What a decision changes of a reading; None if it changes nothing of it."""
    if decision.subject == "figure" and decision.kind == "relabel" and decision.value in get_args(Aspect):
        aspect: Aspect = decision.value  # type: ignore[assignment]
        return lambda old, at: replace(old, recounted=(*old.recounted, (at, aspect)))
    if decision.kind != "reject":
        return None
    if decision.subject == "statement":
        return lambda old, at: replace(old, statements=old.statements | {at})
    if decision.subject == "voice":
        return lambda old, at: replace(old, voices=old.voices | {at})
    return lambda old, at: replace(old, figures=old.figures | {at})


def said_at(anchor: Anchor, reading: Reading) -> int | None:
    """Position of the statement that an anchor holds, or whose source stands at it."""
    position = statement_at(anchor, reading)
    if position is not None:
        return position
    span = Span(anchor.start, anchor.end)
    found = [(max(p.iou(span) for p in s.source), -i) for i, s in enumerate(reading.statements) if s.source]
    best = max(found, default=(0.0, 0))
    return -best[1] if best[0] > 0 else None


def _apply_voice(decision: Decision, result: Plan, readings: Mapping[str, Reading]) -> None:
    """Voices that go by names are their actors; others are what their statements say."""
    positions = [said_at(a, readings[a.report]) for a in decision.anchors]
    if any(p is None for p in positions):
        names = [name_at(a, readings[a.report]) for a in decision.anchors]
        _apply_actor(decision, _found(decision, names, result, "statement"), result)
        return
    said = [(a.report, p) for a, p in zip(decision.anchors, positions, strict=True) if p is not None]
    voices = [readings[report].statements[p].voice for report, p in said]
    if all(v.name is not None for v in voices):
        _apply_actor(decision, [Mention(r, v.name) for (r, _), v in zip(said, voices, strict=True) if v.name is not None], result)
        return
    first, *rest = said
    if decision.kind in ("merge", "confirm"):
        result.voices_joined += [(first, other, decision.id) for other in rest]
    elif decision.kind in ("split", "reject"):
        result.voices_apart.append((first, decision.id))
    elif decision.kind == "relabel" and decision.value:
        result.voice_labels.append((first, decision.value))


def _apply_actor(decision: Decision, mentions: Sequence[Mention], result: Plan) -> None:
    if not mentions:
        return
    first, *rest = mentions
    pairs = [(first, other) for other in rest]
    if decision.kind in ("merge", "confirm"):
        result.joined += pairs
    elif decision.kind in ("split", "reject"):
        result.apart += pairs
        if not rest:
            result.split_off.append((first, decision.id))
    elif decision.kind == "undecided":
        result.left_open += pairs
    elif decision.kind == "relabel" and decision.value:
        result.names.append((first, decision.value))


def _apply_incident(decision: Decision, result: Plan, readings: Mapping[str, Reading]) -> None:
    mentions = _found(decision, [event_at(a, readings[a.report]) for a in decision.anchors], result, "event")
    if not mentions:
        return
    first, *rest = mentions
    if decision.kind in ("merge", "confirm"):
        result.merged += [(first, other) for other in rest]
    elif decision.kind == "split" or (decision.kind in ("reject", "undecided") and rest):
        result.moved.append((first, decision.id))
    elif decision.kind == "reject":
        result.dropped.add(first)
    elif decision.kind == "relabel" and decision.value:
        result.titles.append((first, decision.value))
