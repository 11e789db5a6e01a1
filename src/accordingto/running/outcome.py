"""The contract of reading at scale: reports in, one outcome each out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from accordingto.model.reading import Reading
from accordingto.model.report import Report


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report: its reading, or why there is none.

    Attributes:
        report: the report's id.
        reading: None where reading failed.
        problem: one line, empty where it did not fail.
    """

    report: str
    reading: Reading | None
    problem: str = ""


class ReaderLike(Protocol):
    """What reads: ``reading.reader.Reader``, or a stand-in in tests."""

    @property
    def version(self) -> str:
        """Of rules and weights together."""
        ...

    def read(self, report: Report) -> Reading:
        """A pure function of the report."""
        ...


# Loads the reader inside the process that reads. It must be importable and picklable: workers are spawned, not forked.
Loader = Callable[[], ReaderLike]

_loaded: dict[object, ReaderLike] = {}


def reader_of(loader: Loader) -> ReaderLike:
    """This process's reader, loaded once."""
    key = _key(loader)
    if key not in _loaded:
        _loaded[key] = loader()
    return _loaded[key]


def _key(loader: Loader) -> object:
    """Two unpickled copies of one ``functools.partial`` differ as objects but load the same reader."""
    return (
        getattr(loader, "func", loader),
        tuple(getattr(loader, "args", ())),
        tuple(sorted(getattr(loader, "keywords", {}).items())),
    )


def read_batch(loader: Loader, reports: Sequence[Report]) -> list[Outcome]:
    """Read reports one by one in this process.

    One by one, because quantised weights scale by what stands in the same batch: reports read together could come out
    a little different from reports read alone, and the record would depend on how the work was cut up.
    """
    reader = reader_of(loader)
    return [Outcome(report.id, reader.read(report)) for report in reports]
