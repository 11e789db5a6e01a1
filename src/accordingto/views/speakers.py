"""Voice and actor pages: everything said by, and of; every spelling; who relays whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from accordingto.model.record import Quote
from accordingto.model.text import Span
from accordingto.store import Store
from accordingto.views.common import NO_OUTLET, NO_VOICE, Clock, Link, Pager, pager
from accordingto.views.naming import NamingTable, naming_table
from accordingto.views.wording import shorten

PAGE = 30
REACH = 90  # code points of the line on either side of a name


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement: what is said, the whole of it with who says so, chain, manner, stance, evidence, report, hour, and where it stands."""

    content: str
    whole: str
    chain: str
    cue: str
    stance: str
    manner: str
    evidence: str
    outlet: str
    published: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class RelayRow:
    """Another voice this one cites or is cited by, how often, and its address."""

    label: str
    count: int
    reports: int
    href: str


@dataclass(frozen=True, slots=True)
class VoicePage:
    """One voice.

    Attributes:
        id, label, kind: of the voice; ``actor`` leads to the actor who speaks, or None.
        statements, reports: how often and where it speaks.
        sayings: what it says, in order; ``pager`` for more.
        cites, cited_by: who relays whom.
        incidents: it has accounts of.
        words: what it calls things: (subject, address, words with counts).
    """

    id: str
    label: str
    kind: str
    actor: Link | None
    statements: int
    reports: int
    sayings: tuple[Saying, ...]
    pager: Pager
    cites: tuple[RelayRow, ...]
    cited_by: tuple[RelayRow, ...]
    incidents: tuple[Link, ...]
    words: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One place an actor is named: the words around, the form itself, its title, report, hour, address."""

    before: str
    form: str
    after: str
    title: str
    outlet: str
    published: str
    report_title: str
    href: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    """One actor.

    Attributes:
        id, name, kind: of the actor.
        mentions, reports: how often and in how many reports it is named.
        forms: every spelling with counts; ``titles`` and offices the texts give.
        part_of: larger actors.
        voices: as which it speaks.
        rows: where it is named; ``pager`` for more.
        naming: what others call it.
        questions: open or decided comparisons with others: (words, verdict, reason, address).
    """

    id: str
    name: str
    kind: str
    mentions: int
    reports: int
    forms: tuple[tuple[str, int], ...]
    titles: tuple[tuple[str, int], ...]
    part_of: tuple[Link, ...]
    voices: tuple[Link, ...]
    rows: tuple[MentionRow, ...]
    pager: Pager
    naming: NamingTable | None
    questions: tuple[tuple[str, str, str, str], ...]


def voice_page(store: Store, voice_id: str, *, offset: int = 0, limit: int = PAGE) -> VoicePage | None:
    """The page of one voice, or None."""
    voice = store.voice(voice_id)
    if voice is None:
        return None
    clock = Clock.of(store)
    found = store.page("sayings", {"voice": voice_id}, limit=limit, offset=offset)
    actor = store.actor(voice.actor) if voice.actor else None
    cites = store.page("relays", {"outer": voice_id}, limit=40)
    cited = store.page("relays", {"inner": voice_id}, limit=40)
    told, reports = store.told_by(voice_id)
    incidents = store.incidents_of(told)
    return VoicePage(
        voice.id,
        voice.label or "Not said who",
        voice.kind,
        Link(actor.name, f"/actors/{actor.id}") if actor else None,
        found.total,
        reports,
        tuple(_saying(store, r, clock) for r in found.rows),
        pager(f"/voices/{voice_id}", offset, limit, len(found.rows), found.total),
        tuple(RelayRow(r["cited"] or NO_VOICE, r["count"], r["reports"], f"/voices/{r['inner_voice']}") for r in cites.rows),
        tuple(RelayRow(r["citing"] or NO_VOICE, r["count"], r["reports"], f"/voices/{r['outer_voice']}") for r in cited.rows),
        tuple(Link(incidents[i].title, f"/incidents/{i}") for i in told if i in incidents),
        _words_used(store, voice_id),
    )


def _saying(store: Store, row: dict[str, Any], clock: Clock) -> Saying:
    whole = store.words_around(Quote(row["report"], Span(row["start"], row["end"])), 0)[1]
    return Saying(
        shorten(row["content"], 600),
        shorten(whole, 600),
        row["chain"].replace(" → ", " › "),
        row["cue"],
        row["stance"],
        row["manner"],
        row["evidence"],
        row["outlet"] or NO_OUTLET,
        clock.short(row["published"] or ""),
        row["report_title"] or "untitled",
        f"/reports/{row['report']}?at={row['start']}-{row['end']}#s{row['n']}",
    )


def _words_used(store: Store, voice_id: str) -> tuple[tuple[str, str, str], ...]:
    found = store.page("namings", {"voice": voice_id}, limit=400)
    by_subject: dict[str, tuple[str, Counter[str]]] = {}
    for row in found.rows:
        by_subject.setdefault(row["subject"], (row["subject_title"] or "", Counter()))[1][row["term"].casefold()] += 1
    ordered = sorted(by_subject.items(), key=lambda item: -sum(item[1][1].values()))[:12]
    return tuple(
        (
            title,
            ("/incidents/" if subject.startswith("i") else "/actors/") + subject,
            ", ".join(f"{w} {n}" if n > 1 else w for w, n in counts.most_common(8)),
        )
        for subject, (title, counts) in ordered
    )


def actor_page(store: Store, actor_id: str, *, offset: int = 0, limit: int = PAGE) -> ActorPage | None:
    """The page of one actor, or None."""
    actor = store.actor(actor_id)
    if actor is None:
        return None
    clock = Clock.of(store)
    found = store.page("mentions", {"actor": actor_id}, limit=limit, offset=offset)
    voices = store.page("voices", {"actor": actor_id}, limit=12)
    rows_of_form = store.page("actors", {"form": actor.forms[0].form}, limit=100).rows if actor.forms else ()
    wholes = [(i, store.actor(i)) for i in actor.part_of]
    matches = [m for m in store.matches(thing=actor_id, limit=20) if m.subject == "actor"]
    return ActorPage(
        actor.id,
        actor.name,
        actor.kind.replace("_", " "),
        found.total,
        next((r["reports"] for r in rows_of_form if r["id"] == actor_id), 0),
        tuple((f.form, f.count) for f in actor.forms[:60]),
        tuple((f.form, f.count) for f in actor.titles[:20]),
        tuple(Link(whole.name, f"/actors/{i}") for i, whole in wholes if whole),
        tuple(Link(r["label"] or NO_VOICE, f"/voices/{r['id']}") for r in voices.rows),
        tuple(_mention(store, r, clock) for r in found.rows),
        pager(f"/actors/{actor_id}", offset, limit, len(found.rows), found.total),
        naming_table(store.namings(actor_id), store),
        tuple((f"{m.left_form} · {m.right_form}", m.verdict, m.reason, f"/review?match={m.id}") for m in matches),
    )


def _mention(store: Store, row: dict[str, Any], clock: Clock) -> MentionRow:
    report = store.report(row["report"])
    text = report.text if report else row["quote"]
    start, end = (row["start"], row["end"]) if report else (0, len(text))
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line_end = line_end if line_end >= 0 else len(text)
    low, high = max(line_start, start - REACH), min(line_end, end + REACH)
    low = low if low == line_start else text.find(" ", low, start) + 1 or low
    high = high if high == line_end else max(text.rfind(" ", end, high), end)
    return MentionRow(
        ("…" if low > line_start else "") + text[low:start],
        text[start:end],
        text[end:high] + ("…" if high < line_end else ""),
        row["title"] or "",
        row["outlet"] or NO_OUTLET,
        clock.short(row["published"] or ""),
        row["report_title"] or "untitled",
        f"/reports/{row['report']}?at={row['start']}-{row['end']}#at",
    )
