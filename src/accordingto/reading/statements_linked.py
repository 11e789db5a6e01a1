"""Statements as the engine's linker joins them."""

from __future__ import annotations

from accordingto.reading.lexicon import CueSense, plain_cues, verb_cues
from accordingto.reading.statements_draft import Draft, trim_content
from accordingto.reading.statements_rules import find_cue, from_verb, is_negated_act
from accordingto.reading.tree import Range, Tree

_LEAST = 0.5


def linked(tree: Tree) -> list[Draft]:
    """One draft for each cue that has a content, and for each content that has a source and no cue."""
    tags = tree.tags.attributions
    groups: dict[tuple[str, int], tuple[list[int], list[int], float]] = {}
    for link in tree.tags.links:
        if link.score < _LEAST:
            continue
        key = ("cue", link.cue) if link.cue is not None else ("content", link.content)
        sources, contents, best = groups.get(key, ([], [], 0.0))
        if link.source is not None and link.source not in sources:
            sources.append(link.source)
        if link.content not in contents:
            contents.append(link.content)
        groups[key] = (sources, contents, max(best, link.score))
    drafts: list[Draft] = []
    for (kind, number), (sources, contents, score) in sorted(groups.items(), key=lambda item: item[0][1]):
        cue = [(tags[number].first, tags[number].last)] if kind == "cue" else []
        content = [trim_content(tree, (tags[c].first, tags[c].last)) for c in sorted(contents)]
        content = [c for c in content if c[0] < c[1]]
        if not content:
            continue
        word = cue_word(tree, cue[0]) if cue else None
        source = [(tags[s].first, tags[s].last) for s in sorted(sources)]
        draft = Draft(source, cue, content, word, "the engine's tags and links", score, _sense(tree, word))
        if word is not None:
            draft.negated = is_negated_act(tree, word)
            draft.endorsed = _endorsed(tree, word)
            if not source:
                _borrow(tree, draft, word)
        drafts.append(draft)
    return drafts


def cue_word(tree: Tree, cue: Range) -> int:
    """The word of a cue that says what sort of act it is: its last verb that the lexicon knows, else its head."""
    first, last = cue
    known = [w for w in range(first, last) if tree.upos[w] == "VERB" and find_cue(tree, w)[1]]
    if known:
        return known[0] if len(known) == 1 else max(known, key=lambda w: (tree.lemma[w] in verb_cues(), -tree.sentence[w], w))
    nouns = [w for w in range(first, last) if tree.lemma[w] in plain_cues("noun") or tree.lemma[w] in plain_cues("adjective")]
    if nouns:
        return nouns[0]
    verbs = [w for w in range(first, last) if tree.upos[w] == "VERB"]
    if verbs:
        return verbs[0]
    return next((w for w in range(first, last) if not first <= tree.head[w] < last), first)


def _sense(tree: Tree, word: int | None) -> CueSense | None:
    """What the lexicon says of a cue by itself; several senses are left to the stance rules."""
    if word is None:
        return None
    if tree.upos[word] == "NOUN" and tree.lemma[word] in plain_cues("noun"):
        return CueSense(plain_cues("noun")[tree.lemma[word]], "noun", "speech")
    senses = find_cue(tree, word)[1]
    return senses[0] if len(senses) == 1 else None


def _endorsed(tree: Tree, word: int) -> bool:
    draft = from_verb(tree, word) if tree.upos[word] == "VERB" else None
    return draft.endorsed if draft is not None else False


def _borrow(tree: Tree, draft: Draft, word: int) -> None:
    """A cue whose source stands far off ("..., adding that"): the subject it shares."""
    if tree.upos[word] != "VERB":
        return
    by_rule = from_verb(tree, word)
    if by_rule is not None and by_rule.source:
        draft.source, draft.speaker = by_rule.source, by_rule.speaker
