"""What a number counts, told from the engine's parse where there is one."""

from __future__ import annotations

from bisect import bisect_left
from typing import cast

from accordingto.data import table
from accordingto.model.reading import Aspect
from accordingto.model.text import Span
from accordingto.reading.figures.amounts import Amount
from accordingto.reading.figures.aspects import Parsed
from accordingto.reading.figures.befalling import SAVED, UNDONE, VERBS, sort_of
from accordingto.reading.figures.fates import Fate, Fates
from accordingto.reading.tags import Tags

# What happens to the one who does it: here the subject of the active verb is what is counted.
_HAPPENS_TO_SUBJECT = frozenset(table("figures")["words"]["happens_to_subject"].split())
_OF_A_DEED = {word: cast(Aspect, aspect) for aspect, listed in table("figures")["deeds"].items() for word in listed.split()}
_OBJECTS = frozenset(("obj", "nsubj:pass", "iobj"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass"))
_CLAUSES = frozenset(("conj", "parataxis", "ccomp", "advcl"))
_KEPT = frozenset(("amod", "compound", "flat", "nmod", "nmod:of", "det", "case", "nmod:poss", "goeswith", "obl"))
_MOST_COUNTED_WORDS = 10
_MOST_CONJUNCTS = 6
_NOUN_REACHES = 5
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "DET", "PART", "NUM"))


