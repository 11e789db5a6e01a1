"""What sort of thing a name names, by what one report as a whole says around it.

The engine sees a name where it stands, and a name that no text of its training held may look like a person there. A report says
more: it brings in a person with a given name, a title or an age, a state with its army and its president, a firm with its
owners. One form means one thing in one report, so the evidence of all its mentions is summed up, and it overrules the engine
only where nothing speaks for the engine's own choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from accordingto.model.reading import NameKind
from accordingto.reading.lexicon import words
from accordingto.reading.tree import Range, Tree

_LEAST = 1.0
_DEMONYM = re.compile(r"(?:ian|ean|an|ese|ish|ite|er|i|ic)s?")
_SURE_DEMONYM = re.compile(r"(?:ian|ese|ish)$")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}")
_AGE = re.compile(r"[1-9]\d")


class Named(Protocol):
    """A mention by name: its words, and the kind that may change."""

    words: Range
    kind: NameKind


@dataclass(slots=True)
class _Form:
    """All that a report says around one form."""

    mentions: list[Named] = field(default_factory=list)
    person: float = 0.0
    place: float = 0.0
    organisation: float = 0.0
    attribute: int = 0


def settle_kinds(tree: Tree, mentions: Sequence[Named]) -> None:
    """Give the mentions of one form the kind that their surroundings ask for."""
    forms: dict[tuple[str, ...], _Form] = {}
    for mention in mentions:
        forms.setdefault(tuple(tree.form[slice(*mention.words)]), _Form()).mentions.append(mention)
    longer = {key[-1] for key, form in forms.items() if len(key) > 1 and any(m.kind == "person" for m in form.mentions)}
    stems = {key[0] for key in forms if len(key) == 1}
    bodies = {key[0] for key, form in forms.items() if len(key) > 1 and all(m.kind == "organisation" for m in form.mentions)}
    for key, form in forms.items():
        for mention in form.mentions:
            _weigh(tree, mention.words, form)
        if len(key) > 1:
            continue
        if form.person < _LEAST and _is_demonym(key[0], form, stems):
            _set(form, "nationality")
        elif key[-1] not in longer:
            form.organisation += 1.0 if key[0] in bodies else 0.0
            _settle(key[0], form, demonym=any(_stem_of(other, {key[0]}) for other in stems))


def _is_demonym(word: str, form: _Form, stems: set[str]) -> bool:
    """Whether a form stands before nouns, and has a demonym's ending: any where its stem is named too, else one of the sure ones."""
    if not form.attribute or form.attribute * 2 < len(form.mentions):
        return False
    if _stem_of(word, stems) is not None:
        return True
    return form.attribute == len(form.mentions) and len(word) > 5 and _SURE_DEMONYM.search(word) is not None


def _settle(word: str, form: _Form, *, demonym: bool) -> None:
    """Overrule a person that nothing in the report shows to be one, and a place that acts as a body does."""
    kinds = {mention.kind for mention in form.mentions}
    place = form.place + (1.0 if demonym else 0.0)
    organisation = form.organisation + (0.5 if _ACRONYM.fullmatch(word) else 0.0)
    if form.person >= _LEAST or max(place, organisation) < _LEAST or not kinds & {"person", "other", "event", "product"}:
        return
    _set(form, "place" if place >= organisation else "organisation")


def _set(form: _Form, kind: NameKind) -> None:
    for mention in form.mentions:
        mention.kind = kind


def _weigh(tree: Tree, span: Range, form: _Form) -> None:
    """Add what stands around one mention."""
    first, last = span
    before = tree.low[first - 1] if first and tree.sentence[first - 1] == tree.sentence[first] else ""
    after = tree.low[last] if last < tree.count and tree.sentence[last] == tree.sentence[first] else ""
    states, firms, spots = words("titles", "of_states"), words("titles", "of_firms"), words("titles", "before_places")
    if before in words("titles", "honorifics") or (before in words("titles", "roles") and tree.upos[first - 1] in ("NOUN", "PROPN")):
        form.person += 1.0
    if after == "," and last + 1 < tree.count and _AGE.fullmatch(tree.form[last + 1]):
        form.person += 1.0
    if before in spots:
        form.place += 1.0
    owned = _owned(tree, last)
    if owned:
        form.place += 1.0 if owned & states else 0.0
        form.organisation += 1.0 if owned & firms else 0.0
    elif before in ("of", "for", "at") and first >= 2:
        head = {tree.low[first - 2], tree.lemma[first - 2]}
        form.place += 1.0 if head & states and before == "of" else 0.0
        form.organisation += 1.0 if head & firms else 0.0
    if tree.base(last - 1) == "nsubj" and (owned := _its(tree, last)):
        form.place += 1.0 if owned & states else 0.0
        form.organisation += 1.0 if owned & firms else 0.0
    if after in words("titles", "firm_suffixes"):
        form.organisation += 1.0
    if _is_struck(tree, last - 1):
        form.place += 1.0
    if last < tree.count and tree.upos[last] in ("NOUN", "ADJ") and after and tree.base(last - 1) in ("amod", "compound", "nmod"):
        form.attribute += 1


def _is_struck(tree: Tree, word: int) -> bool:
    """Whether a force of nature came there: "a quake struck X", "X was hit by floods"."""
    above = tree.head[word]
    if above < 0 or tree.lemma[above] not in words("events", "hazard", "carriers"):
        return False
    if tree.base(word) != "obj" and tree.rel[word] != "nsubj:pass":
        return False
    own = [c for c in tree.child[above] if tree.base(c) == "nsubj" or (tree.base(c) == "obl" and tree.case_of(c) == "by")]
    return any(tree.lemma[c] in words("events", "hazard", "nouns") for c in own if c != word)


def _its(tree: Tree, last: int) -> set[str]:
    """What "its" goes with behind a subject and before the next name ("Menvar says its troops ...")."""
    for word in range(last, min(tree.count, last + 12)):
        if tree.sentence[word] != tree.sentence[last - 1] or tree.upos[word] == "PROPN":
            break
        if tree.low[word] == "its" and word + 1 < tree.count:
            return {tree.low[word + 1], tree.lemma[word + 1]}
    return set()


def _owned(tree: Tree, last: int) -> set[str]:
    """Words and lemmas of what a possessive right behind a name owns ("X's foreign ministry"), up to three words on."""
    if last >= tree.count or tree.low[last] not in ("'s", "'"):
        return set()
    found: set[str] = set()
    for word in range(last + 1, min(tree.count, last + 4)):
        if tree.upos[word] not in ("NOUN", "PROPN", "ADJ"):
            break
        found |= {tree.low[word], tree.lemma[word]}
        if tree.upos[word] == "NOUN" and (word + 1 >= tree.count or tree.upos[word + 1] not in ("NOUN", "PROPN")):
            break
    return found


def _stem_of(word: str, stems: set[str]) -> str | None:
    """The name that a demonym is made from ("Ostrania" or "Ostran" of "Ostranian"), if the report names it."""
    for stem in stems:
        root = stem.rstrip("aeiouy")
        if len(root) < 3 or word == stem or not word.startswith(root):
            continue
        ending = word[len(root) :]
        if _DEMONYM.fullmatch(ending) or _DEMONYM.fullmatch(ending.lstrip("aeiouy")):
            return stem
    return None
