"""The review queue: what waits for a person, most consequential first; one question with both sides; the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from accordingto.model.decision import Anchor, Decision
from accordingto.model.record import Actor, Disagreement, Incident, Match
from accordingto.store import Store
from accordingto.views.common import Clock, Pager, Piece, Words, pager, words_at
from accordingto.views.sides import side_texts
from accordingto.views.wording import ASPECTS, RELATION_HELP, count, interval_text

QUESTIONS = {
    "actor": "One actor, or two?",
    "incident": "One incident, or two?",
    "voice": "One voice, or two?",
    "copy": "Copied, or not?",
    "disagreement": "Which relation?",
}
GROUP = 12
ANSWERS = frozenset({"merge", "split", "undecided", "relabel", "confirm", "reject"})
RECENT = 500


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
class Candidate:
    """One of the two: its name cut where it differs from the other's, what it is, and its page."""

    pieces: tuple[Piece, ...]
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of comparison: values on both sides, or the words; what it speaks for ("one", "two", "neither"), and why."""

    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    speaks: str
    why: str
    left_words: Words | None = None
    right_words: Words | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """The question on screen.

    Attributes:
        id, subject: of the match or disagreement.
        kind: in words; ``score`` how certain the machine is; ``reason`` its own.
        title: the question itself.
        left, right: the two candidates; for relations None.
        rows: evidence.
        relation: the relation as it stands (disagreements), or empty.
        effects: what merge, keep apart and undecided would do.
        following, preceding: ids of the neighbours in the queue, or empty.
    """

    id: str
    subject: str
    kind: str
    score: float
    reason: str
    title: str
    left: Candidate | None
    right: Candidate | None
    rows: tuple[Evidence, ...]
    relation: str
    effects: tuple[str, str, str]
    following: str
    preceding: str


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


def review_page(store: Store, *, match: str = "", subject: str = "") -> ReviewPage:
    """The queue with one question open: the one asked for, else the first."""
    decisions = standing(store.decisions(limit=RECENT))
    decided = {_key(d.anchors) for d in decisions if d.kind in ANSWERS and d.anchors}
    open_matches = [m for m in store.matches(verdict="undecided", limit=400) if _of_match(m) not in decided]
    open_relations = [d for d in store.disagreements(relation="undecided", limit=200) if _of_relation(d) not in decided]
    wanted = [s for s in QUESTIONS if not subject or s == subject]
    order = [m.id for s in wanted for m in open_matches if m.subject == s] + [d.id for d in open_relations if "disagreement" in wanted]
    current = match or (order[0] if order else "")
    groups = []
    for kind in wanted:
        if kind == "disagreement":
            items = [(d.id, f"{ASPECTS[d.aspect]}: {' · '.join(side_texts(d, 3))}", d.reason) for d in open_relations]
        else:
            items = [
                (m.id, f"{m.left_form} · {m.right_form}", f"certainty {m.score:.2f}".replace("0.", "."))
                for m in open_matches
                if m.subject == kind
            ]
        if items:
            shown = tuple(QueueItem(i, label, note, f"/review?match={i}", i == current) for i, label, note in items[:GROUP])
            groups.append(QueueGroup(QUESTIONS[kind], len(items), shown))
    done = len([d for d in decisions if d.kind in ANSWERS])
    return ReviewPage(
        tuple(groups),
        _question(store, current, order) if current else None,
        done,
        done + len(order),
        log_rows(store, store.decisions(limit=8)),
        int(store.stale),
    )


def log_page(store: Store, *, offset: int = 0, limit: int = 50) -> LogPage:
    """Decisions, newest first."""
    rows = log_rows(store, store.decisions(limit=limit, offset=offset))
    return LogPage(rows, pager("/review/log", offset, limit, len(rows), store.counts().decisions))


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """Decisions that none takes back."""
    gone = {d.target for d in decisions if d.kind == "undo"}
    return [d for d in decisions if d.kind != "undo" and d.id not in gone]


def _key(anchors: Sequence[Anchor]) -> frozenset[tuple[str, int, int]]:
    return frozenset((a.report, a.start, a.end) for a in anchors)


def _of_match(match: Match) -> frozenset[tuple[str, int, int]]:
    """The two places a decision on this match would hold on to; empty where the match carries no words."""
    quotes = [q for q in (match.left_quote, match.right_quote) if q]
    return frozenset((q.report, q.span.start, q.span.end) for q in quotes) if len(quotes) == 2 else frozenset()


def _of_relation(disagreement: Disagreement) -> frozenset[tuple[str, int, int]]:
    first = disagreement.sides[0].value.quote
    return frozenset({(first.report, first.span.start, first.span.end)})


def _question(store: Store, current: str, order: Sequence[str]) -> Question | None:
    at = order.index(current) if current in order else -1
    following = order[at + 1] if 0 <= at < len(order) - 1 else (order[0] if order and at < 0 else "")
    preceding = order[at - 1] if at > 0 else ""
    match = store.match(current)
    if match is not None:
        return _match_question(store, match, following, preceding)
    disagreement = store.disagreement(current)
    return _relation_question(store, disagreement, following, preceding) if disagreement else None


def _match_question(store: Store, match: Match, following: str, preceding: str) -> Question:
    clock = Clock.of(store)
    left, right = _named(match.left_form, match.right_form)
    rows: list[Evidence] = []
    notes, hrefs = ["", ""], ["", ""]
    if match.subject == "actor":
        one, two = store.actor(match.left), store.actor(match.right)
        rows = _actor_evidence(store, match, one, two)
        notes = [_actor_note(store, one), _actor_note(store, two)]
        hrefs = [f"/actors/{a.id}" if a else "" for a in (one, two)]
        effects = (
            f"One actor. {count(len({f.form for a in (one, two) if a for f in a.forms}), 'spelling').capitalize()} under one name.",
            "Two actors, never proposed again.",
            "Both stay, and stay marked as open on every page.",
        )
    elif match.subject == "incident":
        first, second = store.incident(match.left), store.incident(match.right)
        rows = _incident_evidence(first, second)
        notes = [f"{count(i.origins, 'origin')}, {count(i.reports, 'report')}" if i else "" for i in (first, second)]
        hrefs = [f"/incidents/{i.id}" if i else "" for i in (first, second)]
        effects = (
            "One incident. Their accounts stand in one table.",
            "Two incidents, never proposed again.",
            "Both stay apart, and stay marked as open.",
        )
    else:
        effects = ("They are joined.", "They are kept apart, never proposed again.", "Both stay as they are, marked as open.")
    words = [next(iter(words_at(store, [q], clock)), None) if q else None for q in (match.left_quote, match.right_quote)]
    if any(words):
        rows.insert(min(1, len(rows)), Evidence("In their words", (), (), "", match.reason, words[0], words[1]))
    return Question(
        match.id,
        match.subject,
        QUESTIONS[match.subject],
        match.score,
        match.reason,
        f"Is ‘{match.right_form}’ the same as ‘{match.left_form}’?",
        Candidate(left, notes[0], hrefs[0]),
        Candidate(right, notes[1], hrefs[1]),
        tuple(rows),
        "",
        effects,
        following,
        preceding,
    )


def _relation_question(store: Store, disagreement: Disagreement, following: str, preceding: str) -> Question:
    clock = Clock.of(store)
    incident = store.incident(disagreement.incident)
    rows = []
    for n, side in enumerate(disagreement.sides[:8], 1):
        words = next(iter(words_at(store, [side.value.quote], clock)), None)
        rows.append(
            Evidence(
                f"Side {n}", (side.value.text, count(len(side.origins), "origin")), (), "", count(len(side.accounts), "account"), words
            )
        )
    return Question(
        disagreement.id,
        "disagreement",
        QUESTIONS["disagreement"],
        0.0,
        disagreement.reason,
        f"{ASPECTS[disagreement.aspect]}: {' or '.join(side_texts(disagreement, 3))}?",
        Candidate((Piece(incident.title if incident else ""),), "", f"/incidents/{disagreement.incident}"),
        None,
        tuple(rows),
        disagreement.relation,
        (RELATION_HELP["conflict"], RELATION_HELP["compatible"], RELATION_HELP["undecided"]),
        following,
        preceding,
    )


def _named(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both names, letters that only one has marked; names too unlike to compare letter by letter are left plain."""
    matcher = SequenceMatcher(None, left.casefold(), right.casefold(), autojunk=False)
    if matcher.ratio() < 0.6 or len(left) != len(left.casefold()) or len(right) != len(right.casefold()):
        return (Piece(left),), (Piece(right),)
    one: list[Piece] = []
    two: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if a < b:
            one.append(Piece(left[a:b], tag != "equal"))
        if c < d:
            two.append(Piece(right[c:d], tag != "equal"))
    return tuple(one), tuple(two)


