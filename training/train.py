"""The training loop: one batch holds units of many corpora; each head learns from the words its corpora annotate."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from accordingto.reading.wordpiece import WordPiece
from training.batches import losses, shuffled, tensors
from training.documents import Unit, pack
from training.mix import MIX, WEIGHTS, Part
from training.network import Encoder, Network


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of one run.

    Attributes:
        steps: batches to learn from.
        pieces: word pieces of one batch, about.
        unit: most word pieces of one unit.
        rate, head_rate: peak learning rates of encoder and heads; both rise over ``warmup`` steps, then fall to zero in a line.
        average: share of the run's end over which the weights are averaged.
        seed: of every random choice.
        threads: of torch.
        save_every: steps between resumable checkpoints.
    """

    steps: int
    pieces: int = 2048
    unit: int = 256
    rate: float = 2e-4
    head_rate: float = 1.5e-3
    warmup: int = 60
    average: float = 0.15
    seed: int = 1
    threads: int = 2
    save_every: int = 200


def units_of(parts: Sequence[Part], corpora: Path, vocabulary: Path, limit: int) -> dict[str, list[Unit]]:
    """The units of every part of the mix whose corpus is there."""
    pieces = WordPiece.load(vocabulary)
    found: dict[str, list[Unit]] = {}
    for part in parts:
        folder = corpora / part.corpus
        if folder.is_dir():
            found[part.name] = [unit for document in part.read(folder) for unit in pack(document, pieces, limit)]
    return found


def batches(units: dict[str, list[Unit]], parts: Sequence[Part], size: int, rng: random.Random) -> Iterator[list[Unit]]:
    """Batches of about ``size`` pieces for ever; over time each part fills its share of them."""
    present = [part for part in parts if units.get(part.name)]
    whole = sum(part.share for part in present)
    streams = {part.name: shuffled(units[part.name], rng) for part in present}
    owed = {part.name: 0.0 for part in present}
    while True:
        batch: list[Unit] = []
        filled = 0
        while filled < size:
            # The part that is furthest behind its share comes next.
            name = max(owed, key=lambda n: owed[n])
            unit = next(streams[name])
            cost = len(unit.pieces)
            batch.append(unit)
            filled += cost
            for part in present:
                owed[part.name] += cost * part.share / whole
            owed[name] -= cost
        yield batch


def train(plan: Plan, corpora: Path, pretrained: Path, out: Path, *, parts: Sequence[Part] = MIX, start: Path | None = None) -> Network:
    """Train and return the network; ``out/checkpoint.pt`` lets a broken run go on where it was.

    Args:
        pretrained: folder with ``model.safetensors`` and ``vocab.txt``.
        start: weights to begin from instead of the pretrained encoder.
    """
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    out.mkdir(parents=True, exist_ok=True)
    units = units_of(parts, corpora, pretrained / "vocab.txt", plan.unit)
    for name, found in units.items():
        print(f"{name}: {len(found)} units, {sum(len(u.pieces) for u in found)} pieces", flush=True)
    network = Network(Encoder.pretrained(pretrained / "model.safetensors"))
    if start:
        network.load_state_dict(torch.load(start, weights_only=True)["network"])
    for frozen in (network.encoder.words.weight, network.encoder.positions.weight):
        frozen.requires_grad_(False)
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    ids = {id(p) for p in body}
    heads = [p for p in network.parameters() if p.requires_grad and id(p) not in ids]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": plan.rate, "peak": plan.rate}, {"params": heads, "lr": plan.head_rate, "peak": plan.head_rate}],
        weight_decay=0.01, fused=True,
    )  # fmt: skip
    mean: dict[str, torch.Tensor] = {}
    summed = first = 0
    checkpoint = out / "checkpoint.pt"
    if checkpoint.is_file():
        stored = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(stored["network"])
        optimiser.load_state_dict(stored["optimiser"])
        mean, summed, first = stored["mean"], stored["summed"], stored["step"]
    stream = batches(units, parts, plan.pieces, rng)
    for _ in range(first):
        next(stream)
    network.train()
    begun, log = time.time(), {}
    for step in range(first, plan.steps):
        factor = min(1.0, (step + 1) / plan.warmup) * (1 - step / plan.steps)
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * factor
        batch = next(stream)
        found = losses(network, batch, network.encode(*tensors(batch)))
        total = torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum()
        optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        for name, loss in found.items():
            log[name] = 0.97 * log.get(name, loss.item()) + 0.03 * loss.item()
        if step >= plan.steps * (1 - plan.average):
            summed += 1
            for key, value in network.state_dict().items():
                if value.is_floating_point() and not key.startswith(("encoder.words", "encoder.positions")):
                    mean[key] = value.clone() if key not in mean else mean[key] + (value - mean[key]) / summed
        if (step + 1) % 50 == 0:
            shown = " ".join(f"{name} {value:.3f}" for name, value in sorted(log.items()))
            print(f"step {step + 1}/{plan.steps} {time.time() - begun:.0f}s {shown}", flush=True)
        if (step + 1) % plan.save_every == 0 and step + 1 < plan.steps:
            torch.save(
                {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "mean": mean, "summed": summed, "step": step + 1},
                checkpoint,
            )
    if mean:
        network.load_state_dict(network.state_dict() | mean)
    network.eval()
    torch.save({"network": network.state_dict()}, out / "network.pt")
    (out / "plan.json").write_text(json.dumps({name: getattr(plan, name) for name in Plan.__slots__}, indent=1), encoding="utf-8")
    checkpoint.unlink(missing_ok=True)
    return network


__all__ = ["Plan", "batches", "train", "units_of"]
