"""``plover``: events as PLOVER JSON lines, each with the chain that says so and the words it stands on.

PLOVER itself drops who says so and whether it is denied; here ``status`` and ``chain`` say it, and nothing is collapsed:
one line is one mention. ``incident`` joins the mentions of one happening.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from accordingto.store import Store

# PLOVER 0.8: the four quads of its sixteen types.
QUADS = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD_OF = {event_type: quad for quad, types in QUADS.items() for event_type in types}


def write(store: Store) -> Iterator[str]:
    """One line an event, in order of report and place."""
    incidents = {row["id"]: row for row in map(dict, store.connection.execute("SELECT * FROM incidents"))}
    for row in store.connection.execute("SELECT * FROM events ORDER BY report, n, incident"):
        yield json.dumps(_event(dict(row), incidents.get(row["incident"])), ensure_ascii=False) + "\n"


def _event(row: dict[str, Any], incident: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "id": f"{row['report']}/events/{row['n']}",
        "event_type": row["type"],
        "event_mode": row["mode"] or None,
        "quad": QUAD_OF.get(row["type"]),
        "status": row["status"],
        "date": incident["date"] if incident else None,
        "time": _words(row["time"]),
        "actor": _words(row["actor"]),
        "recipient": _words(row["recipient"]),
        "location": {
            "text": _words(row["place"]),
            "name": incident["place"] if incident else None,
            "latitude": incident["latitude"] if incident else None,
            "longitude": incident["longitude"] if incident else None,
            "country": incident["country"] if incident else None,
        },
        "figures": _words(row["figure"]),
        "means": row["means"],
        "trigger": row["quote"],
        "start": row["start"],
        "end": row["end"],
        "chain": row["chain"].split(" → ") if row["chain"] else [],
        "incident": row["incident"],
        "report": row["report"],
        "outlet": row["outlet"],
        "published": row["published"],
        "reason": row["reason"],
    }


def _words(joined: str | None) -> list[str]:
    return joined.split("; ") if joined else []
