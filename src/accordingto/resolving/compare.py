"""Could these two forms be spellings of one name? Spelling only: what a text says of names is for ``actors``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA, JaroWinkler

from accordingto.data import table, words
from accordingto.model.record import Verdict
from accordingto.resolving.folding import fold, name_key, pairs_of, sound
from accordingto.resolving.tables import state_of, states

# Two words are spellings of one from this similarity on; calibrated on the name pairs of the bench (task "pairs").
SAME_WORD = 0.74
CLOSE_WORD = 0.6

ONE_LETTER = "one word, one letter apart"


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


def _significant(parts: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Words without particles; a particle that is a short given name as well is one before a single surname ("Ben Marrant"), unless the
    other form has it inside."""
    small = words("folding", "particles")
    given = len(parts) == 2 and parts[0] in _nicknames() and parts[0] not in other[1:]
    kept = tuple(p for i, p in enumerate(parts) if p not in small or (given and i == 0))
    return kept or parts


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    """Given name, short or full, to the full forms it may stand for."""
    found: dict[str, set[str]] = {}
    for line in table("folding")["nicknames"]:
        full, *short = line.split()
        for word in (full, *short):
            found.setdefault(word, set()).add(full)
    return {word: frozenset(names) for word, names in found.items()}


def full_given_names(word: str) -> frozenset[str]:
    """The full given names that a folded word may be short for, itself among them where it is one."""
    return _nicknames().get(word, frozenset())


def legal_words() -> frozenset[str]:
    """Words for a legal form, as short as they come."""
    return frozenset(_legal())


def _one_given_name(a: str, b: str) -> bool:
    """Whether one word is a short form of the other ("Joe", "Joseph"); two short forms of one name are left apart."""
    names = _nicknames()
    return a in names.get(b, ()) or b in names.get(a, ())


@lru_cache(maxsize=10_000)
def _pinyin(word: str) -> frozenset[str]:
    """What a syllable of the older romanisation of Chinese may be in pinyin."""
    initials, finals = ([(k, v.split(",")) for k, v in pairs_of(name).items()] for name in ("wade_initials", "wade_finals"))
    heads, rest = next(((new, word[len(old) :]) for old, new in initials if word.startswith(old)), ([""], word))
    tails = next(([rest[: -len(old)] + n for n in new] for old, new in finals if rest.endswith(old)), [])
    return frozenset(h + t for h in heads for t in (rest, *tails))


def _romanised_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one is a Chinese name in the older romanisation ("Chou En-lai") and the other the same name in pinyin ("Zhou Enlai")."""
    if len(a) != 3 or len(b) != 2 or not all(2 <= len(w) <= 6 for w in a):
        return False
    given = {x + y for x in _pinyin(a[1]) for y in _pinyin(a[2])}
    return (b[0] == a[0] or b[0] in _pinyin(a[0])) and b[1] in given


def compare_people(a: str, b: str) -> Comparison:
    """Two forms of personal names.

    All words of the shorter must be words of the longer; one word alone is never enough to join it to a longer name.
    """
    first, second = _comma_order(a), _comma_order(b)
    raw_x, raw_y = _significant(first, second), _significant(second, first)
    x, y = (raw_x, raw_y) if len(raw_x) == len(raw_y) else (_once(raw_x), _once(raw_y))
    if not x or not y:
        return Comparison("different", 0.0, "no letters to compare")
    if "".join(x) == "".join(y):
        return Comparison("same", 1.0, "same letters")
    if len(x) > len(y):
        x, y = y, x
    if _romanised_alike(y, x) and ("-" in a or "-" in b):
        return Comparison("same", 0.9, "one name in the older and the newer romanisation of Chinese")
    x, y = sorted((_rejoined(x, y), _rejoined(y, x)), key=len)
    y = _as_initials(x, y)
    aligned = _join_near(x, y, _join_initials(x, y, _align(x, y, SAME_WORD)))
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
    if _declined([(x[i], y[j]) for i, j, _ in aligned.pairs]):
        return Comparison("same", 0.9, "the same words with an ending of declension")
    if len(weak) > 1 and len(weak) == len(aligned.pairs):
        return Comparison("undecided", mean * 0.7, "every word differs a little")
    if not aligned.in_order and "," not in a + b and (len(x) == len(y) == 2 or _names_father(a) or _names_father(b)):
        return Comparison("undecided", 0.55, "the same words in another order: a father's name may be a son's")
    if len(aligned.right) > 2 or (len(aligned.right) > 1 and len(aligned.pairs) == 2 and mean < 0.97):
        return Comparison("undecided", 0.55, f"{len(aligned.right)} words of the longer name are not in the shorter")
    if aligned.right and not {0, len(y) - 1} & {j for _, j, _ in aligned.pairs}:
        return Comparison("undecided", 0.5, "only middle words agree")
    if aligned.right and len(aligned.pairs) == 2 and min(s for _, _, s in aligned.pairs) < 0.82:
        return Comparison("undecided", 0.55, "a word differs, and one more is in the longer name only")
    return Comparison("same", mean - 0.03 * len(aligned.right), "spellings of the same words")


def _declined(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether each word of one form is the other's with one and the same ending, as Baltic languages decline foreign names."""
    if len(pairs) < 2:
        return False
    turned = [(b, a) for a, b in pairs]
    return any(
        all(long.endswith(ending) and sound(short) == sound(long.removesuffix(ending)) != sound(long) for short, long in found)
        for ending in words("folding", "declension")
        for found in (pairs, turned)
    )


