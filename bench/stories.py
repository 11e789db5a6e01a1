"""Records of 59 real stories, for reading by eye what they show: every disagreement with its words, every harm with its incident.

`python bench/stories.py [PATTERN] [--records DIR] [--disagreements] [--corpora DIR]`. A story is one pile of real reports on one
happening: the crises among the clusters of giveme5w1h (``g_...``) and the second halves of ECB+'s topics (``e_...``). Nobody judged
what they disagree on, so nothing is scored here: a person reads the rows and counts those that are real. Sums come last.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import re
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from accordingto.model.record import Quote
from bench.corpora import corpus, use
from bench.gold_places import Predicted, Row, built, load

HARMS = frozenset({"killed", "injured", "casualties", "missing", "trapped", "detained", "freed", "displaced", "rescued", "infected"})
CRISES = frozenset({
    "truck_attack_in_nice", "NewYearsEveSexualAssaultsGermany", "Benghazi_US_consulate_attack", "north_Korea_hokkaido_missile",
    "las_vegas_shooting", "croydon_tram_trash", "china_boy_well", "boko_haram_21_schoolgirls_freed", "north_Korea_Launches_satellite",
    "tourist_boat_hits_bridge_in_germany",
})  # fmt: skip
CRISIS_STARTS = (
    "new_york_family_of_5", "nyc_subway_work", "israel_indicts", "thousands_flee_fireworks", "north_korea_received", "egypts_mohammed",
)  # fmt: skip


def stories() -> dict[str, list[Row]]:
    """Reports by story."""
    found: dict[str, list[Row]] = defaultdict(list)
    for name, row in [*_clusters(), *_topics()]:
        found[name].append(row)
    return dict(sorted(found.items()))


def _clusters() -> Iterator[tuple[str, Row]]:
    folder = corpus("giveme5w1h")
    for path in sorted(folder.rglob("*.json")) if folder else ():
        row = json.loads(path.read_text(encoding="utf-8"))
        event = row["newsCluster"]["Event"]
        if (event in CRISES or event.startswith(CRISIS_STARTS)) and len(row["text"]) >= 300:
            day = (row["date_publish"] or "")[:10]
            yield (
                f"g_{event[:24]}",
                {"title": row["title"], "text": row["text"], "source": row["source_domain"], "published": day, "url": row["url"]},
            )


def _topics() -> Iterator[tuple[str, Row]]:
    folder = corpus("ecbplus")
    for path in sorted(folder.glob("*/*plus.xml")) if folder else ():
        sentences: dict[str, list[str]] = {}
        for token in ET.parse(path).getroot().iter("token"):
            sentences.setdefault(str(token.get("sentence")), []).append(token.text or "")
        lines = [_spaced(" ".join(words)) for words in sentences.values()]
        address = lines.pop(0).replace(" ", "") if lines and "http" in lines[0] else ""
        if not lines:
            continue
        title = lines.pop(0) if len(lines[0]) < 150 else ""
        day = re.search(r"(20\d\d)[/-](\d\d?)[/-](\d\d?)", address)
        site = re.search(r"//(?:www\.)?([^/]+)", address)
        published = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else ""
        yield (
            f"e_{path.parent.name}",
            {
                "title": title,
                "text": "\n\n".join(lines),
                "source": site[1] if site else path.stem,
                "published": published,
                "url": address,
            },
        )


def _spaced(text: str) -> str:
    """Tokens as they were printed, as far as that can be told."""
    text = re.sub(r" ([.,;:!?)%'’”])", r"\1", text.replace("`` ", "“").replace(" ''", "”"))
    text = re.sub(r"([(“$]) ", r"\1", text).replace(" n't", "n't").replace(" ’ s", "’s")
    text = re.sub(r"(\d)([.:]) (\d)", r"\1\2\3", re.sub(r"(\d), (\d{3})\b", r"\1,\2", text))
    return re.sub(r"(?<=\w) - (?=\w)", "-", text)


def build_story(name: str, rows: Sequence[Row], record: Path) -> Predicted:
    """The record of a story, kept in a file."""
    with tempfile.TemporaryDirectory() as scratch:
        pile = Path(scratch) / f"{name}.jsonl"
        pile.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return built(pile, record)


def show(predicted: Predicted, sums: Counter[str], *, harms: bool) -> None:
    """Prints the rows of a record and adds them up."""

    def words(quote: Quote, around: int = 60) -> str:
        text, at = predicted.reports[quote.report].text, quote.span
        shown = f"{text[max(0, at.start - around) : at.start]}[{text[at.start : at.end]}]{text[at.end : at.end + around]}"
        return " ".join(shown.split())

    record = predicted.record
    titles = {incident.id: incident.title for incident in record.incidents}
    told: dict[str, dict[tuple[str, str, int], str]] = defaultdict(dict)
    for account in record.accounts:
        for value in account.values:
            if value.quantity is not None and value.aspect in HARMS:
                key = (value.aspect, value.quote.report, value.quote.span.start)
                told[account.incident][key] = f"    {value.aspect:10} {value.quantity.low}..{value.quantity.high}  {words(value.quote)}"
    for incident, lines in sorted(told.items(), key=lambda row: (-len(row[1]), row[0])) if harms else ():
        print(f"  {titles[incident]}")
        print("\n".join(lines[key] for key in sorted(lines)))
    sums["incidents with a harm"] += len(told)
    for found in record.disagreements:
        sums["disagreements"] += 1
        sums[f"{'numbers' if found.sides[0].value.quantity is not None else 'others'}: {found.relation}"] += 1
        print(f"  ! {found.relation} {found.aspect} on {titles[found.incident]}: {found.reason}")
        for side in found.sides:
            print(f"      {side.value.text!r} x{len(side.accounts)}: {words(side.value.quote)}")


def main() -> None:
    """Builds and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pattern", nargs="?", default="*", help="stories by name, such as 'g_*' or e_20")
    parser.add_argument("--records", type=Path, help="keep the records here")
    parser.add_argument("--disagreements", action="store_true", help="leave the harms out")
    parser.add_argument("--record", type=Path, help="show this record instead, whatever it was built from")
    parser.add_argument("--corpora", type=Path, help="folder with unpacked corpora")
    args = parser.parse_args()
    use(args.corpora)
    if args.record:
        show(load(args.record), Counter(), harms=not args.disagreements)
        return
    found = {name: rows for name, rows in stories().items() if fnmatch.fnmatch(name, args.pattern)}
    if not found:
        raise SystemExit("no such story here: the corpora giveme5w1h and ecbplus are wanted")
    sums: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for name, rows in found.items():
            kept = (args.records or Path(scratch)) / f"{name}.db"
            kept.unlink(missing_ok=True)
            predicted = build_story(name, rows, kept)
            print(f"\n{name}: {len(rows)} reports, {len(predicted.record.incidents)} incidents")
            show(predicted, sums, harms=not args.disagreements)
    print(f"\n{len(found)} stories; " + ", ".join(f"{name} {count}" for name, count in sorted(sums.items())))


if __name__ == "__main__":
    main()
