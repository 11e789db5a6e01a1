"""Words for those who died: which "dead" is a toll, whom it counts, and which deaths are nobody's doing."""

from __future__ import annotations

from accordingto.reading.lexicon import words
from accordingto.reading.roles import Roles
from accordingto.reading.tree import Tree


class Dead:
    """Reads the words for the dead of one text."""

    def __init__(self, tree: Tree, roles: Roles) -> None:
        self.tree, self.roles = tree, roles

    def is_toll(self, word: int) -> bool:
        """ "17 dead", "left nine dead", "two were dead": a word for those who died, not "the dead" or "a dead end"."""
        tree = self.tree
        counted = any(tree.upos[c] == "NUM" for c in tree.child[word])
        subject = next((c for c in tree.child[word] if tree.base(c) == "nsubj"), None)
        above = tree.head[word]
        carried = above >= 0 and tree.base(word) in ("xcomp", "obj") and tree.lemma[above] in words("events", "passive", "left_dead")
        if self._left_behind(word) is not None:
            return True
        if tree.base(word) in ("amod", "compound") or any(tree.rel[c] == "det" for c in tree.child[word]):
            return False
        return counted or carried or (subject is not None and (tree.upos[subject] in ("NUM", "PRON") or self.roles.is_people(subject)))

    def _left_behind(self, word: int) -> int | None:
        """Whom "left 70 people dead" names, where the word hangs on them."""
        tree, noun = self.tree, self.tree.head[word]
        if not 0 <= noun < word or tree.base(word) != "amod" or tree.base(noun) != "obj":
            return None
        return noun if tree.lemma[tree.head[noun]] in words("events", "passive", "left_dead") else None

    def is_natural(self, word: int) -> bool:
        """ "died of cancer", "died in his sleep"; not "nine patients died of the disease"."""
        tree = self.tree
        subject = tree.subject(word)
        if subject is not None and (tree.upos[subject] == "NUM" or any(tree.upos[c] == "NUM" for c in tree.child[subject])):
            return False
        natural = words("events", "passive", "natural")
        return tree.lemma[word] == "die" and any(
            tree.base(c) == "obl"
            and tree.case_of(c) in ("of", "from", "in", "after")
            and (tree.lemma[c] in natural or any(tree.low[k] in ("heart", "kidney", "liver") for k in tree.child[c]))
            for c in tree.child[word]
        )

    def counted(self, word: int) -> list[int]:
        """Those who are dead: the number before the word, its subject, or whom something left dead."""
        tree, above = self.tree, self.tree.head[word]
        counted = [c for c in tree.child[word] if tree.upos[c] == "NUM" or tree.base(c) == "nsubj"]
        left = [c for c in tree.child[above] if tree.base(c) == "obj" and c != word] if above >= 0 and tree.base(word) == "xcomp" else []
        behind = self._left_behind(word)
        return self.roles.spread((counted or left or ([behind] if behind is not None else []))[:1])
