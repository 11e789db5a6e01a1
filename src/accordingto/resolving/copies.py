"""Which passages reports share, who had them first, and who is credited."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from accordingto.model.ids import make_id
from accordingto.model.record import Copy, Quote, ReportCopies
from accordingto.model.report import Report
from accordingto.model.text import Span
from accordingto.resolving.folding import fold
from accordingto.resolving.shingles import WIDTH, Shingles
from accordingto.resolving.tables import bodies

GAP = 14  # words that may differ between two shared runs of one passage
DRIFT = 8  # words that may be put in or left out between them
LEAST_WORDS = 18  # words shared, below which it is an idiom, or a name with its titles
LEAST_SHARE = 0.5  # of the passage's words that are shared
_CREDIT = re.compile(
    r"(?:according to|citing|quoted by|as reported by|reported by|told|"
    r"report(?:ed)? (?:by|from)|via|source:|with (?:reporting|files) (?:by|from))\s+(?:the )?$"
    r"|[(–—-]\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words in two reports, as word positions, and the share of words that agree."""

    left: tuple[int, int]
    right: tuple[int, int]
    shared: int
    similarity: float


def align(a: Shingles, b: Shingles) -> tuple[Passage, ...]:
    """The passages two texts share, in the order of the second; edits, cuts and insertions up to ``GAP`` words are bridged."""
    common = np.intersect1d(a.runs, b.runs)
    if not len(common):
        return ()
    where: dict[int, list[int]] = defaultdict(list)
    for i in np.flatnonzero(np.isin(a.runs, common)).tolist():
        where[int(a.runs[i])].append(i)
    chains: list[list[tuple[int, int]]] = []
    live: list[list[tuple[int, int]]] = []
    for j in np.flatnonzero(np.isin(b.runs, common)).tolist():
        live = [c for c in live if j - c[-1][1] <= GAP + WIDTH]
        for i in where[int(b.runs[j])][:8]:
            best = min((c for c in live if 0 < i - c[-1][0] <= GAP + WIDTH and j > c[-1][1]
                        and abs((i - j) - (c[-1][0] - c[-1][1])) <= DRIFT),
                       key=lambda c: abs((i - j) - (c[-1][0] - c[-1][1])), default=None)  # fmt: skip
            if best is None:
                best = []
                chains.append(best)
                live.append(best)
            best.append((i, j))
    return tuple(_disjoint(sorted(filter(None, map(_passage, chains)), key=lambda p: (-p.shared, p.left))))


def _passage(chain: Sequence[tuple[int, int]]) -> Passage | None:
    if len(chain) * WIDTH < LEAST_WORDS:
        return None
    left = {i + k for i, _ in chain for k in range(WIDTH)}
    right = {j + k for _, j in chain for k in range(WIDTH)}
    shared = min(len(left), len(right))
    low, high = (min(left), max(left) + 1), (min(right), max(right) + 1)
    similarity = shared / max(low[1] - low[0], high[1] - high[0])
    if shared < LEAST_WORDS or similarity < LEAST_SHARE:
        return None
    return Passage(low, high, shared, round(similarity, 3))


def _disjoint(passages: Iterable[Passage]) -> list[Passage]:
    """Longest first, none that lies for the most part in one already taken."""
    taken: list[Passage] = []
    for p in passages:
        if all(_outside(p.left, q.left) and _outside(p.right, q.right) for q in taken):
            taken.append(p)
    return sorted(taken, key=lambda p: p.right)


