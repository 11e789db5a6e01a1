"""Titles that share their line."""

from __future__ import annotations

import pytest

from accordingto.intake.titles import issuer, peel


@pytest.mark.parametrize(
    ("line", "title", "outlet"),
    [
        ("[Karst Herald] Bridge closed after flood", "Bridge closed after flood", "Karst Herald"),
        ("Bridge closed after flood | Northline", "Bridge closed after flood", "Northline"),
        ("Bridge closed after flood - Karst Herald", "Bridge closed after flood", "Karst Herald"),
        ("Bridge closed after flood (Karst Herald, 3 Feb 2021)", "Bridge closed after flood", "Karst Herald"),
        ("25 Aug 2016 – Brosk – Bridge closed after flood", "Bridge closed after flood", "Brosk"),
        ("⚡️Bridge closed after flood", "Bridge closed after flood", None),
        ("**Bridge closed after flood**", "Bridge closed after flood", None),
        ("CLOSED | Flood in Karst as it happened", "Flood in Karst as it happened", None),
        ("ANALYSIS | Why the bridge fell", "ANALYSIS | Why the bridge fell", None),
        ("Mayor – and his brother – charged", "Mayor – and his brother – charged", None),
        ("URGENT - Bridge closed", "URGENT - Bridge closed", None),
        ("Bridge reopens (again)", "Bridge reopens (again)", None),
        ("(Karst Herald, 3 Feb 2021)", "(Karst Herald, 3 Feb 2021)", None),
        ("<b>Bridge closed</b>", "<b>Bridge closed</b>", None),
    ],
)
def test_what_is_no_title_is_taken_off(line: str, title: str, outlet: str | None) -> None:
    found = peel(line, frozenset())
    assert line[found.start : found.end] == title
    assert found.outlet == outlet


def test_keys_and_known_names() -> None:
    found = peel("HD Bridge closed after flood", frozenset(), keyed=True)
    assert found.start == 3
    found = peel("Bridge closed - Ostra", frozenset({"ostra"}))
    assert (found.end, found.outlet) == (13, "Ostra")


@pytest.mark.parametrize(
    ("title", "released", "name"),
    [
        ("Statement by the Karst Mission on the flood", False, "Karst Mission"),
        ("Hearth Relief calls for safe passage", True, "Hearth Relief"),
        ("Hearth Relief calls for safe passage", False, None),
        ("Floods kill nine", True, None),
    ],
)
def test_who_speaks_in_a_title(title: str, released: bool, name: str | None) -> None:
    assert issuer(title, released=released) == name
