"""Copies of documents in which other names stand: the same thing must be read whatever its name is.

Whole names are exchanged for names of the same class, the same one everywhere in a document: names of the newswire's training
part, of the package's table of states, and invented ones. Where no syntax hangs on single words, an organisation, and a party
to an event of whatever class, may get a name of another length ("Ostrava" for "the Southern Dawn Brigades"); every label then
keeps its place. Names are the corpus's own where it marks names; elsewhere the packaged engine's tags say where they stand.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from accordingto.model.text import Span
from training.documents import NAME_TAGS, PARTY_TAGS, Attribution, Document, Pair, join
from training.invented import NameMaker

Mention = tuple[int, int, str]
"""Half-open word range and class of a name."""
Tagger = Callable[[Sequence[Document]], list[list[Mention]]]
_CLASSES = ("person", "organisation", "place", "nationality")
_BIO = ("names", "times", "parties")


@dataclass(slots=True)
class Pool:
    """Names to draw from, by class and shape: for each word its form where it is in lower case or no word, else "X"."""

    names: dict[tuple[str, tuple[str, ...]], list[tuple[str, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Pool:
        """The names that documents mark."""
        seen: dict[tuple[str, tuple[str, ...]], None] = {}
        for document in documents:
            for low, high, label in gold_mentions(document):
                seen[label, tuple(document.words[low:high])] = None
        pool = cls()
        for label, words in seen:
            pool.names.setdefault((label, shape(words)), []).append(words)
        return pool


def shape(words: Sequence[str]) -> tuple[str, ...]:
    """What a name's stand-in must share with it: its lower-case words, marks, and which words are acronyms."""
    return tuple("X" if w[0].isupper() and (len(w) < 2 or not w.isupper()) else "U" if w.isupper() else w.lower() for w in words)


def gold_mentions(document: Document) -> list[Mention]:
    """Names that a document marks with one class of ours."""
    masks = document.masks.get("names")
    found: list[Mention] = []
    if masks is None:
        return found
    start, label = 0, ""
    for at, mask in enumerate([*masks.tolist(), 1]):
        tag = NAME_TAGS[mask.bit_length() - 1] if mask and mask & (mask - 1) == 0 else "O"
        if label and tag != "I-" + label:
            found.append((start, at, label))
            label = ""
        if tag.startswith("B-"):
            start, label = at, tag[2:]
    return [m for m in found if m[2] in _CLASSES]


def silver_mentions(documents: Sequence[Document], weights: Path | None = None) -> list[list[Mention]]:
    """Names that the packaged engine finds in documents."""
    from accordingto.reading.engine import Engine

    engine = Engine.load(weights, threads=1)
    found: list[list[Mention]] = []
    for document in documents:
        text, spans = _laid_out(document)
        borders = [Span(spans[low].start, spans[high - 1].end) for low, high in document.sentences]
        tags = engine.decode(engine.score_many([text], [borders], given=[spans])[0])
        found.append([(n.first, n.last, n.label) for n in tags.names if n.label in _CLASSES and document.words[n.first][0].isupper()])
    return found


def _laid_out(document: Document) -> tuple[str, list[Span]]:
    """A text of a document's words, a line a sentence, with the span of every word."""
    text, spans = "", []
    for low, high in document.sentences:
        line, found = join(document.words[low:high])
        text += ("\n" if document.breaks[low] else " ") if low else ""
        spans += [span.shift(len(text)) for span in found]
        text += line
    return text, spans


