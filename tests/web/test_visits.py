"""What is new since the last visit: kept in the browser, shown on the front page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from accordingto.web.app import create_app
from accordingto.web.visits import COOKIE, Visit
from tests.web.conftest import HERE

NOW = datetime.now(UTC)


def seen(value: str) -> Visit:
    return Visit.of(Request({"type": "http", "headers": [(b"cookie", f'{COOKIE}="{value}"'.encode())]}))


def ago(minutes: float) -> str:
    return (NOW - timedelta(minutes=minutes)).isoformat(timespec="seconds")


@pytest.mark.parametrize(
    ("cookie", "before"),
    [
        ("", ""),
        ("nonsense", ""),
        ("~yesterday", ""),
        (f"~{ago(5)}", ""),
        (f"{ago(300)}~{ago(5)}", ago(300)),
        (f"{ago(300)}~{ago(60)}", ago(60)),
        (f"~{ago(60)}", ago(60)),
        ("<script>~" + ago(5), ""),
    ],
    ids=["none", "nonsense", "no time", "still here", "still here, after one before", "back after one before", "back", "script"],
)
def test_a_visit_ends_after_half_an_hour(cookie: str, before: str) -> None:
    assert seen(cookie).before == before


def test_the_front_page_says_what_is_new(drawn: Path) -> None:
    with TestClient(create_app(drawn), base_url=HERE) as client:
        assert "since your last visit" not in client.get("/").text
        assert COOKIE in client.cookies
        client.cookies.set(COOKIE, f"~{ago(60 * 24 * 365)}", domain="127.0.0.1")
        text = client.get("/").text
        assert "Fourteen new reports since your last visit" in text and "Since you were here" in text
        assert "Since you were here" not in client.get("/?since=").text
    tomorrow = (NOW + timedelta(days=1)).isoformat(timespec="seconds").replace("+", "%2B")
    with TestClient(create_app(drawn), base_url=HERE) as client:
        assert "Nothing new was read since your last visit" in client.get(f"/?since={tomorrow}").text
