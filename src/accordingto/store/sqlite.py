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

from accordingto.errors import UsageError
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
)  # fmt: skip
from accordingto.model.report import Document, Rejected, Report, Source
from accordingto.store import read, write
from accordingto.store.connection import WriterLock, open_reader, open_writer
from accordingto.store.heads import Collapsed, Counts, DayCount, ReportHead
from accordingto.store.lists import Page, fetch_all, fetch_page
from accordingto.store.search import Found, search_reports

Mode = Literal["read", "review", "write"]

_INCIDENT_ORDERS = {
    "when": "first IS NULL, first, id",
    "origins": "origins DESC, reports DESC, id DESC",
    "contested": "contested DESC, id DESC",
}


class Store:
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

    # ---- sources, reports, readings

    def source(self, source: str) -> Source | None:
        """One source with its text."""
        return read.source(self.connection, source)

    def sources(self) -> list[dict[str, Any]]:
        """Every source without its text: id, name, kind, length, in order of name."""
        rows = self.connection.execute("SELECT id, name, kind, sha256, encoding, url, length FROM source ORDER BY name, id")
        return [dict(row) for row in rows]

    def heads(self, *, offset: int = 0, limit: int = 50, outlet: str | None = None, newest: bool = False) -> list[ReportHead]:
        """Reports in order of publication, undated last."""
        where, values = ("outlet = ?", (outlet,)) if outlet is not None else ("1", ())
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

    # ---- what resolving made

    def record(self) -> Record:
        """Everything resolving made; for exports and for resolving again, not for pages."""
        return read.record(self.connection)

    def incidents(self, *, offset: int = 0, limit: int = 50, order: str = "when") -> list[Incident]:
        """Incidents by time ("when"), independent origins ("origins") or how contested they are, without their events."""
        if order not in _INCIDENT_ORDERS:
            raise UsageError(f"incidents cannot be ordered by {order!r}", hint=f"one of {', '.join(_INCIDENT_ORDERS)}")
        tail = f"ORDER BY {_INCIDENT_ORDERS[order]} LIMIT ? OFFSET ?"
        return read.objects(self.connection, Incident, "incident", tail, (limit, offset))

    def incident(self, incident: str) -> Incident | None:
        """One incident, without its events."""
        return read.one(self.connection, Incident, "incident", incident)

    def incidents_of(self, ids: Iterable[str]) -> dict[str, Incident]:
        """These incidents without their events; unknown ids are left out."""
        return read.many(self.connection, Incident, "incident", ids)

    def incident_events(self, incident: str, *, limit: int = 1000) -> tuple[Mention, ...]:
        """The events that speak of an incident, as positions in readings."""
        return read.mentions(self.connection, "incident_event", "incident", incident, limit)

    def events_of(self, report: str) -> dict[int, str]:
        """Incident ids by event position, of one report."""
        rows = self.connection.execute("SELECT n, incident FROM incident_event WHERE report = ? ORDER BY n, incident", (report,))
        return {row[0]: row[1] for row in rows}

    def aspects_compared(self, incidents: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Of each incident, how many aspects are in conflict and how many are compared."""
        ids = list(incidents)
        rows = self.connection.execute(
            "SELECT id, aspects_apart, aspects FROM incident WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    def review_of(self, incident: Incident) -> tuple[str, tuple[tuple[str, str, str], ...]]:
        """Its place on the ladder unread, in review, done; and notes as (who, when, text), oldest first."""
        rows = self.connection.execute(
            "SELECT DISTINCT d.kind, d.reviewer, d.at, d.value, d.note, d.id FROM decision AS d"
            " JOIN decision_anchor AS a ON a.decision = d.id"
            " JOIN incident_event AS ie ON ie.report = a.report AND ie.incident = ?"
            " JOIN event AS e ON e.report = ie.report AND e.n = ie.n AND e.start < a.end AND a.start < e.end"
            " WHERE d.kind IN ('status', 'note') AND d.subject = 'incident'"
            " AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.target = d.id AND u.kind = 'undo')"
            " ORDER BY d.at, d.id",
            (incident.id,),
        ).fetchall()
        status = next((row["value"] for row in reversed(rows) if row["kind"] == "status"), "unread")
        return status, tuple((row["reviewer"], row["at"], row["value"] or row["note"]) for row in rows if row["kind"] == "note")

    def accounts(
        self, *, incident: str | None = None, report: str | None = None, voice: str | None = None, limit: int = 1000, offset: int = 0
    ) -> list[Account]:
        """Accounts of one incident, in one report, or with one voice in their chain, by publication."""
        where, values = _equal(incident=incident, report=report)
        if voice is not None:
            where, values = f"{where} AND id IN (SELECT account FROM account_voice WHERE voice = ?)", (*values, voice)
        tail = f"WHERE {where} ORDER BY published, id LIMIT ? OFFSET ?"
        return read.objects(self.connection, Account, "account", tail, (*values, limit, offset))

    def account(self, account: str) -> Account | None:
        """One account."""
        return read.one(self.connection, Account, "account", account)

    def accounts_of(self, ids: Iterable[str]) -> dict[str, Account]:
        """These accounts; unknown ids are left out."""
        return read.many(self.connection, Account, "account", ids)

    def origins(self, incident: str) -> list[Origin]:
        """The origins of one incident, by letter."""
        return read.objects(self.connection, Origin, "origin", "WHERE incident = ? ORDER BY length(letter), letter, id", (incident,))

    def disagreements(
        self, *, incident: str | None = None, relation: str | None = None, aspect: str | None = None, offset: int = 0, limit: int = 50
    ) -> list[Disagreement]:
        """Disagreements, most contested first."""
        where, values = _equal(incident=incident, relation=relation, aspect=aspect)
        tail = f"WHERE {where} ORDER BY contested DESC, id DESC LIMIT ? OFFSET ?"
        return read.objects(self.connection, Disagreement, "disagreement", tail, (*values, limit, offset))

    def disagreement(self, disagreement: str) -> Disagreement | None:
        """One disagreement."""
        return read.one(self.connection, Disagreement, "disagreement", disagreement)

    def disagreement_count(self, *, relation: str | None = None, aspect: str | None = None) -> int:
        """How many disagreements there are."""
        where, values = _equal(relation=relation, aspect=aspect)
        return int(self.connection.execute(f"SELECT count(*) FROM disagreement WHERE {where}", values).fetchone()[0])

    def collapsed(self, incident: str, aspect: str) -> list[tuple[str, float, float, float, tuple[str, ...]]]:
        """One number by each named rule: rule, low, best, high, and the accounts it was taken from."""
        rows = self.connection.execute(
            "SELECT rule, low, best, high, accounts FROM collapsed WHERE incident = ? AND aspect = ? ORDER BY rule", (incident, aspect)
        )
        return [(row[0], row[1], row[2], row[3], tuple(json.loads(row[4]))) for row in rows]

    def namings(self, subject: str, *, limit: int = 5000) -> list[Naming]:
        """What an incident or an actor is called."""
        tail = "WHERE subject = ? ORDER BY voice, key, report, start LIMIT ?"
        return read.objects(self.connection, Naming, "naming", tail, (subject, limit))

    def drifts(self, *, incident: str | None = None, report: str | None = None, limit: int = 50) -> list[Drift]:
        """What changed on the way, of an incident or touching a report."""
        where, values = _equal(incident=incident)
        if report is not None:
            where += " AND id IN (SELECT id FROM drift WHERE before_report = ? UNION SELECT id FROM drift WHERE after_report = ?)"
            values = (*values, report, report)
        return read.objects(self.connection, Drift, "drift", f"WHERE {where} ORDER BY id LIMIT ?", (*values, limit))

    def copies(self, report: str, *, limit: int = 500) -> list[Copy]:
        """Passages a report shares with others."""
        tail = "WHERE id IN (SELECT id FROM copy WHERE earlier = ? UNION SELECT id FROM copy WHERE later = ?) ORDER BY id LIMIT ?"
        return read.objects(self.connection, Copy, "copy", tail, (report, report, limit))

    def voice(self, voice: str) -> RecordVoice | None:
        """One voice."""
        return read.one(self.connection, RecordVoice, "voice", voice)

    def voices(self, ids: Iterable[str]) -> dict[str, RecordVoice]:
        """These voices; unknown ids are left out."""
        return read.many(self.connection, RecordVoice, "voice", ids)

    def voice_of(self, report: str, statement: int) -> str | None:
        """The voice of a statement."""
        row = self.connection.execute("SELECT voice FROM statement_voice WHERE report = ? AND n = ?", (report, statement)).fetchone()
        return row[0] if row else None

    def outlet_voice(self, report: str) -> str | None:
        """The voice a report's outlet is."""
        row = self.connection.execute("SELECT voice FROM outlet_voice WHERE report = ?", (report,)).fetchone()
        return row[0] if row else None

    def actors(self, *, offset: int = 0, limit: int = 50, kind: str | None = None) -> list[Actor]:
        """Actors, most mentioned first, without their mentions."""
        where, values = _equal(kind=kind)
        tail = f"WHERE {where} ORDER BY mentions DESC, id DESC LIMIT ? OFFSET ?"
        return read.objects(self.connection, Actor, "actor", tail, (*values, limit, offset))

    def actor(self, actor: str) -> Actor | None:
        """One actor, without its mentions."""
        return read.one(self.connection, Actor, "actor", actor)

    def actor_mentions(self, actor: str, *, limit: int = 1000) -> tuple[Mention, ...]:
        """Where an actor is named, as positions in readings, in order of publication."""
        rows = self.connection.execute(
            "SELECT report, n FROM mention WHERE actor = ? ORDER BY published, report, n LIMIT ?", (actor, limit)
        )
        return tuple(Mention(row[0], row[1]) for row in rows)

    def actors_of(self, report: str) -> dict[int, str]:
        """Actor ids by name position, of one report."""
        return {r[0]: r[1] for r in self.connection.execute("SELECT n, actor FROM mention WHERE report = ? ORDER BY n", (report,))}

    def outlet_facts(self, voices: Iterable[str]) -> dict[str, tuple[int, int, str, str]]:
        """Of outlets, by voice: reports, how many of them are mostly copied, first and last publication (empty where unknown)."""
        rows = self.connection.execute(
            "SELECT ov.voice, count(*), sum(coalesce(rc.share, 0.0) >= 0.5), min(nullif(ov.published, '')), max(nullif(ov.published, ''))"
            " FROM outlet_voice AS ov LEFT JOIN report_copy AS rc ON rc.report = ov.report"
            " WHERE ov.voice IN (SELECT value FROM json_each(?)) GROUP BY ov.voice",
            (json.dumps(list(voices)),),
        )
        return {row[0]: (row[1], row[2], row[3] or "", row[4] or "") for row in rows}

    def relays(self, *, voice: str | None = None, limit: int = 500) -> list[Relay]:
        """Who cites whom, with the words."""
        if voice is None:
            return read.relays(self.connection, "", (), limit)
        return read.relays(self.connection, "WHERE outer_voice = ? OR inner_voice = ?", (voice, voice), limit)

    def matches(
        self, *, verdict: str | None = None, subject: str | None = None, thing: str | None = None, offset: int = 0, limit: int = 50
    ) -> list[Match]:
        """Things compared, first what would change the picture most; ``thing`` is one of the two compared."""
        where, values = _equal(verdict=verdict, subject=subject)
        if thing is not None:
            where = f"{where} AND id IN (SELECT id FROM match WHERE left_id = ? UNION SELECT id FROM match WHERE right_id = ?)"
            values = (*values, thing, thing)
        tail = f"WHERE {where} ORDER BY weight DESC, id DESC LIMIT ? OFFSET ?"
        return read.objects(self.connection, Match, "match", tail, (*values, limit, offset))

    def match(self, match: str) -> Match | None:
        """One match."""
        return read.one(self.connection, Match, "match", match)

    def doubts(self, *, offset: int = 0, limit: int = 50) -> list[Doubt]:
        """Readings that the machine is unsure of, first what would change the picture most."""
        return read.objects(self.connection, Doubt, "doubt", "ORDER BY weight DESC, id DESC LIMIT ? OFFSET ?", (limit, offset))

    def words_around(self, quote: Quote, reach: int) -> tuple[str, str, str]:
        """The words of a quote, with at most ``reach`` code points before and after."""
        start, end = quote.span
        low = max(0, start - reach)
        row = self.connection.execute(
            "SELECT substr(text, ?, ?), substr(text, ?, ?), substr(text, ?, ?) FROM report WHERE id = ?",
            (low + 1, start - low, start + 1, end - start, end + 1, reach, quote.report),
        ).fetchone()
        return (row[0], row[1], row[2]) if row else ("", "", "")

    def doubt(self, doubt: str) -> Doubt | None:
        """One reading that the machine is unsure of."""
        return read.one(self.connection, Doubt, "doubt", doubt)

    # ---- decisions and failures

    def decisions(self, *, offset: int = 0, limit: int = 200) -> list[Decision]:
        """What reviewers did, newest first."""
        return read.objects(self.connection, Decision, "decision", "ORDER BY at DESC, id DESC LIMIT ? OFFSET ?", (limit, offset))

    def every_decision(self) -> tuple[Decision, ...]:
        """All decisions, oldest first: the order of replay."""
        return tuple(read.objects(self.connection, Decision, "decision", "ORDER BY at, id"))

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


def _equal(**columns: str | None) -> tuple[str, tuple[Any, ...]]:
    """A WHERE condition for the columns that are asked for."""
    asked = {name: value for name, value in columns.items() if value is not None}
    return " AND ".join(f"{name} = ?" for name in asked) or "1", tuple(asked.values())
