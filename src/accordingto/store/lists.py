"""Lists a screen pages through: rows of the views for people, filtered, ordered and cut in SQL along the indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accordingto.errors import UsageError
from accordingto.store.summary import FACETS

Row = dict[str, Any]
MOST_ROWS = 1000
_COUNTED = {(name, field) for name, field, _, _ in FACETS}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list.

    Attributes:
        rows: plain columns, as the view of that name documents them.
        total: how many rows the filters leave, over all pages.
        limit, offset: what was asked for.
    """

    rows: tuple[Row, ...]
    total: int
    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class On:
    """How one filter narrows a list.

    Attributes:
        condition: on the list's table, or on ``table`` where that is given; with one ``?`` for the value.
        table: a narrower table to drive the list by, with the same key; its index gives the ``order``.
        order: the order of a list driven by that table.
    """

    condition: str
    table: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """How one list may be asked for: keys are found in a narrow table along an index, then their rows are taken from the view.

    Attributes:
        view: where its rows come from.
        table: where its keys are found.
        key: columns that make a row of view and table one of a kind.
        orders: names of the orders to ORDER BY terms; the first is the default. Every order ends in the key.
        filters: what it can be filtered by.
        total: key in the table ``total`` that holds the unfiltered count, or empty.
        view_key: the key's columns in the view, where they are called otherwise.
    """

    view: str
    table: str
    key: tuple[str, ...]
    orders: Mapping[str, str]
    filters: Mapping[str, On]
    total: str = ""
    view_key: tuple[str, ...] = ()


_ID = ("id",)
_MENTION = ("report", "n")
_IN_ORDER = {"place": "report, n"}
# One look along an index for each report, and none once the page is full: an actor may have a third of all mentions.
_AMONG = "EXISTS (SELECT 1 FROM {0} AS m WHERE m.{1} = ? AND m.published = coalesce(report.published, '') AND m.report = report.id)"

