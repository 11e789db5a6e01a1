"""The reviewed word lists and tables that ship with the package, and how to load them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """One TOML table of this folder, read once per process; callers must not change what they get.

    Args:
        name: file name without ``.toml``.

    Raises:
        FileNotFoundError: if the package has no such table.
    """
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The cells of each line of a table ``name.csv``, between semicolons; lines of comment are left out."""
    lines = (files(__name__) / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split(";")) for line in lines if line and not line.startswith("#"))


def forms(cell: str) -> tuple[str, ...]:
    """What a cell of such a table lists, between commas."""
    return tuple(form.strip() for form in cell.split(",") if form.strip())


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A list of a table, written there as one string with words apart by white space, as a set."""
    return frozenset(table(name)[key].split())
