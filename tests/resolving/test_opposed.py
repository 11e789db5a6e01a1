"""What one voice says and another denies: in another report, and where a report sets the two against each other."""

from __future__ import annotations

import pytest

from accordingto.model.reading import Reading
from accordingto.model.record import Disagreement
from accordingto.model.report import Report
from accordingto.resolving import resolve
from tests.resolving.handmade import Builder, make_report

Made = tuple[Report, Reading]


def rows(*made: Made) -> list[Disagreement]:
    record = resolve([r for r, _ in made], {r.id: x for r, x in made})
    return [d for d in record.disagreements if d.aspect in ("claim", "who", "whether")]


def blaze(tail: str, outlet: str) -> Builder:
    """A report that opens with a fire on May 4."""
    made = Builder(make_report(f"Fire gutted a depot in Halvik on May 4. {tail}", outlet=outlet))
    made.names(place="Halvik", organisation="Reed Front", person="Ada Noll|Ira Sand").time("May 4", "2031-05-04")
    return made.event("Fire", "ASSAULT", lemma="fire", at="Halvik", when="May 4")


def told(content: str, by: str, outlet: str, *, stance: str = "asserts", cue: str = "said") -> Made:
    made = blaze(f"{by} {cue} {content}.", outlet)
    return made.says(by, cue, content, "person", stance=stance, name=by).done()


CLAIM = "the guards had locked the gates of the depot"


@pytest.mark.parametrize(
    ("denial", "cue", "shown"),
    [
        ("that the gates had been locked", "denied", True),
        ("nobody had locked any gates", "said", True),
        ("that the gates were rusty", "denied", False),  # the deed is another
        ("nobody had painted the gates of the depot", "said", False),
        ("she had not said who locked the gates", "said", False),  # what somebody has not said
        ("nobody has locked the gates since", "said", False),  # grants that somebody had
    ],
)
def test_a_denial_answers_what_another_report_tells(denial: str, cue: str, shown: bool) -> None:
    found = rows(told(CLAIM, "Ada Noll", "Bell News"), told(denial, "Ira Sand", "Post News", stance="denies", cue=cue))
    assert [sorted(s.value.denied for s in d.sides) for d in found] == ([[False, True]] if shown else [])


def test_the_arrival_of_a_denial_changes_nothing_else() -> None:
    one, two = (
        told(CLAIM, "Ada Noll", "Bell News"),
        told("that the gates had been locked", "Ira Sand", "Post News", stance="denies", cue="denied"),
    )
    assert [d.id for d in rows(one, two)] == [d.id for d in rows(two, one)]
    assert rows(one) == []


def test_nobody_answers_himself() -> None:
    denial = told("that the gates had been locked", "Ada Noll", "Post News", stance="denies", cue="denied")
    assert rows(told(CLAIM, "Ada Noll", "Bell News"), denial) == []


def test_a_claim_that_is_itself_a_negation_is_no_other_side() -> None:
    claim = told("the guards had never locked the gates of the depot", "Ada Noll", "Bell News")
    assert rows(claim, told("that the gates had been locked", "Ira Sand", "Post News", stance="denies", cue="denied")) == []


@pytest.mark.parametrize(
    ("denial", "shown"), [("any part in the fire", True), ("any part in the talks", False), ("No man of ours was in Halvik that day", True)]
)
def test_a_hand_in_it_is_denied_to_those_who_accuse(denial: str, shown: bool) -> None:
    charge = blaze("Ada Noll accused the Reed Front of the fire.", "Bell News")
    charge.says("Ada Noll", "accused", "the Reed Front of the fire", "person", stance="accuses", name="Ada Noll")
    found = rows(charge.done(), told(denial, "Reed Front", "Post News", stance="denies", cue="denied"))
    assert [s.value.text for d in found for s in d.sides if s.value.denied] == ([denial] if shown else [])


def against(middle: str, first: str, second: str, stances: tuple[str, str] = ("asserts", "asserts")) -> list[Disagreement]:
    made = blaze(f"Ada Noll said {first}{middle} Ira Sand told us {second}.", "Bell News")
    for by, cue, content, stance in (("Ada Noll", "said", first, stances[0]), ("Ira Sand", "told us", second, stances[1])):
        made.says(by, cue, content, "person", stance=stance, name=by)
    return rows(made.done())


