"""Lists: incidents, reports, outlets, voices, actors; a page of fifty, filters, and a count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from accordingto.store import Store
from accordingto.views.common import NO_OUTLET, NO_VOICE, Clock, Pager, pager
from accordingto.views.overview import Dot, ReportRow, dot, report_rows, with_words
from accordingto.views.stretch import picked_days
from accordingto.views.wording import Moment, days_between

Row = dict[str, Any]
Facet = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class IncidentsPage:
    """Incidents under filters.

    Attributes:
        rows: as dots, with the words that first tell of each; ``order`` they stand in.
        first_day, last_day: the days asked for, or empty; ``dated`` is "no" where only incidents without a date are asked for.
        type: PLOVER type asked for, or empty; ``types`` with counts.
        pager: where the list stands.
    """

    rows: tuple[Dot, ...]
    order: str
    first_day: str
    last_day: str
    dated: str
    type: str
    types: Facet
    pager: Pager


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Reports under filters: ``rows``, the ``outlet`` filtered by, ``first_day`` and ``last_day`` of publication, or empty, ``outlets``
    with counts, ``order``, ``pager``."""

    rows: tuple[ReportRow, ...]
    outlet: str
    first_day: str
    last_day: str
    outlets: Facet
    order: str
    pager: Pager


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One voice: how often it speaks, in how many reports, how often it cites and is cited."""

    id: str
    label: str
    kind: str
    actor: str
    statements: int
    reports: int
    relays: int
    relayed: int


@dataclass(frozen=True, slots=True)
class VoicesPage:
    """Voices under filters: ``rows``, the ``kind`` filtered by, ``kinds`` with counts, ``order``, ``pager``."""

    rows: tuple[VoiceRow, ...]
    kind: str
    kinds: Facet
    order: str
    pager: Pager


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor: how often named, in how many reports, in how many spellings, and which."""

    id: str
    name: str
    kind: str
    mentions: int
    reports: int
    forms: int
    spellings: str


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """Actors under filters: ``rows``, the ``kind`` filtered by, ``kinds`` with counts, ``order``, ``pager``."""

    rows: tuple[ActorRow, ...]
    kind: str
    kinds: Facet
    order: str
    pager: Pager


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One outlet: reports, how many are mostly copied, first and last, how often it cites and is cited, its voice."""

    outlet: str
    reports: int
    copied: int
    dates: str
    relays: int
    relayed: int
    voice: str


@dataclass(frozen=True, slots=True)
class OutletsPage:
    """Every outlet, by name; no rank: ``rows`` and ``pager``."""

    rows: tuple[OutletRow, ...]
    pager: Pager


def _listed(
    store: Store,
    name: str,
    by: str,
    value: str,
    orders: Mapping[str, str],
    order: str,
    offset: int,
    limit: int,
    days: tuple[date, date] | None = None,
) -> tuple[tuple[Row, ...], Facet, Pager]:
    """A page of the list ``name`` under one filter, and of some days: its rows, the filter's values with counts, and the pager.

    ``orders`` are the names of orders on the page, the default first, and in the store.
    """
    filters = ({by: value} if value else {}) | _of_days(days)
    found = store.page(name, filters, order=orders[order], limit=limit, offset=offset)
    asked = {"from": days[0].isoformat(), "until": days[1].isoformat()} if days else {}
    path = _path(f"/{name}", **{by: value, "order": "" if order == next(iter(orders)) else order, **asked})
    return found.rows, tuple(store.facet(name, by)), pager(path, offset, limit, len(found.rows), found.total)


def _of_days(days: tuple[date, date] | None) -> dict[str, str]:
    """The store's filters for some days, both included."""
    return {"from": days[0].isoformat(), "until": (days[1] + timedelta(days=1)).isoformat()} if days else {}


def _path(base: str, **query: str) -> str:
    asked = {k: v for k, v in query.items() if v}
    return base + (f"?{urlencode(asked)}" if asked else "")


