"""The weights of which day a mention is of: what is right in a choice, what links a corpus has, and that a fit learns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("scipy")

from training.days import BEFORE, Choice, choice, days_of, fit, ground_of, judge, linked

from accordingto.resolving.day_choice import chances
from accordingto.resolving.day_signs import NEWS, NONE
from tests.resolving.handmade import Builder, make_report


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2031-05-14", "2031-05-14", "2031-05-14"),
        ("2031-05-14/2031-05-16", "2031-05-14", "2031-05-16"),
        ("2031-02", "2031-02-01", "2031-02-28"),
        ("2031-12", "2031-12-01", "2031-12-31"),
        ("2031", "2031-01-01", "2031-12-31"),
    ],
)
def test_values_are_stretches_of_days(value: str, first: str, last: str) -> None:
    assert days_of(value) == (ordinal(first), ordinal(last))


@pytest.mark.parametrize(
    ("value", "right"),
    [("2031-05-03", ordinal("2031-05-03")), ("2031-05-02/2031-05-04", ordinal("2031-05-03")), ("2031-05-10", NEWS[0]),
     ("2031-05-09", NEWS[0]), ("2031-04-20", NONE[0]), (None, NONE[0])],
)  # fmt: skip
def test_the_day_of_an_incident_says_which_candidate_is_right(value: str | None, right: int) -> None:
    b = Builder(make_report("The ferry sank off Osk on May 3. A tug rammed the pier.", published="2031-05-10")).time("May 3", "2031-05-03")
    report, reading = b.event("rammed", "ASSAULT", lemma="ram").done()
    made = choice(0, ground_of(report, reading), value)
    assert made is not None
    assert {made.keys[n][0] for n in made.right} == {right}


def test_what_has_a_day_of_its_own_is_no_choice() -> None:
    b = Builder(make_report("A tug rammed the pier on May 3.", published="2031-05-10")).time("May 3", "2031-05-03")
    report, reading = b.event("rammed", "ASSAULT", lemma="ram", when="May 3").done()
    assert choice(0, ground_of(report, reading), "2031-05-03") is None


def test_a_fit_learns_which_sign_speaks_for_a_candidate() -> None:
    made = [Choice([(n, n), NONE], [{"near": 1.0, "noise": float(n % 2)}, {"all": 1.0}], frozenset({0}), 1.0) for n in range(40)]
    made += [Choice([(n, n), NONE], [{"far": 1.0, "noise": float(n % 2)}, {"all": 1.0}], frozenset({1}), 1.0) for n in range(40)]
    learnt = fit(made)
    assert learnt["near"] > 1 > -1 > learnt["far"]
    assert chances(made[0].rows, learnt)[0] > 0.8
    assert judge(made, learnt) == {"mentions": 80, "named": 40, "given": 40, "right": 40}


def test_links_of_timeml_give_a_day_or_only_that_it_was_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = (
        '<DCT><TIMEX3 tid="t0" type="DATE" value="2031-05-10">x</TIMEX3></DCT><TEXT>The ferry <EVENT eid="e1">sank</EVENT> on '
        '<TIMEX3 tid="t1" type="DATE" value="2031-05-03">May 3</TIMEX3>. A tug had <EVENT eid="e2">rammed</EVENT> it.</TEXT>'
        '<MAKEINSTANCE eiid="i1" eventID="e1"/><MAKEINSTANCE eiid="i2" eventID="e2"/>'
        '<TLINK relType="IS_INCLUDED" eventInstanceID="i1" relatedToTime="t1"/>'
        '<TLINK relType="BEFORE" eventInstanceID="i1" relatedToTime="t0"/>'
        '<TLINK relType="BEFORE" eventInstanceID="i2" relatedToTime="t0"/>'
    )
    (tmp_path / "a.tml").write_text(body, encoding="utf-8")
    monkeypatch.setattr("training.days.corpus", lambda name: tmp_path if name == "tempeval3" else None)
    (found,) = linked()
    assert found.report.published.value == "2031-05-10"
    assert {span.of(found.report.text): value for span, value in found.events} == {"sank": "2031-05-03", "rammed": BEFORE}
