"""What a voice of one report says and a voice of another denies, where both speak of one incident.

Within a report the two stand side by side, and their order, a pronoun or a "but" ties them (``denials``). Across reports only their words
can: about two thirds of the telling words of a denial, two of them at least and one no name, are in the claim, among them what is negated
or all that was done, and a denial by negation alone leaves nothing of the claim. Three fifths are enough where the claim accuses the one
who denies.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from accordingto.data import words
from accordingto.model.reading import Statement
from accordingto.model.text import Span
from accordingto.resolving.accounts import Answer, Loose, View
from accordingto.resolving.contrast import set_against
from accordingto.resolving.denials import Denied, denials_of, home_of, named_in, speaks_as
from accordingto.resolving.denying import by_cue, is_claim, is_denial, is_gone, means_of, said
from accordingto.resolving.folding import fold, folded_words
from accordingto.resolving.likeness import SPEECH
from accordingto.resolving.patterns import pattern
from accordingto.resolving.profiles import classes_of, family, stem
from accordingto.resolving.voices import chain_of

_NEAR = 3  # sentences around a denial without a deed of its own in which the deed that it is of is told
_SHARE = 0.65  # of the telling words of a denial that a claim of another report has
_CLAIMS = ("asserts", "accuses")
_ACCUSED = 0.6  # of them where the claim accuses the one who denies
_ALL = 0.75  # of them where none of them tells what was done
_LEAST = 2  # such words that a denial shares with a claim
_LESS = 0.2  # by which a claim may share less of a denial than another that it is set against
_LONG = 45  # words of a claim, past which it is a list or several sentences
_MOST = 6  # claims that are set against one denial
_WORD = re.compile(r"[^\W\d_]{3,}")
_NEGATION = re.compile(r"\b(?:not|never|no\s+one|no|none|nobody|nothing|neither)\b|n[’']\s?t\b", re.IGNORECASE)
_NO_CLAIM = re.compile(_NEGATION.pattern + r"|\b(?:without|den(?:y|ies|ied|ying)|whether)\b", re.IGNORECASE)


def claims_told(view: View, incidents: Mapping[int, str]) -> dict[str, list[int]]:
    """Claims of a report by the one incident that each is of (see ``denials.home_of``).

    Args:
        incidents: incident id of every event of the report that has one.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for n, claim in enumerate(view.reading.statements):
        if incidents and claim.stance in _CLAIMS and is_claim(view, claim) and _says_so(view, claim):
            found[incidents[home_of(view, incidents, Denied(n, n, ""))]].append(n)
    return found


def against_told(view: View, incidents: Mapping[int, str]) -> dict[str, list[tuple[int, int, bool]]]:
    """Pairs of statements that a report sets against each other, by the incident they are of; not those that answer each other anyway."""
    pairs = list(set_against(view)) if incidents else []
    known = {n for pair in denials_of(view) for n in (pair.claim, pair.denial)} if pairs else set()
    found: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    for one, two, denied in pairs:
        if not {one, two} <= known:
            found[incidents[home_of(view, incidents, Denied(one, two, ""))]].append((one, two, denied))
    return found


def _says_so(view: View, claim: Statement) -> bool:
    words_of = said(view, claim)
    return len(words_of.split()) <= _LONG and not _NO_CLAIM.search(words_of)


def denials_told(view: View, incidents: Mapping[int, str]) -> dict[str, list[int]]:
    """Denials of a report that say what they deny, by the incidents they may be of: those of the deeds told in them, failing that of the
    deeds told around them and of what the report opens with."""
    deeds = _deeds(view, incidents)
    found: dict[str, list[int]] = defaultdict(list)
    for n, denial in enumerate(view.reading.statements):
        if incidents and is_denial(view, denial) and _says_what(view, denial):
            for incident in sorted(_told_in(view, denial, deeds, incidents)):
                found[incident].append(n)
    return found


