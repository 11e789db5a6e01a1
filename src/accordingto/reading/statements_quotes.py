"""Quotations that run on: over sentences, over paragraphs, or with nobody named because the speaker goes on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from accordingto.model.reading import Quotation
from accordingto.reading.lexicon import CueSense, verb_cues
from accordingto.reading.statements_draft import Draft, covers, merge, shared, size
from accordingto.reading.statements_sources import noun_range
from accordingto.reading.tree import Range, Tree

_SAID = CueSense("asserts", "clause", "speech")
_LEAST_WORDS = 4
_FAR = 200  # words: no statement that holds a quotation's start begins farther before it


def extend(tree: Tree, drafts: list[Draft], quotations: Sequence[Quotation]) -> None:
    """A content that holds the start of a quotation holds all of it, up to its paragraph's end."""
    quoted = [tree.range_of(q.span) for q in quotations if q.kind in ("direct", "block")]
    drafts.sort(key=lambda d: d.content[0])
    starts = [d.content[0][0] for d in drafts]
    for words in quoted:
        if words[0] >= words[1] or tree.sentence[words[0]] == tree.sentence[words[1] - 1]:
            continue
        near = drafts[bisect_left(starts, words[0] - _FAR) : bisect_right(starts, words[1])]
        owner = next((d for d in near if shared(d.content, [words]) >= 2 and d.cue and not covers(d.cue, words[0])), None)
        if owner is None:
            continue
        owner.content = merge([*owner.content, *_paragraph(tree, words)])
        for other in near:
            # A piece of the same quotation that found no cue of its own belongs to it.
            if other is not owner and not other.cue and size(other.content) and shared(other.content, [words]) == size(other.content):
                other.content = []
    drafts[:] = [d for d in drafts if d.content]


def _paragraph(tree: Tree, words: Range) -> list[Range]:
    """The part of a range up to the first line break."""
    for word in range(words[0] + 1, words[1]):
        if not tree.same_paragraph(words[0], word):
            return [(words[0], word)]
    return [words]


def continued(tree: Tree, drafts: list[Draft], quotations: Sequence[Quotation]) -> list[Draft]:
    """Statements for quotations that no cue governs: their speaker is named just before, or goes on speaking."""
    found: list[Draft] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        for number in {tree.sentence[w] for part in draft.content + draft.cue for w in (part[0], part[1] - 1)}:
            by_sentence.setdefault(number, []).append(draft)
    for quotation in quotations:
        if quotation.kind not in ("direct", "block"):
            continue
        words = tree.range_of(quotation.span)
        inner = sum(1 for w in range(*words) if tree.upos[w] != "PUNCT")
        if inner < _LEAST_WORDS or words[0] >= words[1]:
            continue
        first, last = tree.sentence[words[0]], tree.sentence[words[1] - 1]
        around = [d for number in range(first, last + 1) for d in by_sentence.get(number, ())]
        if any(2 * shared(d.content, [words]) >= size([words]) for d in around) or any(covers(d.source, words[0]) for d in around):
            continue
        if not _stands_alone(tree, words):
            continue
        made = _introduced(tree, words)
        if made is None:
            before = _speaker_before(tree, words, by_sentence)
            if before is not None and before.cue and _same_paragraph(tree, before, words):
                before.content = merge([*before.content, words])
                by_sentence.setdefault(last, []).append(before)
                continue
            made = _goes_on(tree, words, before) if before is not None else None
        if made is not None:
            found.append(made)
            by_sentence.setdefault(last, []).append(made)
    return found


def _stands_alone(tree: Tree, words: Range) -> bool:
    """Whether the quotation is all of its sentence: what stands beside it says nothing of its own."""
    first, _ = tree.sentences[tree.sentence[words[0]]]
    _, last = tree.sentences[tree.sentence[words[1] - 1]]
    outside = [w for w in (*range(first, words[0]), *range(words[1], last)) if tree.upos[w] not in ("PUNCT", "CCONJ")]
    return len(outside) <= 1


def _introduced(tree: Tree, words: Range) -> Draft | None:
    """ "X explains:" before it, on the same line or the one above."""
    number = tree.sentence[words[0]]
    if not number:
        return None
    first, last = tree.sentences[number - 1]
    if tree.form[last - 1] != ":":
        return None
    for word in range(last - 1, first - 1, -1):
        if tree.upos[word] == "VERB" and tree.lemma[word] in verb_cues():
            subject = tree.subject(word)
            if subject is not None:
                draft = Draft(
                    [noun_range(tree, subject)], [(word, word + 1)], _paragraph(tree, words), word, "a quotation after a colon", 0.7, _SAID
                )
                draft.speaker = subject
                return draft
    named = [w for w in range(first, last - 1) if tree.upos[w] == "PROPN"]
    if named and last - first <= 8:
        draft = Draft(
            [(first, last - 1)], [(last - 1, last)], _paragraph(tree, words), None, "a speaker's name before a colon", 0.65, _SAID
        )
        draft.speaker = named[-1]
        return draft
    return None


def _speaker_before(tree: Tree, words: Range, by_sentence: dict[int, list[Draft]]) -> Draft | None:
    """The statement of the one or two sentences before whose speaker goes on: it was a quotation too."""
    number = tree.sentence[words[0]]
    for back in (1, 2):
        before = [d for d in by_sentence.get(number - back, ()) if d.source or d.speaker is not None]
        before = [d for d in before if d.sense is None or d.sense.act == "speech"]
        if before:
            last = max(before, key=lambda d: (_quotes(tree, d), d.content[-1][1]))
            return last if _quotes(tree, last) else None
    return None


def _same_paragraph(tree: Tree, draft: Draft, words: Range) -> bool:
    low = max(part[1] - 1 for part in (*draft.content, *draft.cue))
    return low < words[0] and tree.same_paragraph(low, words[0])


def _goes_on(tree: Tree, words: Range, before: Draft) -> Draft:
    """A statement of its own, in a new paragraph, by the speaker of the one before."""
    draft = Draft([], [], _paragraph(tree, words), None, "a quotation that goes on with the speaker before it", 0.55, _SAID)
    draft.speaker = before.speaker if before.speaker is not None else before.source[0][1] - 1
    return draft


def _quotes(tree: Tree, draft: Draft) -> bool:
    return any(tree.form[w] in ("“", "”", '"', "``", "''") for first, last in draft.content for w in range(first, last))