LISTINGS: dict[str, Listing] = {
    "sources": Listing("sources", "source", _ID, {"name": "name, id"}, {"name": On("name = ?"), "kind": On("kind = ?")}, "sources"),
    "reports": Listing(
        "reports",
        "report",
        _ID,
        {
            "published": "published, id",
            "-published": "published DESC, id DESC",
            "place": "source, start, id",
            "-copied": "(SELECT share FROM report_copy WHERE report = report.id) DESC, id",
        },
        {
            "outlet": On("outlet = ?"),
            "source": On("source = ?"),
            "language": On("language = ?"),
            "from": On("published >= ?"),
            "until": On("published < ?"),
            "outlet_voice": On("id IN (SELECT report FROM outlet_voice WHERE voice = ?)"),
            "incident": On("id IN (SELECT report FROM account WHERE incident = ?)"),
            "actor": On(_AMONG.format("mention", "actor")),
            "voice": On(_AMONG.format("statement_voice", "voice")),
            "unread": On("(unread IS NOT NULL) = ?"),
        },
        "reports",
    ),
    "statements": Listing(
        "statements",
        "statement",
        _MENTION,
        _IN_ORDER,
        {
            "report": On("report = ?"),
            "voice": On("voice = ?", "statement_voice", "published, report, n"),
            "stance": On("stance = ?"),
            "manner": On("manner = ?"),
            "evidence": On("evidence = ?"),
            "voice_kind": On("voice_kind = ?"),
            "parent": On("parent = ?"),
        },
        "statements",
    ),
    "events": Listing(
        "events",
        "event",
        _MENTION,
        _IN_ORDER,
        {
            "report": On("report = ?"),
            "type": On("type = ?"),
            "status": On("status = ?"),
            "mode": On("mode = ?"),
            "incident": On("incident = ?", "incident_event", "incident_event.place"),
        },
        "events",
    ),
    "figures": Listing(
        "figures",
        "figure",
        _MENTION,
        _IN_ORDER,
        {
            "report": On("report = ?"),
            "aspect": On("aspect = ?"),
            "incident": On("(report, event) IN (SELECT report, n FROM incident_event WHERE incident = ?)"),
        },
        "figures",
    ),
    "times": Listing("times", "time", _MENTION, _IN_ORDER, {"report": On("report = ?"), "type": On("type = ?")}, "times"),
    "names": Listing(
        "names",
        "name",
        _MENTION,
        _IN_ORDER,
        {"report": On("report = ?"), "actor": On("actor = ?", "mention", "published, report, n"), "kind": On("kind = ?")},
        "names",
    ),
    "mentions": Listing("mentions", "mention", _MENTION, {"published": "published, report, n"}, {"actor": On("actor = ?")}),
    "sayings": Listing(
        "sayings",
        "statement_voice",
        _MENTION,
        {"published": "published, report, n", "-published": "published DESC, report DESC, n DESC"},
        {"voice": On("voice = ?")},
    ),
    "actors": Listing(
        "actors",
        "actor",
        _ID,
        {"-mentions": "mentions DESC, id DESC", "name": "name, id", "-reports": "reports DESC, mentions DESC, id DESC"},
        {"kind": On("kind = ?"), "form": On("id IN (SELECT actor FROM actor_form WHERE form = ?)")},
        "actors",
    ),
    "voices": Listing(
        "voices",
        "voice",
        _ID,
        {
            "-statements": "statements DESC, id DESC",
            "label": "label, id",
            "-reports": "reports DESC, id DESC",
            "-relayed": "relayed DESC, id",
        },
        {"kind": On("kind = ?"), "actor": On("actor = ?")},
        "voices",
    ),
    "incidents": Listing(
        "incidents",
        "incident",
        _ID,
        {
            "-contested": "contested DESC, id DESC",
            "date": "first, id",
            "-date": "first DESC, id DESC",
            "-origins": "origins DESC, reports DESC, id DESC",
        },
        {
            "type": On("type = ?"),
            "kind": On("kind = ?"),
            "from": On("last > ?"),
            "until": On("first < ?"),
            "day": On("date = ?"),
            "part_of": On("part_of = ?"),
            "dated": On("(first IS NOT NULL) = ?"),
            "report": On("id IN (SELECT incident FROM account WHERE report = ?)"),
            "voice": On("id IN (SELECT incident FROM account JOIN account_voice ON account = account.id WHERE voice = ?)"),
            "least_origins": On("origins >= ?"),
        },
        "incidents",
    ),
    "accounts": Listing(
        "accounts",
        "account",
        _ID,
        {"published": "published, id", "place": "report, id"},
        {
            "incident": On("incident = ?"),
            "report": On("report = ?"),
            "origin": On("origin = ?"),
            "standing": On("standing = ?"),
            "voice": On("id IN (SELECT account FROM account_voice WHERE voice = ?)"),
        },
        "accounts",
    ),
    "account_values": Listing(
        "account_values",
        "account_value",
        ("account", "n"),
        {"place": "account, n"},
        {
            "incident": On("account IN (SELECT id FROM account WHERE incident = ?)"),
            "account": On("account = ?"),
            "aspect": On("aspect = ?"),
        },
    ),
    "origins": Listing("origins", "origin", _ID, {"letter": "incident, letter, id"}, {"incident": On("incident = ?")}, "origins"),
    "disagreements": Listing(
        "disagreements",
        "disagreement",
        _ID,
        {"-contested": "contested DESC, id DESC", "incident": "incident, contested DESC, id DESC"},
        {
            "incident": On("incident = ?"),
            "aspect": On("aspect = ?"),
            "relation": On("relation = ?"),
            "internal": On("(internal IS NOT NULL) = ?"),
            "report": On("internal = ?"),
        },
        "disagreements",
    ),
    "namings": Listing(
        "namings",
        "naming",
        ("subject", "voice", "key", "report", "start", "end", "term"),
        {"place": "subject, voice, key, report, start, end, term"},
        {"subject": On("subject = ?"), "voice": On("voice = ?"), "key": On("key = ?")},
        "namings",
        ("subject", "voice_id", "key", "report", "start", "end", "term"),
    ),
    "copies": Listing(
        "copies",
        "copy",
        _ID,
        {"id": "id"},
        {
            "earlier": On("earlier = ?"),
            "later": On("later = ?"),
            "report": On("? IN (earlier, later)"),
        },
        "copies",
    ),
    "drifts": Listing(
        "drifts",
        "drift",
        _ID,
        {"id": "id"},
        {"incident": On("incident = ?"), "kind": On("kind = ?"), "report": On("? IN (before_report, after_report)")},
        "drifts",
    ),
    "relays": Listing(
        "relays",
        "relay_sum",
        ("outer_voice", "inner_voice"),
        {"-count": "count DESC, outer_voice DESC, inner_voice DESC"},
        {"outer": On("outer_voice = ?"), "inner": On("inner_voice = ?")},
        "relays",
    ),
    "matches": Listing(
        "matches",
        "match",
        _ID,
        {"-weight": "weight DESC, id DESC"},
        {"verdict": On("verdict = ?"), "subject": On("subject = ?"), "thing": On("? IN (left_id, right_id)")},
        "matches",
    ),
    "decisions": Listing(
        "decisions",
        "decision",
        _ID,
        {"-at": "at DESC, id DESC", "at": "at, id"},
        {"reviewer": On("reviewer = ?"), "kind": On("kind = ?")},
        "decisions",
    ),
    "failures": Listing(
        "failures",
        "failure",
        ("stage", "name"),
        {"name": "stage, name"},
        {"stage": On("stage = ?"), "name": On("name = ?")},
        "failures",
    ),
}


