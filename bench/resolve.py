"""Speed of resolving: many synthetic readings to a record, and one more report added.

Each report is about 400 words, tells of one to three of many incidents in four voices with names, figures, days and places,
and one in six copies half of another. The texts are built from invented words; only their shape is like news.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import time
from datetime import date, timedelta

from accordingto.model.intervals import Quantity, TimeInterval
from accordingto.model.reading import Argument, Event, Figure, Name, Reading, Statement, Time, Voice
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.resolving import Resolver

_START = ("ka", "lo", "mi", "ra", "ve", "to", "shi", "na", "be", "du", "fo", "gri", "pal", "mer", "san", "tor", "ul", "vin", "zar", "hes")
_END = ("dan", "rek", "ston", "vik", "mar", "lin", "tov", "sel", "qua", "ber", "nor", "gat", "hul", "pen", "rys", "dal", "mek", "zul")
_VERBS = (
    ("killed", "ASSAULT"),
    ("bombed", "ASSAULT"),
    ("protested", "PROTEST"),
    ("arrested", "COERCE"),
    ("condemned", "ACCUSE"),
    ("deployed", "MOBILIZE"),
)
FIRST_DAY = date(2031, 3, 1)


class World:
    """Invented people, groups, towns, outlets and incidents."""

    def __init__(self, seed: int, incidents: int) -> None:
        self.rng = random.Random(seed)
        self.words = [self._word() for _ in range(4000)]
        self.people = [f"{self._name()} {self._name()}" for _ in range(1500)]
        self.groups = [f"{self._name()} {self.rng.choice(['Front', 'Brigade', 'League', 'Ministry', 'Council'])}" for _ in range(300)]
        self.towns = [self._name() for _ in range(300)]
        self.outlets = [f"{self._name()} {self.rng.choice(['Post', 'Times', 'Courier', 'Radio'])}" for _ in range(120)]
        self.incidents = [
            (self.rng.choice(_VERBS), self.rng.choice(self.groups), self.rng.choice(self.people), self.rng.choice(self.towns),
             FIRST_DAY + timedelta(days=self.rng.randrange(60)), self.rng.randint(2, 60)) for _ in range(incidents)
        ]  # fmt: skip

    def _word(self) -> str:
        return "".join(self.rng.choice(_START) for _ in range(self.rng.randint(1, 3))) + self.rng.choice(_END)

    def _name(self) -> str:
        return self._word().capitalize()


class Draft:
    """A report being written: text with the annotations of its reading."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.text = ""
        self.names: list[Name] = []
        self.times: list[Time] = []
        self.figures: list[Figure] = []
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.sentences: list[Span] = []

    def put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def name(self, words: str, kind: str) -> int:
        self.names.append(Name(self.put(words), kind, 1.0))  # type: ignore[arg-type]
        return len(self.names) - 1

    def filler(self, count: int) -> None:
        start = len(self.text)
        self.put(" ".join(self.world.rng.choice(self.world.words) for _ in range(count)) + ".")
        self.sentences.append(Span(start, len(self.text)))
        self.put(" ")

    def tell(self, incident: int) -> None:
        """One sentence of one incident: "Group verb Person near Town on Day, killing N, Speaker said."""
        rng = self.world.rng
        (verb, kind), group, person, town, day, number = self.world.incidents[incident]
        start = len(self.text)
        some = [rng.choice(self.world.words) for _ in range(6)]
        self.put(f"{some[0]} {some[1]} ")
        who = self.name(group, "organisation")
        self.put(f" {some[2]} ")
        trigger = self.put(verb)
        self.put(" ")
        whom = self.name(person if rng.random() < 0.7 else person.split()[1], "person")
        self.put(f" {some[3]} near ")
        place = self.name(town, "place")
        times: tuple[int, ...] = ()
        if rng.random() < 0.6:
            self.put(f" {some[4]} on ")
            self.times.append(Time(self.put(day.strftime("%d %B")), "DATE", day.isoformat(), TimeInterval.of_day(day), "published", "made"))
            times = (len(self.times) - 1,)
        figures: tuple[int, ...] = ()
        if rng.random() < 0.5:
            self.put(f", {some[5]} killing ")
            value = number + rng.choice([0, 0, 0, 1, 5])
            self.figures.append(Figure(self.put(str(value)), Quantity.exact(value), "killed", event=len(self.events)))
            figures = (len(self.figures) - 1,)
        content = Span(start, len(self.text))
        statement = None
        if rng.random() < 0.6:
            self.put(", ")
            speaker = self.name(rng.choice(self.world.people), "person")
            source = self.names[speaker].span
            self.put(" ")
            cue = self.put("said")
            voice = Voice("person", source.of(self.text), speaker)
            self.statements.append(Statement((source,), (cue,), (content,), "indirect", "asserts", voice))
            statement = len(self.statements) - 1
        self.put(". ")
        self.sentences.append(Span(start, len(self.text) - 1))
        a, b = self.names[who].span, self.names[whom].span
        self.events.append(Event(trigger, verb, kind, "", "happened", (Argument(a, a, who),), (Argument(b, b, whom),),
                                 (place,), times, figures,
                                 statement=statement, sentence=len(self.sentences) - 1))  # fmt: skip

    def done(self, key: str, outlet: str, published: str) -> tuple[Report, Reading]:
        size = len(self.text)
        report = Report(
            key, "s", Span(0, size), self.text, OffsetMap.identity(size), Guess(), Guess(outlet), Guess(), Guess(published), Guess()
        )
        reading = Reading(key, "synthetic", size // 6, tuple(self.sentences), tuple(self.names), (), tuple(self.times), tuple(self.figures),
                          (),
                          tuple(self.statements), tuple(self.events))  # fmt: skip
        return report, reading


def pile(count: int, seed: int = 5) -> list[tuple[Report, Reading]]:
    """Synthetic reports with their readings."""
    world = World(seed, max(20, count // 12))
    rng = world.rng
    made: list[tuple[Report, Reading]] = []
    for n in range(count):
        draft = Draft(world)
        told = rng.sample(range(len(world.incidents)), rng.randint(1, 3))
        latest = max(world.incidents[i][4] for i in told)
        for _ in range(8):
            draft.tell(rng.choice(told))
            draft.filler(rng.randint(10, 22))
        if n and rng.random() < 1 / 6:
            other = made[rng.randrange(n)][0].text
            draft.put(other[: len(other) // 2])
        published = (latest + timedelta(days=rng.randint(0, 3))).isoformat()
        made.append(draft.done(f"r{n:06}", rng.choice(world.outlets), published))
    return made


def run(count: int) -> dict[str, float]:
    """Seconds for the whole pile and for one report more."""
    every = pile(count + 1)
    resolver = Resolver()
    started, used = time.perf_counter(), time.process_time()
    for report, reading in every[:-1]:
        resolver.add(report, reading)
    record = resolver.record()
    batch, busy = time.perf_counter() - started, time.process_time() - used
    gc.freeze()  # as programs that stay do (``building.Resident``)
    started, used = time.perf_counter(), time.process_time()
    resolver.add(*every[-1])
    resolver.record()
    one, one_busy = time.perf_counter() - started, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"reports": count, "incidents": len(record.incidents), "accounts": len(record.accounts), "actors": len(record.actors),
            "copies": len(record.copies), "disagreements": len(record.disagreements), "seconds": round(batch, 2),
            "processor seconds": round(busy, 2), "one more, seconds": round(one, 3), "one more, processor seconds": round(one_busy, 3),
            "memory, MB": round(memory)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    print(json.dumps(run(parser.parse_args().reports), indent=1))


if __name__ == "__main__":
    main()
