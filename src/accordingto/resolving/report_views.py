"""Every report's view, its voices and its stamps, made again only where something that they are made from has changed.

What a report's voices are depends on the whole record: on who its names are, on which outlets there are, on who holds an office. So each
report is filed under everything that it is looked up by, and a change leads to the reports that it touches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from accordingto.model.reading import Reading
from accordingto.model.record import Actor, Copy, RecordVoice
from accordingto.model.report import Report
from accordingto.resolving.accounts import View
from accordingto.resolving.amending import NOTHING, Amendment, amended
from accordingto.resolving.naming_calls import calls_of
from accordingto.resolving.outlets import sites_for
from accordingto.resolving.places import countries_of
from accordingto.resolving.rulings import NONE, Rulings, follow, ruled
from accordingto.resolving.stamps import Stamps
from accordingto.resolving.voices import VoiceKeys, VoiceTables, report_voices, voice_keys


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is known of all reports when their views are made.

    Attributes:
        keys: by report, the key of every name (see ``naming_links``); ``names`` the actor id of every name.
        copies: by report, the copies it takes part in.
        amended: by report, what reviewers rejected in it.
        rulings: what reviewers decided of voices.
    """

    reports: Mapping[str, Report]
    readings: Mapping[str, Reading]
    keys: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    actors: Mapping[str, Actor]
    copies: Mapping[str, Sequence[Copy]]
    amended: Mapping[str, Amendment]
    rulings: Rulings


_NOTHING = Resolved({}, {}, {}, {}, {}, {}, {}, Rulings())


