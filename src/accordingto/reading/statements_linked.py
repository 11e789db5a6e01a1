"""Statements as the engine's linker joins them, and its loose ends tied: contents without a cue, cues without a source."""

from __future__ import annotations

from accordingto.reading.lexicon import CueSense, plain_cues, verb_cues, words
from accordingto.reading.statements_draft import OPENING, Draft, merge, shared, size, trim_content
from accordingto.reading.statements_prune import prune
from accordingto.reading.statements_rules import asks_for_silence, find_cue, from_according, from_verb
from accordingto.reading.statements_sources import is_asked, is_negated_act, noun_range, speaker_of
from accordingto.reading.tags import Link, TagSpan
from accordingto.reading.tree import Range, Tree

_LEAST = 0.3
_SURE = 0.5  # a weaker link counts only where source, cue and content stand together
_NEAR = 8  # words between a content and a loose cue that may be its own
_SIGNS = frozenset({"―", "—", "–", "--", "-"})
_OPEN_MARKS = OPENING - {"'", "‘"}


def linked(tree: Tree) -> list[Draft]:
    """One draft for each cue that has a content, and for each content without one whose speaker can be told."""
    tags = tree.tags.attributions
    by_cue: dict[int, tuple[list[int], list[int], float]] = {}
    loose: list[int] = []
    cueless: list[tuple[int, int, float]] = []
    used: set[int] = set()
    for link in tree.tags.links:
        if link.score < _LEAST or (link.score < _SURE and not _together(tree, link)):
            continue
        if link.cue is None:
            if link.source is None:
                loose.append(link.content)
            else:
                cueless.append((link.source, link.content, link.score))
                used.add(link.source)
            continue
        sources, contents, best = by_cue.get(link.cue, ([], [], 0.0))
        if link.source is not None and link.source not in sources:
            sources.append(link.source)
            used.add(link.source)
        if link.content not in contents:
            contents.append(link.content)
        by_cue[link.cue] = (sources, contents, max(best, link.score))
    used.update(by_cue)
    drafts = [
        d
        for cue, (sources, contents, score) in sorted(by_cue.items())
        if (d := _draft(tree, tags[cue], [tags[s] for s in sorted(sources)], [tags[c] for c in sorted(contents)], score)) is not None
    ]
    for source, content, score in cueless:
        draft = _draft(tree, None, [tags[source]], [tags[content]], score)
        if draft is not None:
            drafts.append(draft)
    spare = [n for n, t in enumerate(tags) if n not in used and t.label in ("source", "cue")]
    for draft in drafts:
        if not draft.source and draft.word is not None:
            _find_source(tree, draft, tags, spare)
    _tie(tree, drafts, [tags[c] for c in sorted(loose)], tags, spare)
    return drafts


def _together(tree: Tree, link: Link) -> bool:
    """Whether a link joins tags of one sentence."""
    tags = tree.tags.attributions
    parts = [tags[n].first for n in (link.source, link.cue, link.content) if n is not None]
    return link.cue is not None and link.source is not None and len({tree.sentence[w] for w in parts}) == 1


def _draft(tree: Tree, cue: TagSpan | None, sources: list[TagSpan], contents: list[TagSpan], score: float) -> Draft | None:
    content = [c for c in (trim_content(tree, (t.first, t.last)) for t in contents) if c[0] < c[1]]
    if not content:
        return None
    word = cue_word(tree, (cue.first, cue.last)) if cue is not None else None
    draft = Draft(
        [(t.first, t.last) for t in sources],
        [(cue.first, cue.last)] if cue is not None else [],
        merge(content),
        word,
        "the engine's tags and links",
        score,
        _sense(tree, word),
    )
    if word is not None:
        if asks_for_silence(tree, word, draft.content):
            return None
        _adjacent_source(tree, draft)
        _passive_subject(tree, draft)
        _with_infinitive_cue(tree, draft)
        _carried(tree, draft)
        prune(tree, draft)
        if not draft.content:
            return None
        draft.negated = draft.negated or is_negated_act(tree, word)
        draft.endorsed = _endorsed(tree, word)
    return draft


def _adjacent_source(tree: Tree, draft: Draft) -> None:
    """ "X, the minister has said, will pay": the subject beside the cue speaks, not the X that stands apart from it."""
    word = draft.word
    if word is None or tree.upos[word] != "VERB" or len(draft.source) != 1 or tree.is_passive(word):
        return
    own = next((c for c in tree.child[word] if tree.base(c) == "nsubj"), None)
    if own is None or draft.source[0][0] <= own < draft.source[0][1] or any(a <= own < b for a, b in draft.content):
        return
    beside = noun_range(tree, own)
    cue = draft.cue[0]
    apart = draft.source[0][1] < cue[0] - 1 and tree.form[draft.source[0][1]] == ","
    if beside[1] == cue[0] and apart:
        draft.content = merge([draft.source[0], *draft.content])
        draft.source, draft.speaker = [beside], own


