"""Universal Dependencies: the English Web Treebank with PropBank roles (merged jsonl), and GUM (CoNLL-U)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from training.documents import DEPRELS, ROLE_TAGS, UPOS, Document, join

_ROLE_OF = {"ARGM-LOC": "LOC", "ARGM-TMP": "TMP", "ARGM-NEG": "NEG", "ARGM-MOD": "MOD", "ARG0": "ARG0", "ARG1": "ARG1", "ARG2": "ARG2"}


def deprel_index(name: str) -> int:
    """The index of a relation in DEPRELS; an unknown subtype counts as its plain relation."""
    if name in DEPRELS:
        return DEPRELS.index(name)
    plain = name.split(":")[0]
    return DEPRELS.index(plain) if plain in DEPRELS else DEPRELS.index("dep")


def _document(name: str, sentences: list[dict[str, Any]]) -> Document:
    """Sentences (``tokens``, ``upos``, ``head`` from 1, ``deprel``, ``fresh``: begins a paragraph) as one document."""
    words: list[str] = []
    ranges: list[tuple[int, int]] = []
    heads: list[int] = []
    breaks: list[bool] = []
    for sentence in sentences:
        base = len(words)
        words += sentence["tokens"]
        ranges.append((base, len(words)))
        heads += [-1 if head == 0 else base + head - 1 for head in sentence["head"]]
        breaks += [sentence["fresh"] and base > 0] + [False] * (len(sentence["tokens"]) - 1)
    upos = [1 << UPOS.index(tag) if tag in UPOS else 0 for s in sentences for tag in s["upos"]]
    document = Document(name=name, words=words, breaks=breaks, sentences=ranges)
    document.masks["upos"] = np.array(upos, dtype=np.int64)
    document.heads = np.array(heads, dtype=np.int64)
    document.rels = np.array([deprel_index(rel) for s in sentences for rel in s["deprel"]], dtype=np.int64)
    return document


def head_of_range(heads: Iterable[int], first: int, last: int) -> int:
    """The word of ``first..last`` (inclusive) whose head lies outside; the first of several."""
    table = list(heads)
    for at in range(first, last + 1):
        if not first <= table[at] <= last:
            return at
    return first


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The rows of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def read_ewt(path: Path) -> Iterator[Document]:
    """One document a text of the merged treebank file, sentences in order."""
    rows = read_jsonl(path)
    for name, group in groupby(rows, key=lambda row: row["doc"]):
        sentences = list(group)
        for sentence in sentences:
            sentence["fresh"] = True
        document = _document(f"ewt/{name}", sentences)
        document.predicates = np.zeros(len(document.words), dtype=np.int64)
        for (base, _), sentence in zip(document.sentences, sentences, strict=True):
            local = [head - 1 for head in sentence["head"]]
            for prop in sentence["props"]:
                document.predicates[base + prop["pred"]] = 1
                taken: set[int] = set()
                for label, first, last in prop["args"]:
                    role = _ROLE_OF.get(label)
                    if role is None:
                        continue
                    head = head_of_range(local, first, last)
                    if head not in taken:
                        taken.add(head)
                        document.roles.append((base + prop["pred"], base + head, ROLE_TAGS.index(role)))
        yield document


def read_conllu(path: Path) -> list[dict[str, Any]]:
    """The sentences of a CoNLL-U file: tokens, upos, xpos, head, deprel, misc, text, and whether a paragraph begins."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        if not rows:
            continue
        text = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        sentences.append(
            {
                "tokens": [row[1] for row in rows],
                "upos": [row[3] for row in rows],
                "xpos": [row[4] for row in rows],
                "head": [int(row[6]) for row in rows],
                "deprel": [row[7] for row in rows],
                "misc": [row[9] for row in rows],
                "text": text[1] if text else join([row[1] for row in rows])[0],
                "fresh": "# newpar" in block,
            }
        )
    return sentences


def gum_split(folder: Path, part: str) -> set[str]:
    """Names of the documents of ``dev`` or ``test`` as GUM's ``splits.md`` lists them; ``train`` is all the rest."""
    listed: dict[str, set[str]] = {}
    current = ""
    for line in (folder / "splits.md").read_text(encoding="utf-8").splitlines():
        heading = re.match(r"##\s+(\S+)", line)
        item = re.match(r"\s*\*\s+(\S+)", line)
        if heading:
            current = heading[1]
        elif item:
            listed.setdefault(current, set()).add(item[1])
    if part != "train":
        return listed.get(part, set())
    held = set().union(*(names for heading, names in listed.items() if heading != "train"))
    return {path.stem for path in (folder / "dep").glob("GUM_*.conllu")} - held


def read_gum(folder: Path, part: str) -> Iterator[Document]:
    """Syntax of one part of GUM; documents without their own text (reddit) do not exist in this edition."""
    for name in sorted(gum_split(folder, part)):
        path = folder / "dep" / f"{name}.conllu"
        if path.is_file():
            yield _document(f"gum/{name}", read_conllu(path))
