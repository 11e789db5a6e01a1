"""Slips of the parser that the grammar rules out."""

from __future__ import annotations

from accordingto.reading.mending import mended


def test_a_second_subject_behind_the_verb_is_its_object() -> None:
    # Calvo accused Harran of breaking
    heads, rels = mended([1, -1, 1, 4, 1], ["nsubj", "root", "nsubj", "mark", "advcl"], ["PROPN", "VERB", "PROPN", "SCONJ", "VERB"])
    assert rels[2] == "obj" and heads[2] == 1 and rels[0] == "nsubj"


def test_or_the_subject_of_the_clause_behind_it() -> None:
    # Dost said Verik had left
    heads, rels = mended([1, -1, 1, 4, 1], ["nsubj", "root", "nsubj", "aux", "ccomp"], ["PROPN", "VERB", "PROPN", "AUX", "VERB"])
    assert (heads[2], rels[2]) == (4, "nsubj")


def test_a_subject_behind_its_verb_alone_stays() -> None:
    # said Dost
    assert mended([-1, 0], ["root", "nsubj"], ["VERB", "PROPN"]) == ([-1, 0], ["root", "nsubj"])


def test_what_stands_behind_a_governor_hangs_on_it() -> None:
    # We stay Dost said after meeting
    heads, _ = mended(
        [1, 3, 3, -1, 5, 1], ["nsubj", "ccomp", "nsubj", "root", "mark", "advcl"], ["PRON", "VERB", "PROPN", "VERB", "SCONJ", "VERB"]
    )
    assert heads[5] == 3


def test_an_object_is_not_coordinated_with_its_verb() -> None:
    # Orla met the minister; Orla fell and died
    assert mended([1, -1, 3, 1], ["nsubj", "root", "det", "conj"], ["PROPN", "VERB", "DET", "NOUN"])[1][3] == "obj"
    assert mended([1, -1, 3, 1], ["nsubj", "root", "cc", "conj"], ["PROPN", "VERB", "CCONJ", "NOUN"])[1][3] == "conj"


def test_a_preposition_before_a_noun_is_no_mark_of_the_clause_behind() -> None:
    # The union called on the government to release men.
    heads, rels = [1, 2, -1, 7, 5, 2, 7, 2, 7], ["det", "nsubj", "root", "mark", "det", "obl", "mark", "advcl", "obj"]
    upos = ["DET", "NOUN", "VERB", "ADP", "DET", "NOUN", "PART", "VERB", "NOUN"]
    head, rel = mended(heads, rels, upos)
    assert (head[3], rel[3]) == (5, "case") and (head[6], rel[6]) == (7, "mark")


def test_what_stands_behind_a_verb_does_not_hang_in_its_subject() -> None:
    # Dost who accused Velm spoke on Friday
    heads, _ = mended(
        [4, 2, 0, 2, -1, 6, 2],
        ["nsubj", "nsubj", "acl:relcl", "obj", "root", "case", "obl"],
        ["PROPN", "PRON", "VERB", "PROPN", "VERB", "ADP", "PROPN"],
    )
    assert heads[6] == 4


def test_the_subject_behind_after_is_no_adverbial() -> None:
    # Dost left after a blast killed ten
    heads, rels = mended(
        [1, -1, 4, 4, 5, 1, 5],
        ["nsubj", "root", "case", "det", "obl", "advcl", "obj"],
        ["PROPN", "VERB", "SCONJ", "DET", "NOUN", "VERB", "NUM"],
    )
    assert (heads[2], rels[2], rels[4]) == (5, "mark", "nsubj")
