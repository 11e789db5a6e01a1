"""The same readings whichever way they were made, and poison kept apart in each."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from accordingto.building import Settings, build, take_readings
from accordingto.errors import InputError, UsageError
from accordingto.running.engines import batches, engine
from accordingto.running.outcome import Outcome
from accordingto.running.shard import map_shard, outcomes_of, report_row, write_rows
from accordingto.store import Store
from tests.conftest import EXAMPLE, invented
from tests.dump import dump
from tests.stand_in import slow_stand_in, stand_in

TESTS = Path(__file__).parents[1]
KILLED = "reading it ended the process that read it"


def dumped(path: Path) -> list[str]:
    with Store.open(path) as store:
        return list(dump(store.connection))


@pytest.mark.parametrize(
    ("lengths", "workers", "expected"),
    [
        ([], 2, []),
        ([10], 2, [["r0"]]),
        ([10, 10, 10, 10], 1, [["r0"], ["r1"], ["r2"], ["r3"]]),
        ([5, 90, 5], 1, [["r1"], ["r0", "r2"]]),
        ([40_000, 20_000, 10_000, 5_000], 1, [["r0"], ["r1"], ["r2", "r3"]]),
    ],
)
def test_batches_are_balanced_by_length_and_begin_with_the_longest(lengths: list[int], workers: int, expected: list[list[str]]) -> None:
    assert batches([(f"r{n}", length) for n, length in enumerate(lengths)], workers) == expected


def test_a_pool_makes_the_same_record(record: Path, pile: Path, tmp_path: Path) -> None:
    pooled = tmp_path / "pool.db"
    built = build([pile], pooled, Settings(jobs=2, loader=stand_in))
    assert built.read == 12
    assert dumped(pooled) == dumped(record)


@pytest.mark.slow
def test_a_pool_of_real_readers_makes_the_same_record(merrin: Path, tmp_path: Path) -> None:
    pooled = tmp_path / "pool.db"
    build([EXAMPLE], pooled, Settings(jobs=2))
    assert dumped(pooled) == dumped(merrin)


def test_a_pool_finds_the_report_that_kills_its_workers(pile: Path, tmp_path: Path) -> None:
    (pile / "03.txt").write_text(invented(3).replace("Traders", "KILLS"), encoding="utf-8")
    (pile / "07.txt").write_text(invented(7).replace("Traders", "RAISES"), encoding="utf-8")
    path = tmp_path / "poison.db"
    built = build([pile], path, Settings(jobs=2, loader=stand_in))
    assert built.read == 10
    assert sorted(reason for _, reason in built.failed) == [KILLED, "reading it failed: ValueError: this report cannot be read"]


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_shards_read_elsewhere_make_the_same_record(record: Path, pile: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "shards.db"
    with Store.open(record) as store:
        rows = [report_row(report) for report in store.reports()]
    outcomes: list[tuple[Outcome, str]] = []
    for at in (0, 6):
        write_rows(tmp_path / f"in{at}{suffix}", rows[at : at + 6], ("id", "report"))
        assert map_shard(tmp_path / f"in{at}{suffix}", tmp_path / f"out{at}{suffix}", stand_in) == 6
        outcomes += outcomes_of(tmp_path / f"out{at}{suffix}")
    unread(pile, path)
    assert take_readings(path, outcomes) == 12
    assert dumped(path) == dumped(record)
    assert not list(tmp_path.glob(".*.part")), "no temporary file is left"


class StopHereError(Exception):
    """Stops a build in the middle."""


def unread(pile: Path, path: Path) -> None:
    """A record whose reports were taken in and never read: the build is stopped at the first report."""

    def stop(step: object) -> None:
        if getattr(step, "stage", "") == "reading":
            raise StopHereError

    with pytest.raises(StopHereError):
        build([pile], path, Settings(loader=stand_in), watch=stop)


def test_a_shard_keeps_poison_as_a_row(tmp_path: Path, pile: Path) -> None:
    (pile / "03.txt").write_text(invented(3).replace("Traders", "RAISES"), encoding="utf-8")
    path = tmp_path / "poison.db"
    build([pile], path, Settings(loader=stand_in))
    with Store.open(path) as store:
        write_rows(tmp_path / "in.jsonl", [report_row(report) for report in store.reports()], ("id", "report"))
    map_shard(tmp_path / "in.jsonl", tmp_path / "out.jsonl", stand_in)
    problems = [outcome.problem for outcome, _ in outcomes_of(tmp_path / "out.jsonl") if outcome.reading is None]
    assert problems == ["reading it failed: ValueError: this report cannot be read"]


@pytest.mark.parametrize(
    ("content", "message"),
    [("no json\n", "cannot be read"), ("[1]\n", "is not a JSON object"), ('{"id": "r1"}\n', "has no column 'report'")],
)
def test_a_bad_shard_is_one_clear_line(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "in.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        map_shard(tmp_path / "in.jsonl", tmp_path / "out.jsonl", stand_in)
    assert not (tmp_path / "out.jsonl").exists()


def test_a_shard_has_one_of_two_suffixes(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.jsonl or \.parquet"):
        map_shard(tmp_path / "in.csv", tmp_path / "out.csv", stand_in)


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(UsageError, match="no engine 'spark'"):
        engine("spark", stand_in)  # type: ignore[arg-type]


dask = pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="the extra 'distributed' is not installed")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers, as they are started by hand."""
    address = f"tcp://127.0.0.1:{(port := free_port())}"
    environment = {**os.environ, "PYTHONPATH": str(TESTS.parent)}
    run = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    work = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
    commands = [run, [*work, "--local-directory", str(tmp_path / "a")], [*work, "--local-directory", str(tmp_path / "b")]]
    log = (tmp_path / "dask.log").open("wb")
    processes = [subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=tmp_path) for command in commands]
    try:
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()
        log.close()


@dask
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_that_loses_a_worker_makes_the_same_record(tmp_path: Path) -> None:
    folder = tmp_path / "pile"
    folder.mkdir()
    for n in range(60):
        (folder / f"{n:02d}.txt").write_text(invented(n) + f"\nStall {n} reopened.\n", encoding="utf-8")
    alone, clustered = tmp_path / "alone.db", tmp_path / "clustered.db"
    build([folder], alone, Settings(loader=slow_stand_in))
    read = threading.Event()
    with cluster(tmp_path) as (address, workers):

        def watch(step: object) -> None:
            if getattr(step, "stage", "") == "reading" and not read.is_set():
                read.set()
                workers[0].send_signal(signal.SIGKILL)

        deadline = time.monotonic() + 40
        while True:  # the scheduler and its workers take a few seconds to come up
            try:
                built = build([folder], clustered, Settings(engine="dask", scheduler=address, loader=slow_stand_in), watch=watch)
                break
            except UsageError:
                assert time.monotonic() < deadline, (tmp_path / "dask.log").read_text()
    assert read.is_set()
    assert (built.read, built.unread) == (60, 0)
    assert dumped(clustered) == dumped(alone)


@dask
@pytest.mark.filterwarnings("ignore")
def test_a_missing_dask_scheduler_is_one_clear_line(pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accordingto.running.engines.CONNECT_SECONDS", 0.5)
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        build([pile], tmp_path / "none.db", Settings(engine="dask", scheduler=address, loader=stand_in))
