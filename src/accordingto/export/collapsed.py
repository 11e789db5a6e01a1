"""ACLED-like and UCDP-like rows: one an incident, its figures collapsed by a named rule. Candidates, for a coder to confirm.

The rule's name, the words it was computed from and the accounts that give them stand in every row, so that each number
can be taken back to its ledger. Nothing here is the record's own answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from accordingto.export.tables import cell, line
from accordingto.store import Store

Row = dict[str, Any]

# PLOVER type and mode to ACLED's event and sub-event types, as far as the two schemes meet.
ACLED_TYPES = {
    ("ASSAULT", "aerial"): ("Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "drone"): ("Explosions/Remote violence", "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("ASSAULT", "explosives"): ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ("ASSAULT", "suicide-attack"): ("Explosions/Remote violence", "Suicide bomb"),
    ("ASSAULT", "abduct"): ("Violence against civilians", "Abduction/forced disappearance"),
    ("ASSAULT", "sexual"): ("Violence against civilians", "Sexual violence"),
    ("ASSAULT", "crowd-control"): ("Protests", "Excessive force against protesters"),
    ("ASSAULT", "firearms"): ("Battles", "Armed clash"),
    ("PROTEST", "riot"): ("Riots", "Violent demonstration"),
    ("PROTEST", "vandalize"): ("Riots", "Mob violence"),
    ("PROTEST", ""): ("Protests", "Peaceful protest"),
    ("PROTEST", "demo"): ("Protests", "Peaceful protest"),
    ("COERCE", "arrest"): ("Strategic developments", "Arrests"),
    ("COERCE", "seize"): ("Strategic developments", "Looting/property destruction"),
}
ACLED_HEAD = (
    "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "actor2", "country", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "rule", "inputs", "accounts", "plover_type", "status",
)  # fmt: skip
UCDP_HEAD = (
    "id", "date_start", "date_end", "date_prec", "event_clarity", "side_a", "side_b", "country", "where_description", "where_prec",
    "latitude", "longitude", "low", "best", "high", "number_of_sources", "independent_origins", "source_article", "rule", "inputs",
    "accounts", "plover_type", "status",
)  # fmt: skip
GEO_PRECISION = {"site": 1, "city": 1, "region": 2, "border": 2, "country": 3}
WHERE_PRECISION = {"site": 1, "city": 1, "region": 4, "border": 5, "country": 6}
STATUS = "candidate, machine coded"


def acled(store: Store) -> Iterator[str]:
    """One row an incident that ACLED's scheme has a type for; fatalities are the most conservative figure, 0 where none is given."""
    yield line(ACLED_HEAD)
    for row in _incidents(store):
        types = ACLED_TYPES.get((row["type"], row["mode"])) or ACLED_TYPES.get((row["type"], ""))
        if types is None:
            continue
        dead, who = _figure(store, row["id"], "conservative"), _sides(store, row["id"])
        outlets = _outlets(store, row["id"])
        yield line([cell(v) for v in (
            row["id"], _day(row["first"]), _time_precision(row), *types, who["who"], who["to_whom"], row["country"], row["place"],
            row["latitude"], row["longitude"], GEO_PRECISION.get(row["precision"]), "; ".join(outlets), "", row["title"],
            dead["best"] if dead else 0, "conservative", dead["inputs"] if dead else "", dead["accounts"] if dead else "",
            row["type"], STATUS,
        )])  # fmt: skip


def ucdp(store: Store) -> Iterator[str]:
    """One row an incident for which some account gives a number of dead: low, best and high."""
    yield line(UCDP_HEAD)
    for row in _incidents(store):
        dead = _figure(store, row["id"], "low-best-high")
        if dead is None:
            continue
        who, outlets = _sides(store, row["id"]), _outlets(store, row["id"])
        yield line([cell(v) for v in (
            row["id"], _day(row["first"]), _last_day(row["last"]), _date_precision(row), 2 if row["kind"] == "series" else 1, who["who"],
            who["to_whom"], row["country"], row["place"], WHERE_PRECISION.get(row["precision"]), row["latitude"], row["longitude"],
            dead["low"], dead["best"], dead["high"], row["reports"], row["origins"], "; ".join(outlets), "low-best-high", dead["inputs"],
            dead["accounts"], row["type"], STATUS,
        )])  # fmt: skip


def _incidents(store: Store) -> list[Row]:
    return [dict(row) for row in store.connection.execute("SELECT * FROM incidents ORDER BY first IS NULL, first, id")]


def _figure(store: Store, incident: str, rule: str) -> Row | None:
    row = store.connection.execute(
        "SELECT low, best, high, inputs, accounts FROM collapsed WHERE incident = ? AND aspect = 'killed' AND rule = ?", (incident, rule)
    ).fetchone()
    return dict(row) if row else None


def _sides(store: Store, incident: str) -> dict[str, str]:
    """Who and to whom, every answer that is given, most given first."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = store.connection.execute(
        "SELECT aspect, text FROM account_value JOIN account ON account.id = account WHERE incident = ? AND aspect IN ('who', 'to_whom')"
        " AND NOT denied GROUP BY aspect, key, text ORDER BY count(*) DESC, text",
        (incident,),
    )
    for aspect, text in rows:
        found[aspect].append(text)
    return {aspect: "; ".join(dict.fromkeys(found[aspect])) for aspect in ("who", "to_whom")}


def _outlets(store: Store, incident: str) -> Sequence[str]:
    rows = store.connection.execute(
        "SELECT DISTINCT outlet FROM accounts WHERE incident = ? AND outlet IS NOT NULL ORDER BY 1", (incident,)
    )
    return [row[0] for row in rows]


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def _last_day(end: str | None) -> str | None:
    """The last day of an interval whose end is exclusive."""
    return (datetime.fromisoformat(end) - timedelta(microseconds=1)).date().isoformat() if end else None


def _days(row: Row) -> int | None:
    first, last = _day(row["first"]), _last_day(row["last"])
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 if first and last else None


def _time_precision(row: Row) -> int | None:
    """ACLED: 1 the day, 2 the week, 3 the month or longer; empty where undated."""
    days = _days(row)
    return None if days is None else 1 if days == 1 else 2 if days <= 7 else 3


def _date_precision(row: Row) -> int | None:
    """UCDP: 1 the day, 2 two to six days, 3 the week, 4 the month, 5 longer; empty where undated."""
    days = _days(row)
    if days is None:
        return None
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5
