"""One number per incident and aspect, by a named rule, with the accounts it was taken from. The record itself never collapses.

A number of a part, or on top of others, is taken only where no account counts all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from accordingto.errors import UsageError
from accordingto.model.record import Account, Origin, Quote, Record, Value
from accordingto.resolving.accounts import COUNTS

Rule = Literal["conservative", "low-best-high", "latest", "most-independent"]
RULES: dict[str, str] = {
    "conservative": "the lowest number that any account not withdrawn gives, as ACLED takes the most conservative report",
    "low-best-high": "lowest, most supported and highest number, as UCDP gives low, best and high",
    "latest": "the number of the report published last; undated reports come first",
    "most-independent": "the number that most independent origins give; of equals the lower",
}


@dataclass(frozen=True, slots=True)
class Collapsed:
    """One figure by one rule.

    Attributes:
        low, best, high: numbers; rules that give one number give it three times.
        inputs: the words it was computed from, and ``accounts`` the accounts that give them.
    """

    incident: str
    aspect: str
    rule: Rule
    low: float
    best: float
    high: float
    inputs: tuple[Quote, ...]
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    value: Value
    account: Account
    number: float


def collapse(record: Record, rule: Rule, *, published: dict[str, str] | None = None) -> tuple[Collapsed, ...]:
    """Collapse the ledger of figures by one rule.

    Args:
        rule: conservative, low-best-high, latest or most-independent.
        published: time of publication of each report, needed by ``latest``.

    Raises:
        UsageError: if there is no such rule.
    """
    if rule not in RULES:
        raise UsageError(f"no collapse rule {rule!r}", hint=f"take one of {', '.join(RULES)}")
    origins = {o.id: o for o in record.origins}
    ledger: dict[tuple[str, str], list[_Given]] = defaultdict(list)
    for account in record.accounts:
        if account.withdrawn is None:
            for value in account.values:
                number = _number(value)
                if value.aspect in COUNTS and number is not None and not value.denied:
                    ledger[account.incident, value.aspect].append(_Given(value, account, number))
    return tuple(_one(i, aspect, rule, _of_all(given), origins, published or {}) for (i, aspect), given in sorted(ledger.items()))


def _of_all(given: Sequence[_Given]) -> Sequence[_Given]:
    """Those that count all; where nobody does, those that count a part ("four of them children") or more on top of others."""
    return [g for g in given if g.value.extent == "all"] or given


def _number(value: Value) -> float | None:
    """The number a value stands for: its low end, as "at least 12" vouches for 12; failing that its high end."""
    if value.quantity is None:
        return None
    return value.quantity.low if value.quantity.low is not None else value.quantity.high


def _one(
    incident: str, aspect: str, rule: Rule, given: Sequence[_Given], origins: dict[str, Origin], published: dict[str, str]
) -> Collapsed:
    numbers = sorted(g.number for g in given)
    highest = max(g.value.quantity.high if g.value.quantity and g.value.quantity.high is not None else g.number for g in given)
    support: dict[float, set[str]] = defaultdict(set)
    for g in given:
        support[g.number].add(g.account.origin)
    best = min(support, key=lambda n: (-len(support[n]), n))
    if rule == "conservative":
        low = middle = high = numbers[0]
    elif rule == "low-best-high":
        low, middle, high = numbers[0], best, max(highest, numbers[-1])
    elif rule == "latest":
        last = max(given, key=lambda g: (published.get(g.account.report, ""), g.number, g.account.id))
        low = middle = high = last.number
    else:
        low = middle = high = best
    used = [g for g in given if low <= g.number <= high] if rule == "low-best-high" else [g for g in given if g.number == middle]
    quotes = tuple(sorted({g.value.quote for g in used}, key=lambda q: (q.report, q.span)))
    return Collapsed(incident, aspect, rule, low, middle, high, quotes, tuple(sorted({g.account.id for g in used})))