def _names_father(form: str) -> bool:
    """Whether a name says whose son or daughter: then the order of its words tells people apart."""
    return bool(set(fold(form).split()[1:-1]) & words("folding", "patronymics"))


def _comma_order(form: str) -> tuple[str, ...]:
    """The words of a person's name, given name first, as far as a comma or a word of descent tells."""
    last, comma, first = form.partition(",")
    servant = words("folding", "servant")
    parts = name_key(f"{first.strip()} {last.strip()}" if comma and first.strip() else form)
    return _descent_inside(tuple("abdul" if p in servant else _letters(p) for p in parts))


def _letters(word: str) -> str:
    """A word of letters in which some are written as the digits that look like them ("s0ph1a")."""
    if word.isalpha() or not any(c.isalpha() for c in word):
        return word
    alike = pairs_of("lookalikes")
    return "".join(alike.get(c, c) for c in word)


def _descent_inside(parts: tuple[str, ...]) -> tuple[str, ...]:
    """ "bin Tarim Odo" as "odo bin tarim": a word of descent stands between two names; where it is first or last, words are turned."""
    if len(parts) > 2 and not words("folding", "patronymics").isdisjoint((parts[0], parts[-1])):
        return (parts[-1], *parts[:-1]) if parts[0] in words("folding", "patronymics") else (*parts[1:], parts[0])
    return parts


