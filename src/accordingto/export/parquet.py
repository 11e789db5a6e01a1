"""``parquet``: the record's views as typed tables (extra ``parquet``)."""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterable, Iterator
from typing import Any

from accordingto.errors import UsageError
from accordingto.export.tables import TABLES, columns_and_rows
from accordingto.store import Store


def tables(store: Store) -> Iterator[tuple[str, Iterable[bytes]]]:
    """(file name, its bytes) of every table.

    Raises:
        UsageError: if pyarrow is not installed.
    """
    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise UsageError("Parquet needs the extra 'parquet'", hint="pip install 'accordingto[parquet]'") from error
    for view in TABLES:
        columns, rows = columns_and_rows(store, view)
        found = list(rows)
        arrays = [arrow.array([row[at] for row in found], type=_type(arrow, [row[at] for row in found])) for at in range(len(columns))]
        out = io.BytesIO()
        parquet.write_table(arrow.Table.from_arrays(arrays, names=columns), out, compression="zstd")
        yield f"{view}.parquet", [out.getvalue()]


def _type(arrow: Any, values: list[Any]) -> Any:
    """Text unless every value is a number: a column's type must not depend on what the first row happens to hold."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        return arrow.int64()
    if kinds and kinds <= {int, float}:
        return arrow.float64()
    return arrow.string()
