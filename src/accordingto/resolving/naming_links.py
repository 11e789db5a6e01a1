"""What one report itself says of its names: brackets, "better known as", initials, surnames after full names, parts of others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accordingto.data import table, words
from accordingto.model.reading import Name, Reading
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.compare import SAME_WORD, word_similarity
from accordingto.resolving.folding import all_initials, fold, shortenings
from accordingto.resolving.naming_bodies import initials_with_state
from accordingto.resolving.naming_keys import keys_of
from accordingto.resolving.tables import bodies, demonyms, state_of

_ALIAS = re.compile(
    r"^\s*[,(–—-]?\s*(?:which is |who is |are |is )?(?:(?:also|better|more commonly|widely|otherwise|"
    r"commonly|formerly|previously|locally|officially"
    r"|now|hereafter)\s+)*(?:known|referred to|called|named|styled)\s+(?:as|by)?\s*(?:the |its acronym |its initials |by )?[“\"'‘]?$"
    r"|^\s*[,(]?\s*(?:a\.?k\.?a\.?|alias|nom de guerre|née|born|formerly|previously|whose real name is|real name)\s+(?:the )?[“\"'‘]?$",
    re.IGNORECASE,
)
_CALLS = re.compile(r"^\s*(?:called|named|styled)\b", re.IGNORECASE)  # somebody calls somebody: the second is no name of the first
_OR = re.compile(r"^\s*,\s*or\s+(?:simply\s+)?(?:the )?[“\"'‘]?$", re.IGNORECASE)
_INSIDE = re.compile(
    r"^[”\"'’]?\s*(?:[,/]|or|,\s*or|and)?\s*(?:formerly|previously|also|then|later|known as|or|/|\s)*[“\"'‘]?$", re.IGNORECASE
)
_PART = re.compile(
    r"^[’']?s?,?\s*(?:which is |who are |is |was |an? |the |\w+ ){0,3}?"
    r"(?:arm|wing|branch|unit|division|part|offshoot|subsidiary|department|faction|"
    r"member|component|brigade)\s+(?:of|within|in|under)\s+(?:the )?[“\"'‘]?$",
    re.IGNORECASE,
)
_BELONGS = re.compile(r"^[^.;]{0,12}\bto which (?:the )?$", re.IGNORECASE)
_JUST_NOW, _LONG_AGO = 300, 1200  # characters between a full name and the surname alone
_ABBREVIATION = re.compile(r"^[A-Z][A-Z&.-]{1,7}s?$")


@dataclass(frozen=True, slots=True)
class Link:
    """One report's word that two of its names are one: their positions, why, how sure, and the words that say so."""

    left: int
    right: int
    reason: str
    score: float
    span: Span


@dataclass(frozen=True, slots=True)
class LocalNames:
    """The names of one report, before other reports are looked at.

    Attributes:
        keys: per name, what it is known by: ``state:XX``, ``body:key``, ``p|words`` (a person), ``l|words`` (a place), ``n|words``.
        links: alias links within the report.
        short: names that are a shorter form of another name of this report: position to positions of the longer one; more
            than one candidate is left open.
        parts: (part, whole) positions, with the words that say so.
    """

    keys: tuple[str, ...]
    links: tuple[Link, ...]
    short: dict[int, tuple[int, ...]]
    parts: tuple[tuple[int, int, Span], ...]


def read_names(report: Report, reading: Reading) -> LocalNames:
    """Keys and links of one report's names: a pure function of report and reading."""
    text = report.text
    keys = keys_of(text, reading)
    links = tuple(_alias_links(text, reading.names, keys))
    short = _short_forms(text, reading.names, keys)
    return LocalNames(keys, (*links, *_abbreviations(text, reading.names, keys, links)), short, tuple(_parts(text, reading.names, keys)))


def _alias_links(text: str, names: tuple[Name, ...], keys: tuple[str, ...]) -> list[Link]:
    links: list[Link] = []
    for i, name in enumerate(names):
        inside = False
        for j in range(i + 1, min(i + 6, len(names))):
            left = names[j - 1] if inside or j > i + 1 else name
            gap = text[left.span.end : names[j].span.start]
            if len(gap) > 60 or "\n" in gap:
                break
            if not inside and j > i + 1:
                break
            reason = _alias_reason(text, names[i], names[j], gap, inside)
            if reason and _may_be_one(names[i], names[j], keys[i], keys[j], text, reason):
                links.append(Link(i, j, reason, 0.95, Span(name.span.start, names[j].span.end)))
            inside = (
                (inside or gap.strip().startswith("("))
                and ")" not in gap.strip()[1:]
                and ")" not in text[names[j].span.end : names[j].span.end + 1]
            )
            if not inside:
                break
    return links


