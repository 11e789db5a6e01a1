"""Readings the machine is unsure of, as questions: the sentence with the doubtful part marked, and what rests on it."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.model.reading import Event, Reading, Statement
from accordingto.model.record import Account, Doubt
from accordingto.model.report import Report
from accordingto.model.text import Span, cover
from accordingto.store import Store
from accordingto.views.common import NO_OUTLET, NO_VOICE, Clock, sentence_around
from accordingto.views.marks import Run, runs
from accordingto.views.wording import ASPECTS, count, listing, shorten

STANCES = {
    "asserts": "as a plain assertion",
    "accuses": "as an accusation",
    "demands": "as a demand",
    "denies": "as a denial",
    "threatens": "as a threat",
    "promises": "as a promise",
    "questions": "as a question",
}
KINDS = {
    "AGREE": "an agreement", "CONSULT": "talks", "SUPPORT": "support", "CONCEDE": "a concession", "COOPERATE": "working together",
    "AID": "help given", "RETREAT": "a retreat", "REQUEST": "a demand", "ACCUSE": "an accusation", "REJECT": "a refusal or denial",
    "THREATEN": "a threat", "PROTEST": "a protest", "SANCTION": "a sanction", "MOBILIZE": "forces moved", "COERCE": "coercion",
    "ASSAULT": "violence",
}  # fmt: skip
ACTS = {
    "AGREE": "agree to something", "CONSULT": "meet or talk with somebody", "SUPPORT": "stand by somebody", "CONCEDE": "give way",
    "COOPERATE": "work with somebody", "REQUEST": "demand something", "ACCUSE": "accuse somebody", "REJECT": "refuse or deny something",
    "THREATEN": "threaten somebody", "PROTEST": "protest", "SANCTION": "punish somebody", "COERCE": "force somebody",
}  # fmt: skip
MANNERS = {"direct": "quoted", "indirect": "not quoted", "mixed": "quoted in part"}
REACH = 700


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence a doubt is about: its runs with marks; report, outlet and hour; where the report opens at it; its language."""

    runs: tuple[Run, ...]
    report: str
    outlet: str
    published: str
    start: int
    end: int
    href: str
    language: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One line on how it was read: label, value, an address or nothing, and a note beside it."""

    label: str
    value: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DoubtQuestion:
    """A doubt in words: the question itself, the passage, how it was read, and what confirming, rejecting and leaving it would do."""

    title: str
    passage: Sentence
    facts: tuple[Detail, ...]
    effects: tuple[str, str, str]


def doubt_question(store: Store, doubt: Doubt) -> DoubtQuestion | None:
    """The question of one doubt; None where its report is gone."""
    report, reading = store.report(doubt.quote.report), store.reading(doubt.quote.report)
    if report is None or reading is None:
        return None
    if doubt.subject == "event":
        return _event_question(store, doubt, report, reading)
    statement = reading.statements[doubt.mention.index]
    voice = statement.voice.label or NO_VOICE
    if doubt.subject == "voice":
        return _voice_question(store, doubt, report, reading, statement)
    outer = reading.statements[statement.parent].voice.label if statement.parent is not None else report.outlet.value
    said = f"{STANCES[statement.stance]}, {MANNERS[statement.manner]}" + ("; said not to have been said" if statement.negated else "")
    facts = (
        Detail("Who", voice, note=statement.voice.kind if statement.voice.label else ""),
        Detail("Words that tell", _joined(report, statement.cue) or "none"),
        Detail("How", said),
        *_resting(store, doubt, reading),
    )
    return DoubtQuestion(
        f"Does {inside(statement.voice.label)} {'decline to say' if statement.negated else 'say'} this?"
        if statement.voice.label
        else "Is what is marked told as somebody’s words?",
        _passage(store, doubt, report, reading, _lines(statement), [(s, "s0") for s in statement.content]),
        facts,
        (
            "Read rightly. Not asked again.",
            f"Nobody is taken to say it; what stands in it is then told by {outer or 'the report itself'}.",
            "Stays as it was read. Not asked again.",
        ),
    )


def doubt_label(store: Store, doubt: Doubt) -> str:
    """A few words for a list: who says what, or the word that tells of something done."""
    before, words, after = store.words_around(doubt.quote, 40)
    if doubt.subject != "event":
        return f"“{shorten(words, 58)}”"
    lead, rest = before.rpartition("\n")[2].split(), after.partition("\n")[0]
    return " ".join([*lead[-3:], f"‘{shorten(words, 40)}’{shorten(rest, 30)}" if rest[:1] != " " else f"‘{words}’ {shorten(rest, 30)}"])


def _voice_question(store: Store, doubt: Doubt, report: Report, reading: Reading, statement: Statement) -> DoubtQuestion:
    spans = [r.span for r in reading.references if r.name == statement.voice.name and cover(statement.source).contains(r.span)]
    name = reading.names[statement.voice.name].span if statement.voice.name is not None else None
    as_printed = spans[0].of(report.text) if spans else _joined(report, statement.source)
    lines = [*_lines(statement), *([(name, "na", "")] if name else [])]
    return DoubtQuestion(
        f"Is ‘{as_printed}’ here {statement.voice.label}?",
        _passage(store, doubt, report, reading, lines, [(s, "s0") for s in statement.content], also=name),
        (
            Detail("Read as", statement.voice.label, note=statement.voice.kind),
            *([Detail("Named as", name.of(report.text))] if name and name.of(report.text) != statement.voice.label else []),
            *_resting(store, doubt, reading),
        ),
        (
            f"{statement.voice.label} says it. Not asked again.",
            "Who says it is then not known.",
            "Stays as it was read. Not asked again.",
        ),
    )


def _event_question(store: Store, doubt: Doubt, report: Report, reading: Reading) -> DoubtQuestion:
    event = reading.events[doubt.mention.index]
    trigger = event.trigger.of(report.text)
    kind = " ".join(filter(None, (event.type, event.mode.replace("_", " "))))
    figures = [reading.figures[i] for i in event.figures]
    told = [f"{ASPECTS[f.aspect].lower()}: {f'{f.qualifier} ' if f.qualifier else ''}{f.span.of(report.text)}" for f in figures]
    facts = (
        Detail("PLOVER", kind),
        Detail("Told as", event.status),
        Detail("Did", _arguments(report, event, "actors") or "nobody named"),
        Detail("To whom", _arguments(report, event, "recipients") or "nobody named"),
        *([Detail("Figures", listing(told))] if told else []),
        *_resting(store, doubt, reading),
    )
    lines = [(event.trigger, "ev", ""), *((a.span, "so", "") for a in event.actors), *((f.span, "fi", "") for f in figures)]
    cue_of = next((s for s in reading.statements if any(c.overlaps(event.trigger) for c in s.cue)), None)
    does = ACTS.get(event.type)
    title = f"Does ‘{trigger}’ tell of {KINDS.get(event.type, 'something done')}?"
    if cue_of is not None and does:  # the word only says that somebody speaks: what is asked is what is done by speaking
        title = f"Does {inside(cue_of.voice.label) or 'whoever speaks here'} {does}?"
    return DoubtQuestion(
        title,
        _passage(store, doubt, report, reading, lines, []),
        facts,
        (
            "It does. Not asked again.",
            "It does not. No account rests on it any longer" + (", and its figures go with it." if figures else "."),
            "Stays as it was read. Not asked again.",
        ),
    )


def _lines(statement: Statement) -> list[tuple[Span, str, str]]:
    return [(s, "so", "") for s in statement.source] + [(s, "cu", "") for s in statement.cue]


def _passage(
    store: Store,
    doubt: Doubt,
    report: Report,
    reading: Reading,
    lines: list[tuple[Span, str, str]],
    grounds: list[tuple[Span, str]],
    also: Span | None = None,
) -> Sentence:
    """The sentences of the doubt, and of what it points back to where that is near."""
    span = doubt.quote.span
    within = sentence_around(report.text, reading.sentences, span)
    if also is not None and also.end <= span.start and span.start - also.start <= REACH:
        within = Span(sentence_around(report.text, reading.sentences, also).start, within.end)
    clock = Clock.of(store)
    return Sentence(
        runs(report.text, within, lines, grounds),
        report.id,
        report.outlet.value or NO_OUTLET,
        clock.short(report.published.value or ""),
        span.start,
        span.end,
        f"/reports/{report.id}?at={span.start}-{span.end}#at",
        report.language,
    )


def _resting(store: Store, doubt: Doubt, reading: Reading) -> list[Detail]:
    """The accounts that rest on it, one line an incident, with the aspects in which they part from others."""
    mine: dict[str, list[Account]] = {}
    for account in store.accounts(report=doubt.quote.report):
        if doubt.mention.index in (account.events if doubt.subject == "event" else account.hangs_on(reading)):
            mine.setdefault(account.incident, []).append(account)
    incidents = store.incidents_of(mine)
    found = []
    for key, accounts in mine.items():
        ids = {a.id for a in accounts}
        parting = dict.fromkeys(
            ASPECTS[d.aspect].lower()
            for d in store.disagreements(incident=key, limit=20)
            if d.relation in ("conflict", "undecided") and any(ids & set(s.accounts) for s in d.sides)
        )
        note = count(len(accounts), "account") + (f", in dispute: {listing(parting)}" if parting else "")
        found.append(Detail("Rests on it", incidents[key].title if key in incidents else "", f"/incidents/{key}", note))
    return found[:4]


def _joined(report: Report, spans: tuple[Span, ...]) -> str:
    return " … ".join(s.of(report.text) for s in spans)


def _arguments(report: Report, event: Event, role: str) -> str:
    return listing(shorten(a.span.of(report.text), 60) for a in getattr(event, role))


def inside(label: str) -> str:
    """A voice's words inside a sentence: a capital that only began theirs is gone ("The army", "A witness")."""
    first, blank, rest = label.partition(" ")
    return f"{first.lower()} {rest}" if blank and first in ("The", "A", "An", "His", "Her", "Its", "Their") else label
