"""Lists a screen pages through: rows of the views for people, filtered, ordered and cut in SQL along the indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accordingto.errors import UsageError

Row = dict[str, Any]
MOST_ROWS = 1000


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
class Listing:
    """How one list may be asked for.

    Attributes:
        view: where its rows come from.
        orders: names of the orders to ORDER BY terms; the first is the default. Every order ends in a unique column.
        filters: names of the filters to SQL conditions with one ``?``.
        total: key in the table ``total`` that holds the unfiltered count, or empty.
    """

    view: str
    orders: Mapping[str, str]
    filters: Mapping[str, str]
    total: str = ""


LISTINGS: dict[str, Listing] = {
    "sources": Listing("sources", {"name": "name, id"}, {"name": "name = ?", "kind": "kind = ?"}, "sources"),
    "reports": Listing(
        "reports",
        {
            "published": "published, id",
            "-published": "published DESC, id DESC",
            "place": "source, start, id",
            "-copied": "copied DESC, id",
        },
        {
            "outlet": "outlet = ?",
            "source": "source = ?",
            "language": "language = ?",
            "from": "published >= ?",
            "until": "published < ?",
            "outlet_voice": "id IN (SELECT report FROM outlet_voice WHERE voice = ?)",
            "incident": "id IN (SELECT report FROM account WHERE incident = ?)",
            "actor": "id IN (SELECT report FROM mention WHERE actor = ?)",
            "voice": "id IN (SELECT report FROM statement_voice WHERE voice = ?)",
            "unread": "(unread IS NOT NULL) = ?",
        },
        "reports",
    ),
    "statements": Listing(
        "statements",
        {"place": "report, n", "published": "published, report, n", "-published": "published DESC, report, n"},
        {
            "report": "report = ?",
            "voice": "voice_id = ?",
            "stance": "stance = ?",
            "manner": "manner = ?",
            "evidence": "evidence = ?",
            "voice_kind": "voice_kind = ?",
            "parent": "parent = ?",
        },
        "statements",
    ),
    "events": Listing(
        "events",
        {"place": "report, n"},
        {"report": "report = ?", "type": "type = ?", "status": "status = ?", "incident": "incident = ?", "mode": "mode = ?"},
        "events",
    ),
    "figures": Listing(
        "figures",
        {"place": "report, n"},
        {"report": "report = ?", "aspect": "aspect = ?", "incident": "incident = ?"},
        "figures",
    ),
    "times": Listing("times", {"place": "report, n"}, {"report": "report = ?", "type": "type = ?"}, "times"),
    "names": Listing("names", {"place": "report, n"}, {"report": "report = ?", "actor": "actor_id = ?", "kind": "kind = ?"}, "names"),
    "mentions": Listing("mentions", {"published": "published, report, n"}, {"actor": "actor = ?"}),
    "sayings": Listing(
        "sayings",
        {"published": "published, report, n", "-published": "published DESC, report DESC, n DESC"},
        {"voice": "voice = ?", "stance": "stance = ?"},
    ),
    "actors": Listing(
        "actors",
        {"-mentions": "mentions DESC, id DESC", "name": "name, id", "-reports": "reports DESC, mentions DESC, id DESC"},
        {"kind": "kind = ?", "form": "id IN (SELECT actor FROM actor_form WHERE form = ?)"},
        "actors",
    ),
    "voices": Listing(
        "voices",
        {
            "-statements": "statements DESC, id DESC",
            "label": "label, id",
            "-reports": "reports DESC, id DESC",
            "-relayed": "relayed DESC, id",
        },
        {"kind": "kind = ?", "actor": "actor = ?"},
        "voices",
    ),
    "incidents": Listing(
        "incidents",
        {
            "-contested": "contested DESC, id DESC",
            "date": "first, id",
            "-date": "first DESC, id DESC",
            "-origins": "origins DESC, reports DESC, id DESC",
        },
        {
            "type": "type = ?",
            "kind": "kind = ?",
            "from": "last > ?",
            "until": "first < ?",
            "day": "date = ?",
            "part_of": "part_of = ?",
            "dated": "(first IS NOT NULL) = ?",
            "report": "id IN (SELECT incident FROM account WHERE report = ?)",
            "voice": "id IN (SELECT incident FROM account JOIN account_voice ON account = account.id WHERE voice = ?)",
            "least_origins": "origins >= ?",
        },
        "incidents",
    ),
    "accounts": Listing(
        "accounts",
        {"published": "published, id", "place": "report, id"},
        {
            "incident": "incident = ?",
            "report": "report = ?",
            "origin": "id IN (SELECT id FROM account WHERE origin = ?)",
            "standing": "standing = ?",
            "voice": "id IN (SELECT account FROM account_voice WHERE voice = ?)",
        },
        "accounts",
    ),
    "account_values": Listing(
        "account_values",
        {"place": "account, n"},
        {"incident": "incident = ?", "account": "account = ?", "aspect": "aspect = ?"},
    ),
    "origins": Listing("origins", {"letter": "incident, letter, id"}, {"incident": "incident = ?"}, "origins"),
    "disagreements": Listing(
        "disagreements",
        {"-contested": "contested DESC, id DESC", "incident": "incident, contested DESC, id DESC"},
        {
            "incident": "incident = ?",
            "aspect": "aspect = ?",
            "relation": "relation = ?",
            "internal": "(internal IS NOT NULL) = ?",
            "report": "internal = ?",
        },
        "disagreements",
    ),
    "namings": Listing(
        "namings",
        {"place": "subject, voice_id, key, report, start, end, term"},
        {"subject": "subject = ?", "voice": "voice_id = ?", "key": "key = ?"},
        "namings",
    ),
    "copies": Listing(
        "copies", {"id": "id"}, {"earlier": "earlier = ?", "later": "later = ?", "report": "? IN (earlier, later)"}, "copies"
    ),
    "drifts": Listing(
        "drifts",
        {"id": "id"},
        {"incident": "incident = ?", "kind": "kind = ?", "report": "? IN (before_report, after_report)"},
        "drifts",
    ),
    "relays": Listing(
        "relays",
        {"-count": "count DESC, outer_voice DESC, inner_voice DESC"},
        {"outer": "outer_voice = ?", "inner": "inner_voice = ?"},
        "relays",
    ),
    "matches": Listing(
        "matches",
        {"-weight": "weight DESC, id DESC"},
        {"verdict": "verdict = ?", "subject": "subject = ?", "thing": "? IN (left_id, right_id)"},
        "matches",
    ),
    "decisions": Listing("decisions", {"-at": "at DESC, id DESC", "at": "at, id"}, {"reviewer": "reviewer = ?", "kind": "kind = ?"}),
    "failures": Listing("failures", {"name": "stage, name"}, {"stage": "stage = ?", "name": "name = ?"}, "failures"),
}


def fetch_all(connection: sqlite3.Connection, name: str, filters: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """Column names and every row of a list in its default order; for programs, not for pages.

    Raises:
        UsageError: if the list or a filter is not known.
    """
    listing, where = _where(name, filters)
    cursor = connection.execute(f"SELECT * FROM {listing.view} WHERE {where} ORDER BY {_order(listing, '')}", tuple(filters.values()))
    return tuple(column[0] for column in cursor.description), tuple(tuple(row) for row in cursor)


def _where(name: str, filters: Mapping[str, Any]) -> tuple[Listing, str]:
    listing = LISTINGS.get(name)
    if listing is None:
        raise UsageError(f"there is no list {name!r}", hint=f"one of {', '.join(LISTINGS)}")
    unknown = [f for f in filters if f not in listing.filters]
    if unknown:
        raise UsageError(f"{name} cannot be filtered by {unknown[0]!r}", hint=f"one of {', '.join(listing.filters) or 'none'}")
    return listing, " AND ".join(f"({listing.filters[f]})" for f in filters) or "1"


def _order(listing: Listing, order: str) -> str:
    return listing.orders[order] if order else next(iter(listing.orders.values()))


def fetch_page(connection: sqlite3.Connection, name: str, filters: Mapping[str, Any], order: str, limit: int, offset: int) -> Page:
    """One page of a list.

    Raises:
        UsageError: if the list, a filter or the order is not known, or the limits are out of range.
    """
    listing, where = _where(name, filters)
    if order and order not in listing.orders:
        raise UsageError(f"{name} cannot be ordered by {order!r}", hint=f"one of {', '.join(listing.orders)}")
    if not 0 <= limit <= MOST_ROWS or offset < 0:
        raise UsageError(f"a page has from 0 to {MOST_ROWS} rows and starts at 0 or later")
    values = tuple(filters.values())
    if not filters and listing.total:
        total = connection.execute("SELECT n FROM total WHERE key = ?", (listing.total,)).fetchone()
    else:
        total = connection.execute(f"SELECT count(*) FROM {listing.view} WHERE {where}", values).fetchone()
    rows = connection.execute(
        f"SELECT * FROM {listing.view} WHERE {where} ORDER BY {_order(listing, order)} LIMIT ? OFFSET ?", (*values, limit, offset)
    )
    return Page(tuple(dict(row) for row in rows), total[0] if total else 0, limit, offset)
