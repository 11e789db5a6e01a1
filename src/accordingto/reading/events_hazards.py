"""Forces of nature and outbreaks: what struck is the happening, and the verb only carries it ("a quake struck the highlands").

PLOVER has no class for them. They stand under ASSAULT by their own names, without players: nobody did it, so that no reading may
name an attacker; what they struck is a place of theirs.
"""

from __future__ import annotations

from accordingto.reading.lexicon import words
from accordingto.reading.roles import Roles
from accordingto.reading.tree import Tree

_NOUNS = ("NOUN", "PROPN")
_INSIDE = ("nmod", "appos", "conj", "compound", "flat", "obl")


def _list(name: str) -> frozenset[str]:
    return words("events", "hazard", name)


class Hazards:
    """Finds forces of nature among the nouns of one text."""

    def __init__(self, tree: Tree, roles: Roles) -> None:
        self.tree, self.roles = tree, roles
        self.nouns, self.carriers = _list("nouns"), _list("carriers")
        forms = self.nouns | {f"{noun}s" for noun in self.nouns}
        self.told = {w for w, low in enumerate(tree.low) if (low in forms or tree.lemma[w] in self.nouns) and tree.upos[w] in _NOUNS}

    def lemma(self, word: int) -> str:
        """The plain noun of a hazard, whatever the tagger took it for at the head of a sentence, or ""."""
        tree = self.tree
        return next((w for w in (tree.lemma[word], tree.low[word], tree.low[word].removesuffix("s")) if w in self.nouns), "")

    def is_one(self, word: int) -> bool:
        """Whether a noun names such a happening here: not "a flood of refugees", "flood relief", "a landslide victory"."""
        if word not in self.told:
            return False
        tree, lemma = self.tree, self.lemma(word)
        if not self._is_no_other_name(word, lemma):
            return False
        beside = {tree.form[w] for w in (word - 1, word + 1) if 0 <= w < tree.count and tree.sentence[w] == tree.sentence[word]}
        if "-" in beside or self._is_only_attribute(word):
            return False
        above = tree.head[word]
        if above >= 0 and (tree.lemma[above] in _list("won") or (tree.lemma[above] == "take" and tree.case_of(word) == "by")):
            return False
        for c in tree.child[word]:
            if tree.base(c) in ("amod", "compound") and tree.lemma[c] in _list("figurative"):
                return False
            if tree.base(c) == "nmod" and tree.case_of(c) == "of" and not self._is_matter(c):
                return False
        return True

    def _is_no_other_name(self, word: int, lemma: str) -> bool:
        """Whether it is the first word of the hazard's own name ("Cyclone Ilma"), or no name: "Storm" alone may be a surname."""
        number = self.roles.named.get(word)
        if number is None:
            return True
        mention = self.roles.mentions[number]
        if mention.words[1] - mention.words[0] == 1:
            return lemma not in _list("surnames") or self.tree.low[word] != lemma
        return word == mention.words[0] and mention.kind not in ("person", "organisation")

    def _is_only_attribute(self, word: int) -> bool:
        """ "flood victims": only of what sort they are. "The earthquake death toll", "the quake-ravaged town" still speak of one."""
        tree, above = self.tree, self.tree.head[word]
        if tree.base(word) not in ("compound", "amod", "nmod:poss") or above < word or above >= tree.count:
            return False
        return tree.upos[above] in _NOUNS and tree.lemma[above] not in _list("tolls") and above not in self.roles.named

    def _is_matter(self, word: int) -> bool:
        """Whether it is the matter, the day, the place or the strength of a hazard: "a wave of mud", "the quake of 2 March"."""
        tree = self.tree
        number = self.roles.named.get(word)
        if word in self.roles.timed or tree.upos[word] == "NUM" or any(tree.upos[c] == "NUM" for c in tree.child[word]):
            return True
        if number is not None:
            return self.roles.mentions[number].kind in ("place", "facility")
        return tree.lemma[word] in _list("matter")

    def top(self, word: int) -> int:
        """The word that a hazard's syntax hangs on: itself, or the head of its name ("Cyclone Ilma")."""
        tree, above, number = self.tree, self.tree.head[word], self.roles.named.get(word)
        if number is not None:
            return self.roles.mentions[number].head
        return above if above == word + 1 and above in self.roles.named and tree.base(word) == "compound" else word

    def carrier(self, word: int) -> int | None:
        """The verb that only says that a hazard came: "struck" of "a quake struck", "was hit by a storm", "the storm that hit Ormel"."""
        tree, word = self.tree, self.top(word)
        above, base = tree.head[word], tree.base(word)
        if above >= 0 and self._carries(above) and (base == "nsubj" or (base == "obl" and tree.case_of(word) == "by")):
            return above
        return next((c for c in tree.child[word] if tree.base(c) == "acl" and self._carries(c) and not tree.is_passive(c)), None)

    def _carries(self, verb: int) -> bool:
        return self.tree.upos[verb] == "VERB" and self.tree.lemma[verb] in self.carriers

    def is_carried(self, verb: int) -> bool:
        """Whether a verb only carries a hazard."""
        tree, above = self.tree, self.tree.head[verb]
        if not self.told or not self._carries(verb):
            return False
        near = [*tree.child[verb], *((above,) if tree.base(verb) == "acl" else ())]
        return any(self._is_at(c) and self.carrier(c) == verb for c in near)

    def _is_at(self, head: int) -> bool:
        """Whether a word is a hazard, or the head of the name of one."""
        number = self.roles.named.get(head)
        own = (head,) if number is None else range(*self.roles.mentions[number].words)
        return any(map(self.is_one, own)) or any(self.is_one(c) and self.top(c) == head for c in self.tree.child[head])

    def struck(self, carrier: int) -> list[int]:
        """The places, as positions of names, that the verb that carries a hazard says were struck."""
        tree, roles = self.tree, self.roles
        found: list[int] = []
        for word in range(*tree.sentences[tree.sentence[carrier]]):
            number = roles.named.get(word)
            if number is None or number in found or roles.mentions[number].head != word:
                continue
            if roles.mentions[number].kind in ("place", "facility") and self._hangs_on(word, carrier):
                found.append(number)
        return found

    def _hangs_on(self, head: int, verb: int) -> bool:
        tree, at = self.tree, head
        for _ in range(4):
            above, base = tree.head[at], tree.base(at)
            if above == verb:
                return base == "obj" or tree.rel[at] == "nsubj:pass"
            if above < 0 or base not in _INSIDE:
                return False
            at = above
        return False
