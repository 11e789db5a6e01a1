"""Days told from the report's date or a time before: weekdays, "yesterday", parts of days, "the 13th"."""

from __future__ import annotations

from datetime import date, timedelta

from accordingto.data import words
from accordingto.reading.numbers import ordinal
from accordingto.reading.times.absolute import Match, month_day, part_meant
from accordingto.reading.times.clauses import governor, is_deadline
from accordingto.reading.times.context import NO_DATE, Context, Mention, Value, group, unresolved, word_of
from accordingto.reading.times.tokens import DAY_PARTS, WEEKDAYS
from accordingto.reading.times.values import at_grain, first_day, grain

DAYS_FROM_HERE = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_AS_EARLY_AS = (["as", "early", "as"], ["as", "soon", "as"])
_DEMANDS = words("times", "demands")
_AFTER_HOURS = words("times", "after_hours")
_AFTER_PARTS = words("times", "after_parts_of_day")
_KINDS = frozenset(("for", "in", "over", "during", "of", "with"))  # behind these a time of day before a noun says what sort it is
_WAITED = (["by"], ["until"], ["till"], ["towards"])
_CLAUSE_FOLLOWS = frozenset(["is", "are", "was", "were", "has", "had", "will", "would"])
_SAID_THAT = tuple([verb, "that"] for verb in words("times", "saying") | {"know", "knows", "knew", "known", "think", "thought"})
_NO_EVENT = frozenset("|,.;:")
_STEM = 5  # letters that words for one happening share
_SHORTEST = 3  # letters that a word for an event has more than
_BEGINS = {"MO": "04:00", "MI": "12:00", "EV": "17:00", "NI": "20:00"}  # when a part of the day has begun
_NEXT_DAY = 6  # days that the weekday after the report's own lies back
_MORNING = 8  # hours before this are small hours
_PRECISE = frozenset(("noon", "midnight", "midday", "noontime", "dawn", "dusk", "daybreak", "nightfall", "sunrise", "sunset"))


def weekday(context: Context, found: Match) -> Value | None:
    """Reads "Friday", "last Tuesday", "next Monday", "early on Tuesday", "the previous Friday", "Monday of last week"."""
    number = WEEKDAYS[word_of(context, found, "W").rstrip(".")]
    after = context.tokens.lows[found.end()]
    if context.tokens.lows[found.start() - 1 : found.start() + 1] in _SAID_THAT and after in _CLAUSE_FOLLOWS:
        return None  # "was told that Sunday is ..."
    if context.tokens.lows[max(0, found.start() - 2) : found.start()] in _SAID_THAT and after == "is":
        return Value("SET", f"XXXX-WXX-{number}", "none", "repeated")
    if names_something(context, found.start("W")) and found.end() == found.end("W"):
        return None
    day = weekday_day(context, found, number)
    if day is None:
        return unresolved(NO_DATE)
    by = part_meant(context, found)
    part = group(found, "P")
    if part:
        return with_part(context, found, at_grain(day, "D"), "published")
    return Value("DATE", at_grain(day, "D"), "published", "nearest such weekday to the report's date by tense", by)


def weekday_at(context: Context, found: Match) -> Value | None:
    """Reads "Saturday at noon", "Tuesday, at dawn"."""
    return weekday(context, found) if _at_a_moment(context, found) else None


def day_word_at(context: Context, found: Match) -> Value | None:
    """Reads "tomorrow at noon", "yesterday at dusk"."""
    return day_word(context, found) if _at_a_moment(context, found) else None


def _at_a_moment(context: Context, found: Match) -> bool:
    return word_of(context, found, "P") in _PRECISE and context.tokens.lows[found.start("P") - 1] in (
        "at",
        "around",
        "about",
        "by",
        "before",
    )


def weekday_day(context: Context, found: Match, number: int) -> date | None:
    """The day a weekday stands for: the latest one, the report's own day included, unless the words say otherwise."""
    own = context.published
    which = group(found, "w") or ""
    if which == "L" and word_of(context, found, "w") in ("previous", "preceding", "prior") and context.latest("TD"):
        own = first_day(context.mentions[-1].value)
    if which == "X" and word_of(context, found, "w") in ("following", "succeeding") and context.latest("TD"):
        own = first_day(context.mentions[-1].value)
    if own is None:
        return None
    if context.narrative and not which and context.latest("TD"):
        own = first_day(context.mentions[-1].value) or own
        return own + timedelta(days=(number - own.isoweekday()) % 7)
    of_that = group(found, "u")
    if of_that:
        weeks = {"L": -1, "X": 1}.get(of_that[-2], 0)
        return own + timedelta(days=number - own.isoweekday() + 7 * weeks)
    back = (own.isoweekday() - number) % 7
    if which == "L":  # yesterday is not called "last Thursday"
        return own - timedelta(days=back if back > 1 else back + 7)
    if which == "X":
        return own + timedelta(days=(7 - back) % 7 or 7)
    if which == "T":
        return own + timedelta(days=number - own.isoweekday())
    if _is_ahead(context, found) or (context.day_ahead and back == _NEXT_DAY):
        return own + timedelta(days=(7 - back) % 7)
    return own - timedelta(days=back)


