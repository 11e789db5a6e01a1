"""What a report only recalls stays apart from its news, and what it tells of its news again goes with it."""

from __future__ import annotations

import pytest

from accordingto.model.reading import Reading
from accordingto.model.record import Incident
from accordingto.model.report import Report
from accordingto.resolving import resolve
from accordingto.resolving.places import locate
from tests.resolving.handmade import Builder, make_report

Made = tuple[Report, Reading]


def incidents(*made: Made) -> list[Incident]:
    found = resolve([r for r, _ in made], {r.id: x for r, x in made})
    return sorted(found.incidents, key=lambda i: (-len(i.events), i.id))


def with_news(more: str, *, places: str = "Porto", **named: str) -> Builder:
    text = f"A tanker exploded in Porto on May 3, killing nine people. {more}"
    b = Builder(make_report(text)).names(place=places, **named).time("May 3", "2031-05-03")
    b.event("exploded", "ASSAULT", lemma="explode", at="Porto", when="May 3")
    return b.event("killing", "ASSAULT", lemma="kill", whom="nine people", counts={"killed": ("nine", 9, 9)})


def together(b: Builder, last: int) -> bool:
    """Whether the mention at ``last`` is of the incident of the first one."""
    report, reading = b.done()
    return any({0, last} <= {m.index for m in i.events} for i in incidents((report, reading)))


def test_what_another_place_of_the_sentence_says_is_not_the_news() -> None:
    b = with_news("A tanker also burnt down a street in Turku, where 12 people were killed.", places="Porto|Turku")
    b.event("killed", "ASSAULT", lemma="kill", whom="12 people", counts={"killed": ("12", 12, 12)})
    assert not together(b, 2)


def test_a_sentence_that_points_back_has_the_place_and_day_of_the_one_before() -> None:
    b = with_news("A blast had shaken Turku in 2029. It killed 12 people.", places="Porto|Turku").time("2029", "2029-01-01", "2029-12-31")
    b.event("killed", "ASSAULT", lemma="kill", whom="12 people", counts={"killed": ("12", 12, 12)})
    assert not together(b, 2)


def test_a_year_long_gone_in_its_sentence_speaks_against_the_news() -> None:
    b = with_news("It was the first such blast since 1999, when two women died.").time("1999", "1999-01-01", "1999-12-31")
    b.event("died", "ASSAULT", lemma="die", whom="two women", counts={"killed": ("two women", 2, 2)})
    assert not together(b, 2)


def test_without_another_day_or_place_the_dead_are_those_of_the_news() -> None:
    b = with_news("Rain fell. Later 12 people were killed, nurses said.")
    b.event("killed", "ASSAULT", lemma="kill", whom="12 people", counts={"killed": ("12", 12, 12)})
    assert together(b, 2)


def test_an_item_of_a_list_headed_by_its_place_is_another_happening() -> None:
    b = with_news("Some of the worst blasts so far follow. Hill school: 32 killed in a day.")
    b.event("killed", "ASSAULT", lemma="kill", counts={"killed": ("32", 32, 32)})
    assert not together(b, 2)


def test_harm_behind_any_deed_of_its_sentence_is_its_harm() -> None:
    text = "On May 3 a flood razed Porto and left 40 dead."
    b = Builder(make_report(text)).names(place="Porto").time("May 3", "2031-05-03")
    b.event("razed", "ASSAULT", lemma="raze", whom="Porto", when="May 3").event("dead", "ASSAULT", counts={"killed": ("40", 40, 40)})
    assert [len(i.events) for i in incidents(b.done())] == [2]


def test_the_headline_and_the_opening_tell_one_happening() -> None:
    text = "Worker kills 1, wounds 2 at mill\nA man who was sent away shot a woman dead on May 3."
    b = Builder(make_report(text, title="Worker kills 1, wounds 2 at mill")).time("May 3", "2031-05-03")
    b.event("kills", "ASSAULT", lemma="kill", counts={"killed": ("1", 1, 1)}, headline=True)
    b.event("shot", "ASSAULT", lemma="shoot", whom="a woman", when="May 3")
    assert [len(i.events) for i in incidents(b.done())] == [2]


def test_a_report_that_tells_of_two_keeps_them_two_whatever_others_tell() -> None:
    """One report says that the raid answers the strikes; no likeness of another telling joins the two."""
    first = "Gunmen attacked the mill in Porto on May 3 in retaliation for strikes that killed 30 people."
    a = Builder(make_report(first)).names(place="Porto").time("May 3", "2031-05-03")
    a.event("attacked", "ASSAULT", lemma="attack", whom="the mill", at="Porto", when="May 3")
    a.event("strikes", "ASSAULT", lemma="strike").event("killed", "ASSAULT", lemma="kill", counts={"killed": ("30", 30, 30)})
    second = "The attack on the mill in Porto on May 3 killed 30 people."
    b = Builder(make_report(second, outlet="Evening Post")).names(place="Porto").time("May 3", "2031-05-03")
    b.event("attack", "ASSAULT", whom="the mill", at="Porto", when="May 3")
    b.event("killed", "ASSAULT", lemma="kill", counts={"killed": ("30", 30, 30)})
    found = incidents(a.done(), b.done())
    home = {(m.report, m.index): i.id for i in found for m in i.events}
    report = a.report.id
    assert home[report, 0] != home[report, 1] == home[report, 2]
    assert home[report, 0] == home[b.report.id, 0]


