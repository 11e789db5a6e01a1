"""The words an event is called by: its trigger with the words that colour it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.model.reading import Event, Reading
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.folding import fold
from accordingto.resolving.profiles import stem

_OF = re.compile(r"\s+of\s+(?:an?\s+|the\s+)?(\w+)", re.IGNORECASE)
_HEADS_WITH_OF = frozenset({"act", "campaign", "wave", "series", "operation", "crime", "string", "spate", "violation"})


@dataclass(frozen=True, slots=True)
class Term:
    """What something is called: where, and the key terms are grouped by."""

    span: Span
    key: str


@dataclass(frozen=True, slots=True)
class Called:
    """One word for a happening.

    Attributes:
        event: position of the event that is meant; ``span`` and ``key`` are of what it is called.
        by: position of the statement whose voice calls it so, or None for the report itself.
        told: whether somebody calls it so, in so many words.
    """

    event: int
    span: Span
    key: str
    by: int | None
    told: bool


def term_at(report: Report, reading: Reading, event: Event) -> Term:
    """The term of an event mention: the trigger, with "act of" and the like spelt out."""
    text, span = report.text, event.trigger
    head = stem(fold(span.of(text)).split(" ")[-1]) if fold(span.of(text)) else fold(event.lemma)
    match = _OF.match(text, span.end)
    if fold(event.lemma) in _HEADS_WITH_OF and match and match.group(1).islower() and match.end() - span.start < 40:
        return Term(Span(span.start, match.end()), stem(fold(match.group(1))))
    return Term(span, stem(fold(event.lemma)) or head)


def quoted(reading: Reading, span: Span) -> bool:
    """Whether a span stands inside quotation marks."""
    return any(q.span.contains(span) for q in reading.quotations)
