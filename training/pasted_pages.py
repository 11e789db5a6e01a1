"""Pages of invented reports with the label of every line: several heads (`training.pasted`), bodies with all that stands in bodies."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.free_heads import desk, free_head, invented_word
from bench.head_makes import Facts, Make
from bench.splitter import SUBHEADS

from training.pasted import LISTS, Body, Lines, Sheet, caption, cased, deck_line, feet, from_layout, from_make, person, wild
from training.pasted_grammar import CLOSE, MARKS, OPEN, grammar_sheet, group, mark_names, marked

_RULES: tuple[str, ...] = tuple(LISTS["rules"])
_NUMBERS: tuple[str, ...] = tuple(LISTS["numbers"])
_STOP = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Page:
    """A page, where each of its lines begins with the label of each, and the tag of each character; ``told`` are the starts of the
    lines of reports whose names are all tagged."""

    text: str
    starts: tuple[int, ...]
    labels: tuple[str, ...]
    tags: bytes
    told: frozenset[int]


def _roughen(sheet: Sheet, others: Sequence[Body], rng: random.Random) -> None:
    """What stands in a body and is none of a head: subheads, lists, stamps, promos, captions, embedded posts."""
    body = sheet.body
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 4, 8))):
        if len(body) < 3:
            return
        at = rng.randrange(1, len(body))
        other = rng.choice(others)
        words = other.title.split()
        day = datetime(2020, 1, 1) + timedelta(minutes=rng.randrange(2_000_000))
        extra = rng.choice(
            (
                [rng.choice(SUBHEADS)],
                [" ".join(words[: rng.randrange(2, 6)])],
                [" ".join(words[: rng.randrange(2, 5)]).upper()],
                [f"Read more: {other.title}"],
                ["Advertisement"],
                [caption(others, rng)],
                ["* * *"],
                [f"{rng.choice('•-–')} {deck_line(others, rng)}" for _ in range(3)],
                [f"{k + 1}. {deck_line(others, rng)}" for k in range(3)],
                [f"“{deck_line(others, rng)}”"],
                [f"— {person(rng)} (@{invented_word(rng).lower()}) {day:%B %-d, %Y}"],
                [f"{person(rng)}: {deck_line(others, rng)}"],
                [person(rng)],
                ["Related", other.title],
                [deck_line(others, rng)],
                ["Key points", deck_line(others, rng)],
                [f"{day:%H:%M}"],
                [f"{day:%-d %B}"],
                ["ADVERTISEMENT", "Story continues below"],
                [f"Q: {deck_line(others, rng)}", f"A: {deck_line(others, rng)}"],
                [f"Table {rng.randrange(9)}", "12 | 34 | 56"],
            )
        )
        body[at:at] = [(line, "body") for line in extra]
    if rng.random() < 0.06:
        body[:] = _entries(body, others, rng)
    elif rng.random() < 0.06:
        body[:] = _talk(body, rng)


def _entries(body: Lines, others: Sequence[Body], rng: random.Random) -> Lines:
    """The text as entries of a live blog or a chronicle: stamps, with or without headlines and writers."""
    day = datetime(2020, 1, 1) + timedelta(minutes=rng.randrange(2_000_000))
    step = timedelta(minutes=rng.randrange(7, 90)) if rng.random() < 0.6 else timedelta(days=1)
    step = step if rng.random() < 0.5 else -step
    form = rng.choice(
        ("%H:%M", "%H:%M GMT", "%-I:%M %p", "%-I:%M %p EST", "%H.%M", "%-d %b %H:%M")
        if abs(step) < timedelta(hours=3)
        else ("%-d %B", "%B %-d, %Y", "%A, %-d %B %Y", "%d.%m.%Y", "%A")
    )
    titled, signed, every = rng.random() < 0.4, rng.random() < 0.15, rng.choice((1, 1, 2))
    grown: Lines = []
    for number, line in enumerate(body[:14]):
        if number % every == 0 and (number or rng.random() < 0.7):
            grown.append((day.strftime(form), "body"))
            grown += [(rng.choice(others).title, "body")] if titled else []
            grown += [(person(rng), "body")] if signed else []
            day += step
        grown.append(line)
    return grown


def _talk(body: Lines, rng: random.Random) -> Lines:
    """The text as an interview: speakers before their words, on the same line or on one of their own."""
    names = [cased(person(rng), rng, 0.4) for _ in range(2)]
    names = (
        [name.split()[-1] for name in names] if rng.random() < 0.3 else [name.lower() for name in names] if rng.random() < 0.15 else names
    )
    apart = rng.random() < 0.5
    grown: Lines = []
    for number, (text, _) in enumerate(body[:16]):
        name = names[number % 2]
        grown += [(name + rng.choice(("", ":")) if apart else f"{name}: {text}", "body")]
        grown += [(text, "body")] if apart else []
    return grown


def page_of_sheets(texts: Sequence[Body], chosen: Sequence[Make], rng: random.Random, *, tagged: bool = False) -> Page:
    """One page: mostly of several reports under several makes, sometimes of one report alone; ``tagged``: under heads of the grammar."""
    count = rng.choice((1, 1, 2, 3, 4, 5, 6, 7, 8, 10))
    brief = rng.random() < 0.55
    articles = [_cut(rng.choice(texts), rng, brief=brief) for _ in range(count)]
    day = datetime(2008, 1, 1) + timedelta(minutes=rng.randrange(8_000_000))
    pool = rng.sample(list(chosen), rng.choice((1, 3, 9)))
    desks = [desk(rng) for _ in range(rng.randrange(1, 5))]
    outlets = [
        Facts("", rng.choice(("paper", "agency", "broadcaster", "channel", "gov", "ngo", "blog")), day, 1, rng).outlet
        for _ in range(rng.choice((1, 3, 8)))
    ]
    habits, alike = [rng.random() for _ in range(rng.choice((1, 2, 4)))], rng.choice((0.0, 0.5, 1.0))
    named = group(rng)
    mix = rng.choice(((1, 0, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 1, 0, 0), (0, 0, 0, 1, 0), (0, 0, 0, 0, 1), *[(5, 3, 1, 1, 3)] * 3))
    mix = (0, 1, 1, 1, 7) if tagged else mix
    rule = rng.choice(_RULES) if rng.random() < 0.25 else rng.choice(_NUMBERS) if rng.random() < 0.1 else ""
    report_gap, head_gap = rng.choice((0, 1, 1, 1, 2, 2, 3, 4)), rng.choice((0, 0, 0, 1))
    lines: list[tuple[str, int, str]] = []
    told: set[int] = set()
    if rng.random() < 0.06:
        lines.append((_heading(day, rng), 0, "separator"))
    for number, article in enumerate(articles, 1):
        source = rng.choices(("wild", "make", "layout", "free", "grammar"), mix)[0]
        if source == "grammar":
            # one desk sets all its heads alike: the same draws again, but for the title, the day and the body
            habit = random.Random(rng.choice(habits)) if rng.random() < alike / 2 else rng
            sheet = grammar_sheet(article, texts, day, rng.choice(named), habit)
        elif source == "wild":
            # one desk sets all its heads alike: the same draws again, but for the title, the day and the body
            habit = random.Random(rng.choice(habits)) if rng.random() < alike else rng
            sheet = wild(article, texts, day, rng.choice(outlets), habit)
        elif source == "make":
            sheet = from_make(rng.choice(pool), article, texts, day, number, rng)
        elif source == "layout":
            sheet = from_layout(article, day.date(), rng)
        else:
            made = free_head(article.title, day.date(), rng.choice(desks), rng)
            body = list(article.paragraphs)
            body[0] = made.opening + body[0]
            sheet = Sheet(
                [(line, "title" if line == article.title else "meta") for line in made.lines], [(line, "body") for line in body], [],
                (("title", article.title), ("outlet", made.outlet or ""), *(("author", name) for name in made.authors or ())),
            )  # fmt: skip
        if source in ("layout", "free") and rng.random() < 0.3:
            sheet.foot = feet(invented_word(rng), day, [person(rng)], texts, rng)
        tells = source == "grammar" or bool(sheet.says)
        mark_names(sheet)
        _roughen(sheet, texts, rng)
        if not sheet.head and number > 1:
            sheet.head = [(marked(article.title, "title"), "title")]
        at = len(lines)
        _lay(lines, sheet, rule.format(n=number) if rule else "", number, report_gap, head_gap, rng)
        told |= set(range(at, len(lines))) if tells else set()
        day += timedelta(minutes=rng.randrange(-2000, 4000))
    return _page(lines, told)


def _heading(day: datetime, rng: random.Random) -> str:
    """The collector's own line above all reports."""
    what = rng.choice(
        (
            "Press review",
            "News digest",
            "Clippings",
            "Reports",
            "Daily summary",
            "Articles",
            "Media monitoring",
            "Notes",
            "Reading list",
            "Dossier",
        )
    )
    topic = rng.choice(
        ("", f" on {invented_word(rng)}", f": {invented_word(rng)} {invented_word(rng).lower()}", f" – {invented_word(rng)}")
    )
    return cased(what + topic + rng.choice(("", f", {day:%-d %B %Y}", f", collected {day:%d.%m.%Y}", f" ({day:%B %Y})")), rng)


