"""The words of a head and a foot as numbers: what the model of pieces (`piecemodel`) sees of them.

A line of a head may hold several things ("By Ada Lind, The Kelm Post, 4 May"). Each word is looked at by itself (case, marks, the lists of
kinds of words), on its line (how the grammars read it, where it stands), in its report (does it come again in the foot, as a place in the
text, as an agency in the dateline) and on its page (do other heads name it). Words that heads are made of ("by", "source", "desk") have
numbers of their own; a name has none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from accordingto.data import words as word_list
from accordingto.intake.calendar import DAYS, MONTHS
from accordingto.intake.datelines import dateline
from accordingto.intake.dates import find_dates, find_times
from accordingto.intake.headmodel import FOOT, LABELS, TITLE
from accordingto.intake.lines import Line
from accordingto.intake.naming import is_person, outlet_score
from accordingto.intake.traits import ends_sentence, is_front_matter, is_section

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEAD, OPENING, TAIL, MENTION = range(4)
_TOKEN = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+|\d[\w.,:/-]*(?<=\w)|[^\W\d_]+(?:[’'&.-]?[^\W_]+)*|\S", re.UNICODE
)
_HEAD_LINES, _TAIL_LINES, _LINE_TOKENS, _OPENING_TOKENS = 26, 10, 40, 24
_OUTLET = word_list("naming", "outlet_words")
_GIVEN = word_list("naming", "given_names")
_PERSON = word_list("naming", "person_particles")
_SMALL = word_list("naming", "small_words")
_FURNITURE = word_list("naming", "furniture_words")
_GENERIC = word_list("naming", "generic_outlet_words")
_CALENDAR = frozenset((*DAYS, *MONTHS))
_TRADE = re.compile(r"\w{2,}(?:news|post|times|press|presse|wire|media|zeitung|blatt|posten|watch|line|bladet|radio|tv)")
_MARKS = ("|·•●∙►▪»›>", ",", ".", ":;", "–—-―", "([{", ")]}", "\"“”‘’'«»", "©", "/", "&", "*#_")
_TAILS = ("photo_caption", "photo_credit", "promo", "link_stub", "call_to_action", "other", "byline", "separator", "author_bio")
_CAPITALISED = re.compile(r"(?:(\w+) )?(?:(?:the|The) )?([A-Z\u00C0-\u00DE][\w’'-]+)(?: (\w+))?")
_SPOTS = frozenset(("in", "at", "near", "from", "outside", "around", "across", "of", "to"))
_JOINS = frozenset(("of", "de", "del", "la", "le", "du", "van", "von", "der", "den", "al", "el", "bin", "di", "&", "da", "dos", "ter"))
_SAYS = frozenset(("said", "says", "told", "wrote", "added", "has", "was", "is", "will"))
_BODY = 4000
_NAME = r"[A-Z\u00C0-\u00DE]"
_MENTION = re.compile(
    rf"\b(?:told|interview with|spoke to|speaking to|seen by|obtained by|reviewed by|shared with|contacted by)\s+(?=(?:the\s+)?{_NAME})"
    rf"|(?<=\s)(?=(?:{_NAME}[\w’'-]+\s+){{1,4}}"
    r"(?:has learned|understands|has seen|was (?:not able|unable) to|could not|reporters?|correspondents?|crew)\b)"
)
_NOWHERE = (0.0,) * 9
_MENTIONS, _BEFORE, _AFTER = 2, 30, 60


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: its line, its place on it, and where of the report it stands (head, opening, tail, text)."""

    line: int
    start: int
    end: int
    region: int
    text: str


def tokens_of(text: str) -> list[tuple[int, int, str]]:
    """Words and marks of a line; an owner's "'s" is a word of its own."""
    found: list[tuple[int, int, str]] = []
    for m in _TOKEN.finditer(text):
        word = m.group()
        if word[-2:] in ("’s", "'s", "’S", "'S") and len(word) > 2:
            found += [(m.start(), m.end() - 2, word[:-2]), (m.end() - 2, m.end(), word[-2:])]
        else:
            found.append((m.start(), m.end(), word))
    return found


