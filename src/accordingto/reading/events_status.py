"""Whether a thing is said to have happened: negation, mood, tense, the verb above, the statement around it."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.model.reading import Stance, Status
from accordingto.reading.lexicon import words
from accordingto.reading.tags import EventTag
from accordingto.reading.tree import Tree

_ENGINE_LEAST = 0.6


def _list(name: str) -> frozenset[str]:
    return words("events", "status", name)


def status_of(
    tree: Tree, word: int, tag: EventTag | None, *, light: int | None, stance: Stance | None, cue: int | None
) -> tuple[Status, str]:
    """The status of one trigger and the words that decided it.

    Args:
        tag: the engine's word on it, or None.
        light: the verb that carries a noun trigger, or None.
        stance, cue: of the innermost statement whose content holds the trigger.
    """
    verb = light if light is not None else word
    by_rule = _of_words(tree, word, verb, cue)
    if by_rule is not None:
        return by_rule
    by_statement = _of_statement(tree, word, verb, stance, cue)
    if by_statement is not None:
        return by_statement
    if tag is not None and tag.status_score >= _ENGINE_LEAST:
        return tag.status, f"the engine says {tag.status} ({tag.status_score:.2f})"  # type: ignore[return-value]
    if _is_ongoing(tree, verb):
        return "ongoing", "present progressive"
    return "happened", "told as done"


def _of_words(tree: Tree, word: int, verb: int, cue: int | None) -> tuple[Status, str] | None:
    """By the trigger's own dependants and the verbs above it."""
    own = {tree.low[c] for c in tree.child[word]}
    if tree.upos[word] in ("NOUN", "PROPN"):
        if own & {"no", "without", "neither"}:
            return "denied", "“no” before it"
        mark = sorted(own & _list("hearsay"))
        if mark:
            return "alleged", f"“{mark[0]}” before it"
        mark = sorted(own & _list("potential"))
        if mark:
            return ("denied" if mark[0] in ("foiled", "thwarted") else "hypothetical"), f"“{mark[0]}” before it"
        if own & _list("past"):
            return "historical", "told as long past"
    found = _of_verb(tree, verb, is_trigger=verb == word)
    if found is not None:
        return found
    return _from_above(tree, word, verb, cue)


def _of_verb(tree: Tree, verb: int, *, is_trigger: bool) -> tuple[Status, str] | None:
    """By negation, modals, hearsay adverbs and conditional marks on a verb."""
    if tree.upos[verb] not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    kids = [(c, tree.low[c], tree.base(c)) for c in tree.child[verb]]
    for _, low, base in kids:
        if (base == "mark" and low in _list("conditional")) or (base == "advmod" and low == "if"):
            return "hypothetical", f"“{low}”"
    for _, low, base in kids:
        if low in _list("hearsay") and base == "advmod":
            return "alleged", f"“{low}”"
    negated = tree.is_negated(verb) or _negative_subject(tree, verb)
    modal = next((low for _, low, base in kids if base == "aux" and low in _list("modal_planned") | _list("modal_hypothetical")), None)
    if modal in _list("modal_hypothetical"):
        perfect = any(low == "have" for _, low, base in kids if base == "aux")
        return "hypothetical", f"“{modal}”" + (" with “have”" if perfect else "")
    if negated and is_trigger:
        return "denied", "negated"
    if negated:
        return "denied", "its verb is negated"
    if modal is not None:
        return "planned", f"“{modal}”"
    return None


def _negative_subject(tree: Tree, verb: int) -> bool:
    subject = next((c for c in tree.child[verb] if tree.base(c) == "nsubj"), None)
    if subject is None:
        return False
    return tree.low[subject] in ("nobody", "none", "neither", "nothing") or any(
        tree.low[c] in ("no", "neither") for c in tree.child[subject]
    )