def fetch_all(connection: sqlite3.Connection, name: str, filters: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """Column names and every row of a list in its default order; for programs, not for pages.

    Raises:
        UsageError: if the list or a filter is not known.
    """
    listing = _listing(name, filters)
    source, where, values = _narrowed(listing, filters)
    keys = f"SELECT {', '.join(listing.key)} FROM {source} WHERE {where}"
    among = f"({', '.join(listing.view_key or listing.key)}) IN ({keys})" if filters else "1"
    cursor = connection.execute(f"SELECT * FROM {listing.view} WHERE {among} ORDER BY {next(iter(listing.orders.values()))}", values)
    return tuple(column[0] for column in cursor.description), tuple(tuple(row) for row in cursor)


def _listing(name: str, filters: Mapping[str, Any]) -> Listing:
    listing = LISTINGS.get(name)
    if listing is None:
        raise UsageError(f"there is no list {name!r}", hint=f"one of {', '.join(LISTINGS)}")
    unknown = [f for f in filters if f not in listing.filters]
    if unknown:
        raise UsageError(f"{name} cannot be filtered by {unknown[0]!r}", hint=f"one of {', '.join(listing.filters) or 'none'}")
    return listing


def _narrowed(listing: Listing, filters: Mapping[str, Any]) -> tuple[str, str, tuple[Any, ...]]:
    """FROM and WHERE of the keys, and the values: driven by the narrower table of a filter that has one."""
    tables = dict.fromkeys(listing.filters[f].table for f in filters if listing.filters[f].table)
    plain = [f for f in filters if not listing.filters[f].table]
    joined = [*tables, *([listing.table] if plain or not tables else [])]
    source = joined[0] + "".join(f" JOIN {table} USING ({', '.join(listing.key)})" for table in joined[1:])
    where = " AND ".join(f"({listing.filters[f].condition})" for f in filters) or "1"
    return source, where, tuple(filters.values())


def fetch_page(connection: sqlite3.Connection, name: str, filters: Mapping[str, Any], order: str, limit: int, offset: int) -> Page:
    """One page of a list.

    Raises:
        UsageError: if the list, a filter or the order is not known, or the limits are out of range.
    """
    listing = _listing(name, filters)
    if order and order not in listing.orders:
        raise UsageError(f"{name} cannot be ordered by {order!r}", hint=f"one of {', '.join(listing.orders)}")
    if not 0 <= limit <= MOST_ROWS or offset < 0:
        raise UsageError(f"a page has from 0 to {MOST_ROWS} rows and starts at 0 or later")
    source, where, values = _narrowed(listing, filters)
    driven = next((listing.filters[f].order for f in filters if listing.filters[f].table), "")
    orders = listing.orders[order] if order else driven or next(iter(listing.orders.values()))
    key = ", ".join(listing.key)
    keys = connection.execute(f"SELECT {key} FROM {source} WHERE {where} ORDER BY {orders} LIMIT ? OFFSET ?", (*values, limit, offset))
    one = f"SELECT * FROM {listing.view} WHERE {' AND '.join(f'{column} = ?' for column in listing.view_key or listing.key)}"
    rows = tuple(dict(row) for found in keys.fetchall() for row in connection.execute(one, tuple(found)))
    return Page(rows, _total(connection, listing, name, filters, source, where), limit, offset)


def _total(connection: sqlite3.Connection, listing: Listing, name: str, filters: Mapping[str, Any], source: str, where: str) -> int:
    """How many rows the filters leave: from the summary tables where they know, else counted along the narrow table."""
    known = None
    if not filters and listing.total:
        known = connection.execute("SELECT n FROM total WHERE key = ?", (listing.total,)).fetchone()
    elif len(filters) == 1 and (name, next(iter(filters))) in _COUNTED:
        ((field, value),) = filters.items()
        query = "SELECT n FROM facet WHERE list = ? AND field = ? AND value = ?"
        known = connection.execute(query, (name, field, str(value))).fetchone() or (0,)
    if known is None:
        known = connection.execute(f"SELECT count(*) FROM {source} WHERE {where}", tuple(filters.values())).fetchone()
    return int(known[0])
