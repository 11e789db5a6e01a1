"""The verbs, for programs and notebooks: build a record or open one, ask it for tables, read a text.

>>> import accordingto as at
>>> record = at.build(["page.txt", "more/*.html"], "crisis.db")      # doctest: +SKIP
>>> record.statements().to_pandas()                                  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accordingto.errors import UsageError
from accordingto.export import FORMATS
from accordingto.model.reading import Reading
from accordingto.running import EngineName
from accordingto.store import Counts, Found, Store

if TYPE_CHECKING:
    import pandas

    from accordingto.building import Watch

SHOWN = 20  # rows of a table in a notebook
CELL = 120  # code points of a cell in a notebook


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns.

    Attributes:
        name: of the view it comes from.
        columns: their names; the record's schema says what they mean.
        rows: values in the columns' order: str, int, float or None.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def column(self, name: str) -> tuple[Any, ...]:
        """The values of one column.

        Raises:
            UsageError: if there is none of that name.
        """
        if name not in self.columns:
            raise UsageError(f"{self.name} has no column {name!r}", hint=f"one of {', '.join(self.columns)}")
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)

    def to_pandas(self) -> pandas.DataFrame:
        """The same as a data frame.

        Raises:
            UsageError: if pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError("data frames need pandas", hint="pip install 'accordingto[notebook]'") from error
        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self.rows):,} rows, columns {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row) + "</tr>" for row in self.rows[:SHOWN])
        more = f"<p>{len(self.rows):,} rows, the first {SHOWN} shown</p>" if len(self.rows) > SHOWN else ""
        return f"<table><caption>{escape(self.name)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


class OpenRecord:
    """A record, opened for reading. Each method gives a Table of the view of its name; filters are those of the command line.

    >>> with open_record("crisis.db") as record:        # doctest: +SKIP
    ...     record.disagreements(relation="conflict")
    """

    def __init__(self, path: str | Path) -> None:
        self.store = Store.open(path)
        self.path = Path(path)

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def __enter__(self) -> OpenRecord:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = self.counts()
        return f"<record {self.path}: {counts.reports:,} reports, {counts.incidents:,} incidents, {counts.disagreements:,} disagreements>"

    def counts(self) -> Counts:
        """How much it holds."""
        return self.store.counts()

    def table(self, name: str, **filters: Any) -> Table:
        """Any list by name (``accordingto.store.LISTINGS``), whole.

        Raises:
            UsageError: if there is no such list or filter.
        """
        columns, rows = self.store.every(name, filters)
        return Table(name, columns, rows)

    def reports(self, **filters: Any) -> Table:
        """One row a report."""
        return self.table("reports", **filters)

    def statements(self, **filters: Any) -> Table:
        """Who says what, in which words."""
        return self.table("statements", **filters)

    def events(self, **filters: Any) -> Table:
        """What is said to have been done, and with what status."""
        return self.table("events", **filters)

    def figures(self, **filters: Any) -> Table:
        """Quantities as intervals, with what they count."""
        return self.table("figures", **filters)

    def times(self, **filters: Any) -> Table:
        """Time expressions with their values."""
        return self.table("times", **filters)

    def names(self, **filters: Any) -> Table:
        """Mentions by name, and the actor each stands for."""
        return self.table("names", **filters)

    def actors(self, **filters: Any) -> Table:
        """Who appears, under how many spellings."""
        return self.table("actors", **filters)

    def voices(self, **filters: Any) -> Table:
        """Who speaks, and how often."""
        return self.table("voices", **filters)

    def incidents(self, **filters: Any) -> Table:
        """What happened, as far as anyone says so."""
        return self.table("incidents", **filters)

    def accounts(self, **filters: Any) -> Table:
        """One row a chain, report and incident."""
        return self.table("accounts", **filters)

    def disagreements(self, **filters: Any) -> Table:
        """Where the accounts part."""
        return self.table("disagreements", **filters)

    def search(self, query: str, **facets: str) -> Found:
        """Reports that hold every word of the query, best first."""
        return self.store.search(query, facets)

    def export(self, form: str) -> str:
        """The record in a one-file format, as text.

        Raises:
            UsageError: if there is no such format, or it writes several files.
        """
        import importlib

        if form not in FORMATS or FORMATS[form].kind != "text":
            one_file = [name for name, known in FORMATS.items() if known.kind == "text"]
            raise UsageError(f"{form!r} is no one-file format", hint=f"one of {', '.join(one_file)}")
        module = importlib.import_module(f"accordingto.export.{FORMATS[form].module}")
        return "".join(getattr(module, FORMATS[form].function)(self.store))

    def _repr_html_(self) -> str:
        counts = self.counts()
        facts = {"reports": counts.reports, "outlets": counts.outlets, "incidents": counts.incidents, "disagreements": counts.disagreements}
        items = "".join(f"<li>{n:,} {escape(name)}</li>" for name, n in facts.items())
        return f"<p><b>{escape(self.store.name)}</b></p><ul>{items}</ul>"


def build(
    inputs: Iterable[str | Path],
    path: str | Path,
    *,
    jobs: int = 1,
    engine: EngineName | None = None,
    scheduler: str | None = None,
    again: bool = False,
    mapping: Mapping[str, str] | None = None,
    outlet: str | None = None,
    watch: Watch | None = None,
) -> OpenRecord:
    """Read inputs into a record, new or there already, and open it.

    Args:
        inputs: files, folders, globs or archives.
        path: the record, a SQLite file.
        jobs: processes that read.
        engine: serial, pool or dask; None picks the pool for more than one job.
        scheduler: address of a Dask scheduler.
        again: read once more what this version failed on.
        mapping: for tables, field to column where guessing would be wrong.
        outlet: who published the reports that do not say so themselves.
        watch: called with each step (``accordingto.building.Step``).

    Raises:
        InputError: if nothing of the inputs could be read.
        RecordError: if the record cannot be written.
    """
    from accordingto.building import Settings
    from accordingto.building import build as run

    settings = Settings(jobs, engine, scheduler, again, None, mapping, outlet)
    run(inputs, path, settings, watch=watch)
    return OpenRecord(path)


def open_record(path: str | Path) -> OpenRecord:
    """Open a record for reading.

    Raises:
        RecordError: if there is none, or it is of another version.
    """
    return OpenRecord(path)


def read(text: str, *, published: str | None = None) -> Reading:
    """Read one text as the running text of a report.

    Args:
        published: ISO 8601 day that times are resolved against.

    Raises:
        EngineError: if the reading engine cannot be loaded.
    """
    from accordingto.reading.explain import explain

    return explain(text, published=published).reading


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return escape(text if len(text) <= CELL else text[: CELL - 1] + "…")


__all__ = ["OpenRecord", "Table", "build", "open_record", "read"]
