"""Which earlier number of a report a number that tells nothing of what it counts takes up: "The ministry has 34 dead. A paper printed 36."

The rules of ``ellipsis`` find those that are set beside another in so many words. What they leave open is decided by weights that were
learnt (``data/beside.toml``, a conditional logit over the numbers of examples, ``python -m training beside``): how far apart the two stand,
whether each is somebody's number, how near in size they are, and whether words point from the one to the other. "None of them" is one of
the candidates. No word that is counted is a feature.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from accordingto.data import table
from accordingto.model.reading import Figure
from accordingto.model.text import Span

_WORDS = table("figures")["words"]
_GIVES = frozenset(_WORDS["gives"].split())
_GIVES_TOO = frozenset(_WORDS["gives_too"].split()) - _GIVES
_SMALL = frozenset((*_WORDS["small"].split(), *_WORDS["small_too"].split()))
_TOLLS = frozenset(
    ("killed", "injured", "casualties", "missing", "trapped", "detained", "freed", "displaced", "rescued", "infected")
)  # fmt: skip
_GENERAL = frozenset(("of", "the", "people", "persons", "others", "more"))
_MEASURED = frozenset(("percent", "money", "distance", "area", "weight", "duration", "votes"))
_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_ENDS = re.compile(
    r"[”\"’']?\s*(?:[,.;:!?)–—]|\Z|\n|(?:on|by|in|at|up|down|so|yet|as|while|and|but|or|now|then|last|this|yesterday|today|instead|alone|overall"
    r"|not|since|until|after|before|from|for|according|when|because|who|which|with|there|here|of\s+(?:them|whom))\b)"
)
_NOT = re.compile(r"\bnot\s+(?:\w+\s+)?\Z", re.I)
_CONTRAST = re.compile(r";|\b(?:but|while|whereas|though|against|not|only)\b")
_AND = re.compile(r"\s*[\w\s]{0,40}\band\s+[\w\s]{0,30}")
_ASIDE = re.compile(r",\s+.{0,25}")
_FROM, _TO = re.compile(r"\bfrom\s+\Z"), re.compile(r"\bto\s+\Z")
_OF_THOSE = re.compile(r"\s+of\s+(?:them|whom|those|these|us|our|the)\b")
_DOES = re.compile(r"\s+(?:were|was|had|have|are|is|did|would|could)\b")
_QUOTED = re.compile(r"[“\"‘]\s*\Z")
_TOLL_WORD = re.compile(r"\b(?:number|figure|total|count|tally|toll|list|estimate)\b")
_SENTENCES, _FIGURES = 3, 5  # looked back over
_LED = 80  # characters before a number
_LARGE = 13  # two numbers from here on that are alike are seldom so by chance
Row = dict[str, float]


@dataclass(frozen=True, slots=True)
class Text:
    """A text as its numbers stand in it.

    Attributes:
        sentences: in order; ``starts`` is where they begin.
    """

    text: str
    sentences: Sequence[Span]
    starts: Sequence[int]

    def sentence(self, figure: Figure) -> int:
        """The number of its sentence."""
        return max(0, bisect_right(self.starts, figure.span.start) - 1)

    def led(self, figure: Figure) -> str:
        """What stands before a number and its qualifier in the sentence."""
        first = begins(figure)
        return self.text[max(self.starts[self.sentence(figure)], first - _LED) : first]


def taking_up(text: str, sentences: Sequence[Span], figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a text, those that take up an earlier one with what that counts."""
    made = list(figures)
    seen = Text(text, sentences, [s.start for s in sentences])
    for position, figure in enumerate(made):
        found = candidates(seen, made, position)
        if not found:
            continue
        sure = chances([row(seen, made, position, k) for k in found], table("beside")["weights"])
        best = max(range(len(found)), key=lambda n: (sure[n], found[n]))
        if sure[best] >= table("beside")["least"]:
            like = made[found[best]]
            made[position] = replace(figure, like=found[best], aspect=like.aspect, reason=f"{figure.reason}; takes up the number before")
    return made


def candidates(seen: Text, figures: Sequence[Figure], position: int) -> list[int]:
    """The earlier figures that a number may take up: near by, and of the same noun where it has one of its own; another number of a noun
    that nobody gives is of others ("23 rifles in the hall, 19 rifles in the car")."""
    figure = figures[position]
    if figure.aspect not in ("other", "people") or figure.like is not None:
        return []
    at, nouns = seen.sentence(figure), _nouns(seen.text, figure)
    near = (k for k in range(max(0, position - _FIGURES), position) if at - seen.sentence(figures[k]) <= _SENTENCES)
    if figure.counted is None:
        return list(near)
    given = _given(seen.led(figure)) != "" or "not" in _words(seen.led(figure))[-3:]
    return [k for k in near if nouns & _nouns(seen.text, figures[k]) and (given or figures[k].quantity == figure.quantity)]


