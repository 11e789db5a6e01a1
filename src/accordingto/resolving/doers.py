"""Who did it: other doers named, or a doer named who denies it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from accordingto.data import table
from accordingto.model.reading import Event
from accordingto.model.record import Account, Actor, Disagreement, Quote, RecordVoice, Value
from accordingto.model.text import Span
from accordingto.resolving.accounts import View
from accordingto.resolving.bearing import Bearing, sentence_at
from accordingto.resolving.folding import fold
from accordingto.resolving.patterns import pattern
from accordingto.resolving.profiles import classes_of, stem
from accordingto.resolving.sides import Given, make_disagreement, sides_of

_BEFORE = 40  # characters before a doer in which it is said to be one
_SHOWN = 160  # characters of a denial that are shown as its words
_FIGHT = "clash"  # the sort of what two sides do to each other
_OWN = frozenset({"our", "my", "its", "their", "his", "her", "your"})
_PRONOUNS = frozenset({"i", "we", "he", "she", "it", "they", "you", "who", "which", "that", "this", "these", "those", "one"})


@dataclass(frozen=True, slots=True)
class _Charge:
    """A doer whom somebody gives.

    Attributes:
        doer: id of the actor, or "" and the head word of a description.
        speakers: ids of the actors named where the one who says so is.
        accuses: it is told as an accusation.
        deeds: the lemma of the deed and the sorts it is of.
    """

    given: Given
    doer: str
    speakers: frozenset[str]
    accuses: bool
    deeds: frozenset[str]


def doers_apart(
    incident: str,
    given: Sequence[Given],
    suffered: Sequence[Given],
    views: Mapping[str, View],
    actors: Mapping[str, Actor],
    bearing: Bearing,
) -> list[Disagreement]:  # fmt: skip
    """Two voices that say of one deed that others did it: the one whom the first accuses answers that somebody else did; or both accuse
    or tell, each of another, of a like deed or what befell the same. Doers that are part of one another are one."""
    charges = [c for g in given if (c := _charge(g, views[g.account.report], actors)) is not None and bearing.holds(g)]
    hurt = {g.value.key for g in suffered}
    sides: dict[frozenset[str], tuple[list[Given], list[Given]]] = {}
    for one, two in combinations(charges, 2):
        if one.given.account.chain[-1] == two.given.account.chain[-1] or _same(one.doer, two.doer, actors):
            continue
        alike, same = bool(one.deeds & two.deeds), _befell_the_same(one.given, two.given, suffered)
        answered = (alike or same) and (_answers_back(one, two, actors) or _answers_back(two, one, actors))
        told = (one.accuses and two.accuses) or (alike and same)
        if answered or ((alike or same) and told and {one.doer, two.doer} <= actors.keys() - hurt):
            pair = sides.setdefault(frozenset((one.doer, two.doer)), ([], []))
            first, second = sorted((one, two), key=lambda c: c.doer)
            for side, charge in zip(pair, (first, second), strict=True):
                if charge.given not in side:
                    side.append(charge.given)
    found = [
        make_disagreement(incident, "who", "conflict", sides_of(pair), 0.8, "each says that the other or somebody else did it")
        for _, pair in sorted(sides.items(), key=lambda s: sorted(s[0]))
        if not {g.account.chain for g in pair[0]} & {g.account.chain for g in pair[1]}
    ]
    return sorted(found, key=lambda d: (-len(d.sides[0].accounts) - len(d.sides[1].accounts), d.id))[:1]


def _charge(given: Given, view: View, actors: Mapping[str, Actor]) -> _Charge | None:
    """Who somebody other than the outlet says did it, unless it is a pronoun or the speaker's own ("our troops")."""
    account, value = given.account, given.value
    if account.statement is None or len(account.chain) < 2 or value.denied:
        return None
    words = fold(value.text).split()
    actor, _, head = value.key.partition("~")
    if not words or words[0] in _PRONOUNS | _OWN or (not head and actor not in actors):
        return None
    if head and not _is_body(head):
        return None
    if not head and value.text == value.text.lower():
        return None  # "the communist state" is somebody already named
    if not head and actors[actor].kind not in ("organisation", "armed_group", "state", "person"):
        return None
    events = [view.reading.events[i] for i in account.events]
    deed = next((e for e in events if any(a.span == value.quote.span for a in e.actors)), None)
    if deed is None or not _is_doer(view, value.quote.span, deed.trigger):
        return None
    statement = view.reading.statements[account.statement]
    speakers = frozenset(view.names[n] for n, name in enumerate(view.reading.names) if any(s.overlaps(name.span) for s in statement.source))
    voiced = frozenset({view.names[statement.voice.name]} if statement.voice.name is not None else ())
    doer = actor if actor in actors else head
    return _Charge(given, doer, speakers | voiced, statement.stance == "accuses", classes_of([fold(deed.lemma)]) | {fold(deed.lemma)})


def _is_doer(view: View, doer: Span, deed: Span) -> bool:
    """Whether somebody is the subject of a deed, stands behind "by", or is accused of it: not "an Ostran air strike"."""
    text, sentence = view.report.text, sentence_at(view, doer)
    if pattern("agent").search(text[max(sentence.start, doer.start - _BEFORE) : doer.start]):
        return True
    return doer.end <= deed.start and bool(pattern("acts").fullmatch(text[doer.end : deed.end]))


def _is_body(head: str) -> bool:
    """Whether a head word is one of bodies and bands that do things together ("government forces", "the army")."""
    return head in {stem(w + end) for w in table("disagreements")["bodies"].split() for end in ("", "s")}


