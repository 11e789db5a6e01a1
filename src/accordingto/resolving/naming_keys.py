"""What each name of a report is known by: its key, before other reports are looked at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from accordingto.data import words
from accordingto.model.reading import Name, Reading
from accordingto.model.text import Span
from accordingto.resolving.folding import fold, name_key
from accordingto.resolving.naming_bodies import body_words, formal_state, is_organ, leading_state
from accordingto.resolving.tables import bodies, demonyms, seats, state_of, states

_NOT_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|to|from|outside|inside|around|across|of|over|into|"
                               r"toward|towards|north|south|east|west|central|downtown)\s+$",
                               re.IGNORECASE)  # fmt: skip
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|outside|inside|around|across|into|toward|towards|north|south|east|west|central|downtown)\s+$", re.I
)
_PLACE_AFTER = re.compile(r"^,\s+[A-Z]")
_VESSEL = re.compile(
    r"\b(?:ferry|ship|tanker|vessel|freighter|trawler|frigate|destroyer|warship|submarine|yacht|barge|steamer|carrier|MV|MS|SS|USS|HMS)\s+(?:the\s+)?[“\"‘']?$"
)
_RANK = re.compile(r"(?:General|Colonel|Major|Captain|Lieutenant|Admiral|Commander|Marshal|Sergeant)")
_NEXT = re.compile(r" ([A-Z][a-z]+)\b")
_PREVIOUS = re.compile(r"\b([A-Z][a-z]+) $")
_OWNS = re.compile(r"(?:['’]s?)?\s")
_DIRECTIONS = frozenset({"north", "south", "east", "west"})


def keys_of(text: str, reading: Reading) -> tuple[str, ...]:
    """The key of every name: ``state:XX``, ``body:key``, ``p|words`` (a person), ``l|words`` (a place), ``n|words``; a body of a state by
    its words after the state's code (``n|=FR foreign ministry``)."""
    names = reading.names
    speaking = _speaking(reading)
    full_people = {name_key(n.span.of(text)) for n in names if n.kind == "person" and len(name_key(n.span.of(text))) > 1}
    whole = [_vessel_form(text, n) for n in names]
    vessels = {whole[i] for i, n in enumerate(names) if _is_vessel(text, n)}
    keys: list[str] = []
    for i, name in enumerate(names):
        key = f"n|{whole[i]}" if whole[i] in vessels else _key(text, name, i in speaking, full_people)
        keys.append(_of_state(text, names, i, key))
    return tuple(_halves_of_states(text, names, _parted(_people_as_places(text, names, keys))))


def _of_state(text: str, names: Sequence[Name], at: int, key: str) -> str:
    """The key of a state's ministry, army or office with its state, where that stands in the name, before it or after "of"."""
    name = names[at]
    if not key.startswith("n|") or name.kind not in ("organisation", "facility", "other", "place") or not is_organ(name.span.of(text)):
        return key
    form = name.span.of(text)
    code, rest = leading_state(form)
    if code is None and at > 0:
        before = names[at - 1].span
        if _OWNS.fullmatch(text[before.end : name.span.start]):
            code = state_of(before.of(text))
    if code is None and at + 1 < len(names):
        after = names[at + 1].span
        if text[name.span.end : after.start] in (" of ", " of the "):
            code = state_of(after.of(text))
    plain = " ".join(body_words(rest))
    return f"n|={code} {plain}" if code is not None else f"n|{plain}"


def _people_as_places(text: str, names: Sequence[Name], keys: list[str]) -> list[str]:
    """Single words that are the given or family name of somebody whom the report names in full, and that nothing around them says are a
    place: they are read as that person's."""
    parts = {part for key in keys if key.startswith("p|") and " " in key for part in (key[2:].split()[0], key.split()[-1])}
    where: dict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        if key[1] == "|" and " " not in key and key[2:] in parts and names[i].kind in ("place", "facility", "other"):
            where[key].append(i)
    for key, mentions in where.items():
        spans = [names[i].span for i in mentions]
        if not any(
            _PLACE_BEFORE.search(text[max(0, s.start - 14) : s.start]) or _PLACE_AFTER.match(text[s.end : s.end + 4]) for s in spans
        ):
            for i in mentions:
                keys[i] = f"p|{key[2:]}"
    return keys


def _parted(keys: list[str]) -> list[str]:
    """Names that were run together out of two of the report ("Reed Front Tomas Marrant") are known by the second, a person's."""
    known = {key[2:] for key in keys if key[1] == "|"}
    people = {key[2:] for key in keys if key.startswith("p|") and " " in key}
    for i, key in enumerate(keys):
        parts = key[2:].split() if key.startswith("p|") else []
        for cut in range(2, len(parts) - 1):
            if " ".join(parts[:cut]) in known and " ".join(parts[cut:]) in people:
                keys[i] = "p|" + " ".join(parts[cut:])
                break
    return keys


