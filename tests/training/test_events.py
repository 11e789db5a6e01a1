"""The heads of events learn by themselves; skipped where torch is not installed."""

from __future__ import annotations

# ruff: noqa: E402 (what needs torch can only be imported after the check for it)
import pytest

torch = pytest.importorskip("torch", reason="training needs torch (pip install accordingto[train])")
pytest.importorskip("onnx", reason="training needs onnx (pip install accordingto[train])")

from torch import Tensor
from torch.nn.functional import relu
from training.branch import states_after
from training.documents import Unit, pack
from training.events import EventPlan, _some, event_words, learn
from training.mix import Part
from training.network import LAYERS, Network
from training.readers.events import MarkedSentence, marked_documents
from training.templates import made_documents

from accordingto.reading.engine import MODELS
from accordingto.reading.wordpiece import WordPiece

PLACES = ("Varland", "Dorn", "Tolm", "Kestria")
PARTS = [Part("plv", "", 0.6, lambda _: iter(()), "events"), Part("made", "", 0.4, lambda _: iter(()), "events")]


@pytest.fixture(scope="module")
def units() -> dict[str, list[Unit]]:
    pieces = WordPiece.load(MODELS / "vocab.txt")
    rows = [MarkedSentence(f"{a} {verb} {b}.", (0, len(a)), None, root)
            for a in PLACES for b in PLACES if a != b for verb, root in (("bombed", "ASSAULT"), ("sued", "ACCUSE"))]  # fmt: skip
    documents = {"plv": marked_documents("plv", rows, 2), "made": made_documents(24)}
    return {name: [unit for document in found for unit in pack(document, pieces, 96)] for name, found in documents.items()}


def _none(network: Network, units: list[Unit]) -> Tensor:
    with torch.no_grad():
        states = event_words(network, units, states_after(network, LAYERS, units), 0.0).states
        found: Tensor = network.event_type(relu(network.event_word(states))).softmax(1)[:, 0]
        return found


def test_only_the_heads_of_events_learn_and_what_is_an_event_stays(units: dict[str, list[Unit]]) -> None:
    torch.manual_seed(5)
    network = Network()
    every = [unit for found in units.values() for unit in found]
    with torch.no_grad():
        # Half of the words are events to begin with, as an untaught head has it.
        network.event_type.bias[0] -= torch.logit(_none(network, every)).median()
    before = {key: value.clone() for key, value in network.state_dict().items()}
    none = _none(network, every)
    learn(network, units, PARTS, EventPlan(steps=40, pieces=256, warmup=5, keep=0.0))
    for key, value in network.state_dict().items():
        assert key.startswith("event_") or torch.equal(value, before[key])
    assert abs(int((_none(network, every) < 0.5).sum()) - int((none < 0.5).sum())) <= 0.02 * len(none)
    right = 0
    for unit in units["plv"]:
        states = event_words(network, [unit], states_after(network, LAYERS, [unit]), 0.0).states
        for pair in unit.document.pairs:
            source = states[pair.source[0] : pair.source[1]].mean(0) if pair.source else None
            with torch.no_grad():
                right += bool(pair.types >> int(network.event_scores(states, slice(*pair.words), source, None).argmax()) & 1)
    assert right >= 0.9 * sum(len(unit.document.pairs) for unit in units["plv"])


def test_no_part_outgrows_memory(units: dict[str, list[Unit]]) -> None:
    plan = EventPlan(most=500)
    kept = _some(units["made"], plan)
    assert kept == _some(units["made"], plan)
    assert 300 < sum(len(unit.pieces) for unit in kept) <= 500
