"""Bodies of states under all their wordings: "the Kenyan ministry of defence", "Kenya's defense ministry"."""

from __future__ import annotations

import re
from functools import lru_cache

from accordingto.data import words
from accordingto.resolving.folding import all_initials, fold, pairs_of
from accordingto.resolving.tables import state_of, states

_ASIDE = re.compile(r"\s*(?:[,;(–—]|\bwho\b|\bwhich\b|\bwhom\b).*$", re.DOTALL)
_FORMAL = re.compile(
    r"(?:(?:federal|islamic|peoples?|democratic|socialist|united|federative|bolivarian|arab|co operative|plurinational) )*"
    r"(?:republic|kingdom|commonwealth|sultanate|federation) of (.+)|(?:state|government|govt) of (.+)"
)
_OF_SORT = re.compile(r"^(ministry|department|office|bureau|embassy|consulate|court|army|navy|police|parliament) of (?:the )?(.+)$")


@lru_cache(maxsize=100_000)
def leading_state(form: str) -> tuple[str | None, str]:
    """ISO code of the state or its people that a form begins with, and the rest; (None, the form) where it begins with none."""
    parts = form.split()
    if parts and parts[0].lower() == "the":
        parts = parts[1:]
    for size in (3, 2, 1):
        if len(parts) > size and (code := state_of(" ".join(parts[:size]))):
            return code, " ".join(parts[size:])
    return None, form


def state_in(form: str) -> bool:
    """Whether a name has its state after "of": then it needs no other word for it."""
    _, of, after = form.rpartition(" of ")
    return bool(of) and state_of(after) is not None


@lru_cache(maxsize=100_000)
def formal_state(form: str) -> str | None:
    """ISO code of the state in a formal name that the table lacks ("Republic of …"), or of "the government of …"."""
    match = _FORMAL.fullmatch(fold(form).removeprefix("the "))
    return state_of(match.group(1) or match.group(2)) if match else None


@lru_cache(maxsize=100_000)
def is_organ(form: str) -> bool:
    """Whether a name's head says that it is a body that every state has one of: ministry, army, court."""
    parts = fold(form).split()
    if not parts:
        return False
    head = parts[parts.index("of") - 1] if "of" in parts[1:] else parts[-1]
    return head in words("folding", "organs")


@lru_cache(maxsize=100_000)
def body_words(form: str) -> tuple[str, ...]:
    """The words of a body's name in one order and one spelling: "Ministry of Foreign Affairs" is foreign, ministry."""
    plain = " ".join(pairs_of("shortened").get(w, pairs_of("american").get(w, w)) for w in fold(form).split())
    turned = _OF_SORT.match(plain)
    if turned:
        plain = f"{turned.group(2)} {turned.group(1)}"
    kept = tuple(w for w in plain.split() if w not in words("folding", "articles"))
    return tuple(w for i, w in enumerate(kept) if not (w == "affairs" and kept[i - 1 : i] == ("foreign",))) or (plain,)


@lru_cache(maxsize=200_000)
def body_key(label: str) -> str:
    """What a body that is described, not named, is known by: "the Kenyan government", "Kenya's government" and "govt of Kenya" are one."""
    head = _ASIDE.sub("", label) or label
    plain = re.sub(r"^(?:the|an?)\s+", "", " ".join(head.split()), flags=re.IGNORECASE)
    before, of, after = plain.rpartition(" of ")
    code = state_of(after) if of else None
    rest = before
    if code is None:
        code, rest = leading_state(plain)
    own = " ".join(body_words(rest))
    return f"{code} {own}" if code is not None else own


@lru_cache(maxsize=100_000)
def initials_with_state(key: str) -> frozenset[str]:
    """Initials of a state's body with those of its state before them ("USGS"), for keys that begin with a state's code."""
    if not key.startswith("n|="):
        return frozenset()
    code, _, rest = key[3:].partition(" ")
    state = states()[code]
    return frozenset(i for form in (state.name, *state.others, *state.demonyms) for i in all_initials(f"{form} {rest}"))
