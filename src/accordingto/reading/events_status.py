"""Whether a thing is said to have happened: negation, mood, tense, the verb above, the statement around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.model.reading import Stance, Status
from accordingto.reading.events_negation import has_negative_subject, is_only_named, opens_with_none
from accordingto.reading.events_phase import is_long_ago, is_ongoing, is_present
from accordingto.reading.lexicon import words
from accordingto.reading.tags import EventTag
from accordingto.reading.tree import Tree

_ENGINE_LEAST = 0.6
# Whoever says a thing plainly does not allege it; the statement around it shows that it is said.
_ENGINE_SURE = 0.85
# What the engine may decide alone. Whether a thing goes on or lies far back shows in tense and times.
_ENGINE_SAYS = frozenset({"denied", "alleged", "planned", "threatened", "hypothetical"})
_NOUNS = ("NOUN", "PROPN")
_ASKED = ("on", "upon", "for")
_OWN = frozenset({"i", "we", "it", "he", "she", "they", "his", "its", "their", "my", "our", "her"})

Decided = tuple[Status, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What surrounds a trigger.

    Attributes:
        stance, cue: of the innermost statement whose content holds the trigger.
        light: the verb that carries a noun trigger, or None.
        hostile: whether the act harms somebody, so that announcing it is a threat.
    """

    stance: Stance | None = None
    cue: int | None = None
    light: int | None = None
    hostile: bool = False


def _list(name: str) -> frozenset[str]:
    return words("events", "status", name)


def status_of(tree: Tree, word: int, tag: EventTag | None, said: Said) -> Decided:
    """The status of one trigger and the words that decided it; ``tag`` is the engine's word on it, or None."""
    verb = said.light if said.light is not None else word
    found = _of_words(tree, word, verb, said) or _of_statement(tree, verb, said)
    if found is not None:
        return found
    plain = said.stance == "asserts" and tag is not None and tag.status == "alleged" and tag.status_score < _ENGINE_SURE
    if tag is not None and tag.status in _ENGINE_SAYS and tag.status_score >= _ENGINE_LEAST and not plain:
        return tag.status, f"the engine says {tag.status} ({tag.status_score:.2f})"  # type: ignore[return-value]
    if is_long_ago(tree, verb):
        return "historical", "told as long past"
    if is_ongoing(tree, word, verb):
        return "ongoing", "told as going on"
    return "happened", "told as done"


def _of_words(tree: Tree, word: int, verb: int, said: Said) -> Decided | None:
    """By the trigger's own dependants and the verbs above it."""
    if tree.upos[word] in _NOUNS:
        found = _of_noun(tree, word) or _of_other(tree, word, said)
        if found is not None:
            return found
    found = _of_verb(tree, verb, said)
    if found is not None:
        return found
    if verb != word and not _is_known(tree, word):
        found = _by_matrix(tree, verb, said, tree.lemma[verb])
        if found is not None and found[0] != "denied":
            return found
    return _from_above(tree, verb, said)


def _of_noun(tree: Tree, word: int) -> Decided | None:
    """By what stands before a noun ("no", "alleged", "planned") or behind it ("planned for Sunday")."""
    own = {tree.low[c] for c in tree.child[word]}
    if own & {"no", "without", "neither"}:
        return "denied", "“no” before it"
    named = is_only_named(tree, word)
    if named is not None:
        return named
    above = tree.head[word]
    if above >= 0 and (tree.rel[word] == "nsubj:pass" or tree.base(word) == "obj" or (tree.base(word) == "obl" and not tree.case_of(word))):
        averted = _is_averting(tree, above)
        if averted is not None:
            return averted
    for name, status in (("hearsay", "alleged"), ("ahead", "planned"), ("past", "historical")):
        mark = sorted(own & _list(name))
        if mark:
            return status, f"“{mark[0]}” before it"  # type: ignore[return-value]
    if "threatened" in own:
        return "threatened", "“threatened” before it"
    mark = sorted(own & _list("potential"))
    if mark and not (mark == ["any"] and _is_denied_above(tree, word)):
        return ("denied" if mark[0] in ("foiled", "thwarted", "averted") else "hypothetical"), f"“{mark[0]}” before it"
    after = next((w for w in range(word + 1, min(tree.count, word + 3)) if tree.upos[w] != "PUNCT"), word)
    if tree.sentence[after] == tree.sentence[word] and after > word + 1 and tree.low[after] in _list("ahead") | {"due", "set"}:
        return "planned", f"“{tree.low[after]}” behind it"
    for c in tree.child[word]:
        if c > word and tree.base(c) in ("acl", "amod") and not tree.low[c].endswith("ing"):
            lemma = tree.lemma[c]
            for name in ("planned", "threatened"):
                if lemma in _list(name) and tree.low[c] != lemma and lemma != "agree":
                    return name, f"“{tree.low[c]}” behind it"  # type: ignore[return-value]
        if tree.base(c) in ("nmod", "obl", "compound") and re.fullmatch(r"(1[5-9]|20)\d0s", tree.low[c]):
            return "historical", "a decade long past"
    return None


