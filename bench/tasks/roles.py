"""Roles on heads: the merged treebank jsonl with PropBank arguments; ARG0 to ARG2, LOC, TMP, NEG and MOD, each by its head word.

A role is right if predicate, head and label are. The main figure finds the predicates itself; "given" is told them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from training.documents import ROLE_TAGS
from training.readers.treebanks import read_ewt

from accordingto.reading.heads import Table
from bench.figures import Count, table
from bench.reading import engine as load
from bench.reading import score_documents

DATA = ("ewt_propbank_merged", "dev.jsonl")


def run(data: Path, engine: Path | None = None) -> dict[str, Any]:
    """Score one jsonl file."""
    documents = list(read_ewt(data))
    rows = {name: Count() for name in ("found predicates", "given predicates", "predicates", *ROLE_TAGS[1:])}
    for document, scores in zip(documents, score_documents(documents, engine), strict=True):
        view = Table(scores, load(engine).constants)
        assert document.predicates is not None
        gold = {(p, h, ROLE_TAGS[label]) for p, h, label in document.roles}
        found = {(role.predicate, role.head, role.label) for role in view.roles()}
        own = np.flatnonzero(document.predicates)
        rows["found predicates"].add(gold, found)
        rows["given predicates"].add(gold, {(role.predicate, role.head, role.label) for role in view.roles(own)})
        rows["predicates"].add(own.tolist(), view.predicates().tolist())
        for label in ROLE_TAGS[1:]:
            rows[label].add([r for r in gold if r[2] == label], [r for r in found if r[2] == label])
    table("roles on heads", rows)
    return rows["found predicates"].row() | {"given": rows["given predicates"].row(), "predicates": rows["predicates"].row()}
