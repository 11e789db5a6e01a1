"""Words of a text, cut as the English Universal Dependencies treebanks cut them.

Clitics stand alone ("do" + "n't", "minister" + "'s"), hyphens and slashes between letters are words of their own,
abbreviations keep their full stops ("U.S.", "Gen."), numbers keep their commas and decimal points, addresses of pages
and mail stay whole.
"""

from __future__ import annotations

import re

from accordingto.model.text import Span

# Abbreviations that keep their full stop wherever they stand. Titles, months, companies, measures; lower case here.
_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "rev", "fr", "hon", "st", "sr", "jr", "gen", "lt", "col", "maj", "capt", "cpl", "sgt", "pvt",
    "brig", "adm", "cmdr", "gov", "sen", "rep", "pres", "amb", "atty", "supt", "det", "insp", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "inc", "corp",
    "co", "ltd", "llc", "bros", "plc", "dept", "univ", "assn", "est", "approx", "etc", "vs", "no", "nos", "vol", "ed", "eds", "pp",
    "fig", "al", "ave", "blvd", "rd", "ft", "mt", "hwy", "oz", "lb", "lbs", "hrs", "min", "mins", "cf", "ca", "messrs",
})  # fmt: skip
# Abbreviations that are also plain words: only before a capital or a digit do they keep their full stop.
_ONLY_BEFORE_NAME = frozenset({
    "no", "nos", "fig", "col", "gen", "ed", "min", "mar", "sat", "sun", "rep", "al", "mt", "st", "ca", "oz", "co",
})  # fmt: skip

_APOSTROPHE = "['’ʼ]"
_TOKEN = re.compile(
    r"""
    (?P<address>(?:https?://|www\.)[^\s<>"“”()]+[^\s<>"“”().,;:!?'’]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+
        |(?<![\w.])[A-Za-z][\w-]*(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|co\.uk|html?)(?:/[^\s<>"“”()]*[\w/])?(?!\w))
  | (?P<handle>[@\#]\w+)
  | (?P<number>\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?(?![^\W_]|[.,:/]\d)|\.\d+(?!\w))
  | (?P<initials>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w]))?)
  | (?P<word>[^\W\d_]+\d[\w]*|\d+[^\W\d_]+(?:\d\w*)?|[^\W_]+)
  | (?P<dots>\.{2,}|…)
  | (?P<dashes>-{2,}|[–—]+)
  | (?P<marks>[!?]{2,}|``|''|_+|\*+|=+)
  | (?P<other>\S)
    """,
    re.VERBOSE,
)  # fmt: skip
_NOT = re.compile(rf"n{_APOSTROPHE}?t$", re.IGNORECASE)
_CLITIC = re.compile(rf"{_APOSTROPHE}(?:s|m|d|re|ve|ll)(?!\w)", re.IGNORECASE)
_NEGATED = re.compile(rf"{_APOSTROPHE}t(?!\w)", re.IGNORECASE)
_SHORT = re.compile(rf"{_APOSTROPHE}(?:\d\ds?|em|til|cause|tis|n)(?!\w)", re.IGNORECASE)
_NAME_APOSTROPHE = re.compile(rf"{_APOSTROPHE}(?=[^\W\d_]{{2,}})")
_MONEY_UNIT = re.compile(r"(?<=\d)(?:bn|m|k|km|kg|mph|kph|pm|am|p|ft|cm|mm|mi|st|x|b|tn|GB|MB)$", re.IGNORECASE)
_FUSED = {"cannot": (3,), "gonna": (3,), "wanna": (3,), "gotta": (3,), "gimme": (3,), "lemme": (3,)}
_BARE_NOT = frozenset({
    "dont", "cant", "wont", "didnt", "doesnt", "isnt", "wasnt", "couldnt", "wouldnt", "shouldnt", "havent", "hasnt", "arent", "werent",
})  # fmt: skip


