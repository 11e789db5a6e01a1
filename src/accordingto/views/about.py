"""About this record: what went in, what read it, what failed, what was checked."""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.store import Counts, Store
from accordingto.views.common import Pager, pager


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One input: its name, how it was read, its length in characters, reports found in it, and the hash of its bytes."""

    name: str
    kind: str
    length: int
    reports: int
    encoding: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FailureRow:
    """What could not be read: where, why, what to do; ``href`` leads to the report where there is one."""

    stage: str
    name: str
    reason: str
    hint: str
    href: str


@dataclass(frozen=True, slots=True)
class AboutPage:
    """The record itself.

    Attributes:
        name: what it is called.
        counts: how much it holds.
        facts: facts about it: (what, value); ``readers``: versions of the reader with how many reports each read.
        sources: inputs; ``pager`` for more.
        failures: what could not be read.
        unapplied: decisions that no longer fit: (decision, reason).
        audit: the last check of every span against its source, in words.
    """

    name: str
    counts: Counts
    facts: tuple[tuple[str, str], ...]
    readers: tuple[tuple[str, int], ...]
    sources: tuple[SourceRow, ...]
    pager: Pager
    failures: tuple[FailureRow, ...]
    unapplied: tuple[tuple[str, str], ...]
    audit: str


def about_page(store: Store, *, offset: int = 0, limit: int = 50) -> AboutPage:
    """The page about the record."""
    found = store.page("sources", {}, limit=limit, offset=offset)
    sources = tuple(SourceRow(r["name"], r["kind"], r["length"], r["reports"], r["encoding"], r["sha256"]) for r in found.rows)
    failures = store.page("failures", {}, limit=200).rows
    meta = store.meta()
    return AboutPage(
        store.name,
        store.counts(),
        tuple((key.replace("_", " "), value) for key, value in meta.items() if value and key not in ("stale", "audit")),
        tuple(store.reader_versions()),
        sources,
        pager("/about", offset, limit, len(sources), found.total),
        tuple(
            FailureRow(f["stage"], f["name"], f["reason"], f["hint"], f"/reports/{f['name']}" if f["stage"] == "reading" else "")
            for f in failures
        ),
        tuple(store.unapplied().items()),
        meta.get("audit", ""),
    )
