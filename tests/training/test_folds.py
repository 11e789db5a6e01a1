"""One fold of the table of events learns; skipped where torch is not installed."""

from __future__ import annotations

# ruff: noqa: E402 (what needs torch can only be imported after the check for it)
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch (pip install accordingto[train])")
pytest.importorskip("onnx", reason="training needs onnx (pip install accordingto[train])")

import training.folds as folds
from bench.tasks.plover import predict
from training.documents import pack
from training.export import export
from training.network import LAYERS, Encoder, Network
from training.readers.events import MarkedSentence, marked_documents

from accordingto.reading.engine import MODELS
from accordingto.reading.wordpiece import WordPiece

PLACES = ("Varland", "Dorn", "Tolm", "Kestria", "Ombrel", "Hask")


def _rows() -> list[MarkedSentence]:
    found = []
    for one in PLACES:
        for other in PLACES:
            if one != other:
                for verb, root in (("bombed", "ASSAULT"), ("sued", "ACCUSE")):
                    text = f"{one} {verb} {other}."
                    found.append(MarkedSentence(text, (0, len(one)), (len(text) - 1 - len(other), len(text) - 1), root))
    return found


def test_states_are_those_of_the_first_layers() -> None:
    torch.manual_seed(2)
    network = Network()
    network.eval()
    pieces = WordPiece.load(MODELS / "vocab.txt")
    units = [unit for document in marked_documents("made", _rows()[:5], 1) for unit in pack(document, pieces, 64)]
    below = folds.states_below(network, units, 3)
    for unit in units:
        ids, shapes = (torch.from_numpy(a.astype("int64"))[None] for a in (unit.pieces, unit.piece_shapes))
        with torch.no_grad():
            whole = network.encoder(ids, shapes, torch.ones(1, len(unit.pieces)), LAYERS)
        assert torch.allclose(below[id(unit)].float(), whole[3][0], atol=0.01)


def test_a_fold_learns_its_rows_and_reads_them_from_the_exported_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(1)
    untaught = Encoder()
    monkeypatch.setattr(Encoder, "pretrained", staticmethod(lambda _: untaught))
    (tmp_path / "vocab.txt").write_bytes((MODELS / "vocab.txt").read_bytes())
    rows = _rows()
    plan = folds.FoldPlan(epochs=6, sentences=10, kept=LAYERS - 1, dropout=0.0)
    before = {key: value.clone() for key, value in untaught.state_dict().items()}
    network = folds.learn(rows, tmp_path, plan)
    last = f"layers.{LAYERS - 1}."
    for key, value in network.encoder.state_dict().items():
        assert key.startswith(("shapes", last)) or torch.equal(value, before[key])
    export(network, tmp_path / "vocab.txt", tmp_path / "model")
    found = predict(rows[::7], tmp_path / "model")
    assert sum(f == row.root for f, row in zip(found, rows[::7], strict=True)) >= 0.9 * len(found)
