"""What it is called: outlets and the voices they quote against the words they use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.model.record import Naming
from accordingto.store import Store
from accordingto.views.common import NO_VOICE
from accordingto.views.sides import common_words

MOST_TERMS = 10
MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class NamingCell:
    """How often a voice uses a word: ``own`` voice, only ``quoted``, or only in a ``headline``; 0 is never."""

    times: int
    own: bool = False
    headline: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class NamingRow:
    """One voice and its cells, in the order of the terms."""

    voice: str
    label: str
    cells: tuple[NamingCell, ...]


@dataclass(frozen=True, slots=True)
class NamingTable:
    """The matrix: terms by use, outlets, then the voices they quote; ``left_out`` counts rarer terms not shown."""

    terms: tuple[str, ...]
    outlets: tuple[NamingRow, ...]
    voices: tuple[NamingRow, ...]
    left_out: int


def naming_table(namings: Sequence[Naming], store: Store) -> NamingTable | None:
    """The matrix of one subject; None where nothing is known of what it is called."""
    if not namings:
        return None
    uses = Counter(n.key or n.term.casefold() for n in namings)
    keys = [k for k, _ in sorted(uses.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]]
    terms = tuple(common_words((k, n.term) for n in namings if (n.key or n.term.casefold()) == k)[0] for k in keys)
    voices = store.voices({n.voice for n in namings})
    by_voice: dict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        by_voice[naming.voice].append(naming)
    rows = sorted(by_voice.items(), key=lambda item: (-len(item[1]), voices[item[0]].label if item[0] in voices else ""))
    outlets: list[NamingRow] = []
    others: list[NamingRow] = []
    for voice, found in rows[:MOST_ROWS]:
        if voice not in voices:
            continue
        row = NamingRow(
            voice,
            voices[voice].label or NO_VOICE,
            tuple(_cell([n for n in found if (n.key or n.term.casefold()) == k]) for k in keys),
        )
        if any(c.times for c in row.cells):
            (outlets if voices[voice].kind == "outlet" else others).append(row)
    return NamingTable(terms, tuple(outlets), tuple(others), len(uses) - len(terms))


def _cell(found: Sequence[Naming]) -> NamingCell:
    if not found:
        return NamingCell(0)
    own = [n for n in found if n.own and not n.quoted]
    shown = own or list(found)
    first = shown[0].quote
    return NamingCell(
        len(shown), bool(own), all(n.headline for n in shown), f"/reports/{first.report}?at={first.span.start}-{first.span.end}#at"
    )
