"""Who does something to whom: cameo_ner's columns (S source, T target, R both), scored on heads.

A party is right if the head word of the found run is the head word of a gold run of the same kind, heads by the engine's own
parse; "pair" counts sentences in which all parties are right and no other is found.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from training.documents import PARTY_TAGS
from training.readers.events import read_parties
from training.readers.treebanks import head_of_range

from accordingto.reading.decode import runs
from accordingto.reading.heads import Table, syntax_heads
from accordingto.reading.tags import PARTY_LABELS
from bench.figures import Count, table
from bench.reading import engine as load
from bench.reading import score_documents

DATA = ("cameo_ner", "test.txt")


def run(data: Path, engine: Path | None = None) -> dict[str, Any]:
    """Score one column file."""
    documents = list(read_parties(data))
    rows = {name: Count() for name in ("heads", "spans", *PARTY_LABELS)}
    right = sentences = 0
    for document, scores in zip(documents, score_documents(documents, engine), strict=True):
        view = Table(scores, load(engine).constants)
        tree = syntax_heads(scores)
        heads = tree.tolist()
        gold_spans = {(low, high, PARTY_LABELS[k]) for low, high, k in runs(_numbers(document.masks["parties"].tolist()))}
        found_spans = {(span.first, span.last, span.label) for span in view.parties(tree, view.relations(tree))}
        gold = {(head_of_range(heads, low, high - 1), label) for low, high, label in gold_spans}
        found = {(head_of_range(heads, low, high - 1), label) for low, high, label in found_spans}
        rows["heads"].add(gold, found)
        rows["spans"].add(gold_spans, found_spans)
        for label in PARTY_LABELS:
            rows[label].add([g for g in gold if g[1] == label], [f for f in found if f[1] == label])
        for low, high in document.sentences:
            sentences += 1
            right += {g for g in gold if low <= g[0] < high} == {f for f in found if low <= f[0] < high}
    table("parties", rows)
    print(f"{'sentences all right':<28}{right / max(1, sentences):>10.3f}{'':>20}{sentences:>8}")
    return rows["heads"].row() | {"span_f1": round(rows["spans"].f1, 4), "pair_accuracy": round(right / max(1, sentences), 4)}


def _numbers(masks: list[int]) -> Any:
    import numpy as np

    return np.array([mask.bit_length() - 1 for mask in masks], dtype=np.int64)


assert len(PARTY_TAGS) == 2 * len(PARTY_LABELS) + 1
