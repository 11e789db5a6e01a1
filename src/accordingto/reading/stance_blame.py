"""Accusations: what is said blames somebody who is not of the speaker's side, by a deed, by what he is, or by a word alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from accordingto.model.reading import Stance
from accordingto.reading.lexicon import words
from accordingto.reading.stance_clauses import Clause, clause_at, is_no, side_of, wrong_deeds

if TYPE_CHECKING:
    from accordingto.reading.stance_content import Content

Judged = tuple[Stance, str]

_CONFIRMING = frozenset({"confirm", "acknowledge", "admit", "concede", "find", "report", "learn", "estimate"})
_COUNTING = frozenset({"record", "count", "register", "tally", "log", "list"})
_NEWS = frozenset({"announce", "confirm"})
_PAST = frozenset({"was", "were", "did", "had", "has", "have", "'ve", "been", "wasn't", "weren't"})
_POSSIBLE = frozenset({"may", "might", "can", "could", "should", "must"})
_HOW = frozenset({"when", "after", "as", "because"})
_US = frozenset({"us", "me", "our", "my", "ourselves"})


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First lemma of the harmful phrases to their further words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(words("stance", "harming_phrases")):
        first, *rest = phrase.split()
        found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(rests) for first, rests in found.items()}


@cache
def _blaming_phrases() -> tuple[str, ...]:
    return tuple(sorted(phrase for phrase in words("stance", "hostile") if " " in phrase))


def accusation(said: Content, clause: Clause) -> Judged | None:
    if clause.negated:
        return None
    if clause.passive and (judged := _suffered(said, clause)) is not None:
        return judged
    if clause.passive and clause.lemma in words("stance", "legal") and not _is_killed_by_others(said, clause):
        return None
    return _fired_first(said, clause) or _deed(said, clause) or _crime(said, clause) or _standing(said, clause)


def cause(said: Content, clause: Clause) -> Judged | None:
    """ "Four were killed when the rebels fired on them": the deed stands in the clause that says how it came about."""
    tree = said.tree
    for c in tree.child[clause.word]:
        if tree.base(c) != "advcl" or c not in said.inside or tree.upos[c] != "VERB":
            continue
        if any(tree.low[m] in _HOW for m in tree.child[c] if tree.base(m) in ("mark", "advmod")):
            judged = accusation(said, clause_at(tree, said.draft, c, said.own))
            if judged is not None:
                return judged
    return None


def _suffered(said: Content, clause: Clause) -> Judged | None:
    """Harm at the hands of a side that is named, or done to somebody who could not defend himself.

    "Brought down by a Kestrian jet", "hit by a police bullet", "killed by people in the pay of the court"; "shot in the back".
    """
    tree, word = said.tree, clause.word
    harm = clause.lemma in words("stance", "harming") or clause.lemma == "hit"
    if clause.future or said.lemma in _NEWS or said.lemma in _COUNTING or not said.spoken:
        return None
    if harm and any(phrase in " ".join(said.low) for phrase in words("stance", "defenceless")):
        return "accuses", f"“{clause.lemma}” who could not defend himself"
    down = clause.lemma in ("bring", "shoot") and tree.low[word + 1 : word + 2] == ["down"]
    if not (harm or down or clause.lemma in words("stance", "hurting") - words("stance", "legal")):
        return None
    by, _ = _parties(said, clause)
    if by is None or side_of(tree, said.draft, by, said.own) == "own":
        return None
    bodies = words("titles", "sources", "organisation") | words("stance", "state_bodies")
    beside = [c for c in tree.child[by] if tree.base(c) == "acl" or tree.case_of(c) not in ("", "of", "in")]
    beside += [c for c in tree.child[by] if tree.case_of(c) == "in" and tree.upos[c] == "PROPN"]
    places = {w for c in beside for w in range(*tree.subtree(c))}
    for w in range(*tree.subtree(by)):
        if w in places:
            continue
        named = (tree.upos[w] in ("PROPN", "ADJ") and tree.form[w][0].isupper()) or (w != by and tree.lemma[w] in bodies)
        if named and tree.low[w] not in said.own:
            return "accuses", f"“{clause.lemma}” at the hands of “{tree.form[w]}”"
    return None


def _fired_first(said: Content, clause: Clause) -> Judged | None:
    """ "The cutter fired first", "a sniper opened up first": who began it."""
    tree = said.tree
    began = clause.lemma in words("stance", "firing") or clause.lemma in ("open", "begin", "start", "attack", "strike", "shoot")
    first = any(tree.low[c] == "first" and c > clause.word and tree.base(c) in ("advmod", "obl", "xcomp") for c in tree.child[clause.word])
    if not (began and first) or clause.passive or clause.side in ("own", "none"):
        return None
    return "accuses", f"others “{clause.lemma}” first"


def _is_killed_by_others(said: Content, clause: Clause) -> bool:
    """ "They were killed by the regime's own troops": not the word for what the law or its forces did."""
    if clause.lemma not in words("stance", "harming"):
        return False
    doer, _ = _parties(said, clause)
    return doer is not None and side_of(said.tree, said.draft, doer, said.own) == "other"


def omission(said: Content, clause: Clause) -> Judged | None:
    """ "they had not been warned", "was not listened to", "the ministry had given no answer": what others owe is not done."""
    if not clause.negated or clause.lemma not in words("stance", "owed") or clause.future or not said.spoken:
        return None
    if _lets_down(said, clause):
        return "accuses", "nobody did it for the speaker's side"
    if clause.subject is not None and is_no(said.tree, clause.subject):
        return None
    above = said.tree.head[clause.word]
    at = (clause.word, above) if clause.passive and said.tree.base(clause.word) == "conj" else (clause.word,)
    kids = [said.tree.low[c] for word in at for c in said.tree.child[word]]
    if not any(low in _PAST for low in kids) or any(low in _POSSIBLE for low in kids):
        return None
    if clause.passive and _parties(said, clause)[0] is None:
        return "accuses", f"“not {clause.lemma}”"
    return ("accuses", f"others did not “{clause.lemma}”") if clause.side == "other" and not clause.passive else None


def _lets_down(said: Content, clause: Clause) -> bool:
    """ "Nobody warned us", "no one came to help us"."""
    tree = said.tree
    if clause.subject is None or not is_no(tree, clause.subject) or clause.passive:
        return False
    below = [w for w in range(*tree.subtree(clause.word)) if w > clause.word and w in said.inside]
    return clause.lemma in words("stance", "owed") and (any(tree.low[w] in _US for w in below) or len(below) <= 1)


def _crime(said: Content, clause: Clause) -> Judged | None:
    """ "has committed sixty attacks", "carried out a massacre": a light verb with a noun of wrong, by others."""
    tree = said.tree
    thing = tree.kid(clause.word, "obj")
    if clause.side != "other" or thing is None or clause.future or clause.lemma not in words("stance", "doing"):
        return None
    lemma = tree.lemma[thing]
    wrong = any(lemma in words("stance", which) for which in ("wrongs", "plotted", "hostile"))
    return ("accuses", f"“{clause.lemma} {tree.low[thing]}” by others") if wrong else None


def _deed(said: Content, clause: Clause) -> Judged | None:
    """A deed that wrongs somebody, done by somebody who is told apart and is not of the speaker's side."""
    tree, word, lemma = said.tree, clause.word, clause.lemma
    if clause.future or said.lemma in _NEWS:
        return None
    doer, patient = _parties(said, clause)
    side = side_of(tree, said.draft, doer, said.own) if doer is not None else "none"
    if not clause.passive and clause.subject == doer:
        side = clause.side
    ours = patient is not None and (
        tree.low[patient] in _US
        or (tree.upos[patient] != "PROPN" and side_of(tree, said.draft, patient, said.own) == "own")
        or any(tree.rel[c] == "nmod:poss" and tree.low[c] in (*_US, "their", "his", "her", "its") for c in tree.child[patient])
    )
    phrase = _phrase(said, word) or _shot(said, clause)
    if side == "other" and not clause.negated:
        if lemma == "lie" and not _tells_lies(said, word):
            return None
        contest = lemma == "beat" and not ours and doer is not None and tree.upos[doer] == "PROPN"
        if phrase or (lemma in wrong_deeds() and not contest):
            return "accuses", f"“{phrase or lemma}” done by others"
        if lemma == "know" and tree.low[word] in ("knew", "known") and said.spoken:
            return "accuses", "others “knew”"
        if ours and lemma in words("stance", "hurting") and not any(tree.low[c] in _POSSIBLE for c in tree.child[word]):
            return "accuses", f"“{lemma}” done to the speaker's side"
    if side == "anyone" and lemma == "know" and tree.low[word] == "knew":
        return "accuses", "everyone “knew”"
    if clause.passive and doer is None and not clause.negated and lemma in words("stance", "wronging"):
        return "accuses", f"“{lemma}”, by whomever"
    if "too" in said.low and said.low[said.low.index("too") + 1 : said.low.index("too") + 2] == ["late"] and clause.side != "own":
        return "accuses", "“too late”"
    if clause.side == "own" and clause.passive and "late" in said.low and "too" in said.low:
        return "accuses", "“too late”"
    told = clause.side == "own" and not clause.passive and lemma in ("warn", "tell") and patient is not None
    told = told and clause is said.clauses[0] and said.is_short()
    if told and not clause.future and tree.low[patient or 0] in ("them", "him", "her", "everyone") and tree.low[word] != lemma:
        return "accuses", "others had been told"
    return None


