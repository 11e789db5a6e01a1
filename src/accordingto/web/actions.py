"""What changes the record: decisions, status, notes, undo. Each is one append; the record follows in the background."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from accordingto.errors import UsageError
from accordingto.model.decision import Decision, DecisionKind, make_decision
from accordingto.store import Store
from accordingto.store.anchors import subject_of
from accordingto.views.wording import FIGURE_ASPECTS, RELATION_HELP
from accordingto.web.answers import frame_for
from accordingto.web.context import check_form, desk_of, visitor_of, worker_of
from accordingto.web.render import render

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=2000)]
Token = Annotated[str, Form(max_length=80)]

KEYS = (
    (
        "Everywhere",
        (
            (("/",), "search"),
            (("?",), "this page"),
            (("G", "I"), "incidents; then R reports, V voices, A actors, M relay map, D disagreements, S search, Q review"),
            (("J", "K"), "next, previous in any list"),
            (("Tab",), "every control, in reading order"),
        ),
    ),
    (
        "Account table",
        (
            (("←", "↑", "→", "↓"), "move by cell"),
            (("Enter",), "open the words"),
            (("Esc",), "close; the focus returns to the cell"),
            (("→",), "with words open: the next cell’s words"),
        ),
    ),
    (
        "Report",
        (
            (("1", "…", "6"), "layers"),
            (("N", "P"), "next, previous statement"),
            (("Enter",), "open its note"),
            (("O",), "open the incident"),
        ),
    ),
    (
        "Review",
        (
            (("M",), "merge"),
            (("S",), "keep apart; in a merged pair: split"),
            (("C", "R"), "a reading: confirm, reject"),
            (("U",), "undecided"),
            (("L",), "another name"),
            (("W",), "why"),
            (("Z",), "take back the last decision"),
            (("1", "2"), "open either quotation; between relations: choose one"),
            (("J", "K"), "next, previous question"),
        ),
    ),
)


@router.post("/review/{question}")
def decide(
    request: Request,
    question: str,
    csrf: Token = "",
    kind: Text = "",
    relation: Text = "",
    label: Text = "",
    note: Text = "",
    following: Text = "",
) -> Response:
    """Decide on a match or a disagreement."""
    check_form(request, csrf)
    if relation:
        if relation not in RELATION_HELP:
            raise UsageError("there is no such relation", hint="one of " + ", ".join(RELATION_HELP))
        act: DecisionKind = "undecided" if relation == "undecided" else "relabel"
        value = "" if relation == "undecided" else relation
    elif kind in ("merge", "split", "undecided", "confirm", "reject", "relabel"):
        act, value = kind, label.strip() if kind == "relabel" else ""  # type: ignore[assignment]
        if kind == "relabel" and not value:
            raise UsageError("a new name needs letters", hint="write it in the field and press relabel again")
    else:
        raise UsageError("there is no such decision", hint="merge, split, undecided, confirm, reject or relabel")
    with desk_of(request).reviewing() as store:
        subject, anchors = subject_of(store, question)
        if act == "relabel" and not relation:
            anchors = anchors[:1]
        _keep(
            request,
            store,
            make_decision(act, subject, anchors, reviewer=visitor_of(request).name, at=_now(), value=value, note=note.strip()),
        )
    worker_of(request).resolve()
    return RedirectResponse(f"/review?match={following}" if following.isalnum() else "/review", 303)


@router.post("/reports/{report}/figures/{position}")
def mark_figure(
    request: Request,
    report: str,
    position: Annotated[int, Path(ge=0, le=1_000_000)],
    csrf: Token = "",
    kind: Text = "",
    counts: Text = "",
    note: Text = "",
    incident: Text = "",
) -> Response:
    """Reject one figure of a report, confirm it, leave it undecided, or say what it counts."""
    check_form(request, csrf)
    if kind not in ("reject", "confirm", "undecided", "relabel") or (kind == "relabel" and counts not in FIGURE_ASPECTS):
        raise UsageError("there is no such mark", hint="reject, confirm, undecided, or relabel with what it counts")
    act: DecisionKind = kind  # type: ignore[assignment]
    value = counts if kind == "relabel" else ""
    with desk_of(request).reviewing() as store:
        subject, anchors = subject_of(store, f"{report}/figures/{position}")
        who = visitor_of(request).name
        _keep(request, store, make_decision(act, subject, anchors, reviewer=who, at=_now(), value=value, note=note.strip()))
    worker_of(request).resolve()
    return _back_to(request, incident)


def _back_to(request: Request, incident: str) -> Response:
    """To what was decided on an incident's page; to review where it was not decided there, to the log where there is no such incident
    any more."""
    if not incident:
        return RedirectResponse("/review", 303)
    with desk_of(request).reading() as store:
        known = store.incident(incident) is not None
    return RedirectResponse(f"/incidents/{incident}#status" if known else "/review/log", 303)


@router.post("/review/{decision}/undo")
def undo(request: Request, decision: str, csrf: Token = "", incident: Text = "") -> Response:
    """Take a decision back."""
    check_form(request, csrf)
    with desk_of(request).reviewing() as store:
        found = next((d for d in store.every_decision() if d.id == decision), None)
        if found is None:
            raise HTTPException(404, "There is no such decision")
        _keep(
            request,
            store,
            make_decision("undo", found.subject, found.anchors, reviewer=visitor_of(request).name, at=_now(), target=found.id),
        )
    worker_of(request).resolve()
    return _back_to(request, incident)


@router.post("/incidents/{incident}/status")
def status(request: Request, incident: str, csrf: Token = "", status: Text = "", note: Text = "") -> Response:
    """Move an incident on its ladder, or keep a note on it."""
    check_form(request, csrf)
    if status not in ("", "unread", "in review", "done"):
        raise UsageError("there is no such status", hint="unread, in review or done")
    with desk_of(request).reviewing() as store:
        if not incident.startswith("i"):
            raise HTTPException(404, "There is no such incident in this record")
        subject, anchors = subject_of(store, incident)
        name = visitor_of(request).name
        found = store.incident(incident)
        if found is not None and status and status != store.review_of(found)[0][0]:
            _keep(request, store, make_decision("status", subject, anchors, reviewer=name, at=_now(), value=status))
        if note.strip():
            _keep(request, store, make_decision("note", subject, anchors, reviewer=name, at=_now(), value=note.strip()))
    return RedirectResponse(f"/incidents/{incident}#status", 303)


@router.get("/keys")
def keys(request: Request) -> Response:
    """All keys, and the switch for them."""
    desk, visitor = desk_of(request), visitor_of(request)
    with desk.reading() as store:
        frame = frame_for(desk, store, request, visitor)
    return HTMLResponse(render("keys.html", frame, page={"groups": KEYS, "relations": tuple(RELATION_HELP.items())}))


@router.post("/keys")
def switch_keys(request: Request, csrf: Token = "", keys: Text = "on") -> Response:
    """Switch single keys on or off, for this browser."""
    check_form(request, csrf)
    answer = RedirectResponse("/keys", 303)
    answer.set_cookie("accordingto_keys", "off" if keys == "off" else "on", max_age=31_536_000, httponly=True, samesite="strict")
    return answer


def _keep(request: Request, store: Store, decision: Decision) -> None:
    if desk_of(request).read_only:
        raise HTTPException(403, "This desk is read only")
    store.decide(decision)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
