"""Glue reports into random pages and see whether the splitter takes them apart: boundaries, titles, outlets, authors, dates.

Bodies come from corpora at run time and are never kept; bylines, decks, captions, promos, rules and numbers around them are
invented here. ``python bench/splitter.py [--pages N] [--seed N] [--texts iran|polnear|giveme5w1h] [--errors N] [--free] [--speed]``
With ``--free`` the heads are put together at random (``bench/free_heads.py``) instead of taken from a list, with ``--makes dev|test|all``
they are pasted ones (``bench/head_makes.py``), over the texts of all three corpora unless ``--texts`` names one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import textwrap
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from accordingto.intake import split_page
from accordingto.model.report import Report
from bench.corpora import needed, use
from bench.free_heads import desk, free_head
from bench.head_makes import plain, run_makes, shares

CORPORA = ("giveme5w1h", "iran_jan2020", "polnear")
OUTLETS = (
    "The Harbour Post",
    "Northline",
    "Radio Kest",
    "KTN",
    "Vessin Courier",
    "Al-Sahil",
    "Le Quotidien du Port",
    "21st Century Ledger",
    "Press Wire",
    "dpw",
    "Middle Sea Eye",
    "Tolm Gazette",
    "Checkpoint Delta",
    "MERIDIAN",
    "The Kestrian",
    "Coast 24",
    "harbourwatch.example.com",
    "Der Hafenbote",
    "El Diario del Este",
    "NNA",
)
AUTHORS = (
    "Ilse Marrant",
    "Teo Marsh",
    "Sanna Vire",
    "Oskar Lindt",
    "Dessa Orme",
    "Marko Dujanović",
    "Fatima al-Rashid",
    "John P. Keller",
    "Anna-Lena Vogt",
    "Petra Dahl",
    "Tav Kellin",
    "Mary O’Dell",
    "Jean de la Cour",
    "Yuki Tanabe",
)
CITIES = ("PORT MERRIN", "VESSIN", "TOLM", "SANT AUREL", "NEW ARDEN")
CAPTIONS = (
    "Smoke over silo two, seen from the fish hall (file photo)",
    "A guard stands at the gate on Tuesday. (Photo: Harbour Pool)",
    "Photo: Rescue workers at the scene on Monday night",
    "Ministers arrive for talks in Vessin [Northline/handout photo]",
)
DECKS = (
    "Months of quiet talks had gone on behind the scenes before the first shot",
    "Officials promise an inquiry as families wait for news.",
    "Doctors tell of a night without water or light",
    "What we know so far about the night at the port",
)
SUBHEADS = ("How it began", "A night without light", "Who is behind it?", "The road to the talks")
PROMOS = (
    ("Also on {outlet}:", "Minister calls for calm as port burns for third night"),
    ("READ MORE: What the truce says, line by line",),
    ("Related stories", "Bridge closed after blast", "Talks to resume next week, envoy says"),
    ("Sign up for our morning newsletter and never miss a story.",),
    ("Follow us on social media for more.",),
    ("© 2021 {outlet}. All rights reserved.",),
)
LEFT_OVER = re.compile(
    r"[Cc]aption|CLOSE|Enlarge|\[Photo|\(Photo|/(?:AP|AFP|Reuters|Getty)\b|Getty Images|©|Copyright|Read more|READ MORE|Click"
)
BIOS = (
    "{author} is a writer and journalist based in Vessin, and the author of two books on the river.",
    "{author} is our correspondent in Tolm. Follow her on Mastodon.",
)


@dataclass(frozen=True, slots=True)
class Article:
    """A title and its paragraphs, from a corpus."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """What a page says of one of its reports."""

    start: int
    end: int
    title: str | None
    outlet: str | None
    authors: tuple[str, ...] | None
    published: str | None
    layout: str


@dataclass(slots=True)
class Head:
    """The lines of one report's head and foot, and what they say."""

    lines: list[str]
    says: frozenset[str]
    foot: tuple[str, ...] = ()
    opening: str = ""
    start: int = 0


# --- layouts -------------------------------------------------------------------------------------------------------

Make = Callable[["Facts", random.Random], Head]
Day: TypeAlias = date  # whose own name a field of the facts takes


