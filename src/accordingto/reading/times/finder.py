"""Finding the time expressions of a text and resolving them in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import pairwise

from accordingto.data import table
from accordingto.model.intervals import TimeInterval
from accordingto.model.reading import Time
from accordingto.model.stamps import line_stamps
from accordingto.model.text import Span
from accordingto.reading.times.abroad import is_day_ahead
from accordingto.reading.times.absolute import holiday
from accordingto.reading.times.attachment import is_present
from accordingto.reading.times.attachment import standing as standing_by_parse
from accordingto.reading.times.clauses import standing
from accordingto.reading.times.context import Context, Mention, Standing, Value, is_narrative, parse_published
from accordingto.reading.times.rules import RULES, Rule
from accordingto.reading.times.tokens import Tokens, tokenise
from accordingto.reading.times.values import first_day, grain, interval_of, narrowed, shift
from accordingto.reading.tree import Tree

_T = table("times")
_HOLIDAYS = re.compile(
    r"\b(?:(?P<which>last|next|this|the)\s+)?(?P<name>"
    + "|".join(
        re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]")
        for name in sorted([*_T["fixed_days"], *_T["easter_days"], *_T["nth_days"]], key=len, reverse=True)
    )
    + r")(?:,?\s+(?P<year>(?:19|20)\d\d))?\b",
    re.I,
)
_LATE = 20  # the hour from which small hours told after it are the next day's
_MODIFIERS = {
    ("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("at", "most"), ("up", "to"), ("no", "more", "than"),
    ("nearly",), ("almost",), ("about",), ("around",), ("approximately",), ("roughly",), ("over",), ("some",), ("only",),
    ("just", "over"), ("just", "under"), ("well", "over"),
}  # fmt: skip


def find_times(
    text: str, sentences: Sequence[Span], *, published: str | None, hints: Sequence[Span] = (), tree: Tree | None = None
) -> list[Time]:
    """The time expressions of the given sentences, in order, not overlapping.

    Args:
        text: the report's text.
        sentences: where to look; nothing crosses from one to the next.
        published: the report's own date, ISO 8601, a day or a time; None if unknown.
        hints: spans that another finder takes for time expressions; they decide doubtful words ("May", "2014", "fall").
        tree: the parse of the same text; without it words tell which days the story is about.

    Returns:
        Spans as TIMEX3 has them: without prepositions and possessive "'s", with "early", "more than" and their like.
    """
    tokens = tokenise(text, sentences)
    day, clock = parse_published(published)
    context = Context(tokens, day, clock, narrative=is_narrative(tokens, day), hints=sorted(hints))
    context.stands = partial(_standing, context, tree)
    context.presents = partial(_presents, context, tree)
    context.day_ahead = is_day_ahead(context)
    context.stamps = {stamp.span.start: stamp for stamp in line_stamps(text)}
    found_values: list[_Found] = []
    done = 0
    for start, end, rule, found in _candidates(tokens):
        if start < done:
            continue
        context.sentence = tokens.sentence_at(start)
        value = rule.resolve(context, found) if rule else _holiday(context, found, start, end)
        if value is None:
            continue
        end -= value.trim
        if value.type == "DURATION" or (rule and rule.name in ("ago", "clock", "apart")):
            start = _with_modifier(tokens, start, done)
        done = end
        found_values.append(_Found(start, end, value))
        # What a figure is compared with ("up from 12 cents a year ago") dates nothing after it.
        compared = rule is not None and rule.name in ("ago", "year-ago quarter") and grain(value.value or "") in ("Q", "Y")
        if value.value and value.type in ("DATE", "TIME") and grain(value.value) and not compared:
            mention = _mention(context, start, end, value)
            context.mentions.append(replace(mention, standing="story") if rule and rule.name == "stamp" else mention)
            if grain(value.value) == "D" and context.stamps and _is_line(tokens, start, end):
                context.under = first_day(value.value)
    _join(tokens, found_values)
    return [_time(tokens.span(each.start, each.end), each.value) for each in found_values]


def _is_line(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a day stands alone in its line, as a heading of what follows."""
    number = tokens.sentence_at(start)
    first = tokens.breaks[number - 1] + 1 if number else 0
    return all(not tokens.lows[at].isalnum() for at in (*range(first, start), *range(end, tokens.breaks[number])))


def _standing(context: Context, tree: Tree | None, first: int, end: int) -> Standing:
    """How a time stands to the story: behind it if the words or the parse say so, else as the parse has it, where there is one."""
    by_words = standing(context, first)
    return by_words if tree is None or by_words == "behind" else standing_by_parse(tree, context.tokens.span(first, end))


def _presents(context: Context, tree: Tree | None, first: int, end: int) -> bool:
    """Whether the verb that a time hangs on is in the plain present, by the parse; without one that is not known."""
    return tree is not None and is_present(tree, context.tokens.span(first, end))


