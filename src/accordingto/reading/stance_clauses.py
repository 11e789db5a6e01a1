"""The clauses of what is said, as its stance asks for them: whose subject, which time, what negation, under which condition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from accordingto.reading.lexicon import words
from accordingto.reading.statements_draft import CLOSING, OPENING, Draft, covers
from accordingto.reading.tree import NEGATIONS, Tree

Side = Literal["own", "other", "anyone", "faceless", "thing", "none"]
"""Whose a subject is: the speaker's side, somebody told apart, whoever does a thing, somebody unknown, no person at all, nobody."""

_FIRST = frozenset({"we", "i", "us", "me"})
_THIRD = frozenset({"he", "she", "they", "it"})
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "would"})
_ANYONE = frozenset({"anyone", "anybody", "whoever", "whosoever", "those", "all", "any", "everyone", "everybody"})
_MARKS = (OPENING | CLOSING) - {"'", "’", "‘"}
_CONTENT_POS = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "ADV", "NUM"})
_MOST = 8


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a content.

    Attributes:
        word: its main word; ``lemma``: that word's.
        subject: the head word of whoever does or suffers it, or None.
        side: whose the subject is.
        passive, future, negated: of the main word; ``negated`` only where the clause as a whole is.
    """

    word: int
    lemma: str
    subject: int | None
    side: Side
    passive: bool
    future: bool
    negated: bool


def clauses_of(tree: Tree, draft: Draft, own: frozenset[str]) -> list[Clause]:
    """The main clause of a content, those beside it, and those of its further sentences; the main one first."""
    content = [w for first, last in draft.content for w in range(first, last)]
    inside = set(content)
    found: list[int] = []
    for word in content:
        if tree.head[word] not in inside and tree.upos[word] in _CONTENT_POS and len(found) < _MOST:
            if found and not _is_predicate(tree, word):
                continue
            found.append(word)
            found += _beside(tree, word, inside)
    return [clause_at(tree, draft, word, own) for word in dict.fromkeys(found)]


def _beside(tree: Tree, word: int, inside: set[int]) -> list[int]:
    """Clauses joined to one by "and", a comma or a semicolon, to any depth."""
    found: list[int] = []
    for c in tree.child[word]:
        if c not in inside:
            continue
        if tree.base(c) in ("conj", "parataxis") and _is_predicate(tree, c):
            found += [c, *_beside(tree, c, inside)]
        elif tree.base(c) == "xcomp":
            # "had begun to measure and would publish": hung on the infinitive, but with a time of its own
            found += [k for k in tree.child[c] if k in inside and tree.base(k) == "conj" and tree.kid(k, "aux") is not None]
    return found[:_MOST]


def _is_predicate(tree: Tree, word: int) -> bool:
    return tree.upos[word] in ("VERB", "AUX") or tree.kid(word, "cop", "nsubj") is not None


def clause_at(tree: Tree, draft: Draft, word: int, own: frozenset[str]) -> Clause:
    """One clause by its main word."""
    subject = tree.subject(word)
    if subject is None and is_ready(tree, word):
        subject = tree.kid(word, "expl")  # the parser takes "it" before an adjective for an empty one
    passive = tree.is_passive(word)
    if not passive and tree.base(word) == "conj" and tree.kid(word, "nsubj", "aux", "obj") is None:
        # "had been heard and not listened to"
        passive = tree.low[word] != tree.lemma[word] and not tree.low[word].endswith("ing") and tree.is_passive(tree.head[word])
    return Clause(
        word,
        tree.lemma[word],
        subject,
        side_of(tree, draft, subject, own),
        passive,
        is_future(tree, word),
        is_negative(tree, word),
    )


def side_of(tree: Tree, draft: Draft, word: int | None, own: frozenset[str]) -> Side:
    """Whose a noun or pronoun is, seen from the speaker."""
    if word is None:
        return "none"
    low, lemma = tree.low[word], tree.lemma[word]
    if low in _FIRST and tree.form[word] != "US":
        return "own"
    if low in _THIRD:
        if draft.source and not _is_quoted(tree, draft, word) and _agrees(tree, draft, low):
            return "own"
        return "thing" if low == "it" else "other"
    acts = lemma in _doers() or lemma in words("stance", "faceless")
    bounds = {tree.low[c] for c in tree.child[word] if tree.base(c) == "det"}
    if low in _ANYONE or bounds & {"any", "whoever"} or (acts and "all" in bounds):
        return "anyone"
    if low == "one" and word and tree.low[word - 1] in ("any", "every"):
        return "anyone"
    if low in own and not _is_another(tree, word, own):
        return "own"
    if _is_owned(tree, draft, word):
        return "own" if acts else "thing"
    if _is_of_his_state(tree, draft, word, own):
        return "own"
    if tree.upos[word] == "PROPN" or low == "them":
        return "other"
    if lemma in words("stance", "faceless"):
        return "faceless"
    if acts:
        unknown = any(tree.low[c] in ("a", "an", "one", "some", "several") and tree.base(c) == "det" for c in tree.child[word])
        told_apart = any(tree.base(c) in ("amod", "compound") and tree.form[c][0].isupper() and c < word for c in tree.child[word])
        unknown = unknown and not told_apart  # "a Kestrian warship"
        return "faceless" if unknown and lemma not in words("titles", "sources", "organisation") else "other"
    if tree.upos[word] == "PRON" or (tree.upos[word] in ("NUM", "ADJ") and low not in ("many",)):
        return "faceless"
    return "thing"


@cache
def _doers() -> frozenset[str]:
    """Lemmas of nouns of those who do things."""
    listed = (words("titles", "sources", sort) for sort in ("organisation", "crowd", "state"))
    return words("stance", "doers").union(words("titles", "roles"), *listed)


@cache
def wrong_deeds() -> frozenset[str]:
    """Lemmas of verbs of wrong, done on purpose or by neglect."""
    return words("stance", "harming") | words("stance", "wronging")


def _is_another(tree: Tree, word: int, own: frozenset[str]) -> bool:
    """ "the rebels' Volunteer Army" in the words of an army: a body of the same sort under a name or an owner of its own."""
    if tree.lemma[word] not in words("titles", "sources", "organisation"):
        return False
    names = [c for c in tree.child[word] if c < word and tree.base(c) in ("compound", "amod", "nmod") and tree.upos[c] in ("PROPN", "ADJ")]
    return any(tree.form[c][0].isupper() and tree.low[c] not in own for c in names)


def _is_owned(tree: Tree, draft: Draft, word: int) -> bool:
    """ "our troops"; "its checkpoint", where the possessive is the speaker's."""
    owners = [c for c in tree.child[word] if tree.rel[c] == "nmod:poss"]
    return any(tree.low[c] in ("our", "my") or (tree.low[c] in _POSSESSIVES and not _is_quoted(tree, draft, c)) for c in owners)


