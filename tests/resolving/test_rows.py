"""One row a count: which relation it has, which values stand in it and in what order, and which numbers stay out of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accordingto.model.decision import Anchor, Decision
from accordingto.model.intervals import Quantity
from accordingto.model.reading import Figure, Reading
from accordingto.model.record import Disagreement
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving import resolve
from tests.resolving.handmade import Builder, make_report

Made = tuple[Report, Reading]


def told(
    outlet: str, published: str, number: str, low: float | None, high: float | None = None, *, aspect: str = "killed", verb: str = "killed",
    behind: str = "people", counted: str = "", place: str = "Halvik", after: str = "", part: bool = False,
) -> Made:  # fmt: skip
    """ "An explosion in Halvik on May 4 killed 12 people." in the outlet's own words."""
    text = f"An explosion in {place} on May 4 {verb} {number} {behind}. {after}".strip()
    b = Builder(make_report(text, outlet=outlet, published=published)).names(place=place).time("May 4", "2031-05-04")
    bounds = (low, high if high is not None or number.startswith(("at least", "dozens")) else low)
    b.event("explosion", "ASSAULT", at=place, when="May 4", counts={aspect: (number, *bounds)})
    report, reading = b.done()
    figure = reading.figures[0]
    if counted:
        at = text.index(counted, figure.span.end)
        figure = replace(figure, counted=Span(at, at + len(counted)))
    return report, replace(reading, figures=(replace(figure, part=part),))


def found(*made: Made, aspect: str = "killed") -> list[Disagreement]:
    record = resolve([r for r, _ in made], {r.id: x for r, x in made})
    return [d for d in record.disagreements if d.aspect == aspect]


def values(row: Disagreement) -> list[str]:
    return [s.value.text for s in row.sides]


def test_all_values_of_a_count_stand_in_one_row() -> None:
    rows = found(
        told("Bell News", "2031-05-05", "at least 10", 10), told("Post News", "2031-05-05T09:00", "12", 12),
        told("Quay Radio", "2031-05-05T09:30", "15", 15), told("Reed Weekly", "2031-05-06", "15", 15),
    )  # fmt: skip
    assert len(rows) == 1
    assert sorted(values(rows[0])) == ["12", "15", "at least 10"]
    assert len({s.value.key for s in rows[0].sides}) == 3


def between(row: Disagreement) -> dict[frozenset[str], str]:
    """The relation of each pair of values that was compared."""
    return {frozenset((values(row)[b.first], values(row)[b.second])): b.relation for b in row.between}


def test_each_two_values_have_their_own_relation() -> None:
    bell, post = told("Bell News", "2031-05-05", "at least 10", 10), told("Post News", "2031-05-05", "12", 12)
    row = found(bell, post, told("Quay Radio", "2031-05-07T09:00", "31", 31), told("Reed Weekly", "2031-05-07T08:00", "40", 40))[0]
    assert row.relation == "conflict"  # the strongest
    assert between(row) == {
        frozenset(pair.split("/")): relation
        for pair, relation in {
            "12/31": "update", "12/40": "update", "40/31": "conflict",
            "at least 10/12": "compatible", "at least 10/31": "update", "at least 10/40": "update",
        }.items()
    }  # fmt: skip
    assert {b.reason for b in row.between if b.relation == "conflict"} == {"no number could be both “31” and “40”"}


def test_a_reviewers_relation_holds_for_the_pairs_that_stood_as_the_row() -> None:
    made = [told("Bell News", "2031-05-05", "12", 12), told("Quay Radio", "2031-05-07T09:00", "31", 31)]
    made.append(told("Reed Weekly", "2031-05-07T08:00", "40", 40))
    report, reading = made[1]
    span = reading.figures[0].span
    anchor = Anchor(report.id, span.start, span.end, span.of(report.text))
    decision = Decision("d1", "relabel", "disagreement", (anchor,), "one", "2031-06-01T10:00:00+00:00", value="scope")
    record = resolve([r for r, _ in made], {r.id: x for r, x in made}, decisions=[decision])
    row = next(d for d in record.disagreements if d.aspect == "killed")
    assert row.relation == "scope"
    assert sorted(between(row).values()) == ["scope", "update", "update"]


def test_a_rising_toll_is_told_in_the_order_of_publication() -> None:
    rows = found(
        told("Quay Radio", "2031-05-07", "70", 70), told("Bell News", "2031-05-05", "40", 40), told("Post News", "2031-05-06", "58", 58)
    )
    assert [(d.relation, values(d)) for d in rows] == [("update", ["40", "58", "70"])]


