"""``show``: the record, or one thing of it, readable in a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from accordingto.cli.console import clean, emit_json, json_option, many, print_table, record_argument, warn
from accordingto.store import Store
from accordingto.store.parts import said

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")  # seconds and zone stay in --json

LISTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # list: (columns shown, columns of numbers)
    "reports": (("id", "published", "outlet", "title", "author", "words", "statements", "unread"), ("words", "statements")),
    "incidents": (("id", "date", "title", "origins", "reports", "accounts", "conflicts"), ("origins", "reports", "accounts", "conflicts")),
    "disagreements": (("id", "incident_title", "aspect", "relation", "told", "origins"), ("origins",)),
    "statements": (("report", "n", "chain", "cue", "content", "stance", "evidence"), ("n",)),
    "events": (("report", "n", "quote", "type", "mode", "status", "actor", "recipient", "place", "time"), ("n",)),
    "figures": (("report", "n", "qualifier", "quote", "low", "high", "aspect", "counted"), ("n", "low", "high")),
    "times": (("report", "n", "quote", "type", "value", "anchor"), ("n",)),
    "actors": (("id", "name", "kind", "mentions", "reports", "spellings"), ("mentions", "reports")),
    "voices": (("id", "label", "kind", "statements", "reports", "relayed"), ("statements", "reports", "relayed")),
    "relays": (("citing", "cited", "count", "reports"), ("count", "reports")),
    "copies": (("earlier_outlet", "later_outlet", "similarity", "later_quote"), ("similarity",)),
    "drifts": (("kind", "before_outlet", "before_quote", "after_outlet", "after_quote"), ()),
    "matches": (("id", "verdict", "score", "left_form", "right_form", "reason"), ("score",)),
    "sources": (("id", "name", "kind", "reports", "length"), ("reports", "length")),
    "failures": (("stage", "name", "reason", "hint"), ()),
}

_OWN = {"i": "incident", "a": "actor", "v": "voice"}  # a thing's own id is not said again in each row of its lists
_TELLING = {  # of an incident's lists, the columns that tell something to a person; --json has all
    "accounts": (
        "published", "chain", "origin", "standing", "who", "to_whom", "killed", "injured", "when_said", "where_said", "called", "evidence",
    ),
    "disagreements": ("id", "aspect", "relation", "told", "origins", "reason"),
    "origins": ("letter", "label", "accounts"),
}  # fmt: skip


@click.command()
@record_argument
@click.argument("thing", required=False)
@click.option("--list", "-l", "listed", type=click.Choice(sorted(LISTS)), help="List these instead.")
@click.option("--limit", "-n", type=click.IntRange(0, 1000), default=20, show_default=True, help="Rows of a list.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Rows to pass over.")
@json_option
def show(record: Path, thing: str | None, listed: str | None, limit: int, offset: int, as_json: bool) -> None:
    """What a RECORD holds; with THING, the report, incident, actor, voice or disagreement of that id."""
    with Store.open(record) as store:
        if listed:
            _list(store, listed, limit, offset, as_json)
        elif thing:
            _thing(store, thing, as_json)
        else:
            _summary(store, limit, as_json)


def _list(store: Store, name: str, limit: int, offset: int, as_json: bool) -> None:
    page = store.page(name, limit=limit, offset=offset)
    if as_json:
        emit_json({"list": name, "total": page.total, "offset": offset, "rows": page.rows})
        return
    columns, numbers = LISTS[name]
    print_table(f"{page.total:,} {name}", columns, ([_cell(row[c]) for c in columns] for row in page.rows), numbers=numbers)
    if offset or len(page.rows) < page.total:
        warn(f"rows {offset + 1:,} to {offset + len(page.rows):,} of {page.total:,}; -n and --offset show others" if page.rows
             else f"no rows from {offset + 1:,} on: there are {page.total:,}")  # fmt: skip


def _cell(value: Any) -> object:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, str) and _MOMENT.match(value):
        return value[:16].replace("T", " ")
    return value


def _summary(store: Store, limit: int, as_json: bool) -> None:
    counts, (first, last) = store.counts(), store.span()
    incidents = store.page("incidents", order="-origins", limit=limit)
    parted = store.page("disagreements", {"relation": "conflict"}, limit=limit)
    reports = store.page("reports", limit=limit)
    if as_json:
        emit_json(
            {
                "record": str(store.path), "first": first, "last": last, "counts": asdict(counts), "incidents": incidents.rows,
                "conflicts": parted.rows, "reports": reports.rows, "failures": store.failures(),
            }
        )  # fmt: skip
        return
    when = f", published {first} to {last}" if first else ""
    click.echo(f"{store.name}: {many(counts.reports, 'report')} by {many(counts.outlets, 'outlet')}{when}")
    click.echo(
        f"{counts.statements:,} statements, {counts.events:,} events, {counts.figures:,} figures, {counts.times:,} times;"
        f" {counts.incidents:,} incidents told in {counts.accounts:,} accounts from {counts.origins:,} origins;"
        f" {counts.disagreements:,} disagreements, {counts.conflicts:,} of them conflicts"
    )
    for name, page in (("incidents", incidents), ("disagreements", parted), ("reports", reports)):
        if page.rows:
            click.echo()
            columns, numbers = LISTS[name]
            title = {"incidents": "Most independently reported", "disagreements": "Where the accounts part", "reports": "Reports"}[name]
            print_table(title, columns, ([_cell(row[c]) for c in columns] for row in page.rows), numbers=numbers)
            _say_rest(store, name, len(page.rows), {"disagreements": counts.disagreements}.get(name, page.total), page.total)
    for failure in store.failures()[:limit]:
        click.echo(clean(f"not read: {failure['name']}: {failure['reason']}"), err=True)
    if store.stale:
        click.echo(f"decisions or reports wait: accordingto refresh {store.path}", err=True)


def _say_rest(store: Store, name: str, shown: int, total: int, listed: int) -> None:
    """That a table of the summary is not all: of the ``listed`` some are left out, or there are others than it lists."""
    if shown < total:
        kind = "conflicts" if name == "disagreements" else name
        others = f", {many(total - listed, 'disagreement')} of other kinds" if listed < total else ""
        said = f"{shown:,} of {listed:,} {kind}{others}" if shown < listed else many(listed, kind[:-1]) + others
        warn(f"{said}: accordingto show {store.path} -l {name}")


def _thing(store: Store, key: str, as_json: bool) -> None:
    shown: dict[str, Callable[[Store, str], dict[str, Any] | None]] = {
        "r": _report, "i": _incident, "a": _actor, "v": _voice, "g": _disagreement,
    }  # fmt: skip
    found = shown[key[0]](store, key) if key[:1] in shown else None
    if found is None:
        raise click.exceptions.Exit(_missing(key))
    if as_json:
        emit_json(found)
        return
    for name, value in found.items():
        if isinstance(value, tuple):
            if value:
                click.echo()
                telling = _TELLING.get(name) if key[0] == "i" else None
                columns = telling or [c for c in value[0] if c not in ("report_title", "incident_title", "report", _OWN.get(key[0]))]
                print_table(name, columns, ([_cell(row[c]) for c in columns] for row in value))
        elif value is not None:
            click.echo(clean(f"{name}: {value}"))


def _missing(key: str) -> int:
    click.echo(f"accordingto: the record has nothing with the id {clean(key)!r}", err=True)
    return 1


def _first(store: Store, view: str, key: str) -> dict[str, Any] | None:
    row = store.connection.execute(f"SELECT * FROM {view} WHERE id = ?", (key,)).fetchone()
    return dict(row) if row else None


def _report(store: Store, key: str) -> dict[str, Any] | None:
    head, report = _first(store, "reports", key), store.report(key)
    if head is None or report is None:
        return None
    lists = {name: store.page(name, {"report": key}, limit=1000).rows for name in ("statements", "figures", "events")}
    return {**head, "text": report.text, **lists}


def _incident(store: Store, key: str) -> dict[str, Any] | None:
    head = _first(store, "incidents", key)
    return head and {
        **head, "accounts": store.page("accounts", {"incident": key}, limit=1000).rows,
        "disagreements": store.page("disagreements", {"incident": key}, limit=1000).rows,
        "origins": store.page("origins", {"incident": key}, limit=1000).rows,
    }  # fmt: skip


def _actor(store: Store, key: str) -> dict[str, Any] | None:
    head = _first(store, "actors", key)
    return head and {**head, "mentions": store.page("mentions", {"actor": key}, limit=100).rows}


def _voice(store: Store, key: str) -> dict[str, Any] | None:
    head = _first(store, "voices", key)
    return head and {**head, "statements": store.page("sayings", {"voice": key}, limit=100).rows}


def _disagreement(store: Store, key: str) -> dict[str, Any] | None:
    head, whole = _first(store, "disagreements", key), store.disagreement(key)
    if head is None or whole is None:
        return None
    sides = tuple(
        {"said": said(side.value), "accounts": len(side.accounts), "origins": len(side.origins), "report": side.value.quote.report}
        for side in whole.sides
    )
    between = tuple(
        {"one": said(whole.sides[b.first].value), "other": said(whole.sides[b.second].value), "relation": b.relation, "reason": b.reason}
        for b in whole.between
    )
    return {**head, "sides": sides, "between": between}
