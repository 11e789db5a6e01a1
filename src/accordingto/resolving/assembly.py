"""Groups of event mentions to the record's rows: incidents, accounts, origins, disagreements, namings, drifts.

Everything that depends on one incident, one report or one copy alone is kept and made again only when something it was made
from has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

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
    Relation,
    ReportCopies,
)  # fmt: skip
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.accounts import Loose, Memo, View, accounts_of
from accordingto.resolving.amending import NOTHING
from accordingto.resolving.callings import namings_of_actors, namings_of_incident
from accordingto.resolving.contradictions import contradictions_of
from accordingto.resolving.copies import report_copies
from accordingto.resolving.corrections import withdraw
from accordingto.resolving.counts import Counts, with_reasons
from accordingto.resolving.decisions import Plan
from accordingto.resolving.disagreements import disagreements_of
from accordingto.resolving.drift import drifts_of_copy, drifts_of_relays, headline_drifts
from accordingto.resolving.groups import Group
from accordingto.resolving.homes import Home, Homes, by_report
from accordingto.resolving.ledger import Ledger
from accordingto.resolving.likeness import likeness
from accordingto.resolving.naming_joins import ActorSolution
from accordingto.resolving.opposed import answers_of
from accordingto.resolving.origins import origins_of
from accordingto.resolving.profiles import Profile
from accordingto.resolving.report_views import ReportViews
from accordingto.resolving.shingles import Shingles
from accordingto.resolving.titles import date_value, place_of, title_of


@dataclass(frozen=True, slots=True)
class World:
    """Everything resolved before incidents are made into rows.

    Attributes:
        told: every report's view with its voices and stamps.
        copies: all copies, and ``by_report`` the copies each report takes part in.
    """

    reports: Mapping[str, Report]
    told: ReportViews
    solution: ActorSolution
    actors: Mapping[str, Actor]
    copies: Sequence[Copy]
    by_report: Mapping[str, Sequence[Copy]]
    shingles: Mapping[str, Shingles]
    reviewed: Plan

    @property
    def views(self) -> Mapping[str, View]:
        """Every report's view."""
        return self.told.views


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
    """Makes the record; keeps what it made for the next time.

    Args:
        counts: what puts numbers where they belong; None for that of the package.
    """

    def __init__(self, counts: Counts | None = None) -> None:
        self.homes = Homes(counts)
        self._stamps: dict[str, int] = {}
        self._made: dict[str, tuple[object, Made]] = {}
        self._memo = Memo()
        self._said: dict[Mention, str] = {}
        self._statements: dict[str, int] = {}
        self._callings: dict[str, tuple[Naming, ...]] = {}
        self._drifts: dict[str, tuple[object, tuple[Drift, ...]]] = {}
        self._copied: dict[str, tuple[object, tuple[ReportCopies, ...]]] = {}
        self._withdrawn: dict[str, tuple[Account, ...]] = {}
        self._accounts = Ledger[Account](lambda a: a.id)
        self._origins = Ledger[Origin](lambda o: o.id)
        self._disagreements = Ledger[Disagreement](lambda d: (-d.contested, d.id))
        self._matches = Ledger[Match](lambda m: m.id)

    def record(self, world: World, groups: Sequence[Group]) -> Record:
        """The record of a world and its incidents."""
        ordered = sorted(groups, key=lambda g: g.head)
        old, self._stamps = self._stamps, dict(world.told.stamps)
        changed = {r for r, stamp in self._stamps.items() if old.get(r) != stamp} | (old.keys() - self._stamps.keys())
        self.homes.update(ordered, world.views, world.reviewed, changed)
        reports = sorted(world.views)
        made = self._incidents(world, ordered, changed)
        drifts = [d for m in made.values() for d in m.drifts] + self._copy_drifts(world)
        self._name_actors(world, changed)
        return Record(
            actors=world.solution.actors,
            voices=tuple(sorted(world.told.voices.values(), key=lambda v: v.id)),
            statement_voices=self._statement_voices(world, changed),
            outlet_voices={r: world.views[r].voices.outlet.id for r in reports},
            matches=self._matches.set({"": world.solution.matches, **{key: m.matches for key, m in made.items()}}),
            copies=tuple(world.copies),
            report_copies=self._report_copies(world),
            incidents=tuple(_with_parts([m.incident for m in made.values()], ordered)),
            accounts=self._accounts.set(self._after_corrections(world, made)),
            origins=self._origins.set({key: m.origins for key, m in made.items()}),
            disagreements=self._disagreements.set({key: m.disagreements for key, m in made.items()}),
            namings=(*(n for m in made.values() for n in m.namings), *chain.from_iterable(self._callings[r] for r in reports)),
            drifts=tuple(sorted({d.id: d for d in drifts}.values(), key=lambda d: d.id)),
            relays=tuple(chain.from_iterable(world.views[r].voices.relays for r in reports)),
            unapplied=tuple(world.reviewed.unapplied),
        )

    def _statement_voices(self, world: World, changed: Set[str]) -> dict[Mention, str]:
        for report in changed:
            for i in range(self._statements.pop(report, 0)):
                self._said.pop(Mention(report, i), None)
            view = world.views.get(report)
            if view is not None:
                gone = world.reviewed.amended.get(report, NOTHING).statements
                self._said.update({Mention(report, i): v.id for i, v in enumerate(view.voices.statements) if i not in gone})
                self._statements[report] = len(view.voices.statements)
        return dict(self._said)

    def _incidents(self, world: World, groups: Sequence[Group], changed: Set[str]) -> dict[str, Made]:
        """Every incident's rows, in the groups' order; made again only where a report that tells of it, or the group, has changed."""
        titles = dict(world.reviewed.titles)
        relations = tuple(world.reviewed.relations)
        touched = self.homes.of(changed)
        kept: dict[str, tuple[object, Made]] = {}
        self._memo.follow(world.told.view_stamps)
        for group in groups:
            home = self.homes.home(group)
            loose = self.homes.loose.get(home.key, {})
            own = tuple((m, titles[m]) for m in home.events if m in titles) if titles else ()
            mark = (home, *_ties(group), tuple((r, loose[r]) for r in sorted(loose)), own, relations)
            old = self._made.get(home.key)
            if old is None or home.key in touched or old[0] != mark:
                old = (mark, _made(home, group, world, titles, loose, self._memo))
            kept[home.key] = old
        self._memo.settle(self._made.keys() - kept.keys())
        self._made = kept
        return {key: made for key, (_, made) in kept.items()}

    def _after_corrections(self, world: World, made: Mapping[str, Made]) -> dict[str, tuple[Account, ...]]:
        """Accounts by incident, with those withdrawn that corrections take back; the same objects as last time where nothing changed."""
        accounts = {key: m.accounts for key, m in made.items()}
        told = {report: set(homes.values()) for report, homes in self.homes.incidents.items() if world.reports[report].corrections}
        marked = withdraw(accounts, told, world.reports, world.copies, world.told.voices)
        before = self._withdrawn
        self._withdrawn = {key: before[key] if before.get(key) == rows else rows for key, rows in marked.items()}
        return {**accounts, **self._withdrawn}

    def _name_actors(self, world: World, changed: Set[str]) -> None:
        for report in changed:
            self._callings.pop(report, None)
            if report in world.views:
                self._callings[report] = namings_of_actors(world.views[report], world.actors)

    def _copy_drifts(self, world: World) -> list[Drift]:
        where: dict[tuple[str, int], str] = {}
        kept: dict[str, tuple[object, tuple[Drift, ...]]] = {}
        for copy in world.copies:
            pair = (copy.earlier.report, copy.later.report)
            mark = tuple((self._stamps[r], self.homes.stamps.get(r, 0)) for r in pair)
            old = self._drifts.get(copy.id)
            if old is None or old[0] != mark:
                for report in pair:
                    where.update({(report, i): key for i, key in self.homes.incidents.get(report, {}).items()})
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


