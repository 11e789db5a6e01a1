"""Where reports begin on a page: the heads and ends that the model of heads (`headmodel`) reads from the looks of the lines.

A head is a title with the lines that belong to it: bylines, decks, captions, buttons. Which line is which, and where the body and the
foot begin, is one decision over the whole page. What the lines say is read later, by the grammars of bylines and dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordingto.intake.bylines import is_filler
from accordingto.intake.dates import find_dates
from accordingto.intake.headmodel import (
    BODY,
    DECK,
    EARLY_META,
    FIRST,
    FOOT,
    META,
    SECTION,
    SEPARATOR,
    TITLE,
    Labelled,
    label_lines,
    report_starts,
)
from accordingto.intake.lines import Header, Line, short
from accordingto.intake.looks import looks, make_of
from accordingto.intake.loose import foot_meta, key_of, loose_meta, names_a_role
from accordingto.intake.naming import is_button, outlet_score
from accordingto.intake.piecemodel import read_pieces
from accordingto.intake.pieces import names_on_page
from accordingto.intake.said import Said
from accordingto.intake.traits import is_front_matter, is_section
from accordingto.model.report import PartKind

_CRUMBS = re.compile(r"(?:\w+\s+){1,3}(?:[>»›]\s*\S.*)")  # "World > Coast": the way through a site
_SURE_OUTLET = 0.9
_LOUD = 0.6
_TEXT = (FIRST, BODY, FOOT)


def find_headers(lines: Sequence[Line]) -> tuple[list[Line], list[Header]]:
    """The lines, with what is said by those that stand in heads and feet, and the heads of all reports, in order.

    The first head may stand for a report without any.
    """
    if not lines:
        return [], []
    rows = looks(lines)
    found = label_lines(rows)
    if shown := _shown(lines, found.labels):
        found = label_lines(rows, shown)
    read = read_labelled(lines, found.labels)
    starts = report_starts(found.labels)
    if not starts:  # nothing but rules
        return read, []
    stops = [*starts[1:], len(lines)]
    headers = [_header(read, found, at, stop) for at, stop in zip(starts, stops, strict=True)]
    names = names_on_page(read, ((header.start, header.body, header.title) for header in headers))
    said = read_pieces(read, found.labels, [(header.start, header.body, header.end) for header in headers], names)
    return read, [_told_by_pieces(header, one) for header, one in zip(headers, said, strict=True)]


def _told_by_pieces(header: Header, said: Said) -> Header:
    """The head with what the model of pieces reads in it; lines that name an outlet or an author are bylines."""
    others = tuple((k, "byline" if k in said.naming and kind in ("deck", "other") else kind) for k, kind in header.others)
    return replace(header, others=others, said=said)


def read_labelled(lines: Sequence[Line], labels: Sequence[int]) -> list[Line]:
    """The lines, with what is said by those that the labels put into heads and feet."""
    keyed = len({key_of(line.text) for line, label in zip(lines, labels, strict=True) if label == META} - {None}) > 2
    return [_read(line, label, keyed=keyed) for line, label in zip(lines, labels, strict=True)]


def _shown(lines: Sequence[Line], labels: Sequence[int]) -> list[tuple[int, int]]:
    """Lines that a page's own habit tells: it sets the byline of every report alike, below the title or at the report's end.

    Short reports need it: two sentences are hardly a body by their looks.
    """
    makes = [make_of(line) for line in lines]
    under = {makes[k] for k in range(1, len(lines)) if makes[k] and labels[k] == META and labels[k - 1] == TITLE}
    shown: list[tuple[int, int]] = []
    for k in range(2, len(lines)):
        title = lines[k - 1]
        fresh = (
            (labels[k - 1], labels[k]) != (TITLE, META)
            and labels[k] != EARLY_META
            and lines[k - 2].paragraph
            and title.meta is None
            and title.tail is None
        )
        if fresh and makes[k] in under and title.title > 0.0 and not title.paragraph:
            shown += [(k - 1, TITLE), (k, META)]
        if labels[k] == TITLE and labels[k - 1] == BODY and lines[k - 2].tail == "separator" and title.title > 0.0 and not title.paragraph:
            shown += [(k - 2, SEPARATOR), (k - 1, TITLE), (k, DECK)]
    if any(label == TITLE and _dated(line) for line, label in zip(lines, labels, strict=True)):
        shown += [(k, TITLE) for k, line in enumerate(lines) if _dated(line) and line.meta is None and not line.paragraph]
    if labels[0] == TITLE and labels[-1] == FOOT and makes[-1]:
        shown += [(k, FOOT) for k in range(1, len(lines) - 1) if makes[k] == makes[-1] and labels[k] == EARLY_META]
    return shown


def _dated(line: Line) -> bool:
    """A title with its source and day in brackets behind it."""
    return line.text[-1] in ")]" and len(line.text.split()) > 4 and any(hit.end >= len(line.text) - 2 for hit in find_dates(line.text))


def _read(line: Line, label: int, *, keyed: bool) -> Line:
    """A line of a head or a foot that no grammar knows as a whole, read piece by piece."""
    if keyed and label == META and key_of(line.text):
        return replace(line, meta=loose_meta(line.text))
    if line.meta is not None or line.paragraph:
        return line
    meta = None
    if label in (META, EARLY_META):
        meta = loose_meta(line.text)
        if meta is not None and line.name and not (meta.hits or meta.changed or meta.authors or meta.source or names_a_role(line.text)):
            return line  # one name alone; whose it is, the whole head says
    elif label == FOOT:
        meta = foot_meta(line.text)
    return line if meta is None else replace(line, meta=meta)


def _header(lines: Sequence[Line], found: Labelled, at: int, stop: int) -> Header:
    """The head and the end of the report in the lines from ``at`` to ``stop``; a section's name above and a rule below are none of it."""
    labels = found.labels
    start = next((k for k in range(at, stop) if not _is_front(lines[k], labels[k])), at)
    text = [k for k in range(start, stop) if labels[k] in _TEXT]
    body = text[0] if text else stop
    title = _title(lines, [k for k in range(start, body) if labels[k] == TITLE])
    title = _louder(lines, range(start, body), title)
    head = [k for k in range(start, body) if k != title]
    metas = tuple(k for k in head if lines[k].meta is not None)
    others = tuple((k, _kind(lines[k], labels[k], first=k == start)) for k in head if lines[k].meta is None)
    sure = float(found.chances[at, [SECTION, TITLE, EARLY_META, FIRST]].sum())
    how, reason = _told(lines, title, metas)
    foot = tuple(k for k in text if labels[k] == FOOT)
    while len(text) > 1 and lines[text[-1]].tail == "separator":
        text.pop()  # an end mark is none of the report
    return Header(start, body, title, metas, others, how, sure, reason, text[-1] + 1 if text else stop, foot)


