"""Scores a record against the hand-made gold of an example: `python bench/gold.py crisis.db --gold examples/gold/port-merrin/gold.json`.

Prints one line a metric and, last, all of them as one JSON line. The gold gives places as quotations; they are looked up in the
record's own texts (white space folded, the occurrence whose left context agrees best), so a tool may take text out of its
sources as it likes. A gold quotation that the record's text does not hold counts as missed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from accordingto.model.reading import Figure
from accordingto.model.record import RELATIONS, Disagreement, Quote
from accordingto.model.record import Mention as Position
from accordingto.model.report import Report
from bench.gold_places import Chars, Item, Places, Predicted, Row, load, pair, quote_chars, same_name, span_chars, words

CONTENT_OVERLAP = 0.5  # IoU from which two contents are one statement, as in scoring a page
COPIED_CHARS = 60  # shorter shared passages are idiom, not copying
BOUNDARY_SLACK = 3
HAPPENED = frozenset({"happened", "ongoing"})



def f1(right: int, found: int, wanted: int) -> dict[str, float]:
    """Precision, recall and F1; n is what was wanted."""
    if not wanted and not found:
        return {"n": 0}
    p, r = right / found if found else 0.0, right / wanted if wanted else 0.0
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "n": wanted}


def share(right: int, n: int) -> dict[str, float]:
    """An accuracy or a recall; without anything to compare it says nothing and only has its n."""
    return {"share": right / n, "n": n} if n else {"n": 0}


def span_f1(golds: list[Item], found: list[Item], same: Callable[[Any, Any], bool], least: float = 0.0) -> dict[str, float]:
    """F1 of pairs for which `same` holds; found items on gold that is not required are neutral."""
    partner = pair(golds, found, least)
    neutral = {p for g, p in partner.items() if not golds[g].required}
    right = sum(same(golds[g].row, found[p].row) for g, p in partner.items() if golds[g].required)
    return f1(right, len(found) - len(neutral), sum(g.required for g in golds))


def b_cubed(pairs: list[tuple[Any, Any]]) -> dict[str, float]:
    """B-cubed of (gold cluster, found cluster) a mention."""
    joint, gold, found = Counter(pairs), Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    n = len(pairs)
    if not n:
        return {"n": 0}
    p = sum(k * k / found[b] for (_, b), k in joint.items()) / n
    r = sum(k * k / gold[a] for (a, _), k in joint.items()) / n
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "n": n}


def score_reports(gold: Row, predicted: Predicted, places: Places) -> Row:
    """Reports found, their boundaries on the page, and their metadata; null only equals null."""
    pairs = [(g, predicted.reports[places.partner[g["id"]]]) for g in gold["reports"] if g["id"] in places.partner]
    on_page = [g for g in gold["reports"] if "start" in g]

    def bounded(g: Row, r: Report) -> bool:
        inner = r.text
        start = r.span.start + (len(inner) - len(inner.lstrip()))
        end = r.span.end - (len(inner) - len(inner.rstrip()))
        return bool(abs(start - g["start"]) <= BOUNDARY_SLACK and abs(end - g["end"]) <= BOUNDARY_SLACK)

    def accuracy(same: Callable[[Row, Report], bool]) -> dict[str, float]:
        return share(sum(same(g, r) for g, r in pairs), len(gold["reports"]))

    return {
        "found": f1(len(pairs), len(predicted.reports), len(gold["reports"])),
        "boundaries": share(sum(bounded(g, r) for g, r in pairs if "start" in g), len(on_page)),
        "title": accuracy(lambda g, r: words(r.title.value or "") == words(g["title"])),
        "outlet": accuracy(lambda g, r: words(r.outlet.value or "") == words(g["outlet"])),
        "authors": accuracy(lambda g, r: [words(a) for a in r.authors.value or ()] == [words(a) for a in g["authors"]]),
        "published day": accuracy(lambda g, r: (r.published.value or "")[:10] == g["published"][:10]),
        "published as printed": accuracy(lambda g, r: plain_time(r.published.value or "") == plain_time(g["published"])),
    }


def plain_time(value: str) -> str:
    """A time without seconds that are zero."""
    return re.sub(r"(T\d\d:\d\d):00(?:\.0+)?", r"\1", value)


def gold_voices(gold: Row) -> dict[tuple[str, str], set[str]]:
    """Names under which a voice may go in one report: its own and the words that the report has for it."""
    names = {v["id"]: v["name"] for v in gold["voices"]}
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in gold["statements"]:
        known[row["report"], names[row["voice"]]] |= {names[row["voice"]], *(p["quote"] for p in row["source"])}
    return known


def score_statements(gold: Row, predicted: Predicted, places: Places) -> Row:
    """Statements paired by content; on pairs, who speaks, through whom, how."""
    known = gold_voices(gold)
    golds = [Item(places.chars(s["content"]), {**s, "source_chars": places.chars(s["source"])}, s["confidence"] == "high",
                  places.chars(s["content_alt"])) for s in gold["statements"]]
    found = [Item(span_chars(key, s.content), (key, n)) for key, reading in predicted.readings.items() if key in predicted.reports
             for n, s in enumerate(reading.statements)]
    partner = pair(golds, found, CONTENT_OVERLAP)
    pairs = [(golds[g].row, found[p].row) for g, p in partner.items() if golds[g].required]
    voice_of = {v.id: v.label for v in predicted.record.voices}

    def label(key: str, n: int) -> str:
        voice = predicted.record.statement_voices.get(Position(key, n))
        return voice_of.get(voice or "") or predicted.readings[key].statements[n].voice.label

    def chain(key: str, n: int | None) -> list[str]:
        labels: list[str] = []
        while n is not None:
            labels.append(label(key, n))
            n = predicted.readings[key].statements[n].parent
        listed = [*reversed(labels), predicted.reports[key].outlet.value or ""]
        ordered = [listed[-1], *listed[:-1]]
        return [x for k, x in enumerate(ordered) if k == 0 or x != ordered[k - 1]]

    def same_voice(row: Row, name: str, label: str) -> bool:
        return same_name(known.get((row["report"], name), {name}), label) or (name == "unspecified" and not label)

    def same_chain(row: Row, at: tuple[str, int]) -> bool:
        found = chain(*at)
        return len(found) == len(row["chain"]) and all(same_voice(row, g, f) for g, f in zip(row["chain"], found, strict=True))

    def of(at: tuple[str, int], name: str) -> Any:
        return getattr(predicted.readings[at[0]].statements[at[1]], name)

    def same_source(row: Row, at: tuple[str, int]) -> bool:
        chars = span_chars(at[0], of(at, "source"))
        return bool(row["source_chars"] & chars) if row["source_chars"] else not chars

    long = [(g, p) for g, p in pairs if len(g["chain"]) > 2]
    last = {g["id"]: p for g, p in pairs}
    all_long = [s for s in gold["statements"] if len(s["chain"]) > 2 and s["confidence"] == "high"]
    told = [s for s in gold["statements"] if s["evidence"] != "not_mentioned" and s["id"] in last]
    return {
        "content": span_f1(golds, found, lambda g, p: True, CONTENT_OVERLAP),
        "source + content": span_f1(golds, found, same_source, CONTENT_OVERLAP),
        "voice": share(sum(same_voice(g, g["chain"][-1], label(*p)) for g, p in pairs), len(pairs)),
        "chain": share(sum(same_chain(g, p) for g, p in pairs), len(pairs)),
        "chains of three and more": share(sum(same_chain(g, p) for g, p in long), len(all_long)),
        "manner": share(sum(g["manner"] == of(p, "manner") for g, p in pairs), len(pairs)),
        "stance": share(sum(g["stance"] == of(p, "stance") for g, p in pairs), len(pairs)),
        "evidence": share(sum(g["evidence"].replace("_", " ") == of(p, "evidence") for g, p in pairs), len(pairs)),
        "evidence told": share(sum(s["evidence"].replace("_", " ") == of(last[s["id"]], "evidence") for s in told), len(told)),
    }


NOT_READ = frozenset({"byline", "dateline", "photo_credit", "author_bio", "link_stub", "promo", "call_to_action", "separator"})


def score_values(gold: Row, predicted: Predicted, places: Places) -> Row:
    """Times and figures."""
    readings = {k: r for k, r in predicted.readings.items() if k in predicted.reports}
    times = [Item(places.chars(t["at"]), t) for t in gold["times"]]
    found_times = [Item(span_chars(k, [t.span]), t) for k, r in readings.items() for t in r.times]
    figures = [Item(places.chars(f["at"]), f, f["category"] != "context") for f in gold["figures"]]
    found_figures = [Item(span_chars(k, [f.span]), f) for k, r in readings.items() for f in r.figures]

    def same_bounds(g: Row, f: Figure) -> bool:
        return (g["low"], g["high"]) == (f.quantity.low, f.quantity.high)  # an open end is a value: "at least" lost is an error

    counted = {"killed", "injured", "missing"}
    pairs = pair(figures, found_figures)
    aspects = [(figures[g].row["aspect"], found_figures[p].row.aspect) for g, p in pairs.items() if figures[g].row["aspect"] in counted]
    return {
        "times: span": span_f1(times, found_times, lambda g, t: True),
        "times: span + value": span_f1(times, found_times, lambda g, t: g["value"] == t.value),
        "figures: span": span_f1(figures, found_figures, lambda g, f: True),
        "figures: span + bounds": span_f1(figures, found_figures, same_bounds),
        "figures: killed, injured or missing": share(sum(a == b for a, b in aspects), len(aspects)),
    }


def score_actors(gold: Row, predicted: Predicted, places: Places) -> Row:
    """Names of actors in what is read (no bylines, bios and promos): found, clustered, kept apart, left open."""
    unread = {(k, at) for k, r in predicted.reports.items() for part in r.parts if part.kind in NOT_READ for at in range(*part.span)}
    golds = [Item(chars := places.chars(m["at"]), m["actor"], m["form"] == "name" and not chars & unread) for m in gold["mentions"]]
    actor_of = {(m.report, m.index): a.id for a in predicted.record.actors for m in a.mentions}
    found = [Item(span_chars(k, [name.span]), actor_of.get((k, n), (k, n))) for k, r in predicted.readings.items() if k in predicted.reports
             for n, name in enumerate(r.names)]
    partner = pair(golds, found)
    pairs = [(golds[g].row, found[p].row) for g, p in partner.items() if golds[g].required]
    most = {gold_id: Counter(b for a, b in pairs if a == gold_id).most_common(1)[0][0] for gold_id in {a for a, _ in pairs}}
    apart = [(p["a"], p["b"]) for p in gold["keep_apart"] if p["a"] in most and p["b"] in most]
    open_forms = [(m.left_form, m.right_form) for m in predicted.record.matches if m.subject == "actor" and m.verdict == "undecided"]
    forms = {a["id"]: a["forms"] for a in gold["actors"]}

    def left_open(pair_row: Row) -> bool:
        a, b = ({f.casefold() for f in forms[pair_row[k]]} for k in ("a", "b"))
        return any((x.casefold() in a and y.casefold() in b) or (x.casefold() in b and y.casefold() in a) for x, y in open_forms)

    required = sum(g.required for g in golds)
    return {
        "names found": share(len(pairs), required),
        "clustering (B-cubed)": b_cubed(pairs),
        "kept apart": share(sum(most[a] != most[b] for a, b in apart), len(apart)),
        "left open": share(sum(map(left_open, gold["undecided"])), len(gold["undecided"])),
    }


def score_incidents(gold: Row, predicted: Predicted, places: Places) -> Row:
    """Mentions of incidents with type, their clustering, dates, and what did not happen."""
    listed = {i["id"]: i for i in gold["incidents"]}
    rows = [e for e in gold["events"] if e["kind"] in ("report", "headline") and listed[e["incident"]]["salience"] != "background"]
    golds = [(places.chars(e["at"]), e["incident"]) for e in rows]
    in_incident = {(m.report, m.index): i.id for i in predicted.record.incidents for m in i.events}
    events = [(key, n, e, span_chars(key, [e.trigger])) for key, r in predicted.readings.items() if key in predicted.reports
              for n, e in enumerate(r.events)]
    hits, used = [], set()
    for chars, incident in golds:
        types = {listed[incident]["type"], *listed[incident]["alternatives"]}
        near = [(key, n) for key, n, e, trigger in events if trigger & chars and e.type in types and (key, n) not in used]
        if near:
            used.add(near[0])
            hits.append((incident, in_incident.get(near[0], near[0])))
    dates: dict[Any, str | None] = {i.id: i.date for i in predicted.record.incidents}
    most: dict[str, Any] = {g: Counter(b for a, b in hits if a == g).most_common(1)[0][0] for g in {a for a, _ in hits}}
    owner: dict[Any, str] = {p: Counter(a for a, b in hits if b == p).most_common(1)[0][0] for p in {b for _, b in hits}}
    core = [i for i in gold["incidents"] if i["salience"] == "core"]
    false = [places.chars(x["at"]) for x in gold["not_incidents"]]
    stated = [any(trigger & chars and e.status in HAPPENED for _, _, e, trigger in events) for chars in false]
    return {
        "mentions with type": share(len(hits), len(golds)),
        "clustering (B-cubed)": b_cubed(hits),
        "core incidents with a cluster of their own": share(sum(owner.get(most.get(i["id"])) == i["id"] for i in core), len(core)),
        "dates": share(sum(i["id"] in most and dates.get(most[i["id"]]) == i["date"] for i in core), len(core)),
        "not taken for happenings": share(len(false) - sum(stated), len(false)),
    }


def score_copies(gold: Row, predicted: Predicted, places: Places) -> Row:
    """Who copied whom, which characters, and which qualifiers were lost on the way."""
    wanted = {(places.partner.get(c["report"]), places.partner.get(c["from"])) for c in gold["copies"]}
    length: Counter[tuple[str, str]] = Counter()
    copied: set[tuple[str, int]] = set()
    for copy in predicted.record.copies:
        length[copy.later.report, copy.earlier.report] += len(copy.later.span)
        copied |= quote_chars(copy.later)
    pairs = {key for key, n in length.items() if n >= COPIED_CHARS}
    passages = places.chars([p for c in gold["copies"] for p in c["passages"]])
    lost = [(places.partner.get(c["report"]), word) for c in gold["copies"] for word in c["lost"]]

    def told(report: str | None, word: str) -> bool:
        return any(d.after.report == report and word.casefold() in (d.note + " " + words_of(d.before, predicted)).casefold()
                   for d in predicted.record.drifts)

    return {
        "pairs": f1(len(pairs & wanted), len(pairs), len(wanted)),
        "characters": f1(len(passages & copied), len(copied), len(passages)),
        "lost qualifiers told": share(sum(told(r, w) for r, w in lost), len(lost)),
    }


def words_of(quote: Quote, predicted: Predicted) -> str:
    """A quotation's words."""
    return quote.span.of(predicted.reports[quote.report].text) if quote.report in predicted.reports else ""


