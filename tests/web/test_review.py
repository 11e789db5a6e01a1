"""Decisions from the browser: kept, carried out, taken back; two reviewers beside each other."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from accordingto.store import Store
from accordingto.web.app import create_app
from accordingto.web.work import Worker
from tests.web.conftest import HERE, token


def worker(client: TestClient) -> Worker:
    found: Worker = client.app.state.worker  # type: ignore[attr-defined]
    return found


def questions(client: TestClient) -> list[str]:
    return [i["id"] for g in client.get("/api/v1/review").json()["groups"] for i in g["items"]]


def test_a_decision_is_kept_and_the_next_question_opens(desk: TestClient) -> None:
    opened = desk.get("/api/v1/review").json()["question"]
    first, second = opened["id"], opened["following"]
    answer = desk.post(f"/review/{first}", data={"kind": "merge", "note": "one brigade", "following": second, "csrf": token(desk)})
    assert answer.headers["location"] == f"/review?match={second}"
    page = desk.get("/api/v1/review").json()
    assert first not in questions(desk)
    assert page["log"][0]["note"] == "one brigade" and page["log"][0]["kind"] == "merge" and "Tarrow Brigade" in page["log"][0]["what"]
    assert page["done"] == 1 and page["question"]["id"] == second
    assert worker(desk).wait()


def test_what_changes_most_is_asked_first(client: TestClient) -> None:
    asked, order = client.get("/api/v1/review").json()["question"], []
    while asked and asked["id"] not in order:
        order.append(asked["id"])
        asked = client.get(f"/api/v1/review?match={asked['following']}").json()["question"] if asked["following"] else None
    with Store.open(client.app.state.desk.path) as store:  # type: ignore[attr-defined]
        weights = {m.id: m.weight for m in store.matches(verdict="undecided")} | {d.id: d.weight for d in store.doubts()}
        weights |= {d.id: float(sum(len(s.accounts) for s in d.sides)) for d in store.disagreements(relation="undecided")}
    assert set(order) == set(questions(client)) == set(weights)
    assert [weights[i] for i in order] == sorted(weights.values(), reverse=True)


@pytest.mark.parametrize(("label", "marks"), [("Is it said?", "st"), ("What does it tell of?", "ev"), ("Who says it?", "so")])
def test_a_doubtful_reading_is_shown_in_its_sentence(client: TestClient, label: str, marks: str) -> None:
    group = next(g for g in client.get("/api/v1/review").json()["groups"] if g["label"] == label)
    page = client.get(group["items"][0]["href"]).text
    asked = client.get("/api/v1" + group["items"][0]["href"]).json()["question"]
    assert "".join(r["text"] for r in asked["passage"]["runs"]).strip()
    assert f'class="{marks}"' in page and f"characters {asked['passage']['start']}–{asked['passage']['end']}" in page
    assert [(a["value"], a["key"]) for a in asked["acts"]] == [("confirm", "c"), ("reject", "r"), ("undecided", "u")]
    assert all(f'data-key="{a["key"]}"' in page and a["effect"] in page.replace("&#39;", "'") for a in asked["acts"])


@pytest.mark.parametrize("kind", ["confirm", "reject", "undecided"])
def test_a_reading_is_decided_and_asked_about_again_after_undo(
    desk: TestClient, mine: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at before the answer is carried out, which makes the record anew."""
    monkeypatch.setattr("accordingto.building.apply_decisions", lambda *args, **options: False)
    group = next(g for g in desk.get("/api/v1/review").json()["groups"] if g["label"] == "What does it tell of?")
    question = group["items"][0]["id"]
    with Store.open(mine) as store:
        doubt = store.doubt(question)
    assert doubt is not None
    desk.post(f"/review/{question}", data={"kind": kind, "csrf": token(desk)})
    with Store.open(mine) as store:
        kept = store.decisions()[0]
    assert (kept.kind, kept.subject, len(kept.anchors)) == (kind, "event", 1)
    assert (kept.anchors[0].start, kept.anchors[0].end) == tuple(doubt.quote.span)
    assert question not in questions(desk)
    desk.post(f"/review/{kept.id}/undo", data={"csrf": token(desk)})
    assert question in questions(desk)


