"""Numbers in running text and how their qualifiers bound them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accordingto.data import table
from accordingto.model.intervals import Quantity
from accordingto.model.text import Span
from accordingto.reading.numbers import CARDINALS, SCALES, cardinal, numeral

_T = table("figures")
_VAGUE: dict[str, int] = _T["vague"]
_COLLECTIVE: dict[str, int] = _T["collective"]
_QUALIFIERS: dict[str, str] = _T["qualifiers"]
_AFTER: dict[str, str] = _T["after"]
_PLURAL_SCALES = {"hundreds": 100, "thousands": 1_000, "millions": 1_000_000, "billions": 1_000_000_000}
_SHORT_SCALES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "bn": 1_000_000_000, "bln": 1_000_000_000}
_MONEY = "$€£¥₪"


def _words(entries: Sequence[str]) -> str:
    """An alternation of fixed phrases, longest first, white space of any kind between their words."""
    return "|".join(re.escape(e).replace(r"\ ", r"\s+") for e in sorted(entries, key=len, reverse=True))


_CARDINAL = "|".join(sorted(CARDINALS, key=len, reverse=True))
_SCALE = "hundred|thousand|lakh|million|crore|billion|trillion"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d,.]\d)|\d+(?:\.\d+)?"
_NUMBER = rf"""
    (?P<digits>{_DIGITS}) (?: \s? (?P<scale>{_SCALE}|dozens?|mln|bln|bn|mn|m|k)\b )?
  | (?P<words>\b(?:(?:an?|half\s+an?|one|two)\s+(?=(?:hundred|thousand|million|billion)\b))?
        (?:{_CARDINAL}|{_SCALE})\b
        (?: (?:-|\s+|\s+and\s+) (?:{_CARDINAL}|{_SCALE})\b ){{0,11}} (?:\s+and\s+a\s+half(?:\s+(?:{_SCALE}))?\b)? )
    (?: (?P<dozen>\s+(?:dozens?|score)\b) )?
"""
_FIND = re.compile(
    rf"""
    (?P<vaguely>\b(?:several|a\s+few|few|many)\s+(?P<vagueunit>dozen|score|hundred|thousand|million|billion)s?\b)
  | (?P<plural>\b(?:(?:tens|hundreds)\s+of\s+(?:thousands|millions|billions)|(?:hundreds|thousands|millions|billions|dozens|scores)\b))
  | (?P<collective>\b(?:{_words(list(_COLLECTIVE))})\b)
  | (?P<vague>\b(?:{_words([v for v in _VAGUE if not v.endswith("s") or " " in v or v in ("several", "numerous", "countless")])})(?!\w))
  | (?<![\w.,:/])(?<![A-Za-z]-) (?: {_NUMBER} )
