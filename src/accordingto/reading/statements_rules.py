"""Statements by syntax: a cue word, whoever is its subject, and the clause, object or quotation that it governs.

Used for what the engine does not tag: statements inside the content of others, and what its linker left over.
"""

from __future__ import annotations

from accordingto.reading.lexicon import CueSense, multiword_cues, plain_cues, verb_cues, words
from accordingto.reading.statements_draft import Draft, merge, trim_content, without
from accordingto.reading.tree import Range, Tree

_OBJECT_PREPOSITIONS = {
    "blame": ("for", "on"), "pin": ("on",), "attribute": ("to",), "accuse": ("of",), "suspect": ("of",), "charge": ("with",),
    "compare": ("to", "with"), "liken": ("to",), "credit": ("with", "for"), "thank": ("for",), "praise": ("for", "as"), "threaten": ("with",),
}  # fmt: skip
_DEFAULT_PREPOSITIONS = ("for", "as", "over", "of")
_PREDICATIVE = frozenset(
    [
        "call",
        "consider",
        "deem",
        "label",
        "brand",
        "term",
        "dub",
        "describe",
        "see",
        "regard",
        "view",
        "perceive",
        "characterize",
        "characterise",
        "depict",
        "portray",
        "paint",
        "cast",
        "frame",
        "designate",
        "classify",
        "recognize",
        "recognise",
        "declare",
        "proclaim",
        "judge",
        "attribute",
        "compare",
        "liken",
        "hail",
    ]
)
_NEEDS_PREDICATE = frozenset(
    "call see consider view regard cast frame paint compare liken describe designate judge".split()
)
_TRANSFERS = frozenset({"attribute", "pin", "blame", "ascribe", "credit"})


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
        if tree.rel[c] == "compound:prt" and tree.low[c] == rest[0]:
            return -1
        if (
            c > word
            and tree.base(c) in ("obl", "nmod", "obj", "advcl", "ccomp", "xcomp")
            and any(tree.low[m] == rest[0] and m < c and tree.base(m) in ("case", "mark") for m in tree.child[c])
        ):
            return c
    if word + 1 < tree.count and tree.low[word + 1] == rest[0]:
        if tree.upos[word + 1] in ("ADJ", "ADV"):
            return -1
        if tree.upos[word + 1] == "ADP":
            governed = tree.head[word + 1]
            return governed if governed > word + 1 else None
    return None


def from_verb(tree: Tree, word: int) -> Draft | None:
    """The statement that a verb makes, or None."""
    lemma, senses, governed = find_cue(tree, word)
    if not senses:
        return None
    cue = cue_group(tree, word, lemma)
    passive = tree.is_passive(word)
    source, speaker = _agent(tree, word) if passive else _speaker(tree, word)
    for sense in senses:
        content = _content(tree, word, sense, lemma, governed, passive, source)
        if not content:
            continue
        pieces = (trim_content(tree, part) for whole in merge(content) for part in without(whole, [cue, *source]))
        content = [part for part in pieces if part[0] < part[1] and not _is_thin(tree, part)]
        if not content:
            continue
        firm = sense.act == "speech" and (sense.frame in ("clause", "tell") or lemma not in words("cues", "words", "ambiguous"))
        draft = Draft(source, [cue], content, word, f"“{lemma}” with its {_part_word(sense)}", 0.7 if firm else 0.5, sense)
        draft.negated = is_negated_act(tree, word)
        draft.speaker = speaker
        draft.endorsed = _is_endorsed(tree, word, lemma)
        return draft
    return None


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
        last = max(head + 1, min(last, head + 6))
        first = max(first, head - 10)
    return first, max(last, head + 1)


def speaker_of(tree: Tree, word: int) -> tuple[list[Range], int | None]:
    """Source ranges and head word of whoever says a cue, by syntax alone."""
    return _agent(tree, word) if tree.is_passive(word) else _speaker(tree, word)


