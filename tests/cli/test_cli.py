"""The commands as a person or a script meets them: in a process of their own where that matters."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from accordingto.cli.main import COMMANDS, cli, exit_code
from accordingto.errors import AccordingToError, AuditError, EngineError, InputError, RecordError, UsageError
from tests.conftest import EXAMPLE, invented
from tests.stand_in import stand_in


@pytest.fixture(autouse=True)
def stand_in_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in this process read with the stand-in, except where the example crisis or the engine is what is tested."""
    if not {"merrin", "engine"} & set(request.fixturenames):
        monkeypatch.setattr("accordingto.building.load_reader", lambda *, threads=1: stand_in())


@pytest.fixture
def engine() -> None:
    """The test is about the real engine."""


def accordingto(*arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    code = "from accordingto.cli.main import main; main()"
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=120)


def output(*arguments: str | Path) -> str:
    """What a command prints, run in this process."""
    result = CliRunner().invoke(cli, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_command_has_help_that_says_what_it_does() -> None:
    text = output("--help")
    for name in COMMANDS:
        assert name in text
        own = output(name, "--help")
        assert "Usage:" in own
        assert "--json" in own or "Commands:" in own, f"{name} has no --json"
    assert "Exit codes:" in text


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AuditError("x"), 1),
        (InputError("x"), 2),
        (UsageError("x"), 2),
        (RecordError("x"), 3),
        (EngineError("x"), 3),
        (AccordingToError("x"), 3),
    ],
)
def test_exit_codes(error: AccordingToError, code: int) -> None:
    assert exit_code(error) == code


def test_errors_are_one_line_and_a_hint(tmp_path: Path) -> None:
    ran = accordingto("show", tmp_path / "none.db")
    assert ran.returncode == 3
    assert ran.stdout == b""
    first, second = ran.stderr.decode().splitlines()
    assert first == f"accordingto: there is no record at {tmp_path / 'none.db'}"
    assert second.startswith("  try: accordingto build")


def test_nothing_readable_is_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = accordingto("build", tmp_path / "empty.txt", "-o", tmp_path / "x.db")
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert b"nothing could be read" in ran.stderr


def test_build_from_standard_input_and_a_bad_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00" * 5000)
    ran = accordingto("build", "-", tmp_path / "bad.txt", "-o", tmp_path / "x.db", stdin=invented(1).encode())
    assert ran.returncode == 0
    assert b"1 new report" in ran.stdout
    assert ran.stderr.decode().startswith(f"not read: {tmp_path / 'bad.txt'}: ")
    assert b"\x1b" not in ran.stdout + ran.stderr, "no colour in a pipe"


def test_progress_has_a_rate_on_a_terminal_and_is_silent_elsewhere(pile: Path, tmp_path: Path) -> None:
    code = (
        "import accordingto.building as b; from stand_in import StandIn; b.load_reader = lambda **options: StandIn(pause=0.1);"
        "from accordingto.cli.main import main; main()"
    )
    near, far = os.openpty()
    command = [sys.executable, "-c", code, "build", str(pile), "-o", str(tmp_path / "x.db")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=far, env=environment) as process:
        os.close(far)
        shown = b""
        try:
            while piece := os.read(near, 65536):
                shown += piece
        except OSError:  # the far end was closed: the process has ended
            os.close(near)
        assert process.wait(60) == 0
    for words in (b"taking in", b"reading", b"words/s", b"left", b"resolving"):
        assert words in shown