def _parties(said: Content, clause: Clause) -> tuple[int | None, int | None]:
    """Doer and patient of a clause's verb."""
    tree, word = said.tree, clause.word
    if tree.upos[word] not in ("VERB", "AUX"):
        # "Police fire on march": a headline's verb taken for a noun
        return (clause.subject if tree.kid(word, "cop") is None and tree.kid(word, "nsubj") is not None else None), None
    if clause.passive:
        by = next((c for c in tree.child[word] if tree.base(c) == "obl" and tree.case_of(c) == "by"), None)
        return by, clause.subject
    patient = next((c for c in tree.child[word] if tree.base(c) in ("obj", "iobj")), None)
    if patient is None:
        aimed = (c for c in tree.child[word] if tree.base(c) == "obl")
        patient = next((c for c in aimed if tree.case_of(c) in ("on", "at", "to", "against", "upon")), None)
    return clause.subject, patient


def _phrase(said: Content, word: int) -> str:
    """A harmful phrase that begins with a verb ("opened fire", "turned away"), or ""."""
    tree = said.tree
    for rest in _phrases().get(tree.lemma[word], ()):
        for w in range(word + 1, min(tree.count - len(rest) + 1, word + 4)):
            if tuple(tree.low[w : w + len(rest)]) == rest:
                return " ".join((tree.lemma[word], *rest))
    return ""


