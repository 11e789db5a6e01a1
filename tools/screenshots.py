"""Pictures of the workbench for the README: ``python tools/screenshots.py [--record FILE] [--out docs/images] [--all DIR]``.

Builds the example crisis (or takes a record that is there), serves it on this machine and photographs five screens with an
installed Chromium. ``--all`` puts every screen at four widths in both schemes into a folder instead, for looking at them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import struct
import sys
import tempfile
import threading
import time
import urllib.request
import zlib
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "src")]

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from accordingto.building import build
from accordingto.web.app import create_app

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LARGEST = 400_000  # bytes of one picture
WIDTHS = (360, 768, 1280, 1920)


def serve(record: Path) -> tuple[uvicorn.Server, str]:
    """The workbench in a thread; returns when it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(record, read_only=False), host="127.0.0.1", port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return server, f"http://127.0.0.1:{port}"


def ask(base: str, path: str) -> Any:
    """One answer of the API."""
    with urllib.request.urlopen(base + "/api/v1" + path) as answer:
        return json.load(answer)


def screens(base: str) -> dict[str, str]:
    """Addresses by name: the most attested incident, a report that speaks of it, one of its cells."""
    incident = ask(base, "/incidents?order=origins&limit=1")["rows"][0]["id"]
    page = ask(base, f"/incidents/{incident}")
    rows = [r for g in page["groups"] for r in g["rows"]]
    cells = [(r, c) for r in rows for c in r["cells"] if c["href"] and c["aspect"] == "killed"] or [(rows[0], rows[0]["cells"][-1])]
    row, cell = next((found for found in cells if len(found[0]["chain"]) > 1), cells[0])
    voice = next((r["id"] for r in ask(base, "/voices")["rows"] if r["kind"] != "outlet"), ask(base, "/voices")["rows"][0]["id"])
    actor = ask(base, "/actors")["rows"][0]["id"]
    return {
        "front": "/",
        "incident": f"/incidents/{incident}#{row['id']}-{cell['aspect']}",
        "report": f"/reports/{row['report']}?layers=said,figures,events",
        "words": cell["href"],
        "review": "/review",
        "relays": "/relays?scope=all",
        "disagreements": "/disagreements",
        "incidents": "/incidents",
        "reports": "/reports",
        "outlets": "/outlets",
        "voices": "/voices",
        "voice": f"/voices/{voice}",
        "actors": "/actors",
        "actor": f"/actors/{actor}",
        "search": "/search?q=terminal",
        "log": "/review/log",
        "about": "/about",
        "keys": "/keys",
        "api": "/api",
        "add": "/add",
    }


def picture(
    browser: Browser, address: str, target: Path, *, width: int, height: int, scheme: str, scroll: str = "", whole: bool = False
) -> None:
    """One screen as PNG; ``scroll`` is a selector to bring to the top."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    if scroll:
        page.locator(scroll).first.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 20)")
    page.screenshot(path=target, full_page=whole)
    context.close()
    target.write_bytes(smaller(target.read_bytes()))


def smaller(png: bytes) -> bytes:
    """The same picture, its data packed as tightly as zlib can; text chunks are left out."""
    at, head, data, rest = 8, b"", b"", b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind == b"IDAT":
            data += body
        elif kind == b"IHDR":
            head = body
        elif kind in (b"PLTE", b"tRNS", b"sRGB"):
            rest += png[at : at + 12 + length]
        at += 12 + length

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packed = zlib.compress(zlib.decompress(data), 9)
    found = png[:8] + chunk(b"IHDR", head) + rest + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return min(found, png, key=len)


def main() -> None:
    """Build, serve, photograph."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--all", type=Path, help="every screen, four widths, both schemes, into this folder")
    asked = parser.parse_args()
    program = next((p for p in map(shutil.which, BROWSERS) if p), None)
    if program is None:
        raise SystemExit("no Chromium here")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        record = asked.record or Path(folder) / "port-merrin.db"
        if asked.record is None:
            build([ROOT / "examples" / "port-merrin"], record)
        server, base = serve(record)
        pages = screens(base)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        if asked.all:
            asked.all.mkdir(parents=True, exist_ok=True)
            for name, path in pages.items():
                for width in WIDTHS:
                    for scheme in ("light", "dark"):
                        picture(
                            browser,
                            base + path,
                            asked.all / f"{name}-{width}-{scheme}.png",
                            width=width,
                            height=1000,
                            scheme=scheme,
                            whole=True,
                        )
        else:
            asked.out.mkdir(parents=True, exist_ok=True)
            for name, path, scroll, width, height, scheme in (
                ("front", pages["front"], "", 1280, 1180, "light"),
                ("incident", pages["incident"], "#accounts", 1280, 1100, "light"),
                ("figures", pages["incident"].split("#")[0], "#figures, #origins", 1280, 1000, "dark"),
                ("report", pages["report"], "", 1280, 1100, "light"),
                ("phone", pages["front"], "", 390, 844, "light"),
            ):
                picture(browser, base + path, asked.out / f"{name}.png", width=width, height=height, scheme=scheme, scroll=scroll)
        browser.close()
        server.should_exit = True
    heavy = [f"{p.name} {p.stat().st_size}" for p in asked.out.glob("*.png") if p.stat().st_size > LARGEST] if not asked.all else []
    if heavy:
        raise SystemExit(f"too large: {', '.join(heavy)}")


if __name__ == "__main__":
    main()
