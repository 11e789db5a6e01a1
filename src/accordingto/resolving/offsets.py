"""Happenings that a report dates by others: "two days after the strike, ..." says when both were, once either is known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from accordingto.model.reading import Reading
from accordingto.model.record import Mention
from accordingto.model.report import Report
from accordingto.resolving.profiles import Profile

_LENGTH = re.compile(r"P(\d+)([DW])$")
_LINK = re.compile(r"\s+(after|before)\b", re.IGNORECASE)
_SAME = re.compile(r"\s*(?:(?:\w+\s+){0,2}(?:minutes|hours?) (?:later|after)|later (?:that|the same) day)\b", re.IGNORECASE)
_BACK = 2  # sentences in which the happening counted from by "hours later" is looked for
_REACH = 120  # characters behind "after" in which the happening counted from is named


def offsets_of(report: Report, reading: Reading, mentions: Mapping[int, Profile]) -> dict[int, dict[int, int]]:
    """Per mention, how many days it lies behind (before: less than 0) other mentions of its sentence."""
    found: dict[int, dict[int, int]] = {}
    for time in reading.times:
        length, link = _LENGTH.match(time.value or ""), _LINK.match(report.text, time.span.end)
        sentence = next((n for n, s in enumerate(reading.sentences) if s.contains(time.span)), None)
        if length is None or link is None or sentence is None:
            continue
        inside = sorted((i for i in mentions if reading.events[i].sentence == sentence), key=lambda i: reading.events[i].trigger.start)
        behind = [i for i in inside if 0 <= reading.events[i].trigger.start - link.end() <= _REACH]
        first = reading.sentences[sentence].start
        fronted = not re.search(r"\w", report.text[first : time.span.start]) or time.span.start - first <= 4
        comma = report.text.find(",", link.end())
        before = [i for i in inside if reading.events[i].trigger.end <= time.span.start]
        mains = [i for i in behind if reading.events[i].trigger.start > comma >= 0] if fronted else before
        if not behind or not mains or (fronted and (comma < 0 or reading.events[behind[0]].trigger.start > comma)):
            continue
        days = int(length.group(1)) * (7 if length.group(2) == "W" else 1) * (1 if link.group(1).lower() == "after" else -1)
        dated = [i for i in mains if mentions[i].days]
        main = dated[0] if dated else mains[0] if fronted else mains[-1]
        if main != behind[0]:
            found.setdefault(main, {})[behind[0]] = days
            found.setdefault(behind[0], {})[main] = -days
    for index, others in _same_day(report.text, reading, mentions).items():
        for other in others:
            found.setdefault(index, {}).setdefault(other, 0)
    return found


def _same_day(text: str, reading: Reading, mentions: Mapping[int, Profile]) -> dict[int, list[int]]:
    """Per first mention of a sentence that begins with "Hours later", what was told before it, last first, nobody's words left out."""
    found: dict[int, list[int]] = {}
    for n, sentence in enumerate(reading.sentences):
        if not _SAME.match(sentence.of(text)):
            continue
        inside = [i for i in mentions if reading.events[i].sentence == n]
        told = [i for i in mentions if 0 < n - reading.events[i].sentence <= _BACK]
        before = [i for i in told if not mentions[i].historical and not _said(reading, i)]
        if inside and before:
            first = min(inside, key=lambda i: reading.events[i].trigger.start)
            found[first] = sorted(before, key=lambda i: -reading.events[i].trigger.start)
    return found


def _said(reading: Reading, index: int) -> bool:
    event = reading.events[index]
    return event.statement is not None and any(c.contains(event.trigger) for c in reading.statements[event.statement].content)


def date_by_offset(groups: Sequence[Sequence[int]], mentions: Mapping[int, Profile], found: Mapping[int, Mapping[int, int]]) -> None:
    """Give groups that no expression dates the day that lies so many days from a dated group of the report."""
    home = {i: at for at, group in enumerate(groups) for i in group}
    for index in sorted(found):
        group = groups[home[index]]
        if any(mentions[i].days or mentions[i].coarse for i in group):
            continue
        for other, days in found[index].items():
            if mentions[index].days:
                break
            theirs = {d for i in groups[home[other]] for d in mentions[i].days} if home[other] != home[index] else set()
            if len(theirs) == 1:
                low, high = theirs.pop()
                mentions[index].set_days([(low + days, high + days)])
                mentions[index].bounds = {_why(days)}


def _why(days: int) -> str:
    if not days:
        return "hours after what was told before it"
    return f"{abs(days)} days {'after' if days > 0 else 'before'} what its sentence counts from"


def offset_mentions(report: str, found: Mapping[int, int]) -> dict[Mention, int]:
    """The same for one mention, by mentions of the record."""
    return {Mention(report, other): days for other, days in found.items()}