def _shot(said: Content, clause: Clause) -> str:
    """ "Fired about 120 shells", "dropped barrel bombs", "charged a march": what was fired, thrown or set upon, or ""."""
    tree = said.tree
    thing = tree.kid(clause.word, "obj") if not clause.passive else None
    if thing is None:
        return ""
    aimed = ("gatherings",) if clause.lemma in ("charge", "storm", "disperse") else ()
    kinds = ("projectiles", "bombs", "shots") if clause.lemma in words("stance", "firing") else aimed
    return f"{clause.lemma} {tree.low[thing]}" if any(tree.lemma[thing] in words("events", "classes", kind) for kind in kinds) else ""


def _standing(said: Content, clause: Clause) -> Judged | None:
    """What others are said to be: behind it, responsible for it, or something that a word of blame names."""
    tree, word = said.tree, clause.word
    if tree.kid(word, "cop") is None or clause.side == "own" or clause.negated:
        return None
    if tree.case_of(word) == "behind" and tree.lemma[word] not in words("stance", "hidden"):
        return "accuses", "others are “behind” it"
    if clause.side in ("other", "faceless") and clause.lemma in ("responsible", "blame", "guilty", "complicit"):
        return "accuses", f"others are “{clause.lemma}”"
    if said.spoken and said.lemma not in _CONFIRMING and tree.upos[word] in ("NOUN", "ADJ") and _is_called_bad(said, clause):
        return "accuses", f"called “{tree.form[word]}”"
    if clause.lemma == "work":
        makers = [c for c in tree.child[word] if tree.base(c) == "nmod" and tree.case_of(c) == "of"]
        if makers and side_of(tree, said.draft, makers[0], said.own) in ("other", "faceless"):
            return "accuses", "the work of others"
    named = clause.subject if clause.subject is not None else tree.kid(word, "expl")
    it = named is not None and tree.low[named] == "it"
    for c in tree.child[word] if it and side_of(tree, said.draft, word, said.own) == "other" else ():
        # "it was the army that shelled us"
        if tree.rel[c] == "acl:relcl" and (tree.lemma[c] in wrong_deeds() or any(tree.low[k] in _US for k in tree.child[c])):
            return "accuses", f"it was others that “{tree.low[c]}”"
    return ("accuses", "“it was them”") if it and tree.low[word] in ("them", "they") else None


