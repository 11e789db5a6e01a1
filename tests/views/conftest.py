"""The invented crisis that the screens are drawn with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accordingto.store import Store
from tests.web.fixture import Crisis, build, write_record


@pytest.fixture(scope="session")
def crisis() -> Crisis:
    return build()


@pytest.fixture(scope="session")
def store(crisis: Crisis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(write_record(crisis, tmp_path_factory.mktemp("views") / "port-merrin.db")) as opened:
        yield opened
