"""The engine with the weights that ship: few tests, on invented texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from accordingto.errors import EngineError
from accordingto.model.text import Span
from accordingto.reading.engine import MODELS, UNIT, Engine
from accordingto.reading.sentences import split_sentences
from accordingto.reading.tags import Tags

TEXT = """Rebels attack convoy near Tolm

The interior minister of Varland, Anna Koss, said on Tuesday that rebels had attacked a convoy near Tolm, killing 12 soldiers.
"We will not forget," she added. The rebels' spokesman denied the attack.

According to the Dorn Herald, troops plan to withdraw from the city on 4 May."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load(threads=1)


@pytest.fixture(scope="module")
def tags(engine: Engine) -> Tags:
    return engine.tag(TEXT, split_sentences(TEXT))


def words_of(tags: Tags, first: int, last: int) -> str:
    return TEXT[tags.words[first].start : tags.words[last - 1].end]


def test_sentences_hold_every_word_once(tags: Tags) -> None:
    assert [low for low, _ in tags.sentences] == [0, *(high for _, high in tags.sentences[:-1])]
    assert tags.sentences[-1][1] == len(tags.words) == len(tags.upos) == len(tags.lemmas) == len(tags.heads) == len(tags.deprels)


def test_heads_stay_in_their_sentence_and_lead_to_one_root(tags: Tags) -> None:
    for low, high in tags.sentences:
        heads = tags.heads[low:high]
        assert heads.count(-1) == 1
        assert all(head == -1 or low <= head < high for head in heads)
        assert [tags.deprels[at] == "root" for at in range(low, high)] == [head == -1 for head in heads]


def test_names_are_found(tags: Tags) -> None:
    found = {(words_of(tags, name.first, name.last), name.label) for name in tags.names}
    assert ("Anna Koss", "person") in found
    assert ("Varland", "place") in found


def test_statements_are_joined(tags: Tags) -> None:
    found = []
    for link in tags.links:
        parts = [None if k is None else words_of(tags, tags.attributions[k].first, tags.attributions[k].last)
                 for k in (link.source, link.cue, link.content)]  # fmt: skip
        found.append(parts)
    assert any(s == "she" and c == "added" and "We will not forget" in q for s, c, q in found if s and c and q)
    assert any(s and "Anna Koss" in s and c == "said" and q and "rebels had attacked a convoy" in q for s, c, q in found)
    for link in tags.links:
        assert tags.attributions[link.content].label == "content"
        assert link.cue is None or tags.attributions[link.cue].label == "cue"
        assert link.source is None or tags.attributions[link.source].label == "source"


def test_roles_are_those_of_the_verb(tags: Tags) -> None:
    forms = [span.of(TEXT) for span in tags.words]
    found = {(forms[role.predicate], role.label, forms[role.head]) for role in tags.roles}
    assert {("attacked", "ARG0", "rebels"), ("attacked", "ARG1", "convoy"), ("forget", "NEG", "not")} <= found


def test_every_score_is_a_probability(tags: Tags) -> None:
    scores = [x.score for group in (tags.names, tags.attributions, tags.times, tags.parties, tags.links, tags.roles) for x in group]
    scores += [event.type_score for event in tags.events] + [event.status_score for event in tags.events]
    assert scores and all(0 <= score <= 1 for score in scores)


def test_several_texts_at_once_give_what_each_gives_alone(engine: Engine, tags: Tags) -> None:
    other = "Police in Dorn detained nine students, a lawyer said."
    both = engine.tag_many([TEXT, other, ""], [split_sentences(TEXT), split_sentences(other), []])
    assert both[0] == tags
    assert both[1] == engine.tag(other, split_sentences(other))
    assert both[2].words == () and both[2].links == ()


def test_threads_change_nothing(tags: Tags) -> None:
    assert Engine.load(threads=2).tag_many([TEXT] * 3, [split_sentences(TEXT)] * 3) == [tags] * 3


def test_a_sentence_longer_than_a_unit_is_read_in_pieces(engine: Engine) -> None:
    text = "the rebels and the troops and " * 150
    found = engine.tag(text, [Span(0, len(text))])
    assert len(found.words) == 900
    assert max(len(unit.pieces[0]) for unit in engine.prepare(text, []).units) <= UNIT


def test_noise_is_survived(engine: Engine) -> None:
    text = "\u200b\x00 ]]>>" + "x" * 3000 + " \ud83d \U0001f525 ‮ kill  \n\n\n ''' \" “ “"
    found = engine.tag(text, split_sentences(text))
    assert all(span.of(text).strip() for span in found.words)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="missing"):
        Engine.load(tmp_path)


def test_broken_weights_are_one_clear_line(tmp_path: Path) -> None:
    for name in ("engine.npz", "engine.json", "vocab.txt"):
        (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    (tmp_path / "engine.onnx").write_bytes(b"not a graph")
    with pytest.raises(EngineError, match="cannot be loaded") as caught:
        Engine.load(tmp_path)
    assert "\n" not in str(caught.value)


def test_scores_and_tags_agree(engine: Engine, tags: Tags) -> None:
    scores = engine.score_many([TEXT], [split_sentences(TEXT)])[0]
    assert scores.tags.shape == (len(tags.words), engine.constants.tag_columns)
    assert np.isfinite(scores.pairs).all()
    assert engine.decode(scores) == tags
