"""What a text says of evidence for a statement: offered, not offered, or nothing."""

from __future__ import annotations

from functools import lru_cache

from accordingto.model.reading import EvidenceKind
from accordingto.model.text import Span
from accordingto.reading.lexicon import table
from accordingto.reading.tree import Range, Tree


@lru_cache(maxsize=2)
def _phrases(kind: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word to whole phrases, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table("evidence")[kind]:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in found.items()}


def find_evidence(tree: Tree) -> dict[int, tuple[EvidenceKind, Span]]:
    """Sentence number to what it says of evidence, and in which words; "not offered" goes first."""
    found: dict[int, tuple[EvidenceKind, Span]] = {}
    kinds: tuple[tuple[str, EvidenceKind], ...] = (("offered", "offered"), ("not_offered", "not offered"))
    for word in range(tree.count):
        low = tree.low[word]
        for key, kind in kinds:
            for phrase in _phrases(key).get(low, ()):
                last = _match(tree, word, phrase)
                if last is not None:
                    number = tree.sentence[word]
                    if kind == "not offered" or number not in found:
                        found[number] = (kind, tree.span((word, last)))
                    break
    return found


def _match(tree: Tree, word: int, phrase: tuple[str, ...]) -> int | None:
    """One past the last word of ``phrase`` at ``word``; "~" skips up to three words."""
    at, _, last = word, 0, tree.sentences[tree.sentence[word]][1]
    for number, part in enumerate(phrase):
        if part == "~":
            following = phrase[number + 1]
            at = next((w for w in range(at, min(last, at + 4)) if tree.low[w] == following), -1)
            if at < 0:
                return None
            continue
        if at >= last:
            return None
        if "-" in part:
            pieces = part.replace("-", " - ").split()
            if tree.low[at : at + len(pieces)] == pieces:
                at += len(pieces)
                continue
        if tree.low[at] != part:
            return None
        at += 1
    return at


def evidence_for(
    tree: Tree, found: dict[int, tuple[EvidenceKind, Span]], content: list[Range], cue: list[Range], source: list[Range]
) -> tuple[EvidenceKind, Span | None]:
    """What is said of evidence for one statement: in its own sentence, or right behind it where that says there is none."""
    if not found:
        return "not mentioned", None
    number = tree.sentence[(cue or content)[0][0]]
    here = found.get(number)
    if here is not None:
        span = here[1]
        words = tree.range_of(span)
        inside = any(first <= words[0] and words[1] <= last for first, last in content)
        if not inside or (here[0] == "offered" and any(first <= words[0] < last for first, last in source)):
            return here
    after = found.get(number + 1)
    if after is not None and after[0] == "not offered":
        words = tree.range_of(after[1])
        start = tree.sentences[number + 1][0]
        if words[0] - start <= 12:
            return after
    return "not mentioned", None
