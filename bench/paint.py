"""How soon a page is to be seen, and what it weighs: Chromium with nothing kept, on this machine.

``python bench/paint.py RECORD [--times 15] [--workers 2]``

Serves the record, opens each kind of page in a browser context of its own that has stored nothing, and takes the first
contentful paint that the browser reports and the bytes of every answer as they travelled (head and body). Prints a table
and, last, one JSON line; exits with 1 where a page's median first paint is over a second, or the front page brings 250 kB
or more. Needs the extra ``dev`` and a Chromium (``CHROMIUM``, or one on the path).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]

from accordingto.store import Store
from bench.load import percentile, serve

SOON, WEIGHT = 1000.0, 250_000
_PAINT = """() => new Promise(done => {
  const look = () => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]
    if (paint) done(paint.startTime); else setTimeout(look, 20)
  }
  look()
})"""


def pages(path: Path) -> dict[str, str]:
    """One address of each kind, the busiest there is."""
    with Store.open(path) as store:
        incident = store.incidents(limit=1, order="origins")[0].id
        report = store.heads(limit=1)[0].id
        actor = store.actors(limit=1)[0]
        return {
            "front": "/",
            "incident": f"/incidents/{incident}",
            "report": f"/reports/{report}",
            "disagreements": "/disagreements",
            "actor": f"/actors/{actor.id}",
            "search": f"/search?q={actor.name.split()[0]}",
            "review": "/review",
        }


def opened(browser: Any, address: str) -> tuple[float, int, int]:
    """(first paint in ms, bytes, answers) of a page opened by somebody who has never been there."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address, wait_until="networkidle")
    paint = page.evaluate(_PAINT)
    context.close()
    return float(paint), int(sum(sizes)), len(sizes)


def main() -> None:
    """Measure, print, judge."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("record", type=Path)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    asked = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    process, port = serve(asked.record, asked.workers)
    found: dict[str, dict[str, float]] = {}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, path in pages(asked.record).items():
                address = f"http://127.0.0.1:{port}{path}"
                opened(browser, address)  # the first time also warms browser and disk
                seen = [opened(browser, address) for _ in range(asked.times)]
                times = [paint for paint, _, _ in seen]
                found[name] = {"p50": percentile(times, 0.5), "p95": percentile(times, 0.95), "kB": max(size for _, size, _ in seen) / 1000}
                found[name]["answers"] = max(answers for _, _, answers in seen)
            browser.close()
    finally:
        process.terminate()
        process.wait(60)
    print(f"{'page':14} {'paint p50':>10} {'paint p95':>10} {'kB':>8} {'answers':>8}")
    for name, row in found.items():
        print(f"{name:14} {row['p50']:10.0f} {row['p95']:10.0f} {row['kB']:8.1f} {row['answers']:8.0f}")
    late = [name for name, row in found.items() if row["p50"] > SOON]
    heavy = found["front"]["kB"] * 1000 >= WEIGHT
    print(json.dumps({"pages": found, "late": late, "load_average": os.getloadavg()[0], "passed": not late and not heavy}))
    raise SystemExit(1 if late or heavy else 0)


if __name__ == "__main__":
    main()