""",
    re.X | re.I,
)
# "top" is a verb behind these alone; "the top 30" are the best.
_MODAL = re.compile(r"\b(?:could|may|might|will|would|can|to|must|should|even|soon|well)\s+\Z", re.I)
# Words that bound a number only behind others: "the toll passes 100", but "the road passes 100 houses".
_OF_A_COUNT = re.compile(r"\b(?:tolls?|numbers?|counts?|total|tally|figures?|cases|deaths|dead|injured)\b[^.;:]{0,50}\Z", re.I)
_ONLY_BEHIND = {"top": _MODAL, "passes": _OF_A_COUNT, "passed": _OF_A_COUNT, "passing": _OF_A_COUNT}
_A_FEW = 3  # nobody says that there are fewer than these: "under two spellings" bounds nothing
# Behind the noun at the end of a clause: "three strikes | at least."
_AT_LEAST = re.compile(r"(?:\s+[a-z]+){1,2}\s+at\s+(?:the\s+very\s+)?(?P<sort>least|most)\s*(?=[.,;!?)]|\Z)")
# What turns a bound that follows it round: "never held more than 850" is up to 850. "Not" does so with verbs of having and holding.
_NEVER = re.compile(r"\b(?:never|at\s+no\s+(?:point|time|moment)|nowhere|hardly\s+ever|rarely)\s+(?:[\w’'-]+\s+){0,4}\Z", re.I)
_NOT = re.compile(
    rf"(?:\b(?:not|cannot)|n['’]t)\s+(?:ever\s+)?(?:{_words(_T['words']['holding'].split())})\s+(?:[\w’'-]+\s+){{0,2}}\Z", re.I
)
_CLAUSE_BREAK = re.compile(r"\b(?:that|because|and|but|if|when|who|which|say|said|says)\b", re.I)
_TURNED = {"more": "most", "least": "fewer", "fewer": "least", "most": "more"}
_BEFORE = re.compile(rf"(?<![\w-])(?P<qualifier>{_words(list(_QUALIFIERS))})\s+(?:the\s+|these\s+|those\s+|other\s+)?[$€£¥]?\Z", re.I)
_FOLLOWS = re.compile(rf"\s+(?P<qualifier>{_words(list(_AFTER))})\b|(?P<plus>\+)(?!\d)|-(?P<odd>plus|odd)\b", re.I)
_RANGE = re.compile(r"\s*(?:-|–|—)\s*|\s+(?:to|or)\s+[$€£]?", re.I)
_DESIGNATED = re.compile(r"[A-Za-z]\w*-\Z")
_MOST_DIGITS = 20  # with separators: more are no number of anything
_MOST_WORDS = 12  # of one number
_DIALLED = re.compile(r"(?:\+\d|(?<![\w.,:/])0\d)\d{0,5}(?:[ -]\d{2,6}){0,3}[ -]\Z")
_COORDINATE = re.compile(r"\.\d{4,}\Z")
_BETWEEN = re.compile(r"\bbetween\s+(?:some\s+|about\s+)?[$€£]?\Z", re.I)
# "Rose from 12 to 15" tells two numbers, not a range.
_CHANGED = re.compile(
    r"\b(?:ris\w*|rose|raise\w*|increas\w*|climb\w*|jump\w*|grow\w*|grew|fell|fall\w*|drop\w*|lower\w*|cut|reduc\w*|revis\w*|correct\w*|up|down"
    r"|chang\w*|went|gone)\b[^.;:]{0,60}\bfrom\s+(?:(?:about|some|at\s+least|nearly|around|an?|earlier|initial)\s+){0,2}\Z",
    re.I,
)
_AND = re.compile(r"\s+and\s+[$€£]?", re.I)


_PROPORTION = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.I)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the text.

    Attributes:
        start, end: its words, currency marks and qualifier left out.
        quantity: its bounds.
        qualifier: where the qualifier stands, or None.
        additional: on top of another number.
        how: "exact", "range", "vague", or the qualifier's sort; for the reason given to people.
        money: a currency mark stands before it.
    """

    start: int
    end: int
    quantity: Quantity
    qualifier: Span | None
    additional: bool
    how: str
    money: bool


@dataclass(frozen=True, slots=True)
class _Raw:
    start: int
    end: int
    low: float
    high: float | None
    vague: bool


def find_amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    """The numbers of one sentence, in order, ranges and qualifiers taken together."""
    raws = list(_raw_numbers(text, start, end))
    at = 0
    while at < len(raws):
        raw = raws[at]
        at += 1
        if at < len(raws):
            if _PROPORTION.fullmatch(text, raw.end, raws[at].start) or _is_odds(text, raw, raws[at]):
                at += 1
                continue
            joined = _range(text, start, raw, raws[at])
            if joined is not None:
                at += 1
                yield joined
                continue
        yield _qualified(text, start, end, raw)


def _raw_numbers(text: str, start: int, end: int) -> Iterator[_Raw]:
    at = start
    while True:
        found = _FIND.search(text, at, end)
        if found is None:
            return
        at = found.end()
        raw = _read(text, found)
        if raw is None:
            continue
        at = raw.end
        yield raw


