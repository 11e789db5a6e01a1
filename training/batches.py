"""Units to tensors, and the losses of every head over one batch."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from accordingto.reading.decode import distance
from training.documents import MASKED, Unit
from training.mix import WEIGHTS
from training.network import Group, Network, Words

Loss = Tensor
_OPEN = -100
"""Label of a pair of words of which a corpus does not say whether one has a role towards the other."""


def tensors(units: Sequence[Unit]) -> tuple[list[Group], list[int]]:
    """The units as groups of like length, and where each unit's words begin among all words."""
    offsets = [0]
    for unit in units:
        offsets.append(offsets[-1] + len(unit.starts))
    chosen: dict[int, list[int]] = {}
    for number, unit in enumerate(units):
        chosen.setdefault(next(k for k, limit in enumerate(_LENGTHS) if len(unit.pieces) <= limit), []).append(number)
    return [_group(units, numbers) for numbers in chosen.values()], offsets


_LENGTHS = (64, 128, 192, 224, 256, 512)


def _group(units: Sequence[Unit], numbers: list[int]) -> Group:
    longest = max(len(units[number].pieces) for number in numbers)
    pieces = torch.zeros(len(numbers), longest, dtype=torch.long)
    shapes = torch.zeros(len(numbers), longest, dtype=torch.long)
    mask = torch.zeros(len(numbers), longest)
    for row, number in enumerate(numbers):
        unit, size = units[number], len(units[number].pieces)
        pieces[row, :size] = torch.from_numpy(unit.pieces.astype(np.int64))
        shapes[row, :size] = torch.from_numpy(unit.piece_shapes.astype(np.int64))
        mask[row, :size] = 1
    starts = torch.cat([torch.from_numpy(units[n].starts.astype(np.int64)) + row * longest for row, n in enumerate(numbers)])
    return Group(numbers, pieces, shapes, mask, starts)


def losses(network: Network, units: Sequence[Unit], words: Words, heads: Collection[str] = WEIGHTS) -> dict[str, Loss]:
    """The loss of every one of ``heads`` that one of the units is annotated for, each a mean over what it scores."""
    found: dict[str, Loss] = {}
    for name in MASKED:
        loss = _masked_loss(network, name, units, words) if name in heads else None
        if loss is not None:
            found[name] = loss
    parts: list[tuple[set[str], Callable[[Network, Sequence[Unit], Words], dict[str, Loss]]]] = [
        ({"arcs", "relations"}, _syntax_loss), ({"attribution"}, _attribution_loss), ({"links"}, _link_loss),
        ({"predicates", "roles"}, _role_loss), ({"pairs"}, _pair_loss),
    ]  # fmt: skip
    for names, part in parts:
        if not names.isdisjoint(heads):
            found |= part(network, units, words)
    return found


def _masked_loss(network: Network, name: str, units: Sequence[Unit], words: Words) -> Loss | None:
    chosen = [(row, unit) for row, unit in enumerate(units) if name in unit.document.masks]
    if not chosen:
        return None
    masks = torch.from_numpy(np.concatenate([unit.document.masks[name][unit.first : unit.last] for _, unit in chosen]))
    found = words.of(name)
    states = torch.cat([found[words.offsets[row] : words.offsets[row + 1]] for row, _ in chosen])
    known = masks != 0
    if not bool(known.any()):
        return None
    states, masks = states[known], masks[known]
    if name == "events":
        scores = network.event_type(functional.relu(network.event_word(states)))
    else:
        scores = network.masked[name](states)
    allowed = (masks[:, None] >> torch.arange(scores.shape[1])) & 1
    inside = scores.masked_fill(allowed == 0, -1e4)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(inside, 1)).mean()


