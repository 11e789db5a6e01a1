"""Words for one incident that say different things of what it was: "accident" and "attack", "march" and "riot", or "riot" and "no riot"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

from accordingto.data import table, words
from accordingto.model.record import Account, Disagreement, Quote, Value
from accordingto.model.text import Span
from accordingto.resolving.accounts import View, innermost
from accordingto.resolving.bearing import Bearing, sentence_at
from accordingto.resolving.folding import fold
from accordingto.resolving.patterns import pattern
from accordingto.resolving.profiles import stem
from accordingto.resolving.sides import Given, make_disagreement, sides_of

_PLAIN = "plain"  # the line of words that take no stand by themselves, but differ from the others
_BESIDE = 60  # characters beside a word for a crime in which a charge is named
_BEFORE = 50  # characters before a word in which it may be negated
_NAMING = 60  # characters before a word in which a verb of naming stands
_QUOTED = 50  # characters of a quotation that is a name for something
_TENTH = 10

Stand = tuple[str, str]


@cache
def _stands() -> dict[str, tuple[Stand, ...]]:
    """By stem of a word, its stands: a question and an answer to it."""
    found: dict[str, list[Stand]] = defaultdict(list)
    lines = table("disagreements")["called"]
    for question in lines:
        for name, line in lines[question].items():
            for word in line.split():
                found[stem(word)].append((question, name))
    return {word: tuple(stands) for word, stands in found.items()}


def called_apart(
    incident: str, given: Sequence[Given], accounts: Sequence[Account], views: Mapping[str, View], bearing: Bearing, dated: bool
) -> list[Disagreement]:
    """Words that give different answers to one question, each by a voice that gives no other, one of them at least by a voice that is
    said to call it so; and a word that one voice gives and another says it was not.

    Args:
        dated: the incident has a day; what nobody dates is compared within one report only.
    """
    by_stand: dict[Stand, list[Given]] = defaultdict(list)
    by_no: dict[Stand, list[Given]] = defaultdict(list)
    for g in (*given, *(g for account in accounts for g in _predicated(account, views[account.report]))):
        view = views[g.account.report]
        for stand in _stands_of(g.value):
            if is_no_name(view, g.value):
                by_no[stand].append(g)
            elif not g.value.denied and bearing.holds(g) and _names_it(view, g.value):
                by_stand[stand].append(g)
    found: list[Disagreement] = []
    for question in sorted({question for question, _ in by_stand}):
        mine = {stand: members for stand, members in by_stand.items() if stand[0] == question}
        if any(_calls(views[g.account.report], g) for stand, members in mine.items() if stand[1] != _PLAIN for g in members):
            found += _answers(incident, question, mine, dated)
    found += _left_open(incident, [g for g in given if not g.value.denied and bearing.holds(g)], accounts, views)
    for stand in sorted(by_no.keys() & by_stand.keys()):
        no = by_no[stand]
        yes = [g for g in by_stand[stand] if g.account.chain not in {n.account.chain for n in no}]
        if yes and (dated or {g.account.report for g in yes} & {g.account.report for g in no}):
            word = no[0].value.text
            found.append(
                make_disagreement(incident, "called", "conflict", sides_of([yes, no]), 0.6, f"called “{word}” by one, and said to be none")
            )
    return found


def _left_open(incident: str, given: Sequence[Given], accounts: Sequence[Account], views: Mapping[str, View]) -> list[Disagreement]:
    """A happening that one voice calls a deed ("sabotage") and others call by no more than what was seen ("the blast"), while somebody in a
    report that opens with it says that its cause is not known."""
    deeds, plain = (words("disagreements", name) for name in ("deeds", "seen"))
    loaded = [(g, views[g.account.report]) for g in given if _words_of(g) & deeds]
    named = [g for g, view in loaded if _calls(view, g) and not _is_a_charge(view, g.value)]
    voices = {g.account.chain[-1] for g in named}
    seen = [g for g in given if _words_of(g) & plain and not _words_of(g) & deeds and g.account.chain[-1] not in voices]
    if not named or not seen or not any(_cause_open(a, views[a.report], voices) for a in accounts):
        return []
    reason = f"called “{named[0].value.text}” by one, while others leave open what it was"
    return [make_disagreement(incident, "called", "undecided", sides_of([named, seen]), 0.4, reason)]


def _words_of(given: Given) -> frozenset[str]:
    return frozenset(stem(word) for word in fold(given.value.text).split())


def _cause_open(account: Account, view: View, voices: Set[str]) -> bool:
    """Whether another voice of a report says that the cause of what the report opens with is not known."""
    reading = view.reading
    if not any(reading.events[i].headline or reading.events[i].sentence <= 1 for i in account.events):
        return False
    return any(
        view.voices.statements[n].id not in voices and any(pattern("cause_open").search(c.of(view.report.text)) for c in s.content)
        for n, s in enumerate(reading.statements)
    )


def _predicated(account: Account, view: View) -> Iterator[Given]:
    """What an account says that an event was, where that is no event by itself: "the derailment was an accident"."""
    reading, text = view.reading, view.report.text
    triggers = [e.trigger for e in reading.events]
    for index in account.events:
        event = reading.events[index]
        sentence = sentence_at(view, event.trigger)
        for found in pattern("predicated").finditer(text, event.trigger.end, sentence.end):
            for word in re.finditer(r"[a-z-]{4,}", found["words"]):
                span = Span(found.start("words") + word.start(), found.start("words") + word.end())
                key = stem(word[0])
                if key in _stands() and not any(t.overlaps(span) for t in triggers) and innermost(reading, span) == event.statement:
                    value = Value("called", word[0], Quote(account.report, span), key=key, denied=bool(found["no"]))
                    yield Given(value, account)


def _answers(incident: str, question: str, by_stand: Mapping[Stand, list[Given]], dated: bool) -> list[Disagreement]:
    chains = {stand: {g.account.chain for g in members} for stand, members in by_stand.items()}
    alone = [s for s in sorted(chains) if chains[s] - {chain for other in chains if other != s for chain in chains[other]}]
    most = max((len(chains[s]) for s in alone), default=0)
    alone = [s for s in alone if len(chains[s]) * _TENTH >= most]
    if len(alone) < 2:
        return []
    reports = [{g.account.report for g in by_stand[s]} for s in alone]
    if not dated and not reports[0].intersection(*reports[1:]):
        return []
    sides = sides_of(by_stand[s] for s in alone)
    return [make_disagreement(incident, "called", "conflict", sides, 0.4, f"words that take different stands ({question})")]


def _stands_of(value: Value) -> tuple[Stand, ...]:
    """The stands of a word; "chanted" names no protest."""
    named = any(stem(word) in _stands() for word in fold(value.text).split())
    return _stands().get(value.key, ()) if named else ()


def _calls(view: View, given: Given) -> bool:
    """Whether a voice is said to call it so: behind a verb of naming, in a few quoted words, or in an accusation of its own."""
    span, text = given.value.quote.span, view.report.text
    if len(given.account.chain) < 2:
        return False
    start = max(sentence_at(view, span).start, span.start - _NAMING)
    if pattern("naming").search(text[start : span.start]):
        return True
    if any(q.span.contains(span) and len(q.span) <= _QUOTED for q in view.reading.quotations):
        return True
    statements = view.reading.statements
    return any(s.stance == "accuses" and s.manner != "indirect" and any(c.contains(span) for c in s.content) for s in statements)


def _names_it(view: View, value: Value) -> bool:
    """Whether a word is said of what happened: not what somebody is charged with, not what it seemed at first, not what some were
    doing there ("those protesting"), not the kind of thing it is ("deterrence against aggression"), and no bare "operation"."""
    sentence, span = sentence_at(view, value.quote.span), value.quote.span
    before, after = view.report.text[sentence.start : span.start], view.report.text[span.end : sentence.end]
    if _is_a_charge(view, value) or _only_seemed(view, value) or pattern("of_kind").search(before):
        return False
    if value.text.endswith("ing") and not pattern("determined").search(before) and value.text.islower():
        return False
    light = fold(value.text) in words("disagreements", "light")
    return not light or bool(pattern("light_before").search(before) or pattern("light_after").match(after))


def _is_a_charge(view: View, value: Value) -> bool:
    """Whether a word names what somebody is charged with."""
    sentence, span = sentence_at(view, value.quote.span), value.quote.span
    around = view.report.text[max(sentence.start, span.start - _BESIDE) : min(sentence.end, span.end + _BESIDE)]
    return bool(pattern("charge").search(around))


def _only_seemed(view: View, value: Value) -> bool:
    """Whether a word is what something was taken for at first."""
    sentence, span = sentence_at(view, value.quote.span), value.quote.span
    return bool(pattern("seemed").search(view.report.text[max(sentence.start, span.start - _BEFORE) : span.start]))


def is_no_name(view: View, value: Value) -> bool:
    """Whether a word is said not to be the name of what happened ("it was not a riot"), which does not deny that it happened."""
    sentence, span = sentence_at(view, value.quote.span), value.quote.span
    before = view.report.text[max(sentence.start, span.start - _BEFORE) : span.start]
    found = pattern("no_such").search(before)
    return found is not None and bool(pattern("named_thing").search(before[: found.start() + 2]))
