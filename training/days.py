"""Of which day a mention is that no time of its own dates: the weights of ``resolving/day_choice``.

Every mention of the examples' gold that no time of its own dates is one choice: among the days its report names the one of its incident
is right, failing that a stretch that holds it, news if it is of the report's day or the one before, else none. So are events of TimeBank,
AQUAINT (TempEval-3) and MEANTIME that are linked to a day, month or year. A conditional logit is fitted to all choices.

``python -m training days`` prints how it does on each example when that is left out of the fit, then fits to all.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from bench.corpora import corpus
from bench.gold_places import Places, Predicted, span_chars
from bench.mirror_record import made_of
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from accordingto.model.reading import Reading
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.reader import Reader
from accordingto.resolving.day_choice import chances
from accordingto.resolving.day_signs import LONGEST_DAY, NEWS, NONE, Days, Ground, Row, candidates
from accordingto.resolving.news import opened
from accordingto.resolving.openings import body_start
from accordingto.resolving.profiles import UNREAL, times_of
from accordingto.resolving.speaking import lead_day
from training.pages import judged

PENALTY = 3.0  # on the squares of the weights
SHARE = 0.3  # what a choice of the corpora counts beside one of an example
FEWEST = 5  # choices in which a sign must stand
LEAST = 0.6  # chance from which a day is given
_TAG = re.compile(r"<[^>]+>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_VALUE = re.compile(r"\d{4}(?:-\d\d){0,2}")
BEFORE = "before"  # of an event that is linked to nothing but a text's own day, as before it
_WITHIN = ("IS_INCLUDED", "SIMULTANEOUS", "DURING")
_HEAD = """\
# Of which of the days that its report names a mention is (see resolving/day_choice.py). Written by `python -m training days`: change
# nothing here. `least` is the chance from which a day is given.