def test_a_town_before_the_noun_is_where_it_was() -> None:
    b = Builder(make_report("Nobody has owned up to the Porto attack.")).names(place="Porto")
    b.event("attack", "ASSAULT", who="Porto", anaphoric=True)
    (incident,) = incidents(b.done())
    assert incident.place is not None and incident.place.name == "Porto"


@pytest.mark.parametrize("form", ["Porto, Portugal", "Porto, northern Portugal", "Porto in Portugal"])
def test_a_town_named_with_its_state_is_the_town(form: str) -> None:
    report, reading = Builder(make_report(f"It was seen in {form}.")).names(place=form).done()
    alone = Builder(make_report("It was seen in Porto.")).names(place="Porto").done()
    assert locate(report, reading, 0, {}).key == locate(*alone, 0, {"PT": 1}).key


def test_those_named_below_a_toll_are_some_of_the_dead() -> None:
    b = with_news("Ada Noll was also killed.", person="Ada Noll")
    b.event("killed", "ASSAULT", lemma="kill", whom="Ada Noll")
    assert together(b, 2)
    assert incidents(b.done())[0].title == "Explosion, Porto, 3 May 2031"


@pytest.mark.parametrize(
    ("text", "lemma", "title"),
    [
        ("Ada Noll was killed in Porto.", "kill", "Killing of Ada Noll, Porto"),
        ("Ada Noll died in Porto.", "die", "Death of Ada Noll, Porto"),
        ("She was killed in Porto, Ada Noll said.", "kill", "Deaths, Porto"),
    ],
)
def test_a_title_names_a_victim_only_by_name_and_a_killing_only_where_one_is_told(text: str, lemma: str, title: str) -> None:
    b = Builder(make_report(text, published=None)).names(person="Ada Noll", place="Porto")
    trigger = "died" if lemma == "die" else "killed"
    report, reading = b.event(trigger, "ASSAULT", lemma=lemma, whom=text.split(" was")[0].split(" died")[0], at="Porto").done()
    (incident,) = incidents((report, reading))
    assert incident.title == title


def test_what_a_report_tells_again_without_a_day_goes_with_what_it_is_about() -> None:
    """The report that counts the hurt dates nothing; another dates the blast that its headline names."""
    text = (
        "Blast at mill in Porto\nA blast shook the mill in Porto. Rain fell. Nobody slept. Many wept. It was cold. Eleven people were hurt."
    )
    a = Builder(make_report(text, title="Blast at mill in Porto")).names(place="Porto")
    a.event("Blast", "ASSAULT", lemma="blast", at="Porto", headline=True).event(
        "blast", "ASSAULT", lemma="blast", whom="the mill", at="Porto"
    )
    a.event("hurt", "ASSAULT", lemma="hurt", whom="Eleven people", counts={"injured": ("Eleven", 11, 11)})
    b = (
        Builder(make_report("A blast shook the mill in Porto on May 3.", outlet="Evening Post"))
        .names(place="Porto")
        .time("May 3", "2031-05-03")
    )
    b.event("blast", "ASSAULT", whom="the mill", at="Porto", when="May 3")
    (incident,) = incidents(a.done(), b.done())
    assert (len(incident.events), incident.date) == (4, "2031-05-03")


def test_a_headline_that_names_its_ground_is_still_about_its_deed() -> None:
    text = "Gunmen storm mill in retaliation for strikes\nGunmen killed four people at the mill on May 3."
    b = Builder(make_report(text, title="Gunmen storm mill in retaliation for strikes")).time("May 3", "2031-05-03")
    b.event("storm", "ASSAULT", headline=True).event("strikes", "ASSAULT", lemma="strike", headline=True)
    b.event("killed", "ASSAULT", lemma="kill", whom="four people", when="May 3", counts={"killed": ("four", 4, 4)})
    found = {frozenset(m.index for m in i.events) for i in incidents(b.done())}
    assert found == {frozenset({0, 2}), frozenset({1})}


def test_what_more_accounts_call_an_attack_is_not_titled_a_crash() -> None:
    made = []
    for n, (word, lemma) in enumerate([("attack", "attack"), ("attack", "attack"), ("crash", "crash")]):
        text = f"Nine people were killed in the {word} at Porto on May 3, number {n}."
        b = Builder(make_report(text, outlet=f"Post {n}")).names(place="Porto").time("May 3", "2031-05-03")
        b.event("killed", "ASSAULT", lemma="kill", whom="Nine people", counts={"killed": ("Nine", 9, 9)})
        made.append(b.event(word, "ASSAULT", lemma=lemma, at="Porto", when="May 3").done())
    (incident,) = incidents(*made)
    assert incident.title == "Attack, Porto, 3 May 2031"
