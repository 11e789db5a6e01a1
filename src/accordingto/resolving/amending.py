"""A reading as reviewers left it. Every position stays, so that a mention means the same before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace

from accordingto.model.intervals import Quantity
from accordingto.model.reading import Aspect, Figure, Reading, Statement, Voice
from accordingto.model.text import Span


@dataclass(frozen=True, slots=True)
class Amendment:
    """What reviewers rejected in one report: positions of statements, of statements whose voice is somebody else, and of figures;
    ``recounted`` are figures that count something else, with what."""

    statements: frozenset[int] = frozenset()
    voices: frozenset[int] = frozenset()
    figures: frozenset[int] = frozenset()
    recounted: tuple[tuple[int, Aspect], ...] = ()


NOTHING = Amendment()


def amended(reading: Reading, amendment: Amendment) -> Reading:
    """The reading without what was rejected.

    A rejected statement keeps its position and loses its words; what stood inside it belongs to the statement around it, or to
    the outlet. A rejected voice is not known. A rejected figure keeps its position and says no number of anything.
    """
    gone = amendment.statements

    def around(position: int | None) -> int | None:
        while position is not None and position in gone:
            position = reading.statements[position].parent
        return position

    statements = tuple(
        _emptied(s) if i in gone else _unvoiced(replace(s, parent=around(s.parent)), i in amendment.voices)
        for i, s in enumerate(reading.statements)
    )
    events = tuple(replace(e, statement=around(e.statement)) if e.statement in gone else e for e in reading.events)
    if amendment.figures:
        events = tuple(replace(e, figures=tuple(f for f in e.figures if f not in amendment.figures)) for e in events)
    counts = dict(amendment.recounted)
    figures = tuple(
        _numberless(f) if i in amendment.figures else replace(f, aspect=counts[i]) if i in counts else f
        for i, f in enumerate(reading.figures)
    )
    return replace(reading, statements=statements, events=events, figures=figures)


def _numberless(figure: Figure) -> Figure:
    at = Span(figure.span.start, figure.span.start)
    return replace(
        figure, span=at, quantity=Quantity(None, None), aspect="other", qualifier=None, qualifier_span=None, counted=None, event=None
    )


def _emptied(statement: Statement) -> Statement:
    at = statement.content[0].start
    nobody = Voice("unspecified", "", None, "rejected in review")
    return replace(statement, source=(), cue=(), content=(Span(at, at),), voice=nobody, parent=None, evidence_span=None, score=0.0)


def _unvoiced(statement: Statement, rejected: bool) -> Statement:
    return replace(statement, voice=Voice("unspecified", "", None, "rejected in review")) if rejected else statement
