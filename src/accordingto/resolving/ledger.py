"""Rows of many owners in one order, where one owner's rows change without touching the others'."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")
_MANY = 500  # changed rows from which sorting all of them again is quicker


class Ledger(Generic[Row]):
    """Keeps rows sorted.

    Args:
        key: what rows are ordered by; no two rows share it.
    """

    def __init__(self, key: Callable[[Row], Any]) -> None:
        self._key = key
        self._owned: dict[str, Sequence[Row]] = {}
        self._sorted: list[Row] = []
        self._whole: tuple[Row, ...] = ()

    def set(self, owned: Mapping[str, Sequence[Row]]) -> tuple[Row, ...]:
        """All rows in order, after every owner's have been replaced by these; rows that are the same objects are left alone."""
        old, self._owned = self._owned, dict(owned)
        gone = [row for owner, rows in old.items() for row in _without(rows, owned.get(owner, ()))]
        come = [row for owner, rows in owned.items() for row in _without(rows, old.get(owner, ()))]
        if len(gone) + len(come) > _MANY:
            self._sorted = sorted((row for rows in owned.values() for row in rows), key=self._key)
        else:
            self._replace(gone, come)
        if gone or come:
            self._whole = tuple(self._sorted)
        return self._whole

    def _replace(self, gone: Iterable[Row], come: Iterable[Row]) -> None:
        for row in gone:
            del self._sorted[bisect_left(self._sorted, self._key(row), key=self._key)]
        for row in come:
            insort(self._sorted, row, key=self._key)


def _without(rows: Sequence[Row], others: Sequence[Row]) -> Iterable[Row]:
    """The rows that are not among others, as objects."""
    if rows is others:
        return ()
    held = {id(row) for row in others}
    return (row for row in rows if id(row) not in held)
