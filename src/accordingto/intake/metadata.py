"""What an HTML page says of itself: JSON-LD, microdata and meta elements, in that order."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from accordingto.intake.bylines import parse_meta
from accordingto.intake.dates import find_dates, settle
from accordingto.intake.markup import tokens
from accordingto.intake.naming import is_name, outlet_score
from accordingto.model.report import Guess

_LD = re.compile(r"<script\b[^>]*type\s*=\s*[\"']?application/ld\+json[^>]*>(.*?)</script", re.DOTALL | re.IGNORECASE)
_META = re.compile(r"<meta\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=`]+))")
_CANONICAL = re.compile(r"<link\b[^<>]*\brel\s*=\s*[\"']?canonical\b[^<>]*>", re.IGNORECASE)
_PROPERTIES = frozenset(("headline", "author", "datepublished", "datemodified", "articlesection", "publisher", "name", "dateline"))
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_TITLE = re.compile(r"<title\b[^<>]*>(.{1,400}?)</title", re.IGNORECASE | re.DOTALL)
_TIME = re.compile(r"<time\b([^<>]*)>", re.IGNORECASE)
_LANG = re.compile(r"<html\b[^<>]*\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z]+)?)", re.IGNORECASE)
_BYLINE_CLASS = re.compile(
    r"<(?P<tag>\w+)\b[^<>]*\b(?:class|id|rel)\s*=\s*[\"'][^\"']*\b(?:byline|author|by-line|article-?author|post-?author"
    r"|writer|contributor)[^\"']*[\"'][^<>]*>(?P<inner>.{1,600}?)</(?P=tag)>",
    re.IGNORECASE | re.DOTALL,
)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?")
_ARTICLE_TYPES = re.compile(r"Article$|^BlogPosting$|^LiveBlogPosting$|^Report$|^SocialMediaPosting$|^CreativeWork$|^WebPage$")
_AND = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|&|\|)\s*")
_ROLE_TAIL = re.compile(
    r",?\s+(?:(?:in|for|at)\s+[A-Z].*|(?:\w+\s+){0,3}(?:correspondent|editor|reporter|writer|analyst|columnist)s?\b.*)$"
)


_NOTHING: Guess[str] = Guess()
_NOBODY: Guess[tuple[str, ...]] = Guess()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself; each value with the mark-up it stood in."""

    title: Guess[str] = _NOTHING
    outlet: Guess[str] = _NOTHING
    authors: Guess[tuple[str, ...]] = _NOBODY
    published: Guess[str] = _NOTHING
    modified: str | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    correction: str | None = None
    place: str | None = None
    body: str | None = None


def page_metadata(markup: str, *, url: str | None = None) -> PageFacts:
    """Read the metadata of a page (or of one article's stretch of it)."""
    items = ld_items(markup)
    facts = from_ld(items[0]) if items else PageFacts()
    metas = _metas(markup)
    facts = _merge(facts, _from_microdata(markup))
    facts = _merge(facts, _from_metas(metas))
    facts = _merge(facts, _from_elements(markup))
    address = _absolute(facts.url or _canonical(markup) or metas.get("og:url") or url, url)
    facts = _merge(facts, PageFacts(outlet=_outlet_of(markup, facts.title.value, address)))
    language = facts.language or (found[1] if (found := _LANG.search(markup)) else None)
    return replace(facts, url=address, language=language)


def ld_items(markup: str) -> list[dict[str, Any]]:
    """The JSON-LD items that are articles, the most specific types first."""
    found: list[dict[str, Any]] = []
    for block in _LD.finditer(markup):
        raw = re.sub(r"^\s*(?:<!\[CDATA\[|//<!\[CDATA\[|<!--)|(?:\]\]>|//\]\]>|-->)\s*$", "", block.group(1)).strip().rstrip(";")
        try:
            data = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        found += [item for item in _walk(data) if _types(item)]
    return sorted(found, key=lambda item: min(_rank(name) for name in _types(item)))


def _rank(name: str) -> int:
    return 0 if name.endswith(("Article", "Posting")) else 1 if name == "Report" else 2


