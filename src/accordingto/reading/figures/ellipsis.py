"""What a number counts that stands without its noun: it is set beside a number told before.

"Organisers said 12,000 people took part; police spoke of 3,500." "The union counts 46, the ministry 31." "It rose to 30."
"Up from 23." "How many are ill? The clinic says 40." What the number counts is what the earlier one counts; which that is
stays with the figure, so that the two can be set side by side later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from accordingto.data import table
from accordingto.model.intervals import Quantity
from accordingto.model.reading import Aspect, Figure
from accordingto.model.text import Span
from accordingto.reading.figures.amounts import Amount
from accordingto.reading.figures.aspects import Counted, Parsed
from accordingto.reading.figures.befalling import FIGHTERS, SAVED, sort_of
from accordingto.reading.figures.denied import is_denied
from accordingto.reading.figures.tallies import NUMBER_OF

_WORDS = table("figures")["words"]
_TOLLS: tuple[Aspect, ...] = (
    "killed", "injured", "casualties", "missing", "trapped", "detained", "freed", "displaced", "rescued", "infected", "protesters",
)  # fmt: skip
HARMED: frozenset[Aspect] = frozenset(_TOLLS) - {"protesters"}
SOME_OF_THOSE = "some of those before"
# Numbers of people, by what became of them or by what they were.
PERSONS: frozenset[Aspect] = frozenset((*_TOLLS, "aboard", "attackers", "people", "troops"))
EVENTFUL: frozenset[Aspect] = PERSONS | {"strikes", "targets", "vehicles"}
# Verbs that have a number for an object without saying what happened to those counted.
_NUMBER_VERBS = frozenset(_WORDS["number_verbs"].split())
_NEXT_TWO = re.compile(r"\s+(?:more\s+|others\s+)?([A-Za-z]+)\s+([A-Za-z]+)")
_VERBS_OF_ITS_OWN = frozenset(("was", "were", "is", "are", "have", "has", "had", "will", "would"))
_TELLS_A_NUMBER = re.compile(
    r"\b(?:number|figure|total|count|tally|toll|it|them|another|others?|more|earlier|later|previous\w*|up|down|put|puts|said"
    r"|spoke|speaks|spoken|counted|counts|estimated?|estimates)\b|\A\Z",
    re.I,
)
# A word that stands for a toll told before, and what leads from it to the number.
_OF_A_TOLL = re.compile(
    r"\b(?:(?:the|this|that|its|his|her|their|our|a|an|official|final|latest)\s+(?:[a-z]+\s+){0,2}(?:numbers?|figures?|total|count|tally|toll|estimates?|balance)"
    r"|(?:put|puts|putting|raised?|raises|raising|revised?|lowered|cut|gave|gives|giving)\s+(?:it|them|that|this)"
    r"|(?:list|lists)\s+of)\b(?!\s+of\s+(?!(?:at|more|over|about|some|nearly|up|around|almost|fewer|less|the\s+(?-i:[A-Z]))\b)(?-i:[a-z]))"
    r"(?:[^.;:!?,]{0,60},\s+which\s+[^.;:!?,]{3,70},)?[^.;:!?]{0,60}\Z",
    re.I,
)
# Between somebody who gives a number and a number that has no noun: "the union says | 16", "police spoke of some | 3,500".
_GIVES = re.compile(
    rf"\b(?:{'|'.join(_WORDS['gives'].split())}|it\s+(?:was|is)|they\s+(?:were|are)|there\s+(?:was|were|is|are|had\s+been)|(?:figure|number|count|tally|total|toll|estimate)\s+(?:was|is|at|of))"
    r"(?:\s+[“\"‘']?(?:that|of|at|it|them|was|were|is|are|as|there|up|to|the|figure|number|total|count|toll|crowd|turnout|only|just|around|about|some|nearly|almost"
    r"|more|than|at|least|most|fewer|less|over|well|with|holding|under|closer|nearer|like|between|rather))*\s*[“\"‘']?\Z",
    re.I,
)
# Behind a number that has no noun the clause ends, or goes on with a time, a second number, or the like.
_ENDS = re.compile(
    r"[”\"’']?\s*(?:[,.;:!?)]|\Z|(?:on|by|in|at|up|down|so|yet|as|while|and|but|or|now|then|last|this|yesterday|today|instead|alone|overall|not|since|until|after"
    r"|before|“|\"|\(|–|-)\b|[“\"(–—-])",
)
_FROM = re.compile(r"\bfrom\s+(?:(?:at\s+least|about|some|the|(?:an?|the)\s+(?:earlier|initial|previous))\s+){0,2}\Z", re.I)
# A number that says what it is of before it ("a turnout of | 900"), or behind it that things did something or whose number it is.
_NAMED = re.compile(
    r"\b(?:an?|the|its|their)\s+(?:[a-z-]+\s+){0,2}[a-z]+\s+of\s+(?:(?:some|about|around|nearly|over|only|at\s+least|more\s+than)\s+)?\Z"
)
_ITS_OWN = re.compile(r"\s+(?:had|have|were|are)\b|,?\s+(?:says?|said|according\s+to)\b")
# Between two numbers: "112 according to the ministry, | 130 according to the union".
_BY_EACH = re.compile(r"\s+(?:[\w’'-]+\s+){0,2}according\s+to\s+[^.;:!?\d]{2,60}\Z")
_BY_WHOM = re.compile(r"\s+(?:[\w’'-]+\s+){0,2}according\s+to\b")
_PARTS_TWO = re.compile(r"[;:]|,\s+(?:but|while|and)\b")
_WITH = re.compile(r"[,;–—]?\s+with\s+(?:[a-z]+\s+){0,2}\Z", re.I)
_NAMES = re.compile(r"\s+names\b(?!\s+(?:of|from)\b)", re.I)  # of whom, the words behind say
_HARM_NAMED = re.compile(r"\b(?:(?P<killed>dead|killed|died|bodies|deaths)|(?P<missing>missing)|(?P<injured>injured|wounded))\b", re.I)
# A crowd told of, and those who were part of it, told without a noun or with one that does not say of what.
_CROWD_TOLD = re.compile(
    r"\b(?:march(?:e[sd]|ing)?|rall(?:y|ies|ied)|demonstrat(?:ions?|ed)|protest(?:s|ed)?|processions?|vigils?|sit-ins?|pickets?|crowds?|walkouts?)\b",
    re.I,
)
_WERE_THERE = re.compile(
    r"\s+(?:(?:people|persons|men|women|workers|residents|citizens|members|supporters|students)\s+)?(?:had\s+|have\s+)?(?:tak(?:en|ing)\s+part|took\s+part|turned\s+(?:out|up)"
    r"|(?:had\s+)?participated|showed\s+up|joined(?:\s+in)?(?=\s*[.,;]))\b",
    re.I,
)
_A_FIGURE = re.compile(
    r"\b(?:(?:the|this|that)\s+(?:figure|number)(?:\s+(?!of\b)[a-z]+){0,3}|(?:put|puts|putting)\s+(?:it|them|that|this))\s+at\b[^.;:!?]{0,30}\Z",
    re.I,
)
_PUT_IT = re.compile(r"\b(?:it|them|that|this)\s+at\b[^.;:!?]{0,30}\Z", re.I)
# "Sets | 90 against 11 dead": what stands against a toll is one of the same kind.
_AGAINST = re.compile(r"\b(?:against|as\s+against|compared\s+(?:with|to)|versus)\s+[“\"‘']?(?:[a-z]+\s+){0,2}\Z", re.I)
# "The ministry speaks of 40 dead, the surgeons | of 18 civilians": the verb of the first is left out with the second.
_GAP = re.compile(
    r"(?:\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+)?(?:,|;|,?\s+(?:and|but|while))"
    r"\s+(?:the|its|their|a|an|[A-Z][\w’'-]*)\s+(?:[\w’'-]+\s+){0,4}?(?P<by>of|at)\s+[“\"‘']?(?:[a-z]+\s+){0,2}\Z"
)
_IF_BY = re.compile(r"\s+if\s+(?:you|one)\b[^.;:!?,\d]{3,60}\b(?:and|,)\s+\Z")
_IF_ONE = re.compile(r"\s+if\s+(?:you|one)\b")
_LET_GO = re.compile(
    r"\s+of\s+(?:them|whom|those|these)\s+(?:was|were|had\s+been|has\s+been|have\s+been)\s+(?:[a-z]+\s+)?(?:released|freed|let\s+go|set\s+free)\b",
    re.I,
)
_TELL = re.compile(rf"\s+(?:(?!(?:the|an?|its|their|but|and)\b)[a-z’'-]+\s+){{1,3}}?(?:{'|'.join(_WORDS['gives'].split())}|told)\b", re.I)
_THERE = re.compile(r"\bthere\s+(?:are|were|had\s+been|have\s+been)\s+(?:[a-z]+\s+){0,2}\Z", re.I)
_THE_HARMED = re.compile(r"\bthe\s+(?:dead|missing|wounded|injured|killed)\b", re.I)
_REACH = 4  # sentences before that the toll spoken of may stand in
_NEAR_BY = 2  # sentences before that a number may be set beside
_LATELY = 200  # figures looked back over
_DISTINCT = 13  # from here on "the 23" is the same number further back, too
_ALIKE = 30  # times: numbers of one thing are seldom further apart
_HOW_MANY = re.compile(r"\bhow\s+many\b", re.I)
# A question that is told of: "nobody can say how many died".
_WONDERED = re.compile(
    r"\b(?:says?|know[ns]?|tells?|agree[sd]?|clear|unclear|sure|certain|dispute[sd]?|differ(?:s|ed)?(?:\s+(?:on|over|about))?)\s+\Z",
    re.I,
)
_MEASURED = frozenset(("money", "duration", "area"))
_UNTOLD = frozenset(("other", "people", "troops", "attackers"))
_NO_COUNTS = _MEASURED | {"distance", "percent", "weight"}


def reach(sentences: Sequence[Span], number: int) -> Sequence[Span]:
    """The sentences that a bare number of sentence ``number`` may look back to, itself last."""
    return sentences[max(0, number - _REACH) : number + 1]


def own_verb(parsed: Parsed, counted: Counted) -> bool:
    """Whether a bare number has a verb of its own that says something else of those it counts: "and six escaped"."""
    alone = counted.aspect == "other" and parsed.counted is None
    return alone and parsed.direct and (parsed.subject or (parsed.object_of != "" and parsed.object_of not in _NUMBER_VERBS))


def in_a_crowd(text: str, sentence: Span, amount: Amount, counted: Counted, before: Sequence[Figure], lately: Sequence[Span]) -> Counted:
    """What a number counts of which it is only said that they took part: people of the crowd told of in the sentence before, or
    earlier in its own: "Thousands marched. Police said 9,000 took part." """
    if counted.aspect not in ("other", "people") or amount.money or not _WERE_THERE.match(text, amount.end, sentence.end):
        return counted
    floor = lately[-2].start if len(lately) > 1 else sentence.start
    counts = any(f.aspect == "protesters" and f.span.start >= floor for f in before[-_NEAR_BY:])
    if counts or _CROWD_TOLD.search(text, floor, amount.start):
        return Counted("protesters", counted.span, "took part")
    return counted


def as_before(
    text: str, sentence: Span, amount: Amount, counted: Counted, before: list[Figure], lately: Sequence[Span]
) -> tuple[Counted, Figure | None]:
    """What a number without a noun counts, and the earlier figure that says so: the one before it, in its sentence or the last one;
    where a toll is spoken of, the last toll told, a few sentences before at most, or most of the report's tolls.

    "It rose to 30", "another said 14", "up from 180,000", "two more on Sunday", "put the figure at nine".
    """
    last = lately[-2] if len(lately) > 1 else sentence
    after = _NEXT_TWO.match(text, amount.end, sentence.end)
    first, second = (after[1].lower(), after[2].lower()) if after else ("", "")
    whole = _whole_of(sentence, before) if first == "of" and second in ("them", "whom", "those", "which") else None
    if whole is not None:
        if counted.aspect in _TOLLS and counted.because and not (whole.aspect == "killed" and counted.aspect == "injured"):
            return counted, None  # "eight of whom died"; but the dead with wounds are dead
        freed = whole.aspect == "detained" and _LET_GO.match(text, amount.end, sentence.end)
        return Counted("freed" if freed else whole.aspect, counted.span, "the figure before"), None
    gapped = _gapped(text, sentence, amount, counted, before)
    if gapped is not None:
        return Counted(gapped.aspect, counted.span, "the figure before"), gapped
    if first == "of" and second == "them" and counted.aspect == "other" and before:
        nearest = next((f for f in reversed(before[-_LATELY:]) if f.span.start >= last.start and f.aspect in PERSONS), None)
        if nearest is None and _CROWD_TOLD.search(text, last.start, amount.start):
            return Counted("protesters", counted.span, "those in the crowd"), None
        return counted if nearest is None else Counted(nearest.aspect, counted.span, "the figure before"), None
    told_of = NUMBER_OF.search(text, max(sentence.start, amount.start - 100), amount.start)
    if counted.aspect == "other" and told_of and told_of["what"].lower() not in ("them", "those", "these"):
        return counted, None  # "the number of boats fell to 30"
    of_people = counted.aspect in ("other", "people") and not amount.money
    if of_people and _speaks_of_a_toll(text, sentence, amount, counted):
        names = _NAMES.match(text, amount.end, sentence.end) is not None
        toll = _toll_before(text, before, sentence, lately[0], names=names)
        told = _nearest(text, amount, before, last) or _alike(amount, toll, before, last)
        named = None if told is not None and told.aspect in _TOLLS else _harm_named(text, sentence, lately)
        if named is not None:
            return Counted(named, counted.span, "those named before"), None
        if told is not None and (counted.aspect == "other" or told.aspect in ("protesters", "people")):
            return Counted(told.aspect, counted.span, "the toll before"), told
    same = the_same(text, amount, counted, before, lately)
    if same is not None:
        return Counted(same.aspect, counted.span, "the same number before"), same
    if first in _VERBS_OF_ITS_OWN and not is_denied(text, sentence, amount):
        return _some_of_those(text, sentence, amount, counted, before, last), None
    bare = counted.span is None or text[counted.span.start : counted.span.end].lower().endswith(("more", "others", "ly"))
    if counted.aspect == "weight":
        return counted, _same_measure(text, counted, before)
    if counted.aspect == "people":
        return _people_given(text, sentence, amount, counted, before)
    if counted.aspect != "other" or not bare or amount.money:
        return counted, None
    those = _harm_named(text, sentence, lately) if _there_are(text, sentence, amount, last) else None
    if those is not None:
        return Counted(those, counted.span, "those named before"), None
    if not before:
        return counted, None
    beside = set_beside(text, sentence, amount, before, lately)
    if beside is not None:
        return Counted(beside.aspect, counted.span, "the figure before"), beside
    previous = before[-1]
    if previous.span.start < last.start or previous.aspect not in EVENTFUL or _are_tellers(text, sentence, previous):
        return counted, None
    if previous.span.start < sentence.start and not _TELLS_A_NUMBER.search(text[max(sentence.start, amount.start - 200) : amount.start]):
        return counted, None
    listed = previous.part and SOME_OF_THOSE in previous.reason and previous.span.start >= sentence.start
    return Counted(previous.aspect, counted.span, SOME_OF_THOSE if listed else "the figure before"), None


def _whole_of(sentence: Span, before: Sequence[Figure]) -> Figure | None:
    """Those "of them" points at: the last number of people of the sentence, else its last number."""
    here = [f for f in before[-_LATELY:] if f.span.start >= sentence.start]
    return next((f for f in reversed(here) if f.aspect in PERSONS), here[-1] if here else None)


def _there_are(text: str, sentence: Span, amount: Amount, last: Span) -> bool:
    """Whether it is only said that there are so many, behind a sentence on the dead or the missing: "the dead
    of the village. There are 61"."""
    there = _THERE.search(text, max(sentence.start, amount.start - 40), amount.start) and _ENDS.match(text, amount.end, sentence.end)
    return bool(there) and _THE_HARMED.search(text, last.start, sentence.start) is not None


