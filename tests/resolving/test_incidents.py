"""Which mentions are one incident, on what day, under what title."""

from __future__ import annotations

import pytest

from accordingto.model.reading import Reading
from accordingto.model.record import Incident, Record
from accordingto.model.report import Part, Report
from accordingto.model.text import Span
from accordingto.resolving import resolve
from accordingto.resolving.follows import bound
from accordingto.resolving.profiles import Profile
from tests.resolving.handmade import Builder, make_report

Made = tuple[Report, Reading]


# Three sentences without a day, so that what follows is not the opening, whose one day is taken for the day of speaking.
OPENING = "Halvik is a small town. It lies on a lake. Few people live there. "


def record(*made: Made) -> Record:
    return resolve([r for r, _ in made], {r.id: x for r, x in made})


def only(*made: Made) -> Incident:
    (incident,) = record(*made).incidents
    return incident


def test_the_deaths_told_by_one_report_are_those_of_the_collapse_told_by_another() -> None:
    a = Builder(make_report("The dam above Halvik burst on May 4.", outlet="Bell")).names(place="Halvik").time("May 4", "2031-05-04")
    b = Builder(make_report("At Halvik 37 people died on May 4.", outlet="Post")).names(place="Halvik").time("May 4", "2031-05-04")
    a.event("burst", "ASSAULT", lemma="burst", whom="The dam", at="Halvik", when="May 4")
    b.event("died", "ASSAULT", lemma="die", whom="37 people", at="Halvik", when="May 4", counts={"killed": ("37", 37, 37)})
    incident = only(a.done(), b.done())
    assert (incident.title, incident.reports) == ("Collapse of dam, Halvik, 4 May 2031", 2)


def test_a_clash_is_not_the_sinking_of_the_same_night() -> None:
    text = "The ferry sank off Halvik on May 4. Relatives clashed with police at Halvik on May 4."
    b = Builder(make_report(text)).names(place="Halvik").time("May 4", "2031-05-04").time("May 4", "2031-05-04", n=1)
    b.event("sank", "ASSAULT", lemma="sink", whom="The ferry", at="Halvik", when="May 4")
    b.event("clashed", "ASSAULT", lemma="clash", whom="police", at="Halvik", when="May 4")
    assert [i.title for i in record(b.done()).incidents] == ["Sinking of ferry, Halvik, 4 May 2031", "Clash, Halvik, 4 May 2031"]


def test_an_answer_is_not_what_it_answers() -> None:
    b = Builder(make_report("The army bombed a camp in retaliation for a bombing at Halvik on May 3.")).names(place="Halvik")
    b.time("May 3", "2031-05-03").event("bombed", "ASSAULT", lemma="bomb", whom="a camp")
    b.event("bombing", "ASSAULT", lemma="bomb", at="Halvik", when="May 3")
    assert len(record(b.done()).incidents) == 2


def test_force_against_a_crowd_and_the_harm_of_it_go_on_with_the_protest() -> None:
    b = Builder(make_report("Students marched in Halvik on May 4. Police used tear gas. Eleven were hurt.")).names(place="Halvik")
    b.time("May 4", "2031-05-04").event("marched", "PROTEST", lemma="march", mode="demo", who="Students", at="Halvik", when="May 4")
    b.event("used", "ASSAULT", lemma="use", mode="crowd-control", who="Police")
    b.event("hurt", "ASSAULT", lemma="hurt", counts={"injured": ("Eleven", 11, 11)})
    incident = only(b.done())
    assert (len(incident.events), incident.date) == (3, "2031-05-04")


