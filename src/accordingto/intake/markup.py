"""Mark-up as text that remembers where each code point came from."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from accordingto.model.text import OffsetMap

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<(?P<raw>script|style|noscript|template|textarea|svg"
    r"|iframe)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
BLOCK_TAGS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "dialog", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html",
        "li", "main", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "title", "tr", "ul",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text and, for each of its code points, the source position it came from (-1: put in by the cleaning)."""

    text: str
    at: array[int]

    @classmethod
    def of(cls, source: str, start: int, end: int) -> Mapped:
        """A stretch of a source, unchanged."""
        return cls(source[start:end], array("l", range(start, end)))

    @classmethod
    def join(cls, parts: Iterable[Mapped], glue: str = "") -> Mapped:
        """Parts in order, with ``glue`` put between them."""
        texts: list[str] = []
        at: array[int] = array("l")
        for number, part in enumerate(parts):
            if number and glue:
                texts.append(glue)
                at.extend([-1] * len(glue))
            texts.append(part.text)
            at.extend(part.at)
        return cls("".join(texts), at)

    def cut(self, start: int, end: int) -> Mapped:
        """A stretch of this text."""
        return Mapped(self.text[start:end], self.at[start:end])

    def stripped(self) -> Mapped:
        """Without white space at the ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, left + len(self.text.strip()))

    def offsets(self) -> OffsetMap:
        """The offset map back to the source."""
        return OffsetMap(pieces_of(self.at))


def pieces_of(at: Sequence[int]) -> tuple[tuple[int, int, int], ...]:
    """Runs of consecutive source positions as ``(clean_start, source_start, length)``."""
    pieces: list[tuple[int, int, int]] = []
    start = 0
    for k in range(1, len(at) + 1):
        if k == len(at) or at[k] < 0 or at[k] != at[k - 1] + 1:
            if at[start] >= 0:
                pieces.append((start, at[start], k - start))
            start = k
    return tuple(pieces)


def unescaped(part: Mapped) -> Mapped:
    """Entities resolved; the code points of one stand where the entity began."""
    if "&" not in part.text:
        return part
    texts: list[str] = []
    at: array[int] = array("l")
    last = 0
    for found in _ENTITY.finditer(part.text):
        value = html.unescape(found.group())
        if value == found.group():
            continue
        texts.append(part.text[last : found.start()])
        at.extend(part.at[last : found.start()])
        texts.append(value)
        at.extend([part.at[found.start()]] * len(value))
        last = found.end()
    texts.append(part.text[last:])
    at.extend(part.at[last:])
    return Mapped("".join(texts), at)


@dataclass(frozen=True, slots=True)
class Token:
    """A tag or a stretch of text of some mark-up; ``start`` and ``end`` are positions in it."""

    kind: str
    name: str
    start: int
    end: int


def tokens(markup: str) -> Iterator[Token]:
    """Text, opening and closing tags in order; comments, scripts and styles are left out."""
    at = 0
    while at < len(markup):
        found = _TOKEN.search(markup, at)
        if found is None:
            yield Token("text", "", at, len(markup))
            return
        if found.start() > at:
            yield Token("text", "", at, found.start())
        at = found.end()
        if found["cdata"] is not None:
            yield Token("text", "", found.start("cdata"), found.end("cdata"))
        elif found["raw"]:
            name = found["raw"].lower()
            if not found.group().endswith("/>"):
                close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(markup, at)
                at = close.end() if close else len(markup)
        elif found["tag"]:
            yield Token("close" if found["close"] else "open", found["tag"].lower(), found.start(), found.end())


def visible(part: Mapped) -> list[Mapped]:
    """The text blocks of some mark-up, white space collapsed, one per block element, empty ones left out."""
    blocks: list[Mapped] = []
    current: list[Mapped] = []
    for token in tokens(part.text):
        if token.kind == "text":
            current.append(unescaped(part.cut(token.start, token.end)))
        elif token.name in BLOCK_TAGS and current:
            blocks.append(Mapped.join(current))
            current = []
    if current:
        blocks.append(Mapped.join(current))
    found = [collapsed(block) for block in blocks]
    return [block for block in found if block.text]


_SPACE = re.compile(r"\s+")


def collapsed(part: Mapped) -> Mapped:
    """Runs of white space as one space, none at the ends."""
    part = part.stripped()
    texts: list[str] = []
    at: array[int] = array("l")
    last = 0
    for found in _SPACE.finditer(part.text):
        texts.append(part.text[last : found.start()])
        at.extend(part.at[last : found.start()])
        texts.append(" ")
        at.append(part.at[found.start()])
        last = found.end()
    texts.append(part.text[last:])
    at.extend(part.at[last:])
    return Mapped("".join(texts), at)


def aligned(text: str, stream: Mapped) -> Mapped:
    """``text`` with the source positions of the same words in ``stream``, a page's visible text in order.

    White space is not compared, so text that was extracted with other line breaks still finds its place. Line by line:
    first onward from the last match, then anywhere; a line that is not there as a whole is matched in runs of
    at least 12 code points; what is left has no source.
    """
    bare, places = _bare(stream)
    at: array[int] = array("l", [-1] * len(text))
    cursor = position = 0
    for line in text.split("\n"):
        core, marks = _bare(Mapped(line, array("l", range(position, position + len(line)))))
        cursor = _align_line(core, marks, bare, places, cursor, at)
        position += len(line) + 1
    return Mapped(text, at)


_RUN = 12


def _bare(part: Mapped) -> tuple[str, array[int]]:
    keep = [k for k, char in enumerate(part.text) if not char.isspace()]
    return "".join(part.text[k] for k in keep), array("l", (part.at[k] for k in keep))


def _align_line(core: str, marks: Sequence[int], bare: str, places: Sequence[int], cursor: int, at: array[int]) -> int:
    done = 0
    while done < len(core):
        size = len(core) - done
        found = _find(bare, core[done:], cursor)
        if found < 0:
            size = min(size, _RUN)
            if size < _RUN and size < len(core):
                return cursor
            found = _find(bare, core[done : done + size], cursor)
            if found < 0:
                done += 1
                continue
            while done + size < len(core) and found + size < len(bare) and core[done + size] == bare[found + size]:
                size += 1
        for k in range(size):
            at[marks[done + k]] = places[found + k]
        done += size
        cursor = found + size
    return cursor


def _find(bare: str, core: str, cursor: int) -> int:
    found = bare.find(core, cursor)
    return found if found >= 0 else bare.find(core)