class Syntax:
    """The parse of one text, asked number by number."""

    def __init__(self, text: str, tags: Tags) -> None:
        self._text = text
        self._tags = tags
        self._starts = [word.start for word in tags.words]
        self._children: dict[int, list[int]] = {}
        for word, head in enumerate(tags.heads):
            self._children.setdefault(head, []).append(word)
        self._fates = Fates(text, tags, self._children)

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
        counted = noun if noun >= last else self._of_child(noun)
        phrase = self._phrase(counted, last) if counted is not None and counted >= last else None
        relation = self._tags.deprels[noun]
        subject = relation in _SUBJECTS and verb > noun
        return Parsed(
            aspect,
            because,
            phrase,
            agent,
            self._nominal_end(last),
            direct=relation != "conj",
            object_of=self._tags.lemmas[verb] if relation == "obj" and verb >= 0 and self._tags.upos[verb] != "NOUN" else "",
            subject=subject,
            clause_end=self._clause_end(verb) if subject else 0,
            before=self._tags.upos[first - 1] if first else "",
            doing=self._doing(noun, verb),
            fate=self._fate(noun, counted),
        )

    def _fate(self, noun: int, counted: int | None) -> Fate | None:
        """What became of those counted: by what is said of the number's noun, else of the noun that it is a number of ("four of the
        prisoners who died")."""
        said = self._fates.of(noun, self._sort(counted))
        if said is None and counted is not None and counted != noun:
            return self._fates.of(counted, self._sort(counted))
        return said

    def _sort(self, noun: int | None) -> str:
        return sort_of(self._tags.words[noun].of(self._text)) if noun is not None else ""

    def _doing(self, noun: int, verb: int) -> str:
        """The lemma of what those counted do: "six men | stormed the bank", "stormed by six men", "an attack by six men"."""
        tags = self._tags
        if verb < 0:
            return ""
        relation = tags.deprels[noun]
        by = relation in ("obl:agent", "obl", "nmod") and any(tags.lemmas[w] == "by" for w in self._children.get(noun, ()))
        does = relation == "nsubj" and tags.upos[verb] == "VERB" and not self._is_passive(verb)
        return str(tags.lemmas[verb]) if by or does else ""

    def _clause_end(self, verb: int) -> int:
        """Where the clause of a verb ends: before the next clause beside or below it that has a subject of its own; 0 if it has none."""
        tags = self._tags
        for clause in self._children.get(verb, ()):
            if clause > verb and tags.deprels[clause] in _CLAUSES:
                below = self._children.get(clause, ())
                if any(tags.deprels[word] in _SUBJECTS for word in below):
                    first = min(word for word in (*below, clause) if word > verb)
                    return int(tags.words[first].start)
        return 0

    def _of_child(self, noun: int) -> int | None:
        """The noun that a number noun counts: "houses" of "dozens of houses"."""
        for child in self._children.get(noun, ()):
            if self._tags.deprels[child].startswith("nmod") and self._of(child):
                return child
        return None

    def _nominal_end(self, first: int) -> int:
        """The end of the run of nouns, adjectives, determiners and "of" that begins with a word."""
        tags = self._tags
        at = first
        while at < len(tags.words) and (tags.upos[at] in _NOMINAL or tags.lemmas[at] == "of"):
            at += 1
        return tags.words[at - 1].end if at > first else 0

    def _top(self, first: int, last: int) -> int:
        """The word of a number of several words that the others hang on."""
        for word in range(last - 1, first - 1, -1):
            if not first <= self._tags.heads[word] < last:
                return word
        return last - 1

    def _noun(self, number: int) -> int:
        """The noun a number counts, or the number itself; "dozens of people" counts people."""
        tags = self._tags
        head = tags.heads[number]
        beside = number < head <= number + _NOUN_REACHES and tags.upos[head] in ("NOUN", "PROPN")
        return head if beside and tags.deprels[number] not in ("nsubj", "obj", "nsubj:pass") else number

    def _by_verb(self, noun: int, verb: int, steps: int) -> tuple[Aspect | None, str, bool]:
        tags = self._tags
        relation = tags.deprels[noun]
        if verb < 0 or not steps:
            return None, "", False
        if relation == "conj":  # "12 soldiers and 3 civilians were killed": as the first of them
            return self._by_verb(verb, tags.heads[verb], steps - 1)
        if relation.startswith("nmod") and self._of(noun):
            named = _OF_A_DEED.get(tags.lemmas[verb])
            return named, tags.lemmas[verb] if named else "", False
        known, lemma = self._known(verb)
        if relation in _SUBJECTS and (known is None or (relation == "nsubj" and lemma not in _HAPPENS_TO_SUBJECT)):
            for other in self._same_subject(verb):
                happens, lemma_too = self._known(other)
                if happens is not None and (lemma_too in _HAPPENS_TO_SUBJECT or self._is_passive(other)):
                    return happens, lemma_too, False
        if known is None:
            return None, "", False
        if lemma == "miss" and relation == "obj":
            return None, "", False  # "is missing two of its players"
        if relation in _OBJECTS or (relation == "nsubj" and lemma in _HAPPENS_TO_SUBJECT):
            return known, lemma, False
        return None, "", relation == "nsubj" and self._tags.words[verb].of(self._text).lower() != "missing"

    def _known(self, verb: int) -> tuple[Aspect | None, str]:
        """What a verb makes of those it befalls, by its lemma or its form, and its lemma."""
        lemma = self._tags.lemmas[verb]
        form = self._tags.words[verb].of(self._text).lower()
        if self._to_death(verb):
            return "killed", "to death"
        known = VERBS.get(lemma) or VERBS.get(lemma + "d") or VERBS.get(lemma + "ed") or VERBS.get(form)
        if known in SAVED and verb and self._tags.words[verb - 1].of(self._text).lower() in UNDONE:
            return None, lemma  # "working to free two people"
        return known, lemma

    def _to_death(self, verb: int) -> bool:
        """Whether a verb ends in death: "crushed to death", not "sentenced to death"."""
        tags = self._tags
        dead = any(tags.lemmas[w] == "death" and tags.lemmas[w - 1] == "to" for w in self._children.get(verb, ()) if w > verb)
        return dead and tags.upos[verb] == "VERB" and tags.lemmas[verb] not in ("put", "sentence", "condemn")

    def _same_subject(self, verb: int) -> list[int]:
        """The verbs that share the subject of this one: "fell from the ridge and died"."""
        tags = self._tags
        return [
            other
            for other in self._children.get(verb, ())
            if tags.deprels[other] == "conj" and not any(tags.deprels[word] in _SUBJECTS for word in self._children.get(other, ()))
        ]

    def _is_passive(self, verb: int) -> bool:
        return any(self._tags.deprels[word] == "aux:pass" for word in self._children.get(verb, ()))

    def _phrase(self, noun: int, after: int) -> Span:
        """The noun with what belongs to it, from behind the number on: "members of the militia"."""
        tags = self._tags
        last = noun
        waiting = [noun]
        for word in waiting:
            for child in self._children.get(word, ()):
                if child > noun + _MOST_COUNTED_WORDS:
                    break
                relation = tags.deprels[child]
                if relation not in _KEPT or (relation == "case" and word == noun):
                    continue
                if relation in ("nmod", "obl") and not self._of(child):
                    continue
                if child not in waiting:
                    waiting.append(child)
                    last = max(last, child)
        last = min(last, after + _MOST_COUNTED_WORDS)
        if tags.lemmas[after] == "of" and after < last:
            after += 1
        return Span(tags.words[after].start, tags.words[max(last, after)].end)

    def _of(self, noun: int) -> bool:
        """Whether a phrase hangs on with "of"."""
        return any(self._tags.deprels[c] == "case" and self._tags.lemmas[c] == "of" for c in self._children.get(noun, ()))
