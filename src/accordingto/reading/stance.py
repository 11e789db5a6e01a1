"""What a statement does: asserts, accuses, demands, denies, threatens, promises or questions.

The cue decides where it says so itself ("denied", "urged"). A neutral cue ("said") takes the stance of what is said
(:mod:`stance_content`).
"""

from __future__ import annotations

from accordingto.model.reading import Stance
from accordingto.reading.lexicon import CueSense, plain_cues, words
from accordingto.reading.stance_clauses import condition_of, has_relative
from accordingto.reading.stance_content import Content, Judged
from accordingto.reading.statements_draft import Draft
from accordingto.reading.statements_rules import find_cue
from accordingto.reading.tree import Tree

_ADMITTING = frozenset({"admit", "acknowledge", "concede", "confess", "admission", "confession", "acknowledgement", "acknowledgment"})
_VOWING = frozenset({"vow", "promise", "pledge", "swear", "vows"})
_WANTING = frozenset({"want", "wish", "like", "need"})
_CHARGES = frozenset({"accusation", "allegation", "charge", "claim", "insinuation"})
_ASKED = frozenset({"whether", "if", "who", "whom", "what", "why", "how", "when", "where", "which", "about", "whose"})
_POINTING = frozenset({"this", "that", "it", "these", "those", "them", "which"})


def stance_of(tree: Tree, draft: Draft, own: frozenset[str] = frozenset()) -> Judged:
    """The stance of one statement and the words that decided it.

    Args:
        own: lower-case words that stand for the speaker and his side, for "the US will ..." in the words of a US official.
    """
    stance, lemma = _of_cue(tree, draft)
    word = draft.word
    if word is not None and tree.is_negated(word) and _holds_opposite(tree, draft):
        return "denies", f"“{lemma}” negated"
    if lemma.startswith("warn"):
        return _of_warning(tree, draft, lemma, own)
    if _takes_upon_itself(tree, draft, lemma):
        return "asserts", f"“{lemma}” one's own doing"
    if word is not None:
        of_others = _of_others(tree, draft, lemma, word)
        if of_others is not None:
            return of_others
    if _is_a_lie(tree, draft):
        return "denies", "“a lie”"
    if lemma == "swear" and _swears_it_is_so(tree, draft, lemma, own):
        return Content(tree, draft, lemma, own).stance()
    if stance == "promises" and word is not None:
        return _of_promise(tree, draft, lemma, word, own)
    if stance == "accuses" and lemma.startswith("blame") and _is_nobodys(tree, draft):
        return "asserts", f"“{lemma}” what nobody does"
    if stance == "accuses" and word is not None and _is_of_claim(tree, draft, lemma, word):
        return "denies", f"“{lemma}” a claim"
    if stance != "asserts":
        return stance, f"“{lemma}”"
    if lemma.partition(" ")[0] in words("stance", "naming"):
        return _of_name(tree, draft, lemma)
    return Content(tree, draft, lemma, own).stance()


def _of_others(tree: Tree, draft: Draft, lemma: str, word: int) -> Judged | None:
    """Cues that ask, tell or want something of others."""
    if lemma == "ask":
        return _of_asking(tree, draft)
    if lemma == "tell" and _tells_to(tree, draft, word):
        return "demands", "“tell” somebody to"
    if lemma in _WANTING and _wants_of_others(tree, word):
        return "demands", f"“{lemma}” of others"
    return None


def _is_a_lie(tree: Tree, draft: Draft) -> bool:
    """ "A lie, the ministry told us": no more than the word for what is not true, said of what was said."""
    said = [w for first, last in draft.content for w in range(first, last) if tree.upos[w] not in ("PUNCT", "DET", "ADV", "PRON", "AUX")]
    return 0 < len(said) <= 2 and tree.upos[said[-1]] in ("NOUN", "ADJ") and tree.lemma[said[-1]] in words("stance", "refuting")


def _of_promise(tree: Tree, draft: Draft, lemma: str, word: int, own: frozenset[str]) -> Judged:
    """A cue of promising promises, unless words are offered, somebody agrees with a clause, or harm is vowed."""
    first = tree.low[draft.content[0][0]]
    if lemma == "offer" and _gives_words(tree, word):
        return "asserts", "“offer” words"
    if lemma == "agree" and (first != "to" or tree.kid(word, "ccomp") is not None):
        return "asserts", "“agree” with somebody"
    if lemma in _VOWING and _vows_harm(tree, draft, lemma, own):
        return "threatens", f"“{lemma}” of harm"
    return "promises", f"“{lemma}”"


def _swears_it_is_so(tree: Tree, draft: Draft, lemma: str, own: frozenset[str]) -> bool:
    """ "Swore that he had seen nobody": a clause with a subject of its own that is not to come binds nobody."""
    clauses = Content(tree, draft, lemma, own).clauses
    if not clauses or clauses[0].future or tree.low[draft.content[0][0]] == "to":
        return False
    return tree.kid(clauses[0].word, "nsubj", "expl") is not None


