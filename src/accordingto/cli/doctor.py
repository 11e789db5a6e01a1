"""``doctor``: what is installed, and whether it works."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import sqlite3
import sys
from dataclasses import asdict
from typing import Any

import click

from accordingto import __version__
from accordingto.cli.console import emit_json, json_option
from accordingto.errors import EngineError

CORE = ("click", "rich", "rapidfuzz", "numpy", "onnxruntime", "trafilatura", "charset-normalizer", "feedparser", "fastwarc", "py3langid")
EXTRAS = {
    "web": ("fastapi", "uvicorn", "jinja2"),
    "parquet": ("pyarrow",),
    "distributed": ("dask", "distributed"),
    "notebook": ("pandas",),
}


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Versions, reading engine, limits, SQLite's features, extras."""
    facts: dict[str, Any] = {
        "accordingto": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "processors": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "sqlite": sqlite3.sqlite_version,
        **_sqlite_features(),
        "reader": _reader(),
        **{f"limit {name}": value for name, value in _limits().items()},
        **{f"package {name}": _version(name) for name in CORE},
        **{f"extra {extra}": ", ".join(f"{name} {_version(name)}" for name in names) for extra, names in EXTRAS.items()},
    }
    if as_json:
        emit_json(facts)
    else:
        for name, value in facts.items():
            click.echo(f"{name:<28} {value}")
    if str(facts["reader"]).startswith("cannot") or "not installed" in [facts[f"package {name}"] for name in CORE]:
        raise EngineError("the reading engine or a package it needs is missing", hint="pip install --force-reinstall accordingto")


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _sqlite_features() -> dict[str, str]:
    options = {row[0] for row in sqlite3.connect(":memory:").execute("PRAGMA compile_options")}
    strict = "yes" if sqlite3.sqlite_version_info >= (3, 37, 0) else "no: needs 3.37"
    return {"sqlite full-text search": "yes" if "ENABLE_FTS5" in options else "no", "sqlite strict tables": strict}


def _limits() -> dict[str, Any]:
    from accordingto.intake import Limits

    return asdict(Limits())


def _reader() -> str:
    """The reader's version and a measured load, or why it cannot be loaded."""
    import time

    from accordingto.building import load_reader

    start = time.monotonic()
    try:
        version = load_reader().version
    except EngineError as error:
        return f"cannot be loaded: {error.message}"
    return f"{version}, loaded in {time.monotonic() - start:.2f} s by {sys.executable}"
