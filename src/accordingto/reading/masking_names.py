"""Which names of a text give way to a stand-in before the engine reads it, and to which.

States by a table; armed groups, parties and unions by the word for their sort that closes or opens the name ("Red Banner
Front", "Army of the North"); invented or little-known peoples by what the text itself shows: a name and its adjective
("Ardovia", "Ardovian"), or an adjective by form before soldiers, ministers, borders and the like. All by form alone,
nothing by who is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

from accordingto.data import forms, rows
from accordingto.reading.lexicon import words

Edit = tuple[int, int, str]
"""Start and end in the text, and the stand-in."""

# A state that reports seldom mention; its name, adjective and plural are as regular as any.
NAME, ADJECTIVE, PLURAL = "Norway", "Norwegian", "Norwegians"
# No group is neutral to an engine that read news; this one is met on every side of every act.
GROUP = "Fatah"
# A seat of government where it stands alone, as a town or for its state.
SEAT = "Oslo"
# For what may be a place, a group or a person: a word that the engine has never met either.
UNKNOWN = "Karvia"
KINDS = {NAME: "place", SEAT: "place", ADJECTIVE: "nationality", PLURAL: "nationality", GROUP: "organisation"}
"""What sort of name a stand-in stands for, where that is known."""
# Forms that are more often something else: given names, surnames, common words.
_OTHERWISE = frozenset({"Jordan", "Chad", "Georgia", "Us", "Polish", "Dutch", "Malta", "Dominica", "Monaco", "Mali", "Georgian"})
_SORTS = (
    "Front", "Army", "Brigade", "Brigades", "Guard", "Guards", "Movement", "Resistance", "Militia", "Battalion", "Battalions",
    "Legion", "Corps", "Party", "Alliance", "Coalition", "League", "Union", "Faction", "Fighters", "Forces", "Command", "Rebels",
    "Regiment", "Volunteers", "Partisans", "Congress",
)  # fmt: skip
_OPENERS = (
    "Army", "Party", "Front", "Movement", "Sons", "Soldiers", "Union", "League", "Brigades", "Defenders", "Alliance", "Lions", "Martyrs",
    "Fighters", "Guardians", "Friends", "Council",
)  # fmt: skip
_BEGINNINGS = (  # of sentences, not of names
    "The A An In On At By For From To And But Or If As When While After Before Since Until With Without Of This That These Those His Her "
    "Its Their Our My Your Who What Why How Where Which It He She They We You I Is Are Was Were Said Says Both Neither Either Some Many "
    "Most Several Three Two Four Five Six According Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April "
    "May June July August September October November December President Minister General Mr Mrs Ms Dr"
)
_NO_PART = frozenset(_BEGINNINGS.split())
_CAPITAL = r"[A-Z][a-z][^\W\d_A-Z]*(?:[’']s)?"
_CLOSED = re.compile(rf"(?<![\w’'-])((?:{_CAPITAL} ){{1,4}}(?:{'|'.join(_SORTS)}))(?![\w-]| [A-Z]| (?:of|for) (?:the )?[A-Z])")
_OPENED = re.compile(rf"(?<![\w’'-])((?:{'|'.join(_OPENERS)}) (?:of|for) (?:the )?{_CAPITAL}(?: {_CAPITAL})?)(?![\w-]| [A-Z])")
_WORD = re.compile(r"(?<![\w@#.’'-])[A-Z][a-z]{2,}(?![\w@-]|\.\w)")
_RUN = re.compile(r"(?<![\w-])[A-Z][\w’'.-]*(?: (?:(?:al|el|ibn|bin|van|von|de|der|del|di|da|la|le)[ -])?[A-Z][\w’'-]*)+")
_CAPITAL_BEFORE = re.compile(r"(?<!\w)([A-Z][\w.]*) $")
_CAPITAL_AFTER = re.compile(r" (?!(?:International )?Airport)[A-Z]")
_LONGER = re.compile(r" (?:of )?([A-Z]\w+)")
_INSIDE = re.compile(r"[\w,;:’”] ([A-Z][a-z]{2,})(?!\w)")
_LOWER = re.compile(r"(?<!\w)[a-z]{3,}(?!\w)")
_LONG = re.compile(r"\b[^\W\d_]{4,}")
_COMMON = re.compile(r"(?:ing|ly|ed|ers|ists)$")
_LIKE_A_NAME = re.compile(r"(?:[a-z]a|land|stan|ir)$")
_PEOPLE = re.compile(r"[A-Z][a-z]+(?:an|ese|ish|ic|i)")
_ENDINGS = ("n", "an", "ian", "i", "ic", "ese", "ish", "ean")


def edits(text: str, known: Callable[[str], bool]) -> list[Edit]:
    """What is replaced, in order, without overlaps; ``known`` says whether the engine knows a lower-case word as one piece."""
    found = [*_states(text), *_groups(text)]
    found.sort(key=lambda e: (e[0], -e[1]))
    kept: list[Edit] = []
    for one in found:
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return _with_peoples(text, kept, known)


def _states(text: str) -> Iterator[Edit]:
    forms = _forms()
    for match in _pattern().finditer(text):
        if (match[0] not in _OTHERWISE and forms[match[0]] != SEAT) or _stands_alone(text, match.start(), match.end()):
            longer = _LONGER.match(text, match.end()) if " " in match[0] else None
            if longer is None or longer[1] in forms:
                yield match.start(), longer.end() if longer else match.end(), forms[match[0]]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no capital stands beside a form that is a given name or surname as well."""
    return not _CAPITAL_AFTER.match(text, end) and not _follows_capital(text, start)


