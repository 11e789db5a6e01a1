"""The store: schema, migrations, lists, search, audit, decisions."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from accordingto.errors import RecordError, UsageError
from accordingto.model.decision import Anchor, make_decision
from accordingto.model.record import Quote, Value
from accordingto.model.text import Span
from accordingto.store import LISTINGS, Store
from accordingto.store.audit import Checked, audit
from accordingto.store.connection import APPLICATION_ID, migrate, migrations, open_writer, statements
from accordingto.store.parts import said
from accordingto.store.search import understand
from accordingto.store.summary import TOTALS


def test_a_record_says_what_it_is(record: Path) -> None:
    with sqlite3.connect(record) as plain:
        assert plain.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert plain.execute("PRAGMA user_version").fetchone() == (migrations()[-1][0],)
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        ledger = plain.execute("SELECT number, name FROM migration").fetchall()
        assert ledger == [(number, name) for number, name, _ in migrations()]
        loose = plain.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        assert loose == []


def test_every_view_for_people_can_be_read(record: Path) -> None:
    with sqlite3.connect(record) as plain:
        views = [row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        assert {"reports", "statements", "incidents", "accounts", "figures", "events", "times", "names", "actors", "disagreements"} <= set(
            views
        )
        for view in views:
            plain.execute(f"SELECT * FROM {view}").fetchall()


def test_quotes_and_offsets_agree_in_plain_sql(record: Path) -> None:
    query = """SELECT count(*), sum(substr(text, start + 1, end - start) = quote) FROM
        (SELECT f.quote, f.start, f.end, r.text FROM figures AS f JOIN report AS r ON r.id = f.report)"""
    with sqlite3.connect(record) as plain:
        n, right = plain.execute(query).fetchone()
    assert n == right > 0


def test_a_migration_that_fails_leaves_the_record_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.db"
    open_writer(path).close()
    broken = (migrations()[-1][0] + 1, "broken", "CREATE TABLE half (n INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);")
    monkeypatch.setattr("accordingto.store.connection.migrations", lambda: [*migrations(), broken])
    with pytest.raises(RecordError, match="no such table: nowhere"):
        open_writer(path)
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
        assert plain.execute("PRAGMA user_version").fetchone() == (migrations()[-1][0],)


def test_a_migration_is_applied_once_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.db"
    open_writer(path).close()
    added = (migrations()[-1][0] + 1, "moods", "CREATE TABLE mood (n INTEGER) STRICT;")
    monkeypatch.setattr("accordingto.store.connection.migrations", lambda: [*migrations(), added])
    with pytest.raises(RecordError, match="written by an older accordingto") as caught:
        Store.open(path)
    assert caught.value.hint == f"accordingto refresh {path}"
    connection = open_writer(path)
    assert migrate(connection, path) == []
    assert [row["name"] for row in connection.execute("SELECT name FROM migration")] == [*(name for _, name, _ in migrations()), "moods"]
    connection.close()
    monkeypatch.undo()
    for mode in ("read", "write"):
        with pytest.raises(RecordError, match="written by a newer accordingto"):
            Store.open(path, mode).close()  # type: ignore[arg-type]


def test_statements_are_cut_where_sqlite_says_so() -> None:
    table = "CREATE TABLE a (\n  -- inside; with a semicolon\n  n INTEGER\n);"
    trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END;"
    script = f"-- a note\n{table}\n{trigger}\n"
    assert [s.split()[1] for s in statements(script)] == ["TABLE", "TRIGGER"]


@pytest.mark.parametrize("content", [b"", b"no database at all, only words " * 40])
def test_what_is_no_record_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(RecordError, match="is not a record"):
        Store.open(path)


def test_another_sqlite_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE mine (n)")
    before = path.read_bytes()
    for mode in ("read", "review", "write"):
        with pytest.raises(RecordError, match="is not a record"):
            Store.open(path, mode)  # type: ignore[arg-type]
    assert path.read_bytes() == before


def test_readers_leave_one_file_and_the_empty_lock(record: Path) -> None:
    with Store.open(record) as one, Store.open(record) as other:
        assert one.counts() == other.counts()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            one.connection.execute("DELETE FROM figure")
    assert sorted(p.name for p in record.parent.glob("pile.db*")) == ["pile.db", "pile.db-lock"]


def test_a_record_in_a_folder_that_cannot_be_written_to_can_be_read(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so the refusal is SQLite's own, made here by hand at the first opening."""
    still = tmp_path / "still.db"
    still.write_bytes(record.read_bytes())
    connect, uris = sqlite3.connect, []

    def refusing(address: str, **options: Any) -> sqlite3.Connection:
        uris.append(address)
        if "mode=rw" in address:
            raise sqlite3.OperationalError("unable to open database file")
        return connect(address, **options)

    monkeypatch.setattr("accordingto.store.connection.sqlite3.connect", refusing)
    with Store.open(still) as store:
        assert store.counts().reports == 12
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            store.connection.execute("DELETE FROM figure")
    assert [uri.rpartition("?")[2] for uri in uris] == ["mode=rw", "mode=ro&immutable=1"]


