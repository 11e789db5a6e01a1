"""Small convolutional networks over the lines of a page or the words of its heads, and the likeliest sequences of labels they speak for.

The numbers of a network are in ``data/NAME.npz`` (``python -m training splitter``): ``in``, ``out`` and a ``conv`` for each dilation, each
with ``.weight`` and ``.bias``; ``pairs``, the scores of one label after another, with a sequence's beginning in the last row and its end
in the last column; where words have numbers of their own, ``words.weight``, a row each; where the whole sequence bears on each of its
places, ``whole``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights: TypeAlias = Mapping[str, NDArray[Any]]

WIDTH = 5  # places that a convolution sees at once
WHOLE_AFTER = 1  # the convolution after which the whole sequence is looked at
NEVER = -1e4


@cache
def weights(name: str) -> Weights:
    """The numbers of one of the package's networks."""
    import numpy as np

    with (files("accordingto.data") / f"{name}.npz").open("rb") as file, np.load(file) as stored:
        return {key: stored[key] if key == "words" else stored[key].astype(np.float32) for key in stored.files}


def scores_of(
    w: Weights, dilations: Sequence[int], rows: Sequence[NDArray[np.float32]], words: Sequence[Sequence[int]] = ()
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """What a network gives each label at each place, (sequences, places, labels), and which places are real, (sequences, places).

    Args:
        rows: of each sequence the looks of its places, (places, looks).
        words: of each sequence the numbers of its words, for a network that knows words.
    """
    import numpy as np

    count, longest = len(rows), max(map(len, rows))
    looks = np.zeros((count, longest, rows[0].shape[1]), dtype=np.float32)
    real = np.zeros((count, longest, 1), dtype=np.bool_)
    for n, row in enumerate(rows):
        looks[n, : len(row)], real[n, : len(row)] = row, True
    state = _times(looks, w["in.weight"])
    if words:
        numbers = np.zeros((count, longest), dtype=np.int64)
        for n, own in enumerate(words):
            numbers[n, : len(own)] = own
        state = state + w["words.weight"][numbers]
    state = np.maximum(state + w["in.bias"], 0.0) * real
    for number, step in enumerate(dilations):
        reach = step * (WIDTH // 2)
        padded = np.pad(state, ((0, 0), (reach, reach), (0, 0)))
        around = np.concatenate([padded[:, k * step : k * step + longest] for k in range(WIDTH)], axis=2)
        state = state + np.maximum(_times(around, w[f"conv{number}.weight"]) + w[f"conv{number}.bias"], 0.0) * real
        if number == WHOLE_AFTER and "whole.weight" in w:
            whole = np.where(real, state, NEVER).max(axis=1)
            state = (state + (whole @ w["whole.weight"].T + w["whole.bias"])[:, None]) * real
    return _times(state, w["out.weight"]) + w["out.bias"], real[:, :, 0]


def _times(values: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values by weights in one product for all sequences."""
    found: NDArray[np.float32] = (values.reshape(-1, values.shape[2]) @ weight.T).reshape(*values.shape[:2], -1)
    return found


def decoded(
    scores: NDArray[np.float32], real: NDArray[np.bool_], pairs: NDArray[np.float32]
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The likeliest labels of each sequence (Viterbi), and how likely each label is over all of them (forward and backward sums)."""
    import numpy as np

    inner, longest, shortest = pairs[:-1, :-1], scores.shape[1], int(real.sum(axis=1).min())
    best = forward = pairs[-1, :-1] + scores[:, 0]
    sums, back = [forward], [np.zeros(best.shape, dtype=np.intp)]
    for at in range(1, longest):
        reached = best[:, :, None] + inner
        before, top = reached.argmax(axis=1), reached.max(axis=1) + scores[:, at]
        grown = _log_sum(forward[:, :, None] + inner, 1) + scores[:, at]
        if at >= shortest:  # what has ended stays as it is
            on = real[:, at, None]
            before, top, grown = np.where(on, before, np.arange(best.shape[1])), np.where(on, top, best), np.where(on, grown, forward)
        best, forward = top, grown
        back.append(before)
        sums.append(forward)
    labels = np.zeros(real.shape, dtype=np.intp)
    labels[:, -1] = (best + pairs[:-1, -1]).argmax(axis=1)
    total = np.stack(sums, axis=1)
    backward = np.repeat(pairs[None, :-1, -1], len(scores), axis=0)
    rows = np.arange(len(scores))
    for at in range(longest - 1, -1, -1):
        total[:, at] += backward
        if at:
            labels[:, at - 1] = back[at][rows, labels[:, at]]
            grown = _log_sum(inner + (scores[:, at] + backward)[:, None, :], 2)
            backward = grown if at < shortest else np.where(real[:, at, None], grown, backward)
    chances: NDArray[np.float32] = np.exp(total - _log_sum(total, 2)[:, :, None])
    return labels, chances


def _log_sum(values: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    import numpy as np

    top = values.max(axis=axis, keepdims=True)
    summed: NDArray[np.float32] = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return summed
