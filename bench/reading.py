"""Running the engine over texts for the benches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from training.documents import Document, join

from accordingto.model.text import Span
from accordingto.reading.engine import Engine
from accordingto.reading.heads import Scores
from accordingto.reading.masking import mask, masked_sentences, unmask
from accordingto.reading.sentences import split_sentences
from accordingto.reading.tags import Tags


@lru_cache(maxsize=2)
def engine(path: Path | None = None) -> Engine:
    """The engine on two threads, loaded once."""
    return Engine.load(path, threads=2)


def tag_texts(texts: Sequence[str], path: Path | None, *, size: int = 8) -> list[Tags]:
    """Tags of raw texts, some at a time."""
    loaded, found = engine(path), []
    for at in range(0, len(texts), size):
        part = texts[at : at + size]
        found += loaded.tag_many(part, [split_sentences(text) for text in part])
    return found


def read_texts(texts: Sequence[str], path: Path | None, *, size: int = 8) -> list[Tags]:
    """Tags of raw texts as the reader sees them, with stand-ins for names."""
    loaded, found = engine(path), []
    for at in range(0, len(texts), size):
        part = texts[at : at + size]
        masked = [mask(text, loaded.knows) for text in part]
        sentences = [masked_sentences(m, split_sentences(text)) for m, text in zip(masked, part, strict=True)]
        found += [unmask(m, tags) for m, tags in zip(masked, loaded.tag_many([m.text for m in masked], sentences), strict=True)]
    return found


def laid_out(document: Document) -> tuple[str, list[Span]]:
    """A text of a document's words, a line a sentence, with the span of every word."""
    text, spans = "", []
    for low, high in document.sentences:
        line, found = join(document.words[low:high])
        if low:
            text += "\n" if document.breaks[low] else " "
        spans += [span.shift(len(text)) for span in found]
        text += line
    return text, spans


def score_documents(documents: Sequence[Document], path: Path | None, *, size: int = 8) -> list[Scores]:
    """Raw scores of documents, their own words kept."""
    loaded, found = engine(path), []
    for at in range(0, len(documents), size):
        part = [laid_out(document) for document in documents[at : at + size]]
        ends = [
            [Span(spans[low].start, spans[high - 1].end) for low, high in document.sentences]
            for document, (_, spans) in zip(documents[at : at + size], part, strict=True)
        ]
        found += loaded.score_many([text for text, _ in part], ends, given=[spans for _, spans in part])
    return found
