"""Hours in words: "seven this morning", "half past three on Tuesday", "ten o'clock", "shortly after five"."""

from __future__ import annotations

from accordingto.data import words
from accordingto.reading.numbers import cardinal
from accordingto.reading.times.absolute import Match
from accordingto.reading.times.clock import day_of, not_ahead
from accordingto.reading.times.context import NO_DATE, Context, Value, group, unresolved, word_of
from accordingto.reading.times.tokens import DAY_PARTS
from accordingto.reading.times.values import at_grain

_AFTER_HOURS = words("times", "after_hours")
_LATELY = 50  # mentions looked back over
_HALF_OPEN = "whether it is morning or evening is not told"


def hour_of_part(context: Context, found: Match) -> Value | None:
    """Reads "seven this morning", "half past three on Tuesday morning", "ten o'clock", "nine in the evening"."""
    if group(found, "o") and context.tokens.words(*found.span("o")) != ["o", "'", "clock"]:
        return None
    number = cardinal([word_of(context, found, "C2")])
    minute = _minutes(context, found)
    if number is None or not 1 <= number <= 12 or minute is None:
        return None
    part = DAY_PARTS[word_of(context, found, "P")] if group(found, "P") else ""
    return _value(context, found, int(number), minute, part)


def hour_alone(context: Context, found: Match) -> Value | None:
    """Reads "at eight", "shortly after five", "by ten" where no noun follows that the number could count."""
    tokens = context.tokens
    number = cardinal([word_of(context, found, "C2")])
    preposition = tokens.lows[found.start() - 1]
    after = tokens.lows[found.end()]
    if number is None or not 2 <= number <= 12 or preposition not in _PREPOSITIONS:
        return None
    if preposition == "by" and tokens.classes[found.start() - 2 : found.start() - 1] != "|" and found.start() > 1:
        return None  # "they rose by ten"
    if tokens.classes[found.end()] not in "|,.;:)" and after not in _AFTER_HOURS:
        return None
    return _value(context, found, int(number), 0, "")


_PREPOSITIONS = frozenset(("at", "after", "before", "since", "until", "around", "by", "about"))


def _value(context: Context, found: Match, number: int, minute: int, part: str) -> Value:
    """The hour on its day; morning or evening by the part of the day, the hours told before, or the hour of the report."""
    day = day_of(context, found)
    if day is None:
        return unresolved(NO_DATE, kind="TIME")
    date_value = at_grain(day[0], "D")
    if part:
        hour = number % 12 + (12 if part in ("AF", "EV") or (part == "NI" and 6 <= number < 12) else 0)
    else:
        half = _half(context, date_value, number, past=context.tense(*found.span()) != "future")
        if half is None:
            return unresolved(_HALF_OPEN, kind="TIME")
        hour = half
    moment = hour * 60 + minute
    time = f"{moment // 60 % 24:02d}:{moment % 60:02d}"
    day = not_ahead(context, found, day, time) if part else day
    return Value("TIME", f"{at_grain(day[0], 'D')}T{time}", day[1], "time of the clock on the day told")


def _half(context: Context, day: str, number: int, *, past: bool) -> int | None:
    """The hour of 24 that a bare hour of 12 is: the first one after the hour told before on that day, else, on the report's
    own day, the last one before the report (the first one after it, for what is to come); None if nothing tells."""
    halves = [number % 12, number % 12 + 12]
    reported = context.published is not None and day == context.published.isoformat() and context.clock is not None
    if reported:
        own = int((context.clock or "")[:2])
        halves = [hour for hour in halves if (hour <= own if past else hour >= own)]
    for mention in reversed(context.mentions[-_LATELY:]):
        told, _, clock = mention.value.partition("T")
        if told == day and clock[:2].isdigit() and clock[:5] != context.clock:  # the byline's own hour tells nothing
            later = [hour for hour in halves if hour >= int(clock[:2])]
            return later[0] if later else None
    if not reported or not halves:
        return None
    return halves[-1] if past else halves[0]


def _minutes(context: Context, found: Match) -> int | None:
    """Minutes after the hour named: 30 of "half past", -15 of "quarter to", 18 of "eighteen minutes past"; None if it is none."""
    if not group(found, "past"):
        return 0
    words_before = [word for word in context.tokens.words(*found.span("past")) if word not in ("a", "-")]
    fixed = {"half past": 30, "quarter past": 15, "quarter to": -15}.get(" ".join(words_before))
    if fixed is not None:
        return fixed
    if words_before[-2:-1] != ["minutes"] or words_before[-1] not in ("past", "to", "before", "after"):
        return None
    number = cardinal(words_before[:-2])
    return None if number is None else int(number) * (1 if words_before[-1] in ("past", "after") else -1)
