"""Event clusters of ECB+ on gold mentions: CoNLL F1 on the development topics, with this project's own readings.

Mentions are the gold's action markables in its checked sentences. Each gets a profile (see ``resolving.profiles``): the
reader's event where one stands on it, else its lemma, the names and times of its sentence. Documents are first grouped by
their words, then mentions are clustered within groups by average linkage on the likeness of profiles. ``--fit`` learns the
weights on the training topics (1 to 35 without the development topics) and prints them.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accordingto.model.reading import Reading
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.lemma import lemma
from accordingto.resolving.actors import ActorIndex, settle
from accordingto.resolving.likeness import compare_profiles
from accordingto.resolving.naming_links import read_names
from accordingto.resolving.profiles import Profile, event_profile, span_days, stem
from bench.corpora import needed, use

DATA = ("ecbplus", "")
DEV = (2, 5, 12, 18, 21, 23, 34, 35)
TRAIN = tuple(t for t in range(1, 36) if t not in DEV)
DOCUMENTS_ALIKE = 0.13  # cosine from which two documents are on one story; chosen on the training topics
TRIES = ("same_lemma", "same_class", "same_stem", "same_day", "days_touch", "days_apart", "coarse_holds", "coarse_apart",
         "same_site", "same_city",
         "same_wide", "nested_place", "places_apart", "same_named", "other_named", "same_agent", "other_agent", "same_recipient",
         "same_state_recipient", "same_head", "same_figure", "figure_overlap", "figure_apart", "shared_words", "same_type", "other_type",
         "same_mode", "same_report", "anaphoric", "same_document_words", "near_lemma", "lemma_words", "lemma_same_document")  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A text of the corpus: its report, and per gold mention its span and chain."""

    topic: int
    report: Report
    mentions: tuple[tuple[Span, str], ...]


@dataclass(frozen=True)
class Mention:
    """A gold mention with its profile."""

    document: int
    span: Span
    chain: str
    word: str
    profile: Profile


