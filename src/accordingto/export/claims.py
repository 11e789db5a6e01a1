"""``claims``: statements as schema.org Claims: what is claimed, by whom, where it appears. No verdict: that takes a human."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from accordingto.store import Store

# Only what asserts something can be true or false; demands, threats, promises and questions are no claims.
CLAIMING = ("asserts", "accuses", "denies")
SCHEMA_TYPES = {
    "person": "Person",
    "office": "Person",
    "organisation": "Organization",
    "state": "Organization",
    "outlet": "NewsMediaOrganization",
}


def write(store: Store) -> Iterator[str]:
    """One JSON-LD graph."""
    yield '{"@context": "https://schema.org", "@graph": [\n'
    first = True
    marks = ", ".join("?" * len(CLAIMING))
    rows = store.connection.execute(
        f"SELECT * FROM statements WHERE stance IN ({marks}) AND negated = 0 ORDER BY published IS NULL, published, report, n", CLAIMING
    )
    for row in rows:
        yield ("" if first else ",\n") + json.dumps(_claim(dict(row)), ensure_ascii=False)
        first = False
    yield "\n]}\n"


def _claim(row: dict[str, Any]) -> dict[str, Any]:
    article = {
        "@type": "NewsArticle",
        "@id": f"urn:accordingto:{row['report']}",
        "headline": row["report_title"],
        "datePublished": row["published"],
        "publisher": {"@type": "NewsMediaOrganization", "name": row["outlet"]} if row["outlet"] else None,
    }
    name = row["voice"] or row["said_by"]
    speaker = {"@type": SCHEMA_TYPES.get(row["voice_kind"], "Thing"), "name": name} if name else None
    claim = {
        "@type": "Claim",
        "@id": f"urn:accordingto:{row['report']}/statements/{row['n']}",
        "text": row["content"],
        "author": speaker,
        "appearance": _given(article),
        "claimInterpreter": {"@type": "SoftwareApplication", "name": "accordingto"},
        "abstract": f"{row['chain']} ({row['stance']}, {row['evidence']})",
    }
    return _given(claim)


def _given(value: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if item is not None}
