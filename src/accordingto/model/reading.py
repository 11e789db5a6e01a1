"""What reading finds in one report. All spans are code points of the report's text; all links are list positions."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from accordingto.model.intervals import Quantity, TimeInterval
from accordingto.model.text import Span, cover

NameKind = Literal["person", "organisation", "place", "nationality", "facility", "product", "event", "other"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["none", "published", "previous", "event", "unknown"]
Manner = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "accuses", "demands", "denies", "threatens", "promises", "questions"]
EvidenceKind = Literal["offered", "not offered", "not mentioned"]
VoiceKind = Literal[
    "outlet", "person", "office", "organisation", "state", "document", "unnamed", "crowd", "unspecified"
]  # fmt: skip
Status = Literal[
    "happened", "ongoing", "denied", "alleged", "planned", "threatened", "hypothetical", "historical"
]  # fmt: skip
Aspect = Literal[
    "killed", "injured", "casualties", "missing", "trapped", "detained", "freed", "displaced", "rescued", "infected", "aboard",
    "attackers", "troops", "protesters", "strikes", "targets", "people", "vehicles", "money", "distance", "area", "duration",
    "percent", "weight", "votes", "other",
]  # fmt: skip
QuotationKind = Literal["direct", "block", "scare", "title"]


@dataclass(frozen=True, slots=True)
class Name:
    """A mention by name. ``title`` is the run of titles and roles directly before it ("interim Prime Minister")."""

    span: Span
    kind: NameKind
    score: float
    title: Span | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or description, and the name it stands for.

    Attributes:
        span: "he", "the group", "the minister", "the PMU" ...
        name: position in ``Reading.names``, or None where two candidates are close or there is none.
        score: from 0 to 1.
        reason: one line for people.
    """

    span: Span
    name: int | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression, TIMEX3.

    Attributes:
        span: without prepositions.
        type, value: TIMEX3 type and value ("2019-12-27", "P2D", "2018-SU", "PRESENT_REF"); value None is unresolved.
        interval: what the value covers, None where it covers no stretch of the calendar (durations, sets, unresolved).
        anchor: what it was resolved against: nothing (absolute), the publication date, an earlier time of the text,
            an event of the text; "unknown" where it needs an anchor that is not there.
        reason: one line for people: the rule, and for unresolved ones why.
    """

    span: Span
    type: TimexType
    value: str | None
    interval: TimeInterval | None
    anchor: Anchor
    reason: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of something.

    Attributes:
        span: number words with their qualifier left out ("25" of "at least 25 members").
        quantity: bounds.
        qualifier: "at least", "some", "more than" ... as printed, or None; ``qualifier_span`` is where it stands.
        aspect: what it counts.
        counted: the words counted ("members of the militia"), or None.
        event: position in ``Reading.events`` of the event it belongs to, or None.
        additional: whether it comes on top of another ("a further 4").
        like: position in ``Reading.figures`` of the figure that it takes what it counts from ("police spoke of 3,500"), or None.
        part: whether it counts some of others spoken of ("four of whom", "including 10 children", "31 to the other hospital").
        statistic: whether it sums up many happenings of a span of months or more ("112 a year", "hurt in 30 accidents since 2015").
        denied: whether it is told only to be turned down ("reports of 40 dead are false"): it is somebody else's.
        reason: one line for people.
    """

    span: Span
    quantity: Quantity
    aspect: Aspect
    qualifier: str | None = None
    qualifier_span: Span | None = None
    counted: Span | None = None
    event: int | None = None
    additional: bool = False
    like: int | None = None
    part: bool = False
    statistic: bool = False
    denied: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, or a block quotation without marks.

    Attributes:
        span: with its marks.
        inner: without them.
        kind: a full quotation, a block, scare quotes around a word or two, or a title of a work.
        balanced: False where a mark was missing and the end was recovered.
    """

    span: Span
    inner: Span
    kind: QuotationKind
    balanced: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as this report words it.

    Attributes:
        kind: what sort of voice.
        label: the words to show ("Adil Abdul Mahdi", "US officials", "The Harbour Post"); for "unspecified" empty.
        name: position in ``Reading.names`` of the name it resolves to, or None.
        reason: one line for people.
    """

    kind: VoiceKind
    label: str
    name: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution.

    Attributes:
        source, cue, content: their spans; source or cue may be empty; content has at least one span.
        manner, stance: how it is said.
        voice: who says it.
        evidence: what the text says of evidence for it; ``evidence_span`` are those words.
        parent: position of the statement it stands inside, or None.
        negated: the act of saying did not take place ("did not say who").
        endorsed: the outer voice makes it its own ("as X pointed out").
        headline: it stands in the title, deck or a subhead.
        score: from 0 to 1.
        reason: one line for people.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    stance: Stance
    voice: Voice
    evidence: EvidenceKind = "not mentioned"
    evidence_span: Span | None = None
    parent: int | None = None
    negated: bool = False
    endorsed: bool = False
    headline: bool = False
    score: float = 1.0
    reason: str = ""

    @property
    def whole(self) -> Span:
        """The smallest span with all its words."""
        return cover((*self.source, *self.cue, *self.content))


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant of an event as the text words it.

    Attributes:
        span: the whole phrase.
        head: its head word.
        name: position in ``Reading.names`` of the name it resolves to, or None.
    """

    span: Span
    head: Span
    name: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One mention of something done.

    Attributes:
        trigger: the word or words that name it.
        lemma: the trigger's lemma.
        type, mode: PLOVER root type and mode ("" where it has none).
        status: whether it is said to have happened.
        actors, recipients: who, to whom.
        places: positions in ``Reading.names``; ``times``: positions in ``Reading.times``;
            ``figures``: positions in ``Reading.figures``.
        means: weapon or means, where stated.
        statement: position of the innermost statement it stands in, None for the outlet's own voice.
        sentence: position in ``Reading.sentences``.
        anaphoric: a definite or demonstrative reference to something told before ("the attack", "the strikes").
        plural: several happenings in one mention ("attacks over recent months").
        headline: it stands in the title, deck or a subhead.
        passing: told in passing: named by a noun that no verb carries ("under UN sanctions"), or by a participle that describes
            somebody ("the girls held there").
        score: from 0 to 1.
        reason: trigger, pattern or head score, and arguments, one line for people.
    """

    trigger: Span
    lemma: str
    type: str
    mode: str
    status: Status
    actors: tuple[Argument, ...] = ()
    recipients: tuple[Argument, ...] = ()
    places: tuple[int, ...] = ()
    times: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()
    means: Span | None = None
    statement: int | None = None
    sentence: int = 0
    anaphoric: bool = False
    plural: bool = False
    headline: bool = False
    score: float = 1.0
    reason: str = ""
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one report; a pure function of the report and the reader's version.

    Attributes:
        report: the report's id.
        version: of the reader (rules and weights); a stored reading of another version is read again.
        words: how many words were read.
        sentences: in the order of the text, none inside another.
        problems: what went wrong without stopping the reading, one line each.
    """

    report: str
    version: str
    words: int = 0
    sentences: tuple[Span, ...] = ()
    names: tuple[Name, ...] = ()
    references: tuple[Reference, ...] = ()
    times: tuple[Time, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    problems: tuple[str, ...] = ()

    def sentence_of(self, span: Span) -> int | None:
        """Position of the first sentence that shares a code point with a span, or None."""
        at = bisect_right(self.sentences, span.start, key=lambda s: s.end)
        return at if at < len(self.sentences) and self.sentences[at].overlaps(span) else None

    def depth(self, statement: int) -> int:
        """How deep a statement is nested; 0 is outermost."""
        depth = 0
        parent = self.statements[statement].parent
        while parent is not None:
            depth, parent = depth + 1, self.statements[parent].parent
        return depth

    def around(self, *statements: int | None) -> set[int]:
        """The statements given and all that they stand in."""
        found: set[int] = set()
        for statement in statements:
            while statement is not None and statement not in found:
                found.add(statement)
                statement = self.statements[statement].parent
        return found

    def chain(self, statement: int | None) -> tuple[Voice, ...]:
        """The voices from the outermost statement to this one, the report's outlet not included."""
        voices: list[Voice] = []
        while statement is not None:
            voices.append(self.statements[statement].voice)
            statement = self.statements[statement].parent
        return tuple(reversed(voices))