def _gapped(text: str, sentence: Span, amount: Amount, counted: Counted, before: Sequence[Figure]) -> Figure | None:
    """The toll just before in the sentence whose words a number stands without: "speaks of 40 dead, the surgeons of | 18 civilians",
    "losses of 11 dead, against | 90 bandits", "killed 12 if you believe one side and | 60 if you believe the other"."""
    toll = before[-1] if before and before[-1].span.start >= sentence.start else None
    if toll is None or toll.aspect not in HARMED or toll.part or amount.money or counted.aspect not in _UNTOLD:
        return None
    first = amount.start if amount.qualifier is None else min(amount.start, amount.qualifier.start)
    end = amount.end if counted.span is None else counted.span.end
    if _IF_BY.fullmatch(text, toll.span.end, first) and _IF_ONE.match(text, amount.end, sentence.end):
        return toll
    last = text[amount.start : end].split()[-1]
    person = counted.aspect != "other" or counted.span is None or sort_of(last) == "people" or last.lower() in FIGHTERS
    if not person or not _ENDS.match(text, end, sentence.end):
        return None
    if _AGAINST.search(text, max(toll.span.end, first - 40), first):
        return toll
    gap = _GAP.fullmatch(text, toll.span.end, first)
    led = text[max(sentence.start, toll.span.start - 40) : toll.span.start]
    return toll if gap and _GIVES.search(led) and re.search(rf"\b{gap['by']}\s+(?:[a-z]+\s+){{0,2}}\Z", led) else None


