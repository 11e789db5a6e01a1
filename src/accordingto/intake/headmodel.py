"""Which line of a page is what: a small network over the looks of lines (`network`), and the likeliest sequence of labels.

It was learnt on invented pages (``python -m training splitter``); its numbers are in ``data/heads.npz``. Only sequences that make sense
are allowed: a report is a head, a first paragraph, a body, a foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accordingto.intake.network import NEVER, decoded, scores_of, weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEPARATOR, SECTION, EARLY_META, EARLY_JUNK, TITLE, META, DECK, JUNK, FIRST, BODY, FOOT = range(11)
LABELS = ("separator", "section", "early meta", "early junk", "title", "meta", "deck", "junk", "first", "body", "foot")
EDGE = len(LABELS)  # what stands before the first line and after the last
OPENERS = (SECTION, EARLY_META, TITLE)
_NEXT: dict[int, tuple[int, ...]] = {
    SEPARATOR: (SEPARATOR, *OPENERS, FIRST),
    SECTION: OPENERS,
    EARLY_META: (EARLY_META, EARLY_JUNK, TITLE, FIRST),
    EARLY_JUNK: (EARLY_META, EARLY_JUNK, TITLE, FIRST),
    TITLE: (TITLE, META, DECK, JUNK, FIRST),
    META: (META, DECK, JUNK, FIRST),
    DECK: (META, DECK, JUNK, FIRST),
    JUNK: (META, DECK, JUNK, FIRST),
    FIRST: (BODY, FOOT, SEPARATOR, *OPENERS),
    BODY: (BODY, FOOT, SEPARATOR, *OPENERS),
    FOOT: (FOOT, BODY, SEPARATOR, *OPENERS),
}
STARTS = (SEPARATOR, *OPENERS, FIRST)
ENDS = (FIRST, BODY, FOOT, SEPARATOR)
DILATIONS = (1, 2, 4)
_SHOWN = 12.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """The label of every line, and how likely each line is to be of each label."""

    labels: tuple[int, ...]
    chances: NDArray[np.float32]


def allowed() -> list[tuple[int, int]]:
    """The pairs of labels that may follow each other, a page's edge (`EDGE`) before the first and after the last."""
    inner = [(one, other) for one, others in _NEXT.items() for other in others]
    return [*inner, *((EDGE, label) for label in STARTS), *((label, EDGE) for label in ENDS)]


def label_lines(rows: NDArray[np.float32], known: Sequence[tuple[int, int]] = ()) -> Labelled:
    """Label the lines of a page by their looks; ``known`` are lines whose labels other lines of the page have shown."""
    scores, real = scores_of(weights("heads"), DILATIONS, [rows])
    for at, label in known:
        scores[0, at, label] += _SHOWN
    labels, chances = decoded(scores, real, _pairs())
    return Labelled(tuple(labels[0].tolist()), chances[0])


def _pairs() -> NDArray[np.float32]:
    """Scores of one label after another."""
    import numpy as np

    learnt = weights("heads")["pairs"]
    pairs = np.full(learnt.shape, NEVER, dtype=np.float32)
    for one, other in allowed():
        pairs[one, other] = learnt[one, other]
    return pairs


def report_starts(labels: Sequence[int]) -> list[int]:
    """The lines at which reports begin, sections above them included."""
    closed = (FIRST, BODY, FOOT, SEPARATOR)
    opens = (*OPENERS, FIRST)
    found = []
    for at, label in enumerate(labels):
        above = labels[at - 1] if at else SEPARATOR
        if label in opens and above in closed and not (label == FIRST and above in (FIRST, BODY, FOOT)):
            found.append(at)
    return found
