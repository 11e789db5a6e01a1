"""Who published a report, who wrote it, when and where: read off its head, on the evidence of the whole page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from accordingto.intake.bylines import Meta
from accordingto.intake.datelines import Dateline, dateline
from accordingto.intake.dates import DateHit, Settled, day_first, find_dates, settle
from accordingto.intake.lines import Header, Line
from accordingto.intake.loose import address_day, key_of, notice_of, opening_day
from accordingto.intake.naming import is_generic, is_person, outlet_score, parts_of_name, people_in, writers_and_place
from accordingto.intake.said import Piece, Said
from accordingto.intake.titles import Peeled, issuer, peel
from accordingto.intake.traits import is_front_matter
from accordingto.model.report import Guess

_AUTHOR_LIKE = -1.4
_SURE_AUTHORS, _SURE_OUTLET = 0.9, 0.85
_PART = 0.7
_WHERE = ("named in the head", "named in the dateline", "named below the text", "named in the text")
_STATE = re.compile(
    r"(?:the\s+)?(?:[\w-]+\s+){0,3}(?:republic|kingdom|federation|commonwealth|emirate|sultanate|principality|government)\s+of\s+[^,]+",
    re.IGNORECASE,
)
_REGION = re.compile(r"(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) \([A-Z][\w'’ -]+\)")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the heads of a page say together.

    Attributes:
        day_leads, why: order of all-figure dates, None while open, and the evidence.
        days: dates printed in full. names: how often each name stands in a head. lines: the page.
    """

    day_leads: bool | None
    why: str
    days: tuple[date, ...]
    names: Counter[str]
    lines: Sequence[Line] = ()

    def is_place(self, name: str) -> bool:
        """Whether the page's running text speaks of the name as of a place."""
        return any(_stands_as_place(name, line.text) for line in self.lines if name in line.text)


@dataclass(frozen=True, slots=True)
class Credits:
    """What one report says of itself."""

    outlet: Guess[str]
    authors: Guess[tuple[str, ...]]
    published: Guess[str]
    place: Guess[str]
    modified: str | None


def page_facts(lines: Sequence[Line], headers: Sequence[Header]) -> PageFacts:
    """Gather the dates and names of all heads."""
    hits: list[DateHit] = []
    names: Counter[str] = Counter()
    for number, header in enumerate(headers):
        end = headers[number + 1].start if number + 1 < len(headers) else len(lines)
        for meta in _metas(lines, header, end):
            hits += (*meta.hits, *meta.changed)
            names.update({name.casefold() for name in (*meta.names, *((meta.source,) if meta.source else ()))})
    leads, why = day_first(hits)
    days = [day for hit in hits if (day := hit.day_value())]
    return PageFacts(leads, why, tuple(days), names, lines)


def _metas(lines: Sequence[Line], header: Header, end: int) -> list[Meta]:
    """Byline lines of the head; then those that close the report, where the head leaves a day or an outlet open."""
    head = [meta for k in header.metas if (meta := lines[k].meta) is not None]
    tail = end - 1
    at: list[int] = []
    while tail >= header.body and (not lines[tail].paragraph or tail in header.foot) and tail > end - 8:
        if lines[tail].meta is not None and lines[tail].tail is None:
            at.append(tail)
        tail -= 1
    dated = any(meta.hits for meta in head)
    closing = [meta for k in at if (meta := lines[k].meta) is not None]
    return [*head, *(replace(meta, hits=(), changed=()) if dated else meta for meta in closing)]


def peeled_title(lines: Sequence[Line], header: Header, facts: PageFacts) -> Peeled:
    """The title proper of a head that has one, and what stands on its line beside it."""
    if header.title is None:
        return Peeled(0, 0)
    keys = len({key_of(lines[at].text) for at in range(header.start, header.body)} - {None})
    return peel(lines[header.title].text, facts.names, keyed=keys > 2)


def credits_of(lines: Sequence[Line], header: Header, end: int, facts: PageFacts) -> Credits:
    """Read one report's head (and the lines that close it)."""
    metas = _metas(lines, header, end)
    peeled = peeled_title(lines, header, facts)
    if peeled.outlet or peeled.hits:
        metas.append(Meta(names=(peeled.outlet,) if peeled.outlet else (), hits=peeled.hits))
    body = " ".join(lines[at].text for at in range(header.body, end))
    first = range(header.body, min(end, header.body + 2))
    start = next((found for at in first if (found := dateline(lines[at].text))), None)
    lone = [lines[at].text.strip("*_# ") for at, kind in header.others if kind == "byline" and not find_dates(lines[at].text)]
    top = range(header.start, header.title if header.title is not None else header.start + 1)
    masthead = "\n".join(lines[at].text for at in top)
    released = any(is_front_matter(lines[at].text) for at in range(header.start, header.body))
    issued = issuer(lines[header.title].text[peeled.start : peeled.end], released=released) if header.title is not None else None
    closing = sorted({*header.foot, *range(max(header.body + 1, end - 3), end)})
    notices = (notice_of(lines[at].text, sure=at in header.foot) for at in closing)
    notice = next((name for name in notices if name), None) or issued
    outlet, authors, place = _names(metas, lone, start, body, facts, notice, masthead)
    if header.said is not None:
        spoken = _without_title(header.said, lines, header, place.value)
        outlet, authors = _learnt(spoken, metas, outlet, authors)
    address = next((lines[at].text for at in (*range(header.start, header.body), *header.foot) if "://" in lines[at].text), None)
    if outlet.value is None and address is not None and (domain := _domain(address)):
        outlet = Guess(domain, 0.5, "domain of the address")
    opened = opening_day(lines[header.body].text) if header.body < end else None
    day = opened or (address_day(address) if address else None)
    published, modified = _dates(metas, start, day, facts)
    return Credits(outlet, authors, published, place, modified)


