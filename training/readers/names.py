"""Names: worldwide newswire, CrossNER politics, re3d. Each corpus says which of our classes it can tell apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from training.documents import NAME_TAGS, Document, tags_of_spans
from training.readers.texts import WordIndex, document_of

# Class of the corpus to ours; several where the corpus does not tell them apart, none where we mark nothing.
NEWSWIRE: dict[str, tuple[str, ...]] = {
    "Person": ("person",),
    "Location": ("place",),
    "Organization": ("organisation",),
    "NORP": ("nationality",),
    "Facility": ("facility",),
    "Product": ("product",),
    "Misc": ("event", "other"),
    "Date": (),
    "Money": (),
}
POLITICS: dict[str, tuple[str, ...]] = {
    "politician": ("person",),
    "person": ("person",),
    "politicalparty": ("organisation",),
    "organisation": ("organisation",),
    "location": ("place", "facility"),
    "country": ("place",),
    "election": ("event",),
    "event": ("event",),
    "misc": ("nationality", "product", "other"),
}
RE3D: dict[str, tuple[str, ...]] = {
    "Person": ("person",),
    "Organisation": ("organisation",),
    "Location": ("place", "facility"),
    "Nationality": ("nationality",),
    "MilitaryPlatform": ("product",),
    "Weapon": ("product",),
    "Vehicle": ("product",),
}


def _runs(tags: list[str]) -> list[tuple[int, int, str]]:
    """Half-open runs of BIO tags; an inside tag without a beginning starts one."""
    runs: list[tuple[int, int, str]] = []
    start, label = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        if label and (mark != "I" or name != label):
            runs.append((start, at, label))
            label = ""
        if mark != "O" and name and not label:
            start, label = at, name
    return runs


def name_masks(tags: list[str], classes: dict[str, tuple[str, ...]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Bit masks over NAME_TAGS for the BIO tags of a corpus."""
    masks = np.full(len(tags), 1 << NAME_TAGS.index("O"), dtype=np.int64)
    for low, high, label in _runs(tags):
        ours = classes.get(label, ())
        for at in range(low, high):
            if ours:
                mark = "B-" if at == low else "I-"
                masks[at] = sum(1 << NAME_TAGS.index(mark + name) for name in ours)
    return masks


def sentence_blocks(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of each block of a column file (blocks are parted by lines without a word)."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        fields = line.rstrip("\r").split("\t")
        word = fields[0].strip()
        if not word:
            if words:
                yield words, tags
            words, tags = [], []
            continue
        tag = fields[-1].strip() if len(fields) > 1 and fields[-1].strip() else "O"
        words += [word]
        tags += [tag]


def column_document(name: str, blocks: list[tuple[list[str], list[str]]], classes: dict[str, tuple[str, ...]]) -> Document:
    """Blocks of words and tags as one document, a line a block."""
    words: list[str] = []
    tags: list[str] = []
    breaks: list[bool] = []
    sentences: list[tuple[int, int]] = []
    for block, block_tags in blocks:
        sentences.append((len(words), len(words) + len(block)))
        breaks += [bool(words)] + [False] * (len(block) - 1)
        words += block
        tags += [_plain(tag) for tag in block_tags]
    document = Document(name=name, words=words, breaks=breaks, sentences=sentences)
    document.masks["names"] = name_masks(tags, classes)
    return document


def _plain(tag: str) -> str:
    """BIOES to BIO."""
    return {"S": "B", "E": "I"}.get(tag[:1], tag[:1]) + tag[1:] if tag[1:2] == "-" else "O"


def is_test(name: str) -> bool:
    """Whether an article of the newswire corpus, which states no split here, is held out: one in seven, by the hash of its name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % 7 == 0


def read_newswire(folder: Path, *, test: bool) -> Iterator[Document]:
    """The articles of the newswire corpus, training or held-out part."""
    for path in sorted((folder / "processed_annotated").glob("*.tsv")):
        if is_test(path.name) == test:
            blocks = list(sentence_blocks(path))
            if blocks:
                yield column_document(f"newswire/{path.name}", blocks, NEWSWIRE)


def read_politics(path: Path) -> Iterator[Document]:
    """CrossNER politics: ten sentences a document, since their order says nothing."""
    blocks = list(sentence_blocks(path))
    for at in range(0, len(blocks), 10):
        yield column_document(f"politics/{path.stem}/{at}", blocks[at : at + 10], POLITICS)


def read_re3d(folder: Path) -> Iterator[Document]:
    """re3d, whose entities include common nouns ("the forces"): only those with a capital letter or of a nationality count."""
    for source in sorted(path for path in folder.iterdir() if (path / "documents.json").is_file()):
        entities: dict[str, list[dict[str, str]]] = {}
        for line in (source / "entities.json").read_text(encoding="utf-8").splitlines():
            if line.strip():
                entity = json.loads(line)
                entities.setdefault(entity["documentId"], []).append(entity)
        for line in (source / "documents.json").read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            row = json.loads(line)
            document = document_of(f"re3d/{source.name}/{row['_id']}", row["text"])
            document.masks["names"] = _re3d_masks(document, row["text"], entities.get(row["_id"], []))
            yield document


def _re3d_masks(document: Document, text: str, entities: list[dict[str, str]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    index = WordIndex(document.spans)
    spans = []
    for entity in sorted(entities, key=lambda e: int(e["begin"]) - int(e["end"])):
        start, end = int(entity["begin"]), int(entity["end"])
        if entity["type"] in RE3D and any(c.isupper() for c in text[start:end]):
            low, high = index.range(start, end)
            if low < high and document.words[low].lower() in ("the", "a", "an"):
                low += 1
            spans.append((low, high, entity["type"]))
    tags = tags_of_spans(len(document.words), spans, ["O", *(f"{m}-{label}" for label in RE3D for m in "BI")])
    names = ["O", *(f"{m}-{label}" for label in RE3D for m in "BI")]
    return name_masks([names[tag] for tag in tags], RE3D)

