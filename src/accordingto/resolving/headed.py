"""The happening that a report is about: what its headline names and its first sentences tell.

A report is headed "Gunman kills 1, wounds 2 at office" and goes on "An employee shot and killed a woman and wounded two men on
Monday": one happening, told twice, even where the headline shares no word, place or day with what follows. What the rest of the
report tells of the same sort, without a day, a place or people of its own, is of it as well (``focus.settle``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accordingto.model.reading import Reading
from accordingto.resolving.focus import is_violent, one_sort, together, tolls_fit
from accordingto.resolving.folding import folded_words
from accordingto.resolving.likeness import two_of_report
from accordingto.resolving.profiles import HARM, Profile

_OPENING = 2  # sentences of the body that tell what the report is about
_MANY = 3  # dead or hurt from which a happening is known by their number
_TOLLS = ("killed", "casualties", "injured")
_HEADED = "told in the headline and in the opening"


def join_headed(groups: list[list[int]], mentions: Mapping[int, Profile], reading: Reading, first: int) -> list[int] | None:
    """Join the group of the headline's deed with that of the opening, where there is one of each and nothing tells them apart.

    Args:
        first: position of the first sentence of the body.

    Returns:
        the group that the report is about: the headline's, failing that the only one of the opening; None where there are two.
    """

    def starts(group: Sequence[int], headline: bool) -> int | None:
        told = [reading.events[i] for i in group if reading.events[i].headline == headline and _may_lead(i, mentions, reading)]
        return min((e.trigger.start for e in told if headline or e.sentence in opening), default=None)

    opening = range(first, first + _OPENING)
    heads = sorted((at, g) for g in groups if (at := starts(g, True)) is not None)
    leads = sorted((at, g) for g in groups if (at := starts(g, False)) is not None)
    if not heads:
        return leads[0][1] if len(leads) == 1 else None
    about = heads[0][1]
    others = [g for _, g in heads[1:] if not _told_apart(about, g, mentions)]
    if others:
        return None
    fitting = [g for _, g in leads if g is not about and _one(about, g, mentions)]
    if fitting and not any(g is about for _, g in leads):
        mentions[fitting[0][0]].why = {mentions[fitting[0][0]].events[0]: _HEADED}
        about.extend(fitting[0])
        about.sort()
        groups[:] = [g for g in groups if g is not fitting[0]]
    return about


def _told_apart(a: Sequence[int], b: Sequence[int], mentions: Mapping[int, Profile]) -> bool:
    """Whether a headline tells of two of which one answers the other, or one is only the background."""
    x, y = together([mentions[i] for i in a]), together([mentions[i] for i in b])
    return bool(x.apart & set(y.events) or y.apart & set(x.events)) or two_of_report(x, y)


def leave_out_dead(group: Sequence[int], mentions: Mapping[int, Profile], reading: Reading) -> None:
    """Leave out of what a happening is known by those of its dead and hurt who are named only after their number has been told: an
    attack that killed 84 is not the killing of the two whom a report names further down, and others name others."""
    told = [i for i in group if _toll(mentions[i]) >= _MANY]
    if not told:
        return
    first = min(reading.events[i].sentence for i in told)
    known = {a for i in group if reading.events[i].sentence <= first for a in mentions[i].named}
    for i in group:
        if folded_words(reading.events[i].lemma) & HARM:
            mentions[i].victims &= known
            mentions[i].named &= known


def _toll(profile: Profile) -> float:
    """The highest number of people killed or hurt that a mention tells."""
    return max((p[0] or p[1] or 0.0 for aspect in _TOLLS for p in profile.figures.get(aspect, ())), default=0.0)


def _may_lead(index: int, mentions: Mapping[int, Profile], reading: Reading) -> bool:
    """Whether a mention tells of one deed or its harm, as news."""
    mention = mentions[index]
    told = mention.historical or mention.plural or mention.another
    return mention.family == "force" and is_violent(reading.events[index]) and not told


def _one(head: Sequence[int], lead: Sequence[int], mentions: Mapping[int, Profile]) -> bool:
    """Whether nothing that the two tell speaks against their being one: answers, days, places, sorts, people, tolls."""
    a, b = together([mentions[i] for i in head]), together([mentions[i] for i in lead])
    if a.apart & set(b.events) or b.apart & set(a.events) or two_of_report(a, b):
        return False
    others = bool(a.agents and b.agents and not a.agents & b.agents) or bool(a.named and b.named and not a.named & b.named)
    return one_sort(a, b) and tolls_fit(a, b) and not others