"""


@dataclass(frozen=True)
class Choice:
    """A mention: its candidates with their signs, which of them are right, and what it counts."""

    keys: Sequence[Days]
    rows: Sequence[Row]
    right: frozenset[int]
    share: float


@dataclass(frozen=True)
class Linked:
    """A text of a corpus: its events that are linked to a day, month or year."""

    report: Report
    events: tuple[tuple[Span, str], ...]


def choice(index: int, ground: Ground, value: str | None, share: float = 1.0) -> Choice | None:
    """A mention as a choice, by the day, range, month or year it is of (None: the gold does not know); None where a time of its own
    dates it, or nobody says that it was."""
    event = ground.reading.events[index]
    if event.status in UNREAL or times_of(ground.report, ground.reading, event):
        return None
    keys, rows, _ = candidates(index, ground)
    if value is None:
        return Choice(keys, rows, frozenset({len(keys) - 1}), share)
    low, high = days_of(value)
    named = {n: key for n, key in enumerate(keys) if key not in (NEWS, NONE)}
    short = {n for n, key in named.items() if key[1] - key[0] <= LONGEST_DAY and low <= key[0] <= high}
    right = short if high - low < 28 else set()
    right = right or {n for n, key in named.items() if key[1] - key[0] > LONGEST_DAY and key[0] <= low and high <= key[1]}
    if not right:
        day = ground.head.day if ground.head is not None else None
        right = {keys.index(NEWS if day is not None and low <= day and day - 1 <= high else NONE)}
    return Choice(keys, rows, frozenset(right), share)


def days_of(value: str) -> Days:
    """First and last day of "2031-05-14", "2031-05-14/2031-05-16", "2031-05" or "2031"."""
    first, last = (value.split("/") * 2)[:2]
    low = date.fromisoformat((first + "-01-01")[:10] if len(first) == 4 else (first + "-01")[:10])
    if len(last) == 10:
        return low.toordinal(), date.fromisoformat(last).toordinal()
    year, month = int(last[:4]), int(last[5:7] or 12) if len(last) == 7 else 12
    after = date(year + month // 12, month % 12 + 1, 1)
    return low.toordinal(), after.toordinal() - 1


def ground_of(report: Report, reading: Reading) -> Ground:
    """A report as the resolver sees it."""
    return Ground(report, reading, opened(report, reading, body_start(report), lead_day(report, reading)))


def examples(reader: Reader) -> Iterator[tuple[str, list[Choice]]]:
    """The choices of each example, by its name."""
    for each in judged():
        reports, readings, record = made_of(each.page.read_text(encoding="utf-8"), reader)
        places = Places(each.gold, Predicted({r.id: r for r in reports}, readings, record))
        incidents = {row["id"]: row for row in each.gold["incidents"]}
        told = [(places.chars(row["at"]), incidents[row["incident"]]) for row in each.gold["events"] if row["incident"] in incidents]
        found = []
        for report in (r for r in reports if r.id in readings):
            ground = ground_of(report, readings[report.id])
            for index, event in enumerate(readings[report.id].events):
                own = span_chars(report.id, [event.trigger])
                of = {row["id"] for chars, row in told if chars & own and event.type in (row["type"], *row["alternatives"])}
                made = choice(index, ground, incidents[min(of)]["date"]) if len(of) == 1 else None
                if made is not None:
                    found.append(made)
        yield each.name, found


def linked() -> Iterator[Linked]:
    """The texts of the corpora."""
    tempeval, meantime = corpus("tempeval3"), corpus("meantime_en")
    for path in sorted(tempeval.rglob("*.tml")) if tempeval else ():
        yield _timeml(path)
    for path in sorted((meantime / "intra_cross-doc_annotation").rglob("*.xml")) if meantime else ():
        yield _meantime(path)


def _timeml(path: Path) -> Linked:
    source = path.read_text(encoding="utf-8", errors="replace")
    body, created = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S), re.search(r"<DCT>.*?<TIMEX3([^>]*)>", source, re.S)
    if body is None or created is None:
        raise SystemExit(f"{path.name}: no <TEXT> or <DCT>")
    made = dict(_ATTRIBUTE.findall(created[1]))
    text, at, open_tags, events, values = "", 0, [], {}, {made["tid"]: made["value"]}
    for tag in _TAG.finditer(body[1]):
        text += html.unescape(body[1][at : tag.start()])
        at = tag.end()
        if tag[0].startswith(("<TIMEX3", "<EVENT")):
            open_tags.append((len(text), tag[0]))
        elif tag[0] in ("</TIMEX3>", "</EVENT>") and open_tags:
            start, opening = open_tags.pop()
            row = dict(_ATTRIBUTE.findall(opening))
            if "eid" in row:
                events[row["eid"]] = Span(start, len(text))
            else:
                values[row["tid"]] = row["value"]
    text += html.unescape(body[1][at:])
    of = {row["eiid"]: row["eventID"] for m in re.finditer(r"<MAKEINSTANCE([^>]*)>", source) if (row := dict(_ATTRIBUTE.findall(m[1])))}
    links = []
    for found in re.finditer(r"<TLINK([^>]*)>", source):
        row = dict(_ATTRIBUTE.findall(found[1]))
        if "eventInstanceID" in row and row.get("relatedToTime") and row["relType"] in _WITHIN:
            links.append((of.get(row["eventInstanceID"], ""), row["relatedToTime"]))
        elif "eventInstanceID" in row and row.get("relatedToTime") == made["tid"] and row["relType"] == "BEFORE":
            links.append((of.get(row["eventInstanceID"], ""), BEFORE))
        elif "timeID" in row and row.get("relatedToEventInstance") and row["relType"] in ("INCLUDES", "SIMULTANEOUS"):
            links.append((of.get(row["relatedToEventInstance"], ""), row["timeID"]))
    return _linked(path.stem, text, made["value"], events, values, links)


def _meantime(path: Path) -> Linked:
    tree = ET.parse(path).getroot()
    text, spans, last = "", {}, -1
    for token in tree.iter("token"):
        word, sentence = token.text or "", int(token.get("sentence", 0))
        word = '"' if word in ("``", "''") else word
        if text:
            text += "\n" if sentence != last else "" if re.fullmatch(r"[.,?!;:%)]|'s|n't", word) or text[-1] in "($" else " "
        spans[token.get("t_id", "")], last = Span(len(text), len(text) + len(word)), sentence
        text += word
    events: dict[str, Span] = {}
    values: dict[str, str] = {}
    published = ""
    for mark in tree.find("Markables") or ():
        tokens, key = [spans[a.get("t_id", "")] for a in mark], mark.get("m_id", "")
        if mark.tag == "EVENT_MENTION" and tokens:
            events[key] = Span(tokens[0].start, tokens[-1].end)
        elif mark.tag == "TIMEX3":
            values[key] = mark.get("value", "")
            published = values[key] if mark.get("functionInDocument") == "CREATION_TIME" else published
    links = []
    for link in tree.find("Relations") or ():
        ends = [end.get("m_id", "") for end in (link.find("source"), link.find("target")) if end is not None]
        if link.tag == "TLINK" and link.get("reltype") in _WITHIN and len(ends) == 2:
            links.append((ends[0], ends[1]) if ends[0] in events else (ends[1], ends[0]))
    return _linked(path.stem, text, published, events, values, links)


def _linked(
    name: str, text: str, published: str, events: Mapping[str, Span], values: Mapping[str, str], links: Sequence[tuple[str, str]]
) -> Linked:
    """A text with the events that its links give one value."""
    of: dict[str, set[str]] = defaultdict(set)
    for event, time in links:
        value = values.get(time, "")[:10]
        if event in events and (time == BEFORE or _VALUE.fullmatch(value)):
            of[event].add(BEFORE if time == BEFORE else value)
    day = published[:10] if _VALUE.fullmatch(published[:10]) and len(published) >= 10 else None
    report = Report(
        name, "s", Span(0, len(text)), text, OffsetMap.identity(len(text)), Guess(), Guess(), Guess(), Guess(value=day), Guess()
    )
    return Linked(report, tuple((events[key], min(found)) for key, each in of.items() if len(found := each - {BEFORE} or each) == 1))


def corpus_choices(reader: Reader) -> list[Choice]:
    """The choices of the corpora; what is linked to a time that no words of its text name says of none of them."""
    docs = [doc for doc in linked() if doc.events and doc.report.published.value]
    found = []
    for doc, reading in zip(docs, reader.read_many([doc.report for doc in docs]), strict=True):
        ground = Ground(doc.report, reading, opened(doc.report, reading, 0, lead_day(doc.report, reading)))
        for index, event in enumerate(reading.events):
            value = next((v for span, v in doc.events if span.overlaps(event.trigger)), None)
            made = choice(index, ground, None if value == BEFORE else value, SHARE) if value is not None else None
            if made is not None and value == BEFORE:
                found.append(_before(made, ground))
            elif made is not None and made.keys[min(made.right)] != NONE and (len(value or "") == 10 or made.keys[min(made.right)] != NEWS):
                found.append(made)
    return found


def _before(made: Choice, ground: Ground) -> Choice:
    """An event that its text puts before its own day and on no other: news, of that very day, or of none that it names."""
    own = ground.head.day if ground.head is not None else None
    right = frozenset(n for n, key in enumerate(made.keys) if key in (NEWS, NONE) or (own is not None and key[0] <= own <= key[1]))
    return Choice(made.keys, made.rows, right, made.share)


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights of a conditional logit; of several right candidates any will do."""
    stand = Counter(name for c in choices for row in c.rows for name, value in row.items() if value)
    names = sorted(name for name, n in stand.items() if n >= FEWEST)
    at = {name: n for n, name in enumerate(names)}
    group = np.repeat(np.arange(len(choices)), [len(c.rows) for c in choices])
    right = np.array([float(n in c.right) for c in choices for n in range(len(c.rows))])
    share = np.array([c.share for c in choices])
    table = np.zeros((len(group), len(names)))
    for line, row in enumerate(row for c in choices for row in c.rows):
        for name, value in row.items():
            if name in at:
                table[line, at[name]] = value

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        sums = table @ weights
        top = np.full(len(choices), -np.inf)
        np.maximum.at(top, group, sums)
        parts = np.exp(sums - top[group])
        whole, good = np.bincount(group, parts), np.bincount(group, parts * right)
        sure = parts / whole[group] - parts * right / np.maximum(good, 1e-300)[group]
        value = -float((share * np.log(np.maximum(good / whole, 1e-12))).sum()) + 0.5 * PENALTY * float(weights @ weights)
        return value, table.T @ (share[group] * sure) + PENALTY * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: round(float(found[at[name]]), 3) for name in names if abs(found[at[name]]) >= 0.005}


