"""What goes on with what within a report, and what is dated by what it is told beside."""

from __future__ import annotations

import pytest

from accordingto.model.reading import Reading
from accordingto.model.record import Incident, Record
from accordingto.model.report import Report
from accordingto.resolving import explain_incident, resolve
from accordingto.resolving.profiles import Profile
from accordingto.resolving.titles import what
from tests.resolving.handmade import Builder, make_report

Made = tuple[Report, Reading]


def record(*made: Made) -> Record:
    return resolve([r for r, _ in made], {r.id: x for r, x in made})


def incidents(*made: Made) -> list[Incident]:
    return sorted(record(*made).incidents, key=lambda i: (-len(i.events), i.id))


def titles(*made: Made) -> list[str]:
    return sorted(i.title for i in record(*made).incidents)


def test_the_dead_in_a_fight_are_those_of_what_the_report_opens_with() -> None:
    text = "Rebels stormed the mint in Osk on May 3. Few slept. At least seven people were killed in fighting around it, two nurses said."
    b = Builder(make_report(text)).names(place="Osk").time("May 3", "2031-05-03")
    b.event("stormed", "ASSAULT", lemma="storm", whom="the mint", at="Osk", when="May 3")
    b.event("killed", "ASSAULT", lemma="kill", whom="seven people", counts={"killed": ("seven", 7, None)})
    b.event("fighting", "ASSAULT", lemma="fighting")
    (incident,) = incidents(b.done())
    assert (len(incident.events), incident.date) == (3, "2031-05-03")


def test_a_march_has_no_death_toll() -> None:
    text = "Miners marched in Osk on May 3, as the death toll rose to 40. Police fired on the marchers."
    b = Builder(make_report(text)).names(place="Osk").time("May 3", "2031-05-03")
    b.event("marched", "PROTEST", lemma="march", at="Osk", when="May 3")
    b.event("death", "ASSAULT", lemma="death", counts={"killed": ("40", 40, 40)})
    b.event("fired", "ASSAULT", lemma="fire", mode="crowd-control")
    found = incidents(b.done())
    assert [len(i.events) for i in found] == [2, 1]
    assert (found[0].date, found[1].date) == ("2031-05-03", "2031-05-03")


@pytest.mark.parametrize(
    "turn",
    ["Elsewhere, four guards were shot.", "Two days later, four guards were shot.", "Four guards were shot at Velk."],
)
def test_what_words_bring_in_as_another_is_another(turn: str) -> None:
    b = Builder(make_report(f"Gunmen fired on a bus at Osk on May 3. {turn}")).names(place="Osk|Velk").time("May 3", "2031-05-03")
    b.event("fired", "ASSAULT", lemma="fire", whom="a bus", at="Osk", when="May 3")
    b.event("shot", "ASSAULT", lemma="shoot", whom=turn.split(" were")[0].split(" ")[-1], at="Velk" if "Velk" in turn else "")
    assert len(incidents(b.done())) == 2


def test_an_undated_telling_goes_with_the_one_of_its_sort_unless_there_are_two() -> None:
    text = "They shot at us. Gunmen fired at Osk on May 3. {}A long night passed. Nobody slept. A film shows men firing."
    one = Builder(make_report(text.format(""))).names(place="Osk|Velk").time("May 3", "2031-05-03")
    one.event("shot", "ASSAULT", lemma="shoot").event("fired", "ASSAULT", lemma="fire", at="Osk", when="May 3")
    one.event("firing", "ASSAULT", lemma="fire")
    assert [len(i.events) for i in incidents(one.done())] == [3]
    two = Builder(make_report(text.format("Gunmen fired at Velk on May 1. "))).names(place="Osk|Velk").time("May 3", "2031-05-03")
    two.time("May 1", "2031-05-01").event("shot", "ASSAULT", lemma="shoot").event("fired", "ASSAULT", lemma="fire", at="Osk", when="May 3")
    two.event("fired", "ASSAULT", lemma="fire", n=1, at="Velk", when="May 1").event("firing", "ASSAULT", lemma="fire")
    assert [len(i.events) for i in incidents(two.done())] == [1, 1, 1, 1]


