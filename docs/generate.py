"""Writes the pages of docs/ that are read off the program itself: the schema and the commands. A test keeps them true.

python docs/generate.py           writes them
python docs/generate.py --check   exit 1 if one is not as it would be written
"""

from __future__ import annotations

import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from accordingto.cli.main import COMMANDS, EPILOG, cli
from accordingto.export import FORMATS
from accordingto.store import LISTINGS
from accordingto.store.connection import open_writer

DOCS = Path(__file__).parent

SCHEMA_HEAD = """# The record's schema

A record is one SQLite file. Open it with `sqlite3`, Datasette, DuckDB, pandas or R; do not write to it. The views (plural names) are for
people: plain columns, words beside ids. The tables (singular names) are what was stored. Offsets count Unicode code points of the
report's text, end exclusive, so `substr(text, start + 1, end - start) = quote` holds everywhere; `accordingto audit` checks it.

```sql
-- the most contested incidents, and what is said of their dead
SELECT i.title, v.text, v.quote, a.chain FROM incidents AS i
JOIN accounts AS a ON a.incident = i.id JOIN account_values AS v ON v.account = a.id AND v.aspect = 'killed'
ORDER BY i.contested DESC, i.id, a.published;
```

`PRAGMA application_id` is 0x61746f31, `PRAGMA user_version` the number of the last migration; the table `migration` names them all.
Builds write in WAL mode: copy a record with `sqlite3 crisis.db ".backup copy.db"` while one runs. The empty file `crisis.db-lock` keeps
two builds apart and may be deleted when none runs.

This page is written by `make docs` from the schema itself.
"""

CLI_HEAD = """# The commands

This page is written by `make docs` from the commands themselves.
"""

API_FORMATS = "\n## Export formats\n\n| format | what it is |\n|---|---|\n"


def schema_page() -> str:
    """docs/schema.md."""
    with tempfile.TemporaryDirectory() as folder:
        connection = open_writer(Path(folder) / "empty.db")
        rows = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND sql IS NOT NULL"
            " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'report_search_%' AND name <> 'migration' ORDER BY rowid"
        ).fetchall()
        sections = [SCHEMA_HEAD, "## Views for people\n"]
        sections += [_view(connection, row["name"], row["sql"]) for row in rows if row["type"] == "view"]
        sections.append("## Tables\n")
        tables = [row for row in rows if row["type"] == "table" and not row["sql"].startswith("CREATE VIRTUAL")]
        sections += [_table(row["name"], row["sql"]) for row in tables]
        connection.close()
    return "\n".join(sections)


def _about(sql: str) -> str:
    found = re.search(r"(?:\(|AS)\s*\n\s*--\s*(.+)", sql)
    return found.group(1).strip() if found else ""


def _view(connection: sqlite3.Connection, name: str, sql: str) -> str:
    columns = [column[0] for column in connection.execute(f"SELECT * FROM {name} LIMIT 0").description]
    listing = LISTINGS.get(name)
    filters = f"\nFilters on screen, in the API and in `table()`: {', '.join(f'`{f}`' for f in listing.filters)}.\n" if listing else ""
    return f"### `{name}`\n\n{_about(sql)}\n\n{', '.join(f'`{column}`' for column in columns)}\n{filters}"


def _table(name: str, sql: str) -> str:
    rows = ["| column | type | |", "|---|---|---|"]
    for line in sql.splitlines()[1:]:
        found = re.match(r'\s+"?(?P<name>[a-z_0-9]+)"? (?P<type>TEXT|INTEGER|REAL|BLOB)(?P<rest>[^-]*)(?:--\s*(?P<about>.*))?', line)
        if found:
            kind = found["type"] + ("" if "NOT NULL" in found["rest"] or "PRIMARY KEY" in found["rest"] else ", may be empty")
            rows.append(f"| `{found['name']}` | {kind} | {(found['about'] or '').replace('|', chr(92) + '|')} |")
    return f"### `{name}`\n\n{_about(sql)}\n\n" + "\n".join(rows) + "\n"


def commands_page() -> str:
    """docs/cli.md."""
    parts = [CLI_HEAD, "```text", EPILOG.replace("\b\n", "").strip(), "```\n"]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        for path, each in _with_children([name], command):
            with click.Context(each, info_name=" ".join(path), parent=click.Context(cli, info_name="accordingto")) as context:
                context.terminal_width = context.max_content_width = 100
                parts += [f"## `accordingto {' '.join(path)}`\n", "```text", each.get_help(context).strip(), "```\n"]
    parts.append(API_FORMATS.strip() + "\n" + "\n".join(f"| `{name}` | {form.about} |" for name, form in FORMATS.items()) + "\n")
    return "\n".join(parts)


def _with_children(path: list[str], command: click.Command | None) -> Iterator[tuple[list[str], click.Command]]:
    if command is None:
        return
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _with_children([*path, name], child)


PAGES = {"schema.md": schema_page, "cli.md": commands_page}


def main() -> None:
    """Write or check the pages."""
    stale = []
    for name, page in PAGES.items():
        path, content = DOCS / name, page()
        if "--check" not in sys.argv:
            path.write_text(content, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != content:
            stale.append(name)
    if stale:
        sys.exit(f"not as they would be written: {', '.join(stale)}; run make docs")


if __name__ == "__main__":
    main()
