"""``python -m training splitter``: the models of heads (`accordingto.intake.headmodel`) and of pieces (`training.pieces`)."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from bench.corpora import corpus
from bench.head_makes import Make, makes
from bench.splitter import articles_of
from numpy.typing import NDArray
from torch import Tensor, nn

from accordingto.intake import headmodel as hm
from accordingto.intake.blocks import split_blocks
from accordingto.intake.lines import read_lines
from accordingto.intake.looks import looks
from accordingto.intake.network import WIDTH
from training import pieces
from training.pasted import Body
from training.pasted_pages import Page, page_of_sheets

PAGES, HEAD_PAGES = 8500, 5000
EPOCHS = (14, 6)
HIDDEN = 80
Example = tuple[NDArray[np.float32], NDArray[np.int64]]
GRAMMAR, GRAMMAR_END = 18, 29  # the columns of `looks` that say how a line was read as a byline


def bodies() -> list[Body]:
    """Texts to put under invented heads: none of those that the splitter is measured on."""
    found = [Body(article.title, article.paragraphs, raw=False) for article in articles_of("giveme5w1h")]
    folder = corpus("giveme5w1h")
    if folder is not None:
        for path in sorted(folder.rglob("*.json")):
            row = json.loads(path.read_text(encoding="utf-8"))
            lines = [" ".join(line.split()) for line in (row.get("text") or "").splitlines() if line.strip()]
            first = next((k for k, line in enumerate(lines) if len(line) > 120 and line[-1] in '.”"'), None)
            if row.get("title") and first is not None and len(lines) - first > 3:
                found.append(Body(" ".join(row["title"].split()), tuple(lines[first:]), raw=True))
    folder = corpus("polnear")
    if folder is not None:  # its second part; the first is measured on
        for path in sorted((folder / "dev" / "text").glob("*.txt")):
            lines = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            if len(lines) > 4 and 20 < len(lines[0]) < 140:
                found.append(Body(lines[0].rstrip("."), tuple(lines[1:]), raw=False))
    return [body for body in found if 20 <= len(body.title) <= 160]


def states_of(labels: Sequence[str]) -> list[int]:
    """The model's labels from a page's: what stands above a title is told from what stands below it."""
    out: list[int] = []
    at = 0
    plain = {"separator": hm.SEPARATOR, "first": hm.FIRST, "body": hm.BODY, "foot": hm.FOOT, "section": hm.SECTION, "title": hm.TITLE}
    while at < len(labels):
        if labels[at] in ("title", "meta", "deck", "junk"):
            end = next((k for k in range(at, len(labels)) if labels[k] not in ("title", "meta", "deck", "junk")), len(labels))
            head = labels[at:end]
            title = head.index("title") if "title" in head else len(head)
            for k, label in enumerate(head):
                if label == "title" and k > title and head[k - 1] != "title":
                    label = "junk"
                early = {"meta": hm.EARLY_META}.get(label, hm.EARLY_JUNK)
                late = {"meta": hm.META, "deck": hm.DECK, "title": hm.TITLE}.get(label, hm.JUNK)
                out.append(early if k < title else late)
            at = end
        else:
            out.append(plain[labels[at]])
            at += 1
    return out


def example(page: Page) -> Example | None:
    """Looks and labels of a page's blocks; None where wrapping joined lines of two kinds so that the labels make no sense."""
    lines = read_lines(split_blocks(page.text))
    label = dict(zip(page.starts, states_of(page.labels), strict=True))
    states = [label.get(line.block.span.start, -1) for line in lines]
    count = len(hm.LABELS)
    good = set(hm.allowed()) | {(count, s) for s in hm.STARTS} | {(s, count) for s in hm.ENDS}
    chain = [count, *states, count]
    if any(pair not in good for pair in pairwise(chain)):
        return None
    return looks(lines), np.asarray(states, dtype=np.int64)


def examples(count: int, seed: int, chosen: Sequence[Make]) -> list[Example]:
    """Random pages, looked at."""
    rng, texts = random.Random(seed), bodies()
    found: list[Example] = []
    dropped = 0
    while len(found) < count:
        made = example(page_of_sheets(texts, chosen, rng))
        if made is None:
            dropped += 1
        else:
            found.append(made)
    print(f"{count} pages, {sum(len(y) for _, y in found)} lines, {dropped} left out", file=sys.stderr)
    return found


