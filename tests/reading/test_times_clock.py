"""Clock times in words, bylines with hours, weekdays that lie ahead, and nouns that only look like times.

These are classes of error found on two invented crises; the sentences here are others of the same kind.
"""

from __future__ import annotations

import pytest

from accordingto.model.stamps import line_stamps
from accordingto.reading.sentences import split_sentences
from accordingto.reading.times import find_times

PUBLISHED = "2031-05-14T18:00"  # a Wednesday

VALUES = [
    ("Halden Wire | 14 May 2031, 06:12 UTC+2", "14 May 2031, 06:12", "2031-05-14T06:12"),
    ("Halden Wire, 14.05.2031, 09:05", "14.05.2031, 09:05", "2031-05-14T09:05"),
    ("Halden Wire | May 14, 2031, 10:30 a.m.", "May 14, 2031, 10:30 a.m.", "2031-05-14T10:30"),
    ("Halden Wire | 2031-05-14 08:20 (UTC+2)", "2031-05-14 08:20", "2031-05-14T08:20"),
    ("Wednesday, May 14, 2031 1:15 PM (UTC+2)", "Wednesday, May 14, 2031 1:15 PM", "2031-05-14T13:15"),
    ("Halden Wire – 9.5.2031 — 20.45", "9.5.2031 — 20.45", "2031-05-09T20:45"),
    ("The dam broke at 3.20 a.m. on Monday, the mayor said.", "3.20 a.m. on Monday", "2031-05-12T03:20"),
    ("The pilot died at 22:40 on 12 May, a nurse said.", "22:40 on 12 May", "2031-05-12T22:40"),
    ("It was signed at 9:15 on 4 March 2030.", "9:15 on 4 March 2030", "2030-03-04T09:15"),
    ("At 0445 hrs today divers entered the lock.", "0445 hrs today", "2031-05-14T04:45"),
    ("The convoy left at 2130 hours on Monday.", "2130 hours on Monday", "2031-05-12T21:30"),
    ("A wall fell at about 8.20 yesterday morning.", "8.20 yesterday morning", "2031-05-13T08:20"),
    ("A wall fell at 8:20 yesterday evening.", "8:20 yesterday evening", "2031-05-13T20:20"),
    ("The crews flew 1800 hours of rescue missions.", "1800 hours", "PT1800H"),
    ("Two ferries were to sail for Ostra on Saturday.", "Saturday", "2031-05-17"),
    ("Lorries have been stopped since seven this morning.", "seven this morning", "2031-05-14T07:00"),
    ("The road was closed at eight on Monday morning.", "eight on Monday morning", "2031-05-12T08:00"),
    ("A drone was seen at about eleven on Tuesday night.", "eleven on Tuesday night", "2031-05-13T23:00"),
    ("They walked out at six on Tuesday evening.", "six on Tuesday evening", "2031-05-13T18:00"),
    ("Shots were heard at about half past three on Tuesday morning.", "half past three on Tuesday morning", "2031-05-13T03:30"),
    ("The clinic had admitted nine people by ten o’clock.", "ten o’clock", "2031-05-14T10:00"),
    ("The union plans a march to the town hall on Sunday.", "Sunday", "2031-05-18"),
    ("The two ministers may speak by telephone on Friday, diplomats said.", "Friday", "2031-05-16"),
    ("A result is promised for Thursday.", "Thursday", "2031-05-15"),
    ("The ministers met on Friday.", "Friday", "2031-05-09"),
    ("The pull-out of the guns, due to begin on Friday, is off.", "Friday", "2031-05-16"),
    ("The envoy demanded the release of the detained clerks by noon on Sunday.", "noon on Sunday", "2031-05-18T12:00"),
    ("They came at two in the morning on Tuesday.", "two in the morning on Tuesday", "2031-05-13T02:00"),
    ("At about ten past two on Thursday morning a shell hit the mill.", "ten past two on Thursday morning", "2031-05-08T02:10"),
    ("Halden Wire | first published 9 May 2031, 07.40", "9 May 2031, 07.40", "2031-05-09T07:40"),
    ("Halden Wire Fri 9 May 2031 19.30 BST", "Fri 9 May 2031 19.30 BST", "2031-05-09T19:30"),
    ("HALDEN WIRE Friday 09 May 2031 0915 local time", "Friday 09 May 2031 0915 local time", "2031-05-09T09:15"),
    ("Halden Wire, 13.05.31", "13.05.31", "2031-05-13"),
    ("By evening neither army held the mill.", "evening", "2031-05-14TEV"),
    ("The true toll will not be known before summer.", "summer", "2031-SU"),
    ("They threatened to answer unless the detained men were released by Sunday.", "Sunday", "2031-05-18"),
    ("Bulletin of 13/05/31, 20:00 hours", "13/05/31, 20:00", "2031-05-13T20:00"),
    ("By dawn 31 were found. The ferry had left Onn late, at 9:20 p.m.", "9:20 p.m.", "2031-05-13T21:20"),
    ("Halden Wire, 14 May 2031 18:00, last updated 23:40", "23:40", "2031-05-14T23:40"),
    ("Halden Wire, last change 11.15", "11.15", "2031-05-14T11:15"),
    ("The counters went dark at 05.50 and stayed so.", "05.50", "2031-05-14T05:50"),
]

