"""The record: what resolving makes of many readings.

Mentions are named by report and position: ``Mention("r…", 4)`` is name (or event, figure, statement: the field says
which) number 4 of that report's reading. Every value reaches its words in at most two steps: value → span of a report.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from accordingto.model.intervals import Quantity, TimeInterval
from accordingto.model.reading import EvidenceKind, Reading, VoiceKind
from accordingto.model.text import Span

ActorKind = Literal["person", "organisation", "armed_group", "state", "outlet", "people", "place", "other"]
Verdict = Literal["same", "different", "undecided"]
ValueAspect = Literal[
    "killed", "injured", "casualties", "missing", "trapped", "detained", "freed", "displaced", "rescued", "infected", "aboard",
    "attackers", "troops", "protesters", "strikes", "targets", "people", "vehicles", "money", "distance", "area", "duration",
    "percent", "weight", "votes", "other",
    "who", "to_whom", "when", "where", "whether", "means", "called", "evidence", "claim",
]  # fmt: skip
Relation = Literal["conflict", "undecided", "update", "scope", "compatible"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)  # the strongest first
Extent = Literal["all", "part", "more"]
DriftKind = Literal[
    "qualifier lost", "qualifier added", "number rounded", "number changed", "certainty raised", "certainty lowered",
    "attribution dropped", "word changed", "headline overstates",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A position in one report's reading."""

    report: str
    index: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in a report: where every value ends."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class NameForm:
    """One surface form of an actor, with how often it occurs."""

    form: str
    count: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, armed group, state or outlet under all its names.

    Attributes:
        id: ``a`` + hash.
        name: the form to show.
        kind: what sort of actor.
        forms: every surface form, most frequent first.
        mentions: positions in ``Reading.names``.
        titles: titles and offices the texts give, with counts.
        part_of: ids of actors it is part of.
    """

    id: str
    name: str
    kind: ActorKind
    forms: tuple[NameForm, ...]
    mentions: tuple[Mention, ...]
    titles: tuple[NameForm, ...] = ()
    part_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Two things compared: why they were joined, kept apart or left open.

    Attributes:
        id: ``m`` + hash.
        subject: actor, incident, voice or copy.
        left, right: ids of the two (clusters as they would stand without this match).
        left_form, right_form: the two values compared.
        left_quote, right_quote: words to show side by side.
        verdict: same, different, or undecided (goes to review).
        score: from 0 to 1.
        reason: one line for people.
        weight: how much the picture changes if it is decided the other way (mentions or accounts touched).
    """

    id: str
    subject: Literal["actor", "incident", "voice", "copy"]
    left: str
    right: str
    left_form: str
    right_form: str
    left_quote: Quote | None
    right_quote: Quote | None
    verdict: Verdict
    score: float
    reason: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reading that the machine is unsure of and on which accounts rest: a question for review.

    Attributes:
        id: ``q`` + hash.
        subject: a statement, an event, or the voice of a statement.
        mention: position in ``Reading.statements`` (statement, voice) or ``Reading.events``.
        quote: the words a decision holds on to: the whole statement, or the event's trigger.
        score: from 0 to 1.
        weight: how much the picture may change: accounts that rest on it and disagreements these take part in, times 1 - score.
        reason: the reader's, one line for people.
    """

    id: str
    subject: Literal["statement", "event", "voice"]
    mention: Mention
    quote: Quote
    score: float
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class RecordVoice:
    """A voice across reports.

    Attributes:
        id: ``v`` + hash.
        kind, label: as in readings; the outlet of a report is a voice of kind "outlet".
        actor: id of the actor who speaks, or None (unnamed, crowd, unspecified).
    """

    id: str
    kind: VoiceKind
    label: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage that two reports share.

    Attributes:
        earlier, later: the passage in the report that had it first, and in the other.
        similarity: from 0 to 1.
        undecided: True where it is not known which came first.
        credit: words that credit the origin ("(Northline)"), or None.
        reason: one line for people.
    """

    id: str
    earlier: Quote
    later: Quote
    similarity: float
    undecided: bool = False
    credit: Quote | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportCopies:
    """How much of a report is copied: share of its words, and from which reports (most first)."""

    report: str
    share: float
    sources: tuple[str, ...]
    revision_of: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened.

    Attributes:
        name: as most reports word it.
        precision: site, city, region, country, border, or unknown.
        latitude, longitude: degrees, None where unresolved.
        country: ISO 3166 alpha-2 or None; ``gazetteer`` is the entry's id and source, or None.
    """

    name: str
    precision: Literal["site", "city", "region", "country", "border", "unknown"]
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    gazetteer: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """The real-world happening that events of many reports speak of.

    Attributes:
        id: ``i`` + hash.
        title: short, neutral, generated.
        type, mode: PLOVER, of most events.
        events: positions in ``Reading.events``.
        when: interval that all dated accounts share, or None; ``date`` its TIMEX3 value, or None.
        place: or None.
        kind: one happening, a series told as one, or a part of a larger one (``part_of``).
        denied: said by some to have happened and by others not.
        origins, reports: how many independent origins and reports.
        contested: from 0 to 1.
        reason: why its members were joined, one line.
    """

    id: str
    title: str
    type: str
    mode: str
    events: tuple[Mention, ...]
    when: TimeInterval | None
    date: str | None
    place: Place | None
    kind: Literal["happening", "series", "part"] = "happening"
    part_of: str | None = None
    denied: bool = False
    origins: int = 1
    reports: int = 1
    contested: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What one account gives for one aspect.

    Attributes:
        aspect: which.
        text: the words as printed, qualifier included ("at least 12").
        quote: where they stand.
        quantity: bounds, for figures.
        interval: for when.
        key: what values are compared by (an actor id, a lemma, an ISO date), or empty.
        denied: the account denies it.
        qualifier: as printed, or None.
        extent: of a figure: all, a part of others spoken of ("four of them children"), or more on top of others ("a further four").
    """

    aspect: ValueAspect
    text: str
    quote: Quote
    quantity: Quantity | None = None
    interval: TimeInterval | None = None
    key: str = ""
    denied: bool = False
    qualifier: str | None = None
    extent: Extent = "all"


