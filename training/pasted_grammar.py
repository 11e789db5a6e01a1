"""Heads and feet put together from `pasted_grammar.txt`: what is said, where, in which words, beside what else, all drawn apart.

Names are marked where they stand, so that every word of a page knows what it names: `OPEN` and `CLOSE` hold the marks of the tags that
`accordingto.intake.piecemodel` learns. Marks are characters that no text holds; `training.pasted_pages` takes them out again.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from accordingto.intake.datelines import dateline
from training.pasted import LISTS, Body, Lines, Sheet, cased
from training.pasted_names import initials_of, outlet, person, place, word

OPEN = "\ue001\ue002\ue003\ue004"  # outlet, author, place, title
CLOSE = "\ue000"
_DAY, _SEEN = "\ue005\ue006"  # before a day or a staff, before a caption: marks that name nothing
MARKS = f"{OPEN}{CLOSE}{_DAY}{_SEEN}"
_SIGNS = f"{MARKS} "
_TAGS = {"outlet": 0, "author": 1, "place": 2, "title": 3}
_FIELD = re.compile(r"\{(\w+)(?::(upper|lower))?\}")
_ROLES: tuple[str, ...] = tuple(LISTS["roles"])
_SECTIONS: tuple[str, ...] = tuple(LISTS["desks"])
_FORMS, _CLOCKS, _ZONES = LISTS["forms"], [c.strip(" ,-|/·at") for c in LISTS["clocks"] if c], LISTS["zones"]


def _rules() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            name = line[2:]
            found[name] = []
        elif line and not line.startswith("# ") and name:
            found[name].append(line)
    return found


_RULES = _rules()


def marked(text: str, tag: str) -> str:
    """A text between the marks of a tag."""
    return f"{OPEN[_TAGS[tag]]}{text}{CLOSE}"


def mark_names(sheet: Sheet) -> None:
    """Mark the names that a head of another make holds, where they stand."""
    for tag, name in sorted(sheet.says, key=lambda said: -len(said[1])):
        if len(name) < 2:
            continue
        form = re.compile(rf"(?<![\w{OPEN}]){re.escape(name)}(?!\w)", re.IGNORECASE)
        for lines, last in ((sheet.head, len(sheet.head)), (sheet.body, 1), (sheet.foot, len(sheet.foot))):
            for at, (line, label) in enumerate(lines[:last]):
                if tag == "title" and (lines is not sheet.head or label != "title"):
                    continue
                cut = len(line) if lines is not sheet.body else min(len(line), 90)
                lines[at] = (form.sub(lambda m: marked(m.group(), tag), line[:cut]) + line[cut:], label)  # noqa: B023
    sheet.says = ()


class Told:
    """What one report says of itself, and the words for it."""

    def __init__(self, article: Body, others: Sequence[Body], day: datetime, named: tuple[str, str, str], rng: random.Random) -> None:
        self.article, self.others, self.day, self.rng = article, others, day, rng
        self.outlet, self.short, self.kind = named
        self.people = [person(rng) for _ in range(4)]
        self.taken = 0
        self.spots = [place(rng) for _ in range(2)]
        self.rival = outlet(rng)
        bare = re.sub(r"[^a-z0-9]", "", self.outlet.casefold()) or word(rng).lower()
        self.host = f"{bare}.{rng.choice(('example', 'example.org', 'example.com'))}"
        if self.kind == "site":
            self.host = self.outlet.casefold()

    def fill(self, form: str) -> str:
        """A form with its fields filled, deeper ones too."""
        return _FIELD.sub(lambda m: self._field(m[1], m[2] or ""), form)

    def rule(self, name: str) -> str:
        """One form of a rule, filled."""
        made = self.fill(self.rng.choice(_RULES[name]))
        return {"staff": _DAY, "caption": _SEEN}.get(name, "") + made

    def _field(self, name: str, case: str) -> str:
        text = self._plain(name)
        if name in ("D", "C"):
            text = _DAY + text
        if case:
            text = text.upper() if case == "upper" else text.lower()
        return text

    def _plain(self, name: str) -> str:
        rng = self.rng
        if name in _RULES:
            return self.rule(name)
        if name in ("A", "AA"):
            return self._authors(1 if name == "A" else rng.choice((1, 1, 1, 2, 2, 3)))
        return _FIELDS[name](self)

    def _authors(self, count: int) -> str:
        found = [marked(self.people[(self.taken + k) % 4], "author") for k in range(count)]
        self.taken += count
        if count == 1:
            return found[0]
        link = self.rng.choice((" and ", " and ", " and ", " & ", ", ", " / ", "; "))
        return ", ".join(found[:-1]) + link + found[-1]

    def date(self, day: datetime) -> str:
        """A day as papers write it."""
        return day.strftime(self.rng.choice(_FORMS))

    def clock(self) -> str:
        form = self.rng.choice(("%H:%M", "%H.%M", "%-I:%M %p", "%-I.%M%p", "%H%M", "%H:%M:%S", "%-I%p"))
        return self.day.strftime(form) + (self.rng.choice(_ZONES) if self.rng.random() < 0.4 else "")

    def loud(self) -> str:
        """A few small words of a text as a tabloid's title ("MARKET OF DEATH"); empty where there are none."""
        found = _LOUD.findall(self.rng.choice(self.rng.choice(self.others).paragraphs)[:600])
        if not found:
            return ""
        text: str = self.rng.choice(found)
        text = text.upper() if self.rng.random() < 0.6 else text.capitalize() if self.rng.random() < 0.5 else string.capwords(text)
        return text + self.rng.choice(("", "", "", "", "!", "?"))

    def words(self, least: int, most: int) -> str:
        """Some words of another text."""
        sentence = self.rng.choice(self.rng.choice(self.others).paragraphs).split()
        return " ".join(sentence[: self.rng.randrange(least, most)]).rstrip(",;:.")