def test_what_was_told_before_a_day_is_not_of_that_day() -> None:
    early = Builder(make_report("The army blamed the Reed Front.", outlet="Bell", published="2031-05-04")).names(organisation="Reed Front")
    late = Builder(make_report("On May 6 the army blamed the Reed Front.", outlet="Lamp", published="2031-05-06"))
    late = late.names(organisation="Reed Front").time("May 6", "2031-05-06")
    early.event("blamed", "ACCUSE", lemma="blame", who="army", whom="Reed Front")
    late.event("blamed", "ACCUSE", lemma="blame", who="army", whom="Reed Front", when="May 6")
    assert sorted(i.date or "" for i in record(early.done(), late.done()).incidents) == ["2031-05-03/2031-05-04", "2031-05-06"]


def test_a_second_blast_is_not_the_blast() -> None:
    b = Builder(make_report("A blast shook Halvik on May 4. A second blast followed.")).names(place="Halvik").time("May 4", "2031-05-04")
    b.event("blast", "ASSAULT", lemma="blast", at="Halvik", when="May 4").event("blast", "ASSAULT", lemma="blast", n=1)
    assert len(record(b.done()).incidents) == 2


def test_one_act_of_speech_in_several_words_is_one_and_two_speakers_are_two() -> None:
    text = "Ada Noll condemned the raid. She called it a crime. Ira Sand condemned the raid too."
    b = Builder(make_report(text)).names(person="Ada Noll|Ira Sand")
    b.event("condemned", "ACCUSE", lemma="condemn", who="Ada Noll")
    b.event("called", "ACCUSE", lemma="call", who="Ada Noll").event("condemned", "ACCUSE", lemma="condemn", who="Ira Sand", n=1)
    found = record(b.done()).incidents
    told = sorted((i.title.split(",")[0], len(i.events)) for i in found)
    assert told == [("Condemnation by Ada Noll", 2), ("Condemnation by Ira Sand", 1)]


def test_an_act_of_speech_of_nobody_on_no_day_is_no_incident() -> None:
    assert record(Builder(make_report("The blame is not on them.")).event("blame", "ACCUSE").done()).incidents == ()


@pytest.mark.parametrize(
    ("published", "date", "dated"),
    [("2031-05-04", "2031-05-04", True), ("2031-05-07", "2031-05-06/2031-05-07", True), ("2031-06-20", None, False), (None, None, False)],
)
def test_who_condemns_a_bombing_does_so_after_it_and_before_the_report(published: str | None, date: str | None, dated: bool) -> None:
    text = OPENING + "A bombing shook Halvik on May 4. Ada Noll condemned the bombing."
    b = Builder(make_report(text, published=published)).names(person="Ada Noll", place="Halvik").time("May 4", "2031-05-04")
    b.event("bombing", "ASSAULT", at="Halvik", when="May 4")
    b.event("bombing", "ASSAULT", n=1, anaphoric=True).event("condemned", "ACCUSE", lemma="condemn", who="Ada Noll")
    speech = next(i for i in record(b.done()).incidents if i.type == "ACCUSE")
    assert speech.date == date
    assert ("dated by logic" in speech.reason) is dated


def test_what_had_been_said_before_has_no_lower_bound() -> None:
    text = OPENING + "A bombing shook Halvik on May 4. Ada Noll had earlier condemned this."
    b = Builder(make_report(text, published="2031-05-04")).names(person="Ada Noll", place="Halvik").time("May 4", "2031-05-04")
    b.event("bombing", "ASSAULT", at="Halvik", when="May 4").event("condemned", "ACCUSE", lemma="condemn", who="Ada Noll")
    assert next(i for i in record(b.done()).incidents if i.type == "ACCUSE").date is None


@pytest.mark.parametrize(("words", "date"), [("Ada Noll denied guilt.", "2031-05-04"), ("Ada Noll has always denied guilt.", None)])
def test_what_is_said_in_a_report_headed_by_a_happening_is_said_after_it(words: str, date: str | None) -> None:
    text = "Bombing in Halvik. " + OPENING + "A bombing shook Halvik on May 4. Officials gave no cause. Some people wept. " + words
    b = Builder(make_report(text, published="2031-05-04")).names(person="Ada Noll", place="Halvik").time("May 4", "2031-05-04")
    b.event("Bombing", "ASSAULT", at="Halvik", headline=True).event("bombing", "ASSAULT", at="Halvik", when="May 4")
    b.event("denied", "REJECT", lemma="deny", who="Ada Noll")
    assert next(i for i in record(b.done()).incidents if i.type == "REJECT").date == date


