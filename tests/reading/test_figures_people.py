"""Numbers of people: what became of them, who is a part of whom, and what is no count of one happening."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from accordingto.model.reading import Figure
from accordingto.reading.figures import find_figures
from accordingto.reading.sentences import split_sentences
from accordingto.reading.times import find_times
from tests.reading.whole import read


def figures(text: str) -> list[Figure]:
    sentences = split_sentences(text)
    return find_figures(text, sentences, times=find_times(text, sentences, published="2024-05-02"))


def rows(text: str, found: Sequence[Figure]) -> list[tuple[str, str]]:
    return [(f.span.of(text), f.aspect) for f in found]


ASPECTS = [
    ("Crews pulled 14 people alive from the rubble of the mill.", [("14", "rescued")]),
    ("Divers pulled 6 bodies from the lake.", [("6", "killed")]),
    ("Nine sailors were plucked from the sea by a trawler.", [("Nine", "rescued")]),
    ("All 40 passengers were brought to safety.", [("40", "rescued")]),
    ("The airliner came down, leaving no survivors.", [("no", "rescued")]),
    ("There were only three survivors.", [("three", "rescued")]),
    ("Two survivors spoke to this paper.", [("Two", "people")]),
    ("The bishop saved 300 euros.", [("300", "money")]),
    ("A barge carrying 55 migrants sank off Corvo.", [("55", "aboard")]),
    ("The coach was licensed to carry 55 passengers.", [("55", "people")]),
    ("There were 129 people on board the Anselma.", [("129", "aboard")]),
    ("The ship had 80 passengers and a crew of 14.", [("80", "people"), ("14", "aboard")]),
    ("The rebels set 12 teachers free.", [("12", "freed")]),
    ("Twelve teachers were set free on Monday.", [("Twelve", "freed")]),
    ("The rebels freed 12 captives.", [("12", "freed")]),
    ("The company released 12 photographs.", [("12", "other")]),
    ("The release of 30 detainees was put off.", [("30", "freed")]),
    ("Four people with burns were released from hospital.", [("Four", "injured")]),
    ("Two miners remain trapped in the shaft.", [("Two", "trapped")]),
    ("Firemen are working to free two women still trapped.", [("two", "trapped")]),
    ("Some 112 people are still unaccounted for.", [("112", "missing")]),
    ("At least four gunmen burst into the bank.", [("four", "attackers")]),
    ("Two suicide bombers struck the gate.", [("Two", "attackers")]),
    ("Three hijackers were killed.", [("Three", "killed")]),
    ("Eight people had serious or life-threatening injuries.", [("Eight", "injured")]),
    ("Six people are in a critical condition.", [("Six", "injured")]),
    ("There were two fatalities and 84 people were taken to hospital.", [("two", "killed"), ("84", "injured")]),
    ("The raid left two guards and a cook dead.", [("two", "killed")]),
    ("The blast left 50 dead and injured more than 400.", [("50", "killed"), ("400", "injured")]),
    ("Twelve people and 70 wounded.", [("Twelve", "people"), ("70", "injured")]),
    ("A man shot dead 13 people at a clinic.", [("13", "killed")]),
    ("The navy captured 23 brigands and seized seven rifles.", [("23", "detained"), ("seven", "other")]),
    ("The storm evacuated two schools.", [("two", "targets")]),
    ("Four fighter jets took off.", [("Four", "vehicles")]),
    ("She counted several police cars.", [("several", "vehicles")]),
    ("More than 200 schoolgirls were seized at Orrin.", [("200", "detained")]),
    ("Two clerks were among the dead.", [("Two", "killed")]),
    ("The wounded included three nuns.", [("three", "injured")]),
    ("Nine people died, including two porters.", [("Nine", "killed"), ("two", "killed")]),
    ("He was arrested four times.", [("four", "other")]),
    ("The toll from the landslide that buried the market square in the old town of Orrin late on Monday rose to 19.", [("19", "killed")]),
    ("Twelve people are now confirmed as having died.", [("Twelve", "killed")]),
    ("Two villagers were slightly injured.", [("Two", "injured")]),
    ("A barge with 10 Lorians on board sank.", [("10", "aboard")]),
    ("Three defenders of the building fled.", [("Three", "displaced")]),
    ("The captain took 23 of them into custody.", [("23", "detained")]),
    ("The quake had a magnitude of 5.9.", [("5.9", "other")]),
    ("Dead: 437. Injured: 1,860, of whom 215 seriously. Missing: 74. Rescued by helicopter: 31.",
     [("437", "killed"), ("1,860", "injured"), ("215", "injured"), ("74", "missing"), ("31", "rescued")]),
    ("Two men were buried on Sunday.", [("Two", "killed")]),
    ("Crews brought 14 of them to the surface.", [("14", "rescued")]),
    ("The union put the number still missing at 24.", [("24", "missing")]),
    ("Forty pilgrims were crushed to death.", [("Forty", "killed")]),
    ("Two men were sentenced to death.", [("Two", "people")]),
    ("The junta let six prisoners go.", [("six", "freed")]),
    ("The cholera outbreak grew to 980 cases.", [("980", "infected")]),
    ("He sold 40 cases of beer.", [("40", "other")]),
    ("The war has driven 800,000 people from their homes.", [("800,000", "displaced")]),
    ("Some 310 people were moved to shelters.", [("310", "displaced")]),
    ("There were 118 people aboard. Officials had spoken of 130 passengers.", [("118", "aboard"), ("130", "aboard")]),
    ("Perhaps nine people may still be under the rubble.", [("nine", "trapped")]),
    ("The quake killed 412 people. The relief board reckons with “well over 600”.", [("412", "killed"), ("600", "killed")]),
    ("The number of dead stated in Bulletin No. 4 (451) was wrong.", [("451", "killed")]),
    ("Some 40 families were buried under the mud.", [("40", "trapped")]),
    ("Up to 30 “bandits” were killed.", [("30", "killed")]),
    ("The gang gunned down two women.", [("two", "killed")]),
    ("The navy named several people; no names were given.", [("several", "people")]),
    ("Hundreds of people were evacuated to 10 shelters.", [("Hundreds", "displaced"), ("10", "other")]),
    ("A hundred boys marched for a girl who was shot dead.", [("A hundred", "protesters")]),
    ("The company said 10,000 computers had been infected.", [("10,000", "other")]),
    ("He was shot 11 times.", [("11", "strikes")]),
    ("The bus was packed with 60 pilgrims.", [("60", "aboard")]),
    ("The hall was packed with 60 pilgrims.", [("60", "people")]),
]  # fmt: skip


CLAUSES = [
    ("The nine weavers who were taken from a bus near Orrin are well.", [("nine", "detained")]),
    ("Relatives of the 18 pilgrims who died on the ferry kept vigil.", [("18", "killed")]),
    ("A clerk said that seven had been taken in and two let go.", [("seven", "detained"), ("two", "freed")]),
    ("Twelve prisoners and two warders lost their lives.", [("Twelve", "killed"), ("two", "killed")]),
    ("Wounds were suffered by 31 passengers.", [("31", "injured")]),
    ("At least three of the hostages who died had been shot.", [("three", "killed")]),
    ("Five teachers held over school collapse", [("Five", "detained")]),
    ("About 80 convicts were moved to another wing.", [("80", "people")]),
    ("Sixty prisoners went home on Friday.", [("Sixty", "freed")]),
    ("Police arrested 300 people. The ministry admits to holding 45.", [("300", "detained"), ("45", "detained")]),
    ("The hall is holding 45.", [("45", "other")]),
    ("The villagers said 14 farmers had been buried on Sunday.", [("14", "killed")]),
    ("Some 30 nuns were buried under the rubble.", [("30", "trapped")]),
    ("Tens of thousands who marched for the dead clerk went home.", [("Tens of thousands", "protesters")]),
    ("She counted 22 bodies. Nine were registered as strangers, and 13 as sailors.", [("22", "killed"), ("Nine", "killed"), ("13", "killed")]),
    ("Two of our drivers gave their lives and six of their mates are in hospital.", [("Two", "killed"), ("six", "injured")]),
    ("One of our drivers gave his life.", [("One", "killed")]),
    ("One of the seven valleys was evacuated.", [("seven", "other")]),
    ("In Corvo a fourth body was found.", [("fourth", "killed")]),
    ("The explosion left a porter dead and two clerks wounded.", [("two", "injured")]),
    ("A second fire was found.", []),
    ("The miller lost his wife and two of his sons.", [("two", "killed")]),
    ("All 40 plotters in custody", [("40", "detained")]),
    ("Gunmen seize mill, dozens held hostage", [("dozens", "detained")]),
    ("One climber has fallen to his death.", [("One", "killed")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*ASPECTS, *CLAUSES])
def test_what_became_of_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text, read(text).figures) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A crowd of men, ages 18 to 35, had gathered.",
        "They were between the ages of 18 and 35.",
        "The call came in at 6.10 and crews set out.",
        "STAGE GATE 6 3 5 4 People fled this way.",
        "Caption 12 of 25",
        "The old Karsten Co. 737-800 was shot down.",
        "Police were called to 40 East Mill Street.",
        "The victim was a mother of four.",
        "She had lost her sons, 11 and 14, in the war.",
        "They waved at a girl of seven who was waiting.",
        "14.20 Police have closed the bridge.",
        "Text us on 70911",
        "Friends of 204 were there. Flight 204 is still missing.",
    ],
)
def test_no_counts(text: str) -> None:
    assert rows(text, figures(text)) == []


PARTS = [
    ("Twenty people were hurt, four of whom were children.", [False, True]),
    ("At least 84 people, including 10 children and two nurses, were killed.", [False, True, True]),
    ("The clan freed 21 of the more than 200 girls.", [True, False]),
    ("Nine of the dead came from one village.", [True]),
    ("All nine of them came from one village.", [False]),
    ("A family of five among 12 killed in a crash.", [True, False]),
    ("Of those 80 people were hurt.", [False]),
    ("Twelve people were hurt, three of them badly.", [False, True]),
    ("Eighty-four people died and 18 were critically injured.", [False, True]),
    ("Two people suffered minor injuries.", [False]),
    ("Eleven people were killed: seven patients, three nurses and a cook.", [False, True, True]),
    ("Nine of the dead were women and three were boys.", [True, True]),
    ("One worker is being treated for non-life-threatening injuries.", [False]),
    ("Twenty of the injured were taken to Northgate Hospital and 31 to the Abbey hospital.", [True, True]),
    ("Northgate Hospital said it was treating 20 injured people.", [True]),
    ("Hospital officials said 20 people were injured.", [False]),
    ("“We have received around 50 people with injuries,” a nurse said.", [True]),
    ("One witness said 12 were hurt, another said 20 were hurt.", [False, False]),
    ("The court jailed 23 men (12 sailors and 11 dockers).", [False, True, True]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_parts(text: str, expected: list[bool]) -> None:
    assert [f.part for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Reports of forty dead are false.", [True]),
        ("Four porters were detained by the guild. Claims of nine are untrue.", [False, True]),
        ("The reeve denied that 14 people had been killed.", [True]),
        ("It is not true that 12 people were shot.", [True]),
        ("She dismissed the figure of 46 dead.", [True]),
        ("Reports of nine dead came in at noon.", [False]),
        ("He denied the charge; three people died.", [False]),
    ],
)
def test_numbers_turned_down(text: str, denied: list[bool]) -> None:
    assert [f.denied for f in figures(text)] == denied


STATISTICS = [
    ("Figures show that 20 people were injured in 112 tram accidents.", True),
    ("Some 40 people die on these roads every day.", True),
    ("The group has killed more than 20,000 people in the past seven years.", True),
    ("Since 2015, 4,000 people have drowned there.", True),
    ("Some two million people died in the civil war.", True),
    ("The insurgency has claimed 9,000 lives.", True),
    ("More than 300 people have been killed since the war began.", True),
    ("Seven people died in the worst crash since 2004.", False),
    ("It was the first fatal crash since 1959, when two women died.", False),
    ("Two men died in the crash a year ago.", False),
    ("Forty people have been killed since Friday.", False),
    ("Thirty people were killed in two attacks on Sunday.", False),
    ("Five miners were killed within a week.", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "statistic"), STATISTICS)
def test_statistics(text: str, statistic: bool) -> None:
    harmed = [f for f in figures(text) if f.aspect in ("killed", "injured")]
    assert [f.statistic for f in harmed] == [statistic] * len(harmed)
    assert harmed


def test_what_is_told_beside_a_statistic_is_one() -> None:
    found = figures("The war has cost 12,000 lives and driven 800,000 people from their homes.")
    assert [f.statistic for f in found] == [True, True]


def test_the_parse_tells_doers_and_lists() -> None:
    text = (
        "The regent mourned the deaths of 10 pilgrims and two drivers in the landslide. About 30 men stormed the harbour office. "
        "Police are working to free two people. The guild said it was worse. The toll rose to 58, the ministry said, with 97 people "
        "missing. The guild spoke of 81."
    )
    reading = read(text)
    assert rows(text, reading.figures) == [
        ("10", "killed"), ("two", "killed"), ("30", "attackers"), ("two", "people"), ("58", "killed"), ("97", "missing"), ("81", "killed"),
    ]  # fmt: skip


def test_a_statistic_counts_for_no_event() -> None:
    text = "A tram left the rails in Orrin, killing seven people. Records show that 20 people were injured in 112 accidents since 2015."
    seven, twenty = (f for f in read(text).figures if f.aspect in ("killed", "injured"))
    assert seven.event is not None and not seven.statistic
    assert twenty.event is None and twenty.statistic


@pytest.mark.parametrize(
    ("text", "number", "aspect"),
    [
        ("Guards nabbed six smugglers at the quay of Halvik on Monday.", "six", "detained"),
        ("Seven men were nabbed at the quay of Halvik on Monday.", "Seven", "detained"),
        ("Police nabbed six smugglers at the quay of Halvik; the guild spoke of nine.", "nine", "detained"),
        ("Guards took two boats in tow at Halvik on Monday.", "two", "vehicles"),
    ],
)
def test_people_are_counted_by_what_their_event_does_to_them(text: str, number: str, aspect: str) -> None:
    assert [f.aspect for f in read(text).figures if f.span.of(text) == number] == [aspect]
