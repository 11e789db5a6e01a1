"""Statements out of the engine's links: nesting, headlines, quotations that run on, voices, stance, evidence."""

from __future__ import annotations

from collections.abc import Sequence

from accordingto.model.reading import Statement
from accordingto.reading.names import find_mentions, group
from accordingto.reading.quotations import find_quotations
from accordingto.reading.references import resolve
from accordingto.reading.statements import Scope, find_statements
from accordingto.reading.tree import Tree
from tests.reading.tagged import tagged

NAMES = {"Olin": "person", "Verik": "person", "Mara Olin": "person", "Ardania": "place", "Harbour Post": "organisation"}


def _read(
    notation: str, *, statements: Sequence[tuple[str, str, str]] = (), headlines: frozenset[int] = frozenset()
) -> tuple[str, tuple[Statement, ...]]:
    text, tags = tagged(notation, names=NAMES, statements=statements)
    t = Tree(text, tags)
    mentions = find_mentions(t)
    entities = group(t, mentions)
    stated = find_statements(t, Scope(find_quotations(text), headlines), mentions, entities, resolve(t, mentions, entities))
    return text, stated.statements


NESTED = (
    "Olin:PROPN:nsubj:2 said:VERB:root:0:say that:SCONJ:mark:5 Verik:PROPN:nsubj:5 claimed:VERB:ccomp:2:claim that:SCONJ:mark:8 "
    "it:PRON:nsubj:8 fell:VERB:ccomp:5:fall _.:PUNCT:punct:2"
)


def test_what_stands_inside_a_content_hangs_below_it() -> None:
    text, found = _read(NESTED, statements=[("Olin", "said", "that Verik claimed that it fell")])
    assert [(s.voice.label, s.parent) for s in found] == [("Olin", None), ("Verik", 0)]
    assert found[1].content[0].of(text) == "that it fell"


def test_every_content_is_words_of_the_text() -> None:
    text, found = _read(NESTED, statements=[("Olin", "said", "that Verik claimed that it fell")])
    for s in found:
        assert all(span.of(text).strip() == span.of(text) != "" for span in (*s.source, *s.cue, *s.content))


def test_a_headline_with_a_dash() -> None:
    text, found = _read(
        "Ferry:NOUN:nsubj:2 sank:VERB:root:0:sink in:ADP:case:4 storm:NOUN:obl:2 –:PUNCT:punct:6 Olin:PROPN:parataxis:2",
        headlines=frozenset({0}),
    )
    assert [(s.voice.label, s.content[0].of(text), s.headline) for s in found] == [("Olin", "Ferry sank in storm", True)]


def test_a_quotation_with_no_cue_goes_on_with_its_speaker() -> None:
    _, found = _read(
        "“:PUNCT:punct:4 _We:PRON:nsubj:4 will:AUX:aux:4 stay:VERB:root:0 _,:PUNCT:punct:4 _”:PUNCT:punct:4 Olin:PROPN:nsubj:8 "
        "said:VERB:parataxis:4:say _.:PUNCT:punct:4\n\n"
        "“:PUNCT:punct:6 _Nobody:PRON:nsubj:6 in:ADP:case:5 the:DET:det:5 harbour:NOUN:nmod:2 sleeps:VERB:root:0:sleep now:ADV:advmod:6 "
        "_.:PUNCT:punct:6 _”:PUNCT:punct:6",
        statements=[("Olin", "said", "“ We will stay")],
    )
    assert [s.voice.label for s in found] == ["Olin", "Olin"]
    assert found[1].manner == "direct"
    assert found[1].cue == ()


def test_no_evidence_is_said_to_be_offered() -> None:
    text, found = _read(
        "Olin:PROPN:nsubj:2 said:VERB:root:0:say rebels:NOUN:nsubj:4:rebel fired:VERB:ccomp:2:fire _,:PUNCT:punct:2 without:SCONJ:mark:7 "
        "providing:VERB:advcl:2:provide evidence:NOUN:obj:7 _.:PUNCT:punct:2",
        statements=[("Olin", "said", "rebels fired")],
    )
    assert found[0].evidence == "not offered"
    assert found[0].evidence_span is not None
    assert found[0].evidence_span.of(text) == "without providing evidence"


def test_stance_of_a_future_of_harm() -> None:
    _, found = _read(
        "Olin:PROPN:nsubj:2 said:VERB:root:0:say Ardania:PROPN:nsubj:5 will:AUX:aux:5 pay:VERB:ccomp:2 a:DET:det:8 heavy:ADJ:amod:8 "
        "price:NOUN:obj:5 _.:PUNCT:punct:2",
        statements=[("Olin", "said", "Ardania will pay a heavy price")],
    )
    assert found[0].stance == "threatens"