def _follows_capital(text: str, at: int) -> bool:
    before = _CAPITAL_BEFORE.search(text, max(0, at - 24), at)
    return before is not None and before[1] not in _NO_PART and not (len(before[1]) > 5 and before[1].endswith("."))


def _groups(text: str) -> Iterator[Edit]:
    names: set[str] = set()
    for pattern in (_CLOSED, _OPENED):
        for match in pattern.finditer(text):
            first, *rest = match[0].split(" ")
            name = match[0]
            while first in _NO_PART and rest:
                name = " ".join(rest)
                first, *rest = rest
            if not rest or _follows_capital(text, match.start()) or _forms().keys() & set(re.split(r"[ ’']", name)):
                continue
            if not _is_titled(text, match.start()):
                names.add(name)
    if not names:
        return
    every = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w’'-])(?:{every})(?![\w-])", text):
        yield match.start(), match.end(), GROUP


def _is_titled(text: str, at: int) -> bool:
    """Whether a line is written in capitals, as headlines are: there a run of capitals is no name."""
    end = text.find("\n", at)
    return _has_title_case(text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)])


def _has_title_case(line: str) -> bool:
    long = _LONG.findall(line)
    return len(long) > 3 and sum(word[0].isupper() for word in long) > 0.8 * len(long)


def _with_peoples(text: str, found: list[Edit], known: Callable[[str], bool]) -> list[Edit]:
    """Names and adjectives of one word that stand in no table and that the engine has hardly met."""
    single = [m for m in _WORD.finditer(text) if not known(m[0].lower())]
    free, lone = _lone(text, {m[0] for m in single})
    placed = set(_placed().findall(text))
    stand_ins = {form: NAME if form in placed else UNKNOWN for form in lone}
    for m in single:
        if m[0] in free and _PEOPLE.fullmatch(m[0]) and _describes(text, m.end()):
            stand_ins |= {m[0]: ADJECTIVE, m[0] + "s": PLURAL}
    for form in sorted(free):
        for base in _bases(form):
            if base in free:
                stand_ins |= {form: ADJECTIVE, base: NAME, form + "s": PLURAL}
    starts, ends = [start for start, _, _ in found], [end for _, end, _ in found]
    more = []
    for m in single:
        before = bisect_right(starts, m.start()) - 1
        if m[0] in stand_ins and (before < 0 or ends[before] <= m.start()):
            more.append((m.start(), m.end(), stand_ins[m[0]]))
    return sorted([*found, *more])


def _lone(text: str, forms: set[str]) -> tuple[set[str], set[str]]:
    """Those that never stand beside another capital, so that they are no surname and no part of a longer name; and those of
    them that are names for sure: one that is only met where a sentence begins must look like a name."""
    if not forms:
        return set(), set()
    lower = set(_LOWER.findall(text))
    inside: set[str] = set()
    beside: set[str] = set()
    for line in text.split("\n"):
        if not _has_title_case(line):
            beside.update(word for run in _RUN.findall(line) for word in _parts_of_name(run))
            inside.update(_INSIDE.findall(line))
    free = {form for form in forms - beside if form.lower() not in lower and not _COMMON.search(form)}
    return free, {form for form in free if form in inside or _LIKE_A_NAME.search(form)}


def _parts_of_name(run: str) -> list[str]:
    """The words of a run of capitals that is one name; none of "In Orvale", whose first word only begins a sentence."""
    parts = re.split(r"[ .]+", run)
    while parts and parts[0] in _NO_PART:
        del parts[0]
    return parts if len(parts) > 1 else []


def _bases(form: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 3:
            base = form[: -len(ending)]
            yield base
            yield base + "a"


def _describes(text: str, end: int) -> bool:
    """Whether a word for soldiers, an office or the like follows."""
    following = re.match(r" (?:\w+ )?([a-z]+)", text[end : end + 40])
    direct = re.match(r" ([a-z]+)", text[end : end + 24])
    known = words("events", "classes", "forces") | words("titles", "roles") | words("titles", "sources", "organisation")
    return any(m is not None and (m[1] in known or m[1].removesuffix("s") in known) for m in (direct, following))


@lru_cache(maxsize=1)
def _placed() -> re.Pattern[str]:
    """A capital that its place in the phrase shows to be a state: "the president of Velmora"."""
    offices = "|".join(sorted(map(re.escape, words("titles", "roles")), key=len, reverse=True))
    return re.compile(rf"\b(?:{offices}|government|army) of ([A-Z][a-z]+)\b")


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Every form of a state, and every seat of government, that is replaced, and by what; a form of both is the state's."""
    found: dict[str, str] = {}
    towns: list[str] = []
    for _, name, others, demonyms, seats in rows("states"):
        for form in (name, *forms(others)):
            _add(found, form, NAME)
        for form in forms(demonyms):
            plural = form.endswith("s") and form[:-1] in forms(demonyms)
            _add(found, form, PLURAL if plural else ADJECTIVE)
        towns += forms(seats)
    for form in towns:
        _add(found, form, SEAT)
    return found


def _add(found: dict[str, str], form: str, stand_in: str) -> None:
    if form and form[0].isupper() and re.fullmatch(r"[^\W\d_]+(?: [A-Z][^\W\d_]+)*|(?:[A-Z]\.)+", form):
        found.setdefault(form, stand_in)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    every = "|".join(sorted(map(re.escape, _forms()), key=len, reverse=True))
    return re.compile(rf"(?<![\w.@#])(?<!\w[’'])(?:{every})(?![\w@]|\.\w)")