def _is_front(line: Line, label: int) -> bool:
    """A section's name, a site's menu or a picture's caption above a head."""
    menu = line.tail == "link_stub" and "://" not in line.text
    return menu or line.tail == "photo_caption" or (label == SECTION and is_section(line.text))


def _title(lines: Sequence[Line], options: Sequence[int]) -> int | None:
    """Of lines that may be the title the first, for a second is its deck, unless that reads far more like one."""
    best: int | None = None
    for at in [k for k in options if not _CRUMBS.match(lines[k].text)] or options:
        if best is None or (lines[best].meta is not None and lines[at].meta is None) or lines[at].title > lines[best].title + 1.0:
            best = at
    return best


def _louder(lines: Sequence[Line], head: range, title: int | None) -> int | None:
    """A short line above what was taken for the title is the title itself, and that its deck, where the outlet is named elsewhere.

    Without another name, a line such as "Coast of Fear" above a title may be the outlet's. The way through a site is never one.
    """
    if title is None:
        return None
    if _CRUMBS.match(lines[title].text):
        return next((at for at in range(title + 1, head.stop) if lines[at].meta is None and lines[at].title > 0.0), title)
    for at in range(head.start, title):
        line = lines[at]
        if is_front_matter(line.text) or line.meta is not None or line.tail is not None:
            continue
        if line.title >= _LOUD and outlet_score(line.text) <= _SURE_OUTLET:
            others = [lines[k] for k in head if k not in (at, title)]
            if any((o.meta and (o.meta.names or o.meta.source)) or (o.name and outlet_score(o.text) > _SURE_OUTLET) for o in others):
                return at
    return title


def _kind(line: Line, label: int, *, first: bool) -> PartKind:
    if line.tail in ("photo_caption", "photo_credit", "link_stub"):
        return line.tail
    told = label in (META, EARLY_META) or outlet_score(line.text) > _SURE_OUTLET
    if line.name and told and not (is_section(line.text) or is_filler(line.text) or is_button(line.text)):
        return "byline"
    if first and label == EARLY_META and len(line.text.split()) <= 6 and line.text[0].isupper() and not find_dates(line.text):
        return "byline"  # a masthead that is made unlike a name: "Letters from the Ridge"
    return "deck" if label in (DECK, TITLE) else "other"


def _told(lines: Sequence[Line], title: int | None, metas: Sequence[int]) -> tuple[str, str]:
    """Where the title stands to the byline lines, in a word and in words."""
    first = f" byline '{short(lines[metas[0]].text)}'" if metas else ""
    if title is None:
        return "none", f"a head without a title{',' if first else ''}{first}"
    if not metas:
        return "bare", "a line that reads like a title, with text below"
    if all(at > title for at in metas):
        return "above", f"title above{first}"
    if all(at < title for at in metas):
        return "below", f"title below{first}"
    return "inside", f"title between byline lines, the first{first}"
