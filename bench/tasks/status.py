"""Whether a predicate happened: UDS factuality over the English Web Treebank, dev part (or the treebank jsonl given).

Happened, ongoing and historical stand against denied, alleged, planned, threatened and hypothetical; predicates whose
annotation is within 0.3 of the middle are left out. Balanced accuracy is the mean recall of both sides. ``status.tsv`` beside
this file holds sentences written for this project, one marked predicate each, for the eight classes themselves:
``own_balanced_accuracy`` is what the reader says of them, rules and engine together, ``own_head_balanced_accuracy`` the engine's
head by itself.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from training.documents import STATUS_TAGS
from training.readers.factuality import HAPPENED, add_status, read_values
from training.readers.texts import WordIndex
from training.readers.treebanks import read_ewt, read_jsonl

from accordingto.model.text import Span
from accordingto.reading.events import Events
from accordingto.reading.heads import Table
from accordingto.reading.names import find_mentions, group
from accordingto.reading.places import Setting
from accordingto.reading.quotations import find_quotations
from accordingto.reading.references import resolve
from accordingto.reading.roles import Roles
from accordingto.reading.sentences import split_sentences
from accordingto.reading.statements import Scope, find_statements
from accordingto.reading.tags import STATUS_LABELS, Tags
from accordingto.reading.times import find_times
from accordingto.reading.tree import Tree
from bench.corpora import needed
from bench.figures import Count, class_f1, table
from bench.reading import engine as load
from bench.reading import read_texts, score_documents

DATA = ("ewt_propbank_merged", "dev.jsonl")
OWN = Path(__file__).with_name("status.tsv")
PUBLISHED = datetime(2025, 6, 2)


def own_rows(path: Path) -> list[tuple[str, tuple[int, int], str]]:
    """Text, span of the marked predicate and status of every line ``status<TAB>text with *predicate*``."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            status, marked = line.split("\t")
            before, word, after = marked.split("*")
            rows.append((before + word + after, (len(before), len(before) + len(word)), status))
    return rows


def own_heads(path: Path | None) -> tuple[list[str], list[str]]:
    """Gold status of the project's own sentences and what the engine's head alone says."""
    engine = load(path)
    gold, found = [], []
    for text, span, status in own_rows(OWN):
        scores = engine.score_many([text], [split_sentences(text)])[0]
        low, high = WordIndex(scores.spans).range(*span)
        gold.append(status)
        found.append(STATUS_LABELS[int(Table(scores, engine.constants).tags("status")[high - 1].argmax())])
        assert low < high
    return gold, found


def own_read(path: Path | None) -> tuple[list[str], list[str]]:
    """Gold status of the project's own sentences and what the reader says of them: rules first, the engine where they are silent.

    The reader gives a status to acts of known types only; here its rules are asked about any predicate.
    """
    gold, found = [], []
    rows = own_rows(OWN)
    for (text, span, status), tags in zip(rows, read_texts([text for text, _, _ in rows], path), strict=True):
        gold.append(status)
        found.append(status_in(text, tags, Span(*span)))
    return gold, found


def status_in(text: str, tags: Tags, span: Span) -> str:
    """The status that the reader gives to the predicate at a span of a report of one sentence."""
    tree = Tree(text, tags)
    sentences = [tree.span(s) for s in tags.sentences]
    mentions = find_mentions(tree)
    entities = group(tree, mentions)
    references = resolve(tree, mentions, entities)
    times = find_times(text, sentences, published=f"{PUBLISHED:%Y-%m-%d}", hints=[tree.span((t.first, t.last)) for t in tags.times])
    stated = find_statements(tree, Scope(find_quotations(text), frozenset(), ""), mentions, entities, references)
    roles = Roles(tree, mentions, references)
    events = Events(tree, roles, Setting(tree, mentions), stated, times, frozenset(), PUBLISHED)
    return events.status_at(tree.range_of(span)[1] - 1)[0]


def run(data: Path, engine: Path | None = None) -> dict[str, Any]:
    """Score one treebank part, and the own sentences."""
    facts = needed("uds_factuality")
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
    heads, own = class_f1(*own_heads(engine)), class_f1(*own_read(engine))
    table("own sentences, head alone", heads)
    table("own sentences, as read", own)
    balanced = sum(count.recall for count in rows.values()) / 2
    assert set(own) <= set(STATUS_TAGS)
    return {
        "balanced_accuracy": round(balanced, 4),
        "own_balanced_accuracy": round(_balanced(own), 4),
        "own_head_balanced_accuracy": round(_balanced(heads), 4),
        "predicates": sum(count.gold for count in rows.values()),
        "own": sum(count.gold for count in own.values()),
    }


def _balanced(rows: dict[str, Count]) -> float:
    kinds = [count.recall for count in rows.values() if count.gold]
    return sum(kinds) / max(1, len(kinds))
