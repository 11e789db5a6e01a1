"""Groups of event mentions to the record's rows: incidents, accounts, origins, disagreements, namings, drifts.

Everything that depends on one incident, one report or one copy alone is kept and made again only when something it was made
from has changed; ``Stamps`` tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accordingto.model.ids import make_id
from accordingto.model.intervals import TimeInterval
from accordingto.model.record import (
    Account,
    Actor,
    Copy,
    Disagreement,
    Drift,
    Incident,
    Match,
    Mention,
    Naming,
    Origin,
    Quote,
    Record,
    RecordVoice,
    Relay,
    ReportCopies,
)  # fmt: skip
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.accounts import Memo, View, accounts_of, innermost, loose_tolls
from accordingto.resolving.actors import ActorSolution
from accordingto.resolving.amending import NOTHING
from accordingto.resolving.callings import namings_of_actors, namings_of_incident
from accordingto.resolving.contradictions import contradictions_of
from accordingto.resolving.copies import report_copies
from accordingto.resolving.corrections import withdraw
from accordingto.resolving.decisions import Plan
from accordingto.resolving.disagreements import disagreements_of
from accordingto.resolving.drift import drifts_of_copy, drifts_of_relays, headline_drifts
from accordingto.resolving.incidents import Group
from accordingto.resolving.likeness import likeness
from accordingto.resolving.origins import origins_of
from accordingto.resolving.profiles import Profile
from accordingto.resolving.shingles import Shingles
from accordingto.resolving.stamps import Stamps
from accordingto.resolving.titles import date_value, place_of, title_of
from accordingto.resolving.voices import chain_of


@dataclass(frozen=True, slots=True)
class World:
    """Everything resolved before incidents are made into rows.

    Attributes:
        stamps: per report, a number that rises when anything read or resolved of it changes; ``view_stamps`` rise when its own
            view does, whatever other reports say of its actors.
        copies: all copies, and ``by_report`` the copies each report takes part in.
    """

    reports: Mapping[str, Report]
    views: Mapping[str, View]
    stamps: Mapping[str, int]
    view_stamps: Mapping[str, int]
    solution: ActorSolution
    actors: Mapping[str, Actor]
    voices: Mapping[str, RecordVoice]
    relays: Sequence[Relay]
    copies: Sequence[Copy]
    by_report: Mapping[str, Sequence[Copy]]
    shingles: Mapping[str, Shingles]
    reviewed: Plan


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of one incident."""

    incident: Incident
    accounts: tuple[Account, ...]
    origins: tuple[Origin, ...]
    disagreements: tuple[Disagreement, ...]
    namings: tuple[Naming, ...]
    drifts: tuple[Drift, ...]
    matches: tuple[Match, ...]


