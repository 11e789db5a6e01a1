"""What one party does to another: the PLV table (tsv with ``marked_sentence`` and ``gold_root``), or PLOVER's own gold json.

The marked source and target are given, the root is asked for; "no event" is one of the answers and counts like a class.
PLV has one root, YIELD, for CONCEDE and RETREAT. The packaged weights have learnt from PLV_train.tsv, so that the default
is PLOVER's gold sentences, which they have not seen; ``python -m training folds`` measures PLV_train itself in five folds.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from training.readers.events import MarkedSentence, read_plv
from training.readers.texts import WordIndex

from accordingto.reading.heads import Table
from accordingto.reading.sentences import split_sentences
from accordingto.reading.tags import PLOVER_TYPES
from bench.figures import class_f1, table
from bench.reading import engine as load

DATA = ("plover_gsr", "PLOVER_GSR_minus_overlap.json")
_MARKUP = re.compile(r"\((SRC|TAR|EVT|[A-Z]{3}): ([^()]*)\)")


def read_gold_json(path: Path) -> list[MarkedSentence]:
    """PLOVER's gold records that mark a source and have one of the types."""
    found = []
    for record in json.loads(path.read_text(encoding="utf-8")):
        information = record.get("textInfo")
        markup = information.get("markup", "") if isinstance(information, dict) else ""
        if (record.get("event") not in PLOVER_TYPES and record.get("event") != "YIELD") or "(SRC:" not in markup:
            continue
        text, at = "", 0
        spans: dict[str, tuple[int, int]] = {}
        for match in _MARKUP.finditer(markup):
            text += markup[at : match.start()]
            spans.setdefault(match[1], (len(text), len(text) + len(match[2])))
            text += match[2]
            at = match.end()
        root = "YIELD" if record["event"] in ("CONCEDE", "RETREAT") else record["event"]
        found.append(MarkedSentence(text + markup[at:], spans.get("SRC"), spans.get("TAR"), root))
    return found


def roots_of(scores: np.ndarray[Any, Any]) -> dict[str, float]:
    """Probability of every PLV root ("" for no event) from log probabilities over no event and PLOVER_TYPES."""
    sure = np.exp(scores)
    found = {"": float(sure[0])}
    for kind, value in zip(PLOVER_TYPES, sure[1:].tolist(), strict=True):
        root = "YIELD" if kind in ("CONCEDE", "RETREAT") else kind
        found[root] = found.get(root, 0.0) + value
    return found


def predict(rows: list[MarkedSentence], path: Path | None) -> list[str]:
    """The root of every sentence."""
    engine = load(path)
    found = []
    for row in rows:
        scores = engine.score_many([row.text], [split_sentences(row.text)])[0]
        index = WordIndex(scores.spans)
        source, target = (np.arange(*index.range(*span)) if span else np.zeros(0, np.int64) for span in (row.source, row.target))
        view = Table(scores, engine.constants)
        sure = roots_of(view.sentence_event(0, len(scores.spans), source, target)[0])
        found.append(max(sure, key=lambda root: sure[root]))
    return found


def figures_of(gold: list[str], found: list[str]) -> dict[str, Any]:
    """Macro F1 over the gold roots, and accuracy; prints the table of roots."""
    rows = class_f1([g or "no event" for g in gold], [f or "no event" for f in found])
    table("plover roots", rows)
    scored = [count.f1 for label, count in rows.items() if count.gold]
    return {
        "macro_f1": round(sum(scored) / max(1, len(scored)), 4),
        "accuracy": round(sum(g == f for g, f in zip(gold, found, strict=True)) / max(1, len(gold)), 4),
        "sentences": len(gold),
    }


def run(data: Path, engine: Path | None = None) -> dict[str, Any]:
    """Score one table or json file."""
    rows = read_gold_json(data) if data.suffix == ".json" else read_plv(data)
    return figures_of([row.root for row in rows], predict(rows, engine))
