"""The front page's timeline: circles by independent origins, packed into lanes; reports below at their hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import cos, pi, sin, sqrt

from markupsafe import Markup

from accordingto.views.overview import Dot, Tick, Timeline
from accordingto.views.wording import DAYS, MONTHS, days_between, shorten
from accordingto.web.plots.svg import line, num, tag, text, width_of

WIDTH, LEFT, RIGHT = 1216, 136, 1216
MARGIN = 64  # right of the days, for reports without a date
LANE, GAP, TOP = 50, 12, 34
MOST_LANES = 9
RADIUS = 8.9
MOST_RADIUS = 34.0


def radius(origins: int) -> float:
    """Area stands for origins: r = 8.9 · √n, held at 34 so that one huge incident does not hide its neighbours."""
    return min(MOST_RADIUS, RADIUS * sqrt(max(1, origins)))


def circle(dot: Dot, x: float, y: float) -> Markup:
    """An incident: its circle, the arc of conflict from twelve o'clock, and the count inside."""
    r = radius(dot.origins)
    parts = [tag("circle", class_="dot said" if dot.denied else "dot", cx=x, cy=y, r=r)]
    if dot.conflicts and dot.aspects:
        parts.append(tag("path", class_="arc", d=_arc(x, y, r + 3.5, min(0.999, dot.conflicts / dot.aspects))))
    parts.append(text(x, y + 4, str(dot.origins), "n"))
    return Markup("").join(parts)


def _arc(x: float, y: float, r: float, share: float) -> str:
    angle = 2 * pi * share
    return f"M{num(x)} {num(y - r)}A{num(r)} {num(r)} 0 {int(share > 0.5)} 1 {num(x + r * sin(angle))} {num(y - r * cos(angle))}"


def small_circle(dot: Dot) -> Markup:
    """The same circle as an inline picture, for the list on narrow screens."""
    r = radius(dot.origins) + 6
    size = 2 * r
    return tag(
        "svg",
        circle(dot, 0, 0),
        class_="tl",
        width=size,
        height=size,
        viewBox=f"{num(-r)} {num(-r)} {num(size)} {num(size)}",
        aria_hidden="true",
    )


def has_undated(lanes: Sequence[tuple[str, Sequence[Tick]]]) -> bool:
    """Whether a report without a date stands in a margin right of the days."""
    return any(t.at is None for _, ticks in lanes for t in ticks)


def timeline_svg(timeline: Timeline, label: str) -> Markup:
    """The wide picture, or nothing where there is no stretch of time to draw."""
    if timeline.start is None or timeline.end is None or not (timeline.dots or timeline.lanes):
        return Markup("")
    undated = has_undated(timeline.lanes)
    scale = _Scale(timeline.start, timeline.end, RIGHT - MARGIN if undated else RIGHT)
    placed, lanes, bare = _pack(timeline.dots, scale)
    heights = _heights(placed, lanes)
    axis = int(heights[-1] + max([18.0, *(radius(d.origins) for d, _, lane, _ in placed if lane == lanes - 1)]) + 26) if lanes else 40
    rows = list(range(axis + 38, axis + 38 + 17 * len(timeline.lanes), 17))
    bottom = (rows[-1] if rows else axis + 22) + 8
    parts = _grid(scale, axis, bottom)
    if undated:
        parts.append(text(RIGHT, axis + 16, "no date", None, "end"))
    parts += [line("stem", x, heights[lane] + radius(d.origins), x, axis) for d, x, lane, _ in placed]
    parts += [line("stem", x, axis - 9, x, axis) for _, x in bare]
    parts += [_labelled(d, x, heights[lane], flipped) for d, x, lane, flipped in placed]
    parts += [_bare(d, x, axis - 14) for d, x in bare]
    for (outlet, ticks), y in zip(timeline.lanes, rows, strict=True):
        parts.append(text(0, y + 4, outlet if len(outlet) <= 21 else outlet[:20] + "…"))
        parts.append(line("hair", LEFT, y, RIGHT, y))
        late = 0
        for t in ticks:
            x = scale.x(t.at) if t.at else RIGHT - 8 - 9 * late
            late += t.at is None
            shape = tag(
                "rect",
                tag("title", f"{outlet}, {f'{t.at:%d %b %H:%M}' if t.at else 'date not known'}: {t.title}"),
                class_="copy" if t.copied else "own",
                x=x - 3,
                y=y - 5,
                width=6,
                height=10,
            )
            parts.append(tag("a", shape, href=f"/reports/{t.report}", tabindex="-1", aria_hidden="true"))
    return tag("svg", *parts, class_="tl tl-plot", viewBox=f"0 0 {WIDTH} {bottom}", width="100%", role="group", aria_label=label)