class Assembly:
    """Makes the record; keeps what it made for the next time."""

    def __init__(self) -> None:
        self._stamps = Stamps()
        self._made: dict[str, tuple[object, Made]] = {}
        self._memo: Memo | None = None
        self._said: dict[str, tuple[object, dict[Mention, str]]] = {}
        self._tolls: dict[str, tuple[object, dict[str, list[int]]]] = {}
        self._callings: dict[str, tuple[object, tuple[Naming, ...]]] = {}
        self._drifts: dict[str, tuple[object, tuple[Drift, ...]]] = {}
        self._copied: dict[str, tuple[object, tuple[ReportCopies, ...]]] = {}

    def record(self, world: World, groups: Sequence[Group]) -> Record:
        """The record of a world and its incidents."""
        ordered = sorted(groups, key=lambda g: g.head)
        homes: dict[str, dict[int, str]] = {}
        for group in ordered:
            key = incident_id(group.head, world.views)
            for mention in group.profile.events:
                homes.setdefault(mention.report, {})[mention.index] = key
        home_stamps = {r: self._stamps.of(("home", r), tuple(sorted(found.items()))) for r, found in homes.items()}
        tolls = self._loose(world, homes, home_stamps)
        made = self._incidents(world, ordered, tolls)
        drifts = [d for m in made for d in m.drifts] + self._copy_drifts(world, homes, home_stamps)
        accounts = withdraw([a for m in made for a in m.accounts], world.reports, world.copies, world.voices)
        matches = [*world.solution.matches, *(x for m in made for x in m.matches)]
        return Record(
            actors=world.solution.actors,
            voices=tuple(sorted(world.voices.values(), key=lambda v: v.id)),
            statement_voices=self._statement_voices(world),
            outlet_voices={r: world.views[r].voices.outlet.id for r in sorted(world.views)},
            matches=tuple(sorted(matches, key=lambda m: m.id)),
            copies=tuple(world.copies),
            report_copies=self._report_copies(world),
            incidents=tuple(_with_parts([m.incident for m in made], ordered)),
            accounts=tuple(sorted(accounts, key=lambda a: a.id)),
            origins=tuple(sorted((o for m in made for o in m.origins), key=lambda o: o.id)),
            disagreements=tuple(sorted((d for m in made for d in m.disagreements), key=lambda d: (-d.contested, d.id))),
            namings=(*(n for m in made for n in m.namings), *self._actor_namings(world)),
            drifts=tuple(sorted({d.id: d for d in drifts}.values(), key=lambda d: d.id)),
            relays=tuple(world.relays),
            unapplied=tuple(world.reviewed.unapplied),
        )

    def _statement_voices(self, world: World) -> dict[Mention, str]:
        kept: dict[str, tuple[object, dict[Mention, str]]] = {}
        every: dict[Mention, str] = {}
        for report in sorted(world.views):
            old = self._said.get(report)
            if old is None or old[0] != world.view_stamps[report]:
                voices = world.views[report].voices.statements
                gone = world.reviewed.amended.get(report, NOTHING).statements
                old = (world.view_stamps[report], {Mention(report, i): v.id for i, v in enumerate(voices) if i not in gone})
            kept[report] = old
            every.update(old[1])
        self._said = kept
        return every

    def _loose(
        self, world: World, homes: Mapping[str, Mapping[int, str]], home_stamps: Mapping[str, int]
    ) -> dict[str, dict[str, list[int]]]:
        """Tolls without an event: incident id to report to figures."""
        found: dict[str, dict[str, list[int]]] = defaultdict(dict)
        kept: dict[str, tuple[object, dict[str, list[int]]]] = {}
        for report, incidents in homes.items():
            mark = (world.stamps[report], home_stamps[report])
            old = self._tolls.get(report)
            if old is None or old[0] != mark:
                old = (mark, dict(loose_tolls(world.views[report], incidents)))
            kept[report] = old
            for key, figures in old[1].items():
                found[key][report] = figures
        self._tolls = kept
        return found

    def _incidents(self, world: World, groups: Sequence[Group], tolls: Mapping[str, Mapping[str, Sequence[int]]]) -> list[Made]:
        titles = dict(world.reviewed.titles)
        kept: dict[str, tuple[object, Made]] = {}
        made: list[Made] = []
        memo = Memo(world.view_stamps, self._memo)
        for group in groups:
            key = incident_id(group.head, world.views)
            mark = (*self._mark(world, group), tuple(sorted((r, tuple(f)) for r, f in tolls.get(key, {}).items())),
                    tuple(sorted((m, titles[m]) for m in group.profile.events if m in titles)),
                    tuple(world.reviewed.relations))  # fmt: skip
            old = self._made.get(key)
            if old is None or old[0] != mark:
                old = (mark, _made(key, group, world, titles, tolls.get(key, {}), memo))
            else:
                for account in old[1].accounts:
                    memo.keep(account, _own_tolls(account, tolls.get(key, {}), world))
            kept[key] = old
            made.append(old[1])
        self._made, self._memo = kept, memo
        return made

    def _mark(self, world: World, group: Group) -> tuple[object, ...]:
        """What an incident's rows are made from."""
        reports = tuple((r, world.stamps[r]) for r in sorted(group.profile.reports))
        bounds = (group.profile.day, tuple(group.profile.coarse), tuple(sorted(group.profile.bounds)))
        ties = tuple((j.telling, j.to, j.like.parts) for j in group.joined)
        return (tuple(sorted(group.profile.events)), tuple(t.serial for t in group.tellings), reports, bounds, ties)

    def _actor_namings(self, world: World) -> list[Naming]:
        kept: dict[str, tuple[object, tuple[Naming, ...]]] = {}
        for report in sorted(world.views):
            old = self._callings.get(report)
            if old is None or old[0] != world.stamps[report]:
                old = (world.stamps[report], namings_of_actors(world.views[report], world.actors))
            kept[report] = old
        self._callings = kept
        return [n for _, found in kept.values() for n in found]

    def _copy_drifts(self, world: World, homes: Mapping[str, Mapping[int, str]], home_stamps: Mapping[str, int]) -> list[Drift]:
        where: dict[tuple[str, int], str] = {}
        kept: dict[str, tuple[object, tuple[Drift, ...]]] = {}
        for copy in world.copies:
            pair = (copy.earlier.report, copy.later.report)
            mark = tuple((world.stamps[r], home_stamps.get(r, 0)) for r in pair)
            old = self._drifts.get(copy.id)
            if old is None or old[0] != mark:
                for report in pair:
                    where.update({(report, i): key for i, key in homes.get(report, {}).items()})
                old = (mark, drifts_of_copy(copy, world.views, where))
            kept[copy.id] = old
        self._drifts = kept
        return [d for _, found in kept.values() for d in found]

    def _report_copies(self, world: World) -> tuple[ReportCopies, ...]:
        kept: dict[str, tuple[object, tuple[ReportCopies, ...]]] = {}
        for report in sorted(world.by_report):
            mine = [c for c in world.by_report[report] if c.later.report == report]
            if not mine:
                continue
            mark = tuple(mine)
            old = self._copied.get(report)
            if old is None or old[0] != mark:
                old = (mark, report_copies(world.reports, mine, world.shingles))
            kept[report] = old
        self._copied = kept
        return tuple(r for _, found in kept.values() for r in found)


