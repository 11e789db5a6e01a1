"""What came last: corrections, denials, updates, claims without evidence and drifts, newest first, in neutral words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accordingto.model.record import Account, Incident, RecordVoice, Value
from accordingto.store import ReportHead, Store
from accordingto.views.common import Clock, chain_labels, when_of
from accordingto.views.sides import POINTING, actor_names, side_text
from accordingto.views.wording import ASPECTS, capital

MOST = 6
LOOKED_AT = 24
DEEDS = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE"))  # of which it says something who did it; whoever speaks does the speaking


@dataclass(frozen=True, slots=True)
class News:
    """One item: its kind, when, words that link, and words after them."""

    kind: str
    published: str
    link: str
    href: str
    rest: str


def latest(store: Store, clock: Clock, *, since: str = "", days: tuple[date, date] | None = None) -> tuple[News, ...]:
    """At most six items from the newest reports; ``since`` keeps those taken in after that time, ``days`` those that appeared in them."""
    heads = store.heads_since(since, limit=LOOKED_AT) if since else store.heads(limit=LOOKED_AT, newest=True, days=days)
    accounts = {h.id: store.accounts(report=h.id) for h in heads}
    every = [a for found in accounts.values() for a in found]
    voices = store.voices({v for a in every for v in a.chain})
    incidents = store.incidents_of({a.incident for a in every})
    names = actor_names(store, (v for a in every for v in a.values))
    correcting = store.heads_of({a.withdrawn.report for a in every if a.withdrawn})
    items: list[tuple[str, News]] = []
    seen: set[tuple[str, str]] = set()
    for head in heads:
        for account in accounts[head.id]:
            told = correcting.get(account.withdrawn.report, head) if account.withdrawn else head
            item = _news(account, told, voices, incidents.get(account.incident), clock, names)
            if item and (item.kind, account.incident) not in seen:
                seen.add((item.kind, account.incident))
                items.append((told.published, item))
        for drift in store.drifts(report=head.id, limit=3):
            href = f"/reports/{drift.after.report}?at={drift.after.span.start}-{drift.after.span.end}#at"
            if drift.after.report == head.id and (drift.kind, head.id) not in seen:
                seen.add((drift.kind, head.id))
                link = f"{head.outlet or 'A report'}: {drift.note or drift.kind}"
                items.append((head.published, News(capital(drift.kind), when_of(head, clock), link, href, "")))
    items.sort(key=lambda item: item[0], reverse=True)
    return tuple(item for _, item in items[:MOST])


def _news(
    account: Account, head: ReportHead, voices: dict[str, RecordVoice], incident: Incident | None, clock: Clock, names: Mapping[str, str]
) -> News | None:
    title = incident.title.removesuffix(", place and day not given") if incident else ""
    chain = chain_labels(account, voices)
    speaker, outlet = capital(chain[-1]), chain[0]
    told = f", {outlet} reports" if len(chain) > 1 else ""

    def item(kind: str, link: str, rest: str, aspect: str) -> News:
        return News(kind, when_of(head, clock), link, f"/incidents/{account.incident}/accounts/{account.id}/{aspect}", rest)

    if account.withdrawn:
        figure = next((v for v in account.values if v.quantity), None)
        what = f" {side_text(figure, names)}" if figure else " what it said"
        return item("Correction", f"{outlet} withdraws{what}", f". {title}.", figure.aspect if figure else "evidence")
    if account.standing != "first hand":
        return None
    denied = next((v for v in account.values if v.denied), None)
    if denied:
        return item("Denial", f"{speaker} denies it{told}", f". {title}.", denied.aspect)
    figure = next((v for v in account.values if v.quantity and v.aspect in ("killed", "injured", "missing", "detained")), None)
    if figure:
        kind = "Figure, no evidence offered" if account.evidence == "not offered" else "Figure"
        return item(kind, f"{speaker}: {side_text(figure, names)} {ASPECTS[figure.aspect].lower()}", f"{told}. {title}.", figure.aspect)
    speaks = voices[account.chain[-1]].actor if account.chain[-1] in voices else None
    named = next((v for v in account.values if v.aspect == "who" and _names_somebody(v) and v.key != speaks), None)
    if named and len(account.chain) > 1 and incident and incident.type in DEEDS:
        kind = "Claim, no evidence offered" if account.evidence == "not offered" else "Claim"
        return item(kind, f"{speaker} on who did it: {side_text(named, names)}", f"{told}. {title}.", "who")
    return None


def _names_somebody(value: Value) -> bool:
    """Whether the words name an actor: a description ("About 200") or a bare pronoun tells a reader of news nothing."""
    return (
        bool(value.key)
        and "~" not in value.key
        and any(w[:1].isupper() for w in value.text.split() if w.casefold() not in POINTING | {"the", "a", "an"})
    )