def test_a_day_that_another_act_has_is_not_the_day_of_speaking() -> None:
    text = OPENING + "Guards broke up a march on May 3, doctors say. Ada Noll had accused the owners of murder."
    b = Builder(make_report(text, published="2031-05-04")).names(person="Ada Noll").time("May 3", "2031-05-03")
    b.says("doctors", "say", "Guards broke up a march", "unnamed").event("broke up", "COERCE", lemma="break up", when="May 3")
    b.event("accused", "ACCUSE", lemma="accuse", who="Ada Noll")
    found = {i.type: i.date for i in record(b.done()).incidents}
    assert found == {"COERCE": "2031-05-03", "ACCUSE": None}


@pytest.mark.parametrize(
    ("words", "lemma", "date"),
    [
        ("Ada Noll accused the owners of murder.", "accuse", "2031-05-08/2031-05-09"),
        ("Ada Noll denies guilt.", "deny", "2031-05-08/2031-05-09"),
        ("Ada Noll, who had kept silent, denies guilt.", "deny", "2031-05-08/2031-05-09"),
        # Not told as news of the day: put back, long since, in somebody's words, in the perfect behind the opening, by a noun.
        ("Ada Noll had accused the owners of murder.", "accuse", None),
        ("Ada Noll has long denied guilt.", "deny", None),
        ("Ada Noll answered by accusing the owners of murder.", "accuse", None),
        ("Ada Noll is accusing the owners of murder.", "accuse", "2031-05-08/2031-05-09"),
        ("Ada Noll has accused the owners of murder.", "accuse", None),
        ("The wage dispute was behind the accusation by Ada Noll.", "accusation", None),
    ],
)  # fmt: skip
def test_what_is_told_as_said_is_of_the_day_of_the_report_or_the_one_before(words: str, lemma: str, date: str | None) -> None:
    b = Builder(make_report(OPENING + words, published="2031-05-09")).names(person="Ada Noll")
    trigger = next(w.strip(".") for w in words.split() if w.startswith(("accus", "deni")))
    b.event(trigger, "REJECT" if lemma == "deny" else "ACCUSE", lemma=lemma, who="Ada Noll", passing=trigger == lemma)
    found = only(b.done())
    assert found.date == date
    assert ("told as news" in found.reason) is (date is not None)


@pytest.mark.parametrize(
    ("text", "passing", "date"),
    [
        ("Gunmen have stormed the depot at Halvik. Few people live there.", False, "2031-05-08/2031-05-09"),
        ("Officials gave no cause. Gunmen stormed the depot at Halvik.", False, None),  # further down a deed can be of any day
        ("Gunmen had stormed the depot at Halvik. Few people live there.", False, None),
        ("The depot stormed by gunmen at Halvik is shut. Few people live there.", True, None),
    ],
)
def test_a_deed_of_the_first_sentence_is_of_the_day_of_the_report_or_the_one_before(text: str, passing: bool, date: str | None) -> None:
    b = Builder(make_report(text, published="2031-05-09")).names(place="Halvik")
    assert only(b.event("stormed", "ASSAULT", lemma="storm", at="Halvik", passing=passing).done()).date == date


def test_what_stands_under_a_time_of_day_in_a_running_report_is_of_its_day() -> None:
    text = "All posts of the night\n18.10 Roads are shut.\n18.45 A crowd has stormed the depot.\n19.05 Rain falls on Halvik.\n"
    b = Builder(make_report(text, published="2031-05-09"))
    found = only(b.event("stormed", "ASSAULT", lemma="storm").done())
    assert (found.date, "under a time of day" in found.reason) == ("2031-05-09", True)
    over_midnight = Builder(make_report(text.replace("19.05", "00.05"), published="2031-05-09"))
    assert only(over_midnight.event("stormed", "ASSAULT", lemma="storm").done()).date is None


