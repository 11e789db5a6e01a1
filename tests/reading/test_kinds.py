"""What a name names, by what the whole report says around it."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.model.reading import NameKind
from accordingto.reading.kinds import settle_kinds
from accordingto.reading.tree import Range, Tree
from tests.reading.tagged import tagged


@dataclass
class Mention:
    words: Range
    kind: NameKind


def settle(notation: str, kinds: dict[str, NameKind]) -> dict[str, set[NameKind]]:
    text, tags = tagged(notation)
    tree = Tree(text, tags)
    mentions = []
    for form, kind in kinds.items():
        parts = form.split()
        for at in range(tree.count):
            if tree.form[at : at + len(parts)] == parts:
                mentions.append(Mention((at, at + len(parts)), kind))
    settle_kinds(tree, mentions)
    found: dict[str, set[NameKind]] = {}
    for mention in mentions:
        found.setdefault(" ".join(tree.form[slice(*mention.words)]), set()).add(mention.kind)
    return found


STATE = """
Tarvia:PROPN:nmod:poss:3 _'s:PART:case:1 army:NOUN:nsubj:4 shelled:VERB:root:0 Molo:PROPN:obj:4 _.:PUNCT:punct:4
Tarvia:PROPN:nsubj:2 denied:VERB:root:0 it:PRON:obj:2 _.:PUNCT:punct:2
A:DET:det:3 Tarvian:ADJ:amod:3 ship:NOUN:nsubj:4 left:VERB:root:0 _.:PUNCT:punct:4
""".replace("nmod:poss", "nmod")


def test_what_has_an_army_is_no_person() -> None:
    assert settle(STATE, {"Tarvia": "person", "Tarvian": "person"}) == {"Tarvia": {"place"}, "Tarvian": {"nationality"}}


def test_a_surname_stays_a_person() -> None:
    notation = """
Minister:NOUN:nsubj:4 Ada:PROPN:flat:1 Lind:PROPN:flat:1 spoke:VERB:root:0 _.:PUNCT:punct:4
Lind:PROPN:nmod:3 _'s:PART:case:1 army:NOUN:nsubj:4 laughed:VERB:root:0 _.:PUNCT:punct:4
"""
    assert settle(notation, {"Ada Lind": "person", "Lind": "person"}) == {"Ada Lind": {"person"}, "Lind": {"person"}}


def test_the_short_form_of_a_firm() -> None:
    notation = """
Halvik:PROPN:compound:2 Chemicals:PROPN:nsubj:3 closed:VERB:root:0 _.:PUNCT:punct:3
Halvik:PROPN:nsubj:2 said:VERB:root:0 nothing:PRON:obj:2 _.:PUNCT:punct:2
"""
    assert settle(notation, {"Halvik Chemicals": "organisation", "Halvik": "person"})["Halvik"] == {"organisation"}


def test_nothing_said_changes_nothing() -> None:
    notation = "Menvar:PROPN:nsubj:2 left:VERB:root:0 _.:PUNCT:punct:2"
    assert settle(notation, {"Menvar": "person"}) == {"Menvar": {"person"}}
