"""What the clause around a time says of it: that it is still ahead, that it lies behind the story, that it is only when somebody spoke.

Looked at are the words to the left within the sentence, back to the verb that governs the time, so that the rules hold where
there is no parse.
"""

from __future__ import annotations

from dataclasses import dataclass

from accordingto.data import words
from accordingto.reading.times.context import Context, Standing, is_attribute, is_past

_DEMANDS = words("times", "demands")
_MODALS = words("times", "modals")
_CONDITIONS = frozenset(("if", "unless", "lest"))
_ASKS = words("times", "asks_whether")
_ARRANGES = words("times", "arranges")
_LASTING = words("times", "lasting")
_NO_VERB_AFTER_TO = words("times", "no_verb_after_to")
_AUXILIARIES = frozenset(("was", "were", "been", "be", "being", "had", "has", "have", "not", "t", "n", "never", "is", "are", "did"))
_FINITE = frozenset(("was", "were", "had", "is", "are", "has", "have"))
_RELATIVE = frozenset(["who", "which", "whose", "whom"])
_EARLIER = frozenset(("after", "since", "because", "before"))
_SAYING = words("times", "saying")
_DEADLINES = frozenset(("by", "before", "until", "till", "for", "to"))
_LOOK_LEFT = 25
_SUBJECT_REACHES = 9  # tokens between "if" and its verb
_BREAKS = frozenset(";:|")


@dataclass(frozen=True, slots=True)
class Governor:
    """The verb that a time hangs on, as far as its left side shows it.

    Attributes:
        sort: "infinitive", "modal", "demand", "past" or "" where there is none.
        word: the verb, lower case.
        conditional: "if" or "unless" opens its clause.
        perfect: "had" goes with it.
        at: its token, -1 where there is none.
    """

    sort: str
    word: str
    conditional: bool
    perfect: bool
    at: int


_NONE = Governor("", "", False, False, -1)


def governor(context: Context, first: int) -> Governor:
    """The nearest verb to the left of token ``first`` in its sentence."""
    lows, classes = context.tokens.lows, context.tokens.classes
    for at in range(first - 1, max(-1, first - _LOOK_LEFT), -1):
        word = lows[at]
        if classes[at] in _BREAKS:
            return _NONE
        if word in _CONDITIONS:
            return Governor("", word, _conditional(lows, at), False, at)
        if word == "to" and at + 1 < first and classes[at + 1] == "x" and _begins_lower(context, at + 1):
            if lows[at + 1] not in _NO_VERB_AFTER_TO:
                return Governor("infinitive", lows[at + 1], False, False, at)
        elif word in _MODALS:
            return Governor("modal", word, False, lows[at + 1 : at + 2] == ["have"], at)
        elif word in _DEMANDS:
            return Governor("demand", word, False, "had" in lows[max(0, at - 2) : at], at)
        elif (is_past(lows, at) and word not in _AUXILIARIES and not is_attribute(lows, at)) or word in _FINITE:
            return _past(context, at)
    return _NONE


def _past(context: Context, at: int) -> Governor:
    """A finite verb with its auxiliaries, and whether "if" or "unless" stands before its subject."""
    lows, classes = context.tokens.lows, context.tokens.classes
    low = at
    while low > 0 and (lows[low - 1] in _AUXILIARIES or lows[low - 1].endswith("ly") or lows[low - 1] in ("'", "already", "also", "only")):
        low -= 1
    conditional = modal = False
    for before in range(low - 1, max(-1, low - _SUBJECT_REACHES), -1):
        if classes[before] in _BREAKS or classes[before] == "," or (is_past(lows, before) and not is_attribute(lows, before)):
            break
        if lows[before] in _MODALS and before == low - 1:
            modal = True
        if lows[before] in _CONDITIONS:
            conditional = _conditional(lows, before)
            break
    return Governor("modal" if modal else "past", lows[at], conditional, "had" in lows[low : at + 1], at)


def _conditional(lows: list[str], at: int) -> bool:
    """Whether "if" opens a condition; "asked if" opens a question."""
    return lows[at] != "if" or not (at and lows[at - 1] in _ASKS)


def _begins_lower(context: Context, at: int) -> bool:
    return context.tokens.text[context.tokens.starts[at]].islower()


def is_deadline(context: Context, first: int) -> bool | None:
    """Whether a day at token ``first`` behind "by", "until", "for" or "to" is one that is waited for: True, False (it is past),
    None where the words before it do not tell."""
    lows = context.tokens.lows
    preposition = lows[first - 1] if first else ""
    if preposition in ("the", "this") and first > 1:  # "by the weekend"
        first -= 1
        preposition = lows[first - 1]
    if preposition not in _DEADLINES:
        return None
    verb = governor(context, first - 1)
    if preposition in ("for", "to"):
        return True if verb.word in _ARRANGES and not verb.perfect else None
    if verb.conditional or verb.sort in ("infinitive", "modal", "demand"):
        return not (verb.sort == "modal" and verb.perfect)
    if preposition in ("until", "till"):
        if verb.sort != "past" or verb.word in ("is", "are", "has", "have"):
            return True
        return verb.word in _LASTING and not verb.perfect
    return None


def standing(context: Context, first: int) -> Standing:
    """How the time at token ``first`` stands to the story, by the words before it: in the pluperfect, in a relative clause, with a
    participle between commas ("a guard, sacked on Saturday, came back") it lies behind it."""
    lows, classes = context.tokens.lows, context.tokens.classes
    if first and lows[first - 1] in ("previous", "preceding", "since"):
        return "behind"
    verb = governor(context, first)
    if verb.perfect and verb.sort == "past":
        return "behind"
    if verb.sort == "past" and classes[verb.at - 1] == "," and lows[verb.at].endswith("ed") and "," in classes[first : first + 4]:
        return "behind"
    begin = verb.at if verb.at >= 0 else first
    for at in range(begin - 1, max(-1, begin - _SUBJECT_REACHES), -1):
        if classes[at] in _BREAKS or classes[at] == ",":
            break
        if lows[at] in _RELATIVE:
            return "behind"
        if lows[at] in _EARLIER:
            return "beside"
    return "told" if verb.sort in ("past", "demand") and verb.word in _SAYING else "story"
