"""What the engine's raw scores mean: syntax, names, statements, roles and events of one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordingto.model.text import Span
from accordingto.reading.decode import bio_transitions, distance, heads_of, product, runs, sigmoid, softmax, viterbi, viterbi_long
from accordingto.reading.lemma import lemma
from accordingto.reading.tags import (
    ATTRIBUTION_LABELS,
    NAME_LABELS,
    PARTY_LABELS,
    PLOVER_TYPES,
    STATUS_LABELS,
    EventTag,
    Link,
    Role,
    Tags,
    TagSpan,
)

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Half of the probability is too much to ask of a link when the tags are there already: 0.1 instead of 0.25 is worth +1 F1 on whole
# statements (PolNeAR dev, of three values).
_LINK = 0.1
# One name in ninety of the newswire training part begins right behind another, where one word in fourteen begins a name at all: the
# logarithm of that ratio, so that "European | Union" is one name.
_TOUCHING = -2.0
_OTHERS = 0.5
"""What another mention of the same form counts for in a name's class, where its own words count one: worth +1 F1 on held-out newswire,
on each half of it, and the same from 0.3 to 1."""
_PREDICATE = 0.5
_REACH = 160
"""A content, and a source, lies at most so many words from its cue; in the training data 99.6 % do."""
_EVENT = 0.5
_SURELY_NONE = 0.95
"""What is at least so surely no event leans to no type."""


@dataclass(frozen=True, slots=True)
class Constants:
    """Labels, column ranges and the small weights that numpy applies.

    Attributes:
        layout: what ``engine.json`` holds.
        arrays: what ``engine.npz`` holds.
    """

    layout: dict[str, Any]
    arrays: dict[str, Floats]

    @property
    def tag_columns(self) -> int:
        """Width of the output ``tags``."""
        return max(int(high) for _, high in self.layout["tags"].values())

    @property
    def pair_columns(self) -> int:
        """Width of the output ``pairs``."""
        return max(int(high) for _, high in self.layout["pairs"].values())


@dataclass(frozen=True, slots=True)
class Scores:
    """The graph's outputs for one text.

    Attributes:
        spans, forms: the words.
        sentences: half-open word ranges; ``sentence`` the number of each word's.
        tags, pairs: [words, columns] as ``Constants.layout`` names them.
        arcs: for each unit its first word and [words, words + 1] scores of heads.
    """

    spans: list[Span]
    forms: list[str]
    sentences: list[tuple[int, int]]
    sentence: Ints
    tags: Floats
    pairs: Floats
    arcs: list[tuple[int, Floats]] = field(default_factory=list)


def tags_of(scores: Scores, constants: Constants) -> Tags:
    """Decode everything."""
    if not scores.spans:
        return Tags((), (), (), (), (), ())
    table = Table(scores, constants)
    upos = [constants.layout["upos"][k] for k in table.tags("upos").argmax(1)]
    heads = syntax_heads(scores)
    relations = table.relations(heads)
    roles = table.roles()
    attributions = table.attributions()
    return Tags(
        words=tuple(scores.spans),
        sentences=tuple(scores.sentences),
        upos=tuple(upos),
        lemmas=tuple(lemma(form, tag) for form, tag in zip(scores.forms, upos, strict=True)),
        heads=tuple(heads.tolist()),
        deprels=tuple(relations),
        names=table.names(),
        attributions=attributions,
        times=table.spans("times", ("time",)),
        links=table.links(attributions),
        roles=roles,
        events=table.events(roles),
        parties=table.parties(heads, relations),
    )


def syntax_heads(scores: Scores) -> Ints:
    """The head of every word, -1 for roots."""
    found = []
    for first, arcs in scores.arcs:
        heads = heads_of(arcs, scores.sentence[first : first + len(arcs)])
        found.append(np.where(heads >= 0, heads + first, -1))
    return np.concatenate(found)


def _coordinated(one: TagSpan, other: TagSpan, heads: Ints, relations: Sequence[str]) -> bool:
    """Whether a word of the second run is joined by "and" to a word of the first."""
    return any(relations[at] == "conj" and one.first <= heads[at] < one.last for at in range(other.first, other.last))


class Table:
    """The scores of one text by name."""

    def __init__(self, scores: Scores, constants: Constants) -> None:
        self.scores = scores
        self.constants = constants
        self._predicates = sigmoid(self.tags("predicate")[:, 0])

    def tags(self, name: str) -> Floats:
        """Columns of one word classifier."""
        low, high = self.constants.layout["tags"][name]
        return self.scores.tags[:, low:high]

    def pair(self, name: str) -> Floats:
        """Columns of one pair projection."""
        low, high = self.constants.layout["pairs"][name]
        return self.scores.pairs[:, low:high]

    def relations(self, heads: Ints) -> list[str]:
        """The dependency relation of every word to its head."""
        arrays, names = self.constants.arrays, self.constants.layout["deprels"]
        here = np.arange(len(heads))
        above = np.where(heads >= 0, heads, here)
        hidden = self.pair("relation_left") + self.pair("relation_right")[above] + arrays["relation_distance"][distance(here, above)]
        found = product(np.maximum(hidden, 0), arrays["relation_out"]) + arrays["relation_bias"]
        root = names.index("root")
        found[:, root] = -np.inf
        best = found.argmax(1)
        best[heads < 0] = root
        return [names[k] for k in best]

    def spans(self, head: str, labels: Sequence[str], touching: float = 0.0) -> tuple[TagSpan, ...]:
        """Labelled runs within sentences; ``touching`` is the score of one that begins right behind another."""
        scores = self.tags(head)
        moves, first = bio_transitions(len(labels), touching)
        return self._runs(scores, viterbi(scores, self.scores.sentences, moves, first), labels)

    def names(self) -> tuple[TagSpan, ...]:
        """Names, one class for one form throughout the text: every mention has a vote, and a person's full name one on the last."""
        spans = self.spans("names", NAME_LABELS, _TOUCHING)
        forms = [tuple(form.lower() for form in self.scores.forms[span.first : span.last]) for span in spans]
        voters: dict[tuple[str, ...], list[int]] = {}
        for number, (form, span) in enumerate(zip(forms, spans, strict=True)):
            voters.setdefault(form, []).append(number)
            if len(form) > 1 and span.label == "person":
                voters.setdefault(form[-1:], []).append(number)
        disputed = {form for form, own in voters.items() if len({spans[number].label for number in own}) > 1}
        if not disputed:
            return spans
        sure = softmax(self.tags("names"))
        # An inside tag says as much of the class as a beginning.
        views = np.log(sure[:, 1::2] + sure[:, 2::2])
        found = list(spans)
        for number, (form, span) in enumerate(zip(forms, spans, strict=True)):
            if form in disputed:
                votes = [views[spans[n].first : spans[n].last].mean(0) * (1.0 if n == number else _OTHERS) for n in voters[form]]
                best = int(np.sum(votes, axis=0).argmax())
                score = float((sure[span.first : span.last, 1 + 2 * best] + sure[span.first : span.last, 2 + 2 * best]).mean())
                found[number] = TagSpan(span.first, span.last, NAME_LABELS[best], score)
        return tuple(found)

    def parties(self, heads: Ints, relations: Sequence[str]) -> tuple[TagSpan, ...]:
        """Who does something to whom: of each kind the surest run of a sentence, since the head tells its main event alone.

        A target that is coordinated with the source ("Varland and Dorn agreed") acts and is acted on with it: both.
        """
        best: dict[tuple[int, str], TagSpan] = {}
        for span in self.spans("parties", PARTY_LABELS):
            key = (int(self.scores.sentence[span.first]), span.label)
            if key not in best or span.score > best[key].score:
                best[key] = span
        for number in {number for number, _ in best}:
            source, target = best.get((number, "source")), best.get((number, "target"))
            if source and target and source.last <= target.first and _coordinated(source, target, heads, relations):
                del best[number, "source"], best[number, "target"]
                best[number, "both"] = TagSpan(source.first, target.last, "both", min(source.score, target.score))
        return tuple(sorted(best.values(), key=lambda span: span.first))

    def attributions(self) -> tuple[TagSpan, ...]:
        """Sources, cues and contents; a content may run over sentences and lines."""
        scores = self.tags("attribution")
        arrays = self.constants.arrays
        best = viterbi_long(scores, arrays["moves"], arrays["first"])
        return self._runs(scores, best, ATTRIBUTION_LABELS)

    def _runs(self, scores: Floats, best: Ints, labels: Sequence[str]) -> tuple[TagSpan, ...]:
        found = runs(best)
        if not found:
            return ()
        sure = softmax(scores)[np.arange(len(best)), best]
        return tuple(TagSpan(low, high, labels[label], float(sure[low:high].mean())) for low, high, label in found)

    def predicates(self) -> Ints:
        """The words that are predicates."""
        return np.flatnonzero(self._predicates > _PREDICATE)

    def roles(self, given: Ints | None = None) -> tuple[Role, ...]:
        """Arguments of every predicate (or of the ``given`` words) in its sentence; each of ARG0 to ARG2 at most once."""
        arrays, names = self.constants.arrays, self.constants.layout["roles"]
        predicates = self.predicates() if given is None else given
        if not len(predicates):
            return ()
        starts = np.array([low for low, _ in self.scores.sentences], dtype=np.int64)
        sizes = np.array([high - low for low, high in self.scores.sentences], dtype=np.int64)
        number = self.scores.sentence[predicates]
        counts = sizes[number]
        left = np.repeat(predicates, counts)
        ends = np.cumsum(counts)
        right = np.arange(ends[-1]) - np.repeat(ends - counts, counts) + np.repeat(starts[number], counts)
        hidden = self.pair("role_left")[left] + self.pair("role_right")[right] + arrays["role_distance"][distance(left, right)]
        sure = softmax(product(np.maximum(hidden, 0), arrays["role_out"]) + arrays["role_bias"])
        best = sure.argmax(1)
        kept = np.flatnonzero(best)
        order = kept[np.argsort(-sure[kept, best[kept]], kind="stable")]
        taken: set[tuple[int, int]] = set()
        found = []
        for at in order.tolist():
            label = int(best[at])
            key = (int(left[at]), label)
            if names[label].startswith("ARG") and key in taken:
                continue
            taken.add(key)
            found.append(Role(key[0], int(right[at]), names[label], float(sure[at, label])))
        return tuple(sorted(found, key=lambda role: (role.predicate, role.head)))

    def links(self, spans: Sequence[TagSpan]) -> tuple[Link, ...]:
        """Each content with the cue that suits it best, and that cue with its sources."""
        by = {label: [k for k, span in enumerate(spans) if span.label == label] for label in ATTRIBUTION_LABELS}
        cues = by["cue"]
        contents = self._pair_links(spans, cues, by["content"], 1)
        sources = self._pair_links(spans, cues, by["source"], 0)
        found: list[Link] = []
        for row, content in enumerate(by["content"]):
            scores = contents[:, row] if cues else np.zeros(0, np.float32)
            if not cues or scores.max() <= _LINK:
                found.append(Link(None, None, content, float(1 - scores.max()) if cues else 1.0))
                continue
            cue = int(scores.argmax())
            chosen = int(sources[cue].argmax()) if by["source"] else -1
            if chosen < 0 or sources[cue, chosen] <= _LINK:
                found.append(Link(cues[cue], None, content, float(scores[cue])))
            else:
                found.append(Link(cues[cue], by["source"][chosen], content, float(scores[cue] * sources[cue, chosen])))
        return tuple(found)

    def _pair_links(self, spans: Sequence[TagSpan], cues: list[int], others: list[int], kind: int) -> Floats:
        """[cues, others] probabilities that they belong together; 0 out of reach."""
        if not cues or not others:
            return np.zeros((len(cues), len(others)), np.float32)
        arrays = self.constants.arrays
        width = arrays["link_out"].shape[1]
        half = slice(kind * width, (kind + 1) * width)
        cue = np.array([spans[k].first for k in cues])
        first = np.array([spans[k].first for k in others])
        last = np.array([spans[k].last - 1 for k in others])
        gaps = distance(np.repeat(cue, len(others)), np.tile(first, len(cues))).reshape(len(cues), len(others))
        other = self.pair("link_first")[first][:, half] + self.pair("link_last")[last][:, half]
        hidden = self.pair("link_cue")[cue][:, None, half] + other[None] + arrays["link_distance"][:, half][gaps]
        sure = sigmoid(np.maximum(hidden, 0) @ arrays["link_out"][kind] + arrays["link_bias"][kind])
        apart = np.minimum(np.abs(cue[:, None] - first[None]), np.abs(cue[:, None] - last[None]))
        return np.where(apart <= _REACH, sure, np.float32(0))

    def event_scores(self, word: int, source: Ints, target: Ints) -> Floats:
        """Scores of the event types of one word with the words of its doer and its done-to (may be empty)."""
        arrays = self.constants.arrays
        hidden = self.pair("event_both")[word]
        if len(source):
            hidden = hidden + self.pair("event_source")[source].mean(0)
        if len(target):
            hidden = hidden + self.pair("event_target")[target].mean(0)
        found: Floats = np.maximum(hidden, 0) @ arrays["event_pair"] + arrays["event_bias"]
        return found

    def sentence_event(self, low: int, high: int, source: Ints, target: Ints) -> tuple[Floats, Floats]:
        """Log probabilities of the event types of one sentence between two given parties, and how much each word weighs."""
        arrays = self.constants.arrays
        hidden = self.pair("event_both")[low:high].copy()
        if len(source):
            hidden += self.pair("event_source")[source].mean(0)
        if len(target):
            hidden += self.pair("event_target")[target].mean(0)
        hidden = np.maximum(hidden, 0)
        weight = softmax((hidden @ arrays["event_seek"] + arrays["event_seek_bias"])[:, 0])
        scores = self.tags("events")[low:high] + hidden @ arrays["event_pair"] + arrays["event_bias"]
        return np.log(softmax(weight @ scores)), weight

    def events(self, roles: Sequence[Role]) -> tuple[EventTag, ...]:
        """Every predicate with its PLOVER type, if it has one, and its status."""
        types = self.tags("events")
        sure = softmax(types)
        status = softmax(self.tags("status"))
        found = []
        parties: dict[int, dict[str, list[int]]] = {}
        for role in roles:
            parties.setdefault(role.predicate, {}).setdefault(role.label, []).append(role.head)
        for word in self.predicates().tolist():
            own = parties.get(word, {})
            source = np.array(own.get("ARG0", []), dtype=np.int64)
            target = np.array(own.get("ARG1", own.get("ARG2", [])), dtype=np.int64)
            best = int(status[word].argmax())
            kind, leaning, score = "", "", float(sure[word, 0])
            if score < _SURELY_NONE:
                both = softmax((types[word] + self.event_scores(word, source, target))[1:])
                leaning = PLOVER_TYPES[int(both.argmax())]
                if score < 1 - _EVENT:
                    kind, leaning, score = leaning, "", float(both.max() * (1 - score))
            found.append(EventTag(word, kind, score, STATUS_LABELS[best], float(status[word, best]), leaning))
        return tuple(found)
