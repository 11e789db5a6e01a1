"""What counts as one origin, and why: each rule of the definition in docs/method.md on a small pile."""

from __future__ import annotations

import pytest

from accordingto.model.reading import Reading
from accordingto.model.record import Record
from accordingto.model.report import Report
from accordingto.resolving import resolve
from accordingto.resolving.grounds import description
from tests.resolving.handmade import Builder, make_report

Made = tuple[Report, Reading]
Told = tuple[str, str, str, float | None]  # words of the source or "", kind of voice, trigger with its place in the text, toll


def tell(outlet: str, *told: Told, published: str = "2031-05-05", through: str = "", people: str = "") -> Made:
    """A report that tells of one landslide: a sentence per source, or in its own words. ``through`` is an outlet it cites."""
    lines = []
    for source, _, filler, toll in told:
        dead = f"A landslide at Halvik killed {toll:g} people on May 4" if toll else "A landslide hit Halvik on May 4"
        via = f", {through} quotes" if through else ""
        lines.append(f"{dead}{filler}, {source} said{via}." if source else f"{dead}{filler}.")
    text = " ".join(lines)
    b = Builder(make_report(text, outlet=outlet, published=published)).names(place="Halvik", **({"person": people} if people else {}))
    at = 0
    for line, (source, kind, _, toll) in zip(lines, told, strict=True):
        n = sum(other.startswith("A landslide") for other in lines[: lines.index(line)])
        b.time("May 4", "2031-05-04", n=n)
        number = None
        if source:
            parent = None
            if through:
                b.says(through, "quotes", line[: line.index(f", {through}")], "outlet")
                parent = len(b.done()[1].statements) - 1
            named = source if people and source.split(",")[0] in people.split("|") else None
            b.says(source, "said", line[: line.index(f", {source}")], kind, parent=parent, name=named.split(",")[0] if named else None)
            number = len(b.done()[1].statements) - 1
        counts = {"killed": (f"{toll:g}", toll, toll)} if toll else None
        b.event("landslide", "ASSAULT", n=n, at="Halvik", statement=number, counts=counts)
        at += len(line) + 1
    return b.done()


def record(*made: Made) -> Record:
    return resolve([r for r, _ in made], {r.id: x for r, x in made})


def origins(*made: Made) -> list[tuple[int, tuple[str, ...]]]:
    """Per origin of the one incident: how many accounts, and the reasons."""
    found = record(*made)
    assert len(found.incidents) == 1
    return sorted((len(o.accounts), o.reasons) for o in found.origins)


def test_what_a_report_says_in_its_own_words_goes_back_to_the_source_it_names() -> None:
    told = origins(tell("Morning Bell", ("", "", "", 12), ("the health ministry", "organisation", " last", 12)))
    assert told == [(2, ("told in the report’s own words beside its source the health ministry",))]


def test_more_than_any_of_its_sources_gives_stands_for_itself() -> None:
    assert len(origins(tell("Morning Bell", ("", "", "", 31), ("the health ministry", "organisation", " last", 12)))) == 2


def test_reports_of_one_outlet_that_name_no_source_are_one_origin() -> None:
    told = origins(tell("Morning Bell", ("", "", "", 12)), tell("Morning Bell", ("", "", " at dawn", 14), published="2031-05-06"))
    assert told == [(2, ("same outlet",))]
    assert len(origins(tell("Morning Bell", ("", "", "", 12)), tell("Evening Post", ("", "", " at dawn", 14)))) == 2


def test_a_description_that_fits_one_body_of_the_report_is_that_body() -> None:
    told = origins(
        tell("Bell", ("the rescue services", "organisation", "", 12), ("the rescue services ministry", "organisation", " again", 13))
    )
    assert told == [(2, ("“the rescue services” fits the rescue services ministry alone",))]


def test_a_description_that_fits_two_bodies_is_neither() -> None:
    made = [(f"the {name} ministry", "organisation", f" {name}ly", 12.0 + n) for n, name in enumerate(("health", "labour"))]
    assert len(origins(tell("Bell", ("the ministry", "organisation", "", 9), *made))) == 3


