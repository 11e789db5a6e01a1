"""Writes the examples' gold from their hand-made judgements: `python examples/gold/make_gold.py port-merrin second`.

Reads `port-merrin/judgements.txt` beside this file and the reports in `../port-merrin`. Writes `port-merrin/gold.json` (every
report, in the project's own words) and `port-merrin/page/` (the reports of `page.txt` alone, in the layout that page scorers
read). Nothing is judged here: this resolves quotations, builds chains and fails on the first quotation that is not where it is
said to be.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from gold_page import write_gold_page
from judgements import QUALIFIERS, JudgementError, Judgements, Report, bounded, cells, find, read, zone_of

STANCES = frozenset({"asserts", "accuses", "demands", "denies", "threatens", "promises", "questions"})
EVIDENCE = {"offered": "offered", "not offered": "not_offered"}
Row = dict[str, Any]


def spans(report: Report, quotes: str, zone: tuple[int, int], line: int) -> list[Row]:
    """The places of quotations joined with ` + `; `-` is none."""
    return [] if quotes == "-" else [report.mention(*find(report, q.strip(), zone, line)) for q in quotes.split(" + ")]


def manner_of(pieces: list[Row]) -> str:
    """Direct if all of the content is quoted, mixed if some, else indirect (a block quotation is marked by hand)."""
    text = " ".join(p["quote"] for p in pieces)
    if all(re.fullmatch(r"“[^”]*”?|‘[^’]*’|\"[^\"]*\"", p["quote"]) for p in pieces):
        return "direct"
    return "mixed" if re.search(r"[“”\"]|‘[^’]+’", text) else "indirect"


def read_options(text: str) -> Row:
    """`ev=not offered: words conf=medium via=post` as a mapping; a bare word is a flag."""
    parts = re.split(r"\s*\b(ev|conf|via|chain|manner)=", text)
    options: Row = dict.fromkeys(parts[0].split(), True)
    return options | dict(zip(parts[1::2], parts[2::2], strict=True))


def statement(report: Report, gold: Row, fields: list[str], zone: tuple[int, int], line: int) -> None:
    """One `s` line: label, source, cue, content, voice, stance, options."""
    label, _, parent = fields[0].partition(" <")
    if len(fields) not in (6, 7) or fields[5] not in STANCES:
        raise JudgementError(f"line {line}: a statement wants source, cue, content, voice and a known stance")
    options = read_options(fields[6] if len(fields) == 7 else "")
    reach = (0, len(report.text)) if "far" in options else zone
    content = spans(report, fields[3], (0, len(report.text)) if "wide" in options else zone, line)
    evidence, where = "not_mentioned", []
    if "ev" in options:
        said, _, words = options["ev"].partition(": ")
        evidence, where = EVIDENCE[said], spans(report, words, zone, line)
    gold["statements"].append({
        "id": f"{report.id}.{label}", "report": report.id,
        "source": spans(report, fields[1], reach, line), "cue": spans(report, fields[2], reach, line), "content": content,
        "content_alt": content[:1] if len(content) > 1 and content[0]["quote"][0] in "“‘\"" else [],
        "manner": options.get("manner") or ("direct" if "far" in options else manner_of(content)), "stance": fields[5],
        "evidence": evidence, "evidence_at": where, "parent": f"{report.id}.{parent}" if parent else None, "voice": fields[4],
        "confidence": options.get("conf", "high"), "_via": options.get("via"), "_chain": options.get("chain"),
    })


def figure(report: Report, gold: Row, fields: list[str], zone: tuple[int, int], line: int) -> None:
    """One `f` line: label, `at least [12] people`, bounds, unit, aspect, incident, statement, category."""
    fields = fields + [""] * (8 - len(fields))
    label, words, bounds, unit, aspect, incident, by, category = fields
    shape = re.fullmatch(r"(.*?)\[(.*?)\](.*)", words)
    if not shape:
        raise JudgementError(f"line {line}: a figure marks its number in brackets")
    start, _ = find(report, shape[1] + shape[2] + shape[3], zone, line)
    number = (start + len(shape[1]), start + len(shape[1]) + len(shape[2]))
    qualifier = shape[1].strip().casefold()
    value = bounds.lstrip("~")
    low, dots, high = value.partition("..")
    gold["figures"].append({
        "id": f"{report.id}.f{len(gold['figures']) + 1}", "label": label or None, "report": report.id, "at": report.mention(*number),
        "qualifier": qualifier if qualifier in QUALIFIERS else None,
        "low": as_number(low), "high": as_number(high if dots else low), "approximate": bounds.startswith("~"),
        "unit": unit, "aspect": aspect, "incident": none(incident), "statement": f"{report.id}.{by}" if none(by) else None,
        "category": category or "event",
    })


def as_number(text: str) -> float | None:
    """A bound; an open one is null."""
    return None if not text else float(text) if "." in text else int(text)


def none(text: str) -> str | None:
    """A field; `-` and nothing are null."""
    return None if text in ("", "-") else text


def times(report: Report, gold: Row, text: str, zone: tuple[int, int], line: int) -> None:
    """One `t` line: `words = TIMEX3 value; ...`; the value `none` says that the words are no time expression."""
    for part in text.split("; "):
        words, _, value = part.rpartition(" = ")
        at = report.mention(*find(report, words, zone, line))
        if value == "none":
            gold["not_times"].append(at)
            continue
        value, kind = value.removeprefix("SET:"), "SET" if value.startswith("SET:") else ""
        kind = kind or ("DURATION" if re.match(r"P[T\dX]", value) else "TIME" if "T" in value and "REF" not in value else "DATE")
        gold["times"].append({"report": report.id, "at": at, "type": kind, "value": value})


def judge(report: Report, gold: Row) -> None:
    """Resolves every judgement on one report into `gold`."""
    zone = (0, len(report.text))
    for line, sort, text in report.lines:
        fields = cells(text)
        if sort == "@":
            zone = zone_of(report, text, line)
        elif sort == "s":
            statement(report, gold, fields, zone, line)
        elif sort == "f":
            figure(report, gold, ["", *cells(text.removeprefix("| "))] if text.startswith("| ") else fields, zone, line)
        elif sort == "t":
            times(report, gold, text, zone, line)
        else:
            at = report.mention(*find(report, fields[0], zone, line))
            if sort == "i":
                kind = "report" if fields[2] == "denied" else fields[2]
                status = "denied" if fields[2] == "denied" else "asserted"
                gold["events"].append({"report": report.id, "at": at, "incident": fields[1], "kind": kind, "status": status})
            elif sort == "n":
                how, _, voice = fields[2].partition(":")
                gold["naming"].append({"report": report.id, "at": at, "incident": none(fields[1]), "in": how, "voice": voice or None})
            elif sort == "m":
                gold["mentions"].append({"report": report.id, "at": at, "actor": fields[1], "form": "description"})
            else:
                gold["not_incidents"].append({"report": report.id, "at": at, "why": fields[1]})


def name_mentions(report: Report, actors: list[dict[str, str]]) -> list[Row]:
    """Every mention by name: the longest form first, at word boundaries, without overlap."""
    forms = sorted(((form.strip(), actor["id"]) for actor in actors for form in actor["forms"].split(";")),
                   key=lambda pair: -len(pair[0]))
    taken: list[tuple[int, int]] = []
    found = []
    for form, actor in forms:
        surface, _, only = form.removeprefix("~").partition("@")
        sort = "description" if form.startswith("~") else "name"
        if only and only != report.id:
            continue
        for hit in re.finditer(bounded(surface), report.text):
            start, end = hit.span()
            if all(end <= a or start >= b for a, b in taken):
                taken.append((start, end))
                found.append((start, {"report": report.id, "at": report.mention(start, end), "actor": actor, "form": sort}))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def build_chains(judgements: Judgements, gold: Row) -> None:
    """Writes each statement's chain, outermost voice first, as its text tells it and with the outlet it was copied from."""
    outlets = {r.id: r.head["outlet"] for r in judgements.reports}
    statements = {s["id"]: s for s in gold["statements"]}

    def inner(row: Row) -> list[str]:
        above = inner(statements[row["parent"]]) if row["parent"] else []
        own = row["_chain"].split(">") if row["_chain"] else [row["voice"]]
        return above + [judgements.row("voices", v)["name"] for v in own]

    def top(row: Row) -> Row:
        return top(statements[row["parent"]]) if row["parent"] else row

    for row in gold["statements"]:
        outlet, said = outlets[row["report"]], inner(row)
        via = top(row)["_via"]
        relayed = [judgements.row("voices", via)["name"]] if via else []
        row["chain"] = once([outlet, *said])
        row["chain_with_origin"] = once([outlet, *relayed, *said])
    for row in gold["statements"]:
        del row["_via"], row["_chain"]


