"""HTML pages: the main text with its way back into the mark-up, and what the page says of itself."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from accordingto.errors import InputError
from accordingto.intake.assembly import assemble
from accordingto.intake.bylines import parse_meta
from accordingto.intake.dates import settle
from accordingto.intake.markup import Mapped, aligned, collapsed, tokens, unescaped, visible
from accordingto.intake.metadata import PageFacts, clean_authors, from_ld, ld_items, page_metadata
from accordingto.intake.naming import outlet_score
from accordingto.model.ids import make_id
from accordingto.model.report import Document, Guess, Report, Source
from accordingto.model.text import Span

_ENOUGH = 80
_FEWEST = 8
_MAIN_SHARE = 0.7
_LONG_PARAGRAPH = 120
_LONGEST_LINE = 2000
_LOST_SHARE = 0.2
_RULE = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|?)+")
_HEADING = ("h1", "h2", "h3")


def read_html(markup: str, name: str, *, sha256: str, encoding: str, url: str | None = None, outlet: str | None = None) -> Document:
    """The reports of an HTML page.

    Raises:
        InputError: if it holds no article text.
    """
    source = Source(make_id("s", name, markup), name, "html", markup, sha256, encoding, url)
    articles = _articles(markup)
    if articles:
        items = ld_items(markup)
        found = [_article(source, span, items, outlet) for span in articles]
        reports = [report for report in found if report is not None]
    else:
        one = _single(source, outlet)
        reports = [one] if one is not None else []
    if not reports:
        raise InputError("is an HTML page without article text", hint="save the article's own page, after it has loaded")
    return Document(replace(source, url=source.url or reports[0].url), tuple(reports))


def _single(source: Source, outlet: str | None) -> Report | None:
    facts = page_metadata(source.text, url=source.url)
    blocks = visible(Mapped.of(source.text, 0, len(source.text)))
    text = _main_text(source.text, facts, blocks)
    if not text:
        return None
    facts = _with_byline(facts, blocks)
    return _report(source, text, blocks, facts, outlet, (0, len(source.text)))


def _with_byline(facts: PageFacts, blocks: Sequence[Mapped]) -> PageFacts:
    """Fill gaps from the byline that stands below the title on the page, which the extraction leaves out."""
    title = facts.title.value
    top = next((k for k, block in enumerate(blocks) if title and _same_title(block.text, title)), None)
    for block in blocks[top + 1 : top + 7] if top is not None else []:
        meta = parse_meta(block.text) if len(block.text) < 160 else None
        if meta is None:
            continue
        authors = clean_authors(meta.authors, facts.outlet.value)
        if authors and facts.authors.value is None:
            facts = replace(facts, authors=Guess(authors, 0.8, f"byline '{block.text[:60]}'"))
        if meta.hits and facts.published.value is None:
            found = settle(meta.hits[0], first_is_day=None, why="the order is open")
            facts = replace(facts, published=Guess(found.value, min(found.confidence, 0.85), f"byline '{block.text[:60]}', {found.reason}"))
        if meta.names and facts.outlet.confidence < 0.6 and outlet_score(meta.names[-1]) > 0.5:
            facts = replace(facts, outlet=Guess(meta.names[-1], 0.75, f"byline '{block.text[:60]}'"))
    return facts


def _article(source: Source, span: tuple[int, int], items: Sequence[dict[str, object]], outlet: str | None) -> Report | None:
    """One of several articles of a page, by its own stretch of mark-up."""
    part = source.text[span[0] : span[1]]
    blocks = visible(Mapped.of(source.text, *span))
    heading = _heading(Mapped.of(source.text, *span))
    own = page_metadata(part)
    item = next((item for item in items if heading is not None and _same_title(str(item.get("headline", "")), heading.text)), None)
    facts = from_ld(item) if item is not None else own
    page = page_metadata(source.text, url=source.url)
    facts = replace(
        facts,
        title=Guess(heading.text, 0.95, "heading of the article element") if heading is not None else facts.title,
        outlet=facts.outlet if facts.outlet.value else page.outlet,
        published=facts.published if facts.published.value else own.published,
        authors=facts.authors if facts.authors.value else own.authors,
        language=facts.language or page.language,
        url=facts.url or page.url,
    )
    text = _main_text(f"<html><body><article>{part}</article></body></html>", PageFacts(), blocks)
    return _report(source, text, blocks, facts, outlet, span) if text else None


def _main_text(markup: str, facts: PageFacts, blocks: Sequence[Mapped]) -> str:
    """The article's paragraphs, a line each.

    Precision first; where that leaves out most of the page's long paragraphs, the balanced extraction, and where the page
    shows less than its own metadata hold, the article body they give.
    """
    text = _extracted(markup, precise=True)
    shown = sum(len(block.text.split()) for block in blocks if len(block.text) >= _LONG_PARAGRAPH)
    if len(text.split()) < _LOST_SHARE * shown:
        wider = _extracted(markup, precise=False)
        text = wider if len(wider.split()) > 2 * len(text.split()) else text
    body = facts.body or ""
    if len(body.split()) > max(60, 2 * len(text.split())):
        text = "\n".join(line.strip() for line in body.splitlines() if line.strip())
    return "\n".join(line for raw in text.split("\n") if (line := _plain_row(raw)))


def _extracted(markup: str, *, precise: bool) -> str:
    import trafilatura

    try:
        return (trafilatura.extract(markup, favor_precision=precise, include_comments=False, include_tables=True) or "").strip()
    except (ValueError, RecursionError) as error:
        raise InputError("is HTML that cannot be taken apart", hint=f"{error}"[:120]) from error


def _plain_row(line: str) -> str:
    """A table's row without the rules that the extraction draws around it."""
    line = line.strip()
    if _RULE.fullmatch(line):
        return ""
    return " | ".join(cell.strip() for cell in line.strip("|").split("|")) if line.startswith("|") and line.endswith("|") else line


