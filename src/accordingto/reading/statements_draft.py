"""Statements while they are being made: in words, before spans, voices and nesting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accordingto.reading.lexicon import CueSense
from accordingto.reading.tree import Range, Tree

OPENING = frozenset({"“", "‘", '"', "``", "«", "„", "'"})
CLOSING = frozenset({"”", "’", '"', "''", "»", "'"})
_ENDS = frozenset({".", ",", ";", ":", "!", "?", "–", "—", "-", "...", "…"})

_STAMP = re.compile(r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[ap]m)?")


@dataclass(slots=True)
class Draft:
    """One attribution in the making.

    Attributes:
        source, cue, content: word ranges.
        word: the cue's head word, None where there is no cue.
        origin: which rule made it, for the reason.
        score: from 0 to 1.
        sense: what the lexicon says of the cue, or None.
        speaker: a head word that says who speaks where ``source`` is empty (a quotation that goes on), or None.
        above: the draft it was explicitly told to stand inside, or None.
        negated, endorsed: as in the model.
    """

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    word: int | None
    origin: str
    score: float
    sense: CueSense | None = None
    speaker: int | None = None
    above: Draft | None = None
    negated: bool = False
    endorsed: bool = False


def merge(ranges: Iterable[Range]) -> list[Range]:
    """Ranges in order, those that touch or overlap made one, empty ones dropped."""
    found: list[Range] = []
    for first, last in sorted(r for r in ranges if r[0] < r[1]):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def without(whole: Range, holes: Sequence[Range]) -> list[Range]:
    """``whole`` with ``holes`` cut out."""
    found: list[Range] = []
    at = whole[0]
    for first, last in merge(holes):
        if last <= at or first >= whole[1]:
            continue
        if at < first:
            found.append((at, first))
        at = max(at, last)
    if at < whole[1]:
        found.append((at, whole[1]))
    return found


def covers(ranges: Sequence[Range], word: int) -> bool:
    """Whether a word lies in one of the ranges."""
    return any(first <= word < last for first, last in ranges)


def shared(one: Sequence[Range], other: Sequence[Range]) -> int:
    """How many words two lists of ranges have in common."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def size(ranges: Sequence[Range]) -> int:
    """How many words a list of ranges holds."""
    return sum(last - first for first, last in ranges)


def is_stamp(tree: Tree, word: int) -> bool:
    """Whether a word is the clock time at which an entry of a live page was posted: "06:05" at the beginning of a line."""
    begin = tree.words[word].start
    return tree.low[word][0].isdigit() and _STAMP.fullmatch(tree.low[word]) is not None and (begin == 0 or tree.text[begin - 1] == "\n")


def trim_content(tree: Tree, words: Range) -> Range:
    """Content without punctuation or an entry's time at its edges, with the quotation marks that belong to it."""
    first, last = words
    if last - first > 1 and is_stamp(tree, first):
        first += 1
    while first < last and tree.upos[first] == "PUNCT" and tree.form[first] not in OPENING:
        first += 1
    while last > first and tree.form[last - 1] in _ENDS:
        if last < tree.count and tree.form[last] in CLOSING and _opens(tree, first, last):
            break
        if last - 2 >= first and tree.form[last - 1] in "?!":
            break
        last -= 1
    if first >= last:
        return words[0], words[0]
    if _opens(tree, first, last):
        # An open quotation: its closing mark stands right behind, perhaps after a comma or a full stop.
        for step in range(2):
            at = last + step
            if at < tree.count and tree.form[at] in CLOSING and tree.sentence[at] == tree.sentence[last - 1]:
                return first, at + 1
            if at < tree.count and tree.form[at] not in _ENDS:
                break
    elif first > 0 and tree.form[first - 1] in OPENING and _closes(tree, first, last) and tree.sentence[first - 1] == tree.sentence[first]:
        first -= 1
    return first, last


def _opens(tree: Tree, first: int, last: int) -> bool:
    """Whether a quotation opened in the range is not closed in it."""
    depth = 0
    straight = 0
    for word in range(first, last):
        form = tree.form[word]
        if form in ("“", "``", "«", "‘"):
            depth += 1
        elif form in ("”", "''", "»") or (form == "’" and depth > 0):
            depth -= 1
        elif form == '"':
            straight += 1
    return depth > 0 or straight % 2 == 1


def _closes(tree: Tree, first: int, last: int) -> bool:
    """Whether the range holds a closing mark whose opening mark is not in it."""
    depth = 0
    for word in range(first, last):
        form = tree.form[word]
        if form in ("“", "``", "«"):
            depth += 1
        elif form in ("”", "''", "»"):
            depth -= 1
            if depth < 0:
                return True
    return False
