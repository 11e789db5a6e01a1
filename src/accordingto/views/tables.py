"""Pages as rows: the CSV twin of each screen, in plain columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accordingto.views.disagreements import DisagreementRow, DisagreementsPage
from accordingto.views.incident import IncidentPage
from accordingto.views.overview import FrontPage
from accordingto.views.report import ReportPage


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
    dots = (*page.timeline.dots, *page.timeline.background, *page.timeline.undated)
    columns = ("incident", "title", "at", "origins", "aspects_in_conflict", "aspects_compared", "denied")
    return table("front", columns, ((d.id, d.title, d.at.isoformat() if d.at else "", d.origins, d.conflicts, d.aspects, d.denied) for d in dots))


def incident_table(page: IncidentPage) -> Table:
    """The account table, a row per account."""
    columns = ("account", "origin", "origin_label", "chain", "report", "published", "standing", "withdrawn", *(c.aspect for c in page.columns))
    rows = []
    for group in page.groups:
        for row in group.rows:
            cells = [" ".join(filter(None, ("denied:" if c.denied else "", c.qualifier, c.text))) for c in row.cells]
            rows.append((row.id, group.letter, group.label, " > ".join(row.chain), row.report, row.published, row.standing, bool(row.withdrawn), *cells))
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
    return (row.id, row.incident, row.incident_title, row.aspect, row.relation, " | ".join(row.values), row.origins, row.contested, row.reason)