def test_police_break_up_a_march_and_take_people_from_it() -> None:
    b = Builder(make_report("Police in Osk broke up a march on May 3. Eleven people were detained.")).names(place="Osk")
    b.time("May 3", "2031-05-03").event("broke up", "COERCE", lemma="break up", who="Police", at="Osk", when="May 3")
    b.event("march", "PROTEST").event("detained", "COERCE", lemma="detain", mode="arrest", whom="people")
    (incident,) = incidents(b.done())
    assert (len(incident.events), incident.date) == (3, "2031-05-03")


@pytest.mark.parametrize(
    ("text", "known", "asked", "date"),
    [
        ("Miners struck on May 9, two days after a fall of rock killed six.", "Miners struck", "killed", "2031-05-07"),
        ("Two days after the fall of rock killed six on May 7, guards shot a miner.", "killed", "shot", "2031-05-09"),
        ("Guards shot a miner a week before a fall of rock killed six on May 9.", "killed", "shot", "2031-05-02"),
    ],
)
def test_so_many_days_from_another_happening(text: str, known: str, asked: str, date: str) -> None:
    day = "May 7" if "May 7" in text else "May 9"
    b = Builder(make_report(text, published="2031-05-10")).time(day, f"2031-05-0{day[-1]}")
    length = next(w for w in ("two days", "Two days", "a week") if w in text)
    b.time(length, None)
    reading = b.done()[1]
    made = reading.times[-1]
    value = "P1W" if length == "a week" else "P2D"
    object.__setattr__(made, "value", value)
    order = sorted((w for w in ("struck", "killed", "shot") if w in text), key=text.find)
    for word in order:
        kind = "PROTEST" if word == "struck" else "ASSAULT"
        b.event(word, kind, lemma={"struck": "strike", "killed": "kill", "shot": "shoot"}[word], when=day if word in known else "")
    found = {report_word(i, b): i for i in incidents(b.done())}
    assert found[asked].date == date
    assert "dated by logic" in found[asked].reason or "days" in found[asked].reason


def report_word(incident: Incident, b: Builder) -> str:
    report, reading = b.done()
    return reading.events[incident.events[0].index].trigger.of(report.text)


def test_the_day_of_a_vote_is_not_the_day_somebody_spoke() -> None:
    text = "Troops left Osk on May 3. The League, which watched Sunday's vote, condemned the move."
    b = Builder(make_report(text, published="2031-05-03")).names(organisation="League", place="Osk").time("May 3", "2031-05-03")
    b.time("Sunday", "2031-04-29").says("The League", "condemned", "the move", "actor", name="League")
    b.event("left", "RETREAT", lemma="leave", at="Osk", when="May 3").event("condemned", "ACCUSE", lemma="condemn", who="The League")
    assert {i.type: i.date for i in record(b.done()).incidents}["ACCUSE"] == "2031-05-03"


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Ada Noll urged calm.", "2031-05-03"),
        ("Ada Noll had urged calm.", None),
        ("Ada Noll has always urged calm.", None),
    ],
)
def test_what_is_told_as_news_lies_after_what_the_report_opens_with(words: str, date: str | None) -> None:
    text = "The dam at Osk burst on May 3. Rain fell. Roads were cut. Boats came. " + words
    b = Builder(make_report(text, published="2031-05-04")).names(person="Ada Noll", place="Osk").time("May 3", "2031-05-03")
    b.event("burst", "ASSAULT", at="Osk", when="May 3").event("urged", "REQUEST", lemma="urge", who="Ada Noll")
    assert next(i for i in record(b.done()).incidents if i.type == "REQUEST").date == date


def test_what_a_report_itself_demands_it_demands_on_its_day() -> None:
    b = Builder(make_report("The lists are short. We demand that all names be read out.", published="2031-05-04"))
    b.event("demand", "REQUEST", who="We")
    (incident,) = incidents(b.done())
    assert (incident.date, "said by the report itself" in incident.reason) == ("2031-05-04", True)
    quoted = Builder(make_report("“We demand that all names be read out,” it says.", published="2031-05-04"))
    quoted.quotation("“We demand that all names be read out,”").event("demand", "REQUEST", who="We")
    assert [i.date for i in incidents(quoted.done())] == [None]


