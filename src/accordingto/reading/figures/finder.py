"""Which numbers of a text are figures, and what each of them is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from accordingto.data import table
from accordingto.model.intervals import Quantity
from accordingto.model.reading import Figure, Time
from accordingto.model.text import Span
from accordingto.reading.figures.amounts import Amount, find_amounts
from accordingto.reading.figures.aspects import Counted, Parsed, what_it_counts
from accordingto.reading.figures.befalling import NOUNS, STATES, VERBS, sort_of
from accordingto.reading.figures.beside import taking_up
from accordingto.reading.figures.denied import is_denied
from accordingto.reading.figures.ellipsis import (
    EVENTFUL,
    HARMED,
    PERSONS,
    SOME_OF_THOSE,
    answers,
    as_before,
    asked,
    in_a_crowd,
    own_verb,
    reach,
    with_own_verb,
)
from accordingto.reading.figures.implied import noughts, ordinals, singulars
from accordingto.reading.figures.parts import is_included, is_part, is_statistic
from accordingto.reading.figures.syntax import Syntax
from accordingto.reading.tags import Tags

_WORDS = table("figures")["words"]
_MAKE = re.compile(r"\d{3}-\d{3,4}")  # "Karsten Co. 737-800": a make, no range
_MAKER = re.compile(r"(?:\b[A-Z][\w'-]*|\b(?:Co|Corp|Inc|Ltd)\.)\s+\Z")
_DESIGNATIONS = frozenset(_WORDS["designations"].split())
_NOT_AFTER_ONE = frozenset(_WORDS["not_after_one"].split())
_NOT_BEFORE_ONE = frozenset(_WORDS["not_before_one"].split())
_MEASURED = frozenset(("percent", "money", "distance", "area", "weight", "duration"))

_PREVIOUS = re.compile(r"([^\W_][\w.'’-]*)[\s\"“‘(]*\Z")
_NEXT = re.compile(r"[\s\"”’]*([^\W_](?:\.[A-Z]\b)?[\w'’-]{0,40})")
_HOUR = re.compile(r"\b(?:at|by|since|until|till|from|updated?|edited|posted|published|filed)\s+\Z", re.I)
_OPENS_ENTRY = re.compile(r"\s*\n|\s+[A-Z“\"‘'(]")
_TO_DIAL = re.compile(r"\b(?:text|texts|call|dial|ring|sms|phone|whatsapp|tel|fax)\b[^.;:!?]{0,60}\s(?:on|to|at)?\s*\Z", re.I)
_DIALLED_DIGITS = 4
_NOT_THE_ONE = (_NOT_BEFORE_ONE - {"only", "when", "with", "by"}) | {"was", "is", "be", "been", "being", "become", "became", "are", "were"}
_ONE_OF = re.compile(
    r"\s+(?:of\s+(?:the|our|his|her|my|their|its|them|those|these|whom)\b|(?:had|has|was|is|were)\s+(?:been\s+)?[a-z]+(?:ed|en|n|t)\b)"
)
_OLDEST = 115
_CALLED_BY = 3  # digits
_MAGNITUDE = re.compile(r"\b(?P<what>magnitude)s?\s+(?:of\s+|was\s+|at\s+|put\s+at\s+)?(?:at\s+least\s+|about\s+)?\Z", re.I)
# "Has cost 12,000 lives and driven | 800,000 people from their homes": both sum up the war.
_AND_MORE = re.compile(r"[^.;:!?]{0,40}\band\s+[^.;:!?,]{0,30}")
_OF_WHOM = re.compile(r"\bof\s+(?:whom|which|them|these|those),?\s+\Z", re.I)
_KIN = re.compile(
    r"\b(?:mother|father|parent|mom|mum|dad|grandmother|grandfather)\s+(?:of|to)\s+\Z",
    re.I,
)
_OF_MAGNITUDE = re.compile(r"[\s-]+(?P<what>degree|magnitude)\b", re.I)
_ADDRESS = re.compile(
    r"\s+(?:(?:[A-Z][\w.’'-]*|\d{1,3}(?:st|nd|rd|th))\s+){1,4}?(?:St|Street|Ave|Avenue|Road|Rd|Blvd|Boulevard|Lane|Drive|Square|Highway|Parkway)\b"
)
_NO_NOUN = re.compile(r"\s+and\s+\d{1,2}\b|\s*[,.;)]|\s+years?\b|\s+was\b|\s+were\b")
_AGES = re.compile(r"\b(?:aged?|ages|age\s+of|ages\s+of)\s+(?:between\s+|from\s+|about\s+|around\s+)?\Z", re.I)
_AGES_TWO = re.compile(r"\b(?:aged?|ages|ages\s+of)\s+(?:between\s+|from\s+)?\d{1,2}\s+(?:and|to|or)\s+\Z", re.I)
_HOUR_MINUTE = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")
_UNIT_NEXT = re.compile(r"\s*(?:%|per\s?cent|percent|million|billion|km|k?m\b|miles|kilomet|tonnes|tons|degrees|on\s+the|magnitude)", re.I)
_BARE_BEFORE = re.compile(r"(?:\A|\s)\d{1,3}[ \t]+\Z|\A\Z")
_TWO_BEFORE = re.compile(r"(?:\A|\s)\d{1,3}[ \t]+\d{1,3}[ \t]+\Z")
_BARE_AFTER = re.compile(r"[ \t]+\d{1,3}(?![\d.,%:-])(?!\s+(?:years?|days?|hours?|minutes?|times|percent|million)\b)")
_OF_A_ROW = re.compile(r"\b(?:caption|photo|picture|image|slide|page|part|figure|video)\s+\d+\s+of\s+\Z", re.I)
_NEXT_ON_LINE = re.compile(r"\s+([^\W_][\w'’-]{0,40})")
_ENDS_COUNTED = frozenset(_WORDS["ends_counted"].split()) | {"of"}
_BEFORE_COUNTS = frozenset((*_WORDS["before_counts"].split(), *_WORDS["gives"].split()))
_NOUN_BEFORE = re.compile(r"([A-Za-z]+)\s+(?:(?:one|two|three|four|five|six|\d+)(?:\s+and|,)\s+)?\Z")
_OF_OURS = re.compile(r"\bof\s+(?:our|their|its|his|her|my|the|these|those)\s+[a-z]+\s+\Z", re.I)  # "of our men | 40 were led away"
_FIRED = re.compile(r"\b(?:shot|fired|struck|striking|stabbed|hit)\b", re.I)
_LISTED = re.compile(r"\((?:left|right|top|bottom|front|rear)\s+\Z", re.I)
_CITED = re.compile(r"\[\Z")
_AGES_OF_KIN = re.compile(
    r"\b(?:sons|daughters|children|boys|girls|brothers|sisters|teenagers|youths|men|women|kids|twins),\s+(?:\d{1,2},\s+)*(?:\d{1,2},?\s+and\s+)?\Z",
    re.I,
)
_AGED = re.compile(r"\b(?:girl|boy|man|woman|child|baby|teenager|youth|son|daughter|student|brother|sister|pupil)\s+of\s+\Z", re.I)
_ANSWERED_WITHIN = 2  # sentences after a question


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
    question: tuple[int, Counted, int] | None = None
    for number, sentence in enumerate(sentences):
        first = len(figures)
        for amount in find_amounts(text, sentence.start, sentence.end):
            at = bisect_right(starts, amount.end - 1) - 1
            if at >= 0 and times[at].span.end > amount.start:
                continue
            parsed = syntax.of(amount) if syntax is not None else None
            counted = _without_times(what_it_counts(text, sentence.start, sentence.end, amount, parsed), times, starts)
            if _names_a_place(text, sentence, amount, counted, parsed):
                continue
            counted = in_a_crowd(text, sentence, amount, counted, figures, reach(sentences, number))
            like: Figure | None = None
            of_whom = _OF_WHOM.search(text, max(sentence.start, amount.start - 12), amount.start)
            if parsed is None or of_whom or not own_verb(parsed, counted):
                if question is not None and number - question[0] <= _ANSWERED_WITHIN and len(figures) == question[2]:
                    counted = answers(text, sentence, amount, counted, question[1])
                counted, like = as_before(text, sentence, amount, counted, figures, reach(sentences, number))
            else:
                counted, like = with_own_verb(text, sentence, amount, counted, figures, reach(sentences, number))
            counted = _on_board_too(counted, figures, lately=reach(sentences, number))
            counted = _of_nobody(text, sentence, amount, counted)
            if _is_figure(text, sentence, amount, counted):
                found = _figure(text, amount, counted, figures.index(like) if like is not None else None)
                if counted.aspect in PERSONS or (counted.aspect == "other" and figures and figures[-1].part):
                    found = _placed(text, sentence, amount, found, figures, counted.because == SOME_OF_THOSE)
                figures.append(replace(found, denied=True) if is_denied(text, sentence, amount) else found)
        figures += (*noughts(text, sentence), *ordinals(text, sentence, figures))
        figures += singulars(text, sentence, figures[first:])
        how_many = asked(text, sentence)
        if how_many is not None:
            question = number, what_it_counts(text, sentence.start, sentence.end, how_many), len(figures)
    return taking_up(text, sentences, _in_order(figures))


def _placed(text: str, sentence: Span, amount: Amount, figure: Figure, before: Sequence[Figure], counted_of_those: bool) -> Figure:
    """A number of people, marked if it is a part or a statistic; a part of those just counted is counted as they are, where nothing else
    is said of it ("killed 84 people, including 10 children")."""
    if not counted_of_those and not is_part(text, sentence, amount, figure.aspect, before):
        last = before[-1] if before and before[-1].span.start >= sentence.start else None
        beside = last is not None and last.statistic and _AND_MORE.fullmatch(text, last.span.end, figure.span.start) is not None
        return replace(figure, statistic=beside or is_statistic(text, sentence, amount))
    whole = before[-1] if before and before[-1].span.start >= sentence.start and before[-1].aspect in PERSONS else None
    if figure.aspect in ("people", "other") and whole is not None and is_included(text, sentence, amount, whole):
        figure = replace(figure, aspect=whole.aspect, reason=f"{figure.reason}, as those it is a part of")
    return replace(figure, part=True)


def _in_order(figures: list[Figure]) -> list[Figure]:
    """Figures by place, and what points at one of them with them."""
    order = sorted(range(len(figures)), key=lambda at: figures[at].span)
    place = {old: new for new, old in enumerate(order)}
    return [f if f.like is None else replace(f, like=place[f.like]) for f in (figures[at] for at in order)]


def _without_times(counted: Counted, times: Sequence[Time], starts: Sequence[int]) -> Counted:
    """Words of a time are not counted: "71 last night" has no noun."""
    if counted.span is None:
        return counted
    at = bisect_right(starts, counted.span.start) - 1
    return replace(counted, span=None) if at >= 0 and times[at].span.end > counted.span.start else counted


def _is_figure(text: str, sentence: Span, amount: Amount, counted: Counted) -> bool:
    """Whether a number counts something: no age, no part of a name, no list number, no pronoun "one"."""
    words = text[amount.start : amount.end]
    plain = words.isdigit()
    eventful = counted.aspect in EVENTFUL
    if words.lower() == "both":
        after = _NEXT.match(text, amount.end, sentence.end)
        return eventful and after is not None and after[1].islower() and after[1] not in ("the", "in", "on", "at", "of")
    if words in ("9-11", "9–11") or _is_apart(text, sentence, amount, counted):
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
    if counted.span is None and _MAKE.fullmatch(words) and _MAKER.search(text[max(0, amount.start - 40) : amount.start]):
        return False
    if following_word in ("BC", "AD", "BCE", "CE", "B.C", "A.D"):
        return False
    if _LISTED.search(before) or (words[0].isupper() and _names_or_counts_off(text, sentence, amount)):
        return False
    if words.lower() == "one":
        counts = eventful and (counted.aspect != "people" or amount.qualifier is not None)
        return counts and (_counting_one(previous, following_word, counted) or _one_harmed(text, sentence, amount, counted, previous))
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


def _is_apart(text: str, sentence: Span, amount: Amount, counted: Counted) -> bool:
    """Whether a number is no count by what stands around it: an age ("aged 18 to 35", "between the ages of 18 and 35"), an hour
    written with a full stop ("at 6.10"), the number of a house, a mark on a map or a picture ("6 3 5 4", "Caption 3 of
    25"), or how many children somebody has ("a mother of four")."""
    before = text[max(sentence.start, amount.start - 40) : amount.start]
    bare = amount.qualifier is None and text[amount.start : amount.end].isdigit()
    if bare and _AGES_OF_KIN.search(before) and _NO_NOUN.match(text, amount.end):
        return True
    if counted.span is None and amount.qualifier is None and (amount.quantity.high or 0) <= _OLDEST and _AGED.search(before):
        return True  # "a boy of nine who was waiting"
    if _ADDRESS.match(text, amount.end) or _KIN.search(before):
        return True
    if _AGES.search(before) or (_AGES_TWO.search(before) and amount.qualifier is None):
        return True
    words = text[amount.start : amount.end]
    if _HOUR_MINUTE.fullmatch(words) and amount.qualifier is None and not _UNIT_NEXT.match(text, amount.end):
        entry = text[: amount.start].rstrip(" ")[-1:] in ("", "\n") and _OPENS_ENTRY.match(text, amount.end)
        if entry or _HOUR.search(before):
            return True  # "at 6.10"; "20.35 Police say" at the head of an entry
    if words.isdigit() and len(words) >= _DIALLED_DIGITS and counted.span is None and _TO_DIAL.search(before):
        return True
    if bare and counted.span is None and _is_designation(text, words, amount.start):
        return True
    if words.isdigit() and amount.qualifier is None:
        in_row = _TWO_BEFORE.search(before) or (_BARE_BEFORE.search(before) and _BARE_AFTER.match(text, amount.end))
        return in_row is not None or _OF_A_ROW.search(before) is not None
    return False


def _is_designation(text: str, number: str, start: int) -> bool:
    """Whether a bare number of three digits and more is what something is called by elsewhere in the text: "Families of | 417", where
    "Flight 417" is told of."""
    if len(number) < _CALLED_BY:
        return False
    found = re.search(rf"\b(?P<what>[A-Z][a-z]+)\s+{number}\b", text)
    return found is not None and found["what"].lower() in _DESIGNATIONS and found.end() - len(number) != start


def _on_board_too(counted: Counted, before: Sequence[Figure], *, lately: Sequence[Span]) -> Counted:
    """Passengers are those on board where it was just said how many were: "118 people aboard ... earlier spoke of 130 passengers"."""
    if counted.aspect != "people" or counted.because not in ("passengers", "crew"):
        return counted
    told = any(f.aspect == "aboard" and f.span.start >= lately[0].start for f in before)
    return replace(counted, aspect="aboard") if told else counted


def _of_nobody(text: str, sentence: Span, amount: Amount, counted: Counted) -> Counted:
    """A number with a fraction, or a magnitude, counts nobody and no things."""
    size = amount.quantity.low or amount.quantity.high or 0
    before = text[max(sentence.start, amount.start - 40) : amount.start]
    found, behind = _MAGNITUDE.search(before), _OF_MAGNITUDE.match(text, amount.end)
    if behind:
        return Counted("other", Span(*behind.span("what")), "magnitude")
    if found:
        return Counted("other", Span(*(amount.start - len(before) + at for at in found.span("what"))), "magnitude")
    return Counted("other", None, "") if size != int(size) and counted.aspect in EVENTFUL else counted


def _names_or_counts_off(text: str, sentence: Span, amount: Amount) -> bool:
    """Whether a capitalised number word is part of a name ("Gang of Eight") or counts reasons off ("Three, the north ...")."""
    if amount.start == sentence.start:
        return text[amount.end : amount.end + 1] in (",", ":")
    return re.search(r"[A-Z][\w'’-]*\s+of\s+\Z", text[max(0, amount.start - 30) : amount.start]) is not None


def _is_hour(before: str, words: str, amount: Amount) -> bool:
    """Whether a number word stands where an hour does: "more at eight"."""
    return _HOUR.search(before) is not None and words.isalpha() and amount.quantity.is_exact and (amount.quantity.low or 0) <= 12


def _names_a_place(text: str, sentence: Span, amount: Amount, counted: Counted, parsed: Parsed | None) -> bool:
    """Whether the number tells one thing of a row from another: "silo two", "quay three", "quays one and two"."""
    following = _NEXT_ON_LINE.match(text, amount.end, sentence.end)
    alone = counted.span is None or following is None or following[1].lower() in _ENDS_COUNTED
    if counted.aspect != "other" or not alone or amount.qualifier is not None or amount.how != "exact":
        return False
    found = _NOUN_BEFORE.search(text, max(sentence.start, amount.start - 40), amount.start)
    if found is None or (parsed is not None and parsed.before not in ("NOUN", "PROPN")):
        return False
    noun = found[1]
    if _OF_OURS.search(text, max(sentence.start, amount.start - 40), amount.start):
        return False
    return noun.isalpha() and len(noun) > 2 and noun.lower() not in _BEFORE_COUNTS and not noun.lower().endswith(("ed", "ing", "ly"))


def _joined_to_word(text: str, at: int) -> bool:
    """Whether a hyphen ties the number to a word: "five-storey", "21-year-old"; "5,000-strong" counts still."""
    found = re.match(r"-([A-Za-z]+)", text[at : at + 12])
    return found is not None and found[1].lower() not in ("strong", "plus", "odd")


def _counting_one(previous: re.Match[str] | None, following: str, counted: Counted) -> bool:
    """Whether "one" is a number: a counted noun or a state follows, not "one said", "one of them", "no one"."""
    if previous and previous[1].lower() in _NOT_BEFORE_ONE:
        told = previous[1].lower() == "that" and counted.aspect in EVENTFUL and counted.aspect != "people" and counted.span is not None
        if not told:  # "said that one man drowned" counts, "that one" points
            return False
    if not following or following.lower() in _NOT_AFTER_ONE:
        return False
    return following.lower() == counted.because or following.lower() in STATES or counted.span is not None


def _one_harmed(text: str, sentence: Span, amount: Amount, counted: Counted, previous: re.Match[str] | None) -> bool:
    """Whether of one of several it is told by a verb of its own what became of him: "one of our sailors gave his life", "just one had
    fallen"."""
    if counted.aspect not in HARMED or counted.because.startswith("the ") or (previous and previous[1].lower() in _NOT_THE_ONE):
        return False
    if counted.span is not None and sort_of(text[counted.span.start : counted.span.end].split()[-1]) not in ("people", "captives", "own"):
        return False
    return _ONE_OF.match(text, amount.end, sentence.end) is not None


def _is_age(before: str, after: str, number: int) -> bool:
    """Whether a bare number stands where ages stand: "Ada Lind, 34," and "Ada Lind (34)"."""
    return (
        number <= _OLDEST
        and after[:1] in (",", ")", ".", ";")
        and (_AGED.search(before) or re.search(r"[A-Z][\w'’.-]*(?:,\s*(?:now\s+|then\s+)?|\s*\()\Z", before)) is not None
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


def _figure(text: str, amount: Amount, counted: Counted, like: int | None) -> Figure:
    qualifier = amount.qualifier
    return Figure(
        Span(amount.start, amount.end),
        _open_ended(amount, counted),
        counted.aspect,
        qualifier=qualifier.of(text) if qualifier else None,
        qualifier_span=qualifier,
        counted=counted.span,
        additional=amount.additional,
        like=like,
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
