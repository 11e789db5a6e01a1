"""What the model of pieces found in the head and the foot of a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one tag: where it stands, its words, and how sure the tag is."""

    tag: int
    line: int
    start: int
    end: int
    region: int
    text: str
    sure: float


@dataclass(frozen=True, slots=True)
class Said:
    """What a head and a foot say.

    Attributes:
        outlets: names of the outlet, the likeliest first. authors: in order.
        naming: the lines that name an outlet or an author at all.
    """

    outlets: tuple[Piece, ...]
    authors: tuple[Piece, ...]
    naming: frozenset[int]
