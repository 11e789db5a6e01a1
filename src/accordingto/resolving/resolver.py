"""Readings to record: the stages in order, with what each report brings kept so that one more report is cheap.

The record is a pure function of the reports, readings and decisions in it: nothing depends on the order they came in, and
taking a report out leaves the record that would have been made without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from accordingto.model.decision import Decision
from accordingto.model.ids import make_id
from accordingto.model.reading import Reading
from accordingto.model.record import Copy, Mention, Quote, Record
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.accounts import View
from accordingto.resolving.actors import ActorIndex, settle
from accordingto.resolving.assembly import Assembly, World, touches
from accordingto.resolving.copies import copies_of, first_hand
from accordingto.resolving.counts import Counts
from accordingto.resolving.decisions import Plan, plan
from accordingto.resolving.doubts import Unsure, doubts_of, unsure_of
from accordingto.resolving.groups import Group
from accordingto.resolving.homes import Homes
from accordingto.resolving.incidents import Incidents
from accordingto.resolving.naming_joins import ActorSolution
from accordingto.resolving.naming_links import read_names
from accordingto.resolving.profiles import Profile, event_profile
from accordingto.resolving.report_views import ReportViews, Resolved
from accordingto.resolving.shingles import LEAST, RunIndex, Shingles, shingle
from accordingto.resolving.told import Told


class Resolver:
    """Holds reports and readings, and makes the record of them.

    Args:
        decisions: what reviewers decided; replayed on every record.
        incidents: what joins tellings; None for that of the package.
        counts: what puts numbers where they belong; None for that of the package.
    """

    def __init__(self, decisions: Sequence[Decision] = (), *, incidents: Incidents | None = None, counts: Counts | None = None) -> None:
        self.decisions = tuple(decisions)
        self.reports: dict[str, Report] = {}
        self.readings: dict[str, Reading] = {}
        self._actors = ActorIndex()
        self._shingles: dict[str, Shingles] = {}
        self._runs: RunIndex | None = None
        self._copies: dict[tuple[str, str], tuple[Copy, ...]] = {}
        self._unsure: dict[str, tuple[Unsure, ...]] = {}
        self._ids: dict[str, str] = {}
        self._rows: dict[str, tuple[str, ...]] = {}
        self._views = ReportViews()
        self._told = Told()
        self._incidents = incidents or Incidents()
        self._assembly = Assembly(counts)

    @property
    def homes(self) -> Homes:
        """The incidents that mentions and numbers belong to, as of the last record."""
        return self._assembly.homes

    @property
    def views(self) -> Mapping[str, View]:
        """Every report's view, as of the last record."""
        return self._views.views

    def add(self, report: Report, reading: Reading) -> None:
        """Take in one report; a report of the same id is replaced."""
        if report.id in self.reports:
            self.remove(report.id)
        self.reports[report.id], self.readings[report.id] = report, reading
        self._actors.add(report, reading, settle(read_names(report, reading)))
        self._shingles[report.id] = shingle(report)
        self._views.add(report, reading)
        unsure = unsure_of(reading)
        if unsure:
            self._unsure[report.id] = unsure
        if self._runs is not None:
            for pair in self._runs.add(report.id, self._shingles[report.id]):
                self._copies.pop(pair, None)

    def remove(self, report_id: str) -> None:
        """Take one report out, with everything that came of it."""
        self._actors.remove(self.reports[report_id], self.readings[report_id])
        if self._runs is not None:
            for pair in self._runs.remove(report_id):
                self._copies.pop(pair, None)
        self._views.remove(report_id)
        for held in (self.reports, self.readings, self._shingles, self._unsure, self._rows):
            held.pop(report_id, None)
        self._copies = {pair: found for pair, found in self._copies.items() if report_id not in pair}

    def record(self) -> Record:
        """The record of everything taken in."""
        reviewed = plan(self.decisions, self.reports, self.readings)
        solution, names = self._resolve_names(reviewed)
        actors = {a.id: a for a in solution.actors}
        copies = self._find_copies(reviewed)
        by_report: dict[str, list[Copy]] = defaultdict(list)
        for copy in copies:
            by_report[copy.earlier.report].append(copy)
            by_report[copy.later.report].append(copy)
        views = self._views
        views.update(
            Resolved(self.reports, self.readings, self._actors.keys, names, actors, by_report, reviewed.amended, reviewed.rulings())
        )
        people = {a.id for a in solution.actors if a.kind == "person"}
        states = {a.id for a in solution.actors if a.kind == "state"}
        found = self._told.of(views.views, self._actors.keys, actors, people, states, reviewed)
        groups = _decided(self._incidents.resolve(found, states), reviewed, views.views, people)
        world = World(self.reports, views, solution, actors, copies, by_report, self._shingles, reviewed)
        record = self._assembly.record(world, groups)
        readings = {r: views.views[r].reading for r in self._unsure}
        return replace(record, doubts=doubts_of(self._unsure, readings, record.accounts, record.disagreements))

    def _resolve_names(self, reviewed: Plan) -> tuple[ActorSolution, dict[str, tuple[str, ...]]]:
        """Actors, and by report the actor of every name; a row is the same object as last time unless an actor in it is another."""
        keys = self._actors.keys

        def key(m: Mention) -> str:
            return keys[m.report][m.index]

        apart = [(key(a), key(b)) for a, b in (*reviewed.apart, *reviewed.left_open)]
        solution = self._actors.resolve([(key(a), key(b)) for a, b in reviewed.joined], apart)
        old, self._ids = self._ids, solution.ids
        moved = [k for k, actor in solution.ids.items() if old.get(k) != actor]
        for report_id in self._actors.naming(moved) | (keys.keys() - self._rows.keys()):
            self._rows[report_id] = tuple(solution.ids[k] for k in keys[report_id])
        names = dict(self._rows)
        return _relabel_actors(_split_mentions(solution, names, reviewed), names, reviewed), names

    def _find_copies(self, reviewed: Plan) -> list[Copy]:
        if self._runs is None:
            self._runs = RunIndex()
            self._runs.build(self._shingles)
        for pair, shared in self._runs.shared.items():
            if shared >= LEAST and pair not in self._copies:
                a, b = pair
                self._copies[pair] = copies_of(self.reports[a], self.reports[b], self._shingles[a], self._shingles[b])
        found = [c for pair, cs in self._copies.items() if self._runs.shared.get(pair, 0) >= LEAST for c in cs]
        rejected = [Quote(a.report, Span(a.start, a.end)) for a in reviewed.copies]
        kept = [c for c in found if not any(touches(c.earlier, q) or touches(c.later, q) for q in rejected)]
        return sorted(first_hand(kept), key=lambda c: c.id)


