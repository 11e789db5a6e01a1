"""The invented crisis as a record, and a browser-like client on its workbench."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from accordingto.building import Settings
from accordingto.store import Store
from accordingto.web.app import create_app
from tests.stand_in import stand_in
from tests.web.fixture import Crisis, build, write_record

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def crisis() -> Crisis:
    return build()


@pytest.fixture(scope="session")
def drawn(crisis: Crisis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The crisis on disk; tests must not change it."""
    return write_record(crisis, tmp_path_factory.mktemp("drawn") / "port-merrin.db")


@pytest.fixture
def mine(drawn: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    for suffix in ("", "-wal", "-shm"):
        if drawn.with_name(drawn.name + suffix).exists():
            shutil.copy(drawn.with_name(drawn.name + suffix), tmp_path / ("port-merrin.db" + suffix))
    return tmp_path / "port-merrin.db"


@pytest.fixture(scope="session")
def store(drawn: Path) -> Iterator[Store]:
    with Store.open(drawn) as opened:
        yield opened


@pytest.fixture(scope="session")
def client(drawn: Path) -> Iterator[TestClient]:
    with TestClient(create_app(drawn), base_url=HERE, follow_redirects=False) as found:
        yield found


@pytest.fixture
def desk(mine: Path) -> Iterator[TestClient]:
    """A client on a record that may change; added reports are read by the stand-in."""
    app = create_app(mine, settings=Settings(loader=stand_in))
    with TestClient(app, base_url=HERE, follow_redirects=False) as found:
        yield found


def token(client: TestClient, path: str = "/keys") -> str:
    """The form token on a page."""
    text = client.get(path).text
    return text.split('name="csrf" value="', 1)[1].split('"', 1)[0]
