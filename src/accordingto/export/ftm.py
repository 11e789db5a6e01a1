"""``ftm``: FollowTheMoney entities, one JSON object a line, for OpenAleph and its kin.

Articles, the people and organisations named in them, mentions, and incidents as events. FollowTheMoney's Mention has no
offsets; the export ``annotations`` beside it carries them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from accordingto.model.record import Actor, ActorKind
from accordingto.store import Store

SCHEMATA: dict[ActorKind, str] = {
    "person": "Person", "organisation": "Organization", "armed_group": "Organization", "state": "PublicBody", "outlet": "Organization",
    "people": "LegalEntity", "other": "LegalEntity",
}  # fmt: skip


def write(store: Store) -> Iterator[str]:
    """Articles, actors, mentions, events."""
    actors = {a.id: a for a in store.record().actors if a.kind in SCHEMATA}
    for report in store.reports():
        yield _entity(
            report.id, "Article", title=[report.title.value], author=list(report.authors.value or ()), publisher=[report.outlet.value],
            publishedAt=[report.published.value], bodyText=[report.text], sourceUrl=[report.url], language=[report.language],
        )  # fmt: skip
    for actor in actors.values():
        yield _entity(actor.id, SCHEMATA[actor.kind], **_names(actor))
    for actor in actors.values():
        yield from _mentions(store, actor)
    for row in store.connection.execute("SELECT * FROM incidents ORDER BY id").fetchall():
        yield _event(store, dict(row), actors)


def _names(actor: Actor) -> dict[str, Sequence[str | None]]:
    aliases = [form.form for form in actor.forms if form.form != actor.name]
    names: dict[str, Sequence[str | None]] = {"name": [actor.name], "alias": aliases}
    if actor.kind == "person":
        names["position"] = [title.form for title in actor.titles]
    return names


def _mentions(store: Store, actor: Actor) -> Iterator[str]:
    rows = store.connection.execute(
        "SELECT report, quote FROM mentions WHERE actor = ? GROUP BY report, quote ORDER BY report, quote", (actor.id,)
    ).fetchall()
    for row in rows:
        key = f"{actor.id}-{row['report']}-{row['quote'].encode().hex()[:40]}"
        yield _entity(
            key, "Mention", document=[row["report"]], name=[row["quote"]], resolved=[actor.id], detectedSchema=[SCHEMATA[actor.kind]]
        )


def _event(store: Store, row: dict[str, Any], actors: dict[str, Actor]) -> str:
    involved = {
        r[0]
        for r in store.connection.execute(
            "SELECT key FROM account_value JOIN account ON account.id = account WHERE incident = ? AND aspect IN ('who', 'to_whom')",
            (row["id"],),
        )
        if r[0] in actors
    }
    reports = [
        r[0] for r in store.connection.execute("SELECT DISTINCT report FROM account WHERE incident = ? ORDER BY report", (row["id"],))
    ]
    summary = f"{row['origins']} independent origins, {row['reports']} reports, {row['conflicts']} conflicts"
    day = row["first"][:10] if row["first"] else None
    return _entity(
        row["id"], "Event", name=[row["title"]], startDate=[day], location=[row["place"]], country=[(row["country"] or "").lower() or None],
        involved=sorted(involved), proof=reports, keywords=[row["type"]], summary=[summary],
    )  # fmt: skip


def _entity(key: str, schema: str, **properties: Sequence[str | None]) -> str:
    given = {name: [v for v in values if v] for name, values in properties.items()}
    return json.dumps({"id": key, "schema": schema, "properties": {n: v for n, v in given.items() if v}}, ensure_ascii=False) + "\n"