def test_what_a_statement_of_its_own_issuer_demands_is_of_its_day() -> None:
    text = OPENING + "The Lake Mission calls for calm."
    for title, outlet, date in (
        ("Statement of the Lake Mission on the vote", "Morning Bell", "2031-05-09"),
        ("Calm", "Lake Mission", "2031-05-09"),
        ("Calm", "Morning Bell", "2031-05-08/2031-05-09"),
    ):
        b = Builder(make_report(text, title=title, outlet=outlet, published="2031-05-09")).names(organisation="Lake Mission")
        assert only(b.event("calls for", "REQUEST", lemma="call for", who="Lake Mission").done()).date == date


def test_a_release_performs_what_it_says_in_the_present_tense() -> None:
    head = "FOR IMMEDIATE RELEASE\nHalvik, 9 May 2031\n"
    text = head + OPENING + "Lake Aid condemns the raid. Until it ends we are suspending our work."
    made = make_report(text, title="Lake Aid condemns the raid", published="2031-05-09", parts=(Part("byline", Span(0, len(head))),))
    b = Builder(made).names(organisation="Lake Aid").event("condemns", "ACCUSE", lemma="condemn", who="Lake Aid")
    b.event("suspending", "RETREAT", lemma="suspend", who="we")
    assert {i.date for i in record(b.done()).incidents} == {"2031-05-09"}


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2031-05-09T00:10", "2031-05-08"),
        ("2031-05-09T08:10", "2031-05-08/2031-05-09"),
        ("2031-05-09T00:10+02:00", "2031-05-08/2031-05-09"),
    ],
)
def test_what_is_told_as_news_shortly_after_midnight_is_of_the_day_that_has_just_ended(published: str, date: str) -> None:
    b = Builder(make_report(OPENING + "Ada Noll denied guilt.", published=published)).names(person="Ada Noll")
    assert only(b.event("denied", "REJECT", lemma="deny", who="Ada Noll").done()).date == date


@pytest.mark.parametrize(("place", "date"), [(0, "2031-05-08/2031-05-09"), (1, "2031-05-06")])
def test_a_day_on_which_somebody_spoke_is_not_that_of_what_he_said_before_it_in_the_text(place: int, date: str) -> None:
    told = [
        "On May 6, Ada Noll said: “Enough.” Few heard it. The rain went on. ",
        "Ada Noll warned the owners. Few heard it. The rain went on. ",
    ]
    text = OPENING + "Few came. None spoke. " + "".join(told if place else reversed(told))
    b = Builder(make_report(text, published="2031-05-09")).names(person="Ada Noll").time("May 6", "2031-05-06")
    b.says("Ada Noll", "said", "“Enough.”", "person", name="Ada Noll").event("warned", "THREATEN", lemma="warn", who="Ada Noll")
    assert next(i for i in record(b.done()).incidents if i.type == "THREATEN").date == date


@pytest.mark.parametrize("line", ["Press notice 14/31", "Statement No. 3", "Communiqué No. 7", "Media release No 12"])
def test_a_numbered_notice_performs_what_its_issuer_rejects(line: str) -> None:
    head = f"OFFICE OF PORTS\n{line}\n9 May 2031, 10:00\n"
    text = head + OPENING + "The Office rejects as false the claim that cranes were sold."
    for words, date in ((text, "2031-05-09"), (text.replace(line, "The ports"), "2031-05-08/2031-05-09")):
        kept = words.index(OPENING)
        b = Builder(make_report(words, title="The cranes", published="2031-05-09", parts=(Part("byline", Span(0, kept)),)))
        assert only(b.names(organisation="Office").event("rejects", "REJECT", lemma="reject", who="Office").done()).date == date


