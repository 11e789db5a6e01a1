"""Statements by syntax: a cue word, whoever is its subject, and the clause, object or quotation that it governs.

Used for what the engine does not tag: statements inside the content of others, and what its linker left over.
"""

from __future__ import annotations

from accordingto.reading.lexicon import CueSense, multiword_cues, plain_cues, verb_cues, words
from accordingto.reading.statements_blame import blamed
from accordingto.reading.statements_contents import content_of
from accordingto.reading.statements_draft import Draft, merge, trim_content, without
from accordingto.reading.statements_percepts import as_clause, observed
from accordingto.reading.statements_sources import can_speak, is_negated_act, light_subject, noun_range, owner_of, speaker_of
from accordingto.reading.statements_tolls import given
from accordingto.reading.tree import Range, Tree


def find_cue(tree: Tree, word: int) -> tuple[str, tuple[CueSense, ...], int | None]:
    """The lexicon's senses of a verb with the particle or preposition it has here.

    Returns the lemma as found, its senses, and the noun that its preposition governs (None without one). No senses:
    not a cue.
    """
    lemma = tree.lemma[word]
    for rest in multiword_cues().get(lemma, ()):
        matched = _match_rest(tree, word, rest)
        if matched is not None:
            key = " ".join((lemma, *rest))
            return key, verb_cues()[key], matched if matched >= 0 else None
    return lemma, verb_cues().get(lemma, ()), None


def _match_rest(tree: Tree, word: int, rest: tuple[str, ...]) -> int | None:
    """The word governed by the last preposition of ``rest`` (-1 for a bare particle); None if ``rest`` is not there."""
    if len(rest) > 1:
        at = word + 1
        if tuple(tree.low[at : at + len(rest)]) != rest:
            return None
        governed = next((c for c in tree.child[word] if c > at and tree.base(c) in ("obl", "nmod", "obj")), None)
        return -1 if governed is None else governed
    for c in tree.child[word]:
        if tree.low[c] == rest[0] and (tree.rel[c] == "compound:prt" or (tree.base(c) == "xcomp" and tree.upos[c] == "ADJ")):
            return -1
        if (
            c > word
            and tree.base(c) in ("obl", "nmod", "obj", "advcl", "ccomp", "xcomp")
            and any(tree.low[m] == rest[0] and m < c and tree.base(m) in ("case", "mark") for m in tree.child[c])
        ):
            if tree.first[c] > word + 2 and (tree.kid(word, "obj", "xcomp") is not None or tree.lemma[word] == "call"):
                continue  # "called it a second attack as on Tuesday" is no calling on anybody
            return c
    if word + 1 < tree.count and tree.low[word + 1] == rest[0]:
        if tree.upos[word + 1] in ("ADJ", "ADV"):
            return -1
        if tree.upos[word + 1] == "ADP":
            governed = tree.head[word + 1]
            while governed > word and tree.upos[governed] in ("ADP", "ADV", "ADJ") and tree.head[governed] > governed:
                governed = tree.head[governed]  # "of at least 19"
            return governed if governed > word + 1 else None
    return None


def from_verb(tree: Tree, word: int) -> Draft | None:
    """The statement that a verb makes, or None."""
    lemma, senses, governed = find_cue(tree, word)
    if not senses:
        return None
    cue = cue_group(tree, word, lemma)
    passive = tree.is_passive(word)
    source, speaker = speaker_of(tree, word)
    if passive and not source and lemma == "charge":
        return None  # "was charged with murder" is a step of the law, told by whoever tells it
    for sense in senses:
        content = content_of(tree, word, sense, lemma, governed, passive, source)
        if not content:
            continue
        pieces = (trim_content(tree, part) for whole in merge(content) for part in without(whole, [cue, *source]))
        content = [part for part in pieces if part[0] < part[1] and not _is_thin(tree, part)]
        if not content or asks_for_silence(tree, word, content):
            continue
        firm = sense.act == "speech" and (sense.frame in ("clause", "tell") or lemma not in words("cues", "words", "ambiguous"))
        draft = Draft(source, [cue], content, word, f"“{lemma}” with its {_part_word(sense)}", 0.7 if firm else 0.5, sense)
        draft.negated = is_negated_act(tree, word)
        draft.speaker = speaker
        draft.endorsed = _is_endorsed(tree, word, lemma)
        return draft
    return None


def asks_for_silence(tree: Tree, word: int, content: list[Range]) -> bool:
    """ "who asked not to be named" says how he speaks, not what."""
    return tree.lemma[word] in ("ask", "speak", "request") and any(
        tree.low[w] in ("named", "identified", "anonymity") for part in content for w in range(*part)
    )


