"""Planted copies: reports edited, cut, wrapped, or with one passage lifted into another; recall and false pairs.

Texts come from corpora at run time. Each planted copy has one word in ten changed (dropped, doubled, replaced by a word of
another text), then is cut to half, wrapped in another report, or gives one passage of 50 to 90 words to another report.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.resolving.copies import copies_of
from accordingto.resolving.shingles import LEAST, RunIndex, shingle
from bench.corpora import needed, use

DATA = ("polnear", "")


def texts(polnear: Path, limit: int) -> list[str]:
    """Texts of 120 to 1,500 words, no two of which share a run of eight words: what is found between them is false."""
    found: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for text in _candidates(polnear):
        words = [w.lower() for w in re.findall(r"\w+", text)]
        runs = {tuple(words[i : i + 8]) for i in range(len(words) - 7)}
        if 120 <= len(words) <= 1500 and not runs & seen:
            seen |= runs
            found.append(text)
        if len(found) == limit:
            break
    return found


def _candidates(polnear: Path) -> Iterator[str]:
    for path in sorted(polnear.rglob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")
    for path in sorted(needed("muc4").rglob("dev-muc3-*")):
        yield from re.split(r"\n(?=DEV-MUC3-\d+)", path.read_text(encoding="utf-8", errors="replace"))


def edited(words: list[str], others: list[str], rng: random.Random, rate: float = 0.1) -> list[str]:
    """One word in ten dropped, doubled or replaced."""
    out: list[str] = []
    for word in words:
        if rng.random() >= rate:
            out.append(word)
            continue
        kind = rng.randrange(3)
        if kind == 0:
            continue
        out += [word, rng.choice(others)] if kind == 1 else [rng.choice(others)]
    return out


def as_report(name: str, text: str) -> Report:
    return Report(name, "s", Span(0, len(text)), text, OffsetMap.identity(len(text)), Guess(), Guess(), Guess(), Guess(), Guess())


def run(data: Path, *, limit: int = 1500, seed: int = 7) -> dict[str, float]:
    """Plant copies of every third text and look for them."""
    rng = random.Random(seed)
    base = texts(data, limit)
    reports = {f"t{i:04}": as_report(f"t{i:04}", t) for i, t in enumerate(base)}
    planted: dict[tuple[str, str], str] = {}
    for i in range(0, len(base), 3):
        name, kind = f"p{i:04}", ("edited", "cut", "wrapped", "lifted")[(i // 3) % 4]
        words = edited(re.findall(r"\S+", base[i]), re.findall(r"\S+", base[(i + 7) % len(base)]), rng)
        host = re.findall(r"\S+", base[(i + 1) % len(base)])
        if kind == "cut":
            at = rng.randrange(max(1, len(words) // 2))
            words = words[at : at + max(60, len(words) // 2)]
        elif kind == "wrapped":
            words = [*host[:60], *words, *host[60:120]]
        elif kind == "lifted":
            size = rng.randint(50, 90)
            at = rng.randrange(max(1, len(words) - size))
            words = [*host[: len(host) // 2], *words[at : at + size], *host[len(host) // 2 :]]
        reports[name] = as_report(name, " ".join(words))
        planted[f"p{i:04}", f"t{i:04}"] = kind
        if kind in ("wrapped", "lifted"):
            planted[f"p{i:04}", f"t{(i + 1) % len(base):04}"] = kind + " host"
    started = time.perf_counter()
    index = RunIndex()
    index.build({name: shingle(r) for name, r in reports.items()})
    found = {pair for pair, n in index.shared.items() if n >= LEAST
             and copies_of(reports[pair[0]], reports[pair[1]], index[pair[0]], index[pair[1]])}  # fmt: skip
    seconds = time.perf_counter() - started
    right = {kind: [pair in found for pair, k in planted.items() if k == kind] for kind in sorted(set(planted.values()))}
    false = sorted(pair for pair in found if pair not in planted and (pair[1], pair[0]) not in planted)
    pairs = len(reports) * (len(reports) - 1) / 2
    wanted = [hit for kind, hits in right.items() if "host" not in kind for hit in hits]
    result = {"reports": len(reports), "planted": len(wanted), "recall": sum(wanted) / len(wanted), "false pairs": len(false),
              "false pairs per million": len(false) / pairs * 1e6, "seconds": round(seconds, 2)}  # fmt: skip
    result |= {f"recall {kind}": sum(hits) / len(hits) for kind, hits in right.items()}
    for a, b in false[:40]:
        copy = copies_of(reports[a], reports[b], index[a], index[b])[0]
        print("FALSE", a, b, copy.reason, "|", copy.earlier.span.of(reports[copy.earlier.report].text)[:160].replace("\n", " "))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--limit", type=int, default=1500)
    args = parser.parse_args()
    use(args.corpora)
    print(json.dumps(run(needed(DATA[0]), limit=args.limit), indent=1))


if __name__ == "__main__":
    main()
