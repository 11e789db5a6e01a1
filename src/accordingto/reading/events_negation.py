"""What is said not to be: by a negative subject, by a negative up front, by a name that nobody gives."""

from __future__ import annotations

from accordingto.model.reading import Status
from accordingto.reading.lexicon import words
from accordingto.reading.tree import Tree


def _list(name: str) -> frozenset[str]:
    return words("events", "status", name)


def has_negative_subject(tree: Tree, verb: int) -> bool:
    """ "Nobody fired", "no shots were fired", "not a single shot was fired"; not "nobody but guards was hurt"."""
    subject = next((c for c in tree.child[verb] if tree.base(c) == "nsubj"), None)
    if subject is None:
        return False
    first, last = tree.subtree(subject)
    if any(tree.low[w] in ("but", "except", "only", "besides") for w in range(first, last)):
        return False  # "nobody but guards was hurt"
    if tree.low[subject] in ("nobody", "none", "neither", "nothing", "no-one"):
        return True
    own = [subject, *(c for c in tree.child[subject] if tree.base(c) == "compound")]  # "no tear gas": hung on either word
    if any(tree.low[c] in ("no", "neither") for word in own for c in tree.child[word]):
        return True
    # "not a single shot", "not one of them"
    return tree.low[first] == "not" and tree.low[first + 1 : first + 2] in (["a"], ["one"], ["any"])


def opens_with_none(tree: Tree, verb: int) -> bool:
    """ "In none of the others did anyone die", "at no time were shots fired": a negative up front, the auxiliary before the subject."""
    subject = next((c for c in tree.child[verb] if tree.base(c) == "nsubj"), None)
    auxiliary = next((c for c in tree.child[verb] if tree.base(c) == "aux"), None)
    if subject is None or auxiliary is None or auxiliary > subject:
        return False
    front = [c for c in tree.child[verb] if c < auxiliary and tree.base(c) in ("obl", "advmod")]
    return any(tree.low[c] in ("none", "nowhere", "never") or any(tree.low[k] == "no" for k in tree.child[c]) for c in front)


def is_only_named(tree: Tree, word: int) -> tuple[Status, str] | None:
    """ "nobody calls it a war", "call it a riot if you like": a name that is not, or need not be, given."""
    above = tree.head[word]
    # "what nobody wishes to call it is a war"
    clause = next((c for c in tree.child[word] if tree.base(c) in ("csubj", "nsubj", "acl") and tree.upos[c] in ("VERB", "PRON")), None)
    inside = range(*tree.subtree(clause)) if clause is not None else range(0)
    if any(tree.lemma[w] in _list("naming") for w in inside) and any(tree.low[w] in ("nobody", "none", "never", "not") for w in inside):
        return "denied", "a name that nobody gives"
    if above < 0 or tree.base(word) not in ("xcomp", "obj", "obl") or tree.lemma[above] not in _list("naming"):
        return None
    at = above
    for _ in range(3):
        if tree.is_negated(at) or has_negative_subject(tree, at):
            return "denied", f"“{tree.low[above]}” negated"
        if tree.base(at) != "xcomp" or tree.head[at] < 0:
            break
        at = tree.head[at]
    first = tree.sentences[tree.sentence[above]][0]
    if (
        tree.low[above] == tree.lemma[above]
        and tree.subject(above) is None
        and all(tree.upos[w] in ("PUNCT", "CCONJ") for w in range(first, above))
    ):
        return "hypothetical", f"“{tree.low[above]}” as an offer"
    return None