def _read(text: str, found: re.Match[str]) -> _Raw | None:
    """The value of one match; number words are cut back to the longest run that is one number."""
    start, end = found.span()
    if found["digits"]:
        return _read_digits(text, found)
    if found["words"]:
        words = [(m.start() + start, m.end() + start, m[0].lower()) for m in re.finditer(r"[A-Za-z]+", found["words"])]
        for count in range(min(len(words), _MOST_WORDS), 0, -1):
            value = cardinal([word for _, _, word in words[:count]])
            if value is not None:
                whole = count == len(words)
                factor = 1 if not (whole and found["dozen"]) else (12 if "dozen" in found["dozen"].lower() else 20)
                return _Raw(start, end if whole else words[count - 1][1], value * factor, value * factor, False)
        return None
    phrase = re.sub(r"\s+", " ", found[0].lower())
    if found["collective"]:
        return _Raw(start, end, _COLLECTIVE[phrase], _COLLECTIVE[phrase], False)
    if found["vaguely"]:
        unit = {"dozen": 12, "score": 20}.get(found["vagueunit"].lower()) or SCALES[found["vagueunit"].lower()]
        return _Raw(start, end, (2 if phrase.startswith("many") else 3) * unit, None, True)
    if found["plural"]:
        head, _, tail = phrase.partition(" of ")
        low = _VAGUE[head] * _PLURAL_SCALES[tail] if tail else _VAGUE[head]
        return _Raw(start, end, low, None, True)
    return _Raw(start, end, _VAGUE[phrase], None, True)


def _read_digits(text: str, found: re.Match[str]) -> _Raw | None:
    if len(found["digits"]) > _MOST_DIGITS:
        return None
    value = numeral(re.sub(r"\s", "", found["digits"]))
    start, end = found.span()
    if _is_reference(text, start, found["digits"]):
        return None
    scale = (found["scale"] or "").lower()
    if scale in ("k", "m", "mn"):
        touching = not text[found.end("digits")].isspace()
        money = start > 0 and text[start - 1] in _MONEY
        if not (touching and (money or scale == "k")):
            scale, end = "", found.end("digits")
    after = text[end : end + 1]
    if text[start - 1 : start] == "-" and _DESIGNATED.search(text[max(0, start - 24) : start]):
        return None  # "MRX3-0128"
    if value is None or after.isalpha() or (after and after in "°′″º") or _COORDINATE.search(found["digits"]):
        return None
    if after and after in ".,:/" and text[end + 1 : end + 2].isdigit():
        return None
    factor = 12 if scale.startswith("dozen") else SCALES.get(scale) or _SHORT_SCALES.get(scale) or 1
    value = round(value * factor, 6)  # 4.06 billion is no 4,059,999,999.9999995
    return _Raw(start, end, value, value, False)


def _is_reference(text: str, start: int, digits: str) -> bool:
    """Whether digits are called or filed by, not counted: "0555 0101", "+44 20 7946", "004512"; "0.5" and "0" count."""
    if digits[0] == "0" and digits[1:2].isdigit():
        return True
    if text[max(0, start - 1) : start] == "+" and re.match(r"[ -]\d", text[start + len(digits) : start + len(digits) + 2]):
        return True
    return digits[0].isdigit() and _DIALLED.search(text[max(0, start - 24) : start]) is not None


def _range(text: str, floor: int, one: _Raw, other: _Raw) -> Amount | None:
    """Two numbers as one range: "10-15", "10 to 15", "between 10 and 15", "two or three"."""
    if one.vague or other.vague or one.high is None or other.high is None:
        return None
    between = text[one.end : other.start]
    before = text[max(floor, one.start - 24) : one.start]
    low, high = one.low, other.low
    shared = re.match(r"\s?(hundred|thousand|million|billion)", text[other.end - 9 : other.end]) if low < high else None
    if low < high and shared is None and _scale_of(text, other) and not _scale_of(text, one) and low * _scale_of(text, other) < high:
        low *= _scale_of(text, other)
    thousands = text[other.start : other.end].endswith((",000", "K")) and between.strip() in ("-", "–")
    if thousands and low < 100 and low * 1000 < high < 1_000_000:
        low *= 1000  # "5-6,000 people"
    opened = _BETWEEN.search(before)
    if opened and _AND.fullmatch(between) and low <= high:
        at = one.start - len(before)
        return Amount(one.start, other.end, Quantity(low, high), Span(at + opened.start(), at + opened.start() + 7), False, "range", False)
    if _RANGE.fullmatch(between) and low < high and not _CHANGED.search(text[max(floor, one.start - 90) : one.start]):
        money = before[-1:] in tuple(_MONEY)
        qualified = _qualified(text, floor, other.end, _Raw(one.start, other.end, low, high, False))
        if qualified.how in ("exact", "about", "most"):
            return Amount(one.start, other.end, Quantity(low, high), qualified.qualifier, qualified.additional, "range", money)
    return None


