"""What a statement does where its cue does not say so: the weights of ``reading/leanings``, from examples and invented statements.

Two logistic regressions are fitted, one on the engine's numbers of content and cue, one on the signs of grammar
(``reading/stance_learnt``), and their scores are averaged: each alone does worse, and so does one over both. Invented statements
(``stances.txt``) have a bias of their own, since far more of them accuse and deny than of what reports say. Statements of the
examples that the reading finds are taken with the stance of the gold statement that their content fits best.

``python -m training stance`` prints how the weights do on the examples that they have not seen.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench.gold_places import Places, load, span_chars
from bench.mirror import make_report
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from accordingto import build
from accordingto.model.reading import Stance, Statement
from accordingto.model.report import Report
from accordingto.reading import heads, leanings, stance, statements
from accordingto.reading.leanings import Floats
from accordingto.reading.reader import Reader
from accordingto.reading.stance_content import Content
from accordingto.reading.stance_learnt import OPEN, RULED, UNSURE, Judged, pool, signs
from accordingto.reading.statements_draft import Draft
from accordingto.reading.tree import Tree
from training.pages import UNSEEN

ROOT = Path(__file__).resolve().parents[1]
CODES: dict[str, Stance] = {
    "A": "asserts", "C": "accuses", "D": "denies", "M": "demands", "P": "promises", "T": "threatens", "Q": "questions",
}  # fmt: skip
FIT = 0.5  # IoU from which a content is the gold's, as in scoring
OF_WORDS, OF_SIGNS = 1500.0, 10.0  # penalties on squares
LEAST = 4  # statements that show a sign


@dataclass(frozen=True, slots=True)
class Example:
    """One statement as it is learnt from.

    Attributes:
        name: the example's, or "invented".
        gold, rules: its stance, and what the rules made of it.
        open: whether the learnt weights are asked.
        vector: the mean of its content's rows and its cue's row.
        signs: as in ``stance_learnt``.
    """

    name: str
    gold: Stance
    rules: Stance
    open: bool
    vector: Floats
    signs: dict[str, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the stance of one statement was asked of."""

    tree: Tree
    draft: Draft
    own: frozenset[str]
    judged: Judged
    open: bool


@contextmanager
def watched() -> Iterator[list[Seen]]:
    """The rules alone decide, the engine's numbers are kept as they are, and every statement's words are handed out."""
    found: list[Seen] = []

    def asked(tree: Tree, draft: Draft, own: frozenset[str] = frozenset()) -> Judged:
        told, lemma = stance._of_cue(tree, draft)
        judged = stance._by_rules(tree, draft, own, told, lemma)
        open_ = told == "asserts" and judged[0] in UNSURE and not stance._takes_upon_itself(tree, draft, lemma)
        found.append(Seen(tree, draft, own, judged, open_))
        return judged

    shipped, of_words = stance.stance_of, leanings.of_words
    statements.stance_of = asked  # type: ignore[attr-defined]
    heads.leanings.of_words = leanings.counted  # type: ignore[attr-defined]
    try:
        yield found
    finally:
        statements.stance_of = shipped  # type: ignore[attr-defined]
        heads.leanings.of_words = of_words  # type: ignore[attr-defined]


def told_in(reader: Reader, report: Report) -> list[tuple[Statement, Seen]]:
    """The statements of a report, each with what its stance was asked of."""
    with watched() as found:
        reading = reader.read(report)
        return list(zip(reading.statements, found, strict=True))


def example_of(name: str, gold: Stance, seen: Seen) -> Example | None:
    """A statement as it is learnt from; None where the tags have no numbers."""
    pooled = pool(seen.tree, seen.draft)
    if pooled is None:
        return None
    lemma = stance._of_cue(seen.tree, seen.draft)[1]
    said = Content(seen.tree, seen.draft, lemma, seen.own)
    return Example(name, gold, seen.judged[0], seen.open, np.concatenate(pooled).astype(np.float32), dict(signs(said)))


