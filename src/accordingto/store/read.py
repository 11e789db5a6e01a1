"""The record's objects back from its rows. Every query follows an index and is bounded by a limit."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from accordingto.model.codec import loads
from accordingto.model.decision import Decision
from accordingto.model.reading import Reading
from accordingto.model.record import (
    Account,
    Actor,
    Copy,
    Disagreement,
    Doubt,
    Drift,
    Incident,
    Match,
    Mention,
    Naming,
    Origin,
    Quote,
    Record,
    RecordVoice,
    Relay,
    ReportCopies,
    Unapplied,
)  # fmt: skip
from accordingto.model.report import Report, Source
from accordingto.model.text import Span
from accordingto.store.heads import ReportHead

T = TypeVar("T")
BATCH = 500  # ids in one IN (...): well under SQLite's limit of variables

_HEAD = (
    "SELECT report.id, title, outlet, published, author, share, report_copy.json AS copied, report_copy.revision_of, unread, language"
    " FROM report LEFT JOIN report_copy ON report_copy.report = report.id"
)


# Where each kind of object is kept whole: its table, and the columns that make a row of it one of a kind.
KEPT: dict[type[Any], tuple[str, str]] = {
    Account: ("account", "id"),
    Actor: ("actor", "id"),
    Copy: ("copy", "id"),
    Decision: ("decision", "id"),
    Disagreement: ("disagreement", "id"),
    Doubt: ("doubt", "id"),
    Drift: ("drift", "id"),
    Incident: ("incident", "id"),
    Match: ("match", "id"),
    Naming: ("naming", "subject, voice, key, report, start, end, term"),
    Origin: ("origin", "id"),
    RecordVoice: ("voice", "id"),
    ReportCopies: ("report_copy", "report"),
}


def objects(connection: sqlite3.Connection, cls: type[T], tail: str = "", values: Iterable[Any] = ()) -> list[T]:
    """Objects of a kind, ``tail`` being WHERE, ORDER BY and LIMIT."""
    table = KEPT[cls][0]
    return [loads(cls, row[0]) for row in connection.execute(f"SELECT {table}.json FROM {table} {tail}", tuple(values))]


def every(connection: sqlite3.Connection, cls: type[T]) -> tuple[T, ...]:
    """All objects of a kind, in order of their key."""
    return tuple(objects(connection, cls, f"ORDER BY {KEPT[cls][1]}"))


def one(connection: sqlite3.Connection, cls: type[T], key: str) -> T | None:
    """The object with this id, or None."""
    found = objects(connection, cls, "WHERE id = ?", (key,))
    return found[0] if found else None


def many(connection: sqlite3.Connection, cls: type[T], ids: Iterable[str]) -> dict[str, T]:
    """Objects by id; unknown ids are left out."""
    found: dict[str, T] = {}
    for batch in _batches(ids):
        rows = connection.execute(f"SELECT id, json FROM {KEPT[cls][0]} WHERE id IN ({', '.join('?' * len(batch))})", batch)
        found.update((row[0], loads(cls, row[1])) for row in rows)
    return found


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    unique = list(dict.fromkeys(ids))
    for at in range(0, len(unique), BATCH):
        yield unique[at : at + BATCH]


def source(connection: sqlite3.Connection, key: str) -> Source | None:
    """A source with its text, or None."""
    row = connection.execute("SELECT id, name, kind, text, sha256, encoding, url FROM source WHERE id = ?", (key,)).fetchone()
    return Source(*row) if row else None


def report(connection: sqlite3.Connection, key: str) -> Report | None:
    """A report with its text, or None."""
    row = connection.execute("SELECT json, text, unread FROM report WHERE id = ?", (key,)).fetchone()
    return _report(row) if row else None


def _report(row: sqlite3.Row) -> Report:
    return replace(loads(Report, row["json"]), text=row["text"], unread=row["unread"])


def reports(connection: sqlite3.Connection) -> Iterator[Report]:
    """Every report, in order of id."""
    for row in connection.execute("SELECT json, text, unread FROM report ORDER BY id"):
        yield _report(row)


def reading(connection: sqlite3.Connection, key: str) -> Reading | None:
    """What was read in a report, or None."""
    row = connection.execute("SELECT json FROM reading WHERE report = ?", (key,)).fetchone()
    return loads(Reading, zlib.decompress(row[0])) if row else None


class StoredReadings(Mapping[str, Reading]):
    """The record's readings by report id, each decoded when asked for and kept only for as long as the caller keeps it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __getitem__(self, key: str) -> Reading:
        found = reading(self._connection, key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        for row in self._connection.execute("SELECT report FROM reading ORDER BY report").fetchall():
            yield row[0]

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM reading").fetchone()[0])

    def __contains__(self, key: object) -> bool:
        return self._connection.execute("SELECT 1 FROM reading WHERE report = ?", (key,)).fetchone() is not None


def heads(connection: sqlite3.Connection, tail: str, values: Iterable[Any] = ()) -> list[ReportHead]:
    """Heads of reports, ``tail`` being WHERE, ORDER BY and LIMIT."""
    return [
        ReportHead(
            row["id"], row["title"] or "", row["outlet"] or "", row["published"] or "", row["author"] or "", row["share"] or 0.0,
            loads(ReportCopies, row["copied"]).sources if row["copied"] else (), row["revision_of"], row["unread"], row["language"],
        )
        for row in connection.execute(f"{_HEAD} {tail}", tuple(values))
    ]  # fmt: skip


def heads_of(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, ReportHead]:
    """Heads by id; unknown ids are left out."""
    return {
        head.id: head for batch in _batches(ids) for head in heads(connection, f"WHERE report.id IN ({', '.join('?' * len(batch))})", batch)
    }


def mentions(connection: sqlite3.Connection, table: str, key: str, value: str, limit: int) -> tuple[Mention, ...]:
    """Mentions of an actor (table mention) or an incident (incident_event), in their stored order."""
    rows = connection.execute(f"SELECT report, n FROM {table} WHERE {key} = ? ORDER BY place LIMIT ?", (value, limit))
    return tuple(Mention(row[0], row[1]) for row in rows)


def relays(connection: sqlite3.Connection, where: str, values: Iterable[Any], limit: int) -> list[Relay]:
    """Who cites whom, with the words."""
    rows = connection.execute(
        f"SELECT outer_voice, inner_voice, report, start, end FROM relay {where} ORDER BY outer_voice, inner_voice, report, start LIMIT ?",
        (*values, limit),
    )
    return [Relay(row[0], row[1], Quote(row[2], Span(row[3], row[4]))) for row in rows]


def record(connection: sqlite3.Connection) -> Record:
    """Everything resolving made, whole; for exports and for resolving again."""
    return Record(
        actors=tuple(_with_mentions(connection, Actor, "mention", "mentions")),
        voices=every(connection, RecordVoice),
        statement_voices={Mention(r[0], r[1]): r[2] for r in connection.execute("SELECT report, n, voice FROM statement_voice")},
        outlet_voices={r[0]: r[1] for r in connection.execute("SELECT report, voice FROM outlet_voice ORDER BY report")},
        matches=every(connection, Match),
        copies=every(connection, Copy),
        report_copies=every(connection, ReportCopies),
        incidents=tuple(_with_mentions(connection, Incident, "incident_event", "events")),
        accounts=every(connection, Account),
        origins=every(connection, Origin),
        disagreements=every(connection, Disagreement),
        namings=every(connection, Naming),
        drifts=every(connection, Drift),
        relays=tuple(relays(connection, "", (), -1)),
        doubts=every(connection, Doubt),
        unapplied=tuple(Unapplied(r[0], r[1]) for r in connection.execute("SELECT decision, reason FROM unapplied ORDER BY decision")),
    )


def _with_mentions(connection: sqlite3.Connection, cls: type[Any], links: str, field: str) -> Iterator[Any]:
    """Objects of a kind in order of id, their mentions filled in from ``links`` in one pass."""
    table = KEPT[cls][0]
    found: dict[str, list[Mention]] = {}
    for key, report_id, n in connection.execute(f"SELECT {table}, report, n FROM {links} ORDER BY {table}, place"):
        found.setdefault(key, []).append(Mention(report_id, n))
    for thing in every(connection, cls):
        yield replace(thing, **{field: tuple(found.get(thing.id, ()))})
