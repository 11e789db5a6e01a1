"""Which of the days that its report names a mention is of, where no time of its own dates it."""

from __future__ import annotations

import pytest

from accordingto.data import table
from accordingto.resolving.day_choice import chances, chances_of, chosen
from accordingto.resolving.day_signs import NEWS, NONE, Ground, candidates, is_told
from accordingto.resolving.news import opened
from accordingto.resolving.openings import body_start
from accordingto.resolving.speaking import lead_day
from tests.resolving.handmade import Builder, make_report

DAY = {"May 3": "2031-05-03", "May 9": "2031-05-09"}
TEXT = "The ferry sank off Osk on May 3. Two crews put out. A tug rammed the pier at noon. Rain fell. The pier reopened on May 9."


def ground_of(text: str, trigger: str, **more: object) -> tuple[Ground, int]:
    b = Builder(make_report(text, published="2031-05-10"))
    for words, day in DAY.items():
        if words in text:
            b.time(words, day)
    report, reading = b.event(trigger, "ASSAULT", **more).done()
    return Ground(report, reading, opened(report, reading, body_start(report), lead_day(report, reading))), 0


def ordinals(*days: str) -> list[tuple[int, int]]:
    from datetime import date

    return [(date.fromisoformat(day).toordinal(),) * 2 for day in days]  # type: ignore[misc]


def test_the_days_a_report_names_are_the_candidates_and_news_and_none() -> None:
    ground, index = ground_of(TEXT, "rammed", lemma="ram")
    keys, rows, places = candidates(index, ground)
    assert keys == [*ordinals("2031-05-03", "2031-05-09"), NEWS, NONE]
    assert places == ["before 2", "behind 2", "", ""]
    assert len(rows) == len(keys) and rows[0]["last named"] == 1.0 and "last named" not in rows[1]


def test_the_chances_of_a_mention_add_up() -> None:
    ground, index = ground_of(TEXT, "rammed", lemma="ram")
    assert sum(share for share, _ in chances_of(index, ground).values()) == pytest.approx(1.0)
    assert chances([{"a": 1.0}, {}], {"a": 1.0}) == pytest.approx([0.731, 0.269], abs=0.001)


def test_the_likelier_day_is_given_with_its_reason() -> None:
    (third, ninth), least = ordinals("2031-05-03", "2031-05-09"), float(table("named_days")["least"])
    sure = {third: (least + 0.2, "before 1"), ninth: (0.05, "behind 1"), NONE: (0.15 - least / 10, "")}
    assert chosen([sure], None) == (third, f"of the day named in the sentence before it, by {chosen_share([sure]):.0%}")
    assert chosen([{third: (least - 0.1, "before 1"), NONE: (1.1 - least, "")}], None) is None
    assert chosen([{NEWS: (0.9, ""), third: (0.1, "before 1")}], None) is None
    assert chosen([sure], ninth[0]) is None or chosen([sure], ninth[0])[0] == ninth  # type: ignore[index]
    assert chosen([{third: (0.95, "far"), NONE: (0.05, "")}], None) is None
    assert chosen([], None) is None


def chosen_share(mentions: list[dict[tuple[int, int], tuple[float, str]]]) -> float:
    parts = [max(share, 0.06) for share, _ in mentions[0].values()]
    return max(parts) / sum(parts)


def test_mentions_of_one_happening_are_weighed_together_in_any_order() -> None:
    third, ninth = ordinals("2031-05-03", "2031-05-09")
    one = {third: (0.5, "before 2"), ninth: (0.3, "behind 1"), NONE: (0.2, "")}
    other = {third: (0.55, "before 1"), NONE: (0.45, "")}
    assert chosen([one], None) is None
    assert chosen([one, other], None) == chosen([other, one], None)
    assert chosen([one, other], None)[0] == third  # type: ignore[index]


@pytest.mark.parametrize(
    ("words", "told"),
    [("A tug rammed the pier.", True), ("A tug had rammed the pier.", False), ("Tugs have always rammed the pier.", False)],
)
def test_what_is_put_back_is_not_told(words: str, told: bool) -> None:
    ground, index = ground_of("The ferry sank off Osk on May 3. " + words, "rammed", lemma="ram")
    assert is_told(index, ground) is told


def test_a_month_is_a_candidate_and_never_given() -> None:
    b = Builder(make_report("The ferry sank off Osk in May. A tug rammed the pier.", published="2031-05-30"))
    report, reading = b.time("May", "2031-05-01", "2031-05-31").event("rammed", "ASSAULT", lemma="ram").done()
    ground = Ground(report, reading, opened(report, reading, body_start(report), lead_day(report, reading)))
    keys, rows, _ = candidates(0, ground)
    (month,) = (key for key in keys if key not in (NEWS, NONE))
    assert month[1] - month[0] == 30 and rows[keys.index(month)]["coarse"] == 1.0
    assert chosen([{month: (0.99, "before 1"), NONE: (0.01, "")}], None) is None
