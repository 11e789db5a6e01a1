"""The model of pieces (`accordingto.intake.piecemodel`): which words of heads and feet name what, learnt from invented pages."""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from bench.head_makes import Make
from numpy.typing import NDArray
from torch import Tensor

from accordingto.intake import headmodel as hm
from accordingto.intake import piecemodel as pm
from accordingto.intake.blocks import split_blocks
from accordingto.intake.headers import read_labelled
from accordingto.intake.lines import read_lines
from accordingto.intake.pieces import names_on_page, rows_of, view
from training.pasted import Body
from training.pasted_pages import Page, page_of_sheets
from training.sequences import Net, groups, learn, padded

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


def train(data: Sequence[Example], epochs: int, seed: int) -> dict[str, NDArray[np.generic]]:
    """Learn the weights; looks and words are dropped at random, so that no one sign decides alone."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    words = vocabulary(data)
    numbers = {word: number for number, word in enumerate(words, 1)}
    coded = [np.asarray([numbers.get(word, 0) for word in one.words], dtype=np.int64) for one in data]
    net = Net(data[0].rows.shape[1], HIDDEN, len(pm.TAGS), pm.DILATIONS, 0.15, words=len(words))
    some = np.concatenate([one.rows for one in data[:4000]]).astype(np.float32)
    mean, spread = torch.from_numpy(some.mean(0)), torch.from_numpy(some.std(0) + 0.05)
    size = 48

    def losses() -> Iterator[Tensor]:
        for group in groups(list(map(len, coded)), size, 20, rng):
            rows, tags = padded([data[k].rows.astype(np.float32) for k in group]), padded([data[k].tags for k in group])
            real = padded([np.ones((len(coded[k]), 1), dtype=np.float32) for k in group])
            kept = (torch.rand(len(group), 1, rows.shape[2]) > 0.06).float() * (torch.rand_like(rows) > 0.02).float()
            code = padded([coded[k] for k in group]) * (torch.rand(tags.shape) > 0.08).long()
            lengths = torch.tensor([len(coded[k]) for k in group])
            scores = net.scores((rows - mean) / spread * real * kept, real, code)
            yield (net.surprise(scores, tags, lengths) / lengths.sqrt()).mean()

    learn(net, epochs, epochs * (len(data) // size + 1), 5e-3, losses)
    made = net.weights(mean, spread)
    own = form_words()  # what the bodies' texts tell of leaves the model again; such a word is then as unknown as any other
    kept = [number for number, word in enumerate(words, 1) if not word[0].isalpha() or word in own]
    made["words.weight"] = made["words.weight"][[0, *kept]]
    return {**made, "words": np.frombuffer("\n".join(words[number - 1] for number in kept).encode(), dtype=np.uint8)}
