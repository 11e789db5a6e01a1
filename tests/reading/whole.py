"""A text read by the whole reader, engine and rules together."""

from __future__ import annotations

from functools import cache

from accordingto.model.reading import Reading
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.reader import Reader


@cache
def reader() -> Reader:
    return Reader.load()


def read(text: str, published: str = "2031-05-14") -> Reading:
    """The reading of a report that is nothing but this text."""
    whole = Span(0, len(text))
    none: Guess[str] = Guess()
    report = Report("r", "s", whole, text, OffsetMap.identity(len(text)), none, none, Guess(), Guess(published, 1.0, "given"), none)
    return reader().read(report)
