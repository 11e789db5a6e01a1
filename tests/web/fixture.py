"""An invented crisis, written by hand as the record would hold it: what the screens are drawn and tested with.

Texts carry a little mark-up that ``parse`` takes out and turns into a reading: ``<st1>`` said, ``<so1>`` source and
``<cu1>`` cue of statement 1 (a statement inside another's content is its child), ``<ev>`` event trigger, ``<fi>`` figure,
``<ti>`` time, ``<na>`` name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from accordingto.model.ids import make_id
from accordingto.model.intervals import Quantity, TimeInterval
from accordingto.model.reading import Event, Figure, Name, Reading, Statement, Time, Voice
from accordingto.model.record import (
    Account,
    Actor,
    Copy,
    Disagreement,
    Doubt,
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
    ReportCopies,
    Side,
    Value,
)
from accordingto.model.report import Document, Guess, Part, Report, Source
from accordingto.model.text import OffsetMap, Span
from accordingto.store import Store

TAG = re.compile(r"<(/?)(st|so|cu|ev|fi|ti|na)(\d*)>")

# key, outlet, published, title, paragraphs
REPORTS: list[tuple[str, str, str, str, list[str]]] = [
    (
        "n1",
        "Northline",
        "2025-03-11T06:12+02:00",
        "Explosions kill at least 12 at Ardovian grain terminal",
        [
            "<st1><fi>At least 12</fi> people of the night shift were <ev>killed</ev> and <fi>some 30</fi> injured when two <ev>explosions</ev> tore "
            "through silo two of the grain terminal at <na>Port Merrin</na> <ti>at 4.40 a.m. on Tuesday</ti></st1>, <so1>the district fire chief, "
            "<na>Oda Renn</na></so1>, <cu1>said</cu1>. <st2>“We do not know the cause,”</st2> <so2>she</so2> <cu2>told</cu2> reporters at the gate.",
        ],
    ),
    (
        "v1",
        "Vessin Courier",
        "2025-03-11T07:50+02:00",
        "Twelve killed in Port Merrin blasts",
        [
            "<st1><fi>Twelve</fi> people of the night shift were <ev>killed</ev> and <fi>30</fi> injured when two <ev>explosions</ev> tore through silo two "
            "of the grain terminal at <na>Port Merrin</na> <ti>at 4.40 a.m. on Tuesday</ti></st1>, <so1>the district fire chief</so1> <cu1>said</cu1>. "
            "<st2>“We do not know the cause,”</st2> <so2>she</so2> <cu2>said</cu2>.",
        ],
    ),
    (
        "t1",
        "Tolm Gazette",
        "2025-03-11T09:05+02:00",
        "Sabotage at Port Merrin",
        [
            "<fi>At least 12</fi> workers were <ev>killed</ev> and <fi>some 30</fi> injured in two <ev>explosions</ev> at the grain terminal across the river "
            "<ti>before dawn on Tuesday</ti>. <st1>“We do not know the cause,”</st1> <so1>the Ardovian fire chief</so1> <cu1>said</cu1>.",
        ],
    ),
    (
        "h1",
        "The Harbour Post",
        "2025-03-11T10:30+02:00",
        "‘The small one, and then the roof’",
        [
            "<st1>“Two bangs, the small one and then the roof,”</st1> <cu1>said</cu1> <so1><na>Pia Lorn</na>, who was in the cab of crane three <ti>just before "
            "five</ti> and saw silo two come down on the roof crew</so1>.",
            "<st2><na>St Orla</na> had taken in <fi>12</fi> bodies and <fi>34</fi> injured by eight o’clock, hours after the blasts</st2>, <so2><na>Maren Tull</na>, "
            "the hospital’s spokeswoman</so2>, <cu2>said</cu2>, reading from the admissions list.",
            "Kestria <ev>closed</ev> the Onn bridge to lorries <ti>at nine</ti> on Tuesday morning.",
        ],
    ),
    (
        "n2",
        "Northline",
        "2025-03-11T16:40+02:00",
        "At least 19 dead after terminal explosions, hospital says",
        [
            "<st1><fi>At least 19</fi> people <ev>died</ev> and <fi>41</fi> were being treated after two <ev>explosions</ev> at the grain terminal</st1>, "
            "<so1><na>St Orla hospital</na></so1> <cu1>said</cu1> <ti>on Tuesday afternoon</ti>. They came, minutes apart, <ti>at 4.40 a.m.</ti>",
        ],
    ),
    (
        "r1",
        "Radio Kest",
        "2025-03-11T20:00+02:00",
        "Port official: 31 dead at Merrin",
        [
            "<so1>An official of the port</so1>, who asked not to be named, <cu1>told</cu1> <na>Radio Kest</na> that <st1><fi>31</fi> bodies had been counted at the "
            "port since <ti>before dawn</ti> and that after the <ev>blast</ev> the night shift “never had a chance”</st1>.",
            "Kestrian fishermen said Ardovian patrol boats were <ev>seen</ev> crossing the middle of the river at ten in the evening.",
        ],
    ),
    (
        "h2",
        "The Harbour Post",
        "2025-03-12T06:00+02:00",
        "Port Merrin counts its dead, and the counts do not agree",
        [
            "Divers and firemen <ev>searched</ev> the flooded pits beneath silo two for a second night <ti>on Tuesday</ti>, while a hospital, a port official and the "
            "capital gave three different answers to the one question <na>Port Merrin</na> was asking: how many.",
            "<st1><fi>At least 19</fi> people <ev>died</ev> and <fi>41</fi> were being treated</st1>, <so1><na>St Orla hospital</na></so1> <cu1>said</cu1> <ti>on "
            "Tuesday afternoon</ti>. The <ev>explosions</ev>, <ti>at 4.40 a.m.</ti>, <ev>brought down</ev> the roof of silo two and broke windows in <na>Hask</na>, "
            "across the river in <na>Kestria</na>.",
            "<so2><na>Radio Kest</na></so2>, the Kestrian public broadcaster, <cu2>reported</cu2> <ti>late on Tuesday</ti> that <st2><so3>an official of the port</so3>, "
            "whom it did not name, had <cu3>told</cu3> it <st3><fi>31</fi> bodies had been counted</st3></st2>. <so4>The official</so4> <cu4>added</cu4>, by its "
            "account, that <st4>the night shift “never had a chance”</st4>. The port authority <ev>declined</ev> to comment.",
            "<st5>“We count who comes through our door,”</st5> <cu5>said</cu5> <so5><na>Maren Tull</na>, the hospital’s spokeswoman</so5>. <st6>“I cannot count for "
            "anyone else.”</st6>",
            "<so7><na>Oda Renn</na>, the district fire chief</so7>, would give no new figure. <st8>“We do not know the cause, and I will not guess at it,”</st8> "
            "<so8>she</so8> <cu8>said</cu8>.",
            "In <na>Vessin</na>, <so9>a spokesman for the interior ministry</so9> <cu9>said</cu9> it had <st9>“reason to think” that <so10>people in the port</so10> "
            "had <cu10>warned</cu10> <ti>as early as Sunday</ti> that <st10>the <na>Tarrow Brigade</na> was <ev>planning</ev> an <ev>attack</ev> there</st10></st9>. "
            "He did not say what the reason was.",
            "<na>Kestria</na> <ev>closed</ev> the <na>Onn</na> bridge to lorries <ti>at nine on Tuesday morning</ti>. <so11>Its transport ministry</so11>, which "
            "announced the closure “until the smoke is explained”, <cu11>denied</cu11> that <st11>Kestrian patrol boats had <ev>crossed</ev> the middle of the "
            "river</st11>.",
        ],
    ),
    (
        "d1",
        "Daily Crossing",
        "2025-03-12T08:20+02:00",
        "31 dead in port attack: what we know",
        [
            "<st1><fi>31</fi> workers <ev>died</ev> in <ti>Tuesday’s</ti> <ev>attack</ev> on the port</st1>, <so1>the <na>Harbour Post</na></so1> <cu1>writes</cu1>, citing "
            "a port official quoted by <na>Radio Kest</na>.",
        ],
    ),
    (
        "v2",
        "Vessin Courier",
        "2025-03-12T13:15+02:00",
        "Minister names Tarrow Brigade",
        [
            "<st1>“The <na>Tarrow Brigade</na> carried out this cowardly <ev>attack</ev> on our port and our people,”</st1> <so1>Mr <na>Askel</na></so1> "
            "<cu1>said</cu1>, adding that <st2><fi>more than 20</fi> had <ev>died</ev> <ti>on Tuesday</ti></st2>. He offered no evidence and took no questions.",
        ],
    ),
    (
        "t2",
        "Tolm Gazette",
        "2025-03-13T07:30+02:00",
        "Tarrou Brigades deny any part in Merrin explosion",
        [
            "<st1>“No fighter of ours was within forty kilometres of the river <ti>on Tuesday</ti>,”</st1> <so1>the <na>Tarrou Brigades</na></so1> <cu1>said</cu1> of the "
            "<ev>explosion</ev>, in a message to this newspaper that could not be verified.",
            "Shots were <ev>fired</ev> across the river at <na>Hask</na> from the Ardovian bank <ti>at half past two on Thursday</ti>, residents said.",
        ],
    ),
    (
        "g1",
        "Grain & Freight",
        "2025-03-13T12:00+02:00",
        "Surveyors look to dust, not bombs",
        [
            "<so1><na>Pell Marine</na>’s first note</so1>, with eleven photographs of the lift shaft, <cu1>describes</cu1> <st1>“a primary dust <ev>explosion</ev> low in "
            "the shaft of silo two at <ti>04:38</ti>” and finds “no need of any other cause”</st1>. The <fi>19</fi> deaths would make it the worst of its kind.",
        ],
    ),
    (
        "n3",
        "Northline",
        "2025-03-13T18:25+02:00",
        "Ardovia puts terminal toll at 22, nine missing",
        [
            "<st1><fi>Twenty-two</fi> people <ev>died</ev> and <fi>47</fi> were hurt in the district in <ti>Tuesday’s</ti> <ev>explosions</ev></st1>, <so1>the health "
            "ministry</so1> <cu1>said</cu1>, publishing a list of names. <fi>Nine</fi> were missing.",
            "No shots were <ev>fired</ev> at <na>Hask</na>, the Ardovian army said.",
        ],
    ),
    (
        "h3",
        "The Harbour Post",
        "2025-03-14T09:10+02:00",
        "Second fire at silo four; and a correction",
        [
            "A second <ev>fire</ev> at silo four was out <ti>by four on Friday morning</ti>; firemen called it a flare-up.",
            "Correction: on Wednesday we gave <fi>31</fi> as the number killed. <so1><na>Radio Kest</na></so1> now <cu1>says</cu1> <st1>that figure counted <fi>22</fi> dead "
            "and <fi>nine</fi> missing together</st1>.",
        ],
    ),
    (
        "r2",
        "Radio Kest",
        "2025-03-15T18:00+02:00",
        "First barge leaves Port Merrin",
        [
            "The first barge <ev>left</ev> Port Merrin <ti>at three on Saturday</ti>.",
            "<so1>The Ardovian health ministry</so1> <cu1>puts</cu1> <st1>the dead of <ti>Tuesday’s</ti> <ev>blast</ev> at the terminal at <fi>22</fi></st1>.",
        ],
    ),
]

# origin letter, report, chain after the outlet, standing, values (aspect, words, quantity low, high, qualifier, denied), evidence
Values = list[tuple[str, str, float | None, float | None, str | None, str]]
ACCOUNTS: list[tuple[str, str, list[str], str, Values, str]] = [
    (
        "A",
        "n1",
        ["Oda Renn"],
        "first hand",
        [
            ("who", "We do not know the cause", None, None, None, "not known"),
            ("to_whom", "people of the night shift", None, None, None, "people"),
            ("killed", "At least 12", 12, None, "at least", ""),
            ("injured", "some 30", 27, 33, "some", ""),
            ("when", "at 4.40 a.m. on Tuesday", None, None, None, "2025-03-11T04:40"),
            ("where", "silo two of the grain terminal", None, None, None, "terminal"),
            ("called", "explosions", None, None, None, "explosion"),
        ],
        "not mentioned",
    ),
    (
        "A",
        "v1",
        ["Northline", "Oda Renn"],
        "copied",
        [
            ("who", "We do not know the cause", None, None, None, "not known"),
            ("to_whom", "people of the night shift", None, None, None, "people"),
            ("killed", "Twelve people", 12, 12, None, ""),
            ("injured", "30", 30, 30, None, ""),
            ("when", "at 4.40 a.m. on Tuesday", None, None, None, "2025-03-11T04:40"),
            ("where", "silo two of the grain terminal", None, None, None, "terminal"),
            ("called", "blasts", None, None, None, "blast"),
            ("called", "explosions", None, None, None, "explosion"),
        ],
        "not mentioned",
    ),
    (
        "A",
        "t1",
        ["Northline", "Oda Renn"],
        "copied",
        [
            ("who", "We do not know the cause", None, None, None, "not known"),
            ("to_whom", "workers", None, None, None, "workers"),
            ("killed", "At least 12", 12, None, "at least", ""),
            ("injured", "some 30", 27, 33, "some", ""),
            ("when", "before dawn on Tuesday", None, None, None, "2025-03-11"),
            ("where", "the grain terminal", None, None, None, "terminal"),
            ("called", "Sabotage", None, None, None, "sabotage"),
            ("called", "explosions", None, None, None, "explosion"),
        ],
        "not mentioned",
    ),
    (
        "B",
        "h1",
        ["Maren Tull"],
        "first hand",
        [
            ("killed", "12", 12, 12, None, ""),
            ("injured", "34", 34, 34, None, ""),
            ("called", "blasts", None, None, None, "blast"),
            ("evidence", "reading from the admissions list", None, None, None, ""),
        ],
        "offered",
    ),
    (
        "B",
        "n2",
        ["St Orla hospital"],
        "first hand",
        [
            ("killed", "At least 19", 19, None, "at least", ""),
            ("injured", "41", 41, 41, None, ""),
            ("when", "at 4.40 a.m.", None, None, None, "2025-03-11T04:40"),
            ("where", "the grain terminal", None, None, None, "terminal"),
            ("called", "explosions", None, None, None, "explosion"),
        ],
        "not mentioned",
    ),
    (
        "B",
        "h2",
        ["Northline", "St Orla hospital"],
        "copied",
        [
            ("killed", "At least 19", 19, None, "at least", ""),
            ("injured", "41", 41, 41, None, ""),
            ("when", "at 4.40 a.m.", None, None, None, "2025-03-11T04:40"),
            ("where", "silo two", None, None, None, "terminal"),
            ("called", "explosions", None, None, None, "explosion"),
        ],
        "not mentioned",
    ),
    (
        "C",
        "r1",
        ["unnamed port official"],
        "first hand",
        [
            ("to_whom", "the night shift", None, None, None, "people"),
            ("killed", "31", 31, 31, None, ""),
            ("when", "before dawn", None, None, None, "2025-03-11"),
            ("where", "the port", None, None, None, "port"),
            ("called", "blast", None, None, None, "blast"),
            ("evidence", "who asked not to be named", None, None, None, ""),
        ],
        "not offered",
    ),
    (
        "C",
        "h2",
        ["Radio Kest", "unnamed port official"],
        "relayed",
        [
            ("to_whom", "the night shift", None, None, None, "people"),
            ("killed", "31", 31, 31, None, ""),
            ("evidence", "whom it did not name", None, None, None, ""),
        ],
        "not offered",
    ),
    (
        "C",
        "d1",
        ["The Harbour Post", "Radio Kest", "unnamed port official"],
        "relayed",
        [
            ("to_whom", "workers", None, None, None, "workers"),
            ("killed", "31", 31, 31, None, ""),
            ("when", "Tuesday’s", None, None, None, "2025-03-11"),
            ("where", "the port", None, None, None, "port"),
            ("called", "attack", None, None, None, "attack"),
        ],
        "not mentioned",
    ),
    ("C", "h3", ["Radio Kest"], "relayed", [("killed", "22", 22, 22, None, ""), ("missing", "nine", 9, 9, None, "")], "not mentioned"),
    (
        "D",
        "v2",
        ["Joren Askel"],
        "first hand",
        [
            ("who", "The Tarrow Brigade", None, None, None, "tarrow"),
            ("to_whom", "our people", None, None, None, "people"),
            ("killed", "more than 20", 21, None, "more than", ""),
            ("when", "on Tuesday", None, None, None, "2025-03-11"),
            ("where", "our port", None, None, None, "port"),
            ("called", "attack", None, None, None, "attack"),
            ("evidence", "He offered no evidence and took no questions", None, None, None, ""),
        ],
        "not offered",
    ),
    (
        "E",
        "n3",
        ["health ministry"],
        "first hand",
        [
            ("killed", "Twenty-two", 22, 22, None, ""),
            ("injured", "47", 47, 47, None, ""),
            ("missing", "Nine", 9, 9, None, ""),
            ("when", "Tuesday’s", None, None, None, "2025-03-11"),
            ("where", "the district", None, None, None, "district"),
            ("called", "explosions", None, None, None, "explosion"),
            ("evidence", "a list of names", None, None, None, ""),
        ],
        "offered",
    ),
    (
        "E",
        "r2",
        ["health ministry"],
        "first hand",
        [
            ("killed", "22", 22, 22, None, ""),
            ("when", "Tuesday’s", None, None, None, "2025-03-11"),
            ("where", "the terminal", None, None, None, "terminal"),
            ("called", "blast", None, None, None, "blast"),
        ],
        "not mentioned",
    ),
    (
        "F",
        "t2",
        ["Tarrou Brigades"],
        "first hand",
        [
            ("who", "No fighter of ours", None, None, None, "!tarrou"),
            ("when", "on Tuesday", None, None, None, "2025-03-11"),
            ("called", "explosion", None, None, None, "explosion"),
            ("evidence", "a message to this newspaper that could not be verified", None, None, None, ""),
        ],
        "not offered",
    ),
    (
        "G",
        "g1",
        ["Pell Marine"],
        "first hand",
        [
            ("who", "no need of any other cause", None, None, None, "nobody"),
            ("killed", "19", 19, 19, None, ""),
            ("when", "04:38", None, None, None, "2025-03-11T04:38"),
            ("where", "the shaft of silo two", None, None, None, "terminal"),
            ("called", "dust explosion", None, None, None, "dust explosion"),
            ("evidence", "eleven photographs of the lift shaft", None, None, None, ""),
        ],
        "offered",
    ),
    (
        "H",
        "h1",
        ["Pia Lorn"],
        "first hand",
        [
            ("to_whom", "the roof crew", None, None, None, "crew"),
            ("when", "just before five", None, None, None, "2025-03-11T04:55"),
            ("where", "silo two", None, None, None, "terminal"),
            ("called", "bangs", None, None, None, "bang"),
            ("evidence", "who was in the cab of crane three", None, None, None, ""),
        ],
        "offered",
    ),
]

ORIGINS = {
    "A": "Oda Renn, district fire chief",
    "B": "St Orla hospital",
    "C": "Unnamed port official",
    "D": "Joren Askel, interior minister",
    "E": "Health ministry of Ardovia",
    "F": "Tarrou Brigades",
    "G": "Pell Marine, surveyors",
    "H": "Pia Lorn, crane driver",
}

# title, type, moment, denied, [(report, words of the event, whether value)]
OTHERS: list[tuple[str, str, str, bool, list[tuple[str, str, str]]]] = [
    ("Onn bridge closed to lorries", "SANCTION", "2025-03-11T09:00", False, [("h1", "closed", ""), ("h2", "closed", "")]),
    (
        "Patrol boats in mid-river",
        "MOBILIZE",
        "2025-03-11T22:00",
        True,
        [("r1", "seen crossing", "happened"), ("h2", "had crossed", "denied")],
    ),
    (
        "Shots across the river at Hask",
        "ASSAULT",
        "2025-03-13T02:30",
        True,
        [("t2", "fired", "happened"), ("n3", "No shots were fired", "denied")],
    ),
    ("Second fire, silo four", "ASSAULT", "2025-03-14T03:18", False, [("h3", "fire", "")]),
    ("First barge leaves", "COOPERATE", "2025-03-15T15:00", False, [("r2", "left", "")]),
]


@dataclass
class Crisis:
    """Everything the store would hold."""

    documents: list[Document] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    record: Record = field(default_factory=Record)
    ids: dict[str, str] = field(default_factory=dict)


def parse(marked: str) -> tuple[str, list[tuple[str, str, int, int]]]:
    """The text without its tags, and ``(tag, number, start, end)`` of each."""
    text, found, stack, at = "", [], [], 0
    for match in TAG.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match[1]:
            tag, number, start = stack.pop()
            found.append((tag, number, start, len(text)))
        else:
            stack.append((match[2], match[3], len(text)))
    return text + marked[at:], sorted(found, key=lambda f: (f[2], -f[3]))


def build_reading(report: str, text: str, marks: list[tuple[str, str, int, int]]) -> Reading:
    numbers = sorted({int(n) for t, n, _, _ in marks if t == "st" and n})
    content = {k: tuple(Span(s, e) for t, n, s, e in marks if t == "st" and n == str(k)) for k in numbers}
    statements = []
    for k in numbers:
        source = tuple(Span(s, e) for t, n, s, e in marks if t == "so" and n == str(k))
        cue = tuple(Span(s, e) for t, n, s, e in marks if t == "cu" and n == str(k))
        parents = [j for j in numbers if j != k and any(c.contains(content[k][0]) for c in content[j])]
        label = source[0].of(text) if source else ""
        statements.append(
            Statement(
                source,
                cue,
                content[k],
                "direct" if "“" in content[k][0].of(text) else "indirect",
                "denies" if cue and cue[0].of(text) == "denied" else "asserts",
                Voice("person" if label else "unspecified", label),
                parent=numbers.index(parents[-1]) if parents else None,
            )
        )

    def inside(start: int) -> int | None:
        hits = [i for i, k in enumerate(numbers) if any(c.start <= start < c.end for c in content[k])]
        return hits[-1] if hits else None

    names = tuple(
        Name(Span(s, e), "place" if text[s:e] in ("Port Merrin", "Hask", "Kestria", "Onn", "Vessin") else "person", 1.0)
        for t, _, s, e in marks
        if t == "na"
    )
    figures = []
    for t, _, s, e in marks:
        if t == "fi":
            words = text[s:e].lower()
            digits = re.search(r"\d+", words)
            number = float(digits[0]) if digits else {"twelve": 12.0, "twenty-two": 22.0, "nine": 9.0}[words]
            low_only = words.startswith(("at least", "more"))
            figures.append(Figure(Span(s, e), Quantity(number, None if low_only else number), "killed"))
    times = tuple(
        Time(Span(s, e), "DATE", "2025-03-11", TimeInterval.of_day(datetime(2025, 3, 11).date()), "published", "weekday before publication")
        for t, _, s, e in marks
        if t == "ti"
    )
    events = tuple(Event(Span(s, e), text[s:e], "ASSAULT", "", "happened", statement=inside(s)) for t, _, s, e in marks if t == "ev")
    return Reading(
        report,
        "fixture",
        words=len(text.split()),
        sentences=sentences(text),
        names=names,
        times=times,
        figures=tuple(figures),
        statements=tuple(statements),
        events=events,
    )


def sentences(text: str) -> tuple[Span, ...]:
    return tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+?(?:[.!?]”?(?=\s)|(?=\n)|$)", text) if m[0].strip())


def build() -> Crisis:
    crisis = Crisis()
    for key, outlet, published, title, paragraphs in REPORTS:
        head = f"{title}\n{outlet} | {published[:16].replace('T', ', ')}\n\n"
        body, marks = parse("\n\n".join(paragraphs))
        text = head + body
        source = Source(make_id("s", key, text), f"{key}.txt", "page", text, "0" * 64)
        report = Report(
            make_id("r", key),
            source.id,
            Span(0, len(text)),
            text,
            OffsetMap.identity(len(text)),
            Guess(title, 1.0, "first line"),
            Guess(outlet, 1.0, "byline"),
            Guess(("Ilse Marrant",) if key == "h2" else None, 1.0, "byline"),
            Guess(published, 1.0, "byline"),
            Guess("Port Merrin", 0.9, "dateline"),
            title_span=Span(0, len(title)),
            parts=(Part("title", Span(0, len(title))), Part("byline", Span(len(title) + 1, len(head) - 2))),
            boundary=Guess("start", 1.0, "whole file"),
        )
        crisis.ids[key] = report.id
        crisis.documents.append(Document(source, (report,)))
        crisis.readings[report.id] = build_reading(report.id, text, [(t, n, s + len(head), e + len(head)) for t, n, s, e in marks])
    crisis.record = build_record(crisis)
    return crisis


def voice_id(label: str) -> str:
    return make_id("v", label)


def quote(crisis: Crisis, key: str, words: str) -> Quote:
    text = next(d.reports[0].text for d in crisis.documents if d.reports[0].id == crisis.ids[key])
    at = text.find(words, text.find("\n\n"))
    at = at if at >= 0 else text.index(words)
    return Quote(crisis.ids[key], Span(at, at + len(words)))


def build_record(crisis: Crisis) -> Record:
    outlets = list(dict.fromkeys(o for _, o, _, _, _ in REPORTS))
    people = list(dict.fromkeys(label for _, _, chain, _, _, _ in ACCOUNTS for label in chain if label not in outlets))
    kinds = {
        "unnamed port official": "unnamed",
        "St Orla hospital": "organisation",
        "health ministry": "office",
        "Tarrou Brigades": "organisation",
        "Pell Marine": "organisation",
    }
    actors = (
        Actor(
            make_id("a", "tarrow"),
            "Tarrow Brigade",
            "armed_group",
            (NameForm("Tarrow Brigade", 14), NameForm("Tarow Brigade", 3)),
            (Mention(crisis.ids["v2"], 0), Mention(crisis.ids["h2"], 7)),
        ),
        Actor(
            make_id("a", "tarrou"),
            "Tarrou Brigades",
            "armed_group",
            (NameForm("Tarrou Brigades", 3), NameForm("Tarrou fighters", 1)),
            (Mention(crisis.ids["t2"], 0),),
        ),
        Actor(
            make_id("a", "renn"),
            "Oda Renn",
            "person",
            (NameForm("Oda Renn", 4), NameForm("Renn", 2)),
            (Mention(crisis.ids["n1"], 1),),
            (NameForm("district fire chief", 3),),
        ),
        Actor(
            make_id("a", "orla"),
            "St Orla hospital",
            "organisation",
            (NameForm("St Orla hospital", 3), NameForm("St Orla", 1)),
            (Mention(crisis.ids["n2"], 0),),
        ),
    )
    links = {"Oda Renn": "renn", "Tarrou Brigades": "tarrou", "St Orla hospital": "orla"}
    voices = tuple(RecordVoice(voice_id(o), "outlet", o) for o in outlets) + tuple(
        RecordVoice(voice_id(p), kinds.get(p, "person"), p, make_id("a", links[p]) if p in links else None)
        for p in people  # type: ignore[arg-type]
    )
    outlet_of = {key: outlet for key, outlet, _, _, _ in REPORTS}
    main = make_id("i", "terminal")
    accounts, by_letter = [], {}
    for n, (letter, key, chain, standing, values, evidence) in enumerate(ACCOUNTS):
        made = []
        for aspect, words, low, high, qualifier, code in values:
            where = quote(crisis, key, words)
            interval = None
            if aspect == "when":
                start = datetime.fromisoformat(code)
                interval = TimeInterval(start, start + (timedelta(minutes=1) if "T" in code else timedelta(days=1)))
            made.append(
                Value(
                    aspect,
                    words,
                    where,
                    Quantity(low, high) if low is not None else None,
                    interval,
                    code.lstrip("!"),
                    code.startswith("!"),
                    qualifier,
                )
            )  # type: ignore[arg-type]
        withdrawn = (
            quote(crisis, "h3", "Correction: on Wednesday we gave 31 as the number killed.") if key == "h2" and letter == "C" else None
        )
        account = Account(
            make_id("c", n),
            main,
            crisis.ids[key],
            (voice_id(outlet_of[key]), *(voice_id(v) for v in chain)),
            (0,),
            0,
            tuple(made),
            evidence,
            make_id("o", letter),
            standing,
            withdrawn,  # type: ignore[arg-type]
        )
        accounts.append(account)
        by_letter.setdefault(letter, []).append(account)
    origins = [
        Origin(
            make_id("o", letter),
            main,
            letter,
            by_letter[letter][0].chain[-1],
            label,
            tuple(a.id for a in by_letter[letter]),
            ("same voice: " + label,) if len(by_letter[letter]) > 1 else (),
        )
        for letter, label in ORIGINS.items()
    ]
    incidents = [
        Incident(
            main,
            "Explosions at the Merrin grain terminal",
            "ASSAULT",
            "explosives",
            tuple(dict.fromkeys(Mention(a.report, 0) for a in accounts)),
            TimeInterval(datetime(2025, 3, 11, 4, 38), datetime(2025, 3, 11, 5)),
            "2025-03-11",
            Place("Port Merrin", "city", country=None),
            origins=8,
            reports=12,
            contested=0.92,
            reason="same place, same hour, overlapping figures",
        )
    ]
    disagreements = [
        main_disagreement(crisis, main, accounts, aspect, relation, contested, reason)
        for aspect, relation, contested, reason in (
            ("killed", "conflict", 0.92, "exact figures that cannot both be so: 12, 22, 31"),
            ("who", "conflict", 0.71, "named, denied, nobody, not known"),
            ("called", "conflict", 0.66, "words that judge differently"),
            ("injured", "scope", 0.4, "at the hospital, in the district"),
            ("missing", "undecided", 0.2, "whether inside or beside the 31"),
            ("when", "compatible", 0.1, "one lies inside the other"),
        )
    ]
    for title, kind, moment, denied, tellings in OTHERS:
        incident = make_id("i", title)
        start = datetime.fromisoformat(moment)
        mine = []
        for key, words, whether in tellings:
            where = quote(crisis, key, words)
            values = [Value("called", words, where, key=words)]
            if whether:
                values.append(Value("whether", words, where, key=whether, denied=whether == "denied"))
            origin = make_id("o", title, key)
            account = Account(
                make_id("c", title, key),
                incident,
                crisis.ids[key],
                (voice_id(outlet_of[key]),),
                (0,),
                None,
                tuple(values),
                "not mentioned",
                origin,
            )
            mine.append(account)
            origins.append(Origin(origin, incident, chr(64 + len(mine)), voice_id(outlet_of[key]), outlet_of[key], (account.id,)))
        accounts += mine
        incidents.append(
            Incident(
                incident,
                title,
                kind,
                "",
                tuple(Mention(a.report, 0) for a in mine),
                TimeInterval(start, start + timedelta(minutes=30)),
                moment[:10],
                Place("Port Merrin", "city"),
                denied=denied,
                origins=len(mine),
                reports=len(mine),
                contested=0.5 if denied else 0.0,
            )
        )
        if denied:
            sides = tuple(Side(a.values[-1], (a.id,), (a.origin,)) for a in mine)
            disagreements.append(
                Disagreement(make_id("g", title), incident, "whether", "conflict", sides, 0.5, reason="said to have happened, and denied")
            )
    copies = (
        Copy(
            make_id("k", 1),
            quote(crisis, "n1", "people of the night shift were killed"),
            quote(crisis, "v1", "people of the night shift were killed"),
            0.88,
            reason="same passage, later by 98 minutes",
        ),
        Copy(
            make_id("k", 2),
            quote(crisis, "n1", "We do not know the cause"),
            quote(crisis, "t1", "We do not know the cause"),
            0.71,
            reason="same passage",
        ),
        Copy(
            make_id("k", 3),
            quote(crisis, "n2", "people died and 41 were being treated"),
            quote(crisis, "h2", "people died and 41 were being treated"),
            0.97,
            reason="same passage",
        ),
    )
    shares = {"v1": (0.88, ("n1",)), "t1": (0.71, ("n1",)), "h2": (0.14, ("n2",)), "d1": (0.63, ("h2",)), "r2": (0.22, ("n3",))}
    report_copies = tuple(ReportCopies(crisis.ids[k], s, tuple(crisis.ids[x] for x in src)) for k, (s, src) in shares.items())
    words = [
        ("n1", "Northline", "explosions", "explosion", True, False, False),
        ("v1", "Vessin Courier", "blasts", "blast", True, False, True),
        ("v1", "Vessin Courier", "explosions", "explosion", True, False, False),
        ("t1", "Tolm Gazette", "Sabotage", "sabotage", True, False, True),
        ("h1", "The Harbour Post", "blasts", "blast", True, False, False),
        ("r1", "Radio Kest", "blast", "blast", True, False, False),
        ("d1", "Daily Crossing", "attack", "attack", True, False, False),
        ("v2", "Joren Askel", "attack", "attack", True, False, False),
        ("v2", "Vessin Courier", "attack", "attack", False, True, False),
        ("g1", "Pell Marine", "dust explosion", "dust explosion", True, False, False),
        ("t2", "Tarrou Brigades", "explosion", "explosion", True, False, False),
    ]
    namings = tuple(
        Naming(main, voice_id(v), term, key, quote(crisis, r, term), own, quoted, head) for r, v, term, key, own, quoted, head in words
    )
    drifts = (
        Drift(
            make_id("f", 1),
            "qualifier lost",
            main,
            quote(crisis, "n1", "At least 12 people of the night shift were killed"),
            quote(crisis, "v1", "Twelve people of the night shift were killed"),
            "‘at least’ lost",
        ),
        Drift(
            make_id("f", 2),
            "headline overstates",
            main,
            quote(crisis, "t1", "“We do not know the cause,” the Ardovian fire chief said."),
            quote(crisis, "t1", "Sabotage"),
            "headline only: ‘sabotage’",
        ),
        Drift(
            make_id("f", 3),
            "word changed",
            main,
            quote(crisis, "h2", "an official of the port, whom it did not name, had told it 31 bodies had been counted"),
            quote(crisis, "d1", "31 workers died in Tuesday’s attack on the port"),
            "‘attack’ added",
        ),
    )
    matches = (
        Match(
            make_id("m", 1),
            "actor",
            actors[0].id,
            actors[1].id,
            "Tarrow Brigade",
            "Tarrou Brigades",
            quote(crisis, "v2", "The Tarrow Brigade"),
            quote(crisis, "t2", "the Tarrou Brigades"),
            "undecided",
            0.61,
            ".83 alike; singular against plural",
            3.0,
        ),
        Match(
            make_id("m", 2),
            "actor",
            actors[3].id,
            actors[2].id,
            "St Orla",
            "the hospital",
            quote(crisis, "h1", "St Orla"),
            quote(crisis, "h1", "the hospital"),
            "undecided",
            0.66,
            "office of one place",
            1.0,
        ),
        Match(
            make_id("m", 3),
            "incident",
            incidents[4].id,
            main,
            "Second fire",
            "explosions",
            quote(crisis, "h3", "A second fire at silo four"),
            quote(crisis, "n1", "explosions"),
            "undecided",
            0.55,
            "same place, three days apart",
            2.0,
        ),
    )
    relays = tuple(Relay(a.chain[i], a.chain[i + 1], a.values[0].quote) for a in accounts for i in range(len(a.chain) - 1))
    return Record(
        actors=actors,
        voices=voices,
        outlet_voices={crisis.ids[k]: voice_id(o) for k, o in outlet_of.items()},
        matches=matches,
        copies=copies,
        report_copies=report_copies,
        incidents=tuple(incidents),
        accounts=tuple(accounts),
        origins=tuple(origins),
        disagreements=tuple(disagreements),
        namings=namings,
        drifts=drifts,
        relays=relays,
        doubts=doubts(crisis),
    )


def doubts(crisis: Crisis) -> tuple[Doubt, ...]:
    """Three readings the machine is unsure of: a statement, an event and a voice."""
    told, heard = crisis.ids["h2"], crisis.ids["r1"]
    statement, event = crisis.readings[told].statements[1], crisis.readings[heard].events[0]
    said = crisis.readings[told].statements[2]
    return (
        Doubt(make_id("q", 1), "statement", Mention(told, 1), Quote(told, statement.whole), 0.52, 2.9, "one of two ways found it"),
        Doubt(make_id("q", 2), "event", Mention(heard, 0), Quote(heard, event.trigger), 0.41, 1.2, "by the company of its word"),
        Doubt(make_id("q", 3), "voice", Mention(told, 2), Quote(told, said.whole), 0.55, 0.4, "“the official”: nearest and agrees"),
    )


def main_disagreement(
    crisis: Crisis, incident: str, accounts: list[Account], aspect: str, relation: str, contested: float, reason: str
) -> Disagreement:
    groups: dict[str, tuple[Value, list[Account]]] = {}
    for account in accounts:
        for value in account.values:
            if value.aspect == aspect:
                key = f"{value.quantity.low}-{value.quantity.high}" if value.quantity else value.key
                groups.setdefault(key, (value, []))[1].append(account)
    sides = tuple(Side(value, tuple(a.id for a in mine), tuple(dict.fromkeys(a.origin for a in mine))) for value, mine in groups.values())
    return Disagreement(make_id("g", aspect), incident, aspect, relation, sides, contested, reason=reason)  # type: ignore[arg-type]


def write_record(crisis: Crisis, path: Path) -> Path:
    """The crisis as a record on disk."""
    with Store.open(path, "write") as store:
        for document in crisis.documents:
            store.put_document(document)
            for report in document.reports:
                store.put_reading(report, crisis.readings[report.id])
        store.put_record(crisis.record)
    return path
