"""The reader: one report in, its :class:`Reading` out. A pure function of the report, the rules and the weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import file_digest, sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from accordingto.errors import ModelError
from accordingto.model.reading import Figure, Quotation, Reading, Reference, Time
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.reading.events import Events
from accordingto.reading.events_figures import attach_figures
from accordingto.reading.figures import find_figures
from accordingto.reading.masking import mask, masked_sentences, unmask
from accordingto.reading.names import find_mentions, group, to_names
from accordingto.reading.places import Setting
from accordingto.reading.quotations import find_quotations
from accordingto.reading.references import References, resolve
from accordingto.reading.roles import Roles
from accordingto.reading.sentences import split_sentences
from accordingto.reading.statements import Scope, Stated, find_statements
from accordingto.reading.times import find_times
from accordingto.reading.tree import Tree

if TYPE_CHECKING:
    from accordingto.reading.engine import Engine
    from accordingto.reading.tags import Tags

RULES = "7"
"""Raised whenever the rules or their lexicons change what a reading says."""

_LEXICONS = ("cues", "events", "evidence", "stance", "titles")
_HEAD_PARTS = frozenset({"title", "deck", "subhead", "photo_caption", "pull_quote"})
_HEADLINES = frozenset({"title", "deck", "subhead"})
_DATED_PARTS = frozenset({"byline", "dateline", "correction", "author_bio", "promo", "call_to_action"})
_BATCH = 16


class Reader:
    """Reads reports. Load it once; it keeps no state between reports.

    Args:
        engine: the neural engine.
        weights: what tells its weights from others, part of the version.
    """

    def __init__(self, engine: Engine, weights: str) -> None:
        self._engine = engine
        self.version = f"{RULES}.{_digest_of_lexicons()}+{weights}"

    @classmethod
    def load(cls, *, threads: int = 1) -> Reader:
        """A reader with the weights that ship with the package.

        Args:
            threads: of the engine.

        Raises:
            EngineError: if the weights are missing or do not fit.
        """
        from accordingto.reading.engine import MODELS, Engine

        engine = Engine.load(MODELS, threads=threads)
        with (MODELS / "engine.onnx").open("rb") as weights:
            return cls(engine, file_digest(weights, "sha256").hexdigest()[:10])

    def read(self, report: Report) -> Reading:
        """What one report says. Only its title, decks, subheads, captions and running text are read."""
        return next(self.read_many((report,)))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """As :meth:`read` for each report in turn; the engine sees several reports at a time."""
        batch: list[Report] = []
        for report in reports:
            batch.append(report)
            if len(batch) >= _BATCH:
                yield from self._read_batch(batch)
                batch = []
        yield from self._read_batch(batch)

    def _read_batch(self, reports: Sequence[Report]) -> Iterator[Reading]:
        wanted = [(r, sentences_of(r) if r.unread is None else []) for r in reports]
        masked = [(mask(only(r.text, s), self._engine.knows), s) for r, s in wanted if s]
        tags = self._engine.tag_many([m.text for m, _ in masked], [masked_sentences(m, s) for m, s in masked])
        tagged = iter([unmask(m, t) for (m, _), t in zip(masked, tags, strict=True)])
        for report, sentences in wanted:
            if report.unread is not None:
                yield Reading(report.id, self.version, problems=(report.unread,))
            elif not sentences:
                yield Reading(report.id, self.version, problems=("nothing to read",))
            else:
                yield read_tags(report, next(tagged), self.version)


def _digest_of_lexicons() -> str:
    digest = sha256()
    for name in _LEXICONS:
        digest.update((files("accordingto") / "data" / f"{name}.toml").read_bytes())
    return digest.hexdigest()[:6]


def blocks_of(report: Report) -> list[Span]:
    """What is read, in text order: the title, decks, subheads, captions and the running text."""
    blocks = [*report.body_spans(), *(p.span for p in report.parts if p.kind in _HEAD_PARTS)]
    if report.title_span is not None and not any(p.span.overlaps(report.title_span) for p in report.parts if p.kind == "title"):
        blocks = [b for b in blocks if not b.overlaps(report.title_span)] + [
            piece for b in blocks if b.overlaps(report.title_span) for piece in _around(b, report.title_span)
        ]
        blocks.append(report.title_span)
    return sorted(b for b in blocks if len(b))


def sentences_of(report: Report) -> list[Span]:
    """The sentences that are read, in text order."""
    return split_sentences(report.text, within=blocks_of(report))


def only(text: str, sentences: Sequence[Span]) -> str:
    """The text with everything outside the sentences blanked, so that bylines and promos are no words of their neighbours."""
    pieces: list[str] = []
    at = 0
    for sentence in sentences:
        pieces += [_blank(text[at : sentence.start]), sentence.of(text)]
        at = sentence.end
    pieces.append(_blank(text[at:]))
    return "".join(pieces)


def _blank(text: str) -> str:
    return text if text.isspace() else "".join("\n" if c == "\n" else " " for c in text)


def _around(block: Span, hole: Span) -> list[Span]:
    """What of a block lies before and after a hole in it."""
    found = []
    if block.start < hole.start:
        found.append(Span(block.start, hole.start))
    if hole.end < block.end:
        found.append(Span(hole.end, block.end))
    return found


def read_tags(report: Report, tags: Tags, version: str) -> Reading:
    """The rules alone: a reading out of the engine's tags.

    A text that breaks a law of the model (which would be a fault of the rules) gives a reading with a problem and
    nothing else, so that one strange report never stops a pile.
    """
    try:
        return _read(report, tags, version)
    except (ModelError, RecursionError, IndexError, KeyError, ValueError) as error:
        return Reading(report.id, version, words=len(tags.words), problems=(f"could not be read: {type(error).__name__}: {error}",))


def _read(report: Report, tags: Tags, version: str) -> Reading:
    text = report.text
    tree = Tree(text, tags)
    if not tree.count:
        return Reading(report.id, version, problems=("nothing to read",))
    sentences = [tree.span(s) for s in tags.sentences]
    published = _published(report)
    quotations = find_quotations(text, within=blocks_of(report))
    headlines = _headlines(report, sentences)
    mentions = find_mentions(tree)
    entities = group(tree, mentions)
    references = resolve(tree, mentions, entities)
    hints = [tree.span((t.first, t.last)) for t in tags.times]
    times = tuple(find_times(text, sentences, published=report.published.value, hints=hints, tree=tree))
    figures = tuple(find_figures(text, sentences, times=times, tags=tags))
    stated = find_statements(tree, Scope(quotations, headlines, report.outlet.value or ""), mentions, entities, references)
    finder = Events(tree, Roles(tree, mentions, references), Setting(tree, mentions), stated, times, headlines, published)
    events, extents = finder.find()
    events, figures = attach_figures(tree, events, extents, figures)
    return Reading(
        report=report.id,
        version=version,
        words=tree.count,
        sentences=tuple(sentences),
        names=to_names(tree, mentions),
        references=tuple(_with_first_person(tree, references, stated, quotations)),
        times=(*finder.times, *_dates_of_parts(report)),
        figures=(*figures, *_figures_of_corrections(report)),
        quotations=tuple(quotations),
        statements=stated.statements,
        events=tuple(events),
    )


def _published(report: Report) -> datetime | None:
    value = report.published.value
    if not value:
        return None
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return None


def _dates_of_parts(report: Report) -> list[Time]:
    """The times of bylines, datelines and corrections; they stand behind the text's own, which events point to by position."""
    parts = [p.span for p in report.parts if p.kind in _DATED_PARTS]
    return find_times(report.text, split_sentences(report.text, within=parts), published=report.published.value)


