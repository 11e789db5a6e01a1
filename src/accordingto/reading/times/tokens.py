"""Text as a string of classes: each word or mark becomes one letter, so that a time expression is a short regex.

The classes (a word has one class; "x" is any other word, "|" stands between sentences, marks stand for themselves):

====  =====================================================================================================
W, v  weekday in full; abbreviated                    M, b  month in full or with its stop; abbreviated without
D     one or two digits, 1 to 31                      Y     four digits, 1000 to 2100
N     any other number                                w, H  number word; "hundred", "million" ...
z, t  "a", "an"; "the"
o     ordinal                                         U, V  unit, units;  Q  "quarter";  s  "second"
S     season                                          P     part of the day
d     today, yesterday, tomorrow, tonight             R     now, recently, soon ...
L     last, past, previous                            X     next, coming, following
T     this, current, present                          h     that, same
E     early, late, mid                                e     each, every, per
B     beginning, start, end, middle, half             F     of
q     several, few, couple                            g     ago
A, l  before, after; earlier, later                   f     fiscal, full, calendar
G     daily, weekly, Mondays                          I     1990s, '80s
K     date in digits                                  C     clock time;  m  a.m., p.m.;  Z  time zone
r     recent;  n  then;  j  these                     u     future, moment
i     prepositions of time                            c     and, to, or, through
k     more, further, consecutive ...
====  =====================================================================================================
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.data import table, words
from accordingto.model.text import Span
from accordingto.reading.numbers import CARDINALS, ORDINALS, SCALES

_T = table("times")
WEEKDAYS: dict[str, int] = {w: n for n, w in enumerate(_T["weekdays"].split(), 1)} | _T["weekday_abbreviations"]
MONTHS: dict[str, int] = {w: n for n, w in enumerate(_T["months"].split(), 1)} | _T["month_abbreviations"]
UNITS: dict[str, str] = _T["units"] | _T["plural_units"]
SEASONS: dict[str, str] = _T["seasons"]
DAY_PARTS: dict[str, str] = _T["day_parts"]
FREQUENCIES: dict[str, str] = _T["frequencies"] | {f"{day}s": f"XXXX-WXX-{n}" for n, day in enumerate(_T["weekdays"].split(), 1)}
REFERENCES: dict[str, str] = _T["references"]
_NEED_CAPITAL = words("times", "need_capital")

_TOKEN = re.compile(
    r"""
    (?=['’\d]) (?:
        \d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)
      | 9/11(?![\d/]) | \d{4}/\d\d?/\d\d?(?![\d/]) | \d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d) | \d{1,2}/\d{1,2}/\d\d(?![\d/])
      | \d{1,2}\.\d{1,2}\.\d\d(?![\d.]?\d)
      | \d{1,2}:\d\d(?::\d\d)?(?!\d) | \d{1,2}\.\d\d(?=\s?[AaPp]\.?\s?[Mm]\b)
      | (?:\d{4}|['’]?\d\d)['’]?[sS]\b
      | \d+(?:st|nd|rd|th)\b
      | [1-9]/[2-8](?![\d/])
      | \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)?
    )
  | (?=[AaPp]\.?\s?[Mm]) [AaPp](?:\.\s?)?[Mm]\b\.?
  | (?=[JFMASONDjfmasond][AEPUCOaepuco][NBRLGPTVCnbrlgptvc]T?t?\.)
    (?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec
      |JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\.(?=\s?\d|,?\s\d|\W)
  | [^\W\d_]+
  | [^\w\s]
""",
    re.X,
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_POINTED_CLOCK = re.compile(r"\s?[AaPp]\.?\s?[Mm]\b")
_HOURS_BEHIND = re.compile(r"\s?(?:hrs?|hours)\b(?!\s+of\b)", re.I)
_HOUR_OF_FOUR = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")

_CLASS: dict[str, str] = {}
for _letter, _words in (
    ("x", ""),
    ("w", [*CARDINALS]),
    ("H", [*SCALES]),
    ("z", "a an"),
    ("t", "the"),
    ("o", [*ORDINALS]),
    ("U", [*_T["units"]]),
    ("V", [*_T["plural_units"]]),
    ("Q", "quarter"),
    ("s", "second"),
    ("S", [*SEASONS]),
    ("P", [*DAY_PARTS]),
    ("d", "today yesterday tomorrow tonight"),
    ("R", [*REFERENCES]),
    ("L", _T["before_now"]),
    ("X", _T["after_now"]),
    ("T", _T["at_now"]),
    ("h", _T["same"]),
    ("E", "early late mid"),
    ("e", "each every per"),
    ("B", "beginning start end close half middle outset"),
    ("F", "of"),
    ("q", [*_T["vague"].split(), "couple"]),
    ("g", "ago"),
    ("A", "before after afterwards afterward"),
    ("l", "earlier later"),
    ("c", "and to or through till"),
    ("k", "more further additional consecutive straight successive working trading business long other extra"),
    ("u", "future moment"),
    ("j", "these"),
    ("n", "then"),
    ("f", "fiscal full calendar"),
    ("G", [*FREQUENCIES]),
    ("W", _T["weekdays"]),
    ("v", [*_T["weekday_abbreviations"]]),
    ("M", _T["months"]),
    ("b", [*_T["month_abbreviations"]]),
    ("Z", "gmt utc est edt et cst cdt ct mst mdt pst pdt pt bst cet cest eet eest msk ist jst local"),
    ("i", "in on at by during over from since until around within for between about"),
    ("r", "recent"),
):
    for _word in _words.split() if isinstance(_words, str) else _words:
        _CLASS[_word] = _letter
_IN_CAPITALS = words("times", "zones_in_capitals")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's words and marks.

    Attributes:
        classes: one letter each, "|" between sentences included.
        lows: lower-case words, straight apostrophes; "" for "|".
        starts, ends: code points; both the same for "|".
        breaks: the tokens that are "|".
    """

    text: str
    classes: str
    lows: list[str]
    starts: list[int]
    ends: list[int]
    breaks: list[int]

    def words(self, first: int, last: int) -> list[str]:
        """The lower-case words of a half-open range."""
        return self.lows[first:last]

    def sentence_at(self, at: int) -> int:
        """The number of the sentence a token stands in."""
        return bisect_left(self.breaks, at)

    def range_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens that lie between two code points, or None if there are none."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return (first, last) if first < last else None

    def span(self, first: int, last: int) -> Span:
        """Where a half-open, not empty range stands."""
        return Span(self.starts[first], self.ends[last - 1])


def tokenise(text: str, sentences: Sequence[Span]) -> Tokens:
    """The tokens of the given sentences; what lies between them is left out."""
    classes: list[str] = []
    lows: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    for sentence in sentences:
        for found in _TOKEN.finditer(text, sentence.start, sentence.end):
            word = found[0]
            low = word.lower()
            letter = _class_of_word(word, low) if low in _CLASS else _class(word, low)
            if letter == "N" and "." in word and _POINTED_CLOCK.match(text, found.end()):
                letter = "C"  # "3.20 a.m."
            if letter in "NY" and _HOUR_OF_FOUR.fullmatch(word) and _HOURS_BEHIND.match(text, found.end()):
                letter = "C"  # "0530 hrs"
            if low in ("hr", "hrs", "hours") and classes[-1:] == ["C"] and len(lows[-1]) == 4:
                letter = "Z"
            if low == "time" and classes and classes[-1] == "Z":
                letter = "Z"  # "04:17 local time"
            if low == "following" and (not lows or lows[-1] != "the"):
                letter = "x"  # "following weeks of talks": a preposition
            classes.append(letter)
            lows.append(low.replace("’", "'"))
            starts.append(found.start())
            ends.append(found.end())
        classes.append("|")
        lows.append("")
        starts.append(sentence.end)
        ends.append(sentence.end)
        breaks.append(len(lows) - 1)
    return Tokens(text, "".join(classes), lows, starts, ends, breaks)


def _class_of_word(word: str, low: str) -> str:
    """The class of a word of the lexicon, as its capitals allow."""
    letter = _CLASS[low]
    if word[0] == low[0] and (low in _NEED_CAPITAL or letter in "vb"):
        return "x"
    if letter == "Z" and low in _IN_CAPITALS and word != word.upper():
        return "x"
    return letter


def _class(word: str, low: str) -> str:
    """The class of anything else."""
    first = word[0]
    if first.isdigit() or (first in "'’" and len(word) > 1):
        return _class_of_number(word, low)
    if len(word) == 1 and not first.isalnum():
        return "'" if first == "’" else "-" if first in "–—" else first if first != "|" else "x"
    if low[-1] == "." and low[:-1] in MONTHS:
        return "M"
    if len(word) > 1 and low[0] in "ap" and low[-1] in "m." and low.replace(".", "").replace(" ", "") in ("am", "pm"):
        # "am" without stops is a verb unless a number stands before it: the rules ask for one.
        return "m"
    return "x"


def _class_of_number(word: str, low: str) -> str:
    if word.isdigit():
        if len(word) == 4 and 1000 <= int(word) <= 2100:
            return "Y"
        return "D" if len(word) <= 2 and 1 <= int(word) <= 31 else "N"
    if low.endswith(("st", "nd", "rd", "th")):
        return "o"
    if low.endswith("s"):
        return "I"
    if _CLOCK.match(word):
        return "C"
    if len(word) == 3 and "/" in word:
        return "N"  # "1/2"
    if any(mark in word for mark in "/-") or word.count(".") == 2:
        return "K"
    return "N"
