"""Readings that the machine is unsure of and on which the picture rests: questions for people, weightiest first.

A reading without any account resting on it changes nothing and is not asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from accordingto.model.ids import make_id
from accordingto.model.reading import Reading
from accordingto.model.record import Account, Disagreement, Doubt, Mention, Quote
from accordingto.model.text import cover

Unsure = tuple[Literal["statement", "event", "voice"], int, float, str]

# Below these: statements that neither a cue of the lexicon nor clear tags carry, events taken from a statement's stance or by
# the engine alone, pronouns with a second name close by. Above them people would be asked about nearly everything.
LEAST_STATEMENT, LEAST_EVENT, LEAST_VOICE = 0.7, 0.65, 0.66


def unsure_of(reading: Reading) -> tuple[Unsure, ...]:
    """What the reader was unsure of in one report: subject, position, score and reason."""
    found: list[Unsure] = []
    for i, statement in enumerate(reading.statements):
        if statement.score < LEAST_STATEMENT:
            found.append(("statement", i, statement.score, statement.reason))
        if statement.voice.name is None or not statement.source:
            continue
        source = cover(statement.source)
        for reference in reading.references:
            if reference.name == statement.voice.name and reference.score < LEAST_VOICE and source.contains(reference.span):
                found.append(("voice", i, reference.score, reference.reason))
                break
    found += [("event", i, event.score, event.reason) for i, event in enumerate(reading.events) if event.score < LEAST_EVENT]
    return tuple(found)


def doubts_of(
    unsure: Mapping[str, Sequence[Unsure]],
    readings: Mapping[str, Reading],
    accounts: Iterable[Account],
    disagreements: Iterable[Disagreement],
) -> tuple[Doubt, ...]:
    """The questions of a record.

    Args:
        unsure: by report, what ``unsure_of`` found; reports without any are left out.
        readings: of these reports, as reviewers left them.
    """
    if not unsure:
        return ()
    mine: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        if account.report in unsure:
            mine[account.report].append(account)
    held = {a.id for found in mine.values() for a in found}
    parting: dict[str, set[str]] = defaultdict(set)
    for disagreement in disagreements:
        if disagreement.relation in ("conflict", "undecided"):
            for side in disagreement.sides:
                for key in held.intersection(side.accounts):
                    parting[key].add(disagreement.id)
    found = []
    for report in sorted(mine):
        reading = readings[report]
        rests = {account.id: account.hangs_on(reading) for account in mine[report]}
        for subject, position, score, reason in unsure[report]:
            resting = {a.id for a in mine[report] if (position in a.events if subject == "event" else position in rests[a.id])}
            if not resting or not _stands(reading, subject, position):
                continue
            span = reading.events[position].trigger if subject == "event" else reading.statements[position].whole
            touched = len(resting) + len({d for key in resting for d in parting[key]})
            key = make_id("q", subject, report, span.start, span.end)
            weight = round(touched * (1.0 - score), 3)
            found.append(Doubt(key, subject, Mention(report, position), Quote(report, span), round(score, 3), weight, reason))
    return tuple(sorted({d.id: d for d in found}.values(), key=lambda d: d.id))


def _stands(reading: Reading, subject: str, position: int) -> bool:
    """Whether there is still something to ask: a voice that a reviewer rejected is nobody's."""
    return subject != "voice" or reading.statements[position].voice.name is not None
