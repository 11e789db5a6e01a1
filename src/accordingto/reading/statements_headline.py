"""Statements of headlines, where punctuation is the cue: "X: Y", "Y – X", "Y, says X"."""

from __future__ import annotations

from accordingto.reading.lexicon import CueSense, words
from accordingto.reading.statements_draft import Draft, trim_content
from accordingto.reading.tree import Range, Tree

_COLON = frozenset({":"})
_DASH = frozenset({"–", "—", "-", "--", "|"})
_SOURCE_LENGTH = 6


def in_headline(tree: Tree, sentence: Range, named: frozenset[int], *, dashes: bool = True) -> Draft | None:
    """The statement that a colon or dash makes in one headline or entry of a live page.

    Args:
        named: words that lie in a name of a person, organisation, place or nationality.
        dashes: whether a dash can part a source from what it says.
    """
    first, last = sentence
    for word in range(first + 1, last - 1):
        form = tree.form[word]
        if form in _COLON:
            left, right = (first, word), (word + 1, last)
            if _is_source(tree, left, named) and right[1] - right[0] >= 2:
                return _draft(tree, left, word, right)
            if _is_source(tree, right, named) and left[1] - left[0] >= 3:
                return _draft(tree, right, word, left)
    for word in range(last - 2, first, -1) if dashes else ():
        if tree.form[word] in _DASH and _spaced(tree, word):
            left, right = (first, word), (word + 1, last)
            if _is_source(tree, right, named) and left[1] - left[0] >= 3:
                return _draft(tree, right, word, left)
            break
    return None


def _spaced(tree: Tree, word: int) -> bool:
    span = tree.words[word]
    return tree.text[span.start - 1 : span.start].isspace() and tree.text[span.end : span.end + 1].isspace()


def _is_source(tree: Tree, part: Range, named: frozenset[int]) -> bool:
    """Whether a short stretch names somebody and says nothing: all names, titles and nouns of people."""
    first, last = part
    if not 1 <= last - first <= _SOURCE_LENGTH:
        return False
    people = (
        words("titles", "roles") | words("titles", "honorifics") | words("titles", "modifiers") | words("titles", "sources", "organisation")
    )
    people |= words("titles", "sources", "unnamed") | words("titles", "sources", "outlet") | words("titles", "sources", "document")
    somebody = False
    for word in range(first, last):
        low = tree.low[word]
        if word in named:
            somebody = somebody or True
        elif low in people or tree.lemma[word] in people:
            somebody = True
        elif low not in ("the", "of", "'s", "and", "top", ",", "-", "'") and tree.upos[word] not in ("ADJ", "PROPN", "NOUN"):
            return False
    return somebody


def _draft(tree: Tree, source: Range, mark: int, content: Range) -> Draft | None:
    said = trim_content(tree, content)
    if said[0] >= said[1]:
        return None
    draft = Draft(
        [source], [(mark, mark + 1)], [said], None, f"headline with “{tree.form[mark]}”", 0.75, CueSense("asserts", "clause", "speech")
    )
    draft.speaker = next(
        (w for w in range(source[1] - 1, source[0] - 1, -1) if tree.head[w] < source[0] or tree.head[w] >= source[1]), source[1] - 1
    )
    return draft
