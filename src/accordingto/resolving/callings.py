"""What each voice calls an incident or an actor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from accordingto.model.reading import Argument
from accordingto.model.record import Actor, Mention, Naming, Quote
from accordingto.model.text import Span
from accordingto.resolving.accounts import View, innermost
from accordingto.resolving.folding import fold
from accordingto.resolving.profiles import stem
from accordingto.resolving.terms import quoted, term_at
from accordingto.resolving.voices import chain_of

# A description of an actor: a noun phrase without a name as its head, of at most this many words.
_LONGEST = 12
_ARTICLE = re.compile(r"^(?:the|an?|this|that|these|those|its|his|her|their)\s+", re.IGNORECASE)
_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "hers",
        "its",
        "their",
        "theirs",
        "who",
        "whom",
        "which",
        "that",
        "this",
        "these",
        "those",
        "we",
        "us",
        "our",
        "you",
        "i",
        "me",
        "my",
        "one",
    ]
)


def namings_of_incident(incident: str, events: Sequence[Mention], views: Mapping[str, View]) -> tuple[Naming, ...]:
    """One naming per event mention: its term, in whose words; and what somebody calls one of them, or a noun that stands for it."""
    found = []
    taken: dict[str, list[Span]] = defaultdict(list)
    for mention in sorted(events):
        view = views[mention.report]
        event = view.reading.events[mention.index]
        term = term_at(view.report, view.reading, event)
        taken[mention.report].append(term.span)
        found.append(_naming(view, incident, term.span, term.key, event.statement, event.headline))
    mine = set(events)
    for report in sorted(taken):
        view = views[report]
        for call in view.called:
            if Mention(report, call.event) not in mine or any(t.overlaps(call.span) for t in taken[report] if not call.told):
                continue
            headline = view.reading.events[call.event].headline and innermost(view.reading, call.span) is None
            found.append(_naming(view, incident, call.span, call.key, call.by, headline, told=call.told))
    return tuple(found)


def namings_of_actors(view: View, actors: Mapping[str, Actor]) -> tuple[Naming, ...]:
    """Descriptions and titles of actors in one report: "the Iran-backed militia", "a terrorist organisation"."""
    found: dict[tuple[str, int, int], Naming] = {}
    reading = view.reading
    for event in reading.events:
        for argument in (*event.actors, *event.recipients):
            term = _description(view, argument)
            if term is not None and argument.name is not None:
                actor = view.names[argument.name]
                if actor in actors:
                    key = (actor, term.start, term.end)
                    found.setdefault(key, _naming(view, actor, term, _key(view, argument), event.statement, event.headline))
    for reference in reading.references:
        words = fold(reference.span.of(view.report.text)).split()
        if reference.name is not None and words and words[-1] not in _PRONOUNS and len(words) > 1:
            statement = innermost(reading, reference.span)
            key = (view.names[reference.name], reference.span.start, reference.span.end)
            found.setdefault(key, _naming(view, key[0], reference.span, stem(words[-1]), statement, False))
    return tuple(found[k] for k in sorted(found))


def _naming(view: View, subject: str, span: Span, key: str, statement: int | None, headline: bool, *, told: bool = False) -> Naming:
    """A naming in the words of whoever chose them: of a speaker inside quotation marks and where it is said that he calls it so
    (``told``); what a report tells of his words in its own is the report's."""
    marked = quoted(view.reading, span)
    own = statement is None or not (marked or told)
    voice = chain_of(view.reading, None if own else statement, view.voices)[-1]
    return Naming(subject, voice, span.of(view.report.text), key, Quote(view.report.id, span), own, marked, headline)


def _description(view: View, argument: Argument) -> Span | None:
    """The span of a phrase that describes a named actor without being the name."""
    if argument.name is None:
        return None
    name = view.reading.names[argument.name].span
    text = argument.span.of(view.report.text)
    if name.overlaps(argument.span) or len(text.split()) > _LONGEST or fold(text) in _PRONOUNS or not _ARTICLE.match(text):
        return None
    return argument.span


def _key(view: View, argument: Argument) -> str:
    return stem(fold(argument.head.of(view.report.text)))
