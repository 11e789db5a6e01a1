"""What one chain in one report says about one incident: the rows set side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accordingto.model.ids import make_id
from accordingto.model.reading import Argument, Event, EvidenceKind, Figure, Reading, Statement
from accordingto.model.record import Account, Extent, Mention, Quote, Value, ValueAspect
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.folding import fold, folded_words
from accordingto.resolving.places import Spot, locate
from accordingto.resolving.profiles import HARM, KILL, places_of, stem, times_of
from accordingto.resolving.terms import Called, term_at
from accordingto.resolving.union import Union
from accordingto.resolving.voices import ReportVoices, chain_of

COUNTS = (
    "killed",
    "injured",
    "casualties",
    "missing",
    "trapped",
    "detained",
    "freed",
    "displaced",
    "rescued",
    "infected",
    "aboard",
    "attackers",
    "troops",
    "protesters",
    "strikes",
    "targets",
    "people",
    "vehicles",
)
_AT_MOST, _NUMBERS = 4, 8  # values per aspect of one account; numbers are few, and each is evidence


@dataclass(frozen=True, slots=True)
class View:
    """One report with everything resolved that accounts need.

    Attributes:
        names: actor id of every name.
        context: how often each state is named.
        called: what the report says that somebody calls its events (see ``naming_calls``).
    """

    report: Report
    reading: Reading
    names: tuple[str, ...]
    voices: ReportVoices
    context: Mapping[str, int]
    called: tuple[Called, ...] = ()


@dataclass(frozen=True, slots=True)
class Loose:
    """What of a report goes with an incident without an event of it.

    Attributes:
        figures: positions in ``Reading.figures`` (see ``counts``); ``gone`` those of its events that count something else;
            ``why`` says of each why it is counted here.
        denials: pairs of positions in ``Reading.statements``, a claim and its denial (see ``denials.loose_denials``).
        against: pairs of them that the report sets against each other (see ``contrast``), and whether the second is a denial.
        claims, denying: positions there of what another report may deny, and of denials that may answer another report (see ``opposed``).
    """

    figures: tuple[int, ...] = ()
    denials: tuple[tuple[int, int], ...] = ()
    against: tuple[tuple[int, int, bool], ...] = ()
    claims: tuple[int, ...] = ()
    denying: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A claim and its denial, or what another voice says instead.

    Attributes:
        claiming, denying: ids of the reports.
        claim, denial: positions in ``Reading.statements``.
        denied: the second says that the first is not so.
    """

    claiming: str
    claim: int
    denying: str
    denial: int
    denied: bool = True


Asked = tuple[str, int, tuple[int, ...], tuple[int, ...], tuple[int, ...]]
_CLAIMED = 110  # characters of a claim or a denial that are shown as its value


class Memo:
    """Values that events of a report give, kept as long as the report's view is the same and an incident has them."""

    def __init__(self) -> None:
        self._stamps: Mapping[str, int] = {}
        self._found: dict[Asked, tuple[Value, ...]] = {}
        self._held: dict[str, set[Asked]] = {}
        self._fresh: dict[str, set[Asked]] = defaultdict(set)

    def follow(self, stamps: Mapping[str, int]) -> None:
        """Take other view stamps: per report, a number that rises when its view changes."""
        self._stamps = stamps

    def values(
        self, incident: str, view: View, indices: Sequence[int], figures: Sequence[int], gone: Sequence[int]
    ) -> tuple[Value, ...]:  # fmt: skip
        """``values_of``, or what it said before."""
        key = (view.report.id, self._stamps[view.report.id], tuple(indices), tuple(figures), tuple(gone))
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = values_of(view, indices, figures, gone)
        self._fresh[incident].add(key)
        return found

    def settle(self, gone: Iterable[str]) -> None:
        """Forget what only incidents that are gone, or were made again, had asked for."""
        old = {key for incident in (*gone, *self._fresh) for key in self._held.pop(incident, ())}
        for key in old.difference(*self._fresh.values()):
            del self._found[key]
        self._held.update(self._fresh)
        self._fresh = defaultdict(set)


