"""Hostile reports, hostile forms, strangers: nothing of it acts."""

from __future__ import annotations

import base64
import csv
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from accordingto.building import Settings, build
from accordingto.errors import UsageError
from accordingto.store import Store
from accordingto.web.answers import safe_cell
from accordingto.web.app import create_app
from accordingto.web.catalogue import PAGES
from accordingto.web.desk import check_password, hash_password, load_users
from tests.stand_in import stand_in
from tests.web.conftest import HERE, token

HOSTILE = (
    "<script>alert(1)</script> in Harbour, 9 hurt\n=cmd|' /C calc'!A0 | 3 May 2031\n\n"
    "Police in <img src=x onerror=alert(2)> Harbour said 9 people were hurt when \u202eevil\u2066 stalls closed in the "
    "market on Thursday.\n\n"
    '<svg/onload=alert(3)> "></a><a href="javascript:alert(4)">Tarn</a> said 4 people were killed. {{ 7 * 7 }} {% include "x" %} ${7*7}\n\n'
    + "W" * 6000
    + " said 3 people were killed.\n\n@SUM(1+1)*cmd said 2 people were hurt. \x07\x1b[31m </title></style><base href=//evil.example>\n"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "page.txt").write_text(HOSTILE, encoding="utf-8")
    build([folder / "page.txt"], folder / "hostile.db", Settings(loader=stand_in))
    return folder / "hostile.db"


def every_page(client: TestClient, path: Path) -> list[str]:
    """The addresses of all pages of a record, one of each kind with an id."""
    with Store.open(path) as store:
        incident = next((i.id for i in store.incidents(order="origins") if store.accounts(incident=i.id)), "")
        account = store.accounts(incident=incident)[0] if incident else None
        names = {
            "incident": incident,
            "report": store.heads()[0].id,
            "actor": next((a.id for a in store.actors()), ""),
            "voice": store.page("voices", {}, limit=1).rows[0]["id"],
            "account": account.id if account else "",
            "aspect": account.values[0].aspect if account and account.values else "evidence",
        }
    return [p.path.format(**names) for p in PAGES] + [
        "/search?q=Harbour",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/keys",
        "/api",
        "/add",
        "/relays?scope=all",
    ]


def test_a_hostile_report_stays_words(hostile: Path) -> None:
    with TestClient(create_app(hostile), base_url=HERE) as client:
        for address in every_page(client, hostile):
            answer = client.get(address)
            assert answer.status_code == 200, address
            body = answer.text
            scripts = re.findall(r"<script[^>]*>", body)
            assert scripts == ['<script src="/static/app.js" type="module">'], address
            assert not re.search(r"<(img|base|iframe|object|embed)\b", body, re.I), address
            assert not re.search(r"<[a-z][^>]*\son\w+\s*=", body, re.I), address
            assert "javascript:" not in re.sub(r">[^<]*<", "><", body).replace("&#34;", ""), address
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", body), address
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", body), address
            assert 'style="' not in body, address


def test_no_page_asks_another_host(hostile: Path) -> None:
    with TestClient(create_app(hostile), base_url=HERE) as client:
        for address in every_page(client, hostile):
            body = client.get(address).text
            for target in re.findall(r'(?:src|href|action|formaction|poster|data|srcset)="([^"]*)"', body):
                assert target.startswith(("/", "#", "?")) and not target.startswith("//"), (address, target)


def test_cells_are_no_formulas(hostile: Path) -> None:
    with TestClient(create_app(hostile), base_url=HERE) as client:
        for address in every_page(client, hostile):
            path = "/index" if address == "/" else address
            answer = client.get(path.split("?")[0] + ".csv" + ("?" + path.split("?")[1] if "?" in path else ""))
            if answer.status_code != 200:
                assert path in ("/keys", "/api", "/add")
                continue
            for row in csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))):
                for cell in row:
                    assert not cell.lstrip().startswith(("=", "@", "+", "-")) or re.fullmatch(r"-?[\d.e+-]+", cell), cell


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-1", "-1"),
        ("-1+cmd", "'-1+cmd"),
        ("+49 30", "'+49 30"),
        (" \t=x", "' \t=x"),
        ("plain", "plain"),
        (None, ""),
        (3.5, "3.5"),
        ("\tx", "\tx"),
    ],
)
def test_a_cell(cell: object, safe: str) -> None:
    assert safe_cell(cell) == safe


