"""The gold of an example's glued page in the layout that page scorers read: one JSON file a question."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from judgements import Judgements, source_folder

Row = dict[str, Any]
SENTENCE_END = re.compile(r"(?<=[.?!])[”’)]*\s+(?=[“‘(A-Z])")
ABBREVIATED = re.compile(r"(?:\b[ap]\.m|\b(?:Mr|Ms|St))\.$")


def sentence_at(page: str, start: int) -> tuple[int, int]:
    """The sentence of the page around a place; lines always end a sentence."""
    first = page.rfind("\n", 0, start) + 1
    last = page.find("\n", start)
    line = page[first : len(page) if last < 0 else last]
    cuts = [0] + [m.end() for m in SENTENCE_END.finditer(line) if not ABBREVIATED.search(line[: m.start()].rstrip("”’)"))] + [len(line)]
    for a, b in pairwise(cuts):
        if first + a <= start < first + b:
            return first + a, first + a + len(line[a:b].rstrip())
    return first, first + len(line)


def span(at: Row) -> Row:
    """A place in the page with its words under the name that the layout uses."""
    return {"start": at["start"], "end": at["end"], "quote": at["quote"]}


def write_gold_page(folder: Path, judgements: Judgements, gold: Row) -> None:
    """Writes `page/*.json` for the reports of `page.txt`."""
    page = (source_folder(folder) / "page.txt").read_text(encoding="utf-8")
    numbers = {r["id"]: k for k, r in enumerate(sorted((r for r in gold["reports"] if "start" in r), key=lambda r: r["start"]), 1)}

    def on_page(key: str) -> list[Row]:
        return [row for row in gold[key] if row["report"] in numbers]

    def place(row: Row) -> Row:
        start, end = sentence_at(page, row["at"]["start"])
        return {"article": numbers[row["report"]], "article_id": row["report"], **span(row["at"]),
                "sentence_start": start, "sentence_end": end}

    files: dict[str, Row] = {
        "articles": {"source": "page.txt", "source_chars": len(page), "articles": [article(r, numbers) for r in gold["reports"]
                                                                                 if r["id"] in numbers]},
        "attributions": {"attributions": [attribution(s, judgements, gold) for s in on_page("statements")]},
        "times": {"timexes": [{**place(t), "type": t["type"], "value": t["value"]} for t in on_page("times")]},
        "figures": figures(gold, [(f, place(f)) for f in on_page("figures")]),
        "actors": actors(gold, on_page("mentions"), numbers),
        "incidents": incidents(gold, [(e, place(e)) for e in on_page("events")],
                               [{**place(x), "reason": x["why"]} for x in on_page("not_incidents")]),
    }
    target = folder / "page"
    target.mkdir(exist_ok=True)
    for name, content in files.items():
        (target / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def article(report: Row, numbers: dict[str, int]) -> Row:
    """One report's boundaries and metadata."""
    boilerplate = [{"type": "title", **span(report["title_at"])}]
    boilerplate += [{"type": b["kind"], **span(b["at"])} for b in report["boilerplate"]]
    return {"index": numbers[report["id"]], "id": report["id"], "title": report["title"], "title_start": report["title_at"]["start"],
            "title_end": report["title_at"]["end"], "start": report["start"], "end": report["end"], "outlet": report["outlet"],
            "author": " and ".join(report["authors"]) or None, "date": report["published"][:10], "dateline": report["dateline"],
            "boilerplate": boilerplate}


def attribution(row: Row, judgements: Judgements, gold: Row) -> Row:
    """One statement in the page layout's words."""
    parents = {s["id"]: s["parent"] for s in gold["statements"]}
    depth, above = 0, row["parent"]
    while above:
        depth, above = depth + 1, parents[above]
    spans = {key: [{"start": at["start"], "end": at["end"], "text": at["quote"]} for at in row[key]]
             for key in ("source", "cue", "content", "content_alt")}
    voice = judgements.row("voices", row["voice"])
    called = sorted({at["text"] for at in spans["source"]})
    return {"id": row["id"], "article": row["report"], **spans, "quote_type": row["manner"], "polarity": row["stance"],
            "nested_in": row["parent"], "nesting_depth": depth, "source_kind": voice["kind"], "source_resolved": voice["name"],
            "source_resolved_alternatives": called,
            "chain": row["chain"], "evidence": row["evidence"].replace("_", " "), "confidence": row["confidence"]}


def figures(gold: Row, rows: list[tuple[Row, Row]]) -> Row:
    """Figures, their groups (one incident, one aspect) and the numeric disagreements among them."""
    known = {row["id"] for row, _ in rows}
    listed = [{**at, "id": row["id"], "kind": "approx" if row["approximate"] else "at_least" if row["high"] is None else "exact",
               "low": row["low"], "high": row["high"], "qualifier": row["qualifier"], "unit": row["unit"], "counts": row["aspect"],
               "incident": row["incident"], "groups": [f"{row['aspect']}_{row['incident']}"] if row["incident"] else [],
               "category": row["category"]} for row, at in rows]
    apart = []
    for row in gold["disagreements"]:
        ids = [ref for side in row["sides"] for ref in side if ref in known]
        if len(ids) > 1:
            apart.append({"id": row["id"], "kind": "number", "incident": row["incident"], "aspect": row["aspect"],
                          "relation": row["relation"], "figures": ids})
    return {"figures": listed, "disagreements": apart}


def actors(gold: Row, mentions: list[Row], numbers: dict[str, int]) -> Row:
    """Actors with their mentions on the page, and names that must not be linked to another actor."""
    rows = []
    for actor in gold["actors"]:
        own = [m for m in mentions if m["actor"] == actor["id"]]
        if own:
            forms: dict[str, list[list[int]]] = {}
            for m in own:
                forms.setdefault(m["at"]["quote"], []).append([numbers[m["report"]], m["at"]["start"], m["at"]["end"]])
            rows.append({"id": actor["id"], "canonical": actor["name"], "kind": actor["kind"],
                         "mentions": [{**span(m["at"]), "form": m["form"]} for m in own],
                         "surface_forms": [{"surface": s, "spans": p} for s, p in sorted(forms.items())]})
    pairs = [(p["a"], p["b"]) for p in gold["keep_apart"]] + [(p["b"], p["a"]) for p in gold["keep_apart"]]
    tricky = [{**span(m["at"]), "article": numbers[m["report"]], "is_": a, "is_not": b}
              for a, b in pairs for m in mentions if m["actor"] == a and m["form"] == "name"]
    return {"actors": rows, "tricky_negatives": tricky}


def incidents(gold: Row, rows: list[tuple[Row, Row]], not_incidents: list[Row]) -> Row:
    """Incidents that the page mentions, with their mentions, and what is no incident."""
    listed = []
    for incident in gold["incidents"]:
        own = [{**at, "kind": row["kind"], "modality": row["status"]} for row, at in rows if row["incident"] == incident["id"]]
        if own:
            listed.append({"id": incident["id"], "title": incident["title"], "type": incident["type"],
                           "alt_types": incident["alternatives"], "date": incident["date"], "place": incident["place"],
                           "salience": incident["salience"], "mentions": own})
    return {"incidents": listed, "not_incidents": not_incidents}
