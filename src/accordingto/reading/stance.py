"""What a statement does: asserts, accuses, demands, denies, threatens, promises or questions."""

from __future__ import annotations

from accordingto.model.reading import Stance
from accordingto.reading.lexicon import CueSense, plain_cues, words
from accordingto.reading.statements_draft import Draft
from accordingto.reading.statements_rules import find_cue
from accordingto.reading.tree import Tree

_SELF = frozenset({"we", "i", "he", "she", "they", "it", "our", "my"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "going", "gonna"})


def stance_of(tree: Tree, draft: Draft) -> tuple[Stance, str]:
    """The stance of one statement and the words that decided it."""
    sense_stance, lemma = _of_cue(tree, draft)
    if sense_stance not in ("asserts",):
        if sense_stance == "threatens" and lemma == "warn":
            return _of_warning(tree, draft)
        if draft.word is not None and _holds_opposite(tree, draft):
            return "denies", f"“{lemma}” negated"
        if sense_stance == "promises" and lemma == "agree" and tree.kid(draft.word or 0, "ccomp") is not None:
            return "asserts", "“agree” with a clause"
        return sense_stance, f"“{lemma}”"
    if draft.word is not None and _holds_opposite(tree, draft):
        return "denies", f"“{lemma}” negated"
    return _of_content(tree, draft, lemma)


def _of_cue(tree: Tree, draft: Draft) -> tuple[Stance, str]:
    """The stance that the cue's words give by themselves."""
    word = draft.word
    if word is None:
        return "asserts", "no verb"
    if tree.upos[word] == "NOUN":
        return plain_cues("noun").get(tree.lemma[word], draft.sense.stance if draft.sense else "asserts"), tree.lemma[word]
    lemma, senses, governed = find_cue(tree, word)
    if draft.sense is not None and draft.sense in senses:
        return draft.sense.stance, lemma
    if not senses:
        return (draft.sense.stance if draft.sense else plain_cues("adjective").get(lemma, "asserts")), lemma
    if len(senses) == 1:
        return senses[0].stance, lemma
    return _fitting(tree, draft, word, governed).stance, lemma


def _fitting(tree: Tree, draft: Draft, word: int, governed: int | None) -> CueSense:
    """Of several senses of a verb, the one whose frame its dependants show."""
    _, senses, _ = find_cue(tree, word)
    has_clause = tree.kid(word, "ccomp") is not None
    has_object = tree.kid(word, "obj") is not None or tree.is_passive(word)
    has_infinitive = tree.kid(word, "xcomp") is not None
    for sense in senses:
        if sense.frame == "prep" and governed is not None:
            return sense
        if sense.frame == "object" and has_object and not has_clause:
            return sense
        if sense.frame in ("clause", "tell") and (has_clause or (has_infinitive and not has_object)):
            return sense
    return senses[0]


def _holds_opposite(tree: Tree, draft: Draft) -> bool:
    """ "does not believe that", "did not think": the source holds the opposite."""
    word = draft.word
    if word is None or not tree.is_negated(word):
        return False
    sense = draft.sense
    return tree.lemma[word] in (
        "believe",
        "think",
        "expect",
        "see",
        "accept",
        "agree",
        "foresee",
        "recognize",
        "recognise",
        "consider",
        "want",
        "intend",
        "support",
    ) or (sense is not None and sense.act == "attitude")


def _of_warning(tree: Tree, draft: Draft) -> tuple[Stance, str]:
    """A warning threatens where the speaker himself or force is in it; else it asserts."""
    low = {tree.low[w] for first, last in draft.content for w in range(first, last)}
    lemmas = {tree.lemma[w] for first, last in draft.content for w in range(first, last)}
    if lemmas & (words("stance", "menacing") | {"act", "action"}) or low & {"we", "i"}:
        return "threatens", "“warn” of harm"
    return "asserts", "“warn” of a danger"


def _of_content(tree: Tree, draft: Draft, lemma: str) -> tuple[Stance, str]:
    """A neutral cue takes the stance of what is said."""
    act = draft.sense.act if draft.sense else "speech"
    content = [w for first, last in draft.content for w in range(first, last)]
    if not content:
        return "asserts", f"“{lemma}”"
    main = _main_clause(tree, content)
    low = {tree.low[w] for w in main}
    lemmas = {tree.lemma[w] for w in content}
    root = _root(tree, content)
    future = bool(low & _FUTURE)
    subject = tree.subject(root) if root is not None else None
    by_self = (
        subject is not None and tree.low[subject] in _SELF and (tree.low[subject] in ("we", "i") or _same_as_source(tree, draft, subject))
    )
    if future and lemmas & words("stance", "menacing") and not tree.is_negated(root if root is not None else content[0]):
        return "threatens", "harm in the future"
    if (
        root is not None
        and tree.upos[root] == "VERB"
        and subject is None
        and tree.low[root] == tree.lemma[root]
        and root == main[0]
        and _quoted(tree, draft)
    ):
        return "demands", "an imperative"
    if low & (words("stance", "obliging") - {"let"}) or (tree.low[content[0]] in ("let", "“") and "let" in low):
        if root is not None and any(tree.low[c] in words("stance", "obliging") for c in (*tree.child[root], root)):
            return "demands", "an obligation"
    if act == "speech" and future and by_self and not tree.is_negated(root or 0):
        return "promises", "the speaker's own future"
    hit = sorted(lemmas & words("stance", "accusing"))
    if hit and not (root is not None and tree.is_negated(root)):
        return "accuses", f"“{hit[0]}” in what is said"
    if root is not None and tree.is_negated(root) and act == "speech" and not future:
        return "denies", "what is said is negated"
    if root is not None and tree.form[content[-1]] == "?":
        return "questions", "a question"
    return "asserts", f"“{lemma}”"


def _root(tree: Tree, content: list[int]) -> int | None:
    inside = set(content)
    for word in content:
        if tree.head[word] not in inside and tree.upos[word] in ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "ADV", "NUM"):
            return word
    return None


def _main_clause(tree: Tree, content: list[int]) -> list[int]:
    """The words of a content outside its subordinate clauses."""
    inside = set(content)
    below: set[int] = set()
    for word in content:
        if tree.base(word) in ("advcl", "acl", "ccomp") and tree.head[word] in inside:
            below.update(range(*tree.subtree(word)))
    return [w for w in content if w not in below and tree.upos[w] != "PUNCT"] or content


def _same_as_source(tree: Tree, draft: Draft, subject: int) -> bool:
    """Whether a pronoun in the content can only be the source: it is the subject right below the cue."""
    return (
        bool(draft.source)
        and tree.low[subject] in ("he", "she", "it", "they")
        and not any(first <= subject < last for first, last in draft.source)
    )


def _quoted(tree: Tree, draft: Draft) -> bool:
    return any(tree.form[w] in ("“", '"', "``", "‘") for w in (draft.content[0][0], max(0, draft.content[0][0] - 1)))
