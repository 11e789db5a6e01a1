"""The record as one HTML file that needs nothing else: front page, incidents with their words, reports with their marks."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

from accordingto.model.reading import Reading
from accordingto.model.record import Incident
from accordingto.model.report import Report
from accordingto.store import Store
from accordingto.views.common import Clock
from accordingto.views.incident import IncidentPage, incident_page
from accordingto.views.overview import front_page
from accordingto.views.report import report_page
from accordingto.views.words import CellWords, cell_words
from accordingto.web.answers import state_line
from accordingto.web.render import Frame
from accordingto.web.render import render as as_html

STATIC = Path(__file__).parent / "static"
LIMIT = 2_900_000  # bytes; what does not fit is named, not shown
_LINK = re.compile(r'(<a\b[^>]*?)\shref="([^"]*)"')
_ID = re.compile(r'\bid="(?!g-)([^"]+)"')
_CELL = re.compile(r"^/incidents/(\w+)/accounts/(\w+)/(\w+)$")
_PLACE = re.compile(r"^/(?:incidents|reports)/(\w+)(?:\?[^#]*)?(?:#(.*))?$")


class _Remembering(Store):
    """The same record; a report and its reading are loaded once."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.connection, store.path)
        self._reports: dict[str, Report | None] = {}
        self._readings: dict[str, Reading | None] = {}

    def report(self, report: str) -> Report | None:
        if report not in self._reports:
            self._reports[report] = super().report(report)
        return self._reports[report]

    def reading(self, report: str) -> Reading | None:
        if report not in self._readings:
            self._readings[report] = super().reading(report)
        return self._readings[report]


def render(store: Store) -> str:
    """The whole file."""
    store = _Remembering(store)
    frame = Frame(store.name, state_line(store), read_only=True)
    front = front_page(store)
    sections: list[str] = []
    shown: set[str] = set()
    style = _style()
    size = len(style) + 200_000
    left_out: list[str] = []
    for key, section, title in _sections(store, frame):
        if size + len(section.encode()) > LIMIT:
            left_out.append(title)
            continue
        size += len(section.encode())
        shown.add(key)
        sections.append(section)
    page = as_html("static.html", frame, page=front, sections=sections, left_out=left_out, style=style)
    return _LINK.sub(lambda m: _inside(m, shown), page)


def _sections(store: Store, frame: Frame) -> Iterator[tuple[str, str, str]]:
    """Incidents by how many origins they have, then reports in order: (id, HTML, title)."""
    clock = Clock.of(store)
    incidents: list[Incident] = list(store.incidents(order="origins", limit=400))
    for incident in incidents:
        page = incident_page(store, incident.id)
        if page is not None:
            html = as_html("static_incident.html", frame, page=page, words=_words(store, page, clock))
            yield incident.id, _prefixed(html, incident.id), page.title
    for head in store.heads(limit=400):
        report = report_page(store, head.id, layers=("said", "figures"))
        if report is not None:
            yield head.id, _prefixed(as_html("static_text.html", frame, page=report), head.id), report.title


def _words(store: Store, page: IncidentPage, clock: Clock) -> dict[str, CellWords]:
    """The words of every cell of an incident's table."""
    found = {}
    for group in page.groups:
        for row in group.rows:
            account = store.account(row.id)
            for cell in row.cells:
                if account is not None and cell.href:
                    found[f"{row.id}-{cell.aspect}"] = cell_words(store, account, cell.aspect, clock)
    return found


def _prefixed(html: str, prefix: str) -> str:
    """Names of places inside a section carry the section's own, so that they stay unique in one file."""
    html = _ID.sub(lambda m: f'id="{prefix if m[1] == "section" else prefix + "-" + m[1]}"', html)
    return re.sub(r'href="#(?!g-)([^"]+)"', lambda m: f'href="#{prefix}-{m[1]}"', html)


def _inside(match: re.Match[str], shown: set[str]) -> str:
    """Links to what is in the file become places in it; others lose their address and stay words."""
    start, href = match[1], match[2]
    if href.startswith("#"):
        return match[0]
    cell = _CELL.match(href)
    if cell and cell[1] in shown:
        return f'{start} href="#{cell[1]}-{cell[2]}-{cell[3]}"'
    place = _PLACE.match(href)
    if place and place[1] in shown:
        name = place[2] if place[2] and place[2] != "at" else ""
        return f'{start} href="#{place[1]}{"-" + name if name else ""}"'
    return f'{start} href="#top"' if href == "/" else start


def _style() -> str:
    """Both style sheets with their fonts inside."""

    def font(match: re.Match[str]) -> str:
        data = base64.b64encode((STATIC / match[1]).read_bytes()).decode("ascii")
        return f'url("data:font/woff2;base64,{data}")'

    tokens = (STATIC / "tokens.css").read_text(encoding="utf-8")
    return re.sub(r'url\("(fonts/[^"]+)"\)', font, tokens) + (STATIC / "app.css").read_text(encoding="utf-8")
