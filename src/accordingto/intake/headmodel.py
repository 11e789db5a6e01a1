"""Which line of a page is what: a small convolutional network over the looks of lines, and the likeliest sequence of labels.

The network and the scores of label pairs were learnt on invented pages (``python -m training splitter``); the numbers are in
``data/heads.npz``. Only sequences that make sense are allowed: a report is a head, a first paragraph, a body, a foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEPARATOR, SECTION, EARLY_META, EARLY_JUNK, TITLE, META, DECK, JUNK, FIRST, BODY, FOOT = range(11)
LABELS = ("separator", "section", "early meta", "early junk", "title", "meta", "deck", "junk", "first", "body", "foot")
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
WIDTH = 5
_NEVER = -1e4
_SHOWN = 12.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """The label of every line, and how likely each line is to be of each label."""

    labels: tuple[int, ...]
    chances: NDArray[np.float32]


def allowed() -> list[tuple[int, int]]:
    """The pairs of labels that may follow each other."""
    return [(one, other) for one, others in _NEXT.items() for other in others]


@lru_cache(maxsize=1)
def _weights() -> dict[str, NDArray[np.float32]]:
    import numpy as np

    with (files("accordingto.data") / "heads.npz").open("rb") as file, np.load(file) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def label_lines(rows: NDArray[np.float32], known: Sequence[tuple[int, int]] = ()) -> Labelled:
    """Label the lines of a page by their looks; ``known`` are lines whose labels other lines of the page have shown."""
    scores, pairs = _scores(rows), _pairs()
    for at, label in known:
        scores[at, label] += _SHOWN
    return Labelled(_best(scores, pairs), _chances(scores, pairs))


def _scores(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the network gives each label on each line."""
    import numpy as np

    w = _weights()
    state = np.maximum(rows @ w["in.weight"].T + w["in.bias"], 0.0)
    for number, step in enumerate(DILATIONS):
        reach = step * (WIDTH // 2)
        padded = np.pad(state, ((reach, reach), (0, 0)))
        around = np.concatenate([padded[k * step : k * step + len(state)] for k in range(WIDTH)], axis=1)
        grown = np.maximum(around @ w[f"conv{number}.weight"].T + w[f"conv{number}.bias"], 0.0)
        state = state + grown
    scores: NDArray[np.float32] = state @ w["out.weight"].T + w["out.bias"]
    return scores


def _pairs() -> NDArray[np.float32]:
    """Scores of one label after another; a page's beginning and end are the last row and the last column."""
    import numpy as np

    count = len(LABELS)
    pairs = np.full((count + 1, count + 1), _NEVER, dtype=np.float32)
    learnt = _weights()["pairs"]
    for one, other in allowed():
        pairs[one, other] = learnt[one, other]
    for label in STARTS:
        pairs[count, label] = learnt[count, label]
    for label in ENDS:
        pairs[label, count] = learnt[label, count]
    return pairs


def _best(scores: NDArray[np.float32], pairs: NDArray[np.float32]) -> tuple[int, ...]:
    """The likeliest sequence (Viterbi)."""

    inner = pairs[:-1, :-1]
    best = pairs[-1, :-1] + scores[0]
    back: list[NDArray[np.intp]] = []
    for row in scores[1:]:
        reached = best[:, None] + inner
        back.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    label = int((best + pairs[:-1, -1]).argmax())
    labels = [label]
    for step in reversed(back):
        label = int(step[label])
        labels.append(label)
    return tuple(reversed(labels))


def _chances(scores: NDArray[np.float32], pairs: NDArray[np.float32]) -> NDArray[np.float32]:
    """How likely each line is of each label, over all sequences (forward and backward sums)."""
    import numpy as np

    inner = pairs[:-1, :-1]
    forward, backward = np.empty_like(scores), np.empty_like(scores)
    forward[0] = pairs[-1, :-1] + scores[0]
    for at in range(1, len(scores)):
        forward[at] = _log_sum(forward[at - 1][:, None] + inner, 0) + scores[at]
    backward[-1] = pairs[:-1, -1]
    for at in range(len(scores) - 2, -1, -1):
        backward[at] = _log_sum(inner + (scores[at + 1] + backward[at + 1])[None, :], 1)
    total = forward + backward
    chances: NDArray[np.float32] = np.exp(total - _log_sum(total, 1)[:, None])
    return chances


def _log_sum(values: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    import numpy as np

    top = values.max(axis=axis, keepdims=True)
    summed: NDArray[np.float32] = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return summed


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