@pytest.mark.parametrize("name", LISTINGS)
def test_every_list_filter_and_order_works_and_pages_do_not_overlap(record: Path, name: str) -> None:
    listing = LISTINGS[name]
    with Store.open(record) as store:
        for order in listing.orders:
            whole = store.page(name, order=order, limit=1000).rows
            pieces = [row for at in range(0, len(whole), 7) for row in store.page(name, order=order, limit=7, offset=at).rows]
            assert list(whole) == pieces
        for field in listing.filters:
            assert store.page(name, {field: "no such value"}).limit == 50


def test_totals_are_what_they_say(record: Path) -> None:
    with Store.open(record) as store:
        counts = store.counts()
        for name, listing in LISTINGS.items():
            if listing.total:
                assert store.page(name).total == store.connection.execute(f"SELECT count(*) FROM {listing.view}").fetchone()[0], name
        assert set(TOTALS) <= set(type(counts).__slots__)


def test_pages_refuse_what_they_do_not_know(record: Path) -> None:
    with Store.open(record) as store:
        for ask in (
            lambda: store.page("moods"),
            lambda: store.page("reports", {"colour": "red"}),
            lambda: store.page("reports", order="colour"),
            lambda: store.page("reports", limit=100_000),
            lambda: store.page("reports", offset=-1),
            lambda: store.search("market", {"colour": "red"}),
            lambda: store.incidents(order="colour"),
        ):
            with pytest.raises(UsageError):
                ask()


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("market blast", [('"market"', True), ('"blast"', True)]),
        ('"old town" market', [('"old town"', True), ('"market"', True)]),
        ("market -stove", [('"market"', True), ('"stove"', False)]),
        ('"unfinished phrase', [('"unfinished phrase"', True)]),
        ("a AND b OR (c NEAR d)*", [(f'"{w}"', True) for w in ("a", "AND", "b", "OR", "c", "NEAR", "d")]),
        ("al-Qaem", [('"al Qaem"', True)]),
        ("*** ^ : -- ''", []),
    ],
)
def test_nothing_in_a_query_is_syntax(query: str, terms: list[tuple[str, bool]]) -> None:
    assert understand(query) == terms


def test_search_finds_marks_and_counts(record: Path) -> None:
    with Store.open(record) as store:
        found = store.search("hospital killed", {"outlet": "Radio Sunde"})
        assert found.total == 3
        for hit in found.hits:
            report = store.report(hit.report)
            assert report is not None
            words = {span.of(report.text).casefold() for span in hit.highlights}
            assert words == {"hospital", "killed"}
            assert hit.excerpt == hit.excerpt_span.of(report.text)
        assert dict(found.facets["outlet"]) == {"Radio Sunde": 3}
        assert store.search("hospital -stove").total == 0
        assert store.search('"stove blew up"').total == 12
        assert store.search("***").hits == ()
        assert store.search("blasted").total == 12, "words are found under their stem"


