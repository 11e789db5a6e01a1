"""``search``: reports by their words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from accordingto.cli.console import clean, console, emit_json, json_option, many, parse_pairs, record_argument, warn
from accordingto.store import Store


@click.command()
@record_argument
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--by",
    "-b",
    "facets",
    multiple=True,
    metavar="FACET=VALUE",
    help="outlet, from, until, language, source, actor, voice, incident, type.",
)
@click.option("--limit", "-n", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@json_option
def search(record: Path, query: tuple[str, ...], facets: tuple[str, ...], limit: int, offset: int, as_json: bool) -> None:
    """Reports of a RECORD that hold every word of QUERY: words, "phrases", and - before what must not be there."""
    from rich.text import Text

    with Store.open(record) as store:
        chosen = parse_pairs(facets)
        found = store.search(" ".join(query), chosen, limit=limit, offset=offset)
        outlets = [name for name, _ in store.facet("reports", "outlet")] if "outlet" in chosen and not found.total else []
    if as_json:
        emit_json(asdict(found))
        return
    out = console()
    for hit in found.hits:
        head = f"{hit.report}  {hit.published or 'undated':<16}  {hit.outlet or 'unknown outlet'}  {hit.title or 'untitled'}"
        out.print(Text(clean(head), "bold"))
        excerpt = Text(clean(hit.excerpt).replace("\n", " "))
        for span in hit.highlights:
            if hit.excerpt_span.contains(span):
                excerpt.stylize("reverse", span.start - hit.excerpt_span.start, span.end - hit.excerpt_span.start)
        out.print(Text("  ").append_text(excerpt))
    left = f"; {', '.join(found.dropped)} left out, nearly every report has it" if found.dropped else ""
    click.echo(f"{many(found.total, 'report')}{left}", err=True)
    if outlets and chosen["outlet"] not in outlets:
        warn(f"no outlet is called {chosen['outlet']!r}; there are {', '.join(outlets[:20])}")
