"""Where reports begin on a page: candidate headers, scored, then judged against the page's own habits.

A header is a title with the lines that belong to it. Its surest sign is a byline line (`bylines.parse_meta`); around each one
the likeliest title is sought, above, below or between. Lines that could be a title without any byline are taken only
on other evidence: the page's start, a separator, a wider gap, a body that opens with a dateline. Weights were set by hand on
reasons, then checked on pages glued at random from held-out reports (``bench/splitter.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from accordingto.intake.anchors import anchor_groups, bylines_trail, weight_of, without_stamps
from accordingto.intake.bare import with_bare, with_first
from accordingto.intake.lines import (
    SENTENCE_TITLE,
    TITLE_FLOOR,
    Header,
    Line,
    close_head,
    is_address,
    opening,
    set_apart,
    short,
    text_follows,
)
from accordingto.intake.naming import outlet_score, parts_of_name, words_of
from accordingto.intake.traits import is_section
from accordingto.model.report import PartKind

_REACH = 5
_STRONG = 4.0
_FULL = 6.0
_ACCEPT = 3.0
_SURE_OUTLET = 3.0


def find_headers(lines: Sequence[Line]) -> list[Header]:
    """The heads of all reports, in order; the first one may stand for a report without any head."""
    if not lines:
        return []
    groups = without_stamps(lines, anchor_groups(lines))
    trailing = bylines_trail(lines, groups)
    headers = [] if trailing else _anchored(lines, groups)
    headers = _drop_listed(lines, headers)
    return with_first(lines, with_bare(lines, headers, trailing=trailing))


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
    weight = min(6.0, sum(weight_of(lines[at]) for at in group))
    first, last = group[0], group[-1]
    options: list[Header] = []
    for at in range(first + 1, last):
        if at not in group and lines[at].title > TITLE_FLOOR:
            inside = _inside(lines, group, at, weight)
            options += [inside, *_named_above(lines, inside, floor)]
    options += _above(lines, group, floor, weight)
    options += _below(lines, group, ceiling, weight)
    meta = lines[first].meta
    if meta is not None and meta.hits and (meta.names or meta.source or meta.by) and last + 1 < len(lines) and lines[last + 1].paragraph:
        score = (
            weight
            - 1.2
            + opening(lines, first, first)
            - (1.5 if first and lines[first - 1].title > 0 and not lines[first - 1].paragraph else 0.0)
        )
        options.append(Header(first, last + 1, None, group, (), "none", score, f"byline '{short(lines[first].text)}' without a title"))
    return options


def _above(lines: Sequence[Line], group: tuple[int, ...], floor: int, weight: float) -> list[Header]:
    """Headers whose title stands above the byline, with decks, captions and names between them."""
    options: list[Header] = []
    said = [meta for at in group if (meta := lines[at].meta) is not None]
    complete = any(meta.authors for meta in said) and any(meta.names or meta.source for meta in said)
    least = TITLE_FLOOR if weight < _STRONG else TITLE_FLOOR - 0.8
    between: list[tuple[int, PartKind]] = []
    cost = 0.0
    for at in range(group[0] - 1, max(floor, group[0] - _REACH) - 1, -1):
        line = lines[at]
        if is_address(line):
            between.append((at, "link_stub"))
            continue
        if line.tail in ("separator", "promo", "link_stub", "call_to_action", "correction") or line.meta is not None or line.listed:
            break
        low = least - 0.8 if weight >= _FULL and at == group[0] - 1 else least  # "Exodus": one word, but a full byline below it
        if (line.title > low and not line.paragraph) or line.brief:
            score = weight + 1.3 * max(line.title, SENTENCE_TITLE) + cost + opening(lines, at, group[0])
            score -= 1.2 if line.name and outlet_score(line.text) >= _SURE_OUTLET else 0.0
            reason = f"title above byline '{short(lines[group[0]].text)}'"
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


def _inner(lines: Sequence[Line], group: Sequence[int]) -> list[tuple[int, PartKind]]:
    """Lines between the byline lines of one group, with what they are."""
    return [(at, _between(lines[at])[0] or "other") for at in range(group[0], group[-1]) if at not in group]


def _named_above(lines: Sequence[Line], header: Header, floor: int) -> list[Header]:
    """The same head with a name, an outlet's most likely, on a line above it."""
    at = header.start - 1
    others: tuple[tuple[int, PartKind], ...] = header.others
    if at > floor and is_section(lines[at].text) and lines[at].meta is None and lines[at - 1].name:
        others, at = ((at, "other"), *others), at - 1
    if at < floor or not lines[at].name or is_section(lines[at].text) or header.title is None:
        return []
    name = next(iter(parts_of_name(lines[at].text)), lines[at].text)
    if len(words_of(name)) > 4 or (outlet_score(name) <= 0.5 and not set_apart(lines, at)):
        return []
    gain = opening(lines, at, header.title) - opening(lines, header.start, header.title) + min(0.8, 0.4 * outlet_score(name))
    return [replace(header, start=at, others=((at, "byline"), *others), score=header.score + gain - 0.2)]


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
        if (line.title > TITLE_FLOOR or line.brief) and text_follows(lines, at):
            score = weight - 0.6 + 1.3 * max(line.title, SENTENCE_TITLE) - 0.7 * (at - group[-1] - 1) + opening(lines, group[0], group[0])
            above = group[0] - 1
            if above >= 0 and not lines[above].paragraph and lines[above].title > 0 and not (above and lines[above - 1].promo_label):
                score -= 1.5
            others = tuple((k, "other") for k in range(group[-1] + 1, at) if lines[k].tail is None)
            reason = f"title below byline '{short(lines[group[0]].text)}'"
            header = Header(group[0], at + 1, at, group, (), "below", score, reason)
            header = close_head(lines, replace(header, others=(*_inner(lines, group), *((k, "other") for k, _ in others))))
            options += [header, *_named_above(lines, header, 0)]
    return options


def _inside(lines: Sequence[Line], group: tuple[int, ...], at: int, weight: float) -> Header:
    score = weight + 1.3 * lines[at].title + opening(lines, group[0], at)
    others: tuple[tuple[int, PartKind], ...] = tuple(
        (k, _between(lines[k])[0] or "other") for k in range(group[0], group[-1]) if k != at and k not in group
    )
    return close_head(lines, Header(group[0], group[-1] + 1, at, group, others, "inside", score, "title between byline lines"))


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
