"""What the engine's numbers of a word say of the stance of a statement, by learnt weights (``data/stances.npz``).

The projections that the engine makes of every word for its pairs hold all that it knows of the word. Multiplied here by small
learnt weights they become a few numbers a word; :mod:`stance_learnt` joins them over a statement. ``python -m training stance``
writes the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt.

    Attributes:
        words: [columns of the engine's pairs, 2 * stances]: of a word of the content, then of the cue's word.
        bias: [stances].
        signs: one number a stance by the name of a sign of ``stance_learnt.signs``.
    """

    words: Floats
    bias: Floats
    signs: dict[str, list[float]]


@cache
def weights() -> Weights:
    """The package's weights."""
    with (files("accordingto.data") / "stances.npz").open("rb") as file, np.load(file) as stored:
        names, rows = stored["names"], stored["signs"].tolist()
        return Weights(
            stored["words"].astype(np.float32), stored["bias"].astype(np.float32),
            {str(name): row for name, row in zip(names, rows, strict=True)},
        )  # fmt: skip


def of_words(pairs: Floats) -> Floats:
    """[words, 2 * stances + 1] of [words, columns]; the last column counts a word once, however many words its name has."""
    return counted(pairs @ weights().words)


def counted(rows: Floats) -> Floats:
    """Rows with a last column of ones."""
    return np.hstack([rows, np.ones((len(rows), 1), np.float32)])
