"""Where and when: which places and times of a sentence belong to which trigger."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.model.reading import Time
from accordingto.reading.names import Mention
from accordingto.reading.tree import Tree

_AT = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "along",
        "within",
        "throughout",
        "off",
        "over",
        "from",
        "into",
        "to",
        "toward",
        "towards",
        "on",
        "of",
        "between",
        "outside of",
        "close to",
    }
)
_STRICT = _AT - {"of", "to", "from", "on", "over", "between", "toward", "towards"}


class Setting:
    """Places and times of one text by sentence.

    Args:
        tree, mentions: of the text.
        times: as found, positions are those of the reading.
    """

    def __init__(self, tree: Tree, mentions: list[Mention], times: Sequence[Time]) -> None:
        self.tree, self.mentions = tree, mentions
        self.kinds = {m.head: m.kind for m in mentions}
        self.places_in: dict[int, list[int]] = {}
        for number, mention in enumerate(mentions):
            if mention.kind in ("place", "facility"):
                self.places_in.setdefault(tree.sentence[mention.words[0]], []).append(number)
        self.times_in: dict[int, list[tuple[int, int]]] = {}
        for number, time in enumerate(times):
            first, last = tree.range_of(time.span)
            if first < last and time.type in ("DATE", "TIME"):
                head = next((w for w in range(first, last) if not first <= tree.head[w] < last), last - 1)
                self.times_in.setdefault(tree.sentence[first], []).append((number, head))
        self.located = {(r.predicate, r.head) for r in tree.tags.roles if r.label == "LOC"}

    def places(self, word: int, light: int | None, taken: set[int]) -> tuple[int, ...]:
        """Positions of the names that say where a trigger happened.

        Args:
            light: the verb that carries a noun trigger, or None.
            taken: words that are arguments already.
        """
        tree = self.tree
        found: list[int] = []
        for number in self.places_in.get(tree.sentence[word], ()):
            head = self.mentions[number].head
            if head in taken and tree.case_of(head) not in _STRICT:
                continue
            if self._hangs_on(head, word) or (light is not None and self._hangs_on(head, light)):
                found.append(number)
        return tuple(found)

    def _hangs_on(self, head: int, word: int) -> bool:
        """Whether a place hangs below a trigger by prepositions of place only, at most three steps down."""
        tree = self.tree
        at = head
        for _ in range(4):
            above = tree.head[at]
            if above < 0:
                return False
            base, case = tree.base(at), tree.case_of(at)
            if (word, at) in self.located:
                return True
            if base in ("obl", "nmod"):
                if case not in _AT:
                    return False
                if above == word:
                    return (
                        case in _STRICT
                        or (case in ("on", "to", "from", "over") and tree.upos[word] == "VERB")
                        or (case == "of" and self.kind_of(head) == "place")
                    )
            elif base in ("appos", "conj", "compound", "nmod:poss", "flat"):
                if above == word:
                    return base == "compound"
            elif base not in ("obj", "nsubj"):
                return False
            elif above == word:
                return at != head
            at = above
        return False

    def kind_of(self, head: int) -> str:
        """The kind of the place whose head a word is."""
        return self.kinds.get(head, "")

    def times(self, word: int, light: int | None) -> tuple[int, ...]:
        """Positions of the times that say when: below the trigger, or below the verb of its clause."""
        tree = self.tree
        here = self.times_in.get(tree.sentence[word], ())
        if not here:
            return ()
        inside = [n for n, head in here if self._below(head, word) or (light is not None and self._below(head, light))]
        if inside:
            return tuple(inside)
        chain = [word, *tree.ancestors(word)]
        for at in chain[1:]:
            if tree.upos[at] in ("VERB", "AUX"):
                own = [n for n, head in here if tree.head[head] == at and tree.base(head) in ("obl", "advmod", "nmod")]
                return tuple(own)
        return ()

    def _below(self, head: int, word: int) -> bool:
        at = head
        for _ in range(3):
            above = self.tree.head[at]
            if above == word:
                return True
            if above < 0 or self.tree.base(at) not in ("nmod", "obl", "compound", "nummod", "amod", "advmod", "appos", "obl:tmod"):
                return False
            at = above
        return False