def score_disagreements(gold: Row, predicted: Predicted, places: Places) -> Row:
    """Disagreements: two of the gold's sides on different sides of one found; then the relation of those two there."""
    figures = {f["id"]: f for f in gold["figures"]}
    statements = {s["id"]: s for s in gold["statements"]}
    namings = {f"{n['report']} {n['at']['quote']}": n for n in gold["naming"]}
    accounts = {a.id: a for a in predicted.record.accounts}

    def gold_side(refs: list[str]) -> Chars:
        listed: list[Row] = []
        for ref in refs:
            row = figures.get(ref) or statements.get(ref) or namings[ref]
            if ref in figures:  # the same figure again in the same report, in its headline say, stands for it
                listed += [f["at"] for f in gold["figures"] if all(f[k] == row[k] for k in ("report", "incident", "aspect", "low", "high"))]
            else:
                listed += [row["at"]] if "at" in row else [*row["content"], *row["source"]]
        return places.chars(listed)

    found = []
    for d in predicted.record.disagreements:
        sides = []
        for side in d.sides:
            quotes = [side.value.quote, *(v.quote for a in side.accounts if a in accounts for v in accounts[a].values
                                          if v.aspect == d.aspect and v.key == side.value.key and v.quantity == side.value.quantity)]
            sides.append(frozenset().union(*map(quote_chars, quotes)))
        found.append((d, sides))
    counts: Counter[tuple[str, str]] = Counter()
    for row in gold["disagreements"]:
        sides = [gold_side(refs) for refs in row["sides"]]
        kind = "numeric" if all(ref in figures for refs in row["sides"] for ref in refs) else "other"
        relations = {relation_of(d, theirs, sides) for d, theirs in found if parted(sides, theirs)}
        counts[kind, "n"] += 1
        counts[kind, "found"] += bool(relations)
        counts[kind, "relation"] += row["relation"] in relations
    return {f"{kind}: {what}": share(counts[kind, what], counts[kind, "n"])
            for kind in ("numeric", "other") for what in ("found", "relation")}


