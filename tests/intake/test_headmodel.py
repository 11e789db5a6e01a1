"""The model of heads: sequences that make sense, shares that sum to one, and pages that no list of layouts foresaw."""

from __future__ import annotations

import random

import numpy as np
import pytest

from accordingto.intake import split_page
from accordingto.intake.blocks import split_blocks
from accordingto.intake.headmodel import ENDS, LABELS, STARTS, allowed, label_lines, report_starts
from accordingto.intake.lines import read_lines
from accordingto.intake.looks import looks

BODY = (
    "The water came over the wall at about four in the morning, people in the lower town said on Tuesday.",
    "“We took the children and left everything else,” said a baker who had lived there for thirty years.",
    "Engineers had warned the council in the spring that the wall would not hold another winter.",
)
HEADS = (
    ("Lower town under water after wall gives way", "4 May 2021", "Share", "Save", "Maria Tolm", "Foreign correspondent, Karst TV"),
    ("KARST POLICE DEPARTMENT", "PRESS RELEASE", "Karst, 5 May 2021", "Nine people missing after flood in the lower town"),
    ("Title: Council knew of cracks in the wall", "Author: Peter Oss", "Publication: The Karst Argus", "Date: 2021-05-06"),
    ("[The Karst Argus] Mayor refuses to resign over the wall", "2021.05.07 15:57"),
    ("Home > News > Karst", "Divers find two bodies in the lower town", "08 May 2021, 07:13", "Maria Tolm"),
)


def test_only_sequences_that_make_sense() -> None:
    pairs = set(allowed())
    for seed in range(20):
        rows = np.random.default_rng(seed).random((30, looks(read_lines(split_blocks("A title\nText."))).shape[1]), dtype=np.float32)
        found = label_lines(rows)
        assert found.labels[0] in STARTS
        assert found.labels[-1] in ENDS
        assert all(pair in pairs for pair in zip(found.labels, found.labels[1:], strict=False))
        assert found.chances.shape == (30, len(LABELS))
        assert np.allclose(found.chances.sum(axis=1), 1.0, atol=1e-3)


def test_a_start_is_where_a_head_follows_a_text() -> None:
    names = ("separator", "title", "meta", "first", "body", "foot", "section", "title", "first", "separator", "first", "body")
    assert report_starts([LABELS.index(name) for name in names]) == [1, 6, 10]


@pytest.mark.parametrize("seed", range(6))
def test_pasted_heads_of_many_makes_on_one_page(seed: int) -> None:
    rng = random.Random(seed)
    heads = rng.sample(HEADS, len(HEADS))
    page = "\n\n\n".join("\n".join(head) + "\n\n" + "\n\n".join(BODY) for head in heads)
    reports = split_page(page, "page").reports
    assert len(reports) == len(heads)
    for head, report in zip(heads, reports, strict=True):
        title = max(head, key=len).removeprefix("Title: ").removeprefix("[The Karst Argus] ")
        assert report.title.value == title
        assert report.text.endswith(BODY[-1])
        assert report.published.value is not None
        assert report.published.value.startswith("2021-05-0")


def test_one_report_with_stamps_lists_and_speakers_is_not_split() -> None:
    middle = ("14:05", "The wall had cracks.", "13:20", "The mayor was told.", "WHO KNEW?", "Q: Did you know?", "A: No.", "• one", "• two", "• three")
    page = "Lower town under water\nKarst Argus, 4 May 2021\n\n" + "\n\n".join((*BODY, *middle, *BODY))
    assert len(split_page(page, "page").reports) == 1
