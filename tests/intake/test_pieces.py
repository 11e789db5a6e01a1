"""What heads and feet of many makes say: outlets, authors and titles as a reader would name them, and nothing where nothing is printed."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from accordingto.intake import split_page
from accordingto.intake.pieces import tokens_of

BODY = (
    "The dam above the town began to leak on Sunday evening, and by midnight the water stood in the lower streets.",
    "“We heard it before we saw it,” said a teacher who had carried her father to the roof of the school.",
    "Nineteen people have been found dead so far, the mayor said, and at least forty are missing.",
    "Engineers from the capital are expected at the site on Tuesday, and the road to the north remains closed.",
)


class Head(NamedTuple):
    """One report's head, what opens its text, its foot, and what they say."""

    lines: tuple[str, ...]
    opening: str
    foot: tuple[str, ...]
    title: str
    outlet: str | None
    authors: tuple[str, ...] = ()


HEADS = (
    Head(("Dam leak floods lower Orvane, 19 dead", "The Orvane Packet", "12 March 2022"), "", (), "Dam leak floods lower Orvane, 19 dead", "The Orvane Packet"),
    Head(("Nineteen dead as dam fails", "By Greta Sollen and Tariq Mbeya, Orvane Packet", "March 12, 2022, 6:40 p.m."), "", (), "Nineteen dead as dam fails", "Orvane Packet", ("Greta Sollen", "Tariq Mbeya")),
    Head(("ORVANE PACKET", "12.03.2022 / Front page", "WATER AT MIDNIGHT", "Nineteen drown after warnings were ignored", "from GRETA SOLLEN at the dam"), "", (), "WATER AT MIDNIGHT", "ORVANE PACKET", ("GRETA SOLLEN",)),
    Head(("Who knew about the cracks?", "Paul Idris", "Senior reporter", "Lakeside Review", "13 Mar 2022 · 7 min"), "", (), "Who knew about the cracks?", "Lakeside Review", ("Paul Idris",)),
    Head(("Dam failure kills 19 in lake district",), "ORVANE, March 13 (Tessel Press) — ", ("(Reporting by Ines Korda; editing by Max Hule)",), "Dam failure kills 19 in lake district", "Tessel Press", ("Ines Korda",)),
    Head(("MINISTRY OF WATER AND ENERGY", "Office of the Spokesperson", "Press release 14/2022", "Sele, 13 March 2022", "Situation at the Orvane dam under control"), "", ("Contact: press@water.example",), "Situation at the Orvane dam under control", "MINISTRY OF WATER AND ENERGY"),
    Head(("Lake Alerts", "Sunday 13 March, 23:10 · 4.1K views", "‼️ THE DAM IS GOING, LEAVE THE LOWER TOWN"), "", ("@lakealerts",), "THE DAM IS GOING, LEAVE THE LOWER TOWN", "Lake Alerts"),
    Head(("News > Region > Lakes", "Mayor says dam report was never read", "Radio Sele | 14 March 2022 | 08:15", "Photo: Jon Abel"), "", (), "Mayor says dam report was never read", "Radio Sele"),
    Head(("What we know about the Orvane dam", "by our own reporters", "The Sele Courier, Monday 14 March 2022, p. 2"), "", (), "What we know about the Orvane dam", "The Sele Courier"),
    Head(("4th lead (adds missing, quotes)", "Dam bursts above Orvane; toll rises to 19", "By Ines Korda", "March 13, 2022"), "ORVANE (TP) - ", (), "Dam bursts above Orvane; toll rises to 19", "TP", ("Ines Korda",)),
    Head(("Letter from a drowned street", "14 March 2022"), "", ("Greta Sollen is a staff writer at The Orvane Packet.",), "Letter from a drowned street", "The Orvane Packet", ("Greta Sollen",)),
    Head(("Dam: the engineer's warning", "Tariq Mbeya reporting", "Published 15/03/2022 18:20"), "", ("This article first appeared in Lakeside Review.",), "Dam: the engineer's warning", "Lakeside Review", ("Tariq Mbeya",)),
    Head(("Opposition demands inquiry into dam", "15 March 2022"), "", ("© 2022 Sele Broadcasting. All rights reserved.",), "Opposition demands inquiry into dam", "Sele Broadcasting"),
    Head(("Forty still missing below the dam", "Words: PAUL IDRIS  Pictures: ANA LUND", "lakesidereview.example", "16 March 2022"), "", (), "Forty still missing below the dam", "lakesidereview.example", ("PAUL IDRIS",)),
    Head(("Statement on the Orvane dam", "Hands for Orvane, 16 March 2022"), "", ("Hands for Orvane is a charity that works in the lake district.",), "Statement on the Orvane dam", "Hands for Orvane"),
    Head(("The dam, the minister and the missing file", "Notes from the Lakes", "a schoolteacher's diary", "posted 17.3.2022 by Olga Renn · 31 comments"), "", (), "The dam, the minister and the missing file", "Notes from the Lakes", ("Olga Renn",)),
    Head(("Ines Korda in Orvane and Ravi Tolm in Sele", "Tessel Press", "Tue 15 Mar 2022 09:31 GMT", "Army joins search below broken dam"), "", (), "Army joins search below broken dam", "Tessel Press", ("Ines Korda", "Ravi Tolm")),
    Head(("Funerals begin in Orvane", "Staff and agencies", "18 March 2022"), "", (), "Funerals begin in Orvane", None),
    Head(("Funerals begin under police watch", "18 March 2022", "Mourners carry coffins through the lower town. Photo: Ana Lund/Tessel"), "", (), "Funerals begin under police watch", None),
    Head(("Source: Lakeside Review", "Author: P. Idris", "Date: 2022-03-19", "Title: Minister resigns over dam"), "", (), "Minister resigns over dam", "Lakeside Review", ("P. Idris",)),
    Head(("THE SELE COURIER", "Saturday, March 19, 2022", "“I was never told,” says minister", "From our special correspondent Leo van der Aart"), "", ("Continued on page 6",), "“I was never told,” says minister", "THE SELE COURIER", ("Leo van der Aart",)),
    Head(("Dam inquiry opens", "A. J. Penn and Mara O'Toole (Sele); additional reporting: Ravi Tolm", "The Standard Bearer · Politics · 21/03/2022"), "", ("Sign up for our evening letter",), "Dam inquiry opens", "The Standard Bearer", ("A. J. Penn", "Mara O'Toole", "Ravi Tolm")),
    Head(("Tessel Press – English Service", "Dam company shares fall", "22 March 2022, 17:02 local"), "", ("ik/rt",), "Dam company shares fall", "Tessel Press"),
    Head(("Channel 9 Lakes", "Transcript, evening news of 13.03.2022", "Water in the lower town"), "", ("The next news is at ten.",), "Water in the lower town", "Channel 9 Lakes"),
)  # fmt: skip