_FIELDS: dict[str, Callable[[Told], str]] = {
    "O": lambda t: marked(t.outlet, "outlet"),
    "S": lambda t: marked(t.short, "outlet"),
    "o": lambda t: t.rival[0],
    "oS": lambda t: t.rival[1],
    "X": lambda t: person(t.rng),
    "P": lambda t: marked(t.rng.choice(t.spots), "place"),
    "D": lambda t: t.date(t.day) + (f"{t.rng.choice((', ', ' ', ' - ', ' at '))}{t.clock()}" if t.rng.random() < 0.2 else ""),
    "d": lambda t: t.day.strftime(t.rng.choice(("%B %-d", "%b %-d", "%b. %-d", "%-d %B", "%d %b"))),
    "L": lambda t: t.date(t.day + timedelta(hours=t.rng.randrange(1, 90))),
    "Y": lambda t: str(t.day.year),
    "C": lambda t: t.clock(),
    "R": lambda t: t.rng.choice(_ROLES),
    "sec": lambda t: t.rng.choice(_SECTIONS),
    "w": lambda t: word(t.rng),
    "l": lambda t: word(t.rng).lower(),
    "n": lambda t: str(t.rng.randrange(1, 30)),
    "U": lambda t: (
        f"https://www.{t.host}/{t.rng.choice(('news', 'world', 'a', 'en', f'{t.day:%Y/%m}'))}/{word(t.rng).lower()}-{word(t.rng).lower()}"
    ),
    "dom": lambda t: t.host,
    "h": lambda t: t.rng.choice(
        (word(t.rng).lower(), f"{word(t.rng).lower()}_{t.rng.randrange(99)}", t.people[0].lower().replace(" ", ""))
    ),
    "other": lambda t: t.rng.choice(t.others).title,
    "T2": lambda t: t.article.title,
    "bit": lambda t: t.words(4, 14),
    "sent": lambda t: t.words(8, 26) + ".",
    "record": lambda t: _record(t),
    "initials": lambda t: "/".join("".join(t.rng.sample(string.ascii_lowercase, 2)) for _ in range(t.rng.choice((2, 2, 3)))),
}


