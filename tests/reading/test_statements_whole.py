"""Statements as the whole reader finds them, engine and rules together: classes of error seen on real pages, in invented sentences."""

from __future__ import annotations

from functools import cache

import pytest

from accordingto.model.reading import Reading
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.reader import Reader


@cache
def reader() -> Reader:
    return Reader.load()


def read(text: str) -> Reading:
    whole = Span(0, len(text))
    none: Guess[str] = Guess()
    report = Report("r", "s", whole, text, OffsetMap.identity(len(text)), none, none, Guess(), Guess("2031-05-14", 1.0, "given"), none)
    return reader().read(report)


# text, then (source, cue, content holds, content leaves out, stance) of one statement that must be there
CASES = [
    (
        "Ardell has warned that he will close the port, complaining the council has not “done its share” of the work.",
        ("Ardell", "complaining", "the council has not “done its share”", "warned", "accuses"),
    ),
    (
        "The Belvar government, meanwhile, has accused Kestria of shelling the market in Odra.",
        ("The Belvar government", "accused", "Kestria of shelling the market", "meanwhile", "accuses"),
    ),
    (
        "The mayor’s office blamed Sunday’s fire on the Reed Front and sent two hundred police to the harbour.",
        ("The mayor’s office", "blamed", "Sunday’s fire on the Reed Front", "two hundred police", "accuses"),
    ),
    (
        "Vessin considers the Reed Front a terrorist group and claimed the dead man was planning an attack on the bridge.",
        ("Vessin", "considers", "the Reed Front a terrorist group", "planning an attack", "accuses"),
    ),
    (
        "Belvar’s foreign minister met the envoy on Monday, later writing that the two countries “will keep talking”.",
        ("Belvar’s foreign minister", "writing", "the two countries “will keep talking”", "envoy", "asserts"),
    ),
    (
        "Kestria’s health ministry denied it and said 22 people were killed.",
        ("Kestria’s health ministry", "said", "22 people were killed", "denied", "asserts"),
    ),
    (
        "“We will answer every shell,” General Orlo Tamm told reporters in Vessin, pledging to “clear the river”.",
        ("General Orlo Tamm", "pledging", "to “clear the river”", "reporters", "promises"),
    ),
    (
        "The cleric Sarin Odel issued a decree that called on all young men to defend the city.",
        ("Sarin Odel", "called on", "all young men to defend the city", "issued", "demands"),
    ),
    (
        "The Courier, citing Radio Kest, reported that a port official had counted 31 bodies.",
        ("The Courier", "reported", "a port official had counted 31 bodies", "Radio Kest", "asserts"),
    ),
]


@pytest.mark.parametrize(("text", "want"), CASES, ids=[case[1][1] + "-" + str(k) for k, case in enumerate(CASES)])
def test_a_statement_is_found_whole(text: str, want: tuple[str, str, str, str, str]) -> None:
    source, cue, holds, leaves, stance = want
    found = [
        (
            " ".join(s.of(text) for s in statement.source),
            " ".join(s.of(text) for s in statement.cue),
            " ".join(s.of(text) for s in statement.content),
            statement.stance,
        )
        for statement in read(text).statements
    ]
    hits = [f for f in found if cue in f[1] and source in f[0] and holds in f[2] and leaves not in f[2]]
    assert hits, found
    assert stance in {f[3] for f in hits}, found
