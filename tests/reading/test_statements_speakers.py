"""Whose a statement is where tags and parse leave it wrong: engine and rules together, on invented sentences."""

from __future__ import annotations

import pytest

from tests.reading.whole import read

# text, cue, the voice's label, words that the content holds, words that it leaves out
CASES = [
    ("The mayor, Orlo Tamm, said it was far too late and called for new elections.", "called for", "Orlo Tamm", "new elections", "late"),
    (
        "The mayor, Orlo Tamm, said it was far too late and called for new elections.",
        "said",
        "Orlo Tamm",
        "it was far too late",
        "elections",
    ),
    (
        "A spokesman for the yard insisted that the hull had never held more than 90 barrels and dismissed the claims as “fantasy”.",
        "dismissed",
        "A spokesman for the yard",
        "the claims",
        "barrels",
    ),
    (
        "Shells hit the market, killing a child and injuring three, the district governor, Ana Velt, said.",
        "said",
        "Ana Velt",
        "Shells hit the market",
        "governor",
    ),
    (
        "The number of cases, meanwhile, has risen to 90, according to St Olan’s Hospital, where two nurses fell ill.",
        "according to",
        "St Olan’s Hospital",
        "has risen to 90",
        "nurses",
    ),
    (
        "Nineteen people were hurt, according to stewards; the police, who spoke of 1,500 marchers, said that six officers were hurt.",
        "said",
        "the police",
        "six officers were hurt",
        "Nineteen",
    ),
    (
        "Mr Dorn, who has not been seen for a week, denied through a lawyer that he had read the letter.",
        "denied",
        "Dorn",
        "he had read the letter",
        "lawyer",
    ),
    ("The Reed Front, whose leader Ana Velt claims to have won, stayed away.", "claims", "Ana Velt", "to have won", "Reed"),
    ("The Orlo administration blamed rebels for the fire.", "blamed", "The Orlo administration", "rebels for the fire", "Orlo"),
]


@pytest.mark.parametrize(("text", "cue", "voice", "holds", "leaves"), CASES, ids=[f"{cue}-{voice}" for _, cue, voice, _, _ in CASES])
def test_who_says_it(text: str, cue: str, voice: str, holds: str, leaves: str) -> None:
    found = [
        (" ".join(s.of(text) for s in statement.cue), statement.voice.label, " ".join(s.of(text) for s in statement.content))
        for statement in read(text).statements
    ]
    hits = [f for f in found if f[0] == cue]
    assert len(hits) == 1, found
    assert voice in hits[0][1], found
    assert holds in hits[0][2], found
    assert leaves not in hits[0][2], found


def voices(text: str, cue: str) -> list[str]:
    return [s.voice.label for s in read(text).statements if any(c.of(text) == cue for c in s.cue)]


def test_whom_the_paper_speaks_of_is_not_the_paper() -> None:
    reading = read("According to the daily Vest, a judge believes the ballots were burnt.")
    chains = [[v.label for v in reading.chain(n)] for n in range(len(reading.statements))]
    assert chains == [["daily Vest"], ["daily Vest", "a judge"]]


@pytest.mark.parametrize(
    ("text", "voice", "content"),
    [
        ("Ms Tull asked people with light wounds to go to the school.", "Tull", "people with light wounds to go to the school"),
        ("She demanded a debate this week.", "She", "a debate this week"),
        ("Thousands of miners stormed the tower to condemn the killing of the guards.", "Thousands of miners", "the killing of the guards"),
        ("It is wrong – unless, as Ida Roon suggests, the ministry only counts adults.", "Ida Roon", "the ministry only counts adults"),
    ],
)
def test_what_belongs_to_a_content(text: str, voice: str, content: str) -> None:
    assert (voice, content) in said_by(text)


def test_a_head_of_state_is_the_president_named_before() -> None:
    text = "President Ilan Orlo visited the camp. The Head of State then flew home. He demanded an inquiry."
    assert voices(text, "demanded") == ["Ilan Orlo"]


def test_the_then_president_is_not_the_president() -> None:
    text = "President Ilan Orlo spoke in Vasta in May. Ten years ago the then president promised help."
    assert voices(text, "promised") == ["the then president"]


def test_a_minister_is_not_his_office() -> None:
    text = "Calls to the minister’s office went unanswered. Days later the minister’s office said it would reply. The minister claimed all was well."
    assert [v.lower() for v in voices(text, "claimed")] == ["the minister"]


