"""Which incident every mention belongs to, and numbers and denials without an event of it: kept, and changed only where groups have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from accordingto.model.ids import make_id
from accordingto.model.record import Mention
from accordingto.resolving.accounts import Loose, View
from accordingto.resolving.counts import Counts
from accordingto.resolving.decisions import Plan
from accordingto.resolving.denials import loose_denials
from accordingto.resolving.groups import Group
from accordingto.resolving.opposed import against_told, claims_told, denials_told
from accordingto.resolving.stamps import Stamps

State = tuple[object, ...]
Told = tuple[Mapping[str, Sequence[object]], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """An incident's id and its mentions in order."""

    key: str
    events: tuple[Mention, ...]


class Homes:
    """The incidents that mentions belong to.

    Attributes:
        incidents: by report, incident id by event; ``stamps`` rise when they change.
        loose: by incident and report, what goes with the incident without an event of it.
        counts: where numbers belong.

    Args:
        counts: what puts numbers where they belong; None for that of the package.
    """

    def __init__(self, counts: Counts | None = None) -> None:
        self.incidents: dict[str, dict[int, str]] = {}
        self.stamps: dict[str, int] = {}
        self.loose: dict[str, dict[str, Loose]] = defaultdict(dict)
        self.counts = counts or Counts()
        self._known: dict[State, Home] = {}
        self._regrouped = False
        self._loose: dict[str, set[str]] = {}
        self._stamps = Stamps()
        self._told: dict[str, tuple[View, Mapping[int, str], Told]] = {}

    def update(self, groups: Sequence[Group], views: Mapping[str, View], reviewed: Plan, changed: Set[str]) -> None:
        """Take in the groups of this time.

        Args:
            changed: reports that are made otherwise now, or are gone.
        """
        self._regrouped = bool(reviewed.moved or reviewed.merged)
        old, self._known = self._known, {}
        for group in groups:
            state = self._state(group)
            self._known[state] = old.get(state) or Home(incident_id(group.head, views), tuple(sorted(group.profile.events)))
        left = [home for state, home in old.items() if state not in self._known]
        came = [home for state, home in self._known.items() if state not in old]
        for home in left:
            for m in home.events:
                if self.incidents[m.report].get(m.index) == home.key:
                    del self.incidents[m.report][m.index]
        for home in came:
            for m in home.events:
                self.incidents.setdefault(m.report, {})[m.index] = home.key
        moved = {m.report for home in (*left, *came) for m in home.events}
        for report in moved:
            self._settle(report)
        touched = self.counts.update((self.home(group).key, group) for group in groups)
        for report in moved | changed | touched:
            self._loosen(report, views)

    def home(self, group: Group) -> Home:
        """A group's incident."""
        return self._known[self._state(group)]

    def of(self, reports: Iterable[str]) -> set[str]:
        """The incidents that some reports tell of, or count something of."""
        return {key for report in reports for key in (*self.incidents.get(report, {}).values(), *self._loose.get(report, ()))}

    def _state(self, group: Group) -> State:
        """What a group's mentions follow from: its tellings, which never change, unless reviewers regrouped mentions."""
        return (group.state, *sorted(group.profile.events)) if self._regrouped else group.state

    def _settle(self, report: str) -> None:
        found = self.incidents[report]
        if found:
            self.stamps[report] = self._stamps.of(report, tuple(sorted(found.items())))
        else:
            del self.incidents[report]
            self.stamps.pop(report, None)

    def _loosen(self, report: str, views: Mapping[str, View]) -> None:
        for key in self._loose.pop(report, ()):
            del self.loose[key][report]
            if not self.loose[key]:
                del self.loose[key]
        if report not in views:
            self.counts.forget(report)
            self._told.pop(report, None)
            return
        own = self.incidents.get(report, {})
        placed = self.counts.place(views[report], own)
        denials, against, claims, denying = self._said(report, views[report], own)
        found = (placed.loose, denials, against, claims, denying, placed.gone, placed.why)
        self._loose[report] = {key for rows in found for key in rows}
        for key in self._loose[report]:
            self.loose[key][report] = Loose(*(tuple(rows.get(key, ())) for rows in found))  # type: ignore[arg-type]

    def _said(self, report: str, view: View, own: Mapping[int, str]) -> Told:
        """Denials and claims of a report by incident; looked for again only where its view or its incidents have changed."""
        old = self._told.get(report)
        if old is None or old[0] is not view or old[1] != own:
            ways = (loose_denials, against_told, claims_told, denials_told) if own else ()
            old = self._told[report] = (view, dict(own), tuple(told(view, own) for told in ways) or ({}, {}, {}, {}))
        return old[2]


def incident_id(head: Mention, views: Mapping[str, View]) -> str:
    """An incident's id: its first mention's report and place."""
    return make_id("i", head.report, views[head.report].reading.events[head.index].trigger.start)


def by_report(events: Sequence[Mention]) -> dict[str, list[int]]:
    """The positions of mentions by report."""
    found: dict[str, list[int]] = defaultdict(list)
    for mention in events:
        found[mention.report].append(mention.index)
    return found
