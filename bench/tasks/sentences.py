"""Sentence boundaries on CoNLL-U treebanks: the running text is rebuilt from the words and split again.

Reads every ``*.conllu`` below a folder (GUM). Words are joined as ``SpaceAfter=No`` says, sentences by a space, paragraphs
(``# newpar``) by an empty line. Ends of paragraphs come free and are not scored. Treebanks also break where no mark stands
(headings, captions, list items run together), which no splitter of running text can see.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.reading.sentences import split_sentences

DATA = ("gum", "dep")


def rebuild(path: Path) -> tuple[str, set[int]]:
    """The running text of one file, and the ends of its sentences that no paragraph ends with."""
    text, ends, paragraph = "", set(), False
    for words, new_paragraph in _sentences(path):
        if text:
            paragraph = new_paragraph
            text = text.rstrip() + ("\n\n" if paragraph else " ")
            if not paragraph:
                ends.add(len(text) - 1)
        text += words
    return text, ends


def _sentences(path: Path) -> Iterator[tuple[str, bool]]:
    words, paragraph, covered = "", False, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar"):
            paragraph = True
        elif not line and words:
            yield words.rstrip(), paragraph
            words, paragraph, covered = "", False, 0
        elif line[:1].isdigit():
            columns = line.split("\t")
            first, _, last = columns[0].partition("-")
            if "." in first or int(first) <= covered:
                continue
            covered = int(last) if last else covered
            words += columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")


def run(data: Path) -> dict[str, Any]:
    """Score every file below ``data``; prints a table, returns precision, recall and F1 of boundaries inside paragraphs."""
    right = found = gold = 0
    for path in [data] if data.is_file() else sorted(data.rglob("*.conllu")):
        text, ends = rebuild(path)
        cuts = {span.end for span in split_sentences(text)[:-1] if text[span.end : span.end + 2] != "\n\n"}
        right, found, gold = right + len(cuts & ends), found + len(cuts), gold + len(ends)
    precision, recall = right / max(1, found), right / max(1, gold)
    result = {"boundaries": gold, "precision": round(precision, 4), "recall": round(recall, 4)}
    result["f1"] = round(2 * precision * recall / max(1e-9, precision + recall), 4)
    for key, value in result.items():
        print(f"{key:<12}{value:>10}")
    return result
