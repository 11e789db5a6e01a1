"""What must hold for every pile: order, increments, removal, decisions, spans."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accordingto.model.decision import Anchor, Decision
from accordingto.model.record import Record
from accordingto.resolving import Resolver, collapse, resolve
from tests.resolving.piles import make_pile, piles

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def batch(pile: list[Any], **more: Any) -> Record:
    return resolve([r for r, _ in pile], {r.id: x for r, x in pile}, **more)


@LAW
@given(piles, st.randoms(use_true_random=False))
def test_the_record_is_the_same_for_any_order_of_arrival(drawn: list[Any], random: Any) -> None:
    pile = make_pile(drawn)
    expected = batch(pile)
    shuffled = list(pile)
    random.shuffle(shuffled)
    resolver = Resolver()
    for report, reading in shuffled:
        resolver.add(report, reading)
    assert resolver.record() == expected


@LAW
@given(piles)
def test_one_report_at_a_time_gives_what_all_at_once_gives(drawn: list[Any]) -> None:
    pile = make_pile(drawn)
    resolver = Resolver()
    for n, (report, reading) in enumerate(pile):
        resolver.add(report, reading)
        assert resolver.record() == batch(pile[: n + 1])


@LAW
@given(piles, st.integers(0, 4))
def test_a_report_taken_out_leaves_no_trace(drawn: list[Any], which: int) -> None:
    pile = make_pile(drawn)
    gone = pile[which % len(pile)][0].id
    resolver = Resolver()
    for report, reading in pile:
        resolver.add(report, reading)
    resolver.record()
    resolver.remove(gone)
    assert resolver.record() == batch([p for p in pile if p[0].id != gone])


@LAW
@given(piles)
def test_taking_out_and_putting_back_changes_nothing(drawn: list[Any]) -> None:
    pile = make_pile(drawn)
    resolver = Resolver()
    for report, reading in pile:
        resolver.add(report, reading)
    before = resolver.record()
    resolver.remove(pile[0][0].id)
    resolver.record()
    resolver.add(*pile[0])
    assert resolver.record() == before


@LAW
@given(piles)
def test_as_of_a_day_is_the_record_of_the_reports_published_by_then(drawn: list[Any]) -> None:
    pile = make_pile(drawn)
    early = [p for p in pile if p[0].published.value is not None and p[0].published.value <= "2031-05-04"]
    assert batch(pile, as_of="2031-05-04") == batch(early)


@LAW
@given(piles)
def test_every_value_stands_in_its_own_report(drawn: list[Any]) -> None:
    pile = make_pile(drawn)
    record = batch(pile)
    texts = {r.id: r.text for r, _ in pile}
    for account in record.accounts:
        for value in account.values:
            assert value.quote.report == account.report
            assert value.text == value.quote.span.of(texts[account.report])
    for naming in record.namings:
        assert naming.term == naming.quote.span.of(texts[naming.quote.report])
    for row in (*record.copies, *record.drifts):
        first, second = (row.earlier, row.later) if hasattr(row, "earlier") else (row.before, row.after)
        assert 0 <= first.span.start < first.span.end <= len(texts[first.report])
        assert 0 <= second.span.start < second.span.end <= len(texts[second.report])


@LAW
@given(piles)
def test_rows_hold_together(drawn: list[Any]) -> None:
    pile = make_pile(drawn)
    record = batch(pile)
    incidents, accounts = {i.id for i in record.incidents}, {a.id: a for a in record.accounts}
    origins, voices = {o.id: o for o in record.origins}, {v.id for v in record.voices}
    assert len(incidents) == len(record.incidents)
    readings = {r.id: x for r, x in pile}
    mentioned = [m for i in record.incidents for m in i.events]
    assert len(mentioned) == len(set(mentioned))
    assert all(readings[m.report].events[m.index].status not in ("planned", "threatened", "hypothetical") for m in mentioned)
    for account in record.accounts:
        assert account.incident in incidents and account.id in origins[account.origin].accounts and set(account.chain) <= voices
    for disagreement in record.disagreements:
        assert disagreement.incident in incidents and len(disagreement.sides) > 1 and 0 <= disagreement.contested <= 1
        assert all(accounts[a].incident == disagreement.incident for side in disagreement.sides for a in side.accounts)
    for incident in record.incidents:
        own = [o for o in record.origins if o.incident == incident.id]
        assert incident.origins == len(own) and incident.reports == len({m.report for m in incident.events})
    names = [m for a in record.actors for m in a.mentions]
    assert len(names) == len(set(names)) == sum(len(x.names) for _, x in pile)
    for rule in ("conservative", "low-best-high", "latest", "most-independent"):
        for row in collapse(record, rule):  # type: ignore[arg-type]
            assert row.low <= row.best <= row.high and row.inputs and set(row.accounts) <= set(accounts)


@LAW
@given(piles)
def test_a_merge_of_two_actors_survives_every_rebuild(drawn: list[Any]) -> None:
    pile = make_pile(drawn)
    first, last = pile[0], pile[-1]
    anchors = tuple(
        Anchor(r.id, n.span.start, n.span.end, n.span.of(r.text)) for r, n in ((first[0], first[1].names[1]), (last[0], last[1].names[0]))
    )
    decision = Decision("d1", "merge", "actor", anchors, "reviewer one", "2031-06-01T10:00:00+00:00")
    resolver = Resolver([decision])
    for report, reading in pile:
        resolver.add(report, reading)
        record = resolver.record()
        held = [a for a in record.actors if any(m.report == first[0].id and m.index == 1 for m in a.mentions)]
        if report.id == last[0].id:
            assert any(m.report == last[0].id and m.index == 0 for m in held[0].mentions)


@LAW
@given(piles, st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=6))
def test_reports_and_decisions_that_come_and_go_leave_the_record_of_what_is_there(drawn: list[Any], moves: list[tuple[int, bool]]) -> None:
    pile = make_pile(drawn)
    first, reading = pile[0]
    event, name = reading.events[0].trigger, reading.names[1].span
    decisions = [
        Decision("d1", "split", "actor", (Anchor(first.id, name.start, name.end, name.of(first.text)),), "one", "2031-06-01T10:00:00+00:00"),
        Decision("d2", "split", "event", (Anchor(first.id, event.start, event.end, event.of(first.text)),), "one", "2031-06-01T11:00:00+00:00"),
        Decision("d3", "relabel", "actor", (Anchor(first.id, name.start, name.end, name.of(first.text)),), "one", "2031-06-01T12:00:00+00:00",
                 value="Somebody Else"),
    ]  # fmt: skip
    resolver = Resolver()
    there: dict[int, Any] = {}
    for which, decided in [(n, False) for n in range(len(pile))] + [(which % len(pile), decided) for which, decided in moves]:
        if there.pop(which, None) is None:
            there[which] = pile[which]
            resolver.add(*pile[which])
        else:
            resolver.remove(pile[which][0].id)
        resolver.decisions = tuple(decisions) if decided else ()
        assert resolver.record() == batch(list(there.values()), decisions=resolver.decisions)
