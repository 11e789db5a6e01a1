"""The regular expressions of the table of disagreements, by name."""

from __future__ import annotations

import re
from functools import cache

from accordingto.data import table


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A regular expression of the table, its lines one after another. Case counts only where a verb has to be told from a name."""
    return re.compile(table("disagreements")[name].replace("\n", ""), re.IGNORECASE if name != "tells" else 0)
