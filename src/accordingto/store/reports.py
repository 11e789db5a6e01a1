"""What a record is asked about its sources, reports and readings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from accordingto.model.reading import Reading
from accordingto.model.report import Report, Source
from accordingto.store import read
from accordingto.store.heads import ReportHead


class ReportQueries:
    """Sources, reports and readings of an opened record."""

    connection: sqlite3.Connection

    def source(self, source: str) -> Source | None:
        """One source with its text."""
        return read.source(self.connection, source)

    def sources(self) -> list[dict[str, Any]]:
        """Every source without its text: id, name, kind, length, in order of name."""
        rows = self.connection.execute("SELECT id, name, kind, sha256, encoding, url, length FROM source ORDER BY name, id")
        return [dict(row) for row in rows]

    def heads(
        self, *, offset: int = 0, limit: int = 50, outlet: str | None = None, newest: bool = False, days: tuple[date, date] | None = None
    ) -> list[ReportHead]:
        """Reports in order of publication, undated last; ``days`` keeps those that appeared in them."""
        where, values = ("outlet = ?", (outlet,)) if outlet is not None else ("1", ())
        if days is not None:
            where += " AND published >= ? AND published < ?"
            values = (*values, days[0].isoformat(), (days[1] + timedelta(days=1)).isoformat())
        if newest:
            return read.heads(
                self.connection, f"WHERE {where} ORDER BY published DESC, report.id DESC LIMIT ? OFFSET ?", (*values, limit, offset)
            )
        # In two steps, each along an index: ordering by "published IS NULL" would sort every report there is.
        dated, undated = (
            f"WHERE {where} AND published IS {is_} NULL ORDER BY published, report.id LIMIT ? OFFSET ?" for is_ in ("NOT", "")
        )
        found = read.heads(self.connection, dated, (*values, limit, offset))
        if len(found) == limit:
            return found
        every = f"SELECT count(*) FROM report WHERE {where} AND published IS NOT NULL"
        before = self.connection.execute(every, values).fetchone()[0]
        return found + read.heads(self.connection, undated, (*values, limit - len(found), max(0, offset - before)))

    def heads_of(self, ids: Iterable[str]) -> dict[str, ReportHead]:
        """The heads of these reports; unknown ids are left out."""
        return read.heads_of(self.connection, ids)

    def heads_since(self, since: str, *, limit: int = 50) -> list[ReportHead]:
        """Reports taken in after an ISO time with zone, newest first."""
        return read.heads(self.connection, "WHERE added > ? ORDER BY added DESC, report.id LIMIT ?", (since, limit))

    def position(self, report: str) -> tuple[int, int]:
        """Which report it is in order of publication, from 1, and of how many; 0 if there is no such report."""
        row = self.connection.execute("SELECT published, id FROM report WHERE id = ?", (report,)).fetchone()
        every = self.connection.execute("SELECT count(*) FROM report").fetchone()[0]
        if row is None:
            return 0, every
        if row[0] is None:
            before = "SELECT count(published) + (SELECT count(*) FROM report WHERE published IS NULL AND id <= ?) FROM report"
            return self.connection.execute(before, (row[1],)).fetchone()[0], every
        before = "SELECT count(*) FROM report WHERE (published, id) <= (?, ?)"
        return self.connection.execute(before, tuple(row)).fetchone()[0], every

    def source_name(self, source: str) -> str:
        """What a source is called, empty where it is unknown."""
        row = self.connection.execute("SELECT name FROM source WHERE id = ?", (source,)).fetchone()
        return row[0] if row else ""

    def report(self, report: str) -> Report | None:
        """One report with its text; ``unread`` also tells of a reading that failed."""
        return read.report(self.connection, report)

    def reports(self) -> Iterator[Report]:
        """Every report with its text, in order of id; for resolving and exports, not for pages."""
        return read.reports(self.connection)

    def reports_of(self, source: str) -> list[Report]:
        """The reports found in a source, in order of place."""
        ids = [r[0] for r in self.connection.execute("SELECT id FROM report WHERE source = ? ORDER BY start, id", (source,))]
        return [r for r in map(self.report, ids) if r is not None]

    def reading(self, report: str) -> Reading | None:
        """What was read in a report."""
        return read.reading(self.connection, report)

    def readings(self) -> Mapping[str, Reading]:
        """All readings by report id, each loaded when asked for."""
        return read.StoredReadings(self.connection)

    def reading_versions(self) -> dict[str, str]:
        """The reader's version of every reading, by report id in order."""
        return {row[0]: row[1] for row in self.connection.execute("SELECT report, version FROM reading ORDER BY report")}

    def unread(self, version: str, *, again: bool = False) -> list[tuple[str, int]]:
        """(id, length in code points) of reports that have no reading of this reader version.

        Reports that this version already failed on are left out unless ``again``.
        """
        rows = self.connection.execute(
            "SELECT report.id, length(report.text) FROM report LEFT JOIN reading ON reading.report = report.id"
            " LEFT JOIN failure ON failure.stage = 'reading' AND failure.name = report.id"
            " WHERE reading.version IS NOT ? AND (report.unread IS NULL OR failure.name IS NOT NULL)"
            " AND (failure.name IS NULL OR failure.version IS NOT ? OR ?) ORDER BY report.id",
            (version, version, again),
        )
        return [(row[0], row[1]) for row in rows]

    def is_empty(self) -> bool:
        """Whether there is no report in it."""
        return self.connection.execute("SELECT 1 FROM report LIMIT 1").fetchone() is None

    def reader_versions(self) -> list[tuple[str, int]]:
        """Versions of the reader with how many reports each read, most first."""
        rows = self.connection.execute("SELECT version, count(*) AS n FROM reading GROUP BY version ORDER BY n DESC, version")
        return [(row[0], row[1]) for row in rows]

    def has_blob(self, sha256: str) -> bool:
        """Whether an input with these bytes was taken in already, under whatever name."""
        return self.connection.execute("SELECT 1 FROM blob WHERE sha256 = ?", (sha256,)).fetchone() is not None
