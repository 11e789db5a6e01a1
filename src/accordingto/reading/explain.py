"""How a text was read, layer by layer: names, roles, statements, chains, events, figures, times; as lines or as HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from accordingto.model.ids import make_id
from accordingto.model.reading import Event, Reading, Statement
from accordingto.model.report import Guess, Report
from accordingto.model.text import OffsetMap, Span
from accordingto.reading.reader import Reader


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a layer: the words, what was made of them, and why."""

    span: Span
    words: str
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of an explanation; ``entries`` are in text order."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a text was read.

    Attributes:
        text: the text.
        reading: what was read.
        layers: names, references, roles, statements, chains, events, figures, times.
    """

    text: str
    reading: Reading
    layers: tuple[Layer, ...]

    def lines(self) -> list[str]:
        """Plain text, one entry a line, layers separated by their names."""
        found: list[str] = []
        for layer in self.layers:
            found.append(f"{layer.name}")
            if not layer.entries:
                found.append("  none")
            for entry in layer.entries:
                why = f"  ({entry.reason})" if entry.reason else ""
                found.append(f"  “{_one_line(entry.words)}”: {entry.value}{why}")
        return found + [f"problem: {p}" for p in self.reading.problems]

    def html(self) -> str:
        """A fragment of HTML; every word of the text is escaped."""
        parts = ['<section class="explain">', f'<p class="explain-text">{escape(self.text)}</p>']
        for layer in self.layers:
            parts.append(f"<h3>{escape(layer.name)}</h3>")
            if not layer.entries:
                parts.append("<p>none</p>")
                continue
            parts.append("<table><thead><tr><th>words</th><th>read as</th><th>because</th></tr></thead><tbody>")
            for entry in layer.entries:
                where = f'data-start="{entry.span.start}" data-end="{entry.span.end}"'
                cells = "".join(f"<td>{escape(cell)}</td>" for cell in (_one_line(entry.words), entry.value, entry.reason))
                parts.append(f"<tr {where}>{cells}</tr>")
            parts.append("</tbody></table>")
        parts += [f"<p>problem: {escape(p)}</p>" for p in self.reading.problems]
        parts.append("</section>")
        return "\n".join(parts)


def explain(text: str, *, reader: Reader | None = None, published: str | None = None) -> Explanation:
    """Read a text and say how.

    Args:
        text: any text; it is read as the running text of one report.
        reader: the reader to use; the package's own if None.
        published: ISO 8601 day against which times are resolved, or None.

    Raises:
        EngineError: if the weights are missing or do not fit.
    """
    used = reader if reader is not None else Reader.load()
    unknown: Guess[str] = Guess()
    report = Report(
        id=make_id("r", "explain", text),
        source=make_id("s", "explain", text),
        span=Span(0, len(text)),
        text=text,
        offsets=OffsetMap.identity(len(text)),
        title=unknown,
        outlet=unknown,
        authors=Guess(),
        published=Guess(published, 1.0, "given") if published else unknown,
        place=unknown,
    )
    return explanation_of(text, used.read(report))


def explanation_of(text: str, reading: Reading) -> Explanation:
    """The layers of a reading of ``text``."""
    return Explanation(text, reading, tuple(Layer(name, tuple(make(text, reading))) for name, make in _LAYERS))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _names(text: str, reading: Reading) -> list[Entry]:
    return [
        Entry(n.span, n.span.of(text), n.kind + (f", title “{n.title.of(text)}”" if n.title else ""), f"score {n.score:.2f}")
        for n in reading.names
    ]


def _references(text: str, reading: Reading) -> list[Entry]:
    found = []
    for r in reading.references:
        value = "undecided" if r.name is None else reading.names[r.name].span.of(text)
        found.append(Entry(r.span, r.span.of(text), value, r.reason))
    return found


def _statement_value(text: str, s: Statement) -> str:
    who = s.voice.label or "no source named"
    cue = " … ".join(c.of(text) for c in s.cue) or "no cue"
    flags = [name for name, on in (("negated", s.negated), ("endorsed", s.endorsed), ("headline", s.headline)) if on]
    evidence = "" if s.evidence == "not mentioned" else f", evidence {s.evidence}"
    return f"{who} ({s.voice.kind}) {s.stance}, {s.manner}, cue “{_one_line(cue)}”{evidence}" + "".join(f", {f}" for f in flags)


def _statements(text: str, reading: Reading) -> list[Entry]:
    return [
        Entry(s.content[0], " … ".join(c.of(text) for c in s.content), _statement_value(text, s), f"{s.reason}; voice: {s.voice.reason}")
        for s in reading.statements
    ]


def _chains(text: str, reading: Reading) -> list[Entry]:
    found = []
    for number, s in enumerate(reading.statements):
        chain = reading.chain(number)
        if len(chain) > 1:
            found.append(Entry(s.content[0], s.content[0].of(text), " → ".join(v.label or "unnamed" for v in chain)))
    return found


def _event_value(text: str, reading: Reading, e: Event) -> str:
    kind = e.type + (f"/{e.mode}" if e.mode else "")
    extra = [f"in {reading.names[p].span.of(text)}" for p in e.places] + [f"on {reading.times[t].span.of(text)}" for t in e.times]
    if e.means:
        extra.append(f"by means of {e.means.of(text)}")
    extra += [f"{reading.figures[f].aspect} {reading.figures[f].span.of(text)}" for f in e.figures]
    return ", ".join([f"{kind}, {e.status}", *extra])


def _events(text: str, reading: Reading) -> list[Entry]:
    return [Entry(e.trigger, e.trigger.of(text), _event_value(text, reading, e), e.reason) for e in reading.events]


def _roles(text: str, reading: Reading) -> list[Entry]:
    found = []
    for e in reading.events:
        for what, arguments in (("does it", e.actors), ("has it done to them", e.recipients)):
            for a in arguments:
                named = "" if a.name is None else f", that is {reading.names[a.name].span.of(text)}"
                found.append(Entry(a.span, a.span.of(text), f"{what} ({e.trigger.of(text)}){named}"))
    return found


def _figures(text: str, reading: Reading) -> list[Entry]:
    found = []
    for f in reading.figures:
        low = "?" if f.quantity.low is None else f"{f.quantity.low:g}"
        high = "?" if f.quantity.high is None else f"{f.quantity.high:g}"
        event = "" if f.event is None else f", of “{reading.events[f.event].trigger.of(text)}”"
        found.append(Entry(f.span, f.span.of(text), f"{low} to {high} {f.aspect}{event}", f.reason))
    return found


def _times(text: str, reading: Reading) -> list[Entry]:
    return [Entry(t.span, t.span.of(text), f"{t.type} {t.value or 'unresolved'}", t.reason) for t in reading.times]


_LAYERS: tuple[tuple[str, Callable[[str, Reading], list[Entry]]], ...] = (
    ("names", _names),
    ("references", _references),
    ("roles", _roles),
    ("statements", _statements),
    ("chains", _chains),
    ("events", _events),
    ("figures", _figures),
    ("times", _times),
)
