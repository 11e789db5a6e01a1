"""Adding reports: what was brought is shown as it was split, corrected by hand, then read."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from accordingto.web.adding import plain_name, safe_suffix
from tests.web.conftest import token

ONE = (
    "Market in Olsk closed after blast, 7 hurt\nThe Tollan Courier | 3 May 2031\n\n"
    "Police in Olsk said 7 people were hurt when a stove blew up in the covered market of the old town on Thursday.\n\n"
    "The hospital said 2 people were killed. The market was closed until further notice, and stalls stood empty.\n"
)
TWO = (
    "Bridge at Vesby closed, 4 hurt\nRadio Sunde | 4 May 2031\n\n"
    "Police in Vesby said 4 people were hurt when a barge struck the old bridge over the river before dawn on Friday.\n\n"
    "The bridge was closed to all traffic, and crowds gathered on both banks to watch the divers at their work.\n"
)


def bring(desk: TestClient, text: str = "", **more: object) -> str:
    answer = desk.post("/add", data={"text": text, "csrf": token(desk), **more})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def fields(page: str) -> dict[str, str]:
    """The form as a browser would send it, boxes left as they are."""
    found = dict(re.findall(r'<input type="(?:text|hidden)" name="([^"]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="([^"]+)">(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(r'<option value="([^"]*)"', options)
        assert chosen
        found[name] = chosen[1]
    return found


def read(desk: TestClient, draft: str, **changes: str) -> str:
    form = fields(desk.get(draft).text) | {"do": "read"} | changes
    answer = desk.post(draft, data=form)
    assert answer.status_code == 303, answer.text
    assert desk.app.state.worker.wait()  # type: ignore[attr-defined]
    return str(answer.headers["location"])


def test_pasted_text_is_shown_then_read(desk: TestClient) -> None:
    draft = bring(desk, ONE + "\n***\n\n" + TWO)
    page = desk.get(draft).text
    assert "Two reports found" in page
    assert 'value="The Tollan Courier"' in page and 'value="Radio Sunde"' in page
    assert desk.get("/api/v1/reports").json()["pager"]["total"] == 14
    progress = desk.get(read(desk, draft)).text
    assert "Two new reports" in progress and 'http-equiv="refresh"' not in progress
    assert desk.get("/api/v1/reports").json()["pager"]["total"] == 16
    assert "covered market" in desk.get("/search?q=covered+market").text


def test_outlet_and_date_can_be_corrected(desk: TestClient) -> None:
    draft = bring(desk, ONE)
    key = re.search(r'name="outlet-([^"]+)"', desk.get(draft).text)
    assert key
    read(desk, draft, **{f"outlet-{key[1]}": "Sunde Evening Post", f"published-{key[1]}": "2031-05-04T07:30"})
    row = next(r for r in desk.get("/api/v1/reports").json()["rows"] if "Olsk" in r["title"])
    assert row["outlet"] == "Sunde Evening Post" and "4 May 2031, 07:30" in row["published"]


def test_a_date_that_is_none_is_refused(desk: TestClient) -> None:
    draft = bring(desk, ONE)
    form = fields(desk.get(draft).text)
    key = next(k for k in form if k.startswith("published-"))
    assert desk.post(draft, data=form | {key: "yesterday", "do": "read"}).status_code == 422


def test_two_can_be_joined_and_one_left_out(desk: TestClient) -> None:
    draft = bring(desk, ONE + "\n***\n\n" + TWO)
    form = fields(desk.get(draft).text)
    desk.post(draft, data=form | {"join-0-1": "1", "do": "show"})
    assert "One report found" in desk.get(draft).text
    assert desk.post(draft, data=fields(desk.get(draft).text) | {"skip-0-0": "1", "do": "read"}).status_code == 422


def test_one_can_be_cut_in_two_and_a_boundary_moved(desk: TestClient) -> None:
    draft = bring(desk, ONE)
    page = desk.get(draft).text
    cut = re.search(r'<option value="(\d+)">line \d+: The hospital said', page)
    assert cut
    desk.post(draft, data=fields(page) | {"cut-0-0": cut[1], "do": "show"})
    page = desk.get(draft).text
    assert "Two reports found" in page and 'value="The hospital said 2 people were killed.' in page
    read(desk, draft)
    rows = [r["title"] for r in desk.get("/api/v1/reports?limit=100").json()["rows"]]
    assert any(t.startswith("The hospital said 2 people") for t in rows)


def test_files_are_taken_by_their_bare_names(desk: TestClient) -> None:
    files = [("files", ("../../etc/one.txt", ONE.encode(), "text/plain")), ("files", ("empty.txt", b"  ", "text/plain"))]
    answer = desk.post("/add", data={"csrf": token(desk)}, files=files)
    page = desk.get(answer.headers["location"]).text
    assert "<h2>one.txt</h2>" in page and "etc" not in page
    assert "<b>empty.txt</b>" in page


@pytest.mark.parametrize(
    ("given", "name"),
    [("a.txt", "a.txt"), ("../../x/b.html", "b.html"), ("C:\\x\\c.csv", "c.csv"), ("..", "file"), ("", "file"), ("/", "file")],
)
def test_a_bare_name(given: str, name: str) -> None:
    assert plain_name(given) == name


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.txt", ".txt"), ("a.warc.gz", ".warc.gz"), ("a.t$t", ""), ("a", ""), ("a.verylongsuffix", "")]
)
def test_a_safe_suffix(name: str, suffix: str) -> None:
    assert safe_suffix(name) == suffix


def test_nothing_brought_and_drafts_of_others(desk: TestClient) -> None:
    assert desk.post("/add", data={"text": "  ", "csrf": token(desk)}).status_code == 422
    draft = bring(desk, ONE)
    with TestClient(desk.app, base_url="http://127.0.0.1") as stranger:
        assert stranger.get(draft).status_code == 404
    assert desk.get("/add/nothing").status_code == 404
