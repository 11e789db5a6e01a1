"""``decide`` and ``decisions``: what reviewers do, from the terminal."""

from __future__ import annotations

import getpass
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click

from accordingto.cli.console import clean, emit_json, json_option, print_table, record_argument, warn
from accordingto.errors import InputError, ModelError, UsageError
from accordingto.model.codec import decode, encode
from accordingto.model.decision import Decision, DecisionKind, make_decision
from accordingto.store import Store

STATUSES = ("unread", "in review", "done")


@click.command()
@record_argument
@click.argument("kind", required=False, type=click.Choice(get_args(DecisionKind)))
@click.argument("things", nargs=-1)
@click.option("--value", default="", help="The new label (relabel), status (status: unread, in review, done) or text (note).")
@click.option("--note", default="", help="Why.")
@click.option("--reviewer", envvar="ACCORDINGTO_REVIEWER", help="Who decides. Default: your user name.")
@click.option("--limit", "-n", type=click.IntRange(1, 1000), default=20, show_default=True, help="Rows of the queue.")
@json_option
def decide(
    record: Path, kind: DecisionKind | None, things: tuple[str, ...], value: str, note: str, reviewer: str | None, limit: int, as_json: bool
) -> None:
    """Decide on THINGS of a RECORD; without KIND, list what waits, first what would change the picture most.

    THINGS are ids: of a match (both sides), an actor, incident, report, disagreement or voice; REPORT/statements/N or
    REPORT/events/N for a position; for undo, a decision. The machine's output stays; decisions lie on top of it.
    """
    if kind is None:
        _queue(record, limit, as_json)
        return
    if not things:
        raise UsageError(f"{kind} what?", hint=f"accordingto decide {record} lists what waits")
    _check_value(kind, value)
    at, who = datetime.now(UTC).isoformat(timespec="milliseconds"), reviewer or getpass.getuser()
    with Store.open(record, "review") as store:
        decision = _decision(store, kind, things, value=value, note=note, reviewer=who, at=at)
        store.decide(decision)
    _apply(record)
    with Store.open(record) as store:
        unfit = store.unapplied().get(decision.id)
    if unfit:
        warn(f"kept, but not applied: {unfit}")
    back = "" if kind == "undo" else f"; accordingto decide {record} undo {decision.id} takes it back"
    if as_json:
        emit_json(encode(decision))
    else:
        click.echo(f"{decision.id}: {kind} by {clean(who)}{back}")


def _check_value(kind: DecisionKind, value: str) -> None:
    """Refuse a decision that would say nothing: a label of no letters, a status that is none, a note without words."""
    if kind == "status" and value not in STATUSES:
        raise UsageError(f"{value!r} is no status", hint=f"--value is one of: {', '.join(STATUSES)}")
    if kind in ("relabel", "note") and not value.strip():
        raise UsageError(f"{kind} needs words", hint=f'add --value "{"NEW LABEL" if kind == "relabel" else "TEXT"}"')


def _decision(store: Store, kind: DecisionKind, things: tuple[str, ...], *, value: str, note: str, reviewer: str, at: str) -> Decision:
    from accordingto.store.anchors import subject_of

    if kind == "undo":
        every = {d.id: d for d in store.every_decision()}
        undone = every.get(things[0])
        if undone is None:
            raise UsageError(f"there is no decision {things[0]!r}", hint=f"accordingto decisions list {store.path}")
        if undone.kind == "undo" or any(d.target == undone.id for d in every.values()):
            what = "is an undo itself" if undone.kind == "undo" else "is undone already"
            raise UsageError(f"{things[0]} {what}", hint="decide anew to have it back")
        return make_decision("undo", undone.subject, undone.anchors, reviewer=reviewer, at=at, target=undone.id, note=note)
    subjects = [subject_of(store, thing) for thing in things]
    if len({subject for subject, _ in subjects}) > 1:
        raise UsageError("these are not things of one kind")
    anchors = [anchor for _, found in subjects for anchor in found]
    if kind in ("merge", "split") and len(anchors) < 2:
        raise UsageError(f"{kind} needs two things", hint="name two actors, incidents or voices, or one match")
    return make_decision(kind, subjects[0][0], anchors, reviewer=reviewer, at=at, value=value, note=note)


def _queue(record: Path, limit: int, as_json: bool) -> None:
    from accordingto.views.review import waiting_lines

    with Store.open(record) as store:
        total, lines = waiting_lines(store, limit)
    if as_json:
        emit_json({"total": total, "rows": [asdict(line) for line in lines]})
        return
    if not total:
        warn("nothing waits: all that the record was unsure of has an answer")
    columns = ("id", "question", "words", "score", "weight", "reason")
    print_table(f"{total:,} wait", columns, ([getattr(line, c) for c in columns] for line in lines), numbers=("score", "weight"))
    if len(lines) < total:
        warn(f"the first {len(lines)} of {total:,}; -n shows more")


@click.group()
def decisions() -> None:
    """List, export or import what reviewers decided."""


@decisions.command(name="list")
@record_argument
@click.option("--limit", "-n", type=click.IntRange(1, 1000), default=50, show_default=True)
@json_option
def list_decisions(record: Path, limit: int, as_json: bool) -> None:
    """Decisions of a RECORD, newest first, and which of them no longer fit."""
    with Store.open(record) as store:
        page = store.page("decisions", limit=limit)
        words = {d.id: " | ".join(anchor.quote for anchor in d.anchors) for d in store.every_decision()}
    if as_json:
        emit_json({"total": page.total, "rows": page.rows})
        return
    columns = ("id", "at", "reviewer", "kind", "subject", "words", "value", "target", "note", "unapplied")
    rows = ({**row, "words": words[row["id"]], "at": row["at"][:16].replace("T", " ")} for row in page.rows)
    print_table(f"{page.total:,} decisions", columns, ([row[c] for c in columns] for row in rows))


@decisions.command(name="export")
@record_argument
@json_option
def export_decisions(record: Path, as_json: bool) -> None:
    """Write the decisions of a RECORD to standard output, one JSON object a line (with --json: one list)."""
    with Store.open(record) as store:
        found = [encode(d) for d in store.every_decision()]
    if as_json:
        emit_json(found)
        return
    for row in found:
        click.echo(json.dumps(row, ensure_ascii=False))


@decisions.command(name="import")
@record_argument
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@json_option
def import_decisions(record: Path, file: Path, as_json: bool) -> None:
    """Add the decisions in FILE (or -), as written by export, to a RECORD and replay them; known ones are passed over."""
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        rows = json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines() if line.strip()]
        found = [decode(Decision, row) for row in rows]
    except (OSError, ValueError, ModelError) as error:
        raise InputError(f"{file} holds no decisions: {error}", hint="give a file that accordingto decisions export wrote") from error
    with Store.open(record, "review") as store:
        new = store.decide(*found)
    if new:
        _apply(record)
    with Store.open(record) as store:
        unapplied = store.unapplied()
    if as_json:
        emit_json({"new": new, "unapplied": unapplied})
    else:
        click.echo(f"{new} new, {len(found) - new} known, {len(unapplied)} do not fit this record")


def _apply(record: Path) -> None:
    from accordingto.building import apply_decisions

    apply_decisions(record)
