"""What is said: the stretch of words that a verb of saying governs, by syntax and, where the parser fails, by layout."""

from __future__ import annotations

from accordingto.reading.lexicon import CueSense, plain_cues, words
from accordingto.reading.statements_draft import without
from accordingto.reading.tree import Range, Tree

_OBJECT_PREPOSITIONS = {
    "blame": ("for", "on"), "pin": ("on",), "attribute": ("to",), "accuse": ("of",), "suspect": ("of",), "charge": ("with",),
    "compare": ("to", "with"), "liken": ("to",), "credit": ("with", "for"), "thank": ("for",), "praise": ("for", "as"),
    "threaten": ("with",), "put": ("at",),
}  # fmt: skip
_DEFAULT_PREPOSITIONS = ("for", "as", "over", "of")
_PREDICATIVE = frozenset(
    [
        "call",
        "put",
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
    ["call", "see", "consider", "view", "regard", "cast", "frame", "paint", "compare", "liken", "describe", "designate", "judge"]
)
_TRANSFERS = frozenset({"attribute", "pin", "blame", "ascribe", "credit"})


def content_of(tree: Tree, word: int, sense: CueSense, lemma: str, governed: int | None, passive: bool, source: list[Range]) -> list[Range]:
    """Word ranges of what is said."""
    if passive:
        return _passive_content(tree, word, sense, lemma)
    if sense.frame in ("clause", "tell"):
        return _clause_content(tree, word, sense, source)
    if sense.frame == "prep":
        if governed is None:
            governed = next(
                (c for c in tree.child[word] if tree.base(c) == "obj" and c > word), None
            )  # its preposition taken for a particle
        if governed is None:
            return []
        last = _with_infinitive(tree, word, governed, tree.last[governed])
        first = governed
        for w in range(tree.first[governed], governed):
            if tree.low[w] not in lemma.split()[1:] or tree.head[w] != governed:
                first = w
                break
        return [(first, last)]
    found = _object_content(tree, word, lemma, governed)
    if sense.act == "attitude" and found:
        # "expects more attacks by the guards": what stands right behind the thing expected is part of it
        last = found[-1][1]
        for c in tree.child[word]:
            if tree.base(c) == "obl" and tree.first[c] == last and tree.case_of(c) in ("by", "from", "against", "of", "between"):
                last = tree.last[c]
        found[-1] = (found[-1][0], last)
    return found


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
        if tree.base(word) == "parataxis" and source and not vague and tree.head[word] >= 0:
            above = tree.head[word]
            return without(tree.subtree(above), [tree.subtree(word)])
        for c in tree.child[word]:
            plain = not vague or (tree.base(c) == "obj" and tree.first[c] == word + 1)  # "finds “no sign of fire”"
            if tree.base(c) in ("parataxis", "obj", "dep", "discourse", "nsubj") and plain and _is_quoted(tree, c):
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
    if thing is None and tree.kid(word, "compound") is not None:
        # "played down the risk": the object of a verb with a particle, taken for an oblique one.
        thing = next((c for c in tree.child[word] if c > word and tree.base(c) == "obl" and not tree.case_of(c)), None)
    if thing is None and bare in _TRANSFERS and word + 2 < tree.last[word]:
        # "attributing to X the protests": whatever the parser made of it, the rest of the phrase is the content.
        return [(word + 1, tree.last[word])]
    if thing is None or tree.low[thing] in ("itself", "themselves", "himself", "herself"):
        return []
    first, last = tree.subtree(thing)
    behind = next((c for c in tree.child[word] if c > thing and tree.base(c) in ("obj", "iobj") and tree.first[c] == last), None)
    if governed is None and behind is not None and tree.upos[thing] == "PROPN" and tree.upos[behind] == "NOUN":
        # "rejected Ardanian accusations" read as two objects.
        thing, last = behind, tree.last[behind]
    if governed is not None:
        first = next((w for w in range(first, thing + 1) if not (tree.head[w] == thing and tree.base(w) == "case")), thing)
    if bare in _TRANSFERS and thing < word:
        # "which X blamed on Y": both are what is said.
        aims = [tree.subtree(c) for c in tree.child[word] if c > word and tree.base(c) == "obl" and tree.case_of(c) in ("on", "to", "for")]
        return [(first, last), *aims]
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


def complements(tree: Tree, word: int) -> list[Range]:
    """The phrases that a verb of accusing, blaming or naming takes beside its object ("of Z", "on Y", "as an act of war")."""
    bare = tree.lemma[word]
    prepositions = _OBJECT_PREPOSITIONS.get(bare, ("as",) if bare in _PREDICATIVE else ())
    found = []
    for c in tree.child[word]:
        if c > word and tree.base(c) in ("obl", "advcl") and prepositions:
            mark = next((m for m in tree.child[c] if m > word and tree.low[m] in prepositions and tree.base(m) in ("case", "mark")), None)
            if mark is not None:
                found.append((mark, tree.last[c]))
    return found


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
