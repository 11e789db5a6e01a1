"""From small readings to rows: incidents, accounts, origins, disagreements, drift, corrections, decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accordingto.errors import UsageError
from accordingto.model.decision import Anchor, Decision
from accordingto.model.intervals import Quantity
from accordingto.model.reading import Reading
from accordingto.model.record import Record
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving import collapse, explain_incident, resolve
from tests.resolving.handmade import Builder, make_report

Made = tuple[Report, Reading]


def record(*made: Made, **more: object) -> Record:
    return resolve([r for r, _ in made], {r.id: x for r, x in made}, **more)  # type: ignore[arg-type]


def strike(
    outlet: str, published: str, day: str, toll: str, low: float | None, high: float | None, *, status: str = "happened",
    by: str = "Ada Noll",
    place: str = "Halvik",
) -> Made:  # fmt: skip
    """ "At least 12 people died in an airstrike near Halvik on May 4, Ada Noll said." by one outlet."""
    text = f"{toll} people died in an airstrike on a camp near {place} on {day}, {by} of the {outlet.split()[0]} desk said."
    b = (
        Builder(make_report(text, outlet=outlet, published=published))
        .names(person=by, place=place)
        .time(day, f"2031-05-{day.split()[1].zfill(2)}")
    )
    b.says(by, "said", text[: text.index(f", {by}")], "person", name=by, stance="denies" if status == "denied" else "asserts")
    b.event(
        "airstrike",
        "ASSAULT",
        mode="aerial",
        whom="a camp",
        at=place,
        when=day,
        counts={"killed": (toll, low, high)},
        statement=0,
        status=status,
    )
    return b.done()


def test_two_reports_of_one_day_and_place_are_one_incident_with_a_neutral_title() -> None:
    found = record(
        strike("Morning Bell", "2031-05-05", "May 4", "12", 12, 12),
        strike("Evening Post", "2031-05-05", "May 4", "12", 12, 12, by="Ira Sand"),
    )
    assert [(i.title, i.date, i.reports, i.origins) for i in found.incidents] == [
        ("Airstrike on camp, Halvik, 4 May 2031", "2031-05-04", 2, 2)
    ]


def test_days_far_apart_are_two_incidents() -> None:
    found = record(
        strike("Morning Bell", "2031-05-05", "May 4", "12", 12, 12), strike("Evening Post", "2031-05-12", "May 11", "12", 12, 12)
    )
    assert sorted(i.date or "" for i in found.incidents) == ["2031-05-04", "2031-05-11"]


@pytest.mark.parametrize("status", ["planned", "threatened", "hypothetical", "denied"])
def test_what_has_not_happened_makes_no_incident(status: str) -> None:
    assert record(strike("Morning Bell", "2031-05-05", "May 4", "12", 12, 12, status=status)).incidents == ()


def test_a_date_of_publication_never_becomes_the_date_of_an_event() -> None:
    text = "Halvik is a town by a lake. A bomb killed two people near Halvik."
    b = Builder(make_report(text, published="2031-05-05")).names(place="Halvik")
    b.event("killed", "ASSAULT", lemma="kill", whom="two people", at="Halvik")
    (incident,) = record(b.done()).incidents
    assert incident.date is None and incident.when is None


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (("12", 12, 12, "2031-05-04"), ("31", 31, 31, "2031-05-04"), "conflict"),
        (("12", 12, 12, "2031-05-04"), ("31", 31, 31, "2031-05-06"), "update"),
        (("31", 31, 31, "2031-05-04"), ("12", 12, 12, "2031-05-06"), "conflict"),
        (("at least 12", 12, None, "2031-05-04"), ("31", 31, 31, "2031-05-04"), "compatible"),
        (("at least 12", 12, None, "2031-05-04"), ("31", 31, 31, "2031-05-06"), "update"),  # it has risen
        (("at least 12", 12, None, "2031-05-04"), ("13", 13, 13, "2031-05-06"), "compatible"),
        (("31", 31, 31, "2031-05-04"), ("at least 12", 12, None, "2031-05-06"), "compatible"),
    ],
)
def test_tolls(first: tuple[str, float, float | None, str], second: tuple[str, float, float | None, str], relation: str) -> None:
    made = [
        strike(f"{o} News", p, "May 4", t, lo, hi, by=by)
        for o, by, (t, lo, hi, p) in (("Bell", "Ada Noll", first), ("Post", "Ira Sand", second))
    ]
    found = [d for d in record(*made).disagreements if d.aspect == "killed"]
    assert [d.relation for d in found] == [relation]
    assert {s.value.text.lower() for s in found[0].sides} == {first[0], second[0]}


def test_the_same_innermost_voice_is_one_origin() -> None:
    found = record(strike("Morning Bell", "2031-05-05", "May 4", "12", 12, 12), strike("Evening Post", "2031-05-05", "May 4", "12", 12, 12))
    (incident,) = found.incidents
    assert (incident.reports, incident.origins) == (2, 1)
    assert found.origins[0].reasons == ("same voice: Ada Noll",)


def test_told_and_denied_is_a_conflict_about_whether() -> None:
    made = (
        strike("Morning Bell", "2031-05-05", "May 4", "12", 12, 12),
        strike("Evening Post", "2031-05-05", "May 4", "12", 12, 12, status="denied", by="Ira Sand"),
    )
    found = record(*made)
    assert [i.denied for i in found.incidents] == [True]
    assert "whether" in {d.aspect for d in found.disagreements}


LONG = (
    "At least 12 people of the night shift were allegedly killed when two explosions tore through the northern store of the fish market at "
    "Port Ostra early on Tuesday, and the search for those still missing under the roof went on until nightfall, "
    "firemen at the gate told reporters."
)


def test_a_reprint_is_a_copy_of_the_earlier_report_and_loses_its_qualifier() -> None:
    first = make_report(LONG, outlet="Northwire", published="2031-05-04T06:00")
    later = make_report(LONG.replace("At least 12", "12").replace("allegedly ", ""), outlet="Evening Post", published="2031-05-04T09:00")
    one = Builder(first).event("killed", "ASSAULT", lemma="kill", whom="people", counts={"killed": ("At least 12", 12, None)})
    two = Builder(later).event("killed", "ASSAULT", lemma="kill", whom="people", counts={"killed": ("12", 12, 12)})
    reading = one.done()[1]
    qualified = replace(reading.figures[0], span=Span(9, 11), qualifier="At least", qualifier_span=Span(0, 8))
    found = record((first, replace(reading, figures=(qualified,))), two.done())
    assert {(c.earlier.report, c.later.report, c.undecided) for c in found.copies} == {(first.id, later.id, False)}
    assert {d.kind for d in found.drifts} >= {"qualifier lost", "certainty raised"}
    assert found.report_copies[0].report == later.id and found.report_copies[0].share > 0.8
    assert found.incidents[0].origins == 1


def test_a_reprint_at_the_same_time_is_left_undecided() -> None:
    pair = [Builder(make_report(LONG, outlet=o, published="2031-05-04")).done() for o in ("Northwire", "Evening Post")]
    assert [c.undecided for c in record(*pair).copies] == [True]


def test_a_correction_takes_back_the_number_it_calls_wrong() -> None:
    early = strike("Morning Bell", "2031-05-05", "May 4", "31", 31, 31)
    text = early[0].text.replace("31 people", "22 people") + " Correction: an earlier version gave 31 dead."
    start = text.index("Correction")
    b = Builder(make_report(text, outlet="Morning Bell", published="2031-05-06", corrections=(Span(start, len(text)),)))
    b.names(person="Ada Noll", place="Halvik").time("May 4", "2031-05-04").says(
        "Ada Noll", "said", text[: text.index(", Ada")], "person", name="Ada Noll"
    )
    b.event("airstrike", "ASSAULT", mode="aerial", whom="a camp", at="Halvik", when="May 4", counts={"killed": ("22", 22, 22)}, statement=0)
    found = record(early, b.done())
    assert {a.report: a.withdrawn is not None for a in found.accounts} == {early[0].id: True, b.report.id: False}
    assert [c.best for c in collapse(found, "conservative")] == [22]


def test_a_report_that_gives_dead_and_injured_and_another_total_contradicts_itself() -> None:
    text = "25 people were killed and 55 hurt in an airstrike near Halvik. The seventy-seven casualties were soldiers."
    b = Builder(make_report(text)).names(place="Halvik")
    counts = {"killed": ("25", 25.0, 25.0), "injured": ("55", 55.0, 55.0), "casualties": ("seventy-seven", 77.0, 77.0)}
    b.event("airstrike", "ASSAULT", at="Halvik", counts=counts)  # type: ignore[arg-type]
    found = [d for d in record(b.done()).disagreements if d.aspect == "casualties"]
    assert [d.internal for d in found] == [b.report.id]
    assert found[0].reason == "25 and 55 are not seventy-seven"


def test_collapse_rules_name_their_inputs() -> None:
    found = record(
        strike("Bell News", "2031-05-04", "May 4", "at least 12", 12, None),
        strike("Post News", "2031-05-06", "May 4", "31", 31, 31, by="Ira Sand"),
    )
    times = {a.report: ("2031-05-06" if any(v.text == "31" for v in a.values) else "2031-05-04") for a in found.accounts}
    assert {rule: [(c.low, c.best, c.high, len(c.inputs)) for c in collapse(found, rule, published=times)] for rule in (
        "conservative", "low-best-high", "latest", "most-independent")} == {  # type: ignore[arg-type]
        "conservative": [(12, 12, 12, 1)], "low-best-high": [(12, 12, 31, 2)], "latest": [(31, 31, 31, 1)],
        "most-independent": [(12, 12, 12, 1)],
    }  # fmt: skip
    account = found.accounts[0]
    four = replace(account.values[0], aspect="killed", text="four", quantity=Quantity(4, 4), extent="part")
    parts = replace(found, accounts=(*found.accounts, replace(account, id="c4", values=(four,))))
    assert [c.best for c in collapse(parts, "conservative")] == [12]  # four of them children
    assert [c.best for c in collapse(replace(parts, accounts=parts.accounts[-1:]), "conservative")] == [4]
    with pytest.raises(UsageError):
        collapse(found, "loudest")  # type: ignore[arg-type]


def decide(kind: str, made: Made, *anchors: Span, reviewer: str = "one", at: str = "2031-06-01T10:00:00+00:00",
           subject: str = "incident", value: str = "",
           others: tuple[tuple[Made, Span], ...] = ()) -> Decision:  # fmt: skip
    rows = [(made, s) for s in anchors] + list(others)
    held = tuple(Anchor(m[0].id, s.start, s.end, s.of(m[0].text)) for m, s in rows)
    return Decision(f"d{kind}{reviewer}{at}", kind, subject, held, reviewer, at, value)  # type: ignore[arg-type]


def test_decisions_merge_split_and_relabel_incidents() -> None:
    a, b = (
        strike("Morning Bell", "2031-05-05", "May 4", "12", 12, 12),
        strike("Evening Post", "2031-05-12", "May 11", "12", 12, 12, by="Ira Sand"),
    )
    c = strike("Daily Sarn", "2031-05-05", "May 4", "12", 12, 12, by="Tom Reyk")
    trigger = [x[1].events[0].trigger for x in (a, b, c)]
    merged = record(a, b, decisions=[decide("merge", a, trigger[0], others=((b, trigger[1]),))])
    assert len(merged.incidents) == 1
    split = record(a, c, decisions=[decide("split", c, trigger[2], others=((a, trigger[0]),))])
    assert len(split.incidents) == 2
    named = record(a, decisions=[decide("relabel", a, trigger[0], value="The first strike")])
    assert named.incidents[0].title == "The first strike"


def test_reviewers_who_decide_against_each_other_are_both_shown_and_neither_applied() -> None:
    a, b = strike("Morning Bell", "2031-05-05", "May 4", "12", 12, 12), strike("Evening Post", "2031-05-12", "May 11", "12", 12, 12)
    spans = (a, a[1].events[0].trigger), (b, b[1].events[0].trigger)
    both = [decide(k, a, spans[0][1], others=(spans[1],), reviewer=r) for k, r in (("merge", "one"), ("split", "two"))]
    found = record(a, b, decisions=both)
    assert len(found.incidents) == 2
    assert {u.decision for u in found.unapplied} == {d.id for d in both}


def test_a_decision_whose_words_are_gone_says_so() -> None:
    a = strike("Morning Bell", "2031-05-05", "May 4", "12", 12, 12)
    lost = Decision("d9", "reject", "incident", (Anchor(a[0].id, 0, 4, "Gone"),), "one", "2031-06-01T10:00:00+00:00")
    assert [u.decision for u in record(a, decisions=[lost]).unapplied] == ["d9"]


def test_an_explanation_names_members_and_what_keeps_the_nearest_apart() -> None:
    a, b = strike("Morning Bell", "2031-05-05", "May 4", "12", 12, 12), strike("Evening Post", "2031-05-12", "May 11", "12", 12, 12)
    found = record(a, b)
    told = explain_incident(found, found.incidents[0].id, [a[0], b[0]], {a[0].id: a[1], b[0].id: b[1]})
    assert len(told.members) == 1 and [n.reason.startswith("barred: explicit days lie apart") for n in told.neighbours] == [True]
    with pytest.raises(UsageError):
        explain_incident(found, "i0", [a[0]], {a[0].id: a[1]})


def test_words_that_take_different_stands_are_a_disagreement_about_what_it_is_called() -> None:
    made = []
    told_by = (("Ada Noll", "elimination", "eliminate"), ("Ira Pell", "assassination", "assassinate"), ("Jo Tarn", "killing", "kill"))
    for outlet, (who, word, lemma) in zip(("Morning Bell", "Evening Post", "Daily Sarn"), told_by, strict=True):
        told = f"what befell Tom Reyk in Halvik on May 4 a plain {word}"
        b = Builder(make_report(f"{who} called {told}.", outlet=outlet, published="2031-05-05"))
        b.names(person=f"Tom Reyk|{who}", place="Halvik").time("May 4", "2031-05-04").says(who, "called", told, "person", name=who)
        made.append(b.event(word, "ASSAULT", lemma=lemma, whom="Tom Reyk", at="Halvik", when="May 4", statement=0).done())
    found = [d for d in record(*made).disagreements if d.aspect == "called"]
    assert [sorted(s.value.text for s in d.sides) for d in found] == [["assassination", "elimination"]]


def test_an_aside_that_a_copy_leaves_out_is_told() -> None:
    first = make_report(LONG.replace("Port Ostra", "Port Ostra, by all accounts,", 1), outlet="Northwire", published="2031-05-04T06:00")
    later = make_report(LONG, outlet="Evening Post", published="2031-05-04T09:00")
    found = record(Builder(first).done(), Builder(later).done())
    assert [(d.kind, d.note) for d in found.drifts] == [("qualifier lost", "“by all accounts” is gone")]
