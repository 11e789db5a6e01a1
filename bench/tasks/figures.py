"""Figures against two corpora, each in its own published layout.

The Gun Violence Database (``*.tsv`` with a JSON column): coders marked the words that give the number of shots, and listed
each victim as killed or injured. Measured are how many marked numbers are found and have the value the words have, and for
reports with two or more killed (injured) whether any figure of that aspect has the coders' count as its value; coders also
count from names and pronouns, so that no reader of numbers alone reaches 1.

Microsoft Recognizers' number specifications (``Number/English/NumberModel.json``): whether the number is found and has the
stated value, for whole numbers; and ``NumberRangeModel.json``: whether the bounds are the stated ones. The specifications
hold many abstract strings ("1 over three") that no report has.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.model.reading import Figure
from accordingto.model.text import Span
from accordingto.reading.figures import find_figures
from accordingto.reading.figures.amounts import Amount, find_amounts
from accordingto.reading.sentences import split_sentences
from accordingto.reading.times import find_times

DATA = ("gvdb", "dev.tsv")

_BOUND = re.compile(r"([\[(])([^,]*),([^\])]*)([\])])")


def _read(text: str, published: str | None) -> list[Figure]:
    sentences = split_sentences(text)
    return find_figures(text, sentences, times=find_times(text, sentences, published=published))


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def gun_violence(path: Path) -> dict[str, float]:
    """Shots and victims of one file of reports."""
    csv.field_size_limit(2**31 - 1)
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            coded, text = json.loads(row["Json"]), row["Full text"]
            found = _read(text, coded["date-and-time"]["date"] or None)
            counts["reports"] += 1
            counts["figures"] += len(found)
            _count_shots(coded["circumstances"]["number-of-shots-fired"], text, found, counts)
            for aspect in ("killed", "injured"):
                victims = sum(aspect in victim.get("victim-was", ()) for victim in coded["victim-section"])
                if victims >= 2:
                    counts[f"{aspect}_reports"] += 1
                    counts[aspect] += any(f.aspect == aspect and f.quantity.is_exact and f.quantity.low == victims for f in found)
    return {
        "reports": counts["reports"],
        "figures": counts["figures"],
        "shots_recall": _ratio(counts["shots_found"], counts["shots"]),
        "shots_bounds_accuracy": _ratio(counts["shots_right"], counts["shots_found"]),
        "killed_recall": _ratio(counts["killed"], counts["killed_reports"]),
        "injured_recall": _ratio(counts["injured"], counts["injured_reports"]),
    }


def _count_shots(coded: dict[str, Any], text: str, found: list[Figure], counts: Counter[str]) -> None:
    """Compare the marked number of shots, if it has a number of its own, with the figure that overlaps it."""
    start, end = coded["startIndex"], coded["endIndex"]
    if start < 0 or end > len(text):
        return
    gold = list(find_amounts(text[start:end], 0, end - start))
    if not gold:
        return
    counts["shots"] += 1
    for figure in found:
        if figure.span.overlaps(Span(start, end)):
            counts["shots_found"] += 1
            counts["shots_right"] += figure.quantity.low in (gold[0].quantity.low, None)
            return


def _specified(path: Path) -> Iterator[tuple[dict[str, Any], list[Amount]]]:
    """What a specification resolves each of its amounts to, and the amounts found there."""
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        if "python" in case.get("NotSupported", ""):
            continue
        found = list(find_amounts(case["Input"], 0, len(case["Input"])))
        for result in case["Results"]:
            yield result.get("Resolution") or {}, [a for a in found if a.start <= result["End"] and result["Start"] < a.end]


def numbers(path: Path) -> dict[str, float]:
    """Whole numbers of the specification: found, and with the right value."""
    counts: Counter[str] = Counter()
    for gold, near in _specified(path):
        if gold.get("subtype") == "integer" and not gold["value"].startswith("-"):
            counts["gold"] += 1
            counts["found"] += bool(near)
            counts["right"] += any(a.quantity.low == float(gold["value"]) for a in near)
    return {"number_recall": _ratio(counts["found"], counts["gold"]), "number_accuracy": _ratio(counts["right"], counts["gold"])}


def ranges(path: Path) -> dict[str, float]:
    """Ranges of whole numbers: found, and with the right bounds."""
    counts: Counter[str] = Counter()
    for gold, near in _specified(path):
        bounds = _bounds(gold.get("value", ""))
        if bounds is not None:
            counts["gold"] += 1
            counts["found"] += bool(near)
            counts["right"] += any((a.quantity.low, a.quantity.high) == bounds for a in near)
    return {"range_recall": _ratio(counts["found"], counts["gold"]), "range_accuracy": _ratio(counts["right"], counts["gold"])}


def _bounds(value: str) -> tuple[float | None, float | None] | None:
    """Closed whole-number bounds of "(100,300)" or "[30,)"; None for anything else."""
    found = _BOUND.fullmatch(value)
    if not found:
        return None
    try:
        low = float(found[2]) + (found[1] == "(") if found[2] else None
        high = float(found[3]) - (found[4] == ")" and bool(found[2]) is False) if found[3] else None
    except ValueError:
        return None
    return low, high


def run(data: Path) -> dict[str, Any]:
    """Score a Gun Violence file (or a folder of them) or a folder of specifications; prints a table."""
    result: dict[str, Any] = {}
    if data.is_file():
        result.update(gun_violence(data))
    elif (data / "Number").is_dir():
        result.update(numbers(data / "Number/English/NumberModel.json"))
        result.update(ranges(data / "Number/English/NumberRangeModel.json"))
    else:
        for path in sorted(data.glob("*.tsv")):
            result[path.stem] = gun_violence(path)
    for key, value in result.items():
        print(f"{key:<24}{value}")
    return result