def test_undo_brings_the_question_back(desk: TestClient) -> None:
    first = questions(desk)[0]
    desk.post(f"/review/{first}", data={"kind": "split", "csrf": token(desk)})
    decision = desk.get("/api/v1/decisions").json()["rows"][0]["id"]
    assert desk.post(f"/review/{decision}/undo", data={"csrf": token(desk)}).status_code == 303
    rows = desk.get("/api/v1/decisions").json()["rows"]
    assert [r["kind"] for r in rows] == ["undo", "split"] and rows[1]["undone"]
    assert desk.post("/review/d000/undo", data={"csrf": token(desk)}).status_code == 404


@pytest.mark.parametrize("data", [{"kind": "destroy"}, {}, {"kind": "relabel"}, {"relation": "agreement"}])
def test_what_is_no_decision(desk: TestClient, data: dict[str, str]) -> None:
    assert desk.post(f"/review/{questions(desk)[0]}", data={**data, "csrf": token(desk)}).status_code == 422
    assert desk.get("/api/v1/decisions").json()["rows"] == []


def test_a_relation_can_be_chosen(desk: TestClient, mine: Path) -> None:
    group = next(g for g in desk.get("/api/v1/review").json()["groups"] if g["label"] == "Which relation?")
    question = group["items"][0]["id"]
    assert "Compatible" in desk.get(f"/review?match={question}").text
    desk.post(f"/review/{question}", data={"relation": "scope", "csrf": token(desk)})
    with Store.open(mine) as store:
        kept = store.decisions()[0]
    assert (kept.kind, kept.subject, kept.value) == ("relabel", "disagreement", "scope")


def test_status_ladder_and_notes(desk: TestClient) -> None:
    incident = desk.get("/api/v1/incidents?order=origins").json()["rows"][0]["id"]
    assert desk.get(f"/api/v1/incidents/{incident}").json()["status"] == "unread"
    for step in ("in review", "done"):
        assert (
            desk.post(f"/incidents/{incident}/status", data={"status": step, "note": f"now {step}", "csrf": token(desk)}).status_code == 303
        )
    page = desk.get(f"/api/v1/incidents/{incident}").json()
    assert page["status"] == "done" and page["status_by"].startswith("local, 20")
    assert "Done, set by local, 20" in desk.get(f"/incidents/{incident}").text
    assert [(who, text) for who, _, text in page["notes"]] == [("local", "now in review"), ("local", "now done")]
    assert desk.post(f"/incidents/{incident}/status", data={"status": "true", "csrf": token(desk)}).status_code == 422