def _of_other(tree: Tree, word: int, said: Said) -> Decided | None:
    """ "No injuries or damage", "no reports of deaths or damage": what is denied of the first is denied of the other."""
    above = tree.head[word]
    if tree.base(word) != "conj" or tree.upos[above] not in _NOUNS or not any(tree.low[c] in ("or", "nor") for c in tree.child[word]):
        return None
    found = _of_words(tree, above, above, said)
    return found if found is not None and found[0] == "denied" else None


def _is_denied_above(tree: Tree, word: int) -> bool:
    """ "denied any attack", "did not see any attack"."""
    above = tree.head[word]
    return above >= 0 and (tree.lemma[above] in _list("denied") or tree.is_negated(above))


def _of_verb(tree: Tree, verb: int, said: Said) -> Decided | None:
    """By negation, modals, hearsay adverbs and conditional marks on a verb."""
    if tree.upos[verb] not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    kids = [(c, tree.low[c], tree.base(c)) for c in tree.child[verb]]
    for _, low, base in kids:
        if (base == "mark" and low in _list("conditional")) or (base == "advmod" and low == "if"):
            return ("denied" if low == "until" and tree.is_negated(verb) else "hypothetical"), f"“{low}”"
    if any(base == "mark" and low == "without" for _, low, base in kids):
        return "denied", "“without”"
    for _, low, base in kids:
        if low in _list("hearsay") and base == "advmod":
            return "alleged", f"“{low}”"
    for c, low, base in kids:
        if base == "obl" and any(tree.low[k] in ("unconfirmed", "unverified") for k in tree.child[c]):
            return "alleged", f"unconfirmed “{low}”"
    auxiliaries = [(low, tree.lemma[c]) for c, low, base in kids if base == "aux"]
    if (
        tree.rel[verb] == "acl:relcl"
        and tree.low[tree.head[verb]] in ("anyone", "anybody", "whoever", "any", "those")
        and (is_present(tree, verb) or tree.low[tree.head[verb]] in ("anyone", "anybody", "whoever"))
    ):
        return "hypothetical", f"“{tree.low[tree.head[verb]]}” who does"
    negated = tree.is_negated(verb) or has_negative_subject(tree, verb) or opens_with_none(tree, verb)
    modal = next((low for low, _ in auxiliaries if low in _list("modal_planned") | _list("modal_hypothetical")), None)
    if modal in _list("modal_hypothetical") or (modal in _list("modal_planned") and said.cue is not None):
        threat = _as_threat(tree, verb, said)
        if threat is not None:
            return threat
    if modal in _list("modal_hypothetical"):
        return "hypothetical", f"“{modal}”"
    if _is_inverted(tree, verb):
        return "hypothetical", "an inverted condition"
    if negated:
        return "denied", "negated"
    if modal is not None:
        return "planned", f"“{modal}”"
    if _is_to_be(tree, verb):
        return "planned", "“is to”"
    return None


def _as_threat(tree: Tree, verb: int, said: Said) -> Decided | None:
    """ "warned that it would close the strait": a hostile act that the speaker announces of his own side."""
    cue = said.cue
    if cue is None or not (said.stance == "threatens" or tree.lemma[cue] in _list("threatened")):
        return None
    if any(tree.base(c) == "advcl" and any(tree.low[k] == "if" for k in tree.child[c]) for c in tree.child[cue]):
        return None
    subject = tree.subject(verb)
    if subject is None:
        return None
    own = tree.low[subject] in _OWN or any(tree.low[c] in _OWN for c in tree.child[subject] if tree.rel[c] == "nmod:poss")
    own = own and (said.hostile or tree.low[subject] in ("i", "we"))
    return ("threatened", f"“{tree.lemma[cue]}” of the speaker's own side") if own else None


