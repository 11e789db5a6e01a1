"""The encoder and its heads in PyTorch. Inference runs the same network as an ONNX graph (``export.py``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from accordingto.reading.wordpiece import SHAPES
from training.documents import ATTRIBUTION_TAGS, DEPRELS, EVENT_TYPES, MASKED, ROLE_TAGS

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
VOCABULARY, POSITIONS = 30522, 512
ARC, REL, ROLE, LINK, PAIR = 160, 128, 128, 96, 128
DISTANCES = 16
"""Number of distance classes between two words, see ``accordingto.reading.decode.distance``."""
BRANCH_HEADS = {"names": ("names",), "events": ("events", "event_source", "event_target", "event_both")}
"""Groups of heads that can have the encoder's last layers for themselves, as ``export.py`` calls them."""
BRANCHES: dict[str, int] = {}
"""The groups that have: how many layers of their own each begins with as a copy of the encoder's last, on the layers that all share.
While one learns, whatever else the network knows can stay as it is (``branch.py``). The packaged weights have none: what the names
gained was not worth the time that each more layer takes of the reading."""


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: the fused CPU kernel takes thrice as long with a mask.
        scores = torch.matmul(q * (WIDTH // HEADS) ** -0.5, k.transpose(-1, -2)) + mask.to(q.dtype)
        mixed = torch.matmul(scores.softmax(-1).to(v.dtype), v)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH)))
        found: Tensor = self.norm2(x + self.outer(functional.gelu(self.inner(x))))
        return found


class Encoder(nn.Module):
    """MiniLM-L6 with a small embedding of word shapes beside the (uncased) word pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(0.1)
        nn.init.normal_(self.shapes.weight, std=0.01)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, layers: int = LAYERS) -> list[Tensor]:
        """[batch, length] ids and shapes with a 0/1 mask to the states [batch, length, WIDTH] below and above each of ``layers``."""
        at = torch.arange(pieces.shape[1])
        found = [self.dropout(self.norm(self.words(pieces) + self.positions(at)[None] + self.shapes(shapes)))]
        bias = bias_of(mask)
        for layer in self.layers[:layers]:
            found.append(layer(found[-1], bias))
        return found

    @classmethod
    def pretrained(cls, weights: Path) -> Encoder:
        """The encoder with the weights of a BERT-style safetensors file."""
        encoder, stored = cls(), load_file(weights)
        with torch.no_grad():
            encoder.words.weight.copy_(stored["embeddings.word_embeddings.weight"])
            encoder.positions.weight.copy_(
                stored["embeddings.position_embeddings.weight"] + stored["embeddings.token_type_embeddings.weight"][0]
            )
            _copy(encoder.norm, stored, "embeddings.LayerNorm")
            for number, layer in enumerate(encoder.layers):
                assert isinstance(layer, Layer)
                prefix = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    joined = [stored[f"{prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(joined))
                _copy(layer.out, stored, prefix + "attention.output.dense")
                _copy(layer.norm1, stored, prefix + "attention.output.LayerNorm")
                _copy(layer.inner, stored, prefix + "intermediate.dense")
                _copy(layer.outer, stored, prefix + "output.dense")
                _copy(layer.norm2, stored, prefix + "output.LayerNorm")
        return encoder


def bias_of(mask: Tensor) -> Tensor:
    """What attention adds to its scores for a [batch, length] mask of 0 and 1: next to nothing is seen of padding."""
    return ((1.0 - mask) * -1e4)[:, None, None, :]


def branch_of(head: str) -> str | None:
    """The branch that a head reads its words' states from; None for the encoder's own."""
    return next((name for name in BRANCHES if head in BRANCH_HEADS[name]), None)


def _copy(module: nn.Module, stored: dict[str, Tensor], name: str) -> None:
    for part in ("weight", "bias"):
        getattr(module, part).copy_(stored[f"{name}.{part}"])


class Crf(nn.Module):
    """Transition scores over BIO tags; an inside tag may only follow its own kind."""

    def __init__(self, tags: list[str]) -> None:
        super().__init__()
        self.moves = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.first = nn.Parameter(torch.zeros(len(tags)))
        banned = torch.tensor([[b[0] == "I" and a[1:] != b[1:] for b in tags] for a in tags])
        self.register_buffer("banned", banned)
        self.register_buffer("banned_first", torch.tensor([b[0] == "I" for b in tags]))

    def transitions(self) -> tuple[Tensor, Tensor]:
        """Scores [from, to] and of the first tag, with banned moves at -1e4."""
        assert isinstance(self.banned, Tensor) and isinstance(self.banned_first, Tensor)
        return self.moves.masked_fill(self.banned, -1e4), self.first.masked_fill(self.banned_first, -1e4)

    def loss(self, scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood per word of [batch, length, tags] scores; padding lies at the end of each row."""
        moves, first = self.transitions()
        _batch, length, _ = scores.shape
        alpha = scores[:, 0] + first
        for at in range(1, length):
            step = torch.logsumexp(alpha[:, :, None] + moves[None], dim=1) + scores[:, at]
            alpha = torch.where(mask[:, at, None], step, alpha)
        total = torch.logsumexp(alpha, dim=1)
        emitted = scores.gather(2, gold[..., None]).squeeze(2)
        moved = moves[gold[:, :-1], gold[:, 1:]]
        path = first[gold[:, 0]] + (emitted * mask).sum(1) + (moved * mask[:, 1:]).sum(1)
        return (total - path).sum() / mask.sum()


