"""Sides of a disagreement: values with the accounts that give them, and how contested they are."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accordingto.model.ids import make_id
from accordingto.model.record import Account, Between, Disagreement, Relation, Side, Value, ValueAspect


@dataclass(frozen=True, slots=True)
class Given:
    """One value with the account that gives it."""

    value: Value
    account: Account


def sides_of(groups: Iterable[Sequence[Given]]) -> tuple[Side, ...]:
    """One side a group, shown by its first-hand account; best supported first."""
    sides = []
    for group in groups:
        first = min(group, key=_shown_first)
        sides.append(Side(first.value, tuple(sorted({g.account.id for g in group})), tuple(sorted({g.account.origin for g in group}))))
    return tuple(sorted(sides, key=lambda s: (-len(s.origins), -len(s.accounts), s.value.key, s.accounts)))


def _shown_first(given: Given) -> tuple[bool, str, str, int, str]:
    """The order in which a side's values are candidates for its words: first-hand ones first; ids, which are chance, come last."""
    value = given.value
    return (given.account.standing != "first hand", value.text.lower(), value.text, value.quote.span.start, given.account.id)


def make_disagreement(incident: str, aspect: ValueAspect, relation: Relation, sides: tuple[Side, ...], spread: float, reason: str,
          internal: str | None = None, more: tuple[Side, ...] = (), around: Value | None = None) -> Disagreement:  # fmt: skip
    """A disagreement with its id and how contested it is. Any two of its sides stand to each other as the whole row says.

    Args:
        spread: from 0 to 1, how far apart the values are.
        more: values shown with these that contradict none of them.
        around: the value that the others are compared with, where they are not compared with each other.
    """
    key = make_id("g", incident, aspect, relation, internal or "", *(s.value.key for s in sides))
    pairs = [(a, b) for a, b in itertools.combinations(range(len(sides)), 2) if around in (None, sides[a].value, sides[b].value)]
    between = tuple(Between(a, b, relation, reason) for a, b in pairs)
    return Disagreement(key, incident, aspect, relation, (*sides, *more), contested(sides, relation, spread), internal, reason, between)


def contested(sides: Sequence[Side], relation: Relation, spread: float) -> float:
    """From 0 to 1: the weaker side's independent origins (1, 2, 3 … give 0, .5, .67 …) and how far apart the values are,
    half each; relations that are no conflict count less."""
    weakest = min(len(s.origins) for s in sides)
    other = sum(len(s.origins) for s in sides) - max(len(s.origins) for s in sides)
    support = 1 - 1 / (max(weakest, other) + 1)
    factor = {"conflict": 1.0, "undecided": 0.6, "update": 0.4, "scope": 0.3, "compatible": 0.1}[relation]
    return round(factor * (0.5 * support + 0.5 * min(1.0, spread)), 3)