def _is_inverted(tree: Tree, verb: int) -> bool:
    """ "Had the guards opened the gate, ...": an auxiliary before its subject opens a clause that hangs on another."""
    subject = next((c for c in tree.child[verb] if tree.base(c) == "nsubj"), None)
    first, last = tree.sentences[tree.sentence[verb]]
    return (
        subject is not None
        and tree.low[first] in ("had", "were", "should")
        and first < subject < first + 6
        and verb == next((w for w in range(subject, last) if tree.upos[w] in ("VERB", "ADJ")), -1)
        and tree.low[last - 1] != "?"
    )


def _is_to_be(tree: Tree, verb: int) -> bool:
    """ "is to resume", "are due to open"."""
    above = tree.head[verb]
    infinitive = any(tree.low[c] == "to" and tree.base(c) == "mark" for c in tree.child[verb])
    if not infinitive:
        return False
    own = any(tree.low[c] in ("is", "are", "was", "were") for c in tree.child[verb] if tree.base(c) in ("aux", "cop"))
    return own or (above >= 0 and tree.lemma[above] == "be" and tree.base(verb) in ("xcomp", "ccomp"))


def _from_above(tree: Tree, verb: int, said: Said) -> Decided | None:
    """By what a trigger hangs below: "planned to", "threatened to", "denied carrying out", "called for", "fears of"."""
    at = verb
    for _ in range(6):
        above = tree.head[at]
        if above < 0:
            return None
        base, lemma, noun = tree.base(at), tree.lemma[above], tree.upos[at] in _NOUNS
        infinitive = any(tree.low[c] == "to" and tree.base(c) in ("mark", "aux", "case") for c in tree.child[at])
        found: Decided | None = None
        stop = False
        if noun and at == verb:
            found, stop = _of_place(tree, at, above, said)
        elif base == "acl" and tree.upos[above] in _NOUNS and lemma in _list("tellings"):
            found, stop = _of_telling(tree, above), True
        elif base in ("xcomp", "acl") or (base in ("ccomp", "advcl", "obl", "nmod") and (infinitive or _is_gerund(tree, at))):
            found = _by_matrix(tree, above, said, lemma, gerund=not infinitive) or _of_infinitive(tree, at, base, infinitive and at == verb)
        elif base == "ccomp":
            found = _of_clause(tree, above, lemma)
            stop = True
        elif base == "advcl" and any(tree.low[c] in ("if", "unless", "lest") for c in tree.child[at]):
            return "hypothetical", "a condition"
        elif base == "csubj":
            found = _by_matrix(tree, above, said, lemma)
        elif base not in ("conj", "acl", "advcl"):
            return None
        if found is not None:
            return found
        if stop or base in ("parataxis", "obl", "nmod") or (base == "acl" and tree.rel[at] == "acl:relcl"):
            return None
        if base == "advcl" and not infinitive and not _is_gerund(tree, at):
            return None
        at = above
        found = _of_verb(tree, at, said) if base in ("xcomp", "conj") else None
        if found is not None and (base == "xcomp" or found[0] in ("hypothetical", "planned")):
            return found
    return None


def _is_gerund(tree: Tree, verb: int) -> bool:
    return tree.low[verb].endswith("ing") or any(tree.low[c] in ("having", "being") for c in tree.child[verb] if tree.base(c) == "aux")


def _of_infinitive(tree: Tree, at: int, base: str, bare: bool) -> Decided | None:
    if not bare:
        return None
    above = tree.head[at]
    if base == "advcl":
        return "planned", "an aim"
    if base == "acl" and tree.upos[above] in _NOUNS:
        if tree.lemma[above] in _list("prospects"):
            return ("threatened" if tree.lemma[above] == "threat" else "planned"), f"“{tree.lemma[above]} to”"
        return "hypothetical", "an infinitive"
    return None


def _of_telling(tree: Tree, noun: int) -> Decided:
    """Below "claims that", "reports of": alleged, or denied where the claims are."""
    above = tree.head[noun]
    if (
        above >= 0
        and tree.base(noun) in ("obj", "nsubj", "obl")
        and tree.lemma[above] in ("deny", "reject", "dismiss", "refute", "dispute")
    ):
        return "denied", f"“{tree.lemma[above]}” above “{tree.low[noun]}”"
    if above >= 0 and tree.base(noun) == "nsubj" and tree.lemma[above] in _list("untrue"):
        return "denied", f"“{tree.lemma[above]}” above “{tree.low[noun]}”"
    if tree.lemma[noun] == "evidence" or any(tree.low[c] == "no" for c in tree.child[noun]):
        no = any(tree.low[c] in ("no", "any", "little") for c in tree.child[noun])
        return ("denied" if no else "alleged"), f"“{tree.low[noun]}”"
    return "alleged", f"“{tree.low[noun]}” of it"


