"""Which happening a number counts something of: the weights of ``resolving/counting``, from the examples.

Every number of the examples' gold that the reading finds is one choice: among the incidents of the record that its report tells of or
that share something with its sentences, the one whose mentions the gold gives to the number's incident is right; of several the one
with most mentions; where the gold gives the number to no incident, none is. A conditional logit is fitted to all choices, weights that
can only speak for a candidate held at zero or above and those that can only speak against one at zero or below. Since what is found of
the numbers before is evidence too, it is fitted twice: to the gold's homes of these, then to those that the first weights find.

``python -m training counts`` prints how it does on each example when that is left out of the fit, then fits to all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from bench.gold import score
from bench.gold_places import Places, Predicted, built, span_chars
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from accordingto.model.record import Record
from accordingto.resolving.counting import Row
from accordingto.resolving.counts import COUNTED, Counts
from accordingto.resolving.facts import Facts
from accordingto.resolving.resolver import Resolver
from accordingto.resolving.surroundings import Scene, scene_of
from training.pages import judged

PENALTY = 3.0  # on the squares of the weights
ROUNDS = 2
# Features that can only speak for a candidate, or only against one.
FOR = (
    "own event", "same sentence", "sentence before", "sentence after", "2 or 3", "paragraph", "nearest", "headline", "opening", "counts",
    "last", "deeds most", "opens with", "only one", "number before", "bond", "best bond", "day", "place", "same number", "number near",
    "aspect known", "most told", "size", "none: ", "its heading",
)  # fmt: skip
AGAINST = (
    "small", "not told", "earlier day", "other day", "other place", "number far", "undated", "historical", "to come", "long ago", "series",
    "speech", "harm: misfit", "held: misfit", "crowd: misfit", "harm: other", "none: beside", "other heading",
)  # fmt: skip
EITHER = ("none: part", "none: harm", "none: held", "none: crowd", "none: there", "none: thing", "day beside", "place within")
Choice = tuple[list[Row], int]
Place = tuple[str, int]  # report, position of a figure


@dataclass
class Example:
    """One example: its reports read and resolved, and what its gold says of numbers and mentions.

    Attributes:
        numbers: gold incident (None: of none) by figure.
        named: by incident of the record, how many of its mentions the gold gives to which incident.
        best: by gold incident, the incident of the record with most of its mentions.
    """

    name: str
    predicted: Predicted
    gold: dict[str, Any]
    resolver: Resolver = field(default_factory=Resolver)
    numbers: dict[Place, str | None] = field(default_factory=dict)
    named: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    best: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in sorted(self.predicted.readings):
            self.resolver.add(self.predicted.reports[key], self.predicted.readings[key])
        record = self.resolver.record()
        places = Places(self.gold, self.predicted)
        events = [(chars, e["incident"]) for e in self.gold["events"] if (chars := places.chars(e["at"]))]
        for incident in record.incidents:
            for mention in incident.events:
                own = span_chars(mention.report, [self.predicted.readings[mention.report].events[mention.index].trigger])
                held = {i: share for chars, i in events if (share := len(chars & own) / len(chars)) > 0}
                if held:
                    self.named[incident.id][max(sorted(held), key=lambda i: held[i])] += 1
        for row in self.gold["figures"]:
            chars = places.chars(row["at"])
            for report in {r for r, _ in chars}:
                for position, figure in enumerate(self.predicted.readings[report].figures):
                    if span_chars(report, [figure.span]) & chars:
                        self.numbers[report, position] = row["incident"]
        for key in sorted(self.named, key=lambda k: (-max(self.named[k].values()), k)):
            self.best.setdefault(self.named[key].most_common(1)[0][0], key)

    def scenes(self) -> Iterator[Scene]:
        """Its reports as their numbers stand in them."""
        homes = self.resolver.homes
        for report in sorted(self.predicted.readings):
            yield scene_of(self.resolver.views[report], homes.incidents.get(report, {}))

    def right(self, place: Place, candidates: Sequence[Facts]) -> int:
        """Which candidate a number is of; their number where none is."""
        incident = self.numbers[place]
        keys = [c.key for c in candidates]
        if incident is None:
            return len(keys)
        if self.best.get(incident) in keys:
            return keys.index(self.best[incident])
        chief = {k: counted.most_common(1)[0][0] for k, counted in self.named.items()}
        held = {n: self.named[k][incident] for n, k in enumerate(keys) if chief.get(k) == incident}
        return max(sorted(held), key=lambda n: held[n]) if held else len(keys)

    def choices(self, learnt: Mapping[str, float] | None = None) -> list[Choice]:
        """Its numbers as choices, those before each placed as the gold, or as some weights, place them."""
        found: list[Choice] = []
        counts = self.resolver.homes.counts
        for scene in self.scenes():
            for position, figure in enumerate(scene.view.reading.figures):
                scene.homes[position] = scene.owner(position)
                if figure.aspect not in COUNTED or figure.statistic:
                    continue
                place = (scene.view.report.id, position)
                candidates, rows = counts.rows(scene, position)
                right = self.right(place, candidates) if place in self.numbers else None
                if right is not None and candidates:
                    found.append((rows, right))
                best = right if learnt is None else int(np.argmax(_sums(rows, learnt)))
                scene.homes[position] = candidates[best].key if best is not None and best < len(candidates) else None
        return found


def _sums(rows: Sequence[Row], learnt: Mapping[str, float]) -> list[float]:
    return [sum(learnt.get(name, 0.0) * value for name, value in row.items()) for row in rows]


def examples(work: Path) -> list[Example]:
    """The examples to learn from, read anew."""
    return [Example(one.name, built(one.page, work / f"{one.name}.db"), one.gold) for one in judged()]


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights of a conditional logit."""
    names = sorted({name for rows, _ in choices for row in rows for name in row})
    at = {name: n for n, name in enumerate(names)}
    many = sum(len(rows) for rows, _ in choices)
    table, group, right = np.zeros((many, len(names))), np.zeros(many, dtype=np.int64), np.zeros(many)
    line = 0
    for number, (rows, chosen) in enumerate(choices):
        for n, row in enumerate(rows):
            for name, value in row.items():
                table[line, at[name]] = value
            group[line], right[line] = number, float(n == chosen)
            line += 1

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        sums = table @ weights
        top = np.full(len(choices), -np.inf)
        np.maximum.at(top, group, sums)
        parts = np.exp(sums - top[group])
        total = np.zeros(len(choices))
        np.add.at(total, group, parts)
        sure = parts / total[group]
        value = -float(np.log(np.maximum(sure[right > 0], 1e-12)).sum()) + 0.5 * PENALTY * float(weights @ weights)
        return value, table.T @ (sure - right) + PENALTY * weights

    bounds = [_bounds(name) for name in names]
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x
    return {name: round(float(found[at[name]]), 3) for name in names if abs(found[at[name]]) >= 0.005}


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name == "none" or name.startswith(EITHER):
        return None, None
    if name.startswith(AGAINST):
        return None, 0.0
    return (0.0, None) if name.startswith(FOR) else (None, None)


