"""Word pieces of an uncased BERT vocabulary, and the shape of words that lower-casing loses."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

NEWLINE, UNKNOWN, CLS, SEP = 1, 100, 101, 102
MAX_PIECES = 16
"""A word gives at most so many pieces; what is longer (an address, noise) is cut."""
SHAPES = 12
"""Number of shape codes: six kinds of letter case, each outside and inside quotation marks."""

_CACHE_LIMIT = 200_000


class WordPiece:
    """Greedy longest-match pieces, with a cache of whole words.

    Attributes:
        vocabulary: piece to id; continuation pieces begin with ``##``.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = {piece: number for number, piece in enumerate(vocabulary)}
        self._cache: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> WordPiece:
        """The pieces of a ``vocab.txt``: one piece a line, its id the line's number."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def pieces(self, word: str) -> tuple[int, ...]:
        """The piece ids of one word; never empty."""
        known = self._cache.get(word)
        if known is None:
            known = self._cut(word)[:MAX_PIECES] or (UNKNOWN,)
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            self._cache[word] = known
        return known

    def _cut(self, word: str) -> tuple[int, ...]:
        bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        found: list[int] = []
        for part in _parts(bare):
            found += self._longest(part)
        return tuple(found)

    def _longest(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self.vocabulary.get(part[start:end] if start == 0 else "##" + part[start:end])
                if number is not None:
                    break
            else:
                return [UNKNOWN]
            found.append(number)
            start = end
        return found


def _parts(bare: str) -> list[str]:
    """Runs of letters and digits; every other character alone."""
    parts: list[str] = []
    run = ""
    for c in bare:
        if c.isalnum():
            run += c
            continue
        if run:
            parts.append(run)
            run = ""
        if not c.isspace():
            parts.append(c)
    if run:
        parts.append(run)
    return parts


_shape_cache: dict[str, int] = {}


def case_of(word: str) -> int:
    """0 lower case, 1 Capitalised, 2 UPPER, 3 mIxed, 4 with digits, 5 neither letters nor digits."""
    known = _shape_cache.get(word)
    if known is None:
        if any(c.isdigit() for c in word):
            known = 4
        elif not any(c.isalpha() for c in word):
            known = 5
        elif word.islower():
            known = 0
        elif len(word) > 1 and word.isupper():
            known = 2
        elif word[0].isupper() and (len(word) == 1 or word[1:].islower()):
            known = 1
        else:
            known = 3
        if len(_shape_cache) >= _CACHE_LIMIT:
            _shape_cache.clear()
        _shape_cache[word] = known
    return known


_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_EITHER = frozenset(('"', "``", "''"))


def shapes(words: Sequence[str], breaks: Sequence[bool]) -> NDArray[np.int32]:
    """The shape code of every word: its letter case, plus six inside quotation marks.

    Args:
        words: the words of one text in order.
        breaks: whether a line ends before the word; a quotation does not run past the end of its line.

    Returns:
        One code below SHAPES per word. Single quotation marks are left out: they cannot be told from apostrophes.
    """
    codes = np.empty(len(words), dtype=np.int32)
    inside = False
    for at, (word, fresh) in enumerate(zip(words, breaks, strict=True)):
        if fresh:
            inside = False
        if word in _OPENING or (word in _EITHER and not inside):
            inside = True
            codes[at] = 11
            continue
        codes[at] = case_of(word) + (6 if inside else 0)
        if word in _CLOSING or word in _EITHER:
            inside = False
    return codes
