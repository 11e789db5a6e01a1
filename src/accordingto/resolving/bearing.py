"""Does a value bear on the incident it was put with? What a sentence says of itself decides, before values are set side by side.

Joining mentions is a matter of likelihood, so a group may hold a few mentions of something else. Shown as a side of a
disagreement such a mention would be a false alarm. A value is left out of comparison, never out of its account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

from accordingto.model.intervals import Quantity
from accordingto.model.reading import Event
from accordingto.model.record import Mention
from accordingto.model.text import Span
from accordingto.resolving.accounts import View
from accordingto.resolving.facts import told_day
from accordingto.resolving.folding import fold, folded_words
from accordingto.resolving.patterns import pattern
from accordingto.resolving.profiles import DEED, HARM, KILL, TOLLS, Profile, classes_of, day_of, span_days
from accordingto.resolving.sides import Given
from accordingto.resolving.tables import state_of

_DESCRIBED = re.compile(r"(?:an?|the|his|her|its|their|another)\b", re.IGNORECASE)
_COUNTED_ON = 60  # days after a deed on which its dead may still be counted
_FIGURE_BACK = 300  # characters before "of them" in which those are counted
_TALLY = re.compile(
    r"\b(?:numbers?|tolls?|tally|count|counts|counted|figures?|list|total|names|(?:dead|injured|wounded|missing)\s+(?:at|to))\b",
    re.IGNORECASE,
)
# Between two numbers of one sentence: another voice gives the second.
_EACH = re.compile(r";|\baccording\s+to\b", re.IGNORECASE)
_TALLY_BACK = 90  # characters
_LONG_AGO = 90  # days
# Between two numbers of which one is said to be wrong: "two people, | and not | three", "not | three but | two".
_AND_NOT = re.compile(r"(?:\s+[a-z]+){0,3}?,?\s+(?:and\s+)?not\s+(?:the\s+|as\s+many\s+as\s+)?", re.IGNORECASE)
_TO = re.compile(r"[”’\"']?\s+(?:[a-z]+\s+){0,3}?to\s+[“‘\"']?(?:[a-z]+\s+){0,3}[“‘\"']?", re.IGNORECASE)
_NOT = re.compile(r"\bnot\s+\Z", re.IGNORECASE)
_BUT = re.compile(r"(?:\s+[a-z]+){0,3}?,?\s+but\s+(?:[a-z]+\s+)?", re.IGNORECASE)
_AGE = re.compile(r"\b\d+[- ](?:year|month)s?[- ]old\b")
_NUMBER = re.compile(r"\d|\b(?:one|single|dozen|hundred|thousand|million)", re.IGNORECASE)


class Bearing:
    """What one incident is known by, and which values bear on it.

    Args:
        profile: everything its mentions say.
        views: the reports they stand in.
    """

    def __init__(self, profile: Profile, views: Mapping[str, View]) -> None:
        self._profile, self._views = profile, views
        deeds = {lemma: n for lemma, n in profile.lemmas.items() if not set(lemma.split()) & HARM} or profile.lemmas
        most = max(deeds.values(), default=0)
        self._classes = classes_of(lemma for lemma, n in deeds.items() if 2 * n >= most)
        self._mine = set(profile.events)
        self._victims = profile.victims if self._is_known_by_victims() else set()

    def holds(self, given: Given) -> bool:
        """Whether the words that give a value are of this incident, as far as they say."""
        view, aspect = self._views[given.account.report], given.value.aspect
        event = event_of(given, view)
        if aspect in ("when", "where") and event is not None and not self.same_sort(event):
            return False
        if given.value.quantity is not None and is_supposed(given, view):
            return False
        if aspect != "when" and aspect != "called" and self._other_day(view, given.value.quote.span):
            return False
        if aspect in TOLLS and _is_description(given):
            return False
        if self._victims:
            return self._of_victims(given, view, event)
        return given.value.key != "0..0" or self._names_deed(given, view)

    def _is_known_by_victims(self) -> bool:
        """Whether a third of the reports or more tell of the killing of those named; otherwise they are some of its dead."""
        tell = {
            m.report
            for m in (self._profile.events if self._profile.victims else ())
            for a in self._views[m.report].reading.events[m.index].recipients
            if a.name is not None and self._views[m.report].names[a.name] in self._profile.victims
        }
        return len(tell) * 3 >= len(self._profile.reports)

    def same_sort(self, event: Event) -> bool:
        """Whether a mention is of the sort most mentions are; "the attack" may be of any sort."""
        mine = classes_of([fold(event.lemma)])
        if self._profile.top(self._profile.types) == "PROTEST" != event.type:
            return False
        return not mine or not self._classes or bool(mine & self._classes)

    def _other_day(self, view: View, span: Span) -> bool:
        """Whether the only day of the sentence lies before the incident's, or after it where the sentence tells of a deed."""
        day = told_day(self._profile)
        if day is None:
            return self._long_ago(view, span)
        sentence = sentence_at(view, span)
        found = {d for t in view.reading.times if sentence.overlaps(t.span) and (d := span_days(t.interval)) is not None}
        if len(found) != 1:
            return False
        first, last = found.pop()
        told = [
            Mention(view.report.id, n) in self._mine
            for n, e in enumerate(view.reading.events)
            if sentence.contains(e.trigger) and folded_words(e.lemma) & DEED
        ]
        if any(told) and 0 <= first - day[0] < _COUNTED_ON:
            return False  # "the toll of Monday's blast rose on Thursday"
        return last < day[0] - 1 or (first > day[1] + 1 and bool(told))

    def _long_ago(self, view: View, span: Span) -> bool:
        """Of what nobody dates: whether the only day of the sentence lies long before the report."""
        published = day_of(view.report.published.value)
        sentence = sentence_at(view, span)
        found = {t.interval for t in view.reading.times if sentence.overlaps(t.span)}
        interval = found.pop() if len(found) == 1 else None
        return bool(published and interval and interval.end and interval.end.date() < published - timedelta(days=_LONG_AGO))

    def _is_reports_toll(self, view: View, span: Span) -> bool:
        """Whether a number is told as the toll ("put the number of dead at seven") of a deed of the incident that its sentence tells
        before it ("the toll of Monday's bombing"), or in a report that opens with the incident."""
        sentence = sentence_at(view, span)
        if not _TALLY.search(view.report.text, max(sentence.start, span.start - _TALLY_BACK), span.start):
            return False
        mine = [view.reading.events[m.index] for m in self._mine if m.report == view.report.id]
        return any(
            e.headline or e.sentence <= 1 or (sentence.start <= e.trigger.start < span.start and folded_words(e.lemma) & DEED) for e in mine
        )

    def _of_victims(self, given: Given, view: View, event: Event | None) -> bool:
        """Of the killing of named people: the sentence names one of them, as somebody it was done to."""
        span = given.value.quote.span
        sentence = sentence_at(view, span)
        named = [n.span for n, actor in zip(view.reading.names, view.names, strict=True)
                 if actor in self._victims and sentence.contains(n.span)]  # fmt: skip
        if not named:
            return given.value.aspect in TOLLS and self._is_reports_toll(view, span)
        if given.value.quantity is not None:
            before = [n for n in named if n.end <= span.start]
            return not before or not pattern("career").search(view.report.text[before[0].end : span.start])
        if event is None:
            return True
        lemma = folded_words(event.lemma)
        done_to = any(a.name is not None and view.names[a.name] in self._victims for a in event.recipients)
        return done_to or bool(lemma & (KILL | HARM)) or (bool(lemma & DEED) and self._leads_to_death(view, event, sentence))

    def _leads_to_death(self, view: View, event: Event, sentence: Span) -> bool:
        """Whether a killing is told behind the deed in its sentence ("a strike on Friday that killed …")."""
        return any(
            sentence.contains(e.trigger) and 0 <= e.trigger.start - event.trigger.end <= 120 and folded_words(e.lemma) & KILL
            for e in view.reading.events
        )

    def _names_deed(self, given: Given, view: View) -> bool:
        """Whether the sentence of a toll of none says of what: a deed of the incident's sort, or one of its places."""
        sentence = sentence_at(view, given.value.quote.span)
        for event in view.reading.events:
            mine = classes_of([fold(event.lemma)])
            if sentence.contains(event.trigger) and mine & self._classes and folded_words(event.lemma) & DEED:
                return True
        places = fold(sentence.of(view.report.text))
        return any(fold(spot.place.name) in places for spot in self._profile.spots.values() if spot.rank > 1)


