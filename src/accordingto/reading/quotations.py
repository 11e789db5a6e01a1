"""Words between quotation marks, and block quotations without marks.

Marks are paired paragraph by paragraph, so that one that is missing never swallows the next paragraph. Where a closing
mark is missing the quotation ends with its sentence, or with its paragraph if the paragraph opens with it or the next
one opens with a mark again (the custom of printing long quotations: every paragraph opens, only the last one closes).
Where an opening mark is missing the quotation begins with its sentence. Quotations lie inside one another or apart.

Single marks count only in pairs: "'" and "’" are far more often apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accordingto.data import words
from accordingto.model.reading import Quotation, QuotationKind
from accordingto.model.text import Span

_SPEECH = words("quotations", "speech")
_WORKS = words("quotations", "works")
_INTRODUCTIONS = words("quotations", "introductions")
_CLIPPED = words("quotations", "clipped")

_LINE = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"``|''|[\"“”„‟«»″]")
_STRAIGHT = re.compile('"')
_SINGLE = re.compile(r"(?<!['`])['‘’‚‹›](?!')")
_STOP = re.compile(r"[.!?…][\"”’)\]]*\s+")
_AFTER_STOP = re.compile(r"[.!?;\n\"“”«»]")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_BLOCK_END = re.compile(r":[\"”’*_]*\s*\Z")
_QUOTED_LINE = re.compile(r"[ \t]*>+[ \t]*(?=\S)")
_OPENING_MARK = re.compile(r"\s*(?:``|[\"“„«'‘])")

_NESTED_WINDOW = 500  # code points: no quotation inside a quotation closes farther away
_LINE_WINDOW = 160
_LATELY = 50
_SENTENCE_WINDOW = 1000
_MOST_SCARE_WORDS = 2
_MOST_TITLE_WORDS = 12
_FEWEST_BLOCK_WORDS = 6
_SMALL_WORDS = words("quotations", "small")


@dataclass(slots=True)
class _Open:
    """A quotation whose end has not come yet: its mark's place, and which marks close it."""

    start: int
    inner: int
    mark: str
    pair: int = -1


def find_quotations(text: str, *, within: Sequence[Span] | None = None) -> list[Quotation]:
    """The quotations of a text, by where they begin, outer ones first.

    Args:
        text: the text.
        within: stretches to look at, each on its own (a report's running text); the whole text if None.
    """
    found: list[Quotation] = []
    for region in within if within is not None else (Span(0, len(text)),):
        paragraphs = [Span(*line.span()) for line in _LINE.finditer(text, region.start, region.end) if not line[0].isspace()]
        for number, paragraph in enumerate(paragraphs):
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            marked = _in_paragraph(text, paragraph, following)
            found += marked
            previous = paragraphs[number - 1] if number else None
            if not _covers(marked, paragraph):
                found += _block(text, previous, paragraph)
    return sorted(found, key=lambda quotation: (quotation.span.start, -quotation.span.end))


def _covers(marked: list[Quotation], paragraph: Span) -> bool:
    """Whether the marks of a paragraph show already where its quotation is."""
    return any(quotation.span.start <= paragraph.start + 2 for quotation in marked if quotation.kind != "scare")


def _in_paragraph(text: str, paragraph: Span, following: Span | None) -> list[Quotation]:
    """Pair the marks of one paragraph with a stack."""
    found: list[Quotation] = []
    stack: list[_Open] = []
    floor = paragraph.start  # nothing recovered may begin before the last quotation's end
    for start, end, mark, pair in _marks(text, paragraph):
        if pair >= 0:
            if mark == "open":
                stack.append(_Open(start, end, "'", pair))
            elif stack and stack[-1].pair == pair:
                _close(found, text, stack, len(stack) - 1, start, end, balanced=True)
            continue
        at = _closes(text, paragraph, stack, start, end, mark)
        if at is not None:
            _close(found, text, stack, at, start, end, balanced=True)
            floor = end if not stack else floor
        elif _opens(text, paragraph, start, end, mark):
            if stack and stack[-1].mark == mark and mark not in "„«" and not _is_nested(text, paragraph, end):
                cut = _recovered_end(text, stack[-1].inner, start)
                _close(found, text, stack, len(stack) - 1, cut, cut, balanced=False)
            stack.append(_Open(start, end, mark))
        elif not stack and _lost_its_opening(text, start, mark):
            begin = _sentence_start(text, floor, start)
            if text[begin:start].strip():
                found.append(_quotation(text, begin, begin, start, end, balanced=False))
                floor = end
    _close_rest(found, text, stack, paragraph, following)
    return found


def _marks(text: str, paragraph: Span) -> list[tuple[int, int, str, int]]:
    """Double marks, and single marks that pair: (start, end, mark or "open"/"close", number of the pair or -1)."""
    marks = [(m.start(), m.end(), _kind(m[0]), -1) for m in _DOUBLE.finditer(text, paragraph.start, paragraph.end)]
    for number, (opening, closing) in enumerate(_single_pairs(text, paragraph)):
        marks.append((opening, opening + 1, "open", number))
        marks.append((closing, closing + 1, "close", number))
    return sorted(marks)


