"""The review queue: what waits for a person, most consequential first; the log of what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.model.decision import Decision
from accordingto.model.record import Disagreement, Doubt, Match
from accordingto.store import Store
from accordingto.views.common import Pager, pager
from accordingto.views.comparisons import QUESTIONS, Question, ask
from accordingto.views.doubts import doubt_label
from accordingto.views.sides import names_of, side_texts
from accordingto.views.wording import ASPECTS

GROUP = 12
LONGEST = 400  # questions of one sort looked at: more than a person answers before the record changes
ANSWERS = frozenset({"merge", "split", "undecided", "relabel", "confirm", "reject"})
Places = frozenset[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One open question: id, words, a note on certainty, its address, and whether it is the one on screen."""

    id: str
    label: str
    note: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class QueueGroup:
    """Open questions of one kind; ``total`` counts those not listed too."""

    label: str
    total: int
    items: tuple[QueueItem, ...]


@dataclass(frozen=True, slots=True)
class LogRow:
    """One decision: when, who, what in words, why; whether it can be undone, was undone, or no longer fits (``unapplied``)."""

    id: str
    at: str
    reviewer: str
    what: str
    note: str
    kind: str
    undone: bool
    unapplied: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The queue: ``groups``, the ``question`` on screen or None, ``done`` and ``total`` questions, ``log`` newest first,
    ``waiting`` decisions that are not carried out yet."""

    groups: tuple[QueueGroup, ...]
    question: Question | None
    done: int
    total: int
    log: tuple[LogRow, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class LogPage:
    """Every decision, newest first: ``rows`` and ``pager``."""

    rows: tuple[LogRow, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open question as a line: id, the question of its sort, its words, how sure the machine is (a relation has no score),
    how much the picture may change, and why it waits."""

    id: str
    question: str
    words: str
    score: float | None
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Open:
    """One open question: its weight, its kind in ``QUESTIONS``, what it is about, and a note."""

    weight: float
    kind: str
    thing: Match | Disagreement | Doubt
    note: str


def review_page(store: Store, *, match: str = "", subject: str = "") -> ReviewPage:
    """The queue with one question open: the one asked for, else the one that changes most."""
    answered = store.answered(ANSWERS)
    waiting = [q for q in _open(store, set(answered.values())) if not subject or q.kind.removesuffix(" read") == subject]
    order = [q.thing.id for q in waiting]
    current = match or (order[0] if order else "")
    groups = []
    for kind in dict.fromkeys(q.kind for q in waiting):
        mine = [q for q in waiting if q.kind == kind]
        shown = ((q.thing.id, _label(store, q), q.note) for q in mine[:GROUP])
        items = tuple(QueueItem(i, label, note, f"/review?match={i}", i == current) for i, label, note in shown)
        groups.append(QueueGroup(QUESTIONS[kind], len(mine), items))
    return ReviewPage(
        tuple(groups),
        _question(store, current, order) if current else None,
        len(answered),
        len(answered) + len(order),
        log_rows(store, store.decisions(limit=8)),
        int(store.stale),
    )


def waiting_lines(store: Store, limit: int) -> tuple[int, tuple[Waiting, ...]]:
    """How many questions are open, and the ``limit`` that would change most."""
    waiting = _open(store, set(store.answered(ANSWERS).values()))
    lines = (
        Waiting(
            q.thing.id, QUESTIONS[q.kind], _label(store, q), None if isinstance(q.thing, Disagreement) else q.thing.score,
            round(q.weight, 3), q.thing.reason,
        )
        for q in waiting[:limit]
    )  # fmt: skip
    return len(waiting), tuple(lines)


def log_page(store: Store, *, offset: int = 0, limit: int = 50) -> LogPage:
    """Decisions, newest first."""
    rows = log_rows(store, store.decisions(limit=limit, offset=offset))
    return LogPage(rows, pager("/review/log", offset, limit, len(rows), store.counts().decisions))


