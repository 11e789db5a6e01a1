"""Every kind of page, in one list."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Path, Query

from accordingto.model.text import Span
from accordingto.views import tables
from accordingto.views.about import AboutPage, about_page
from accordingto.views.disagreements import DisagreementsPage, disagreements_page
from accordingto.views.incident import IncidentPage, incident_page
from accordingto.views.lists import (
    ActorsPage,
    IncidentsPage,
    OutletsPage,
    ReportsPage,
    VoicesPage,
    actors_page,
    incidents_page,
    outlets_page,
    reports_page,
    voices_page,
)
from accordingto.views.marks import LAYERS
from accordingto.views.overview import FrontPage, front_page
from accordingto.views.relays import RelaysPage, relays_page
from accordingto.views.report import ReportPage, report_page
from accordingto.views.review import LogPage, ReviewPage, log_page, review_page
from accordingto.views.search import SearchPage, search_page
from accordingto.views.speakers import ActorPage, VoicePage, actor_page, voice_page
from accordingto.views.wording import ASPECTS
from accordingto.views.words import WordsPage, words_page
from accordingto.web.pages import EVERYTHING, WITH_DECISIONS, WITH_REPORTS, Page

Id = Annotated[str, Path(max_length=64, pattern="^[a-z][0-9a-f]{1,40}$")]
Offset = Annotated[int, Query(ge=0, le=100_000_000, description="how many rows to skip")]
Limit = Annotated[int, Query(ge=1, le=500, description="how many rows to show")]
DAY = r"^(\d{4}-\d\d-\d\d)?$"
FirstDay = Annotated[str, Query(alias="from", pattern=DAY, description="first day of the incidents listed, ISO 8601")]
LastDay = Annotated[str, Query(alias="until", pattern=DAY, description="their last day")]
Kind = Annotated[str, Query(max_length=20, description="kind")]
Relation = Literal["", "conflict", "undecided", "update", "scope", "compatible"]
Aspect = Literal["", *ASPECTS]  # type: ignore[valid-type]


def front_parameters(
    since: Annotated[str, Query(max_length=40, description="ISO time: what came after it is new")] = "",
    first_day: FirstDay = "",
    last_day: LastDay = "",
) -> dict[str, Any]:
    """Of the front page."""
    return {"since": since, "first_day": first_day, "last_day": last_day}


def incident_parameters(
    incident: Id,
    order: Annotated[Literal["origin", "time"], Query(description="how accounts are ordered")] = "origin",
    figure: Annotated[str, Query(max_length=20, description="the aspect to plot")] = "",
    origin: Annotated[str, Query(pattern=r"^[A-Za-z0-9]{0,6}$", description="letter of the one origin whose accounts are shown")] = "",
    fold: Annotated[Literal["yes", "no"], Query(description="the account table in pages, where it is long; or whole")] = "yes",
    offset: Offset = 0,
    until: Annotated[str, Query(pattern=DAY, description="a day: only what had appeared by its end")] = "",
    drift: Annotated[Literal["", "all"], Query(description="all that changed on the way, not the first alone")] = "",
) -> dict[str, Any]:
    """Of an incident."""
    return {
        "incident": incident,
        "order": order,
        "figure": figure,
        "origin": origin,
        "fold": fold == "yes",
        "offset": offset,
        "until": until,
        "drift": drift == "all",
    }


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


def disagreements_parameters(
    relation: Relation = "", aspect: Aspect = "", first_day: FirstDay = "", last_day: LastDay = "", offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Of the list of disagreements."""
    return {"relation": relation, "aspect": aspect, "first_day": first_day, "last_day": last_day, "offset": offset, "limit": limit}


def words_parameters(incident: Id, account: Id, aspect: Annotated[str, Path(max_length=20)]) -> dict[str, Any]:
    """Of the words of one cell."""
    return {"incident": incident, "account": account, "aspect": aspect}


