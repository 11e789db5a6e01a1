"""Runs of four words as numbers, and which reports share them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from accordingto.model.report import Report

WIDTH = 4  # words of a run: short enough to survive one edit in ten, long enough to be rare
MANY = 24  # reports that share a run from which each is compared with the first three only: reprints form a star
LEAST = 9  # shared runs from which a pair is aligned
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Shingles:
    """The running words of a report: where each starts and ends, a number for each, and one for each run of ``WIDTH``."""

    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    words: npt.NDArray[np.uint32]
    runs: Hashes
    order: tuple[str, str]


_numbers: dict[str, int] = {}


def _number(word: str) -> int:
    found = _numbers.get(word)
    if found is None:
        if len(_numbers) > 500_000:
            _numbers.clear()
        found = _numbers[word] = crc32(word.lower().replace("’", "'").encode("utf-8", "surrogatepass"))
    return found


def shingle(report: Report) -> Shingles:
    """Words of title and body; bylines, promos and other boilerplate are no one's passage."""
    spans = list(report.body_spans())
    matches = [m for span in spans for m in _WORD.finditer(report.text, span.start, span.end)]
    words = np.fromiter((_number(m.group()) for m in matches), dtype=np.uint32, count=len(matches))
    starts = np.fromiter((m.start() for m in matches), dtype=np.int32, count=len(matches))
    ends = np.fromiter((m.end() for m in matches), dtype=np.int32, count=len(matches))
    return Shingles(starts, ends, words, _runs(words), (report.published.value or "9999", report.id))


def _runs(words: npt.NDArray[np.uint32]) -> Hashes:
    if len(words) < WIDTH:
        return np.empty(0, dtype=np.uint64)
    total = np.zeros(len(words) - WIDTH + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for k in range(WIDTH):
            part = words[k : len(words) - WIDTH + 1 + k].astype(np.uint64)
            total = total * np.uint64(0x9E3779B97F4A7C15) + part + np.uint64(1)
        total ^= total >> np.uint64(29)
    return total


class RunIndex:
    """Which reports share how many runs. A pure function of the reports in it, kept up to date by ``add`` and ``remove``."""

    def __init__(self) -> None:
        self._shingles: dict[str, Shingles] = {}
        self._names: list[str] = []
        self._base: tuple[Hashes, npt.NDArray[np.int32]] = (np.empty(0, np.uint64), np.empty(0, np.int32))
        self._extra: dict[int, list[str]] = defaultdict(list)
        self._gone: set[str] = set()
        self.shared: Counter[tuple[str, str]] = Counter()

    def __getitem__(self, report: str) -> Shingles:
        return self._shingles[report]

    def build(self, found: Mapping[str, Shingles]) -> None:
        """Index many reports at once, replacing what was there."""
        self._shingles = dict(found)
        self._names = sorted(found)
        self._extra.clear()
        self._gone.clear()
        unique = [np.unique(found[name].runs) for name in self._names]
        runs = np.concatenate(unique) if unique else np.empty(0, np.uint64)
        codes = np.repeat(np.arange(len(unique), dtype=np.int32), [len(u) for u in unique]) if unique else np.empty(0, np.int32)
        order = np.argsort(runs, kind="stable")
        self._base = (runs[order], codes[order])
        self.shared = self._count()

    def _count(self) -> Counter[tuple[str, str]]:
        runs, codes = self._base
        if not len(runs):
            return Counter()
        edges = np.flatnonzero(np.concatenate(([True], runs[1:] != runs[:-1])))
        sizes = np.diff(np.append(edges, len(runs)))
        pairs: list[npt.NDArray[np.int64]] = []
        n = len(self._names)
        for size in range(2, MANY + 1):
            starts = edges[sizes == size]
            if len(starts):
                table = codes[starts[:, None] + np.arange(size)]
                left, right = np.triu_indices(size, 1)
                pairs.append((table[:, left].astype(np.int64) * n + table[:, right]).ravel())
        for start, size in zip(edges[sizes > MANY], sizes[sizes > MANY], strict=True):
            members = [self._names[c] for c in codes[start : start + size]]
            at = {name: int(c) for name, c in zip(members, codes[start : start + size], strict=True)}
            star = [min(at[a], at[b]) * n + max(at[a], at[b]) for a, b in self._pairs(members)]
            pairs.append(np.array(star, dtype=np.int64))
        if not pairs:
            return Counter()
        coded, counts = np.unique(np.concatenate(pairs), return_counts=True)
        return Counter(
            {(self._names[code // n], self._names[code % n]): int(c) for code, c in zip(coded.tolist(), counts.tolist(), strict=True)}
        )

    def _pairs(self, members: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Pairs of reports to compare for one shared run."""
        ordered = sorted(members, key=lambda name: self._shingles[name].order)
        hubs = ordered if len(ordered) <= MANY else ordered[:3]
        for i, a in enumerate(hubs):
            for b in ordered[i + 1 :]:
                yield (a, b) if a < b else (b, a)

    def _members(self, run: np.uint64) -> list[str]:
        runs, codes = self._base
        low, high = np.searchsorted(runs, run, "left"), np.searchsorted(runs, run, "right")
        found = [self._names[c] for c in codes[low:high].tolist()]
        return [name for name in (*found, *self._extra.get(int(run), ())) if name not in self._gone]

    def add(self, report: str, shingles: Shingles) -> set[tuple[str, str]]:
        """Index one more report; returns the pairs whose count changed."""
        if report in self._gone or report in self._shingles:
            self._compact()
        changed: set[tuple[str, str]] = set()
        self._shingles[report] = shingles
        for run in np.unique(shingles.runs):
            members = self._members(run)
            if members:
                self._swap(members, [*members, report], changed)
            self._extra[int(run)].append(report)
        return changed

    def remove(self, report: str) -> set[tuple[str, str]]:
        """Take one report out; returns the pairs whose count changed."""
        changed: set[tuple[str, str]] = set()
        for run in np.unique(self._shingles[report].runs):
            members = self._members(run)
            if len(members) > 1:
                self._swap(members, [m for m in members if m != report], changed)
        del self._shingles[report]
        self._gone.add(report)
        return changed

    def _swap(self, before: Sequence[str], after: Sequence[str], changed: set[tuple[str, str]]) -> None:
        old, new = set(self._pairs(before)), set(self._pairs(after))
        for pair in old - new:
            self.shared[pair] -= 1
            if not self.shared[pair]:
                del self.shared[pair]
            changed.add(pair)
        for pair in new - old:
            self.shared[pair] += 1
            changed.add(pair)

    def _compact(self) -> None:
        kept = {name: s for name, s in self._shingles.items() if name not in self._gone}
        self.build(kept)