class PairScorer(nn.Module):
    """``out(relu(left[i] + right[j] + distance))``: one small network over two words."""

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.left = nn.Linear(WIDTH, width)
        self.right = nn.Linear(WIDTH, width)
        self.distance = nn.Embedding(DISTANCES, width)
        self.out = nn.Linear(width, outputs)
        nn.init.normal_(self.distance.weight, std=0.02)


@dataclass(frozen=True, slots=True)
class Group:
    """Units of like length as tensors.

    Attributes:
        units: number in the batch of every row.
        pieces, shapes, mask: [rows, longest].
        starts: positions of all words' first pieces in the rows laid end to end.
    """

    units: list[int]
    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    starts: Tensor


@dataclass(frozen=True, slots=True)
class Words:
    """Encoder states at the first pieces of a batch's words.

    Attributes:
        states: [words, WIDTH], all units one after the other.
        roots: [units, WIDTH], the state of each unit's [CLS].
        offsets: index of the first word of each unit, and the number of words at the end.
        branches: states as each branch has them.
    """

    states: Tensor
    roots: Tensor
    offsets: list[int]
    branches: dict[str, Tensor] = field(default_factory=dict)

    def of(self, head: str) -> Tensor:
        """The states that a head reads."""
        branch = branch_of(head)
        return self.states if branch is None else self.branches[branch]


