"""The resolved record as rows of its tables, and its objects back from rows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from accordingto.model.codec import dumps
from accordingto.model.record import Quote, Record, Value
from accordingto.store.heads import Collapsed
from accordingto.store.rows import Rows, iso

# Each table that resolving fills; put_record() makes the stored rows equal to the new ones, table by table.
TABLES = (
    "actor", "actor_form", "mention", "voice", "statement_voice", "outlet_voice", "match", "copy", "report_copy", "incident",
    "incident_event", "account", "account_value", "account_voice", "origin", "disagreement", "collapsed", "naming", "drift", "relay",
    "relay_sum", "unapplied", "doubt",
)  # fmt: skip
# Words of a denial that say no by themselves: "denied" before them would turn them round.
_NEGATED = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|nor|neither|cannot|without|false|untrue|baseless|unfounded|fabricat\w+|lies?|hoax)\b|n[’']t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Texts:
    """What of the reports the rows repeat: their texts and publication times by id."""

    text: Mapping[str, str]
    published: Mapping[str, str]

    def quote(self, quote: Quote | None) -> str | None:
        """The words of a quote."""
        return None if quote is None else quote.span.of(self.text[quote.report])


@dataclass(slots=True)
class _Tally:
    """How often each voice speaks, relays and is relayed."""

    statements: Counter[str] = field(default_factory=Counter)
    reports: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    relays: Counter[str] = field(default_factory=Counter)
    relayed: Counter[str] = field(default_factory=Counter)


def record_rows(record: Record, collapsed: Iterable[Collapsed], texts: Texts) -> Rows:
    """Rows by table, in the tables' column order."""
    labels = {voice.id: voice.label or "unspecified" for voice in record.voices}
    rows: Rows = {table: [] for table in TABLES}
    _actors(record, texts, rows)
    _voices(record, texts, rows)
    _incidents(record, rows)
    _accounts(record, texts, labels, rows)
    _disagreements(record, rows)
    _copies(record, texts, rows)
    rows["match"] = [
        (m.id, m.subject, m.left, m.right, m.left_form, m.right_form, m.verdict, m.score, m.weight, m.reason, dumps(m))
        for m in record.matches
    ]
    rows["naming"] = list({
        (n.subject, n.voice, n.key, n.quote.report, *n.quote.span, texts.quote(n.quote), n.term, int(n.own), int(n.quoted),
         int(n.headline), dumps(n))
        for n in record.namings
    })  # fmt: skip
    rows["collapsed"] = [
        (c.rule, c.incident, c.aspect, c.low, c.best, c.high, " | ".join(texts.quote(q) or "" for q in c.inputs), dumps(c.accounts))
        for c in collapsed
    ]
    rows["doubt"] = [
        (d.id, d.subject, d.mention.report, d.mention.index, *d.quote.span, texts.quote(d.quote), d.score, d.weight, d.reason, dumps(d))
        for d in record.doubts
    ]
    rows["unapplied"] = [(u.decision, u.reason) for u in record.unapplied]
    return rows


def _actors(record: Record, texts: Texts, rows: Rows) -> None:
    for actor in record.actors:
        reports = len({m.report for m in actor.mentions})
        body = dumps(replace(actor, mentions=()))
        rows["actor"].append((actor.id, actor.name, actor.kind, len(actor.mentions), reports, len(actor.forms), body))
        rows["actor_form"] += [(actor.id, f.form, f.count) for f in actor.forms]
        rows["mention"] += [(m.report, m.index, actor.id, at, texts.published[m.report]) for at, m in enumerate(actor.mentions)]


def _voices(record: Record, texts: Texts, rows: Rows) -> None:
    tally = _Tally()
    for mention, voice in record.statement_voices.items():
        rows["statement_voice"].append((mention.report, mention.index, voice, texts.published[mention.report]))
        tally.statements[voice] += 1
        tally.reports[voice].add(mention.report)
    for report, voice in record.outlet_voices.items():
        rows["outlet_voice"].append((report, voice, texts.published[report]))
        tally.reports[voice].add(report)
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    unique = {(r.outer, r.inner, r.quote.report, *r.quote.span, texts.quote(r.quote)) for r in record.relays}
    for row in unique:
        outer, inner = row[0], row[1]
        pairs[outer, inner].append(row[2])
        tally.relays[outer] += 1
        tally.relayed[inner] += 1
    rows["relay"] = list(unique)
    rows["relay_sum"] = [(outer, inner, len(reports), len(set(reports))) for (outer, inner), reports in pairs.items()]
    rows["voice"] = [
        (v.id, v.kind, v.label, v.actor, tally.statements[v.id], len(tally.reports[v.id]), tally.relays[v.id], tally.relayed[v.id],
         dumps(v))
        for v in record.voices
    ]  # fmt: skip


