"""Whether it happened at all, and claims that somebody denies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from accordingto.model.record import Disagreement, Value, ValueAspect
from accordingto.resolving.accounts import View, longest
from accordingto.resolving.bearing import sentence_at
from accordingto.resolving.called import is_no_name
from accordingto.resolving.denying import blames_first
from accordingto.resolving.folding import fold
from accordingto.resolving.patterns import pattern
from accordingto.resolving.profiles import Profile, classes_of, stem
from accordingto.resolving.sides import Given, make_disagreement, sides_of

_AROUND = 40  # characters around a deed that is denied in which it is said to be one more
_MANY_TELLERS = 8  # reports that tell of what one alone denies


def told_and_denied(incident: str, given: Sequence[Given], views: Mapping[str, View], dated: bool) -> list[Disagreement]:
    """What some tell as happened and others deny. A word that is denied ("it was no riot"), and a deed that is only said not to have
    come again ("nobody has fired since"), leave open that it happened."""
    whom = {v.key for g in given if not g.value.denied for v in g.account.values if v.aspect == "to_whom"}
    mine = [g for g in given if not g.value.denied or (_denies_all(views[g.account.report], g.value) and _is_of_them(g, whom))]
    told = {word for g in mine if not g.value.denied for word in _sorts(g.value)}
    mine = [g for g in mine if not g.value.denied or _sorts(g.value) & told]
    sides = [[g for g in mine if g.value.denied is flag] for flag in (False, True)]
    if not all(sides):
        return []
    if {g.account.report for g in sides[1]} == {g.account.report for g in sides[0]} and len({g.account.chain for g in mine}) == 1:
        return []  # one voice that denies one part and tells another
    if not dated and not {g.account.report for g in sides[0]} & {g.account.report for g in sides[1]}:
        return []  # of what nobody dates, two reports may tell of two happenings
    tellers = [len({g.account.report for g in side}) for side in sides]
    if tellers[1] == 1 and tellers[0] > _MANY_TELLERS:
        return []  # one denial among so many tellings is rather of something else told there
    return [make_disagreement(incident, "whether", "conflict", sides_of(sides), 1.0, "said to have happened, and denied")]


def _sorts(value: Value) -> frozenset[str]:
    """What a deed is told by: the stems of its words, and the sorts of happening they name."""
    words_of = fold(value.text).split()
    stems = frozenset(stem(w) for w in words_of)
    return stems | classes_of([*words_of, *stems])


def _is_of_them(given: Given, whom: Set[str]) -> bool:
    """Whether a denial is not of others alone: "no prisoners were freed" says nothing of the hostages who were."""
    none = [v for v in given.account.values if v.aspect == "to_whom" and re.match(r"(?:no|none|not)\s+\w", v.text, re.IGNORECASE)]
    return not none or not whom or any(v.key in whom for v in none)


def _denies_all(view: View, value: Value) -> bool:
    """Whether a deed that is denied is said never to have been done, and not only to have no other name or no sequel."""
    if is_no_name(view, value):
        return False
    sentence, span = sentence_at(view, value.quote.span), value.quote.span
    text = view.report.text
    before, after = text[max(sentence.start, span.start - _AROUND) : span.start], text[span.end : min(sentence.end, span.end + _AROUND)]
    return not (pattern("anew").search(before) or pattern("sequel").match(after))


def claims_denied(
    incident: str, given: Sequence[Given], profile: Profile, views: Mapping[str, View], known: Set[ValueAspect]
) -> list[Disagreement]:
    """Claims that another voice denies: whether it happened, where the claim tells of the incident itself; who did it,
    where it accuses; else what is claimed. Not a second time where the incident's accounts part on the same question."""
    pairs: dict[str, list[Given]] = defaultdict(list)
    for g in given:
        pairs[g.value.key].append(g)
    found = []
    for _, members in sorted(pairs.items()):
        sides = [[g for g in members if g.value.denied is flag] for flag in (False, True)]
        if not all(sides):
            found += _set_against(incident, members)
            continue
        began = all(_blames_first(views[g.account.report], g) for g in sides[1])
        aspect = "who" if began else _asked(sides[0][0], profile, views[sides[0][0].account.report])
        if aspect not in known:
            reason = "one says that the other began" if began else "claimed by one, denied by another"
            found.append(make_disagreement(incident, aspect, "conflict", sides_of(sides), 1.0, reason))
    return found


def _set_against(incident: str, members: Sequence[Given]) -> list[Disagreement]:
    """What two voices of a report say, which the report sets against each other."""
    sides: dict[tuple[str, ...], list[Given]] = defaultdict(list)
    for g in members:
        sides[g.account.chain].append(g)
    if len(sides) != 2 or any(g.value.denied for g in members):
        return []
    return [make_disagreement(incident, "claim", "conflict", sides_of(sides.values()), 0.5, "set against each other by the report")]


def _blames_first(view: View, denial: Given) -> bool:
    """Whether what answers a claim is no denial of it, but says that others began."""
    statements = view.reading.statements
    return any(blames_first(view, s) for s in statements if any(c.contains(denial.value.quote.span) for c in s.content))


def _asked(claim: Given, profile: Profile, view: View) -> ValueAspect:
    """Which question a denied claim answers."""
    statement = next((s for s in view.reading.statements if longest(s).start == claim.value.quote.span.start), None)
    if statement is None:
        return "claim"
    events = view.reading.events
    told = any(m.report == view.report.id and any(c.contains(events[m.index].trigger) for c in statement.content) for m in profile.events)
    if not told or (statement.stance == "accuses" and profile.family != "force"):
        return "claim"
    return "who" if statement.stance == "accuses" else "whether"