def the_same(text: str, amount: Amount, counted: Counted, before: Sequence[Figure], lately: Sequence[Span]) -> Figure | None:
    """The earlier figure that "the 47" takes up again: one of the same number."""
    if counted.aspect != "other" or text[max(0, amount.start - 4) : amount.start].lower() not in ("the ", "all "):
        return None
    far = lately[0].start if (amount.quantity.low or 0) < _DISTINCT else 0
    for figure in reversed(before[-_LATELY:]):
        if figure.span.start < far:
            return None
        if figure.quantity == amount.quantity and figure.aspect in EVENTFUL and _can_be(text, counted, figure):
            return figure
    return None


def with_own_verb(
    text: str, sentence: Span, amount: Amount, counted: Counted, before: Sequence[Figure], lately: Sequence[Span]
) -> tuple[Counted, Figure | None]:
    """What a bare number counts of which a verb of its own says what counts nothing: those of the same number, or some of those just
    counted."""
    same = the_same(text, amount, counted, before, lately)
    if same is not None:
        return Counted(same.aspect, counted.span, "the same number before"), same
    return _some_of_those(text, sentence, amount, counted, before, lately[-2] if len(lately) > 1 else sentence), None


def _some_of_those(text: str, sentence: Span, amount: Amount, counted: Counted, before: Sequence[Figure], last: Span) -> Counted:
    """A bare number that opens a sentence and is smaller than the toll just told counts some of those: "She counted 16 bodies. Nine |
    were recorded as coming from the harbour"."""
    led = text[sentence.start : amount.start if amount.qualifier is None else min(amount.start, amount.qualifier.start)]
    whole = before[-1] if before else None
    if whole is None or counted.aspect != "other" or counted.span is not None or led.strip("“\"‘' "):
        return counted
    told = last.start <= whole.span.start < sentence.start and whole.aspect in HARMED and not whole.additional
    fewer = 0 < _size(amount.quantity.low, amount.quantity.high) < _size(whole.quantity.low, whole.quantity.high)
    return Counted(whole.aspect, None, SOME_OF_THOSE) if told and fewer else counted


