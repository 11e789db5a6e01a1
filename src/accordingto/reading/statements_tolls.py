"""Tolls and counts that somebody gives without a verb of saying: "put the toll at 38", "gave a figure of 12", "by the mayor's count".

Whoever gives a number speaks: it is his number, and an account of its own. The verbs are everyday ones, so a noun of
counting, a number and a subject that can speak must all be there ("the blast raised the toll to 31" says nothing of a giver).
"""

from __future__ import annotations

from accordingto.reading.lexicon import CueSense, words
from accordingto.reading.statements_draft import Draft, merge, trim_content, without
from accordingto.reading.statements_sources import can_speak, owner_of, speaker_of
from accordingto.reading.tree import Range, Tree

_TOLD = CueSense("asserts", "object", "speech")
_PRONOUNS = frozenset({"it", "them", "that", "this"})
_SCORE = 0.65


def given(tree: Tree, word: int) -> Draft | None:
    """The number that the word at this position gives, as a statement, or None."""
    upos = tree.upos[word]
    if upos == "VERB":
        return _by_verb(tree, word)
    if upos == "NOUN" and tree.lemma[word] in words("cues", "tolls", "nouns"):
        return _by_somebodys_count(tree, word) or _somebodys_figure(tree, word)
    return None


def is_count(tree: Tree, word: int) -> bool:
    """Whether a word stands for a number that somebody gives."""
    return tree.lemma[word] in words("cues", "tolls", "counts") or tree.low[word] in words("cues", "tolls", "counts")


def _by_verb(tree: Tree, word: int) -> Draft | None:
    lemma = tree.lemma[word]
    content = None
    if lemma in words("cues", "tolls", "at"):
        content = _with_number(tree, word, "at")
    if content is None and lemma in words("cues", "tolls", "to") and not (tree.base(word) == "advcl" and tree.low[word].endswith("ing")):
        content = _with_number(tree, word, "to")
    if content is None and lemma in words("cues", "tolls", "give"):
        content = _with_number(tree, word, "as") or _figure_of(tree, word)
    if content is None and lemma in words("cues", "tolls", "tell"):
        content = _counted(tree, word)
    if content is None:
        return None
    source, speaker = speaker_of(tree, word)
    if not source or speaker is None or not (can_speak(tree, speaker) or lemma in words("cues", "tolls", "at")):
        return None
    said = [trim_content(tree, part) for part in merge(content)]
    draft = Draft(source, [_cue(tree, word)], said, word, f"“{lemma}” with a number", _SCORE, _TOLD)
    draft.speaker = speaker
    draft.negated = tree.is_negated(word)
    return draft


def _cue(tree: Tree, word: int) -> Range:
    first = word
    while first > 0 and tree.head[first - 1] == word and tree.base(first - 1) in ("aux", "advmod"):
        first -= 1
    return first, word + 1


def _with_number(tree: Tree, word: int, preposition: str) -> list[Range] | None:
    """ "the toll at 38": a noun of counting right behind the verb, and the number behind the preposition."""
    last = tree.sentences[tree.sentence[word]][1]
    mark = next((w for w in range(word + 2, min(last, word + 16)) if tree.low[w] == preposition and _number_behind(tree, w)), None)
    if mark is None or any(tree.upos[w] in ("VERB", "AUX") and tree.rel[w] not in ("acl", "amod") for w in range(word + 1, mark)):
        return None
    between = range(word + 1, mark)
    if not (any(is_count(tree, w) for w in between) or (len(between) == 1 and tree.low[word + 1] in _PRONOUNS)):
        return None
    return [(word + 1, _end_of_number(tree, mark + 1))]


def _number_behind(tree: Tree, mark: int) -> bool:
    """Whether a number follows, perhaps behind "more than", "at least", "nearly"."""
    last = tree.sentences[tree.sentence[mark]][1]
    for word in range(mark + 1, min(last, mark + 5)):
        if tree.upos[word] == "NUM":
            return True
        if tree.upos[word] not in ("ADV", "ADJ", "ADP", "DET", "SYM", "PART") and tree.low[word] not in ("dozens", "hundreds", "thousands"):
            return False
        if tree.low[word] in ("dozens", "hundreds", "thousands"):
            return True
    return False


