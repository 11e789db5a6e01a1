"""From a pile of inputs to a record: take in, read, resolve, store. The one place where the stages meet.

Every step that is worth keeping is committed before the next begins, and each can tell from the record what is already
done: inputs by the hash of their bytes, readings by the reader's version, resolving by a mark that every change sets.
A build that is killed at any moment goes on where it stopped, and the record it leaves is the one it would have left.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from accordingto.errors import InputError, RecordError, UsageError
from accordingto.model.report import Document, Rejected, Report
from accordingto.running import EngineName, Outcome, ReaderLike, engine
from accordingto.running.outcome import Loader, reader_of
from accordingto.store import Store

if TYPE_CHECKING:
    from accordingto.intake import Limits
    from accordingto.model.record import Record
    from accordingto.resolving import Collapsed, Resolver
    from accordingto.resolving.explain import Neighbour, Shared

Stage = Literal["taking in", "reading", "resolving"]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build is.

    Attributes:
        stage: what it does now.
        done, total: inputs taken in or reports read; total None while it is not known.
        chars: code points of the reports read so far, for a rate.
        name: the input taken in, or empty.
    """

    stage: Stage
    done: int
    total: int | None
    chars: int = 0
    name: str = ""


Watch = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to build.

    Attributes:
        jobs: processes that read; 1 reads in this one.
        engine: which engine; None picks the pool for more than one job.
        scheduler: address of a Dask scheduler, for the engine dask.
        again: read once more what this version of the reader failed on.
        limits: bounds on inputs; None for the defaults.
        mapping: for tables, field to column where guessing would be wrong.
        outlet: who published the reports that do not say so themselves.
        loader: loads the reader; None for the package's own.
    """

    jobs: int = 1
    engine: EngineName | None = None
    scheduler: str | None = None
    again: bool = False
    limits: Limits | None = None
    mapping: Mapping[str, str] | None = None
    outlet: str | None = None
    loader: Loader | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    Attributes:
        path: the record.
        taken, known: inputs taken in now, and those that were in the record already.
        reports: reports new to the record; ``read`` were read now, ``unread`` could not be.
        rejected: inputs that could not be read, with reasons; ``failed`` are reports whose reading failed.
        notes: what is worth knowing and no failure, such as how a table's columns were read.
        resolved: whether the record was resolved anew.
        seconds: how long it took; ``chars`` code points were read.
    """

    path: Path
    taken: int = 0
    known: int = 0
    reports: int = 0
    read: int = 0
    unread: int = 0
    rejected: tuple[Rejected, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    resolved: bool = False
    seconds: float = 0.0
    chars: int = 0


@dataclass(frozen=True, slots=True)
class _Taken:
    taken: int = 0
    known: int = 0
    reports: int = 0
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()


def build(
    inputs: Iterable[str | Path],
    path: str | Path,
    settings: Settings | None = None,
    *,
    watch: Watch | None = None,
    resident: Resident | None = None,
) -> Built:
    """Build a record, or add to the one that is there.

    Args:
        inputs: files, folders, globs, archives, or "-" for standard input.
        path: the record.
        watch: called with each step.
        resident: what a program that stays knows of this record.

    Raises:
        InputError: if there was something to read and nothing of it could be read; the reasons stand in the record.
        RecordError: if the record cannot be written.
        EngineError: if the reader cannot be loaded.
    """
    settings, watch, start = settings or Settings(), watch or _unwatched, time.monotonic()
    with Store.open(path, "write") as store:
        taken = _take_in(store, list(inputs), settings, watch)
        read, unread, chars, failed = _read(store, settings, watch)
        resolved = store.stale
        if resolved:
            watch(Step("resolving", 0, None))
            (resident or Resident()).resolve(store)
        if failed and not read and not store.readings():
            raise InputError(f"no report could be read: {failed[0][1]}", hint="accordingto doctor says whether the engine works")
        if taken.rejected and not taken.taken and not taken.known:
            first = taken.rejected[0]
            raise InputError(f"nothing could be read: {first.name}: {first.reason}", hint=first.hint)
    return Built(
        Path(path), taken.taken, taken.known, taken.reports, read, unread, taken.rejected, failed, taken.notes, resolved,
        time.monotonic() - start, chars,
    )  # fmt: skip


def refresh(path: str | Path, settings: Settings | None = None, *, watch: Watch | None = None, resident: Resident | None = None) -> Built:
    """Bring a record up to date: its format, readings of an older reader, decisions that wait."""
    must_exist(path)
    return build((), path, settings, watch=watch, resident=resident)


def apply_decisions(path: str | Path, *, resident: Resident | None = None) -> bool:
    """Resolve again if decisions or reports wait; reads nothing. Returns whether there was something to do."""
    must_exist(path)
    with Store.open(path, "write") as store:
        waiting = store.stale
        if waiting:
            (resident or Resident()).resolve(store)
    return waiting


def remove(path: str | Path, names: Sequence[str]) -> list[str]:
    """Take reports, or all reports of sources (by id or name), out of the record; returns the ids of those reports.

    Raises:
        UsageError: if the record has nothing of that name; then nothing is removed.
    """
    must_exist(path)
    with Store.open(path, "write") as store:
        gone: list[str] = []
        for name in names:
            found = reports_named(store, name)
            if not found:
                raise UsageError(f"the record has no report or source {name!r}", hint=f"accordingto show {path} -l reports lists them")
            gone += found
        Resident().resolve(store, without=frozenset(gone))
    return sorted(set(gone))


@dataclass(frozen=True, slots=True)
class ExplainedMember:
    """One mention of an incident: where it stands, how likely it belongs, and why."""

    report: str
    outlet: str
    published: str
    words: str
    start: int
    end: int
    probability: float
    reason: str


@dataclass(frozen=True, slots=True)
class ExplainedIncident:
    """Why an incident's members were joined, why its nearest non-members (``resolving.Neighbour``) were not, and why accounts of it
    share an origin (``resolving.Shared``)."""

    incident: str
    title: str
    members: tuple[ExplainedMember, ...]
    neighbours: tuple[Neighbour, ...]
    origins: tuple[Shared, ...]


def explain_incident(path: str | Path, incident: str) -> ExplainedIncident:
    """Explain one incident of a record.

    Raises:
        UsageError: if the record has no such incident.
    """
    from accordingto.resolving import explain_incident as run

    with Store.open(path) as store:
        reports = list(store.reports())
        found = run(store.record(), incident, reports, store.readings())
    by_id = {report.id: report for report in reports}
    members = []
    for member in found.members:
        report, span = by_id[member.quote.report], member.quote.span
        outlet, published = report.outlet.value or "unknown outlet", report.published.value or "undated"
        words = span.of(report.text)
        members.append(ExplainedMember(report.id, outlet, published, words, span.start, span.end, member.probability, member.reason))
    return ExplainedIncident(found.incident, found.title, tuple(members), found.neighbours, found.origins)


def reports_named(store: Store, name: str) -> list[str]:
    """Ids of the reports meant by a report's id, a source's id or a source's name."""
    if store.report(name) is not None:
        return [name]
    sources = [row["id"] for row in store.sources() if name in (row["id"], row["name"])]
    return [report.id for source in sources for report in store.reports_of(source)]


def as_of(path: str | Path, moment: str, target: str | Path) -> int:
    """Write the record as it stood at a past moment to a new record; returns how many reports it holds.

    Reports that give only a day count as published at its end, as does a moment that is only a day; times without a zone
    are taken as UTC. Reports without a date are left out: they may not have been there yet. Decisions go along.

    Raises:
        UsageError: if the moment is no ISO 8601 day or time, or the new record is there already.
    """
    must_exist(path)
    limit = _instant(moment)
    if limit is None:
        raise UsageError(f"{moment!r} is no moment", hint="write 2025-03-11 or 2025-03-11T18:00+02:00")
    if Path(target).exists():
        raise UsageError(f"{target} is there already", hint="name a new file")
    kept = 0
    with Store.open(path) as store, Store.open(target, "write") as past:
        for row in store.sources():
            reports = [r for r in store.reports_of(row["id"]) if (at := _instant(r.published.value)) is not None and at <= limit]
            source = store.source(row["id"]) if reports else None
            if source is None:
                continue
            kept += past.put_document(Document(source, tuple(reports)))
            for report in reports:
                reading = store.reading(report.id)
                if reading is not None:
                    past.put_reading(report, reading)
        past.decide(*store.every_decision())
        Resident().resolve(past)
    return kept


def _instant(published: str | None) -> datetime | None:
    """The moment an ISO 8601 value means, a day being over at its end; None where it means none."""
    try:
        if published is None:
            return None
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    if len(published) == len("2025-03-11"):
        moment += timedelta(days=1, microseconds=-1)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def take_readings(path: str | Path, outcomes: Iterable[tuple[Outcome, str]]) -> int:
    """Take in readings made elsewhere (``map-shard``) and resolve; returns how many reports they were of."""
    must_exist(path)
    n = 0
    with Store.open(path, "write") as store:
        for outcome, version in outcomes:
            report = store.report(outcome.report)
            if report is None:
                continue
            _put_outcome(store, report, outcome, version)
            n += 1
        if store.stale:
            Resident().resolve(store)
    return n


def load_reader(*, threads: int = 1) -> ReaderLike:
    """The package's reader; importable by name, so that spawned workers can load their own."""
    from accordingto.reading.reader import Reader

    return Reader.load(threads=threads)


def loader_of(settings: Settings) -> Loader:
    """What loads the reader under these settings."""
    return settings.loader or load_reader


def _take_in(store: Store, inputs: Sequence[str | Path], settings: Settings, watch: Watch) -> _Taken:
    if not inputs:
        return _Taken()
    from accordingto.intake import Limits, iter_blobs, parse_blob

    limits = settings.limits or Limits()
    taken = known = new = 0
    rejected: list[Rejected] = []
    notes: list[str] = []
    for blob in iter_blobs([str(i) for i in inputs], limits, mapping=settings.mapping, on_note=notes.append):
        watch(Step("taking in", taken + known + len(rejected), None, name=blob.name))
        if isinstance(blob, Rejected):
            rejected.append(blob)
            store.put_rejected(blob)
        elif store.has_blob(blob.sha256):
            store.put_blob(blob.name, blob.sha256, blob.kind)
            known += 1
        else:
            documents = parse_blob(blob, limits=limits, outlet=settings.outlet)
            if isinstance(documents, Rejected):
                rejected.append(documents)
                store.put_rejected(documents)
                continue
            new += sum(store.put_document(document) for document in documents)
            store.put_blob(blob.name, blob.sha256, blob.kind)
            taken += 1
    return _Taken(taken, known, new, tuple(rejected), tuple(notes))


def _read(store: Store, settings: Settings, watch: Watch) -> tuple[int, int, int, tuple[tuple[str, str], ...]]:
    """Read what has no reading of this reader's version: (read, unread, code points, failures)."""
    if store.is_empty():
        return 0, 0, 0, ()
    loader = loader_of(settings)
    version = reader_of(loader).version
    todo = store.unread(version, again=settings.again)
    name: EngineName = settings.engine or ("pool" if settings.jobs > 1 else "serial")
    run = engine(name, loader, jobs=settings.jobs, scheduler=settings.scheduler)
    read, chars, failed = 0, 0, []
    for outcome in run(todo, lambda key: _report(store, key)):
        report = _report(store, outcome.report)
        _put_outcome(store, report, outcome, version)
        chars += len(report.text)
        if outcome.reading is None:
            failed.append((outcome.report, outcome.problem))
        else:
            read += 1
        watch(Step("reading", read + len(failed), len(todo), chars))
    return read, len(failed), chars, tuple(failed)


def _report(store: Store, key: str) -> Report:
    report = store.report(key)
    if report is None:
        raise UsageError(f"the record has no report {key}")
    return report


def _put_outcome(store: Store, report: Report, outcome: Outcome, version: str) -> None:
    if outcome.reading is None:
        store.put_unread(report.id, outcome.problem, version)
    else:
        store.put_reading(report, outcome.reading)


class Resident:
    """Keeps what resolving knows between changes of one record, for programs that stay: they pay for what changed alone.

    The record is the same as one resolved from nothing; only the time differs.
    """

    def __init__(self) -> None:
        self._resolver: Resolver | None = None
        self._versions: dict[str, str] = {}
        self._set_aside = False

    def resolve(self, store: Store, *, without: frozenset[str] = frozenset()) -> None:
        """Resolve what is stored, leaving out and removing ``without``, and store the outcome in one transaction."""
        resolver, self._resolver = self._resolver, None  # if anything fails, the next time begins from nothing
        if resolver is None:
            from accordingto.resolving import Resolver

            resolver, self._versions = Resolver(), {}
        elif not self._set_aside:
            # The program stays. What resolving knows holds no cycles, and looking through it for some costs more than one more report.
            gc.freeze()
            self._set_aside = True
        self._follow(store, resolver, without)
        resolver.decisions = decisions = store.every_decision()
        record = resolver.record()
        published = {report.id: report.published.value or "" for report in resolver.reports.values()}
        store.put_record(record, collapsed=_by_every_rule(record, published), decisions=[d.id for d in decisions], removed=sorted(without))
        self._resolver = resolver

    def _follow(self, store: Store, resolver: Resolver, without: frozenset[str]) -> None:
        """Give the resolver the readings that are new or other than it knows, and take out those that are gone."""
        stored = {report: version for report, version in store.reading_versions().items() if report not in without}
        for report in self._versions.keys() - stored.keys():
            resolver.remove(report)
        for report, version in stored.items():
            reading = store.reading(report) if self._versions.get(report) != version else None
            if reading is not None:
                resolver.add(_report(store, report), reading)
        self._versions = stored


def _by_every_rule(record: Record, published: dict[str, str]) -> list[Collapsed]:
    from accordingto.resolving import collapse
    from accordingto.resolving.collapse import Rule

    return [figure for rule in get_args(Rule) for figure in collapse(record, rule, published=published)]


def must_exist(path: str | Path) -> None:
    """Nothing, if there is a file of that name.

    Raises:
        RecordError: if there is none.
    """
    if not Path(path).is_file():
        raise RecordError(f"there is no record at {path}", hint=f"accordingto build REPORTS... -o {path}")


def _unwatched(step: Step) -> None:
    """Nobody watches."""
