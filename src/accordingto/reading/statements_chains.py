"""Voices that speak through other voices: "X, citing Y, reported", "Y told the Z newspaper", and "the official added"."""

from __future__ import annotations

from accordingto.reading.lexicon import CueSense, words
from accordingto.reading.references import Candidate, References
from accordingto.reading.statements_draft import Draft, merge, trim_content, without
from accordingto.reading.statements_sources import noun_range
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
            outer = next((d for d in here if d.word is not None and d.word != word and _belongs(tree, d, word)), None)
            own = next((d for d in here if d.word == word), None)
            if cited is None or outer is None:
                continue
            holes = [tree.subtree(word), (word, cited[0][1]), *cited[2]]
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
            if own is not None:
                drafts[:] = [d for d in drafts if d is not own]
            drafts.append(inner)
            by = _quoted_by(tree, cited[1])
            if by is not None:
                # "a port official quoted by Radio Z": Z stands between.
                middle = Draft([by[0]], [(by[2], by[2] + 1)], list(outer.content), by[2], "“quoted by”", 0.6, _PLAIN)
                middle.speaker, middle.above, inner.above = by[1], outer, middle
                inner.source = [(inner.source[0][0], min(inner.source[0][1], by[2]))]
                drafts.append(middle)


def _rest(tree: Tree, parts: list[Range], holes: list[Range]) -> list[Range]:
    kept = [trim_content(tree, piece) for part in parts for piece in without(part, holes)]
    return merge(piece for piece in kept if piece[0] < piece[1])


def _cited(tree: Tree, word: int) -> tuple[Range, int, list[Range]] | None:
    """Whoever is cited: his words, their head, and further stretches that go with the citing; None for mere evidence."""
    thing = tree.kid(word, "obj")
    if thing is None:
        return None
    speaks = (
        tree.upos[thing] == "PROPN"
        or tree.lemma[thing] in words("titles", "sources", "unnamed")
        or tree.lemma[thing] in words("titles", "sources", "organisation")
        or tree.lemma[thing] in words("titles", "sources", "outlet")
        or tree.lemma[thing] in words("titles", "roles")
    )
    if not speaks:
        return None
    return noun_range(tree, thing), thing, []


def _quoted_by(tree: Tree, head: int) -> tuple[Range, int, int] | None:
    """For "an official quoted by Radio Z": the words of Z, their head, and "quoted"."""
    for c in tree.child[head]:
        if tree.base(c) == "acl" and tree.lemma[c] in _CITING:
            agent = next((x for x in tree.child[c] if tree.base(x) == "obl" and tree.case_of(x) == "by"), None)
            if agent is not None:
                return noun_range(tree, agent), agent, c
    return None


def _belongs(tree: Tree, draft: Draft, word: int) -> bool:
    """Whether a participle hangs on a statement's cue or on its source."""
    above = tree.head[word]
    if above == draft.word:
        return True
    return any(first <= above < last or first <= word < last for first, last in draft.source)


def told_to_outlets(tree: Tree, drafts: list[Draft], outlets: dict[int, str], own: str) -> None:
    """ "She told the Z newspaper": the report has it through Z.

    Args:
        outlets: head word of each name of an outlet, with the name.
        own: the report's own outlet, lower case, or "".
    """
    made: list[Draft] = []
    for draft in drafts:
        word = draft.word
        if word is None or tree.lemma[word] != "tell" or draft.above is not None:
            continue
        for c in tree.child[word]:
            if (
                tree.base(c) not in ("obj", "iobj")
                or c not in outlets
                or (own and (outlets[c].lower() in own or own in outlets[c].lower()))
            ):
                continue
            said = merge([*draft.source, *draft.cue, *draft.content])
            outer = Draft([noun_range(tree, c)], [], said, None, f"told to {outlets[c]}", 0.5, _PLAIN)
            outer.speaker = c
            draft.above = outer
            made.append(outer)
    drafts += made


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
