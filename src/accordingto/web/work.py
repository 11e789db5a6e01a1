"""Work beside the pages: decisions carried out, reports taken in and read. One thread, one thing at a time."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from accordingto.errors import AccordingToError, RecordError
from accordingto.model.report import Document
from accordingto.store import Store
from accordingto.views.wording import capital, count, number

if TYPE_CHECKING:
    from accordingto.building import Resident, Settings

LOCKED_FOR = 120.0  # seconds to wait for another build's lock before giving up
BETWEEN_TRIES = 0.25
NICE = 10  # as in nice(1)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work.

    Attributes:
        id: for its progress page; decisions' jobs have none to show.
        documents: what to take in and read; empty to carry out decisions only.
        stage: "waiting", "taking in", "reading", "resolving", "done" or "failed".
        done, total: reports read; total None while unknown.
        message: what came out, or what went wrong, with what to do.
        started: seconds since the epoch.
    """

    id: str
    documents: tuple[Document, ...] = ()
    stage: str = "waiting"
    done: int = 0
    total: int | None = None
    message: str = ""
    started: float = field(default_factory=time.time)

    @property
    def running(self) -> bool:
        """Whether it is still to be waited for."""
        return self.stage not in ("done", "failed")


class Work(Protocol):
    """Who carries out what takes longer than an answer, here or in another process."""

    def resolve(self) -> None:
        """Carry out decisions."""
        ...

    def build(self, job: Job) -> None:
        """Take in and read."""
        ...

    def job(self, name: str) -> Job | None:
        """How far a job is."""
        ...

    def busy(self) -> Job | None:
        """A build that runs or waits, without its documents, or None."""
        ...


class Worker:
    """A thread that starts with the first job and ends with the program."""

    def __init__(self, record: Path, settings: Settings | None = None, *, low_priority: bool = False) -> None:
        self.record = record
        self.settings = settings
        self.low_priority = low_priority
        self._queue: deque[Job] = deque()
        self._jobs: dict[str, Job] = {}
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._resident: Resident | None = None

    def _kept(self) -> Resident:
        """What is known of the record between jobs; only the worker's thread asks."""
        from accordingto.building import Resident

        self._resident = self._resident or Resident()
        return self._resident

    def resolve(self) -> None:
        """Carry out decisions; asked twice before it begins, it is done once."""
        with self._wake:
            if not any(not j.documents for j in self._queue):
                self._add(Job("resolve"))

    def build(self, job: Job) -> None:
        """Take in and read."""
        with self._wake:
            self._add(job)

    def job(self, name: str) -> Job | None:
        """How far a job is."""
        return self._jobs.get(name)

    def busy(self) -> Job | None:
        """A build that runs or waits, without its documents, or None."""
        found = next((j for j in list(self._jobs.values()) if j.documents and j.running), None)
        return replace(found, documents=()) if found else None

    def wait(self, timeout: float = 60.0) -> bool:
        """Until nothing is left to do; False if that takes longer."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if not any(j.running for j in list(self._jobs.values())):
                return True
            time.sleep(0.02)
        return False

    def _add(self, job: Job) -> None:
        self._jobs[job.id] = job
        self._queue.append(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="accordingto-work", daemon=True)
            self._thread.start()
        self._wake.notify()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._queue:
                    self._wake.wait()
                job = self._queue.popleft()
            # A thread of its own: should it meet a fault of this program, the terminal tells, and the next job still runs.
            doing = threading.Thread(target=self._do, args=(job,), name=f"accordingto-{job.id}", daemon=True)
            doing.start()
            doing.join()
            if self._jobs[job.id].running:
                self._note(job, stage="failed", message="It ended before it was done; the terminal says why. What was read is kept.")

    def _do(self, job: Job) -> None:
        if self.low_priority and sys.platform == "linux":  # elsewhere priorities are of processes, and this one has pages waiting
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        give_up = time.monotonic() + LOCKED_FOR
        while True:
            try:
                message = self._take_in(job) if job.documents else self._carry_out(job)
            except RecordError as error:
                if "another process" in error.message and time.monotonic() < give_up:
                    time.sleep(BETWEEN_TRIES)
                    continue
                self._note(job, stage="failed", message=f"{error.message}. {error.hint}".strip())
            except AccordingToError as error:
                self._note(job, stage="failed", message=f"{error.message}. {error.hint}".strip())
            else:
                self._note(job, stage="done", message=message)
            return

    def _carry_out(self, job: Job) -> str:
        from accordingto.building import apply_decisions

        self._note(job, stage="resolving")
        apply_decisions(self.record, resident=self._kept())
        return ""

    def _take_in(self, job: Job) -> str:
        from accordingto.building import Step, refresh

        def watch(step: Step) -> None:
            self._note(job, stage=step.stage, done=step.done, total=step.total)

        self._note(job, stage="taking in")
        with Store.open(self.record, "write") as store:
            new = sum(store.put_document(document) for document in job.documents)
        built = refresh(self.record, self.settings, watch=watch, resident=self._kept())
        said = [f"{capital(count(new, 'new report'))}, {number(built.read)} read"]
        return "; ".join(said + [f"{name}: {why}" for name, why in built.failed])

    def _note(self, job: Job, **changes: object) -> None:
        self._jobs[job.id] = replace(self._jobs[job.id], **changes)  # type: ignore[arg-type]