def _outside(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return min(a[1], b[1]) - max(a[0], b[0]) <= 0.3 * (a[1] - a[0])


def copies_of(a: Report, b: Report, first: Shingles, second: Shingles) -> tuple[Copy, ...]:
    """The shared passages of two reports as copies, earlier report first."""
    passages = align(first, second)
    if not passages:
        return ()
    earlier, undecided, credit, reason = _who_first(a, b)
    found: list[Copy] = []
    for p in passages:
        one = Quote(a.id, Span(int(first.starts[p.left[0]]), int(first.ends[p.left[1] - 1])))
        two = Quote(b.id, Span(int(second.starts[p.right[0]]), int(second.ends[p.right[1] - 1])))
        left, right = (one, two) if earlier == a.id else (two, one)
        key = make_id("y", left.report, left.span.start, left.span.end, right.report, right.span.start, right.span.end)
        found.append(Copy(key, left, right, p.similarity, undecided, credit, f"{p.shared} words in common; {reason}"))
    return tuple(found)


def _who_first(a: Report, b: Report) -> tuple[str, bool, Quote | None, str]:
    """Which of two reports had it first: by credit, then by time; undecided where neither says."""
    credits = {r.id: credit_of(r, other) for r, other in ((a, b), (b, a))}
    timed = _by_time(a, b)
    if (credits[a.id] is None) != (credits[b.id] is None):
        later = a if credits[a.id] else b
        earlier = b if later is a else a
        if timed is None or timed[0] is earlier:
            return earlier.id, False, credits[later.id], "the later credits the earlier"
    agency = {r.id: agency_credit(r) for r in (a, b)}
    both = agency[a.id] and agency[b.id]
    note = "; both credit an agency" if both else ""
    if timed is not None:
        first, last = timed
        return first.id, False, agency[last.id], f"published {first.published.value} and {last.published.value}{note}"
    one, two = sorted((a, b), key=lambda r: (r.published.value or "9999", r.id))
    if (agency[one.id] is None) != (agency[two.id] is None):
        later = one if agency[one.id] else two
        return (two if later is one else one).id, True, agency[later.id], "same day; one credits an agency"
    return one.id, True, agency[two.id], f"neither time nor credit says who was first{note}"


def _by_time(a: Report, b: Report) -> tuple[Report, Report] | None:
    """Two reports in order of publication; None where a time is missing or they are the same as far as both tell."""
    x, y = a.published.value, b.published.value
    if not x or not y:
        return None
    size = min(len(x), len(y)) if (len(x) > 10) != (len(y) > 10) else max(len(x), len(y))
    if x[:size] == y[:size]:
        return None
    return (a, b) if x[:size] < y[:size] else (b, a)


def first_hand(copies: Iterable[Copy]) -> list[Copy]:
    """Copies without those that a still earlier report explains: of three reports with one passage, the two later ones go back
    to the first, unless the last credits the second or stands clearly nearer to it."""
    by_later: dict[str, list[Copy]] = defaultdict(list)
    pairs: set[tuple[str, str]] = set()
    for copy in copies:
        by_later[copy.later.report].append(copy)
        pairs.add((copy.earlier.report, copy.later.report))
    kept: list[Copy] = []
    for mine in by_later.values():
        for copy in mine:
            if not any(_explains(other, copy) and (other.earlier.report, copy.earlier.report) in pairs for other in mine):
                kept.append(copy)
    return kept


def _explains(other: Copy, copy: Copy) -> bool:
    if other.earlier.report == copy.earlier.report or (copy.credit is not None and other.credit is None):
        return False
    covered = other.later.span.shared(copy.later.span) >= 0.8 * len(copy.later.span)
    return covered and copy.similarity <= other.similarity + 0.05


def credit_of(report: Report, other: Report) -> Quote | None:
    """The words of ``report`` that credit the other report's outlet, or None."""
    outlet = other.outlet.value
    if not outlet or fold(outlet) == fold(report.outlet.value or ""):
        return None
    bare = re.sub(r"^the\s+", "", outlet.strip(), flags=re.IGNORECASE)
    for match in re.finditer(re.escape(bare), report.text):
        span = Span(match.start(), match.end())
        if _CREDIT.search(report.text[max(0, span.start - 40) : span.start]) or re.match(r"\s*[)–—]", report.text[span.end : span.end + 3]):
            return Quote(report.id, span)
    return None


def agency_credit(report: Report) -> Quote | None:
    """A news agency named in a byline, a dateline or brackets: "(Northwire)", "BERLIN (Northwire) –"."""
    for match in re.finditer(r"\(\s*([A-Z][\w.’' -]{1,40}?)\s*\)|(?:—|–|-|/|by|By|BY)\s*([A-Z][\w’' -]{1,30})\s*(?:$|\n)", report.text):
        group = 1 if match.group(1) else 2
        body = bodies().get(fold(match.group(group)))
        if body is not None and body.kind == "agency":
            return Quote(report.id, Span(match.start(group), match.end(group)))
    return None


def report_copies(reports: Mapping[str, Report], copies: Iterable[Copy], shingles: Mapping[str, Shingles]) -> tuple[ReportCopies, ...]:
    """How much of each report is copied from earlier ones, and whether it is a later version of one of the same outlet."""
    passages: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        passages[copy.later.report].append(copy)
    found = []
    for report_id in sorted(passages):
        words = shingles[report_id]
        covered = np.zeros(len(words.starts), dtype=bool)
        by_source: dict[str, int] = defaultdict(int)
        for copy in passages[report_id]:
            inside = (words.starts >= copy.later.span.start) & (words.ends <= copy.later.span.end)
            covered |= inside
            by_source[copy.earlier.report] += int(inside.sum())
        share = float(covered.mean()) if len(covered) else 0.0
        sources = tuple(sorted(by_source, key=lambda r: (-by_source[r], r)))
        found.append(ReportCopies(report_id, round(share, 4), sources, _revision_of(reports, report_id, by_source, len(covered))))
    return tuple(found)


def _revision_of(reports: Mapping[str, Report], report_id: str, by_source: Mapping[str, int], words: int) -> str | None:
    """The latest earlier report of the same outlet most of whose words this one repeats."""
    mine = reports[report_id]
    outlet = fold(mine.outlet.value or "")
    fitting = [r for r, n in by_source.items() if (outlet and fold(reports[r].outlet.value or "") == outlet and 2 * n >= words)
               or (mine.url and mine.url == reports[r].url)]  # fmt: skip
    return max(fitting, key=lambda r: (reports[r].published.value or "", by_source[r], r), default=None)
