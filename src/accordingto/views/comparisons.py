"""One question with its two sides: names, evidence for and against, and what each answer would do."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from accordingto.model.record import Actor, Disagreement, Doubt, Incident, Match, Quote
from accordingto.store import Store
from accordingto.views.common import Clock, Piece, Words, words_at
from accordingto.views.doubts import Detail, Sentence, doubt_question
from accordingto.views.sides import names_of, side_texts
from accordingto.views.wording import ASPECTS, RELATION_HELP, capital, count, interval_text, plain_reason

QUESTIONS = {
    "actor": "One actor, or two?",
    "incident": "One incident, or two?",
    "voice": "One voice, or two?",
    "copy": "Copied, or not?",
    "disagreement": "Which relation?",
    "statement read": "Is it said?",
    "event read": "What does it tell of?",
    "voice read": "Who says it?",
}
WIDEST = 1000  # mentions looked at when two actors' reports are compared


@dataclass(frozen=True, slots=True)
class Act:
    """One answer: the form's field and value, its key, its name, and what it would do."""

    field: str
    value: str
    key: str
    label: str
    effect: str


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
        acts: the answers, in order.
        passage, facts: of a doubtful reading, the sentence with its marks and how it was read; None and empty otherwise.
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
    acts: tuple[Act, ...]
    following: str
    preceding: str
    passage: Sentence | None = None
    facts: tuple[Detail, ...] = ()


def ask(store: Store, thing: Match | Disagreement | Doubt, following: str, preceding: str) -> Question | None:
    """The question about a match, a disagreement or a doubtful reading; None where its words are gone."""
    if isinstance(thing, Match):
        return _match_question(store, thing, following, preceding)
    if isinstance(thing, Disagreement):
        return _relation_question(store, thing, following, preceding)
    return _reading_question(store, thing, following, preceding)


def _reading_question(store: Store, doubt: Doubt, following: str, preceding: str) -> Question | None:
    found = doubt_question(store, doubt)
    if found is None:
        return None
    acts = tuple(
        Act("kind", value, key, label, effect)
        for (value, key, label), effect in zip(
            (("confirm", "c", "Confirm"), ("reject", "r", "Reject"), ("undecided", "u", "Undecided")), found.effects, strict=True
        )
    )
    return Question(
        doubt.id, doubt.subject, QUESTIONS[f"{doubt.subject} read"], doubt.score, doubt.reason, found.title, None, None, (), "", acts,
        following, preceding, found.passage, found.facts,
    )  # fmt: skip


def _match_question(store: Store, match: Match, following: str, preceding: str) -> Question:
    clock = Clock.of(store)
    left, right = _named(match.left_form, match.right_form)
    rows: list[Evidence] = []
    notes, hrefs = ["", ""], ["", ""]
    if match.subject == "actor":
        one, two = store.actor(match.left), store.actor(match.right)
        one, two = one or _named_at(store, match.left_quote), two or _named_at(store, match.right_quote)
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
        rows.insert(min(1, len(rows)), Evidence("In their words", (), (), "", plain_reason(match.reason), words[0], words[1]))
    return Question(
        match.id,
        match.subject,
        QUESTIONS[match.subject],
        match.score,
        plain_reason(match.reason),
        f"Is ‘{match.left_form}’ the same as ‘{match.right_form}’?",
        Candidate(left, notes[0], hrefs[0]),
        Candidate(right, notes[1], hrefs[1]),
        tuple(rows),
        "",
        tuple(
            Act("kind", value, key, label, effect)
            for (value, key, label), effect in zip(
                (("merge", "m", "Merge"), ("split", "s", "Keep apart"), ("undecided", "u", "Undecided")), effects, strict=True
            )
        ),
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
        f"{ASPECTS[disagreement.aspect]}: {' or '.join(side_texts(disagreement, 3, names_of(store, [disagreement])))}?",
        Candidate((Piece(incident.title if incident else ""),), "", f"/incidents/{disagreement.incident}"),
        None,
        tuple(rows),
        disagreement.relation,
        tuple(Act("relation", r, str(n), capital(r), what) for n, (r, what) in enumerate(RELATION_HELP.items(), 1)),
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
        reports = [{m.report for m in store.actor_mentions(a.id, limit=WIDEST)} for a in (one, two)]
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


def _named_at(store: Store, quote: Quote | None) -> Actor | None:
    """The actor that the record takes a name in these words for."""
    reading = store.reading(quote.report) if quote else None
    if quote is None or reading is None:
        return None
    n = next((i for i, name in enumerate(reading.names) if name.span.overlaps(quote.span)), None)
    key = store.actors_of(quote.report).get(n) if n is not None else None
    return store.actor(key) if key else None