def _speaker(tree: Tree, word: int) -> tuple[list[Range], int | None]:
    """Source ranges and head word of whoever says an active cue."""
    relation = tree.base(word)
    above = tree.head[word]
    own = next((c for c in tree.child[word] if tree.base(c) in ("nsubj", "csubj")), None)
    if own is not None:
        if tree.upos[own] == "PUNCT" or (tree.low[own] in ("it", "there") and tree.base(own) == "expl"):
            return [], None
        return [noun_range(tree, own)], own
    if above < 0:
        return [], None
    if relation == "acl" and tree.upos[above] in ("NOUN", "PROPN", "PRON"):
        if tree.low[word].endswith("ing"):
            if any(tree.low[c] in ("of", "for", "in") and tree.base(c) in ("mark", "case") for c in tree.child[word]):
                # "has the audacity of attributing": whoever has it.
                owned = _owner(tree, above)
                holder = tree.subject(tree.head[above]) if tree.base(above) == "obj" and tree.head[above] >= 0 else None
                return owned if owned[0] or holder is None else ([noun_range(tree, holder)], holder)
            first, _ = noun_range(tree, above)
            return [(first, min(above + 1, word))] if first < word else [], above
        # "a promise to", "the decision of X to deny", "US efforts to blame": the noun's owner acts.
        return _owner(tree, above)
    if word >= 2 and tree.low[word - 1] == "to" and relation in ("advcl", "acl", "ccomp", "xcomp") and tree.upos[word - 2] in ("NOUN", "PROPN", "PUNCT"):
        # "the audacity of X to blame", "US efforts to blame", whatever the verb above.
        before = word - 2 if tree.upos[word - 2] != "PUNCT" else word - 3
        if tree.base(before) == "nmod" and tree.case_of(before) == "of" and tree.upos[before] == "PROPN":
            return [noun_range(tree, before)], before
        if tree.upos[before] == "NOUN" and tree.base(before) not in ("iobj", "nsubj") and tree.lemma[before] not in words("titles", "roles"):
            owner = _owner(tree, before)
            if owner[0]:
                return owner
    if relation == "xcomp" and tree.kid(above, "obj") is not None and tree.lemma[above] not in ("promise", "vow", "threaten"):
        person = tree.kid(above, "obj")
        if person is not None and tree.low[word - 1 : word] == ["to"]:
            return [noun_range(tree, person)], person
    subject = tree.subject(word)
    if subject is not None:
        if tree.rel[subject].endswith(":pass") and tree.is_passive(above) and relation == "conj":
            return [noun_range(tree, subject)], subject
        return [noun_range(tree, subject)], subject
    if relation in ("advcl", "conj", "xcomp"):
        owner = tree.kid(above, "nmod:poss") if tree.upos[above] == "NOUN" else None
        if owner is not None:
            return [noun_range(tree, owner)], owner
    case = tree.kid(word, "nmod:poss")
    if case is not None:
        return [noun_range(tree, case)], case
    return [], None


def _agent(tree: Tree, word: int) -> tuple[list[Range], int | None]:
    """The "by" phrase of a passive cue, if any."""
    for c in tree.child[word]:
        if tree.base(c) == "obl" and tree.case_of(c) == "by":
            return [noun_range(tree, c)], c
    return [], None


def _content(tree: Tree, word: int, sense: CueSense, lemma: str, governed: int | None, passive: bool, source: list[Range]) -> list[Range]:
    """Word ranges of what is said."""
    if passive:
        return _passive_content(tree, word, sense, lemma)
    if sense.frame in ("clause", "tell"):
        return _clause_content(tree, word, sense, source)
    if sense.frame == "prep":
        if governed is None:
            return []
        last = _with_infinitive(tree, word, governed, tree.last[governed])
        first = governed
        for w in range(tree.first[governed], governed):
            if tree.low[w] not in lemma.split()[1:] or tree.head[w] != governed:
                first = w
                break
        return [(first, last)]
    return _object_content(tree, word, lemma, governed)


