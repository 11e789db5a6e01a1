"""Who denies what whom said: a denial and the claim that it answers, within one report.

A denial answers a claim of another voice just before it where it points back ("denied it", "denies having received it"), where the
one who denies is accused by name in the claim, where it stands against it ("but a delegate said nothing had been signed"), or where
the two share telling words. Where two claims are as near, the nearer one; where nothing ties them, none. A denial that names the claim
itself ("rejected the accusation that ...") answers that one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from accordingto.model.reading import Statement
from accordingto.model.text import Span
from accordingto.resolving.accounts import View
from accordingto.resolving.denying import (
    TELLING,
    answers,
    blames_first,
    by_cue,
    denies_own,
    is_claim,
    is_denial,
    retorts,
    said,
    same_means,
    stands_against,
    telling,
    unquoted,
)
from accordingto.resolving.folding import fold
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.patterns import pattern
from accordingto.resolving.profiles import family, stem
from accordingto.resolving.voices import chain_of

_CLAIMS = ("asserts", "accuses")
_BACK, _FAR_BACK = 2, 6  # sentences before a denial in which the claim may stand: pointed at or accused, and by words alone
_NEAR = 3  # sentences before a claim in which what it is of may stand, and before the charge that others began
_WHOLE = 3  # words of a claim that is told inside its denial
_SHORT = 7  # words of a denial that may point back with a pronoun inside


@dataclass(frozen=True, slots=True)
class Denied:
    """Positions of a claim and of its denial in ``Reading.statements``, and what ties them."""

    claim: int
    denial: int
    reason: str


def denials_of(view: View) -> Iterator[Denied]:
    """The denials of a report that answer a claim of it."""
    statements = view.reading.statements
    sentences = [view.reading.sentence_of(s.whole) or 0 for s in statements]
    answered: dict[int, int] = {}
    for at, denial in enumerate(statements):
        if not is_denial(view, denial):
            if (other := _begun_by_others(view, at, sentences)) is not None:
                yield Denied(other, at, "says that others began")
            elif (charge := _charged(view, at, sentences)) is not None:
                yield Denied(charge, at, "says that the accused is innocent")
            continue
        if (inner := _told_inside(view, at)) is not None:
            answered[at] = inner
            yield Denied(inner, at, "the claim that it turns down")
            continue
        claims = [
            n
            for n, claim in enumerate(statements)
            if claim.stance in _CLAIMS and claim.whole.start < denial.whole.start and is_claim(view, claim) and _apart(view, n, at)
            and 0 <= sentences[at] - sentences[n] <= _FAR_BACK
        ]  # fmt: skip
        claims.sort(key=lambda n: (-statements[n].whole.start, -n))
        before = answered.get(at - 1)
        if before is not None and sentences[at] - sentences[at - 1] <= 1 and _goes_on(view, at - 1, at):
            answered[at] = before
            yield Denied(before, at, "goes on with a denial")
            continue
        accused = [n for n in claims if sentences[at] - sentences[n] <= _BACK and accuses_of(view, statements[n], view, denial)]
        for n in (*accused[:1], *claims):
            if n in accused and _may_answer(view, statements[n], denial) and denies_own(view, statements[n], denial):
                reason = "by the one accused in it"
            else:
                reason = _tie(view, n, at, sentences[at] - sentences[n], n == claims[0])
            if reason:
                answered[at] = n
                yield Denied(n, at, reason)
                break


def _told_inside(view: View, at: int) -> int | None:
    """The claim of another voice that a denial tells itself ("rejected the charge by Halvik that it had shelled the mill"), or None."""
    statements = view.reading.statements
    denial = statements[at]
    if not pattern("named").match(fold(said(view, denial))):
        return None
    denier = chain_of(view.reading, at, view.voices)[-1]
    for n, claim in enumerate(statements):
        inside = n != at and claim.content and any(c.start < claim.content[0].start < c.end for c in denial.content)
        whole = inside and claim.stance in _CLAIMS and is_claim(view, claim) and len(said(view, claim).split()) >= _WHOLE
        if whole and chain_of(view.reading, n, view.voices)[-1] != denier:
            return n
    return None


def loose_denials(view: View, incidents: Mapping[int, str]) -> dict[str, list[tuple[int, int]]]:
    """Claims of a report with their denials, by the incident they are of (see ``home_of``).

    Args:
        incidents: incident id of every event of the report that has one.
    """
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    if incidents:
        for pair in denials_of(view):
            found[incidents[home_of(view, incidents, pair)]].append((pair.claim, pair.denial))
    return found


def home_of(view: View, incidents: Mapping[int, str], pair: Denied) -> int:
    """The event whose incident a claim and its denial are of: a deed told in one of them, force first; the last deed told before the
    claim in its sentence; the act of accusing or denying itself; the last deed told just before; what the report tells most of."""
    reading = view.reading
    claim, denial = reading.statements[pair.claim], reading.statements[pair.denial]
    deeds = [i for i in sorted(incidents) if family(reading.events[i].type) not in (*SPEECH, "ask")]
    inside = [i for told in (claim, denial) for i in deeds if any(_tells(view, c, reading.events[i].trigger) for c in told.content)]
    if inside:
        return min(inside, key=lambda i: family(reading.events[i].type) != "force")
    at = reading.sentence_of(claim.whole) or 0
    outside = [i for i in deeds if not any(c.contains(reading.events[i].trigger) for told in (claim, denial) for c in told.content)]
    before = [i for i in outside if reading.events[i].sentence == at and reading.events[i].trigger.start <= claim.whole.end]
    if before:
        return before[-1]
    acts = [i for told in (denial, claim) for i in sorted(incidents) if any(c.overlaps(reading.events[i].trigger) for c in told.cue)]
    if acts:
        return acts[0]
    before = [i for i in deeds if 0 <= at - reading.events[i].sentence <= _NEAR]
    if before:
        return before[-1]
    told = Counter(incidents[i] for i in deeds or incidents)
    return min(deeds or incidents, key=lambda i: (-told[incidents[i]], i))


def _tells(view: View, content: Span, deed: Span) -> bool:
    """Whether what is said tells of a deed, and not only of when or to what end something else was done ("hours after it fired ...")."""
    return content.contains(deed) and not pattern("beside").search(view.report.text[content.start : deed.start])


def _begun_by_others(view: View, at: int, sentences: list[int]) -> int | None:
    """The claim just before that tells of the use of force, which one who says that others began it answers, or None."""
    statements = view.reading.statements
    if not blames_first(view, statements[at]):
        return None
    force = [e.trigger for e in view.reading.events if family(e.type) == "force" and e.status != "denied"]
    for n in sorted(range(len(statements)), key=lambda n: -statements[n].whole.start):
        claim = statements[n]
        near = 0 <= sentences[at] - sentences[n] <= _NEAR and claim.whole.start < statements[at].whole.start
        told = near and claim.stance in _CLAIMS and is_claim(view, claim) and _apart(view, n, at)
        if told and any(c.contains(trigger) for c in claim.content for trigger in force):
            return n
    return None


def _charged(view: View, at: int, sentences: list[int]) -> int | None:
    """The last accusation before a statement that calls somebody innocent ("her client is a scapegoat"), or None."""
    statements = view.reading.statements
    told = statements[at]
    if told.negated or told.stance not in ("asserts", "accuses", "denies") or not pattern("innocent").search(said(view, told)):
        return None
    charges = [
        n for n, s in enumerate(statements)
        if s.stance == "accuses" and n != at and is_claim(view, s) and s.whole.start < told.whole.start and _apart(view, n, at)
        and sentences[at] - sentences[n] <= _FAR_BACK and not pattern("innocent").search(said(view, s))
    ]  # fmt: skip
    return max(charges, key=lambda n: (statements[n].whole.start, n), default=None)


def _apart(view: View, claim: int, denial: int) -> bool:
    """Whether two statements are of two voices, and neither is told inside the other."""
    reading = view.reading
    one, two = (chain_of(reading, n, view.voices) for n in (claim, denial))
    if one[-1] == two[-1] or len(two) < 2:
        return False
    over, under = reading.statements[denial], reading.statements[claim]
    return not any(a.overlaps(b) for a in over.content for b in under.content)


def _goes_on(view: View, before: int, at: int) -> bool:
    """Whether a voice that has just denied something goes on to, or one of the same side does in words of "our" own."""
    one, two = (chain_of(view.reading, n, view.voices)[-1] for n in (before, at))
    words_of = said(view, view.reading.statements[at])
    ours = pattern("ours").search(words_of) and pattern("none").search(words_of)
    return (one == two or bool(ours)) and _same_paragraph(view, before, at)


def _tie(view: View, claim: int, denial: int, gap: int, nearest: bool) -> str:
    """What ties a denial to a claim, or ""."""
    statements, text = view.reading.statements, view.report.text
    one, two = statements[claim], statements[denial]
    words_of = said(view, two)
    denies = by_cue(view, two) or pattern("none").search(words_of) or pattern("back_untrue").fullmatch(fold(words_of))
    if not _is_whose(view, one, words_of):
        return ""
    if nearest and denies and gap <= _BACK and _points_back(words_of, not _same_paragraph(view, claim, denial)):
        return "points back at it"
    if not _may_answer(view, one, two):
        return ""
    opening = text[view.reading.sentences[view.reading.sentence_of(two.whole) or 0].start :][:30]
    if nearest and gap <= 1 and pattern("against").match(opening) and stands_against(view, one, two):
        return "stands against it"
    if one.stance != "accuses" and pattern("hand").search(words_of):
        return ""  # a hand in something is denied to those who accuse
    if gap <= _BACK and _is_meant(view, one, two) and retorts(view, one, two):
        return "by the one it is told of"
    if gap <= _BACK and same_means(view, one, two):
        return "of what was used"
    shared = answers(view, one, two)
    return f"both speak of {shared}" if shared else ""


def _points_back(words_of: str, parted: bool) -> bool:
    """Whether what is denied is "it", "this", "the claim", or in the same paragraph a few words with such a pronoun as the object."""
    plain = fold(words_of)
    if not plain or any(pattern(p).fullmatch(plain) for p in ("back", "back_untrue")) or pattern("untrue").fullmatch(unquoted(words_of)):
        return True
    return not parted and len(plain.split()) <= _SHORT and bool(pattern("inside").search(plain))


def _is_whose(view: View, claim: Statement, words_of: str) -> bool:
    """Whether a claim that is pointed back at as somebody's ("the British allegations") is theirs."""
    named = pattern("whose").match(words_of)
    if named is None:
        return True
    text = view.report.text
    theirs = {_root(stem(w)) for s in (*claim.source, *claim.cue, *claim.content) for w in fold(s.of(text)).split()}
    return bool({_root(stem(w)) for w in fold(named["whose"]).split()} & theirs)