def _once(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Words without those that repeat the one before."""
    return tuple(p for i, p in enumerate(parts) if i == 0 or parts[i - 1] != p)


def _rejoined(x: tuple[str, ...], y: tuple[str, ...]) -> tuple[str, ...]:
    """A name with two words that a break made out of one word of the other put together again."""
    for at in range(len(x) - 1):
        if x[at] + x[at + 1] in y and x[at] not in y and x[at + 1] not in y:
            return (*x[:at], x[at] + x[at + 1], *x[at + 2 :])
    return x


def _as_initials(x: tuple[str, ...], y: tuple[str, ...]) -> tuple[str, ...]:
    """The longer name with the words that a word of the shorter gives as initials put as those ("jc" for "jean claude")."""
    for word in x:
        size = len(word)
        if size in (2, 3) and word not in y:
            for at in range(len(y) - size):
                if "".join(p[0] for p in y[at : at + size]) == word:
                    return (*y[:at], word, *y[at + size :])
    return y


def _join_near(x: tuple[str, ...], y: tuple[str, ...], aligned: _Aligned) -> _Aligned:
    """Pair the one word that is left of each: short and full form of a given name, one letter apart beside four words that agree, or a
    last word cut off beside three."""
    if len(aligned.left) != 1 or not aligned.right or not aligned.pairs:
        return aligned
    left = aligned.left[0]
    for j in aligned.right:
        agree = sum(s >= 0.95 for _, _, s in aligned.pairs)
        last = left == len(x) - 1 and j == len(y) - 1 and len(aligned.right) == 1
        short, long = sorted((x[left], y[j]), key=len)
        cut = agree >= 3 and last and len(short) > 1 and long.startswith(short)
        near = agree >= 4 and len(aligned.right) == 1 and OSA.distance(x[left], y[j]) <= 1 and min(len(x[left]), len(y[j])) > 3
        if near or cut or (left == j == 0 and _one_given_name(x[left], y[j])):
            rest = tuple(k for k in aligned.right if k != j)
            return _Aligned(tuple(sorted((*aligned.pairs, (left, j, 0.9)))), (), rest)
    return aligned


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


@cache
def _phrase_words() -> frozenset[str]:
    return frozenset(w for rule in table("folding")["legal_phrases"] for w in rule.partition("|")[0].split() if len(w) > 4)


@lru_cache(maxsize=50_000)
def _of_legal_phrase(word: str) -> bool:
    """Whether a word is one of a legal form written out, or one letter from it."""
    return any(OSA.distance(word, w, score_cutoff=1) <= 1 for w in _phrase_words())


@lru_cache(maxsize=50_000)
def _legal_word(word: str) -> str:
    """A long legal form with one letter wrong as it should be; other words as they are."""
    if len(word) < 8 or word in _legal():
        return word
    return next((w for w in sorted(_legal()) if len(w) >= 8 and OSA.distance(word, w, score_cutoff=1) <= 1), word)


_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}


def _numbers(parts: list[str]) -> list[str]:
    """Words with numerals as digits: "forty four" is "44"."""
    found: list[str] = []
    before = ""
    for part in parts:
        digits = pairs_of("numerals").get(part, part)
        if before in _TENS and digits.isdigit() and len(digits) == 1 and digits != "0":
            found[-1] = str(_TENS[before] + int(digits))
        else:
            found.append(str(_TENS[part]) if part in _TENS else digits)
        before = part
    return found


def _body(form: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of an organisation's name, and the legal forms it carries."""
    plain = f" {_of_last(fold(form))} "
    for rule in table("folding")["legal_phrases"]:
        phrase, _, short = rule.partition("|")
        plain = plain.replace(f" {phrase} ", f" {short} ")
    parts = _numbers([pairs_of("shortened").get(p, p) for p in plain.split()])
    if len(parts) > 1 and parts[0] in words("folding", "ships"):
        parts = parts[1:]
    if parts and (code := state_of(parts[0])) and len(parts[0]) <= 3:
        parts = [*fold(states()[code].name).split(), *parts[1:]]
    parts = [_legal_word(p) for p in parts]
    legal = frozenset(_legal()[p] for p in parts if p in _legal()) - {"co", "as"}
    small = words("folding", "articles") | {"of", "and", "for", "in"}
    kept = tuple(p for p in parts if p not in _legal() and p not in small)
    return (kept or tuple(parts)), legal


def _alternatives(form: str) -> list[str]:
    """ "Reed Front/Army of the Reeds" gives two names; a stroke inside one word, or before a short one, gives none."""
    parts = [part.strip() for part in form.split("/")]
    return parts if len(parts) > 1 and all(len(fold(part)) > 4 for part in parts) else [form]


def compare_organisations(a: str, b: str) -> Comparison:
    """Two forms of names of organisations, groups, companies: word by word, nothing left over but legal forms and articles; of forms
    that give two names, either."""
    found = [_compare_bodies(x, y) for x in _alternatives(a) for y in _alternatives(b)]
    return max(found, key=lambda c: (c.verdict == "same", c.verdict == "undecided", c.score))


def _compare_bodies(a: str, b: str) -> Comparison:
    (x, legal_x), (y, legal_y) = _body(a), _body(b)
    if not x or not y:
        return Comparison("different", 0.0, "no letters to compare")
    if legal_x and legal_y and not legal_x & legal_y:
        return Comparison("undecided", 0.5, f"different legal forms ({', '.join(sorted(legal_x | legal_y))})")
    whole_x, whole_y = "".join(x), "".join(y)
    if whole_x == whole_y or any(whole_x + form == whole_y for form in legal_x) or any(whole_y + form == whole_x for form in legal_y):
        return Comparison("same", 1.0, "same letters")
    if len(x) > len(y):
        x, y = y, x
    if len(x) == len(y) == 1 and min(len(x[0]), len(y[0])) > 5 and x[0][0] == y[0][0] and OSA.distance(x[0], y[0]) == 1:
        return Comparison("same", 0.85, ONE_LETTER)
    aligned = _align(x, y, SAME_WORD + 0.04)
    if aligned.left:
        if len(x) != len(y) and OSA.normalized_similarity(whole_x, whole_y) >= 0.9:
            return Comparison("same", 0.9, "same letters, words split elsewhere")
        return Comparison("different", 0.4 * len(aligned.pairs) / len(y), f"“{x[aligned.left[0]]}” has no counterpart")
    if len(aligned.right) > 1 and all(_of_legal_phrase(y[j]) for j in aligned.right):
        return Comparison("same", 0.9, "a legal form is written out, with a letter wrong")
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
