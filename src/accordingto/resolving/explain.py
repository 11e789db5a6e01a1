"""Why the members of an incident were joined, why its nearest non-members were not, and why accounts of it are not independent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accordingto.errors import UsageError
from accordingto.model.reading import Reading
from accordingto.model.record import Incident, Mention, Quote, Record
from accordingto.model.report import Report
from accordingto.resolving.likeness import LEARNT, likeness
from accordingto.resolving.naming_links import read_names
from accordingto.resolving.places import countries_of
from accordingto.resolving.profiles import Profile, event_profile
from accordingto.resolving.tellings import tellings

_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Member:
    """One mention against the rest of the incident: how likely it belongs, and why, strongest reason first."""

    mention: Mention
    quote: Quote
    probability: float
    reason: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another incident, how likely it is the same, and what keeps it apart."""

    incident: str
    title: str
    probability: float
    reason: str


@dataclass(frozen=True, slots=True)
class Shared:
    """One origin: its letter and label, how many accounts in how many reports go back to it, and why these are not independent."""

    letter: str
    label: str
    accounts: int
    reports: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Members with their reasons, the nearest incidents that are not members, and the origins."""

    incident: str
    title: str
    members: tuple[Member, ...]
    neighbours: tuple[Neighbour, ...]
    origins: tuple[Shared, ...]


def explain_incident(record: Record, incident_id: str, reports: Sequence[Report], readings: Mapping[str, Reading]) -> Explanation:
    """Explain one incident of a record.

    Raises:
        UsageError: if the record has no such incident.
    """
    chosen = next((i for i in record.incidents if i.id == incident_id), None)
    if chosen is None:
        raise UsageError(f"no incident {incident_id!r} in this record", hint="accordingto show RECORD -l incidents lists them")
    texts = {r.id: r for r in reports}
    world = _World(record, texts, readings)
    whole = world.profile(chosen.events)
    ties = {m.right_quote: m.reason for m in record.matches if m.subject == "incident" and m.right_quote is not None}
    members = tuple(world.member(m, chosen, ties) for m in chosen.events)
    near = [(likeness(whole, world.profile(other.events), states=world.states), other) for other in record.incidents
            if other.id != chosen.id and other.type == chosen.type]  # fmt: skip
    ranked = sorted(near, key=lambda pair: (bool(pair[0].barred), -pair[0].total, pair[1].id))[:_NEAREST]
    neighbours = tuple(Neighbour(other.id, other.title, round(like.probability, 3), like.words()) for like, other in ranked)
    return Explanation(chosen.id, chosen.title, members, neighbours, _origins(record, incident_id))


def _origins(record: Record, incident_id: str) -> tuple[Shared, ...]:
    report = {a.id: a.report for a in record.accounts}
    own = sorted((o for o in record.origins if o.incident == incident_id), key=lambda o: (len(o.letter), o.letter))
    return tuple(Shared(o.letter, o.label, len(o.accounts), len({report[a] for a in o.accounts}), o.reasons) for o in own)


class _World:
    """Profiles of mentions of one record, made again from its readings."""

    def __init__(self, record: Record, reports: Mapping[str, Report], readings: Mapping[str, Reading]) -> None:
        self._reports, self._readings = reports, readings
        self._actors = {m: a.id for a in record.actors for m in a.mentions}
        self._people = {a.id for a in record.actors if a.kind == "person"}
        self.states = {a.id for a in record.actors if a.kind == "state"}
        self._context: dict[str, Mapping[str, int]] = {}
        self._why: dict[str, dict[Mention, str]] = {}

    def one(self, mention: Mention) -> Profile:
        """The profile of one mention."""
        report, reading = self._reports[mention.report], self._readings[mention.report]
        if mention.report not in self._context:
            self._context[mention.report] = countries_of(reading, read_names(report, reading).keys)
        return event_profile(report, reading, mention.index, self._names(mention.report), self._people, self._context[mention.report])

    def _names(self, report: str) -> list[str]:
        return [self._actors.get(Mention(report, i), "") for i in range(len(self._readings[report].names))]

    def why(self, mention: Mention) -> str:
        """Why its own report puts a mention with others, where that is no matter of likeness."""
        key = mention.report
        if key not in self._why:
            report, reading = self._reports[key], self._readings[key]
            told = tellings(report, reading, self._names(key), self._people, self.states, read_names(report, reading).keys)
            self._why[key] = {m: why for telling in told for m, why in telling.why.items()}
        return self._why[key].get(mention, "")

    def profile(self, mentions: Sequence[Mention]) -> Profile:
        """The sum of some mentions."""
        first, *rest = (self.one(m) for m in sorted(mentions))
        for other in rest:
            first.take(other)
        return first

    def member(self, mention: Mention, incident: Incident, ties: Mapping[Quote, str]) -> Member:
        """One mention against the others.

        Args:
            ties: by first mention of a telling that was joined to others, the reason.
        """
        quote = Quote(mention.report, self._readings[mention.report].events[mention.index].trigger)
        others = [m for m in incident.events if m != mention]
        if not others:
            return Member(mention, quote, 1.0, "the only mention")
        same = all(m.report == mention.report for m in others)
        like = likeness(self.one(mention), self.profile(others), same_report=same, states=self.states)
        tied = ties.get(quote, "")
        tie = f"joined: {tied}" if "only one" in tied or tied.startswith(LEARNT) else ""
        reason = "; ".join(r for r in (self.why(mention), tie, like.words()) if r)
        return Member(mention, quote, round(like.probability, 3), reason)