def judge(choices: Sequence[Choice], learnt: Mapping[str, float]) -> Counter[str]:
    """How many mentions have a day that the report names, how many are given one, and how many of these rightly."""
    found: Counter[str] = Counter()
    for c in choices:
        shares = chances(c.rows, learnt)
        best = max(range(len(shares)), key=lambda n: shares[n])
        given = c.keys[best] not in (NEWS, NONE) and shares[best] >= LEAST
        found.update({"mentions": 1, "named": c.keys[min(c.right)] not in (NEWS, NONE), "given": given, "right": given and best in c.right})
    return found


def train_days(target: Path) -> None:
    """Print how the weights of all other examples do on each, fit to all and write them."""
    reader = Reader.load()
    pages, others = dict(examples(reader)), corpus_choices(reader)
    print(f"{'left out':14}{'undated':>8}{'day named':>10}{'given':>7}{'right':>7}")
    total: Counter[str] = Counter()
    for name, mine in pages.items():
        counted = judge(mine, fit([*(c for other, found in pages.items() if other != name for c in found), *others]))
        total += counted
        print(_line(name, counted), flush=True)
    print(_line("all", total))
    learnt = fit([*(c for found in pages.values() for c in found), *others])
    rows = [f'"{name}" = {value}' for name, value in sorted(learnt.items())]
    target.write_text(f"{_HEAD}least = {LEAST}\n\n[weights]\n" + "\n".join(rows) + "\n", encoding="utf-8")


def _line(name: str, counted: Mapping[str, int]) -> str:
    return f"{name:14}{counted['mentions']:8}{counted['named']:10}{counted['given']:7}{counted['right']:7}"
