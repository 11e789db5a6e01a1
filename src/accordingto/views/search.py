"""Search: reports by their words, with facets, every hit marked."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from accordingto.model.text import Span
from accordingto.store import Store
from accordingto.views.common import NO_OUTLET, Clock, Link, Pager, Piece, cut, pager

PAGE = 20


@dataclass(frozen=True, slots=True)
class HitRow:
    """One report that holds the words: its heading and the stretch around them, hits marked."""

    report: str
    title: str
    outlet: str
    published: str
    pieces: tuple[Piece, ...]
    hits: int
    href: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found.

    Attributes:
        query: as typed; ``outlet`` and ``day`` are the facets asked for.
        rows: reports; ``total`` of all; ``pager``.
        dropped: words left out because nearly every report has them.
        outlets, days: facets with counts and the address that asks for each.
        actors: those who are spelt so.
        lift: where nothing was found: a facet to lift, with its address, or None.
    """

    query: str
    outlet: str
    day: str
    rows: tuple[HitRow, ...]
    total: int
    pager: Pager
    dropped: tuple[str, ...]
    outlets: tuple[tuple[str, int, str], ...]
    days: tuple[tuple[str, int, str], ...]
    actors: tuple[Link, ...]
    lift: Link | None


def search_page(store: Store, *, query: str = "", outlet: str = "", day: str = "", offset: int = 0, limit: int = PAGE) -> SearchPage:
    """Reports that hold every word; facets narrow it."""
    clock = Clock.of(store)

    def address(**changed: str) -> str:
        asked = {"q": query, "outlet": outlet, "day": day} | changed
        return "/search?" + urlencode({k: v for k, v in asked.items() if v})

    if not query.strip():
        return SearchPage(query, outlet, day, (), 0, pager("/search", 0, limit, 0, 0), (), (), (), (), None)
    facets = {k: v for k, v in (("outlet", outlet), ("from", day), ("until", day + "T99" if day else "")) if v}
    found = store.search(query, facets, limit=limit, offset=offset)
    rows = []
    for hit in found.hits:
        inside = [
            Span(s.start - hit.excerpt_span.start, s.end - hit.excerpt_span.start) for s in hit.highlights if hit.excerpt_span.contains(s)
        ]
        end = len(hit.excerpt)
        reach = len(hit.excerpt) - inside[0].end if inside else 0
        broken = hit.excerpt[-1:].isalnum() and reach >= 100  # cut by length, not by the end of its line
        end = max(hit.excerpt.rfind(" "), max((s.end for s in inside), default=0)) if broken else end
        pieces = (*cut(hit.excerpt, Span(0, end), inside), *((Piece("…"),) if broken else ()))
        first = hit.highlights[0] if hit.highlights else None
        href = f"/reports/{hit.report}" + (f"?at={first.start}-{first.end}#at" if first else "")
        rows.append(
            HitRow(
                hit.report,
                hit.title or "untitled",
                hit.outlet or NO_OUTLET,
                clock.short(hit.published or ""),
                pieces,
                len(hit.highlights),
                href,
            )
        )
    lift = None
    if not rows and (outlet or day):
        lift = Link(f"only {outlet}", address(outlet="")) if outlet else Link(f"only {day}", address(day=""))
    return SearchPage(
        query,
        outlet,
        day,
        tuple(rows),
        found.total,
        pager(address(), offset, limit, len(rows), found.total),
        found.dropped,
        tuple((v, n, address(outlet=v)) for v, n in found.facets["outlet"][:12]),
        tuple((v, n, address(day=v)) for v, n in sorted(found.facets["day"][:14])),
        _actors(store, query),
        lift,
    )


def _actors(store: Store, query: str) -> tuple[Link, ...]:
    """Actors with a spelling that is the query, as typed or with capitals."""
    plain = query.strip().strip('"')
    found: dict[str, str] = {}
    for form in dict.fromkeys((plain, plain.title(), plain.upper(), plain[:1].upper() + plain[1:])):
        found |= {r["id"]: r["name"] for r in store.page("actors", {"form": form}, limit=5).rows}
    return tuple(Link(name, f"/actors/{i}") for i, name in list(found.items())[:8])
