"""What is learnt is what the package runs, and the loss is that of whole sequences; skipped where torch is not installed."""

# ruff: noqa: E402 (what needs torch can only be imported after the check for it)

from __future__ import annotations

import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch (pip install accordingto[train])")

from training.sequences import Net, padded

from accordingto.intake.network import scores_of

LENGTHS = (3, 7, 5)
DILATIONS = (1, 2, 4)


@pytest.mark.parametrize("words", (None, 9))
def test_the_package_runs_what_was_learnt(words: int | None) -> None:
    torch.manual_seed(4)
    rng = np.random.default_rng(4)
    net = Net(6, 8, 3, DILATIONS, 0.2, words=words).eval()
    mean, spread = torch.full((6,), 0.3), torch.full((6,), 0.5)
    rows = [rng.random((length, 6), dtype=np.float32) for length in LENGTHS]
    codes = [rng.integers(0, 9, length) for length in LENGTHS] if words else []
    real = padded([np.ones((length, 1), dtype=np.float32) for length in LENGTHS])
    with torch.no_grad():
        learnt = net.scores((padded(rows) - mean) / spread * real, real, padded(codes) if words else None).numpy()
    kept = {name: value.astype(np.float32) for name, value in net.weights(mean, spread).items()}
    run, places = scores_of(kept, DILATIONS, rows, [code.tolist() for code in codes])
    assert places.sum(axis=1).tolist() == list(LENGTHS)
    assert np.abs(run - learnt)[places].max() < 0.01 < np.abs(learnt[places]).max()


def test_the_loss_is_that_of_one_sequence_among_all_that_are_allowed() -> None:
    allowed = [(0, 0), (0, 1), (1, 0), (2, 0), (0, 2), (1, 2)]  # 2 is the edge; no 1 after a 1
    net = Net(4, 8, 2, DILATIONS, 0.0, allowed=allowed)
    scores, labels = torch.randn(1, 4, 2), torch.tensor([[0, 1, 0, 1]])

    def sum_of(chain: tuple[int, ...]) -> float:
        pairs = (net.pairs + net.mask).detach()
        steps = sum(float(pairs[one, other]) for one, other in itertools.pairwise((2, *chain, 2)))
        return steps + sum(float(scores[0, at, label]) for at, label in enumerate(chain))

    every = torch.tensor([sum_of(chain) for chain in itertools.product((0, 1), repeat=4)])
    want = float(torch.logsumexp(every, 0)) - sum_of((0, 1, 0, 1))
    with torch.no_grad():
        assert float(net.surprise(scores, labels, torch.tensor([4]))) == pytest.approx(want, abs=1e-4)
        assert float(net.surprise(scores, torch.tensor([[0, 1, 1, 0]]), torch.tensor([4]))) > 1000
