"""One incident: what its accounts share, where they part, the account table, figures over time, origins, names, drift."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.model.record import Account, Disagreement, Drift, Incident, Origin, RecordVoice, Value
from accordingto.store import ReportHead, Store
from accordingto.views.common import Clock, Pager, chain_labels, pager, when_of
from accordingto.views.drift import DriftRow, drift_rows
from accordingto.views.figures import FigurePlot, figure_plot
from accordingto.views.moments import Day, appeared_by, days_of, disagreements_of, origins_of
from accordingto.views.naming import NamingTable, naming_table
from accordingto.views.origins import OriginNode, origin_tree
from accordingto.views.rules import RuleRow, rule_rows
from accordingto.views.sides import common_words, side_origins, side_texts, value_text
from accordingto.views.wording import ASPECTS, FIGURE_ASPECTS, capital, count, interval_text, number, plain_reason, shorten, split_figure

LAST_COLUMNS = ("when", "where", "whether", "means", "called", "evidence")
MANY = 200  # accounts; from here on copies fold into one row per origin, and the table has pages of origins
ORIGINS_A_PAGE = 25
ACCOUNTS_AN_ORIGIN = 8
ACCOUNTS_A_PAGE = 100  # in order of time


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
    """The accounts of one origin: letter, label, a note, rows, and how many copies were folded away."""

    letter: str
    label: str
    note: str
    rows: tuple[AccountRow, ...]
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """One aspect of the account table; ``relation`` of its accounts or empty; ``numeric`` columns end at one edge."""

    aspect: str
    label: str
    relation: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is shared or apart: aspect, label, values, a count in words, relation (empty for shared), address."""

    aspect: str
    label: str
    values: tuple[str, ...]
    support: str
    relation: str = ""
    href: str = "#accounts"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Everything the incident's screen shows.

    Attributes:
        id: of the incident.
        title: neutral, generated.
        when, place: as far as the accounts agree, or empty.
        coding: PLOVER type and mode in words.
        kind: "series" or "part" are said beside the coding; ``part_of`` leads to the larger incident.
        denied: some say it did not happen.
        accounts, origins, reports, outlets: how many.
        lead: one or two sentences: what is in conflict and what waits.
        shared, parts: facts.
        columns, groups: the account table.
        order: "origin" or "time".
        plot: figures by source and time, or None where there are none; ``plots`` names the aspects that have one.
        rules: the plotted figure as one number, by each named rule.
        tree: the origin tree.
        naming: what it is called.
        drift: what changed on the way.
        reason: why its members were joined.
        status: unread, in review or done; ``status_by`` who set it and when, or empty; ``notes`` are reviewers' notes as (who, when, text).
        pager: where there are very many accounts, which origins (or accounts, by time) are shown; else None. Everything
            from the account table down to the origin tree is of those.
        until: the day by whose end everything shown had appeared, or empty; ``days`` are those to choose from.
    """

    id: str
    title: str
    when: str
    place: str
    coding: str
    kind: str
    part_of: tuple[str, str] | None
    denied: bool
    accounts: int
    origins: int
    reports: int
    outlets: int
    lead: str
    shared: tuple[Fact, ...]
    parts: tuple[Fact, ...]
    columns: tuple[Column, ...]
    groups: tuple[OriginGroup, ...]
    order: str
    plot: FigurePlot | None
    plots: tuple[tuple[str, str], ...]
    rules: tuple[RuleRow, ...]
    tree: tuple[OriginNode, ...]
    naming: NamingTable | None
    drift: tuple[DriftRow, ...]
    reason: str
    status: str
    status_by: str
    notes: tuple[tuple[str, str, str], ...]
    pager: Pager | None
    until: str
    days: tuple[Day, ...]


def incident_page(
    store: Store, incident_id: str, *, order: str = "origin", figure: str = "", fold: bool = True, offset: int = 0, until: str = ""
) -> IncidentPage | None:
    """The page of one incident, or None where there is no such incident; ``until`` a day, only what had appeared by its end."""
    incident = store.incident(incident_id)
    if incident is None:
        return None
    clock = Clock.of(store)
    origins = list(store.origins(incident_id))
    total = store.page("accounts", {"incident": incident_id}, limit=0).total
    accounts, part, pages = _shown(store, incident, origins, total, order, offset if total > MANY else 0, fold)
    disagreements = list(store.disagreements(incident=incident_id))
    drifts = list(store.drifts(incident=incident_id))
    heads = store.heads_of({a.report for a in accounts} | {d.before.report for d in drifts} | {d.after.report for d in drifts})
    days = days_of(accounts, heads) if total <= MANY else ()
    until = until if days and until and until < days[-1].iso else ""
    namings = store.namings(incident_id)
    if until:
        accounts = [a for a in accounts if appeared_by(heads.get(a.report), until)]
        reports = {a.report for a in accounts}
        origins = origins_of(origins, {a.id for a in accounts})
        part, total = origins, len(accounts)
        disagreements = disagreements_of(disagreements, accounts)
        drifts = [d for d in drifts if {d.before.report, d.after.report} <= reports]
        namings = [n for n in namings if n.quote.report in reports]
    voices = store.voices({v for a in accounts for v in a.chain} | {o.voice for o in part if o.voice})
    columns = account_columns(accounts, disagreements)
    letters = {a: o.letter for o in origins for a in o.accounts}
    rows = {a.id: account_row(a, columns, heads, voices, drifts, clock) for a in accounts}
    groups = _groups(accounts, part, rows, heads, order, fold and total > MANY)
    plots = tuple((c.aspect, c.label) for c in columns if c.numeric)
    chosen = figure if figure in dict(plots) else _main_figure(accounts, [p[0] for p in plots])
    part_of = store.incident(incident.part_of) if incident.part_of else None
    status, notes = store.review_of(incident)
    who, when = store.status_set(incident)
    return IncidentPage(
        incident.id,
        incident.title,
        interval_text(incident.when) or (incident.date or ""),
        incident.place.name if incident.place else "",
        " ".join(filter(None, (incident.type, incident.mode.replace("_", " ")))),
        incident.kind,
        (part_of.id, part_of.title) if part_of else None,
        incident.denied,
        total,
        len(origins),
        incident.reports if total > MANY else len({a.report for a in accounts}),
        len({heads[a.report].outlet for a in accounts if a.report in heads}),
        _lead(disagreements, total, len(origins)),
        shared_facts(incident, accounts, disagreements),
        parting_facts(disagreements),
        columns,
        groups,
        order,
        figure_plot(chosen, accounts, letters, heads, voices, disagreements, clock) if chosen else None,
        plots,
        rule_rows(store, incident_id, chosen, accounts, letters, voices) if chosen and not until else (),
        origin_tree(part, accounts, heads, voices, clock),
        naming_table(namings, store),
        drift_rows(drifts, store, clock),
        plain_reason(incident.reason),
        status,
        f"{who}, {_hour(when)}" if who else "",
        tuple((by, _hour(at), text) for by, at, text in notes),
        pages,
        until,
        days,
    )


def _hour(at: str) -> str:
    """The hour of a decision, to the minute, in universal time."""
    return at[:16].replace("T", " ")


def _shown(
    store: Store, incident: Incident, origins: Sequence[Origin], total: int, order: str, offset: int, fold: bool
) -> tuple[list[Account], Sequence[Origin], Pager | None]:
    """The accounts and origins of one page of the table; all of them where there are not very many."""
    path = f"/incidents/{incident.id}"
    if total <= MANY:
        return list(store.accounts(incident=incident.id)), origins, None
    if order == "time":
        accounts = list(store.accounts(incident=incident.id, limit=ACCOUNTS_A_PAGE, offset=offset))
        mine = {a.origin for a in accounts}
        pages = pager(path + "?order=time", offset, ACCOUNTS_A_PAGE, len(accounts), total)
        return accounts, [o for o in origins if o.id in mine], pages
    part = origins[offset : offset + ORIGINS_A_PAGE]
    ids = [a for o in part for a in o.accounts[: ACCOUNTS_AN_ORIGIN if fold else MANY]]
    found = store.accounts_of(ids)
    return [found[a] for a in ids if a in found], part, pager(path, offset, ORIGINS_A_PAGE, len(part), len(origins))


def account_columns(accounts: Sequence[Account], disagreements: Sequence[Disagreement]) -> tuple[Column, ...]:
    """Did and to whom, then the figures anyone gives (deaths and injuries first), then the rest that anyone gives."""
    given: Counter[str] = Counter(v.aspect for a in accounts for v in a.values)
    relation: dict[str, str] = {d.aspect: d.relation for d in reversed(disagreements)}
    figures = sorted((a for a in given if a in FIGURE_ASPECTS), key=lambda a: (a not in ("killed", "injured"), a != "killed", -given[a], a))
    always = {"when", "where", "called", "evidence"}
    order = ["who", "to_whom", *figures, *(a for a in LAST_COLUMNS if a in always or given[a])]
    return tuple(Column(a, ASPECTS[a], relation.get(a, ""), a in FIGURE_ASPECTS) for a in order)


def account_row(
    account: Account,
    columns: Sequence[Column],
    heads: dict[str, ReportHead],
    voices: dict[str, RecordVoice],
    drifts: Sequence[Drift],
    clock: Clock,
) -> AccountRow:
    """One row of the account table."""
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
        tuple(_cell(account, c, mine) for c in columns),
    )


def _cell(account: Account, column: Column, drifts: Sequence[Drift]) -> Cell:
    values = [v for v in account.values if v.aspect == column.aspect]
    href = f"/incidents/{account.incident}/accounts/{account.id}/{column.aspect}"
    if column.aspect == "evidence":
        given = shorten(values[0].text, 48) if values else ""
        text = f"offered: {given}" if account.evidence == "offered" and given else account.evidence
        return Cell("evidence", text, href=href)
    if not values:
        return Cell(column.aspect, "")
    notes = tuple(dict.fromkeys(d.note or d.kind for d in drifts if any(_touches(d, v) for v in values)))
    if column.numeric:
        (qualifier, text), *others = dict.fromkeys(split_figure(v) for v in values)
        more = tuple("also " + shorten(" ".join(filter(None, other)), 40) for other in others)
        return Cell(column.aspect, shorten(text, 60), qualifier, href, values[0].denied, notes + more, bool(notes))
    texts = dict.fromkeys(value_text(v) for v in values)
    denied = all(v.denied for v in values) and column.aspect != "whether"
    return Cell(column.aspect, shorten(", ".join(texts), 90), "", href, denied, notes, bool(notes))


def _touches(drift: Drift, value: Value) -> bool:
    return drift.after.report == value.quote.report and drift.after.span.overlaps(value.quote.span) and _concerns(drift, value)


def _concerns(drift: Drift, value: Value) -> bool:
    numeric = value.aspect in FIGURE_ASPECTS
    if drift.kind.startswith(("qualifier", "number")):
        return numeric
    if drift.kind in ("word changed", "headline overstates"):
        return value.aspect in ("called", "whether", "means")
    return not numeric


def _groups(
    accounts: Sequence[Account],
    origins: Sequence[Origin],
    rows: dict[str, AccountRow],
    heads: dict[str, ReportHead],
    order: str,
    fold: bool,
) -> tuple[OriginGroup, ...]:
    if order == "time":
        ordered = sorted(accounts, key=lambda a: (heads[a.report].published if a.report in heads else "9", a.id))
        return (OriginGroup("", "In order of appearance", count(len(ordered), "account"), tuple(rows[a.id] for a in ordered)),)
    standing = {a.id: a.standing for a in accounts}
    groups = []
    for origin in origins:
        mine = [a for a in origin.accounts if a in rows]
        kept = [a for a in mine if standing[a] == "first hand"] or mine[:1]
        shown = kept if fold else mine
        folded = len(origin.accounts) - len(shown)
        note = count(len(origin.accounts), "account") + (
            f", of which {number(len(mine) - len(kept))} passed on" if len(origin.accounts) == len(mine) > len(kept) else ""
        )
        groups.append(OriginGroup(origin.letter, origin.label, note, tuple(rows[a] for a in shown), folded))
    return tuple(groups)


def _main_figure(accounts: Sequence[Account], aspects: Sequence[str]) -> str:
    given: Counter[str] = Counter(v.aspect for a in accounts for v in a.values if v.quantity is not None)
    usable = [a for a in aspects if given[a]]
    return max(usable, key=lambda a: (given[a], -aspects.index(a)), default="")


def _lead(disagreements: Sequence[Disagreement], accounts: int, origins: int) -> str:
    if accounts <= 1:
        return "One account; nothing to set beside it."
    conflicts = len({d.aspect for d in disagreements if d.relation == "conflict"})
    waiting = len({d.aspect for d in disagreements if d.relation == "undecided"})
    if not conflicts and not waiting:
        return (
            "One origin; its accounts can be compared with one another only." if origins == 1 else "Where they can be compared, they agree."
        )
    said = f"{capital(count(conflicts, 'aspect'))} {'is' if conflicts == 1 else 'are'} in conflict" if conflicts else "None is in conflict"
    return said + (f"; {number(waiting)} {'waits' if waiting == 1 else 'wait'} for a decision." if waiting else ".")


def shared_facts(incident: Incident, accounts: Sequence[Account], disagreements: Sequence[Disagreement]) -> tuple[Fact, ...]:
    """What no account contradicts: place, time, the least figure of each kind, and words all use."""
    apart = {d.aspect for d in disagreements if d.relation in ("conflict", "undecided")}
    facts: list[Fact] = []

    def giving(aspect: str) -> int:
        return sum(any(v.aspect == aspect and not v.denied for v in a.values) for a in accounts)

    def support(n: int) -> str:
        return f"{n} of {n}"

    if "called" not in apart and giving("called"):
        words = common_words([(v.key or v.text.casefold(), v.text) for a in accounts for v in a.values if v.aspect == "called"])
        facts.append(Fact("called", "What", tuple(words[:3]), support(giving("called"))))
    if incident.place and incident.place.name and "where" not in apart and giving("where"):
        facts.append(Fact("where", "Where", (incident.place.name,), support(giving("where"))))
    when = interval_text(incident.when)
    if when and "when" not in apart and giving("when"):
        facts.append(Fact("when", "When", (when,), support(giving("when"))))
    for aspect in ("who", "to_whom", "means"):
        keys = {v.key for a in accounts for v in a.values if v.aspect == aspect}
        if aspect not in apart and len(keys) == 1 and "" not in keys and giving(aspect) > 1:
            text = next(v.text for a in accounts for v in a.values if v.aspect == aspect)
            facts.append(Fact(aspect, ASPECTS[aspect], (shorten(text, 80),), support(giving(aspect))))
    for aspect in ASPECTS:
        if aspect not in FIGURE_ASPECTS:
            continue
        lows = [v.quantity.low for a in accounts for v in a.values if v.aspect == aspect and v.quantity and not v.denied]
        if len(lows) > 1 and all(low is not None and low > 0 for low in lows) and not _lonely(lows):
            given = [v for a in accounts for v in a.values if v.aspect == aspect and v.quantity and not v.denied]
            facts.append(
                Fact(
                    aspect,
                    ASPECTS[aspect],
                    (_least(min(given, key=lambda v: v.quantity.low or 0.0 if v.quantity else 0.0)),),
                    support(giving(aspect)),
                )
            )
    return tuple(facts)


def _lonely(lows: Sequence[float | None]) -> bool:
    """Whether the least figure lies so far below every other one that it is no common ground: it may count something else."""
    distinct = sorted({low for low in lows if low is not None})
    return len(distinct) > 2 and distinct[0] * 2 < distinct[1]


def _least(value: Value) -> str:
    """ "12 at the least"; a vague qualifier stays ("some 30, at the least")."""
    qualifier, text = split_figure(value)
    vague = qualifier and value.quantity is not None and value.quantity.high is not None
    return f"{qualifier} {text}, at the least" if vague else f"{text} at the least"


def parting_facts(disagreements: Sequence[Disagreement]) -> tuple[Fact, ...]:
    """Aspects in which accounts part, conflicts first; compatible ones are left out."""
    order = {"conflict": 0, "undecided": 2, "scope": 1, "update": 1}
    apart = sorted((d for d in disagreements if d.relation in order), key=lambda d: (order[d.relation], -d.contested, d.aspect))
    return tuple(
        Fact(d.aspect, ASPECTS[d.aspect], side_texts(d, 5), count(len(side_origins(d)), "origin"), d.relation, f"#c-{d.aspect}", d.reason)
        for d in apart
    )