def documents(root: Path, topics: Iterable[int]) -> list[Document]:
    """Texts of some topics, rebuilt from their tokens."""
    checked: dict[str, set[int]] = defaultdict(set)
    with (root / "ECBplus_coreference_sentences.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            checked[f"{row['Topic']}_{row['File']}.xml"].add(int(row["Sentence Number"]))
    return [_document(path, topic, checked[path.name]) for topic in topics for path in sorted((root / str(topic)).glob("*.xml"))]


def _document(path: Path, topic: int, checked: set[int]) -> Document:
    tree = ET.parse(path).getroot()
    text, spans, sentences, last = "", {}, {}, -1
    for token in tree.iter("token"):
        word, sentence, key = token.text or "", int(token.get("sentence", 0)), token.get("t_id", "")
        word = '"' if word in ("``", "''") else word
        if text:
            text += "\n" if sentence != last else "" if re.fullmatch(r"[.,?!;:%)]|'s|n't", word) or text[-1] in "($" else " "
        spans[key], sentences[key], last = Span(len(text), len(text) + len(word)), sentence, sentence
        text += word
    held: dict[str, list[str]] = {}
    for mark in tree.find("Markables") or ():
        tokens = [a.get("t_id", "") for a in mark]
        if tokens and (mark.tag.startswith("ACTION") or mark.tag.startswith("NEG_ACTION")):
            held[mark.get("m_id", "")] = tokens
    chain = {s.get("m_id", ""): relation.get("note") or f"{path.name}:{relation.get('r_id')}"
             for relation in tree.find("Relations") or () for s in relation.findall("source")}  # fmt: skip
    mentions = [
        (Span(spans[t[0]].start, spans[t[-1]].end), chain.get(m, f"{path.name}#{m}")) for m, t in held.items() if sentences[t[0]] in checked
    ]
    report = Report(
        f"r{path.stem}", "s", Span(0, len(text)), text, OffsetMap.identity(len(text)), Guess(), Guess(), Guess(), Guess(), Guess()
    )
    return Document(topic, report, tuple(sorted(mentions)))


def mentions_of(docs: Sequence[Document], readings: Sequence[Reading]) -> list[Mention]:
    """Profiles of all gold mentions."""
    index = ActorIndex()
    for doc, reading in zip(docs, readings, strict=True):
        index.add(doc.report, reading, settle(read_names(doc.report, reading)))
    solution = index.resolve()
    people = {a.id for a in solution.actors if a.kind == "person"}
    found = []
    for at, (doc, reading) in enumerate(zip(docs, readings, strict=True)):
        names = [solution.ids[k] for k in index.reports[doc.report.id].keys]
        context = Counter(k[6:] for k in index.reports[doc.report.id].keys if k.startswith("state:"))
        for span, chain in doc.mentions:
            event = next((i for i, e in enumerate(reading.events) if e.trigger.overlaps(span)), None)
            if event is not None:
                profile = event_profile(doc.report, reading, event, names, people, context)
            else:
                profile = Profile("any", {"": 1}, lemmas={})
            _fill_in(profile, doc.report, reading, span, names, people)
            found.append(Mention(at, span, chain, _head(doc.report.text, span), profile))
    return found


def _head(text: str, span: Span) -> str:
    """The lemma a mention is known by: of its first word as a verb, or of its last as a noun where it is a phrase."""
    words = [w for w in re.findall(r"[\w-]+", span.of(text)) if w.lower() not in ("the", "a", "an", "has", "was", "been")] or [
        span.of(text)
    ]
    tag = "VERB" if words[0].islower() or len(words) == 1 else "NOUN"
    return stem(lemma(words[0].lower(), tag))


def _fill_in(profile: Profile, report: Report, reading: Reading, span: Span, names: Sequence[str], people: set[str]) -> None:
    """What a mention without arguments has: the names and days of its sentence."""
    profile.family = "any"
    profile.lemmas = {_head(report.text, span): 1}
    profile.reports = {report.id}
    sentence = next((s for s in reading.sentences if s.overlaps(span)), None)
    if sentence is None:
        profile.set_days(profile.days)
        return
    near = {names[i] for i, n in enumerate(reading.names) if sentence.contains(n.span)}
    if not (profile.agents or profile.named or profile.recipients):
        profile.named, profile.recipients = near & people, near - people
    if not profile.days and not profile.coarse:
        days = [span_days(t.interval) for t in reading.times if sentence.contains(t.span)]
        profile.set_days([d for d in days if d is not None and d[1] - d[0] < 3])
    profile.words = {stem(w) for w in re.findall(r"[a-z]{3,}", sentence.of(report.text).lower())}


def document_vectors(docs: Sequence[Document]) -> NDArray[np.float32]:
    """Unit tf-idf vectors of the documents' words."""
    counts = [Counter(stem(w) for w in re.findall(r"[a-z]{3,}", d.report.text.lower())) for d in docs]
    frequency = Counter(w for c in counts for w in c)
    vocabulary = {w: i for i, w in enumerate(sorted(w for w, n in frequency.items() if n > 1))}
    matrix = np.zeros((len(docs), len(vocabulary)), dtype=np.float32)
    for row, words in enumerate(counts):
        for word, n in words.items():
            if word in vocabulary:
                matrix[row, vocabulary[word]] = (1 + math.log(n)) * math.log(len(docs) / frequency[word])
    vectors: NDArray[np.float32] = matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return vectors


def stories(vectors: np.ndarray, least: float = DOCUMENTS_ALIKE) -> list[int]:
    """Group documents by average linkage; returns the group of each."""
    return average_linkage(vectors @ vectors.T, least)


def average_linkage(alike: np.ndarray, least: float) -> list[int]:
    """Join the two groups with the highest mean likeness until none reaches ``least``."""
    n = len(alike)
    sums = alike.astype(np.float64).copy()
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(n)
    label = list(range(n))
    means = sums.copy()
    while n > 1:
        at = int(np.argmax(means))
        i, j = divmod(at, len(means))
        if means[i, j] < least:
            break
        sums[i, :] += sums[j, :]
        sums[:, i] = sums[i, :]
        sizes[i] += sizes[j]
        sums[j, :] = sums[:, j] = -np.inf
        sums[i, i] = -np.inf
        means = sums / np.outer(sizes, sizes)
        label = [i if x == j else x for x in label]
        n -= 1
    return label


def features(a: Mention, b: Mention, documents_alike: float) -> dict[str, float]:
    """What two mentions share, by the names of the weights."""
    parts, _ = compare_profiles(a.profile, b.profile, same_report=a.document == b.document)
    same = a.word == b.word
    parts["same_stem"] = float(
        not same and min(len(a.word), len(b.word)) > 3 and (a.word.startswith(b.word[:5]) or b.word.startswith(a.word[:5]))
    )
    if a.profile.seen.classes & b.profile.seen.classes and not same:
        parts["same_class"] = 1.0
    parts["same_document_words"] = documents_alike
    parts["near_lemma"] = float(same or parts["same_stem"] > 0) * documents_alike
    parts["lemma_words"] = float(same) * parts.get("shared_words", 0.0)
    parts["lemma_same_document"] = float(same and a.document == b.document)
    return parts


def pairs_within(mentions: Sequence[Mention], story: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Pairs of mentions whose documents are on one story."""
    by_story: dict[int, list[int]] = defaultdict(list)
    for i, m in enumerate(mentions):
        by_story[story[m.document]].append(i)
    for members in by_story.values():
        for x, i in enumerate(members):
            for j in members[x + 1 :]:
                yield i, j


def fit(rows: np.ndarray, truth: np.ndarray, *, ridge: float = 2.0, rounds: int = 25) -> np.ndarray:
    """Logistic regression by Newton's method with a ridge; the last weight is the bias."""
    x = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    penalty[-1] = 0.0
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - truth) + penalty * weights
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6)
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def cluster(
    mentions: Sequence[Mention], vectors: np.ndarray, story: Sequence[int], weights: Mapping[str, float], least: float
) -> list[str]:
    """Cluster mentions story by story; returns a label for each."""
    by_story: dict[int, list[int]] = defaultdict(list)
    for i, m in enumerate(mentions):
        by_story[story[m.document]].append(i)
    labels = [""] * len(mentions)
    for key, members in by_story.items():
        alike = np.zeros((len(members), len(members)))
        for x, i in enumerate(members):
            for y in range(x + 1, len(members)):
                j = members[y]
                found = features(mentions[i], mentions[j], float(vectors[mentions[i].document] @ vectors[mentions[j].document]))
                total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
                alike[x, y] = alike[y, x] = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        for i, label in zip(members, average_linkage(alike, least), strict=True):
            labels[i] = f"{key}.{label}"
    return labels