def _is_description(given: Given) -> bool:
    """ "A contractor" says who it was, not how many there were."""
    text = given.value.text
    quantity = given.value.quantity
    one = quantity is not None and quantity.low == quantity.high == 1
    return one and bool(_DESCRIBED.match(text)) and not _NUMBER.search(_AGE.sub("", text))


def event_of(given: Given, view: View) -> Event | None:
    """The event whose argument, figure, time or trigger a value was read from."""
    span, reading = given.value.quote.span, view.reading
    for index in given.account.events:
        event = reading.events[index]
        spans = [reading.figures[f].span for f in event.figures] if given.value.quantity is not None else []
        if given.value.aspect == "when":
            spans += [reading.times[t].span for t in event.times]
        if given.value.aspect == "called":
            spans.append(event.trigger)
        if given.value.aspect == "where":
            spans += [reading.names[p].span for p in event.places]
        if any(span.overlaps(s) for s in spans):
            return event
    return None


def sentence_at(view: View, span: Span) -> Span:
    """The sentence that holds a span; its line where there is none, as in a note of correction."""
    at = view.reading.sentence_of(span)
    if at is not None:
        return view.reading.sentences[at]
    text = view.report.text
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


def named_beside(given: Given, view: View) -> set[str]:
    """Actors and places named in the sentence that gives a value."""
    sentence = sentence_at(view, given.value.quote.span)
    return {actor for name, actor in zip(view.reading.names, view.names, strict=True) if sentence.contains(name.span)}


