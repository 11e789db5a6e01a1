"""An incident as it had been reported by a past day: the accounts that had appeared, and what of the rest stands on them.

What the record makes of these accounts is what it makes of them now: who is who, and which happening is meant, is not undone.
``accordingto as-of`` makes a record that knows nothing later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accordingto.model.record import RELATIONS, Account, Disagreement, Origin
from accordingto.store import ReportHead
from accordingto.views.wording import Moment, short_day

MOST_DAYS = 10


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which reports appeared: ISO, in words, and how many accounts there were by its end."""

    iso: str
    label: str
    accounts: int


def appeared_by(head: ReportHead | None, day: str) -> bool:
    """Whether a report appeared by the end of a day; one without a date cannot be shown to have."""
    return head is not None and bool(head.published) and head.published[:10] <= day


def days_of(accounts: Sequence[Account], heads: Mapping[str, ReportHead]) -> tuple[Day, ...]:
    """The days on which accounts appeared, with the running count; evenly thinned to ten, the last always among them."""
    dates = sorted(d for a in accounts if a.report in heads and (d := heads[a.report].published[:10]))
    days = [d for d in dict.fromkeys(dates) if Moment.parse(d).day is not None]
    if len(days) < 2:
        return ()
    step = max(1, -(-len(days) // MOST_DAYS))
    shown = [d for n, d in enumerate(days) if (len(days) - 1 - n) % step == 0]
    return tuple(Day(d, short_day(date.fromisoformat(d)), sum(x <= d for x in dates)) for d in shown)


def origins_of(origins: Iterable[Origin], ids: Collection[str]) -> list[Origin]:
    """Origins with these accounts alone; those without any are left out."""
    kept = (replace(o, accounts=tuple(a for a in o.accounts if a in ids)) for o in origins)
    return [o for o in kept if o.accounts]


def _of_pairs(disagreement: Disagreement) -> Disagreement:
    """Under the strongest relation of the pairs that are left, where the pairs that stood in the row's own are gone."""
    left = {b.relation: b.reason for b in disagreement.between}
    if not left or disagreement.relation in left:
        return disagreement
    relation = next(r for r in RELATIONS if r in left)
    return replace(disagreement, relation=relation, reason=left[relation])


def disagreements_of(disagreements: Iterable[Disagreement], accounts: Sequence[Account]) -> list[Disagreement]:
    """Disagreements with these accounts alone, where two sides are left."""
    origin = {a.id: a.origin for a in accounts}
    found = []
    for d in disagreements:
        left = {n: mine for n, side in enumerate(d.sides) if (mine := tuple(a for a in side.accounts if a in origin))}
        if len(left) > 1:
            now = {n: k for k, n in enumerate(left)}
            sides = (replace(d.sides[n], accounts=m, origins=tuple(dict.fromkeys(origin[a] for a in m))) for n, m in left.items())
            between = (replace(b, first=now[b.first], second=now[b.second]) for b in d.between if b.first in now and b.second in now)
            found.append(_of_pairs(replace(d, sides=tuple(sides), between=tuple(between))))
    return found