def _actor_note(store: Store, actor: Actor | None) -> str:
    if actor is None:
        return ""
    total = sum(f.count for f in actor.forms)
    return f"{actor.kind.replace('_', ' ')}, {count(total, 'mention')}"


def _actor_evidence(store: Store, match: Match, one: Actor | None, two: Actor | None) -> list[Evidence]:
    forms = [tuple(f"{f.form} {f.count}" for f in a.forms[:6]) if a else () for a in (one, two)]
    alike = SequenceMatcher(None, match.left_form.casefold(), match.right_form.casefold(), autojunk=False).ratio()
    speaks = "one" if alike >= 0.8 else "two" if alike < 0.4 else "neither"
    rows = [Evidence("Spellings", forms[0], forms[1], speaks, f"{alike:.2f} alike".replace("0.", "."))]
    if one and two:
        titles = [tuple(t.form for t in a.titles[:4]) for a in (one, two)]
        if titles[0] or titles[1]:
            shared = set(titles[0]) & set(titles[1])
            rows.append(Evidence("Titles", titles[0], titles[1], "one" if shared else "neither", "a title in common" if shared else ""))
        kinds = (one.kind.replace("_", " "), two.kind.replace("_", " "))
        differ = one.kind != two.kind and "other" not in (one.kind, two.kind)
        rows.append(Evidence("Kind", (kinds[0],), (kinds[1],), "two" if differ else "neither", "a real difference" if differ else ""))
        reports = [{m.report for m in store.actor_mentions(a.id, limit=1000)} for a in (one, two)]
        both = len(reports[0] & reports[1])
        line = (f"Named in one report {both} time{'s' if both != 1 else ''}." if both else "Never named in one report.",)
        rows.append(
            Evidence(
                "Same report", line, (), "two" if both else "neither", "writers rarely change a name within one report" if both else ""
            )
        )
    return rows


