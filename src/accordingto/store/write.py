"""What a build writes, each call one transaction: a document, a reading, a failure, the resolved record."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Literal

from accordingto.model.codec import dumps
from accordingto.model.decision import Decision
from accordingto.model.reading import Reading
from accordingto.model.record import Record
from accordingto.model.report import Document, Rejected, Report
from accordingto.store.connection import transaction
from accordingto.store.heads import Collapsed
from accordingto.store.parts import Texts, record_rows
from accordingto.store.rows import reading_rows
from accordingto.store.summary import refresh_summaries

Row = tuple[Any, ...]
Part = Literal["reports", "readings", "decisions", "resolved"]  # of the record, each with a mark that every change of it replaces

READING_TABLES = ("name", "time", "figure", "statement", "quotation", "reference", "event")
STALE = "stale"  # meta key: "1" while reports, readings or decisions wait for resolving
ZLIB_LEVEL = 3


def put_document(connection: sqlite3.Connection, document: Document) -> int:
    """Store a source and its reports; what is there already stays. Returns how many reports were new."""
    source, new = document.source, 0
    with transaction(connection):
        connection.execute(
            "INSERT OR IGNORE INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (source.id, source.name, source.kind, source.sha256, source.encoding, source.url, len(source.text), source.text),
        )
        for report in document.reports:
            new += _put_report(connection, report)
        if new:
            _set_meta(connection, STALE, "1")
            _changed(connection, "reports")
    return new


def _put_report(connection: sqlite3.Connection, report: Report) -> bool:
    published = report.published.value
    columns = {
        "id": report.id,
        "source": report.source,
        "start": report.span.start,
        "end": report.span.end,
        "title": report.title.value,
        "outlet": report.outlet.value,
        "author": ", ".join(report.authors.value or ()) or None,
        "published": published,
        "published_day": published[:10] if published else None,
        "place": report.place.value,
        "language": report.language,
        "unread": report.unread,
        "added": datetime.now(UTC).isoformat(timespec="seconds"),
        "text": report.text,
        "json": dumps(replace(report, text="")),
    }
    row = connection.execute(
        f"INSERT INTO report ({', '.join(columns)}) VALUES ({_marks(len(columns))}) ON CONFLICT (id) DO NOTHING RETURNING seq",
        tuple(columns.values()),
    ).fetchone()
    if row is None:
        return False
    connection.execute("INSERT INTO report_search (rowid, title, text) VALUES (?, ?, ?)", (row["seq"], report.title.value, report.text))
    return True


def put_blob(connection: sqlite3.Connection, name: str, sha256: str, kind: str) -> None:
    """Note that an input was taken in whole; an earlier failure of it is forgotten."""
    with transaction(connection):
        connection.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", (name, sha256, kind))
        connection.execute("DELETE FROM failure WHERE stage = 'input' AND name = ?", (name,))
        _changed(connection, "reports")


def put_rejected(connection: sqlite3.Connection, rejected: Rejected) -> None:
    """Note that an input could not be read."""
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO failure VALUES (?, 'input', ?, ?, '')", (rejected.name, rejected.reason, rejected.hint))
        _changed(connection, "reports")


def put_reading(connection: sqlite3.Connection, report: Report, reading: Reading) -> None:
    """Store a reading whole and exploded, in place of an earlier one."""
    rows = reading_rows(report, reading)
    body = zlib.compress(dumps(reading).encode(), ZLIB_LEVEL)
    counts = (reading.words, *(len(rows[t]) for t in ("statement", "event", "figure", "name", "time")))
    with transaction(connection):
        was_unread = connection.execute("SELECT unread IS NOT NULL FROM report WHERE id = ?", (report.id,)).fetchone()[0]
        _delete_reading(connection, report.id)
        connection.execute("INSERT INTO reading VALUES (?, ?, ?)", (report.id, reading.version, body))
        for table, found in rows.items():
            if found:
                connection.executemany(f"INSERT INTO {table} VALUES ({_marks(len(found[0]))})", found)
        connection.execute(
            "UPDATE report SET unread = NULL, words = ?, statements = ?, events = ?, figures = ?, names = ?, times = ? WHERE id = ?",
            (*counts, report.id),
        )
        connection.execute("DELETE FROM failure WHERE stage = 'reading' AND name = ?", (report.id,))
        _set_meta(connection, STALE, "1")
        _changed(connection, "readings", *(["reports"] if was_unread else ()))


def put_unread(connection: sqlite3.Connection, report: str, reason: str, version: str) -> None:
    """Quarantine a report whose reading failed: it is kept, marked unread with its reason, and the rest goes on."""
    with transaction(connection):
        _delete_reading(connection, report)
        connection.execute("UPDATE report SET unread = ? WHERE id = ?", (reason, report))
        connection.execute("INSERT OR REPLACE INTO failure VALUES (?, 'reading', ?, '', ?)", (report, reason, version))
        _set_meta(connection, STALE, "1")
        _changed(connection, "readings", "reports")


def _delete_reading(connection: sqlite3.Connection, report: str) -> None:
    for table in ("reading", *READING_TABLES):
        connection.execute(f"DELETE FROM {table} WHERE report = ?", (report,))


def _remove_reports(connection: sqlite3.Connection, reports: Sequence[str]) -> None:
    for report in reports:
        row = connection.execute("SELECT seq, title, text, source FROM report WHERE id = ?", (report,)).fetchone()
        if row is None:
            continue
        _delete_reading(connection, report)
        connection.execute("INSERT INTO report_search (report_search, rowid, title, text) VALUES ('delete', ?, ?, ?)", tuple(row)[:3])
        connection.execute("DELETE FROM report WHERE id = ?", (report,))
        connection.execute("DELETE FROM failure WHERE stage = 'reading' AND name = ?", (report,))
        _drop_empty_source(connection, row["source"])


def _drop_empty_source(connection: sqlite3.Connection, source: str) -> None:
    if connection.execute("SELECT 1 FROM report WHERE source = ? LIMIT 1", (source,)).fetchone():
        return
    sha256 = connection.execute("SELECT sha256 FROM source WHERE id = ?", (source,)).fetchone()[0]
    connection.execute("DELETE FROM source WHERE id = ?", (source,))
    if not connection.execute("SELECT 1 FROM source WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone():
        connection.execute("DELETE FROM blob WHERE sha256 = ?", (sha256,))


def put_decisions(connection: sqlite3.Connection, decisions: Sequence[Decision]) -> int:
    """Append decisions; ids that are there already are left as they are. Returns how many were new."""
    new = 0
    with transaction(connection):
        for d in decisions:
            added = connection.execute(
                "INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                (d.id, d.at, d.kind, d.subject, d.reviewer, d.value, d.target, d.note, dumps(d)),
            ).rowcount
            if added:
                anchors = [(d.id, at, a.report, a.start, a.end, a.quote) for at, a in enumerate(d.anchors)]
                connection.executemany("INSERT INTO decision_anchor VALUES (?, ?, ?, ?, ?, ?)", anchors)
            new += added
        if new:
            _set_meta(connection, STALE, "1")
            _changed(connection, "decisions")
    return new


def put_record(
    connection: sqlite3.Connection, record: Record, collapsed: Iterable[Collapsed], decisions: Sequence[str], removed: Sequence[str]
) -> dict[str, int]:
    """Make the stored record equal to ``record`` in one transaction, by difference. Returns changed rows by table.

    Args:
        collapsed: the record's figures by each named rule.
        decisions: ids of the decisions that were replayed; if others have come since, the record stays marked stale.
        removed: reports to take out with everything read in them; sources left empty and their ledger rows go too.
    """
    with transaction(connection):
        _remove_reports(connection, removed)
        texts = _texts(connection)
        changed = {table: _sync(connection, table, rows) for table, rows in record_rows(record, collapsed, texts).items()}
        refresh_summaries(connection)
        _changed(connection, "resolved", *(["readings", "reports"] if removed else ()))
        waiting = connection.execute("SELECT count(*) FROM decision").fetchone()[0] != len(decisions)
        _set_meta(connection, STALE, "1" if waiting else "0")
    return changed


def _texts(connection: sqlite3.Connection) -> Texts:
    rows = connection.execute("SELECT id, text, coalesce(published, '') FROM report").fetchall()
    return Texts({row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows})


def _sync(connection: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> int:
    """Make a table's rows equal to ``rows`` by merging both in key order, so that a small change writes little."""
    columns = connection.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", (table,)).fetchall()
    key_at = [at for _, at in sorted((row["pk"], at) for at, row in enumerate(columns) if row["pk"])]
    keys = [columns[at]["name"] for at in key_at]
    stored = connection.execute(f"SELECT * FROM {table} ORDER BY {', '.join(keys)}")
    stored.row_factory = None
    key_of = itemgetter(*key_at)
    gone, come = _difference(stored, sorted(rows, key=key_of), key_of)
    connection.executemany(
        f"DELETE FROM {table} WHERE {' AND '.join(f'{k} = ?' for k in keys)}", [[row[at] for at in key_at] for row in gone]
    )
    connection.executemany(f"INSERT INTO {table} VALUES ({_marks(len(columns))})", come)
    return len(gone) + len(come)


def _difference(stored: Iterator[Row], fresh: list[Row], key_of: Callable[[Row], Any]) -> tuple[list[Row], list[Row]]:
    """(rows to delete, rows to insert); both inputs in key order."""
    gone: list[Row] = []
    come: list[Row] = []
    new = iter(fresh)
    row = next(new, None)
    for old in stored:
        if row == old:
            row = next(new, None)
            continue
        old_key = key_of(old)
        while row is not None and key_of(row) < old_key:
            come.append(row)
            row = next(new, None)
        if row == old:
            row = next(new, None)
            continue
        gone.append(old)
        if row is not None and key_of(row) == old_key:
            come.append(row)
            row = next(new, None)
    if row is not None:
        come.append(row)
    come += new
    return gone, come


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Set one fact about the record."""
    with transaction(connection):
        _set_meta(connection, key, value)
        _changed(connection, "reports")


def _changed(connection: sqlite3.Connection, *parts: Part) -> None:
    """Put new marks on these parts of the record: what readers keep of them is no longer good."""
    connection.executemany("INSERT OR REPLACE INTO mark VALUES (?, lower(hex(randomblob(8))))", [(part,) for part in parts])


def _set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))


def _marks(n: int) -> str:
    return ", ".join("?" * n)
