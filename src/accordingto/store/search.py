"""Searching the reports' words: a plain query language made safe for FTS5, facets, and hits with their offsets."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from accordingto.errors import UsageError
from accordingto.model.text import Span

# A word in more reports than this share says nothing about any of them; ranking by it costs seconds on a large record.
TOO_COMMON = 0.4
MOST_HIGHLIGHTS = 40
MOST_VALUES = 50  # of one facet
OPEN, SHUT = "\x02", "\x03"  # around hits in FTS5's answer; control characters that intake never leaves in a text

_TERM = re.compile(r'(?P<not>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')

_MARKED = (
    "SELECT report.id, report.title, report.outlet, report.published, report.text, highlight(report_search, 1, ?, ?) AS marked"
    " FROM report_search JOIN report ON report.seq = report_search.rowid WHERE report_search MATCH ? AND report_search.rowid = ?"
)

# Facets: the filter's name to a condition on report with one "?".
FACETS: dict[str, str] = {
    "outlet": "report.outlet = ?",
    "from": "report.published >= ?",
    "until": "report.published < ?",
    "language": "report.language = ?",
    "source": "report.source = ?",
    "actor": "report.id IN (SELECT report FROM mention WHERE actor = ?)",
    "voice": "report.id IN (SELECT report FROM statement_voice WHERE voice = ?)",
    "incident": "report.id IN (SELECT report FROM account WHERE incident = ?)",
    "type": "report.id IN (SELECT report FROM event WHERE type = ?)",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that holds what was searched for.

    Attributes:
        report: its id; title, outlet and published as in the record.
        highlights: spans of the report's text that matched, in order, at most MOST_HIGHLIGHTS.
        excerpt: a stretch around the first of them below the title, if any is there; ``excerpt_span`` says where.
    """

    report: str
    title: str | None
    outlet: str | None
    published: str | None
    highlights: tuple[Span, ...]
    excerpt: str
    excerpt_span: Span


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits.

    Attributes:
        query: as it was understood, in FTS5's language; empty if nothing was left to search for.
        dropped: words left out because nearly every report has them.
        facets: for outlet and day, the values among all hits with their counts, most first.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    dropped: tuple[str, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]


def understand(query: str) -> list[tuple[str, bool]]:
    """(quoted FTS5 term, whether it is wanted) of a query: words, "phrases", -exclusions; nothing in it is syntax."""
    terms = []
    for match in _TERM.finditer(query.replace("\x00", " ")):
        words = re.findall(r"\w+", match["phrase"] if match["phrase"] is not None else match["word"])
        if words:
            terms.append(('"' + " ".join(words) + '"', match["not"] is None))
    return terms


def search_reports(connection: sqlite3.Connection, query: str, facets: Mapping[str, str], limit: int, offset: int) -> Found:
    """Reports that hold every word of the query, best first.

    Raises:
        UsageError: if a facet is not known.
    """
    unknown = [f for f in facets if f not in FACETS]
    if unknown:
        raise UsageError(f"cannot search by {unknown[0]!r}", hint=f"one of {', '.join(FACETS)}")
    terms = understand(query)
    wanted, dropped = _cap(connection, [term for term, want in terms if want])
    if not wanted:
        return Found("", (), 0, dropped, {"outlet": (), "day": ()})
    match = " AND ".join(wanted) + "".join(f" NOT {term}" for term, want in terms if not want)
    # NOT binds tighter than AND in FTS5: a AND b NOT c is a AND (b NOT c), which is what is meant.
    where = " AND ".join(["report_search MATCH ?", *(FACETS[f] for f in facets)])
    values = (match, *facets.values())
    source = f"FROM report_search JOIN report ON report.seq = report_search.rowid WHERE {where}"
    order = "report.published DESC, report.id" if _is_common(connection, wanted) else "rank, report.id"
    # Rows first, words after: marking the hits of every match before cutting the page costs seconds on a large record.
    rows = connection.execute(f"SELECT report.seq {source} ORDER BY {order} LIMIT ? OFFSET ?", (*values, limit, offset)).fetchall()
    hits = tuple(_hit(connection.execute(_MARKED, (OPEN, SHUT, match, row[0])).fetchone()) for row in rows)
    outlets: Counter[str] = Counter()
    days: Counter[str] = Counter()
    total = 0
    for outlet, day, n in connection.execute(f"SELECT report.outlet, report.published_day, count(*) {source} GROUP BY 1, 2", values):
        total += n
        if outlet is not None:
            outlets[outlet] += n
        if day is not None:
            days[day] += n
    return Found(match, hits, total, dropped, {"outlet": _most(outlets), "day": _most(days)})


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES])


def _cap(connection: sqlite3.Connection, terms: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The terms without the words nearly every report has, unless nothing else is left; and what was left out."""
    common = [t for t in terms if " " not in t and _is_common(connection, [t])]
    kept = [t for t in terms if t not in common]
    return (kept, tuple(t.strip('"') for t in common)) if kept else (terms[:1], tuple(t.strip('"') for t in terms[1:]))


def _is_common(connection: sqlite3.Connection, terms: list[str]) -> bool:
    """Whether every term stands in so many reports that ranking by it would be slow and say nothing."""
    reports = connection.execute("SELECT n FROM total WHERE key = 'reports'").fetchone()
    if not reports or reports[0] < 200:
        return False
    for term in terms:
        words = term.strip('"').split()
        if len(words) > 1:
            return False
        # The vocabulary holds stems; a prefix of the word finds the stem's own row without a second stemmer.
        rows = connection.execute(
            "SELECT max(doc) FROM report_term WHERE term >= ? AND term <= ?", (words[0].casefold()[:-1] or words[0], words[0].casefold())
        ).fetchone()
        if (rows[0] or 0) < TOO_COMMON * reports[0]:
            return False
    return True


def _hit(row: sqlite3.Row) -> Hit:
    text = row["text"]
    spans = _spans(row["marked"] or "")
    first = spans[0] if spans else Span(0, 0)
    # The title stands over every hit as it is: where its words come again below, an excerpt from there says more.
    below = [s for s in spans if not _is_title(text, s, row["title"])]
    if {s.of(text).casefold() for s in spans} == {s.of(text).casefold() for s in below if s.start < below[0].end + 150}:
        first = below[0] if below else first
    start = text.rfind("\n", 0, first.start) + 1
    start = max(start, first.start - 90)
    while 0 < start < first.start and not text[start - 1].isspace():
        start += 1
    end = min(len(text), first.end + 150)
    stop = text.find("\n", first.end, end)
    end = stop if stop >= 0 else end
    return Hit(row["id"], row["title"], row["outlet"], row["published"], spans[:MOST_HIGHLIGHTS], text[start:end], Span(start, end))


def _is_title(text: str, span: Span, title: str | None) -> bool:
    """Whether a span stands in a line that is the report's title."""
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(text)].strip() == title


def _spans(marked: str) -> tuple[Span, ...]:
    """Spans between the marks, counted in the text without them."""
    spans, at, open_at = [], 0, 0
    for piece in re.split(f"([{OPEN}{SHUT}])", marked):
        if piece == OPEN:
            open_at = at
        elif piece == SHUT:
            spans.append(Span(open_at, at))
        else:
            at += len(piece)
    return tuple(spans)
