"""Numbers without an event of their own, and denials: which incident they go with, and what they are set against there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accordingto.model.intervals import Quantity
from accordingto.model.reading import Figure, Reading
from accordingto.model.record import Disagreement, Record
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving import resolve
from tests.resolving.handmade import Builder, make_report

Made = tuple[Report, Reading]


def recorded(*made: Made) -> Record:
    return resolve([r for r, _ in made], {r.id: x for r, x in made})


def parted(aspect: str, *made: Made) -> list[Disagreement]:
    return [d for d in recorded(*made).disagreements if d.aspect == aspect]


def with_figures(made: Made, *more: Figure) -> Made:
    report, reading = made
    return report, replace(reading, figures=(*reading.figures, *more))


def crowd(second: str = "police spoke of 2,200", like: int | None = 0) -> Made:
    """A march with two numbers of those who took part, the second set beside the first."""
    text = f"Dockers marched through Halvik on May 4. Organisers said 8,000 people took part; {second}."
    b = Builder(make_report(text)).names(place="Halvik").time("May 4", "2031-05-04")
    b.says("Organisers", "said", "8,000 people took part", "crowd").says("police", "spoke of", second.split()[-1], "unnamed")
    b.event("marched", "PROTEST", lemma="march", at="Halvik", when="May 4")
    one = Figure(b.span("8,000"), Quantity.exact(8000), "people", counted=b.span("people"))
    two = Figure(b.span(second.split()[-1]), Quantity.exact(2200), "people", like=like)
    return with_figures(b.done(), one, two)


def test_a_number_set_beside_another_is_compared_with_it() -> None:
    assert [d.relation for d in parted("people", crowd())] == ["conflict"]
    assert parted("people", crowd())[0].internal is None  # two voices: the report does not contradict itself


def test_a_bare_number_of_people_is_compared_with_nothing() -> None:
    assert parted("people", crowd(like=None)) == []


def collapse(sentence: str, number: str, value: float, **more: object) -> Made:
    """A collapse with a toll of 12, and a sentence with another number."""
    text = f"A hall collapsed in Halvik on May 4, killing 12 people. Snow fell. {sentence}"
    b = Builder(make_report(text)).names(place="Halvik").time("May 4", "2031-05-04")
    b.event("collapsed", "ASSAULT", lemma="collapse", at="Halvik", when="May 4", counts={"killed": ("12", 12, 12)})
    if "Ada Noll" in sentence:
        b.says("Ada Noll", "put" if " put " in sentence else "dismissed", sentence.split(" put ")[-1].split(" dismissed ")[-1][:-1], "person")
    return with_figures(b.done(), Figure(b.span(number), Quantity.exact(value), "killed", **more))  # type: ignore[arg-type]


def test_a_count_goes_with_what_the_report_opens_with() -> None:
    assert [d.relation for d in parted("killed", collapse("Ada Noll put the number of dead at 31.", "31", 31))] == ["conflict"]


def test_a_number_that_is_supposed_or_one_more_item_is_no_side() -> None:
    assert parted("killed", collapse("Ada Noll put it so: had there been even 31, he would go.", "31", 31)) == []
    assert parted("killed", collapse("Ada Noll put it so: four guards were also killed.", "four", 4)) == []


def test_a_number_of_a_deed_that_another_voice_gives_is_that_voices() -> None:
    text = "A hall collapsed in Halvik on May 4. Four people were hurt, according to a clinic; the union said it knew of 19."
    b = Builder(make_report(text)).names(place="Halvik").time("May 4", "2031-05-04")
    b.event("collapsed", "ASSAULT", lemma="collapse", at="Halvik", when="May 4")
    b.says("a clinic", "according to", "Four people were hurt", "unnamed").says("the union", "said", "it knew of 19", "unnamed")
    b.event("hurt", "ASSAULT", at="Halvik", when="May 4", counts={"injured": ("Four", 4, 4), "missing": ("19", 19, 19)}, statement=0)
    report, reading = b.done()
    figures = tuple(replace(f, aspect="injured") for f in reading.figures)
    found = parted("injured", (report, replace(reading, figures=figures)))
    assert [d.relation for d in found] == ["conflict"]


def test_a_change_is_an_update_and_a_sum_holds_its_parts() -> None:
    report, reading = collapse("The toll was 31, up from 12.", "31", 31)
    at = report.text.rindex("12")
    made = with_figures((report, reading), Figure(Span(at, at + 2), Quantity.exact(12), "killed", like=1))
    assert [d.relation for d in parted("killed", made)] == ["update"]
    assert parted("killed", collapse("That would bring the total to 31.", "31", 31)) == []
    said = collapse("Ada Noll put it so: that would bring the total to 31.", "31", 31)
    assert [d.relation for d in parted("killed", said)] == ["scope"]


def test_bodies_go_with_no_mention_of_doers() -> None:
    text = "A hall was bombed in Halvik on May 4, killing 12 people. Guards saw nine attackers. The clinic received 31 bodies."
    b = Builder(make_report(text)).names(place="Halvik").time("May 4", "2031-05-04")
    b.event("bombed", "ASSAULT", lemma="bomb", at="Halvik", when="May 4", counts={"killed": ("12", 12, 12)})
    b.event("attackers", "ASSAULT", lemma="attack")
    record = recorded(with_figures(b.done(), Figure(b.span("31"), Quantity.exact(31), "killed")))
    homes = {a.incident for a in record.accounts for v in a.values if v.aspect == "killed"}
    assert len(homes) == 1


def test_an_arrest_holds_no_dead() -> None:
    text = "Police arrested a guard in Halvik on May 4. The clinic put the dead of the fever at 31."
    b = Builder(make_report(text)).names(place="Halvik").time("May 4", "2031-05-04")
    b.event("arrested", "COERCE", lemma="arrest", at="Halvik", when="May 4")
    record = recorded(with_figures(b.done(), Figure(b.span("31"), Quantity.exact(31), "killed")))
    assert not any(v.aspect == "killed" for a in record.accounts for v in a.values)


def accused(denial: str, content: str, *, stance: str = "denies", between: str = "") -> Made:
    """The Reed Front is accused of shelling Halvik, and somebody answers."""
    text = f"Ada Noll accused the Reed Front of shelling Halvik on May 4. {between}{denial}"
    b = Builder(make_report(text)).names(person="Ada Noll", organisation="Reed Front|Harbour Board", place="Halvik").time("May 4", "2031-05-04")
    b.says("Ada Noll", "accused", "the Reed Front of shelling Halvik on May 4", "person", stance="accuses", name="Ada Noll")
    words = denial.split()
    b.says(" ".join(words[:3]), words[3], content, "organisation", stance=stance)
    b.event("shelling", "ASSAULT", lemma="shell", at="Halvik", when="May 4", who="the Reed Front", statement=0)
    return b.done()


def test_the_accused_denies_it() -> None:
    for denial, content in [("The Reed Front denied it.", "it"), ("The Reed Front said its men never left camp.", "its men never left camp")]:
        found = [d for d in recorded(accused(denial, content)).disagreements if d.aspect in ("who", "whether", "claim")]
        assert [d.aspect for d in found] == ["who"]
        assert {s.value.denied for s in found[0].sides} == {True, False}


@pytest.mark.parametrize(
    "made",
    [
        accused("The Harbour Board said no boat was lost.", "no boat was lost"),
        accused("The Harbour Board opposed it.", "it"),
        accused("The Harbour Board rejected it.", "it"),
        accused("The Reed Front said it was raining.", "it was raining", stance="asserts"),
        accused("The Reed Front denied it.", "it", between="Snow fell. Wind blew. Boats sailed. Bells rang. "),
    ],
)
def test_what_answers_nothing_is_no_side(made: Made) -> None:
    assert [d for d in recorded(made).disagreements if d.aspect in ("who", "whether", "claim")] == []


def test_a_denial_takes_no_part_where_its_report_is_taken_out() -> None:
    made = accused("The Reed Front denied it.", "it")
    assert any(v.aspect == "claim" and v.denied for a in recorded(made).accounts for v in a.values)
    assert not any(v.aspect == "claim" for a in recorded(crowd()).accounts for v in a.values)


def bulletin(number: str = "61", line: str = "Dead of the landslide at Halvik: 61.") -> Made:
    """A later report that tells of nothing but a count."""
    text = f"Civil Board, 6 May 2031.\n{line}"
    b = Builder(make_report(text, published="2031-05-06")).names(place="Halvik")
    report, reading = b.done()
    figure = Figure(b.span(number), Quantity.exact(float(number)), "killed")
    return report, replace(reading, figures=(figure,))


def landslide() -> Made:
    text = "A landslide struck Halvik on May 4, killing 40 people."
    b = Builder(make_report(text, published="2031-05-04")).names(place="Halvik").time("May 4", "2031-05-04")
    b.event("landslide", "ASSAULT", lemma="landslide", at="Halvik", when="May 4", counts={"killed": ("40", 40, 40)})
    return b.done()


def test_a_count_alone_goes_with_what_other_reports_tell_of_its_place() -> None:
    found = parted("killed", landslide(), bulletin())
    assert [d.relation for d in found] == ["update"]
    assert "“61” is placed by" in found[0].reason  # and the row says so


def test_a_count_that_shares_nothing_with_a_happening_goes_nowhere() -> None:
    text = "Civil Board, 6 May 2031.\nThe fever has now taken 61 lives."
    report, reading = Builder(make_report(text, published="2031-05-06")).done()
    start = text.index("61")
    loose = replace(reading, figures=(Figure(Span(start, start + 2), Quantity.exact(61), "killed"),))
    assert parted("killed", landslide(), (report, loose)) == []


def test_what_is_turned_down_is_given_by_nobody() -> None:
    made = collapse("Ada Noll put the number of dead at 31.", "31", 31)
    report, reading = made
    told_off = tuple(replace(f, denied=True) if f.quantity.low == 31 else f for f in reading.figures)
    assert [d.relation for d in parted("killed", made)] == ["conflict"]
    assert parted("killed", (report, replace(reading, figures=told_off))) == []


def wake(like: int | None = 0, of: float = 2200) -> Made:
    """A flood, and two numbers of people who walked for its dead, told of no march."""
    text = f"A flood struck Halvik on May 4. Wardens put those who walked to the shrine at 8,000; the guild counted {of:,.0f}."
    b = Builder(make_report(text)).names(place="Halvik").time("May 4", "2031-05-04")
    b.says("Wardens", "put", "those who walked to the shrine at 8,000", "crowd").says("the guild", "counted", f"{of:,.0f}", "unnamed")
    b.event("flood", "ASSAULT", lemma="flood", at="Halvik", when="May 4")
    at = text.rindex(f"{of:,.0f}")
    two = Figure(Span(at, at + len(f"{of:,.0f}")), Quantity.exact(of), "protesters", like=like)
    return with_figures(b.done(), Figure(b.span("8,000"), Quantity.exact(8000), "protesters"), two)


def test_two_numbers_set_side_by_side_that_nothing_told_brought_about_are_of_what_is_told_last() -> None:
    found = parted("protesters", wake())
    assert [d.relation for d in found] == ["conflict"]
    assert "what is told last before it" in found[0].reason


def test_numbers_that_nothing_sets_side_by_side_or_that_agree_stay_without_a_home() -> None:
    for made in (wake(like=None), wake(of=8000)):
        assert not any(v.aspect == "protesters" for a in recorded(made).accounts for v in a.values)
