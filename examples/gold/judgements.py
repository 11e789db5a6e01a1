"""Reads a file of hand-made judgements and resolves every quotation in it to its place.

The grammar is described in ../README.md. A quotation that is not found exactly once where it is said to
stand (or that lacks its occurrence number) is an error: the gold is never silently moved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from source_text import report_text

PREFIX_CHARS = 32  # enough to tell repeated quotations of one report apart, short enough to survive any extractor
QUALIFIERS = ("at least", "more than", "at most", "up to", "fewer than", "some", "about", "around", "roughly", "nearly", "almost",
              "within", "over")
TABLES = {
    "actors": ("id", "kind", "name", "forms"),
    "keep apart": ("a", "b", "why"),
    "undecided": ("a", "b", "why"),
    "voices": ("id", "kind", "name", "actor"),
    "incidents": ("id", "type", "alternatives", "date", "place", "salience", "title"),
    "copies": ("report", "from", "passages", "lost", "added"),
    "disagreements": ("id", "incident", "aspect", "relation", "sides"),
}


class JudgementError(ValueError):
    """A line of the judgements cannot be read, or a quotation in it is not where it is said to be."""


@dataclass
class Report:
    """One report: its header fields, its text, where that text begins in its source file, and what was judged."""

    id: str
    head: dict[str, str] = field(default_factory=dict)
    boilerplate: list[tuple[str, str]] = field(default_factory=list)
    lines: list[tuple[int, str, str]] = field(default_factory=list)
    text: str = ""
    offset: int | None = None  # of the text in the page; None where the source is mark-up

    def mention(self, start: int, end: int) -> dict[str, Any]:
        """A place in the report as a text quotation (quote, prefix, occurrence) and, on a page, as page offsets."""
        quote = self.text[start:end]
        place: dict[str, Any] = {
            "report": self.id,
            "quote": quote,
            "prefix": self.text[max(0, start - PREFIX_CHARS) : start],
            "occurrence": sum(1 for m in re.finditer(re.escape(quote), self.text) if m.start() <= start),
        }
        if self.offset is not None:
            place |= {"start": self.offset + start, "end": self.offset + end}
        return place


@dataclass
class Judgements:
    """A whole file: its tables by name and its reports in order."""

    tables: dict[str, list[dict[str, str]]]
    reports: list[Report]

    def row(self, table: str, key: str) -> dict[str, str]:
        """The row of a table with this id."""
        for row in self.tables[table]:
            if row["id"] == key:
                return row
        raise JudgementError(f"{table}: no {key!r}")


def cells(line: str) -> list[str]:
    """The fields of one line; a byline's own bars are written inside header lines, which are not split."""
    return [cell.strip() for cell in line.split(" | ")]


def find(report: Report, quote: str, zone: tuple[int, int], line: int) -> tuple[int, int]:
    """The one place of a quotation in a zone: `quote`, `quote#2` (the second), or `first words ... last words`."""
    wanted, occurrence = quote, None
    if number := re.search(r"#(\d+)$", quote):
        wanted, occurrence = quote[: number.start()], int(number[1])
    first, dots, last = wanted.partition(" ... ")
    hits = [m.start() for m in re.finditer(bounded(first), report.text[: zone[1]]) if m.start() >= zone[0]]
    if not hits or (occurrence is None and len(hits) > 1) or (occurrence or 1) > len(hits):
        raise JudgementError(f"line {line}, {report.id}: {first!r} is found {len(hits)} times in its zone")
    start = hits[(occurrence or 1) - 1]
    if not dots:
        return start, start + len(first)
    tail = re.compile(bounded(last)).search(report.text, start + len(first), zone[1])
    if not tail:
        raise JudgementError(f"line {line}, {report.id}: {last!r} does not follow {first!r}")
    return start, tail.end()


def bounded(quote: str) -> str:
    """A pattern for a quotation that begins and ends at word boundaries."""
    head = r"(?<!\w)" if quote[:1].isalnum() else ""
    tail = r"(?!\w)" if quote[-1:].isalnum() else ""
    return head + re.escape(quote) + tail


def zone_of(report: Report, anchor: str, line: int) -> tuple[int, int]:
    """The line of the report that holds an anchor."""
    at, _ = find(report, anchor, (0, len(report.text)), line)
    end = report.text.find("\n", at)
    return report.text.rfind("\n", 0, at) + 1, len(report.text) if end < 0 else end


def source_folder(folder: Path) -> Path:
    """Where the reports of an example stand, given the folder of its gold."""
    return folder.parent.parent / folder.name


def read(folder: Path) -> Judgements:
    """Reads `judgements.txt` of an example's gold folder and the source texts it names."""
    tables: dict[str, list[dict[str, str]]] = {name: [] for name in TABLES}
    reports: list[Report] = []
    section = ""
    for number, raw in enumerate((folder / "judgements.txt").read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            if section.startswith("report "):
                reports.append(Report(section.split()[1]))
            elif section not in TABLES:
                raise JudgementError(f"line {number}: no section {section!r}")
        elif section.startswith("report "):
            report_line(reports[-1], number, line)
        else:
            names = TABLES[section]
            values = cells(line)
            if len(values) != len(names):
                raise JudgementError(f"line {number}: {section} wants {len(names)} fields, not {len(values)}")
            tables[section].append(dict(zip(names, values, strict=True)))
    for report in reports:
        load_text(source_folder(folder), report)
    return Judgements(tables, reports)


def report_line(report: Report, number: int, line: str) -> None:
    """One line under a report: a header field, a boilerplate quotation, an anchor or a judgement."""
    if header := re.match(r"(source|title|outlet|authors|published|dateline|start|end): (.*)", line):
        report.head[header[1]] = header[2]
    elif kind := re.match(r"kind (\w+): (.*)", line):
        report.boilerplate.append((kind[1], kind[2]))
    elif judgement := re.match(r"([@sftinmx])(?: (.*))?$", line):
        report.lines.append((number, judgement[1], judgement[2] or ""))
    else:
        raise JudgementError(f"line {number}: cannot be read: {line!r}")


def load_text(folder: Path, report: Report) -> None:
    """Takes the report's text from its source; on a page, from its start quotation to its end quotation."""
    path = folder / report.head["source"]
    if path.suffix != ".txt":
        report.text = report_text(path, report.head["title"])
        return
    page = path.read_text(encoding="utf-8")
    whole = Report(report.id, text=page)
    first, _ = find(whole, report.head.get("start", report.head["title"]), (0, len(page)), 0)
    _, end = find(whole, report.head["end"], (first, len(page)), 0)
    report.text, report.offset = page[first:end], first
