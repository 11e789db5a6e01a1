"""Bylines in their variety: (line, outlet and other names, authors, place); None is no byline."""

from __future__ import annotations

import pytest

from accordingto.intake.bylines import parse_meta
from accordingto.intake.datelines import dateline

LINES: list[tuple[str, tuple[str, ...], tuple[str, ...], str | None]] = [
    ("KTN | January 3, 2020", ("KTN",), (), None),
    ("Sund TV – January 2, 2020", ("Sund TV",), (), None),
    ("al-Safir | 17 October 2023", ("al-Safir",), (), None),
    ("i24 Coast | 17 October 2023", ("i24 Coast",), (), None),
    ("teleSund | 17 October 2023", ("teleSund",), (), None),
    ("+81 Magazine | 17 October 2023", ("+81 Magazine",), (), None),
    ("dpw | 3. März 2021", ("dpw",), (), None),
    ("harbourwatch.example.com | 3 March 2021", ("harbourwatch.example.com",), (), None),
    ("The Harbour Post (Sund), 3 March 2021, p. A4", ("The Harbour Post", "Sund"), (), None),
    ("By Ada Lind | 21st Century Ledger | January 3, 2020", ("21st Century Ledger",), ("Ada Lind",), None),
    ("By Ada Lind and Bob Marsh, The Sund Post", ("The Sund Post",), ("Ada Lind", "Bob Marsh"), None),
    ("By Ada Lind, The Times of Sund", ("The Times of Sund",), ("Ada Lind",), None),
    ("By Ada Lind, S.D. News & River Report", ("S.D. News & River Report",), ("Ada Lind",), None),
    ("By Ada Lind for The Sund Post", ("The Sund Post",), ("Ada Lind",), None),
    ("By Ada Lind in Port Sund, dpw", ("dpw",), ("Ada Lind",), "Port Sund"),
    ("By Ada Lind, Political Editor", (), ("Ada Lind",), None),
    ("Ada Lind in Port Sund and agencies", (), ("Ada Lind",), "Port Sund"),
    ("Von Anna Müller, Der Hafenbote, 3. März 2021", ("Der Hafenbote",), ("Anna Müller",), None),
    ("From our correspondent in Port Sund", (), (), "Port Sund"),
    ("Staff and agencies", (), (), None),
    ("Sund Post / Foreign news desk", ("Sund Post",), (), None),
    ("(The Sund Post, 3 March 2021)", ("The Sund Post",), (), None),
    ("World | Ada Lind | Sund Gazette | 5 March 2021", ("Ada Lind", "Sund Gazette"), (), None),
]
NOT = [
    "By Tuesday evening, the fire had spread to the harbour",
    "On 3 March 2021 the minister resigned",
    "The strike took place on January 3, 2020.",
    "Death toll rises to 25 on 3 March",
    "Why 3 March 2021 Matters for Sund",
    "March 3: clashes at the harbour",
    "PORT SUND, June 30 (Wire South) – Film From The Bridge Surfaces, Some Say It Proves The Minister Lied.",
    "From the harbour to the hills",
    "How It Began",
]


@pytest.mark.parametrize(("line", "names", "authors", "place"), LINES)
def test_bylines(line: str, names: tuple[str, ...], authors: tuple[str, ...], place: str | None) -> None:
    found = parse_meta(line)
    assert found is not None
    assert (found.names, found.authors, found.place) == (names, authors, place)


@pytest.mark.parametrize("line", NOT)
def test_no_bylines(line: str) -> None:
    assert parse_meta(line) is None


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("SUND (Wire South) - The bridge fell early on Tuesday.", "SUND", "Wire South"),
        ("SUND, Kestria, March 3 (WS) — The bridge fell early on Tuesday.", "SUND, Kestria", "WS"),
        ("SUND — The bridge over the harbour fell early on Tuesday.", "SUND", None),
        ("Sund, 3 March 2021 – The bridge fell early on Tuesday.", "Sund", None),
        ("(WS) The bridge fell early on Tuesday.", None, "WS"),
        ("SUND, Kestria /WS/ - The bridge fell early on Tuesday.", "SUND, Kestria", "WS"),
    ],
)
def test_datelines(text: str, place: str | None, agency: str | None) -> None:
    found = dateline(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert text[found.end :].startswith("The bridge")


@pytest.mark.parametrize(
    "text",
    [
        "Ministers — all five of them — said they would stay.",
        "WS — the league of southern wires — denied it on Tuesday.",
        "URGENT - Blast heard in capital",
    ],
)
def test_no_datelines(text: str) -> None:
    assert dateline(text) is None