def _is_of_his_state(tree: Tree, draft: Draft, word: int, own: frozenset[str]) -> bool:
    """ "the government", "the troops" in the words of a minister or general: those of his own state, if no other is named."""
    if tree.lemma[word] not in words("stance", "state_bodies"):
        return False
    if any(tree.base(c) in ("nmod", "amod", "compound", "nummod") for c in tree.child[word]):
        return False
    if any(tree.base(c) == "det" and tree.low[c] not in ("the", "all") for c in tree.child[word]):
        return False
    said_by = {tree.lemma[w] for first, last in draft.source for w in range(first, last)} | own
    return bool(said_by & words("stance", "offices"))


def _is_quoted(tree: Tree, draft: Draft, word: int) -> bool:
    """Whether a word stands inside marks that open in, or right before, its piece of the content."""
    start = next((first for first, last in draft.content if first <= word < last), word)
    inside = False
    for w in range(max(0, start - 1), word):
        if tree.form[w] in _MARKS:
            inside = tree.form[w] in ("“", "``", "«") or (tree.form[w] == '"' and not inside)
    return inside


def _agrees(tree: Tree, draft: Draft, pronoun: str) -> bool:
    """Whether a third person pronoun can be the speaker, by number and by what he is."""
    last = draft.source[0][1] - 1
    head = next((w for w in range(*draft.source[0]) if not draft.source[0][0] <= tree.head[w] < draft.source[0][1]), last)
    if tree.low[head] in _THIRD or tree.low[head] in _FIRST:
        return tree.low[head] == pronoun
    plural = tree.low[head] != tree.lemma[head] and tree.low[head].endswith(("s", "men", "people"))
    if pronoun == "they":
        return plural or tree.lemma[head] in words("titles", "sources", "organisation")
    if plural:
        return False
    person = tree.lemma[head] in words("titles", "roles")
    return not person if pronoun == "it" else True


