"""TimeML news (TimeBank, AQUAINT): time expressions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import numpy as np

from training.documents import Document
from training.readers.texts import WordIndex, document_of

_TAG = re.compile(r"<(/?)([A-Z0-9]+)([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Timex:
    """One TIMEX3: code point span in the text, TimeML type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class TimeText:
    """The body of one TimeML document, with the value of its creation time."""

    name: str
    text: str
    times: tuple[Timex, ...]
    created: str


def parse_timeml(name: str, markup: str) -> TimeText:
    """The body of a TimeML document; mark-up is taken away and its time expressions become spans."""
    created = re.search(r'<DCT>.*?value="([^"]*)"', markup, re.DOTALL)
    body = re.search(r"<TEXT>(.*?)</TEXT>", markup, re.DOTALL)
    source = body[1] if body else ""
    text, at = "", 0
    opened: list[tuple[int, dict[str, str]]] = []
    times: list[Timex] = []
    for tag in _TAG.finditer(source):
        text += unescape(source[at : tag.start()])
        at = tag.end()
        if tag[2] != "TIMEX3":
            continue
        if tag[1]:
            start, attributes = opened.pop()
            times.append(Timex(start, len(text), attributes.get("type", ""), attributes.get("value", "")))
        elif not tag[3].endswith("/"):
            opened.append((len(text), dict(_ATTRIBUTE.findall(tag[3]))))
    text += unescape(source[at:])
    return TimeText(name, text, tuple(sorted(times, key=lambda t: t.start)), created[1] if created else "")


def is_held_out(name: str) -> bool:
    """Every fifth document, by the hash of its name, is kept for evaluation."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 == 0


def read_times(folder: Path, *, held_out: bool) -> Iterator[TimeText]:
    """The documents of the training or the held-out part."""
    for path in sorted(folder.rglob("*.tml")):
        if is_held_out(path.name) == held_out:
            yield parse_timeml(path.name, path.read_text(encoding="utf-8"))


def time_document(found: TimeText) -> Document:
    """A document with the time expressions as bit masks."""
    document = document_of(f"timeml/{found.name}", found.text)
    index = WordIndex(document.spans)
    masks = np.ones(len(document.words), dtype=np.int64)
    for time in found.times:
        low, high = index.range(time.start, time.end)
        for at in range(low, high):
            masks[at] = 2 if at == low else 4
    document.masks["times"] = masks
    return document
