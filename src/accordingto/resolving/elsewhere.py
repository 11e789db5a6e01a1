"""Numbers whose own words tell of another place or another time than their incident's: "the blast came a month after strikes that
killed 30 in Orsk".

Only what stands at the number counts: the place or time that follows it in its clause, failing that all of its sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from accordingto.model.text import Span
from accordingto.resolving.accounts import View, spot_of
from accordingto.resolving.bearing import sentence_at
from accordingto.resolving.places import Spot, apart, distance_km
from accordingto.resolving.profiles import Profile, span_days
from accordingto.resolving.sides import Given

# A place is where something was; "from" and "to" tell of people's ways, "of" of what an office is of.
_AT = re.compile(r"\b(?:in|at|near|outside|off|across|around|during)\s+(?:[\w’'-]+\s+){0,5}\Z")
# Between a place and a number that it is the place of: "in Orsk, where 30 died".
_WHERE = re.compile(r"[^.;:]{0,40},?\s+where\s+(?:[\w’'-]+\s+){0,6}\Z")
# Between a number and what it goes with: the clause is over.
_ENDS = re.compile(r"[;:.!?]|\b(?:after|before|since|while|when|whereas|but|said|says)\b")
_REACH = 80  # characters behind a number
_PLACES = ("place", "facility")
_MARGIN = 1  # days
_PROVINCE = 120  # km from its middle


class Elsewhere:
    """Where and when an incident was, by most of those who say so, and which numbers tell of something else.

    Args:
        where: the places that its accounts give.
    """

    def __init__(self, profile: Profile, where: Sequence[Given], views: Mapping[str, View]) -> None:
        self._views, self._day = views, profile.day
        self._homes = _homes(where, views)

    @property
    def placed(self) -> bool:
        """Whether it is known where it was."""
        return bool(self._homes)

    def tells(self, given: Given) -> bool:
        """Whether a number's own words are of another place or time."""
        view, span = self._views[given.account.report], given.value.quote.span
        sentence = sentence_at(view, span)
        return self._other_place(view, span, sentence) or self._other_time(view, span, sentence)

    def _other_place(self, view: View, span: Span, sentence: Span) -> bool:
        if not self._homes:
            return False
        spoken = [s for statement in view.reading.statements for s in statement.source]
        spots: list[tuple[Span, Spot]] = []
        for at, name in enumerate(view.reading.names):
            if name.kind in _PLACES and sentence.contains(name.span) and not any(s.overlaps(name.span) for s in spoken):
                spots.append((name.span, spot_of(view, at)))
        known = [(where, spot) for where, spot in spots if spot.rank > 0]
        beside = next((spot for where, spot in known if self._follows(view, span, where) and _is_at(view, sentence, where)), None)
        if beside is None:
            text = view.report.text
            before = [(at, spot) for at, spot in reversed(known) if at.end <= span.start]
            beside = next((spot for at, spot in before if _WHERE.fullmatch(text, at.end, span.start)), None)
        if beside is not None:
            return self._is_away(beside)
        if not all(self._is_away(spot) for _, spot in known):
            return False
        return any(_is_at(view, sentence, where) for where, _ in known)

    def _is_away(self, spot: Spot) -> bool:
        return all(_away(home, spot) for home in self._homes)

    def _follows(self, view: View, span: Span, other: Span) -> bool:
        """Whether something stands behind a number, close and in its clause."""
        return 0 <= other.start - span.end <= _REACH and not _ENDS.search(view.report.text, span.end, other.start)

    def _other_time(self, view: View, span: Span, sentence: Span) -> bool:
        if self._day is None:
            return False
        times = [(t.span, days) for t in view.reading.times if sentence.overlaps(t.span) and (days := span_days(t.interval)) is not None]
        beside = next((days for at, days in times if self._follows(view, span, at)), None)
        if beside is not None:
            return beside[1] < self._day[0] - _MARGIN
        return len(times) > 1 and all(days[1] < self._day[0] - _MARGIN for _, days in times)


def _away(a: Spot, b: Spot) -> bool:
    """Whether two places cannot be one; a province, of which only the middle is known, reaches less far than where places are joined."""
    if apart(a, b):
        return True
    if a.key == b.key or "country" in (a.place.precision, b.place.precision) or "region" not in (a.place.precision, b.place.precision):
        return False
    far = distance_km(a.place, b.place)
    return far is not None and far > _PROVINCE


def _is_at(view: View, sentence: Span, where: Span) -> bool:
    return bool(_AT.search(view.report.text[sentence.start : where.start]))


def _homes(where: Sequence[Given], views: Mapping[str, View]) -> list[Spot]:
    """The place that most reports give first, or the places, and those first given ones that may be one with it. A place is known under
    all its spellings."""
    first: dict[str, tuple[int, str]] = {}
    spots: dict[str, Spot] = {}
    for g in where:
        view, at = views[g.account.report], g.value.quote.span.start
        name = next((i for i, name in enumerate(view.reading.names) if name.span == g.value.quote.span), None)
        if name is None:
            continue
        spot = spot_of(view, name)
        if spot.rank > 1:
            spots.setdefault(view.names[name], spot)
        if spot.rank != 1:
            first[g.account.report] = min(first.get(g.account.report, (at, view.names[name])), (at, view.names[name]))
    told = Counter(key for _, key in first.values() if key in spots)
    most = max(told.values(), default=0)
    chief = [spots[key] for key in sorted(told) if told[key] == most]
    return chief + [spots[key] for key in sorted(told) if spots[key] not in chief and not all(_away(c, spots[key]) for c in chief)]