def view(lines: Sequence[Line], labels: Sequence[int], start: int, body: int, end: int) -> list[Token]:
    """The words of a report's head, of the opening of its text, of what closes it, and of where its text may name who wrote it."""
    found: list[Token] = []
    for at in range(start, min(body, start + _HEAD_LINES)):
        found += [Token(at, a, b, HEAD, word) for a, b, word in tokens_of(lines[at].text)[:_LINE_TOKENS]]
    if body < end:
        found += [Token(body, a, b, OPENING, word) for a, b, word in tokens_of(lines[body].text[:300])[:_OPENING_TOKENS]]
    tail = [at for at in range(body + 1, end) if labels[at] == FOOT or at >= end - 2]
    for at in tail[:3] + tail[3:][-(_TAIL_LINES - 3) :]:
        text = lines[at].text
        cut = max(0, len(text) - 300)
        found += [Token(at, a + cut, b + cut, TAIL, word) for a, b, word in tokens_of(text[cut:])[-_LINE_TOKENS:]]
    return found + _mentions(lines, [at for at in range(body, end) if at not in tail and lines[at].paragraph])


def _mentions(lines: Sequence[Line], among: Iterable[int]) -> list[Token]:
    """The words around the first places of the text where somebody speaks to, or something was learnt by, whom the text names."""
    found: list[Token] = []
    number = 0
    for at in among:
        text = lines[at].text
        edge = 0
        for m in _MENTION.finditer(text):
            if m.start() < edge:
                continue
            start = text.rfind(" ", 0, max(0, m.start() - _BEFORE) + 1) + 1 if m.start() > _BEFORE else 0
            edge = text.find(" ", min(len(text), m.end() + _AFTER))
            edge = edge if edge >= 0 else len(text)
            found += [Token(at, a + start, b + start, MENTION, word) for a, b, word in tokens_of(text[start:edge])]
            number += 1
            if number == _MENTIONS:
                return found
    return found


def names_on_page(lines: Sequence[Line], heads: Iterable[tuple[int, int, int | None]]) -> Counter[str]:
    """In how many heads (start, body, title) each capitalised word stands, titles left out."""
    found: Counter[str] = Counter()
    for start, body, title in heads:
        texts = (lines[at].text for at in range(start, min(body, start + _HEAD_LINES)) if at != title)
        found.update({word.casefold() for text in texts for _, _, word in tokens_of(text[:300]) if word[0].isupper()})
    return found


def body_words(lines: Sequence[Line], body: int, end: int) -> dict[str, list[int]]:
    """How often a capitalised word stands in the text, there as a place, and before a verb of saying."""
    found: dict[str, list[int]] = {}
    text = ""
    for at in range(body, end):
        text += lines[at].text + "\n"
        if len(text) > _BODY:
            break
    for m in _CAPITALISED.finditer(text[:_BODY]):
        counts = found.setdefault(m[2].casefold(), [0, 0, 0])
        counts[0] += 1
        counts[1] += m[1] is not None and m[1].lower() in _SPOTS
        counts[2] += m[3] is not None and m[3] in _SAYS
    return found


