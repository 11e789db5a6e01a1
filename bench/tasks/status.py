"""Whether a predicate happened: UDS factuality over the English Web Treebank, dev part (or the treebank jsonl given).

Happened, ongoing and historical stand against denied, alleged, planned, threatened and hypothetical; predicates whose
annotation is within 0.3 of the middle are left out. Balanced accuracy is the mean recall of both sides. ``status.tsv`` beside
this file holds sentences written for this project, one marked predicate each, for the eight classes themselves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from training.documents import STATUS_TAGS
from training.readers.factuality import HAPPENED, add_status, read_values
from training.readers.texts import WordIndex
from training.readers.treebanks import read_ewt, read_jsonl

from accordingto.reading.heads import Table
from accordingto.reading.sentences import split_sentences
from accordingto.reading.tags import STATUS_LABELS
from bench.corpora import corpus
from bench.figures import Count, class_f1, table
from bench.reading import engine as load
from bench.reading import score_documents

DATA = ("ewt_propbank_merged", "dev.jsonl")
OWN = Path(__file__).with_name("status.tsv")


def own_rows(path: Path) -> list[tuple[str, tuple[int, int], str]]:
    """Text, span of the marked predicate and status of every line ``status<TAB>text with *predicate*``."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            status, marked = line.split("\t")
            before, word, after = marked.split("*")
            rows.append((before + word + after, (len(before), len(before) + len(word)), status))
    return rows


def own_set(path: Path | None) -> tuple[list[str], list[str]]:
    """Gold and found status of the project's own sentences."""
    engine = load(path)
    gold, found = [], []
    for text, span, status in own_rows(OWN):
        scores = engine.score_many([text], [split_sentences(text)])[0]
        low, high = WordIndex(scores.spans).range(*span)
        gold.append(status)
        found.append(STATUS_LABELS[int(Table(scores, engine.constants).tags("status")[high - 1].argmax())])
        assert low < high
    return gold, found


def run(data: Path, engine: Path | None = None) -> dict[str, Any]:
    """Score one treebank part, and the own sentences."""
    facts = corpus("uds_factuality")
    if facts is None:
        raise SystemExit("the corpus uds_factuality is not here")
    ids = [row["sent_id"] for row in read_jsonl(data)]
    documents = list(add_status(read_ewt(data), ids, read_values(facts)))
    rows = {"happened": Count(), "not happened": Count()}
    for document, scores in zip(documents, score_documents(documents, engine), strict=True):
        best = Table(scores, load(engine).constants).tags("status").argmax(1)
        for mask, status in zip(document.masks["status"].tolist(), best.tolist(), strict=True):
            if mask:
                gold = "happened" if mask == HAPPENED else "not happened"
                found = "happened" if 1 << status & HAPPENED else "not happened"
                rows[gold].gold += 1
                rows[found].found += 1
                rows[gold].right += gold == found
    table("uds factuality", rows)
    own = class_f1(*own_set(engine))
    table("own sentences", own)
    balanced = sum(count.recall for count in rows.values()) / 2
    kinds = [count.recall for count in own.values() if count.gold]
    assert set(own) <= set(STATUS_TAGS)
    return {
        "balanced_accuracy": round(balanced, 4), "own_balanced_accuracy": round(sum(kinds) / max(1, len(kinds)), 4),
        "predicates": sum(count.gold for count in rows.values()), "own": sum(count.gold for count in own.values()),
    }  # fmt: skip