def _report(
    source: Source, text: str, blocks: Sequence[Mapped], facts: PageFacts, outlet: str | None, span: tuple[int, int]
) -> Report | None:
    stream = Mapped.join(blocks, "\n")
    title = _title(source.text[span[0] : span[1]], span[0], facts, blocks)
    body = aligned(text, stream)
    lines = _body_lines(body, title, {block.at[0] for block in blocks})
    if sum(len(line.text.split()) for line in lines) < _FEWEST:
        return None
    whole = Mapped.join([title, *lines] if title is not None else lines, "\n")
    return assemble(source, whole, facts, title=title.text if title is not None else None, outlet=outlet, where=Span(*span))


def _body_lines(body: Mapped, title: Mapped | None, starts: set[int]) -> list[Mapped]:
    """The text's lines, without a first line that repeats the title."""
    lines: list[Mapped] = []
    at = 0
    for line in body.text.split("\n"):
        whole = body.cut(at, at + len(line))
        at += len(line) + 1
        for piece in _at_blocks(whole, starts) if len(line) > _LONGEST_LINE else [whole.stripped()]:
            if piece.text and not (title is not None and len(lines) < 2 and _same_title(piece.text, title.text)):
                lines.append(piece)
    return lines


def _at_blocks(line: Mapped, starts: set[int]) -> list[Mapped]:
    """A line cut where the page begins a new block: a whole article may stand in one cell of a table."""
    cuts = [0, *(k for k, at in enumerate(line.at) if k and at in starts), len(line.text)]
    return [line.cut(start, end).stripped() for start, end in pairwise(cuts)]


def _title(markup: str, origin: int, facts: PageFacts, blocks: Sequence[Mapped]) -> Mapped | None:
    """The title as the page shows it: the heading or title element that says what the metadata say."""
    heading = _heading(Mapped(markup, Mapped.of(markup, 0, len(markup)).at))
    heading = Mapped(heading.text, _shifted(heading, origin)) if heading is not None else None
    named = facts.title.value
    if named is None:
        return heading
    if heading is not None and _same_title(heading.text, named):
        return heading
    return aligned(named, Mapped.join(blocks, "\n"))


def _shifted(part: Mapped, by: int) -> array[int]:
    return array("l", (at + by if at >= 0 else -1 for at in part.at))


def _heading(part: Mapped) -> Mapped | None:
    """The first first-level heading with words, else the first of the next level."""
    for level in _HEADING:
        start: int | None = None
        for token in tokens(part.text):
            if token.name != level:
                continue
            if token.kind == "open":
                start = token.end
            elif start is not None:
                inner = [
                    unescaped(part.cut(t.start + start, t.end + start)) for t in tokens(part.text[start : token.start]) if t.kind == "text"
                ]
                found = collapsed(Mapped.join(inner))
                if len(found.text.split()) >= 2:
                    return found
                start = None
    return None


def _same_title(one: str, other: str) -> bool:
    a, b = (re.sub(r"\W+", "", text).casefold() for text in (one, other))
    short, long = sorted((a, b), key=len)
    return bool(short) and (a == b or (len(short) > 20 and len(long) < 1.5 * len(short) and long.startswith(short)))


def _articles(markup: str) -> list[tuple[int, int]]:
    """Stretches of outermost article elements, if several hold a text of their own; else none."""
    found: list[tuple[int, int]] = []
    depth, start = 0, 0
    for token in tokens(markup):
        if token.name != "article":
            continue
        if token.kind == "open":
            if not depth:
                start = token.end
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, token.start))
    if len(found) < 2:
        return []
    sizes = {span: _words(markup, span) for span in found}
    real = [span for span in found if sizes[span] >= _ENOUGH and _heading(Mapped.of(markup, *span)) is not None]
    total = sum(sizes[span] for span in real)
    return real if len(real) >= 2 and max(sizes[span] for span in real) <= _MAIN_SHARE * total else []


def _words(markup: str, span: tuple[int, int]) -> int:
    """Words in paragraphs of some length; teasers have few."""
    return sum(len(block.text.split()) for block in visible(Mapped.of(markup, *span)) if len(block.text) >= 80)