_SITED = re.compile(r"\b(?:in|at|near|off|outside|inside|across|over)\s+(?:the\s+)?\Z", re.IGNORECASE)
_COUNTED_WORDS = 25  # characters behind a number in which its people are named


def states_counted(given: Given, view: View) -> set[str]:
    """Codes of the states whose people a number counts: named directly behind it, in its sentence, and not as where it happened."""
    start = given.value.quote.span.end
    end = min(start + _COUNTED_WORDS, sentence_at(view, given.value.quote.span).end)
    text = view.report.text
    named = (n.span for n in view.reading.names if start <= n.span.start and n.span.end <= end)
    found = (state_of(span.of(text)) for span in named if not _SITED.search(text[start : span.start]))
    return {code for code in found if code}


def part_of_those(given: Given, view: View) -> bool:
    """Whether a number counts some of those just counted ("nine of the injured"). "Forty of them" are all there are of those
    that no number before counts, and so are "two also held"."""
    span, figures = given.value.quote.span, view.reading.figures
    if pattern("also").match(view.report.text, span.end):  # to whom it is added was told as a number
        return any(f.aspect == given.value.aspect and f.span.end <= span.start for f in figures)
    found = pattern("of_those").match(view.report.text, span.end)
    if found is None or found["those"].lower() not in ("them", "those", "these"):
        return found is not None
    mine = given.value.quantity.low if given.value.quantity is not None else None
    floor = max(0, span.start - _FIGURE_BACK)
    before = [f.quantity for f in figures if floor <= f.span.start < span.start]
    return mine is None or any((q.low or q.high or 0) > mine for q in before)


def figure_at(span: Span, view: View) -> int | None:
    """Position of the figure that a value was read from."""
    return next((at for at, f in enumerate(view.reading.figures) if f.span.overlaps(span)), None)


def root_of(position: int, view: View) -> int:
    """The figure that a figure takes what it counts from, through others; itself if it says so."""
    figures, seen = view.reading.figures, {position}
    while (before := figures[position].like) is not None and before not in seen and before < len(figures):
        seen.add(before)
        position = before
    return position


def set_beside(a: Given, b: Given, views: Mapping[str, View]) -> bool:
    """Whether a report itself sets two numbers side by side ("organisers said 12,000; police spoke of 3,500")."""
    if a.account.report != b.account.report:
        return False
    view = views[a.account.report]
    first, second = (figure_at(g.value.quote.span, view) for g in (a, b))
    return first is not None and second is not None and first != second and root_of(first, view) == root_of(second, view)


