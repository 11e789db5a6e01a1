"""What voices call an incident: whose words are whose, and what is said in so many words."""

from __future__ import annotations

import pytest

from accordingto.model.record import Naming
from accordingto.resolving import resolve
from tests.resolving.handmade import Builder, make_report


def namings(
    text: str, *, source: str = "", cue: str = "said", content: str = "", quotes: tuple[str, ...] = (), trigger: str = "raid"
) -> list[Naming]:
    """The namings of a raid that a text tells of, by its words."""
    b = Builder(make_report(text)).names(person="Ada Noll")
    for words in quotes:
        b.quotation(words)
    if source:
        b.says(source, cue, content, "person", name="Ada Noll")
    inside = b.done()[1].statements and b.span(trigger).start >= b.done()[1].statements[0].content[0].start and source
    b.event(trigger, "ASSAULT", statement=0 if inside and b.done()[1].statements[0].content[0].contains(b.span(trigger)) else None)
    report, reading = b.done()
    record = resolve([report], {report.id: reading})
    incidents = {i.id for i in record.incidents}
    return sorted((n for n in record.namings if n.subject in incidents), key=lambda n: n.quote.span)


def test_what_a_report_tells_of_a_speakers_words_is_in_its_own() -> None:
    (told,) = namings("The raid failed, Ada Noll said.", source="Ada Noll", content="The raid failed")
    assert (told.term, told.own, told.quoted) == ("raid", True, False)


def test_words_in_quotation_marks_are_the_speakers() -> None:
    (told,) = namings("“The raid failed,” Ada Noll said.", source="Ada Noll", content="The raid failed", quotes=("“The raid failed,”",))
    assert (told.term, told.own, told.quoted) == ("raid", False, True)


@pytest.mark.parametrize(
    ("text", "term", "key"),
    [
        ("Guards came. Ada Noll called the raid “an act of robbery”.", "act of robbery", "robbery"),
        ("The raid came. Ada Noll called it a robbery.", "robbery", "robbery"),
        ("Guards came. Ada Noll described the raid as “heroic”.", "heroic", "heroic"),
        ("The raid came. Ada Noll denounced this as a shameful robbery in daylight.", "shameful robbery", "robbery"),
    ],
)
def test_what_somebody_calls_a_happening_is_his_word(text: str, term: str, key: str) -> None:
    cue = next(w for w in ("called", "described", "denounced") if w in text)
    found = namings(text, source="Ada Noll", cue=cue, content=text[text.index(cue) + len(cue) + 1 : -1])
    assert (term, key, False) in {(n.term, n.key, n.own) for n in found}


@pytest.mark.parametrize(
    "text",
    [
        "Ada Noll called for an end to the raid.",
        "After a call about the raid the guards came.",
        "Ada Noll called the chief of the raid a friend, and left.",
        "They called police to report the raid.",
        "Ada Noll called the raid of the old port over.",
    ],
)
def test_other_calls_name_nothing(text: str) -> None:
    assert {n.term for n in namings(text)} == {"raid"}


def test_a_noun_that_stands_for_a_happening_names_it() -> None:
    assert [n.term for n in namings("The raid came at dawn. Nobody forgets the tragedy.")] == ["raid", "tragedy"]
    assert [n.term for n in namings("The raid came at dawn. Nobody plays tragedy well.")] == ["raid"]
