"""Who says it: the source of a cue by syntax, and whether the act of saying took place at all."""

from __future__ import annotations

from accordingto.reading.lexicon import words
from accordingto.reading.tree import Range, Tree

_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
_CLAUSES = frozenset({"who", "which", "that", "whose", "whom"})
_SPEAKING = frozenset({"he", "she", "they", "it", "we", "i", "who", "which", "others", "some"})

Source = tuple[list[Range], int | None]
"""Word ranges of a source, and its head word."""


def noun_range(tree: Tree, head: int) -> Range:
    """A noun phrase as a source: its subtree without what hangs on loosely."""
    first, last = tree.subtree(head)
    for c in tree.child[head]:
        if c > head and (tree.base(c) in ("parataxis", "ccomp") or (tree.base(c) == "punct" and c >= last - 1)):
            last = min(last, tree.first[c])
    while first < head and (tree.upos[first] == "PUNCT" or (tree.base(first) in ("case", "cc", "mark") and tree.head[first] == head)):
        first += 1
    while last > head + 1 and tree.upos[last - 1] == "PUNCT" and tree.form[last - 1] not in (")", "”", '"'):
        last -= 1
    if last - first > 30:
        behind = next((w for w in range(head + 1, last) if tree.form[w] in (",", "(", "–", "—") or tree.low[w] in _CLAUSES), head + 6)
        last = max(head + 1, min(last, behind))
        first = max(first, head - 10)
    return first, max(last, head + 1)


def speaker_of(tree: Tree, word: int) -> Source:
    """Source ranges and head word of whoever says a cue, by syntax alone."""
    return _agent(tree, word) if tree.is_passive(word) or is_asked(tree, word) else _speaker(tree, word)


def is_asked(tree: Tree, word: int) -> bool:
    """ "Asked whether ..., X said": a bare participle at the head of its clause is done to X, by nobody in particular."""
    if tree.base(word) != "advcl" or not tree.low[word].endswith("ed") or tree.lemma[word] not in ("ask", "question", "press", "query"):
        return False
    first, _ = tree.sentences[tree.sentence[word]]
    bare = word == first or tree.form[word - 1] in (",", "“", '"') or tree.low[word - 1] in ("when", "if")
    return bare and tree.kid(word, "nsubj", "aux") is None


