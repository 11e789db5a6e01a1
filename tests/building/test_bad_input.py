"""Bad input through the whole build: one clear line each, listed in the record, and the rest of the pile is built."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from accordingto.building import Settings, build
from accordingto.errors import InputError
from accordingto.intake import Limits
from accordingto.store import Store
from accordingto.store.audit import Checked, audit
from tests.conftest import invented
from tests.packing import tar_of, zip_of
from tests.stand_in import stand_in

GOOD = invented(1).encode()
LIMITS = Limits(page_bytes=2_000_000, line_chars=100_000, archive_bytes=5_000_000, members=50)


def noise(n: int) -> bytes:
    return random.Random(1).randbytes(n)


BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("bad.txt", lambda: b""),
    "white space": ("bad.txt", lambda: b" \n\t\n"),
    "binary": ("bad.bin", lambda: noise(20_000)),
    "a PDF named .txt": ("bad.txt", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\nstream\n" + noise(9000) + b"\nendstream\n%%EOF"),
    "NUL bytes": ("bad.txt", lambda: b"\x00" * 10_000),
    "text among NUL bytes": ("bad.txt", lambda: GOOD.replace(b" ", b"\x00\x00\x00")),
    "a line without end": ("bad.txt", lambda: b"word " * 100_000),
    "too large": ("bad.txt", lambda: b"All was quiet.\n" * 200_000),
    "a truncated gzip": ("bad.txt.gz", lambda: gzip.compress(GOOD * 50)[:-40]),
    "a gzip of noise": ("bad.gz", lambda: b"\x1f\x8b" + noise(500)),
    "a zip bomb": ("bad.zip", lambda: zip_of({"bomb.txt": b"0" * 4_900_000})),
    "a zip of too many members": ("bad.zip", lambda: zip_of({f"{n}.txt": b"" for n in range(60)})),
    "a path that leaves its zip": ("bad.zip", lambda: zip_of({"../../outside.txt": GOOD})),
    "a path that leaves its tar": ("bad.tar.gz", lambda: tar_of({"/outside.txt": GOOD}, mode="w:gz")),
    "a truncated zip": ("bad.zip", lambda: zip_of({"a.txt": GOOD * 20})[:-60]),
    "a table without text": ("bad.csv", lambda: b"x,y\n1,2\n3,4\n"),
    "lines that are no JSON": ("bad.jsonl", lambda: b'{"text": \nnonsense\n'),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_named_and_the_rest_is_built(tmp_path: Path, what: str) -> None:
    name, make = BAD[what]
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "good.txt").write_bytes(invented(2).encode())
    (folder / name).write_bytes(make())
    path = tmp_path / "x.db"
    built = build([folder], path, Settings(loader=stand_in, limits=LIMITS))
    assert built.reports == 1
    assert built.rejected
    for rejected in built.rejected:
        assert rejected.name.startswith(str(folder / name))
        assert rejected.reason
        assert "\n" not in rejected.reason + rejected.hint
    with Store.open(path) as store:
        assert {f["name"] for f in store.failures()} == {r.name for r in built.rejected}
        assert not list(audit(store.connection, Checked()))
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".txt") == [], "nothing was unpacked beside the pile"


@pytest.mark.parametrize("what", BAD)
def test_bad_input_alone_is_an_error(tmp_path: Path, what: str) -> None:
    name, make = BAD[what]
    (tmp_path / name).write_bytes(make())
    with pytest.raises(InputError, match="nothing could be read"):
        build([tmp_path / name], tmp_path / "x.db", Settings(loader=stand_in, limits=LIMITS))


@pytest.mark.parametrize("given", ["nowhere.txt", "nothing-*.txt", "https://example.org/page.html"])
def test_what_is_not_there_is_named(tmp_path: Path, given: str) -> None:
    (tmp_path / "good.txt").write_bytes(GOOD)
    built = build([tmp_path / "good.txt", given], tmp_path / "x.db", Settings(loader=stand_in))
    assert [r.name for r in built.rejected] == [given]
    assert built.reports == 1


def test_a_link_to_nowhere_does_not_stop_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "gone.txt")
    (folder / "b.txt").write_bytes(GOOD)
    built = build([folder], tmp_path / "x.db", Settings(loader=stand_in))
    assert (built.reports, len(built.rejected)) == (1, 1)


def test_a_wrong_encoding_is_read_as_what_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(invented(3).replace("Police", "Polizei in Ölsk, naïve café,").encode("cp1252"))
    build([page], tmp_path / "x.db", Settings(loader=stand_in))
    with Store.open(tmp_path / "x.db") as store:
        (report,) = store.reports()
        assert "naïve café" in report.text
