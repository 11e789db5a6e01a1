"""One branch learns by itself: its layers and heads, on the states of the layers below, which stay as they are.

Those states are computed once for every unit and kept in memory (two bytes a number), so that a step costs a third of one of the
whole network; and since nothing else changes, no other head can get worse.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from training.batches import losses, tensors
from training.documents import Unit
from training.mean import take_in
from training.mix import MIX, WEIGHTS, Part
from training.network import BRANCH_HEADS, LAYERS, Group, Network, Words, bias_of, unit_order
from training.train import batches, units_of

LOSSES = {"names": ("names",), "events": ("events", "pairs")}
"""The losses that teach each branch."""
_AT_ONCE = 24


@dataclass(frozen=True, slots=True)
class BranchPlan:
    """The settings of one run.

    Attributes:
        steps, minutes: batches to learn from and wall-clock budget; the learning rate falls with whichever runs out sooner.
        pieces: word pieces of one batch, about; ``unit`` most of one unit.
        rate, head_rate: peak learning rates of the branch's layers and of its heads; both rise over ``warmup`` steps.
        dropout: share of the numbers below the branch that are left out.
        average: share of the run's end over which the weights are averaged.
        copies: copies with other names of each document, in place of the mix's own number.
        seed: of every random choice.
    """

    steps: int
    minutes: float = 1e9
    pieces: int = 2048
    unit: int = 256
    rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: int = 40
    dropout: float = 0.1
    average: float = 0.3
    copies: float = 1
    seed: int = 1


def parts_of(name: str, copies: float, parts: Sequence[Part] = MIX) -> list[Part]:
    """The parts of the mix that teach a branch's heads."""
    found = []
    for part in parts:
        if set(part.teaches.split(", ")) & set(BRANCH_HEADS[name]):
            found.append(Part(part.name, part.corpus, part.share, part.read, part.teaches, copies if part.swaps else 0))
    return found


def states_below(network: Network, name: str, units: Sequence[Unit]) -> dict[int, Tensor]:
    """The states [pieces, WIDTH] that a branch begins from, by the unit's ``id``."""
    return states_after(network, LAYERS - len(network.layers_of(name)), units)


@torch.no_grad()
def states_after(network: Network, layers: int, units: Sequence[Unit]) -> dict[int, Tensor]:
    """The states [pieces, WIDTH] after so many of the encoder's layers, by the unit's ``id``."""
    network.eval()
    found: dict[int, Tensor] = {}
    order = sorted(units, key=lambda unit: len(unit.pieces))
    for at in range(0, len(order), _AT_ONCE):
        part = order[at : at + _AT_ONCE]
        for group in tensors(part)[0]:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                top = network.encoder(group.pieces, group.shapes, group.mask, layers)[-1]
            for row, number in enumerate(group.units):
                found[id(part[number])] = top[row, : len(part[number].pieces)].to(torch.bfloat16).clone()
    return found


def branch_words(network: Network, name: str, batch: Sequence[Unit], below: dict[int, Tensor], dropout: float) -> Words:
    """The words of a batch as the branch sees them."""
    groups, offsets = tensors(batch)
    found: list[Tensor] = []
    for group in groups:
        x = torch.nn.functional.dropout(padded(group, batch, below), dropout, network.training)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found.append(network.climb(name, x, bias_of(group.mask)).flatten(0, 1)[group.starts])
    order, _ = unit_order(groups, offsets)
    states = network.dropout(torch.cat(found).float()[order])
    return Words(states, states[:0], offsets, {name: states})


def padded(group: Group, batch: Sequence[Unit], below: dict[int, Tensor]) -> Tensor:
    """The states of a group's units in one, filled up with zeros."""
    rows = [below[id(batch[number])].float() for number in group.units]
    longest = group.pieces.shape[1]
    return torch.stack([torch.nn.functional.pad(row, (0, 0, 0, longest - len(row))) for row in rows])


def train_branch(name: str, plan: BranchPlan, corpora: Path, vocabulary: Path, start: Path, out: Path) -> None:
    """Teach one branch from the weights ``start``; the whole network is left in ``out/network.pt``."""
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    network = Network()
    network.load(torch.load(start, weights_only=True)["network"])
    parts = parts_of(name, plan.copies)
    units = units_of(parts, corpora, vocabulary, plan.unit, plan.seed)
    for part, found in units.items():
        print(f"{part}: {len(found)} units, {sum(len(u.pieces) for u in found)} pieces", flush=True)
    below = states_below(network, name, [unit for found in units.values() for unit in found])
    own = own_parameters(network, name)
    body = list(network.layers_of(name).parameters())
    heads = [p for p in own.values() if all(p is not b for b in body)]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": 0.0, "peak": plan.rate}, {"params": heads, "lr": 0.0, "peak": plan.head_rate}],
        weight_decay=0.01, fused=True,
    )  # fmt: skip
    network.train()
    stream = batches(units, parts, plan.pieces, random.Random(plan.seed))
    mean: dict[str, Tensor] = {}
    summed = step = 0
    begun, shown = time.time(), 0.0
    while (done := max(step / plan.steps, (time.time() - begun) / (60 * plan.minutes))) < 1:
        for setting in optimiser.param_groups:
            setting["lr"] = setting["peak"] * min(1.0, (step + 1) / plan.warmup) * (1 - done)
        batch = next(stream)
        found_losses = losses(network, batch, branch_words(network, name, batch, below, plan.dropout), LOSSES[name])
        optimiser.zero_grad()
        loss = torch.stack([WEIGHTS[key] * value for key, value in found_losses.items()]).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimiser.step()
        step += 1
        if done >= 1 - plan.average:
            summed += 1
            take_in(mean, own.items(), summed)
        shown = loss.item() if step == 1 else 0.97 * shown + 0.03 * loss.item()
        if step % 50 == 0:
            print(f"step {step} {100 * done:.1f}% {time.time() - begun:.0f}s {name} {shown:.3f}", flush=True)
    torch.save({"network": network.state_dict() | mean}, out / "network.pt")
    told = {key: getattr(plan, key) for key in BranchPlan.__slots__} | {"branch": name, "steps_done": step}
    (out / "plan.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def own_parameters(network: Network, name: str) -> dict[str, torch.nn.Parameter]:
    """The parameters of a branch's layers and of all that only its heads read, by their names in the network."""
    prefixes = (f"branches.{name}.", *_PREFIXES[name])
    return {key: value for key, value in network.named_parameters() if key.startswith(prefixes)}


_PREFIXES = {"names": ("masked.names.",), "events": ("event_",)}


__all__ = ["BranchPlan", "branch_words", "own_parameters", "padded", "parts_of", "states_below", "train_branch"]
