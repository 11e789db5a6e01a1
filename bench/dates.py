"""Dates of incidents of real stories against days judged by eye: `python bench/dates.py [PATTERN] [--records DIR] [--wrong]`.

`dates_judged.txt` has a line for each of 115 happenings of 15 stories (see `stories.py`): the story, its true day as far as the reports
tell it ("none" where they do not), and some of its mentions, each as a document of giveme5w1h (the first letters of its id) and the place
in its text, counted in code points from its first letter (before it: less than 0, in the title). The incident that has most of the
mentions is the one judged. Right is the same day, or one inside a longer true stretch. Nobody's words are copied here.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from accordingto.model.record import Incident
from bench.corpora import corpus, use
from bench.gold_places import Predicted, load
from bench.stories import build_story, stories

JUDGED = Path(__file__).with_name("dates_judged.txt")
REACH = 1200  # characters of a report in which that piece stands
LETTERS = 8  # of a document's id
PIECE = slice(240, 290)  # of a document's text, by which it is found in a report, whose head may differ


def judged() -> dict[str, list[tuple[str, list[tuple[str, int]]]]]:
    """Per story the true days with their mentions."""
    found: dict[str, list[tuple[str, list[tuple[str, int]]]]] = defaultdict(list)
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        story, day, *places = line.split()
        found[story].append((day, [(p[:LETTERS], int(p[LETTERS + 1 :])) for p in places]))
    return found


def documents() -> dict[str, str]:
    """Ids by a piece of the text."""
    folder = corpus("giveme5w1h")
    rows = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.json"))) if folder else ()
    return {row["text"][PIECE]: row["dId"][:LETTERS] for row in rows if len(row["text"]) >= PIECE.stop}


def places(predicted: Predicted, ids: dict[str, str]) -> dict[tuple[str, int], Incident]:
    """The incident at each place where the record has one."""
    starts: dict[str, tuple[str, int]] = {}
    for report in predicted.reports.values():
        for piece, name in ids.items():
            at = report.text.find(piece, 0, REACH)
            if at >= 0:
                starts[report.id] = (name, at - PIECE.start)
    found = {}
    for incident in predicted.record.incidents:
        for mention in incident.events:
            if mention.report in starts:
                name, at = starts[mention.report]
                found[name, predicted.readings[mention.report].events[mention.index].trigger.start - at] = incident
    return found


def verdict(true: str, found: str | None) -> str:
    """right, holds it (a stretch of at most three days around it), undated or wrong."""
    if not found or true == "none":
        return "right" if true == "none" and not found else "wrong" if found else "undated"
    (low, high), (first, last) = ((stretch.split("/") * 2)[:2] for stretch in (true, found))
    if found == true or ("/" in true and low <= first and last[: len(high)] <= high):
        return "right"
    days = _days_between(first, last)
    return "holds it" if first <= low and high <= last and days is not None and days <= 2 else "wrong"


def _days_between(first: str, last: str) -> int | None:
    """Days between two ISO days, None for months and years."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days if len(first) == len(last) == len("2031-05-14") else None


def main() -> None:
    """Builds and counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pattern", nargs="?", default="*", help="stories by name, such as 'g_las*'")
    parser.add_argument("--records", type=Path, help="take records (STORY.db) from here where there are some, and keep new ones here")
    parser.add_argument("--wrong", action="store_true", help="list what is not right")
    parser.add_argument("--corpora", type=Path, help="folder with unpacked corpora")
    args = parser.parse_args()
    use(args.corpora)
    piles, ids = stories(), documents()
    wanted = {story: rows for story, rows in judged().items() if fnmatch.fnmatch(story, args.pattern)}
    if not wanted or not all(story in piles for story in wanted):
        raise SystemExit("no such story here: the corpus giveme5w1h is wanted")
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for story, rows in wanted.items():
            kept = (args.records or Path(scratch)) / f"{story}.db"
            at = places(load(kept) if kept.is_file() else build_story(story, piles[story], kept), ids)
            for true, mentions in rows:
                votes = Counter(at[place].id for place in mentions if place in at)
                best = votes.most_common(1)[0][0] if votes else ""
                incident = next((at[place] for place in mentions if place in at and at[place].id == best), None)
                found = verdict(true, incident.date if incident else None)
                counts[found] += 1
                if args.wrong and found != "right":
                    print(f"{found:9} {story}: {true} | {incident.title if incident else 'no such incident'}")
    total = sum(counts.values())
    print(f"{total} incidents: " + ", ".join(f"{name} {counts[name]}" for name in ("right", "holds it", "undated", "wrong")))
    print(f"right {counts['right'] / total:.3f}")


if __name__ == "__main__":
    main()
