"""The mean of weights over the last steps of a run, kept while it goes on."""

from __future__ import annotations

from collections.abc import Iterable

from torch import Tensor


def take_in(mean: dict[str, Tensor], weights: Iterable[tuple[str, Tensor]], count: int) -> None:
    """Move the mean to that of one more step's weights, the ``count``-th taken in; names that it lacks begin with these."""
    for key, value in weights:
        old, new = mean.get(key), value.detach()
        mean[key] = new.clone() if old is None else old + (new - old) / count