def answers_of(loose: Mapping[str, Loose], views: Mapping[str, View]) -> Iterator[Answer]:
    """Claims and denials of one incident that answer each other, in one report and in different ones.

    Args:
        loose: per report, the claims and denials of the incident.
    """
    for report, more in loose.items():
        yield from (Answer(report, claim, report, denial) for claim, denial in more.denials)
        yield from (Answer(report, one, report, two, denied) for one, two, denied in more.against)
    if not any(more.denying for more in loose.values()) or len(loose) < 2:
        return
    content: dict[tuple[str, int], list[_Word]] = {
        (report, n): _content(views[report], views[report].reading.statements[n])
        for report, more in loose.items()
        for n in {*more.claims, *more.denying}
    }
    by_word: dict[str, set[tuple[str, int]]] = defaultdict(set)
    accusing: dict[tuple[str, int], frozenset[str]] = {}
    for report in sorted(loose):
        for n in loose[report].claims:
            claim = views[report].reading.statements[n]
            for word in content[report, n]:
                for form in word.forms:
                    by_word[form].add((report, n))
            if claim.stance == "accuses":
                accusing[report, n] = named_in(views[report], claim)
    for report in sorted(loose):
        for n in loose[report].denying:
            forms = {form for word in content[report, n] for form in word.forms}
            near = sorted({*accusing}.union(*(by_word.get(form, ()) for form in forms)))
            speaks = speaks_as(views[report], views[report].reading.statements[n])
            accused = {claim for claim, named in accusing.items() if not named.isdisjoint(speaks)}
            yield from _elsewhere(report, n, near, accused, views, content)


def _elsewhere(
    report: str, n: int, claims: Sequence[tuple[str, int]], accused: Set[tuple[str, int]], views: Mapping[str, View],
    content: Mapping[tuple[str, int], Sequence[_Word]],
) -> Iterator[Answer]:  # fmt: skip
    """The claims of other reports that a denial answers; by ``accused`` whoever denies stands accused."""
    view = views[report]
    denial, speaker = view.reading.statements[n], chain_of(view.reading, n, view.voices)
    if len(speaker) < 2:
        return
    found: list[tuple[float, str, int]] = []
    for other, at in claims:
        over = views[other]
        if other != report and chain_of(over.reading, at, over.voices)[-1] != speaker[-1]:
            claim = over.reading.statements[at]
            tied = _tie(view, denial, over, claim, content[report, n], content[other, at], accused=(other, at) in accused)
            if tied:
                found.append((-tied, other, at))
    best = min(found, default=(0.0,))[0]
    for tied, other, at in sorted(found)[:_MOST]:
        if tied <= best + _LESS:
            yield Answer(other, at, report, n)


def _tie(
    view: View, denial: Statement, over: View, claim: Statement, own: Sequence[_Word], theirs: Sequence[_Word], *, accused: bool
) -> float:
    """From 0 to 1, how much of a denial is of a claim in another report, by the telling words of both."""
    words_of = said(view, denial)
    if accused and pattern("none_of_ours").search(words_of):
        return 1.0
    if pattern("hand").search(words_of):  # a hand in something is denied to those who accuse
        acts = [word for word in own if word.deed]  # else any words: what was done may have none that is known
        return 1.0 if accused and _deed_of(acts or own) & _deed_of(theirs) else 0.0
    if not (by_cue(view, denial) or is_gone(view, claim, denial, over)):
        return 0.0
    told = frozenset().union(*(word.forms for word in theirs))
    shared = [word for word in own if word.forms & told]
    if len(shared) < max(_LEAST, (_ACCUSED if accused else _SHARE) * len(own)) or all(word.named for word in shared):
        return 0.0
    negated, deeds = [word for word in own if word.negated], [word for word in own if word.deed]
    if negated:
        same = any(word in shared for word in negated)
    elif deeds:  # one who denies that he was warned of an attack does not deny the attack
        same = all(word in shared for word in deeds)
    else:
        same = bool(pattern("tells").search(words_of)) and len(shared) >= _ALL * len(own)
    return len(shared) / len(own) if same else 0.0


