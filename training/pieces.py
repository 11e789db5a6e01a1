"""The model of pieces (`accordingto.intake.piecemodel`): which words of heads and feet name what, learnt from invented pages."""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from bench.head_makes import Make
from numpy.typing import NDArray
from torch import Tensor, nn

from accordingto.intake import headmodel as hm
from accordingto.intake import piecemodel as pm
from accordingto.intake.blocks import split_blocks
from accordingto.intake.headers import read_labelled
from accordingto.intake.lines import read_lines
from accordingto.intake.network import WIDTH
from accordingto.intake.pieces import names_on_page, rows_of, view
from training.pasted import Body
from training.pasted_pages import Page, page_of_sheets

HIDDEN = 40
_LEAST = 25  # a word of this many heads has a number of its own
_MOST = 600


@dataclass(frozen=True, slots=True)
class Example:
    """The words of one head and foot: their looks, their text in small letters, their tags."""

    rows: NDArray[np.float16]
    words: tuple[str, ...]
    tags: NDArray[np.int64]


def examples_of(page: Page, states: Sequence[int], rng: random.Random) -> list[Example]:
    """The heads and feet of a page, for reports whose names are all tagged; some labels of lines are wrong, as they may be in use."""
    blocks = read_lines(split_blocks(page.text))
    by_start = dict(zip(page.starts, states, strict=True))
    labels = [by_start.get(line.block.span.start, -1) for line in blocks]
    if -1 in labels or not hm.report_starts(labels):
        return []
    noise = rng.choice((0.0, 0.0, 0.0, 0.05, 0.1))
    swaps = {
        hm.META: (hm.JUNK, hm.DECK),
        hm.DECK: (hm.TITLE, hm.JUNK),
        hm.JUNK: (hm.META, hm.DECK),
        hm.EARLY_META: (hm.EARLY_JUNK, hm.TITLE),
        hm.EARLY_JUNK: (hm.EARLY_META, hm.TITLE),
        hm.FOOT: (hm.BODY,),
    }
    seen = [rng.choice(swaps[label]) if label in swaps and rng.random() < noise else label for label in labels]
    for at in [k for k, label in enumerate(seen) if label == hm.TITLE and rng.random() < 2 * noise]:
        beside = at + rng.choice((-1, 1))  # the line above or below taken for the title
        if 0 <= beside < len(seen) and seen[beside] not in (hm.FIRST, hm.BODY, hm.FOOT, hm.SEPARATOR):
            seen[at], seen[beside] = (hm.DECK if beside < at else hm.EARLY_JUNK), hm.TITLE
    lines = read_labelled(blocks, seen)
    starts = hm.report_starts(labels)
    stops = [*starts[1:], len(lines)]
    spans = []
    for start, stop in zip(starts, stops, strict=True):
        start = next((k for k in range(start, stop) if labels[k] != hm.SECTION or rng.random() < 0.5), start)
        body = next((k for k in range(start, stop) if labels[k] in (hm.FIRST, hm.BODY, hm.FOOT)), stop)
        while stop > body + 1 and labels[stop - 1] == hm.SEPARATOR:
            stop -= 1
        spans.append((start, body, stop))
    heads = [(start, body, next((k for k in range(start, body) if seen[k] == hm.TITLE), None)) for start, body, _ in spans]
    names = names_on_page(lines, heads)
    found = []
    for start, body, stop in spans:
        if body >= stop or lines[body].block.span.start not in page.told:
            continue
        tokens = view(lines, seen, start, body, stop)
        rows = rows_of(tokens, lines, seen, start, body, stop, names)
        tags = [_tag(page.tags, lines[token.line].block.span.start + token.start, len(token.text)) for token in tokens]
        found.append(Example(rows.astype(np.float16), tuple(token.text.casefold() for token in tokens), np.asarray(tags, dtype=np.int64)))
    return found


def _tag(tags: bytes, at: int, size: int) -> int:
    """The tag of all characters of a word; joined lines keep their places."""
    return tags[at] if tags[at] == tags[at + size - 1] else pm.NOTHING


def collect(
    count: int, seed: int, texts: Sequence[Body], chosen: Sequence[Make], states_of: Callable[[Sequence[str]], list[int]]
) -> list[Example]:
    """The heads and feet of so many random pages."""
    rng = random.Random(seed)
    found: list[Example] = []
    began = time.time()
    for _ in range(count):
        page = page_of_sheets(texts, chosen, rng, tagged=True)
        found += examples_of(page, states_of(page.labels), rng)
    print(f"{count} pages, {len(found)} heads, {sum(len(x.tags) for x in found)} words, {time.time() - began:.0f} s", file=sys.stderr)
    return found


def vocabulary(data: Sequence[Example]) -> list[str]:
    """The words that heads are made of: in many heads, and seldom inside a name."""
    heads: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for one in data:
        heads.update({word for word, tag in zip(one.words, one.tags.tolist(), strict=True) if tag in (pm.NOTHING, pm.TITLE)})
        named.update({word for word, tag in zip(one.words, one.tags.tolist(), strict=True) if tag not in (pm.NOTHING, pm.TITLE)})
    likely = [word for word, n in heads.items() if n >= _LEAST and named[word] < n and not word.isdigit()]
    return sorted(sorted(likely, key=lambda word: (-heads[word], word))[:_MOST])


def form_words() -> set[str]:
    """The words of the forms that heads are invented from."""
    texts = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("pasted_grammar.txt", "pasted.toml"))
    return {word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold())}


