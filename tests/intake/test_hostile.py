"""Bad input: one clear line each, and the rest of the pile goes on."""

from __future__ import annotations

import bz2
import gzip
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from accordingto.intake import Limits, read_bytes, read_inputs
from accordingto.model.report import Document, Rejected
from tests.packing import tar_of, zip_of

GOOD = (
    "Dam gates opened by mistake\nKallis Herald | March 3, 2021\nThe operator of the dam said that two gates had been opened by mistake.\n"
)
BAD: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\n\t ", "nothing but white space"),
    ("noise.txt", random.Random(3).randbytes(5000), "not a text file"),
    ("noise-without-nul.txt", random.Random(4).randbytes(5000).replace(b"\x00", b"\x01"), "binary"),
    ("report.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF"),
    ("nul.txt", b"The dam broke.\x00\x00\x00 Nine people drowned.", "NUL bytes"),
    ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00", "PNG picture"),
    ("cut.txt.gz", gzip.compress(GOOD.encode() * 50)[:-20], "ends too early"),
    ("broken.txt.gz", gzip.compress(random.Random(5).randbytes(4000))[:40] + b"\xff" * 4000, "damaged gzip"),
    ("cut.txt.bz2", bz2.compress(GOOD.encode() * 50)[:-20], "ends too early"),
    ("broken.zip", b"PK\x03\x04" + b"nothing of a zip", "damaged zip"),
    ("line.txt", b"word " * 300_000, "has a line of"),
    ("note.xml", b"<?xml version='1.0'?><note><to>you</to></note>", "neither a feed nor a page"),
    ("empty.json", b"[]", "holds no list of reports"),
    ("wrong.json", b"{not json", "not valid JSON"),
    ("empty.csv", b"title,text\n", "without a row"),
    ("numbers.csv", b"a,b\n1,2\n3,4\n", "no column with the reports' text"),
    ("bad.parquet", b"PAR1" + b"\x00" * 40, "damaged Parquet"),
    ("none.rss", b"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title></channel></rss>", "without entries"),
    ("none.html", b"<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>", "without article text"),
    ("empty.warc", b"WARC/1.0\r\n\r\n", "without an HTML page"),
]


@pytest.mark.parametrize(("name", "data", "says"), BAD, ids=[name for name, _, _ in BAD])
def test_one_clear_line(name: str, data: bytes, says: str) -> None:
    found = read_bytes(name, data)
    assert len(found) == 1
    bad = found[0]
    assert isinstance(bad, Rejected)
    assert says in bad.reason
    assert "\n" not in bad.reason + bad.hint


@pytest.mark.parametrize(("name", "data", "says"), BAD, ids=[name for name, _, _ in BAD])
def test_the_rest_of_the_folder_is_read(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(GOOD, encoding="utf-8")
    found = list(read_inputs([str(tmp_path)]))
    assert [Path(item.source.name).name for item in found if isinstance(item, Document)] == ["a.txt", "z.txt"]
    assert [says in item.reason for item in found if isinstance(item, Rejected)] == [True]


def test_a_file_of_two_hundred_megabytes_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
        out.write(b"word " * 10)
    assert [item.reason for item in read_inputs([str(path)]) if isinstance(item, Rejected)] == [
        "is larger than 64 MiB, the most one page may have"
    ]


def outcome(name: str, data: bytes, limits: Limits | None = None) -> tuple[list[str], list[str]]:
    found = read_bytes(name, data, limits=limits or Limits())
    return [i.source.name for i in found if isinstance(i, Document)], [i.reason for i in found if isinstance(i, Rejected)]


@pytest.mark.parametrize("pack", [zip_of, tar_of, lambda m: tar_of(m, mode="w:gz")], ids=["zip", "tar", "tar.gz"])
@pytest.mark.parametrize("path", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt", "..\\out.txt"])
def test_members_that_lead_out_of_their_archive(pack: Callable[[dict[str, bytes]], bytes], path: str) -> None:
    read, refused = outcome("pile", pack({path: GOOD.encode(), "in.txt": GOOD.encode()}))
    assert read == ["pile!in.txt"]
    assert refused == ["its path leads out of the archive"]


def test_links_in_archives_are_not_followed() -> None:
    read, refused = outcome("pile.tar", tar_of({"in.txt": GOOD.encode()}, link="passwd.txt"))
    assert read == ["pile.tar!in.txt"]
    assert refused == ["is a link or device, and only plain members are read"]


def test_zip_bomb() -> None:
    read, refused = outcome("bomb.zip", zip_of({"bomb.txt": b"0" * 30_000_000, "in.txt": GOOD.encode()}))
    assert read == ["bomb.zip!in.txt"]
    assert refused == ["unpacks to more than 200 times its size, like a zip bomb"]


def test_gzip_bomb() -> None:
    assert outcome("bomb.gz", gzip.compress(b"0" * 30_000_000)) == ([], ["unpacks to more than 200 times its size, like a zip bomb"])


def test_archives_inside_archives_end_at_a_depth() -> None:
    inner = zip_of({"in.txt": GOOD.encode()})
    one, two = zip_of({"one.zip": inner}), zip_of({"two.zip": zip_of({"one.zip": inner})})
    assert outcome("a.zip", one) == (["a.zip!one.zip!in.txt"], [])
    assert outcome("a.zip", two) == ([], ["is an archive inside archives, deeper than 1"])


def test_too_many_members() -> None:
    data = zip_of({f"{n}.txt": b"x" for n in range(30)})
    assert outcome("many.zip", data, Limits(members=20)) == ([], ["holds more than 20 members"])


def test_too_much_altogether() -> None:
    data = zip_of({f"{n}.txt": GOOD.encode() for n in range(4)})
    read, refused = outcome("much.zip", data, Limits(archive_bytes=2 * len(GOOD) + 10))
    assert len(read) == 2
    assert len(refused) == 2


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "broken-link.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = list(read_inputs([str(tmp_path), str(tmp_path / "no-such-file.txt"), str(tmp_path / "*.xyz"), "https://example.org/a"]))
    assert [item.reason for item in found if isinstance(item, Rejected)] == [
        "no such file (a broken link?)",
        "is not a regular file",
        "no such file or folder",
        "no file matches this pattern",
        "is an address, and nothing is fetched from the network",
    ]
    assert sum(isinstance(item, Document) for item in found) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    assert [i.reason for i in read_inputs([str(path)]) if isinstance(i, Rejected)] == ["no permission to read it"]


def test_the_input_is_read_lazily(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(GOOD, encoding="utf-8")
    reader = read_inputs([str(tmp_path)])
    assert isinstance(next(reader), Document)
    (tmp_path / "2.txt").unlink()
    assert [isinstance(item, Document) for item in reader] == [True, False]
