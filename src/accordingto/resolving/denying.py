"""What a statement denies, and how: by its cue ("denied it", "called it a lie") or by a negation in what it says ("nobody fired").

A negation alone is the weaker sign, for much is negated that answers nobody ("we have not decided yet"). It counts where none of
what was claimed is left ("no missile hit the plane"), or the verb that is negated is the one of the claim.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from accordingto.data import table, words
from accordingto.model.reading import Statement
from accordingto.resolving.accounts import View
from accordingto.resolving.folding import fold
from accordingto.resolving.patterns import pattern
from accordingto.resolving.profiles import stem

TELLING = 5  # letters of a word that two statements may have in common
_LEAST = 2  # such words that a denial and a claim share
_WORDS = 4  # of a claim that tells something
_BEFORE = 60  # characters before a cue in which it may be negated


def said(view: View, statement: Statement) -> str:
    """What a statement says."""
    return " ".join(s.of(view.report.text) for s in statement.content)


def cue_of(view: View, statement: Statement) -> str:
    """The words that attribute it."""
    return " ".join(s.of(view.report.text) for s in statement.cue)


def is_denial(view: View, statement: Statement) -> bool:
    """Whether a statement denies a fact: it is no refusal, wish or opinion; "rejected" and "dismissed" have a claim for object; and
    the denying is not itself denied."""
    if statement.stance != "denies" or statement.negated:
        return False
    cue = cue_of(view, statement)
    if pattern("opinion").search(cue) or _is_undenied(view, statement):
        return False
    plain = fold(said(view, statement))
    return not pattern("turned_down").search(cue) or bool(pattern("named").match(plain) or pattern("back_untrue").fullmatch(plain))


def _is_undenied(view: View, statement: Statement) -> bool:
    if not statement.cue or not pattern("denying").search(cue_of(view, statement)):
        return False
    start, text = statement.whole.start, view.report.text
    at = statement.cue[0].start
    cue = re.sub(r"\W+", " ", statement.cue[0].of(text).lower())
    return bool(pattern("undenied").search(text[max(0, min(start, at - _BEFORE)) : at].split(".")[-1])) or " not " in f" {cue} "


def by_cue(view: View, statement: Statement) -> bool:
    """Whether a statement denies by its cue, or calls what was said untrue."""
    return bool(pattern("denying").search(cue_of(view, statement)) or pattern("untrue").fullmatch(unquoted(said(view, statement))))


def unquoted(words_of: str) -> str:
    """What is said without quotation marks around it."""
    return words_of.strip(" “”\"'‘’")


def is_claim(view: View, statement: Statement) -> bool:
    """Whether a statement tells something that can be denied, and does not only name it."""
    if statement.negated or not statement.content:
        return False
    if statement.stance == "accuses":
        return True
    words_of = said(view, statement)
    return len(words_of.split()) >= _WORDS and bool(pattern("tells").search(words_of.lower() if statement.headline else words_of))


def answers(view: View, claim: Statement, denial: Statement) -> str:
    """The words by which a denial answers a claim, or "": two telling words of both, one of them no name, half of the denial's; for a
    denial by negation alone none of it may be left, or its verb is negated."""
    own, theirs = telling(said(view, denial)), telling(said(view, claim))
    shared = theirs & own
    if len(shared) < _LEAST or 2 * len(shared) < len(own) or not shared - _names(view, denial):
        return ""
    if not by_cue(view, denial) and not is_gone(view, claim, denial):
        return ""
    return ", ".join(sorted(shared))


def stands_against(view: View, claim: Statement, denial: Statement) -> bool:
    """Whether a denial just behind a claim ("but a delegate said ...") is of what was claimed."""
    words_of = said(view, denial)
    if by_cue(view, denial) or pattern("none_at_all").match(words_of):
        return True
    shared = telling(words_of) & telling(said(view, claim)) - _names(view, denial)
    return bool(shared) and is_gone(view, claim, denial)


def denies_own(view: View, claim: Statement, denial: Statement) -> bool:
    """Whether the one accused in a claim denies it: by the cue, or by telling that nothing of the kind was done by his own."""
    words_of = said(view, denial)
    if by_cue(view, denial):
        return True
    shared = telling(words_of) & telling(said(view, claim))
    if not is_gone(view, claim, denial) or (pattern("is_none").search(words_of) and not shared):
        return False
    return bool(pattern("own").search(words_of)) or bool(shared)


def retorts(view: View, claim: Statement, denial: Statement) -> bool:
    """Whether a denial shares a telling word that is no name with a claim, and leaves nothing of it."""
    shared = telling(said(view, denial)) & telling(said(view, claim)) - _names(view, denial)
    return bool(shared) and (by_cue(view, denial) or is_gone(view, claim, denial))


def is_gone(view: View, claim: Statement, denial: Statement, over: View | None = None) -> bool:
    """Whether a negation leaves nothing of what was claimed (in the report ``over``), or the verb of the claim is negated."""
    words_of = said(view, denial)
    if pattern("later").search(words_of):
        return False  # "nobody has fired since" grants that somebody had
    if pattern("none").search(words_of):
        return True
    theirs = {stem(w) for w in fold(said(over or view, claim)).split()}
    return any(stem(m["verb"].lower()) in theirs for m in pattern("undone").finditer(words_of))


def blames_first(view: View, statement: Statement) -> bool:
    """Whether somebody is said in it to have begun: "the guards fired first"."""
    return not statement.negated and statement.stance in ("asserts", "accuses") and bool(pattern("began").search(said(view, statement)))


def same_means(view: View, claim: Statement, denial: Statement) -> bool:
    """Whether a denial by its cue is of what a claim tells was used: "denies that live rounds were used", "two were shot dead"."""
    return by_cue(view, denial) and bool(means_of(set(fold(said(view, claim)).split())) & means_of(set(fold(said(view, denial)).split())))


def means_of(told: Set[str]) -> frozenset[str]:
    """The means that words speak of."""
    return frozenset(name for name, words_of in _means() if not words_of.isdisjoint(told))


@cache
def _means() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((name, frozenset(line.split())) for name, line in table("disagreements")["means"].items())


def _names(view: View, statement: Statement) -> frozenset[str]:
    text = view.report.text
    inside = [n.span.of(text) for n in view.reading.names if any(c.contains(n.span) for c in statement.content)]
    return frozenset(stem(w) for name in inside for w in fold(name).split())


def telling(words_of: str) -> frozenset[str]:
    """The stems of what is said that can tell it from anything else."""
    stop = words("incidents", "stop") | words("disagreements", "plain")
    return frozenset(stem(w) for w in fold(words_of).split() if len(w) >= TELLING and w not in stop and w.isalpha())
