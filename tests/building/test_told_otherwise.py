"""Disagreements that are no numbers, from texts to record: what is shown, and what is none."""

from __future__ import annotations

import pytest

from accordingto.model.record import Disagreement
from accordingto.reading.reader import Reader
from accordingto.resolving import resolve
from tests.resolving.handmade import make_report

OTHER = ("who", "to_whom", "when", "where", "whether", "means", "called", "claim")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(threads=1)


def parted(reader: Reader, *told: str) -> list[Disagreement]:
    """The disagreements, other than numbers, of reports that appeared on 12 May 2033."""
    outlets = ("Lowland Gazette", "Brint Courier", "Radio Sarn")
    made = [make_report(text, outlet=outlet, published="2033-05-12") for text, outlet in zip(told, outlets, strict=False)]
    record = resolve(made, {r.id: reader.read(r) for r in made})
    return [d for d in record.disagreements if d.aspect in OTHER]


@pytest.mark.parametrize(
    ("told", "aspect"),
    [
        (
            [
                "Fishermen on Lake Ruun say the Hatton paper mill dumped poison into the lake on Friday. The mill's manager, Pia Nord, denied it."
            ],
            "claim",
        ),
        (
            [
                "The police chief of Tamber called Sunday's march a riot. Forty officers were hurt in the riot, he said.",
                'Sunday\'s march in Tamber was peaceful, its organisers said. "It was not a riot," said Vera Loy, who led the march.',
            ],
            "called",
        ),
        (
            [
                "A bomb derailed the night train near Uster on Tuesday, killing five, the interior ministry said. It called the derailment sabotage.",
                "The derailment of the night train near Uster on Tuesday was an accident, the railway said. Five people died.",
            ],
            "called",
        ),
        (
            [
                "Orrian Front fighters shelled the hospital in Lower Marl on Sunday, killing four patients, the Sann defence ministry said.",
                "The Sann army shelled the hospital in Lower Marl on Sunday, killing four patients, a spokesman for the Orrian Front, "
                "Tav Brill, said.",
            ],
            "who",
        ),
        (
            [
                "The opposition leader Ravi Solent died in Tarn prison on Saturday, his party said.",
                "Ravi Solent is alive, the prison service said on Sunday. It denied that he had died in Tarn prison on Saturday.",
            ],
            "whether",
        ),
        (["Ostran accused Belkir of shelling Kessa on Monday. Belkir said its guns were never there."], "who"),
        # The claim told inside its denial, with or without a name.
        (["Fires burned at Kessa on Monday. Belkir has rejected Ostran's accusation that it was behind the shelling of Kessa."], "who"),
        (["The mayor of Lower Marl denied all reports that guards had sold the keys of Tarn prison on Friday."], "claim"),
    ],
)
def test_what_is_told_otherwise_is_shown(reader: Reader, told: list[str], aspect: str) -> None:
    assert [d.aspect for d in parted(reader, *told)] == [aspect]


@pytest.mark.parametrize(
    "told",
    [
        ["The ministry said it had not seen any signs that the Belkiri navy was preparing to leave Kessa."],
        [
            "A blast killed four people at a barracks in Dool on Wednesday. Nobody claimed the attack.",
            "Four people were killed in an attack on a barracks in Dool on Wednesday. The explosion was heard miles away.",
        ],
        [
            "A man shot and killed two shopkeepers in Neville Cross on Saturday. He was charged with murder on Monday.",
            "Piet Aster, 34, was charged with two counts of murder over the deaths of two shopkeepers in Neville Cross on Saturday.",
        ],
        [
            "A missile was launched from Sarno on Tuesday and fell into the sea off Cape Lun.",
            "A missile landed off Cape Lun on Tuesday, the coastguard said.",
        ],
        [
            "Troops fired on villagers in Kessa on Thursday, wounding three, a doctor said. Nobody has fired since Thursday, the mayor said.",
        ],
        [
            "Troops fired on villagers in Kessa on Thursday, wounding three, a doctor said. "
            "There has been no shooting since then, the mayor said.",
            "Three villagers were wounded when troops fired in Kessa on Thursday.",
        ],
        [
            "The navy of Oster seized a trawler off Cape Lun on Wednesday. The frigate Halcyon seized the trawler at dawn, a spokesman said.",
            "The frigate Halcyon seized a trawler off Cape Lun on Wednesday.",
        ],
        ["The envoy said talks in Ebbet had gone well. But Ada Noll said she had not decided whether to sign the treaty."],
        ["Critics say the dam at Orlo is unsafe. Neither the mayor nor the builders could deny that it leaks."],
        [
            "A lorry ploughed into a parade in Sallow on Saturday night, killing nine. People laid flowers on Sunday.",
            "Flowers are seen in Sallow on Sunday, May 8. A lorry ploughed into a parade there on Saturday night, killing nine.",
        ],
    ],
)
def test_what_is_no_disagreement_is_not_shown(reader: Reader, told: list[str]) -> None:
    assert parted(reader, *told) == []


