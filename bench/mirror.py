"""Neutrality, measured: exchange the two sides of a sentence and the coding must be the mirror image.

``python bench/mirror.py [--count 2000] [--show 20]``. Half of the sentences are made from templates with invented names; half
are sentences of news corpora that name exactly two states, whose names and demonyms are exchanged. A sentence counts as
mirrored when every event (trigger, type, mode, status, who, whom) and every statement (source, cue, content, stance, manner,
negation) of the exchanged sentence is that of the original with the two sides exchanged. Last comes one JSON line.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from accordingto.model.ids import make_id
from accordingto.model.reading import Argument, Reading
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.reader import Reader
from accordingto.reading.sentences import split_sentences
from bench.corpora import corpus, use

# Pairs of invented sides: state and demonym, group, person. Each pair is of one kind, so that only the side changes.
STATES = (
    ("Ardania", "Ardanian"), ("Velmora", "Velmoran"), ("Tasmir", "Tasmiri"), ("Kordova", "Kordovan"), ("Brenland", "Brenlandic"),
    ("Ostria", "Ostrian"), ("Zamara", "Zamaran"), ("Lutania", "Lutanian"),
)  # fmt: skip
GROUPS = ("Red Banner Front", "Sons of Harun", "Northern Resistance Brigades", "People's Guard", "Free Valley Army", "Black River Movement")
PEOPLE = ("Mara Olin", "Tomas Verik", "Adel Harran", "Ines Calvo", "Samir Dost", "Petra Lund")

# {a} and {b} are the sides, {A} and {B} their adjectives; people and groups have no adjective forms.
STATE_TEMPLATES = (
    "{a} bombed a military base in {b} on Monday, killing at least 12 soldiers.",
    "{a} accused {b} of shelling a border village, a charge {b} denied.",
    "The foreign minister of {a} condemned the {B} attack on a hospital.",
    "{a} and {b} agreed to a ceasefire after a week of fighting.",
    "{A} troops crossed into {b} overnight, officials said.",
    "{a} will impose sanctions on {b} if the siege continues.",
    "{a} said that {b} had violated the truce.",
    "{b} was accused by {a} of arming rebels.",
    "Three {A} soldiers were killed in clashes with {B} forces near the river.",
    "{a} threatened to expel the {B} ambassador.",
    "{a} called on {b} to withdraw its troops from the valley.",
    "According to {a}, {b} carried out the raid without warning.",
    "{a} released 40 {B} prisoners on Friday.",
    "{a} has not ruled out an attack on {b}.",
    "The {A} government denied that it had bombed {b}.",
    "Protesters in {a} burned the {B} flag outside the embassy.",
    "{a} sent food and medicine to {b} after the earthquake.",
    "{A} jets struck targets inside {b}, the {B} army said.",
    "The president of {a} met the prime minister of {b} for talks.",
    "{a} rejected {B} claims that its navy had fired first.",
    "{a} praised {b} for its restraint.",
    "{a} is investigating whether {b} was behind the explosion.",
    "An {A} drone was shot down over {b}, state media reported.",
    "“{b} started this war,” the {A} defence minister said.",
    "{a} plans to deploy 5,000 troops along its border with {b}.",
    "{b} blamed {a} for the attack, which killed 30 people.",
)  # fmt: skip
OTHER_TEMPLATES = (
    "{a} claimed responsibility for the attack on {b}.",
    "{a} denied attacking {b}.",
    "{a} and {b} held talks in the capital on Sunday.",
    "{a} accused {b} of breaking the ceasefire.",
    "{a} said {b} had kidnapped two aid workers.",
    "{b} was criticised by {a} over the arrests.",
    "{a} told {b} that the offensive would go on.",
    "{a} warned {b} against crossing the river.",
    "“We will not surrender,” {a} said after meeting {b}.",
    "{a} thanked {b} for support.",
    "{a} refused to negotiate with {b}.",
    "According to {a}, {b} ordered the killings.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, the sentence with the sides exchanged, and the words that were exchanged for which."""

    text: str
    mirrored: str
    swaps: tuple[tuple[str, str], ...]
    origin: str


def from_templates(count: int, chance: random.Random) -> Iterator[Pair]:
    """Invented sentences."""
    for _ in range(count):
        if chance.random() < 0.7:
            (a, aa), (b, bb) = chance.sample(STATES, 2)
            template = chance.choice(STATE_TEMPLATES)
        else:
            a, b = chance.sample(GROUPS if chance.random() < 0.5 else PEOPLE, 2)
            aa, bb = a, b
            template = chance.choice(OTHER_TEMPLATES)
        yield Pair(
            _without_article(template.format(a=a, b=b, A=aa, B=bb)),
            _without_article(template.format(a=b, b=a, A=bb, B=aa)),
            ((a, b), (aa, bb)),
            "template",
        )


def _without_article(text: str) -> str:
    """ "A" or "an" would differ with the name behind it."""
    return re.sub(r"\bAn? (?=[A-Z])", "The ", text)


