"""Contrast computed from the tokens: text at least 4.5, marks and outlines that carry meaning at least 3, in both schemes and print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import accordingto.web

TOKENS = (Path(accordingto.web.__file__).parent / "static" / "tokens.css").read_text(encoding="utf-8")
TEXT = ("ink", "ink-2", "ink-3", "apart")
GROUNDS = ("paper", "paper-2", "apart-wash")
MARKS = ("say", "event", "figure", "time", "name", "line")


def scheme(name: str) -> dict[str, str]:
    light = TOKENS[TOKENS.index(":root {") : TOKENS.index("@media")]
    start = {"light": "", "dark": "@media (prefers-color-scheme: dark)", "print": "@media print"}[name]
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", light))
    if start:
        block = TOKENS[TOKENS.index(start) :]
        found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", block[: block.index("\n}\n")]))
    return found


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark", "print"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", TEXT)
def test_text(name: str, ground: str, ink: str) -> None:
    colours = scheme(name)
    assert contrast(colours[ink], colours[ground]) >= 4.5, f"{ink} on {ground}, {name}"


@pytest.mark.parametrize("name", ["light", "dark", "print"])
@pytest.mark.parametrize("mark", MARKS)
def test_marks(name: str, mark: str) -> None:
    colours = scheme(name)
    assert contrast(colours[mark], colours["paper"]) >= 3, f"{mark}, {name}"


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("ground", ["say-1", "say-2", "say-3"])
def test_marks_and_ink_on_what_is_said(name: str, ground: str) -> None:
    colours = scheme(name)
    assert contrast(colours["ink"], colours[ground]) >= 4.5
    for mark in ("say", "event", "figure", "time", "name"):
        assert contrast(colours[mark], colours[ground]) >= 3, f"{mark} on {ground}, {name}"


def test_the_accent_has_one_meaning() -> None:
    css = (Path(accordingto.web.__file__).parent / "static" / "app.css").read_text(encoding="utf-8")
    for rule in re.findall(r"([^{}]+)\{([^{}]*var\(--apart\)[^{}]*)\}", css):
        selector = rule[0].strip().rsplit("\n", 1)[-1]
        assert not re.search(r"(^|\s)(a|button|input|:focus)\b", selector.split(",")[0]), selector
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b", css), "colours come from the tokens"
