"""Numbers that count some of all: what sort of people a number counts, and how a report tells that it is a part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from accordingto.data import table, words
from accordingto.model.reading import Figure
from accordingto.model.record import ValueAspect
from accordingto.model.text import Span
from accordingto.resolving.accounts import View
from accordingto.resolving.bearing import (
    figure_at,
    is_earlier,
    part_of_those,
    rejected,
    replaces,
    rises_to,
    root_of,
    sentence_at,
    set_beside,
)
from accordingto.resolving.folding import fold
from accordingto.resolving.profiles import TOLLS, stem
from accordingto.resolving.relations import size_of
from accordingto.resolving.sides import Given
from accordingto.resolving.tables import state_of

ALL = ""
_NEXT = 2  # sentences
_OF_ALL = frozenset({"protesters", "aboard", "attackers"})  # people of whatever sort
_GENERIC = words("incidents", "generic")
# Words that single out a part of those counted: a figure of these is not a figure of all.
_SUBSETS = frozenset(stem(w) for w in words("incidents", "subsets"))
# "12 soldiers | and civilians" are no part of anybody.
_AND_OTHERS = re.compile(r"\s+(?:and|or)\s+(?!(?:was|is|has|others|hundreds|dozens|scores|thousands)\b)[a-z]+s\b")
# "the two officers", "both women": who they are was told before, and how many is not what is told.
_KNOWN = re.compile(r"\b(?:the|these|those|all|his|her|its|their)\s+\Z", re.IGNORECASE)
_BOTH = re.compile(r"(?:both|all)\b", re.IGNORECASE)
# "some 40 of them" are a part only where more are told of before.
_OF_FORMER = re.compile(r"\s+of\s+(?:them|these|those|whom)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those)\b", re.IGNORECASE)
_FROM = re.compile(r"\s+from\s+(?:the\s+)?")
_BREAK = re.compile(r"[,;:.]")
# Right before a number: one more of those listed, told without a number ("a guard and two visitors").
_AND_ONE = re.compile(r"\b(?:an?|one)\s+(?:[\w’'-]+\s+){1,4}and\s+\Z", re.IGNORECASE)
# Between a number and the one that it is a part of: "two | of the | three victims died".
_OF_THE = re.compile(
    r"\s+of\s+(?:(?:the|these|those|its|their|his|her)\s+)?(?:(?<=\s)[\w-]+[’']s\s+|(?<!\bof\s))"
    r"(?:(?:more|fewer|less)\s+than\s+|at\s+least\s+|about\s+|some\s+)?\Z"
)
# Between two numbers of one sentence: the one is measured by the other ("17 dead, more than twice the eight that the state admits").
_MEASURED = re.compile(r"\b(?:than|twice|thrice|half|times|against|compared|instead|unlike|versus)\b", re.IGNORECASE)
# Between two numbers of one list of those harmed: "ten miners | and | two of the crew", but not "12 at the site, | but | two came later".
_LISTED = re.compile(
    r"\s+(?:[\w.’'-]+\s+){0,4}?[\w.’'-]+(?:,?\s+(?:and|or|as\s+well\s+as|along\s+with)|,)\s+"
    r"(?:(?!(?:but|yet|while|whereas|although|though|when|where|after|before|because|since|if|so|as|that)\b)[a-z]+\s+)?\Z"
)
_COUNTED_TWICE = re.compile(
    r"[^,;:.]{0,40}?\b(?:was|were|been|being)\s+(?:counted|recorded|registered|listed|entered|reported|included|tallied)\s+"
    r"(?:twice|double|by\s+mistake|in\s+error|wrongly|more\s+than\s+once)\b",
    re.IGNORECASE,
)
# "A list of 41 names" counts people as such.
_ANYBODY = frozenset({"man", "woman", "he", "she", "us", "name"})
_UNITS = {stem(word): name for name, line in table("disagreements")["units"].items() for word in line.split()}


def counted_by(given: Given, views: Mapping[str, View], aspect: ValueAspect) -> str:
    """What sort of people or things a figure counts: for tolls a part of all, for measures the unit, for other counts the head of the
    counted words, its own or those of the number it is set beside."""
    view = views[given.account.report]
    counted = _counted(given, view)
    if counted is None:
        return ALL if aspect in TOLLS else "?"
    if aspect in TOLLS:
        words_, end = counted
        if _AND_OTHERS.match(view.report.text, end):
            return ALL
        special = [w for w in words_ if w not in _GENERIC]
        return special[-1] if special and special[-1] in _SUBSETS else ALL
    if aspect in _OF_ALL:
        return ALL
    head = counted[0]
    return _UNITS.get(head[0], head[0]) if aspect == "weight" and head else head[-1] if head else "?"


def _counted(given: Given, view: View) -> tuple[list[str], int] | None:
    """Stems of the words that a number counts, and where these end."""
    at = figure_at(given.value.quote.span, view)
    if at is None:
        return None
    figure = view.reading.figures[at]
    if figure.counted is None:
        figure = view.reading.figures[root_of(at, view)]
    if figure.counted is None:
        return None
    return _stems(figure.counted, view), figure.counted.end


def is_part(given: Given, views: Mapping[str, View]) -> bool:
    """Whether a number is told as a part of a larger one: "nine of the injured", one of a list of those harmed, or a smaller number of
    the same thing beside the larger one of its own account. Neither contradicts anything."""
    view = views[given.account.report]
    at = figure_at(given.value.quote.span, view)
    marked = at is not None and view.reading.figures[at].part and not _OF_THEM.match(view.report.text, given.value.quote.span.end)
    if marked or part_of_those(given, view) or is_listed(given, views):
        return True
    mine = given.value.quantity
    if mine is None or not mine.is_exact or mine.low is None or is_earlier(given, view) or _is_revised(given, views):
        return False
    for other in given.account.values:
        theirs = other.quantity
        if other.aspect != given.value.aspect or theirs is None or theirs.overlaps(mine) or (theirs.low or 0) <= mine.low:
            continue
        if not _is_near(given.value.quote.span, other.quote.span, view):
            continue
        beside = Given(other, given.account)
        if set_beside(given, beside, views) or _is_revised(beside, views) or rejected(beside, view) or _has_risen_to(beside, view):
            continue
        if _is_measured(given, beside, view):
            continue
        if is_whole_of(beside, view):
            continue  # "work stopped at 17 of the 19": the 19 are no other count of what befell the 17
        return True
    return False


def _is_revised(given: Given, views: Mapping[str, View]) -> bool:
    """Whether its report says that a number took another's place, or gave way to it: that is a count of its own."""
    same = (v for v in given.account.values if v.aspect == given.value.aspect and v.quote != given.value.quote)
    return any(replaces(given, Given(v, given.account), views) for v in same)