@dataclass(frozen=True, slots=True)
class _Word:
    """A telling word.

    Attributes:
        forms: all that it may be told by in other words: its stem, its lemma, the sorts of happening and of means that it is a word for.
        named: it is part of a name; ``deed``: it tells what was done; ``negated``: it stands first behind a negation.
    """

    forms: frozenset[str]
    named: bool
    deed: bool
    negated: bool


def _content(view: View, statement: Statement) -> list[_Word]:
    """The telling words of what a statement says; of a claim that it names ("the allegation that ..."), those of what is alleged."""
    reading, text = view.reading, view.report.text
    whole = statement.whole
    names = [n.span for n in reading.names if whole.overlaps(n.span) and any(c.overlaps(n.span) for c in statement.content)]
    events = [e for e in reading.events if whole.contains(e.trigger) and any(c.contains(e.trigger) for c in statement.content)]
    found: dict[str, _Word] = {}
    for part in statement.content:
        named = pattern("named").match(part.of(text))
        negations = [m.end() for m in _NEGATION.finditer(text, part.start, part.end)]
        start = part.start + (named.end() if named is not None and re.search(r"\w", part.of(text)[named.end() :]) else 0)
        for match in _WORD.finditer(text, start, part.end):
            span, word = Span(match.start(), match.end()), fold(match[0])
            if word in _slight() or not word:
                continue
            lemmas = {w for e in events if e.trigger.overlaps(span) for w in folded_words(e.lemma)}
            forms = {word, stem(word), *lemmas}
            negated = bool(negations) and negations[0] <= span.start
            negations = negations[1:] if negated else negations
            word_of = _Word(frozenset(forms) | classes_of(sorted(forms)) | means_of(forms), any(n.overlaps(span) for n in names),
                            bool(lemmas), negated)  # fmt: skip
            found.setdefault(stem(word), word_of)
    return list(found.values())


@cache
def _slight() -> frozenset[str]:
    """Words that tell nothing."""
    return words("incidents", "stop") | words("disagreements", "plain") | words("disagreements", "slight")


def _deed_of(content: Sequence[_Word]) -> frozenset[str]:
    """The telling words of a statement, in all their forms, that name nobody and are no words of having a hand in something."""
    told = [word for word in content if not word.named]
    return frozenset().union(*(word.forms for word in told if not any(pattern("hand").search(form) for form in word.forms)))


def _says_what(view: View, denial: Statement) -> bool:
    """Whether a denial says by itself what did not happen: it does not only point back ("it", "the charge"), grant that it happened, or
    tell what somebody has not said or does not know."""
    words_of = said(view, denial)
    plain = fold(words_of)
    if not plain or pattern("later").search(words_of):
        return False
    if any(pattern(p).fullmatch(plain) for p in ("back", "back_untrue")):
        return bool(pattern("hand").search(plain))
    return by_cue(view, denial) or not pattern("unsaid").search(words_of)


def _deeds(view: View, incidents: Mapping[int, str]) -> dict[int, list[int]]:
    """The deeds of a report that have an incident, by sentence."""
    found: dict[int, list[int]] = defaultdict(list)
    for i in sorted(incidents):
        event = view.reading.events[i]
        if family(event.type) not in (*SPEECH, "ask"):
            found[event.sentence].append(i)
    return found


def _told_in(view: View, told: Statement, deeds: Mapping[int, Sequence[int]], incidents: Mapping[int, str]) -> set[str]:
    at = view.reading.sentence_of(told.whole) or 0
    events = view.reading.events
    inside = {incidents[i] for d in range(-1, 2) for i in deeds.get(at + d, ()) if any(c.contains(events[i].trigger) for c in told.content)}
    if inside:
        return inside
    near = {incidents[i] for d in range(-_NEAR, _NEAR + 1) for i in deeds.get(at + d, ())}
    return near | {incidents[i] for i in incidents if events[i].headline or events[i].sentence <= 1}
