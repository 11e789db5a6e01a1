"""Union-find whose roots do not depend on the order of joining: a root is the least member."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T", bound=object)


class Union(Generic[T]):
    """Groups of things that were joined. Things never named are groups of their own."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def find(self, item: T) -> T:
        """The least member of the group of ``item``."""
        root = item
        while (up := self._parent.get(root, root)) != root:
            root = up
        while (up := self._parent.get(item, item)) != root:
            self._parent[item] = root
            item = up
        return root

    def join(self, a: T, b: T) -> T:
        """Join two groups and return the root of the whole."""
        x, y = self.find(a), self.find(b)
        if x == y:
            return x
        low, high = (x, y) if x < y else (y, x)  # type: ignore[operator]
        self._parent[high] = low
        return low
