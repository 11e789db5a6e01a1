"""The record in a SQLite file: one writer, many readers, one object for both.

A reader sees one consistent state for as long as a query runs; open one Store per thread or request (under a millisecond).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from accordingto.model.codec import loads
from accordingto.model.decision import Decision
from accordingto.model.reading import Reading
from accordingto.model.record import Record
from accordingto.model.report import Document, Rejected, Report
from accordingto.store import read, write
from accordingto.store.connection import WriterLock, open_reader, open_writer
from accordingto.store.heads import Collapsed, Counts, DayCount
from accordingto.store.lists import Page, fetch_all, fetch_page
from accordingto.store.reports import ReportQueries
from accordingto.store.resolved import ResolvedQueries
from accordingto.store.search import Found, search_reports

Mode = Literal["read", "review", "write"]


class Store(ReportQueries, ResolvedQueries):
    """One record, opened.

    Modes: ``read`` cannot write; ``review`` may append decisions beside a running build; ``write`` is the one build.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, lock: WriterLock | None = None) -> None:
        self.connection = connection
        self.path = path
        self._lock = lock

    @classmethod
    def open(cls, path: str | Path, mode: Mode = "read") -> Store:
        """Open a record; ``write`` creates it or brings it up to date.

        Raises:
            RecordError: if it cannot be opened, is no record, is of another version, or is being written by another process.
        """
        path = Path(path)
        if mode == "read":
            return cls(open_reader(path), path)
        if mode == "review":
            open_reader(path).close()
            return cls(open_writer(path), path)
        lock = WriterLock(path)
        return cls(open_writer(path), path, lock)

    def close(self) -> None:
        """Close the file and let the next writer in."""
        if self._lock is not None:
            self.connection.execute("PRAGMA optimize")
        self.connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # ---- the record as a whole

    @property
    def name(self) -> str:
        """What the record is called: its file name without suffix."""
        return self.path.stem

    def counts(self) -> Counts:
        """How much it holds, from the summary tables."""
        totals = {row[0]: row[1] for row in self.connection.execute("SELECT key, n FROM total")}
        return Counts(**{key: n for key, n in totals.items() if key in Counts.__slots__})

    def span(self) -> tuple[str, str]:
        """First and last publication, ISO 8601, empty where there is none."""
        first = self.connection.execute("SELECT min(published) FROM report WHERE published IS NOT NULL").fetchone()[0]
        last = self.connection.execute("SELECT max(published) FROM report WHERE published IS NOT NULL").fetchone()[0]
        return first or "", last or ""

    def meta(self) -> dict[str, str]:
        """Facts about the record itself."""
        return {row[0]: row[1] for row in self.connection.execute("SELECT key, value FROM meta ORDER BY key")}

    def set_meta(self, key: str, value: str) -> None:
        """Set one fact."""
        write.set_meta(self.connection, key, value)

    def marks(self, parts: Iterable[write.Part]) -> tuple[str, ...]:
        """For each part a word that every change of it replaces; what was made from the part holds till then. Empty before the first."""
        found = dict(self.connection.execute("SELECT part, value FROM mark").fetchall())
        return tuple(found.get(part, "") for part in parts)

    @contextmanager
    def snapshot(self) -> Iterator[Store]:
        """One state of the record for everything that is asked inside, however much is written meanwhile."""
        self.connection.execute("BEGIN")
        try:
            yield self
        finally:
            self.connection.execute("COMMIT")

    @property
    def stale(self) -> bool:
        """Whether reports, readings or decisions wait for resolving."""
        return self.meta().get(write.STALE, "0") == "1"

    def page(self, name: str, filters: Mapping[str, Any] | None = None, *, order: str = "", limit: int = 50, offset: int = 0) -> Page:
        """One page of a list: rows of the view of that name (store/lists.py tells lists, filters and orders).

        Raises:
            UsageError: if the list, a filter or the order is not known.
        """
        return fetch_page(self.connection, name, filters or {}, order, limit, offset)

    def every(self, name: str, filters: Mapping[str, Any] | None = None) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
        """Column names and every row of a list; for programs and exports, not for pages.

        Raises:
            UsageError: if the list or a filter is not known.
        """
        return fetch_all(self.connection, name, filters or {})

    def facet(self, name: str, field: str, *, limit: int = 200) -> list[tuple[str, int]]:
        """Values of a list's column with their counts, most first, from the summary tables."""
        rows = self.connection.execute(
            "SELECT value, n FROM facet WHERE list = ? AND field = ? ORDER BY n DESC, value LIMIT ?", (name, field, limit)
        )
        return [(row[0], row[1]) for row in rows]

    def days(self, start: datetime, end: datetime) -> list[DayCount]:
        """Incidents of each day in ``start <= day < end``, and how many of them have a conflict; days without any are left out."""
        rows = self.connection.execute(
            "SELECT day, incidents, conflicts FROM day WHERE incidents > 0 AND day >= ? AND day < ? ORDER BY day",
            (start.date().isoformat(), end.isoformat()),
        )
        return [DayCount(date.fromisoformat(row[0]), row[1], row[2]) for row in rows]

    def search(self, query: str, facets: Mapping[str, str] | None = None, *, limit: int = 20, offset: int = 0) -> Found:
        """Reports that hold every word of the query, best first, with the matching words' spans (store/search.py)."""
        return search_reports(self.connection, query, facets or {}, limit, offset)

    # ---- decisions and failures

    def decisions(self, *, offset: int = 0, limit: int = 200) -> list[Decision]:
        """What reviewers did, newest first."""
        return read.objects(self.connection, Decision, "ORDER BY at DESC, id DESC LIMIT ? OFFSET ?", (limit, offset))

    def every_decision(self) -> tuple[Decision, ...]:
        """All decisions, oldest first: the order of replay."""
        return tuple(read.objects(self.connection, Decision, "ORDER BY at, id"))

    def answered(self, kinds: Iterable[str]) -> dict[str, tuple[str, frozenset[tuple[str, int, int]]]]:
        """Of decisions of these kinds that none takes back, by id: what they are about, and the places they hold on to."""
        rows = self.connection.execute(
            "SELECT d.id, d.subject, a.report, a.start, a.end FROM decision AS d JOIN decision_anchor AS a ON a.decision = d.id"
            " WHERE d.kind IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.target = d.id AND u.kind = 'undo')",
            (json.dumps(sorted(kinds)),),
        )
        subjects: dict[str, str] = {}
        places: dict[str, set[tuple[str, int, int]]] = {}
        for key, subject, report, start, end in rows:
            subjects[key] = subject
            places.setdefault(key, set()).add((report, start, end))
        return {key: (subjects[key], frozenset(found)) for key, found in places.items()}

    def decided_at(self, subject: str, reports: Iterable[str]) -> list[Decision]:
        """Decisions about one sort of thing in these reports that none takes back, oldest first."""
        rows = self.connection.execute(
            "SELECT DISTINCT d.json, d.at, d.id FROM decision AS d CROSS JOIN decision_anchor AS a ON a.decision = d.id"
            " WHERE d.subject = ? AND d.kind <> 'undo' AND a.report IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.target = d.id AND u.kind = 'undo') ORDER BY d.at, d.id",
            (subject, json.dumps(sorted(reports))),
        )
        return [loads(Decision, row[0]) for row in rows]

    def taken_back(self, decisions: Iterable[str]) -> set[str]:
        """Which of these decisions an undo takes back."""
        rows = self.connection.execute(
            "SELECT target FROM decision WHERE kind = 'undo' AND target IN (SELECT value FROM json_each(?))", (json.dumps(list(decisions)),)
        )
        return {row[0] for row in rows}

    def decide(self, *decisions: Decision) -> int:
        """Append decisions; returns how many were new. They take effect at the next resolving."""
        return write.put_decisions(self.connection, decisions)

    def unapplied(self) -> dict[str, str]:
        """Decisions that no longer fit the record, with the reason."""
        return {row[0]: row[1] for row in self.connection.execute("SELECT decision, reason FROM unapplied ORDER BY decision")}

    def failures(self) -> list[dict[str, str]]:
        """Inputs and reports that could not be read: stage, name, reason, hint."""
        return [dict(row) for row in self.connection.execute("SELECT * FROM failures ORDER BY stage, name")]

    # ---- what a build writes

    def put_document(self, document: Document) -> int:
        """Store a source and its reports in one transaction; returns how many reports were new."""
        return write.put_document(self.connection, document)

    def put_blob(self, name: str, sha256: str, kind: str) -> None:
        """Note that an input was taken in whole."""
        write.put_blob(self.connection, name, sha256, kind)

    def put_rejected(self, rejected: Rejected) -> None:
        """Note that an input could not be read."""
        write.put_rejected(self.connection, rejected)

    def put_reading(self, report: Report, reading: Reading) -> None:
        """Store a reading in one transaction."""
        write.put_reading(self.connection, report, reading)

    def put_unread(self, report: str, reason: str, version: str) -> None:
        """Quarantine a report whose reading failed."""
        write.put_unread(self.connection, report, reason, version)

    def put_record(
        self, record: Record, *, collapsed: Iterable[Collapsed] = (), decisions: Sequence[str] = (), removed: Sequence[str] = ()
    ) -> dict[str, int]:
        """Make the stored record equal to this one in one transaction; returns how many rows changed, by table.

        Args:
            collapsed: the record's figures by each named rule.
            decisions: ids of the decisions that were replayed.
            removed: reports to take out with everything read in them.
        """
        return write.put_record(self.connection, record, collapsed, decisions, removed)