def _speaker(tree: Tree, word: int) -> Source:
    """Source ranges and head word of whoever says an active cue."""
    relation = tree.base(word)
    above = tree.head[word]
    subjects = [c for c in tree.child[word] if tree.base(c) in ("nsubj", "csubj")]
    outer = len(subjects) > 1 and (tree.rel[subjects[0]] == "nsubj:outer" or tree.low[subjects[0]] in _CLAUSES)
    if len(subjects) > 1:
        subjects = [c for c in subjects if not tree.case_of(c)] or subjects  # "according to the paper, a judge believes"
    own = subjects[0] if subjects else None
    if outer and len(subjects) > 1:
        own = max((c for c in subjects if c < word), default=subjects[1])
    if own is None and not tree.low[word].endswith("ing"):
        before = phrase_before(tree, word)
        if before is not None:
            return [before[0]], before[1]
    if own is not None:
        if tree.upos[own] == "PUNCT" or (tree.low[own] in ("it", "there") and tree.base(own) == "expl"):
            return [], None
        first, last = noun_range(tree, own)
        return [(max(first, word + 1), last) if own > word else (first, max(own + 1, min(last, word)))], own
    if above < 0:
        return [], None
    if relation == "acl" and tree.upos[above] in ("NOUN", "PROPN", "PRON"):
        if tree.low[word].endswith("ing"):
            if any(tree.low[c] in ("of", "for", "in") and tree.base(c) in ("mark", "case") for c in tree.child[word]):
                # "has the audacity of attributing": whoever has it.
                owned = owner_of(tree, above)
                holder = tree.subject(tree.head[above]) if tree.base(above) == "obj" and tree.head[above] >= 0 else None
                return owned if owned[0] or holder is None else ([noun_range(tree, holder)], holder)
            owner = tree.kid(above, "nmod:poss")
            if owner is not None and not can_speak(tree, above) and can_speak(tree, owner):
                return [noun_range(tree, owner)], owner  # "the ministry's sanctions, deeming it a threat"
            first, _ = noun_range(tree, above)
            return [(first, min(above + 1, word))] if first < word else [], above
        whose = tree.kid(above, "nmod:poss")
        if whose is not None and tree.low[whose] == "whose":
            # "whose leader, Y, says": the leader says it, not whoever has him
            return [(whose + 1, max(above + 1, min(word, noun_range(tree, above)[1])))], above
        # "a promise to", "the decision of X to deny", "US efforts to blame": the noun's owner acts.
        return owner_of(tree, above)
    if (
        word >= 2
        and tree.low[word - 1] == "to"
        and relation in ("advcl", "acl", "ccomp", "xcomp")
        and tree.upos[word - 2] in ("NOUN", "PROPN", "PUNCT")
    ):
        # "the audacity of X to blame", "US efforts to blame", whatever the verb above.
        noun = word - 2 if tree.upos[word - 2] != "PUNCT" else word - 3
        if tree.base(noun) == "nmod" and tree.case_of(noun) == "of" and tree.upos[noun] == "PROPN":
            return [noun_range(tree, noun)], noun
        if tree.lemma[noun] in words("cues", "words", "deeds"):
            owned = owner_of(tree, noun)
            if owned[0]:
                return owned
            beside = noun - 1 if tree.upos[noun - 1] != "PUNCT" else noun - 2
            if beside > 0 and tree.upos[beside] == "PROPN" and tree.head[beside] == tree.head[noun]:
                return [(beside, beside + 1)], beside
    if relation == "xcomp" and tree.kid(above, "obj") is not None and tree.lemma[above] not in ("promise", "vow", "threaten"):
        person = tree.kid(above, "obj")
        if person is not None and tree.low[word - 1 : word] == ["to"]:
            return [noun_range(tree, person)], person
    subject = tree.subject(word)
    if subject is not None:
        return [noun_range(tree, subject)], subject
    if relation in ("advcl", "conj", "xcomp"):
        owner = tree.kid(above, "nmod:poss") if tree.upos[above] == "NOUN" else None
        if owner is not None:
            return [noun_range(tree, owner)], owner
    case = tree.kid(word, "nmod:poss")
    if case is not None:
        return [noun_range(tree, case)], case
    return [], None


def _agent(tree: Tree, word: int) -> Source:
    """The "by" phrase of a passive cue, if any."""
    for c in tree.child[word]:
        if tree.base(c) == "obl" and tree.case_of(c) == "by":
            return [noun_range(tree, c)], c
    return [], None


def owner_of(tree: Tree, word: int) -> Source:
    """Whose claim it is: "X's claim", "the claim by X", "US accusations"."""
    for c in tree.child[word]:
        if tree.rel[c] == "nmod:poss":
            return [noun_range(tree, c)], c
        if tree.base(c) == "nmod" and tree.case_of(c) in ("by", "from", "of") and (tree.case_of(c) != "of" or tree.upos[c] == "PROPN"):
            return [noun_range(tree, c)], c
    for c in tree.child[word]:
        if c < word and tree.base(c) in ("compound", "amod", "nmod") and tree.form[c][:1].isupper() and tree.upos[c] in ("PROPN", "ADJ"):
            return [noun_range(tree, c)], c
    if word + 2 < tree.count and tree.low[word + 1] == "by":
        behind = phrase_behind(tree, word + 1, tree.sentences[tree.sentence[word]][1])
        if behind is not None:
            return [behind[0]], behind[1]
    before = word - 1
    if (
        before >= 0
        and tree.upos[before] == "PROPN"
        and tree.head[before] == tree.head[word]
        and tree.base(before) in ("obj", "iobj", "compound", "nmod")
    ):
        return [(before, word)], before
    return [], None


def can_speak(tree: Tree, head: int) -> bool:
    """Whether a noun phrase's head names somebody or something that speaks: a name, or a noun of people, bodies or papers."""
    lemma = tree.lemma[head]
    if tree.upos[head] == "PROPN":
        return True
    if tree.upos[head] == "PRON":
        return tree.low[head] in _SPEAKING
    known = words("titles", "roles") | words("titles", "sources", "organisation") | words("titles", "sources", "unnamed")
    known |= words("titles", "sources", "outlet") | words("titles", "sources", "crowd") | words("titles", "sources", "document")
    return lemma in known or lemma in words("titles", "sources", "state") or tree.low[head] in known


