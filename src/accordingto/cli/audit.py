"""``audit``: every stored span checked against its source again."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from pathlib import Path

import click

from accordingto.cli.console import clean, emit_json, json_option, record_argument
from accordingto.errors import AuditError
from accordingto.store import Store

MOST = 1000


@click.command()
@record_argument
@json_option
def audit(record: Path, as_json: bool) -> None:
    """Check every span, quote and link of a RECORD against its sources again; exit 1 if one does not hold."""
    from accordingto.store.audit import Checked
    from accordingto.store.audit import audit as run

    checked = Checked()
    with Store.open(record) as store:
        found = list(islice(run(store.connection, checked), MOST))
    if as_json:
        emit_json({"record": str(record), "checked": asdict(checked), "mismatches": [asdict(m) for m in found]})
    else:
        for mismatch in found:
            click.echo(clean(f"{mismatch.where}: {mismatch.what}"))
        click.echo(
            f"{record}: {checked.spans:,} spans of {checked.reports:,} reports from {checked.sources:,} sources,"
            f" {checked.quotes:,} quotes and {checked.links:,} links checked; " + (f"{len(found):,} wrong" if found else "all hold")
        )
    if found:
        raise AuditError(f"{record} does not hold", hint="build it again from its inputs")
