"""What a statement does: asserts, accuses, demands, denies, threatens, promises or questions.

The cue decides where it says so itself ("denied", "urged"). A neutral cue ("said") takes the stance of what is said: its
main clause's negation, mood, tense and subject, and a few word lists.
"""

from __future__ import annotations

from accordingto.model.reading import Stance
from accordingto.reading.lexicon import CueSense, plain_cues, words
from accordingto.reading.statements_draft import Draft
from accordingto.reading.statements_rules import find_cue
from accordingto.reading.tree import NEGATIONS, Tree

_FIRST = frozenset({"we", "i"})
_THIRD = frozenset({"he", "she", "they", "it"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "gonna", "would"})
_OPINIONS = frozenset(
    [
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
        "buy",
    ]
)
_NAMING = frozenset(
    [
        "call",
        "describe",
        "label",
        "brand",
        "term",
        "dub",
        "characterize",
        "characterise",
        "portray",
        "depict",
        "paint",
        "deem",
        "designate",
        "see",
        "regard",
        "view",
        "consider",
        "hail",
    ]
)
_UNKNOWING = frozenset(
    [
        "know",
        "understand",
        "remember",
        "recall",
        "sure",
        "certain",
        "clear",
        "aware",
        "care",
        "mean",
        "mind",
        "wonder",
        "seem",
        "wait",
        "need",
        "impossible",
        "unlikely",
    ]
)
_CONFIRMING = frozenset({"confirm", "acknowledge", "admit", "concede", "find", "report", "learn", "estimate"})
_MOVES = frozenset(
    [
        "send",
        "deploy",
        "withdraw",
        "release",
        "open",
        "reopen",
        "provide",
        "deliver",
        "bring",
        "expand",
        "increase",
        "boost",
        "move",
        "pull",
        "suspend",
        "launch",
        "close",
    ]
)
_ADMITTING = frozenset({"admit", "acknowledge", "concede", "confess"})
_NEWS = frozenset({"announce", "confirm"})
_LAW = frozenset(
    [
        "charge",
        "arrest",
        "detain",
        "convict",
        "sentence",
        "jail",
        "indict",
        "try",
        "fine",
        "acquit",
        "release",
        "suspect",
        "imprison",
        "extradite",
    ]
)
_POSSIBLE = frozenset({"may", "might", "can", "could", "should", "must"})
_PAST = frozenset({"was", "were", "did", "had", "has", "have", "'ve", "been", "wasn't", "weren't"})
_SLOGANS = frozenset({"chant", "shout", "yell", "scream", "sing"})
_CONTENT_POS = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "ADV", "NUM"})

Judged = tuple[Stance, str]


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
    if lemma == "ask" and word is not None:
        return _of_asking(tree, draft)
    if lemma in ("want", "wish", "like", "need") and word is not None and _wants_of_others(tree, draft):
        return "demands", f"“{lemma}” of others"
    if stance == "promises" and lemma == "offer" and word is not None and _gives_words(tree, draft):
        return "asserts", "“offer” words"
    if stance == "promises" and lemma == "agree" and word is not None and tree.low[draft.content[0][0]] != "to":
        return "asserts", "“agree” with somebody"
    if stance == "promises" and lemma == "agree" and word is not None and tree.kid(word, "ccomp") is not None:
        return "asserts", "“agree” with a clause"
    if stance != "asserts":
        return stance, f"“{lemma}”"
    if lemma.partition(" ")[0] in _NAMING:
        bad = sorted(_lemmas(tree, draft) & (words("stance", "hostile") | words("stance", "accusing")))
        said = " ".join(tree.lemma[w] for first, last in draft.content for w in range(first, last))
        bad += [phrase for phrase in sorted(words("stance", "hostile")) if " " in phrase and phrase in said]
        return ("accuses", f"“{lemma}” something “{bad[0]}”") if bad else ("asserts", f"“{lemma}”")
    return _of_content(tree, draft, lemma, own)


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
    if draft.sense is not None and (draft.sense in senses or (draft.negated and draft.sense.stance == "denies")):
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


def _gives_words(tree: Tree, draft: Draft) -> bool:
    """ "offered advice", "offered condolences": what is offered is said then and there."""
    word = draft.word
    thing = tree.kid(word, "obj") if word is not None else None
    return thing is not None and tree.lemma[thing] in words("stance", "spoken")


