"""Golden page layouts: every report's exact bounds, and what it says of itself.

In ``layouts/*.txt`` a report stands between ⟦ and ⟧ (taken out before the page is split); below ``# output`` there is one JSON
line a report. A key that is left out is not checked; null means that the value must be unknown; ``unsure`` names values whose
confidence must be below 0.8.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accordingto.intake import split_page
from accordingto.model.report import Report

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))


def read_layout(path: Path) -> tuple[str, list[tuple[int, int]], list[dict[str, Any]]]:
    """The page, the true bounds of its reports, and what is expected of each."""
    marked, _, output = path.read_text(encoding="utf-8").partition("# output\n")
    page, spans, start = "", [], 0
    for char in marked:
        if char == "⟦":
            start = len(page)
        elif char == "⟧":
            spans.append((start, len(page)))
        else:
            page += char
    return page, spans, [json.loads(line) for line in output.splitlines() if line]


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_layout(path: Path) -> None:
    page, spans, expected = read_layout(path)
    reports = split_page(page, path.name).reports
    assert [page[r.span.start : r.span.end] for r in reports] == [page[start:end] for start, end in spans]
    assert [tuple(r.span) for r in reports] == spans
    for report, wanted in zip(reports, expected, strict=True):
        check_report(report, wanted)


def check_report(report: Report, wanted: dict[str, Any]) -> None:
    for key in ("title", "outlet", "published", "place"):
        if key in wanted:
            assert getattr(report, key).value == wanted[key], key
    if "authors" in wanted:
        assert list(report.authors.value or ()) == (wanted["authors"] or [])
    if "modified" in wanted:
        assert report.modified == wanted["modified"]
    assert report.language == wanted.get("language", "en")
    assert (report.unread is None) == (report.language == "en")
    assert wanted.get("boundary", "") in report.boundary.reason
    for key in wanted.get("unsure", []):
        assert getattr(report, key).confidence < 0.8
    for kind, quotes in wanted.get("parts", {}).items():
        assert [part.span.of(report.text) for part in report.parts if part.kind == kind] == quotes
    if report.title_span is not None:
        assert report.title_span.of(report.text).split() == (report.title.value or "").split()


def test_there_are_at_least_forty_layouts() -> None:
    assert len(LAYOUTS) >= 40
