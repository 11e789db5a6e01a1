"""One incident: what no account contradicts, where they part, the account table, figures over time, origins, names, drift."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from accordingto.model.intervals import TimeInterval
from accordingto.model.record import Account, Disagreement, Incident, Value
from accordingto.store import Store
from accordingto.views.account_table import Column, OriginGroup, account_columns, account_groups, account_row, part_on_page
from accordingto.views.common import Clock, Pager
from accordingto.views.drift import DriftRow, drift_rows
from accordingto.views.figures import FigurePlot, figure_plot
from accordingto.views.marked_figures import MarkedFigure, marked_figures
from accordingto.views.moments import Day, appeared_by, days_of, disagreements_of, origins_of
from accordingto.views.naming import NamingTable, naming_table
from accordingto.views.origins import OriginNode, origin_tree
from accordingto.views.pairs import PairTable, pair_table
from accordingto.views.rules import RuleRow, rule_rows
from accordingto.views.sides import actor_names, common_words, is_name, names_of, participant, side_origins, side_texts
from accordingto.views.wording import ASPECTS, FIGURE_ASPECTS, capital, count, interval_text, number, plain_reason, split_figure

MANY = 200  # accounts; above that the facts, the plot and the tree too are of the accounts on the page
DRIFTS = 8  # shown at once


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
        pairs: how its values stand to each other, two by two, where there are three or more.
        tree: the origin tree.
        naming: what it is called.
        drift: what changed on the way, the first few unless all are asked for; ``drifts`` is how many there are.
        reason: why its members were joined.
        status: unread, in review or done; ``status_by`` who set it and when, or empty; ``notes`` are reviewers' notes as (who, when, text).
        marked: what reviewers decided on figures of its reports.
        pager: where there are very many accounts, which origins (or accounts, by time or of one origin) the table and the origin
            tree show; else None. ``origin`` is the letter of the one origin shown, or empty.
        partial: there are so many accounts that what is shared, the plot and the counts of outlets are of those on the page.
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
    pairs: PairTable | None
    tree: tuple[OriginNode, ...]
    naming: NamingTable | None
    drift: tuple[DriftRow, ...]
    drifts: int
    reason: str
    status: str
    status_by: str
    notes: tuple[tuple[str, str, str], ...]
    marked: tuple[MarkedFigure, ...]
    pager: Pager | None
    origin: str
    partial: bool
    until: str
    days: tuple[Day, ...]


def incident_page(
    store: Store,
    incident_id: str,
    *,
    order: str = "origin",
    figure: str = "",
    origin: str = "",
    fold: bool = True,
    offset: int = 0,
    until: str = "",
    drift: bool = False,
) -> IncidentPage | None:
    """The page of one incident, or None where there is no such incident.

    Args:
        origin: letter of the one origin whose accounts the table shows, or empty.
        fold: the table in pages, where there are very many accounts.
        until: a day: only what had appeared by its end.
        drift: all that changed on the way, not the first alone.
    """
    incident = store.incident(incident_id)
    if incident is None:
        return None
    clock = Clock.of(store)
    origins = list(store.origins(incident_id))
    ids = store.account_ids(incident_id)
    whole = len(ids) <= MANY or not fold
    accounts = store.accounts(incident=incident_id, limit=len(ids)) if whole else []
    disagreements = list(store.disagreements(incident=incident_id))
    drifts = list(store.drifts(incident=incident_id))
    heads = store.heads_of({a.report for a in accounts} | {r for d in drifts for r in (d.before.report, d.after.report)})
    days = days_of(accounts, heads)
    until = until if days and until and until < days[-1].iso else ""
    namings = store.namings(incident_id)
    if until:
        accounts = [a for a in accounts if appeared_by(heads.get(a.report), until)]
        reports, ids = {a.report for a in accounts}, [a.id for a in accounts]
        origins = origins_of(origins, set(ids))
        disagreements = disagreements_of(disagreements, accounts)
        drifts = [d for d in drifts if {d.before.report, d.after.report} <= reports]
        namings = [n for n in namings if n.quote.report in reports]
    path = f"/incidents/{incident_id}" + (f"?until={until}" if until else "")
    part = part_on_page(store, path, origins, ids, {a.id: a for a in accounts}, order=order, origin=origin, offset=offset, fold=fold)
    if not whole:
        accounts = part.accounts
        heads |= store.heads_of({a.report for a in accounts} - heads.keys())
    under = origins if whole else part.origins
    voices = store.voices({v for a in accounts for v in a.chain} | {o.voice for o in under if o.voice})
    columns = account_columns(accounts, disagreements)
    letters = {a: o.letter for o in under for a in o.accounts}
    names = actor_names(store, (v for a in accounts for v in a.values)) | names_of(store, disagreements)
    rows = {a.id: account_row(a, columns, heads, voices, drifts, clock, names) for a in part.accounts}
    plots = tuple((c.aspect, c.label) for c in columns if c.numeric)
    chosen = figure if figure in dict(plots) else _main_figure(accounts, [p[0] for p in plots])
    larger = store.incident(incident.part_of) if incident.part_of else None
    (status, who, when), notes = store.review_of(incident)
    return IncidentPage(
        incident.id,
        incident.title,
        interval_text(incident.when) or (incident.date or ""),
        incident.place.name if incident.place else "",
        " ".join(filter(None, (incident.type, incident.mode.replace("_", " ")))),
        incident.kind,
        (larger.id, larger.title) if larger else None,
        incident.denied,
        len(ids),
        len(origins),
        len({a.report for a in accounts}) if whole else incident.reports,
        len({heads[a.report].outlet for a in accounts if a.report in heads}),
        _lead(disagreements, len(ids), len(origins)),
        shared_facts(incident, accounts, disagreements, names),
        parting_facts(disagreements, names),
        columns,
        account_groups(part, rows, heads, order),
        order,
        figure_plot(chosen, accounts, letters, heads, voices, disagreements, clock) if chosen else None,
        plots,
        rule_rows(store, incident_id, chosen, accounts, letters, voices) if chosen and not until else (),
        pair_table(disagreements, chosen, names) if chosen else None,
        origin_tree(part.origins, accounts, heads, voices, clock),
        naming_table([n for n in namings if is_name(n.term, n.key)], store),
        drift_rows(drifts if drift else drifts[:DRIFTS], store, clock),
        len(drifts),
        plain_reason(incident.reason),
        status,
        f"{who}, {_hour(when)}" if who else "",
        tuple((by, _hour(at), text) for by, at, text in notes),
        marked_figures(store, {a.report for a in accounts}),
        part.pager,
        origin if part.origins and origin == part.origins[0].letter else "",
        not whole,
        until,
        days,
    )


def _hour(at: str) -> str:
    """The hour of a decision, to the minute, in universal time."""
    return at[:16].replace("T", " ")


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


def shared_facts(
    incident: Incident, accounts: Sequence[Account], disagreements: Sequence[Disagreement], names: Mapping[str, str]
) -> tuple[Fact, ...]:
    """What no account contradicts and more than one gives (the only one, where there is but one): place, time, the least figure of each
    kind, and words all use; with how many of all accounts give it, for an account that is silent shares nothing."""
    apart = {d.aspect for d in disagreements if d.relation in ("conflict", "undecided")}
    facts: list[Fact] = []

    def add(aspect: str, label: str, texts: Sequence[str], is_it: Callable[[Value], bool]) -> None:
        giving = sum(any(v.aspect == aspect and not v.denied and is_it(v) for v in a.values) for a in accounts)
        if texts and giving >= min(2, len(accounts)):
            facts.append(
                Fact(aspect, label, tuple(texts), f"{giving} of {len(accounts)} {'account' if len(accounts) == 1 else 'accounts'}")
            )

    named = [v for a in accounts for v in a.values if v.aspect == "called" and not v.denied and is_name(v.text, v.key)]
    if "called" not in apart and named:
        words = common_words([(v.key or v.text.casefold(), v.text) for v in named])
        add("called", "What", words[:3], lambda v: v in named)
    if incident.place and incident.place.name and "where" not in apart:
        place = incident.place.name
        add("where", "Where", (place,), lambda v: _within(v.text.casefold(), place.casefold()))
    when = interval_text(incident.when)
    if when and "when" not in apart:
        add("when", "When", (when,), lambda v: _is_in(v.interval, incident.when))
    for aspect in ("who", "to_whom", "means"):
        found = [v for a in accounts for v in a.values if v.aspect == aspect]
        if aspect not in apart and len(found) > 1 and len({v.key for v in found}) == 1 and found[0].key:
            text = next(filter(None, (participant(v, names) for v in found)), "")
            add(aspect, ASPECTS[aspect], (text,) if text else (), lambda v: True)
    for aspect in ASPECTS:
        if aspect not in FIGURE_ASPECTS:
            continue
        # An account that gives several ("27 dead, three of them gunmen") does not contradict its largest, unless the smaller is a side.
        told = ([v for v in a.values if v.aspect == aspect and v.quantity and not v.denied] for a in accounts)
        given = [max(own, key=_low) for own in told if own]
        given += [
            s.value for d in disagreements if d.aspect == aspect for s in d.sides if given and s.value.quantity and not s.value.denied
        ]
        lows = [_low(v) for v in given]
        if len(lows) > 1 and all(low > 0 for low in lows) and not _lonely(lows):
            add(aspect, ASPECTS[aspect], (_least(min(given, key=_low)),), lambda v: v.quantity is not None)
    return tuple(facts)


def _within(a: str, b: str) -> bool:
    """Whether one place name is the other or holds it as whole words ("Halvik", "the port of Halvik")."""
    return f" {a} " in f" {b} " or f" {b} " in f" {a} "


def _is_in(given: TimeInterval | None, whole: TimeInterval | None) -> bool:
    """Whether a time lies within another: who says "this week" does not give the day."""
    if given is None or whole is None:
        return False
    after = whole.start is None or (given.start is not None and given.start >= whole.start)
    return after and (whole.end is None or (given.end is not None and given.end <= whole.end))


def _low(value: Value) -> float:
    """The least a figure leaves room for; 0 where it gives no lower end."""
    return (value.quantity.low if value.quantity else None) or 0.0


def _lonely(lows: Sequence[float]) -> bool:
    """Whether the least figure lies so far below every other one that it is no common ground: it may count something else."""
    distinct = sorted(set(lows))
    return len(distinct) > 1 and distinct[0] * 2 < distinct[1]


def _least(value: Value) -> str:
    """ "12 at the least"; a vague qualifier stays ("some 30, at the least")."""
    qualifier, text = split_figure(value)
    vague = qualifier and value.quantity is not None and value.quantity.high is not None
    return f"{qualifier} {text}, at the least" if vague else f"{text} at the least"


def parting_facts(disagreements: Sequence[Disagreement], names: Mapping[str, str]) -> tuple[Fact, ...]:
    """Aspects in which accounts part, conflicts first; compatible ones are left out."""
    order = {"conflict": 0, "undecided": 2, "scope": 1, "update": 1}
    apart = sorted((d for d in disagreements if d.relation in order), key=lambda d: (order[d.relation], -d.contested, d.aspect))
    facts = []
    for d in apart:
        origins = count(len(side_origins(d)), "origin")
        facts.append(Fact(d.aspect, ASPECTS[d.aspect], side_texts(d, 5, names), origins, d.relation, f"#c-{d.aspect}", d.reason))
    return tuple(facts)
