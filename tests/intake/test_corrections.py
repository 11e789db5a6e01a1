"""Notes of correction are parts of a report and not its running text, wherever they stand."""

from __future__ import annotations

import pytest

from accordingto.intake import split_page

PAGE = """Ferry sinks off Molo

By Ana Pell | The Molo Herald | 15 March 2031

The ferry sank on Thursday night with two hundred people on board, the coast guard said. Divers searched all day.

{tail}
"""


@pytest.mark.parametrize(
    ("tail", "note"),
    [
        ("Correction: an earlier version said 83 had died.", "Correction: an earlier version said 83 had died."),
        ("The port is shut. Correction: an earlier version said 83 had died.", "Correction: an earlier version said 83 had died."),
        ("The minister promised a correction: nobody believed him.", None),
    ],
)
def test_a_note_of_correction(tail: str, note: str | None) -> None:
    (report,) = split_page(PAGE.format(tail=tail), "page.txt").reports
    assert [span.of(report.text) for span in report.corrections] == ([note] if note else [])
    if note:
        assert all(note not in span.of(report.text) for span in report.body_spans())
