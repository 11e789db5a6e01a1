"""The network, its batches and its export; skipped where torch is not installed."""

from __future__ import annotations

# ruff: noqa: E402 (what needs torch can only be imported after the check for it)
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch (pip install accordingto[train])")
pytest.importorskip("onnx", reason="training needs onnx (pip install accordingto[train])")

import itertools

import onnxruntime as ort
import training.network as networks
from training.batches import losses, tensors
from training.branch import branch_words, own_parameters, states_below
from training.documents import ATTRIBUTION_TAGS, MASKED, Unit, pack
from training.export import build, constants, layout
from training.mix import MIX, WEIGHTS
from training.network import LAYERS, Crf, Network
from training.templates import made_documents
from training.train import batches

from accordingto.reading.engine import MODELS
from accordingto.reading.wordpiece import WordPiece


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(3)
    found = Network()
    found.eval()
    return found


@pytest.fixture(scope="module")
def units() -> list[Unit]:
    pieces = WordPiece.load(MODELS / "vocab.txt")
    return [unit for document in made_documents(24) for unit in pack(document, pieces, 96)]


def test_units_keep_every_word_once_and_the_limit(units: list[Unit]) -> None:
    assert max(len(unit.pieces) for unit in units) <= 96
    for before, after in itertools.pairwise(units):
        if before.document is after.document:
            assert before.last == after.first
    for unit in units:
        assert len(unit.starts) == unit.last - unit.first == len(unit.sentence)


def test_the_same_seed_makes_the_same_sentences() -> None:
    one, other = ([d.words for d in made_documents(30, seed=5)] for _ in range(2))
    assert one == other
    assert one != [d.words for d in made_documents(30, seed=6)]


def test_losses_are_finite_and_teach(network: Network, units: list[Unit]) -> None:
    found = losses(network, units, network.encode(*tensors(units)))
    assert set(found) == set(WEIGHTS) - {"upos", "arcs", "relations", "times"}
    assert all(bool(torch.isfinite(loss)) for loss in found.values())


def test_units_of_different_length_keep_their_order(network: Network, units: list[Unit]) -> None:
    with torch.no_grad():
        together = network.encode(*tensors(units))
        for number, unit in enumerate(units[:4]):
            alone = network.encode(*tensors([unit]))
            low, high = together.offsets[number], together.offsets[number + 1]
            assert torch.allclose(together.states[low:high], alone.states, atol=1e-4)
            assert torch.allclose(together.roots[number], alone.roots[0], atol=1e-4)


def test_the_crf_loss_is_the_likelihood_of_all_paths() -> None:
    torch.manual_seed(0)
    crf = Crf(["O", "B-x", "I-x"])
    scores, gold = torch.randn(1, 3, 3), torch.tensor([[0, 1, 2]])
    moves, first = (scores_.detach() for scores_ in crf.transitions())
    paths = [(a, b, c) for a in range(3) for b in range(3) for c in range(3)]
    value = {
        (a, b, c): float(first[a] + scores[0, 0, a] + scores[0, 1, b] + scores[0, 2, c] + moves[a, b] + moves[b, c]) for a, b, c in paths
    }
    total = float(torch.logsumexp(torch.tensor(list(value.values())), 0))
    expected = (total - value[(0, 1, 2)]) / 3
    assert crf.loss(scores, gold, torch.ones(1, 3, dtype=torch.bool)).item() == pytest.approx(expected, abs=1e-4)


def test_padding_does_not_change_the_crf_loss() -> None:
    crf = Crf(ATTRIBUTION_TAGS)
    scores, gold = torch.randn(1, 4, 7), torch.tensor([[0, 1, 2, 0]])
    longer = torch.cat([scores, torch.randn(1, 3, 7)], 1)
    mask = torch.tensor([[True] * 4 + [False] * 3])
    padded = crf.loss(longer, torch.cat([gold, torch.zeros(1, 3, dtype=torch.long)], 1), mask)
    assert padded.item() == pytest.approx(crf.loss(scores, gold, mask[:, :4]).item(), abs=1e-5)


def test_the_exported_graph_computes_what_torch_does(network: Network, units: list[Unit], tmp_path: Path) -> None:
    build(network, tmp_path / "g.onnx", small=False)
    session = ort.InferenceSession(str(tmp_path / "g.onnx"), providers=["CPUExecutionProvider"])
    unit = units[0]
    tags, pairs, arcs = session.run(
        ["tags", "pairs", "arcs"], {"pieces": unit.pieces[None], "shapes": unit.piece_shapes[None], "starts": unit.starts.astype(np.int64)}
    )
    columns = layout(network)
    with torch.no_grad():
        words = network.encode(*tensors([unit]))
        for name in MASKED:
            if name != "events":
                low, high = columns["tags"][name]
                assert np.allclose(tags[:, low:high], network.masked[name](words.of(name)).numpy(), atol=1e-4)
        low, high = columns["pairs"]["role_left"]
        assert np.allclose(pairs[:, low:high], network.role.left(words.states).numpy(), atol=1e-4)
        assert np.allclose(arcs, network.arcs(words.states, words.roots[0]).numpy(), atol=1e-4)


