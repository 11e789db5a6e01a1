"""A text with its marks, cut so that every run is flat: said words nest, all else lies on top in classes.

Three slots cannot collide: ground (what is said, darker by depth), the baseline (source, cue), the line below it (event,
figure, time, name). Spans that cross are cut at every boundary; only what is said is nested, by depth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from accordingto.model.reading import Reading
from accordingto.model.text import Span

LAYERS = ("said", "events", "figures", "times", "names", "copied")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words under the same marks.

    Attributes:
        text: the words.
        opens, closes: how many grounds begin before it and end after it.
        marks: of so, cu, ev, fi, ti, na.
        ids: stable names of the marks that begin here ("s3", "e1", "f0", "t2", "n7").
        at: inside the span the address points to; ``at_first`` where that begins.
        notes: numbers of the notes whose statement ends here.
    """

    text: str
    opens: int = 0
    closes: int = 0
    marks: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    at: bool = False
    at_first: bool = False
    notes: tuple[int, ...] = ()


Rejected = frozenset[tuple[str, int]]


def all_marks(reading: Reading, rejected: Rejected = frozenset()) -> tuple[list[tuple[Span, str, str]], list[tuple[Span, str]]]:
    """Line marks as (span, class, id), and grounds as (span, id); ``rejected`` ones (what, position) have none."""
    lines: list[tuple[Span, str, str]] = []
    grounds: list[tuple[Span, str]] = []
    for i, statement in enumerate(reading.statements):
        if ("statement", i) in rejected:
            continue
        grounds += [(s, f"s{i}") for s in statement.content]
        lines += [(s, "so", "") for s in statement.source] + [(s, "cu", "") for s in statement.cue]
    for i, event in enumerate(reading.events):
        if ("event", i) not in rejected:
            lines.append((event.trigger, "ev", f"e{i}"))
    for i, figure in enumerate(reading.figures):
        if ("figure", i) in rejected:
            continue
        both = [s for s in (figure.qualifier_span, figure.span) if s is not None]
        whole = Span(min(s.start for s in both), max(s.end for s in both))
        near = len(whole) <= sum(map(len, both)) + 3
        lines += [(s, "fi", f"f{i}" if s == (whole if near else figure.span) else "") for s in ([whole] if near else both)]
    for i, time in enumerate(reading.times):
        lines.append((time.span, "ti", f"t{i}"))
    for i, name in enumerate(reading.names):
        lines.append((name.span, "na", f"n{i}"))
    return lines, grounds


def runs(
    text: str,
    within: Span,
    lines: Sequence[tuple[Span, str, str]],
    grounds: Sequence[tuple[Span, str]],
    *,
    at: Span | None = None,
    notes: dict[int, list[int]] | None = None,
) -> tuple[Run, ...]:
    """``within`` cut into runs. ``notes`` maps a code point to the notes that stand before it."""
    notes = notes or {}
    lines = [m for m in lines if m[0].overlaps(within)]
    grounds = [g for g in grounds if g[0].overlaps(within)]
    edges = {within.start, within.end}
    for span in [m[0] for m in lines] + [g[0] for g in grounds] + ([at] if at else []):
        edges |= {e for e in span if within.start < e < within.end}
    edges |= {p for p in notes if within.start < p < within.end}
    points = sorted(edges)
    found: list[Run] = []
    depth = 0
    seen: set[str] = set()
    for start, end in pairwise(points):
        here = {g for s, g in grounds if s.start <= start and end <= s.end}
        before = {g for s, g in grounds if s.start < start <= s.end and start > within.start} if found else set()
        after = {g for s, g in grounds if s.start <= end < s.end} if end < within.end else set()
        staying_in = len(here & before)
        staying_out = len(here & after)
        opens = len(here) - min(depth, staying_in)
        depth = len(here)
        closes = depth - staying_out
        depth -= closes
        classes = dict.fromkeys(c for s, c, _ in lines if s.start <= start and end <= s.end)
        ids = [i for s, _, i in lines if (i and s.start == max(start, within.start)) or (i and s.start < within.start == start)]
        ids += [g for s, g in grounds if s.start == start]
        fresh = tuple(i for i in dict.fromkeys(ids) if i not in seen)
        seen |= set(fresh)
        inside = at is not None and at.start <= start and end <= at.end
        found.append(
            Run(
                text[start:end],
                opens,
                closes,
                tuple(classes),
                fresh,
                inside,
                inside and at is not None and start == max(at.start, within.start),
                tuple(notes.get(end, ())),
            )
        )
    return tuple(found)