def _domain(text: str) -> str | None:
    """The host of the first web address in a text."""
    found = re.search(r"https?://(?:www\.)?([\w-]+(?:\.[\w-]+)+)", text)
    return found[1].lower() if found else None


def _names(
    metas: Sequence[Meta],
    lone: Sequence[str],
    start: Dateline | None,
    body: str,
    facts: PageFacts,
    notice: str | None,
    masthead: str,
) -> tuple[Guess[str], Guess[tuple[str, ...]], Guess[str]]:
    authors = list(dict.fromkeys(name for meta in metas if not meta.credit for name in meta.authors))
    authors = authors or list(dict.fromkeys(name for meta in metas for name in meta.authors))
    by = bool(authors)
    free = list(dict.fromkeys(name for meta in metas for name in meta.names))
    spot = None
    for line in lone:
        region = _REGION.fullmatch(line)
        if region and outlet_score(region["place"]) <= 1.0 and line != masthead.partition("\n")[0]:
            spot = spot or line
            continue
        signed = None if by else writers_and_place(line)
        people = people_in(line)
        if signed and (not is_person(signed[1]) or facts.is_place(signed[1])):
            authors += signed[0]
            spot = signed[1]
        elif by or len(people) < 2:
            free += sorted(parts_of_name(line) or [line], key=is_generic)[:1]
        else:
            authors += people
    source = next((meta.source for meta in metas if meta.source), None)
    place_name = next((meta.place for meta in metas if meta.place), spot)
    free = [name for name in free if name not in authors]
    if any(not is_generic(name) and not _is_author(name, facts) for name in free):
        free = [name for name in free if not is_generic(name)]
    # Of names that are alike the last is the outlet, for writers come first; where the writer is known (or is "staff"), the
    # first is, for places come last.
    settled = by or any(meta.staff for meta in metas)
    places = {name: -place if settled else place for place, name in enumerate(free)}
    lead = free[0] if settled and free else None
    worth = {name: _outlet_rank(name, facts, body) + 1.2 * (name == lead) + 1.5 * (f"\n{name}" in f"\n{masthead}") for name in free}
    ranked = sorted(free, key=lambda name: (-worth[name], -places[name]))
    outlet: Guess[str] = Guess()
    if source is not None:
        outlet = Guess(source, 0.85, "named as the source")
    elif notice:
        ranked = [name for name in ranked if name.casefold() != notice.casefold()]
        outlet = Guess(notice, 0.8, "named below the text as the one who published it")
    elif ranked and (by or f"\n{ranked[0]}" in f"\n{masthead}" or not _is_author(ranked[0], facts)):
        chosen = ranked.pop(0)
        # "by Star team" below "The Kelm Star": the whole name is the outlet's
        chosen = next((name for name in free if name.casefold().endswith(f" {chosen.casefold()}")), chosen)
        outlet = Guess(chosen, 0.95 if facts.names[chosen.casefold()] > 1 or outlet_score(chosen) > 0.9 else 0.8, "named in the byline")
    elif start is not None and start.agency:
        outlet = Guess(start.agency, 0.7, "agency named in the dateline")
    for name in ranked:
        if _stands_as_place(name, body) or "/" in name:
            place_name = place_name or name
        elif not by and is_person(name):
            authors.append(name)
    return outlet, _authors(authors, metas, by=by), _place(place_name, start)


def _without_title(said: Said, lines: Sequence[Line], header: Header, place: str | None) -> Said:
    """What is said but by a name that fills the line of the title, or by the report's place."""
    kept = tuple(piece for piece in said.outlets if piece.line != header.title or len(piece.text) < _PART * len(lines[piece.line].text))
    return replace(said, outlets=kept, authors=tuple(piece for piece in said.authors if piece.text != place))


def _gives_way(named: Piece, outlet: Guess[str]) -> bool:
    """Whether the grammars' outlet goes before the model's: they are surer, or know one word more of the same name ("Radio Kelm 5")."""
    if outlet.value is None:
        return False
    more = outlet.value.removeprefix(f"{named.text} ")
    if more != outlet.value and len(more.split()) == 1:
        return True
    return named.sure < _SURE_OUTLET and named.sure < outlet.confidence


