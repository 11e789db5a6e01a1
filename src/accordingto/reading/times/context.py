"""What a time expression may lean on: the report's own date, the times before it, and the tense around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from accordingto.data import words
from accordingto.model.reading import Anchor, TimexType
from accordingto.model.stamps import Stamp
from accordingto.model.text import Span
from accordingto.reading.times.tokens import MONTHS, Tokens
from accordingto.reading.times.values import first_day, grain

Tense = Literal["past", "future", "unknown"]
Standing = Literal["story", "beside", "told", "behind", "ahead"]
"""How a time stands to what the report tells: its own time, one told in passing, that of a saying, before it, still to come."""

_FUTURE = words("times", "future")
_PAST = words("times", "past")
_NOT_PAST = words("times", "not_past")
_PARTICIPLES = words("times", "future_participles")
_ARRANGED = words("times", "arranged")
_DUE = [[verb] for verb in words("times", "due_to")]
_DETERMINERS = frozenset(("the", "a", "an", "these", "those", "their", "its", "his", "her", "our", "my", "your"))
_FORMS_OF_BE = frozenset(("is", "are", "was", "were", "be", "been"))
_FORMS_OF_TO_BE = frozenset(("is", "are", "was", "were"))
_MODALS = frozenset(("will", "ll", "shall", "won"))
_PUBLISHED = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?")
_LOOK_LEFT, _LOOK_RIGHT = 25, 8
_FEWEST_YEARS, _YEARS_PER_WEEKDAY = 6, 20
_LATELY = 50  # mentions looked back over
_LEAD = 3  # sentences after the first that make up the lead
_AGAINST_TENSE = 3  # how much nearer a date must be to be chosen against the tense around it
_AGAINST_CLOSE_TENSE = 20  # and against that of a verb at most so many tokens away
CLOSE = 2


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression stands for.

    Attributes:
        value: TIMEX3 value, None if unresolved.
        by: "early", "mid", "late" or "": which part of the stretch is meant.
        trim: tokens at the end of the match that are not part of the expression.
        about: first and last day that are meant, where they are not those of the value.
        offset: units and their sort that lie between an expression and the date that follows it ("two days before ...").
    """

    type: TimexType
    value: str | None
    anchor: Anchor
    reason: str
    by: str = ""
    trim: int = 0
    offset: tuple[int, str] | None = None
    about: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A calendar value met earlier in the text.

    Attributes:
        sentence: number of its sentence.
        anchor: what it was resolved against.
        standing: how it stands to the story.
        late: in the evening or at night, so that small hours told after it are those of the next day.
    """

    value: str
    sentence: int
    anchor: Anchor
    standing: Standing = "story"
    late: bool = False


@dataclass(slots=True)
class Context:
    """State while the expressions of one text are resolved in order.

    Attributes:
        stands: how a time stands to the story; ``presents`` whether it hangs on a verb in the plain present.
        day_ahead: whether its news is of the day after its own date (see ``abroad``).
        stamps: where times of day open the lines of a running report, and those.
        under: the day that a line of its own gave last, which is that of the lines below it.
    """

    tokens: Tokens
    published: date | None
    clock: str | None = None
    narrative: bool = False
    hints: Sequence[Span] = ()
    mentions: list[Mention] = field(default_factory=list)
    sentence: int = 0
    stands: Callable[[int, int], Standing] = lambda _first, _end: "story"
    presents: Callable[[int, int], bool] = lambda _first, _end: False
    day_ahead: bool = False
    stamps: Mapping[int, Stamp] = field(default_factory=dict)
    under: date | None = None

    def hinted(self, first: int, last: int) -> bool:
        """Whether another finder takes these tokens for a time: that decides where the rules by themselves doubt."""
        span = self.tokens.span(first, last)
        at = bisect_left(self.hints, span.end, key=lambda hint: hint.start)
        return any(span.overlaps(hint) for hint in self.hints[max(0, at - 2) : at])

    def latest(self, finest: str = "TDKWMQHSYEC") -> Mention | None:
        """The last mention, if its grain is one of ``finest``."""
        if self.mentions and grain(self.mentions[-1].value) in set(finest):
            return self.mentions[-1]
        return None

    def story_day(self, reach: int, standing: Standing = "story") -> Mention | None:
        """The day a clock time told alone belongs to, None if it is the report's own or unknown.

        That is the last day of the story at most ``reach`` sentences back; failing that one told in passing, then that of a
        saying, then the day of the lead. What lies behind the story dates only what lies behind it too
        (``standing``), in its own sentence, or what nothing else dates; what is to come, what stands in its sentence.
        """
        days = [m for m in self.mentions if grain(m.value) in ("T", "D")]
        near = [m for m in days[-_LATELY:] if self.sentence - m.sentence <= reach]
        if near and near[-1].sentence == self.sentence and (standing == "behind" or near[-1].standing == "ahead"):
            return near[-1]
        for sort in ("story", "beside", "told"):
            for mention in reversed(near):
                if mention.standing == sort:
                    return mention
        first = next((m for m in days[:_LATELY] if m.standing == "story" and m.sentence <= _LEAD), None)
        if first is not None:
            return first
        if self.published is not None:  # "people who had come to the ferry on Monday night. At nine ..."
            last = near[-1] if near else None
            told = last is not None and last.standing == "behind" and grain(last.value) == "T" and self.sentence - last.sentence == 1
            return last if told else None
        return near[-1] if near else None

    def same_hour(self, time: str) -> date | None:
        """The day on which the text has told of the same hour ("at 9 p.m." once more)."""
        hours = (m for m in reversed(self.mentions[-_LATELY:]) if m.standing in ("story", "beside") and grain(m.value) == "T")
        return next((first_day(m.value) for m in hours if time and m.value[11:16] == time and m.value[11:16] != self.clock), None)

    def only_day(self) -> date | None:
        """The one day that the text has told of so far, of the past and more than once."""
        days = [m for m in self.mentions[:_LATELY] if grain(m.value) in ("T", "D") and m.standing != "ahead"]
        told = {first_day(m.value) for m in days}
        return first_day(days[0].value) if len(days) > 1 == len(told) else None

    def year_near(self) -> int | None:
        """The year that dates a bare month or day here because the text has just named it, or None.

        In a narrative of the past each month belongs to the year of the time before it. In news only a year named
        earlier in the same sentence counts ("in 2014, after the vote in June"): across sentences it misled in all of
        eight cases measured.
        """
        for mention in reversed(self.mentions[-_LATELY:]):
            start = first_day(mention.value)
            if start is None or grain(mention.value) in set("EC"):
                continue
            if self.narrative or self.published is None:
                if mention.anchor != "published":
                    return start.year
                continue
            same = self.sentence == mention.sentence and mention.anchor == "none"
            return start.year if same and start.year != self.published.year else None
        return None

    def tense(self, first: int, last: int) -> Tense:
        """The tense around tokens ``first:last``: that of the nearest verb to the left in the sentence, else right."""
        return self.tense_and_distance(first, last)[0]

    def tense_and_distance(self, first: int, last: int) -> tuple[Tense, int]:
        """The tense, and how many tokens away the verb stands that gives it."""
        lows, classes = self.tokens.lows, self.tokens.classes
        for at in range(first - 1, max(-1, first - _LOOK_LEFT), -1):
            if classes[at] == "|":
                break
            tense = _cue(lows, at)
            if tense:
                return tense, first - at
        for at in range(last, min(len(lows), last + _LOOK_RIGHT)):
            if classes[at] == "|":
                break
            tense = _cue(lows, at)
            if tense == "past" or lows[at] in _MODALS:
                return tense or "future", at - last + 1
        return "unknown", 0

    def opens_sentence(self, first: int) -> bool:
        """Whether a time opens its sentence, a preposition before it or none: its verb is the first one that follows."""
        before = self.tokens.classes[max(0, first - 3) : first].rpartition("|")
        return (first < 3 or bool(before[1])) and all(letter in "itE" for letter in before[2])

    def tense_of_rest(self, last: int) -> Tense:
        """The tense of the first verb behind a time in its sentence."""
        lows = self.tokens.lows
        stop = self.tokens.classes.find("|", last)
        return next((tense for at in range(last, stop) if (tense := _cue(lows, at))), "unknown")


def _cue(lows: list[str], at: int) -> Tense | None:
    """The tense that one word speaks for, or None."""
    word = lows[at]
    before = lows[at - 1] if at else ""
    if word == "won" and lows[at + 1 : at + 3] == ["'", "t"]:
        return "future"
    if word in ("may", "might") and lows[at + 1 : at + 2] != ["have"]:
        return "future"
    if word in _ARRANGED and lows[at + 1 : at + 2] == ["for"] and before != "had":
        return "future"  # "is promised for Thursday", "a march was planned for Sunday"
    if word == "set" and lows[at + 1 : at + 2] == ["to"]:
        return "future"
    if word == "due" and before not in _FORMS_OF_BE and lows[at + 1 : at + 2] == ["to"] and lows[at + 2 : at + 3] not in _DUE:
        return None  # "due to the rain", but "talks due to begin"
    if word.endswith("ed") and before == "be":
        # "will be held", "to be published", "should be completed"; but "could not be located"
        return None if lows[at - 2 : at - 1] in (["could"], ["not"], ["would"]) else "future"
    if word in _FUTURE:
        # "had been due to expire": what was to come then is past now.
        return "past" if word in _PARTICIPLES and "had" in lows[max(0, at - 3) : at] else "future"
    if word in _FORMS_OF_TO_BE and lows[at + 1 : at + 2] == ["to"] and lows[at + 2 : at + 3] not in (["the"], ["a"], ["be"]):
        return "future"  # "is to meet", "were to vote"
    return "past" if is_past(lows, at) and not is_attribute(lows, at) else None


def is_attribute(lows: list[str], at: int) -> bool:
    """Whether a form in "-ed" only describes the noun after it: "the captured men"."""
    return lows[at].endswith("ed") and at > 0 and lows[at - 1] in _DETERMINERS


def is_past(lows: list[str], at: int) -> bool:
    """Whether a word is a past form by the lexicon or by its ending."""
    word = lows[at]
    return word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST)


def group(found: re.Match[str], name: str) -> str | None:
    """A named group's classes, or None if the pattern has no such group or it did not take part."""
    return found[name] if name in found.re.groupindex else None


