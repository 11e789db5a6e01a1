"""Where the gold of an example stands in a record: reports paired, quotations looked up, spans paired."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from accordingto.model.reading import Reading
from accordingto.model.record import Quote, Record
from accordingto.model.report import Report

Row = dict[str, Any]
Chars = frozenset[tuple[str, int]]  # (report, code point) pairs: spans of different reports never meet
WEAK_WORDS = frozenset({
    "the", "a", "an", "of", "and", "in", "at", "for", "its", "his", "her", "their", "this", "that", "mr", "mrs", "ms", "dr", "president",
    "minister", "prime", "secretary", "general", "colonel", "captain", "major", "spokesman", "spokeswoman", "unnamed", "government",
    "governments",
})  # fmt: skip


def words(text: str) -> frozenset[str]:
    """Lower-case words without accents and possessive endings."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return frozenset(re.findall(r"\w+", re.sub(r"[’']s?\b", "", plain)))


def same_name(golds: Iterable[str], found: str) -> bool:
    """Whether a name found is one of the gold's: one holds the other's telling words."""
    own = words(found) - WEAK_WORDS or words(found)
    for gold in golds:
        other = words(gold) - WEAK_WORDS or words(gold)
        if own and other and (own <= other or other <= own):
            return True
    return False


@dataclass(frozen=True)
class Predicted:
    """A record with the reports and readings it rests on."""

    reports: Mapping[str, Report]
    readings: Mapping[str, Reading]
    record: Record

    @cached_property
    def folded(self) -> dict[str, tuple[str, list[int]]]:
        """Each report's text with white space folded, and where each character of it stands."""
        return {key: fold(report.text) for key, report in self.reports.items()}


def fold(text: str) -> tuple[str, list[int]]:
    """Text with runs of white space as one blank, and the place of each character."""
    at = [k for k, c in enumerate(text) if not c.isspace() or (k > 0 and not text[k - 1].isspace())]
    return "".join(" " if text[k].isspace() else text[k] for k in at), at


def locate(place: Row, folded: tuple[str, list[int]]) -> range | None:
    """Where a gold place stands in a text: of all occurrences, the one whose left context agrees longest."""
    text, at = folded
    quote, prefix = " ".join(place["quote"].split()), re.sub(r"\s+", " ", place["prefix"])
    hits = [m.start() for m in re.finditer(rf"(?={re.escape(quote)})", text)]
    if not hits:
        return None

    def agreement(start: int) -> int:
        before, wanted = text[:start].rstrip(), prefix.rstrip()
        pairs = zip(reversed(before), reversed(wanted), strict=False)
        return next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(before), len(wanted)))

    best = max(range(len(hits)), key=lambda k: (agreement(hits[k]), -abs(k + 1 - place["occurrence"])))
    start = hits[best]
    return range(at[start], at[start + len(quote) - 1] + 1)


class Places:
    """Gold places as characters of the record's texts."""

    def __init__(self, gold: Row, predicted: Predicted) -> None:
        self.predicted = predicted
        self.partner = pair_reports(gold, predicted)
        self.lost = 0
        self.found = 0

    def chars(self, places: Row | list[Row]) -> Chars:
        """All characters of some places; those that the record's text lacks are left out."""
        listed = places if isinstance(places, list) else [places]
        out: set[tuple[str, int]] = set()
        for place in listed:
            report = self.partner.get(place["report"])
            span = locate(place, self.predicted.folded[report]) if report else None
            self.found += span is not None
            self.lost += span is None
            out.update((report, k) for k in span or () if report)
        return frozenset(out)


def span_chars(report: str, spans: Iterable[Iterable[int]]) -> Chars:
    """The characters of spans of one report."""
    return frozenset((report, k) for start, end in spans for k in range(start, end))


def quote_chars(quote: Quote) -> Chars:
    """The characters of a record's quotation."""
    return span_chars(quote.report, [quote.span])


def pair_reports(gold: Row, predicted: Predicted) -> dict[str, str]:
    """Gold report to record report: most quotations in common, the same title first; one to one."""
    probes: dict[str, list[Row]] = defaultdict(list)
    for row in gold["statements"]:
        probes[row["report"]] += [p for p in row["content"] if len(p["quote"]) >= 30]
    scored = []
    for report in gold["reports"]:
        for key, found in predicted.reports.items():
            held = sum(locate(p, predicted.folded[key]) is not None for p in probes[report["id"]])
            share = held / len(probes[report["id"]]) if probes[report["id"]] else 0.0
            titled = words(found.title.value or "") == words(report["title"])
            if share >= 0.5 or titled:
                scored.append((titled, share, report["id"], key))
    partner: dict[str, str] = {}
    for _, _, report_id, key in sorted(scored, reverse=True):
        if report_id not in partner and key not in partner.values():
            partner[report_id] = key
    return partner


@dataclass(frozen=True)
class Item:
    """Characters with what was judged or found about them; `other` is a second reading that is accepted as well."""

    chars: Chars
    row: Any
    required: bool = True
    other: Chars = frozenset()


def pair(golds: list[Item], found: list[Item], least: float = 0.0) -> dict[int, int]:
    """Gold to found, one to one, greedy by shared over all characters (of the better reading), required gold first among equals."""
    covering: dict[tuple[str, int], list[int]] = defaultdict(list)
    for g, gold in enumerate(golds):
        for c in gold.chars | gold.other:
            covering[c].append(g)
    scored = []
    for p, one in enumerate(found):
        for g in {g for c in one.chars for g in covering.get(c, ())}:
            iou = max(len(one.chars & reading) / len(one.chars | reading) for reading in (golds[g].chars, golds[g].other))
            if iou >= least:
                scored.append((iou, golds[g].required, g, p))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, p in sorted(scored, key=lambda s: (-s[0], -s[1], s[2], s[3])):
        if g not in partner and p not in taken:
            partner[g] = p
            taken.add(p)
    return partner


def load(path: Path) -> Predicted:
    """A record with its reports and readings."""
    from accordingto.store.sqlite import Store

    with Store.open(path) as store:
        return Predicted({r.id: r for r in store.reports()}, dict(store.readings()), store.record())


def built(pile: Path, record: Path) -> Predicted:
    """What a build makes of a pile, with the record kept in a file; one that is there already is built on."""
    from accordingto import build

    with build([pile], record):
        pass  # only the file is wanted here
    return load(record)
