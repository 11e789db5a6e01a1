"""Hours in words: "seven this morning", "half past three on Tuesday", "ten o'clock", "shortly after five"."""

from __future__ import annotations

from accordingto.data import words
from accordingto.reading.numbers import cardinal
from accordingto.reading.times.absolute import Match
from accordingto.reading.times.clock import day_of, not_ahead
from accordingto.reading.times.context import NO_DATE, Context, Tense, Value, group, is_past, unresolved, word_of
from accordingto.reading.times.tokens import DAY_PARTS
from accordingto.reading.times.values import at_grain

_COUNTS = words("times", "counts_at")
_LOOK_LEFT = 20
_AFTER_HOURS = words("times", "after_hours")
_LATELY = 50  # mentions looked back over
_EARLY = 6  # hours of the night before this are after midnight
_HALVES = {"MO": 0, "AF": 12, "EV": 12, "NI": 12}  # hours that a part of the day adds
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
    if _of_a_count(context, found.start()) or tokens.lows[found.end()] == "of":
        return None
    number = cardinal([word_of(context, found, "C2")])
    preposition = tokens.lows[found.start() - 1]
    after = tokens.lows[found.end()]
    if number is None or not 2 <= number <= 12 or preposition not in _PREPOSITIONS:
        return None
    if preposition in ("about", "around") and tokens.lows[found.start() - 2 : found.start() - 1] == ["of"]:
        return None  # "a girl of about six"
    if preposition == "by" and tokens.classes[found.start() - 2 : found.start() - 1] != "|" and found.start() > 1:
        return None  # "they rose by ten"
    if tokens.classes[found.end()] not in "|,.;:)" and after not in _AFTER_HOURS:
        return None
    return _value(context, found, int(number), 0, "")


_PREPOSITIONS = frozenset(("at", "after", "before", "since", "until", "around", "by", "about"))


def _value(context: Context, found: Match, number: int, minute: int, part: str) -> Value:
    """The hour on its day; morning or evening by the part of the day, the hours told before, or the hour of the report."""
    early = f"{number % 12:02d}:00" if part in ("MO", "NI") and number % 12 < _EARLY else ""
    day = day_of(context, found, early)
    if day is None:
        return unresolved(NO_DATE, kind="TIME")
    date_value = at_grain(day[0], "D")
    if part:
        hour = number % 12 + (12 if part in ("AF", "EV") or (part == "NI" and 6 <= number < 12) else 0)
    else:
        half = _half(context, date_value, number, _direction(context, found))
        if half is None:
            return unresolved(_HALF_OPEN, kind="TIME")
        hour = half
    moment = hour * 60 + minute
    time = f"{moment // 60 % 24:02d}:{moment % 60:02d}"
    day = not_ahead(context, found, day, time) if part else day
    return Value("TIME", f"{at_grain(day[0], 'D')}T{time}", day[1], "time of the clock on the day told")


def hour_of_range(context: Context, found: Match) -> Value | None:
    """Reads "between six and nine" as hours where a part of the day stands beside or before it in the sentence."""
    tokens = context.tokens
    number = cardinal([word_of(context, found, "C2")])
    last = context.mentions[-1] if context.mentions and context.mentions[-1].sentence == context.sentence else None
    if number is None or not 1 <= number <= 12:
        return None
    if tokens.lows[found.start() - 1] == "and":  # the second hour: the first one must have been read
        if tokens.lows[found.start() - 3] != "between" or last is None or "T" not in last.value or last.value[-3] != ":":
            return None
        first = cardinal([tokens.lows[found.start() - 2]]) or 0
        hour = int(last.value[11:13]) + int(number - first) % 12
        if int(last.value[11:13]) % 12 != first % 12 or hour > 24:
            return None
        return Value("TIME", f"{last.value[:11]}{hour:02d}:00", "previous", "time of the clock on the day told")
    if tokens.lows[found.start() - 1] != "between":
        return None
    named = next((name for name in ("P", "P2", "P3") if group(found, name)), None)
    part = DAY_PARTS[word_of(context, found, named)] if named else last.value[-2:] if last is not None else ""
    return _value(context, found, int(number), 0, part) if part in ("MO", "AF", "EV", "NI") else None


def _of_a_count(context: Context, first: int) -> bool:
    """Whether the number behind "at" is what something is put at: "put the toll at nine", "the number of dead stands at seven"."""
    lows, classes = context.tokens.lows, context.tokens.classes
    for at in range(first - 1, max(-1, first - _LOOK_LEFT), -1):
        if classes[at] in "|;":
            return False
        if lows[at] in _COUNTS:
            return True
        if is_past(lows, at):
            return False
    return False


def _direction(context: Context, found: Match) -> Tense:
    """Whether an hour lies behind or ahead: the next of something that comes by the clock is ahead."""
    tokens = context.tokens
    low = tokens.breaks[context.sentence - 1] + 1 if context.sentence else 0
    if "next" in tokens.lows[low : found.start()]:
        return "future"
    return context.tense(*found.span())


def _half(context: Context, day: str, number: int, tense: Tense) -> int | None:
    """The hour of 24 that a bare hour of 12 is: the first one after the hour told before on that day, else, on the report's
    own day, the last one before the report (the first one after it, for what is to come); None if nothing tells."""
    halves = [number % 12, number % 12 + 12]
    past = tense != "future"
    reported = context.published is not None and day == context.published.isoformat() and context.clock is not None
    if reported:
        own = int((context.clock or "")[:2])
        before, after = [hour for hour in halves if hour <= own], [hour for hour in halves if hour >= own]
        past = past and (bool(before) or tense == "past")
        halves = before if past else after
    for mention in reversed(context.mentions[-_LATELY:]):
        told, _, clock = mention.value.partition("T")
        if told == day and clock[:2].isdigit() and clock[:5] != context.clock:  # the byline's own hour tells nothing
            later = [hour for hour in halves if hour >= int(clock[:2])]
            return later[0] if later else halves[0] if len(halves) == 1 and reported else None
        if told == day and clock in _HALVES and (clock != "NI" or number >= _EARLY):
            return number % 12 + _HALVES[clock]
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
    if len(words_before) == 2 and words_before[1] == "past":  # "ten past two"
        words_before.insert(1, "minutes")
    if words_before[-2:-1] != ["minutes"] or words_before[-1] not in ("past", "to", "before", "after"):
        return None
    number = cardinal(words_before[:-2])
    return None if number is None else int(number) * (1 if words_before[-1] in ("past", "after") else -1)