def test_the_name_of_a_group_does_not_fit_a_longer_name() -> None:
    made = tell("Bell", ("Reed Front", "organisation", "", 9), ("New Reed Front", "organisation", " again", 9))
    report, reading = made
    builder = Builder(report).names(organisation="Reed Front|New Reed Front", place="Halvik")
    named = builder.done()[1].names
    from dataclasses import replace

    statements = tuple(
        replace(s, voice=replace(s.voice, name=next(i for i, n in enumerate(named) if n.span == s.source[0]))) for s in reading.statements
    )
    halvik = next(i for i, n in enumerate(named) if n.span.of(report.text) == "Halvik")
    events = tuple(replace(e, places=(halvik,)) for e in reading.events)
    assert len(origins((report, replace(reading, names=named, statements=statements, events=events)))) == 2


def test_who_speaks_for_a_body_is_the_body() -> None:
    told = origins(
        tell("Bell", ("St Orla hospital", "organisation", "", 12)),
        tell("Post", ("Ada Noll, the hospital’s spokeswoman", "person", " again", 13), people="Ada Noll"),
    )
    assert told == [(2, ("“Ada Noll, the hospital’s spokeswoman” speaks for St Orla hospital",))]


@pytest.mark.parametrize(
    ("one", "two", "count"),
    [
        ("officials", "two officials", 1),
        ("an official of the port", "Port official", 1),
        ("a doctor", "a customs officer", 2),
        ("officials", "a doctor", 1),
    ],
)
def test_unnamed_sources_of_one_report_count_once_unless_words_tell_them_apart(one: str, two: str, count: int) -> None:
    assert len(origins(tell("Bell", (one, "unnamed", "", 12), (two, "unnamed", " again", 13)))) == count


def test_unnamed_sources_of_two_reports_are_two() -> None:
    assert len(origins(tell("Bell", ("officials", "unnamed", "", 12)), tell("Post", ("officials", "unnamed", " again", 13)))) == 2


def test_a_crowd_counts_once_a_report() -> None:
    told = origins(tell("Bell", ("villagers", "crowd", "", 12), ("fishermen", "crowd", " again", 13)))
    assert told == [(2, ("a crowd counts once per report",))]


def test_an_unnamed_source_heard_through_an_outlet_is_the_one_that_outlet_heard() -> None:
    told = origins(
        tell("Radio Sarn", ("Port official", "unnamed", "", 31)),
        tell("Evening Post", ("an official of the port", "unnamed", " again", 31), through="Radio Sarn"),
    )
    assert told == [(2, ("explicit citation of Radio Sarn",))]


def test_documents_that_have_no_name_are_not_one() -> None:
    made = [tell(o, ("a report", "document", f" {o}", 12)) for o in ("Bell", "Post")]
    assert len(origins(*made)) == 2


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("officials", set()),
        ("an official of the port, who gave no name", {"port"}),
        ("the Lebanese health ministry", {"=LB", "health", "ministry"}),
    ],
)
def test_what_a_label_is_told_apart_by(label: str, words: set[str]) -> None:
    assert description(label) == words


@pytest.mark.parametrize(
    ("one", "two", "count"),
    [
        (("Kenya", "state"), ("the Kenyan Ministry of Defence", "organisation"), 1),
        (("Kenya", "state"), ("the Kenyan interior minister", "office"), 1),
        (("Kenya", "state"), ("the Kenyan parliament", "organisation"), 2),
        (("Kenya", "state"), ("the Kenyan Reed Front", "organisation"), 2),
        (("Kenya", "state"), ("the Peruvian army", "organisation"), 2),
        (("the Kenyan army", "organisation"), ("the Kenyan Ministry of Defence", "organisation"), 2),
        (("the defense minister", "office"), ("the Ministry of Defence", "organisation"), 1),
    ],
)
def test_a_state_is_not_independent_of_its_own_government(one: tuple[str, str], two: tuple[str, str], count: int) -> None:
    assert len(origins(tell("Bell", (*one, "", 12)), tell("Post", (*two, " again", 13)))) == count


