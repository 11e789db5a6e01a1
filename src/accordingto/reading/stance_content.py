"""What a statement with a neutral cue does, told from what is said: clause by clause, by subject, time, negation and deed.

Of several clauses the strongest decides: a threat, then an order, an accusation or a denial, whichever
comes first, then a promise.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from accordingto.model.reading import Stance
from accordingto.reading.lexicon import words
from accordingto.reading.stance_ahead import order, promise, question, threat
from accordingto.reading.stance_blame import accusation, cause, of_words, omission
from accordingto.reading.stance_clauses import Clause, clauses_of, is_no, low_of
from accordingto.reading.stance_denials import denial, knows_of_none
from accordingto.reading.statements_draft import Draft
from accordingto.reading.tree import Tree

Judged = tuple[Stance, str]

_RANK: dict[Stance, int] = {"threatens": 0, "demands": 1, "accuses": 2, "denies": 2, "promises": 3, "questions": 4}
_SLOGANS = frozenset({"chant", "shout", "yell", "scream", "sing"})
_SHORT = 40  # words: of a longer content only the first clause decides


@cache
def _first_words(which: str) -> frozenset[str]:
    return frozenset(pair.partition(" ")[0] for pair in words("stance", which))


class Content:
    """What is said, with its clauses read once.

    Args:
        lemma: of the cue, or "" where there is none.
        own: lower-case words that stand for the speaker and his side.
    """

    def __init__(self, tree: Tree, draft: Draft, lemma: str, own: frozenset[str]) -> None:
        self.tree, self.draft, self.lemma, self.own = tree, draft, lemma, own
        self.words = [w for first, last in draft.content for w in range(first, last)]
        self.inside = frozenset(self.words)
        self.low = low_of(tree, draft)
        self.lemmas = {tree.lemma[w] for w in self.words}
        self.clauses = clauses_of(tree, draft, own)
        self.spoken = draft.sense is None or draft.sense.act == "speech"

    def stance(self) -> Judged:
        """The stance of what is said and the words that decided it."""
        if not self.words:
            return "asserts", f"“{self.lemma}”"
        if self.lemma in _SLOGANS and self.lemmas & {"death", "down", "revenge"}:
            return "threatens", "a menacing slogan"
        found: list[Judged] = []
        rules: tuple[Callable[[Content, Clause], Judged | None], ...] = (
            threat, order, question, omission, denial, accusation, promise,
        )  # fmt: skip
        unknowing = False
        for number, clause in enumerate(self.clauses):
            unknowing = unknowing or (
                clause.negated and clause.side == "own" and clause.lemma in words("stance", "unknowing") and not knows_of_none(self, clause)
            )
            judged = next((j for rule in rules if (j := rule(self, clause)) is not None), None)
            if judged is None or (unknowing and judged[0] == "denies" and clause.side == "own"):
                continue
            if number and not self._counts_behind(clause, judged):
                continue
            found.append(judged)
        if found:
            return min(found, key=lambda judged: _RANK[judged[0]])
        if self.clauses and not self.clauses[0].negated and (judged := cause(self, self.clauses[0])) is not None:
            return judged
        return of_words(self) or ("asserts", f"“{self.lemma}”")

    def _counts_behind(self, clause: Clause, judged: Judged) -> bool:
        """Whether a clause that is not the first decides: in a short content, and a denial only by "nobody", "no shots"."""
        tree, subject = self.tree, clause.subject
        if not self.is_short():
            return False
        return judged[0] != "denies" or (subject is not None and is_no(tree, subject)) or tree.low[clause.word] in ("nobody", "none")

    def is_short(self) -> bool:
        """Whether a content is short enough for each of its clauses to count."""
        return len(self.words) <= _SHORT

    def near(self, root: int) -> set[str]:
        """Lemmas of a main word and of what stands right below it (subject, object, predicate, second clause), not of asides."""
        tree = self.tree
        if len(self.words) <= 8:
            return set(self.lemmas)
        found = {root}
        for word in self.words:
            above, steps = word, 0
            while above >= 0 and above != root and steps < 3:
                if tree.base(above) == "acl" or (tree.base(above) == "advcl" and steps == 0 and word != above):
                    break
                above, steps = tree.head[above], steps + 1
            if above == root and steps <= 2:
                found.add(word)
        return {tree.lemma[w] for w in found}

    def paired(self, near: set[str], which: str) -> set[str]:
        """ "responsible for", "failed to", "will answer for": words that accuse or threaten with the word behind them."""
        tree = self.tree
        if near.isdisjoint(_first_words(which)):
            return set()
        pairs = (f"{tree.lemma[w]} {tree.low[w + 1]}" for w in self.words if w + 1 < tree.count and tree.lemma[w] in near)
        return {pair for pair in pairs if pair in words("stance", which)}
