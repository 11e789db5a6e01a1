"""Where sentences begin and end.

A sentence ends at a full stop, question mark, exclamation mark or ellipsis with the closing quotation marks and
brackets that follow it, at the end of a paragraph, and at the end of a line unless the text is hard-wrapped.

Sentences inside a quotation are sentences of their own, as in the treebanks: '"I went. I saw," he said.' gives
'"I went.' and 'I saw," he said.'; what follows the closing mark stays with the last of them. Two decisions follow
from that: '"Why?" Mr. Orban asked.' is one sentence, '"Why?" The hall fell silent.' is two.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from accordingto.data import words
from accordingto.model.text import Span

_TITLES = words("sentences", "titles")
_BEFORE_NUMBERS = words("sentences", "before_numbers")
_NEVER_END = words("sentences", "never_end")
_MAY_END = words("sentences", "may_end")
_AFTER_CLOCK = words("sentences", "after_clock")
_OPENERS = words("sentences", "openers")
_SPEECH = words("sentences", "speech_verbs")
_MARKS = words("sentences", "marks")

_CLOSERS = "\"'”’»“)\\]}*_"
# A stop, what closes after it, and footnote marks: "died.[3]", 'said."', "(He left.)".
_STOP = re.compile(rf"(?P<stop>[.!?…‽]+)(?P<close>[{_CLOSERS}]*(?: ?\[\d{{1,3}}(?: ?[-–,] ?\d{{1,3}})*\])*[{_CLOSERS}]*)")
_BLANK = re.compile(r"\n[^\S\n]*(?:\n\s*)+")
_LAST_WORD = re.compile(r"[^\s(\[{\"“”‘«—–/]+\Z")
_NEXT_WORD = re.compile(r"\s*((?:[\"'“‘«(\[{*_•–—-]+\s*)?)([^\W_][\w'’.-]*)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_SPEAKER_SAID = re.compile(r"(?:[A-Z][\w.'’-]*,?\s+){1,5}(\w+)\b|(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)\s+(\w+)\b")
_PARTICLE_NAME = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|de|von|van|bin|ibn|i|e)[-’']?\s?[A-Z]")
_ROMAN = re.compile(r"[IVXLC]+\b")
_WORDLIKE = re.compile(r"[^\W_]")
_LIST_NUMBER = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})\Z")
_GLUED_NEXT = re.compile(r"[\"'“‘«(]?(?:[A-Z][a-z]+|[AI])\b(?![./@])")
_FLOWS_ON = re.compile(r",? [a-z]+ ")
_WEB = re.compile(r"www\.|https?:|@|/", re.I)

_OPENING_MARKS = ('"', "“", "‘", "'", "«")

_LIST_INDENT = 8
_QUOTE_WINDOW = 2000  # code points looked back over for an open straight mark
_WRAP_WIDEST = 120  # columns: a line longer than this was never wrapped by hand or mail program
_WRAP_NARROWEST = 45


def split_sentences(text: str, *, within: Sequence[Span] | None = None) -> list[Span]:
    """Sentences in order, trimmed of white space, not overlapping, none of them empty.

    Args:
        text: the text.
        within: stretches to look at, each on its own (no sentence crosses from one to the next); the whole text if None.

    Returns:
        Spans of ``text``. A paragraph break always ends a sentence.
    """
    spans: list[Span] = []
    for region in within if within is not None else (Span(0, len(text)),):
        for start, end in _blocks(text, region.start, region.end):
            spans += _sentences(text, start, end)
    return spans


def _sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of one block, trimmed. Marks that stand alone (". )", ". .") go with the sentence before them."""
    spans: list[Span] = []
    at = start
    for cut in (*_cuts(text, start, end), end):
        low, high = at, cut
        at = cut
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        if _WORDLIKE.search(text, low, high):
            spans.append(Span(low, high))
        elif spans and low < high:
            spans[-1] = Span(spans[-1].start, high)
    return spans


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches no sentence crosses: paragraphs, and their lines where they are not hard-wrapped."""
    at = start
    while at < end:
        found = _BLANK.search(text, at, end)
        stop = found.start() if found else end
        if text.find("\n", at, stop) < 0 or _is_wrapped(text[at:stop]):
            yield at, stop
        else:
            yield from _lines(text, at, stop)
        at = found.end() if found else end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _is_wrapped(paragraph: str) -> bool:
    """Whether the line breaks of a paragraph are those of a fixed width.

    Every line but the last is about as wide as the widest, none is wider than a page, and at least one goes on in
    the middle of a sentence: without a stop, into a small letter.
    """
    lines = [line.strip() for line in paragraph.strip().split("\n")]
    if len(lines) < 2:
        return False
    widest = max(map(len, lines))
    if not _WRAP_NARROWEST <= widest <= _WRAP_WIDEST:
        return False
    if any(len(line) < 0.6 * widest for line in lines[:-1]):
        return False
    capitals = paragraph.isupper()  # text all in capitals, as wire services sent it, shows no small letters
    return any((capitals or after[:1].islower()) and before[-1:] not in ".!?:;" for before, after in itertools.pairwise(lines))


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Positions inside a block where one sentence ends."""
    for found in _STOP.finditer(text, start, end):
        at = found.end()
        if at >= end:
            return
        if text[at].isspace():
            if _ends(text, start, end, found):
                yield at
        else:
            cut = _glued_cut(text, start, end, found)
            if cut is not None:
                yield cut


