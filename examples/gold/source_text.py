"""The text of one example report, taken from its source file in the plainest way that is exact.

This is not the tool's extractor and does not import it: the gold must not depend on what it judges. Pages of glued
reports are cut at hand-given quotations; HTML gives the block texts inside its one <article>; a feed item gives its
title and the block texts of its content:encoded.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "li", "blockquote", "figcaption", "div"})
VOID = frozenset({"img", "br", "meta", "link", "input", "hr"})
SKIPPED = frozenset({"script", "style", "aside", "nav", "form", "button", "table"})
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


class _Blocks(HTMLParser):
    """Collects the text of block elements, one line each, inside `inside` (None: everywhere)."""

    def __init__(self, inside: str | None) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.inside = inside
        self.depth = 0 if inside else 1
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        if tag == self.inside:
            self.depth += 1
        if tag in SKIPPED:
            self.skipping += 1
        if tag in BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.depth -= 1
        if tag in SKIPPED:
            self.skipping -= 1
        if tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.depth and not self.skipping:
            self.lines[-1] += data


def block_text(markup: str, inside: str | None) -> str:
    """The non-empty blocks of some mark-up, white space folded, one a line."""
    parser = _Blocks(inside)
    parser.feed(markup)
    parser.close()
    folded = (re.sub(r"\s+", " ", line).strip() for line in parser.lines)
    return "\n".join(line for line in folded if line)


def report_text(path: Path, title: str) -> str:
    """The text of the report with this title in an HTML page or a feed."""
    if path.suffix == ".html":
        return block_text(path.read_text(encoding="utf-8"), "article")
    for item in ET.parse(path).getroot().iter("item"):
        if item.findtext("title") == title:
            return f"{title}\n{block_text(item.findtext(ENCODED) or '', None)}"
    raise ValueError(f"{path}: no item with the title {title!r}")