def _holds_opposite(tree: Tree, draft: Draft) -> bool:
    """ "does not believe that", "did not think": the source holds the opposite."""
    word = draft.word
    if word is None:
        return False
    return tree.lemma[word] in _OPINIONS or (draft.sense is not None and draft.sense.act == "attitude")


def _of_warning(tree: Tree, draft: Draft, lemma: str, own: frozenset[str]) -> Judged:
    """A warning threatens where the speaker or force is in it, and demands where it is "against" something."""
    low = {tree.low[w] for first, last in draft.content for w in range(first, last)}
    if lemma == "warn against" or (low & {"not"} and "to" in low and tree.low[draft.content[0][0]] in ("not", "to")):
        return "demands", "“warn” against it"
    lemmas = _lemmas(tree, draft)
    content = [w for first, last in draft.content for w in range(first, last)]
    root = _root(tree, content)
    told = root is not None and tree.upos[root] == "VERB" and tree.kid(root, "nsubj") is not None
    if (
        root is not None
        and told
        and _is_future(tree, root, content)
        and _by_speaker(tree, draft, root, own)
        and not _is_negative(tree, root)
    ):
        return "threatens", "“warn” of what the speaker will do"
    if told and not low & (_FUTURE | _FIRST | {"if", "could", "may", "might"}):
        return _of_deeds(tree, draft, lemmas) or ("asserts", "“warn” of what is so")
    if lemmas & (words("stance", "menacing") | {"act", "action", "conclusion"}) or low & _FIRST:
        return "threatens", "“warn” of harm"
    return "asserts", "“warn” of a danger"


def _of_deeds(tree: Tree, draft: Draft, lemmas: set[str]) -> Judged | None:
    """Somebody else is said to plan or do harm."""
    plans = lemmas & {"plan", "plot", "prepare", "conspire", "order", "finance", "arm"}
    harm = lemmas & {
        "attack",
        "strike",
        "bomb",
        "kill",
        "assassinate",
        "assassination",
        "bombing",
        "raid",
        "murder",
        "invade",
        "invasion",
        "coup",
    }
    if harm and (plans or (draft.word is not None and tree.lemma[draft.word] in ("claim", "charge", "allege"))):
        return "accuses", f"“{sorted(harm)[0]}” that others plan or do"
    return None


_ASKED = frozenset({"whether", "if", "who", "whom", "what", "why", "how", "when", "where", "which", "about", "whose"})


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


def _wants_of_others(tree: Tree, draft: Draft) -> bool:
    """ "wants X to go", "wants the shafts inspected": somebody else has to do it."""
    word = draft.word
    if word is None:
        return False
    thing = tree.kid(word, "obj")
    if thing is not None and (tree.kid(word, "xcomp", "advcl") is not None or any(tree.rel[c] == "acl" for c in tree.child[thing])):
        return True
    return any(tree.kid(c, "nsubj") is not None for c in tree.kids(word, "xcomp", "ccomp"))


def _of_content(tree: Tree, draft: Draft, lemma: str, own: frozenset[str]) -> Judged:
    """A neutral cue takes the stance of what is said."""
    content = [w for first, last in draft.content for w in range(first, last)]
    if not content:
        return "asserts", f"“{lemma}”"
    spoken = draft.sense is None or draft.sense.act == "speech"
    lemmas = _lemmas(tree, draft)
    if lemma in _SLOGANS and lemmas & {"death", "down", "revenge"}:
        return "threatens", "a menacing slogan"
    root = _root(tree, content)
    future = _is_future(tree, root, content)
    negated = root is not None and _is_negative(tree, root)
    by_self = root is not None and _by_speaker(tree, draft, root, own)
    near = _near(tree, root, content)
    if future and not negated and near & words("stance", "menacing") and not (by_self and not near & words("stance", "menacing") - _MILD):
        return "threatens", "harm in the future"
    if root is not None and _is_order(tree, draft, root, content):
        return "demands", "an imperative"
    if root is not None and spoken and _obliges(tree, root, content):
        return "demands", "an obligation"
    if spoken and future and by_self and (negated or _binds(tree, root, content)):
        return ("denies", "the speaker will not") if negated else ("promises", "the speaker's own future")
    if spoken and negated and not future and root is not None and lemma not in _CONFIRMING and _is_denial(tree, root, by_self):
        return "denies", "what is said is negated"
    if root is not None and tree.lemma[root] in _LAW and tree.is_passive(root):
        return "asserts", "a step of the law"
    deeds = _of_deeds(tree, draft, lemmas) if not by_self and not negated else None
    if deeds is not None:
        return deeds
    hit = sorted((near & words("stance", "accusing")) | (lemmas & words("stance", "damning")) | _paired(tree, content, near, "pairs"))
    hit = [h for h in hit if not any(tree.lemma[w] == h and _is_no(tree, w) for w in content)]
    if (
        hit
        and not negated
        and lemma not in _NEWS
        and not (by_self and root is not None and tree.low[tree.subject(root) or root] in ("i", "we"))
    ):
        return "accuses", f"“{hit[0]}” in what is said"
    if tree.form[content[-1]] == "?" or (len(content) > 1 and tree.form[content[-2]] == "?"):
        return "questions", "a question"
    return "asserts", f"“{lemma}”"


