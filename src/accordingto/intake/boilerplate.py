"""The stretches of a report that are not running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.intake.datelines import dateline
from accordingto.intake.lines import Header, Line
from accordingto.intake.traits import ends_sentence, is_bio, is_sign_off, speaker
from accordingto.model.report import Part, PartKind
from accordingto.model.text import Span

_INTERVIEW = 3
_SUBHEAD_FLOOR = -1.3
_DOES = re.compile(r",?\s+(?:is|has\s+(?:been|reported|covered|written|worked)|was|reports|covers|writes|works|edits|teaches)\b")
_TABLE_ROW = re.compile(r".*(?:\t|\S {3,}\S|\S\s\|\s\S).*")


def report_parts(lines: Sequence[Line], header: Header, end: int, origin: int) -> tuple[Part, ...]:
    """Parts of the report in blocks ``header.start`` to ``end``, spans relative to ``origin``."""
    kinds = _head_kinds(header)
    kinds.update(_body_kinds(lines, header, end))
    spans = {at: Span(max(lines[at].block.span.start, origin), lines[at].block.span.end) for at in kinds}
    parts = [Part(kind, spans[at].shift(-origin)) for at, kind in kinds.items()]
    parts += _openings(lines, header, end, origin, set(kinds))
    return tuple(sorted(parts, key=lambda part: part.span))


def _head_kinds(header: Header) -> dict[int, PartKind]:
    kinds: dict[int, PartKind] = dict(header.others)
    kinds.update(dict.fromkeys(header.metas, "byline"))
    if header.title is not None:
        kinds[header.title] = "title"
    return kinds


def _body_kinds(lines: Sequence[Line], header: Header, end: int) -> dict[int, PartKind]:
    kinds: dict[int, PartKind] = {}
    listing = False
    for at in range(header.body, end):
        line = lines[at]
        kind = _kind(lines, header, at, end)
        if listing and not line.paragraph and kind in (None, "subhead", "byline", "other"):
            kind = "promo"
        listing = line.promo_label or (listing and kind == "promo")
        if kind is not None:
            kinds[at] = kind
    return kinds


def _kind(lines: Sequence[Line], header: Header, at: int, end: int) -> PartKind | None:
    line = lines[at]
    if line.tail is not None:
        return line.tail
    if line.meta is not None:
        return "author_bio" if line.meta.credit else "byline"
    if _is_table_row(lines, at):
        return "other"
    near_end = all(not lines[k].paragraph or is_bio(lines[k].text) or is_sign_off(lines[k].text) for k in range(at + 1, end))
    ruled = any(lines[k].tail == "separator" for k in range(max(header.body, at - 2), at))
    if near_end and at > header.body and (is_bio(line.text) or _is_on_author(lines, header, line.text)):
        return "author_bio"
    if near_end and is_sign_off(line.text):
        return "call_to_action"
    if near_end and ruled and line.name:
        return "author_bio"
    if at == end - 1 and line.name and at > header.body and lines[at - 1].paragraph:
        return "byline"
    if _is_pull_quote(lines, header, at, end):
        return "pull_quote"
    if (
        at == header.body
        and not line.paragraph
        and 5 <= len(line.text.split()) <= 40
        and line.text[0].isupper()
        and at + 1 < end
        and lines[at + 1].paragraph
    ):
        return "deck"
    if not line.paragraph and line.title > _SUBHEAD_FLOOR and len(line.text.split()) <= 14 and not _ends(line.text) and at + 1 < end:
        follows = next((lines[k] for k in range(at + 1, end) if lines[k].tail is None), None)
        if follows is not None and (follows.paragraph or ends_sentence(follows.text)) and not speaker(line.text):
            return "subhead"
    return None


def _is_on_author(lines: Sequence[Line], header: Header, text: str) -> bool:
    """A closing paragraph that begins with an author's name and says what the author does."""
    authors = [name for at in header.metas if (meta := lines[at].meta) is not None for name in (*meta.authors, *meta.names)]
    return len(text) < 500 and any(text.startswith(name) and _DOES.match(text, len(name)) for name in authors)


def _ends(text: str) -> bool:
    return (ends_sentence(text) and not text.rstrip().endswith(("?", "!", "’", "'", "”", '"'))) or text.rstrip().endswith((":", ","))


def _is_table_row(lines: Sequence[Line], at: int) -> bool:
    if not _TABLE_ROW.fullmatch(lines[at].text) or lines[at].paragraph:
        return False
    return any(0 <= k < len(lines) and not lines[k].paragraph and _TABLE_ROW.fullmatch(lines[k].text) for k in (at - 1, at + 1))


def _is_pull_quote(lines: Sequence[Line], header: Header, at: int, end: int) -> bool:
    """A quotation set by itself that the running text brings once more."""
    text = lines[at].text
    if not 3 <= len(text.split()) <= 45:
        return False
    core = text.strip("\"“”'‘’«» .,—–-*_>")
    if len(core) < 15 or text[0] not in "\"“'‘«>*_":
        return False
    return any(k != at and core in lines[k].text for k in range(header.body, end))


def _openings(lines: Sequence[Line], header: Header, end: int, origin: int, taken: set[int]) -> list[Part]:
    """The dateline of the first paragraph and the speakers' labels of an interview."""
    parts: list[Part] = []
    first = next((at for at in range(header.body, end) if at not in taken), None)
    if first is not None:
        found = dateline(lines[first].text)
        if found is not None:
            parts.append(_opening(lines[first], found.end, "dateline", origin))
    labels = [(at, speaker(lines[at].text)) for at in range(header.body, end) if at not in taken and at != (first if parts else None)]
    labels = [(at, length) for at, length in labels if length]
    if len(labels) >= _INTERVIEW:
        parts += [_opening(lines[at], length, "speaker", origin) for at, length in labels]
    return parts


def _opening(line: Line, length: int, kind: PartKind, origin: int) -> Part:
    start = line.block.span.start - origin
    return Part(kind, Span(start, start + len(line.text[:length].rstrip())))