def rows_of(
    tokens: Sequence[Token], lines: Sequence[Line], labels: Sequence[int], start: int, body: int, end: int, page: Mapping[str, int]
) -> NDArray[np.float32]:
    """One row of numbers for each word."""
    import numpy as np

    known = body_words(lines, body, end)
    counts = Counter(token.text.casefold() for token in tokens if token.text[0].isalpha())
    tails = {token.text.casefold() for token in tokens if token.region == TAIL}
    told = {token.text.casefold() for token in tokens if token.region == MENTION and token.text[0].isupper()}
    domains = " ".join(token.text.casefold() for token in tokens if "." in token.text[1:-1] or token.text[0] == "@")
    short = _agency(lines[body].text) if body < end else ""
    title = next((at for at in range(start, body) if labels[at] == TITLE), None)
    out: list[list[float]] = []
    at = 0
    while at < len(tokens):
        stop = at
        while stop < len(tokens) and tokens[stop].line == tokens[at].line and tokens[stop].region == tokens[at].region:
            stop += 1
        own = tokens[at:stop]
        number = own[0].line
        line = lines[number]
        common = _of_line(line, labels[number], own, number - start, title)
        marks = _marked(line, own)
        acronym = _acronym(own, short)
        runs = _runs(line.text, own)
        for k, token in enumerate(own):
            low = token.text.casefold()
            here = known.get(low, (0, 0, 0))
            out.append(
                [
                    *_face(token.text),
                    *marks[k],
                    *runs[k],
                    *common,
                    float(k == 0),
                    float(k == len(own) - 1),
                    math.log(1 + k) / 3.0,
                    math.log(len(own) - k) / 3.0,
                    float(page.get(low, 0) > 1),
                    float(page.get(low, 0) > 3),
                    float(counts[low] > 1),
                    float(token.region != TAIL and low in tails),
                    float(token.region != MENTION and low in told),
                    float(here[0] > 0),
                    float(here[0] > 2),
                    float(here[1] > 0),
                    float(here[1] > 1),
                    float(here[2] > 0),
                    float(len(low) > 3 and low not in domains.split() and low in domains),
                    acronym[k],
                    float(low == short),
                ]
            )
        at = stop
    return np.asarray(out, dtype=np.float32)


def _runs(text: str, own: Sequence[Token]) -> list[tuple[float, ...]]:
    """For each word the name that it is part of: how like an outlet's, whether like a person's, its length, its first and last word."""
    out: list[tuple[float, ...]] = [(0.0,) * 7] * len(own)
    at = 0
    while at < len(own):
        stop = at
        while stop < len(own) and _in_name(own, stop, at):
            stop += 1
        while stop > at and not own[stop - 1].text[0].isupper():
            stop -= 1
        if stop == at:
            at += 1
            continue
        name = text[own[at].start : own[stop - 1].end]
        score, like = max(-1.0, min(1.5, outlet_score(name) / 2.0)), float(is_person(name))
        for k in range(at, stop):
            out[k] = (1.0, score, like, float(stop - at == 1), float(stop - at > 3), float(k == at), float(k == stop - 1))
        at = stop
    return out


def _in_name(own: Sequence[Token], at: int, first: int) -> bool:
    word = own[at].text
    if (word[0].isalpha() and word[0].isupper()) or ("." in word[1:-1] and word[0].isalpha()):
        return True
    if at == first:
        return False
    return word.lower() in _JOINS or (word == "." and len(own[at - 1].text) == 1) or (word.isdigit() and len(word) < 3)


def _agency(text: str) -> str:
    """The agency that a dateline names, in small letters; empty where there is none."""
    found = dateline(text)
    return (found.agency or "").casefold() if found is not None else ""


@lru_cache(maxsize=8192)
def _face(word: str) -> tuple[float, ...]:
    """A word by itself."""
    low = word.lower()
    first = word[0]
    letters = first.isalpha()
    upper = word.isupper()
    return (
        float(letters and first.isupper() and not upper),
        float(letters and upper and len(word) > 1),
        float(letters and upper and len(word) == 1),
        float(letters and first.islower()),
        float(first.isdigit()),
        float(letters and any(c.isupper() for c in word[1:]) and not upper),
        float("." in word[1:-1] and letters),
        float("://" in word or low.startswith("www.")),
        float("@" in word[1:]),
        float(first == "@" and len(word) > 1),
        float(letters and not word.isascii()),
        float("-" in word[1:-1]),
        min(1.0, len(word) / 12.0),
        *(float(word in marks) for marks in _MARKS),
        float(not word[0].isalnum() and not any(word in marks for marks in _MARKS)),
        float(low in _OUTLET),
        float(_TRADE.fullmatch(low) is not None),
        float(low in _GIVEN),
        float(low in _PERSON),
        float(low in _SMALL),
        float(low in _FURNITURE),
        float(low in _GENERIC),
        float(low in _CALENDAR or low[:3] in _CALENDAR),
        float(letters and 1 < len(word) < 6 and upper),
        float(low.endswith(("’s", "'s"))),
    )


