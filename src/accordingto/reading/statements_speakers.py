"""Sources put right by structure, where tags and parse point to the wrong noun: two cues of one subject, apposed names.

Works on drafts that are otherwise complete, before voices are made.
"""

from __future__ import annotations

from accordingto.reading.lexicon import words
from accordingto.reading.statements_draft import Draft, covers, merge, shared, trim_content, without
from accordingto.reading.statements_percepts import as_clause
from accordingto.reading.statements_rules import find_cue, from_verb
from accordingto.reading.statements_sources import can_speak, noun_range, phrase_before
from accordingto.reading.tree import Range, Tree

_NO_SPEAKERS = frozenset(
    {"it", "there", "this", "that", "these", "those", "which", "what", "nothing", "none", "some", "most", "many", "all"}
)


def put_right(tree: Tree, drafts: list[Draft]) -> None:
    """Correct sources in place, and part contents that hold a second cue of the same speaker."""
    for draft in drafts:
        _subject_in_content(tree, draft)
        _own_subject(tree, draft)
        _apposed(tree, draft)
        _issued(tree, draft)
        beside = as_clause(tree, draft.word) if draft.word is not None else None
        if beside is not None:
            draft.content = beside.content
    by_word = {d.word: d for d in drafts if d.word is not None}
    made: list[Draft] = []
    for outer in drafts:
        for word in _second_cues(tree, outer):
            inner = by_word.get(word)
            if inner is None:
                inner = from_verb(tree, word)
                if inner is None:
                    continue
                by_word[word] = inner
                made.append(inner)
            _part(tree, outer, inner, word)
    drafts += made


def _subject_in_content(tree: Tree, draft: Draft) -> None:
    """ "The union, UHW, said 46", "Still in prison, their families say": the cue's subject, tagged as part of what is said."""
    word = draft.word
    if word is None or draft.source or tree.upos[word] != "VERB" or tree.is_passive(word):
        return
    first, last = next((part for part in reversed(draft.content) if part[1] <= word), (0, 0))
    own = next((c for c in tree.child[word] if tree.rel[c] == "nsubj" and first <= c < last), None)
    if own is None or not can_speak(tree, own):
        return
    whole = noun_range(tree, own)
    if whole[0] <= first and len(draft.content) > 1:
        draft.content.remove((first, last))
        draft.source, draft.speaker = [(first, last)], own
    elif whole[0] > first + 1 and last <= whole[1] and tree.form[whole[0] - 1] in (",", "”", '"'):
        draft.content[draft.content.index((first, last))] = trim_content(tree, (first, whole[0]))
        draft.source, draft.speaker = [whole], own


def _own_subject(tree: Tree, draft: Draft) -> None:
    """A source that is not the cue's subject gives way to it: "X, who ..., denied through a lawyer", "the police, who spoke of 9, said"."""
    word = draft.word
    if word is None or tree.upos[word] != "VERB" or not draft.cue or tree.is_passive(word) or draft.above is not None:
        return
    if tree.low[word].endswith("ing"):
        return
    begin = draft.cue[0][0]
    own = [c for c in tree.child[word] if tree.rel[c] == "nsubj" and c < word]
    if any(covers(draft.source, c) for c in own):
        return
    sayer = own[-1] if own and can_speak(tree, own[-1]) and not covers(draft.content, own[-1]) else None
    if sayer is not None and draft.source and tree.sentence[draft.source[0][0]] != tree.sentence[word]:
        draft.source, draft.speaker = [noun_range(tree, sayer)], sayer
        return
    if own and draft.source and draft.source[0][0] > word:
        mark = tree.case_of(_head(tree, draft.source[0]))
        if mark in ("through", "via") and sayer is not None:
            draft.source, draft.speaker = [noun_range(tree, sayer)], sayer
        return
    if own:
        return
    if tree.low[word - 1] == "to" and draft.source and draft.source[-1][1] == word - 1:
        _purpose(tree, draft, word)
        return
    found = phrase_before(tree, begin)
    if found is None or shared(draft.source, [found[0]]) or (draft.source and draft.source[0][0] > word):
        return
    draft.source, draft.speaker = [found[0]], found[1]
    draft.content = merge(trim_content(tree, part) for whole in draft.content for part in without(whole, [found[0]])) or draft.content


def _purpose(tree: Tree, draft: Draft, word: int) -> None:
    """ "Crowds stormed the embassy to condemn it": the crowds condemn, as nobody asked the embassy to."""
    head = _head(tree, draft.source[-1])
    verb = next((w for w in tree.ancestors(head)[:3] if tree.upos[w] == "VERB"), None)
    if verb is None or verb >= head or tree.base(head) not in ("obj", "obl", "nmod") or tree.is_passive(verb):
        return
    if tree.lemma[verb] in words("cues", "words", "asking") or tree.lemma[verb] in words("cues", "words", "making"):
        return
    subject = tree.subject(verb)
    if subject is not None and subject < verb < word and can_speak(tree, subject):
        draft.source, draft.speaker = [noun_range(tree, subject)], subject


