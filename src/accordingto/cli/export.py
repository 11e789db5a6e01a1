"""``export``: the record in another format."""

from __future__ import annotations

import importlib
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import click

from accordingto.cli.console import emit_json, json_option, record_argument
from accordingto.errors import UsageError
from accordingto.export import FORMATS
from accordingto.store import Store

FORMAT_HELP = "\b\n" + "\n".join(f"{name:<12} {form.about}" for name, form in FORMATS.items())
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can tell: equal records give equal archives


@click.command(epilog=FORMAT_HELP)
@record_argument
@click.option("--format", "-f", "name", type=click.Choice(list(FORMATS)), default="standoff", show_default=True)
@click.option(
    "--output", "-o", "target", type=click.Path(path_type=Path), help="A file; for tables a folder or a .zip. Default: standard output."
)
@json_option
def export(record: Path, name: str, target: Path | None, as_json: bool) -> None:
    """Write a RECORD in another format."""
    form = FORMATS[name]
    run = getattr(importlib.import_module(f"accordingto.export.{form.module}"), form.function)
    with Store.open(record) as store:
        if form.kind == "tables":
            if target is None:
                raise UsageError(f"{name} writes several files", hint="add -o FOLDER or -o FILE.zip")
            files = _write_files(run(store), target)
        else:
            _write_text(run(store), target)
            files = 1
    if target is None:
        return
    if as_json:
        emit_json({"format": name, "output": str(target), "files": files})
    else:
        click.echo(f"{target}: {name}, {files} file{'' if files == 1 else 's'}", err=True)


def _write_text(pieces: Iterable[str], target: Path | None) -> None:
    if target is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode())
        sys.stdout.buffer.flush()
        return
    part = target.with_name(f".{target.name}.part")
    with part.open("w", encoding="utf-8", newline="") as out:
        out.writelines(pieces)
    part.replace(target)


def _write_files(files: Iterable[tuple[str, Iterable[bytes]]], target: Path) -> int:
    n = 0
    if target.suffix == ".zip":
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, pieces in files:
                archive.writestr(zipfile.ZipInfo(name, EPOCH), b"".join(pieces), zipfile.ZIP_DEFLATED)
                n += 1
        return n
    target.mkdir(parents=True, exist_ok=True)
    for name, pieces in files:
        with (target / name).open("wb") as out:
            out.writelines(pieces)
        n += 1
    return n
