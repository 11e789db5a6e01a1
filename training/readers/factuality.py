"""Universal Decompositional Semantics: whether a predicate happened, over the sentences of the English Web Treebank."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from training.documents import STATUS_TAGS, Document

HAPPENED = sum(1 << STATUS_TAGS.index(name) for name in ("happened", "ongoing", "historical"))
NOT_HAPPENED = sum(1 << STATUS_TAGS.index(name) for name in ("denied", "alleged", "planned", "threatened", "hypothetical"))
_UNSURE = 0.3


def read_values(folder: Path) -> dict[str, dict[int, float]]:
    """Treebank sentence id to factuality of its predicates by word number from 0, about -3 to 3."""
    ids = json.loads((folder / "ud_ids.json").read_text(encoding="utf-8"))
    data = json.loads((folder / "normalized" / "factuality.json").read_text(encoding="utf-8"))["data"]
    values: dict[str, dict[int, float]] = {}
    for graph, predicates in data.items():
        row = values.setdefault(ids[graph]["sentence_id"], {})
        for node, layers in predicates.items():
            row[int(node.rsplit("-", 1)[1]) - 1] = layers["factuality"]["factual"]["value"]
    return values


def mask_of(value: float) -> int:
    """Statuses that a factuality value allows; 0 where it is too near the middle to say."""
    if abs(value) < _UNSURE:
        return 0
    return HAPPENED if value > 0 else NOT_HAPPENED


def add_status(documents: Iterable[Document], sentence_ids: list[str], values: dict[str, dict[int, float]]) -> Iterator[Document]:
    """Give treebank documents the status masks of their sentences; ``sentence_ids`` runs over all sentences in order."""
    ids = iter(sentence_ids)
    for document in documents:
        masks = np.zeros(len(document.words), dtype=np.int64)
        for low, high in document.sentences:
            for word, value in values.get(next(ids), {}).items():
                if low + word < high:
                    masks[low + word] = mask_of(value)
        document.masks["status"] = masks
        yield document
