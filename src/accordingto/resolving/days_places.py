"""Days and places that accounts of one incident give and that cannot be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from accordingto.model.record import Disagreement, Relation
from accordingto.resolving.accounts import View
from accordingto.resolving.bearing import Bearing, event_of, sentence_at
from accordingto.resolving.folding import fold
from accordingto.resolving.patterns import pattern
from accordingto.resolving.places import Spot, apart, locate, nested
from accordingto.resolving.profiles import span_days
from accordingto.resolving.sides import Given, make_disagreement, sides_of

_TOO_FAR = 3  # days
_BEFORE = 60  # characters before a place in which it is said how it stands to what was done
_MANY = 3  # reports that name a place


def days_apart(incident: str, given: Sequence[Given], views: Mapping[str, View], bearing: Bearing, plural: bool) -> list[Disagreement]:
    """Explicit days that cannot be the same. Days next to each other are shown, as clocks and time zones differ."""
    by_day: dict[tuple[int, int], list[Given]] = defaultdict(list)
    for g in given:
        days = span_days(g.value.interval)
        if days is not None and days[1] - days[0] < 3 and _is_beside(g, views[g.account.report]) and bearing.holds(g):
            by_day[days].append(g)
    groups = _supported(_merged(by_day))
    if len(groups) < 2 or plural:
        return []
    lows = sorted(min((d[1] - d[0], d[0]) for g in group if (d := span_days(g.value.interval)) is not None)[1] for group in groups)
    most, least = (f(len({g.account.report for g in group}) for group in groups) for f in (max, min))
    if lows[-1] - lows[0] > _TOO_FAR and (least < 2 or least * 4 < most):
        return []  # one report alone, days away: rather a day read off the wrong phrase than a disagreement
    if lows[-1] - lows[0] <= 1 and min(len({g.account.report for g in group}) for group in groups) < 2:
        return []  # one report alone, a day away: a clock, or a weekday read wrongly
    relation: Relation = "conflict" if lows[-1] - lows[0] > 1 else "undecided"
    reason = "the days given differ" if relation == "conflict" else "days next to each other: one clock or two"
    return [make_disagreement(incident, "when", relation, sides_of(groups), min(1.0, (lows[-1] - lows[0]) / 7), reason)]


def _supported(groups: Sequence[list[Given]]) -> list[list[Given]]:
    """Sides given by a tenth of the accounts at least: of many tellings one or two will be read off the wrong phrase."""
    total = len({g.account.id for group in groups for g in group})
    return [group for group in groups if len({g.account.id for g in group}) * 10 >= total]


def _merged(by_day: Mapping[tuple[int, int], list[Given]]) -> list[list[Given]]:
    """Day ranges merged where they overlap, narrowest first; a range that overlaps several goes with the one given most often."""
    groups: list[tuple[tuple[int, int], list[Given]]] = []
    for days in sorted(by_day, key=lambda d: (d[1] - d[0], d)):
        fitting = [at for at, (span, _) in enumerate(groups) if days[0] <= span[1] and span[0] <= days[1]]
        if fitting:
            at = max(fitting, key=lambda at: (len(groups[at][1]), -at))
            groups[at] = (groups[at][0], groups[at][1] + by_day[days])
        else:
            groups.append((days, list(by_day[days])))
    return [members for _, members in groups]


def places_apart(incident: str, given: Sequence[Given], views: Mapping[str, View], bearing: Bearing, plural: bool) -> list[Disagreement]:
    if plural:
        return []
    spots: dict[str, tuple[Spot, list[Given]]] = {}
    for g in given:
        spot = _spot(g, views)
        if spot is not None and spot.rank > 1 and _is_site(g, views[g.account.report]) and bearing.holds(g):
            spots.setdefault(spot.key, (spot, []))[1].append(g)
    groups: list[tuple[Spot, list[Given]]] = []
    for key in sorted(spots):
        spot, members = spots[key]
        home = next((g for g in groups if not apart(g[0], spot)), None)
        if home is None:
            groups.append((spot, list(members)))
        else:
            home[1].extend(members)
    sides = [members for _, members in groups]
    reports = [{g.account.report for g in members} for members in sides]
    if len(sides) < 2 or any(a & b for i, a in enumerate(reports) for b in reports[i + 1 :]):
        return []  # a report that names both places does not see a contradiction in them
    told = {g.account.report for g in given}
    names = [{fold(g.value.text) for g in members} for members in sides]
    texts = [f" {fold(views[report].report.text)} " for report in sorted(told)]
    if any(all(any(f" {name} " in text for name in side) for side in names) for text in texts):
        return []  # nor one that names both anywhere: rather one of them lies in the other
    if min(map(len, reports)) < 2 and (sum(map(len, reports)) >= _MANY or len(told) > _MANY):
        return []  # one report alone among several: rather a place read off the wrong phrase
    if min(map(len, reports)) < 2 and not all(any(len(g.account.chain) > 1 for g in members) for members in sides):
        return []  # two reports that each tell in their own words: rather two happenings
    relation: Relation = "scope" if any(nested(a, b) for i, (a, _) in enumerate(groups) for b, _ in groups[i + 1 :]) else "conflict"
    return [make_disagreement(incident, "where", relation, sides_of(sides), 0.5, "places that cannot be one")]


def _is_beside(given: Given, view: View) -> bool:
    """Whether a day or a place stands in the sentence of its event: one taken from the sentence before may be of something else, and
    the caption of a picture tells when that was taken."""
    event, sentence = event_of(given, view), sentence_at(view, given.value.quote.span)
    return event is None or (sentence.contains(event.trigger) and not pattern("picture").search(sentence.of(view.report.text)))


def _is_site(given: Given, view: View) -> bool:
    """Whether a place is where something was done: behind a word like "in", not on a way ("from Halvik") or in "Halvik-built"."""
    span, text = given.value.quote.span, view.report.text
    start = max(sentence_at(view, span).start, span.start - _BEFORE)
    if text[span.end : span.end + 1] == "-" or not _is_beside(given, view):
        return False
    return bool(pattern("site").search(text[start : span.start]))


def _spot(given: Given, views: Mapping[str, View]) -> Spot | None:
    view = views[given.account.report]
    for i, name in enumerate(view.reading.names):
        if name.span == given.value.quote.span:
            return locate(view.report, view.reading, i, view.context)
    return None