def _people_given(text: str, sentence: Span, amount: Amount, counted: Counted, before: Sequence[Figure]) -> tuple[Counted, Figure | None]:
    """People of whom nothing is said but who gives their number, behind a number that somebody else gives: "the union says 16 dockers;
    the police speak of 12 “rioters”"."""
    other = before[-1] if before and before[-1].span.start >= sentence.start else None
    if other is None or counted.span is None or other.aspect not in PERSONS or other.part:
        return counted, None
    ends = _ENDS.match(text, counted.span.end, sentence.end)
    led = text[max(sentence.start, amount.start - 60) : amount.start]
    theirs = text[max(sentence.start, other.span.start - 60) : other.span.start]
    if ends and _GIVES.search(led) and _GIVES.search(theirs) and _PARTS_TWO.search(text, other.span.end, amount.start):
        return Counted(other.aspect, counted.span, "the figure before"), other
    return counted, None


def _can_be(text: str, counted: Counted, figure: Figure) -> bool:
    """Whether "the two crashes" can be those counted before: no noun, the same one, or a name of a people."""
    if counted.span is None or figure.counted is None:
        return counted.span is None or counted.aspect != "other" or not text[counted.span.start].islower()
    mine, theirs = text[counted.span.start : counted.span.end].split(), text[figure.counted.start : figure.counted.end].lower().split()
    return mine[-1][0].isupper() or any(word.lower() in theirs for word in mine)


