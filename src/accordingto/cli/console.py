"""How commands speak: JSON or words, colour only on a terminal, progress on standard error, one line for an error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from accordingto.errors import AccordingToError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from accordingto.building import Step, Watch

_WHOLE = {"id", "report", "published", "date"}  # columns that a narrow terminal must not break
F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """``--json``: one JSON value on standard output instead of words."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def record_argument(command: F) -> F:
    """The record a command reads."""
    return click.argument("record", type=click.Path(path_type=Path))(command)


def emit_json(value: Any) -> None:
    """One JSON value, indented on a terminal and compact in a pipe."""
    indent = 2 if sys.stdout.isatty() else None
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent, default=str))


def warn(text: str) -> None:
    """One line on standard error."""
    click.echo(clean(text), err=True)


def fail(error: AccordingToError) -> None:
    """An error: what is wrong, and what to do next."""
    click.echo(f"accordingto: {clean(error.message)}", err=True)
    if error.hint:
        click.echo(f"  try: {clean(error.hint)}", err=True)


def clean(text: object) -> str:
    """Words of a report or a file name made safe for a terminal: no control or direction characters, so no escape codes."""
    return "".join(c if c.isprintable() or c in "\t\n" else "\N{REPLACEMENT CHARACTER}" for c in str(text))


def many(n: int, noun: str) -> str:
    """A count with its noun: 1 report, 2 reports."""
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


def console(*, stderr: bool = False) -> Console:
    """A rich console: styles on a terminal, plain text of any width in a pipe."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=not stream.isatty(), emoji=False)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Iterable[str] = ()) -> None:
    """A table for people; in a pipe, tab-separated lines under a line of heads."""
    if not sys.stdout.isatty():
        click.echo("\t".join(columns))
        for row in rows:
            click.echo("\t".join(" ".join(clean("" if v is None else v).split()) for v in row))
        return
    from rich.table import Table
    from rich.text import Text

    cells = [[clean("" if v is None else v) for v in row] for row in rows]
    kept = [n for n in range(len(columns)) if not cells or any(row[n] for row in cells)]  # a terminal is narrow: no column of blanks
    table = Table(title=title or None, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim")
    right = set(numbers)
    for column in (columns[n] for n in kept):
        table.add_column(column, justify="right" if column in right else "left", overflow="fold", no_wrap=column in _WHOLE)
    for row in cells:
        table.add_row(*(Text(row[n]) for n in kept))
    console().print(table)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Watch]:
    """Progress of a build on standard error, with rate and remaining time; nothing in a pipe or when asked to be quiet."""
    if quiet or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    bars = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(), console=console(stderr=True), transient=True,
    )  # fmt: skip
    with bars:
        tasks: dict[str, Any] = {}

        def watch(step: Step) -> None:
            if step.stage not in tasks:
                for task_id in tasks.values():  # the stage before is over: its clock stops
                    bars.update(task_id, total=bars.tasks[bars.task_ids.index(task_id)].completed)
                tasks[step.stage] = bars.add_task(step.stage, total=step.total, rate="")
            task = bars.tasks[bars.task_ids.index(tasks[step.stage])]
            seconds = task.elapsed or 0.0
            rate = f"{step.chars / 6 / seconds:,.0f} words/s" if step.chars and seconds > 0.5 else clean(Path(step.name).name)[:40]
            bars.update(task.id, completed=step.done, total=step.total, rate=rate)

        yield watch


def parse_pairs(pairs: Sequence[str]) -> dict[str, str]:
    """``key=value`` arguments as a dictionary.

    Raises:
        UsageError: if one has no "=".
    """
    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"{pair!r} is not key=value")
        found[key] = value
    return found
