"""The times of day that open the lines of a running report: "20.35 Police now give ...", "[09:15] ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.model.text import Span

_STAMP = re.compile(
    r"^[ \t]*[(\[]?([01]?\d|2[0-3])[.:h]([0-5]\d)(?:[ \t]?([ap])\.?m\b\.?)?(?![\d:%]|[.]\d)(?!\s*(?:%|per|million|billion|percent)\b)",
    re.MULTILINE | re.IGNORECASE,
)
_FEWEST = 3  # lines that begin with a time of day, at least, in a running report


@dataclass(frozen=True, slots=True)
class Stamp:
    """One of them: where hour and minute stand, "20:35", and whether it is written with a stop ("20.35")."""

    span: Span
    clock: str
    pointed: bool


def line_stamps(text: str) -> tuple[Stamp, ...]:
    """The times of day that open lines, in text order; none where there are fewer than three, or where they do not run one way (they
    pass midnight, or are no times)."""
    found = []
    for match in _STAMP.finditer(text):
        hour = int(match[1])
        half = (match[3] or "").lower()
        if half and not 1 <= hour <= 12:
            return ()
        hour = hour % 12 + 12 * (half == "p") if half else hour
        mark = text[match.end(1)]
        found.append(Stamp(Span(match.start(1), match.end(2)), f"{hour:02d}:{match[2]}", mark == "."))
    clocks = [stamp.clock for stamp in found]
    return tuple(found) if len(found) >= _FEWEST and clocks in (sorted(clocks), sorted(clocks, reverse=True)) else ()