def _near(tree: Tree, root: int | None, content: list[int]) -> set[str]:
    """Lemmas of the main word and of what stands right below it (subject, object, predicate, second clause), not of asides."""
    if root is None or len(content) <= 8:
        return {tree.lemma[w] for w in content}
    found = {root}
    for word in content:
        above, steps = word, 0
        while above >= 0 and above != root and steps < 3:
            if tree.base(above) == "acl" or (tree.base(above) == "advcl" and steps == 0 and word != above):
                break
            above, steps = tree.head[above], steps + 1
        if above == root and steps <= 2:
            found.add(word)
    return {tree.lemma[w] for w in found}


def _paired(tree: Tree, content: list[int], near: set[str], which: str) -> set[str]:
    """ "responsible for", "failed to", "will answer for": words that accuse or threaten with the word behind them."""
    pairs = (f"{tree.lemma[w]} {tree.low[w + 1]}" for w in content if w + 1 < tree.count and tree.lemma[w] in near)
    return {pair for pair in pairs if pair in words("stance", which)}


def _obliges(tree: Tree, root: int, content: list[int]) -> bool:
    """ "must", "should", "it is necessary": somebody is told what to do; "whether it should" only asks."""
    if tree.low[content[0]] in ("whether", "if", "how", "what", "why"):
        return False
    return any(
        tree.low[c] in words("stance", "obliging") and tree.upos[c] in ("AUX", "VERB", "ADJ", "INTJ") for c in (*tree.child[root], root)
    )


def _binds(tree: Tree, root: int | None, content: list[int]) -> bool:
    """Whether a future of the speaker's is his to bring about: "will", "we'll"; "would" and "it will" only with a verb of doing."""
    if root is None:
        return False
    subject = tree.subject(root)
    if tree.lemma[root] in words("stance", "committing") or tree.lemma[root] in _MOVES:
        return True
    firm = any(tree.low[c] in ("will", "'ll", "shall", "going") for c in (*tree.child[root], root))
    return firm and subject is not None and tree.low[subject] != "it"


def _is_denial(tree: Tree, root: int, by_self: bool) -> bool:
    """Whether a negated clause says that something did not take place: past or perfect, of the speaker's own, or "no ..."."""
    if tree.lemma[root] in _UNKNOWING:
        return False
    kids = tree.child[root]
    if any(tree.low[c] in _POSSIBLE and tree.base(c) == "aux" for c in kids):
        return False
    negative = (
        any(tree.base(c) in ("nsubj", "obj", "expl", "det", "conj") and _is_no(tree, c) for c in kids)
        or tree.low[root] in ("nobody", "none", "nothing")
        or any(tree.base(c) == "det" and tree.low[c] == "no" for c in kids)
    )
    never = any(tree.low[c] == "never" for c in kids)
    return negative or (not never and (by_self or any(tree.low[c] in _PAST for c in kids)))


def _is_no(tree: Tree, word: int) -> bool:
    return tree.low[word] in ("nobody", "none", "nothing", "no") or any(tree.low[d] == "no" for d in tree.child[word])


_MILD = frozenset({"force", "target", "respond", "response", "fire", "pay", "price", "hit", "strike", "responsible"})


