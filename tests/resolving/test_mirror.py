"""The record takes no side: exchange two sides and rename outlets, and the record is the same up to those names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from accordingto.model.reading import Reading
from accordingto.model.record import Record
from accordingto.model.report import Report
from accordingto.resolving import resolve
from tests.resolving.handmade import Builder, make_report

# Sides of one kind and outlets. Exchanged or renamed, names keep their number of words, so that mentions keep their order.
SIDES = {"Norway": "Portugal", "Northern Guard": "River League", "Ada Noll": "Ira Sand"}
OUTLETS = {"Morning Bell": "Radio Tolm", "Evening Post": "Dock Gazette"}
Call = Callable[[str], str]


def page(call: Call) -> list[tuple[Report, Reading]]:
    """Four invented reports on one strike, its tolls and who did it; every name goes through ``call``."""
    norway, portugal, guard, league = (call(n) for n in ("Norway", "Portugal", "Northern Guard", "River League"))
    noll, sand, bell, post = (call(n) for n in ("Ada Noll", "Ira Sand", "Morning Bell", "Evening Post"))
    told = [
        (
            bell,
            "2031-05-05",
            f"{norway} bombed a base of the {guard} in Halvik on May 4, killing 12, {noll} said.",
            norway,
            guard,
            noll,
            12,
        ),
        (
            post,
            "2031-05-05",
            f"The {league} bombed a base of the {guard} in Halvik on May 4, killing 31, {sand} said.",
            league,
            guard,
            sand,
            31,
        ),
        (
            bell,
            "2031-05-06",
            f"{norway} bombed a base of the {guard} in Halvik on May 4, killing 15, {noll} said.",
            norway,
            guard,
            noll,
            15,
        ),
        (
            post,
            "2031-05-07",
            f"{portugal} bombed a camp of the {league} in Ostra on May 6, killing 7, {sand} said.",
            portugal,
            league,
            sand,
            7,
        ),
    ]
    made = []
    for n, (outlet, published, text, doer, target, speaker, toll) in enumerate(told):
        day = "May 6" if "May 6" in text else "May 4"
        b = Builder(make_report(text, outlet=outlet, published=published))
        kinds = {"place": "Halvik|Ostra", "person": speaker, "organisation": f"{guard}|{league}", "country": f"{norway}|{portugal}"}
        b.names(**kinds).time(day, f"2031-05-0{day[-1]}")
        b.says(speaker, "said", text[: text.index(f", {speaker}")], "person", name=speaker)
        b.event("bombed", "ASSAULT", lemma="bomb", who=doer, whom=target, at="Halvik" if "Halvik" in text else "Ostra", when=day, statement=0,
                counts={"killed": (str(toll), toll, toll)})  # fmt: skip
        report, reading = b.done()
        made.append((replace(report, id=f"r{n}"), replace(reading, report=f"r{n}")))
    return made


def rows(made: list[tuple[Report, Reading]], back: Mapping[str, str]) -> tuple[object, ...]:
    """Incidents, accounts and disagreements of the record, in words, with every name called what it was before."""
    record: Record = resolve([r for r, _ in made], {r.id: x for r, x in made})

    def named(words: str) -> str:
        return re.sub("|".join(back), lambda m: back[m[0]], words) if back else words

    labels = {v.id: named(v.label) for v in record.voices}
    accounts = {
        a.id: (a.report, tuple(labels[v] for v in a.chain), tuple((v.aspect, named(v.text), v.denied) for v in a.values), a.standing)
        for a in record.accounts
    }
    incidents = {(i.events, named(i.title), i.type, i.date, i.kind, i.origins, i.contested) for i in record.incidents}
    parted = {
        (d.aspect, d.relation, d.contested, frozenset((named(s.value.text), frozenset(accounts[a] for a in s.accounts)) for s in d.sides))
        for d in record.disagreements
    }
    return incidents, set(accounts.values()), parted, {named(a.name) for a in record.actors}


def test_the_page_tells_of_two_incidents_and_of_what_is_disputed() -> None:
    incidents, _, parted, _ = rows(page(str), {})
    assert len(incidents) == 2  # type: ignore[arg-type]
    assert {d[0] for d in parted} == {"killed", "who"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("forms", [SIDES | {b: a for a, b in SIDES.items()}, OUTLETS], ids=["sides exchanged", "outlets renamed"])
def test_the_record_is_the_same_up_to_names(forms: dict[str, str]) -> None:
    there = page(lambda name: forms.get(name, name))
    assert rows(there, {b: a for a, b in forms.items()}) == rows(page(str), {})
