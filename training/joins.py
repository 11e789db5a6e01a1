"""``python -m training joins``: the weights with which incidents are joined at last (`accordingto.resolving.merging`).

Pairs of tellings of two reports are learnt from: of the examples, one incident or two by their gold; of ECB+ (topics 1 to 35 without
the development topics of `bench.tasks.clusters`), one where they share a chain, two where one text is of the topic's first and one of
its second story. Logistic regression with a ridge. Each example is left out in turn to see what the weights do on a crisis not seen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench.corpora import needed
from bench.gold import score_incidents
from bench.gold_places import Places, Predicted, span_chars
from bench.mirror_record import made_of
from bench.tasks import clusters
from numpy.typing import NDArray

from accordingto.model.reading import Reading
from accordingto.model.report import Report
from accordingto.resolving import Resolver
from accordingto.resolving.groups import Group
from accordingto.resolving.incidents import Incidents
from accordingto.resolving.likeness import likeness
from accordingto.resolving.merging import Merger
from accordingto.resolving.profiles import Profile
from accordingto.resolving.signs import Signs, signs
from training.pages import judged

LEAST = 0.6  # log-odds from which two incidents are joined; from .3 there are more joins, but fewer rows of numbers are right
NEVER = 1e9
RIDGE = 3.0
SHARE = 0.1  # what a pair of ECB+ counts beside one of an example
MOST = 150, 250  # pairs of a topic of ECB+ that are one, and two
_HEAD = """# Learnt by `python -m training joins` from the examples and ECB+; see docs/method.md, "Incidents". Log-odds that tellings of
# two reports are of one happening, by the signs of resolving/signs.py; `least` is how many join two incidents.
"""

Key = tuple[str, int]  # report and position of an event


@dataclass(frozen=True)
class Pile:
    """Reports on one crisis, read.

    Attributes:
        gold: the example's gold; None for a topic of ECB+.
        chains: by event, what it is said to be one with.
    """

    name: str
    reports: Sequence[Report]
    readings: Mapping[str, Reading]
    gold: Mapping[str, object] | None
    chains: Mapping[Key, frozenset[str]]


@dataclass(frozen=True)
class Pair:
    """Two tellings: their signs, whether they are one, and the hand-set log-odds."""

    pile: str
    signs: Signs
    one: bool
    hand: float


class _Tap(Incidents):
    """Keeps the tellings that it is asked to join."""

    def __init__(self, merger: Merger) -> None:
        super().__init__(merger)
        self.found: dict[str, tuple[Profile, ...]] = {}
        self.states: Set[str] = frozenset()

    def resolve(self, found: Mapping[str, Sequence[Profile]], states: Set[str]) -> list[Group]:
        self.found, self.states = {r: tuple(tellings) for r, tellings in found.items()}, states
        return super().resolve(found, states)


def examples() -> Iterator[Pile]:
    """The pages of the examples to learn from."""
    from accordingto.reading.reader import Reader

    reader = Reader.load()
    for known in judged():
        reports, readings, _ = made_of(known.page.read_text(encoding="utf-8"), reader)
        yield example(known.name, reports, readings, known.gold)


def example(name: str, reports: Sequence[Report], readings: Mapping[str, Reading], gold: Mapping[str, object]) -> Pile:
    """A pile with the incidents of its gold; an event that stands in mentions of two is of neither."""
    resolver = _resolver(reports, readings, Merger(least=NEVER))[0]
    places = Places(dict(gold), Predicted({r.id: r for r in reports}, readings, resolver.record()))
    chains: dict[Key, set[str]] = {}
    for event in gold["events"]:  # type: ignore[attr-defined]
        chars = places.chars(event["at"])
        for report in reports:
            for n, found in enumerate(readings[report.id].events):
                if chars & span_chars(report.id, [found.trigger]):
                    chains.setdefault((report.id, n), set()).add(event["incident"])
    return Pile(name, reports, readings, gold, {key: frozenset(held) for key, held in chains.items() if len(held) == 1})


def topics() -> Iterator[Pile]:
    """The training topics of ECB+."""
    root = needed("ecbplus")
    for topic in clusters.TRAIN:
        docs = clusters.documents(root, [topic])
        if docs:
            yield topic_pile(topic, docs, clusters.read(docs))


def topic_pile(topic: int, docs: Sequence[clusters.Document], readings: Sequence[Reading]) -> Pile:
    """A topic with the chains of its events."""
    chains: dict[Key, set[str]] = {}
    for doc, reading in zip(docs, readings, strict=True):
        for span, chain in doc.mentions:
            for n, event in enumerate(reading.events):
                if event.trigger.overlaps(span):
                    chains.setdefault((doc.report.id, n), set()).add(chain)
    reports = [doc.report for doc in docs]
    found = {doc.report.id: reading for doc, reading in zip(docs, readings, strict=True)}
    return Pile(f"ECB+ {topic}", reports, found, None, {key: frozenset(held) for key, held in chains.items()})


def _resolver(reports: Sequence[Report], readings: Mapping[str, Reading], merger: Merger) -> tuple[Resolver, _Tap]:
    tap = _Tap(merger)
    resolver = Resolver(incidents=tap)
    for report in sorted(reports, key=lambda r: r.id):
        if report.id in readings:
            resolver.add(report, readings[report.id])
    return resolver, tap


def pairs(pile: Pile) -> list[Pair]:
    """Every pair of tellings of one family and two reports that may be one and of which the gold says whether they are."""
    resolver, tap = _resolver(pile.reports, pile.readings, Merger(least=NEVER))
    resolver.record()
    held = [(t, [pile.chains[m.report, m.index] for m in t.events if (m.report, m.index) in pile.chains])
            for report in sorted(tap.found) for t in tap.found[report]]  # fmt: skip
    known = [(telling, frozenset().union(*chains)) for telling, chains in held if chains]
    if pile.gold is not None:  # what a telling holds of two incidents says of neither
        known = [(telling, chains) for telling, chains in known if len(chains) == 1]
    ones: list[tuple[Profile, Profile]] = []
    twos: list[tuple[Profile, Profile]] = []
    for at, (a, mine) in enumerate(known):
        for b, theirs in known[at + 1 :]:
            if a.family != b.family or not a.reports.isdisjoint(b.reports):
                continue
            if mine & theirs:
                ones.append((a, b))
            elif pile.gold is not None or _story(a) != _story(b):
                twos.append((a, b))
    if pile.gold is None:
        rng = np.random.default_rng(1)
        ones, twos = ([some[k] for k in rng.permutation(len(some))[:most]] for some, most in zip((ones, twos), MOST, strict=True))
    return [Pair(pile.name, told, one, likeness(a, b, states=tap.states).total)
            for one, some in ((True, ones), (False, twos)) for a, b in some if (told := signs(a, b, tap.states)) is not None]  # fmt: skip


def _story(telling: Profile) -> bool:
    """Which of the two stories of a topic of ECB+ a text tells, by its name."""
    return min(telling.reports).endswith("plus")


def learn(made: Sequence[Pair], names: Sequence[str]) -> dict[str, float]:
    """The weights; a column of its own takes what sets ECB+ as a whole apart."""
    corpus_pair = [pair.pile.startswith("ECB+") for pair in made]
    rows = np.array([[*(pair.signs.get(name, 0.0) for name in names), float(other), 1.0]
                     for pair, other in zip(made, corpus_pair, strict=True)])  # fmt: skip
    truth = np.array([float(pair.one) for pair in made])
    share = np.where(corpus_pair, SHARE, 1.0)
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], RIDGE)
    penalty[-1] = 1e-3
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (share * (p - truth)) + penalty * weights
        curve = (rows * (share * p * (1 - p))[:, None]).T @ rows + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return {"bias": float(weights[-1]), **dict(zip(names, map(float, weights[:-2]), strict=True))}


def average_precision(scores: NDArray[np.float64], truth: NDArray[np.float64]) -> float:
    """Mean precision at each that is one, best score first."""
    ordered = truth[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ordered) / np.arange(1, len(ordered) + 1))[ordered > 0].mean()) if ordered.any() else float("nan")


def scored(pile: Pile, merger: Merger) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of an example's incidents."""
    record = _resolver(pile.reports, pile.readings, merger)[0].record()
    predicted = Predicted({r.id: r for r in pile.reports}, pile.readings, record)
    gold = dict(pile.gold or {})
    found = score_incidents(gold, predicted, Places(gold, predicted))["clustering (B-cubed)"]
    return found["p"], found["r"], found["f1"]


