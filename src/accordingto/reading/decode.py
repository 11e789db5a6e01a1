"""From scores to tags: numpy only, every sentence of a text (or of many) at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_EDGES = np.array([2, 3, 4, 6, 10, 20, 40], dtype=np.int64)
_FORBIDDEN = np.float32(-1e4)
_ONE_THREAD = 1 << 18
"""Multiplications up to which OpenBLAS uses one thread."""


def distance(left: Ints, right: Ints) -> Ints:
    """Class of how far, and to which side, ``right`` lies from ``left``: 0 to 7 after it or at it, 8 to 15 before it."""
    gap = right - left
    found: Ints = np.searchsorted(_EDGES, np.abs(gap), side="right") + np.where(gap < 0, 8, 0)
    return found


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted: Floats = np.exp(scores - scores.max(-1, keepdims=True))
    shifted /= shifted.sum(-1, keepdims=True)
    return shifted


def sigmoid(scores: Floats) -> Floats:
    """1 / (1 + exp(-scores)), without overflow."""
    return np.where(scores >= 0, 1 / (1 + np.exp(-np.abs(scores))), 1 - 1 / (1 + np.exp(-np.abs(scores)))).astype(np.float32)


def product(left: Floats, right: Floats) -> Floats:
    """``left @ right``, in slices so small that the matrix library keeps to one thread.

    Its threads cost more than they give at this size, most of all where two processes read on two cores: [700, 128] by
    [128, 50] took 4.6 ms of CPU time at once and 0.2 ms in slices.
    """
    rows = max(1, _ONE_THREAD // right.size)
    if len(left) <= rows:
        found: Floats = left @ right
        return found
    out = np.empty((len(left), right.shape[1]), dtype=np.float32)
    for at in range(0, len(left), rows):
        np.matmul(left[at : at + rows], right, out=out[at : at + rows])
    return out


def bio_transitions(labels: int, touching: float = 0.0) -> tuple[Floats, Floats]:
    """Scores [from, to] and of the first tag for O, B-1, I-1, B-2, ...

    They are 0, or forbidden where an inside tag follows another kind, or ``touching`` where a run begins right after another.
    """
    size = 2 * labels + 1
    moves = np.zeros((size, size), dtype=np.float32)
    moves[1:, 1::2] = touching
    first = np.zeros(size, dtype=np.float32)
    for inside in range(2, size, 2):
        moves[:, inside] = _FORBIDDEN
        moves[inside, inside] = moves[inside - 1, inside] = 0
        first[inside] = _FORBIDDEN
    return moves, first


def viterbi(scores: Floats, ranges: Sequence[tuple[int, int]], moves: Floats, first: Floats) -> Ints:
    """The best tag of every row, each half-open range of rows being a sequence of its own.

    Args:
        scores: [rows, tags].
        ranges: sequences, in order, without gaps, together all rows.
        moves, first: scores of going from one tag to the next, and of beginning with a tag.
    """
    best = np.zeros(len(scores), dtype=np.int64)
    order = sorted(range(len(ranges)), key=lambda k: ranges[k][0] - ranges[k][1])
    starts = np.array([ranges[k][0] for k in order], dtype=np.int64)
    sizes = np.array([ranges[k][1] - ranges[k][0] for k in order], dtype=np.int64)
    if not len(starts) or not sizes[0]:
        return best
    longest = int(sizes[0])
    # Sequences lie longest first, so that those still running at a step are a prefix.
    running = [int(n) for n in np.searchsorted(-sizes, -np.arange(longest), side="left")]
    state = scores[starts[: running[0]]] + first
    back: list[Ints] = []
    ends = [state]
    turned = np.ascontiguousarray(moves.T)
    for step in range(1, longest):
        count = running[step]
        reached = state[:count, None, :] + turned
        back.append(reached.argmax(2))
        state = reached.max(2) + scores[starts[:count] + step]
        ends.append(state)
    tags = np.empty(len(starts), dtype=np.int64)
    alive = 0
    for step in range(longest - 1, -1, -1):
        count = running[step]
        if count > alive:
            # Sequences that end here choose their last tag now.
            tags[alive:count] = ends[step][alive:count].argmax(1)
            alive = count
        best[starts[:count] + step] = tags[:count]
        if step:
            tags[:count] = back[step - 1][np.arange(count), tags[:count]]
    return best


def viterbi_long(scores: Floats, moves: Floats, first: Floats) -> Ints:
    """The best tags of one long sequence: the same as ``viterbi``, in some twenty array operations instead of three a word.

    Steps are matrices [from, to] under (max, +). They are joined two by two, up to one matrix for the whole; on the way back each
    pair chooses the best tag at its seam.
    """
    count, tags = scores.shape
    best = np.zeros(count, dtype=np.int64)
    if count < 2:
        if count:
            best[0] = int((scores[0] + first).argmax())
        return best
    size = 1 << (count - 2).bit_length()
    level = np.full((size, tags, tags), 10 * _FORBIDDEN, dtype=np.float32)
    level[: count - 1] = moves[None] + scores[1:, None, :]
    level[count - 1 :, np.arange(tags), np.arange(tags)] = 0
    levels = [level]
    while len(level) > 1:
        level = (level[0::2, :, :, None] + level[1::2, None, :, :]).max(2)
        levels.append(level)
    whole = (scores[0] + first)[:, None] + level[0]
    start, end = divmod(int(whole.argmax()), tags)
    left, right = np.array([start]), np.array([end])
    for level in reversed(levels[:-1]):
        pairs = np.arange(len(left))
        seam = (level[2 * pairs, left] + level[2 * pairs + 1, :, right]).argmax(1)
        left, right = np.stack([left, seam], 1).ravel(), np.stack([seam, right], 1).ravel()
    best[0] = start
    best[1:] = right[: count - 1]
    return best


def runs(tags: Ints) -> list[tuple[int, int, int]]:
    """Half-open runs of BIO tag numbers with their label's number; tags must be in order (an inside tag follows its own kind)."""
    begins = np.flatnonzero(tags % 2 == 1)
    inside = np.append((tags > 0) & (tags % 2 == 0), False)
    stops = np.flatnonzero(~inside)
    ends = stops[np.searchsorted(stops, begins + 1)] if len(begins) else begins
    return [(int(b), int(e), int(tags[b] // 2)) for b, e in zip(begins, ends, strict=True)]


def heads_of(arcs: Floats, sentence: Ints) -> Ints:
    """The head of every word of one unit: a tree for each sentence.

    Args:
        arcs: [words, words + 1] scores of heads, column 0 being the root.
        sentence: number of each word's sentence, rising.

    Returns:
        Index of each word's head in the unit, -1 for the one root of each sentence.
    """
    count = len(arcs)
    scores = np.array(arcs, dtype=np.float32)
    body = scores[:, 1:]
    body[sentence[:, None] != sentence[None]] = _FORBIDDEN
    body[np.arange(count), np.arange(count)] = _FORBIDDEN
    heads: Ints = scores.argmax(1) - 1
    for low, high in _broken(heads, sentence):
        heads[low:high] = _tree(scores[low:high, low + 1 : high + 1], scores[low:high, 0]) + low
        heads[low:high][heads[low:high] == low - 1] = -1
    return heads


def _broken(heads: Ints, sentence: Ints) -> list[tuple[int, int]]:
    """Sentences whose heads are no tree: not exactly one root, or a circle."""
    count = len(heads)
    if not count:
        return []
    borders = np.flatnonzero(np.diff(sentence, prepend=sentence[0] - 1, append=sentence[-1] + 1))
    # Follow every word upwards: after doubling the step often enough, all stand at the root unless they run in a circle.
    up = np.append(np.where(heads < 0, count, heads), count)
    for _ in range(max(1, int(count).bit_length())):
        up = up[up]
    lost = up[:count] != count
    found = []
    for low, high in zip(borders.tolist(), borders.tolist()[1:], strict=False):
        if lost[low:high].any() or int((heads[low:high] < 0).sum()) != 1:
            found.append((low, high))
    return found


def _tree(body: Floats, root: Floats) -> Ints:
    """The best tree of one sentence with exactly one root (-1), by Chu, Liu and Edmonds, from the best root's side."""
    count = len(root)
    if count == 1:
        return np.array([-1])
    # The one root is the word that gains most by being it.
    top = int((root - body.max(1)).argmax())
    scores = np.full((count + 1, count + 1), _FORBIDDEN * 10, dtype=np.float64)
    scores[1:, 1:] = body
    scores[1:, 0] = _FORBIDDEN * 5
    scores[top + 1, :] = _FORBIDDEN * 10
    scores[top + 1, 0] = 0
    found: Ints = _edmonds(scores)[1:] - 1
    return found


def _edmonds(scores: NDArray[np.float64]) -> Ints:
    """Best head of every node for [dependent, head] scores, node 0 being the root."""
    count = len(scores)
    np.fill_diagonal(scores, -np.inf)
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    circle = _circle(heads)
    if circle is None:
        return heads
    inside = np.zeros(count, dtype=bool)
    inside[circle] = True
    outside = np.flatnonzero(~inside)
    own = scores[circle, heads[circle]]
    # One new node stands for the circle.
    size = len(outside) + 1
    smaller = np.full((size, size), -np.inf)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, circle)]
    smaller[:-1, -1] = leaving.max(1)
    entering = scores[np.ix_(circle, outside)] - own[:, None]
    smaller[-1, :-1] = entering.max(0)
    found = _edmonds(smaller)
    for at, node in enumerate(outside):
        if node:
            heads[node] = circle[int(leaving[at].argmax())] if found[at] == size - 1 else outside[found[at]]
    entry = int(found[-1])
    heads[circle[int(entering[:, entry].argmax())]] = outside[entry]
    return heads


def _circle(heads: Ints) -> Ints | None:
    """The nodes of one circle, or None."""
    state = np.zeros(len(heads), dtype=np.int64)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return np.array(path[path.index(node) :])
        state[path] = 2
    return None
