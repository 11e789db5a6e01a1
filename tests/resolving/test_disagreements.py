"""Which values of an incident are set side by side, and in what relation they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accordingto.model.intervals import Quantity
from accordingto.model.reading import Figure, Name, Reading
from accordingto.model.record import Disagreement
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving import resolve
from tests.resolving.handmade import Builder, make_report

Made = tuple[Report, Reading]


def found(aspect: str, *made: Made) -> list[Disagreement]:
    record = resolve([r for r, _ in made], {r.id: x for r, x in made})
    return [d for d in record.disagreements if d.aspect == aspect]


def blast(outlet: str, published: str, toll: str, number: float, *, after: str = "", by: str = "Ada Noll", words: str = "people") -> Made:
    """ "An explosion in Halvik on May 4 killed 12 people, Ada Noll said." with more sentences ``after`` it."""
    text = f"An explosion in Halvik on May 4 killed {toll} {words}, {by} said. {after}".strip()
    b = Builder(make_report(text, outlet=outlet, published=published)).names(person=by, place="Halvik").time("May 4", "2031-05-04")
    b.says(by, "said", text[: text.index(f", {by}")], "person", name=by)
    b.event("explosion", "ASSAULT", at="Halvik", when="May 4", statement=0, counts={"killed": (toll, number, number)})
    return b.done()


def test_a_source_that_lowers_its_figure_revises_it() -> None:
    one, two = blast("Bell News", "2031-05-05", "31", 31), blast("Post News", "2031-05-07", "22", 22)
    assert [d.relation for d in found("killed", one, two)] == ["update"]
    other = blast("Post News", "2031-05-07", "22", 22, by="Ira Sand")
    assert [d.relation for d in found("killed", one, other)] == ["conflict"]


@pytest.mark.parametrize(
    ("after", "relation"),
    [
        ("", "update"),
        ("The hospital, which has 12 bodies, counts only its own.", "scope"),
        ("The figure of 12 does not include those still missing.", "scope"),
        ("The wheat stood in sheds.", "update"),
    ],
)
def test_a_number_that_is_said_to_count_a_part_is_one_of_scope(after: str, relation: str) -> None:
    one = blast("Bell News", "2031-05-05", "12", 12)
    later = make_later(after)
    assert [d.relation for d in found("killed", one, later)] == [relation]


def make_later(after: str) -> Made:
    """A later toll of 22 with a sentence about the earlier one."""
    report, reading = blast("Bell News", "2031-05-06", "22", 22, after=after, by="Ira Sand")
    if "12" not in after:
        return report, reading
    at = report.text.index("12")
    loose = Figure(Span(at, at + 2), Quantity.exact(12), "other")
    return report, replace(reading, figures=(*reading.figures, loose))


def test_a_person_described_is_no_toll_of_one() -> None:
    one = blast("Bell News", "2031-05-05", "22", 22)
    two = blast("Post News", "2031-05-05", "a wheat trader", 1, by="Ira Sand", words="there")
    assert found("killed", one, two) == []


def test_a_few_of_those_counted_contradict_nothing() -> None:
    one = blast("Bell News", "2031-05-05", "22", 22)
    two = blast("Post News", "2031-05-05", "nine", 9, by="Ira Sand", words="of the victims at once")
    assert found("killed", one, two) == []


def test_others_hurt_beside_the_dead_are_all_who_were_hurt() -> None:
    def hurt(outlet: str, number: str, value: float, *, more: bool, hour: str = "09:00", link: str = " and injured") -> Made:
        text = f"An explosion in Halvik on May 4 killed 12 people{link} {number} others."
        b = Builder(make_report(text, outlet=outlet, published=f"2031-05-05T{hour}")).names(place="Halvik").time("May 4", "2031-05-04")
        counts: dict[str, tuple[str, float | None, float | None]] = {"injured": (number, value, value)}
        b.event("explosion", "ASSAULT", at="Halvik", when="May 4", counts={"killed": ("12", 12, 12), **counts} if more else counts)
        report, reading = b.done()
        last = replace(reading.figures[-1], additional=True)
        return report, replace(reading, figures=(*reading.figures[:-1], last))

    assert [d.relation for d in found("injured", hurt("Bell News", "30", 30, more=True), hurt("Post News", "45", 45, more=True))] == [
        "conflict"
    ]
    assert found("injured", hurt("Bell News", "30", 30, more=False), hurt("Post News", "45", 45, more=False)) == []
    apart = hurt("Post News", "45", 45, more=True, link=". It hurt")
    assert [d.relation for d in found("injured", hurt("Bell News", "30", 30, more=True), apart)] == ["conflict"]


def accusation(outlet: str, words: str = "The Reed Front carried out the bombing", deed: str = "bombing") -> Made:
    text = f"{words} in Halvik on May 4, Ada Noll said."
    b = Builder(make_report(text, outlet=outlet, published="2031-05-05"))
    b.names(person="Ada Noll", place="Halvik", organisation="Reed Front").time("May 4", "2031-05-04")
    b.says("Ada Noll", "said", text[: text.index(", Ada")], "person", name="Ada Noll")
    return b.event(deed, "ASSAULT", who="Reed Front", at="Halvik", when="May 4", statement=0).done()


def denial(words: str, deed: str = "bombing") -> Made:
    text = f"The Reed Front denied {words} the {deed} in Halvik on May 4."
    b = Builder(make_report(text, outlet="Post News", published="2031-05-05"))
    b.names(organisation="Reed Front", place="Halvik").time("May 4", "2031-05-04")
    b.says("Reed Front", "denied", text[text.index(words) : -1], "organisation", stance="denies", name="Reed Front")
    return b.event(deed, "ASSAULT", at="Halvik", when="May 4", statement=0).done()


@pytest.mark.parametrize(("words", "shown"), [("any hand in", True), ("having welcomed", False)])
def test_somebody_accused_denies_a_hand_in_it(words: str, shown: bool) -> None:
    rows = found("who", accusation("Bell News"), denial(words))
    assert [(d.relation, sorted(s.value.denied for s in d.sides)) for d in rows] == ([("conflict", [False, True])] if shown else [])


@pytest.mark.parametrize(
    ("words", "deed", "shown"),
    [("A Reed Front bombing shook the port", "bombing", True), ("As the Reed Front fighting goes on, traders met", "fighting", False)],
)
def test_a_deed_is_somebodys_and_a_fight_nobodys(words: str, deed: str, shown: bool) -> None:
    rows = found("who", accusation("Bell News", words, deed), denial("any hand in", deed))
    assert [d.relation for d in rows] == (["conflict"] if shown else [])


def test_a_toll_far_from_the_deed_in_a_report_of_several_is_left_out() -> None:
    one = blast("Bell News", "2031-05-05", "22", 22)
    text = (
        "An explosion in Halvik on May 4 shook the port. Traders waited. Nothing moved. The bread was late. "
        "A landslide buried a mine in Tolm on March 2. Later 40 were found dead."
    )
    b = Builder(make_report(text, outlet="Post News", published="2031-05-05")).names(place="Halvik|Tolm")
    b.time("May 4", "2031-05-04").time("March 2", "2031-03-02")
    b.event("explosion", "ASSAULT", at="Halvik", when="May 4").event("landslide", "ASSAULT", at="Tolm", when="March 2")
    b.event("dead", "ASSAULT", lemma="die", counts={"killed": ("40", 40, 40)})
    assert found("killed", one, b.done()) == []


def test_people_of_two_states_are_two_counts() -> None:
    one = blast("Bell News", "2031-05-05", "four", 4, words="Norwegian soldiers")
    two = blast("Post News", "2031-05-05", "two", 2, by="Ira Sand", words="Portuguese soldiers")
    named = []
    for report, reading in (one, two):
        word = "Norwegian" if "Norwegian" in report.text else "Portuguese"
        at = report.text.index(word)
        name = Name(Span(at, at + len(word)), "nationality", 1.0)
        named.append((report, replace(reading, names=tuple(sorted((*reading.names, name), key=lambda n: n.span)))))
    assert found("killed", one, two)
    assert found("killed", *named) == []


@pytest.mark.parametrize(("words", "shown"), [("It was", True), ("At first it seemed like", False), ("Many thought it was", False)])
def test_what_it_was_first_taken_for_is_no_other_name(words: str, shown: bool) -> None:
    made = []
    for outlet, opening, term, by in (("Bell News", "She called it", "attack", "Ada Noll"), ("Post News", words, "accident", "Ira Sand")):
        text = f"{opening} an {term} in Halvik on May 4, {by} said."
        b = Builder(make_report(text, outlet=outlet, published="2031-05-05")).names(person=by, place="Halvik").time("May 4", "2031-05-04")
        b.says(by, "said", text[: text.index(f", {by}")], "person", name=by)
        made.append(b.event(term, "ASSAULT", at="Halvik", when="May 4", statement=0).done())
    assert [d.relation for d in found("called", *made)] == (["conflict"] if shown else [])


@pytest.mark.parametrize(
    ("words", "term", "shown"),
    [
        ("It was a", "riot", True),
        ("There will be no further", "riot", False),
        ("They hold back those", "rioting", False),
        ("She called it a", "rioting", True),
    ],
)
def test_a_word_of_the_kind_or_of_what_some_were_doing_is_no_name(words: str, term: str, shown: bool) -> None:
    made = []
    for outlet, opening, word, by in (("Bell News", "She called it a", "march", "Ada Noll"), ("Post News", words, term, "Ira Sand")):
        text = f"{opening} {word} in Halvik on May 4, {by} said."
        b = Builder(make_report(text, outlet=outlet, published="2031-05-05")).names(person=by, place="Halvik").time("May 4", "2031-05-04")
        b.says(by, "said", text[: text.index(f", {by}")], "person", name=by)
        made.append(b.event(word, "PROTEST", lemma="riot" if word == "rioting" else word, at="Halvik", when="May 4", statement=0).done())
    assert [d.relation for d in found("called", *made)] == (["conflict"] if shown else [])
