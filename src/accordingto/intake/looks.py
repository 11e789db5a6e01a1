"""What the lines of a page look like, as numbers: the only thing that the model of heads (`headmodel`) sees of them.

No word of a line reaches the model: its length and case, its marks, how it was read by the grammars of bylines, dates, names and titles,
what stands around it and how often its make comes back on the page. So what was learnt on invented heads holds for others.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from accordingto.data import words as word_list
from accordingto.intake.datelines import dateline
from accordingto.intake.dates import find_dates, find_times
from accordingto.intake.lines import Line
from accordingto.intake.naming import outlet_score, people_in
from accordingto.intake.traits import ends_sentence, is_front_matter, is_section

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FURNITURE = word_list("naming", "furniture_words")
_SMALL = word_list("naming", "small_words")
_TAILS = (
    "separator", "promo", "link_stub", "call_to_action", "correction", "other", "photo_caption", "photo_credit", "author_bio", "byline",
)  # fmt: skip
_QUOTES = "\"“‘'«"
_LENGTHS = (1, 2, 3, 5, 8, 12, 18, 30, 60)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MARKS = ("|", "·", ",", ":", "/", "(", "[", "©", "@", "#", "*", "→", "\t")
_LABEL = re.compile(r"[^\W\d_][\w ()/-]{1,24}:(?=\s|$)")
_KEY = re.compile(r"[A-Z]{2,3}\s+\S")
_RUN = re.compile(r"[A-ZÀ-Þ]+|[a-zß-ÿ]+|\d+|\s+|.")
_NAMES = re.compile(r"Aa?(?: Aa?)*")
_CONTENT = 4
_NEAR = 4
_MANY = 12
_LONG = 260


def looks(lines: Sequence[Line]) -> NDArray[np.float32]:
    """One row of numbers for each line: by itself, on its page, and to its neighbours."""
    import numpy as np

    shapes = Counter(shape for line in lines if (shape := _shape(line.text)))
    texts = Counter(line.text for line in lines if len(line.text) < 80)
    keys = Counter(key for line in lines if (key := _key(line.text)))
    usual = sorted(line.gap for line in lines)[len(lines) // 2] if lines else 0
    stems = [_stems(line.text) for line in lines]
    rows: NDArray[np.float32] | None = None
    for at, line in enumerate(lines):
        row = [*_by_itself(line), *_on_page(line, shapes, texts, keys, usual), *_to_others(lines, stems, at)]
        if rows is None:
            rows = np.empty((len(lines), len(row)), dtype=np.float32)
        rows[at] = row
    return np.empty((0, 0), dtype=np.float32) if rows is None else rows


def _by_itself(line: Line) -> list[float]:
    text = line.text
    opening = dateline(text) if line.paragraph else None
    opened = [float(opening is not None), float(opening is not None and opening.agency is not None)]
    if len(text) > _LONG and line.paragraph:
        return [*_grammar(line), *_length(text), *_face(text[:80]), 0.0, 0.0, 0.0, 0.0, *opened]
    short = text[:_LONG]
    dates = find_dates(short)
    said = [float(bool(dates)), float(any(hit.year for hit in dates)), float(bool(find_times(short))), _covered(short)]
    return [*_grammar(line), *_length(text), *_face(text), *said, *opened]


def _covered(text: str) -> float:
    """The share of the line's letters and figures that its dates and times take."""
    spans = [(hit.start, hit.end) for hit in find_dates(text)] or find_times(text)
    if not spans:
        return 0.0
    return sum(sum(map(str.isalnum, text[a:b])) for a, b in spans) / sum(map(str.isalnum, text))


def _grammar(line: Line) -> list[float]:
    """How the grammars of bylines, tails and titles read the line."""
    meta = line.meta
    out = [float(line.tail == kind) for kind in _TAILS]
    out += [float(line.paragraph), float(line.brief), float(line.name), float(line.furniture), float(line.promo_label), float(line.listed)]
    out += [max(-2.0, line.title), float(line.title <= -4.0)]
    if meta is None:
        return [*out, *([0.0] * 11)]
    return [
        *out, 1.0, meta.weight / 4.0, float(bool(meta.authors)), float(bool(meta.names)), float(meta.source is not None),
        float(bool(meta.hits)), float(bool(meta.changed)), float(meta.staff), float(meta.by), float(meta.labelled), float(meta.credit),
    ]  # fmt: skip


