"""Slips of the parser that its own grammar rules out, put right before any rule looks at the tree."""

from __future__ import annotations

from collections.abc import Sequence

_NOMINAL = ("NOUN", "PROPN", "PRON")
_SUBJECTS = ("nsubj", "nsubj:pass")
_CLAUSES = ("ccomp", "xcomp", "parataxis")
_STEPS = 4  # up the tree
_ADVERBIAL = ("advcl", "obl", "advmod", "obl:tmod")


def mended(heads: Sequence[int], rels: Sequence[str], upos: Sequence[str]) -> tuple[list[int], list[str]]:
    """Heads and relations in which no verb has a subject on either side, and nothing hangs across its own governor.

    "X accused Y of it" with Y as a second subject: Y is the object. "X said Y had left" with Y below "said": Y is the subject
    of the clause behind it. "X met the minister" with the minister coordinated without an "and": the object. "“We stay,” X
    said after meeting Y" with "meeting" below "stay": the words behind "said" are its own. "X called on Y to go" with "on" as the
    mark of "go": what stands before a noun of the verb before it is that noun's preposition. "After a collapse killed ten" with
    "after a collapse" below "killed": the subject of that clause. "X, who on Monday accused Y, spoke on Friday" with "Friday" below
    "accused": what stands behind a verb does not hang inside its subject.
    """
    head, rel = list(heads), list(rels)
    for word, above in enumerate(heads):
        if above < 0:
            continue
        if rel[word] == "mark" and upos[word] == "ADP" and word < above:
            noun = next((w for w in range(word + 1, above + 1) if rel[w] == "obl" and upos[w] in _NOMINAL and heads[w] < word), None)
            if noun is not None:
                head[word], rel[word] = noun, "case"
        if rel[word] in _SUBJECTS and word > above and upos[above] == "VERB":
            _second_subject(head, rel, upos, word, above)
        if rel[word] == "conj" and upos[word] in _NOMINAL and word > above and upos[above] == "VERB":
            own = [w for w in range(above + 1, min(len(heads), word + 25)) if heads[w] in (above, word)]
            if not any(rel[w] in ("cc", "obj", "punct") for w in own if w <= word):
                rel[word] = "obj"
        if rel[word] == "case" and upos[word] == "SCONJ" and word < above < heads[above]:
            _subject_taken_for_adverbial(head, rel, upos, word, above)
        if rel[word] in _ADVERBIAL and above < word:
            over = _verb_between(heads, rels, upos, word, above)
            if over is not None:
                head[word] = over
    return head, rel


def _verb_between(heads: Sequence[int], rels: Sequence[str], upos: Sequence[str], word: int, above: int) -> int | None:
    """The verb that governs the governor of a word and stands between the two."""
    over = heads[above]
    if above < over < word and rels[above] == "ccomp":
        return over
    at = above
    for _ in range(_STEPS):
        over = heads[at]
        if over < 0:
            return None
        if above < over < word and upos[over] == "VERB" and rels[at] in _SUBJECTS:
            return over
        at = over
    return None


def _subject_taken_for_adverbial(head: list[int], rel: list[str], upos: Sequence[str], word: int, noun: int) -> None:
    verb = head[noun]
    if rel[noun] != "obl" or upos[verb] != "VERB" or not rel[verb].startswith("advcl"):
        return
    if not any(head[w] == verb and rel[w] in (*_SUBJECTS, "mark") for w in range(max(0, verb - 30), verb)):
        head[word], rel[word], rel[noun] = verb, "mark", "nsubj"


def _second_subject(head: list[int], rel: list[str], upos: Sequence[str], word: int, above: int) -> None:
    last = next((w for w in range(word + 1, min(len(head), word + 25)) if head[w] == above and rel[w] in _CLAUSES), None)
    if not any(head[w] == above and rel[w] in _SUBJECTS for w in range(max(0, above - 30), above)):
        return
    if last is None or any(head[w] == last and rel[w] in _SUBJECTS for w in range(word, last)):
        rel[word] = "obj"
    else:
        head[word] = last
