"""The heads of events learn by themselves, on the states of an encoder that stays as it is.

No other head can get worse, and reading costs nothing more. Which words are events at all is held to what the heads said before:
the corpora of events mark some kinds only, and what they leave unmarked teaches silence. What is learnt is the type of an event.
"""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, dropout, relu

from training.batches import losses, tensors
from training.branch import states_after
from training.documents import Document, Unit
from training.mean import take_in
from training.mix import MIX, Part
from training.network import LAYERS, Network, Words, unit_order
from training.readers.events import marked_documents, read_plv, read_titles
from training.train import batches, units_of

_SHARES = {"quads": 0.10, "wikievents": 0.10, "rams": 0.06, "ewt": 0.06, "made": 0.08, "polnear": 0.08}
"""Shares of the parts that the heads learn from beside PLV and titles; PolNeAR says nothing of events, and only holds them where they
were on news."""
_DOUBTFUL = 0.9
"""A word that is this surely no event counts a quarter of one that is not: nine words in ten are surely none."""


@dataclass(frozen=True, slots=True)
class EventPlan:
    """The settings of one run.

    Attributes:
        steps: batches to learn from.
        pieces: word pieces of one batch, about; ``unit`` most of one unit; ``most`` of one part.
        rate: peak learning rate; it rises over ``warmup`` steps, then falls to zero in a line.
        typed, held: what the loss of single words' types counts for beside that of sentences' types, and that of being an event at all.
        dropout: share of the numbers of the encoder's states that are left out.
        average: share of the run's end over which the weights are averaged.
        keep: share of the heads as they were in the result.
        seed: of every random choice.
    """

    steps: int = 300
    pieces: int = 1536
    unit: int = 256
    most: int = 120_000
    rate: float = 1e-3
    warmup: int = 30
    typed: float = 0.6
    held: float = 2.0
    dropout: float = 0.1
    average: float = 0.2
    keep: float = 0.2
    seed: int = 1


def _plv(folder: Path) -> Iterator[Document]:
    """Every sentence among five others and by itself, since in a report it has neighbours and in a headline none."""
    rows = read_plv(folder / "PLV_train.tsv")
    yield from marked_documents("plv", rows)
    yield from marked_documents("plv-alone", rows, 1)


def event_parts() -> list[Part]:
    """What the heads of events learn from when they learn by themselves."""
    return [
        Part("plv", "plv_plover", 0.40, _plv, "events", swaps=0.5),
        Part("titles", "ngec_synthetic", 0.12, lambda f: read_titles(f / "gpt_synthetic_events_2023-10-19_19.csv"), "events"),
        *(Part(p.name, p.corpus, _SHARES[p.name], p.read, p.teaches) for p in MIX if p.name in _SHARES),
    ]


def event_words(network: Network, batch: Sequence[Unit], top: dict[int, Tensor], left_out: float) -> Words:
    """The words of a batch from the encoder's states of their units, as they are or with a share of their numbers left out."""
    groups, offsets = tensors(batch)
    states = torch.cat([dropout(top[id(batch[number])].float(), left_out)[batch[number].starts] for g in groups for number in g.units])
    states = states[unit_order(groups, offsets)[0]]
    return Words(network.dropout(states) if left_out else states, states[:0], offsets)


def word_losses(network: Network, units: Sequence[Unit], states: Tensor, plain: Tensor, before: nn.Module) -> tuple[Tensor, Tensor]:
    """Of single words: the loss of the type of those that are surely events, and that of being an event as before.

    Args:
        states, plain: [words, WIDTH] with and without what is left out.
        before: from a word's state to its scores, as the heads had it.
    """
    scores = network.event_type(relu(network.event_word(states)))
    with torch.no_grad():
        none = before(plain).softmax(1)[:, 0]
    weight = torch.where(none < _DOUBTFUL, 4.0, 1.0)
    apart = binary_cross_entropy_with_logits(scores[:, 0] - scores[:, 1:].logsumexp(1), none, reduction="none")
    held = (weight * apart).sum() / weight.sum()
    masks = torch.cat([torch.from_numpy(u.document.masks["events"][u.first : u.last]) if "events" in u.document.masks
                       else torch.zeros(u.last - u.first, dtype=torch.long) for u in units])  # fmt: skip
    sure = (masks != 0) & (masks & 1 == 0)
    if not bool(sure.any()):
        return scores.sum() * 0, held
    typed, allowed = scores[sure][:, 1:], (masks[sure, None] >> torch.arange(1, scores.shape[1])) & 1
    return (typed.logsumexp(1) - typed.masked_fill(allowed == 0, -1e4).logsumexp(1)).mean(), held


