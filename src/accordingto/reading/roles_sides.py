"""Who of the players of an act are its sides: weapons, clauses and acts themselves are none, whoever stands behind them is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from accordingto.reading.lexicon import event_senses, words
from accordingto.reading.roles import Players, Roles
from accordingto.reading.tree import Tree

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM"})
# Acts done by words, or for somebody: what they are about is no side, whose it is may be one.
_TO_SOMEBODY = frozenset(
    {
        "ACCUSE",
        "REJECT",
        "SUPPORT",
        "CONSULT",
        "AGREE",
        "REQUEST",
        "THREATEN",
        "CONCEDE",
        "COOPERATE",
        "SANCTION",
        "AID",
        "MOBILIZE",
        "RETREAT",
    }
)
_GIVEN_TO = frozenset({"AID", "MOBILIZE", "CONCEDE", "SUPPORT"})
_TOWARDS = frozenset({"to", "for", "into", "against", "on", "toward", "towards", "at", "with", "from"})


@cache
def _things() -> frozenset[str]:
    """Lemmas of what does harm and acts for nobody: fires, bombs, what drives or sails, dams and pipes, what nobody does."""
    classes = (words("events", "classes", kind) for kind in ("fires", "bombs", "traffic", "barriers"))
    return words("stance", "nobody").union(*classes)


class Sides:
    """Settles the players of one text's triggers."""

    def __init__(self, tree: Tree, roles: Roles) -> None:
        self.tree, self.roles = tree, roles

    def settle(self, word: int, root: str, players: Players, *, undergone: bool) -> Players:
        """The sides of one trigger.

        Args:
            root: PLOVER type.
            undergone: the subject acts on nobody, it happens to it ("the ferry sank", "three died").
        """
        actors, recipients = list(players.actors), list(players.recipients)
        if undergone and not recipients:
            actors, recipients = [], actors
        actors = self._each(actors, self._actor)
        if root in _TO_SOMEBODY:
            wanted = self._each(recipients, partial(self._somebody, by_words=root not in _GIVEN_TO - {"SUPPORT"} and root != "RETREAT"))
            if not wanted and root in _GIVEN_TO | {"THREATEN", "SANCTION", "REQUEST", "RETREAT"}:
                wanted = self._towards(word, [*actors, *recipients])
            recipients = wanted
        else:
            recipients = self._each(recipients, self._thing)
        return Players(actors, [r for r in recipients if r not in actors or players.actors == players.recipients], players.how)

    @staticmethod
    def _each(heads: list[int], settle: Callable[[int], list[int]]) -> list[int]:
        found: list[int] = []
        for head in heads:
            found += [w for w in settle(head) if w not in found]
        return found

    def _actor(self, head: int) -> list[int]:
        """A weapon or an act never acts; whoever is behind an act does."""
        tree = self.tree
        if self.roles.is_party(head) or head in self.roles.named:
            return [head]
        if tree.upos[head] not in _NOMINAL:
            return []
        if self._is_act(head):
            return self.roles.of_noun(head, "", light=None, reciprocal=False, suffering=False).actors
        lemma = tree.lemma[head]
        if lemma in words("events", "means", "words") or lemma in _things():
            return self.roles.owners(head)
        return [head]

    def _somebody(self, head: int, *, by_words: bool) -> list[int]:
        """A party itself, or the party whose act it is; for an act of words also the party whose word or thing it is."""
        if self._is_clause(head):
            return []
        if (self.roles.is_party(head) or self.roles.is_people(head)) and not self._is_act(head):
            return [head]
        if self._is_act(head):
            return self.roles.of_noun(head, "", light=None, reciprocal=False, suffering=False).actors
        return self.roles.owners(head) if by_words else []

    def _thing(self, head: int) -> list[int]:
        return [] if self._is_clause(head) or head in self.roles.timed or self._is_act(head) else [head]

    def _is_clause(self, head: int) -> bool:
        tree = self.tree
        return tree.upos[head] not in _NOMINAL or (tree.upos[head] == "ADJ" and tree.base(head) in ("ccomp", "xcomp", "advcl"))

    def _is_act(self, head: int) -> bool:
        return (
            head not in self.roles.named
            and self.tree.upos[head] == "NOUN"
            and self.tree.lemma[head] in event_senses("nouns")
            and not self.roles.is_party(head)
        )

    def _towards(self, word: int, taken: list[int]) -> list[int]:
        """ "sent food to Velmora", "imposed sanctions on Velmora"."""
        tree = self.tree
        under = [word, *(c for c in tree.child[word] if tree.base(c) == "obj")]
        return [
            c
            for above in under
            for c in tree.child[above]
            if tree.base(c) in ("obl", "nmod") and tree.case_of(c) in _TOWARDS and c not in taken and self.roles.is_party(c)
        ][:1]
