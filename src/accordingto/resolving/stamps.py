"""What has changed since last time: a number per thing that rises whenever its value does."""

from __future__ import annotations

from collections.abc import Hashable


class Stamps:
    """Remembers the last value of each key; equal values keep their stamp, other values get a new one."""

    def __init__(self) -> None:
        self._held: dict[Hashable, tuple[object, int]] = {}
        self._next = 0

    def of(self, key: Hashable, value: object) -> int:
        """The stamp of ``key`` at this value."""
        old = self._held.get(key)
        if old is not None and old[0] == value:
            return old[1]
        self._next += 1
        self._held[key] = (value, self._next)
        return self._next