def _of_line(line: Line, label: int, own: Sequence[Token], number: int, title: int | None) -> list[float]:
    text = line.text
    region = own[0].region
    letters = sum(map(str.isalpha, text))
    meta = line.meta
    return [
        *(float(label == kind) for kind in range(len(LABELS))),
        *(float(region == kind) for kind in range(4)),
        float(title is not None and own[0].line < title),
        float(title is not None and own[0].line == title + 1),
        *(float(region == HEAD and number == k) for k in range(4)),
        math.log(1 + max(0, number)) / 3.0 if region == HEAD else 0.0,
        math.log(len(own)) / 3.0,
        float(len(own) > 3),
        float(len(own) > 6),
        float(letters > 0 and sum(map(str.isupper, text)) == letters),
        max(-2.0, line.title),
        float(line.name),
        float(line.paragraph),
        float(meta is not None),
        float(meta is not None and meta.staff),
        float(meta is not None and meta.credit),
        *(float(line.tail == kind) for kind in _TAILS),
        float(line.listed),
        float(len(text) < 60 and is_section(text)),
        float(len(text) < 80 and is_front_matter(text)),
        float(ends_sentence(text)),
        float(line.gap > 0),
        float(line.gap > 1),
    ]


def _marked(line: Line, own: Sequence[Token]) -> list[tuple[float, ...]]:
    """How the grammars read each word of a line: day, time, author, name, source, place, dateline's place and agency."""
    text = line.text
    a, b = own[0].start, own[-1].end
    spans: list[tuple[int, int, int]] = []
    spans += [(a + hit.start, a + hit.end, 0) for hit in find_dates(text[a:b])]
    spans += [(a + s, a + e, 1) for s, e in find_times(text[a:b])]
    if line.meta is not None:
        said = [(line.meta.authors, 2), (line.meta.names, 3), ((line.meta.source,), 4), ((line.meta.place,), 5)]
        for names, kind in said:
            for name in names:
                where = text.find(name) if name else -1
                if name and where >= 0:
                    spans.append((where, where + len(name), kind))
    opening = dateline(text) if own[0].region == OPENING else None
    if opening is not None:
        for name, kind in ((opening.place, 6), (opening.agency, 7)):
            where = text.find(name.split(",")[0], 0, opening.end) if name else -1
            if name and where >= 0:
                spans.append((where, where + len(name), kind))
        spans.append((0, opening.end, 8))
    out: list[tuple[float, ...]] = []
    for token in own:
        kinds = {kind for start, end, kind in spans if start <= token.start < end}
        out.append(tuple(float(kind in kinds) for kind in range(9)) if kinds else _NOWHERE)
    return out


def _acronym(own: Sequence[Token], short: str) -> list[float]:
    """Words whose initials are the dateline's agency ("Kelm Press Agency" over "(KPA)")."""
    out = [0.0] * len(own)
    if not 2 <= len(short) <= 6:
        return out
    solid = [k for k, token in enumerate(own) if token.text[0].isalpha() and token.text.casefold() not in _SMALL | {"the", "of", "for"}]
    initials = "".join(own[k].text[0].casefold() for k in solid)
    at = initials.find(short)
    if at >= 0:
        for k in range(solid[at], solid[at + len(short) - 1] + 1):
            out[k] = 1.0
    return out