def incidents_page(
    store: Store,
    *,
    order: str = "date",
    first_day: str = "",
    last_day: str = "",
    dated: str = "",
    type: str = "",
    offset: int = 0,
    limit: int = 50,
) -> IncidentsPage:
    """Incidents in time, by origins or by how contested they are; of some days, or those that no account dates (``dated`` is "no")."""
    days = picked_days(first_day, last_day)
    filters: dict[str, Any] = {**_of_days(days)}
    if dated == "no":
        filters["dated"] = 0
    if type:
        filters["type"] = type
    orders = {"date": "date", "origins": "-origins", "contested": "-contested"}
    if order == "date" and not days and not dated:
        filters["dated"] = 1
        found = store.page("incidents", filters, order="date", limit=limit, offset=offset)
        total, known = store.page("incidents", {k: v for k, v in filters.items() if k != "dated"}, limit=0).total, found.total
        ids = [r["id"] for r in found.rows]
        if len(ids) < limit and total > known:
            rest = {**filters, "dated": 0}
            ids += [
                r["id"] for r in store.page("incidents", rest, order="date", limit=limit - len(ids), offset=max(0, offset - known)).rows
            ]
    else:
        found = store.page("incidents", filters, order=orders[order], limit=limit, offset=offset)
        total, ids = found.total, [r["id"] for r in found.rows]
    incidents, aspects = store.incidents_of(ids), store.aspects_compared(ids)
    rows = with_words(store, [dot(incidents[i], aspects.get(i, (0, 0))) for i in ids if i in incidents])
    first_day, last_day = (d.isoformat() for d in days) if days else ("", "")
    path = _path("/incidents", order="" if order == "date" else order, **{"from": first_day}, until=last_day, dated=dated, type=type)
    pages = pager(path, offset, limit, len(rows), total)
    return IncidentsPage(rows, order, first_day, last_day, dated, type, tuple(store.facet("incidents", "type")), pages)


def reports_page(
    store: Store, *, outlet: str = "", order: str = "published", first_day: str = "", last_day: str = "", offset: int = 0, limit: int = 50
) -> ReportsPage:
    """Reports in order of publication, newest or most copied first; of one outlet, or published on some days."""
    orders = {"published": "published", "newest": "-published", "copied": "-copied"}
    days = picked_days(first_day, last_day)
    found, outlets, pages = _listed(store, "reports", "outlet", outlet, orders, order, offset, limit, days)
    heads = store.heads_of(row["id"] for row in found)
    rows = report_rows([heads[row["id"]] for row in found if row["id"] in heads], store, Clock.of(store))
    first_day, last_day = (d.isoformat() for d in days) if days else ("", "")
    return ReportsPage(rows, outlet, first_day, last_day, outlets, order, pages)


def voices_page(store: Store, *, kind: str = "", order: str = "statements", offset: int = 0, limit: int = 50) -> VoicesPage:
    """Voices, those who say most first."""
    orders = {"statements": "-statements", "label": "label", "reports": "-reports", "cited": "-relayed"}
    found, kinds, pages = _listed(store, "voices", "kind", kind, orders, order, offset, limit)
    rows = (
        VoiceRow(r["id"], r["label"] or NO_VOICE, r["kind"], r["actor"] or "", r["statements"], r["reports"], r["relays"], r["relayed"])
        for r in found
    )
    return VoicesPage(tuple(rows), kind, kinds, order, pages)


def actors_page(store: Store, *, kind: str = "", order: str = "mentions", offset: int = 0, limit: int = 50) -> ActorsPage:
    """Actors, those named most first."""
    orders = {"mentions": "-mentions", "name": "name", "reports": "-reports"}
    found, kinds, pages = _listed(store, "actors", "kind", kind, orders, order, offset, limit)
    rows = (
        ActorRow(r["id"], r["name"], r["kind"].replace("_", " "), r["mentions"], r["reports"], r["forms"], r["spellings"] or "")
        for r in found
    )
    return ActorsPage(tuple(rows), kind, kinds, order, pages)


def outlets_page(store: Store, *, offset: int = 0, limit: int = 50) -> OutletsPage:
    """Outlets by name, with what they published here."""
    found = store.page("voices", {"kind": "outlet"}, order="label", limit=limit, offset=offset)
    facts = store.outlet_facts([row["id"] for row in found.rows])
    rows = []
    for row in found.rows:
        reports, copied, first, last = facts.get(row["id"], (0, 0, "", ""))
        days = [Moment.parse(p).day for p in (first, last)]
        dates = days_between(days[0], days[1]) if days[0] and days[1] else ""
        label = row["label"] or NO_OUTLET
        rows.append(OutletRow(label, reports, copied, dates, row["relays"], row["relayed"], row["id"]))
    return OutletsPage(tuple(rows), pager("/outlets", offset, limit, len(rows), found.total))
