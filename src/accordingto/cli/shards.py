"""``shards`` and ``map-shard``: reading on machines that no Dask reaches."""

from __future__ import annotations

from pathlib import Path

import click

from accordingto.cli.console import emit_json, json_option, record_argument
from accordingto.errors import UsageError

SHARD_OUT = ("id", "report")


@click.group()
def shards() -> None:
    """Cut a record's unread reports into shards, and take in what map-shard made of them.

    \b
    accordingto shards write crisis.db work/ --size 500
    for s in work/*.jsonl; do accordingto map-shard $s done/${s##*/}; done
    accordingto shards take crisis.db done/*.jsonl
    """


@shards.command(name="write")
@record_argument
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--size", type=click.IntRange(1), default=500, show_default=True, help="Reports in one shard.")
@click.option("--format", "suffix", type=click.Choice(["jsonl", "parquet"]), default="jsonl", show_default=True)
@click.option("--again", is_flag=True, help="Also what this version failed on.")
@json_option
def write_shards(record: Path, folder: Path, size: int, suffix: str, again: bool, as_json: bool) -> None:
    """Write the reports of a RECORD that have no reading of this version to FOLDER."""
    from accordingto.building import Settings, loader_of
    from accordingto.running.outcome import reader_of
    from accordingto.running.shard import report_row, write_rows
    from accordingto.store import Store

    written = []
    with Store.open(record) as store:
        todo = [key for key, _ in store.unread(reader_of(loader_of(Settings())).version, again=again)]
        for at in range(0, len(todo), size):
            reports = (store.report(key) for key in todo[at : at + size])
            path = folder / f"{at // size:05d}.{suffix}"
            write_rows(path, [report_row(r) for r in reports if r is not None], SHARD_OUT)
            written.append(str(path))
    if as_json:
        emit_json({"shards": written, "reports": len(todo)})
    else:
        click.echo(f"{len(todo):,} reports in {len(written):,} shards in {folder}")


@shards.command(name="take")
@record_argument
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def take_shards(record: Path, files: tuple[Path, ...], as_json: bool) -> None:
    """Take the readings in FILES into a RECORD and resolve it."""
    from accordingto.building import take_readings
    from accordingto.running.shard import outcomes_of

    taken = take_readings(record, (outcome for path in files for outcome in outcomes_of(path)))
    if as_json:
        emit_json({"taken": taken})
    else:
        click.echo(f"{record}: took in {taken:,} readings")


@click.command(name="map-shard")
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@json_option
def map_shard(source: Path, target: Path, as_json: bool) -> None:
    """Read the shard IN (.jsonl or .parquet: id, report) and write its readings to OUT, whole or not at all."""
    from accordingto.building import load_reader
    from accordingto.running.shard import map_shard as run

    if source.resolve() == target.resolve():
        raise UsageError("IN and OUT are the same file")
    n = run(source, target, load_reader)
    if as_json:
        emit_json({"reports": n, "out": str(target)})
    else:
        click.echo(f"{target}: {n:,} reports read")