def test_two_who_deny_it_deny_what_their_own_reports_tell() -> None:
    first = Builder(make_report("The ministry denied it on May 3.", outlet="Bell")).time("May 3", "2031-05-03")
    first.event("denied", "REJECT", lemma="deny", who="The ministry", when="May 3")
    second = Builder(make_report("The ministry denied this.", outlet="Post"))
    second.event("denied", "REJECT", lemma="deny", who="The ministry")
    assert len(incidents(first.done(), second.done())) == 2


@pytest.mark.parametrize(("more", "dates"), [("", []), (" “No shots were fired,” Ada Noll said.", ["2031-05-03"])])
def test_a_deed_of_a_day_and_place_that_two_deny_is_an_incident(more: str, dates: list[str]) -> None:
    text = "The army denied that it had fired at Osk on May 3." + more
    b = Builder(make_report(text)).names(place="Osk", person="Ada Noll").time("May 3", "2031-05-03")
    b.says("The army", "denied", "it had fired at Osk on May 3", "unnamed")
    b.event("fired", "ASSAULT", lemma="fire", status="denied", at="Osk", when="May 3", statement=0)
    if more:
        b.event("fired", "ASSAULT", lemma="fire", status="denied", n=1)
    assert [i.date for i in incidents(b.done())] == dates


def test_a_toll_far_from_that_of_a_shooting_is_of_something_else() -> None:
    text = "Guards shot two people dead at Osk on May 3. A film shows men firing. Deaths from the fever stand at 58."
    b = Builder(make_report(text)).names(place="Osk").time("May 3", "2031-05-03")
    b.event("shot", "ASSAULT", lemma="shoot", whom="two people", at="Osk", when="May 3", counts={"killed": ("two", 2, 2)})
    b.event("Deaths", "ASSAULT", lemma="death", counts={"killed": ("58", 58, 58)})
    assert len(incidents(b.done())) == 2


def test_the_crash_of_a_plane_is_no_missile_strike_of_the_same_day_and_country() -> None:
    text = "Missiles struck a base near Osk on May 3, killing nine. A plane crashed near Osk on May 3, killing 60."
    b = Builder(make_report(text)).names(place="Osk").time("May 3", "2031-05-03").time("May 3", "2031-05-03", n=1)
    b.event("struck", "ASSAULT", lemma="strike", whom="a base", at="Osk", when="May 3").event("killing", "ASSAULT", lemma="kill")
    c = Builder(make_report(text, outlet="Post")).names(place="Osk").time("May 3", "2031-05-03").time("May 3", "2031-05-03", n=1)
    c.event("crashed", "ASSAULT", lemma="crash", whom="A plane", at="Osk", when="May 3").event("killing", "ASSAULT", lemma="kill", n=1)
    assert [i.reports for i in incidents(b.done(), c.done())] == [1, 1]


def test_an_undated_telling_joins_the_one_happening_of_its_sort_in_the_days_before() -> None:
    march = Builder(make_report("Students marched on the mint of Osk on May 3.", outlet="Bell", published="2031-05-03"))
    march.names(place="Osk").time("May 3", "2031-05-03").event("marched", "PROTEST", lemma="march", at="Osk", whom="the mint", when="May 3")
    riot = Builder(make_report("Quiet came back to the mint of Osk after a night of riot.", outlet="Post", published="2031-05-04"))
    riot.names(place="Osk").event("riot", "PROTEST", at="Osk")
    (incident,) = incidents(march.done(), riot.done())
    assert (incident.date, incident.reports) == ("2031-05-03", 2)
    late = Builder(make_report("Miners rallied at Velk on May 3.", outlet="Sun", published="2031-05-03")).names(place="Velk")
    late.time("May 3", "2031-05-03").event("rallied", "PROTEST", lemma="rally", at="Velk", when="May 3")
    assert any(i.date == "2031-05-03" and i.reports == 2 for i in incidents(march.done(), riot.done(), late.done()))


def test_he_who_demands_is_the_voice_of_what_he_demands() -> None:
    text = "Ada Noll met the crew. She demanded that the ship be searched."
    b = Builder(make_report(text, published=None)).names(person="Ada Noll")
    b.says("She", "demanded", "the ship be searched", "actor", name="Ada Noll").event("demanded", "REQUEST", lemma="demand", who="She")
    assert [i.title for i in incidents(b.done())] == ["Demand by Ada Noll"]


