"""Which names are one: tables of forms, abstentions and containment included."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accordingto.model.record import Record
from accordingto.model.text import Span
from accordingto.resolving import resolve
from accordingto.resolving.compare import compare_organisations, compare_people
from accordingto.resolving.folding import all_initials, fold, name_key
from tests.resolving.handmade import Builder, make_report


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("General Ada Noll", ("ada", "noll")),
        ("al-Reyk", ("reyk",)),
        ("Noll’s", ("noll",)),
        ("Ká-taib", ("ka", "taib")),
        ("The U.N.", ("un",)),
        ("The", ("the",)),
    ],
)
def test_a_name_is_known_by_its_words(form: str, key: tuple[str, ...]) -> None:
    assert name_key(form) == key


def test_folding_keeps_nothing_of_a_form_without_letters() -> None:
    assert fold("“…”") == ""
    assert all_initials("Council for Aid and Relief") == {"cfaar", "car"}


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("Qassem Toleimani", "Kasim Tuleimani", "same"),
        ("Smith, John", "John Smith", "same"),
        ("John Smith", "Smith John", "undecided"),
        ("J. Smith", "John Smith", "same"),
        ("Smith", "John Smith", "undecided"),
        ("Ada Noll", "Ira Noll", "different"),
        ("Hassan Reyk", "Hussein Reyk", "different"),
        ("Omar bin Ali", "Ali bin Omar", "undecided"),
        ("Tomas Reyk", "Tomas Marek Reyk", "same"),
        ("Reyk, Tomas", "Tomas Marek Reyk", "same"),
        ("Ada de Sarn Noll", "Ada Noll de Sarn", "same"),
        ("Abd al-Karim Noor", "Abdul Karim Nur", "same"),
        ("Joe Marrant", "Joseph Marrant", "same"),
        ("Ted Marrant", "Ed Marrant", "different"),
        ("TM Reyk", "Tomas Marek Reyk", "same"),
        ("TM Reyk", "Tomas Lorn Reyk", "different"),
        ("Chou Tse-min", "Zhou Zemin", "same"),
        ("Chou Tse-min", "Zhou Zelin", "different"),
        ("Karim Omar Ssad Hamid Noor", "Karim Omar Asad Hamid Noor", "same"),
        ("Ali Omar Omar Noor", "Ali Hasan Omar Noor", "different"),
        ("bin Reyk Omar", "Omar bin Reyk", "same"),
        ("Reyk Omar bin", "Omar bin Reyk", "same"),
        ("S0phia Marr4nt", "Sophia Marrant", "same"),
        ("Tomass Reyks", "Tomas Reyk", "same"),
        ("Tomas Reyks", "Tomas Reyk", "same"),
        ("Ana Reykis", "Anas Reyk", "different"),
        ("Omar Hadi Noor Rahm", "Omar Hadi Noor Rahmani", "same"),
        ("Tomas Marr ant", "Tomas Lorn Marrant", "same"),
        ("Ben Marrant", "Benjamin Marrant", "same"),
        ("Ben Noor", "Zaki Hadi Ben Noor", "undecided"),
        ("Νίκος Ρέικος", "Nikos Reikos", "same"),
        ("Տոմաս Մարանտ", "Tomas Marant", "same"),
    ],
)
def test_people(a: str, b: str, verdict: str) -> None:
    assert compare_people(a, b).verdict == compare_people(b, a).verdict == verdict


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("Reed Front", "The Reed Front", "same"),
        ("Reed Front", "New Reed Front", "undecided"),
        ("Brigade of Sarn", "Sarn Brigade", "same"),
        ("Sarrow Brigade", "Sarrou Brigade", "undecided"),
        ("Hisbolar", "Hizbullar", "undecided"),
        ("Northgas AG", "Northgas GmbH", "undecided"),
        ("Northgas AG", "Northgas Aktiengesellschaft", "same"),
        ("Third Army", "3rd Army", "same"),
        ("Brigade Forty-Four", "Brigade 44", "same"),
        ("Brigade Forty-Four", "Brigade 45", "different"),
        ("NorthgasAG", "Northgas AG", "same"),
        ("Northgas Public Limited Company", "Northgas plc", "same"),
        ("Northgas Aktiengeselschaft", "Northgas AG", "same"),
        ("Northgas Joynt Stock Company", "Northgas Joint Stock Company", "same"),
        ("MV Long Harbour", "Long Harbour", "same"),
        ("U.S. Department of Wheat", "United States Department of Wheat", "same"),
        ("U.S. Department of Wheat", "UK Department of Wheat", "different"),
        ("Third Army", "Fourth Army", "different"),
        ("Reed Front/Army of the Reeds", "Reed Front", "same"),
        ("Reed Front/Army of the Reeds", "Army of the Marshes", "different"),
        ("Brigade Fourty-two", "Brigade 42", "same"),
    ],
)
def test_organisations(a: str, b: str, verdict: str) -> None:
    assert compare_organisations(a, b).verdict == verdict


def record_of(*texts: tuple[str, dict[str, str]]) -> tuple[Record, dict[str, str]]:
    """Resolve texts with their names; returns the record and the texts."""
    made = [Builder(make_report(text, outlet=f"Outlet {n}")).names(**names).done() for n, (text, names) in enumerate(texts)]
    return resolve([r for r, _ in made], {r.id: x for r, x in made}), {r.id: r.text for r, _ in made}


def groups(record: Record) -> set[frozenset[str]]:
    return {frozenset(f.form for f in a.forms) for a in record.actors}


def test_brackets_introduce_an_abbreviation() -> None:
    record, _ = record_of(("The Reed Front for Land (RFL) met. RFL left.", {"organisation": "Reed Front for Land|RFL"}))
    assert groups(record) == {frozenset({"Reed Front for Land", "RFL"})}


def test_an_alias_that_spelling_cannot_show_comes_from_the_text_and_holds_elsewhere() -> None:
    record, _ = record_of(
        ("Gathim, also known as the Reed Front, attacked.", {"organisation": "Gathim|Reed Front"}),
        ("The Reed Front denied it.", {"organisation": "Reed Front"}),
        ("Gathim said nothing.", {"organisation": "Gathim"}),
    )
    assert groups(record) == {frozenset({"Gathim", "Reed Front"})}
    assert any(m.verdict == "same" and "known as" in m.reason for m in record.matches)


def test_brackets_that_hold_a_place_join_nothing() -> None:
    record, _ = record_of(("Reed Front (Halvik) met.", {"organisation": "Reed Front", "place": "Halvik"}))
    assert len(record.actors) == 2


def test_containment_never_joins() -> None:
    record, _ = record_of(
        ("The Reed Front and the New Reed Front met Islamic Guard men.", {"organisation": "New Reed Front|Reed Front|Islamic Guard"}),
        ("The Islamic League was there.", {"organisation": "Islamic League"}),
    )
    assert len(record.actors) == 4


def test_a_surname_goes_to_its_only_bearer_and_stays_open_between_two() -> None:
    one, _ = record_of(("Ada Noll spoke. Noll left.", {"person": "Ada Noll|Noll"}), ("Noll came back.", {"person": "Noll"}))
    assert groups(one) == {frozenset({"Ada Noll", "Noll"})}
    two, _ = record_of(
        ("Ada Noll spoke.", {"person": "Ada Noll"}), ("Ira Noll spoke.", {"person": "Ira Noll"}), ("Noll came.", {"person": "Noll"})
    )
    assert len(two.actors) == 3
    assert {m.verdict for m in two.matches} == {"undecided"}


def test_the_form_of_address_tells_two_bearers_apart() -> None:
    text = "Spokeswoman Ada Noll spoke. Mr Ira Noll did not. Ms Noll left."
    record, _ = record_of((text, {"person": "Ada Noll|Ira Noll|Noll"}))
    assert groups(record) == {frozenset({"Ada Noll", "Noll"}), frozenset({"Ira Noll"})}


def test_a_state_is_one_actor_with_its_demonym() -> None:
    record, _ = record_of(("Lebanon closed. Lebanese police came.", {"place": "Lebanon", "nationality": "Lebanese"}))
    assert [(a.name, a.kind) for a in record.actors] == [("Lebanon", "state")]


def test_a_place_outside_every_table_is_one_actor_with_its_demonym() -> None:
    record, _ = record_of(("Ardovia closed. The Ardovian police came.", {"place": "Ardovia", "nationality": "Ardovian"}))
    assert groups(record) == {frozenset({"Ardovia", "Ardovian"})}


def test_a_wing_is_part_of_its_movement_and_not_the_movement() -> None:
    record, _ = record_of(("The Sarn Guard, the armed wing of the Reed Front, fired.", {"organisation": "Sarn Guard|Reed Front"}))
    by_name = {a.name: a for a in record.actors}
    assert by_name["Sarn Guard"].part_of == (by_name["Reed Front"].id,)


def test_a_ship_is_not_the_person_it_is_named_after() -> None:
    record, _ = record_of(("The ferry Colonel Noll sank. Ada Noll wept.", {"person": "Colonel Noll|Ada Noll"}))
    assert len(record.actors) == 2


def test_a_rank_before_a_ships_name_is_part_of_the_ships_name() -> None:
    text = "The ferry Colonel Noll sank. Minister Ada Noll wept. Divers left the Colonel Noll."
    report = make_report(text)
    reading = Builder(report).names(person="Noll|Ada Noll").done()[1]
    titled = tuple(
        replace(n, title=Span(n.span.start - 8, n.span.start - 1)) if text[n.span.start - 8 : n.span.start] == "Colonel " else n
        for n in reading.names
    )
    record = resolve([report], {report.id: replace(reading, names=titled)})
    assert sorted(len(a.mentions) for a in record.actors) == [1, 2]


def outlets_of(*reports: tuple[str, str]) -> list[str]:
    """The voices of the outlets of some reports, given as (outlet, text)."""
    made = [make_report(text, outlet=outlet) for outlet, text in reports]
    readings = {r.id: Builder(r).names(organisation="Meridian Press Agency|Marsh Pumps Authority|MPA").done()[1] for r in made}
    record = resolve(made, readings)
    return [record.outlet_voices[r.id] for r in made]


def test_an_outlet_is_the_same_under_its_initials_where_one_name_alone_fits_or_a_report_spells_them_out() -> None:
    one, other, third = outlets_of(("MPA", "Rain."), ("Meridian Press Agency", "Sun."), ("Sarn Post", "Wind."))
    assert one == other != third
    one, other, _ = outlets_of(("MPA", "Rain."), ("Meridian Press Agency", "Sun."), ("Marsh Pumps Almanac", "Wind."))
    assert one != other
    one, other, _ = outlets_of(
        ("MPA", "Rain."), ("Meridian Press Agency", "Sun."), ("Marsh Pumps Almanac", "It was told by the Meridian Press Agency (MPA).")
    )
    assert one == other


def named(record: Record, form: str) -> frozenset[str]:
    """The forms of the one actor that goes by a form."""
    return next(g for g in groups(record) if form in g)


def test_ministries_of_two_states_are_two_and_a_bare_one_goes_to_the_only_one_its_report_names() -> None:
    record, _ = record_of(
        ("The Kenyan Foreign Ministry spoke. The Foreign Ministry left.", {"nationality": "Kenyan", "organisation": "Foreign Ministry"}),
        ("Chad’s Foreign Ministry spoke. Its Defence Ministry left.", {"place": "Chad", "organisation": "Foreign Ministry|Defence Ministry"}),
        ("The Ministry of Foreign Affairs of Chad met.", {"organisation": "Ministry of Foreign Affairs", "place": "Chad"}),
    )  # fmt: skip
    found = {a.name: len(a.mentions) for a in record.actors if a.kind == "organisation"}
    assert found == {"Kenya’s Foreign Ministry": 2, "Chad’s Foreign Ministry": 2, "Defence Ministry": 1}
    states = {a.name: a.id for a in record.actors if a.kind == "state"}
    assert {a.name: a.part_of for a in record.actors}["Kenya’s Foreign Ministry"] == (states["Kenya"],)


def test_initials_of_a_states_office_count_its_state() -> None:
    record, _ = record_of(
        ("The Kenyan Water Survey met.", {"nationality": "Kenyan", "organisation": "Water Survey"}),
        ("The KWS met.", {"organisation": "KWS"}),
    )
    assert named(record, "KWS") == {"KWS", "Water Survey"}


def test_initials_are_no_persons_and_lose_no_s_of_their_own() -> None:
    record, _ = record_of(
        ("Carl Noll met the CNS. Farm Aid Posts met FAPs.", {"person": "Carl Noll", "organisation": "CNS|Farm Aid Posts|FAPs"})
    )
    assert groups(record) == {frozenset({"Carl Noll"}), frozenset({"CNS"}), frozenset({"Farm Aid Posts", "FAPs"})}


def test_somebody_who_calls_somebody_is_not_called_so() -> None:
    record, _ = record_of(("Ada Noll called Ira Marrant a liar. Gathim, called Reed Front, left.",
                           {"person": "Ada Noll|Ira Marrant", "organisation": "Gathim|Reed Front"}))  # fmt: skip
    assert groups(record) == {frozenset({"Ada Noll"}), frozenset({"Ira Marrant"}), frozenset({"Gathim", "Reed Front"})}


def test_brackets_hold_a_nickname_or_another_person() -> None:
    record, _ = record_of(("Ada Noll (Mira Sand) wept. Tomas (Toto) Reyk sang.", {"person": "Ada Noll|Mira Sand|Tomas|Toto) Reyk"}))
    assert groups(record) == {frozenset({"Ada Noll"}), frozenset({"Mira Sand"}), frozenset({"Tomas", "Toto) Reyk"})}


def test_a_surname_alone_goes_to_whom_nearly_all_full_names_mean() -> None:
    main = [(f"Ada Noll spoke on day {n}. " * 3, {"person": "Ada Noll"}) for n in range(3)]
    record, _ = record_of(*main, ("Ira Noll wept.", {"person": "Ira Noll"}), ("Noll left.", {"person": "Noll"}))
    assert groups(record) == {frozenset({"Ada Noll", "Noll"}), frozenset({"Ira Noll"})}
    few, _ = record_of(*main[:2], ("Ira Noll wept.", {"person": "Ira Noll"}), ("Noll left.", {"person": "Noll"}))
    assert frozenset({"Noll"}) in groups(few)


def test_short_and_full_given_names_meet() -> None:
    record, _ = record_of(("Bill Marrant spoke.", {"person": "Bill Marrant"}), ("William Marrant spoke.", {"person": "William Marrant"}))
    assert len(record.actors) == 1


def test_a_legal_form_makes_no_second_firm_and_a_number_does() -> None:
    record, _ = record_of(
        ("Northgas drilled.", {"organisation": "Northgas"}),
        ("Northgas Corp. drilled.", {"organisation": "Northgas Corp."}),
        ("It stood in 12th Street and 14th Street.", {"place": "12th Street|14th Street"}),
    )
    assert groups(record) == {frozenset({"Northgas", "Northgas Corp."}), frozenset({"12th Street"}), frozenset({"14th Street"})}
    assert next(a.name for a in record.actors if len(a.forms) == 2) == "Northgas"


def test_two_spellings_that_reports_use_beside_each_other_stay_two() -> None:
    text = "Sarnells beat Sarnelles {}."
    record, _ = record_of(*((text.format(n), {"organisation": "Sarnells|Sarnelles"}) for n in (1, 2)))
    assert len(record.actors) == 2
    alone, _ = record_of(("Sarnells won.", {"organisation": "Sarnells"}), ("Sarnelles won.", {"organisation": "Sarnelles"}))
    assert len(alone.actors) == 1


def test_a_group_and_its_leader_run_together_are_the_leader() -> None:
    record, _ = record_of(
        ("Gath Imar fled. Gath Imar Tomas Reyk fled. Tomas Reyk fell.", {"person": "Gath Imar|Tomas Reyk|Gath Imar Tomas Reyk"})
    )
    assert named(record, "Gath Imar") == {"Gath Imar"}
    assert named(record, "Tomas Reyk") == {"Tomas Reyk", "Gath Imar Tomas Reyk"}


def test_fighters_of_a_name_make_it_a_group() -> None:
    text = "Gath Imar fighters came. Gath Imar militants left. Ada Noll wept."
    record, _ = record_of((text, {"person": "Gath Imar|Ada Noll"}))
    assert {a.name: a.kind for a in record.actors} == {"Gath Imar": "armed_group", "Ada Noll": "person"}


def test_the_north_is_the_state_that_begins_so() -> None:
    text = "North Korea spoke. The North left. Rain fell in the north and on South Sudan."
    record, _ = record_of((text, {"place": "North Korea|North|South Sudan"}))
    assert named(record, "North Korea") == {"North Korea", "North"}


def test_formal_names_and_rare_words_for_a_people_are_the_state() -> None:
    record, _ = record_of(
        ("The Republic of Kenya met a Somalian ship.", {"place": "Republic of Kenya", "nationality": "Somalian"}),
        ("Kenya met Somalia. The Islamic State of Kenya did not.", {"place": "Kenya|Somalia", "organisation": "Islamic State of Kenya"}),
    )
    assert groups(record) == {
        frozenset({"Kenya", "Republic of Kenya"}),
        frozenset({"Somalia", "Somalian"}),
        frozenset({"Islamic State of Kenya"}),
    }


def test_letters_before_a_ships_name_are_no_part_of_it() -> None:
    record, _ = record_of(("MV Sarn Star sank. Sarn Star was old.", {"person": "MV Sarn Star", "place": "Sarn Star"}))
    assert [(sorted(f.form for f in a.forms), a.kind) for a in record.actors] == [(["MV Sarn Star", "Sarn Star"], "other")]


def test_a_part_of_somebodys_name_read_as_a_place_is_that_person_unless_something_is_in_it() -> None:
    record, _ = record_of(("Ada Noll spoke. Noll left.", {"person": "Ada Noll", "place": "Noll"}))
    assert groups(record) == {frozenset({"Ada Noll", "Noll"})}
    other, _ = record_of(("Ada Noll spoke in Noll.", {"person": "Ada Noll", "place": "Noll"}))
    assert len(other.actors) == 2


def test_names_in_y_are_one_with_their_people() -> None:
    record, _ = record_of(
        ("Ostrany closed. The Ostranian guards and Ostranians left.", {"place": "Ostrany", "nationality": "Ostranian|Ostranians"})
    )
    assert groups(record) == {frozenset({"Ostrany", "Ostranian", "Ostranians"})}


def test_a_body_without_its_owner_is_the_one_its_report_names() -> None:
    text = "The UN Security Council met. The Security Council left. The Water Council met."
    record, _ = record_of((text, {"organisation": "UN Security Council|Security Council|Water Council"}))
    assert named(record, "Security Council") == {"UN Security Council", "Security Council"}
    assert frozenset({"Security Council"}) in groups(record_of(("The Security Council met.", {"organisation": "Security Council"}))[0])


def test_a_place_with_what_it_lies_in_is_the_place_unless_two_are_called_so() -> None:
    one, _ = record_of(("Rain fell in Halvik, Sarn.", {"place": "Halvik, Sarn"}), ("Rain fell in Halvik.", {"place": "Halvik"}))
    assert len(one.actors) == 1
    two, _ = record_of(
        ("Rain fell in Halvik, Sarn.", {"place": "Halvik, Sarn"}), ("Sun in Halvik, Orlo.", {"place": "Halvik, Orlo"}),
        ("Rain fell in Halvik.", {"place": "Halvik"}),
    )  # fmt: skip
    assert len(two.actors) == 3


def test_an_army_read_as_a_person_lends_its_place_to_nobody() -> None:
    record, _ = record_of(("The Halvik Volunteer Army left Halvik. Halvik slept.", {"person": "Halvik Volunteer Army", "place": "Halvik"}))
    assert groups(record) == {frozenset({"Halvik Volunteer Army"}), frozenset({"Halvik"})}
