"""Which event of its sentence a figure counts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accordingto.model.reading import Event, Figure
from accordingto.reading.tree import Range, Tree

_KILLED = frozenset(
    {"killed", "injured", "casualties", "missing", "trapped", "detained", "freed", "displaced", "rescued", "infected", "aboard",
     "attackers", "strikes", "targets", "troops", "protesters"}
)  # fmt: skip
_FITS = {
    "killed": ("ASSAULT",), "injured": ("ASSAULT", "PROTEST"), "casualties": ("ASSAULT",), "detained": ("COERCE",),
    "displaced": ("COERCE", "ASSAULT"), "troops": ("MOBILIZE", "RETREAT", "AID"),
    "attackers": ("ASSAULT", "COERCE"), "aboard": ("ASSAULT", "COERCE"), "trapped": ("ASSAULT",),
    "protesters": ("PROTEST",), "strikes": ("ASSAULT",), "targets": ("ASSAULT",),
}  # fmt: skip


def attach_figures(
    tree: Tree, events: list[Event], extents: list[Range], figures: Sequence[Figure]
) -> tuple[list[Event], tuple[Figure, ...]]:
    """Give each figure the event of its sentence that it counts for, and each event its figures."""
    by_sentence: dict[int, list[int]] = {}
    for number, event in enumerate(events):
        by_sentence.setdefault(event.sentence, []).append(number)
    owned: dict[int, list[int]] = {}
    done: list[Figure] = []
    for position, figure in enumerate(figures):
        first, last = tree.range_of(figure.span)
        best: tuple[float, int] | None = None
        if first < last and not figure.statistic and figure.aspect not in ("duration", "percent", "distance", "weight", "area", "votes"):
            for number in by_sentence.get(tree.sentence[first], ()):
                rank = _rank(events[number], extents[number], first, figure)
                if rank > 0 and (best is None or rank > best[0]):
                    best = (rank, number)
        if best is None:
            done.append(figure)
            continue
        owned.setdefault(best[1], []).append(position)
        done.append(replace(figure, event=best[1]))
    made = [replace(e, figures=tuple(owned[n])) if n in owned else e for n, e in enumerate(events)]
    return made, tuple(done)


def _rank(event: Event, extent: Range, word: int, figure: Figure) -> float:
    """How well a figure goes with an event of its sentence; 0 is not at all."""
    fits = _FITS.get(figure.aspect, ())
    in_argument = any(a.span.contains(figure.span) for a in (*event.recipients, *event.actors))
    rank = 0.0
    if event.type in fits:
        rank += 2.0
    elif fits:
        return 0.0
    if in_argument:
        rank += 2.0
    if extent[0] <= word < extent[1]:
        rank += 1.0 + 1.0 / (1 + extent[1] - extent[0])
    if figure.aspect not in _KILLED and not in_argument:
        return 0.0
    return rank