def words(text: str) -> list[Span]:
    """The words of ``text`` in order, as code point spans; white space belongs to none.

    Spans are never empty, never overlap, and together hold every character that is not white space.
    """
    found: list[Span] = []
    at, size = 0, len(text)
    while at < size:
        match = _TOKEN.search(text, at)
        if match is None:
            break
        start, end = match.span()
        at = end
        if match.lastgroup == "word":
            at = _word(text, start, end, found)
        elif match.lastgroup == "number":
            found.append(Span(start, end))
        elif match.lastgroup == "other" and text[start] in "'’ʼ":
            at = _apostrophe(text, start, found)
        else:
            found.append(Span(start, end))
    return found


def _word(text: str, start: int, end: int, found: list[Span]) -> int:
    """Add a run of letters with its abbreviation point and clitics; where to read on."""
    raw = text[start:end]
    low = raw.lower()
    cut = _FUSED.get(low)
    if cut is not None:
        found += [Span(start, start + cut[0]), Span(start + cut[0], end)]
        return end
    if low in _BARE_NOT:
        found += [Span(start, end - 2), Span(end - 2, end)]
        return end
    if raw[0].isdigit():
        unit = _MONEY_UNIT.search(raw)
        if unit and raw[: unit.start()].isdigit():
            found += [Span(start, start + unit.start()), Span(start + unit.start(), end)]
            return end
    negated = _NEGATED.match(text, end) if low.endswith("n") and len(raw) > 1 else None
    if negated:
        # "can't" is "ca" + "n't", "don't" is "do" + "n't".
        found += [Span(start, end - 1), Span(end - 1, negated.end())]
        return negated.end()
    if end < len(text) and text[end] in "'’ʼ" and not _CLITIC.match(text, end):
        named = _NAME_APOSTROPHE.match(text, end)
        if named:
            # A letter on both sides and no clitic: one name ("O'Neil", "Sana'a", "Qur’an").
            tail = _TOKEN.match(text, end + 1)
            if tail and tail.lastgroup == "word":
                found.append(Span(start, tail.end()))
                return _clitic(text, tail.end(), found)
        elif text[end + 1 : end + 2].isalpha() and len(raw) > 1 and not text[end + 2 : end + 3].isalpha():
            found.append(Span(start, end + 2))
            return end + 2
    if end < len(text) and text[end] == "." and _keeps_point(text, raw, low, end):
        found.append(Span(start, end + 1))
        return end + 1
    found.append(Span(start, end))
    return _clitic(text, end, found)


def _clitic(text: str, end: int, found: list[Span]) -> int:
    clitic = _CLITIC.match(text, end)
    if clitic:
        found.append(Span(*clitic.span()))
        return clitic.end()
    return end


def _keeps_point(text: str, raw: str, low: str, end: int) -> bool:
    """Whether the full stop at ``end`` belongs to the word before it."""
    if text[end + 1 : end + 2] == ".":
        return False
    rest = text[end + 1 : end + 40].lstrip()
    follows = rest[:1]
    if len(raw) == 1 and raw.isupper() and raw != "I":
        return follows.isupper() and "\n" not in text[end + 1 : end + 3]
    if low not in _ABBREVIATIONS or "\n" in text[end + 1 : end + 3]:
        return False
    if low in _ONLY_BEFORE_NAME:
        return (raw[0].isupper() and (follows.isupper() or follows.isdigit())) or (low in ("no", "nos") and follows.isdigit())
    return True


def _apostrophe(text: str, start: int, found: list[Span]) -> int:
    """Add an apostrophe that follows no letter: a clitic, a shortened word or a quotation mark."""
    touches = start > 0 and not text[start - 1].isspace()
    match = _CLITIC.match(text, start) if touches else _SHORT.match(text, start)
    end = match.end() if match else start + 1
    if text[start : start + 2] in ("''", "’’"):
        end = start + 2
    found.append(Span(start, end))
    return end
