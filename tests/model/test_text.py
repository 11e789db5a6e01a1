"""Laws of spans and offset maps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import ModelError
from accordingto.model.text import OffsetMap, Span, cover


@st.composite
def spans(draw: st.DrawFn, upto: int = 60) -> Span:
    start = draw(st.integers(0, upto))
    return Span(start, start + draw(st.integers(0, 20)))


@st.composite
def maps(draw: st.DrawFn) -> OffsetMap:
    pieces: list[tuple[int, int, int]] = []
    clean = source = 0
    for _ in range(draw(st.integers(0, 6))):
        clean += draw(st.integers(0, 3))
        source += draw(st.integers(0, 9))
        length = draw(st.integers(1, 8))
        pieces.append((clean, source, length))
        clean, source = clean + length, source + length
    return OffsetMap(tuple(pieces))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_runs_forward(start: int, end: int) -> None:
    with pytest.raises(ModelError):
        Span(start, end)


@given(spans(), spans())
def test_overlap_is_a_shared_code_point(a: Span, b: Span) -> None:
    both = set(range(*a)) & set(range(*b))
    assert a.overlaps(b) == b.overlaps(a)
    assert a.shared(b) == len(both)
    if len(a) and len(b):
        assert a.overlaps(b) == bool(both)
    every = set(range(*a)) | set(range(*b))
    assert a.iou(b) == (len(both) / len(every) if every else 0.0)


@given(spans(), st.integers(0, 40))
def test_a_shift_keeps_the_words(span: Span, by: int) -> None:
    text = "".join(chr(33 + k % 90) for k in range(200))
    assert span.shift(by).of("#" * by + text) == span.of(text)


@given(st.lists(spans(), min_size=1))
def test_a_cover_holds_all_and_touches_both_ends(found: list[Span]) -> None:
    whole = cover(found)
    assert all(whole.contains(s) for s in found)
    assert whole.start in {s.start for s in found} and whole.end in {s.end for s in found}


def test_nothing_has_no_cover() -> None:
    with pytest.raises(ModelError):
        cover([])


@given(st.text(max_size=50), st.integers(0, 30), spans())
def test_the_identity_map_leads_back_to_the_same_words(text: str, start: int, span: Span) -> None:
    source = "~" * start + text
    found = OffsetMap.identity(len(text), source_start=start).span_to_source(span)
    assert (found.of(source) if found else "") == span.of(text)


@given(maps(), spans())
def test_a_span_maps_to_the_cover_of_its_code_points(offsets: OffsetMap, span: Span) -> None:
    singles = [p for p in (offsets.to_source(k) for k in range(*span)) if p is not None]
    found = offsets.span_to_source(span)
    if not singles:
        assert found is None
    else:
        assert found == Span(min(singles), max(singles) + 1)


@pytest.mark.parametrize("pieces", [((0, 0, 3), (2, 9, 1)), ((0, -1, 3),), ((0, 0, 0),)])
def test_pieces_that_cross_are_refused(pieces: tuple[tuple[int, int, int], ...]) -> None:
    with pytest.raises(ModelError):
        OffsetMap(pieces)
