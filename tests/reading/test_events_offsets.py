"""So long after something: the day that a length of time leads to. Invented sentences, read by the packaged engine."""

from __future__ import annotations

import pytest

from accordingto.reading.explain import explain

PUBLISHED = "2031-05-15T18:00"  # a Thursday


def day_of(text: str, trigger: str) -> str | None:
    reading = explain(text, published=PUBLISHED).reading
    event = next(e for e in reading.events if trigger in e.trigger.of(text))
    starts = {t.interval.start.date().isoformat() for t in (reading.times[n] for n in event.times) if t.interval and t.interval.start}
    return starts.pop() if len(starts) == 1 else None


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("The mill chief resigned on Wednesday, four days after a collapse there killed 58 people.", "killed", "2031-05-10"),
        ("The mill chief resigned on Wednesday, four days after a collapse there killed 58 people.", "resigned", "2031-05-14"),
        ("Nurses marched on Tuesday, a day after the ministry rejected their pay claim.", "rejected", "2031-05-12"),
        ("Police raided the paper on Monday, two days after an attack on the palace.", "attack", "2031-05-10"),
        ("He died of his wounds three days after the shooting on Saturday.", "died", "2031-05-13"),
        ("The leader was arrested on Sunday, hours after the court banned the party.", "banned", "2031-05-11"),
        (
            "Police held the manager on Sunday, two days after an explosion killed nine and a day after troops fired tear gas at a march.",
            "fired",
            "2031-05-10",
        ),
        ("Jets struck the camp on Tuesday. The strikes came two days after three guards were killed.", "killed", "2031-05-11"),
        # Nothing has a day.
        ("The mayor resigned a week after the flood killed nine.", "killed", None),
    ],
)
def test_a_length_leads_to_a_day(text: str, trigger: str, day: str | None) -> None:
    assert day_of(text, trigger) == day


def test_the_length_stays_a_length() -> None:
    text = "Police raided the paper on Monday, two days after an attack on the palace."
    length = next(t for t in explain(text, published=PUBLISHED).reading.times if t.span.of(text) == "two days")
    assert (length.type, length.value) == ("DURATION", "P2D")


def test_a_day_behind_the_verb_of_saying_is_not_that_of_the_clause_in_its_subject() -> None:
    text = "The minister, who on Monday accused the union of arson, told parliament on Wednesday that he stood by it."
    assert day_of(text, "accused") == "2031-05-12"
