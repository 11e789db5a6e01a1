"""Writing SVG: elements with escaped attributes and text, numbers short."""

from __future__ import annotations

from markupsafe import Markup, escape


def num(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def tag(name: str, *children: Markup | str, **attributes: str | float | None) -> Markup:
    """One element. ``class_`` and ``for_`` lose their underscore, other underscores become hyphens; None is left out."""
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None:
            continue
        label = key.removesuffix("_").replace("_", "-") if key not in ("viewBox", "preserveAspectRatio") else key
        parts.append(f' {label}="{num(value) if isinstance(value, (int, float)) else escape(value)}"')
    if not children:
        return Markup("".join(parts) + "/>")
    return Markup("".join(parts) + ">" + "".join(escape(c) for c in children) + f"</{name}>")


def line(class_: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    """A straight line."""
    return tag("line", class_=class_, x1=x1, y1=y1, x2=x2, y2=y2)


def text(x: float, y: float, words: str, class_: str | None = None, anchor: str | None = None) -> Markup:
    """Words at a place."""
    return tag("text", words, x=x, y=y, class_=class_, text_anchor=anchor)


def width_of(words: str, size: float, *, serif: bool = False) -> float:
    """About how wide words run, in pixels; measured on the two faces' average advance, a little generous."""
    narrow = sum(c in "iljtfrI.,:;'’|! " for c in words)
    wide = sum(c in "mwMWQOGDHNU—–%@" for c in words)
    unit = 0.50 if serif else 0.545
    return size * (unit * len(words) - 0.2 * narrow + 0.22 * wide)
