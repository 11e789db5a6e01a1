"""How a time stands to the story, by the parse: with the story's own verb, beside it, behind it, or with a verb of saying."""

from __future__ import annotations

from accordingto.data import words
from accordingto.model.text import Span
from accordingto.reading.times.context import Standing, is_past
from accordingto.reading.tree import SUBJECTS, Tree

_SAYING = words("times", "saying")
_ONE_FORM = words("times", "one_form")
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


def is_present(tree: Tree, span: Span) -> bool:
    """Whether the time in a span hangs on a verb in the plain present of a full sentence: "the envoys meet on Friday".

    Such a verb tells of a day to come; in headlines, and where it says something, of one that is past.
    """
    first, last = tree.range_of(span)
    word = next((at for at in range(first, last) if not first <= tree.head[at] < last), -1)
    verb = tree.head[word] if word >= 0 else -1
    if verb < 0 or tree.upos[verb] != "VERB" or tree.low[verb] in _SAYING | _ONE_FORM or not _is_full(tree, verb):
        return False
    if any(tree.base(child) in ("aux", "cop") for child in tree.child[verb]) or not any(tree.rel[c] in SUBJECTS for c in tree.child[verb]):
        return False
    low, lemma = tree.low[verb], tree.lemma[verb]
    return low in (lemma, lemma + "s", lemma + "es") and not is_past([low], 0)


def _is_full(tree: Tree, word: int) -> bool:
    """Whether a word's sentence ends with a full stop, as headlines do not."""
    return tree.low[tree.sentences[tree.sentence[word]][1] - 1] in (".", "”", '"', "!", "?")
