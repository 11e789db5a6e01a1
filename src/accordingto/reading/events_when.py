"""When: which times of a sentence belong to which trigger.

Each time belongs to one word: the verb of its clause, or the noun that it dates ("Friday's attack", "the vote on Sunday").
What has no time of its own takes that of the clause that it is part of: "killing three" and "when it sank" below a dated verb,
coordinated verbs, an attack as the subject of what it did. What is said, and what went before ("had fled", "after the vote"), does not.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from accordingto.model.reading import Time
from accordingto.model.stamps import line_stamps
from accordingto.reading.lexicon import event_senses, words
from accordingto.reading.times.values import grain
from accordingto.reading.tree import Tree

_BY_WORDS = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "CONSULT", "AGREE", "CONCEDE", "SANCTION"})
_DEEDS = frozenset({"ASSAULT", "COERCE", "RETREAT", "PROTEST", "MOBILIZE", "AID"})
_BOUND = frozenset({"compound", "amod", "nummod", "flat", "appos"})
_TOGETHER = frozenset({"", "in", "during", "amid", "at", "by", "with", "into", "as", "on", "through", "throughout"})
_SAME_TIME = frozenset({"when", "as", "while", "whereupon"})
_NOUNS = ("NOUN", "PROPN")
_STEPS = 6
_ANSWERED = frozenset({"for", "over", "after", "following", "to", "against", "despite"})  # what stands behind them is not of the verb's day
_DEADLINES = frozenset({"by", "until", "till", "within"})
_WITHIN = frozenset({"in", "during", "amid", "by"})
_WIDE = frozenset("WMQHSY")  # grains of times longer than a day


class When:
    """Times of one text by sentence.

    Args:
        tree: of the text.
        times: as found, positions are those of the reading.
        cues: words that report what somebody says.
    """

    def __init__(self, tree: Tree, times: Sequence[Time], cues: Collection[int]) -> None:
        self.tree, self.cues = tree, cues
        self.timed: set[int] = set()
        heads: list[tuple[int, range, int]] = []
        for number, time in enumerate(times):
            first, last = tree.range_of(time.span)
            if first < last and time.type in ("DATE", "TIME"):
                self.timed.update(range(first, last))
                head = next((w for w in range(first, last) if not first <= tree.head[w] < last), last - 1)
                heads.append((number, range(first, last), head))
        stamps = {stamp.span.start for stamp in line_stamps(tree.text)}  # when it was told, not when it happened
        self.roles: dict[int, list[int]] = {}
        for role in tree.tags.roles:
            if role.label == "TMP":
                self.roles.setdefault(role.head, []).append(role.predicate)
        self.owned: dict[int, list[int]] = {}
        for number, span, head in heads:
            if times[number].span.start in stamps:
                continue
            wide = grain(times[number].value or "") in _WIDE
            for owner in self._owners(head, span, wide):
                self.owned.setdefault(owner, []).append(number)

    def of(self, word: int, light: int | None) -> tuple[int, ...]:
        """Positions of the times that say when a trigger happened; ``light`` is the verb that carries a noun trigger, or None."""
        if not self.owned:
            return ()
        own = [*self.owned.get(word, ()), *(self.owned.get(light, ()) if light is not None else ())]
        return tuple(sorted(own)) or tuple(self._taken_over(word if light is None else light))

    def _owners(self, head: int, span: range, wide: bool) -> list[int]:
        """The word that a time dates, and the verb of saying that the word only introduces.

        Args:
            head: of the words of the time in ``span``.
            wide: the time is longer than a day.
        """
        tree, at, first = self.tree, head, span[0]
        own_roles = [verb for word in span for verb in self.roles.get(word, ())]
        before = first - 2 if tree.upos[first - 1] == "ADP" else first - 1
        if before >= 0 and before != head and tree.sentence[before] == tree.sentence[head]:
            if tree.upos[before] in _NOUNS and tree.case_of(before).startswith("since"):
                return []  # "two coups since independence in 1979"
            if self._is_described(before, head):
                return [before]
            noun = self._noun_before(before, first, wide)
            if noun is not None:
                return [noun]
        for _ in range(_STEPS):
            above = tree.head[at]
            if above < 0:
                return [at] if at != head else []
            if tree.upos[above] in ("VERB", "AUX") or (tree.upos[above] == "ADJ" and tree.subject(above) is not None):
                verbs = self.roles.get(at) or own_roles or [above]
                if above in verbs and tree.head[above] in verbs and self._is_infinitive(above):
                    return self._of_clause(tree.head[above])  # "shut the lock to let barges pass at nine"
                if tree.low[first - 1] in _DEADLINES and self._is_by_words(above):
                    return []  # "demanded their return by noon on Sunday"
                named = above if above in verbs else min(verbs, key=lambda verb: abs(verb - head))
                if abs(named - head) < abs(above - head) and tree.upos[named] == "VERB":
                    return self._of_clause(named)  # "who on Friday accused ..., told", hung on "told"
                return self._of_clause(self._nearest(above, head))
            if above not in self.timed and tree.upos[above] in _NOUNS:
                dated = tree.lemma[above] in event_senses("nouns")
                bound = tree.rel[at] == "nmod:poss" or tree.base(at) in _BOUND or tree.case_of(at) == "of"
                if dated or (bound and not self._is_telling(above)):
                    return [above]
            at = above
        return []

    def _noun_before(self, before: int, first: int, wide: bool) -> int | None:
        """The happening right before a time that can only be its: between it and its verb ("the blast late on Monday had torn ..."), or
        what somebody answers, in front of a week, month or year without a preposition ("in revenge for the raids near Tolm last week")."""
        tree = self.tree
        if tree.rel[before] in ("nsubj", "nsubj:pass") and tree.lemma[before] in event_senses("nouns"):
            verb = tree.head[before]
            return before if verb > first and tree.upos[verb] == "VERB" and "," not in tree.low[before:verb] else None
        if not wide or tree.upos[first - 1] == "ADP":
            return None
        noun = before
        for _ in range(_STEPS):
            if tree.lemma[noun] in event_senses("nouns"):
                return noun if tree.case_of(noun) in _ANSWERED and tree.base(noun) in ("nmod", "obl") else None
            if tree.upos[noun] not in _NOUNS or not 0 <= tree.head[noun] < noun or tree.base(noun) not in ("nmod", "flat", "compound"):
                return None
            noun = tree.head[noun]
        return None

    def _is_infinitive(self, verb: int) -> bool:
        tree = self.tree
        return tree.base(verb) == "advcl" and any(tree.low[c] == "to" and tree.base(c) == "mark" for c in tree.child[verb])

    def _is_described(self, verb: int, head: int) -> bool:
        """Whether the participle right before a time owns it, where a comma parts both from what the time was hung on: "two clerks,
        arrested last week, were freed on Friday"."""
        tree, above = self.tree, self.tree.head[head]
        behind = tree.base(verb) in ("acl", "advcl") or (tree.base(verb) == "amod" and tree.head[verb] < verb)
        if above < 0 or above == verb or tree.upos[verb] != "VERB" or not behind:
            return False
        if tree.rel[verb] == "acl:relcl" and above > head:
            return True  # "workers who were abducted last month were freed"
        low, high = min(verb, above), max(verb, above)
        return "," in tree.low[low + 1 : high]

    def _nearest(self, verb: int, head: int) -> int:
        """Of coordinated verbs before a time the last: "rescued 80 people and brought them ashore on Tuesday"."""
        later = [c for c in self.tree.child[verb] if self.tree.base(c) == "conj" and verb < c < head and self.tree.upos[c] == "VERB"]
        return self._nearest(later[-1], head) if later else verb

    def _of_clause(self, verb: int) -> list[int]:
        """ "Speaking on Friday, X warned"; "in a statement issued on Friday, X warned"."""
        tree, above = self.tree, self.tree.head[verb]
        if above < 0:
            return [verb]
        if tree.base(verb) == "advcl" and tree.lemma[verb] in words("events", "when", "speaking"):
            return [verb, above]
        if tree.base(verb) == "acl" and self._is_telling(above) and tree.head[above] >= 0 and tree.upos[tree.head[above]] == "VERB":
            return [verb, tree.head[above]]
        return [verb]

    def _is_telling(self, noun: int) -> bool:
        return self.tree.lemma[noun] in words("titles", "sources", "document") | words("events", "when", "tellings")

    def _is_by_words(self, verb: int) -> bool:
        """Whether a verb says or judges something, at a time that need not be that of what it is about."""
        senses = event_senses("verbs").get(self.tree.lemma[verb], ())
        return verb in self.cues or any(sense.type in _BY_WORDS and not sense.weak for sense in senses)

    def _meanwhile(self, verb: int) -> list[int]:
        """The time of what those to whom it was done were doing: "turned back people who were trying to leave on Monday night"."""
        tree = self.tree
        for thing in (c for c in tree.child[verb] if tree.rel[c] in ("obj", "nsubj:pass", "obl")):
            for clause in (c for c in tree.child[thing] if tree.rel[c] == "acl:relcl" and tree.low[c].endswith("ing")):
                past = any(tree.low[c] in ("was", "were") and tree.base(c) == "aux" for c in tree.child[clause])
                timed = next((c for c in (clause, *tree.child[clause]) if c in self.owned), None)
                if past and timed is not None and not self._is_by_words(verb):
                    return self.owned[timed]
        return []

    def _is_harm(self, word: int) -> bool:
        senses = event_senses("verbs").get(self.tree.lemma[word], ())
        return any(sense.type == "ASSAULT" for sense in senses) or self.tree.low[word] == "dead"

    def _taken_over(self, word: int) -> list[int]:
        tree, at = self.tree, word
        within = [c for c in tree.child[word] if tree.base(c) == "obl" and tree.case_of(c) in _WITHIN and c in self.owned]
        if within and self._is_harm(word) and tree.lemma[within[0]] in event_senses("nouns"):
            return self.owned[within[0]]  # "nine were killed in Monday's raid", where "arrested in Monday's raid" can be later
        for _ in range(_STEPS):
            above = tree.head[at]
            if above < 0 or not self._is_part(at, above, word):
                break
            if above in self.owned:
                return self.owned[above]
            at = above
        carrier = tree.head[word] if tree.upos[word] == "ADJ" and tree.base(word) == "xcomp" else word  # "a blast on Monday left nine dead"
        doers = [c for c in tree.child[carrier] if tree.base(c) == "nsubj" and c in self.owned]
        if doers and not self._is_by_words(word):
            return self.owned[doers[0]]  # "a fire in 2021 injured three"
        crowd = self._meanwhile(word)
        if crowd:
            return crowd
        later = [c for c in tree.child[word] if tree.base(c) == "conj" and c in self.owned and tree.upos[c] == tree.upos[word]]
        return self.owned[later[0]] if later and not self._is_by_words(word) else []

    def _is_part(self, at: int, above: int, word: int) -> bool:
        """Whether what ``at`` heads happens with what is above it."""
        tree, base = self.tree, self.tree.base(at)
        if base == "conj":
            return tree.upos[at] != "VERB" or not any(tree.low[c] == "had" and tree.base(c) == "aux" for c in tree.child[at])
        if tree.upos[at] in _NOUNS:
            if tree.upos[above] in _NOUNS:
                several = tree.lemma[above] in event_senses("nouns") or tree.lemma[above] in words("events", "when", "several")
                return several and base == "nmod" and tree.case_of(at) in ("of", "in") and above not in self.timed
            if tree.lemma[above] in words("events", "when", "endings"):
                return False  # "the attack was suppressed at dawn"
            return base == "nsubj" or (base in ("obj", "obl") and tree.case_of(at) in _TOGETHER and not self._is_by_words(above))
        if base == "amod" and tree.low[at] == "dead" and at > above:
            return True  # "riots left 70 people dead"
        if base == "obj" and at != word and tree.low[word] == "dead":
            return True
        if base == "xcomp" and tree.lemma[above] in words("events", "when", "tried"):
            return True  # "on Monday they tried to storm it"
        if any(tree.low[c] in ("had", "to") and tree.base(c) in ("aux", "mark") for c in tree.child[at]):
            return False
        if tree.rel[at] == "acl:relcl":
            return tree.upos[above] in _NOUNS and (tree.lemma[above] in event_senses("nouns") or self._is_telling(above))
        if base == "advcl":
            marks = {tree.low[c] for c in tree.child[at] if tree.base(c) in ("mark", "advmod", "case") and c < at}
            if tree.first[at] < at and tree.low[tree.first[at]] == "after":
                marks.add("after")
            if self._is_by_words(above) and not self._is_by_words(at):
                return False
            return bool(marks & _SAME_TIME) or (tree.low[at].endswith("ing") and not marks) or self._is_at_once(at, above, marks)
        return base == "xcomp" and (tree.low[at].endswith("ing") or tree.upos[at] == "ADJ") and at == word

    def _is_at_once(self, at: int, above: int, marks: set[str]) -> bool:
        """ "Three were hurt on Monday after a bomb went off": a deed and what led to it, unless a stretch of time lies between them."""
        tree = self.tree
        harm = any(sense.type in _DEEDS for sense in event_senses("verbs").get(tree.lemma[above], ()))
        mark = next((w for w in range(tree.first[at], at) if tree.low[w] == "after"), 0)
        apart = mark > 0 and tree.low[mark - 1] in words("events", "when", "stretches")
        return marks == {"after"} and harm and not apart
