"""Which words of a head and a foot name the outlet, an author, a place or are the title: a small network, and what its tags say.

The network was learnt on invented pages (``python -m training splitter``); its numbers are in ``data/pieces.npz``. Where it is not sure
that a name is the outlet's or an author's, nothing is said: a wrong outlet is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from accordingto.intake.lines import Line
from accordingto.intake.pieces import HEAD, MENTION, OPENING, TAIL, Token, rows_of, view
from accordingto.intake.said import Piece, Said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOTHING, OUTLET, AUTHOR, PLACE, TITLE = range(5)
TAGS = ("nothing", "outlet", "author", "place", "title")
DILATIONS = (1, 2, 4, 8)
WIDTH = 5
_OTHER_WORK = re.compile(
    r"\b(?:edit(?:ed|ing|ors?)|translat(?:ed|ion|ors?)|photo(?:s|graphs?|graphy|graphers?)?|pictures?|images?|camera|video|illustrat(?:ed|ions?)|graphics?)"
    r"(?:\s+by\b)?\s*[:–—-]?\s*$",
    re.IGNORECASE,
)
_AT_ONCE = 32
_NEVER = -1e4
_SURE_OUTLET = 0.7
_SURE_AUTHOR = 0.5


@lru_cache(maxsize=1)
def _weights() -> dict[str, NDArray[np.float32]]:
    import numpy as np

    with (files("accordingto.data") / "pieces.npz").open("rb") as file, np.load(file) as stored:
        return {name: stored[name] if name == "words" else stored[name].astype(np.float32) for name in stored.files}


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, int]:
    """The words that have numbers of their own; 0 is for all others."""
    words = bytes(_weights()["words"]).decode().split("\n")
    return {word: number for number, word in enumerate(words, 1)}


def word_numbers(tokens: Sequence[Token], known: Mapping[str, int]) -> list[int]:
    """The number of each word."""
    return [known.get(token.text.casefold(), 0) for token in tokens]


def read_pieces(lines: Sequence[Line], labels: Sequence[int], spans: Sequence[tuple[int, int, int]], page: Mapping[str, int]) -> list[Said]:
    """What each report says of itself; a report is the lines from its start to its end, and its text begins at the second number."""
    views = [view(lines, labels, *span) for span in spans]
    found = [Said((), (), frozenset())] * len(spans)
    known = _vocabulary()
    order = sorted((k for k in range(len(spans)) if views[k]), key=lambda k: len(views[k]))
    for first in range(0, len(order), _AT_ONCE):  # small matrices one by one take far longer than many at once
        chosen = order[first : first + _AT_ONCE]
        rows = [rows_of(views[k], lines, labels, *spans[k], page) for k in chosen]
        scores, real = _scores(rows, [word_numbers(views[k], known) for k in chosen])
        tags, chances = _decoded(scores, real)
        for n, k in enumerate(chosen):
            found[k] = said_of(views[k], tags[n].tolist(), chances[n], lines)
    return found


def _scores(rows: Sequence[NDArray[np.float32]], numbers: Sequence[Sequence[int]]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """What the network gives each tag on each word, (heads, words, tags), and which words are real."""
    import numpy as np

    w = _weights()
    count, longest = len(rows), max(map(len, rows))
    looks = np.zeros((count, longest, rows[0].shape[1]), dtype=np.float32)
    words = np.zeros((count, longest), dtype=np.int64)
    real = np.zeros((count, longest, 1), dtype=np.bool_)
    for n, row in enumerate(rows):
        looks[n, : len(row)], words[n, : len(row)], real[n, : len(row)] = row, numbers[n], True
    state = np.maximum(_times(looks, w["in.weight"]) + w["words.weight"][words] + w["in.bias"], 0.0) * real
    for number, step in enumerate(DILATIONS):
        reach = step * (WIDTH // 2)
        padded = np.pad(state, ((0, 0), (reach, reach), (0, 0)))
        around = np.concatenate([padded[:, k * step : k * step + longest] for k in range(WIDTH)], axis=2)
        state = state + np.maximum(_times(around, w[f"conv{number}.weight"]) + w[f"conv{number}.bias"], 0.0) * real
        if number == 1:  # what the whole head holds bears on every word of it
            whole = np.where(real, state, _NEVER).max(axis=1)
            state = (state + (whole @ w["whole.weight"].T + w["whole.bias"])[:, None]) * real
    return _times(state, w["out.weight"]) + w["out.bias"], real[:, :, 0]


def _times(values: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values by weights in one product for all heads."""
    found: NDArray[np.float32] = (values.reshape(-1, values.shape[2]) @ weight.T).reshape(*values.shape[:2], -1)
    return found


