"""``json``: everything the record holds, as the model's own JSON (``accordingto.model.codec`` reads it back)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from accordingto.model.codec import encode
from accordingto.store import Store


def write(store: Store) -> Iterator[str]:
    """One JSON object: sources, reports, readings, record, decisions, failures; written piece by piece."""
    readings = store.readings()
    yield '{"format": "accordingto/1"'
    yield from _list("sources", (encode(s) for row in store.sources() if (s := store.source(row["id"])) is not None))
    yield from _list("reports", (encode(report) for report in store.reports()))
    yield from _list("readings", (encode(readings[key]) for key in readings))
    yield ',\n"record": ' + _text(encode(store.record()))
    yield from _list("decisions", (encode(decision) for decision in store.every_decision()))
    yield from _list("failures", store.failures())
    yield "}\n"


def _list(name: str, items: Iterable[Any]) -> Iterator[str]:
    yield f',\n"{name}": ['
    for at, item in enumerate(items):
        yield (",\n" if at else "\n") + _text(item)
    yield "]"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