def test_those_missing_grow_fewer() -> None:
    def missing(outlet: str, published: str, number: int) -> Made:
        return told(outlet, published, str(number), number, aspect="missing", verb="left", behind="people missing")

    rows = found(
        missing("Bell News", "2031-05-05", 112),
        missing("Post News", "2031-05-06", 97),
        missing("Quay Radio", "2031-05-07", 61),
        aspect="missing",
    )
    assert [(d.relation, values(d)) for d in rows] == [("update", ["112", "97", "61"])]
    killed = found(told("Bell News", "2031-05-05", "112", 112), told("Post News", "2031-05-06", "97", 97))
    assert [d.relation for d in killed] == ["conflict"]


@pytest.mark.parametrize(("first", "second", "relation"), [
    ("2031-05-05", "2031-05-05", "undecided"),
    ("2031-05-05T08:00", "2031-05-05T19:30", "update"),
    ("2031-05-05T19:30", "2031-05-05T08:00", "conflict"),
])  # fmt: skip
def test_on_one_day_only_the_hour_tells_a_rise_from_a_conflict(first: str, second: str, relation: str) -> None:
    assert [d.relation for d in found(told("Bell News", first, "12", 12), told("Post News", second, "15", 15))] == [relation]


def test_a_toll_that_rose_past_two_numbers_of_one_day_had_both() -> None:
    one, two = told("Bell News", "2031-05-05", "12", 12), told("Post News", "2031-05-05", "15", 15)
    rows = found(one, two, told("Quay Radio", "2031-05-07", "31", 31))
    assert [(d.relation, values(d)) for d in rows] == [("update", ["12", "15", "31"])]


def test_a_number_leaves_room_for_what_begins_where_it_ends() -> None:
    one = told("Bell News", "2031-05-05", "50", 50)
    two = told("Post News", "2031-05-05", "at least 51", 51)
    assert [d.relation for d in found(one, two)] == []  # nothing parts, and no number could be both
    assert [d.relation for d in found(one, told("Post News", "2031-05-05", "at least 53", 53))] == ["undecided"]


def test_people_of_one_nation_are_some_of_all() -> None:
    all_of_them = told("Bell News", "2031-05-05", "12", 12, counted="people")
    some = told("Post News", "2031-05-06", "10", 10, behind="from Denmark")
    report, reading = some
    some = (report, replace(reading, names=(*reading.names, *Builder(report).names(place="Denmark").done()[1].names)))
    rows = found(all_of_them, some)
    assert [d.relation for d in rows] == ["scope"]
    assert "10 from Denmark" in rows[0].reason and rows[0].reason.endswith("only some of all")
    swedes = told("Bell News", "2031-05-05", "12", 12, behind="in all from Sweden")
    both = found((swedes[0], replace(swedes[1], names=(*swedes[1].names, *Builder(swedes[0]).names(place="Sweden").done()[1].names))), some)
    assert [d.reason for d in both] == ["“10 from Denmark” counts other people"]


def test_a_country_in_which_people_were_harmed_is_not_theirs() -> None:
    danes = told("Bell News", "2031-05-05", "12", 12, behind="in Denmark")
    swedes = told("Post News", "2031-05-06", "10", 10, behind="in Sweden")
    made = [(r, replace(x, names=(*x.names, *Builder(r).names(place="Denmark|Sweden").done()[1].names))) for r, x in (danes, swedes)]
    assert [d.relation for d in found(*made)] == ["conflict"]


def test_people_of_one_nation_are_all_where_somebody_counts_as_many() -> None:
    report, reading = told("Post News", "2031-05-05", "10", 10, behind="from Denmark")
    danes = (report, replace(reading, names=(*reading.names, *Builder(report).names(place="Denmark").done()[1].names)))
    rows = found(
        told("Bell News", "2031-05-05", "12", 12, counted="people"), danes, told("Quay Radio", "2031-05-05", "10", 10, counted="people")
    )
    assert [(d.relation, values(d)) for d in rows] == [("undecided", ["10", "12"])]


def test_a_list_adds_up_and_is_not_set_against_its_sum() -> None:
    text = "An explosion in Halvik on May 4 killed ten tourists and two pilots."
    b = Builder(make_report(text, outlet="Post News", published="2031-05-05")).names(place="Halvik").time("May 4", "2031-05-04")
    b.event("explosion", "ASSAULT", at="Halvik", when="May 4", counts={"killed": ("ten", 10, 10)})
    report, reading = b.done()
    at = text.index("two")
    event = replace(reading.events[0], figures=(0, 1))
    more = Figure(Span(at, at + 3), reading.figures[0].quantity.exact(2), "killed", event=0)
    listed = report, replace(reading, figures=(*reading.figures, more), events=(event,))
    assert found(told("Bell News", "2031-05-05", "12", 12), listed) == []