def _is_ahead(context: Context, found: Match) -> bool:
    """Whether a weekday lies ahead: by the tense around it, or as the end of a wait ("by Friday", "until Monday").

    A weekday with "'s" names what has happened ("Tuesday's siege") unless "will" follows or "ahead of", "before" leads.
    """
    tokens = context.tokens
    before, after = tokens.lows[max(0, found.start() - 2) : found.start()], tokens.lows[found.end() : found.end() + 5]
    if after[:1] == ["'"]:
        return "will" in after or before[-1:] == ["before"] or before == ["ahead", "of"]
    waited_for = is_deadline(context, found.start())
    if waited_for is not None:
        return waited_for
    tense = context.tense(*found.span())
    if (before[-1:] == ["by"] or tokens.lows[max(0, found.start() - 3) : found.start()] in _AS_EARLY_AS) and tense != "past":
        return True
    return tense == "future" or context.presents(*found.span())


def day_word(context: Context, found: Match) -> Value | None:
    """Reads "today", "yesterday", "tomorrow morning", "tonight", "the day before yesterday"."""
    word = word_of(context, found, "d")
    if in_a_name(context, found.start("d")):
        return None
    if context.published is None:
        return unresolved(NO_DATE)
    offset = DAYS_FROM_HERE[word]
    if group(found, "A"):
        offset += -1 if word_of(context, found, "A") == "before" else 1
    value = at_grain(context.published + timedelta(days=offset), "D")
    if word == "tonight":
        return Value("TIME", value + "TNI", "published", "night of the report's date")
    if group(found, "P"):
        return with_part(context, found, value, "published")
    return Value("DATE", value, "published", "told from the report's date", part_meant(context, found))


def with_part(context: Context, found: Match, day: str, anchor: str) -> Value:
    """A day with the part of the day in group ``P``."""
    part = DAY_PARTS[word_of(context, found, "P")]
    how = "previous" if anchor == "previous" else "published" if anchor == "published" else "none"
    return Value("TIME", f"{day}T{part}", how, "part of a day", part_meant(context, found))  # type: ignore[arg-type]


def part_of_day(context: Context, found: Match) -> Value | None:
    """Reads "last night", "this morning", "that evening", "the next morning", "the morning", "midnight", "overnight"."""
    which = group(found, "w") or ""
    word = word_of(context, found, "P")
    own = context.published
    if word == "overnight":
        return _overnight(context, found)
    if found.end() - found.start() == 1 and not _stands_alone(context, found, word):
        return None
    if names_something(context, found.start("P")):
        return None
    after = context.tokens.lows[found.end()]
    waited = found.end() - found.start() == 1 and context.tokens.lows[found.start() - 1 : found.start()] in _WAITED
    goes_on = not after.isalpha() or after in _AFTER_HOURS or word in _PRECISE or waited
    if which == "" and (after in _AFTER_PARTS or not goes_on):
        return None  # "the night shift", "the night canteen"
    if which == "T" or (which == "L" and word == "night" and word_of(context, found, "w") == "last"):
        if own is None:
            return unresolved(NO_DATE, kind="TIME")
        return with_part(context, found, at_grain(own - timedelta(days=which == "L"), "D"), "published")
    if which == "" and after == "after" and DAY_PARTS[word] == "MO":
        return _morning_after(context, found)
    mention = context.latest("TD") if which else told_alone(context, found, PART_REACHES)
    start = first_day(mention.value) if mention else None
    if start is not None and mention is not None:
        step = {"X": 1, "L": -1}.get(which, 0)
        if which == "" and small_hours(context, mention, DAY_PARTS[word]):
            step = 1
        return with_part(context, found, at_grain(start + timedelta(days=step), "D"), "previous")
    if which in ("X", "h"):
        return unresolved("needs a day told before, and none is", kind="TIME")
    if own is None or context.narrative:
        return unresolved("needs a day told before, and none is", kind="TIME")
    only = context.only_day() if which == "" else None
    if only is not None:
        return with_part(context, found, at_grain(only, "D"), "previous")
    late = context.clock is not None and word in _PRECISE and _BEGINS.get(DAY_PARTS[word], DAY_PARTS[word]) > context.clock
    past_already = late and context.tense(*found.span()) == "past" and context.tokens.lows[found.start() - 1] != "from"
    back = 1 if past_already or (which == "L" and word != "night") else 0
    return with_part(context, found, at_grain(own - timedelta(days=back), "D"), "published")


