"""How much intake reads before it says no."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds that keep one hostile or broken input from stopping a pile.

    Attributes:
        page_bytes: bytes of one page, HTML page, feed or archive member; a page of 1,000 reports is about 5 MB.
        line_chars: code points in one line of a page; longer lines are data, not prose.
        row_bytes: bytes of one line of a table.
        members: members of one archive.
        archive_bytes: bytes unpacked from one archive, all members together.
        ratio: unpacked over packed bytes of one member. Prose packs 3 to 8 times, mark-up up to 40 times.
        depth: archives inside archives that are opened; 0 opens none.
    """

    page_bytes: int = 64 * _MIB
    line_chars: int = 1_000_000
    row_bytes: int = 16 * _MIB
    members: int = 50_000
    archive_bytes: int = 2048 * _MIB
    ratio: int = 200
    depth: int = 1


USUAL = Limits()
"""The limits where none are given."""