def _with_infinitive_cue(tree: Tree, draft: Draft) -> None:
    """ "declined {to say how many}": what was not said is "how many", and "declined to say" is the cue."""
    word, first = draft.word, draft.content[0][0]
    if word is None or tree.lemma[word] not in words("cues", "words", "withholding") or tree.low[first] != "to":
        return
    verb = first + 1
    if verb + 1 >= draft.content[0][1] or tree.upos[verb] != "VERB" or not find_cue(tree, verb)[1] or draft.cue[-1][1] != first:
        return
    draft.cue = merge([*draft.cue, (first, verb + 1)])
    draft.content = [(verb + 1, draft.content[0][1]), *draft.content[1:]]
    draft.negated = True
    draft.sense = _WITHHELD


def _carried(tree: Tree, draft: Draft) -> None:
    """ "issued {a decree that called on all men to fight}": the decree carries the cue, what it calls for is said."""
    word = draft.word
    if word is None or tree.lemma[word] not in words("cues", "words", "light_verbs"):
        return
    first, last = draft.content[0]
    noun = next((w for w in range(first, min(last, first + 4)) if tree.lemma[w] in words("cues", "words", "carriers")), None)
    if noun is None:
        return
    verb = next((w for w in range(noun + 1, min(last, noun + 5)) if tree.upos[w] == "VERB" and find_cue(tree, w)[1]), None)
    if verb is None or not (tree.low[noun + 1] in ("that", "which", ",") or tree.low[verb].endswith("ing")):
        return
    inner = from_verb(tree, verb)
    if inner is None or inner.content[0][0] < verb:
        return
    draft.cue = [(draft.cue[0][0], inner.cue[0][1])]
    draft.content, draft.word, draft.sense = inner.content, verb, inner.sense


def _passive_subject(tree: Tree, draft: Draft) -> None:
    """ "X was accused of Y", "X is said to be Y": X is what is spoken of, and who speaks stands behind "by" or nowhere."""
    word = draft.word
    if word is None or tree.upos[word] != "VERB":
        return
    if is_asked(tree, word):
        draft.source, draft.speaker = speaker_of(tree, word)
        return
    if not tree.is_passive(word):
        return
    subject = next((c for c in tree.child[word] if tree.rel[c] in ("nsubj:pass", "csubj:pass")), None)
    if subject is None or not any(first <= subject < last for first, last in draft.source):
        return
    draft.content = merge([*draft.content, *draft.source]) if tree.low[subject] not in ("it", "there") else draft.content
    draft.source, draft.speaker = speaker_of(tree, word)


def _find_source(tree: Tree, draft: Draft, tags: tuple[TagSpan, ...], spare: list[int]) -> None:
    """A cue whose source the linker did not find: the subject by syntax, else a loose source tag of its sentence."""
    word = draft.word
    if word is None:
        return
    if tree.low[word] == "according":
        told = from_according(tree, word)
        if told is not None and not shared(told.source, draft.content):
            draft.source, draft.speaker = told.source, told.speaker
            return
    if tree.upos[word] == "VERB":
        source, speaker = speaker_of(tree, word)
        if source and not shared(source, draft.content):
            draft.source, draft.speaker = source, speaker
            return
        if tree.is_passive(word) or is_asked(tree, word):
            return
        above = _subject_above(tree, word)
        if above is not None:
            draft.source, draft.speaker = [noun_range(tree, above)], above
            return
    near = [n for n in spare if tags[n].label == "source" and tree.sentence[tags[n].first] == tree.sentence[word]]
    if near:
        best = min(near, key=lambda n: min(abs(tags[n].first - word), abs(tags[n].last - word)))
        draft.source = [(tags[best].first, tags[best].last)]
        spare.remove(best)


def _subject_above(tree: Tree, word: int) -> int | None:
    """ "A leaflet dropped over the city read: ...": the subject of the verb that the parser hung the cue on."""
    if word + 1 >= tree.count or tree.form[word + 1] != ":" or tree.head[word] < 0:
        return None
    return next((c for c in tree.child[tree.head[word]] if tree.base(c) == "nsubj" and c < word), None)


