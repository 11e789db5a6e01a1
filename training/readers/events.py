"""Events: PLV and other sentences with PLOVER or CAMEO labels, and trigger words of WikiEvents and RAMS mapped to PLOVER."""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.documents import EVENT_TYPES, PARTY_TAGS, Document, Pair
from training.readers.texts import WordIndex, document_of
from training.readers.treebanks import read_jsonl

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

# CAMEO quad classes as PLOVER roots: 0 neutral or none, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
QUAD = {
    "1": ("AGREE", "CONSULT", "SUPPORT"),
    "2": ("COOPERATE", "AID", "CONCEDE", "RETREAT"),
    "3": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "4": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
# PLV has one root for what PLOVER's later edition parts into CONCEDE and RETREAT.
YIELD = ("CONCEDE", "RETREAT")

# Event ontologies of WikiEvents (KAIROS) and RAMS (AIDA), by the longest prefix, where the meaning is plain.
ONTOLOGY: dict[str, tuple[str, ...]] = {
    "conflict.attack": ("ASSAULT",),
    "conflict.demonstrate": ("PROTEST",),
    "conflict.yield.retreat": ("RETREAT",),
    "conflict.yield.surrender": ("RETREAT", "CONCEDE"),
    "justice.arrestjaildetain": ("COERCE",),
    "justice.chargeindict": ("ACCUSE", "COERCE"),
    "justice.initiatejudicialprocess.chargeindict": ("ACCUSE", "COERCE"),
    "justice.investigatecrime": ("ACCUSE",),
    "justice.investigate.investigatecrime": ("ACCUSE",),
    "justice.releaseparole": ("CONCEDE",),
    "justice.sentence": ("COERCE",),
    "contact.threatencoerce": ("THREATEN", "COERCE"),
    "contact.requestcommand": ("REQUEST",),
    "contact.requestadvise": ("REQUEST",),
    "contact.contact.meet": ("CONSULT",),
    "contact.discussion": ("CONSULT",),
    "contact.negotiate": ("CONSULT",),
    "contact.collaborate": ("COOPERATE", "CONSULT", "SUPPORT", "AGREE"),
    "transaction.transaction.embargosanction": ("SANCTION",),
    "transaction.transferownership.embargosanction": ("SANCTION",),
    "transaction.transfermoney.embargosanction": ("SANCTION",),
    "transaction.transfermoney.giftgrantprovideaid": ("AID",),
    "transaction.transferownership.giftgrantprovideaid": ("AID",),
    "transaction.transaction.giftgrantprovideaid": ("AID",),
    "transaction.donation": ("AID",),
    "government.agreements.acceptagreementcontractceasefire": ("AGREE", "COOPERATE"),
    "life.die.deathcausedbyviolentevents": ("ASSAULT",),
    "life.injure.injurycausedbyviolentevents": ("ASSAULT",),
    "artifactexistence.damagedestroy": ("ASSAULT", ""),
    "artifactexistence.damagedestroydisabledismantle": ("ASSAULT", ""),
    "life.die": ("ASSAULT", ""),
    "life.injure": ("ASSAULT", ""),
}
# Roots whose every mention the two corpora mark, so that any other word of theirs is none of these.
_MARKED = ("ASSAULT", "PROTEST", "COERCE")


def type_mask(types: tuple[str, ...]) -> int:
    """Bit mask over EVENT_TYPES."""
    return sum(1 << EVENT_TYPES.index(t) for t in types)


_ALL = (1 << len(EVENT_TYPES)) - 1
_OTHERS = _ALL & ~type_mask(_MARKED)


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A PLV row: the sentence, spans of source and target, and its root ("" for no event)."""

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    root: str


def unmark(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text without its ``<s>`` and ``<t>`` marks, and the first span of each."""
    text, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for tag in re.finditer(r"<(/?)([st])>", marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if tag[1]:
            if tag[2] in opened:
                spans.setdefault(tag[2], (opened.pop(tag[2]), len(text)))
        else:
            opened[tag[2]] = len(text)
    return text + marked[at:], spans


def read_plv(path: Path) -> list[MarkedSentence]:
    """The rows of a PLV table, in order."""
    rows = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            text, spans = unmark(row["marked_sentence"])
            root = (row.get("gold_root") or "").strip().upper()
            rows.append(MarkedSentence(text, spans.get("s"), spans.get("t"), "" if root in ("NONE", "NO EVENT", "NA") else root))
    return rows


def roots(root: str) -> tuple[str, ...]:
    """PLOVER types of a PLV root."""
    return YIELD if root == "YIELD" else (root,)


def marked_documents(name: str, rows: list[MarkedSentence], size: int = 6) -> Iterator[Document]:
    """Marked sentences, ``size`` to a document, each a line of its own."""
    for at in range(0, len(rows), size):
        document = document_of(f"{name}/{at}", "\n".join(row.text for row in rows[at : at + size]))
        index = WordIndex(document.spans)
        # The table marks one pair of a sentence that may have several: the other words stay open.
        parties = np.zeros(len(document.words), dtype=np.int64)
        base = 0
        for row in rows[at : at + size]:
            whole = index.range(base, base + len(row.text))
            source = index.range(base + row.source[0], base + row.source[1]) if row.source else None
            target = index.range(base + row.target[0], base + row.target[1]) if row.target else None
            document.pairs.append(Pair(whole, source, target, type_mask(roots(row.root))))
            for span, label in ((source, "source"), (target, "target")):
                if span:
                    mark(parties, span, label)
            base += len(row.text) + 1
        document.masks["parties"] = parties
        yield document


def mark(masks: np.ndarray[tuple[int], np.dtype[np.int64]], span: tuple[int, int], label: str) -> None:
    """Write one party over a word range."""
    for at in range(*span):
        masks[at] = 1 << PARTY_TAGS.index(("B-" if at == span[0] else "I-") + label)


def squeezed(text: str) -> str:
    """A sentence without white space, by which the same sentence is known where it stands again."""
    return "".join(text.split())


def read_parties(path: Path, size: int = 6) -> Iterator[Document]:
    """cameo_ner: columns of words with S (source), T (target) and R (both), ``size`` sentences to a document."""
    label_of = {"S": "source", "T": "target", "R": "both"}
    blocks = [block for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]
    for start in range(0, len(blocks), size):
        words: list[str] = []
        breaks: list[bool] = []
        sentences: list[tuple[int, int]] = []
        masks: list[int] = []
        for block in blocks[start : start + size]:
            rows = [line.split() for line in block.splitlines() if line.strip()]
            sentences.append((len(words), len(words) + len(rows)))
            breaks += [bool(words)] + [False] * (len(rows) - 1)
            words += [row[0] for row in rows]
            masks += [1 if row[1] == "O" else 1 << PARTY_TAGS.index(f"{row[1][0]}-{label_of[row[1][2]]}") for row in rows]
        document = Document(name=f"{path.parent.name}/{path.stem}/{start}", words=words, breaks=breaks, sentences=sentences)
        document.masks["parties"] = np.array(masks, dtype=np.int64)
        yield document


def read_quads(path: Path, size: int = 6) -> Iterator[Document]:
    """cameo_class: sentences with a CAMEO quad class; class 0 (neutral) says nothing we use."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    kept = [MarkedSentence(row[0].strip(), None, None, row[1].strip()) for row in rows if row[1].strip() in QUAD and row[0].strip()]
    for at in range(0, len(kept), size):
        document = document_of(f"quads/{path.stem}/{at}", "\n".join(row.text for row in kept[at : at + size]))
        index = WordIndex(document.spans)
        base = 0
        for row in kept[at : at + size]:
            document.pairs.append(Pair(index.range(base, base + len(row.text)), None, None, type_mask(QUAD[row.root])))
            base += len(row.text) + 1
        yield document


def _ontology(name: str) -> tuple[str, ...]:
    parts = name.lower().split(".")
    for size in range(len(parts), 0, -1):
        found = ONTOLOGY.get(".".join(parts[:size]))
        if found:
            return found
    return ()


def _triggers(name: str, words: list[str], sentences: list[tuple[int, int]], events: list[tuple[int, int, str]]) -> Document:
    document = Document(name=name, words=words, breaks=[False] * len(words), sentences=sentences)
    masks = np.full(len(words), _OTHERS, dtype=np.int64)
    for first, last, kind in events:
        ours = _ontology(kind)
        for at in range(first, last):
            masks[at] = _ALL
        # The last word of a trigger of several carries the event ("opened fire", "car bombing").
        masks[last - 1] = type_mask(ours) if ours else _OTHERS
    document.masks["events"] = masks
    return document


def read_wikievents(path: Path) -> Iterator[Document]:
    """Trigger words of WikiEvents; sentences end at full stops of its token list."""
    for row in read_jsonl(path):
        words = list(row["tokens"])
        ends = [at + 1 for at, word in enumerate(words) if word in (".", "?", "!")] + [len(words)]
        sentences = [(low, high) for low, high in zip([0, *ends], ends, strict=False) if low < high]
        marks = [(event["trigger"], event["event_type"]) for event in row["event_mentions"]]
        # The training part is in the corpus's readable form, the others are in its own; the names of the same things differ.
        events = [(mark.get("start_idx", mark.get("start")), mark.get("end_idx", mark.get("end")), kind) for mark, kind in marks]
        yield _triggers(f"wikievents/{row.get('docid', row.get('doc_id'))}", words, sentences, [e for e in events if e[0] < e[1]])


def read_rams(path: Path) -> Iterator[Document]:
    """Trigger words of RAMS: one event in five sentences, so nothing is said of other words."""
    for row in read_jsonl(path):
        words = [word for sentence in row["sentences"] for word in sentence]
        ends = np.cumsum([len(sentence) for sentence in row["sentences"]]).tolist()
        sentences = list(zip([0, *ends], ends, strict=False))
        document = Document(name=f"rams/{row['doc_key']}", words=words, breaks=[False] * len(words), sentences=sentences)
        masks = np.zeros(len(words), dtype=np.int64)
        for _, last, kinds in row["evt_triggers"]:
            ours = _ontology(kinds[0][0])
            if ours:
                masks[last] = type_mask(ours)
        document.masks["events"] = masks
        yield document


def read_titles(path: Path, copies: int = 3, size: int = 4) -> Iterator[Document]:
    """The titles that people wrote for the generated stories, each with up to so many of the countries that the stories have in them.

    CONCEDE and RETREAT count as one, as in PLV: the titles part them otherwise than the package's lexicon does.
    """
    found: dict[tuple[str, str], set[str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["label"] in EVENT_TYPES and row["label"]:
                root = "YIELD" if row["label"] in YIELD else row["label"]
                found.setdefault((row["title"], root), set()).add(row["prompt"].strip().split("\n")[0].strip())
    titles = [(title, label) for (_, label), filled in sorted(found.items()) for title in sorted(filled)[:copies]]
    random.Random(0).shuffle(titles)
    for at in range(0, len(titles), size):
        yield _typed_lines(f"titles/{at}", titles[at : at + size])


def _typed_lines(name: str, rows: Sequence[tuple[str, str]]) -> Document:
    """One line for each text, and its type."""
    document = document_of(name, "\n".join(text for text, _ in rows))
    index = WordIndex(document.spans)
    base = 0
    for text, label in rows:
        document.pairs.append(Pair(index.range(base, base + len(text)), None, None, type_mask(roots(label))))
        base += len(text) + 1
    return document


def read_headlines(path: Path) -> Iterator[Document]:
    """First lines of generated stories with their PLOVER type; the stories wander, so the rest is left out."""
    rows: list[tuple[str, str]] = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            first = row["text"].strip().split("\n")[0] if "text" in row else row["title"]
            label = (row.get("label") or row.get("event") or "").strip()
            if label in EVENT_TYPES and label and 20 < len(first) < 400 and "{" not in first:
                rows.append((first, label))
    for at in range(0, len(rows), 4):
        yield _typed_lines(f"headlines/{at}", rows[at : at + 4])