@pytest.mark.parametrize("behind", ["people", "of the 40 people there"])
def test_the_whole_of_a_part_was_not_harmed(behind: str) -> None:
    one = told("Bell News", "2031-05-05T08:00", "nine", 9)
    report, reading = told("Post News", "2031-05-05T07:00", "12", 12, behind=behind)
    if "40" in report.text:
        at = report.text.index("40")
        whole = Figure(Span(at, at + 2), reading.figures[0].quantity.exact(40), "killed", event=0)
        event = replace(reading.events[0], figures=(0, 1))
        reading = replace(reading, figures=(*reading.figures, whole), events=(event,))
    rows = found(one, (report, reading))
    assert [sorted(values(d)) for d in rows] == [["12", "nine"]]


def test_a_part_contradicts_nothing() -> None:
    one = told("Bell News", "2031-05-05", "12", 12)
    assert found(one, told("Post News", "2031-05-05", "four", 4, part=True)) == []


def test_a_number_told_of_another_day_or_town_is_left_out() -> None:
    def later(tail: str, *, town: str = "", day: str = "") -> Made:
        text = f"An explosion in Lima on May 4 came after strikes that killed 30 people {tail}."
        b = Builder(make_report(text, outlet="Post News", published="2031-05-05")).names(place=f"Lima|{town}" if town else "Lima")
        b.time("May 4", "2031-05-04")
        if day:
            b.time(day, "2031-04-02")
        b.event("explosion", "ASSAULT", at="Lima", when="May 4", counts={"killed": ("30", 30, 30)})
        return b.done()

    one = told("Bell News", "2031-05-05", "12", 12, place="Lima")
    two = told("Quay Radio", "2031-05-05", "12", 12, place="Lima")
    assert [d.relation for d in found(one, two, later("there"))] == ["undecided"]
    assert found(one, two, later("in Bogotá", town="Bogotá")) == []
    assert found(one, two, later("on April 2", day="April 2")) == []


def test_who_remain_trapped_are_left_of_more() -> None:
    one = told("Bell News", "2031-05-05", "five", 5, aspect="trapped", verb="trapped")
    two = told("Post News", "2031-05-05", "two", 2, aspect="trapped", verb="left", behind="people who remain trapped")
    assert [d.relation for d in found(one, two, aspect="trapped")] == ["update"]


def test_what_was_given_before_is_a_stage_and_no_part() -> None:
    one = told("Bell News", "2031-05-05", "at least 22", 22, after="The clinic had earlier given a toll of 17.")
    report, reading = one
    at = report.text.index("17")
    before = Figure(Span(at, at + 2), reading.figures[0].quantity.exact(17), "killed", event=0)
    event = replace(reading.events[0], figures=(0, 1))
    rows = found((report, replace(reading, figures=(*reading.figures, before), events=(event,))))
    assert [(d.relation, values(d)) for d in rows] == [("update", ["17", "at least 22"])]


def two_told(first: str, low: float, between: str, second: str, high: float, *, behind: str = "", title: str = "") -> Made:
    """ "An explosion in Halvik on May 4 killed two people, and not three." with both numbers counted as its dead."""
    text = f"{title}An explosion in Halvik on May 4 killed {first} {between} {second}{behind}."
    b = Builder(make_report(text, outlet="Post News", published="2031-05-06")).names(place="Halvik").time("May 4", "2031-05-04")
    b.event("explosion", "ASSAULT", at="Halvik", when="May 4", counts={"killed": (first, low, low)})
    report, reading = b.done()
    at = text.index(second, reading.figures[0].span.end)
    other = Figure(Span(at, at + len(second)), Quantity.exact(high), "killed", event=0)
    event = replace(reading.events[0], figures=(0, 1))
    return report, replace(reading, figures=(*reading.figures, other), events=(event, *reading.events[1:]))


@pytest.mark.parametrize("between", ["people, and not", "people, not", "villagers and not the"])
def test_a_number_that_is_put_right_is_no_item_of_a_list(between: str) -> None:
    rows = found(told("Bell News", "2031-05-05", "three", 3), two_told("two", 2, between, "three", 3))
    assert [(d.relation, sorted(values(d))) for d in rows] == [("update", ["three", "two"])]


def test_numbers_that_are_added_up_are_none_put_right() -> None:
    assert found(two_told("two", 2, "villagers, and", "three", 3, behind=" guards")) == []


@pytest.mark.parametrize(("between", "behind"), [("at the mill, but", " came later"), ("people,", " of them clerks")])
def test_what_follows_a_number_in_its_sentence_need_be_no_item_of_a_list(between: str, behind: str) -> None:
    rows = found(told("Bell News", "2031-05-05", "nine", 9), two_told("12", 12, between, "two", 2, behind=behind))
    assert [sorted(values(d)) for d in rows] == [["12", "nine"]]


