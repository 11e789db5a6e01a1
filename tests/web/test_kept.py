"""Pages are kept while the record stands: never longer, never with another visitor's words in them."""

from __future__ import annotations

import gzip
import re
import shutil
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from accordingto.building import apply_decisions
from accordingto.store import Store
from accordingto.web.app import create_app
from accordingto.web.catalogue import PAGES
from accordingto.web.kept import Shelf, keep
from accordingto.web.readers import MOST_IDLE, Readers
from tests.web.conftest import HERE, token
from tests.web.fixture import Crisis
from tests.web.test_adding import ONE, TWO, bring, read
from tests.web.test_pages import addresses
from tests.web.test_review import questions, worker


def every_page(client: TestClient, names: dict[str, dict[str, str]]) -> dict[str, str]:
    """All pages in their three forms, without the words that differ from answer to answer."""
    found = {}
    for page in PAGES:
        given = names.get(page.name, {})
        for address in (page.path.format(**given), *(page.twin.format(**given) + suffix for suffix in (".json", ".csv"))):
            answer = client.get(address)
            found[address] = f"{answer.status_code} " + re.sub(r'name="csrf" value="[0-9a-f]*"', "", answer.text)
    return found


def follow(part: str, names: dict[str, dict[str, str]]) -> set[str]:
    """Addresses of the pages that follow a part of the record."""
    return {p.path.format(**names.get(p.name, {})) for p in PAGES if part in p.follows}


def put_again(store: Store, report: str, crisis: Crisis) -> None:
    """The reading of a report, stored once more."""
    found = store.report(report)
    assert found is not None
    store.put_reading(found, crisis.readings[report])


def made_anew(record: Path, names: dict[str, dict[str, str]]) -> dict[str, str]:
    with TestClient(create_app(record), base_url=HERE, follow_redirects=False) as fresh:
        return every_page(fresh, names)


def test_no_page_is_stale_after_a_decision(desk: TestClient, mine: Path, store: Store, crisis: Crisis) -> None:
    names = addresses(store, crisis)
    before = every_page(desk, names)
    assert every_page(desk, names) == before == made_anew(mine, names)
    with (
        desk.app.state.desk.reviewing() as writer,
        Store.open(mine, "write"),
    ):  # nothing is carried out while another build holds the record
        incident = names["incident"]["incident"]
        desk.post(f"/incidents/{incident}/status", data={"status": "done", "note": "both sides asked", "csrf": token(desk)})
        assert [d.kind for d in writer.decisions()] == ["note", "status"]
        noted = every_page(desk, names)
        assert noted == made_anew(mine, names)
        assert "both sides asked" in noted[f"/incidents/{incident}"] and noted["/review/log"] != before["/review/log"]
    desk.post(f"/review/{questions(desk)[0]}", data={"kind": "merge", "csrf": token(desk)})
    assert worker(desk).wait()
    after = every_page(desk, names)
    assert after == made_anew(mine, names)
    assert {a for a in after if after[a] != noted[a]} >= {"/review", "/review.json", "/review/log", "/actors"}


def test_no_page_is_stale_after_a_change_from_outside(desk: TestClient, mine: Path, store: Store, crisis: Crisis) -> None:
    names = addresses(store, crisis)
    every_page(desk, names)
    with Store.open(mine, "write") as other:
        other.set_meta("stale", "1")
    apply_decisions(mine)
    assert every_page(desk, names) == made_anew(mine, names)


def test_no_page_is_stale_after_reports_are_added(desk: TestClient, mine: Path, store: Store, crisis: Crisis) -> None:
    names = addresses(store, crisis)
    before = every_page(desk, names)
    read(desk, bring(desk, ONE + "\n***\n\n" + TWO))
    after = every_page(desk, names)
    assert after == made_anew(mine, names)
    changed = {a for a in after if after[a] != before[a]}
    assert changed >= {"/", "/index.json", "/reports", "/reports.csv", "/outlets", "/about", "/incidents.json"}
    assert "Radio Sunde" in after["/reports"] and "Radio Sunde" in after["/outlets"]


def test_pages_on_reports_tell_of_a_report_before_it_is_resolved(desk: TestClient, mine: Path, store: Store, crisis: Crisis) -> None:
    names = addresses(store, crisis)
    every_page(desk, names)
    report = crisis.ids["h2"]
    with Store.open(mine, "write") as other:
        other.put_unread(report, "the test says so", "test")
    unread = {a: page for a, page in every_page(desk, names).items() if a in follow("reports", names)}
    assert unread == {a: page for a, page in made_anew(mine, names).items() if a in unread}
    assert all("the test says so" in unread[a] for a in (f"/reports/{report}", "/reports", "/about"))
    with Store.open(mine, "write") as other:
        put_again(other, report, crisis)
    again = {a: page for a, page in every_page(desk, names).items() if a in follow("reports", names)}
    assert again == {a: page for a, page in made_anew(mine, names).items() if a in again}
    assert not any("the test says so" in page for page in again.values())


