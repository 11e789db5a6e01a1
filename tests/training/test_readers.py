"""Corpus readers: spans lie exactly on words. Small invented files in each corpus's layout."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from training.documents import DEPRELS, NAME_TAGS, ROLE_TAGS, UPOS, join, tags_of_spans
from training.readers.events import QUAD, MarkedSentence, read_parties, read_plv, read_titles, type_mask, unmark
from training.readers.events import marked_documents as marked
from training.readers.factuality import HAPPENED, NOT_HAPPENED, mask_of
from training.readers.names import NEWSWIRE, column_document
from training.readers.polnear import parse_annotations, read_document, read_folder
from training.readers.times import parse_timeml, time_document
from training.readers.treebanks import deprel_index, head_of_range, read_ewt

from accordingto.reading.decode import runs
from accordingto.reading.tags import ATTRIBUTION_LABELS

NEWS = 'Minister Koss said: "We held\nthe bridge," adding that rebels fled.'


def brat(*parts: tuple[str, str, str]) -> str:
    """Brat lines of parts given by their words."""
    lines = []
    for key, kind, words in parts:
        ranges = []
        for piece in words.split("|"):
            start = NEWS.index(piece)
            ranges.append(f"{start} {start + len(piece)}")
        lines.append(f"{key}\t{kind} {';'.join(ranges)}\t{words}")
    return "\n".join(lines)


ANNOTATED = brat(
    ("T1", "Source", "Minister Koss"), ("T2", "Cue", "said"), ("T3", "Content", '"We held|the bridge,"'),
    ("T4", "Cue", "adding"), ("T5", "Content", "that rebels fled"),
) + "\nE1\tAttribution:T9 Source:T1 Cue:T2 Content:T3\nE2\tAttribution:T8 Source1:T1 Cue:T4 Content:T5\n\n"  # fmt: skip


def test_polnear_spans_lie_on_words_and_broken_lines_are_joined() -> None:
    document = read_document("x", NEWS, ANNOTATED)
    assert document.attribution is not None
    found = [(" ".join(document.words[low:high]), ATTRIBUTION_LABELS[label]) for low, high, label in runs(document.attribution)]
    assert found == [
        ("Minister Koss", "source"), ("said", "cue"), ('" We held the bridge , "', "content"), ("adding", "cue"),
        ("that rebels fled", "content"),
    ]  # fmt: skip
    assert [len(a.content) for a in document.attributions] == [1, 1]
    assert document.attributions[0].source == document.attributions[1].source == ((0, 2),)


def test_polnear_ignores_what_is_no_part() -> None:
    parts, relations = parse_annotations("T1\tDiscuss 0 3\tabc\n\nrubbish\nT2\tCue 1 x\tb\nE1\tAttribution:T1 Cue:T2\n", "abc")
    assert parts == {} and relations == []


def test_polnear_folder_takes_one_or_every_annotator(tmp_path: Path) -> None:
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
    (tmp_path / "text" / "a.txt").write_text(NEWS, encoding="utf-8")
    for who in ("1", "2"):
        (tmp_path / "attributions" / f"a_{who}.ann").write_text(ANNOTATED, encoding="utf-8")
    assert len(list(read_folder(tmp_path, every_annotator=False))) == 1
    assert len(list(read_folder(tmp_path, every_annotator=True))) == 2


def test_overlapping_ranges_give_tags_that_may_follow_each_other() -> None:
    tags = tags_of_spans(6, [(1, 3, "cue"), (0, 6, "content")], ["O", "B-cue", "I-cue", "B-content", "I-content"])
    assert tags.tolist() == [3, 1, 2, 3, 4, 4]


def test_treebank_rows_become_heads_and_roles(tmp_path: Path) -> None:
    rows = [
        {"doc": "d", "sent_id": f"s{n}", "text": "Rebels fled Tolm .", "tokens": ["Rebels", "fled", "Tolm", "."],
         "upos": ["NOUN", "VERB", "PROPN", "PUNCT"], "head": [2, 0, 2, 2], "deprel": ["nsubj", "root", "obj", "punct"],
         "props": [{"pred": 1, "roleset": "flee.01", "args": [["ARG0", 0, 0], ["V", 1, 1], ["ARG1", 2, 2], ["ARGM-ADV", 3, 3]]}]}
        for n in (1, 2)
    ]  # fmt: skip
    path = tmp_path / "t.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (document,) = read_ewt(path)
    assert document.heads is not None and document.heads.tolist() == [1, -1, 1, 1, 5, -1, 5, 5]
    assert document.breaks == [False] * 4 + [True] + [False] * 3
    assert document.roles == [(1, 0, ROLE_TAGS.index("ARG0")), (1, 2, ROLE_TAGS.index("ARG1")), (5, 4, 1), (5, 6, 2)]
    assert document.masks["upos"].tolist()[:2] == [1 << UPOS.index("NOUN"), 1 << UPOS.index("VERB")]


def test_unknown_subtypes_count_as_their_relation() -> None:
    assert DEPRELS[deprel_index("obl:strange")] == "obl"
    assert DEPRELS[deprel_index("strange")] == "dep"


def test_the_head_of_a_range_is_the_word_that_hangs_outside() -> None:
    assert head_of_range([1, 4, 1, 2, -1], 0, 3) == 1


def test_classes_that_a_corpus_does_not_tell_apart_stay_open() -> None:
    document = column_document("x", [(["The", "Dorn", "Cup", "in", "Tolm"], ["O", "B-Misc", "E-Misc", "O", "S-Location"])], NEWSWIRE)
    allowed = [{NAME_TAGS[k] for k in range(len(NAME_TAGS)) if mask >> k & 1} for mask in document.masks["names"].tolist()]
    assert allowed == [{"O"}, {"B-event", "B-other"}, {"I-event", "I-other"}, {"O"}, {"B-place"}]


def test_joined_tokens_keep_their_spans() -> None:
    tokens = ["He", "did", "n't", "say", '"', "no", '"', ",", "(", "yet", ")", "state", "-", "run", "."]
    text, spans = join(tokens)
    assert text == 'He didn\'t say "no", (yet) state-run.'
    assert [span.of(text) for span in spans] == tokens


def test_time_expressions_lie_on_words() -> None:
    markup = (
        '<DCT><TIMEX3 value="2031-05-04">x</TIMEX3></DCT><TEXT>It <EVENT>fell</EVENT> '
        '<TIMEX3 type="DATE" value="2031-04-27">last week</TIMEX3> &amp; later.</TEXT>'
    )
    found = parse_timeml("a", markup)
    assert found.text == "It fell last week & later." and found.created == "2031-05-04"
    assert [found.text[t.start : t.end] for t in found.times] == ["last week"]
    assert time_document(found).masks["times"].tolist() == [1, 1, 2, 4, 1, 1, 1]


def test_marked_sentences_lose_their_marks_and_keep_their_spans(tmp_path: Path) -> None:
    text, spans = unmark("<s>Varland</s> sued <t>the Dorn Bank</t>.")
    assert text == "Varland sued the Dorn Bank." and text[slice(*spans["t"])] == "the Dorn Bank"
    table = tmp_path / "plv.tsv"
    rows = ["id\tmarked_sentence\tgold_root", "1\t<s>Varland</s> sued <t>Dorn</t>.\tACCUSE", "2\t<s>A</s> freed <t>B</t>.\tYIELD", ""]
    table.write_text("\n".join(rows), encoding="utf-8")
    (document,) = marked("plv", read_plv(table))
    assert [(document.words[slice(*p.source)], document.words[slice(*p.target)]) for p in document.pairs if p.source and p.target] == [
        (["Varland"], ["Dorn"]), (["A"], ["B"]),
    ]  # fmt: skip
    assert [p.types for p in document.pairs] == [type_mask(("ACCUSE",)), type_mask(("CONCEDE", "RETREAT"))]


def test_party_columns(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("Rebels B-S\nshot O\ntwo B-T\nmen I-T\n\nDorn B-R\nand I-R\nTolm I-R\nmet O\n", encoding="utf-8")
    (document,) = read_parties(path)
    assert document.sentences == [(0, 4), (4, 8)]
    assert np.log2(document.masks["parties"]).astype(int).tolist() == [1, 0, 3, 4, 5, 6, 6, 0]


def test_factuality_near_the_middle_says_nothing() -> None:
    assert [mask_of(v) for v in (1.2, 0.1, -2.0)] == [HAPPENED, 0, NOT_HAPPENED]
    assert not HAPPENED & NOT_HAPPENED


def test_the_quad_classes_share_no_type() -> None:
    every = [t for types in QUAD.values() for t in types]
    assert len(every) == len(set(every))


def test_a_fold_never_learns_its_own_sentences() -> None:
    pytest.importorskip("torch", reason="training needs torch (pip install accordingto[train])")
    from training.folds import FOLDS, parted

    texts = [f"Town {n} accused village {n}." for n in range(11)]
    # The last row is the first sentence again, spaced otherwise and with another pair of parties.
    rows = [MarkedSentence(text, (0, 6), (15, 24), "ACCUSE") for text in texts] + [
        MarkedSentence("Town 0  accused village 0.", None, None, "")
    ]
    for fold in range(FOLDS):
        teaching, held = parted(rows, fold)
        assert held == [row for at, row in enumerate(rows) if at % FOLDS == fold]
        assert not {row.text.replace("  ", " ") for row in teaching} & {row.text.replace("  ", " ") for row in held}
        lost = [row.text for row in rows if row not in teaching and row not in held]
        assert lost == (["Town 0  accused village 0."] if fold == 0 else ["Town 0 accused village 0."] if fold == 1 else [])


def test_titles_are_filled_and_typed_once_for_each_country(tmp_path: Path) -> None:
    table = tmp_path / "stories.csv"
    rows = [
        ("{country_1} Frees Two Journalists", "Varland Frees Two Journalists", "RETREAT"),
        ("{country_1} Frees Two Journalists", "Dorn Frees Two Journalists", "RETREAT"),
        ("{country_1} Frees Two Journalists", "Dorn Frees Two Journalists", "RETREAT"),
        ("Talks Begin in {city}", "Talks Begin in Tolm", "CONSULT"),
        ("Nothing Known", "Nothing Known", ""),
    ]
    lines = ["text,title,prompt,label", *(f'a story,{title},"{prompt}\n\n(local media) --",{label}' for title, prompt, label in rows)]
    table.write_text("\n".join(lines), encoding="utf-8")
    (document,) = read_titles(table)
    found = {(" ".join(document.words[slice(*pair.words)]), pair.types) for pair in document.pairs}
    freed = type_mask(("CONCEDE", "RETREAT"))
    assert found == {
        ("Varland Frees Two Journalists", freed), ("Dorn Frees Two Journalists", freed), ("Talks Begin in Tolm", type_mask(("CONSULT",))),
    }  # fmt: skip
    assert len(document.pairs) == 3
    assert {len(d.pairs) for d in read_titles(table, copies=1)} == {2}