NOT_TIMES = [
    ("The night shift had just begun its break.", "night"),
    ("Write to the desk of the Daily Halden.", "Daily"),
    ("He reads the evening news and the morning paper.", "evening"),
    ("Army and rebels traded blame for dawn barrage.", "dawn"),
    ("The share closed at 12.50 on Monday.", "12.50"),
    ("Friday will be a day of mourning.", "a day"),
    ("It found a girl of about six, and her brother.", "six"),
    ("Halden Wire · 14 May 2031 · 5 min read", "5 min"),
    ("Must watch\nHow the dam broke\n01:26\nIt broke in May.", "01:26"),
    ("Version 2.1.45 of the plan is out.", "2.1.45"),
]


@pytest.mark.parametrize(("sentence", "words", "value"), VALUES, ids=[words for _, words, _ in VALUES])
def test_the_value_of_a_time(sentence: str, words: str, value: str) -> None:
    found = find_times(sentence, split_sentences(sentence), published=PUBLISHED)
    at = sentence.index(words)
    here = [t for t in found if t.span.start < at + len(words) and at < t.span.end]
    assert [t.value for t in here] == [value]


@pytest.mark.parametrize(("sentence", "words"), NOT_TIMES, ids=[words for _, words in NOT_TIMES])
def test_what_is_no_time(sentence: str, words: str) -> None:
    found = find_times(sentence, split_sentences(sentence), published=PUBLISHED)
    at = sentence.index(words)
    assert not [t for t in found if t.span.start <= at < t.span.end]


TICKER = """Monday 12 May

18.10 Two men were taken away at the gate.

16.20 A crowd has broken into the depot at 15.55, the port says.

[09:30] If you are just joining us: the dam broke at 6.40pm yesterday.
"""


def test_times_of_day_that_open_the_lines_of_a_running_report_are_of_the_day_above_them() -> None:
    found = {t.span.of(TICKER): t.value for t in find_times(TICKER, split_sentences(TICKER), published=PUBLISHED)}
    assert {found[clock] for clock in ("18.10", "16.20", "15.55", "09:30")} == {
        "2031-05-12T18:10", "2031-05-12T16:20", "2031-05-12T15:55", "2031-05-12T09:30",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["1.20 crowns\n2.40 crowns\n", "18.10 One came.\n\n9.05 Two.\n\n16.20 Three.\n"])
def test_numbers_that_open_lines_and_do_not_run_one_way_are_no_times(text: str) -> None:
    assert find_times(text, split_sentences(text), published=PUBLISHED) == []


def test_a_date_that_opens_a_line_is_no_hour_of_a_running_report() -> None:
    text = "14.05.2031\n\n06:10\nA weir broke.\n\n08:25\nTwo boats came.\n\n11:40\nOne was found.\n"
    found = {t.span.of(text): t.value for t in find_times(text, split_sentences(text), published="2031-05-14")}
    assert [found.get(hour) for hour in ("06:10", "08:25", "11:40")] == ["2031-05-14T06:10", "2031-05-14T08:25", "2031-05-14T11:40"]


def test_lines_that_open_with_a_date_and_an_hour_are_a_running_report() -> None:
    lines = ("[13.05.2031 21:05] A weir broke.", "[13.05.2031 23:40] Two boats came.", "[14.05.2031 06:15] One was found.")
    text = "\n\n".join(lines)
    assert [stamp.clock for stamp in line_stamps(text)] == ["21:05", "23:40", "06:15"]
    assert [stamp.span.of(text) for stamp in line_stamps(text)] == ["13.05.2031 21:05", "13.05.2031 23:40", "14.05.2031 06:15"]
    assert line_stamps("\n\n".join((lines[1], lines[0], lines[2]))) == ()