PART_REACHES = 3  # sentences over which a day dates a part of the day told alone


def small_hours(context: Context, mention: Mention, time: str) -> bool:
    """Whether a time of day is that of the day after a mention: small hours after a late evening, unless they would be to come."""
    if not mention.late or not (time == "MO" or (time[:2].isdigit() and int(time[:2]) < _MORNING)):
        return False
    start = first_day(mention.value)
    return start is not None and (context.published is None or start < context.published)


def told_alone(context: Context, found: Match, reach: int) -> Mention | None:
    """The time before that a time of day told alone belongs to, None if to the report's own day: that of the story, but what is
    agreed or demanded "from midnight" runs from the day of the report."""
    first = found.start()
    mention = context.story_day(reach, context.stands(*found.span()))
    if context.tokens.lows[first - 1 : first] == ["from"] and mention is not None and mention.sentence != context.sentence:
        verb = governor(context, first)
        return None if verb.sort in ("demand", "modal", "infinitive") or verb.word in _DEMANDS else mention
    return mention


def _morning_after(context: Context, found: Match) -> Value:
    """Reads "the morning after the flood": the day after that which a sentence before told of the flood."""
    tokens = context.tokens
    stop = next((at for at in range(found.end() + 1, len(tokens.lows)) if tokens.classes[at] in _NO_EVENT), found.end() + 1)
    what = [tokens.lows[at] for at in range(found.end() + 1, stop) if tokens.classes[at] == "x" and len(tokens.lows[at]) > _SHORTEST]
    for mention in context.mentions:
        start = first_day(mention.value) if grain(mention.value) in ("T", "D") and mention.standing in ("story", "beside") else None
        low = tokens.breaks[mention.sentence - 1] + 1 if mention.sentence else 0
        if start is not None and any(_is_told(word, tokens.lows[low : tokens.breaks[mention.sentence]]) for word in what):
            return with_part(context, found, at_grain(start + timedelta(days=1), "D"), "previous")
    return unresolved("needs the day of what it follows, and none is told", kind="TIME")


def _is_told(word: str, lows: list[str]) -> bool:
    """Whether a sentence has a word, or for a long one another of its stem: "explosion" and "exploded"."""
    return word in lows or (len(word) > _STEM and any(low.startswith(word[:_STEM]) for low in lows))


def _overnight(context: Context, found: Match) -> Value | None:
    """The night before a weekday it leads into, that of the day told just before, or the one that began the day before the report."""
    tokens, own = context.tokens, context.published
    if in_a_name(context, found.start("P")):
        return None
    if tokens.lows[found.end()] in ("into", "to") and tokens.classes[found.end() + 1] == "W" and own is not None:
        number = WEEKDAYS[tokens.lows[found.end() + 1].rstrip(".")]
        back = (own.isoweekday() - number) % 7
        return with_part(context, found, at_grain(own - timedelta(days=back + 1), "D"), "published")
    mention = context.story_day(1)
    start = first_day(mention.value) if mention else None
    if start is not None and start != own:
        return with_part(context, found, at_grain(start, "D"), "previous")
    if own is None or context.narrative:
        return unresolved("needs a day told before, and none is", kind="TIME")
    ahead = context.tense(*found.span()) == "future"
    return with_part(context, found, at_grain(own - timedelta(days=not ahead), "D"), "published")


def _stands_alone(context: Context, found: Match, word: str) -> bool:
    """Whether a bare part of the day is a time: "at noon", "overnight", "before dawn", but not "days and nights"."""
    before = context.tokens.classes[found.start() - 1 : found.start()]
    if in_a_name(context, found.start("P")):
        return False
    if word in ("morning", "evening", "afternoon") and context.tokens.lows[found.start() - 1 : found.start()] in _WAITED:
        return True  # "by evening"
    after = context.tokens.classes[found.end()]
    if after == "x" and context.tokens.lows[found.start() - 1] in _KINDS and context.tokens.lows[found.end()] not in _AFTER_HOURS:
        return False  # "blame for dawn barrage", "killed in midnight raid"
    return word in _PRECISE and before in ("i", "A", "c", "-", "F")


