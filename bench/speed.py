"""How fast whole reports are read: ``python bench/speed.py [--data DIR_OF_TXT]``. Last comes one JSON line.

Words (not white space) of running text per second: the whole reading on two cores (two processes of one thread, as ``--jobs
2`` does it; wall time) and on one (CPU time, as all that follows), the engine alone, and beside them, per core, a spaCy
pipeline of the size of its small English model (tagger, parser and names over a CNN of width 96 and depth 4; its speed does
not depend on its weights, so they are only initialised). Memory is the largest resident size of one reading process.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import multiprocessing
import os
import pstats
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.engine import Engine
from accordingto.reading.reader import Reader
from accordingto.reading.sentences import split_sentences
from accordingto.reading.words import words
from bench.corpora import corpus


def report_of(text: str, number: int) -> Report:
    """A report that is nothing but running text."""
    none: Any = Guess()
    return Report(f"r{number}", "s", Span(0, len(text)), text, OffsetMap.identity(len(text)), none, none, none, none, none)


def texts_of(data: Path | None) -> list[str]:
    """The ``*.txt`` files below a folder; PolNeAR's development articles by default, else the project's own examples."""
    folder = data or corpus("polnear")
    paths = sorted((folder / "dev" / "text" if data is None and folder else folder or ROOT / "examples").rglob("*.txt"))
    return [path.read_text(encoding="utf-8") for path in paths]


def timed(work: Any, clock: Any = time.process_time) -> float:
    """The lesser of two runs, in CPU seconds of this process (what others do on the machine tells little), or by another clock."""
    best = float("inf")
    for _ in range(2):
        begun = clock()
        work()
        best = min(best, clock() - begun)
    return best


_reader: list[Reader] = []


def _start() -> None:
    _reader.append(Reader.load(threads=1))


def _read(texts: Sequence[str]) -> int:
    for _ in _reader[0].read_many(report_of(text, number) for number, text in enumerate(texts)):
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def spacy_pipeline() -> Any:
    """tagger, parser and names over one shared CNN, as in spaCy's small English model."""
    import spacy
    from spacy.cli.init_config import init_config
    from spacy.training import Example

    config = init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency")
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    text = ["Police", "arrested", "Anna", "Koss", "in", "Tolm", "."]
    doc = spacy.tokens.Doc(nlp.vocab, words=text)
    gold = {"words": text, "tags": ["NNS", "VBD", "NNP", "NNP", "IN", "NNP", "."], "heads": [1, 1, 3, 1, 1, 4, 1],
            "deps": ["nsubj", "ROOT", "compound", "obj", "prep", "pobj", "punct"],
            "entities": ["O", "O", "B-PER", "L-PER", "O", "U-LOC", "O"]}  # fmt: skip
    example = Example.from_dict(doc, gold)
    nlp.initialize(lambda: [example])
    return nlp


def profile(texts: Sequence[str]) -> None:
    """Where the time of one process goes."""
    reader = Reader.load(threads=1)
    watch = cProfile.Profile()
    watch.enable()
    for _ in reader.read_many(report_of(text, number) for number, text in enumerate(texts)):
        pass
    watch.disable()
    pstats.Stats(watch).sort_stats("tottime").print_stats(40)


def main() -> None:
    """Measure, print, and end with the JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--limit", type=int, default=60, help="texts to read")
    parser.add_argument("--profile", action="store_true", help="print where the time goes, and nothing else")
    args = parser.parse_args()
    texts = texts_of(args.data)[: args.limit]
    if not texts:
        raise SystemExit("there is no text to read")
    if args.profile:
        profile(texts)
        return
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    count = sum(len(words(text)) for text in texts)
    with multiprocessing.get_context("spawn").Pool(2, initializer=_start) as pool:
        parts = [texts[0::4], texts[1::4], texts[2::4], texts[3::4]]
        pool.map(_read, [part[:1] for part in parts], chunksize=1)
        two = timed(lambda: pool.map(_read, parts, chunksize=1), time.perf_counter)
        memory = max(pool.map(_read, [texts[:1], texts[:1]], chunksize=1))
    _start()
    one = timed(lambda: _read(texts))
    engine = Engine.load(threads=1)
    alone = timed(lambda: engine.tag_many(texts, [split_sentences(text) for text in texts]))
    nlp = spacy_pipeline()
    spacy_one = timed(lambda: list(nlp.pipe(texts)))
    rows = {
        "whole reading, two cores": count / two, "whole reading, one core": count / one, "engine alone, one core": count / alone,
        "spaCy CNN (tagger, parser, names), one core": count / spacy_one,
    }  # fmt: skip
    for name, value in rows.items():
        print(f"{name:<48}{value:>10,.0f} words/s")
    print(f"{'largest memory of one reading process':<48}{memory / 1024:>10,.0f} MB")
    print(json.dumps({
        "words_per_s": round(count / two), "words_per_s_one_core": round(count / one), "engine_words_per_s": round(count / alone),
        "spacy_words_per_s": round(count / spacy_one), "ratio_to_spacy": round(spacy_one / one, 3), "rss_mb": round(memory / 1024),
        "words": count,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
