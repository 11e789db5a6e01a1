"""What somebody saw, found or counted, and "as X suggests" beside a sentence: statements without a verb of saying.

Only those who look, measure or count for others count ("a reporter saw", "the laboratory found", "images show", "the clinic
counts 40"), never whoever merely sees something in a story.
"""

from __future__ import annotations

from functools import cache

from accordingto.reading.lexicon import CueSense, words
from accordingto.reading.statements_draft import Draft, merge, trim_content, without
from accordingto.reading.statements_sources import can_speak, is_negated_act, noun_range
from accordingto.reading.tree import Range, Tree

_SEEN = CueSense("asserts", "clause", "speech")
_LOOSE = frozenset({"conj", "parataxis", "advcl", "cc"})


def observed(tree: Tree, word: int) -> Draft | None:
    """The statement of a verb of seeing, finding, counting or showing whose subject does that for others, or None."""
    lemma = tree.lemma[word]
    if (
        lemma not in _observing()
        or tree.upos[word] != "VERB"
        or tree.base(word) not in ("root", "conj", "parataxis", "ccomp", "advcl")
        or tree.is_passive(word)
    ):
        return None
    subject = next((c for c in tree.child[word] if tree.rel[c] == "nsubj" and c < word), None)
    if subject is None or tree.low[word - 1] == "to" or not _looks(tree, subject, lemma):
        return None
    if any(tree.base(c) == "aux" and tree.low[c] not in ("have", "has", "had", "'ve") for c in tree.child[word]):
        return None
    content = _what(tree, word)
    if content is None:
        return None
    draft = Draft([noun_range(tree, subject)], [(word, word + 1)], [content], word, f"“{tree.low[word]}” by an observer", 0.65, _SEEN)
    draft.speaker = subject
    draft.negated = is_negated_act(tree, word)
    return None if draft.negated else draft


@cache
def _observing() -> frozenset[str]:
    return words("cues", "percepts", "seeing") | words("cues", "percepts", "finding") | words("cues", "percepts", "showing")


def _looks(tree: Tree, subject: int, lemma: str) -> bool:
    """Whether a subject is of the sort that this verb reports something by."""
    noun = tree.lemma[subject]
    if lemma in words("cues", "percepts", "seeing"):
        return noun in words("cues", "percepts", "eyes")
    if lemma in words("cues", "percepts", "finding"):
        return noun in words("cues", "percepts", "finders")
    if lemma in words("cues", "percepts", "showing"):
        return noun in words("cues", "percepts", "shown")
    return False


def _what(tree: Tree, word: int) -> Range | None:
    """What is seen: from the verb's object or clause to the end of its clause, without further clauses beside it."""
    begins = [tree.first[c] for c in tree.child[word] if c > word and tree.base(c) in ("obj", "ccomp")]
    if not begins:
        return None
    last = min([tree.last[word], *(tree.first[c] for c in tree.child[word] if c > min(begins) and _is_apart(tree, c))])
    first, last = trim_content(tree, (min(begins), last))
    return (first, last) if last - first > 1 or tree.upos[first] in ("NOUN", "NUM") else None


def _is_apart(tree: Tree, word: int) -> bool:
    return tree.base(word) in _LOOSE and (tree.upos[word] in ("VERB", "AUX", "CCONJ") or tree.kid(word, "cop") is not None)


def as_clause(tree: Tree, word: int) -> Draft | None:
    """ "A, as X suggests": what the clause stands beside is said; ``word`` is its verb."""
    if tree.upos[word] != "VERB" or tree.base(word) != "advcl" or tree.head[word] < 0:
        return None
    if tree.lemma[word] not in words("cues", "percepts", "beside") or tree.kid(word, "obj", "ccomp", "xcomp") is not None:
        return None
    mark = next((c for c in tree.child[word] if tree.low[c] == "as" and c < word and tree.base(c) in ("mark", "advmod")), None)
    subject = next((c for c in tree.child[word] if tree.rel[c] == "nsubj" and c < word), None)
    if mark is None or subject is None or tree.is_negated(word):
        return None
    if not can_speak(tree, subject) and tree.lemma[subject] not in words("cues", "percepts", "shown"):
        return None
    clause = tree.subtree(word)
    start, end = tree.sentences[tree.sentence[word]]
    first = mark - 1 if mark > start else mark
    beside = first == start or tree.form[first] in (",", "–", "—", "-", "(")
    whole = tree.subtree(tree.head[word])
    led = first - 1 > start and tree.form[first] == "," and tree.upos[first - 1] in ("SCONJ", "CCONJ")
    if led and "," in tree.form[clause[1] - 1 : clause[1] + 1]:
        whole = (clause[1], end)  # "unless, as X suggests, it is so": what follows
    content = [trim_content(tree, part) for part in without((max(whole[0], start), min(whole[1], end)), [(first, clause[1])])]
    content = [part for part in content if part[0] < part[1]]
    if not beside or not content or (whole[0] < word and tree.kid(tree.head[word], "nsubj", "nsubj:pass") is None):
        return None
    draft = Draft([noun_range(tree, subject)], [(word, word + 1)], merge(content), word, f"“as ... {tree.low[word]}”", 0.65, _SEEN)
    draft.speaker = subject
    draft.endorsed = tree.lemma[word] in words("cues", "words", "endorsing")
    return draft
