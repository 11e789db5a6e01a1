"""What a tally is of: a number that a word for a number, a count or a list leads to counts what that word is said to be of.

"Lowered its count of the insurgents killed to 21", "put his own dead at six", "a list of 41 names of the missing", "a crowd of 600",
"Confirmed fatalities since Monday: 19". The harm may stand anywhere in the phrase that the word is of, before its verb and its number.
"""

from __future__ import annotations

import re

from accordingto.data import table
from accordingto.model.reading import Aspect
from accordingto.reading.figures.befalling import NOUNS, STATES, VERBS, by_word
from accordingto.reading.numbers import CARDINALS

_SMALL = rf"(?:(?:{'|'.join(table('figures')['words']['small'].split())}|somewhere|between)\s+)"
_A_TALLY = r"(?:numbers?|figures?|count|tally|toll|total|estimates?|list|names)"
NUMBER_OF = re.compile(
    r"\b(?:numbers?|figures?|count|tally|toll|total|estimates?|list)\s+of\s+(?:the\s+|those\s+|people\s+|[a-z]+\s+(?=killed|dead|injured|wounded|missing))?"
    r"(?P<what>\w+)\b(?:[^.;]|(?<=\bNo)\.){0,60}\Z",
    re.I,
)
# The words that a tally is of, up to where a clause or another phrase begins; then how it goes on to its number.
_OF_WHOM = re.compile(
    rf"\b{_A_TALLY}\s+of\s+(?P<of>(?:(?!(?:in|of|with|which|by|and|to|at|for|on|whose|from|said|says|that)\b)[\w’'-]+\s+){{1,6}})"
    r"(?P<hit>by\s+(?:gunfire|bullets?|live\s+(?:fire|rounds))\s+)?(?:[^.;:!?]|(?<=\bNo)\.){0,70}\Z",
    re.I,
)
_PUT_THEM_AT = re.compile(
    r"\b(?:put|puts|putting|estimate[sd]?|counts?|counted)\s+(?:(?:the|its|his|her|their|our)\s+(?:own\s+)?)?(?:(?:number|total|count|figure)\s+(?:still\s+)?)?(?:(?P<what>dead|missing|injured|wounded|detained|displaced|infected)"
    r"|(?P<crowd>crowds?|attendance|turnout|marchers|protesters|demonstrators|participants)\b[^.;,\d]{0,50}?)\s+at(?:\s+[a-z]+){0,2}\s+[“\"‘']?\Z",
    re.I,
)
_WHOSE_NUMBER = re.compile(
    r"\b(?P<what>dead|missing|injured|wounded|detained|displaced|infected|killed|victims|marchers|protesters|demonstrators|participants),?\s+whose\s+"
    r"(?:(?:exact|total)\s+)?(?:number|count|total)\b[^.;,\d]{0,60}\Z",
    re.I,
)
_NAMES_OF = re.compile(r"\s+names\s+(?:of|from)\s+(?:the\s+|those\s+|people\s+)?(?P<what>\w+)", re.I)
_TOLL = re.compile(
    r"\b(?:death[s]?\s+toll|toll|deaths|fatalities|the dead|number of (?:dead|deaths|fatalities))\b"
    r"(?:[^.;\d]{0,80}|[^.;\d]{0,160}\b(?:rose|risen|rises|climbed|climbs|grew|jumped|stands|stood|reached|passed)\s+(?:to|at)?[a-z\s]{0,16})\Z",
    re.I,
)
# "Two deaths and | 84 people": what is counted itself is no toll that a later number gives.
_COUNTED_ITSELF = re.compile(
    rf"(?:(?<![\d.:,])\d[\d,]*|\b(?:{'|'.join(sorted(CARDINALS, key=len, reverse=True))}|no|several|dozens\s+of|many))"
    r"\s+(?:[a-z]+\s+)?\Z",
    re.I,
)
# "A crowd of about | 600", "a turnout of | 900", "the crowd, she added, numbered at least | 350".
_CROWD_OF = re.compile(
    rf"\b(?:crowds?|turnout)(?:,[^,.;:!?]{{1,40}},)?\s+(?:of|(?:had\s+|has\s+)?(?:number(?:ed|s)|swelled\s+to|grew\s+to|grown\s+to|reached))\s+{_SMALL}{{0,4}}[“\"‘']?\Z",
    re.I,
)
# "Dead: 437. Injured: 1,860. Rescued by helicopter: 31. Comrades abducted so far: 310. Liquidated since 14 July: 210 militants."
_DOERS = ("troops", "protesters")
_LABELS: dict[str, Aspect] = {word: aspect for word, aspect in VERBS.items() if word.endswith("ed") and aspect not in _DOERS}
_LABELS |= by_word("labels") | {"death toll": "killed", "unaccounted for": "missing", "in hospital": "injured"}
_LABELLED = re.compile(
    rf"\b(?P<what>{'|'.join(sorted(_LABELS, key=len, reverse=True))})\b"
    r"(?:\s+(?!and\b|but\b|said\b|says\b)[\w-]+){0,4}\s*(?::|\s[–—-])\s*(?:[a-z]+\s+){0,2}\Z",
    re.I,
)
# "The attackers, | nine in number, ..."
_NOUN_BEFORE = re.compile(rf"\b(?P<what>[\w’'-]+),?\s+{_SMALL}{{0,2}}\Z", re.I)
_IN_NUMBER = re.compile(r"\s+(?:in\s+number|of\s+them\s+in\s+all|strong|in\s+all)\b", re.I)
_PHRASE = 110  # code points


