"""Incidents that learnt weights hold to be one."""

from __future__ import annotations

import itertools

import pytest

from accordingto.model.reading import Reading
from accordingto.model.report import Report
from accordingto.resolving import resolve
from accordingto.resolving.focus import together
from accordingto.resolving.groups import Group
from accordingto.resolving.merging import Merger
from accordingto.resolving.profiles import Profile, event_profile
from accordingto.resolving.signs import signs
from tests.resolving.handmade import Builder, make_report

NOBODY: frozenset[str] = frozenset()


def telling(made: tuple[Report, Reading], serial: int, *positions: int) -> Profile:
    report, reading = made
    actors = [f"a{n}" for n in range(len(reading.names))]
    found = together([event_profile(report, reading, n, actors, set(), {}) for n in positions])
    found.serial = serial
    return found


def group(*tellings: Profile) -> Group:
    whole = Group(tellings[0].copy(), list(tellings), [])
    for other in tellings[1:]:
        whole.profile.take(other)
    return whole


def dated(serial: int, outlet: str = "Bell") -> Profile:
    b = Builder(make_report("Raiders burned the depot at Osk on May 3.", outlet=outlet, published="2031-05-04"))
    b.names(place="Osk").time("May 3", "2031-05-03").event("burned", "ASSAULT", lemma="burn", whom="the depot", at="Osk", when="May 3")
    return telling(b.done(), serial, 0)


def undated(serial: int, outlet: str = "Post", words: str = "Raiders attacked the depot, its owner said.") -> Profile:
    b = Builder(make_report(words, outlet=outlet, published="2031-05-05"))
    b.event("attacked", "ASSAULT", lemma="attack", whom="the depot")
    return telling(b.done(), serial, 0)


def test_two_incidents_are_joined_by_what_the_weights_make_of_their_signs() -> None:
    told = signs(dated(1), undated(2), NOBODY)
    assert told is not None and told["object_same"] == 1.0
    likes = {"bias": -1.0, "object_same": 1.5}
    (both,) = Merger(likes, 0.0).merge([group(dated(1)), group(undated(2))], NOBODY)
    assert both.profile.reports == dated(1).reports | undated(2).reports
    assert len(Merger(likes, 0.6).merge([group(dated(1)), group(undated(2))], NOBODY)) == 2


def test_two_that_nobody_dates_and_no_report_is_about_need_more() -> None:
    likes = {"bias": -1.0, "object_same": 1.5}
    adrift = [group(undated(1, "Sun")), group(undated(2))]
    assert len(Merger(likes, 0.0).merge(adrift, NOBODY)) == 2
    adrift[0].tellings[0].leads = True
    assert len(Merger(likes, 0.0).merge(adrift, NOBODY)) == 1


def test_days_one_apart_need_more_than_one_day() -> None:
    later = dated(2, "Post")
    later.set_days([(day + 1, end + 1) for day, end in later.days])
    likes = {"bias": -1.0, "object_same": 1.5}
    assert len(Merger(likes, 0.0).merge([group(dated(1)), group(later)], NOBODY)) == 2
    assert len(Merger(likes, 0.0).merge([group(dated(1)), group(dated(2, "Post"))], NOBODY)) == 1
    assert len(Merger(likes, -0.5).merge([group(dated(1)), group(later)], NOBODY)) == 1


def test_the_reasons_of_a_join_add_up_to_its_log_odds() -> None:
    likes = {"bias": -1.0, "object_same": 1.5, "words_count": 2.0, "dated_one": 0.25}
    (both,) = Merger(likes, 0.0).merge([group(dated(1), dated(3, "Sun")), group(undated(2))], NOBODY)
    (why,) = both.joined
    assert why.like.learnt
    assert likes["bias"] + sum(value for _, value in why.like.parts) == pytest.approx(why.like.total)
    assert "object same +1.5" in why.like.words()


def test_no_weight_joins_what_has_other_days_or_places() -> None:
    later = dated(2, "Post")
    later.set_days([(day + 9, end + 9) for day, end in later.days])
    assert signs(dated(1), later, NOBODY) is None
    assert len(Merger({"bias": 30.0}, 0.0).merge([group(dated(1)), group(later)], NOBODY)) == 2


def test_one_member_that_cannot_be_of_it_keeps_an_incident_out() -> None:
    other = undated(4, "Sun")
    other.figures = {"killed": {(90.0, 90.0)}}
    small = dated(1)
    small.figures = {"killed": {(2.0, 2.0)}}
    groups = [group(small), group(undated(2), other)]
    assert len(Merger({"bias": 30.0}, 0.0).merge(groups, NOBODY)) == 2


def test_incidents_of_one_report_alone_are_not_compared() -> None:
    b = Builder(make_report("Raiders burned the depot. Raiders attacked the depot."))
    b.event("burned", "ASSAULT", lemma="burn", whom="the depot").event("attacked", "ASSAULT", lemma="attack", whom="the depot", n=0)
    made = b.done()
    assert len(Merger({"bias": 30.0}, 0.0).merge([group(telling(made, 1, 0)), group(telling(made, 2, 1))], NOBODY)) == 2


def test_the_order_of_the_groups_makes_no_difference() -> None:
    likes = {"bias": -1.2, "object_same": 1.0, "words_share": 1.0, "dated_one": 0.3}
    texts = ("Raiders attacked the depot, its owner said.", "Men attacked the depot by night.", "They attacked the depot in trucks.")
    groups = [group(dated(1)), *(group(undated(n + 2, f"Post {n}", words)) for n, words in enumerate(texts))]
    found = {
        frozenset(frozenset(g.profile.events) for g in Merger(likes, 0.0).merge(list(order), NOBODY))
        for order in itertools.permutations(groups)
    }
    assert len(found) == 1


def test_what_was_compared_before_is_taken_from_memory_with_the_same_result() -> None:
    merger = Merger({"bias": -1.0, "object_same": 1.5}, 0.0)
    groups = [group(dated(1)), group(undated(2))]
    first, again = merger.merge(groups, NOBODY), merger.merge(groups, NOBODY)
    assert [g.profile.events for g in first] == [g.profile.events for g in again]
    assert [j.like for g in first for j in g.joined] == [j.like for g in again for j in g.joined]


def test_the_weights_that_ship_join_a_fire_told_twice_and_not_the_arrest_of_the_same_day() -> None:
    one = Builder(make_report("Raiders burned the grain depot at Osk on May 3, a guard said.", outlet="Bell", published="2031-05-04"))
    one.names(place="Osk").time("May 3", "2031-05-03")
    one.event("burned", "ASSAULT", lemma="burn", whom="depot", at="Osk", when="May 3")
    two = Builder(make_report("Raiders burned the grain depot, the guard of the depot said.", outlet="Post", published="2031-05-04"))
    two.event("burned", "ASSAULT", lemma="burn", whom="depot")
    three = Builder(make_report("Police arrested a baker on May 3 over unpaid rent.", outlet="Sun", published="2031-05-04"))
    three.time("May 3", "2031-05-03").event("arrested", "COERCE", lemma="arrest", whom="a baker", when="May 3")
    made = [b.done() for b in (one, two, three)]
    record = resolve([r for r, _ in made], {r.id: x for r, x in made})
    assert sorted(i.reports for i in record.incidents) == [1, 2]