def _kind(mark: str) -> str:
    return {"``": "“", "''": "”", "‟": "“", "″": '"'}.get(mark, mark)


def _before(text: str, paragraph: Span, at: int) -> str:
    return text[at - 1] if at > paragraph.start else " "


def _after(text: str, paragraph: Span, at: int) -> str:
    return text[at] if at < paragraph.end else " "


def _opens(text: str, paragraph: Span, start: int, end: int, mark: str) -> bool:
    """Whether a double mark can open: nothing but space, a bracket, a dash or another mark stands before it."""
    before, after = _before(text, paragraph, start), _after(text, paragraph, end)
    if mark in "“„«":
        return not after.isspace() or before.isspace()
    if mark == "»":
        return before.isspace() and not after.isspace()
    if after.isspace():
        return before.isspace()  # marks set apart from words on both sides, as in tokenised text
    return not before.isalnum() and before not in ".,!?;:)"


def _closes(text: str, paragraph: Span, stack: list[_Open], start: int, end: int, mark: str) -> int | None:
    """The place in the stack of the quotation that a double mark closes, or None."""
    partners = {"”": '“”„"', '"': '"“', "“": "„", "»": "«»", "«": "»"}.get(mark, "")
    if mark in '"”»«' and _leans_right(text, paragraph, start, end):
        partners = ""
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].mark in partners and stack[at].inner < start:
            return at
    return None


def _leans_right(text: str, paragraph: Span, start: int, end: int) -> bool:
    """Whether white space stands before a mark and none after it: the place of an opening mark."""
    return _before(text, paragraph, start).isspace() and not _after(text, paragraph, end).isspace()


def _is_nested(text: str, paragraph: Span, end: int) -> bool:
    """Whether a straight mark that opens inside an open quotation has enough closing marks after it for both."""
    depth = 1
    for found in _STRAIGHT.finditer(text, end, min(paragraph.end, end + _NESTED_WINDOW)):
        depth += 1 if _leans_right(text, paragraph, found.start(), found.end()) else -1
        if depth < 0:
            return True
    return False


def _lost_its_opening(text: str, start: int, mark: str) -> bool:
    """Whether a closing mark that nothing opened ends a quotation, and is no sign for inches or seconds."""
    before = text[start - 1 : start]
    return mark in '”"»' and bool(before) and not before.isspace() and not before.isdigit()


def _close(found: list[Quotation], text: str, stack: list[_Open], at: int, start: int, end: int, *, balanced: bool) -> None:
    """Close the quotation at a place of the stack; double marks still open inside it end with it, single ones never were."""
    for inner in reversed(stack[at + 1 :]):
        if inner.pair < 0 and inner.inner < start:
            found.append(_quotation(text, inner.start, inner.inner, start, start, balanced=False))
    opening = stack[at]
    del stack[at:]
    if text[opening.inner : start].strip():
        found.append(_quotation(text, opening.start, opening.inner, start, end, balanced=balanced))


def _close_rest(found: list[Quotation], text: str, stack: list[_Open], paragraph: Span, following: Span | None) -> None:
    """End what is still open with the paragraph, or with its sentence where nothing speaks for more."""
    while stack:
        if stack[-1].pair >= 0:
            stack.pop()
            continue
        opening = stack[-1]
        goes_on = following is not None and bool(_OPENING_MARK.match(text, following.start, following.end))
        at_start = opening.start <= paragraph.start + 1
        end = paragraph.end
        if not (goes_on or at_start):
            stop = _STOP.search(text, opening.inner, paragraph.end)
            end = stop.start() + 1 if stop else paragraph.end
            taken = [q.span.end for q in found[-_LATELY:] if q.span.start > opening.start]
            end = max([end, *taken])
        while end > opening.inner and text[end - 1].isspace():
            end -= 1
        _close(found, text, stack, len(stack) - 1, end, end, balanced=goes_on)


def _recovered_end(text: str, inner: int, limit: int) -> int:
    """The end of an unclosed quotation before the next one opens: the last stop between them, or the word before."""
    stops = [stop.start() + 1 for stop in _STOP.finditer(text, inner, limit)]
    end = stops[0] if stops else limit
    while end > inner and text[end - 1].isspace():
        end -= 1
    return end


def _sentence_start(text: str, floor: int, at: int) -> int:
    """Where the sentence before ``at`` begins, not before ``floor``."""
    begin = floor = max(floor, at - _SENTENCE_WINDOW)
    for stop in _STOP.finditer(text, floor, at):
        if stop.end() < at:
            begin = stop.end()
    while begin < at and text[begin].isspace():
        begin += 1
    return begin


