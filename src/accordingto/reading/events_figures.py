"""Which event of its sentence a figure counts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accordingto.model.reading import Event, Figure
from accordingto.reading.figures.befalling import VERBS, sort_of
from accordingto.reading.tree import Range, Tree

_KILLED = frozenset(
    {"killed", "injured", "casualties", "missing", "trapped", "detained", "freed", "displaced", "rescued", "infected", "aboard",
     "attackers", "strikes", "targets", "troops", "protesters"}
)  # fmt: skip
_OF_PEOPLE = frozenset(("killed", "injured", "detained"))
_NOT_DONE = frozenset(("planned", "threatened", "hypothetical", "denied"))
_BEFALLS_SUBJECT = frozenset(("die", "perish", "drown", "succumb"))
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
        done.append(_as_suffered(tree, events[best[1]], replace(figure, event=best[1])))
    made = [replace(e, figures=tuple(owned[n])) if n in owned else e for n, e in enumerate(events)]
    return made, _alike(figures, done)


def _alike(before: Sequence[Figure], figures: list[Figure]) -> tuple[Figure, ...]:
    """Figures, with those that take what they count from one that its event has told since."""
    for position, figure in enumerate(figures):
        like = figure.like
        if like is not None and figure.aspect == before[position].aspect == before[like].aspect != figures[like].aspect:
            figures[position] = replace(figure, aspect=figures[like].aspect)
    return tuple(figures)


def _as_suffered(tree: Tree, event: Event, figure: Figure) -> Figure:
    """A number of people with what its event does to them, where its own words do not tell it: whoever is "nabbed" is detained by the
    lemma that the event was given."""
    if figure.aspect not in ("people", "other") or figure.counted is None or event.status in _NOT_DONE:
        return figure
    if figure.aspect == "other" and sort_of(figure.counted.of(tree.text).split()[-1]) == "things":
        return figure
    aspect = VERBS.get(event.lemma)
    suffers = any(a.span.contains(figure.span) for a in event.recipients)
    suffers = suffers or (event.lemma in _BEFALLS_SUBJECT and any(a.span.contains(figure.span) for a in event.actors))
    return replace(figure, aspect=aspect, reason=f"counts by its event, {event.lemma!r}") if aspect in _OF_PEOPLE and suffers else figure


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