@dataclass(frozen=True, slots=True)
class Account:
    """What one chain in one report says about one incident.

    Attributes:
        id: ``c`` + hash.
        chain: voice ids, the report's outlet first, innermost speaker last.
        events: positions in ``Reading.events`` it is read from.
        statement: position in ``Reading.statements`` of the innermost statement, or None (the outlet's own voice).
        values: what it gives, at most a few per aspect.
        evidence: what is said of evidence.
        origin: id of its origin.
        standing: first hand, copied (same passage) or relayed (in own words).
        withdrawn: the quote of the correction that takes it back, or None.
    """

    id: str
    incident: str
    report: str
    chain: tuple[str, ...]
    events: tuple[int, ...]
    statement: int | None
    values: tuple[Value, ...]
    evidence: EvidenceKind
    origin: str
    standing: Literal["first hand", "copied", "relayed"] = "first hand"
    withdrawn: Quote | None = None

    def hangs_on(self, reading: Reading) -> set[int]:
        """Positions of the statements that it is read from and of all that they stand in; ``reading`` is its report's."""
        return reading.around(self.statement, *(reading.events[i].statement for i in self.events))


@dataclass(frozen=True, slots=True)
class Origin:
    """What accounts go back to.

    Attributes:
        id: ``o`` + hash.
        incident: of which incident.
        letter: A, B, … within the incident, by size.
        voice: id of the innermost voice they share, or None.
        label: words to show.
        accounts: account ids, first hand first, then by time.
        reasons: why any two of them are not independent, one line each.
    """

    id: str
    incident: str
    letter: str
    voice: str | None
    label: str
    accounts: tuple[str, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a disagreement and the accounts that give it."""

    value: Value
    accounts: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """How two sides of a disagreement stand to each other.

    Attributes:
        first, second: places of the two among the disagreement's sides, counted from 0; ``first`` is the smaller.
        relation: of these two alone.
        reason: why, one line.
    """

    first: int
    second: int
    relation: Relation
    reason: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Accounts of one incident that differ in one aspect.

    Attributes:
        id: ``g`` + hash.
        relation: the strongest between any two sides.
        sides: two or more.
        contested: from 0 to 1; more origins on each side and further apart is more.
        internal: id of the report that contradicts itself, or None.
        reason: why this relation, one line.
        between: pairs of sides that were compared, in the order of the sides; two that are not among them were not compared.
    """

    id: str
    incident: str
    aspect: ValueAspect
    relation: Relation
    sides: tuple[Side, ...]
    contested: float
    internal: str | None = None
    reason: str = ""
    between: tuple[Between, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """What a voice calls an incident or an actor.

    Attributes:
        subject: incident or actor id.
        voice: voice id.
        term: the head words as printed; ``key`` their lemma.
        quote: where.
        own: in the report's own voice.
        quoted: inside quotation marks.
        headline: in the title, deck or a subhead.
    """

    subject: str
    voice: str
    term: str
    key: str
    quote: Quote
    own: bool
    quoted: bool
    headline: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed on the way from one telling to another."""

    id: str
    kind: DriftKind
    incident: str | None
    before: Quote
    after: Quote
    note: str


@dataclass(frozen=True, slots=True)
class Relay:
    """One voice cites another.

    Attributes:
        outer, inner: voice ids.
        quote: the words.
    """

    outer: str
    inner: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A decision that no longer fits the record, and why."""

    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything resolving made; the same for any arrival order of the reports."""

    actors: tuple[Actor, ...] = ()
    voices: tuple[RecordVoice, ...] = ()
    statement_voices: dict[Mention, str] = field(default_factory=dict)
    outlet_voices: dict[str, str] = field(default_factory=dict)
    matches: tuple[Match, ...] = ()
    copies: tuple[Copy, ...] = ()
    report_copies: tuple[ReportCopies, ...] = ()
    incidents: tuple[Incident, ...] = ()
    accounts: tuple[Account, ...] = ()
    origins: tuple[Origin, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    namings: tuple[Naming, ...] = ()
    drifts: tuple[Drift, ...] = ()
    relays: tuple[Relay, ...] = ()
    unapplied: tuple[Unapplied, ...] = ()
    doubts: tuple[Doubt, ...] = ()
