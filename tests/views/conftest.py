"""The invented crisis that the screens are drawn with."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

from fixture import Crisis, build, write_record

from accordingto.store import Store


@pytest.fixture(scope="session")
def crisis() -> Crisis:
    return build()


@pytest.fixture(scope="session")
def store(crisis: Crisis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(write_record(crisis, tmp_path_factory.mktemp("views") / "port-merrin.db")) as opened:
        yield opened
