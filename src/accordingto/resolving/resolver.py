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
)  # fmt: skip
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.accounts import View, accounts_of, loose_tolls
from accordingto.resolving.actors import ActorIndex, ActorSolution, settle
from accordingto.resolving.callings import namings_of_actors, namings_of_incident
from accordingto.resolving.contradictions import contradictions_of
from accordingto.resolving.copies import copies_of, report_copies
from accordingto.resolving.corrections import withdraw
from accordingto.resolving.decisions import Plan, plan
from accordingto.resolving.disagreements import disagreements_of
from accordingto.resolving.drift import drifts_of_copy, drifts_of_relays, headline_drifts
from accordingto.resolving.incidents import Group, resolve_incidents
from accordingto.resolving.likeness import likeness
from accordingto.resolving.naming_links import read_names
from accordingto.resolving.origins import origins_of
from accordingto.resolving.places import countries_of
from accordingto.resolving.profiles import Profile, event_profile
from accordingto.resolving.shingles import LEAST, RunIndex, Shingles, shingle
from accordingto.resolving.tellings import tellings
from accordingto.resolving.titles import date_value, place_of, title_of
from accordingto.resolving.voices import report_voices, voice_tables


class Resolver:
    """Holds reports and readings, and makes the record of them.

    Args:
        decisions: what reviewers decided; replayed on every record.
    """

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self.decisions = tuple(decisions)
        self.reports: dict[str, Report] = {}
        self.readings: dict[str, Reading] = {}
        self._actors = ActorIndex()
        self._shingles: dict[str, Shingles] = {}
        self._runs: RunIndex | None = None
        self._copies: dict[tuple[str, str], tuple[Copy, ...]] = {}

    def add(self, report: Report, reading: Reading) -> None:
        """Take in one report; a report of the same id is replaced."""
        if report.id in self.reports:
            self.remove(report.id)
        self.reports[report.id], self.readings[report.id] = report, reading
        self._actors.add(report, reading, settle(read_names(report, reading)))
        self._shingles[report.id] = shingle(report)
        if self._runs is not None:
            for pair in self._runs.add(report.id, self._shingles[report.id]):
                self._copies.pop(pair, None)

    def remove(self, report_id: str) -> None:
        """Take one report out, with everything that came of it."""
        self._actors.remove(self.reports[report_id], self.readings[report_id])
        if self._runs is not None:
            for pair in self._runs.remove(report_id):
                self._copies.pop(pair, None)
        del self.reports[report_id], self.readings[report_id], self._shingles[report_id]
        self._copies = {pair: found for pair, found in self._copies.items() if report_id not in pair}

    def record(self) -> Record:
        """The record of everything taken in."""
        reviewed = plan(self.decisions, self.reports, self.readings)
        solution, names = self._resolve_names(reviewed)
        actors = {a.id: a for a in solution.actors}
        views, voices, relays = self._views(names, actors)
        copies = self._find_copies(reviewed)
        groups = self._groups(views, actors, reviewed)
        return _assemble(self.reports, views, solution, voices, relays, copies, self._shingles, groups, reviewed, actors)

    def _resolve_names(self, reviewed: Plan) -> tuple[ActorSolution, dict[str, tuple[str, ...]]]:
        keys = {r: n.keys for r, n in self._actors.reports.items()}

        def key(m: Mention) -> str:
            return keys[m.report][m.index]

        apart = [(key(a), key(b)) for a, b in (*reviewed.apart, *reviewed.left_open)]
        solution = self._actors.resolve([(key(a), key(b)) for a, b in reviewed.joined], apart)
        names = {report: tuple(solution.ids[k] for k in ks) for report, ks in keys.items()}
        return _relabel_actors(_split_mentions(solution, names, reviewed), names, reviewed), names

    def _views(
        self, names: Mapping[str, tuple[str, ...]], actors: Mapping[str, Actor]
    ) -> tuple[dict[str, View], dict[str, RecordVoice], list[Relay]]:
        tables = voice_tables(self.reports.values(), actors.values())
        views: dict[str, View] = {}
        voices: dict[str, RecordVoice] = {}
        relays: list[Relay] = []
        for report_id in sorted(self.reports):
            report, reading = self.reports[report_id], self.readings[report_id]
            found = report_voices(report, reading, names[report_id], tables)
            context = countries_of(reading, self._actors.reports[report_id].keys)
            views[report_id] = View(report, reading, names[report_id], found, context)
            relays += found.relays
            for voice in (found.outlet, *found.statements):
                voices.setdefault(voice.id, voice)
        return views, voices, relays

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
        kept = [c for c in found if not any(_touches(c.earlier, q) or _touches(c.later, q) for q in rejected)]
        return sorted(kept, key=lambda c: c.id)

    def _groups(self, views: Mapping[str, View], actors: Mapping[str, Actor], reviewed: Plan) -> list[Group]:
        people = {a.id for a in actors.values() if a.kind == "person"}
        states = {a.id for a in actors.values() if a.kind == "state"}
        dropped = reviewed.dropped
        found: dict[str, tuple[Profile, ...]] = {}
        for report_id, view in views.items():
            keys = self._actors.reports[report_id].keys
            found[report_id] = tellings(view.report, view.reading, view.names, people, states, keys, dropped)
        return _decided(resolve_incidents(found, states), reviewed, views, people)


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


