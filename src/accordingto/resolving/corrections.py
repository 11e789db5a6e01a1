"""What corrections take back, in the corrected report's earlier versions and in those who copied or cited it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from accordingto.model.record import Account, Copy, Quote, RecordVoice
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.outlets import outlet_key

_WRONG = re.compile(
    r"\b(?:earlier version|previous version|originally|initially|earlier|incorrectly|"
    r"wrongly|mistakenly|misstated|erroneously|rather than|instead of|not)\b",
    re.IGNORECASE,
)
_RETRACT = re.compile(r"\b(?:retract\w*|withdr[ae]wn?|withdraws|has been (?:deleted|removed|taken down))\b", re.IGNORECASE)
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
         "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
    )
}  # fmt: skip
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}


def numbers_in(text: str) -> list[tuple[int, float]]:
    """Numbers in digits or words with their positions."""
    found: list[tuple[int, float]] = []
    for match in re.finditer(r"\d[\d,]*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?", text, re.IGNORECASE):
        word = match.group().lower()
        if word[0].isdigit():
            found.append((match.start(), float(word.replace(",", "").rstrip("."))))
            continue
        tens, _, ones = word.partition("-")
        value = _NUMBERS.get(word, _TENS.get(tens, -1) + _NUMBERS.get(ones, 0) if tens in _TENS else -1)
        if value >= 0:
            found.append((match.start(), float(value)))
    return found


def taken_back(report: Report) -> tuple[tuple[Quote, frozenset[float], bool], ...]:
    """Per correction note: where it stands, the numbers it calls wrong, and whether it takes back the whole report."""
    found = []
    for span in report.corrections:
        text = span.of(report.text)
        wrong = {value for at, value in numbers_in(text) if _WRONG.search(text[max(0, at - 70) : at])}
        right = {value for at, value in numbers_in(text) if not _WRONG.search(text[max(0, at - 70) : at])}
        found.append((Quote(report.id, Span(span.start, span.end)), frozenset(wrong - right), bool(_RETRACT.search(text))))
    return tuple(found)


def withdraw(
    accounts: Mapping[str, Sequence[Account]], told: Mapping[str, Iterable[str]], reports: Mapping[str, Report], copies: Iterable[Copy],
    voices: Mapping[str, RecordVoice],
) -> dict[str, tuple[Account, ...]]:  # fmt: skip
    """Mark accounts that a correction takes back: by the same outlet before it, and by reports that copied or cited that outlet.

    Args:
        accounts: by incident.
        told: by report, the incidents that it tells of.

    Returns:
        By incident, the accounts of those that a corrected report tells of.
    """
    notes = [(r, *note) for r in reports.values() if r.corrections for note in taken_back(r)]
    if not notes:
        return {}
    sources: dict[str, set[str]] = {}
    for copy in copies:
        sources.setdefault(copy.later.report, set()).add(copy.earlier.report)
    about = {corrected.id: set(told.get(corrected.id, ())) for corrected, *_ in notes}
    touched = sorted(set().union(*about.values()))
    return {key: tuple(_withdrawn(account, notes, reports, sources, about, voices) for account in accounts[key]) for key in touched}


def _withdrawn(
    account: Account, notes: Sequence[tuple[Report, Quote, frozenset[float], bool]], reports: Mapping[str, Report],
    sources: Mapping[str, set[str]], about: Mapping[str, set[str]], voices: Mapping[str, RecordVoice],
) -> Account:  # fmt: skip
    mine = reports[account.report]
    for corrected, quote, wrong, whole in notes:
        outlet = outlet_key(corrected.outlet.value or "")
        same = bool(outlet) and outlet_key(mine.outlet.value or "") == outlet
        cites = any(voices[v].kind == "outlet" and outlet_key(voices[v].label) == outlet for v in account.chain[1:])
        copied = any(outlet_key(reports[s].outlet.value or "") == outlet for s in sources.get(account.report, ()) if s in reports)
        if not (same or cites or copied) or account.incident not in about.get(corrected.id, set()):
            continue
        if mine.id != corrected.id and (mine.published.value or "") > (corrected.published.value or "") and same:
            continue
        values = {b for v in account.values if v.quantity is not None for b in (v.quantity.low, v.quantity.high)}
        if (whole and mine.id != corrected.id) or wrong & values:
            return replace(account, withdrawn=quote)
    return account