def _types(item: Mapping[str, Any]) -> list[str]:
    given = item.get("@type")
    names = given if isinstance(given, list) else [given]
    plain = [str(name).rsplit("/", 1)[-1] for name in names if name]
    fits = [name for name in plain if _ARTICLE_TYPES.search(name)]
    needs = ("headline", "datePublished", "articleBody")
    return fits if any(name.endswith(("Article", "Posting")) for name in fits) or any(item.get(key) for key in needs) else []


def _walk(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 12:
        return
    if isinstance(data, list):
        for item in data:
            yield from _walk(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"):
            yield from _walk(data.get(key), depth + 1)


def from_ld(item: Mapping[str, Any]) -> PageFacts:
    """The facts of one schema.org article."""
    why = f"JSON-LD {_types(item)[0] if _types(item) else 'item'}"
    title = _text(item.get("headline")) or _text(item.get("name"))
    outlet = _text(item.get("publisher")) or _text(item.get("sourceOrganization"))
    raw = item.get("author") or item.get("creator")
    authors = clean_authors([name for entry in (raw if isinstance(raw, list) else [raw]) if (name := _person(entry))], outlet)
    correction = item.get("correction")
    section = item.get("articleSection")
    address = item.get("url") or item.get("mainEntityOfPage")
    return PageFacts(
        title=Guess(title, 0.97, why) if title else Guess(),
        outlet=Guess(outlet, 0.95, why) if outlet else Guess(),
        authors=Guess(authors, 0.95, why) if authors else Guess(),
        published=published_as(_text(item.get("datePublished")) or _text(item.get("dateCreated")), why),
        modified=published_as(_text(item.get("dateModified")), why).value,
        section=_text(section[0] if isinstance(section, list) and section else section),
        url=address if isinstance(address, str) else _text((address or {}).get("@id")) if isinstance(address, dict) else None,
        language=_text(item.get("inLanguage")),
        correction=_text(correction.get("text") if isinstance(correction, dict) else correction),
        place=_text(item.get("dateline")) or _text(item.get("contentLocation")),
        body=_text(item.get("articleBody")),
    )


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("text") or value.get("@value")
    if not isinstance(value, str):
        return None
    plain = " ".join(html.unescape(re.sub(r"<[^<>]{1,200}>", "", value)).split()) if len(value) < 2000 else html.unescape(value)
    return plain or None


def _person(entry: Any) -> str | None:
    if isinstance(entry, dict) and str(entry.get("@type", "")).endswith(("Organization", "NewsMediaOrganization")):
        return None
    return _text(entry)


def clean_authors(names: Sequence[str], outlet: str | None) -> tuple[str, ...]:
    """Persons only: addresses, the outlet itself, staff and roles are left out; "A and B" are two."""
    kept: list[str] = []
    for given in names:
        plain = re.sub(r"^\s*(?:by|von|par|por)\b[:\s]*", "", given.strip(), flags=re.IGNORECASE)
        for part in _AND.split(_ROLE_TAIL.sub("", plain)):
            name = _ROLE_TAIL.sub("", part).strip(" .,;|-–—/")
            if not name or "@" in name or re.search(r"https?:|www\.|\d", name) or not 2 <= len(name) <= 60:
                continue
            meta = parse_meta(f"By {name}")
            if meta is not None and (meta.staff or not meta.authors):
                continue
            if outlet and _same(name, outlet):
                continue
            if not is_name(name, longest=6) and not name.islower():
                continue
            kept.append(name)
    return tuple(dict.fromkeys(kept))


def _same(one: str, other: str) -> bool:
    a, b = (re.sub(r"\W+|^the\b|\.(?:com|org|net)$", "", text.lower()) for text in (one, other))
    return a == b or a in b or b in a


def published_as(printed: str | None, why: str) -> Guess[str]:
    """An ISO value of what the mark-up gives; a time zone stays as printed."""
    if not printed:
        return Guess()
    iso = _ISO.match(printed.strip())
    if iso:
        zone = (iso[3] or "").replace("Z", "+00:00")
        zone = zone if not zone or ":" in zone else f"{zone[:3]}:{zone[3:]}"
        if iso[2] and not (iso[2] in ("00:00", "00:00:00") and not iso[3]):
            return Guess(f"{iso[1]}T{iso[2]}{zone}", 0.97, why)
        return Guess(iso[1], 0.95, why)
    for hit in find_dates(printed[:120]):
        found = settle(hit, first_is_day=None, why="the order is open")
        if found.value:
            return Guess(found.value, min(0.9, found.confidence), f"{why}, {found.reason}")
    return Guess()


def _merge(first: PageFacts, other: PageFacts) -> PageFacts:
    """Values of ``first``, and of ``other`` where the first has none; a bare day takes the time of the same day from the other."""
    published = first.published if first.published.value else other.published
    if (
        first.published.value
        and other.published.value
        and len(first.published.value) == 10
        and other.published.value.startswith(first.published.value)
    ):
        published = other.published
    return PageFacts(
        title=first.title if first.title.value else other.title,
        outlet=first.outlet if first.outlet.value else other.outlet,
        authors=first.authors if first.authors.value else other.authors,
        published=published,
        modified=first.modified or other.modified,
        section=first.section or other.section,
        url=first.url or other.url,
        language=first.language or other.language,
        correction=first.correction or other.correction,
        place=first.place or other.place,
        body=first.body or other.body,
    )


def _attributes(tag: str) -> dict[str, str]:
    return {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "").strip() for m in _ATTRIBUTE.finditer(tag)}


def _metas(markup: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in _META.finditer(markup):
        given = _attributes(tag.group())
        key = (given.get("property") or given.get("name") or given.get("itemprop") or given.get("http-equiv") or "").lower()
        value = given.get("content") or given.get("value")
        if key and value:
            found[f"{key}*"] = f"{found[f'{key}*']}\n{value}" if f"{key}*" in found else value
            found.setdefault(key, value)
    return found


def _from_metas(metas: Mapping[str, str]) -> PageFacts:
    def first(*keys: str) -> tuple[str | None, str]:
        key = next((key for key in keys if metas.get(key)), "")
        return metas.get(key), f"meta {key}"

    title, title_why = first("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline")
    outlet, outlet_why = first(
        "og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher", "copyright"
    )
    if outlet and re.search(r"https?:|^@", outlet):
        outlet = None
    day, day_why = first(
        "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.i"
        "ssued", "dcterms.created", "dc.date",
        "dcterms.date", "pubdate", "publishdate", "publish-date", "publication_date", "date", "article.published", "cxenseparse"
        ":recs:publishtime", "originalpublicationdate", "ptime",
    )  # fmt: skip
    change, _ = first("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified", "article:updated_time")
    keys = (
        "author",
        "article:author*",
        "dc.creator*",
        "dcterms.creator",
        "parsely-author*",
        "sailthru.author",
        "byl",
        "article:author_name",
        "citation_author*",
    )
    authors: tuple[str, ...] = ()
    for key in keys:
        authors = authors or clean_authors((metas.get(key) or "").split("\n"), outlet)
    section, _ = first("article:section", "parsely-section", "section", "category")
    language, _ = first("og:locale", "content-language", "dc.language", "inlanguage")
    return PageFacts(
        title=Guess(title, 0.9, title_why) if title else Guess(),
        outlet=Guess(outlet, 0.9, outlet_why) if outlet else Guess(),
        authors=Guess(authors, 0.9, "meta author") if authors else Guess(),
        published=published_as(day, day_why),
        modified=published_as(change, "meta").value,
        section=section,
        language=language.replace("_", "-") if language else None,
    )


def _from_microdata(markup: str) -> PageFacts:
    found = microdata(markup)
    outlet = next(iter(found.get("publisher", [])), None)
    title = next(iter(found.get("headline", [])), None)
    authors = clean_authors(found.get("author", []), outlet)
    return PageFacts(
        title=Guess(title, 0.85, "microdata headline") if title else Guess(),
        outlet=Guess(outlet, 0.85, "microdata publisher") if outlet else Guess(),
        authors=Guess(authors, 0.85, "microdata author") if authors else Guess(),
        published=published_as(next(iter(found.get("datepublished", [])), None), "microdata datePublished"),
        modified=published_as(next(iter(found.get("datemodified", [])), None), "microdata").value,
        section=next(iter(found.get("articlesection", [])), None),
        place=next(iter(found.get("dateline", [])), None),
    )


def microdata(markup: str) -> dict[str, list[str]]:
    """Values of the item properties that matter; of an item as value (a person, an organisation) its name."""
    found: dict[str, list[str]] = {}
    stack: list[tuple[str, str, int]] = []  # element, property, where its content begins
    named: dict[str, list[str]] = {}
    for token in tokens(markup):
        if token.kind == "text":
            continue
        if token.kind == "close":
            while stack:
                name, prop, start = stack.pop()
                if prop:
                    _close_property(prop, markup[start : token.start], found, named, {p for _, p, _ in stack})
                if name == token.name:
                    break
            continue
        given = _attributes(markup[token.start : token.end])
        props = [p for p in given.get("itemprop", "").lower().split() if p in _PROPERTIES]
        value = given.get("content") or given.get("datetime")
        prop = props[0] if props else ""
        if prop and value:
            _close_property(prop, value, found, named, {p for _, p, _ in stack})
            prop = ""
        if token.name not in _VOID and not markup[token.start : token.end].endswith("/>"):
            stack.append((token.name, prop, token.end))
    return found


def _close_property(prop: str, raw: str, found: dict[str, list[str]], named: dict[str, list[str]], outer: set[str]) -> None:
    value = " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", raw)).split())
    owner = next((p for p in ("author", "publisher") if p in outer), None)
    if prop == "name":
        if owner and value:
            named.setdefault(owner, []).append(value)
        return
    values = named.pop(prop, []) or ([value] if value and len(value) < 300 else [])
    found.setdefault(prop, []).extend(values)


