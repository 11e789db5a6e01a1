"""Figures by source and time: a point per account at the hour its report appeared, with intervals, never an average."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from accordingto.views.figures import FigurePlot, FigurePoint
from accordingto.views.wording import DAYS, MONTHS, shorten
from accordingto.web.plots.svg import line, num, tag, text, width_of

Box = tuple[float, float, float, float]
SQUARE = 32  # pixels
BESIDE = 12.0  # pixels between points that would cover one another
MOST_LABELS = 40  # beyond that a plot is full: the largest origins keep theirs


class _Frame:
    """Time and number to x and y."""

    def __init__(self, points: Sequence[FigurePoint], width: float, height: float, wide: bool) -> None:
        self.left, self.right = 34.0, width - (170.0 if wide else 26.0)
        self.top, self.bottom = 22.0, height - 34.0
        first = datetime.combine(points[0].at.date(), datetime.min.time())
        last = datetime.combine(points[-1].at.date(), datetime.min.time()) + timedelta(days=1)
        self.start, self.end = first, last
        most = max([p.high or p.low or 0.0 for p in points] + [p.low or 0.0 for p in points] + [1.0])
        self.step: float = next(10**e * m for e in range(-1, 15) for m in (1, 2, 5) if most / (10**e * m) <= 5)
        self.most: float = self.step * (int(most / self.step) + 1)
        self.beside: dict[str, float] = {}
        seen: Counter[tuple[int, int]] = Counter()
        for p in sorted(points, key=lambda p: p.standing != "first hand"):
            spot = (round(self.x(p.at) / 4), round(self.y(_level(p)) / 4))
            self.beside[p.account] = BESIDE * min(seen[spot], 4)
            seen[spot] += 1

    def x(self, at: datetime) -> float:
        share = (at - self.start) / (self.end - self.start)
        return self.left + (self.right - self.left) * share

    def place(self, point: FigurePoint) -> float:
        """Where a point stands: beside another one of the same hour and number, so that none hides the other."""
        return self.x(point.at) + self.beside.get(point.account, 0.0)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * min(value, self.most) / self.most


def figures_svg(plot: FigurePlot, *, wide: bool) -> Markup:
    """The plot for a wide or a narrow screen; nothing where no report has a date."""
    if not plot.points:
        return Markup("")
    width, height = (1216.0, 400.0) if wide else (340.0, 330.0)
    frame = _Frame(plot.points, width, height, wide)
    parts = _grid(frame, wide)
    parts += _intervals(plot.points, frame)
    parts += _links(plot.points, frame)
    parts += [_point(p, frame, 5.5 if wide else 5) for p in plot.points]
    parts += _labels(plot.points, frame, wide, width)
    told = "; ".join(f"{p.published} {p.chain[0]}: {p.label}" for p in plot.points[:12])
    name = f"{plot.label}, by source and time of report. {told}. Every point is a row of the account table."
    kind = "plot plot-w" if wide else "plot plot-n"
    return tag("svg", *parts, class_=kind, viewBox=f"0 0 {num(width)} {num(height)}", width="100%", role="group", aria_label=name)


def _grid(frame: _Frame, wide: bool) -> list[Markup]:
    parts: list[Markup] = []
    value = 0.0
    while value <= frame.most:
        y = frame.y(value)
        parts += [line("hair", frame.left, y, frame.right, y), text(frame.left - 8, y + 4, f"{value:,g}", None, "end")]
        value += frame.step
    days = max(1, (frame.end - frame.start).days)
    step = -(-days // (7 if wide else 5))
    for n in range(0, days, step):
        at = frame.start + timedelta(days=n)
        name = (
            f"{DAYS[at.weekday()]} {at.day}"
            if days <= 7 and wide
            else DAYS[at.weekday()]
            if days <= 5
            else f"{at.day} {MONTHS[at.month - 1][:3]}"
        )
        x = frame.x(at)
        parts += [line("hair", x, frame.top, x, frame.bottom + 6), text(x + 5, frame.bottom + 20, name)]
    return [*parts, line("axis", frame.left, frame.bottom, frame.right, frame.bottom)]


def _intervals(points: Sequence[FigurePoint], frame: _Frame) -> list[Markup]:
    parts: list[Markup] = []
    for p in points:
        x = frame.place(p)
        if p.low is not None and p.high is None:
            parts += [line("open-top", x, frame.y(p.low), x, 14), tag("path", class_="chev", d=f"M{num(x - 3.5)} 18l3.5 -5 3.5 5")]
        elif p.high is not None and p.low is None:
            parts += [line("open-top", x, frame.y(p.high), x, frame.bottom)]
        elif p.low is not None and p.high is not None and p.low != p.high:
            low, high = frame.y(p.low), frame.y(p.high)
            parts.append(
                tag("path", class_="open-top", d=f"M{num(x - 4)} {num(low)}h8M{num(x)} {num(low)}V{num(high)}M{num(x - 4)} {num(high)}h8")
            )
    return parts


def _level(point: FigurePoint) -> float:
    """Where its point stands: at its lower bound, at the upper one where there is no lower, in the middle of a range."""
    if point.low is not None and point.high is not None:
        return (point.low + point.high) / 2
    return point.low if point.low is not None else point.high or 0.0


def _links(points: Sequence[FigurePoint], frame: _Frame) -> list[Markup]:
    """Solid: the same voice, later. Dotted: passed on. Different origins are never joined."""
    parts: list[Markup] = []
    by_letter: dict[str, list[FigurePoint]] = defaultdict(list)
    for p in points:
        if p.letter:
            by_letter[p.letter].append(p)
    for mine in by_letter.values():
        for voice in dict.fromkeys(p.origin_label for p in mine):
            own = [p for p in mine if p.standing == "first hand" and p.origin_label == voice]
            if len(own) > 1:
                parts.append(
                    tag("polyline", class_="link", points=" ".join(f"{num(frame.place(p))},{num(frame.y(_level(p)))}" for p in own))
                )
        for p in mine:
            before = [q for q in mine if q.at <= p.at and q is not p]
            if p.standing != "first hand" and before:
                q = before[-1]
                parts.append(
                    tag(
                        "polyline",
                        class_="relay",
                        points=f"{num(frame.place(q))},{num(frame.y(_level(q)))} {num(frame.place(p))},{num(frame.y(_level(p)))}",
                    )
                )
    return parts


def _point(point: FigurePoint, frame: _Frame, r: float) -> Markup:
    words = f"{' › '.join(point.chain)}, {point.published}: {point.label}" + (
        "" if point.standing == "first hand" else f", {point.standing}"
    )
    dot = tag(
        "circle",
        tag("title", words),
        class_="pt" if point.standing == "first hand" else "cp",
        cx=frame.place(point),
        cy=frame.y(_level(point)),
        r=r,
    )
    return tag("a", dot, href=point.href)


class _Taken:
    """Boxes by the squares of a grid that they touch, so that a place is compared with its neighbours alone."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        """Nothing else may stand here."""
        for square in _squares(box):
            self._squares.setdefault(square, []).append(box)

    def leaves(self, box: Box) -> bool:
        """Whether a place is free."""
        left, top, right, bottom = box
        for square in _squares(box):
            for b in self._squares.get(square, ()):
                if left < b[2] and b[0] < right and top < b[3] and b[1] < bottom:
                    return False
        return True


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    rows = range(int(box[1] // SQUARE), int(box[3] // SQUARE) + 1)
    return ((column, row) for column in range(int(box[0] // SQUARE), int(box[2] // SQUARE) + 1) for row in rows)


def _labels(points: Sequence[FigurePoint], frame: _Frame, wide: bool, width: float) -> list[Markup]:
    """A letter, the figure and the voice beside the first point of each origin and figure, wherever there is room.

    Where there is no room for the voice the letter and the figure stand alone; where there is none for them, the point does,
    and its title and its row in the table say the rest.
    """
    taken = _Taken()
    for p in points:
        x, y = frame.place(p), frame.y(_level(p))
        taken.add((x - 7, y - 7, x + 7, y + 7))
        if p.high is None:  # the line of an open end
            taken.add((x - 2, 12, x + 2, y))
        elif p.low is None:
            taken.add((x - 2, y, x + 2, frame.bottom))
    parts: list[Markup] = []
    first: dict[tuple[str, str], FigurePoint] = {}
    for p in points:
        if p.standing == "first hand":
            first.setdefault((p.letter, p.label), p)
    named = list(first.values())
    if len(named) > MOST_LABELS:
        named = sorted(named, key=lambda p: (len(p.letter), p.letter))[:MOST_LABELS]
    for p in named:
        figure = shorten(p.label, 24) if wide or p.low == p.high else ""
        for voice in dict.fromkeys((shorten(p.origin_label, 30) if wide else "", "")):
            found = _room(p, figure, voice, frame, taken, width)
            if found:
                taken.add(found)
                parts += _label(p, figure, voice, found[0], found[1])
                break
    return parts


def _room(point: FigurePoint, figure: str, voice: str, frame: _Frame, taken: _Taken, width: float) -> Box | None:
    """The nearest free place for a label of this size, or None."""
    wide = max(22 + width_of(figure, 12.5) if figure else 18, width_of(voice, 12))
    tall = 30 if voice else 17
    x, y = frame.place(point), frame.y(_level(point))
    rows = (-tall - 6, 6, -10, 24, -tall - 30, 48, -tall - 56)
    spots = [(left, y + dy) for dy in rows for left in (x + 12, x - wide - 12, x + 34)]
    if voice:
        spots = [s for s in spots if abs(s[1] - y) < 60]
    for left, top in spots:
        box = (left, top, left + wide, top + tall)
        inside = left >= frame.left - 4 and box[2] <= width and top >= 0 and box[3] <= frame.bottom - 1
        if inside and taken.leaves(box):
            return box
    return None


def _label(point: FigurePoint, figure: str, voice: str, left: float, top: float) -> list[Markup]:
    parts: list[Markup] = []
    if point.letter:
        parts += [
            tag("circle", class_="kc", cx=left + 8.5, cy=top + 8.5, r=8.5),
            text(left + 8.5, top + 12.5, point.letter, "strong", "middle"),
        ]
    if figure:
        parts.append(text(left + 22, top + 12.5, figure, "halo strong"))
    if voice:
        parts.append(text(left + 1, top + 28, voice, "halo"))
    return parts
