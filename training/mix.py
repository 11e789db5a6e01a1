"""What the network is taught from, and in which proportions: the one table of the training."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.documents import UPOS, Document
from training.readers import events, factuality, names, polnear, times, treebanks


@dataclass(frozen=True, slots=True)
class Part:
    """One corpus of the mix.

    Attributes:
        name: what logs and the model card call it.
        corpus: name of the packed corpus.
        share: of the word pieces of a batch, before normalising.
        read: its training documents, given the corpus's folder.
        teaches: the heads that learn from it.
    """

    name: str
    corpus: str
    share: float
    read: Callable[[Path], Iterator[Document]]
    teaches: str


def _ewt(folder: Path) -> Iterator[Document]:
    values = factuality.read_values(folder.parent / "uds_factuality") if (folder.parent / "uds_factuality").is_dir() else {}
    path = folder / "train.jsonl"
    ids = [json.loads(line)["sent_id"] for line in path.open(encoding="utf-8")]
    open_class = sum(1 << UPOS.index(tag) for tag in ("VERB", "NOUN", "ADJ", "PROPN"))
    for document in factuality.add_status(treebanks.read_ewt(path), ids, values):
        # No word of a closed class is an event trigger; of the others this corpus says nothing.
        document.masks["events"] = np.where(document.masks["upos"] & open_class, 0, 1)
        yield document


def _plv(folder: Path) -> Iterator[Document]:
    return events.marked_documents("plv", events.read_plv(folder / "PLV_train.tsv"))


MIX: tuple[Part, ...] = (
    Part("polnear", "polnear", 0.40, lambda f: polnear.read_folder(f / "train", every_annotator=True), "attribution, links"),
    Part("ewt", "ewt_propbank_merged", 0.20, _ewt, "upos, arcs, relations, predicates, roles, status, events"),
    Part("gum", "gum", 0.10, lambda f: treebanks.read_gum(f, "train"), "upos, arcs, relations"),
    Part("newswire", "en_worldwide_newswire", 0.14, lambda f: names.read_newswire(f, test=False), "names"),
    Part("politics", "crossner_politics", 0.01, lambda f: names.read_politics(f / "train.txt"), "names"),
    Part(
        "timeml", "tempeval3", 0.04, lambda f: (times.time_document(t) for t in times.read_times(f, held_out=False)), "times"
    ),
    Part("plv", "plv_plover", 0.03, _plv, "events, parties"),
    Part("parties", "cameo_ner", 0.02, lambda f: events.read_parties(f / "train.txt"), "parties"),
    Part("quads", "cameo_class", 0.01, lambda f: events.read_quads(f / "train.tsv"), "events"),
    Part("wikievents", "wikievents", 0.03, lambda f: events.read_wikievents(f / "train_human_format.jsonl"), "events"),
    Part("rams", "rams_dev_test", 0.01, lambda f: events.read_rams(f / "dev.jsonlines"), "events"),
    Part(
        "headlines", "ngec_synthetic", 0.01, lambda f: events.read_headlines(f / "gpt_synthetic_events_2023-10-19_19.csv"), "events"
    ),
)

WEIGHTS: dict[str, float] = {
    "attribution": 4.0, "links": 0.3, "arcs": 1.0, "relations": 0.8, "upos": 0.4, "predicates": 0.4, "roles": 0.5, "names": 1.5,
    "times": 0.5, "parties": 0.4, "events": 0.3, "pairs": 0.3, "status": 0.4,
}  # fmt: skip
"""What each head's loss counts for in the sum."""
