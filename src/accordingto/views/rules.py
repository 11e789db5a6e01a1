"""One number by a named rule, for those who must fill in one: what each rule gives, and the accounts it takes it from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accordingto.model.record import Account, RecordVoice
from accordingto.store import Store
from accordingto.views.common import chain_labels
from accordingto.views.wording import figure_number, split_figure

RULES = {
    "conservative": ("Conservative", "the lowest that an account gives and none has withdrawn"),
    "low-best-high": ("Low, best, high", "lowest; given by most origins; highest"),
    "latest": ("Latest", "of the report that appeared last"),
    "most-independent": ("Most independent", "given by most origins; of equals the lower"),
}
MOST_INPUTS = 4


@dataclass(frozen=True, slots=True)
class RuleInput:
    """An account a rule takes its number from: its origin's letter, its innermost voice, its words, and where they open."""

    letter: str
    voice: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What one rule gives.

    Attributes:
        rule: its name in exports; ``label`` and ``how`` in words.
        numbers: one, or lowest, best and highest.
        inputs: the first accounts it was taken from, one per origin; ``more`` are not listed.
    """

    rule: str
    label: str
    how: str
    numbers: tuple[str, ...]
    inputs: tuple[RuleInput, ...]
    more: int


def rule_rows(
    store: Store, incident: str, aspect: str, accounts: Sequence[Account], letters: Mapping[str, str], voices: Mapping[str, RecordVoice]
) -> tuple[RuleRow, ...]:
    """The rows of one incident and aspect, in the order of ``RULES``; empty where no account gives a number."""
    found = {rule: (low, best, high, taken) for rule, low, best, high, taken in store.collapsed(incident, aspect)}
    held = {a.id: a for a in accounts}
    rows = []
    for rule, (label, how) in RULES.items():
        if rule not in found:
            continue
        low, best, high, taken = found[rule]
        numbers = (low, best, high) if rule == "low-best-high" else (best,)
        one_each: dict[str, Account] = {}
        for key in taken:
            account = held.get(key) or store.account(key)
            if account is not None:
                one_each.setdefault(account.origin, account)
        ordered = sorted(one_each.values(), key=lambda a: (len(letters.get(a.id, "~")), letters.get(a.id, "~"), a.id))
        inputs = tuple(_input(a, aspect, numbers, letters, voices) for a in ordered[:MOST_INPUTS])
        rows.append(RuleRow(rule, label, how, tuple(figure_number(n) for n in numbers), inputs, len(ordered) - len(inputs)))
    return tuple(rows)


def _input(
    account: Account, aspect: str, numbers: Sequence[float], letters: Mapping[str, str], voices: Mapping[str, RecordVoice]
) -> RuleInput:
    given = [v for v in account.values if v.aspect == aspect and v.quantity is not None]
    value = next((v for v in given if v.quantity and {v.quantity.low, v.quantity.high} & set(numbers)), given[0] if given else None)
    words = " ".join(filter(None, split_figure(value))) if value else ""
    chain = chain_labels(account, dict(voices))
    return RuleInput(letters.get(account.id, ""), chain[-1], words, f"/incidents/{account.incident}/accounts/{account.id}/{aspect}")
