"""The words of one cell: what an account gives for one aspect, the sentences around it, and what others give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accordingto.model.record import Account, Quote, Value
from accordingto.model.text import cover
from accordingto.store import Store
from accordingto.views.common import Clock, Link, Words, chain_labels, when_of, words_at
from accordingto.views.marked_figures import COUNTABLE, CellFigure, cell_figures
from accordingto.views.sides import PARTICIPANTS, actor_names, side_text
from accordingto.views.wording import ASPECTS, QUESTIONS

MOST_OTHERS = 40


@dataclass(frozen=True, slots=True)
class Other:
    """What another account gives for the same aspect: its chain, the value, its origin's letter, and where its words are."""

    chain: str
    text: str
    letter: str
    published: str
    href: str


@dataclass(frozen=True, slots=True)
class CellWords:
    """The passages of one cell; ``remark`` says why nothing in them is marked, or is empty."""

    words: tuple[Words, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class WordsPage:
    """The words of one cell.

    Attributes:
        incident, incident_title: of what.
        account: of which account; ``chain`` its voices, ``voices`` their ids; ``letter`` and ``origin`` what it goes back to.
        aspect: its key; ``question`` in words.
        values: what the account gives: actors by name, all else as printed.
        read_as: actors that the words were resolved to, where the words are others, with their addresses.
        said: "first hand", "copied" or "relayed".
        words: the passages, the values' own spans marked.
        remark: where nothing is marked: why.
        producer: how it was read: the reason kept with the statement or event.
        others: what other accounts give; ``others_total`` how many there are.
        figures: those a reviewer can reject or mark here; ``countable`` is what a figure may count, as (key, words).
        row: the account's place in the table.
    """

    incident: str
    incident_title: str
    account: str
    chain: tuple[str, ...]
    voices: tuple[str, ...]
    letter: str
    origin: str
    aspect: str
    question: str
    values: tuple[str, ...]
    read_as: tuple[Link, ...]
    said: str
    words: tuple[Words, ...]
    remark: str
    producer: str
    others: tuple[Other, ...]
    others_total: int
    figures: tuple[CellFigure, ...]
    countable: tuple[tuple[str, str], ...]
    row: str


def words_page(store: Store, incident_id: str, account_id: str, aspect: str) -> WordsPage | None:
    """The words of one cell, or None where there is no such account or it says nothing on the aspect."""
    incident, account = store.incident(incident_id), store.account(account_id)
    if incident is None or account is None or account.incident != incident_id or aspect not in ASPECTS:
        return None
    values = [v for v in account.values if v.aspect == aspect]
    if not values and aspect != "evidence":
        return None
    clock = Clock.of(store)
    cell = cell_words(store, account, aspect, clock)
    accounts, giving = store.accounts_giving(incident_id, aspect, limit=MOST_OTHERS + 1)
    heads = store.heads_of({a.report for a in accounts})
    voices = store.voices({v for a in (account, *accounts) for v in a.chain})
    origins = store.origin_names(incident_id)
    letter, origin = origins.get(account.origin, ("", ""))
    others = []
    names = actor_names(store, (v for a in (account, *accounts) for v in a.values))
    for other in accounts:
        if other.id != account_id:
            href = f"/incidents/{incident_id}/accounts/{other.id}/{aspect}"
            text = ", ".join(dict.fromkeys(side_text(v, names) for v in other.values if v.aspect == aspect))
            chain, when = " › ".join(chain_labels(other, voices)), when_of(heads.get(other.report), clock)
            others.append(Other(chain, text, origins.get(other.origin, ("", ""))[0], when, href))
    return WordsPage(
        incident.id,
        incident.title,
        account.id,
        chain_labels(account, voices),
        account.chain,
        letter,
        origin,
        aspect,
        QUESTIONS.get(aspect, ASPECTS[aspect]),
        tuple(dict.fromkeys(side_text(v, names) for v in values)) or (account.evidence,),
        _read_as(values, names),
        account.standing,
        cell.words,
        cell.remark,
        _producer(store, account.report, account.statement, account.events),
        tuple(others[:MOST_OTHERS]),
        giving - bool(values),
        cell_figures(store, values),
        COUNTABLE,
        f"/incidents/{incident_id}#{account_id}",
    )


def _read_as(values: Iterable[Value], names: Mapping[str, str]) -> tuple[Link, ...]:
    """The actors meant by words that are not just their names."""
    found = {}
    for value in values:
        actor, _, head = value.key.partition("~")
        if value.aspect in PARTICIPANTS and not head and actor in names and value.text.casefold() != names[actor].casefold():
            found[actor] = Link(names[actor], f"/actors/{actor}")
    return tuple(found.values())


def cell_words(store: Store, account: Account, aspect: str, clock: Clock) -> CellWords:
    """The passages a cell stands on; for evidence that has no words of its own, the whole passage, unmarked."""
    quotes = [v.quote for v in account.values if v.aspect == aspect]
    remark = ""
    if not quotes:
        quotes = _passage(store, account.report, account.statement, account.events)
        remark = {
            "not mentioned": "The text offers no evidence and does not say that there is none.",
            "not offered": "The text says that no evidence was offered.",
            "offered": "The text says that evidence was offered.",
        }[account.evidence]
    return CellWords(words_at(store, quotes, clock, mark=not remark), remark)


def _passage(store: Store, report: str, statement: int | None, events: tuple[int, ...]) -> list[Quote]:
    """Where there is no span of its own: the statement, or the events, the account was read from."""
    reading = store.reading(report)
    if reading is None:
        return []
    if statement is not None and statement < len(reading.statements):
        said = reading.statements[statement]
        return [Quote(report, cover((*said.source, *said.cue, *said.content)))]
    return [Quote(report, reading.events[e].trigger) for e in events[:2] if e < len(reading.events)]


def _producer(store: Store, report: str, statement: int | None, events: tuple[int, ...]) -> str:
    reading = store.reading(report)
    if reading is None:
        return ""
    reasons = []
    if statement is not None and statement < len(reading.statements):
        reasons.append(reading.statements[statement].reason)
    reasons += [reading.events[e].reason for e in events[:1] if e < len(reading.events)]
    return "; ".join(filter(None, reasons))
