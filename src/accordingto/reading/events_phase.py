"""Whether what is told goes on, or lies long back: by tense, by verbs of lasting, by "decades ago"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.reading.lexicon import words
from accordingto.reading.numbers import cardinal
from accordingto.reading.tree import Tree

_LONG_YEARS = 10
_NOUNS = ("NOUN", "PROPN")


def _list(name: str) -> frozenset[str]:
    return words("events", "status", name)


def is_ongoing(tree: Tree, word: int, verb: int) -> bool:
    """Present progressive, "have been doing", "still doing", "keep doing", "the siege goes on"."""
    above = tree.head[verb]
    if tree.low[verb].endswith("ing") and tree.upos[verb] == "VERB":
        forms = {tree.low[c] for c in tree.child[verb] if tree.base(c) == "aux"}
        if forms & {"is", "are", "'s", "'re", "am", "'m"} or ("been" in forms and forms & {"has", "have", "'ve", "'s"}):
            return True
        return above >= 0 and tree.base(verb) == "xcomp" and tree.lemma[above] in _list("going_on") and is_present(tree, above)
    if above >= 0 and tree.base(verb) == "xcomp" and tree.lemma[above] == "remain" and tree.low[verb].endswith("ed"):
        return is_present(tree, above)
    if tree.upos[word] in _NOUNS and above >= 0 and tree.base(verb) == "nsubj":
        under_way = tree.low[above] in ("underway", "ongoing") or (tree.low[above] == "way" and tree.case_of(above) == "under")
        if under_way:
            return any(tree.low[c] in ("is", "are", "'s", "'re", "remains", "remain") for c in tree.child[above])
    if tree.upos[word] in _NOUNS and above >= 0 and tree.base(verb) == "nsubj" and tree.lemma[above] in (*_list("going_on"), "go"):
        return is_present(tree, above) and (tree.lemma[above] != "go" or any(tree.low[c] == "on" for c in tree.child[above]))
    return tree.lemma[word] in _list("going_on") and is_present(tree, word)


def is_present(tree: Tree, verb: int) -> bool:
    low, lemma = tree.low[verb], tree.lemma[verb]
    plain = low in (lemma, lemma + "s", lemma + "es")
    return plain and not any(tree.low[c] in ("did", "would", "will", "could") for c in tree.child[verb] if tree.base(c) == "aux")


def is_long_ago(tree: Tree, verb: int) -> bool:
    """ "decades ago", "a century ago", "forty years ago", "in the 1990s" below the verb."""
    for c in tree.child[verb]:
        if tree.base(c) not in ("obl", "advmod", "nmod"):
            continue
        first, last = tree.subtree(c)
        stretch = tree.low[first:last]
        if "ago" in stretch and (_list("long_ago") & set(stretch) or _has_many_years(tree, first, last)):
            return True
        if any(re.fullmatch(r"(1[5-9]|20)\d0s", low) for low in stretch) and last - first < 8:
            return True
    return False


def _has_many_years(tree: Tree, first: int, last: int) -> bool:
    return "years" in tree.low[first:last] and any((cardinal((low,)) or 0) >= _LONG_YEARS for low in tree.low[first:last])


def is_historical(days_before: Sequence[float]) -> bool:
    """Whether every time of an event lies more than a year before publication."""
    return bool(days_before) and all(days > 366 for days in days_before)
