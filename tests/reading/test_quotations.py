"""Quotations: what is marked, what is recovered, and the laws that hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.model.text import Span
from accordingto.reading.quotations import find_quotations

CASES: list[tuple[str, list[tuple[str, str, bool]]]] = [
    ('"We will go," he said. "It is ours."', [("We will go,", "direct", True), ("It is ours.", "direct", True)]),
    ("“We will ‘never’ go,” he said.", [("We will ‘never’ go,", "direct", True), ("never", "scare", True)]),
    ("'We won't go,' said the workers' leader.", [("We won't go,", "direct", True)]),
    ("'The workers' rights matter,' she added.", [("The workers' rights matter,", "direct", True)]),
    ("The 'terrorists' fled; the '90s and rock'n'roll stayed.", [("terrorists", "scare", True)]),
    ("The minister's aides' cars were burnt.", []),
    ('He called the raid "illegal".', [("illegal", "direct", True)]),
    ('The so-called "rebels" fled.', [("rebels", "scare", True)]),
    ('Her film "The Long Night" was shown.', [("The Long Night", "title", True)]),
    ("„Wir gehen nicht fort“, sagte er.", [("Wir gehen nicht fort", "direct", True)]),
    ("«On ne part pas», dit-il.", [("On ne part pas", "direct", True)]),
    ("``We go,'' he said.", [("We go,", "direct", True)]),
    ('She asked: "Did he say "no" to you?" and left.', [('Did he say "no" to you?', "direct", True), ("no", "direct", True)]),
    # A mark is missing.
    ("He said: “We go and\n\nThe police came. “Why?” they asked.", [("We go and", "direct", False), ("Why?", "direct", True)]),
    ('We will go," he said. Then he left.', [("We will go,", "direct", False)]),
    ('"One thing. "Another thing," she said.', [("One thing.", "direct", False), ("Another thing,", "direct", True)]),
    ('He fired a 12" gun at 5\'10" of plank.', []),
    # A long quotation: each paragraph opens, the last one closes.
    ("“First we wait.\n“Then we go,” he said.", [("First we wait.", "direct", True), ("Then we go,", "direct", True)]),
    # No marks.
    (
        "Ada Lind explains:\nThe harbour was never meant to hold that much of it.\nShe stopped there.",
        [("The harbour was never meant to hold that much of it.", "block", True)],
    ),
    ("> The harbour was shut.\nHe agreed.", [("The harbour was shut.", "block", True)]),
    ("Also on the quay:\nThe harbour was never meant to hold that much of it.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations(text: str, expected: list[tuple[str, str, bool]]) -> None:
    found = find_quotations(text)
    assert [(q.inner.of(text), q.kind, q.balanced) for q in found] == expected


def test_only_the_given_stretches_are_read() -> None:
    text = '"Not this," he said. "But this," she said.'
    assert [q.inner.of(text) for q in find_quotations(text, within=[Span(21, 42)])] == ["But this,"]


@given(st.text(alphabet=st.sampled_from("aB .,:!\"'“”‘’„«»`>\n1s"), max_size=60))
def test_quotations_nest_and_never_cross_paragraphs(text: str) -> None:
    found = find_quotations(text)
    for quotation in found:
        assert quotation.span.contains(quotation.inner)
        assert quotation.inner.of(text).strip()
        assert "\n" not in quotation.span.of(text)
    for one in found:
        for other in found:
            assert not one.span.overlaps(other.span) or one.span.contains(other.span) or other.span.contains(one.span)
    assert all(a.span.start <= b.span.start for a, b in pairwise(found))