def _touches(a: Quote, b: Quote) -> bool:
    return a.report == b.report and a.span.overlaps(b.span)


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


def _assemble(
    reports: Mapping[str, Report], views: Mapping[str, View], solution: ActorSolution, voices: Mapping[str, RecordVoice], relays: Sequence[Relay],
    copies: Sequence[Copy], shingles: Mapping[str, Shingles], groups: Sequence[Group], reviewed: Plan, actors: Mapping[str, Actor],
) -> Record:  # fmt: skip
    by_report: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        by_report[copy.earlier.report].append(copy)
        by_report[copy.later.report].append(copy)
    titles = {m: label for m, label in reviewed.titles}
    incidents: list[Incident] = []
    accounts: list[Account] = []
    origins: list[Origin] = []
    disagreements: list[Disagreement] = []
    namings: list[Naming] = []
    drifts: list[Drift] = []
    matches: list[Match] = list(solution.matches)
    where: dict[tuple[str, int], str] = {}
    tolls = _tolls(groups, views)
    for group in sorted(groups, key=lambda g: g.head):
        made = _incident(group, views, by_report, voices, actors, titles, reviewed, tolls)
        incidents.append(made[0])
        accounts += made[1]
        origins += made[2]
        disagreements += made[3]
        namings += namings_of_incident(made[0].id, made[0].events, views)
        drifts += drifts_of_relays(made[1], views, voices)
        drifts += headline_drifts(made[0].id, _by_report(made[0].events), views)
        matches += _incident_matches(group, views)
        where.update({(m.report, m.index): made[0].id for m in made[0].events})
    for copy in copies:
        drifts += drifts_of_copy(copy, views, where)
    for report_id in sorted(views):
        namings += namings_of_actors(views[report_id], actors)
    accounts = list(withdraw(accounts, reports, copies, voices))
    return Record(
        actors=solution.actors,
        voices=tuple(sorted(voices.values(), key=lambda v: v.id)),
        statement_voices={Mention(r, i): v.id for r in sorted(views) for i, v in enumerate(views[r].voices.statements)},
        outlet_voices={r: views[r].voices.outlet.id for r in sorted(views)},
        matches=tuple(sorted(matches, key=lambda m: m.id)),
        copies=tuple(copies),
        report_copies=report_copies(reports, copies, shingles),
        incidents=tuple(_with_parts(incidents, groups)),
        accounts=tuple(sorted(accounts, key=lambda a: a.id)),
        origins=tuple(sorted(origins, key=lambda o: o.id)),
        disagreements=tuple(sorted(disagreements, key=lambda d: (-d.contested, d.id))),
        namings=tuple(namings),
        drifts=tuple(sorted({d.id: d for d in drifts}.values(), key=lambda d: d.id)),
        relays=tuple(relays),
        unapplied=tuple(reviewed.unapplied),
    )