def _incidents(record: Record, rows: Rows) -> None:
    accounts = Counter(a.incident for a in record.accounts)
    parted = Counter(d.incident for d in record.disagreements)
    conflicts = Counter(d.incident for d in record.disagreements if d.relation == "conflict")
    apart = Counter(i for i, _ in {(d.incident, d.aspect) for d in record.disagreements if d.relation == "conflict"})
    told = Counter((a.incident, aspect) for a in record.accounts for aspect in {v.aspect for v in a.values})
    compared = Counter(i for (i, _), accounts_with_it in told.items() if accounts_with_it > 1)
    for i in record.incidents:
        first, last = (i.when.start, i.when.end) if i.when else (None, None)
        place = i.place
        rows["incident"].append((
            i.id, i.title, i.type, i.mode, i.date, iso(first), iso(last), place.name if place else None,
            place.precision if place else None, place.latitude if place else None, place.longitude if place else None,
            place.country if place else None, i.kind, i.part_of, int(i.denied), i.origins, i.reports, accounts[i.id], len(i.events),
            parted[i.id], conflicts[i.id], compared[i.id], apart[i.id], i.contested, i.reason, dumps(replace(i, events=())),
        ))  # fmt: skip
        rows["incident_event"] += [(m.report, m.index, i.id, at) for at, m in enumerate(i.events)]


def _accounts(record: Record, texts: Texts, labels: Mapping[str, str], rows: Rows) -> None:
    for a in record.accounts:
        chain = " → ".join(labels[v] for v in a.chain)
        rows["account"].append((
            a.id, a.incident, a.report, texts.published[a.report], chain, a.statement, a.evidence, a.origin, a.standing,
            int(a.withdrawn is not None), dumps(a),
        ))  # fmt: skip
        rows["account_voice"] += [(a.id, at, voice) for at, voice in enumerate(a.chain)]
        for n, v in enumerate(a.values):
            low, high = (v.quantity.low, v.quantity.high) if v.quantity else (None, None)
            first, last = (v.interval.start, v.interval.end) if v.interval else (None, None)
            rows["account_value"].append((
                a.id, n, v.aspect, v.text, low, high, iso(first), iso(last), v.key, int(v.denied), v.quote.report, *v.quote.span,
                texts.quote(v.quote),
            ))  # fmt: skip
    rows["origin"] = [(o.id, o.incident, o.letter, o.voice, o.label, len(o.accounts), dumps(o)) for o in record.origins]


def said(value: Value) -> str:
    """A side's words; where the words alone would hide that it denies, or that it affirms what another denies, that too."""
    if value.denied:
        return denial(value.text) if value.aspect == "claim" else f"denied: {value.text}"
    return f"said to have happened: {value.text}" if value.aspect == "whether" else value.text


def denial(words: str, whole: str = "") -> str:
    """The words of a denial with a label that is true of them: "denied: any part in it", but "the denial reads: nobody was hurt".

    Args:
        whole: all of the words, where ``words`` are cut short.
    """
    return f"the denial reads: {words}" if _NEGATED.search(whole or words) else f"denied: {words}"


def _disagreements(record: Record, rows: Rows) -> None:
    for d in record.disagreements:
        origins = len({o for side in d.sides for o in side.origins})
        told = " | ".join(said(side.value) for side in d.sides)
        rows["disagreement"].append(
            (d.id, d.incident, d.aspect, d.relation, len(d.sides), told, origins, d.contested, d.internal, d.reason, dumps(d))
        )


def _copies(record: Record, texts: Texts, rows: Rows) -> None:
    rows["copy"] = [
        (c.id, c.earlier.report, c.later.report, *c.earlier.span, *c.later.span, texts.quote(c.earlier), texts.quote(c.later),
         c.similarity, int(c.undecided), texts.quote(c.credit), c.reason, dumps(c))
        for c in record.copies
    ]  # fmt: skip
    rows["report_copy"] = [(r.report, r.share, r.revision_of, dumps(r)) for r in record.report_copies]
    rows["drift"] = [
        (d.id, d.kind, d.incident, d.before.report, texts.quote(d.before), d.after.report, texts.quote(d.after), d.note, dumps(d))
        for d in record.drifts
    ]