def _decoded(scores: NDArray[np.float32], real: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The likeliest tags of each head's words, and how likely each tag is over all sequences."""
    import numpy as np

    pairs = _weights()["pairs"]
    inner, longest = pairs[:-1, :-1], scores.shape[1]
    best = forward = pairs[-1, :-1] + scores[:, 0]
    sums, back = [forward], [np.zeros(best.shape, dtype=np.intp)]
    for at in range(1, longest):
        on = real[:, at, None]
        reached = best[:, :, None] + inner
        back.append(np.where(on, reached.argmax(axis=1), np.arange(best.shape[1])))
        best = np.where(on, reached.max(axis=1) + scores[:, at], best)
        forward = np.where(on, _log_sum(forward[:, :, None] + inner, 1) + scores[:, at], forward)
        sums.append(forward)
    tags = np.zeros(real.shape, dtype=np.intp)
    tags[:, -1] = (best + pairs[:-1, -1]).argmax(axis=1)
    chances = np.zeros_like(scores)
    backward = np.repeat(pairs[None, :-1, -1], len(scores), axis=0)
    rows = np.arange(len(scores))
    for at in range(longest - 1, -1, -1):
        total = sums[at] + backward
        chances[:, at] = np.exp(total - _log_sum(total, 1)[:, None])
        if at:
            tags[:, at - 1] = back[at][rows, tags[:, at]]
            grown = _log_sum(inner + (scores[:, at] + backward)[:, None, :], 2)
            backward = np.where(real[:, at, None], grown, backward)
    return tags, chances


def _log_sum(values: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    import numpy as np

    top = values.max(axis=axis, keepdims=True)
    summed: NDArray[np.float32] = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return summed


def pieces_of(tokens: Sequence[Token], tags: Sequence[int], chances: NDArray[np.float32], lines: Sequence[Line]) -> list[Piece]:
    """The runs of words with one tag."""
    found: list[Piece] = []
    at = 0
    while at < len(tokens):
        tag, stop = tags[at], at + 1
        while stop < len(tokens) and (tags[stop], tokens[stop].line, tokens[stop].region) == (tag, tokens[at].line, tokens[at].region):
            stop += 1
        if tag != NOTHING:
            first, last = tokens[at], tokens[stop - 1]
            sure = float(chances[at:stop, tag].mean())
            text = lines[first.line].text[first.start : last.end]
            found.append(Piece(tag, first.line, first.start, last.end, first.region, text, sure))
        at = stop
    return found


def said_of(tokens: Sequence[Token], tags: Sequence[int], chances: NDArray[np.float32], lines: Sequence[Line]) -> Said:
    """The outlet and the authors that the tags speak for."""
    pieces = pieces_of(tokens, tags, chances, lines)
    outlets = [piece for piece in pieces if piece.tag == OUTLET and piece.sure >= _SURE_OUTLET and any(map(str.isalpha, piece.text))]
    ranked = tuple(sorted(outlets, key=_worth, reverse=True))
    people = [piece for piece in pieces if piece.tag == AUTHOR and piece.sure >= _SURE_AUTHOR and _may_write(piece, lines)]
    authors: list[Piece] = []
    head = [piece for piece in people if piece.region == HEAD]
    for piece in head or people:
        if piece.text.casefold() not in {other.text.casefold() for other in authors}:
            authors.append(piece)
    return Said(ranked, tuple(authors), frozenset(piece.line for piece in (*outlets, *people)))


def _may_write(piece: Piece, lines: Sequence[Line]) -> bool:
    """Whether a name is more than one letter, and not that of who took the pictures, edited or translated."""
    return sum(map(str.isalpha, piece.text)) > 1 and _OTHER_WORK.search(lines[piece.line].text[: piece.start]) is None


def _worth(piece: Piece) -> float:
    """Heads speak louder than feet, both than a dateline, the text least; a whole name speaks louder than a short one."""
    place = {HEAD: 0.3, TAIL: 0.1, OPENING: 0.0, MENTION: -0.5}[piece.region]
    return piece.sure + place + 0.05 * min(3, len(piece.text.split()))