def _part_word(sense: CueSense) -> str:
    return {"clause": "clause", "tell": "clause", "object": "object", "prep": "complement"}[sense.frame]


def _is_thin(tree: Tree, part: Range) -> bool:
    return all(tree.upos[w] in ("PUNCT", "ADV", "PART", "SCONJ", "ADP") for w in range(*part))


def cue_group(tree: Tree, word: int, lemma: str = "") -> Range:
    """The verb with its auxiliaries, negation and adverbs before it, and the particle or preposition it is read with."""
    first, last = word, word + 1
    mine = set(tree.child[word])
    while (
        first > 0
        and first - 1 in mine
        and (tree.base(first - 1) in ("aux", "cop", "advmod") or tree.low[first - 1] in ("not", "n't", "to"))
    ):
        first -= 1
    rest = lemma.split()[1:]
    if rest and last < tree.count:
        ahead = [tree.low[w] for w in range(last, min(tree.count, last + len(rest)))]
        if ahead == rest:
            last += len(rest)
        else:
            for c in mine:
                if tree.rel[c] == "compound:prt" and c == last:
                    last = c + 1
    return first, last


def _is_endorsed(tree: Tree, word: int, lemma: str) -> bool:
    """ "As X pointed out": the writer makes it his own."""
    if lemma not in words("cues", "words", "endorsing"):
        return False
    return any(tree.low[c] == "as" for c in tree.child[word] if tree.base(c) in ("mark", "advmod") and c < word)


def from_noun(tree: Tree, word: int) -> Draft | None:
    """The statement that a noun of saying stands for: "claims by X that", "its warning of", "US accusations that"."""
    stance = plain_cues("noun").get(tree.lemma[word])
    if stance is None or tree.base(word) in ("compound", "amod", "flat"):
        return None
    source, speaker = owner_of(tree, word)
    said = _that_clause(tree, word, source)
    if said is None and source:
        said = _complement(tree, word)
    if said is None:
        return None
    if not source:
        source, speaker = light_subject(tree, word)
    first, last, cue_last = said
    content = trim_content(tree, (first, last))
    if content[0] >= content[1]:
        return None
    draft = Draft(
        source,
        [(word, cue_last)],
        [content],
        word,
        f"the noun “{tree.low[word]}” with its complement",
        0.55,
        CueSense(stance, "noun", "speech"),
    )
    draft.speaker = speaker
    draft.negated = any(tree.low[c] in ("no",) for c in tree.child[word])
    return draft


def _that_clause(tree: Tree, word: int, source: list[Range]) -> tuple[int, int, int] | None:
    """First and last word of the "that" clause of a noun, and where its cue ends."""
    behind = source[0][1] if source and source[0][0] > word else -1
    if 0 < behind < tree.count and tree.low[behind] == "that" and tree.upos[behind] == "SCONJ":
        # "a report by X that ...", wherever the parser hung the clause.
        head = tree.head[behind]
        return (behind, tree.last[head], word + 1) if head > behind else None
    for c in tree.child[word]:
        if c > word and tree.low[tree.first[c]] == "that" and _is_clause(tree, c):
            return tree.first[c], tree.last[c], word + 1
    if word + 2 < tree.count and tree.low[word + 1] == "that" and tree.upos[word + 1] == "SCONJ":
        head = tree.head[word + 1]
        return word + 1, max(tree.last[word], tree.last[head] if head > word else 0, word + 2), word + 1
    return None


def _is_clause(tree: Tree, word: int) -> bool:
    """Whether a dependant is a clause about the noun and not a relative clause with "that" as its subject or object."""
    marker = tree.first[word]
    if tree.base(marker) in ("nsubj", "obj") and tree.head[marker] == word:
        return False
    return tree.base(word) in ("acl", "ccomp", "advcl", "nmod") or tree.upos[word] == "VERB"


def _complement(tree: Tree, word: int) -> tuple[int, int, int] | None:
    """The infinitive or "of", "about" ... phrase of a noun, and where its cue ends with the preposition."""
    for c in tree.child[word]:
        if c < word:
            continue
        first = tree.first[c]
        if tree.base(c) == "acl" and tree.low[first] == "to":
            return first, tree.last[c], word + 1
        if tree.base(c) == "nmod" and tree.case_of(c) in ("of", "about", "for", "against", "on"):
            inner = next((w for w in range(first, c) if not (tree.base(w) == "case" and tree.head[w] == c)), c)
            return inner, tree.last[c], word + 2 if first == word + 1 else word + 1
    return None