def incident_id(head: Mention, views: Mapping[str, View]) -> str:
    """An incident's id: its first mention's report and place."""
    return make_id("i", head.report, views[head.report].reading.events[head.index].trigger.start)


def _tolls(groups: Sequence[Group], views: Mapping[str, View]) -> dict[str, dict[str, list[int]]]:
    """Tolls without an event: incident id to report to figures."""
    homes: dict[str, dict[int, str]] = defaultdict(dict)
    for group in groups:
        key = incident_id(group.head, views)
        for mention in group.profile.events:
            homes[mention.report][mention.index] = key
    found: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for report, incidents in homes.items():
        for key, figures in loose_tolls(views[report], incidents).items():
            found[key][report] = figures
    return found


def _by_report(events: Sequence[Mention]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for mention in events:
        found[mention.report].append(mention.index)
    return found


def _incident(
    group: Group, views: Mapping[str, View], copies: Mapping[str, Sequence[Copy]], voices: Mapping[str, RecordVoice], actors: Mapping[str, Actor],
    titles: Mapping[Mention, str], reviewed: Plan, tolls: Mapping[str, Mapping[str, Sequence[int]]],
) -> tuple[Incident, tuple[Account, ...], tuple[Origin, ...], tuple[Disagreement, ...]]:  # fmt: skip
    profile, events = group.profile, tuple(sorted(group.profile.events))
    head = events[0]
    key = incident_id(head, views)
    accounts, origins = origins_of(key, accounts_of(key, events, views, tolls.get(key, {})), views, copies, voices)
    found = disagreements_of(key, profile, accounts, views, actors, profile.plural)
    found += contradictions_of(key, events, accounts, views)
    found = _reviewed_relations(found, reviewed)
    place, value = place_of(profile), date_value(profile)
    title = next((titles[m] for m in events if m in titles), title_of(profile, actors, place, value))
    denied = any(v.aspect == "whether" and v.denied for a in accounts for v in a.values)
    contested = max((d.contested for d in found), default=0.0)
    kind = "series" if profile.plural and not profile.day else "happening"
    reason = _reason(group)
    incident = Incident(key, title, profile.top(profile.types), profile.top(profile.modes), events, _interval(profile), value, place,
                        kind, None, denied, len(origins), len(profile.reports), contested, reason)  # type: ignore[arg-type]  # fmt: skip
    return incident, accounts, origins, found


def _interval(profile: Profile):  # type: ignore[no-untyped-def]
    from datetime import date

    from accordingto.model.intervals import TimeInterval

    if profile.day:
        return TimeInterval.of_days(date.fromordinal(profile.day[0]), date.fromordinal(profile.day[1]))
    if profile.coarse:
        low, high = max(c[0] for c in profile.coarse), min(c[1] for c in profile.coarse)
        if low <= high:
            return TimeInterval.of_days(date.fromordinal(low), date.fromordinal(high))
    return None


def _reason(group: Group) -> str:
    if not group.joined:
        return "told once" if len(group.profile.reports) == 1 else "told alike"
    best = max(group.joined, key=lambda j: (j.like.probability, j.telling))
    return f"{len(group.profile.events)} mentions; strongest tie: {best.like.words()}"


def _reviewed_relations(found: tuple[Disagreement, ...], reviewed: Plan) -> tuple[Disagreement, ...]:
    kept: list[Disagreement] = []
    for disagreement in found:
        quotes = [s.value.quote for s in disagreement.sides]
        verdict = [r for a, r in reviewed.relations if any(_touches(q, Quote(a.report, Span(a.start, a.end))) for q in quotes)]
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
