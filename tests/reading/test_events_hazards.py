"""Forces of nature, accidents and other happenings that nobody need have done, in invented sentences read by the packaged engine."""

from __future__ import annotations

import pytest

from accordingto.model.reading import Event
from tests.reading.whole import read


def events(text: str) -> list[Event]:
    return list(read(text).events)


def lemmas(text: str) -> list[tuple[str, str]]:
    return [(e.type, e.lemma) for e in events(text)]


@pytest.mark.parametrize(
    ("text", "lemma", "place", "time"),
    [
        ("A powerful earthquake struck the Vessan highlands on Tuesday.", "earthquake", "Vessan highlands", "Tuesday"),
        ("Cyclone Ilma battered the coast of Terrano on Friday.", "cyclone", "Terrano", "Friday"),
        ("Aftershocks rattled Port Lorne on Sunday.", "aftershock", "Port Lorne", "Sunday"),
        ("Terrano was hit by a storm on Monday.", "storm", "Terrano", "Monday"),
    ],
)
def test_what_struck_is_the_happening(text: str, lemma: str, place: str, time: str) -> None:
    """The verb that carries a force of nature gives it its place and time, and is no strike of somebody's."""
    reading = read(text)
    assert [(e.type, e.lemma, e.status) for e in reading.events] == [("ASSAULT", lemma, "happened")]
    found = reading.events[0]
    assert not found.actors
    assert not found.recipients
    assert [reading.times[t].span.of(text) for t in found.times] == [time]
    assert any(reading.names[p].span.of(text) in place for p in found.places)


@pytest.mark.parametrize(
    "text",
    [
        "A flood of refugees crossed the bridge.",
        "The speech raised a storm of criticism.",
        "The party won by a landslide.",
        "Quake survivors slept in tents near the flood zone.",
        "The verdict was a political earthquake.",
        "Mr Storm said nothing.",
    ],
)
def test_figures_of_speech_are_no_hazards(text: str) -> None:
    assert not {"flood", "storm", "landslide", "quake", "earthquake"} & {e.lemma for e in events(text)}


def test_a_quake_kills_and_nobody_did_it() -> None:
    killing = next(e for e in events("A quake in the Orrel valley killed 40 people.") if e.lemma == "kill")
    assert not killing.actors


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Marrow dam gave way on Saturday.", ("ASSAULT", "burst")),
        ("The river burst its banks.", ("ASSAULT", "flood")),
        ("The tram overturned on a bend near Sorrel.", ("ASSAULT", "crash")),
        ("The ferry overturned off Sorrel.", ("ASSAULT", "sink")),
        ("A lorry ploughed into a crowd of shoppers in Marden.", ("ASSAULT", "crash")),
        ("The roof of the market gave way at noon.", ("ASSAULT", "collapse")),
        ("Soldiers toppled houses in Ormel.", ("ASSAULT", "destroy")),
        ("The volcano erupted on Monday.", ("ASSAULT", "eruption")),
        ("More than 40 people suffered injuries.", ("ASSAULT", "injury")),
        ("Rescuers pulled nine people from the rubble.", ("AID", "rescue")),
        ("The guns fell silent at noon.", ("RETREAT", "ceasefire")),
        ("Artillery opened up near Osk before dawn.", ("ASSAULT", "shell")),
        ("A patrol came under fire near Osk.", ("ASSAULT", "shoot")),
        ("Rebels retook the village.", ("COERCE", "capture")),
        ("The town of Kellin fell to the rebels on Monday.", ("COERCE", "capture")),
        ("About 60 prisoners went home over the bridge on Sunday.", ("RETREAT", "release")),
        ("Kestria opened the crossing to lorries.", ("RETREAT", "open")),
        ("A former minister gave himself up on Friday.", ("RETREAT", "surrender")),
        ("A jury found him guilty of arson.", ("SANCTION", "convict")),
        ("The North launched a rocket that fell into the sea.", ("MOBILIZE", "test")),
        ("Gunmen robbed a bank in Terrano.", ("COERCE", "rob")),
        ("Some 70 captives are still behind bars.", ("COERCE", "detention")),
    ],
)
def test_by_its_company(text: str, found: tuple[str, str]) -> None:
    assert found in lemmas(text)


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("The collapse of the government shook the party.", "collapse"),
        ("The minister came under fire for the delay.", "shoot"),
        ("The market fell to a new low.", "capture"),
        ("The president took Monday off.", "capture"),
        ("The court awarded damages to the family.", "damage"),
        ("The shops are open to visitors.", "open"),
    ],
)
def test_not_in_other_company(text: str, lemma: str) -> None:
    assert lemma not in {e.lemma for e in events(text)}


