"""Figures: numbers of something, as intervals with their qualifier and with what they count.

``find_figures`` reads "at least 25 people were killed" as [25, unknown) killed. What is no quantity is left out: times,
ages, ordinals, designations (F-15E, Flight 12, K1), list numbers.
"""

from __future__ import annotations

from accordingto.reading.figures.finder import find_figures

__all__ = ["find_figures"]