def unit_order(groups: list[Group], offsets: list[int]) -> tuple[Tensor, Tensor]:
    """Where the words, and the rows, of a batch's units lie, in the units' order, when groups are put end to end."""
    units = [number for group in groups for number in group.units]
    where = dict(zip(units, accumulate([0] + [offsets[n + 1] - offsets[n] for n in units]), strict=False))
    order = torch.cat([torch.arange(where[n], where[n] + offsets[n + 1] - offsets[n]) for n in range(len(units))])
    return order, torch.tensor(sorted(range(len(units)), key=units.__getitem__))


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        super().__init__()
        self.encoder = encoder or Encoder()
        self.branches = nn.ModuleDict({name: nn.ModuleList(Layer() for _ in range(count)) for name, count in BRANCHES.items()})
        for name in BRANCHES:
            self.begin_branch(name)
        self.masked = nn.ModuleDict({name: nn.Linear(WIDTH, len(tags)) for name, tags in MASKED.items() if name != "events"})
        self.predicate = nn.Linear(WIDTH, 1)
        self.attribution = nn.Linear(WIDTH, len(ATTRIBUTION_TAGS))
        self.crf = Crf(ATTRIBUTION_TAGS)
        self.arc_dependent = nn.Linear(WIDTH, ARC)
        self.arc_head = nn.Linear(WIDTH, ARC)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.relation = PairScorer(REL, len(DEPRELS))
        self.role = PairScorer(ROLE, len(ROLE_TAGS))
        # A span is the sum of what its first and last word say; left is the cue, right the source or the content.
        self.link_cue = nn.Linear(WIDTH, 2 * LINK)
        self.link_first = nn.Linear(WIDTH, 2 * LINK)
        self.link_last = nn.Linear(WIDTH, 2 * LINK)
        self.link_distance = nn.Embedding(DISTANCES, 2 * LINK)
        self.link_out = nn.Parameter(torch.randn(2, LINK) * 0.05)
        self.link_bias = nn.Parameter(torch.zeros(2))
        # Events: what a word says of itself, and with a doer and a done-to beside it.
        self.event_word = nn.Linear(WIDTH, PAIR)
        self.event_type = nn.Linear(PAIR, len(EVENT_TYPES))
        self.event_source = nn.Linear(WIDTH, PAIR, bias=False)
        self.event_target = nn.Linear(WIDTH, PAIR, bias=False)
        self.event_both = nn.Linear(WIDTH, PAIR)
        self.event_pair = nn.Linear(PAIR, len(EVENT_TYPES))
        self.event_seek = nn.Linear(PAIR, 1)
        self.dropout = nn.Dropout(0.1)

    def load(self, weights: dict[str, Tensor]) -> None:
        """Take over weights; a branch that they lack begins as a copy of the encoder's last layers."""
        lacking = {name for name in self.branches if not any(key.startswith(f"branches.{name}.") for key in weights)}
        own = {key: value for key, value in self.state_dict().items() if key.startswith(tuple(f"branches.{name}." for name in lacking))}
        self.load_state_dict(own | weights)
        for name in lacking:
            self.begin_branch(name)

    def begin_branch(self, name: str) -> None:
        """Make the layers of a branch a copy of the encoder's last."""
        own = self.layers_of(name)
        for mine, shared in zip(own, self.encoder.layers[-len(own) :], strict=True):
            mine.load_state_dict(shared.state_dict())

    def layers_of(self, name: str) -> nn.ModuleList:
        """The layers of a branch."""
        found = self.branches[name]
        assert isinstance(found, nn.ModuleList)
        return found

    def climb(self, name: str, x: Tensor, bias: Tensor) -> Tensor:
        """States [batch, length, WIDTH] of the last layer below a branch, as the branch's last layer has them."""
        for layer in self.layers_of(name):
            x = layer(x, bias)
        return x

    def encode(self, groups: list[Group], offsets: list[int]) -> Words:
        """States of all words of a batch, given as groups of units of like length (less padding, a third faster)."""
        words: dict[str, list[Tensor]] = {name: [] for name in ("", *self.branches)}
        roots: list[Tensor] = []
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            for group in groups:
                levels = self.encoder(group.pieces, group.shapes, group.mask)
                roots.append(levels[-1][:, 0])
                for name, found in words.items():
                    top = self.climb(name, levels[LAYERS - len(self.layers_of(name))], bias_of(group.mask)) if name else levels[-1]
                    found.append(top.flatten(0, 1)[group.starts])
        # Back into the order of the batch's units: groups hold them by length.
        order, place = unit_order(groups, offsets)
        states = {name: self.dropout(torch.cat(found).float()[order]) for name, found in words.items()}
        return Words(states.pop(""), torch.cat(roots).float()[place], offsets, states)

    def arcs(self, states: Tensor, root: Tensor) -> Tensor:
        """[n, n + 1] scores of each word's head; column 0 is the root."""
        dependent = functional.relu(self.arc_dependent(states))
        heads = functional.relu(self.arc_head(torch.cat([root[None], states])))
        one = torch.ones_like(dependent[:, :1])
        return torch.cat([dependent, one], 1) @ self.arc @ heads.T

    def relations(self, states: Tensor, heads: Tensor, distance: Tensor) -> Tensor:
        """[n, relations] of words to their heads' states."""
        scorer = self.relation
        hidden = functional.relu(scorer.left(states) + scorer.right(heads) + scorer.distance(distance))
        found: Tensor = scorer.out(hidden)
        return found

    def links(self, states: Tensor, cue: Tensor, other: Tensor, distance: Tensor, kind: int) -> Tensor:
        """Score of pairs of spans, [pairs, 2] first and last word indices each; kind 0 source, 1 content."""
        half = slice(kind * LINK, (kind + 1) * LINK)
        left = self.link_cue(states)[:, half]
        first, last = self.link_first(states)[:, half], self.link_last(states)[:, half]
        hidden = left[cue[:, 0]] + first[other[:, 0]] + last[other[:, 1]] + self.link_distance(distance)[:, half]
        return functional.relu(hidden) @ self.link_out[kind] + self.link_bias[kind]

    def event_scores(self, states: Tensor, words: slice, source: Tensor | None, target: Tensor | None) -> Tensor:
        """Log probabilities of EVENT_TYPES of one sentence: each word's view, weighted by how much it looks like the event."""
        both = self.event_both(states[words])
        if source is not None:
            both = both + self.event_source(source)
        if target is not None:
            both = both + self.event_target(target)
        both = functional.relu(both)
        weight = self.event_seek(both).squeeze(1).softmax(0)
        scores = self.event_type(functional.relu(self.event_word(states[words]))) + self.event_pair(both)
        found: Tensor = (weight @ scores).log_softmax(0)
        return found
