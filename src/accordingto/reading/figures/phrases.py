"""The noun phrase behind a number."""

from __future__ import annotations

from accordingto.data import table
from accordingto.model.text import Span
from accordingto.reading.figures.befalling import VERBS

_SMALL = frozenset(table("figures")["words"]["small"].split())
_STOP = frozenset(table("figures")["words"]["ends_counted"].split())
_DETERMINERS = frozenset(("its", "his", "her", "their", "our", "my", "these", "those", "all"))


def cut(text: str, span: Span | None, end: int) -> Span | None:
    """A span without what lies beyond ``end``; None if nothing is left."""
    if span is None or end <= span.start:
        return None
    kept = text[span.start : min(span.end, end)].rstrip()
    return Span(span.start, span.start + len(kept)) if kept else None


def sensible(text: str, span: Span | None) -> Span | None:
    """A noun phrase, or None if what the parse took for one is a state or only points ("hurt and ...", "its")."""
    if span is None:
        return None
    first, _, rest = text[span.start : span.end].lower().partition(" ")
    return None if (first in VERBS or first in ("hurt", "dead") or (not rest and first in _SMALL)) else span


def counted_span(text: str, right: list[tuple[str, int, int]]) -> Span | None:
    """The noun phrase after the number: "members of the militia" of "25 members of the militia were killed"."""
    first: int | None = None
    last = 0
    for at, (word, start, end) in enumerate(right):
        if first is None and word in ("of", "more", "other", "others", "additional", "or", "the") and at < 2:
            if word == "others":
                first, last = start, end
            continue
        if first is None and word in _DETERMINERS:
            continue
        if not word[0].isalnum() or word in _STOP or word[0].isdigit():
            break
        if word in VERBS and first is None and not word.endswith("ing"):
            break
        if word in VERBS and first is not None:
            break
        if (word == "of" and at + 1 < len(right) and right[at + 1][0] in ("the", "a", "his", "its", "their")) or word != "of":
            first = start if first is None else first
            last = end
        if at >= 8:
            break
    if first is None:
        return None
    while last > first and text[first:last].lower().endswith((" of", " the", " a", " its", " their", " his")):
        last = first + text[first:last].rfind(" ")
    return Span(first, last)
