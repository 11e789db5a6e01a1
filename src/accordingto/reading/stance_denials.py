"""Denials: what is said is that something is not so, or that what others said is false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordingto.model.reading import Stance
from accordingto.reading.lexicon import words
from accordingto.reading.stance_clauses import Clause, is_no, wrong_deeds

if TYPE_CHECKING:
    from accordingto.reading.stance_content import Content

Judged = tuple[Stance, str]

_CONFIRMING = frozenset({"confirm", "acknowledge", "admit", "concede", "find", "report", "learn", "estimate"})
_PAST = frozenset({"was", "were", "did", "had", "has", "have", "'ve", "been", "wasn't", "weren't"})
_POSSIBLE = frozenset({"may", "might", "can", "could", "should", "must"})


def denial(said: Content, clause: Clause) -> Judged | None:
    """What is said is that something is not so: a negated clause, or a claim called false."""
    if not said.spoken:
        return None
    if _refutes(said, clause):
        return "denies", f"“{clause.lemma}” of a claim"
    if clause.future:
        assured = said.lemma in ("assure", "reassure", "guarantee")
        idle = clause.lemma in words("stance", "befalling") or clause.lemma in ("rest", "stop", "relent", "tire")
        if clause.negated and clause.side == "own" and not assured and not idle:
            return "denies", "the speaker will not"
        return None
    if not clause.negated or said.lemma in _CONFIRMING:
        return _denial_below(said, clause)
    return ("denies", "what is said is negated") if _is_denial(said, clause) else _denial_below(said, clause)


def _refutes(said: Content, clause: Clause) -> bool:
    """ "the report is false", "the video was a fake", "she was innocent"."""
    tree, word = said.tree, clause.word
    if clause.passive and not clause.negated and clause.subject is not None and clause.lemma in words("stance", "faking"):
        return tree.lemma[clause.subject] in words("stance", "claims")
    if tree.kid(word, "cop") is None or clause.negated:
        return False
    if clause.lemma in ("innocent", "blameless"):
        return True
    called = {clause.lemma, *(tree.lemma[c] for c in tree.kids(word, "conj", "acl", "appos") if tree.upos[c] in ("ADJ", "NOUN"))}
    called |= {tree.lemma[k] for c in tree.kids(word, "acl", "appos") for k in tree.kids(c, "conj") if tree.upos[k] == "ADJ"}
    return bool(called & words("stance", "refuting")) and clause.side in ("thing", "none", "faceless", "other")


def _is_denial(said: Content, clause: Clause) -> bool:
    """Whether a negated clause says that something did not take place: past or perfect, of the speaker's own, or "no ..."."""
    tree, root = said.tree, clause.word
    if clause.lemma in words("stance", "unknowing") and not knows_of_none(said, clause):
        return False
    if clause.lemma in ("responsible", "guilty", "involved", "true", "correct", "part"):
        return True
    kids = tree.child[root]
    if any(tree.low[c] in _POSSIBLE and tree.base(c) == "aux" for c in kids):
        return False
    if _lacks(said, clause):
        return False
    negative = (
        any(tree.base(c) in ("nsubj", "obj", "expl", "det", "conj") and is_no(tree, c) for c in kids)
        or tree.low[root] in ("nobody", "none", "nothing")
        or any(tree.base(c) == "det" and tree.low[c] == "no" for c in kids)
    )
    if any(tree.low[c] == "never" for c in kids):
        if clause.side in ("own", "thing", "none"):
            return not (clause.passive and clause.side == "none")
        return clause.lemma in wrong_deeds()
    return negative or clause.side == "own" or any(tree.low[c] in _PAST for c in kids)


def knows_of_none(said: Content, clause: Clause) -> bool:
    """ "knew of no such order", "knew nothing of it"."""
    tree = said.tree
    if clause.side != "own" or clause.lemma not in ("know", "aware"):
        return False
    for c in tree.child[clause.word]:
        unsaid = any(tree.low[d] in ("any", "such") for d in tree.child[c])
        if clause.negated and unsaid and tree.case_of(c) in ("of", "about"):
            return True
    return any(is_no(tree, c) and (tree.low[c] == "nothing" or tree.case_of(c) in ("of", "about")) for c in tree.child[clause.word])


def _lacks(said: Content, clause: Clause) -> bool:
    """ "had found no survivors", "have no more room": something is missing, and nothing denied."""
    tree = said.tree
    thing = tree.kid(clause.word, "obj")
    if clause.lemma == "find" or (clause.lemma == "receive" and thing is not None and tree.low[thing] == "none"):
        return thing is not None
    things = [c for c in tree.child[clause.word] if tree.base(c) in ("obj", "nsubj", "obl") and c > clause.word]
    if tree.kid(clause.word, "expl") is not None:
        things.append(clause.word)
    told_of = clause.lemma in ("have", "be", "leave", *(tree.lemma[c] for c in things))
    return told_of and any(tree.lemma[c] in words("stance", "lacked") for c in things)


def _denial_below(said: Content, clause: Clause) -> Judged | None:
    """ "in such a way that not a single civilian was harmed", "seen queues but no fraud", "knew of no report"."""
    tree = said.tree
    for w in range(*tree.subtree(clause.word)):
        if w not in said.inside or tree.low[w] not in ("no", "not", "nobody", "none"):
            continue
        single = tree.low[w] == "not" and tree.low[w + 1 : w + 3] in (["a", "single"], ["one", "single"])
        if single or (tree.low[w] == "not" and tree.low[w + 1 : w + 2] == ["one"] and tree.low[w + 2 : w + 3] != ["of"]):
            return "denies", "“not one”"
        head = tree.head[w]
        if tree.low[w] == "no" and head in said.inside and tree.lemma[head] in words("stance", "wrongs") and said.lemma != "find":
            return "denies", f"“no {tree.low[head]}”"
    return ("denies", "the speaker knows of none") if knows_of_none(said, clause) else None
