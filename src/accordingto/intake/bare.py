"""Heads without a byline: titles after a rule or a gap, before a dateline, or at the start of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordingto.intake.datelines import dateline
from accordingto.intake.lines import SENTENCE_TITLE, TITLE_FLOOR, Header, Line, close_head, opening, text_follows
from accordingto.intake.traits import field_title, is_front_matter, is_section
from accordingto.model.report import PartKind

_ACCEPT = 2.6
_CONTINUED = re.compile(
    r"\s*[(\[–—-]*\s*(?:continued|cont['’]?d|cont\.|(?:page|part)\s*\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*/\s*\d+)\s*[)\]]*\s*$", re.IGNORECASE
)


def with_bare(lines: Sequence[Line], headers: list[Header], *, trailing: bool) -> list[Header]:
    """Add titles that stand without a byline."""
    taken = {at for header in headers for at in range(header.start, header.body)}
    divides = _separators_divide(lines, headers)
    bylined = sum(1 for header in headers if header.metas)
    added: list[Header] = []
    for at, line in enumerate(lines):
        if at in taken or line.listed or at == 0 or not text_follows(lines, at):
            continue
        opens = _first_text(lines, at)
        if opens is None or any(k in taken for k in range(at, opens)):
            continue
        start = dateline(lines[opens].text)
        if (line.title < 0.0 or line.paragraph) and not (line.brief and opens == at + 1 and start is not None and start.agency):
            continue
        score = max(line.title, SENTENCE_TITLE) + opening(lines, at, at)
        score += 0.0 if start is None else 2.4 if start.agency else 1.5
        score += 1.0 if line.wide else 0.0
        score += 1.4 if divides and lines[at - 1].tail == "separator" else 0.0
        score += 2.5 if trailing and lines[at - 1].meta is not None else 0.0
        score += 2.5 if field_title(line.text) else 0.0
        score -= 0.7 if bylined >= 2 else 0.0
        if line.text.startswith("#"):
            score += 1.5 if _heading_level(line.text) <= _top_level(lines) else -3.0
        if score >= _ACCEPT:
            header = Header(at, at + 1, at, (), (), "bare", score, "title after a separator or gap, with text below")
            added.append(close_head(lines, header))
            taken.update(range(at, added[-1].body))
    return _with_ruled(lines, sorted((*headers, *added), key=lambda header: header.start))


def _with_ruled(lines: Sequence[Line], headers: list[Header]) -> list[Header]:
    """Where rules stand before every report but the first, and head most of what they part, what follows any other rule is a report."""
    after = _after_rules(lines)
    starts = {header.start for header in headers}
    ruled = [k for k in after if k in starts]
    if len(after) < 3 or len(ruled) * 3 < len(after) * 2 or any(header.start not in after for header in headers[1:]):
        return headers
    added: list[Header] = []
    for at in after:
        if at in starts or lines[at].paragraph or lines[at].tail is not None or not text_follows(lines, at):
            continue
        opens = next((k for k in range(at, min(len(lines), at + 6)) if lines[k].paragraph), None)
        if opens is None:
            continue
        near = range(at, opens)
        title = max((k for k in near if lines[k].meta is None and not lines[k].name), key=lambda k: lines[k].title, default=None)
        metas = tuple(k for k in near if lines[k].meta is not None)
        rest = [k for k in near if k != title and k not in metas]
        others: tuple[tuple[int, PartKind], ...] = tuple((k, "byline" if lines[k].name else "other") for k in rest)
        added.append(Header(at, opens, title, metas, others, "bare", 3.0, "between two rules, as every other report of the page"))
    return sorted((*headers, *added), key=lambda header: header.start)


def _heading_level(text: str) -> int:
    return len(text) - len(text.lstrip("#"))


def _top_level(lines: Sequence[Line]) -> int:
    return min((_heading_level(line.text) for line in lines if line.text.startswith("#")), default=1)


def _first_text(lines: Sequence[Line], at: int) -> int | None:
    return next((k for k in range(at + 1, min(len(lines), at + 4)) if lines[k].paragraph), None)


def _after_rules(lines: Sequence[Line]) -> list[int]:
    """The lines that stand right below a rule."""
    return [k + 1 for k in range(len(lines) - 1) if lines[k].tail == "separator" and not lines[k].furniture]


def _separators_divide(lines: Sequence[Line], headers: Sequence[Header]) -> bool:
    """Whether separators on this page stand between reports (before titles) and not inside them."""
    after = _after_rules(lines)
    if not after:
        return False
    starts = {header.start for header in headers}
    heads = sum(1 for k in after if k in starts or (lines[k].title > 0 and not lines[k].paragraph and text_follows(lines, k)))
    return heads * 3 >= len(after) * 2


def with_first(lines: Sequence[Line], headers: list[Header]) -> list[Header]:
    """Text above the first head is a report of its own if it holds running text."""
    end = headers[0].start if headers else len(lines)
    start = next((k for k in range(end) if not _is_front(lines[k])), None)
    if start is None or not any(line.paragraph for line in lines[start:end]):
        if headers or start is None:
            return headers
        return [Header(start, start, None, (), (), "none", 1.0, "the only text of the page")]
    for at in range(start, min(end, start + 3)):
        opens = at + 1 < end and lines[at].brief and dateline(lines[at + 1].text) is not None
        if lines[at].paragraph and not opens:
            break
        if lines[at].title > TITLE_FLOOR or opens:
            first = close_head(
                lines, Header(at, at + 1, at, (), (), "bare", 2.0 + lines[at].title, "first line of the page reads like a title")
            )
            return [first, *headers]
    return [Header(start, start, None, (), (), "none", 0.5, "text at the start of the page, without a title"), *headers]


def _is_front(line: Line) -> bool:
    """What stands above the first report of a page and is none of it."""
    return line.tail == "separator" or (line.meta is None and (is_section(line.text) or is_front_matter(line.text)))


def continues(title: str, before: str | None) -> bool:
    """Whether a title is the title above once more, marked as a later page of the same report."""
    if before is None or not _CONTINUED.search(title):
        return False
    return _CONTINUED.sub("", title).casefold().strip() == _CONTINUED.sub("", before).casefold().strip()
