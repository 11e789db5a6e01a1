"""What every corpus reader returns, and how documents become units for the encoder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accordingto.model.text import Span
from accordingto.reading.tags import ATTRIBUTION_LABELS, NAME_LABELS, PLOVER_TYPES, ROLE_LABELS, STATUS_LABELS
from accordingto.reading.wordpiece import CLS, NEWLINE, SEP, WordPiece, shapes

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]
DEPRELS = [
    "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "cc:preconj", "ccomp",
    "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "dep", "det", "det:predet", "discourse",
    "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:poss", "nmod:unmarked", "nsubj",
    "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum",
    "root", "vocative", "xcomp",
]  # fmt: skip
PARTIES = ("source", "target", "both")


def bio(labels: Sequence[str]) -> list[str]:
    """``O`` and then a beginning and an inside tag for every label."""
    return ["O", *(f"{mark}-{label}" for label in labels for mark in "BI")]


NAME_TAGS = bio(NAME_LABELS)
ATTRIBUTION_TAGS = bio(ATTRIBUTION_LABELS)
TIME_TAGS = bio(("time",))
PARTY_TAGS = bio(PARTIES)
EVENT_TYPES = ("", *PLOVER_TYPES)
ROLE_TAGS = ("", *ROLE_LABELS)
STATUS_TAGS = tuple(STATUS_LABELS)

MASKED = {"upos": UPOS, "names": NAME_TAGS, "times": TIME_TAGS, "parties": PARTY_TAGS, "events": EVENT_TYPES, "status": STATUS_TAGS}
"""Word classifiers and their tags. Their labels are bit masks of the tags that the corpus allows at the word, 0 where it says
nothing: a class that a corpus does not annotate, or does not tell from another, stays open instead of being learnt as wrong."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated statement, as half-open word ranges; every part may be in pieces, source and cue may be missing."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence in which ``source`` does something to ``target``: word ranges (None where not marked) and allowed types.

    Attributes:
        words: half-open word range of the sentence.
        types: bit mask over EVENT_TYPES.
    """

    words: tuple[int, int]
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    types: int


@dataclass(slots=True)
class Document:
    """Words with whatever one corpus says of them.

    Attributes:
        name: corpus and document, for error messages and splits.
        words: word forms.
        breaks: whether a line ends before the word.
        sentences: half-open word ranges, in order, without gaps.
        spans: code point spans of the words in ``text``, where the text is known.
        masks: for each head of MASKED that is annotated, one bit mask a word.
        heads: index of each word's head, -1 for roots, -2 where not annotated; ``rels`` the index into DEPRELS.
        attribution: index into ATTRIBUTION_TAGS per word; ``attributions`` the statements behind them.
        predicates: 1 where the word is a predicate with annotated roles, 0 where not, -1 where that is not known; ``roles`` are
            (predicate, head, index into ROLE_TAGS). ``no_role`` says of which words all roles are known (none given: of all).
        pairs: event pairs.
    """

    name: str
    words: list[str]
    breaks: list[bool]
    sentences: list[tuple[int, int]]
    spans: list[Span] = field(default_factory=list)
    text: str = ""
    masks: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    heads: NDArray[np.int64] | None = None
    rels: NDArray[np.int64] | None = None
    attribution: NDArray[np.int64] | None = None
    attributions: list[Attribution] = field(default_factory=list)
    predicates: NDArray[np.int64] | None = None
    roles: list[tuple[int, int, int]] = field(default_factory=list)
    no_role: NDArray[np.bool_] | None = None
    pairs: list[Pair] = field(default_factory=list)


@dataclass(slots=True)
class Unit:
    """Consecutive sentences that the encoder sees at once.

    Attributes:
        document: where the words come from; ``first``, ``last`` the half-open range of its words.
        pieces, piece_shapes: ids with [CLS] and [SEP], and one shape code a piece.
        starts: position in ``pieces`` of the first piece of each word.
        sentence: number of the sentence of each word within the unit.
    """

    document: Document
    first: int
    last: int
    pieces: NDArray[np.int32]
    piece_shapes: NDArray[np.int32]
    starts: NDArray[np.int32]
    sentence: NDArray[np.int32]


def pack(document: Document, pieces: WordPiece, limit: int) -> Iterator[Unit]:
    """Cut a document into units of at most ``limit`` pieces, at sentence borders; a longer sentence is cut between words."""
    cut = [pieces.pieces(word) for word in document.words]
    codes = shapes(document.words, document.breaks)
    cost = [len(c) + int(b) for c, b in zip(cut, document.breaks, strict=True)]
    room = limit - 2
    start = filled = 0
    for low, high in document.sentences:
        size = sum(cost[low:high])
        if filled and filled + size > room:
            yield _unit(document, start, low, cut, codes)
            start, filled = low, 0
        for at in range(low, high):
            if filled + cost[at] > room:
                yield _unit(document, start, at, cut, codes)
                start, filled = at, 0
            filled += cost[at]
    if start < len(document.words):
        yield _unit(document, start, len(document.words), cut, codes)


def _unit(document: Document, first: int, last: int, cut: list[tuple[int, ...]], codes: NDArray[np.int32]) -> Unit:
    ids, shape, starts = [CLS], [5], []
    for at in range(first, last):
        if document.breaks[at] and at > first:
            ids.append(NEWLINE)
            shape.append(5)
        starts.append(len(ids))
        ids += cut[at]
        shape += [int(codes[at])] * len(cut[at])
    ids.append(SEP)
    shape.append(5)
    number = np.zeros(last - first, dtype=np.int32)
    for index, (low, high) in enumerate(document.sentences):
        if low < last and high > first:
            number[max(0, low - first) : high - first] = index
    return Unit(document, first, last, np.array(ids, np.int32), np.array(shape, np.int32), np.array(starts, np.int32), number)


def tags_of_spans(length: int, spans: Sequence[tuple[int, int, str]], tags: Sequence[str]) -> NDArray[np.int64]:
    """BIO tag numbers of labelled word ranges; where ranges overlap, the first given keeps its words."""
    out = np.zeros(length, dtype=np.int64)
    for low, high, label in spans:
        begin = True
        for at in range(low, high):
            # What is left of a range behind words that another has begins anew: an inside tag follows its own kind only.
            if out[at] == 0:
                out[at] = tags.index(("B-" if begin else "I-") + label)
                begin = False
            else:
                begin = True
    return out


def join(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """A plausible text of given tokens with the tokens' spans, for corpora that keep no text."""
    text, spans, opened = "", [], False
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else ""
        glue = at == 0 or token in _NO_SPACE_BEFORE or (token.startswith(("'", "’")) and len(token) > 1) or token.lower() in ("n't", "n’t")
        glue = glue or before in _NO_SPACE_AFTER or (before in "-/" and at > 1)
        glue = glue or token in ("-", "/")
        if token == '"':
            glue = glue or opened
            opened = not opened
        elif before == '"':
            glue = glue or opened
        if not glue:
            text += " "
        spans.append(Span(len(text), len(text) + len(token)))
        text += token
    return text, spans


_NO_SPACE_BEFORE = frozenset([".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "”", "’", "...", "…"])
_NO_SPACE_AFTER = frozenset(["(", "[", "{", "$", "£", "€", "“", "‘", "#"])
