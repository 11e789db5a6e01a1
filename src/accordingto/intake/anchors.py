"""Byline lines that stand together: what a head is built around, and which ones head nothing."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.intake.lines import TITLE_FLOOR, Line


def anchor_groups(lines: Sequence[Line]) -> list[tuple[int, ...]]:
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
    return [tuple(group) for group in groups if sum(weight_of(lines[at]) for at in group) >= 1.0]


def _starts_anew(lines: Sequence[Line], group: Sequence[int], last: int, at: int) -> bool:
    """A second byline belongs to the next report when the first ends its own (a source line below a body) or both say the same things."""
    upper, lower = lines[group[0]].meta, lines[at].meta
    if upper is None or lower is None:
        return False
    titles = [k for k in range(last + 1, at) if lines[k].title > 0]
    after_body = group[0] > 0 and lines[group[0] - 1].paragraph and lines[group[0]].gap <= lines[last + 1].gap
    if upper.credit and after_body and last == group[0]:
        return True
    if titles and after_body and len(group) == 1 and not upper.hits and (lower.hits or lower.by):
        return True
    return bool(titles) and bool(upper.hits) and bool(lower.hits) and upper.form == lower.form


def weight_of(line: Line) -> float:
    if line.meta is None:
        return 0.0
    dates = (*line.meta.hits, *line.meta.changed)
    yearless = bool(dates) and all(hit.year is None for hit in dates)
    return line.meta.weight - (0.8 if yearless else 0.0)


def without_stamps(lines: Sequence[Line], groups: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
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


def bylines_trail(lines: Sequence[Line], groups: Sequence[tuple[int, ...]]) -> bool:
    """Whether bylines on this page close the reports instead of heading them."""
    if not groups or groups[-1][-1] != len(lines) - 1 or groups[0][0] < 2:
        return False
    below_text = [g for g in groups if lines[g[0] - 1].paragraph or not _title_near(lines, g[0] - 1)]
    return len(below_text) == len(groups) and any(line.paragraph for line in lines[: groups[0][0]])


def _title_near(lines: Sequence[Line], at: int) -> bool:
    return at >= 0 and lines[at].title > TITLE_FLOOR and not lines[at].paragraph
