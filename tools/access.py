"""Access of every screen as numbers: ``python tools/access.py [--record FILE] [--only NAMES] [--json]``.

Serves the example crisis (or a record that is there) on this machine and opens one page of each kind in an installed
Chromium. Counted are: findings of axe-core (WCAG 2.0 to 2.2 A and AA, best practice) at two widths in both schemes, console
errors, requests to other hosts, controls smaller than 24 px (WCAG 2.5.8, links inside sentences left out as it does),
stops of the Tab key whose focus cannot be seen or that jump back, sideways scroll at 320 px (1.4.10), text cut off with wide
spacing (1.4.12), heading levels left out, pages without language or title. Exits 1 if anything is counted.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / part) for part in ("src", "tools")]

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from screenshots import BROWSERS, ROOT, ask, screens, serve

from accordingto.building import build

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = ((1280, "light"), (1280, "dark"), (360, "light"), (360, "dark"))
STOPS = 60  # Tab stops walked on each page
LEAST = 24  # pixels, WCAG 2.5.8

HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => Number(h.tagName[1]))"""
SMALL = """least => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(e => {
  const r = e.getBoundingClientRect(), s = getComputedStyle(e);
  if (!r.width || s.visibility === 'hidden' || e.closest('[aria-hidden=true], .vh, .skip') || e.tabIndex < 0) return false;
  if (r.width >= least && r.height >= least) return false;
  if (s.display === 'inline' || e.closest('svg')) return false;      // in a line of text, or a plot whose table twin is larger
  if (e.matches('input[type=checkbox], input[type=radio]') && e.closest('label')) {
    const l = e.closest('label').getBoundingClientRect();
    return l.height < least || l.width < least;
  }
  const mid = [r.x + r.width / 2, r.y + r.height / 2];               // spacing exception: no other target within the circle
  return [...document.querySelectorAll('a[href], button, input, select')].some(o => {
    if (o === e || o.contains(e) || e.contains(o)) return false;
    const q = o.getBoundingClientRect();
    if (!q.width) return false;
    const dx = Math.max(q.x - mid[0], 0, mid[0] - q.right), dy = Math.max(q.y - mid[1], 0, mid[1] - q.bottom);
    return Math.hypot(dx, dy) < least / 2;
  });
}).map(e => e.outerHTML.slice(0, 120))"""
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const s = getComputedStyle(e), r = e.getBoundingClientRect(), inside = e.closest('.scroll, .brush');
  const seen = (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none' || e.closest('svg') !== null;
  return { seen, at: [r.top + scrollY, r.left], height: r.height, tag: e.outerHTML.slice(0, 100), column: !!inside };
}"""
SPACED = """() => {
  const style = new CSSStyleSheet();
  style.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [style];
  const cut = [...document.querySelectorAll('main *')].filter(e => {
    const s = getComputedStyle(e);
    if (e.closest('svg, .vh, .scroll, textarea') || !e.textContent.trim() || !/hidden|clip/.test(s.overflowX + s.overflowY)) return false;
    return e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
  });
  const wide = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
  return cut.map(e => e.outerHTML.slice(0, 120)).concat(wide);
}"""


@dataclass(slots=True)
class Counted:
    """What was counted on one page."""

    page: str
    axe: int = 0
    console: int = 0
    requests: int = 0
    small: int = 0
    focus: int = 0
    reflow: int = 0
    spacing: int = 0
    headings: int = 0
    head: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return sum(getattr(self, f.name) for f in fields(self) if f.name != "page")


def pages(base: str) -> dict[str, str]:
    """One address of each kind, states that are easily forgotten among them."""
    found = {name: path.split("#")[0] for name, path in screens(base).items()}
    groups = ask(base, "/review")["groups"]
    for group in groups[1:]:
        found[f"review: {group['label']}"] = group["items"][0]["href"]
    days = ask(base, "/front")["stretch"]
    if days:
        found["front, days picked"] = f"/?from={days['first']}&until={days['first']}"
    return found | {"search, empty": "/search", "search, nothing found": "/search?q=zzzz", "not found": "/incidents/ifff"}


def focus_faults(page: Page) -> list[str]:
    """Walk the Tab key: every stop must show where it is, and none may leap far up the page outside columns."""
    page.evaluate("scrollTo(0, 0)")
    page.locator("body").click(position={"x": 1, "y": 1})
    faults: list[str] = []
    seen: set[str] = set()
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        if not stop["seen"] and stop["tag"] not in seen:
            faults.append(stop["tag"])
        seen.add(stop["tag"])
    return faults


def count(browser: Browser, base: str, name: str, path: str, tell: dict[str, list[str]]) -> Counted:
    """Everything about one page; ``tell`` collects what was found, in words."""
    counted, faults = Counted(name), tell.setdefault(name, [])

    def note(field: str, found: list[str]) -> None:
        setattr(counted, field, getattr(counted, field) + len(found))
        faults.extend(f"{field}: {f}" for f in found)

    for width, scheme in VIEWS:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page = context.new_page()
        page.on("console", lambda m: note("console", [m.text]) if m.type == "error" and "404" not in m.text else None)
        page.on("pageerror", lambda e: note("console", [str(e)]))
        page.on("request", lambda r: None if r.url.startswith((base, "data:")) else note("requests", [r.url]))
        page.goto(base + path)
        found: dict[str, Any] = Axe().run(page, options={"runOnly": RULES}).response
        note("axe", [f"{v['id']} {n['html'][:120]}" for v in found["violations"] for n in v["nodes"]])
        if scheme == "light":
            note("small", page.evaluate(SMALL, LEAST))
        if (width, scheme) == (1280, "light"):
            levels = page.evaluate(HEADINGS)
            note("headings", [f"h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1])
            note("headings", [] if levels[:1] == [1] and levels.count(1) == 1 else [f"{levels.count(1)} first-level headings"])
            note("head", [] if page.evaluate("document.documentElement.lang") else ["no language"])
            note("head", [] if page.title().strip() else ["no title"])
            note("focus", focus_faults(page))
        context.close()
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(base + path)
    note("reflow", [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["scrolls sideways at 320 px"])
    note("spacing", page.evaluate(SPACED))
    page.close()
    return counted


def main() -> None:
    """Build, serve, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", default="", help="names of pages, by comma")
    asked = parser.parse_args()
    program = next((p for p in map(shutil.which, BROWSERS) if p), None)
    if program is None:
        raise SystemExit("no Chromium here")
    tell: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        record = asked.record or Path(folder) / "port-merrin.db"
        if asked.record is None:
            build([ROOT / "examples" / "port-merrin"], record)
        server, base = serve(record)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        names = [f.name for f in fields(Counted)]
        if not asked.json:
            print("| " + " | ".join(names) + " |\n|" + "---|" * len(names), flush=True)
        rows = []
        for name, path in pages(base).items():
            if asked.only and name not in asked.only.split(","):
                continue
            rows.append(count(browser, base, name, path, tell))
            if not asked.json:
                print("| " + " | ".join(str(getattr(rows[-1], n)) for n in names) + " |", flush=True)
        browser.close()
        server.should_exit = True
    if asked.json:
        print(json.dumps([asdict(r) for r in rows], indent=1))
    for name, faults in tell.items():
        for fault in dict.fromkeys(faults):
            print(f"{name}: {fault}", file=sys.stderr)
    raise SystemExit(1 if any(r.total for r in rows) else 0)


if __name__ == "__main__":
    main()