def _clause_content(tree: Tree, word: int, sense: CueSense, source: list[Range]) -> list[Range]:
    found: list[Range] = []
    # "continued to work" reports nothing; "continued: ..." and "found that ..." do.
    vague = tree.lemma[word] in words("cues", "words", "ambiguous")
    for c in tree.child[word]:
        base = tree.base(c)
        if (
            base == "ccomp"
            or (base == "xcomp" and sense.act != "knowledge" and not vague and _is_infinitive(tree, c))
            or (base == "advcl" and c > word and tree.low[tree.first[c]] in ("that", "whether", "if") and sense.frame == "tell")
        ):
            found.append(tree.subtree(c))
        elif base == "xcomp" and tree.upos[c] == "ADJ" and not found:
            # "made clear that": the clause hangs on the adjective.
            found += [tree.subtree(x) for x in tree.child[c] if tree.base(x) in ("ccomp", "advcl") and tree.low[tree.first[x]] == "that"]
    if found:
        return found
    if sense.act == "speech":
        # "..., he said": the cue hangs as a parenthesis on what is said.
        if tree.base(word) == "parataxis" and source and tree.head[word] >= 0:
            above = tree.head[word]
            return without(tree.subtree(above), [tree.subtree(word)])
        for c in tree.child[word]:
            if tree.base(c) in ("parataxis", "obj", "dep", "discourse", "nsubj") and not vague and _is_quoted(tree, c):
                if source and source[0][0] <= c < source[0][1]:
                    continue
                return [tree.subtree(c)]
    if vague or not source:
        return []
    if sense.act == "speech":
        quoted = _quotation_behind(tree, word)
        if quoted:
            return quoted
    return _that_behind(tree, word) or (_before_comma(tree, word, source) if sense.act == "speech" else [])


def _that_behind(tree: Tree, word: int) -> list[Range]:
    """A "that" clause a few words behind a verb, wherever the parser hung it ("warned as early as Sunday that")."""
    last = tree.sentences[tree.sentence[word]][1]
    for w in range(word + 1, min(last, word + 12)):
        if tree.low[w] == "that" and tree.upos[w] == "SCONJ":
            head = tree.head[w]
            return [(w, max(tree.last[head], w + 1))] if head > w else []
        if tree.upos[w] in ("VERB", "PUNCT"):
            return []
    return []


def _quotation_behind(tree: Tree, word: int) -> list[Range]:
    """The quotation that opens right behind a verb, perhaps after a comma or colon, up to its closing mark."""
    at = word + 1
    while at < tree.count and at <= word + 2 and tree.form[at] in (",", ":"):
        at += 1
    if at >= tree.count or tree.form[at] not in ("“", '"', "``", "«"):
        return []
    closing = {"“": "”", "``": "''", "«": "»"}.get(tree.form[at], '"')
    for w in range(at + 1, min(tree.count, at + 150)):
        if not tree.same_paragraph(at, w):
            return []
        if tree.form[w] == closing:
            return [(at, w + 1)]
    return []


def _before_comma(tree: Tree, word: int, source: list[Range]) -> list[Range]:
    """ "A, X said": what stands before the comma before source and cue, if it is a clause and the pair ends the sentence part."""
    first, last = tree.sentences[tree.sentence[word]]
    start = min(source[0][0], word)
    if max(source[0][1], word + 1) - start > len(range(*source[0])) + 4 or start - 1 <= first:
        return []
    mark = start - 1
    if tree.form[mark] in ("”", '"', "''") and mark - 1 > first:
        mark -= 1
    if tree.form[mark] not in (",", "?", "!") or not any(tree.upos[w] in ("VERB", "AUX") for w in range(first, mark)):
        return []
    behind = max(source[0][1], word + 1)
    if any(tree.upos[w] == "VERB" for w in range(behind, last)) and tree.form[behind : behind + 1] not in (["."], [","], [";"]):
        return []
    return [(first, start - 1 if mark == start - 1 else start)]


def _is_infinitive(tree: Tree, word: int) -> bool:
    return any(tree.low[c] == "to" for c in tree.child[word] if c < word)


