"""The plot of figures: a point per account, none hidden by another."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise

from accordingto.views.figures import FigurePlot, FigurePoint
from accordingto.web.plots.figures import BESIDE, MOST_LABELS, figures_svg


def point(n: int, letter: str, standing: str = "first hand", number: float = 40.0, hour: int = 9) -> FigurePoint:
    at = datetime(2031, 5, 2, hour)
    return FigurePoint(f"c{n}", f"/c{n}", at, "Fri", number, number, f"{number:g}", ("Molo Mail",), letter, f"voice {n}", standing)


def plot(*points: FigurePoint) -> str:
    return str(figures_svg(FigurePlot("killed", "Killed", "people", points, 0, False, ""), wide=True))


def test_points_of_one_hour_and_number_stand_beside_one_another() -> None:
    drawn = plot(point(1, "A", "copied"), point(2, "B"), point(3, "C"))
    found = [(kind, float(x)) for kind, x in re.findall(r'class="(pt|cp)" cx="([\d.]+)"', drawn)]
    at = sorted(x for _, x in found)
    assert [round(b - a, 1) for a, b in pairwise(at)] == [BESIDE, BESIDE]
    assert [kind for kind, _ in sorted(found, key=lambda f: f[1])] == ["pt", "pt", "cp"], "who has it first hand stands at its hour"


def test_the_largest_origins_keep_their_labels_where_there_are_very_many() -> None:
    letters = [chr(65 + n // 26 - 1) * (n >= 26) + chr(65 + n % 26) for n in range(MOST_LABELS + 30)]
    points = [point(n, letter, number=float(3 * n), hour=n % 24) for n, letter in enumerate(letters)]
    labels = re.findall(r'class="strong" text-anchor="middle">(\w+)<', plot(*points))
    assert labels and set(labels) <= set(letters[:MOST_LABELS])
