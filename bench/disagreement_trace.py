"""Where each disagreement of a gold page was lost: `python bench/disagreement_trace.py crisis.db --gold examples/gold/third/gold.json`.

One line a disagreement with the stage that its best pair of sides reached, the sides below it, and a table of stages at the end.
A gold of a single page without a judged list (`--page DIR`, the directory of `figures.json`) is traced by its groups of figures.

Numbers: missed (a side's figure was not read), aspect (read as counting different things), no account (one stands on no incident),
apart (accounts of different incidents), judged equal (one incident, no disagreement between them), found.
Other sides are statements or namings: missed, no account, apart, judged equal, found. Their table is also told by question, and by how
far apart the nearest statements of two sides stand.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from accordingto.model.record import Account, Quote
from accordingto.model.record import Side as RecordSide
from bench.gold import parted
from bench.gold_places import Chars, Places, Predicted, Row, load, quote_chars, span_chars

_NEAR = 3  # sentences
_FAR = 10**6  # the same for two reports
_QUESTIONS = {
    "who": "who", "to": "to whom", "when": "when", "where": "where", "whether": "whether", "happened": "whether", "cause": "cause",
    "with": "with what", "called": "called",
}  # fmt: skip
STAGES = ("missed", "aspect", "no account", "apart", "judged equal", "found")


@dataclass(frozen=True)
class Side:
    """One side of a gold disagreement in the record.

    Attributes:
        words: the gold's words, in context.
        chars: where they stand.
        read: what the reading has there: "killed 12..12" or "asserts".
        aspects: of the figures read there.
        incidents: of the accounts that hold a value there.
        statements: report and position of those whose content it is.
    """

    words: str
    chars: Chars
    read: tuple[str, ...]
    aspects: frozenset[str]
    incidents: frozenset[str]
    statements: tuple[tuple[str, int], ...] = ()


class Tracer:
    """A record, and what stands where in it."""

    def __init__(self, predicted: Predicted) -> None:
        self.predicted = predicted
        self.titles = {i.id: i.title for i in predicted.record.incidents}
        self.values: dict[tuple[str, int], set[tuple[str, str]]] = defaultdict(set)  # place -> aspect, incident
        self.said: dict[tuple[str, int], set[str]] = defaultdict(set)  # report, statement -> incidents
        for account in predicted.record.accounts:
            self._add(account)
        found = predicted.record.disagreements
        self.parted = [[frozenset().union(*map(quote_chars, self._quotes(d.aspect, side))) for side in d.sides] for d in found]

    def _add(self, account: Account) -> None:
        for value in account.values:
            if value.quantity is not None:
                for at in quote_chars(value.quote):
                    self.values[at].add((value.aspect, account.incident))
        events = self.predicted.readings[account.report].events
        for statement in (account.statement, *(events[i].statement for i in account.events)):
            if statement is not None:
                self.said[account.report, statement].add(account.incident)

    def _quotes(self, aspect: str, side: RecordSide) -> Iterator[Quote]:
        told = side.value
        yield told.quote
        for account in self.predicted.record.accounts:
            if account.id in side.accounts:
                same = (v for v in account.values if v.aspect == aspect and v.quantity == told.quantity and v.key == told.key)
                yield from (v.quote for v in same)

    def number(self, chars: Chars) -> Side:
        """A side that is a number."""
        read: list[str] = []
        aspects: set[str] = set()
        for key in sorted({report for report, _ in chars}):
            for figure in self.predicted.readings[key].figures:
                if span_chars(key, [figure.span]) & chars:
                    event = "" if figure.event is None else f" on “{self.predicted.readings[key].events[figure.event].lemma}”"
                    read.append(f"{figure.aspect} {figure.quantity.low}..{figure.quantity.high}{event}")
                    aspects.add(figure.aspect)
        incidents = frozenset(incident for at in chars for _, incident in self.values.get(at, ()))
        return Side(self.words(chars), chars, tuple(read), frozenset(aspects), incidents)

    def telling(self, chars: Chars) -> Side:
        """A side that is a statement or a name for an incident."""
        read: list[str] = []
        incidents: set[str] = set()
        statements: list[tuple[str, int]] = []
        for key in sorted({report for report, _ in chars}):
            reading = self.predicted.readings[key]
            for n, statement in enumerate(reading.statements):
                held = span_chars(key, statement.content)
                if 2 * len(held & chars) > len(held) or (len(chars) < 80 and chars <= held):
                    read.append(statement.stance)
                    statements.append((key, n))
                    incidents |= self.said.get((key, n), set())
            for incident in self.predicted.record.incidents:
                for mention in incident.events:
                    if mention.report == key and span_chars(key, [reading.events[mention.index].trigger]) & chars:
                        read.append(f"“{reading.events[mention.index].lemma}”")
                        incidents.add(incident.id)
        return Side(self.words(chars), chars, tuple(read), frozenset({"told"} if read else ()), frozenset(incidents), tuple(statements))

    def reach(self, sides: list[Side]) -> str:
        """How far apart the nearest statements of two sides stand."""
        gaps = []
        for a, b in combinations(sides, 2):
            for one, first in a.statements:
                for two, second in b.statements:
                    reading = self.predicted.readings[one]
                    at = [reading.statements[n].whole.start for n in (first, second)] if one == two else []
                    gaps.append(sum(min(at) < s.start <= max(at) for s in reading.sentences) if at else _FAR)
        if not gaps:
            return "no statement"
        return "two reports" if min(gaps) == _FAR else "within three sentences" if min(gaps) <= _NEAR else "one report"

    def words(self, chars: Chars) -> str:
        """A place with what stands around it."""
        if not chars:
            return "(not in the record's text)"
        report, start, end = min(chars)[0], min(chars)[1], max(c for r, c in chars if r == min(chars)[0]) + 1
        text = self.predicted.reports[report].text
        around = max(10, 60 - (end - start))
        return " ".join(f"{text[max(0, start - around):start]}[{text[start:min(end, start + 120)]}]{text[end:end + around]}".split())

    def stage(self, a: Side, b: Side) -> str:
        """How far two sides came."""
        if any(parted([a.chars, b.chars], theirs) for theirs in self.parted):
            return "found"
        if not (a.read and b.read):
            return "missed"
        if not a.aspects & b.aspects:
            return "aspect"
        if not (a.incidents and b.incidents):
            return "no account"
        return "judged equal" if a.incidents & b.incidents else "apart"

    def lines(self, name: str, sides: list[Side]) -> tuple[str, list[str]]:
        """The best stage of a disagreement, and its lines."""
        best = max((self.stage(a, b) for a, b in combinations(sides, 2)), key=STAGES.index)
        told = [f"{best.upper():13} {name}"]
        for side in sides:
            where = ", ".join(f"{i[:5]} {self.titles.get(i, '?')}" for i in sorted(side.incidents)) or "no account"
            told.append(f"    {side.words}  {' / '.join(side.read) or 'NOT READ'}  -> {where}")
        return best, told


def judged(tracer: Tracer, gold: Row) -> Iterator[tuple[str, str, list[Side]]]:
    """Kind, name and sides of the disagreements of an example's gold."""
    places = Places(gold, tracer.predicted)
    figures, statements = ({row["id"]: row for row in gold[part]} for part in ("figures", "statements"))
    namings = {f"{n['report']} {n['at']['quote']}": n for n in gold["naming"]}
    for row in gold["disagreements"]:
        numeric = all(ref in figures for refs in row["sides"] for ref in refs)
        sides = []
        for refs in row["sides"]:
            at: list[Row] = []
            for ref in refs:
                at += statements[ref]["content"] if ref in statements else [(figures.get(ref) or namings[ref])["at"]]
            chars = places.chars(at)
            sides.append(tracer.number(chars) if numeric else tracer.telling(chars))
        yield ("numeric" if numeric else "other"), f"{row['id']} {row['incident']} {row['aspect']}: {row['relation']}", sides