def _learnt(
    said: Said, metas: Sequence[Meta], outlet: Guess[str], authors: Guess[tuple[str, ...]]
) -> tuple[Guess[str], Guess[tuple[str, ...]]]:
    """The outlet and the authors that the model of pieces found; where it found none, what the grammars are sure of."""
    # beside "our staff reporter" a name is the outlet's, and so is one that the grammars are surer of
    staff = any(meta.staff for meta in metas)
    said = replace(said, authors=tuple(p for p in said.authors if p.text != outlet.value or not (staff or p.sure < outlet.confidence)))
    people = tuple(piece.text for piece in said.authors)
    # a letterhead opens with the state and goes on with the body of it that writes
    bodies = [piece for piece in said.outlets if not _STATE.fullmatch(piece.text)]
    named = next(iter(bodies or (said.outlets if outlet.value is None else ())), None)
    if outlet.value is not None and any(person in outlet.value and person != outlet.value for person in people):
        outlet = Guess()  # "Ada Lind in Kelm" is no outlet
    if named is not None and not _gives_way(named, outlet):
        outlet = Guess(named.text, round(min(0.98, named.sure), 2), f"{_WHERE[named.region]}, by the words beside it")
    elif outlet.value is not None and outlet.value in people:
        outlet = Guess()
    if people:
        least = min(piece.sure for piece in said.authors)
        authors = Guess(people, round(min(0.98, least), 2), f"{_WHERE[said.authors[0].region]}, by the words beside it")
    elif authors.confidence < _SURE_AUTHORS:
        authors = _authors((), metas, by=False)
    return outlet, authors


def _outlet_rank(name: str, facts: PageFacts, body: str) -> float:
    rank = outlet_score(name) + min(2.0, 0.8 * (facts.names[name.casefold()] - 1))
    return rank - (1.5 if _stands_as_place(name, body) else 0.0)


def _is_author(name: str, facts: PageFacts) -> bool:
    return is_person(name) and outlet_score(name) <= _AUTHOR_LIKE and facts.names[name.casefold()] < 3


def _stands_as_place(name: str, body: str) -> bool:
    return any(f" {word} {name}" in body for word in ("in", "near", "outside", "from")) or f"{name.upper()} (" in body[:80]


def _authors(authors: Sequence[str], metas: Sequence[Meta], *, by: bool) -> Guess[tuple[str, ...]]:
    if authors:
        return Guess(tuple(authors), 0.95 if by else 0.75, "named after a by" if by else "a person's name in the byline")
    if any(meta.staff for meta in metas):
        return Guess(None, 0.0, "the byline names staff or agencies, no person")
    return Guess()


def _place(name: str | None, start: Dateline | None) -> Guess[str]:
    if start is not None and start.place:
        return Guess(start.place, 0.95 if start.agency or start.hit else 0.85, "dateline of the first paragraph")
    return Guess(name, 0.8, "named in the byline") if name else Guess()


def _dates(metas: Sequence[Meta], start: Dateline | None, other: DateHit | None, facts: PageFacts) -> tuple[Guess[str], str | None]:
    published = [hit for meta in metas for hit in meta.hits]
    changed = [hit for meta in metas for hit in meta.changed]
    modified = _best(changed, facts).value if changed else None
    if published:
        found = _best(published, facts)
        return Guess(found.value, found.confidence, f"byline date, {found.reason}"), modified
    if changed:
        found = _best(changed, facts)
        return Guess(found.value, round(found.confidence * 0.8, 2), f"only the time of a later change is printed; {found.reason}"), modified
    hit = start.hit if start is not None and start.hit is not None else other
    if hit is not None:
        found = _best([hit], facts)
        return Guess(found.value, round(found.confidence * 0.85, 2), f"date of the dateline or the address, {found.reason}"), None
    return Guess(), None


def _best(hits: Sequence[DateHit], facts: PageFacts) -> Settled:
    """The surest of several dates; of equals the one with a time of day, then the first."""
    settled = [settle(hit, first_is_day=facts.day_leads, why=facts.why, year=_year_for(hit, facts)) for hit in hits]
    return max(settled, key=lambda found: (found.confidence, found.value is not None and "T" in found.value))


def _year_for(hit: DateHit, facts: PageFacts) -> int | None:
    """The year that puts a yearless date nearest to the page's other dates."""
    if hit.year is not None or not facts.days or hit.month is None or hit.day is None:
        return None
    middle = median(day.toordinal() for day in facts.days)
    options: list[tuple[float, int]] = []
    for year in {day.year + step for day in facts.days for step in (-1, 0, 1)}:
        try:
            options.append((abs(date(year, hit.month, hit.day).toordinal() - middle), year))
        except ValueError:
            continue
    return min(options)[1] if options else None
