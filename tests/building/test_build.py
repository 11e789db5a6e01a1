"""A build is incremental, resumable and honest about what it could not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.building import Resident, Settings, apply_decisions, as_of, build, refresh, remove
from accordingto.errors import InputError, RecordError, UsageError
from accordingto.model.decision import make_decision
from accordingto.store import Store
from accordingto.store.anchors import subject_of
from accordingto.store.audit import Checked, audit
from tests.conftest import invented
from tests.dump import dump
from tests.stand_in import newer_stand_in, stand_in

QUICK = Settings(loader=stand_in)


def dumped(path: Path) -> list[str]:
    with Store.open(path) as store:
        return list(dump(store.connection))


def mismatches(path: Path) -> list[object]:
    with Store.open(path) as store:
        return list(audit(store.connection, Checked()))


def test_builds_a_record_that_holds(record: Path) -> None:
    with Store.open(record) as store:
        counts = store.counts()
        assert (counts.reports, counts.sources, counts.unread) == (12, 12, 0)
        assert counts.outlets == 4
        assert counts.statements == 24
        assert counts.incidents > 0
        assert not store.stale
    assert mismatches(record) == []


def test_a_second_build_of_the_same_inputs_changes_nothing(record: Path, pile: Path) -> None:
    before = dumped(record)
    built = build([pile], record, QUICK)
    assert (built.taken, built.known, built.read, built.resolved) == (0, 12, 0, False)
    assert dumped(record) == before


def test_the_same_bytes_under_another_name_are_not_read_again(record: Path, pile: Path, tmp_path: Path) -> None:
    (tmp_path / "again.txt").write_bytes((pile / "00.txt").read_bytes())
    built = build([tmp_path / "again.txt"], record, QUICK)
    assert (built.known, built.reports, built.resolved) == (1, 0, False)


def test_piece_by_piece_equals_all_at_once(record: Path, pile: Path, tmp_path: Path) -> None:
    piecemeal = tmp_path / "piecemeal.db"
    for file in sorted(pile.iterdir(), reverse=True):
        build([file], piecemeal, QUICK)
    assert dumped(piecemeal) == dumped(record)


def test_removing_what_was_added_leaves_no_trace(record: Path, tmp_path: Path) -> None:
    before = dumped(record)
    extra = tmp_path / "extra.txt"
    extra.write_text(invented(40), encoding="utf-8")
    build([extra], record, QUICK)
    assert dumped(record) != before
    assert len(remove(record, [str(extra)])) == 1
    assert dumped(record) == before
    with Store.open(record) as store:
        assert store.connection.execute("SELECT count(*) FROM report_search WHERE report_search MATCH 'ludmer'").fetchone()[0] == 4


def test_removing_something_unknown_removes_nothing(record: Path) -> None:
    before = dumped(record)
    with pytest.raises(UsageError, match="no report or source 'nothing'"):
        remove(record, ["nothing"])
    assert dumped(record) == before


def test_a_newer_reader_reads_everything_again(record: Path) -> None:
    assert refresh(record, Settings(loader=newer_stand_in)).read == 12
    assert refresh(record, Settings(loader=newer_stand_in)).read == 0


def test_a_changed_file_is_taken_in_beside_the_old_one(record: Path, pile: Path) -> None:
    first = sorted(pile.iterdir())[0]
    first.write_text(first.read_text(encoding="utf-8").replace("3 hurt", "4 hurt"), encoding="utf-8")
    assert build([pile], record, QUICK).reports == 1
    with Store.open(record) as store:
        assert store.counts().reports == 13


def test_poison_is_kept_apart_and_the_rest_is_read(pile: Path, tmp_path: Path) -> None:
    (pile / "05.txt").write_text(invented(5).replace("Traders", "RAISES"), encoding="utf-8")
    path = tmp_path / "poison.db"
    built = build([pile], path, QUICK)
    assert (built.read, built.unread) == (11, 1)
    with Store.open(path) as store:
        (failure,) = store.failures()
        assert failure["reason"] == "reading it failed: ValueError: this report cannot be read"
        report = store.report(failure["name"])
        assert report is not None
        assert report.unread == failure["reason"]
    assert mismatches(path) == []
    assert build([pile], path, QUICK).unread == 0, "what this version failed on is not tried again"
    assert build([pile], path, Settings(loader=stand_in, again=True)).unread == 1, "unless asked"


def test_the_pile_is_built_around_what_cannot_be_read(pile: Path, tmp_path: Path) -> None:
    (pile / "98.pdf.txt").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 40)
    (pile / "99.txt").write_bytes(b"")
    path = tmp_path / "bad.db"
    built = build([pile], path, QUICK)
    assert built.reports == 12
    assert {Path(r.name).name for r in built.rejected} == {"98.pdf.txt", "99.txt"}
    with Store.open(path) as store:
        assert {Path(f["name"]).name for f in store.failures()} == {"98.pdf.txt", "99.txt"}


def test_nothing_readable_is_an_error_and_stands_in_the_record(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    path = tmp_path / "nothing.db"
    with pytest.raises(InputError, match="nothing could be read"):
        build([empty], path, QUICK)
    with Store.open(path) as store:
        assert [f["name"] for f in store.failures()] == [str(empty)]


def test_a_mended_input_loses_its_failure(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"")
    path = tmp_path / "mended.db"
    with pytest.raises(InputError):
        build([page], path, QUICK)
    page.write_text(invented(1), encoding="utf-8")
    build([page], path, QUICK)
    with Store.open(path) as store:
        assert store.failures() == []


def test_only_one_build_at_a_time(record: Path, pile: Path) -> None:
    with Store.open(record, "write"), pytest.raises(RecordError, match="being written by another process"):
        build([pile], record, QUICK)


def test_readers_and_reviewers_work_beside_a_build(record: Path) -> None:
    with Store.open(record, "write"), Store.open(record) as reader, Store.open(record, "review") as reviewer:
        before = reader.counts()
        subject, anchors = subject_of(reader, reader.incidents(limit=1)[0].id)
        assert (
            reviewer.decide(make_decision("note", subject, anchors, reviewer="ann", at="2031-05-09T10:00:00+00:00", value="look again"))
            == 1
        )
        assert reader.counts() == before
    with Store.open(record) as store:
        assert store.stale
    assert apply_decisions(record)
    with Store.open(record) as store:
        assert not store.stale
        incident = store.incidents(limit=1)[0]
        assert store.review_of(incident) == (("unread", "", ""), (("ann", "2031-05-09T10:00:00+00:00", "look again"),))


def test_what_a_resident_knows_changes_nothing_but_the_time(record: Path, pile: Path, tmp_path: Path) -> None:
    resident, fresh = Resident(), tmp_path / "fresh.db"
    half = sorted(pile.iterdir())[:6]
    kept = tmp_path / "kept.db"
    build(half, kept, QUICK, resident=resident)
    build([pile], kept, QUICK, resident=resident)
    assert dumped(kept) == dumped(record)
    remove(kept, [str(half[0])])  # behind its back
    newer = Settings(loader=newer_stand_in)
    refresh(kept, newer, resident=resident)
    build([f for f in sorted(pile.iterdir()) if f != half[0]], fresh, newer)
    assert dumped(kept) == dumped(fresh)


def test_decisions_survive_a_rebuild(record: Path) -> None:
    with Store.open(record, "review") as store:
        subject, anchors = subject_of(store, store.incidents(limit=1)[0].id)
        store.decide(make_decision("relabel", subject, anchors, reviewer="ann", at="2031-05-09T10:00:00+00:00", value="Stove fire"))
    apply_decisions(record)
    refresh(record, Settings(loader=newer_stand_in))
    with Store.open(record) as store:
        assert "Stove fire" in [i.title for i in store.incidents()]
        assert store.unapplied() == {}


def test_the_record_as_of_a_day_holds_what_was_published_by_then(record: Path, tmp_path: Path) -> None:
    past = tmp_path / "past.db"
    with Store.open(record) as store:
        expected = sum(head.published <= "2031-05-04" for head in store.heads())
    assert as_of(record, "2031-05-04", past) == expected > 0
    with Store.open(past) as store:
        assert max(head.published for head in store.heads()) == "2031-05-04"
    assert mismatches(past) == []
    with pytest.raises(UsageError, match="is there already"):
        as_of(record, "2031-05-04", past)
    with pytest.raises(UsageError, match="is no moment"):
        as_of(record, "yesterday", tmp_path / "other.db")
