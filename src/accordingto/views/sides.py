"""Values and sides of disagreements in few words, always as printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from accordingto.model.record import Disagreement, Value
from accordingto.views.wording import FIGURE_ASPECTS, number, shorten, split_figure


def value_text(value: Value) -> str:
    """A value as a cell shows it: clock times and bare days normalised, all else as printed."""
    if value.aspect == "when" and value.interval and value.interval.start and value.interval.end:
        start = value.interval.start
        if (value.interval.end - start).total_seconds() <= 60:
            return f"{start:%H:%M}"
    if value.aspect == "whether":
        return "denied" if value.denied else "happened"
    return shorten(value.text, 60)


def common_words(used: Iterable[tuple[str, str]]) -> list[str]:
    """Of (key, words as printed), each key's commonest printing, the most used key first; stems are never shown."""
    prints: dict[str, Counter[str]] = defaultdict(Counter)
    for key, text in used:
        prints[key][" ".join(text.split()).casefold()] += 1
    ordered = sorted(prints.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return [min(forms, key=lambda f: (-forms[f], len(f), f)) for _, forms in ordered]


def side_origins(disagreement: Disagreement) -> set[str]:
    """The origins that take part."""
    return {o for s in disagreement.sides for o in s.origins}


def side_texts(disagreement: Disagreement, limit: int) -> tuple[str, ...]:
    """Each side's value as printed, figures from low to high, at most ``limit`` and a count of the rest."""
    sides = list(disagreement.sides)
    if disagreement.aspect in FIGURE_ASPECTS:
        sides.sort(key=lambda s: (s.value.quantity.low or 0, s.value.quantity.high or 1e18) if s.value.quantity else (0, 0))
    texts = list(dict.fromkeys(side_text(s.value) for s in sides))
    return (*texts[:limit], f"{number(len(texts) - limit)} more") if len(texts) > limit else tuple(texts)


def side_text(value: Value) -> str:
    """One side in few words; a denial says so."""
    if value.aspect in FIGURE_ASPECTS:
        text = " ".join(filter(None, split_figure(value)))
    elif value.aspect == "whether":
        text = "said to have happened" if not value.denied else "denied"
    else:
        text = value_text(value)
    return f"denied: {text}" if value.denied and value.aspect != "whether" else shorten(text, 56)
