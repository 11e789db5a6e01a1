"""Names: CoNLL columns (word first, BIO or BIOES tag last, blank lines between sentences), one file or a folder of them.

The labels of the file choose how our classes map to its own (worldwide newswire, CrossNER politics, or our own classes);
re3d is read from its JSON folders. A name is right if its first and last character and its class are. Words are the
package's own: the text is put together from the columns and read like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.documents import NAME_TAGS, Document
from training.readers.names import NEWSWIRE, POLITICS, column_document, is_test, read_re3d, sentence_blocks

from accordingto.reading.tags import NAME_LABELS
from bench.figures import Count, table
from bench.reading import laid_out, tag_texts

DATA = ("en_worldwide_newswire", "processed_annotated")
_OWN: dict[str, tuple[str, ...]] = {name: (name,) for name in NAME_LABELS}


def merged(classes: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Our class to the group that the corpus can tell: classes that it never tells apart are one group."""
    group = {name: name for name in NAME_LABELS}
    for ours in classes.values():
        for name in ours[1:]:
            old, new = group[name], group[ours[0]]
            group = {key: new if value == old else value for key, value in group.items()}
    known = {group[name] for ours in classes.values() for name in ours}
    return {name: value if value in known else "" for name, value in group.items()}


def documents_of(data: Path) -> tuple[list[Document], dict[str, tuple[str, ...]]]:
    """The documents below ``data`` and the classes of their corpus."""
    if data.is_dir() and any(data.glob("*/entities.json")):
        from training.readers.names import RE3D

        return list(read_re3d(data)), RE3D
    paths = [data] if data.is_file() else sorted(path for path in data.rglob("*") if path.suffix in (".tsv", ".txt", ".conll", ".bio"))
    if data.name == "processed_annotated":
        # The training part of this corpus is known to the engine.
        paths = [path for path in paths if is_test(path.name)]
    blocks = {path: list(sentence_blocks(path)) for path in paths}
    labels = {tag[2:] for found in blocks.values() for _, tags in found for tag in tags if tag[1:2] == "-"}
    known: tuple[dict[str, tuple[str, ...]], ...] = (NEWSWIRE, POLITICS, _OWN)
    classes = max(known, key=lambda names: len(labels & set(names)))
    documents = []
    for path, found in blocks.items():
        documents += [column_document(f"{path.name}/{at}", found[at : at + 40], classes) for at in range(0, len(found), 40)]
    return documents, classes


def gold_names(document: Document) -> list[tuple[int, int, str]]:
    """Word ranges of the gold names with their first allowed class."""
    found: list[tuple[int, int, str]] = []
    start, label = 0, ""
    for at, mask in enumerate([*document.masks["names"].tolist(), 1]):
        tag = NAME_TAGS[(mask & -mask).bit_length() - 1]
        if label and (not tag.startswith("I-") or tag[2:] != label):
            found.append((start, at, label))
            label = ""
        if tag != "O" and not label:
            start, label = at, tag[2:]
    return found


def run(data: Path, engine: Path | None = None) -> dict[str, Any]:
    """Score the names of every document."""
    documents, classes = documents_of(data)
    group = merged(classes)
    texts = [laid_out(document) for document in documents]
    rows: dict[str, Count] = {"all": Count(), "span only": Count()}
    for document, (text, spans), tags in zip(documents, texts, tag_texts([text for text, _ in texts], engine), strict=True):
        gold = {(spans[low].start, spans[high - 1].end, group[label]) for low, high, label in gold_names(document)}
        found = {(tags.words[n.first].start, tags.words[n.last - 1].end, group[n.label]) for n in tags.names if group[n.label]}
        rows["all"].add(gold, found)
        rows["span only"].add([g[:2] for g in gold], [f[:2] for f in found])
        for label in sorted({*group.values()} - {""}):
            rows.setdefault(label, Count()).add(_of(gold, label), _of(found, label))
        assert len(text) >= len(spans)
    table("names", rows)
    return rows["all"].row() | {"span_f1": round(rows["span only"].f1, 4), "documents": len(documents)} | {
        "classes": {label: round(count.f1, 4) for label, count in rows.items() if label not in ("all", "span only")}
    }


def _of(items: set[tuple[int, int, str]], label: str) -> Sequence[tuple[int, int, str]]:
    return [item for item in items if item[2] == label]
