"""Read a page and score what was read: ``python bench/page.py PAGE [--gold DIR] [--scorer FILE] [--show]``.

Intake and reading only: voices and actors carry the words of their report, incidents are single events, so clustering and
dates of incidents say nothing here. With the scorer and its gold at hand (``../shared`` by default) it prints the scorer's
table; last comes one JSON line of words, seconds and scores.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from accordingto.intake import read_inputs
from accordingto.model.reading import Reading
from accordingto.model.report import Document, Report
from accordingto.model.text import Span
from accordingto.reading.reader import Reader

SHARED = Path(__file__).resolve().parents[2] / "shared"
Row = dict[str, Any]


def standoff(document: Document, readings: Iterable[Reading]) -> Row:
    """The readings of one page in the project's standoff format, offsets in the page."""
    rows: Row = {name: [] for name in ("reports", "statements", "actors", "names", "times", "figures", "events", "incidents")}
    rows |= {"source": document.source.name, "length": len(document.source.text), "disagreements": []}
    for number, (report, reading) in enumerate(zip(document.reports, readings, strict=True)):
        _add(rows, f"{number}", report, reading)
    return rows


def _add(rows: Row, key: str, report: Report, reading: Reading) -> None:
    def at(span: Span) -> list[int]:
        found = report.offsets.span_to_source(span)
        return list(found) if found is not None else []

    def all_at(spans: Iterable[Span]) -> list[list[int]]:
        return [place for place in map(at, spans) if place]

    title = at(report.title_span) if report.title_span else [None, None]
    authors = ", ".join(report.authors.value) if report.authors.value else None
    rows["reports"].append(
        {"id": key, "start": report.span.start, "end": report.span.end, "title": report.title.value, "title_start": title[0],
         "title_end": title[1], "outlet": report.outlet.value, "author": authors, "published": report.published.value}
    )  # fmt: skip
    for n, s in enumerate(reading.statements):
        chain = [report.outlet.value or "", *(v.label for v in reading.chain(n))]
        rows["statements"].append(
            {"id": f"{key}.{n}", "report": key, "source": all_at(s.source), "cue": all_at(s.cue), "content": all_at(s.content),
             "manner": s.manner, "stance": s.stance, "parent": None if s.parent is None else f"{key}.{s.parent}",
             "voice": s.voice.label or None, "chain": chain, "evidence": s.evidence.replace(" ", "_")}
        )  # fmt: skip
    for name in reading.names:
        where = at(name.span)
        words = name.span.of(report.text)
        rows["names"].append({"start": where[0], "end": where[1], "actor": words})
        rows["actors"].append({"id": words, "name": words, "kind": name.kind})
    for t in reading.times:
        where = at(t.span)
        rows["times"].append({"start": where[0], "end": where[1], "type": t.type, "value": t.value})
    for n, e in enumerate(reading.events):
        where = at(e.trigger)
        rows["events"].append({"start": where[0], "end": where[1], "type": e.type, "status": e.status, "incident": f"{key}.e{n}"})
    for f in reading.figures:
        where = at(f.span)
        incident = None if f.event is None else f"{key}.e{f.event}"
        rows["figures"].append(
            {"start": where[0], "end": where[1], "low": f.quantity.low, "high": f.quantity.high, "unit": f.aspect, "incident": incident}
        )


def load_scorer(path: Path) -> Any:
    """The scorer's module, or None where it is not there."""
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("score_page", path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_page"] = module
    spec.loader.exec_module(module)
    return module


def show(report: Report, reading: Reading) -> None:
    """Print what was read of one report."""
    text = report.text
    print(f"\n=== {report.outlet.value}: {report.title.value}")
    for n, s in enumerate(reading.statements):
        cue = " … ".join(c.of(text) for c in s.cue)
        source = " … ".join(c.of(text) for c in s.source)
        content = " … ".join(c.of(text) for c in s.content)
        flags = ("¬" if s.negated else "") + ("+" if s.endorsed else "") + ("h" if s.headline else "")
        who = f"{s.stance} {s.manner} {s.voice.kind}={s.voice.label} {flags}"
        indent = "    " * reading.depth(n)
        print(f"  {indent}[{source}] ({cue}) {{{content}}} {who} | {s.reason}")
    for e in reading.events:
        who = ", ".join(a.span.of(text) for a in e.actors)
        whom = ", ".join(a.span.of(text) for a in e.recipients)
        print(f"  * {e.trigger.of(text)}: {e.type}/{e.mode} {e.status} {who} → {whom} | {e.reason[-60:]}")


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", nargs="?", default=str(SHARED / "samples" / "reports_2020-01.txt"))
    parser.add_argument("--gold", default=str(SHARED / "gold" / "page_2020-01"))
    parser.add_argument("--scorer", default=str(SHARED / "score" / "score_page.py"))
    parser.add_argument("--show", action="store_true", help="print every statement and event")
    parser.add_argument("--out", help="write the standoff JSON here")
    args = parser.parse_args()
    document = next(d for d in read_inputs([args.page]) if isinstance(d, Document))
    reader = Reader.load()
    started = time.perf_counter()
    readings = list(reader.read_many(document.reports))
    seconds = time.perf_counter() - started
    rows = standoff(document, readings)
    if args.out:
        Path(args.out).write_text(json.dumps(rows), encoding="utf-8")
    if args.show:
        for report, reading in zip(document.reports, readings, strict=True):
            show(report, reading)
    for reading in readings:
        for problem in reading.problems:
            print(f"problem: {problem}")
    words = sum(r.words for r in readings)
    figures: Row = {"words": words, "seconds": round(seconds, 3)}
    scorer = load_scorer(Path(args.scorer))
    if scorer is not None and Path(args.gold).is_dir():
        result = scorer.score_page(rows, scorer.load_gold(args.gold), document.source.text)
        print(scorer.table(result))
        figures |= {part: {s.metric: s.accuracy if s.f1 is None else s.f1 for s in scores} for part, (_, scores) in result.items()}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
