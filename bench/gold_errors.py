"""Lists what a record has wrong against an example's gold: `python bench/gold_errors.py crisis.db figures`.

MISS is gold that was not found, FALSE was found and is not in the gold, the rest is found with another value (gold | found).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from bench.gold import CONTENT_OVERLAP, HAPPENED
from bench.gold_places import Chars, Item, Places, Predicted, Row, load, pair, span_chars

AROUND = 32  # characters of context each side


class Lister:
    """The gold, the record, and words for places in it."""

    def __init__(self, gold: Row, predicted: Predicted) -> None:
        self.gold, self.predicted, self.places = gold, predicted, Places(gold, predicted)
        self.gold_id = {found: own for own, found in self.places.partner.items()}

    def words(self, chars: Chars) -> str:
        """A place in its context, with the gold's name of its report."""
        report = min(chars)[0]
        start, end = min(chars)[1], max(chars)[1] + 1
        text = self.predicted.reports[report].text
        told = f"{text[max(0, start - AROUND):start]}[{text[start:end]}]{text[end:end + AROUND]}"
        return f"{self.gold_id.get(report, report)}  {' '.join(told.split())}"

    def compare(self, golds: list[Item], found: list[Item], value: Callable[[Row], object], theirs: Callable[[Item], object],
                least: float = 0.0) -> Iterator[str]:
        """Misses, false finds and other values of paired items."""
        partner = pair(golds, found, least)
        for g, gold in enumerate(golds):
            if g in partner:
                a, b = value(gold.row), theirs(found[partner[g]])
                if gold.required and a != b:
                    yield f"VALUE {self.words(gold.chars)}  {a} | {b}"
            elif gold.required:
                place = gold.row.get("at") or gold.row["content"][0]
                yield f"MISS  {self.words(gold.chars) if gold.chars else place['report'] + '  ' + place['quote']}  {value(gold.row)}"
        for p in sorted(set(range(len(found))) - set(partner.values()), key=lambda p: min(found[p].chars)):
            yield f"FALSE {self.words(found[p].chars)}  {theirs(found[p])}"

    def figures(self) -> Iterator[str]:
        """Bounds of figures."""
        golds = [Item(self.places.chars(f["at"]), f, f["category"] != "context") for f in self.gold["figures"]]
        found = [Item(span_chars(k, [f.span]), f) for k, r in self.predicted.readings.items() for f in r.figures]
        yield from self.compare(golds, found, lambda f: (f["low"], f["high"]), lambda f: (f.row.quantity.low, f.row.quantity.high))

    def times(self) -> Iterator[str]:
        """TIMEX3 values."""
        golds = [Item(self.places.chars(t["at"]), t) for t in self.gold["times"]]
        found = [Item(span_chars(k, [t.span]), t) for k, r in self.predicted.readings.items() for t in r.times]
        yield from self.compare(golds, found, lambda t: t["value"], lambda t: t.row.value)

    def statements(self) -> Iterator[str]:
        """Stance and evidence of statements."""
        golds = [Item(self.places.chars(s["content"]), s, s["confidence"] == "high", self.places.chars(s["content_alt"]))
                 for s in self.gold["statements"]]
        found = [Item(span_chars(k, s.content), s) for k, r in self.predicted.readings.items() for s in r.statements]
        yield from self.compare(golds, found, lambda s: (s["stance"], s["evidence"].replace("_", " ")),
                                lambda s: (s.row.stance, s.row.evidence), CONTENT_OVERLAP)

    def events(self) -> Iterator[str]:
        """Mentions of incidents without an event of their type, and what did not happen and is told as if it had."""
        types = {i["id"]: {i["type"], *i["alternatives"]} for i in self.gold["incidents"]}
        events = [(span_chars(k, [e.trigger]), e) for k, r in self.predicted.readings.items() for e in r.events]
        for row in self.gold["events"]:
            chars = self.places.chars(row["at"])
            near = [e for trigger, e in events if trigger & chars]
            if row["kind"] != "reference" and not any(e.type in types[row["incident"]] for e in near):
                place = self.words(chars) if chars else row["at"]["quote"]
                yield f"MISS  {place}  {row['incident']} {'/'.join(sorted(types[row['incident']]))} | {[e.type for e in near]}"
        for row in self.gold["not_incidents"]:
            chars = self.places.chars(row["at"])
            for trigger, e in events:
                if trigger & chars and e.status in HAPPENED:
                    yield f"FALSE {self.words(chars)}  {row['why']} | {e.status}"


def main() -> None:
    """Lists the errors of one part."""
    parts: dict[str, Callable[[Lister], Iterator[str]]] = {
        "figures": Lister.figures, "times": Lister.times, "statements": Lister.statements, "events": Lister.events,
    }  # fmt: skip
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("part", choices=sorted(parts))
    parser.add_argument("--gold", type=Path, default=Path("examples/gold/port-merrin/gold.json"))
    args = parser.parse_args()
    for line in parts[args.part](Lister(json.loads(args.gold.read_text(encoding="utf-8")), load(args.record))):
        print(line)


if __name__ == "__main__":
    main()