def replaced(document: Document, changes: Sequence[tuple[int, int, Sequence[str]]]) -> Document:
    """A document with other words in some ranges, which must not overlap. Labels keep their places.

    A range that gets more or fewer words must not hold a border of any label within it; its added words continue its labels.
    """
    origin: list[int] = []
    words: list[str] = []
    added: list[bool] = []
    bound = [0]
    at = 0
    for low, high, new in sorted(changes, key=lambda c: c[0]):
        for old in range(at, low):
            origin.append(old)
            words.append(document.words[old])
            added.append(False)
            bound.append(len(origin))
        same = len(new) == high - low
        for number, word in enumerate(new):
            origin.append(low + number if same else low)
            words.append(word)
            added.append(not same and number > 0)
            if same:
                bound.append(len(origin))
        if not same:
            bound += [len(origin)] * (high - low)
        at = high
    for old in range(at, len(document.words)):
        origin.append(old)
        words.append(document.words[old])
        added.append(False)
        bound.append(len(origin))
    here, extra = np.array(origin), np.array(added)
    made = Document(
        name=document.name + "/swapped",
        words=words,
        breaks=[document.breaks[o] and not a for o, a in zip(origin, added, strict=True)],
        sentences=[(bound[low], bound[high]) for low, high in document.sentences],
    )
    for name, masks in document.masks.items():
        values = masks[here]
        if name in _BIO:
            # A beginning's bits are odd; one further up is the inside tag of the same label.
            values = np.where(extra & (values > 1), _inside(values), values)
        elif extra.any():
            # Of an added word nothing is known; what was known of the first stays with it.
            values = np.where(extra, 0, values)
        made.masks[name] = values
    if document.attribution is not None:
        tags = document.attribution[here]
        made.attribution = np.where(extra & (tags % 2 == 1), tags + 1, tags)

    def moved(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple((bound[low], bound[high]) for low, high in spans)

    made.attributions = [Attribution(moved(a.source), moved(a.cue), moved(a.content)) for a in document.attributions]
    made.pairs = [
        Pair(moved((p.words,))[0], moved((p.source,))[0] if p.source else None, moved((p.target,))[0] if p.target else None, p.types)
        for p in document.pairs
    ]
    if len(words) == len(document.words):
        made.heads, made.rels, made.predicates, made.roles = document.heads, document.rels, document.predicates, document.roles
    return made


_BEGINS = sum(1 << at for at in range(1, 40, 2))


def _inside(values: np.ndarray[tuple[int], np.dtype[np.int64]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    begins = values & _BEGINS
    return (values & ~np.int64(_BEGINS)) | (begins << 1)


def borders(document: Document) -> set[int]:
    """Positions at which some label of a document begins or ends."""
    found = {b for span in document.sentences for b in span}
    for a in document.attributions:
        found |= {b for part in (a.source, a.cue, a.content) for span in part for b in span}
    if document.attribution is not None:
        tags = document.attribution
        found |= {at for at in range(1, len(tags)) if tags[at] % 2 == 1 or (tags[at] == 0) != (tags[at - 1] == 0)}
    for name in _BIO:
        masks = document.masks.get(name)
        if masks is not None:
            odd = (masks & _BEGINS) > 0
            found |= {at for at in range(1, len(masks)) if odd[at] or (masks[at] <= 1) != (masks[at - 1] <= 1)}
    for p in document.pairs:
        found |= {b for span in (p.words, p.source, p.target) if span for b in span}
    return found


class Swapper:
    """Draws stand-ins for one document's names."""

    def __init__(self, pool: Pool, rng: random.Random) -> None:
        self._pool, self._rng, self._maker = pool, rng, NameMaker(rng)
        self._first = [n[0] for n in pool.names.get(("person", ("X", "X")), ())]
        self._last = [n[-1] for n in pool.names.get(("person", ("X", "X")), ())]

    def swap(self, document: Document, mentions: Sequence[Mention]) -> Document:
        """A copy with other names; some names stay, since a mix of known and unknown is what reports have."""
        free = document.heads is None
        edges = borders(document) if free else set()
        keep = self._rng.choice((0.0, 0.0, 0.2, 0.5))
        fixed: dict[object, tuple[str, ...] | None] = {}
        people: dict[str, str] = {}
        parties = _party_ranges(document)
        changes: list[tuple[int, int, Sequence[str]]] = []
        for low, high, label in mentions:
            words = tuple(document.words[low:high])
            key = (label, tuple(w.lower() for w in words))
            if key not in fixed:
                if self._rng.random() < keep:
                    fixed[key] = None
                elif label == "person":
                    fixed[key] = tuple(self._person_word(w, at == len(words) - 1, people) for at, w in enumerate(words))
                else:
                    fixed[key] = self._whole(words, label, free and (low, high) in parties, free)
            new = fixed[key]
            if new is None or (len(new) != high - low and (not free or any(low < b < high for b in edges))):
                continue
            changes.append((low, high, new))
        return replaced(document, changes)

    def _person_word(self, word: str, last: bool, people: dict[str, str]) -> str:
        if not word[0].isupper() or not word.isalpha() or len(word) < 2:
            return word
        if word not in people:
            known = self._last if last else self._first
            new = self._rng.choice(known) if known and self._rng.random() < 0.5 else self._maker.word()
            people[word] = new.upper() if word.isupper() and len(word) > 3 else new
        return people[word]

    def _whole(self, words: tuple[str, ...], label: str, party: bool, free: bool) -> tuple[str, ...] | None:
        if party and label in ("place", "organisation") and self._rng.random() < 0.5:
            return self._maker.any_party()
        if self._rng.random() < 0.5:
            own = self._pool.names.get((label, shape(words)))
            if own and len(own) > 5:
                return self._rng.choice(own)
        invented = self._maker.of(label, shape(words))
        if invented is None and free and label == "organisation":
            invented = self._maker.group()
        return invented


def _party_ranges(document: Document) -> set[tuple[int, int]]:
    """Word ranges that are a party to an event, whole."""
    found: set[tuple[int, int]] = {span for p in document.pairs for span in (p.source, p.target) if span}
    masks = document.masks.get("parties")
    if masks is not None:
        start = -1
        for at, mask in enumerate([*masks.tolist(), 1]):
            tag = PARTY_TAGS[mask.bit_length() - 1] if mask else "O"
            if start >= 0 and not tag.startswith("I-"):
                found.add((start, at))
                start = -1
            if tag.startswith("B-"):
                start = at
    return found


def swapped_copies(documents: Sequence[Document], copies: float, pool: Pool, seed: int, tag: Tagger | None = None) -> Iterator[Document]:
    """``copies`` copies of every document (below one: of some of them) with other names in them; ``tag`` finds names."""
    rng = random.Random(seed)
    chosen = [d for d in documents if rng.random() < copies] if copies < 1 else list(documents)
    marked = [gold_mentions(d) if "names" in d.masks else [] for d in chosen]
    bare = [at for at, d in enumerate(chosen) if "names" not in d.masks]
    for at, mentions in zip(bare, (tag or silver_mentions)([chosen[at] for at in bare]), strict=True):
        marked[at] = mentions
    swapper = Swapper(pool, rng)
    for _ in range(max(1, round(copies))):
        for document, mentions in zip(chosen, marked, strict=True):
            if mentions:
                yield swapper.swap(document, mentions)
