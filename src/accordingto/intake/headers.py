"""Where reports begin on a page: candidate headers, scored, then judged against the page's own habits.

A header is a title with the lines that belong to it. Its surest sign is a byline line (`bylines.parse_meta`); around each one
the likeliest title is sought, above, below or between. Lines that could be a title without any byline are taken only
on other evidence: the page's start, a separator, a wider gap, a body that opens with a dateline. Weights were set by hand on
reasons, then checked on pages glued at random from held-out reports (``bench/splitter.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from accordingto.intake.blocks import Block
from accordingto.intake.bylines import Meta, parse_meta
from accordingto.intake.datelines import dateline
from accordingto.intake.naming import outlet_score, words_of
from accordingto.intake.traits import (
    ends_sentence,
    field_title,
    is_front_matter,
    is_furniture,
    is_paragraph,
    is_promo_label,
    is_section,
    name_line,
    tail_kind,
    title_score,
)
from accordingto.model.report import PartKind

_REACH = 5
_LONG = 700
_BRIEF = 18
_TITLE_FLOOR = -0.6
_STRONG = 4.0
_FULL = 6.0
_SENTENCE_TITLE = -0.7
_ACCEPT = 3.0
_ACCEPT_BARE = 2.6
_CONTINUED = re.compile(
    r"\s*[(\[–—-]*\s*(?:continued|cont['’]?d|cont\.|(?:page|part)\s*\d+(?:\s*(?:of|/)\s*\d+)?|\d+\s*/\s*\d+)\s*[)\]]*\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """A block with what it looks like by itself."""

    block: Block
    meta: Meta | None
    tail: PartKind | None
    paragraph: bool
    title: float
    promo_label: bool
    name: bool
    furniture: bool
    wide: bool
    brief: bool
    listed: bool

    @property
    def text(self) -> str:
        """The block's words."""
        return self.block.text

    @property
    def gap(self) -> int:
        """Blank lines before the block."""
        return self.block.gap


@dataclass(frozen=True, slots=True)
class Header:
    """The head of one report; all numbers are indices of blocks.

    Attributes:
        start: first block of the report. body: first block after the head. title: the title's block, or None.
        metas: byline blocks. others: captions, decks and the like inside the head, with their kinds.
        how: "above", "below", "inside", "none" or "bare": where the title stands to the byline.
        score, reason: how sure, and why.
    """

    start: int
    body: int
    title: int | None
    metas: tuple[int, ...]
    others: tuple[tuple[int, PartKind], ...]
    how: str
    score: float
    reason: str


def read_lines(blocks: Sequence[Block]) -> list[Line]:
    """Look at each block by itself."""
    lines: list[Line] = []
    for block in blocks:
        text = block.text
        if len(text) > _LONG:
            lines.append(_long_line(block))
            continue
        meta = parse_meta(text)
        tail = None if meta else tail_kind(text)
        paragraph = meta is None and tail is None and is_paragraph(text)
        long = paragraph and text.count(" ") > _BRIEF
        lines.append(
            Line(
                block=block,
                meta=meta,
                tail=tail,
                paragraph=paragraph,
                title=-5.0 if meta or long else title_score(text),
                promo_label=tail == "promo" and is_promo_label(text),
                name=meta is None and tail is None and len(text) < 60 and name_line(text),
                furniture=tail == "separator" and is_furniture(text),
                wide=False,
                brief=False,
                listed=False,
            )
        )
    typical = _typical_gap(lines)
    usual = median([len(line.text) for line in lines if line.paragraph] or [0])
    listed = _listed(lines)
    return [replace(line, wide=line.gap > typical, brief=_is_brief(line, usual), listed=at in listed) for at, line in enumerate(lines)]


