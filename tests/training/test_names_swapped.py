"""Made sentences and copies with other names: every label keeps its place."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch (pip install accordingto[train])")

from training.documents import ATTRIBUTION_TAGS, EVENT_TYPES, NAME_TAGS, PARTY_TAGS, ROLE_TAGS, Attribution, Document, Pair
from training.invented import NameMaker
from training.readers.texts import document_of
from training.scenes import OPEN, SILENT, SPOKEN, SceneMaker, scene_document
from training.swaps import Pool, Swapper, gold_mentions, replaced, shape, swapped_copies
from training.templates import made_documents


def tagged(document: Document, name: str, tags: list[str]) -> list[str]:
    return [tags[int(mask).bit_length() - 1] for mask in document.masks[name]]


def pool_of(*names: tuple[str, str]) -> Pool:
    pool = Pool()
    for text, label in names:
        pool.names.setdefault((label, shape(text.split())), []).append(tuple(text.split()))
    return pool


def report() -> Document:
    """Orlav accused the Velt Guard of an attack, twice."""
    document = document_of("t", "Orlav accused the Velt Guard of lies.\nMina Orte of Orlav said the Velt Guard lied.")
    size = len(document.words)
    names, parties = np.ones(size, np.int64), np.ones(size, np.int64)
    for at, tag in ((0, "B-place"), (3, "B-organisation"), (4, "I-organisation"), (8, "B-person"), (9, "I-person"), (11, "B-place"),
                    (14, "B-organisation"), (15, "I-organisation")):  # fmt: skip
        names[at] = 1 << NAME_TAGS.index(tag)
    for at, tag in ((0, "B-source"), (2, "B-target"), (3, "I-target"), (4, "I-target")):
        parties[at] = 1 << PARTY_TAGS.index(tag)
    document.masks |= {"names": names, "parties": parties}
    document.attribution = np.zeros(size, np.int64)
    document.attribution[[8, 12, 13]] = [ATTRIBUTION_TAGS.index(t) for t in ("B-source", "B-cue", "B-content")]
    document.attribution[[9, 10, 11, 14, 15, 16]] = [ATTRIBUTION_TAGS.index(t) for t in ("I-source",) * 3 + ("I-content",) * 3]
    document.attributions = [Attribution(((8, 12),), ((12, 13),), ((13, 17),))]
    document.pairs = [Pair((0, 8), (0, 1), (2, 5), 1 << EVENT_TYPES.index("ACCUSE"))]
    return document


def words(document: Document, spans: tuple[tuple[int, int], ...]) -> str:
    return " / ".join(" ".join(document.words[low:high]) for low, high in spans)


def test_a_longer_name_takes_all_labels_along() -> None:
    made = replaced(report(), [(0, 1, ("Heirs", "of", "Krev")), (11, 12, ("Krev",)), (14, 16, ("KSV",))])
    assert " ".join(made.words[:6]) == "Heirs of Krev accused the Velt"
    assert tagged(made, "parties", PARTY_TAGS)[:4] == ["B-source", "I-source", "I-source", "O"]
    assert tagged(made, "names", NAME_TAGS)[:4] == ["B-place", "I-place", "I-place", "O"]
    only = made.attributions[0]
    assert words(made, only.source) == "Mina Orte of Krev" and words(made, only.content) == "the KSV lied"
    assert made.attribution is not None and [ATTRIBUTION_TAGS[t] for t in made.attribution[-5:]] == [
        "B-cue", "B-content", "I-content", "I-content", "O"
    ]  # fmt: skip
    assert made.pairs[0].source == (0, 3) and made.pairs[0].target is not None
    assert words(made, (made.pairs[0].target,)) == "the Velt Guard" and made.breaks.count(True) == 1
    assert made.sentences == [(0, 10), (10, 19)]


def test_one_name_is_replaced_alike_throughout_a_document() -> None:
    pool = pool_of(("Anna Bell", "person"))
    seen = set()
    for seed in range(40):
        swapped = Swapper(pool, random.Random(seed)).swap(report(), gold_mentions(report()))
        found = gold_mentions(swapped)
        assert [label for _, _, label in found] == ["place", "organisation", "person", "place", "organisation"]
        forms = [words(swapped, ((low, high),)) for low, high, _ in found]
        assert forms[1] == forms[4] and len(forms[2].split()) == 2
        seen.add(forms[1])
    assert len(seen) > 10


def test_syntax_keeps_its_words_apart() -> None:
    document = report()
    document.heads = np.zeros(len(document.words), np.int64)
    for seed in range(20):
        swapped = Swapper(Pool(), random.Random(seed)).swap(document, gold_mentions(document))
        assert len(swapped.words) == len(document.words) and swapped.heads is document.heads


def test_silver_names_are_asked_for_where_a_corpus_marks_none() -> None:
    document = report()
    del document.masks["names"]
    made = list(swapped_copies([document], 2, Pool(), 1, lambda some: [[(11, 12, "place")] for _ in some]))
    assert len(made) == 2 and all("accused" in d.words for d in made)


@pytest.mark.parametrize("frame", [*SPOKEN, *SILENT, *OPEN])
def test_frames_are_well_formed(frame: str) -> None:
    maker = SceneMaker(random.Random(5))
    for _ in range(4):
        sentence = maker.sentence(frame)
        assert not any(mark in word for word in sentence.words for mark in "{}[]|;")
        document = scene_document("t", [sentence], spoken=frame in SPOKEN)
        if frame in SPOKEN:
            assert all(a.cue and a.content for a in document.attributions) and document.attributions
        assert {(p, h) for p, h, _ in document.roles} <= {(p, h) for p in sentence.predicates for h in range(len(sentence.words))}
        assert document.predicates is not None and (document.predicates == 1).sum() == len(set(sentence.predicates))


def test_a_frame_says_who_does_it_to_whom() -> None:
    frame = next(f for f in SILENT if "B was attacked" in f)
    sentence = SceneMaker(random.Random(1)).sentence(frame)
    document = scene_document("t", [sentence], spoken=False)
    by = document.words.index("by")
    roles = {ROLE_TAGS[role]: head for _, head, role in document.roles}
    assert roles["ARG0"] > by > roles["ARG1"]
    assert document.pairs[0].source is not None and document.pairs[0].source[0] == by + 1


def test_made_sentences_mark_their_triggers() -> None:
    for document in made_documents(240):
        for name in ("status", "events"):
            assert len(document.masks[name]) == len(document.words)
        if document.name.startswith("made"):
            assert all((document.masks["status"][low:high] > 0).sum() == 1 for low, high in document.sentences)


def test_invented_names_have_the_shape_asked_for() -> None:
    maker = NameMaker(random.Random(2))
    for label, form in (("place", ("X",)), ("nationality", ("X",)), ("organisation", ("X", "of", "X")), ("organisation", ("U",))):
        found = maker.of(label, form)
        assert found is not None and shape(found) == form
    assert maker.of("organisation", ("X", "of", "the", "X")) is None