def phrase_behind(tree: Tree, mark: int, last: int) -> tuple[Range, int] | None:
    """The noun phrase behind a preposition, up to the next comma or verb, and its head, whatever the parser hung it on."""
    at = mark + 1
    while at < last and (tree.upos[at] in _NOMINAL or (tree.low[at] == "of" and at > mark + 1)):
        at += 1
    while at > mark + 1 and tree.upos[at - 1] not in ("NOUN", "PROPN", "NUM", "ADJ"):
        at -= 1
    if at <= mark + 1:
        return None
    head = next((w for w in range(mark + 1, at) if not mark < tree.head[w] < at and tree.upos[w] in ("NOUN", "PROPN")), at - 1)
    return (mark + 1, at), head


_BOUNDS = frozenset({";", ",", ":", "–", "—", "--", "(", "“", '"', "”"})
_JOINING = frozenset({"as", "while", "after", "because", "since", "when", "that", "and", "but", "whereas", "although", "though", "before"})


def phrase_before(tree: Tree, word: int) -> tuple[Range, int] | None:
    """A noun phrase with a clause or name behind it that ends right before a cue ("the police, who counted 9, said").

    Args:
        word: the cue's first word. Only a phrase that a comma closes counts, and that begins a clause.
    """
    start = tree.sentences[tree.sentence[word]][0]
    if word - start < 3 or tree.form[word - 1] != ",":
        return None
    for head in range(start, word - 1):
        if tree.upos[head] not in ("NOUN", "PROPN") or not word - 1 <= tree.last[head] <= word or not can_speak(tree, head):
            continue
        first, last = noun_range(tree, head)
        while first < head and tree.low[first] in _JOINING:
            first += 1
        last = min(max(last, head + 1), word - 1)
        inner = next((w for w in range(head + 1, last) if tree.form[w] == ","), None)
        if inner is None or any(tree.form[w] == ";" for w in range(first, last)):
            continue
        if first == start or tree.form[first - 1] in _BOUNDS or tree.low[first - 1] in _JOINING:
            return (first, last), head
    return _office_and_name(tree, word, start)


def _office_and_name(tree: Tree, word: int, start: int) -> tuple[Range, int] | None:
    """ "..., the district governor, Ana Velt, said": read off the words, whatever the parser hung them on."""
    at = word - 2
    while at > start and tree.upos[at] == "PROPN":
        at -= 1
    if at == word - 2 or tree.form[at] != "," or at - 1 <= start or not can_speak(tree, at - 1) or tree.upos[at - 1] != "NOUN":
        return None
    head = first = at - 1
    while first > start and tree.upos[first - 1] in ("NOUN", "ADJ", "PROPN") and tree.form[first - 1] not in _BOUNDS:
        first -= 1
    if first > start and tree.low[first - 1] in ("the", "a", "an", "its", "their", "his", "her"):
        return ((first - 1, word - 1), head) if first - 1 == start or tree.form[first - 2] in _BOUNDS else None
    return None


def light_subject(tree: Tree, word: int) -> Source:
    """ "X made the claim that": the subject of the light verb."""
    above = tree.head[word]
    if above >= 0 and tree.base(word) == "obj" and tree.lemma[above] in words("cues", "words", "light_verbs"):
        subject = tree.subject(above)
        if subject is not None:
            return [noun_range(tree, subject)], subject
    return [], None


def is_negated_act(tree: Tree, word: int) -> bool:
    """Whether the act of saying did not take place: "did not say who", "refused to name", "no group claimed"."""
    if tree.is_negated(word):
        return True
    subject = next((c for c in tree.child[word] if tree.base(c) == "nsubj"), None)
    if subject is not None:
        if tree.low[tree.first[subject]] in ("no", "neither"):
            return True
        if tree.low[subject] in ("nobody", "none", "neither") or any(
            tree.low[c] in ("no", "neither") for c in tree.child[subject] if tree.base(c) in ("det", "cc:preconj", "cc")
        ):
            return True
        if tree.low[subject] == "one" and subject > 0 and tree.low[subject - 1] == "no":
            return True
    above = tree.head[word]
    if above >= 0 and tree.base(word) == "xcomp" and tree.lemma[above] in words("cues", "words", "withholding"):
        return True
    return any(tree.low[c] == "without" for c in tree.child[word] if tree.base(c) in ("mark", "case"))