def _length(text: str) -> list[float]:
    count = text.count(" ") + 1
    return [math.log(1 + len(text)) / 6.0, *(float(count > bound) for bound in _LENGTHS)]


def _face(text: str) -> list[float]:
    """Case, marks and words of the line's face."""
    words = _WORD.findall(text)
    small = [word.lower() for word in words]
    solid = [word for word, low in zip(words, small, strict=True) if low not in _SMALL]
    letters = sum(map(str.isalpha, text))
    upper = sum(map(str.isupper, text))
    capitals = sum(word[0].isupper() for word in solid)
    first, last = text[0], text[-1]
    return [
        upper / letters if letters else 0.0, capitals / len(solid) if solid else 0.0, float(bool(solid) and upper == letters),
        sum(map(str.isdigit, text)) / len(text), letters / len(text),
        sum(word in _FURNITURE for word in small) / len(words) if words else 0.0,
        sum(word in _SMALL for word in small) / len(words) if words else 0.0,
        float(first.islower()), float(first.isupper()), float(first.isdigit()), float(first in _QUOTES),
        float(not first.isalnum() and first not in _QUOTES),
        float(ord(first) > 0x2190),
        float(ends_sentence(text)), float(last in ":"), float(last in ",;–—-"), float(last in "?!"), float(last in "”\"'’»"),
        *(float(mark in text) for mark in _MARKS), float(" – " in text or " — " in text or " - " in text),
        float("://" in text or "www." in text), float(_LABEL.match(text) is not None), float(_KEY.match(text) is not None),
        float(is_section(text)) if len(text) < 60 else 0.0, float(is_front_matter(text)) if len(text) < 80 else 0.0,
        max(-1.0, min(1.0, outlet_score(text) / 3.0)) if len(text) < 60 else 0.0, float(len(text) < 80 and bool(people_in(text))),
        float(text.lower().startswith(("by ", "from "))),
    ]  # fmt: skip


def _on_page(line: Line, shapes: Counter[str], texts: Counter[str], keys: Counter[str], usual: int) -> list[float]:
    """How often the line, its shape and its label come back on the page, and the gap above it."""
    shape, key = _shape(line.text), _key(line.text)
    return [
        _often(shapes[shape]) if shape else 0.0, _often(texts[line.text]) if line.text in texts else 0.0,
        _often(keys[key]) if key else 0.0, float(line.gap > 0), float(line.gap > 1), float(line.gap > 2), float(line.gap > usual),
        float(line.gap < usual), float(line.wide),
    ]  # fmt: skip


def _often(count: int) -> float:
    """A count of lines of one make; past a dozen more of them say no more."""
    return math.log(min(count, _MANY)) / 2.0


def _to_others(lines: Sequence[Line], stems: Sequence[frozenset[str]], at: int) -> list[float]:
    """Whether the line's words come again below it or above it, and whether the page begins or ends here."""
    edge = [float(at == 0), float(at == len(lines) - 1)]
    own = stems[at]
    if not own or len(lines[at].text) > _LONG:
        return [*edge, 0.0, 0.0, 0.0]
    below = frozenset().union(*stems[at + 1 : at + 1 + 2 * _NEAR])
    above = frozenset().union(*stems[max(0, at - 2 * _NEAR) : at])
    low, high = len(own & below) / len(own), len(own & above) / len(own)
    return [*edge, low, high, low - high]


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the longer words."""
    return frozenset(word[:6].lower() for word in _WORD.findall(text[:_LONG]) if len(word) > _CONTENT)


def _shape(text: str) -> str:
    """The make of a short line: its runs of capitals, small letters and figures; empty for a longer one."""
    if len(text) > 120:
        return ""
    return "".join(map(_kind, _RUN.findall(text)))


def _kind(run: str) -> str:
    return "A" if run[0].isupper() else "a" if run[0].isalpha() else "9" if run[0].isdigit() else run[0]


def make_of(line: Line) -> str:
    """The make of a byline line, the same for lines that differ in names and days only; empty for all other lines."""
    if line.meta is None:
        return ""
    text = line.text
    for hit in reversed(find_dates(text)):
        text = f"{text[: hit.start]}0{text[hit.end :]}"
    return _NAMES.sub("N", _shape(text))


def _key(text: str) -> str:
    """The label that a line begins with."""
    found = _LABEL.match(text) or _KEY.match(text)
    return found.group().split(":")[0][:24] if found else ""