def learn(network: Network, units: dict[str, list[Unit]], parts: Sequence[Part], plan: EventPlan) -> None:
    """Teach the network's heads of events; nothing else of it changes."""
    torch.manual_seed(plan.seed)
    top = states_after(network, LAYERS, [unit for found in units.values() for unit in found])
    own = {key: value for key, value in network.named_parameters() if key.startswith("event_")}
    first = {key: value.detach().clone() for key, value in own.items()}
    before = copy.deepcopy(nn.Sequential(network.event_word, nn.ReLU(), network.event_type))
    optimiser = torch.optim.AdamW(own.values(), lr=0.0, weight_decay=0.01)
    stream = batches(units, parts, plan.pieces, random.Random(plan.seed))
    mean: dict[str, Tensor] = {}
    summed = 0
    begun, shown = time.time(), 0.0
    network.train()
    for step in range(plan.steps):
        optimiser.param_groups[0]["lr"] = plan.rate * min(1.0, (step + 1) / plan.warmup) * (1 - step / plan.steps)
        batch = next(stream)
        words = event_words(network, batch, top, plan.dropout)
        typed, held = word_losses(network, batch, words.states, event_words(network, batch, top, 0.0).states, before)
        pairs = losses(network, batch, words, ("pairs",)).get("pairs", torch.zeros(()))
        loss = pairs + plan.typed * typed + plan.held * held
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(list(own.values()), 1.0)
        optimiser.step()
        if step >= (1 - plan.average) * plan.steps:
            summed += 1
            take_in(mean, own.items(), summed)
        shown = loss.item() if step == 0 else 0.97 * shown + 0.03 * loss.item()
        if step % 50 == 49:
            print(f"step {step + 1} {time.time() - begun:.0f}s {shown:.3f}", flush=True)
    network.load(network.state_dict() | {key: torch.lerp(mean[key], old, plan.keep) for key, old in first.items()})
    network.eval()
    every = [unit for found in units.values() for unit in found]
    _level(network, units.get("polnear", every), top, before)


@torch.no_grad()
def _level(network: Network, units: Sequence[Unit], top: dict[int, Tensor], before: nn.Module) -> None:
    """Let as many words of these units be events as the heads said before."""
    states = torch.cat([event_words(network, [unit], top, 0.0).states for unit in units])
    old, new = (
        scores[:, 1:].logsumexp(1) - scores[:, 0] for scores in (before(states), network.event_type(relu(network.event_word(states))))
    )
    network.event_type.bias[0] += torch.quantile(new, 1 - (old > 0).float().mean())


def train_events(corpora: Path, pretrained: Path, start: Path, out: Path, plan: EventPlan) -> None:
    """Teach the heads of events of the weights ``start``; the whole network is left in ``out/network.pt``.

    Args:
        pretrained: folder with ``vocab.txt``.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    network = Network()
    network.load(torch.load(start, weights_only=True)["network"])
    parts = event_parts()
    units = {name: _some(found, plan) for name, found in units_of(parts, corpora, pretrained / "vocab.txt", plan.unit, plan.seed).items()}
    for name, found in units.items():
        print(f"{name}: {len(found)} units, {sum(len(u.pieces) for u in found)} pieces", flush=True)
    learn(network, units, parts, plan)
    torch.save({"network": network.state_dict()}, out / "network.pt")
    told = {key: getattr(plan, key) for key in EventPlan.__slots__} | {"heads": "events"}
    (out / "plan.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def _some(units: Sequence[Unit], plan: EventPlan) -> list[Unit]:
    """So many units of a part, by chance, that their states fit into memory."""
    order = list(units)
    random.Random(plan.seed).shuffle(order)
    ends = accumulate(len(unit.pieces) for unit in order)
    return [unit for unit, end in zip(order, ends, strict=True) if end <= plan.most]


__all__ = ["EventPlan", "event_parts", "event_words", "learn", "train_events", "word_losses"]