def test_while_a_build_reads_only_pages_on_readings_are_made_again(desk: TestClient, mine: Path, store: Store, crisis: Crisis) -> None:
    names = addresses(store, crisis)
    every_page(desk, names)
    etags = {page.name: desk.get(page.path.format(**names.get(page.name, {}))).headers["etag"] for page in PAGES}
    with Store.open(mine, "write") as other:
        put_again(other, crisis.ids["h2"], crisis)
    anew = {p.name for p in PAGES if desk.get(p.path.format(**names.get(p.name, {}))).headers["etag"] != etags[p.name]}
    assert anew == {"report", "about"}


def test_a_record_that_takes_the_place_of_another_is_the_one_shown(desk: TestClient, mine: Path, tmp_path: Path) -> None:
    assert "The Tollan Courier" not in desk.get("/reports").text
    other = tmp_path / "other.db"
    shutil.copy(mine, other)
    with Store.open(other, "write") as store:
        store.set_meta("stale", "1")
    with TestClient(create_app(other), base_url=HERE, follow_redirects=False) as there:
        read(there, bring(there, ONE))
    with Store.open(other, "write") as store:
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for suffix in ("-wal", "-shm"):
        mine.with_name(mine.name + suffix).unlink(missing_ok=True)
    other.replace(mine)
    assert "The Tollan Courier" in desk.get("/reports").text


def test_two_askers_get_the_same_page_with_their_own_tokens(mine: Path) -> None:
    app = create_app(mine)
    with TestClient(app, base_url=HERE, follow_redirects=False) as one, TestClient(app, base_url=HERE, follow_redirects=False) as two:
        pages = [client.get("/review").text for client in (one, two, one, two)]
        tokens = [re.findall(r'name="csrf" value="([0-9a-f]+)"', page) for page in pages]
        assert all(len(set(found)) == 1 for found in tokens)
        assert len({found[0] for found in tokens}) == 4
        assert len({re.sub("|".join(found), "", page) for page, found in zip(pages, tokens, strict=True)}) == 1
        question = questions(one)[0]
        assert two.post(f"/review/{question}", data={"kind": "undecided", "csrf": tokens[0][0]}).status_code == 403
        assert one.post(f"/review/{question}", data={"kind": "undecided", "csrf": tokens[2][0]}).status_code == 303


def test_packed_and_plain_answers_say_the_same(client: TestClient) -> None:
    for address in ("/", "/review", "/reports.json", "/reports.csv"):
        plain = client.get(address, headers={"Accept-Encoding": "identity"})
        packed = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in plain.headers and packed.headers["content-encoding"] == "gzip"
        cut = re.compile(r'name="csrf" value="[0-9a-f]*"')
        assert cut.sub("", plain.text) == cut.sub("", packed.text)
        assert "Accept-Encoding" in plain.headers["vary"] and "Cookie" in packed.headers["vary"]
        assert packed.headers["etag"] == plain.headers["etag"]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=5), st.binary(max_size=70_000))
def test_woven_pieces_are_one_gzip_stream(pieces: list[bytes], fill: bytes) -> None:
    sign = b"\x01sign\x01"
    pieces = [p.replace(b"\x01", b"") for p in pieces]
    kept = keep(sign.join(pieces), {"word": sign}, "text/plain", {})
    assert kept.body({"word": fill}) == fill.join(pieces) == gzip.decompress(kept.gzip({"word": fill}))


def test_a_shelf_keeps_what_was_asked_for_last_and_makes_a_thing_once() -> None:
    shelf, made = Shelf(40_000), []

    def make(name: str) -> None:
        def slowly() -> object:
            made.append(name)
            time.sleep(0.05)
            return keep(name.encode() * 10_000, {}, "text/plain", {})

        shelf.get_or_make(name, slowly)  # type: ignore[arg-type]

    askers = [threading.Thread(target=make, args=("a",)) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert made == ["a"]
    make("b")
    make("c")
    assert shelf.get("a")
    make("d")
    assert made == ["a", "b", "c", "d"]
    assert [name for name in "abcd" if shelf.get(name)] == ["a", "c", "d"]


def test_a_reader_sees_one_state_until_it_is_given_back(mine: Path) -> None:
    readers = Readers(mine)
    with readers.one() as store:
        before = store.counts()
        with Store.open(mine, "write") as writer:
            writer.set_meta("said", "now")
        assert "said" not in store.meta() and store.counts() == before
    with readers.one() as again:
        assert again is store and again.meta()["said"] == "now"
    with pytest.raises(ZeroDivisionError), readers.one():
        1 / 0  # noqa: B018
    opened = [readers.one() for _ in range(MOST_IDLE + 2)]
    for reader in opened:
        reader.__enter__()
    for reader in opened:
        reader.__exit__(None, None, None)
    readers.close()
    assert not mine.with_name(mine.name + "-wal").exists()
