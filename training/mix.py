"""What the network is taught from, and in which proportions: the one table of the training."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from accordingto.reading.lemma import lemma
from accordingto.reading.lexicon import event_senses
from training.documents import UPOS, Document
from training.readers import events, factuality, names, polnear, times, treebanks
from training.templates import made_documents


@dataclass(frozen=True, slots=True)
class Part:
    """One corpus of the mix.

    Attributes:
        name: what logs and the model card call it.
        corpus: name of the packed corpus.
        share: of the word pieces of a batch, before normalising.
        read: its training documents, given the corpus's folder.
        teaches: the heads that learn from it.
        swaps: copies with other names in them (``training.swaps``) for each document; below one, of a share of them.
    """

    name: str
    corpus: str
    share: float
    read: Callable[[Path], Iterator[Document]]
    teaches: str
    swaps: float = 0


def _ewt(folder: Path) -> Iterator[Document]:
    values = factuality.read_values(folder.parent / "uds_factuality") if (folder.parent / "uds_factuality").is_dir() else {}
    path = folder / "train.jsonl"
    ids = [row["sent_id"] for row in treebanks.read_jsonl(path)]
    for document in factuality.add_status(treebanks.read_ewt(path), ids, values):
        document.masks["events"] = lexicon_events(document)
        yield document


def _gum(folder: Path) -> Iterator[Document]:
    for document in treebanks.read_gum(folder, "train"):
        document.masks["events"] = lexicon_events(document)
        yield document


def lexicon_events(document: Document) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Event types of a treebank's words by the package's own event lexicon.

    A word that the lexicon does not know is no event. One that it knows firmly has one of its types; one that it calls weak,
    and every noun, has one of them or none; parts of its multiword entries stay open.
    """
    verbs, nouns = event_senses("verbs"), event_senses("nouns")
    partial = {word for kind in ("verbs", "nouns") for entry in event_senses(kind) if " " in entry for word in entry.split()}
    masks = np.ones(len(document.words), dtype=np.int64)
    for at, (word, mask) in enumerate(zip(document.words, document.masks["upos"].tolist(), strict=True)):
        tag = UPOS[mask.bit_length() - 1] if mask else "X"
        if tag not in ("VERB", "NOUN"):
            continue
        base = lemma(word, tag)
        senses = (verbs if tag == "VERB" else nouns).get(base, ())
        types = events.type_mask(tuple({sense.type for sense in senses}))
        firm = tag == "VERB" and any(not sense.weak for sense in senses)
        masks[at] = types if firm else types | 1
        if base in partial and not firm:
            masks[at] = 0
    return masks


def _plv(folder: Path) -> Iterator[Document]:
    return events.marked_documents("plv", events.read_plv(folder / "PLV_train.tsv"))


MIX: tuple[Part, ...] = (
    Part("polnear", "polnear", 0.26, lambda f: polnear.read_folder(f / "train", every_annotator=True), "attribution, links", 0.4),
    Part("ewt", "ewt_propbank_merged", 0.16, _ewt, "upos, arcs, relations, predicates, roles, status, events", 0.5),
    Part("gum", "gum", 0.06, _gum, "upos, arcs, relations, events", 0.3),
    Part("newswire", "en_worldwide_newswire", 0.27, lambda f: names.read_newswire(f, test=False), "names", 0.5),
    Part("politics", "crossner_politics", 0.01, lambda f: names.read_politics(f / "train.txt"), "names", 1),
    Part("timeml", "tempeval3", 0.02, lambda f: (times.time_document(t) for t in times.read_times(f, held_out=False)), "times", 0.3),
    Part("plv", "plv_plover", 0.06, _plv, "events, parties", 2),
    Part("parties", "cameo_ner", 0.035, lambda f: events.read_parties(f / "train.txt"), "parties", 2),
    Part("quads", "cameo_class", 0.01, lambda f: events.read_quads(f / "train.tsv"), "events", 1),
    Part("wikievents", "wikievents", 0.03, lambda f: events.read_wikievents(f / "train_human_format.jsonl"), "events"),
    Part("rams", "rams_dev_test", 0.01, lambda f: events.read_rams(f / "dev.jsonlines"), "events"),
    Part("headlines", "ngec_synthetic", 0.01, lambda f: events.read_headlines(f / "gpt_synthetic_events_2023-10-19_19.csv"), "events"),
    Part("made", "", 0.06, lambda f: made_documents(), "names, attribution, links, predicates, roles, status, events, parties"),
)

WEIGHTS: dict[str, float] = {
    "attribution": 4.0, "links": 0.3, "arcs": 1.0, "relations": 0.8, "upos": 0.4, "predicates": 0.4, "roles": 0.5, "names": 2.5,
    "times": 0.5, "parties": 0.7, "events": 0.3, "pairs": 0.4, "status": 0.4,
}  # fmt: skip
"""What each head's loss counts for in the sum."""
