"""Events of invented sentences, read by the packaged engine: what they are, who does them to whom, whether they happened.

The rules are tested, so the sentences are plain enough for any sound parse; what only the parse decides is tested elsewhere.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from accordingto.model.ids import make_id
from accordingto.model.reading import Event, Reading
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.reader import Reader


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader.load(threads=1)


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    unknown: Guess[str] = Guess()
    report = Report(
        make_id("r", text), make_id("s", text), Span(0, len(text)), text, OffsetMap.identity(len(text)), unknown, unknown, Guess(), unknown,
        unknown,
    )  # fmt: skip
    return reader().read(report)


def event(text: str, trigger: str) -> Event:
    found = [e for e in read(text).events if trigger in e.trigger.of(text)]
    assert found, [(e.trigger.of(text), e.type) for e in read(text).events]
    return found[0]


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("The ferry sank on Monday night.", "sank", "ASSAULT"),
        ("A bomb went off outside the courthouse.", "went off", "ASSAULT/explosives"),
        ("Three people died in the market.", "died", "ASSAULT"),
        ("The bridge collapsed before dawn.", "collapsed", "ASSAULT"),
        ("Soldiers fired tear gas at the crowd.", "fired", "ASSAULT/crowd-control"),
        ("Dockers stopped work at noon.", "stopped", "PROTEST/strike"),
        ("The nurses went on strike on Tuesday.", "strike", "PROTEST/strike"),
        ("Two customs officers were held at the border.", "held", "COERCE/arrest"),
        ("Kestria closed the bridge to lorries.", "closed", "COERCE/restrict"),
        ("Police broke up a march in the capital.", "broke up", "COERCE"),
        ("The ministers spoke by telephone on Friday.", "spoke", "CONSULT/phone"),
        ("Velmoran patrol boats crossed the river.", "crossed", "MOBILIZE/troops"),
        ("Ardania sent 120 police to the port.", "sent", "MOBILIZE/troops"),
        ("Ardania sent food and medicine to Velmora.", "sent", "AID"),
        ("The mayor held the rebels responsible for the fire.", "held", "ACCUSE"),
        ("The commission put off the election.", "put off", "REJECT"),
        ("The chairman asked the president to resign.", "asked", "REQUEST"),
    ],
)
def test_the_company_of_a_verb_tells_its_sense(text: str, trigger: str, kind: str) -> None:
    found = event(text, trigger)
    assert "/".join(filter(None, (found.type, found.mode))) == kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ferrin closed the deal with the bank.", "closed"),
        ("The fire brigade came within minutes.", "fire"),
        ("His aunt died of cancer.", "died"),
        ("He held a cup of tea.", "held"),
        ("She sent a letter to her mother.", "sent"),
        ("Prices crashed in the autumn.", "crashed"),
        ("He stopped at a shop.", "stopped"),
    ],
)
def test_other_company_makes_no_event(text: str, word: str) -> None:
    assert not [e for e in read(text).events if word in e.trigger.of(text)]


@pytest.mark.parametrize(
    ("text", "trigger", "who", "whom"),
    [
        ("The depot was bombed by Ardania.", "bombed", ["Ardania"], ["depot"]),
        ("Police arrested nine students.", "arrested", ["Police"], ["students"]),
        ("Three people died in the market.", "died", [], ["people"]),
        ("The ferry sank on Monday night.", "sank", [], ["ferry"]),
        ("A rocket killed two farmers.", "killed", [], ["farmers"]),
        ("Ardania sent food and medicine to Velmora.", "sent", ["Ardania"], ["Velmora"]),
        ("Velmora was accused by Ardania of arming the rebels.", "accused", ["Ardania"], ["Velmora"]),
        ("Velmora was accused by Ardania of arming the rebels.", "arming", ["Velmora"], ["rebels"]),
        ("The union called on the government to release the men.", "called on", ["union"], ["government"]),
        ("The president of Velmora met the prime minister of Ardania.", "met", ["president"], ["minister"]),
    ],
)
def test_who_to_whom(text: str, trigger: str, who: list[str], whom: list[str]) -> None:
    found = event(text, trigger)
    assert ([a.head.of(text) for a in found.actors], [a.head.of(text) for a in found.recipients]) == (who, whom)


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The union was planning a march to the palace.", "march", "planned"),
        ("A march to the palace was planned for Sunday.", "march", "planned"),
        ("The union has not dropped its march, planned for Sunday.", "march", "planned"),
        ("Residents fear a second attack.", "attack", "hypothetical"),
        ("It is unclear whether there will be a second attack.", "attack", "hypothetical"),
        ("There was no attack on the port.", "attack", "denied"),
        ("Ardania denied that its troops had attacked the village.", "attacked", "denied"),
        ("The army has not bombed the town.", "bombed", "denied"),
        ("The minister rejected claims that the army had bombed the town.", "bombed", "denied"),
        ("The rebels allegedly bombed the town.", "bombed", "alleged"),
        ("Ardania accused the rebels of bombing the town.", "bombing", "alleged"),
        ("The rebels are suspected of having bombed the town.", "bombed", "alleged"),
        ("The rebels threatened to bomb the town.", "bomb", "threatened"),
        ("The rebels vowed to attack the town.", "attack", "threatened"),
        ("The general ordered the raid that killed nine people.", "raid", "happened"),
        ("The army could bomb the town.", "bomb", "hypothetical"),
        ("Rebels bombed the town decades ago.", "bombed", "historical"),
        ("The army has been shelling the town for days.", "shelling", "ongoing"),
        ("Rebels attacked the town on Sunday.", "attacked", "happened"),
    ],
)
def test_status(text: str, trigger: str, status: str) -> None:
    assert event(text, trigger).status == status


def test_whoever_gives_a_toll_has_done_nothing() -> None:
    text = "The emergency ministry put the toll at 38, including six children."
    assert [e.trigger.of(text) for e in read(text).events if e.actors] == []
