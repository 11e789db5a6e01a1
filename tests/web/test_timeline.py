"""Circles of the timeline: what finds no room is what fewest origins tell."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from accordingto.views.overview import Dot, Tick, Timeline
from accordingto.web.plots.timeline import MARGIN, MOST_LANES, RIGHT, _pack, _Scale, timeline_svg


def dot(name: str, day: int, origins: int) -> Dot:
    return Dot(
        name,
        f"Explosion in the old harbour of Molo, reported from the quay, {name}",
        datetime(2024, 5, day),
        "",
        origins,
        0,
        1,
        False,
        f"{day} May 2024",
    )


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


def test_a_report_without_a_date_stands_in_the_margin() -> None:
    start, end = datetime(2024, 5, 1), datetime(2024, 5, 4)
    ticks = (Tick(datetime(2024, 5, 2, 8), "r1", "Quay closed", False), Tick(None, "r2", "What we saw", False))
    timeline = Timeline((dot("d", 2, 3),), (), (), (), (("Molo Mail", ticks),), 0, (), (), start, end)
    drawn = str(timeline_svg(timeline, "Incidents"))
    assert "no date" in drawn and "Molo Mail, date not known: What we saw" in drawn
    at = [float(x) for x in re.findall(r'class="own" x="([\d.]+)"', drawn)]
    assert at[0] < RIGHT - MARGIN < at[1] < RIGHT
    dated = replace(timeline, lanes=(("Molo Mail", ticks[:1]),))
    assert "no date" not in str(timeline_svg(dated, "Incidents"))


def test_a_title_of_one_word_stands_with_the_words_that_tell_of_it() -> None:
    bare = replace(
        dot("d", 2, 1), title="Denial, 2 May 2024", short="Denial", words=("the board ", "denied", " that the dyke had been left open")
    )
    timeline = Timeline((bare,), (), (), (), (), 0, (), (), datetime(2024, 5, 1), datetime(2024, 5, 4))
    drawn = str(timeline_svg(timeline, "Incidents"))
    assert ">Denial<" in drawn and "denied that the dyke had been left" in drawn and "2 May 2024" not in drawn
