"""Is every stored span still the words it says it is? Everything is checked again from the sources' texts.

Three steps lead from any value to its source, and each is checked by itself: the offset map takes every piece of a
report's text to the same words in its source, spelt there as entities where the source is mark-up; every span of every
reading, and every stored quote, is those words of the report's text; and everything that resolving made names a report
and a position that are there.
"""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from accordingto.errors import ModelError
from accordingto.model.reading import Reading
from accordingto.model.record import Mention, Quote
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.store import read
from accordingto.store.rows import reading_rows
from accordingto.store.write import READING_TABLES

# Mark-up is kept as it came: where a source has "&amp;" the text has "&". What a feed holds is escaped twice.
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
LONGEST_ENTITY, ESCAPED = 64, 3
# Tables with a stored quote: (table, report column, start, end, quote).
_QUOTES = (
    ("account_value", "report", "start", "end", "quote"),
    ("naming", "report", "start", "end", "quote"),
    ("relay", "report", "start", "end", "quote"),
    ("doubt", "report", "start", "end", "quote"),
    ("copy", "earlier", "earlier_start", "earlier_end", "earlier_quote"),
    ("copy", "later", "later_start", "later_end", "later_quote"),
)
# Tables that point at a position of a reading: (table, table pointed at).
_POINTERS = (("mention", "name"), ("incident_event", "event"), ("statement_voice", "statement"))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that is not as it should be: where, and what is wrong, one line."""

    where: str
    what: str


@dataclass(slots=True)
class Checked:
    """How much was checked so far; filled while the audit runs."""

    sources: int = 0
    reports: int = 0
    spans: int = 0
    quotes: int = 0
    links: int = 0


def audit(connection: sqlite3.Connection, checked: Checked) -> Iterator[Mismatch]:
    """Every mismatch of a record; none is what should be."""
    yield from _file(connection)
    checked.sources = connection.execute("SELECT count(*) FROM source").fetchone()[0]
    for row in connection.execute("SELECT id, source FROM report ORDER BY source, id").fetchall():
        try:
            yield from _report(connection, row["id"], checked)
        except ModelError as error:
            yield Mismatch(f"report {row['id']}", f"cannot be understood: {error.message}")
    yield from _quotes(connection, checked)
    yield from _links(connection, checked)
    yield from _objects(connection, checked)


def _file(connection: sqlite3.Connection) -> Iterator[Mismatch]:
    for row in connection.execute("PRAGMA quick_check"):
        if row[0] != "ok":
            yield Mismatch("file", row[0])
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Mismatch(f"table {row[0]}", f"a row points at a {row[2]} that is not there")


def _stands_for(text: str, source: str, start: int) -> bool:
    """Whether each code point of a cleaned text is its source's: the same, a space for white space, or of the entity that begins there."""
    if text == source[start : start + len(text)]:
        return True
    return start + len(text) <= len(source) and all(_same(char, source, start + k) for k, char in enumerate(text))


def _same(char: str, source: str, at: int) -> bool:
    if char == source[at] or (char == " " and source[at].isspace()):
        return True
    meant = source[at : at + LONGEST_ENTITY]
    for _ in range(ESCAPED):
        entity = ENTITY.match(meant)
        if entity is None:
            return False
        value = html.unescape(entity.group())
        if char in value or (char == " " and value.isspace()):
            return True
        meant = value + meant[entity.end() :]
    return False


def _report(connection: sqlite3.Connection, key: str, checked: Checked) -> Iterator[Mismatch]:
    report = read.report(connection, key)
    source = read.source(connection, report.source) if report else None
    if report is None or source is None:
        yield Mismatch(f"report {key}", "its source is not there")
        return
    checked.reports += 1
    where = f"report {key}"
    if report.span.end > len(source.text):
        yield Mismatch(where, f"ends at {report.span.end}, beyond its source of {len(source.text)} code points")
    for clean, start, length in report.offsets.pieces:
        checked.spans += 1
        if not _stands_for(report.text[clean : clean + length], source.text, start):
            yield Mismatch(where, f"its text from {clean} to {clean + length} is not its source's from {start} to {start + length}")
    yield from _spans_inside(report, len(report.text), where, checked)
    found = read.reading(connection, key)
    if found is not None:
        yield from _spans_inside(found, len(report.text), f"reading of {key}", checked)
        yield from _positions(found, key)
        yield from _exploded(connection, report, found)


def _spans_inside(value: Report | Reading, length: int, where: str, checked: Checked) -> Iterator[Mismatch]:
    skip = {"span"} if isinstance(value, Report) else set()  # a report's own span is of its source
    for name, span in _spans(value, skip):
        checked.spans += 1
        if span.end > length:
            yield Mismatch(where, f"{name} ends at {span.end}, beyond the text of {length} code points")


