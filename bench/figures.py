"""Counting right, found and gold items, and printing them as a table."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class Count:
    """Right, found and gold items.

    Attributes:
        right, found, gold: running totals.
    """

    right: float = 0
    found: int = 0
    gold: int = 0

    def add(self, gold: Iterable[Hashable], found: Iterable[Hashable]) -> None:
        """Count the items that are in both."""
        one, other = set(gold), set(found)
        self.right += len(one & other)
        self.found += len(other)
        self.gold += len(one)

    @property
    def precision(self) -> float:
        """Right of found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right of gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def row(self) -> dict[str, float]:
        """All three, rounded."""
        return {"precision": round(self.precision, 4), "recall": round(self.recall, 4), "f1": round(self.f1, 4), "gold": self.gold}


def table(title: str, rows: dict[str, Count]) -> None:
    """Print one line a row."""
    print(f"{title:<28}{'precision':>10}{'recall':>10}{'f1':>10}{'gold':>8}")
    for name, count in rows.items():
        print(f"{name:<28}{count.precision:>10.3f}{count.recall:>10.3f}{count.f1:>10.3f}{count.gold:>8}")


def class_f1(gold: list[str], found: list[str]) -> dict[str, Count]:
    """One count for every label that occurs in ``gold`` or ``found``."""
    rows = {label: Count() for label in sorted({*gold, *found})}
    for one, other in zip(gold, found, strict=True):
        rows[one].gold += 1
        rows[other].found += 1
        if one == other:
            rows[one].right += 1
    return rows