class ReportViews:
    """Views by report.

    Attributes:
        views: by report id, in no order.
        view_stamps: per report, a number that rises when its view changes; ``stamps`` rise also when anything else changes that rows of
            it are made from: what its actors and voices are called, what they are part of, its copies.
        voices: every voice of the record by id; its label is that of the least report that has it.
    """

    def __init__(self) -> None:
        self.views: dict[str, View] = {}
        self.view_stamps: dict[str, int] = {}
        self.stamps: dict[str, int] = {}
        self.voices: dict[str, RecordVoice] = {}
        self._tables = VoiceTables()
        self._labels: dict[str, VoiceKeys] = {}
        self._asked: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._fresh: set[str] = set()
        self._said: dict[str, dict[str, RecordVoice]] = {}
        self._sayers: dict[str, dict[str, RecordVoice]] = defaultdict(dict)
        self._plain: dict[str, View] = {}
        self._marks: dict[str, int] = {}
        self._ruled = NONE
        self._last = _NOTHING
        self._stamps = Stamps()

    def add(self, report: Report, reading: Reading) -> None:
        """File a report under what its voices are looked up by."""
        self._labels[report.id] = keys = voice_keys(report, reading)
        for asked in keys.asked():
            self._asked[asked].add(report.id)
        self._fresh.add(report.id)

    def remove(self, report_id: str) -> None:
        """Take a report out again."""
        for asked in self._labels.pop(report_id).asked():
            self._asked[asked].discard(report_id)
            if not self._asked[asked]:
                del self._asked[asked]
        self._fresh.add(report_id)
        for kept in (self.views, self.view_stamps, self.stamps, self._plain, self._marks):
            kept.pop(report_id, None)

    def update(self, now: Resolved) -> None:
        """Bring views, voices and stamps up to date."""
        last, self._last = self._last, now
        changes = self._tables.update((r.outlet.value for r in now.reports.values()), now.actors)
        touched = set(self._fresh)
        touched |= {r for r, row in now.names.items() if row is not last.names.get(r)}
        touched |= {r for r in now.amended.keys() | last.amended.keys() if now.amended.get(r) != last.amended.get(r)}
        sites = {k for k in self._asked if k[0] == "label" and not sites_for(k[1]).isdisjoint(changes.sites)} if changes.sites else set()
        for asked in changes.keys | sites:
            touched |= self._asked.get(asked, set())
        touched |= _naming(changes.actors, now.actors)
        here = touched & now.reports.keys()
        for report_id in sorted(here):
            self._look(report_id, now)
        ruled_anew = self._rule(now) & now.reports.keys()
        for report_id in sorted(here | ruled_anew):
            self._follow(report_id)
        here, touched = here | ruled_anew, touched | ruled_anew
        restamped = here | self._speak(touched, now)
        restamped |= _naming(_of_changed_wholes(last.actors, now.actors), now.actors)
        restamped |= {r for r in now.copies.keys() | last.copies.keys() if now.copies.get(r) != last.copies.get(r)}
        for report_id in restamped & now.reports.keys():
            self.stamps[report_id] = self._stamp(report_id, now)
        self._fresh.clear()

    def said(self, report_id: str) -> list[RecordVoice]:
        """The voices that speak in a report, its outlet first; one whose every statement was rejected does not."""
        view = self.views[report_id]
        gone = self._last.amended.get(report_id, NOTHING).statements
        return [view.voices.outlet, *(v for i, v in enumerate(view.voices.statements) if i not in gone)]

    def _look(self, report_id: str, now: Resolved) -> None:
        """Make a report's view, if its names or what its voices are called by have changed."""
        report, reading, names = now.reports[report_id], now.readings[report_id], now.names[report_id]
        keys, amendment = self._labels[report_id], now.amended.get(report_id)
        if amendment is not None:
            reading = amended(reading, amendment)
            keys = voice_keys(report, reading)
        mark = self._stamps.of(("voices", report_id), (report, now.readings[report_id], names, keys.state(names, self._tables), amendment))
        if report_id not in self._plain or self._marks.get(report_id) != mark:
            found = report_voices(report, reading, names, self._tables)
            self._plain[report_id] = View(
                report, reading, names, found, countries_of(reading, now.keys[report_id]), tuple(calls_of(report.text, reading))
            )
            self._marks[report_id] = mark

    def _rule(self, now: Resolved) -> set[str]:
        """Work out what reviewers decided of voices; returns the reports that have other voices for it."""
        old = self._ruled
        if now.rulings == Rulings() and old == NONE:
            return set()
        self._ruled = ruled(now.rulings, {report: view.voices for report, view in self._plain.items()})
        if self._ruled == old:
            return set()
        moved = {voice for _, voice in self._ruled.voices.keys() | old.voices.keys()}
        return {r for r, view in self._plain.items() if not moved.isdisjoint(v.id for v in (view.voices.outlet, *view.voices.statements))}

    def _follow(self, report_id: str) -> None:
        """A report's view as reviewers left its voices."""
        plain = self._plain[report_id]
        voices = follow(plain.voices, report_id, self._ruled)
        mark = self._stamps.of(("view", report_id), (self._marks[report_id], voices if voices is not plain.voices else None))
        if self.view_stamps.get(report_id) != mark or report_id not in self.views:
            self.views[report_id] = plain if voices is plain.voices else replace(plain, voices=voices)
            self.view_stamps[report_id] = mark

    def _speak(self, touched: Iterable[str], now: Resolved) -> set[str]:
        """Bring the record's voices up to date; returns the reports that have one that is called otherwise now."""
        changed: set[str] = set()
        for report_id in touched:
            old = self._said.pop(report_id, {})
            fresh: dict[str, RecordVoice] = {}
            if report_id in now.reports:
                for voice in self.said(report_id):
                    fresh.setdefault(voice.id, voice)
                self._said[report_id] = fresh
            for key in old.keys() - fresh.keys():
                del self._sayers[key][report_id]
            for key, voice in fresh.items():
                self._sayers[key][report_id] = voice
            changed.update(old, fresh)
        reports: set[str] = set()
        for key in changed:
            sayers = self._sayers[key]
            value = sayers[min(sayers)] if sayers else None
            if value is None:
                del self.voices[key], self._sayers[key]
            elif value != self.voices.get(key):
                self.voices[key] = value
                reports |= sayers.keys()
        return reports

    def _stamp(self, report_id: str, now: Resolved) -> int:
        names, actors = sorted(set(now.names[report_id])), now.actors
        known = tuple((a, actors[a].name, actors[a].kind) for a in names)
        wholes = tuple((a, actors[a].part_of) for a in _with_wholes(names, actors) if actors[a].part_of)
        own = tuple(self.voices[v.id] for v in self.said(report_id))
        mark = (self.view_stamps[report_id], tuple(now.copies.get(report_id, ())), known, wholes, own)
        return self._stamps.of(("report", report_id), mark)


def _naming(actors: Iterable[str], known: Mapping[str, Actor]) -> set[str]:
    """The reports that name some actors; actors that are gone are named by none."""
    return {m.report for a in actors if a in known for m in known[a].mentions}


def _of_changed_wholes(last: Mapping[str, Actor], now: Mapping[str, Actor]) -> Set[str]:
    """Actors of which something that they are part of, directly or not, is part of something else now; they themselves among them."""
    other = (a for a in last.keys() | now.keys() if last.get(a) is not now.get(a))
    changed = {a for a in other if (last[a].part_of if a in last else ()) != (now[a].part_of if a in now else ())}
    if not changed:
        return changed
    parts: dict[str, list[str]] = defaultdict(list)
    for key, actor in now.items():
        for whole in actor.part_of:
            parts[whole].append(key)
    todo = list(changed)
    while todo:
        for part in parts.get(todo.pop(), ()):
            if part not in changed:
                changed.add(part)
                todo.append(part)
    return changed


def _with_wholes(names: Sequence[str], actors: Mapping[str, Actor]) -> list[str]:
    """Actors with all they are part of, directly or not."""
    seen: set[str] = set()
    todo = list(names)
    while todo:
        at = todo.pop()
        if at not in seen and at in actors:
            seen.add(at)
            todo += actors[at].part_of
    return sorted(seen)
