"""Tables of reports (JSONL, JSON, CSV, TSV, Parquet): which column is what, and one row at a time."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from accordingto.data import table
from accordingto.errors import InputError
from accordingto.intake.blobs import Blob, Options, make_blob, read_whole
from accordingto.intake.decoding import decode
from accordingto.model.report import Rejected

FIELDS = ("text", "title", "outlet", "authors", "published", "url", "section", "language", "id", "place")
_NAMES: dict[str, str] = table("naming")["columns"]
_SAMPLE_ROWS = 50
_PROSE = 40


def from_table(name: str, stream: BinaryIO, size: int, kind: str, options: Options) -> Iterator[Blob | Rejected]:
    """One blob a row; the columns' meaning is guessed from their names and the first rows, and noted."""
    rows = {"jsonl": _json_lines, "json": _json, "csv": _csv, "parquet": _parquet}[kind](name, stream, size, options)
    columns: dict[str, str] | None = None
    waiting: list[tuple[int, dict[str, Any]]] = []
    for item in rows:
        if isinstance(item, Rejected):
            yield item
            continue
        if columns is not None:
            yield _row_blob(name, item, columns)
            continue
        waiting.append(item)
        if len(waiting) >= _SAMPLE_ROWS:
            columns = _columns(name, [row for _, row in waiting], options)
            yield from (_row_blob(name, row, columns) for row in waiting)
    if columns is None:
        if not waiting:
            raise InputError("is a table without a row", hint="")
        columns = _columns(name, [row for _, row in waiting], options)
        yield from (_row_blob(name, row, columns) for row in waiting)


def _columns(name: str, rows: list[dict[str, Any]], options: Options) -> dict[str, str]:
    columns = guess_columns(rows, options.mapping)
    options.note(f"{name}: columns read as " + ", ".join(f"{field} = {column}" for field, column in columns.items()))
    return columns


def guess_columns(rows: list[dict[str, Any]], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Field to column; what is ``given`` comes first, then names of columns, then (for the text) the longest values.

    Raises:
        InputError: if a given column is missing or no column holds text.
    """
    names = list(dict.fromkeys(str(key) for row in rows for key in row))
    found: dict[str, str] = {}
    for field, column in (given or {}).items():
        if field not in FIELDS or column not in names:
            raise InputError(f"has no column {column!r} for {field!r}", hint=f"its columns are: {', '.join(names)[:300]}")
        found[field] = column
    plain = {re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()).strip("_"): name for name in reversed(names)}
    for field, known in _NAMES.items():
        for key in known.split():
            named = plain.get(key)
            if field in found or named is None or named in found.values():
                continue
            if field != "text" or _mean_length(rows, named) >= _PROSE:
                found[field] = named
    if "text" not in found:
        free = [name for name in names if name not in found.values()]
        longest = max(free, key=lambda column: _mean_length(rows, column), default=None)
        if longest is None or _mean_length(rows, longest) < _PROSE:
            raise InputError(
                "has no column with the reports' text", hint=f"name it with a mapping; the columns are: {', '.join(names)[:300]}"
            )
        found["text"] = longest
    return {field: found[field] for field in FIELDS if field in found}


def _mean_length(rows: list[dict[str, Any]], column: str) -> float:
    return sum(len(_cell(row.get(column))) for row in rows) / max(1, len(rows))


def _cell(value: Any) -> str:
    """A cell as text; lists are joined, a paragraph a line."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, (list, tuple)):
        return "\n".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return _cell(value.get("name") or value.get("text") or value.get("title"))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value)


def _row_blob(name: str, item: tuple[int, dict[str, Any]], columns: Mapping[str, str]) -> Blob:
    number, row = item
    fields = {field: _cell(row.get(column)).strip() for field, column in columns.items()}
    key = fields.get("id") or fields.get("url") or str(number)
    data = json.dumps({k: v for k, v in fields.items() if v}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return make_blob(f"{name}#{key}", "row", data, url=fields.get("url") or None)


_Rows = Iterator["tuple[int, dict[str, Any]] | Rejected"]


def _json_lines(name: str, stream: BinaryIO, size: int, options: Options) -> _Rows:
    limit = options.limits.row_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            yield Rejected(f"{name}#{number}", f"this row is longer than {limit >> 20} MiB", "")
            continue
        if not line.strip(b" \t\r\n\xef\xbb\xbf\x1e"):
            continue
        try:
            row = json.loads(line.lstrip(b"\xef\xbb\xbf\x1e"))
        except (ValueError, RecursionError) as error:
            yield Rejected(f"{name}#{number}", "this row is not valid JSON", f"{error}"[:200])
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            yield Rejected(f"{name}#{number}", "this row is not a JSON object", "each line should be an object with a text field")


def _json(name: str, stream: BinaryIO, size: int, options: Options) -> _Rows:
    data = read_whole(stream, size, options.limits)
    try:
        found = json.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        raise InputError("is not valid JSON", hint=f"{error}"[:200]) from error
    rows = (
        found
        if isinstance(found, list)
        else next((value for value in found.values() if _is_rows(value)), [found])
        if isinstance(found, dict)
        else []
    )
    if not rows:
        raise InputError("is JSON, but holds no list of reports", hint="give a list of objects, or one object a line (JSONL)")
    for number, row in enumerate(rows, start=1):
        if isinstance(row, dict):
            yield number, row
        else:
            yield Rejected(f"{name}#{number}", "this item is not a JSON object", "")


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _csv(name: str, stream: BinaryIO, size: int, options: Options) -> _Rows:
    head = stream.read(1 << 16)
    stream.seek(0)
    encoding = decode(head).encoding
    text = io.TextIOWrapper(stream, encoding="utf-8-sig" if encoding == "utf-8" else encoding, errors="replace", newline="")
    first = decode(head).text.splitlines()[0]
    delimiter = max("\t,;|", key=first.count)
    csv.field_size_limit(options.limits.row_bytes)
    try:
        for number, row in enumerate(csv.DictReader(text, delimiter=delimiter), start=1):
            yield number, {key: value for key, value in row.items() if key is not None}
    except csv.Error as error:
        raise InputError("is a damaged table", hint=f"{error}"[:200]) from error
    finally:
        text.detach()


def _parquet(name: str, stream: BinaryIO, size: int, options: Options) -> _Rows:
    try:
        import pyarrow.lib
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("is a Parquet table, and pyarrow is not installed", hint="pip install 'accordingto[parquet]'") from error
    try:
        file = pyarrow.parquet.ParquetFile(stream)
        number = 0
        for batch in file.iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except (pyarrow.lib.ArrowException, OSError) as error:
        raise InputError("is a damaged Parquet table", hint=f"{error}"[:200]) from error
