"""Which words of a head and a foot name the outlet, an author, a place or are the title: a small network, and what its tags say.

The network was learnt on invented pages (``python -m training splitter``); its numbers are in ``data/pieces.npz``. Where it is not sure
that a name is the outlet's or an author's, nothing is said: a wrong outlet is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from accordingto.intake.lines import Line
from accordingto.intake.network import decoded, scores_of, weights
from accordingto.intake.pieces import HEAD, MENTION, OPENING, TAIL, Token, rows_of, view
from accordingto.intake.said import Piece, Said

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOTHING, OUTLET, AUTHOR, PLACE, TITLE = range(5)
TAGS = ("nothing", "outlet", "author", "place", "title")
DILATIONS = (1, 2, 4, 8)
_OTHER_WORK = re.compile(
    r"\b(?:edit(?:ed|ing|ors?)|translat(?:ed|ion|ors?)|photo(?:s|graphs?|graphy|graphers?)?|pictures?|images?|camera|video|illustrat(?:ed|ions?)|graphics?)"
    r"(?:\s+by\b)?\s*[:–—-]?\s*$",
    re.IGNORECASE,
)
_AT_ONCE = 32
_SURE_OUTLET = 0.7
_SURE_AUTHOR = 0.5


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, int]:
    """The words that have numbers of their own; 0 is for all others."""
    words = bytes(weights("pieces")["words"]).decode().split("\n")
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
        scores, real = scores_of(weights("pieces"), DILATIONS, rows, [word_numbers(views[k], known) for k in chosen])
        tags, chances = decoded(scores, real, weights("pieces")["pairs"])
        for n, k in enumerate(chosen):
            found[k] = said_of(views[k], tags[n].tolist(), chances[n], lines)
    return found


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
