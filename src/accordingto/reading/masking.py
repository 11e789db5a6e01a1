"""One stand-in for every state, so that what is read never depends on which state it is.

The engine learnt from news, and news has its habits about who attacks whom. Before a text goes to the engine, each name
and each demonym of a state that is one word is replaced by the same stand-in; its tags are then carried back onto the
text as it is. Exchange two states and the engine sees the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from accordingto.model.text import Span
from accordingto.reading.tags import Tags

# A state that reports seldom mention; its name, adjective and plural are as regular as any.
_NAME, _ADJECTIVE, _PLURAL = "Norway", "Norwegian", "Norwegians"
# Forms that are more often something else: given names, surnames, common words.
_OTHERWISE = frozenset({"Jordan", "Chad", "Georgia", "Israel", "Us", "Polish", "Dutch", "Malta", "Dominica", "Monaco", "Mali", "Georgian"})


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its states replaced.

    Attributes:
        text: the masked text.
        edits: (start and end in the masked text, start and end in the text), in order.
    """

    text: str
    edits: tuple[tuple[int, int, int, int], ...]

    def to_masked(self, span: Span) -> Span:
        """Where a span of the text that cuts no name stands in the masked text."""
        return Span(self._forward(span.start), self._forward(span.end))

    def to_text(self, span: Span) -> Span:
        """Where a span of the masked text stands in the text; a stand-in's span is its name's."""
        return Span(self._back(span.start, first=True), self._back(span.end, first=False))

    def _forward(self, position: int) -> int:
        at = bisect_right(self.edits, position, key=lambda edit: edit[2]) - 1
        if at < 0:
            return position
        low, high, _, end = self.edits[at]
        return position - end + high if position >= end else low

    def _back(self, position: int, *, first: bool) -> int:
        at = bisect_right(self.edits, position - (not first), key=lambda edit: edit[0]) - 1
        if at < 0:
            return position
        _, high, start, end = self.edits[at]
        if position < high:
            return start if first else end
        return position - high + end


def mask(text: str) -> Masked:
    """Replace every state of one word by the stand-in."""
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    at = length = 0
    forms = _forms()
    for match in _pattern().finditer(text):
        stand_in = forms[match[0]]
        pieces += [text[at : match.start()], stand_in]
        length += match.start() - at
        edits.append((length, length + len(stand_in), match.start(), match.end()))
        length += len(stand_in)
        at = match.end()
    pieces.append(text[at:])
    return Masked("".join(pieces), tuple(edits))


def unmask(masked: Masked, tags: Tags) -> Tags:
    """Tags of a masked text, on the words of the text itself."""
    return replace(tags, words=tuple(masked.to_text(word) for word in tags.words)) if masked.edits else tags


def masked_sentences(masked: Masked, sentences: Sequence[Span]) -> list[Span]:
    """Sentences of the text, in the masked text."""
    return [masked.to_masked(s) for s in sentences] if masked.edits else list(sentences)


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Every form that is replaced, and by what."""
    found: dict[str, str] = {}
    for line in (files("accordingto") / "data" / "states.csv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        _, name, others, demonyms, _ = line.split(";")
        for form in (name, *others.split(",")):
            _add(found, form.strip(), _NAME)
        for form in demonyms.split(","):
            plural = form.strip().endswith("s") and form.strip()[:-1] in demonyms.split(",")
            _add(found, form.strip(), _PLURAL if plural else _ADJECTIVE)
    return found


def _add(found: dict[str, str], form: str, stand_in: str) -> None:
    if form and form[0].isupper() and re.fullmatch(r"[^\W\d_]+|(?:[A-Z]\.)+", form) and form not in _OTHERWISE:
        found.setdefault(form, stand_in)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _forms()), key=len, reverse=True))
    return re.compile(rf"(?<![\w.@#])(?<!\w[’'])(?:{words})(?![\w@]|\.\w)")