def _of_clause(tree: Tree, above: int, lemma: str) -> Decided | None:
    """A full clause below "deny", "fear" and the like."""
    if lemma in ("deny", "refute", "untrue", "false") and not tree.is_negated(above):
        return "denied", f"“{lemma}”"
    if lemma in (
        "fear",
        "doubt",
        "worry",
        "hope",
        "demand",
        "propose",
        "suppose",
        "insist",
        "imagine",
        "ask",
        "request",
        "urge",
        "recommend",
    ):
        return ("hypothetical", f"“{lemma}”") if lemma != "insist" else None
    if lemma in ("allege", "claim", "suspect", "accuse", "believe", "think", "presume", "rumour", "rumor"):
        return "alleged", f"“{lemma}”"
    return None


def _of_place(tree: Tree, at: int, above: int, said: Said) -> tuple[Decided | None, bool]:
    """A noun by its place in the clause; the second value says that nothing above it can tell more."""
    base, lemma, case = tree.base(at), tree.lemma[above], tree.case_of(at)
    if tree.rel[at] == "nsubj:pass" or base == "obj":
        averted = _is_averting(tree, above)
        if averted:
            return averted, True
        if lemma in words("events", "light", "averting"):
            return None, True
        if lemma in _list("causing") and _is_definite(tree, at):
            return None, True  # "denied that a bomb had caused the collapse": the collapse is nobody's claim
        if lemma == "deny" and not tree.is_negated(above):
            return ("denied", "“deny”"), True
        found = _by_matrix(tree, above, said, lemma)
        owned = lemma in ("plan", "threaten", "fear") and not _is_known(tree, at)
        if found is not None and found[0] != "denied" and (owned or not _is_definite(tree, at)):
            return found, True
        return _of_unreal(tree, at, above, said), False
    if (
        base in ("obl", "nmod")
        and case == "for"
        and lemma in ("call", "plan", "prepare", "ask", "press", "push", "appeal", "ready", "brace")
    ):
        return ("planned" if lemma in ("plan", "prepare") else "hypothetical", f"“{lemma} for”"), True
    if base == "nmod" and lemma in _list("signs") and any(tree.low[c] == "no" for c in tree.child[above]):
        return ("denied", f"“no {lemma}”"), True
    if base == "nmod" and lemma in _list("tellings") and (untold := _of_telling(tree, above))[0] == "denied":
        return untold, True
    if base in ("nmod", "compound") and lemma in _list("prospects") and case in ("of", "for", "about", "against", ""):
        if base == "compound" and lemma not in ("threat", "plan", "fear", "risk", "warning", "attempt"):
            return None, False
        return (
            "threatened" if lemma == "threat" else "planned" if lemma in ("plan", "preparation", "intention") else "hypothetical",
            f"“{lemma}”",
        ), True
    if base == "nmod" and lemma in _list("tellings"):
        found = _of_telling(tree, above)
        return (found if found[0] == "denied" or not _is_definite(tree, at) else None), True
    if base == "obl" and case in ("before", "after", "during", "amid", "following", "since", "because of", "due to", "despite"):
        return None, True
    if base == "nsubj":
        existential = any(tree.rel[c] == "expl" for c in tree.child[above])
        if existential or lemma in _list("occur"):
            return _of_verb(tree, above, said) or (_from_above(tree, above, said) if existential else None), True
        if tree.upos[above] != "VERB":
            return _of_copula(tree, at, above), True
        if lemma in _list("causing") and not _is_definite(tree, at):
            return _of_verb(tree, above, said) or _from_above(tree, above, said), True
        return (None if _is_definite(tree, at) else _of_unreal(tree, at, above, said)), True
    if base in ("obl", "nmod") and not _is_definite(tree, at):
        return _of_unreal(tree, at, above, said), True
    return None, True


def _is_averting(tree: Tree, verb: int) -> Decided | None:
    """ "foiled an attack", "ruled out a strike"; "have not ruled out" leaves it open, "could not prevent" does not."""
    lemma = tree.lemma[verb]
    ruled = lemma == "rule" and any(tree.low[c] == "out" for c in tree.child[verb])
    if not ruled and lemma not in _list("averted"):
        return None
    if not (tree.is_negated(verb) or has_negative_subject(tree, verb)):
        return "denied", f"“{lemma}”"
    return ("hypothetical", "“not ruled out”") if ruled else None


