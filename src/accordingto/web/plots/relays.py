"""The relay map: voices in layers, lines from who cites to who is cited, as thick as often."""

from __future__ import annotations

from collections import Counter
from math import log2

from markupsafe import Markup

from accordingto.views.relays import RelayNode, RelaysPage
from accordingto.web.plots.svg import num, tag, text, width_of

WIDTH, ROW, TOP = 1216, 46, 34


def relays_svg(page: RelaysPage, label: str) -> Markup:
    """The map; nothing where nobody cites anybody."""
    if not page.nodes:
        return Markup("")
    layers = max(n.layer for n in page.nodes) + 1
    sizes = Counter(n.layer for n in page.nodes)
    tallest = max(sizes.values())
    height = TOP + tallest * ROW + 10
    step = (WIDTH - 190) / max(1, layers - 1) if layers > 1 else 0
    where = {n.id: (8 + n.layer * step, TOP + (n.place + (tallest - sizes[n.layer]) / 2) * ROW + 14) for n in page.nodes}
    wide = {n.id: _label_width(n) for n in page.nodes}
    parts: list[Markup] = []
    for e in page.edges:
        (x1, y1), (x2, y2) = where[e.outer], where[e.inner]
        x1 += 6 + wide[e.outer]
        back = x2 <= x1
        bend = 90 if back else max(30, (x2 - x1) / 2)
        sag = 22 if back else 0
        path = f"M{num(x1 + 5)} {num(y1)}C{num(x1 + bend)} {num(y1 + sag)} {num(x2 - bend)} {num(y2 + sag)} {num(x2 - 7)} {num(y2)}"
        words = f"{e.outer_label} cites {e.inner_label} {e.count} time{'s' if e.count != 1 else ''}"
        parts.append(
            tag("path", tag("title", words), class_="edge back" if back else "edge", d=path, stroke_width=1 + log2(max(1, e.count)) * 0.7)
        )
    for n in page.nodes:
        parts.append(_node(n, *where[n.id]))
    heads = text(0, 12, "cites", "strong") + text(WIDTH, 12, "is cited", "strong", "end")
    return tag("svg", heads, *parts, class_="relaymap", viewBox=f"0 0 {WIDTH} {num(height)}", role="group", aria_label=label)


def _second(node: RelayNode) -> str:
    return " · ".join(filter(None, (f"cites {node.cites}" if node.cites else "", f"cited {node.cited}" if node.cited else "")))


def _label_width(node: RelayNode) -> float:
    return max(width_of(node.label, 12.8), width_of(_second(node), 12)) + 8


def _node(node: RelayNode, x: float, y: float) -> Markup:
    shape = tag("circle", class_="pt" if node.kind == "outlet" else "cp", cx=x, cy=y, r=5)
    ground = tag("rect", class_="ground", x=x + 9, y=y - 13, width=_label_width(node), height=30)
    return tag(
        "a", ground, shape, text(x + 11, y - 1, node.label, "strong"), text(x + 11, y + 13, _second(node)), href=f"/voices/{node.id}"
    )