NO_DATE = "needs the report's date, which is unknown"


def unresolved(reason: str, *, kind: TimexType = "DATE") -> Value:
    """A time that stays open, with the reason for people."""
    return Value(kind, None, "unknown", reason)


def word_of(context: Context, found: re.Match[str], name: str) -> str:
    """The lower-case word of a one-token group that took part."""
    return context.tokens.lows[found.start(name)]


def parse_published(published: str | None) -> tuple[date | None, str | None]:
    """Day and time of day ("06:12") of a report's date; None for what it does not say or is no date."""
    found = _PUBLISHED.match(published or "")
    if not found:
        return None, None
    if not 1000 <= int(found[1]) <= 2999:  # no report's date; and counting days needs room on both sides
        return None, None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None, None
    return day, f"{found[4]}:{found[5]}" if found[4] else None


def is_narrative(tokens: Tokens, published: date | None) -> bool:
    """Whether a text tells of years long past rather than of these days.

    It names six years or more in digits, most of them not recent, and hardly a weekday or a word like "yesterday": at
    most one for twenty years. Analyses in the news, which name a dozen years too, have more of these.
    """
    years = [int(tokens.lows[at]) for at, letter in enumerate(tokens.classes) if letter == "Y"]
    if len(years) < _FEWEST_YEARS:
        return False
    near = sum(tokens.classes.count(letter) for letter in "Wd")
    recent = sum(1 for year in years if published is None or abs(year - published.year) <= 1)
    return len(years) > 2 * recent and len(years) >= _YEARS_PER_WEEKDAY * near


def month_in(tokens: Tokens, at: int) -> int:
    """The number of the month named by a token."""
    return MONTHS[tokens.lows[at].rstrip(".")]


def year_of_month(own: date, month: int, day: int | None, tense: Tense, *, close: bool) -> int:
    """The year of a bare month or day: the nearest to the report's date, a date against the tense counting as farther.

    "payable Dec. 1" in a report of October is ahead though "declared" stands some words before; a verb that stands close
    ("attacked in May") leaves no doubt.
    """
    if day is None and month == own.month:
        return own.year

    def cost(year: int) -> float:
        away = (year - own.year) * 365.25 + (month - own.month) * 30.44 + ((day or own.day) - own.day)
        against = (tense == "past" and away > 0) or (tense == "future" and away < 0)
        return abs(away) * ((_AGAINST_CLOSE_TENSE if close else _AGAINST_TENSE) if against else 1)

    return min((own.year, own.year - 1, own.year + 1), key=cost)
