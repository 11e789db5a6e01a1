"""Where a report's body begins, and which of its sentences open it."""

from __future__ import annotations

from bisect import bisect_left

from accordingto.model.reading import Reading
from accordingto.model.report import Report

LEAD = 3  # sentences of the body that are the opening


def body_start(report: Report) -> int:
    """Where the body's first words stand."""
    spans = report.body_spans()
    return spans[0].start if spans else 0


def opening_sentences(reading: Reading, start: int) -> range:
    """The numbers of the first sentences of a body that begins at ``start``; empty where it has none."""
    first = bisect_left(reading.sentences, start, key=lambda s: s.start)
    return range(first, min(first + LEAD, len(reading.sentences)))


def first_sentence(reading: Reading, start: int) -> int:
    """The number of the first sentence of a body that begins at ``start``; 0 where it has none."""
    return next(iter(opening_sentences(reading, start)), 0)
