"""Sentences: a table of texts with "|" where one ends and the next begins ("‖" where no space stands between them)."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.model.text import Span
from accordingto.reading.sentences import split_sentences

CASES = [
    "One came.|Two left.",
    "He met U.S. Gen. Mark T. Ansel at 9 a.m. Friday.|Then Mr. Orban left.",
    "The envoy flew to the U.S.|The talks went on.",
    "U.S. Marines landed near St. Orm on Jan. 5.|Nobody was hurt.",
    "It was heard everywhere.‖We saw the smoke.",
    "They fled the camp.‖The guards did not.",
    '"I went. |I saw," he said.|She did not.',
    "“I went. |I saw,” he said.|She did not.",
    '"Why?" Mr. Orban asked.|Nobody answered.',
    '"Why?"|The hall fell silent.',
    '"Stop!" she cried.|They ran.',
    "He said: “We will not leave.”|The crowd cheered.",
    "Prices rose 3.5 percent to $4.20.|That is a record.",
    "See No. 5 on p. 12.|It says so.",
    "Really?!|Yes.",
    "He paused...|Then he spoke.",
    "He said ... nothing at all.",
    "(He left.|She stayed.)|Then it rained.",
    "Two were shot.[3]|A third fled.[4][5]|The rest stayed.",
    "The firm, Acme Inc., closed.|John F. Talbot Jr. was there.",
    "He joined Acme Inc.|The firm closed.",
    "It happened at 5 p.m.|Police came at 5:10 p.m. EST on Monday.",
    "J. R. Moor and Dr. A. Vell spoke.|Gov. Lind did not.",
    "Forces loyal to the north (i.e. the 3rd Brig. and others) fled.|al-Sahra fell.",
    "The site is www.example.com.It is down.",
    "1. Open the gate.\n|2. Close it.",
]


@pytest.mark.parametrize("marked", CASES)
def test_where_sentences_end(marked: str) -> None:
    pieces = [piece.strip() for piece in re.split("[|‖]", marked)]
    text = marked.replace(" |", " ").replace("\n|", "\n").replace("|", " ").replace("‖", "")
    assert [span.of(text) for span in split_sentences(text)] == pieces


def test_lines_and_paragraphs_end_sentences() -> None:
    text = "Harbour shut after blast\nBy Ada Lind\n\nThe harbour was shut\n\nNobody was hurt"
    found = [span.of(text) for span in split_sentences(text)]
    assert found == ["Harbour shut after blast", "By Ada Lind", "The harbour was shut", "Nobody was hurt"]


def test_hard_wrapped_lines_do_not() -> None:
    text = (
        "The harbour of Port Merrin was shut on Friday after an explosion\n"
        "that killed two dockers and sank a barge. The mayor, who visited\n"
        "the quay at noon, said that he would not resign.\n"
    )
    assert [span.of(text)[:12] for span in split_sentences(text)] == ["The harbour ", "The mayor, w"]


def test_only_the_given_stretches_are_read() -> None:
    text = "Title here. Not this. One came. Two left."
    spans = split_sentences(text, within=[Span(22, 31), Span(31, 41)])
    assert [span.of(text) for span in spans] == ["One came.", "Two left."]


@given(st.text(alphabet=st.sampled_from("aB1 .!?\"'“”()\n…-"), max_size=80))
def test_spans_are_trimmed_ordered_and_lose_no_word(text: str) -> None:
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    covered = "".join(span.of(text) for span in spans)
    assert [c for c in covered if c.isalnum()] == [c for c in text if c.isalnum()]
    assert all("\n\n" not in span.of(text) for span in spans)
