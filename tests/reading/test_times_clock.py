"""Clock times in words, bylines with hours, weekdays that lie ahead, and nouns that only look like times.

These are classes of error found on two invented crises; the sentences here are others of the same kind.
"""

from __future__ import annotations

import pytest

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
]

NOT_TIMES = [
    ("The night shift had just begun its break.", "night"),
    ("Write to the desk of the Daily Halden.", "Daily"),
    ("He reads the evening news and the morning paper.", "evening"),
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
