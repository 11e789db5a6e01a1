"""What the accounts of an incident go back to. The definition stands in docs/method.md, "Accounts and origins".

Two accounts share an origin where the texts give a reason for it, and the reason is kept: one voice, one body and who speaks for
it, one passage, an outlet and who cites it, one report and the sources it names. What no reason joins counts for itself.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from accordingto.model.ids import make_id
from accordingto.model.record import Account, Copy, Origin, RecordVoice
from accordingto.model.text import Span
from accordingto.resolving.accounts import COUNTS, View
from accordingto.resolving.folding import fold
from accordingto.resolving.grounds import Ground, body_spoken_for, description, fits, ground_of, speaks_in_its_name, state_spoken_for, tells
from accordingto.resolving.union import Union


def origins_of(
    incident: str,
    accounts: Sequence[Account],
    views: Mapping[str, View],
    copies: Mapping[str, Sequence[Copy]],
    voices: Mapping[str, RecordVoice],
) -> tuple[tuple[Account, ...], tuple[Origin, ...]]:
    """Group the accounts of one incident by origin; returns the accounts with origin and standing filled in.

    Args:
        copies: the copies each report takes part in.
    """
    found = _Origins(sorted(accounts, key=lambda a: a.id), views, voices)
    found.join_voices()
    found.join_bodies()
    found.join_governments()
    found.join_passages(copies)
    found.join_citations()
    found.join_unnamed()
    found.join_own_words(copies)
    return found.rows(incident)


class _Origins:
    """Accounts on their way to origins."""

    def __init__(self, accounts: Sequence[Account], views: Mapping[str, View], voices: Mapping[str, RecordVoice]) -> None:
        self.accounts, self.views, self.voices = accounts, views, voices
        self.union: Union[str] = Union()
        self.reasons: dict[tuple[str, str], str] = {}
        self.copied: set[str] = set()
        self.grounds = {a.id: ground_of(a, views[a.report], voices) for a in accounts}
        self.by_report: dict[str, list[Account]] = defaultdict(list)
        self.by_outlet: dict[str, list[Account]] = defaultdict(list)
        for account in accounts:
            self.by_report[account.report].append(account)
            self.by_outlet[account.chain[0]].append(account)

    def join(self, a: Account, b: Account, reason: str) -> None:
        if self.union.find(a.id) != self.union.find(b.id):
            self.reasons[min(a.id, b.id), max(a.id, b.id)] = reason
            self.union.join(a.id, b.id)

    def of_kind(self, *kinds: str) -> list[Ground]:
        return [g for g in self.grounds.values() if g.kind in kinds]

    def label(self, voice: str) -> str:
        return self.voices[voice].label or "the outlet"

    def join_voices(self) -> None:
        """One voice, in whatever reports; a document that is only called a report is not one with another."""
        heard: dict[str, list[Account]] = defaultdict(list)
        for ground in self.grounds.values():
            by_hand = ground.voice in self.views[ground.account.report].voices.joined
            if by_hand or (ground.kind == "named" and self.voices[ground.voice].kind != "outlet"):
                heard[ground.voice].append(ground.account)
        for voice, members in sorted(heard.items()):
            for a, b in itertools.pairwise(members):
                self.join(a, b, f"same voice: {self.label(voice)}")

    def join_bodies(self) -> None:
        """A body, those who speak for it, and the words that can mean no other: first within a report, then within the incident.

        Names of actors are left to the actors: "Reed Front" does not fit "New Reed Front"."""
        named = [g for g in self.of_kind("named") if self.voices[g.voice].kind not in ("outlet", "document")]
        bodies = [g for g in named if self.voices[g.voice].kind in ("organisation", "office")]
        spoken = {
            g.account.id: body_spoken_for(g, self.views[g.account.report], self.label(g.voice)) for g in (*named, *self.of_kind("unnamed"))
        }
        known = [replace(g, words=spoken[g.account.id][0]) if self.voices[g.voice].kind == "person" else g for g in named]
        for ground in (g for g in bodies if self.voices[g.voice].actor is None):
            fuller = [g for g in known if g.words != ground.words]
            self._join_fit(ground, ground.words, fuller, f"“{self.label(ground.voice)}” fits {{}} alone")
        speakers: dict[frozenset[str], list[Account]] = defaultdict(list)
        for ground in (*named, *self.of_kind("unnamed")):
            words, phrase = spoken[ground.account.id]
            own = speaks_in_its_name(phrase)
            self._join_fit(ground, words, bodies, f"“{phrase}” speaks for {{}}", everywhere=own)
            if own and tells(words):
                speakers[words].append(ground.account)
        for members in speakers.values():
            for a, b in itertools.pairwise(members):
                self.join(a, b, f"both speak for one body: {self.label(a.chain[-1])}")

    def _join_fit(self, ground: Ground, words: frozenset[str], others: Sequence[Ground], why: str, *, everywhere: bool = False) -> None:
        """Join an account with the one voice that its words fit, if there is only one; unnamed people with one of their own report,
        unless they speak for a body (``everywhere``)."""
        fitting = [g for g in others if g.voice != ground.voice and fits(words, g.words)]
        mine = [g for g in fitting if g.account.report == ground.account.report]
        for candidates in (mine, fitting if (ground.kind == "named" or everywhere) and not mine else []):
            if len({self.union.find(g.account.id) for g in candidates}) == 1:
                self.join(ground.account, candidates[0].account, why.format(self.label(candidates[0].voice)))

    def join_governments(self) -> None:
        """A state that speaks, and bodies and offices of its government. Two of these that tell without the state itself may have heard
        it separately and stay apart."""
        states: dict[str, Account] = {}
        others: list[tuple[str, Ground]] = []
        for ground in self.of_kind("named"):
            voice = self.voices[ground.voice]
            code = state_spoken_for(voice.label, voice.kind) if voice.kind in ("state", "organisation", "office") else None
            if code is not None and voice.kind == "state":
                states.setdefault(code, ground.account)
            elif code is not None:
                others.append((code, ground))
        for code, ground in others:
            if code in states:
                state = self.label(states[code].chain[-1])
                self.join(states[code], ground.account, f"{self.label(ground.voice)} is of the government that speaks as {state}")

    def join_passages(self, copies: Mapping[str, Sequence[Copy]]) -> None:
        """Accounts that stand in one copied passage and give the same in it."""
        for account in self.accounts:
            for copy in copies.get(account.report, ()):
                if copy.later.report != account.report:
                    continue
                mine = self._inside(account, copy.later.span)
                if not mine:
                    continue
                best = max(
                    (o for o in self.by_report.get(copy.earlier.report, ()) if self._one_depth(account, o)),
                    key=lambda o: (len(mine & self._inside(o, copy.earlier.span)), o.id),
                    default=None,
                )
                if best is not None and mine & self._inside(best, copy.earlier.span):
                    self.join(account, best, "same passage")
                    self.copied.add(account.id)

    def _inside(self, account: Account, passage: Span) -> frozenset[str]:
        """What an account says within a passage, if that is half or more of it."""
        view = self.views[account.report]
        spans = [view.reading.events[i].trigger for i in account.events] or [v.quote.span for v in account.values]
        held = [s for s in spans if passage.start <= s.start and s.end <= passage.end]
        said = [v.quote.span for v in account.values if passage.start <= v.quote.span.start and v.quote.span.end <= passage.end]
        return frozenset(fold(s.of(view.report.text)) for s in (*held, *said)) if held and len(held) * 2 >= len(spans) else frozenset()

    def _one_depth(self, a: Account, b: Account) -> bool:
        """Within one passage, the quoted voice goes with the quoted voice and the writer's with the writer's."""
        x, y = self.voices[a.chain[-1]], self.voices[b.chain[-1]]
        return x.id == y.id or (x.kind == "outlet") == (y.kind == "outlet")

    def join_citations(self) -> None:
        """What a report has from another outlet goes back to that outlet's own account of it."""
        told: dict[tuple[str, ...], list[Account]] = defaultdict(list)
        for account in self.accounts:
            cited = self._cited(account)
            for outlet in cited:
                home = self._home_of(account, outlet)
                if home is not None:
                    self.join(account, home, f"explicit citation of {self.label(outlet)}")
                    break
            if cited and self.grounds[account.id].kind != "named":
                told[account.chain[account.chain.index(cited[0]) :]].append(account)
            elif cited and account.chain[-1] == cited[0]:
                told[(cited[0], *_tolls(account))].append(account)
        for chain, members in sorted(told.items()):
            for a, b in itertools.pairwise(members):
                self.join(a, b, f"explicit citation of {self.label(chain[0])}")

    def _cited(self, account: Account) -> list[str]:
        """Other outlets in a chain, innermost first."""
        return [v for v in reversed(account.chain[1:]) if self.voices[v].kind == "outlet" and v != account.chain[0]]

    def _home_of(self, account: Account, outlet: str) -> Account | None:
        """The cited outlet's own account that says the same: of one voice or description, else with one number, else the only one."""
        own = [a for a in self.by_outlet.get(outlet, ()) if not self._cited(a)]
        ground = self.grounds[account.id]
        if account.chain[-1] != outlet:
            words = ground.words
            alike = [a for a in own if self.grounds[a.id].kind == ground.kind and (
                self.grounds[a.id].voice == ground.voice or (words and self.grounds[a.id].words and (
                    words <= self.grounds[a.id].words or self.grounds[a.id].words <= words)))]  # fmt: skip
            return alike[0] if alike else None
        numbers = _tolls(account)
        same = [a for a in own if numbers & _tolls(a)] if numbers else [a for a in own if len(a.chain) == 1] or own
        return min(same, key=lambda a: (len(a.chain), a.id), default=None)

    def join_unnamed(self) -> None:
        """A crowd counts once per report; so does an unnamed source, unless its words tell it from the report's others."""
        for report in sorted(self.by_report):
            mine = [self.grounds[a.id] for a in self.by_report[report]]
            crowd = [g for g in mine if g.kind == "crowd"]
            for a, b in itertools.pairwise(crowd):
                self.join(a.account, b.account, "a crowd counts once per report")
            unnamed = [g for g in mine if g.kind == "unnamed"]
            for a, b in itertools.combinations(unnamed, 2):
                if a.words and b.words and (a.words <= b.words or b.words <= a.words):
                    self.join(a.account, b.account, "unnamed sources of one report that nothing tells apart")
            for vague in (g for g in unnamed if not g.words):
                others = [g for g in unnamed if g is not vague]
                if len({self.union.find(g.account.id) for g in others}) == 1:
                    self.join(vague.account, others[0].account, "unnamed sources of one report that nothing tells apart")

    def join_own_words(self, copies: Mapping[str, Sequence[Copy]]) -> None:
        """What a report says in its own words goes back to the source that it names for it; where it names none, the outlet is
        the origin, once for all its reports. A number above those of its sources stands for itself."""
        alone: dict[str, list[Account]] = defaultdict(list)
        for account in self.accounts:
            if self._settled(account):
                continue
            sources = [a for a in self.by_report[account.report] if a is not account and not self._is_own(a)]
            source, model = self._source_of(account, sources), self._model_of(account, copies)
            if model is not None and (source is None or not _tolls(source) & _tolls(account)):
                self.join(account, model, f"told in a report that copies {self.label(model.chain[0])}")
            elif source is not None:
                self.join(account, source, f"told in the report’s own words beside its source {self.label(self.grounds[source.id].voice)}")
            else:
                alone[account.chain[0] if self._is_own(account) else account.id].append(account)
        for members in alone.values():
            for a, b in itertools.pairwise(members):
                self.join(a, b, "same outlet")

    def _is_own(self, account: Account) -> bool:
        return self.grounds[account.id].kind == "own"

    def _settled(self, account: Account) -> bool:
        """Whether an account has an origin already: a source's word, a copied passage, a citation that was found."""
        if account.id in self.copied:
            return True
        cited = self._cited(account)
        if cited and account.chain[-1] == cited[0]:
            return any(account.id in pair for pair in self.reasons)
        return not self._is_own(account)

    def _source_of(self, account: Account, sources: Sequence[Account]) -> Account | None:
        """Of a report's sourced accounts the one that gives the same number; else the first, unless the report's own numbers
        are none of theirs."""
        if not sources:
            return None
        start = {a.id: min((v.quote.span.start for v in a.values), default=0) for a in sources}
        ranked = sorted(sources, key=lambda a: (-len(_tolls(a) & _tolls(account)), start[a.id], a.id))
        if _tolls(ranked[0]) & _tolls(account) or not _against(account, sources):
            return ranked[0]
        return None

    def _model_of(self, account: Account, copies: Mapping[str, Sequence[Copy]]) -> Account | None:
        """The account with the same number in a report that this one has other passages from."""
        earlier = {c.earlier.report for c in copies.get(account.report, ()) if c.later.report == account.report and not c.undecided}
        same = [a for report in sorted(earlier) for a in self.by_report.get(report, ()) if _tolls(a) & _tolls(account)]
        return min(same, key=lambda a: (-len(_tolls(a) & _tolls(account)), a.id), default=None)

    def rows(self, incident: str) -> tuple[tuple[Account, ...], tuple[Origin, ...]]:
        """Accounts with their origin and standing, and origins, largest first."""
        groups: dict[str, list[Account]] = defaultdict(list)
        for account in self.accounts:
            groups[self.union.find(account.id)].append(account)
        ranked = sorted(groups.values(), key=lambda g: (-len(g), min(self._order(a) for a in g)))
        origins, placed = [], []
        for rank, members in enumerate(ranked):
            ordered = sorted(members, key=self._order)
            key = make_id("o", incident, ordered[0].id)
            spoken = Counter(self.grounds[a.id].voice for a in members if not self._is_own(a)) or Counter(a.chain[-1] for a in members)
            fullness = {v: len(description(self.voices[v].label)) for v in spoken}
            shown = min(spoken, key=lambda v: (self.voices[v].kind != "organisation", -fullness[v], -spoken[v], v))
            voice, label = shown if len(spoken) == 1 else None, self.voices[shown].label
            ids = {a.id for a in members}
            why = sorted({r for (a, b), r in self.reasons.items() if a in ids and b in ids}, key=lambda r: (r.startswith("told in"), r))
            origins.append(Origin(key, incident, _letter(rank), voice, label or "not given", tuple(a.id for a in ordered), tuple(why)))
            for account in members:
                placed.append(replace(account, origin=key, standing="copied" if account.id in self.copied else account.standing))
        return tuple(sorted(placed, key=lambda a: a.id)), tuple(origins)

    def _order(self, account: Account) -> tuple[bool, str, str]:
        published = self.views[account.report].report.published.value
        return (account.id in self.copied, published or "9999", account.id)


def _tolls(account: Account) -> frozenset[str]:
    """The counts an account gives, as "killed 22.0..22.0"."""
    return frozenset(f"{v.aspect} {v.key}" for v in account.values if v.aspect in COUNTS and v.quantity is not None)


def _against(account: Account, sources: Sequence[Account]) -> bool:
    """Whether an account gives more of something than any source of its report that counts it; less may be a part of theirs."""
    for value in account.values:
        if value.quantity is None or value.aspect not in COUNTS or value.quantity.low is None:
            continue
        theirs = [v.quantity for a in sources for v in a.values if v.aspect == value.aspect and v.quantity is not None]
        if theirs and all(q.high is not None and q.high < value.quantity.low for q in theirs):
            return True
    return False


def _letter(rank: int) -> str:
    """A, B, … Z, AA, AB …"""
    letters = ""
    rank += 1
    while rank:
        rank, rest = divmod(rank - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
