"""Reports that contradict themselves: a sum that is not the sum of its parts, a headline against its body."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from accordingto.model.intervals import Quantity
from accordingto.model.reading import Aspect, Figure
from accordingto.model.record import Account, Disagreement, Mention, Side, Value
from accordingto.resolving.accounts import View, figure_value
from accordingto.resolving.parts import special_of
from accordingto.resolving.sides import make_disagreement

_PARTS: tuple[Aspect, ...] = ("killed", "injured")
_TOTAL: Aspect = "casualties"
_LEAD = 4  # sentences, the headline first
_SHOWN: tuple[Aspect, ...] = ("killed", "injured", "detained", "missing", "casualties")


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
            if not figure.additional and not figure.statistic:
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
        reason = f"{said} are not {total.span.of(view.report.text)}"
        found.append(make_disagreement(incident, _TOTAL, "conflict", sides, 0.3, reason, view.report.id, around=sides[0].value))
    return found


def _headline(incident: str, view: View, indices: Sequence[int], accounts: Sequence[Account]) -> list[Disagreement]:
    """The headline's only number of a sort that no number of the body allows, nor two of them added up: the body's first sentences count
    people as such, in one number that the headline's does not round."""
    found = []
    for aspect in _SHOWN:
        rows = _figures(view, indices)[aspect]
        head = [r for r in rows if view.reading.events[r[1]].headline]
        body = [r for r in rows if not view.reading.events[r[1]].headline]
        if len({f.quantity for f, _ in head}) != 1 or not body:
            continue
        figure, index = head[0]
        if any(_agrees(figure, other) for other, _ in body) or _adds_up(figure.quantity, [f.quantity for f, _ in body]):
            continue
        plain = [(f, at) for f, at in body if view.reading.events[at].sentence <= _LEAD and _counts_all(f, view)]
        if len({f.quantity for f, _ in plain}) == 1 and _counts_all(figure, view):
            sides = (_side(view, figure, index, accounts), _side(view, *plain[0], accounts))
            found.append(
                make_disagreement(incident, aspect, "conflict", sides, 0.4, "the headline's number is not the body's", view.report.id)
            )
    return found


def _agrees(head: Figure, body: Figure) -> bool:
    """Whether a number of the body is the headline's, or what it rounds or leaves open."""
    a, b = head.quantity, body.quantity
    if a.overlaps(b):
        return True
    first, other = a.low or a.high or 0.0, b.low or b.high or 0.0
    rounded = first % 10 == 0 and abs(other - first) <= first / 10
    return rounded or a.high is None or (b.high is None and other <= first + 1)


def _adds_up(head: Quantity, body: Sequence[Quantity]) -> bool:
    return any(a.plus(b).overlaps(head) for a, b in itertools.combinations(body, 2))


def _counts_all(figure: Figure, view: View) -> bool:
    """Whether a number counts people as such, and is not told as a part."""
    value = figure_value(view, figure)
    return not (figure.part or figure.statistic or special_of(figure, view)) and value.quantity is not None


def _side(view: View, figure: Figure, index: int, accounts: Sequence[Account]) -> Side:
    value: Value = figure_value(view, figure)
    mine = [a for a in accounts if index in a.events]
    return Side(value, tuple(a.id for a in mine), tuple(sorted({a.origin for a in mine})))