def _halves_of_states(text: str, names: Sequence[Name], keys: list[str]) -> list[str]:
    """ "The North" where the report names one state that is called so, "North" and something."""
    named: dict[str, set[str]] = defaultdict(set)
    for key in set(keys):
        if key.startswith("state:"):
            first, _, rest = fold(states()[key[6:]].name).partition(" ")
            if rest and first in _DIRECTIONS:
                named[first].add(key)
    for i, key in enumerate(keys) if named else ():
        found = named.get(key[2:], set())
        if len(found) == 1 and re.search(r"\b[Tt]he $", text[: names[i].span.start][-5:]):
            keys[i] = next(iter(found))
    return keys


def _with_rank(text: str, name: Name) -> Span:
    """A name with the capitalised rank that stands before it, which is a part of it where it names a ship ("the ferry Captain Orlo")."""
    title = name.title
    ranked = title is not None and title.end <= name.span.start <= title.end + 1 and _RANK.fullmatch(title.of(text))
    return Span(title.start, name.span.end) if title is not None and ranked else name.span


def _vessel_form(text: str, name: Name) -> str:
    """A name folded, with the rank that may be part of a ship's name and without the letters that stand before one ("MV")."""
    plain = fold(_with_rank(text, name).of(text))
    first, _, rest = plain.partition(" ")
    return rest if rest and _prefixed(text, name) and first in words("folding", "ships") else plain


def _prefixed(text: str, name: Name) -> bool:
    """Whether a name begins with a ship's letters and no word of it says that it is a body."""
    first, _, rest = name.span.of(text).partition(" ")
    if not rest or not first.isupper() or fold(first) not in words("folding", "ships"):
        return False
    return not is_organ(rest) and words("folding", "classes").isdisjoint(fold(rest).split())


def _is_vessel(text: str, name: Name) -> bool:
    """Whether a sort of vessel stands before a name, or "the" before a rank and one word, which nobody says of a person."""
    span = _with_rank(text, name)
    before = text[max(0, span.start - 24) : span.start]
    if _VESSEL.search(before) or _prefixed(text, name):
        return True
    return span != name.span and " " not in name.span.of(text).strip() and before.endswith((" the ", "\nthe ", "The "))


def _speaking(reading: Reading) -> set[int]:
    """Names that speak or act: where a capital's name stands for its state."""
    found = {s.voice.name for s in reading.statements if s.voice.name is not None and s.voice.kind in ("state", "organisation", "office")}
    for event in reading.events:
        found |= {a.name for a in event.actors if a.name is not None and reading.names[a.name].span.contains(a.head)}
    return found


def _key(text: str, name: Name, speaks: bool, full_people: set[tuple[str, ...]]) -> str:
    form = name.span.of(text)
    if name.kind in ("organisation", "other", "nationality", "place"):
        form = _completed(text, name.span)
    plain = fold(form).removeprefix("the ")
    parts = name_key(form) or (form.strip() or "?",)
    person = name.kind == "person" and " of " not in form and not (len(parts) > 1 and parts[-1] in _body_ends())
    if person and (len(parts) > 1 or any(parts[0] in full for full in full_people) or state_of(form) is None):
        if plain in bodies() and bodies()[plain].kind != "agency":
            return f"body:{bodies()[plain].key}"
        return "p|" + " ".join(parts)
    code = state_of(form) or _descends(plain) or formal_state(form)
    if code is not None and not (form.islower() and len(form) < 4) and form != "us":
        return f"state:{code}"
    if plain in bodies():
        return f"body:{bodies()[plain].key}"
    if plain in seats():
        if speaks and not _NOT_PLACE_BEFORE.search(text[max(0, name.span.start - 14) : name.span.start]):
            return f"state:{seats()[plain]}"
        return "l|" + plain
    own = tuple(w for w in fold(form).split() if w not in words("folding", "articles")) or parts
    head, comma, tail = form.partition(", ")
    if name.kind == "place" and comma and fold(head) and fold(tail):
        return f"l|{fold(head)}, {fold(tail)}"
    return ("l|" if name.kind == "place" else "n|") + " ".join(own)


@cache
def _body_ends() -> frozenset[str]:
    """Last words that no person's name has: what is read as one ("Sarn Volunteer Army") is a body."""
    return words("folding", "ends") | words("folding", "classes")


def _descends(plain: str) -> str | None:
    """ISO code of a state that a form ends from as people do ("Somalian"), where the table has no such form."""
    if plain in demonyms():
        return None
    single = plain.removesuffix("s")
    return next(
        (state_of(single.removesuffix(e)) for e in ("n", "an", "ian") if single.endswith(e) and state_of(single.removesuffix(e))), None
    )


def _completed(text: str, span: Span) -> str:
    """A name the name-finder cut short, with the capitalised words that belong to it ("New" Tarrow "Brigade")."""
    start, end = span.start, span.end
    while (match := _NEXT.match(text, end)) and match.group(1).lower() in words("folding", "ends"):
        end = match.end()
    if end > span.end or text[start:end].split()[-1].lower() in words("folding", "ends"):
        before = _PREVIOUS.search(text[max(0, start - 16) : start])
        if before and before.group(1) in words("folding", "starts"):
            start -= len(before.group(0))
    return text[start:end]
