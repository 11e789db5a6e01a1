"""Every kind of page, in one list."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Path, Query

from accordingto.model.text import Span
from accordingto.views import tables
from accordingto.views.disagreements import DisagreementsPage, disagreements_page
from accordingto.views.incident import IncidentPage, incident_page
from accordingto.views.marks import LAYERS
from accordingto.views.overview import FrontPage, front_page
from accordingto.views.report import ReportPage, report_page
from accordingto.views.wording import ASPECTS
from accordingto.web.pages import Page

Id = Annotated[str, Path(max_length=64, pattern="^[a-z][0-9a-f]{1,40}$")]
Offset = Annotated[int, Query(ge=0, le=100_000_000, description="how many rows to skip")]
Limit = Annotated[int, Query(ge=1, le=500, description="how many rows to show")]
Relation = Literal["", "conflict", "undecided", "update", "scope", "compatible"]
Aspect = Literal["", *ASPECTS]  # type: ignore[valid-type]


def front_parameters(since: Annotated[str, Query(max_length=40, description="ISO time: what came after it is new")] = "") -> dict[str, Any]:
    """Of the front page."""
    return {"since": since}


def incident_parameters(
    incident: Id,
    order: Annotated[Literal["origin", "time"], Query(description="how accounts are ordered")] = "origin",
    figure: Annotated[str, Query(max_length=20, description="the aspect to plot")] = "",
    fold: Annotated[Literal["yes", "no"], Query(description="whether copies are folded away where there are very many")] = "yes",
) -> dict[str, Any]:
    """Of an incident."""
    return {"incident": incident, "order": order, "figure": figure, "fold": fold == "yes"}


def report_parameters(
    report: Id,
    layers: Annotated[str | None, Query(max_length=80, description="marks that are on, by comma: " + ", ".join(LAYERS))] = None,
    layer: Annotated[list[str] | None, Query(max_length=6, description="the same, one at a time")] = None,
    at: Annotated[str, Query(pattern=r"^(\d{1,9}-\d{1,9})?$", description="a span of code points to point at")] = "",
) -> dict[str, Any]:
    """Of a report."""
    low, _, high = at.partition("-")
    span = Span(int(low), int(high)) if at and int(low) <= int(high) else None
    asked = layers.split(",") if layers is not None else layer
    return {"report": report, "layers": asked, "at": span}


def disagreements_parameters(relation: Relation = "", aspect: Aspect = "", offset: Offset = 0, limit: Limit = 50) -> dict[str, Any]:
    """Of the list of disagreements."""
    return {"relation": relation, "aspect": aspect, "offset": offset, "limit": limit}


PAGES: tuple[Page, ...] = (
    Page("front", "The front page: incidents in time, where accounts part, what came last.", "/", "/index", "/front", "front.html", "incidents", FrontPage,
         front_parameters, lambda s, p: front_page(s, **p), tables.front_table),
    Page("disagreements", "Where accounts part, most contested first.", "/disagreements", "/disagreements", "/disagreements", "disagreements.html", "incidents",
         DisagreementsPage, disagreements_parameters, lambda s, p: disagreements_page(s, **p), tables.disagreements_table),
    Page("incident", "One incident: shared, apart, accounts, figures, origins, names, drift.", "/incidents/{incident}", "/incidents/{incident}",
         "/incidents/{incident}", "incident.html", "incidents", IncidentPage, incident_parameters,
         lambda s, p: incident_page(s, p["incident"], order=p["order"], figure=p["figure"], fold=p["fold"]), tables.incident_table,
         "There is no such incident in this record"),
    Page("report", "One report: its text with what was read in it.", "/reports/{report}", "/reports/{report}", "/reports/{report}", "report.html", "reports",
         ReportPage, report_parameters, lambda s, p: report_page(s, p["report"], layers=p["layers"], at=p["at"]), tables.report_table,
         "There is no such report in this record"),
)  # fmt: skip