def accounts_of(
    incident: str, events: Sequence[Mention], views: Mapping[str, View], loose: Mapping[str, Loose], answers: Iterable[Answer], memo: Memo
) -> tuple[Account, ...]:
    """The accounts of one incident; their origins are filled in later.

    Args:
        loose: per report, what belongs to the incident without an event of its own.
        answers: claims with their denials, of one report or of two.
        memo: values worked out before, and now.
    """
    rows: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    counts: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for mention in sorted(events):
        view = views[mention.report]
        statement = view.reading.events[mention.index].statement
        rows[mention.report, chain_of(view.reading, statement, view.voices)].append(mention.index)
        gone = loose[mention.report].gone if mention.report in loose else ()
        for position in view.reading.events[mention.index].figures:
            other = _said_apart(view.reading, mention.index, position)
            if other is not None and position not in gone:
                counts[mention.report, chain_of(view.reading, other, view.voices)].append(position)
    claims: dict[tuple[str, tuple[str, ...]], list[tuple[int, Value]]] = defaultdict(list)
    for report, more in loose.items():
        view = views[report]
        for position in more.figures:
            statement = innermost(view.reading, view.reading.figures[position].span)
            counts[report, chain_of(view.reading, statement, view.voices)].append(position)
    for key, report, statement, denied in sorted(_answered(answers, views)):
        view = views[report]
        claims[report, chain_of(view.reading, statement, view.voices)].append((statement, _claim(view, key, statement, denied=denied)))
    return tuple(
        _account(incident, views[key[0]], key[1], rows.get(key, []), counts.get(key, []), claims.get(key, []), memo,
                 loose[key[0]].gone if key[0] in loose else ())
        for key in sorted(rows.keys() | counts.keys() | claims.keys())
    )  # fmt: skip


def _answered(answers: Iterable[Answer], views: Mapping[str, View]) -> set[tuple[str, str, int, bool]]:
    """Key, report and position of every claim and denial, and whether it is the denial: what answers one claim, and all that one denial
    answers, have one key."""
    keys: Union[tuple[str, int]] = Union()
    found = list(answers)
    for a in found:
        keys.join((a.claiming, a.claim), (a.denying, a.denial))
    rows = {(report, n, denied) for a in found for report, n, denied in ((a.claiming, a.claim, False), (a.denying, a.denial, a.denied))}
    return {(_place(*keys.find((report, n)), views), report, n, denied) for report, n, denied in rows}


def _place(report: str, statement: int, views: Mapping[str, View]) -> str:
    return f"{report}:{views[report].reading.statements[statement].whole.start}"


def _claim(view: View, key: str, statement: int, *, denied: bool) -> Value:
    """A claim or its denial as a value: the longest stretch of its words, cut at a space where it is long."""
    said = view.reading.statements[statement]
    whole = longest(said)
    blank = view.report.text.rfind(" ", whole.start, whole.start + _CLAIMED) if len(whole) > _CLAIMED else -1
    span = Span(whole.start, blank) if blank > whole.start else whole
    return Value("claim", span.of(view.report.text), Quote(view.report.id, span), key=key, denied=denied)


def longest(statement: Statement) -> Span:
    """The longest stretch of what a statement says, failing that of its cue."""
    return max(statement.content or statement.cue, key=len)


def innermost(reading: Reading, span: Span) -> int | None:
    """The innermost statement whose content holds a span."""
    holding = [i for i, s in enumerate(reading.statements) if any(c.contains(span) for c in s.content)]
    return max(holding, key=lambda i: (reading.depth(i), i), default=None)


def _said_apart(reading: Reading, event: int, figure: int) -> int | None:
    """The statement that gives a figure of an event told outside it: "four were hurt, a hospital said; the union knew of 19"."""
    inner = innermost(reading, reading.figures[figure].span)
    if inner is None or inner == reading.events[event].statement:
        return None
    return None if any(c.contains(reading.events[event].trigger) for c in reading.statements[inner].content) else inner


def _account(
    incident: str, view: View, chain: tuple[str, ...], indices: Sequence[int], figures: Sequence[int],
    claims: Sequence[tuple[int, Value]], memo: Memo, gone: Sequence[int],
) -> Account:  # fmt: skip
    reading = view.reading
    statements = [reading.events[i].statement for i in indices] + [innermost(reading, reading.figures[f].span) for f in figures]
    statements += [statement for statement, _ in claims]
    inner = max((s for s in statements if s is not None), key=lambda s: (reading.depth(s), -s), default=None)
    values = (*memo.values(incident, view, indices, figures, gone), *(value for _, value in claims))
    kinds = {reading.statements[s].evidence for s in statements if s is not None}
    evidence: EvidenceKind = "offered" if "offered" in kinds else "not offered" if "not offered" in kinds else "not mentioned"
    standing = "first hand" if len(chain) <= 2 else "relayed"
    key = make_id("c", incident, view.report.id, *chain)
    return Account(key, incident, view.report.id, chain, tuple(indices), inner, values, evidence, "", standing)  # type: ignore[arg-type]


def values_of(view: View, indices: Sequence[int], figures: Sequence[int] = (), gone: Sequence[int] = ()) -> tuple[Value, ...]:
    """What some events and figures of one report give, aspect by aspect: each value once, each number wherever it stands.

    Args:
        gone: figures of those events that count something else.
    """
    found: dict[tuple[str, str, str], Value] = {}
    given = [v for index in indices for v in _event_values(view, index, gone)]
    for value in given + [figure_value(view, view.reading.figures[f]) for f in figures]:
        place = str(value.quote.span.start) if value.quantity is not None else ""
        key = (value.aspect, (value.key or fold(value.text)) + place, "denied" if value.denied else "")
        old = found.get(key)
        if old is None or (value.quote.span.start < old.quote.span.start):
            found[key] = value
    kept: dict[str, list[Value]] = defaultdict(list)
    for value in sorted(found.values(), key=lambda v: (v.quote.span.start, v.quote.span.end, v.key)):
        if len(kept[value.aspect]) < (_NUMBERS if value.quantity is not None else _AT_MOST):
            kept[value.aspect].append(value)
    return tuple(v for aspect in sorted(kept) for v in kept[aspect])


