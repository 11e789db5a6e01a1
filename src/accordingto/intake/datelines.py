"""Datelines: the place, day and agency that open a report's first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from accordingto.intake.dates import DateHit, find_dates
from accordingto.intake.naming import is_mark, is_name, outlet_score

_DASH = r"(?:\s*[—–―]\s*|\s+-{1,2}\s*|-{2}\s*|-\s+)"
_AGENCY = r"\((?P<agency>[A-Za-z0-9][^()\n]{1,40})\)"
_PLACE_WORD = r"(?:[A-Z\u00C0-\u00DE][\w.'’-]*|de|del|la|al-\w+|el-\w+|of|and|the|sur|am|an|der)"
_PLACE = rf"(?P<place>{_PLACE_WORD}(?:[ /]{_PLACE_WORD}){{0,4}})"
_MIDDLE = r"(?P<middle>,[^()\n—–―]{2,60}?)"
_FORMS = (
    re.compile(rf"{_PLACE}{_MIDDLE}?\s*{_AGENCY}{_DASH}"),
    re.compile(rf"{_AGENCY}\s*{_PLACE}{_MIDDLE}?{_DASH}"),
    re.compile(rf"{_AGENCY}(?:{_DASH}|\s+(?=[A-Z\"“]))"),
    re.compile(rf"{_PLACE}{_MIDDLE}?\s*/(?P<wire>[A-Z][\w ]{{1,20}})/\s*(?:[—–.-]+\s*)?"),
    re.compile(rf"/(?P<wire>[A-Z][\w ]{{1,30}})/\s*{_PLACE}{_MIDDLE}?{_DASH}"),
    re.compile(rf"{_PLACE}{_MIDDLE}?\s*(?:[—–―]\s*|\s-{{1,2}}\s+|--\s*)"),
    re.compile(rf"{_PLACE}(?P<middle>,[^()\n:—–―]{{2,40}}?):\s+"),
)

_BRACKETED = 2  # the form of an agency, or a place, in brackets and nothing else


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens a paragraph.

    Attributes:
        end: code points up to the first word of the text proper.
        place, agency, hit: as printed; None where absent.
    """

    end: int
    place: str | None
    agency: str | None
    hit: DateHit | None


@lru_cache(maxsize=4096)
def dateline(text: str) -> Dateline | None:
    """Read a dateline at the start of a paragraph, or None.

    Without an agency in brackets or a day, only a place in capitals counts ("PORT ELLIS —"): "Ministers — all five of
    them —" opens a sentence just so.
    """
    head = text[:140]
    for number, form in enumerate(_FORMS):
        found = form.match(head)
        if not found:
            continue
        parts = found.groupdict()
        agency = parts.get("agency") or parts.get("wire")
        place, middle = parts.get("place"), (parts.get("middle") or "").strip(" ,")
        if number == _BRACKETED and agency:  # "(Kelm, 4 May 2021) –" and "(New Kelm) –" name a place
            if find_dates(agency):
                place, _, middle = agency.partition(",")
                agency, middle = None, f",{middle}".strip(" ,")
            elif " " in agency and outlet_score(agency) <= 0.9:
                place, agency = agency, None
        hit = next(iter(find_dates(middle)), None)
        region = (middle[: hit.start] if hit else middle).strip(" ,")
        if (region and not is_name(region, longest=5)) or (hit and middle[hit.end :].strip(" ,.")):
            continue
        if agency and not is_mark(agency):
            continue
        if number == _BRACKETED and agency and agency.islower() and not re.search(_DASH + "$", found.group()):
            continue
        if place and not _is_place(place, firm=agency is not None or hit is not None or number == _BRACKETED):
            continue
        if number == len(_FORMS) - 1 and not hit:
            continue
        place = f"{place}, {region}" if place and region else place
        rest = text[found.end() :]
        if len(rest.split()) < (4 if agency or hit else 7) or rest[:1].islower():
            continue
        return Dateline(found.end(), place, agency, hit)
    return None


def _is_place(place: str, *, firm: bool) -> bool:
    main = place.split(",")[0]
    letters = [char for char in main if char.isalpha()]
    capitals = bool(letters) and sum(1 for char in letters if char.isupper()) >= 0.8 * len(letters) and len(letters) > 2
    return capitals or (firm and is_name(main, longest=5) and len(main) <= 40)
