"""The reading engine: one pass of one small encoder, every tag of ``Tags``. onnxruntime and numpy, nothing else."""

from __future__ import annotations

import itertools
import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accordingto.errors import EngineError
from accordingto.model.text import Span
from accordingto.reading.heads import Constants, Scores, tags_of
from accordingto.reading.tags import Tags
from accordingto.reading.wordpiece import CLS, NEWLINE, SEP, WordPiece, shapes
from accordingto.reading.words import words

if TYPE_CHECKING:
    import onnxruntime

MODELS = Path(__file__).parent.parent / "models"
UNIT = 256
"""Most word pieces that the encoder sees at once: what it was trained with, and about what a CPU core does fastest."""
_QUOTED_CLS = 5
_HINT = "reinstall accordingto, or train the engine anew: python -m training --install"
_FILES = ("engine.onnx", "engine.npz", "engine.json", "vocab.txt")


@dataclass(frozen=True, slots=True)
class Unit:
    """Consecutive words as the encoder takes them.

    Attributes:
        first, last: half-open range of the words of its text.
        pieces, shapes: ids and shape codes [1, length].
        starts: position of each word's first piece.
    """

    first: int
    last: int
    pieces: NDArray[np.int32]
    shapes: NDArray[np.int32]
    starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text cut into words, sentences and units."""

    text: str
    spans: list[Span]
    forms: list[str]
    breaks: list[bool]
    sentences: list[tuple[int, int]]
    units: list[Unit]


class Engine:
    """The loaded network. Reading changes nothing in it but its cache of word pieces; it may be shared between threads."""

    def __init__(self, session: onnxruntime.InferenceSession, pieces: WordPiece, constants: Constants, threads: int) -> None:
        self._session = session
        self._pieces = pieces
        self._constants = constants
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int = 2) -> Engine:
        """Load the engine.

        Args:
            path: folder with engine.onnx, engine.npz, engine.json and vocab.txt, or the .onnx file of such a folder; the
                packaged weights if None.
            threads: how many units are read at once.

        Raises:
            EngineError: if a file is missing or does not fit.
        """
        folder = path or MODELS
        graph = folder / "engine.onnx"
        if folder.suffix == ".onnx":
            folder, graph = folder.parent, folder
        for name in _FILES[1:]:
            if not (folder / name).is_file():
                raise EngineError(f"the engine's file {name} is missing in {folder}", hint=_HINT)
        if not graph.is_file():
            raise EngineError(f"the engine's weights {graph} are missing", hint=_HINT)
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One core a unit: two units side by side are read faster than one unit on two cores.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        problems: tuple[type[Exception], ...] = (*_failures(), ValueError, OSError, KeyError)
        try:
            session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
            layout: dict[str, Any] = json.loads((folder / "engine.json").read_text(encoding="utf-8"))
            with np.load(folder / "engine.npz") as arrays:
                constants = Constants(layout=layout, arrays={name: arrays[name] for name in arrays.files})
        except problems as error:
            line = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
            raise EngineError(f"the engine in {folder} cannot be loaded: {line}", hint=_HINT) from error
        return cls(session, WordPiece.load(folder / "vocab.txt"), constants, max(1, threads))

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one piece of the vocabulary: a word that the encoder met often."""
        return word in self._pieces.vocabulary

    def tag(self, text: str, sentences: Sequence[Span]) -> Tags:
        """Every tag of one text; ``sentences`` are its sentence spans in order (words outside all belong to the one before)."""
        return self.tag_many([text], [sentences])[0]

    def tag_many(self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]) -> list[Tags]:
        """``tag`` of several texts at once: faster for short ones, and the same result."""
        return [tags_of(scores, self._constants) for scores in self.score_many(texts, sentences)]

    def score_many(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]], *, given: Sequence[list[Span]] | None = None
    ) -> list[Scores]:
        """The raw scores of every head, before decoding; ``given`` are the texts' words where they are known already."""
        known: Sequence[list[Span] | None] = given or [None] * len(texts)
        prepared = [self.prepare(text, spans, own) for text, spans, own in zip(texts, sentences, known, strict=True)]
        units = [unit for text in prepared for unit in text.units]
        results = self._run_all(units)
        found = []
        at = 0
        for text in prepared:
            found.append(_scores(text, results[at : at + len(text.units)], self._constants))
            at += len(text.units)
        return found

    def decode(self, scores: Scores) -> Tags:
        """The tags that raw scores mean."""
        return tags_of(scores, self._constants)

    @property
    def constants(self) -> Constants:
        """Labels and small weights, for what reads raw scores itself."""
        return self._constants

    def prepare(self, text: str, sentences: Sequence[Span], given: list[Span] | None = None) -> Prepared:
        """Words, sentences as word ranges, and units."""
        spans = words(text) if given is None else given
        forms = [text[span.start : span.end] for span in spans]
        breaks = [at > 0 and "\n" in text[spans[at - 1].end : span.start] for at, span in enumerate(spans)]
        starts = [span.start for span in spans]
        borders = sorted({bisect_left(starts, sentence.start) for sentence in sentences} | {0})
        borders = [border for border in borders if border < len(spans)] + [len(spans)]
        ranges = [(low, high) for low, high in itertools.pairwise(borders) if low < high]
        return Prepared(text, spans, forms, breaks, ranges, list(self._units(forms, breaks, ranges)))

    def _units(self, forms: list[str], breaks: list[bool], sentences: list[tuple[int, int]]) -> Iterator[Unit]:
        cut = [self._pieces.pieces(form) for form in forms]
        codes = shapes(forms, breaks).tolist()
        cost = [len(pieces) + fresh for pieces, fresh in zip(cut, breaks, strict=True)]
        room = UNIT - 2
        start = filled = 0
        for low, high in sentences:
            size = sum(cost[low:high])
            if filled and filled + size > room:
                yield _unit(start, low, cut, codes, breaks)
                start, filled = low, 0
            if size <= room:
                filled += size
                continue
            for at in range(low, high):
                if filled + cost[at] > room:
                    yield _unit(start, at, cut, codes, breaks)
                    start, filled = at, 0
                filled += cost[at]
        if start < len(forms):
            yield _unit(start, len(forms), cut, codes, breaks)

    def _run_all(self, units: list[Unit]) -> list[list[NDArray[np.float32]]]:
        if self._threads == 1 or len(units) == 1:
            return [self._run(unit) for unit in units]
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="engine")
        return list(self._pool.map(self._run, units))

    def _run(self, unit: Unit) -> list[NDArray[np.float32]]:
        found: list[NDArray[np.float32]] = self._session.run(
            ["tags", "pairs", "arcs"], {"pieces": unit.pieces, "shapes": unit.shapes, "starts": unit.starts}
        )
        return found