@pytest.mark.parametrize(
    ("words", "goes_on"),
    [
        ("Police broke up a march on May 6. Eleven people were arrested.", True),
        ("Police broke up a march on May 6, the union said. Eleven people were arrested, it says.", True),
        ("The bill was passed late on May 6 by nine votes. Police arrested three men.", True),
        # Told back, by another day, in another paragraph, after a day that only somebody spoke on or that a clause has.
        ("Police broke up a march on May 6. Eleven people had been arrested.", False),
        ("Police broke up a march on May 6. Eleven people were arrested after the vote.", False),
        ("Police broke up a march on May 6.\n\nEleven people were arrested.", False),
        ("The union spoke on May 6. “Eleven people were arrested.”", False),
        ("The union, which had met on May 6, fell apart. Eleven people were arrested.", False),
        ("The council would meet on May 6. Eleven people were arrested.", False),
    ],
)
def test_what_is_told_on_without_a_day_is_of_the_day_of_the_sentence_before(words: str, goes_on: bool) -> None:
    text = OPENING + words
    b = Builder(make_report(text, published="2031-05-09")).time("May 6", "2031-05-06")
    if "“" in text:
        b.quotation("“Eleven people were arrested.”")
    found = only(b.event("arrested", "COERCE", lemma="arrest", whom="people" if "people" in text else "men").done())
    assert ("told just before" in found.reason) == goes_on
    assert not goes_on or found.date == "2031-05-06"


@pytest.mark.parametrize(
    ("words", "more", "date"),
    [
        ("Police arrested three men.", {"trigger": "arrested", "lemma": "arrest"}, "2031-05-04"),
        ("Three men are being held.", {"trigger": "held", "lemma": "hold"}, None),
        ("The men say the army was holding them.", {"trigger": "holding", "lemma": "hold"}, None),
        ("The men were in the custody of the army.", {"trigger": "custody", "lemma": "custody"}, None),
        ("The three men held there are well.", {"trigger": "held", "lemma": "hold", "passing": True}, None),
        ("Police have arrested many men.", {"trigger": "arrested", "lemma": "arrest"}, "2031-05-04"),
    ],
)
def test_a_state_or_a_thing_told_in_passing_is_not_dated_by_what_the_report_opens_with(
    words: str, more: dict[str, str | bool], date: str | None
) -> None:
    text = "A bombing shook Halvik on May 4. " + OPENING + words
    b = Builder(make_report(text, published="2031-05-04")).names(place="Halvik").time("May 4", "2031-05-04")
    b.event("bombing", "ASSAULT", at="Halvik", when="May 4").event(str(more.pop("trigger")), "COERCE", whom="men", **more)
    assert next(i for i in record(b.done()).incidents if i.type == "COERCE").date == date


def test_what_a_report_of_this_morning_tells_as_said_is_of_this_morning() -> None:
    text = "The dam burst shortly after four this morning. " + OPENING + "Ada Noll praised the crews."
    b = Builder(make_report(text, published="2031-05-09")).names(person="Ada Noll")
    b.time("four this morning", "2031-05-09", value="2031-05-09T04:00").event("praised", "SUPPORT", lemma="praise", who="Ada Noll")
    found = only(b.done())
    assert (found.date, "opens with" in found.reason) == ("2031-05-09", True)


def test_who_answers_what_was_shortly_before_midnight_does_so_on_the_next_day() -> None:
    text = OPENING + "A bombing shook Halvik at 11 p.m. on May 4. Few slept. Ada Noll condemned the bombing."
    b = Builder(make_report(text, published="2031-05-05")).names(person="Ada Noll", place="Halvik")
    b.time("11 p.m. on May 4", "2031-05-04", value="2031-05-04T23:00")
    b.event("bombing", "ASSAULT", at="Halvik", when="11 p.m. on May 4")
    b.event("bombing", "ASSAULT", n=1, anaphoric=True).event("condemned", "ACCUSE", lemma="condemn", who="Ada Noll")
    assert next(i for i in record(b.done()).incidents if i.type == "ACCUSE").date == "2031-05-05"