def page_of(head: Head) -> str:
    return "\n".join(head.lines) + "\n\n" + "\n\n".join((head.opening + BODY[0], *BODY[1:], *head.foot)) + "\n"


def said(head: Head) -> tuple[str | None, str | None, tuple[str, ...]]:
    reports = split_page(page_of(head), "page").reports
    assert len(reports) == 1
    return reports[0].title.value, reports[0].outlet.value, reports[0].authors.value or ()


def test_most_heads_of_makes_nobody_thought_of_are_read_as_a_reader_would() -> None:
    found = [(head, *said(head)) for head in HEADS]
    titles = sum((title or "").casefold() == head.title.casefold() for head, title, _, _ in found)
    outlets = sum((outlet or "").casefold() == (head.outlet or "").casefold() for head, _, outlet, _ in found)
    authors = sum(sorted(people) == sorted(head.authors) for head, _, _, people in found)
    assert titles >= 20 and outlets >= 20 and authors >= 22  # of 24


@pytest.mark.parametrize("outlet", ["The Orvane Packet", "Radio Sele", "TSP", "lakeside.example", "Ministry of Water", "De Meerbode"])
@pytest.mark.parametrize(
    ("lines", "foot"),
    [
        (("{O}", "12 March 2022", "Dam leak floods lower town, 19 dead"), ()),
        (("Dam leak floods lower town, 19 dead", "{O} | 12 March 2022"), ()),
        (("Dam leak floods lower town, 19 dead", "By Greta Sollen, {O}", "12 March 2022"), ()),
        (("Dam leak floods lower town, 19 dead", "12 March 2022"), ("© 2022 {O}. All rights reserved.",)),
        (("Dam leak floods lower town, 19 dead", "12 March 2022"), ("This article first appeared in {O}.",)),
    ],
)
def test_an_outlet_of_any_kind_is_found_where_it_stands(outlet: str, lines: tuple[str, ...], foot: tuple[str, ...]) -> None:
    head = Head(tuple(line.replace("{O}", outlet) for line in lines), "", tuple(line.replace("{O}", outlet) for line in foot), "", None)
    assert said(head)[1] == outlet


@pytest.mark.parametrize("line", ["Photo: Jon Abel", "Picture: Jon Abel/Tessel", "Staff and agencies", "By our own correspondent", "Pictures: Jon Abel"])
def test_photographers_editors_and_staff_are_no_authors(line: str) -> None:
    head = Head(("Dam leak floods lower town, 19 dead", "The Orvane Packet | 12 March 2022", line), "", (), "", None)
    title, outlet, authors = said(head)
    assert authors == ()
    assert title == "Dam leak floods lower town, 19 dead"
    assert outlet == "The Orvane Packet"


def test_where_no_outlet_is_printed_none_is_named() -> None:
    head = Head(("Dam leak floods lower town, 19 dead", "12 March 2022"), "", ("Editing by Jon Abel", "Share this story"), "", None)
    assert said(head)[1:] == (None, ())


def test_words_of_a_line() -> None:
    assert [word for _, _, word in tokens_of("By A.J. O'Toole, Radio Sele’s envoy | lakeside.example (@ajo)")] == [
        "By", "A.J", ".", "O'Toole", ",", "Radio", "Sele", "’s", "envoy", "|", "lakeside.example", "(", "@ajo", ")",
    ]  # fmt: skip
    for start, end, word in tokens_of("© 2022 Packet, 12.03.2022, https://packet.example/a"):
        assert "© 2022 Packet, 12.03.2022, https://packet.example/a"[start:end] == word


def test_a_head_of_very_many_words_is_read_quickly() -> None:
    page = "Dam leak floods lower town\n" + "By " + "Ada Lind, " * 3000 + "\n" + "Share\n" * 300 + "\n" + "\n\n".join(BODY)
    assert split_page(page, "page").reports


@pytest.mark.parametrize("state", ["REPUBLIC OF TASSAR", "Kingdom of Tassar", "Government of the Republic of Tassar"])
def test_a_letterhead_is_of_the_body_not_of_its_state(state: str) -> None:
    head = Head((state, "MINISTRY OF WATER AND DAMS", "BULLETIN No. 3", "Issued: 6 March 2022, 18:00"), "", (), "BULLETIN No. 3", None)
    assert said(head)[1] == "MINISTRY OF WATER AND DAMS"
