"""Invented pages of glued reports with the label of every line: what the model of heads (`training.splitter`) learns from.

A head comes from one of four sources: the fixed layouts and the free desks of ``bench/splitter.py``, the makes of ``bench/head_makes.txt``
that the coin put into their first half, changed at random, and a grammar that draws lines, orders, marks and furniture anew for every
report. Nothing of the second half of the makes is used. Bodies come from corpora at run time: cleaned, or with all that crawlers left.
"""

from __future__ import annotations

import random
import string
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bench.free_heads import invented_word
from bench.head_makes import Facts, Make, draft_of
from bench.splitter import AUTHORS, BIOS, CAPTIONS, DATES, DECKS, LAYOUTS, PROMOS
from bench.splitter import Facts as LayoutFacts

Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Body:
    """A title and its paragraphs; ``raw`` holds crawlers' leftovers between them."""

    title: str
    paragraphs: tuple[str, ...]
    raw: bool


@dataclass(slots=True)
class Sheet:
    """One report as lines with labels."""

    head: Lines
    body: Lines
    foot: Lines
    says: tuple[tuple[str, str], ...] = ()  # names and the title that stand in it, each with its tag


LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_FORMS: tuple[str, ...] = tuple(LISTS["forms"])
_CLOCKS: tuple[str, ...] = tuple(LISTS["clocks"])
_ZONES: tuple[str, ...] = tuple(LISTS["zones"])
_SAID_DATE: tuple[str, ...] = tuple(LISTS["said_date"])
_SAID_OUTLET: tuple[str, ...] = tuple(LISTS["said_outlet"])
_SAID_AUTHOR: tuple[str, ...] = tuple(LISTS["said_author"])
_MARKS: tuple[str, ...] = tuple(LISTS["marks"])
_FURNITURE: tuple[str, ...] = tuple(LISTS["furniture"])
_SECTIONS: tuple[str, ...] = tuple(LISTS["sections"])
_FEET: tuple[str, ...] = tuple(LISTS["feet"])


def person(rng: random.Random) -> str:
    return f"{rng.choice(AUTHORS).split()[0]} {invented_word(rng)}" if rng.random() < 0.7 else f"{invented_word(rng)} {invented_word(rng)}"


def _when(day: datetime, rng: random.Random) -> str:
    return day.strftime(rng.choice(_FORMS) + rng.choice(_CLOCKS)) + (rng.choice(_ZONES) if rng.random() < 0.5 else "")


def cased(text: str, rng: random.Random, upper: float = 0.12) -> str:
    return text.upper() if rng.random() < upper else text


# --- heads ---------------------------------------------------------------------------------------------------------


def _title(title: str, rng: random.Random) -> str:
    """A title as papers set it: as it is, in capitals, in title case, as a sentence, with a kicker or marks."""
    draw = rng.random()
    if draw < 0.1:
        return title.upper()
    if draw < 0.2:
        return string.capwords(title)
    if draw < 0.26:
        return title.rstrip(".") + "."
    if draw < 0.3:
        return title.lower()
    if draw < 0.36:
        kicker = rng.choice(("BREAKING", "Exclusive", "Live", "UPDATE 2", "Analysis", "WATCH", invented_word(rng)))
        return kicker + rng.choice((": ", " | ", " - ")) + title
    if draw < 0.42:
        return f"{rng.choice(('#', '##', '**', '⚡️', '🔴', '‼️', '•', '>', 'Headline:', 'Title:', 'Subject:', 'HEADLINE', 'Re:'))} {title}"
    if draw < 0.44:
        slug = "/".join(invented_word(rng).upper() for _ in range(rng.choice((1, 2))))
        return f"{rng.choice(_FURNITURE).split()[0].upper()}-{slug}{rng.choice(('', ' (UPDATE 2)', '/UPDATE 1', ':'))}"
    if draw < 0.52:
        words = title.split()
        return cased(" ".join(words[: max(2, rng.randrange(2, 6))]), rng, 0.5) + rng.choice(("", "", "!", "?"))
    return title


