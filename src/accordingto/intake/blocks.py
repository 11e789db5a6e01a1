"""A page as blocks: lines, with hard-wrapped lines joined back into their paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.intake.bylines import parse_meta
from accordingto.intake.naming import is_given_name, is_mark, people_in
from accordingto.intake.traits import tail_kind
from accordingto.model.text import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK = " \t\x1f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
_WRAP_MAX = 110
_ADDRESS = ("http://", "https://", "www.")
_WRAP_LOWER = 0.3


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or other line of a page.

    Attributes:
        span: where it stands, without white space at its ends.
        text: its words; for wrapped lines joined by single spaces, so not always ``span.of(page)``.
        gap: blank lines before it.
    """

    span: Span
    text: str
    gap: int


def split_blocks(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    lines = _lines(page)
    width = _wrap_width(page, lines)
    if width is None:
        return [Block(Span(start, end), page[start:end], gap) for start, end, gap in lines]
    blocks: list[Block] = []
    group: list[tuple[int, int, int]] = []
    for at, line in enumerate(lines):
        if group and (
            not _continues(page, group[-1], line, _local_width(lines, at, width))
            or _heads(page, group, line, lines[at + 1] if at + 1 < len(lines) else None)
        ):
            blocks.append(_joined(page, group))
            group = []
        group.append(line)
    if group:
        blocks.append(_joined(page, group))
    return blocks


def _lines(page: str) -> list[tuple[int, int, int]]:
    """(start, end, blank lines before) of every line with words on it, trimmed."""
    found: list[tuple[int, int, int]] = []
    last_end, gap = 0, 0
    for line in _LINE.finditer(page):
        gap += max(0, sum(1 for _ in _BREAK.finditer(page, last_end, line.start())) - 1)
        last_end = line.end()
        raw = line.group()
        left = raw.lstrip(_BLANK)
        if not left:
            gap += 1
            continue
        start = line.start() + len(raw) - len(left)
        found.append((start, start + len(left.rstrip(_BLANK)), gap))
        gap = 0
    return found


def _wrap_width(page: str, lines: list[tuple[int, int, int]]) -> int | None:
    """The column at which the page is wrapped, or None when each line is a paragraph of its own."""
    lengths = sorted(end - start for start, end, _ in lines)
    if len(lengths) < 6 or lengths[int(len(lengths) * 0.98)] > _WRAP_MAX:
        return None
    tight = [line for line in lines[1:] if not line[2]]
    lower = sum(1 for start, _, _ in tight if page[start].islower() and not page.startswith(_ADDRESS, start))
    if lower < _WRAP_LOWER * max(1, len(tight)):
        return None
    return lengths[-1] if lengths[-1] <= _WRAP_MAX else lengths[int(len(lengths) * 0.98)]


def _local_width(lines: list[tuple[int, int, int]], at: int, width: int) -> int:
    near = max(end - start for start, end, _ in lines[max(0, at - 30) : at + 30])
    return min(near, width)


def _continues(page: str, above: tuple[int, int, int], line: tuple[int, int, int], width: int) -> bool:
    """Whether the upper line was broken only because the lower line's first word did not fit any more."""
    if line[2] or page.startswith(_ADDRESS, line[0]):
        return False
    word = len(page[line[0] : line[1]].split(None, 1)[0])
    return above[1] - above[0] + 1 + word > width - 1


def _is_head_line(text: str) -> bool:
    return parse_meta(text) is not None or (len(text) < 40 and is_mark(text))


def _heads(page: str, group: list[tuple[int, int, int]], line: tuple[int, int, int], below: tuple[int, int, int] | None) -> bool:
    """Whether a line near the top of its group is a byline of its own and not the running text's next words."""
    if len(group) > 2:
        return False
    text = page[line[0] : line[1]]
    people = people_in(text)
    if people and is_given_name(people[0].split()[0]) and below is not None and not below[2] and _is_head_line(page[below[0] : below[1]]):
        return True
    above = page[group[-1][0] : group[-1][1]]
    upper, whole = parse_meta(above), parse_meta(f"{above} {text}")
    if whole is not None and (upper is None or whole.weight > upper.weight):
        return parse_meta(text) is not None and upper is not None and upper.weight >= 4.0
    return _is_byline(text) or _is_byline(above) or tail_kind(text) in ("photo_caption", "photo_credit", "promo")


def _is_byline(text: str) -> bool:
    found = parse_meta(text)
    return found is not None and (found.weight >= 4.0 or found.by or found.labelled or (bool(found.hits) and not found.names))


def _joined(page: str, group: list[tuple[int, int, int]]) -> Block:
    text = " ".join(page[start:end] for start, end, _ in group)
    return Block(Span(group[0][0], group[-1][1]), text, group[0][2])
