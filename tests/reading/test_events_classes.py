"""Classes of events that ordinary words name in company: taken, let go, driven out, fallen, laughed off; and words that name none.

Invented sentences, read by the packaged engine.
"""

from __future__ import annotations

import pytest

from tests.reading.test_events_company import event, read


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        # Taken and held.
        ("Two editors were led away by plain-clothes officers.", "led away", "COERCE/arrest"),
        ("The harbour master was taken from his home at dawn.", "taken", "COERCE/arrest"),
        ("Gunmen took nine miners from a truck near Korvel.", "took", "ASSAULT/abduct"),
        ("Mill owner held over fire", "held", "COERCE/arrest"),
        ("Detectives have nabbed the ringleader.", "nabbed", "COERCE/arrest"),
        ("The villagers were put in quarantine.", "put", "COERCE/restrict"),
        ("Soldiers turned back a convoy of pilgrims at the bridge.", "turned back", "COERCE/restrict"),
        ("The bank cut off credit to the province.", "cut off", "SANCTION/discontinue"),
        ("Agents have searched the archive of the party.", "searched", "COERCE/seize"),
        ("The town of Dorn has been cut off by troops.", "cut off", "COERCE/restrict"),
        ("Some 300 inmates have been moved to other prisons.", "moved", "COERCE"),
        ("The men were driven off in lorries to an unknown place.", "driven off", "COERCE/arrest"),
        ("Inmates took 13 warders hostage in the canteen.", "took", "ASSAULT/abduct"),
        # What a house does, and who claims a deed.
        ("Parliament passed a bill giving the cabinet emergency powers.", "passed", "AGREE"),
        ("The assembly has voted to give the cabinet emergency powers for 90 days.", "voted", "AGREE"),
        ("Deputies of the Lake Party left the chamber before the vote.", "left", "PROTEST"),
        ("The Reed Front claimed responsibility for the bombing.", "claimed", "ACCUSE"),
        ("The health minister got the boot.", "got", "SANCTION/expel"),
        # Harm in plain words, where it is told who or what was harmed.
        ("The hospital was hit at dawn.", "hit", "ASSAULT"),
        ("Two children were hurt by flying glass.", "hurt", "ASSAULT"),
        ("The frigate returned fire.", "returned", "ASSAULT/firearms"),
        ("Prisoners overpowered two guards in the laundry.", "overpowered", "ASSAULT"),
        ("An airliner with 80 people on board was lost over the Varn Sea.", "lost", "ASSAULT"),
        ("Two climbers went missing on Mount Varn.", "went missing", "ASSAULT"),
        ("Protesters were gassed outside the court.", "gassed", "ASSAULT/unconventional"),
        ("The train jumped the rails near Osk.", "jumped", "ASSAULT"),
        ("Order was restored on 6 June.", "restored", "COERCE"),
        ("The Reed Front said that its engineers had laid the bomb.", "laid", "ASSAULT/explosives"),
        ("The group released two hostages in August.", "released", "RETREAT/release"),
        ("She pleaded guilty to one count of fraud.", "pleaded", "CONCEDE"),
        ("The finance minister was shown the door on Monday.", "shown", "SANCTION/expel"),
        ("The court struck down the result.", "struck down", "REJECT"),
        ("The truce collapsed within hours.", "collapsed", "REJECT"),
        ("The envoy walked out of the talks.", "walked out", "REJECT"),
        ("The internet was cut for two days.", "cut", "COERCE/censor"),
        ("Data on 40,000 patients were leaked.", "leaked", "COERCE/cyber"),
        ("Lawyers staged a sit-in.", "staged", "PROTEST/demo"),
        ("Residents were told to stay indoors.", "told", "COERCE/restrict"),
        ("The rebels overran an army post near Osk.", "overran", "COERCE/seize"),
        ("Snipers picked off two firemen.", "picked off", "ASSAULT/firearms"),
        # Driven out, let go, gone over.
        ("The president fired his finance minister.", "fired", "SANCTION/expel"),
        ("She sacked the police chief.", "sacked", "SANCTION/expel"),
        ("He named 40 colleagues, who were sacked in April.", "sacked", "SANCTION/expel"),
        ("A strike by grid engineers began on Monday.", "strike", "PROTEST/strike"),
        ("We call on both governments to halt the shelling.", "call on", "REQUEST"),
        ("The court let the skipper go.", "let", "RETREAT/release"),
        ("The court has let Orla Marsh go, against bail of 2,000 crowns.", "let", "RETREAT/release"),
        ("She dismissed Health Minister Orla Marsh.", "dismissed", "SANCTION/expel"),
        ("A person close to Marsh disputed that.", "disputed", "REJECT"),
        ("Both pilots walked free on Tuesday.", "walked free", "RETREAT/release"),
        ("The mayor stood down on Monday.", "stood down", "RETREAT/resign"),
        ("Half the battalion defected to the rebels.", "defected", "RETREAT"),
        # Fallen, killed, hurt.
        ("Four guardsmen fell at the bridge.", "fell", "ASSAULT"),
        ("Two firemen fell in the line of duty.", "fell", "ASSAULT"),
        ("The regiment lost eleven men in the pass.", "lost", "ASSAULT"),
        ("Twelve insurgents were eliminated, the general staff said.", "eliminated", "ASSAULT"),
        ("Nine pilgrims drowned when the raft overturned.", "drowned", "ASSAULT"),
        ("Two loud bangs were heard at the depot.", "bangs", "ASSAULT/explosives"),
        ("Two miners were hurt in clashes on Sunday.", "hurt", "ASSAULT"),
        # Said of what others say.
        ("The premier vowed to crush the revolt.", "vowed", "THREATEN"),
        ("The premier vowed to rebuild the bridge.", "vowed", "AGREE"),
        ("The firm called the figure “pure fantasy” on Friday.", "called", "REJECT"),
        ("The clerk slammed the claims of the union.", "slammed", "REJECT"),
        ("The firm admitted that the valve had failed.", "admitted", "CONCEDE"),
        ("The judge ordered a new count in two districts.", "ordered", "REQUEST"),
        ("The king received the envoys of four powers.", "received", "CONSULT"),
        ("Brandt calls on miners to murder nobody", "calls on", "REQUEST"),
    ],
)
def test_a_class_of_events(text: str, trigger: str, kind: str) -> None:
    found = event(text, trigger)
    assert kind in (found.type, f"{found.type}/{found.mode}"), found.reason


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("In March the inspector saw the weir.", "March"),
        ("According to the mayor, who blamed the firm, the weir had failed.", "According"),
        ("He was held on suspicion of murder.", "murder"),
        ("The war memorial was cleaned.", "war"),
        ("The anti-war party won two seats.", "war"),
        ("Bomb disposal experts came.", "Bomb"),
        ("Calm returned to the port.", "returned"),
        ("A docker was crushed to death.", "death"),
        ("The dam held through the night.", "held"),
        ("The girl was taken from her home to hospital.", "taken"),
        ("The boy fell into the river.", "fell"),
        ("Papers published articles describing the allegations.", "describing"),
        ("Most of the assets are held in trusts.", "held"),
        ("The company cut 300 jobs.", "cut"),
        ("The big shots were gone before noon.", "shots"),
        ("Two villages were cut off by the water.", "cut off"),
        ("Fragments come from a guided bomb of 250 kilograms.", "bomb"),
        ("Fishing boats picked up most of the survivors.", "picked"),
        ("The director refused to comment.", "refused"),
        ("The firm declined to answer questions.", "declined"),
        ("We asked the ministry for access to the yard.", "asked"),
        ("The mayor went into hiding.", "hiding"),
        ("He said that he had carried two children out alive.", "carried"),
        ("Passengers boarded the ferry at nine.", "boarded"),
        ("He passed power to his son.", "passed"),
        ("An explosion ripped through a fireworks factory.", "ripped"),
        ("Inmates took 13 warders hostage in the canteen.", "hostage"),
        ("The militant group released a video in August.", "released"),
        ("A video captured the moment the wall fell.", "captured"),
        ("At a news conference on Sunday the director said that the plane had been late.", "conference"),
        ("She asked not to be named.", "asked"),
        ("The ministry spoke of provocateurs.", "spoke"),
        ("The bank collapsed on Friday.", "collapsed"),
        ("The president conceded defeat.", "defeat"),
        ("Rescue equipment had been sent to the village.", "Rescue"),
        ("Warning signs had been removed.", "Warning"),
        ("The coach said the season was over: the Bears beat the Wolves in the playoff.", "beat"),
        ("A security update was released in order to patch a flaw, the company said.", "order"),
    ],
)
def test_other_words_name_no_event(text: str, word: str) -> None:
    assert all(word not in e.trigger.of(text) for e in read(text).events)


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Not a single civilian was harmed, the general said.", "harmed", "denied"),
        ("Not one shot was fired by the guards.", "fired", "denied"),
        ("Nobody but guards was killed.", "killed", "happened"),
        ("Police said that anybody who blocked roads would be held.", "blocked", "hypothetical"),
        ("Nobody wishes to call it a war.", "war", "denied"),
        ("Call it a riot if you like.", "riot", "hypothetical"),
        ("What nobody in the port wishes to call it is a war.", "war", "denied"),
        ("In none of the other pits did anyone die.", "die", "denied"),
        ("Divers found no sign of an explosion.", "explosion", "denied"),
        ("The ministry denied reports that a bomb had caused the collapse of the pier.", "bomb", "denied"),
        ("The ministry denied reports that a bomb had caused the collapse of the pier.", "collapse", "happened"),
    ],
)
def test_what_did_not_happen(text: str, trigger: str, status: str) -> None:
    assert event(text, trigger).status == status


def test_a_strike_in_a_text_of_unions_is_a_stoppage() -> None:
    text = "The strike closed 14 pits on Monday. The miners' union wants higher pay."
    assert [(e.type, e.mode) for e in read(text).events if e.trigger.of(text) == "strike"] == [("PROTEST", "strike")]


def test_what_is_said_plainly_is_a_weaker_act_than_a_denial() -> None:
    plain = "The mayor said that no shots were fired."
    firm = "The mayor denied that shots were fired."
    assert event(plain, "said").score < 0.55 < event(firm, "denied").score


def test_nothing_is_done_to_the_place_of_a_death() -> None:
    found = event("Four patients died at the Sankt Ilo hospital overnight.", "died")
    assert [a.head.of("Four patients died at the Sankt Ilo hospital overnight.") for a in found.recipients] == ["patients"]


def test_a_deed_has_the_place_of_what_it_is_done_to() -> None:
    text = "The jets carried out an operation against a camp of the rebels at Dorn."
    found = event(text, "operation")
    assert [read(text).names[n].span.of(text) for n in found.places] == ["Dorn"]
