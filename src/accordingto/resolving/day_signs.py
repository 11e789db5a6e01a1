"""What speaks for each day that a report names as the day of a mention that no time of its own dates.

Every day, week, month or year named near the mention, in the title, in the opening or beside a happening of its sort is a candidate.
So are two more: news, which is of the report's day or the one before, and none of all these. A candidate is known by signs: where its
nearest time stands, what stands between the two, what else that time dates, how long before the report it is.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from accordingto.model.reading import Event, Reading
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.news import BEFORE, PAST, PERFECT, Opened, is_state, put_back
from accordingto.resolving.openings import LEAD, first_sentence
from accordingto.resolving.profiles import classes_of, family, in_part, lemma_of, span_days

Days = tuple[int, int]
Row = dict[str, float]
NEWS, NONE = (-1, -1), (-2, -2)  # in place of days
LONGEST_DAY = 1  # days that a time may go on after its first and still be of one day or night
_COARSE = 370  # the same for times that are candidates at all
_NEAR = (-2, 4)  # sentences behind and before a mention whose days are candidates
_NEAREST = 3  # sentences over which a day's place is told apart
FAR = "far"  # in place of it, for what a long report tells so far from a day that it need not go on with it
_FAR_DOWN = 15  # sentences of the body after which a report tells what went before
_SAID = 24, 12  # characters between a cue and the day on which it was said, before and behind it
_SHORT = 20  # sentences of a report that tells of little else than its news
_BACK = 60  # characters that say how a mention or a time stands to the story
_CLAUSE = re.compile(
    r"[;—]|\b(?:who|whom|whose|which|that|when|while|where|after|before|since|because|until|although|as|if)\b", re.IGNORECASE
)
_DATED = re.compile(r"\b(?:after|following|since|when|once|before|until|while)\b", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:next|later|afterwards?|then|the following|days? (?:later|before|earlier)|meanwhile|earlier|previously|the same day)\b",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    r"\b(?:had|has|have|[’']ve|is|are|be|to|will|would|could|may|might|should|can)(?:\s+(?:\w+ly|not|been|being|also|now|already|just)){0,3}\s+$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(\w+)\s+(?:the\s+)?$")
_PHRASES = frozenset({"of", "from", "since", "until", "till", "before", "after", "by"})
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Named:
    """A time of a report.

    Attributes:
        days: first and last, as ordinals.
        sentence: its number.
        dates: the events that have it for their own.
        flags: how it stands: possessive, in a phrase, beside a cue, in quotation marks, behind the story, a night, coarse.
    """

    days: Days
    span: Span
    sentence: int
    dates: tuple[int, ...]
    flags: frozenset[str]


class Ground:
    """A report as its days stand in it.

    Args:
        head: what its head says of the days of its news; None where it has no date.
    """

    def __init__(self, report: Report, reading: Reading, head: Opened | None) -> None:
        self.report, self.reading, self.head = report, reading, head
        self.first = first_sentence(reading, head.start if head is not None else 0)
        self.titles = {e.sentence for e in reading.events if e.headline}

    @cached_property
    def paragraphs(self) -> list[int]:
        """The paragraph of each sentence."""
        breaks = [m.start() for m in _PARAGRAPH.finditer(self.report.text)]
        return [bisect_right(breaks, s.start) for s in self.reading.sentences]

    @cached_property
    def times(self) -> tuple[Named, ...]:
        """Its days in text order; not those of furniture, nor those still to come."""
        starts = [s.start for s in self.reading.sentences]
        dates: dict[int, list[int]] = defaultdict(list)
        for k, event in enumerate(self.reading.events):
            for t in event.times:
                dates[t].append(k)
        found = []
        for n, time in enumerate(self.reading.times):
            days = span_days(time.interval) if time.type in ("DATE", "TIME") else None
            if days is None or days[1] - days[0] > _COARSE or in_part(self.report, time.span):
                continue
            if self.head is None or days[0] <= self.head.day:
                sentence = max(0, bisect_right(starts, time.span.start) - 1)
                found.append(Named(days, time.span, sentence, tuple(dates[n]), self._flags(time.span, days, time.value or "")))
        return tuple(sorted(found, key=lambda t: t.span))

    def _flags(self, span: Span, days: Days, value: str) -> frozenset[str]:
        text, reading = self.report.text, self.reading
        preposition = _PREPOSITION.search(text[max(0, span.start - 20) : span.start])
        cues = (c for s in reading.statements for c in s.cue)
        found = {
            "possessive": text[span.end : span.end + 2] in ("’s", "'s"),
            "phrase": preposition is not None and preposition[1].lower() in _PHRASES,
            "said": any(0 <= span.start - c.end <= _SAID[0] or 0 <= c.start - span.end <= _SAID[1] for c in cues),
            "quoted": any(q.span.contains(span) for q in reading.quotations),
            "behind": bool(BEFORE.search(text[max(0, span.start - _BACK) : span.start])),
            "coarse": days[1] - days[0] > LONGEST_DAY,
            "night": days[1] - days[0] <= LONGEST_DAY and (value.endswith("TNI") or days[1] > days[0]),
        }
        return frozenset(name for name, holds in found.items() if holds)

    @cached_property
    def told(self) -> Counter[Days]:
        """How often each day is named."""
        return Counter(t.days for t in self.times)


@dataclass(frozen=True, slots=True)
class _Mention:
    """What is asked again and again of a mention."""

    event: Event
    kind: str
    had: bool
    perfect: bool
    in_words: bool
    lemma: str
    classes: frozenset[str]
    here: tuple[Named, ...]
    last: Named | None


def kind_of(event: Event) -> str:
    """ "speech", "talk" or "deed"."""
    if family(event.type) in SPEECH:
        return "speech"
    return "talk" if event.type in ("AGREE", "CONSULT") else "deed"


def is_told(index: int, ground: Ground) -> bool:
    """Whether a report tells of something as done: in the headline, or by a verb of its own that nothing puts back, nor makes a state of
    it ("are being held"); far down one in the simple past. What it only mentions may be of any time."""
    event, text, reading = ground.reading.events[index], ground.report.text, ground.reading
    if event.status not in ("happened", "alleged") or event.plural or is_state(event, text):
        return False
    if event.headline:
        return True
    before = text[max(0, event.trigger.start - _BACK) : event.trigger.start]
    if event.passing or put_back(event, text, reading) or PAST.search(before[-_SAID[0] :]):
        return False
    aside = event.trigger.of(text).split()[0].lower().endswith("ing")
    return event.sentence - ground.first <= _FAR_DOWN or not (aside or _NOT_TOLD.search(before))


def candidates(index: int, ground: Ground) -> tuple[list[Days], list[Row], list[str]]:
    """The candidates of a mention, NEWS and NONE last, each with its signs and where its nearest time stands ("" for the last two)."""
    m = _mention(index, ground)
    by: dict[Days, list[Named]] = defaultdict(list)
    for t in ground.times:
        by[t.days].append(t)
    most = max(ground.told.values(), default=0)
    days_named = sum(d[1] - d[0] <= LONGEST_DAY for d in by)
    keys: list[Days] = []
    rows: list[Row] = []
    places: list[str] = []
    for days in sorted(by):
        near = min(by[days], key=lambda t: _far(m.event, t))
        if not _is_candidate(m, days, near, by[days], ground, most):
            continue
        place = _place(m.event, near, ground)
        row = _where(m, near, place, ground)
        row |= _told(m, days, by[days], near, ground)
        row["times told"], row["most told"] = math.log(len(by[days])), float(ground.told[days] == most)
        row["only day"] = float(days_named == 1)
        if "coarse" in near.flags:
            row = {f"coarse: {name}": value for name, value in row.items() if not name.startswith(("gap", "age", "first", "opening"))}
            row |= {"coarse": 1.0, f"coarse, {m.kind}": 1.0}
            row["coarse, this year"] = float(ground.head is not None and ground.head.day - days[0] < 360)
        keys.append(days)
        rows.append(row)
        places.append(place)
    general = _general(m, ground, len(by))
    if ground.head is not None:
        news = {f"news: {name}": value for name, value in general.items()}
        news["news: stamped"] = float(any(a <= m.event.trigger.start < b for a, b in ground.head.stamped))
        keys.append(NEWS)
        rows.append(news)
    keys.append(NONE)
    rows.append({f"none: {name}": value for name, value in general.items()})
    return keys, rows, [*places, *[""] * (len(keys) - len(places))]


def _mention(index: int, ground: Ground) -> _Mention:
    reading, text = ground.reading, ground.report.text
    event = reading.events[index]
    start = reading.sentences[event.sentence].start
    inside = event.statement is not None and any(c.contains(event.trigger) for c in reading.statements[event.statement].content)
    before = [t for t in ground.times if t.span.start < event.trigger.start and "coarse" not in t.flags]
    lemma = lemma_of(event, text)
    return _Mention(
        event, kind_of(event), put_back(event, text, reading),
        bool(PERFECT.search(text[max(start, event.trigger.start - _BACK) : event.trigger.start])), inside, lemma, classes_of([lemma]),
        tuple(t for t in ground.times if t.sentence == event.sentence), before[-1] if before else None,
    )  # fmt: skip


def _is_candidate(m: _Mention, days: Days, near: Named, all_: Sequence[Named], ground: Ground, most: int) -> bool:
    if any(_NEAR[0] <= m.event.sentence - t.sentence <= _NEAR[1] for t in all_) or m.last is near or ground.told[days] == most:
        return True
    if any(t.sentence in ground.titles or 0 <= t.sentence - ground.first < LEAD for t in all_):
        return True
    return any(m.classes & classes_of([lemma_of(ground.reading.events[o], ground.report.text)]) for t in all_ for o in t.dates)


def _far(event: Event, t: Named) -> tuple[float, int]:
    """How far a time stands from a mention; what comes behind is further."""
    gap = t.sentence - event.sentence
    apart = t.span.start - event.trigger.end if t.span.start >= event.trigger.end else event.trigger.start - t.span.end
    return (gap * 1.5 if gap > 0 else -gap, abs(apart))


def _place(event: Event, t: Named, ground: Ground) -> str:
    gap = event.sentence - t.sentence
    if gap == 0:
        return "same, after" if t.span.start >= event.trigger.end else "same, before"
    if t.sentence in ground.titles:
        return "in title"
    if abs(gap) > 1 and event.sentence - ground.first > _FAR_DOWN:
        return FAR
    if abs(gap) <= _NEAREST:
        return f"before {gap}" if gap > 0 else f"behind {-gap}"
    return "before" if gap > 0 else "behind"


def _where(m: _Mention, near: Named, place: str, ground: Ground) -> Row:
    """Where the nearest time of a day stands."""
    row: Row = {place: 1.0, f"{place}: {m.kind}": 1.0}
    if m.event.headline:
        row["title: body" if near.sentence > m.event.sentence else "title: title"] = 1.0
        row["title: first sentence"] = float(near.sentence == ground.first)
    if m.had:
        row[f"had: {place}"] = 1.0
    if m.in_words:
        row[f"in words: {place}"] = 1.0
    if place.startswith("same"):
        return row | _in_its_sentence(m, near, ground)
    same = ground.paragraphs[near.sentence] == ground.paragraphs[m.event.sentence]
    row["paragraph"], row["another day in its sentence"] = float(same), float(bool(m.here))
    row |= {f"other sentence: {flag}": 1.0 for flag in near.flags}
    row["other sentence: dates something" if near.dates else "other sentence: dates nothing"] = 1.0
    if place == "before 1":
        sentence = ground.reading.sentences[m.event.sentence].of(ground.report.text)
        alone = len({t.days for t in ground.times if t.sentence == near.sentence}) == 1
        opens = near.span.start - ground.reading.sentences[near.sentence].start <= _SAID[1]
        signs = {"dated": bool(_DATED.search(sentence)), "moves": bool(_MOVES.search(sentence)), "perfect": m.perfect,
                 "passing": m.event.passing, "only one": alone, "opens its sentence": opens}  # fmt: skip
        row |= {f"before 1, {name}": float(holds) for name, holds in signs.items()}
        row |= {f"before 1: {flag}": 1.0 for flag in near.flags}
    return row


def _in_its_sentence(m: _Mention, t: Named, ground: Ground) -> Row:
    """How a time stands in the sentence of the mention."""
    text, events, trigger = ground.report.text, ground.reading.events, m.event.trigger
    after = t.span.start >= trigger.end
    side = "after" if after else "before"
    between = text[trigger.end : t.span.start] if after else text[t.span.end : trigger.start]
    low, high = sorted((trigger.start, t.span.start))
    row: Row = {
        f"gap {side}": math.log1p(len(between.split())),
        f"comma {side}": min(3.0, between.count(",")),
        f"other clause {side}": float(bool(_CLAUSE.search(between))),
        f"and {side}": float(" and " in between),
        f"others between {side}": min(3.0, sum(low < e.trigger.start < high for e in events)),
        "only its sentence's": float(len({x.days for x in m.here}) == 1),
    }
    for flag in t.flags:
        row |= {f"same: {flag}": 1.0, f"same: {flag} {side}": 1.0}
    if t.dates:
        row |= {"of another": 1.0, f"of another {side}": 1.0, f"of another, {m.kind} of {kind_of(events[t.dates[0]])}": 1.0}
    parted = (c for s in ground.reading.statements for c in s.content if c.contains(trigger) != c.contains(t.span))
    row["one in words said"] = float(any(True for _ in parted))
    return row


def _told(m: _Mention, days: Days, all_: Sequence[Named], near: Named, ground: Ground) -> Row:
    """What else a day dates, where in the report it is named, and how long before it it is."""
    events, text = ground.reading.events, ground.report.text
    row: Row = {}
    if m.last is not None and m.last.days == days:
        same = ground.paragraphs[m.last.sentence] == ground.paragraphs[m.event.sentence]
        row |= {"last named": 1.0, f"last named: {m.kind}": 1.0, "last named, paragraph": float(same)}
    if any(t.sentence == ground.first for t in all_):
        row |= {"first sentence": 1.0, f"first sentence: {m.kind}": 1.0}
    elif any(0 <= t.sentence - ground.first < LEAD for t in all_):
        row["opening"] = 1.0
    dated = [events[o] for t in all_ for o in t.dates]
    if dated:
        lemmas = [lemma_of(e, text) for e in dated]
        row["tells alike: lemma"] = float(m.lemma in lemmas)
        row["tells alike: class"] = float(bool(m.classes & classes_of(lemmas)))
        row["tells alike: family"] = float(any(family(e.type) == family(m.event.type) for e in dated))
        row["nearest tells: family"] = float(any(family(events[o].type) == family(m.event.type) for o in near.dates))
        row["nearest tells: speech"] = float(any(kind_of(events[o]) == "speech" for o in near.dates))
    if ground.head is not None:
        gone = ground.head.day - days[1]
        age = next((name for most, name in ((0, "today"), (1, "yesterday"), (3, "days"), (7, "week")) if gone <= most), "long ago")
        row |= {f"age: {age}": 1.0, f"age: {age}: {m.kind}": 1.0}
        if m.had:
            row[f"had, age: {age}"] = 1.0
    if m.event.sentence - ground.first > _FAR_DOWN:
        row["far down, before" if near.sentence <= m.event.sentence else "far down, behind"] = 1.0
    row["night"] = float("night" in near.flags)
    return row


def _general(m: _Mention, ground: Ground, days: int) -> Row:
    """What speaks for news, or for none of the days, whatever these are."""
    event, reading = m.event, ground.reading
    quoted = any(q.span.contains(event.trigger) for q in reading.quotations)
    past = bool(PAST.search(reading.sentences[event.sentence].of(ground.report.text)))
    down = event.sentence - ground.first
    signs = {"title": event.headline, "had": m.had, "perfect": m.perfect, "quoted": quoted, "in words": m.in_words,
             "passing": event.passing, "plural": event.plural, "points back": event.anaphoric, "past": past, "first": down == 0,
             "opening": 0 < down < LEAD,
             "far down": down > _FAR_DOWN, "day in sentence": bool(m.here), "coarse in sentence": any("coarse" in t.flags for t in m.here),
             f"{m.kind}, title": event.headline, f"{m.kind}, first": down == 0}  # fmt: skip
    row = {name: float(holds) for name, holds in signs.items()}
    long = math.log(max(1.0, len(reading.sentences) / _SHORT))
    return row | {
        m.kind: 1.0,
        event.status: 1.0,
        "all": 1.0,
        "days": math.log1p(days),
        "long report": long,
        "down": math.log1p(max(0, down)),
    }