@dataclass(frozen=True, slots=True)
class Facts:
    """What a head may use."""

    title: str
    outlet: str
    authors: tuple[str, ...]
    date: str
    city: str
    day: Day

    @property
    def by(self) -> str:
        """Authors as a byline names them."""
        return " and ".join([", ".join(self.authors[:-1]), self.authors[-1]]) if len(self.authors) > 1 else self.authors[0]


def _says(*what: str) -> frozenset[str]:
    return frozenset(what)


LAYOUTS: dict[str, Make] = {
    "title / outlet | date": lambda f, r: Head([f.title, f"{f.outlet} | {f.date}"], _says("title", "outlet", "date")),
    "title / outlet – date": lambda f, r: Head([f.title, f"{f.outlet} – {f.date}"], _says("title", "outlet", "date")),
    "title / outlet, date": lambda f, r: Head([f.title, f"{f.outlet}, {f.date}"], _says("title", "outlet", "date")),
    "title / By a | outlet | date": lambda f, r: Head(
        [f.title, f"By {f.by} | {f.outlet} | {f.date}"], _says("title", "outlet", "date", "authors")
    ),
    "title / By a, outlet, date": lambda f, r: Head(
        [f.title, f"By {f.by}, {f.outlet}, {f.date}"], _says("title", "outlet", "date", "authors")
    ),
    "title / By a / outlet / date": lambda f, r: Head(
        [f.title, f"By {f.by}", f.outlet, f.date], _says("title", "outlet", "date", "authors")
    ),
    "title / By a / date": lambda f, r: Head([f.title, f"By {f.by}", f"Published: {f.date}"], _says("title", "date", "authors")),
    "title / deck / By a | outlet | date": lambda f, r: Head(
        [f.title, r.choice(DECKS), f"By {f.by} | {f.outlet} | {f.date}"], _says("title", "outlet", "date", "authors")
    ),
    "title / caption / outlet | date": lambda f, r: Head(
        [f.title, r.choice(CAPTIONS), f"{f.outlet} | {f.date}"], _says("title", "outlet", "date")
    ),
    "outlet | date / title": lambda f, r: Head([f"{f.outlet} | {f.date}", f.title], _says("title", "outlet", "date")),
    "outlet / title / By a / date": lambda f, r: Head(
        [f.outlet, f.title, f"By {f.by}", f.date], _says("title", "date", "authors", "outlet")
    ),
    "date / title / By a, outlet": lambda f, r: Head(
        [f.date, f.title, f"By {f.by}, {f.outlet}"], _says("title", "date", "authors", "outlet")
    ),
    "title / date / CITY (outlet) —": lambda f, r: Head(
        [f.title, f.date], _says("title", "date", "outlet"), opening=f"{f.city} ({f.outlet}) — "
    ),
    "title / CITY, day (outlet) –": lambda f, r: Head(
        [f.title], _says("title", "outlet"), opening=f"{f.city}, {f.day:%B} {f.day.day} ({f.outlet}) – "
    ),
    "title / Source: outlet / Published: date": lambda f, r: Head(
        [f.title, f"Source: {f.outlet}", f"Published: {f.date}"], _says("title", "outlet", "date")
    ),
    "TITLE / outlet | date": lambda f, r: Head([f.title.upper(), f"{f.outlet.upper()} | {f.date}"], _says("title", "outlet", "date")),
    "# title / *outlet, date*": lambda f, r: Head([f"# {f.title}", f"*{f.outlet}, {f.date}*"], _says("title", "outlet", "date")),
    "title / outlet - Updated date": lambda f, r: Head([f.title, f"{f.outlet} - Updated {f.date}"], _says("title", "outlet", "date")),
    "title / By a in city, outlet / date": lambda f, r: Head(
        [f.title, f"By {f.by} in {f.city.title()}, {f.outlet}", f.date], _says("title", "outlet", "date", "authors")
    ),
    "title / a / outlet / date": lambda f, r: Head([f.title, f.by, f"{f.outlet}", f.date], _says("title", "outlet", "date", "authors")),
    "Headline: title / Byline / Date / Source": lambda f, r: Head(
        [f"Headline: {f.title}", f"Byline: {f.by}", f"Date: {f.date}", f"Source: {f.outlet}"], _says("title", "outlet", "date", "authors")
    ),
    "title / staff and agencies | outlet | date": lambda f, r: Head(
        [f.title, f"Staff and agencies | {f.outlet} | {f.date}"], _says("title", "outlet", "date")
    ),
}
DATES: tuple[Callable[[date, random.Random], str], ...] = (
    lambda d, r: f"{d:%B} {d.day}, {d.year}",
    lambda d, r: f"{d.day} {d:%B} {d.year}",
    lambda d, r: f"{d:%A}, {d:%B} {d.day}, {d.year}",
    lambda d, r: f"{d.day} {d:%b} {d.year}, {r.randrange(24):02d}:{r.randrange(60):02d} GMT",
    lambda d, r: d.isoformat(),
    lambda d, r: f"{d:%Y-%m-%d} {r.randrange(24):02d}:{r.randrange(60):02d}",
    lambda d, r: f"{d:%d/%m/%Y} {r.randrange(13, 24):02d}:{r.randrange(60):02d}",
    lambda d, r: f"{d:%d.%m.%Y}",
    lambda d, r: f"{d:%a} {d.day} {d:%b} {d.year}",
    lambda d, r: f"{d:%b}. {d.day}, {d.year}, {r.randrange(1, 12)}:{r.randrange(60):02d} p.m. ET",
)


