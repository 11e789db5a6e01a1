"""Could these two forms be spellings of one name? Spelling only: what a text says of names is for ``actors``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA, JaroWinkler

from accordingto.data import table, words
from accordingto.model.record import Verdict
from accordingto.resolving.folding import fold, name_key, pairs_of, sound

# Two words are spellings of one from this similarity on; calibrated on the name pairs of the bench (task "pairs").
SAME_WORD = 0.74
CLOSE_WORD = 0.6


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two forms compare: a verdict, a score from 0 to 1, and one line that says why."""

    verdict: Verdict
    score: float
    reason: str


@lru_cache(maxsize=500_000)
def word_similarity(a: str, b: str) -> float:
    """From 0 to 1; 1 is the same word under a transliteration habit."""
    if a == b:
        return 1.0
    if a.isdigit() or b.isdigit():
        return 0.0
    x, y = sound(a), sound(b)
    if x == y:
        return 0.97
    if x.replace("sh", "s") == y.replace("sh", "s"):
        return 0.88
    if min(len(a), len(b)) <= 2 or not (a.isascii() and b.isascii()):
        return 0.0  # a letter more or less in a script of few letters is another name
    plain = OSA.normalized_similarity(a, b)
    heard = OSA.normalized_similarity(x, y)
    best = max(plain, heard)
    if min(len(a), len(b)) <= 4 and (OSA.distance(x, y) > 1 or x[0] != y[0] or (len(a) <= 3 and len(b) <= 3)):
        return min(best, CLOSE_WORD - 0.01)
    if x[0] != y[0]:
        best -= 0.08
    return best