def grouped(tracer: Tracer, page: Path) -> Iterator[tuple[str, str, list[Side]]]:
    """The groups of a page's figures that differ in a bound."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for figure in json.loads((page / "figures.json").read_text(encoding="utf-8"))["figures"]:
        for group in figure["groups"]:
            groups[group].append(figure)
    for name, figures in sorted(groups.items()):
        if len({(f["low"], f["high"]) for f in figures}) > 1:
            yield "numeric", name, [tracer.number(source_chars(tracer.predicted, f["start"], f["end"])) for f in figures]


def source_chars(predicted: Predicted, start: int, end: int) -> Chars:
    """Characters of a record's reports that stand between two offsets of its one source."""
    found: set[tuple[str, int]] = set()
    for key, report in predicted.reports.items():
        for clean, source, length in report.offsets.pieces:
            low, high = max(start, source), min(end, source + length)
            found.update((key, clean + at - source) for at in range(low, high))
    return frozenset(found)


def show(tracer: Tracer, rows: Iterable[tuple[str, str, list[Side]]], kinds: set[str], every: bool) -> None:
    """Prints the lines and the table."""
    stages: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, name, sides in rows:
        best, told = tracer.lines(name, sides)
        stages[kind][best] += 1
        if kind == "other":
            stages[f"  {asked(name)}"][best] += 1
            stages[f"  {tracer.reach(sides)}"][best] += 1
        if kind in kinds and (every or best != "found"):
            print("\n".join(told))
    for kind, counts in sorted(stages.items(), key=lambda s: (s[0].startswith(" "), s[0])):
        print(f"{kind:24}" + "".join(f"{stage} {counts[stage]:<4}" for stage in STAGES) + f"of {sum(counts.values())}")


def asked(name: str) -> str:
    """The question of a disagreement by its name ("D14 C1 with what: conflict"): "with what"; what a gold words otherwise is "claim"."""
    return _QUESTIONS.get(name.split()[2].rstrip(":"), "claim")


def main() -> None:
    """Traces a record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--gold", type=Path, default=Path("examples/gold/port-merrin/gold.json"), help="an example's gold")
    parser.add_argument("--page", type=Path, help="a page's gold directory instead")
    parser.add_argument("--kind", choices=("numeric", "other"), help="show one kind only")
    parser.add_argument("--all", action="store_true", help="show those found as well")
    args = parser.parse_args()
    tracer = Tracer(load(args.record))
    rows = grouped(tracer, args.page) if args.page else judged(tracer, json.loads(args.gold.read_text(encoding="utf-8")))
    show(tracer, rows, {args.kind} if args.kind else {"numeric", "other"}, args.all)


if __name__ == "__main__":
    main()
