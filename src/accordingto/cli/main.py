"""``accordingto``: the group of commands, errors as one line and a hint, exit codes."""

from __future__ import annotations

import importlib
import sys

import click

from accordingto import __version__
from accordingto.cli.console import fail
from accordingto.errors import AccordingToError, AuditError, InputError, UsageError

# Command to (module, one line of help): modules are imported only when their command is called, so --help stays quick.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("build", "Read reports and build a record, or add to one."),
    "add": ("build", "Add reports to a record that is there."),
    "refresh": ("build", "Bring a record up to date: format, readings, decisions."),
    "remove": ("build", "Take reports or whole sources out of a record."),
    "as-of": ("build", "The record as it stood at a past moment, as a record of its own."),
    "show": ("show", "A readable summary, or one incident, report, actor or voice."),
    "search": ("search", "Find reports by their words."),
    "audit": ("audit", "Check every stored span against its source again."),
    "export": ("export", "Write the record in another format."),
    "report": ("pages", "Write one self-contained HTML file."),
    "serve": ("pages", "Open the record in a browser."),
    "decide": ("review", "Confirm, reject, merge, split, relabel; or list what waits."),
    "decisions": ("review", "List, export or import decisions."),
    "explain": ("explain", "Show how a text was read, or why an incident was joined."),
    "shards": ("shards", "Write unread reports as shards, or take in their readings."),
    "map-shard": ("shards", "Read one shard: the contract for Spark, Slurm and others."),
    "doctor": ("doctor", "Versions, engine, limits, what is installed."),
}

EPILOG = """\b
Exit codes:
  0    done; inputs that could not be read are named on standard error and in the record
  1    the audit found a mismatch, or there is nothing by that name
  2    the arguments cannot be, or nothing of the input could be read
  3    the record or the reading engine cannot be used
  130  interrupted; run the same command again, it goes on where it stopped

Every command takes --json. Documentation: docs/ in the project."""


class Commands(click.Group):
    """Commands by name, each imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the data's way."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"accordingto.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="accordingto")
def cli() -> None:
    """Reads a pile of news reports about a crisis and builds a record: who says what about which incident, in which words,
    on what evidence, through whom, and where the accounts part. It never says what happened.

    \b
    accordingto build page.txt more/*.html -o crisis.db
    accordingto show crisis.db
    accordingto serve crisis.db
    """


def exit_code(error: AccordingToError) -> int:
    """The exit code that the epilog promises for an error."""
    if isinstance(error, AuditError):
        return 1
    if isinstance(error, (InputError, UsageError)):
        return 2
    return 3


def main() -> None:
    """The entry point: every error of ours is one line and a hint, never a traceback."""
    try:
        code = cli.main(prog_name="accordingto", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo("interrupted; run the same command again, it goes on where it stopped", err=True)
        code = 130
    except AccordingToError as error:
        fail(error)
        code = exit_code(error)
    except OSError as error:
        if error.filename is None:  # no file of the caller's: not theirs to mend
            raise
        where = UsageError(f"{error.filename}: {error.strerror}", hint="check that its folder exists and that it may be read or written")
        fail(where)
        code = exit_code(where)
    sys.exit(code if isinstance(code, int) else 0)
