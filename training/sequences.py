"""What `accordingto.intake.network` runs, while it is learnt: convolutions over sequences and a linear-chain CRF over their labels."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from accordingto.intake.network import NEVER, WHOLE_AFTER, WIDTH


class Net(nn.Module):
    """A network with the scores of pairs of labels; a sequence's beginning is their last row, its end their last column.

    Args:
        words: how many words have numbers of their own; None for a network that sees looks alone. One that sees words also lets the
            whole sequence bear on each place.
        allowed: the pairs of labels that may follow each other; None where all may.
    """

    def __init__(
        self,
        looks: int,
        hidden: int,
        labels: int,
        dilations: Sequence[int],
        drop: float,
        *,
        words: int | None = None,
        allowed: Iterable[tuple[int, int]] | None = None,
    ) -> None:
        super().__init__()
        self.dilations = tuple(dilations)
        self.first = nn.Linear(looks, hidden)
        self.words = None
        if words is not None:
            self.words = nn.Embedding(words + 1, hidden)
            nn.init.normal_(self.words.weight, std=0.05)
        self.convs = nn.ModuleList(nn.Linear(hidden * WIDTH, hidden) for _ in dilations)
        self.whole = nn.Linear(hidden, hidden) if words is not None else None
        self.out = nn.Linear(hidden, labels)
        self.pairs = nn.Parameter(torch.zeros(labels + 1, labels + 1))
        self.mask: Tensor
        self.register_buffer("mask", torch.full_like(self.pairs, NEVER if allowed is not None else 0.0))
        for one, other in allowed or ():
            self.mask[one, other] = 0.0
        self.drop = nn.Dropout(drop)

    def scores(self, rows: Tensor, real: Tensor, words: Tensor | None = None) -> Tensor:
        """(sequences, places, looks), which of them are real and (sequences, places) words to (sequences, places, labels)."""
        state = self.first(rows)
        if self.words is not None:
            state = state + self.words(words)
        state = torch.relu(state) * real
        for number, (conv, step) in enumerate(zip(self.convs, self.dilations, strict=True)):
            reach = step * (WIDTH // 2)
            padded = nn.functional.pad(self.drop(state), (0, 0, reach, reach))
            around = torch.cat([padded[:, k * step : k * step + rows.shape[1]] for k in range(WIDTH)], dim=-1)
            state = state + torch.relu(conv(around)) * real
            if number == WHOLE_AFTER and self.whole is not None:
                state = (state + self.whole(state.masked_fill(real == 0, NEVER).amax(1, keepdim=True))) * real
        found: Tensor = self.out(self.drop(state))
        return found

    def surprise(self, scores: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood of each true sequence, (sequences)."""
        pairs = self.pairs + self.mask
        index = torch.arange(len(labels))
        alpha = pairs[-1, :-1] + scores[:, 0]
        gold = pairs[-1, labels[:, 0]] + scores[index, 0, labels[:, 0]]
        last = labels[:, 0]
        for at in range(1, scores.shape[1]):
            on = (at < lengths).float()
            grown = torch.logsumexp(alpha[:, :, None] + pairs[:-1, :-1], dim=1) + scores[:, at]
            alpha = torch.where(on[:, None] > 0, grown, alpha)
            gold = gold + on * (pairs[last, labels[:, at]] + scores[index, at, labels[:, at]])
            last = torch.where(on > 0, labels[:, at], last)
        gold = gold + pairs[last, -1]
        return torch.logsumexp(alpha + pairs[:-1, -1], dim=1) - gold

    def weights(self, mean: Tensor, spread: Tensor) -> dict[str, NDArray[np.generic]]:
        """The numbers that the package keeps, for looks that were not shifted by their mean and divided by their spread."""
        first = self.first.weight.detach() / spread
        out: dict[str, Tensor] = {"in.weight": first, "in.bias": self.first.bias.detach() - first @ mean, "pairs": self.pairs}
        parts = {f"conv{number}": conv for number, conv in enumerate(self.convs)}
        parts |= {name: part for name, part in (("words", self.words), ("whole", self.whole), ("out", self.out)) if part is not None}
        out |= {f"{name}.{own}": value for name, part in parts.items() for own, value in part.named_parameters()}
        return {name: value.detach().numpy().astype(np.float16) for name, value in out.items()}


def groups(lengths: Sequence[int], size: int, slack: int, rng: random.Random) -> list[list[int]]:
    """Positions of sequences of like length together, in random order."""
    order = sorted(range(len(lengths)), key=lambda k: lengths[k] + rng.random() * slack)
    found = [order[k : k + size] for k in range(0, len(order), size)]
    rng.shuffle(found)
    return found


def padded(arrays: Sequence[NDArray[np.generic]]) -> Tensor:
    """Sequences in one, filled up with zeros."""
    return nn.utils.rnn.pad_sequence([torch.from_numpy(array) for array in arrays], batch_first=True)


def learn(net: Net, epochs: int, steps: int, rate: float, losses: Callable[[], Iterable[Tensor]]) -> None:
    """Take a step for every loss of every epoch.

    Args:
        steps: how many there are at the most, over which the learning rate rises to ``rate`` and falls.
        losses: gives the losses of an epoch one by one; each is computed when the step before it is done.
    """
    best = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
    plan = torch.optim.lr_scheduler.OneCycleLR(best, max_lr=rate, total_steps=steps + 1)
    for epoch in range(epochs):
        began, sums, count = time.time(), 0.0, 0
        for loss in losses():
            best.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            best.step()
            plan.step()
            sums, count = sums + float(loss.detach()), count + 1
        print(f"epoch {epoch + 1}: loss {sums / count:.3f}, {time.time() - began:.0f} s", file=sys.stderr)