def parted(golds: list[Chars], theirs: list[Chars]) -> bool:
    """Whether two gold sides touch two different found sides."""
    return bool(apart(golds, theirs))


def apart(golds: list[Chars], theirs: list[Chars]) -> set[tuple[int, int]]:
    """Pairs of found sides, the first before the second, that two gold sides touch one each."""
    touched = [{k for k, side in enumerate(theirs) if side & gold} for gold in golds]
    return {(min(i, k), max(i, k)) for a, b in combinations(touched, 2) for i in a for k in b if i != k}


def relation_of(found: Disagreement, theirs: list[Chars], golds: list[Chars]) -> str:
    """The strongest relation of the sides that the gold's sides touch; the row's, where they were not compared."""
    pairs = apart(golds, theirs)
    told = {b.relation for b in found.between if (b.first, b.second) in pairs}
    return next((r for r in RELATIONS if r in told), found.relation)


def score_naming(gold: Row, predicted: Predicted, places: Places) -> Row:
    """What incidents are called, and whether in the report's own words."""
    incidents = {i.id for i in predicted.record.incidents}
    found = [(quote_chars(n.quote), n) for n in predicted.record.namings if n.subject in incidents]
    rows = [(places.chars(n["at"]), n) for n in gold["naming"] if n["incident"]]
    hits = [(row, [n for chars, n in found if chars & where]) for where, row in rows]
    return {
        "found": share(sum(bool(ns) for _, ns in hits), len(rows)),
        "own or quoted": share(sum(any(n.own == (row["in"] == "own") for n in ns) for row, ns in hits), len(rows)),
    }


