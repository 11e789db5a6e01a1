"""The API as its description says: schemathesis asks it everything it can think of."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from accordingto.web.app import create_app
from accordingto.web.catalogue import PAGES

CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.mark.slow
@pytest.mark.parametrize("name", [p.name for p in PAGES])
def test_nothing_is_found(name: str, drawn: Path) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(drawn), headers={"Host": "127.0.0.1"})
    operation = next(o.ok() for o in schema.get_all_operations() if o.ok().definition.raw["operationId"] == name)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS, headers={"Host": "127.0.0.1"})

    ask()


def test_every_page_is_described(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert {o["get"]["operationId"] for o in described["paths"].values()} == {p.name for p in PAGES}
    for path, methods in described["paths"].items():
        assert path.startswith("/api/v1/")
        for parameter in methods["get"].get("parameters", ()):
            assert parameter["schema"], parameter
    assert "GET /api/v1/incidents/{incident}" in client.get("/api").text


def test_lists_page_and_say_how_many(client: TestClient) -> None:
    first = client.get("/api/v1/reports?limit=5").json()
    assert first["pager"] == {"first": 1, "last": 5, "total": 14, "earlier": None, "later": "/reports?offset=5"}
    seen = [r["id"] for offset in (0, 5, 10) for r in client.get(f"/api/v1/reports?limit=5&offset={offset}").json()["rows"]]
    assert len(seen) == len(set(seen)) == 14


@pytest.mark.parametrize("query", ["limit=0", "limit=100000", "offset=-1", "order=best", "offset=99999999999999999999"])
def test_what_cannot_be_asked(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/v1/reports?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail"}