def _vows_harm(tree: Tree, draft: Draft, lemma: str, own: frozenset[str]) -> bool:
    """ "vowed revenge", "vowed that it will not go unanswered"."""
    content = Content(tree, draft, lemma, own)
    if content.lemmas & words("stance", "vengeful"):
        return True
    return any(clause.future and tree.kid(clause.word, "nsubj") is not None for clause in content.clauses) and (
        content.stance()[0] == "threatens"
    )


def _takes_upon_itself(tree: Tree, draft: Draft, lemma: str) -> bool:
    """ "claimed responsibility for the attack", "admitted killing": what the speaker says of himself accuses nobody else."""
    bare = lemma.partition(" ")[0]
    if bare in _ADMITTING or lemma in ("claim responsibility for", "take responsibility for", "take credit for"):
        return True
    head = tree.lemma[draft.content[0][0]]
    cued = {tree.lemma[w] for first, last in draft.cue for w in range(first, last)} & {"responsibility", "credit", "blame"}
    if bare in ("claim", "take", "accept", "assume") and cued:
        return True
    return bare in ("claim", "take", "accept", "assume") and head in ("responsibility", "credit", "full", "blame", "victory")


def _of_cue(tree: Tree, draft: Draft) -> tuple[Stance, str]:
    """The stance that the cue's words give by themselves."""
    word = draft.word
    if word is None:
        return "asserts", "no verb"
    lemma, senses, governed = find_cue(tree, word)
    if tree.upos[word] == "NOUN" and tree.lemma[word] in plain_cues("noun"):
        return plain_cues("noun")[tree.lemma[word]], tree.lemma[word]
    blaming = draft.sense is not None and draft.sense.stance == "accuses"  # "put the blame on X": more than its verb alone
    if draft.sense is not None and (draft.sense in senses or blaming or (draft.negated and draft.sense.stance == "denies")):
        return draft.sense.stance, lemma
    if not senses:
        return (draft.sense.stance if draft.sense else plain_cues("adjective").get(lemma, "asserts")), lemma
    if len(senses) == 1:
        return senses[0].stance, lemma
    return _fitting(tree, word, senses, governed).stance, lemma


def _fitting(tree: Tree, word: int, senses: tuple[CueSense, ...], governed: int | None) -> CueSense:
    """Of several senses of a verb, the one whose frame its dependants show."""
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


def _gives_words(tree: Tree, word: int) -> bool:
    """ "offered advice", "offered condolences": what is offered is said then and there."""
    thing = tree.kid(word, "obj")
    return thing is not None and tree.lemma[thing] in words("stance", "spoken")


def _holds_opposite(tree: Tree, draft: Draft) -> bool:
    """ "does not believe that", "did not think": the source holds the opposite."""
    word = draft.word
    if word is None:
        return False
    return tree.lemma[word] in words("stance", "opinions") or (draft.sense is not None and draft.sense.act == "attitude")


def _of_warning(tree: Tree, draft: Draft, lemma: str, own: frozenset[str]) -> Judged:
    """A warning threatens where the speaker or force is in it, and demands where it is "against" something."""
    content = Content(tree, draft, lemma, own)
    low = set(content.low)
    if lemma == "warn against" or (low & {"not"} and "to" in low and content.low[0] in ("not", "to")):
        return "demands", "“warn” against it"
    main = content.clauses[0] if content.clauses else None
    told = main is not None and tree.upos[main.word] == "VERB" and tree.kid(main.word, "nsubj") is not None
    if main is not None and main.future and not main.negated and told and main.side == "own":
        return "threatens", "“warn” of what the speaker will do"
    if main is not None and main.future and main.side == "anyone" and main.subject is not None and has_relative(tree, main.subject):
        return "threatens", "“warn” whoever does it"
    if told and not low & {"will", "shall", "'ll", "wo", "would", "we", "i", "if", "could", "may", "might"}:
        judged = content.stance()
        return judged if judged[0] == "accuses" else ("asserts", "“warn” of what is so")
    held_out = main is not None and main.future and condition_of(tree, draft, main.word) is not None
    if held_out and content.lemmas & words("stance", "measures"):
        return "threatens", "“warn” of measures on a condition"
    if content.lemmas & (words("stance", "menacing") | {"act", "action", "conclusion"}) or low & {"we", "i"}:
        return "threatens", "“warn” of harm"
    return "asserts", "“warn” of a danger"


def _of_asking(tree: Tree, draft: Draft) -> Judged:
    """Asking for a deed demands, asking for an answer questions."""
    first = tree.low[draft.content[0][0]]
    word = draft.word if draft.word is not None else draft.content[0][0]
    if first in _ASKED or any(tree.base(c) == "obl" and tree.case_of(c) in ("about", "on", "regarding") for c in tree.child[word]):
        return "questions", "“ask” about it"
    if (
        first in ("to", "that", "for")
        or tree.kid(word, "xcomp") is not None
        or (tree.kid(word, "obj", "iobj") is not None and tree.kid(word, "ccomp") is None)
    ):
        return "demands", "“ask” for a deed"
    return "questions", "“ask”"


