"""How the values of a disagreement of three or more sides stand to each other, two by two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accordingto.model.record import RELATIONS, Disagreement, Relation
from accordingto.views.sides import side_text

MOST_SIDES = 12


@dataclass(frozen=True, slots=True)
class PairCell:
    """Two values: their relation, empty where they were not compared, and why."""

    relation: str
    reason: str


@dataclass(frozen=True, slots=True)
class PairTable:
    """A triangle of relations.

    Attributes:
        values: as printed, from low to high.
        rows: one a value but the first: its cells against the values before it, in their order.
        relations: those that occur, the strongest first.
        left_out: how many values are not shown.
    """

    values: tuple[str, ...]
    rows: tuple[tuple[PairCell, ...], ...]
    relations: tuple[Relation, ...]
    left_out: int


def pair_table(disagreements: Iterable[Disagreement], aspect: str, names: Mapping[str, str]) -> PairTable | None:
    """The table of an aspect's longest disagreement; None where none has three sides."""
    found = [d for d in disagreements if d.aspect == aspect and len(d.sides) > 2 and d.between]
    if not found:
        return None
    longest = max(found, key=lambda d: (len(d.sides), d.id))
    cells = {frozenset((b.first, b.second)): PairCell(b.relation, b.reason) for b in longest.between}
    told_most = sorted(range(len(longest.sides)), key=lambda n: -len(longest.sides[n].origins))[:MOST_SIDES]
    order = sorted(told_most, key=lambda n: _size(longest, n))
    apart = PairCell("", "not compared")
    rows = tuple(tuple(cells.get(frozenset((n, m)), apart) for m in order[:at]) for at, n in enumerate(order) if at)
    shown = {c.relation for row in rows for c in row}
    values = tuple(side_text(longest.sides[n].value, names) for n in order)
    return PairTable(values, rows, tuple(r for r in RELATIONS if r in shown), len(longest.sides) - len(order))


def _size(disagreement: Disagreement, n: int) -> tuple[float, float, int]:
    quantity = disagreement.sides[n].value.quantity
    return (quantity.low or 0, quantity.high or float("inf"), n) if quantity is not None else (0, 0, n)