def _open(store: Store, answered: set[tuple[str, Places]]) -> list[_Open]:
    """Every open question, first what would change the picture most; names compared more than once are asked about once."""
    places = {found for _, found in answered}
    found: list[_Open] = []
    names: dict[frozenset[str], int] = {}
    for m in store.matches(verdict="undecided", limit=LONGEST):
        if _of_match(m) in places:
            continue
        if m.subject == "actor":
            pair = frozenset((m.left_form.casefold(), m.right_form.casefold()))
            names[pair] = names.get(pair, 0) + 1
            if names[pair] > 1:
                continue
        found.append(_Open(m.weight, m.subject, m, _certainty(m.score)))
    for d in store.disagreements(relation="undecided", limit=LONGEST // 2):
        if _of_relation(d) not in places:
            found.append(_Open(float(sum(len(s.accounts) for s in d.sides)), "disagreement", d, d.reason))
    for q in store.doubts(limit=LONGEST):
        span = q.quote.span
        if (q.subject, frozenset({(q.quote.report, span.start, span.end)})) not in answered:
            found.append(_Open(q.weight, f"{q.subject} read", q, _certainty(q.score)))
    return sorted(found, key=lambda q: (-q.weight, q.thing.id))


def _certainty(score: float) -> str:
    return f"certainty {score:.2f}".replace("0.", ".")


def _label(store: Store, asked: _Open) -> str:
    thing = asked.thing
    if isinstance(thing, Match):
        return f"{thing.left_form} · {thing.right_form}"
    if isinstance(thing, Disagreement):
        return f"{ASPECTS[thing.aspect]}: {' · '.join(side_texts(thing, 3, names_of(store, [thing])))}"
    return doubt_label(store, thing)


def _of_match(match: Match) -> Places:
    """The two places a decision on this match would hold on to; empty where the match carries no words."""
    quotes = [q for q in (match.left_quote, match.right_quote) if q]
    return frozenset((q.report, q.span.start, q.span.end) for q in quotes) if len(quotes) == 2 else frozenset()


def _of_relation(disagreement: Disagreement) -> Places:
    first = disagreement.sides[0].value.quote
    return frozenset({(first.report, first.span.start, first.span.end)})


def _question(store: Store, current: str, order: Sequence[str]) -> Question | None:
    at = order.index(current) if current in order else -1
    following = order[at + 1] if 0 <= at < len(order) - 1 else (order[0] if order and at < 0 else "")
    preceding = order[at - 1] if at > 0 else ""
    thing = store.match(current) or store.disagreement(current) or store.doubt(current)
    return ask(store, thing, following, preceding) if thing is not None else None


def log_rows(store: Store, decisions: Sequence[Decision]) -> tuple[LogRow, ...]:
    """Decisions in words."""
    gone = store.taken_back(d.id for d in decisions)
    unapplied = store.unapplied()
    rows = []
    for d in decisions:
        rows.append(LogRow(d.id, d.at[:16].replace("T", " "), d.reviewer, _what(d), d.note, d.kind, d.id in gone, unapplied.get(d.id, "")))
    return tuple(rows)


def _what(decision: Decision) -> str:
    quotes = [f"‘{a.quote[:60]}’" for a in decision.anchors]
    verb = {
        "merge": "Merged",
        "split": "Kept apart",
        "undecided": "Left undecided",
        "confirm": "Confirmed",
        "reject": "Rejected",
        "relabel": "Relabelled",
        "undo": "Took back",
        "status": "Set to",
        "note": "Noted on",
        "boundary": "Moved the boundary of",
    }[decision.kind]
    if decision.kind == "undo":
        return f"{verb} an earlier decision"
    if decision.kind == "status":
        return f"{verb} ‘{decision.value}’: {decision.subject} at {quotes[0] if quotes else ''}"
    if decision.subject == "figure" and decision.kind == "relabel":
        return f"Figure {quotes[0]} counts {ASPECTS[decision.value].lower()}" if decision.value in ASPECTS else f"{verb} {quotes[0]}"
    words = " and ".join(quotes[:2]) + (f" and {len(quotes) - 2} more" if len(quotes) > 2 else "")
    return f"{verb} {words}" + (f" as {decision.value}" if decision.kind == "relabel" else "")