def _is_quoted(tree: Tree, word: int) -> bool:
    first, last = tree.subtree(word)
    return any(tree.form[w] in ("“", '"', "``", "”", "«") for w in range(max(0, first - 1), min(tree.count, last + 1)))


def _object_content(tree: Tree, word: int, lemma: str, governed: int | None) -> list[Range]:
    bare = lemma.partition(" ")[0]
    thing = governed if governed is not None else tree.kid(word, "obj", "ccomp")
    if thing is None and bare in _TRANSFERS and word + 2 < tree.last[word]:
        # "attributing to X the protests": whatever the parser made of it, the rest of the phrase is the content.
        return [(word + 1, tree.last[word])]
    if thing is None or tree.low[thing] in ("itself", "themselves", "himself", "herself"):
        return []
    first, last = tree.subtree(thing)
    if governed is not None:
        first = next((w for w in range(first, thing + 1) if not (tree.head[w] == thing and tree.base(w) == "case")), thing)
    if bare in _TRANSFERS:
        first = min([first, *(tree.first[c] for c in tree.child[word] if c > word and tree.base(c) == "obl")])
    predicate = False
    prepositions = _OBJECT_PREPOSITIONS.get(bare, _DEFAULT_PREPOSITIONS)
    for c in tree.child[word]:
        if c <= thing:
            continue
        base = tree.base(c)
        if (base in ("xcomp", "ccomp") and tree.first[c] <= last + 1) or (
            base in ("obl", "advcl") and (tree.case_of(c) in prepositions or _marked(tree, c, prepositions)) and tree.first[c] <= last + 1
        ):
            last = max(last, tree.last[c])
            predicate = True
    noun = _last_cue_noun(tree, thing, last)
    if noun is not None and last < tree.sentences[tree.sentence[word]][1] and tree.low[last] == "that":
        # "rejected accusations that ...", wherever the parser hung the clause.
        head = tree.head[last]
        last = tree.last[head] if head > last else last
    elif bare not in _PREDICATIVE:
        last = _with_infinitive(tree, word, thing, last)
    if bare in _NEEDS_PREDICATE and not predicate:
        return []
    return [(first, last)]


def _with_infinitive(tree: Tree, word: int, thing: int, last: int) -> int:
    """Where a content ends that goes on with an infinitive or clause right behind it ("called on X to leave")."""
    for c in tree.child[word]:
        if c > thing and tree.base(c) in ("xcomp", "ccomp", "advcl") and tree.first[c] == last and tree.low[last] in ("to", "that", "not"):
            last = tree.last[c]
    return last


def _last_cue_noun(tree: Tree, thing: int, last: int) -> int | None:
    """The object itself or the last word of it, if it is a noun of saying."""
    return next((w for w in (thing, last - 1) if tree.lemma[w] in plain_cues("noun")), None)


def _marked(tree: Tree, word: int, by: tuple[str, ...]) -> bool:
    return any(tree.low[c] in by for c in tree.child[word] if tree.base(c) in ("mark", "case"))


def _passive_content(tree: Tree, word: int, sense: CueSense, lemma: str) -> list[Range]:
    """ "X was accused of Y", "X is said to Y", "it is believed that Y"."""
    subject = next((c for c in tree.child[word] if tree.base(c) in ("nsubj", "csubj")), None)
    if subject is None and tree.base(word) == "acl" and tree.head[word] >= 0:
        subject = None
    found: list[Range] = []
    for c in tree.child[word]:
        base = tree.base(c)
        if (
            base in ("ccomp", "xcomp")
            or (base == "obl" and tree.case_of(c) in _OBJECT_PREPOSITIONS.get(lemma, ("as", "of")))
            or (base == "advcl" and _marked(tree, c, ("of", "for", "as")))
        ):
            found.append(tree.subtree(c))
    if sense.frame in ("clause", "tell") and not found:
        return []
    if sense.frame == "tell":
        return found
    if subject is not None and tree.low[subject] not in ("it", "there"):
        if not found and sense.frame == "object" and not any(tree.base(c) == "obl" and tree.case_of(c) == "by" for c in tree.child[word]):
            return [] if sense.act != "speech" else [tree.subtree(subject)]
        found.append(tree.subtree(subject))
    return found


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
    if above >= 0 and tree.base(word) in ("xcomp", "ccomp", "advcl"):
        if tree.lemma[above] in words("cues", "words", "withholding") and tree.base(word) == "xcomp":
            return True
    return any(tree.low[c] == "without" for c in tree.child[word] if tree.base(c) in ("mark", "case"))


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
    source, speaker = _owner(tree, word)
    said = _that_clause(tree, word)
    if said is None and source:
        said = _complement(tree, word)
    if said is None:
        return None
    if not source:
        source, speaker = _light_subject(tree, word)
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


