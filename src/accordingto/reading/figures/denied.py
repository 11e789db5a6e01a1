"""Numbers that are told only to be turned down: they are somebody else's.

"Dismissed the figure of 46", "denied that forty had died", "reports of forty dead are false", "it is not true that 12 were shot".
"""

from __future__ import annotations

import re

from accordingto.model.text import Span
from accordingto.reading.figures.amounts import Amount

_FIGURES = (
    r"(?:figures?|numbers?|tolls?|counts?|claims?|reports?|rumou?rs?|talk|stor(?:y|ies)|tales?|allegations?|assertions?|estimates?|totals?"
    r"|suggestions?)"
)
_SMALL = r"(?:[a-z’'-]+\s+){0,2}"
# "Dismissed the figure of | 46", "denied | that at least 12 had died".
_TURNED_DOWN = re.compile(
    rf"\b(?:(?:dismiss|reject|den(?:y|ie)|disput|refut|contradict|call)\w*\s+(?:[a-z’'-]+\s+){{0,3}}?{_FIGURES}\s+(?:of|that)"
    r"|den(?:y|ies|ied|ying)\s+that|(?:not|n['’]t)\s+true\s+that|(?:untrue|false|nonsense|a\s+lie|wrong)\s+that)"
    rf"\s+(?:there\s+(?:were|was|are|had\s+been)\s+)?{_SMALL}\Z",
    re.I,
)
_CLAIMED = re.compile(rf"\b{_FIGURES}\s+(?:of|that|about)\s+(?:there\s+(?:were|was|are|had\s+been)\s+)?{_SMALL}\Z", re.I)
_IS_FALSE = re.compile(
    r"[^.;:!?]{0,80}?\b(?:is|are|was|were|be|being|as)\s+(?:[a-z]+\s+){0,2}?(?:false|untrue|wrong|incorrect|inaccurate|misleading|baseless|unfounded|groundless"
    r"|exaggerat\w+|invented|inventions?|fabricat\w+|fantas\w+|nonsense|rubbish|lies?|denied|rejected|dismissed|refuted|disproved)\b",
    re.I,
)


def is_denied(text: str, sentence: Span, amount: Amount) -> bool:
    """Whether a number is told only to be turned down."""
    first = amount.start if amount.qualifier is None else min(amount.start, amount.qualifier.start)
    led = text[max(sentence.start, first - 80) : first]
    if _TURNED_DOWN.search(led):
        return True
    return _CLAIMED.search(led) is not None and _IS_FALSE.match(text, amount.end, sentence.end) is not None
