"""The newcomer's path, keys, widths, access and print, in a real browser."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
WIDTHS = (360, 768, 1280, 1920)
NEW = (
    "Crane falls at Port Merrin, 3 hurt\nRadio Kest | 16 March 2025\n\n"
    "Police in Merrin said 3 people were hurt when a crane fell on the quay of the grain terminal early on Sunday.\n\n"
    "The hospital said 1 people were killed. The quay was closed until further notice, and barges waited in the river.\n"
)


@contextmanager
def opened(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """A page that must stay free of console errors and requests to other hosts."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(8000)
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: troubles.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith((address, "data:")) else troubles.append(f"asked {r.url}"))
    yield page
    context.close()
    assert troubles == []


def paths(address: str) -> list[str]:
    """One page of each kind."""

    def ask(path: str) -> dict[str, object]:
        with urllib.request.urlopen(address + path) as answer:
            found: dict[str, object] = json.load(answer)
            return found

    front = ask("/api/v1/front")
    incident = front["conflicts"][0]["incident"]  # type: ignore[index]
    report = next(r["id"] for r in front["reports"] if "counts its" in r["title"])  # type: ignore[attr-defined,index]
    table = ask(f"/api/v1/incidents/{incident}")
    cells = [c for g in table["groups"] for r in g["rows"] for c in r["cells"]]  # type: ignore[attr-defined]
    cell = next(c["href"] for c in cells if c["aspect"] == "killed" and c["href"])
    voice = ask("/api/v1/voices")["rows"][0]["id"]  # type: ignore[index]
    actor = ask("/api/v1/actors")["rows"][0]["id"]  # type: ignore[index]
    named = [
        f"/incidents/{incident}",
        f"/reports/{report}?layers=said,events,figures,times,names,copied",
        cell,
        f"/voices/{voice}",
        f"/actors/{actor}",
    ]
    lists = ["/incidents", "/disagreements", "/reports", "/outlets", "/voices", "/actors", "/relays?scope=all"]
    asked = [g["items"][0]["href"] for g in ask("/api/v1/review")["groups"]]  # type: ignore[attr-defined]
    return [
        "/",
        "/?from=2025-03-12&until=2025-03-12",
        *named,
        *lists,
        *asked[1:],
        "/search",
        "/search?q=hospital",
        "/review",
        "/review/log",
        "/about",
        "/keys",
        "/api",
        "/add",
    ]


def test_the_newcomers_path(browser: Browser, desk: str) -> None:
    with opened(browser, desk, viewport={"width": 1280, "height": 900}) as page:
        page.goto(desk)
        first = page.locator(".dis li > a").first
        expect(first).to_contain_text("Killed")
        first.click()
        expect(page.locator("h1")).to_have_text("Explosions at the Merrin grain terminal")

        cell = page.locator("tr.row", has_text="Radio Kest › unnamed port official").first.locator("td.fig a.cell").first
        cell.click()
        words = page.locator("tr.words")
        expect(words.locator("mark")).to_have_text("31")
        expect(words).to_contain_text("never had a chance")
        expect(cell).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(words).to_have_count(0)
        expect(cell).to_be_focused()

        chain = page.locator(".tree li", has_text="Unnamed port official").first
        expect(chain).to_contain_text("Daily Crossing")
        chain.locator(".o a").click()
        expect(page.locator("h1")).to_have_text("unnamed port official")
        page.go_back()

        with page.expect_download() as download:
            page.locator("#accounts .also a", has_text="CSV").click()
        rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
        assert len(rows) == 16 and any(r["killed"] == "at least 19" for r in rows)

        page.get_by_role("link", name="Review", exact=True).click()
        expect(page.locator("h1")).to_contain_text("Tarrou Brigades")
        page.keyboard.press("w")
        page.keyboard.type("one brigade, mistyped")
        page.keyboard.press("Escape")
        page.keyboard.press("m")
        expect(page.locator(".log tbody tr").first).to_contain_text("Merged")
        expect(page.locator(".log tbody tr").first).to_contain_text("one brigade, mistyped")
        page.keyboard.press("z")
        expect(page.locator(".log tbody tr").first).to_contain_text("Took back")

        page.goto(desk + "/add")
        page.locator("textarea").fill(NEW)
        page.get_by_role("button", name="Show how it splits").click()
        expect(page.locator("h1")).to_have_text("One report found")
        page.get_by_role("button", name="Read it").click()
        expect(page.locator("h1")).to_have_text("Read", timeout=20000)
        page.locator(".plain a", has_text="Crane falls").click()
        expect(page.locator("h1")).to_contain_text("Crane falls at Port Merrin")


