"""Time expressions against TimeML: where they stand, and which TIMEX3 value they have.

Reads every ``*.tml`` below a folder (TimeBank, AQUAINT, TempEval-3, WikiWars converted to TimeML). The document's own
creation time is given to the reader and not scored. As in TempEval-3 a predicted expression is found if it shares a
character with a gold one (one to one); strict is the same span. Value F1 counts those of them whose value is equal.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accordingto.model.reading import Time
from accordingto.model.text import Span
from accordingto.reading.sentences import split_sentences
from accordingto.reading.times import find_times

DATA = ("tempeval3", "Training/TBAQ-cleaned")

_TAG = re.compile(r"<[^>]+>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Timex:
    """One gold expression."""

    span: Span
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """One TimeML file without its mark-up."""

    name: str
    text: str
    published: str | None
    gold: tuple[Timex, ...]


def read_timeml(path: Path) -> Document:
    """The text between <TEXT> tags, its TIMEX3 spans in code points, and the creation time.

    Raises:
        ValueError: if the file has no <TEXT>.
    """
    source = path.read_text(encoding="utf-8", errors="replace")
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S)
    if body is None:
        raise ValueError(f"{path.name}: no <TEXT>")
    created = re.search(r"<DCT>.*?<TIMEX3[^>]*?\bvalue=\"([^\"]+)\"", source, re.S)
    text, open_tags, gold, at = "", [], [], 0
    for tag in _TAG.finditer(body[1]):
        text += html.unescape(body[1][at : tag.start()])
        at = tag.end()
        if tag[0].startswith("<TIMEX3"):
            open_tags.append((len(text), dict(_ATTRIBUTE.findall(tag[0]))))
        elif tag[0] == "</TIMEX3>" and open_tags:
            start, attributes = open_tags.pop()
            gold.append(Timex(Span(start, len(text)), attributes.get("type", ""), attributes.get("value", "")))
    text += html.unescape(body[1][at:])
    gold.sort(key=lambda timex: timex.span)
    return Document(path.name, text, created[1] if created else None, tuple(gold))


def in_held_out_fifth(name: str) -> bool:
    """Whether a file belongs to the fifth that rules are never tuned on, chosen by the hash of its name."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 == 0


def match(gold: tuple[Timex, ...], found: list[Time]) -> list[tuple[Timex, Time]]:
    """Pairs that share a character, one to one, largest overlap first."""
    pairs = sorted(
        ((g.span.iou(t.span), -i, -k) for i, g in enumerate(gold) for k, t in enumerate(found) if g.span.overlaps(t.span)),
        reverse=True,
    )
    taken_gold, taken_found, result = set(), set(), []
    for _, i, k in pairs:
        if i not in taken_gold and k not in taken_found:
            taken_gold.add(i)
            taken_found.add(k)
            result.append((gold[-i], found[-k]))
    return result


def score(documents: list[Document]) -> dict[str, float]:
    """All figures over some documents, micro-averaged."""
    counts: Counter[str] = Counter()
    for document in documents:
        found = find_times(document.text, split_sentences(document.text), published=document.published)
        pairs = match(document.gold, found)
        counts["gold"] += len(document.gold)
        counts["found"] += len(found)
        counts["relaxed"] += len(pairs)
        counts["strict"] += sum(g.span == t.span for g, t in pairs)
        counts["value"] += sum(g.value == t.value for g, t in pairs)
        counts["type"] += sum(g.type == t.type for g, t in pairs)

    def f1(right: str) -> float:
        return round(2 * counts[right] / (counts["gold"] + counts["found"]), 4) if counts["gold"] + counts["found"] else 0.0

    return {
        "documents": len(documents),
        "gold": counts["gold"],
        "span_precision": round(counts["relaxed"] / max(1, counts["found"]), 4),
        "span_recall": round(counts["relaxed"] / max(1, counts["gold"]), 4),
        "span_f1": f1("relaxed"),
        "span_strict_f1": f1("strict"),
        "type_f1": f1("type"),
        "value_f1": f1("value"),
        "value_accuracy": round(counts["value"] / max(1, counts["relaxed"]), 4),
    }


def run(data: Path) -> dict[str, Any]:
    """Score every TimeML file below ``data`` (a folder, or one file); prints a table, returns the figures.

    The files of the held-out fifth are scored once more by themselves under "held_out".
    """
    paths = [data] if data.is_file() else sorted(data.rglob("*.tml"))
    documents = [read_timeml(path) for path in paths if "testpipeline" not in path.parts]
    result: dict[str, Any] = score(documents)
    result["held_out"] = score([d for d in documents if in_held_out_fifth(d.name)])
    print(f"{'times':<18}{'all':>10}{'held out':>10}")
    for key in result["held_out"]:
        print(f"{key:<18}{result[key]:>10}{result['held_out'][key]:>10}")
    return result
