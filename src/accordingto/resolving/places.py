"""Where a name lies: gazetteer, what the text says beside it, and how precise that is. What is not found is kept unresolved."""

from __future__ import annotations

import gzip
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from accordingto.model.reading import Reading
from accordingto.model.record import Place
from accordingto.model.report import Report
from accordingto.resolving.folding import fold
from accordingto.resolving.tables import state_of, states

Precision = Literal["site", "city", "region", "country", "border", "unknown"]
RANK: dict[Precision, int] = {"site": 5, "city": 4, "border": 3, "region": 2, "country": 1, "unknown": 0}
_REGION_WORD = re.compile(
    r"^\s*(?:province|governorate|region|state|district|county|oblast|prefecture|department|division)\b", re.IGNORECASE
)
# "Orvale, Sernia", "Orvale of Sernia", "Orvale, southern Sernia"
_WITHIN = re.compile(
    r"(?P<part>[^,]+?)(?P<link>, | of | in )(?:(?:the )?(?:north|south|east|west|central)\w*(?:[ -]\w*ern)? )?(?P<whole>[^,]+)"
)
_AREA = {
    "middle east",
    "west bank",
    "north africa",
    "gulf",
    "persian gulf",
    "europe",
    "africa",
    "asia",
    "sahel",
    "balkans",
    "horn of africa",
    "levant",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One gazetteer row."""

    kind: Literal["city", "region", "country"]
    name: str
    latitude: float | None
    longitude: float | None
    country: str
    population: int
    id: str


@dataclass(frozen=True, slots=True)
class Spot:
    """What one name is as a place.

    Attributes:
        key: what places are compared by: gazetteer id, ``border:IQ-SY``, ``country:IQ`` or ``name:folded``.
        place: the place of the record.
    """

    key: str
    place: Place

    @property
    def rank(self) -> int:
        """How precise: a site 5, a country 1, unknown 0."""
        return RANK[self.place.precision]


@cache
def _gazetteer() -> dict[str, list[str]]:
    """Folded form to lines of the gazetteer, about 75,000. They are read where a name asks for them, which few of them ever do."""
    found: dict[str, list[str]] = defaultdict(list)
    raw = gzip.decompress((files("accordingto.data") / "gazetteer.tsv.gz").read_bytes()).decode("utf-8")
    for line in raw.splitlines():
        for form in line.split("\t", 2)[1].split("|"):
            found[form].append(line)
    return dict(found)


@lru_cache(maxsize=10_000)
def entries(form: str) -> tuple[Entry, ...]:
    """The gazetteer's entries of a folded form, most people first."""
    rows = []
    for line in _gazetteer().get(form, ()):
        kind, _, name, lat, lon, country, people, key = line.split("\t")
        rows.append(Entry(kind, name, float(lat) if lat else None, float(lon) if lon else None, country, int(people), key))  # type: ignore[arg-type]
    return tuple(sorted(rows, key=lambda e: (-e.population, e.id)))


def countries_of(reading: Reading, keys: tuple[str, ...]) -> Counter[str]:
    """How often each state is named in a report: the context that tells one Tripoli from another."""
    return Counter(key[6:] for key in keys if key.startswith("state:"))


@lru_cache(maxsize=100_000)
def _choose(form: str, region: bool, context: tuple[tuple[str, int], ...]) -> Entry | None:
    rows = entries(form) or entries(form.removeprefix("al "))
    votes = dict(context)
    if not rows:
        return None

    def rank(entry: Entry) -> tuple[float, str]:
        fit = 3.0 * math.log1p(votes.get(entry.country, 0))
        sort = 4.0 if region == (entry.kind == "region") else 0.0
        return (fit + sort + math.log10(entry.population + 10) - (2.0 if entry.kind == "country" else 0.0), entry.id)

    best = max(rows, key=rank)
    if best.country not in votes and best.population < 200_000 and best.kind == "city":
        return None
    return best


def locate(report: Report, reading: Reading, index: int, context: Mapping[str, int]) -> Spot:
    """The place that name number ``index`` of a reading stands for."""
    name = reading.names[index]
    start, end = name.span
    window = report.text[max(0, start - 45) : end + 45]
    return _locate(name.span.of(report.text), name.kind, window, report.text[end : end + 40], tuple(sorted(context.items())))


@lru_cache(maxsize=200_000)
def _locate(form: str, kind: str, window: str, after: str, context: tuple[tuple[str, int], ...]) -> Spot:
    plain = fold(form).removeprefix("the ")
    code = state_of(form)
    if code is not None:
        other = _border_with(window, code)
        if other:
            pair = "-".join(sorted((code, other)))
            shown = "–".join(sorted(states()[c].name for c in (code, other)))
            return Spot(f"border:{pair}", Place(f"{shown} border", "border", country=code, reason="two states and the word border"))
        return Spot(
            f"country:{code}", Place(states()[code].name, "country", country=code, gazetteer=f"iso3166:{code}", reason="name of a state")
        )
    if plain in _AREA:
        return Spot(f"name:{plain}", Place(form, "unknown", reason="an area of many states"))
    within = _WITHIN.fullmatch(form)
    state = state_of(within["whole"]) if within else None
    if within and (state or (within["link"] == ", " and fold(within["whole"]) in _gazetteer())):
        held = dict(context) | ({state: max(dict(context).values(), default=0) + 1} if state else {})
        spot = _locate(within["part"], kind, window, after, tuple(sorted(held.items())))
        if spot.rank >= RANK["region"]:
            return spot
    region = bool(_REGION_WORD.match(after)) or bool(re.search(r"\b(?:province|governorate|region|oblast)$", plain))
    bare = re.sub(r"\s+(?:province|governorate|region|oblast|city|district)$", "", plain)
    entry = _choose(bare, region, context)
    if kind == "facility":
        return Spot(f"name:{plain}", Place(form, "site", reason="a facility, not in the gazetteer"))
    if entry is None:
        return Spot(f"name:{plain}", Place(form, "unknown", reason="not in the gazetteer"))
    precision: Precision = entry.kind
    return Spot(entry.id, Place(form, precision, entry.latitude, entry.longitude, entry.country, entry.id,
                                f"{entry.kind} of {entry.country} by name and context"))  # fmt: skip


def _border_with(window: str, code: str) -> str | None:
    """The other state of "the Iraqi-Syrian border", "its border with Syria", seen in the words around a state's name."""
    if not re.search(r"\b(?:border|frontier)\b", window, re.IGNORECASE):
        return None
    tight = re.search(r"([A-Z][\w.]+)[’']?s?\s*(?:[-–—/]|and)\s*([A-Z][\w.]+)\s+(?:border|frontier)", window)
    if tight is None:
        tight = re.search(r"([A-Z][\w.]+)[’']?s? (?:border|frontier) with (?:the )?([A-Z][\w.]+)", window)
    if tight is None:
        tight = re.search(r"(?:border|frontier) between (?:the )?([A-Z][\w.]+) and (?:the )?([A-Z][\w.]+)", window)
    if tight is None:
        return None
    codes = {state_of(tight.group(1)), state_of(tight.group(2))} - {None}
    rest = codes - {code}
    return rest.pop() if code in codes and len(rest) == 1 else None


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance; None where a position is not known."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return None
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def nested(a: Spot, b: Spot) -> bool:
    """Whether one place may lie in the other: a country or region and something in it, or two forms of one."""
    if a.key == b.key:
        return True
    low, high = sorted((a, b), key=lambda s: s.rank)
    if low.rank == 0 or low.place.precision == high.place.precision == "site":
        return True
    if low.place.precision == "country":
        return high.place.country is None or high.place.country == low.place.country or low.key[8:] in high.key
    if low.place.precision in ("region", "border"):
        far = distance_km(low.place, high.place)
        same = high.place.country is None or low.place.country == high.place.country or (high.place.country or "?") in low.key
        return same and (far is None or far < 250)
    return high.place.precision == "site" and low.place.precision == "city"


def apart(a: Spot, b: Spot) -> bool:
    """Whether two places cannot be one: two cities more than 40 km apart, or two countries."""
    if nested(a, b):
        return False
    far = distance_km(a.place, b.place)
    if a.place.precision == b.place.precision == "city":
        return far is None or far > 40
    return not (a.rank == 0 or b.rank == 0) and (a.place.country != b.place.country or (far is not None and far > 250))
