"""How likely a number counts something of a happening: what speaks for each, by features that hold of any crisis, weighed by weights
that were learnt.

How near it is told, whether it can have brought about what is counted, what days, places, names and words it shares with the sentences
around the number, and what numbers of the sort others tell of it. "None of them" is one of the candidates. The weights
(``data/counts.toml``) are those of a conditional logit over the numbers of the examples (``python -m training counts``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from accordingto.model.reading import Event, Figure
from accordingto.resolving.facts import Days, Facts
from accordingto.resolving.folding import fold, folded_words
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.places import Spot, nested
from accordingto.resolving.profiles import DEED, TOLLS, classes_of, family
from accordingto.resolving.surroundings import REAL, Line, Scene, gap, is_deed, is_force, names_doers

Row = dict[str, float]
HARMED = TOLLS - {"detained", "freed", "displaced"}  # what else happens to people has doers of another sort
_HELD = frozenset({"hold"})
_SPILT = frozenset({"injured", "casualties"})  # a crowd met with force is hurt; that it is dead is told with a deed
_KINDS = {"detained": "held", "freed": "held", "protesters": "crowd", "aboard": "there", "attackers": "there"}
_SINCE = re.compile(r"\b(?:since|per|each|every|a year|over the (?:past|last)|in all|so far this)\b", re.IGNORECASE)
_AROUND = 60  # characters beside a number in which such words stand
_LATELY = 14  # days
_NEAR, _FAR = 0.7, 1.7  # logarithms of the quotient of two numbers
_BOND = 0.3  # from which what is shared is more than chance
_BY_FAR = 1.5  # times as much shared as with any other


# What features are called where a row says why a number was put with a happening; others go by their names.
_SAID = {
    "harm: fits": "what it can have done", "crowd: fits": "what it is", "held: fits": "what it is", "size": "how widely it is told",
    "aspect known": "others count the same of it", "bond": "shared names and words", "best bond": "shared names and words",
    "best bond by far": "shared names and words", "nearest deed": "the last deed told before", "counts most": "what its report counts most",
    "deeds most": "what its report tells most", "opens with": "what its report opens with", "only one": "the only one of its report",
    "last here": "its sentence", "last before": "the sentence before", "nearest here": "its sentence",
    "nearest before": "the sentence before",
    "number before": "the number before it", "number before, same sentence": "the number before it", "day before": "the day told before",
    "place before": "the place told before", "most told": "what is told most", "number near": "a number near it",
}  # fmt: skip


def chances(rows: Sequence[Row], learnt: Mapping[str, float]) -> list[float]:
    """The probability of each candidate, none of them last, by the weights learnt."""
    sums = [sum(learnt.get(name, 0.0) * value for name, value in row.items()) for row in rows]
    top = max(sums)
    parts = [math.exp(s - top) for s in sums]
    return [p / sum(parts) for p in parts]


def why(row: Row, learnt: Mapping[str, float]) -> str:
    """What speaks most for a candidate, in words."""
    scored = sorted((-learnt.get(name, 0.0) * value, name) for name, value in row.items())
    said = [_SAID.get(name, name) for value, name in scored[:4] if value <= -0.05]
    return ", ".join(dict.fromkeys(said)) or "what is left"


def features(scene: Scene, position: int, candidates: Sequence[Facts]) -> list[Row]:
    """What speaks for each candidate, and last for none of them."""
    figure = scene.view.reading.figures[position]
    at = scene.sentence(figure)
    line, back = scene.line(at), scene.before(at)
    bonds, rows = _bonds(scene, at, line, back, candidates), []
    pointed, nearest, previous = _pointed(scene, figure, position, at), _nearest(scene, figure), _previous(scene, position, at)
    fits = [_fit(c, figure.aspect) for c in candidates]
    most = max((c.size for c, fit in zip(candidates, fits, strict=True) if c.day and fit not in ("misfit", "other family")), default=0)
    heading = scene.heading(figure)
    for n, c in enumerate(candidates):
        row: Row = {"bond": min(3.0, math.log1p(bonds[n]))}
        _told(row, scene, c, position, at, nearest)
        row.update((name, 1.0) for name, key in pointed.items() if key == c.key)
        if previous is not None and scene.homes.get(previous[0]) == c.key:
            row["number before, same sentence" if previous[1] == 0 else "number before"] = 1.0
        row[f"{_kind(figure)}: {fits[n]}"] = 1.0
        _numbers(row, c, figure)
        here = scene.elsewhere(c.key, at)
        _days(row, line, back, _days_of(scene, c, here))
        _places(row, line, back, (*c.spots, *(s for h in here for s in h.spots)))
        if bonds[n] > _BOND and bonds[n] > (second := max((b for k, b in enumerate(bonds) if k != n), default=0.0)):
            row["best bond"] = 1.0
            row["best bond by far"] = float(bonds[n] > _BY_FAR * second)
        if heading:
            row["its heading" if heading & (c.words | c.heads).union(*(h.words for h in here)) else "other heading"] = 1.0
        _make(row, scene, c)
        if c.size == most > 1 and c.day is not None and fits[n] not in ("misfit", "other family"):
            row["most told"] = 1.0
            row["most told, nothing said"] = float(not (line.spots or line.days or line.names))
        rows.append(row)
    return [*rows, _none(scene, position, at, line)]


def _kind(figure: Figure) -> str:
    return "harm" if figure.aspect in HARMED else _KINDS.get(figure.aspect, "thing")


def _told(row: Row, scene: Scene, c: Facts, position: int, at: int, nearest: int | None) -> None:
    """Where in the report it is told."""
    events = scene.view.reading.events
    event = scene.holds.get(position)
    mine = scene.owner(position) == c.key
    if mine and event is not None:
        row["own event, small" if c.alone else "own event"] = 1.0
        row["own event, deed"] = float(bool(folded_words(events[event].lemma) & DEED))
    if c.alone:
        row["small, harm alone" if c.harm and not c.deed else "small"] = 1.0
    told = scene.told.get(c.key, ())
    if not told:
        row["not told here"] = 1.0
        return
    gaps = [at - events[i].sentence for i in told if not (mine and i == event)]
    steps = (("same sentence", (0,)), ("sentence before", (1,)), ("2 or 3 sentences before", (2, 3)), ("sentence after", (-1,)))
    place = next((name for name, steps_ in steps if any(g in steps_ for g in gaps)), "")
    if place:
        row[place] = 1.0
    paragraph = scene.line(at).paragraph
    row["paragraph"] = float(any(g > 0 and scene.line(at - g).paragraph == paragraph for g in gaps))
    row["nearest deed"] = float(nearest is not None and scene.own[nearest] == c.key)
    row["headline"] = float(any(events[i].headline for i in told))
    row["opening"] = float(any(events[i].sentence <= 2 for i in told))
    row["share of report"] = len(told) / len(scene.own)
    aspect = scene.view.reading.figures[position].aspect
    row["counts alike here"] = float(any(_counts(scene, events[i], aspect, position) for i in told))


def _counts(scene: Scene, event: Event, aspect: str, but: int) -> bool:
    """Whether another figure of an event is of an aspect."""
    return any(p != but and scene.view.reading.figures[p].aspect == aspect for p in event.figures)


def _pointed(scene: Scene, figure: Figure, position: int, at: int) -> dict[str, str]:
    """Which happening of its report each habit of telling points to."""
    events, text = scene.view.reading.events, scene.view.report.text
    told = sorted((events[i].sentence, i, key) for i, key in scene.own.items())
    fitting = [t for t in told if _brings_about(events[t[1]], figure.aspect)]
    strong = [t for t in fitting if figure.aspect not in HARMED or events[t[1]].type != "PROTEST"]
    close = [t for t in (fitting if figure.aspect in _SPILT else strong) if not names_doers(events[t[1]], text)]
    found: dict[str, str] = {}
    here, before = [t for t in close if t[0] == at], [t for t in close if at - t[0] == 1]
    if here:
        found["last here"] = here[-1][2]
    elif before:
        found["last before"] = before[-1][2]
    counted = Counter(t[2] for t in strong if _counts(scene, events[t[1]], figure.aspect, position))
    deeds = Counter(t[2] for t in strong if is_deed(events[t[1]]))
    for name, known in (("counts most", counted), ("deeds most", deeds)):
        chief = known.most_common(2)
        if chief and (len(chief) == 1 or chief[0][1] >= 2 * chief[1][1]):
            found[name] = chief[0][0]
    opening = {t[2] for t in strong if is_deed(events[t[1]]) and (events[t[1]].headline or t[0] <= 1)}
    only = {t[2] for t in strong if events[t[1]].status in ("happened", "ongoing")}
    found.update((name, keys.pop()) for name, keys in (("opens with", opening), ("only one", only)) if len(keys) == 1)
    done = [t for t in told if family(events[t[1]].type) not in SPEECH and events[t[1]].status in REAL]
    here, before = [t for t in done if t[0] == at], [t for t in done if t[0] == at - 1]
    if here:
        found["nearest here"] = min(here, key=lambda t: (gap(events[t[1]], figure), t[1]))[2]
    if before:
        found["nearest before"] = before[-1][2]
    return found


def _brings_about(event: Event, aspect: str) -> bool:
    """Whether an event can have brought about what a number counts."""
    if not is_force(event):
        return False
    if aspect == "protesters":
        return event.type == "PROTEST"
    held = bool(classes_of([fold(event.lemma)]) & _HELD)
    if aspect == "detained":
        return held or event.type == "PROTEST"
    return not (aspect in HARMED and held)


def _nearest(scene: Scene, figure: Figure) -> int | None:
    """The last deed told before a figure."""
    events = scene.view.reading.events
    deeds = (i for i in scene.own if is_force(events[i]) and folded_words(events[i].lemma) & DEED)
    before = [i for i in deeds if events[i].trigger.end <= figure.span.start]
    return max(before, key=lambda i: events[i].trigger.start, default=None)


def _previous(scene: Scene, position: int, at: int) -> tuple[int, int] | None:
    """The last figure before that has a home, in the same sentence or the one before, and how many sentences lie between."""
    figures = scene.view.reading.figures
    last = next((k for k in range(position - 1, -1, -1) if scene.homes.get(k) is not None), None)
    if last is None:
        return None
    between = at - scene.sentence(figures[last])
    return (last, between) if 0 <= between <= 1 else None


def _fit(c: Facts, aspect: str) -> str:
    """Whether a happening can have brought about what a number counts."""
    if c.family != "force":
        return "other family"
    main = c.types[0] if c.types else ""
    if aspect == "protesters":
        return "fits" if "PROTEST" in c.types else "misfit"
    if aspect in ("detained", "freed"):
        return "fits" if c.held else "may" if main in ("PROTEST", "COERCE") else "misfit"
    if aspect not in HARMED:
        return main
    if main == "PROTEST":
        return "crowd"
    return "misfit" if c.held and main == "COERCE" else "fits" if c.deed or c.harm else "may"


def can_count(c: Facts, aspect: str) -> bool:
    """Whether what a number counts can have come of a happening at all: nobody dies of an arrest, and no crowd marches in a crash."""
    fit = _fit(c, aspect)
    return fit != "misfit" and not (fit == "other family" and (aspect in HARMED or aspect == "protesters"))


def _numbers(row: Row, c: Facts, figure: Figure) -> None:
    """What others count of it."""
    sizes = [x for low, high in c.known(figure.aspect) if (x := low or high or 0.0)]
    size = figure.quantity.low or figure.quantity.high or 0.0
    if not sizes:
        return
    row["aspect known"] = 1.0
    if size:
        least = min(abs(math.log(size / x)) for x in sizes)
        name = "same number" if least == 0 and size > 3 else "number near" if least < _NEAR else "number far" if least > _FAR else ""
        if name:
            row[name] = 1.0


def _bonds(scene: Scene, at: int, line: Line, back: Sequence[Line], candidates: Sequence[Facts]) -> list[float]:
    """What each candidate shares with the sentences around a number: names, what it is called and was done to, other words; the fewer
    candidates have it, the more it counts."""
    named, stems = [], []
    for c in candidates:
        here = scene.elsewhere(c.key, at)
        named.append(c.names.union(*(h.names for h in here)))
        stems.append((c.words | c.heads).union(*(h.words for h in here)))
    held = Counter(key for names, words in zip(named, stems, strict=True) for key in names | words)
    most = math.log(len(candidates) + 1)

    def rare(key: str) -> float:
        return math.log((len(candidates) + 1) / max(1, held[key])) / most

    found = []
    for c, names, words in zip(candidates, named, stems, strict=True):
        bond = 0.0
        for near, share in ((line, 1.0), *((b, 0.5) for b in back)):
            bond += share * sum(1.5 * rare(n) for n in sorted(near.names & names))
            bond += share * sum((1.0 if w in c.heads else 0.4) * rare(w) for w in sorted(near.words & words))
        found.append(bond)
    return found


def _days_of(scene: Scene, c: Facts, here: Sequence[Line]) -> tuple[Days, ...]:
    """Its days by others' tellings and its other sentences; its own where no sentence of the number's says them."""
    days = (*c.days, *(d for h in here for d in h.days))
    return days or ((c.day,) if c.day is not None and (here or c.key not in scene.told) else ())


def _days(row: Row, line: Line, back: Sequence[Line], theirs: Sequence[Days]) -> None:
    """Whether the days beside a number are its days."""
    days, where = line.days, ""
    if not days:
        days, where = next((b.days for b in back if b.days), ()), " before"
    if not days or not theirs:
        return
    if any(a[0] <= b[1] and b[0] <= a[1] for a in days for b in theirs):
        row["day" + where] = 1.0
    elif any(a[0] <= b[1] + 1 and b[0] <= a[1] + 1 for a in days for b in theirs):
        row["day beside" + where] = 1.0
    elif all(a[1] < min(b[0] for b in theirs) for a in days):
        row["earlier day" + where] = 1.0
    else:
        row["other day" + where] = 1.0


def _places(row: Row, line: Line, back: Sequence[Line], theirs: Sequence[Spot]) -> None:
    """Whether the places beside a number are its places."""
    spots, where = line.spots, ""
    if not spots:
        spots, where = next((b.spots for b in back if b.spots), ()), " before"
    if not spots or not theirs:
        return
    keys = {s.key for s in theirs if s.rank != 1}
    if any(s.key in keys for s in spots):
        row["place" + where] = 1.0
    elif any(s.rank and t.rank and nested(s, t) for s in spots for t in theirs):
        row["place within" + where] = 1.0
    elif all(s.rank != 1 for s in spots):
        row["other place" + where] = 1.0


def _make(row: Row, scene: Scene, c: Facts) -> None:
    """What sort of happening it is, and when it was."""
    row["size"] = float(c.size)
    if c.day is None and not c.coarse:
        row["undated"] = 1.0
    elif c.day is not None and scene.published:
        ago = scene.published - c.day[0]
        row["to come"], row["long ago"] = float(ago < 0), float(ago > _LATELY)
    row["series"], row["historical"] = float(c.plural), float(c.historical)
    row["no force"], row["speech"] = float(c.family != "force"), float(c.family in SPEECH)


def _none(scene: Scene, position: int, at: int, line: Line) -> Row:
    """What speaks for none of them."""
    reading, text = scene.view.reading, scene.view.report.text
    figure = reading.figures[position]
    event = scene.holds.get(position)
    row: Row = {"none": 1.0, f"none: {_kind(figure)}": 1.0}
    if _kind(figure) == "thing":
        row[f"none: {figure.aspect}"] = 1.0
    row["none: event of none"] = float(event is not None and event not in scene.own)
    row["none: no event"] = float(event is None)
    row["none: part"] = float(figure.part)
    row["none: beside"] = float(figure.like is not None or any(f.like == position for f in reading.figures))
    row["none: names nothing"] = float(not (line.names or line.spots or line.days))
    row["none: open"] = float(figure.quantity.low is None or figure.quantity.high is None)
    row["none: one"] = float(figure.quantity.low == figure.quantity.high == 1)
    sentence = reading.sentences[at] if reading.sentences else figure.span
    start, end = max(sentence.start, figure.span.start - _AROUND), min(sentence.end, figure.span.end + _AROUND)
    row["none: since"] = float(bool(_SINCE.search(text, start, end)))
    return row
