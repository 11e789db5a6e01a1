"""Which event mentions of one report speak of one happening, and on what day, as far as the report itself says.

A telling is the sum of such mentions. Besides likeness (see ``likeness``), three habits of reporting join mentions: the harm
named with the deed in one sentence ("airstrikes that killed 25"), a definite phrase that points back ("the attack"), and
the headline with the opening.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from itertools import count

from accordingto.model.reading import Event, Reading
from accordingto.model.record import Mention
from accordingto.model.report import Report
from accordingto.resolving.day_choice import chances_of
from accordingto.resolving.day_signs import Ground, is_told
from accordingto.resolving.focus import against_crowd, answers, deed_behind, in_focus, later, opens_scene, settle, together, tolls_fit
from accordingto.resolving.folding import fold, folded_words
from accordingto.resolving.follows import follows
from accordingto.resolving.frames import frame, is_item
from accordingto.resolving.headed import join_headed, leave_out_dead
from accordingto.resolving.likeness import SPEECH, Likeness, framed_apart, likeness, threshold, two_of_report
from accordingto.resolving.news import fresh, opened
from accordingto.resolving.offsets import date_by_offset, offset_mentions, offsets_of
from accordingto.resolving.openings import LEAD, body_start, first_sentence
from accordingto.resolving.places import countries_of
from accordingto.resolving.profiles import DEED, HARM, UNREAL, Profile, event_profile, lemma_of, stem
from accordingto.resolving.scenes import scenes_of
from accordingto.resolving.speaking import date_by_context, date_performed, lead_day

_TOLD_WITH = "told with its deed, its harm, its crowd or its speaker"
_GOES_ON = "goes on with what was told just before it"
_NEAR = 160  # characters between a deed and the harm it did, at most
_BACK = 2  # sentences back that harm without a doer looks for its deed
_SHARED = 2  # words that a headline and the sentence it stands for have in common, at least
REPRESENTATIVES = 5  # members of a group that others are compared with
_serials = count(1)


def group_likeness(profile: Profile, members: Sequence[Profile], *, same_report: bool = False, states: Set[str] = frozenset()) -> Likeness:
    """Likeness to a group: half the best of its first members, half their mean, so that one chance tie does not chain;
    barred if any of them bars it."""
    likes: list[Likeness] = []
    for member in members[:REPRESENTATIVES]:
        likes.append(likeness(profile, member, same_report=same_report, states=states))
        if likes[-1].barred:
            return likes[-1]
    sums = [like.total for like in likes]
    best = max(range(len(sums)), key=lambda i: (sums[i], -i))
    total = 0.5 * sums[best] + 0.5 * sum(sums) / len(sums)
    return Likeness(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), likes[best].parts, "", total)


def tellings(
    report: Report, reading: Reading, actors: Sequence[str], people: Set[str], states: Set[str], keys: tuple[str, ...],
    dropped: Set[Mention] = frozenset(),
) -> tuple[Profile, ...]:  # fmt: skip
    """The happenings of one report. Planned, threatened and feared things are left out; denied ones stay, and make an
    incident only beside a mention that asserts them."""
    context = countries_of(reading, keys)
    mentions = {
        index: event_profile(report, reading, index, actors, people, context)
        for index, event in enumerate(reading.events)
        if event.status not in UNREAL and Mention(report.id, index) not in dropped and not _is_month(reading, event)
    }
    start = body_start(report)
    head = opened(report, reading, start, lead_day(report, reading))
    for index in mentions:
        if head is not None:
            mentions[index].published = {head.day}
            news = fresh(reading.events[index], report, reading, head)
            mentions[index].fresh = {news} if news is not None else set()
        apart = {k for k in mentions if k != index and answers(report.text, reading.events[index], reading.events[k])}
        frame(mentions[index], reading.events[index], report, reading, actors, context)
        if is_item(reading.events[index], report, reading):
            apart |= {k for k in mentions if reading.events[k].sentence != reading.events[index].sentence}
        mentions[index].apart = {Mention(report.id, k) for k in apart}
        spoken_of, opening = follows(index, mentions.keys(), report.text, reading, start, head.day if head is not None else None)
        mentions[index].about = {Mention(report.id, other) for other in (*spoken_of, *opening)}
        mentions[index].topics = {lemma_of(reading.events[k], report.text): 1 for k in spoken_of if mentions[k].family not in SPEECH}
        if later(reading.events[index], report.text, reading):
            told = (k for k in mentions if 1 <= reading.events[index].sentence - reading.events[k].sentence <= _BACK)
            mentions[index].apart |= {Mention(report.id, k) for k in told}
    lying = offsets_of(report, reading, mentions)
    for index, found_at in lying.items():
        mentions[index].offsets = offset_mentions(report.id, found_at)
        mentions[index].apart |= set(mentions[index].offsets)
    for index, (low, high) in scenes_of(report, reading, mentions).items():
        mentions[index].fresh |= {(low, high, "the day of what was told just before it")}
    groups: list[list[int]] = []
    home: dict[int, int] = {}
    for index in _in_turn(mentions, report.text, reading):
        why, at = _TOLD_WITH, _attached(index, mentions, report, reading, home)
        if at is None:
            why, at = "", _most_like(index, mentions, groups, reading, states)
        if at is None:
            why, at = _GOES_ON, in_focus(index, [[mentions[i] for i in g] for g in groups], groups, mentions[index], report.text, reading)
        if at is not None and why:
            mentions[index].why = {Mention(report.id, index): why}
        if at is None:
            groups.append([])
            at = len(groups) - 1
        groups[at].append(index)
        home[index] = at
    about = join_headed(groups, mentions, reading, first_sentence(reading, start))
    for index in about or ():
        mentions[index].leads = True
    settle(groups, mentions, report.text, reading, about)
    date_by_offset(groups, mentions, lying)
    date_performed(groups, mentions, report, reading)
    date_by_context(groups, mentions, report, reading, actors)
    date_by_offset(groups, mentions, lying)
    ground, found = Ground(report, reading, head), []
    for group in groups:
        if not any(mentions[i].days or mentions[i].coarse for i in group):
            for index in (i for i in group if is_told(i, ground)):
                mentions[index].chances = {Mention(report.id, index): chances_of(index, ground)}
        leave_out_dead(group, mentions, reading)
        whole = together([mentions[index] for index in group])
        whole.serial = next(_serials)
        found.append(whole)
    return tuple(found)


def _in_turn(mentions: dict[int, Profile], text: str, reading: Reading) -> list[int]:
    """Mentions in the order of the text, a deed before the harm that is told first ("were killed when a bomb went off")."""
    order: list[int] = []
    for index in mentions:
        deed = deed_behind(index, mentions, text, reading)
        order += [i for i in (deed, index) if i is not None and i not in order]
    return order


def _is_month(reading: Reading, event: Event) -> bool:
    """Whether a "march" is a month."""
    return any(t.span.overlaps(event.trigger) and t.type in ("DATE", "TIME") for t in reading.times)


def _attached(index: int, mentions: dict[int, Profile], report: Report, reading: Reading, home: dict[int, int]) -> int | None:
    """The group of the deed that did this harm: the nearest one before it in its sentence, with no other deed between; for
    harm that nobody is said to have done, failing that the only deed of the two sentences before. A deed that goes on with the
    one just told goes with it."""
    event = reading.events[index]
    if mentions[index].family in SPEECH:
        return _same_act(index, mentions, reading, home)
    if mentions[index].family != "force":
        return None
    if not folded_words(event.lemma) & HARM:
        return _continued(index, mentions, report, reading, home)
    deed = deed_behind(index, mentions, report.text, reading)
    if deed in home and not _apart_in_days(mentions[index], mentions[deed]) and not _barred(mentions[index], mentions[deed]):
        return home[deed]
    before = [i for i in home if reading.events[i].sentence == event.sentence and mentions[i].family == "force" and i != index]
    near = [
        i for i in before
        if 0 <= event.trigger.start - reading.events[i].trigger.end <= _NEAR and not answers(report.text, reading.events[i], event)
    ]  # fmt: skip
    if not near:
        return None if event.actors else _only_deed_before(index, mentions, report.text, reading, home)
    last = max(near, key=lambda i: (bool(folded_words(reading.events[i].lemma) & (DEED | HARM)), reading.events[i].trigger.start))
    told = reading.events[last].type == "ASSAULT" or folded_words(reading.events[last].lemma) & (DEED | HARM)
    fits = told and not _apart_in_days(mentions[last], mentions[index])
    if not fits or _barred(mentions[index], mentions[last]):
        return None
    return home[last]


def _continued(index: int, mentions: dict[int, Profile], report: Report, reading: Reading, home: dict[int, int]) -> int | None:
    """The group of the deed that this one goes on with: told in the same sentence or the one before with one participant in both, or
    a crowd and the force used against it; without a day or a place of its own."""
    event = reading.events[index]
    at = against_crowd(index, mentions, reading, home)
    if at is not None:
        return at
    if event.times or event.places or event.headline or mentions[index].another or mentions[index].historical:
        return None
    before = [i for i in home if 0 <= event.sentence - reading.events[i].sentence <= 1 and mentions[i].family == "force"]
    before = [i for i in before if reading.events[i].trigger.start < event.trigger.start and not reading.events[i].headline]
    if not before or len({home[i] for i in before}) != 1:
        return None
    last = max(before, key=lambda i: reading.events[i].trigger.start)
    other = reading.events[last]
    deeds = folded_words(event.lemma) & DEED and folded_words(other.lemma) & DEED
    if not deeds or not _taking_part(event, report.text) & _taking_part(other, report.text):
        return None
    if answers(report.text, event, other) or mentions[last].historical:
        return None
    if _barred(mentions[index], mentions[last]):
        return None
    return home[last]


def _same_act(index: int, mentions: dict[int, Profile], reading: Reading, home: dict[int, int]) -> int | None:
    """The group of the act of speech that this mention is more words of: the same speaker going on in the same sentence or the next
    ("condemned the raid, calling it murder"), or a noun for it among the words said ("called the raid a violation")."""
    event, mine = reading.events[index], mentions[index]
    for i in sorted(home, key=lambda k: -reading.events[k].trigger.start):
        other, theirs = reading.events[i], mentions[i]
        if other.type != event.type or other.trigger.start > event.trigger.start or not 0 <= event.sentence - other.sentence <= 1:
            continue
        if mine.historical != theirs.historical or (mine.days and theirs.days and not set(mine.days) & set(theirs.days)):
            continue
        theirs_said = [c for s in reading.statements if any(q.overlaps(other.trigger) for q in s.cue) for c in s.content]
        said = any(c.contains(event.trigger) for c in theirs_said)
        if (mine.agents and mine.agents == theirs.agents and not mine.named) or (not event.actors and said):
            return home[i]
    return _heads(index, mentions, reading, home)


def _heads(index: int, mentions: dict[int, Profile], reading: Reading, home: dict[int, int]) -> int | None:
    """The group of the headline that an act of speech of the opening spells out: of its type, speakers that may be one, words shared."""
    event, mine = reading.events[index], mentions[index]
    for i in home:
        other, theirs = reading.events[i], mentions[i]
        if not other.headline or event.headline or other.type != event.type or event.sentence - other.sentence > LEAD + 1:
            continue
        named = bool(mine.agents & theirs.agents) or not (mine.agents - mine.loose and theirs.agents - theirs.loose)
        sorts = not (mine.speakers and theirs.speakers) or mine.speakers & theirs.speakers
        if named and sorts and len(mine.words & theirs.words) >= _SHARED:
            return home[i]
    return None


def _taking_part(event: Event, text: str) -> set[str]:
    """Head words of those who do and suffer an event, pronouns left out."""
    heads = {stem(fold(a.head.of(text))) for a in (*event.actors, *event.recipients)}
    return {h for h in heads if len(h) > 4}


def _only_deed_before(index: int, mentions: dict[int, Profile], text: str, reading: Reading, home: dict[int, int]) -> int | None:
    """ "The ferry sank. Seventeen are dead.": the group of the one deed told in the two sentences before."""
    event = reading.events[index]
    if opens_scene(event, text, reading):
        return None
    deeds = [
        i
        for i in home
        if 0 <= event.sentence - reading.events[i].sentence <= _BACK
        and mentions[i].family == "force"
        and (folded_words(reading.events[i].lemma) & DEED or reading.events[i].mode == "crowd-control")
    ]
    groups = {home[i] for i in deeds}
    mine = mentions[index]
    if len(groups) != 1 or any(_barred(mine, mentions[i]) or mine.apart & set(mentions[i].events) for i in deeds):
        return None
    told = [mentions[i] for i, at in home.items() if at in groups]
    if not all(tolls_fit(mine, m) for m in told) or framed_apart(mine, together(told)):
        return None
    own, theirs = set(mine.days), {d for i in deeds for d in mentions[i].days}
    return None if own and theirs and not own & theirs else groups.pop()


def _apart_in_days(a: Profile, b: Profile) -> bool:
    return bool(a.days and b.days and not set(a.days) & set(b.days))


def _barred(a: Profile, b: Profile) -> bool:
    return bool(a.named and b.named and not a.named & b.named and len(a.named) == len(b.named) == 1 and a.lemmas == b.lemmas)


def _most_like(index: int, mentions: dict[int, Profile], groups: Sequence[Sequence[int]], reading: Reading, states: Set[str]) -> int | None:
    profile = mentions[index]
    pointing = profile.anaphoric and not profile.days
    best: tuple[float, int] | None = None
    for at in range(len(groups) - 1, -1, -1):
        members = [mentions[i] for i in groups[at] if not mentions[i].anaphoric] or [mentions[i] for i in groups[at]]
        if members[0].family != profile.family or not _may_meet(profile, members):
            continue
        another = profile.another != any(m.another for m in members) or any(two_of_report(profile, m) for m in members)
        if another and profile.family == "force":
            continue  # "a second blast" is not "the blast", one in Orvale not one in Sern
        like = group_likeness(profile, members, same_report=True, states=states)
        if like.barred:
            continue
        distance = reading.events[index].sentence - max(reading.events[i].sentence for i in groups[at])
        total = like.total + (0.6 if pointing and 0 <= distance <= 3 else 0.0) - (0.8 if pointing and distance > 8 else 0.0)
        if best is None or total > best[0]:
            best = (total, at)
    least = math.log(threshold("join") / (1 - threshold("join")))
    return best[1] if best is not None and best[0] >= least else None


def _may_meet(profile: Profile, members: Sequence[Profile]) -> bool:
    """Whether a comparison can come out high enough: something to find each other by, or a phrase that points back."""
    return profile.anaphoric or any(m.anaphoric or not profile.seen.anchors.isdisjoint(m.seen.anchors) for m in members[:REPRESENTATIVES])
