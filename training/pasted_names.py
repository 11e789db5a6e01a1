"""Invented names for invented heads: outlets, persons and places in all the shapes that real ones have."""

from __future__ import annotations

import random
import string
import tomllib
from pathlib import Path

from bench.free_heads import invented_word

from accordingto.data import words as word_list

NAMES = tomllib.loads(Path(__file__).with_name("pasted_names.toml").read_text(encoding="utf-8"))
_GIVEN = sorted(word for word in word_list("naming", "given_names") if len(word) > 2)
_TRADES: list[str] = NAMES["trades"].split()
_WIRES: list[str] = NAMES["wires"].split("\n")
_COMMON: list[str] = NAMES["common"].split()
_NOUNS: list[str] = NAMES["nouns"].split()
_FOREIGN: list[str] = [line for line in NAMES["foreign"].split("\n") if line]
_OFFICES: list[str] = [line for line in NAMES["offices"].split("\n") if line]
_BODIES: list[str] = [line for line in NAMES["bodies"].split("\n") if line]
_FIRMS: list[str] = [line for line in NAMES["firms"].split("\n") if line]
_BLOGS: list[str] = [line for line in NAMES["blogs"].split("\n") if line]
_CHANNELS: list[str] = [line for line in NAMES["channels"].split("\n") if line]
_SURNAMES: list[str] = NAMES["surnames"].split()
_PARTICLES: list[str] = [line for line in NAMES["particles"].split("\n") if line]
_ENDINGS: list[str] = NAMES["endings"].split()
_FIRST = ("Port", "San", "New", "El", "Saint", "St", "Cape", "Fort", "Upper", "East", "Al", "Santa", "Los", "North")
_VOWELS = "aeiouyáéöüäåøı"
_CONSONANTS = [
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "q",
    "r",
    "s",
    "t",
    "v",
    "w",
    "x",
    "z",
    "ch",
    "sch",
    "zh",
    "dz",
    "ng",
    "th",
    "qu",
    "ll",
    "ss",
    "tt",
    "kw",
    "mb",
    "nd",
    "š",
    "ç",
    "ž",
    "ñ",
]


def word(rng: random.Random) -> str:
    """A capitalised word of one of many sounds."""
    draw = rng.random()
    if draw < 0.6:
        return invented_word(rng)
    stem = "".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(rng.choice((1, 2, 2, 3))))
    stem = stem if rng.random() < 0.5 else stem + rng.choice(_CONSONANTS)
    if draw < 0.75:
        stem = rng.choice(_VOWELS) + stem
    return stem[0].upper() + stem[1:]


def place(rng: random.Random) -> str:
    """A town, of one to three words."""
    draw = rng.random()
    if draw < 0.55:
        return word(rng)
    if draw < 0.7:
        return f"{rng.choice(_FIRST)} {word(rng)}"
    if draw < 0.8:
        return word(rng) + rng.choice(("ville", "grad", "burg", "abad", "ford", "stad", "haven", "pur", "mouth", "stan", "ia", "land"))
    if draw < 0.88:
        return f"{word(rng)} {rng.choice(('City', 'Bay', 'Harbour', 'Hills', 'Falls', 'Springs', 'Beach', 'Ridge', 'Province'))}"
    if draw < 0.94:
        return f"{word(rng)}-{word(rng)}" if rng.random() < 0.5 else f"Al-{word(rng)}"
    return f"{word(rng)} {rng.choice(('on', 'upon', 'de', 'am', 'del'))} {word(rng)}"


def person(rng: random.Random) -> str:
    """A person: given names of a list or none, initials, particles, double names, names that are words."""
    draw = rng.random()
    given = rng.choice(_GIVEN).capitalize() if draw < 0.55 else word(rng)
    extra = rng.random()
    if extra < 0.05:
        given = f"{given}-{rng.choice(_GIVEN).capitalize()}"
    elif extra < 0.1:
        given = f"{rng.choice(string.ascii_uppercase)}."
    elif extra < 0.14:
        given = f"{rng.choice(string.ascii_uppercase)}.{rng.choice(('', ' '))}{rng.choice(string.ascii_uppercase)}."
    elif extra < 0.2:
        given = f"{given} {rng.choice(string.ascii_uppercase)}."
    elif extra < 0.25:
        given = f"{given} {rng.choice(_GIVEN).capitalize()}"
    last = rng.random()
    if last < 0.5:
        surname = word(rng)
    elif last < 0.72:
        surname = rng.choice(_SURNAMES).capitalize()
    elif last < 0.84:
        surname = word(rng) + rng.choice(_ENDINGS)
    elif last < 0.92:
        surname = f"{rng.choice(_PARTICLES)} {word(rng)}"
    elif last < 0.96:
        surname = f"{word(rng)}-{rng.choice(_SURNAMES).capitalize() if rng.random() < 0.5 else word(rng)}"
    else:
        surname = rng.choice(("O’", "O'", "Mc", "D’", "Mac", "al-", "Al-", "El-", "Abu ")) + word(rng)
    title = rng.choice(("Dr ", "Prof ", "Sir ", "Rev. ", "Capt. ")) if rng.random() < 0.02 else ""
    return f"{title}{given} {surname}" if rng.random() < 0.97 else given if "." not in given else f"{given} {surname}"


