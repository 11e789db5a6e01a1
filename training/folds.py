"""Five folds over the PLV table: how well a pair's PLOVER root is told on sentences that the network has not seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import torch

from training.documents import Document
from training.export import export
from training.mix import MIX, Part
from training.network import Network
from training.readers.events import marked_documents, read_plv
from training.train import Plan, train

FOLDS = 5
_BESIDE = ("ewt", "parties", "quads", "wikievents", "rams", "headlines", "made")
"""Parts learnt beside the fold: those that say something of events."""


def fold_parts(fold: int) -> list[Part]:
    """The mix for one fold: the other four folds of PLV, and the other corpora of events."""

    def read(folder: Path) -> Iterator[Document]:
        rows = read_plv(folder / "PLV_train.tsv")
        return marked_documents(f"plv{fold}", [row for at, row in enumerate(rows) if at % FOLDS != fold])

    kept = [part for part in MIX if part.name in _BESIDE]
    return [Part("plv", "plv_plover", 0.5 * sum(part.share for part in kept), read, "events"), *kept]


def folds(corpora: Path, pretrained: Path, work: Path, *, seed: int, steps: int, chosen: tuple[int, ...] = tuple(range(FOLDS))) -> None:
    """Train one small network a fold, from the pretrained encoder, and score all held-out rows together."""
    from bench.tasks.plover import figures_of, predict

    rows = read_plv(corpora / "plv_plover" / "PLV_train.tsv")
    gold: list[str] = []
    found: list[str] = []
    for fold in chosen:
        out = work / str(fold)
        if not (out / "network.pt").is_file():
            train(Plan(steps=steps, warmup=30, seed=seed), corpora, pretrained, out, parts=fold_parts(fold))
        network = Network()
        network.load_state_dict(torch.load(out / "network.pt", weights_only=True)["network"])
        export(network, pretrained / "vocab.txt", out / "model")
        held = [row for at, row in enumerate(rows) if at % FOLDS == fold]
        gold += [row.root for row in held]
        found += predict(held, out / "model")
    print(figures_of(gold, found))
