"""Views of the invented crisis: counts, order, origins, relations, as a reader would check them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from accordingto.model.intervals import Quantity, TimeInterval
from accordingto.model.record import Account, Between, Disagreement, Side
from accordingto.store import Store
from accordingto.views import overview
from accordingto.views.disagreements import disagreements_page
from accordingto.views.doubts import inside
from accordingto.views.incident import account_columns, incident_page, shared_facts
from accordingto.views.moments import disagreements_of
from accordingto.views.overview import front_page
from accordingto.views.pairs import pair_table
from accordingto.views.relays import relays_page
from accordingto.views.report import Note, report_page
from accordingto.views.review import review_page, waiting_lines
from accordingto.views.search import search_page
from tests.web.fixture import Crisis


def test_the_front_page_counts_origins_not_reprints(store: Store) -> None:
    page = front_page(store)
    first = max(page.timeline.dots, key=lambda d: d.origins)
    assert (first.title, first.origins, first.conflicts) == ("Explosions at the Merrin grain terminal", 8, 3)
    assert [d.relation for d in page.conflicts] == ["conflict"] * 5
    assert page.conflicts[0].contested >= page.conflicts[-1].contested
    assert page.totals["conflict"] == 5 and page.totals["explained"] == 2
    assert {n.kind for n in page.news} >= {"Denial", "Correction", "Figure"}


def test_of_incidents_as_often_told_deeds_go_before_what_was_said(store: Store) -> None:
    deed = next(i for i in store.incidents(order="origins") if i.type == "ASSAULT")
    said = replace(deed, type="ACCUSE", mode="")
    rows = [replace(said, origins=6), replace(deed, origins=3), replace(deed, origins=4), replace(said, mode="investigate", origins=5)]
    told = [(i.type == deed.type, i.origins) for i in overview.deeds_first(rows)]
    assert told == [(False, 5), (True, 4), (False, 6), (True, 3)]


def test_reports_stand_on_their_outlets_lane(store: Store) -> None:
    lanes = dict(front_page(store).timeline.lanes)
    assert len(lanes) == 7 and sum(map(len, lanes.values())) == 14
    assert [t.copied for t in lanes["Vessin Courier"]] == [True, False]


def test_the_account_table(store: Store, crisis: Crisis) -> None:
    page = incident_page(store, crisis.record.incidents[0].id)
    assert page is not None
    assert [g.letter for g in page.groups] == list("ABCDEFGH")
    assert [c.aspect for c in page.columns] == ["who", "to_whom", "killed", "injured", "missing", "when", "where", "called", "evidence"]
    assert [c.relation for c in page.columns][:3] == ["conflict", "", "conflict"]
    by_time = incident_page(store, crisis.record.incidents[0].id, order="time")
    assert by_time is not None and len(by_time.groups) == 1 and len(by_time.groups[0].rows) == 16
    rows = [r for g in page.groups for r in g.rows]
    assert [r.chain for r in rows if r.withdrawn] == [("The Harbour Post", "Radio Kest", "unnamed port official")]
    assert "88 % copied" in {r.copied for r in rows}


def test_what_is_shared_and_what_parts(store: Store, crisis: Crisis) -> None:
    page = incident_page(store, crisis.record.incidents[0].id)
    assert page is not None
    assert {f.label: f.values for f in page.shared}["Killed"] == ("12 at the least",)
    assert {f.label: f.values for f in page.shared}["Injured"] == ("some 30, at the least",)
    assert [(f.aspect, f.relation) for f in page.parts][:3] == [("killed", "conflict"), ("who", "conflict"), ("called", "conflict")]
    assert page.lead == "Three aspects are in conflict; one waits for a decision."


def test_what_one_of_many_gives_is_not_shared_and_the_silent_are_counted(store: Store, crisis: Crisis) -> None:
    first = crisis.record.incidents[0]
    accounts = store.accounts(incident=first.id, limit=100)
    day = next(v for a in accounts for v in a.values if v.aspect == "when" and v.interval)
    first = replace(first, when=day.interval)

    def without(account: Account, aspect: str) -> Account:
        return replace(account, values=tuple(v for v in account.values if v.aspect != aspect))

    silent = [without(a, "when") for a in accounts]
    one = [replace(silent[0], values=(*silent[0].values, day)), *silent[1:]]
    two = [*one[:-1], replace(one[-1], values=(*one[-1].values, day))]
    week = replace(day, interval=TimeInterval.of_days(date(2025, 3, 1), date(2025, 3, 31)))
    wider = [*one[:-1], replace(one[-1], values=(*one[-1].values, week))]
    shown = [{f.aspect: f.support for f in shared_facts(first, given, (), {})}.get("when") for given in (one, wider, two, one[:1])]
    assert shown == [None, None, f"2 of {len(accounts)} accounts", "1 of 1 account"]


def test_one_account_has_nothing_beside_it(store: Store, crisis: Crisis) -> None:
    lone = next(i for i in crisis.record.incidents if i.title == "First barge leaves")
    page = incident_page(store, lone.id)
    assert page is not None and page.lead == "One account; nothing to set beside it." and page.parts == () and page.plot is None


def test_the_origin_tree_follows_the_copies(store: Store, crisis: Crisis) -> None:
    page = incident_page(store, crisis.record.incidents[0].id)
    assert page is not None
    a = next(o for o in page.tree if o.letter == "A")
    assert [(n.outlet, [c.outlet for c in n.children]) for n in a.children] == [("Northline", ["Vessin Courier", "Tolm Gazette"])]
    c = next(o for o in page.tree if o.letter == "C")
    kest = c.children[0]
    assert kest.outlet == "Radio Kest"
    passed = next(n for n in kest.children if n.children)
    assert (passed.outlet, passed.children[0].outlet) == ("The Harbour Post", "Daily Crossing")


def test_figures_are_points_and_intervals(store: Store, crisis: Crisis) -> None:
    page = incident_page(store, crisis.record.incidents[0].id)
    assert page is not None and page.plot is not None
    assert page.plot.aspect == "killed" and len(page.plot.points) == 14
    assert [p.at for p in page.plot.points] == sorted(p.at for p in page.plot.points)
    assert {(p.low, p.high) for p in page.plot.points} >= {(12.0, None), (12.0, 12.0), (31.0, 31.0), (21.0, None)}
    injured = incident_page(store, crisis.record.incidents[0].id, figure="injured")
    assert injured is not None and injured.plot is not None and injured.plot.aspect == "injured"


def test_naming_keeps_quotation_apart(store: Store, crisis: Crisis) -> None:
    page = incident_page(store, crisis.record.incidents[0].id)
    assert page is not None and page.naming is not None
    courier = next(r for r in page.naming.outlets if r.label == "Vessin Courier")
    cells = dict(zip(page.naming.terms, courier.cells, strict=True))
    assert (cells["attack"].times, cells["attack"].own) == (1, False)
    assert cells["blasts"].headline and cells["blasts"].own


def test_a_note_says_disputed_only_where_its_account_is_a_side(store: Store, crisis: Crisis, monkeypatch: pytest.MonkeyPatch) -> None:
    def notes() -> list[Note]:
        page = report_page(store, crisis.ids["h2"])
        assert page is not None
        return [n for p in page.passages for n in p.notes if n.links]

    first = next(n for n in notes() if "isputed" in n.text)
    mine, every = first.links[0].href.partition("#")[2], Store.disagreements

    def of_others(self: Store, **asked: Any) -> list[Disagreement]:
        return [
            replace(d, sides=tuple(replace(s, accounts=tuple(a for a in s.accounts if a != mine)) for s in d.sides))
            for d in every(self, **asked)
        ]

    monkeypatch.setattr(Store, "disagreements", of_others)
    assert "isputed" not in next(n.text for n in notes() if n.number == first.number)


def test_days_pass_in_a_town_and_around_a_bridge(store: Store, crisis: Crisis) -> None:
    first = crisis.record.incidents[0]
    assert first.place is not None
    for precision, title in (("city", "Two days in Oskel"), ("site", "Two days around Oskel"), ("unknown", "Two days around Oskel")):
        told = replace(first, place=replace(first.place, name="Oskel", precision=precision))
        assert overview._title(store, date(2027, 3, 12), date(2027, 3, 13), [told]) == title


def test_a_report_and_its_notes(store: Store, crisis: Crisis) -> None:
    page = report_page(store, crisis.ids["h2"])
    assert page is not None
    assert "".join(r.text for r in page.headline) == "Port Merrin counts its dead, and the counts do not agree"
    notes = [n for p in page.passages for n in p.notes]
    assert [n.number for n in notes] == list(range(1, len(notes) + 1))
    assert any(n.text.startswith("Three voices deep") for n in notes)
    copied = [p for p in page.passages if p.copied]
    assert len(copied) == 1 and copied[0].copied == "Northline, Tue 16:40"
    assert "".join(r.text for r in page.passages[2].runs).startswith("At least 19 people died")


def test_filters_of_disagreements(store: Store) -> None:
    page = disagreements_page(store, relation="scope")
    assert [(r.aspect, r.relation) for r in page.rows] == [("injured", "scope")]
    assert dict(page.relations)["conflict"] == 5
    assert disagreements_page(store, relation="scope", aspect="killed").rows == ()


def test_the_relay_map_runs_from_left_to_right(store: Store) -> None:
    page = relays_page(store, scope="all")
    layers = {n.id: n.layer for n in page.nodes}
    assert all(layers[e.outer] < layers[e.inner] for e in page.edges)
    assert page.total == len(page.edges)


def test_the_queue_as_lines_is_the_queue_of_the_page(store: Store) -> None:
    page = review_page(store)
    total, lines = waiting_lines(store, 1000)
    assert total == len(lines) == sum(group.total for group in page.groups) > 0
    assert {item.id for group in page.groups for item in group.items} <= {line.id for line in lines}
    assert [line.weight for line in lines] == sorted((line.weight for line in lines), reverse=True)
    assert waiting_lines(store, 1) == (total, lines[:1])


def test_the_queue_asks_first_what_changes_most(store: Store) -> None:
    page = review_page(store)
    assert page.question is not None and page.question.title == "Is ‘Tarrow Brigade’ the same as ‘Tarrou Brigades’?"
    assert page.question.left is not None and [p.text for p in page.question.left.pieces if p.marked] == ["w"]
    assert (page.done, page.total) == (0, 7)
    assert {e.label: e.speaks for e in page.question.rows}["Spellings"] == "one"


def test_search_marks_its_words(store: Store) -> None:
    page = search_page(store, query="surveyors dust")
    assert page.total == 1
    assert {p.text.casefold() for p in page.rows[0].pieces if p.marked} >= {"surveyors", "dust"}
    nothing = search_page(store, query="hospital", outlet="Grain & Freight")
    assert nothing.total == 0 and nothing.lift is not None and nothing.lift.text == "only Grain & Freight"


def test_columns_without_accounts_are_the_bare_ones() -> None:
    assert [c.aspect for c in account_columns([], [])] == ["who", "to_whom", "when", "where", "called", "evidence"]


def test_what_all_share_takes_an_account_s_largest_figure_of_a_kind(store: Store, crisis: Crisis) -> None:
    first = crisis.record.incidents[0]
    accounts = store.accounts(incident=first.id, limit=100)
    given = next(a for a in accounts if any(v.aspect == "killed" and v.quantity for v in a.values))
    whole = next(v for v in given.values if v.aspect == "killed" and v.quantity)
    part = replace(whole, text="eleven", quantity=Quantity(11, 11), qualifier=None)
    mixed = [replace(a, values=(*a.values, part)) if a.id == given.id else a for a in accounts]
    assert {f.label: f.values for f in shared_facts(first, mixed, (), {})}["Killed"] == ("12 at the least",)
    side = Side(part, (given.id,), (given.origin,))
    parting = Disagreement("g1", first.id, "killed", "conflict", (side, Side(whole, (given.id,), (given.origin,))), 0.5)
    assert {f.label: f.values for f in shared_facts(first, mixed, (parting,), {})}["Killed"] == ("11 at the least",)


def rising(store: Store) -> Disagreement:
    """Three values of one count: 11 and 12 are stages, 40 cannot be."""
    given = next(a for a in store.accounts(limit=50) if any(v.aspect == "killed" and v.quantity for v in a.values))
    whole = next(v for v in given.values if v.aspect == "killed" and v.quantity)

    def side(n: int) -> Side:
        return Side(replace(whole, text=str(n), quantity=Quantity(n, n), qualifier=None), (f"a{n}",), (f"o{n}",))

    pairs = (Between(0, 1, "conflict", "no"), Between(0, 2, "conflict", "no"), Between(1, 2, "update", "later"))
    return Disagreement("g1", given.incident, "killed", "conflict", (side(40), side(11), side(12)), 0.5, reason="no", between=pairs)


def test_three_values_are_set_against_each_other_two_by_two(store: Store) -> None:
    row = rising(store)
    table = pair_table([row], "killed", {})
    assert table is not None and (table.values, table.relations) == (("11", "12", "40"), ("conflict", "update"))
    assert [[c.relation for c in cells] for cells in table.rows] == [["update"], ["conflict", "conflict"]]
    assert pair_table([row], "injured", {}) is None
    assert pair_table([replace(row, sides=row.sides[:2])], "killed", {}) is None


def test_what_is_left_of_a_row_at_a_moment_has_the_relation_of_its_pairs(store: Store) -> None:
    row = rising(store)
    account = store.accounts(limit=1)[0]
    left = disagreements_of([row], [replace(account, id=a, origin=a) for a in ("a11", "a12")])
    assert [(d.relation, d.reason, [(b.first, b.second, b.relation) for b in d.between]) for d in left] == [
        ("update", "later", [(0, 1, "update")])
    ]
    assert [d.relation for d in disagreements_of([row], [replace(account, id=a, origin=a) for a in ("a11", "a40")])] == ["conflict"]
    assert disagreements_of([row], [replace(account, id="a11", origin="a11")]) == []


@pytest.mark.parametrize(("label", "asked"), [("The army", "the army"), ("A witness", "a witness"), ("Anna Kest", "Anna Kest"), ("", "")])
def test_a_voice_inside_a_question_begins_small(label: str, asked: str) -> None:
    assert inside(label) == asked
