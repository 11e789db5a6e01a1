"""Which event mentions of one report speak of one happening, and on what day, as far as the report itself says.

A telling is the sum of such mentions. Besides likeness (see ``likeness``), three habits of reporting join mentions: the harm
named with the deed in one sentence ("airstrikes that killed 25"), a definite phrase that points back ("the attack"), and
the headline with the opening.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence, Set
from itertools import count

from accordingto.model.reading import Event, Reading
from accordingto.model.record import Mention
from accordingto.model.report import Report
from accordingto.resolving.folding import fold
from accordingto.resolving.likeness import SPEECH, Likeness, likeness, threshold
from accordingto.resolving.places import countries_of
from accordingto.resolving.profiles import DEED, HARM, NARROW_DAYS, UNREAL, Profile, day_of, event_profile, span_days, stem

_NEAR = 160  # characters between a deed and the harm it did, at most
_BACK = 2  # sentences back that harm without a doer looks for its deed
_LEAD = 3  # sentences of the body that are the opening
_SESSION = 140  # characters between a cue and the day it was said on
_REPRESENTATIVES = 5
_serials = count(1)


def group_likeness(profile: Profile, members: Sequence[Profile], *, same_report: bool = False, states: Set[str] = frozenset()) -> Likeness:
    """Likeness to a group: half the best of its first members, half their mean, so that one chance tie does not chain;
    barred if any of them bars it."""
    likes = [likeness(profile, m, same_report=same_report, states=states) for m in members[:_REPRESENTATIVES]]
    for like in likes:
        if like.barred:
            return like
    sums = [like.total for like in likes]
    best = max(range(len(sums)), key=lambda i: (sums[i], -i))
    total = 0.5 * sums[best] + 0.5 * sum(sums) / len(sums)
    return Likeness(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), likes[best].parts, "", total)


def tellings(
    report: Report, reading: Reading, actors: Sequence[str], people: Set[str], states: Set[str], keys: tuple[str, ...],
    dropped: Set[Mention] = frozenset(),
) -> tuple[Profile, ...]:  # fmt: skip
    """The happenings of one report. Planned, threatened and feared things are left out; denied ones stay, and make an
    incident only beside a mention that asserts them."""
    context = countries_of(reading, keys)
    mentions = {
        index: event_profile(report, reading, index, actors, people, context)
        for index, event in enumerate(reading.events)
        if event.status not in UNREAL and Mention(report.id, index) not in dropped and not _is_month(reading, event)
    }
    groups: list[list[int]] = []
    home: dict[int, int] = {}
    for index in mentions:
        at = _attached(index, mentions, report, reading, home)
        if at is None:
            at = _most_like(index, mentions, groups, report, reading, states)
        if at is None:
            groups.append([])
            at = len(groups) - 1
        groups[at].append(index)
        home[index] = at
    _date_by_context(groups, mentions, report, reading, actors)
    found = []
    for group in groups:
        whole = mentions[group[0]].copy()
        for index in group[1:]:
            whole.take(mentions[index])
        whole.serial = next(_serials)
        found.append(whole)
    return tuple(found)


def _is_month(reading: Reading, event: Event) -> bool:
    """Whether a "march" is a month."""
    return any(t.span.overlaps(event.trigger) and t.type in ("DATE", "TIME") for t in reading.times)


def _attached(index: int, mentions: dict[int, Profile], report: Report, reading: Reading, home: dict[int, int]) -> int | None:
    """The group of the deed that did this harm: the nearest one before it in its sentence, with no other deed between; for
    harm that nobody is said to have done, failing that the only deed of the two sentences before. A deed that goes on with the
    one just told goes with it."""
    event = reading.events[index]
    if mentions[index].family != "force":
        return None
    if not _words_of(event) & HARM:
        return _continued(index, mentions, report, reading, home)
    before = [i for i in home if reading.events[i].sentence == event.sentence and mentions[i].family == "force" and i != index]
    near = [
        i for i in before
        if 0 <= event.trigger.start - reading.events[i].trigger.end <= _NEAR and not _answers(report.text, reading.events[i], event)
    ]  # fmt: skip
    if not near:
        return None if event.actors else _only_deed_before(index, mentions, reading, home)
    last = max(near, key=lambda i: reading.events[i].trigger.start)
    fits = _words_of(reading.events[last]) & (DEED | HARM) and not (
        mentions[last].days and mentions[index].days and not set(mentions[last].days) & set(mentions[index].days)
    )
    if not fits or _barred(mentions[index], mentions[last]):
        return None
    return home[last]


_ANSWER = re.compile(
    r"\b(?:retaliat\w+|respon(?:se|ding|ded)|revenge|reprisals?|aveng\w+|reaction|reacting|answer)\s+(?:\w+\s+){0,2}?(?:for|to|against|at|over)\b"
    r"|\b(?:hours?|days?|weeks?|months?|years?) (?:after|before)\b",
    re.IGNORECASE,
)


def _answers(text: str, a: Event, b: Event) -> bool:
    """Whether one of two mentions of a sentence is said to answer the other, or to lie a time away from it."""
    first, second = sorted((a.trigger, b.trigger))
    return a.sentence == b.sentence and bool(_ANSWER.search(text[first.start : second.start]))


def _continued(index: int, mentions: dict[int, Profile], report: Report, reading: Reading, home: dict[int, int]) -> int | None:
    """The group of the deed that this one goes on with: told in the same sentence or the one before with one participant in both, or
    a crowd and the force used against it; without a day or a place of its own."""
    event = reading.events[index]
    if event.times or event.places or event.headline or mentions[index].another or mentions[index].historical:
        return None
    before = [i for i in home if 0 <= event.sentence - reading.events[i].sentence <= 1 and mentions[i].family == "force"]
    before = [i for i in before if reading.events[i].trigger.start < event.trigger.start and not reading.events[i].headline]
    if not before or len({home[i] for i in before}) != 1:
        return None
    last = max(before, key=lambda i: reading.events[i].trigger.start)
    other = reading.events[last]
    crowd = event.mode == "crowd-control" and other.type == "PROTEST"
    shared = _words_of(event) & DEED and _words_of(other) & DEED and _taking_part(event, report.text) & _taking_part(other, report.text)
    if not (crowd or shared) or _answers(report.text, event, other) or mentions[last].historical or _barred(mentions[index], mentions[last]):
        return None
    return home[last]


def _taking_part(event: Event, text: str) -> set[str]:
    """Head words of those who do and suffer an event, pronouns left out."""
    heads = {stem(fold(a.head.of(text))) for a in (*event.actors, *event.recipients)}
    return {h for h in heads if len(h) > 4}


def _words_of(event: Event) -> set[str]:
    return set(fold(event.lemma).split())


def _only_deed_before(index: int, mentions: dict[int, Profile], reading: Reading, home: dict[int, int]) -> int | None:
    """"The ferry sank. Seventeen are dead.": the group of the one deed told in the two sentences before."""
    event = reading.events[index]
    deeds = [
        i
        for i in home
        if 0 <= event.sentence - reading.events[i].sentence <= _BACK
        and mentions[i].family == "force"
        and _words_of(reading.events[i]) & DEED
    ]
    groups = {home[i] for i in deeds}
    if len(groups) != 1 or any(_barred(mentions[index], mentions[i]) for i in deeds):
        return None
    own, theirs = set(mentions[index].days), {d for i in deeds for d in mentions[i].days}
    return None if own and theirs and not own & theirs else groups.pop()


def _barred(a: Profile, b: Profile) -> bool:
    return bool(a.named and b.named and not a.named & b.named and len(a.named) == len(b.named) == 1 and a.lemmas == b.lemmas)


def _most_like(
    index: int, mentions: dict[int, Profile], groups: Sequence[Sequence[int]], report: Report, reading: Reading, states: Set[str]
) -> int | None:
    profile = mentions[index]
    pointing = profile.anaphoric and not profile.days
    best: tuple[float, int] | None = None
    for at in range(len(groups) - 1, -1, -1):
        members = [mentions[i] for i in groups[at] if not mentions[i].anaphoric] or [mentions[i] for i in groups[at]]
        if members[0].family != profile.family or not _may_meet(profile, members):
            continue
        if any(_answers(report.text, reading.events[index], reading.events[i]) for i in groups[at]):
            continue
        if profile.another != any(m.another for m in members) and profile.family == "force":
            continue  # "a second blast" is not "the blast"
        like = group_likeness(profile, members, same_report=True, states=states)
        if like.barred:
            continue
        distance = reading.events[index].sentence - max(reading.events[i].sentence for i in groups[at])
        total = like.total + (0.6 if pointing and 0 <= distance <= 3 else 0.0) - (0.8 if pointing and distance > 8 else 0.0)
        if best is None or total > best[0]:
            best = (total, at)
    least = math.log(threshold("join") / (1 - threshold("join")))
    return best[1] if best is not None and best[0] >= least else None


def _may_meet(profile: Profile, members: Sequence[Profile]) -> bool:
    """Whether a comparison can come out high enough: something to find each other by, or a phrase that points back."""
    return profile.anaphoric or any(m.anaphoric or not profile.seen.anchors.isdisjoint(m.seen.anchors) for m in members[:_REPRESENTATIVES])


def _date_by_context(
    groups: Sequence[Sequence[int]], mentions: dict[int, Profile], report: Report, reading: Reading, actors: Sequence[str]
) -> None:
    """Give acts of speech without a day of their own the day the same speaker is said to have spoken on, and acts of the
    opening the one day on which the report says anyone spoke, failing that the day the opening gives. Where that one day is the
    day of publication or the one before, every act of speech of the report is of that day.
    Days come from words of the report, never from its date of publication."""
    sessions = _sessions(report, reading, actors)
    spoken = {d for found in sessions.values() for d in found}
    lead = next(iter(spoken)) if len(spoken) == 1 else _lead_day(report, reading)
    published = day_of(report.published.value)
    recent = len(spoken) == 1 and lead is not None and published is not None and 0 <= published.toordinal() - lead[0] <= 1
    opening = _opening(report, reading)
    for group in groups:
        whole = [mentions[i] for i in group]
        if any(m.days or m.coarse for m in whole) or whole[0].family == "force" or all(m.historical or m.plural for m in whole):
            continue
        days: set[tuple[int, int]] = set()
        for index, mention in zip(group, whole, strict=True):
            said = reading.events[index].statement
            for speaker in mention.agents if mention.family in SPEECH else ():
                days |= sessions.get(speaker, set())
            if said is not None and (mention.family not in SPEECH or _is_cue(reading, reading.events[index])):
                days |= sessions.get(f"#{said}", set())
        one_day = recent and whole[0].family in SPEECH and not any(m.historical for m in whole)
        if not days and lead is not None and (one_day or any(opening(reading.events[i]) for i in group)):
            days = {lead}
        if len(days) == 1:
            mentions[group[0]].set_days(list(days))
            mentions[group[0]].inferred = True


def _is_cue(reading: Reading, event: Event) -> bool:
    return any(c.overlaps(event.trigger) for s in reading.statements for c in s.cue)


def _sessions(report: Report, reading: Reading, actors: Sequence[str]) -> dict[str, set[tuple[int, int]]]:
    """Per speaker (actor id) and per statement (``#n``) the day of speaking that stands beside a cue."""
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    published = day_of(report.published.value)
    for n, statement in enumerate(reading.statements):
        for time in reading.times:
            days = span_days(time.interval)
            if days is None or days[0] != days[1] or any(c.contains(time.span) for c in statement.content):
                continue
            if published is not None and days[0] > published.toordinal():
                continue
            if any(
                abs(time.span.start - c.end) <= _SESSION or abs(c.start - time.span.end) <= _SESSION for c in statement.cue
            ) and _one_sentence(reading, [*statement.cue[:1], time.span]):
                found[f"#{n}"].add(days)
                if statement.voice.name is not None:
                    found[actors[statement.voice.name]].add(days)
    return found


def _one_sentence(reading: Reading, spans: Sequence[object]) -> bool:
    return any(all(s.contains(x) for x in spans) for s in reading.sentences)  # type: ignore[arg-type]


def _body_start(report: Report) -> int:
    spans = report.body_spans()
    return spans[0].start if spans else 0


def _lead_day(report: Report, reading: Reading) -> tuple[int, int] | None:
    """The one day the opening sentences name, if it lies within three days before publication."""
    published = day_of(report.published.value)
    body = [s for s in reading.sentences if s.start >= _body_start(report)][:_LEAD]
    days = set()
    for time in reading.times:
        span = span_days(time.interval)
        if span is not None and span[0] == span[1] and any(s.contains(time.span) for s in body):
            days.add(span)
    if published is None:
        return days.pop() if len(days) == 1 else None
    recent = {d for d in days if 0 <= published.toordinal() - d[0] <= 3}
    return recent.pop() if len(recent) == 1 else None


def _opening(report: Report, reading: Reading):  # type: ignore[no-untyped-def]
    body = [n for n, s in enumerate(reading.sentences) if s.start >= _body_start(report)][:_LEAD]

    def inside(event: Event) -> bool:
        return event.headline or event.sentence in body

    return inside