def _alias_reason(text: str, left: Name, right: Name, gap: str, inside: bool) -> str | None:
    after = text[right.span.end : right.span.end + 2].lstrip("”\"'’")
    if inside:
        return "named together in brackets" if _INSIDE.match(gap) and after[:1] in (")", ",", "/", " ") else None
    if re.fullmatch(r"[”\"'’]?\s*\(\s*(?:the )?[“\"'‘]?", gap) and (after[:1] in (")", ",", "/", ";") or ")" in right.span.of(text)):
        return "introduced in brackets"
    if _ALIAS.match(gap) and not _CALLS.match(gap):
        return f"“{gap.strip(' ,(“')}”"
    if _OR.match(gap) and after[:1] in (",", ")", ".", "–", "—"):
        return "“or”"
    return None


def _two_people(left: str, right: str, inside: str, reason: str) -> bool:
    """Whether brackets hold another person, as behind a part on a stage: a full name that shares no word with the one before. A nickname
    is one word, or stands before the family name."""
    apart = left.startswith("p|") and " " in right and not set(left[2:].split()) & set(right[2:].split())
    return apart and reason == "introduced in brackets" and not re.search(r"\) [A-Z]", inside)


def _may_be_one(left: Name, right: Name, left_key: str, right_key: str, text: str, reason: str) -> bool:
    """Brackets hold affiliations and places too: only like may be called like, unless the initials fit."""
    a, b = left.span.of(text), right.span.of(text)
    if all_initials(a) & shortenings(b):
        return True
    if (
        left_key[:2] != right_key[:2]
        or left_key == right_key
        or _two_people(left_key, right_key, text[right.span.start : right.span.end + 3], reason)
    ):
        return False
    if left_key.startswith(("state:", "l|")) or left.kind == "nationality" or right.kind == "nationality":
        return False
    return fold(b) not in bodies()


def _abbreviations(text: str, names: tuple[Name, ...], keys: tuple[str, ...], links: tuple[Link, ...]) -> list[Link]:
    """Capitals that fit the initials of exactly one longer name of the report."""
    linked = {keys[link.right] for link in links} | {keys[link.left] for link in links}
    first: dict[str, int] = {}
    for i, key in enumerate(keys):
        first.setdefault(key, i)
    found: list[Link] = []
    for key, i in first.items():
        form = names[i].span.of(text).strip()
        if key.startswith(("state:", "body:")) or key in linked or not _ABBREVIATION.match(form):
            continue
        fitting = {other for other, j in first.items() if other != key and not other.startswith(("state:", "l|", "p|"))
                   and (all_initials(names[j].span.of(text)) | initials_with_state(other)) & shortenings(form)}  # fmt: skip
        if len(fitting) == 1 and len(fold(form).replace(" ", "")) > 2:
            j = first[fitting.pop()]
            found.append(Link(j, i, "initials", 0.85, names[i].span))
    return found


def _short_forms(text: str, names: tuple[Name, ...], keys: tuple[str, ...]) -> dict[int, tuple[int, ...]]:
    people = [(i, tuple(k[2:].split())) for i, k in enumerate(keys) if k.startswith("p|")]
    others = [(i, tuple(k[2:].split())) for i, k in enumerate(keys) if k.startswith("n|")]
    grown = {k for i, k in enumerate(keys) if k.startswith("n|") and _grows(names[i].span.of(text))}
    found: dict[int, tuple[int, ...]] = {}
    cache: dict[tuple[str, tuple[str, ...]], tuple[int, ...]] = {}
    for i, parts in people:
        if ("p", parts) not in cache:
            cache["p", parts] = _longer_people(parts, people)
        if cache["p", parts]:
            found[i] = _introduced(_of_gender(text, names, cache["p", parts], i), i, names)
    for i, parts in others:
        if ("n", parts) not in cache:
            cache["n", parts] = _longer_organisations(parts, others, grown) or _only_body(parts, keys)
        if cache["n", parts]:
            found[i] = cache["n", parts]
    return found


def _longer_people(parts: tuple[str, ...], people: list[tuple[int, tuple[str, ...]]]) -> tuple[int, ...]:
    by_form: dict[tuple[str, ...], int] = {}
    for j, other in people:
        by_form.setdefault(other, j)

    def ends(other: tuple[str, ...]) -> bool:
        return all(word_similarity(a, b) >= max(SAME_WORD, 0.85) for a, b in zip(parts, other[-len(parts) :], strict=True))

    def begins(other: tuple[str, ...]) -> bool:
        return all(word_similarity(a, b) >= 0.95 for a, b in zip(parts, other[: len(parts)], strict=True))

    longer = [(other, j) for other, j in by_form.items() if len(other) > len(parts)]
    surname = [j for other, j in longer if ends(other)]
    return tuple(surname) if surname else tuple(j for other, j in longer if begins(other))