@pytest.mark.parametrize(
    ("one", "two", "count"),
    [
        ("police", "The police", 1),
        ("the Kenyan government", "Kenya’s govt", 1),
        ("The government of Kenya", "the Kenyan Government", 1),
        ("the Kenyan government", "the Chadian government", 2),
        ("the Costa Rican government", "Costa Rica’s government", 1),
        ("the Kenyan foreign ministry", "the Ministry of Foreign Affairs of Kenya", 1),
        ("the Kenyan foreign ministry", "the foreign ministry of Chad", 2),
        ("the Kenyan defense ministry", "the Kenyan ministry of defence", 1),
    ],
)
def test_a_body_is_one_voice_under_its_wordings(one: str, two: str, count: int) -> None:
    assert len(origins(tell("Bell", (one, "organisation", "", 12)), tell("Post", (two, "organisation", " again", 13)))) == count


def test_the_government_is_that_of_the_state_the_report_is_about() -> None:
    def made(outlet: str, *, about: str, filler: str, toll: float) -> Made:
        report, _ = tell(outlet, ("the government", "organisation", filler, toll))
        text = f"{report.text} {' '.join([f'{about} is sad.'] * 3)}"
        told = Builder(make_report(text, outlet=outlet, published="2031-05-05")).names(place=f"Halvik|{about}")
        said = f", the government said. {about}"
        content = text[: text.index(said)]
        told.time("May 4", "2031-05-04").says("the government", "said", content, "organisation")
        return told.event("landslide", "ASSAULT", at="Halvik", statement=0, counts={"killed": (f"{toll:g}", toll, toll)}).done()

    one, two, other = (
        made("Bell", about="Kenya", filler="", toll=12), made("Post", about="Kenya", filler=" again", toll=13),
        made("Star", about="Chad", filler=" as well", toll=14),
    )  # fmt: skip
    assert len(origins(one, two)) == 1
    assert {v.label for v in record(one, other).voices if v.kind == "organisation"} == {"Kenya’s government", "Chad’s government"}


def test_spokespeople_of_one_body_are_one_source_in_whatever_reports() -> None:
    told = origins(
        tell("Bell", ("a harbour police spokesman", "unnamed", "", 12)),
        tell("Post", ("a spokeswoman for the harbour police", "unnamed", " again", 13)),
        tell("Star", ("the harbour police", "organisation", " as well", 14)),
    )
    assert [n for n, _ in told] == [3]
    apart = origins(tell("Bell", ("a spokesman", "unnamed", "", 12)), tell("Post", ("a spokeswoman", "unnamed", " again", 13)))
    assert len(apart) == 2


def test_a_word_that_says_only_of_what_sort_a_body_is_fits_none() -> None:
    made = tell("Bell", ("Ada Noll, foreign secretary", "person", "", 12), people="Ada Noll")
    assert len(origins(made, tell("Post", ("Chad’s foreign ministry", "organisation", " again", 13)))) == 2


@pytest.mark.parametrize(
    ("site", "name", "same"),
    [
        ("www.sarnpost.com", "Sarn Post", True),
        ("edition.sarnpost.co.uk", "The Sarn Post", True),
        ("africa.sarnpost.com.ng", "www.sarnpost.com", True),
        ("www.mnpost.com", "Meridian North Post", True),
        ("www.mpanews.org", "MPA", True),
        ("www.sarnpost.com", "Sarn Herald", False),
        ("www.post.com", "Sarn Post", False),
    ],
)
def test_an_outlet_is_the_same_under_the_address_of_its_site(site: str, name: str, same: bool) -> None:
    made = tell(site, ("", "", "", 12)), tell(name, ("", "", " again", 13))
    found = record(*made)
    assert (len(set(found.outlet_voices.values())) == 1) is same


def test_a_cited_outlet_is_the_one_that_publishes_under_its_site() -> None:
    told = origins(
        tell("www.sarnpost.com", ("officials", "unnamed", "", 12)),
        tell("Star", ("officials", "unnamed", " again", 12), through="the Sarn Post"),
    )
    assert told == [(2, ("explicit citation of www.sarnpost.com",))]
