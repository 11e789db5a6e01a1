"""Name forms without what spelling habits add to them: accents, hyphens, articles, titles, possessives."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from accordingto.data import table, words

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"(?:['’ʼ]s|(?<=s)['’ʼ])(?=\W|$)", re.IGNORECASE)
_QUOTES = dict.fromkeys(map(ord, "'’‘ʼʻʿʾ`´\"“”"), None)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "e"})


@cache
def _alphabets() -> dict[int, str]:
    pairs = (pair.partition("=") for pair in table("folding")["letters"].split())
    return {ord(letter): latin for letter, _, latin in pairs}


@cache
def pairs_of(key: str) -> dict[str, str]:
    """A list of ``word=other`` of the folding table as a mapping."""
    return dict(pair.split("=", 1) for pair in table("folding")[key].split())


@lru_cache(maxsize=200_000)
def fold(form: str) -> str:
    """Lower case without accents, quotation marks, possessives and hyphens, words one space apart; "" if no letter is left."""
    plain = _POSSESSIVE.sub("", form).translate(_QUOTES)
    plain = unicodedata.normalize("NFKD", plain.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS).translate(_alphabets())
    plain = re.sub(r"(?<=\b\w)\.\s?(?=\w\b\.?)", "", plain).replace(".", " ")
    return " ".join(_WORD.findall(plain))


@lru_cache(maxsize=50_000)
def folded_words(form: str) -> frozenset[str]:
    """The words of a form, folded."""
    return frozenset(fold(form).split())


@lru_cache(maxsize=200_000)
def name_key(form: str) -> tuple[str, ...]:
    """The words a name is known by: folded, leading titles and all articles left out; never empty unless the form has no letter."""
    every = tuple(fold(form).split())
    kept = [w for w in every if w not in words("folding", "articles")]
    while len(kept) > 1 and kept[0] in words("folding", "titles"):
        kept.pop(0)
    return tuple(kept) or every


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """A folded word as transliteration habits leave it: "qassem" and "kasim" are the same, "hassan" and "hussein" are not."""
    for rule in table("folding")["spelling"]:
        before, _, after = rule.partition(">")
        word = word.replace(before, after)
    return re.sub(r"(.)\1+", r"\1", word)


def initials(parts: tuple[str, ...]) -> str:
    """First letters of the words that count ("ministry of health" gives "mh")."""
    small = {"of", "and", "for", "the", "in", "on", "to", "de", "du", "la", "les", "des", "al"}
    return "".join(p[0] for p in parts if p not in small)


def all_initials(form: str) -> frozenset[str]:
    """Every way people shorten a name to its initials, small words and articles counted or not."""
    parts = tuple(fold(form).split())
    if len(parts) < 2:
        return frozenset()
    full = "".join(p[0] for p in parts)
    small = {"of", "and", "for", "the", "in", "on", "to"}
    without = "".join(p[0] for p in parts if p not in small)
    bare = "".join(p[0] for p in parts if p not in small and p not in words("folding", "articles"))
    return frozenset(x for x in (full, without, bare) if len(x) > 1)


def shortenings(form: str) -> frozenset[str]:
    """The letters that a short form may stand for: as they are, and without the small s of a plural ("ISPs")."""
    letters = fold(form).replace(" ", "")
    return frozenset({letters, letters[:-1]}) if re.search(r"[A-Z]s$", form.strip()) else frozenset({letters})
