"""What is said of things to come: threats, orders, questions and promises, told from one clause of a content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordingto.model.reading import Stance
from accordingto.reading.lexicon import words
from accordingto.reading.stance_clauses import Clause, condition_of, is_ready
from accordingto.reading.statements_draft import OPENING

if TYPE_CHECKING:
    from accordingto.reading.stance_content import Content

Judged = tuple[Stance, str]

_FIRM = frozenset({"will", "'ll", "shall", "going", "wo"})
_LEADING = frozenset({"please", "now", "just", "first", "then", "never", "always", "so", "kindly"})
_RESTING = frozenset({"rest", "stop", "relent", "forget", "tire"})
_MILD = frozenset({"force", "target", "respond", "response", "fire", "pay", "price", "hit", "strike", "responsible"})


def threat(said: Content, clause: Clause) -> Judged | None:
    """Harm to come, by the speaker or to whoever does a thing; or an act held out as the price of a condition."""
    if _is_outlawed(said):
        return "threatens", "whoever does it will be made to suffer for it"
    if not clause.future:
        return None
    tree, menacing = said.tree, words("stance", "menacing")
    near = said.near(clause.word)
    if clause.negated:
        spared = clause.lemma in words("stance", "sparing") or bool(near & {"unanswered", "unpunished", "unavenged"})
        return ("threatens", f"“not {clause.lemma}”") if spared else None
    suffers = clause.passive or clause.lemma in menacing or clause.lemma in words("stance", "suffering")
    if clause.side == "anyone" and clause.subject is not None and suffers and clause.lemma not in words("stance", "benign"):
        return "threatens", f"“{tree.form[clause.subject]}” will be made to suffer for it"
    condition = condition_of(tree, said.draft, clause.word)
    if clause.side == "own":
        aimed = clause.lemma in ("target", "strike", "hit") and tree.kid(clause.word, "obj") is not None
        if aimed or clause.lemma in words("stance", "harming") or (condition is not None and clause.lemma in words("stance", "pressing")):
            return "threatens", f"“{clause.lemma}” in the speaker's own future"
        willed = clause.lemma not in words("stance", "granting") and clause.lemma not in words("stance", "befalling")
        if condition is not None and willed and _is_demanding(said, condition):
            return "threatens", "unless something is done"
        if _blows_up(said, clause):
            return "threatens", "“blow up” in the speaker's own future"
    if clause.side == "anyone" and clause.lemma == "go" and near & {"prison", "jail", "hell", "gallows"}:
        return "threatens", f"“{tree.form[clause.subject or clause.word]}” will be made to suffer for it"
    hits = near & menacing
    if clause.side == "own" or clause.passive or not near & {"price", "for", "dearly", "cost"}:
        hits -= {"pay"}
    if hits and not (clause.side == "own" and not hits - _MILD):
        return "threatens", "harm in the future"
    if said.paired(near, "menacing_pairs") - (set() if clause.side != "own" else {"pay for", "pay a", "pay the", "answer for"}):
        return "threatens", "harm in the future"
    return None


def _is_demanding(said: Content, condition: tuple[str, int]) -> bool:
    """ "unless", and "if ... not": a condition that others can fulfil."""
    return condition[0] == "unless" or (condition[0] == "if" and said.tree.is_negated(condition[1]))


def _blows_up(said: Content, clause: Clause) -> bool:
    return clause.lemma == "blow" and any(said.tree.low[c] == "up" for c in said.tree.child[clause.word])


def _is_outlawed(said: Content) -> bool:
    """ "anyone found outside would be shot", however the parser joins its verbs."""
    tree, words_ = said.tree, said.words
    start = next((w for w in words_ if tree.upos[w] not in ("PUNCT", "SCONJ")), words_[0])
    if tree.low[start] not in ("anyone", "anybody", "whoever"):
        return False
    for w in words_[:-2]:
        if tree.low[w] in ("will", "would", "shall") and tree.low[w + 1] == "be" and tree.upos[w + 2] == "VERB":
            return tree.lemma[w + 2] not in words("stance", "benign")
    return False


def order(said: Content, clause: Clause) -> Judged | None:
    if _is_imperative(said, clause):
        return "demands", "an imperative"
    return _obligation(said, clause) if said.spoken else None


def _is_imperative(said: Content, clause: Clause) -> bool:
    """A quoted clause that begins with its verb in the base form and has no subject: "Lay down your weapons"."""
    tree = said.tree
    start = next((w for w in said.words if tree.upos[w] != "PUNCT"), said.words[0])
    if tree.low[start] == "let" and tree.low[start + 1 : start + 2] != ["'s"]:
        return True
    if tree.low[start] in ("do", "please") and tree.head[start] == clause.word and tree.subject(clause.word) is None:
        return True
    if not any(tree.form[w] in OPENING - {"'"} for w in (said.words[0], max(0, said.words[0] - 1))):
        return False
    word = clause.word
    beside = tree.base(start) in ("parataxis", "ccomp", "conj", "appos") and tree.head[start] == word
    if tree.upos[start] == "VERB" and beside:
        word = start
    if tree.upos[word] != "VERB" or tree.low[word] != tree.lemma[word] or tree.kid(word, "nsubj", "aux", "cop", "expl") is not None:
        return False
    if word == start:
        return True
    if tree.base(word) == "parataxis" and tree.form[word - 1] == ",":
        # "If you smell it, leave": the parser took the condition for the main clause
        return any(tree.low[c] in ("if", "when", "once", "before", "whenever") for c in tree.child[tree.head[word]])
    before = [c for c in tree.child[word] if c < word and tree.upos[c] != "PUNCT"]
    led = all(tree.base(c) in ("advcl", "discourse", "vocative") or tree.low[c] in _LEADING for c in before)
    return bool(before) and tree.first[before[0]] <= start and led


def _obligation(said: Content, clause: Clause) -> Judged | None:
    """ "must", "should", "it is necessary": somebody is told what to do; "should have" blames, "must have" only supposes."""
    tree, word = said.tree, clause.word
    if said.low[0] in ("whether", "if", "how", "what", "why"):
        return None
    kids = tree.child[word]
    modal = next((tree.low[c] for c in kids if tree.base(c) == "aux" and tree.low[c] in ("should", "must", "ought", "shall")), "")
    done = any(tree.low[c] == "have" and tree.base(c) == "aux" for c in kids)
    if modal and done:
        if modal in ("should", "ought") and clause.side == "other" and not clause.passive:
            return "accuses", f"what others “{modal} have” done"
        return None
    if modal == "shall" and clause.side == "own":
        return None
    foreseen = clause.lemma in ("know", "expect", "able", "enough", "over", "ready")
    if modal and foreseen and (clause.passive or tree.upos[word] != "VERB"):
        return None
    if modal or tree.low[word] in ("ought", "must"):
        return "demands", "an obligation"
    if clause.lemma == "need" and tree.upos[word] == "VERB":
        to_do = tree.kid(word, "xcomp") is not None and tree.kid(word, "obj") is None
        ours = clause.side == "own" and clause.subject is not None and tree.low[clause.subject] != "we"
        return ("demands", "an obligation") if to_do and not ours else None
    if clause.lemma == "have" and tree.kid(word, "xcomp") is not None and clause.side == "other" and not clause.negated:
        below = tree.kid(word, "xcomp")
        to_do = below is not None and any(tree.low[c] == "to" for c in tree.child[below]) and not tree.is_passive(below)
        limited = tree.low[word] in ("have", "has") or bool({"by", "before", "immediately", "now"} & set(said.low))
        return ("demands", "what others have to do") if to_do and limited else None
    bare = tree.kid(word, "cop") is not None and tree.kid(word, "det", "amod", "nummod", "nmod:poss") is None and not clause.negated
    if clause.lemma == "time" and bare and tree.kid(word, "acl", "xcomp", "advcl", "csubj") is not None:
        return "demands", "it is “time” to"
    if tree.upos[word] in ("ADJ", "NOUN", "ADV") and clause.lemma in words("stance", "obliging") and not clause.negated:
        return "demands", "an obligation"
    return None


def question(said: Content, clause: Clause) -> Judged | None:
    """A clause that ends with a question mark."""
    tree = said.tree
    last = said.words[-1]
    ends = [w for w in (last, last - 1) if w >= 0]
    return ("questions", "a question") if any(tree.form[w] == "?" for w in ends) else None


def promise(said: Content, clause: Clause) -> Judged | None:
    """The speaker's own future, if it is his to bring about; or a future that he assures others of."""
    tree, lemma = said.tree, clause.lemma
    if not said.spoken or not clause.future or said.lemma in words("stance", "guessing"):
        return None
    if said.lemma in ("assure", "reassure", "guarantee"):
        return "promises", "others are assured of it"
    if clause.negated:
        return ("promises", f"the speaker will not “{lemma}”") if clause.side == "own" and lemma in _RESTING else None
    if clause.passive and clause.side in ("thing", "own") and lemma in words("stance", "granting"):
        return "promises", "what will be given"
    if clause.side != "own":
        return None
    if is_ready(tree, clause.word):
        return "promises", f"the speaker is “{tree.low[clause.word]}” to"
    if clause.passive or lemma in words("stance", "befalling") or tree.upos[clause.word] != "VERB":
        return None
    if lemma in words("stance", "committing") or lemma in words("stance", "moves"):
        return "promises", "the speaker's own future"
    firm = any(tree.low[c] in _FIRM for c in (*tree.child[clause.word], clause.word))
    person = clause.subject is not None and (tree.low[clause.subject] != "it" or lemma not in words("stance", "impersonal"))
    return ("promises", "the speaker's own future") if firm or person else None
