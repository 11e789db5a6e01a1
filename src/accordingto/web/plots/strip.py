"""The strip below the timeline: a bar per day, the days shown in ink, the others faint."""

from __future__ import annotations

from markupsafe import Markup

from accordingto.views.stretch import Stretch
from accordingto.views.wording import count, days_between, number
from accordingto.web.plots.svg import line, tag

WIDTH, HEIGHT, GAP = 1080, 30, 1.5


def strip_svg(stretch: Stretch) -> Markup:
    """Bars over the whole stretch; each leads to its days. The two date fields beside it say and do the same."""
    slot = WIDTH / stretch.days
    most = max((b.incidents for b in stretch.bins), default=1)
    parts = []
    for b in stretch.bins:
        x = (b.first - stretch.first).days * slot
        wide = max(1.0, ((b.last - b.first).days + 1) * slot - GAP)
        tall = max(2.0, (HEIGHT - 4) * b.incidents / most)
        inside = stretch.chosen_first <= b.last and b.first <= stretch.chosen_last
        words = f"{days_between(b.first, b.last)}: {count(b.incidents, 'incident')}, {number(b.conflicts)} with a conflict"
        bars = [tag("rect", tag("title", words), class_="all" if inside else "all out", x=x, y=HEIGHT - tall, width=wide, height=tall)]
        if b.conflicts:
            low = max(2.0, (HEIGHT - 4) * b.conflicts / most)
            bars.append(tag("rect", class_="confb" if inside else "confb out", x=x, y=HEIGHT - low, width=wide, height=low))
        parts.append(tag("a", *bars, href=f"/?from={b.first.isoformat()}&until={b.last.isoformat()}#h-tl", tabindex="-1"))
    return tag(
        "svg",
        *parts,
        line("axis", 0, HEIGHT - 0.5, WIDTH, HEIGHT - 0.5),
        class_="strip",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        width="100%",
        height=HEIGHT,
        aria_hidden="true",
    )
