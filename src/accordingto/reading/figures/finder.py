"""Which numbers of a text are figures, and what each of them is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from accordingto.data import table
from accordingto.model.intervals import Quantity
from accordingto.model.reading import Aspect, Figure, Time
from accordingto.model.text import Span
from accordingto.reading.figures.amounts import Amount, find_amounts
from accordingto.reading.figures.aspects import NOUNS, NUMBER_OF, STATES, VERBS, Counted, Parsed, what_it_counts
from accordingto.reading.figures.implied import noughts, singulars
from accordingto.reading.figures.syntax import Syntax
from accordingto.reading.tags import Tags

_WORDS = table("figures")["words"]
_DESIGNATIONS = frozenset(_WORDS["designations"].split())
_NOT_AFTER_ONE = frozenset(_WORDS["not_after_one"].split())
_NOT_BEFORE_ONE = frozenset(_WORDS["not_before_one"].split())
_EVENTFUL = frozenset(("killed", "injured", "casualties", "missing", "detained", "displaced", "troops", "protesters", "strikes", "targets",
                       "vehicles", "people"))  # fmt: skip

_MEASURED = frozenset(("percent", "money", "distance", "area", "weight", "duration"))

_PREVIOUS = re.compile(r"([^\W_][\w.'’-]*)[\s\"“‘(]*\Z")
_NEXT = re.compile(r"[\s\"”’]*([^\W_](?:\.[A-Z]\b)?[\w'’-]{0,40})")
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
    r"|(?:list|lists)\s+of)\b(?!\s+of\s+(?!(?:at|more|over|about|some|nearly|up|around|almost|fewer|less)\b)[a-z])[^.;:!?]{0,60}\Z",
    re.I,
)
_HUMAN = frozenset(("killed", "injured", "casualties", "missing", "detained", "displaced", "protesters", "people", "troops"))
_TOLLS = ("killed", "injured", "casualties", "missing", "detained", "displaced", "protesters")
_NAMES = re.compile(r"\s+names\b", re.I)
_REACH = 4  # sentences before that the toll spoken of may stand in
# Verbs that have a number for an object without saying what happened to those counted.
_NUMBER_VERBS = frozenset(_WORDS["number_verbs"].split())
_HOUR = re.compile(r"\b(?:at|by|since|until|till)\s+\Z", re.I)
_NEXT_ON_LINE = re.compile(r"\s+([^\W_][\w'’-]{0,40})")
_ENDS_COUNTED = frozenset(_WORDS["ends_counted"].split()) | {"of"}
_BEFORE_COUNTS = frozenset(_WORDS["before_counts"].split())
_NOUN_BEFORE = re.compile(r"([A-Za-z]+)\s+(?:(?:one|two|three|four|five|six|\d+)(?:\s+and|,)\s+)?\Z")
_LATELY = 200  # figures looked back over
_FIRED = re.compile(r"\b(?:shot|fired|struck|striking|stabbed|hit)\b", re.I)
_LISTED = re.compile(r"\((?:left|right|top|bottom|front|rear)\s+\Z", re.I)
_CITED = re.compile(r"\[\Z")


def find_figures(text: str, sentences: Sequence[Span], *, times: Sequence[Time] = (), tags: Tags | None = None) -> list[Figure]:
    """The figures of the given sentences, in order, not overlapping.

    Args:
        text: the report's text.
        sentences: where to look.
        times: the text's time expressions; numbers in them are no figures.
        tags: the engine's tags of the same text; the parse then has a say in what a number counts.
    """
    syntax = Syntax(text, tags) if tags is not None else None
    starts = [time.span.start for time in times]
    figures: list[Figure] = []
    for number, sentence in enumerate(sentences):
        first = len(figures)
        for amount in find_amounts(text, sentence.start, sentence.end):
            at = bisect_right(starts, amount.end - 1) - 1
            if at >= 0 and times[at].span.end > amount.start:
                continue
            parsed = syntax.of(amount) if syntax is not None else None
            counted = what_it_counts(text, sentence.start, sentence.end, amount, parsed)
            if _names_a_place(text, sentence, amount, counted):
                continue
            if parsed is None or not _own_verb(parsed, counted):
                counted = _as_before(text, sentence, amount, counted, figures, sentences[max(0, number - _REACH) : number + 1])
            if _is_figure(text, sentence, amount, counted):
                figures.append(_figure(text, amount, counted))
        figures += noughts(text, sentence)
        figures += singulars(text, sentence, figures[first:])
    return sorted(figures, key=lambda figure: figure.span)


def _own_verb(parsed: Parsed, counted: Counted) -> bool:
    """Whether a bare number has a verb of its own that says something else of those it counts: "and six escaped"."""
    alone = counted.aspect == "other" and parsed.counted is None
    return alone and parsed.direct and (parsed.subject or (parsed.object_of != "" and parsed.object_of not in _NUMBER_VERBS))


def _as_before(text: str, sentence: Span, amount: Amount, counted: Counted, before: list[Figure], lately: Sequence[Span]) -> Counted:
    """What a number without a noun counts: the same as the figure before it, in its sentence or the last one; where a toll is
    spoken of, the same as the last toll told, a few sentences before at most, or as most of the report's tolls.

    "It rose to 30", "another said 14", "up from 180,000", "two more on Sunday", "put the figure at nine".
    """
    last = lately[-2] if len(lately) > 1 else sentence
    after = _NEXT_TWO.match(text, amount.end, sentence.end)
    first, second = (after[1].lower(), after[2].lower()) if after else ("", "")
    if first == "of" and second in ("them", "whom", "those", "which") and before and before[-1].span.start >= sentence.start:
        if counted.aspect in _TOLLS and counted.because:
            return counted  # "eight of whom died"
        return Counted(before[-1].aspect, counted.span, "the figure before")
    if first == "of" and second == "them" and counted.aspect == "other" and before:
        nearest = next((f for f in reversed(before[-_LATELY:]) if f.span.start >= last.start and f.aspect in _HUMAN), None)
        return counted if nearest is None else Counted(nearest.aspect, counted.span, "the figure before")
    told_of = NUMBER_OF.search(text, max(sentence.start, amount.start - 100), amount.start)
    if counted.aspect == "other" and told_of and told_of["what"].lower() not in ("them", "those", "these"):
        return counted  # "the number of boats fell to 30"
    if counted.aspect in ("other", "people") and not amount.money and _speaks_of_a_toll(text, sentence, amount, counted):
        told = _toll_before(before, sentence, lately[0])
        if told is not None and (counted.aspect == "other" or told in ("protesters", "people")):
            return Counted(told, counted.span, "the toll before")
    if counted.aspect == "other" and text[max(0, amount.start - 4) : amount.start] == "the ":
        for figure in reversed(before[-_LATELY:]):
            if figure.quantity == amount.quantity and figure.aspect in _EVENTFUL:
                return Counted(figure.aspect, counted.span, "the same number before")
    if first in _VERBS_OF_ITS_OWN:
        return counted
    bare = counted.span is None or text[counted.span.start : counted.span.end].lower() in ("more", "others")
    if counted.aspect != "other" or not bare or not before or amount.money:
        return counted
    previous = before[-1]
    if previous.span.start < last.start or previous.aspect not in _EVENTFUL:
        return counted
    if previous.span.start < sentence.start and not _TELLS_A_NUMBER.search(text[max(sentence.start, amount.start - 200) : amount.start]):
        return counted
    return Counted(previous.aspect, counted.span, "the figure before")


def _speaks_of_a_toll(text: str, sentence: Span, amount: Amount, counted: Counted) -> bool:
    """Whether a bare number, or one of names, stands behind a word for a toll: "put the figure at 12", "a list of 41 names"."""
    if _NAMES.match(text, amount.end, sentence.end):
        return True
    bare = counted.span is None or text[counted.span.start : counted.span.end].lower() in ("more", "others", "people")
    return bare and _OF_A_TOLL.search(text[max(sentence.start, amount.start - 110) : amount.start]) is not None


def _toll_before(before: list[Figure], sentence: Span, reach: Span) -> Aspect | None:
    """The aspect of the toll spoken of: the last one in the sentence, else a few sentences back, else the commonest of the report."""
    for figure in reversed(before[-_LATELY:]):
        if figure.span.start < reach.start:
            break
        if figure.aspect in _TOLLS or (figure.aspect in _HUMAN and figure.span.start >= sentence.start):
            return figure.aspect
    tolls = Counter(figure.aspect for figure in before if figure.aspect in _TOLLS)
    if tolls:
        return max(tolls, key=lambda aspect: (tolls[aspect], -_TOLLS.index(aspect)))
    return next((f.aspect for f in reversed(before[-_LATELY:]) if f.aspect in _HUMAN and f.span.start >= reach.start), None)


def _is_figure(text: str, sentence: Span, amount: Amount, counted: Counted) -> bool:
    """Whether a number counts something: no age, no part of a name, no list number, no pronoun "one"."""
    words = text[amount.start : amount.end]
    plain = words.isdigit()
    eventful = counted.aspect in _EVENTFUL
    if words.lower() == "both":
        after = _NEXT.match(text, amount.end, sentence.end)
        return eventful and after is not None and after[1].islower() and after[1] not in ("the", "in", "on", "at", "of")
    if words in ("9-11", "9–11"):
        return False
    if amount.how == "vague" and re.search(r"\b(?:how|so|too|as|not|that)\s+\Z", text[max(0, amount.start - 8) : amount.start], re.I):
        return False  # "did not say how many", "not many"
    if amount.how == "vague" and re.match(r"\s+(?:times|occasions|ways)\b", text[amount.end : amount.end + 12], re.I):
        return _FIRED.search(text[max(sentence.start, amount.start - 40) : amount.start]) is not None  # "shot several times"
    if amount.how == "vague":
        return eventful or (words[0].lower() in "dhtmb" and amount.quantity.low is not None and amount.quantity.low >= 20)
    before = text[max(sentence.start, amount.start - 40) : amount.start]
    previous = _PREVIOUS.search(before)
    following = _NEXT.match(text, amount.end, sentence.end)
    following_word = following[1] if following else ""
    if _joined_to_word(text, amount.end) or _CITED.search(before):
        return False
    if counted.aspect == "other" and counted.span is None and amount.qualifier is None and _is_hour(before, words, amount):
        return False  # "more at eight"
    if before.endswith(("UTC+", "GMT+", "UTC-", "GMT-")):
        return False
    if following_word in ("BC", "AD", "BCE", "CE", "B.C", "A.D"):
        return False
    if _LISTED.search(before) or (words[0].isupper() and _names_or_counts_off(text, sentence, amount)):
        return False
    if words.lower() == "one":
        counts = eventful and (counted.aspect != "people" or amount.qualifier is not None)
        return counts and _counting_one(previous, following_word, counted)
    if not before.strip() and text[amount.end : amount.end + 1] in (".", ")") and words[0].isdigit():
        return False
    if following_word.lower() in ("year", "years") and re.match(r"\s+years?[\s-]old", text[amount.end : amount.end + 12]):
        return False
    if amount.qualifier is None and plain:
        if counted.aspect == "other" and len(words) == 4 and 1900 <= int(words) <= 2099:
            return False
        if _is_age(before, text[amount.end : amount.end + 2], int(words)):
            return False
    if previous and not amount.money and amount.qualifier is None:
        return not _is_name(text, sentence, previous, amount, counted, words, following_word)
    return True


def _names_or_counts_off(text: str, sentence: Span, amount: Amount) -> bool:
    """Whether a capitalised number word is part of a name ("Gang of Eight") or counts reasons off ("Three, the north ...")."""
    if amount.start == sentence.start:
        return text[amount.end : amount.end + 1] in (",", ":")
    return re.search(r"[A-Z][\w'’-]*\s+of\s+\Z", text[max(0, amount.start - 30) : amount.start]) is not None


def _is_hour(before: str, words: str, amount: Amount) -> bool:
    """Whether a number word stands where an hour does: "more at eight"."""
    return _HOUR.search(before) is not None and words.isalpha() and amount.quantity.is_exact and (amount.quantity.low or 0) <= 12


def _names_a_place(text: str, sentence: Span, amount: Amount, counted: Counted) -> bool:
    """Whether the number tells one thing of a row from another: "silo two", "quay three", "quays one and two"."""
    following = _NEXT_ON_LINE.match(text, amount.end, sentence.end)
    alone = counted.span is None or following is None or following[1].lower() in _ENDS_COUNTED
    if counted.aspect != "other" or not alone or amount.qualifier is not None or amount.how != "exact":
        return False
    found = _NOUN_BEFORE.search(text, max(sentence.start, amount.start - 40), amount.start)
    if found is None:
        return False
    noun = found[1]
    return noun.isalpha() and len(noun) > 2 and noun.lower() not in _BEFORE_COUNTS and not noun.lower().endswith(("ed", "ing", "ly"))


def _joined_to_word(text: str, at: int) -> bool:
    """Whether a hyphen ties the number to a word: "five-storey", "21-year-old"; "5,000-strong" counts still."""
    found = re.match(r"-([A-Za-z]+)", text[at : at + 12])
    return found is not None and found[1].lower() not in ("strong", "plus", "odd")


def _counting_one(previous: re.Match[str] | None, following: str, counted: Counted) -> bool:
    """Whether "one" is a number: a counted noun or a state follows, not "one said", "one of them", "no one"."""
    if previous and previous[1].lower() in _NOT_BEFORE_ONE:
        return False
    if not following or following.lower() in _NOT_AFTER_ONE:
        return False
    return following.lower() == counted.because or following.lower() in STATES or counted.span is not None


def _is_age(before: str, after: str, number: int) -> bool:
    """Whether a bare number stands where ages stand: "Ada Lind, 34," and "Ada Lind (34)"."""
    return (
        number <= 115
        and after[:1] in (",", ")", ".", ";")
        and re.search(r"[A-Z][\w'’.-]*(?:,\s*(?:now\s+|then\s+)?|\s*\()\Z", before) is not None
    )


def _is_name(text: str, sentence: Span, previous: re.Match[str], amount: Amount, counted: Counted, words: str, following: str) -> bool:
    """Whether the number belongs to the word before it: "Flight 12", "Article 5", "Apollo 11"."""
    word = previous[1]
    low = word.lower().rstrip(".")
    touching = text[amount.start - 1].isspace() and text[amount.start - 2 : amount.start - 1] not in tuple(',;:."”’)')
    if not touching and word[-1:] != ".":
        return False
    if low in _DESIGNATIONS:
        return counted.aspect == "other" or word[0].isupper() or low in ("flight", "article", "resolution", "page", "no", "room", "aged")
    if not words[0].isdigit() or not word[0].isupper() or not touching:
        return False
    opens = previous.start() == 0 and amount.start - 40 <= sentence.start
    known = following.lower() in NOUNS or following.lower() in STATES or following.lower() in VERBS
    plural = following.islower() and following.endswith("s") and len(following) > 3
    return not (opens or known or plural or counted.aspect != "other")


def _figure(text: str, amount: Amount, counted: Counted) -> Figure:
    qualifier = amount.qualifier
    return Figure(
        Span(amount.start, amount.end),
        _open_ended(amount, counted),
        counted.aspect,
        qualifier=qualifier.of(text) if qualifier else None,
        qualifier_span=qualifier,
        counted=counted.span,
        additional=amount.additional,
        reason=f"{_HOW[amount.how]}; counts by {counted.because!r}" if counted.because else _HOW[amount.how],
    )


def _open_ended(amount: Amount, counted: Counted) -> Quantity:
    """The bounds, without the step of one where what is measured has no next number ("over 2 percent" begins at 2)."""
    quantity = amount.quantity
    if counted.aspect not in _MEASURED or amount.how not in ("more", "fewer"):
        return quantity
    if amount.how == "more" and quantity.low is not None and quantity.low == int(quantity.low):
        return Quantity(quantity.low - 1, quantity.high)
    if amount.how == "fewer" and quantity.high is not None and quantity.high == int(quantity.high):
        return Quantity(quantity.low, quantity.high + 1)
    return quantity


_HOW = {
    "exact": "exact number", "vague": "vague word, lowest value by convention", "range": "range", "least": "lower bound",
    "more": "more than, the number itself shut out", "most": "upper bound", "fewer": "fewer than, the number itself shut out",
    "about": "round number",
}  # fmt: skip