@dataclass(frozen=True, slots=True)
class _Aligned:
    pairs: tuple[tuple[int, int, float], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def in_order(self) -> bool:
        rights = [j for _, j, _ in self.pairs]
        return rights == sorted(rights)


def _align(a: tuple[str, ...], b: tuple[str, ...], least: float) -> _Aligned:
    scored = sorted(((word_similarity(x, y), -abs(i - j), i, j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True)
    used_a: set[int] = set()
    used_b: set[int] = set()
    pairs: list[tuple[int, int, float]] = []
    for similarity, _, i, j in scored:
        if similarity < least:
            break
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            pairs.append((i, j, similarity))
    rest_a = tuple(i for i in range(len(a)) if i not in used_a)
    rest_b = tuple(j for j in range(len(b)) if j not in used_b)
    return _Aligned(tuple(sorted(pairs)), rest_a, rest_b)


def _significant(parts: tuple[str, ...]) -> tuple[str, ...]:
    small = words("folding", "particles")
    kept = tuple(p for p in parts if p not in small)
    return kept or parts


def compare_people(a: str, b: str) -> Comparison:
    """Two forms of personal names.

    All words of the shorter must be words of the longer; one word alone is never enough to join it to a longer name.
    """
    x, y = (_significant(_comma_order(f)) for f in (a, b))
    if not x or not y:
        return Comparison("different", 0.0, "no letters to compare")
    if "".join(x) == "".join(y):
        return Comparison("same", 1.0, "same letters")
    if len(x) > len(y):
        x, y = y, x
    aligned = _align(x, y, SAME_WORD)
    aligned = _join_initials(x, y, aligned)
    if aligned.left:
        joined = JaroWinkler.normalized_similarity("".join(sound(w) for w in x), "".join(sound(w) for w in y))
        if OSA.distance("".join(x), "".join(y)) <= (1 if len("".join(x)) < 12 else 2) and len(x) != len(y):
            return Comparison("same", 0.9, "same letters, words split elsewhere")
        score = len(aligned.pairs) / max(len(x), len(y))
        close = all(max(word_similarity(x[i], w) for w in y) >= CLOSE_WORD for i in aligned.left)
        if close and len(aligned.left) == 1 and len(x) == len(y) and joined > 0.9:
            return Comparison("undecided", 0.5 + score / 10, f"“{x[aligned.left[0]]}” is close to, not the same as, a word of the other")
        return Comparison("different", min(0.4, score / 2), f"“{x[aligned.left[0]]}” has no counterpart")
    mean = sum(s for _, _, s in aligned.pairs) / len(aligned.pairs)
    if len(x) == 1 and len(y) > 1:
        return Comparison("undecided", 0.45, "one word of a longer name: containment joins nothing")
    if len(x) == len(y) == 2 and min(s for _, _, s in aligned.pairs) < 0.8 and not aligned.right and len(max(x + y, key=len)) < 7:
        return Comparison("undecided", mean * 0.7, "a short word differs")
    weak = [s for _, _, s in aligned.pairs if s < 0.86]
    if len(weak) > 1 and len(weak) == len(aligned.pairs):
        return Comparison("undecided", mean * 0.7, "every word differs a little")
    if not aligned.in_order and "," not in a + b and (len(x) == len(y) == 2 or _has_particle(a) or _has_particle(b)):
        return Comparison("undecided", 0.55, "the same words in another order: a father's name may be a son's")
    if len(aligned.right) > 2 or (len(aligned.right) > 1 and len(aligned.pairs) == 2 and mean < 0.97):
        return Comparison("undecided", 0.55, f"{len(aligned.right)} words of the longer name are not in the shorter")
    if aligned.right and not (aligned.pairs[0][1] == 0 or aligned.pairs[-1][1] == len(y) - 1):
        return Comparison("undecided", 0.5, "only middle words agree")
    return Comparison("same", mean - 0.03 * len(aligned.right), "spellings of the same words")


def _has_particle(form: str) -> bool:
    return bool(set(fold(form).split()) & words("folding", "particles"))


def _comma_order(form: str) -> tuple[str, ...]:
    last, comma, first = form.partition(",")
    parts = name_key(f"{first.strip()} {last.strip()}" if comma and first.strip() else form)
    return tuple(p for i, p in enumerate(parts) if i == 0 or parts[i - 1] != p)


def _join_initials(x: tuple[str, ...], y: tuple[str, ...], aligned: _Aligned) -> _Aligned:
    """Pair what is left as initials ("J" with "Joachim"); at least one whole word must have been paired before."""
    if not aligned.pairs:
        return aligned
    pairs, left, right = list(aligned.pairs), list(aligned.left), list(aligned.right)
    for i in aligned.left:
        for j in right:
            if 1 in (len(x[i]), len(y[j])) and x[i][0] == y[j][0]:
                pairs.append((i, j, 0.9))
                left.remove(i)
                right.remove(j)
                break
    return _Aligned(tuple(sorted(pairs)), tuple(left), tuple(right))


@cache
def _legal() -> dict[str, str]:
    return {word: line.split()[0] for line in table("folding")["legal"] for word in line.split()}


def _of_last(plain: str) -> str:
    """ "Brigade of Tarrow" as "Tarrow Brigade"; longer and other names as they are."""
    first, of, last = plain.partition(" of ")
    return f"{last} {first}" if of and " " not in first and " of " not in last and len(last.split()) == 1 else plain


def _body(form: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of an organisation's name, and the legal forms it carries."""
    plain = f" {_of_last(fold(form))} "
    for rule in table("folding")["legal_phrases"]:
        phrase, _, short = rule.partition("|")
        plain = plain.replace(f" {phrase} ", f" {short} ")
    parts = [pairs_of("shortened").get(p, pairs_of("numerals").get(p, p)) for p in plain.split()]
    legal = frozenset(_legal()[p] for p in parts if p in _legal()) - {"co", "as"}
    small = words("folding", "articles") | {"of", "and", "for", "in"}
    kept = tuple(p for p in parts if p not in _legal() and p not in small)
    return (kept or tuple(parts)), legal


def compare_organisations(a: str, b: str) -> Comparison:
    """Two forms of names of organisations, groups, companies: word by word, nothing left over but legal forms and articles."""
    (x, legal_x), (y, legal_y) = _body(a), _body(b)
    if not x or not y:
        return Comparison("different", 0.0, "no letters to compare")
    if legal_x and legal_y and not legal_x & legal_y:
        return Comparison("undecided", 0.5, f"different legal forms ({', '.join(sorted(legal_x | legal_y))})")
    if "".join(x) == "".join(y):
        return Comparison("same", 1.0, "same letters")
    if len(x) > len(y):
        x, y = y, x
    if len(x) == len(y) == 1 and min(len(x[0]), len(y[0])) > 5 and x[0][0] == y[0][0] and OSA.distance(x[0], y[0]) == 1:
        return Comparison("same", 0.85, "one word, one letter apart")
    aligned = _align(x, y, SAME_WORD + 0.04)
    if aligned.left:
        whole_x, whole_y = "".join(x), "".join(y)
        if len(x) != len(y) and OSA.normalized_similarity(whole_x, whole_y) >= 0.9:
            return Comparison("same", 0.9, "same letters, words split elsewhere")
        return Comparison("different", 0.4 * len(aligned.pairs) / len(y), f"“{x[aligned.left[0]]}” has no counterpart")
    if aligned.right:
        extra = " ".join(y[j] for j in aligned.right)
        return Comparison("undecided", 0.45, f"“{extra}” is more than the other says: containment joins nothing")
    if not aligned.in_order and len(x) == 2:
        return Comparison("undecided", 0.6, "the same two words in the other order")
    mean = sum(s for _, _, s in aligned.pairs) / len(aligned.pairs)
    least = min(s for _, _, s in aligned.pairs)
    telling = [
        s for i, _, s in aligned.pairs if x[i] not in words("folding", "ends") | words("folding", "classes") | words("folding", "sorts")
    ]
    if len(telling) == 1 and telling[0] < 0.88:
        return Comparison("undecided", least, "the one word that tells them apart is close, not the same")
    return Comparison("same", mean, "spellings of the same words")


def compare(a: str, b: str, kind: Literal["person", "other"]) -> Comparison:
    """Compare two forms as names of people or of anything else."""
    return compare_people(a, b) if kind == "person" else compare_organisations(a, b)
