"""What the learnt weights add to the rules of stance, and what they leave alone."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from accordingto.model.reading import Stance
from accordingto.model.text import Span
from accordingto.reading import leanings, stance_learnt
from accordingto.reading.engine import MODELS
from accordingto.reading.masking import Masked, unmask
from accordingto.reading.stance_content import Content
from accordingto.reading.statements_draft import Draft
from accordingto.reading.tags import Tags
from accordingto.reading.tree import Tree
from tests.reading.whole import read


def _leaning_to(stance: Stance, by: float) -> leanings.Weights:
    """Weights that know nothing but that one stance is likelier."""
    shipped = leanings.weights()
    bias = np.array([by if known == stance else 0.0 for known in stance_learnt.OPEN], np.float32)
    return leanings.Weights(np.zeros_like(shipped.words), bias, {})


@pytest.mark.parametrize(
    ("text", "stance", "by", "found"),
    [
        ("The ski resort said 17 people had been dug out of the snow.", "denies", 0.1, "denies"),
        ("The ski resort said 14 people had been dug out of the snow.", "accuses", 0.1, "accuses"),
        ("The ski resort denied that 14 people had been dug out of the snow.", "accuses", 9.0, "denies"),
        ("“We never received a single letter,” the manager said.", "asserts", 1.9, "denies"),
        ("“We never received a single parcel,” the manager said.", "asserts", 2.1, "asserts"),
        ("Villagers said soldiers had burned their houses.", "asserts", 9.0, "accuses"),
        ("“We will shoot every hostage,” the gang said.", "asserts", 9.0, "threatens"),
        ("The harbour cell claimed responsibility for the bombing.", "accuses", 9.0, "asserts"),
    ],
)
def test_what_the_weights_may_change(text: str, stance: Stance, by: float, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A neutral cue, and a denial found in what is said; never a cue that says so itself, an accusation, a threat, one's own deed."""
    leaning = _leaning_to(stance, by)
    for module in (leanings, stance_learnt):
        monkeypatch.setattr(module, "weights", lambda: leaning)
    assert [s.stance for s in read(text).statements if s.parent is None][:1] == [found]


def _tags(words: list[str], rows: list[list[float]] | None) -> tuple[str, Tags]:
    text = " ".join(words)
    edges = np.cumsum([0, *(len(w) + 1 for w in words)])
    count = len(words)
    tags = Tags(
        tuple(Span(int(edges[k]), int(edges[k]) + len(words[k])) for k in range(count)), ((0, count),), ("NOUN",) * count, tuple(words),
        (-1, *range(count - 1)), ("root", *("dep",) * (count - 1)),
        leanings=None if rows is None else np.array(rows, np.float32),
    )  # fmt: skip
    return text, tags


def test_the_mean_of_a_content_and_the_row_of_its_cue() -> None:
    text, tags = _tags(["said", "it", "burned"], [[1, 2, 1], [3, 0, 1], [5, 4, 1]])
    pooled = stance_learnt.pool(Tree(text, tags), Draft([], [(0, 1)], [(1, 3)], 0, "", 1.0))
    assert pooled is not None
    assert pooled[0].tolist() == [4.0, 2.0]
    assert pooled[1].tolist() == [1.0, 2.0]


def test_without_numbers_the_rules_stand() -> None:
    text, tags = _tags(["said", "it", "burned"], None)
    said = Content(Tree(text, tags), Draft([], [(0, 1)], [(1, 3)], 0, "", 1.0), "say", frozenset())
    assert stance_learnt.settled(said, ("denies", "a rule")) == ("denies", "a rule")


def test_a_long_name_counts_once() -> None:
    """A stand-in of one word becomes three; the mean over the content must not move."""
    text, tags = _tags(["Avania", "shot"], [[6, 0, 1], [2, 2, 1]])
    long = "Free River Guard shot"
    spread = unmask(Masked(long, text, ((0, 6, 0, 16),)), tags)
    assert spread.leanings is not None and len(spread.words) == 4
    draft = Draft([], [], [(0, 4)], None, "", 1.0)
    one = stance_learnt.pool(Tree(text, tags), replace(draft, content=[(0, 2)]))
    other = stance_learnt.pool(Tree(long, spread), draft)
    assert one is not None and other is not None
    assert one[0].tolist() == other[0].tolist() == [4.0, 1.0]


def test_the_weights_fit_the_engine() -> None:
    layout = json.loads((MODELS / "engine.json").read_text(encoding="utf-8"))
    learnt = leanings.weights()
    assert learnt.words.shape == (max(high for _, high in layout["pairs"].values()), 2 * len(stance_learnt.OPEN))
    assert all(len(row) == len(learnt.bias) == len(stance_learnt.OPEN) for row in learnt.signs.values())