def incident_id(head: Mention, views: Mapping[str, View]) -> str:
    """An incident's id: its first mention's report and place."""
    return make_id("i", head.report, views[head.report].reading.events[head.index].trigger.start)


def _own_tolls(account: Account, tolls: Mapping[str, Sequence[int]], world: World) -> list[int]:
    """The loose tolls that went into an account: those said by its chain."""
    view = world.views[account.report]
    said = [(f, innermost(view.reading, view.reading.figures[f].span)) for f in tolls.get(account.report, ())]
    return [f for f, statement in said if chain_of(view.reading, statement, view.voices) == account.chain]


def _by_report(events: Sequence[Mention]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for mention in events:
        found[mention.report].append(mention.index)
    return found


def _made(key: str, group: Group, world: World, titles: Mapping[Mention, str], tolls: Mapping[str, Sequence[int]], memo: Memo) -> Made:
    views, voices, actors = world.views, world.voices, world.actors
    profile, events = group.profile, tuple(sorted(group.profile.events))
    accounts, origins = origins_of(key, accounts_of(key, events, views, tolls, memo), views, world.by_report, voices)
    found = disagreements_of(key, profile, accounts, views, actors, voices, profile.plural)
    found += contradictions_of(key, events, accounts, views)
    found = _reviewed_relations(found, world.reviewed)
    place, value = place_of(profile), date_value(profile)
    title = next((titles[m] for m in events if m in titles), title_of(profile, actors, place, value))
    denied = any(v.aspect == "whether" and v.denied for a in accounts for v in a.values)
    contested = max((d.contested for d in found), default=0.0)
    kind = "series" if profile.plural and not profile.day else "happening"
    reason = _reason(group)
    incident = Incident(key, title, profile.top(profile.types), profile.top(profile.modes), events, _interval(profile), value, place,
                        kind, None, denied, len(origins), len(profile.reports), contested, reason)  # type: ignore[arg-type]  # fmt: skip
    namings = namings_of_incident(key, events, views)
    drifts = (*drifts_of_relays(accounts, views, voices), *headline_drifts(key, _by_report(events), views))
    return Made(incident, accounts, origins, found, namings, drifts, tuple(_incident_matches(group, views)))


def _interval(profile: Profile) -> TimeInterval | None:
    """The time that all dated mentions share."""
    if profile.day:
        return TimeInterval.of_days(date.fromordinal(profile.day[0]), date.fromordinal(profile.day[1]))
    if profile.coarse:
        low, high = max(c[0] for c in profile.coarse), min(c[1] for c in profile.coarse)
        if low <= high:
            return TimeInterval.of_days(date.fromordinal(low), date.fromordinal(high))
    return None


def _reason(group: Group) -> str:
    dated = "".join(f"; dated by logic: {reason}" for reason in sorted(group.profile.bounds))
    if not group.joined:
        return ("told once" if len(group.profile.reports) == 1 else "told alike") + dated
    best = max(group.joined, key=lambda j: (j.like.probability, j.telling))
    return f"{len(group.profile.events)} mentions; strongest tie: {best.like.words()}{dated}"


def _reviewed_relations(found: tuple[Disagreement, ...], reviewed: Plan) -> tuple[Disagreement, ...]:
    kept: list[Disagreement] = []
    for disagreement in found:
        quotes = [s.value.quote for s in disagreement.sides]
        verdict = [r for a, r in reviewed.relations if any(touches(q, Quote(a.report, Span(a.start, a.end))) for q in quotes)]
        if not verdict:
            kept.append(disagreement)
        elif verdict[-1] is not None:
            kept.append(replace(disagreement, relation=verdict[-1], reason="a reviewer's word"))
    return tuple(kept)


def _incident_matches(group: Group, views: Mapping[str, View]) -> list[Match]:
    """One match per joining across reports, so that a reviewer can take it apart again."""
    found = []
    for joined in group.joined:
        one, two = _words(joined.to, views), _words(joined.telling, views)
        found.append(Match(make_id("m", "incident", one.report, one.span.start, two.report, two.span.start), "incident",
                           make_id("i", one.report, one.span.start), make_id("i", two.report, two.span.start),
                           one.span.of(views[one.report].report.text), two.span.of(views[two.report].report.text), one, two, "same",
                           round(joined.like.probability, 3), joined.like.words(), float(len(group.profile.events))))  # fmt: skip
    return found


def touches(a: Quote, b: Quote) -> bool:
    """Whether two quotes share words."""
    return a.report == b.report and a.span.overlaps(b.span)


def _words(mention: Mention, views: Mapping[str, View]) -> Quote:
    return Quote(mention.report, views[mention.report].reading.events[mention.index].trigger)


def _with_parts(incidents: Sequence[Incident], groups: Sequence[Group]) -> list[Incident]:
    """Mark sub-incidents: a dated happening at one site of a larger operation of the same day and doer."""
    profiles = {min(g.profile.events): g.profile for g in groups}
    wholes = [i for i in incidents if {"targets", "strikes"} & profiles[i.events[0]].figures.keys() or profiles[i.events[0]].plural]
    result = []
    for incident in incidents:
        mine = profiles[incident.events[0]]
        home = next((w for w in wholes if w.id != incident.id and _part(mine, profiles[w.events[0]])), None) if not mine.plural else None
        result.append(replace(incident, kind="part", part_of=home.id) if home else incident)
    return result


def _part(small: Profile, whole: Profile) -> bool:
    if small.family != whole.family or not small.day or small.day != whole.day or not small.agents & whole.agents or not small.spots:
        return False
    rank = max(s.rank for s in small.spots.values())
    return rank >= 4 and not small.spots.keys() & whole.spots.keys() and likeness(small, whole).barred == ""
