"""A large record made from nothing, to time pages and builds: ``python bench/big_record.py big.db [--reports 10000]``.

Invented reports, readings and a resolved record in realistic proportions (per report about 100 mentions: 50 names, 16
statements, 16 events, 9 figures, 9 times), written through the store as a build writes them. With ``--pages`` it then times
every list, order and object page of the store and prints, last, one JSON line of milliseconds.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from accordingto.model.ids import make_id
from accordingto.model.intervals import Quantity, TimeInterval
from accordingto.model.reading import Event, Figure, Name, Reading, Statement, Time, Voice
from accordingto.model.record import (
    Account,
    Actor,
    Disagreement,
    Drift,
    Incident,
    Match,
    Mention,
    NameForm,
    Naming,
    Origin,
    Place,
    Quote,
    Record,
    RecordVoice,
    Relay,
    Side,
    Value,
)  # fmt: skip
from accordingto.model.report import Document, Guess, Report, Source
from accordingto.model.text import OffsetMap, Span
from accordingto.store import LISTINGS, Store

SYLLABLES = re.findall(r"\w+", "ka ro mi ten sul var eth on dal bri mer ost lin fa gor hul pe sta ni wen")
VERBS = re.findall(r"\w+", "closed crossed reached visited warned joined left watched opened searched")
START = datetime(2031, 5, 1)
WORDS_A_SENTENCE = 18
SENTENCES = 30


class World:
    """The invented names, with frequencies that fall off as in real text."""

    def __init__(self, reports: int, seed: int = 7) -> None:
        self.dice = random.Random(seed)
        self.reports = reports
        self.actors = [self._name() for _ in range(max(50, reports * 2))]
        self.outlets = [f"The {self._name()} Post" for _ in range(40)]
        self.vocabulary = [self._word() for _ in range(20_000)]

    def _word(self) -> str:
        return "".join(self.dice.choice(SYLLABLES) for _ in range(self.dice.randint(1, 4)))

    def _name(self) -> str:
        return f"{self._word().title()} {self._word().title()}"

    def actor(self) -> int:
        """An actor's number, a few far more often than the rest."""
        return min(int(self.dice.paretovariate(0.6)) - 1, len(self.actors) - 1)

    def word(self) -> str:
        """A word of running text, a few in every report."""
        return self.vocabulary[min(int(self.dice.paretovariate(0.5)) - 1, len(self.vocabulary) - 1)]


def report_of(world: World, n: int) -> tuple[Document, Reading, list[int]]:
    """The n-th report with its reading, and the actor of each of its names."""
    dice, outlet = world.dice, world.outlets[n % len(world.outlets)]
    published = (START + timedelta(minutes=20 * n)).isoformat(timespec="minutes")
    title = f"{world.word().title()} {world.word()} at {world.actors[world.actor()]}"
    pieces, at = [title + "\n\n"], len(title) + 2
    names: list[Name] = []
    actors: list[int] = []
    sentences: list[Span] = []
    statements: list[Statement] = []
    events: list[Event] = []
    figures: list[Figure] = []
    times: list[Time] = []
    for k in range(SENTENCES):
        actor, number = world.actor(), dice.randint(2, 60)
        speaker, verb, filler = world.actors[actor], dice.choice(VERBS), [world.word() for _ in range(WORDS_A_SENTENCE)]
        other = world.actor()
        text = f"{speaker} said {world.actors[other]} {verb} {number} {' '.join(filler)} on Friday. "
        base = at
        said = base + len(speaker) + 1
        second = said + 5
        verb_at = second + len(world.actors[other]) + 1
        figure_at = verb_at + len(verb) + 1
        friday = base + len(text) - len("Friday. ")
        sentences.append(Span(base, base + len(text) - 1))
        names += [Name(Span(base, base + len(speaker)), "person", 0.9), Name(Span(second, verb_at - 1), "organisation", 0.8)]
        actors += [actor, other]
        if k % 2 == 0:
            voice = Voice("person", speaker, len(names) - 2)
            content = Span(second, base + len(text) - 2)
            statements.append(
                Statement((Span(base, base + len(speaker)),), (Span(said, said + 4),), (content,), "indirect", "asserts", voice)
            )
            events.append(
                Event(Span(verb_at, verb_at + len(verb)), verb, "ASSAULT", "", "happened", statement=len(statements) - 1, sentence=k)
            )
        if k % 3 == 0:
            figures.append(Figure(Span(figure_at, figure_at + len(str(number))), Quantity.exact(number), "killed", event=len(events) - 1))
            day = TimeInterval.of_day((START + timedelta(days=n % 60)).date())
            times.append(Time(Span(friday, friday + 6), "DATE", "2031-05-02", day, "published", "the Friday before"))
        pieces.append(text)
        at += len(text)
    whole = "".join(pieces)
    source = Source(make_id("s", n), f"pile/{n:06d}.txt", "page", whole, make_id("h", n))
    made: Guess[str] = Guess(title, 1.0, "made")
    offsets = OffsetMap.identity(len(whole))
    report = Report(
        make_id("r", n), source.id, Span(0, len(whole)), whole, offsets, made, Guess(outlet, 1.0, "made"), Guess(),
        Guess(published, 1.0, "made"), Guess(),
    )  # fmt: skip
    reading = Reading(
        report.id, "made", len(whole.split()), tuple(sentences), tuple(names), (), tuple(times), tuple(figures), (), tuple(statements),
        tuple(events),
    )  # fmt: skip
    return Document(source, (report,)), reading, actors


