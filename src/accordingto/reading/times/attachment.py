"""How a time stands to the story, by the parse: with the story's own verb, beside it, behind it, or with a verb of saying."""

from __future__ import annotations

from accordingto.data import words
from accordingto.model.text import Span
from accordingto.reading.times.context import Standing
from accordingto.reading.tree import SUBJECTS, Tree

_SAYING = words("times", "saying")
_EARLIER = frozenset(("after", "since", "because", "before"))
_CLIMB = 12  # steps up the tree


def standing(tree: Tree, span: Span) -> Standing:
    """How the time in a span stands to the story.

    A pluperfect or a clause that describes a noun lies behind it; a clause with "after" or a noun's own date ("the attack on
    Sunday") beside it.
    """
    first, last = tree.range_of(span)
    if first >= last:
        return "story"
    word = next((at for at in range(first, last) if not first <= tree.head[at] < last), first)
    if tree.low[first - 1 : first] == ["since"] or any(tree.low[child] in ("previous", "preceding") for child in range(first, last)):
        return "behind"
    beside = saying = False
    clauses = 0
    at = tree.head[word]
    for _ in range(_CLIMB):
        if at < 0:
            break
        relation = tree.base(at)
        if relation == "acl":
            return "behind"
        if tree.upos[at] in ("VERB", "AUX") or any(tree.rel[child] in SUBJECTS for child in tree.child[at]):
            if not clauses and any(tree.low[child] == "had" and tree.base(child) == "aux" for child in tree.child[at]):
                return "behind"
            saying = saying or (not clauses and tree.low[at] in _SAYING)
            clauses += 1
            if relation == "advcl" and any(tree.low[c] in _EARLIER for c in tree.child[at] if tree.base(c) in ("mark", "case", "advmod")):
                beside = True
        elif not clauses:
            beside = True
        at = tree.head[at]
    return "beside" if beside else "told" if saying else "story"
