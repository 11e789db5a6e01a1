"""Step F of joining: undated tellings for which there is only one happening of their sort in the days before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set

from accordingto.resolving.focus import suits
from accordingto.resolving.groups import Group, held_apart
from accordingto.resolving.likeness import Likeness
from accordingto.resolving.profiles import Profile, classes_of
from accordingto.resolving.tellings import REPRESENTATIVES, group_likeness

_ALIKE = 0.3  # share of the words of the shorter sentence
_WORDS = 3  # words two tellings share, at least, where nothing else does
_AT_LENGTH = 4  # mentions of what a report tells at some length
_MUCH = 18  # mentions of violence in a report, more than which are not all of what it is about
_LATELY = 3  # days before a report in which the one happening of a sort is looked for
_FEW = 8  # happenings of a sort in those days among which one may be told from the others


def only_one(
    rest: Sequence[Profile], dated: Sequence[Group], states: Set[str]
) -> tuple[list[Profile], list[tuple[int, Profile, Likeness]]]:
    """An undated telling of violence joins the one dated happening of its sort in the days before its report, if nothing in it
    speaks against that and something for it; with two such happenings it joins none.

    Returns:
        the tellings that are still on their own; and with the others, the position of the group each joins.
    """
    index: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, group in enumerate(dated):
        profile = group.profile
        if profile.family == "force" and profile.day and not profile.plural:
            for sort in _main_sorts(profile):
                index[sort, profile.day[0]].append(at)
    left: list[Profile] = []
    joins: list[tuple[int, Profile, Likeness]] = []
    for telling in rest:
        found = _only_home(telling, index, dated, states)
        if found is None:
            left.append(telling)
        else:
            joins.append((found[0], telling, found[1]))
    return left, joins


def of_its_report(
    rest: Sequence[Profile], dated: Sequence[Group], states: Set[str]
) -> tuple[list[Profile], list[tuple[int, Profile, Likeness]]]:
    """Step G: what a report tells without day, place or people of its own goes with the happening that the report is about, once others
    have dated that, if it is harm alone or of its sort. Returns what ``only_one`` returns."""
    told = Counter(m.report for p in (*rest, *(g.profile for g in dated)) if p.family == "force" for m in p.events)
    about: dict[str, list[int]] = defaultdict(list)
    for at, group in enumerate(dated):
        if group.profile.family == "force":
            for report in {r for telling in group.tellings if telling.leads for r in telling.reports}:
                about[report].append(at)
    left: list[Profile] = []
    joins: list[tuple[int, Profile, Likeness]] = []
    for telling in rest:
        homes = [at for report in telling.reports for at in about.get(report, ())]
        much = any(told[report] > _MUCH for report in telling.reports)
        if len(homes) == 1 and _goes_with(telling, dated[homes[0]], much):
            like = group_likeness(telling, dated[homes[0]].tellings, same_report=True, states=states)
            if not like.barred:
                joins.append((homes[0], telling, like.plus("only_one", 1.0)))
                continue
        left.append(telling)
    return left, joins


def _goes_with(telling: Profile, group: Group, much: bool) -> bool:
    """Whether a telling has nothing of its own that speaks against its being of what its report is about; and in a report that tells of
    much, something that speaks for it: it points back, is harm alone, is told at some length or in words of what was told before. "War"
    or "terrorism" in passing is nothing that happened then."""
    if telling.family != "force" or telling.coarse or telling.plural or telling.historical or telling.another or telling.headline:
        return False
    alike = telling.seen.only_harm or not telling.seen.classes or not telling.seen.classes.isdisjoint(group.profile.seen.classes)
    if not alike or not suits(telling, group.profile) or held_apart([telling], group):
        return False
    if not much or telling.anaphoric or telling.seen.only_harm or len(telling.events) >= _AT_LENGTH:
        return True
    return any(_something_shared(telling, told) for told in group.tellings if told.reports & telling.reports)


def _only_home(
    telling: Profile, index: Mapping[tuple[str, int], Sequence[int]], dated: Sequence[Group], states: Set[str]
) -> tuple[int, Likeness] | None:  # fmt: skip
    if telling.family != "force" or not telling.published or telling.coarse or telling.plural or telling.historical or telling.another:
        return None
    day = min(telling.published)
    near = {at for sort in _main_sorts(telling) for back in range(_LATELY + 1) for at in index.get((sort, day - back), ())}
    if not 0 < len(near) <= _FEW:
        return None
    fitting = [at for at in sorted(near) if suits(telling, dated[at].profile) and not held_apart([telling], dated[at])]
    if len(fitting) != 1 or not any(_something_shared(telling, t) for t in dated[fitting[0]].tellings[:REPRESENTATIVES]):
        return None
    like = group_likeness(telling, dated[fitting[0]].tellings, states=states)
    return None if like.barred else (fitting[0], like.plus("only_one", 1.0))


def _something_shared(a: Profile, b: Profile) -> bool:
    """A place, somebody or something it was done to, or several words of the sentences that tell of them."""
    shared = len(a.words & b.words)
    if shared >= _WORDS and shared >= _ALIKE * min(len(a.words), len(b.words)):
        return True
    return bool(a.spots.keys() & b.spots.keys() or a.heads & b.heads or (a.named | a.recipients) & (b.named | b.recipients))


def _main_sorts(profile: Profile) -> list[str]:
    """The sorts of happening that a quarter of its mentions name or more, harm alone left out."""
    told: Counter[str] = Counter()
    for lemma, n in profile.lemmas.items():
        for sort in classes_of([lemma]) - {"kill"}:
            told[sort] += n
    return sorted(sort for sort, n in told.items() if 4 * n >= len(profile.events))
