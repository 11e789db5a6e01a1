"""Who says what: PolNeAR's layout, ``text/*.txt`` and ``attributions/*.ann`` (brat), the first annotator of each article.

Exact: sources, cues and contents with the same first and last word; parts that overlap in the gold are flattened, the one
written first keeping its words, pieces of one part with only quotation marks or white space between them being one.
Linked: whole statements whose source, cue and content all share a word with the gold statement's, one to one.
Quoted: statements whose content begins with a quotation mark and that name a speaker; right if half of the content and a
word of the source are those of one gold statement.
Reader: the same of the whole reader's statements, rules on top of the tags: of those that stand in no other ("outermost",
which is what PolNeAR marks for the most part) and of all, nested ones included ("linked"). A statement without cue that only
tells through whom a speaker was heard ("told the Z newspaper") is looked through.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.documents import Document
from training.readers.polnear import read_folder
from training.readers.texts import WordIndex

from accordingto.model.reading import Reading
from accordingto.model.text import Span
from accordingto.reading.decode import runs
from accordingto.reading.reader import read_tags
from accordingto.reading.tags import ATTRIBUTION_LABELS, Tags
from bench.figures import Count, table
from bench.mirror import make_report
from bench.reading import tag_texts

DATA = ("polnear", "dev")
_MARKS = frozenset("\"“”«»„'‘’") | {"``", "''"}


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of source, cue and content."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]

    def quoted(self, words: list[str]) -> bool:
        """Whether the content begins with a quotation mark, or one stands right before it."""
        first = min(self.content)
        return words[first] in _MARKS or (first > 0 and words[first - 1] in _MARKS - {"'", "’", "”", "''"})


def gold_statements(document: Document) -> list[Statement]:
    """The annotated statements."""
    def fill(ranges: tuple[tuple[int, int], ...]) -> frozenset[int]:
        return frozenset(at for low, high in ranges for at in range(low, high))

    return [Statement(fill(a.source), fill(a.cue), fill(a.content)) for a in document.attributions]


def found_statements(tags: Tags) -> list[Statement]:
    """The linker's statements; contents of one cue are one statement."""
    def fill(index: int | None) -> frozenset[int]:
        return frozenset(range(tags.attributions[index].first, tags.attributions[index].last)) if index is not None else frozenset()

    joined: dict[int, Statement] = {}
    for at, link in enumerate(tags.links):
        key = link.cue if link.cue is not None else -1 - at
        content = joined[key].content if key in joined else frozenset()
        joined[key] = Statement(fill(link.source), fill(link.cue), content | fill(link.content))
    return list(joined.values())


def read_statements(document: Document, tags: Tags) -> list[tuple[Statement, bool]]:
    """The reader's statements of an article, in the words of the document, and whether each is outermost."""
    index = WordIndex(document.spans)

    def fill(spans: tuple[Span, ...]) -> frozenset[int]:
        return frozenset(at for s in spans for at in range(*index.range(s.start, s.end)))

    reading: Reading = read_tags(make_report(document.text), tags, "bench")
    held = {s.parent for s in reading.statements}
    through = {n for n, s in enumerate(reading.statements) if not s.cue and s.parent is None and n in held}
    found = [
        (Statement(fill(s.source), fill(s.cue), fill(s.content)), s.parent is None or s.parent in through)
        for n, s in enumerate(reading.statements)
        if n not in through
    ]
    return [pair for pair in found if pair[0].content]


def _touch(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one & other) or (not one and not other)


def linked(gold: list[Statement], found: list[Statement]) -> int:
    """How many statements pair one to one with all three parts overlapping, largest overlap of content first."""
    pairs = sorted(
        ((len(g.content & f.content) / len(g.content | f.content), i, k) for i, g in enumerate(gold) for k, f in enumerate(found)
         if g.content & f.content and _touch(g.source, f.source) and _touch(g.cue, f.cue)),
        reverse=True,
    )  # fmt: skip
    left: set[int] = set()
    right: set[int] = set()
    for _, i, k in pairs:
        if i not in left and k not in right:
            left.add(i)
            right.add(k)
    return len(left)


def _speaker_right(one: Statement, others: list[Statement]) -> bool:
    return any(2 * len(one.content & o.content) >= min(len(one.content), len(o.content)) and one.source & o.source for o in others)


def score(documents: list[Document], tags: list[Tags]) -> dict[str, Count]:
    """All counts over the articles."""
    counts = {name: Count() for name in (*ATTRIBUTION_LABELS, "linked", "quoted", "reader linked", "reader outermost", "reader quoted")}
    recalled = {"": 0, "reader ": 0}
    for document, found in zip(documents, tags, strict=True):
        assert document.attribution is not None
        flat = [(low, high, ATTRIBUTION_LABELS[label]) for low, high, label in runs(document.attribution)]
        for label in ATTRIBUTION_LABELS:
            counts[label].add(
                [span[:2] for span in flat if span[2] == label],
                [(span.first, span.last) for span in found.attributions if span.label == label],
            )
        gold = gold_statements(document)
        read = read_statements(document, found)
        outermost = [s for s, top in read if top]
        counts["reader outermost"].right += linked(gold, outermost)
        counts["reader outermost"].gold += len(gold)
        counts["reader outermost"].found += len(outermost)
        for whose, mine in (("", found_statements(found)), ("reader ", [s for s, _ in read])):
            counts[whose + "linked"].right += linked(gold, mine)
            counts[whose + "linked"].gold += len(gold)
            counts[whose + "linked"].found += len(mine)
            said = [s for s in mine if s.source and s.quoted(document.words)]
            wanted = [s for s in gold if s.source and s.quoted(document.words)]
            counts[whose + "quoted"].right += sum(_speaker_right(s, gold) for s in said)
            counts[whose + "quoted"].found += len(said)
            counts[whose + "quoted"].gold += len(wanted)
            recalled[whose] += sum(_speaker_right(s, mine) for s in wanted)
    for whose, right in recalled.items():
        gold_quoted = counts[whose + "quoted"].gold
        counts[whose + "quoted recall"] = Count(right, gold_quoted, gold_quoted)
    return counts


def run(data: Path, engine: Path | None = None) -> dict[str, Any]:
    """Score the articles below ``data``."""
    documents = list(read_folder(data, every_annotator=False))
    counts = score(documents, tag_texts([document.text for document in documents], engine))
    table("attribution, exact spans", {name: counts[name] for name in ATTRIBUTION_LABELS})
    of_reader = {"whole reader, outermost": counts["reader outermost"], "whole reader, all": counts["reader linked"]}
    table("statements", {"linked": counts["linked"], **of_reader})
    for whose in ("", "reader "):
        print(f"{whose + 'quoted, right speaker':<28}{counts[whose + 'quoted'].precision:>10.3f}"
              f"{counts[whose + 'quoted recall'].recall:>10.3f}{'':>10}{counts[whose + 'quoted'].gold:>8}")  # fmt: skip
    figures: dict[str, Any] = {
        name: {"exact_f1": round(counts[name].f1, 4), "exact_precision": round(counts[name].precision, 4),
               "exact_recall": round(counts[name].recall, 4)} for name in ATTRIBUTION_LABELS
    }  # fmt: skip
    for whose, into in (("", figures), ("reader ", figures.setdefault("reader", {}))):
        into["linked"] = counts[whose + "linked"].row()
        into["quoted"] = {
            "precision": round(counts[whose + "quoted"].precision, 4),
            "recall": round(counts[whose + "quoted recall"].recall, 4),
        }
    figures["reader"]["outermost"] = counts["reader outermost"].row()
    figures["documents"] = len(documents)
    return figures
