"""The training loop: one batch holds units of many corpora; each head learns from the words its corpora annotate."""

from __future__ import annotations

import json
import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import distributed

from accordingto.reading.wordpiece import WordPiece
from training.batches import losses, shuffled, tensors
from training.documents import Unit, pack
from training.mean import take_in
from training.mix import MIX, WEIGHTS, Part
from training.network import Encoder, Network
from training.readers.names import read_newswire
from training.swaps import Pool, swapped_copies


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of one run.

    Attributes:
        steps: batches to learn from, at most.
        minutes: wall-clock budget; the learning rate falls with whichever of both runs out sooner.
        pieces: word pieces of one batch of all workers together, about.
        unit: most word pieces of one unit.
        rate, head_rate: peak learning rates of encoder and heads; both rise over ``warmup`` steps, then fall to zero in a line.
        average: share of the run's end over which the weights are averaged.
        seed: of every random choice.
        workers: processes that learn together, each with ``threads`` threads of torch.
        save_every: steps between resumable checkpoints.
    """

    steps: int
    minutes: float = 1e9
    pieces: int = 2048
    unit: int = 256
    rate: float = 2e-4
    head_rate: float = 1.5e-3
    warmup: int = 60
    average: float = 0.15
    seed: int = 1
    workers: int = 2
    threads: int = 1
    save_every: int = 200


def units_of(parts: Sequence[Part], corpora: Path, vocabulary: Path, limit: int, seed: int = 1) -> dict[str, list[Unit]]:
    """The units of every part of the mix whose corpus is there, and of its copies with other names."""
    pieces = WordPiece.load(vocabulary)
    newswire = corpora / "en_worldwide_newswire"
    pool = Pool.of(read_newswire(newswire, test=False)) if newswire.is_dir() else Pool()
    found: dict[str, list[Unit]] = {}
    for part in parts:
        folder = corpora / part.corpus
        if folder.is_dir():
            documents = list(part.read(folder))
            if part.swaps:
                documents += swapped_copies(documents, part.swaps, pool, seed)
            found[part.name] = [unit for document in documents for unit in pack(document, pieces, limit)]
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


class Team:
    """Workers that learn together: each takes batches of its own, and their gradients are averaged after every one.

    On cores that others use as well, two workers of one thread get far more done than one worker of two threads, which wait for
    each other at every operator.
    """

    def __init__(self, rank: int, size: int, meeting: Path) -> None:
        self.rank, self.size = rank, size
        if size > 1:
            distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=size)

    def average(self, parameters: Sequence[torch.nn.Parameter], done: float) -> float:
        """Average the gradients, and how far the run is, over all workers."""
        if self.size == 1:
            return done
        # A head that no unit of a worker's batch teaches has no gradient there, and counts as zero.
        parts = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
        flat = torch.cat([*(part.flatten() for part in parts), torch.tensor([done])])
        distributed.all_reduce(flat)
        flat /= self.size
        at = 0
        for parameter in parameters:
            parameter.grad = flat[at : at + parameter.numel()].view_as(parameter)
            at += parameter.numel()
        return float(flat[-1])


class Run:
    """One worker's network, optimiser and running mean of the weights."""

    def __init__(self, plan: Plan, pretrained: Path, start: Path | None) -> None:
        self.plan = plan
        self.network = Network(Encoder.pretrained(pretrained / "model.safetensors"))
        if start:
            self.network.load(torch.load(start, weights_only=True)["network"])
        for frozen in (self.network.encoder.words.weight, self.network.encoder.positions.weight):
            frozen.requires_grad_(False)
        body = [p for p in self.network.encoder.parameters() if p.requires_grad]
        ids = {id(p) for p in body}
        heads = [p for p in self.network.parameters() if p.requires_grad and id(p) not in ids]
        self.parameters = [*body, *heads]
        self.optimiser = torch.optim.AdamW(
            [{"params": body, "lr": plan.rate, "peak": plan.rate}, {"params": heads, "lr": plan.head_rate, "peak": plan.head_rate}],
            weight_decay=0.01, fused=True,
        )  # fmt: skip
        self.mean: dict[str, torch.Tensor] = {}
        self.summed = self.step = 0
        self.spent = 0.0

    def save(self, path: Path) -> None:
        """Write everything that going on needs."""
        torch.save(
            {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(), "mean": self.mean,
             "summed": self.summed, "step": self.step, "spent": self.spent}, path.with_suffix(".part"),
        )  # fmt: skip
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        """Go on where a saved run was."""
        stored = torch.load(path, weights_only=True)
        self.network.load_state_dict(stored["network"])
        self.optimiser.load_state_dict(stored["optimiser"])
        self.mean, self.summed, self.step, self.spent = stored["mean"], stored["summed"], stored["step"], stored["spent"]

    def learn(self, batch: list[Unit], done: float, team: Team) -> tuple[dict[str, float], float]:
        """Take one step; the losses, and how far all workers are."""
        factor = min(1.0, (self.step + 1) / self.plan.warmup) * (1 - done)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * factor
        found = losses(self.network, batch, self.network.encode(*tensors(batch)))
        self.optimiser.zero_grad()
        torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum().backward()  # type: ignore[no-untyped-call]
        done = team.average(self.parameters, done)
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimiser.step()
        self.step += 1
        if done >= 1 - self.plan.average:
            self.summed += 1
            fixed = ("encoder.words", "encoder.positions")
            weights = ((k, v) for k, v in self.network.state_dict().items() if v.is_floating_point() and not k.startswith(fixed))
            take_in(self.mean, weights, self.summed)
        return {name: loss.item() for name, loss in found.items()}, done