def _tie(tree: Tree, drafts: list[Draft], loose: list[TagSpan], tags: tuple[TagSpan, ...], spare: list[int]) -> None:
    """Contents that the linker left without a cue."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        for number in {tree.sentence[w] for r in (*draft.content, *draft.cue) for w in (r[0], r[1] - 1)}:
            by_sentence.setdefault(number, []).append(draft)
    for tag in loose:
        content = trim_content(tree, (tag.first, tag.last))
        if content[0] >= content[1]:
            continue
        made = _with_spare_cue(tree, content, tags, spare) or _signed(tree, content) or _by_syntax(tree, content)
        if made is not None:
            drafts.append(made)
            for number in {tree.sentence[content[0]], tree.sentence[content[1] - 1]}:
                by_sentence.setdefault(number, []).append(made)
            continue
        near = [d for n in range(tree.sentence[content[0]] - 1, tree.sentence[content[1] - 1] + 2) for d in by_sentence.get(n, ())]
        owner = next((d for d in near if _goes_with(tree, d, content)), None)
        if owner is not None:
            owner.content = merge([*owner.content, content])


def _with_spare_cue(tree: Tree, content: Range, tags: tuple[TagSpan, ...], spare: list[int]) -> Draft | None:
    """A cue tag that no content was linked to and that stands beside this one, with a source tag beside it."""
    best: tuple[int, int] | None = None
    for n in spare:
        t = tags[n]
        if t.label != "cue":
            continue
        gap = content[0] - t.last if t.last <= content[0] else t.first - content[1]
        if 0 <= gap <= _NEAR and tree.same_paragraph(t.first, content[0]) and (best is None or gap < best[0]):
            best = (gap, n)
    if best is None:
        return None
    cue = tags[best[1]]
    word = cue_word(tree, (cue.first, cue.last))
    draft = Draft([], [(cue.first, cue.last)], [content], word, "the engine's tags, joined by nearness", 0.55, _sense(tree, word))
    draft.negated = is_negated_act(tree, word)
    spare.remove(best[1])
    near = [n for n in spare if tags[n].label == "source" and min(abs(tags[n].first - cue.last), abs(cue.first - tags[n].last)) <= 3]
    if near:
        closest = min(near, key=lambda n: min(abs(tags[n].first - cue.last), abs(cue.first - tags[n].last)))
        draft.source = [(tags[closest].first, tags[closest].last)]
        spare.remove(closest)
    else:
        _find_source(tree, draft, tags, spare)
    return draft


def _signed(tree: Tree, content: Range) -> Draft | None:
    """A quotation with its speaker behind a dash or before a colon."""
    first, last = content
    if tree.form[first] in _OPEN_MARKS and last + 1 < tree.count and tree.form[last] in _SIGNS and tree.upos[last + 1] == "PROPN":
        end = last + 2
        while end < tree.count and (tree.upos[end] == "PROPN" or tree.form[end] in ("of", "the")) and tree.same_paragraph(last, end):
            end += 1
        draft = Draft([(last + 1, end)], [(last, last + 1)], [content], None, "a quotation signed behind a dash", 0.6, _PLAIN)
        draft.speaker = last + 1
        return draft
    if first >= 2 and tree.form[first - 1] == ":" and tree.upos[first - 2] == "PROPN":
        start = first - 2
        while start > 0 and tree.upos[start - 1] == "PROPN" and tree.same_paragraph(start - 1, first):
            start -= 1
        at_line_start = start == 0 or not tree.same_paragraph(start - 1, start)
        if at_line_start and first - 1 - start <= 4:
            draft = Draft([(start, first - 1)], [(first - 1, first)], [content], None, "a speaker's name before a colon", 0.6, _PLAIN)
            draft.speaker = first - 2
            return draft
    return None


def _by_syntax(tree: Tree, content: Range) -> Draft | None:
    """A verb of saying in the same sentence whose content by syntax is mostly this one."""
    number = tree.sentence[content[0]]
    first, last = tree.sentences[number]
    for word in range(first, last):
        if content[0] <= word < content[1] or tree.upos[word] != "VERB" or tree.lemma[word] not in verb_cues():
            continue
        draft = from_verb(tree, word)
        if draft is None or not draft.source:
            continue
        both = shared(draft.content, [content])
        if 2 * both >= size([content]) and 2 * both >= size(draft.content):
            draft.content, draft.score = [content], 0.55
            draft.origin = f"the engine's content, {draft.origin}"
            return draft
    return None


def _goes_with(tree: Tree, draft: Draft, content: Range) -> bool:
    """Whether a loose content is one more piece of a statement beside it: of the same paragraph, both quoted, nothing between."""
    parts = merge([*draft.content, *draft.cue, *draft.source])
    gap = min((content[0] - r[1] if r[1] <= content[0] else r[0] - content[1]) for r in parts)
    if not 0 <= gap <= 3 or not tree.same_paragraph(parts[0][0], content[0]) or not tree.same_paragraph(parts[-1][0], content[0]):
        return False
    return _is_quoted(tree, content) and any(_is_quoted(tree, r) for r in draft.content)


def _is_quoted(tree: Tree, part: Range) -> bool:
    return tree.form[part[0]] in _OPEN_MARKS or (part[0] > 0 and tree.form[part[0] - 1] in _OPEN_MARKS)


def cue_word(tree: Tree, cue: Range) -> int:
    """The word of a cue that says what sort of act it is: its verb that the lexicon knows, else its noun, else its head."""
    first, last = cue
    verbs = [w for w in range(first, last) if tree.upos[w] == "VERB"]
    known = [w for w in verbs if find_cue(tree, w)[1]]
    if known:
        return known[0]
    nouns = [w for w in range(first, last) if tree.lemma[w] in plain_cues("noun") or tree.lemma[w] in plain_cues("adjective")]
    if nouns:
        return nouns[0]
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
    if not any(tree.low[c] == "as" for c in tree.child[word]):
        return False
    draft = from_verb(tree, word) if tree.upos[word] == "VERB" else None
    return draft.endorsed if draft is not None else False


_WITHHELD = CueSense("denies", "clause", "speech")
_PLAIN = CueSense("asserts", "clause", "speech")