def _is_near(a: Span, b: Span, view: View) -> bool:
    """Whether two numbers stand in sentences next to each other, or one in the headline."""
    at = sorted(view.reading.sentence_of(span) or 0 for span in (a, b))
    return at[0] == 0 or at[1] - at[0] <= _NEXT


def _is_measured(a: Given, b: Given, view: View) -> bool:
    """Whether a sentence measures one number by the other."""
    first, second = sorted((a.value.quote.span, b.value.quote.span))
    within = sentence_at(view, first).overlaps(second)
    return within and bool(_MEASURED.search(view.report.text, first.end, second.start))


def is_statistic(given: Given, view: View) -> bool:
    """Whether a number sums up many happenings."""
    at = figure_at(given.value.quote.span, view)
    return at is not None and view.reading.figures[at].statistic


def is_of_count(given: Given, view: View) -> bool:
    """Whether a number tells of an error of a count ("two bodies had been counted twice"), not of what is counted."""
    end = given.value.quote.span.end
    return bool(_COUNTED_TWICE.match(view.report.text, end, sentence_at(view, given.value.quote.span).end))


def counts_speakers(given: Given, view: View) -> bool:
    """Whether a number counts people of some sort who say something ("two freed teachers said …"): there were more of them."""
    start = given.value.quote.span.start
    return any(s.start == start for st in view.reading.statements for s in st.source) and bool(special_words(given, view))


def _has_risen_to(given: Given, view: View) -> bool:
    """Whether a report tells, where it gives a number or where it gives it again, that a toll has come to it."""
    if rises_to(given, view):
        return True
    same = [f.span for f in view.reading.figures if f.aspect == given.value.aspect and f.quantity == given.value.quantity]
    return any(rises_to(replace(given, value=replace(given.value, quote=replace(given.value.quote, span=span))), view) for span in same)


def is_listed(given: Given, views: Mapping[str, View]) -> bool:
    """Whether a number and another of its account and aspect are joined in one list ("ten tourists and two pilots"): they add up,
    unless one is set against the other."""
    view = views[given.account.report]
    span, sentence = given.value.quote.span, sentence_at(view, given.value.quote.span)
    for other in given.account.values:
        place = other.quote.span
        if other.aspect == given.value.aspect and place.start != span.start and sentence.contains(place) and other.quantity is not None:
            first, second = sorted((span, place))
            if _LISTED.fullmatch(view.report.text, first.end, second.start) and not _OF_FORMER.match(view.report.text, second.end):
                beside = Given(other, given.account)
                return not (set_beside(given, beside, views) or replaces(given, beside, views))
    one = _AND_ONE.search(view.report.text, sentence.start, span.start) if given.value.aspect in TOLLS else None
    # "One man died and | 23 were hurt": two happened to them
    return one is not None and not any(one.start() == f.span.start and f.aspect != given.value.aspect for f in view.reading.figures)


def is_whole_of(given: Given, view: View) -> bool:
    """Whether a number is the whole that another counts a part of ("21 of the 200 girls"): what is told befell the part, unless the
    whole is said to have met with something else ("freed two of the seven men detained")."""
    start = given.value.quote.span.start
    part = max((f for f in view.reading.figures if f.span.end <= start), key=lambda f: f.span.end, default=None)
    if part is None or not _OF_THE.fullmatch(view.report.text, part.span.end, start):
        return False
    return given.value.aspect not in TOLLS or part.aspect not in TOLLS or part.aspect == given.value.aspect