def _from_above(tree: Tree, word: int, verb: int, cue: int | None) -> tuple[Status, str] | None:
    """By the verbs a trigger hangs below: "planned to", "threatened to", "denied carrying out", "called for"."""
    at = verb
    for _ in range(6):
        above = tree.head[at]
        if above < 0:
            return None
        base, lemma = tree.base(at), tree.lemma[above]
        if (
            at == verb
            and tree.upos[at] in ("NOUN", "PROPN")
            and base == "obl"
            and tree.case_of(at) in ("before", "after", "during", "amid", "following", "since", "because of", "due to")
        ):
            return None
        if base in ("xcomp", "ccomp", "advcl", "csubj", "acl", "obj", "obl", "nmod", "nsubj"):
            infinitive = any(tree.low[c] == "to" and tree.base(c) in ("mark", "aux", "case") for c in tree.child[at])
            if base in ("xcomp", "acl") or (base == "ccomp" and infinitive) or (base == "advcl" and infinitive):
                found = _by_matrix(tree, above, lemma, infinitive)
                if found is not None:
                    return found
                if base == "advcl" and infinitive and at == verb:
                    return "planned", "an aim"
                if base == "acl" and infinitive and at == verb:
                    return "hypothetical", "an infinitive"
            elif base in ("obj",) and at == verb and tree.upos[at] in ("NOUN", "PROPN"):
                if lemma in words("events", "light", "averting"):
                    return ("denied" if lemma in ("avert", "prevent", "avoid", "thwart", "foil") else "happened"), f"“{lemma}”"
                found = _by_matrix(tree, above, lemma, False) if not _is_definite(tree, at) else None
                if found is not None and found[0] != "denied":
                    return found
                if lemma == "deny":
                    return "denied", "“deny”"
            elif (
                base == "obl"
                and at == verb
                and tree.case_of(at) == "for"
                and lemma in ("call", "plan", "prepare", "ask", "press", "push", "appeal")
            ):
                return "hypothetical" if lemma != "plan" and lemma != "prepare" else "planned", f"“{lemma} for”"
            elif base == "ccomp" and lemma in ("deny", "fear", "doubt"):
                return ("denied" if lemma == "deny" else "hypothetical"), f"“{lemma}”"
            elif base == "advcl" and any(tree.low[c] in ("if", "unless", "lest") for c in tree.child[at]):
                return "hypothetical", "a condition"
            if base in ("nsubj", "obl", "nmod") and not infinitive:
                if base == "nmod" and lemma in (
                    "threat",
                    "risk",
                    "possibility",
                    "fear",
                    "danger",
                    "prospect",
                    "plan",
                    "call",
                    "likelihood",
                    "demand",
                ):
                    return ("threatened" if lemma == "threat" else "planned" if lemma == "plan" else "hypothetical"), f"“{lemma} of”"
                return None
        elif base != "conj":
            return None
        if base in ("ccomp", "parataxis") and above != cue:
            return None
        if base == "ccomp":
            return None
        at = above
        found = _of_verb(tree, at, is_trigger=False) if base in ("xcomp", "conj") else None
        if found is not None and (base == "xcomp" or found[0] != "denied"):
            return found
    return None


def _is_definite(tree: Tree, word: int) -> bool:
    return any(tree.low[c] in ("the", "this", "that", "these", "those") or tree.rel[c] == "nmod:poss" for c in tree.child[word])


def _by_matrix(tree: Tree, above: int, lemma: str, infinitive: bool) -> tuple[Status, str] | None:
    if lemma in _list("phase"):
        return None
    for name, status in (
        ("threatened", "threatened"),
        ("denied", "denied"),
        ("planned", "planned"),
        ("hypothetical", "hypothetical"),
        ("alleged", "alleged"),
    ):
        if lemma in _list(name):
            if name == "denied" and tree.is_negated(above):
                return None
            return status, f"“{lemma}” above it"  # type: ignore[return-value]
    return None


def _of_statement(tree: Tree, word: int, verb: int, stance: Stance | None, cue: int | None) -> tuple[Status, str] | None:
    """By the statement whose content holds the trigger, where it is the statement's main point."""
    if stance is None or cue is None:
        return None
    above = tree.head[verb]
    main = verb == cue or above == cue or (above >= 0 and tree.head[above] == cue)
    lemma = tree.lemma[cue]
    if not main:
        return None
    if stance == "accuses" and lemma in _list("alleged"):
        return "alleged", f"“{lemma}”"
    if stance == "denies" and lemma in ("deny", "refute", "dispute"):
        return "denied", f"“{lemma}”"
    if stance == "threatens" and _is_infinitive(tree, verb):
        return "threatened", f"“{lemma}”"
    if stance == "demands" and tree.upos[verb] == "VERB" and above >= 0:
        return "hypothetical", f"“{lemma}”"
    if stance == "promises" and _is_infinitive(tree, verb):
        return "planned", f"“{lemma}”"
    return None


def _is_infinitive(tree: Tree, verb: int) -> bool:
    return any(tree.low[c] == "to" for c in tree.child[verb] if c < verb)


def _is_ongoing(tree: Tree, verb: int) -> bool:
    return tree.low[verb].endswith("ing") and any(
        tree.low[c] in ("is", "are", "'s", "'re", "am") for c in tree.child[verb] if tree.base(c) == "aux"
    )


def is_historical(days_before: Sequence[float]) -> bool:
    """Whether every time of an event lies more than a year before publication."""
    return bool(days_before) and all(days > 366 for days in days_before)