def _spans(value: Any, skip: set[str], name: str = "") -> Iterator[tuple[str, Span]]:
    """Every span in a border value, with the field it stands in."""
    if isinstance(value, Span):
        yield name, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item, set(), name)
    elif is_dataclass(value):
        for f in fields(value):
            if f.name not in skip:
                yield from _spans(getattr(value, f.name), set(), f.name)


def _positions(found: Reading, key: str) -> Iterator[Mismatch]:
    """Links by list position must lead somewhere, and a statement never stands inside itself."""
    sizes = {"name": len(found.names), "event": len(found.events), "statement": len(found.statements)}
    links = [("name", r.name) for r in found.references] + [("event", f.event) for f in found.figures]
    links += [("name", s.voice.name) for s in found.statements] + [("statement", s.parent) for s in found.statements]
    links += [("statement", e.statement) for e in found.events]
    links += [("name", a.name) for e in found.events for a in (*e.actors, *e.recipients)]
    links += [("name", p) for e in found.events for p in e.places]
    for kind, at in links:
        if at is not None and not 0 <= at < sizes[kind]:
            yield Mismatch(f"reading of {key}", f"points at {kind} {at} of {sizes[kind]}")
    for n, statement in enumerate(found.statements):
        seen, parent = {n}, statement.parent
        while parent is not None and 0 <= parent < len(found.statements):
            if parent in seen:
                yield Mismatch(f"reading of {key}", f"statement {n} stands inside itself")
                break
            seen.add(parent)
            parent = found.statements[parent].parent


def _exploded(connection: sqlite3.Connection, report: Report, found: Reading) -> Iterator[Mismatch]:
    """The tables must say what the whole reading says, words included: rows are made again from the text and compared."""
    rows = reading_rows(report, found)
    for table in READING_TABLES:
        stored = [tuple(row) for row in connection.execute(f"SELECT * FROM {table} WHERE report = ? ORDER BY n", (report.id,))]
        if stored != rows[table]:
            at = next((n for n, (a, b) in enumerate(zip(stored, rows[table], strict=False)) if a != b), min(len(stored), len(rows[table])))
            yield Mismatch(f"reading of {report.id}", f"table {table} differs from the text and the whole reading at row {at}")


def _quotes(connection: sqlite3.Connection, checked: Checked) -> Iterator[Mismatch]:
    for table, report, start, end, quote in _QUOTES:
        checked.quotes += connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        wrong = connection.execute(
            f"SELECT q.{report} AS report, q.{start} AS start, q.{end} AS end, q.{quote} AS quote FROM {table} AS q"
            f" LEFT JOIN report AS r ON r.id = q.{report}"
            f" WHERE r.id IS NULL OR substr(r.text, q.{start} + 1, q.{end} - q.{start}) IS NOT q.{quote}"
        )
        for row in wrong:
            yield Mismatch(f"table {table}", f"report {row['report']} from {row['start']} to {row['end']} is not {row['quote'][:60]!r}")


def _links(connection: sqlite3.Connection, checked: Checked) -> Iterator[Mismatch]:
    for table, target in _POINTERS:
        checked.links += connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        wrong = connection.execute(
            f"SELECT p.report, p.n FROM {table} AS p LEFT JOIN {target} AS t ON t.report = p.report AND t.n = p.n WHERE t.n IS NULL"
        )
        for row in wrong:
            yield Mismatch(f"table {table}", f"points at {target} {row['n']} of report {row['report']}, which is not there")


def _objects(connection: sqlite3.Connection, checked: Checked) -> Iterator[Mismatch]:
    """Every quote and mention inside the record's objects lies in a report that is there."""
    lengths = {row[0]: row[1] for row in connection.execute("SELECT id, length(text) FROM report")}
    record = read.record(connection)
    groups = (record.accounts, record.disagreements, record.matches, record.copies, record.namings, record.drifts)
    for item in (item for group in groups for item in group):
        where = f"{type(item).__name__.lower()} {getattr(item, 'id', '')}".strip()
        for report, end in _places(item):
            checked.links += 1
            if report not in lengths:
                yield Mismatch(where, f"names report {report}, which is not there")
            elif end > lengths[report]:
                yield Mismatch(where, f"ends beyond report {report}")


def _places(value: Any) -> Iterator[tuple[str, int]]:
    """(report, end) of every quote in a value; mentions end at 0."""
    if isinstance(value, Quote):
        yield value.report, value.span.end
    elif isinstance(value, Mention):
        yield value.report, 0
    elif isinstance(value, tuple):
        for item in value:
            yield from _places(item)
    elif is_dataclass(value):
        for f in fields(value):
            yield from _places(getattr(value, f.name))
