"""Ones and noughts told without a number: "a contractor was killed", "nobody was hurt"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accordingto.data import table
from accordingto.model.intervals import Quantity
from accordingto.model.reading import Aspect, Figure
from accordingto.model.text import Span
from accordingto.reading.figures.befalling import NOUNS, STATES, VERBS
from accordingto.reading.numbers import ORDINALS

_PEOPLE = "|".join(sorted(table("figures")["words"]["singular_people"].split(), key=len, reverse=True))
_NOUN = rf"(?P<noun>an?\s+(?:[\w’'-]+\s+){{0,4}}?(?:{_PEOPLE}))\b(?!\s+(?:and|or)\s+(?:an?|another)\b)"
_DONE = {
    "killed": r"killed|slain|shot\s+dead|murdered|assassinated|beheaded|executed",
    "injured": r"injured|wounded|hurt",
    "detained": r"arrested|detained|kidnapped|abducted|captured",
}
_DOING = {
    "killed": r"kill(?:s|ed|ing)|murder(?:s|ed|ing)|shot\s+dead|assassinat(?:ed|ing)|execut(?:ed|ing)",
    "injured": r"injur(?:es|ed|ing)|wound(?:s|ed|ing)",
    "detained": r"arrest(?:s|ed|ing)|detain(?:s|ed|ing)|kidnap(?:s|ped|ping)|abduct(?:s|ed|ing)|captur(?:es|ed|ing)",
}
_OF = r"(?:\s+(?:of|from|with|in|at)\s+(?:[\w’'-]+\s+){1,5}?|\s+)"
_WAS = r"(?:was|were|has\s+been|had\s+been|is|being)\s+(?:also\s+|later\s+|reportedly\s+)?"


def _any(forms: dict[str, str]) -> str:
    return "|".join(f"(?P<{aspect}>{words})" for aspect, words in forms.items())


_PASSIVE = re.compile(rf"\b{_NOUN}{_OF}{_WAS}(?:{_any(_DONE)})\b", re.I)
_ACTIVE = re.compile(rf"\b(?:{_any(_DOING)})\s+{_NOUN}", re.I)
_NOUGHT = re.compile(
    r"\b(?P<no>no)\s+(?:[a-z-]+\s+){0,2}(?P<noun>casualties|deaths|fatalities|injuries|survivors|victims|dead|wounded|arrests|shots)\b"
    r"|\b(?P<nobody>no\s*one|nobody|none)\s+(?:of\s+(?:them|those)\s+)?(?:was|were|has\s+been|had\s+been|is|are)"
    r"\s+(?P<done>killed|injured|hurt|wounded|harmed|arrested)\b"
    r"|\b(?P<did>killed|killing|injured|injuring|hurt|wounded|wounding|harmed)\s+(?P<whom>nobody|no\s*one|none)\b",
    re.I,
)
_NTH = rf"\ban?\s+(?P<nth>{'|'.join(sorted((w for w in ORDINALS if ORDINALS[w] > 1), key=len, reverse=True))})"
# "A fourth body was found" tells of four dead.
_ORDINAL = re.compile(
    rf"{_NTH}\s+(?P<noun>person|body|victim|death|fatality|patient)\b"
    r"(?P<fate>[^.;:,]{0,60}?\b(?:died|dead|killed|found|recovered|reported|confirmed|succumbed)\b)",
    re.I,
)
# "Nine gave their lives. A tenth | succumbed to his wounds": the next of those just counted, without a noun.
_NEXT = re.compile(
    rf"{_NTH}\b"
    r"(?=(?:,[^.;:!?]{3,60},)?\s+(?:[a-z]+\s+){0,3}?(?:died|dead|succumbed|perished)\b)",
    re.I,
)
_NEAR_BY = 3  # figures looked back over
# What a "nobody" leaves out takes the nought away: "killed nobody but its owner", "no casualties except two goats".
_EXCEPT = re.compile(r"\s*,?\s+(?:other\s+than|apart\s+from|aside\s+from|except|excepting|save|besides|bar)\b", re.I)
_BUT = re.compile(r"\s+but\s+(?!(?:\w+(?:ed|ing)|left|hit|tore|set|did|was|were|it|they|he|she|there)\b)", re.I)
_OF_NONE: dict[str, Aspect] = {"survivors": "rescued"}
_ASPECTS: tuple[Aspect, ...] = ("killed", "injured", "detained")


def singulars(text: str, sentence: Span, found: Sequence[Figure]) -> Iterator[Figure]:
    """Figures of one, marked as implied in their reason; none where one of the figures found in the sentence stands."""
    taken = [figure.span for figure in found]
    for pattern in (_PASSIVE, _ACTIVE):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span("noun"))
            if any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            aspect = next(a for a in _ASPECTS if match[a])
            yield Figure(span, Quantity.exact(1), aspect, counted=span, reason=f"implied singular; counts by {match[aspect]!r}")


def ordinals(text: str, sentence: Span, before: Sequence[Figure]) -> Iterator[Figure]:
    """Tolls told by their last: "a fifteenth person has died"; and, where one less was just counted dead, "a fifteenth died"."""
    for found in _NEXT.finditer(text, sentence.start, sentence.end):
        number = ORDINALS[found["nth"].lower()]
        if any(f.aspect == "killed" and f.quantity == Quantity.exact(number - 1) for f in before[-_NEAR_BY:]):
            yield Figure(Span(*found.span("nth")), Quantity.exact(number), "killed", reason="the last of so many")
    for found in _ORDINAL.finditer(text, sentence.start, sentence.end):
        dead = found["noun"].lower() in ("body", "death", "fatality") or re.search(r"died|dead|killed|succumbed", found["fate"], re.I)
        if dead:
            quantity = Quantity.exact(ORDINALS[found["nth"].lower()])
            yield Figure(Span(*found.span("nth")), quantity, "killed", counted=Span(*found.span("noun")), reason="the last of so many")


def _aspect(word: str) -> Aspect:
    return VERBS.get(word) or STATES.get(word) or _OF_NONE.get(word) or NOUNS.get(word) or "other"


def noughts(text: str, sentence: Span) -> Iterator[Figure]:
    """Figures of nought: "no casualties", "no one was hurt", "it injured nobody"."""
    for found in _NOUGHT.finditer(text, sentence.start, sentence.end):
        word = (found["noun"] or found["done"] or found["did"]).lower()
        aspect: Aspect = "injured" if word == "harmed" else _aspect(word)
        if _EXCEPT.match(text, found.end(), sentence.end) or (found["whom"] and _BUT.match(text, found.end(), sentence.end)):
            continue
        none = next(name for name in ("no", "nobody", "whom") if found[name])
        counted = Span(*found.span("noun")) if found["noun"] else None
        yield Figure(Span(*found.span(none)), Quantity.exact(0), aspect, counted=counted, reason=f"none; counts by {word!r}")
