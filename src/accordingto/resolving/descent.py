"""Words for whoever or whatever comes from a place: "Ardovian" beside "Ardovia"."""

from __future__ import annotations

from collections.abc import Container, Iterable

from accordingto.resolving.folding import fold

_DESCENT = (("ian", ""), ("an", ""), ("n", ""), ("ese", ""), ("ish", ""), ("i", ""), ("ian", "y"), ("ese", "a"))
_LEAST = 4  # letters of a name that an ending may hang on


def home_of(form: str, known: Container[str]) -> tuple[str, str] | None:
    """The name that a folded word comes from, if it is known, and the ending that tells so."""
    single = form.removesuffix("s") if form.endswith(("ns", "is")) else form
    for ending, left in _DESCENT:
        stem = single.removesuffix(ending)
        if single.endswith(ending) and len(stem) >= _LEAST and stem + left in known:
            return stem + left, ending
    return None


def own_names(forms: Iterable[str]) -> list[str]:
    """The forms that are no word of descent of another of them; none of them if no form has one."""
    listed = list(forms)
    known = {fold(f) for f in listed}
    descended = [f for f in listed if home_of(fold(f), known) is not None]
    return [f for f in listed if f not in descended] if descended else []