def _end_of_number(tree: Tree, first: int) -> int:
    """One past the number phrase that begins at ``first``: its number words and the noun they count."""
    last = tree.sentences[tree.sentence[first]][1]
    at = first
    while at < last and not (tree.upos[at] == "NUM" or tree.low[at] in ("dozens", "hundreds", "thousands")):
        at += 1
    at += 1
    while at < last and (
        tree.upos[at] == "NUM"
        or tree.low[at] in ("percent", "%", "million", "billion", "people")
        or is_count(tree, at)
        or (tree.upos[at] == "CCONJ" and at + 1 < last and tree.upos[at + 1] == "NUM")
        or (tree.form[at] in ("-", "–") and at + 1 < last and tree.upos[at + 1] == "NUM")
    ):
        at += 1
    return at


def _figure_of(tree: Tree, word: int) -> list[Range] | None:
    """ "a figure of 12 wounded": the object is a noun of counting and holds a number."""
    for thing in tree.kids(word, "obj", "obl"):
        if thing < word or not is_count(tree, thing) or tree.case_of(thing):
            continue
        first, last = tree.subtree(thing)
        if any(tree.upos[w] == "NUM" for w in range(thing, last)):
            return [(first, last)]
    return None


def _counted(tree: Tree, word: int) -> list[Range] | None:
    """ "12 bodies", or a bare number; whatever it is, of a verb that only counts ("counted 212 broken panes")."""
    counts = tree.lemma[word] in words("cues", "tolls", "counting")
    for thing in tree.kids(word, "obj", "xcomp") if counts else tree.kids(word, "obj"):
        numbered = tree.upos[thing] == "NUM" or tree.kid(thing, "nummod") is not None
        what = counts or tree.lemma[thing] in words("cues", "tolls", "counted") or tree.low[thing] in words("cues", "tolls", "counted")
        if thing > word and numbered and (what or tree.upos[thing] == "NUM"):
            first, last = tree.subtree(thing)
            if counts:
                last = max([last, *(tree.last[c] for c in tree.child[word] if c > thing and tree.base(c) in ("obl", "nmod", "advcl"))])
            return [(first, max(last, _end_of_number(tree, thing)) if tree.upos[thing] == "NUM" else last)]
    return None


def _by_somebodys_count(tree: Tree, word: int) -> Draft | None:
    """ "by the mayor's count, 40 died"."""
    if tree.case_of(word) not in ("by", "on"):
        return None
    source, speaker = owner_of(tree, word)
    if not source or speaker is None:
        return None
    if tree.low[speaker] in ("some", "all", "any"):
        return None
    first, last = tree.sentences[tree.sentence[word]]
    phrase = tree.subtree(word)
    above = tree.head[word]
    if above < 0:
        return None
    while tree.head[above] >= 0 and tree.upos[above] not in ("VERB", "AUX", "NUM"):
        above = tree.head[above]
    content = [trim_content(tree, part) for part in without(tree.subtree(above), [phrase])]
    content = [part for part in content if part[1] - part[0] > 1 and first <= part[0] and part[1] <= last]
    if not content:
        return None
    draft = Draft(source, [(word, word + 1)], content, word, f"by somebody's “{tree.low[word]}”", _SCORE, _TOLD)
    draft.speaker = speaker
    return draft


def _somebodys_figure(tree: Tree, word: int) -> Draft | None:
    """ "The governor's figure is 27"."""
    root = tree.head[word]
    if root < 0 or tree.base(word) != "nsubj" or tree.kid(root, "cop") is None:
        return None
    first, last = tree.subtree(root)
    said = (max(first, tree.kids(root, "cop")[-1] + 1), last)
    if said[0] >= said[1] or not any(tree.upos[w] == "NUM" for w in range(said[0], min(said[1], root + 1))):
        return None
    source, speaker = owner_of(tree, word)
    if not source or speaker is None or not can_speak(tree, speaker):
        return None
    end = _end_of_number(tree, said[0])
    draft = Draft(source, [(word, said[0])], [trim_content(tree, (said[0], end))], word, f"somebody's “{tree.low[word]}”", _SCORE, _TOLD)
    draft.speaker = speaker
    return draft


def count_giver(tree: Tree, head: int) -> int | None:
    """Whose count it is: the head behind "by" or "from" in "a tally by the agency", or the owner in "the agency's tally"."""
    if tree.lemma[head] not in words("cues", "tolls", "nouns"):
        return None
    source, speaker = owner_of(tree, head)
    return speaker if source and speaker is not None and can_speak(tree, speaker) else None
