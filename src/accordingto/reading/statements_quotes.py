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
_QUOTES = frozenset({"“", "”", '"', "``", "''", "«", "»"})
_LEAST_WORDS = 4
_INTRODUCTION = 25  # words: a sentence that only brings in who speaks next is no longer
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


def close(tree: Tree, drafts: list[Draft], quotations: Sequence[Quotation]) -> None:
    """A piece of a content in which a quotation opens goes on to its closing mark, if that stands in the same sentence."""
    quoted = [tree.range_of(q.span) for q in quotations if q.kind == "direct"]
    for draft in drafts:
        for number, (first, last) in enumerate(draft.content):
            for begin, end in quoted[bisect_left(quoted, (first, 0)) : bisect_left(quoted, (last, 0))]:
                whole = [(begin, end)]
                if (
                    last < end
                    and tree.sentence[begin] == tree.sentence[end - 1]
                    and not shared(draft.cue, whole)
                    and not shared(draft.source, whole)
                ):
                    draft.content[number] = (first, end)
        draft.content = merge(draft.content)


def part_paragraphs(tree: Tree, drafts: list[Draft]) -> None:
    """A quotation that begins a later paragraph than its cue's is no piece of that cue's content: :func:`continued` says whose it is.

    Pieces that lie before the cue, and what is announced before a colon at a line's end, stay.
    """
    for draft in drafts:
        if not draft.cue or len(draft.content) < 2:
            continue
        at = draft.cue[-1][1] - 1
        kept = [part for part in draft.content if part[0] < at or tree.same_paragraph(at, part[0])]
        if kept and any(tree.same_paragraph(at, part[0]) for part in kept):
            draft.content = kept


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
        made = _introduced(tree, words) or _named_before(tree, words, by_sentence)
        if made is None:
            before = _speaker_before(tree, words, by_sentence) or _same_speaker(tree, words, by_sentence)
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


def _same_speaker(tree: Tree, words: Range, by_sentence: dict[int, list[Draft]]) -> Draft | None:
    """The only speaker of the sentence right before, in the same paragraph: "He denied it. “Not one shot.”"."""
    number = tree.sentence[words[0]] - 1
    if number < 0 or not tree.same_paragraph(tree.sentences[number][0], words[0]):
        return None
    told = [
        d for d in by_sentence.get(number, ()) if d.cue and tree.sentence[d.cue[0][0]] == number and (d.source or d.speaker is not None)
    ]
    told = [
        d
        for d in told
        if (d.sense is None or d.sense.act == "speech") and not any(o is not d and covers(o.content, d.cue[0][0]) for o in told)
    ]
    speakers = {_head_of(tree, d) for d in told}
    if len(speakers) != 1 or not told:
        return None
    last = max(told, key=lambda d: d.cue[0][0])
    return Draft(list(last.source), [], [], None, last.origin, last.score, last.sense, speaker=_head_of(tree, last), above=last.above)


def _head_of(tree: Tree, draft: Draft) -> int | None:
    if draft.speaker is not None or not draft.source:
        return draft.speaker
    first, last = draft.source[0]
    return next(
        (w for w in range(first, last) if not first <= tree.head[w] < last and tree.upos[w] not in ("PUNCT", "DET", "ADP")), last - 1
    )


def _named_before(tree: Tree, words: Range, by_sentence: dict[int, list[Draft]]) -> Draft | None:
    """ "Baker X, 52, lost his house." and then, in a paragraph of its own, what X says: named, and nobody else, with no words yet."""
    number = tree.sentence[words[0]] - 1
    if number < 0 or tree.sentences[number + 1][0] < words[0] or tree.same_paragraph(words[0] - 1, words[0]):
        return None
    first, last = tree.sentences[number]
    if by_sentence.get(number) or any(tree.form[w] in _QUOTES for w in range(first, last)) or last - first > _INTRODUCTION:
        return None
    if first > 0 and tree.same_paragraph(first - 1, first):
        return None
    names = {t.first: t for t in tree.tags.names if t.label == "person" and first <= t.first < last}
    if len(names) != 1:
        return None
    name = next(iter(names.values()))
    head = next((w for w in range(name.first, name.last) if not name.first <= tree.head[w] < name.last), name.first)
    person = head if tree.base(head) == "nsubj" else tree.head[head]
    if person < 0 or tree.base(person) != "nsubj" or tree.base(tree.head[person]) != "root":
        return None
    begin, end = noun_range(tree, person)
    mark = next((w for w in range(max(begin, name.last), end) if tree.form[w] == ","), end)
    draft = Draft([(begin, mark)], [], _paragraph(tree, words), None, "a quotation behind whoever is named before it", 0.6, _SAID)
    draft.speaker = person
    return draft


def _same_paragraph(tree: Tree, draft: Draft, words: Range) -> bool:
    low = max(part[1] - 1 for part in (*draft.content, *draft.cue))
    return low < words[0] and tree.same_paragraph(low, words[0])


def _goes_on(tree: Tree, words: Range, before: Draft) -> Draft:
    """A statement of its own, in a new paragraph, by the speaker of the one before."""
    draft = Draft([], [], _paragraph(tree, words), None, "a quotation that goes on with the speaker before it", 0.55, _SAID)
    draft.speaker = _head_of(tree, before)
    return draft


def _quotes(tree: Tree, draft: Draft) -> bool:
    return any(tree.form[w] in ("“", "”", '"', "``", "''") for first, last in draft.content for w in range(first, last))
