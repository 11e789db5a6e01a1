"""Five folds over the PLV table: how well a pair's PLOVER root is told on sentences that the network has not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from training.documents import Document
from training.export import export
from training.mix import MIX, Part
from training.network import Network
from training.readers.events import MarkedSentence, marked_documents, read_parties, read_plv, read_quads, squeezed
from training.train import Plan, train

FOLDS = 5
_OWN = 0.45
_BESIDE = {"ewt": 0.05, "parties": 0.08, "quads": 0.12, "wikievents": 0.08, "rams": 0.04, "headlines": 0.12, "made": 0.06}
"""Shares of the fold's own training rows, and of the parts that say something of events. A fold sees its rows eight times or so in
250 batches."""


def fold_parts(fold: int, rows: Sequence[MarkedSentence]) -> list[Part]:
    """The mix for one fold: the other four folds of PLV, and the other corpora of events without the fold's own sentences.

    Args:
        rows: all rows of the table; about half of them stand in cameo_ner and cameo_class too.
    """
    held = {squeezed(row.text) for at, row in enumerate(rows) if at % FOLDS == fold}
    others = [row for row in rows if squeezed(row.text) not in held]
    readers: dict[str, Callable[[Path], Iterator[Document]]] = {
        "parties": lambda f: read_parties(f / "train.txt", without=held),
        "quads": lambda f: read_quads(f / "train.tsv", without=held),
    }
    kept = [replace(p, share=_BESIDE[p.name], read=readers.get(p.name, p.read)) for p in MIX if p.name in _BESIDE]
    return [Part("plv", "plv_plover", _OWN, lambda f: marked_documents(f"plv{fold}", others), "events", swaps=2), *kept]


def folds(corpora: Path, pretrained: Path, work: Path, *, seed: int, steps: int, chosen: tuple[int, ...] = tuple(range(FOLDS))) -> None:
    """Train one small network a fold, from the pretrained encoder, and score all held-out rows together."""
    from bench.tasks.plover import figures_of, predict

    rows = read_plv(corpora / "plv_plover" / "PLV_train.tsv")
    gold: list[str] = []
    found: list[str] = []
    for fold in chosen:
        out = work / str(fold)
        if not (out / "network.pt").is_file():
            train(Plan(steps=steps, warmup=30, seed=seed), corpora, pretrained, out, parts=fold_parts(fold, rows))
        network = Network()
        network.load(torch.load(out / "network.pt", weights_only=True)["network"])
        export(network, pretrained / "vocab.txt", out / "model")
        held = [row for at, row in enumerate(rows) if at % FOLDS == fold]
        gold += [row.root for row in held]
        found += predict(held, out / "model")
    print(figures_of(gold, found))