def test_two_reviewers_neither_block_nor_overwrite(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import accordingto.building

    both_said, carry_out = threading.Event(), accordingto.building.apply_decisions

    def later(*args: Any, **options: Any) -> Any:
        """Carried out once both have answered: they answer the same question, not one that the other's answer has changed."""
        both_said.wait(30)
        return carry_out(*args, **options)

    monkeypatch.setattr("accordingto.building.apply_decisions", later)
    with (
        TestClient(create_app(mine, reviewer="mira"), base_url=HERE) as one,
        TestClient(create_app(mine, reviewer="bo"), base_url=HERE) as two,
    ):
        question = questions(one)[0]
        for client, kind in ((one, "merge"), (two, "split")):
            assert client.post(f"/review/{question}", data={"kind": kind, "csrf": token(client)}, follow_redirects=False).status_code == 303
        both_said.set()
        rows = two.get("/api/v1/decisions").json()["rows"]
        assert {(r["reviewer"], r["kind"]) for r in rows} == {("mira", "merge"), ("bo", "split")}
        assert worker(one).wait() and worker(two).wait()
        reasons = [r["unapplied"] for r in two.get("/api/v1/decisions").json()["rows"]]
        assert all("decided otherwise" in r for r in reasons)


def test_keys_can_be_switched_off(desk: TestClient) -> None:
    assert "data-keys" not in desk.get("/").text
    desk.post("/keys", data={"keys": "off", "csrf": token(desk)})
    assert 'data-keys="off"' in desk.get("/").text


def test_a_fault_while_carrying_out_does_not_end_the_work(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    import accordingto.building

    def faulty(path: Path) -> bool:
        raise KeyError("a fault")

    told: list[object] = []
    monkeypatch.setattr("threading.excepthook", told.append)
    with monkeypatch.context() as broken:
        broken.setattr(accordingto.building, "apply_decisions", faulty)
        desk.post(f"/review/{questions(desk)[0]}", data={"kind": "merge", "csrf": token(desk)})
        assert worker(desk).wait()
    job = worker(desk).job("resolve")
    assert job is not None and job.stage == "failed" and len(told) == 1
    worker(desk).resolve()
    assert worker(desk).wait()
    assert desk.get("/").status_code == 200


def test_a_figure_is_rejected_where_its_words_are_open_and_taken_back(
    desk: TestClient, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at before the decision is carried out, which makes the record anew."""
    monkeypatch.setattr("accordingto.building.apply_decisions", lambda *args, **options: False)
    incident = desk.get("/api/v1/incidents?order=origins&limit=1").json()["rows"][0]["id"]
    groups = desk.get(f"/api/v1/incidents/{incident}").json()["groups"]
    cell = next(c for g in groups for r in g["rows"] for c in r["cells"] if c["aspect"] == "killed" and c["text"] == "31")
    words = desk.get("/api/v1" + cell["href"]).json()
    figure = words["figures"][0]
    assert (figure["words"], figure["aspect"], figure["standing"]) == ("31", "killed", "")
    address = f"/reports/{figure['report']}/figures/{figure['position']}"
    for page in (cell["href"], cell["href"] + "?part=row"):
        assert f'action="{address}"' in desk.get(page).text
    sent = {"kind": "reject", "note": "bodies and missing", "incident": incident, "csrf": token(desk)}
    assert desk.post(address, data=sent).headers["location"] == f"/incidents/{incident}#status"
    page = desk.get(f"/incidents/{incident}").text
    assert "<b>rejected</b> by local" in page and "bodies and missing" in page
    assert desk.get("/api/v1" + cell["href"]).json()["figures"][0]["standing"] == "rejected by local"
    report = desk.get(f"/api/v1/reports/{figure['report']}?layers=figures").json()
    assert (
        f'id="f{figure["position"]}"' not in desk.get(f"/reports/{figure['report']}?layers=figures").text
        and report["rejected"] == "one reading"
    )
    log = desk.get("/api/v1/decisions").json()["rows"][0]
    assert (log["kind"], log["what"]) == ("reject", "Rejected ‘31’")
    desk.post(f"/review/{log['id']}/undo", data={"csrf": token(desk), "incident": incident})
    assert "<b>rejected</b>" not in desk.get(f"/incidents/{incident}").text
    desk.post(address, data={"kind": "relabel", "counts": "casualties", "incident": incident, "csrf": token(desk)})
    assert "said to count: casualties" in desk.get(f"/incidents/{incident}").text
    assert desk.get("/api/v1/decisions").json()["rows"][0]["what"] == "Figure ‘31’ counts casualties"


@pytest.mark.parametrize("data", [{"kind": "merge"}, {"kind": "relabel"}, {"kind": "relabel", "counts": "called"}, {}])
def test_what_is_no_mark_on_a_figure(desk: TestClient, data: dict[str, str]) -> None:
    report = desk.get("/api/v1/reports").json()["rows"][0]["id"]
    assert desk.post(f"/reports/{report}/figures/0", data={**data, "csrf": token(desk)}).status_code == 422
    assert desk.post(f"/reports/{report}/figures/9999", data={"kind": "reject", "csrf": token(desk)}).status_code == 422
    assert desk.post(f"/reports/{report}/figures/0", data={"kind": "reject"}).status_code == 403
    assert desk.get("/api/v1/decisions").json()["rows"] == []
