"""Parts that several pages share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.model.record import Account, Quote, RecordVoice
from accordingto.model.text import Span
from accordingto.store import ReportHead, Store
from accordingto.views.wording import Moment

NO_OUTLET = "outlet not known"
NO_VOICE = "not said who"


@dataclass(frozen=True, slots=True)
class Clock:
    """How moments are written on a page: week-days serve while the record spans at most a week."""

    weekdays: bool

    @classmethod
    def of(cls, store: Store) -> Clock:
        """The clock of a record."""
        first, last = (Moment.parse(iso).day for iso in store.span())
        return cls(first is not None and last is not None and (last - first).days < 7)

    def short(self, iso: str) -> str:
        """A published value in brief."""
        return Moment.parse(iso).short(self.weekdays)


@dataclass(frozen=True, slots=True)
class Link:
    """Words with an address inside the record."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, marked or not."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words a value stands on, with the sentence around them.

    Attributes:
        pieces: sentence cut into runs, the value's own runs marked.
        report: id of the report; ``outlet``, ``published``, ``title`` are how to name it.
        start, end: code points of the first marked run (of the sentence where nothing is marked).
        href: the report, opened at the place.
        language: of the report.
    """

    pieces: tuple[Piece, ...]
    report: str
    outlet: str
    published: str
    title: str
    start: int
    end: int
    href: str
    language: str = "en"

    @property
    def text(self) -> str:
        """The passage as one string."""
        return "".join(p.text for p in self.pieces)


def sentence_around(text: str, sentences: Sequence[Span], span: Span, *, reach: int = 400) -> Span:
    """The sentences that hold ``span``; where none does, its line, cut to ``reach`` code points on either side."""
    holding = [s for s in sentences if s.overlaps(span)]
    if holding:
        low, high = min(s.start for s in holding), max(s.end for s in holding)
    else:
        low = text.rfind("\n", 0, span.start) + 1
        high = text.find("\n", span.end)
        high = len(text) if high < 0 else high
    low, high = min(low, span.start), max(high, span.end)
    return Span(max(low, span.start - reach), min(high, max(span.end, span.start) + reach))


def cut(text: str, passage: Span, marks: Sequence[Span]) -> tuple[Piece, ...]:
    """``passage`` as runs; overlapping marks are joined."""
    pieces: list[Piece] = []
    at = passage.start
    for mark in sorted(marks):
        start, end = max(mark.start, at), min(mark.end, passage.end)
        if start >= end:
            continue
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], True))
        at = end
    if at < passage.end:
        pieces.append(Piece(text[at : passage.end]))
    return tuple(pieces)


def words_at(store: Store, quotes: Sequence[Quote], clock: Clock, *, mark: bool = True) -> tuple[Words, ...]:
    """The words of quotes, one passage per stretch of neighbouring sentences of a report."""
    found: list[Words] = []
    for report_id in dict.fromkeys(q.report for q in quotes):
        report = store.report(report_id)
        if report is None:
            continue
        reading = store.reading(report_id)
        spans = sorted(q.span for q in quotes if q.report == report_id)
        passages: list[tuple[Span, list[Span]]] = []
        for span in spans:
            around = sentence_around(report.text, reading.sentences if reading else (), span)
            if passages and around.start <= passages[-1][0].end:
                before, marks = passages[-1]
                passages[-1] = (Span(before.start, max(before.end, around.end)), [*marks, span])
            else:
                passages.append((around, [span]))
        for passage, marks in passages:
            first = marks[0]
            found.append(
                Words(
                    cut(report.text, passage, marks if mark else ()),
                    report.id,
                    report.outlet.value or NO_OUTLET,
                    clock.short(report.published.value or ""),
                    report.title.value or "untitled",
                    first.start,
                    first.end,
                    f"/reports/{report.id}?at={first.start}-{first.end}#at",
                    report.language,
                )
            )
    return tuple(found)


def chain_labels(account: Account, voices: dict[str, RecordVoice]) -> tuple[str, ...]:
    """The chain's voices by name, the outlet first."""
    return tuple((voices[v].label if v in voices else "") or (NO_VOICE if n else NO_OUTLET) for n, v in enumerate(account.chain))


def when_of(head: ReportHead | None, clock: Clock) -> str:
    """When a report appeared, in brief."""
    return clock.short(head.published) if head else "date not known"


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a list stands: rows ``first`` to ``last`` of ``total``, and the addresses of its neighbours (or None)."""

    first: int
    last: int
    total: int
    earlier: str | None
    later: str | None


def pager(path: str, offset: int, limit: int, shown: int, total: int, place: str = "") -> Pager:
    """The pager of a list whose address takes ``offset``; ``path`` may hold other parameters, ``place`` is where the list stands."""
    joint = "&" if "?" in path else "?"
    return Pager(
        offset + 1 if shown else 0,
        offset + shown,
        total,
        f"{path}{joint}offset={max(0, offset - limit)}{place}" if offset > 0 else None,
        f"{path}{joint}offset={offset + limit}{place}" if offset + shown < total else None,
    )