def _mention(context: Context, first: int, end: int, value: Value) -> Mention:
    """A value as what later times may lean on."""
    text = value.value or ""
    clock = text[11:13]
    late = value.by == "late" or text.endswith(("TNI", "TEV")) or (clock.isdigit() and int(clock) >= _LATE)
    if grain(text) not in ("D", "T"):
        return Mention(text, context.sentence, value.anchor)
    day = first_day(text)
    last = context.published + timedelta(days=context.day_ahead) if context.published is not None else None
    if day is not None and last is not None and day > last:
        return Mention(text, context.sentence, value.anchor, "ahead", late)
    return Mention(text, context.sentence, value.anchor, context.stands(first, end), late)


@dataclass(slots=True)
class _Found:
    """A range of tokens and what it stands for."""

    start: int
    end: int
    value: Value


def _join(tokens: Tokens, found: list[_Found]) -> None:
    """Let neighbours settle one another: "two days before January 3", "between January and June" of one year."""
    for one, other in pairwise(found):
        between = tokens.classes[one.end : other.start]
        if one.value.offset and between in ("A", "At", "", "t") and other.value.value:
            moved = shift(other.value.value, *one.value.offset)
            if moved and grain(other.value.value) in ("D", "T"):
                one.value = Value("DATE", moved, other.value.anchor, f"told from {other.value.value}")
        if between in ("(", ",(", ",") and _is_weekday_of(tokens, one, other):
            one.value = replace(one.value, value=other.value.value, anchor=other.value.anchor, reason="the date that stands beside it")
        if between in ("c", "-") and _is_a_week_late(tokens, one, other):
            one.value = replace(one.value, value=shift(one.value.value or "", -7, "D"))
        elif between in ("c", "-") and _runs_backwards(one.value, other.value):
            first = one.value.value or ""
            one.value = replace(one.value, value=f"{int(first[:4]) - 1:04d}{first[4:]}")


def _is_weekday_of(tokens: Tokens, one: _Found, other: _Found) -> bool:
    """Whether a date stands behind a weekday to say which one is meant: "last Sunday (September 3)"."""
    first, last = one.value.value or "", other.value.value or ""
    days = grain(first) == grain(last) == "D" and "W" in tokens.classes[one.start : one.end]
    dated = not set("Mb") & set(tokens.classes[one.start : one.end]) and bool(set("Mb") & set(tokens.classes[other.start : other.end]))
    one_day, other_day = first_day(first), first_day(last)
    return days and dated and one_day is not None and other_day is not None and one_day.isoweekday() == other_day.isoweekday()


def _is_a_week_late(tokens: Tokens, one: _Found, other: _Found) -> bool:
    """Whether two bare weekdays of a range ("from Monday to Wednesday") were dated so that the first comes after the second."""
    weekdays = tokens.classes[one.start : one.end] == "W" == tokens.classes[other.start : other.end]
    ranged = tokens.lows[one.end : other.start] in (["to"], ["through"], ["till"], ["-"])
    return weekdays and ranged and (one.value.value or "") > (other.value.value or "")


def _runs_backwards(one: Value, other: Value) -> bool:
    """Whether two bare months or days of a range were dated from the report so that the first falls a year too late."""
    first, last = one.value or "", other.value or ""
    same_grain = grain(first) == grain(last) and grain(first) in ("M", "D")
    both_bare = one.anchor == "published" == other.anchor
    return same_grain and both_bare and first > last and first[:4] == str(int(last[:4]) + 1) and first[5:] != "02-29"


def _candidates(tokens: Tokens) -> Iterator[tuple[int, int, Rule | None, re.Match[str]]]:
    """Every match of every rule and holiday as a range of tokens, first and then longest first."""
    found: list[tuple[int, int, int, Rule | None, re.Match[str]]] = []
    for number, rule in enumerate(RULES):
        for match in rule.pattern.finditer(tokens.classes):
            found.append((match.start(), -match.end(), number, rule, match))
    for match in _HOLIDAYS.finditer(tokens.text):
        place = tokens.range_of(match.start(), match.end())
        if place and match["name"][0].isupper():
            found.append((place[0], -place[1], -1, None, match))
    found.sort(key=lambda item: item[:3])
    for start, end, _, by, match in found:
        yield start, -end, by, match


def _holiday(context: Context, found: re.Match[str], first: int, last: int) -> Value | None:
    name = re.sub(r"\s+", " ", found["name"].lower().replace("’", "'"))
    year = int(found["year"]) if found["year"] else None
    return holiday(context, name, year, (found["which"] or "").lower(), first, last)


def _with_modifier(tokens: Tokens, start: int, done: int) -> int:
    """The start of an expression with "more than", "at least", "about" and their like before it."""
    for length in (3, 2, 1):
        low = start - length
        if low >= done and "|" not in tokens.classes[low:start] and tuple(tokens.lows[low:start]) in _MODIFIERS:
            return low
    return start


def _time(span: Span, value: Value) -> Time:
    interval = narrowed(interval_of(value.value), value.by) if value.value and value.type in ("DATE", "TIME") else None
    night = interval_of(value.value) if value.by == "late" and value.value and value.value.endswith("TNI") else None
    if night is not None and night.start is not None:  # not the small hours: those are the next day's
        interval = TimeInterval(night.start + timedelta(hours=3), night.start + timedelta(hours=6))
    if value.about is not None:
        interval = TimeInterval.of_days(*value.about)
    return Time(span, value.type, value.value, interval, value.anchor, value.reason)