_DYING = frozenset({"die", "dead", "death"})


def _event_values(view: View, index: int, gone: Sequence[int] = ()) -> list[Value]:
    report, reading = view.report, view.reading
    event = reading.events[index]
    harm = folded_words(event.lemma) & (HARM | KILL)  # "no one was killed" is a toll of none and denies nothing
    if harm & _DYING and any(a.name is not None and reading.names[a.name].kind == "person" for a in event.recipients):
        harm = frozenset()  # but that one known by name has died is denied
    said = reading.statements[event.statement] if event.statement is not None else None
    denied = event.status == "denied" and said is not None and said.stance == "denies" and not harm and not _hand_denied(report.text, event)
    values: list[Value] = []

    def put(aspect: ValueAspect, span: Span, key: str = "", **more: object) -> None:
        values.append(Value(aspect, span.of(report.text), Quote(report.id, span), key=key, denied=denied, **more))  # type: ignore[arg-type]

    values += [figure_value(view, reading.figures[f], denied) for f in event.figures
               if f not in gone and _said_apart(reading, index, f) is None]  # fmt: skip
    for argument in event.actors:
        if not re.search(r"\b(?:anti|pro)-$", report.text[: argument.span.start][-6:], re.IGNORECASE):
            put("who", argument.span, _participant(view, argument))
    for argument in event.recipients:
        put("to_whom", argument.span, _participant(view, argument))
    for position in times_of(report, reading, event):
        time = reading.times[position]
        if time.interval is not None:
            put("when", time.span, time.value or "", interval=time.interval)
    for position in places_of(report, reading, event):
        spot = spot_of(view, position)
        put("where", reading.names[position].span, spot.key)
    if event.means is not None:
        put("means", event.means, stem(fold(event.means.of(report.text)).split(" ")[-1]))
    if event.status in ("alleged", "happened", "ongoing") or denied:
        put("whether", event.trigger, "denied" if denied else "happened")
    term = term_at(report, reading, event)
    put("called", term.span, term.key)
    if event.statement is not None and reading.statements[event.statement].evidence_span is not None:
        span = reading.statements[event.statement].evidence_span
        assert_span = span or event.trigger
        put("evidence", assert_span, reading.statements[event.statement].evidence)
    return values


_HAND = re.compile(r"\b(?:hand|part|role|involve\w*|responsib\w*|behind|link\w*|connection|complicity|anything to do)\b", re.IGNORECASE)


def _hand_denied(text: str, event: Event) -> bool:
    """Whether what is denied is a hand in it, which takes for granted that it happened."""
    return bool(_HAND.search(text[max(0, event.trigger.start - 70) : event.trigger.start]))


def figure_value(view: View, figure: Figure, denied: bool = False) -> Value:
    """A figure as a value: its words with the qualifier, its bounds, and what it counts."""
    start, end = figure.span.start, figure.span.end
    if figure.qualifier_span is not None:
        start, end = min(start, figure.qualifier_span.start), max(end, figure.qualifier_span.end)
    if end - start > 80:
        start, end = figure.span.start, figure.span.end
    span = Span(start, end)
    key = f"{_bound(figure.quantity.low)}..{_bound(figure.quantity.high)}" + ("+" if figure.additional else "")
    quote = Quote(view.report.id, span)
    extent: Extent = "more" if figure.additional else "part" if figure.part else "all"
    return Value(
        figure.aspect, span.of(view.report.text), quote, figure.quantity,
        key=key, denied=denied, qualifier=figure.qualifier, extent=extent,
    )  # fmt: skip


def _bound(number: float | None) -> str:
    """A bound in a key: "2" for two and for a pair, which are read as 2 and 2.0."""
    return str(int(number)) if number is not None and number == int(number) else str(number)


def spot_of(view: View, position: int) -> Spot:
    """The place of name number ``position`` of a report."""
    return locate(view.report, view.reading, position, view.context)


def _participant(view: View, argument: Argument) -> str:
    """An actor's id where the participant is one by name, otherwise its head word's stem with the actor it belongs to."""
    reading = view.reading
    head = stem(fold(argument.head.of(view.report.text)))
    if argument.name is None:
        return f"~{head}"
    name = reading.names[argument.name]
    if not argument.span.overlaps(name.span):
        return view.names[argument.name]
    own = name.span.overlaps(argument.head)
    return view.names[argument.name] if own else f"{view.names[argument.name]}~{head}"
