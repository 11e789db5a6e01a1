"""One report: its text as printed, with what was read in it marked, and notes that lead to incidents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accordingto.model.reading import Reading, Statement
from accordingto.model.record import Account, Copy, Incident
from accordingto.model.report import Report
from accordingto.model.text import Span, cover
from accordingto.store import Store
from accordingto.views.common import NO_OUTLET, NO_VOICE, Clock, Link, chain_labels, when_of
from accordingto.views.incident import parting_facts
from accordingto.views.marks import LAYERS, Rejected, Run, all_marks, runs
from accordingto.views.sides import names_of
from accordingto.views.wording import Moment, capital, count, number, shorten

DEFAULT_LAYERS = ("said", "figures")


@dataclass(frozen=True, slots=True)
class Note:
    """A note in the margin: its number, the chain, what is to be known, and where it leads."""

    number: int
    chain: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph.

    Attributes:
        kind: text, title, byline, correction, or the name of another part.
        start: where it begins; its stable name is ``p`` + start.
        runs: its words under their marks.
        notes: of the statements in it.
        copied: from whom it is copied, one line, or empty; ``copied_href`` leads there.
    """

    kind: str
    start: int
    runs: tuple[Run, ...]
    notes: tuple[Note, ...]
    copied: str = ""
    copied_href: str = ""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything the report's screen shows.

    Attributes:
        id, title, outlet, published, authors, place: as printed, or "not known".
        language: of the text.
        unread: why it was not read, or empty.
        position, total: which report it is in order of publication.
        layers: which marks are on; ``counts`` how many of each there are.
        headline: the title as it stands in the text, with its marks; empty where it does not.
        passages: the text below it.
        said: "15 statements, 10 voices"; ``longest`` the longest chain.
        incidents: what it speaks of.
        copied: "14 %, from one report", or empty.
        source: what it was taken in from.
        boundary: why it begins and ends where it does.
        url: where it was published, shown and never fetched.
        at: the span the address points to, or None.
        problems: what went wrong in reading it.
        rejected: how many readings a reviewer rejected, in words, or empty; they carry no mark.
    """

    id: str
    title: str
    outlet: str
    published: str
    authors: str
    place: str
    language: str
    unread: str
    position: int
    total: int
    layers: tuple[str, ...]
    counts: dict[str, int]
    headline: tuple[Run, ...]
    passages: tuple[Passage, ...]
    said: str
    longest: str
    incidents: tuple[Link, ...]
    copied: str
    source: str
    boundary: str
    url: str
    at: Span | None
    problems: tuple[str, ...]
    rejected: str


def report_page(store: Store, report_id: str, *, layers: Sequence[str] | None = None, at: Span | None = None) -> ReportPage | None:
    """The page of one report, or None where there is no such report."""
    report = store.report(report_id)
    if report is None:
        return None
    reading = store.reading(report_id) or Reading(report_id, "")
    clock = Clock.of(store)
    accounts = store.accounts(report=report_id)
    incidents = store.incidents_of({a.incident for a in accounts})
    copies = [c for c in store.copies(report_id) if c.later.report == report_id]
    head = store.heads_of([report_id]).get(report_id)
    moment = Moment.parse(report.published.value)
    position, total = store.position(report_id)
    speakers = {s.voice.label for s in reading.statements if s.voice.label}
    depths = [reading.depth(i) + 2 for i in range(len(reading.statements))]
    if at is not None and at.end > len(report.text):
        at = None
    rejected = rejected_in(store, reading)
    passages = _passages(store, report, reading, rejected, accounts, incidents, copies, clock, at)
    headed = bool(passages) and passages[0].kind == "title" and "".join(r.text for r in passages[0].runs) == report.title.value
    return ReportPage(
        report.id,
        report.title.value or "Untitled",
        report.outlet.value or "Outlet not known",
        moment.long() if moment.day else "Date not known",
        ", ".join(report.authors.value or ()),
        report.place.value or "",
        report.language,
        report.unread or "",
        position,
        total,
        tuple(x for x in LAYERS if x in (layers if layers is not None else DEFAULT_LAYERS)),
        {
            "said": len(reading.statements) - sum(sort == "statement" for sort, _ in rejected),
            "events": len(reading.events) - sum(sort == "event" for sort, _ in rejected),
            "figures": len(reading.figures) - sum(sort == "figure" for sort, _ in rejected),
            "times": len(reading.times),
            "names": len(reading.names),
            "copied": len(copies),
        },
        passages[0].runs if headed else (),
        passages[1:] if headed else passages,
        f"{count(len(reading.statements), 'statement')}, {count(len(speakers), 'voice')}",
        f"{number(max(depths, default=1))} {'voices' if max(depths, default=1) > 1 else 'voice, the outlet’s own'}",
        tuple(
            Link(incidents[i].title, f"/incidents/{i}") for i, _ in Counter(a.incident for a in accounts).most_common(12) if i in incidents
        ),
        f"{round(100 * head.copied)} %, from {count(len(head.copied_from), 'report')}" if head and head.copied else "",
        store.source_name(report.source).rsplit("/", 1)[-1],
        report.boundary.reason,
        report.url or "",
        at,
        reading.problems,
        count(len(rejected), "reading") if rejected else "",
    )


def rejected_in(store: Store, reading: Reading) -> Rejected:
    """What reviewers rejected in a report, by the places their decisions hold on to."""
    places = {(subject, *place) for subject, held in store.answered(("reject",)).values() if len(held) == 1 for place in held}
    if not places:
        return frozenset()
    statements = {("statement", i) for i, s in enumerate(reading.statements) if ("statement", reading.report, *s.whole) in places}
    events = {("event", i) for i, e in enumerate(reading.events) if ("event", reading.report, *e.trigger) in places}
    figures = {("figure", i) for i, f in enumerate(reading.figures) if ("figure", reading.report, *f.span) in places}
    return frozenset(statements | events | figures)


def _passages(
    store: Store,
    report: Report,
    reading: Reading,
    rejected: Rejected,
    accounts: Sequence[Account],
    incidents: dict[str, Incident],
    copies: Sequence[Copy],
    clock: Clock,
    at: Span | None,
) -> tuple[Passage, ...]:
    lines, grounds = all_marks(reading, rejected)
    notes = _notes(store, report, reading, rejected, accounts, incidents)
    ends: dict[int, list[int]] = defaultdict(list)
    for i, note in notes.items():
        ends[cover(reading.statements[i].content).end].append(note.number)
    sources = store.heads_of({c.earlier.report for c in copies})
    found = []
    for span, kind in paragraphs(report):
        here = [
            n
            for i, n in sorted(notes.items(), key=lambda x: x[1].number)
            if span.start < cover(reading.statements[i].content).end <= span.end
        ]
        mine = [c for c in copies if c.later.span.overlaps(span)]
        copied, href = "", ""
        if mine:
            first = mine[0]
            source = sources.get(first.earlier.report)
            name = f"{source.outlet or NO_OUTLET}, {when_of(source, clock)}" if source else "another report"
            copied = f"{name}" + (", which came first is undecided" if first.undecided else "")
            href = f"/reports/{first.earlier.report}?at={first.earlier.span.start}-{first.earlier.span.end}#at"
        found.append(Passage(kind, span.start, runs(report.text, span, lines, grounds, at=at, notes=ends), tuple(here), copied, href))
    return tuple(found)


def paragraphs(report: Report) -> Iterator[tuple[Span, str]]:
    """Lines of the text with what they are; title and byline are marked as such, and nothing is left out."""
    kinds = [(p.span, p.kind) for p in report.parts if p.kind != "separator"]
    if report.title_span and not any(k == "title" for _, k in kinds):
        kinds.append((report.title_span, "title"))
    corrections = list(report.corrections)
    for match in re.finditer(r"[^\n]+", report.text):
        raw = match[0]
        start, end = match.start() + len(raw) - len(raw.lstrip()), match.end() - (len(raw) - len(raw.rstrip()))
        if start >= end:
            continue
        span = Span(start, end)
        kind = next((str(k) for s, k in kinds if s.shared(span) * 2 > len(span)), "text")
        if any(c.overlaps(span) for c in corrections):
            kind = "correction"
        yield span, kind


def _notes(
    store: Store, report: Report, reading: Reading, rejected: Rejected, accounts: Sequence[Account], incidents: dict[str, Incident]
) -> dict[int, Note]:
    by_statement: dict[int, list[Account]] = defaultdict(list)
    for account in accounts:
        if account.statement is not None:
            by_statement[account.statement].append(account)
    voices = store.voices({v for a in accounts for v in a.chain})
    outlet = report.outlet.value or NO_OUTLET
    noted: dict[int, Note] = {}
    for i, statement in sorted(enumerate(reading.statements), key=lambda item: cover(item[1].content).end):
        mine = by_statement.get(i, [])
        if ("statement", i) in rejected or (not mine and not _notable(reading, i, statement)):
            continue
        chain = chain_labels(mine[0], voices) if mine else (outlet, *(v.label or NO_VOICE for v in reading.chain(i)))
        links = tuple(
            Link(shorten(incidents[a].title, 60), f"/incidents/{a}#{next(c.id for c in mine if c.incident == a)}")
            for a in dict.fromkeys(m.incident for m in mine)
            if a in incidents
        )
        noted[i] = Note(len(noted) + 1, " › ".join(chain), _remark(store, reading, i, statement, mine), links)
    return noted


def _notable(reading: Reading, index: int, statement: Statement) -> bool:
    return statement.parent is not None or statement.stance in ("denies", "accuses", "threatens") or statement.evidence != "not mentioned"


def _remark(store: Store, reading: Reading, index: int, statement: Statement, accounts: Sequence[Account]) -> str:
    said = []
    depth = reading.depth(index)
    if depth:
        said.append(f"{number(depth + 2)} voices deep")
    if statement.stance != "asserts":
        said.append(statement.stance)
    if statement.negated:
        said.append("the saying itself is negated")
    if statement.evidence != "not mentioned":
        said.append(f"evidence {statement.evidence}")
    events = [e.status for e in reading.events if e.statement == index and e.status not in ("happened", "ongoing")]
    said += [f"event {status}" for status in dict.fromkeys(events)]
    for account in accounts[:1]:
        if account.standing != "first hand":
            said.append(account.standing)
        if account.withdrawn:
            said.append("withdrawn by a later correction")
        # others' conflict over the same aspect is not this account's: "at least nine" disputes neither 11 nor 14
        parted = [d for d in store.disagreements(incident=account.incident) if any(account.id in side.accounts for side in d.sides)]
        fact = next((f for f in parting_facts(parted, names_of(store, parted)) if f.relation == "conflict"), None)
        if fact:
            said.append(f"disputed, {fact.label.lower()}: {' · '.join(fact.values)}")
    return capital("; ".join(said)) + "." if said else ""