def test_headers_of_every_answer(client: TestClient) -> None:
    for address in ("/", "/index.json", "/static/app.js", "/nope", "/api/v1/front"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_forms_need_the_token_of_the_visitor(desk: TestClient) -> None:
    question = desk.get("/api/v1/review").json()["question"]["id"]
    for csrf in ("", "x" * 40, token(TestClient(desk.app, base_url=HERE))):
        assert desk.post(f"/review/{question}", data={"kind": "merge", "csrf": csrf}).status_code == 403
    assert (
        desk.post(f"/review/{question}", data={"kind": "merge", "csrf": token(desk)}, headers={"Sec-Fetch-Site": "cross-site"}).status_code
        == 403
    )
    assert desk.get("/api/v1/decisions").json()["rows"] == []
    assert desk.post(f"/review/{question}", data={"kind": "merge", "csrf": token(desk)}).status_code == 303


def test_other_names_of_this_machine_are_refused(drawn: Path) -> None:
    with TestClient(create_app(drawn), base_url="http://evil.example") as stranger:
        assert stranger.get("/").status_code == 421
    with TestClient(create_app(drawn), base_url="http://localhost:8010") as here:
        assert here.get("/").status_code == 200


def test_a_token_opens_the_desk(drawn: Path) -> None:
    with TestClient(create_app(drawn, token="s3cret"), base_url="http://desk.example", follow_redirects=False) as visitor:
        assert visitor.get("/").status_code == 401
        assert visitor.get("/api/v1/front").headers["content-type"] == "application/problem+json"
        assert visitor.get("/?token=wrong").status_code == 401
        assert visitor.get("/api/v1/front", headers={"Authorization": "Bearer s3cret"}).status_code == 200
        opened = visitor.get("/reports?order=newest&token=s3cret")
        assert opened.status_code == 303 and opened.headers["location"] == "/reports?order=newest"
        assert "s3cret" not in opened.headers["set-cookie"] and "HttpOnly" in opened.headers["set-cookie"]
        assert visitor.get("/").status_code == 200


def test_user_accounts(drawn: Path, tmp_path: Path) -> None:
    file = tmp_path / "users"
    file.write_text(f"# the desk\nmira:{hash_password('a long word')}\n\nbo:{hash_password('another')}\n", encoding="utf-8")
    users = load_users(file)
    assert set(users) == {"mira", "bo"} and check_password("a long word", users["mira"]) and not check_password("x", users["mira"])

    def as_user(name: str, password: str) -> dict[str, str]:
        return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}

    with TestClient(create_app(drawn, users=users), base_url="http://desk.example") as visitor:
        assert visitor.get("/").status_code == 401
        assert visitor.get("/").headers["www-authenticate"].startswith("Basic")
        assert visitor.get("/", headers=as_user("mira", "a long word")).status_code == 200
        assert visitor.get("/", headers=as_user("mira", "another")).status_code == 401
        assert visitor.get("/", headers=as_user("eve", "")).status_code == 401
        assert visitor.get("/", headers={"Authorization": "Basic ???"}).status_code == 401


@pytest.mark.parametrize("text", ["", "mira\n", "mira:plain\n", "mira:scrypt$zz$00\n", ":scrypt$00$00\n", "mira:scrypt$0$00\n"])
def test_a_users_file_that_is_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "users"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        load_users(file)


def test_too_much_is_refused(mine: Path) -> None:
    with TestClient(create_app(mine, body_limit=20_000), base_url=HERE) as client:
        csrf = token(client)
        assert client.post("/add", data={"text": "x" * 30_000, "csrf": csrf}).status_code == 413
        body = (b"x" * 1000 for _ in range(40))  # no length given: counted as it comes
        answer = client.post("/add", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status_code == 413


def test_read_only_means_it(drawn: Path) -> None:
    with TestClient(create_app(drawn, read_only=True), base_url=HERE) as client:
        question = client.get("/api/v1/review").json()["question"]["id"]
        csrf = token(client)
        assert client.post(f"/review/{question}", data={"kind": "merge", "csrf": csrf}).status_code == 403
        assert client.get("/add").status_code == 403
        assert client.post("/add", data={"text": "x", "csrf": csrf}).status_code == 403
        assert "Merge" not in client.get("/review").text


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static/fonts/%00"]
)
def test_paths_do_not_lead_out(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 400, 422)
    assert "create_app" not in answer.text and "root:" not in answer.text
