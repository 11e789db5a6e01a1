"""The front page: incidents in time, sized by independent origins; where accounts part; what is new; the reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from accordingto.model.record import RELATIONS, Incident
from accordingto.store import Counts, DayCount, ReportHead, Store
from accordingto.views.common import NO_OUTLET, Clock
from accordingto.views.disagreements import DisagreementRow, disagreement_rows
from accordingto.views.latest import LOOKED_AT, News, latest
from accordingto.views.stretch import Stretch, incidents_within, picked_days, stretch
from accordingto.views.wording import MONTHS, Moment, capital, count, date_text, days_between, number

MANY_INCIDENTS = 60
FRONT_CONFLICTS, FRONT_OTHERS, FRONT_REPORTS = 12, 6, 50
LANES = 14
DRAWN = 18
"""Most circles on the timeline: beyond that its labels need more lanes than fit a screen."""

TOP = 12
MOST_TOLD = 3
LISTED = 4
"""Incidents listed of each kind that has no place on the timeline."""

WORDS_REACH = 70
_SAID = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT"})
"""Types of what is done by saying something: of two incidents as often told the deed goes first, so each counts half."""
_DAY = rf"(?:\d{{1,2}} )?(?:(?:{'|'.join(m[:3] for m in MONTHS)}) )?\d{{4}}"
_DATED = re.compile(rf", (?:{_DAY}(?: – {_DAY})?|(?:[a-z]+ and )?day not given)$")


@dataclass(frozen=True, slots=True)
class Dot:
    """One incident of the timeline.

    Attributes:
        id, title: of the incident; ``short`` is the title without its date, for places that say the date beside it.
        at: when it happened, None where no account says.
        clock: "04:40", empty where only the day is known.
        origins: independent origins; ``conflicts`` of ``aspects`` compared aspects are in conflict.
        denied: said by some, denied by others.
        when: in words, no more exactly than is known, or that no account says.
        words: the sentence that first tells of it, cut: what is before the word that tells, the word, what is after; or three times empty.
        weight: by what it goes before others: its origins, half of them for what was only said.
    """

    id: str
    title: str
    at: datetime | None
    clock: str
    origins: int
    conflicts: int
    aspects: int
    denied: bool
    when: str
    short: str = ""
    words: tuple[str, str, str] = ("", "", "")
    weight: float = 0.0

    @property
    def verdict(self) -> str:
        """ "accounts part on 3 of 8", "agree on all 5", "one origin"."""
        if self.conflicts:
            return f"accounts part on {self.conflicts} of {self.aspects}"
        if self.origins == 1:
            return "one origin"
        return f"agree on all {self.aspects}" if self.aspects > 1 else "agree where they can be compared"

    @property
    def standing(self) -> str:
        """ "8 origins, accounts part on 3 of 8"; "one origin"."""
        return self.verdict if self.origins == 1 and not self.conflicts else f"{count(self.origins, 'origin')}, {self.verdict}"


@dataclass(frozen=True, slots=True)
class Tick:
    """One report on its outlet's lane: when it appeared or None, id, words to show, and whether it is mostly copied."""

    at: datetime | None
    report: str
    title: str
    copied: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the timeline draws.

    Attributes:
        dots: the most attested incidents inside the time shown, in order; empty where ``days`` are drawn instead.
        minor: the other incidents inside the time shown.
        background: incidents told of from before, as dots; ``undated`` those without a date.
        lanes: outlets with their reports' ticks, by first report; ``lanes_left`` outlets are not drawn.
        days: a count per day, where more than sixty incidents lie inside; ``top`` then are the most attested incidents.
        start, end: the stretch of time drawn, None where there is none.
    """

    dots: tuple[Dot, ...]
    minor: tuple[Dot, ...]
    background: tuple[Dot, ...]
    undated: tuple[Dot, ...]
    lanes: tuple[tuple[str, tuple[Tick, ...]], ...]
    lanes_left: int
    days: tuple[DayCount, ...]
    top: tuple[Dot, ...]
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of the reports table; ``copied`` is a share from 0 to 1, ``source`` names what it was copied from."""

    id: str
    published: str
    outlet: str
    title: str
    copied: float
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Everything the front page shows.

    Attributes:
        kick: dates of the reports.
        title: how long and where, neutral.
        deck: how many reports, incidents, accounts, origins; where accounts part.
        counts: of the record.
        most_told: the most attested incidents.
        timeline: incidents and reports in time, of the days shown.
        stretch: the days shown among all days, or None where there is but one; where a reader picked some, everything listed is of
            incidents and reports of these days. ``inside`` is how many incidents lie in them.
        missed: the days asked for where the record has none of them, or empty; then all days are shown.
        conflicts, waiting, explained: disagreements, most contested first; ``totals`` counts each in full.
        news: what came last, or since the last visit.
        since: from when on things count as new, or empty; ``fresh`` how many reports were taken in since (at most 24 are counted).
        reports: the first reports; ``reports_total`` of all.
        empty: nothing has been read yet.
    """

    kick: str
    title: str
    deck: str
    counts: Counts
    most_told: tuple[Dot, ...]
    timeline: Timeline
    stretch: Stretch | None
    inside: int
    missed: str
    conflicts: tuple[DisagreementRow, ...]
    waiting: tuple[DisagreementRow, ...]
    explained: tuple[DisagreementRow, ...]
    totals: dict[str, int]
    news: tuple[News, ...]
    since: str
    fresh: int
    reports: tuple[ReportRow, ...]
    reports_total: int
    empty: bool


def front_page(store: Store, *, since: str = "", first_day: str = "", last_day: str = "") -> FrontPage:
    """The front page of a record; ``since`` is an ISO time after which things are new, the days are those of everything it lists."""
    counts = store.counts()
    clock = Clock.of(store)
    first, last = (Moment.parse(iso).day for iso in store.span())
    incidents = deeds_first(store.incidents(limit=MANY_INCIDENTS + 1, order="origins"))
    title = _title(store, first, last, incidents)
    shown = timeline(store, incidents, first, last)
    asked = picked_days(first_day, last_day)
    days = stretch(store, shown.start, shown.end, asked)
    missed = days_between(*asked) if asked and days and not days.reaches(asked) else ""
    picked: tuple[date, date] | None = None
    inside = counts.incidents
    if days is not None and days.picked:
        picked = (days.chosen_first, days.chosen_last)
        found, inside = incidents_within(store, *picked, MANY_INCIDENTS + 1)
        incidents = deeds_first(found)
        shown = timeline(store, incidents, *picked, exactly=True)
    disagreements = {r: list(store.disagreements(relation=r, days=picked, limit=FRONT_CONFLICTS)) for r in RELATIONS}
    totals: dict[str, int] = {r: store.disagreement_count(relation=r, days=picked) for r in RELATIONS}
    explained = sorted((d for r in ("update", "scope", "compatible") for d in disagreements[r]), key=lambda d: -d.contested)[:FRONT_OTHERS]
    fresh = len(store.heads_since(since, limit=LOOKED_AT)) if since else 0
    return FrontPage(
        days_between(first, last) if first and last else "",
        title,
        _deck(counts, store.page("incidents", {"least_origins": 2}, limit=0).total),
        counts,
        tuple(dot(i, (0, 0)) for i in incidents[:MOST_TOLD] if i.origins > 1),
        shown,
        days,
        inside,
        missed,
        disagreement_rows(disagreements["conflict"], store),
        disagreement_rows(disagreements["undecided"][:FRONT_OTHERS], store),
        disagreement_rows(explained, store),
        {**totals, "explained": totals["update"] + totals["scope"] + totals["compatible"]},
        latest(store, clock, since=since if fresh and not picked else "", days=picked),
        since,
        fresh,
        report_rows(store.heads(limit=FRONT_REPORTS, days=picked), store, clock),
        store.page("reports", {"from": picked[0].isoformat(), "until": _after(picked[1])}, limit=0).total if picked else counts.reports,
        counts.reports == 0,
    )


def _after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()


def _title(store: Store, first: date | None, last: date | None, incidents: Sequence[Incident]) -> str:
    place, within = _main_place(incidents)
    if first is None or last is None:
        return store.name
    days = (last - first).days + 1
    if days <= 60:
        length = count(days, "day")
    elif days <= 730:
        length = count(round(days / 30.4), "month")
    else:
        length = count(round(days / 365.25), "year")
    if place:
        return capital(f"{length} {'in' if within else 'around'} {place}")
    most = incidents[0] if incidents and incidents[0].origins > 1 else None
    if most is not None and most.place is not None and most.place.name:
        return capital(f"{length} around {most.place.name}")
    return capital(f"{length}, {count(store.counts().reports, 'report')}")


def _main_place(incidents: Sequence[Incident]) -> tuple[str, bool]:
    """The place that a third of what is told is at, or nothing; whether it is wide enough to be in: days pass around a bridge."""
    weight: dict[str, int] = {}
    sites = {i.place.name for i in incidents if i.place and i.place.precision == "site"}
    for incident in incidents:
        if incident.place and incident.place.precision in ("site", "city", "region", "country") and incident.place.name:
            weight[incident.place.name] = weight.get(incident.place.name, 0) + incident.origins
    if not weight:
        return "", False
    best = max(weight, key=lambda p: (weight[p], p))
    return best if weight[best] * 3 >= sum(weight.values()) else "", best not in sites


def _deck(counts: Counts, borne_out: int) -> str:
    """What the record holds, in sentences; *starred* words are strong. ``borne_out``: incidents of more than one origin."""
    reports, outlets, incidents = count(counts.reports, "report"), count(counts.outlets, "outlet"), count(counts.incidents, "incident")
    speak = "speaks" if counts.reports == 1 else "speak"
    told = f"*{capital(reports)}* by {outlets} {speak} of *{incidents}*."
    if not counts.incidents:
        return told
    if not borne_out:
        return f"{told} None has more than one independent origin."
    have = "has" if borne_out == 1 else "have"
    parted = f"on {number(counts.contested_incidents)}, accounts part." if counts.contested_incidents else "nowhere do accounts part."
    return f"{told} *{capital(number(borne_out))}* {have} more than one independent origin; {parted}"


def timeline(store: Store, incidents: Sequence[Incident], first: date | None, last: date | None, *, exactly: bool = False) -> Timeline:
    """Incidents in the days reported on, and the reports below them; a count per day where there are more than sixty.

    ``exactly`` these days are drawn, none before or after; what began before them is listed.
    """
    aspects = store.aspects_compared([i.id for i in incidents])
    dots = sorted((dot(i, aspects.get(i.id, (0, 0))) for i in incidents), key=lambda d: (d.at or datetime.max, -d.weight, d.id))
    heads = store.heads(limit=400) if store.counts().reports <= 400 else ()
    ticks: dict[str, list[Tick]] = {}
    names: dict[str, str] = {}
    for head in heads:
        at = Moment.parse(head.published).naive
        if not exactly or (at and first is not None and last is not None and first <= at.date() <= last):
            ticks.setdefault(names.setdefault(_plain(head.outlet), head.outlet or NO_OUTLET), []).append(
                Tick(at, head.id, f"{head.title or 'untitled'}", head.copied >= 0.5)
            )
    lanes = [(outlet, tuple(found)) for outlet, found in ticks.items()]
    if len(lanes) > LANES:
        lanes = sorted(lanes, key=lambda lane: -len(lane[1]))[:LANES]
        lanes.sort(key=lambda lane: lane[1][0].at or datetime.max)
    undated = tuple(d for d in dots if d.at is None)
    if first is None or last is None:
        dated = [d for d in dots if d.at]
        start = min((d.at for d in dated if d.at), default=None)
        end = max((d.at for d in dated if d.at), default=None)
    else:
        reach = timedelta(0) if exactly else max(timedelta(days=2), timedelta(days=(last - first).days + 1) / 2)
        begin = datetime.combine(first, datetime.min.time())
        end = datetime.combine(last, datetime.min.time()) + timedelta(days=1)
        near = [d.at for d in dots if d.at and begin - reach <= d.at < end + reach] if not exactly else []
        start = min([begin, *near])
        end = max([end, *(n + timedelta(hours=6) for n in near)])
    if start and end:
        start = datetime.combine(start.date(), datetime.min.time())
        end = datetime.combine((end - timedelta(seconds=1)).date(), datetime.min.time()) + timedelta(days=1)
    inside = tuple(d for d in dots if d.at and start and end and start <= d.at < end)
    outside = tuple(d for d in dots if d.at and d not in inside)
    many = len(inside) > MANY_INCIDENTS
    drawn = {d.id for d in sorted(inside, key=lambda d: (-d.weight, -d.conflicts, d.at or datetime.max, d.id))[:DRAWN]}
    top = with_words(store, [dot(i, aspects.get(i.id, (0, 0))) for i in incidents[:TOP]]) if many else ()
    days = tuple(store.days(start, end)) if many and start and end else ()
    return Timeline(
        with_words(store, [d for d in inside if d.id in drawn]) if not days else (),
        _listed(store, [d for d in inside if d.id not in drawn]) if not days else (),
        _listed(store, outside),
        _listed(store, undated),
        tuple(lanes) if not days else (),
        max(0, len(ticks) - len(lanes)),
        days,
        top,
        start,
        end,
    )


def _listed(store: Store, dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """Most attested first; the first have their words, because they are listed."""
    ordered = sorted(dots, key=lambda d: (-d.weight, d.at or datetime.max, d.id))
    return (*with_words(store, ordered[:LISTED]), *ordered[LISTED:])


def _plain(outlet: str) -> str:
    """An outlet's name without case and article: "The Harbour Post" and "Harbour Post" share a lane."""
    return outlet.casefold().removeprefix("the ")


