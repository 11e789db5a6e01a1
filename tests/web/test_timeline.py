"""Circles of the timeline: what finds no room is what fewest origins tell."""

from __future__ import annotations

from datetime import datetime

from accordingto.views.overview import Dot
from accordingto.web.plots.timeline import MOST_LANES, _pack, _Scale


def dot(name: str, day: int, origins: int) -> Dot:
    return Dot(name, f"Explosion in the old harbour of Molo, reported from the quay, {name}", datetime(2024, 5, day), "", origins, 0, 1, False)


def test_the_most_attested_is_labelled_even_if_it_comes_last() -> None:
    early = [dot(f"e{n}", 3, 1) for n in range(MOST_LANES + 1)]
    late = dot("late", 4, 8)
    placed, lanes, bare = _pack([*early, late], _Scale(datetime(2024, 5, 1), datetime(2024, 5, 5)))
    assert lanes == MOST_LANES
    assert "late" in {d.id for d, _, _, _ in placed}
    assert {d.origins for d, _ in bare} == {1}


def test_with_room_for_all_they_stand_in_order_of_time() -> None:
    dots = [dot("a", 2, 1), dot("b", 3, 5), dot("c", 4, 2)]
    placed, _, bare = _pack(dots, _Scale(datetime(2024, 5, 1), datetime(2024, 5, 5)))
    assert [d.id for d, _, _, _ in placed] == ["a", "b", "c"]
    assert not bare
