"""Whether a few words look like a name, and whether of an outlet or of a person.

Word lists are of kinds of words (what papers, agencies and broadcasters call themselves, common given names of many
languages), never of particular outlets.
"""

from __future__ import annotations

import re
from functools import lru_cache

from accordingto.data import words as word_list
from accordingto.intake.calendar import DAYS, MONTHS

_OUTLET_WORDS = word_list("naming", "outlet_words")
_GIVEN = word_list("naming", "given_names")
_PARTICLES = word_list("naming", "particles")
_PERSON_PARTICLES = word_list("naming", "person_particles")
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12}", re.IGNORECASE)
_NAME_WORD = re.compile(r"(?:al|el|an|ad|as|ar|at|ash|d|l|O)[-'’]\w|[a-z]{1,2}\d|[a-z]+[A-Z]|\+\d")
_WORD = re.compile(r"[^\s,;|]+")
_CRUMBS = re.compile(r"\s*[|•·»›]\s*|\s+[–—>/-]\s+")
_FURNITURE = word_list("naming", "furniture_words")
_GENERIC = word_list("naming", "generic_outlet_words")


def words_of(text: str) -> list[str]:
    """White-space words without the punctuation around them."""
    return [core for word in _WORD.findall(text) if (core := word.strip("()[]{}\"'“”‘’«»*_.,:;!?"))]


@lru_cache(maxsize=8192)
def is_name(text: str, *, longest: int = 8) -> bool:
    """Whether all of ``text`` reads as one name: capitals throughout but for particles, no sentence."""
    words = words_of(text)
    if not 1 <= len(words) <= longest or len(text) > 80 or re.search(r"[?!;:“”\"]|\.\s+[a-z]", text):
        return False
    if len(words) == 1 and (_DOMAIN.fullmatch(words[0]) or re.fullmatch(r"[a-z]{3,5}", words[0])):
        return _DOMAIN.fullmatch(words[0]) is not None
    if words[0].lower() in (*DAYS, *MONTHS) and len(words) == 1:
        return False
    if words[0].lower() in DAYS and not _named_after_day(words):
        return False
    if not (text[0].isalnum() or text[0] in "“\"'‘@+") or text.count("(") != text.count(")"):
        return False
    solid = 0
    for word in words:
        if word[0].isupper() or word[0].isdigit() or not word[0].isascii() or _NAME_WORD.match(word):
            solid += word[0].isalpha() or any(char.isalpha() for char in word)
        elif word.lower() not in _PARTICLES:
            return False
    return solid > 0 and (words[0].lower() not in _PARTICLES or words[0][0].isupper() or words[0] in ("al", "el", "van", "von", "de"))


def _named_after_day(words: list[str]) -> bool:
    """ "Saturday Courier" is a name; "Saturday Night" and "Monday May" are not."""
    second = words[1].lower()
    return second in _OUTLET_WORDS or (len(words) == 2 and second not in (*MONTHS, *_PARTS_OF_DAY) and second.isalpha())


_PARTS_OF_DAY = ("morning", "afternoon", "evening", "night", "noon")


@lru_cache(maxsize=8192)
def outlet_score(text: str) -> float:
    """How much a name looks like an outlet's (above 0) or a person's (below 0)."""
    words = words_of(text)
    if not words:
        return 0.0
    lower = [word.lower() for word in words]
    score = 0.0
    if _DOMAIN.fullmatch(words[0]) and len(words) == 1:
        return 3.0
    trade = any(word in _OUTLET_WORDS or re.fullmatch(r"\w*(?:news|post|times|press|wire|media|zeitung|presse)", word) for word in lower)
    score += 2.0 if trade else 0.0
    if lower[0] in ("the", "der", "die", "das", "le", "la", "les", "el", "los", "las", "il", "o") or any(char.isdigit() for char in text):
        score += 1.5
    if len(words) == 1:
        score += 1.0 + (0.5 if words[0].isupper() else 0.0)
    elif any(word.isupper() and 2 <= len(word) <= 5 for word in words) and not text.isupper():
        score += 1.0
    if lower[0] in _GIVEN and 2 <= len(words) <= 4:
        score -= 1.2 if trade else 2.5  # "Emily Post" is rarer than "Maria Times"
    if re.search(r"\b[A-Z]\.\s", text) and 2 <= len(words) <= 4:
        score -= 1.5
    if any(word in ("of", "and", "&", "for", "in", "on") for word in lower):
        score += 0.7
    return score


@lru_cache(maxsize=8192)
def is_person(text: str) -> bool:
    """Whether a name has the shape of a person's: two to five words, no figures, no word of the trade."""
    words = words_of(text)
    if not 2 <= len(words) <= 5 or any(char.isdigit() for char in text) or outlet_score(text) > 0.6:
        return False
    return all(word[0].isupper() or not word[0].isascii() or word.lower() in _PERSON_PARTICLES or "-" in word for word in words)


def is_mark(text: str) -> bool:
    """A name, or an agency's sign in small letters ("dpa"), where the place says that one is meant."""
    return is_name(text) or re.fullmatch(r"[a-z]{3,6}|[a-z]{2,4}(?: [A-Z]\w+){1,2}", text) is not None


def people_in(text: str) -> list[str]:
    """The persons that a line names and joins ("A", "A and B", "A, B and C"), or nothing if it names anything else."""
    parts = [part.strip() for part in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|und|et|y)\s+", text) if part.strip()]
    return parts if parts and len(parts) <= 8 and all(is_name(part) and is_person(part) for part in parts) else []


def writers_and_place(text: str) -> tuple[list[str], str] | None:
    """A line "A, Place" or "A and B, Place": its writers and the last name, which may be a place or one more writer."""
    front, comma, last = text.rpartition(",")
    people = people_in(front) if comma else []
    return (people, last.strip()) if people and is_name(last.strip(), longest=3) and not any(c.isdigit() for c in last) else None


def parts_of_name(text: str) -> list[str]:
    """A line "Outlet » Section" or "Outlet – Newswire" as its names; one name alone is a list of one; empty if any part is no name."""
    parts = [part.strip() for part in _CRUMBS.split(text.strip("*_# "))]
    if not 1 <= len(parts) <= 3 or not is_name(parts[0], longest=5):
        return []
    firm = any(mark in text for mark in "»›|")
    low = outlet_score(parts[0]) > 1.0  # "harbour.example | blog": beside what is surely an outlet a section may stand in small letters
    fits = (is_name(part, longest=5) or (firm and 0 < len(part.split()) <= 3 and (low or part[0].isupper())) for part in parts[1:])
    return parts if all(fits) else []


def is_generic(text: str) -> bool:
    """Whether a name only says what kind of service it is ("Newswire", "State News Service"), so that it names no outlet beside another."""
    return all(word.lower() in _GENERIC for word in words_of(text))


def is_button(text: str) -> bool:
    """Whether a short line is made of nothing but a site's buttons, counters and labels ("Show Caption")."""
    words = words_of(text)
    return bool(words) and all(word.lower() in _FURNITURE or word.lower() in _PARTICLES or word.isdigit() for word in words)


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name in one of many languages."""
    return word.lower() in _GIVEN
