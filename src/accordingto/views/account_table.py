"""The account table: one row per chain, a column per aspect, grouped by origin or in order of time, in pages where it is long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accordingto.model.record import Account, Disagreement, Drift, Origin, RecordVoice, Value
from accordingto.store import ReportHead, Store
from accordingto.views.common import Clock, Pager, chain_labels, pager, when_of
from accordingto.views.sides import PARTICIPANTS, is_name, participants, side_text, value_text
from accordingto.views.wording import ASPECTS, FIGURE_ASPECTS, count, number, shorten, split_figure

LAST_COLUMNS = ("when", "where", "whether", "means", "called", "claim", "evidence")
FIGURE_COLUMNS = 3  # kinds of figure with a column of their own; the rest share one
_LOSSES = {"killed": 0, "injured": 1}
LONG = 60  # accounts; from here on the table has pages, and copies fold into their origin's row
ORIGINS_A_PAGE = 12
ACCOUNTS_AN_ORIGIN = 5
ACCOUNTS_A_PAGE = 50  # in order of time, or of one origin


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the account table.

    Attributes:
        aspect: which.
        qualifier, text: as printed; figures apart, so that numbers end at one edge.
        href: the words it stands on, or None where nothing is said.
        denied: the account denies it.
        notes: what happened to it on the way ("‘at least’ lost"); ``parting`` where that is a drift.
    """

    aspect: str
    text: str
    qualifier: str = ""
    href: str | None = None
    denied: bool = False
    notes: tuple[str, ...] = ()
    parting: bool = False


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One chain of one report.

    Attributes:
        id: account.
        chain: voices by name, outlet first; ``voices`` their ids.
        published: when its report appeared; ``report`` its id.
        standing: first hand, copied or relayed.
        copied: "88 % copied", or empty.
        withdrawn: where a correction takes it back: the address of its words, or None.
        cells: one per column, in order.
    """

    id: str
    chain: tuple[str, ...]
    voices: tuple[str, ...]
    published: str
    report: str
    standing: str
    copied: str
    withdrawn: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """The accounts of one origin: letter, label, a note, rows, and how many accounts are not shown here."""

    letter: str
    label: str
    note: str
    rows: tuple[AccountRow, ...]
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """One aspect of the account table.

    Attributes:
        aspect: its key; ``label`` in words.
        relation: of its accounts, or empty.
        numeric: a column of figures, which end at one edge.
        shared: it stands with other rare figures in one column ("Also counted").
        told: any account gives it; on the screen a column without any is left out, and a line says so.
    """

    aspect: str
    label: str
    relation: str
    numeric: bool
    shared: bool = False
    told: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a table that is on one page: its accounts, the origins these stand under, and a pager where there is more."""

    accounts: list[Account]
    origins: Sequence[Origin]
    pager: Pager | None


def part_on_page(
    store: Store,
    path: str,
    origins: Sequence[Origin],
    ids: Sequence[str],
    held: Mapping[str, Account],
    *,
    order: str,
    origin: str,
    offset: int,
    fold: bool,
) -> Part:
    """What one page of an incident's table shows.

    Args:
        path: address of the incident, perhaps with a query.
        ids: its accounts in order of time; ``held`` are those already loaded: all, or none.
        origin: letter of the one origin to show whole, or empty.
        fold: in pages, where there are very many accounts; else all at once.
    """
    chosen = next((o for o in origins if origin and o.letter == origin), None)
    under: Sequence[Origin] = origins
    size, total, query, asked = 0, 0, "", list(ids)
    if chosen is not None:
        size, total, query, under = ACCOUNTS_A_PAGE, len(chosen.accounts), f"origin={origin}", [chosen]
        asked = list(chosen.accounts[offset : offset + size])
    elif len(ids) > LONG and fold and order == "time":
        size, total, query = ACCOUNTS_A_PAGE, len(ids), "order=time"
        asked = list(ids[offset : offset + size])
    elif len(ids) > LONG and fold:
        size, total, under = ORIGINS_A_PAGE, len(origins), origins[offset : offset + ORIGINS_A_PAGE]
        asked = [a for o in under for a in o.accounts[:ACCOUNTS_AN_ORIGIN]]
    found = held or store.accounts_of(asked)
    accounts = [found[a] for a in asked if a in found]
    if query == "order=time":
        mine = {a.origin for a in accounts}
        under = [o for o in origins if o.id in mine]
    if not size:
        return Part(accounts, under, None)
    address = path + (("&" if "?" in path else "?") + query if query else "")
    return Part(accounts, under, pager(address, offset, size, len(accounts) if query else len(under), total, "#accounts"))


