"""Stand-ins for states, groups and peoples, so that what is read never depends on which of them it is.

The engine learnt from news, and news has its habits about who attacks whom. Before a text goes to the engine, each name
that :mod:`masking_names` knows by its form is replaced by the stand-in of its sort; the engine's tags are then carried back
onto the text as it is, a name of several words as a phrase of its own. Exchange two such names and the engine sees the same words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from accordingto.model.text import Span
from accordingto.reading.masking_names import KINDS
from accordingto.reading.masking_names import edits as edits_of
from accordingto.reading.tags import Tags, TagSpan
from accordingto.reading.words import words as words_of

_LINKS = frozenset({"of", "for"})
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with some names replaced.

    Attributes:
        source: the text itself.
        text: the masked text.
        edits: (start and end in the masked text, start and end in the text), in order.
    """

    source: str
    text: str
    edits: tuple[tuple[int, int, int, int], ...]

    def to_masked(self, span: Span) -> Span:
        """Where a span of the text that cuts no name stands in the masked text."""
        return Span(self._forward(span.start), self._forward(span.end))

    def to_text(self, span: Span) -> Span:
        """Where a span of the masked text stands in the text; a stand-in's span is its name's."""
        return Span(self._back(span.start, first=True), self._back(span.end, first=False))

    def _forward(self, position: int) -> int:
        at = bisect_right(self.edits, position, key=lambda edit: edit[2]) - 1
        if at < 0:
            return position
        low, high, _, end = self.edits[at]
        return position - end + high if position >= end else low

    def _back(self, position: int, *, first: bool) -> int:
        at = bisect_right(self.edits, position - (not first), key=lambda edit: edit[0]) - 1
        if at < 0:
            return position
        _, high, start, end = self.edits[at]
        if position < high:
            return start if first else end
        return position - high + end


def mask(text: str, known: Callable[[str], bool]) -> Masked:
    """Replace names by stand-ins; ``known`` says whether the engine knows a lower-case word as one piece."""
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    at = length = 0
    for start, end, stand_in in edits_of(text, known):
        pieces += [text[at:start], stand_in]
        length += start - at
        edits.append((length, length + len(stand_in), start, end))
        length += len(stand_in)
        at = end
    pieces.append(text[at:])
    return Masked(text, "".join(pieces), tuple(edits))


def unmask(masked: Masked, tags: Tags) -> Tags:
    """Tags of a masked text, on the words of the text itself."""
    if not masked.edits:
        return tags
    tags = _with_names(masked, tags)
    spans = [masked.to_text(word) for word in tags.words]
    pieces: dict[int, list[Span]] = {}
    for number, span in enumerate(spans):
        inner = words_of(span.of(masked.source)) if " " in span.of(masked.source) else []
        if len(inner) > 1:
            pieces[number] = [piece.shift(span.start) for piece in inner]
    return _spread(masked.source, replace(tags, words=tuple(spans)), pieces) if pieces else replace(tags, words=tuple(spans))


def _with_names(masked: Masked, tags: Tags) -> Tags:
    """Tags in which every stand-in of a known sort is a name: it stands for one, whatever the engine made of its place."""
    named = {word for name in tags.names for word in range(name.first, name.last)}
    sorts = {low: KINDS[masked.text[low:high]] for low, high, _, _ in masked.edits if masked.text[low:high] in KINDS}
    missing = [
        TagSpan(number, number + 1, sorts[word.start], _SURE)
        for number, word in enumerate(tags.words)
        if word.start in sorts and number not in named
    ]
    return replace(tags, names=tuple(sorted([*tags.names, *missing], key=lambda name: name.first))) if missing else tags


def masked_sentences(masked: Masked, sentences: Sequence[Span]) -> list[Span]:
    """Sentences of the text, in the masked text."""
    return [masked.to_masked(s) for s in sentences] if masked.edits else list(sentences)


def _spread(text: str, tags: Tags, pieces: dict[int, list[Span]]) -> Tags:
    """Tags in which each word of ``pieces`` has become a phrase of several words."""
    starts: list[int] = []
    tops: list[int] = []
    total = 0
    for number in range(len(tags.words)):
        starts.append(total)
        forms = [p.of(text) for p in pieces.get(number, ())]
        tops.append(total + _top(forms))
        total += max(1, len(forms))
    starts.append(total)
    spans: list[Span] = []
    upos: list[str] = []
    lemmas: list[str] = []
    heads: list[int] = []
    rels: list[str] = []
    for number, word in enumerate(tags.words):
        above = tags.heads[number]
        own = (tags.upos[number], tags.lemmas[number], tops[above] if above >= 0 else -1, tags.deprels[number])
        parts = pieces.get(number)
        if parts is None:
            rows = [own]
        else:
            forms = [p.of(text) for p in parts]
            rows = _phrase(forms, starts[number])
            rows[_top(forms)] = (own[0], forms[_top(forms)].lower(), own[2], own[3])
        spans += parts or [word]
        for one, other, head, rel in rows:
            upos.append(one)
            lemmas.append(other)
            heads.append(head)
            rels.append(rel)

    def moved(runs: tuple[TagSpan, ...]) -> tuple[TagSpan, ...]:
        return tuple(replace(run, first=starts[run.first], last=starts[run.last]) for run in runs)

    return Tags(
        words=tuple(spans),
        sentences=tuple((starts[first], starts[last]) for first, last in tags.sentences),
        upos=tuple(upos),
        lemmas=tuple(lemmas),
        heads=tuple(heads),
        deprels=tuple(rels),
        names=moved(tags.names),
        attributions=moved(tags.attributions),
        times=moved(tags.times),
        links=tags.links,
        roles=tuple(replace(role, predicate=tops[role.predicate], head=tops[role.head]) for role in tags.roles),
        events=tuple(replace(event, word=tops[event.word]) for event in tags.events),
        parties=moved(tags.parties),
    )


def _top(forms: Sequence[str]) -> int:
    """The head of a name: the word before "of" or "for", else the last; 0 for a word that is no phrase."""
    return next((at - 1 for at, form in enumerate(forms) if at and form in _LINKS), max(0, len(forms) - 1))


def _phrase(forms: Sequence[str], start: int) -> list[tuple[str, str, int, str]]:
    """Part of speech, lemma, head and relation of each word of a name that begins at word ``start``; the head's own row is a blank."""
    top, last = _top(forms), len(forms) - 1
    rows = []
    for at, form in enumerate(forms):
        if form in _LINKS:
            rows.append(("ADP", form, start + last, "case"))
        elif form == "the":
            rows.append(("DET", form, start + last, "det"))
        elif form in ("'s", "’s", "'", "’"):
            rows.append(("PART", form, start + at - 1, "case"))
        elif at == last and last != top:
            rows.append(("PROPN", form.lower(), start + top, "nmod"))
        elif at < last and forms[at + 1] in ("'s", "’s"):
            rows.append(("PROPN", form.lower(), start + (top if at < top else last), "nmod:poss"))
        else:
            rows.append(("PROPN", form.lower(), start + (top if at <= top else last), "compound"))
    return rows