def _is_called_bad(said: Content, clause: Clause) -> bool:
    """Whether a predicate is a word of blame; plain faults count of somebody only, not of a thing."""
    tree = said.tree
    if clause.lemma in words("stance", "hostile"):
        return clause.side != "thing" or clause.lemma not in words("stance", "faults")
    whole = " ".join(tree.low[w] for w in range(*tree.subtree(clause.word)) if w in said.inside)
    return any(phrase in whole for phrase in _blaming_phrases())


def of_words(said: Content) -> Judged | None:
    """Words that accuse by themselves, near the main word of what is said, or anywhere if they are strong."""
    tree = said.tree
    if not said.clauses:
        root, near = None, set(said.lemmas)
    else:
        root = said.clauses[0]
        near = said.near(root.word)
    if root is not None and (root.negated or (root.passive and root.lemma in words("stance", "legal"))):
        return None
    by_self = root is not None and root.side == "own"
    if said.lemma in _COUNTING:
        return None
    deeds = _of_plans(said) if not by_self else None
    if deeds is not None:
        return deeds
    hit = sorted((near & words("stance", "accusing")) | (said.lemmas & words("stance", "damning")) | said.paired(near, "pairs"))
    hit = [h for h in hit if h != "lie" or any(tree.lemma[w] == h and (tree.upos[w] == "NOUN" or _tells_lies(said, w)) for w in said.words)]
    hit = [h for h in hit if not any(tree.lemma[w] == h and (is_no(tree, w) or _is_suffered(said, w)) for w in said.words)]
    first = root is not None and root.subject is not None and tree.low[root.subject] in ("i", "we")
    if hit and said.lemma not in _NEWS and not (by_self and first):
        return "accuses", f"“{hit[0]}” in what is said"
    return None


def _tells_lies(said: Content, word: int) -> bool:
    """ "lied", "is lying to them": not "the camp lies in a valley"."""
    low, behind = said.tree.low[word], said.tree.low[word + 1 : word + 2]
    return (
        low == "lied" or behind in (["to"], ["about"]) or (low == "lying" and behind not in (["in"], ["on"], ["at"], ["near"], ["under"]))
    )


def _is_suffered(said: Content, word: int) -> bool:
    """ "terrorists were eliminated": a label of those to whom it is done accuses them of nothing new."""
    tree = said.tree
    verb = tree.head[word]
    if verb < 0 or tree.base(word) not in ("nsubj", "obj"):
        return False
    suffered = tree.rel[word] in ("nsubj:pass", "obj") or tree.low[verb].endswith("ed")
    return suffered and any(tree.lemma[verb] in words("stance", which) for which in ("legal", "harming", "foiling"))


def _of_plans(said: Content) -> Judged | None:
    """Somebody else is said to plan harm."""
    tree = said.tree
    for word in said.words:
        if tree.lemma[word] not in words("stance", "plotting") or tree.upos[word] != "VERB" or tree.is_passive(word):
            continue
        if tree.base(word) == "ccomp" and tree.head[word] in said.inside:
            continue  # told by somebody else again
        if side_of(tree, said.draft, tree.subject(word), said.own) in ("own", "none"):
            continue
        harm = sorted({tree.lemma[w] for w in range(word, tree.last[word]) if w in said.inside} & words("stance", "plotted"))
        if harm:
            return "accuses", f"“{tree.lemma[word]}” of “{harm[0]}” by others"
    return None