def replaces(a: Given, b: Given, views: Mapping[str, View]) -> bool:
    """Whether a report says that one of two numbers took the other's place ("29, up from 23", "lowered it from 60 to 41"), or one
    voice gives the two in one breath ("46 on Tuesday and 71 last night"), or that it was one and not the other."""
    if a.account.report != b.account.report:
        return False
    view = views[a.account.report]
    one, two = sorted((a, b), key=lambda g: g.value.quote.span)
    first, second = one.value.quote.span, two.value.quote.span
    text, sentence = view.report.text, sentence_at(view, first)
    if not sentence.overlaps(second):
        return False
    if pattern("from").search(text, max(sentence.start, first.start - 60), first.start):
        return bool(_TO.fullmatch(text, first.end, second.start))
    if pattern("from").search(text, max(first.end, second.start - 60), second.start):
        return True
    if _AND_NOT.fullmatch(text, first.end, second.start):
        return True
    if _NOT.search(text, max(sentence.start, first.start - 10), first.start) and _BUT.fullmatch(text, first.end, second.start):
        return True
    return a.account.chain == b.account.chain and set_beside(a, b, views) and not _EACH.search(text, first.end, second.start)


def rejected(given: Given, view: View) -> bool:
    """Whether a number is told only to be turned down ("reports of 46 dead are false"): it is somebody else's."""
    at = figure_at(given.value.quote.span, view)
    return at is not None and view.reading.figures[at].denied


def is_supposed(given: Given, view: View) -> bool:
    """Whether a number is only supposed ("had there been even one")."""
    span = given.value.quote.span
    return bool(pattern("supposed").search(view.report.text, max(sentence_at(view, span).start, span.start - 60), span.start))


def rises_to(given: Given, view: View) -> bool:
    """Whether a number is told as what a toll has come to ("has risen to 27")."""
    span = given.value.quote.span
    return bool(pattern("rises").search(view.report.text, max(sentence_at(view, span).start, span.start - 90), span.start))


def is_earlier(given: Given, view: View) -> bool:
    """Whether a number is told as what was said before ("had earlier given a toll of 17", "at first spoke of five")."""
    span = given.value.quote.span
    return bool(pattern("earlier").search(view.report.text, max(sentence_at(view, span).start, span.start - 60), span.start))


def is_left(given: Given, view: View) -> bool:
    """Whether a number is told as how many are left of more ("two remain trapped", "60 are still missing")."""
    span, sentence = given.value.quote.span, sentence_at(view, given.value.quote.span)
    return bool(pattern("left").search(view.report.text, max(sentence.start, span.start - 30), min(sentence.end, span.end + 40)))


def sums_up(given: Given, view: View) -> bool:
    """Whether a number is told as the sum with others ("that would bring the total to 19")."""
    span = given.value.quote.span
    return bool(pattern("sum").search(view.report.text, max(sentence_at(view, span).start, span.start - 60), span.start))


def extent(quantity: Quantity | None, views: Iterable[View]) -> str:
    """What reports say of how much a number takes in: "part", "whole", or "" where they say nothing.

    Every place where one of them gives the number counts, with and without an event.
    """
    for view in views:
        for figure in view.reading.figures:
            if figure.quantity != quantity:
                continue
            clause = _clause(view, figure.span)
            inner = pattern("inner").search(view.report.text, clause.start, clause.end)
            if inner is not None:
                return "part" if figure.span.end <= inner.start() else "whole"
            for found in ("part", "whole"):
                if pattern(found).search(view.report.text, clause.start, clause.end):
                    return found
    return ""


def _clause(view: View, span: Span) -> Span:
    """The words around a number up to the next semicolon or the end of its sentence; a clause that goes on with "it" as well."""
    text, sentence = view.report.text, sentence_at(view, span)
    start = max(text.rfind(";", sentence.start, span.start) + 1, sentence.start)
    end = text.find(";", span.end, sentence.end)
    if end < 0:
        return Span(start, sentence.end)
    goes_on = re.match(r";\s*(?:it|they|that|this)\b[^;]*", text[end : sentence.end], re.IGNORECASE)
    return Span(start, end + goes_on.end() if goes_on else end)
