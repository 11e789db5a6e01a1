"""Figures by source and time: one point per account, never joined across origins, never averaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accordingto.model.record import Account, Disagreement, RecordVoice
from accordingto.store import ReportHead
from accordingto.views.common import Clock, chain_labels, when_of
from accordingto.views.wording import ASPECTS, UNITS, Moment, split_figure

MOST_POINTS = 200


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One account's figure.

    Attributes:
        account: its id; ``href`` the words.
        at: when its report appeared, on the report's own clock; ``published`` the same in brief.
        low, high: bounds, None is open.
        label: "at least 12".
        chain: voices, outlet first.
        letter: of its origin; ``origin_label`` the innermost voice.
        standing: first hand, copied or relayed; ``undecided`` where its side of the disagreement waits.
    """

    account: str
    href: str
    at: datetime
    published: str
    low: float | None
    high: float | None
    label: str
    chain: tuple[str, ...]
    letter: str
    origin_label: str
    standing: str


@dataclass(frozen=True, slots=True)
class FigurePlot:
    """The figures of one aspect.

    Attributes:
        aspect, label, unit: what is counted.
        points: in order of appearance.
        undated: how many accounts give a figure in a report without a date.
        thinned: first-hand points only are kept, because there are more than 200 accounts.
        relation: of the aspect, or empty.
    """

    aspect: str
    label: str
    unit: str
    points: tuple[FigurePoint, ...]
    undated: int
    thinned: bool
    relation: str


def figure_plot(
    aspect: str,
    accounts: Sequence[Account],
    letters: dict[str, str],
    heads: dict[str, ReportHead],
    voices: dict[str, RecordVoice],
    disagreements: Sequence[Disagreement],
    clock: Clock,
) -> FigurePlot | None:
    """The plot of one aspect; None where no account gives a number for it."""
    thinned = len(accounts) > MOST_POINTS
    points: list[FigurePoint] = []
    undated = 0
    for account in accounts:
        value = next((v for v in account.values if v.aspect == aspect and v.quantity is not None), None)
        if value is None or value.quantity is None or (thinned and account.standing != "first hand"):
            continue
        head = heads.get(account.report)
        at = Moment.parse(head.published).naive if head else None
        if at is None:
            undated += 1
            continue
        chain = chain_labels(account, voices)
        points.append(
            FigurePoint(
                account.id,
                f"/incidents/{account.incident}/accounts/{account.id}/{aspect}",
                at,
                when_of(head, clock),
                value.quantity.low,
                value.quantity.high,
                " ".join(filter(None, split_figure(value))),
                chain,
                letters.get(account.id, ""),
                chain[-1],
                account.standing,
            )
        )
    if not points and not undated:
        return None
    relation = next((d.relation for d in disagreements if d.aspect == aspect), "")
    points.sort(key=lambda p: (p.at, p.account))
    return FigurePlot(aspect, ASPECTS[aspect], UNITS.get(aspect, ""), tuple(points[:MOST_POINTS]), undated, thinned, relation)