def is_future(tree: Tree, word: int) -> bool:
    """Whether a clause speaks of what is to come: "will", "would", "is going to", "is sending"."""
    kids = tree.child[word]
    if is_ready(tree, word):
        return True
    base = tree.low[word] == tree.lemma[word]
    if any((tree.low[c] in _FUTURE or (base and tree.low[c] == "'d")) and tree.base(c) == "aux" for c in kids):
        return not any(tree.low[c] == "have" and tree.base(c) == "aux" for c in kids)
    if tree.low[word] in ("going", "plans", "planned", "intends", "intended") and tree.kid(word, "xcomp") is not None:
        return True
    return tree.low[word].endswith("ing") and tree.lemma[word] in words("stance", "moves") and any(tree.lemma[c] == "be" for c in kids)


def is_ready(tree: Tree, word: int) -> bool:
    """ "is ready to send", "was prepared to go"."""
    return tree.low[word] in ("ready", "prepared", "willing") and tree.kid(word, "xcomp", "advcl") is not None


def is_negative(tree: Tree, word: int) -> bool:
    """Whether a clause says that something is not so: "not", "no shots were fired", "nobody was hurt", "not one shell"."""
    for c in tree.child[word]:
        base = tree.base(c)
        if tree.low[c] in ("not", "n't", "nowhere", "neither", "never", "nor") and base in ("advmod", "aux", "cc", "det"):
            return True
        if base in ("nsubj", "obj", "iobj") and is_no(tree, c):
            return True
        if base == "obl" and tree.low[c] == "time" and is_no(tree, c):
            return True
    return tree.low[word] in ("nobody", "none", "nothing") or any(
        tree.low[c] in NEGATIONS - {"hardly"} and tree.base(c) == "det" for c in tree.child[word]
    )


def is_no(tree: Tree, word: int) -> bool:
    """ "nobody", "no shots", "none of", "not one shell", "not a single": a noun phrase that there is none of."""
    low = tree.low[word]
    if low in ("nobody", "none", "nothing", "no"):
        return tree.low[word + 1 : word + 2] not in (["more"], ["better"], ["worse"])
    if low == "one" and word and tree.low[word - 1] in ("no", "not"):
        return True
    first = tree.first[word]
    if tree.low[first] in ("neither", "not") and first < word and tree.low[first + 1] != "only" and tree.upos[first + 1] != "VERB":
        return True
    return any(tree.low[d] in ("no", "neither") and tree.base(d) in ("det", "advmod", "cc") for d in tree.child[word])


def condition_of(tree: Tree, draft: Draft, word: int) -> tuple[str, int] | None:
    """The word that opens a condition on a clause ("if", "unless", "until", "whoever") and the condition's main word."""
    for c in tree.child[word]:
        if tree.base(c) not in ("advcl", "ccomp", "obl") or not covers(draft.content, c):
            continue
        for m in tree.child[c]:
            if tree.base(m) in ("mark", "advmod", "case") and tree.low[m] in ("if", "unless", "until", "till", "should"):
                return tree.low[m], c
    return None


def has_relative(tree: Tree, word: int) -> bool:
    """Whether a noun is told apart by what is done ("anyone who breaks it", "those behind it", "anyone found there")."""
    return any(tree.base(c) in ("acl", "nmod", "ccomp") or tree.upos[c] == "VERB" for c in tree.child[word] if c > word)


def low_of(tree: Tree, draft: Draft) -> list[str]:
    """The lower-case words of a content."""
    return [tree.low[w] for first, last in draft.content for w in range(first, last)]
