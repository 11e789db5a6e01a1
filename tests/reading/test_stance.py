"""What statements with a neutral cue do, by what is said in them: engine and rules together, on invented sentences."""

from __future__ import annotations

import pytest

from accordingto.model.reading import Statement
from tests.reading.whole import read

STANCES = [
    # denied: negations of every sort, claims called false
    ("The junta said its aircraft had not crossed the border.", "denies"),
    ("“Not one ballot was lost,” the electoral chief told reporters.", "denies"),
    ("“We never received a single letter,” the manager said.", "denies"),
    ("She said she knew nothing of any payment.", "denies"),
    ("He said neither he nor his deputies had seen the memo.", "denies"),
    ("The minister told parliament that his office had at no time asked for the names.", "denies"),
    ("Its lawyers say the firm is not responsible for the spill.", "denies"),
    ("The bank says the story is baseless.", "denies"),
    ("The police chief called the report “pure invention”.", "denies"),
    ("The mayor of Tolvi described the rumours as nonsense.", "denies"),
    ("The owner slammed the figures as “fantasy”.", "denies"),
    ("The colonel said the raid was carried out so that not a single civilian was harmed.", "denies"),
    ("The minister told reporters that the memo was “a draft, stolen and wrong”.", "denies"),
    # suffered at the hands of a side that is named, or without defence; who began it
    ("The navy says the airliner was brought down by an Ostranian interceptor.", "accuses"),
    ("The committee said the governor had been killed by people in the pay of the ministry.", "accuses"),
    ("Commander Tamm said a sniper had opened up first.", "accuses"),
    ("Ruvia's army says four of its soldiers were killed when the separatists' Volunteer Army fired 120 shells at its trenches.", "accuses"),
    ("One of the prisoners was hit by a police bullet, the paper adds.", "accuses"),
    ("Several had been shot in the back, the doctor said.", "accuses"),
    ("The hospital said a boy was hit by a bus in Halvik.", "asserts"),
    ("The mayor said the house was hit by lightning.", "asserts"),
    ("Police said the man was detained by Kestrian guards.", "asserts"),
    ("The water board blames a landslide that came down on Saturday.", "asserts"),
    # negated, and yet nothing is denied
    ("“We do not know how many were on board,” the coast guard said.", "asserts"),
    ("Rescuers said they had found no survivors.", "asserts"),
    ("The ministry said it had no figures yet.", "asserts"),
    # accused: a deed of others, or what they owed
    ("Villagers said soldiers had burned their houses.", "accuses"),
    ("“They beat us with rifle butts,” said Salma, a student.", "accuses"),
    ("The opposition said the police had fired on unarmed marchers.", "accuses"),
    ("The union said managers had ignored three reports of a gas leak.", "accuses"),
    ("The head of the inquiry said the firm had known of the cracks for years.", "accuses"),
    ("“Nobody warned us,” said Ilan Berg, whose shop was swept away.", "accuses"),
    ("The residents said they had not been told of the leak.", "accuses"),
    ("The captain’s widow said the owners should have repaired the pump.", "accuses"),
    ("The party said its candidate had been beaten by soldiers.", "accuses"),
    ("He said the rebels were behind the bombing of the bridge.", "accuses"),
    ("Protesters called the president a thief.", "accuses"),
    # the speaker's own deeds, unknown doers, steps of the law, things that merely happen
    ("The army said its troops had killed 14 insurgents in the raid.", "asserts"),
    ("Police said a gunman opened fire in a shopping centre, killing three people.", "asserts"),
    ("Prosecutors said two managers had been charged with manslaughter.", "asserts"),
    ("The fire service said the blaze had destroyed forty houses.", "asserts"),
    ("The ministry said up to nine terrorists were eliminated.", "asserts"),
    # promised: the speaker's own future
    ("The prime minister said the government would rebuild every house.", "promises"),
    ("The airline said it would compensate the families.", "promises"),
    ("The rebels said they would free the two engineers tomorrow.", "promises"),
    ("The agency said it had begun to test wells and would publish the results on Friday.", "promises"),
    ("The commander assured villagers that the troops would leave after the harvest.", "promises"),
    ("The Red Lamp society said it was ready to send doctors.", "promises"),
    # threatened: harm to come, whoever does a thing, a price for a condition
    ("The colonel said that anyone found on the streets after nine would be shot.", "threatens"),
    ("“Whoever opens the gates will lose his head,” the warlord said.", "threatens"),
    ("The militia said the killing would not go unpunished.", "threatens"),
    ("“Nobody will be spared,” the general said.", "threatens"),
    ("Nurses said they would walk out unless pay talks began this week.", "threatens"),
    ("“If they cross the river, we will burn their boats,” he said.", "threatens"),
    ("The prime minister vowed revenge for the bombing.", "threatens"),
    ("The governor warned that those who sheltered the rebels would be punished.", "threatens"),
    # to come, and no threat and no promise
    ("The weather service said more rain would fall on Thursday.", "asserts"),
    ("He said the funeral would take place on Monday.", "asserts"),
    ("The geologist warned that the slope could give way at any time.", "asserts"),
    # demanded: orders and duties of others
    ("Police told residents to leave the quarter at once.", "demands"),
    ("“If you smell smoke, go to the roof,” the notice said.", "demands"),
    ("“When the siren sounds, go to the cellar,” the leaflet said.", "demands"),
    ("The rebels said the army had to leave the valley by Friday.", "demands"),
    ("The families want an independent inquiry.", "demands"),
    # a must that only supposes, a need that is nobody's duty
    ("Investigators said the driver must have fallen asleep.", "asserts"),
    ("We need two more weeks to finish the count, the commission said.", "asserts"),
    ("The captain said he should have turned back earlier.", "asserts"),
    ("“Why did nobody come?” said Mr Aoki.", "questions"),
]