@dataclass(frozen=True, slots=True)
class Style:
    """How one page is set."""

    paragraph_gap: int
    head_gap: int
    report_gap: int
    rule: str
    wrap: int
    mixed: bool
    extras: float


def _style(rng: random.Random) -> Style:
    return Style(
        paragraph_gap=(gap := rng.choice((0, 1, 1))),
        head_gap=rng.choice((0, 0, gap)),
        report_gap=rng.choice((gap, gap + 1, 2)),
        rule=rng.choice(("", "", "", "***", "-----", "* * *")),
        wrap=rng.choice((0, 0, 0, 0, 72)) if gap else 0,
        mixed=rng.random() < 0.4,
        extras=rng.choice((0.0, 0.3)),
    )


def free_page(articles: Sequence[Article], rng: random.Random) -> tuple[str, list[Truth], Style]:
    """One page of reports by a few desks, each with heads of its own make."""
    style = _style(rng)
    desks = [desk(rng) for _ in range(rng.randrange(1, 7))]
    page, truths = "", []
    day = date(2021, 1, 1) + timedelta(days=rng.randrange(1200))
    for article in articles:
        owner = rng.choice(desks)
        made = free_head(article.title, day, owner, rng)
        head = Head(made.lines, _says("authors") if made.authors else _says(), opening=made.opening)
        page += ("\n" * (style.report_gap + 1) + (f"{style.rule}\n" + "\n" * style.report_gap if style.rule else "")) if page else ""
        start = len(page)
        page += _set(article, head, Facts(article.title, owner.outlet, made.authors or AUTHORS[:1], "", "", day), style, rng, long=False)
        when = day.isoformat() if made.dated else None
        truths.append(Truth(start, len(page), article.title, made.outlet, made.authors, when, f"free {owner.habit}"))
        day += timedelta(days=rng.choice((-1, 0, 0, 1)))
    return page + "\n", truths, style


def page_of(articles: Sequence[Article], rng: random.Random, *, long: bool = False) -> tuple[str, list[Truth], Style]:
    """One page with what is true of it."""
    style = _style(rng)
    names = list(LAYOUTS)
    form, layout = rng.choice(DATES), rng.choice(names)
    page, truths = "", []
    day = date(2021, 1, 1) + timedelta(days=rng.randrange(1200))
    for article in articles:
        if style.mixed:
            form, layout = rng.choice(DATES), rng.choice(names)
        authors = tuple(rng.sample(AUTHORS, rng.choice((1, 1, 2))))
        facts = Facts(article.title, rng.choice(OUTLETS), authors, form(day, rng), rng.choice(CITIES), day)
        head = LAYOUTS[layout](facts, rng)
        if page:
            page += "\n" * (style.report_gap + 1) + (f"{style.rule}\n" + "\n" * style.report_gap if style.rule else "")
        start = len(page)
        text = _set(article, head, facts, style, rng, long=long)
        page += text
        shown = article.title.upper() if layout.startswith("TITLE") else article.title
        at = start
        truths.append(
            Truth(
                at,
                len(page),
                shown,
                (facts.outlet.upper() if layout.startswith("TITLE") else facts.outlet) if "outlet" in head.says else None,
                authors if "authors" in head.says else None,
                day.isoformat() if "date" in head.says else None,
                layout,
            )
        )
        day += timedelta(days=rng.choice((-1, 0, 0, 1)))
    return page + "\n", truths, style


