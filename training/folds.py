"""Five folds over PLV_train, which the shipped weights have seen: one small network a fold, from the pretrained encoder.

Four folds teach, the fifth is scored, so that every row is scored once, by a network that has seen neither it nor the same sentence
with other parties. Nothing else teaches: half of the table's sentences stand in other corpora of events too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import dropout

from accordingto.reading.wordpiece import WordPiece
from training.batches import losses, tensors
from training.branch import padded
from training.documents import Unit, pack
from training.export import export
from training.mean import take_in
from training.network import LAYERS, Encoder, Network, Words, bias_of, unit_order
from training.readers.events import MarkedSentence, marked_documents, read_plv, squeezed

FOLDS = 5
_AT_ONCE = 32
_UNIT = 256


@dataclass(frozen=True, slots=True)
class FoldPlan:
    """The settings of one fold.

    Attributes:
        epochs: how often each row is seen.
        sentences: of one batch.
        kept: the encoder's first layers, which stay as they were pretrained; their states are computed once.
        rate, head_rate: peak learning rates of the other layers and of the heads; both rise over ``warmup`` of the run, then fall to zero.
        dropout: share of the numbers of the words' states that are left out.
        average: share of the run's end over which the weights are averaged.
        seed: of every random choice.
    """

    epochs: int = 12
    sentences: int = 24
    kept: int = 3
    rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: float = 0.08
    dropout: float = 0.2
    average: float = 0.15
    seed: int = 1


def parted(rows: Sequence[MarkedSentence], fold: int) -> tuple[list[MarkedSentence], list[MarkedSentence]]:
    """The rows that teach a fold, and those that it is scored on.

    A few sentences stand in the table more than once, with other parties: none that is scored teaches too.
    """
    held = [row for at, row in enumerate(rows) if at % FOLDS == fold]
    scored = {squeezed(row.text) for row in held}
    return [row for row in rows if squeezed(row.text) not in scored], held


@torch.no_grad()
def states_below(network: Network, units: Sequence[Unit], layers: int) -> dict[int, Tensor]:
    """The states [pieces, WIDTH] above the encoder's first ``layers``, by the unit's ``id``."""
    found: dict[int, Tensor] = {}
    order = sorted(units, key=lambda unit: len(unit.pieces))
    for at in range(0, len(order), _AT_ONCE):
        part = order[at : at + _AT_ONCE]
        for group in tensors(part)[0]:
            top = network.encoder(group.pieces, group.shapes, group.mask, layers)[-1]
            for row, number in enumerate(group.units):
                found[id(part[number])] = top[row, : len(part[number].pieces)].half()
    return found


def _words(network: Network, batch: Sequence[Unit], below: dict[int, Tensor], plan: FoldPlan) -> Words:
    """The words of a batch as the encoder's last layers have them."""
    groups, offsets = tensors(batch)
    found = []
    for group in groups:
        x, bias = padded(group, batch, below), bias_of(group.mask)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in network.encoder.layers[plan.kept :]:
                x = layer(x, bias)
        found.append(x.flatten(0, 1)[group.starts])
    order, _ = unit_order(groups, offsets)
    states = dropout(torch.cat(found).float()[order], plan.dropout)
    return Words(states, states[:0], offsets)


def _batches(units: Sequence[Unit], plan: FoldPlan) -> Iterator[list[Unit]]:
    """Every unit once an epoch, with others of about its length."""
    rng = random.Random(plan.seed)
    for _ in range(plan.epochs):
        order = sorted(units, key=lambda unit: len(unit.pieces) + 12 * rng.random())
        found = [order[at : at + plan.sentences] for at in range(0, len(order), plan.sentences)]
        rng.shuffle(found)
        yield from found


def learn(rows: Sequence[MarkedSentence], pretrained: Path, plan: FoldPlan) -> Network:
    """A network that knows the types of events from these rows alone; its other heads know nothing.

    Args:
        pretrained: folder with ``model.safetensors`` and ``vocab.txt``.
    """
    torch.manual_seed(plan.seed)
    network = Network(Encoder.pretrained(pretrained / "model.safetensors"))
    # No other corpus has taught this encoder what a word's shape says, and random shapes are worse than none.
    torch.nn.init.zeros_(network.encoder.shapes.weight)
    pieces = WordPiece.load(pretrained / "vocab.txt")
    units = [unit for document in marked_documents("plv", list(rows), 1) for unit in pack(document, pieces, _UNIT)]
    network.eval()
    below = states_below(network, units, plan.kept)
    layers = tuple(f"encoder.layers.{number}." for number in range(plan.kept, LAYERS))
    body = {key: value for key, value in network.named_parameters() if key.startswith(layers)}
    heads = {key: value for key, value in network.named_parameters() if key.startswith("event_")}
    learnt = body | heads
    peaks = ((body, plan.rate), (heads, plan.head_rate))
    optimiser = torch.optim.AdamW([{"params": list(own.values()), "lr": 0.0, "peak": peak} for own, peak in peaks], weight_decay=0.01)
    whole = plan.epochs * -(-len(units) // plan.sentences)
    mean: dict[str, Tensor] = {}
    summed = 0
    for step, batch in enumerate(_batches(units, plan)):
        for setting in optimiser.param_groups:
            setting["lr"] = setting["peak"] * min(1.0, (step + 1) / (plan.warmup * whole)) * (1 - step / whole)
        found = losses(network, batch, _words(network, batch, below, plan), ("pairs",))
        optimiser.zero_grad()
        found["pairs"].backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(list(learnt.values()), 1.0)
        optimiser.step()
        if step >= (1 - plan.average) * whole:
            summed += 1
            take_in(mean, learnt.items(), summed)
    network.load(network.state_dict() | mean)
    return network


def folds(corpora: Path, pretrained: Path, work: Path, *, seed: int, chosen: Sequence[int] = range(FOLDS)) -> None:
    """Teach and score the chosen folds, each from the exported int8 weights as the package would read them, and all rows together."""
    from bench.tasks.plover import figures_of, predict

    rows = read_plv(corpora / "plv_plover" / "PLV_train.tsv")
    torch.set_num_threads(1)
    gold: list[str] = []
    found: list[str] = []
    for fold in chosen:
        teaching, held = parted(rows, fold)
        model = work / str(fold) / "model"
        if not (model / "engine.onnx").is_file():
            export(learn(teaching, pretrained, FoldPlan(seed=seed)), pretrained / "vocab.txt", model)
        own = predict(held, model)
        print(f"fold {fold}: {sum(f == row.root for f, row in zip(own, held, strict=True))} of {len(held)} right", flush=True)
        gold += [row.root for row in held]
        found += own
    print(figures_of(gold, found))


__all__ = ["FOLDS", "FoldPlan", "folds", "learn", "parted", "states_below"]
