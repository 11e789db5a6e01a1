"""The static report as PDF, printed by a Chromium that is installed, or by WeasyPrint."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import tempfile
from pathlib import Path

from accordingto.errors import UsageError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SECONDS = 180


def browser() -> str | None:
    """A Chromium on this machine, or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def write_pdf(html: str, path: Path) -> None:
    """Print a page to a file.

    Raises:
        UsageError: if there is nothing to print with, or it fails.
    """
    program = browser()
    if program is not None:
        _print_with(program, html, path)
    elif importlib.util.find_spec("weasyprint") is not None:
        from weasyprint import HTML

        HTML(string=html).write_pdf(str(path))
    else:
        raise UsageError("there is nothing here that prints PDF", hint="install Chromium, or pip install weasyprint")


def _print_with(program: str, html: str, path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="accordingto-") as folder:
        page = Path(folder) / "report.html"
        page.write_text(html, encoding="utf-8")
        command = [
            program,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            "--virtual-time-budget=10000",
            f"--print-to-pdf={path.resolve()}",
            page.as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise UsageError(
                f"{program} did not finish printing in {SECONDS} seconds", hint="write HTML, and print it from a browser"
            ) from error
    if done.returncode or not path.is_file():
        raise UsageError(f"{program} could not print", hint=done.stderr.decode("utf-8", "replace").strip()[-200:] or "write HTML instead")
