"""PolNeAR: news articles with the source, cue and content of every attribution (brat standoff)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.documents import ATTRIBUTION_TAGS, Attribution, Document, tags_of_spans
from training.readers.texts import WordIndex, document_of

_PARTS = ("Source", "Cue", "Content")
_BETWEEN = " \t\r\n\"“”'’‘`"


@dataclass(frozen=True, slots=True)
class Part:
    """A source, cue or content: its kind and code point ranges."""

    kind: str
    ranges: tuple[tuple[int, int], ...]


def parse_annotations(brat: str, text: str) -> tuple[dict[str, Part], list[dict[str, list[str]]]]:
    """Parts by id, and each attribution as part ids by kind.

    Ranges of one part with nothing but white space and quotation marks between them are one range: brat breaks a range at
    each line end.
    """
    parts: dict[str, Part] = {}
    relations: list[dict[str, list[str]]] = []
    for line in brat.splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) >= 2:
            match = re.fullmatch(r"(Source|Cue|Content) (\d+ \d+(?:;\d+ \d+)*)", fields[1])
            if match:
                ranges = [tuple(map(int, piece.split())) for piece in match[2].split(";")]
                parts[fields[0]] = Part(match[1], _merged(sorted((r[0], r[1]) for r in ranges), text))
        elif line.startswith("E") and len(fields) >= 2:
            relation: dict[str, list[str]] = {kind: [] for kind in _PARTS}
            for item in fields[1].split():
                kind, _, key = item.partition(":")
                kind = kind.rstrip("0123456789")
                if kind in relation and key in parts:
                    relation[kind].append(key)
            if relation["Content"]:
                relations.append(relation)
    return parts, relations


def _merged(ranges: list[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    out = [ranges[0]]
    for start, end in ranges[1:]:
        low, high = out[-1]
        if start - high <= 3 and not text[high:start].strip(_BETWEEN):
            out[-1] = (low, max(high, end))
        else:
            out.append((start, end))
    return tuple(out)


def read_document(name: str, text: str, brat: str) -> Document:
    """One article as one annotator marked it. Of parts that overlap, the one written first keeps the words."""
    document = document_of(name, text)
    index = WordIndex(document.spans)
    parts, relations = parse_annotations(brat, text)
    flat = [(*index.range(s, e), part.kind.lower()) for part in parts.values() for s, e in part.ranges]
    document.attribution = tags_of_spans(len(document.words), [f for f in flat if f[0] < f[1]], ATTRIBUTION_TAGS)

    def spans(keys: list[str]) -> tuple[tuple[int, int], ...]:
        found = (index.range(s, e) for key in keys for s, e in parts[key].ranges)
        return tuple(sorted({(low, high) for low, high in found if low < high}))

    for relation in relations:
        attribution = Attribution(spans(relation["Source"]), spans(relation["Cue"]), spans(relation["Content"]))
        if attribution.content:
            document.attributions.append(attribution)
    return document


def read_folder(folder: Path, *, every_annotator: bool) -> Iterator[Document]:
    """The articles of ``folder/text`` with ``folder/attributions``.

    Args:
        every_annotator: whether an article marked by several gives several documents, or only the first in name order.
    """
    for path in sorted((folder / "text").glob("*.txt")):
        # Line ends count as the corpus counts them, so they must not be translated.
        text = path.read_bytes().decode("utf-8")
        marked = sorted((folder / "attributions").glob("*.ann"))
        marked = [own for own in marked if own.stem == path.stem or own.stem.rpartition("_")[0] == path.stem]
        for annotation in marked if every_annotator else marked[:1]:
            yield read_document(f"polnear/{annotation.stem}", text, annotation.read_text(encoding="utf-8"))
