"""Small figures: one per disagreement, and the share of a report that is copied."""

from __future__ import annotations

from markupsafe import Markup

from accordingto.views.disagreements import DisagreementRow
from accordingto.web.plots.svg import line, tag

WIDTH = 120


def mini_svg(row: DisagreementRow) -> Markup:
    """Numbers: exact values on the line, open ones above it with an arrow. Answers: a dot per origin, grouped by answer."""
    parts = _numbers(row) if row.numeric else _answers(row)
    return tag("svg", *parts, class_="mini", width=WIDTH, height=22, viewBox=f"0 0 {WIDTH} 22", aria_hidden="true")


def _numbers(row: DisagreementRow) -> list[Markup]:
    ends = [e for s in row.sides for e in (s.low, s.high) if e is not None]
    most = max(ends, default=1.0) * 1.25 or 1.0
    parts = [line("ax", 0, 17.5, WIDTH, 17.5)]
    for side in row.sides:
        low = 4 + 108 * (side.low or 0) / most
        if side.low is not None and side.low == side.high:
            parts.append(tag("circle", class_="d", cx=low, cy=17.5, r=3.6))
        elif side.high is None:
            parts += [tag("path", class_="iv", d=f"M{low:.1f} 5H119M116 2l3 3-3 3"), tag("circle", class_="d", cx=low, cy=5, r=3.6)]
        else:
            high = 4 + 108 * side.high / most
            start = f"M4 5H{high:.1f}M7 2l-3 3 3 3" if side.low is None else f"M{low:.1f} 2v6M{low:.1f} 5H{high:.1f}M{high:.1f} 2v6"
            parts.append(tag("path", class_="iv", d=start))
            if side.low is None:
                parts.append(tag("circle", class_="d", cx=high, cy=5, r=3.6))
    return parts


def _answers(row: DisagreementRow) -> list[Markup]:
    total = sum(min(s.origins, 4) for s in row.sides)
    step = 11.0 if 20 * len(row.sides) + 11 * total <= 2 * WIDTH and total <= 8 else 7.0
    parts: list[Markup] = []
    x = 6.0
    bar = "confs" if row.relation == "conflict" else "ax"
    for n, side in enumerate(row.sides[:8]):
        if n:
            parts.append(line(bar, x - 1, 2, x - 1, 18))
            x += step
        for _ in range(min(side.origins, 4)):
            if x > WIDTH - 4:
                return parts
            parts.append(tag("circle", class_="d", cx=x, cy=10, r=4 if step > 8 else 3))
            x += step
    return parts


def share_svg(share: float) -> Markup:
    """A bar for the share that is copied."""
    box = tag("rect", class_="box", x=0.5, y=0.5, width=45, height=7)
    return tag(
        "svg",
        box,
        tag("rect", class_="fill", width=46 * min(1.0, share), height=8),
        class_="sharebar",
        width=46,
        height=8,
        aria_hidden="true",
    )


def progress_svg(done: int, total: int, label: str) -> Markup:
    """A line that fills."""
    share = 240 * done / total if total else 0
    parts = [tag("rect", class_="rest", y=3, width=240, height=2), tag("rect", class_="done", width=share, height=8)]
    return tag(
        "svg", *parts, class_="bar", width="100%", height=8, viewBox="0 0 240 8", preserveAspectRatio="none", role="img", aria_label=label
    )
