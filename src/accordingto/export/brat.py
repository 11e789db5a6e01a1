"""``brat``: a .txt and an .ann a report, with the .conf that tells brat what may stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from accordingto.model.reading import Reading
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.store import Store

CONF = """[entities]
Source
Cue
Content
Event
Figure
Time
Name

[relations]
Says\tArg1:Source, Arg2:Content
Cued\tArg1:Cue, Arg2:Content

[events]

[attributes]
Stance\tArg:Content, Value:asserts|accuses|demands|denies|threatens|promises|questions
Manner\tArg:Content, Value:direct|indirect|mixed
Status\tArg:Event, Value:happened|ongoing|denied|alleged|planned|threatened|hypothetical|historical
"""


def tables(store: Store) -> Iterator[tuple[str, Iterable[bytes]]]:
    """(file name, its bytes) of every report that was read."""
    yield "annotation.conf", [CONF.encode()]
    for report in store.reports():
        reading = store.reading(report.id)
        if reading is not None:
            yield f"{report.id}.txt", [report.text.encode()]
            yield f"{report.id}.ann", ["".join(f"{line}\n" for line in _Sheet(report).fill(reading)).encode()]


class _Sheet:
    """The annotations of one report, numbered as brat wants them."""

    def __init__(self, report: Report) -> None:
        self._text = report.text
        self._lines: list[str] = []
        self._numbers = {"T": 0, "R": 0, "A": 0, "#": 0}

    def fill(self, reading: Reading) -> list[str]:
        """Every statement, event, figure, time and name."""
        for s in reading.statements:
            content = self._spans("Content", s.content)
            for kind, relation, spans in (("Source", "Says", s.source), ("Cue", "Cued", s.cue)):
                if spans:
                    self._add("R", f"{relation} Arg1:{self._spans(kind, spans)} Arg2:{content}")
            self._add("A", f"Stance {content} {s.stance}")
            self._add("A", f"Manner {content} {s.manner}")
            self._note(content, f"{s.voice.label or 'unspecified'}; {s.evidence}")
        for e in reading.events:
            trigger = self._spans("Event", (e.trigger,))
            self._add("A", f"Status {trigger} {e.status}")
            self._note(trigger, f"{e.type} {e.mode}".strip())
        for f in reading.figures:
            self._note(self._spans("Figure", (f.span,)), f"{f.aspect} {_bound(f.quantity.low)}..{_bound(f.quantity.high)}")
        for t in reading.times:
            self._note(self._spans("Time", (t.span,)), f"{t.type} {t.value or 'unresolved'}")
        for name in reading.names:
            self._note(self._spans("Name", (name.span,)), name.kind)
        return self._lines

    def _spans(self, kind: str, spans: tuple[Span, ...]) -> str:
        """brat spans may not hold line ends: they are cut there, as brat itself does."""
        pieces = [piece for span in spans for piece in _single_lines(self._text, span)]
        words = " ".join(self._text[start:end] for start, end in pieces)
        return self._add("T", f"{kind} {';'.join(f'{start} {end}' for start, end in pieces)}\t{words}")

    def _note(self, target: str, words: str) -> None:
        self._add("#", f"AnnotatorNotes {target}\t{' '.join(words.split())}")

    def _add(self, kind: str, line: str) -> str:
        self._numbers[kind] += 1
        key = f"{kind}{self._numbers[kind]}"
        self._lines.append(f"{key}\t{line}")
        return key


def _single_lines(text: str, span: Span) -> Iterator[tuple[int, int]]:
    at = span.start
    for line in text[span.start : span.end].split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _bound(value: Any) -> str:
    return "" if value is None else f"{value:g}"
