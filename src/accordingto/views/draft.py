"""Reports about to be taken in: how a page was split, line by line, and what people may correct before it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from accordingto.model.ids import make_id
from accordingto.model.report import Document, Guess, Part, Report, Source
from accordingto.model.text import OffsetMap, Span
from accordingto.views.wording import shorten

NEAR = 4
MOST_CUTS = 120
GIVEN = "given by hand before reading"


@dataclass(frozen=True, slots=True)
class LineChoice:
    """A line a report could begin at: its place in the source, its number from 1, and its words."""

    start: int
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class DraftReport:
    """One report as it was cut out.

    Attributes:
        key: names its form fields.
        title, outlet, published: as read, empty where unknown; the ``…_reason`` say how.
        begins: lines it could begin at, its own among them; ``start`` is its own.
        cuts: lines inside it at which another report could begin.
        first, last: its first and last words.
        length: in characters.
        boundary: why it begins and ends there.
        movable: its boundaries can be moved (pages; not HTML, feeds or tables).
        known: the record holds it already.
    """

    key: str
    title: str
    outlet: str
    published: str
    outlet_reason: str
    published_reason: str
    begins: tuple[LineChoice, ...]
    start: int
    cuts: tuple[LineChoice, ...]
    first: str
    last: str
    length: int
    boundary: str
    movable: bool
    known: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """What was brought: ``id`` of the draft, ``sources`` as (name, reports), ``refused`` as (name, why), and how many reports."""

    id: str
    sources: tuple[tuple[str, tuple[DraftReport, ...]], ...]
    refused: tuple[tuple[str, str], ...]
    reports: int


def draft_page(draft: str, documents: Sequence[Document], refused: Sequence[tuple[str, str]], known: set[str]) -> DraftPage:
    """The page of a draft; ``known`` are ids of reports the record holds."""
    sources = []
    for n, document in enumerate(documents):
        starts = line_starts(document.source.text) if document.source.kind == "page" else []
        rows = tuple(_row(f"{n}-{i}", document, i, starts, known) for i in range(len(document.reports)))
        sources.append((document.source.name, rows))
    return DraftPage(draft, tuple(sources), tuple(refused), sum(len(d.reports) for d in documents))


def line_starts(text: str) -> list[int]:
    """Where lines with words begin."""
    starts, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            starts.append(at)
        at += len(line)
    return starts


def _row(key: str, document: Document, index: int, starts: Sequence[int], known: set[str]) -> DraftReport:
    report, text = document.reports[index], document.source.text
    movable = bool(starts)
    choices: list[int] = []
    cuts: list[int] = []
    if movable:
        own = min(range(len(starts)), key=lambda i: abs(starts[i] - report.span.start))
        choices = [starts[i] for i in range(max(0, own - NEAR), min(len(starts), own + NEAR + 1))]
        cuts = [s for s in starts if report.span.start < s < report.span.end and s > starts[own]][:MOST_CUTS]
    words = " ".join(report.text.split())
    return DraftReport(
        key,
        report.title.value or "",
        report.outlet.value or "",
        report.published.value or "",
        report.outlet.reason,
        report.published.reason,
        tuple(_choice(text, starts, s) for s in choices),
        min(choices, key=lambda s: abs(s - report.span.start)) if choices else report.span.start,
        tuple(_choice(text, starts, s) for s in cuts),
        shorten(words, 160),
        words[words.find(" ", len(words) - 90) + 1 :] if len(words) > 260 else "",
        len(report.text),
        report.boundary.reason,
        movable,
        report.id in known,
    )


def _choice(text: str, starts: Sequence[int], start: int) -> LineChoice:
    end = text.find("\n", start)
    return LineChoice(start, text.count("\n", 0, start) + 1, shorten(text[start : end if end >= 0 else len(text)], 70))


def corrected(documents: Sequence[Document], fields: Mapping[str, str]) -> list[Document]:
    """Documents after people's corrections.

    ``fields`` are the form's: for report "n-i" ``start-``, ``join-``, ``cut-``, ``skip-``, ``title-``, ``outlet-`` and ``published-``.
    A report whose boundaries stay is kept as it was split; a moved one is cut anew, with what was given by hand.
    """
    result = []
    for n, document in enumerate(documents):
        reports = _moved(document, n, fields) if document.source.kind == "page" else list(document.reports)
        kept = []
        for i, report in enumerate(reports):
            key = f"{n}-{i}" if len(reports) == len(document.reports) else ""
            if key and fields.get(f"skip-{key}"):
                continue
            kept.append(_given(report, key, fields) if key else report)
        result.append(Document(document.source, tuple(kept)))
    return result


def _moved(document: Document, n: int, fields: Mapping[str, str]) -> list[Report]:
    """The reports of a page under the boundaries asked for."""
    spans: list[tuple[int, Report | None]] = []
    changed = False
    allowed = set(line_starts(document.source.text))
    for i, report in enumerate(document.reports):
        key = f"{n}-{i}"
        asked = _place(fields.get(f"start-{key}", ""), allowed)
        moved = asked is not None and asked != _nearest(allowed, report.span.start)
        if fields.get(f"join-{key}") and i > 0:
            changed = True
        else:
            spans.append((asked if asked is not None and moved else report.span.start, report))
            changed |= moved
        cut = _place(fields.get(f"cut-{key}", ""), allowed)
        if cut is not None and report.span.start < cut < report.span.end:
            spans.append((cut, None))
            changed = True
    if not changed:
        return list(document.reports)
    spans = sorted(dict(spans).items())
    text = document.source.text
    return [_cut(document.source, start, spans[k + 1][0] if k + 1 < len(spans) else len(text), old) for k, (start, old) in enumerate(spans)]


def _nearest(allowed: set[int], start: int) -> int:
    return min(allowed, key=lambda s: abs(s - start), default=start)


def _place(value: str, allowed: set[int]) -> int | None:
    return int(value) if value.isdecimal() and len(value) < 12 and int(value) in allowed else None


def _cut(source: Source, start: int, end: int, old: Report | None) -> Report:
    """A report cut out by hand: its first line is its title; parts that still lie inside are kept."""
    raw = source.text[start:end]
    low, high = start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())
    text = source.text[low:high]
    if old is not None and (old.span.start, old.span.end) == (low, high):
        return old
    title = text.split("\n", 1)[0].strip()
    title_span = Span(text.index(title), text.index(title) + len(title)) if title else None
    parts: tuple[Part, ...] = (Part("title", title_span),) if title_span else ()
    unknown: Guess[str] = Guess()
    if old is not None and old.span.start == low and old.text[: len(title)] == title:
        parts = tuple(p for p in old.parts if p.span.end <= len(text) and p.span.of(old.text) == p.span.of(text)) or parts
    return Report(
        make_id("r", source.id, low, text),
        source.id,
        Span(low, high),
        text,
        OffsetMap.identity(len(text), source_start=low),
        Guess(title or None, 1.0, "first line of a report cut by hand"),
        old.outlet if old else unknown,
        old.authors if old else Guess(),
        old.published if old else unknown,
        old.place if old else unknown,
        title_span,
        parts,
        old.language if old else "en",
        None,
        Guess("by hand", 1.0, "cut by hand before reading"),
    )


def _given(report: Report, key: str, fields: Mapping[str, str]) -> Report:
    """The report with outlet, date and title as given by hand, where they differ from what was read."""
    changes: dict[str, Guess[str]] = {}
    for name in ("outlet", "published", "title"):
        if f"{name}-{key}" in fields:
            value = fields[f"{name}-{key}"].strip()[:400]
            if value != (getattr(report, name).value or ""):
                changes[name] = Guess(value or None, 1.0 if value else 0.0, GIVEN)
    return replace(report, **changes) if changes else report  # type: ignore[arg-type]
