"""The words a decision holds on to, so that it finds its subject again after a rebuild gave it another id."""

from __future__ import annotations

from accordingto.errors import UsageError
from accordingto.model.decision import Anchor, SubjectKind
from accordingto.model.record import Mention, Quote
from accordingto.model.text import Span
from accordingto.store.sqlite import Store

Subject = tuple[SubjectKind, tuple[Anchor, ...]]


def subject_of(store: Store, key: str) -> Subject:
    """What an id means, and the words to hold on to: two for a match, one for everything else.

    ``key`` is the id of a match, a doubt, an actor, an incident, a disagreement, a voice, a copy or a report; ``report/statements/n``,
    ``report/events/n`` or ``report/figures/n`` for a position in a report's reading.

    Raises:
        UsageError: if the record has nothing of that name.
    """
    found = _match(store, key) or _thing(store, key) or _position(store, key)
    if found is None:
        raise UsageError(f"the record has nothing with the id {key!r}", hint=f"accordingto show {store.path}")
    return found


def _match(store: Store, key: str) -> Subject | None:
    match = store.match(key)
    if match is None:
        return None
    anchors = []
    for quote, side in ((match.left_quote, match.left), (match.right_quote, match.right)):
        anchors.append(_anchor(store, quote) if quote else subject_of(store, side)[1][0])
    return match.subject, tuple(anchors)


def _thing(store: Store, key: str) -> Subject | None:
    if store.actor(key) is not None:
        return "actor", (_named(store, store.actor_mentions(key, limit=1)[0]),)
    if store.incident(key) is not None:
        return "incident", (_event(store, store.incident_events(key, limit=1)[0]),)
    disagreement = store.disagreement(key)
    if disagreement is not None:
        return "disagreement", (_anchor(store, disagreement.sides[0].value.quote),)
    doubt = store.doubt(key)
    if doubt is not None:
        return doubt.subject, (_anchor(store, doubt.quote),)
    if store.voice(key) is not None:
        page = store.page("sayings", {"voice": key}, limit=1).rows
        return ("voice", (_statement(store, Mention(page[0]["report"], page[0]["n"])),)) if page else None
    report = store.report(key)
    if report is not None:
        return "report", (_anchor(store, Quote(key, report.title_span or Span(0, min(80, len(report.text))))),)
    return None


def _position(store: Store, key: str) -> Subject | None:
    report, _, rest = key.partition("/")
    layer, _, n = rest.partition("/")
    reading = store.reading(report)
    if reading is None or not n.isdecimal():
        return None
    if layer == "statements" and int(n) < len(reading.statements):
        return "statement", (_statement(store, Mention(report, int(n))),)
    if layer == "events" and int(n) < len(reading.events):
        return "event", (_event(store, Mention(report, int(n))),)
    if layer == "figures" and int(n) < len(reading.figures):
        return "figure", (_anchor(store, Quote(report, reading.figures[int(n)].span)),)
    return None


def _named(store: Store, mention: Mention) -> Anchor:
    return _of_reading(store, mention, "names")


def _event(store: Store, mention: Mention) -> Anchor:
    return _of_reading(store, mention, "events")


def _statement(store: Store, mention: Mention) -> Anchor:
    return _of_reading(store, mention, "statements")


def _of_reading(store: Store, mention: Mention, layer: str) -> Anchor:
    reading = store.reading(mention.report)
    if reading is None:
        raise UsageError(f"report {mention.report} has not been read")
    if layer == "names":
        span = reading.names[mention.index].span
    elif layer == "events":
        span = reading.events[mention.index].trigger
    else:
        span = reading.statements[mention.index].whole
    return _anchor(store, Quote(mention.report, span))


def _anchor(store: Store, quote: Quote) -> Anchor:
    report = store.report(quote.report)
    if report is None:
        raise UsageError(f"the record has no report {quote.report}")
    return Anchor(quote.report, quote.span.start, quote.span.end, quote.span.of(report.text))