def _set(article: Article, head: Head, facts: Facts, style: Style, rng: random.Random, *, long: bool) -> str:
    lines = [_wrapped(line, style.wrap) for line in head.lines]
    top = ("\n" * (style.head_gap + 1)).join(lines)
    body = list(article.paragraphs if long else article.paragraphs[: rng.randrange(4, 14)])
    body[0] = head.opening + body[0]
    if rng.random() < style.extras and len(body) > 4:
        body.insert(rng.randrange(2, len(body) - 1), rng.choice(SUBHEADS))
    if rng.random() < style.extras:
        body += [line.format(outlet=facts.outlet) for line in rng.choice(PROMOS)]
    elif rng.random() < style.extras and "authors" in head.says:
        body += ["***"] * rng.randrange(2) + [rng.choice(BIOS).format(author=facts.authors[0])]
    gap = "\n" * (style.paragraph_gap + 1)
    between = "\n" * (max(style.head_gap, style.paragraph_gap) + 1)
    return top + between + gap.join(_wrapped(line, style.wrap) for line in body)


def _wrapped(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False) if width else text


# --- texts ---------------------------------------------------------------------------------------------------------


def articles_of(name: str) -> list[Article]:
    """Titles and paragraphs of a corpus; reports too short to be one are left out."""
    found = {"iran_jan2020": _iran, "polnear": _polnear, "giveme5w1h": _give}[name](needed(name))
    return [
        a
        for a in found
        if len(a.paragraphs) >= 5
        and 20 <= len(a.title) <= 160
        and not re.match(r"(?i)by(line)?[ :]", a.title)
        and sum(len(p) for p in a.paragraphs) > 800
    ]


def _paragraphs(text: str, title: str) -> tuple[str, ...]:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    # what crawlers leave of captions would be judged as running text
    return tuple(line for line in lines if len(line) > 60 and line != title and not LEFT_OVER.search(line))


def _iran(folder: Path) -> list[Article]:
    rows = [json.loads(line) for line in next(folder.glob("*.jsonl")).read_text(encoding="utf-8").splitlines()]
    return [Article(" ".join(row["title"].split()), _paragraphs(row["content_original"], row["title"])) for row in rows]


