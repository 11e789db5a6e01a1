"""kill -9 at any moment, then the same command again: the record must be the one an undisturbed build leaves."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from accordingto.building import Settings, build
from accordingto.store import Store
from accordingto.store.audit import Checked, audit
from tests.dump import dump
from tests.stand_in import slow_stand_in

KILLS = 20
SETTINGS = Settings(loader=slow_stand_in)


def in_a_process(pile: Path, path: Path) -> int:
    """Start a build in a process of its own."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            build([pile], path, SETTINGS)
            code = 0
        finally:
            os._exit(code)  # never back into a second run of the tests
    return child


def killed(child: int, after: float) -> bool:
    """Kill the process after some seconds; whether it was still at work."""
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def state(path: Path) -> tuple[int, int, bool]:
    """(reports, readings, resolved) of what a killed build left."""
    if not path.exists():
        return 0, 0, False
    with Store.open(path, "write") as store:  # as the next build opens it: an unfinished migration is done first
        return len(store.heads(limit=1000)), len(store.readings()), bool(store.incidents(limit=1))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")  # the child only builds and exits
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_twenty_killed_builds_leave_the_record_of_an_undisturbed_one(pile: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    build([pile], tmp_path / "warm.db", SETTINGS)  # every table is loaded here once, and the processes below begin with it
    start = time.monotonic()
    child = in_a_process(pile, whole)
    assert os.waitpid(child, 0)[1] == 0
    lasts = time.monotonic() - start
    with Store.open(whole) as store:
        expected = list(dump(store.connection))
    dice, states, kills = random.Random(20), set(), 0
    for attempt in range(3 * KILLS):
        path = tmp_path / f"killed-{attempt}.db"
        if killed(in_a_process(pile, path), dice.uniform(0.02, 0.98) * lasts):
            kills += 1
        else:
            lasts *= 0.8  # it was quicker than thought: the machine's load has changed
        states.add(state(path))
        build([pile], path, SETTINGS)
        with Store.open(path) as store:
            assert list(dump(store.connection)) == expected
            assert not list(audit(store.connection, Checked()))
        if kills == KILLS:
            break
    assert kills == KILLS
    assert len(states) > 3, "the kills hit the build at different moments"