def _tells_to(tree: Tree, draft: Draft, word: int) -> bool:
    """ "told residents to leave": an infinitive without a subject of its own, right behind whoever is told."""
    if tree.low[draft.content[0][0]] == "to" and draft.cue and draft.content[0][0] > word:
        return True
    for c in tree.child[word]:
        if c > word and tree.base(c) in ("xcomp", "ccomp", "advcl") and tree.upos[c] in ("VERB", "AUX"):
            asks = any(tree.low[m] in _ASKED and m < c for m in tree.child[c])
            if not asks and any(tree.low[m] == "to" for m in tree.child[c]) and tree.kid(c, "nsubj") is None:
                return True
    return False


def _wants_of_others(tree: Tree, word: int) -> bool:
    """ "wants X to go", "wants the shafts inspected", "wants an inquiry": somebody else has to do it."""
    thing = tree.kid(word, "obj")
    if thing is not None and (tree.kid(word, "xcomp", "advcl") is not None or any(tree.rel[c] == "acl" for c in tree.child[thing])):
        return True
    if thing is not None and tree.lemma[thing] in words("stance", "wanted"):
        return True
    return any(tree.kid(c, "nsubj") is not None for c in tree.kids(word, "xcomp", "ccomp"))


def _is_of_claim(tree: Tree, draft: Draft, lemma: str, word: int) -> bool:
    """ "mocked the claim", "slammed the figures as fantasy": an attack on what was said, not on whoever said it."""
    bare = lemma.partition(" ")[0]
    if bare in ("mock", "ridicule", "deride", "scoff", "laugh"):
        return any(tree.lemma[c] in words("stance", "claims") for c in tree.kids(word, "obj", "obl") if c > word)
    lemmas = {tree.lemma[w] for first, last in draft.content for w in range(first, last)}
    return bool(lemmas & words("stance", "refuting")) and _names_a_claim(tree, draft) and tree.kid(word, "ccomp") is None


def _is_nobodys(tree: Tree, draft: Draft) -> bool:
    """ "Blamed a landslide", "blamed the crash on fog": a cause that is nobody's doing, with nobody named beside it."""
    inside = [w for first, last in draft.content for w in range(first, last)]
    held = set(inside)
    aside = {w for c in inside if tree.rel[c] == "acl:relcl" for w in range(*tree.subtree(c))}  # "a landslide that came on Saturday"
    named = any(
        tree.upos[w] in ("PROPN", "PRON") or tree.rel[w] == "nmod:poss"
        for w in inside
        if tree.low[w] not in ("which", "that", "it") and w not in aside
    )
    heads = [w for w in inside if tree.upos[w] == "NOUN" and (tree.head[w] not in held or tree.case_of(w) == "on")]
    cause = next((w for w in heads if tree.case_of(w) == "on"), heads[0] if heads else None)
    return cause is not None and not named and tree.lemma[cause] in words("stance", "nobody") | words("events", "hazard", "nouns")


def _of_name(tree: Tree, draft: Draft, lemma: str) -> Judged:
    """What something is called: a claim that is called false is denied, anything called bad accuses."""
    lemmas = {tree.lemma[w] for first, last in draft.content for w in range(first, last)}
    said = " ".join(tree.lemma[w] for first, last in draft.content for w in range(first, last))
    false = sorted(lemmas & words("stance", "refuting")) + [p for p in sorted(words("stance", "refuting")) if " " in p and p in said]
    if false and _names_a_claim(tree, draft):
        return "denies", f"“{lemma}” a claim “{false[0]}”"
    thing = tree.kid(draft.word, "obj", "nsubj:pass") if draft.word is not None else None
    if thing is not None and tree.lemma[thing] in _CHARGES:
        return "denies", f"“{lemma}” what was charged"
    bad = sorted(lemmas & (words("stance", "hostile") | words("stance", "accusing")))
    bad += [phrase for phrase in sorted(words("stance", "hostile")) if " " in phrase and phrase in said]
    return ("accuses", f"“{lemma}” something “{bad[0]}”") if bad else ("asserts", f"“{lemma}”")


def _names_a_claim(tree: Tree, draft: Draft) -> bool:
    """Whether what gets a name is something said before ("the claims", "that figure", "this")."""
    word = draft.word
    thing = tree.kid(word, "obj", "nsubj:pass") if word is not None else None
    if thing is None:
        thing = next((w for w in range(*draft.content[0]) if tree.upos[w] in ("NOUN", "PRON", "PROPN")), None)
    if thing is None:
        return False
    return tree.low[thing] in _POINTING or tree.lemma[thing] in words("stance", "claims") or tree.lemma[thing] in plain_cues("noun")
