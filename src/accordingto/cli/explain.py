"""``explain``: how a text was read, or why an incident's members were joined."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from accordingto.cli.console import clean, emit_json, json_option
from accordingto.errors import UsageError


@click.command()
@click.argument("text", nargs=-1)
@click.option("--incident", metavar="ID", help="Why the members of this incident were joined; needs --record.")
@click.option("--record", type=click.Path(path_type=Path), help="The record the incident is in.")
@click.option("--published", metavar="DATE", help="Publication date that times are resolved against, ISO 8601.")
@click.option("--html", "html_path", type=click.Path(path_type=Path), help="Write the explanation to this HTML file.")
@json_option
def explain(
    text: tuple[str, ...], incident: str | None, record: Path | None, published: str | None, html_path: Path | None, as_json: bool
) -> None:
    """How TEXT (or standard input, for -) was read: names, roles, statements, chains, events, figures, times, each with its reason."""
    if incident:
        if record is None:
            raise UsageError("--incident needs --record", hint="accordingto explain --incident ID --record crisis.db")
        _incident(record, incident, as_json)
        return
    words = sys.stdin.read() if text == ("-",) else " ".join(text)
    if not words.strip():
        raise UsageError("there is no text to explain", hint='accordingto explain "Police said 12 people were killed."')
    from accordingto.model.codec import encode
    from accordingto.reading.explain import explain as run

    explanation = run(words, published=published)
    if html_path:
        html_path.write_text(explanation.html(), encoding="utf-8")
        click.echo(str(html_path))
    elif as_json:
        emit_json({"reading": encode(explanation.reading), "layers": [asdict(layer) for layer in explanation.layers]})
    else:
        for line in explanation.lines():
            click.echo(clean(line))


def _incident(record: Path, key: str, as_json: bool) -> None:
    from accordingto.store import Store

    with Store.open(record) as store:
        incident = store.incident(key)
        if incident is None:
            click.echo(f"accordingto: the record has no incident {clean(key)!r}", err=True)
            raise click.exceptions.Exit(1)
        members = store.page("events", {"incident": key}, limit=1000).rows
        matches = store.matches(thing=key, limit=100)
    if as_json:
        compared = [asdict(m) for m in matches]
        emit_json({"incident": key, "title": incident.title, "reason": incident.reason, "members": members, "compared": compared})
        return
    click.echo(clean(f"{incident.title}: {incident.reason or 'one mention'}"))
    click.echo(f"members ({len(members)}):")
    for row in members:
        where = f"{row['outlet'] or 'unknown outlet'}, {row['published'] or 'undated'}"
        click.echo(clean(f"  {where}: “{row['quote']}” {row['type']} {row['status']} ({row['reason']})"))
    for verdict in ("same", "undecided", "different"):
        for match in (m for m in matches if m.verdict == verdict):
            click.echo(clean(f"{verdict}: “{match.left_form}” and “{match.right_form}”, {match.score:.2f}: {match.reason}"))