def _listed(lines: Sequence[Line]) -> set[int]:
    """Titles of other reports that a promo announces: the line below the label, and further ones while more such lines follow."""
    found: set[int] = set()
    for label in (at for at, line in enumerate(lines) if line.promo_label):
        for at in range(label + 1, min(len(lines), label + 8)):
            if lines[at].meta is not None or lines[at].paragraph or lines[at].tail is not None:
                break
            if at > label + 1 and (lines[at].gap > lines[label + 1].gap or _heads_text(lines, at)):
                break
            found.add(at)
    return found


def _is_brief(line: Line, usual: float) -> bool:
    """A sentence so much shorter than the page's paragraphs that it may be a title with a full stop."""
    return line.paragraph and len(line.text.split()) <= _BRIEF and len(line.text) <= 0.6 * usual


def _long_line(block: Block) -> Line:
    """Running text that is too long to be anything else; most of a page is, and needs no closer look."""
    return Line(block, None, None, True, -5.0, False, False, False, False, False, False)


def find_headers(lines: Sequence[Line]) -> list[Header]:
    """The heads of all reports, in order; the first one may stand for a report without any head."""
    if not lines:
        return []
    groups = _drop_stamps(lines, _anchor_groups(lines))
    trailing = _trails(lines, groups)
    headers = [] if trailing else _anchored(lines, groups)
    headers = _drop_listed(lines, headers)
    return _with_first(lines, _with_bare(lines, headers, trailing=trailing))


def _heads_text(lines: Sequence[Line], at: int) -> bool:
    """Whether a byline or running text comes within three lines, with nothing but captions and the like between."""
    return any(line.meta is not None or line.paragraph for line in lines[at + 1 : at + 2]) or any(
        lines[k].meta is not None and all(b.tail is not None or b.name for b in lines[at + 1 : k])
        for k in range(at + 2, min(len(lines), at + 4))
    )


# --- heads with a byline -------------------------------------------------------------------------------------------


def _anchor_groups(lines: Sequence[Line]) -> list[tuple[int, ...]]:
    """Byline lines that stand together, with nothing but head material between them."""
    groups: list[list[int]] = []
    for at, line in enumerate(lines):
        if line.meta is None:
            continue
        if groups:
            last = groups[-1][-1]
            between = lines[last + 1 : at]
            apart = at - last > 4 or any(b.paragraph or b.tail in ("separator", "promo", "link_stub") for b in between)
            if not apart and not _starts_anew(lines, groups[-1], last, at):
                groups[-1].append(at)
                continue
        groups.append([at])
    return [tuple(group) for group in groups if sum(_weight(lines[at]) for at in group) >= 1.0]


def _starts_anew(lines: Sequence[Line], group: Sequence[int], last: int, at: int) -> bool:
    """A second byline belongs to the next report when the first ends its own (a source line below a body) or both say the same things."""
    upper, lower = lines[group[0]].meta, lines[at].meta
    if upper is None or lower is None:
        return False
    titles = [k for k in range(last + 1, at) if lines[k].title > 0]
    after_body = group[0] > 0 and lines[group[0] - 1].paragraph and lines[group[0]].gap <= lines[last + 1].gap
    if titles and after_body and len(group) == 1 and not upper.hits and (lower.hits or lower.by):
        return True
    return bool(titles) and bool(upper.hits) and bool(lower.hits) and upper.form == lower.form


def _weight(line: Line) -> float:
    if line.meta is None:
        return 0.0
    dates = (*line.meta.hits, *line.meta.changed)
    yearless = bool(dates) and all(hit.year is None for hit in dates)
    return line.meta.weight - (0.8 if yearless else 0.0)


