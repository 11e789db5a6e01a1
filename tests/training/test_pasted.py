"""Invented pages for the model of heads: every line has a label, and the labels make a sequence that the model allows."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from bench.head_makes import makes
from training.pasted import Body
from training.pasted_grammar import MARKS
from training.pasted_pages import page_of_sheets

TEXTS = [
    Body(
        f"{what} in the lower town of {place}",
        tuple(
            f"The council of {place} said on day {day} that the wall had not held, and that nobody knew why it was so." for day in range(6)
        ),
        raw=False,
    )
    for what in ("Flood", "Inquiry", "March")
    for place in ("Karst", "Dravik", "Lumen")
]


@pytest.mark.parametrize("seed", range(12))
def test_every_line_of_a_page_has_a_label(seed: int) -> None:
    page = page_of_sheets(TEXTS, makes("dev"), random.Random(seed))
    lines = [line for line in page.text.split("\n") if line]
    assert [page.text[start : start + len(line)] for start, line in zip(page.starts, lines, strict=True)] == lines
    assert set(page.labels) <= {"separator", "section", "title", "meta", "deck", "junk", "first", "body", "foot"}
    assert "first" in page.labels


def test_labels_make_a_sequence_that_the_model_allows() -> None:
    pytest.importorskip("torch")
    from training.splitter import states_of

    from accordingto.intake.headmodel import allowed

    pairs, wrong, seen = set(allowed()), 0, 0
    for seed in range(30):
        states = states_of(page_of_sheets(TEXTS, makes("dev"), random.Random(seed)).labels)
        seen += 1
        wrong += any(pair not in pairs for pair in pairwise(states))
    assert wrong <= 0.05 * seen


def test_no_make_of_the_counted_half_is_learnt_from() -> None:
    assert not {make.name for make in makes("dev")} & {make.name for make in makes("test")}
    assert min(len(makes("dev")), len(makes("test"))) > 40


@pytest.mark.parametrize("seed", range(8))
def test_every_name_of_a_tagged_page_has_its_tag_and_no_mark_is_left(seed: int) -> None:
    page = page_of_sheets(TEXTS, makes("dev"), random.Random(seed), tagged=True)
    assert not set(page.text) & set(MARKS)
    assert len(page.tags) == len(page.text)
    assert set(page.tags) <= {0, 1, 2, 3, 4}
    assert page.told <= set(page.starts)
    runs = "".join(char if tag == 4 else "\n" for char, tag in zip(page.text, page.tags, strict=True)).split("\n")
    assert any(run.strip() for run in runs)


def test_pages_come_out_the_same_whenever_they_are_made() -> None:
    one, other = (page_of_sheets(TEXTS, makes("dev"), random.Random(5)) for _ in range(2))
    assert one == other