def invented(reader: Reader) -> Iterator[Example]:
    """The statements of ``stances.txt`` that the reading finds."""
    for line in (ROOT / "training" / "stances.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, _, text = line.partition("|")
        parts = re.split(r"[{}]", text)
        edges = np.cumsum([0, *map(len, parts)])
        gold = {k for n in range(1, len(parts), 2) for k in range(edges[n], edges[n + 1])}
        best = None
        for statement, seen in told_in(reader, make_report("".join(parts))):
            own = {k for span in statement.content for k in range(span.start, span.end)}
            share = len(own & gold) / len(own | gold)
            if share >= FIT and (best is None or share > best[0]):
                best = share, seen
        if best is not None and (made := example_of("invented", CODES[code], best[1])) is not None:
            yield made


def of_page(name: str, reader: Reader, work: Path) -> Iterator[Example]:
    """The statements of an example that its gold has."""
    path = work / f"{name}.db"
    with build([ROOT / "examples" / name / "page.txt"], path):
        pass  # only the file is wanted here
    predicted = load(path)
    gold = json.loads((ROOT / "examples" / "gold" / name / "gold.json").read_text(encoding="utf-8"))
    places = Places(gold, predicted)
    rows = [(places.chars(row["content"]), places.chars(row.get("content_alt") or []), row) for row in gold["statements"]]
    told = [(key, s, seen) for key, report in sorted(predicted.reports.items()) for s, seen in told_in(reader, report)]
    pairs = []
    for at, (key, statement, _) in enumerate(told):
        own, said_by = span_chars(key, statement.content), span_chars(key, statement.source)
        for number, (chars, other, row) in enumerate(rows):
            share = max((len(own & c) / len(own | c) for c in (chars, other) if c), default=0.0)
            if share >= FIT:
                required = row.get("confidence") == "high"
                pairs.append((share, required, bool(places.chars(row["source"]) & said_by), at, number))
    taken: set[tuple[str, int]] = set()
    for *_, at, number in sorted(pairs, key=lambda p: (-p[0], not p[1], not p[2], p[3], p[4])):
        if {("told", at), ("gold", number)} & taken:
            continue
        taken |= {("told", at), ("gold", number)}
        row = rows[number][2]
        if row.get("confidence") == "high" and (made := example_of(name, row["stance"], told[at][2])) is not None:
            yield made


def pages() -> list[str]:
    """The examples that have a page and a gold."""
    folders = sorted((ROOT / "examples").iterdir())
    return [f.name for f in folders if (f / "page.txt").is_file() and (ROOT / "examples" / "gold" / f.name / "gold.json").is_file()]


def fit(rows: NDArray[np.float64], gold: NDArray[np.int64], other: NDArray[np.float64], penalty: float) -> NDArray[np.float64]:
    """[columns + 1, stances]: weights and, last, the bias; ``other`` marks invented statements, whose bias is thrown away."""
    table = np.hstack([rows, np.ones((len(rows), 1)), other[:, None]])
    width, kinds = table.shape[1], len(OPEN)
    ridge = np.full((width, 1), penalty)
    ridge[-2:] = 1e-2
    truth = np.eye(kinds)[gold]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(width, kinds)
        sums = table @ weights
        chances = np.exp(sums - sums.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        missed = -np.log(np.maximum(chances[truth > 0], 1e-12))
        value = float(missed.sum() + 0.5 * (ridge * weights * weights).sum())
        return value, (table.T @ (chances - truth) + ridge * weights).ravel()

    found: NDArray[np.float64] = minimize(loss, np.zeros(width * kinds), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return found.reshape(width, kinds)[:-1]


def learn(known: Sequence[Example]) -> leanings.Weights:
    """The weights."""
    kept = [e for e in known if e.gold in OPEN]
    gold = np.array([OPEN.index(e.gold) for e in kept])
    other = np.array([float(e.name == "invented") for e in kept])
    vectors = np.array([e.vector for e in kept], np.float64)
    middle, spread = vectors.mean(0), vectors.std(0) + 1e-3
    of_words = fit((vectors - middle) / spread, gold, other, OF_WORDS)
    shown = Counter(name for e in kept for name in e.signs)
    names = sorted(name for name, count in shown.items() if count >= LEAST)
    of_signs = fit(np.array([[e.signs.get(name, 0.0) for name in names] for e in kept]), gold, other, OF_SIGNS)
    per_word = of_words[:-1] / spread[:, None] / 2
    bias = (of_words[-1] + of_signs[-1]) / 2 - middle @ per_word
    columns = len(middle) // 2
    words = np.hstack([per_word[:columns], per_word[columns:]])
    return leanings.Weights(
        words.astype(np.float16).astype(np.float32), bias.astype(np.float32),
        {name: (row / 2).tolist() for name, row in zip(names, of_signs[:-1], strict=True)},
    )  # fmt: skip


def verdict(example: Example, learnt: leanings.Weights) -> Stance:
    """What the reading makes of a statement with some weights."""
    if not example.open:
        return example.rules
    columns, kinds = len(learnt.words), len(OPEN)
    scores = learnt.bias + example.vector[:columns] @ learnt.words[:, :kinds] + example.vector[columns:] @ learnt.words[:, kinds:]
    for name, value in example.signs.items():
        scores = scores + value * np.array(learnt.signs.get(name, [0.0] * kinds))
    if example.rules == "denies":
        scores[OPEN.index("denies")] += RULED
    return OPEN[int(scores.argmax())]


def write(learnt: leanings.Weights, target: Path) -> None:
    """The package's file."""
    names = sorted(learnt.signs)
    np.savez_compressed(
        target, words=learnt.words.astype(np.float16), bias=learnt.bias, names=np.array(names),
        signs=np.array([learnt.signs[name] for name in names], np.float32),
    )  # fmt: skip


def train_stances(work: Path, target: Path) -> None:
    """Learn from all but the unseen examples and the invented statements, print what that does on the unseen, write it."""
    work.mkdir(parents=True, exist_ok=True)
    reader = Reader.load()
    found = {name: list(of_page(name, reader, work)) for name in pages()}
    known = [*invented(reader), *(e for name, some in found.items() if name not in UNSEEN for e in some)]
    learnt = learn(known)
    print(f"{len(known)} statements, {len(learnt.signs)} signs\n{'unseen':14}{'n':>5}{'rules':>8}{'learnt':>8}")
    unseen = {name: some for name, some in found.items() if name in UNSEEN}
    unseen["all"] = [e for some in unseen.values() for e in some]
    for name, some in unseen.items():
        rules = np.mean([e.rules == e.gold for e in some])
        print(f"{name:14}{len(some):5}{rules:8.3f}{np.mean([verdict(e, learnt) == e.gold for e in some]):8.3f}")
    write(learnt, target)
