"""Parts of speech and dependencies: the merged treebank jsonl (tokens, upos, head, deprel), its own words and sentences.

UAS and LAS count every word, punctuation too; LAS wants the relation with its subtype, LAS (universal) without.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from training.documents import DEPRELS, UPOS
from training.readers.treebanks import read_ewt

from accordingto.reading.heads import Table, syntax_heads
from bench.reading import engine as load
from bench.reading import score_documents

DATA = ("ewt_propbank_merged", "dev.jsonl")


def run(data: Path, engine: Path | None = None) -> dict[str, Any]:
    """Score one jsonl file."""
    documents = list(read_ewt(data))
    plain = np.array([DEPRELS.index(rel.split(":")[0]) if rel.split(":")[0] in DEPRELS else k for k, rel in enumerate(DEPRELS)])
    words = attached = labelled = universal = tagged = 0
    for document, scores in zip(documents, score_documents(documents, engine), strict=True):
        table = Table(scores, load(engine).constants)
        heads = syntax_heads(scores)
        rels = np.array([DEPRELS.index(rel) for rel in table.relations(heads)])
        assert document.heads is not None and document.rels is not None
        right = heads == document.heads
        words += len(heads)
        attached += int(right.sum())
        labelled += int((right & (rels == document.rels)).sum())
        universal += int((right & (plain[rels] == plain[document.rels])).sum())
        tagged += int((document.masks["upos"] == 1 << table.tags("upos").argmax(1)).sum())
    figures = {"uas": attached / words, "las": labelled / words, "las_universal": universal / words, "upos": tagged / words}
    for name, value in figures.items():
        print(f"{name:<16}{value:>8.4f}")
    print(f"{'words':<16}{words:>8}   (tags: {len(UPOS)} parts of speech, {len(DEPRELS)} relations)")
    return {name: round(value, 4) for name, value in figures.items()} | {"words": words}