def _from_elements(markup: str) -> PageFacts:
    """Last resort: a byline by its class name, the first ``time`` element."""
    authors: tuple[str, ...] = ()
    for found in _BYLINE_CLASS.finditer(markup):
        plain = " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", found["inner"])).split())
        meta = parse_meta(plain) or parse_meta(f"By {plain}")
        authors = clean_authors(meta.authors, None) if meta is not None else ()
        if authors:
            break
    day: Guess[str] = Guess()
    for tag in _TIME.finditer(markup):
        given = _attributes(tag[1])
        if given.get("datetime"):
            day = published_as(given["datetime"], "time element")
            day = Guess(day.value, min(day.confidence, 0.8), day.reason) if day.value else day
            break
    return PageFacts(authors=Guess(authors, 0.75, "an element marked as byline") if authors else Guess(), published=day)


def _outlet_of(markup: str, title: str | None, address: str | None) -> Guess[str]:
    """What the title element adds to the title ("Title | The Post"), else the address's domain."""
    found = _TITLE.search(markup)
    whole = " ".join(html.unescape(found[1]).split()) if found else ""
    parts = [part.strip() for part in re.split(r"\s+[|·•–—-]\s+|\s*::\s*", whole) if part.strip()]
    if title and whole != title and title in whole:
        parts = [part for side in whole.split(title, 1) if (part := side.strip(" |·•–—-:"))]
    elif len(parts) < 2:
        parts = []
    named = [part for part in (*parts[-1:], *parts[:1]) if is_name(part, longest=5) and part != title]
    if named and (title is None or title in whole or outlet_score(named[0]) > 0.5):
        return Guess(named[0], 0.7, "title element")
    domain = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    return Guess(domain, 0.5, "domain of the address") if "." in domain else Guess()


def _canonical(markup: str) -> str | None:
    found = _CANONICAL.search(markup)
    return _attributes(found.group()).get("href") if found else None


def _absolute(address: str | None, base: str | None) -> str | None:
    if not address:
        return base
    try:
        joined = urljoin(base, address) if base else address
        return joined if urlsplit(joined).scheme in ("http", "https") else base
    except ValueError:
        return base