class Net(nn.Module):
    """The network that `piecemodel` runs, with the scores of tag pairs."""

    def __init__(self, size: int, words: int) -> None:
        super().__init__()
        self.first = nn.Linear(size, HIDDEN)
        self.words = nn.Embedding(words + 1, HIDDEN)
        nn.init.normal_(self.words.weight, std=0.05)
        self.convs = nn.ModuleList(nn.Linear(HIDDEN * WIDTH, HIDDEN) for _ in pm.DILATIONS)
        self.whole = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, len(pm.TAGS))
        self.pairs = nn.Parameter(torch.zeros(len(pm.TAGS) + 1, len(pm.TAGS) + 1))
        self.drop = nn.Dropout(0.15)

    def scores(self, rows: Tensor, words: Tensor, real: Tensor) -> Tensor:
        """(heads, words, looks), (heads, words) and which of them are real to (heads, words, tags)."""
        state = torch.relu(self.first(rows) + self.words(words)) * real
        for number, (conv, step) in enumerate(zip(self.convs, pm.DILATIONS, strict=True)):
            reach = step * (WIDTH // 2)
            padded = nn.functional.pad(self.drop(state), (0, 0, reach, reach))
            around = torch.cat([padded[:, k * step : k * step + rows.shape[1]] for k in range(WIDTH)], dim=-1)
            state = state + torch.relu(conv(around)) * real
            if number == 1:
                state = (state + self.whole(state.masked_fill(real == 0, -1e4).amax(1, keepdim=True))) * real
        found: Tensor = self.out(self.drop(state))
        return found

    def loss(self, scores: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood of the true sequences (a linear-chain CRF), a word."""
        pairs = self.pairs
        index = torch.arange(len(tags))
        alpha = pairs[-1, :-1] + scores[:, 0]
        gold = pairs[-1, tags[:, 0]] + scores[index, 0, tags[:, 0]]
        last = tags[:, 0]
        for at in range(1, scores.shape[1]):
            on = (at < lengths).float()
            grown = torch.logsumexp(alpha[:, :, None] + pairs[:-1, :-1], dim=1) + scores[:, at]
            alpha = torch.where(on[:, None] > 0, grown, alpha)
            gold = gold + on * (pairs[last, tags[:, at]] + scores[index, at, tags[:, at]])
            last = torch.where(on > 0, tags[:, at], last)
        gold = gold + pairs[last, len(pm.TAGS)]
        return ((torch.logsumexp(alpha + pairs[:-1, -1], dim=1) - gold) / lengths.sqrt()).mean()


def train(data: Sequence[Example], epochs: int, seed: int) -> dict[str, NDArray[np.generic]]:
    """Learn the weights; looks and words are dropped at random, so that no one sign decides alone."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    words = vocabulary(data)
    numbers = {word: number for number, word in enumerate(words, 1)}
    coded = [np.asarray([numbers.get(word, 0) for word in one.words], dtype=np.int64) for one in data]
    net = Net(data[0].rows.shape[1], len(words))
    some = np.concatenate([one.rows for one in data[:4000]]).astype(np.float32)
    mean, spread = torch.from_numpy(some.mean(0)), torch.from_numpy(some.std(0) + 0.05)
    size = 48
    steps = epochs * (len(data) // size + 1)
    best = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
    plan = torch.optim.lr_scheduler.OneCycleLR(best, max_lr=5e-3, total_steps=steps + 1)
    for epoch in range(epochs):
        began, sums = time.time(), 0.0
        order = sorted(range(len(data)), key=lambda k: len(coded[k]) + rng.random() * 20)
        groups = [order[k : k + size] for k in range(0, len(order), size)]
        rng.shuffle(groups)
        for chosen in groups:
            longest = max(len(coded[k]) for k in chosen)
            rows = torch.zeros(len(chosen), longest, len(mean))
            code, tags = torch.zeros(len(chosen), longest, dtype=torch.long), torch.zeros(len(chosen), longest, dtype=torch.long)
            real = torch.zeros(len(chosen), longest, 1)
            for n, k in enumerate(chosen):
                length = len(coded[k])
                rows[n, :length] = (torch.from_numpy(data[k].rows.astype(np.float32)) - mean) / spread
                code[n, :length], tags[n, :length], real[n, :length] = torch.from_numpy(coded[k]), torch.from_numpy(data[k].tags), 1.0
            kept = (torch.rand(len(chosen), 1, rows.shape[2]) > 0.06).float() * (torch.rand_like(rows) > 0.02).float()
            code = code * (torch.rand(code.shape) > 0.08).long()
            lengths = torch.tensor([len(coded[k]) for k in chosen])
            loss = net.loss(net.scores(rows * kept, code, real), tags, lengths)
            best.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            best.step()
            plan.step()
            sums += float(loss.detach())
        print(f"epoch {epoch + 1}: loss {sums / len(groups):.3f}, {time.time() - began:.0f} s", file=sys.stderr)
    first = net.first.weight.detach() / spread
    out = {
        "in.weight": first,
        "in.bias": net.first.bias.detach() - first @ mean,
        "words.weight": net.words.weight,
        "pairs": net.pairs,
        "whole.weight": net.whole.weight,
        "whole.bias": net.whole.bias,
        "out.weight": net.out.weight,
        "out.bias": net.out.bias,
    }
    for number, conv in enumerate(net.convs):
        for name, value in conv.named_parameters():
            out[f"conv{number}.{name}"] = value
    made: dict[str, NDArray[np.generic]] = {name: value.detach().numpy().astype(np.float16) for name, value in out.items()}
    own = form_words()  # what the bodies' texts tell of leaves the model again; such a word is then as unknown as any other
    kept = [number for number, word in enumerate(words, 1) if not word[0].isalpha() or word in own]
    made["words.weight"] = made["words.weight"][[0, *kept]]
    return {**made, "words": np.frombuffer("\n".join(words[number - 1] for number in kept).encode(), dtype=np.uint8)}