def _of_gender(text: str, names: tuple[Name, ...], candidates: tuple[int, ...], at: int) -> tuple[int, ...]:
    """Bearers of a surname that fit its form of address: "Ms Tull" is the spokeswoman, not the foreman."""
    if len(candidates) < 2:
        return candidates
    wanted = _gender(text, names[at].span)
    fitting = tuple(c for c in candidates if wanted is not None and _gender(text, names[c].span) == wanted)
    open_ = tuple(c for c in candidates if _gender(text, names[c].span) is None)
    return fitting if len(fitting) == 1 and not open_ else candidates


def _gender(text: str, span: Span) -> str | None:
    """What the words next to a name say of its bearer's gender."""
    before = re.split(r"[.;:!?\n](?=\s)", text[max(0, span.start - 40) : span.start])[-1]
    after = re.split(r"[.;:!?\n]", text[span.end : span.end + 40])[0]
    near = set(re.findall(r"[a-z]+", f"{before} {after}".lower()))
    male, female = bool(near & set(table("titles")["male"])), bool(near & set(table("titles")["female"]))
    return None if male == female else "m" if male else "f"


def _introduced(candidates: tuple[int, ...], at: int, names: tuple[Name, ...]) -> tuple[int, ...]:
    """Of several bearers of a surname, those whose full name stood before; of these the one named just now, if the others
    were named long ago; if none did, all."""
    if len(candidates) == 1:
        return candidates
    before = tuple(c for c in candidates if c < at) or candidates
    here = names[at].span.start
    near = tuple(c for c in before if 0 < here - names[c].span.end < _JUST_NOW)
    far = [c for c in before if here - names[c].span.end > _LONG_AGO]
    return near if len(near) == 1 and len(far) == len(before) - 1 else before


def _grows(form: str) -> bool:
    """Whether a form may be the longer one of two: all that a name gains is capitalised, and it is nobody's."""
    return form.split()[-1][:1].isupper() and not re.search(r"[’']s\s", form)


def _longer_organisations(parts: tuple[str, ...], others: list[tuple[int, tuple[str, ...]]], grown: set[str]) -> tuple[int, ...]:
    """ "Quds" after "Quds Force": the longer name adds nothing but words for a sort of organisation, or the state whose body it is."""
    classes = words("folding", "classes") | words("folding", "ends")
    by_form: dict[tuple[str, ...], int] = {}
    for j, other in others:
        by_form.setdefault(other, j)
    size = len(parts)
    return tuple(
        j
        for other, j in by_form.items()
        if (len(other) > size and other[:size] == parts and set(other[size:]) <= classes and f"n|{' '.join(other)}" in grown)
        or (other[0].startswith("=") and other[1:] == parts)
    )


def _only_body(parts: tuple[str, ...], keys: tuple[str, ...]) -> tuple[int, ...]:
    """ "The Security Council" in a report that names the UN's: a body of the table without the state or body whose it is."""
    plain = " ".join(parts)
    whose = {key for key in keys if key.startswith("body:")} if len(parts) > 1 else set()
    found = set()
    for form, body in bodies().items() if whose else ():
        owner = form.removesuffix(f" {plain}")
        if owner != form and f"body:{body.key}" in whose and (state_of(owner) or owner in bodies()):
            found.add(f"body:{body.key}")
    return (keys.index(next(iter(found))),) if len(found) == 1 else ()


def _parts(text: str, names: tuple[Name, ...], keys: tuple[str, ...]) -> list[tuple[int, int, Span]]:
    found: list[tuple[int, int, Span]] = []
    for i in range(len(names) - 1):
        a, b = names[i], names[i + 1]
        gap = text[a.span.end : b.span.start]
        if len(gap) > 50 or "\n" in gap or keys[i] == keys[i + 1]:
            continue
        span = Span(a.span.start, b.span.end)
        if keys[i].startswith("n|") and not keys[i + 1].startswith(("l|", "p|")) and _PART.match(gap):
            found.append((i, i + 1, span))
        elif keys[i].startswith("state:") and keys[i + 1].startswith("n|") and re.fullmatch(r"[’']s (?:\w+ )?|\s|[’']s", gap):
            owns = gap.strip() != "" or fold(a.span.of(text)) in demonyms()
            if owns:
                found.append((i + 1, i, span))
        elif _BELONGS.match(gap) and re.match(r"[^.;,]{0,14}belongs?\b", text[b.span.end :]):
            found.append((i + 1, i, span))
    return found