class Net(nn.Module):
    """The network that `headmodel` runs, with the scores of label pairs."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.first = nn.Linear(size, HIDDEN)
        self.convs = nn.ModuleList(nn.Linear(HIDDEN * WIDTH, HIDDEN) for _ in hm.DILATIONS)
        self.out = nn.Linear(HIDDEN, len(hm.LABELS))
        self.pairs = nn.Parameter(torch.zeros(len(hm.LABELS) + 1, len(hm.LABELS) + 1))
        mask = torch.full_like(self.pairs, -1e4)
        for one, other in hm.allowed():
            mask[one, other] = 0.0
        for label in hm.STARTS:
            mask[-1, label] = 0.0
        for label in hm.ENDS:
            mask[label, -1] = 0.0
        self.register_buffer("mask", mask)
        self.drop = nn.Dropout(0.2)

    def scores(self, rows: Tensor) -> Tensor:
        """(pages, lines, looks) to (pages, lines, labels); lines past a page's end must be zero."""
        real = (rows.abs().sum(-1, keepdim=True) > 0).float()
        state = torch.relu(self.first(rows)) * real
        for conv, step in zip(self.convs, hm.DILATIONS, strict=True):
            reach = step * (WIDTH // 2)
            padded = nn.functional.pad(self.drop(state), (0, 0, reach, reach))
            around = torch.cat([padded[:, k * step : k * step + rows.shape[1]] for k in range(WIDTH)], dim=-1)
            state = state + torch.relu(conv(around)) * real
        found: Tensor = self.out(self.drop(state))
        return found

    def loss(self, rows: Tensor, states: Tensor, lengths: Tensor) -> Tensor:
        """Mean negative log-likelihood of the true sequences (a linear-chain CRF)."""
        scores, pairs = self.scores(rows), self.pairs + self.mask  # type: ignore[operator]
        pages, longest, count = scores.shape
        index = torch.arange(pages)
        alpha = pairs[-1, :-1] + scores[:, 0]
        gold = pairs[-1, states[:, 0]] + scores[index, 0, states[:, 0]]
        last = states[:, 0]
        for at in range(1, longest):
            on = (at < lengths).float()
            grown = torch.logsumexp(alpha[:, :, None] + pairs[:-1, :-1], dim=1) + scores[:, at]
            alpha = torch.where(on[:, None] > 0, grown, alpha)
            now = states[:, at].clamp(min=0)
            gold = gold + on * (pairs[last, now] + scores[index, at, now])
            last = torch.where(on > 0, now, last)
        gold = gold + pairs[last, count]
        total = torch.logsumexp(alpha + pairs[:-1, -1], dim=1)
        return ((total - gold) / lengths).mean() * 10


def batches(data: Sequence[Example], size: int, rng: random.Random) -> list[tuple[Tensor, Tensor, Tensor]]:
    """Pages of like length together, in random order."""
    order = sorted(range(len(data)), key=lambda k: len(data[k][1]) + rng.random() * 10)
    groups = [order[k : k + size] for k in range(0, len(order), size)]
    rng.shuffle(groups)
    out = []
    for group in groups:
        longest = max(len(data[k][1]) for k in group)
        rows = torch.zeros(len(group), longest, data[0][0].shape[1])
        states = torch.full((len(group), longest), 0, dtype=torch.long)
        for n, k in enumerate(group):
            rows[n, : len(data[k][1])] = torch.from_numpy(data[k][0])
            states[n, : len(data[k][1])] = torch.from_numpy(data[k][1])
        out.append((rows, states, torch.tensor([len(data[k][1]) for k in group])))
    return out


def train(data: Sequence[Example], epochs: int, seed: int) -> dict[str, NDArray[np.float16]]:
    """Learn the weights; what is dropped at random keeps any one sign from deciding alone."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    net = Net(data[0][0].shape[1])
    everything = np.concatenate([x for x, _ in data])
    mean, spread = torch.from_numpy(everything.mean(0)), torch.from_numpy(everything.std(0) + 0.05)
    steps = epochs * ((len(data) + 31) // 32)
    best = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
    plan = torch.optim.lr_scheduler.OneCycleLR(best, max_lr=4e-3, total_steps=steps + 1)
    for epoch in range(epochs):
        net.train()
        began, sums = time.time(), 0.0
        parts = batches(data, 32, rng)
        for rows, states, lengths in parts:
            real = (rows.abs().sum(-1, keepdim=True) > 0).float()
            blind = (torch.rand(*rows.shape[:2], 1) > 0.1).float()  # lines whose make no grammar knows
            usual, read = mean[GRAMMAR:GRAMMAR_END], rows[..., GRAMMAR:GRAMMAR_END]
            rows = torch.cat((rows[..., :GRAMMAR], usual + (read - usual) * blind, rows[..., GRAMMAR_END:]), -1)
            kept = (torch.rand(rows.shape[0], 1, rows.shape[2]) > 0.06).float() * (torch.rand_like(rows) > 0.03).float()
            loss = net.loss(((rows - mean) / spread) * kept * real, states, lengths)
            best.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            best.step()
            plan.step()
            sums += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {sums / len(parts):.3f}, {time.time() - began:.0f} s", file=sys.stderr)
    first = net.first.weight.detach() / spread
    out: dict[str, Tensor] = {"in.weight": first, "in.bias": net.first.bias.detach() - first @ mean, "pairs": net.pairs}
    out |= {"out.weight": net.out.weight, "out.bias": net.out.bias}
    for number, conv in enumerate(net.convs):
        for name, value in conv.named_parameters():
            out[f"conv{number}.{name}"] = value
    return {name: value.detach().numpy().astype(np.float16) for name, value in out.items()}


def train_splitter(folder: Path, seed: int, pages: int = PAGES, heads: int = HEAD_PAGES, epochs: tuple[int, int] = EPOCHS) -> None:
    """Make pages, learn both models, write their weights into ``folder``; the same numbers whenever it runs."""
    texts, chosen = bodies(), makes("dev")
    np.savez_compressed(folder / "heads.npz", **train(examples(pages, seed, chosen), epochs[0], seed))  # type: ignore[arg-type]
    found = pieces.collect(heads, seed, texts, chosen, states_of)
    np.savez_compressed(folder / "pieces.npz", **pieces.train(found, epochs[1], seed))  # type: ignore[arg-type]