def test_what_is_said_of_what_was_said_today_is_of_today() -> None:
    text = "The League sanctioned two banks on May 4. Hours later, shells fell on Osk. The mayor accused the army of firing them."
    b = Builder(make_report(text, published="2031-05-04")).names(organisation="League", place="Osk").time("May 4", "2031-05-04")
    b.time("Hours", None).event("sanctioned", "SANCTION", lemma="sanction", who="The League", when="May 4")
    b.event("fell", "ASSAULT", lemma="fall", at="Osk").event("accused", "ACCUSE", lemma="accuse", who="The mayor")
    assert {i.type: i.date for i in incidents(b.done())} == {"SANCTION": "2031-05-04", "ASSAULT": "2031-05-04", "ACCUSE": "2031-05-04"}


def test_the_title_of_an_act_of_speech_says_what_it_speaks_of() -> None:
    text = "Troops fired on a crowd at Osk on May 3. Ada Noll denied that troops had fired."
    b = Builder(make_report(text, published="2031-05-03")).names(person="Ada Noll", place="Osk").time("May 3", "2031-05-03")
    b.says("Ada Noll", "denied", "troops had fired", "actor", name="Ada Noll").event("fired", "ASSAULT", lemma="fire", at="Osk", when="May 3")
    b.event("denied", "REJECT", lemma="deny", who="Ada Noll").event("fired", "ASSAULT", lemma="fire", n=1, status="alleged", statement=0)
    assert titles(b.done()) == ["Denial by Ada Noll about shooting, 3 May 2031", "Shooting, Osk, 3 May 2031"]


def test_a_name_that_the_record_takes_for_a_person_is_no_place() -> None:
    b = Builder(make_report("Guards shot at friends of Ada Noll at Noll on May 3.")).names(person="Ada Noll", place="Osk").time("May 3", "2031-05-03")
    b.event("shot", "ASSAULT", lemma="shoot", at="Ada Noll", when="May 3")
    assert titles(b.done()) == ["Shooting, 3 May 2031"]


def test_an_explanation_says_what_the_report_itself_joins() -> None:
    text = "Rebels stormed the mint in Osk on May 3. Nobody slept. Soldiers shot back. Four guards were killed in fighting."
    report, reading = (
        Builder(make_report(text)).names(place="Osk").time("May 3", "2031-05-03")
        .event("stormed", "ASSAULT", lemma="storm", at="Osk", when="May 3").event("shot", "ASSAULT", lemma="shoot")
        .event("killed", "ASSAULT", lemma="kill", whom="guards").event("fighting", "ASSAULT", lemma="fighting").done()
    )  # fmt: skip
    found = record((report, reading))
    (incident,) = found.incidents
    reasons = [m.reason for m in explain_incident(found, incident.id, [report], {report.id: reading}).members]
    assert sum("goes on with what was told just before it" in r for r in reasons) == 2
    assert sum("told with its deed" in r for r in reasons) == 1


def test_an_old_day_of_speaking_deep_in_a_report_is_not_the_day_of_what_the_report_opens_with() -> None:
    text = "Ada Noll called for a strike. Nobody answered. Shops were open. Rain fell. Ira Sand said on May 1 that all was well."
    b = Builder(make_report(text, published="2031-05-04")).names(person="Ada Noll|Ira Sand").time("May 1", "2031-05-01")
    b.says("Ira Sand", "said", "all was well", "actor", name="Ira Sand").event("called for", "REQUEST", lemma="call for", who="Ada Noll")
    assert [i.date for i in incidents(b.done())] == ["2031-05-03/2031-05-04"]


@pytest.mark.parametrize(("lemmas", "word"), [({"attack": 14, "ambush": 1}, "Attack"), ({"attack": 3, "ambush": 1}, "Ambush")])
def test_one_word_among_many_mentions_names_no_incident(lemmas: dict[str, int], word: str) -> None:
    assert what(Profile("force", {"ASSAULT": 1}, lemmas=lemmas)) == word