def _figures_of_corrections(report: Report) -> list[Figure]:
    """The figures of correction notes, which no event of the text speaks of."""
    sentences = split_sentences(report.text, within=[p.span for p in report.parts if p.kind == "correction"])
    return find_figures(report.text, sentences, times=find_times(report.text, sentences, published=report.published.value))


def _headlines(report: Report, sentences: Sequence[Span]) -> frozenset[int]:
    """Numbers of the sentences of titles, decks and subheads."""
    parts = [p.span for p in report.parts if p.kind in _HEADLINES]
    if report.title_span is not None:
        parts.append(report.title_span)
    parts.sort()
    found: set[int] = set()
    at = 0
    for number, sentence in enumerate(sentences):
        while at < len(parts) and parts[at].end <= sentence.start:
            at += 1
        if at < len(parts) and parts[at].overlaps(sentence):
            found.add(number)
    return frozenset(found)


_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})


def _with_first_person(tree: Tree, references: References, stated: Stated, quotations: Sequence[Quotation]) -> list[Reference]:
    """References, with "I" and "we" inside a quotation standing for the statement's speaker."""
    found = list(references.found)
    quoted = [tree.range_of(q.inner) for q in quotations if q.kind in ("direct", "block")]
    spoken = [(content, s) for contents, s in zip(stated.contents, stated.statements, strict=True) for content in contents]
    spoken.sort(key=lambda pair: (pair[0][0], -(pair[0][1])))
    at = 0
    for first, last in quoted:
        while at < len(spoken) and spoken[at][0][1] <= first:
            at += 1
        for word in range(first, last):
            if tree.low[word] not in _FIRST_PERSON or tree.form[word] == "US":
                continue
            owners = [s for content, s in spoken[at : at + 12] if content[0] <= word < content[1]]
            if owners:
                voice = owners[-1].voice
                reason = f"“{tree.form[word]}” in the words of {voice.label or 'an unnamed speaker'}"
                found.append(Reference(tree.words[word], voice.name, 0.8 if voice.name is not None else 0.0, reason))
    found.sort(key=lambda r: (r.span.start, r.span.end))
    return found
