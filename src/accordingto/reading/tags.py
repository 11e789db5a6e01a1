"""What the engine says of one text: plain tags, before any rule has joined them."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.model.text import Span

NAME_LABELS = ("person", "organisation", "place", "nationality", "facility", "product", "event", "other")
ATTRIBUTION_LABELS = ("source", "cue", "content")
ROLE_LABELS = ("ARG0", "ARG1", "ARG2", "LOC", "TMP", "NEG", "MOD")
PLOVER_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
PARTY_LABELS = ("source", "target", "both")
STATUS_LABELS = (
    "happened", "ongoing", "denied", "alleged", "planned", "threatened", "hypothetical", "historical",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TagSpan:
    """A labelled run of words.

    Attributes:
        first, last: half-open word range ``words[first:last]``.
        label: one of the head's labels.
        score: probability of the label, the mean over the run, 0 to 1.
    """

    first: int
    last: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """The linker's word on one cue: which source and which content belong to it.

    Attributes:
        cue, source, content: indices into ``Tags.attributions``; several contents or sources make several links.
            ``cue`` or ``source`` is None where there is none.
        score: probability, 0 to 1.
    """

    cue: int | None
    source: int | None
    content: int
    score: float


@dataclass(frozen=True, slots=True)
class Role:
    """One argument of a predicate, on heads.

    Attributes:
        predicate, head: word indices.
        label: one of ROLE_LABELS.
        score: probability, 0 to 1.
    """

    predicate: int
    head: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class EventTag:
    """A word that names something done.

    Attributes:
        word: word index of the trigger (verb or noun).
        type: PLOVER root type, or "" where the head says that it is a predicate of no PLOVER type.
        type_score: probability of that type, 0 to 1.
        status: one of STATUS_LABELS.
        status_score: probability of that status, 0 to 1.
        leaning: of a word without a type that is not surely no event, the type it would have; else "".
    """

    word: int
    type: str
    type_score: float
    status: str
    status_score: float
    leaning: str = ""


@dataclass(frozen=True, slots=True)
class Tags:
    """All heads' decoded output for one text.

    Attributes:
        words: the code point spans of the words, in order.
        sentences: half-open word ranges, one per sentence, in order, without gaps.
        upos: universal part of speech per word.
        lemmas: lower-case lemma per word.
        heads: word index of each word's head; -1 for the root of its sentence.
        deprels: universal dependency relation per word.
        names, attributions, times: labelled runs of words, in order, each list without overlaps.
        links: statements as the linker joins them.
        roles: predicate–argument pairs.
        events: event triggers.
        parties: who does something to whom, as the sentence's main event has it: source, target, or both (a reciprocal act).
    """

    words: tuple[Span, ...]
    sentences: tuple[tuple[int, int], ...]
    upos: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    names: tuple[TagSpan, ...] = ()
    attributions: tuple[TagSpan, ...] = ()
    times: tuple[TagSpan, ...] = ()
    links: tuple[Link, ...] = ()
    roles: tuple[Role, ...] = ()
    events: tuple[EventTag, ...] = ()
    parties: tuple[TagSpan, ...] = ()
