"""Every page, in its four forms, and the contract between pages and templates."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from jinja2 import nodes
from starlette.testclient import TestClient

from accordingto.store import Store
from accordingto.web.catalogue import PAGES
from accordingto.web.pages import Page
from accordingto.web.render import environment
from tests.web.fixture import Crisis


def addresses(store: Store, crisis: Crisis) -> dict[str, dict[str, str]]:
    account = next(a for a in crisis.record.accounts if any(v.aspect == "killed" for v in a.values))
    return {
        "incident": {"incident": account.incident},
        "words": {"incident": account.incident, "account": account.id, "aspect": "killed"},
        "report": {"report": crisis.ids["h2"]},
        "voice": {"voice": account.chain[-1]},
        "actor": {"actor": crisis.record.actors[0].id},
    }


@pytest.fixture(params=PAGES, ids=lambda p: p.name)
def page(request: pytest.FixtureRequest) -> Page:
    found: Page = request.param
    return found


def test_four_forms_of_a_page(page: Page, client: TestClient, store: Store, crisis: Crisis) -> None:
    names = addresses(store, crisis).get(page.name, {})
    html = client.get(page.path.format(**names))
    assert html.status_code == 200, html.text
    assert html.headers["content-type"].startswith("text/html")
    assert "<h1" in html.text and "<title>" in html.text and 'lang="en"' in html.text
    twin = client.get(page.twin.format(**names) + ".json")
    api = client.get("/api/v1" + page.api.format(**names))
    assert twin.status_code == api.status_code == 200
    assert twin.json() == api.json()
    assert set(api.json()) == {f.name for f in fields(page.model)}
    table = client.get(page.twin.format(**names) + ".csv")
    assert table.status_code == 200
    rows = list(csv.reader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert len(rows[0]) > 1
    assert all(len(row) == len(rows[0]) for row in rows)


def test_nothing_unchanged_travels_twice(page: Page, client: TestClient, store: Store, crisis: Crisis) -> None:
    names = addresses(store, crisis).get(page.name, {})
    for address in (page.path.format(**names), "/api/v1" + page.api.format(**names)):
        first = client.get(address)
        assert client.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def used_fields(template: str) -> set[str]:
    """Every ``page.x`` in a template and in what it includes."""
    env = environment()
    assert env.loader is not None
    source = env.loader.get_source(env, template)[0]
    tree = env.parse(source)
    found = {n.attr for n in tree.find_all(nodes.Getattr) if isinstance(n.node, nodes.Name) and n.node.name == "page"}
    for include in tree.find_all(nodes.Include):
        assert isinstance(include.template, nodes.Const)
        found |= used_fields(include.template.value)
    return found


def test_templates_use_just_the_documented_fields(page: Page) -> None:
    documented = {f.name for f in fields(page.model)}
    used = used_fields(page.template) | (used_fields(page.row) if page.row else set())
    assert documented - {"id"} <= used <= documented  # the id is for programs; people have the address


def test_every_field_of_a_page_is_documented(page: Page) -> None:
    words = set(re.findall(r"\w+", page.model.__doc__ or ""))
    assert {f.name for f in fields(page.model)} <= words


@pytest.mark.parametrize(
    "address",
    ["/incidents/i000000000000", "/reports/r000000000000", "/voices/v0", "/actors/a0", "/no/such/page", "/incidents/x/accounts/y/killed"],
)
def test_what_is_not_there(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<h1>" in answer.text and "Traceback" not in answer.text
    program = client.get("/api/v1" + address)
    assert program.headers["content-type"] == "application/problem+json"
    assert program.json()["status"] == program.status_code


def test_an_empty_record_says_what_would_stand_there(tmp_path: Path) -> None:
    from accordingto.web.app import create_app

    path = tmp_path / "new.db"
    Store.open(path, "write").close()
    with TestClient(create_app(path), base_url="http://127.0.0.1") as empty:
        assert "Nothing read yet" in empty.get("/").text
        for page in PAGES:
            if "{" not in page.path:
                assert empty.get(page.path).status_code == 200, page.name


def test_front_page_says_the_numbers(client: TestClient) -> None:
    text = client.get("/").text
    assert "<b>Fourteen reports</b> by seven outlets speak of <b>six incidents</b>" in text
    assert "Five days in Port Merrin" in text
    found = json.loads(client.get("/index.json").text)
    assert [d["aspect"] for d in found["conflicts"]][:3] == ["killed", "who", "called"]
    assert "at least 19" in found["conflicts"][0]["values"]


def test_the_cell_opens_its_words_to_the_character(client: TestClient, crisis: Crisis) -> None:
    texts = {d.reports[0].id: d.reports[0].text for d in crisis.documents}
    for account in crisis.record.accounts:
        for value in account.values:
            page = client.get(f"/api/v1/incidents/{account.incident}/accounts/{account.id}/{value.aspect}").json()
            marked = [p["text"] for w in page["words"] for p in w["pieces"] if p["marked"]]
            assert value.quote.span.of(texts[value.quote.report]) in "".join(marked) or marked == [
                value.quote.span.of(texts[value.quote.report])
            ]


def test_qualifiers_stay(client: TestClient, crisis: Crisis) -> None:
    page = client.get(f"/api/v1/incidents/{crisis.record.incidents[0].id}").json()
    cells = [c for g in page["groups"] for r in g["rows"] for c in r["cells"] if c["aspect"] == "killed" and c["text"]]
    assert ("at least", "12") in {(c["qualifier"], c["text"]) for c in cells}
    assert ("more than", "20") in {(c["qualifier"], c["text"]) for c in cells}
    assert any(c["notes"] == ["‘at least’ lost"] and c["text"] == "12" and c["qualifier"] == "" for c in cells)


def test_layers_are_kept_in_the_address(client: TestClient, crisis: Crisis) -> None:
    report = crisis.ids["h2"]
    assert client.get(f"/api/v1/reports/{report}").json()["layers"] == ["said", "figures"]
    assert client.get(f"/api/v1/reports/{report}?layers=times,names").json()["layers"] == ["times", "names"]
    assert client.get(f"/api/v1/reports/{report}?layers=").json()["layers"] == []


def test_each_marked_span_has_a_place(client: TestClient, crisis: Crisis) -> None:
    report = crisis.ids["h2"]
    reading = crisis.readings[report]
    text = client.get(f"/reports/{report}").text
    for kind, found in (
        ("s", reading.statements),
        ("e", reading.events),
        ("f", reading.figures),
        ("t", reading.times),
        ("n", reading.names),
    ):
        for i in range(len(found)):
            assert text.count(f'id="{kind}{i}"') == 1, f"{kind}{i}"


def test_identities_are_unique_on_every_page(client: TestClient, store: Store, crisis: Crisis) -> None:
    for page in PAGES:
        text = client.get(page.path.format(**addresses(store, crisis).get(page.name, {}))).text
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), page.name


def test_links_of_every_page_lead_somewhere(client: TestClient, store: Store, crisis: Crisis) -> None:
    seen: set[str] = set()
    for page in PAGES:
        text = client.get(page.path.format(**addresses(store, crisis).get(page.name, {}))).text
        for href in re.findall(r'href="(/[^"#]*)', text):
            seen.add(href.replace("&amp;", "&"))
    for href in sorted(seen):
        assert client.get(href).status_code in (200, 303), href
