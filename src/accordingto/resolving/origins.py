"""What the accounts of an incident go back to: same passage, same innermost voice, explicit citation, same outlet."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from accordingto.model.ids import make_id
from accordingto.model.record import Account, Copy, Origin, RecordVoice
from accordingto.resolving.accounts import View
from accordingto.resolving.union import Union

# Voices that say who speaks well enough for two reports to have heard the same one.
_ONE_VOICE = frozenset({"person", "office", "organisation", "state", "document", "outlet"})


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
    union: Union[str] = Union()
    reasons: dict[tuple[str, str], str] = {}
    copied: set[str] = set()

    def join(a: Account, b: Account, reason: str) -> None:
        if union.find(a.id) != union.find(b.id):
            reasons[min(a.id, b.id), max(a.id, b.id)] = reason
            union.join(a.id, b.id)

    by_voice: dict[str, list[Account]] = defaultdict(list)
    by_report: dict[str, list[Account]] = defaultdict(list)
    by_outlet: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        inner = voices[account.chain[-1]]
        if inner.kind in _ONE_VOICE:
            by_voice[inner.id].append(account)
        by_report[account.report].append(account)
        if len(account.chain) == 1:
            by_outlet[account.chain[0]].append(account)
    for voice_id, found in sorted(by_voice.items()):
        for a, b in itertools.pairwise(found):
            join(a, b, f"same voice: {voices[voice_id].label or 'the outlet'}" if len(a.chain) > 1 or len(b.chain) > 1 else "same outlet")
    told: dict[tuple[str, ...], list[Account]] = defaultdict(list)
    for account in accounts:
        told[_from_last_outlet(account.chain, voices)].append(account)
    for chain, found in sorted(told.items()):
        if len(chain) > 1 and any(len(a.chain) > len(chain) for a in found):
            for a, b in itertools.pairwise(found):
                join(a, b, f"explicit citation of {voices[chain[0]].label}")
    for account in accounts:
        for voice_id in account.chain[1:-1]:
            if voices[voice_id].kind == "outlet":
                for own in by_outlet.get(voice_id, ()):
                    join(account, own, f"explicit citation of {voices[voice_id].label}")
    for account in accounts:
        for copy in copies.get(account.report, ()):
            if copy.later.report == account.report and _inside(account, views[account.report], copy.later.span.start, copy.later.span.end):
                for other in by_report.get(copy.earlier.report, ()):
                    if _inside(other, views[other.report], copy.earlier.span.start, copy.earlier.span.end) and _same_depth(
                        account, other, voices
                    ):
                        join(account, other, "same passage")
                        copied.add(account.id)
    return _build(incident, accounts, union, reasons, copied, views, voices)


def _from_last_outlet(chain: tuple[str, ...], voices: Mapping[str, RecordVoice]) -> tuple[str, ...]:
    """The chain from the innermost outlet on: what that outlet's own report would carry."""
    at = max(i for i, voice_id in enumerate(chain) if i == 0 or voices[voice_id].kind == "outlet")
    return chain[at:]


def _inside(account: Account, view: View, start: int, end: int) -> bool:
    events = [view.reading.events[i].trigger for i in account.events]
    held = sum(start <= e.start and e.end <= end for e in events)
    return held * 2 >= len(events)


def _same_depth(a: Account, b: Account, voices: Mapping[str, RecordVoice]) -> bool:
    """Within one passage, the quoted voice goes with the quoted voice and the writer's with the writer's."""
    x, y = voices[a.chain[-1]], voices[b.chain[-1]]
    return x.id == y.id or (x.kind == "outlet") == (y.kind == "outlet")


def _build(
    incident: str, accounts: Sequence[Account], union: Union[str], reasons: Mapping[tuple[str, str], str], copied: Iterable[str],
    views: Mapping[str, View], voices: Mapping[str, RecordVoice],
) -> tuple[tuple[Account, ...], tuple[Origin, ...]]:  # fmt: skip
    groups: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        groups[union.find(account.id)].append(account)
    taken = set(copied)

    def order(account: Account) -> tuple[bool, str, str]:
        published = views[account.report].report.published.value
        return (account.id in taken, published or "9999", account.id)

    ranked = sorted(groups.values(), key=lambda g: (-len(g), min(order(a) for a in g)))
    origins, placed = [], []
    for rank, members in enumerate(ranked):
        ordered = sorted(members, key=order)
        key = make_id("o", incident, ordered[0].id)
        shared = {a.chain[-1] for a in members}
        voice = shared.pop() if len(shared) == 1 else None
        label = voices[voice].label if voice else voices[ordered[0].chain[-1]].label
        ids = {a.id for a in members}
        why = tuple(sorted({r for (a, b), r in reasons.items() if a in ids and b in ids}))
        origins.append(Origin(key, incident, _letter(rank), voice, label or "not given", tuple(a.id for a in ordered), why))
        for account in members:
            standing = "copied" if account.id in taken else account.standing
            placed.append(replace(account, origin=key, standing=standing))
    return tuple(sorted(placed, key=lambda a: a.id)), tuple(origins)


def _letter(rank: int) -> str:
    """A, B, … Z, AA, AB …"""
    letters = ""
    rank += 1
    while rank:
        rank, rest = divmod(rank - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