def once(names: list[str]) -> list[str]:
    """Names without immediate repetition: an outlet that quotes itself is one voice."""
    return [n for k, n in enumerate(names) if k == 0 or n != names[k - 1]]


def copies(judgements: Judgements) -> list[Row]:
    """Who copied which passages from whom; each passage must stand in both reports' words or nearly so."""
    texts = {r.id: r for r in judgements.reports}
    rows = []
    for row in judgements.tables["copies"]:
        report = texts[row["report"]]
        passages = [report.mention(*find(report, p.strip(), (0, len(report.text)), 0)) for p in row["passages"].split(";")]
        rows.append({"report": row["report"], "from": row["from"], "passages": passages,
                     "share": round(sum(len(p["quote"]) for p in passages) / len(report.text), 3),
                     "lost": listed(row["lost"]), "added": listed(row["added"])})
    return rows


def listed(text: str) -> list[str]:
    """Fields joined with semicolons; `-` is none."""
    return [] if text == "-" else [part.strip() for part in text.split(";")]


def disagreements(judgements: Judgements, gold: Row) -> list[Row]:
    """The sides of every disagreement, as ids of figures, statements or naming rows that exist."""
    figures = {f["label"]: f["id"] for f in gold["figures"] if f["label"]}
    known = {"f": set(figures), "s": {s["id"] for s in gold["statements"]},
             "n": {f"{n['report']} {n['at']['quote']}" for n in gold["naming"]}}

    def side(text: str) -> list[str]:
        refs = []
        for ref in re.split(r" (?=[fs]:)", text):
            sort, _, key = ref.partition(":")
            if key not in known[sort]:
                raise JudgementError(f"disagreement: no {ref!r}")
            refs.append(figures.get(key, key))
        return refs

    return [{**{k: row[k] for k in ("id", "incident", "aspect", "relation")},
             "sides": [side(part.strip()) for part in row["sides"].split(" / ")]} for row in judgements.tables["disagreements"]]