def test_without_a_script(browser: Browser, desk: str) -> None:
    report = next(p for p in paths(desk) if p.startswith("/reports/"))
    with opened(browser, desk, java_script_enabled=False) as page:
        page.goto(desk)
        page.locator(".dis li > a").first.click()
        page.locator("td.fig a.cell").first.click()
        expect(page.locator("mark")).to_have_text("At least 12")
        page.get_by_role("link", name="Back to its row").click()
        expect(page.locator("h1")).to_contain_text("Explosions")
        page.goto(desk)
        page.get_by_label("From").fill("2025-03-13")
        page.get_by_role("button", name="Show these days").click()
        expect(page.locator(".brush b")).to_have_text("13 to 15 March 2025")
        assert "from=2025-03-13" in page.url
        narrowed = page.locator(".dis li").count()
        expect(page.locator(".picked")).to_contain_text("Only 13 to 15 March 2025 below")
        page.locator(".picked").get_by_role("link", name="All days").click()
        expect(page.locator(".picked")).to_have_count(0)
        assert 0 < narrowed < page.locator(".dis li").count()
        page.goto(desk + "/review")
        page.get_by_role("button", name="Keep apart").click()
        expect(page.locator(".log tbody tr").first).to_contain_text("Kept apart")
        page.goto(desk + report)
        page.locator("#l-ev").uncheck()
        page.get_by_role("button", name="Keep in the address").click()
        assert "layer=events" not in page.url and "layer=said" in page.url


def test_days_are_picked_by_drag_and_by_keys(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport={"width": 1280, "height": 1000}) as page:
        page.goto(address)
        strip = page.locator(".brush .over")
        strip.scroll_into_view_if_needed()
        box = strip.bounding_box()
        assert box is not None
        days = int(page.locator(".brush").get_attribute("data-days") or 0)
        middle = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] * 1.5 / days, middle)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 2.2 / days, middle)
        page.mouse.move(box["x"] + box["width"] * 2.5 / days, middle)
        page.mouse.up()
        page.wait_for_url("**/?from=2025-03-12&until=2025-03-13#h-tl")
        expect(page.locator(".brush b")).to_have_text("12 to 13 March 2025")
        assert page.locator(".tl-plot a text.serif").count() < 10

        first, last = page.get_by_role("slider").all()
        assert (first.get_attribute("aria-valuetext"), last.get_attribute("aria-valuetext")) == ("2025-03-12", "2025-03-13")
        last.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?from=2025-03-12&until=2025-03-12#h-tl")
        page.locator(".brush").get_by_role("link", name="All days").click()
        expect(page.locator(".brush")).to_contain_text("All days; drag across the bars")


def test_a_reading_is_rejected_and_taken_back_with_keys(browser: Browser, desk: str) -> None:
    with opened(browser, desk) as page:
        page.goto(desk + "/review")
        page.locator(".queue h2", has_text="What does it tell of?").locator("xpath=following-sibling::ul[1]").locator("a").first.click()
        expect(page.locator(".doubt blockquote .ev")).to_be_visible()
        page.keyboard.press("r")
        expect(page.locator(".log tbody tr").first).to_contain_text("Rejected")
        page.keyboard.press("z")
        expect(page.locator(".log tbody tr").first).to_contain_text("Took back")


def test_a_figure_is_rejected_where_its_words_are_open(browser: Browser, desk: str) -> None:
    with opened(browser, desk) as page:
        page.goto(desk)
        page.locator(".dis li > a").first.click()
        page.locator("a.cell", has_text="31").first.click()
        page.locator("tr.words.open").get_by_label("Why").fill("bodies and missing")
        page.locator("tr.words.open").get_by_role("button", name="Reject this figure").click()
        page.goto(desk + "/review/log")  # the page of the incident changes as soon as the decision is carried out
        row = page.locator(".log tbody tr").first
        expect(row).to_contain_text("Rejected ‘31’")
        expect(row).to_contain_text("bodies and missing")
        row.get_by_role("button").click()
        page.goto(desk + "/review/log")
        expect(row).to_contain_text("Took back")