SHOT = "Two students were shot dead outside the mint in Orlet on Sunday, doctors said. "
DRONE = "Two officials told Bell News that a drone had risen from the Sarran barracks and struck the mint in Orlet on Sunday. "


@pytest.mark.parametrize(
    ("told", "denial"),
    [
        (DRONE + "The Sarran army dismissed this as “fantasy” and said its drones were at a fair.", "this as “fantasy”"),
        (DRONE + "The Sarran army dismissed this as inadequate.", ""),
        ("The union says that 14 miners are missing in Orlet. The mayor called this an invention.", "this an invention"),
        (SHOT + "The police chief, Ada Noll, denied that live rounds had been used.", "that live rounds had been used"),
        (SHOT + "The police chief, Ada Noll, denied that the mint would close.", ""),
    ],
)
def test_what_denies_a_claim_just_before(reader: Reader, told: str, denial: str) -> None:
    assert [side.value.text for d in parted(reader, told) for side in d.sides if side.value.denied] == ([denial] if denial else [])


@pytest.mark.parametrize(("one", "other"), [("Sarra", "Velmar"), ("Velmar", "Sarra")])
@pytest.mark.parametrize(("words", "shown"), [("fired first", True), ("opened fire first", True), ("fired first lieutenants", False)])
def test_one_who_says_that_the_others_began_answers_their_charge(reader: Reader, one: str, other: str, words: str, shown: bool) -> None:
    told = f"Three border guards were killed when {one} shelled their post at Orlet on Sunday, {other} said. {one} said that {other} had {words}."
    rows = [d for d in parted(reader, told) if any(words in side.value.text for side in d.sides)]
    assert [d.aspect for d in rows] == (["who"] if shown else [])


@pytest.mark.parametrize(("words", "shown"), [("had had any part in", True), ("had been warned of", False)])
def test_a_denial_of_a_hand_in_it_that_names_the_one_accused(reader: Reader, words: str, shown: bool) -> None:
    charge = "The Reed Front bombed the mint in Orlet on Sunday, killing four, the minister, Ada Noll, said."
    denial = f"Four people died in the bombing of the mint in Orlet on Sunday. A letter denied that the Reed Front {words} the bombing."
    rows = [d for d in parted(reader, charge, denial) if d.aspect == "who"]
    assert [sorted(side.value.denied for side in d.sides) for d in rows] == ([[False, True]] if shown else [])


def test_a_toll_told_of_the_deed_needs_no_name_of_a_victim(reader: Reader) -> None:
    first = (
        "Governor Ilan Maro was killed when a bomb blew up his car in Orlet on Monday. Three bodyguards died with him, bringing the number "
        "of dead to four, police said."
    )
    later = (
        "Parliament met in Orlet on Thursday. It passed the budget. Shops stayed shut all week. The toll of Monday's bombing rose to five on "
        "Wednesday, when another guard died."
    )
    told = ((first, "Lowland Gazette", "2033-05-10"), (later, "Brint Courier", "2033-05-13"))
    made = [make_report(text, outlet=outlet, published=day) for text, outlet, day in told]
    record = resolve(made, {r.id: reader.read(r) for r in made})
    assert [(d.aspect, d.relation, [s.value.text for s in d.sides]) for d in record.disagreements] == [("killed", "update", ["four", "five"])]
