"""``explain``: how a text was read, or why an incident's members were joined."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from accordingto.cli.console import clean, emit_json, json_option
from accordingto.errors import UsageError

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>How it was read</title>
<style>body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }} th, td {{ text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0 }}
tr {{ border-bottom: 1px solid #ccc }} .explain-text {{ font: 1.25rem/1.5 Georgia, serif }}</style></head>
<body>{}</body></html>
"""


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
    if text and _is_record(text[0]):
        raise UsageError(f"{text[0]} is a record, no text", hint=f"accordingto explain --incident ID --record {text[0]}")
    words = sys.stdin.read() if text == ("-",) else " ".join(text)
    if not words.strip():
        raise UsageError("there is no text to explain", hint='accordingto explain "Police said 12 people were killed."')
    if published is not None and not _is_moment(published):
        raise UsageError(f"{published!r} is no date", hint="write 2025-03-11 or 2025-03-11T18:00+02:00")
    from accordingto.model.codec import encode
    from accordingto.reading.explain import explain as run

    explanation = run(words, published=published)
    if html_path:
        html_path.write_text(PAGE.format(explanation.html()), encoding="utf-8")
        click.echo(str(html_path))
    elif as_json:
        emit_json({"reading": encode(explanation.reading), "layers": [asdict(layer) for layer in explanation.layers]})
    else:
        for line in explanation.lines():
            click.echo(clean(line))


def _is_record(word: str) -> bool:
    """Whether a word is the path of an SQLite file, which nobody means as a text."""
    try:
        with Path(word).open("rb") as file:
            return file.read(16) == b"SQLite format 3\x00"
    except (OSError, ValueError):
        return False


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _incident(record: Path, key: str, as_json: bool) -> None:
    from accordingto.building import explain_incident

    found = explain_incident(record, key)
    if as_json:
        emit_json(asdict(found))
        return
    click.echo(clean(f"{found.title}: {len(found.members)} mentions"))
    for member in found.members:
        click.echo(clean(f"  {member.probability:.2f}  {member.outlet}, {member.published}: “{member.words}” ({member.reason})"))
    click.echo(f"{len(found.origins)} independent origins" if len(found.origins) != 1 else "one origin")
    for origin in found.origins:
        why = f" ({'; '.join(origin.reasons)})" if origin.reasons else ""
        click.echo(clean(f"  {origin.letter}  {origin.label}: {origin.accounts} accounts in {origin.reports} reports{why}"))
    click.echo("nearest incidents that are not members:" if found.neighbours else "no incident is near")
    for neighbour in found.neighbours:
        click.echo(clean(f"  {neighbour.probability:.2f}  {neighbour.title} [{neighbour.incident}]: {neighbour.reason}"))
