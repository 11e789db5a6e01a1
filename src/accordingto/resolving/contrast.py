"""Two voices that a report sets against each other: "the minister said all was calm, but residents spoke of nothing left standing".

A report that tells what two voices say of one thing and sees that both cannot be says so: with a word like "but" or "while" between them,
or with a semicolon. Such a word stands between much else; so one of the two has to open with saying that something is not so, the other
says that it is, and a word of the one has to be in the other. A semicolon sets two tellings of one thing side by side with or without a
negation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from accordingto.model.reading import Statement
from accordingto.model.text import Span
from accordingto.resolving.accounts import View
from accordingto.resolving.denying import by_cue, is_denial, pattern, said, telling
from accordingto.resolving.folding import fold
from accordingto.resolving.voices import chain_of

_STANCES = ("asserts", "accuses", "denies")
_WORDS = 3  # of what a voice says, to tell something
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
        mark = _mark(view, first, second)
        if mark and _apart(view, first, second):
            one, two = (_is_negative(view, reading.statements[n]) for n in (first, second))
            if one != two and _shares(view, first, second):
                yield (second, first, True) if one else (first, second, True)
            elif one == two and mark == ";" and _both_clauses(view, first, second) and not _both_count(view, first, second):
                yield first, second, False


def _tells(view: View, statement: Statement) -> bool:
    if statement.stance not in _STANCES or statement.negated or not statement.content or statement.headline:
        return False
    words_of = said(view, statement)
    return len(words_of.split()) >= _WORDS and bool(pattern("tells").search(words_of) or statement.stance == "denies")


def _touch(one: Statement, two: Statement) -> bool:
    """Whether one is told inside the other."""
    return any(a.overlaps(b) for a in one.content for b in two.content) or any(c.contains(two.whole) for c in one.content)


def _mark(view: View, first: int, second: int) -> str:
    """What stands between two statements and sets them against each other, or ""."""
    reading, text = view.reading, view.report.text
    one, two = reading.statements[first].whole, reading.statements[second].whole
    sentences = [next((n for n, s in enumerate(reading.sentences) if s.contains(Span(p, p + 1))), -1) for p in (one.start, two.start)]
    if one.end > two.start or sentences[0] < 0 or not 0 <= sentences[1] - sentences[0] <= 1:
        return ""
    between = text[one.end : two.start]
    if sentences[0] == sentences[1]:
        found = pattern("set_against").search(between)
        return "" if found is None else ";" if found[0].strip() == ";" else fold(found[0])
    start = reading.sentences[sentences[1]].start
    found = pattern("against").match(text, start, min(two.start + 10, start + 24))
    return fold(found[0]) if found is not None and text[max(one.end, start) : two.start].count(",") < 2 else ""


def _apart(view: View, first: int, second: int) -> bool:
    """Whether two statements are of two voices, none of them that of the report's own outlet."""
    chains = [chain_of(view.reading, n, view.voices) for n in (first, second)]
    kinds = [view.voices.statements[n].kind for n in (first, second)]
    return chains[0][-1] != chains[1][-1] and all(len(c) > 1 for c in chains) and "unspecified" not in kinds


def _is_negative(view: View, statement: Statement) -> bool:
    """Whether a statement says that something is not so: by its cue, or by a negation in its first words."""
    opening = " ".join(said(view, statement).split()[:_OPENING])
    if is_denial(view, statement) and by_cue(view, statement):
        return True
    return bool(pattern("none").search(opening) or pattern("not_so").search(opening))


def _both_clauses(view: View, first: int, second: int) -> bool:
    """Whether two statements are whole clauses, and no items of a list."""
    return all(pattern("finite").search(said(view, view.reading.statements[n])) for n in (first, second))


def _shares(view: View, first: int, second: int) -> bool:
    """Whether two statements have a telling word in common, or one begins with "nothing" or "nobody"."""
    one, two = (said(view, view.reading.statements[n]) for n in (first, second))
    return bool(telling(one) & telling(two)) or any(pattern("nothing").match(words_of) for words_of in (one, two))


def _both_count(view: View, first: int, second: int) -> bool:
    """Whether both give a number: which two may both be is asked elsewhere."""
    statements, figures = view.reading.statements, view.reading.figures
    return all(any(c.overlaps(f.span) for c in statements[n].content for f in figures) or re.search(r"\d", said(view, statements[n]))
               for n in (first, second))  # fmt: skip