class _Scale:
    """Time to x."""

    def __init__(self, start: datetime, end: datetime, right: float = RIGHT) -> None:
        self.start, self.end, self.right = start, end, right
        self.seconds = max(1.0, (end - start).total_seconds())

    def x(self, at: datetime) -> float:
        """Where a moment stands."""
        share = (at - self.start).total_seconds() / self.seconds
        return LEFT + (self.right - LEFT) * min(1.0, max(0.0, share))


Packed = tuple[list[tuple[Dot, float, int, bool]], int, list[tuple[Dot, float]]]


def _pack(dots: Sequence[Dot], scale: _Scale) -> Packed:
    """Each labelled circle in the first lane from the top where it fits; what fits in none stays bare on the axis.

    The most attested are placed first where there is not room for all, so that what is left bare is the least attested.
    """
    packed = _in_lanes(dots, scale)
    return _in_lanes(sorted(dots, key=lambda d: (-d.origins, -d.conflicts, d.at)), scale) if packed[2] else packed


def _in_lanes(dots: Sequence[Dot], scale: _Scale) -> Packed:
    ends: list[list[tuple[float, float]]] = []
    placed: list[tuple[Dot, float, int, bool]] = []
    bare: list[tuple[Dot, float]] = []
    for dot in dots:
        x = scale.x(dot.at) if dot.at else LEFT
        low, high, flipped = _extent(dot, x)
        lane = next((i for i, taken in enumerate(ends) if all(high + GAP < a or low - GAP > b for a, b in taken)), len(ends))
        if lane >= MOST_LANES:
            bare.append((dot, x))
            continue
        if lane == len(ends):
            ends.append([])
        ends[lane].append((low, high))
        placed.append((dot, x, lane, flipped))
    return placed, len(ends), bare


def _heights(placed: Sequence[tuple[Dot, float, int, bool]], lanes: int) -> list[float]:
    """Where each lane's middle lies, so that the largest circles of neighbouring lanes stay apart."""
    sizes = [max([16.0, *(radius(d.origins) + (6 if d.conflicts else 2) for d, _, at, _ in placed if at == lane)]) for lane in range(lanes)]
    heights: list[float] = []
    for lane, size in enumerate(sizes):
        heights.append(max(TOP, size + 2) if not lane else heights[-1] + max(LANE - 8.0, sizes[lane - 1] + size + 6))
    return heights


def _label_width(dot: Dot) -> float:
    return max(width_of(_first(dot), 16, serif=True), width_of(_second(dot), 12)) + 6


def _first(dot: Dot) -> str:
    """The day is where the circle stands, so the label leaves it out."""
    return dot.short or dot.title


def _second(dot: Dot) -> str:
    """Hour and verdict; beside a title of one word, which others may share, the words that tell of it."""
    told = ""
    if " " not in _first(dot) and dot.words[1]:
        low, word, high = (" ".join(w.split()) for w in dot.words)
        joint = " " if dot.words[2][:1].isspace() else ""
        told = f"“{'…' if low else ''}{word}{joint}{shorten(high, 30)}”" if high else f"“…{low[-24:].partition(' ')[2]} {word}”"
    return "  ·  ".join(filter(None, (dot.clock, dot.verdict, told)))


def _extent(dot: Dot, x: float) -> tuple[float, float, bool]:
    r = radius(dot.origins) + 4
    width = _label_width(dot) + 8
    flipped = x + r + width > RIGHT
    return (x - r - width, x + r, True) if flipped else (x - r, x + r + width, False)