def _drop_stamps(lines: Sequence[Line], groups: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Leave out the time stamps of a live blog's or a chronicle's entries.

    Entries carry nothing but a date or time, at least three in a row, each before its text, with the day unchanged or the
    order of days kept, below a head of its own.
    """
    bare = [group for group in groups if _is_stamp(lines, group)]
    if len(bare) < 3 or len(bare) == len(groups):
        return groups
    days = [lines[group[0]].meta.hits[0] for group in bare if lines[group[0]].meta is not None]  # type: ignore[union-attr]
    stamps = [(hit.year or 0, hit.month or 0, hit.day or 0, hit.clock or "") for hit in days]
    ordered = stamps == sorted(stamps) or stamps == sorted(stamps, reverse=True)
    return [group for group in groups if group not in bare] if ordered else groups


def _is_stamp(lines: Sequence[Line], group: Sequence[int]) -> bool:
    if len(group) != 1:
        return False
    meta = lines[group[0]].meta
    if meta is None or meta.names or meta.by or meta.source or meta.staff or meta.labelled or not meta.hits:
        return False
    above = group[0] - 1
    return above < 0 or (lines[above].paragraph and not lines[above].brief) or lines[above].tail is not None


def _trails(lines: Sequence[Line], groups: Sequence[tuple[int, ...]]) -> bool:
    """Whether bylines on this page close the reports instead of heading them."""
    if not groups or groups[-1][-1] != len(lines) - 1 or groups[0][0] < 2:
        return False
    below_text = [g for g in groups if lines[g[0] - 1].paragraph or not _title_near(lines, g[0] - 1)]
    return len(below_text) == len(groups) and any(line.paragraph for line in lines[: groups[0][0]])


def _title_near(lines: Sequence[Line], at: int) -> bool:
    return at >= 0 and lines[at].title > _TITLE_FLOOR and not lines[at].paragraph


def _anchored(lines: Sequence[Line], groups: Sequence[tuple[int, ...]]) -> list[Header]:
    """The best header around each group; judged once by itself, once by the page's habits."""
    found: list[Header] = []
    habits: dict[str, float] = {}
    for _ in range(2):
        found = []
        for number, group in enumerate(groups):
            floor = found[-1].body if found else 0
            ceiling = groups[number + 1][0] if number + 1 < len(groups) else len(lines)
            options = [_habitual(option, lines, habits) for option in _options(lines, group, floor, ceiling)]
            best = max(options, key=lambda option: option.score, default=None)
            if best is not None and best.score >= _ACCEPT:
                found.append(best)
        habits = _habits(lines, found)
    return found


def _habits(lines: Sequence[Line], headers: Sequence[Header]) -> dict[str, float]:
    """How the page's surer heads are made: shares of title positions and of byline shapes, 0 to 1."""
    if len(headers) < 2:
        return {}
    shares: Counter[str] = Counter()
    for header in headers:
        shares[f"how:{header.how}"] += 1
        for form in {lines[at].meta.form for at in header.metas if lines[at].meta is not None}:  # type: ignore[union-attr]
            shares[f"form:{form}"] += 1
        shares[f"gap:{min(2, lines[header.start].gap)}"] += 1
    return {key: count / len(headers) for key, count in shares.items()}


def _habitual(header: Header, lines: Sequence[Line], habits: dict[str, float]) -> Header:
    if not habits:
        return header
    bonus = 1.6 * (habits.get(f"how:{header.how}", 0.0) - 0.5)
    forms = [habits.get(f"form:{lines[at].meta.form}", 0.0) for at in header.metas if lines[at].meta is not None]  # type: ignore[union-attr]
    bonus += 1.0 * max(forms, default=0.0) - 0.3
    return replace(header, score=header.score + bonus)


def _options(lines: Sequence[Line], group: tuple[int, ...], floor: int, ceiling: int) -> list[Header]:
    weight = min(6.0, sum(_weight(lines[at]) for at in group))
    first, last = group[0], group[-1]
    options = [_inside(lines, group, at, weight) for at in range(first + 1, last) if at not in group and lines[at].title > _TITLE_FLOOR]
    options += _above(lines, group, floor, weight)
    options += _below(lines, group, ceiling, weight)
    meta = lines[first].meta
    if meta is not None and meta.hits and (meta.names or meta.source or meta.by) and last + 1 < len(lines) and lines[last + 1].paragraph:
        score = (
            weight
            - 1.2
            + _opening(lines, first, first)
            - (1.5 if first and lines[first - 1].title > 0 and not lines[first - 1].paragraph else 0.0)
        )
        options.append(Header(first, last + 1, None, group, (), "none", score, f"byline '{_short(lines[first].text)}' without a title"))
    return options


def _above(lines: Sequence[Line], group: tuple[int, ...], floor: int, weight: float) -> list[Header]:
    """Headers whose title stands above the byline, with decks, captions and names between them."""
    options: list[Header] = []
    said = [meta for at in group if (meta := lines[at].meta) is not None]
    complete = any(meta.authors for meta in said) and any(meta.names or meta.source for meta in said)
    least = _TITLE_FLOOR if weight < _STRONG else _TITLE_FLOOR - 0.8
    between: list[tuple[int, PartKind]] = []
    cost = 0.0
    for at in range(group[0] - 1, max(floor, group[0] - _REACH) - 1, -1):
        line = lines[at]
        if _is_address(line):
            between.append((at, "link_stub"))
            continue
        if line.tail in ("separator", "promo", "link_stub", "call_to_action", "correction") or line.meta is not None or line.listed:
            break
        low = least - 0.8 if weight >= _FULL and at == group[0] - 1 else least  # "Exodus": one word, but a full byline below it
        if (line.title > low and not line.paragraph) or line.brief:
            score = weight + 1.3 * max(line.title, _SENTENCE_TITLE) + cost + _opening(lines, at, group[0])
            reason = f"title above byline '{_short(lines[group[0]].text)}'"
            header = close_head(
                lines, Header(at, group[-1] + 1, at, group, (*reversed(between), *_inner(lines, group)), "above", score, reason)
            )
            options += [header, *_named_above(lines, header, floor)]
        kind, price = _between(line)
        if kind is None:
            break
        if kind == "byline" and complete:
            price = 1.0
        between.append((at, kind))
        # a line set closer to the byline than to what is above it is the title itself, not a deck
        cost -= price + (1.5 if kind == "deck" and line.gap > lines[group[0]].gap else 0.0)
    return options


def _is_address(line: Line) -> bool:
    """A report's own web address, as page dumps print it under the title."""
    return line.tail == "link_stub" and len(line.text.split()) <= 2 and "://" in line.text


def _inner(lines: Sequence[Line], group: Sequence[int]) -> list[tuple[int, PartKind]]:
    """Lines between the byline lines of one group, with what they are."""
    return [(at, _between(lines[at])[0] or "other") for at in range(group[0], group[-1]) if at not in group]


def _named_above(lines: Sequence[Line], header: Header, floor: int) -> list[Header]:
    """The same head with a name, an outlet's most likely, on a line above it."""
    at = header.start - 1
    if at < floor or not lines[at].name or is_section(lines[at].text) or header.title is None or len(words_of(lines[at].text)) > 4:
        return []
    if outlet_score(lines[at].text) <= 0.5 and not _set_apart(lines, at):
        return []
    gain = _opening(lines, at, header.title) - _opening(lines, header.start, header.title) + min(0.8, 0.4 * outlet_score(lines[at].text))
    return [replace(header, start=at, others=((at, "byline"), *header.others), score=header.score + gain - 0.2)]


def _between(line: Line) -> tuple[PartKind | None, float]:
    """What a line between title and byline would be, and what it costs to believe that."""
    if line.tail in ("photo_caption", "photo_credit"):
        return line.tail, 0.0
    if line.name:
        return "byline", -0.3
    words = len(line.text.split())
    if line.paragraph:
        return ("deck", 1.6) if words <= 45 else (None, 0.0)
    if words <= 50:
        return "deck", 0.9 if line.title < 0.2 else 1.1
    return None, 0.0


def _below(lines: Sequence[Line], group: tuple[int, ...], ceiling: int, weight: float) -> list[Header]:
    """Headers whose title stands below the byline."""
    options: list[Header] = []
    for at in range(group[-1] + 1, min(ceiling, group[-1] + 3)):
        line = lines[at]
        if (line.paragraph and not line.brief) or line.tail in ("separator", "promo", "link_stub"):
            break
        if (line.title > _TITLE_FLOOR or line.brief) and _text_follows(lines, at):
            score = weight - 0.6 + 1.3 * max(line.title, _SENTENCE_TITLE) - 0.7 * (at - group[-1] - 1) + _opening(lines, group[0], group[0])
            above = group[0] - 1
            if above >= 0 and not lines[above].paragraph and lines[above].title > 0 and not (above and lines[above - 1].promo_label):
                score -= 1.5
            others = tuple((k, "other") for k in range(group[-1] + 1, at) if lines[k].tail is None)
            reason = f"title below byline '{_short(lines[group[0]].text)}'"
            header = Header(group[0], at + 1, at, group, (), "below", score, reason)
            header = close_head(lines, replace(header, others=(*_inner(lines, group), *((k, "other") for k, _ in others))))
            options += [header, *_named_above(lines, header, 0)]
    return options


def _inside(lines: Sequence[Line], group: tuple[int, ...], at: int, weight: float) -> Header:
    score = weight + 1.3 * lines[at].title + _opening(lines, group[0], at)
    others: tuple[tuple[int, PartKind], ...] = tuple(
        (k, _between(lines[k])[0] or "other") for k in range(group[0], group[-1]) if k != at and k not in group
    )
    return close_head(lines, Header(group[0], group[-1] + 1, at, group, others, "inside", score, "title between byline lines"))


def _text_follows(lines: Sequence[Line], at: int) -> bool:
    """Whether running text comes soon after a title."""
    return any(line.paragraph for line in lines[at + 1 : at + 5])


def _opening(lines: Sequence[Line], start: int, anchor: int) -> float:
    """Evidence that a report may begin at ``start``: what ends just above, and the gap."""
    if start == 0:
        return 1.5
    above, line = lines[start - 1], lines[start]
    if line.listed:
        return -3.5
    score = 0.0
    if above.tail == "separator":
        score += 1.5
    elif above.tail is not None or above.listed:
        score += 0.5
    elif above.paragraph or ends_sentence(above.text) or (above.meta is not None and above.meta.credit):
        score += 0.8
    elif above.meta is not None:
        score += 0.2
    else:
        score -= 0.8
    inner = max((lines[k].gap for k in range(start + 1, anchor + 1)), default=0)
    if _set_apart(lines, start - 1) and not line.wide and line.gap <= inner and above.tail is None:
        score -= 1.2
    if line.gap > inner and line.wide:
        score += 1.2
    elif line.gap > inner:
        score += 0.6
    elif line.gap < inner:
        score -= 0.3
    return score


def _set_apart(lines: Sequence[Line], at: int) -> bool:
    """Whether a short line stands alone after a gap or a rule, as titles do."""
    line = lines[at]
    return (line.brief or not line.paragraph) and (at == 0 or line.wide or lines[at - 1].tail == "separator")


def close_head(lines: Sequence[Line], header: Header) -> Header:
    """Take up what stands between the head so far and the first paragraph: captions, credits, a name, one deck after the title."""
    others = list(header.others)
    metas = list(header.metas)
    at, deck_open = header.body, header.title == header.body - 1
    while at < len(lines) and at < header.body + 4:
        line = lines[at]
        if line.tail in ("photo_caption", "photo_credit") or _is_address(line):
            others.append((at, line.tail or "other"))
        elif line.meta is not None:
            metas.append(at)
        elif line.name and at + 1 < len(lines) and lines[at + 1].paragraph and _lacks_name(lines, header):
            others.append((at, "byline"))
        elif (
            deck_open
            and not line.paragraph
            and line.tail is None
            and line.title > -2.5
            and at + 1 < len(lines)
            and lines[at + 1].paragraph
            and not dateline(line.text)
        ):
            others.append((at, "deck"))
            deck_open = False
        else:
            break
        at += 1
    score = header.score - (2.5 if at < len(lines) and lines[at].text[0].islower() else 0.0)
    return replace(header, body=at, metas=tuple(sorted(set(metas))), others=tuple(sorted(others)), score=score)


def _lacks_name(lines: Sequence[Line], header: Header) -> bool:
    """Whether no byline line so far names an outlet."""
    metas = [meta for at in header.metas if (meta := lines[at].meta) is not None]
    return not any(meta.names or meta.source for meta in metas)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _drop_listed(lines: Sequence[Line], headers: list[Header]) -> list[Header]:
    """Leave out heads without a text of their own: a list of links names titles, outlets and dates, too."""
    kept: list[Header] = []
    for number, header in enumerate(headers):
        end = headers[number + 1].start if number + 1 < len(headers) else len(lines)
        if any(
            line.paragraph or (line.tail is None and line.meta is None and len(line.text.split()) > 8) for line in lines[header.body : end]
        ):
            kept.append(header)
    return kept or headers[:1]


# --- heads without a byline ----------------------------------------------------------------------------------------


def _with_bare(lines: Sequence[Line], headers: list[Header], *, trailing: bool) -> list[Header]:
    """Add titles that stand without a byline."""
    taken = {at for header in headers for at in range(header.start, header.body)}
    divides = _separators_divide(lines, headers)
    bylined = sum(1 for header in headers if header.metas)
    added: list[Header] = []
    for at, line in enumerate(lines):
        if at in taken or line.listed or at == 0 or not _text_follows(lines, at):
            continue
        opens = _first_text(lines, at)
        if opens is None or any(k in taken for k in range(at, opens)):
            continue
        start = dateline(lines[opens].text)
        if (line.title < 0.0 or line.paragraph) and not (line.brief and opens == at + 1 and start is not None and start.agency):
            continue
        score = max(line.title, _SENTENCE_TITLE) + _opening(lines, at, at)
        score += 0.0 if start is None else 2.4 if start.agency else 1.5
        score += 1.0 if line.wide else 0.0
        score += 1.4 if divides and lines[at - 1].tail == "separator" else 0.0
        score += 2.5 if trailing and lines[at - 1].meta is not None else 0.0
        score += 2.5 if field_title(line.text) else 0.0
        score -= 0.7 if bylined >= 2 else 0.0
        if line.text.startswith("#"):
            score += 1.5 if _heading_level(line.text) <= _top_level(lines) else -3.0
        if score >= _ACCEPT_BARE:
            header = Header(at, at + 1, at, (), (), "bare", score, "title after a separator or gap, with text below")
            added.append(close_head(lines, header))
            taken.update(range(at, added[-1].body))
    return sorted((*headers, *added), key=lambda header: header.start)


def _heading_level(text: str) -> int:
    return len(text) - len(text.lstrip("#"))


def _top_level(lines: Sequence[Line]) -> int:
    return min((_heading_level(line.text) for line in lines if line.text.startswith("#")), default=1)


def _first_text(lines: Sequence[Line], at: int) -> int | None:
    return next((k for k in range(at + 1, min(len(lines), at + 4)) if lines[k].paragraph), None)


def _typical_gap(lines: Sequence[Line]) -> int:
    """Blank lines that this page sets between two paragraphs."""
    gaps = Counter(lines[k].gap for k in range(1, len(lines)) if lines[k].paragraph and lines[k - 1].paragraph)
    return gaps.most_common(1)[0][0] if gaps else 1


def _separators_divide(lines: Sequence[Line], headers: Sequence[Header]) -> bool:
    """Whether separators on this page stand between reports (before titles) and not inside them."""
    after = [k + 1 for k in range(len(lines) - 1) if lines[k].tail == "separator" and not lines[k].furniture]
    if not after:
        return False
    starts = {header.start for header in headers}
    heads = sum(1 for k in after if k in starts or (lines[k].title > 0 and not lines[k].paragraph and _text_follows(lines, k)))
    return heads * 3 >= len(after) * 2


def _with_first(lines: Sequence[Line], headers: list[Header]) -> list[Header]:
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
        if lines[at].title > _TITLE_FLOOR or opens:
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
