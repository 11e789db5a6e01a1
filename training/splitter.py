"""``python -m training splitter``: the models of heads (`accordingto.intake.headmodel`) and of pieces (`training.pieces`)."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from bench.corpora import corpus
from bench.head_makes import Make, makes
from bench.splitter import articles_of
from numpy.typing import NDArray
from torch import Tensor

from accordingto.intake import headmodel as hm
from accordingto.intake.blocks import split_blocks
from accordingto.intake.lines import read_lines
from accordingto.intake.looks import looks
from training import pieces
from training.pasted import Body
from training.pasted_pages import Page, page_of_sheets
from training.sequences import Net, groups, learn, padded

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
    good = set(hm.allowed())
    chain = [hm.EDGE, *states, hm.EDGE]
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


def train(data: Sequence[Example], epochs: int, seed: int) -> dict[str, NDArray[np.generic]]:
    """Learn the weights; what is dropped at random keeps any one sign from deciding alone."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    net = Net(data[0][0].shape[1], HIDDEN, len(hm.LABELS), hm.DILATIONS, 0.2, allowed=hm.allowed())
    everything = np.concatenate([x for x, _ in data])
    mean, spread = torch.from_numpy(everything.mean(0)), torch.from_numpy(everything.std(0) + 0.05)

    def losses() -> Iterator[Tensor]:
        for group in groups([len(y) for _, y in data], 32, 10, rng):
            rows, states = padded([data[k][0] for k in group]), padded([data[k][1] for k in group])
            lengths = torch.tensor([len(data[k][1]) for k in group])
            real = (rows.abs().sum(-1, keepdim=True) > 0).float()
            blind = (torch.rand(*rows.shape[:2], 1) > 0.1).float()  # lines whose make no grammar knows
            usual, read = mean[GRAMMAR:GRAMMAR_END], rows[..., GRAMMAR:GRAMMAR_END]
            rows = torch.cat((rows[..., :GRAMMAR], usual + (read - usual) * blind, rows[..., GRAMMAR_END:]), -1)
            kept = (torch.rand(rows.shape[0], 1, rows.shape[2]) > 0.06).float() * (torch.rand_like(rows) > 0.03).float()
            scores = net.scores(((rows - mean) / spread) * kept * real, real)
            yield (net.surprise(scores, states, lengths) / lengths).mean() * 10

    learn(net, epochs, epochs * ((len(data) + 31) // 32), 4e-3, losses)
    return net.weights(mean, spread)


def train_splitter(folder: Path, seed: int, pages: int = PAGES, heads: int = HEAD_PAGES, epochs: tuple[int, int] = EPOCHS) -> None:
    """Make pages, learn both models, write their weights into ``folder``; the same numbers whenever it runs."""
    texts, chosen = bodies(), makes("dev")
    np.savez_compressed(folder / "heads.npz", **train(examples(pages, seed, chosen), epochs[0], seed))  # type: ignore[arg-type]
    found = pieces.collect(heads, seed, texts, chosen, states_of)
    np.savez_compressed(folder / "pieces.npz", **pieces.train(found, epochs[1], seed))  # type: ignore[arg-type]