def conll(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """MUC, B-cubed and CEAF-e F1 and their mean, singletons included."""
    keys, answers = _groups(gold), _groups(found)
    muc = _f1(_muc(keys, found), _muc(answers, gold))
    cubed = _f1(_b_cubed(keys, gold, found), _b_cubed(answers, found, gold))
    similar = {(k, a): 2 * len(x & y) / (len(x) + len(y)) for k, x in keys.items() for a in {found[i] for i in x} for y in [answers[a]]}
    best = _assign(similar)
    ceaf = _f1(best / len(keys), best / len(answers))
    return {"MUC": muc, "B3": cubed, "CEAFe": ceaf, "CoNLL": (muc + cubed + ceaf) / 3}


def _groups(labels: Sequence[str]) -> dict[str, set[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for i, label in enumerate(labels):
        groups[label].add(i)
    return groups


def _f1(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _muc(groups: Mapping[str, set[int]], other: Sequence[str]) -> float:
    top = sum(len(g) - len({other[i] for i in g}) for g in groups.values())
    bottom = sum(len(g) - 1 for g in groups.values())
    return top / bottom if bottom else 0.0


def _b_cubed(groups: Mapping[str, set[int]], own: Sequence[str], other: Sequence[str]) -> float:
    total = 0.0
    for group in groups.values():
        counts = Counter(other[i] for i in group)
        total += sum(n * n for n in counts.values()) / len(group)
    return total / len(own)


def _assign(similar: Mapping[tuple[str, str], float]) -> float:
    """The best one-to-one assignment, by connected parts, with the Hungarian method of scipy where it is large."""
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    left = sorted({k for k, _ in similar})
    right = sorted({a for _, a in similar})
    matrix = np.zeros((len(left), len(right)))
    rows, columns = {k: i for i, k in enumerate(left)}, {a: i for i, a in enumerate(right)}
    for (k, a), value in similar.items():
        matrix[rows[k], columns[a]] = value
    chosen = linear_sum_assignment(-matrix)
    return float(matrix[chosen].sum())


def read(docs: Sequence[Document]) -> list[Reading]:
    """Readings of the texts."""
    from accordingto.reading.reader import Reader

    return list(Reader.load().read_many([d.report for d in docs]))


def learn(docs: Sequence[Document], readings: Sequence[Reading], *, most: int = 60_000) -> dict[str, float]:
    """Weights from pairs of gold mentions of one topic."""
    mentions, vectors = mentions_of(docs, readings), document_vectors(docs)
    topics = [d.topic for d in docs]
    pairs = list(pairs_within(mentions, topics))
    rng = np.random.default_rng(7)
    positive = [p for p in pairs if mentions[p[0]].chain == mentions[p[1]].chain]
    negative = [p for p in pairs if mentions[p[0]].chain != mentions[p[1]].chain]
    keep = rng.permutation(len(negative))[:most]
    rows, truth = [], []
    for i, j in [*positive, *(negative[k] for k in keep)]:
        found = features(mentions[i], mentions[j], float(vectors[mentions[i].document] @ vectors[mentions[j].document]))
        rows.append([found.get(name, 0.0) for name in TRIES])
        truth.append(float(mentions[i].chain == mentions[j].chain))
    weights = fit(np.array(rows), np.array(truth))
    sampled = math.log(max(1, len(negative)) / max(1, len(keep)))
    return {**dict(zip(TRIES, map(float, weights[:-1]), strict=True)), "bias": float(weights[-1]) - sampled}


def evaluate(docs: Sequence[Document], readings: Sequence[Reading], weights: Mapping[str, float], least: float) -> dict[str, float]:
    """Scores of some topics, documents grouped by the bench itself."""
    mentions, vectors = mentions_of(docs, readings), document_vectors(docs)
    labels = cluster(mentions, vectors, stories(vectors), weights, least)
    return {"mentions": len(mentions), **conll([m.chain for m in mentions], labels)}


def run(data: Path) -> dict[str, float]:
    """Score the development topics."""
    stored = json.loads((Path(__file__).parent / "clusters.json").read_text(encoding="utf-8"))
    docs = documents(data, DEV)
    return evaluate(docs, read(docs), stored["weights"], stored["least"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--fit", action="store_true", help="learn the weights again and print them")
    args = parser.parse_args()
    use(args.corpora)
    root = needed(DATA[0])
    if args.fit:
        train = documents(root, TRAIN)
        print(json.dumps(learn(train, read(train)), indent=1))
    else:
        print(json.dumps(run(root), indent=1))


if __name__ == "__main__":
    main()
