"""Where accounts part: one row per disagreement, with a small figure; the list with its filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.model.record import RELATIONS, Disagreement
from accordingto.store import Store
from accordingto.views.common import Pager, pager
from accordingto.views.sides import names_of, side_texts
from accordingto.views.stretch import picked_days
from accordingto.views.wording import ASPECTS, FIGURE_ASPECTS, QUESTIONS, count

PAGE = 50


@dataclass(frozen=True, slots=True)
class MiniSide:
    """One side of a small figure: bounds for numbers, and how many origins stand on it (``copied``: no first-hand account)."""

    low: float | None
    high: float | None
    origins: int


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """One disagreement.

    Attributes:
        id: of the disagreement; ``incident`` and ``incident_title`` of what.
        aspect: its key; ``label`` a question in words ("Who did it: the terminal").
        values: each side as printed.
        relation: conflict, update, scope, compatible or undecided; ``reason`` why.
        origins: in words ("five origins").
        sides: of the small figure; ``numeric`` where they are numbers.
        contested: from 0 to 1.
        href: the incident's accounts.
        internal: a report contradicts itself.
    """

    id: str
    incident: str
    incident_title: str
    aspect: str
    label: str
    values: tuple[str, ...]
    relation: str
    reason: str
    origins: str
    sides: tuple[MiniSide, ...]
    numeric: bool
    contested: float
    href: str
    internal: bool


@dataclass(frozen=True, slots=True)
class DisagreementsPage:
    """The list: ``rows`` under filters ``relation`` and ``aspect``, of incidents from ``first_day`` to ``last_day`` where these are asked
    for; ``relations`` and ``aspects`` with their counts; ``total`` of all; ``pager``."""

    rows: tuple[DisagreementRow, ...]
    relation: str
    aspect: str
    first_day: str
    last_day: str
    relations: tuple[tuple[str, int], ...]
    aspects: tuple[tuple[str, str, int], ...]
    total: int
    pager: Pager


def disagreement_rows(disagreements: Sequence[Disagreement], store: Store) -> tuple[DisagreementRow, ...]:
    """Rows with the titles of their incidents."""
    incidents = store.incidents_of({d.incident for d in disagreements})
    names = names_of(store, disagreements)
    rows = []
    for d in disagreements:
        title = incidents[d.incident].title if d.incident in incidents else ""
        origins = len({o for s in d.sides for o in s.origins})
        sides = sorted(
            d.sides,
            key=lambda s: ((s.value.quantity.low or 0, s.value.quantity.high or 1e18) if s.value.quantity else (0.0, 0.0), -len(s.origins)),
        )
        numeric = d.aspect in FIGURE_ASPECTS and all(s.value.quantity is not None for s in d.sides)
        mini = tuple(
            MiniSide(
                s.value.quantity.low if s.value.quantity else None, s.value.quantity.high if s.value.quantity else None, len(s.origins)
            )
            for s in sides
        )
        rows.append(
            DisagreementRow(
                d.id,
                d.incident,
                title,
                d.aspect,
                QUESTIONS.get(d.aspect, ASPECTS[d.aspect]),
                side_texts(d, 4, names),
                d.relation,
                d.reason,
                count(origins, "origin"),
                mini,
                numeric,
                d.contested,
                f"/incidents/{d.incident}#c-{d.aspect}",
                d.internal is not None,
            )
        )
    return tuple(rows)


def disagreements_page(
    store: Store, *, relation: str = "", aspect: str = "", first_day: str = "", last_day: str = "", offset: int = 0, limit: int = PAGE
) -> DisagreementsPage:
    """The list under filters, most contested first."""
    days = picked_days(first_day, last_day)
    first_day, last_day = (d.isoformat() for d in days) if days else ("", "")
    found = store.disagreements(relation=relation or None, aspect=aspect or None, days=days, offset=offset, limit=limit)
    total = store.disagreement_count(relation=relation or None, aspect=aspect or None, days=days)
    asked = (("relation", relation), ("aspect", aspect), ("from", first_day), ("until", last_day))
    query = "&".join(f"{k}={v}" for k, v in asked if v)
    counts = {a: store.disagreement_count(relation=relation or None, aspect=a, days=days) for a in ASPECTS}
    return DisagreementsPage(
        disagreement_rows(found, store),
        relation,
        aspect,
        first_day,
        last_day,
        tuple((r, store.disagreement_count(relation=r, aspect=aspect or None, days=days)) for r in RELATIONS),
        tuple((a, ASPECTS[a], n) for a, n in counts.items() if n),
        total,
        pager("/disagreements" + (f"?{query}" if query else ""), offset, limit, len(found), total),
    )