_KEYS = {"O": LISTS["key_outlet"], "A": LISTS["key_author"], "D": LISTS["key_date"]}


def _record(told: Told) -> str:
    """Fields of an export or a library: keys beside their values, or above them."""
    rng = told.rng
    link = rng.choice((": ", ": ", ": ", " - ", " ", " = ", "\t", " // ", " // ", ":// "))
    short = rng.random() < 0.25
    fields = [name for name, chance in (("O", 0.85), ("A", 0.6), ("D", 0.9)) if rng.random() < chance]
    rows = []
    for name in fields:
        key = "".join(rng.sample(string.ascii_uppercase, 2)) if short else rng.choice(_KEYS[name])
        values: dict[str, tuple[str, ...]] = {
            "O": ("{O}", "{O}", "{O}", "{O:upper}", "{O} ({P})", "{O}, {P}"),
            "A": ("{AA}", "{A}", "{A:upper}", "By {A}", "{A}, {R}"),
            "D": ("{D}",),
        }
        rows.append(f"{key}{' ' if short else link}{rng.choice(values[name])}")
    for _ in range(rng.choice((0, 1, 2, 3, 5))):
        key = "".join(rng.sample(string.ascii_uppercase, 2)) if short else rng.choice(LISTS["key_other"])
        value = rng.choice(
            (
                "{n}{n}{n} words",
                "English",
                "{P}",
                "{sec}",
                "{w}",
                "{n}",
                "{U}",
                "p. {n}",
                "{sec}; p. {n}",
                "{X}",
                "{w}; {w}; {w}",
                "{L}",
                "View original",
                "{w} {w}",
                "{bit}",
            )
        )
        rows.append(f"{key}{' ' if short else link}{value}")
    rng.shuffle(rows)
    return told.fill(" // ".join(rows).replace(":// ", ": // "))


_DOES = tuple(
    f"{OPEN[3]}{verb}{CLOSE}"
    for verb in (
        "condemns",
        "calls for",
        "confirms",
        "denies",
        "regrets",
        "welcomes",
        "announces",
        "says",
        "warns of",
        "responds to",
        "mourns",
        "rejects",
    )
)
_LOUD = re.compile(
    r"\b[a-z]{4,} (?:of|at|in|on|for|from|under|over|without|and|after|by) (?:the |a |an )?[a-z]{4,}\b"
    r"|\bthe [a-z]{4,} (?:that|who) [a-z]{4,} [a-z]{3,}\b"
)