def _cut(article: Body, rng: random.Random, *, brief: bool) -> Body:
    """A stretch of the text; for a page of brief reports a few sentences, each on a line of its own or all on one."""
    if brief:
        sentences = [one for paragraph in article.paragraphs[:6] for one in _STOP.split(paragraph) if len(one) > 15][
            : rng.choice((1, 2, 2, 2, 3, 3, 4, 6))
        ]
        if sentences:
            return Body(article.title, tuple(sentences) if rng.random() < 0.6 else (" ".join(sentences[:3]),), article.raw)
    keep = rng.choice((1, 2, 3, 4, 6, 8, 12, 16))
    start = rng.randrange(max(1, len(article.paragraphs) - 2)) if rng.random() < 0.15 else 0
    return Body(article.title, article.paragraphs[start : start + keep] or article.paragraphs, article.raw)


def _lay(
    lines: list[tuple[str, int, str]], sheet: Sheet, rule: str, number: int, report_gap: int, head_gap: int, rng: random.Random
) -> None:
    """Set one report below the others, with blank lines and wrapping of its own."""
    gap = rng.choice((0, 1, 1, 1))
    width = 0 if rng.random() > 0.12 else rng.randrange(60, 90)
    above = report_gap if lines else 0
    if rule and (lines or rng.random() < 0.5):
        lines.append((rule, above, "separator"))
        above = rng.choice((0, report_gap))
    started = False
    for k, (text, label) in enumerate(sheet.head):
        if label in ("title", "meta"):
            started = True
        lines.append((text, above if k == 0 else head_gap, label if started or label != "junk" else "section"))
    for k, (text, label) in enumerate(sheet.body):
        first = (gap if sheet.head else above) if k == 0 else gap
        for n, piece in enumerate(_wrapped(text, width)):
            lines.append((piece, 0 if n else first, "first" if k == 0 and n == 0 else label))
    for k, (text, label) in enumerate(sheet.foot):
        lines.append((text, gap if k == 0 else rng.choice((0, gap)), label))


def _wrapped(text: str, width: int) -> list[str]:
    if not width:
        return [text]
    out, row = [], ""
    for word in text.split():
        if row and len(row) + 1 + len(word) > width:
            out.append(row)
            row = ""
        row = f"{row} {word}" if row else word
    return [*out, row]


def _page(lines: Sequence[tuple[str, int, str]], told: set[int]) -> Page:
    """The page without the marks that names stand between, and the tag of each of its characters."""
    text, starts, labels, tags, tag, known = "", [], [], bytearray(), 0, set()
    for number, (line, gap, label) in enumerate(lines):
        clean, own = "", bytearray()
        for char in " ".join(line.split()):
            if char in MARKS:
                tag = OPEN.index(char) + 1 if char in OPEN else 0 if char == CLOSE else tag
            elif clean or char != " ":
                clean += char
                own.append(tag)
        if not clean.strip():
            continue
        text += "\n" * (gap + 1) if text else ""
        tags += bytes(len(text) - len(tags))
        starts.append(len(text))
        labels.append(label)
        known |= {len(text)} if number in told else set()
        text += clean.rstrip()
        tags += own[: len(clean.rstrip())]
    return Page(text + "\n", tuple(starts), tuple(labels), bytes(tags) + b"\0", frozenset(known))
