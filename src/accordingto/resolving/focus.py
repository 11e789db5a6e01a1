"""What a mention goes on with, inside one report: the deed that did a harm, and the happening that a stretch of text is about.

A report seldom repeats day and place. "Soldiers stormed the station. Seven people were killed in fighting around it." is one
happening, told twice; so is a march and the tear gas used against it. A mention without a day or place of its own goes with the
happening told just before, unless its words bring in another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from accordingto.data import words
from accordingto.model.reading import Event, Reading
from accordingto.resolving.folding import folded_words
from accordingto.resolving.likeness import framed_apart
from accordingto.resolving.places import apart, nested
from accordingto.resolving.profiles import DEED, HARM, KILL, Profile, span_days

_NEAR = 160  # characters between a harm and the deed behind it, at most
_REACH = 4  # sentences back in which the happening told of is looked for
_NEW = re.compile(r"\b(?:an?|another|some|any|every|each)\s+(?:[\w’'-]+\s+){0,2}$", re.IGNORECASE)
_STRUGGLES = frozenset({"fight", "battle", "war"})  # of these the papers speak in figures
_KNOWN = re.compile(r"\b(?:the|this|that|these|those)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
_CROWD = 3  # the same for the crowd that force was used against
_OBJECT = 60  # characters between a verb and the crowd that it was done to
_FAR = 5  # times by which two tolls of one thing may differ
_BY = re.compile(r"\b(?:in|by|when|as|during|from)\s+(?:[\w’'-]+\s+){0,6}$", re.IGNORECASE)
_SCENE = re.compile(
    r"\s*(?:elsewhere|separately|meanwhile|earlier|previously|in (?:a|an)(?:other| separate)\b|a separate\b)", re.IGNORECASE
)
_LATER = re.compile(r"\s*(?:\w+ ){0,3}(?:hours?|days?|weeks?|months?|years?) (?:later|earlier|before)\b", re.IGNORECASE)
_ANSWER = re.compile(
    r"\b(?:retaliat\w+|respon(?:se|ding|ded)|revenge|reprisals?|aveng\w+|reaction|reacting|answer)\s+(?:\w+\s+){0,2}?(?:for|to|against|at|over)\b"
    r"|\b(?:hours?|days?|weeks?|months?|years?) (?:after|before)\b",
    re.IGNORECASE,
)
_TOLL = re.compile(r"\s+tolls?\b", re.IGNORECASE)
_ONLY_ONE = "its report dates one happening of its sort"
_ONE_PERSON = frozenset({"he", "him", "she", "her"})
_FIGHTS, _DISPERSE = words("incidents", "fights"), words("incidents", "disperse")


def answers(text: str, a: Event, b: Event) -> bool:
    """Whether one of two mentions of a sentence is said to answer the other, or to lie a time away from it."""
    if a.sentence != b.sentence:
        return False
    first, second = sorted((a.trigger, b.trigger))
    said = _ANSWER.search(text[first.start : second.start])
    counted = (folded_words(a.lemma) | folded_words(b.lemma)) & HARM  # the hurt that are counted "hours after the blasts" are hurt by them
    return said is not None and not (counted and said.group(0).lower().startswith("hour"))


def deed_behind(index: int, mentions: Mapping[int, Profile], text: str, reading: Reading) -> int | None:
    """The deed told behind a harm in its sentence as what did it ("were killed in fighting", "when a bomb went off")."""
    event = reading.events[index]
    if not folded_words(event.lemma) & HARM or mentions[index].family != "force":
        return None
    found = [
        i
        for i in mentions
        if (deed := reading.events[i]).sentence == event.sentence
        and 0 <= deed.trigger.start - event.trigger.end <= _NEAR
        and mentions[i].family == "force"
        and folded_words(deed.lemma) & DEED
        and not folded_words(deed.lemma) & HARM
        and mentions[i].historical == mentions[index].historical
    ]
    first = min(found, key=lambda i: reading.events[i].trigger.start, default=None)
    if first is None:
        return None
    between = text[event.trigger.end : reading.events[first].trigger.start]
    if answers(text, event, reading.events[first]):
        return None
    return first if _BY.search(between) and not re.search(r"[;.:]", between) else None


def opens_scene(event: Event, text: str, reading: Reading) -> bool:
    """Whether a sentence says that it turns to something else ("Hours later", "Elsewhere", "In a separate attack")."""
    return bool(_SCENE.match(_sentence(event, text, reading))) or later(event, text, reading)


def later(event: Event, text: str, reading: Reading) -> bool:
    """Whether a sentence begins with a time that lies away from what was just told ("Two days later, ..."), and so does the event;
    what is spoken of as known ("the attack") need not."""
    known = _KNOWN.search(text[max(0, event.trigger.start - 40) : event.trigger.start])
    return not known and bool(_LATER.match(_sentence(event, text, reading)))


def _sentence(event: Event, text: str, reading: Reading) -> str:
    return reading.sentences[min(event.sentence, len(reading.sentences) - 1)].of(text) if reading.sentences else ""


def against_crowd(index: int, mentions: Mapping[int, Profile], reading: Reading, home: Mapping[int, int]) -> int | None:
    """The group of the one crowd told of in the sentences before that force was used against, or people were taken from; and of the
    force that a crowd is named as the object of ("broke up a march")."""
    event, mine = reading.events[index], mentions[index]
    dispersed = [
        i for i in home
        if (other := reading.events[i]).sentence == event.sentence and 0 <= event.trigger.start - other.trigger.end <= _OBJECT
        and event.type == "PROTEST" and folded_words(other.lemma) & _DISPERSE and not _apart(mine, mentions[i])
    ]  # fmt: skip
    if dispersed:
        return home[dispersed[-1]]
    if event.mode != "crowd-control" and not (event.mode == "arrest" and not (mine.named or mine.agents)):
        return None
    reach = _CROWD if event.mode == "crowd-control" else 1
    told = [
        i for i in home
        if 0 <= event.sentence - reading.events[i].sentence <= reach and reading.events[i].trigger.start < event.trigger.start
        and reading.events[i].type == "PROTEST" and not (reading.events[i].headline or mentions[i].historical)
    ]  # fmt: skip
    crowds = {home[i] for i in told}
    return crowds.pop() if len(crowds) == 1 and not any(mine.apart & set(mentions[i].events) for i in told) else None


def _apart(a: Profile, b: Profile) -> bool:
    return bool(a.days and b.days and not set(a.days) & set(b.days))


def in_focus(
    index: int, members: Sequence[Sequence[Profile]], groups: Sequence[Sequence[int]], mine: Profile, text: str, reading: Reading
) -> int | None:  # fmt: skip
    """The group of the happening told just before that a mention without day or place of its own may be part of: one with a day, or
    that the report opens with, with no other violence told in between.

    Args:
        members: the profiles of ``groups``, which hold positions of events.

    Returns:
        a position in ``groups``; None if the last one told does not suit, or another suits as well.
    """
    event = reading.events[index]
    if mine.family != "force" or event.headline or mine.days or mine.coarse or mine.historical or mine.plural or mine.another:
        return None
    if not is_deed(event) or _is_new(event, text, reading):
        return None
    told: dict[int, int] = {}
    for at, group in enumerate(groups):
        before = [e for i in group if (e := reading.events[i]).trigger.start < event.trigger.start and _may_head(e, text)]
        near = [e.trigger.start for e in before if event.sentence - e.sentence <= _REACH]
        if near:
            told[at] = max(near)
    told = {at: start for at, start in told.items() if not _only_marched(event, groups[at], text, reading)}
    known = [at for at in told if _is_known(groups[at], members[at], reading)]
    suiting = [at for at in known if suits(mine, together(members[at]))]
    best = [at for at in suiting if mine.seen.classes & together(members[at]).seen.classes] or suiting
    if len(best) != 1 or max(told, key=lambda at: told[at]) != best[0] or not _same_days(event, members[best[0]], reading):
        return None
    return best[0]


def settle(
    groups: list[list[int]], mentions: Mapping[int, Profile], text: str, reading: Reading, about: Sequence[int] | None = None
) -> None:
    """Put undated tellings of a report with the one dated happening of the report that is told in words of the same sort, or whose
    harm they are, if they suit it and no other; the happening that the report is ``about`` need not be dated."""
    wholes = [together([mentions[i] for i in group]) for group in groups]
    dated = [
        at for at, whole in enumerate(wholes)
        if whole.family == "force" and (whole.days or groups[at] is about) and not whole.historical
    ]  # fmt: skip
    rivals = [k for k, w in enumerate(wholes) if w.family == "force" and not w.historical and (w.days or w.spots or w.figures)]
    moves: dict[int, int] = {}
    for at, mine in enumerate(wholes):
        if mine.family != "force" or mine.days or mine.coarse or mine.historical or mine.plural or mine.another or mine.inferred:
            continue
        told = [reading.events[i] for i in groups[at]]
        if not any(is_deed(e) for e in told) or any(_is_new(e, text, reading) for e in told):
            continue
        fitting = [k for k in rivals if k != at and mine.seen.classes & wholes[k].seen.classes and suits(mine, wholes[k])]
        if mine.seen.only_harm:
            deeds = [k for k, w in enumerate(wholes) if k != at and w.seen.tells_deed and w.family == "force" and not w.historical]
            fitting = [k for k in deeds if k in dated and suits(mine, wholes[k])] if len(deeds) == 1 else []
        fitting = [k for k in fitting if not any(_only_marched(e, groups[k], text, reading) for e in told)]
        if len(fitting) == 1 and fitting[0] in dated:
            moves[at] = fitting[0]
    for at, home in moves.items():
        mentions[groups[at][0]].why = {wholes[at].events[0]: _ONLY_ONE}
        groups[home] += groups[at]
        groups[at] = []
    groups[:] = [sorted(group) for group in groups if group]


def _only_marched(toll: Event, group: Sequence[int], text: str, reading: Reading) -> bool:
    """Whether before a death toll nothing is told of a happening but a crowd: it marches over the dead of something else."""
    before = [e for i in group if (e := reading.events[i]).trigger.start < toll.trigger.start]
    return bool(before and _TOLL.match(text, toll.trigger.end)) and all(e.type == "PROTEST" for e in before)


def together(members: Sequence[Profile]) -> Profile:
    """What several mentions say in sum."""
    whole = members[0].copy()
    for member in members[1:]:
        whole.take(member)
    return whole


def _is_known(group: Sequence[int], members: Sequence[Profile], reading: Reading) -> bool:
    """Whether a day is given for it, or the report opens with it."""
    return any(m.days for m in members) or any(reading.events[i].headline or reading.events[i].sentence <= 1 for i in group)


def suits(mine: Profile, whole: Profile) -> bool:
    """Whether nothing that a telling says speaks against its being part of a happening: sort, place, who, to whom, how many."""
    if whole.historical or whole.plural or whole.family != mine.family or not mine.apart.isdisjoint(whole.events):
        return False
    if not one_sort(mine, whole) or not _places_fit(mine, whole):
        return False
    if whole.victims and mine.heads | mine.recipients and not mine.named and any(set(y.split()) & KILL for y in mine.lemmas):
        return False
    unknown = mine.named - whole.named or (mine.heads & _ONE_PERSON and not whole.named)
    if unknown and not (mine.seen.only_harm and _dead_of(whole) > len(mine.named)):
        return False
    if framed_apart(mine, whole):
        return False
    return not (mine.agents and whole.agents and not mine.agents & whole.agents) and tolls_fit(mine, whole)


def one_sort(a: Profile, b: Profile) -> bool:
    """Whether two may be tellings of one sort of happening: words for it that go together, or only its harm."""
    if a.seen.only_harm or b.seen.only_harm:
        return not ({"COERCE"} == set(a.types) or {"COERCE"} == set(b.types))
    x, y = a.seen.classes, b.seen.classes
    if not x or not y:
        return bool(a.types.keys() & b.types.keys())
    return bool(x & y) or (x <= _FIGHTS and y <= _FIGHTS)


def tolls_fit(a: Profile, b: Profile) -> bool:
    """Whether no toll of one is many times that of the other."""
    for aspect in ("killed", "injured", "missing"):
        x = [v for p in a.figures.get(aspect, ()) if (v := p[0] or p[1])]
        y = [v for p in b.figures.get(aspect, ()) if (v := p[0] or p[1])]
        if x and y and (min(x) > _FAR * max(y) or min(y) > _FAR * max(x)):
            return False
    return True


def _dead_of(whole: Profile) -> float:
    """How many people a happening is said to have killed, at most: those named afterwards are some of them."""
    return max((p[0] or p[1] or 0.0 for p in whole.figures.get("killed", ())), default=0.0)


def _places_fit(mine: Profile, whole: Profile) -> bool:
    """Whether its places, if it has any, are among those of the other or may hold them."""
    if not mine.spots:
        return True
    if not whole.spots:
        return False
    pairs = ((s, t) for s in mine.spots.values() for t in whole.spots.values())
    return any(s.key == t.key or ((s.rank or t.rank) and nested(s, t) and not apart(s, t)) for s, t in pairs)


def _same_days(event: Event, members: Sequence[Profile], reading: Reading) -> bool:
    """Whether the days of its sentence, if any, are days of the other; of what somebody says, the days among the words said."""
    if not reading.sentences:
        return True
    sentence = reading.sentences[min(event.sentence, len(reading.sentences) - 1)]
    words = reading.statements[event.statement].content if event.statement is not None else (sentence,)
    within = [t for t in reading.times if sentence.overlaps(t.span) and any(w.overlaps(t.span) for w in words)]
    said = [d for t in within if t.type in ("DATE", "TIME") and (d := span_days(t.interval))]
    days = [d for m in members for d in m.days]
    return not said or not days or any(a[0] <= b[1] and b[0] <= a[1] for a in said for b in days)


def is_violent(event: Event) -> bool:
    lemma = folded_words(event.lemma)
    return event.type != "COERCE" and (bool(lemma & (DEED | HARM)) or event.mode == "crowd-control")


def is_deed(event: Event) -> bool:
    """Whether a mention tells of one deed or its harm, in words that are no figure of speech."""
    return not event.plural and is_violent(event) and not folded_words(event.lemma) <= _STRUGGLES


def _is_new(event: Event, text: str, reading: Reading) -> bool:
    """Whether its words bring a mention in as something not told of before ("a shooting", "Elsewhere, ...")."""
    return bool(_NEW.search(text[max(0, event.trigger.start - 40) : event.trigger.start])) or opens_scene(event, text, reading)


def _may_head(event: Event, text: str) -> bool:
    """Whether others may go on with it; a toll ("as the death toll rose") is of something told before."""
    return (is_violent(event) and not _TOLL.match(text, event.trigger.end)) or event.type == "PROTEST"
