"""Days picked on the front page; one number by a named rule beside the figures; rejected readings in the text of a report."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from accordingto.model.decision import make_decision
from accordingto.resolving import RULES, collapse
from accordingto.store import Store
from accordingto.store.anchors import subject_of
from accordingto.web.app import create_app
from tests.web.conftest import HERE
from tests.web.fixture import Crisis


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", ("2025-03-11", "2025-03-15", False)),
        ("?from=2025-03-12&until=2025-03-13", ("2025-03-12", "2025-03-13", True)),
        ("?from=2025-03-13&until=2025-03-12", ("2025-03-12", "2025-03-13", True)),
        ("?from=2025-03-14", ("2025-03-14", "2025-03-14", True)),
        ("?until=2025-03-12", ("2025-03-12", "2025-03-12", True)),
        ("?from=2024-01-01&until=2025-03-12", ("2025-03-11", "2025-03-12", True)),
        ("?from=1999-01-01&until=1999-12-31", ("2025-03-11", "2025-03-15", False)),
    ],
)
def test_days_of_the_front_page(client: TestClient, asked: str, shown: tuple[str, str, bool]) -> None:
    page = client.get("/index.json" + asked).json()
    days = page["stretch"]
    assert (days["chosen_first"], days["chosen_last"], days["picked"]) == shown
    for dot in page["timeline"]["dots"]:
        assert shown[0] <= dot["at"][:10] <= shown[1]
    for _, ticks in page["timeline"]["lanes"]:
        assert all(shown[0] <= t["at"][:10] <= shown[1] for t in ticks)
    html = client.get("/" + asked).text
    assert f'name="from" value="{shown[0]}"' in html and f'name="until" value="{shown[1]}"' in html
    assert ("All days</a>" in html) is shown[2]


def test_days_on_which_nothing_lies_are_said_to_be_empty(client: TestClient) -> None:
    notice = "The record tells of nothing of 1 January 1999"
    assert notice in client.get("/?from=1999-01-01").text
    assert notice not in client.get("/?from=1999-01-01&until=2025-03-12").text
    one_day = client.get("/?from=2025-03-12").text
    assert (
        'href="/reports?from=2025-03-12&amp;until=2025-03-12"' in one_day or 'href="/reports?from=2025-03-12&until=2025-03-12"' in one_day
    )


@pytest.mark.parametrize("address", ["/", "/incidents", "/disagreements", "/reports", "/reports.csv"])
def test_what_is_no_day_is_said_in_words(client: TestClient, address: str) -> None:
    for day, words in (("2025-02-31", "no such day: “2025-02-31”"), ("monday", "from takes a day such as 2025-03-12, not “monday”")):
        answer = client.get(f"{address}?from={day}")
        said = answer.json()["title"] + answer.json()["detail"] if address.endswith(".csv") else answer.text
        assert answer.status_code == 422 and words.casefold() in said.casefold() and "pattern" not in said


def test_reports_of_some_days(client: TestClient, store: Store) -> None:
    days = "?from=2025-03-12&until=2025-03-13"
    published = {h.id: (h.published or "")[:10] for h in store.heads(limit=100)}
    wanted = {r for r, day in published.items() if "2025-03-12" <= day <= "2025-03-13"}
    assert 0 < len(wanted) < len(published)
    assert {r["id"] for r in client.get("/reports.json" + days).json()["rows"]} == wanted
    assert len(client.get("/reports.csv" + days).text.splitlines()) == len(wanted) + 1
    html = client.get("/reports" + days).text
    assert 'name="from" value="2025-03-12"' in html and 'name="until" value="2025-03-13"' in html


def test_the_strip_counts_every_dated_incident_of_its_days(client: TestClient) -> None:
    page = client.get("/index.json").json()
    dated = [*page["timeline"]["dots"], *page["timeline"]["minor"]]
    assert sum(b["incidents"] for b in page["stretch"]["bins"]) == len(dated)
    narrow = client.get("/index.json?from=2025-03-12&until=2025-03-12").json()
    assert narrow["stretch"]["bins"] == page["stretch"]["bins"], "the strip stays as it is"


def test_days_narrow_everything_the_front_page_lists(client: TestClient, store: Store) -> None:
    days = "?from=2025-03-13&until=2025-03-13"
    every, page = client.get("/index.json").json(), client.get("/index.json" + days).json()
    inside = {r["id"] for r in client.get("/incidents.json" + days).json()["rows"]}
    assert page["inside"] == len(inside) < every["inside"] == every["counts"]["incidents"]
    listed = [d for kind in ("conflicts", "waiting", "explained") for d in page[kind]]
    assert listed and {d["incident"] for d in listed} <= inside
    assert sum(page["totals"][r] for r in ("conflict", "undecided", "explained")) < sum(
        every["totals"][r] for r in ("conflict", "undecided", "explained")
    )
    found = client.get("/disagreements.json" + days).json()
    assert found["total"] == sum(page["totals"][r] for r in ("conflict", "undecided", "update", "scope", "compatible"))
    assert {d["incident"] for d in found["rows"]} <= inside
    reports = {r["id"] for r in page["reports"]}
    assert len(reports) == page["reports_total"] < every["reports_total"]
    published = {h.id: h.published for h in store.heads(limit=100)}
    assert {published[r][:10] for r in reports} == {"2025-03-13"}
    assert page["news"] and all(item["published"].startswith("Thu") for item in page["news"])
    html = client.get("/" + days).text
    assert "Only <b>13 March 2025</b> below" in html and 'href="/disagreements?from=2025-03-13&amp;until=2025-03-13"' in html
    assert "below: " not in client.get("/").text


def test_incidents_that_no_account_dates(client: TestClient) -> None:
    rows = client.get("/incidents.json?dated=no").json()["rows"]
    assert all(r["when"] == "date not given" and r["at"] is None for r in rows)
    dated = client.get("/incidents.json").json()["rows"]
    assert len(rows) == sum(r["at"] is None for r in dated)


def test_each_incident_stands_with_the_words_that_first_tell_of_it(client: TestClient, crisis: Crisis) -> None:
    texts = [r.text for d in crisis.documents for r in d.reports]
    rows = client.get("/incidents.json").json()["rows"]
    assert rows and all(r["words"][1] for r in rows)
    for row in rows:
        core = "".join(row["words"]).strip("…").strip()
        assert any(core in t for t in texts), row["words"]


def test_what_is_no_day_is_refused(client: TestClient) -> None:
    assert client.get("/index.json?from=yesterday").status_code == 422


def test_each_rule_names_the_accounts_it_takes_its_number_from(crisis: Crisis, mine: Path) -> None:
    published = {r.id: r.published.value or "" for d in crisis.documents for r in d.reports}
    with Store.open(mine, "write") as store:
        found = [c for rule in RULES for c in collapse(crisis.record, rule, published=published)]  # type: ignore[arg-type]
        store.put_record(crisis.record, collapsed=found)
    with TestClient(create_app(mine), base_url=HERE) as client:
        incident = client.get("/api/v1/incidents?order=origins").json()["rows"][0]["id"]
        page = client.get(f"/api/v1/incidents/{incident}?figure=killed").json()
        rules = {r["rule"]: r for r in page["rules"]}
        assert list(rules) == list(RULES)
        assert rules["low-best-high"]["numbers"][0] == rules["conservative"]["numbers"][0] == "12"
        assert rules["low-best-high"]["numbers"][-1] == "31" and rules["latest"]["numbers"] == ["22"]
        html = client.get(f"/incidents/{incident}?figure=killed").text
        for rule in rules.values():
            assert rule["inputs"] and rule["label"] in html
            for taken in rule["inputs"]:
                assert client.get(taken["href"]).status_code == 200 and f'href="{taken["href"]}"' in html
            if len(rule["numbers"]) == 1:
                assert all(rule["numbers"][0] in t["words"] for t in rule["inputs"])
        assert client.get(f"/api/v1/incidents/{incident}?figure=injured").json()["rules"][0]["numbers"] != rules["conservative"]["numbers"]


def test_a_rejected_statement_carries_no_mark(crisis: Crisis, mine: Path) -> None:
    report = crisis.ids["h2"]
    with TestClient(create_app(mine), base_url=HERE) as client:
        before = client.get(f"/api/v1/reports/{report}").json()
        with Store.open(mine, "review") as store:
            subject, anchors = subject_of(store, f"{report}/statements/1")
            store.decide(make_decision("reject", subject, anchors, reviewer="mira", at="2025-03-16T10:00:00+00:00"))
        after = client.get(f"/api/v1/reports/{report}").json()
        assert (before["rejected"], after["rejected"]) == ("", "one reading")
        assert after["counts"]["said"] == before["counts"]["said"] - 1
        ids = {i for p in after["passages"] for r in p["runs"] for i in r["ids"]}
        assert "s1" not in ids and "s0" in ids
        assert "Rejected in review" in client.get(f"/reports/{report}").text


def test_an_incident_as_of_a_past_day(client: TestClient) -> None:
    incident = client.get("/api/v1/incidents?order=origins").json()["rows"][0]["id"]
    whole = client.get(f"/api/v1/incidents/{incident}").json()
    assert whole["until"] == "" and whole["days"][-1]["accounts"] == whole["accounts"]
    before = 0
    for day in whole["days"][:-1]:
        page = client.get(f"/api/v1/incidents/{incident}?until={day['iso']}").json()
        rows = [r for g in page["groups"] for r in g["rows"]]
        assert page["until"] == day["iso"] and len(rows) == page["accounts"] == day["accounts"] > before
        assert page["origins"] == len(page["groups"]) <= whole["origins"] and page["rules"] == []
        shown = {r["report"] for r in rows}
        for report in shown:
            assert client.get(f"/api/v1/reports/{report}").json()["published"]
        before = page["accounts"]
    first = client.get(f"/incidents/{incident}?until={whole['days'][0]['iso']}").text
    assert "shown is what had appeared by then" in first and "The Harbour Post withdraws" not in first
    assert client.get(f"/api/v1/incidents/{incident}?until=1999-01-01").json()["accounts"] == 0
    late = client.get(f"/api/v1/incidents/{incident}?until=2030-01-01").json()
    assert late["until"] == "" and late["accounts"] == whole["accounts"]
