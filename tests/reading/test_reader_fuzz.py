"""Whatever the engine says, the rules give a reading whose spans are words of the text and whose links lead somewhere."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.model.reading import Reading
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.reader import read_tags
from accordingto.reading.tags import STATUS_LABELS, EventTag, Link, Role, Tags, TagSpan

FORMS = (
    *("said", "according", "to", "Olin", "Velmora", "the", "minister", "he", "it", "they", "who", "“", "”", "(", ")", ",", ".", ":", "–"),
    *("that", "killed", "attack", "accused", "of", "denied", "no", "not", "will", "25", "Monday", "officials", "claims", "calling", "told"),
    *("us", "US", "''", "‘", "’", "in", "on", "by", "was", "condemned", "would", "and", "responsible", "PM", "RBF", "thinks", "at"),
    *("\u202e", "\U0001f525", "ß"),
)
UPOS = ("NOUN", "VERB", "PROPN", "PUNCT", "ADP", "PRON", "ADJ", "AUX", "DET", "SCONJ", "NUM", "CCONJ")
RELS = (
    *("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "amod", "compound", "flat", "appos", "conj", "cc"),
    *("ccomp", "xcomp", "advcl", "acl", "acl:relcl", "mark", "case", "det", "aux", "aux:pass", "cop", "punct", "parataxis", "advmod"),
    *("nummod", "fixed", "expl", "compound:prt"),
)


@st.composite
def readings_of_nonsense(draw: st.DrawFn) -> tuple[str, Reading]:
    sizes = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4))
    text, words, sentences = "", [], []
    upos, lemmas, heads, rels = [], [], [], []
    for size in sizes:
        first = len(words)
        root = draw(st.integers(0, size - 1))
        for at in range(size):
            form = draw(st.sampled_from(FORMS))
            words.append(Span(len(text), len(text) + len(form)))
            text += form + draw(st.sampled_from((" ", " ", "\n", "")))
            upos.append(draw(st.sampled_from(UPOS)))
            lemmas.append(form.lower().removesuffix("ed") if draw(st.booleans()) else form.lower())
            # Heads towards the root: always a tree, projective or not.
            low, high = (at + 1, root) if at < root else (root, at - 1)
            heads.append(-1 if at == root else first + draw(st.integers(low, high)))
            rels.append("root" if at == root else draw(st.sampled_from(RELS)))
        text += draw(st.sampled_from((" ", "\n\n")))
        sentences.append((first, len(words)))
    count = len(words)

    def runs(labels: tuple[str, ...]) -> tuple[TagSpan, ...]:
        cuts = sorted(draw(st.sets(st.integers(0, count), max_size=6)))
        return tuple(TagSpan(a, b, draw(st.sampled_from(labels)), 0.9) for a, b in itertools.pairwise(cuts) if draw(st.booleans()))

    attributions = runs(("source", "cue", "content"))
    by = {label: [n for n, t in enumerate(attributions) if t.label == label] for label in ("source", "cue", "content")}
    cues, sources = st.sampled_from([None, *by["cue"]]), st.sampled_from([None, *by["source"]])
    links = tuple(Link(draw(cues), draw(sources), content, 0.9) for content in by["content"])
    some, labels = st.integers(0, count - 1), st.sampled_from(("ARG0", "ARG1", "LOC"))
    tags = Tags(
        tuple(words), tuple(sentences), tuple(upos), tuple(lemmas), tuple(heads), tuple(rels),
        names=runs(("person", "place", "organisation", "nationality", "event")),
        attributions=attributions,
        links=links,
        roles=tuple(Role(draw(some), draw(some), draw(labels), 0.9) for _ in range(draw(st.integers(0, 3)))),
        events=tuple(
            EventTag(w, draw(st.sampled_from(("", "ASSAULT", "CONSULT"))), 0.9, draw(st.sampled_from(STATUS_LABELS)), 0.9)
            for w in sorted(draw(st.sets(some, max_size=4)))
        ),
    )  # fmt: skip
    unknown: Guess[str] = Guess()
    title = Span(words[0].start, words[sentences[0][1] - 1].end) if draw(st.booleans()) else None
    report = Report(
        "r1", "s1", Span(0, len(text)), text, OffsetMap.identity(len(text)), unknown, unknown, Guess(), Guess("2025-03-12", 1.0, "given"),
        unknown, title_span=title,
    )  # fmt: skip
    return text, read_tags(report, tags, "test")


@settings(max_examples=300, deadline=None)
@given(readings_of_nonsense())
def test_nonsense_is_read_without_a_fault(made: tuple[str, Reading]) -> None:
    text, reading = made
    assert reading.problems == ()
    for n, s in enumerate(reading.statements):
        assert s.content and all(len(span.of(text)) for span in (*s.content, *s.cue, *s.source))
        assert s.parent is None or (s.parent != n and 0 <= s.parent < len(reading.statements))
        assert reading.depth(n) <= len(reading.statements)
        assert s.voice.name is None or 0 <= s.voice.name < len(reading.names)
    for e in reading.events:
        assert e.trigger.of(text)
        assert all(0 <= p < len(reading.names) for p in e.places)
        assert e.statement is None or 0 <= e.statement < len(reading.statements)
    for r in reading.references:
        assert r.name is None or 0 <= r.name < len(reading.names)
