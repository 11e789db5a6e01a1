"""Titles that share their line with an outlet, a day, a number or a key."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from accordingto.intake.dates import DateHit, find_dates
from accordingto.intake.naming import is_name, outlet_score
from accordingto.intake.traits import field_title, is_section

_MARKS = re.compile(r"\s+[|•·]\s+|\s+[–—-]\s+")
_TAGGED = re.compile(r"\[(?P<name>[^\[\]]{2,50})\]\s+(?=\S)")
_CLOSED = re.compile(r"\s*[(\[](?P<inner>[^()\[\]]{3,70})[)\]]$")
_SIGNS = re.compile(r"^(?:[^\w\s\"“”‘’'(\[«¿¡$€£%#@<+-]|[*_#]{1,6})+\s*|(?:\s+#+|[*_]{2})$")
_KEY = re.compile(r"[A-Z]{2}\s+(?=\S)")
_STATED = re.compile(
    r"(?:[A-Z][\w-]+ ){0,2}(?:statement|communiqué|declaration|message|report|update|bulletin)\s+(?:of|by|from)\s+(?:the\s+)?"
    r"(?P<name>[A-Z].{2,70}?)(?=\s+(?:on|to|regarding|about|concerning|after|following|as|in)\s|\s*[,:–—]|$)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?P<name>(?:[A-Z][\w’'-]*|of|for|the|and|&)(?: (?:[A-Z][\w’'-]*|of|for|the|and|&))*) (?=[a-z]{3,}(?:s|es|ed)\b)")
_STATUS = re.compile(r"(?:closed|live|ended|watch|video|updated|developing|as it happened|in full|read)", re.IGNORECASE)
_SURE = 1.6


@dataclass(frozen=True, slots=True)
class Peeled:
    """The title proper as a range of its line, and what stood beside it."""

    start: int
    end: int
    outlet: str | None = None
    hits: tuple[DateHit, ...] = ()


def peel(text: str, known: Container[str], *, keyed: bool = False) -> Peeled:
    """Take off what is not the title.

    Args:
        known: names, in small letters, that the page's heads give elsewhere. keyed: the head's lines begin with two-letter keys.
    """
    start, end = 0, len(text)
    outlet: str | None = None
    hits: tuple[DateHit, ...] = ()
    field = field_title(text)
    if field is not None:
        start = len(text) - len(field)
    elif keyed and (key := _KEY.match(text)):
        start = key.end()
    while (signs := _SIGNS.search(text[start:end])) and len(signs.group()) < end - start:
        start, end = (start + signs.end(), end) if signs.start() == 0 else (start, start + signs.start())
    tag = _TAGGED.match(text, start)
    if tag and is_name(tag["name"], longest=5) and not is_section(tag["name"]):
        start, outlet = tag.end(), tag["name"]
    closed = _CLOSED.search(text[start:end])
    if closed and closed.start() > 0:
        name, days = _named(closed["inner"])
        if days or (name and _is_outlet(name, known)):
            end, outlet, hits = start + closed.start(), outlet or name, days
    pieces = _pieces(text, start, end)
    while len(pieces) > 1:
        bar = len(pieces) == 2 and outlet is None and text[pieces[-2][1] : pieces[-1][0]].strip() in "|•·"
        name, days = _named(text[slice(*pieces[-1])])
        lead = text[slice(*pieces[0])]
        if bar and _STATUS.fullmatch(lead):
            pieces = pieces[1:]  # "CLOSED | Quake in the north": of the page, not of the report
            continue
        if (days and not name) or (name and (_is_outlet(name, known) or (bar and is_name(name, longest=5)))):
            pieces, outlet, hits = pieces[:-1], outlet or name, hits or days
            continue
        name, days = _named(text[slice(*pieces[0])])
        beside = bool(hits) and outlet is None and name is not None and is_name(name, longest=4)  # "4 May 2021 – Kelm – Title"
        if (days and not name) or (name and (name.casefold() in known or beside)):
            pieces, outlet, hits = pieces[1:], outlet or name, hits or days
            continue
        break
    first, last = pieces[0][0], pieces[-1][1]
    return Peeled(first, last, outlet, hits) if text[first:last].strip() else Peeled(0, len(text))


def issuer(title: str, *, released: bool) -> str | None:
    """Who speaks in a title: "Statement by the Kelm Mission on ..."; in a press release its first words ("Hearth Relief calls for ...")."""
    stated = _STATED.match(title)
    if stated and is_name(stated["name"]):
        return stated["name"]
    first = _SUBJECT.match(title) if released else None
    return first["name"] if first and is_name(first["name"], longest=6) else None


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [(found.start() + start, found.end() + start) for found in _MARKS.finditer(text[start:end])]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    return [(edges[k], edges[k + 1]) for k in range(0, len(edges), 2)]


def _named(piece: str) -> tuple[str | None, tuple[DateHit, ...]]:
    """The name that a piece is beside its date, or None, and the date."""
    hits = find_dates(piece)[:1]
    rest = piece[: hits[0].start] + piece[hits[0].end :] if hits else piece
    rest = rest.strip(" ,.;:-–—")
    if not rest:
        return None, hits
    return (rest, hits) if is_name(rest, longest=5) else (piece, ())


def _is_outlet(name: str, known: Container[str]) -> bool:
    return is_name(name, longest=5) and (name.casefold() in known or (outlet_score(name) > _SURE and not is_section(name)))
