"""One reading as rows of the tables name ... event: the same values, plain columns, the words beside the offsets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accordingto.model.reading import Argument, Event, Reading
from accordingto.model.report import Report
from accordingto.model.text import Span

Rows = dict[str, list[tuple[Any, ...]]]
GAP = " … "


def iso(moment: datetime | None) -> str | None:
    """A local ISO time, or None."""
    return None if moment is None else moment.isoformat()


def reading_rows(report: Report, reading: Reading) -> Rows:
    """Rows by table, in the tables' column order."""
    return {
        "name": list(_names(report.text, report.id, reading)),
        "time": list(_times(report.text, report.id, reading)),
        "figure": list(_figures(report.text, report.id, reading)),
        "statement": list(_statements(report, reading)),
        "quotation": [(report.id, n, *q.span, q.span.of(report.text), q.kind, int(q.balanced)) for n, q in enumerate(reading.quotations)],
        "reference": [(report.id, n, *r.span, r.span.of(report.text), r.name, r.score, r.reason) for n, r in enumerate(reading.references)],
        "event": list(_events(report.text, report.id, reading)),
    }


def _names(text: str, report: str, reading: Reading) -> Iterator[tuple[Any, ...]]:
    for n, name in enumerate(reading.names):
        yield report, n, *name.span, name.span.of(text), name.kind, _of(name.title, text), name.score


def _times(text: str, report: str, reading: Reading) -> Iterator[tuple[Any, ...]]:
    for n, time in enumerate(reading.times):
        first, last = (time.interval.start, time.interval.end) if time.interval else (None, None)
        yield report, n, *time.span, time.span.of(text), time.type, time.value, iso(first), iso(last), time.anchor, time.reason


def _figures(text: str, report: str, reading: Reading) -> Iterator[tuple[Any, ...]]:
    for n, f in enumerate(reading.figures):
        yield (
            report, n, *f.span, f.span.of(text), f.quantity.low, f.quantity.high, f.qualifier, f.aspect, _of(f.counted, text),
            f.event, int(f.additional), f.reason,
        )  # fmt: skip


def _statements(report: Report, reading: Reading) -> Iterator[tuple[Any, ...]]:
    text = report.text
    for n, s in enumerate(reading.statements):
        whole = s.whole
        yield (
            report.id, n, s.parent, reading.depth(n), whole.start, whole.end, _joined(s.source, text), _joined(s.cue, text),
            _joined(s.content, text), s.voice.label, s.voice.kind, chain_words(report, reading, n), s.manner, s.stance, s.evidence,
            _of(s.evidence_span, text), int(s.negated), int(s.endorsed), int(s.headline), s.score, s.reason,
        )  # fmt: skip


def _events(text: str, report: str, reading: Reading) -> Iterator[tuple[Any, ...]]:
    for n, e in enumerate(reading.events):
        sentence = reading.sentences[e.sentence] if e.sentence < len(reading.sentences) else None
        yield (
            report, n, *e.trigger, e.trigger.of(text), e.lemma, e.type, e.mode, e.status, _arguments(e.actors, text),
            _arguments(e.recipients, text), "; ".join(reading.names[i].span.of(text) for i in e.places),
            "; ".join(reading.times[i].span.of(text) for i in e.times), _figure_words(e, reading, text), _of(e.means, text), e.statement,
            sentence.start if sentence else None, sentence.end if sentence else None, int(e.anaphoric), int(e.plural), int(e.headline),
            e.score, e.reason,
        )  # fmt: skip


def _figure_words(event: Event, reading: Reading, text: str) -> str:
    words = []
    for i in event.figures:
        figure = reading.figures[i]
        words.append(f"{figure.qualifier} {figure.span.of(text)}" if figure.qualifier else figure.span.of(text))
    return "; ".join(words)


def chain_words(report: Report, reading: Reading, statement: int | None) -> str:
    """The voices from the report's outlet to the speaker, as this report words them."""
    outlet = report.outlet.value or "this report"
    return " → ".join([outlet, *(voice.label or "unspecified" for voice in reading.chain(statement))])


def _arguments(arguments: tuple[Argument, ...], text: str) -> str:
    return "; ".join(a.span.of(text) for a in arguments)


def _joined(spans: tuple[Span, ...], text: str) -> str:
    return GAP.join(s.of(text) for s in spans)


def _of(span: Span | None, text: str) -> str | None:
    return None if span is None else span.of(text)
