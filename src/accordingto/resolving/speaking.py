"""On what day somebody spoke, as far as a report itself says: beside a cue, in the opening, never by its date of publication."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set

from accordingto.model.reading import Event, Reading, Time
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.folding import fold
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.news import PAST
from accordingto.resolving.openings import body_start, opening_sentences
from accordingto.resolving.profiles import Profile, day_of, family, span_days
from accordingto.resolving.terms import quoted

_SESSION = 140  # characters between a cue and the day it was said on
_COMMA = 40  # what a comma adds to it
_BESIDE = 5  # the same for a day that is read with another act: "said on Monday that troops had left"


def date_by_context(
    groups: Sequence[Sequence[int]], mentions: dict[int, Profile], report: Report, reading: Reading, actors: Sequence[str]
) -> None:
    """Give acts of speech without a day of their own the day the same speaker is said to have spoken on, and acts of the
    opening the one day on which the report says anyone spoke, failing that the day the opening gives. Where that one day is the
    day of publication or the one before, every act of speech of the report is of that day.
    Days come from words of the report, never from its date of publication."""
    sessions, spoken, opening_days, since = _sessions(report, reading, actors)
    published = day_of(report.published.value)
    today = published.toordinal() if published else 0
    only = next(iter(spoken)) if len(spoken) == 1 else None
    fresh = only is not None and (only in opening_days or published is None or 0 <= today - only[0] <= 1)
    lead = only if fresh else lead_day(report, reading)
    recent = len(spoken) == 1 and lead is not None and (lead[0] == today or (lead in opening_days and lead[0] == today - 1))
    opening = _opening(report, reading)
    for group in groups:
        whole = [mentions[i] for i in group]
        if any(m.days or m.coarse for m in whole) or whole[0].family == "force" or all(m.historical or m.plural for m in whole):
            continue
        days: set[tuple[int, int]] = set()
        for index, mention in zip(group, whole, strict=True):
            said = reading.events[index].statement
            own = _beside_own_cue(reading, reading.events[index], sessions)
            if own:
                days |= own
                continue
            for speaker in mention.agents if mention.family in SPEECH else ():
                told_by_then = opening(reading.events[index]) or since.get(speaker, 0) <= _end_of_next(reading, reading.events[index])
                days |= sessions.get(speaker, set()) if told_by_then else set()
            if said is not None and (mention.family not in SPEECH or _is_cue(reading, reading.events[index])):
                days |= sessions.get(f"#{said}", set())
        before = any(_put_back(report.text, reading.events[i].trigger) for i in group)
        told = [reading.events[i] for i in group if not reading.events[i].passing or mentions[i].family == "talk"]  # talks are nouns
        one_day = recent and not before and whole[0].family in SPEECH and not any(m.historical for m in whole)
        spoke = whole[0].family not in SPEECH and lead in spoken  # the day on which somebody told of it
        if not days and lead is not None and told and not spoke and (one_day or any(opening(event) for event in told)):
            days = {lead}
        if len(days) == 1:
            mentions[group[0]].set_days(list(days))
            mentions[group[0]].inferred = True


def date_performed(groups: Sequence[Sequence[int]], mentions: dict[int, Profile], report: Report, reading: Reading) -> None:
    """Acts of speech that the report itself performs ("We demand ...", in the words of nobody else; "The Mission calls for ..." in a
    statement of the Mission) are of its day."""
    published, issuer = day_of(report.published.value), _issuer(report)
    for group in groups:
        if mentions[group[0]].family == "force" or any(mentions[i].days or mentions[i].coarse for i in group):
            continue
        if published is not None and any(_is_performed(report.text, reading, reading.events[i], issuer) for i in group):
            mentions[group[0]].set_days([(published.toordinal(), published.toordinal())])
            mentions[group[0]].inferred = True
            mentions[group[0]].bounds = {"said by the report itself"}


_PERFORMED = re.compile(
    r"(?:^|[.!?]\s+|[“\"]\s*|\b(?:and|therefore)\s+)\s*(?:we|I)\s+(?:hereby\s+|therefore\s+|also\s+|strongly\s+)?$", re.IGNORECASE
)


def _is_performed(text: str, reading: Reading, event: Event, issuer: Set[str] | None) -> bool:
    """Whether an act is told in the present tense, in the first person or of the report's own issuer, outside the words of others."""
    verb, lemma = event.trigger.of(text).lower().split()[0], event.lemma.split()[0]
    before = text[max(0, event.trigger.start - 24) : event.trigger.start]
    first = (verb == lemma and bool(_PERFORMED.search(before))) or (verb.endswith("ing") and bool(_DOING.search(before)))
    doers = [{w for w in fold(a.span.of(text)).split() if w not in _ARTICLES} for a in event.actors]
    own = any(doer and (issuer is None or doer <= issuer) for doer in doers)
    third = own and family(event.type) in SPEECH and verb in (f"{lemma}s", f"{lemma}es", f"{lemma[:-1]}ies")
    return (first or third) and not _in_words(reading, event)


