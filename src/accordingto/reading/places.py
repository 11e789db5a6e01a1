"""Where: which places of a sentence belong to which trigger."""

from __future__ import annotations

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
    """Places of one text by sentence.

    Args:
        tree, mentions: of the text.
    """

    def __init__(self, tree: Tree, mentions: list[Mention]) -> None:
        self.tree, self.mentions = tree, mentions
        self.kinds = {m.head: m.kind for m in mentions}
        self.places_in: dict[int, list[int]] = {}
        for number, mention in enumerate(mentions):
            if mention.kind in ("place", "facility"):
                self.places_in.setdefault(tree.sentence[mention.words[0]], []).append(number)
        self.located = {(r.predicate, r.head) for r in tree.tags.roles if r.label == "LOC"}

    def places(self, word: int, light: int | None, taken: set[int]) -> tuple[int, ...]:
        """Positions of the names that say where a trigger happened.

        Args:
            light: the verb that carries a noun trigger, or None.
            taken: words that are arguments already.
        """
        tree = self.tree
        found: list[int] = []
        within = self._within(word)
        for number in self.places_in.get(tree.sentence[word], ()):
            head = self.mentions[number].head
            if head in taken and tree.case_of(head) not in _STRICT:
                continue
            owners = [word, light, within if head > word else None]
            if any(owner is not None and self._hangs_on(head, owner) for owner in owners):
                found.append(number)
        return tuple(found)

    def _within(self, word: int) -> int | None:
        """The verb whose setting a noun is: "killed in a firefight", hurt "during the march"; it is where that is."""
        tree, above = self.tree, self.tree.head[word]
        if above < 0 or tree.upos[word] != "NOUN" or tree.base(word) != "obl" or tree.upos[above] != "VERB":
            return None
        return above if tree.case_of(word) in ("in", "during", "by") else None

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
                if case not in _AT and not (case == "against" and at != head):
                    return False
                if above == word:
                    return (at != head and case in ("against", "on", "at")) or (
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
