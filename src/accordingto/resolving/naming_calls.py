"""What somebody calls a happening in so many words ("called the raid “a robbery”"), and nouns that stand for one ("the tragedy")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accordingto.data import words
from accordingto.model.reading import Reading
from accordingto.model.text import Span
from accordingto.resolving.accounts import innermost
from accordingto.resolving.folding import fold
from accordingto.resolving.profiles import stem
from accordingto.resolving.terms import Called

_NOUNS = r"(?:[\w“”\"’-]+ ){0,4}?[\w“”\"’-]+"
_ENDS = r"(?= (?:and|or|but|as|by|on|in|that|which|who|to|for|from|than|akin|near|against|at|after)\b|[.,;:)\n]|$)"
_TERM = rf"(?P<term>(?:(?:an?|the|another) )?[“\"‘](?:[^“”\"’.;]|(?<=\w)’(?=\w)){{3,60}}[”\"’]|(?:an?|the|another) {_NOUNS}{_ENDS})"
_OF = r"(?P<of>[^.;:“”\"\n]{2,70}?)"
_CALL = re.compile(
    rf"\b(?:call(?:s|ed|ing)?|brand(?:s|ed|ing)?|label(?:s|l?ed|l?ing)|dub(?:s|bed|bing)|term(?:s|ed|ing)) {_OF} {_TERM}",
)
_CALL_AS = re.compile(
    r"\b(?:describ(?:es|ed|ing|e)|denounc(?:es|ed|ing|e)|condemn(?:s|ed|ing)?|characteri[sz](?:es|ed|ing|e)|brand(?:s|ed|ing)?|"
    rf"label(?:s|l?ed|l?ing)) {_OF} as {_TERM}"
)
# What is called something is no clause and no list, and does not end in a preposition, whose noun the term would be.
_NO_OBJECT = re.compile(
    r"\b(?:to|for|from|and|or|after|before|that|who|when|as|over|if|than|about|immediately|several)\b|,"
    r"|(?:\b(?:of|on|against|by|near|in|at|with|toward|into|the|an?)|[’']s)$|^(?:on|in|back|out|off|into|up|\d+)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"(?:it|this|that|them|these|those)", re.IGNORECASE)
_NOUN = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat|(?:[A-Z]\w+|yesterday|last \w+)[’']s) (?:\w+ )?(?P<noun>[a-z]+)\b")
_BEFORE_A_NOUN = (" a ", " the ", " distress ", " phone ", " telephone ", " conference ", "’s ", "'s ")
_DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE"})
_BACK = 250  # characters: how far a pronoun or a noun that stands for a happening points back


def calls_of(text: str, reading: Reading) -> Iterator[Called]:
    """All of one report, in order of its text."""
    found = [m for pattern in (_CALL, _CALL_AS) for m in pattern.finditer(text)]
    for match in sorted(found, key=lambda m: m.start("term")):
        event = _object(reading, match)
        span = _bare(text, Span(match.start("term"), match.end("term")))
        if event is not None and span.start < span.end:
            by = innermost(reading, span)
            cued = next(
                (i for i, s in enumerate(reading.statements) if any(match.start() <= c.start < match.start("of") for c in s.cue)), None
            )
            yield Called(event, span, _key(span.of(text)), by if by is not None else cued, by is not None or cued is not None)
    for match in _NOUN.finditer(text):
        span = Span(match.start("noun"), match.end("noun"))
        if match.group("noun") in words("folding", "happenings") and not any(e.trigger.overlaps(span) for e in reading.events):
            event = _before(reading, match.start(), len(text), deeds=True)
            if event is not None:
                yield Called(event, span, stem(match.group("noun")), innermost(reading, span), False)


def _object(reading: Reading, match: re.Match[str]) -> int | None:
    """The event that is called something: the last one named between verb and term, or before a pronoun."""
    of = Span(match.start("of"), match.end("of"))
    if match.string[: match.start()].endswith(_BEFORE_A_NOUN):
        return None
    if _POINTS_BACK.fullmatch(match.group("of")):
        return _before(reading, match.start(), _BACK, deeds=True, after=False)
    inside = [e.trigger.start for e in reading.events if of.contains(e.trigger)]
    if _NO_OBJECT.search(match.group("of")) or not inside:
        return None
    return next(i for i, e in enumerate(reading.events) if e.trigger.start == max(inside))


def _before(reading: Reading, at: int, most: int, *, deeds: bool = False, after: bool = True) -> int | None:
    """The nearest event of those that happened, told before a place in the text; of ``deeds`` alone, failing that the first after it."""
    events = [(e.trigger.start, i) for i, e in enumerate(reading.events)
              if e.status in ("happened", "alleged") and (not deeds or e.type in _DEEDS)]  # fmt: skip
    before = [found for found in events if found[0] < at <= found[0] + most]
    if before:
        return max(before)[1]
    return min(events)[1] if after and events else None


def _bare(text: str, span: Span) -> Span:
    """A term without quotation marks and article."""
    match = re.match(r"[“\"‘]?(?:(?:an?|the|another)\s+)?[“\"‘]?", text[span.start : span.end], re.IGNORECASE)
    start = span.start + (match.end() if match else 0)
    end = span.start + len(text[span.start : span.end].rstrip('”"’'))
    return Span(start, max(start, end))


def _key(term: str) -> str:
    """What terms are grouped by: the noun at their head ("act of terror" is of terror)."""
    parts = re.split(r" (?:for|in|at|near|against|from|on)(?= )", f"{fold(term)} ")[0].split()
    if "of" in parts[1:]:
        at = parts.index("of", 1)
        parts = parts[at + 1 :] if parts[at - 1] in words("folding", "acts_of") and parts[at + 1 :] else parts[:at]
    return stem(parts[-1]) if parts else ""