def labelled(text: str, start: int, first: int) -> tuple[Aspect, str] | None:
    """The harm that a label with a colon before a number names, and the label."""
    found = _LABELLED.search(text, max(start, first - 80), first)
    return (_LABELS[re.sub(r"\s+", " ", found["what"].lower())], found["what"]) if found else None


def in_number(text: str, start: int, first: int, end: int) -> str:
    """The noun before a number that says how many there are of it ("the raiders, | nine in number"), "" if there is none."""
    found = _NOUN_BEFORE.search(text, max(start, first - 60), first) if _IN_NUMBER.match(text, end) else None
    what = found["what"].lower() if found else ""
    return what if what in NOUNS else ""


def in_crowd(text: str, start: int, first: int) -> bool:
    """Whether a number is how large a crowd is."""
    return _CROWD_OF.search(text, max(start, first - _PHRASE), first) is not None


def tallied(text: str, start: int, number: tuple[int, int], end: int, before: str) -> tuple[Aspect, str] | None:
    """What the tally is of that leads to a number of people or one without a noun, and the word that says so.

    Args:
        text: the whole text.
        start: where the sentence begins.
        number: where the number stands.
        end: where the sentence ends.
        before: the text right before the number, as far as it is looked at.
    """
    near = before[-_PHRASE:]
    told = _PUT_THEM_AT.search(near) or _WHOSE_NUMBER.search(near)
    told = told or _NAMES_OF.match(text, number[1], end) or NUMBER_OF.search(before[-100:])
    if told and told.re is _PUT_THEM_AT and told["crowd"]:
        return "protesters", "crowd"
    what = told["what"].lower() if told else ""
    if NOUNS.get(what) == "protesters":
        return "protesters", f"number of {what}"
    if what in ("victims", "deceased"):
        return "killed", f"number of {what}"
    if what in STATES or what in VERBS:
        return STATES.get(what) or VERBS[what], f"number of {what}"
    said = _harm_of(text, start, number[0])
    if said:
        return said
    toll = _TOLL.search(before)
    return ("killed", "toll") if toll and not _COUNTED_ITSELF.search(before, 0, toll.start()) else None


def _harm_of(text: str, start: int, first: int) -> tuple[Aspect, str] | None:
    """The harm told in what a tally is of: "count of the insurgents | killed in Tolm", "the number of campers | unaccounted for"."""
    found = _OF_WHOM.search(text, max(start, first - _PHRASE - 50), first)
    if found is None:
        return None
    for word in found["of"].lower().split():
        aspect = STATES.get(word) or (VERBS.get(word) if not word.endswith("ing") or word == "missing" else None)
        if aspect is not None and aspect not in ("votes", "troops"):
            return aspect, f"number of {word}"
    return ("casualties", "hit") if found["hit"] and found["of"].lower().split()[-1] in ("hit", "struck") else None