def set_beside(text: str, sentence: Span, amount: Amount, before: list[Figure], lately: Sequence[Span]) -> Figure | None:
    """The figure just before that a number without a noun is set beside by a word of giving or changing numbers, or None."""
    led = text[max(sentence.start, amount.start - 60) : amount.start]
    alone = not led.strip("“\"‘' ") and _BY_WHOM.match(text, amount.end, sentence.end) is not None
    given = _GIVES.search(led) is not None and _ENDS.match(text, amount.end, sentence.end) is not None
    if not (alone or given or _FROM.search(led) or is_denied(text, sentence, amount)):
        return _by_each(text, sentence, amount, before)
    floor = lately[-min(len(lately), _NEAR_BY + 1)].start
    size = _size(amount.quantity.low, amount.quantity.high)
    for figure in reversed(before[-_LATELY:]):
        if figure.span.start < floor:
            return None
        theirs = _size(figure.quantity.low, figure.quantity.high)
        counts = figure.counted is not None or figure.aspect in EVENTFUL or figure.like is not None or _is_count(text, figure)
        if _are_tellers(text, sentence, figure):
            continue
        if not counts or figure.additional or figure.aspect in _MEASURED or _is_whole(text, figure) or _is_aside(text, figure, before):
            continue
        if size and theirs and max(size, theirs) <= _ALIKE * min(size, theirs):
            return figure
        return None
    return None


