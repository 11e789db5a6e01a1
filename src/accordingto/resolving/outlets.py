"""What an outlet is known by: under its name, its initials and the address of its site."""

from __future__ import annotations

import re
from functools import lru_cache

from accordingto.resolving.folding import fold
from accordingto.resolving.tables import bodies

_ADDRESS = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?", re.IGNORECASE)
_SORTS = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob", "nom"})  # stand before a country's ending
_SUBSITES = frozenset({"www", "m", "mobile", "amp", "edition", "news", "en", "blog", "blogs", "live", "web", "rss"})
_ADDED = ("news", "online", "newspaper", "tv", "website")


@lru_cache(maxsize=200_000)
def site_of(label: str) -> str | None:
    """The name in a site's address ("edition.example.co.uk" gives "example"); None for what is no address."""
    match = _ADDRESS.fullmatch(label.strip())
    if match is None or " " in label.strip():
        return None
    parts = match.group(1).lower().split(".")
    parts = parts[:-2] if len(parts) > 2 and parts[-2] in _SORTS and len(parts[-1]) == 2 else parts[:-1]
    below = [p for p in parts[:-1] if len(p) > 3 and p not in _SUBSITES]
    core = below[-1] if below and len(parts[-1]) < 3 else parts[-1]
    return core.removeprefix("the").replace("-", "") or core


@lru_cache(maxsize=200_000)
def outlet_key(label: str) -> str:
    """What an outlet is known by: the name in its address, else its name folded, without "the" or a news agency's other names."""
    plain = site_of(label) or fold(label).removeprefix("the ")
    body = bodies().get(plain)
    return body.key if body is not None and body.kind == "agency" else plain


@lru_cache(maxsize=200_000)
def sites_for(key: str) -> frozenset[str]:
    """The names that the site of an outlet may have: all words run together, the first of them as initials, with or without "news"."""
    parts = key.split()
    if not parts or len(parts) > 6:
        return frozenset()
    found = {key} if len(parts) == 1 else set()
    for kept in (parts, parts[:-1] if parts[-1] in _ADDED else parts):
        if not kept:
            continue
        joined = "".join(kept)
        found |= {joined, *(joined + word for word in _ADDED[:2])}
        for cut in range(1, len(kept) + 1 if len(kept) > 2 else len(kept)):
            found.add("".join(p[0] for p in kept[:cut]) + "".join(kept[cut:]))
    return frozenset(f for f in found if len(f) > 2 or f == key)
