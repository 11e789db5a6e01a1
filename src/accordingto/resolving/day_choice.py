"""Of which of the days that its report names a mention is that no time of its own dates: learnt.

Where in a report a day is named says how likely it is that of a mention beside it (``day_signs``). A conditional logit weighs the
signs. Its word is asked last, where mentions have been joined and none of them has a day; a day that is not named is never given.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from accordingto.data import table
from accordingto.resolving.day_signs import FAR, LONGEST_DAY, NEWS, NONE, Days, Ground, Row, candidates
from accordingto.resolving.likeness import weights

Chances = Mapping[Days, tuple[float, str]]
_FLOOR = 0.06  # the least that one mention leaves to a day, since it may be joined wrongly
_SAID = {
    "same, before": "in its sentence", "same, after": "in its sentence", "before 1": "in the sentence before it",
    "before 2": "two sentences before it", "before 3": "three sentences before it", "before": "before it",
    "behind 1": "in the sentence behind it", "behind 2": "two sentences behind it",
    "behind 3": "three sentences behind it", "behind": "behind it",
    "in title": "in its title",
}  # fmt: skip


def chances(rows: Sequence[Row], learnt: Mapping[str, float]) -> list[float]:
    """The chance of each candidate by its signs."""
    sums = [math.fsum(learnt.get(name, 0.0) * value for name, value in row.items()) for row in rows]
    top = max(sums)
    parts = [math.exp(s - top) for s in sums]
    whole = math.fsum(parts)
    return [part / whole for part in parts]


def chances_of(index: int, ground: Ground) -> Chances:
    """The chance of each day that a report names to be that of a mention, and where the day is named."""
    keys, rows, places = candidates(index, ground)
    return {key: (share, place) for key, share, place in zip(keys, chances(rows, weights("named_days")), places, strict=True)}


def chosen(mentions: Iterable[Chances], low: int | None) -> tuple[Days, str] | None:
    """The day that mentions of one happening most likely have together, and why; None where they are rather of a longer stretch, news,
    or of none of the days named, or where it is too little likely or named far from it in a long report.

    Args:
        low: an ordinal; no day before it can be.
    """
    found = list(mentions)
    days = {key for each in found for key in each if key in (NEWS, NONE) or low is None or key[1] >= low}
    if not days:
        return None
    sums = {key: math.fsum(math.log(max(each[key][0] if key in each else 0.0, _FLOOR)) for each in found) for key in days}
    best = max(sums, key=lambda key: (sums[key], key))
    share = 1.0 / math.fsum(math.exp(s - sums[best]) for s in sums.values())
    if best in (NEWS, NONE) or best[1] - best[0] > LONGEST_DAY or share < float(table("named_days")["least"]):
        return None
    place = min((each[best] for each in found if best in each), key=lambda told: (-told[0], told[1]))[1]
    if place == FAR:
        return None
    return best, f"of the day named {_SAID[place]}, by {share:.0%}"
