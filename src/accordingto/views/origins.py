"""The origin tree: what accounts go back to, who had it first hand, who passed it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accordingto.model.record import Account, Origin, RecordVoice
from accordingto.store import ReportHead
from accordingto.views.common import Clock, chain_labels, when_of
from accordingto.views.wording import capital, count, number


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One report that tells it: outlet, hour, standing, a note, its account, and who had it from there."""

    account: str
    report: str
    outlet: str
    published: str
    standing: str
    note: str
    children: tuple[TreeNode, ...]


@dataclass(frozen=True, slots=True)
class OriginNode:
    """One origin: letter, label, voice id or None, "three reports, one origin", why they are one, and its first tellings."""

    letter: str
    label: str
    voice: str | None
    note: str
    reasons: tuple[str, ...]
    children: tuple[TreeNode, ...]
    left_out: int = 0


MOST = 24


def origin_tree(
    origins: Sequence[Origin], accounts: Sequence[Account], heads: dict[str, ReportHead], voices: dict[str, RecordVoice], clock: Clock
) -> tuple[OriginNode, ...]:
    """One node per origin. An account hangs under the telling it names or copies from, where that is in the same origin."""
    by_id = {a.id: a for a in accounts}
    nodes = []
    for origin in origins:
        mine = [by_id[a] for a in origin.accounts if a in by_id]
        parents = {a.id: _parent(a, mine, heads) for a in mine}
        shown = mine[:MOST]
        keep = {a.id for a in shown}
        roots = [a for a in shown if parents[a.id] not in keep]
        reports = len({a.report for a in mine})
        note = capital(count(reports, "report")) + (", one origin" if reports > 1 else "")
        children = _folded([_node(a, shown, parents, heads, voices, clock, {a.id}) for a in roots])
        nodes.append(OriginNode(origin.letter, origin.label, origin.voice, note, origin.reasons, children, len(mine) - len(shown)))
    return tuple(nodes)


def _parent(account: Account, mine: Sequence[Account], heads: dict[str, ReportHead]) -> str | None:
    if account.standing == "first hand":
        return None
    head = heads.get(account.report)
    published = head.published if head else ""
    for source in head.copied_from if head else ():
        found = next((a for a in mine if a.report == source and a.id != account.id), None)
        if found:
            return found.id
    for voice in account.chain[1:]:
        earlier = [
            a
            for a in mine
            if a.id != account.id and a.chain[0] == voice and (heads[a.report].published if a.report in heads else "") <= published
        ]
        if earlier:
            return max(earlier, key=lambda a: heads[a.report].published if a.report in heads else "").id
    return None


def _node(
    account: Account,
    mine: Sequence[Account],
    parents: dict[str, str | None],
    heads: dict[str, ReportHead],
    voices: dict[str, RecordVoice],
    clock: Clock,
    above: set[str],
) -> TreeNode:
    head = heads.get(account.report)
    chain = chain_labels(account, voices)
    children = _folded(
        [_node(a, mine, parents, heads, voices, clock, above | {a.id}) for a in mine if parents[a.id] == account.id and a.id not in above]
    )
    note = {"copied": "copied", "relayed": "relayed"}.get(account.standing, "")
    if account.standing == "copied" and head and head.copied:
        note = f"copied, {round(100 * head.copied)} %"
    if account.standing == "first hand" and len(chain) > 2:
        note = "through " + ", ".join(chain[1:-1])
    if account.standing != "first hand" and len(chain) > 3:
        note += f", chain of {number(len(chain))}"
    if account.withdrawn:
        note += (", " if note else "") + "withdrawn"
    return TreeNode(account.id, account.report, head.outlet if head else chain[0], when_of(head, clock), account.standing, note, children)


def _folded(nodes: Sequence[TreeNode]) -> tuple[TreeNode, ...]:
    """Several accounts of one report that nothing on the tree tells apart are one node that says how many they are."""
    alike: dict[tuple[str, str, str, bool], list[TreeNode]] = {}
    for node in nodes:
        alike.setdefault((node.report, node.standing, node.note, not node.children), []).append(node)
    found = []
    for (_, _, note, bare), group in alike.items():
        more = count(len(group), "account") if len(group) > 1 else ""
        found += [replace(group[0], note=", ".join(filter(None, (note, more))))] if bare else group
    return tuple(found)
