"""Statements by syntax: who says what, with which cue, in invented sentences."""

from __future__ import annotations

import pytest

from accordingto.reading import statements_rules
from accordingto.reading.tree import Tree
from tests.reading.tagged import tree

ADDED = (
    "Olin:PROPN:nsubj:2 added:VERB:root:0:add that:SCONJ:mark:6 the:DET:det:5 bridge:NOUN:nsubj:6 fell:VERB:ccomp:2:fall _.:PUNCT:punct:2"
)
AFTER = (
    "The:DET:det:2 dam:NOUN:nsubj:3 broke:VERB:root:0:break _,:PUNCT:punct:3 Olin:PROPN:nsubj:6 said:VERB:parataxis:3:say _.:PUNCT:punct:3"
)
CONDEMNED = "Velmora:PROPN:nsubj:2 condemned:VERB:root:0:condemn the:DET:det:4 raid:NOUN:obj:2 _.:PUNCT:punct:2"
ACCUSED = (
    "Velmora:PROPN:nsubj:2 accused:VERB:root:0:accuse Ardania:PROPN:obj:2 of:SCONJ:mark:5 shelling:VERB:advcl:2:shell "
    "a:DET:det:7 village:NOUN:obj:5 _.:PUNCT:punct:2"
)
CALLED = "Verik:PROPN:nsubj:2 called:VERB:root:0:call on:ADP:case:4 Ardania:PROPN:obl:2 to:PART:mark:6 leave:VERB:xcomp:2 _.:PUNCT:punct:2"
PASSIVE = (
    "Ardania:PROPN:nsubj:pass:3 was:AUX:aux:pass:3:be accused:VERB:root:0:accuse of:SCONJ:mark:5 arming:VERB:advcl:3:arm "
    "rebels:NOUN:obj:5:rebel by:ADP:case:8 Velmora:PROPN:obl:3 _.:PUNCT:punct:3"
)
NOUN = (
    "Ardania:PROPN:nsubj:2 rejected:VERB:root:0:reject Velmoran:ADJ:amod:4 claims:NOUN:obj:2:claim that:SCONJ:mark:7 it:PRON:nsubj:7 "
    "fired:VERB:acl:4:fire _.:PUNCT:punct:2"
)
ACCORDING = "According:VERB:case:3 to:ADP:fixed:1 Olin:PROPN:obl:7 _,:PUNCT:punct:3 the:DET:det:6 ferry:NOUN:nsubj:7 sank:VERB:root:0:sink _.:PUNCT:punct:7"


def _made(t: Tree, form: str) -> tuple[str, str, str] | None:
    draft = statements_rules.at(t, t.form.index(form))
    if draft is None:
        return None
    said = (" ".join(t.of(part) for part in parts) for parts in (draft.source, draft.cue, draft.content))
    return tuple(said)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("notation", "cue", "expected"),
    [
        (ADDED, "added", ("Olin", "added", "that the bridge fell")),
        (AFTER, "said", ("Olin", "said", "The dam broke")),
        (CONDEMNED, "condemned", ("Velmora", "condemned", "the raid")),
        (ACCUSED, "accused", ("Velmora", "accused", "Ardania of shelling a village")),
        (CALLED, "called", ("Verik", "called on", "Ardania to leave")),
        (PASSIVE, "accused", ("Velmora", "was accused", "of arming rebels Ardania")),
        (NOUN, "claims", ("Velmoran", "claims", "that it fired")),
        (ACCORDING, "According", ("Olin", "According to", "the ferry sank")),
    ],
)
def test_parts(notation: str, cue: str, expected: tuple[str, str, str]) -> None:
    made = _made(tree(notation), cue)
    assert made is not None
    assert made[:2] == expected[:2]
    assert sorted(made[2].split()) == sorted(expected[2].split())


@pytest.mark.parametrize(
    ("notation", "cue"),
    [
        ("Olin:PROPN:nsubj:2 called:VERB:root:0:call the:DET:det:4 police:NOUN:obj:2 _.:PUNCT:punct:2", "called"),
        ("Olin:PROPN:nsubj:2 carried:VERB:root:0:carry a:DET:det:4 bag:NOUN:obj:2 _.:PUNCT:punct:2", "carried"),
        ("The:DET:det:2 claim:NOUN:nsubj:3 spread:VERB:root:0 _.:PUNCT:punct:3", "claim"),
    ],
)
def test_no_statement(notation: str, cue: str) -> None:
    assert _made(tree(notation), cue) is None


@pytest.mark.parametrize(
    ("notation", "cue"),
    [
        (
            "Olin:PROPN:nsubj:4 did:AUX:aux:4:do not:PART:advmod:4 say:VERB:root:0 who:PRON:nsubj:6 fired:VERB:ccomp:4:fire _.:PUNCT:punct:4",
            "say",
        ),
        (
            "No:DET:det:2 group:NOUN:nsubj:3 claimed:VERB:root:0:claim that:SCONJ:mark:6 it:PRON:nsubj:6 fired:VERB:ccomp:3:fire _.:PUNCT:punct:3",
            "claimed",
        ),
        (
            "Olin:PROPN:nsubj:2 refused:VERB:root:0:refuse to:PART:mark:4 say:VERB:xcomp:2 who:PRON:nsubj:6 fired:VERB:ccomp:4:fire _.:PUNCT:punct:2",
            "say",
        ),
    ],
)
def test_an_act_that_did_not_take_place_is_negated(notation: str, cue: str) -> None:
    t = tree(notation)
    draft = statements_rules.at(t, t.form.index(cue))
    assert draft is not None
    assert draft.negated


def test_as_somebody_pointed_out_is_endorsed() -> None:
    t = tree(
        "As:SCONJ:mark:3 Olin:PROPN:nsubj:3 noted:VERB:advcl:7:note _,:PUNCT:punct:7 the:DET:det:6 dam:NOUN:nsubj:7 leaked:VERB:root:0:leak "
        "as:SCONJ:mark:10 she:PRON:nsubj:10 feared:VERB:ccomp:3:fear _.:PUNCT:punct:7"
    )
    draft = statements_rules.at(t, 2)
    assert draft is not None
    assert draft.endorsed