def chances(rows: Sequence[Row], learnt: Mapping[str, float]) -> list[float]:
    """The probability of each candidate and, last, of none."""
    sums = [*(sum(learnt.get(name, 0.0) * value for name, value in r.items()) for r in rows), 0.0]
    top = max(sums)
    parts = [math.exp(s - top) for s in sums]
    return [p / sum(parts) for p in parts]


def row(seen: Text, figures: Sequence[Figure], position: int, before: int) -> Row:
    """What speaks for and against a number taking up an earlier one."""
    mine, theirs = figures[position], figures[before]
    led, between = seen.led(mine), seen.text[theirs.span.end : begins(mine)]
    after = seen.text[mine.span.end : seen.sentences[seen.sentence(mine)].end]
    away = seen.sentence(mine) - seen.sentence(theirs)
    by, by_them = _given(led), _given(seen.led(theirs))
    ends, bare = _ENDS.match(after) is not None, mine.counted is None
    told = {
        "any": True,
        f"sentences between: {min(away, _SENTENCES)}": True,
        f"figures between: {min(position - before, 3) - 1}": True,
        "line between": "\n" in between,
        "bare": bare,
        "same noun": not bare and theirs.counted is not None,
        "given": by != "",
        "given, by a word of giving": by == "gives",
        "theirs given": by_them != "",
        "both given": by != "" and by_them != "",
        "ends": ends,
        "given, ends": by != "" and ends,
        "given, ends, bare": by != "" and ends and bare,
        "not": "not" in _words(led)[-3:],
        "theirs not": _NOT.search(seen.led(theirs)) is not None,
        "from and to": _FROM.search(seen.led(theirs)) is not None and _TO.search(led) is not None,
        "contrast": _CONTRAST.search(between) is not None,
        "and": not away and _AND.fullmatch(between) is not None,
        "aside": _ASIDE.fullmatch(between) is not None,
        f"size: {_size(mine, theirs)}": True,
        "measure": (mine.aspect in _MEASURED) != (theirs.aspect in _MEASURED),
        f"theirs: {_sort(theirs)}": True,
        f"mine: {mine.aspect}": True,
        "theirs a part": theirs.part,
        "part": mine.part,
        "additional": mine.additional,
        "theirs a statistic": theirs.statistic,
        "theirs takes up another": theirs.like is not None,
        "of those": _OF_THOSE.match(after) is not None,
        "opens": not _words(led),
        "does": _DOES.match(after) is not None,
        "quoted": _QUOTED.search(led) is not None,
        "qualified": mine.qualifier is not None,
        "word for a toll": _TOLL_WORD.search(led) is not None,
        "toll between": any(figures[k].aspect in _TOLLS for k in range(before + 1, position)),
    }
    return {name: 1.0 for name, so in told.items() if so}


def begins(figure: Figure) -> int:
    """Where a number with its qualifier begins."""
    return figure.span.start if figure.qualifier_span is None else min(figure.span.start, figure.qualifier_span.start)


def _nouns(text: str, figure: Figure) -> frozenset[str]:
    """The words that say what is counted."""
    return frozenset() if figure.counted is None else frozenset(figure.counted.of(text).lower().split()) - _GENERAL


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


def _given(led: str) -> str:
    """Whether a word of giving a number, or one that may be, leads to a number: "gives", "may give" or ""."""
    for word in reversed(_words(led)):
        if word in _GIVES:
            return "gives"
        if word in _GIVES_TOO:
            return "may give"
        if word not in _SMALL and word not in "“\"‘'":
            return ""
    return ""


def _size(a: Figure, b: Figure) -> str:
    """How far apart two numbers are."""
    one, two = (f.quantity.low or f.quantity.high or 0.0 for f in (a, b))
    if not one or not two:
        return "nought"
    apart = abs(math.log(one / two))
    steps = ((0.0, "equal"), (0.4, "near"), (1.1, "nearly as large"), (2.3, "far"))
    name = next((name for least, name in steps if apart <= least), "very far")
    return f"{name}, large" if name in ("near", "nearly as large") and min(one, two) >= _LARGE else name


def _sort(figure: Figure) -> str:
    if figure.aspect in _TOLLS:
        return "toll"
    if figure.aspect in _MEASURED:
        return "measure"
    return figure.aspect if figure.aspect in ("protesters", "other", "people") else "thing"
