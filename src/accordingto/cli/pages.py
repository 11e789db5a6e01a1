"""``report`` and ``serve``: the record as pages."""

from __future__ import annotations

import importlib.util
import socket
import threading
import webbrowser
from pathlib import Path

import click

from accordingto.cli.console import emit_json, json_option, record_argument, warn
from accordingto.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@record_argument
@click.option("--output", "-o", "target", type=click.Path(path_type=Path), help="Default: the record's name with .html.")
@click.option("--pdf", is_flag=True, help="A PDF instead, through a Chromium or WeasyPrint that is installed.")
@json_option
def report(record: Path, target: Path | None, pdf: bool, as_json: bool) -> None:
    """Write a RECORD as one HTML file that needs no network: front page, incidents, accounts, sources, marked texts."""
    _need_web()
    from accordingto.store import Store
    from accordingto.web.static_report import render

    with Store.open(record) as store:
        page = render(store)
    path = target or record.with_suffix(".pdf" if pdf else ".html")
    if pdf:
        from accordingto.web.pdf import write_pdf

        write_pdf(page, path)
    else:
        path.write_text(page, encoding="utf-8")
    size = path.stat().st_size
    if as_json:
        emit_json({"file": str(path), "bytes": size})
    else:
        click.echo(f"{path}: {size / 1000:,.0f} kB")


@click.command()
@record_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Anything but this machine needs --token or --users.")
@click.option("--port", type=click.IntRange(1, 65535), default=8010, show_default=True)
@click.option("--token", envvar="ACCORDINGTO_TOKEN", help="A shared secret that every visitor must bring.")
@click.option("--users", type=click.Path(path_type=Path), help="A file of user names and password hashes.")
@click.option("--read-only", is_flag=True, help="No decisions, no reports taken in.")
@click.option("--reviewer", default="local", show_default=True, help="The name beside decisions where there are no users.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that make pages. Default: 2 where there are two processors.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser window.")
@json_option
def serve(
    record: Path,
    host: str,
    port: int,
    token: str | None,
    users: Path | None,
    read_only: bool,
    reviewer: str,
    workers: int | None,
    open_browser: bool,
    as_json: bool,
) -> None:
    """Open a RECORD in the browser, on this machine alone unless told otherwise."""
    _need_web()
    if host not in LOOPBACK and not token and not users:
        raise UsageError(f"{host} can be reached by others", hint="add --token SECRET or --users FILE, or leave --host out")
    from accordingto.store import Store
    from accordingto.web.desk import load_users
    from accordingto.web.serving import Serving, default_workers
    from accordingto.web.serving import serve as serve_pages

    serving = Serving(record, token, load_users(users) if users else None, read_only, reviewer)
    Store.open(record).close()
    sockets = _need_port(host, port, record, workers or default_workers())
    address = f"http://{host}:{port}/"
    if as_json:
        emit_json({"address": address})
    else:
        warn(f"{record} at {address} (Ctrl+C ends)")
    if open_browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    serve_pages(serving, sockets)


def _need_port(host: str, port: int, record: Path, workers: int) -> list[list[socket.socket]]:
    """Listen at an address before promising it."""
    from accordingto.web.serving import listen

    try:
        return listen(host, port, workers)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"{host} port {port} cannot be served: {reason}", hint=f"accordingto serve {record} --port {port % 65535 + 1}"
        ) from error


def _need_web() -> None:
    missing = [name for name in ("fastapi", "uvicorn", "jinja2") if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(f"pages need the extra 'web' ({missing[0]} is not installed)", hint="pip install 'accordingto[web]'")
