"""Border types survive the way to JSON and back."""

from __future__ import annotations

import json
from datetime import datetime
from types import NoneType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accordingto.errors import ModelError
from accordingto.model import decision, reading, record, report
from accordingto.model.codec import decode, encode
from accordingto.model.intervals import Quantity, TimeInterval
from accordingto.model.text import OffsetMap, Span

spans = st.builds(lambda a, b: Span(a, a + b), st.integers(0, 999), st.integers(0, 99))
quantities = st.builds(lambda a, b: Quantity(a, a + b), st.integers(0, 99), st.integers(0, 99))
times = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)).map(lambda t: TimeInterval(t, None))
st.register_type_strategy(Span, spans)
st.register_type_strategy(Quantity, quantities)
st.register_type_strategy(TimeInterval, times)
st.register_type_strategy(OffsetMap, st.integers(1, 9).map(lambda n: OffsetMap.identity(n)))
st.register_type_strategy(str, st.text(max_size=8))
st.register_type_strategy(float, st.floats(0, 1e6))


def guesses(value: st.SearchStrategy[Any]) -> st.SearchStrategy[report.Guess[Any]]:
    return st.builds(report.Guess, st.none() | value, st.floats(0, 1), st.text(max_size=8))


words = st.text(max_size=8)
reports = st.builds(
    report.Report,
    title=guesses(words),
    outlet=guesses(words),
    authors=guesses(st.lists(words, max_size=2).map(tuple)),
    published=guesses(words),
    place=guesses(words),
    boundary=guesses(words),
    parts=st.lists(st.builds(report.Part), max_size=2).map(tuple),
)

BORDER: list[tuple[type[Any], st.SearchStrategy[Any]]] = [
    (report.Report, reports),
    (report.Source, st.builds(report.Source)),
    (reading.Reading, st.builds(reading.Reading)),
    (reading.Event, st.builds(reading.Event)),
    (reading.Statement, st.builds(reading.Statement)),
    (record.Account, st.builds(record.Account)),
    (record.Disagreement, st.builds(record.Disagreement)),
    (record.Match, st.builds(record.Match)),
    (decision.Decision, st.builds(decision.Decision)),
]


@pytest.mark.parametrize(("cls", "values"), BORDER, ids=[cls.__name__ for cls, _ in BORDER])
def test_a_border_type_comes_back_equal(cls: type[Any], values: st.SearchStrategy[Any]) -> None:
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(values)
    def check(value: Any) -> None:
        assert decode(cls, json.loads(json.dumps(encode(value)))) == value

    check()


def test_a_record_with_mentions_as_keys_comes_back_equal() -> None:
    whole = record.Record(statement_voices={record.Mention("r1", 0): "v1"}, outlet_voices={"r1": "v0"})
    assert decode(record.Record, json.loads(json.dumps(encode(whole)))) == whole


def test_defaults_are_left_out() -> None:
    assert encode(reading.Reading(report="r", version="1")) == {"report": "r", "version": "1"}


@pytest.mark.parametrize(
    ("cls", "data"),
    [(report.Part, {"kind": "advert", "span": [0, 1]}), (report.Part, {"kind": "deck"}), (report.Part, 7), (Span, [4, 2])],
)
def test_json_that_does_not_fit_is_refused(cls: type[Any], data: Any) -> None:
    with pytest.raises(ModelError):
        decode(cls, data)


def test_what_is_no_border_type_is_refused() -> None:
    with pytest.raises(ModelError):
        encode(NoneType)