def _that_clause(tree: Tree, word: int) -> tuple[int, int, int] | None:
    """First and last word of the "that" clause of a noun, and where its cue ends."""
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


def _owner(tree: Tree, word: int) -> tuple[list[Range], int | None]:
    """Whose claim it is: "X's claim", "the claim by X", "US accusations"."""
    for c in tree.child[word]:
        if tree.rel[c] == "nmod:poss":
            return [noun_range(tree, c)], c
        if tree.base(c) == "nmod" and tree.case_of(c) in ("by", "from", "of") and (tree.case_of(c) != "of" or tree.upos[c] == "PROPN"):
            return [noun_range(tree, c)], c
    for c in tree.child[word]:
        if c < word and tree.base(c) in ("compound", "amod", "nmod") and tree.form[c][:1].isupper() and tree.upos[c] in ("PROPN", "ADJ"):
            return [noun_range(tree, c)], c
    before = word - 1
    if before >= 0 and tree.upos[before] == "PROPN" and tree.head[before] == tree.head[word] and tree.base(before) in ("obj", "iobj", "compound", "nmod"):
        return [(before, word)], before
    return [], None


def _light_subject(tree: Tree, word: int) -> tuple[list[Range], int | None]:
    """ "X made the claim that": the subject of the light verb."""
    above = tree.head[word]
    if above >= 0 and tree.base(word) == "obj" and tree.lemma[above] in words("cues", "words", "light_verbs"):
        subject = tree.subject(above)
        if subject is not None:
            return [noun_range(tree, subject)], subject
    return [], None


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
    """ "According to X, ...": ``word`` is "according"."""
    if tree.low[word] != "according" or word + 2 >= tree.count or tree.low[word + 1] != "to":
        return None
    head = tree.head[word] if tree.base(word) == "case" else next((c for c in tree.child[word] if tree.base(c) in ("obl", "nmod")), -1)
    if head < 0 or head <= word:
        return None
    source = noun_range(tree, head)
    source = (max(source[0], word + 2), source[1])
    above = tree.head[head]
    if above < 0 or above == word:
        above = tree.head[word]
    if above < 0 or source[0] >= source[1]:
        return None
    while tree.base(above) in ("obl", "nmod", "obj", "nsubj", "advcl") and tree.head[above] >= 0 and tree.upos[above] != "VERB":
        above = tree.head[above]
    content = [trim_content(tree, part) for part in without(tree.subtree(above), [(word, word + 2), source])]
    content = [c for c in content if c[0] < c[1]]
    if not content:
        return None
    draft = Draft([source], [(word, word + 2)], content, word, "“according to”", 0.75, CueSense("asserts", "prep", "speech"))
    draft.speaker = head
    return draft


def at(tree: Tree, word: int) -> Draft | None:
    """The statement that the word at this position makes by syntax, or None."""
    upos = tree.upos[word]
    if upos == "VERB":
        if tree.low[word] == "according":
            return from_according(tree, word)
        return from_verb(tree, word)
    if upos == "NOUN":
        return from_noun(tree, word)
    if upos == "ADJ":
        return from_adjective(tree, word)
    return from_according(tree, word) if tree.low[word] == "according" else None