def incidents_parameters(
    order: Literal["date", "origins", "contested"] = "date",
    first_day: FirstDay = "",
    last_day: LastDay = "",
    dated: Annotated[Literal["", "no"], Query(description="only incidents that no account dates")] = "",
    type: Annotated[str, Query(max_length=40, description="PLOVER type")] = "",
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Of the list of incidents."""
    days = {"first_day": first_day, "last_day": last_day, "dated": dated}
    return {"order": order, **days, "type": type, "offset": offset, "limit": limit}


def reports_parameters(
    outlet: Annotated[str, Query(max_length=200)] = "",
    order: Literal["published", "newest", "copied"] = "published",
    first_day: Annotated[str, Query(alias="from", pattern=DAY, description="first day on which the reports listed appeared")] = "",
    last_day: LastDay = "",
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Of the list of reports."""
    return {"outlet": outlet, "order": order, "first_day": first_day, "last_day": last_day, "offset": offset, "limit": limit}


def voices_parameters(
    kind: Kind = "", order: Literal["statements", "label", "reports", "cited"] = "statements", offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Of the list of voices."""
    return {"kind": kind, "order": order, "offset": offset, "limit": limit}


def actors_parameters(
    kind: Kind = "", order: Literal["mentions", "name", "reports"] = "mentions", offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Of the list of actors."""
    return {"kind": kind, "order": order, "offset": offset, "limit": limit}


def listed(offset: Offset = 0, limit: Limit = 50) -> dict[str, Any]:
    """Of a list without filters."""
    return {"offset": offset, "limit": limit}


def voice_parameters(voice: Id, offset: Offset = 0, limit: Limit = 30) -> dict[str, Any]:
    """Of a voice."""
    return {"voice": voice, "offset": offset, "limit": limit}


def actor_parameters(actor: Id, offset: Offset = 0, limit: Limit = 30) -> dict[str, Any]:
    """Of an actor."""
    return {"actor": actor, "offset": offset, "limit": limit}


def relays_parameters(
    scope: Annotated[Literal["outlets", "all"], Query(description="outlets and documents only, or every voice")] = "outlets",
    limit: Annotated[int, Query(ge=1, le=400, description="how many pairs")] = 60,
) -> dict[str, Any]:
    """Of the relay map."""
    return {"scope": scope, "limit": limit}


def search_parameters(
    q: Annotated[str, Query(max_length=200, description="words, a phrase in quotation marks, -without")] = "",
    outlet: Annotated[str, Query(max_length=200)] = "",
    day: Annotated[str, Query(pattern=DAY)] = "",
    offset: Offset = 0,
    limit: Limit = 20,
) -> dict[str, Any]:
    """Of a search."""
    return {"query": q, "outlet": outlet, "day": day, "offset": offset, "limit": limit}


def review_parameters(
    match: Annotated[str, Query(max_length=64, description="the question to open")] = "",
    subject: Literal["", "actor", "incident", "voice", "copy", "disagreement", "statement", "event"] = "",
) -> dict[str, Any]:
    """Of the review queue."""
    return {"match": match, "subject": subject}


PAGES: tuple[Page, ...] = (
    Page(
        "front",
        "The front page: incidents in time, where accounts part, what came last.",
        "/",
        "/index",
        "/front",
        "front.html",
        "incidents",
        FrontPage,
        front_parameters,
        lambda s, p: front_page(s, **p),
        tables.front_table,
        remembers_visits=True,
        follows=WITH_REPORTS,
    ),
    Page(
        "incidents",
        "Incidents in time, by origins or by how contested they are.",
        "/incidents",
        "/incidents",
        "/incidents",
        "incidents.html",
        "incidents",
        IncidentsPage,
        incidents_parameters,
        lambda s, p: incidents_page(s, **p),
        tables.incidents_table,
    ),
    Page(
        "disagreements",
        "Where accounts part, most contested first.",
        "/disagreements",
        "/disagreements",
        "/disagreements",
        "disagreements.html",
        "incidents",
        DisagreementsPage,
        disagreements_parameters,
        lambda s, p: disagreements_page(s, **p),
        tables.disagreements_table,
    ),
    Page(
        "words",
        "The words of one cell of the account table.",
        "/incidents/{incident}/accounts/{account}/{aspect}",
        "/incidents/{incident}/accounts/{account}/{aspect}",
        "/incidents/{incident}/accounts/{account}/{aspect}",
        "words.html",
        "incidents",
        WordsPage,
        words_parameters,
        lambda s, p: words_page(s, p["incident"], p["account"], p["aspect"]),
        tables.words_table,
        "This account says nothing on that",
        "words_row.html",
        follows=WITH_DECISIONS,
    ),
    Page(
        "incident",
        "One incident: shared, apart, accounts, figures, origins, names, drift.",
        "/incidents/{incident}",
        "/incidents/{incident}",
        "/incidents/{incident}",
        "incident.html",
        "incidents",
        IncidentPage,
        incident_parameters,
        lambda s, p: incident_page(s, p["incident"], **{k: v for k, v in p.items() if k != "incident"}),
        tables.incident_table,
        "There is no such incident in this record",
        follows=WITH_DECISIONS,
    ),
    Page(
        "reports",
        "Reports in order of appearance.",
        "/reports",
        "/reports",
        "/reports",
        "reports.html",
        "reports",
        ReportsPage,
        reports_parameters,
        lambda s, p: reports_page(s, **p),
        tables.reports_table,
        follows=WITH_REPORTS,
    ),
    Page(
        "report",
        "One report: its text with what was read in it.",
        "/reports/{report}",
        "/reports/{report}",
        "/reports/{report}",
        "report.html",
        "reports",
        ReportPage,
        report_parameters,
        lambda s, p: report_page(s, p["report"], layers=p["layers"], at=p["at"]),
        tables.report_table,
        "There is no such report in this record",
        follows=EVERYTHING,
    ),
    Page(
        "outlets",
        "Outlets by name, with what they published.",
        "/outlets",
        "/outlets",
        "/outlets",
        "outlets.html",
        "reports",
        OutletsPage,
        listed,
        lambda s, p: outlets_page(s, **p),
        tables.outlets_table,
    ),
    Page(
        "voices",
        "Whoever speaks.",
        "/voices",
        "/voices",
        "/voices",
        "voices.html",
        "voices",
        VoicesPage,
        voices_parameters,
        lambda s, p: voices_page(s, **p),
        tables.voices_table,
    ),
    Page(
        "voice",
        "One voice: everything it says, whom it cites, who cites it.",
        "/voices/{voice}",
        "/voices/{voice}",
        "/voices/{voice}",
        "voice.html",
        "voices",
        VoicePage,
        voice_parameters,
        lambda s, p: voice_page(s, p["voice"], offset=p["offset"], limit=p["limit"]),
        tables.voice_table,
        "There is no such voice in this record",
    ),
    Page(
        "actors",
        "Actors under all their names.",
        "/actors",
        "/actors",
        "/actors",
        "actors.html",
        "actors",
        ActorsPage,
        actors_parameters,
        lambda s, p: actors_page(s, **p),
        tables.actors_table,
    ),
    Page(
        "actor",
        "One actor: every spelling, where it is named, what it is called.",
        "/actors/{actor}",
        "/actors/{actor}",
        "/actors/{actor}",
        "actor.html",
        "actors",
        ActorPage,
        actor_parameters,
        lambda s, p: actor_page(s, p["actor"], offset=p["offset"], limit=p["limit"]),
        tables.actor_table,
        "There is no such actor in this record",
    ),
    Page(
        "relays",
        "Who cites whom.",
        "/relays",
        "/relays",
        "/relays",
        "relays.html",
        "relays",
        RelaysPage,
        relays_parameters,
        lambda s, p: relays_page(s, **p),
        tables.relays_table,
    ),
    Page(
        "search",
        "Reports by their words.",
        "/search",
        "/search",
        "/search",
        "search.html",
        "search",
        SearchPage,
        search_parameters,
        lambda s, p: search_page(s, **p),
        tables.search_table,
        follows=WITH_REPORTS,
    ),
    Page(
        "review",
        "What waits for a person, and one question with both sides.",
        "/review",
        "/review",
        "/review",
        "review.html",
        "review",
        ReviewPage,
        review_parameters,
        lambda s, p: review_page(s, **p),
        tables.review_table,
        follows=WITH_DECISIONS,
    ),
    Page(
        "decisions",
        "What reviewers did, newest first.",
        "/review/log",
        "/review/log",
        "/decisions",
        "log.html",
        "review",
        LogPage,
        listed,
        lambda s, p: log_page(s, **p),
        tables.log_table,
        follows=WITH_DECISIONS,
    ),
    Page(
        "about",
        "The record itself: inputs, reader, failures.",
        "/about",
        "/about",
        "/about",
        "about.html",
        "",
        AboutPage,
        listed,
        lambda s, p: about_page(s, **p),
        tables.about_table,
        follows=EVERYTHING,
    ),
)