def leave_one_out(piles: Sequence[Pile], made: Sequence[Pair], names: Sequence[str]) -> None:
    """Print, for every example, what weights do that were learnt without it."""
    print(f"{'left out':14}{'pairs':>7}{'AP by hand':>12}{'learnt':>8}   B3 without: P, R, F1    with: P, R, F1")
    rows = []
    for pile in (p for p in piles if p.gold is not None):
        weights = learn([pair for pair in made if pair.pile != pile.name], names)
        mine = [pair for pair in made if pair.pile == pile.name]
        truth = np.array([float(pair.one) for pair in mine])
        learnt = np.array([weights["bias"] + sum(weights[n] * v for n, v in pair.signs.items() if n in weights) for pair in mine])
        row = [average_precision(np.array([pair.hand for pair in mine]), truth), average_precision(learnt, truth),
               *scored(pile, Merger(weights, NEVER)), *scored(pile, Merger(weights, LEAST))]  # fmt: skip
        rows.append(row)
        print(f"{pile.name:14}{len(mine):7}{row[0]:12.3f}{row[1]:8.3f}" + "".join(f"{value:8.3f}" for value in row[2:]), flush=True)
    mean = np.nanmean(np.array(rows), axis=0)
    print(f"{'mean':14}{len(made):7}{mean[0]:12.3f}{mean[1]:8.3f}" + "".join(f"{value:8.3f}" for value in mean[2:]))


def train_joins(target: Path, piles: Sequence[Pile] | None = None) -> None:
    """Learn, print what it does on crises left out, write the weights to ``target``."""
    known = list(piles) if piles is not None else [*examples(), *topics()]
    made = [pair for pile in known for pair in pairs(pile)]
    names = sorted({name for pair in made for name in pair.signs})
    print(f"{len(made)} pairs, {sum(pair.one for pair in made)} of them one, {len(names)} signs", file=sys.stderr)
    leave_one_out(known, made, names)
    target.write_text(written(learn(made, names)), encoding="utf-8")


def written(weights: Mapping[str, float]) -> str:
    """The table of the package."""
    rows = "".join(f"{name} = {value:.3f}\n" for name, value in weights.items() if name == "bias" or abs(value) >= 5e-4)
    return f"{_HEAD}least = {LEAST}\n\n[weights]\n{rows}"