def test_a_report_sets_two_voices_against_each_other() -> None:
    suspended, leave = "the warden had been suspended", "he was on leave"
    assert [d.reason for d in against(";", suspended, leave)] == ["set against each other by the report"]
    assert against(",", suspended, leave) == []
    assert against(", but", suspended, leave) == []  # neither says that something is not so
    assert against(";", "12 wardens had gone", "he counted 14 of them") == []  # numbers are compared as numbers
    found = against(", but", "the wardens had opened every cell", "no cell was opened", ("asserts", "denies"))
    assert [sorted(s.value.denied for s in d.sides) for d in found] == [[False, True]]
    first_no = against(", while", "no cell was opened", "the wardens had opened every cell", ("denies", "asserts"))
    assert [s.value.text for d in first_no for s in d.sides if s.value.denied] == ["no cell was opened"]


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("there had been no offer", "one, of 40 crowns", True),
        ("nobody had been hurt", "the yard was full of wounded", True),
        ("nobody had been hurt", "the yard was full of boats", False),
        ("nobody had been paid", "the yard was full of wounded", False),
        ("the offer was good", "one, of 40 crowns", False),
    ],
)
def test_a_voice_gives_some_of_what_there_was_none_of(first: str, second: str, shown: bool) -> None:
    found = against(".", first, second, ("denies", "asserts"))
    assert [s.value.text for d in found for s in d.sides if s.value.denied] == ([first] if shown else [])


def test_not_so_sets_two_voices_against_each_other() -> None:
    assert len(against(". Not so:", "all the men were in good health", "some had been beaten badly")) == 1
    assert against(". Later", "all the men were in good health", "some had been beaten badly") == []


@pytest.mark.parametrize(
    ("defence", "shown"),
    [("his client was a scapegoat", True), ("his client had done nothing wrong", True), ("his client was tired", False)],
)
def test_the_innocence_of_the_accused_answers_the_charge(defence: str, shown: bool) -> None:
    made = blaze(f"Ada Noll accused the warden of lighting it. Ira Sand told us {defence}.", "Bell News")
    made.says("Ada Noll", "accused", "the warden of lighting it", "person", stance="accuses", name="Ada Noll")
    made.says("Ira Sand", "told us", defence, "person", name="Ira Sand")
    assert [s.value.text for d in rows(made.done()) for s in d.sides if s.value.denied] == ([defence] if shown else [])


@pytest.mark.parametrize(
    ("cause", "shown"),
    [("it was too early to speak of the cause", True), ("the cause was a worn cable", False), ("nobody knew the way", False)],
)
def test_a_deed_that_one_voice_names_while_another_leaves_the_cause_open(cause: str, shown: bool) -> None:
    seen = Builder(make_report(f"A blast shook Halvik on May 4. Ira Sand said {cause}.", outlet="Bell News"))
    seen.names(place="Halvik", person="Ira Sand").time("May 4", "2031-05-04").event("blast", "ASSAULT", at="Halvik", when="May 4")
    seen.says("Ira Sand", "said", cause, "person", name="Ira Sand")
    text = "A blast shook Halvik on May 4. Ada Noll called it an act of sabotage in Halvik on May 4."
    named = Builder(make_report(text, outlet="Post News")).names(place="Halvik", person="Ada Noll").time("May 4", "2031-05-04")
    named.event("blast", "ASSAULT", at="Halvik", when="May 4")
    named.says("Ada Noll", "called", "it an act of sabotage in Halvik on May 4", "person", name="Ada Noll")
    named.event("sabotage", "ASSAULT", at="Halvik", when="May 4", statement=0)
    made = seen.done(), named.done()
    record = resolve([r for r, _ in made], {r.id: x for r, x in made})
    found = [(d.relation, {s.value.text for s in d.sides}) for d in record.disagreements if d.aspect == "called"]
    assert found == ([("undecided", {"blast", "sabotage"})] if shown else [])


@pytest.mark.parametrize(("tail", "about"), [("after shells hit a mill", "claim"), ("and shells hit a mill", "who")])
def test_a_denial_is_of_no_deed_that_only_says_when(tail: str, about: str) -> None:
    """What a claim tells only as the time of something else is not what is claimed and denied."""
    text = f"The Reed Front denied reports by Ada Noll that it had flooded the fields {tail} in Halvik on May 4."
    made = Builder(make_report(text, outlet="Bell News")).names(place="Halvik", organisation="Reed Front", person="Ada Noll")
    made.time("May 4", "2031-05-04").event("denied", "REJECT", lemma="deny", who="Reed Front")
    made.event("hit", "ASSAULT", lemma="hit", at="Halvik", when="May 4")
    made.says("Reed Front", "denied", text[text.index("reports") : -1], "organisation", stance="denies", name="Reed Front")
    made.says("Ada Noll", "reports by", text[text.index("that it") : -1], "person", stance="accuses", name="Ada Noll")
    record = resolve([made.done()[0]], {made.done()[0].id: made.done()[1]})
    titles = {i.id: i.type for i in record.incidents}
    assert [titles[d.incident] for d in record.disagreements] == (["REJECT"] if about == "claim" else ["ASSAULT"])
