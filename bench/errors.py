"""Attribution errors in bulk: ``python bench/errors.py [--part content] [--show CLASS]`` sorts every wrong span into one class.

It reads PolNeAR's development articles, or --data in the same layout, and prints a table: how many gold spans were not found
exactly, by what was found instead, and how many found spans have no gold at all.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from training.documents import Document
from training.readers.polnear import read_folder

from accordingto.reading.decode import runs
from accordingto.reading.tags import ATTRIBUTION_LABELS, Tags
from bench.corpora import needed, use
from bench.reading import tag_texts

Range = tuple[int, int]
_SMALL = frozenset({
    "that", ",", ".", ";", ":", "!", "?", '"', "“", "”", "'", "’", "‘", "to", "the", "a", "an", "and", "--", "–", "—", "(", ")",
})  # fmt: skip


def kind_of(gold: Range, found: list[Range], every: list[Range], others: list[Range], words: list[str]) -> str:
    """The class of one gold span that was not found exactly.

    Args:
        found, every: found and gold spans of the same part; ``others`` found spans of other parts.
    """
    over = [span for span in found if span[0] < gold[1] and gold[0] < span[1]]
    if not over:
        taken = [span for span in others if span[0] < gold[1] and gold[0] < span[1]]
        return "missed, its words tagged as another part" if taken else "missed"
    if len(over) > 1:
        return "found in pieces"
    low, high = over[0]
    if sum(span[0] < high and low < span[1] for span in every) > 1:
        return "joined with another"
    edge = [words[at] for at in [*range(min(low, gold[0]), max(low, gold[0])), *range(min(high, gold[1]), max(high, gold[1]))]]
    if all(word in _SMALL for word in edge):
        return "edge: mark, article or that"
    if low == gold[0]:
        return "ends too late" if high > gold[1] else "ends too early"
    if high == gold[1]:
        return "begins too late" if low > gold[0] else "begins too early"
    return "both ends wrong"


def sort_errors(documents: list[Document], tags: list[Tags], part: str) -> tuple[Counter[str], dict[str, list[str]]]:
    """Counts and examples of every class."""
    counts: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    for document, found in zip(documents, tags, strict=True):
        assert document.attribution is not None
        gold = [(low, high) for low, high, label in runs(document.attribution) if ATTRIBUTION_LABELS[label] == part]
        mine = [(span.first, span.last) for span in found.attributions if span.label == part]
        others = [(span.first, span.last) for span in found.attributions if span.label != part]
        for span in gold:
            if span in mine:
                counts["right"] += 1
                continue
            kind = kind_of(span, mine, gold, others, document.words)
            counts[kind] += 1
            over = [" ".join(document.words[low:high]) for low, high in mine if low < span[1] and span[0] < high]
            examples.setdefault(kind, []).append(f"{' '.join(document.words[slice(*span)])}  ##  {' | '.join(over)}")
        for low, high in mine:
            if not any(a < high and low < b for a, b in gold):
                counts["invented"] += 1
                examples.setdefault("invented", []).append(" ".join(document.words[max(0, low - 8) : high]))
    return counts, examples


def main() -> None:
    """Print the table of one part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=ATTRIBUTION_LABELS, default="content")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--engine", type=Path)
    parser.add_argument("--show", help="print the spans of one class: gold ## found")
    args = parser.parse_args()
    use(args.corpora)
    documents = list(read_folder(args.data or needed("polnear") / "dev", every_annotator=False))
    counts, examples = sort_errors(documents, tag_texts([document.text for document in documents], args.engine), args.part)
    for name, count in counts.most_common():
        print(f"{name:<44}{count:>6}")
    for line in examples.get(args.show, ()):
        print(line)


if __name__ == "__main__":
    main()
