"""A reader without an engine, for tests of everything that happens around reading: quick, pure, and able to fail on demand.

It finds capitalised words, numbers, the verb "said" and the words "killed", "hurt" and "closed", which is enough to make
names, figures, statements, events and incidents. A report that holds RAISES makes it raise; one that holds KILLS ends its process.
"""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass

from accordingto.model.intervals import Quantity
from accordingto.model.reading import Argument, Event, Figure, Name, Reading, Statement, Voice
from accordingto.model.report import Report
from accordingto.model.text import Span

_ASPECTS = {"killed": "killed", "hurt": "injured", "closed": "other"}
_TYPES = {"killed": "ASSAULT", "hurt": "ASSAULT", "closed": "COERCE"}


@dataclass(frozen=True, slots=True)
class StandIn:
    """Reads after ``pause`` seconds a report."""

    version: str = "stand-in 1"
    pause: float = 0.0

    def read(self, report: Report) -> Reading:
        time.sleep(self.pause)
        if "RAISES" in report.text:
            raise ValueError("this report cannot be read")
        if "KILLS" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        sentences = [Span(m.start(), m.end()) for body in report.body_spans() for m in _find(r"[^.!?\n]+[.!?]?", report.text, body)]
        names = [Name(Span(m.start(), m.end()), "place", 0.9) for s in sentences for m in _find(r"\b[A-Z][a-z]+\b", report.text, s)]
        figures: list[Figure] = []
        events: list[Event] = []
        statements: list[Statement] = []
        for n, sentence in enumerate(sentences):
            said = next(iter(_find(r"\bsaid\b", report.text, sentence)), None)
            if said:
                source = Span(
                    sentence.start + len(report.text[sentence.start : sentence.end]) - len(sentence.of(report.text).lstrip()),
                    said.start() - 1,
                )
                content = Span(said.end() + 1, sentence.end)
                if source.start < source.end and content.start < content.end:
                    voice = Voice("organisation", source.of(report.text))
                    cue = (Span(said.start(), said.end()),)
                    statements.append(Statement((source,), cue, (content,), "indirect", "asserts", voice))
            for verb in _find(r"\b(killed|hurt|closed)\b", report.text, sentence):
                inside = len(statements) - 1 if said and statements and verb.start() > said.end() else None
                held = []
                for number in _find(r"\b\d+\b", report.text, sentence):
                    held.append(len(figures))
                    span = Span(number.start(), number.end())
                    figures.append(Figure(span, Quantity.exact(float(number.group())), _ASPECTS[verb.group()], event=len(events)))  # type: ignore[arg-type]
                people = [Argument(Span(m.start(), m.end()), Span(m.start(), m.end())) for m in _find(r"\bpeople\b", report.text, sentence)]
                trigger = Span(verb.start(), verb.end())
                events.append(
                    Event(
                        trigger, verb.group(), _TYPES[verb.group()], "", "happened", (), tuple(people), (), (), tuple(held), None, inside, n
                    )
                )
        words = len(report.text.split())
        return Reading(
            report.id, self.version, words, tuple(sentences), tuple(names), (), (), tuple(figures), (), tuple(statements), tuple(events)
        )


def _find(pattern: str, text: str, span: Span) -> list[re.Match[str]]:
    return list(re.compile(pattern).finditer(text, span.start, span.end))


def stand_in() -> StandIn:
    """A loader that workers can import."""
    return StandIn()


def slow_stand_in() -> StandIn:
    """Slow enough that a build can be caught at every stage."""
    return StandIn(pause=0.01)


def newer_stand_in() -> StandIn:
    """The same reader under another version: every report must be read again."""
    return StandIn(version="stand-in 2")