def _are_tellers(text: str, sentence: Span, figure: Figure) -> bool:
    """Whether a number counts those who give the next one: "| two nurses said they had counted a dozen"."""
    if figure.span.start < sentence.start or figure.part or figure.aspect in ("killed", "missing"):
        return False
    return _TELL.match(text, figure.span.end, sentence.end) is not None


def _is_count(text: str, figure: Figure) -> bool:
    """Whether the words around a number without a noun tell that it is a number of something."""
    start = figure.span.start if figure.qualifier_span is None else min(figure.span.start, figure.qualifier_span.start)
    return bool(_NAMED.search(text, max(0, start - 60), start) or _ITS_OWN.match(text, figure.span.end))


def _by_each(text: str, sentence: Span, amount: Amount, before: Sequence[Figure]) -> Figure | None:
    """The number just before in the sentence, where of each it is told who gives it: "112 according to one, 130 according to another"."""
    last = before[-1] if before and before[-1].span.start >= sentence.start else None
    if last is None or not _BY_WHOM.match(text, amount.end, sentence.end):
        return None
    return last if _BY_EACH.fullmatch(text, last.span.end, amount.start) else None


def _same_measure(text: str, counted: Counted, before: list[Figure]) -> Figure | None:
    """The last weight of a named stuff, where a weight names none: "900 tonnes of nitrate ... never more than 850 tons"."""
    if counted.span is None or " " in text[counted.span.start : counted.span.end]:
        return None
    unit = text[counted.span.start : counted.span.end].lower()
    for figure in reversed(before[-_LATELY:]):
        if figure.aspect == "weight" and figure.counted is not None:
            words = text[figure.counted.start : figure.counted.end].lower().split()
            if len(words) > 1:
                return figure if words[0][:3] == unit[:3] else None
    return None


def _size(low: float | None, high: float | None) -> float:
    return low or high or 0.0


def _is_whole(text: str, figure: Figure) -> bool:
    """Whether a number is the whole that a part was taken of: "17 of the country's 19 plants"."""
    before = text[max(0, figure.span.start - 60) : figure.span.start]
    return re.search(r"\d\s+(?:out\s+)?of\s+(?:the|its|their|all|some)\b[^.,;:]{0,30}\Z", before) is not None


def _is_aside(text: str, figure: Figure, before: Sequence[Figure]) -> bool:
    """Whether a number stands beside the one that its sentence is about: "rose to 58, with | 97 people missing"."""
    first = figure.span.start if figure.qualifier_span is None else min(figure.span.start, figure.qualifier_span.start)
    led = _WITH.search(text, max(0, first - 40), first)
    if led is None:
        return False
    return any(f.aspect in EVENTFUL and first - 160 <= f.span.start < first and "." not in text[f.span.end : led.start()] for f in before)


def asked(text: str, sentence: Span) -> Amount | None:
    """ "How many" of a question, as an amount to be told what it counts."""
    found = _HOW_MANY.search(text, sentence.start, sentence.end)
    if found is None:
        return None
    asks = text[: sentence.end].rstrip(' \n"”’').endswith("?")
    if not asks and not _WONDERED.search(text[max(sentence.start, found.start() - 30) : found.start()]):
        return None
    return Amount(found.start(), found.end(), Quantity(None, None), None, False, "vague", False)


