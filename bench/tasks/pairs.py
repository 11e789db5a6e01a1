"""Name pairs: are these two forms spellings of one name? Precision and recall of "same", and containment errors.

Some pairs that are labelled the same carry a note that says that one name was put for another ("surname swap", "vintage swap":
funds VII and VIII). Recall is given over all pairs and over those without such a note.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from pathlib import Path

from accordingto.resolving.compare import compare
from accordingto.resolving.folding import name_key
from bench.corpora import needed, use

DATA = ("name_variants", "")
EXCHANGED = re.compile(r"\b(?:swap|sub|substitution|plausible-alternate|rewrite|collision)\b", re.IGNORECASE)


def contained(a: str, b: str) -> bool:
    """Whether one form's words are a part of the other's: one word against several."""
    x, y = set(name_key(a)), set(name_key(b))
    return x != y and (x < y or y < x) and min(len(x), len(y)) == 1


def run(data: Path, *, show: bool = False) -> dict[str, float]:
    """Score every labelled pair."""
    right = wrong = missed = containment = plain_right = plain_missed = 0
    with (data / "nomenklatura_name_bench_cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        kind = "person" if row["schema"] == "Person" else "other"
        found = compare(row["name1"], row["name2"], kind)  # type: ignore[arg-type]
        same, truth = found.verdict == "same", row["is_match"] == "true"
        right += same and truth
        wrong += same and not truth
        missed += truth and not same
        plain = truth and not EXCHANGED.search(row["notes"])
        plain_right += plain and same
        plain_missed += plain and not same
        containment += same and not truth and contained(row["name1"], row["name2"])
        if show and same != truth:
            print("MISS " if truth else "FALSE", row["schema"], row["name1"], "|", row["name2"], "|", found.verdict, f"{found.score:.2f}",
                  found.reason, "|", row["notes"])  # fmt: skip
    precision, recall = right / (right + wrong), right / (right + missed)
    return {"pairs": len(rows), "precision": precision, "recall": recall, "containment errors": containment,
            "recall without exchanged names": plain_right / (plain_right + plain_missed)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--show", action="store_true", help="print every pair that comes out wrong")
    args = parser.parse_args()
    use(args.corpora)
    print(json.dumps(run(needed(DATA[0]), show=args.show), indent=1))


if __name__ == "__main__":
    main()