def outermost(text: str) -> list[Statement]:
    return [s for s in read(text).statements if s.parent is None]


@pytest.mark.parametrize(("text", "stance"), STANCES, ids=[text[:40] for text, _ in STANCES])
def test_stance_by_what_is_said(text: str, stance: str) -> None:
    found = outermost(text)
    assert [s.stance for s in found[:1]] == [stance], found


def test_the_reason_names_what_decided() -> None:
    assert "“burn” done by others" in outermost("Villagers said soldiers had burned their houses.")[0].reason


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army says six of its soldiers were killed when the rebels fired about 90 shells at a barracks.", "accuses"),
        ("At least 12 people were hurt when the Border Guard charged a march in Kellin, according to doctors.", "accuses"),
        ("The survivors were shot by the regime's own troops, the newspaper says.", "accuses"),
        ("“A Kestrian warship rammed our trawler,” the skipper said.", "accuses"),
        ("The energy ministry blames a landslide for the outage.", "asserts"),
        ("The interior ministry blamed a heart attack.", "asserts"),
        ("The government blamed rebels for the attack.", "accuses"),
        ("The ministry called the accusation “an insult to the fallen”.", "denies"),
        ("A lie, the mayor told us.", "denies"),
        ("The captain swears there was no other ship.", "denies"),
        ("The captain swore to avenge them.", "threatens"),
        ("The group estimates that 200 people are still behind bars.", "asserts"),
        ("The minister said the rebels were behind the attack.", "accuses"),
        ("Six men were killed in a firefight with police, the ministry said.", "asserts"),
        ("Two men were hurt when a wall came down, the mayor said.", "asserts"),
    ],
)
def test_whose_doing_it_is(text: str, stance: str) -> None:
    assert [s.stance for s in read(text).statements][:1] == [stance]


def test_who_counts_accuses_nobody() -> None:
    assert [s.stance for s in read("The mission recorded three violations, all with small arms.").statements] == ["asserts"]
