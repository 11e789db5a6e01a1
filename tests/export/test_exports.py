"""Every format: its own rules, words that agree with their offsets, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from accordingto.building import Settings, build
from accordingto.cli.main import cli
from accordingto.export import FORMATS, brat, claims, collapsed, ftm, parquet, plover, standoff, tables, web_annotation, whole
from accordingto.export.standoff import stretches
from accordingto.export.tables import cell
from accordingto.model.codec import decode
from accordingto.model.record import Record
from accordingto.model.report import Report
from accordingto.model.text import OffsetMap, Span
from accordingto.store import Store
from tests.conftest import invented
from tests.stand_in import stand_in


def text(record: Path, module: Any, function: str = "write") -> str:
    with Store.open(record) as store:
        return "".join(getattr(module, function)(store))


def documents(record: Path) -> list[dict[str, Any]]:
    data = json.loads(text(record, standoff))
    found: list[dict[str, Any]] = data.get("sources", [data])
    return found


def test_standoff_of_one_source_is_one_document(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("\n***\n\n".join(invented(n) for n in range(3)), encoding="utf-8")
    build([page], tmp_path / "x.db", Settings(loader=stand_in))
    (document,) = documents(tmp_path / "x.db")
    assert json.loads(text(tmp_path / "x.db", standoff)) == document
    assert document["source"] == str(page)
    assert document["length"] == len(page.read_text(encoding="utf-8"))
    assert [r["outlet"] for r in document["reports"]] == ["The Tollan Courier", "Radio Sunde", "Northern Wire"]


def test_standoff_keeps_the_format_and_its_references(merrin: Path) -> None:
    found = documents(merrin)
    assert len(found) == len({d["source"] for d in found}) > 3
    for document in found:
        with Store.open(merrin) as store:
            source = next(s for s in store.sources() if s["name"] == document["source"])
            words = (store.source(source["id"]) or pytest.fail()).text
        assert document["length"] == len(words)
        spans = [[r["start"], r["end"]] for key in ("reports", "names", "times", "figures", "events") for r in document[key]]
        spans += [span for s in document["statements"] for key in ("source", "cue", "content") for span in s[key]]
        spans += [span for d in document["disagreements"] for span in d["figures"]]
        assert all(type(a) is int and type(b) is int and 0 <= a < b <= len(words) for a, b in spans)
        reports = {r["id"] for r in document["reports"]}
        statements = {s["id"] for s in document["statements"]}
        incidents = {i["id"] for i in document["incidents"]}
        for r in document["reports"]:
            if r["title_start"] is not None and document["source"].endswith(".txt"):
                assert words[r["title_start"] : r["title_end"]].strip() == words[r["title_start"] : r["title_end"]]
        for s in document["statements"]:
            assert s["report"] in reports
            assert s["parent"] is None or s["parent"] in statements
            assert s["manner"] in ("direct", "indirect", "mixed")
            assert s["evidence"] in ("offered", "not_offered", "not_mentioned")
            assert len(s["chain"]) >= 2
        assert {n["actor"] for n in document["names"]} - {None} == {a["id"] for a in document["actors"]}
        for key in ("events", "figures"):
            assert {row["incident"] for row in document[key]} - {None} <= incidents


def test_standoff_spans_of_html_point_into_the_mark_up(merrin: Path) -> None:
    page = next(d for d in documents(merrin) if d["source"].endswith(".html"))
    words = Path(page["source"]).read_text(encoding="utf-8")
    assert page["length"] == len(words)
    with Store.open(merrin) as store:
        source = next(s["id"] for s in store.sources() if s["name"] == page["source"])
        (report,) = store.reports_of(source)
        reading = store.reading(report.id)
    assert reading is not None
    printed = [f.span.of(report.text) for f in reading.figures]
    assert [words[f["start"] : f["end"]] for f in page["figures"]] == printed != []


@pytest.mark.parametrize(
    ("pieces", "span", "expected"),
    [
        (((0, 100, 10),), Span(2, 5), [[102, 105]]),
        (((0, 100, 5), (5, 105, 5)), Span(2, 8), [[102, 108]]),
        (((0, 100, 5), (5, 130, 5)), Span(2, 8), [[102, 105], [130, 133]]),
        (((0, 100, 5), (6, 130, 5)), Span(5, 6), []),
        (((0, 100, 5), (6, 50, 5)), Span(0, 11), [[50, 55], [100, 105]]),
    ],
)
def test_spans_over_mark_up_are_cut_around_it(pieces: tuple[tuple[int, int, int], ...], span: Span, expected: list[list[int]]) -> None:
    assert stretches(OffsetMap(pieces), span) == expected


def test_json_is_read_back_whole(record: Path) -> None:
    data = json.loads(text(record, whole))
    with Store.open(record) as store:
        assert decode(Record, data["record"]) == store.record()
        assert [decode(Report, r) for r in data["reports"]] == list(store.reports())
        assert len(data["readings"]) == len(data["sources"]) == 12


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"])
def test_cells_that_would_run_are_made_plain(words: str) -> None:
    assert cell(words) == "'" + words


def test_csv_tables(record: Path) -> None:
    with Store.open(record) as store:
        files = {name: b"".join(pieces).decode() for name, pieces in tables.tables(store)}
        reports = list(csv.DictReader(io.StringIO(files["reports.csv"])))
        assert [r["id"] for r in reports] == sorted(r.id for r in store.reports())
        assert files["statements.csv"].splitlines()[0].startswith("report,n,said_by,voice")
        assert len(list(csv.reader(io.StringIO(files["figures.csv"])))) == 1 + store.counts().figures


def test_a_hostile_title_does_not_run_in_a_spreadsheet(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text('=HYPERLINK("http://x") closed\nRadio Sunde | 3 May 2031\n\nPolice in Olsk said the bridge was closed.\n', "utf-8")
    build([page], tmp_path / "x.db", Settings(loader=stand_in))
    with Store.open(tmp_path / "x.db") as store:
        for name, pieces in tables.tables(store):
            for row in csv.reader(io.StringIO(b"".join(pieces).decode())):
                assert not any(value.startswith(("=", "@", "+")) for value in row), name


def test_parquet_tables_hold_the_same(record: Path) -> None:
    arrow = pytest.importorskip("pyarrow.parquet")
    with Store.open(record) as store:
        files = {name: b"".join(pieces) for name, pieces in parquet.tables(store)}
        figures = arrow.read_table(io.BytesIO(files["figures.parquet"]))
        assert figures.num_rows == store.counts().figures
        assert str(figures.schema.field("low").type) == "double"
        assert str(figures.schema.field("qualifier").type) == "string"


def test_plover_lines(record: Path) -> None:
    rows = [json.loads(line) for line in text(record, plover).splitlines()]
    with Store.open(record) as store:
        assert len({row["id"] for row in rows}) == store.counts().events
        for row in rows:
            report = store.report(row["report"])
            assert report is not None
            assert report.text[row["start"] : row["end"]] == row["trigger"]
            assert row["quad"] == "material conflict"
            assert row["chain"][0] == row["outlet"]


def test_annotations_select_their_words(record: Path) -> None:
    items = json.loads(text(record, web_annotation))["items"]
    assert len({item["id"] for item in items}) == len(items) > 100
    with Store.open(record) as store:
        for item in items:
            quote, position = item["target"]["selector"]
            report = store.report(item["id"].split(":")[2].split("/")[0])
            assert report is not None
            assert report.text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in report.text


def test_claims_are_statements_without_a_verdict(record: Path) -> None:
    graph = json.loads(text(record, claims))["@graph"]
    assert len(graph) == 24
    assert {item["@type"] for item in graph} == {"Claim"}
    assert "reviewRating" not in json.dumps(graph)


def test_ftm_entities_refer_to_one_another(merrin: Path) -> None:
    entities = [json.loads(line) for line in text(merrin, ftm).splitlines()]
    by_id = {entity["id"]: entity for entity in entities}
    assert len(by_id) == len(entities)
    assert {"Article", "Person", "Mention", "Event"} <= {entity["schema"] for entity in entities}
    for entity in entities:
        for name in ("document", "resolved", "involved", "proof"):
            assert all(key in by_id for key in entity["properties"].get(name, []))
        assert all(isinstance(v, str) for values in entity["properties"].values() for v in values)


def test_collapsed_rows_name_their_rule_and_inputs(merrin: Path) -> None:
    for function, rule in (("acled", "conservative"), ("ucdp", "low-best-high")):
        rows = list(csv.DictReader(io.StringIO(text(merrin, collapsed, function))))
        assert rows
        for row in rows:
            assert row["rule"] == rule
            assert row["status"] == "candidate, machine coded"
            assert json.loads(row["accounts"] or "[]") or row.get("fatalities") == "0"
    for row in csv.DictReader(io.StringIO(text(merrin, collapsed, "ucdp"))):
        assert float(row["low"]) <= float(row["best"]) <= float(row["high"])
        assert row["inputs"]


def test_brat_offsets_agree_with_the_text(merrin: Path) -> None:
    with Store.open(merrin) as store:
        files = {name: b"".join(pieces).decode() for name, pieces in brat.tables(store)}
    sheets = [name for name in files if name.endswith(".ann")]
    assert sheets
    for name in sheets:
        words = files[name.replace(".ann", ".txt")]
        for line in files[name].splitlines():
            key, rest = line.split("\t", 1)
            if key.startswith("T"):
                place, quote = rest.split("\t", 1)
                pieces = [tuple(map(int, pair.split())) for pair in place.split(" ", 1)[1].split(";")]
                assert " ".join(words[a:b] for a, b in pieces) == quote


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_by_the_command(record: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / ("out.zip" if FORMATS[name].kind == "tables" else "out" + FORMATS[name].suffix)
    for _ in range(2):
        result = CliRunner().invoke(cli, ["export", str(record), "-f", name, "-o", str(out)], catch_exceptions=False)
        assert result.exit_code == 0
    if out.suffix == ".zip":
        with zipfile.ZipFile(out) as archive:
            assert archive.testzip() is None
            assert len(archive.namelist()) > 5
    else:
        assert out.stat().st_size > 100
        to_stdout = CliRunner().invoke(cli, ["export", str(record), "-f", name], catch_exceptions=False)
        assert to_stdout.stdout_bytes == out.read_bytes()


def test_tables_need_somewhere_to_go(record: Path) -> None:
    result = CliRunner().invoke(cli, ["export", str(record), "-f", "csv"])
    assert "add -o FOLDER" in getattr(result.exception, "hint", "")