def test_a_closed_pipe_is_met_in_silence(record: Path) -> None:
    code = "from accordingto.cli.main import main; main()"
    command = [sys.executable, "-c", code, "export", str(record), "-f", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(60)


def test_show_sums_up_and_lists(record: Path) -> None:
    text = output("show", record)
    assert text.startswith("pile: 12 reports by 4 outlets, published 2031-05-01 to 2031-05-09")
    whole = json.loads(output("show", record, "--json"))
    assert whole["counts"]["reports"] == 12
    for name in ("reports", "incidents", "statements", "figures", "actors", "voices", "sources", "failures", "matches", "drifts"):
        rows = output("show", record, "--list", name).splitlines()
        listed = json.loads(output("show", record, "--list", name, "--json"))
        assert len(rows) == 1 + len(listed["rows"])


def test_show_says_what_it_leaves_out(record: Path) -> None:
    cut = CliRunner().invoke(cli, ["show", str(record), "-n", "5"])
    assert f"5 of 12 reports: accordingto show {record} -l reports" in cut.stderr and "reports:" not in cut.stdout.partition("\n")[2]
    whole = CliRunner().invoke(cli, ["show", str(record), "-n", "1000"])
    assert "-l reports" not in whole.stderr and "-l incidents" not in whole.stderr


def test_show_opens_one_thing(record: Path) -> None:
    whole = json.loads(output("show", record, "--json"))
    report, incident = whole["reports"][0]["id"], whole["incidents"][0]["id"]
    assert json.loads(output("show", record, report, "--json"))["text"].startswith("Market in")
    assert json.loads(output("show", record, incident, "--json"))["accounts"]
    assert "Market in" in output("show", record, report)
    missing = CliRunner().invoke(cli, ["show", str(record), "i000000000000"])
    assert missing.exit_code == 1


def test_terminal_escapes_in_a_report_do_not_reach_the_terminal(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Bridge \u202eclosed\x9b31m in Olsk\nRadio Sunde | 3 May 2031\n\nPolice in Olsk said the bridge was closed.\n", "utf-8")
    output("build", page, "-o", tmp_path / "x.db")
    shown = output("show", tmp_path / "x.db") + output("search", tmp_path / "x.db", "bridge")
    assert "Bridge" in shown
    assert not {"\x9b", "\u202e", "\x1b"} & set(shown)


def test_search(record: Path) -> None:
    found = json.loads(output("search", record, "hospital", "--by", "outlet=Radio Sunde", "--json"))
    assert found["total"] == 3
    assert "hospital" in output("search", record, "hospital").casefold()
    nobody = CliRunner().invoke(cli, ["search", str(record), "hospital", "--by", "outlet=Radio"])
    assert "0 reports" in nobody.stderr
    assert "Radio Sunde" in nobody.stderr
    bad = CliRunner().invoke(cli, ["search", str(record), "hospital", "--by", "outlet"])
    assert isinstance(bad.exception, UsageError)


def test_audit_holds_and_fails(record: Path) -> None:
    assert output("audit", record).rstrip().endswith("all hold")
    with sqlite3.connect(record) as plain:
        plain.execute("UPDATE figure SET start = start + 1")
    ran = accordingto("audit", record, "--json")
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["mismatches"]


def test_audit_holds_where_a_page_spells_signs_as_entities(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    said = "Police &amp; guards in Olsk said it was &#8220;two&nbsp;dead&quot; &lt;b&gt;\n&amp;mdash; not ten, at the Caf&eacute; Brod."
    page.write_text(f"<html><body><article><h1>Two dead in Olsk &amp; Brod</h1><p>{said}</p></article></body></html>", "utf-8")
    output("build", page, "-o", tmp_path / "x.db")
    assert output("audit", tmp_path / "x.db").rstrip().endswith("all hold")
    for entity in ("&quot;", "&eacute;"):
        with sqlite3.connect(tmp_path / "x.db") as plain:
            text = plain.execute("SELECT text FROM source").fetchone()[0]
            assert entity in text
            plain.execute("UPDATE source SET text = ?", (text.replace(entity, "&yen;".ljust(len(entity), "x")),))
        ran = accordingto("audit", tmp_path / "x.db")
        assert ran.returncode == 1
        assert b"is not its source's" in ran.stdout
        with sqlite3.connect(tmp_path / "x.db") as plain:
            plain.execute("UPDATE source SET text = ?", (text,))


def test_decisions_travel_between_records(record: Path, pile: Path, tmp_path: Path) -> None:
    incident = json.loads(output("show", record, "--json"))["incidents"][0]["id"]
    decided = json.loads(output("decide", record, "relabel", incident, "--value", "Stove fire", "--reviewer", "ann", "--json"))
    assert "Stove fire" in output("show", record)
    lines = output("decisions", "export", record)
    assert json.loads(lines) == decided
    (tmp_path / "decisions.jsonl").write_text(lines, encoding="utf-8")
    output("decide", record, "undo", decided["id"])
    assert "Stove fire" not in output("show", record)
    assert json.loads(output("decisions", "import", record, tmp_path / "decisions.jsonl", "--json"))["new"] == 0
    listed = output("decisions", "list", record)
    assert "relabel" in listed
    assert decided["anchors"][0]["quote"] in listed


def test_decide_lists_the_queue_and_refuses_nonsense(record: Path) -> None:
    assert "total" in json.loads(output("decide", record, "--json"))
    for arguments in (["merge"], ["merge", "i000000000000"], ["undo", "d0"]):
        result = CliRunner().invoke(cli, ["decide", str(record), *arguments])
        assert isinstance(result.exception, UsageError), arguments


def test_an_undo_is_taken_once_and_is_not_undone(record: Path) -> None:
    incident = json.loads(output("show", record, "--json"))["incidents"][0]["id"]
    decided = json.loads(output("decide", record, "relabel", incident, "--value", "Stove fire", "--json"))
    undo = json.loads(output("decide", record, "undo", decided["id"], "--json"))
    for gone in (decided["id"], undo["id"]):
        result = CliRunner().invoke(cli, ["decide", str(record), "undo", gone])
        assert isinstance(result.exception, UsageError), gone
    assert json.loads(output("decisions", "list", record, "--json"))["total"] == 2


def test_a_decision_that_does_not_fit_says_so(record: Path) -> None:
    two = [row["id"] for row in json.loads(output("show", record, "--json"))["incidents"]][:2]
    fits = accordingto("decide", record, "split", *two, "--reviewer", "ann")
    ran = accordingto("decide", record, "merge", *two, "--reviewer", "bob")
    assert (fits.returncode, ran.returncode) == (0, 0), ran.stderr
    unfit = json.loads(output("decisions", "list", record, "--json"))["rows"][0]["unapplied"]
    assert f"not applied: {unfit}" in ran.stderr.decode()
    assert b"not applied" not in fits.stderr


def test_output_that_cannot_be_written_is_one_line(record: Path, tmp_path: Path) -> None:
    for arguments in (["export", record, "-f", "claims"], ["export", record, "-f", "csv"], ["explain", "Two died.", "--html"]):
        inside = record / "x.zip"  # a file is no folder
        ran = accordingto(*arguments, *(() if "--html" in arguments else ("-o",)), inside)
        assert ran.returncode == 2, arguments
        assert len(ran.stderr.splitlines()) == 2, arguments


def test_decisions_that_would_say_nothing_are_refused(record: Path) -> None:
    incident = json.loads(output("show", record, "--json"))["incidents"][0]["id"]
    for arguments in (["relabel", incident], ["note", incident, "--value", " "], ["status", incident, "--value", "finished"]):
        result = CliRunner().invoke(cli, ["decide", str(record), *arguments])
        assert isinstance(result.exception, UsageError), arguments
    assert json.loads(output("decisions", "list", record, "--json"))["total"] == 0


def test_a_port_that_is_taken_is_one_line(record: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = accordingto("serve", record, "--port", str(taken.getsockname()[1]))
    assert ran.returncode == 2
    assert b"cannot be served" in ran.stderr
    assert b" at http" not in ran.stderr


def test_a_long_list_says_that_it_goes_on(record: Path) -> None:
    ran = accordingto("show", record, "--list", "reports", "-n", "2")
    assert b"rows 1 to 2 of 12" in ran.stderr
    assert len(ran.stdout.splitlines()) == 3


def test_remove_and_as_of(record: Path, tmp_path: Path) -> None:
    report = json.loads(output("show", record, "--json"))["reports"][0]["id"]
    assert json.loads(output("remove", record, report, "--json")) == {"removed": [report]}
    assert "reports published by" in output("as-of", record, "2031-05-05", "-o", tmp_path / "past.db")


def test_explain(merrin: Path, tmp_path: Path) -> None:
    sentence = "Police in Hask said at least 12 people were killed on Friday."
    text = output("explain", sentence)
    assert "12" in text
    assert "statements" in json.loads(output("explain", sentence, "--json"))["reading"]
    page = tmp_path / "page.html"
    output("explain", sentence, "--html", page)
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    incident = json.loads(output("show", merrin, "--json"))["incidents"][0]["id"]
    found = json.loads(output("explain", "--incident", incident, "--record", merrin, "--json"))
    assert found["members"]
    assert found["title"] in output("explain", "--incident", incident, "--record", merrin)
    assert isinstance(CliRunner().invoke(cli, ["explain"]).exception, UsageError)
    assert isinstance(CliRunner().invoke(cli, ["explain", sentence, "--published", "Friday"]).exception, UsageError)


@pytest.mark.usefixtures("engine")
def test_doctor() -> None:
    facts = json.loads(output("doctor", "--json"))
    assert facts["sqlite full-text search"] == "yes"
    assert "reader" in output("doctor")


def test_shards_on_the_command_line(pile: Path, tmp_path: Path) -> None:
    """The recipe that the help of ``shards`` gives, as printed there."""
    path, again = tmp_path / "x.db", tmp_path / "again.db"
    output("build", pile, "-o", path)
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA foreign_keys = OFF")
        for table in ("reading", "name", "time", "figure", "statement", "quotation", "reference", "event"):
            plain.execute(f"DELETE FROM {table}")
    written = json.loads(output("shards", "write", path, tmp_path / "work", "--size", "5", "--json"))
    assert written["reports"] == 12
    for shard in written["shards"]:
        output("map-shard", shard, tmp_path / "done" / Path(shard).name)
    assert "12 readings" in output("shards", "take", path, *sorted((tmp_path / "done").iterdir()))
    output("build", pile, "-o", again)
    assert output("export", path, "-f", "json") == output("export", again, "-f", "json")


def test_adding_needs_a_record(tmp_path: Path, pile: Path) -> None:
    assert isinstance(CliRunner().invoke(cli, ["add", str(tmp_path / "none.db"), str(pile)]).exception, RecordError)
    output("build", pile / "00.txt", "-o", tmp_path / "x.db")
    assert "11 new reports, 1 input known already" in output("add", tmp_path / "x.db", pile)


def test_help_is_quick() -> None:
    """A shell completes on it; heavy modules must stay out (measured: 0.06 s of processor time)."""
    before = os.times()
    accordingto("--help")
    after = os.times()
    assert after.children_user + after.children_system - before.children_user - before.children_system < 1.0


def test_the_example_crisis_builds_and_holds(merrin: Path) -> None:
    assert EXAMPLE.is_dir()
    assert output("audit", merrin).rstrip().endswith("all hold")
    assert json.loads(output("show", merrin, "--json"))["counts"]["reports"] >= 14


def test_a_record_is_no_text_to_explain(record: Path) -> None:
    given = CliRunner().invoke(cli, ["explain", str(record), "i0"])
    assert isinstance(given.exception, UsageError)
    assert "--incident ID --record" in (given.exception.hint or "")
