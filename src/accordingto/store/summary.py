"""Summary tables, refreshed in the transaction that changes what they count, so that no page has to count."""

from __future__ import annotations

import sqlite3

TOTALS = {
    "sources": "SELECT count(*) FROM source",
    "reports": "SELECT count(*) FROM report",
    "unread": "SELECT count(*) FROM report WHERE unread IS NOT NULL",
    "words": "SELECT coalesce(sum(words), 0) FROM report",
    "outlets": "SELECT count(DISTINCT voice) FROM outlet_voice",
    "statements": "SELECT coalesce(sum(statements), 0) FROM report",
    "events": "SELECT coalesce(sum(events), 0) FROM report",
    "figures": "SELECT coalesce(sum(figures), 0) FROM report",
    "times": "SELECT coalesce(sum(times), 0) FROM report",
    "names": "SELECT coalesce(sum(names), 0) FROM report",
    "actors": "SELECT count(*) FROM actor",
    "voices": "SELECT count(*) FROM voice",
    "incidents": "SELECT count(*) FROM incident",
    "accounts": "SELECT count(*) FROM account",
    "origins": "SELECT count(*) FROM origin",
    "disagreements": "SELECT count(*) FROM disagreement",
    "conflicts": "SELECT count(*) FROM disagreement WHERE relation = 'conflict'",
    "contested_incidents": "SELECT count(*) FROM incident WHERE contested > 0",
    "namings": "SELECT count(*) FROM naming",
    "drifts": "SELECT count(*) FROM drift",
    "copies": "SELECT count(*) FROM copy",
    "relays": "SELECT count(*) FROM relay_sum",
    "matches": "SELECT count(*) FROM match",
    "undecided": "SELECT count(*) FROM match WHERE verdict = 'undecided'",
    "unapplied": "SELECT count(*) FROM unapplied",
    "failures": "SELECT count(*) FROM failure",
    "decisions": "SELECT count(*) FROM decision",
}

# (list, field, SQL expression, table): values of the filters with their counts.
FACETS = (
    ("reports", "outlet", "outlet", "report"),
    ("reports", "published_day", "published_day", "report"),
    ("reports", "language", "language", "report"),
    ("statements", "stance", "stance", "statement"),
    ("statements", "manner", "manner", "statement"),
    ("statements", "evidence", "evidence", "statement"),
    ("statements", "voice_kind", "voice_kind", "statement"),
    ("events", "type", "type", "event"),
    ("events", "status", "status", "event"),
    ("figures", "aspect", "aspect", "figure"),
    ("names", "kind", "kind", "name"),
    ("actors", "kind", "kind", "actor"),
    ("voices", "kind", "kind", "voice"),
    ("incidents", "type", "type", "incident"),
    ("incidents", "kind", "kind", "incident"),
    ("disagreements", "aspect", "aspect", "disagreement"),
    ("disagreements", "relation", "relation", "disagreement"),
    ("matches", "verdict", "verdict", "match"),
    ("drifts", "kind", "kind", "drift"),
)


def refresh_summaries(connection: sqlite3.Connection) -> None:
    """Count everything again; runs inside the caller's transaction."""
    connection.execute("DELETE FROM total")
    for key, query in TOTALS.items():
        connection.execute(f"INSERT INTO total VALUES (?, ({query}))", (key,))
    connection.execute("DELETE FROM facet")
    for name, field, expression, table in FACETS:
        connection.execute(
            f"INSERT INTO facet SELECT ?, ?, {expression}, count(*) FROM {table} WHERE {expression} IS NOT NULL GROUP BY {expression}",
            (name, field),
        )
    connection.execute("DELETE FROM day")
    connection.execute(
        "INSERT INTO day SELECT day, sum(reports), sum(incidents), sum(conflicts), sum(origins) FROM ("
        " SELECT published_day AS day, count(*) AS reports, 0 AS incidents, 0 AS conflicts, 0 AS origins"
        " FROM report WHERE published_day IS NOT NULL GROUP BY 1 UNION ALL"
        " SELECT substr(first, 1, 10), 0, count(*), sum(conflicts > 0), sum(origins) FROM incident WHERE first IS NOT NULL GROUP BY 1"
        ") GROUP BY day"
    )
