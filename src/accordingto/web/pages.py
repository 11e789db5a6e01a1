"""The pages: for each its address, the view behind it, its template, and its twins in JSON, CSV and the API.

One entry serves four addresses: ``/incidents/{id}``, ``….json``, ``….csv`` and ``/api/v1/incidents/{id}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from accordingto.store import Part, Store
from accordingto.views.tables import Table

RESOLVED: tuple[Part, ...] = ("resolved",)
WITH_DECISIONS: tuple[Part, ...] = ("resolved", "decisions")
WITH_REPORTS: tuple[Part, ...] = ("resolved", "reports")
EVERYTHING: tuple[Part, ...] = ("resolved", "decisions", "reports", "readings")

View = Callable[[Store, Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of page.

    Attributes:
        name: of the API operation; ``summary`` one line on it.
        path: address of the page; ``twin`` the address that ``.json`` and ``.csv`` are put after.
        api: address under ``/api/v1``.
        template: file; ``current`` the part of the navigation.
        model: the page's dataclass.
        parameters: a function whose signature lists path and query parameters and which returns them as a mapping.
        view: makes the page, or returns None where there is no such thing.
        table: the page's rows for CSV.
        missing: what to say where there is none.
        remembers_visits: what is new since the last visit is shown; the browser keeps when that was.
        follows: parts of the record it is made from; it is kept until one of them changes. A page about what resolving made does
            not follow reports and readings: while a build takes them in, it stands as it was resolved.
            Likewise a decision shows where decisions are shown, and elsewhere once it has been carried out.
        row: template of the page as a part of another (asked for with ``?part=row``), or empty.
    """

    name: str
    summary: str
    path: str
    twin: str
    api: str
    template: str
    current: str
    model: type
    parameters: Callable[..., dict[str, Any]]
    view: View
    table: Callable[[Any], Table]
    missing: str = "There is no such page in this record"
    row: str = ""
    remembers_visits: bool = False
    follows: tuple[Part, ...] = RESOLVED
