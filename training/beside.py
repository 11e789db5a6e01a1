"""Which earlier number a number takes up that tells nothing of what it counts: the weights of ``reading/figures/beside``.

Every number of the examples' gold that the reading's rules leave open, and that has a number near by it could take up, is one choice:
right are those that the gold puts to the same incident and aspect, and none of them where there is no such. A conditional logit is
fitted to all choices. There are few of them (four to five a page), so that twenty examples are learnt from, not thirteen.

``python -m training beside`` prints how it does on each example when that is left out of the fit, and on those that it never learns
from, then fits to all but those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from bench.gold_places import Places, built, span_chars
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from accordingto.reading.figures import finder
from accordingto.reading.figures.beside import Row, Text, candidates, chances, row
from training.pages import UNSEEN, Judged, judged

PENALTY = 1.0  # on the squares of the weights
LEAST = 0.5  # the probability from which a number takes up another
ALSO = frozenset(("fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"))  # learnt from as well
KEPT = ("twentyfirst", "twentysecond", "twentythird", "twentyfourth")


@dataclass(frozen=True, slots=True)
class Choice:
    """A number: what speaks for each that it may take up, and which of them are right (none: it takes up none)."""

    rows: tuple[Row, ...]
    right: tuple[int, ...]


def choices(example: Judged, work: Path) -> list[Choice]:
    """The choices of an example, read by the rules alone."""
    with patch.object(finder, "taking_up", lambda text, sentences, figures: list(figures)):
        predicted = built(example.page, work / f"{example.name}.db")
    places = Places(example.gold, predicted)
    golds = [(places.chars(g["at"]), g) for g in example.gold["figures"]]
    found: list[Choice] = []
    for key in sorted(predicted.readings):
        if key not in predicted.reports:
            continue
        reading = predicted.readings[key]
        seen = Text(predicted.reports[key].text, reading.sentences, [s.start for s in reading.sentences])
        meant = [next((g for chars, g in golds if chars & span_chars(key, [f.span])), None) for f in reading.figures]
        for position, mine in enumerate(meant):
            near = candidates(seen, reading.figures, position)
            if mine is None or not near:
                continue
            group = (mine["incident"], mine["aspect"])
            same = [n for n, k in enumerate(near) if (g := meant[k]) and g["incident"] and (g["incident"], g["aspect"]) == group]
            found.append(Choice(tuple(row(seen, reading.figures, position, k) for k in near), tuple(same)))
    return found


def fit(found: Sequence[Choice]) -> dict[str, float]:
    """The weights of a conditional logit; several candidates may be right."""
    names = sorted({name for c in found for r in c.rows for name in r})
    tables = [np.array([[r.get(name, 0.0) for name in names] for r in (*c.rows, {})]) for c in found]
    rights = [list(c.right) or [len(c.rows)] for c in found]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = 0.5 * PENALTY * float(weights @ weights), PENALTY * weights
        for table, right in zip(tables, rights, strict=True):
            sums = table @ weights
            parts = np.exp(sums - sums.max())
            sure = parts / parts.sum()
            held = float(sure[right].sum())
            meant = np.zeros(len(sums))
            meant[right] = sure[right] / held
            value, slope = value - float(np.log(held)), slope + table.T @ (sure - meant)
        return value, slope

    weights = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.005}


def judge(found: Sequence[Choice], learnt: dict[str, float]) -> Counter[str]:
    """How many numbers take up another by some weights, how many of those rightly, and how many should."""
    counted: Counter[str] = Counter()
    for choice in found:
        sure = chances(choice.rows, learnt)[:-1]
        best = int(np.argmax(sure))
        counted["should"] += bool(choice.right)
        counted["do"] += sure[best] >= LEAST
        counted["rightly"] += sure[best] >= LEAST and best in choice.right
    return counted


def _lines(told: Iterator[tuple[str, Counter[str]]]) -> None:
    total: Counter[str] = Counter()
    for name, counted in told:
        total += counted
        print(f"{name:16}{counted['do']:4} take up another, {counted['rightly']} rightly; {counted['should']} should", flush=True)
    print(f"{'all':16}{total['do']:4} take up another, {total['rightly']} rightly; {total['should']} should")


def train_beside(work: Path, target: Path) -> None:
    """Print how it does on what is left out, fit to the examples learnt from and write the weights."""
    work.mkdir(parents=True, exist_ok=True)
    every = {one.name: choices(one, work) for one in judged(UNSEEN - ALSO - set(KEPT))}
    learnt_from = {name: found for name, found in every.items() if name not in KEPT}
    _lines((name, judge(found, fit([c for n, f in learnt_from.items() if n != name for c in f]))) for name, found in learnt_from.items())
    learnt = fit([c for found in learnt_from.values() for c in found])
    _lines((name, judge(every[name], learnt)) for name in KEPT)
    rows = [f'"{name}" = {value}' for name, value in sorted(learnt.items())]
    target.write_text(_HEAD + "\n".join(rows) + "\n", encoding="utf-8")


_HEAD = f"""\
# Which earlier number a number takes up that tells nothing of what it counts (see reading/figures/beside.py). Written by
# `python -m training beside`: change nothing here.

# The probability from which it does.
least = {LEAST}

[weights]
"""