def _title(told: Told) -> str:
    """The title, as it is or in capitals, as a question, with a kicker, short and loud, or with the one who speaks in it."""
    rng, title = told.rng, told.article.title
    draw = rng.random()
    if told.kind in ("office", "body", "firm") and rng.random() < 0.25:
        rest = " ".join(title.split()[1:]).lower()
        return rng.choice(
            (
                f"{{O}} {rng.choice(_DOES)} {rest}",
                f"{{O}} {rng.choice(_DOES)} {rest}",
                f"{{O}}: {marked(rest, 'title')}",
                f"Statement {rng.choice(('of', 'by', 'from'))} the {{O}} on {marked(rest, 'title')}",
                f"{{O}} statement on {marked(rest, 'title')}",
                f"Message from {{O}} {marked('to ' + rest, 'title')}",
            )
        )
    if rng.random() < 0.2 and (loud := told.loud()):
        return marked(loud, "title")
    if draw < 0.14:
        title = title.upper()
    elif draw < 0.22:
        title = string.capwords(title)
    elif draw < 0.25:
        title = title.rstrip(".") + "."
    elif draw < 0.27:
        title = title.lower()
    elif draw < 0.32:
        left, right = rng.choice(("‘’", "“”", '""', "''"))
        title = f"{left}{title}{right}" if rng.random() < 0.3 else f"{left}{' '.join(title.split()[:4])}{right}: {title}"
    elif draw < 0.36:
        title = f"{word(rng)}{rng.choice((': ', ' crisis: ', ' – '))}{title}"
    elif draw < 0.4:
        title = f"{' '.join(title.split()[:7])}{rng.choice('?!')}"
    elif draw < 0.5:
        title = cased(" ".join(title.split()[: rng.randrange(2, 6)]), rng, 0.6) + rng.choice(("", "", "", "!", "?"))
    core = marked(title, "title")
    draw = rng.random()
    if draw < 0.05:
        return f"{rng.choice(('#', '##', '⚡️', '🔴', '❗', '‼️', '•', 'Headline:', 'Title:', 'Subject:', 'Re:', '►', '>>'))} {core}"
    if draw < 0.07:
        return f"{rng.choice(('LIVE', 'CLOSED', 'Video', 'Watch', 'Updated'))} | {core}"
    if draw < 0.11:
        return rng.choice(
            (
                f"{core} | {{O}}",
                f"{core} - {{O}}",
                f"{core} — {{O}}",
                f"{core} ({{O}}, {{D}})",
                f"{core} ({{O}})",
                f"[{{O}}] {core}",
                f"{core} | {{sec}} | {{O}}",
                f"{{O}}: {core}",
                f"{{O}} | {core}",
                f"{{D}} – {{O}} – {core}",
            )
        )
    if draw < 0.13:
        return f"**{core}**"
    return core


def grammar_sheet(article: Body, others: Sequence[Body], day: datetime, named: tuple[str, str, str], rng: random.Random) -> Sheet:
    """A report under a head of the grammar."""
    told = Told(_bare(article), others, day, named, rng)
    head: Lines = []
    schemes = ("block",) * 11 + ("apart",) * 5 + ("few",) * 3 + ("none",) * 2
    scheme = rng.choice(schemes)
    groups: list[str] = []
    if scheme == "block":
        groups.append("block")
        if rng.random() < 0.25:
            groups.append(rng.choice(("author", "day", "outlet", "both", "staff")))
    elif scheme == "apart":
        groups += [name for name, chance in (("outlet", 0.7), ("author", 0.6), ("day", 0.8), ("staff", 0.1)) if rng.random() < chance]
        rng.shuffle(groups)
    elif scheme == "few":
        groups.append(rng.choice(("outlet", "author", "day", "both", "staff")))
    above = rng.choice((0, 0, 0, len(groups), rng.randrange(len(groups) + 1)))
    for name in groups[:above]:
        head += _lines(told, name)
    if rng.random() < 0.22:
        head[rng.randrange(len(head) + 1) : 0] = _lines(told, "kicker")
    title = _title(told)
    titled = rng.random() > 0.04 or not groups
    if titled:
        head += [(told.fill(title), "title")]
        _standfirst(head, told)
    for name in groups[above:]:
        head += _lines(told, name)
    if rng.random() < 0.06 and head:
        head.append((told.words(4, 16) + rng.choice((".", "", "")), "deck"))
    _furnish(head, told)
    said = {tag for tag in "OA" if any(OPEN["OA".index(tag)] in line for line, _ in head)}
    opening = _opening(told, known="O" in said)
    if OPEN[0] in opening:
        said.add("O")
    foot = _foot(told, said)
    body = list(told.article.paragraphs)
    body[0] = opening + body[0]
    own = 0.1 if "O" in said else 0.15
    for name, chance in (("mention", own), ("mention_rival", own)):
        if rng.random() < chance:
            at = rng.randrange(len(body))
            body[at] = f"{body[at]} {told.rule(name)}"
    return Sheet(head, [(line, "body") for line in body], foot)


