"""Words for one incident that take different stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from accordingto.data import table
from accordingto.model.record import Disagreement
from accordingto.resolving.bearing import Bearing
from accordingto.resolving.folding import fold
from accordingto.resolving.profiles import stem
from accordingto.resolving.sides import Given, make_disagreement, sides_of


@cache
def _stands() -> dict[str, tuple[str, str]]:
    lines = table("incidents")["called"]
    return {stem(word): (axis, name) for axis in lines for name, line in lines[axis].items() for word in line.split()}


def called_apart(incident: str, given: Sequence[Given], bearing: Bearing) -> list[Disagreement]:
    """Words that take different stands on one question, each by a voice that uses no other, in reports apart."""
    by_stand: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for g in given:
        stand = _stands().get(g.value.key)
        named = any(stem(word) in _stands() for word in fold(g.value.text).split())  # "chanted" names no protest
        if stand is not None and named and bearing.holds(g):
            by_stand[stand].append(g)
    found: list[Disagreement] = []
    for axis in sorted({axis for axis, _ in by_stand}):
        own = {stand: {g.account.chain for g in members} for stand, members in by_stand.items() if stand[0] == axis}
        alone = [s for s in sorted(own) if own[s] - {chain for other in own if other != s for chain in own[other]}]
        most = max((len(own[s]) for s in alone), default=0)
        alone = [s for s in alone if len(own[s]) * 10 >= most]
        reports = {g.account.report for s in alone for g in by_stand[s]}
        if len(alone) > 1 and len(reports) > 1:
            sides = sides_of(by_stand[s] for s in alone)
            found.append(make_disagreement(incident, "called", "conflict", sides, 0.4, f"words that take different stands ({axis})"))
    return found
