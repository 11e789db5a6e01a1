"""Marks in a text: nothing of it is lost, whatever overlaps, and the grounds nest."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from accordingto.model.text import Span
from accordingto.views.drift import changed
from accordingto.views.marks import runs
from accordingto.web.render import marked

TEXT = "At least 12 people were killed, the fire chief said, when two explosions tore through the silo."
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(lambda p: Span(p[0], min(len(TEXT), p[0] + p[1])))


@given(
    st.lists(st.tuples(spans, st.sampled_from(["so", "cu", "ev", "fi", "ti", "na"])), max_size=8),
    st.lists(spans, max_size=6),
    spans,
    st.none() | spans,
)
def test_runs_are_the_text_and_grounds_nest(lines: list[tuple[Span, str]], said: list[Span], within: Span, at: Span | None) -> None:
    found = runs(TEXT, within, [(s, c, f"{c[0]}{i}") for i, (s, c) in enumerate(lines)], [(s, f"s{i}") for i, s in enumerate(said)], at=at)
    assert "".join(r.text for r in found) == within.of(TEXT)
    depth = 0
    position = within.start
    for run in found:
        depth += run.opens
        assert depth == sum(s.start <= position and position + len(run.text) <= s.end for s in set_of(said))
        assert set(run.marks) == {c for s, c in lines if s.start <= position and position + len(run.text) <= s.end}
        depth -= run.closes
        assert depth >= 0
        position += len(run.text)
    assert depth == 0
    html = str(marked(found))
    assert html.count("<span") == html.count("</span>")
    assert re.sub(r"<[^>]+>", "", html) == within.of(TEXT)
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def set_of(said: list[Span]) -> list[Span]:
    """Grounds are counted by statement; here every span is one of its own."""
    return said


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_changed_is_both_texts(before: str, after: str) -> None:
    old, new = changed(before, after)
    assert "".join(p.text for p in old) == "".join(re.findall(r"\w+(?:[’'-]\w+)*|\s+|[^\w\s]", before)) == before
    assert "".join(p.text for p in new) == after


def test_what_changed() -> None:
    old, new = changed("At least 12 people were killed", "Twelve people were killed")
    assert [p.text.strip() for p in old if p.marked] == ["At least 12"]
    assert [p.text.strip() for p in new if p.marked] == ["Twelve"]