def record_of(world: World, readings: list[tuple[Report, Reading, list[int]]]) -> Record:
    """A resolved record over these readings: every fourth report begins an incident that the next ones tell again."""
    mentions: dict[int, list[Mention]] = {}
    voices: dict[str, RecordVoice] = {}
    statement_voices: dict[Mention, str] = {}
    outlet_voices: dict[str, str] = {}
    relays: list[Relay] = []
    told: dict[int, list[Account]] = {}
    happened: dict[int, list[Mention]] = {}
    for report, reading, actors in readings:
        outlet = make_id("v", "outlet", report.outlet.value or "")
        voices.setdefault(outlet, RecordVoice(outlet, "outlet", report.outlet.value or ""))
        outlet_voices[report.id] = outlet
        for k, actor in enumerate(actors):
            mentions.setdefault(actor, []).append(Mention(report.id, k))
        for k, s in enumerate(reading.statements):
            voice = make_id("v", s.voice.label)
            voices.setdefault(voice, RecordVoice(voice, "person", s.voice.label))
            statement_voices[Mention(report.id, k)] = voice
            if k == 0:
                relays.append(Relay(outlet, voice, Quote(report.id, s.cue[0])))
            incident = min(int(world.dice.paretovariate(0.4)) - 1, len(readings) // 2) if k < 4 else -1
            if incident >= 0:
                figure = next((f for f in reading.figures if f.event == k), None)
                quote = Quote(report.id, figure.span if figure else s.content[0])
                value = Value("killed", quote.span.of(report.text)[:40], quote, figure.quantity if figure else None)
                key = make_id("c", incident, report.id, k)
                chain = (outlet, voice)
                account = Account(
                    key, make_id("i", incident), report.id, chain, (k,), k, (value,), "not mentioned", make_id("o", incident, voice)
                )
                told.setdefault(incident, []).append(account)
                happened.setdefault(incident, []).append(Mention(report.id, k))
    return Record(
        actors=tuple(_actors(world, mentions)),
        voices=tuple(voices.values()),
        statement_voices=statement_voices,
        outlet_voices=outlet_voices,
        matches=tuple(_matches(mentions)),
        incidents=tuple(_incidents(told, happened)),
        accounts=tuple(a for accounts in told.values() for a in accounts),
        origins=tuple(_origins(told)),
        disagreements=tuple(_disagreements(told)),
        namings=tuple(_namings(told)),
        drifts=tuple(_drifts(told)),
        relays=tuple(relays),
    )


def _actors(world: World, mentions: dict[int, list[Mention]]) -> Iterator[Actor]:
    for actor, found in mentions.items():
        name = world.actors[actor]
        yield Actor(make_id("a", actor), name, "person", (NameForm(name, len(found)),), tuple(found))


def _matches(mentions: dict[int, list[Mention]]) -> Iterator[Match]:
    for actor in list(mentions)[:20_000]:
        yield Match(
            make_id("m", actor), "actor", make_id("a", actor), make_id("a", actor + 1), "x", "y", None, None, "undecided", 0.5, "close", 1.0
        )


def _incidents(told: dict[int, list[Account]], happened: dict[int, list[Mention]]) -> Iterator[Incident]:
    for n, accounts in told.items():
        day = (START + timedelta(days=n % 300)).date()
        place = Place("Olsk", "city", 10.0, 20.0, "XX")
        origins, reports = len({a.origin for a in accounts}), len({a.report for a in accounts})
        yield Incident(
            make_id("i", n), f"Explosion, Olsk, {day}", "ASSAULT", "", tuple(happened[n]), TimeInterval.of_day(day), day.isoformat(), place,
            origins=origins, reports=reports, contested=min(1.0, origins / 50),
        )  # fmt: skip


def _origins(told: dict[int, list[Account]]) -> Iterator[Origin]:
    for n, accounts in told.items():
        by_origin: dict[str, list[str]] = {}
        for account in accounts:
            by_origin.setdefault(account.origin, []).append(account.id)
        for at, (origin, members) in enumerate(by_origin.items()):
            yield Origin(origin, make_id("i", n), f"{at}", None, "a voice", tuple(members))


def _disagreements(told: dict[int, list[Account]]) -> Iterator[Disagreement]:
    for n, accounts in told.items():
        if len(accounts) > 1:
            sides = tuple(Side(a.values[0], (a.id,), (a.origin,)) for a in accounts[:2])
            relation: Any = ("conflict", "update", "scope", "compatible", "undecided")[n % 5]
            yield Disagreement(make_id("g", n), make_id("i", n), "killed", relation, sides, min(1.0, len(accounts) / 80))


def _namings(told: dict[int, list[Account]]) -> Iterator[Naming]:
    for n, accounts in told.items():
        for account in accounts[:200]:
            yield Naming(make_id("i", n), account.chain[1], account.values[0].text, "blast", account.values[0].quote, False, False, False)


def _drifts(told: dict[int, list[Account]]) -> Iterator[Drift]:
    for n, accounts in told.items():
        for a, b in pairwise(accounts[:20]):
            quotes = a.values[0].quote, b.values[0].quote
            yield Drift(make_id("x", a.id, b.id), "number changed", make_id("i", n), *quotes, "changed")


def write(path: Path, reports: int) -> dict[str, float]:
    """Write the record; seconds by stage."""
    world, readings, spent = World(reports), [], {"put_reports": 0.0}
    with Store.open(path, "write") as store:
        for n in range(reports):
            document, reading, actors = report_of(world, n)
            start = time.process_time()
            store.put_document(document)
            store.put_reading(document.reports[0], reading)
            store.put_blob(document.source.name, document.source.sha256, "page")
            spent["put_reports"] += time.process_time() - start
            readings.append((document.reports[0], reading, actors))
        record = record_of(world, readings)
        start = time.process_time()
        store.put_record(record)
        spent["put_record"] = time.process_time() - start
        start = time.process_time()
        store.put_record(record)
        spent["put_record_unchanged"] = time.process_time() - start
    return spent


def pages_of(store: Store) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every kind of page that a screen asks for: lists in each order, deep in a list, under each filter, and single things."""
    incident = store.incidents(limit=1, order="origins")[0]
    actor, report = store.actors(limit=1)[0].id, store.heads(limit=1)[0]
    asked: dict[str, Any] = {
        "incident": incident.id, "actor": actor, "voice": store.page("voices", limit=1).rows[0]["id"], "report": report.id,
        "outlet": report.outlet, "type": "ASSAULT", "relation": "conflict", "verdict": "undecided", "kind": "person", "aspect": "killed",
        "subject": incident.id, "stance": "asserts", "outlet_voice": store.outlet_voice(report.id),
    }  # fmt: skip
    for name, listing in LISTINGS.items():
        if listing.total:
            for order in listing.orders:
                yield f"list {name} by {order}", partial(store.page, name, order=order)
            yield f"list {name} at 5,000", partial(store.page, name, offset=5000)
        for field in set(listing.filters) & set(asked):
            yield f"list {name} of {field}", partial(store.page, name, {field: asked[field]})
    for name in ("accounts", "disagreements", "drifts"):
        yield f"{name} of an incident", partial(getattr(store, name), incident=incident.id, limit=200)
    for name in ("origins", "namings", "incident_events"):
        yield f"{name} of an incident", partial(getattr(store, name), incident.id)
    for name in ("report", "reading", "copies", "position", "actors_of", "events_of"):
        yield f"{name} of a report", partial(getattr(store, name), report.id)
    for name in ("counts", "span", "relays", "disagreements", "matches", "heads", "incidents"):
        yield name, getattr(store, name)
    yield "review of an incident", partial(store.review_of, incident)
    yield "days", partial(store.days, START, START + timedelta(days=400))
    yield "mentions of an actor", partial(store.actor_mentions, actor)
    queries = {
        "a rare word": "hulpelinfa",
        "a word of every report": "friday",
        "a phrase": '"on friday"',
        "two words": f"{report.title.split()[0]} said",
    }
    for name, query in queries.items():
        yield f"search for {name}", partial(store.search, query)
    yield "search in one outlet", partial(store.search, report.title.split()[0], {"outlet": report.outlet})


def time_pages(path: Path) -> dict[str, float]:
    """Milliseconds of processor time of each page, the median of five: the machine may be busy with other things."""
    with Store.open(path) as store:
        return {name: _milliseconds(call) for name, call in pages_of(store)}


def _milliseconds(call: Callable[[], Any]) -> float:
    spent = []
    for _ in range(5):
        start = time.process_time()
        call()
        spent.append(1000 * (time.process_time() - start))
    return round(sorted(spent)[2], 2)


def main() -> None:
    """Write a record, time its pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--pages", action="store_true", help="time every page of the record")
    args = parser.parse_args()
    figures: dict[str, Any] = {}
    if not args.record.exists():
        figures |= {name: round(seconds, 2) for name, seconds in write(args.record, args.reports).items()}
    figures["megabytes"] = round(args.record.stat().st_size / 1e6, 1)
    if args.pages:
        found = time_pages(args.record)
        for name, milliseconds in sorted(found.items(), key=lambda item: -item[1]):
            print(f"{milliseconds:9.2f} ms  {name}")
        figures |= {"slowest_ms": max(found.values()), "pages": len(found)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
