"""What an event, a telling or an incident is compared by: type, time, place, participants, figures, words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache

from accordingto.data import table, words
from accordingto.model.intervals import TimeInterval
from accordingto.model.reading import Event, Reading
from accordingto.model.record import Mention
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.folding import fold, folded_words
from accordingto.resolving.offices import roles, sort_of_doer
from accordingto.resolving.places import Spot, locate
from accordingto.resolving.tables import state_of

# What never makes an incident: it has not happened, or is only denied.
UNREAL = frozenset({"planned", "threatened", "hypothetical"})
_STOP = words("incidents", "stop")
_WORD = re.compile(r"[a-z][a-z'’]+")
TOLLS = frozenset({"killed", "injured", "casualties", "missing", "trapped", "detained", "freed", "displaced", "rescued", "infected"})
NARROW_DAYS = 3.0
_LATE = ("22", "23", "24")  # hours


def family(event_type: str) -> str:
    """Types that can be two readings of one happening share a family; acts of speech are families of their own."""
    return _families().get(event_type, event_type)


@cache
def _families() -> dict[str, str]:
    return {kind: name for name, kinds in table("incidents")["families"].items() for kind in kinds}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A rough stem, good enough to let "strike" meet "strikes" and "killing" meet "killed"."""
    for end in ("ings", "ing", "ions", "ion", "ies", "ed", "es", "s"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, lemmas in table("incidents")["classes"].items():
        for lemma in lemmas.split():
            found.setdefault(lemma, set()).add(name)
    return {lemma: frozenset(names) for lemma, names in found.items()}


def classes_of(lemmas: Iterable[str]) -> frozenset[str]:
    """The sorts of happening that lemmas name."""
    return frozenset(name for lemma in lemmas for part in lemma.split() for name in _classes().get(part, ()) if name != "any")


@dataclass(frozen=True, slots=True)
class Seen:
    """Derived from a profile: its day, its sorts of happening, what it can be found by, whether it is told by the harm alone ("12 were
    killed"), and whether by what did the harm ("the dam burst")."""

    day: tuple[int, int] | None
    classes: frozenset[str]
    anchors: frozenset[str]
    only_harm: bool
    tells_deed: bool


# Behind every place in the order of publication: time, where on its page the report begins, position of the event, report id.
_LAST = ("~", 0, 0, "")
_NO_MENTION = Mention("\U0010ffff", 0)  # behind every mention


@dataclass(slots=True)
class Profile:
    """The sum of what one or more event mentions say. Merged by ``take``.

    Attributes:
        events: the mentions; ``least`` is the first of them by report and position.
        serial: a telling's own number, new whenever the telling is made anew.
        objects, doers: head words of what it was done to and of who did it, folded, with counts.
        speakers: whether who did it is "a person" or "a body", as far as the words tell.
        spoken: some mention says who did it, by name or not.
        pointing: an act of speech whose words say only that it is about what was just told ("denied it"), so that nothing of it can be
            compared with acts told elsewhere.
        first: where the earliest mention stands in the order of publication; ties are broken by it, since ids of reports are chance.
        contested: a deed of a certain day and place that somebody denies, so that others must say it was.
        leads: what its report is about, by its headline or opening.
        another: told as one more of its kind ("a second blast"), so not the one everyone speaks of.
        days: explicit day ranges as ordinals (first, last), at most ``NARROW_DAYS`` long; ``nights`` those of them that are one night,
            which goes by the day it begins on; ``late`` the days at the end of which it was, two hours before midnight or less.
        fresh: first and last day that news of those reports can be of which tell it as news, and why; or of what they told just before.
        chances: by mention without a day, how likely each day named is its day, where; ``likely``: its day is one of them, not this.
        bounds: why days that no expression gives are still known, one line each.
        topics: lemmas of the happenings that an act of speech speaks of, with counts.
        about: mentions of the same report that its words speak of or follow, so that it cannot lie before them; ``apart`` those that
            are said to answer it or to lie a time away, and so are not it.
        why: mentions that their report itself, and no likeness, puts with the rest, with the reason.
        offsets: how many days it lies behind (before: less than 0) mentions of its sentence that it is dated by.
        coarse: explicit longer ranges (a month, a year).
        said, beside: dates and places that the sentence names while the mention itself has none (``frames``); they only speak against
            a join.
        victims: those of ``named`` of whom it is said that they were killed; a person is killed once.
        by_name: of ``named``, how many mentions have the name itself, and no pronoun or description, for the one it was done to.
        named: people (actor ids) to whom it was done; ``recipients`` every other actor or head word; ``agents`` who did it,
            and ``loose`` those of them whose name stands before an office ("the Reed Front's chief").
    """

    family: str
    types: dict[str, int] = field(default_factory=dict)
    modes: dict[str, int] = field(default_factory=dict)
    lemmas: dict[str, int] = field(default_factory=dict)
    events: list[Mention] = field(default_factory=list)
    days: list[tuple[int, int]] = field(default_factory=list)
    nights: set[tuple[int, int]] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    fresh: set[tuple[int, int, str]] = field(default_factory=set)
    coarse: list[tuple[int, int]] = field(default_factory=list)
    chances: dict[Mention, Mapping[tuple[int, int], tuple[float, str]]] = field(default_factory=dict)
    bounds: set[str] = field(default_factory=set)
    about: set[Mention] = field(default_factory=set)
    topics: dict[str, int] = field(default_factory=dict)
    apart: set[Mention] = field(default_factory=set)
    offsets: dict[Mention, int] = field(default_factory=dict)
    why: dict[Mention, str] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    beside: dict[str, Spot] = field(default_factory=dict)
    said: list[tuple[int, int]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    recipients: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    objects: dict[str, int] = field(default_factory=dict)
    doers: dict[str, int] = field(default_factory=dict)
    speakers: set[str] = field(default_factory=set)
    victims: set[str] = field(default_factory=set)
    by_name: dict[str, int] = field(default_factory=dict)
    spot_votes: dict[str, int] = field(default_factory=dict)
    figures: dict[str, set[tuple[float | None, float | None]]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    published: set[int] = field(default_factory=set)
    first: tuple[str, int, int, str] = _LAST
    reports: set[str] = field(default_factory=set)
    anaphoric: bool = True
    plural: bool = False
    headline: bool = False
    asserted: bool = False
    historical: bool = False
    inferred: bool = False
    likely: tuple[tuple[int, int] | None, ...] = ()
    another: bool = False
    leads: bool = False
    spoken: bool = False
    pointing: bool = False
    contested: bool = False
    serial: int = 0
    least: Mention = _NO_MENTION
    _seen: Seen | None = None

    @property
    def seen(self) -> Seen:
        """What comparisons look at again and again, worked out once."""
        if self._seen is None:
            harm = [not HARM.isdisjoint(lemma.split()) for lemma in self.lemmas]
            deed = any(not DEED.isdisjoint(lemma.split()) for lemma in self.lemmas)
            classes = classes_of(self.lemmas)
            self._seen = Seen(self._day(), classes, self._anchors(classes), bool(harm) and all(harm), deed)
        return self._seen

    @property
    def day(self) -> tuple[int, int] | None:
        """The days that all explicit day ranges share; failing that the most frequent one."""
        return self.seen.day

    def _anchors(self, classes: Set[str]) -> frozenset[str]:
        """What it can be found by: people, actors, places, head words, lemmas and sorts of happening."""
        words = {*(f"h:{h}" for h in self.heads), *(f"y:{y}" for y in self.lemmas), *(f"k:{k}" for k in classes)}
        return frozenset({*self.named, *self.recipients, *self.agents, *self.spots, *words})

    def set_days(self, days: list[tuple[int, int]]) -> None:
        """Replace the explicit days."""
        self.days = days
        self._seen = None

    def _day(self) -> tuple[int, int] | None:
        if not self.days:
            return None
        counts = Counter(self.days)
        low, high = max(d[0] for d in counts), min(d[1] for d in counts)
        if low <= high:
            nights = sum(n for day, n in counts.items() if day in self.nights)
            if any(night[0] < low for night in self.nights) and 2 * nights >= len(self.days):
                return low - 1, low - 1  # a night goes by the day it begins on
            return low, high
        return max(sorted(counts), key=lambda d: (counts[d], d[0] - d[1]))

    def top(self, counts: dict[str, int]) -> str:
        """The most frequent value, ties by name."""
        return min(counts, key=lambda k: (-counts[k], k)) if counts else ""

    def take(self, other: Profile) -> None:
        """Add what another profile says."""
        pairs = ((self.types, other.types), (self.modes, other.modes), (self.lemmas, other.lemmas), (self.objects, other.objects),
                 (self.doers, other.doers), (self.topics, other.topics), (self.by_name, other.by_name))  # fmt: skip
        for mine, theirs in pairs:
            for key, n in theirs.items():
                mine[key] = mine.get(key, 0) + n
        self.events += other.events
        self.least = min(self.least, other.least)
        self.days += other.days
        self.nights |= other.nights
        self.late |= other.late
        self.fresh |= other.fresh
        self.coarse += other.coarse
        self.chances.update(other.chances)
        self.bounds |= other.bounds
        self.about |= other.about
        self.apart |= other.apart
        self.offsets.update(other.offsets)
        self.why.update(other.why)
        self.spots.update(other.spots)
        self.beside.update(other.beside)
        self.said += other.said
        self.loose = (self.loose - (other.agents - other.loose)) | (other.loose - (self.agents - self.loose))
        self.agents |= other.agents
        self.recipients |= other.recipients
        self.named |= other.named
        self.heads |= other.heads
        self.words |= other.words
        self._seen = None
        self.victims |= other.victims
        for key, n in other.spot_votes.items():
            self.spot_votes[key] = self.spot_votes.get(key, 0) + n
        for aspect, values in other.figures.items():
            self.figures.setdefault(aspect, set()).update(values)
        self.published |= other.published
        self.first = min(self.first, other.first)
        self.reports |= other.reports
        self.anaphoric &= other.anaphoric
        self.plural &= other.plural
        self.headline |= other.headline
        self.asserted |= other.asserted
        self.historical &= other.historical
        self.inferred |= other.inferred
        self.likely = self.likely or other.likely
        self.another |= other.another
        self.leads |= other.leads
        self.spoken |= other.spoken
        self.contested |= other.contested
        self.pointing &= other.pointing
        self.speakers |= other.speakers

    def copy(self) -> Profile:
        """A profile of its own with the same content."""
        fresh = Profile(self.family, anaphoric=True, plural=True, historical=True, pointing=True)
        fresh.take(self)
        return fresh


def day_of(published: str | None) -> date | None:
    """The day of an ISO 8601 date or time."""
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def span_days(interval: TimeInterval | None) -> tuple[int, int] | None:
    """First and last day of an interval as ordinals; None where an end is open."""
    if interval is None or interval.start is None or interval.end is None:
        return None
    return interval.start.toordinal(), (interval.end - timedelta(microseconds=1)).toordinal()


def event_profile(
    report: Report, reading: Reading, index: int, actors: Sequence[str], people: Set[str], context: Mapping[str, int]
) -> Profile:
    """The profile of one event mention.

    Args:
        actors: actor id of every name of the report.
        people: actor ids that are people.
        context: how often the report names each state.
    """
    event, text = reading.events[index], report.text
    profile = Profile(family(event.type), {event.type: 1}, {event.mode: 1} if event.mode else {}, {lemma_of(event, text): 1})
    profile.least = Mention(report.id, index)
    profile.events = [profile.least]
    profile.reports = {report.id}
    published = day_of(report.published.value)
    profile.published = {published.toordinal()} if published else set()
    profile.first = (report.published.value or "~", report.span.start, index, report.id)
    for position in times_of(report, reading, event):
        days = span_days(reading.times[position].interval)
        if days is not None:
            if published is not None and event.status in ("happened", "ongoing"):
                days = (days[0], max(days[0], min(days[1], published.toordinal())))  # "this week" is not over yet
            (profile.days if days[1] - days[0] < NARROW_DAYS else profile.coarse).append(days)
            if days[1] - days[0] == 1 and (reading.times[position].value or "").endswith("TNI"):
                profile.nights.add(days)
            if (reading.times[position].value or "")[11:13] in _LATE:
                profile.late.add(days[0])
    if profile.days:
        profile.coarse = []
    for position in places_of(report, reading, event):
        if actors[position] in people:
            continue  # the record takes the name for a person's
        spot = locate(report, reading, position, context)
        profile.spots[spot.key] = spot
        profile.spot_votes[spot.key] = 1
    _participants(profile, event, reading, text, actors, people)
    if folded_words(event.lemma) & KILL and event.status != "denied":
        profile.victims = set(profile.named)
    for position in event.figures:
        figure = reading.figures[position]
        profile.figures.setdefault(figure.aspect, set()).add((figure.quantity.low, figure.quantity.high))
    before = text[max(0, event.trigger.start - 40) : event.trigger.start]
    harm = not HARM.isdisjoint(lemma_of(event, text).split())
    profile.another = bool(_ANOTHER.search(before[-24:])) or (harm and bool(_RECORD.search(before)))
    profile.words = _words(text, reading, event)
    profile.anaphoric, profile.plural, profile.headline = event.anaphoric, event.plural and _is_series(reading, event, text), event.headline
    profile.asserted = event.status in ("happened", "ongoing", "alleged", "historical")
    profile.contested = _is_contested(profile, event)
    profile.historical = event.status == "historical"
    profile.spoken = bool(event.actors) or any(s.source for s in reading.statements if any(c.overlaps(event.trigger) for c in s.cue))
    profile.pointing = bool(_POINTING.match(text, event.trigger.end))
    return profile


def lemma_of(event: Event, text: str) -> str:
    """The lemma, folded; who fires shoots, a fire burns."""
    lemma = fold(event.lemma)
    shots = lemma == "fire" and event.type == "ASSAULT" and event.trigger.of(text).lower() in ("fired", "firing")
    return "shoot" if shots else lemma


HARM = words("incidents", "harm")
DEED = words("incidents", "deed")
KILL = words("incidents", "kill")
_FURNITURE = frozenset({"byline", "dateline", "photo_credit", "separator", "author_bio", "link_stub", "promo", "call_to_action"})
_TALLY = re.compile(r"\b(?:number|toll|tally|count|figure|list|total)\b", re.IGNORECASE)


def in_part(report: Report, span: Span) -> bool:
    """Whether words stand in a byline, dateline or the like, which date and place the report and not what it tells."""
    return any(p.kind in _FURNITURE and p.span.overlaps(span) for p in report.parts)


def times_of(report: Report, reading: Reading, event: Event) -> list[int]:
    """The times that date an event: not those that date the saying, the report, a count kept or another noun,
    nor days still to come; of days that lie apart the one nearest to the trigger."""
    if counts_dead(reading, event, report.text):
        return []
    text, published = report.text, day_of(report.published.value)
    found: list[tuple[int, int, tuple[int, int] | None]] = []
    for t in event.times:
        time = reading.times[t]
        if _beside_the_words(reading, event, t) or in_part(report, time.span) or _owns_another(text, time.span, event.trigger):
            continue
        days = span_days(time.interval)
        if days is not None and published is not None and event.status not in UNREAL and days[0] > published.toordinal() + 1:
            continue
        gap = max(time.span.start - event.trigger.end, event.trigger.start - time.span.end, 0)
        found.append((gap, t, days))
    narrow = [row for row in sorted(found) if row[2] is not None and row[2][1] - row[2][0] < NARROW_DAYS]
    first = narrow[0][2] if narrow else None
    apart = {t for _, t, days in narrow if first and days and not (days[0] <= first[1] and first[0] <= days[1])}
    return [t for _, t, _ in found if t not in apart]


def _owns_another(text: str, time: Span, trigger: Span) -> bool:
    """Whether a time in the possessive ("Tuesday's explosions") belongs to a noun that is not the trigger."""
    return text[time.end : time.end + 2] in ("’s", "'s") and not 0 <= trigger.start - time.end <= 30


def places_of(report: Report, reading: Reading, event: Event) -> list[int]:
    """The names that say where an event happened."""
    return [p for p in event.places if is_place(reading, p, report.text) and not in_part(report, reading.names[p].span)]


def counts_dead(reading: Reading, event: Event, text: str) -> bool:
    """Whether a mention of harm is a count kept ("put the number killed at 22"): its sentence dates the count, not the harm."""
    if not reading.sentences or not event.figures or not folded_words(event.lemma) & HARM:
        return False
    sentence = reading.sentences[min(event.sentence, len(reading.sentences) - 1)]
    return bool(_TALLY.search(sentence.of(text)))


def _beside_the_words(reading: Reading, event: Event, position: int) -> bool:
    """Whether a time stands outside the words said while the event stands inside: it dates the saying, not the event."""
    if event.statement is None:
        return False
    content, time = reading.statements[event.statement].content, reading.times[position].span
    return any(c.contains(event.trigger) for c in content) and not any(c.overlaps(time) for c in content)


def is_place(reading: Reading, position: int, text: str) -> bool:
    """A name that is where something happened, and no modifier ("a US base") and no group."""
    name = reading.names[position]
    if name.kind in ("person", "organisation", "product", "event", "other"):
        return False
    code = state_of(name.span.of(text))
    if code is None or name.kind == "facility":
        return name.kind != "nationality"
    after = text[name.span.end : name.span.end + 40]
    modifies = re.match(
        r"(?:[’']s)?\s+(?!and\b|or\b|on\b|in\b|at\b|by\b|after\b|to\b|that\b|which\b|when\b|as\b|for\b|since\b|where\b)[a-zA-Z]", after
    )
    return not modifies or "border" in after


def _is_contested(profile: Profile, event: Event) -> bool:
    """Whether somebody denies a deed of a certain day and place: nobody does so unless others say that it was."""
    return event.status == "denied" and event.statement is not None and bool(profile.days) and bool(profile.spots)


_POINTING = re.compile(
    r"\s+(?:it|this|that|them|so|doing so|having done so|the (?:claims?|charges?|accusations?|reports?))\s*(?:[.,;]|when\b|as\b|and\b|$)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:another|second|third|fourth|new|fresh|further|separate|earlier|previous)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_RECORD = re.compile(r"\bresponsible for (?:the |an? )?(?:\w+ )?$", re.IGNORECASE)  # of a person's past, not of this happening
_SERIES = re.compile(
    r"\b(?:series|wave|string|spate|months?|weeks?|years?|repeated|recent|frequent|daily|every|since|previous|past|earlier)\b",
    re.IGNORECASE,
)


def _is_series(reading: Reading, event: Event, text: str) -> bool:
    """Whether a plural tells of many happenings over time; the strikes of one night are one happening."""
    lengths = [reading.times[t] for t in event.times]
    if any(t.type in ("DURATION", "SET") and t.interval is None for t in lengths):
        return True
    days = [span_days(t.interval) for t in lengths]
    if any(d is not None and d[1] - d[0] < NARROW_DAYS for d in days):
        return False
    return bool(_SERIES.search(text[max(0, event.trigger.start - 40) : event.trigger.end + 40]))


def _participants(profile: Profile, event: Event, reading: Reading, text: str, actors: Sequence[str], people: Iterable[str]) -> None:
    known = people if isinstance(people, (set, frozenset)) else set(people)
    for argument in event.actors:
        head = fold(argument.head.of(text))
        profile.doers[head] = 1
        profile.speakers |= sort_of_doer(reading, argument, head)
        if argument.name is not None:
            profile.agents.add(actors[argument.name])
            name = reading.names[argument.name].span
            if name.overlaps(argument.span) and not name.overlaps(argument.head) and fold(argument.head.of(text)) in roles():
                profile.loose.add(actors[argument.name])
    _speaker(profile, event, reading, text, actors)
    for argument in event.recipients:
        head = stem(fold(argument.head.of(text)))
        profile.objects[fold(argument.head.of(text))] = 1
        if argument.name is not None:
            actor = actors[argument.name]
            name = reading.names[argument.name].span
            own = name.overlaps(argument.head) or not name.overlaps(argument.span)  # the name is the head, or the phrase stands for it
            (profile.named if actor in known and own else profile.recipients).add(actor)
            if actor in known and name.overlaps(argument.head):
                profile.by_name[actor] = 1
            if not own and head:
                profile.heads.add(head)
        elif head:
            profile.heads.add(head)


def _speaker(profile: Profile, event: Event, reading: Reading, text: str, actors: Sequence[str]) -> None:
    """Who speaks, where the event itself names nobody, or by a pronoun, and is the cue of a statement: its voice."""
    if profile.family not in _SPOKEN or not all(fold(a.head.of(text)) in _PRONOUNS for a in event.actors):
        return
    for statement in reading.statements:
        if any(c.overlaps(event.trigger) for c in statement.cue):
            if statement.voice.name is not None:
                profile.agents.add(actors[statement.voice.name])
            elif statement.voice.label:
                profile.doers[fold(statement.voice.label).split()[-1]] = 1


_SPOKEN = frozenset({"accuse", "ask", "talk", "support"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "who"})


def _words(text: str, reading: Reading, event: Event) -> set[str]:
    if not reading.sentences:
        return set()
    sentence = reading.sentences[min(event.sentence, len(reading.sentences) - 1)]
    return {stem(word) for word in _WORD.findall(sentence.of(text).lower()) if word not in _STOP and len(word) > 2}