def _issuer(report: Report) -> set[str] | None:
    """The words of who issues a report: its outlet, and whom its title calls it a statement of. None where a line of its head says that
    all of it is somebody's statement, who then speaks in it in the present tense."""
    if _RELEASE.search(report.text[: body_start(report) + 1]):
        return None
    named = _STATEMENT_OF.search(report.title.value or "")
    return set(fold(f"{report.outlet.value or ''} {named[1] if named else ''}").split())


_DOING = re.compile(r"\b(?:we|I)(?:\s+are|\s+am|[’']re|[’']m)\s+(?:hereby\s+|therefore\s+|also\s+|now\s+)?$", re.IGNORECASE)
_RELEASE = re.compile(
    r"^\W*(?:for immediate release|(?:press|media|news) (?:release|statement)|(?:joint |official )?statement|communiqu[eé])\W*$"
    r"|\b(?:press|media|news)\s+(?:release|statement|notice|communiqu[eé])\s+(?:(?:no|nr|number)\b\.?\s*)?\d"
    r"|\b(?:statement|communiqu[eé]|notice|declaration|circular)\s+(?:no|nr|number)\b\.?\s*\d",
    re.IGNORECASE | re.MULTILINE,
)
_ARTICLES = frozenset({"the", "a", "an"})
_STATEMENT_OF = re.compile(
    r"\b(?:statement|communiqu[eé]|declaration|press release|appeal|resolution|letter)\s+(?:of|by|from)\s+(.+)", re.IGNORECASE
)


def _in_words(reading: Reading, event: Event) -> bool:
    """Whether an event stands in a quotation or in words said by somebody with a name or description of his own."""
    return quoted(reading, event.trigger) or any(
        c.contains(event.trigger) for s in reading.statements if s.source and not _FIRST.fullmatch(s.voice.label) for c in s.content
    )


_FIRST = re.compile(r"we|i|us|our", re.IGNORECASE)


def _beside_own_cue(reading: Reading, event: Event, sessions: Mapping[str, set[tuple[int, int]]]) -> set[tuple[int, int]]:
    """The days that stand beside the cue that an act of speech is."""
    cues = [n for n, s in enumerate(reading.statements) if any(c.overlaps(event.trigger) for c in s.cue)]
    return {d for n in cues for d in sessions.get(f"#{n}", ())}


def _is_cue(reading: Reading, event: Event) -> bool:
    return any(c.overlaps(event.trigger) for s in reading.statements for c in s.cue)