def _of_copula(tree: Tree, at: int, above: int) -> Decided | None:
    """ "the march is planned", "an attack was likely", "the war would be"."""
    lemma = tree.lemma[above]
    if lemma in _list("planned") or lemma in ("imminent", "due"):
        return "planned", f"“{lemma}”"
    if lemma in ("possible", "likely", "unlikely", "inevitable", "unthinkable", "conceivable"):
        return "hypothetical", f"“{lemma}”"
    modal = next((tree.low[c] for c in tree.child[above] if tree.base(c) == "aux" and tree.low[c] in _list("modal_hypothetical")), None)
    return ("hypothetical", f"“{modal}”") if modal and not _is_definite(tree, at) else None


def _of_unreal(tree: Tree, at: int, above: int, said: Said) -> Decided | None:
    """An indefinite noun below a verb that is itself supposed: "would respond to an attack", "could lead to war"."""
    if _is_definite(tree, at):
        return None
    for _ in range(4):
        if above < 0:
            return None
        if tree.upos[above] in ("VERB", "AUX", "ADJ"):
            found = _of_verb(tree, above, Said(said.stance, said.cue))
            return ("hypothetical", found[1]) if found is not None and found[0] in ("hypothetical", "planned", "threatened") else None
        if tree.base(above) not in ("nmod", "conj", "obj", "obl", "compound", "nsubj"):
            return None
        above = tree.head[above]
    return None


def _is_known(tree: Tree, word: int) -> bool:
    """Whether a noun speaks of something told before: "ordered the raid", "planned that attack"."""
    return any(tree.low[c] in ("the", "this", "that", "these", "those") for c in tree.child[word])


def _is_definite(tree: Tree, word: int) -> bool:
    return any(
        tree.low[c] in ("the", "this", "that", "these", "those") or tree.rel[c] == "nmod:poss" or tree.upos[c] == "NUM"
        for c in tree.child[word]
    )


def _by_matrix(tree: Tree, above: int, said: Said, lemma: str, gerund: bool = False) -> Decided | None:
    """By the lemma of the verb, adjective or noun above."""
    if lemma in _list("phase"):
        return None
    if lemma in ("able", "unable"):
        return _of_ability(tree, above)
    if lemma == "set" and any(tree.rel[c] == "compound:prt" for c in tree.child[above]):
        return None  # "set off several landslides"
    if lemma == "call" and tree.upos[above] == "VERB":
        asked = any(tree.low[c] in _ASKED or (tree.base(c) == "obl" and tree.case_of(c) in _ASKED) for c in tree.child[above])
        return ("hypothetical", "“call on”") if asked else None
    if said.hostile and lemma in ("vow", "promise", "pledge", "swear"):
        return "threatened", f"“{lemma}” above a hostile act"
    for name in ("threatened", "denied", "planned", "hypothetical", "alleged"):
        if lemma in _list(name):
            if name == "denied" and tree.is_negated(above):
                return None
            if name == "alleged" and gerund and lemma in ("say", "believe", "think"):
                return None
            if name in ("planned", "hypothetical") and gerund and lemma in ("stop", "try", "help", "risk", "tell", "say"):
                return None
            return name, f"“{lemma}” above it"
    return None


def _of_ability(tree: Tree, above: int) -> Decided | None:
    """ "were unable to reach": not done; "was able to reach": done; else it is only said that it can be."""
    past = any(tree.low[c] in ("was", "were") for c in tree.child[above])
    if tree.lemma[above] == "unable" or tree.is_negated(above):
        return "denied", f"“{tree.low[above]}” above it"
    return ("happened", "“able” in the past") if past else ("hypothetical", "“able” above it")


def _of_statement(tree: Tree, verb: int, said: Said) -> Decided | None:
    """By the statement whose content holds the trigger, where it is the statement's main point."""
    stance, cue = said.stance, said.cue
    if stance is None or cue is None:
        return None
    above = tree.head[verb]
    main = verb == cue or above == cue or (above >= 0 and tree.head[above] == cue)
    lemma = tree.lemma[cue]
    teller = tree.subject(cue)
    if teller is not None and any(tree.low[c] in _list("hearsay") for c in tree.child[teller]):
        return "alleged", f"told by “{tree.low[teller]}” of that sort"
    if not main:
        return None
    if stance == "accuses" and lemma in _list("alleged") and tree.upos[verb] == "VERB":
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