def train(plan: Plan, corpora: Path, pretrained: Path, out: Path, *, parts: Sequence[Part] = MIX, start: Path | None = None) -> None:
    """Train; the network is left in ``out/network.pt``. ``out/checkpoint.pt`` lets a broken run go on where it was.

    Args:
        pretrained: folder with ``model.safetensors`` and ``vocab.txt``.
        start: weights to begin from instead of the pretrained encoder.
    """
    out.mkdir(parents=True, exist_ok=True)
    units = units_of(parts, corpora, pretrained / "vocab.txt", plan.unit, plan.seed)
    for name, found in units.items():
        print(f"{name}: {len(found)} units, {sum(len(u.pieces) for u in found)} pieces", flush=True)
    meeting = out / "meeting"
    meeting.unlink(missing_ok=True)
    arguments = (plan, units, parts, pretrained, out, start, meeting)
    if plan.workers == 1:
        _work(0, *arguments)
        return
    # Forked before torch has started any thread, so that the units are shared and not copied.
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_work, args=(rank, *arguments)) for rank in range(plan.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        if worker.exitcode:
            raise SystemExit(f"a worker of the training stopped with {worker.exitcode}; start again to go on from its last checkpoint")


def _work(
    rank: int,
    plan: Plan,
    units: dict[str, list[Unit]],
    parts: Sequence[Part],
    pretrained: Path,
    out: Path,
    start: Path | None,
    meeting: Path,
) -> None:
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    team = Team(rank, plan.workers, meeting)
    run = Run(plan, pretrained, start)
    checkpoint = out / "checkpoint.pt"
    if checkpoint.is_file():
        run.resume(checkpoint)
    stream = batches(units, parts, plan.pieces // plan.workers, random.Random(plan.seed + 1000 * rank))
    for _ in range(run.step):
        next(stream)
    torch.manual_seed(plan.seed + 1000 * rank + run.step)
    run.network.train()
    begun, before, done = time.time(), run.spent, 0.0
    log: dict[str, float] = {}
    while done < 1:
        done = min(1.0, max(run.step / plan.steps, run.spent / (60 * plan.minutes)))
        found, done = run.learn(next(stream), done, team)
        run.spent = before + time.time() - begun
        for name, loss in found.items():
            log[name] = 0.97 * log.get(name, loss) + 0.03 * loss
        if rank == 0 and run.step % 50 == 0:
            shown = " ".join(f"{name} {value:.3f}" for name, value in sorted(log.items()))
            print(f"step {run.step} {100 * done:.1f}% {run.spent:.0f}s {shown}", flush=True)
        if rank == 0 and run.step % plan.save_every == 0:
            run.save(checkpoint)
    if rank == 0:
        torch.save({"network": run.network.state_dict() | run.mean}, out / "network.pt")
        told = {name: getattr(plan, name) for name in Plan.__slots__} | {"steps_done": run.step}
        (out / "plan.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
        checkpoint.unlink(missing_ok=True)


__all__ = ["Plan", "batches", "train", "units_of"]