def wild(article: Body, others: Sequence[Body], day: datetime, outlet: str, rng: random.Random) -> Sheet:
    """A head and a foot that no desk thought of."""
    people = [person(rng) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    place = invented_word(rng)
    bits = _bits(outlet, people, place, day, rng) if rng.random() > 0.2 else []
    lines: list[str] = []
    mark = rng.choice(_MARKS)
    while bits:  # some stand on one line, some on lines of their own
        take = rng.choice((1, 1, 2, 3))
        lines.append(mark.join(bits[:take]))
        bits = bits[take:]
    below: list[str] = []
    if lines and rng.random() < 0.15:  # all or some of it stands under the text
        kept = rng.choice((0, 0, len(lines) // 2))
        lines, below = lines[:kept], lines[kept:]
    split = rng.choice((0, 0, 0, len(lines), rng.randrange(len(lines) + 1)))
    head: Lines = [(line, "meta") for line in lines[:split]]
    title = _title(article.title, rng)
    if rng.random() > 0.06 or not lines:
        if rng.random() < 0.12:
            title = _with_title(title, outlet, place, day, rng)
        head.append((title, "title"))
        if len(title.split()) < 6 and rng.random() < 0.5:  # a short, loud title over the line that tells the news
            head.append((rng.choice(others).title if rng.random() < 0.7 else article.title, "deck"))
    head += [(line, "meta") for line in lines[split:]]
    if rng.random() < 0.18:
        _masthead(head, outlet, rng)
    _furnish(head, others, rng)
    opening = ""
    if rng.random() < (0.35 if len(head) > 1 else 0.5):
        agency = rng.choice((outlet, "".join(rng.sample(string.ascii_uppercase, 3))))
        spot, short = cased(place, rng, 0.6), day.strftime(rng.choice(("%B %-d", "%b %-d", "%-d %B", "%d %b")))
        opening = rng.choice(
            (
                f"{spot}, {short} ({agency}) — ",
                f"{spot} ({agency}) - ",
                f"{spot} — ",
                f"({agency}) — ",
                f"{spot}, {short}. /{agency}/. ",
                f"{spot}: ",
                f"({spot}) – ",
                f"{spot}, {short} -- ",
                f"[{spot}] ",
                f"/{agency}/ {spot} – ",
                f"{agency}, {spot} – ",
                f"({spot}, {day:%B %d, %Y}) – ",
                f"{spot} | ",
                f"{spot}, {day:%-d %B %Y}: ",
            )
        )
    body = list(article.paragraphs)
    body[0] = opening + body[0]
    foot: Lines = [(line, "foot") for line in below]
    return Sheet(head, [(line, "body") for line in body], [*foot, *feet(outlet, day, people, others, rng)])


def _masthead(head: Lines, outlet: str, rng: random.Random) -> None:
    """The outlet's name as the first line, with or without what sites print below it."""
    below: Lines = []
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        words = " ".join(invented_word(rng).lower() for _ in range(rng.randrange(2, 6))).capitalize()
        below.append(
            (
                rng.choice(
                    (
                        rng.choice(_SECTIONS).replace("{w}", outlet),
                        rng.choice(_FURNITURE),
                        rng.choice("☰≡●▶✕"),
                        words,
                        invented_word(rng),
                        cased("press release", rng, 0.5),
                    )
                ),
                "junk",
            )
        )
    owner = (
        [
            (
                cased(rng.choice((f"Republic of {invented_word(rng)}", f"{invented_word(rng)} Media Group", invented_word(rng))), rng, 0.4),
                "meta",
            )
        ]
        if rng.random() < 0.2
        else []
    )
    head[:] = [*owner, (cased(outlet, rng, 0.3), "meta"), *below, *(line for line in head if outlet not in line[0] or line[1] == "title")]


def _bits(outlet: str, people: Sequence[str], place: str, day: datetime, rng: random.Random) -> list[str]:
    """What a head says, each in some words: outlet, authors, dates, place, and what goes with them."""
    by = " and ".join([", ".join(people[:-1]), people[-1]]) if len(people) > 1 else people[0]
    later = day + timedelta(hours=rng.randrange(1, 60))
    lower = invented_word(rng).lower()
    site = f"https://www.{lower}.example/"
    bits: list[str] = []
    if rng.random() < 0.75:
        bits.append(cased(rng.choice(_SAID_OUTLET) + outlet, rng))
    if rng.random() < 0.6:
        name = rng.choice(
            (
                by,
                by,
                by,
                f"{by} in {place}",
                f"{by}, {place}",
                f"{by}, {outlet}",
                f"{by} for {outlet}",
                f"{by} (@{lower})",
                f"{by} @{lower}",
                f"{by} <{lower}@{lower}.example>",
            )
        )
        bits.append(cased(rng.choice(_SAID_AUTHOR) + name, rng))
    if rng.random() < 0.8:
        bits.append(rng.choice(_SAID_DATE) + cased(_when(day, rng), rng))
    if rng.random() < 0.2:
        bits.append(rng.choice(("Updated ", "Last updated ", "Update : ", "modified ", "as of ", "Captured ", "")) + _when(later, rng))
    if rng.random() < 0.3:
        bits.append(
            rng.choice(
                (
                    place,
                    f"{place}, {invented_word(rng)}",
                    f"{rng.randrange(2, 23)} hours ago",
                    f"{rng.randrange(2, 9)} min read",
                    rng.choice(_SECTIONS).replace("{w}", place),
                    "By Staff",
                    f"{outlet} Staff",
                    f"{rng.choice(('Senior', 'Foreign', 'Chief', 'Political'))} {rng.choice(('correspondent', 'Reporter', 'Editor'))}",
                    f"{rng.randrange(200, 1900)} words",
                    f"{site}{lower}-{place.lower()}",
                    f"{site}{day:%Y/%m/%d}/{place.lower()}",
                    f"To: {lower}@{lower}.example",
                    "English",
                    f"({place})",
                    f"reports from {place}",
                    f"Section: {rng.choice(_SECTIONS)}".replace("{w}", place),
                )
            )
        )
    if rng.random() < 0.3:
        rng.shuffle(bits)
    draw = rng.random()
    if draw < 0.05:
        bits = ["".join(rng.sample(string.ascii_uppercase, 2)) + " " + bit for bit in bits]
    elif draw < 0.15:
        bits = [f"{invented_word(rng)}: {bit}" for bit in bits]
    elif draw < 0.19:
        bits = [f"{rng.choice('[({*_')}{bit}{rng.choice('])}*_')}" for bit in bits]
    return bits


def _with_title(title: str, outlet: str, place: str, day: datetime, rng: random.Random) -> str:
    """A title that shares its line with the outlet, the day or the place."""
    when = _when(day, rng)
    return rng.choice(
        (
            f"{title} | {outlet}",
            f"{title} - {outlet}",
            f"{title} — {outlet}",
            f"{title} ({outlet}, {when})",
            f"{title} ({outlet})",
            f"{when} – {outlet} – {title}",
            f"[{outlet}] {title}",
            f"{outlet}: {title}",
            f"{place}: {title}",
            f"{title} | {outlet} | {when}",
            f"{when}: {title}",
            f"{title} [{when}]",
            f"{when} {title}",
            f"{title} - {when}",
            f"{outlet} | {title}",
            f"{rng.randrange(1, 40)}. {title}",
            f"({rng.randrange(1, 9)}) {title}",
            f"{rng.randrange(1, 9)}) {title}",
        )
    )


def _furnish(head: Lines, others: Sequence[Body], rng: random.Random) -> None:
    """Put decks, captions, buttons and sections between the lines of a head."""
    if rng.random() < 0.3:
        at = next((k for k, (_, label) in enumerate(head) if label == "title"), 0) + 1
        head.insert(at if rng.random() < 0.7 else len(head), (deck_line(others, rng), "deck"))
    if rng.random() < 0.25:
        head.insert(rng.randrange(1, len(head) + 1), (caption(others, rng), "deck"))
    if rng.random() < 0.04:
        head.append(
            (
                rng.choice(
                    ("Summary", "HIGHLIGHTS", "Key points", "In brief", "AT A GLANCE", "Main points:", "Body", "TEXT", "Transcript")
                ),
                "junk",
            )
        )
    if rng.random() < 0.1:
        head += [
            (deck_line(others, rng) if rng.random() < 0.5 else f"{rng.choice('•-*–')} {deck_line(others, rng)}", "deck")
            for _ in range(rng.choice((2, 3)))
        ]
    if rng.random() < 0.35:
        for _ in range(rng.choice((1, 1, 2, 3, 5))):
            words = rng.choice(_FURNITURE) if rng.random() < 0.7 else " ".join(invented_word(rng) for _ in range(rng.choice((1, 2, 3))))
            head.insert(rng.randrange(1, len(head) + 1), (words, "junk"))
    if rng.random() < 0.3:
        title = next((k for k, (_, label) in enumerate(head) if label == "title"), 0)
        for _ in range(rng.choice((1, 1, 2))):
            words = (
                rng.choice(_SECTIONS).replace("{w}", invented_word(rng))
                if rng.random() < 0.6
                else invented_word(rng)
                if rng.random() < 0.7
                else rng.choice("☰≡●▶‹›✕")
            )
            head.insert(0 if rng.random() < 0.6 else rng.randrange(title + 1), (cased(words, rng, 0.3), "junk"))
            title += 1


def deck_line(others: Sequence[Body], rng: random.Random) -> str:
    if rng.random() < 0.3:
        return rng.choice(DECKS)
    if rng.random() < 0.2:  # made like a title
        return rng.choice(others).title
    words = rng.choice(rng.choice(others).paragraphs).split()[: rng.randrange(8, 30)]
    return " ".join(words).rstrip(",;:.") + rng.choice((".", ".", ""))


def caption(others: Sequence[Body], rng: random.Random) -> str:
    words = " ".join(rng.choice(rng.choice(others).paragraphs).split()[: rng.randrange(6, 24)]).rstrip(",;:.")
    agency = f"{person(rng)}/{invented_word(rng)}"
    return rng.choice(
        (
            f"{words}. Photo: {agency}",
            f"{words} ({agency})",
            f"{words} [{agency}]",
            f"Image: {words}",
            f"{invented_word(rng)} Images {words}",
            f"{words}. {invented_word(rng)} Pictures",
            f"Photo: {agency}",
            f"© {agency}",
            f"Image source, {invented_word(rng)}",
            f"Image caption, {words}",
            f"{words}. Credit: {agency}",
            rng.choice(CAPTIONS),
        )
    )


def feet(outlet: str, day: datetime, people: Sequence[str], others: Sequence[Body], rng: random.Random) -> Lines:
    foot: Lines = []
    if rng.random() < 0.45:
        return foot
    for _ in range(rng.choice((1, 1, 2, 3))):
        draw = rng.random()
        if draw < 0.15:
            label = rng.choice(
                (
                    "Read more:",
                    "Related",
                    "Related stories",
                    "See also:",
                    "More from the region",
                    "You may also like",
                    "Recommended",
                    "Also on {outlet}:",
                    "Most read",
                )
            )
            foot.append((label.format(outlet=outlet), "foot"))
            foot += [(rng.choice(others).title, "foot") for _ in range(rng.choice((1, 2, 3)))]
        elif draw < 0.22:
            foot += [(line.format(outlet=outlet), "foot") for line in rng.choice(PROMOS)]
        elif draw < 0.28:
            foot.append((rng.choice(BIOS).format(author=people[0]), "foot"))
        else:
            words = rng.choice(_FEET)
            while "{word}" in words:
                words = words.replace("{word}", cased(invented_word(rng), rng) if rng.random() < 0.5 else invented_word(rng).lower(), 1)
            filled = words.format(
                outlet=outlet,
                year=day.year,
                person=people[0],
                date=_when(day, rng),
                n=rng.randrange(2, 900),
                initials="/".join("".join(rng.sample(string.ascii_lowercase, 2)) for _ in range(2)),
            )
            foot.append((filled, "foot"))
    return foot


def from_make(make: Make, article: Body, others: Sequence[Body], day: datetime, number: int, rng: random.Random) -> Sheet:
    """A make of the first half, as it is or changed: lines dropped, swapped, joined, furnished."""
    facts = Facts(_title(article.title, rng) if rng.random() < 0.5 else article.title, make.kind, day, number, rng)
    draft = draft_of(make, facts)
    head, foot = list(draft.head), list(draft.foot)
    if rng.random() < 0.7:
        head = [line for line in head if line[1] == "title" or rng.random() > 0.1] or head
        if len(head) > 2 and rng.random() < 0.2:
            at = rng.randrange(len(head) - 1)
            head[at], head[at + 1] = head[at + 1], head[at]
        if rng.random() < 0.2:
            pair = next((k for k in range(len(head) - 1) if head[k][1] == head[k + 1][1] == "meta"), None)
            if pair is not None:
                head[pair : pair + 2] = [(rng.choice(_MARKS).join((head[pair][0], head[pair + 1][0])), "meta")]
        if rng.random() < 0.4:
            _furnish(head, others, rng)
        if rng.random() < 0.4:
            foot = foot if rng.random() < 0.5 else []
            foot += feet(facts.outlet, day, facts.people, others, rng)
    body = list(article.paragraphs)
    body[0] = draft.opening + body[0]
    body[-1] += draft.closing
    names = [("outlet", facts.outlet)] * ("O" in facts.used) + [("outlet", facts.short)] * ("S" in facts.used)
    people = facts.people if "A2" in facts.used else facts.people[: "A" in facts.used]
    names += [("author", name) for name in people] or [("author", facts.value("handle", ""))] * ("handle" in facts.used)
    return Sheet(head, [(line, "body") for line in body], foot, (*names, ("title", draft.title or "")))


def from_layout(article: Body, day: date, rng: random.Random) -> Sheet:
    authors = tuple(rng.sample(AUTHORS, rng.choice((1, 1, 2))))
    facts = LayoutFacts(
        article.title,
        invented_word(rng) + rng.choice((" Post", " Times", "", " News")),
        authors,
        rng.choice(DATES)(day, rng),
        invented_word(rng).upper(),
        day,
    )
    layout = rng.choice(list(LAYOUTS))
    made = LAYOUTS[layout](facts, rng)
    shown = {line: "deck" if line in DECKS or line in CAPTIONS else "meta" for line in made.lines}
    head = [(line, "title" if article.title.casefold() in line.casefold() else shown[line]) for line in made.lines]
    body = list(article.paragraphs)
    body[0] = made.opening + body[0]
    said = (*(("author", name) for name in authors if "authors" in made.says), *(("outlet", facts.outlet),) * ("outlet" in made.says))
    return Sheet(head, [(line, "body") for line in body], [], (*said, ("title", article.title)))