def _syntax_loss(network: Network, units: Sequence[Unit], words: Words) -> dict[str, Loss]:
    arcs: list[Loss] = []
    dependents, heads, rels, gaps = [], [], [], []
    for row, unit in enumerate(units):
        if unit.document.heads is None or unit.document.rels is None:
            continue
        states = words.states[words.offsets[row] : words.offsets[row + 1]]
        gold = unit.document.heads[unit.first : unit.last]
        local = np.where(gold >= 0, gold - unit.first + 1, 0)
        fits = (gold == -1) | ((local >= 1) & (local <= len(gold)))
        local = np.where(fits, local, 0)
        scores = network.arcs(states, words.roots[row])
        sentence = torch.from_numpy(unit.sentence)
        apart = torch.cat([torch.zeros(len(gold), 1, dtype=torch.bool), sentence[:, None] != sentence[None]], 1)
        apart[torch.arange(len(gold)), torch.arange(len(gold)) + 1] = True
        keep = torch.from_numpy(fits)
        target = torch.from_numpy(local)
        arcs.append(functional.cross_entropy(scores.masked_fill(apart, -1e4)[keep], target[keep], reduction="sum"))
        every = torch.cat([words.roots[row][None], states])
        dependents.append(states[keep])
        heads.append(every[target[keep]])
        rels.append(unit.document.rels[unit.first : unit.last][fits])
        here = np.arange(len(gold))[fits]
        gaps.append(np.where(local[fits] > 0, distance(here, local[fits] - 1), 0))
    if not arcs:
        return {}
    gold_rels = torch.from_numpy(np.concatenate(rels))
    scores = network.relations(torch.cat(dependents), torch.cat(heads), torch.from_numpy(np.concatenate(gaps)))
    return {"arcs": torch.stack(arcs).sum() / len(gold_rels), "relations": functional.cross_entropy(scores, gold_rels)}


def _attribution_loss(network: Network, units: Sequence[Unit], words: Words) -> dict[str, Loss]:
    rows = [row for row, unit in enumerate(units) if unit.document.attribution is not None]
    if not rows:
        return {}
    longest = max(len(units[row].starts) for row in rows)
    scores = torch.zeros(len(rows), longest, network.attribution.out_features)
    gold = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest, dtype=torch.bool)
    filled = []
    for at, row in enumerate(rows):
        unit = units[row]
        size = len(unit.starts)
        tags = network.attribution(words.states[words.offsets[row] : words.offsets[row + 1]])
        filled.append(functional.pad(tags, (0, 0, 0, longest - size)))
        assert unit.document.attribution is not None
        gold[at, :size] = torch.from_numpy(unit.document.attribution[unit.first : unit.last])
        mask[at, :size] = True
    scores = torch.stack(filled)
    # A unit that begins inside a span would begin with a banned tag; it then counts as a beginning.
    begins = (gold[:, 0] > 0) & (gold[:, 0] % 2 == 0)
    gold[begins, 0] -= 1
    return {"attribution": network.crf.loss(scores, gold, mask)}


def _link_loss(network: Network, units: Sequence[Unit], words: Words) -> dict[str, Loss]:
    """For each cue, the right source among the unit's sources (or none), and for each content the right cue."""
    terms: list[Loss] = []
    for row, unit in enumerate(units):
        if unit.document.attribution is None:
            continue
        base, size = words.offsets[row], len(unit.starts)
        states = words.states[base : base + size]
        inside = [a for a in unit.document.attributions if a.cue and unit.first <= a.cue[0][0] < unit.last]
        cues = [(a.cue[0][0] - unit.first, min(a.cue[-1][1], unit.last) - 1 - unit.first) for a in inside]
        if not cues:
            continue
        for kind in (0, 1):
            owners: dict[tuple[int, int], set[int]] = {}
            for number, a in enumerate(inside):
                for low, high in a.source if kind == 0 else a.content:
                    if unit.first <= low and high <= unit.last:
                        owners.setdefault((low - unit.first, high - 1 - unit.first), set()).add(number)
            if not owners:
                continue
            # Each span chooses among the cues, and every pair is a yes or no; one source may serve several cues.
            spans = list(owners)
            left = torch.tensor([c for c in cues for _ in spans])
            right = torch.tensor([s for _ in cues for s in spans])
            gold = torch.tensor([[float(i in owners[s]) for s in spans] for i in range(len(cues))])
            gaps = torch.from_numpy(distance(left[:, 0].numpy(), right[:, 0].numpy()))
            score = network.links(states, left, right, gaps, kind).view(len(cues), len(spans))
            chosen = score.masked_fill(gold == 0, -1e4).logsumexp(0)
            terms.append((score.logsumexp(0) - chosen).mean())
            terms.append(functional.binary_cross_entropy_with_logits(score, gold))
    return {"links": torch.stack(terms).mean()} if terms else {}