def _ends(text: str, start: int, end: int, found: re.Match[str]) -> bool:
    """Whether a stop with white space after it ends its sentence."""
    stop, close = found["stop"], found["close"]
    following = _NEXT_WORD.match(text, found.end(), end)
    if following is None:
        # Symbols, a bullet or an emoji come next: only a plain stop before them ends a sentence.
        return stop != "…" and not _is_abbreviation_before(text, start, found)
    after = following[2]
    if "!" in stop or "?" in stop:
        return _ends_after_call(text, start, end, found, following)
    if len(stop) > 1 or stop == "…":
        spaced = found.start() == start or text[found.start() - 1].isspace()
        return (not spaced or len(stop) > 3) and not after[0].islower()
    if after[0].islower() and not _PARTICLE_NAME.match(text, following.start(2)):
        return after.lower() in ("http", "https", "www") and not _is_abbreviation_before(text, start, found)
    if close and close[0] in '"”’»' and text[found.start() - 1 : found.start()].isalnum():
        return not _is_title(text, start, found)
    return not _goes_on(text, start, found, after, opened=following[1][:1] in _OPENING_MARKS)


def _last_word(text: str, start: int, found: re.Match[str]) -> str:
    before = _LAST_WORD.search(text, max(start, found.start() - 40), found.start())
    return before[0] if before else ""


def _is_title(text: str, start: int, found: re.Match[str]) -> bool:
    return _last_word(text, start, found).lower() in _TITLES


def _is_abbreviation_before(text: str, start: int, found: re.Match[str]) -> bool:
    word = _last_word(text, start, found).lower()
    return found["stop"] == "." and (word in _TITLES or word in _BEFORE_NUMBERS or word in _NEVER_END)


def _ends_after_call(text: str, start: int, end: int, found: re.Match[str], following: re.Match[str]) -> bool:
    """Whether "!" or "?" ends the sentence: not before a small letter, a speaker and his verb, or inside a name."""
    after = following[2]
    if after[0].islower():
        return bool(_PARTICLE_NAME.match(text, following.start(2))) and not found["close"]
    if _last_word(text, start, found).lower() in _MARKS:
        return after.lower() in _OPENERS
    if found["close"] and found["close"][0] in '"”’»':
        said = _SPEAKER_SAID.match(text, following.start(2), end)
        return not (said and (said[1] or said[2]).lower() in _SPEECH)
    return True


def _goes_on(text: str, start: int, found: re.Match[str], after: str, *, opened: bool) -> bool:
    """Whether a single full stop is part of a word and the sentence goes on after it.

    Args:
        after: the next word, which does not begin with a small letter.
        opened: whether a quotation mark or bracket stands before it.
    """
    word = _last_word(text, start, found)
    if not word:
        return False
    lower, opener = word.lower(), after.rstrip(".").lower() in _OPENERS
    line_starts_at = found.start() - len(word)
    at_line_start = line_starts_at - start <= _LIST_INDENT and not text[start:line_starts_at].strip(" \t•*-–(")
    if at_line_start and _LIST_NUMBER.match(word):
        return True
    if lower in _TITLES or lower in _NEVER_END:
        return True
    if lower in _BEFORE_NUMBERS and (after[0].isdigit() or _ROMAN.match(after)):
        return True
    if lower in ("a.m", "p.m", "am", "pm"):
        return after.rstrip(".").lower() in _AFTER_CLOCK
    if lower in _MAY_END:
        return not (opener or opened) and not after[0].isdigit()
    return bool(_INITIALS.fullmatch(word)) and not opener


def _glued_cut(text: str, start: int, end: int, found: re.Match[str]) -> int | None:
    """Where a sentence ends although no white space follows its stop ("everywhere.We"), or None."""
    word = _last_word(text, start, found)
    if not word or _WEB.search(word) or len(found["stop"]) > 3:
        return None
    cut = found.end()
    if found["close"] in ('"', "'"):
        # A straight mark between stop and capital closes a quotation if one is open, or opens the next.
        if text.count(found["close"], max(start, found.start() - _QUOTE_WINDOW), found.start("close")) % 2 == 0:
            cut = found.start("close")
    elif found["close"] in ("“", "‘", "«"):
        cut = found.start("close")
    following = _GLUED_NEXT.match(text, cut, end)
    if following is None:
        return None
    if "!" in found["stop"] or "?" in found["stop"]:
        return cut
    after = following[0].lstrip("\"'“‘«(").lower()
    plain = re.sub(r"\W+\Z", "", word)
    if plain.islower() and plain.isalpha() and len(plain) > 2 and plain not in _MAY_END | _TITLES | _NEVER_END:
        return cut
    if plain.isdigit() and _FLOWS_ON.match(text, following.end(), end):
        return cut  # "injured another 15.Twenty fled"
    return cut if after in _OPENERS and len(plain) > 1 and "." not in plain else None
