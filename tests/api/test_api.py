"""The public names, the error tree, and the record in a notebook."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import accordingto
from accordingto import errors
from accordingto.building import Settings
from accordingto.building import build as build_record

HOSTILE = "<script>alert(1)</script> in Olsk closed"
SENTENCE = "The harbour master of Cray said at least 14 people were hurt on Tuesday."


def test_the_public_names() -> None:
    assert accordingto.__all__ == [
        "AccordingToError", "AuditError", "EngineError", "InputError", "LimitError", "ModelError", "OpenRecord", "RecordError", "Table",
        "UsageError", "build", "open_record", "read",
    ]  # fmt: skip
    for name in accordingto.__all__:
        assert getattr(accordingto, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'forecast'"):
        accordingto.forecast  # noqa: B018


def test_the_error_tree_is_the_one_that_is_drawn() -> None:
    tree = {c.__name__: c.__mro__[1].__name__ for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, Exception)}
    assert tree == {
        "AccordingToError": "Exception",
        "InputError": "AccordingToError",
        "LimitError": "InputError",
        "RecordError": "AccordingToError",
        "AuditError": "RecordError",
        "EngineError": "AccordingToError",
        "ModelError": "AccordingToError",
        "UsageError": "AccordingToError",
    }
    assert all(name in (errors.__doc__ or "") for name in tree)


def test_a_record_answers_with_tables(record: Path) -> None:
    with accordingto.open_record(record) as opened:
        assert repr(opened).startswith(f"<record {record}: 12 reports")
        reports = opened.reports()
        assert len(reports) == 12
        assert reports.column("outlet").count("Radio Sunde") == 3
        assert len(opened.reports(outlet="Radio Sunde")) == 3
        assert {row["aspect"] for row in opened.figures()} == {"killed", "injured"}
        for name in ("statements", "events", "times", "names", "actors", "voices", "incidents", "accounts", "disagreements"):
            table = getattr(opened, name)()
            assert table.name == name
            assert all(len(row) == len(table.columns) for row in table.rows)
        with pytest.raises(accordingto.UsageError, match="no column 'colour'"):
            reports.column("colour")
        with pytest.raises(accordingto.UsageError, match="no list 'moods'"):
            opened.table("moods")
        with pytest.raises(accordingto.UsageError, match="cannot be filtered by 'colour'"):
            opened.reports(colour="red")


def test_tables_become_data_frames(record: Path) -> None:
    pytest.importorskip("pandas")
    with accordingto.open_record(record) as opened:
        frame = opened.statements().to_pandas()
    assert list(frame.columns)[:3] == ["report", "n", "said_by"]
    assert len(frame) == 24


def test_hostile_words_are_escaped_in_notebooks(tmp_path: Path) -> None:
    from tests.stand_in import stand_in

    page = tmp_path / "page.txt"
    page.write_text(
        "<script>alert(1)</script> in Olsk closed\nRadio Sunde | 3 May 2031\n\nPolice in Olsk said the bridge was closed.\n", "utf-8"
    )
    build_record([page], tmp_path / "x.db", Settings(loader=stand_in))
    with accordingto.open_record(tmp_path / "x.db") as opened:
        html = opened.reports()._repr_html_() + opened._repr_html_() + opened.statements()._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_exports_as_text(record: Path) -> None:
    with accordingto.open_record(record) as opened:
        assert opened.export("plover").count("\n") == len(opened.events())
        with pytest.raises(accordingto.UsageError, match="'csv' is no one-file format"):
            opened.export("csv")


def test_a_missing_record_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(accordingto.RecordError, match="there is no record") as caught:
        accordingto.open_record(tmp_path / "none.db")
    assert caught.value.hint.startswith("accordingto build")


def test_build_and_read_with_the_real_engine(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(f"Ferry runs aground off Cray\nRadio Sunde | 3 May 2031\n\n{SENTENCE}\n", "utf-8")
    for _ in range(2):  # the second call finds the verb, not the module that it imported
        with accordingto.build([page], tmp_path / "x.db") as opened:
            assert opened.counts().reports == 1
    reading = accordingto.read(SENTENCE, published="2031-05-03")
    assert [f.quantity.low for f in reading.figures] == [14]
