"""Reports and readings made by hand: every annotation is given by the words it stands on."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from accordingto.model.ids import make_id
from accordingto.model.intervals import Quantity, TimeInterval
from accordingto.model.reading import Argument, Event, Figure, Name, Quotation, Reading, Statement, Time, Voice
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span


def make_report(
    text: str, *, outlet: str | None = "Morning Bell", published: str | None = "2031-05-04", title: str | None = None, **more: Any
) -> Report:
    """A report of plain running text."""
    key = make_id("r", text, outlet or "", published or "")
    return Report(
        key,
        "s1",
        Span(0, len(text)),
        text,
        OffsetMap.identity(len(text)),
        Guess(title),
        Guess(outlet),
        Guess(),
        Guess(published),
        Guess(),
        **more,
    )


class Builder:
    """Collects annotations of one report; places are given by their words, the n-th occurrence with ``n``."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._reading = Reading(report.id, "test", len(report.text.split()), tuple(self._sentences()))

    def _sentences(self) -> list[Span]:
        return [Span(m.start(), m.end()) for m in re.finditer(r"\S[^.!?\n]*[.!?”]*", self.report.text)]

    def span(self, words: str, n: int = 0) -> Span:
        starts = [m.start() for m in re.finditer(re.escape(words), self.report.text)]
        return Span(starts[n], starts[n] + len(words))

    def names(self, **kinds: str) -> Builder:
        """Every occurrence of each form: ``person="Ada Noll|Noll", organisation="Reed Front"``; longer forms first."""
        found: list[Name] = []
        taken: list[Span] = []
        forms = [(form, kind) for kind, text in kinds.items() for form in text.split("|")]
        for form, kind in sorted(forms, key=lambda f: -len(f[0])):
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", self.report.text):
                span = Span(match.start(), match.end())
                if not any(span.overlaps(t) for t in taken):
                    taken.append(span)
                    found.append(Name(span, kind, 1.0))  # type: ignore[arg-type]
        self._reading = replace(self._reading, names=tuple(sorted(found, key=lambda n: n.span)))
        return self

    def name(self, words: str, n: int = 0) -> int:
        span = self.span(words, n)
        return next(i for i, name in enumerate(self._reading.names) if name.span.overlaps(span))

    def time(self, words: str, day: str | None, last: str | None = None, n: int = 0, value: str | None = None) -> Builder:
        interval = TimeInterval.of_days(date.fromisoformat(day), date.fromisoformat(last or day)) if day else None
        made = Time(self.span(words, n), "TIME" if value else "DATE", value or day, interval, "published" if day else "unknown", "given")
        self._reading = replace(self._reading, times=(*self._reading.times, made))
        return self

    def says(
        self, source: str, cue: str, content: str, kind: str, *, stance: str = "asserts", parent: int | None = None,
        name: str | None = None, **more: Any,
    ) -> Builder:  # fmt: skip
        voice = Voice(kind, source, self.name(name) if name else None)  # type: ignore[arg-type]
        made = Statement((self.span(source),), (self.span(cue),), (self.span(content),), "indirect", stance, voice, parent=parent, **more)  # type: ignore[arg-type]
        self._reading = replace(self._reading, statements=(*self._reading.statements, made))
        return self

    def quotation(self, words: str) -> Builder:
        span = self.span(words)
        made = Quotation(span, Span(span.start + 1, span.end - 1), "direct")
        self._reading = replace(self._reading, quotations=(*self._reading.quotations, made))
        return self

    def event(
        self, trigger: str, kind: str, *, n: int = 0, lemma: str | None = None, mode: str = "", status: str = "happened", who: str = "",
        whom: str = "",
        at: str = "", when: str = "", counts: dict[str, tuple[str, float | None, float | None]] | None = None, statement: int | None = None,
        **more: Any,
    ) -> Builder:  # fmt: skip
        """One event. ``counts`` maps an aspect to (number words, low, high)."""
        span = self.span(trigger, n)
        index = len(self._reading.events)
        figures = list(self._reading.figures)
        own: list[int] = []
        for aspect, (words, low, high) in (counts or {}).items():
            qualifier = "at least" if words.startswith("at least ") else None
            whole = self.span(words)
            number = Span(whole.start + len("at least "), whole.end) if qualifier else whole
            before = Span(whole.start, whole.start + len("at least")) if qualifier else None
            own.append(len(figures))
            figures.append(Figure(number, Quantity(low, high), aspect, qualifier, before, event=index))  # type: ignore[arg-type]
        sentence = next((i for i, s in enumerate(self._reading.sentences) if s.overlaps(span)), 0)
        made = Event(
            span, lemma or trigger.lower(), kind, mode, status,  # type: ignore[arg-type]
            tuple(self._argument(w) for w in who.split("|") if w), tuple(self._argument(w) for w in whom.split("|") if w),
            tuple(self.name(w) for w in at.split("|") if w), tuple(self._time(w) for w in when.split("|") if w), tuple(own),
            statement=statement, sentence=sentence, **more,
        )  # fmt: skip
        self._reading = replace(self._reading, figures=tuple(figures), events=(*self._reading.events, made))
        return self

    def _argument(self, words: str) -> Argument:
        span = self.span(words)
        inside = [i for i, n in enumerate(self._reading.names) if span.overlaps(n.span)]
        head = self.span(words.split(" ")[-1]) if len(words.split(" ")) == 1 else Span(span.end - len(words.split(" ")[-1]), span.end)
        return Argument(span, head, inside[-1] if inside else None)

    def _time(self, words: str) -> int:
        span = self.span(words)
        return next(i for i, t in enumerate(self._reading.times) if t.span.overlaps(span))

    def done(self) -> tuple[Report, Reading]:
        return self.report, self._reading