def _issued(tree: Tree, draft: Draft) -> None:
    """ "X issued a decree, which said A": X says it, by issuing a decree."""
    word = draft.word
    if word is None or len(draft.source) != 1 or draft.source[0][1] - draft.source[0][0] != 1 or not draft.cue:
        return
    relative = draft.source[0][0]
    noun = tree.head[word]
    if tree.low[relative] not in ("which", "that") or noun < 0 or tree.rel[word] != "acl:relcl" or noun > relative:
        return
    verb = tree.head[noun]
    light = verb >= 0 and tree.base(noun) == "obj" and tree.lemma[verb] in words("cues", "words", "light_verbs")
    if not light or tree.lemma[noun] not in words("cues", "words", "carriers") or tree.is_passive(verb):
        return
    subject = tree.subject(verb)
    if subject is None or not can_speak(tree, subject) or covers(draft.content, subject) or covers(draft.content, verb):
        return
    draft.source, draft.speaker = [noun_range(tree, subject)], subject
    draft.cue = [(verb, draft.cue[-1][1])]


def _head(tree: Tree, part: Range) -> int:
    return next((w for w in range(*part) if not part[0] <= tree.head[w] < part[1] and tree.upos[w] != "PUNCT"), part[0])


def _apposed(tree: Tree, draft: Draft) -> None:
    """ "Clean River, one of the organisers, denied": the name before the comma speaks, what stands behind it describes it."""
    word = draft.word
    if word is None or len(draft.source) != 1:
        return
    subjects = [c for c in tree.child[word] if tree.rel[c] == "nsubj" and c < word]
    if tree.base(word) == "conj" and not subjects and tree.head[word] >= 0:
        subjects = [c for c in tree.child[tree.head[word]] if tree.rel[c] == "nsubj" and c < word]
    if len(subjects) != 2 or tree.upos[subjects[0]] != "PROPN" or tree.case_of(subjects[0]):
        return
    name, other = subjects
    first, last = noun_range(tree, name)
    if covers(draft.source, other) and tree.form[last : last + 1] == [","] and draft.source[0][0] == last + 1:
        draft.source, draft.speaker = [(first, draft.source[0][1])], name


def _second_cues(tree: Tree, outer: Draft) -> list[int]:
    """Verbs of saying in a content that the parser joined to what is said, though only the speaker can be their subject."""
    cue = outer.word
    if cue is None or not outer.source or not outer.content or tree.upos[cue] != "VERB" or not _is_told(tree, cue):
        return []
    found: list[int] = []
    for first, last in outer.content:
        if first < cue:
            continue
        for word in range(first + 2, last):
            if tree.base(word) != "conj" or tree.upos[word] != "VERB" or not (tree.head[word] == cue or first <= tree.head[word] < last):
                continue
            if tree.low[word - 1] not in ("and", "but") or tree.low[word] == tree.lemma[word] or tree.low[word].endswith("ing"):
                continue
            if tree.kid(word, "nsubj", "aux", "csubj", "expl") is not None or not _is_told(tree, word) or _is_quoted(tree, first, word):
                continue
            subject = tree.subject(word)
            unfit = subject is not None and first <= subject < last and not _may_say(tree, subject)
            if tree.head[word] == cue or unfit:
                found.append(word)
    return found


def _is_told(tree: Tree, word: int) -> bool:
    return any(sense.act == "speech" for sense in find_cue(tree, word)[1]) and not tree.is_passive(word)


def _may_say(tree: Tree, subject: int) -> bool:
    if tree.low[subject] in _NO_SPEAKERS or tree.upos[subject] == "NUM" or tree.rel[subject] == "nsubj:pass":
        return False
    return can_speak(tree, subject)


def _is_quoted(tree: Tree, first: int, word: int) -> bool:
    opened = sum(1 for w in range(first, word) if tree.form[w] in ("“", "``", "«"))
    closed = sum(1 for w in range(first, word) if tree.form[w] in ("”", "''", "»"))
    straight = sum(1 for w in range(first, word) if tree.form[w] == '"')
    return opened > closed or straight % 2 == 1


def _part(tree: Tree, outer: Draft, inner: Draft, word: int) -> None:
    """End the first content before the "and" of the second cue, and give the second its speaker and its complement."""
    cut = word - 1
    kept: list[Range] = []
    behind: list[Range] = []
    for first, last in outer.content:
        if first <= cut < last:
            kept.append(trim_content(tree, (first, cut)))
            behind.append((word + 1, last))
        else:
            kept.append((first, last))
    said = from_verb(tree, word)
    inner.content = said.content if said is not None else merge(trim_content(tree, part) for part in behind)
    inner.cue = said.cue if said is not None else [(word, word + 1)]
    inner.content = merge(part for whole in inner.content for part in without(whole, [(0, word), *inner.cue]))
    inner.source, inner.speaker, inner.above = list(outer.source), outer.speaker, outer.above
    inner.origin = f"“{tree.low[word]}” beside “{tree.low[outer.word or word]}” of the same speaker"
    outer.content = merge(part for part in kept if part[0] < part[1])
