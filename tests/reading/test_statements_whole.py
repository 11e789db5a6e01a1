"""Statements as the whole reader finds them, engine and rules together: classes of error seen on real pages, in invented sentences."""

from __future__ import annotations

import pytest

from tests.reading.whole import read

# text, then (source, cue, content holds, content leaves out, stance) of one statement that must be there
CASES = [
    (
        "Ardell has warned that he will close the port, complaining the council has not “done its share” of the work.",
        ("Ardell", "complaining", "the council has not “done its share”", "warned", "accuses"),
    ),
    (
        "The Belvar government, meanwhile, has accused Kestria of shelling the market in Odra.",
        ("The Belvar government", "accused", "Kestria of shelling the market", "meanwhile", "accuses"),
    ),
    (
        "The ministry held the Reed Front responsible for the fire at the mill.",
        ("The ministry", "held", "the Reed Front responsible for the fire", "ministry", "accuses"),
    ),
    (
        "The governor put the blame for the crash on smugglers.",
        ("The governor", "put", "the blame for the crash on smugglers", "governor", "accuses"),
    ),
    (
        "The prefect’s office counted 212 broken windows and no injuries.",
        ("The prefect’s office", "counted", "212 broken windows and no injuries", "office", "asserts"),
    ),
    (
        "Forty men had died, the ministry said, publishing a list of names.",
        ("the ministry", "said", "Forty men had died", "publishing", "asserts"),
    ),
    (
        "The guild rejected the charge within the hour.",
        ("The guild", "rejected", "the charge", "within", "denies"),
    ),
    (
        "Divers fear that the hull could break, and the council has asked families to stay away.",
        ("Divers", "fear", "the hull could break", "council", "asserts"),
    ),
    (
        "The letter describes “a small fire” and finds “no sign of arson”.",
        ("The letter", "finds", "“no sign of arson”", "small fire", "asserts"),
    ),
    (
        "The mayor’s office blamed Sunday’s fire on the Reed Front and sent two hundred police to the harbour.",
        ("The mayor’s office", "blamed", "Sunday’s fire on the Reed Front", "two hundred police", "accuses"),
    ),
    (
        "Vessin considers the Reed Front a terrorist group and claimed the dead man was planning an attack on the bridge.",
        ("Vessin", "considers", "the Reed Front a terrorist group", "planning an attack", "accuses"),
    ),
    (
        "Belvar’s foreign minister met the envoy on Monday, later writing that the two countries “will keep talking”.",
        ("Belvar’s foreign minister", "writing", "the two countries “will keep talking”", "envoy", "asserts"),
    ),
    (
        "Kestria’s health ministry denied it and said 22 people were killed.",
        ("Kestria’s health ministry", "said", "22 people were killed", "denied", "asserts"),
    ),
    (
        "“We will answer every shell,” General Orlo Tamm told reporters in Vessin, pledging to “clear the river”.",
        ("General Orlo Tamm", "pledging", "to “clear the river”", "reporters", "promises"),
    ),
    (
        "The cleric Sarin Odel issued a decree that called on citizens to defend the city.",
        ("Sarin Odel", "called on", "citizens to defend the city", "issued", "demands"),
    ),
    (
        "The Courier, citing Radio Kest, reported that a port official had counted 31 bodies.",
        ("The Courier", "reported", "a port official had counted 31 bodies", "Radio Kest", "asserts"),
    ),
]

