"""The record's content as text, for comparing two records in tests: every row of every table in key order, search index aside.

Two builds of the same inputs give the same dump, byte for byte, however often they were interrupted and in whatever
order the readings came in. What tells when or in which row something was stored is left out.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator

_LEFT_OUT = {"report": {"seq", "added"}}
_PACKED = {("reading", "json")}


def dump(connection: sqlite3.Connection) -> Iterator[str]:
    """Lines of the dump, without line ends."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'report_search%' AND name NOT LIKE 'report_term%'"
        " AND name NOT LIKE 'sqlite_%' AND name <> 'mark' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        columns = [row for row in connection.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)) if not _out(table, row["name"])]
        keys = [row["name"] for row in sorted(columns, key=lambda row: row["pk"]) if row["pk"]] or ["id"]
        names = [row["name"] for row in columns]
        for row in connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {', '.join(keys)}"):
            values = [_unpacked(value) if (table, name) in _PACKED else value for name, value in zip(names, row, strict=True)]
            yield f"{table}\t{json.dumps(values, ensure_ascii=False)}"


def _out(table: str, column: str) -> bool:
    return column in _LEFT_OUT.get(table, ())


def _unpacked(value: bytes) -> str:
    return zlib.decompress(value).decode()
