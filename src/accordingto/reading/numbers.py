"""What number words and numerals are worth: "seventy-seven", "two hundred and ten", "1.5", "60,000"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.data import table

CARDINALS: dict[str, int] = table("numbers")["cardinals"]
SCALES: dict[str, int] = table("numbers")["scales"]
ORDINALS: dict[str, int] = table("numbers")["ordinals"]

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
    if len(words) == 3 and words[0] == "half" and words[1] in ("a", "an") and words[2] in SCALES:
        return SCALES[words[2]] / 2
    for at in range(1, len(words) - 2):
        if words[at : at + 3] == ["and", "a", "half"]:
            return _and_a_half(cardinal(words[:at]), words[at + 3 :])
    if words[:1] in (["a"], ["an"]):
        words = ["one", *words[1:]]
    if not words or words[-1] == "and":
        return None
    found = _Sum()
    return found.total + found.group if all(found.take(word) for word in words) else None


def _and_a_half(base: float | None, rest: list[str]) -> float | None:
    """The value of a number with "and a half" behind it, and at most a scale behind that ("two and a half million")."""
    if base is None or len(rest) > 1 or (rest and rest[0] not in SCALES):
        return None
    return (base + 0.5) * (SCALES[rest[0]] if rest else 1)


@dataclass(slots=True)
class _Sum:
    """A number read word by word: what is closed by a scale, the open group below a thousand, the last scale."""

    total: float = 0.0
    group: float = 0.0
    scale: float = float("inf")
    used: bool = False

    def take(self, word: str) -> bool:
        """Read one more word; False if the words are no longer one number."""
        if word == "and":
            return self.used
        if word in SCALES:
            return self._take_scale(SCALES[word])
        value: float | None = CARDINALS.get(word)
        if value is not None:
            fits = not self.used or _may_follow(self.group, value)
        elif word in _VULGAR:
            value, fits = _VULGAR[word], True
        elif "/" in word:
            top, _, bottom = word.partition("/")
            fits = self.used and top.isdigit() and bottom.isdigit() and int(bottom) > 0
            value = int(top) / int(bottom) if fits else 0.0
        else:
            value = numeral(word)
            fits = value is not None and (not self.used or self.group == 0)
        if not fits or value is None:
            return False
        self.group += value
        self.used = True
        return True

    def _take_scale(self, scale: int) -> bool:
        if self.group == 0 or (scale == 100 and self.group >= 100) or (scale != 100 and scale >= self.scale):
            return False
        if scale == 100:
            self.group *= 100
        else:
            self.total, self.group, self.scale = self.total + self.group * scale, 0.0, scale
        return True


def _may_follow(group: float, value: float) -> bool:
    """Whether a number word may follow in a group: "twenty|five", "hundred|twenty", not "five|six"."""
    if group == 0:
        return True
    if value >= 10:
        return group % 100 == 0
    return group % 10 == 0 and group % 100 != 10