def _filled(form: str, rng: random.Random) -> str:
    """A form with its fields' words."""
    while "{" in form:
        for name, made in (
            ("{w}", word),
            ("{p}", place),
            ("{l}", lambda r: word(r).lower()),
            ("{s}", lambda r: rng.choice(_SURNAMES).capitalize()),
            ("{t}", lambda r: r.choice(_TRADES)),
            ("{c}", lambda r: r.choice(_COMMON)),
            ("{n}", lambda r: r.choice(_NOUNS)),
            ("{a}", lambda r: "".join(r.sample(string.ascii_uppercase, r.choice((2, 3, 3, 4))))),
            ("{d}", lambda r: str(r.randrange(2, 99))),
            ("{g}", lambda r: r.choice(_GIVEN).capitalize()),
        ):
            if name in form:
                form = form.replace(name, made(rng), 1)
    return form


def initials_of(name: str) -> str:
    """The initials of a name's solid words."""
    return "".join(
        part[0]
        for part in name.replace("-", " ").split()
        if part[0].isalpha() and part.lower() not in ("the", "of", "for", "and", "de", "la")
    ).upper()


def outlet(rng: random.Random) -> tuple[str, str, str]:
    """An outlet's name, its short name, and its kind: paper, air, wire, office, body, firm, blog, channel or site."""
    kind = rng.choices(("paper", "air", "wire", "office", "body", "firm", "blog", "channel", "site"), (34, 11, 14, 9, 8, 2, 8, 7, 7))[0]
    short = "".join(rng.sample(string.ascii_uppercase, rng.choice((2, 3, 3, 3, 4))))
    if kind == "paper":
        form = rng.choice(
            (
                "The {p} {t}",
                "{p} {t}",
                "The {t}",
                "{w}",
                "The {w}",
                "Daily {t}",
                "The Daily {t}",
                "{p} Evening {t}",
                "The {c} {t}",
                "{c}{n}",
                "{w} {w}",
                "{p} Daily",
                "The {p} {t} & {t}",
                "{p} {t}-{t}",
                "The Weekly {n}",
                "{t} of {p}",
                "{w} Today",
                "{c} {n}",
                "The {n}",
                "{d}th Century {t}",
                "Sunday {t}",
                "The {p}ian",
                "{w} {t}",
                "The {p} {t}",
                "{p} {t}",
                "The {p} {c} {t}",
                "{c} Voice",
                "The {w} Review",
                "Le {w}",
                "Il {w}",
                "Die {w}",
                "La {w}",
                "Al-{w}",
                "{w} al-{w}",
                "{g} {t}",
                "The Morning {t}",
                "{p} Mail",
                "The {s} {t}",
                "{s}'s Weekly",
                "The {n} of {p}",
                *_FOREIGN,
            )
        )
    else:
        forms = {
            "air": _AIR_FORMS,
            "wire": _WIRES,
            "office": _OFFICES,
            "body": _BODIES,
            "firm": _FIRMS,
            "blog": _BLOGS,
            "channel": _CHANNELS,
            "site": _SITES,
        }
        form = rng.choice([one for one in forms[kind] if one])
    name = _filled(form, rng)
    if rng.random() < 0.5 and len(initials_of(name)) > 2:
        short = initials_of(name)[:6]
    if rng.random() < 0.04:
        name = name.lower()
    elif rng.random() < 0.06:
        name = name.upper()
    return name, short, kind


_SITES = (
    "{l}.example",
    "{l}{l}.example.org",
    "www.{l}.example",
    "{l}-{l}.example.com",
    "{l}.example.net",
    "{w}.example",
    "the{l}.example",
    "{l}news.example",
    "{w}24.example",
    "{l}post.example.com",
    "{l}.press.example",
    "{l}watch.example",
)
_AIR_FORMS = tuple(form for form in NAMES["air_forms"].split("\n") if form)