def report_row(report: Report) -> Row:
    """A report's boundaries and metadata."""
    whole = (0, len(report.text))
    return {
        "id": report.id, "source": report.head["source"], "title": report.head["title"], "outlet": report.head["outlet"],
        "authors": [a.strip() for a in report.head.get("authors", "").split(";") if a], "published": report.head["published"],
        "dateline": report.head.get("dateline"), "characters": len(report.text),
        "title_at": report.mention(*find(report, report.head["title"] + ("#1"), whole, 0)),
        "boilerplate": [{"kind": k, "at": report.mention(*find(report, q, whole, 0))} for k, q in report.boilerplate],
        **({"start": report.offset, "end": report.offset + len(report.text)} if report.offset is not None else {}),
    }


def build(folder: Path) -> tuple[Judgements, Row]:
    """The whole gold of one example."""
    judgements = read(folder)
    tables = judgements.tables
    gold: Row = {key: [] for key in ("statements", "figures", "times", "not_times", "events", "not_incidents", "naming", "mentions")}
    for report in judgements.reports:
        gold["mentions"] += name_mentions(report, tables["actors"])
        judge(report, gold)
    build_chains(judgements, gold)
    incidents = [{"id": r["id"], "title": r["title"], "type": r["type"], "alternatives": [] if r["alternatives"] == "-" else
                  r["alternatives"].split(";"), "date": none(r["date"]), "place": none(r["place"]), "salience": r["salience"]}
                 for r in tables["incidents"]]
    return judgements, {
        "example": folder.name,
        "reports": [report_row(r) for r in judgements.reports],
        "actors": [{"id": a["id"], "kind": a["kind"], "name": a["name"],
                    "forms": [f.strip().removeprefix("~").partition("@")[0] for f in a["forms"].split(";")]} for a in tables["actors"]],
        "keep_apart": tables["keep apart"], "undecided": tables["undecided"],
        "voices": [{**v, "actor": none(v["actor"])} for v in tables["voices"]],
        "incidents": incidents, "copies": copies(judgements), "disagreements": disagreements(judgements, gold), **gold,
    }


def main() -> int:
    """Writes the gold of every example named on the command line."""
    for name in sys.argv[1:]:
        folder = Path(__file__).resolve().parent / name
        try:
            judgements, gold = build(folder)
        except JudgementError as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 1
        (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        write_gold_page(folder, judgements, gold)
        print(name, {k: len(v) for k, v in gold.items() if isinstance(v, list)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