def is_one_thing(given: Given) -> bool:
    """Whether a number is one thing told of ("one bomb hit a school"), which says nothing of how many there were."""
    quantity = given.value.quantity
    return quantity is not None and quantity.low == quantity.high == 1


def is_known(given: Given, view: View) -> bool:
    """Whether a number is only a name for those told of before ("the two officers", "both women")."""
    start = given.value.quote.span.start
    return bool(_KNOWN.search(view.report.text, max(0, start - 8), start) or _BOTH.match(given.value.text))


def special_words(given: Given, view: View) -> str:
    """The words of a number that counts people of some sort ("ten Danish tourists"), or nothing where it counts people as such."""
    at = figure_at(given.value.quote.span, view)
    return "" if at is None else special_of(view.reading.figures[at], view)


def special_of(figure: Figure, view: View) -> str:
    """The same, of a figure."""
    counted = figure.counted or figure.span
    if _BREAK.search(view.report.text, figure.span.end, max(counted.start, figure.span.end)):
        return ""
    if _AND_OTHERS.match(view.report.text, counted.end):
        return ""
    end = _end_of_origin(figure, view)
    if end is None and all(w in _GENERIC or w in _ANYBODY for w in (_stems(figure.counted, view) if figure.counted else ())):
        return ""
    return " ".join(view.report.text[figure.span.start : max(counted.end, figure.span.end, end or 0)].split())


def is_people_of(figure: Figure, view: View) -> bool:
    """Whether a number says of which nation its people are ("ten Danes", "ten from Denmark")."""
    return _end_of_origin(figure, view) is not None


def _end_of_origin(figure: Figure, view: View) -> int | None:
    """Where the words end that say so."""
    counted, text = figure.counted or figure.span, view.report.text
    origin = _FROM.match(text, max(counted.end, figure.span.end))
    for name in view.reading.names:
        named = counted.overlaps(name.span) or (origin is not None and name.span.start == origin.end())
        if named and (name.kind == "nationality" or state_of(name.span.of(text))):
            return name.span.end
    return None


def _stems(counted: Span, view: View) -> list[str]:
    return [stem(w) for w in fold(counted.of(view.report.text).split(",")[0].split(" of ")[0]).split()]


def sort_of(given: Given, view: View) -> str:
    """The stem of the word for the people that a number counts ("six prisoners"), nothing where it counts people as such or those of
    one nation, who are some of their sort."""
    counted = _counted(given, view) if not _is_of_nation(given, view) else None
    special = [w for w in counted[0] if w not in _GENERIC and w not in _ANYBODY] if counted is not None else []
    return special[-1] if special and counted is not None and special[-1] == counted[0][-1] else ""


def parts_told(given: Sequence[Given], views: Mapping[str, View]) -> dict[str, str]:
    """Numbers that count some of those whom the same report counts elsewhere, by account and place, with their words: people of some
    sort, fewer than people as such; people of one nation also where another report counts all."""
    wholes: dict[str, list[Given]] = defaultdict(list)
    words_of = {place_of(g): special_words(g, views[g.account.report]) for g in given}
    nations = {place_of(g) for g in given if words_of[place_of(g)] and _is_of_nation(g, views[g.account.report])}
    for g in given:
        if (not words_of[place_of(g)] or place_of(g) in nations) and not rejected(g, views[g.account.report]):
            wholes[g.account.report].append(g)
    everybody = [w for report in sorted(wholes) for w in wholes[report] if not words_of[place_of(w)]]
    sizes = {size_of(w.value) for w in everybody}  # "25 Danes" are all where somebody counts 25 dead
    return {
        place_of(g): words_of[place_of(g)]
        for g in given
        if words_of[place_of(g)] and not ((of_nation := place_of(g) in nations) and size_of(g.value) in sizes)
        if any(_holds(w, g, views, of_nation) for w in [*wholes[g.account.report], *(everybody if of_nation else ())])
    }


def _is_of_nation(given: Given, view: View) -> bool:
    at = figure_at(given.value.quote.span, view)
    return at is not None and is_people_of(view.reading.figures[at], view)


def _holds(whole: Given, part: Given, views: Mapping[str, View], of_nation: bool) -> bool:
    """Whether one number may take in another of its report: it is larger, and the report does not set the two against each other. "At
    least 63 Danes" are some of 176, whatever else they might be."""
    a, b = whole.value.quantity, part.value.quantity
    if a is None or b is None or (a.overlaps(b) and not of_nation) or size_of(whole.value) <= size_of(part.value):
        return False
    return not (set_beside(whole, part, views) or replaces(whole, part, views) or rises_to(whole, views[whole.account.report]))


def place_of(given: Given) -> str:
    """Where a value stands: its account and position."""
    return f"{given.account.id} {given.value.quote.span.start}"