def _labelled(dot: Dot, x: float, y: float, flipped: bool) -> Markup:
    edge = radius(dot.origins) + (5 if dot.conflicts else 2)
    at = x - edge - 6 if flipped else x + edge + 6
    width = _label_width(dot)
    ground = tag("rect", class_="ground", x=at - width if flipped else at - 2, y=y - 16, width=width + 2, height=34)
    anchor = "end" if flipped else None
    words = [text(at, y - 1, _first(dot), "serif", anchor), text(at, y + 14, _second(dot), None, anchor)]
    return tag("a", ground, circle(dot, x, y), *words, href=f"/incidents/{dot.id}")


def _bare(dot: Dot, x: float, y: float) -> Markup:
    title = tag("title", f"{dot.title}: {dot.origins} origin{'s' if dot.origins != 1 else ''}, {dot.verdict}")
    return tag(
        "a", tag("circle", title, class_="dot small conf" if dot.conflicts else "dot small", cx=x, cy=y, r=4.5), href=f"/incidents/{dot.id}"
    )


def _grid(scale: _Scale, axis: int, bottom: int) -> list[Markup]:
    """Days (or weeks, months) as hairlines with their names, and the axis."""
    days = max(1, round((scale.end - scale.start) / timedelta(days=1)))
    step = next(s for s in (1, 2, 7, 14, 30, 91, 182, 365, 100000) if days / s <= 14)
    parts: list[Markup] = []
    for n in range(0, days, step):
        at = scale.start + timedelta(days=n)
        x = scale.x(at)
        if step == 1 and days <= 7:
            name = f"{DAYS[at.weekday()]} {at.day}" + (f" {MONTHS[at.month - 1]}" if n == 0 or at.day == 1 else "")
        else:
            name = f"{at.day} {MONTHS[at.month - 1][:3]}" + (f" {at.year}" if n == 0 or (at.month == 1 and at.day <= step) else "")
        parts += [line("hair", x, 0, x, bottom), text(x + 7, axis + 16, name, "strong")]
        if days <= 5:
            parts.append(text(scale.x(at + timedelta(hours=12)), axis + 16, "12:00", None, "middle"))
    return [*parts, line("axis", LEFT, axis, scale.right, axis)]


def days_svg(timeline: Timeline, label: str) -> Markup:
    """From sixty incidents on: a count per day, grey for incidents, coloured for those with a conflict."""
    if not timeline.days or timeline.start is None or timeline.end is None:
        return Markup("")
    first, last = timeline.days[0].day, timeline.days[-1].day
    span = (last - first).days + 1
    step = max(1, -(-span // 180))
    bins: dict[int, tuple[int, int]] = {}
    for day in timeline.days:
        n = (day.day - first).days // step
        incidents, conflicts = bins.get(n, (0, 0))
        bins[n] = (incidents + day.incidents, conflicts + day.conflicts)
    most = max(i for i, _ in bins.values())
    slots = -(-span // step)
    slot = WIDTH / slots
    parts = []
    marked: set[tuple[int, int]] = set()
    for n in range(slots):
        start = first + timedelta(days=n * step)
        incidents, conflicts = bins.get(n, (0, 0))
        x, bar = n * slot, max(1.5, slot - 2)
        until = min(last, start + timedelta(days=step - 1))
        words = f"{days_between(start, until)}: {incidents} incidents, {conflicts} with conflict"
        if incidents:
            tall = tag(
                "rect", tag("title", words), class_="all", x=x, y=132 - 120 * incidents / most, width=bar, height=120 * incidents / most
            )
            low = (
                tag("rect", class_="confb", x=x, y=132 - 120 * conflicts / most, width=bar, height=120 * conflicts / most)
                if conflicts
                else Markup("")
            )
            parts.append(tag("a", tall, low, href=f"/incidents?from={start.isoformat()}&until={until.isoformat()}", aria_label=words))
        if (start.year, start.month) not in marked and x + 60 < WIDTH:
            marked.add((start.year, start.month))
            if slots * step <= 400 or start.month in (1, 7):
                parts.append(
                    text(x + 2, 150, f"{MONTHS[start.month - 1][:3]}" + (f" {start.year}" if start.month == 1 or len(marked) == 1 else ""))
                )
    axis = line("axis", 0, 132.5, WIDTH, 132.5)
    top = text(WIDTH, 10, f"most in {'a day' if step == 1 else f'{step} days'}: {most}", None, "end")
    return tag("svg", *parts, axis, top, class_="tl days", viewBox=f"0 0 {WIDTH} 156", role="group", aria_label=label)