def in_a_name(context: Context, at: int) -> bool:
    """Whether a word of time stands capitalised behind another capital: "Harbour Tonight", "Merrin Today"."""
    tokens = context.tokens
    if not at or tokens.classes[at - 1] == "|":
        return False
    return _is_capital(context, at) and _is_capital(context, at - 1)


def names_something(context: Context, at: int) -> bool:
    """Whether a word of time with an article before it opens a name: "the Saturday Courier", "The Dawn Alliance"."""
    tokens = context.tokens
    return (
        tokens.lows[at - 1 : at] == ["the"]
        and tokens.classes[at + 1] == "x"
        and tokens.lows[at + 1].isalpha()
        and _is_capital(context, at)
        and _is_capital(context, at + 1)
        and not tokens.text[tokens.starts[at] : tokens.ends[at + 1]].isupper()
    )


def _is_capital(context: Context, at: int) -> bool:
    return context.tokens.text[context.tokens.starts[at]].isupper()


def part_of_date(context: Context, found: Match) -> Value | None:
    """Reads "the night of January 3", "midnight on Dec. 31"."""
    day = month_day(context, found)
    return with_part(context, found, day.value, day.anchor) if day and day.value else None


def part_before(context: Context, found: Match) -> Value | None:
    """Reads "the night before", "the evening before": that of the day before the one told of."""
    if context.tokens.lows[found.end() - 1] != "before":
        return None
    mention = told_alone(context, found, PART_REACHES)
    start = first_day(mention.value) if mention is not None else context.published
    if start is None:
        return unresolved(NO_DATE, kind="TIME")
    return with_part(context, found, at_grain(start - timedelta(days=1), "D"), "previous" if mention is not None else "published")


def night_of_dates(context: Context, found: Match) -> Value | None:
    """Reads "the night of 2 to 3 June": a night goes by the day it begins on."""
    if DAY_PARTS[word_of(context, found, "P")] != "NI" or context.tokens.lows[found.end("D")] not in ("to", "and"):
        return None
    day = month_day(context, found)
    if day is None or day.value is None:
        return None
    return with_part(context, found, day.value, day.anchor)


def night_of_weekdays(context: Context, found: Match) -> Value | None:
    """Reads "the night from Saturday to Sunday", "the night of Saturday to Sunday"."""
    if DAY_PARTS[word_of(context, found, "P")] != "NI" or context.tokens.lows[found.end("W")] not in ("to", "and"):
        return None
    second = WEEKDAYS[context.tokens.lows[found.end() - 1].rstrip(".")]
    return _night_before(context, found, second)


def night_to(context: Context, found: Match) -> Value | None:
    """Reads "the night to Sunday"."""
    if DAY_PARTS[word_of(context, found, "P")] != "NI" or context.tokens.lows[found.end("P")] != "to":
        return None
    return _night_before(context, found, WEEKDAYS[word_of(context, found, "W").rstrip(".")])


def _night_before(context: Context, found: Match, number: int) -> Value:
    """The night that leads into the latest such weekday."""
    own = context.published
    if own is None:
        return unresolved(NO_DATE, kind="TIME")
    morning = own - timedelta(days=(own.isoweekday() - number) % 7)
    return with_part(context, found, at_grain(morning - timedelta(days=1), "D"), "published")


def hours_of(context: Context, found: Match) -> Value | None:
    """Reads "the early hours of Sunday", "late hours of March 3" as a part of that day."""
    if context.tokens.lows[found.end("E")] != "hours":
        return None
    part = "TMO" if word_of(context, found, "E") == "early" else "TNI"
    if group(found, "M"):
        day = month_day(context, found)
        return Value("TIME", day.value + part, day.anchor, "part of a day") if day and day.value else day
    if group(found, "d"):
        own = context.published
        start = own + timedelta(days=DAYS_FROM_HERE[word_of(context, found, "d")]) if own else None
    else:
        start = weekday_day(context, found, WEEKDAYS[word_of(context, found, "W")])
    if start is None:
        return unresolved(NO_DATE, kind="TIME")
    return Value("TIME", at_grain(start, "D") + part, "published", "part of a day")


def day_of_month(context: Context, found: Match) -> Value | None:
    """Reads "the 13th", a day of the month told before; rejected where that month is not known."""
    number = ordinal(word_of(context, found, "o"))
    mention = context.latest("TDM")
    start = first_day(mention.value) if mention else None
    if start is None or number is None or mention is None or context.sentence - mention.sentence > 2:
        return None
    try:
        return Value("DATE", start.replace(day=number).isoformat(), "previous", "day of the month told before")
    except ValueError:
        return None
