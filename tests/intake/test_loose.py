"""Lines of heads and feet read piece by piece."""

from __future__ import annotations

import pytest

from accordingto.intake.dates import settle
from accordingto.intake.loose import address_day, foot_meta, loose_meta, notice_of, opening_day
from accordingto.intake.traits import tail_kind


def _day(hits: object) -> str | None:
    hit = next(iter(hits), None)  # type: ignore[call-overload]
    return None if hit is None else settle(hit, first_is_day=True, why="").value


@pytest.mark.parametrize(
    ("line", "names", "authors", "source", "day"),
    [
        ("Eingang: 26.04.2022 - 20:22 Korrektur: 27.04.2022 - 17:59", (), (), None, "2022-04-26T20:22"),
        ("Tove Lindal. Karst Herald; Port Ansel [Port Ansel]. 22 Dec 2022: A.4.", ("Karst Herald",), (), None, "2022-12-22"),
        ("[Karst Herald] 2019.02.15 15:57", ("Karst Herald",), (), None, "2019-02-15T15:57"),
        ("By **Maria Tolm** | Stern Herald | July 25, 2020", ("Stern Herald",), ("Maria Tolm",), None, "2020-07-25"),
        ("SOURCE: Felgra Wire, Nelmar, in English 1510 gmt", (), (), "Felgra Wire", None),
        ("Heard on Radio Bemar", (), (), "Radio Bemar", None),
        ("Maria Tolm reports from the river", (), ("Maria Tolm",), None, None),
        ("Maria Tolm, Dravik, and Peter Oss, Lumen", (), ("Maria Tolm", "Peter Oss"), None, None),
        ("From our correspondent Peter Oss, with agencies", (), ("Peter Oss",), None, None),
        ("https://www.karst.example/2017/05/23/bridge-closed", (), (), None, "2017-05-23"),
    ],
)
def test_a_line_of_any_make_says_its_parts(
    line: str, names: tuple[str, ...], authors: tuple[str, ...], source: str | None, day: str | None
) -> None:
    meta = loose_meta(line)
    assert meta is not None
    assert set(names) <= set(meta.names)
    assert meta.authors == authors
    assert meta.source == source
    assert _day(meta.hits) == day


def test_the_day_of_a_capture_is_no_day_of_publication() -> None:
    meta = loose_meta("Captured 12 May 2023 10:11:12 – Karst Herald")
    assert meta is not None
    assert not meta.hits
    assert _day(meta.changed) == "2023-05-12T10:11:12"


def test_buttons_and_long_lines_say_nothing() -> None:
    assert loose_meta("Show Caption") is None
    assert loose_meta("word " * 80) is None


@pytest.mark.parametrize(
    ("line", "sure", "name"),
    [
        ("Copyright 2022 Karst TV. All rights reserved. This material may not be published.", True, "Karst TV"),
        ("© Karst Herald Pvt Ltd", True, "Karst Herald"),
        ("The post Bridge closed appeared first on Karst Herald.", True, "Karst Herald"),
        ("Thanks for reading The Karst Diary! Subscribe for free to receive new posts.", False, "The Karst Diary"),
        ("Office for Relief in Karst | www.relief.example", True, "Office for Relief in Karst"),
        ("He said the copyright of Karst Herald was his.", False, None),
    ],
)
def test_notices_name_who_published(line: str, sure: bool, name: str | None) -> None:
    assert notice_of(line, sure=sure) == name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("(Karst, November 27, 2019) – The water came at night.", "2019-11-27"),
        ("KARST, 5 May 2021: The water came at night.", "2021-05-05"),
        ("On 5 May 2021 the water came at night.", None),
    ],
)
def test_a_day_before_the_first_words(text: str, day: str | None) -> None:
    hit = opening_day(text)
    assert (_day([hit]) if hit else None) == day


def test_addresses_hold_days() -> None:
    hit = address_day("https://karst.example/news/2021-05-04-bridge")
    assert hit is not None
    assert _day([hit]) == "2021-05-04"
    assert address_day("https://karst.example/news/20210504") is None


def test_the_foot_is_read_only_where_it_is_made_for_it() -> None:
    meta = foot_meta("(Karst Herald, 3 June 2020)")
    assert meta is not None
    assert meta.names == ("Karst Herald",)
    assert foot_meta("Tags: Karst, Bridges") is None
    assert foot_meta("https://karst.example/2021/05/04/a") is None


@pytest.mark.parametrize(
    ("line", "notice"),
    [
        ("Copyright The Karst Herald", True),
        ("© Karst Herald", True),
        ("Copyright by Ostra Press Bureau", True),
        ("Copyright Law Splits Parliament in Karst", False),
        ("Copyright the wrong way round, say artists of the town", False),
    ],
)
def test_a_notice_without_a_year_is_no_headline(line: str, notice: bool) -> None:
    assert (tail_kind(line) == "other") is notice
