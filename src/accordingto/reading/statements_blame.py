"""Blame laid without a verb of blaming: "held the guards responsible", "laid it at the company's door", "pointed the finger at X"."""

from __future__ import annotations

from accordingto.reading.lexicon import CueSense, event_senses, words
from accordingto.reading.statements_draft import Draft, trim_content
from accordingto.reading.statements_sources import can_speak, is_negated_act, speaker_of
from accordingto.reading.tree import Range, Tree

_BLAME = CueSense("accuses", "object", "speech")
_SCORE = 0.65
_FAULT = frozenset({"blame", "responsibility", "guilt"})
_NEAR = 9  # words between a fault and whoever it is laid on


def blamed(tree: Tree, word: int) -> Draft | None:
    """The accusation that a verb makes with its object and what belongs to it, or None."""
    lemma = tree.lemma[word]
    if tree.upos[word] != "VERB" or tree.is_passive(word):
        return None
    content = None
    if lemma in words("cues", "blame", "holding"):
        content = _held(tree, word)
    if content is None and lemma in words("cues", "blame", "laying"):
        content = _laid(tree, word)
    cue = (word, word + 1)
    if content is None and lemma == "point":
        found = _pointed(tree, word)
        if found is not None:
            cue, content = found
    if content is None:
        return None
    source, speaker = speaker_of(tree, word)
    if not source or speaker is None or not can_speak(tree, speaker):
        return None
    draft = Draft(source, [cue], [trim_content(tree, content)], word, f"“{lemma}” of blame", _SCORE, _BLAME)
    draft.speaker, draft.negated = speaker, is_negated_act(tree, word)
    return draft


def _held(tree: Tree, word: int) -> Range | None:
    """ "held {the guards responsible for the fire}"."""
    thing = tree.kid(word, "obj")
    if thing is None or thing < word:
        return None
    first, end = tree.first[thing], tree.sentences[tree.sentence[word]][1]
    for w in range(thing + 1, min(end, tree.last[thing] + 3)):
        if tree.low[w] in words("cues", "blame", "guilt") and (tree.head[w] in (word, thing)):
            behind = w + 1 < end and tree.low[w + 1] in ("for", "of")
            tail = tree.last[tree.head[w + 1]] if behind and tree.head[w + 1] > w else tree.last[w]
            return first, max(tree.last[w], tail, w + 1)
    return None


def _laid(tree: Tree, word: int) -> Range | None:
    """ "laid {the fire at the door of the company}", "put {the blame for it on X}"."""
    thing = tree.kid(word, "obj")
    if thing is None or thing < word:
        return None
    if tree.lemma[thing] in _FAULT:
        for mark in range(thing + 1, min(tree.sentences[tree.sentence[word]][1], thing + _NEAR)):
            if tree.low[mark] in ("on", "upon", "with") and tree.head[mark] > mark:
                return tree.first[thing], tree.last[tree.head[mark]]
    deed = tree.upos[thing] == "PRON" or tree.low[thing] == "one" or tree.lemma[thing] in event_senses("nouns")
    for c in tree.child[word]:
        door = tree.lemma[c] in ("door", "doorstep") and tree.case_of(c) == "at" and tree.kid(c, "nmod") is not None
        if c > thing and deed and door:
            return tree.first[thing], tree.last[c]
    return None


def _pointed(tree: Tree, word: int) -> tuple[Range, Range] | None:
    """ "pointed the finger at {X}"."""
    thing = tree.kid(word, "obj")
    if thing is None or tree.lemma[thing] != "finger":
        return None
    for mark in range(thing + 1, min(tree.count, thing + 3)):
        if tree.low[mark] in ("at", "towards", "toward") and tree.head[mark] > mark:
            head = tree.head[mark]
            return (word, mark + 1), (mark + 1, max(tree.last[head], head + 1))
    return None
