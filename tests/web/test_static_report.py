"""The one-file report: whole, small, and asking for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from accordingto.store import Store
from accordingto.web.pdf import browser, write_pdf
from accordingto.web.static_report import LIMIT, render
from tests.web.fixture import Crisis


@pytest.fixture(scope="module")
def page(store: Store) -> str:
    return render(store)


def test_it_asks_for_nothing(page: str) -> None:
    assert "<script" not in page and "@import" not in page
    assert not re.search(r'(?:src|href|action)="(?!#)', page)
    assert not re.search(r'url\("(?!data:)', page)


def test_its_size(page: str) -> None:
    assert len(page.encode()) < LIMIT < 3_000_000


def test_every_place_it_points_to_is_there_once(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(ids), sorted(targets - set(ids))[:5]


def test_incidents_words_and_texts_are_in_it(page: str, crisis: Crisis) -> None:
    for incident in crisis.record.incidents:
        assert f'id="{incident.id}"' in page
    account = next(a for a in crisis.record.accounts if any(v.aspect == "killed" for v in a.values))
    assert f'id="{account.incident}-{account.id}-killed"' in page
    for report in crisis.ids.values():
        assert f'id="{report}"' in page
    assert "whom it did not name" in page


@pytest.mark.browser
def test_it_prints(page: str, tmp_path: Path) -> None:
    if browser() is None:
        pytest.skip("no Chromium here")
    write_pdf(page, tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
