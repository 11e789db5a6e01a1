"""Three executors, one driver: batches out, outcomes in, poison kept apart.

A report whose reading raises, or takes its worker process down with it, comes back as an outcome with a problem; every
other report is read. A worker that dies takes its whole batch, and whatever else was in flight, with it, so these are
then read again one at a time, each alone, until the one that kills is found.
"""

from __future__ import annotations

import importlib
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Literal, get_args

from accordingto.errors import EngineError, UsageError
from accordingto.model.report import Report
from accordingto.running.outcome import Loader, Outcome, read_batch

EngineName = Literal["serial", "pool", "dask"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)

BATCH_CHARS = 30_000  # about 5,000 words: a second's work, so that progress moves and a lost batch costs little
CONNECT_SECONDS = 10.0  # for a Dask scheduler to answer
AHEAD = 2  # batches in flight for each worker: one being read, one waiting

Opener = Callable[[], AbstractContextManager[Executor]]
Fetch = Callable[[str], Report]


@contextmanager
def _serial() -> Iterator[Executor]:
    """One thread beside the one that writes. What a reading raises comes back on its future, as from a process."""
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as executor:
        yield executor


def _pool(jobs: int) -> Opener:
    @contextmanager
    def opener() -> Iterator[Executor]:
        # Spawned, not forked: onnxruntime's threads do not survive a fork.
        executor = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
        try:
            yield executor
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    return opener


def _dask(scheduler: str | None, jobs: int) -> tuple[Opener, Callable[[], int]]:
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise UsageError("the engine dask needs the extra 'distributed'", hint="pip install 'accordingto[distributed]'") from error
    width = [jobs]

    @contextmanager
    def opener() -> Iterator[Executor]:
        try:
            client = (
                distributed.Client(scheduler, timeout=CONNECT_SECONDS)
                if scheduler
                else distributed.Client(n_workers=jobs, threads_per_worker=1, dashboard_address=None)
            )
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(f"no Dask scheduler answers at {scheduler}", hint="start one with: dask scheduler") from error
        with client:
            width[0] = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            yield client.get_executor(pure=False)

    return opener, lambda: width[0]


def engine(
    name: EngineName, loader: Loader, *, jobs: int = 1, scheduler: str | None = None
) -> Callable[[Sequence[tuple[str, int]], Fetch], Iterator[Outcome]]:
    """A function from (report id, length) pairs and a way to fetch reports to their outcomes, in order of completion.

    Args:
        jobs: processes, for the pool and for a Dask cluster of one's own.
        scheduler: address of a Dask scheduler that runs already.

    Raises:
        UsageError: if the engine is not known or its extra is not installed.
    """
    if name == "serial":
        return lambda todo, fetch: _drive(_serial, lambda: 1, loader, batches(todo, 1), fetch)
    if name == "pool":
        return lambda todo, fetch: _drive(_pool(jobs), lambda: jobs, loader, batches(todo, jobs), fetch)
    if name == "dask":
        opener, width = _dask(scheduler, jobs)
        return lambda todo, fetch: _drive(opener, width, loader, batches(todo, jobs), fetch)
    raise UsageError(f"there is no engine {name!r}", hint=f"one of {', '.join(ENGINES)}")


def batches(todo: Sequence[tuple[str, int]], workers: int) -> list[list[str]]:
    """Report ids in batches of about equal length, longest reports first so that none is left for the end."""
    size = min(BATCH_CHARS, max(1, sum(length for _, length in todo) // (workers * 4)))
    found: list[list[str]] = []
    room = 0
    for report, length in sorted(todo, key=lambda item: (-item[1], item[0])):
        if not found or length > room:
            found.append([])
            room = size
        found[-1].append(report)
        room -= length
    return found


def _drive(opener: Opener, width: Callable[[], int], loader: Loader, work: Iterable[list[str]], fetch: Fetch) -> Iterator[Outcome]:
    """Keep the executor busy; yield outcomes; after a crash read what was in flight one at a time."""
    queue = deque(work)
    while queue:
        suspects: list[str] = []
        with opener() as executor:
            yield from _until_broken(executor, width, loader, queue, fetch, suspects)
        for report in suspects:
            yield from _alone(opener, loader, fetch(report))


def _until_broken(
    executor: Executor, width: Callable[[], int], loader: Loader, queue: deque[list[str]], fetch: Fetch, suspects: list[str]
) -> Iterator[Outcome]:
    """Work through the queue; when a worker dies, leave what was in flight in ``suspects`` and stop."""
    flying: dict[Future[list[Outcome]], list[str]] = {}
    while queue or flying:
        while queue and len(flying) < AHEAD * width() and not suspects:
            batch = queue.popleft()
            try:
                flying[executor.submit(read_batch, loader, [fetch(report) for report in batch])] = batch
            except BrokenExecutor:
                suspects += batch
        if not flying:
            return
        done, _ = wait(flying, return_when=FIRST_COMPLETED)
        for future in done:
            batch = flying.pop(future)
            error = _error(future)
            if error is None:
                yield from future.result()
            elif isinstance(error, BrokenExecutor):
                suspects += batch
            elif len(batch) > 1:
                queue.extendleft([report] for report in reversed(batch))
            else:
                yield Outcome(batch[0], None, _words(error))


def _alone(opener: Opener, loader: Loader, report: Report) -> Iterator[Outcome]:
    """Read one suspect in an executor of its own: if the worker dies again, this report is what kills it."""
    with opener() as executor:
        future = executor.submit(read_batch, loader, [report])
        error = _error(future)
        if error is None:
            yield from future.result()
        else:
            yield Outcome(report.id, None, _words(error))


def _error(future: Future[list[Outcome]]) -> BaseException | None:
    """What went wrong in a worker, once it has finished.

    Raises:
        EngineError: if the reader itself cannot be loaded; then no report can be read.
        UsageError: if the cluster went away.
    """
    wait([future])
    if future.cancelled():
        raise UsageError("the Dask cluster went away before the work was done", hint="run the same command again; it goes on from here")
    error = future.exception()
    if isinstance(error, EngineError):
        raise error
    return error


def _words(error: BaseException) -> str:
    """One line for a person."""
    if isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker":
        return "reading it ended the process that read it"
    detail = " ".join(str(error).split())[:200]
    return f"reading it failed: {type(error).__name__}" + (f": {detail}" if detail else "")
