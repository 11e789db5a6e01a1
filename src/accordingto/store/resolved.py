"""What a record is asked about what resolving made: incidents, accounts, voices, actors and how they were compared."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from accordingto.errors import UsageError
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
from accordingto.model.text import Span
from accordingto.store import read

Days = tuple[date, date]  # the first and the last of them

_INCIDENT_ORDERS = {
    "when": "first IS NULL, first, id",
    "origins": "origins DESC, reports DESC, id DESC",
    "contested": "contested DESC, id DESC",
}


class ResolvedQueries:
    """What resolving made of an opened record."""

    connection: sqlite3.Connection

    def record(self) -> Record:
        """Everything resolving made; for exports and for resolving again, not for pages."""
        return read.record(self.connection)

    def incidents(self, *, offset: int = 0, limit: int = 50, order: str = "when") -> list[Incident]:
        """Incidents by time ("when"), independent origins ("origins") or how contested they are, without their events."""
        if order not in _INCIDENT_ORDERS:
            raise UsageError(f"incidents cannot be ordered by {order!r}", hint=f"one of {', '.join(_INCIDENT_ORDERS)}")
        tail = f"ORDER BY {_INCIDENT_ORDERS[order]} LIMIT ? OFFSET ?"
        return read.objects(self.connection, Incident, tail, (limit, offset))

    def incident(self, incident: str) -> Incident | None:
        """One incident, without its events."""
        return read.one(self.connection, Incident, incident)

    def incidents_of(self, ids: Iterable[str]) -> dict[str, Incident]:
        """These incidents without their events; unknown ids are left out."""
        return read.many(self.connection, Incident, ids)

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

    def review_of(self, incident: Incident) -> tuple[tuple[str, str, str], tuple[tuple[str, str, str], ...]]:
        """Its place on the ladder (unread, in review, done) with who set it and when, both empty where nobody did; and its notes as
        (who, when, text), oldest first."""
        rows = self.connection.execute(
            # Decisions are few and an incident's events many: begin with the former.
            "SELECT DISTINCT d.kind, d.reviewer, d.at, d.value, d.note, d.id FROM decision AS d"
            " CROSS JOIN decision_anchor AS a ON a.decision = d.id"
            " CROSS JOIN event AS e ON e.report = a.report AND e.start < a.end AND a.start < e.end"
            " CROSS JOIN incident_event AS ie ON ie.report = e.report AND ie.n = e.n AND ie.incident = ?"
            " WHERE d.kind IN ('status', 'note') AND d.subject = 'incident'"
            " AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.target = d.id AND u.kind = 'undo')"
            " ORDER BY d.at, d.id",
            (incident.id,),
        ).fetchall()
        status = next(((row["value"], row["reviewer"], row["at"]) for row in reversed(rows) if row["kind"] == "status"), ("unread", "", ""))
        return status, tuple((row["reviewer"], row["at"], row["value"] or row["note"]) for row in rows if row["kind"] == "note")

    def accounts(
        self, *, incident: str | None = None, report: str | None = None, voice: str | None = None, limit: int = 1000, offset: int = 0
    ) -> list[Account]:
        """Accounts of one incident, in one report, or with one voice in their chain, by publication."""
        where, values = _equal(incident=incident, report=report)
        if voice is not None:
            where, values = f"{where} AND id IN (SELECT account FROM account_voice WHERE voice = ?)", (*values, voice)
        return read.objects(self.connection, Account, f"WHERE {where} ORDER BY published, id LIMIT ? OFFSET ?", (*values, limit, offset))

    def account_ids(self, incident: str) -> list[str]:
        """The accounts of an incident by publication, as ids."""
        return [row[0] for row in self.connection.execute("SELECT id FROM account WHERE incident = ? ORDER BY published, id", (incident,))]

    def accounts_giving(self, incident: str, aspect: str, *, limit: int) -> tuple[list[Account], int]:
        """Accounts of an incident that give an aspect, by publication, and how many there are in all."""
        where = "WHERE incident = ? AND id IN (SELECT account FROM account_value WHERE account = account.id AND aspect = ?)"
        total = self.connection.execute(f"SELECT count(*) FROM account {where}", (incident, aspect)).fetchone()[0]
        return read.objects(self.connection, Account, f"{where} ORDER BY published, id LIMIT ?", (incident, aspect, limit)), total

    def told_by(self, voice: str, *, limit: int = 20) -> tuple[list[str], int]:
        """Incidents that a voice has accounts of, those with most first, and in how many reports; of its first 2,000 accounts."""
        few = "(SELECT incident, report FROM (SELECT account FROM account_voice WHERE voice = ? LIMIT 2000) JOIN account ON id = account)"
        often = f"SELECT incident FROM {few} GROUP BY incident ORDER BY count(*) DESC, incident LIMIT ?"
        rows = self.connection.execute(often, (voice, limit))
        reports = self.connection.execute(f"SELECT count(DISTINCT report) FROM {few}", (voice,)).fetchone()[0]
        return [row[0] for row in rows], reports

    def origin_names(self, incident: str) -> dict[str, tuple[str, str]]:
        """Letter and label of the origins of an incident, by id."""
        rows = self.connection.execute("SELECT id, letter, label FROM origin WHERE incident = ?", (incident,))
        return {row[0]: (row[1], row[2]) for row in rows}

    def account(self, account: str) -> Account | None:
        """One account."""
        return read.one(self.connection, Account, account)

    def accounts_of(self, ids: Iterable[str]) -> dict[str, Account]:
        """These accounts; unknown ids are left out."""
        return read.many(self.connection, Account, ids)

    def origins(self, incident: str) -> list[Origin]:
        """The origins of one incident, by letter."""
        return read.objects(self.connection, Origin, "WHERE incident = ? ORDER BY length(letter), letter, id", (incident,))

    def disagreements(
        self,
        *,
        incident: str | None = None,
        relation: str | None = None,
        aspect: str | None = None,
        days: Days | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> list[Disagreement]:
        """Disagreements, most contested first; ``days`` keeps those of incidents that lie in them."""
        where, values = _during(days, *_equal(incident=incident, relation=relation, aspect=aspect))
        tail = f"WHERE {where} ORDER BY contested DESC, id DESC LIMIT ? OFFSET ?"
        return read.objects(self.connection, Disagreement, tail, (*values, limit, offset))

    def disagreement(self, disagreement: str) -> Disagreement | None:
        """One disagreement."""
        return read.one(self.connection, Disagreement, disagreement)

    def disagreement_count(self, *, relation: str | None = None, aspect: str | None = None, days: Days | None = None) -> int:
        """How many disagreements there are."""
        where, values = _during(days, *_equal(relation=relation, aspect=aspect))
        return int(self.connection.execute(f"SELECT count(*) FROM disagreement WHERE {where}", values).fetchone()[0])

    def collapsed(self, incident: str, aspect: str) -> list[tuple[str, float, float, float, tuple[str, ...]]]:
        """One number by each named rule: rule, low, best, high, and the accounts it was taken from."""
        rows = self.connection.execute(
            "SELECT rule, low, best, high, accounts FROM collapsed WHERE incident = ? AND aspect = ? ORDER BY rule", (incident, aspect)
        )
        return [(row[0], row[1], row[2], row[3], tuple(json.loads(row[4]))) for row in rows]

    def namings(self, subject: str, *, limit: int = 5000) -> list[Naming]:
        """What an incident or an actor is called."""
        rows = self.connection.execute(
            "SELECT voice, term, key, report, start, end, own, quoted, headline FROM naming WHERE subject = ?"
            " ORDER BY voice, key, report, start LIMIT ?",
            (subject, limit),
        )
        return [
            Naming(subject, voice, term, key, Quote(report, Span(start, end)), bool(own), bool(quoted), bool(headline))
            for voice, term, key, report, start, end, own, quoted, headline in rows
        ]

    def drifts(self, *, incident: str | None = None, report: str | None = None, limit: int = 50) -> list[Drift]:
        """What changed on the way, of an incident or touching a report."""
        where, values = _equal(incident=incident)
        if report is not None:
            where += " AND id IN (SELECT id FROM drift WHERE before_report = ? UNION SELECT id FROM drift WHERE after_report = ?)"
            values = (*values, report, report)
        return read.objects(self.connection, Drift, f"WHERE {where} ORDER BY id LIMIT ?", (*values, limit))

    def copies(self, report: str, *, limit: int = 500) -> list[Copy]:
        """Passages a report shares with others."""
        tail = "WHERE id IN (SELECT id FROM copy WHERE earlier = ? UNION SELECT id FROM copy WHERE later = ?) ORDER BY id LIMIT ?"
        return read.objects(self.connection, Copy, tail, (report, report, limit))

    def voice(self, voice: str) -> RecordVoice | None:
        """One voice."""
        return read.one(self.connection, RecordVoice, voice)

    def voices(self, ids: Iterable[str]) -> dict[str, RecordVoice]:
        """These voices; unknown ids are left out."""
        return read.many(self.connection, RecordVoice, ids)

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
        return read.objects(self.connection, Actor, tail, (*values, limit, offset))

    def actor(self, actor: str) -> Actor | None:
        """One actor, without its mentions."""
        return read.one(self.connection, Actor, actor)

    def actor_names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of these actors, by id; unknown ids are left out."""
        rows = self.connection.execute("SELECT id, name FROM actor WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        return {row[0]: row[1] for row in rows}

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
        return read.objects(self.connection, Match, tail, (*values, limit, offset))

    def match(self, match: str) -> Match | None:
        """One match."""
        return read.one(self.connection, Match, match)

    def doubts(self, *, offset: int = 0, limit: int = 50) -> list[Doubt]:
        """Readings that the machine is unsure of, first what would change the picture most."""
        return read.objects(self.connection, Doubt, "ORDER BY weight DESC, id DESC LIMIT ? OFFSET ?", (limit, offset))

    def told_words(self, incidents: Iterable[str], reach: int) -> dict[str, tuple[str, str, str]]:
        """Of each incident, the word that first tells of it, with at most ``reach`` code points before and after: (before, word, after)."""
        rows = self.connection.execute(
            "SELECT ie.incident, substr(r.text, max(1, e.start + 1 - ?), min(e.start, ?)), substr(r.text, e.start + 1, e.end - e.start),"
            " substr(r.text, e.end + 1, ?) FROM incident_event AS ie JOIN event AS e ON e.report = ie.report AND e.n = ie.n"
            " JOIN report AS r ON r.id = ie.report WHERE ie.place = 0 AND ie.incident IN (SELECT value FROM json_each(?))",
            (reach, reach, reach, json.dumps(list(incidents))),
        )
        return {row[0]: (row[1], row[2], row[3]) for row in rows}

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
        return read.one(self.connection, Doubt, doubt)


def _during(days: Days | None, where: str, values: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """The condition with the days added in which an incident must lie."""
    if days is None:
        return where, values
    first, until = days[0].isoformat(), (days[1] + timedelta(days=1)).isoformat()
    return f"{where} AND incident IN (SELECT id FROM incident WHERE last > ? AND first < ?)", (*values, first, until)


def _equal(**columns: str | None) -> tuple[str, tuple[Any, ...]]:
    """A WHERE condition for the columns that are asked for."""
    asked = {name: value for name, value in columns.items() if value is not None}
    return " AND ".join(f"{name} = ?" for name in asked) or "1", tuple(asked.values())
