"""The cells of an account table's row as mark-up: written here and not in a template, because a long table has thousands of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from accordingto.views.account_table import AccountRow, Cell, Column

NOT_SAID = '<span class="none"><span aria-hidden="true">–</span><span class="vh">not said</span></span>'


@dataclass(frozen=True, slots=True)
class Place:
    """One column on the screen.

    Attributes:
        label, note: its heads; ``relation`` of its accounts, or empty.
        aspects: what stands in it: one, or the rare figures together, each with its label.
        kind: "fig" for figures, "rare" for the rare ones together, else empty.
        cells: their positions in a row's cells.
    """

    label: str
    note: str
    relation: str
    aspects: tuple[tuple[str, str], ...]
    kind: str
    cells: tuple[int, ...]


def places(columns: Sequence[Column]) -> tuple[Place, ...]:
    """The columns on the screen: those that nobody's account fills are left out, rare figures share one after the others."""
    rare = [(n, c) for n, c in enumerate(columns) if c.shared]
    found: list[Place] = []
    for n, c in enumerate(columns):
        if c.told and not c.shared:
            found.append(Place(c.label, "", c.relation, ((c.aspect, c.label.lower()),), "fig" if c.numeric else "", (n,)))
        elif rare and n == rare[0][0]:
            labels = tuple((r.aspect, r.label.lower()) for _, r in rare)
            found.append(Place("Also counted", ", ".join(label for _, label in labels), "", labels, "rare", tuple(n for n, _ in rare)))
    return tuple(found)


def row_cells(row: AccountRow, columns: Sequence[Place], shown: Callable[[str], str]) -> Markup:
    """The ``td`` of one row; ``shown`` is what makes a text safe to look at before it is escaped."""
    out: list[str] = []

    def safe(words: str) -> str:
        return str(escape(shown(words)))

    for place in columns:
        out.append(f'<td class="{place.kind}">' if place.kind else "<td>")
        told = [(label, row.cells[n]) for (_, label), n in zip(place.aspects, place.cells, strict=True) if row.cells[n].href]
        for label, cell in told:
            out.append(_cell(row.id, cell, place.kind, label, safe))
        out.append("</td>" if told else NOT_SAID + "</td>")
    return Markup("".join(out))


def _cell(row: str, cell: Cell, kind: str, label: str, safe: Callable[[str], str]) -> str:
    text = safe(cell.text)
    if cell.aspect == "evidence" and cell.text == "not mentioned":
        text = f'<span class="faint">{text}</span>'
    if kind:
        qualifier = f"<q>{safe(cell.qualifier)}</q> " if cell.qualifier else ""
        in_words = "" if any(c.isdigit() for c in cell.text) else " w"
        text = f'<span class="num{in_words}">{qualifier}{text}</span>' + (f' <span class="of">{label}</span>' if kind == "rare" else "")
    calm = "" if cell.parting else " calm"
    notes = ['<span class="lost calm">denied</span>'] if cell.denied else []
    notes += [f'<span class="lost{calm}">{safe(note)}</span>' for note in cell.notes]
    return f'<a class="cell" href="{escape(cell.href)}" data-cell="{row}-{cell.aspect}">{text}{"".join(notes)}</a>'
