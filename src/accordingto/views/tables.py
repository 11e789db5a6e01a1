"""Pages as rows: the CSV twin of each screen, in plain columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accordingto.views.about import AboutPage
from accordingto.views.disagreements import DisagreementRow, DisagreementsPage
from accordingto.views.incident import IncidentPage
from accordingto.views.lists import ActorsPage, IncidentsPage, OutletsPage, ReportsPage, VoicesPage
from accordingto.views.overview import Dot, FrontPage
from accordingto.views.relays import RelaysPage
from accordingto.views.report import ReportPage
from accordingto.views.review import LogPage, ReviewPage
from accordingto.views.search import SearchPage
from accordingto.views.speakers import ActorPage, VoicePage
from accordingto.views.words import WordsPage


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; ``name`` is what a file of it is called."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """A table from any rows."""
    return Table(name, tuple(columns), tuple(tuple(r) for r in rows))


def front_table(page: FrontPage) -> Table:
    """The incidents of the timeline."""
    dots = (*page.timeline.dots, *page.timeline.minor, *page.timeline.background, *page.timeline.undated)
    return table("front", DOT_COLUMNS, map(dot_cells, (*dots, *page.timeline.top)))


DOT_COLUMNS = ("incident", "title", "at", "origins", "aspects_in_conflict", "aspects_compared", "denied")


def dot_cells(dot: Dot) -> tuple[Any, ...]:
    """One incident as cells."""
    return (dot.id, dot.title, dot.at.isoformat() if dot.at else "", dot.origins, dot.conflicts, dot.aspects, dot.denied)


def incidents_table(page: IncidentsPage) -> Table:
    """The list of incidents."""
    return table("incidents", DOT_COLUMNS, map(dot_cells, page.rows))


def incident_table(page: IncidentPage) -> Table:
    """The account table, a row per account."""
    columns = (
        "account",
        "origin",
        "origin_label",
        "chain",
        "report",
        "published",
        "standing",
        "withdrawn",
        *(c.aspect for c in page.columns),
    )
    rows = []
    for group in page.groups:
        for row in group.rows:
            cells = [" ".join(filter(None, ("denied:" if c.denied else "", c.qualifier, c.text))) for c in row.cells]
            rows.append(
                (
                    row.id,
                    group.letter,
                    group.label,
                    " > ".join(row.chain),
                    row.report,
                    row.published,
                    row.standing,
                    bool(row.withdrawn),
                    *cells,
                )
            )
    return table(f"incident-{page.id}", columns, rows)


def report_table(page: ReportPage) -> Table:
    """The notes of a report: chains and what is to be known of them."""
    notes = [(n.number, n.chain, n.text, "; ".join(x.text for x in n.links)) for p in page.passages for n in p.notes]
    return table(f"report-{page.id}", ("note", "chain", "remark", "incidents"), notes)


def disagreements_table(page: DisagreementsPage) -> Table:
    """The list of disagreements."""
    return table("disagreements", DISAGREEMENT_COLUMNS, map(disagreement_cells, page.rows))


DISAGREEMENT_COLUMNS = ("disagreement", "incident", "title", "aspect", "relation", "values", "origins", "contested", "reason")


def disagreement_cells(row: DisagreementRow) -> tuple[Any, ...]:
    """One disagreement as cells."""
    return (
        row.id,
        row.incident,
        row.incident_title,
        row.aspect,
        row.relation,
        " | ".join(row.values),
        row.origins,
        row.contested,
        row.reason,
    )


def words_table(page: WordsPage) -> Table:
    """The passages of one cell."""
    rows = [
        (page.account, page.aspect, " | ".join(page.values), w.report, w.outlet, w.published, w.start, w.end, w.text) for w in page.words
    ]
    return table(f"words-{page.account}", ("account", "aspect", "values", "report", "outlet", "published", "start", "end", "passage"), rows)


def reports_table(page: ReportsPage) -> Table:
    """The list of reports."""
    return table(
        "reports",
        ("report", "published", "outlet", "title", "copied", "source", "note"),
        ((r.id, r.published, r.outlet, r.title, r.copied, r.source, r.note) for r in page.rows),
    )


def voices_table(page: VoicesPage) -> Table:
    """The list of voices."""
    rows = ((r.id, r.label, r.kind, r.actor, r.statements, r.reports, r.relays, r.relayed) for r in page.rows)
    return table("voices", ("voice", "label", "kind", "actor", "statements", "reports", "cites", "cited"), rows)


def voice_table(page: VoicePage) -> Table:
    """What a voice says."""
    rows = ((s.content, s.chain, s.cue, s.stance, s.manner, s.evidence, s.outlet, s.published, s.title) for s in page.sayings)
    return table(f"voice-{page.id}", ("content", "chain", "cue", "stance", "manner", "evidence", "outlet", "published", "title"), rows)


def actors_table(page: ActorsPage) -> Table:
    """The list of actors."""
    rows = ((r.id, r.name, r.kind, r.mentions, r.reports, r.forms, r.spellings) for r in page.rows)
    return table("actors", ("actor", "name", "kind", "mentions", "reports", "forms", "spellings"), rows)


def actor_table(page: ActorPage) -> Table:
    """Where an actor is named."""
    rows = ((r.before, r.form, r.after, r.title, r.outlet, r.published, r.report_title) for r in page.rows)
    return table(f"actor-{page.id}", ("before", "form", "after", "title", "outlet", "published", "report"), rows)


def outlets_table(page: OutletsPage) -> Table:
    """The outlets."""
    rows = ((r.outlet, r.reports, r.copied, r.dates, r.relays, r.relayed, r.voice) for r in page.rows)
    return table("outlets", ("outlet", "reports", "mostly_copied", "dates", "cites", "cited", "voice"), rows)


def relays_table(page: RelaysPage) -> Table:
    """Who cites whom."""
    return table(
        "relays", ("citing", "cited", "times", "reports"), ((e.outer_label, e.inner_label, e.count, e.reports) for e in page.edges)
    )


def search_table(page: SearchPage) -> Table:
    """The hits."""
    rows = ((r.report, r.title, r.outlet, r.published, r.hits, "".join(p.text for p in r.pieces)) for r in page.rows)
    return table("search", ("report", "title", "outlet", "published", "hits", "excerpt"), rows)


def review_table(page: ReviewPage) -> Table:
    """The open questions."""
    return table("review", ("question", "kind", "words", "note"), ((i.id, g.label, i.label, i.note) for g in page.groups for i in g.items))


def log_table(page: LogPage) -> Table:
    """The decisions."""
    rows = ((r.id, r.at, r.reviewer, r.kind, r.what, r.note, r.undone, r.unapplied) for r in page.rows)
    return table("decisions", ("decision", "at", "reviewer", "kind", "what", "note", "undone", "unapplied"), rows)


def about_table(page: AboutPage) -> Table:
    """The inputs."""
    return table(
        "sources",
        ("name", "kind", "length", "reports", "encoding", "sha256"),
        ((r.name, r.kind, r.length, r.reports, r.encoding, r.sha256) for r in page.sources),
    )