def _sessions(
    report: Report, reading: Reading, actors: Sequence[str]
) -> tuple[dict[str, set[tuple[int, int]]], set[tuple[int, int]], set[tuple[int, int]], dict[str, int]]:  # fmt: skip
    """Per speaker (actor id) and per statement (``#n``) the day of speaking that stands beside a cue: a day that no other act of
    the sentence has, and that stands in nobody else's words. And all those days, but for what "had" been said before; those of
    them that the opening names; and where each speaker's is named first, since what he said before that may be older.

    A day belongs to the cue nearest to it, unless it is part of another phrase ("Sunday's vote", "the images of 16 May").
    """
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    news: set[tuple[int, int]] = set()
    opening: set[tuple[int, int]] = set()
    since: dict[str, int] = {}
    body = [reading.sentences[n] for n in opening_sentences(reading, body_start(report))]
    published = day_of(report.published.value)
    cues = [c for s in reading.statements for c in s.cue]
    owned = {t for e in reading.events if not any(c.overlaps(e.trigger) for c in cues) for t in e.times}
    for t, time in enumerate(reading.times):
        days = span_days(time.interval)
        if days is None or days[0] != days[1] or (published is not None and days[0] > published.toordinal()):
            continue
        if _in_a_phrase(report.text, time):
            continue
        gaps = {
            n: gap for n, statement in enumerate(reading.statements)
            if (gap := min((_gap(report.text, c, time.span) for c in statement.cue), default=_SESSION + 1))
            <= (_BESIDE if t in owned else _SESSION) and _one_sentence(reading, [*statement.cue[:1], time.span])
        }  # fmt: skip
        for n in (n for n, gap in gaps.items() if gap == min(gaps.values())):
            statement, above = reading.statements[n], reading.around(reading.statements[n].parent)
            if any(c.contains(time.span) for k, s in enumerate(reading.statements) if k not in above for c in s.content):
                continue
            found[f"#{n}"].add(days)
            if statement.voice.name is not None:
                found[actors[statement.voice.name]].add(days)
                since[actors[statement.voice.name]] = min(since.get(actors[statement.voice.name], time.span.start), time.span.start)
            if not any(_HAD.search(report.text[max(0, c.start - 40) : c.start + 4]) for c in statement.cue):
                news.add(days)
                if any(s.contains(time.span) for s in body):
                    opening.add(days)
    return found, news, opening, since


def _end_of_next(reading: Reading, event: Event) -> int:
    """Where the sentence after that of an event ends."""
    return reading.sentences[min(event.sentence + 1, len(reading.sentences) - 1)].end if reading.sentences else 0


_HAD = re.compile(r"\bhad\b[^.,;]{0,34}$", re.IGNORECASE)
_PART = re.compile(r"\b(?:of|from|since|until|before|after|by)\s+$", re.IGNORECASE)


_BESIDE_HOUR = re.compile(r"\b(?:before|after|by)\s+$", re.IGNORECASE)


def _put_back(text: str, trigger: Span) -> bool:
    """Whether the words beside an act say that it was before what the report brings as news ("had denied", "has denied before now")."""
    return bool(_HAD.search(text[max(0, trigger.start - 40) : trigger.start])) or bool(PAST.search(text[trigger.end : trigger.end + 16]))


def _gap(text: str, cue: Span, time: Span) -> int:
    """Characters between a cue and a day; a comma in between sets them further apart."""
    first, last = sorted((cue, time))
    return max(last.start - first.end, 0) + (_COMMA if "," in text[first.end : last.start] else 0)


def _in_a_phrase(text: str, time: Time) -> bool:
    """Whether a day belongs to another word: a noun that owns it or hangs it on, a stretch of time that it ends; "shortly after four this
    morning" is on that morning."""
    span, before = time.span, text[max(0, time.span.start - 12) : time.span.start]
    hour = (time.value or "")[11:13].isdigit() and _BESIDE_HOUR.search(before)
    return text[span.end : span.end + 2] in ("’s", "'s") or bool(_PART.search(before) and not hour)


def _one_sentence(reading: Reading, spans: Sequence[object]) -> bool:
    return any(all(s.contains(x) for x in spans) for s in reading.sentences)  # type: ignore[arg-type]


def lead_day(report: Report, reading: Reading) -> tuple[int, int] | None:
    """The one day the first sentence names, failing that the opening sentences, if it lies within three days before publication."""
    published = day_of(report.published.value)
    body = [reading.sentences[n] for n in opening_sentences(reading, body_start(report))]
    for part in (body[:1], body):
        days = set()
        for time in reading.times:
            span = span_days(time.interval)
            inside = any(s.contains(time.span) for s in part) and not _in_a_phrase(report.text, time)
            if span is not None and span[0] == span[1] and inside:
                days.add(span)
        if published is not None:
            days = {d for d in days if 0 <= published.toordinal() - d[0] <= 3}
        if len(days) == 1:
            return days.pop()
    return None


def _opening(report: Report, reading: Reading) -> Callable[[Event], bool]:
    body = opening_sentences(reading, body_start(report))

    def inside(event: Event) -> bool:
        return event.headline or event.sentence in body

    return inside
