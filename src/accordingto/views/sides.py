"""Values and sides of disagreements in few words: who is meant by name where that is known, all else as printed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from accordingto.model.intervals import TimeInterval
from accordingto.model.record import Disagreement, Value
from accordingto.store import Store, denial
from accordingto.views.wording import FIGURE_ASPECTS, WORDS, number, short_day, shorten, split_figure

PARTICIPANTS = frozenset(("who", "to_whom"))
POINTING = frozenset(
    ("he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs", "we", "us", "our", "ours", "i", "me", "my",
     "mine", "you", "your", "who", "whom", "which", "that", "this", "these", "those", "one", "ones", "both", "all", "each")
)  # fmt: skip
NOBODY = frozenset(("", "more", "other", "others", "another", "dead", "killed", "wounded", "injured", "of them"))
_MORE_OR_LESS = (
    "at least|more than|about|some|around|nearly|almost|over|up to|only|just|a further|another|as many as|no fewer than|fewer than|roughly"
)
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "dozens?", "scores", "hundreds?", "thousands?", "a dozen")
COUNT = re.compile(
    rf"^(?:(?:{_MORE_OR_LESS}) )*(?:\d[\d,.]*|{'|'.join((*WORDS[2:], *_TENS))})(?: (?:dozen|hundred|thousand|million))?(?: (?:more|other))?"
    r"\b(?! ?[%’'-])(?: of (?=the\b|its\b|their\b|his\b|her\b|them\b))?\s*",
    re.IGNORECASE,
)


def actor_names(store: Store, values: Iterable[Value]) -> dict[str, str]:
    """The names of the actors that participants were resolved to, by id."""
    return store.actor_names({v.key.partition("~")[0] for v in values if v.aspect in PARTICIPANTS and v.key and v.key[0] != "~"})


def names_of(store: Store, disagreements: Iterable[Disagreement]) -> dict[str, str]:
    """The same, of all sides of disagreements."""
    return actor_names(store, (s.value for d in disagreements for s in d.sides))


def participant(value: Value, names: Mapping[str, str], counted: Sequence[Value] = ()) -> str:
    """Who did it, or to whom: the actor's name where the words mean just that actor, else the words without their count.

    Empty where only a count is left ("27"): a count is nobody; it stands in its own column. A word that only points stands in
    quotation marks, because it was not resolved.

    Args:
        counted: the figures of the same account; one that stands inside the words is what is taken out of them.
    """
    actor, _, head = value.key.partition("~")
    words = " ".join(value.text.split()).strip(' ,;:“”"')
    bare = words
    for figure in counted:
        inside = figure.quote.report == value.quote.report and value.quote.span.contains(figure.quote.span)
        if inside and bare.startswith(figure.text):
            bare = bare[len(figure.text) :].strip()
    bare = COUNT.sub("", bare, count=1)
    if bare != words:
        bare = bare.removeprefix("of ")  # "dozens of guests"
    if names.get(actor) and not head and bare == words:
        return names[actor]
    if bare.casefold() in NOBODY:
        return ""
    if bare.casefold() in POINTING:
        return f"‘{bare.casefold()}’"
    first, _, rest = bare.partition(" ")
    return shorten(f"{first.lower()} {rest}" if rest and first in ("The", "A", "An") else bare, 40)


def participants(values: Iterable[Value], names: Mapping[str, str], counted: Sequence[Value] = ()) -> list[str]:
    """Several in one cell, each once."""
    found: dict[str, str] = {}
    for value in values:
        text = participant(value, names, counted)
        if text:
            found.setdefault(text.casefold().removeprefix("the "), text)
    return list(found.values())


def value_text(value: Value, names: Mapping[str, str]) -> str:
    """A value as a cell shows it: actors by name, clock times and days normalised, all else as printed."""
    if value.aspect in PARTICIPANTS:
        return participant(value, names) or shorten(value.text, 60)
    if value.aspect == "when" and value.interval:
        return day_text(value.interval) or shorten(value.text, 60)
    if value.aspect == "whether":
        return "denied" if value.denied else "happened"
    return shorten(value.text, 60)


def day_text(interval: TimeInterval) -> str:
    """ "04:40", "11 Mar 2025", "11–12 Mar 2025"; empty where the printed words say more than that would."""
    start, end = interval.start, interval.end
    if start is None or end is None:
        return ""
    if (end - start).total_seconds() <= 60:
        return f"{start:%H:%M}"
    if any((at.hour, at.minute) != (0, 0) for at in (start, end)) or (end - start).days > 7:
        return ""
    last = (end - timedelta(days=1)).date()
    if start.date() == last:
        return f"{short_day(last)} {last.year}"
    return f"{start.day if start.month == last.month else short_day(start.date())}–{short_day(last)} {last.year}"


def common_words(used: Iterable[tuple[str, str]]) -> list[str]:
    """Of (key, words as printed), each key's commonest printing, the most used key first; stems are never shown."""
    prints: dict[str, Counter[str]] = defaultdict(Counter)
    for key, text in used:
        prints[key][" ".join(text.split()).casefold()] += 1
    ordered = sorted(prints.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return [min(forms, key=lambda f: (-forms[f], len(f), f)) for _, forms in ordered]


def is_name(text: str, key: str) -> bool:
    """Whether a word that tells of something done is a name for it ("explosion", "the killing") and no form of a verb ("killed", "struck").

    ``key`` is the stem of its lemma: what neither begins with it nor is capitalised is an irregular form of a verb.
    """
    word = " ".join(text.split())
    first = word.partition(" ")[0].casefold()
    if first.endswith("ed") and not first.endswith(("eed", "shed")):  # deeds and bloodshed are names
        return False
    return " " in word or not key or first.startswith(key.casefold()[:5].rstrip("e")) or key.casefold().startswith(first)


def side_origins(disagreement: Disagreement) -> set[str]:
    """The origins that take part."""
    return {o for s in disagreement.sides for o in s.origins}


def side_texts(disagreement: Disagreement, limit: int, names: Mapping[str, str]) -> tuple[str, ...]:
    """Each side's value as printed, figures from low to high, updates in the order in which they were told; at most ``limit`` and a
    count of the rest."""
    sides = list(disagreement.sides)
    if disagreement.aspect in FIGURE_ASPECTS and disagreement.relation != "update":
        sides.sort(key=lambda s: (s.value.quantity.low or 0, s.value.quantity.high or 1e18) if s.value.quantity else (0, 0))
    texts = list(dict.fromkeys(side_text(s.value, names) for s in sides))
    return (*texts[:limit], f"{number(len(texts) - limit)} more") if len(texts) > limit else tuple(texts)


def side_text(value: Value, names: Mapping[str, str]) -> str:
    """One side in few words; a denial says so."""
    if value.aspect in FIGURE_ASPECTS:
        text = " ".join(filter(None, split_figure(value)))
    elif value.aspect == "whether":
        text = "said to have happened" if not value.denied else "denied"
    else:
        text = value_text(value, names)
    if value.denied and value.aspect == "claim":
        return denial(text, value.text)
    return f"denied: {text}" if value.denied and value.aspect != "whether" else shorten(text, 56)
