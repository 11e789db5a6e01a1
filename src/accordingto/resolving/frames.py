"""When and where the sentence of a mention lies, where the mention itself gives no day or place.

"A quake rocked Orvale in February. It killed 612." Neither day nor place belongs to "killed", yet both say that these are not the dead of
the quake that the report is about. What a sentence names can only speak against a join, never for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from accordingto.model.reading import Event, Reading
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.places import RANK, Spot, locate
from accordingto.resolving.profiles import Profile, is_place, span_days

_POINTS_BACK = re.compile(r"[\s“\"'‘]*(?:it|they|those|these|this|that|(?:on|in|at) th(?:at|ose))\b", re.IGNORECASE)
_MOVED = re.compile(r"\b(?:from|to|by|into|towards?)\s+(?:the\s+)?$", re.IGNORECASE)  # where somebody or something comes from or goes
_WAY = 20  # characters before a place in which a word of coming or going stands
_COMPOUND = 20  # characters between a town and the noun for what was done there
_OBJECT = 5  # characters between a verb and its object, at most
_IN_COMPOUND = re.compile(r" (?:[a-z-]+ )?")
_ITEM = re.compile(r"(?:^|[.!?\n]|\w {1,3}(?=[A-Z]))\s*[A-Z][\w’'.-]*(?: [\w’'.-]+){0,4}: (?:at least |about |some )?$")


def sentences_of(event: Event, report: Report, reading: Reading) -> tuple[Span, ...]:
    """The sentence of a mention; with the one before it where it begins with a word that points back."""
    if not reading.sentences:
        return ()
    at = min(event.sentence, len(reading.sentences) - 1)
    own = reading.sentences[at]
    if at and _POINTS_BACK.match(report.text, own.start) and event.trigger.start >= own.start:
        return (own, reading.sentences[at - 1])
    return (own,)


def frame(
    profile: Profile, event: Event, report: Report, reading: Reading, actors: Sequence[str], context: Mapping[str, int]
) -> None:  # fmt: skip
    """Note what the sentence of a mention says of day and place, if the mention gives none.

    Args:
        actors: actor id of every name of the report.
        context: how often the report names each state.
    """
    if profile.family != "force":
        return
    for position in _towns_before(event, report, reading):
        spot = locate(report, reading, position, context)
        if spot.rank >= RANK["city"]:
            profile.spots[spot.key] = spot
            profile.spot_votes[spot.key] = 1
            profile.agents.discard(actors[position])
    if not (profile.days or profile.coarse):
        profile.said = _days_beside(event, report, reading)
    if not profile.spots:
        profile.beside = _spots_beside(event, report, reading, context)


def _towns_before(event: Event, report: Report, reading: Reading) -> list[int]:
    """Names of places right before the noun for what was done ("the Orvale attack", "Orvale bridge collapse"): where it was, not who did
    it, if it is a town; states and bodies may stand there as doers."""
    told_of = any(0 <= a.span.start - event.trigger.end <= _OBJECT for a in event.recipients)  # a verb with its object
    if told_of or event.trigger.of(report.text).endswith("ed"):
        return []
    return [
        position
        for position, name in enumerate(reading.names)
        if name.kind == "place"
        and position not in event.places
        and 0 < event.trigger.start - name.span.end <= _COMPOUND
        and _IN_COMPOUND.fullmatch(report.text, name.span.end, event.trigger.start)
    ]


def _days_beside(event: Event, report: Report, reading: Reading) -> list[tuple[int, int]]:
    """The dates that the sentence gives, as ordinals; of what somebody says, those among the words said."""
    held = reading.statements[event.statement].content if event.statement is not None else ()
    inside = [c for c in held if c.contains(event.trigger)]
    for sentence in sentences_of(event, report, reading):
        times = [t for t in reading.times if t.type in ("DATE", "TIME") and sentence.overlaps(t.span)]
        spans = [span_days(t.interval) for t in times if not inside or any(c.overlaps(t.span) for c in inside)]
        if any(spans):
            return [days for days in spans if days is not None]
    return []


def _spots_beside(event: Event, report: Report, reading: Reading, context: Mapping[str, int]) -> dict[str, Spot]:
    """The places that the sentence names, those left out that belong to who speaks or to a way."""
    for sentence in sentences_of(event, report, reading):
        found: dict[str, Spot] = {}
        sources = [s for statement in reading.statements for s in (*statement.source, *statement.cue) if sentence.overlaps(s)]
        for position, name in enumerate(reading.names):
            span = name.span
            if name.kind != "place" or not sentence.contains(span) or any(s.overlaps(span) for s in sources):
                continue
            before = report.text[max(sentence.start, span.start - _WAY) : span.start]
            if not is_place(reading, position, report.text) or _MOVED.search(before):
                continue
            spot = locate(report, reading, position, context)
            if spot.rank:
                found[spot.key] = spot
        if found:
            return found
    return {}


def is_item(event: Event, report: Report, reading: Reading) -> bool:
    """Whether a harm stands in a list of happenings, each headed by its place ("Orvale school: 32 killed"), as another one."""
    starts = [reading.figures[f].span.start for f in event.figures] or [event.trigger.start]
    return not event.headline and bool(_ITEM.search(report.text[max(0, min(starts) - 60) : min(starts)]))