def _lemmas(tree: Tree, draft: Draft) -> set[str]:
    return {tree.lemma[w] for first, last in draft.content for w in range(first, last)}


def _root(tree: Tree, content: list[int]) -> int | None:
    """The highest word of a content, past a verb of thinking ("I think that ...")."""
    inside = set(content)
    for word in content:
        if tree.head[word] not in inside and tree.upos[word] in _CONTENT_POS:
            return word
    return None


def _is_future(tree: Tree, root: int | None, content: list[int]) -> bool:
    if root is None:
        return bool({tree.low[w] for w in content} & (_FUTURE - {"would"}))
    kids = tree.child[root]
    if any(tree.low[c] in _FUTURE and tree.base(c) == "aux" for c in kids):
        return True
    going = (
        tree.lemma[root] in ("go", "plan", "intend")
        and tree.low[root] in ("going", "plans", "planned", "intends", "intended")
        and tree.kid(root, "xcomp") is not None
    )
    sending = tree.low[root].endswith("ing") and tree.lemma[root] in _MOVES and any(tree.lemma[c] == "be" for c in kids)
    return going or sending


def _is_negative(tree: Tree, root: int) -> bool:
    """Whether the main clause says that something is not so: "not", "no shots were fired", "nobody was hurt"."""
    for c in tree.child[root]:
        base = tree.base(c)
        if tree.low[c] in ("not", "n't", "nowhere", "neither") and base in ("advmod", "aux", "cc", "det"):
            return True
        if base in ("nsubj", "obj") and (
            tree.low[c] in ("nobody", "none", "nothing")
            or any(tree.low[d] == "no" and tree.base(d) in ("det", "advmod") for d in tree.child[c])
        ):
            return True
        if base == "nsubj" and tree.low[c] == "one" and c > 0 and tree.low[c - 1] == "no":
            return True
    return tree.low[root] in ("nobody", "none", "nothing") or any(
        tree.low[c] in NEGATIONS - {"never", "hardly"} and tree.base(c) == "det" for c in tree.child[root]
    )


def _by_speaker(tree: Tree, draft: Draft, root: int, own: frozenset[str]) -> bool:
    """Whether the main clause's subject is the speaker: "we", the pronoun right below the cue, or the speaker's own side."""
    subject = tree.subject(root)
    if subject is None:
        return tree.low[root - 1 : root] == ["to"] and root > 0
    low = tree.low[subject]
    if low in _FIRST:
        return True
    if low in _THIRD and draft.source:
        return _agrees(tree, draft, low)
    if low in own and own:
        return True
    return any(tree.rel[c] == "nmod:poss" and tree.low[c] in ("his", "her", "its", "their", "our", "my") for c in tree.child[subject])


def _agrees(tree: Tree, draft: Draft, pronoun: str) -> bool:
    """Whether a third person pronoun can be the speaker, by number and by what he is."""
    last = draft.source[0][1] - 1
    head = next((w for w in range(*draft.source[0]) if not draft.source[0][0] <= tree.head[w] < draft.source[0][1]), last)
    if tree.low[head] in _THIRD:
        return tree.low[head] == pronoun
    plural = tree.low[head] != tree.lemma[head] and tree.low[head].endswith(("s", "men", "people"))
    if pronoun == "they":
        return plural or tree.lemma[head] in words("titles", "sources", "organisation")
    if plural:
        return False
    person = tree.lemma[head] in words("titles", "roles")
    return not person if pronoun == "it" else True


def _is_order(tree: Tree, draft: Draft, root: int, content: list[int]) -> bool:
    """A quoted clause that begins with its verb in the base form and has no subject: "Lay down your weapons"."""
    start = next((w for w in content if tree.upos[w] != "PUNCT"), content[0])
    if tree.low[start] == "let" or (tree.low[start] in ("do", "please") and tree.head[start] == root and tree.subject(root) is None):
        return True
    quoted = any(tree.form[w] in ("“", '"', "``", "‘") for w in (content[0], max(0, content[0] - 1)))
    plain = tree.upos[start] == "VERB" and tree.low[start] == tree.lemma[start] and tree.kid(start, "nsubj") is None
    return (
        quoted and plain and (root == start or (tree.head[start] == root and tree.base(start) in ("parataxis", "ccomp", "conj", "appos")))
    )
