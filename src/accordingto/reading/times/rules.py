"""The grammar of time expressions: patterns over the classes of ``tokens`` and the function that resolves each.

In the patterns white space means nothing, ``MON``, ``MANY`` and their like are the shared pieces below, and named groups
are what the resolving functions look at. Earlier matches win over later ones, longer over shorter, and of equals the
rule that comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from accordingto.reading.times import absolute, clock, days, hours, periods, quarters, units
from accordingto.reading.times.context import Context, Value

Resolver = Callable[[Context, "re.Match[str]"], "Value | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over classes and its resolver."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver


_PIECES = {
    "MON": r"(?P<M>[Mb])",
    "WDAY": r"(?P<W>W|v\.?)",
    "DAY": r"(?P<D>[Do])",
    "PARTLY": r"(?:t?(?P<E>[El])-?[Fi]?t?|tB F)",
    "END": r"(?:t?(?P<E>E)-?F?t?|t?(?P<B>B)F)",
    "COUNT": r"(?P<n>[DNY](?:[DN]|-[DNY])?|(?:z(?=H))?[wH](?:-?[wH]|c[wH]){0,9}(?:-?c-?z-?B)?|z?qF?|z)",
    "UNIT": r"(?P<U>[UV])",
    "OFYEAR": r"(?:,?F?(?:(?P<Y>Y)|(?P<R>t?[LXTh](?=U))U))",
    "PAST": r"(?P<past>BL|z?Q[Lc]|(?:D|w(?:-?w)?)(?:V[LcA]|L))",
    "DAYNAMED": r"(?:i?(?P<W>W)|(?P<d>d)|(?P<T>T)|it)",
    "PRE": r"(?:[Wv]\.?,?t?)?",
    "PRINTED": r"(?:(?P<N>[NY])Z+|(?P<N2>N)(?=[|(,x-]))",
    "CLOCK": r"(?:(?P<C>C)(?P<m>m)?|(?P<C2>[Dw])(?P<m2>m))Z*",
}
_PIECE = re.compile("|".join(sorted(_PIECES, key=len, reverse=True)))


def _rule(name: str, pattern: str, resolve: Resolver) -> Rule:
    expanded = _PIECE.sub(lambda found: _PIECES[found[0]], pattern)
    return Rule(name, re.compile(re.sub(r"\s+", "", expanded)), resolve)


RULES: tuple[Rule, ...] = (
    # Days, months, years.
    _rule("date in digits", r"K", absolute.iso),
    _rule("weekday, month day, year", r"WDAY,?t? MON DAY OFYEAR ?", absolute.month_day),
    _rule("weekday, day month year", r"WDAY,?t? DAY F? MON OFYEAR ?", absolute.month_day),
    _rule("month day year", r"(?P<w>[LXT])? MON DAY OFYEAR ?", absolute.month_day),
    _rule("day month year", r"(?:t(?=o))? DAY F? MON OFYEAR ?", absolute.month_day),
    _rule("date with a short year", r"DAY MON ,?(?P<N>N)(?=[(|,.;)\]])", absolute.short_year),
    _rule("first day of a range", r"(?P<D>[Do]) (?=(?P<c>[-c])[Do] F? MON (?:,?(?P<Y>Y))?)", absolute.range_first_day),
    _rule("last day of a range", r"(?<=[Mb]D-)(?P<D>D)", absolute.range_last_day),
    _rule("last day of several", r"(?<=[Mb]Dc)(?P<D>D)(?=[,.|;)])", absolute.range_last_day),
    _rule("week of a day", r"t?U F WDAY?,?t? MON DAY OFYEAR ?", units.week_of),
    _rule("week of a month", r"t(?P<o>[osL]) [UV] F MON OFYEAR ?", absolute.week_of_month),
    _rule("day of the month", r"(?<=it)(?P<o>o)(?=[,.|)c])", days.day_of_month),
    _rule("month", r"END ? (?P<w>[LXT])? MON OFYEAR ?", absolute.month),
    _rule("year", r"END ? (?:t?f-?U?)? (?P<Y>Y)", absolute.year),
    _rule("year in words", r"(?:t?U)? (?P<n>w[wH]?(?:-?w){0,3})", absolute.year_in_words),
    _rule("last year of a range", r"(?<=Y-)[DN]", absolute.range_year),
    _rule("era", r"(?P<N>[NYD]) x(?:\.x\.?)?", absolute.era),
    _rule("decade", r"END ? t? (?P<I>I)", absolute.decade),
    _rule("century", r"END ? t? (?P<o>(?:w-)?o) -? (?P<U>U)", absolute.century),
    _rule("season", r"END ? (?:t|(?P<w>[LXTh]))? (?P<S>S) OFYEAR ?", absolute.season),
    # Quarters and halves of years.
    _rule("quarter", r"t? f?-? (?P<o>[os]) -? f?-? Q (?:,?F?(?:(?P<Y>Y)|(?P<R>t?[LXTh](?=U))U|tU))?", quarters.quarter),
    _rule("quarter in short", r"(?P<q>x) (?P<D>D) ,?F? (?P<Y>Y)", quarters.short),
    _rule("year's quarter", r"(?P<R>t?[LXTh])U'x (?P<o>[os]) -? Q", quarters.quarter),
    _rule("quarter of the year named first", r"t? (?P<Y>Y) (?P<o>[os]) -? Q", quarters.quarter),
    _rule("the quarter", r"(?:[th]|t(?P<l>x)) Q", quarters.quarter),
    _rule("year-ago quarter", r"[tz]? (?P<U>U) - [gl] (?:-?(?P<o>[os])-?)? (?P<q>Q)?", quarters.year_ago_quarter),
    _rule("half of a year", r"t? (?P<o>[os]) BF (?:(?P<Y>Y)|(?P<R>t?[LXT](?=U))U)", quarters.half_year),
    # Weekdays, days, parts of days, the clock.
    _rule("weekday", r"(?:(?P<E>[El])i?t?)? (?:t?(?P<w>[LXT])|h)? (?P<W>W|v(?=\.))(?P<P>P)?", days.weekday),
    _rule("weekday behind that", r"(?<=h)(?P<W>W)", days.weekday),
    _rule("weekday of a week", r"(?P<W>W) F? (?P<u>[LXT]U)", days.weekday),
    _rule("weekday at a part", r"(?P<W>W) ,?i (?P<P>P)", days.weekday_at),
    _rule("day word at a part", r"(?P<d>d) ,?i (?P<P>P)", days.day_word_at),
    _rule("part of a weekday", r"t? E?-? (?P<P>P) [iF]? (?P<W>W)", days.weekday),
    _rule("day word", r"(?:(?P<E>[El])i?)? (?P<d>d) (?P<P>P)?", days.day_word),
    _rule("part of a day word", r"t? E?-? (?P<P>P) i? (?P<d>d)", days.day_word),
    _rule("day beside a day word", r"tU (?P<A>A) (?P<d>d)", days.day_word),
    _rule("part of a date", r"(?:Ei)? t? E?-? (?P<P>P) [iF] (?:PRE) MON DAY OFYEAR ?", days.part_of_date),
    _rule("part of a date, day first", r"(?:Ei)? t? E?-? (?P<P>P) [iF] (?:PRE) t? DAY F? MON OFYEAR ?", days.part_of_date),
    _rule("part of the day before", r"t (?P<P>P) A (?=[|,.;:)])", days.part_before),
    _rule("night of two dates", r"t? E?-? (?P<P>P) [iF]? t? (?P<D>[Do]) c t? [Do] F? MON OFYEAR ?", days.night_of_dates),
    _rule("night of two weekdays", r"t? E?-? (?P<P>P) [iF]? (?P<W>W) c W", days.night_of_weekdays),
    _rule("night to a weekday", r"t (?P<P>P) c (?P<W>W)", days.night_to),
    _rule("part of a day", r"(?:(?P<E>[El])-?)? (?:t?(?P<w>[LXTh])|t)? (?:(?P<e>E)-?)? (?P<P>P)", days.part_of_day),
    _rule("stamp", r"(?P<S>[CN]) (?:m)?", clock.stamp),
    _rule("pointed clock", r"(?<=[iAcx])(?P<C>N)", clock.pointed),
    _rule("pointed clock of a day", r"(?<=[iA])(?P<C>N) i?t?(?:(?P<W>W)|(?P<d>d)) (?P<P>P)", clock.pointed_of_day),
    _rule("clock", r"CLOCK (?:,?i?t?(?:(?P<W>W)|(?P<d>d))(?P<P>P)?)?", clock.clock),
    _rule("date in digits and clock", r"(?P<K>K) ,?-? (?:CLOCK|(?P<N>N))", clock.date_and_clock),
    _rule("date and clock", r"(?:WDAY,?)? MON DAY ,? (?P<Y>Y) (?:,?-?|,?i) (?:CLOCK|PRINTED)", clock.date_and_clock),
    _rule("date and clock, day first", r"(?:WDAY,?)? DAY MON ,? (?P<Y>Y) (?:,?-?|,?i) (?:CLOCK|PRINTED)", clock.date_and_clock),
    _rule("month day and clock", r"(?:WDAY,?)? MON DAY (?:,?-?|,?i) CLOCK", clock.date_and_clock),
    _rule("day month and clock", r"(?:WDAY,?)? DAY MON (?:,?-?|,?i) CLOCK", clock.date_and_clock),
    _rule("hour of a part", r"(?<=[iA]) PAST ? (?P<C2>[Dw]) (?P<o>x'x)? DAYNAMED (?P<P>P)", hours.hour_of_part),
    _rule(
        "hour of a weekday's part",
        r"(?<=[iAc|]) PAST ? (?P<C2>[Dw]) (?P<o>x'x)? it (?P<P>P) ,? i? (?:(?P<W>W)|(?P<d>d))",
        hours.hour_of_part,
    ),
    _rule("hour of the clock", r"PAST ? (?P<C2>[Dw]) (?P<o>x'x) (?:DAYNAMED (?P<P>P)?|)", hours.hour_of_part),
    _rule("hour alone", r"(?<=[iA])(?P<C2>w) (?:i?(?P<W>W)|(?P<d>d))?", hours.hour_alone),
    _rule(
        "first hour of a range",
        r"(?<=i)(?P<C2>[Dw])(?=c[Dw](?:i?t?(?P<W>W)(?P<P>P)?|(?P<d>d)(?P<P2>P)?|it(?P<P3>P)|[,.|]))",
        hours.hour_of_range,
    ),
    _rule("last hour of a range", r"(?<=i[Dw]c)(?P<C2>[Dw])", hours.hour_of_range),
    _rule("hour of a weekday named first", r"(?P<W>W) i (?P<C2>[Dw]) (?P<o>x'x)? it (?P<P>P)", hours.hour_of_part),
    _rule("clock of a weekday named first", r"(?P<W>W) ,?i CLOCK", clock.clock),
    _rule("clock and date", r"CLOCK ,?i?t? (?:W,?)? MON DAY OFYEAR ?", clock.clock_of_date),
    _rule("clock and date, day first", r"CLOCK ,?i?t? (?:W,?t?)? DAY F? MON OFYEAR ?", clock.clock_of_date),
    _rule("clock of four digits", r"(?P<C>[NY]) Z+", clock.clock),
    _rule("clock of four digits behind at", r"(?<=i)(?P<C>[NY])(?:i?(?:(?P<W>W)|(?P<d>d)))?", clock.four_digits),
    # Units told from here or from before.
    _rule("unit from here", r"(?:t?(?P<E>[El])i?|t?(?P<B>B)F)? t? (?P<w>[LXT]|hh?) f? (?P<U>[UQ])", units.this_unit),
    _rule("the unit", r"(?<=i)t f? (?P<U>U)", units.the_unit),
    _rule("unit's end", r"(?P<U>U) (?:'x|-)? (?P<B>B)", units.units_end),
    _rule("during the day", r"(?<=i)t(?P<U>U)", units.during_the_day),
    _rule("end of the unit", r"(?:t?(?P<B>B)F|(?P<E>l)i) t (?P<U>U)", units.end_of_unit),
    _rule("ago", r"(?:COUNT -?k?-?)? UNIT (?:cx)? g", units.ago),
    _rule("from now", r"COUNT -?k?-? UNIT i [Rd]", units.ahead),
    _rule("apart", r"(?:COUNT -?k?-?)? UNIT (?P<A>l) (?!i?t?[Wd])", units.apart),
    _rule("before or after", r"(?:COUNT k?|t|(?=V)) (?P<U>[UV]) (?P<A>A)", units.beside),
    _rule("hours of a day", r"t? (?P<E>E) V F (?:(?P<W>W)|(?P<d>d)|MON DAY OFYEAR ?)", days.hours_of),
    _rule("hours of a day, day first", r"t? (?P<E>E) V F DAY F? MON OFYEAR ?", days.hours_of),
    _rule("weekend", r"t? (?P<U>U)", units.weekend),
    # Lengths of time, repeated times, references.
    _rule("so often a unit", r"z (?P<U>U)", periods.per_unit),
    _rule("duration", r"(?:t?[LXTr])? COUNT [-k]{0,4} UNIT (?:cz(?P<h>B))?", periods.duration),
    _rule("seconds before a noun", r"(?P<n>[DNw])-(?P<U>s)", periods.duration),
    _rule("first of several", r"t [osL] COUNT UNIT", periods.duration),
    _rule("the several", r"t (?P<n>[DN]|[wH](?:-?[wH]){0,9}) UNIT", periods.duration),
    _rule("vague duration", r"(?:t?[LXr])? (?P<U>V)", periods.duration),
    _rule("half a unit", r"B -? z? -? (?P<U>U)", periods.half),
    _rule("repeated", r"e (?P<n>w|D|z?q)? k? (?P<U>[UVQ])", periods.repeated),
    _rule("unit by unit", r"(?P<U>U) i U", periods.unit_by_unit),
    _rule("repeated weekday", r"(?:e (?P<W>W)(?P<P>P)?|(?P<W2>W)(?P<P2>P))", periods.repeated_weekday),
    _rule("repeated part", r"e (?P<P>P)", periods.repeated_part),
    _rule("frequency", r"G", periods.frequency),
    _rule("reference", r"R", periods.reference),
    _rule("reference of several words", r"t[xLT]?u|tL|jV|T|(?:h|T)u", periods.phrase),
    _rule("then", r"n", periods.then),
)
