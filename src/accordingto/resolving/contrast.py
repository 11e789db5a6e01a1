"""Two voices that a report sets against each other: "the minister said all was calm, but residents spoke of nothing left standing".

A report that tells what two voices say of one thing and sees that both cannot be says so: with a word like "but" or "while" between them,
or with a semicolon. Such a word stands between much else; so one of the two has to open with saying that something is not so, the other
says that it is, and a word of the one has to be in the other. A semicolon sets two tellings of one thing side by side with or without a
negation, and so does "not so". A denial is answered as well by a voice that goes on with a pronoun or a number of what there was none of
("there was no demand; a letter mentions one"; "nobody was hurt; a nurse counted five wounded").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from accordingto.model.reading import Statement
from accordingto.model.text import Span
from accordingto.resolving.accounts import View
from accordingto.resolving.denying import by_cue, is_denial, said, telling
from accordingto.resolving.folding import fold
from accordingto.resolving.patterns import pattern
from accordingto.resolving.voices import chain_of

_STANCES = ("asserts", "accuses", "denies")
_WORDS = 3  # of what a voice says, to tell something
_NEXT = 2  # sentences from a denial to a voice that gives one of what there was none of
_MARKED = 12  # characters of a statement in which a word may stand that calls the one before untrue
_HARMS = ("killed", "injured", "casualties")
_OPENING = 7  # words with which a denial by negation begins


def set_against(view: View) -> Iterator[tuple[int, int, bool]]:
    """Positions of two statements that a report sets against each other, the one that says that something is so first, and whether the
    other says that it is not."""
    reading = view.reading
    told = sorted((n for n, s in enumerate(reading.statements) if _tells(view, s)), key=lambda n: (reading.statements[n].whole.start, n))
    for at, second in enumerate(told):
        before = [n for n in told[:at] if not _touch(reading.statements[n], reading.statements[second])]
        if not before:
            continue
        first = max(before, key=lambda n: (max(c.end for c in reading.statements[n].content), n))
        if _gives_some(view, first, second):
            yield second, first, True
            continue
        mark = _mark(view, first, second)
        if mark and _apart(view, first, second):
            one, two = (_is_negative(view, reading.statements[n]) for n in (first, second))
            if one != two and _shares(view, first, second):
                yield (second, first, True) if one else (first, second, True)
            elif mark == "not so" or (one == two and mark == ";" and _two_tellings(view, first, second)):
                yield first, second, False


def _tells(view: View, statement: Statement) -> bool:
    if statement.stance not in _STANCES or statement.negated or not statement.content or statement.headline:
        return False
    words_of = said(view, statement)
    if pattern("some").match(words_of):
        return True
    return len(words_of.split()) >= _WORDS and bool(pattern("tells").search(words_of) or statement.stance == "denies")


def _touch(one: Statement, two: Statement) -> bool:
    """Whether one is told inside the other."""
    return any(a.overlaps(b) for a in one.content for b in two.content) or any(c.contains(two.whole) for c in one.content)


def _mark(view: View, first: int, second: int) -> str:
    """What stands between two statements and sets them against each other, or ""."""
    reading, text = view.reading, view.report.text
    one, two = reading.statements[first].whole, reading.statements[second].whole
    at, behind = (reading.sentence_of(Span(p, p + 1)) for p in (one.start, two.start))
    if one.end > two.start or at is None or behind is None or not 0 <= behind - at <= 1:
        return ""
    between = text[one.end : two.start]
    if pattern("not_true").search(text, one.end, min(two.start + _MARKED, two.end)):
        return "not so"
    if at == behind:
        found = pattern("set_against").search(between)
        return "" if found is None else ";" if found[0].strip() == ";" else fold(found[0])
    start = reading.sentences[behind].start
    found = pattern("against").match(text, start, min(two.start + 10, start + 24))
    return fold(found[0]) if found is not None and text[max(one.end, start) : two.start].count(",") < 2 else ""


def _gives_some(view: View, first: int, second: int) -> bool:
    """Whether a voice gives one or some of what another has just said there was none of."""
    statements, reading = view.reading.statements, view.reading
    one, two = statements[first], statements[second]
    if two.stance != "asserts" or one.whole.end > two.whole.start or not _is_negative(view, one):
        return False
    gap = [reading.sentence_of(w.whole) or 0 for w in (one, two)]
    none, some = said(view, one), said(view, two)
    if not _apart(view, first, second, own=True):
        return False
    if 0 <= gap[1] - gap[0] <= _NEXT and pattern("none").search(none) and pattern("some").match(some):
        return True
    harmed = any(f.aspect in _HARMS and (f.quantity.low or 0) > 0 and any(c.contains(f.span) for c in two.content) for f in reading.figures)
    told = harmed or pattern("harmed").search(some)
    return gap[1] - gap[0] <= 1 and bool(pattern("unharmed").match(none)) and bool(told) and not _is_negative(view, two)


def _apart(view: View, first: int, second: int, *, own: bool = False) -> bool:
    """Whether two statements are of two voices, the second of them the outlet's own at most where ``own`` says so."""
    chains = [chain_of(view.reading, n, view.voices) for n in (first, second)]
    kinds = [view.voices.statements[n].kind for n in (first, second)]
    spoken = len(chains[0]) > 1 and (own or len(chains[1]) > 1)
    return chains[0][-1] != chains[1][-1] and spoken and "unspecified" not in kinds


def _is_negative(view: View, statement: Statement) -> bool:
    """Whether a statement says that something is not so: by its cue, or by a negation in its first words."""
    opening = " ".join(said(view, statement).split()[:_OPENING])
    if is_denial(view, statement) and by_cue(view, statement):
        return True
    return bool(pattern("none").search(opening) or pattern("not_so").search(opening))


def _two_tellings(view: View, first: int, second: int) -> bool:
    """Whether two statements are whole clauses, and no items of a list, and not both numbers."""
    clauses = [said(view, view.reading.statements[n]) for n in (first, second)]
    return not _both_count(view, first, second) and all(pattern("finite").search(words_of) for words_of in clauses)


def _shares(view: View, first: int, second: int) -> bool:
    """Whether two statements have a telling word in common, or one begins with "nothing" or "nobody"."""
    one, two = (said(view, view.reading.statements[n]) for n in (first, second))
    return bool(telling(one) & telling(two)) or any(pattern("nothing").match(words_of) for words_of in (one, two))


def _both_count(view: View, first: int, second: int) -> bool:
    """Whether both give a number: which two may both be is asked elsewhere."""
    statements, figures = view.reading.statements, view.reading.figures
    return all(any(c.overlaps(f.span) for c in statements[n].content for f in figures) or re.search(r"\d", said(view, statements[n]))
               for n in (first, second))  # fmt: skip
