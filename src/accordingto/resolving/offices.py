"""Of what sort those are who do things: people in an office, or bodies."""

from __future__ import annotations

from functools import cache

from accordingto.data import table
from accordingto.model.reading import Argument, Reading


def sort_of_doer(reading: Reading, argument: Argument, head: str) -> set[str]:
    """Whether whoever does a thing is "a person" or "a body", as far as the words tell.

    Args:
        head: the head word, folded.
    """
    own = argument.name is not None and reading.names[argument.name].span.overlaps(argument.head)
    if head in roles() or (own and argument.name is not None and reading.names[argument.name].kind == "person"):
        return {"person"}
    bodies = table("titles")["sources"]["organisation"]
    return {"body"} if own or head in bodies or head.removesuffix("s") in bodies else set()


@cache
def roles() -> frozenset[str]:
    """Words for one person in an office."""
    return frozenset(table("titles")["roles"])
