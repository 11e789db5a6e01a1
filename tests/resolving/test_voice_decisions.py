"""What reviewers decide of voices that have no actor: replayed, taken back, and shown where two decide against each other."""

from __future__ import annotations

from dataclasses import replace

from accordingto.model.decision import Anchor, Decision, make_decision
from accordingto.model.record import Record
from accordingto.resolving import resolve
from accordingto.resolving.resolver import Resolver
from tests.resolving.test_origins import Made, tell

WHEN = "2031-06-01T10:0{}:00+00:00"
BELL = tell("Bell", ("the harbour ministry", "organisation", "", 12))
POST = tell("Post", ("the ministry of ports", "organisation", " again", 13))
STAR = tell("Star", ("an official", "unnamed", " as well", 14))
MOON = tell("Moon", ("an official", "unnamed", " at dawn", 15))


def record(*made: Made, decisions: tuple[Decision, ...] = ()) -> Record:
    return resolve([r for r, _ in made], {r.id: x for r, x in made}, decisions=decisions)


def decide(kind: str, *made: Made, reviewer: str = "one", minute: int = 0, value: str = "", whole: bool = True) -> Decision:
    """A decision on the voices of the first statements of some reports, held by the whole statement or by the source alone."""
    spans = [(r, x.statements[0].whole if whole else x.statements[0].source[0]) for r, x in made]
    anchors = [Anchor(r.id, s.start, s.end, s.of(r.text)) for r, s in spans]
    return make_decision(kind, "voice", anchors, reviewer=reviewer, at=WHEN.format(minute), value=value)  # type: ignore[arg-type]


def innermost(found: Record) -> dict[str, str]:
    """Per report, the label of the voice that it heard."""
    labels = {v.id: v.label for v in found.voices}
    return {a.report: labels[a.chain[-1]] for a in found.accounts if len(a.chain) > 1}


def test_merged_voices_are_one_source_and_one_label() -> None:
    assert len(record(BELL, POST).origins) == 2
    for whole in (True, False):
        found = record(BELL, POST, decisions=(decide("merge", POST, BELL, whole=whole),))
        assert len(found.origins) == 1
        assert set(innermost(found).values()) == {"the ministry of ports"}
        assert found.unapplied == ()
        assert {r.inner for r in found.relays} == {a.chain[-1] for a in found.accounts}


def test_a_merge_holds_for_the_voice_in_other_reports_too() -> None:
    third = tell("Star", ("The harbour ministry", "organisation", " as well", 14))
    assert len(record(BELL, POST, third, decisions=(decide("merge", POST, BELL),)).origins) == 1


def test_merged_unnamed_sources_are_one_and_no_others_with_them() -> None:
    other = tell("Sun", ("an official", "unnamed", " at noon", 16))
    assert len(record(STAR, MOON, other).origins) == 3
    found = record(STAR, MOON, other, decisions=(decide("merge", STAR, MOON),))
    assert sorted(len(o.accounts) for o in found.origins) == [1, 2]


def test_an_unnamed_source_merged_with_a_body_is_that_body() -> None:
    found = record(BELL, STAR, MOON, decisions=(decide("merge", BELL, STAR),))
    assert sorted(len(o.accounts) for o in found.origins) == [1, 2]
    assert innermost(found) == {BELL[0].id: "the harbour ministry", STAR[0].id: "the harbour ministry", MOON[0].id: "an official"}


def test_a_voice_without_a_name_merges_with_one_that_has_an_actor() -> None:
    named = tell("Star", ("Ada Noll", "person", " as well", 14), people="Ada Noll")
    found = record(BELL, named, decisions=(decide("merge", BELL, named),))
    assert set(innermost(found).values()) == {"Ada Noll"}


def test_a_voice_split_off_stands_for_itself_and_a_relabelled_one_is_called_so() -> None:
    same = tell("Post", ("the harbour ministry", "organisation", " again", 13))
    assert len(record(BELL, same).origins) == 1
    assert len(record(BELL, same, decisions=(decide("split", same, BELL),)).origins) == 2
    named = record(BELL, same, decisions=(decide("relabel", BELL, value="Sarn harbour ministry"),))
    assert set(innermost(named).values()) == {"Sarn harbour ministry"}
    assert len(named.origins) == 1


def test_a_merge_outlives_a_rebuild_with_other_readings_and_is_taken_back() -> None:
    merge = decide("merge", POST, BELL)
    report, reading = BELL
    early = replace(reading.statements[0], source=(), cue=(), content=(reading.sentences[0],), voice=replace(reading.statements[0].voice))
    shifted = report, replace(reading, statements=(early, *reading.statements), events=())
    found = record(shifted, POST, decisions=(merge,))
    assert found.unapplied == ()
    undo = make_decision("undo", "voice", merge.anchors, reviewer="two", at=WHEN.format(5), target=merge.id)
    assert record(BELL, POST, decisions=(merge, undo)) == record(BELL, POST)


def test_reviewers_who_disagree_on_voices_are_both_shown_and_neither_is_applied() -> None:
    both = (decide("merge", POST, BELL), decide("split", BELL, POST, reviewer="two"))
    found = record(BELL, POST, decisions=both)
    assert len(found.origins) == 2
    assert {u.decision for u in found.unapplied} == {d.id for d in both}


def test_a_merge_is_the_same_whatever_arrives_when_and_goes_with_its_report() -> None:
    merge = decide("merge", STAR, MOON)
    resolver = Resolver((merge,))
    for report, reading in (MOON, BELL):
        resolver.add(report, reading)
        resolver.record()
    resolver.add(*STAR)
    assert resolver.record() == record(BELL, MOON, STAR, decisions=(merge,))
    resolver.remove(STAR[0].id)
    left = resolver.record()
    assert {a.report for a in left.accounts} == {BELL[0].id, MOON[0].id}
    assert [u.decision for u in left.unapplied] == [merge.id]