def _failures() -> tuple[type[Exception], ...]:
    """What onnxruntime raises for a file that is no graph, or not one that it can run."""
    from onnxruntime.capi import onnxruntime_pybind11_state as module

    return (module.Fail, module.InvalidProtobuf, module.InvalidGraph, module.RuntimeException)


def _unit(first: int, last: int, cut: list[tuple[int, ...]], codes: list[int], breaks: list[bool]) -> Unit:
    ids, kinds, starts = [CLS], [_QUOTED_CLS], []
    for at in range(first, last):
        if breaks[at] and at > first:
            ids.append(NEWLINE)
            kinds.append(_QUOTED_CLS)
        starts.append(len(ids))
        ids += cut[at]
        kinds += [codes[at]] * len(cut[at])
    ids.append(SEP)
    kinds.append(_QUOTED_CLS)
    return Unit(first, last, np.array([ids], np.int32), np.array([kinds], np.int32), np.array(starts, np.int64))


def _scores(text: Prepared, results: list[list[NDArray[np.float32]]], constants: Constants) -> Scores:
    """All units of one text put end to end."""
    tags = np.concatenate([result[0] for result in results]) if results else np.zeros((0, constants.tag_columns), np.float32)
    pairs = np.concatenate([result[1] for result in results]) if results else np.zeros((0, constants.pair_columns), np.float32)
    sentence = np.zeros(len(text.spans), dtype=np.int64)
    for number, (low, high) in enumerate(text.sentences):
        sentence[low:high] = number
    arcs = [(unit.first, result[2]) for unit, result in zip(text.units, results, strict=True)]
    return Scores(text.spans, text.forms, text.sentences, sentence, tags, pairs, arcs)