def _is_odds(text: str, one: _Raw, other: _Raw) -> bool:
    """Whether two numbers tied by a hyphen run downward and are small: odds and results ("2-1"), not "224-194" of a vote."""
    between = text[one.end : other.start]
    return between in ("-", "–") and one.low > other.low and one.low < 20 and text[one.start].isdigit()


def _scale_of(text: str, raw: _Raw) -> float:
    """The scale word a number ends with, as a factor; 0 if it has none."""
    word = text[raw.start : raw.end].lower().split()[-1]
    return float(SCALES.get(word, 0)) if not word[0].isdigit() else 0.0


def _qualified(text: str, floor: int, ceiling: int, raw: _Raw) -> Amount:
    """A number with what stands before and after it: "at least", "some", "or more", "others"."""
    low: float | None = raw.low
    high = raw.high
    before = text[max(floor, raw.start - 40) : raw.start]
    money = before[-1:] in tuple(_MONEY) and bool(before)
    how = "vague" if raw.vague else "exact"
    span: Span | None = None
    additional = False
    found = _BEFORE.search(before)
    while found:
        phrase = re.sub(r"\s+", " ", found["qualifier"].lower())
        needs = _ONLY_BEHIND.get(phrase)
        sort = _QUALIFIERS[phrase]
        bounds_nothing = sort == "fewer" and not money and raw.low < _A_FEW
        if bounds_nothing or (needs is not None and not needs.search(before, 0, found.start("qualifier"))):
            break
        if how in ("exact", "vague") and sort in _TURNED and _is_turned(text, floor, raw.start - len(before) + found.start("qualifier")):
            sort = _TURNED[sort]
        at = raw.start - len(before) + found.start("qualifier")
        span = Span(at, span.end if span else at + len(found["qualifier"]))
        if sort == "further":
            additional = True
        elif raw.vague and text[raw.start] in "aA" and sort != "least":
            span = None  # "anger over a series of raids": no qualifier
        elif how in ("exact", "vague"):
            low, high, how = _bounds(raw, sort, how)
        before = before[: found.start("qualifier")]
        found = _BEFORE.search(before)
    after = _FOLLOWS.match(text, raw.end, ceiling)
    if after:
        phrase = (after["qualifier"] or "").lower()
        sort = _AFTER[re.sub(r"\s+", " ", phrase)] if phrase else "about" if (after["odd"] or "").lower() == "odd" else "least"
        where = Span(after.start("qualifier"), after.end("qualifier")) if phrase else Span(raw.end, after.end())
        if sort == "further":
            additional = True
        elif how in ("exact", "vague"):
            low, high, how = _bounds(raw, sort, how)
        if span is None:
            span = where
    behind = _AT_LEAST.match(text, raw.end, ceiling) if how == "exact" and span is None else None
    if behind:
        low, high, how = _bounds(raw, behind["sort"], how)
    return Amount(raw.start, raw.end, Quantity(low, high), span, additional, how, money)


def _is_turned(text: str, floor: int, at: int) -> bool:
    """Whether the clause denies what a qualifier at ``at`` bounds: "did not carry | more than 60"."""
    before = text[max(floor, at - 70) : at]
    found = _NEVER.search(before) or _NOT.search(before)
    return found is not None and not _CLAUSE_BREAK.search(before, found.start())


def _bounds(raw: _Raw, sort: str, how: str) -> tuple[float | None, float | None, str]:
    """Low, high and sort of a number under a qualifier; one more or one less where "than" shuts the number itself out."""
    step = 1 if raw.low == int(raw.low) else 0
    if sort == "least":
        return raw.low, None, sort
    if sort == "more":
        return raw.low + (step if not raw.vague else 0), None, sort
    if raw.high is None:
        return raw.low, raw.high, how
    if sort == "most":
        return None, raw.high, sort
    if sort == "fewer":
        return None, max(0.0, raw.high - step), sort
    return raw.low, raw.high, sort if sort == "about" else how