def _forms() -> dict[str, tuple[str, str]]:
    """Name or demonym of a state to its code and which form it is; only forms that every state has once."""
    found: dict[str, tuple[str, str]] = {}
    for line in (files("accordingto") / "data" / "states.csv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        code, name, _, demonyms, _ = line.split(";")
        if " " not in name:
            found[name] = (code, "name")
        for form in demonyms.split(",")[:1]:
            if form and " " not in form:
                found[form] = (code, "demonym")
    return found


def from_corpora(count: int, chance: random.Random) -> list[Pair]:
    """Sentences of news that name exactly two states by names and adjectives of one word."""
    forms = _forms()
    by_code: dict[str, dict[str, str]] = {}
    for form, (code, kind) in forms.items():
        by_code.setdefault(code, {})[kind] = form
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + r")\b")
    found: list[Pair] = []
    for text in _texts():
        for span in split_sentences(text):
            sentence = " ".join(span.of(text).split())
            codes = sorted({forms[m][0] for m in pattern.findall(sentence)})
            if len(codes) != 2 or not 6 <= len(sentence.split()) <= 45 or any(len(by_code[c]) < 2 for c in codes):
                continue
            one, other = (by_code[c] for c in codes)
            swaps = tuple((one[k], other[k]) for k in ("name", "demonym"))
            both = dict(swaps) | {b: a for a, b in swaps}
            if any(a[0] in "AEIOU" != b[0] in "AEIOU" for a, b in swaps) and re.search(r"\ban? [A-Z]", sentence):
                continue
            found.append(Pair(sentence, pattern.sub(_from(both), sentence), swaps, "corpus"))
    chance.shuffle(found)
    return found[:count]


def _from(others: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: others.get(found[0], found[0])


def _texts() -> Iterator[str]:
    """Running text of the news corpora at hand."""
    crisis = corpus("iran_jan2020")
    for path in sorted(crisis.glob("*.jsonl")) if crisis else ():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield str(json.loads(line).get("content_original") or "")
    relations = corpus("plv_plover")
    for path in sorted(relations.glob("*.tsv")) if relations else ():
        with path.open(encoding="utf-8", newline="") as rows:
            yield from (row["sentence"] for row in csv.DictReader(rows, delimiter="\t"))
    politics = corpus("polnear")
    for path in sorted(politics.glob("train/text/*.txt")) if politics else ():
        yield path.read_text(encoding="utf-8", errors="replace")
    news = corpus("en_worldwide_newswire")
    for path in sorted(news.rglob("*.tsv")) if news else ():
        words = (line.split("\t")[0] for line in path.read_text(encoding="utf-8", errors="replace").splitlines()[1:])
        yield re.sub(r" (['’]) (s|t)\b| ([.,;:?!)])", lambda m: (m[1] or "") + (m[2] or "") + (m[3] or ""), " ".join(words))


def make_report(text: str) -> Report:
    """A report of one sentence."""
    unknown: Guess[str] = Guess()
    return Report(
        make_id("r", text), make_id("s", text), Span(0, len(text)), text, OffsetMap.identity(len(text)), unknown, unknown, Guess(),
        unknown, unknown,
    )  # fmt: skip


Row = tuple[str, ...]


def coding(text: str, reading: Reading, swaps: Sequence[tuple[str, str]]) -> Counter[Row]:
    """The events and statements of a sentence as rows of words, the two sides exchanged by ``swaps`` (none: as they are)."""
    both = dict(swaps) | {b: a for a, b in swaps}
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, both), key=len, reverse=True)) + r")\b") if both else None

    def words(spans: Sequence[Span]) -> str:
        joined = " | ".join(s.of(text) for s in spans)
        return pattern.sub(lambda m: both[m[0]], joined) if pattern else joined

    rows: list[Row] = []
    for e in reading.events:
        who = sorted(words([_whole(reading, a)]) for a in e.actors)
        whom = sorted(words([_whole(reading, a)]) for a in e.recipients)
        rows.append(("event", words([e.trigger]), e.type, e.mode, e.status, *who, "→", *whom))
    for s in reading.statements:
        rows.append(("statement", words(s.source), words(s.cue), words(s.content), s.stance, s.manner, str(s.negated)))
    return Counter(rows)


def _whole(reading: Reading, argument: Argument) -> Span:
    """The name whose head an argument's head is, since names are exchanged whole; the head alone where it is no name."""
    return next((n.span for n in reading.names if n.span.contains(argument.head)), argument.head)


def main() -> None:
    """Make the pairs, read both of each, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--show", type=int, default=0, help="print this many that differ")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--corpora", type=Path, help="folder with unpacked corpora")
    args = parser.parse_args()
    use(args.corpora)
    chance = random.Random(args.seed)
    pairs = from_corpora(args.count // 2, chance)
    pairs += from_templates(args.count - len(pairs), chance)
    reader = Reader.load(threads=2)
    readings = list(reader.read_many(make_report(text) for p in pairs for text in (p.text, p.mirrored)))
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    shown = 0
    for p, one, other in zip(pairs, readings[::2], readings[1::2], strict=True):
        here, there = coding(p.text, one, ()), coding(p.mirrored, other, p.swaps)
        every[p.origin] += 1
        right[p.origin] += here == there
        if here != there and shown < args.show:
            shown += 1
            print(p.text, *(f"  - {row}" for row in (here - there)), *(f"  + {row}" for row in (there - here)), sep="\n")
    figures: dict[str, float] = {f"{origin}_mirrored": round(right[origin] / every[origin], 4) for origin in sorted(every)}
    figures["mirrored"] = round(sum(right.values()) / max(1, sum(every.values())), 4)
    for name, value in figures.items():
        print(f"{name:<24}{value:>8.3f}")
    print(json.dumps(figures | {"sentences": len(pairs)}))


if __name__ == "__main__":
    main()
