"""Whether a report's news is of the day after its own date: it was published where that day had not begun.

"Fired a missile on Tuesday", published on Monday, is not nearly a week old: where it happened it was Tuesday already. Bare weekdays
cannot tell, so the whole report is asked, once. Of the acts of speech with a day of their own in 59 piles of real reports 85 % are of the
day of publication or the one before, none three to five days old, and those that seemed six days old were of the next day.
"""

from __future__ import annotations

from datetime import date

from accordingto.reading.times.clauses import is_deadline, standing
from accordingto.reading.times.context import Context
from accordingto.reading.times.tokens import WEEKDAYS, Tokens

_LEAD = 5  # sentences of a report, its headline among them, whose own days are those of its news
_NEXT = 6  # days that a weekday of the past seems to lie back if it is the day after the report's
_OLD = range(3, _NEXT)  # days back at which somebody who spoke is not news of the day: a review of the week
_NOT_BARE = frozenset("LXTheGd")
_NOT_NEWS = frozenset(("since", "until", "till", "every", "each", "for", "by", "previous", "next", "last"))


def is_day_ahead(context: Context) -> bool:
    """Whether weekdays that seem six days old are those of the day after the report's date.

    So it is where such a weekday says when somebody spoke, or stands with a past tense in the opening, and where nobody is said to have
    spoken three to five days ago.
    """
    own = context.published
    tokens = context.tokens
    if own is None or context.narrative or len(tokens.breaks) < 2:  # a sentence alone has no opening
        return False
    found = False
    for at, letter in enumerate(tokens.classes):
        if letter not in "Wv" or not _is_bare(tokens, at):
            continue
        back = _back(own, tokens, at)
        if back < _OLD[0] or back > _NEXT:
            continue
        if context.tense(at, at + 1) != "past" or is_deadline(context, at):
            continue
        stands = {context.stands(at, at + 1), standing(context, at)}
        if back in _OLD and "told" in stands:
            return False
        story = "story" in stands and "behind" not in stands and tokens.sentence_at(at) < _LEAD
        found = found or (back == _NEXT and ("told" in stands or story))
    return found


def _back(own: date, tokens: Tokens, at: int) -> int:
    return (own.isoweekday() - WEEKDAYS[tokens.lows[at].rstrip(".")]) % 7


def _is_bare(tokens: Tokens, at: int) -> bool:
    """A weekday alone: no "last Friday", "Friday, 3 May", "since Friday", "for a Friday service"."""
    before, after = tokens.lows[at - 1] if at else "", tokens.classes[at + 1 : at + 3]
    if before in _NOT_NEWS or (at and tokens.classes[at - 1] in _NOT_BARE) or (at > 1 and tokens.lows[at - 2] == "for"):
        return False
    return not set(after) & set("MbKDY") and after[:1] != "F"
