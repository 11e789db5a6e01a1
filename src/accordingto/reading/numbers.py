"""What number words and numerals are worth: "seventy-seven", "two hundred and ten", "1.5", "60,000"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.data import table

CARDINALS: dict[str, int] = table("numbers")["cardinals"]
SCALES: dict[str, int] = table("numbers")["scales"]
ORDINALS: dict[str, int] = table("numbers")["ordinals"]
FRACTIONS: dict[str, float] = table("numbers")["fractions"]

_NUMERAL = re.compile(r"\d+(?:,\d{2,3})*(?:\.\d+)?")
_ORDINAL = re.compile(r"(\d{1,6})(?:st|nd|rd|th)\Z")
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


def numeral(word: str) -> float | None:
    """The value of digits ("60,000", "3.5"), or None if ``word`` is not just that."""
    return float(word.replace(",", "")) if _NUMERAL.fullmatch(word) else None


def ordinal(word: str) -> int | None:
    """The value of one lower-case ordinal ("3rd", "third", "twenty-first"), or None."""
    found = _ORDINAL.match(word)
    if found:
        return int(found[1])
    tens, _, last = word.replace(" ", "-").partition("-")
    if last and CARDINALS.get(tens, 0) >= 20 and 0 < ORDINALS.get(last, 0) < 10:
        return CARDINALS[tens] + ORDINALS[last]
    return ORDINALS.get(word)


def cardinal(words: Sequence[str]) -> float | None:
    """The value of lower-case number words and numerals, hyphens left out, or None if they are not one number.

    Takes "two hundred and ten", "twenty five", "3.5 million", "a hundred", "half a million", "two and a half" and
    "1 1/2". A sequence that is no number ("two three") gives None.
    """
    words = [word for word in words if word != "-"]
    if not words:
        return None
    if words[0] == "half" and len(words) == 3 and words[1] in ("a", "an") and words[2] in SCALES:
        return SCALES[words[2]] / 2
    if words[0] in ("a", "an"):
        words = ["one", *words[1:]]
    total, group, scale_below = 0.0, 0.0, float("inf")
    used = False
    at = 0
    while at < len(words):
        word = words[at]
        if word == "and":
            if list(words[at + 1 : at + 3]) == ["a", "half"]:
                rest = words[at + 3 :]
                if not rest:
                    return total + group + 0.5
                if len(rest) == 1 and rest[0] in SCALES:
                    return total + (group + 0.5) * SCALES[rest[0]]
                return None
            if not used or at + 1 == len(words):
                return None
        elif word in CARDINALS:
            value = CARDINALS[word]
            if used and not _may_follow(group, value):
                return None
            group += value
            used = True
        elif word in SCALES:
            scale = SCALES[word]
            if scale == 100:
                if group == 0 or group >= 100:
                    return None
                group *= 100
            else:
                if group == 0 or scale >= scale_below:
                    return None
                total, group, scale_below = total + group * scale, 0.0, scale
            used = True
        elif word in _VULGAR:
            group += _VULGAR[word]
            used = True
        elif "/" in word and used:
            top, _, bottom = word.partition("/")
            if not (top.isdigit() and bottom.isdigit() and int(bottom)):
                return None
            group += int(top) / int(bottom)
        else:
            number = numeral(word)
            if number is None or (used and (group != 0 or at == 0)):
                return None
            group += number
            used = True
        at += 1
    return total + group if used else None


def _may_follow(group: float, value: int) -> bool:
    """Whether a number word may follow in a group: "twenty|five", "hundred|twenty", not "five|six"."""
    if group == 0:
        return True
    if value >= 10:
        return group % 100 == 0
    return group % 10 == 0 and group % 100 != 10
