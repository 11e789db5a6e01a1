"""``build``, ``add``, ``refresh``, ``remove``, ``as-of``: what changes a record's reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from accordingto.cli.console import emit_json, json_option, many, parse_pairs, progress, record_argument, warn

if TYPE_CHECKING:
    from accordingto.building import Built, Settings
    from accordingto.running import EngineName

F = TypeVar("F", bound=Callable[..., Any])
SHOWN = 20  # failures named on standard error; the rest is counted, all stand in the record


def reading_options(command: F) -> F:
    """Options of every command that reads reports."""
    for option in (
        click.option("--quiet", "-q", is_flag=True, help="No progress."),
        click.option("--again", is_flag=True, help="Read once more what this version failed on."),
        click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler that runs already, tcp://host:8786."),
        click.option("--engine", type=click.Choice(["serial", "pool", "dask"]), help="Where reading runs. Default: pool if JOBS > 1."),
        click.option("--jobs", "-j", type=click.IntRange(1, 512), default=1, show_default=True, help="Processes that read."),
    ):
        command = option(command)
    return command


def input_options(command: F) -> F:
    """Options of commands that take in reports."""
    command = click.option("--outlet", help="Who published the reports that do not say so themselves.")(command)
    help_text = "For tables: which column holds a field, where guessing would be wrong (text=body). Repeatable."
    return click.option("--column", "columns", multiple=True, metavar="FIELD=COLUMN", help=help_text)(command)


def settings_of(options: dict[str, Any]) -> Settings:
    """The settings that the options of ``reading_options`` mean."""
    from accordingto.building import Settings
    from accordingto.errors import UsageError

    if options["scheduler"] and options["engine"] not in (None, "dask"):
        raise UsageError("--scheduler goes with --engine dask")
    name: EngineName | None = "dask" if options["scheduler"] else options["engine"]
    return Settings(
        jobs=options["jobs"], engine=name, scheduler=options["scheduler"], again=options["again"],
        mapping=parse_pairs(options.get("columns", ())) or None, outlet=options.get("outlet"),
    )  # fmt: skip


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--output", "-o", "record", type=click.Path(path_type=Path), required=True, help="The record, a SQLite file.")
@input_options
@reading_options
@json_option
def build(inputs: tuple[str, ...], record: Path, as_json: bool, **options: Any) -> None:
    """Read INPUTS and build a record, or add to the one that is there.

    INPUTS are pages of text with one report or many, HTML, RSS and Atom, JSONL, CSV, Parquet, WARC, archives of these
    (zip, tar, gz), folders, globs, or - for standard input. What was read before is not read again; a build that was
    interrupted goes on.
    """
    from accordingto.building import build as run

    with progress(quiet=options["quiet"] or as_json) as watch:
        built = run(inputs, record, settings_of(options), watch=watch)
    _tell(built, as_json)


@click.command()
@record_argument
@click.argument("inputs", nargs=-1, required=True)
@input_options
@reading_options
@json_option
def add(record: Path, inputs: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Add INPUTS to a RECORD that is there."""
    from accordingto.building import build as run
    from accordingto.building import must_exist

    must_exist(record)
    with progress(quiet=options["quiet"] or as_json) as watch:
        built = run(inputs, record, settings_of(options), watch=watch)
    _tell(built, as_json)


@click.command()
@record_argument
@reading_options
@json_option
def refresh(record: Path, as_json: bool, **options: Any) -> None:
    """Bring a RECORD up to date: its format, readings of an older reader, decisions that wait."""
    from accordingto.building import refresh as run

    with progress(quiet=options["quiet"] or as_json) as watch:
        built = run(record, settings_of(options), watch=watch)
    _tell(built, as_json)


@click.command()
@record_argument
@click.argument("names", nargs=-1, required=True)
@json_option
def remove(record: Path, names: tuple[str, ...], as_json: bool) -> None:
    """Take reports (by id) or all reports of sources (by id or name) out of a RECORD, with every trace of them."""
    from accordingto.building import remove as run

    gone = run(record, names)
    if as_json:
        emit_json({"removed": gone})
    else:
        click.echo(f"removed {many(len(gone), 'report')}")


@click.command(name="as-of")
@record_argument
@click.argument("moment")
@click.option("--output", "-o", "target", type=click.Path(path_type=Path), required=True, help="The new record.")
@json_option
def as_of(record: Path, moment: str, target: Path, as_json: bool) -> None:
    """Write the RECORD as it stood at MOMENT (ISO 8601: 2025-03-11 or 2025-03-11T18:00+02:00) to a record of its own.

    Only reports published by then are in it; reports without a date are left out.
    """
    from accordingto.building import as_of as run

    kept = run(record, moment, target)
    if as_json:
        emit_json({"record": str(target), "reports": kept})
    else:
        click.echo(f"{target}: {many(kept, 'report')} published by {moment}")


def _tell(built: Built, as_json: bool) -> None:
    """What a build did, and what it could not read."""
    for note in built.notes[:SHOWN]:
        warn(f"note: {note}")
    for rejected in built.rejected[:SHOWN]:
        warn(f"not read: {rejected.name}: {rejected.reason}" + (f" ({rejected.hint})" if rejected.hint else ""))
    if len(built.rejected) > SHOWN:
        warn(f"not read: {len(built.rejected) - SHOWN} more; accordingto show {built.path} -l failures lists them")
    for report, reason in built.failed[:SHOWN]:
        warn(f"unread: report {report}: {reason}")
    if as_json:
        emit_json({**asdict(built), "path": str(built.path)})
        return
    from accordingto.store import Store

    with Store.open(built.path) as store:
        counts = store.counts()
    known = f", {many(built.known, 'input')} known already" if built.known else ""
    rate = f", {built.chars / 6 / built.seconds:,.0f} words/s" if built.read and built.seconds > 0.05 else ""
    click.echo(f"{built.path}: {many(built.reports, 'new report')}{known}, {built.read} read in {built.seconds:.1f} s{rate}")
    unread = f" ({counts.unread:,} unread; accordingto show {built.path} -l reports says why)" if counts.unread else ""
    click.echo(
        f"it holds {many(counts.reports, 'report')}{unread} by {many(counts.outlets, 'outlet')}, {many(counts.statements, 'statement')},"
        f" {many(counts.incidents, 'incident')}, {many(counts.accounts, 'account')}, {many(counts.disagreements, 'disagreement')}"
    )
