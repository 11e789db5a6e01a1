"""Small values a list shows without loading whole reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from accordingto.model.record import Quote


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds."""

    reports: int = 0
    unread: int = 0
    outlets: int = 0
    incidents: int = 0
    accounts: int = 0
    origins: int = 0
    disagreements: int = 0
    conflicts: int = 0
    contested_incidents: int = 0
    voices: int = 0
    actors: int = 0
    statements: int = 0
    matches: int = 0
    decisions: int = 0
    failures: int = 0
    sources: int = 0
    words: int = 0
    events: int = 0
    figures: int = 0
    times: int = 0
    names: int = 0
    undecided: int = 0
    unapplied: int = 0
    copies: int = 0
    drifts: int = 0
    namings: int = 0
    relays: int = 0


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report without its text: one row of a list.

    Attributes:
        id, title, outlet, published: as ``model.report``, empty where unknown.
        authors: byline, or empty.
        copied: share of its words that are copied, 0 where none was found.
        copied_from: reports it was copied from, most first.
        revision_of: the report it is a later take of, or None.
        unread: why it was not read, or None.
        language: ISO 639-1.
    """

    id: str
    title: str
    outlet: str
    published: str
    authors: str = ""
    copied: float = 0.0
    copied_from: tuple[str, ...] = ()
    revision_of: str | None = None
    unread: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class DayCount:
    """Incidents of one day, and how many of them have a conflict."""

    day: date
    incidents: int
    conflicts: int


class Collapsed(Protocol):
    """One figure of an incident by a named rule, as resolving computes it (``resolving.collapse.Collapsed``)."""

    @property
    def rule(self) -> str:
        """The rule's name."""
        ...

    @property
    def incident(self) -> str:
        """Of which incident."""
        ...

    @property
    def aspect(self) -> str:
        """What it counts."""
        ...

    @property
    def low(self) -> float:
        """The lowest number; ``best`` and ``high`` likewise, the same where the rule gives one number."""
        ...

    @property
    def best(self) -> float:
        """The number the rule settles on."""
        ...

    @property
    def high(self) -> float:
        """The highest number."""
        ...

    @property
    def inputs(self) -> tuple[Quote, ...]:
        """The words it was computed from."""
        ...

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts that give them."""
        ...