def with_more(made: Made, words: str, number: float, aspect: str, **also: bool) -> Made:
    """One more figure of the event, where its words stand."""
    report, reading = made
    at = report.text.index(words)
    more = Figure(Span(at, at + len(words)), Quantity.exact(number), aspect, event=0, **also)  # type: ignore[arg-type]
    event = replace(reading.events[0], figures=(0, 1))
    return report, replace(reading, figures=(*reading.figures, more), events=(event, *reading.events[1:]))


def test_a_number_that_took_anothers_place_in_quotation_marks_is_no_part() -> None:
    made = told("Bell News", "2031-05-05", "60", 60, verb="had its dead cut from", behind="to “about 25”")
    rows = found(with_more(made, "25", 25, "killed"))
    assert [(d.relation, sorted(values(d))) for d in rows] == [("update", ["25", "60"])]


@pytest.mark.parametrize(("after", "relations"), [
    ("Correction to the post of noon: the number of the dead is 12.", ["update"]), ("In the town 12 died.", []),
])  # fmt: skip
def test_a_number_that_is_corrected_is_no_part(after: str, relations: list[str]) -> None:
    made = told("Bell News", "2031-05-05", "nine", 9, after=after)
    assert [d.relation for d in found(with_more(made, "12", 12, "killed"))] == relations


def test_bodies_counted_twice_are_no_toll() -> None:
    one = told("Bell News", "2031-05-05", "nine", 9)
    assert found(one, told("Post News", "2031-05-05", "two", 2, behind="bodies had been counted twice")) == []
    assert len(found(one, told("Post News", "2031-05-05", "two", 2, behind="bodies had been counted"))) == 1


def test_who_turns_a_number_down_gives_his_own() -> None:
    made = told("Bell News", "2031-05-05", "nine", 9, after="Talk of 40 is nonsense.")
    assert [sorted(values(d)) for d in found(with_more(made, "40", 40, "killed", denied=True))] == [["40", "nine"]]


@pytest.mark.parametrize(("behind", "rows"), [("", [["five", "two"]]), (" from Denmark", [])])
def test_those_of_one_nation_are_some_of_their_sort(behind: str, rows: list[list[str]]) -> None:
    def guards(number: str, size: float, behind: str = "") -> Made:
        report, reading = two_told("ten", 10, "miners and", number, size, behind=f" guards{behind}")
        at = report.text.index("guards")
        figures = (reading.figures[0], replace(reading.figures[1], counted=Span(at, at + 6)))
        names = (*reading.names, *Builder(report).names(place="Denmark").done()[1].names) if behind else reading.names
        return report, replace(reading, figures=figures, names=names)

    assert [sorted(values(d)) for d in found(guards("two", 2), guards("five", 5, behind))] == rows


@pytest.mark.parametrize(("words", "rows"), [("Two freed drivers", []), ("Police", ["undecided"])])
def test_those_who_say_something_are_not_all(words: str, rows: list[str]) -> None:
    text = f"{words} said an explosion in Halvik on May 4 freed two."
    b = Builder(make_report(text, outlet="Post News", published="2031-05-06")).names(place="Halvik").time("May 4", "2031-05-04")
    number = "Two" if words.startswith("Two") else "two"
    b.event("explosion", "ASSAULT", at="Halvik", when="May 4", counts={"freed": (number, 2, 2)})
    report, reading = b.says(words, "said", "an explosion in Halvik on May 4 freed two", "group", name="Halvik").done()
    counted = Span(4, len(words)) if number == "Two" else None
    made = report, replace(reading, figures=(replace(reading.figures[0], counted=counted),))
    one = told("Bell News", "2031-05-06T09:00", "21", 21, aspect="freed", verb="freed")
    assert [d.relation for d in found(one, made, aspect="freed")] == rows


def test_the_whole_of_those_let_go_is_all_who_were_held() -> None:
    one = told("Bell News", "2031-05-05", "five", 5, aspect="detained", verb="left", behind="men in custody")
    made = told("Post News", "2031-05-05", "three", 3, aspect="freed", verb="was why a judge freed", behind="of the seven men held")
    assert [sorted(values(d)) for d in found(one, with_more(made, "seven", 7, "detained"), aspect="detained")] == [["five", "seven"]]
    made = told("Post News", "2031-05-05", "three", 3, aspect="detained", verb="was why police held", behind="of the seven men there")
    assert [sorted(values(d)) for d in found(one, with_more(made, "seven", 7, "detained"), aspect="detained")] == [["five", "three"]]


def test_a_number_is_rounded_by_a_tenth_at_most() -> None:
    def relations(low: float, high: float) -> list[str]:
        return [
            d.relation
            for d in found(told("Bell News", "2031-05-05T08:00", str(low), low), told("Post News", "2031-05-05T08:00", str(high), high))
        ]

    assert relations(118_400, 120_000) == []
    assert relations(620, 1000) == ["conflict"]