PARTS: dict[str, Callable[[Row, Predicted, Places], Row]] = {
    "reports": score_reports, "statements": score_statements, "values": score_values, "actors": score_actors,
    "incidents": score_incidents, "copies": score_copies, "disagreements": score_disagreements, "naming": score_naming,
}  # fmt: skip


def score(gold: Row, predicted: Predicted) -> Row:
    """Every part's metrics; `texts` says which share of the gold's quotations the record's texts hold."""
    places = Places(gold, predicted)
    result: Row = {part: measure(gold, predicted, places) for part, measure in PARTS.items()}
    result["texts"] = {"gold quotations held": share(places.found, places.found + places.lost)}
    return result


def table(result: Row) -> str:
    """The scores as aligned text."""
    lines = [f"{'part':<14}{'metric':<44}{'P':>6}{'R':>7}{'F1/share':>9}{'n':>7}"]
    for part, metrics in result.items():
        for metric, s in metrics.items():
            cells = (s.get("p"), s.get("r"), s.get("f1", s.get("share")))
            told = "".join(f"{'–' if c is None else format(c, '.3f'):>7}" for c in cells)
            lines.append(f"{part:<14}{metric:<44}{told}{s['n']:>8}")
    return "\n".join(lines)


def main() -> None:
    """Scores one record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path, help="a record built from the example")
    parser.add_argument("--gold", type=Path, default=Path("examples/gold/port-merrin/gold.json"))
    args = parser.parse_args()
    result = score(json.loads(args.gold.read_text(encoding="utf-8")), load(args.record))
    print(table(result))
    print(json.dumps({f"{part}: {metric}": round(s.get("f1", s.get("share", 0.0)), 4)
                      for part, metrics in result.items() for metric, s in metrics.items() if s["n"]}))


if __name__ == "__main__":
    main()