def test_a_night_goes_by_the_day_it_begins_on() -> None:
    from dataclasses import replace

    text = "Relatives clashed with police on the night of May 4."
    b = Builder(make_report(text, published="2031-05-07"))
    b.time("the night of May 4", "2031-05-04", "2031-05-05")
    report, reading = b.event("clashed", "ASSAULT", lemma="clash", when="the night of May 4").done()
    incident = only((report, replace(reading, times=(replace(reading.times[0], value="2031-05-04TNI"),))))
    assert incident.date == "2031-05-04" and incident.when is not None and incident.when.end is not None and incident.when.end.day == 6


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "mode", "lemma", "more", "title"),
    [
        ("Police freed two managers.", "freed", "RETREAT", "release", "free", {"whom": "two managers"}, "Release of managers"),
        ("Ada Noll resigned.", "resigned", "RETREAT", "resign", "resign", {"who": "Ada Noll"}, "Resignation of Ada Noll"),
        ("Gunmen attacked.", "attacked", "ASSAULT", "", "attack", {"who": "Gunmen"}, "Attack, place and day not given"),
        ("Police fired on the convoy.", "fired", "ASSAULT", "firearms", "fire", {"whom": "the convoy"}, "Shooting at convoy"),
        ("Gunmen attacked the traitors.", "attacked", "ASSAULT", "", "attack", {"whom": "the traitors"}, "Attack, place and day not given"),
        ("The ministry had denied it.", "denied", "REJECT", "", "deny", {"who": "The ministry"}, "Denial by ministry"),
    ],
)
def test_titles_say_what_was_done_to_what_in_plain_words(
    text: str, trigger: str, kind: str, mode: str, lemma: str, more: dict[str, str], title: str
) -> None:
    names = {"person": "Ada Noll"} if "Ada" in text else {}
    for role in ("who", "whom"):
        if role in more:
            more = {**more, role: more[role].removeprefix("the ").removeprefix("The ").removeprefix("two ")}
    made = Builder(make_report(text, published=None)).names(**names).event(trigger, kind, mode=mode, lemma=lemma, **more)  # type: ignore[arg-type]
    assert only(made.done()).title == title


def test_a_day_that_a_later_report_only_guesses_and_the_first_refutes_is_left_out() -> None:
    first = 741_000  # a day, as an ordinal
    profile = Profile("reject", days=[(first + 5, first + 5)], inferred=True, published={first, first + 5})
    profile.fresh = {(first - 1, first, "its day or the one before")}
    found = bound(profile, {})
    assert found is not None and found.day == (first - 1, first)
    profile.inferred = False  # words of the report stand
    assert bound(profile, {}) is None


def _at_length(*extra: str) -> Made:
    """A report on a bombing of 4 May that tells of fights in passing, one sentence each, behind the given sentences."""
    text = " ".join(("A market in Halvik was bombed on May 4.", *extra, "War has come to the hills."))
    b = Builder(make_report(text)).names(place="Halvik").time("May 4", "2031-05-04")
    b.event("bombed", "ASSAULT", lemma="bomb", whom="A market", at="Halvik", when="May 4")
    for n, sentence in enumerate(extra):
        if "struck" in sentence:
            b.event("struck", "ASSAULT", lemma="strike", n=n)
    b.event("War", "ASSAULT", lemma="war")
    return b.done()


@pytest.mark.parametrize(("others", "joined"), [(0, True), (20, False)])
def test_a_word_of_violence_in_passing_is_of_what_a_short_report_is_about_and_of_nothing_in_a_long_one(others: int, joined: bool) -> None:
    made = _at_length(*(f"Depot {n} was struck by {n + 30} shells." for n in range(others)))
    at = made[0].text.index("War")
    (home,) = [i for i in record(made).incidents if i.when is not None]
    assert any(made[1].events[m.index].trigger.start == at for m in home.events) is joined
