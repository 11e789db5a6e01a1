"""Heads of reports put together at random from their parts, for ``bench/splitter.py --free``.

The fixed layouts of that bench are the ones that its writer thought of. Here a desk draws its own habits: which lines it sets,
in which order, with which marks between which parts, under which name. Names are invented from syllables and common words.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "br", "kr", "st", "sh", "tr", "gl")
_MIDDLES = ("a", "e", "i", "o", "u", "ar", "el", "in", "or", "ai")
_ENDS = ("n", "r", "l", "m", "s", "th", "k", "", "ra", "va", "ston", "burg", "mar")
_TRADES = (
    "Post", "Gazette", "Herald", "Times", "Mail", "Argus", "Review", "Ledger", "Courier", "Tribune", "Star", "Monitor", "Today", "Atlas",
)  # fmt: skip
_COMMON = ("Clean", "River", "Open", "Border", "Rights", "Field", "Inter", "North", "Free", "True", "Blue", "First", "Fact", "Common")
_NOUNS = ("line", "Watch", "Estuary", "Report", "Signal", "Notes", "Bridge", "Flash", "Light", "Ground", "Project", "Page", "View")
_GIVEN = (
    "Ilona", "Karim", "Hester", "Theo", "Saskia", "Wilma", "Sol", "Rex", "Agathe", "Deena", "Bo", "Anouk", "Radek", "Tove", "Imre",
    "Lindiwe",
)  # fmt: skip
_SECTIONS = (
    "Comment", "World", "Domestic affairs", "Essay", "News", "Analysis", "Local news", "Home affairs", "Opinion", "Crime & courts",
    "Long read", "Letters", "Foreign", "Environment", "Disasters", "Field note",
)  # fmt: skip
_FILLERS = (
    "Evening edition", "4 min read", "(transcript)", "3 comments", "Morning edition", "Exclusive", "Live", "Final edition", "Updated",
)  # fmt: skip
_STAFF = ("Editorial staff", "Staff", "Staff reporters", "Our correspondent", "News desk")
_ROLES = ("Chief Reporter", "Political Editor", "correspondent", "Defence Correspondent", "Health Editor", "staff writer")
_MARKS = (" | ", " – ", ", ", ". ", " • ", " / ", " — ", " · ")

DATES: tuple[Callable[[date, random.Random], str], ...] = (
    lambda d, r: f"{d:%B} {d.day}, {d.year}",
    lambda d, r: f"{d.day} {d:%B} {d.year}",
    lambda d, r: f"{d:%A}, {d.day} {d:%B} {d.year}",
    lambda d, r: f"{d:%A} {d:%b}. {d.day}, {d.year}",
    lambda d, r: f"{d:%a} {d.day} {d:%b} {d.year} {r.randrange(24):02d}:{r.randrange(60):02d}",
    lambda d, r: f"{d:%a}, {d:%b} {d.day}{_ordinal(d.day)} {d.year}, {r.randrange(1, 12)}.{r.randrange(60):02d}am",
    lambda d, r: d.isoformat(),
    lambda d, r: f"{d:%d.%m.%Y}, {r.randrange(24):02d}:{r.randrange(60):02d}" if d.day > 12 else f"{d.day} {d:%b} {d.year}",
    lambda d, r: f"{d:%d/%m/%Y} {r.randrange(24):02d}:{r.randrange(60):02d}" if d.day > 12 else f"{d:%b} {d.day}, {d.year}",
    lambda d, r: f"{d:%A}, {d.day}{_ordinal(d.day)} {d:%B} {d.year}",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """One outlet and how it sets its heads."""

    outlet: str
    habit: int
    mark: str
    dated: Callable[[date, random.Random], str]
    section: str | None
    filler: str | None


@dataclass(frozen=True, slots=True)
class FreeHead:
    """Lines above a body, what opens the body, and what the head says."""

    lines: list[str]
    opening: str
    outlet: str | None
    authors: tuple[str, ...] | None
    dated: bool


def _ordinal(day: int) -> str:
    return "th" if 4 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def invented_word(rng: random.Random) -> str:
    stem = "".join(rng.choice(_ONSETS) + rng.choice(_MIDDLES) for _ in range(rng.choice((1, 2, 2))))
    return (stem + rng.choice(_ENDS)).capitalize()


def outlet_name(rng: random.Random) -> str:
    """A name that an outlet might have, of many makes."""
    word, trade = invented_word(rng), rng.choice(_TRADES)
    return rng.choice(
        (
            f"The {word} {trade}", f"{word} {trade}", f"The {trade}", f"{word}", f"{rng.choice(_COMMON)}{rng.choice(_NOUNS).lower()}",
            f"{rng.choice(_COMMON)} {rng.choice(_NOUNS).capitalize()}", f"Radio {word}", f"{word} One", f"{word} {rng.randrange(5, 48)}",
            "".join(rng.choice("ABCDEFGHKLMNPRST") for _ in range(rng.choice((3, 3, 4)))), f"{word} Press Agency",
            f"{word} Broadcasting", f"The Weekly {word}", f"{word} News", f"{word.lower()}.example.org",
        )
    )  # fmt: skip


def desk(rng: random.Random) -> Desk:
    """A desk with habits of its own."""
    name = outlet_name(rng)
    name = name.upper() if rng.random() < 0.25 and "." not in name else name
    section = rng.choice(_SECTIONS) if rng.random() < 0.3 else None
    filler = rng.choice(_FILLERS) if rng.random() < 0.25 else None
    return Desk(name, rng.randrange(14), rng.choice(_MARKS), rng.choice(DATES), section, filler)


def _person(rng: random.Random) -> str:
    return f"{rng.choice(_GIVEN)} {invented_word(rng)}"


def free_head(title: str, day: date, of: Desk, rng: random.Random) -> FreeHead:
    """The head that a desk sets over one report."""
    when, mark, place = of.dated(day, rng), of.mark, invented_word(rng)
    people = [_person(rng) for _ in range(rng.choice((1, 1, 1, 2)))]
    by = " and ".join(people)
    wrote: tuple[str, ...] | None = tuple(people)
    outlet, section = of.outlet, [of.section] if of.section else []
    extra = [of.filler] if of.filler else []
    lines: list[str]
    opening = ""
    match of.habit:
        case 0:
            lines = [mark.join([outlet, *section, when, *extra]), title]
            wrote = None
        case 1:
            lines = [title, f"By {by}", outlet, f"{rng.choice(('Updated', 'Published', 'Posted'))} {when}"]
        case 2:
            lines = [title, f"by {by}, {outlet} {rng.choice(_ROLES)}", when]
        case 3:
            lines = [title, outlet, f"Posted by {by} on {when} in {place}"]
        case 4:
            lines = [outlet, *section, title, by, when]
        case 5:
            lines = [title, f"{outlet}{mark}{when}{mark}last updated {rng.randrange(24):02d}:{rng.randrange(60):02d}", f"{by}, {place}"]
        case 6:
            lines = [title, mark.join([outlet, when, *extra, f"By {by}"])]
        case 7:
            lines = [outlet, title, mark.join([when, *section, rng.choice(_STAFF)])]
            wrote = None
        case 8:
            lines = [f"{outlet} » {(of.section or 'News')}", title, f"{when} by {by}"]
        case 9:
            lines = [mark.join([outlet, "The Midday Bulletin" if rng.random() < 0.5 else "News at Ten", when, *extra]), title]
            wrote = None
        case 10:
            lines = [outlet, when, f"{place} ({invented_word(rng)})", title]
            wrote = None
        case 11:
            lines = [f"{outlet}, {when}", *section, title, f"by {by}"]
        case 12:
            lines, wrote = [title], None
            opening = f"{place.upper()}, {day:%B} {day.day} ({outlet}) — "
        case _:
            lines = [title, f"{rng.choice(('Words', 'Text', 'Report'))}: {by}", mark.join([outlet, *section, when])]
    return FreeHead(lines, opening, outlet, wrote, of.habit != 12)
