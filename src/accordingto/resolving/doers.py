"""Who did it: other doers named, or a doer named who denies it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from accordingto.data import table
from accordingto.model.record import Account, Actor, Disagreement, Quote, RecordVoice, Value
from accordingto.resolving.accounts import View
from accordingto.resolving.folding import fold
from accordingto.resolving.sides import Given, make_disagreement, sides_of

_BESIDE_NAME = 2  # words beside a name of a doer
_PRONOUNS = frozenset({"i", "we", "he", "she", "it", "they", "you", "who", "which", "that", "this", "these", "those", "one"})


def doers_apart(incident: str, given: Sequence[Given], suffered: Sequence[Given], actors: Mapping[str, Actor]) -> list[Disagreement]:
    """Named doers that are not part of one another and are nowhere among those it was done to; one of them named twice at least."""
    hurt = {g.value.key.partition("~")[0] for g in suffered}
    named: dict[str, list[Given]] = defaultdict(list)
    for g in given:
        actor = actors.get(g.value.key)
        if fold(g.value.text) in _PRONOUNS or actor is None or not _is_called_so(g.value.text, actor):
            continue
        if not g.value.denied and actor.id not in hurt and actor.kind in ("organisation", "armed_group", "state"):
            named[actor.id].append(g)
    roots: list[tuple[str, list[Given]]] = []
    for actor_id in sorted(named, key=lambda a: (-len(named[a]), a)):
        home = next((r for r in roots if _related(r[0], actor_id, actors)), None)
        if home is None:
            roots.append((actor_id, list(named[actor_id])))
        else:
            home[1].extend(named[actor_id])
    most = max((len(members) for _, members in roots), default=0)
    sides = [members for _, members in roots if len(members) * 10 >= most]
    tellers = [{(g.account.report, g.account.chain) for g in members} for members in sides]
    if len(sides) < 2 or max(map(len, tellers)) < 2 or any(a & b for i, a in enumerate(tellers) for b in tellers[i + 1 :]):
        return []
    return [make_disagreement(incident, "who", "conflict", sides_of(sides), 0.8, "different actors are said to have done it")]


def _is_called_so(words: str, actor: Actor) -> bool:
    """Whether words are a name of an actor, with a word or two before it at most: not a phrase that holds the name."""
    said = fold(words).split()
    return any(len(said) - len(fold(form.form).split()) <= _BESIDE_NAME for form in actor.forms if fold(form.form) in " ".join(said))


def hands_denied(
    incident: str, given: Sequence[Given], accounts: Sequence[Account], views: Mapping[str, View], actors: Mapping[str, Actor],
    voices: Mapping[str, RecordVoice],
) -> list[Disagreement]:  # fmt: skip
    """Somebody is said to have done it and denies it: a denial by the one named, or by what it is part of or a part of it, in
    which nobody denies that it happened."""
    found = []
    accused: dict[str, list[Given]] = defaultdict(list)
    for g in given:
        if g.value.key in actors and not g.value.denied:
            accused[g.value.key].append(g)
    for actor in sorted(accused):
        denials = [
            Given(_denial(account, views[account.report], actor), account)
            for account in accounts
            if _denies(account, views[account.report]) and (who := voices[account.chain[-1]].actor) and _related(who, actor, actors)
        ]
        accusers = [g for g in accused[actor] if not _speaks(g.account, actor, voices)]
        if denials and accusers:
            found.append(
                make_disagreement(incident, "who", "conflict", sides_of([accusers, denials]), 1.0, "said to have done it, and denies it")
            )
    return found


def _denies(account: Account, view: View) -> bool:
    """Whether an account denies a hand in it, and leaves open that it happened."""
    if account.statement is None or len(account.chain) < 2 or any(v.aspect == "whether" and v.denied for v in account.values):
        return False
    statement = view.reading.statements[account.statement]
    cue = " ".join(s.of(view.report.text) for s in statement.cue)
    said = " ".join((cue, *(s.of(view.report.text) for s in statement.content)))
    if re.search(table("disagreements")["opinion"], cue, re.IGNORECASE):
        return False
    return statement.stance == "denies" and bool(re.search(table("disagreements")["hand"], said, re.IGNORECASE))


def _denial(account: Account, view: View, actor: str) -> Value:
    """The words of a denial as a value: its cue, failing that what is said."""
    statement = view.reading.statements[account.statement or 0]
    span = (statement.cue or statement.content)[0]
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