def account_columns(accounts: Sequence[Account], disagreements: Sequence[Disagreement]) -> tuple[Column, ...]:
    """Did and to whom, then the figures anyone gives (deaths and injuries first), then the rest that anyone gives.

    Of the figures the first have a column of their own: deaths, injuries, what accounts part on, then what most give.
    """
    given: Counter[str] = Counter(v.aspect for a in accounts for v in a.values)
    relation: dict[str, str] = {d.aspect: d.relation for d in reversed(disagreements)}
    parting = {a for a, r in relation.items() if r in ("conflict", "undecided")}
    figures = sorted((a for a in given if a in FIGURE_ASPECTS), key=lambda a: (_LOSSES.get(a, 2), a not in parting, -given[a], a))
    always = {"when", "where", "called", "evidence"}
    order = ["who", "to_whom", *figures, *(a for a in LAST_COLUMNS if a in always or given[a])]
    own = figures if len(figures) <= FIGURE_COLUMNS + 1 else figures[:FIGURE_COLUMNS]
    mentioned = any(a.evidence != "not mentioned" for a in accounts)
    doubted = relation.get("whether", "") or any(v.denied for a in accounts for v in a.values if v.aspect == "whether")
    silent = {a for a, told in (("evidence", mentioned), ("whether", doubted)) if not told}
    silent |= {a for a in ("who", "to_whom", "when", "where", "called") if accounts and not given[a]}
    shared = {a for a in figures if a not in own}
    return tuple(Column(a, ASPECTS[a], relation.get(a, ""), a in FIGURE_ASPECTS, a in shared, a not in silent) for a in order)


def account_row(
    account: Account,
    columns: Sequence[Column],
    heads: Mapping[str, ReportHead],
    voices: dict[str, RecordVoice],
    drifts: Sequence[Drift],
    clock: Clock,
    names: Mapping[str, str],
) -> AccountRow:
    """One row of the account table; ``names`` of the actors that its participants were resolved to."""
    head = heads.get(account.report)
    withdrawn = account.withdrawn
    told = {v.quote.report for v in account.values}
    mine = [d for d in drifts if d.after.report in told]
    return AccountRow(
        account.id,
        chain_labels(account, voices),
        account.chain,
        when_of(head, clock),
        account.report,
        account.standing,
        f"{round(100 * head.copied)} % copied" if head and account.standing == "copied" and head.copied else "",
        f"/reports/{withdrawn.report}?at={withdrawn.span.start}-{withdrawn.span.end}#at" if withdrawn else None,
        tuple(_cell(account, c, mine, names) for c in columns),
    )


def _cell(account: Account, column: Column, drifts: Sequence[Drift], names: Mapping[str, str]) -> Cell:
    aspect = column.aspect
    values = [v for v in account.values if v.aspect == aspect]
    href = f"/incidents/{account.incident}/accounts/{account.id}/{aspect}"
    if aspect == "evidence":
        given = shorten(values[0].text, 48) if values else ""
        text = f"offered: {given}" if account.evidence == "offered" and given else account.evidence
        return Cell("evidence", text, href=href)
    if not values:
        return Cell(aspect, "")
    notes = tuple(dict.fromkeys(d.note or d.kind for d in drifts if any(_touches(d, v) for v in values)))
    if column.numeric:
        (qualifier, text), *others = dict.fromkeys(split_figure(v) for v in values)
        more = tuple("also " + shorten(" ".join(filter(None, other)), 40) for other in others)
        return Cell(aspect, shorten(text, 60), qualifier, href, values[0].denied, notes + more, bool(notes))
    if aspect == "claim":
        said = dict.fromkeys(side_text(v, names) for v in values)
        return Cell(aspect, "; ".join(said), "", href, False, notes, bool(notes))
    denied = all(v.denied for v in values) and aspect != "whether"
    if aspect in PARTICIPANTS:
        texts = participants(values, names, [v for v in account.values if v.quantity is not None])
        if not texts:
            return Cell(aspect, "")
    else:
        names_given = [v for v in values if aspect == "called" and is_name(v.text, v.key)]
        texts = list(dict.fromkeys(value_text(v, names) for v in names_given or values))
    return Cell(aspect, shorten(", ".join(texts), 80), "", href, denied, notes, bool(notes))


def _touches(drift: Drift, value: Value) -> bool:
    return drift.after.report == value.quote.report and drift.after.span.overlaps(value.quote.span) and _concerns(drift, value)


def _concerns(drift: Drift, value: Value) -> bool:
    numeric = value.aspect in FIGURE_ASPECTS
    if drift.kind.startswith(("qualifier", "number")):
        return numeric
    if drift.kind in ("word changed", "headline overstates"):
        return value.aspect in ("called", "whether", "means")
    return not numeric


def account_groups(part: Part, rows: Mapping[str, AccountRow], heads: Mapping[str, ReportHead], order: str) -> tuple[OriginGroup, ...]:
    """The rows of a page under their origins, or in order of appearance; of a long origin some, and how many more there are."""
    if order == "time":
        ordered = sorted(part.accounts, key=lambda a: (heads[a.report].published if a.report in heads else "9", a.id))
        return (OriginGroup("", "In order of appearance", count(len(ordered), "account"), tuple(rows[a.id] for a in ordered)),)
    standing = {a.id: a.standing for a in part.accounts}
    groups = []
    for origin in part.origins:
        mine = [a for a in origin.accounts if a in rows]
        firsthand = sum(standing[a] == "first hand" for a in mine)
        whole = len(origin.accounts) == len(mine)
        passed = len(mine) - max(1, firsthand)
        note = count(len(origin.accounts), "account") + (f", of which {number(passed)} passed on" if whole and passed > 0 else "")
        groups.append(OriginGroup(origin.letter, origin.label, note, tuple(rows[a] for a in mine), len(origin.accounts) - len(mine)))
    return tuple(groups)