def resolve(
    reports: Sequence[Report], readings: Mapping[str, Reading], *, decisions: Sequence[Decision] = (), as_of: str | None = None
) -> Record:
    """The record of some reports.

    Args:
        reports: in any order; a report without a reading, or unread, takes no part.
        readings: by report id.
        decisions: what reviewers decided, in any order.
        as_of: an ISO 8601 day or time; only reports published then or earlier take part, and none without a date.
    """
    resolver = Resolver(decisions)
    for report in sorted(reports, key=lambda r: r.id):
        if report.id in readings and (as_of is None or published_by(report, as_of)):
            resolver.add(report, readings[report.id])
    return resolver.record()


def published_by(report: Report, as_of: str) -> bool:
    """Whether a report was published at or before a moment; a report without a date cannot be shown to have been."""
    published = report.published.value
    if not published:
        return False
    size = min(len(published), len(as_of))
    return published[:size] <= as_of[:size]


def _split_mentions(solution: ActorSolution, names: dict[str, tuple[str, ...]], reviewed: Plan) -> ActorSolution:
    """Give name mentions that a reviewer split off an actor of their own."""
    actors = {a.id: a for a in solution.actors}
    for mention, decision in reviewed.split_off:
        old = actors[names[mention.report][mention.index]]
        fresh = make_id("a", "split", decision)
        row = list(names[mention.report])
        row[mention.index] = fresh
        names[mention.report] = tuple(row)
        actors[old.id] = replace(old, mentions=tuple(m for m in old.mentions if m != mention))
        actors[fresh] = replace(old, id=fresh, mentions=(mention,))
    kept = tuple(sorted((a for a in actors.values() if a.mentions), key=lambda a: (-len(a.mentions), a.id)))
    return ActorSolution(solution.ids, kept, solution.matches)


def _relabel_actors(solution: ActorSolution, names: Mapping[str, tuple[str, ...]], reviewed: Plan) -> ActorSolution:
    labels = {names[m.report][m.index]: label for m, label in reviewed.names}
    if not labels:
        return solution
    return ActorSolution(solution.ids, tuple(replace(a, name=labels.get(a.id, a.name)) for a in solution.actors), solution.matches)


def _decided(groups: list[Group], reviewed: Plan, views: Mapping[str, View], people: set[str]) -> list[Group]:
    """Merge and split incidents as reviewers said."""

    def rebuilt(events: Sequence[Mention], base: Group) -> Group:
        profile: Profile | None = None
        for m in sorted(events):
            view = views[m.report]
            one = event_profile(view.report, view.reading, m.index, view.names, people, view.context)
            if profile is None:
                profile = one.copy()
            else:
                profile.take(one)
        return Group(profile, base.tellings, base.joined) if profile is not None else base

    for mention, _ in reviewed.moved:
        home = next((g for g in groups if mention in g.profile.events), None)
        if home is not None and len(home.profile.events) > 1:
            groups = [g for g in groups if g is not home]
            groups += [rebuilt([m for m in home.profile.events if m != mention], home), rebuilt([mention], Group(home.profile, [], []))]
    for a, b in reviewed.merged:
        left = next((g for g in groups if a in g.profile.events), None)
        right = next((g for g in groups if b in g.profile.events), None)
        if left is not None and right is not None and left is not right:
            both = Group(left.profile, left.tellings + right.tellings, left.joined + right.joined)
            groups = [g for g in groups if g is not left and g is not right]
            groups.append(rebuilt([*left.profile.events, *right.profile.events], both))
    return groups