def from_adjective(tree: Tree, word: int) -> Draft | None:
    """ "X is confident that ...", "the minister was critical of ..."."""
    stance = plain_cues("adjective").get(tree.lemma[word])
    if stance is None:
        return None
    clause = next(
        (
            c
            for c in tree.child[word]
            if c > word
            and (tree.base(c) in ("ccomp", "xcomp") or (tree.base(c) == "advcl" and tree.low[tree.first[c]] in ("that", "to", "of")))
        ),
        None,
    )
    subject = tree.subject(word)
    if clause is None or subject is None or tree.low[subject] in ("it", "this", "that", "what", "there"):
        return None
    content = trim_content(tree, tree.subtree(clause))
    if content[0] >= content[1]:
        return None
    draft = Draft(
        [noun_range(tree, subject)],
        [cue_group(tree, word)],
        [content],
        word,
        f"“{tree.low[word]}” with its clause",
        0.45,
        CueSense(stance, "clause", "attitude"),
    )
    draft.speaker = subject
    draft.negated = tree.is_negated(word)
    return draft


def from_according(tree: Tree, word: int) -> Draft | None:
    """ "According to X, ...", "per X, ...": ``word`` is "according" or "per"."""
    if tree.low[word] == "per":
        return _by_phrase(tree, word, word + 1) if tree.upos[word] == "ADP" and _names_speaker(tree, tree.head[word]) else None
    if tree.low[word] != "according" or word + 2 >= tree.count or tree.low[word + 1] != "to":
        return None
    return _by_phrase(tree, word, word + 2)


def _names_speaker(tree: Tree, head: int) -> bool:
    """Whether a noun behind "per" speaks ("per the sheriff's office"), where "per day" and "per person" only count."""
    told = head >= 0 and any(tree.base(c) == "det" or tree.rel[c] == "nmod:poss" for c in tree.child[head])
    return told and can_speak(tree, head)


def _by_phrase(tree: Tree, word: int, end: int) -> Draft | None:
    """The statement of "according to X", a cue from ``word`` to ``end`` with its source behind it."""
    head = tree.head[word] if tree.base(word) == "case" else next((c for c in tree.child[word] if tree.base(c) in ("obl", "nmod")), -1)
    if head < 0 or head <= word:
        return None
    source = noun_range(tree, head)
    source = (max(source[0], end), source[1])
    above = tree.head[head]
    if above < 0 or above == word:
        above = tree.head[word]
    if above < 0 or source[0] >= source[1]:
        return None
    while tree.head[above] >= 0 and (
        (tree.base(above) in ("obl", "nmod", "obj", "nsubj", "advcl") and tree.upos[above] != "VERB")
        or (tree.base(above) in ("advcl", "acl") and tree.low[above] in words("cues", "words", "relaying"))
    ):
        above = tree.head[above]
    part = _part_of_sentence(tree, word)
    whole = tree.subtree(above)
    whole = (max(whole[0], part[0]), min(whole[1], part[1]))
    if whole[0] >= whole[1]:
        return None
    content = [trim_content(tree, part) for part in without(whole, [(word, end), source])]
    content = [c for c in content if c[0] < c[1]]
    if not content:
        return None
    draft = Draft([source], [(word, end)], content, word, f"“{tree.of((word, end)).lower()}”", 0.75, CueSense("asserts", "prep", "speech"))
    draft.speaker = head
    return draft


def _part_of_sentence(tree: Tree, word: int) -> Range:
    """The stretch of a sentence between semicolons that a word stands in."""
    first, last = tree.sentences[tree.sentence[word]]
    low = next((w + 1 for w in range(word, first - 1, -1) if tree.form[w] == ";"), first)
    return low, next((w for w in range(word, last) if tree.form[w] == ";"), last)


def at(tree: Tree, word: int) -> Draft | None:
    """The statement that the word at this position makes by syntax, or None."""
    upos = tree.upos[word]
    toll = given(tree, word)
    if toll is not None:
        return toll
    blame = blamed(tree, word)
    if blame is not None:
        return blame
    if upos == "VERB":
        if tree.low[word] == "according":
            return from_according(tree, word)
        return as_clause(tree, word) or observed(tree, word) or from_verb(tree, word)
    if upos == "NOUN":
        return from_noun(tree, word)
    if upos == "ADJ":
        return from_adjective(tree, word)
    return from_according(tree, word) if tree.low[word] in ("according", "per") else None
