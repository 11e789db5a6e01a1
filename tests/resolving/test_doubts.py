"""Readings that wait for a person: which are asked about, and what a reviewer's answer does to the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accordingto.model.decision import Decision
from accordingto.model.reading import Reading, Reference
from accordingto.model.record import Record
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving import Resolver
from accordingto.resolving.collapse import collapse
from tests.resolving.test_record import decide, record, strike

Made = tuple[Report, Reading]


def doubtful(made: Made, *, statement: float = 1.0, event: float = 1.0) -> Made:
    """The same report, its one statement and its one event read with these scores."""
    report, reading = made
    return report, replace(
        reading,
        statements=tuple(replace(s, score=statement) for s in reading.statements),
        events=tuple(replace(e, score=event) for e in reading.events),
    )


ONE = strike("Morning Bell", "2031-05-05", "May 4", "12", 12, 12)
OTHER = strike("Evening Post", "2031-05-05", "May 4", "19", 19, 19, by="Ira Sand")


def whole(made: Made) -> Span:
    return made[1].statements[0].whole


def trigger(made: Made) -> Span:
    return made[1].events[0].trigger


def told(found: Record) -> set[tuple[str, float | None]]:
    """Innermost voice and killed of every account."""
    voices = {v.id: v.label for v in found.voices}
    return {(voices[a.chain[-1]], v.quantity.low) for a in found.accounts for v in a.values if v.aspect == "killed" and v.quantity}


@pytest.mark.parametrize(
    ("scores", "asked"),
    [
        ({}, []),
        ({"statement": 0.7, "event": 0.66}, []),
        ({"statement": 0.5}, ["statement"]),
        ({"event": 0.4}, ["event"]),
        ({"statement": 0.5, "event": 0.4}, ["event", "statement"]),
    ],
)
def test_what_was_read_with_little_certainty_is_asked_about(scores: dict[str, float], asked: list[str]) -> None:
    found = record(doubtful(ONE, **scores), OTHER)
    assert sorted(d.subject for d in found.doubts) == asked


def test_what_parts_accounts_weighs_more_than_what_nobody_disputes() -> None:
    alone = record(doubtful(ONE, event=0.5)).doubts[0]
    disputed = record(doubtful(ONE, event=0.5), OTHER).doubts[0]
    assert (alone.weight, disputed.weight) == (0.5, 1.0)
    assert record(doubtful(ONE, event=0.25)).doubts[0].weight == 0.75


def test_a_reading_on_which_nothing_rests_is_not_asked_about() -> None:
    report, reading = doubtful(ONE, statement=0.5, event=0.5)
    planned = replace(reading, events=tuple(replace(e, status="planned") for e in reading.events))
    assert record((report, planned)).doubts == ()


def test_a_rejected_event_no_longer_counts() -> None:
    made = doubtful(ONE, event=0.4)
    assert told(record(made, OTHER)) == {("Ada Noll", 12), ("Ira Sand", 19)}
    found = record(made, OTHER, decisions=[decide("reject", made, trigger(made), subject="event")])
    assert told(found) == {("Ira Sand", 19)}
    assert [d for d in found.disagreements if d.aspect == "killed"] == [] and found.doubts == () and found.unapplied == ()


def test_a_rejected_statement_leaves_what_stood_in_it_to_the_outlet() -> None:
    made = doubtful(ONE, statement=0.5)
    found = record(made, OTHER, decisions=[decide("reject", made, whole(made), subject="statement")])
    assert told(found) == {("Morning Bell", 12), ("Ira Sand", 19)}
    assert "Ada Noll" not in {v.label for v in found.voices}
    assert [m for m in found.statement_voices if m.report == made[0].id] == []
    assert not any(r.quote.report == made[0].id for r in found.relays)


def test_a_rejected_voice_is_not_known() -> None:
    report, reading = ONE
    pronoun = replace(reading, references=(Reference(reading.statements[0].source[0], 0, 0.5, "nearest"),))
    made = (report, replace(pronoun, statements=tuple(replace(s, voice=replace(s.voice, name=0)) for s in pronoun.statements)))
    assert [d.subject for d in record(made).doubts] == ["voice"]
    found = record(made, decisions=[decide("reject", made, whole(made), subject="voice")])
    assert {v.label for v in found.voices} == {"Morning Bell", ""} and found.doubts == ()


@pytest.mark.parametrize("kind", ["confirm", "undecided"])
@pytest.mark.parametrize("subject", ["statement", "event", "voice"])
def test_confirming_changes_nothing(kind: str, subject: str) -> None:
    made = doubtful(ONE, statement=0.5, event=0.4)
    span = trigger(made) if subject == "event" else whole(made)
    plain, decided = record(made, OTHER), record(made, OTHER, decisions=[decide(kind, made, span, subject=subject)])
    assert decided == plain


def test_an_undone_rejection_is_none() -> None:
    made = doubtful(ONE, statement=0.5, event=0.4)
    rejected = [
        decide("reject", made, trigger(made), subject="event"),
        decide("reject", made, whole(made), subject="statement", at="2031-06-02"),
    ]
    undone = [Decision(f"u{d.id}", "undo", d.subject, d.anchors, "one", "2031-06-03T10:00:00+00:00", target=d.id) for d in rejected]
    assert record(made, OTHER, decisions=[*rejected, *undone]) == record(made, OTHER)


def test_a_resident_resolver_follows_decisions_as_one_from_nothing() -> None:
    """Rejecting and taking back, step by step, in one resolver that keeps what it made."""
    made = doubtful(ONE, statement=0.5, event=0.4)
    resolver = Resolver()
    for report, reading in (made, OTHER):
        resolver.add(report, reading)
    first = decide("reject", made, whole(made), subject="statement")
    second = decide("reject", made, trigger(made), subject="event", at="2031-06-02T10:00:00+00:00")
    for decisions in ([], [first], [first, second], [second], []):
        resolver.decisions = tuple(decisions)
        assert resolver.record() == record(made, OTHER, decisions=decisions)


def test_a_statement_that_is_read_no_more_says_so() -> None:
    made = doubtful(ONE, statement=0.5)
    gone = (made[0], replace(made[1], statements=(), events=tuple(replace(e, statement=None) for e in made[1].events)))
    found = record(gone, decisions=[decide("reject", made, whole(made), subject="statement")])
    assert [u.reason for u in found.unapplied] == ["no statement is read at its words any more"]


def figure(made: Made) -> Span:
    return made[1].figures[0].span


def test_a_rejected_figure_is_nobodys_toll_and_its_account_stays() -> None:
    plain, found = record(ONE, OTHER), record(ONE, OTHER, decisions=[decide("reject", ONE, figure(ONE), subject="figure")])
    assert told(plain) == {("Ada Noll", 12), ("Ira Sand", 19)} and told(found) == {("Ira Sand", 19)}
    assert len(found.accounts) == len(plain.accounts) and found.voices == plain.voices
    assert [d.aspect for d in plain.disagreements if d.aspect == "killed"] and not [d for d in found.disagreements if d.aspect == "killed"]
    rules = {c.rule: (c.low, c.high) for c in collapse(found, "low-best-high", published={})}
    assert rules == {"low-best-high": (19, 19)}


def test_a_figure_can_count_something_else() -> None:
    found = record(ONE, OTHER, decisions=[decide("relabel", ONE, figure(ONE), subject="figure", value="injured")])
    assert told(found) == {("Ira Sand", 19)}
    assert {v.quantity.low for a in found.accounts for v in a.values if v.aspect == "injured" and v.quantity} == {12}
    nothing = record(ONE, OTHER, decisions=[decide("relabel", ONE, figure(ONE), subject="figure", value="lies")])
    assert nothing == record(ONE, OTHER)


def test_marks_on_a_figure_are_followed_step_by_step_and_a_confirmed_one_changes_nothing() -> None:
    resolver = Resolver()
    for report, reading in (ONE, OTHER):
        resolver.add(report, reading)
    rejected = decide("reject", ONE, figure(ONE), subject="figure")
    confirmed = decide("confirm", OTHER, figure(OTHER), subject="figure", at="2031-06-02T10:00:00+00:00")
    for decisions in ([], [rejected], [rejected, confirmed], [confirmed], []):
        resolver.decisions = tuple(decisions)
        assert resolver.record() == record(ONE, OTHER, decisions=decisions)
    assert record(ONE, OTHER, decisions=[confirmed]) == record(ONE, OTHER)


def test_two_reviewers_who_part_on_a_figure_are_both_heard_and_neither_applied() -> None:
    one = decide("reject", ONE, figure(ONE), subject="figure")
    two = replace(decide("confirm", ONE, figure(ONE), subject="figure", at="2031-06-02T10:00:00+00:00"), reviewer="two")
    found = record(ONE, OTHER, decisions=[one, two])
    assert told(found) == {("Ada Noll", 12), ("Ira Sand", 19)} and len(found.unapplied) == 2
