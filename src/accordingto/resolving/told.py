"""The tellings of every report, made again only where its view, or what its actors are taken for, has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set

from accordingto.model.record import Actor, Mention
from accordingto.resolving.accounts import View
from accordingto.resolving.decisions import Plan
from accordingto.resolving.profiles import Profile
from accordingto.resolving.tellings import tellings

Tellings = dict[str, tuple[Profile, ...]]


class Told:
    """Tellings by report, kept from one time to the next."""

    def __init__(self) -> None:
        self._found: Tellings = {}
        self._marks: dict[str, object] = {}
        self._views: dict[str, View] = {}
        self._kinds: tuple[Set[str], Set[str]] = (frozenset(), frozenset())
        self._dropped: Mapping[str, frozenset[Mention]] = {}

    def of(
        self, views: Mapping[str, View], keys: Mapping[str, tuple[str, ...]], actors: Mapping[str, Actor], people: Set[str],
        states: Set[str], reviewed: Plan,
    ) -> Tellings:  # fmt: skip
        """By report its tellings (see ``tellings``); the same mapping every time, brought up to date."""
        flipped = (people ^ self._kinds[0]) | (states ^ self._kinds[1])
        self._kinds = (people, states)
        dropped: dict[str, set[Mention]] = defaultdict(set)
        for mention in reviewed.dropped:
            dropped[mention.report].add(mention)
        before, self._dropped = self._dropped, {r: frozenset(found) for r, found in dropped.items()}
        look = {r for r, view in views.items() if self._views.get(r) is not view}
        look |= {m.report for a in flipped if a in actors for m in actors[a].mentions}
        look |= {r for r in before.keys() | dropped.keys() if before.get(r) != self._dropped.get(r)}
        for gone in self._views.keys() - views.keys():
            del self._found[gone], self._marks[gone]
        self._views = dict(views)
        for report_id in sorted(look & views.keys()):
            view, mine = views[report_id], set(views[report_id].names)
            unwanted = self._dropped.get(report_id, frozenset())
            mark = (view.names, view.report, frozenset(mine & people), frozenset(mine & states), unwanted, view.reading)
            if self._marks.get(report_id) != mark:
                self._marks[report_id] = mark
                self._found[report_id] = tellings(view.report, view.reading, view.names, people, states, keys[report_id], unwanted)
        return self._found