def dot(incident: Incident, aspects: tuple[int, int]) -> Dot:
    """An incident on the timeline; ``aspects`` are (in conflict, compared)."""
    at = incident.when.start if incident.when else None
    at = at or (Moment.parse(incident.date).naive if incident.date else None)
    whole_day = incident.when is None or incident.when.days is None or incident.when.days >= 0.5
    if at and whole_day and (at.hour, at.minute) == (0, 0):
        at += timedelta(hours=12)
        clock = ""
    else:
        clock = f"{at:%H:%M}" if at and not whole_day else ""
    when = date_text(incident.date, incident.when) or "date not given"
    return Dot(
        incident.id,
        incident.title,
        at,
        clock,
        incident.origins,
        aspects[0],
        aspects[1],
        incident.denied,
        when,
        _DATED.sub("", incident.title),
        weight=_weight(incident),
    )


def deeds_first(incidents: Iterable[Incident]) -> list[Incident]:
    """By weight, in the order given where it is the same."""
    return sorted(incidents, key=lambda i: -_weight(i))


def _weight(incident: Incident) -> float:
    return incident.origins / (2 if incident.type in _SAID and incident.mode != "investigate" else 1)


def with_words(store: Store, dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """The same, each with the words that first tell of it: titles are short, and several may be alike."""
    found = store.told_words((d.id for d in dots), WORDS_REACH)
    return tuple(replace(d, words=_told(*found[d.id])) if d.id in found else d for d in dots)


def _told(before: str, word: str, after: str) -> tuple[str, str, str]:
    """A stretch of the sentence around a word, cut where words or lines end."""
    low, high = before.rpartition("\n")[2], after.partition("\n")[0]
    ends = [m.end() for m in re.finditer(r"[.!?][”’\"]? (?=[“‘\"]?[A-Z])", low)]
    low = low[ends[-1] :] if ends else "…" + low.partition(" ")[2] if len(low) == WORDS_REACH else low
    stop = re.search(r"[.!?](?=[”’\"]?(?: [“‘\"]?[A-Z]|$))", high)
    high = high[: stop.end()] if stop else high.rpartition(" ")[0] + "…" if len(high) == WORDS_REACH else high
    return low, word, high


def report_rows(heads: Sequence[ReportHead], store: Store, clock: Clock) -> tuple[ReportRow, ...]:
    """Rows of the reports table."""
    sources = store.heads_of({h.copied_from[0] for h in heads if h.copied_from})
    rows = []
    for head in heads:
        source = sources.get(head.copied_from[0]) if head.copied_from else None
        note = f"not read: {head.unread}" if head.unread else "later version of an earlier report" if head.revision_of else ""
        rows.append(
            ReportRow(
                head.id,
                clock.short(head.published),
                head.outlet or NO_OUTLET,
                head.title or "untitled",
                head.copied,
                f"{source.outlet or NO_OUTLET}, {clock.short(source.published)}" if source else "",
                note,
            )
        )
    return tuple(rows)
