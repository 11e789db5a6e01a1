"""What a number counts, told from the engine's parse where there is one."""

from __future__ import annotations

from bisect import bisect_left

from accordingto.data import table
from accordingto.model.reading import Aspect
from accordingto.model.text import Span
from accordingto.reading.figures.amounts import Amount
from accordingto.reading.figures.aspects import VERBS, Parsed
from accordingto.reading.tags import Tags

# What happens to the one who does it: here the subject of the active verb is what is counted.
_HAPPENS_TO_SUBJECT = frozenset(table("figures")["words"]["happens_to_subject"].split())
_OBJECTS = frozenset(("obj", "nsubj:pass", "iobj"))
_LEFT_OUT = frozenset(("acl", "acl:relcl", "punct", "appos", "conj", "cc", "advcl", "parataxis", "nummod", "advmod", "case"))
_MOST_COUNTED_WORDS = 10
_MOST_CONJUNCTS = 6


class Syntax:
    """The parse of one text, asked number by number."""

    def __init__(self, tags: Tags) -> None:
        self._tags = tags
        self._starts = [word.start for word in tags.words]
        self._children: dict[int, list[int]] = {}
        for word, head in enumerate(tags.heads):
            self._children.setdefault(head, []).append(word)

    def of(self, amount: Amount) -> Parsed | None:
        """What the parse says, or None if no word stands where the number does."""
        first = bisect_left(self._starts, amount.start)
        last = bisect_left(self._starts, amount.end)
        if first >= last or last > len(self._starts):
            return None
        number = self._top(first, last)
        noun = self._noun(number)
        verb = self._tags.heads[noun]
        aspect, because, agent = self._by_verb(noun, verb, _MOST_CONJUNCTS)
        return Parsed(aspect, because, self._phrase(noun, last) if noun >= last else None, agent)

    def _top(self, first: int, last: int) -> int:
        """The word of a number of several words that the others hang on."""
        for word in range(last - 1, first - 1, -1):
            if not first <= self._tags.heads[word] < last:
                return word
        return last - 1

    def _noun(self, number: int) -> int:
        """The noun a number counts, or the number itself; "dozens of people" counts people."""
        tags = self._tags
        if tags.deprels[number] in ("nummod", "nummod:gov", "det", "amod", "compound") and tags.heads[number] > number:
            return tags.heads[number]
        return number

    def _by_verb(self, noun: int, verb: int, steps: int) -> tuple[Aspect | None, str, bool]:
        tags = self._tags
        relation = tags.deprels[noun]
        if verb < 0 or not steps:
            return None, "", False
        if relation == "conj":  # "12 soldiers and 3 civilians were killed": as the first of them
            return self._by_verb(verb, tags.heads[verb], steps - 1)
        lemma = tags.lemmas[verb]
        known = VERBS.get(lemma) or VERBS.get(lemma + "d") or VERBS.get(lemma + "ed")
        if known is None:
            return None, "", False
        if relation in _OBJECTS or (relation == "nsubj" and lemma in _HAPPENS_TO_SUBJECT):
            return known, lemma, False
        return None, "", relation == "nsubj"

    def _phrase(self, noun: int, after: int) -> Span:
        """The noun with what belongs to it, from behind the number on: "members of the militia"."""
        tags = self._tags
        last = noun
        waiting = [noun]
        for word in waiting:
            for child in self._children.get(word, ()):
                if child > noun + _MOST_COUNTED_WORDS:
                    break
                if tags.deprels[child] not in _LEFT_OUT or (tags.deprels[child] == "case" and word != noun):
                    if tags.deprels[child].startswith("nmod") and not self._of(child):
                        continue
                    if child not in waiting:
                        waiting.append(child)
                    last = max(last, child)
        last = min(last, after + _MOST_COUNTED_WORDS)
        return Span(tags.words[after].start, tags.words[max(last, after)].end)

    def _of(self, noun: int) -> bool:
        """Whether a phrase hangs on with "of"."""
        return any(self._tags.deprels[c] == "case" and self._tags.lemmas[c] == "of" for c in self._children.get(noun, ()))