def test_constants_fit_the_layout(network: Network) -> None:
    arrays, columns = constants(network), layout(network)
    assert arrays["moves"].shape == (7, 7) and arrays["relation_out"].shape[1] == len(columns["deprels"])
    assert columns["pairs"]["link_cue"][1] - columns["pairs"]["link_cue"][0] == arrays["link_distance"].shape[1]


def test_batches_keep_to_their_shares(units: list[Unit]) -> None:
    import random

    parts = [part for part in MIX if part.name in ("made", "plv")]
    stream = batches({"made": units[:2], "plv": units[2:]}, parts, 400, random.Random(1))
    names = [id(unit) for _ in range(60) for unit in next(stream)]
    first = {id(unit) for unit in units[:2]}
    share = sum(name in first for name in names) / len(names)
    wanted = next(p.share for p in parts if p.name == "made") / sum(p.share for p in parts)
    assert share == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize("branches", [{}, {"names": 1}, {"names": 2, "events": 1}])
def test_a_new_branch_says_what_the_encoder_says(
    network: Network, units: list[Unit], branches: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(networks, "BRANCHES", branches)
    found = Network()
    found.load({key: value for key, value in network.state_dict().items() if not key.startswith("branches.")})
    found.eval()
    with torch.no_grad():
        words = found.encode(*tensors(units[:3]))
        assert set(words.branches) == set(branches)
        for own in words.branches.values():
            assert torch.allclose(own, words.states, atol=1e-4)


def test_every_branch_is_exported_with_its_own_layers(units: list[Unit], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "BRANCHES", {"names": 1, "events": 2})
    torch.manual_seed(5)
    network = Network()
    for parameter in network.branches.parameters():
        torch.nn.init.normal_(parameter, std=0.05)
    network.eval()
    build(network, tmp_path / "g.onnx", small=False)
    session = ort.InferenceSession(str(tmp_path / "g.onnx"), providers=["CPUExecutionProvider"])
    unit, columns = units[1], layout(network)
    tags, pairs, _ = session.run(
        ["tags", "pairs", "arcs"], {"pieces": unit.pieces[None], "shapes": unit.piece_shapes[None], "starts": unit.starts.astype(np.int64)}
    )
    with torch.no_grad():
        words = network.encode(*tensors([unit]))
        assert not torch.allclose(words.of("names"), words.of("events"), atol=1e-2)
        expected = {name: network.masked[name](words.of(name)) for name in MASKED if name != "events"}
        expected["events"] = network.event_type(torch.relu(network.event_word(words.of("events"))))
        for name, scores in expected.items():
            low, high = columns["tags"][name]
            assert np.allclose(tags[:, low:high], scores.numpy(), atol=1e-4), name
        for name, head in (("event_both", network.event_both), ("link_last", network.link_last)):
            low, high = columns["pairs"][name]
            assert np.allclose(pairs[:, low:high], head(words.of(name)).numpy(), atol=1e-4), name


@pytest.fixture
def branched(monkeypatch: pytest.MonkeyPatch) -> Network:
    """A network whose names have two layers of their own."""
    monkeypatch.setattr(networks, "BRANCHES", {"names": 2})
    torch.manual_seed(4)
    found = Network()
    found.eval()
    return found


def test_states_below_a_branch_are_those_of_the_whole_network(branched: Network, units: list[Unit]) -> None:
    network = branched
    below = states_below(network, "names", units)
    with torch.no_grad():
        kept = branch_words(network, "names", units[:5], below, 0.1)
        whole = network.encode(*tensors(units[:5]))
    # Kept in two bytes a number: close, not the same.
    assert torch.nn.functional.cosine_similarity(kept.of("names"), whole.of("names")).min() > 0.99
    assert kept.offsets == whole.offsets


def test_what_a_branch_learns_moves_its_own_weights_alone(branched: Network, units: list[Unit]) -> None:
    network = branched
    own = own_parameters(network, "names")
    network.zero_grad()
    found = losses(
        network, units[:5], branch_words(network, "names", units[:5], states_below(network, "names", units[:5]), 0.0), ("names",)
    )
    assert set(found) == {"names"}
    found["names"].backward()  # type: ignore[no-untyped-call]
    moved = {key for key, value in network.named_parameters() if value.grad is not None}
    assert moved == set(own)
    assert not any(key.startswith("encoder.") for key in moved)
    assert len([key for key in own if key.endswith("qkv.weight")]) == len(network.layers_of("names")) < LAYERS
