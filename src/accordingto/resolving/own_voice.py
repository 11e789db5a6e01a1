"""Whether a statement is its report's own: "we know", "a Northline reporter saw", "the Mission regrets" in the Mission's release."""

from __future__ import annotations

from accordingto.model.reading import Reading, Statement
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.folding import fold
from accordingto.resolving.terms import quoted

_WE = frozenset({"we", "our", "us"})
_STAFF = frozenset({"reporter", "correspondent", "journalist", "photographer", "team", "newsroom", "crew", "stringer", "columnist"})
_OWN = frozenset({"our", "this", "the", "own"})
_PAPERS = frozenset({"newspaper", "magazine", "paper", "site", "website", "broadcaster", "programme", "agency", "station", "channel"})
_LITTLE = frozenset({"of", "the", "and", "for", "to", "in"})


def speaks_itself(report: Report, reading: Reading, statement: Statement) -> bool:
    """Whether whoever publishes the report speaks in a statement that stands in nobody else's words."""
    outlet = fold(report.outlet.value or "").split()
    label = fold(statement.voice.label).split()
    if not outlet or not label or not statement.source or _starts_quoted(reading, statement):
        return False
    if statement.voice.kind == "unspecified" and label[0] in _WE:
        return True
    spoken = fold(statement.source[0].of(report.text)).split() or label
    first, last = spoken[0], label[-1]
    if label[0] in ("a", "an", "our", "the", "this", "one"):
        label = label[1:]
    name = [w for w in outlet if w != "the"]
    if last in _STAFF and (first == "our" or label[: len(name)] == name):
        return True
    if last in _PAPERS and first in ("this", "our") and len(label) == 1:
        return True
    plain = statement.voice.label.split()[-1].islower() and not _LITTLE.intersection(name)
    return first == "the" and len(label) == 1 and not plain and _is_short_for(last, name)


def _is_short_for(word: str, name: list[str]) -> bool:
    """ "the Herald" for the Marovia Herald, "the ministry" for the Ministry of Works: the head of a name of several words."""
    if len(name) < 2:
        return False
    if name[1] == "of" or (len(name) > 2 and name[1] in _LITTLE):
        return word == name[0]
    head = next((w for n, w in enumerate(name) if n + 1 < len(name) and name[n + 1] in _LITTLE), name[-1])
    return word == head


def _starts_quoted(reading: Reading, statement: Statement) -> bool:
    at = statement.source[0].start
    return quoted(reading, Span(at, at + 1))
