"""Voices that speak through other voices: "X, citing Y, reported", "Y, quoted by Z", and "the official added"."""

from __future__ import annotations

from accordingto.reading.lexicon import CueSense, words
from accordingto.reading.references import Candidate, References
from accordingto.reading.statements_draft import Draft, covers, merge, trim_content, without
from accordingto.reading.statements_rules import find_cue
from accordingto.reading.statements_sources import can_speak, noun_range, phrase_behind
from accordingto.reading.tree import Range, Tree

_CITING = frozenset({"cite", "quote"})
_PLAIN = CueSense("asserts", "clause", "speech")
_WINDOW = 4  # sentences through which a relayed voice goes on being relayed


def cite(tree: Tree, drafts: list[Draft]) -> None:
    """Turn "citing Y" beside a statement into a statement of Y inside it, with the same content."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.cue:
            by_sentence.setdefault(tree.sentence[draft.cue[0][0]], []).append(draft)
    for number, here in sorted(by_sentence.items()):
        first, last = tree.sentences[number]
        for word in range(first, last):
            if tree.lemma[word] not in _CITING or not tree.low[word].endswith("ing"):
                continue
            cited = _cited(tree, word)
            own = next((d for d in here if d.word == word), None)
            outer = next((d for d in here if d.word is not None and d.word != word and _belongs(tree, d, word)), None)
            if cited is None:
                continue
            if outer is None and own is not None:
                outer = _as_outer(tree, own, word, cited[1])
            if outer is None:
                continue
            holes = [tree.subtree(word), (word, cited[0][1])] if outer is not own else [(word, cited[0][1])]
            outer.content = _rest(tree, outer.content, holes) or outer.content
            outer.source = _rest(tree, outer.source, holes) or outer.source
            inner = Draft(
                [cited[0]],
                [(word, word + 1)],
                list(outer.content),
                word,
                f"“{tree.low[word]}” beside “{tree.low[outer.word or 0]}”",
                0.65,
                _PLAIN,
            )
            inner.speaker, inner.above = cited[1], outer
            if own is not None and own is not outer:
                drafts[:] = [d for d in drafts if d is not own]
            drafts.append(inner)


def _as_outer(tree: Tree, own: Draft, word: int, cited: int) -> Draft | None:
    """ "The paper reported, quoting a source, that ..." tagged with "quoting" as its cue: "reported" is what the paper does."""
    verb = tree.head[word]
    if verb < 0 or verb > word or not any(sense.act == "speech" for sense in find_cue(tree, verb)[1]):
        return None
    if not own.source or any(low <= cited < high for low, high in own.source):
        return None
    own.cue, own.word, own.sense = [(verb, verb + 1)], verb, None
    return own


def relayed(tree: Tree, drafts: list[Draft], outlets: dict[int, str], own: str) -> None:
    """Voices that stand between: "Y, quoted by Z", "in a statement carried by Z", "in an interview with Z".

    Args:
        outlets: head word of each name of an outlet, with the name.
        own: the report's own outlet, lower case, or "".
    """
    made: list[Draft] = []
    verbs: set[int] = set()
    for draft in drafts:
        if not draft.cue or draft.word in verbs:
            continue
        between = _between(tree, draft, outlets, own)
        if between is None:
            continue
        source, speaker, cue, quoted = between
        passed = tree.low[cue[1] - 1] == "by"
        draft.source = [(low, min(high, cue[0])) for low, high in draft.source if low < cue[0]] if quoted else draft.source
        draft.source = _rest(tree, draft.source, [(cue[0], source[1])])
        draft.content = _rest(tree, draft.content, [(cue[0], source[1])]) or draft.content
        outer = Draft([source], [cue] if passed else [], list(draft.content), None, f"“{tree.of(cue)}” {tree.of(source)}", 0.6, _PLAIN)
        outer.speaker, outer.above, draft.above = speaker, draft.above, outer
        made.append(outer)
        verbs |= {cue[0]} if passed else set()
    drafts[:] = [d for d in drafts if d.word not in verbs] + made


def _between(tree: Tree, draft: Draft, outlets: dict[int, str], own: str) -> tuple[Range, int, Range, bool] | None:
    """Who passes a statement on: his words, their head, the words that say so, and whether they stand at the source."""
    first, last = tree.sentences[tree.sentence[draft.cue[0][0]]]
    ends = {high for _, high in (*draft.source, *draft.cue)}
    for by in range(first + 1, last - 1):
        if tree.low[by] != "by" or tree.low[by - 1] not in words("cues", "words", "relaying"):
            continue
        verb = by - 1
        at_source = tree.lemma[verb] in _CITING and bool({verb, verb - 1} & ends or any(low <= verb < high for low, high in draft.source))
        if not at_source and covers(draft.content, by) and not _tail(tree, draft, by):
            continue
        carrier = any(tree.lemma[w] in words("cues", "words", "carriers") for w in range(max(first, verb - 4), verb))
        found = phrase_behind(tree, by, last)
        if found is None or not (at_source or (carrier and _is_outlet(tree, found, outlets))):
            continue
        if at_source and not can_speak(tree, found[1]):
            continue
        label = tree.of(found[0]).lower().removeprefix("the ")
        if (own and (label in own or own in label)) or label.startswith(("this ", "our ")):
            continue
        return found[0], found[1], (verb, by + 1), at_source
    if draft.word is None or tree.upos[draft.word] != "VERB" or not draft.source:
        return None
    for mark in range(first, last - 1):
        if tree.low[mark] not in ("with", "to") or not _spoken_to(tree, draft, mark, first):
            continue
        found = phrase_behind(tree, mark, last)
        if found is None or not _is_outlet(tree, found, outlets):
            continue
        label = tree.of(found[0]).lower().removeprefix("the ")
        if own and (label in own or own in label):
            continue
        return found[0], found[1], (mark - 1, mark + 1), False
    return None


def _spoken_to(tree: Tree, draft: Draft, mark: int, first: int) -> bool:
    """ "in an interview with", "in remarks to", "speaking to": outside what is said, or at its very end."""
    if mark <= first or (covers(draft.content, mark) and not _tail(tree, draft, mark)):
        return False
    before = mark - 1
    if tree.lemma[before] in ("interview", "remark", "comment", "statement", "conversation"):
        return any(tree.low[w] in ("in", "during") for w in range(max(first, before - 4), before))
    return tree.low[before] in ("speaking", "talking") and tree.low[mark] == "to"


def _tail(tree: Tree, draft: Draft, word: int) -> bool:
    """Whether a word stands near the end of a content that runs on into how it was said."""
    end = max(high for _, high in draft.content)
    return end - word <= 8


def _is_outlet(tree: Tree, found: tuple[Range, int], outlets: dict[int, str]) -> bool:
    (first, last), head = found
    described = tree.lemma[head] in words("titles", "sources", "outlet") and tree.low[head] not in ("media", "press")
    named = tree.upos[last - 1] == "PROPN" and tree.low[last - 1] in words("titles", "sources", "outlet_name")
    return described or named or any(w in outlets for w in range(first, last))


def _rest(tree: Tree, parts: list[Range], holes: list[Range]) -> list[Range]:
    kept = [trim_content(tree, piece) for part in parts for piece in without(part, holes)]
    return merge(piece for piece in kept if piece[0] < piece[1])


def _cited(tree: Tree, word: int) -> tuple[Range, int] | None:
    """Whoever is cited: his words and their head; None for mere evidence."""
    thing = tree.kid(word, "obj")
    if thing is None:
        thing = next((c for c in tree.child[word] if c > word and tree.base(c) in ("obl", "nmod") and not tree.case_of(c)), None)
    if thing is None or not can_speak(tree, thing) or tree.lemma[thing] in words("evidence", "records"):
        return None
    first, last = noun_range(tree, thing)
    for w in range(thing + 1, last):
        # "a port official quoted by Radio Z" and "an officer, that ..." end where the name or noun does.
        if tree.low[w] in words("cues", "words", "relaying") or (tree.low[w] == "that" and tree.upos[w] == "SCONJ"):
            last = w - 1 if tree.form[w - 1] == "," else w
            break
    return (first, last), thing


def _belongs(tree: Tree, draft: Draft, word: int) -> bool:
    """Whether a participle hangs on a statement's cue or on its source."""
    above = tree.head[word]
    if above == draft.word:
        return True
    return any(first <= above < last or first <= word < last for first, last in draft.source)


def carry_on(tree: Tree, drafts: list[Draft], parents: list[int | None], references: References, relays: set[int]) -> None:
    """ "The official added": a voice that the report has only through another goes on being relayed by it.

    Args:
        parents: of the drafts; those that go on being relayed are set.
        relays: positions of drafts whose voice is an outlet or a document.
    """
    through: dict[int, tuple[int, int]] = {}
    for place in sorted(range(len(drafts)), key=lambda n: (drafts[n].cue or drafts[n].content)[0][0]):
        draft, outer = drafts[place], parents[place]
        candidate = _candidate(tree, draft, references)
        if candidate is None:
            continue
        number = tree.sentence[(draft.cue or draft.content)[0][0]]
        if outer is not None:
            if outer in relays:
                through[id(candidate)] = (outer, number)
            continue
        known = through.get(id(candidate))
        if known is not None and number - known[1] <= _WINDOW and candidate.entity is None:
            parents[place] = known[0]
            through[id(candidate)] = (known[0], number)


def _candidate(tree: Tree, draft: Draft, references: References) -> Candidate | None:
    for first, last in draft.source:
        for word in range(first, last):
            if not first <= tree.head[word] < last and word in references.by_word:
                return references.by_word[word]
    return None