def test_it_that_speaks_is_no_mere_number() -> None:
    text = "Norvane Chemicals put the number of dead at seven. It said a passing lorry may have caught fire first."
    assert voices(text, "said") == ["Norvane Chemicals"]


def test_its_ministry_is_shown_with_its_owner() -> None:
    text = "Kestria closed the bridge. Its transport ministry said it would stay closed until the smoke is explained."
    assert voices(text, "said") == ["Kestria’s transport ministry"]


@pytest.mark.parametrize(
    ("text", "voice", "content"),
    [
        ("A reporter for the agency saw three burnt buses and a crater.", "A reporter for the agency", "three burnt buses and a crater"),
        ("The laboratory found traces of arsenic in six wells.", "The laboratory", "traces of arsenic in six wells"),
        (
            "The camp lies within a mile of the river, as satellite images show.",
            "satellite images",
            "The camp lies within a mile of the river",
        ),
        ("The ministry only counts adults, as Professor Ida Roon suggests.", "Ida Roon", "The ministry only counts adults"),
    ],
)
def test_what_somebody_saw_found_or_suggests_in_passing(text: str, voice: str, content: str) -> None:
    found = [(s.voice.label, " ".join(c.of(text) for c in s.content), s.stance) for s in read(text).statements]
    assert (voice, content, "asserts") in found, found


@pytest.mark.parametrize(
    "text",
    [
        "Police found a gun in the car.",
        "Voss commands the Third Regiment.",
        "The king dismissed Defence Minister Orlo Tamm.",
        "A vote is expected on Sunday.",
    ],
)
def test_nobody_says_anything(text: str) -> None:
    assert not read(text).statements


def said_by(text: str) -> list[tuple[str, str]]:
    return [(s.voice.label, " … ".join(c.of(text) for c in s.content)) for s in read(text).statements]


def test_a_quotation_that_runs_over_paragraphs_is_a_statement_a_paragraph() -> None:
    text = (
        "“There was one bang, and then the roof,” said Ana Velt, who drives the crane.\n\n“I had the window open. I told the foreman and he "
        "wrote it down.\n\n“Then came the second bang, like a door. I counted to sixty.”\n\nThe owners could not be reached."
    )
    first = ("Ana Velt", "“There was one bang, and then the roof,”")
    second = ("Ana Velt", "“I had the window open. I told the foreman and he wrote it down.")
    third = ("Ana Velt", "“Then came the second bang, like a door. I counted to sixty.”")
    assert [said for said in said_by(text) if said in (first, second, third)] == [first, second, third]


def test_whoever_is_named_in_the_paragraph_before_speaks() -> None:
    text = (
        "“They came on carts,” said hospital head Mira Cosk. “We have no more room.”\n\nFarmer Hamid Sorr, 52, lost his wife and two sons."
        "\n\n“I was at the mill. I heard one plane, then another.”\n\nThe road is closed."
    )
    assert ("Hamid Sorr", "“I was at the mill. I heard one plane, then another.”") in said_by(text)


def test_a_quotation_right_behind_what_somebody_said_is_his() -> None:
    text = "Colonel Edo Mars denied that live rounds had been used. “Not one of us fired.”"
    assert said_by(text)[-1] == ("Edo Mars", "“Not one of us fired.”")


def test_what_was_said_stands_before_a_participle_of_promising() -> None:
    text = "Ships could be sent to the gulf, Orlo said, pledging to “take it day by day.”"
    assert said_by(text) == [("Orlo", "Ships could be sent to the gulf"), ("Orlo", "to “take it day by day.”")]


def test_a_quotation_is_whole_however_it_is_parsed() -> None:
    text = "Crowds then stormed the compound on Tuesday, shouting “death to tyrants” and waving flags."
    assert ("Crowds", "“death to tyrants”") in said_by(text)


def test_who_issues_a_decree_says_it() -> None:
    text = "In 2016 the premier Haid Orlo issued a decree, which said fighters would be granted pay."
    assert said_by(text) == [("Haid Orlo", "fighters would be granted pay")]
    text = "The cleric intervened, issuing a fatwa that called on all citizens to join the front."
    assert ("The cleric", "all citizens to join the front") in said_by(text)


def test_what_is_not_quoted_ends_where_somebody_else_says_the_next_sentence() -> None:
    found = read("The minister said the road was shut. No one was killed, the mayor said.").statements
    assert [(s.voice.label, s.content[0].of("The minister said the road was shut. No one was killed, the mayor said.")) for s in found] == [
        ("The minister", "the road was shut"),
        ("the mayor", "No one was killed"),
    ]