@pytest.mark.parametrize("width", [1024, 1280, 1440])
def test_the_account_table_is_not_cut(browser: Browser, address: str, width: int) -> None:
    incident = next(p for p in paths(address) if p.startswith("/incidents/"))
    with opened(browser, address, viewport={"width": width, "height": 900}) as page:
        page.goto(address + incident)
        assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('#accounts .scroll'))")
        assert page.evaluate("[...document.querySelectorAll('.acc a.cell')].every(e => e.scrollWidth <= e.clientWidth + 1)")


@pytest.mark.parametrize("width", [360, 400])
def test_lists_on_a_phone_show_their_names_whole(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, viewport={"width": width, "height": 900}) as page:
        page.goto(address + "/incidents")
        assert page.evaluate(
            "[...document.querySelectorAll('.rows.incidents tbody tr')].every(r => r.querySelector('svg').getBoundingClientRect().right"
            " <= r.querySelector('th').getBoundingClientRect().left)"
        )
        page.goto(address + "/reports")
        assert page.evaluate("[...document.querySelectorAll('.reports td')].every(e => e.getBoundingClientRect().right <= innerWidth)")


def test_keys(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto(address)
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.tagName") == "A"
        page.keyboard.press("g")
        page.keyboard.press("v")
        expect(page.locator("h1")).to_have_text("Voices")
        page.keyboard.press("?")
        expect(page.locator("h1")).to_have_text("Keys")
        page.keyboard.press("/")
        expect(page.locator("input[type=search]")).to_be_focused()
        page.goto(address + next(p for p in paths(address) if p.startswith("/incidents/")))
        page.locator("a.cell").first.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page.locator("tr.words mark")).to_have_text("people of the night shift")
        page.keyboard.press("ArrowRight")
        expect(page.locator("tr.words mark")).to_have_text("At least 12")
        page.keyboard.press("ArrowDown")
        expect(page.locator("tr.words mark")).to_have_text("Twelve people")
        page.goto(address + "/keys")
        page.get_by_role("button", name="Switch them off").click()
        page.goto(address)
        page.keyboard.press("?")
        expect(page.locator("h1")).not_to_have_text("Keys")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, viewport={"width": width, "height": 900}) as page:
        page.on("console", lambda m: None)
        for path in paths(address):
            page.goto(address + path)
            assert page.evaluate("[document.documentElement.scrollWidth, innerWidth]") == [width, width], path


@pytest.mark.parametrize("width", [360, 1024, 1100, 1920])
def test_a_long_chain_goes_down_where_there_is_no_room_beside_it(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, viewport={"width": width, "height": 900}) as page:
        page.goto(address + next(p for p in paths(address) if p.startswith("/incidents/")))
        lengthen = """n => { const first = document.querySelector(".tree ul li"), link = first.cloneNode(true);
            link.querySelectorAll("ul").forEach(u => u.remove()); let end = first;
            while (n--) { const list = document.createElement("ul"), next = link.cloneNode(true); list.append(next); end.append(list); end = next; } }"""
        page.evaluate(lengthen, 6)
        assert page.evaluate("[document.documentElement.scrollWidth, innerWidth]") == [width, width]
        seen = "[...document.querySelectorAll('.tree .nd b')].every(e => e.getBoundingClientRect().width > 20)"
        assert page.evaluate(seen)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_access(browser: Browser, address: str, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    with opened(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce") as page:
        for path in paths(address):
            page.goto(address + path)
            found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
            violations = [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found.response["violations"]]
            assert violations == [], path


def test_an_incident_prints_as_a_brief_of_two_pages(browser: Browser, address: str, tmp_path: Path) -> None:
    with opened(browser, address) as page:
        page.goto(address + next(p for p in paths(address) if p.startswith("/incidents/")))
        printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 2


def test_first_paint_and_weight_of_the_front_page(browser: Browser, address: str) -> None:
    paints, weights = [], []
    for _ in range(3):  # the best of three: the machine may be busy with something else
        context = browser.new_context()
        page = context.new_page()
        sizes: list[float] = []
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda e, sizes=sizes: sizes.append(e["encodedDataLength"]))
        page.goto(address, wait_until="networkidle")
        paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        weights.append(sum(sizes))
        context.close()
    assert min(weights) < 250_000, "with style, script and fonts, nothing kept from before"
    assert min(paints) < 1000