def answers(text: str, sentence: Span, amount: Amount, counted: Counted, question: Counted) -> Counted:
    """What a number counts that somebody gives in answer to a question just asked: a bare one, or one of people of whom nothing
    else is said ("the ministry speaks of 11 villagers and two guards")."""
    led = text[max(sentence.start, amount.start - 60) : amount.start]
    if counted.aspect == "people" and question.aspect in _TOLLS and _GIVES.search(led):
        noun = text.lower().find(counted.because, amount.end, sentence.end)
        ends = noun >= 0 and _ENDS.match(text, noun + len(counted.because), sentence.end)
        return replace(question, span=counted.span) if ends else counted
    if counted.aspect == "other" and counted.span is None and _GIVES.search(led) and _ENDS.match(text, amount.end, sentence.end):
        return replace(question, span=None)
    return counted


def _speaks_of_a_toll(text: str, sentence: Span, amount: Amount, counted: Counted) -> bool:
    """Whether a bare number, or one of names, stands behind a word for a toll: "put the figure at 12", "a list of 41 names"."""
    if amount.how != "vague" and _NAMES.match(text, amount.end, sentence.end):
        return True
    bare = counted.span is None or text[counted.span.start : counted.span.end].lower() in ("more", "others", "people")
    return bare and _OF_A_TOLL.search(text[max(sentence.start, amount.start - 190) : amount.start]) is not None


def _nearest(text: str, amount: Amount, before: list[Figure], last: Span) -> Figure | None:
    """The number that "the figure" is put at another for, where its sentence and the last one tell no toll: the one just before, of
    whatever; never one further back."""
    if not _A_FIGURE.search(text[max(0, amount.start - 60) : amount.start]):
        return None
    near = [f for f in before[-_LATELY:] if f.span.start >= last.start and f.aspect not in _NO_COUNTS]
    if _PUT_IT.search(text[max(0, amount.start - 60) : amount.start]):
        near = [f for f in near if f.aspect in PERSONS]
    elif any(f.aspect in _TOLLS for f in near):
        return None
    if not near:
        return None
    size, theirs = (_size(q.low, q.high) for q in (amount.quantity, near[-1].quantity))
    return near[-1] if 0 < max(size, theirs) <= _ALIKE * min(size, theirs) else None


def _alike(amount: Amount, toll: Figure | None, before: Sequence[Figure], last: Span) -> Figure | None:
    """The toll spoken of; where its size is out of all proportion, the last number of people near by whose size is not."""
    size = _size(amount.quantity.low, amount.quantity.high)

    def fits(figure: Figure) -> bool:
        theirs = _size(figure.quantity.low, figure.quantity.high)
        return max(size, theirs) <= _ALIKE * min(size, theirs)

    if toll is None or fits(toll):
        return toll
    return next((f for f in reversed(before[-_LATELY:]) if f.span.start >= last.start and f.aspect in PERSONS and fits(f)), toll)


def _toll_before(text: str, before: list[Figure], sentence: Span, far: Span, *, names: bool = False) -> Figure | None:
    """The toll spoken of: the last one in the sentence, else a few sentences back, else the last of the report's commonest."""
    for figure in reversed(before[-_LATELY:]):
        if figure.span.start < far.start:
            break
        if _is_aside(text, figure, before):
            continue
        if figure.aspect in SAVED and names:
            continue  # who was found alive is on no list of the dead
        if figure.aspect in _TOLLS or (figure.aspect in PERSONS and figure.span.start >= sentence.start):
            return figure
    tolls = Counter(figure.aspect for figure in before if figure.aspect in _TOLLS)
    if tolls:
        most = max(tolls, key=lambda aspect: (tolls[aspect], -_TOLLS.index(aspect)))
        return next(f for f in reversed(before) if f.aspect == most)
    return next((f for f in reversed(before[-_LATELY:]) if f.aspect in PERSONS and f.span.start >= far.start), None)


def _harm_named(text: str, sentence: Span, lately: Sequence[Span]) -> Aspect | None:
    """The harm that the sentences just before speak of, where none gives a number: "The dead. We have a list of 23 names." """
    if len(lately) < 2:
        return None
    found = list(_HARM_NAMED.finditer(text, lately[-2].start, sentence.start))
    kinds = {m.lastgroup for m in found}
    return found[-1].lastgroup if len(kinds) == 1 else None  # type: ignore[return-value]