STANCES = [
    ("The contractor admitted that its crew had stolen the steel.", "asserts"),
    ("Eleven officers have been charged with murder, the prosecutor’s office announced.", "asserts"),
    ("The Reed Front claimed responsibility for the attack on the grid.", "asserts"),
    ("The union warned that it would shut every port if the talks failed.", "threatens"),
    ("The weather office warned that the river could rise another two metres by Friday.", "asserts"),
    ("“No shots were fired from our side,” the border guard said.", "denies"),
    ("The minister said the engine failed at noon.", "asserts"),
    ("The minister said the inspectors failed to check the shaft.", "accuses"),
    ("Reporters asked the mayor about the delay.", "questions"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES, ids=[text[:30] for text, _ in STANCES])
def test_what_a_statement_does(text: str, stance: str) -> None:
    outermost = [s for s in read(text).statements if s.parent is None]
    assert [s.stance for s in outermost] == [stance], outermost


CHAINS = [
    (
        "The toll has risen to 61, the Meridian News Agency reported, citing the health ministry.",
        ["Meridian News Agency", "the health ministry"],
    ),
    (
        "31 workers died, the Harbour Post writes, citing a port official quoted by Radio Kest.",
        ["Harbour Post", "Radio Kest", "a port official"],
    ),
    (
        "Turnout was 31 percent, according to the electoral commission, quoted by state television.",
        ["state television", "the electoral commission"],
    ),
    ("The ministry denied a report by Radio Kest that the virus had reached the capital.", ["The ministry", "Radio Kest"]),
    ("The strike will go on, the dockers’ union said in a statement carried by the Harbour Post.", ["Harbour Post", "the dockers’ union"]),
]


@pytest.mark.parametrize(("text", "voices"), CHAINS, ids=[text[:30] for text, _ in CHAINS])
def test_voices_that_stand_between_are_in_the_chain(text: str, voices: list[str]) -> None:
    reading = read(text)
    chains = [[v.label.removeprefix("the ") for v in reading.chain(n)] for n in range(len(reading.statements))]
    assert [v.removeprefix("the ") for v in voices] in chains, chains


def test_a_short_description_is_the_only_fuller_one_of_its_report() -> None:
    text = "Rescue service counts 26 dead. The fire went out on Friday, the regional rescue service said. The rescue service said no more."
    labels = {s.voice.label for s in read(text).statements if "escue service" in s.voice.label}
    assert labels == {"the regional rescue service"}


def test_a_short_description_of_two_bodies_stays_open() -> None:
    text = (
        "The health ministry said nine people had died. The interior ministry said eleven had died. Days went by.\n\nRain fell. Wind "
        "rose. Nothing moved.\n\nThe ministry said the figure was final."
    )
    assert "The ministry" in {s.voice.label for s in read(text).statements}


@pytest.mark.parametrize(("text", "want"), CASES, ids=[case[1][1] + "-" + str(k) for k, case in enumerate(CASES)])
def test_a_statement_is_found_whole(text: str, want: tuple[str, str, str, str, str]) -> None:
    source, cue, holds, leaves, stance = want
    found = [
        (
            " ".join(s.of(text) for s in statement.source),
            " ".join(s.of(text) for s in statement.cue),
            " ".join(s.of(text) for s in statement.content),
            statement.stance,
        )
        for statement in read(text).statements
    ]
    hits = [f for f in found if cue in f[1] and source in f[0] and holds in f[2] and leaves not in f[2]]
    assert hits, found
    assert stance in {f[3] for f in hits}, found


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Of her own staff, she added, only two had left.", ["Of her own staff", "only two had left"]),
        ("Three of the crew, according to the coast guard, were never found.", ["Three of the crew", "were never found"]),
        ("The bridge was safe, the mayor said, and the council reopened it.", ["The bridge was safe"]),
    ],
)
def test_what_an_aside_interrupts(text: str, contents: list[str]) -> None:
    assert [c.of(text) for c in read(text).statements[0].content] == contents


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("06:05 Five dead, say neighbours.", "neighbours", "Five dead"),
        ("16.20 Two boats have sunk off Osk, the coast guard says.", "the coast guard", "Two boats have sunk off Osk"),
        ("08:30 Health office: 8 killed, 23 wounded at Osk.", "Health office", "8 killed, 23 wounded at Osk"),
        ("11.20 Fire brigade: roof has come down.", "Fire brigade", "roof has come down"),
    ],
)
def test_entries_of_a_live_page(text: str, source: str, content: str) -> None:
    (found,) = read(text).statements
    assert ([s.of(text) for s in found.source], [c.of(text) for c in found.content]) == ([source], [content])


def test_an_entry_without_a_source_says_nothing() -> None:
    assert not read("12.05 Update: the bridge is closed.").statements


@pytest.mark.parametrize(
    "text",
    ["He should know whom he is dealing with.", "A lorry was refused entry at the crossing.", "Two envoys were denied access to the camp."],
)
def test_no_words_of_anybody(text: str) -> None:
    assert not read(text).statements


def test_what_nobody_asked_for_is_no_demand() -> None:
    assert [s.stance for s in read("“We have not asked anybody for anything,” an aide said.").statements] == ["denies"]