def test_the_audit_finds_every_kind_of_damage(record: Path) -> None:
    damages = {
        "UPDATE report SET text = replace(text, 'hospital', 'infirmary') WHERE id = (SELECT min(id) FROM report)": "is not its source's",
        "UPDATE figure SET quote = '99' WHERE (report, n) = (SELECT min(report), 0 FROM figure)": "table figure differs",
        "UPDATE figure SET start = start + 1": "table figure differs",
        "DELETE FROM event WHERE report = (SELECT min(report) FROM event)": "points at event 0",
        "UPDATE account_value SET quote = 'nobody' WHERE n = 0": "is not 'nobody'",
        "UPDATE mention SET n = 4000 + n": "points at name",
    }
    for damage, expected in damages.items():
        connection = sqlite3.connect(record, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN")
        assert connection.execute(damage).rowcount > 0
        found = [mismatch.what for mismatch in audit(connection, Checked())]
        assert any(expected in what for what in found), (damage, found)
        connection.execute("ROLLBACK")
        assert not list(audit(connection, Checked()))
        connection.close()


def test_decisions_are_append_only_and_stand_once(record: Path) -> None:
    decision = make_decision("confirm", "incident", [Anchor("r1", 0, 3, "abc")], reviewer="ann", at="2031-05-09T10:00:00+00:00")
    with Store.open(record, "review") as store:
        assert store.decide(decision, decision) == 1
        assert store.decide(decision) == 0
        assert store.every_decision() == (decision,)
        for change in ("UPDATE decision SET reviewer = 'bob'", "DELETE FROM decision"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                store.connection.execute(change)


def test_places_in_time(record: Path) -> None:
    with Store.open(record) as store:
        heads = store.heads(limit=1000)
        assert [store.position(head.id) for head in heads] == [(n, 12) for n in range(1, 13)]
        assert [head.id for head in store.heads(newest=True, limit=1000)] == [head.id for head in reversed(heads)]
        assert store.span() == (heads[0].published, heads[-1].published)
        days = store.days(datetime(2031, 5, 1), datetime(2031, 6, 1))
        assert sum(day.incidents for day in days) == store.page("incidents", {"dated": 1}).total
        assert len(store.heads_since("2020-01-01T00:00:00+00:00")) == 12


def test_stored_values_come_back_as_they_were(record: Path) -> None:
    with Store.open(record) as store:
        record_before = store.record()
        for report in store.reports():
            assert store.report(report.id) == report
            reading = store.reading(report.id)
            assert reading is not None
            assert store.readings()[report.id] == reading
    with Store.open(record, "write") as store:
        collapsed = store.connection.execute("SELECT count(*) FROM collapsed").fetchone()[0]
        changed = store.put_record(record_before)
        assert changed.pop("collapsed") == collapsed, "given no collapsed figures, those that were there are gone"
        assert sum(changed.values()) == 0
        assert store.record() == record_before


def test_the_sides_of_a_denial_can_be_told_apart_by_their_words() -> None:
    quote = Quote("r1", Span(0, 7))
    assert said(Value("whether", "crossed", quote)) != said(Value("whether", "crossed", quote, denied=True))
    assert said(Value("killed", "at least 12", quote)) == "at least 12"
    assert said(Value("killed", "twelve", quote, denied=True)) == "denied: twelve"


def test_a_denial_is_labelled_so_that_the_label_is_true() -> None:
    quote = Quote("r1", Span(0, 7))
    assert said(Value("claim", "any part in it", quote, denied=True)) == "denied: any part in it"
    for words in ("that no one was hurt", "it didn’t happen", "reports of more than 40 dead are false"):
        assert said(Value("claim", words, quote, denied=True)) == f"the denial reads: {words}"


def test_an_excerpt_is_from_below_the_title(record: Path) -> None:
    with Store.open(record) as store:
        for hit in store.search("stove").hits:
            below = [s for s in hit.highlights if hit.title and s.start > len(hit.title)]
            assert below and hit.excerpt_span.contains(below[0])
