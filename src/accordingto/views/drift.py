"""What changed on the way: two passages side by side, with what was dropped and what was added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from accordingto.model.record import Drift
from accordingto.store import Store
from accordingto.views.common import NO_OUTLET, Clock, Piece, when_of
from accordingto.views.wording import capital

TOKEN = re.compile(r"\w+(?:[’'-]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class DriftRow:
    """One drift.

    Attributes:
        id: of the drift.
        kind: heading ("Qualifier lost"); ``note`` one line on its effect.
        before, after: runs; marked ones were dropped (before) or added (after).
        before_label, after_label: report and hour; ``before_href``, ``after_href`` lead to the places.
    """

    id: str
    kind: str
    note: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    before_label: str
    after_label: str
    before_href: str
    after_href: str


def drift_rows(drifts: Sequence[Drift], store: Store, clock: Clock) -> tuple[DriftRow, ...]:
    """The rows of a list of drifts; those whose reports are gone are left out."""
    heads = store.heads_of({r for d in drifts for r in (d.before.report, d.after.report)})
    rows = []
    for drift in drifts:
        old, new = store.report(drift.before.report), store.report(drift.after.report)
        if old is None or new is None:
            continue
        before, after = changed(drift.before.span.of(old.text), drift.after.span.of(new.text))
        if drift.kind == "headline overstates":  # two sentences of one report: nothing was dropped, the headline is what is more
            before, after = (Piece(drift.before.span.of(old.text)),), (Piece(drift.after.span.of(new.text), True),)
        names = [
            f"{heads[q.report].outlet or NO_OUTLET}, {when_of(heads[q.report], clock)}" if q.report in heads else ""
            for q in (drift.before, drift.after)
        ]
        hrefs = [f"/reports/{q.report}?at={q.span.start}-{q.span.end}#at" for q in (drift.before, drift.after)]
        rows.append(DriftRow(drift.id, capital(drift.kind), drift.note, before, after, names[0], names[1], hrefs[0], hrefs[1]))
    return tuple(rows)


def changed(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts as runs, word by word: what only the first has and what only the second has are marked."""
    left, right = TOKEN.findall(before), TOKEN.findall(after)
    old: list[Piece] = []
    new: list[Piece] = []
    matcher = SequenceMatcher(None, [w.casefold() for w in left], [w.casefold() for w in right], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        _add(old, "".join(left[a:b]), tag != "equal")
        _add(new, "".join(right[c:d]), tag != "equal")
    return tuple(old), tuple(new)


def _add(pieces: list[Piece], text: str, marked: bool) -> None:
    if not text:
        return
    if not text.strip():
        marked = pieces[-1].marked if pieces else False
    if pieces and pieces[-1].marked == marked:
        pieces[-1] = Piece(pieces[-1].text + text, marked)
    else:
        pieces.append(Piece(text, marked))
