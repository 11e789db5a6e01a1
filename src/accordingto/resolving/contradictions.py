"""Reports that contradict themselves: a sum that is not the sum of its parts, a headline against its body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from accordingto.model.intervals import Quantity
from accordingto.model.reading import Aspect, Figure
from accordingto.model.record import Account, Disagreement, Mention, Side, Value
from accordingto.resolving.accounts import View, figure_value
from accordingto.resolving.sides import make_disagreement

_PARTS: tuple[Aspect, ...] = ("killed", "injured")
_TOTAL: Aspect = "casualties"
_SHOWN = ("killed", "injured", "detained", "missing", "casualties")


def contradictions_of(
    incident: str, events: Sequence[Mention], accounts: Sequence[Account], views: Mapping[str, View]
) -> tuple[Disagreement, ...]:
    """Internal contradictions of every report of one incident."""
    by_report: dict[str, list[int]] = defaultdict(list)
    for mention in events:
        by_report[mention.report].append(mention.index)
    found: list[Disagreement] = []
    for report, indices in sorted(by_report.items()):
        own = [a for a in accounts if a.report == report]
        found += _sums(incident, views[report], indices, own)
        found += _headline(incident, views[report], indices, own)
    return tuple(found)


def _figures(view: View, indices: Sequence[int]) -> dict[str, list[tuple[Figure, int]]]:
    found: dict[str, list[tuple[Figure, int]]] = defaultdict(list)
    for index in indices:
        for position in view.reading.events[index].figures:
            figure = view.reading.figures[position]
            if not figure.additional:
                found[figure.aspect].append((figure, index))
    return found


def _sums(incident: str, view: View, indices: Sequence[int], accounts: Sequence[Account]) -> list[Disagreement]:
    """Dead and injured of one sentence or of one account against a total near them."""
    figures = _figures(view, indices)
    if not figures[_TOTAL] or not all(figures[part] for part in _PARTS):
        return []
    found = []
    for total, index in figures[_TOTAL]:
        parts = [min(figures[part], key=lambda f: abs(f[0].span.start - total.span.start)) for part in _PARTS]
        whole = Quantity(0, 0)
        for figure, _ in parts:
            whole = whole.plus(figure.quantity)
        if whole.overlaps(total.quantity) or max(abs(f.span.start - total.span.start) for f, _ in parts) > 600:
            continue
        sides = tuple(_side(view, figure, at, accounts) for figure, at in ((total, index), *parts))
        said = " and ".join(figure.span.of(view.report.text) for figure, _ in parts)
        found.append(
            make_disagreement(incident, _TOTAL, "conflict", sides, 0.3, f"{said} are not {total.span.of(view.report.text)}", view.report.id)
        )
    return found


def _headline(incident: str, view: View, indices: Sequence[int], accounts: Sequence[Account]) -> list[Disagreement]:
    """A figure of the headline that no figure of the body allows."""
    found = []
    for aspect in _SHOWN:
        rows = _figures(view, indices)[aspect]
        head = [r for r in rows if view.reading.events[r[1]].headline]
        body = [r for r in rows if not view.reading.events[r[1]].headline]
        for figure, index in head:
            if body and not any(figure.quantity.overlaps(b.quantity) for b, _ in body):
                sides = (_side(view, figure, index, accounts), _side(view, *body[0], accounts))
                found.append(
                    make_disagreement(
                        incident, figure.aspect, "conflict", sides, 0.4, "the headline's number is not the body's", view.report.id
                    )
                )
    return found


def _side(view: View, figure: Figure, index: int, accounts: Sequence[Account]) -> Side:
    value: Value = figure_value(view, figure)
    mine = [a for a in accounts if index in a.events]
    return Side(value, tuple(a.id for a in mine), tuple(sorted({a.origin for a in mine})))