def _same(one: str, two: str, actors: Mapping[str, Actor]) -> bool:
    """Whether two doers are one, or one is of the other; a person may act for any body, so a person and a body are no two doers."""
    if one in actors and two in actors and (actors[one].kind == "person") != (actors[two].kind == "person"):
        return True
    return one == two or (one in actors and two in actors and _related(one, two, actors))


def _answers_back(accuser: _Charge, other: _Charge, actors: Mapping[str, Actor]) -> bool:
    """Whether the one whom a voice names as the doer is the other voice, and names somebody who is not his own."""
    accused = accuser.doer in actors and any(_same(accuser.doer, s, actors) for s in other.speakers)
    return accused and not any(_same(accuser.doer, s, actors) for s in accuser.speakers) and not any(
        _same(other.doer, s, actors) for s in other.speakers
    )  # fmt: skip


def _befell_the_same(one: Given, two: Given, suffered: Sequence[Given]) -> bool:
    """Whether two accounts give one and the same whom or what it was done to."""
    keys = [{g.value.key for g in suffered if g.account.id == given.account.id} for given in (one, two)]
    return bool(keys[0] & keys[1])


def hands_denied(
    incident: str, given: Sequence[Given], accounts: Sequence[Account], views: Mapping[str, View], actors: Mapping[str, Actor],
    voices: Mapping[str, RecordVoice], bearing: Bearing,
) -> list[Disagreement]:  # fmt: skip
    """Somebody is said to have done it and denies it: a denial by the one named, or by what it is part of or a part of it, in
    which nobody denies that it happened. Who is named by a pronoun, or as the doer of a deed of another sort that was joined with
    the incident, is not said to have done it."""
    found = []
    accused: dict[str, list[Given]] = defaultdict(list)
    for g in given:
        if g.value.key in actors and not g.value.denied and _is_accused(g, views[g.account.report], bearing):
            accused[g.value.key].append(g)
    for actor in sorted(accused):
        denials = [
            Given(_denial(account, views[account.report], actor), account)
            for account in accounts
            if _denies(account, views[account.report]) and _is_theirs(account, views[account.report], actor, actors, voices)
        ]
        accusers = [g for g in accused[actor] if not _speaks(g.account, actor, voices)]
        if denials and accusers:
            found.append(
                make_disagreement(incident, "who", "conflict", sides_of([accusers, denials]), 1.0, "said to have done it, and denies it")
            )
    return found


def _is_accused(given: Given, view: View, bearing: Bearing) -> bool:
    """Whether a doer is named, in words that bear on the incident, as that of a deed of the incident's sort, as its subject, behind
    "by" or in an accusation."""
    if fold(given.value.text) in _PRONOUNS or not bearing.holds(given):
        return False
    statement, span = given.account.statement, given.value.quote.span
    accuses = statement is not None and view.reading.statements[statement].stance == "accuses"
    events = (view.reading.events[i] for i in given.account.events)
    deeds = (e for e in events if any(a.span == span for a in e.actors))
    return any(bearing.same_sort(e) and (accuses or _is_doer(view, span, e.trigger) or _is_whose(view, span, e)) for e in deeds)


def _is_whose(view: View, doer: Span, deed: Event) -> bool:
    """Whether a deed is called somebody's ("an Ostran air strike"); a fight has two sides, and is the deed of neither."""
    between = view.report.text[doer.end : deed.trigger.start]
    return _FIGHT not in classes_of([fold(deed.lemma)]) and not between.strip(" ’'s-")


def _is_theirs(account: Account, view: View, actor: str, actors: Mapping[str, Actor], voices: Mapping[str, RecordVoice]) -> bool:
    """Whether a denial is by somebody, by what he is part of or a part of him, or says of him that he had no part in it."""
    who = voices[account.chain[-1]].actor
    if who and _related(who, actor, actors):
        return True
    named = [name.span for n, name in enumerate(view.reading.names) if view.names[n] == actor]
    return any(
        part.contains(name) and pattern("hand").search(view.report.text[name.end : part.end])
        for part in view.reading.statements[account.statement or 0].content
        for name in named
    )


def _denies(account: Account, view: View) -> bool:
    """Whether an account denies a hand in it, and leaves open that it happened."""
    if account.statement is None or len(account.chain) < 2 or any(v.aspect == "whether" and v.denied for v in account.values):
        return False
    statement = view.reading.statements[account.statement]
    cue = " ".join(s.of(view.report.text) for s in statement.cue)
    said = " ".join((cue, *(s.of(view.report.text) for s in statement.content)))
    if pattern("opinion").search(cue):
        return False
    return statement.stance == "denies" and bool(pattern("hand").search(said))


def _denial(account: Account, view: View, actor: str) -> Value:
    """The words of a denial as a value: the part of what is said that tells of a hand in it, failing that its cue or what is said."""
    statement, text = view.reading.statements[account.statement or 0], view.report.text
    hands = [s for s in statement.content if len(s) <= _SHOWN and pattern("hand").search(s.of(text))]
    span = (*hands, *statement.cue, *statement.content)[0]
    return Value("who", span.of(view.report.text), Quote(account.report, span), key=actor, denied=True)


def _speaks(account: Account, actor: str, voices: Mapping[str, RecordVoice]) -> bool:
    return voices[account.chain[-1]].actor == actor


def _related(a: str, b: str, actors: Mapping[str, Actor]) -> bool:
    def wholes(actor: str) -> set[str]:
        seen: set[str] = set()
        todo = [actor]
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo += actors[at].part_of if at in actors else ()
        return seen

    return a in wholes(b) or b in wholes(a) or bool(wholes(a) & wholes(b))
