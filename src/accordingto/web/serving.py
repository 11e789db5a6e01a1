"""The workbench on its port: processes that make pages, and one that carries out what takes longer than a page.

Every page process opens the record for itself and can answer anybody: sessions are signed with one secret, and decisions
and reports go to the record, which admits one writer. What is not in the record, drafts and running work, lives in the
process that started them all, at low priority, and is reached over a socket of the user's own.
"""

from __future__ import annotations

import multiprocessing
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.managers import BaseManager
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from accordingto.errors import RecordError
from accordingto.web.adding import Drafts
from accordingto.web.work import Job, Worker

if TYPE_CHECKING:
    from accordingto.building import Settings

FOLLOW_SECONDS = 0.3  # between two looks at what the worker does: that late may the line on a running build be
SOON = 5.0  # seconds; a page process that ends sooner than this after its start will not do better if it is started again
KEEP_ALIVE = 60  # seconds
LEAVE_SECONDS = 5  # for answers that are under way when it ends


@dataclass(frozen=True, slots=True)
class Serving:
    """How a record is served: the arguments of ``create_app``."""

    path: Path
    token: str | None = None
    users: Mapping[str, str] | None = None
    read_only: bool = False
    reviewer: str = "local"


class _Back(BaseManager):
    """Gives page processes the one worker and the one table of drafts."""


_Back.register("worker")
_Back.register("drafts")


class DistantWorker:
    """The worker of another process. Whether it is busy is looked up beside the pages, not for each of them."""

    def __init__(self, worker: Any) -> None:
        self._worker = worker
        self._seen: Job | None = None
        threading.Thread(target=self._follow, name="accordingto-follow", daemon=True).start()

    def resolve(self) -> None:
        """Carry out decisions."""
        self._worker.resolve()

    def build(self, job: Job) -> None:
        """Take in and read."""
        self._worker.build(job)

    def job(self, name: str) -> Job | None:
        """How far a job is."""
        found: Job | None = self._worker.job(name)
        return found

    def busy(self) -> Job | None:
        """A build that ran or waited a moment ago, or None."""
        return self._seen

    def _follow(self) -> None:
        while True:
            try:
                self._seen = self._worker.busy()
            except (OSError, EOFError):  # the other process has ended, and this one is about to
                return
            time.sleep(FOLLOW_SECONDS)


def listen(host: str, port: int, workers: int) -> list[list[socket.socket]]:
    """For each page process, sockets that listen at every address of a host.

    On Linux each has sockets of its own, among which the system deals out connections; elsewhere they share them.

    Raises:
        OSError: if no address can be had, or one is taken.
    """
    found: list[list[socket.socket]] = [[] for _ in range(workers)]
    refused: OSError | None = None
    for family, kind, protocol, _, address in dict.fromkeys(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)):
        try:
            first = _bound(family, kind, protocol, address, among=False)  # fails where somebody listens, also if it would share
            if sys.platform != "linux":
                ours = [first] * workers
            else:
                first.close()
                ours = [_bound(family, kind, protocol, address, among=True) for _ in range(workers)]
        except OSError as error:
            refused = refused or error
            continue
        for one, sockets in zip(ours, found, strict=True):
            one.listen(2048)
            sockets.append(one)
    if refused is not None and not found[0]:
        raise refused
    return found


def _bound(family: int, kind: int, protocol: int, address: Any, *, among: bool) -> socket.socket:
    one = socket.socket(family, kind, protocol)
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT if among else socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind(address)
    except OSError:
        one.close()
        raise
    return one


def serve(serving: Serving, sockets: list[list[socket.socket]], settings: Settings | None = None) -> None:
    """Serve until interrupted, with a page process for each list of sockets; ``settings`` are how added reports are read.

    Raises:
        RecordError: if page processes end by themselves as soon as they are started.
    """
    worker, drafts, secret = Worker(serving.path, settings, low_priority=True), Drafts(), secrets.token_bytes(32)

    class Here(_Back):
        pass

    Here.register("worker", callable=lambda: worker)
    # named, not looked for: before 3.11.4 a dataclass with slots cannot be asked for all that it has
    Here.register("drafts", callable=lambda: drafts, exposed=("put", "get", "change", "drop"))
    back = Here(authkey=secret)
    answering = back.get_server()
    threading.Thread(target=answering.serve_forever, name="accordingto-back", daemon=True).start()
    context = multiprocessing.get_context("spawn")
    pages: dict[BaseProcess, tuple[float, list[socket.socket]]] = {}

    def start(mine: list[socket.socket]) -> None:
        process = context.Process(target=_pages, args=(serving, mine, answering.address, secret), name="accordingto-pages")
        process.start()
        pages[process] = time.monotonic(), mine

    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        for mine in sockets:
            start(mine)
        while True:
            wait([process.sentinel for process in pages])
            for process in [p for p in pages if not p.is_alive()]:
                started, mine = pages.pop(process)
                if time.monotonic() - started < SOON:
                    raise RecordError(f"a page process ended with code {process.exitcode}", hint="the lines above say why")
                start(mine)
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
        for process in pages:
            process.terminate()
        for process in pages:
            process.join(2 * LEAVE_SECONDS)
            process.kill()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _pages(serving: Serving, sockets: list[socket.socket], address: Any, secret: bytes) -> None:
    """One page process: until the process that started it ends it, or ends."""
    import uvicorn

    from accordingto.web.app import create_app

    multiprocessing.current_process().authkey = secret
    back = _Back(address=address, authkey=secret)
    try:
        back.connect()
    except OSError:  # the process that started it has ended meanwhile
        return
    app = create_app(
        serving.path,
        token=serving.token,
        users=serving.users,
        read_only=serving.read_only,
        reviewer=serving.reviewer,
        secret=secret,
        worker=DistantWorker(back.worker()),  # type: ignore[attr-defined]
        drafts=back.drafts(),  # type: ignore[attr-defined]
    )
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, timeout_keep_alive=KEEP_ALIVE, timeout_graceful_shutdown=LEAVE_SECONDS
    )
    server = uvicorn.Server(config)
    threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
    with suppress(KeyboardInterrupt):  # raised again by uvicorn once it has shut down
        server.run(sockets=sockets)


def _end_with_parent(server: Any) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        server.should_exit = True


def default_workers() -> int:
    """Two page processes where there are two processors."""
    return min(2, os.cpu_count() or 1)
