"""``standoff``, the project's own format: every span in code points of the input file's text.

One source gives one document; several give ``{"sources": [document, ...]}``, with ids that are shared between them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accordingto.model.reading import Reading, Statement
from accordingto.model.record import Account, Actor, Disagreement, Incident, RecordVoice, Value
from accordingto.model.report import Report
from accordingto.model.text import OffsetMap, Span
from accordingto.store import Store

Row = dict[str, Any]
Pairs = list[list[int]]


@dataclass(frozen=True, slots=True)
class _Book:
    """What documents share: the record's things by id."""

    actors: Mapping[str, Actor]
    incidents: Mapping[str, Incident]
    voices: Mapping[str, RecordVoice]
    accounts: Mapping[str, Account]
    disagreements: Sequence[Disagreement]


def write(store: Store) -> Iterator[str]:
    """The document of a record with one source, or all documents in order of their names."""
    record = store.record()
    book = _Book(
        {a.id: a for a in record.actors}, {i.id: i for i in record.incidents}, {v.id: v for v in record.voices},
        {a.id: a for a in record.accounts}, record.disagreements,
    )  # fmt: skip
    sources = store.sources()
    if len(sources) == 1:
        yield json.dumps(_document(store, book, sources[0]), ensure_ascii=False, indent=1) + "\n"
        return
    yield '{"sources": [\n'
    for at, source in enumerate(sources):
        yield (",\n" if at else "") + json.dumps(_document(store, book, source), ensure_ascii=False)
    yield "\n]}\n"


def _document(store: Store, book: _Book, source: Row) -> Row:
    document: Row = {"source": source["name"], "length": source["length"]}
    lists = ("reports", "statements", "actors", "names", "times", "figures", "events", "incidents", "disagreements")
    document.update((name, []) for name in lists)
    reports = store.reports_of(source["id"])
    for report in reports:
        document["reports"].append(_report(report))
        reading = store.reading(report.id)
        if reading is not None:
            _add_reading(document, store, book, report, reading)
    document["disagreements"] = _disagreements(book, {r.id: r for r in reports})
    used = {row["actor"] for row in document["names"]}
    document["actors"] = [{"id": a.id, "name": a.name, "kind": a.kind} for a in book.actors.values() if a.id in used]
    told = {row["incident"] for row in (*document["events"], *document["figures"], *document["disagreements"])}
    document["incidents"] = [
        {"id": i.id, "title": i.title, "type": i.type, "date": i.date, "place": i.place.name if i.place else None}
        for i in book.incidents.values()
        if i.id in told
    ]
    return document


def _report(report: Report) -> Row:
    title = _hull(report, report.title_span)
    return {
        "id": report.id, "start": report.span.start, "end": report.span.end, "title": report.title.value,
        "title_start": title[0] if title else None, "title_end": title[1] if title else None, "outlet": report.outlet.value,
        "author": _and(report.authors.value or ()), "published": report.published.value,
    }  # fmt: skip


def _and(names: Sequence[str]) -> str | None:
    """A byline: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or None


def _add_reading(document: Row, store: Store, book: _Book, report: Report, reading: Reading) -> None:
    actors, incidents = store.actors_of(report.id), store.events_of(report.id)
    for n, statement in enumerate(reading.statements):
        document["statements"].append(_statement(store, book, report, reading, n, statement))
    for n, name in enumerate(reading.names):
        _put(document["names"], report, name.span, actor=actors.get(n))
    for time in reading.times:
        _put(document["times"], report, time.span, type=time.type, value=time.value)
    for figure in reading.figures:
        _put(
            document["figures"], report, figure.span, low=_number(figure.quantity.low), high=_number(figure.quantity.high),
            unit=figure.aspect, incident=incidents.get(figure.event) if figure.event is not None else None,
        )  # fmt: skip
    for n, event in enumerate(reading.events):
        _put(document["events"], report, event.trigger, type=event.type, status=event.status, incident=incidents.get(n))


def _statement(store: Store, book: _Book, report: Report, reading: Reading, n: int, statement: Statement) -> Row:
    chain = [_label(store, book, report, reading, at) for at in _ancestors(reading, n)]
    return {
        "id": f"{report.id}/statements/{n}",
        "report": report.id,
        "source": _places(report, statement.source),
        "cue": _places(report, statement.cue),
        "content": _places(report, statement.content),
        "manner": statement.manner,
        "stance": statement.stance,
        "parent": None if statement.parent is None else f"{report.id}/statements/{statement.parent}",
        "voice": _both(chain[-1], statement.voice.label) or None,
        "chain": [report.outlet.value or "", *chain],
        "evidence": statement.evidence.replace(" ", "_"),
    }


def _ancestors(reading: Reading, n: int) -> list[int]:
    """The statements around this one, outermost first, and itself."""
    found = [n]
    while (parent := reading.statements[found[-1]].parent) is not None:
        found.append(parent)
    return found[::-1]


def _label(store: Store, book: _Book, report: Report, reading: Reading, n: int) -> str:
    """Who says it: the record's name for the voice where it has resolved one, else the report's."""
    voice = book.voices.get(store.voice_of(report.id, n) or "")
    return (voice.label if voice else "") or reading.statements[n].voice.label


def _both(resolved: str, printed: str) -> str:
    """The record's name for a voice, with the report's own words for it in brackets where they differ."""
    return resolved if not printed or printed.casefold() == resolved.casefold() else f"{resolved} ({printed})"


def _disagreements(book: _Book, reports: Mapping[str, Report]) -> list[Row]:
    """Disagreements with a side in these reports; their figures are the words of every account on every side."""
    found = []
    for d in book.disagreements:
        spans: Pairs = []
        here = False
        for side in d.sides:
            for value in _values(book, d, side.accounts, side.value):
                report = reports.get(value.quote.report)
                if report is None:
                    continue
                here = True
                pair = _hull(report, value.quote.span)
                if value.quantity is not None and pair is not None and pair not in spans:
                    spans.append(pair)
        if here:
            found.append({"id": d.id, "incident": d.incident, "aspect": d.aspect, "relation": d.relation, "figures": sorted(spans)})
    return found


def _values(book: _Book, d: Disagreement, accounts: Sequence[str], told: Value) -> Iterator[Value]:
    """A side's own value, and the same quantity in each of its accounts."""
    yield told
    for key in accounts:
        for value in book.accounts[key].values:
            if value.aspect == d.aspect and value.quantity == told.quantity:
                yield value


def _put(rows: list[Row], report: Report, span: Span, **more: Any) -> None:
    pair = _hull(report, span)
    if pair is not None:
        rows.append({"start": pair[0], "end": pair[1], **more})


def _hull(report: Report, span: Span | None) -> list[int] | None:
    """A span in the source's text; None where the cleaning put all of it in."""
    found = report.offsets.span_to_source(span) if span else None
    return [found.start, found.end] if found and found.start < found.end else None


def _places(report: Report, spans: Sequence[Span]) -> Pairs:
    return [pair for span in spans for pair in stretches(report.offsets, span)]


def stretches(offsets: OffsetMap, span: Span) -> Pairs:
    """A span as stretches of the source, in order, touching ones joined: mark-up between them is left out."""
    found: Pairs = []
    for clean, source, length in offsets.pieces:
        low, high = max(clean, span.start), min(clean + length, span.end)
        if low >= high:
            continue
        start, end = source + low - clean, source + high - clean
        if found and found[-1][1] == start:
            found[-1][1] = end
        else:
            found.append([start, end])
    return sorted(found)


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
