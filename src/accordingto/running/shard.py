"""One shard of reports read into one shard of readings: the contract for Spark, Slurm, or any scheduler at hand.

A shard is JSON lines or Parquet with the columns ``id`` and ``report`` (a report as JSON); its answer has ``id``,
``version``, ``reading`` (JSON, or null) and ``problem``. It is written to a temporary file and renamed, so an answer is
either whole or not there, and running a shard twice does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from accordingto.errors import InputError, ModelError, UsageError
from accordingto.model.codec import dumps, loads
from accordingto.model.reading import Reading
from accordingto.model.report import Report
from accordingto.running.engines import engine
from accordingto.running.outcome import Loader, Outcome, reader_of

Row = dict[str, Any]
SUFFIXES = (".jsonl", ".parquet")


def report_row(report: Report) -> Row:
    """A report as a row of a shard."""
    return {"id": report.id, "report": dumps(report)}


def map_rows(rows: Iterable[Row], loader: Loader) -> Iterator[Row]:
    """Rows of an answer, in the order of the rows of the shard: the pure function that every scheduler may call."""
    reports = {row["id"]: loads(Report, row["report"]) for row in rows}
    version = reader_of(loader).version
    read = engine("serial", loader)
    outcomes = {o.report: o for o in read([(r.id, len(r.text)) for r in reports.values()], reports.__getitem__)}
    for key in reports:
        outcome = outcomes[key]
        reading = dumps(outcome.reading) if outcome.reading is not None else None
        yield {"id": key, "version": version, "reading": reading, "problem": outcome.problem}


def map_shard(source: Path, target: Path, loader: Loader) -> int:
    """Read one shard; returns how many reports it held.

    Raises:
        InputError: if the shard cannot be read.
        UsageError: if a suffix is neither .jsonl nor .parquet.
    """
    rows = list(map_rows(read_rows(source, ("id", "report")), loader))
    write_rows(target, rows, ("id", "version", "reading", "problem"))
    return len(rows)


def outcomes_of(path: Path) -> Iterator[tuple[Outcome, str]]:
    """(outcome, reader version) of every row of an answer.

    Raises:
        InputError: if it cannot be read or does not hold readings.
    """
    for row in read_rows(path, ("id", "version", "reading", "problem")):
        try:
            reading = loads(Reading, row["reading"]) if row["reading"] else None
        except ModelError as error:
            raise InputError(f"{path}: the reading of {row['id']} cannot be understood: {error}") from error
        yield Outcome(row["id"], reading, row["problem"] or ""), row["version"]


def read_rows(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """The rows of a shard or an answer.

    Raises:
        InputError: if the file is not there, not of its kind, or lacks a column.
    """
    try:
        rows = _parquet_rows(path) if _suffix(path) == ".parquet" else _jsonl_rows(path)
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    for row in rows:
        missing = [c for c in columns if c not in row]
        if missing:
            raise InputError(f"{path} has no column {missing[0]!r}", hint=f"it needs {', '.join(columns)}")
    return rows


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> None:
    """Write rows to a temporary file beside ``path`` and rename it, so that no half file is ever seen."""
    suffix = _suffix(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    if suffix == ".parquet":
        pyarrow, parquet = _arrow()
        schema = pyarrow.schema([(c, pyarrow.string()) for c in columns])
        parquet.write_table(pyarrow.Table.from_pylist(list(rows), schema=schema), part, compression="zstd")
    else:
        with part.open("w", encoding="utf-8") as out:
            for row in rows:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    part.replace(path)


def _jsonl_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError("a line is not a JSON object")
    return rows


def _parquet_rows(path: Path) -> list[Row]:
    _, parquet = _arrow()
    rows: list[Row] = parquet.read_table(path).to_pylist()
    return rows


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise UsageError("Parquet needs the extra 'parquet'", hint="pip install 'accordingto[parquet]'") from error
    return pyarrow, parquet


def _suffix(path: Path) -> str:
    if path.suffix not in SUFFIXES:
        raise UsageError(f"a shard is .jsonl or .parquet, not {path.name!r}")
    return path.suffix