def _ties(group: Group) -> tuple[object, ...]:
    """What an incident's rows are made from besides its mentions and their reports: how it was dated and joined."""
    profile = group.profile
    return (profile.day, tuple(profile.coarse), tuple(sorted(profile.bounds)), tuple((j.telling, j.to, j.like) for j in group.joined))


def _made(home: Home, group: Group, world: World, titles: Mapping[Mention, str], loose: Mapping[str, Loose], memo: Memo) -> Made:
    views, voices, actors = world.views, world.told.voices, world.actors
    key, events, profile = home.key, home.events, group.profile
    told = accounts_of(key, events, views, loose, answers_of(loose, views), memo)
    accounts, origins = origins_of(key, told, views, world.by_report, voices)
    found = with_reasons(disagreements_of(key, profile, accounts, views, actors, voices, profile.plural), loose, views)
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
    drifts = (*drifts_of_relays(accounts, views, voices), *headline_drifts(key, by_report(events), views))
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
            kept.append(_as_reviewed(disagreement, verdict[-1]))
    return tuple(kept)


def _as_reviewed(disagreement: Disagreement, relation: Relation) -> Disagreement:
    """The row under a reviewer's relation; so stand the pairs of its sides that stood as the row did."""
    reason = "a reviewer's word"
    pairs = (replace(b, relation=relation, reason=reason) if b.relation == disagreement.relation else b for b in disagreement.between)
    return replace(disagreement, relation=relation, reason=reason, between=tuple(pairs))


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
    wholes: dict[object, list[tuple[Incident, Profile]]] = defaultdict(list)
    for incident, group in zip(incidents, groups, strict=True):
        profile = group.profile
        if {"targets", "strikes"} & profile.figures.keys() or profile.plural:
            wholes[profile.family, profile.day].append((incident, profile))
    result = []
    for incident, group in zip(incidents, groups, strict=True):
        mine = group.profile
        near = wholes.get((mine.family, mine.day), ()) if mine.day and not mine.plural else ()
        home = next((whole for whole, profile in near if whole.id != incident.id and _part(mine, profile)), None)
        result.append(replace(incident, kind="part", part_of=home.id) if home else incident)
    return result


def _part(small: Profile, whole: Profile) -> bool:
    if small.family != whole.family or not small.day or small.day != whole.day or not small.agents & whole.agents or not small.spots:
        return False
    rank = max(s.rank for s in small.spots.values())
    return rank >= 4 and not small.spots.keys() & whole.spots.keys() and likeness(small, whole).barred == ""
