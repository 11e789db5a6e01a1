"""Pages whose heads look as pasted ones do: makes of ``bench/head_makes.txt`` filled with invented names, around bodies of a corpus.

Every make was written down before the splitter was run on it, and a coin (`half`) put it into one of two halves: ``dev`` may be looked at,
``test`` is only counted. A make is lines of fixed words and fields; its first line names it, the kind of outlet and, where it has one, the
gap between paragraphs. Fields: T title (``T=`` before the words that are one), T2 the title again, O outlet, S its short name, A, A2
authors, D a date (``|`` form), D2 a later one, url, urld (a web address that holds the date), B the body, and others that say nothing of
the report.

A start counts as right from the first line of the head to the line of the title, outlet, author or date that comes first (what stands
above is a section or a menu); an end counts as right from the last word of the body to the last word of the foot.
"""

from __future__ import annotations

import hashlib
import random
import re
import string
import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from accordingto.intake import split_page
from accordingto.model.report import Report
from bench.free_heads import invented_word

_SAYS = {"O", "S", "A", "A2", "D", "urld", "handle"}
FACTS = ("title", "outlet", "authors", "date")
_DECKS = {"deck", "cap", "point"}
_FIELD = re.compile(r"\{(\w+=?)(?:\|([^{}]*?))?(?::(upper))?\}")
_GIVEN = (
    "Ilona", "Karim", "Hester", "Theo", "Saskia", "Wilma", "Sol", "Agathe", "Deena", "Anouk", "Radek", "Tove", "Imre", "Lindiwe", "Paul",
    "Mary",
)  # fmt: skip
_RULES = ("\n\n---\n\n", "\n\n===\n\n", "\n\n***\n\n", "\n" + "-" * 40 + "\n")
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_WORDS: dict[str, tuple[str, ...]] = {
    "sec": ("World", "Local News", "Politics", "Asia", "Crime", "Middle East", "Conflict", "Environment", "Europe"),
    "tag": ("Protests", "Floods", "Ceasefire", "Human Rights", "Elections", "Security"),
    "role": ("Foreign correspondent", "Chief Reporter", "Security correspondent", "Staff Writer"),
    "motto": ("Notes from the border", "Just another weblog", "Facts first, opinions later"),
    "slugword": ("BLAST", "PROTEST", "FERRY", "TALKS", "QUAKE"),
    "about": ("a non-profit body that works for the safety of civilians.", "an independent charity founded in 1987."),
    "deck": (
        "Officials promise an inquiry as families wait for news.", "Doctors tell of a night without water or light",
        "Months of quiet talks had gone on behind the scenes before the first shot", "What we know so far about the night at the port",
        "Governor calls for calm; opposition demands answers, says convoy was ‘abandoned’",
    ),
    "cap": (
        "People walk past a damaged building after the storm", "Rescue workers search the rubble on Tuesday.",
        "Residents queue for water at a distribution point", "A soldier stands guard near the bridge",
    ),
    "point": (
        "Tens of thousands of people are without safe water.", "Access to the northern districts remains limited",
        "Governor says troops will stay", "Aid flights resume after two days",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Make:
    """One make of head and foot: its name, the kind of its outlet, the gap it sets ("" where a page chooses), its lines."""

    name: str
    kind: str
    gap: str
    lines: tuple[str, ...]

    @property
    def half(self) -> str:
        """The half that the coin chose: dev or test."""
        return "dev" if hashlib.sha256(f"heads {self.name}".encode()).digest()[0] & 1 else "test"


@dataclass(frozen=True, slots=True)
class Made:
    """What a page says of one of its reports; starts and ends as ranges of what is right, None where a page does not say."""

    make: str
    first: int
    start: int
    body_end: int
    end: int
    title: str | None
    outlets: frozenset[str]
    authors: tuple[str, ...]
    published: str | None


def makes(half: str) -> list[Make]:
    """The makes of one half, or of both for ``all``."""
    found = []
    for part in (Path(__file__).with_suffix(".txt")).read_text(encoding="utf-8").split("%% ")[1:]:
        head, *lines = part.rstrip("\n").split("\n")
        name, kind, *more = head.split()
        found.append(Make(name, kind, more[0].removeprefix("para=") if more else "", tuple(lines)))
    return [make for make in found if half in ("all", make.half)]


class Facts:
    """The values of one report's fields, drawn once; what the lines used of them is kept."""

    def __init__(self, title: str, kind: str, day: datetime, number: int, rng: random.Random) -> None:
        self.rng, self.day, self.number = rng, day, number
        self.title = title
        self.later = day + timedelta(minutes=rng.randrange(20, 1800))
        self.outlet, self.short = _outlet(kind, rng)
        self.people = [f"{rng.choice(_GIVEN)} {invented_word(rng)}" for _ in range(rng.choice((2, 2, 3)))]
        self.places = [invented_word(rng), f"{rng.choice(('Port', 'San', 'New', 'El'))} {invented_word(rng)}"]
        bare = re.sub(r"\W", "", self.outlet.casefold()) or "desk"
        self.domain = bare + rng.choice((".example", ".example.org", ".example.com"))
        self.slug = "-".join(re.findall(r"[a-z0-9]+", title.casefold())[:7])
        self.used: set[str] = set()

    def value(self, name: str, form: str) -> str:
        """The words of one field."""
        self.used.add(name)
        if name in _WORDS:
            return self.rng.choice(_WORDS[name])
        if name in ("D", "D2"):
            return _day(self.day if name == "D" else self.later, form)
        many = " and ".join([", ".join(self.people[:-1]), self.people[-1]])
        fixed = {
            "T=": "", "T": self.title, "T2": self.title, "O": self.outlet, "S": self.short, "A": self.people[0], "A2": many,
            "X": f"{self.rng.choice(_GIVEN)} {invented_word(self.rng)}", "P": self.rng.choice(self.places), "dom": self.domain,
            "photo": f"{invented_word(self.rng)} {self.rng.choice(('Images', 'Pictures', 'Photo'))}", "num": str(self.number),
            "n": str(self.rng.randrange(2, 10)), "rel": f"{self.rng.randrange(2, 20)} hours ago", "mail": f"desk@{self.domain}",
            "handle": self.people[0].casefold().replace(" ", "_"), "phone": f"+555 0{self.rng.randrange(1000, 9999)}",
            "initials": "/".join("".join(self.rng.sample(string.ascii_lowercase, 2)) for _ in range(2)),
            "code": "".join(self.rng.sample(string.ascii_uppercase, 6)),
            "url": f"https://www.{self.domain}/news/{self.slug}", "urld": f"https://www.{self.domain}/{self.day:%Y/%m/%d}/{self.slug}",
        }  # fmt: skip
        return fixed[name]

    def fill(self, line: str) -> str:
        """A line with its fields' words."""
        return _FIELD.sub(lambda m: self.value(m[1], m[2] or "").upper() if m[3] else self.value(m[1], m[2] or ""), line)


def _day(day: datetime, form: str) -> str:
    if form in _MONTHS:
        link = " de " if form == "es" else " "
        return f"{day.day}{link}{_MONTHS[form].split()[day.month - 1]}{link}{day.year}"
    return day.strftime(form)


def _outlet(kind: str, rng: random.Random) -> tuple[str, str]:
    """A name of one kind of outlet and its short name."""
    word, place = invented_word(rng), invented_word(rng)
    initials = "".join(rng.choice("ABDEFGHKLMNPRSTV") for _ in range(rng.choice((3, 3, 4))))
    names = {
        "paper": (
            f"The {word} {rng.choice(('Times', 'Post', 'Courier', 'Argus', 'Tribune', 'Star'))}", f"{word} Herald",
            f"The {rng.choice(('Lantern', 'Plain Dealer', 'Beacon', 'Mirror'))}",
            word, f"El {word}", f"Daily {word}", f"{word}posten", f"Novy {word}", f"{word} Today", f"The {word}",
        ),
        "agency": (f"{word} News Agency", f"{word}press", f"Agence {word}", f"{word} Wire", initials, f"{word} Press"),
        "broadcaster": (
            f"{word} TV", f"Radio {word}", f"Channel {rng.randrange(2, 30)} {word}", f"{word} {rng.randrange(2, 30)}",
            f"{word} World Service", initials,
        ),
        "channel": (f"{word} Online", f"{word} Live", f"Voice of {place}", f"{word} Z", f"Insider {place}", f"{word} Monitor"),
        "gov": (
            f"Ministry of Defence of {place}", f"Ministry of the Interior, Republic of {place}", f"{place} Police Department",
            f"Office of the Governor of {place}", "General Staff of the Armed Forces",
        ),
        "un": (f"UN {initials}", f"{place} Humanitarian Country Team", f"Office for Relief in {place}"),
        "ngo": (f"{word} Watch", f"Doctors for {place}", f"{word} Relief Committee", f"Committee for Justice in {place}"),
        "blog": (f"{word} Notes", f"The {place} Diary", f"{word}watch", f"Letters from {place}"),
    }  # fmt: skip
    name = rng.choice(names[kind])
    return name, (initials if kind != "channel" else re.sub(r"\W", "", name).casefold())


def page_of_makes(articles: Sequence[tuple[str, Sequence[str]]], chosen: Sequence[Make], rng: random.Random) -> tuple[str, list[Made]]:
    """A page of reports, each under a make of its own or, on some pages, several under one; with what is true of each."""
    separator = rng.choice(("\n\n", "\n\n", "\n\n\n", "\n\n\n", "\n\n\n\n", *_RULES, "\n"))
    pool = rng.sample(list(chosen), min(len(chosen), rng.choice((2, 4, 9, 9, 9))))
    head_gap = rng.choice(("\n", "\n", "\n\n"))
    day = datetime(2016, 1, 1) + timedelta(minutes=rng.randrange(4_000_000))
    page, truths = "", []
    for number, (title, paragraphs) in enumerate(articles, 1):
        make = rng.choice(pool)
        facts = Facts(title, make.kind, day, number, rng)
        page += separator if page else ""
        text, made = _set(make, facts, list(paragraphs[: rng.randrange(3, 14)]), head_gap, rng, len(page))
        page += text
        truths.append(made)
        day += timedelta(minutes=rng.randrange(-2000, 4000))
    return page + "\n", truths


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines of one report's head and foot with what each is, and what opens and closes its body.

    Labels: "title", "meta" (an outlet, author or date), "deck", "junk" (of the head), "foot".
    """

    head: tuple[tuple[str, str], ...]
    foot: tuple[tuple[str, str], ...]
    opening: str
    closing: str
    title: str | None


def draft_of(make: Make, facts: Facts) -> Draft:
    """A make filled with the facts of one report."""
    head: list[tuple[str, str]] = []
    foot: list[tuple[str, str]] = []
    opening, closing, title, below = "", "", None, False
    for line in make.lines:
        names = {m[1].rstrip("=") for m in _FIELD.finditer(line)}
        if "B" in names:
            before, after = line.split("{B}")
            opening, closing, below = facts.fill(before), facts.fill(after), True
            continue
        filled = facts.fill(line)
        if "T" in names:
            whole = filled if "{T=}" in line else facts.title
            title = title or (whole.upper() if "{T:upper}" in line else whole)
        if below:
            foot.append((filled, "foot"))
            continue
        label = "title" if "T" in names else "meta" if names & _SAYS else "deck" if names & _DECKS else "junk"
        head.append((filled, label))
    return Draft(tuple(head), tuple(foot), opening, closing, title)


def _set(make: Make, facts: Facts, body: list[str], head_gap: str, rng: random.Random, at: int) -> tuple[str, Made]:
    gap = {"single": "\n", "double": "\n\n"}.get(make.gap) or rng.choice(("\n\n", "\n\n", "\n\n", "\n"))
    width = rng.choice((0, 0, 0, 0, 0, 72)) if gap == "\n\n" else 0
    draft = draft_of(make, facts)
    head = head_gap.join(line for line, _ in draft.head)
    parts = [draft.opening + body[0], *body[1:]]
    parts[-1] += draft.closing
    text = (head + gap if head else "") + gap.join(_wrap(part, width) for part in parts)
    body_end = len(text) - len(draft.closing)
    for number, (line, _) in enumerate(draft.foot):
        text += (head_gap if number and gap == "\n" else gap) + line
    firsts = (head.find(line) for line, label in draft.head if label in ("title", "meta"))
    first = min((place for place in firsts if place >= 0), default=len(head + gap) if head else 0)
    used = facts.used
    outlets = frozenset([facts.outlet] * ("O" in used) + [facts.short] * ("S" in used))
    if not outlets and used & {"url", "urld", "mail", "dom"}:
        outlets = frozenset((facts.domain, facts.outlet))
    authors = tuple(facts.people) if "A2" in used else tuple(facts.people[:1]) if "A" in used else ()
    if "handle" in used and not authors:
        authors = (facts.people[0].casefold().replace(" ", "_"),)
    dated = facts.day.date().isoformat() if used & {"D", "urld"} else None
    return text, Made(make.name, at, at + first, at + body_end, at + len(text), draft.title, outlets, authors, dated)


def _wrap(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False) if width else text


def judge_makes(page: str, truths: Sequence[Made], tally: Counter[str], errors: list[str]) -> None:
    """Compare one page's split with the truth."""
    reports = split_page(page, "bench").reports
    tally["predicted"] += len(reports)
    tally["true"] += len(truths)
    for truth in truths:
        tally[f"n {truth.make}"] += 1
        report = next((r for r in reports if truth.first - 3 <= r.span.start <= truth.start + 3), None)
        if report is None or not truth.body_end - 3 <= report.span.end <= truth.end + 3:
            tally[f"missed {truth.make}"] += 1
            cuts = (max(0, truth.first - 150), truth.first, truth.first + 300), (truth.body_end - 60, truth.end, truth.end + 60)
            where = " >>> ".join(repr(page[a:b]) for a, b in ((cuts[0][0], cuts[0][1]), (cuts[0][1], cuts[0][2]), (cuts[1][0], cuts[1][2])))
            how = "no start" if report is None else f"ends {report.span.end - truth.end:+}"
            errors.append(f"BOUNDARY [{truth.make}] {how}: {where}")
            continue
        tally["matched"] += 1
        _judge_facts(report, truth, tally, errors)


def _judge_facts(report: Report, truth: Made, tally: Counter[str], errors: list[str]) -> None:
    day = report.published.value[:10] if report.published.value else None
    pairs: dict[str, tuple[object, set[object]]] = {
        "title": (plain(report.title.value), {plain(truth.title)} if truth.title else set()),
        "outlet": (plain(report.outlet.value), {plain(name) for name in truth.outlets}),
        "authors": (tuple(sorted(map(plain, report.authors.value or ()))), {tuple(sorted(map(plain, truth.authors)))}),
        "date": (day, {truth.published}),
    }
    for name, (got, right) in pairs.items():
        if not right:  # what the head does not say, the corpus's own text may
            continue
        tally[f"{name} n"] += 1
        tally[f"{name} right"] += got in right
        if got not in right:
            tally[f"wrong {name} {truth.make}"] += 1
            errors.append(f"{name.upper()} [{truth.make}] got {got!r}, not {right!r}: {report.text[:300]!r} ... {report.text[-120:]!r}")


def plain(text: str | None) -> str:
    """Words in small letters without marks."""
    return " ".join("".join(c if c.isalnum() else " " for c in (text or "").casefold()).split())


def shares(tally: Counter[str]) -> dict[str, float]:
    """What was found of the reports, and what of it is right, from the counts of pages that were judged."""
    precision, recall = tally["matched"] / max(1, tally["predicted"]), tally["matched"] / max(1, tally["true"])
    out = {"reports": tally["true"], "precision": precision, "recall": recall, "f1": 2 * precision * recall / max(1e-9, precision + recall)}
    return out | {name: tally[f"{name} right"] / max(1, tally[f"{name} n"]) for name in FACTS}


def run_makes(texts: Sequence[tuple[str, Sequence[str]]], half: str, pages: int, seed: int, show: int) -> dict[str, float]:
    """Measure one half on ``pages`` random pages of five to eight reports."""
    rng, tally, errors = random.Random(seed), Counter[str](), list[str]()
    chosen = makes(half)
    for _ in range(pages):
        page, truths = page_of_makes(rng.sample(list(texts), rng.randrange(5, 9)), chosen, rng)
        judge_makes(page, truths, tally, errors)
    rng.shuffle(errors)
    for error in errors[:show]:
        print(error)
    for key, count in sorted(tally.items(), key=lambda item: -item[1]):
        if show and key.startswith(("missed", "wrong")):
            print(f"{count:5} of {tally['n ' + key.split()[-1]]:3} {key}")
    out = shares(tally)
    # what a user gets: of all reports, those whose start and end and value are right
    out |= {f"all {name}": out[name] * out["recall"] for name in FACTS}
    return {key: round(value, 3) for key, value in out.items()}
