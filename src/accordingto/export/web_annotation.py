"""``annotations``: W3C Web Annotations. Each statement, event, figure, time and name selects its words by quote and position.

Positions count code points of the report's text, as the recommendation says; tools that count UTF-16 units find the place
by the quote with its prefix and suffix.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from accordingto.model.reading import Reading
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.store import Store

CONTEXT = 32  # code points of prefix and suffix: enough to tell two equal quotes apart in a news report


def write(store: Store) -> Iterator[str]:
    """One AnnotationPage."""
    yield '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [\n'
    first = True
    for report in store.reports():
        reading = store.reading(report.id)
        for item in _annotations(report, reading) if reading else ():
            yield ("" if first else ",\n") + json.dumps(item, ensure_ascii=False)
            first = False
    yield "\n]}\n"


def _annotations(report: Report, reading: Reading) -> Iterator[dict[str, Any]]:
    for n, s in enumerate(reading.statements):
        chain = [report.outlet.value or "", *(voice.label for voice in reading.chain(n))]
        body = {"stance": s.stance, "manner": s.manner, "evidence": s.evidence, "chain": chain}
        for part, spans in (("source", s.source), ("cue", s.cue), ("content", s.content)):
            yield from _each(report, f"statements/{n}/{part}", spans, f"statement {part}", {**body, "voice": s.voice.label or None})
    for n, e in enumerate(reading.events):
        yield from _each(report, f"events/{n}", [e.trigger], "event", {"type": e.type, "mode": e.mode or None, "status": e.status})
    for n, f in enumerate(reading.figures):
        value = {"low": f.quantity.low, "high": f.quantity.high, "counts": f.aspect, "qualifier": f.qualifier}
        yield from _each(report, f"figures/{n}", [f.span], "figure", value)
    for n, t in enumerate(reading.times):
        yield from _each(report, f"times/{n}", [t.span], "time", {"type": t.type, "value": t.value})
    for n, name in enumerate(reading.names):
        yield from _each(report, f"names/{n}", [name.span], "name", {"kind": name.kind})


def _each(report: Report, place: str, spans: Sequence[Span] | Iterable[Span], tag: str, value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for at, span in enumerate(spans):
        yield {
            "id": f"urn:accordingto:{report.id}/{place}/{at}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": tag},
                {
                    "type": "TextualBody",
                    "purpose": "describing",
                    "format": "application/json",
                    "value": json.dumps(value, ensure_ascii=False),
                },
            ],
            "target": {
                "source": report.url or f"urn:accordingto:{report.id}",
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": span.of(report.text),
                        "prefix": report.text[max(0, span.start - CONTEXT) : span.start],
                        "suffix": report.text[span.end : span.end + CONTEXT],
                    },
                    {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                ],
            },
        }
