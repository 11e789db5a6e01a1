"""``csv``: the record's views as tables. Cells that a spreadsheet would run as a formula are made plain words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from accordingto.store import Store

TABLES = (
    "sources", "reports", "statements", "events", "figures", "times", "names", "actors", "voices", "incidents", "accounts",
    "account_values", "origins", "disagreements", "namings", "copies", "drifts", "relays", "matches", "decisions", "failures",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def columns_and_rows(store: Store, view: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Column names and rows of one view, in the order of its rows' keys."""
    cursor = store.connection.execute(f"SELECT * FROM {view} ORDER BY {_order(store, view)}")
    return [column[0] for column in cursor.description], (tuple(row) for row in cursor)


def _order(store: Store, view: str) -> str:
    """The columns that make a row of this view one of a kind, as far as it has them."""
    names = [row["name"] for row in store.connection.execute("SELECT name FROM pragma_table_info(?)", (view,))]
    return ", ".join(
        [n for n in ("id", "account", "report", "n", "subject", "start", "outer_voice", "inner_voice", "stage", "name") if n in names]
    )


def tables(store: Store) -> Iterator[tuple[str, Iterable[bytes]]]:
    """(file name, its bytes piece by piece) of every table."""
    for view in TABLES:
        yield f"{view}.csv", _csv(*columns_and_rows(store, view))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    yield line(columns).encode()
    for row in rows:
        yield line([cell(value) for value in row]).encode("utf-8", "replace")


def line(values: Sequence[Any]) -> str:
    """One line of CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()


def cell(value: Any) -> Any:
    """A value as a cell: words that begin like a formula get an apostrophe, which spreadsheets show as plain text."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value
