"""Who denies what whom said: a denial and the claim that it answers, within one report.

A denial answers a claim of another voice just before it where it points back ("denied it", "denies having received it"), where the
one who denies is accused by name in the claim, where it stands against it ("but a delegate said nothing had been signed"), or where
the two share telling words. Where two claims are as near, the nearer one; where nothing ties them, none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from accordingto.data import table, words
from accordingto.model.reading import Statement
from accordingto.model.text import Span
from accordingto.resolving.accounts import View
from accordingto.resolving.folding import fold
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.profiles import family, stem
from accordingto.resolving.voices import chain_of

_CLAIMS = ("asserts", "accuses", "promises", "threatens")
_BACK, _FAR_BACK = 2, 6  # sentences before a denial in which the claim may stand: pointed at or accused, and by words alone
_SHORT = 7  # words of a denial that may point back with a pronoun inside
_LEAST, _TELLING = 2, 5  # words that a denial and a claim share, and the letters of each


@dataclass(frozen=True, slots=True)
class Denied:
    """Positions of a claim and of its denial in ``Reading.statements``, and what ties them."""

    claim: int
    denial: int
    reason: str


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("disagreements")[name].replace("\n", ""), re.IGNORECASE)


def denials_of(view: View) -> Iterator[Denied]:
    """The denials of a report that answer a claim of it."""
    statements = view.reading.statements
    sentences = [_sentence(view, s.whole) for s in statements]
    answered: dict[int, int] = {}
    for at, denial in enumerate(statements):
        if denial.stance != "denies" or not _is_of_fact(view, denial):
            continue
        claims = [
            n
            for n, claim in enumerate(statements)
            if claim.stance in _CLAIMS and claim.content and claim.whole.start < denial.whole.start and _apart(view, n, at)
            and 0 <= sentences[at] - sentences[n] <= _FAR_BACK
        ]  # fmt: skip
        claims.sort(key=lambda n: (-statements[n].whole.start, -n))
        before = answered.get(at - 1)
        if before is not None and sentences[at] - sentences[at - 1] <= 1 and _same_paragraph(view, at - 1, at):
            answered[at] = before
            yield Denied(before, at, "goes on with a denial")
            continue
        accused = [n for n in claims if sentences[at] - sentences[n] <= _BACK and _is_accused(view, statements[n], denial)]
        for n in (*accused[:1], *claims):
            if n in accused and _may_answer(view, statements[n], denial):
                reason = "by the one accused in it"
            else:
                reason = _tie(view, n, at, sentences[at] - sentences[n], n == claims[0])
            if reason:
                answered[at] = n
                yield Denied(n, at, reason)
                break


def loose_denials(view: View, incidents: Mapping[int, str]) -> dict[str, list[tuple[int, int]]]:
    """Claims of a report with their denials, by the incident they are of: one told in the claim or in the denial; failing that, the
    last deed told before the claim in its sentence.

    Args:
        incidents: incident id of every event of the report that has one.
    """
    reading = view.reading
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    if not incidents:
        return found
    deeds = [i for i in sorted(incidents) if family(reading.events[i].type) not in (*SPEECH, "ask")]
    for pair in denials_of(view):
        claim, denial = reading.statements[pair.claim], reading.statements[pair.denial]
        inside = [i for said in (claim, denial) for i in deeds if any(c.contains(reading.events[i].trigger) for c in said.content)]
        at = _sentence(view, claim.whole)
        before = [i for i in deeds if reading.events[i].sentence == at and reading.events[i].trigger.start <= claim.whole.end]
        inside = sorted(inside, key=lambda i: family(reading.events[i].type) != "force")
        home = inside[0] if inside else before[-1] if before else None
        if home is not None:
            found[incidents[home]].append((pair.claim, pair.denial))
    return found


def _sentence(view: View, span: Span) -> int:
    return next((n for n, s in enumerate(view.reading.sentences) if s.overlaps(span)), 0)


def _apart(view: View, claim: int, denial: int) -> bool:
    """Whether two statements are of two voices, and neither is told inside the other."""
    reading = view.reading
    one, two = (chain_of(reading, n, view.voices) for n in (claim, denial))
    if one[-1] == two[-1] or len(two) < 2:
        return False
    over, under = reading.statements[denial], reading.statements[claim]
    return not any(a.overlaps(b) for a in over.content for b in under.content)


def _is_of_fact(view: View, denial: Statement) -> bool:
    """Whether a denial is of a fact: not a refusal, a wish or an opinion; "rejected" and "dismissed" only with a claim for object."""
    text = view.report.text
    cue, said = (" ".join(s.of(text) for s in spans) for spans in (denial.cue, denial.content))
    if _pattern("opinion").search(cue):
        return False
    return not _pattern("turned_down").search(cue) or bool(_pattern("named").match(fold(said)))


def _tie(view: View, claim: int, denial: int, gap: int, nearest: bool) -> str:
    """What ties a denial to a claim, or ""."""
    statements, text = view.reading.statements, view.report.text
    one, two = statements[claim], statements[denial]
    said = " ".join(s.of(text) for s in two.content)
    if nearest and gap <= _BACK and _points_back(said, not _same_paragraph(view, claim, denial)):
        return "points back at it"
    if not _may_answer(view, one, two):
        return ""
    opening = text[view.reading.sentences[_sentence(view, two.whole)].start :][:30]
    if nearest and gap <= 1 and _pattern("against").match(opening):
        return "stands against it"
    own = _telling(said)
    shared = _telling(" ".join(s.of(text) for s in one.content)) & own
    if one.stance != "accuses" and _pattern("hand").search(said):
        return ""  # a hand in something is denied to those who accuse
    return f"both speak of {', '.join(sorted(shared))}" if len(shared) >= _LEAST and 2 * len(shared) >= len(own) else ""


def _points_back(said: str, parted: bool) -> bool:
    """Whether what is denied is "it", "this", "the claim", or in the same paragraph a few words with such a pronoun as the object."""
    plain = fold(said)
    if not plain or _pattern("back").fullmatch(plain):
        return True
    return not parted and len(plain.split()) <= _SHORT and bool(_pattern("inside").search(plain))


def _same_paragraph(view: View, first: int, second: int) -> bool:
    one, two = (view.reading.statements[n].whole for n in (first, second))
    return "\n\n" not in view.report.text[min(one.end, two.start) : two.start]


def _is_accused(view: View, claim: Statement, denial: Statement) -> bool:
    """Whether somebody named in an accusation, or of that name's people, is the one who denies."""
    if claim.stance != "accuses":
        return False
    text = view.report.text
    said = [n.span for n in view.reading.names if any(c.contains(n.span) for c in claim.content)]
    accused = {view.names[i] for i, n in enumerate(view.reading.names) if n.span in said}
    speaks = {view.names[i] for i, n in enumerate(view.reading.names) if any(s.overlaps(n.span) for s in denial.source)}
    if accused & speaks:
        return True
    stems = {_root(w) for span in said for w in fold(span.of(text)).split() if len(w) >= _TELLING}
    source = {_root(w) for s in denial.source for w in fold(s.of(text)).split() if len(w) >= _TELLING}
    return bool(stems & source)


def _may_answer(view: View, claim: Statement, denial: Statement) -> bool:
    """Whether a denial is not of another claim, which it tells itself ("denied reports that ...")."""
    text = view.report.text
    said, claimed = (" ".join(s.of(text) for s in spans) for spans in (denial.content, claim.content))
    plain = fold(said)
    if not _pattern("named").match(plain) or _pattern("back").fullmatch(plain):
        return True
    return bool(_telling(said) & _telling(claimed))


def _root(word: str) -> str:
    """A word without an ending of descent: "Orlian" and "Orlia" are one."""
    return re.sub(r"(?:ians?|ans?|ese|ish|is?|as?|s)$", "", word)


def _telling(said: str) -> frozenset[str]:
    stop = words("incidents", "stop") | words("disagreements", "plain")
    return frozenset(stem(w) for w in fold(said).split() if len(w) >= _TELLING and w not in stop and w.isalpha())