def _incident_evidence(one: Incident | None, two: Incident | None) -> list[Evidence]:
    if one is None or two is None:
        return []
    when = (interval_text(one.when), interval_text(two.when))
    place = (one.place.name if one.place else "", two.place.name if two.place else "")
    known = one.when is not None and two.when is not None
    overlap = one.when.overlaps(two.when) if one.when and two.when else False
    same_place = bool(place[0]) and place[0].casefold() == place[1].casefold()
    return [
        Evidence(
            "When",
            (when[0] or "not said",),
            (when[1] or "not said",),
            ("one" if overlap else "two") if known else "neither",
            "one time could be both" if overlap else "they cannot overlap" if known else "",
        ),
        Evidence(
            "Where",
            (place[0] or "not said",),
            (place[1] or "not said",),
            "one" if same_place else "neither",
            "the same place" if same_place else "",
        ),
        Evidence(
            "What",
            (f"{one.type} {one.mode}".strip(),),
            (f"{two.type} {two.mode}".strip(),),
            "neither" if one.type == two.type else "two",
            "" if one.type == two.type else "another kind of act",
        ),
        Evidence("Denied", ("yes" if one.denied else "no",), ("yes" if two.denied else "no",), "neither", ""),
    ]


def log_rows(store: Store, decisions: Sequence[Decision]) -> tuple[LogRow, ...]:
    """Decisions in words."""
    kept = {d.id for d in standing(store.decisions(limit=RECENT))}
    unapplied = store.unapplied()
    rows = []
    for d in decisions:
        undone = d.kind != "undo" and d.id not in kept
        rows.append(LogRow(d.id, d.at[:16].replace("T", " "), d.reviewer, _what(d), d.note, d.kind, undone, unapplied.get(d.id, "")))
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
    words = " and ".join(quotes[:2]) + (f" and {len(quotes) - 2} more" if len(quotes) > 2 else "")
    return f"{verb} {words}" + (f" as {decision.value}" if decision.kind == "relabel" else "")