def _bare(article: Body) -> Body:
    """A text without the dateline of the agency that really wrote it."""
    found = dateline(article.paragraphs[0])
    if found is None:
        return article
    return Body(article.title, (article.paragraphs[0][found.end :], *article.paragraphs[1:]), article.raw)


def _lines(told: Told, name: str) -> Lines:
    """The lines of one form, each with its label."""
    return [(line.strip(), _label(line)) for line in told.rule(name).split(" // ") if line.strip(_SIGNS)]


def _label(line: str) -> str:
    if any(mark in line for mark in (*OPEN[:2], _DAY)):
        return "meta"
    return "deck" if _SEEN in line else "junk"


def _standfirst(head: Lines, told: Told) -> None:
    """What may stand below a title: a second headline, a deck, bullets."""
    rng = told.rng
    short = len(head[-1][0].split()) < 6
    if rng.random() < (0.6 if short else 0.18):
        text = (
            told.article.title
            if short and rng.random() < 0.4
            else rng.choice(told.others).title
            if rng.random() < 0.5
            else told.words(8, 26) + rng.choice((".", ""))
        )
        head.append((text, "deck"))
    if rng.random() < 0.08:
        mark = rng.choice(("•", "●", "**", "-", "–", "*", "▪"))
        bits = [told.words(4, 10) for _ in range(rng.choice((2, 2, 3)))]
        if rng.random() < 0.5:
            head.append((" ".join(f"{mark} {bit}" for bit in bits), "deck"))
        else:
            head += [(f"{mark} {bit}", "deck") for bit in bits]


def _furnish(head: Lines, told: Told) -> None:
    rng = told.rng
    if rng.random() < 0.22:
        head.insert(rng.randrange(1, len(head) + 1), (told.rule("caption"), "deck"))
    for _ in range(rng.choice((0, 0, 0, 0, 1, 1, 2, 4))):
        head.insert(rng.randrange(1, len(head) + 1), (told.rule("button"), "junk"))
    if rng.random() < 0.1:
        head.insert(rng.randrange(1, len(head) + 1), (told.rule("extra"), "junk"))
    if rng.random() < 0.06:
        title = next((k for k, (_, label) in enumerate(head) if label == "title"), 0)
        head.insert(rng.randrange(title + 1), (told.rule("release"), "junk"))


def _opening(told: Told, *, known: bool) -> str:
    rng = told.rng
    draw = rng.random()
    if draw < (0.14 if known else 0.4):
        return told.rule("opening") if rng.random() < 0.95 else f"{told.rule('opening').rstrip()} "
    if draw < 0.2 and known:
        return told.rule("opening_rival")
    return told.rule("opening_place") if draw > 0.8 else ""


def _foot(told: Told, said: set[str]) -> Lines:
    """Lines below the text; where the head leaves the outlet or the author open, they may stand here."""
    rng = told.rng
    forms: list[str] = []
    if rng.random() < (0.15 if "O" in said else 0.6):
        forms.append(rng.choice(_RULES["foot_outlet"]))
    if rng.random() < (0.06 if "A" in said else 0.3):
        forms.append(rng.choice([form for form in _RULES["foot_author"] if "O" in said or "{O}" not in form or rng.random() < 0.3]))
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        forms.insert(rng.randrange(len(forms) + 1), rng.choice(_RULES["foot_junk"]))
    if "A" in said:  # who is known from the head is named again, in other words
        told.taken = 0
    lines = [line for form in forms for line in told.fill(form).split(" // ")]
    return [(line, "foot") for line in lines if line.strip(_SIGNS)]


def group(rng: random.Random) -> list[tuple[str, str, str]]:
    """The outlets of one page, some under names of several shapes."""
    named = [outlet(rng) for _ in range(rng.choice((1, 2, 4, 8)))]
    return [(name, short if short != name else initials_of(name) or short, kind) for name, short, kind in named]
