"""Events by the lexicon and syntax: type, who, to whom, status."""

from __future__ import annotations

from datetime import datetime

import pytest

from accordingto.model.reading import Event
from accordingto.reading.events import Events
from accordingto.reading.names import find_mentions, group
from accordingto.reading.places import Setting
from accordingto.reading.references import resolve
from accordingto.reading.roles import Roles
from accordingto.reading.statements import Scope, find_statements
from accordingto.reading.tree import Tree
from tests.reading.tagged import tagged

NAMES = {"Ardania": "place", "Velmora": "place", "Ardanian": "nationality", "Olin": "person", "Port Sella": "place"}
ACTIVE = "Ardania:PROPN:nsubj:2 bombed:VERB:root:0:bomb a:DET:det:4 depot:NOUN:obj:2 in:ADP:case:6 Velmora:PROPN:obl:2 _.:PUNCT:punct:2"
PASSIVE = "Olin:PROPN:nsubj:pass:3 was:AUX:aux:pass:3:be arrested:VERB:root:0:arrest by:ADP:case:5 police:NOUN:obl:3 _.:PUNCT:punct:3"
LIGHT = (
    "Ardania:PROPN:nsubj:2 launched:VERB:root:0:launch an:DET:det:4 attack:NOUN:obj:2 on:ADP:case:6 Velmora:PROPN:nmod:4 _.:PUNCT:punct:2"
)
NOMINAL = "The:DET:det:3 Ardanian:ADJ:amod:3 raid:NOUN:nsubj:6 on:ADP:case:5 Velmora:PROPN:nmod:3 failed:VERB:root:0:fail _.:PUNCT:punct:6"
BOTH = "Ardania:PROPN:nsubj:4 and:CCONJ:cc:3 Velmora:PROPN:conj:1 met:VERB:root:0:meet in:ADP:case:7 Port:PROPN:compound:7 Sella:PROPN:obl:4 _.:PUNCT:punct:4"
RELATIVE = (
    "The:DET:det:2 soldiers:NOUN:nsubj:7:soldier who:PRON:nsubj:4 stormed:VERB:acl:relcl:2:storm the:DET:det:6 palace:NOUN:obj:4 "
    "left:VERB:root:0:leave _.:PUNCT:punct:7"
)


def _events(notation: str, **more: object) -> tuple[str, list[Event]]:
    text, tags = tagged(notation, names=NAMES, **more)  # type: ignore[arg-type]
    t = Tree(text, tags)
    mentions = find_mentions(t)
    entities = group(t, mentions)
    references = resolve(t, mentions, entities)
    stated = find_statements(t, Scope((), frozenset()), mentions, entities, references)
    found = Events(t, Roles(t, mentions, references), Setting(t, mentions), stated, (), frozenset(), datetime(2025, 3, 1)).find()[0]
    return text, found


def _row(text: str, e: Event) -> tuple[str, list[str], list[str]]:
    return e.type, [a.head.of(text) for a in e.actors], [a.head.of(text) for a in e.recipients]


@pytest.mark.parametrize(
    ("notation", "trigger", "expected"),
    [
        (ACTIVE, "bombed", ("ASSAULT", ["Ardania"], ["depot"])),
        (PASSIVE, "arrested", ("COERCE", ["police"], ["Olin"])),
        (LIGHT, "attack", ("ASSAULT", ["Ardania"], ["Velmora"])),
        (NOMINAL, "raid", ("COERCE", ["Ardanian"], ["Velmora"])),
        (BOTH, "met", ("CONSULT", ["Ardania", "Velmora"], ["Ardania", "Velmora"])),
        (RELATIVE, "stormed", ("ASSAULT", ["soldiers"], ["palace"])),
    ],
)
def test_who_to_whom(notation: str, trigger: str, expected: tuple[str, list[str], list[str]]) -> None:
    text, found = _events(notation, events={"met": ("CONSULT", "happened")} if trigger == "met" else None)
    event = next(e for e in found if e.trigger.of(text) == trigger)
    assert _row(text, event) == expected


def test_a_light_verb_is_no_event_of_its_own() -> None:
    text, found = _events(LIGHT)
    assert [e.trigger.of(text) for e in found] == ["attack"]


def test_places_are_found_and_players_are_not_places() -> None:
    _, found = _events(BOTH, events={"met": ("CONSULT", "happened")})
    assert len(found[0].places) == 1


@pytest.mark.parametrize(
    ("notation", "trigger", "status"),
    [
        (
            "Ardania:PROPN:nsubj:4 did:AUX:aux:4:do not:PART:advmod:4 bomb:VERB:root:0 Velmora:PROPN:obj:4 _.:PUNCT:punct:4",
            "bomb",
            "denied",
        ),
        ("Ardania:PROPN:nsubj:3 may:AUX:aux:3 bomb:VERB:root:0 Velmora:PROPN:obj:3 _.:PUNCT:punct:3", "bomb", "hypothetical"),
        ("Ardania:PROPN:nsubj:3 will:AUX:aux:3 bomb:VERB:root:0 Velmora:PROPN:obj:3 _.:PUNCT:punct:3", "bomb", "planned"),
        (
            "Ardania:PROPN:nsubj:2 threatened:VERB:root:0:threaten to:PART:mark:4 bomb:VERB:xcomp:2 Velmora:PROPN:obj:4 _.:PUNCT:punct:2",
            "bomb",
            "threatened",
        ),
        (
            "Ardania:PROPN:nsubj:2 denied:VERB:root:0:deny bombing:VERB:xcomp:2:bomb Velmora:PROPN:obj:3 _.:PUNCT:punct:2",
            "bombing",
            "denied",
        ),
        ("Ardania:PROPN:nsubj:3 allegedly:ADV:advmod:3 bombed:VERB:root:0:bomb Velmora:PROPN:obj:3 _.:PUNCT:punct:3", "bombed", "alleged"),
        ("Ardania:PROPN:nsubj:3 is:AUX:aux:3:be bombing:VERB:root:0:bomb Velmora:PROPN:obj:3 _.:PUNCT:punct:3", "bombing", "ongoing"),
        ("Ardania:PROPN:nsubj:2 bombed:VERB:root:0:bomb Velmora:PROPN:obj:2 _.:PUNCT:punct:2", "bombed", "happened"),
    ],
)
def test_status(notation: str, trigger: str, status: str) -> None:
    text, found = _events(notation)
    assert next(e for e in found if e.trigger.of(text) == trigger).status == status


def test_every_event_says_why() -> None:
    _, found = _events(ACTIVE)
    assert "bomb" in found[0].reason and "Ardania" in found[0].reason