def _single_pairs(text: str, paragraph: Span) -> list[tuple[int, int]]:
    """Pairs of single quotation marks, apostrophes left out, not crossing one another."""
    pairs: list[tuple[int, int]] = []
    opening: int | None = None
    possessive: int | None = None  # a mark after "s" that closes only if nothing better comes
    for found in _SINGLE.finditer(text, paragraph.start, paragraph.end):
        at = found.start()
        if _single_opens(text, paragraph, at):
            if opening is not None and possessive is not None:
                pairs.append((opening, possessive))
            opening, possessive = at, None
        elif opening is not None and at > opening + 1 and _single_closes(text, paragraph, at):
            if text[at - 1] in "sS" and _after(text, paragraph, at + 1).isspace():
                possessive = possessive or at
                continue
            pairs.append((opening, at))
            opening, possessive = None, None
    if opening is not None and possessive is not None:
        pairs.append((opening, possessive))
    return pairs


def _single_opens(text: str, paragraph: Span, at: int) -> bool:
    if text[at] in "’›":
        return False
    before = _before(text, paragraph, at)
    if before.isalnum() or before in ".,!?;:)’'":
        return False
    word = _WORD.match(text, at + 1, paragraph.end)
    if word is None:
        return text[at] in "‘‹‚" and not _after(text, paragraph, at + 1).isspace()
    return text[at] in "‘‹‚" or (not word[0][0].isdigit() and word[0].lower() not in _CLIPPED)


def _single_closes(text: str, paragraph: Span, at: int) -> bool:
    before, after = _before(text, paragraph, at), _after(text, paragraph, at + 1)
    return text[at] not in "‘‹‚" and not before.isspace() and not after.isalnum()


def _quotation(text: str, start: int, inner: int, inner_end: int, end: int, *, balanced: bool) -> Quotation:
    return Quotation(Span(start, end), Span(inner, inner_end), _kind_of(text, start, inner, inner_end, end), balanced)


def _kind_of(text: str, start: int, inner: int, inner_end: int, end: int) -> QuotationKind:
    """Whether quotation marks hold someone's words, a title, or a word or two held at arm's length."""
    content = text[inner:inner_end]
    inside = _WORD.findall(content)
    before = [word.lower() for word in _WORD.findall(_AFTER_STOP.split(text[max(0, start - 60) : start])[-1])[-4:]]
    after = [word.lower() for word in _WORD.findall(_AFTER_STOP.split(text[end : end + 40])[0])[:3]]
    ends_a_clause = content.rstrip()[-1:] in tuple(".,!?…")
    spoken = not _SPEECH.isdisjoint(before[-3:]) or not _SPEECH.isdisjoint(after)
    if _is_title(inside, content, before) and not spoken and not _in_headline(text, start, end):
        return "title"
    if len(inside) <= _MOST_SCARE_WORDS and not spoken and not ends_a_clause:
        return "scare"
    return "direct"


def _is_title(inside: list[str], content: str, before: list[str]) -> bool:
    """Two words or more, the long ones capitalised, no stop at the end; or fewer after "film", "titled" and their like."""
    if not 1 <= len(inside) <= _MOST_TITLE_WORDS or content.rstrip()[-1:] in tuple(".,!"):
        return False
    long_words = [word for word in inside if word.lower() not in _SMALL_WORDS]
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in long_words)
    if not inside[0][0].isupper() and not inside[0][0].isdigit():
        return False
    led = not _WORKS.isdisjoint(before[-2:])
    return bool(long_words) and capitals == len(long_words) and (led or len(inside) >= 2)


def _in_headline(text: str, start: int, end: int) -> bool:
    """Whether the line around a quotation is itself in capitals, so that those inside say nothing."""
    before = text[max(0, start - _LINE_WINDOW) : start].rpartition("\n")[2]
    after = text[end : end + _LINE_WINDOW].partition("\n")[0]
    around = _WORD.findall(before + " " + after)
    long_words = [word for word in around if word.lower() not in _SMALL_WORDS]
    return len(long_words) >= 3 and sum(word[0].isupper() for word in long_words) > 0.75 * len(long_words)


def _block(text: str, previous: Span | None, paragraph: Span) -> Iterator[Quotation]:
    """A paragraph that is quoted without marks: it begins with ">", or stands after "X explains:"."""
    lead = _QUOTED_LINE.match(text, paragraph.start, paragraph.end)
    if lead:
        yield _as_block(text, paragraph.start, lead.end(), paragraph.end)
        return
    if previous is None or _OPENING_MARK.match(text, paragraph.start, paragraph.end):
        return
    before = text[previous.start : previous.end]
    if not _BLOCK_END.search(before) or len(_WORD.findall(text, paragraph.start, paragraph.end)) < _FEWEST_BLOCK_WORDS:
        return
    introduction = {word.lower() for word in _WORD.findall(before)[-12:]}
    if not _INTRODUCTIONS.isdisjoint(introduction):
        yield _as_block(text, paragraph.start, paragraph.start, paragraph.end)


def _as_block(text: str, start: int, inner: int, end: int) -> Quotation:
    while end > inner and text[end - 1].isspace():
        end -= 1
    while inner < end and text[inner].isspace():
        inner += 1
    return Quotation(Span(start, end), Span(inner, end), "block")
