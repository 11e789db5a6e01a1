"""Dates as papers print them: (line, ISO value); None is open or no date."""

from __future__ import annotations

import pytest

from accordingto.intake.dates import day_first, find_dates, settle

PRINTED: list[tuple[str, str | None]] = [
    ("January 3, 2020", "2020-01-03"),
    ("Wednesday, 3rd of March 2021 at 6.30pm ET", "2021-03-03T18:30-05:00"),
    ("Oct. 14, 2022, 6:05 a.m. ET", "2022-10-14T06:05-04:00"),
    ("3 March 2021 10:14 CET", "2021-03-03T10:14+01:00"),
    ("2021-03-03T10:14:00+01:00", "2021-03-03T10:14:00+01:00"),
    ("2021-03-03 10:14 UTC", "2021-03-03T10:14+00:00"),
    ("9 Nov 2024 | 06:12 (UTC+2)", "2024-11-09T06:12+02:00"),
    ("14:22, 3 March 2021", "2021-03-03T14:22"),
    ("Fri 12 March 2021 1422 GMT", "2021-03-12T14:22+00:00"),
    ("3 mars 2021 à 14h22", "2021-03-03T14:22"),
    ("Mittwoch, den 3. März 2021, 14.22 Uhr", "2021-03-03T14:22"),
    ("3 de marzo de 2021", "2021-03-03"),
    ("15 ноября 2021 года, 12:30", "2021-11-15T12:30"),
    ("11 sierpnia 2022", "2022-08-11"),
    ("21 Aralık 2021 Salı", "2021-12-21"),
    ("2021年3月3日", "2021-03-03"),
    ("٣ مارس 2021", "2021-03-03"),
    ("25/03/2021", "2021-03-25"),
    ("03/25/2021", "2021-03-25"),
    ("03.04.2021", "2021-04-03"),
    ("31 April 2021", None),
    ("March 2021", None),
    ("12 Mar", None),
    ("F-15 and K1", None),
]


@pytest.mark.parametrize(("line", "value"), PRINTED)
def test_printed_dates(line: str, value: str | None) -> None:
    hits = find_dates(line)
    found = settle(hits[0], first_is_day=None, why="open").value if hits else None
    assert found == value


@pytest.mark.parametrize(
    ("lines", "leads"),
    [
        (["03/04/2021", "25/04/2021"], True),
        (["03/04/2021", "04/25/2021"], False),
        (["03/04/2021", "25/04/2021", "04/25/2021"], None),
        (["Saturday 03/04/2021"], True),
        (["Thursday 03/04/2021"], False),
        (["03/04/2021 2:15 pm"], False),
        (["03/04/2021 14:15"], True),
        (["03/04/2021", "2 April 2021"], True),
        (["03/04/2021", "March 6, 2021"], False),
        (["03/04/2021"], None),
    ],
)
def test_order_of_figures_is_settled_by_the_page(lines: list[str], leads: bool | None) -> None:
    assert day_first([hit for line in lines for hit in find_dates(line)])[0] is leads


def test_an_ambiguous_zone_stays_open() -> None:
    found = settle(find_dates("3 March 2021 10:14 IST")[0], first_is_day=None, why="open")
    assert found.value == "2021-03-03T10:14"
    assert "India" in found.reason


def test_a_wrong_weekday_lowers_the_confidence() -> None:
    found = settle(find_dates("Monday, 3 March 2021")[0], first_is_day=None, why="open")
    assert found.value == "2021-03-03"
    assert found.confidence <= 0.5