def _same_paragraph(view: View, first: int, second: int) -> bool:
    one, two = (view.reading.statements[n].whole for n in (first, second))
    return "\n\n" not in view.report.text[min(one.end, two.start) : two.start]


def accuses_of(over: View, claim: Statement, view: View, denial: Statement) -> bool:
    """Whether somebody named in an accusation of the report ``over``, or of that name's people, is the one who denies in ``view``."""
    return claim.stance == "accuses" and not named_in(over, claim).isdisjoint(speaks_as(view, denial))


def named_in(view: View, claim: Statement) -> frozenset[str]:
    """Whom a claim names: actor ids, and the words of their names without endings (behind a colon)."""
    inside = [n for n, name in enumerate(view.reading.names) if any(c.contains(name.span) for c in claim.content)]
    named = (view.reading.names[n].span.of(view.report.text) for n in inside)
    return frozenset(view.names[n] for n in inside) | _roots(named)


def speaks_as(view: View, denial: Statement) -> frozenset[str]:
    """Who makes a denial, as ``named_in`` has it."""
    speaks = (view.names[i] for i, n in enumerate(view.reading.names) if any(s.overlaps(n.span) for s in denial.source))
    return frozenset(speaks) | _roots(s.of(view.report.text) for s in denial.source)


def _roots(told: Iterable[str]) -> frozenset[str]:
    return frozenset(f":{_root(w)}" for form in told for w in fold(form).split() if len(w) >= TELLING)


def _is_meant(view: View, claim: Statement, denial: Statement) -> bool:
    """Whether the one who denies is named in the claim, or described by the same word ("the ambassador")."""
    speaks = {view.names[i] for i, n in enumerate(view.reading.names) if any(s.overlaps(n.span) for s in denial.source)}
    told = {view.names[i] for i, n in enumerate(view.reading.names) if any(c.contains(n.span) for c in claim.content)}
    words_of = {w for s in denial.source for w in fold(s.of(view.report.text)).split() if len(w) > TELLING}
    return bool(speaks & told or words_of & set(fold(said(view, claim)).split()))


def _may_answer(view: View, claim: Statement, denial: Statement) -> bool:
    """Whether a denial is not of another claim, which it tells itself ("denied reports that ...")."""
    plain = fold(said(view, denial))
    if not pattern("named").match(plain) or any(pattern(p).fullmatch(plain) for p in ("back", "back_untrue")):
        return True
    return bool(telling(plain) & telling(said(view, claim)))


def _root(word: str) -> str:
    """A word without an ending of descent: "Orlian" and "Orlia" are one."""
    return re.sub(r"(?:ians?|ans?|ese|ish|is?|as?|s)$", "", word)