def test_a_swap_of_prisoners_releases_them() -> None:
    assert ("RETREAT", "release") in lemmas("The two sides agreed to free all prisoners. The swap went ahead on Monday.")
    assert ("RETREAT", "release") not in lemmas("The bank bought a credit swap. The swap went ahead on Monday.")


@pytest.mark.parametrize("text", ["There were no reports of injuries or damage.", "There were no injuries or deaths in Terrano."])
def test_what_is_denied_of_the_first_is_denied_of_the_other(text: str) -> None:
    assert {e.status for e in events(text)} == {"denied"}


def test_set_off_is_no_plan() -> None:
    assert [(e.lemma, e.status) for e in events("The quake set off several landslides.")] == [
        ("quake", "happened"),
        ("landslide", "happened"),
    ]


@pytest.mark.parametrize(
    "text", ["The firm agreed to buy the yard.", "The company announced a new ferry.", "The satellite failed to reach its orbit."]
)
def test_trade_and_telling_are_no_aid(text: str) -> None:
    assert not {"AID", "SUPPORT", "REJECT"} & {e.type for e in events(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The rebels agreed to lay down their arms.", ("RETREAT", "disarm")),
        ("Both sides accused each other of breaking the truce.", ("REJECT", "violate")),
        ("Riot police waded into the crowd with batons.", ("ASSAULT", "attack")),
        ("The chemical plant leaked chlorine over two villages.", ("ASSAULT", "leak")),
        ("Twenty-one miners were trapped underground.", ("ASSAULT", "trap")),
        ("The helicopter came down in a field near Osk.", ("ASSAULT", "crash")),
        ("The airliner vanished from radar over the gulf.", ("ASSAULT", "disappear")),
        ("Some 5,000 residents were moved to safety.", ("RETREAT", "evacuate")),
        ("Soldiers ringed the palace.", ("COERCE", "besiege")),
        ("The navy intercepted a trawler.", ("COERCE", "intercept")),
        ("Hackers brought down the tax office's computers.", ("COERCE", "hack")),
        ("The commission annulled the vote in two districts.", ("REJECT", "annul")),
        ("Snipers opened up on the crowd.", ("ASSAULT", "shoot")),
    ],
)
def test_more_by_its_company(text: str, found: tuple[str, str]) -> None:
    assert found in lemmas(text)


def test_what_it_happens_to_is_no_means() -> None:
    """A mine that collapses is no explosive, and a helicopter that comes down is no air raid."""
    for text in ("The mine collapsed on Tuesday.", "The helicopter came down in a field."):
        (found,) = events(text)
        assert (found.mode, found.means) == ("", None)


def test_vehicles_kill_for_nobody() -> None:
    killing = next(e for e in events("A cable car plunged into a ravine, killing eight.") if e.lemma == "kill")
    assert not killing.actors


def test_what_drives_against_a_thing_crashes() -> None:
    """It happened to the ship and not to the bridge."""
    text = "A tourist ship has struck a highway bridge."
    (found,) = events(text)
    assert (found.lemma, [r.span.of(text) for r in found.recipients]) == ("crash", ["A tourist ship"])
