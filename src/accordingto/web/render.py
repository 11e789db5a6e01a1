"""Pages to HTML: the template environment, its few filters, and the text of a report with its marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from accordingto.views.account_table import AccountRow
from accordingto.views.marks import Run
from accordingto.views.overview import Dot
from accordingto.views.wording import QUESTIONS, RELATION_HELP, capital, count, number, short_day
from accordingto.web.cells import places, row_cells
from accordingto.web.plots.figures import figures_svg
from accordingto.web.plots.relays import relays_svg
from accordingto.web.plots.small import mini_svg, progress_svg, share_svg
from accordingto.web.plots.strip import strip_svg
from accordingto.web.plots.timeline import days_svg, has_undated, small_circle, timeline_svg

NAV = (
    ("incidents", "/", "Incidents"), ("reports", "/reports", "Reports"), ("voices", "/voices", "Voices"), ("actors", "/actors", "Actors"),
    ("relays", "/relays", "Relay map"), ("search", "/search", "Search"), ("review", "/review", "Review"),
)  # fmt: skip
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page.

    Attributes:
        record: name of the record; ``state`` how much of it is read, in words.
        current: the part of the navigation it belongs to; ``nav`` all parts.
        twins: address of the page's JSON and CSV twins without suffix, or empty; ``query`` its query.
        csrf: token for forms; ``read_only`` hides them; ``user`` who is at the desk.
        building: a line on reports being read, or empty; ``building_href`` leads to its progress.
        keys: "off" where the reader switched single keys off.
        static: where style, script and fonts are.
    """

    record: str
    state: str
    current: str = ""
    twins: str = ""
    query: str = ""
    csrf: str = ""
    read_only: bool = False
    user: str = ""
    building: str = ""
    building_href: str = ""
    keys: str = "on"
    static: str = "/static"
    nav: tuple[tuple[str, str, str], ...] = NAV


def visible(text: str) -> str:
    """The same words with control and direction-changing characters shown as a replacement, so that none acts on the page."""
    if text.isprintable():  # the common case, at a tenth of the cost
        return text
    return CONTROL.sub("\ufffd", BIDI.sub("\ufffd", text))


def marked(runs: Iterable[Run]) -> Markup:
    """A paragraph's runs as flat spans inside nested grounds."""
    out: list[str] = []
    for run in runs:
        grounds = [i for i in run.ids if i.startswith("s")]
        rest = [i for i in run.ids if not i.startswith("s")]
        out += [_open("span", "st", grounds[n] if n < len(grounds) else "") for n in range(run.opens)]
        body = str(escape(visible(run.text)))
        if run.marks or rest:
            body = _open("span", " ".join(run.marks), rest[0] if rest else "") + body + "</span>"
        if run.at:
            body = _open("mark", "", "at" if run.at_first else "") + body + "</mark>"
        out.append(body)
        out += [f'<a class="ref" href="#note{n}" aria-label="note {n}">{n}</a>' for n in run.notes]
        out.append("</span>" * run.closes)
    return Markup("".join(out))


def _open(name: str, classes: str, identity: str) -> str:
    """The opening tag of an element."""
    attributes = [f'{key}="{escape(value)}"' for key, value in (("class", classes), ("id", identity)) if value]
    return f"<{' '.join([name, *attributes])}>"


def starred(text: str) -> Markup:
    """A sentence in which *these* words are strong."""
    parts = text.split("*")
    return Markup("").join(Markup("<b>{}</b>").format(p) if n % 2 else escape(p) for n, p in enumerate(parts))


def by_day(dots: Sequence[Dot]) -> list[tuple[str, list[Dot]]]:
    """Dots under the name of their day."""
    dated = [d for d in dots if d.at]
    return [
        (f"{day:%a} {short_day(day)}", list(found)) for day, found in groupby(dated, key=lambda d: d.at.date() if d.at else None) if day
    ]


def fullest(rows: Sequence[AccountRow], most: int) -> set[str]:
    """Ids of the rows that say most, which are printed where there is no room for all; of equals the first."""
    return {r.id for r in sorted(rows, key=lambda r: -sum(c.href is not None for c in r.cells))[:most]}


def unsaid(silent: Sequence[str]) -> str:
    """What no account of a table says, in a sentence: "No account says where or on what evidence."; empty where that is nothing."""
    missing = [QUESTIONS[a].lower() for a in silent if a != "whether"]
    return f"No account says {' or '.join(filter(None, (', '.join(missing[:-1]), missing[-1])))}." if missing else ""


def finalize(value: Any) -> Any:
    """What templates print: text with its control and direction characters shown, mark-up untouched."""
    if isinstance(value, Markup):
        return value
    return visible(value) if isinstance(value, str) else value


@cache
def environment() -> Environment:
    """The one template environment: escaping on, undefined names are errors."""
    env = Environment(
        loader=PackageLoader("accordingto.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # pages and the code that fills them are of one version for as long as the process runs
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    env.filters |= {
        "starred": starred,
        "in_words": number,
        "counted": count,
        "capital": capital,
        "groupby_day": by_day,
        "fullest": fullest,
        "places": places,
        "row_cells": lambda row, columns: row_cells(row, columns, visible),
        "unsaid": unsaid,
        "undated": has_undated,
        "html": Markup,
        "css": Markup,
    }
    env.globals |= {
        "mini_svg": mini_svg,
        "share_svg": share_svg,
        "progress_svg": progress_svg,
        "timeline_svg": timeline_svg,
        "days_svg": days_svg,
        "strip_svg": strip_svg,
        "small_circle": small_circle,
        "figures_svg": figures_svg,
        "relays_svg": relays_svg,
        "relations": tuple(RELATION_HELP.items()),
        "marked": marked,
    }
    return env


def render(template: str, frame: Frame, **values: Any) -> str:
    """A page as HTML."""
    return environment().get_template(template).render(frame=frame, **values)