def _polnear(folder: Path) -> list[Article]:
    titles = {}
    for line in (folder / "metadata.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        titles[cells[1]] = cells[7]
    found = []
    for path in sorted((folder / "train" / "text").glob("*.txt")):
        title = next((t for key, t in titles.items() if path.stem.startswith(key)), "")
        found.append(Article(title, _paragraphs(path.read_text(encoding="utf-8"), title)))
    return found


def _give(folder: Path) -> list[Article]:
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.json"))]
    rows = [row for row in rows if row.get("title") and row.get("text")]
    return [Article(" ".join(row["title"].split()), _paragraphs(row["text"], row["title"])) for row in rows]


# --- scores --------------------------------------------------------------------------------------------------------


def judge(page: str, truths: Sequence[Truth], tally: Counter[str], errors: list[str]) -> None:
    """Compare one page's split with the truth."""
    reports = split_page(page, "bench").reports
    at_start = {report.span.start: report for report in reports}
    tally["predicted"] += len(reports)
    tally["true"] += len(truths)
    for truth in truths:
        report = next((at_start[truth.start + k] for k in (0, 1, -1, 2, -2, 3, -3) if truth.start + k in at_start), None)
        if report is None or abs(report.span.end - truth.end) > 3:
            tally[f"missed {truth.layout}"] += 1
            errors.append(f"BOUNDARY [{truth.layout}] {_around(page, truth, report)}")
            continue
        tally["matched"] += 1
        _judge_facts(report, truth, tally, errors)


def _judge_facts(report: Report, truth: Truth, tally: Counter[str], errors: list[str]) -> None:
    day = report.published.value[:10] if report.published.value else None
    pairs = {
        "title": (plain(report.title.value), plain(truth.title)),
        "outlet": (plain(report.outlet.value), plain(truth.outlet)),
        "authors": (tuple(sorted(map(str.casefold, report.authors.value or ()))), tuple(sorted(map(str.casefold, truth.authors or ())))),
        "date": (day, truth.published),
    }
    if truth.layout.endswith("(outlet) –") or truth.layout == "free 12":
        pairs.pop("date")
    if truth.outlet is None:  # the corpus's own text may open with an agency's dateline, and that is right
        pairs.pop("outlet")
    for name, (got, want) in pairs.items():
        tally[f"{name} n"] += 1
        tally[f"{name} right"] += got == want
        if got != want:
            tally[f"wrong {name} {truth.layout}"] += 1
            errors.append(f"{name.upper()} [{truth.layout}] got {got!r}, not {want!r}: {report.text[:260]!r}")


def _around(page: str, truth: Truth, report: Report | None) -> str:
    if report is None:
        return (
            f"no report at {truth.start}: {page[max(0, truth.start - 160) : truth.start]!r} >>> {page[truth.start : truth.start + 240]!r}"
        )
    end = report.span.end
    return f"ends at {end}, not {truth.end}: {page[truth.end - 80 : truth.end]!r} <<< ... {page[end - 80 : end]!r}"


def run(texts: Sequence[Article], pages: int, seed: int, show: int, *, free: bool = False) -> dict[str, float]:
    """Measure on ``pages`` random pages."""
    rng = random.Random(seed)
    tally: Counter[str] = Counter()
    errors: list[str] = []
    for _ in range(pages):
        count = rng.choice((1, 2, 5, 8, 12, 20))
        page, truths, style = (free_page if free else page_of)(rng.sample(list(texts), min(count, len(texts))), rng)
        known = len(errors)
        judge(page, truths, tally, errors)
        errors[known:] = [f"{error}\n      {style}" for error in errors[known:]]
    rng.shuffle(errors)
    for error in errors[:show]:
        print(error)
    out = shares(tally)
    for key, count in sorted(tally.items(), key=lambda item: -item[1]):
        if key.startswith(("missed", "wrong")) and show:
            print(f"{count:5} {key}")
    return {key: round(value, 4) for key, value in out.items()}


def speed(texts: Sequence[Article]) -> dict[str, float]:
    """Seconds and peak memory for pages of 250, 500 and 1,000 reports of about 5 kB each."""
    out: dict[str, float] = {}
    for count in (250, 500, 1000):
        rng = random.Random(7)
        page, truths, _ = page_of([rng.choice(list(texts)) for _ in range(count)], rng, long=True)
        page = page[: 5200 * count]
        start, cpu = time.perf_counter(), time.process_time()
        found = len(split_page(page, "bench").reports)
        out[f"{count} reports, s"] = round(time.perf_counter() - start, 2)
        out[f"{count} reports, CPU s"] = round(time.process_time() - cpu, 2)
        out[f"{count} reports, MB"] = round(len(page) / 1e6, 2)
        tracemalloc.start()
        split_page(page, "bench")
        out[f"{count} reports, peak MB"] = round(tracemalloc.get_traced_memory()[1] / 1e6, 1)
        tracemalloc.stop()
        print(f"{count} reports of {len(truths)}: found {found}")
    return out


def main() -> None:
    """Print one JSON line a corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", choices=CORPORA)
    parser.add_argument("--errors", type=int, default=0, help="print this many errors")
    parser.add_argument("--free", action="store_true", help="heads put together at random")
    parser.add_argument("--makes", choices=("dev", "test", "all"), help="heads as pasted ones look")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--corpora", type=Path, help="folder with unpacked corpora")
    args = parser.parse_args()
    use(args.corpora)
    if args.makes:
        texts = [a for name in ([args.texts] if args.texts else CORPORA) for a in articles_of(name)]
        print(json.dumps(run_makes([(a.title, a.paragraphs) for a in texts], args.makes, args.pages, args.seed, args.errors)))
        return
    texts = articles_of(args.texts or "giveme5w1h")
    print(json.dumps(speed(texts) if args.speed else run(texts, args.pages, args.seed, args.errors, free=args.free)))


if __name__ == "__main__":
    main()