def _role_loss(network: Network, units: Sequence[Unit], words: Words) -> dict[str, Loss]:
    scores, gold, marks, truth = [], [], [], []
    scorer = network.role
    for row, unit in enumerate(units):
        predicates = unit.document.predicates
        if predicates is None:
            continue
        states = words.states[words.offsets[row] : words.offsets[row + 1]]
        here = predicates[unit.first : unit.last]
        sure = torch.from_numpy(here >= 0)
        marks.append(network.predicate(states).squeeze(1)[sure])
        truth.append(torch.from_numpy(here).float()[sure])
        at = np.flatnonzero(here > 0)
        if not len(at):
            continue
        table = {(p - unit.first, h - unit.first): label for p, h, label in unit.document.roles}
        left, right = np.nonzero(unit.sentence[at][:, None] == unit.sentence[None])
        left = at[left]
        gap = scorer.distance(torch.from_numpy(distance(left, right)))
        hidden = functional.relu(scorer.left(states)[left] + scorer.right(states)[right] + gap)
        scores.append(scorer.out(hidden))
        closed = unit.document.no_role
        rest = np.zeros(len(states), np.int64) if closed is None else np.where(closed[unit.first : unit.last], 0, _OPEN)
        gold.append(torch.tensor([table.get((p, h), int(rest[h])) for p, h in zip(left.tolist(), right.tolist(), strict=True)]))
    if not marks:
        return {}
    found = {"predicates": functional.binary_cross_entropy_with_logits(torch.cat(marks), torch.cat(truth))}
    if scores:
        # Nine pairs in ten are no role; the mean over predicates, not over pairs, keeps their weight.
        every, labels = torch.cat(scores), torch.cat(gold)
        found["roles"] = functional.cross_entropy(every, labels, reduction="sum", ignore_index=_OPEN) / max(1, int((labels > 0).sum()))
    return found


def _pair_loss(network: Network, units: Sequence[Unit], words: Words) -> dict[str, Loss]:
    terms: list[Loss] = []
    states = words.of("events")
    for row, unit in enumerate(units):
        base = words.offsets[row] - unit.first
        for pair in unit.document.pairs:
            if not (unit.first <= pair.words[0] and pair.words[1] <= unit.last):
                continue
            inside = slice(base + pair.words[0], base + pair.words[1])
            source = _mean(states, pair.source, base)
            target = _mean(states, pair.target, base)
            scores = network.event_scores(states, inside, source, target)
            allowed = torch.tensor([bool(pair.types >> k & 1) for k in range(len(scores))])
            terms.append(-torch.logsumexp(scores[allowed], 0))
    return {"pairs": torch.stack(terms).mean()} if terms else {}


def _mean(states: Tensor, span: tuple[int, int] | None, base: int) -> Tensor | None:
    """A party as the mean of its words; now and then as its last word alone, since in reading only heads are known."""
    if span is None or span[0] >= span[1]:
        return None
    first = span[1] - 1 if float(torch.rand(())) < 0.3 else span[0]
    return states[base + first : base + span[1]].mean(0)


def shuffled(units: Sequence[Unit], rng: random.Random) -> Iterator[Unit]:
    """The units for ever, in a new order each time round."""
    order = list(range(len(units)))
    while True:
        rng.shuffle(order)
        for at in order:
            yield units[at]
