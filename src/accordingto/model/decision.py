"""What reviewers did. Decisions lie on top of what the machine made and are replayed after every rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from accordingto.model.ids import make_id

DecisionKind = Literal["confirm", "reject", "merge", "split", "relabel", "undecided", "undo", "status", "note", "boundary"]
SubjectKind = Literal["actor", "incident", "report", "statement", "event", "figure", "disagreement", "copy", "voice"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the reports that a decision holds on to, so that it survives a rebuild under new ids.

    Attributes:
        report: the report's id.
        start, end: code points of the report's text.
        quote: ``text[start:end]``; a rebuild whose text disagrees leaves the decision unapplied, and says so.
    """

    report: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One act of one reviewer; append-only.

    Attributes:
        id: ``d`` + hash over all other parts.
        kind: what was done. ``undo`` takes back ``target`` = another decision's id.
        subject: what sort of thing it is about.
        anchors: the mentions it is about: two or more for merge and split (the first is kept or split off), one for others.
        value: the new label (relabel; of a figure what it counts), the status (status: unread, in review, done), the text (note), or empty.
        target: the undone decision's id, or empty.
        reviewer: who.
        at: when, ISO 8601 with zone.
        note: why, in the reviewer's words, or empty.
    """

    id: str
    kind: DecisionKind
    subject: SubjectKind
    anchors: tuple[Anchor, ...]
    reviewer: str
    at: str
    value: str = ""
    target: str = ""
    note: str = ""


def make_decision(
    kind: DecisionKind,
    subject: SubjectKind,
    anchors: Sequence[Anchor],
    *,
    reviewer: str,
    at: str,
    value: str = "",
    target: str = "",
    note: str = "",
) -> Decision:
    """A decision under the id that its other parts give it: the same act at the same moment is the same decision."""
    places = [str(part) for a in anchors for part in (a.report, a.start, a.end, a.quote)]
    key = make_id("d", kind, subject, reviewer, at, value, target, note, *places)
    return Decision(key, kind, subject, tuple(anchors), reviewer, at, value, target, note)
