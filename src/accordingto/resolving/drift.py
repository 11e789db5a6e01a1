"""What changed on the way from one telling to the next: qualifiers, numbers, certainty, attributions, charged words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from accordingto.data import words
from accordingto.model.ids import make_id
from accordingto.model.reading import Event, Figure
from accordingto.model.record import Account, Copy, Drift, DriftKind, Quote, RecordVoice, Value
from accordingto.model.text import Span
from accordingto.resolving.accounts import COUNTS, View
from accordingto.resolving.folding import fold

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_EDITED = 60  # characters between the start of a sentence and a passage that begins in it
_ASIDE = 6  # words of an aside that qualifies, not a clause that tells more
_LONGEST = 600  # words of a passage that are set side by side


def drifts_of_copy(copy: Copy, views: Mapping[str, View], incidents: Mapping[tuple[str, int], str]) -> tuple[Drift, ...]:
    """Changes between the two tellings of one shared passage.

    Args:
        incidents: incident id of (report, event position).
    """
    before, after = views[copy.earlier.report], views[copy.later.report]
    earlier, later = (_to_sentence_start(view, quote.span) for view, quote in ((before, copy.earlier), (after, copy.later)))
    aligned = _Aligned(before, earlier, after, later)
    found: list[Drift] = []
    for i, figure in enumerate(before.reading.figures):
        if earlier.contains(figure.span):
            found += _figure(aligned, before, figure, i, after, incidents)
    found += _hedges(aligned, before, after, copy, incidents)
    found += _asides(aligned, before, after, incidents)
    for i, event in enumerate(before.reading.events):
        if copy.earlier.span.contains(event.trigger):
            found += _event(aligned, before, event, after, incidents.get((before.report.id, i)))
    return tuple({d.id: d for d in found}.values())


def _to_sentence_start(view: View, span: Span) -> Span:
    """A passage with the few words before it in its sentence: where an edited qualifier stands."""
    starts = [s.start for s in view.reading.sentences if s.start <= span.start < s.end and span.start - s.start <= _EDITED]
    return Span(starts[0], span.end) if starts else span


class _Aligned:
    """Word-by-word counterpart of a passage in its copy."""

    def __init__(self, before: View, left: Span, after: View, right: Span) -> None:
        self.left = [Span(m.start(), m.end()) for m in _TOKEN.finditer(before.report.text, left.start, left.end)][:_LONGEST]
        self.right = [Span(m.start(), m.end()) for m in _TOKEN.finditer(after.report.text, right.start, right.end)][:_LONGEST]
        x = [s.of(before.report.text).lower() for s in self.left]
        y = [s.of(after.report.text).lower() for s in self.right]
        self.blocks = SequenceMatcher(None, x, y, autojunk=False).get_opcodes()

    def gap(self, span: Span) -> Span | None:
        """Where the counterpart of ``span`` stands: the same words, or what stands in their place."""
        at = next((i for i, s in enumerate(self.left) if s.overlaps(span)), None)
        if at is None:
            return None
        for tag, i1, i2, j1, j2 in self.blocks:
            if i1 <= at < i2:
                if tag == "equal":
                    return self.right[j1 + at - i1]
                return Span(self.right[j1].start, self.right[j2 - 1].end) if j2 > j1 else None
        return None


def _drift(kind: DriftKind, incident: str | None, before: Quote, after: Quote, note: str) -> Drift:
    key = make_id("h", kind, before.report, before.span.start, after.report, after.span.start)
    return Drift(key, kind, incident, before, after, note)


def _quote(view: View, figure: Figure) -> Quote:
    span = figure.span
    if figure.qualifier_span is not None:
        span = Span(min(span.start, figure.qualifier_span.start), max(span.end, figure.qualifier_span.end))
    return Quote(view.report.id, span)


def _figure(
    aligned: _Aligned, before: View, figure: Figure, index: int, after: View, incidents: Mapping[tuple[str, int], str]
) -> list[Drift]:
    where = aligned.gap(figure.span)
    if where is None:
        return []
    other = next((f for f in after.reading.figures if f.span.overlaps(where)), None)
    if other is None or other.aspect != figure.aspect:
        return []
    incident = incidents.get((before.report.id, figure.event)) if figure.event is not None else None
    return change_of_figure(_quote(before, figure), figure.quantity.low, figure.quantity.high, figure.qualifier,
                            _quote(after, other), other.quantity.low, other.quantity.high, other.qualifier, incident)  # fmt: skip


def change_of_figure(
    before: Quote, low: float | None, high: float | None, qualifier: str | None,
    after: Quote, low_2: float | None, high_2: float | None, qualifier_2: str | None, incident: str | None,
) -> list[Drift]:  # fmt: skip
    """Qualifier and number of a figure against those of its later telling."""
    number, number_2 = low if low is not None else high, low_2 if low_2 is not None else high_2
    if number is None or number_2 is None:
        return []
    if number != number_2:
        rounded = number_2 % 10 == 0 and number % 10 != 0 and abs(number - number_2) <= 0.15 * max(number, number_2)
        return [_drift("number rounded" if rounded else "number changed", incident, before, after, f"{number:g} became {number_2:g}")]
    if qualifier and not qualifier_2:
        return [_drift("qualifier lost", incident, before, after, f"“{qualifier}” is gone")]
    if qualifier_2 and not qualifier:
        return [_drift("qualifier added", incident, before, after, f"“{qualifier_2}” was added")]
    return []


def _hedges(aligned: _Aligned, before: View, after: View, copy: Copy, incidents: Mapping[tuple[str, int], str]) -> list[Drift]:
    hedges = words("drift", "hedges")
    found = []
    for tag, i1, i2, j1, j2 in aligned.blocks:
        if tag == "equal":
            continue
        lost = [s for s in aligned.left[i1:i2] if s.of(before.report.text).lower() in hedges]
        gained = [s for s in aligned.right[j1:j2] if s.of(after.report.text).lower() in hedges]
        if bool(lost) == bool(gained):
            continue
        near_left = aligned.left[max(0, i1 - 3) : i2 + 3]
        near_right = aligned.right[max(0, j1 - 3) : j2 + 3]
        if not near_left or not near_right:
            continue
        one = Quote(before.report.id, Span(near_left[0].start, near_left[-1].end))
        two = Quote(after.report.id, Span(near_right[0].start, near_right[-1].end))
        kind: DriftKind = "certainty raised" if lost else "certainty lowered"
        word = (lost or gained)[0].of((before if lost else after).report.text)
        found.append(_drift(kind, _incident_at(before, one.span, incidents), one, two, f"“{word}” {'is gone' if lost else 'was added'}"))
    return found


def _asides(aligned: _Aligned, before: View, after: View, incidents: Mapping[tuple[str, int], str]) -> list[Drift]:
    """Few words between two commas, dashes or brackets that were left out of a sentence that is otherwise the same."""
    text = before.report.text
    found = []
    for n, (tag, i1, i2, j1, _) in enumerate(aligned.blocks):
        inner = 0 < n < len(aligned.blocks) - 1 and aligned.blocks[n - 1][0] == aligned.blocks[n + 1][0] == "equal"
        if tag != "delete" or not inner or i2 - i1 > _ASIDE:
            continue
        start, end = aligned.left[i1].start, aligned.left[i2 - 1].end
        opens, closes = text[aligned.left[i1 - 1].end : start].strip(), text[end : aligned.left[i2].start].strip()
        if opens and closes and opens in ",(–—" and closes in ",)–—":
            one, two = Quote(before.report.id, Span(start, end)), Quote(after.report.id, aligned.right[j1 - 1])
            found.append(_drift("qualifier lost", _incident_at(before, one.span, incidents), one, two, f"“{text[start:end]}” is gone"))
    return found


def _incident_at(view: View, span: Span, incidents: Mapping[tuple[str, int], str]) -> str | None:
    near = [(abs(e.trigger.start - span.start), i) for i, e in enumerate(view.reading.events) if (view.report.id, i) in incidents]
    best = min(near, default=None)
    return incidents[view.report.id, best[1]] if best and best[0] < 200 else None


def _event(aligned: _Aligned, before: View, event: Event, after: View, incident: str | None) -> list[Drift]:
    where = aligned.gap(event.trigger)
    if where is None:
        return []
    other = next((e for e in after.reading.events if e.trigger.overlaps(where)), None)
    if other is None or other.type != event.type:
        return []
    one, two = Quote(before.report.id, event.trigger), Quote(after.report.id, other.trigger)
    one_words, two_words = event.trigger.of(before.report.text), other.trigger.of(after.report.text)
    found = []
    if fold(event.lemma) != fold(other.lemma) and fold(one_words) != fold(two_words):
        found.append(_drift("word changed", incident, one, two, f"“{event.lemma}” became “{other.lemma}”"))
    if event.statement is not None and other.statement is None:
        voice = before.reading.statements[event.statement].voice.label or "a voice"
        found.append(_drift("attribution dropped", incident, one, two, f"{voice} is no longer named as the source"))
    return found


def drifts_of_relays(accounts: Sequence[Account], views: Mapping[str, View], voices: Mapping[str, RecordVoice]) -> tuple[Drift, ...]:
    """Figures of accounts that tell what an earlier account of the same origin told in other words."""
    by_origin: dict[str, list[Account]] = {}
    for account in accounts:
        by_origin.setdefault(account.origin, []).append(account)
    found: list[Drift] = []
    for members in by_origin.values():
        ordered = sorted(members, key=lambda a: (len(a.chain), views[a.report].report.published.value or "9999", a.id))
        for later in ordered[1:]:
            first = next((a for a in ordered if a.report != later.report and _carries(a, later, voices)), None)
            if first is not None and len(later.chain) > len(first.chain) and later.standing == "relayed":
                found += _values(first, later)
    return tuple({d.id: d for d in found}.values())


def _carries(first: Account, later: Account, voices: Mapping[str, RecordVoice]) -> bool:
    """Whether the later account's chain names the outlet of the first, or ends as the first does."""
    return first.chain[0] in later.chain[1:] or (
        len(first.chain) > 1 and first.chain[-1] == later.chain[-1] and voices[first.chain[-1]].kind != "outlet"
    )


