"""So long before or after something: "resigned on Friday, four days after a blast killed nine" dates the blast.

A length of time in front of "after" or "before" says how far apart two happenings are. Where one of the two has a day, the other gets
the day so far from it, and the length's interval is that day. The length itself stays a length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from accordingto.model.reading import Time
from accordingto.reading.events_when import When
from accordingto.reading.lexicon import event_senses
from accordingto.reading.times.values import first_day, grain, interval_of
from accordingto.reading.tree import Tree

_NOUNS = ("NOUN", "PROPN")
_SIGNS = {"after": -1, "following": -1, "before": 1}
_LENGTH = re.compile(r"P(\d+)([DW])")
_SHORT = re.compile(r"PT(?:[1-6]H|XH|\d+M|XM)")  # still the same day, more often than not
_WITHIN = ("in", "during", "by", "at")
_STEPS = 6


class Offsets:
    """Finds and resolves such lengths in one text.

    Args:
        tree: of the text.
        times: as found, positions are those of the reading.
        when: which times belong to which word.
    """

    def __init__(self, tree: Tree, times: Sequence[Time], when: When) -> None:
        self.tree, self.times, self.when = tree, times, when

    def resolve(self) -> tuple[tuple[Time, ...], dict[int, list[int]]]:
        """The times, lengths that lead to a day with that day as their interval; and by word the lengths that date it."""
        found = list(self.times)
        owned: dict[int, list[int]] = {}
        last: tuple[int, int] | None = None  # the length before: its "after" and the verb that came so long after
        for number, time in enumerate(self.times):
            apart = _days(time, self.tree) if time.anchor == "event" else None
            at = self._preposition(time) if apart is not None else None
            if at is None or apart is None:
                continue
            joined = last is not None and self._is_joined(last[0], time)  # "two days after A and a day after B"
            main, behind = last[1] if last is not None and joined else self._main(at), self._behind(at)
            last = (at, main) if main is not None else None
            if main is None or not behind:
                continue
            days = apart * _SIGNS[self.tree.low[at]]
            own = next((d for word in behind if (d := self._day(self.when.owned.get(word, ()))) is not None), None)
            if own is not None:
                base, days, dated = own, -days, [main]
            else:
                day = self._day(self.when.of(main, None)) or self._told_before(main)
                if day is None:
                    continue
                base, dated = day, behind
            moved = base + timedelta(days=days)
            found[number] = replace(time, interval=interval_of(moved.isoformat()), reason=f"so long from {base.isoformat()}")
            for word in dated:
                if not self.when.owned.get(word):
                    owned.setdefault(word, []).append(number)
        return tuple(found), owned

    def _preposition(self, time: Time) -> int | None:
        """The "after" or "before" that a length stands in front of."""
        first, last = self.tree.range_of(time.span)
        return next((w for w in range(first, min(last + 2, self.tree.count)) if self.tree.low[w] in _SIGNS), None)

    def _is_joined(self, at: int, time: Time) -> bool:
        """Whether a length is coordinated with the one in front of ``at``."""
        tree = self.tree
        first = tree.range_of(time.span)[0]
        return tree.low[first - 1] == "and" and tree.sentence[first] == tree.sentence[at]

    def _main(self, at: int) -> int | None:
        """The verb of what came so long after or before."""
        tree = self.tree
        first = tree.sentences[tree.sentence[at]][0]
        above = tree.head[at]
        for _ in range(_STEPS):
            if above < 0:
                break
            if above < at and tree.upos[above] == "VERB":
                return above
            above = tree.head[above]
        return next((w for w in range(at - 1, first - 1, -1) if tree.upos[w] == "VERB"), None)

    def _behind(self, at: int) -> list[int]:
        """The verb behind the preposition with the nouns that are the same happening, or the noun itself."""
        tree, head = self.tree, self.tree.head[at]
        if head <= at:
            return []
        verb = tree.head[head]
        taken = tree.upos[head] in _NOUNS and tree.base(head) in ("nsubj", "obl") and verb > head and tree.upos[verb] == "VERB"
        if taken and "," not in tree.low[head:verb] and tree.kid(verb, "obj") is not None:
            return [verb, head]  # "after an explosion there killed ten"
        if tree.upos[head] in _NOUNS and not any(tree.base(c) == "nsubj" for c in tree.child[head]):
            return [head]
        found = [head, *(c for c in tree.child[head] if tree.base(c) == "conj" and tree.upos[c] == "VERB" and not self.when.owned.get(c))]
        for verb in tuple(found):
            for c in tree.child[verb]:
                part = tree.base(c) == "nsubj" or (tree.base(c) == "obl" and tree.case_of(c) in _WITHIN)
                if part and tree.upos[c] in _NOUNS and tree.lemma[c] in event_senses("nouns"):
                    found.append(c)
        return found

    def _day(self, positions: Sequence[int]) -> date | None:
        """The one day that some times give."""
        days = {
            first_day(time.value)
            for time in (self.times[n] for n in positions)
            if time.value is not None and time.type in ("DATE", "TIME") and grain(time.value) in ("T", "D")
        }
        return next(iter(days)) if len(days) == 1 else None

    def _told_before(self, main: int) -> date | None:
        """The day of "the strikes" that "came two days after": that of the nearest word before that names the same."""
        tree = self.tree
        subject = next((c for c in tree.child[main] if tree.base(c) == "nsubj" and tree.upos[c] in _NOUNS), None)
        if subject is None or not any(tree.low[c] in ("the", "that", "this", "these", "those") for c in tree.child[subject]):
            return None
        for word in range(subject - 1, -1, -1):
            if tree.lemma[word] == tree.lemma[subject] and tree.upos[word] in ("VERB", *_NOUNS):
                day = self._day(self.when.of(word, None))
                if day is not None:
                    return day
        return None


def _days(time: Time, tree: Tree) -> int | None:
    """The length in days; 0 for a few hours; None for what is longer, or vague."""
    if time.value is None:
        first, last = tree.range_of(time.span)
        return 1 if time.type == "DATE" and "day" in tree.low[first:last] else None
    length = _LENGTH.fullmatch(time.value)
    if length is not None:
        return int(length[1]) * (7 if length[2] == "W" else 1)
    return 0 if _SHORT.fullmatch(time.value) else None
