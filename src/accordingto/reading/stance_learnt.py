"""Whether what is said asserts, accuses or denies, where the cue does not say so: learnt from examples.

Lists of words do not carry over from one crisis to the next. So the engine's numbers of the words of content and cue
(:mod:`leanings`) and signs of the content's grammar decide where the rules found nothing, and may take back a denial that they
found. What else the rules find stands: accusations, threats, orders, promises and questions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accordingto.model.reading import Stance
from accordingto.reading.leanings import weights
from accordingto.reading.stance_clauses import Clause
from accordingto.reading.statements_draft import OPENING, Draft
from accordingto.reading.tags import EventTag
from accordingto.reading.tree import Tree

if TYPE_CHECKING:
    from accordingto.reading.stance_content import Content

Judged = tuple[Stance, str]
Floats = NDArray[np.float32]

OPEN: tuple[Stance, ...] = ("asserts", "accuses", "denies")
UNSURE = frozenset({"asserts", "denies"})
"""What the rules may find and yet be wrong."""
RULED = 2.0
"""What the word of a rule that found a denial weighs, in logarithms of odds."""
_MARKS = OPENING | {"'"}
_AUXILIARIES = frozenset({
    "had", "have", "has", "was", "were", "did", "does", "do", "is", "are", "will", "would", "should", "must", "can", "could", "may",
    "might", "never", "not", "n't", "only", "still", "already", "yet",
})  # fmt: skip
_WORDS = frozenset({
    "no", "not", "n't", "nobody", "none", "nothing", "never", "without", "we", "our", "us", "they", "them", "their", "he", "she", "i", "my",
    "you", "your", "it", "who", "why", "?", "if", "unless", "until", "all", "every", "everyone", "still", "only", "but", "because", "too",
    "even", "own", "while", "though", "yet",
})  # fmt: skip
_MOST = 4  # clauses
_SHORT, _LONG, _FULL = 6, 30, 40  # words


def settled(said: Content, judged: Judged) -> Judged:
    """The rules' verdict on a content, or a likelier one."""
    pooled = pool(said.tree, said.draft)
    if pooled is None:
        return judged
    learnt = weights()
    mean, cue = pooled
    asserts, accuses, denies = (learnt.bias + mean[: len(OPEN)] + cue[len(OPEN) :]).tolist()
    for name, value in signs(said):  # plain numbers: a few dozen sums of three are slower in numpy
        row = learnt.signs.get(name)
        if row is not None:
            asserts, accuses, denies = asserts + value * row[0], accuses + value * row[1], denies + value * row[2]
    scores = (asserts, accuses, denies + (RULED if judged[0] == "denies" else 0.0))
    best = OPEN[scores.index(max(scores))]
    return judged if best == judged[0] else (best, f"what is said is likelier so than “{judged[0]}”, as learnt from examples")


def pool(tree: Tree, draft: Draft) -> tuple[Floats, Floats] | None:
    """The mean of the content's rows, and the cue's row (zero where there is no cue); None where the tags have none."""
    rows = tree.tags.leanings
    if rows is None:
        return None
    total = np.add.reduce([rows[first:last].sum(0) for first, last in draft.content])
    cue = rows[draft.word, :-1] if draft.word is not None else np.zeros(rows.shape[1] - 1, np.float32)
    return total[:-1] / max(1.0, float(total[-1])), cue


def signs(said: Content) -> Iterator[tuple[str, float]]:
    """The grammar of a statement, each sign by its name; none hangs on a name or on one word's meaning."""
    tree, draft = said.tree, said.draft
    if draft.word is not None:
        yield "cue", 1.0
        if tree.is_negated(draft.word):
            yield "cue negated", 1.0
    if draft.sense is not None:
        yield f"act {draft.sense.act}", 1.0
    if not draft.source:
        yield "no source", 1.0
    count = len(said.words)
    yield "length", min(count, _FULL) / (_FULL / 2)
    if count < _SHORT or count > _LONG:
        yield "short" if count < _SHORT else "long", 1.0
    found = {f"word {low}" for low in said.low if low in _WORDS}
    for number, clause in enumerate(said.clauses[:_MOST]):
        found.update(f"{'later' if number else 'first'} {sign}" for sign in _of_clause(tree, clause))
    marks = [tree.form[w] in _MARKS for w in said.words]
    found.update(name for name, there in (("quoted", marks[:1] == [True]), ("marks", any(marks))) if there)
    if any(tree.upos[w] == "NUM" for w in said.words):
        found.add("number")
    found.update(_of_events(said))
    yield from ((name, 1.0) for name in sorted(found))


def _of_clause(tree: Tree, clause: Clause) -> Iterator[str]:
    """Whose clause it is, its time, negation and voice."""
    yield clause.side
    plain = tree.upos[clause.word] == "VERB"
    told = (("passive", clause.passive), ("future", clause.future), ("negated", clause.negated), ("no verb", not plain))
    for name, true in told:
        if true:
            yield name
            yield f"{name} {clause.side}"
    if clause.lemma == "be" or tree.kid(clause.word, "cop") is not None:
        yield "is"
    yield from (f"has {tree.low[c]}" for c in tree.child[clause.word] if tree.low[c] in _AUXILIARIES)
    if clause.passive and any(tree.base(c) == "obl" and tree.case_of(c) == "by" for c in tree.child[clause.word]):
        yield "by"


def _word(event: EventTag) -> int:
    return event.word


def _of_events(said: Content) -> Iterator[str]:
    """What kinds of deeds the engine tags in the content, and how real."""
    events = said.tree.tags.events
    for first, last in said.draft.content:
        for event in events[bisect_left(events, first, key=_word) : bisect_left(events, last, key=_word)]:
            yield f"status {event.status}"
            if event.type:
                yield f"deed {event.type}"
