"""The times of day that open the lines of a running report: "20.35 Police now give ...", "[09:15] ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.model.text import Span

_STAMP = re.compile(
    r"^[ \t]*[(\[]?(?:(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})[ ,]{1,3})?"
    r"(?P<hour>[01]?\d|2[0-3])[.:h](?P<minute>[0-5]\d)(?:[ \t]?(?P<half>[ap])\.?m\b\.?)?"
    r"(?![\d:%]|[.]\d)(?!\s*(?:%|per|million|billion|percent)\b)",
    re.MULTILINE | re.IGNORECASE,
)
_FEWEST = 3  # lines that begin with a time of day, at least, in a running report


@dataclass(frozen=True, slots=True)
class Stamp:
    """One of them: where it stands, the date before it included, "20:35", and whether it is written with a stop ("20.35")."""

    span: Span
    clock: str
    pointed: bool


def line_stamps(text: str) -> tuple[Stamp, ...]:
    """The times of day that open lines, a date before them or none, in text order; none where there are fewer than three, or where
    they do not run one way (they pass midnight, or are no times)."""
    found, order = [], []
    for match in _STAMP.finditer(text):
        hour = int(match["hour"])
        half = (match["half"] or "").lower()
        if half and not 1 <= hour <= 12:
            return ()
        hour = hour % 12 + 12 * (half == "p") if half else hour
        clock = f"{hour:02d}:{match['minute']}"
        start = match.start("day" if match["day"] else "hour")
        found.append(Stamp(Span(start, match.end("minute")), clock, text[match.end("hour")] == "."))
        order.append((*(int(match[part] or 0) for part in ("year", "month", "day")), clock))
    return tuple(found) if len(found) >= _FEWEST and order in (sorted(order), sorted(order, reverse=True)) else ()
