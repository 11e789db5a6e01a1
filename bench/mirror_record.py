"""Neutrality of the whole record: exchange the two sides of a page and rename its outlets; the record must be the same up to names.

``python bench/mirror_record.py PAGE [--show 20]``. The two states that the page names most often are exchanged (names, adjectives,
seats of government), and so are the two groups that take part in most events: first all their forms give way to one stand-in each,
so that the page and its mirror image are equally odd. Every outlet gets an invented name. The pages are
read and resolved. An incident counts as identical if an incident of the other record has the same mentions, day and kind; a
disagreement if one has the same aspect, relation and sides, and as many accounts on each. Last comes one JSON line.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from accordingto.intake import Limits, iter_blobs, parse_blob
from accordingto.model.reading import Reading
from accordingto.model.record import Record, Value
from accordingto.model.report import Rejected, Report
from accordingto.reading.lexicon import words
from accordingto.reading.reader import Reader
from accordingto.resolving import resolve
from accordingto.resolving.tables import state_of, states

OUTLETS = ("Harrow", "Quillon", "Veldt", "Ostrand", "Pellam", "Tarrant", "Brisk", "Calder", "Dunmore", "Ellery", "Fenwick", "Garrow")
STATES = (("Norway", "Norwegian", "Oslo"), ("Portugal", "Portuguese", "Lisbon"))  # one word each, none with an article
GROUPS = ("Northern Guard", "River League")
SWAP = {a: b for one, other in (*zip(*STATES, strict=True), GROUPS) for a, b in ((one, other), (other, one))}
Made = tuple[list[Report], dict[str, Reading], Record]
Row = tuple[object, ...]


def made_of(text: str, reader: Reader) -> Made:
    """A page's reports in their order, their readings and the record."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.txt"
        path.write_text(text, encoding="utf-8")
        reports: list[Report] = []
        for blob in iter_blobs([str(path)], Limits()):
            documents = blob if isinstance(blob, Rejected) else parse_blob(blob, limits=Limits())
            if isinstance(documents, Rejected):
                raise SystemExit(f"the page cannot be read: {documents.reason}")
            reports += [r for d in documents for r in d.reports]
    reports.sort(key=lambda r: r.span.start)
    readings = {r.id: reading for r, reading in zip(reports, reader.read_many(reports), strict=True)}
    return reports, readings, resolve(reports, readings)


def stand_ins(made: Made) -> dict[str, str]:
    """Every form of the two sides of a page with the stand-in put for it: of the two states named most and of the two groups that
    most events name."""
    reports, readings, record = made
    named: Counter[str] = Counter()
    for report in reports:
        for name in readings[report.id].names:
            named[state_of(name.span.of(report.text)) or ""] += 1
    del named[""]
    forms: dict[str, str] = {}
    for (code, _), (country, adjective, seat) in zip(named.most_common(2), STATES, strict=False):
        state = states()[code]
        forms |= dict.fromkeys((state.name, *state.others), country) | dict.fromkeys(state.demonyms, adjective)
        forms |= dict.fromkeys(state.seats, seat)
    acting = Counter(v.key for a in record.accounts for v in a.values if v.aspect in ("who", "to_whom"))
    groups = [a for a in record.actors if a.kind in ("organisation", "armed_group") and acting[a.id]]
    for actor, group in zip(sorted(groups, key=lambda a: (-acting[a.id], a.id)), GROUPS, strict=False):
        forms |= {f.form: group for f in actor.forms if " " in f.form or f.form.isupper()}
    return {f"{article}{form}": word for form, word in forms.items() for article in ("the ", "The ", "")}


def renamed_outlets(made: Made) -> dict[str, str]:
    """An invented name for each outlet: articles, numbers and words for sorts of outlets stay, every other word is another."""
    outlets = sorted({r.outlet.value for r in made[0] if r.outlet.value})
    sorts = words("titles", "sources", "outlet_name") | {"the", "le", "la", "el", "of"}
    fresh = itertools.cycle(OUTLETS)

    def renamed(word: str) -> str:
        if word.lower() in sorts or not word[0].isupper():
            return word
        return next(fresh).upper() if word.isupper() else next(fresh)

    return {name: " ".join(map(renamed, name.split())) for name in outlets}


def exchanged(text: str, forms: Mapping[str, str]) -> str:
    """The text with every form put for its partner."""
    if not forms:
        return text
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + r")(?!\w)")
    return pattern.sub(lambda m: forms[m[0]], text)


def incident_rows(made: Made, names: frozenset[str]) -> Counter[Row]:
    """Every incident by its mentions, type, day and kind; a mention is told by its report and the words before it, names left out."""
    reports, readings, record = made
    at = {r.id: (n, r.text) for n, r in enumerate(reports)}
    exchanged_names = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))

    def place(report: str, index: int) -> tuple[int, int]:
        number, text = at[report]
        return number, len(exchanged_names.sub("", text[: readings[report].events[index].trigger.start]).split())

    return Counter(
        (frozenset(place(m.report, m.index) for m in i.events), i.type, i.mode, i.date or "", i.kind, i.denied, i.origins)
        for i in record.incidents
    )


def disagreement_rows(made: Made, forms: Mapping[str, str]) -> Counter[Row]:
    """Every disagreement by its aspect, relation and sides: number, day or words, and how many accounts give it."""

    def side(value: Value) -> str:
        return value.key if value.quantity is not None or value.interval is not None else exchanged(value.text, forms)

    return Counter(
        (d.aspect, d.relation, frozenset((side(s.value), s.value.denied, len(s.accounts), len(s.origins)) for s in d.sides))
        for d in made[2].disagreements
    )


def compare(one: Counter[Row], other: Counter[Row]) -> float:
    """Share of rows that both have."""
    total = max(sum(one.values()), sum(other.values()))
    return round((one & other).total() / total, 4) if total else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print this many rows that differ")
    args = parser.parse_args()
    reader = Reader.load(threads=2)
    text = args.page.read_text(encoding="utf-8")
    here = made_of(text, reader)
    result: dict[str, float] = {"incidents": len(here[2].incidents), "disagreements": len(here[2].disagreements)}
    outlets, forms = renamed_outlets(here), stand_ins(here)
    base = exchanged(text, forms)
    trials: tuple[tuple[str, Made, str, dict[str, str], frozenset[str]], ...] = (
        ("outlets renamed", here, exchanged(text, outlets), {}, frozenset({*outlets, *outlets.values()})),
        ("sides exchanged", made_of(base, reader), exchanged(base, SWAP), SWAP, frozenset(SWAP)),
    )
    for name, one, other, back, names in trials:
        there = made_of(other, reader)
        mine, theirs = incident_rows(one, names), incident_rows(there, names)
        parted, mirrored = disagreement_rows(one, {}), disagreement_rows(there, back)
        result |= {f"{name}: incidents identical": compare(mine, theirs), f"{name}: disagreements identical": compare(parted, mirrored)}
        for row in [*(mine - theirs), *(theirs - mine), *(parted - mirrored), *(mirrored - parted)][: args.show]:
            print(name, row)
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
