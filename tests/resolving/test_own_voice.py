"""A report's own words about itself, and names beside the words of descent that come from them."""

from __future__ import annotations

import pytest

from accordingto.resolving import resolve
from accordingto.resolving.descent import home_of, own_names
from tests.resolving.handmade import Builder, make_report


@pytest.mark.parametrize(
    ("outlet", "source", "kind", "own"),
    [
        ("River Watch", "We", "unspecified", True),
        ("Halden Wire", "A Halden Wire reporter", "unnamed", True),
        ("Halden Wire", "A Brenna Wire reporter", "unnamed", False),
        ("Halden Wire", "Our correspondent", "unnamed", True),
        ("Ministry of Roads and Bridges", "The ministry", "organisation", True),
        ("Lower Halden Monitor", "The Monitor", "organisation", True),
        ("Halden Wire", "The ministry", "organisation", False),
        ("Halden Post", "The post", "organisation", False),
    ],
)
def test_who_publishes_a_report_speaks_in_it(outlet: str, source: str, kind: str, own: bool) -> None:
    text = f"{source} saw lorries leave the depot at noon."
    made = Builder(make_report(text, outlet=outlet)).says(source, "saw", "lorries leave the depot at noon", kind).done()
    record = resolve([made[0]], {made[0].id: made[1]})
    (label,) = {v.label for v in record.voices if v.id in record.statement_voices.values()}
    assert (label == outlet) is own


def test_somebody_quoted_is_not_the_outlet() -> None:
    text = "“We saw lorries leave the depot.”"
    builder = Builder(make_report(text, outlet="River Watch")).quotation(text).says("We", "saw", "lorries leave the depot", "unspecified")
    made = builder.done()
    record = resolve([made[0]], {made[0].id: made[1]})
    assert "River Watch" not in {v.label for v in record.voices if v.id in record.statement_voices.values()}


@pytest.mark.parametrize(
    ("forms", "left"),
    [
        (["Halvenian", "Halvenia"], ["Halvenia"]),
        (["Ostrese", "Ostra", "OSTRA"], ["Ostra", "OSTRA"]),
        (["Halvenian"], []),
        (["Brenna", "Brenna Town"], []),
    ],
)
def test_a_land_goes_by_its_name_not_by_its_people(forms: list[str], left: list[str]) -> None:
    assert own_names(forms) == left


def test_the_name_that_a_word_of_descent_comes_from() -> None:
    assert home_of("halvenians", {"halvenia"}) == ("halvenia", "n")
    assert home_of("halves", {"halva"}) is None
