"""What tests share: a small pile of invented reports, and the example crisis built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.building import Settings, build
from tests.stand_in import stand_in

PLACES = ("Olsk", "Tarn", "Vesby", "Ludmer", "Cray", "Sunde", "Harrow", "Pell")
OUTLETS = ("The Tollan Courier", "Radio Sunde", "Northern Wire", "Vesby Evening Post")
EXAMPLE = Path(__file__).parents[1] / "examples" / "port-merrin"


def invented(n: int) -> str:
    """The n-th invented report, as a page of one."""
    place, outlet, day = PLACES[n % len(PLACES)], OUTLETS[n % len(OUTLETS)], 1 + n % 9
    return (
        f"Market in {place} closed after blast, {n + 3} hurt\n{outlet} | {day} May 2031\n\n"
        f"Police in {place} said {n + 3} people were hurt when a stove blew up in the covered market of the old town on Thursday.\n\n"
        f"The hospital said {n % 5 + 1} people were killed. The market was closed until further notice, and stalls stood empty.\n\n"
        f"Traders who had come from {PLACES[(n + 3) % len(PLACES)]} waited at the gate of the market for most of the afternoon.\n"
    )


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder of twelve reports, one a file."""
    folder = tmp_path / "pile"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02d}.txt").write_text(invented(n), encoding="utf-8")
    return folder


@pytest.fixture
def record(pile: Path, tmp_path: Path) -> Path:
    """The pile as a record."""
    path = tmp_path / "pile.db"
    build([pile], path, Settings(loader=stand_in))
    return path


@pytest.fixture(scope="session")
def merrin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example crisis as a record, read by the real engine; tests must not change it."""
    path = tmp_path_factory.mktemp("merrin") / "merrin.db"
    build([EXAMPLE], path)
    return path
