"""The sourced tables: states and their demonyms and capitals, intergovernmental bodies, state organs, news agencies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from accordingto.data import forms, rows
from accordingto.resolving.folding import fold


@dataclass(frozen=True, slots=True)
class State:
    """One row of ``states.csv``: ISO code, name, other names, demonyms, seats of government."""

    code: str
    name: str
    others: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """One row of ``bodies.csv``: key, full name, other names, kind (body, organ, agency), state it is an organ of or ""."""

    key: str
    name: str
    others: tuple[str, ...]
    kind: str
    state: str


@cache
def states() -> dict[str, State]:
    """Every state by ISO code."""
    return {r[0]: State(r[0], r[1], forms(r[2]), forms(r[3]), forms(r[4])) for r in rows("states")}


@cache
def state_names() -> dict[str, str]:
    """Folded name, other name or demonym to ISO code; a form two states share is left out."""
    found: dict[str, set[str]] = {}
    for state in states().values():
        for form in (state.name, *state.others, *state.demonyms):
            key = fold(form).removeprefix("the ")
            found.setdefault(key, set()).add(state.code)
    return {form: codes.pop() for form, codes in found.items() if len(codes) == 1}


@cache
def demonyms() -> dict[str, str]:
    """Folded demonym to ISO code."""
    return {fold(form): state.code for state in states().values() for form in state.demonyms}


@cache
def seats() -> dict[str, str]:
    """Folded capital or seat of government to ISO code."""
    return {fold(seat): state.code for state in states().values() for seat in state.seats}


@cache
def bodies() -> dict[str, Body]:
    """Folded name of every body, organ and agency to its row."""
    found: dict[str, Body] = {}
    for key, names, kind, state in rows("bodies"):
        full, *others = forms(names)
        body = Body(key, full, tuple(others), kind, state)
        for form in (full, *others):
            found.setdefault(fold(form), body)
    return found


def state_of(form: str) -> str | None:
    """ISO code of the state that a name or demonym stands for, or None."""
    return state_names().get(fold(form).removeprefix("the "))
