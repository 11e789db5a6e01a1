"""Single figures as reviewers see them: which can be marked in the words of a cell, and which were."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accordingto.model.decision import Decision
from accordingto.model.record import Value
from accordingto.store import Store
from accordingto.views.common import NO_OUTLET
from accordingto.views.wording import ASPECTS, FIGURE_ASPECTS, shorten

COUNTABLE = tuple((a, ASPECTS[a].lower()) for a in ASPECTS if a in FIGURE_ASPECTS)


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A figure that can be marked.

    Attributes:
        report, position: where it stands: position in the figures of the report's reading.
        words: as printed, qualifier included.
        aspect: what it is read to count.
        standing: what reviewers said of it ("rejected by ann"), or empty.
    """

    report: str
    position: int
    words: str
    aspect: str
    standing: str


@dataclass(frozen=True, slots=True)
class MarkedFigure:
    """A decision on a figure: its id, the words, what was decided, who and when, why, whose report, and where the words stand."""

    decision: str
    words: str
    what: str
    by: str
    at: str
    note: str
    outlet: str
    href: str


def cell_figures(store: Store, values: Sequence[Value]) -> tuple[CellFigure, ...]:
    """The figures that the values of a cell were read from."""
    given = [v for v in values if v.quantity is not None]
    decided = {
        (d.anchors[0].report, d.anchors[0].start, d.anchors[0].end): d for d in store.decided_at("figure", {v.quote.report for v in given})
    }
    found = []
    for value in given:
        reading = store.reading(value.quote.report)
        for position, figure in enumerate(reading.figures if reading else ()):
            if value.quote.span.contains(figure.span):
                decision = decided.get((value.quote.report, *figure.span))
                standing = f"{_what(decision)} by {decision.reviewer}" if decision else ""
                found.append(CellFigure(value.quote.report, position, value.text, value.aspect, standing))
    return tuple(dict.fromkeys(found))


def marked_figures(store: Store, reports: Iterable[str]) -> tuple[MarkedFigure, ...]:
    """What reviewers decided on figures of these reports, oldest first."""
    decided = store.decided_at("figure", reports)
    heads = store.heads_of({d.anchors[0].report for d in decided})
    found = []
    for d in decided:
        anchor = d.anchors[0]
        outlet = heads[anchor.report].outlet if anchor.report in heads else ""
        href = f"/reports/{anchor.report}?at={anchor.start}-{anchor.end}#at"
        at = d.at[:16].replace("T", " ")
        found.append(MarkedFigure(d.id, shorten(anchor.quote, 40), _what(d), d.reviewer, at, d.note, outlet or NO_OUTLET, href))
    return tuple(found)


def _what(decision: Decision) -> str:
    if decision.kind == "relabel":
        return f"said to count: {ASPECTS.get(decision.value, decision.value).lower()}"
    return {"reject": "rejected", "confirm": "confirmed", "undecided": "left undecided"}.get(decision.kind, decision.kind)