def learn(found: Sequence[Example]) -> dict[str, float]:
    """The weights of some examples."""
    learnt = fit([c for e in found for c in e.choices()])
    for _ in range(ROUNDS - 1):
        learnt = fit([c for e in found for c in e.choices(learnt)])
    return learnt


def resolved(example: Example, learnt: Mapping[str, float]) -> Record:
    """The record of an example with some weights."""
    resolver = Resolver(counts=Counts(learnt))
    for key in sorted(example.predicted.readings):
        resolver.add(example.predicted.reports[key], example.predicted.readings[key])
    return resolver.record()


def pairs(example: Example, record: Record) -> Counter[str]:
    """Pairs of numbers of one aspect: of one incident in the gold and in the record, in the record alone, in the gold alone; of none."""
    homes: dict[Place, set[str]] = defaultdict(set)
    for account in record.accounts:
        figures = example.predicted.readings[account.report].figures
        for value in account.values:
            if value.quantity is not None:
                at = next((n for n, f in enumerate(figures) if f.span.overlaps(value.quote.span)), None)
                if at is not None:
                    homes[account.report, at].add(account.incident)
    found: Counter[str] = Counter()
    numbers = sorted(example.numbers)
    for n, a in enumerate(numbers):
        for b in numbers[n + 1 :]:
            if example.predicted.readings[a[0]].figures[a[1]].aspect != example.predicted.readings[b[0]].figures[b[1]].aspect:
                continue
            same = example.numbers[a] is not None and example.numbers[a] == example.numbers[b]
            together = bool(homes[a] & homes[b])
            if same or together:
                found["both" if same and together else "record" if together else "gold"] += 1
    return found


def report(name: str, counted: Counter[str], shares: str) -> str:
    """One line of the table."""
    both, record, gold = counted["both"], counted["record"], counted["gold"]
    precision, recall = both / max(1, both + record), both / max(1, both + gold)
    return f"{name:14}{both + gold:6}{precision:10.3f}{recall:8.3f}  {shares}"


def train_counts(work: Path, target: Path) -> None:
    """Print how the weights of all other examples do on each, fit to all and write them."""
    work.mkdir(parents=True, exist_ok=True)
    found = examples(work)
    print(f"{'left out':14}{'pairs':>6}{'precision':>10}{'recall':>8}  numeric disagreements found, of")
    total: Counter[str] = Counter()
    hits = many = 0
    for example in found:
        learnt = learn([e for e in found if e is not example])
        record = resolved(example, learnt)
        counted = pairs(example, record)
        result = score(example.gold, Predicted(example.predicted.reports, example.predicted.readings, record))["disagreements"]
        numeric = result["numeric: found"]
        total += counted
        right = round(numeric.get("share", 0.0) * numeric["n"])
        hits, many = hits + right, many + numeric["n"]
        print(report(example.name, counted, f"{right} of {numeric['n']}"), flush=True)
    print(report("all", total, f"{hits} of {many}"))
    write(learn(found), target)


def write(learnt: Mapping[str, float], target: Path) -> None:
    """The table of weights with its thresholds."""
    rows = [f'"{name}" = {value}' for name, value in sorted(learnt.items())]
    target.write_text(_HEAD + "\n".join(rows) + "\n", encoding="utf-8")


_HEAD = """\
# Which happening a number counts something of (see resolving/counting.py). Written by `python -m training counts`: change nothing here.

# The probability from which a number is given to a happening: of people or set beside another, of things, and one whose own event
# nothing else tells of.
[least]
people = 0.25
things = 0.3
owned = 0.3

[weights]
"""
