"""What invented texts say of evidence, and for whose words."""

from __future__ import annotations

import pytest

from tests.reading.test_events_company import read


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("The minister said rebels had burned the mill. He offered no evidence.", "rebels had burned", "not offered"),
        ("The minister said rebels had burned the mill, without giving any proof.", "rebels had burned", "not offered"),
        ("Olin said 40 men had died. She showed us no list.", "40 men", "not offered"),
        ("The army said 40 men had died. The figure could not be independently verified.", "40 men", "not offered"),
        ("The spokesman said the mill had been burned on purpose. He did not say who had burned it.", "the mill", "not offered"),
        ("Olin said the mill had burned all night, citing documents of the owner.", "the mill", "offered"),
        ("The driver said he saw two men near the mill.", "two men", "offered"),
        ("“I saw two men near the mill,” the driver said.", "two men", "offered"),
        ("Two witnesses said the mill had burned all night.", "the mill", "offered"),
        ("Forty men had died, the ministry said, publishing a list of names.", "Forty men", "offered"),
        ("Forty men had died, the doctor said, reading from the register.", "Forty men", "offered"),
        ("“The bullets came from the west,” said the mayor, who showed this newspaper two of them.", "The bullets", "offered"),
        ("“It was a big blast,” said Ana Velt, who was on the bridge at noon and saw the mill go up.", "a big blast", "offered"),
        ("The mill had burned before, according to a letter seen by this newspaper.", "The mill", "offered"),
        ("An official of the mill, who asked not to be named, said 40 men had died. He showed us no list.", "40 men", "not offered"),
        ("Olin said 40 men had died. The mayor says it will publish nothing tonight.", "40 men", "not mentioned"),
        ("Inspectors recorded damage to two mills.", "damage", "not mentioned"),
        ("Olin said the mill had burned all night.", "the mill", "not mentioned"),
        ("Olin said the mill had burned all night. She took no questions.", "the mill", "not mentioned"),
        ("Olin said he would see two men about the mill.", "two men", "not mentioned"),
        ("Olin said the mill had burned all night. The mayor gave no evidence of it in court.", "the mill", "not mentioned"),
    ],
)
def test_evidence(text: str, content: str, kind: str) -> None:
    statements = [s for s in read(text).statements if any(content in c.of(text) for c in s.content)]
    assert statements, [[c.of(text) for c in s.content] for s in read(text).statements]
    assert statements[0].evidence == kind, statements[0].evidence_span and statements[0].evidence_span.of(text)


def test_the_words_of_evidence_are_told() -> None:
    text = "The minister said rebels had burned the mill. He offered no evidence."
    span = read(text).statements[0].evidence_span
    assert span is not None and "no evidence" in span.of(text)