def _values(first: Account, later: Account) -> Iterable[Drift]:
    for aspect in COUNTS:
        mine: list[Value] = [v for v in first.values if v.aspect == aspect and v.quantity is not None]
        theirs: list[Value] = [v for v in later.values if v.aspect == aspect and v.quantity is not None]
        if len(mine) == len(theirs) == 1 and mine[0].quantity and theirs[0].quantity:
            a, b = mine[0], theirs[0]
            yield from change_of_figure(a.quote, mine[0].quantity.low, mine[0].quantity.high, a.qualifier,
                                        b.quote, theirs[0].quantity.low, theirs[0].quantity.high, b.qualifier, first.incident)  # fmt: skip


def headline_drifts(incident: str, events: Mapping[str, Sequence[int]], views: Mapping[str, View]) -> tuple[Drift, ...]:
    """Headlines that say more than their body: a number without its qualifier, a claim without "alleged" or without its source."""
    found: list[Drift] = []
    for report, indices in sorted(events.items()):
        view = views[report]
        head = [view.reading.events[i] for i in indices if view.reading.events[i].headline]
        body = [view.reading.events[i] for i in indices if not view.reading.events[i].headline]
        for event in head:
            found += _headline_figures(incident, view, event, body)
            if event.status == "happened" and event.statement is None and body and all(b.status == "alleged" for b in body):
                one, two = Quote(report, body[0].trigger), Quote(report, event.trigger)
                found.append(_drift("headline overstates", incident, one, two, "alleged in the body, told as fact in the headline"))
    return tuple({d.id: d for d in found}.values())


def _headline_figures(incident: str, view: View, event: Event, body: Sequence[Event]) -> list[Drift]:
    found = []
    figures = [view.reading.figures[p] for b in body for p in b.figures]
    for position in event.figures:
        figure = view.reading.figures[position]
        same = [f for f in figures if f.aspect == figure.aspect and f.quantity.low == figure.quantity.low]
        if same and figure.quantity.is_exact and all(not f.quantity.is_exact for f in same):
            note = f"the body says “{same[0].qualifier or ''} {same[0].span.of(view.report.text)}”".replace("“ ", "“")
            found.append(_drift("headline overstates", incident, _quote(view, same[0]), _quote(view, figure), note))
    return found
